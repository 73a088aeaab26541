"""How numbers of reports received read on a page, and how an indicator is found by a few letters of its name."""

from collections.abc import Iterable
from decimal import Decimal
from functools import cache

from ansinh.core.language import is_english, language_code
from ansinh.core.names import fold
from ansinh.core.numbers import decimal, grouped
from ansinh.engine import Indicator
from ansinh.engine.collect import collect
from ansinh.reading.catalogue import Outside, outside_subjects
from ansinh.reports import words
from ansinh.reports.models import ReceivedClaim
from ansinh.reports.models.received import STANDINGS

LOOKS = {
    "accepted": "good",
    "trusted": "good",
    "doubtful": "warn",
    "unmapped": "",
    "outside": "quiet",
    "rejected": "quiet",
}


def number_said(value: Decimal) -> str:
    """`3.453`, `1,2`: as many decimals as the number has."""
    value = Decimal(value).normalize()
    places = max(0, -int(value.as_tuple().exponent))
    language = language_code()
    return decimal(value, places, language) if places else grouped(int(value), language)


def value_said(claim: ReceivedClaim) -> str:
    """`hơn 8.100 doanh nghiệp`, `1 – 1,5 %`."""
    unit = words.CLAIM_UNITS.get(claim.unit, ("", ""))[is_english()] if claim.unit != "other" else claim.unit_said
    number = number_said(claim.value)
    if claim.value_max is not None:
        number = f"{number} – {number_said(claim.value_max)}"
    hedge = words.COMPARATORS.get(claim.comparator, ("", ""))[is_english()] if claim.comparator != "range" else ""
    return " ".join(word for word in (hedge, number, unit) if word)


def subject_said(claim: ReceivedClaim) -> str:
    """What a number is of: its indicator, its subject outside the sector, or nothing."""
    if claim.indicator:
        return indicator_label(claim.indicator)
    outside = _outside().get(claim.outside)
    return outside.label_vi if outside else ""


def indicator_label(name: str) -> str:
    """The name people call an indicator by; the code itself for one the house no longer has."""
    one = collect().indicators.get(name)
    if one is None:
        return name
    return one.label_en if is_english() else one.label_vi


def standing_said(claim: ReceivedClaim) -> str:
    return STANDINGS[claim.standing][is_english()]


def indicators_like(text: str, most: int = 12) -> list[Indicator]:
    """Indicators whose name, code or wordings hold every word typed, with or without diacritics; names that begin so first."""
    wanted = fold(text).split()
    if not wanted:
        return []
    whole = " ".join(wanted)
    found = [
        (_rank(label, whole), len(label), one)
        for label, everything, one in _folded()
        if all(word in everything for word in wanted)
    ]
    return [one for _rank, _length, one in sorted(found, key=lambda row: row[:2])][:most]


def indicator_meant(text: str) -> str:
    """The code of the indicator a name or code means; empty when none or several do."""
    wanted = fold(text)
    if text.strip() in collect().indicators:
        return text.strip()
    same = [one.name for label, _everything, one in _folded() if label == wanted]
    return same[0] if len(same) == 1 else ""


def labels_of(names: Iterable[str]) -> list[tuple[str, str]]:
    return [(name, indicator_label(name)) for name in names]


def _rank(label: str, whole: str) -> int:
    """The name itself first, then names that begin so, that hold it, that hold every word of it, names known by it."""
    if whole in (label, label.removeprefix("so "), label.removeprefix("ty le ")):
        return 0
    if whole in label:
        return 1 if label.startswith(whole) else 2
    return 3 if all(word in label for word in whole.split()) else 4


@cache
def _folded() -> list[tuple[str, str, Indicator]]:
    return [
        (fold(one.label_vi), fold(" ".join((one.label_vi, one.label_en, one.name, *one.also, *one.said))), one)
        for one in collect().indicators.values()
    ]


@cache
def _outside() -> dict[str, Outside]:
    return dict(outside_subjects())
