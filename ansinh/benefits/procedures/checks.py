"""What stands against granting, asked of the same acts and rules that grant and pay: each sentence with its article.

A title is imagined beside those held and the month reckoned with it; nothing is written."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from ansinh.benefits import words
from ansinh.benefits.actions import BenefitRefused, first_month
from ansinh.benefits.jobs.checks import clash, clash_said, value_faults
from ansinh.benefits.jobs.explain import Asked, NoRecord
from ansinh.benefits.jobs.explain.trying import against, lacking
from ansinh.benefits.jobs.paying import benefits_of
from ansinh.benefits.models import Claim, Title
from ansinh.core.days import first_day, month_of, month_text, vietnamese_day
from ansinh.dossiers.models import Dossier
from ansinh.dossiers.procedures import CannotEnact, person_told, told
from ansinh.engine import Benefit
from ansinh.law import LawError, law_on
from ansinh.people.models import Person

from .common import certificate_on, open_titles

# Groups whose law asks for the household's class: the classes and the clause.
CLASSES: dict[str, tuple[tuple[str, ...], str]] = {
    "child_hiv": (("poor",), "Điều 5 khoản 3"),
    "single_parent": (("poor", "near_poor"), "Điều 5 khoản 4"),
    "older_poor_alone": (("poor",), "Điều 5 khoản 5"),
    "older_75_difficult_area": (("poor", "near_poor"), "Điều 5 khoản 5 điểm b"),
    "older_in_community_care": (("poor",), "Điều 5 khoản 5"),
    "child_under_3_difficult_area": (("poor", "near_poor"), "Điều 5 khoản 7"),
    "hiv_poor": (("poor",), "Điều 5 khoản 8"),
}
DEGREES = {"disabled_extra_severe": "extra_severe", "disabled_severe": "severe"}
# The number of a title nobody has written: none in the register comes near it.
IMAGINED = 2**53
LAW_21 = "Luật Bảo hiểm xã hội 41/2024/QH15 Điều 21"
COUNTED = ("loss_rate", "is_special", "martyr_count", "seniority_years", "child_count", "is_pregnant")


def against_grant(*, dossier: Dossier, day: date) -> list[str]:
    """What stands against the title a dossier asks for, should it be decided on a day."""
    category = told(dossier, "category") or told(dossier, "kind")
    if dossier.subject is None:
        return ["Hồ sơ chưa gắn với người nào trong sổ nhân khẩu, nên chưa đối chiếu được."]
    if category not in words.CATEGORIES:
        return ["Hồ sơ chưa ghi diện đề nghị hưởng."]
    return list(against_title(dossier, dossier.subject, category, day))


def against_title(dossier: Dossier, person: Person, category: str, day: date) -> Iterator[str]:
    """The same for one category."""
    if person.died_on:
        yield f"{person.name} đã được ghi chết ngày {vietnamese_day(person.died_on)}."
        return
    try:
        cared_for = person_told(dossier, "cared_for")
    except CannotEnact as missing:
        yield str(missing)
        return
    counts = {name: told(dossier, name) for name in COUNTED if told(dossier, name) is not None}
    named = {
        key: value
        for key, value in counts.items()
        if key in ("loss_rate", "martyr_count", "child_count", "is_pregnant")
    }
    yield from value_faults(category=category, decided_on=day, has_cared_for=cared_for is not None, **named)
    title = Title(
        person=person, category=category, from_day=day.replace(day=1), cared_for=cared_for, **{"is_special": False, **counts}
    )  # fmt: skip
    if other := clash(
        category,
        title.from_day,
        title.cared_for_id,
        Title._base_manager.filter(person=person).select_related("decision"),
    ):
        yield clash_said(person, other)
        return
    yield from _certificate(person, category, day)
    try:
        month = max(
            told(dossier, "from_month") or first_month(person=person, category=category, decided_on=day), month_of(day)
        )
    except BenefitRefused as refused:
        yield f"{refused} ({law_reference(day, 'assistance.start')})"
        month = month_of(day)
    yield from _reckoned(person, title, category, month, day)


def against_pension(*, dossier: Dossier, day: date) -> list[str]:
    """What stands against a social pension: the rule that finds who is entitled and not registered, asked of one person."""
    person = dossier.subject
    if person is None:
        return ["Hồ sơ chưa gắn với người nào trong sổ nhân khẩu, nên chưa đối chiếu được."]
    if held := open_titles(person, "social_pension"):
        return [clash_said(person, held[0])]
    if person.died_on:
        return [f"{person.name} đã được ghi chết ngày {vietnamese_day(person.died_on)}."]
    try:
        asked = Asked(person, month_of(day), day, {})
    except (NoRecord, LawError) as refused:
        return [str(refused)]
    figure = Benefit(
        "may_have", "may_have_social_pension", programme="assistance", purse="", label_vi="Hưu trí xã hội",
        label_en="Social pension", article=LAW_21,
    )  # fmt: skip
    found = asked.house.values([figure.figure], asked.record)[figure.figure]
    if found:
        return []
    if found is None:
        return [f"Chưa xác định được quyền hưởng {lacking(asked.house, figure, asked.record)} ({LAW_21})."]
    reasons = "; ".join(against(asked.house, figure, asked.record)) or "không đủ điều kiện theo dữ liệu trong sổ"
    return [f"Chưa đủ điều kiện hưu trí xã hội ({LAW_21}): {reasons}."]


def against_held(*, dossier: Dossier, day: date) -> list[str]:
    """What stands against a change: nothing drawn, or what the new group would lack."""
    said = against_stop(dossier=dossier, day=day)
    new = told(dossier, "new_category")
    if said or not new or dossier.subject is None:
        return said
    return [*_class(dossier.subject, new, day), *_certificate(dossier.subject, new, day)]


def against_stop(*, dossier: Dossier, day: date) -> list[str]:
    """What stands against a stop or a move: nobody named, nothing drawn."""
    if dossier.subject is None:
        return ["Hồ sơ chưa gắn với người nào trong sổ nhân khẩu, nên chưa đối chiếu được."]
    if told(dossier, "direction") == "in":
        return against_grant(dossier=dossier, day=day)
    if not open_titles(dossier.subject):
        return [f"{dossier.subject.name} không có diện nào đang hưởng trong sổ."]
    return []


def against_funeral(*, dossier: Dossier, day: date) -> list[str]:
    """What stands against a funeral: one already, no title at the death, a day that differs."""
    person = dossier.subject
    if person is None:
        return ["Hồ sơ chưa gắn với người đã mất nào trong sổ nhân khẩu."]
    said = []
    funerals = Claim._base_manager.filter(kind__in=words.FUNERALS, cancelled_by=None).select_related(
        "decision", "person"
    )
    if other := funerals.filter(person=person).first():
        article = law_reference(day, "assistance.funeral_groups")
        said.append(
            f"{person.name} đã có «{other.get_kind_display()}» theo {other.decision}; mỗi người một mai táng phí ({article})."
        )
    extract = told(dossier, "death_extract")
    if extract and (other := funerals.filter(death_extract=extract).exclude(person=person).first()):
        said.append(f"Trích lục khai tử «{extract}» đã dùng cho người khác ({other.person.commune}).")
    kind = told(dossier, "kind")
    if kind in (None, "funeral_merit"):
        return said + death_faults(dossier, person, day, ("merit", "survivor"), "merit.funeral_multiple")
    return said + death_faults(dossier, person, day, ("assistance", "social_pension"), "assistance.funeral_groups")


def death_faults(dossier: Dossier, person: Person, day: date, groups: tuple[str, ...], name: str) -> list[str]:
    """A day of death that differs from the register's; nothing of the groups drawn then, with the article of a value of the law."""
    said = []
    event_on = told(dossier, "event_on")
    if person.died_on and event_on and person.died_on.isoformat() != event_on:
        said.append(
            f"Sổ ghi ngày chết {vietnamese_day(person.died_on)}, hồ sơ ghi {vietnamese_day(date.fromisoformat(event_on))}."
        )
    died_on = person.died_on or (date.fromisoformat(event_on) if event_on else None)
    if died_on and not _drawn_at(person, died_on, groups):
        said.append(
            f"Sổ không ghi {person.name} hưởng diện nào thuộc hồ sơ này lúc chết ({law_reference(day, name)}); "
            "kiểm tra các trường hợp khác của điều này."
        )
    return said


