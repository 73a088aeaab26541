"""The made-up province from nothing to ready: step after step, each told and timed."""

import json
import shutil
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from io import StringIO
from pathlib import Path
from typing import Any

import numpy as np
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from tqdm import tqdm

from ansinh.core import append_only
from ansinh.core.access import acting_as, acting_as_system
from ansinh.demo import (
    ad_hoc,
    archive,
    desks,
    highland,
    labour,
    labour_insurance,
    letters,
    loading,
    pay_year,
    review_year,
    thai_binh,
)
from ansinh.demo.accounts import Accounts, make_accounts
from ansinh.demo.dossiers import load_dossiers
from ansinh.demo.fitting import Survey, make_survey
from ansinh.demo.plan import HOUSEHOLDS, Plan, plan_for
from ansinh.demo.population import Columns, Population, commune_facts, make_memberships, make_population
from ansinh.demo.rights import Rights, load_rights
from ansinh.indicators import actions as indicator_actions
from ansinh.indicators.api.periods import period_of
from ansinh.indicators.models import Snapshot
from ansinh.people.models import Household, Person
from ansinh.places.actions import load_places
from ansinh.places.models import Place
from ansinh.poverty import actions
from ansinh.poverty.models import FormB, FormBMember
from ansinh.reports import actions as report_actions

YEARS = (2022, 2023)
LAST_DAY = date(2023, 12, 31)
REPORTING_DISTRICTS = ("Càng Long", "Cầu Kè")
NOTE = "Mọi người, mọi hộ và mọi câu trả lời trong tỉnh mẫu này đều do máy đặt ra, không phải người có thật."
# Indicator, year, value, resolution, day. 2024 is as published for the province's labour sector on 5 January 2024; 2023 is chosen.
TARGETS = (
    ("poverty.poverty_rate_fall", 2023, "0.5", "Nghị quyết mẫu 01/NQ-HĐND (số tự đặt)", date(2022, 12, 9)),
    ("poverty.khmer_poverty_rate_fall", 2023, "0.8", "Nghị quyết mẫu 01/NQ-HĐND (số tự đặt)", date(2022, 12, 9)),
    ("poverty.near_poverty_rate_fall", 2023, "0.7", "Nghị quyết mẫu 01/NQ-HĐND (số tự đặt)", date(2022, 12, 9)),
    (
        "poverty.poverty_rate_fall",
        2024,
        "0.3",
        "Nghị quyết mẫu 02/NQ-HĐND (số hiệu tự đặt, chỉ tiêu đã công bố)",
        date(2023, 12, 8),
    ),
    (
        "poverty.khmer_poverty_rate_fall",
        2024,
        "0.5",
        "Nghị quyết mẫu 02/NQ-HĐND (số hiệu tự đặt, chỉ tiêu đã công bố)",
        date(2023, 12, 8),
    ),
    (
        "poverty.near_poverty_rate_fall",
        2024,
        "1",
        "Nghị quyết mẫu 02/NQ-HĐND (số hiệu tự đặt, chỉ tiêu đã công bố)",
        date(2023, 12, 8),
    ),
)


class CannotBuild(RuntimeError):
    """The province cannot be made here; says why and what to do."""


@dataclass
class Steps:
    """Progress, a bar a step on stderr; how many seconds each took, and how many of the processor."""

    is_shown: bool
    seconds: dict[str, tuple[float, float]] = field(default_factory=dict)

    @contextmanager
    def step(self, name: str, total: int | None = None) -> Iterator[Callable[[int], None]]:
        """One step; call what it gives with the amount just done."""
        began, worked = time.monotonic(), time.process_time()
        with tqdm(
            total=total,
            desc=name,
            file=sys.stderr,
            disable=not self.is_shown,
            leave=True,
            dynamic_ncols=True,
            unit_scale=True,
        ) as bar:
            yield lambda done: bar.update(done) and None
        self.seconds[name] = (round(time.monotonic() - began, 1), round(time.process_time() - worked, 1))


def flag() -> Path:
    """The file that says this installation holds made-up people."""
    return Path(settings.DATA) / "demo.json"


def about() -> dict[str, Any] | None:
    """What was built here, or None."""
    return json.loads(flag().read_text(encoding="utf-8")) if flag().exists() else None


def build(
    *,
    households: int = HOUSEHOLDS,
    seed: int = 2023,
    months: int = 12,
    with_report: bool = True,
    show_progress: bool = False,
) -> dict[str, Any]:
    """Make the province in this data folder; gives what `demo.json` holds. `months` of 2023 are paid, and those of 2026 after a whole
    year. Raises CannotBuild when people are here already."""
    with acting_as_system("dựng tỉnh mẫu"):
        return _build(plan_for(households), seed, months, Steps(show_progress), with_report)


