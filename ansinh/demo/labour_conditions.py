"""Conditions at work of the made-up province in 2023: rules, agreements, unions, disputes, strikes, wages, accidents, safety, leasing. All chosen."""

from datetime import date
from typing import Any

import numpy as np
import pyarrow as pa
from django.db import models

from ansinh.demo.labour_jobs import days_of
from ansinh.demo.labour_organisations import Organisations
from ansinh.demo.labour_plan import TRA_VINH, scaled
from ansinh.demo.labour_tables import NO_DAY, write
from ansinh.demo.population import SOURCE
from ansinh.labour.models import (
    Accident,
    CollectiveAgreement,
    Dispute,
    LeasingReport,
    SafetyTraining,
    Strike,
    WageReport,
    WorkerOrganisation,
    WorkRules,
)

RULES, AGREEMENTS, UNIONS, DISPUTES, STRIKES, WAGES, ACCIDENTS, SAFETY = 96, 214, 486, 34, 3, 430, 41, 64


def load_conditions(rng: np.random.Generator, share: float, organisations: Organisations) -> None:
    """The registers of relations, wages and safety; each row at an enterprise of ten workers or more where there are such."""
    every = organisations.of(TRA_VINH)
    able = every[organisations.workers[every] >= 10]
    able = able if len(able) >= 4 else every

    def keep(model: type[models.Model], count: int, day: str, given: dict[str, Any], once: bool = False) -> None:
        """Rows of a register at enterprises chosen by size, each on a day of the year; `once` an enterprise."""
        count = min(scaled(count, share), len(able)) if once else scaled(count, share)
        size = organisations.workers[able] / organisations.workers[able].sum()
        which = rng.choice(able, count, replace=not once, p=size)
        told = {name: value(which) if callable(value) else value for name, value in given.items()}
        if "is_contracted" in told:
            told["organisation_id"] = pa.array(organisations.id[which], mask=~told["is_contracted"])
        write(model, count, {**organisations.placed(which), day: days_of(rng, 2023, count), "source": SOURCE, **told})

    def of_workers(low: float, high: float) -> Any:
        return lambda which: np.maximum(
            1, (organisations.workers[which] * rng.uniform(low, high, len(which))).astype(int)
        )

    keep(WorkRules, RULES, "registered_on", {"workers": of_workers(1, 1), "number": _numbers("NQ")}, once=True)
    since = np.datetime64("2021-04-01")
    keep(CollectiveAgreement, AGREEMENTS, "signed_on", {
        "kind": "enterprise", "number": _numbers("TƯ"), "workers": of_workers(0.8, 1), **_spans(rng, since),
    }, once=True)  # fmt: skip
    members = of_workers(0.45, 0.9)
    keep(WorkerOrganisation, UNIONS, "founded_on", {
        "kind": "union", "members": members, "founded_on": lambda which: np.datetime64("2010-01-10") + rng.integers(0, 5_000, len(which)),
    }, once=True)  # fmt: skip
    settled = scaled(DISPUTES, share)
    is_settled = rng.random(settled) < 0.85
    keep(Dispute, DISPUTES, "received_on", {
        "kind": rng.choice(("individual", "collective_right", "collective_interest"), settled, p=(0.76, 0.15, 0.09)),
        "cause": rng.choice(("wage", "insurance", "dismissal", "hours", "safety", "compensation"), settled, p=(0.36, 0.18, 0.24, 0.06, 0.06, 0.1)),
        "people": rng.choice((1, 1, 1, 2, 14, 60), settled), "settler": np.where(is_settled, "mediator", ""),
        "settled_on": np.where(is_settled, np.datetime64("2023-12-20"), NO_DAY), "result": np.where(is_settled, "settled", ""),
    })  # fmt: skip
    strikes = scaled(STRIKES, share)
    began, days = np.sort(np.datetime64("2023-02-06") + rng.integers(0, 200, strikes)), np.arange(strikes) % 3 + 1
    keep(Strike, STRIKES, "started_on", {
        "started_on": began, "ended_on": began + days - 1, "days": days, "leader": "none",
        "cause": "interest", "people": of_workers(0.2, 0.5),
    })  # fmt: skip
    _wages(rng, share, organisations, able)
    _accidents(rng, share, keep)
    held = scaled(SAFETY, share)
    trained = rng.integers(18, 90, held)
    keep(
        SafetyTraining,
        SAFETY,
        "held_on",
        {
            "group": rng.integers(1, 7, held),
            "people": trained,
            "women": trained // 3,
            "trainer": "Trung tâm huấn luyện (mẫu)",
        },
    )
    largest = every[np.argsort(-organisations.workers[every], kind="stable")][4:8]
    write(LeasingReport, len(largest), {
        **organisations.placed(largest), "reported_on": date(2023, 12, 15), "workers": rng.integers(20, 140, len(largest)), "women": 8,
        "source": SOURCE,
    })  # fmt: skip


