"""The acts on dossiers, in the order of their life: the only place that changes their state. Each leaves a move and an audit event."""

from .calendar import clear_day, keep_template, name_agency, set_day
from .citizens import hand_in_papers, hand_in_supplement, note_told
from .deciding import draft_ruling, draft_stamp, sign_ruling
from .moving import (
    apologise,
    ask_supplement,
    days_left,
    finish_step,
    hand_out,
    is_at_decision,
    path_of,
    reassign_step,
    recall_step,
    return_step,
    take_supplement,
    withdraw,
)
from .opening import (
    AlreadyOpen,
    BadAnswers,
    answer,
    import_dossiers,
    missing_papers,
    open_dossier,
    open_online,
    receive,
    refuse_reception,
)
from .routing import steps_waiting_for, who_may
from .standing import DossierRefused
from .subjects import attach_subject

__all__ = [
    "AlreadyOpen",
    "BadAnswers",
    "DossierRefused",
    "answer",
    "apologise",
    "ask_supplement",
    "attach_subject",
    "clear_day",
    "days_left",
    "draft_ruling",
    "draft_stamp",
    "finish_step",
    "hand_in_papers",
    "hand_in_supplement",
    "hand_out",
    "import_dossiers",
    "is_at_decision",
    "keep_template",
    "missing_papers",
    "name_agency",
    "note_told",
    "open_dossier",
    "open_online",
    "path_of",
    "reassign_step",
    "recall_step",
    "receive",
    "refuse_reception",
    "return_step",
    "set_day",
    "sign_ruling",
    "steps_waiting_for",
    "take_supplement",
    "who_may",
    "withdraw",
]
