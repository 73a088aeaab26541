"""The acts of the poverty review, in the order of its year. Each is keyword-only, asks who acts, and leaves its trace."""

from .answers import ImpossibleAnswers, fill_form_a, fill_form_b, fill_forms, impossible
from .campaigns import close_campaign, open_campaign, reopen_campaign
from .decisions import (
    CannotSign,
    Signed,
    choose_class,
    decide_ad_hoc,
    due_on,
    hash_of,
    incomplete,
    report_commune,
    sign,
)
from .listing import Listed, list_households, request_review
from .scoring import record_of, score, score_one
from .standing import ReviewRefused
from .village import hold_meeting, publish_notice, raise_objection, record_votes, settle_objection

__all__ = [
    "CannotSign",
    "ImpossibleAnswers",
    "Listed",
    "ReviewRefused",
    "Signed",
    "choose_class",
    "close_campaign",
    "decide_ad_hoc",
    "due_on",
    "fill_form_a",
    "fill_form_b",
    "fill_forms",
    "hash_of",
    "hold_meeting",
    "impossible",
    "incomplete",
    "list_households",
    "open_campaign",
    "publish_notice",
    "raise_objection",
    "record_of",
    "record_votes",
    "reopen_campaign",
    "report_commune",
    "request_review",
    "score",
    "score_one",
    "settle_objection",
    "sign",
]
