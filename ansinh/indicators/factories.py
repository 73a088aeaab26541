"""A small province reviewed twice and paid for three months, for tests of figures: communes that later merge and divide,
households of every class, titles of every category, lines of every kind."""

import random
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from ansinh.benefits.factories import a_channel, a_decision, a_suspension, a_title
from ansinh.benefits.models import Claim
from ansinh.benefits.words import CATEGORIES, CLAIMS
from ansinh.core.days import first_day, month_after
from ansinh.dossiers.factories import make_dossier
from ansinh.indicators.actions import take_snapshot
from ansinh.indicators.models import Snapshot
from ansinh.labour.models import (
    Course,
    Enrolment,
    Institution,
    InstitutionStaff,
    Partnership,
    SchoolLeavers,
    SearchNotice,
    TrainingPayment,
    TrainingSpending,
    TrainingSupport,
    UnemploymentEvent,
    UnemploymentRight,
)
from ansinh.labour.words import UNEMPLOYMENT_ENDS
from ansinh.payments.models import RUN_ROWS, Line, Order, Recovery, ReturnFile, Run, Settlement
from ansinh.people.models import Household, Organisation, Person
from ansinh.places.models import Place, Succession
from ansinh.poverty import factories
from ansinh.poverty.models import Campaign, CommuneReview, FormB, FormBMember

MERGED_ON = date(2025, 7, 1)
CLASSES: list[str | None] = ["poor", "near_poor", "not_poor", "not_poor", None]
STANDARDS: dict[str | None, list[str | None]] = {
    "poor": ["poor"],
    "near_poor": ["near_poor"],
    "not_poor": ["average", "better_off", "rich"],
    None: [None],
}


@dataclass
class Situation:
    """The units and campaigns of the small province."""

    province: Place
    first: Place
    second: Place
    divided: Place
    joined: Place
    other: Place
    later_province: Place
    campaigns: dict[int, Campaign]

    def snapshot(self) -> Snapshot:
        """The province as it stands now."""
        return take_snapshot(province=self.province, by=None)


def reviewed_province(households: int = 40, seed: int = 1) -> Situation:
    """Three communes of a district, reviewed in 2022 and 2023; in 2025 two become one and the third is divided."""
    chance = random.Random(seed)
    province = factories.make_place("84", "Trà Vinh", 1, to_day=MERGED_ON)
    district = factories.make_place("844", "Cầu Kè", 2, province, to_day=MERGED_ON)
    communes = [
        factories.make_place(code, name, 3, district, urban=urban, to_day=MERGED_ON)
        for code, name, urban in (
            ("29242", "An Phú Tân", False),
            ("29245", "Hòa Tân", False),
            ("29248", "Cầu Kè", True),
        )
    ]
    later = factories.make_place("86", "Vĩnh Long", 1, from_day=MERGED_ON, place_id="86@2025")
    joined = factories.make_place("29250", "An Phú", 3, later, from_day=MERGED_ON, place_id="29250@2025")
    other = factories.make_place("29260", "Tam Ngãi", 3, later, from_day=MERGED_ON, place_id="29260@2025")
    factories.make_succession(province, later, MERGED_ON)
    for commune in communes[:2]:
        factories.make_succession(commune, joined, MERGED_ON)
    factories.make_succession(communes[2], other, MERGED_ON, "part")
    Succession.objects.create(predecessor=communes[2], successor=joined, day=MERGED_ON, part="part", is_default=False)
    campaigns = {year: _campaign(province, communes, year) for year in (2022, 2023)}
    for number in range(households):
        commune = communes[number % 3]
        household = factories.make_household(
            f"H{number:03}",
            f"Thạch Văn {number}",
            commune,
            people=1 + number % 4,
            sex=chance.choice("mf"),
            ethnicity=chance.choice([1, 4, 5, 9]),
            commune_later=joined if commune is communes[2] and number % 2 else None,
        )
        before = None
        for campaign in campaigns.values():
            before = _review(chance, household, campaign, before)
    first, second, divided = communes
    return Situation(province, first, second, divided, joined, other, later, campaigns)


