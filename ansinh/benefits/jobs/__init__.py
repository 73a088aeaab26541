"""Work on whole populations, and files read and explained. A process of its own may import it without Django."""

from typing import Any


def totals_of_people(ids: Any) -> Any:
    """What must be the same before and after two people become one (see `doubles`)."""
    from . import doubles

    return doubles.totals_of_people(ids)


def merge_concerns(one: Any, other: Any) -> Any:
    """What stands against two people becoming one, as sentences (see `doubles`)."""
    from . import doubles

    return doubles.merge_concerns(one, other)
