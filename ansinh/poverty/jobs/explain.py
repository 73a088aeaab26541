"""Why a household has its class: the points row by row with the form's row, the law behind it, and the choices the law leaves open."""

from dataclasses import asdict, dataclass
from typing import Any

from ansinh.engine import House, house_on
from ansinh.law import law_on, law_version
from ansinh.law.reader import STATUSES
from ansinh.poverty.actions.scoring import record_of
from ansinh.poverty.models import Review
from ansinh.poverty.words import CLASSES

UNTOLD = ("b1_area", "review_day", "member_line", "member_birth_date")
CHOICE = "poverty.b1_three_motorbikes_central_highlands"
ITEMS = (
    "size",
    "working_age",
    "dependants",
    "degree",
    "non_farm",
    "pension",
    "house",
    "floor_area",
    "electricity",
    "water",
    "toilet",
    "assets",
    "land",
    "livestock",
    "region",
)
DEPRIVATIONS = (
    "job",
    "dependants",
    "nutrition",
    "insurance",
    "adult_schooling",
    "child_schooling",
    "housing",
    "area",
    "water",
    "toilet",
    "telecom",
    "information",
)


@dataclass(frozen=True)
class Row:
    """One row of form B1 or B2: its number, what it asks, what it gave, and the law with how far it was verified."""

    form_row: str
    label: str
    value: Any
    text: str
    found: tuple[str, ...]
    reference: str
    status: str


@dataclass(frozen=True)
class Contradiction:
    """Where the circular says two things: what each would give this household, and which is in use."""

    label: str
    chosen: int
    chosen_because: str
    outcomes: tuple[dict[str, Any], ...]


@dataclass(frozen=True)
class Explanation:
    """A household's class with everything behind it."""

    household: str
    head_name: str
    year: int
    law_day: str
    law_version: str
    signed_class: str | None
    difference_reason: str
    class_by_rule: str | None
    living_standard_by_rule: str | None
    screening: str
    b1: tuple[Row, ...]
    b1_points: int | None
    b1_limit: int | None
    b2: tuple[Row, ...]
    b2_points: int | None
    unknown: tuple[str, ...]
    contradiction: Contradiction | None
    other: str

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)

    def lines(self) -> list[str]:
        """What is printed: the household, the verdict, then each row."""
        said = [
            f"Hộ {self.household} {self.head_name}, rà soát năm {self.year} (luật ngày {self.law_day}, bản {self.law_version})"
        ]
        said.append(
            f"Kết quả theo quy định: {_class(self.class_by_rule)}. Kết quả đã ký: {_class(self.signed_class, 'chưa ký')}."
        )
        said += [f"Lý do khác nhau: {self.difference_reason}"] if self.difference_reason else []
        said += [self.screening] if self.screening else []
        if self.b1:
            said.append(f"Phiếu B1: {_points(self.b1_points)} (ngưỡng {self.b1_limit})")
            said += [_line(row) for row in self.b1]
            said.append(f"Phiếu B2: {_points(self.b2_points)}")
            said += [_line(row) for row in self.b2]
        if self.unknown:
            said.append("Chưa biết: " + "; ".join(self.unknown))
        if self.contradiction:
            said += _contradiction_lines(self.contradiction)
        return said + ([self.other] if self.other else [])


def explain(review: Review) -> Explanation:
    """The explanation of one review, from its answers as they stand now and the law of its campaign."""
    law = law_on(review.campaign.law_day)
    house = house_on(law)
    record = record_of(review)
    trace = house.trace("poverty_class_by_rule", record)
    has_points = "b1_points" in house.rules
    wanted = [
        name
        for name in ("b1_points", "b2_points", "b1_limit", "living_standard_by_rule", "is_screened_out", "a_yes_count")
        if name in house.rules
    ]
    found = house.values(wanted, record)
    surveyed = has_points and record["has_form_b"]
    return Explanation(
        household=review.household.code,
        head_name=review.head_name,
        year=review.campaign.year,
        law_day=f"{review.campaign.law_day:%d/%m/%Y}",
        law_version=law_version(),
        signed_class=review.poverty_class if review.is_signed else None,
        difference_reason=review.difference_reason,
        class_by_rule=trace.value,
        living_standard_by_rule=found.get("living_standard_by_rule"),
        screening=_screening(found) if has_points else "",
        b1=_rows(house, [f"b1_points_{item}" for item in ITEMS], record) if surveyed else (),
        b1_points=found.get("b1_points"),
        b1_limit=found.get("b1_limit"),
        b2=_rows(house, [f"is_deprived_of_{code}" for code in DEPRIVATIONS], record) if surveyed else (),
        b2_points=found.get("b2_points"),
        unknown=tuple(dict.fromkeys(step.reason for step in trace.steps if step.value is None and step.reason))
        if trace.value is None
        else (),
        contradiction=_contradiction(law, review, record, found) if surveyed else None,
        other="" if has_points else trace.as_text(),
    )


