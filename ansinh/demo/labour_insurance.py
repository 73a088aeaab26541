"""Unemployment insurance of the made-up province: months paid in, rights of 2023 with their events and notices, dossiers of the year.

Amounts, months and notices follow the law of each right's own month; who lost work when, what each paid on and what became of it: chosen."""

import json
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import pyarrow as pa
from django.db import connection

from ansinh.benefits.models import Channel
from ansinh.core.days import last_day
from ansinh.demo.dossiers import Asked, said
from ansinh.demo.labour_jobs import days_of
from ansinh.demo.labour_organisations import Organisations
from ansinh.demo.labour_people import EMPLOYED, People, drawn
from ansinh.demo.labour_plan import TRA_VINH, scaled
from ansinh.demo.labour_tables import NO_DAY, write
from ansinh.demo.loading import LATER_PROVINCE
from ansinh.demo.population import random_for
from ansinh.dossiers.models import Ruling
from ansinh.labour.models import Contribution, SearchNotice, TrainingSupport, UnemploymentEvent, UnemploymentRight
from ansinh.law import law_on

# At full size: decisions of the last quarter of 2022, of 2023, of this year; people who pay in at the end of 2023; supports to learn a trade.
RIGHTS_2022, RIGHTS_2023, RIGHTS_NOW, PAYING, TRAINED = 2_050, 9_420, 150, 66_200, 92
DOSSIERS_FROM = date(2023, 1, 3)
# What became of a right, of a hundred; the rest is drawn to its end.
FATES = (("found_job", 0.12), ("no_notice", 0.018), ("suspended", 0.055), ("cancelled", 0.005), ("moved_out", 0.012))
REGIONS = ("I", "II", "III", "IV")


@dataclass
class _Rights:
    """Rights in columns before they are written; months are numbers, 202312."""

    rows: np.ndarray
    applied: np.ndarray
    ended: np.ndarray
    from_day: np.ndarray
    paid: np.ndarray
    wage: np.ndarray
    region: np.ndarray
    months: np.ndarray
    amount: np.ndarray


def insure(rng: np.random.Generator, share: float, people: People, organisations: Organisations) -> None:
    """People in work who pay in at the end of 2023, one span each."""
    rows = drawn(rng, _able(people, 2023), scaled(PAYING, share))
    count = len(rows)
    since = 2023 * 12 + 11 - rng.geometric(0.025, count).clip(1, 168)
    which = _employers(rng, organisations, count)
    write(Contribution, count, {
        "person_id": people.id[rows], "from_month": _month(since), "to_month": 202312, "wage_dong": _wages(rng, count),
        "wage_region": _regions(rng, count), "is_state_pay": rng.random(count) < 0.21, "organisation_id": organisations.id[which],
        "employer": organisations.name[which],
    })  # fmt: skip


def grant(rng: np.random.Generator, share: float, people: People, organisations: Organisations) -> np.ndarray:
    """The rights decided from October 2022 to the end of 2023 with all that happened to them; gives the rows of their people."""
    before, during = scaled(RIGHTS_2022, share, 3), scaled(RIGHTS_2023, share, 8)
    autumn = np.sort(np.datetime64("2022-10-03") + rng.integers(0, 88, before)).astype("datetime64[D]")
    applied = np.concatenate([autumn, days_of(rng, 2023, during)])
    able = drawn(rng, _able(people, 2023), len(applied))
    applied = _working(applied[: len(able)])
    rights = _worked_out(rng, able, applied, applied - rng.integers(3, 80, len(able)), applied + 16)
    _pay_in(rng, people, rights, organisations)
    decided = np.busday_offset(applied, rng.integers(12, 20, len(able)), roll="forward")
    ids = _write_rights(rng, people, rights, decided, people.home(able), TRA_VINH, _fates(rng, len(able)))
    _train(rng, share, people, rights, ids)
    return able


def grant_now(
    rng: np.random.Generator,
    share: float,
    people: People,
    organisations: Organisations,
    today: date,
    became: dict[str, str],
) -> None:
    """Rights drawn today in the new province, under the law of today; their notices are partly awaited."""
    able = drawn(rng, _able(people, 2023), scaled(RIGHTS_NOW, share, 4))
    applied = _working(np.datetime64(today) - rng.integers(40, 100, len(able)))
    rights = _worked_out(
        rng, able, applied, applied - rng.integers(3, 60, len(able)), np.busday_offset(applied, 11, roll="forward")
    )
    _pay_in(rng, people, rights, organisations)
    communes = pa.array([became.get(one, one) for one in people.home(able).to_pylist()])
    decided = np.busday_offset(applied, 10, roll="forward")
    _write_rights(rng, people, rights, decided, communes, LATER_PROVINCE, np.full(len(able), ""), today=today)


