"""The ad hoc review of early 2024 in one commune: some requests answered in time, one late, some still on the officer's desk."""

from datetime import date, timedelta

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ansinh.core.access import acting_as
from ansinh.demo import review_year
from ansinh.demo.accounts import SHOWN_COMMUNES, Accounts
from ansinh.demo.fitting import Survey
from ansinh.demo.population import Population
from ansinh.people.models import Household
from ansinh.places.models import Place
from ansinh.poverty import actions
from ansinh.poverty.models import CommuneReview, Review

YEAR = 2024
COMMUNE = SHOWN_COMMUNES[0]
# Day of the request, whether its forms are filled in, and after how many days it was decided (None: it waits).
REQUESTS = (
    (date(2024, 1, 16), True, 12),
    (date(2024, 3, 18), True, None),
    (date(2024, 2, 5), True, 27),
    (date(2024, 4, 2), False, None),
    (date(2024, 1, 22), True, 15),
    (date(2024, 3, 25), True, None),
    (date(2024, 3, 4), True, 13),
    (date(2024, 4, 9), False, None),
)


def begin(province: Place, survey: Survey, population: Population, accounts: Accounts) -> None:
    """Open the year's ad hoc review, take the requests, answer some of them."""
    officer, leader = accounts.officers[COMMUNE], accounts.leaders[COMMUNE]
    with acting_as(accounts.officer):
        campaign = actions.open_campaign(province=province, year=YEAR, kind="ad_hoc", by=accounts.officer)
    commune_review = CommuneReview._base_manager.get(campaign=campaign, commune_id=COMMUNE)
    rows = _asking(survey, population)
    with acting_as(officer):
        reviews = [
            _request(commune_review, survey, row, day, officer)
            for row, (day, _, _) in zip(rows, REQUESTS, strict=False)
        ]
        _fill(reviews, rows, survey, population, officer)
    with acting_as(leader):
        for number, (review, (day, _, after)) in enumerate(zip(reviews, REQUESTS, strict=False)):
            if after is not None:
                actions.decide_ad_hoc(
                    review=review,
                    decision_number=f"{11 + number}/QĐ-UBND",
                    decided_on=day + timedelta(days=after),
                    signer=leader.get_full_name(),
                    by=leader,
                )


def _asking(survey: Survey, population: Population) -> np.ndarray:
    """Rows of the survey: households of the commune with form B that were near-poor or just above, a few of each."""
    forms = survey.forms
    here = population.households.commune[forms.at] == population.communes.index(COMMUNE)
    near, above = (np.flatnonzero(here & (forms.meant == meant)) for meant in ("near_poor", "average"))
    return forms.row[np.concatenate([near[:4], above[: len(REQUESTS) - len(near[:4])]])]


def _request(commune_review: CommuneReview, survey: Survey, row: int, day: date, officer: object) -> Review:
    household = Household.objects.get(pk=int(survey.households.at[row]) + 1)
    return actions.request_review(commune_review=commune_review, household=household, requested_on=day, by=officer)


def _fill(reviews: list[Review], rows: np.ndarray, survey: Survey, population: Population, officer: object) -> None:
    """The answers of the autumn before, taken again a few days after the request."""
    review_of = np.zeros(len(population.households), np.int64)
    for review, row in zip(reviews, rows, strict=True):
        review_of[survey.households.at[row]] = review.pk
    for review, row, (day, is_filled, _) in zip(reviews, rows, REQUESTS, strict=False):
        if not is_filled:
            continue
        told = review_year.tables(survey, population, review_of, int(row), int(row) + 1)
        told["households"] = _on(told["households"], day + timedelta(days=5))
        actions.fill_forms(campaign=review.campaign, by=officer, **told)
        actions.score_one(review=review, by=officer)


def _on(households: pa.Table, day: date) -> pa.Table:
    at = households.column_names.index("surveyed_on")
    return households.set_column(
        at, "surveyed_on", pc.if_else(pa.array([True] * households.num_rows), pa.scalar(day, pa.date32()), None)
    )