def _build(plan: Plan, seed: int, months: int, steps: Steps, with_report: bool) -> dict[str, Any]:
    with steps.step("Chuẩn bị cơ sở dữ liệu và địa bàn"):
        call_command("migrate", verbosity=0)
        load_places(by=None)
        _refuse_strangers()
    with steps.step("Đặt ra người và hộ"):
        population = make_population(plan, seed, loading.urban_communes(), loading.later_communes())
        memberships = make_memberships(population)
        others = labour.make_others(plan.households / HOUSEHOLDS, seed, len(population.persons) + 1)
    _write_flag(plan, seed)
    rows = loading.rows_of_people(population, memberships) + sum(map(len, others))
    with steps.step("Ghi sổ người và hộ", rows) as told:
        loading.load_people(population, memberships, told, labour.persons_of(others, seed))
    with steps.step("Ghi sổ người có công, trợ giúp xã hội"):
        rights = load_rights(population, seed)
    accounts = make_accounts()
    province = Place.objects.get(pk=loading.PROVINCE)
    for year in YEARS:
        survey = _review(year, population, memberships, accounts, province, plan, seed, steps)
    with steps.step("Rà soát thường xuyên đầu năm 2024"):
        ad_hoc.begin(province, survey, population, accounts)
        highland.add()
    with steps.step("Ghi sổ lao động, việc làm, đào tạo nghề"):
        labour.load_labour(population, others, accounts, seed)
    with steps.step("Ghi hồ sơ của các quyền, hồ sơ đang giải quyết"):
        if months:
            pay_year.bury(province, accounts, 2023)
        share = plan.households / HOUSEHOLDS
        insured = labour_insurance.dossiers_asked(seed)
        load_dossiers(share=share, persons=len(population.persons), seed=seed, others=[insured])
        labour_insurance.name_dossiers()
        desks.fill_desks(accounts)
        archive.load_archive(accounts, seed)
        thai_binh.load_received(share=share, seed=seed)
    if months:
        _pay(province, rights, accounts, pay_year.MONTHS_2023[:months], steps)
    _finish(province, plan.households / HOUSEHOLDS, accounts, steps, with_report)
    return _write_flag(plan, seed, accounts, steps)


def _refuse_strangers() -> None:
    if missing := loading.missing_communes(set(commune_facts())):
        raise CannotBuild(
            f"Danh mục địa bàn thiếu {len(missing)} xã của tỉnh Trà Vinh ngày 31/12/2023: {', '.join(sorted(missing)[:5])}. Xem ansinh places check."
        )
    if Household.objects.exists():
        raise CannotBuild(
            "Cơ sở dữ liệu này đã có hộ gia đình. Tỉnh mẫu chỉ dựng trong thư mục dữ liệu trống: đặt ANSINH_DATA sang thư mục khác."
        )


def _review(
    year: int,
    population: Population,
    memberships: Columns,
    accounts: Accounts,
    province: Place,
    plan: Plan,
    seed: int,
    steps: Steps,
) -> Survey:
    households = population.households
    signed = households.standard_before if year == YEARS[0] else np.where(households.is_gone, "", households.standard)
    by_rule = signed if year == YEARS[0] else review_year.meant_by_rule(signed, plan, seed)
    with steps.step(f"{year}: đặt ra câu trả lời, tính theo quy định") as told:
        survey = make_survey(
            population, memberships, year=year, law_day=date(year, 12, 14), standard=by_rule, seed=seed, told=told
        )
    with steps.step(f"{year}: mở đợt, lập danh sách hộ"):
        campaign = review_year.open_and_list(province, year, accounts)
        if year == YEARS[0]:
            review_year.remember_earlier_class(campaign, population, seed)
    with (
        steps.step(f"{year}: ghi phiếu A, phiếu B", len(survey.households)) as told,
        loading.without_indexes(FormB, FormBMember),
    ):
        review_year.fill(campaign, survey, population, accounts, told)
    with steps.step(f"{year}: tính điểm, phân loại"), acting_as(accounts.officer):
        actions.score(campaign=campaign, by=accounts.officer)
    with steps.step(f"{year}: họp ấp, niêm yết, công nhận", len(population.communes)) as told:
        review_year.sign_otherwise(campaign, population, signed, by_rule, accounts)
        review_year.decide_all(campaign, accounts, seed, told)
    return survey