def _rows(house: House, names: list[str], record: dict[str, Any]) -> tuple[Row, ...]:
    rows = []
    for name in names:
        root = house.trace(name, record).root
        steps = list(root.walk())
        laws = [step for step in steps if step.reference]
        said = [f"{step.row}: {step.text}" for step in steps if step.kind == "table" and step.row and step.value]
        facts = [f"{step.label}: {step.text}" for step in steps if step.kind == "fact" and step.name not in UNTOLD]
        rows.append(
            Row(
                root.form_row,
                root.label,
                root.value,
                root.text,
                tuple(dict.fromkeys(said or facts)),
                "; ".join(dict.fromkeys(step.reference for step in laws)),
                "; ".join(dict.fromkeys(step.status for step in laws)),
            )
        )
    return tuple(rows)


def _screening(found: dict[str, Any]) -> str:
    verdict = {True: "dừng, không khảo sát Phiếu B", False: "khảo sát Phiếu B", None: "chưa đủ câu trả lời"}[
        found["is_screened_out"]
    ]
    return f"Phiếu A: {found['a_yes_count']} câu trả lời Có; {verdict}."


def _contradiction(law: Any, review: Review, record: dict[str, Any], found: dict[str, Any]) -> Contradiction | None:
    if review.b1_area != "rural_central_highlands" or not law.has(CHOICE):
        return None
    most = law.value("poverty.b1_bands")["motorbikes"]["most"]
    if record["motorbikes"] is None or record["motorbikes"] < most:
        return None
    dated = law.dated(CHOICE)
    outcomes = []
    for other in dated.alternatives:
        points = None if found["b1_points"] is None else found["b1_points"] - dated.value + other["value"]
        is_over = None if points is None else points > found["b1_limit"]
        verdict = {True: "vượt ngưỡng, không nghèo", False: "trong ngưỡng, xét tiếp điểm B2", None: "chưa đủ số liệu"}[
            is_over
        ]
        outcomes.append(
            {
                "value": other["value"],
                "reference": other["reference"],
                "b1_points": points,
                "verdict": verdict,
                "is_chosen": other["value"] == dated.value,
            }
        )
    return Contradiction(law.dated(CHOICE).reference, dated.value, dated.note, tuple(outcomes))


def _contradiction_lines(found: Contradiction) -> list[str]:
    said = [
        f"Mâu thuẫn trong thông tư ({found.label}); hệ thống đang chọn {found.chosen} điểm. {found.chosen_because.strip()}"
    ]
    for outcome in found.outcomes:
        mark = "đang chọn" if outcome["is_chosen"] else "nếu chọn"
        said.append(
            f"  {mark} {outcome['value']} điểm ({outcome['reference']}): B1 = {outcome['b1_points']}, {outcome['verdict']}"
        )
    return said


def _line(row: Row) -> str:
    told = f" [{'; '.join(row.found)}]" if row.found else ""
    verified = ", ".join(STATUSES[status] for status in row.status.split("; ") if status)
    law = f" ({row.reference}; {verified})" if row.reference else ""
    return f"  {row.form_row:<9}{row.label}: {row.text}{told}{law}"


def _class(value: str | None, absent: str = "chưa đủ số liệu") -> str:
    return CLASSES[value][0] if value else absent


def _points(value: int | None) -> str:
    return "chưa đủ số liệu" if value is None else f"{value} điểm"
