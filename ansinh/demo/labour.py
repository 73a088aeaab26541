"""The labour part of the made-up province: workers, employers, vacancies and what came of them; the published figures come out of the records.

Trà Vinh has everything, 2021 to 2023 and today; Thái Bình 2024 and Nghệ An 2022 what their published figures need (`labour_plan.py` says which are
published and which chosen). Rows are written in columns with one event in the trail a province (`labour.load`); all are marked as made up."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import numpy as np
from django.db import transaction
from django.utils import timezone

from ansinh.core import audit
from ansinh.demo import (
    labour_abroad,
    labour_conditions,
    labour_exchange,
    labour_fairs,
    labour_insurance,
    labour_market,
    labour_training,
)  # fmt: skip
from ansinh.demo.accounts import Accounts, add_employer
from ansinh.demo.labour_jobs import Begun, begin_jobs
from ansinh.demo.labour_organisations import Organisations, load_organisations
from ansinh.demo.labour_people import People, make_others, people_of, persons_of
from ansinh.demo.labour_plan import JOBS, NGHE_AN, PLANS, THAI_BINH, TRA_VINH, scaled
from ansinh.demo.loading import MERGER, urban_communes, without_indexes
from ansinh.demo.plan import HOUSEHOLDS
from ansinh.demo.population import Population, random_for
from ansinh.indicators import actions as indicator_actions
from ansinh.labour.models import AbroadContract, Enrolment, Placement, SupplyForm, UnemploymentRight
from ansinh.people.models import Organisation
from ansinh.places.models import Place
from ansinh.places.models.lineage import became_by

_TOLD = (Placement, SupplyForm, Enrolment, AbroadContract, UnemploymentRight)


@dataclass
class Load:
    """What every part of the load is made from."""

    share: float
    seed: int
    today: date
    people: People
    register: labour_exchange.Register
    others: dict[str, People]
    organisations: Organisations
    became: dict[str, str]

    def rng(self, what: str) -> np.random.Generator:
        """The stream of chance of one part."""
        return random_for(self.seed, f"labour {what}")


def load_labour(population: Population, others: list[People], accounts: Accounts, seed: int) -> None:
    """Every register of labour of the three provinces, and an account for an employer who recruits today. The people must be in the
    register of persons already."""
    share = population.plan.households / HOUSEHOLDS
    with transaction.atomic(), without_indexes(Placement):
        load = Load(
            share, seed, timezone.localdate(), people_of(population, urban_communes(), seed), labour_exchange.Register(population.persons),
            {people.province: people for people in others}, load_organisations(share, seed), became_by(MERGER),
        )  # fmt: skip
        employer = _load_tra_vinh(load)
        _load_others(load)
        add_employer(accounts, name=employer.name, tax_number=employer.tax_number or "")
        for province in (TRA_VINH, THAI_BINH, NGHE_AN):
            counts = {str(one._meta.model_name): one._base_manager.filter(province=province).count() for one in _TOLD}
            audit.record(
                "labour.load", f"province:{province}", reason="Nạp dữ liệu lao động mẫu theo cột", detail=counts
            )


def _load_tra_vinh(load: Load) -> Organisation:
    people, organisations = load.people, load.organisations
    offers = labour_exchange.offer_vacancies(load.rng("vacancies"), load.share, organisations)
    begun: dict[int, Begun] = {}
    for told in JOBS:
        if told.province == TRA_VINH:
            mine = offers if told.year == 2023 else None
            begun[told.year] = begin_jobs(load.rng(f"jobs {told.year}"), told, load.share, people, organisations, mine)
    rng = load.rng("exchange")
    seekers = labour_exchange.seek_work(rng, load.share, people, load.register, begun[2023], offers)
    labour_exchange.advise(rng, load.share, people, seekers)
    for year in begun:
        labour_exchange.lend(rng, people, begun[year])
    labour_exchange.check_later(rng, begun[2023])
    labour_fairs.hold_fairs(load.rng("fairs"), load.share, people, organisations, begun[2023])
    labour_market.collect_supply(load.rng("supply"), people)
    labour_market.report(load.rng("reports"), organisations, people, load.register.persons)
    _abroad(load, begun)
    labour_conditions.load_conditions(load.rng("conditions"), load.share, organisations)
    schools = labour_training.open_schools(TRA_VINH)
    for year in (2022, 2023):
        rng = load.rng(f"training {year}")
        labour_training.teach(rng, TRA_VINH, year, load.share, people, schools, begun[year])
    labour_training.leave_school(people, load.share)
    labour_training.keep_books(load.rng("training books"), load.share, schools)
    labour_insurance.insure(load.rng("contributions"), load.share, people, organisations)
    drawing = labour_insurance.grant(load.rng("unemployment"), load.share, people, organisations)
    labour_insurance.pay_into(people, drawing)
    return _load_today(load, begun)


def _abroad(load: Load, begun: dict[int, Begun]) -> None:
    people, organisations = load.people, load.organisations
    rng = load.rng("abroad")
    for year in begun:
        labour_abroad.send_abroad(rng, people, organisations, begun[year], load.today)
    labour_abroad.call_off(rng, load.share, people, organisations, begun[2023])
    labour_abroad.support(rng, load.share, people, begun[2023])
    labour_abroad.license_them(rng, organisations)
    labour_abroad.employ_foreigners(rng, load.share, organisations)


def _load_today(load: Load, begun: dict[int, Begun]) -> Organisation:
    """What stands open in the new province on the day of the build; gives an employer with several vacancies there."""
    people, organisations = load.people, load.organisations
    rng = load.rng("today")
    labour_abroad.register_now(rng, load.share, people, begun[2023], load.today, load.became)
    labour_insurance.grant_now(rng, load.share, people, organisations, load.today, load.became)
    open_now = labour_exchange.offer_today(rng, load.share, organisations, load.today, load.became)
    rows, ids = labour_exchange.seek_today(rng, load.share, people, load.register, open_now, load.today, load.became)
    labour_fairs.plan_next(rng, people, organisations, rows, ids, load.today, load.became)
    busiest = np.bincount(open_now.organisation[open_now.is_local]).argmax()
    return Organisation._base_manager.get(pk=organisations.id[busiest])


def _load_others(load: Load) -> None:
    for told in JOBS:
        if told.province in load.others:
            people = load.others[told.province]
            rng = load.rng(f"jobs of {told.province}")
            begun = begin_jobs(rng, told, load.share, people, load.organisations, None)
            labour_abroad.send_abroad(rng, people, load.organisations, begun, load.today)
    labour_training.train_together(load.rng("partners"), load.share, load.organisations)
    rng = load.rng("training of Nghệ An")
    schools = labour_training.open_schools(NGHE_AN)
    labour_training.teach(rng, NGHE_AN, 2022, load.share, load.others[NGHE_AN], schools, None)


def set_plans(share: float, by: Any) -> None:
    """The targets of labour: as published where they are, chosen otherwise; counts shrink with the demo."""
    places = Place.objects.in_bulk({plan.province for plan in PLANS})
    for plan in PLANS:
        value = Decimal(scaled(float(plan.value), share)) if plan.is_count else Decimal(plan.value)
        indicator_actions.set_target(
            indicator=plan.indicator, place=places[plan.province], year=plan.year, value=value, resolution=plan.resolution,
            resolved_on=plan.resolved_on, by=by,
        )  # fmt: skip


def show_nghe_an() -> None:
    """A snapshot of Nghệ An, whose only registers here are those of labour."""
    indicator_actions.take_snapshot(province=Place.objects.get(pk=NGHE_AN), by=None)


__all__ = ["load_labour", "make_others", "persons_of", "set_plans"]
