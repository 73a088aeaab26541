"""The points of one household as people read them: row by row, with what decided each, the law and the verdict."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from ansinh.core.language import is_english
from ansinh.engine import house_on
from ansinh.law import law_on
from ansinh.poverty import words
from ansinh.poverty.models import Campaign

TONES = {"poor": "bad", "near_poor": "warn", "not_poor": "good", None: ""}


@dataclass(frozen=True)
class Row:
    """One row of form B1 or B2: its number, what it is, the points (None: unknown), what decided it, the law."""

    number: str
    label: str
    points: int | None
    because: str
    reference: str


@dataclass(frozen=True)
class Points:
    """What the rules say of a household as far as the answers go; `verdict` None is unknown."""

    verdict: str | None
    living_standard: str | None
    is_screened_out: bool | None
    a_yes_count: int | None
    b1: int | None
    b1_limit: int | None
    b2: int | None
    b2_limit: int | None
    b1_rows: tuple[Row, ...]
    b2_rows: tuple[Row, ...]
    missing: tuple[str, ...]

    @property
    def tone(self) -> str:
        """The shade of the verdict's tag."""
        return TONES[self.verdict]

    @property
    def verdict_text(self) -> str:
        """The class, or that it is not known yet."""
        return words.CLASSES[self.verdict][is_english()] if self.verdict else _("chưa xác định")

    @property
    def references(self) -> list[str]:
        """The laws behind the rows, each once."""
        return list(dict.fromkeys(row.reference for row in (*self.b1_rows, *self.b2_rows) if row.reference))

    @property
    def is_scored(self) -> bool:
        """Whether this day's law has points at all."""
        return bool(self.b1_rows)


def points_of(campaign: Campaign, record: Mapping[str, Any]) -> Points:
    """The points of a household's record under the law of the campaign. Raises NoLawOnDay."""
    law = law_on(campaign.law_day)
    house = house_on(law)
    names = (
        "poverty_class_by_rule",
        "living_standard_by_rule",
        "is_screened_out",
        "a_yes_count",
        "b1_limit",
        "b1_points",
        "b2_points",
    )
    found: dict[str, Any] = dict.fromkeys(names) | house.values([name for name in names if name in house.rules], record)
    b1 = house.trace("b1_points", record).root.steps if "b1_points" in house.rules else ()
    b2 = house.trace("deprivation_count", record).root.steps if "deprivation_count" in house.rules else ()
    each = law.value("poverty.b2")["points_per_indicator"] if b2 else 0
    b1_rows = tuple(_b1_row(house, step) for step in b1 if step.name.startswith("b1_points_"))
    b2_rows = tuple(_b2_row(house, step, each) for step in b2 if step.name.startswith("is_deprived_of_"))
    return Points(
        verdict=found["poverty_class_by_rule"],
        living_standard=found["living_standard_by_rule"],
        is_screened_out=found["is_screened_out"],
        a_yes_count=found["a_yes_count"],
        b1=found["b1_points"],
        b1_limit=found["b1_limit"],
        b2=found["b2_points"],
        b2_limit=law.value("poverty.b2")["poor_from"] if b2 else None,
        b1_rows=b1_rows,
        b2_rows=b2_rows,
        missing=_missing(house, (*b1, *b2)),
    )


def label_of(house: Any, name: str) -> str:
    """What people call a fact or figure, in the reader's language."""
    label = house.column(name).label
    return label.label_en if is_english() else label.label_vi


def _b1_row(house: Any, step: Any) -> Row:
    number, _colon, label = label_of(house, step.name).partition(": ")
    tables = [inner for inner in step.walk() if inner.kind == "table"]
    chosen = [_row_text(inner) for inner in tables]
    reference = next((inner.reference for inner in tables if inner.reference), "")
    because = _why_unknown(house, step) or "; ".join(dict.fromkeys(text for text in chosen if text))
    return Row(number, label, step.value, because, reference)


def _row_text(table: Any) -> str:
    """The row of the table that gave the points; where none did, the answer itself."""
    if table.value:
        return str(table.row)
    return ", ".join(
        inner.text for inner in table.steps if inner.kind in ("fact", "figure") and inner.name != "b1_area"
    )


def _b2_row(house: Any, step: Any, each: int) -> Row:
    code = step.name.removeprefix("is_deprived_of_")
    who = [
        member.label
        for members in step.steps
        for member in members.steps
        if member.kind == "member" and member.value is True
    ]
    said = ", ".join(who) if step.value and who else _("thiếu hụt") if step.value else _("không thiếu hụt")
    reference = next((inner.reference for inner in step.walk() if inner.reference), "")
    points = None if step.value is None else each * step.value
    return Row(
        words.DEPRIVATION_NUMBERS[code],
        words.DEPRIVATIONS[code][is_english()],
        points,
        _why_unknown(house, step) or said,
        reference,
    )


def _missing(house: Any, steps: tuple[Any, ...]) -> tuple[str, ...]:
    """The answers nobody gave, of the steps that are unknown."""
    unknown = [
        inner.name
        for step in steps
        if step.value is None
        for inner in step.walk()
        if inner.kind == "fact" and inner.value is None
    ]
    return tuple(label_of(house, name) for name in dict.fromkeys(unknown))


def _why_unknown(house: Any, step: Any) -> str:
    if step.value is not None:
        return ""
    missing = _missing(house, (step,))
    names = ", ".join(missing[:3]) + ("…" if len(missing) > 3 else "")
    return _("thiếu: %(names)s") % {"names": names} if names else _("chưa tính được")