def law_reference(day: date, name: str) -> str:
    """The article a value of the law of a day stands in; empty where that law has none."""
    law = law_on(day)
    return law.dated(name).reference if law.has(name) else ""


def imagined(title: Title, month: int) -> dict[str, Any]:
    """The facts of a title that is not written: as the register would tell them in a month."""
    cared = title.cared_for
    birth = cared.birth if cared else None
    months = (month // 100 - birth.year) * 12 + month % 100 - birth.month if birth and birth.month else None
    return {
        "title_id": IMAGINED, "title_month": month, "title_category": title.category, "title_from_day": title.from_day, "title_to_day": None,
        "title_loss_rate": title.loss_rate, "title_is_special": title.is_special, "title_martyr_count": title.martyr_count,
        "title_seniority_years": title.seniority_years, "title_child_count": title.child_count, "title_is_pregnant": title.is_pregnant,
        "title_cared_age_months": months,
        "title_cared_birth_date": date(birth.year, birth.month, birth.day) if birth and birth.month and birth.day else None,
        "title_is_second_of_deceased": False, "title_is_suspended": False,
        "label": f"{title.get_category_display()} (đề nghị)",
    }  # fmt: skip


def _reckoned(person: Person, title: Title, category: str, month: int, day: date) -> Iterator[str]:
    """What the month would give with the title beside those held."""
    yield from _class(person, category, day)
    try:
        asked = Asked(person, month, day, {})
    except (NoRecord, LawError) as refused:
        yield str(refused)
        return
    held = asked.record["members"]["title"]
    record = {**asked.record, "members": {**asked.record["members"], "title": [*held, imagined(title, month)]}}
    monthly = benefits_of(asked.house, "resident")
    mine = [one for one in monthly if one.group == words.GROUP_OF[category] and one.every == "month"]
    if not mine:
        yield f"Luật tháng {month_text(month)} không có mức cho «{title.get_category_display()}»."
        return
    figures = [one.figure for one in monthly]
    before, after = asked.house.values(figures, asked.record), asked.house.values(figures, record)
    if any((after[one.figure] or 0) > (before[one.figure] or 0) for one in mine):
        if _total(after) <= _total(before):
            yield _only_highest(held, mine[0])
        return
    if unknown := [one for one in mine if after[one.figure] is None]:
        yield f"Chưa tính được mức hưởng {lacking(asked.house, unknown[0], record)} ({unknown[0].article})."
        return
    if any(after[one.figure] for one in mine):
        yield _only_highest(held, mine[0])
        return
    reasons = "; ".join(against(asked.house, mine[0], record)) or "không có mức cho diện này trong tháng"
    yield f"Diện này không cho mức hưởng tháng {month_text(month)}: {reasons} ({mine[0].article})."


def _only_highest(held: list[dict[str, Any]], benefit: Benefit) -> str:
    others = ", ".join(one["label"].split(", QĐ")[0] for one in held)
    return f"Đang hưởng {others}: chỉ hưởng một mức cao nhất, thêm diện này không tăng mức hưởng ({benefit.article})."


def _total(values: Mapping[str, Any]) -> int:
    return sum(value or 0 for value in values.values())


def _class(person: Person, category: str, day: date) -> Iterator[str]:
    if category not in CLASSES:
        return
    wanted, clause = CLASSES[category]
    article = f"{law_reference(day, 'assistance.decree').partition(' Điều')[0]} {clause}".strip()
    try:
        record = Asked(person, month_of(day), day, {}).record
    except (NoRecord, LawError) as refused:
        yield str(refused)
        return
    found = record.get("household_class")
    if found is None:
        yield f"Sổ chưa biết hộ của {person.name} là hộ nghèo, cận nghèo hay không ({article})."
    elif found not in wanted:
        names = {"poor": "hộ nghèo", "near_poor": "hộ cận nghèo"}
        yield f"Diện này cần {' hoặc '.join(names[one] for one in wanted)}; sổ ghi khác ({article})."


def _certificate(person: Person, category: str, day: date) -> Iterator[str]:
    if category not in DEGREES:
        return
    paper = certificate_on(person, day)
    wanted = words.DEGREES[DEGREES[category]][0]
    if paper is None:
        yield f"{person.name} chưa có giấy xác nhận khuyết tật còn giá trị (NĐ 20/2021/NĐ-CP Điều 8; Luật Người khuyết tật Điều 15)."
    elif paper.degree != DEGREES[category]:
        said = words.DEGREES[paper.degree][0]
        yield f"Giấy xác nhận số {paper.number} ghi mức «{said}», diện này cần mức «{wanted}» (NĐ 20/2021/NĐ-CP Điều 5 khoản 6)."


def _drawn_at(person: Person, day: date, groups: tuple[str, ...]) -> bool:
    first = first_day(month_of(day))
    held = Title._base_manager.filter(person=person, from_day__lte=first).exclude(to_day__lte=first)
    return any(title.group in groups for title in held)