def _able(people: People, year: int) -> np.ndarray:
    age = year - people.birth_year
    return np.flatnonzero(people.is_here & (people.status <= EMPLOYED + 1) & (age >= 20) & (age <= 56))


def _working(days: np.ndarray) -> np.ndarray:
    found: np.ndarray = np.busday_offset(days.astype("datetime64[D]"), 0, roll="forward")
    return found


def _employers(rng: np.random.Generator, organisations: Organisations, count: int) -> np.ndarray:
    able = organisations.of(TRA_VINH)
    size = organisations.workers[able] ** 0.9
    return rng.choice(able, count, p=size / size.sum())


def _wages(rng: np.random.Generator, count: int) -> np.ndarray:
    """What contributions are paid on: from the minimum wage upwards, a few far above it."""
    return (np.clip(rng.lognormal(np.log(5.3), 0.34, count), 3.5, 48) * 10).astype(np.int64) * 100_000


def _regions(rng: np.random.Generator, count: int) -> np.ndarray:
    return rng.choice(REGIONS, count, p=(0.12, 0.23, 0.38, 0.27))


def _worked_out(
    rng: np.random.Generator, rows: np.ndarray, applied: np.ndarray, ended: np.ndarray, from_day: np.ndarray
) -> _Rights:
    """What each right comes to by the law of the month its contract ended."""
    count = len(rows)
    paid = np.clip(12 + rng.geometric(0.032, count), 12, 152)
    wage, region = _wages(rng, count), _regions(rng, count)
    months, amount = np.zeros(count, int), np.zeros(count, np.int64)
    of_month = ended.astype("datetime64[M]")
    for month in np.unique(of_month):
        mine = of_month == month
        law = law_on(last_day(int(str(month).replace("-", ""))))
        terms, table = law.value("insurance.unemployment_months"), law.value("insurance.minimum_wage_month")
        least = {row["key"]: row["value"] for row in table["table"]["rows"]}
        cap = (
            np.array([least[one] for one in region[mine]])
            * law.value("insurance.unemployment_cap")["minimum_wages"]
            // 100
        )
        further = np.maximum(0, paid[mine] - terms["first_paid_until"]) // terms["further_paid"]
        months[mine] = np.minimum(terms["first_benefit"] + further * terms["further_benefit"], terms["benefit_most"])
        amount[mine] = np.minimum(wage[mine] * law.value("insurance.unemployment_rate") // 100, cap)
    return _Rights(rows, applied, ended, from_day, paid, wage, region, months, amount)


def _pay_in(rng: np.random.Generator, people: People, rights: _Rights, organisations: Organisations) -> None:
    """The months paid in before each right: up to the month the contract ended, for three of ten with two employers."""
    last = _number(rights.ended)
    first = last - rights.paid + 1
    two = (rng.random(len(last)) < 0.3) & (rights.paid >= 20)
    cut = np.where(two, last - rng.integers(7, 19, len(last)), last)
    which = _employers(rng, organisations, len(last))
    spans = [(np.arange(len(last)), first, cut), (np.flatnonzero(two), cut[two] + 1, last[two])]
    for mine, since, until in spans:
        by = which[mine] if len(mine) == len(last) else _employers(rng, organisations, len(mine))
        write(Contribution, len(mine), {
            "person_id": people.id[rights.rows[mine]], "from_month": _month(since), "to_month": _month(until), "wage_dong": rights.wage[mine],
            "wage_region": rights.region[mine], "organisation_id": organisations.id[by], "employer": organisations.name[by], "contract_months": 12,
        })  # fmt: skip


def _fates(rng: np.random.Generator, count: int) -> np.ndarray:
    names = [*(name for name, _ in FATES), ""]
    parts = [part for _, part in FATES]
    found: np.ndarray = rng.choice(names, count, p=[*parts, 1 - sum(parts)])
    return found


def _write_rights(
    rng: np.random.Generator, people: People, rights: _Rights, decided: np.ndarray, communes: pa.Array, province: str, fate: np.ndarray,
    today: date | None = None,
) -> np.ndarray:  # fmt: skip
    """Rights, the events of their fates and their notices; gives the ids."""
    count = len(rights.rows)
    first, whole = _number(rights.from_day), rights.months
    gone = np.isin(fate, ("found_job", "no_notice", "moved_out")) & (whole > 2)
    fate = np.where(np.isin(fate, ("found_job", "no_notice", "moved_out")) & ~gone, "", fate)
    drawn_months = np.where(gone, 1 + (rng.random(count) * (whole - 1)).astype(int), whole)
    last = first + drawn_months - 1
    state = np.where(fate == "cancelled", "cancelled", np.where(fate == "moved_out", "moved_out", "ended"))
    ids = write(UnemploymentRight, count, {
        "person_id": people.id[rights.rows], "commune_id": communes, "province_id": province, "decided_on": decided, "signer": "Người ký mẫu",
        "decision_number": [f"{number + 101}/QĐ-TCTN-MAU" for number in range(count)], "applied_on": rights.applied,
        "contract_ended_on": rights.ended,
        "paid_months": rights.paid, "kept_months": pa.array(_kept(rights), mask=np.full(count, today is not None)),
        "average_wage_dong": rights.wage,
        "wage_region": rights.region, "months": whole, "amount_dong": rights.amount, "law_month": _month(_number(rights.ended)),
        "from_day": rights.from_day, "to_day": _days_later(rights.from_day, whole), "first_month": _month(first), "last_month": _month(last),
        "state": "drawing" if today else state,
    })  # fmt: skip
    if today is None:
        _tell_events(rng, ids, rights, fate, first, last)
    _notices(rng, ids, rights, drawn_months, today)
    return ids


def _kept(rights: _Rights) -> np.ndarray:
    """Odd months beyond 36 that are kept: Decree 28/2015/NĐ-CP Article 18."""
    return np.where(rights.paid > 36, (rights.paid - 36) % 12, 0)


def _tell_events(
    rng: np.random.Generator, ids: np.ndarray, rights: _Rights, fate: np.ndarray, first: np.ndarray, last: np.ndarray
) -> None:
    """How each right ended, and the suspensions of those who forgot a notice and came again."""
    ends = np.flatnonzero(np.isin(fate, ("", "found_job", "no_notice", "suspended")))
    reason = np.where(np.isin(fate[ends], ("found_job", "no_notice")), fate[ends], "drawn_out")
    day = np.where(
        reason == "drawn_out", _days_later(rights.from_day[ends], rights.months[ends]), _first_day(last[ends]) + 20
    )
    _events(ids[ends], "ended", last[ends] + 1, day, {"reason": reason})
    forgot = np.flatnonzero((fate == "suspended") & (rights.months >= 3))
    _events(ids[forgot], "suspended", first[forgot] + 1, _first_day(first[forgot] + 1) + 12, {})
    _events(ids[forgot], "resumed", first[forgot] + 2, _first_day(first[forgot] + 2) + 8, {})
    for kind in ("cancelled", "moved_out"):
        mine = np.flatnonzero(fate == kind)
        month = first[mine] if kind == "cancelled" else last[mine] + 1
        _events(ids[mine], kind, month, _first_day(month) + 5, {"place_id": "79"} if kind == "moved_out" else {})


def _events(ids: np.ndarray, kind: str, month: np.ndarray, day: np.ndarray, more: dict[str, Any]) -> None:
    write(UnemploymentEvent, len(ids), {
        "right_id": ids, "kind": kind, "month": _month(month), "day": day,
        "decision_number": [f"{number + 11}/QĐ-MAU" for number in range(len(ids))],
        "decided_on": day, **more,
    })  # fmt: skip


def _notices(
    rng: np.random.Generator, ids: np.ndarray, rights: _Rights, months: np.ndarray, today: date | None
) -> None:
    """A notice for each month from the second: due within three working days, mostly told in time; those to come are awaited."""
    right = np.repeat(np.arange(len(ids)), np.maximum(months - 1, 0))
    asked = np.maximum(months - 1, 0)
    number = np.arange(len(right)) - np.repeat(np.cumsum(asked) - asked, asked) + 2
    begins = _days_later(rights.from_day[right], number - 1)
    due = np.busday_offset(begins, 2, roll="forward")
    told = due - rng.integers(0, 3, len(right))
    is_told = (rng.random(len(right)) < 0.985) & ((due < np.datetime64(today)) if today else True)
    counselled = is_told & (rng.random(len(right)) < 0.6)
    write(SearchNotice, len(right), {
        "right_id": ids[right], "number": number, "due_on": due, "told_on": np.where(is_told, told, NO_DAY), "result": np.where(is_told,
        "searching", ""),
        "was_counselled": counselled, "was_referred": counselled & (rng.random(len(right)) < 0.3),
    })  # fmt: skip


def _train(rng: np.random.Generator, share: float, people: People, rights: _Rights, ids: np.ndarray) -> None:
    """Some learn a trade while they draw."""
    mine = np.sort(drawn(rng, np.flatnonzero(rights.from_day >= np.datetime64("2023-01-10")), scaled(TRAINED, share)))
    since = rights.from_day[mine] + rng.integers(10, 40, len(mine))
    first = _number(since)
    write(TrainingSupport, len(mine), {
        **people.placed(rights.rows[mine]), "right_id": ids[mine], "decision_number": [f"{number + 7}/QĐ-HTHN-MAU" for number in range(len(mine))],
        "decided_on": since - 5, "trade": "Lái xe ô tô hạng B2", "school": "Trường Trung cấp mẫu số 1", "months": 3, "dong_a_month": 1_500_000,
        "first_month": _month(first), "last_month": _month(first + 2), "from_day": since, "to_day": _days_later(since, np.full(len(mine), 3)),
    })  # fmt: skip


def dossiers_asked(seed: int) -> Asked:
    """The dossiers of the rights applied for in 2023, to be walked with the others."""
    rng = random_for(seed, "labour unemployment dossiers")
    asked = Asked("unemployment_benefit", TRA_VINH)
    rights = UnemploymentRight._base_manager.filter(
        province=TRA_VINH, applied_on__gte=DOSSIERS_FROM, applied_on__lt=date(2024, 1, 1)
    ).order_by("pk")
    told = rights.values_list(
        "pk",
        "commune_id",
        "applied_on",
        "contract_ended_on",
        "paid_months",
        "person_id",
        "person__name",
        "person__personal_number",
    )
    for pk, commune, applied, ended, paid, person, name, number in told:
        asked.rows.append({
            "commune": commune, "day": applied, "clock": float(rng.uniform(0.5, 6)), "is_end": False, "category": "", "name": name,
            "person": person,
            "personal_number": number, "who": "self", "channel": str(rng.choice(("desk", "online"), p=(0.7, 0.3))), "wrote": f"unemployment:{pk}",
            "decision": 0, "outcome": "granted", "answers": said(ended_on=ended.isoformat(), paid_months=paid, employer="Đơn vị cũ (mẫu)"),
        })  # fmt: skip
    return asked


def name_dossiers() -> None:
    """Each right that has one says its dossier, with the number and day it was signed under."""
    rulings = Ruling._base_manager.filter(dossier__procedure="unemployment_benefit").values_list(
        "wrote", "number", "decided_on", "dossier_id"
    )
    rows = [(number, decided, dossier, int((wrote if isinstance(wrote, list) else json.loads(wrote))[0].partition(":")[2]))
            for wrote, number, decided, dossier in rulings]  # fmt: skip
    table = UnemploymentRight._meta.db_table
    with connection.cursor() as cursor:
        cursor.executemany(
            f"UPDATE {table} SET decision_number = %s, decided_on = %s, dossier_id = %s WHERE id = %s", rows
        )


def pay_into(people: People, rows: np.ndarray) -> None:
    """How the benefit reaches people who have no channel yet: cash at the post office."""
    known = np.array(Channel._base_manager.values_list("person_id", flat=True), int)
    new = np.setdiff1d(people.id[rows], known)
    write(
        Channel,
        len(new),
        {
            "person_id": new,
            "kind": "cash",
            "provider": "VNPOST",
            "pay_point": "Bưu điện văn hóa xã",
            "from_day": date(2022, 10, 1),
        },
    )


def _number(days: np.ndarray) -> np.ndarray:
    """The months since the year 0 a day lies in."""
    return days.astype("datetime64[M]").astype(int) + 1970 * 12


def _month(number: np.ndarray) -> np.ndarray:
    """Months since the year 0 as 202312."""
    return number // 12 * 100 + number % 12 + 1


def _first_day(number: np.ndarray) -> np.ndarray:
    found: np.ndarray = (number - 1970 * 12).astype("datetime64[M]").astype("datetime64[D]")
    return found


def _days_later(days: np.ndarray, months: np.ndarray) -> np.ndarray:
    """The same day so many months later; the last of the month where it has no such day."""
    month = days.astype("datetime64[M]")
    day = (days.astype("datetime64[D]") - month.astype("datetime64[D]")).astype(int)
    then = month + months
    longest = ((then + 1).astype("datetime64[D]") - then.astype("datetime64[D]")).astype(int) - 1
    found: np.ndarray = then.astype("datetime64[D]") + np.minimum(day, longest)
    return found
