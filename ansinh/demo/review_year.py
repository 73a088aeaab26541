"""A year's review done by the acts officers use: opened, listed, filled in, scored, met on, posted, signed, reported."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import numpy as np
import pyarrow as pa
from django.db import connection

from ansinh.core.access import acting_as
from ansinh.core.database import read_arrow
from ansinh.demo import answers
from ansinh.demo.accounts import Accounts
from ansinh.demo.chance import Chance
from ansinh.demo.fitting import Survey, as_arrow
from ansinh.demo.plan import SIGNED_OTHERWISE, Plan
from ansinh.demo.population import Columns, Population, random_for
from ansinh.places.models import Place
from ansinh.poverty import actions
from ansinh.poverty.jobs.bulk import update_by_key
from ansinh.poverty.models import Campaign, CommuneReview, Review

REASONS = {
    "poor": "Họp ấp xác định hộ vừa mất nguồn thu chính sau khảo sát (người lao động chính bệnh nặng), đề nghị công nhận hộ nghèo.",
    "near_poor": "Họp ấp xác định thu nhập của hộ không ổn định, tài sản phần lớn là mượn; đề nghị công nhận hộ cận nghèo.",
}
SAID = (
    (
        "Hộ này có con đi làm xa gửi tiền về, không nên xếp hộ nghèo.",
        "kept",
        "Đã xác minh: người con không gửi tiền trong 12 tháng qua.",
    ),
    (
        "Nhà tôi khó khăn hơn năm trước mà không được công nhận hộ cận nghèo.",
        "kept",
        "Đã rà lại phiếu cùng chủ hộ: điểm đúng như niêm yết.",
    ),
    ("Xe máy ghi trong phiếu là xe mượn, không phải của hộ.", "kept", "Đã xác minh giấy đăng ký xe: xe thuộc về hộ."),
    ("Diện tích đất trồng cây ghi chưa đúng.", "resurvey", "Đã đo lại; rà soát lại hộ và họp ấp biểu quyết lại."),
)
_ABOUT = ("is_without_labour", "has_merit_member")
_ASKED_OF_FORM = frozenset({"row", "at", "meant", "size", "is_urban", "standing", "lack", "attempt"})
_ASKED_OF_LINE = frozenset({"form", "person", "id", "born", "is_female", "months", "line", "relation"})


@dataclass(frozen=True)
class Days:
    """When the steps of a year's review happen."""

    meetings: date
    notice: date
    decisions: date

    @classmethod
    def of(cls, year: int) -> "Days":
        return cls(date(year, 10, 24), date(year, 11, 9), date(year, 11, 20))


def open_and_list(province: Place, year: int, accounts: Accounts) -> Campaign:
    """The year's campaign with every household of the province on its list."""
    with acting_as(accounts.officer):
        campaign = actions.open_campaign(
            province=province, year=year, plan_number=f"{20 + year % 7}/KH-UBND (mẫu)", by=accounts.officer
        )
        actions.list_households(campaign=campaign, by=accounts.officer)
    return campaign


def remember_earlier_class(campaign: Campaign, population: Population, seed: int) -> None:
    """What was known of each household before the first review kept here: its class of the year before that."""
    households = population.households
    chance = Chance(seed, households.id, np.zeros(len(households), int))("earlier")
    before, relapse = households.standard_before, households.is_relapse
    earlier = np.select(
        [
            relapse,
            before == "poor",
            before == "near_poor",
            (before == "average") & ~np.isin(households.standard, ("poor", "near_poor")),
        ],
        [
            np.where(households.standard == "poor", "poor", "near_poor"),
            np.where(chance < 0.84, "poor", np.where(chance < 0.94, "near_poor", "not_poor")),
            np.where(chance < 0.18, "poor", np.where(chance < 0.84, "near_poor", "not_poor")),
            np.where(chance < 0.006, "poor", np.where(chance < 0.02, "near_poor", "not_poor")),
        ],
        "not_poor",
    )
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE poverty_review SET previous_class = 'not_poor', origin = 'same', was_poor_before = %s, was_near_poor_before = %s "
            "WHERE campaign_id = %s",
            [False, False, campaign.pk],
        )
    review_of = reviews_of(campaign, len(households))
    told = np.flatnonzero((earlier != "not_poor") & (review_of > 0))
    update_by_key(
        "poverty_review", pa.table({"id": review_of[told], "previous_class": pa.array(earlier[told].astype(str))})
    )