def _pay(province: Place, rights: Rights, accounts: Accounts, months: tuple[int, ...], steps: Steps) -> None:
    """Closed months of 2023; after twelve, three of 2026 in the new province, whose October is left to be planned."""
    with steps.step(f"Chi trả {len(months)} tháng năm 2023", len(months) * len(pay_year.PROGRAMMES)) as told:
        pay_year.open_books(province, accounts, pay_year.MONTHS_2023[0], pay_year.ALLOTTED_2023)
        pay_year.pay_months(province, months, accounts, told, rights.told_late)
    if months != pay_year.MONTHS_2023:
        return
    paid = pay_year.MONTHS_2023[-2:]
    with steps.step(f"Chi trả trợ cấp thất nghiệp {len(paid)} tháng cuối năm 2023", len(paid)) as told:
        pay_year.open_books(province, accounts, paid[0], pay_year.ALLOTTED_INSURANCE)
        pay_year.pay_months(province, paid, accounts, told, programmes=pay_year.INSURANCE)
    with steps.step(
        "Chi trả tháng 7 đến tháng 9 năm 2026", len(pay_year.MONTHS_2026) * len(pay_year.PROGRAMMES)
    ) as told:
        later = Place.objects.get(pk=loading.LATER_PROVINCE)
        pay_year.open_books(later, accounts, pay_year.MONTHS_2026[0], pay_year.ALLOTTED_2026)
        pay_year.pay_months(later, pay_year.MONTHS_2026, accounts, told)
        pay_year.accept_all(later, pay_year.WAITING, accounts)


def _finish(province: Place, share: float, accounts: Accounts, steps: Steps, with_report: bool) -> None:
    """Targets, a snapshot, last year's figures sealed, the year-end report."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    with steps.step("Chỉ tiêu, chụp và niêm phong số liệu"):
        labour.set_plans(share, by=None)
        labour.show_nghe_an()
        with acting_as(accounts.officer):
            for indicator, year, value, resolution, resolved_on in TARGETS:
                indicator_actions.set_target(
                    indicator=indicator,
                    place=province,
                    year=year,
                    value=Decimal(value),
                    resolution=resolution,
                    resolved_on=resolved_on,
                    by=accounts.officer,
                )
            indicator_actions.take_snapshot(province=province, by=accounts.officer)
        with acting_as(accounts.leader):
            for year in YEARS:
                indicator_actions.seal_figures(place=province, period=period_of(year=year), by=accounts.leader)
    if with_report:
        with steps.step("Báo cáo năm 2023"):
            call_command(
                "report", "2023", "--place", "tra-vinh", "--out", str(Path(settings.REPORTS)), stdout=StringIO()
            )
        _receive_letters(province, accounts, steps)


def _receive_letters(province: Place, accounts: Accounts, steps: Steps) -> None:
    """The communes of two districts send their reports of the year; they are read, three have not come."""
    communes = Place.objects.on(LAST_DAY).filter(province=province, level=3, parent__name__in=REPORTING_DISTRICTS)
    sent = list(communes.order_by("parent__name", "sort_key"))
    with steps.step("Nhận và đọc báo cáo của xã", len(sent) - letters.NOT_SENT) as told, acting_as(accounts.officer):
        snapshot = Snapshot.objects.filter(province=province).latest("taken_at")
        for letter in letters.letters(sent, year=LAST_DAY.year, snapshot=snapshot):
            received = report_actions.receive(
                name=letter.name, data=letter.data, sender=f"Ủy ban nhân dân {letters.in_a_sentence(letter.place)}", place=letter.place,
                period=str(LAST_DAY.year), by=accounts.officer,
            )  # fmt: skip
            report_actions.read(received=received, by=accounts.officer)
            told(1)


def _write_flag(plan: Plan, seed: int, accounts: Accounts | None = None, steps: Steps | None = None) -> dict[str, Any]:
    """Say what is here; without accounts, that it is being built."""
    told = {
        "made_up": True,
        "is_whole": accounts is not None,
        "note": NOTE,
        "households": plan.households,
        "seed": seed,
        "accounts": accounts.shown if accounts else [],
        "person": _somebody() if accounts else "",
        "seconds": steps.seconds if steps else {},
    }
    flag().write_text(json.dumps(told, ensure_ascii=False, indent=2), encoding="utf-8")
    return told


def _somebody() -> str:
    """The number of a person to look at: one who draws the social pension into an account."""
    drawing = Person.objects.filter(
        titles__category="social_pension", channels__kind="account", personal_number__isnull=False
    )
    return str(drawing.order_by("pk").values_list("personal_number", flat=True).first() or "")


def forget() -> None:
    """Empty the installation of a demo built before, with its snapshots and reports. Raises CannotBuild where there is none."""
    if about() is None:
        raise CannotBuild("Ở đây chưa có tỉnh mẫu nào để dựng lại.")
    if connection.vendor == "sqlite":
        connection.close()
        for suffix in ("", "-wal", "-shm"):
            Path(f"{connection.settings_dict['NAME']}{suffix}").unlink(missing_ok=True)
    else:
        with append_only.lifted():
            call_command("flush", interactive=False, verbosity=0)
    for folder in (settings.SNAPSHOTS, settings.REPORTS, settings.PAYRUNS):
        shutil.rmtree(folder, ignore_errors=True)
    flag().unlink()
