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
from ansinh.people.actions.doubles import (
    confirm_merge,
    find_doubles,
    judge_two,
    judge_unclear,
    people_of,
    propose_merge,
    refuse_merge,
    undo_merge,
)
from ansinh.people.actions.imports import import_people, refresh_statistics
from ansinh.people.actions.verification import ask, assign_mismatch, correct_mismatch, keep_ours, take_answer

__all__ = [
    "CORRECTABLE",
    "Refused",
    "ask",
    "assign_mismatch",
    "change_head",
    "confirm_merge",
    "correct_mismatch",
    "correct_person",
    "find_doubles",
    "found_household",
    "import_people",
    "join_household",
    "judge_two",
    "judge_unclear",
    "keep_ours",
    "leave_household",
    "merge_households",
    "move_household",
    "open_membership",
    "people_of",
    "propose_merge",
    "record_death",
    "refresh_statistics",
    "refuse_merge",
    "register_person",
    "split_household",
    "take_answer",
    "undo_merge",
]