def reviews_of(campaign: Campaign, households: int) -> np.ndarray:
    """The review's id of each household of the population, 0 where it is not listed."""
    table = read_arrow(
        f"SELECT id, household_id FROM poverty_review WHERE campaign_id = {campaign.pk}",
        pa.schema([("id", pa.int64()), ("household_id", pa.int64())]),
    )
    found = np.zeros(households, np.int64)
    found[table.column("household_id").to_numpy() - 1] = table.column("id").to_numpy()
    return found


def fill(
    campaign: Campaign,
    survey: Survey,
    population: Population,
    accounts: Accounts,
    told: Callable[[int], None],
    parts: int = 4,
) -> None:
    """Every form of the survey typed in, a part of the province at a time."""
    review_of = reviews_of(campaign, len(population.households))
    edges = np.linspace(0, len(survey.households), parts + 1).astype(int)
    with acting_as(accounts.officer):
        for first, last in pairwise(edges):
            if last > first:
                told(
                    actions.fill_forms(
                        campaign=campaign, by=accounts.officer, **tables(survey, population, review_of, first, last)
                    )
                )


def tables(survey: Survey, population: Population, review_of: np.ndarray, first: int, last: int) -> dict[str, pa.Table]:
    """The answers of the listed households `first` up to `last` as the act takes them: households, forms, members."""
    households, forms, lines = survey.households, survey.forms, survey.lines
    rows = slice(first, last)
    form_rows = slice(*np.searchsorted(forms.row, (first, last)))
    line_rows = slice(*np.searchsorted(lines.form, (form_rows.start, form_rows.stop)))
    review = review_of[households.at]
    about = {"review_id": pa.array(review[rows]), "member_count": pa.array(households.size[rows])}
    about |= {name: as_arrow(name, households.data[name][rows]) for name in ("a_excluded", *answers.FORM_A, *_ABOUT)}
    absent = households.is_absent[rows]
    about |= {
        "surveyor": _surveyors(population, households.at[rows]),
        "surveyed_on": pa.array(households.surveyed_on[rows], pa.date32(), mask=absent),
    }
    form = {"review_id": pa.array(review[forms.row[form_rows]])}
    form |= {
        name: as_arrow(name, values[form_rows]) for name, values in forms.data.items() if name not in _ASKED_OF_FORM
    }
    member = _member_columns(population, lines, line_rows)
    member["review_id"] = pa.array(review[forms.row[lines.form[line_rows]]])
    return {"households": pa.table(about), "forms": pa.table(form), "members": pa.table(member)}


def _surveyors(population: Population, at: np.ndarray) -> pa.Array:
    """A made-up surveyor for each hamlet."""
    households, names = population.households, population.persons.name
    number = (households.commune[at] * 7919 + households.hamlet_number[at] * 104_729) % len(names)
    return names.take(pa.array(number))


def _member_columns(population: Population, lines: Columns, rows: slice) -> dict[str, Any]:
    people = population.persons
    person = lines.person[rows]
    at = pa.array(person)
    precision = np.where(people.knows_day[person], "day", np.where(people.knows_month[person], "month", "year"))
    columns = {
        "line": pa.array(lines.line[rows]), "person_id": pa.array(people.id[person]), "name": people.name.take(at),
        "relation": pa.array(lines.relation[rows]), "birth_date": pa.array(lines.born[rows], pa.date32()), "birth_precision": pa.array(precision),
        "personal_number": people.personal_number.take(at).fill_null(""), "ethnicity": pa.array(people.ethnicity[person]),
        "sex": pa.array(np.where(lines.is_female[rows], "f", "m")),
    }  # fmt: skip
    return columns | {
        name: as_arrow(name, values[rows]) for name, values in lines.data.items() if name not in _ASKED_OF_LINE
    }


def meant_by_rule(standard: np.ndarray, plan: Plan, seed: int) -> np.ndarray:
    """The living standard the points have to give: the one signed, but for the few households the village saw otherwise."""
    by_rule = standard.copy()
    rng = random_for(seed, "differences")
    for (rule, signed, _), times in zip(SIGNED_OTHERWISE, plan.signed_otherwise, strict=True):
        free = np.flatnonzero((standard == signed) & (by_rule == standard))
        by_rule[rng.choice(free, times, replace=False)] = rule
    return by_rule


