"""The only place that changes persons and households. Every verb refuses in Vietnamese, or acts and leaves its trace, in one transaction.

`by` is the user who acts, or None when the system acts (inside `acting_as_system`)."""

from ansinh.people.actions.acts import (
    CORRECTABLE,
    Refused,
    change_head,
    correct_person,
    found_household,
    join_household,
    leave_household,
    merge_households,
    move_household,
    open_membership,
    record_death,
    register_person,
    split_household,
)
from ansinh.people.actions.imports import import_people, refresh_statistics

__all__ = [
    "CORRECTABLE",
    "Refused",
    "change_head",
    "correct_person",
    "found_household",
    "import_people",
    "join_household",
    "leave_household",
    "merge_households",
    "move_household",
    "open_membership",
    "record_death",
    "refresh_statistics",
    "register_person",
    "split_household",
]
