"""What another answer would give: the facts that alone stand against a benefit, the titles outdone, the age, and what would change it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from ansinh.benefits.jobs.explain.explanation import money_told
from ansinh.benefits.jobs.explain.papers import RECORD
from ansinh.core.numbers import grouped
from ansinh.engine import Benefit, Fact, House, LawValue
from ansinh.engine.interpret import age
from ansinh.engine.vietnamese import lower_first, value_text

FIXED = (*RECORD, "resident_sex", "resident_ethnicity", "resident_birth_date", "resident_age_months", "resident_died_on",
         "title_category", "claim_kind", "claim_is_cancelled", "title_is_suspended", "title_is_second_of_deceased", "jobless_paid_months",
         "jobless_wage_region", "jobless_is_state_pay", "jobless_month_is_suspended", "jobless_month_is_cancelled",
         "jobless_course_months", "jobless_course_is_cancelled")  # fmt: skip
# What stands against a right when it is there, and never for it.
BLOCKS: dict[str, list[Any]] = {
    "resident_died_on": [None],
    "title_is_suspended": [False],
    "resident_is_in_prison": [False],
    "jobless_month_is_suspended": [False],
    "jobless_month_is_cancelled": [False],
    "jobless_course_is_cancelled": [False],
}
AGES = (3, 4, 16, 22, 60, 70, 75, 80)


def against(house: House, benefit: Benefit, record: Mapping[str, Any]) -> list[str]:
    """The facts of a record that alone stand against a figure that is 0 or no, the age too."""
    return list(dict.fromkeys((*of_age(house, benefit, record), *blocked(house, benefit, record))))


def lacking(house: House, benefit: Benefit, record: Mapping[str, Any]) -> str:
    """Why a figure cannot be told: the facts nobody knows that keep it from being said."""
    trace = house.trace(benefit.figure, record)
    unknown = {step.name for step in trace.root.walk() if step.kind == "fact" and step.value is None}
    facts = [fact for fact in house.columns(benefit.figure) if fact.name in unknown]
    alone = [
        fact.label_vi
        for fact in facts
        if any(
            house.values([benefit.figure], changed)[benefit.figure] is not None
            for changed, now, _ in _changed(record, fact, _choices(house, benefit, fact) or [0])
            if now is None and fact.type is not date
        )
    ]
    names = alone or [fact.label_vi for fact in facts if fact.name != "resident_died_on"]
    return f"vì chưa biết {', '.join(map(lower_first, names))}" if names else "vì luật tháng này chưa có mức"


def what_if(house: House, benefit: Benefit, record: Mapping[str, Any], amount: int | None) -> Iterator[str]:
    """What another answer to a single fact would give, where it would give something else."""
    for fact in house.columns(benefit.figure):
        if fact.name in FIXED:
            continue
        told = set()
        for changed, now, choice in _changed(record, fact, _choices(house, benefit, fact)):
            if fact.type is int and not fact.words and now is not None and choice < now:
                continue
            after = house.values([benefit.figure], changed)[benefit.figure]
            if after is not None and after != amount and after not in told:
                told.add(after)
                asked, had = value_text(choice, fact.unit, fact.words), value_text(now, fact.unit, fact.words)
                yield f"Nếu {lower_first(fact.label_vi)} là «{asked}» (nay: {had}): {money_told(after, benefit)}."


def blocked(house: House, benefit: Benefit, record: Mapping[str, Any]) -> Iterator[str]:
    """The facts that alone stand against it: with another answer there would be money."""
    for fact in house.columns(benefit.figure):
        if fact.name in RECORD or fact.name in ("title_category", "resident_sex", "resident_ethnicity"):
            continue
        choices = BLOCKS[fact.name] if fact.name in BLOCKS else _choices(house, benefit, fact)
        for changed, now, _choice in _changed(record, fact, choices):
            if house.values([benefit.figure], changed)[benefit.figure]:
                yield f"{lower_first(fact.label_vi)}: {value_text(now, fact.unit, fact.words)}"
                break


def outdone(house: House, benefit: Benefit, record: Mapping[str, Any], amount: int) -> Iterator[str]:
    """Titles that alone would give money and add nothing beside the others: only the highest is paid."""
    titles = record.get("members", {}).get("title", [])
    if len(titles) < 2:
        return
    for title in titles:
        others = [one for one in titles if one is not title]
        alone = house.values([benefit.figure], _with_titles(record, [title]))[benefit.figure]
        without = house.values([benefit.figure], _with_titles(record, others))[benefit.figure]
        if alone and without == amount:
            beside = ", ".join(one["label"].split(", QĐ")[0] for one in others)
            this = title["label"].split(", QĐ")[0]
            yield f"diện {this} riêng nó được {grouped(alone)} đồng, nhưng không trả cùng diện {beside}: chỉ hưởng mức cao nhất"


def _with_titles(record: Mapping[str, Any], titles: list[dict[str, Any]]) -> dict[str, Any]:
    return {**record, "members": {**record.get("members", {}), "title": titles}}


def of_age(house: House, benefit: Benefit, record: Mapping[str, Any]) -> Iterator[str]:
    """The age that stands against it, with the nearest at which there would be money."""
    born, day = record.get("resident_birth_date"), record["month_last_day"]
    if born is None:
        return
    now = age(born, day)
    for other in sorted({*AGES, *(one - 1 for one in AGES)}, key=lambda one: abs(one - now)):
        moved = born.replace(year=born.year + now - other, day=min(born.day, 28))
        changed = {**record, "resident_birth_date": moved, "resident_age_months": None}
        if house.values([benefit.figure], changed)[benefit.figure]:
            yield f"tuổi hiện nay: {now} (có mức khi {'đủ' if other > now else 'còn'} {other} tuổi)"
            return


def _choices(house: House, benefit: Benefit, fact: Fact) -> list[Any]:
    """The answers worth trying: yes and no, the words, the thresholds the law has in the fact's unit, one more of what is counted."""
    if fact.type is bool:
        return [True, False]
    if fact.words:
        return list(fact.words)
    if fact.type is not int or fact.unit.startswith("dong"):
        return []
    if not fact.unit:
        return [1, 2, 3]
    laws = [node for node in house.law_values(benefit.figure) if isinstance(node, LawValue) and node.unit == fact.unit]
    return sorted({law.value for law in laws if type(law.value) is int})


def _changed(
    record: Mapping[str, Any], fact: Fact, choices: Iterable[Any]
) -> Iterator[tuple[dict[str, Any], Any, Any]]:
    """The record with one answer changed, for each choice that is another answer; what it was and what it would be."""
    name, grain = fact.name, fact.grain
    members = record.get("members", {}).get(grain, [])
    for choice in choices:
        if grain != "title" and record.get(name) != choice:
            yield {**record, name: choice}, record.get(name), choice
        for place, member in enumerate(members if grain == "title" else ()):
            if member.get(name) != choice:
                others = [*members[:place], {**member, name: choice}, *members[place + 1 :]]
                yield {**record, "members": {**record["members"], grain: others}}, member.get(name), choice