def _numbers(front: str) -> Any:
    return lambda which: [f"{number + 1}/{front}-MAU" for number in range(len(which))]


def _spans(rng: np.random.Generator, since: np.datetime64) -> dict[str, Any]:
    """Agreements of two or three years, signed a little before they begin."""
    signed: list[np.ndarray] = []

    def sign(which: np.ndarray) -> np.ndarray:
        signed.append(since + rng.integers(0, 960, len(which)))
        return signed[0]

    return {
        "signed_on": sign,
        "from_day": lambda which: signed[0] + 10,
        "to_day": lambda which: signed[0] + 10 + 365 * rng.integers(2, 4, len(which)) - 1,
    }


def _wages(rng: np.random.Generator, share: float, organisations: Organisations, able: np.ndarray) -> None:
    """What enterprises told of wages and the bonus of the Tết that follows; a few owe wages, more of them social insurance."""
    which = rng.choice(able, min(scaled(WAGES, share), len(able)), replace=False)
    count = len(which)
    wage = rng.integers(52, 108, count) * 100_000
    low = (wage * rng.uniform(0.08, 0.4, count)).astype(np.int64) // 10_000 * 10_000
    owes, owes_insurance = rng.random(count) < 0.008, rng.random(count) < 0.05
    write(WageReport, count, {
        **organisations.placed(which), "year": 2023, "reported_on": np.datetime64("2023-12-08") + rng.integers(0, 20, count),
        "workers": organisations.workers[which], "wage_dong": wage, "wage_women_dong": wage * 95 // 100, "bonus_lowest_dong": low,
        "bonus_average_dong": low * 3, "bonus_highest_dong": low * rng.integers(4, 40, count), "wage_debt_dong": np.where(owes, wage * 12, 0),
        "wage_debt_workers": np.where(owes, 12, 0), "insurance_debt_dong": np.where(owes_insurance, rng.integers(20, 900, count) * 1_000_000, 0),
        "source": SOURCE,
    })  # fmt: skip


def _accidents(rng: np.random.Generator, share: float, keep: Any) -> None:
    """Accidents of the year, every sixth with a death, a third of people without a contract."""
    count = scaled(ACCIDENTS, share)
    people = np.where(rng.random(count) < 0.07, 2, 1)
    deaths = (np.arange(count) % 6 == 2).astype(int)
    women = (rng.random(count) < 0.22).astype(int)
    contracted = np.arange(count) % 3 != 2
    keep(Accident, ACCIDENTS, "happened_on", {
        "people": people, "deaths": deaths, "severe": np.minimum(people - deaths, (rng.random(count) < 0.4).astype(int)), "women": women,
        "women_dead": women * (people == 1) * deaths, "is_contracted": contracted,
        "sector": rng.choice(("construction", "metal", "services", "other"), count, p=(0.3, 0.15, 0.2, 0.35)),
        "injury": rng.choice(("fall", "machine", "struck", "electric", "traffic", "drowning"), count, p=(0.24, 0.22, 0.18, 0.12, 0.16, 0.08)),
        "damage_dong": rng.integers(5, 300, count) * 1_000_000, "days_lost": rng.integers(5, 90, count),
        "where_at": np.where(contracted, "", "Cơ sở không có hợp đồng lao động (mẫu)"),
    })  # fmt: skip