def sign_otherwise(
    campaign: Campaign, population: Population, signed: np.ndarray, by_rule: np.ndarray, accounts: Accounts
) -> int:
    """The classes chosen against the points, each with its reason; gives how many."""
    differing = np.flatnonzero(signed != by_rule)
    ids = {int(at) + 1: str(signed[at]) for at in differing}
    reviews = list(Review.objects.filter(campaign=campaign, household_id__in=list(ids)).order_by("pk"))
    for review in reviews:
        officer = accounts.officers[review.commune_id]
        with acting_as(officer):
            chosen = ids[review.household_id]
            actions.choose_class(review=review, poverty_class=chosen, reason=REASONS[chosen], by=officer)
    return len(reviews)


def decide_all(campaign: Campaign, accounts: Accounts, seed: int, told: Callable[[int], None]) -> None:
    """Meetings, notices, objections, decisions and reports of every commune."""
    hamlets = _hamlets(campaign)
    for number, commune_review in enumerate(
        CommuneReview.objects.filter(campaign=campaign).select_related("commune", "campaign").order_by("commune_id")
    ):
        _decide(
            commune_review,
            number,
            hamlets[commune_review.pk],
            accounts,
            random_for(seed, f"{campaign.year} {commune_review.commune_id}"),
        )
        told(1)
    with acting_as(accounts.officer):
        actions.close_campaign(campaign=campaign, by=accounts.officer)


def _hamlets(campaign: Campaign) -> dict[int, list[tuple[str, int]]]:
    found: dict[int, list[tuple[str, int]]] = defaultdict(list)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT commune_review_id, hamlet, COUNT(*) FROM poverty_review WHERE campaign_id = %s GROUP BY 1, 2 ORDER BY 1, 2",
            [campaign.pk],
        )
        for commune_review, hamlet, households in cursor.fetchall():
            found[commune_review].append((hamlet, households))
    return found


def _decide(
    commune_review: CommuneReview,
    number: int,
    hamlets: Sequence[tuple[str, int]],
    accounts: Accounts,
    rng: np.random.Generator,
) -> None:
    days = Days.of(commune_review.campaign.year)
    officer, leader = accounts.officers[commune_review.commune_id], accounts.leaders[commune_review.commune_id]
    notice = days.notice + timedelta(days=number % 4)
    decided = days.decisions + timedelta(days=(number * 7) % 18)
    with acting_as(officer):
        for hamlet, households in hamlets:
            present = max(1, round(households * rng.uniform(0.52, 0.86)))
            actions.hold_meeting(
                commune_review=commune_review, hamlet=hamlet, held_on=days.meetings + timedelta(days=int(rng.integers(0, 14))),
                chair=f"Trưởng {hamlet[0].lower()}{hamlet[1:]}", secretary=f"Thư ký {hamlet[0].lower()}{hamlet[1:]}",
                households_invited=households, households_present=present, votes_for=int(present * rng.uniform(0.84, 0.99)) + 1 if present > 1 else 1,
                attendees={name: int(rng.integers(1, most)) for name, most in (("ban_chi_dao", 4), ("doan_the", 7), ("ra_soat_vien", 4))},
                by=officer,
            )  # fmt: skip
        actions.publish_notice(
            commune_review=commune_review, from_day=notice, to_day=notice + timedelta(days=6), by=officer
        )
        if number % 5 == 0:
            _object(commune_review, SAID[: 4 if number % 20 == 10 else 1 + number % 2], notice, officer)
    with acting_as(leader):
        actions.sign(
            commune_review=commune_review, decision_number=f"{140 + (number * 13) % 90}/QĐ-UBND", decided_on=decided,
            signer=leader.get_full_name(), by=leader,
        )  # fmt: skip
    with acting_as(officer):
        actions.report_commune(
            commune_review=commune_review, reported_on=decided + timedelta(days=1 + number % 4), by=officer
        )


def _object(commune_review: CommuneReview, said: Sequence[tuple[str, str, str]], notice: date, officer: Any) -> None:
    """Some people object while the result is posted; each gets an answer."""
    doubted = Review.objects.filter(
        commune_review=commune_review, class_by_rule__in=("poor", "near_poor"), votes_for__isnull=False
    ).order_by("pk")
    for number, (review, (words, outcome, answer)) in enumerate(zip(doubted, said, strict=False)):
        raised = notice + timedelta(days=1 + number)
        objection = actions.raise_objection(
            review=review, raised_on=raised, raised_by="Một hộ trong ấp", said=words, by=officer
        )
        actions.settle_objection(
            objection=objection, outcome=outcome, answer=answer, settled_on=raised + timedelta(days=2), by=officer
        )
        if outcome == "resurvey":
            actions.record_votes(
                review=review, votes_for=review.votes_for or 0, votes_against=review.votes_against or 0, by=officer
            )
