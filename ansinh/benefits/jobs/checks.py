"""What a title must have and what it may not stand beside, said before it is written: by the acts and by the preview of a file."""

from collections.abc import Iterable
from datetime import date

from ansinh.benefits import words
from ansinh.benefits.models import Title
from ansinh.core.days import month_after, month_of, month_text
from ansinh.law import law_on
from ansinh.people.models import Person

LOSS_RATE_NEEDED = ("war_invalid", "war_invalid_b", "sick_soldier", "toxic_chemical", "toxic_chemical_child")
CARED_FOR_NEEDED = ("care_of_orphan", "care_of_older", "household_of_extra_severe", "taking_in_extra_severe")
DISABLED = ("disabled_extra_severe", "disabled_severe")
# Of each of these a person holds one at a time: the other one is a change, not a second title.
EITHER_OR = (
    DISABLED,
    ("orphan", "orphan_in_study"),
    ("child_hiv", "hiv_poor"),
    ("study_group_1", "study_group_2"),
    ("revolutionary_before_1945_full_time", "revolutionary_before_1945_at_home"),
)


def value_faults(
    *, category: str, decided_on: date, loss_rate: int | None = None, martyr_count: int | None = None, child_count: int | None = None,
    is_pregnant: bool = False, has_cared_for: bool = False,
) -> list[str]:  # fmt: skip
    """What a title of this category lacks in its own values, in words; without looking at the register."""
    faults = []
    law = law_on(decided_on)
    label = words.CATEGORY_LABELS[category][0]
    if category in LOSS_RATE_NEEDED and loss_rate is None:
        faults.append(f"«{label}» cần tỷ lệ tổn thương cơ thể. Ghi tỷ lệ theo biên bản giám định.")
    if loss_rate is not None and not 1 <= loss_rate <= 100:
        faults.append(f"Tỷ lệ tổn thương cơ thể {loss_rate} % không thể có: phải từ 1 đến 100.")
    elif loss_rate is not None and category in ("war_invalid", "war_invalid_b") and law.has("merit.loss_rates"):
        least = law.value("merit.loss_rates")["war_invalid_from"]
        if loss_rate < least:
            faults.append(f"«{label}» phải từ {least} %, đang ghi {loss_rate} %. Từ 5 đến 20 % là trợ cấp một lần.")
    if category == "relative_of_martyr" and not martyr_count:
        faults.append(f"«{label}» cần số liệt sĩ (1 trở lên). Ghi số liệt sĩ là thân nhân.")
    if category == "single_parent" and not child_count:
        faults.append(f"«{label}» cần số con đang nuôi (1 trở lên). Ghi số con.")
    if category == "disabled_parent" and not (child_count or is_pregnant):
        faults.append(f"«{label}» cần số con dưới 36 tháng, hoặc đang mang thai. Ghi một trong hai.")
    if category in CARED_FOR_NEEDED and not has_cared_for:
        faults.append(f"«{label}» cần người được chăm sóc. Ghi số định danh của người đó.")
    return faults


def clash(category: str, from_day: date, cared_for_id: int | None, others: Iterable[Title]) -> Title | None:
    """The title among a person's own that this one would stand against: the same ground, or the other of two that exclude each other."""
    alike = {one for pair in EITHER_OR if category in pair for one in pair} | {category}
    for other in others:
        if other.category not in alike or (other.to_day is not None and other.to_day <= from_day):
            continue
        if other.category != category or other.cared_for_id == cared_for_id:
            return other
    return None


def clash_said(person: Person, other: Title) -> str:
    """Why a title may not stand beside another one, and what to do."""
    until = f" đến hết {month_text(month_after(month_of(other.to_day), -1))}" if other.to_day else ""
    return (
        f"{person.name} đang hưởng «{other.get_category_display()}» từ {month_text(month_of(other.from_day))}{until}"
        f" theo {other.decision}. Điều chỉnh hoặc cho thôi diện đó trước."
    )