def _campaign(province: Place, communes: list[Place], year: int) -> Campaign:
    campaign = Campaign.objects.create(
        province=province, year=year, from_day=date(year, 9, 1), to_day=date(year, 12, 14), law_day=date(year, 12, 14)
    )
    for number, commune in enumerate(communes):
        CommuneReview.objects.create(
            campaign=campaign,
            commune=commune,
            province=province,
            state="decided",
            decision_number="1/QĐ-UBND",
            decided_on=date(year, 12, 5 + number),
            signed_hash="0",
        )
    return campaign


def _review(chance: random.Random, household: Household, campaign: Campaign, before: str | None) -> str | None:
    signed = chance.choice(CLASSES)
    review = factories.make_signed_review(
        household,
        campaign,
        signed,  # type: ignore[arg-type]
        is_signed=signed is not None,
        living_standard=chance.choice(STANDARDS[signed]),
        previous_class=before,
        was_poor_before=chance.choice([True, False]),
        was_near_poor_before=chance.choice([True, False]),
        b1_area="urban" if household.commune.is_urban else "rural_mekong_delta",
        urban_region="mekong_delta" if household.commune.is_urban else "",
        is_without_labour=chance.choice([True, False, None]),
        has_merit_member=chance.choice([True, False]),
        decided_on=None,
        surveyed_on=date(campaign.year, 10, 1),
        **factories.ALL_NO,
    )
    if signed:
        answers: dict[str, Any] = factories.POOR_FORM | {
            "water": chance.choice([1, 4]),
            "toilet": chance.choice([1, 3]),
        }
        FormB.objects.create(review=review, **answers | {"cause_illness": chance.choice([True, False])})
        people = factories.four_poor_people()
        FormBMember.objects.bulk_create(FormBMember(review=review, line=n, **told) for n, told in enumerate(people, 1))
    return signed


PAID_MONTHS = (202310, 202311, 202312)


def with_titles(there: Situation, seed: int = 3) -> None:
    """Everybody in the province holds a title (some two), each category in turn; some are suspended or stopped."""
    chance = random.Random(seed)
    people = Person._base_manager.order_by("pk")
    categories = list(CATEGORIES)
    decision = a_decision(there.first)
    for number, person in enumerate(people):
        for more in range(1 + (number % 5 == 0)):
            stopped = 202311 + number % 2 if number % 7 == 0 else None
            category = categories[(number + 11 * more) % len(categories)]
            held = a_title(person, category, chance.choice([202201, 202310]), stopped, decision=decision)
            if number % 9 == 0:
                a_suspension(held, 202310, chance.choice([202312, None]))
        if number % 4:
            a_channel(person, chance.choice(["account", "vneid", "cash"]), **_account(person))


DOSSIERS_ASKED = ("social_allowance_new", "merit_survivor", "funeral_social", "poverty_ad_hoc", "unemployment_benefit")


def with_dossiers(there: Situation, seed: int = 11) -> None:
    """Dossiers of some procedures, received from November 2022 on: early, in time, late, withdrawn, without a limit, still open."""
    chance = random.Random(seed)
    people = list(Person._base_manager.order_by("pk"))
    for number in range(60):
        received = date(2022, 11, 1) + timedelta(days=7 * number)
        due = received + timedelta(days=20)
        closed = due + timedelta(days=chance.choice([-6, -1, 0, 0, 4, 11]))
        is_open = number % 9 == 4
        make_dossier(
            procedure=DOSSIERS_ASKED[number % len(DOSSIERS_ASKED)], person=chance.choice(people), day=received,
            channel=chance.choice(["desk", "online", "post", "import"]), due_on=None if number % 8 == 1 else due,
            state="in_progress" if is_open else "withdrawn" if number % 10 == 3 else "handed_out",
            closed_at=None if is_open else datetime(closed.year, closed.month, closed.day, 9, tzinfo=UTC),
        )  # fmt: skip


def _account(person: Person) -> dict[str, Any]:
    return {"account_number": f"74{person.pk:08d}", "provider": "VBA"}


def with_payments(there: Situation, seed: int = 5) -> list[Run]:
    """Three closed months of three programmes and one that is only signed: lines of every kind, orders paid, partly and not."""
    chance = random.Random(seed)
    people = list(Person._base_manager.order_by("pk"))[:60]
    decision = a_decision(there.first)
    claims = [
        Claim._base_manager.create(
            person=person, kind=kind, month=202310, payable_month=202310, decision=decision, death_extract="12/TLKT"
        )
        for person, kind in zip(people, CLAIMS, strict=False)
    ]
    runs = []
    for month in (*PAID_MONTHS, 202401):
        for programme in ("assistance", "merit", "relief"):
            run = _run(there, programme, month, "closed" if month in PAID_MONTHS else "signed")
            runs.append(run)
            _pay(chance, run, people, [claim for claim in claims if CLAIMS[claim.kind][0] == programme])
    return runs


