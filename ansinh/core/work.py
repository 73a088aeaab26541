"""A line of an officer's day, as every room tells it to the desk."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Work:
    """One line of the day: what, how many, where to do it, whether it is late."""

    name: str
    hint: str
    count: int
    address: str
    is_late: bool = False
