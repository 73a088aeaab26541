"""What changes places: loading them from their source."""

from typing import Any

from django.db import transaction

from ansinh.core import audit
from ansinh.core.database import learn_sizes
from ansinh.places import jobs


def load_places(*, progress: Any = None, by: Any = None) -> jobs.Counted:
    """Bring units, successions and competences to what the source says; gives the rows added, changed and removed.

    The same source twice changes nothing and leaves no event. `by` is the user who acts; the system when none."""
    with transaction.atomic():
        counted = jobs.load(progress) if progress else jobs.load()
        if counted != jobs.Counted():
            learn_sizes("places_place", "places_succession")
            audit.record("places.load", "places", detail={**counted.as_dict(), "by": str(by or "")})
    return counted