def _run(there: Situation, programme: str, month: int, state: str) -> Run:
    before = first_day(month_after(month, -1))
    return Run.objects.create(
        province=there.province,
        programme=programme,
        month=month,
        state=state,
        plan_day=before.replace(day=20),
        sent_at=datetime(before.year, before.month, 24, 18 if programme == "relief" else 8, tzinfo=UTC),
        closed_at=datetime(month // 100, month % 100, 26, tzinfo=UTC) if state == "closed" else None,
    )


def _pay(chance: random.Random, run: Run, people: list[Person], claims: list[Claim]) -> None:
    monthly = {"assistance": "assistance.social_allowance", "merit": "merit.own_allowance"}.get(run.programme)
    file = ReturnFile._base_manager.create(province=run.province, name="x", format="xlsx", sha256=f"{run.pk:064d}")
    for number, person in enumerate(people, start=1):
        if chance.random() < 0.25:
            continue
        own = [claim for claim in claims if claim.person_id == person.pk and claim.month == run.month]
        told: list[tuple[str, str, int | None, int]] = [
            ("once", f"{run.programme}.once", claim.pk, 1_000_000 + 7 * number) for claim in own
        ]
        if monthly:
            told.append(("due", monthly, None, chance.choice([360_000, 540_000, 720_001])))
            told += [("arrears", monthly, None, 20_000_001)] if number % 11 == 0 else []
            told += [("carried", monthly, None, 300_000)] if number % 13 == 0 else []
            told += [("instalment", monthly, None, -50_000)] if number % 17 == 0 else []
            told += [("recovery", monthly, None, -180_000)] if number % 19 == 0 else []
        amount = sum(dong for kind, *_, dong in told if kind != "recovery")
        if amount:
            _add(chance, run, person, number, told, amount, file)


def _add(
    chance: random.Random, run: Run, person: Person, number: int, told: list[Any], amount: int, file: ReturnFile
) -> None:
    place = {"person": person, "commune": person.commune, "province": run.province}
    order = Order._base_manager.create(
        id=run.pk * RUN_ROWS + number, run=run, reference=f"{run.pk}-{number}", provider=chance.choice(["VBA", "VNPOST"]),
        channel=chance.choice(["account", "wallet", "cash"]), payee_name=person.name, amount_dong=amount, **place,
    )  # fmt: skip
    for position, (kind, benefit, claim, dong) in enumerate(told):
        recovery = _recovery(run, person) if kind in ("recovery", "instalment") else None
        Line._base_manager.create(
            id=run.pk * RUN_ROWS + number * 10 + position, run=run, order=None if kind == "recovery" else order, benefit=benefit,
            for_month=run.month if kind == "due" else month_after(run.month, -1), claim_id=claim, kind=kind, owed_dong=max(dong, 0),
            recognised_dong=0, amount_dong=dong, recovery=recovery, **place,
        )  # fmt: skip
    paid = chance.choice([amount, amount, amount, amount // 2, 0])
    day = first_day(run.month).replace(day=chance.choice([5, 19, 20]))
    if paid:
        Settlement._base_manager.create(order=order, file=file, row=number, outcome="paid", amount_dong=paid, day=day)
    else:
        Settlement._base_manager.create(
            order=order, file=file, row=number, outcome="returned", amount_dong=0, day=day, code="AC04"
        )


def _recovery(run: Run, person: Person) -> Recovery:
    return Recovery._base_manager.get_or_create(
        person=person, province=run.province, programme=run.programme, run=run, defaults={"amount_dong": 180_000}
    )[0]


def with_unemployment(there: Situation, seed: int = 13) -> None:
    """Decisions on unemployment benefit through 2023, some at the cap; what happened to them, notices told, courses supported."""
    chance = random.Random(seed)
    kinds = ("suspended", "resumed", "ended", "cancelled", "moved_out", "moved_in")
    for number, person in enumerate(Person._base_manager.order_by("pk")[:24]):
        month = 202301 + number % 12
        day, months = date(2023, number % 12 + 1, 10), chance.choice([3, 4, 8])
        place = {"commune_id": person.commune_id, "province_id": person.province_id}
        right = UnemploymentRight._base_manager.create(
            person=person, decision_number=f"{number}/QĐ", decided_on=day, applied_on=day, contract_ended_on=day, paid_months=40,
            average_wage_dong=8_000_000, wage_region="II", months=months, amount_dong=chance.choice([4_800_000, 4_000_000]), law_month=month,
            from_day=day, to_day=date(2024, 10, 1), first_month=month, last_month=month, **place,
        )  # fmt: skip
        kind = kinds[number % len(kinds)]
        UnemploymentEvent._base_manager.create(
            right=right, kind=kind, month=month, day=day, decision_number=f"{number}/QĐ-B", decided_on=day,
            reason=chance.choice(list(UNEMPLOYMENT_ENDS)) if kind == "ended" else "",
        )  # fmt: skip
        SearchNotice._base_manager.create(
            right=right,
            number=2,
            due_on=day,
            told_on=day,
            result="searching",
            was_counselled=chance.choice([True, False]),
        )
        TrainingSupport._base_manager.create(
            person=person, right=right if number % 2 else None, decision_number=f"{number}/QĐ-H", decided_on=day, trade="May", school="Trường",
            months=3, dong_a_month=1_000_000, first_month=month, last_month=month, from_day=day, to_day=date(2024, 1, 1),
            is_cancelled=number % 5 == 0, **place,
        )  # fmt: skip


def with_training(there: Situation, seed: int = 17) -> None:
    """Two institutions with staff and courses through 2023, their learners, some paid for; partners, money and school leavers."""
    chance = random.Random(seed)
    places = [{"commune": unit, "province": there.province} for unit in (there.first, there.second)]
    bodies = [
        Organisation.objects.create(name=f"Trường {n}", kind="public_body", **place) for n, place in enumerate(places)
    ]
    schools = [
        Institution.objects.create(organisation=body, kind=kind, is_public=kind == "college", managed_by=who, from_day=date(2020, 1, 1))
        for body, kind, who in zip(bodies, ("college", "centre"), ("central", "local"), strict=True)
    ]  # fmt: skip
    for number, person in enumerate(Person._base_manager.order_by("pk")[:30]):
        day, school = date(2023, number % 12 + 1, 3), number % 2
        course = Course.objects.create(
            institution=schools[school], name="May", name_folded="may", from_day=day, is_agricultural=chance.choice([True, False]),
            level=chance.choice(["under_3_months", "elementary", "intermediate", "college"]),
            programme=chance.choice(["own", "decision_46"]), **places[school],
        )  # fmt: skip
        learner = Enrolment.objects.create(
            person=person, course=course, enrolled_on=day, finished_on=day, result=chance.choice(["graduated", "graduated", "left"]),
            group=chance.choice(["poor", "disabled", "none"]), left_school=chance.choice(["", "lower_secondary", "upper_secondary"]),
            employed_after=chance.choice(["", "hired", "own", "none"]), is_rural=chance.choice([True, False]),
            commune_id=person.commune_id, province_id=person.province_id,
        )  # fmt: skip
        if number % 3 == 0:
            TrainingPayment.objects.create(
                enrolment=learner, tuition_dong=2_000_000, paid_on=day, decision="1/QĐ", decided_on=day
            )
    for number, place in enumerate(places):
        SchoolLeavers.objects.create(year=2023, lower_secondary=50, upper_secondary=30, target_group=20, **place)
        for role in ("teacher", "manager"):
            InstitutionStaff.objects.create(
                institution=schools[number], year=2023, role=role, contract="permanent", level="university", is_female=number == 0,
                is_minority=False, number=10 + number, **place,
            )  # fmt: skip
        TrainingSpending.objects.create(
            year=2023, month=12, source="local", nature="recurrent", programme=("budget", "ntp_poverty")[number], allotted_dong=9,
            spent_dong=8, **place,
        )  # fmt: skip
        enterprise = Organisation.objects.create(name=f"Công ty {number}", kind="private_enterprise", **place)
        Partnership.objects.create(
            enterprise=enterprise,
            institution=schools[number],
            registered_on=date(2023, 2, 1),
            framework_signed_on=date(2023, 6, 1),
        )
