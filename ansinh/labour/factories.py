"""Situations for tests of labour: employers, vacancies, seekers, sessions."""

import random
from datetime import date, time, timedelta
from typing import Any

from django.contrib.auth import get_user_model
from django.utils import timezone
from stdnum.vn import mst

from ansinh.core.models import Grant
from ansinh.labour import words
from ansinh.labour.actions import fairs, insurance, training
from ansinh.labour.jobs.insurance import claim_of
from ansinh.labour.models import (
    AbroadContract,
    AbroadSupport,
    Accident,
    Application,
    BoothVacancy,
    CollectiveAgreement,
    Contribution,
    ContributionFile,
    ContributionMismatch,
    Counsel,
    Course,
    DemandLine,
    DemandReport,
    Dispute,
    Enrolment,
    FairSession,
    ForeignNeed,
    ForeignPermit,
    Institution,
    Interview,
    JobLoan,
    LeasingReport,
    Licence,
    LoanJob,
    Partnership,
    Placement,
    PlacementCheck,
    SafetyTraining,
    Seeker,
    Strike,
    SupplyCollection,
    SupplyForm,
    UnemploymentRight,
    Vacancy,
    Visitor,
    WageReport,
    WorkerOrganisation,
    WorkforceLine,
    WorkforceReport,
    WorkRules,
)
from ansinh.people.factories import cang_long, long_duc_ward, officer, person
from ansinh.people.models import Organisation, Person
from ansinh.places.models import Place

__all__ = ["cang_long", "fair_offer", "officer", "person", "running_fair"]


# --- fairs ---
def running_fair(
    *,
    booths: int = 2,
    interviewers: int = 1,
    visitors: int = 3,
    most_interviews: int = 2,
    by: Any,
    commune: Place | None = None,
) -> FairSession:
    """A session of today with eight slots of 15 minutes still to come: booths with one vacancy each, registered visitors without wishes."""
    commune = commune or long_duc_ward()
    session = fairs.plan_session(
        code="PGD-01", name="Phiên giao dịch việc làm tháng 10", kind="regular", day=timezone.localdate(), from_time=time(0), to_time=time(23, 45),
        commune=commune, venue="Trung tâm Dịch vụ việc làm", is_online=True, slot_minutes=95, most_interviews=most_interviews, by=by,
    )  # fmt: skip
    for number in range(1, booths + 1):
        fair_offer(session, f"Công ty May {number}", interviewers=interviewers, by=by)
    fairs.turn_session(session=session, state="open", by=by)
    for number in range(visitors):
        someone = person(f"Kim Văn Lao {'ABCDEFGHIJ'[number]}", sex="m", commune=commune, by=by)
        fairs.register(session=session, person=someone, by=by)
    return FairSession.objects.get(pk=session.pk)


def fair_offer(
    session: FairSession, name: str, *, title: str = "Công nhân may", interviewers: int = 1, by: Any
) -> BoothVacancy:
    """A booth of a new organisation with one open vacancy of five places."""
    employer = Organisation.objects.create(
        name=name, kind="private_enterprise", section="C", commune=session.commune, province=session.province
    )
    booth = fairs.add_booth(session=session, organisation=employer, interviewers=interviewers, by=by)
    job = Vacancy.objects.create(
        organisation=employer, title=title, occupation="8153", places_count=5, province=session.province, work_commune=session.commune,
        work_province=session.province, state="open", opens_on=session.day, expires_on=session.day + timedelta(days=30),
    )  # fmt: skip
    return fairs.offer(booth=booth, vacancy=job, places=5, by=by)


# --- unemployment insurance ---
def paid_contributions(
    someone: Any,
    *spans: tuple[int, int, int],
    region: str = "II",
    is_state_pay: bool = False,
    contract_months: int | None = None,
) -> list[Contribution]:
    """Months paid in, (from, to, wage) each, with one employer."""
    return Contribution._base_manager.bulk_create(
        Contribution(
            person=someone, from_month=first, to_month=last, wage_dong=wage, wage_region=region, is_state_pay=is_state_pay,
            contract_months=contract_months, employer="Công ty May Trà Vinh",
        )
        for first, last, wage in spans
    )  # fmt: skip


def unemployed_right(
    someone: Any, *, applied_on: date, ended_on: date, number: str = "12/QĐ-SNV", by: Any = None
) -> UnemploymentRight:
    """The right of somebody with enough contributions, decided ten days after the file."""
    decided_on = applied_on + timedelta(days=10)
    claim = claim_of(someone, applied_on=applied_on, ended_on=ended_on, known_on=decided_on)
    return insurance.grant_right(
        person=someone, number=number, decided_on=decided_on, claim=claim, applied_on=applied_on, contract_ended_on=ended_on, by=by
    )  # fmt: skip


# --- exchange ---
def enterprise(
    name: str = "Công ty TNHH May Long Đức", *, commune: Place | None = None, number: str = "150020253"
) -> Organisation:
    """An enterprise with a valid tax number made of nine digits."""
    commune = commune or long_duc_ward()
    return Organisation.objects.create(
        name=name, kind="private_enterprise", section="C", tax_number=number + mst.calc_check_digit(number), commune=commune,
        province_id=commune.province_id or commune.pk,
    )  # fmt: skip


def employer(organisation: Organisation, *, name: str = "tuyendung") -> Any:
    """An account of the organisation's own: it opens the organisation's vacancies, and no place."""
    user = get_user_model().objects.create_user(name, password="mat-khau-dai")
    Grant.objects.create(
        user=user,
        role="employer",
        place_id="",
        field="labour",
        from_day=date(2024, 1, 1),
        body=organisation.tax_number or "",
    )
    return user


def open_vacancy(organisation: Organisation, title: str = "Công nhân may công nghiệp", **told: Any) -> Vacancy:
    """A vacancy shown from today for thirty days, at the place of the organisation."""
    today = timezone.localdate()
    values = {
        "occupation": "8153", "places_count": 5, "work_commune": organisation.commune, "work_province": organisation.province,
        "wage_from_dong": 7_000_000, "wage_to_dong": 9_000_000, "phone": "0294385001", "description": "Làm giờ hành chính, có cơm trưa.",
        "state": "open", "opens_on": today, "expires_on": today + timedelta(days=30),
    }  # fmt: skip
    return Vacancy.objects.create(
        organisation=organisation, province=organisation.province, title=title, **values | told
    )


def seeker_of(someone: Person, **told: Any) -> Seeker:
    """An active search of a person of the register, wishing to sew."""
    values = {"wish": "công nhân may", "occupations": "8153", "phone": "0912345678", "education": "lower_secondary",
              "registered_on": timezone.localdate()}  # fmt: skip
    return Seeker.objects.create(
        code=f"TV{someone.pk:08d}", person=someone, name=someone.name, personal_number=someone.personal_number or "",
        birth_year=someone.birth_year, birth_month=someone.birth_month, birth_day=someone.birth_day, sex=someone.sex,
        commune_id=someone.commune_id, province_id=someone.province_id, **values | told,
    )  # fmt: skip


# --- training ---
def an_organisation(name: str, *, kind: str = "public_body", commune: Place | None = None) -> Organisation:
    """An organisation without a tax number, in the ward of Vĩnh Long unless told."""
    commune = commune or long_duc_ward()
    return Organisation.objects.create(name=name, kind=kind, commune=commune, province_id=commune.province_id or "")


def an_institution(name: str = "Trường Trung cấp nghề Vĩnh Long", *, kind: str = "intermediate", **told: Any) -> Institution:  # fmt: skip
    """A public institution, the same one when asked for again."""
    if found := Institution.objects.filter(organisation__name=name).first():
        return found
    usual: dict[str, Any] = {"is_public": True, "managed_by": "local", "from_day": date(2015, 1, 1)}
    return training.register_institution(organisation=an_organisation(name), kind=kind, **(usual | told), by=None)


def a_course(name: str = "May công nghiệp", *, institution: Institution | None = None, **told: Any) -> Course:
    """A course of sewing of 2 March to 29 May 2026 with the money of Decision 46, 3.5 million dong a learner."""
    usual: dict[str, Any] = {
        "level": "under_3_months", "occupation": "8153", "from_day": date(2026, 3, 2), "to_day": date(2026, 5, 29), "learning_days": 45,
        "programme": "decision_46", "tuition_dong": 3_500_000, "places": 35, "commune": long_duc_ward(),
    }  # fmt: skip
    return training.open_course(institution=institution or an_institution(), name=name, **(usual | told), by=None)


def a_learner(*, who: Person | None = None, course: Course | None = None, **told: Any) -> Enrolment:
    """A woman of the ward in a course since its first day."""
    course = course or Course.objects.first() or a_course()
    who = who or person()
    return training.enrol(course=course, person=who, **({"enrolled_on": course.from_day} | told), by=None)


def a_graduate(*, days_attended: int | None = 45, certificate: str = "", finished_on: date | None = None, **told: Any) -> Enrolment:  # fmt: skip
    """A learner who graduated on the last day of the course."""
    learner = a_learner(**told)
    finished_on = finished_on or learner.course.to_day or learner.enrolled_on
    return training.record_result(
        enrolment=learner, result="graduated", finished_on=finished_on, certificate=certificate, days_attended=days_attended, by=None
    )  # fmt: skip


def fair_visit(
    someone: Person, *, day: date | None = None, kind: str = "mobile", state: str = "running", result: str = "planned"
) -> tuple[Visitor, Interview]:
    """A visit of a person to a session of their own commune, today unless told, with an interview planned or of that result."""
    place = {"commune": someone.commune, "province_id": someone.province_id}
    session = FairSession.objects.create(
        code=f"P{someone.pk}", name="Phiên lưu động", kind=kind, day=day or timezone.localdate(), from_time=time(8), to_time=time(11),
        state=state, **place,
    )  # fmt: skip
    employer = Organisation._base_manager.create(name=f"Công ty {someone.pk}", kind="private_enterprise", **place)
    booth = session.booths.create(organisation=employer, number=1)
    job = Vacancy._base_manager.create(
        organisation=employer,
        title="Công nhân may",
        province_id=someone.province_id,
        work_province_id=someone.province_id,
    )
    booth.vacancies.create(vacancy=job, places=2)
    came = None if result == "planned" else timezone.now()
    visitor = Visitor._base_manager.create(session=session, person=someone, code=f"VE{someone.pk:06}", arrived_at=came)
    met = {
        "session": session,
        "booth": booth,
        "vacancy": job,
        "visitor": visitor,
        "person": someone,
        "slot": 0,
        "seat": 1,
    }
    return visitor, Interview._base_manager.create(**met, state=result)


def fairs_of_a_year(people: Any, year: int = 2023) -> None:
    """A session of each kind in turn through a year, one for each person: who came was hired, not chosen, or absent at the booth."""
    kinds, results = ("regular", "mobile", "online", "thematic"), ("hired", "failed", "absent")
    for number, someone in enumerate(people):
        told = {"kind": kinds[number % 4], "result": results[number % 3], "state": "closed"}
        fair_visit(someone, day=date(year, number % 12 + 1, 7), **told)


# --- market ---
def tax_number(number: int) -> str:
    """A tax number whose check digit is right: the first that is from a running number on."""
    body = 150_030_000 + number * 7
    return next(told for last in range(10) if mst.is_valid(told := f"{body}{last}"))


def supply_told(**told: Any) -> dict[str, Any]:
    """A form of an employee, unless told; another status says what it asks for itself."""
    return {
        "general_education": "lower_secondary", "qualification": "untrained", "status": "employed",
        "employment": "employee" if told.get("status", "employed") == "employed" else "", "work": "công nhân may", **told,
    }  # fmt: skip


def exchange_things(someone: Person) -> dict[str, dict[str, Any]]:
    """A vacancy, a search, an application, a job begun and a loan of the person's commune, as words of the addresses that show them."""
    place = {"commune": someone.commune, "province_id": someone.province_id}
    recruiter = enterprise(f"Công ty {someone.pk}", commune=someone.commune, number=f"{someone.pk:09d}")
    job, search = open_vacancy(recruiter), seeker_of(someone)
    sent = Application._base_manager.create(seeker=search, vacancy=job, kind="applied", sent_on=timezone.localdate())
    begun = Placement._base_manager.create(
        person=someone, started_on=date(2024, 1, 15), destination="local", channel="self", title="bán hàng", **place
    )
    loan = JobLoan._base_manager.create(
        person=someone, project="Nuôi bò", amount_dong=50_000_000, lent_on=date(2024, 1, 2), **place
    )
    Counsel._base_manager.create(person=someone, given_on=date(2024, 1, 3), subject="job", **place)
    return {
        "vacancy_review": {"pk": job.pk}, "seeker": {"pk": search.pk}, "application": {"pk": sent.pk}, "placement": {"pk": begun.pk},
        "job_loan": {"pk": loan.pk}, "seeker_act": {"pk": search.pk, "act": "ket-thuc"}, "placement_act": {"pk": begun.pk, "act": "huy"},
        "application_act": {"pk": sent.pk, "act": "rut"}, "seeker_refer": {"pk": search.pk, "vacancy": job.pk},
    }  # fmt: skip


def training_things(someone: Person) -> dict[str, dict[str, Any]]:
    """A course, a learner, an institution and a partnership of the person's commune, as words of the addresses that show them."""
    place = {"commune": someone.commune, "province_id": someone.province_id}
    school = Institution._base_manager.create(
        organisation=an_organisation(f"Trường {someone.pk}", commune=someone.commune), kind="centre", is_public=True,
        from_day=date(2015, 1, 1),
    )  # fmt: skip
    course = Course._base_manager.create(
        institution=school, name="May", name_folded="may", level="elementary", from_day=date(2024, 1, 2), programme="own", **place
    )  # fmt: skip
    learner = Enrolment._base_manager.create(person=someone, course=course, enrolled_on=date(2024, 1, 2), **place)
    enterprise = an_organisation(f"Xưởng {someone.pk}", kind="private_enterprise", commune=someone.commune)
    partner = Partnership._base_manager.create(enterprise=enterprise, registered_on=date(2024, 1, 2))
    return {
        "training_course": {"pk": course.pk}, "training_learner": {"pk": learner.pk}, "training_institution": {"pk": school.pk},
        "training_partnership": {"pk": partner.pk}, "training_file_new": {"pk": course.pk},
        "training_act": {"what": "nguoi-hoc", "pk": learner.pk, "act": "ket-qua"},
    }  # fmt: skip


def unemployment_things(someone: Any) -> dict[str, dict[str, Any]]:
    """What unemployment insurance has of a person, by the address that shows it: words of the address."""
    paid_contributions(someone, (202101, 202405, 8_000_000))
    right = unemployed_right(
        someone, applied_on=date(2024, 6, 3), ended_on=date(2024, 5, 31), number=f"{someone.pk}/QĐ"
    )
    support = insurance.grant_training(
        person=someone, number=f"{someone.pk}/QĐ-HN", decided_on=date(2024, 6, 20), trade="May", school="Trường Trung cấp", months=3,
        dong_a_month=1_200_000, from_day=date(2024, 7, 1), by=None,
    )  # fmt: skip
    file = ContributionFile._base_manager.create(
        name="dong.xlsx",
        sha256=f"{someone.pk:064d}",
        province_id=someone.province_id,
        counts={},
        applied_at=timezone.now(),
    )
    row = {
        "from_month": 202406,
        "to_month": 202406,
        "wage_dong": 8_000_000,
        "wage_region": "II",
        "employer": "",
        "tax_number": "",
    }
    mismatch = ContributionMismatch._base_manager.create(
        person=someone, file=file, row=2, kind="name", ours=someone.name, theirs="Khác", content=row
    )
    return {
        "unemployment_right": {"pk": right.pk},
        "unemployment_act": {"pk": right.pk, "act": "tam-dung"},
        "unemployment_claim": {"pk": someone.pk},
        "unemployment_move_in": {"pk": someone.pk},
        "search_notice": {"pk": right.notices.order_by("number")[0].pk},
        "training_support_cancel": {"pk": support.pk},
        "contribution_mismatch": {"pk": mismatch.pk},
    }


# --- work abroad, conditions at work ---
def condition_things(someone: Person) -> dict[str, dict[str, Any]]:
    """A contract of somebody abroad and a dispute at an enterprise of their commune, by the addresses that show them."""
    commune, province = someone.commune, someone.province_id
    place: dict[str, Any] = {"commune": commune, "province_id": province}
    organisation = Organisation._base_manager.create(
        name=f"Đơn vị của {someone.name}", kind="private_enterprise", **place
    )
    contract = AbroadContract._base_manager.create(
        person=someone, kind="direct", market="japan", region="north_east_asia", qualification="unskilled", contract_months=36,
        registered_on=date(2024, 1, 2), departed_on=date(2024, 2, 1), ends_on=date(2027, 1, 31), state="abroad", **place,
    )  # fmt: skip
    dispute = Dispute._base_manager.create(
        organisation=organisation, kind="individual", cause="wage", received_on=date(2024, 1, 5), **place
    )
    key = {"key": f"tranh-chap-{dispute.pk}"}
    return {
        "abroad_contract": {"pk": contract.pk},
        "abroad_act": {"pk": contract.pk, "act": "ve-nuoc"},
        "conditions_organisation": {"pk": organisation.pk},
        **dict.fromkeys(("labour_row", "labour_row_correct", "labour_row_close", "labour_row_cancel"), key),
    }


def market_things(someone: Person) -> dict[str, dict[str, Any]]:
    """An organisation, its reports, a collection and a form of the person's commune, as words of the addresses that show them."""
    place = {"commune": someone.commune, "province_id": someone.province_id}
    employer = an_organisation(f"Công ty {someone.pk}", kind="private_enterprise", commune=someone.commune)
    of_half = {"organisation": employer, "year": 2024, "half": 1, "received_on": date(2024, 6, 3), **place}
    wanted = DemandReport._base_manager.create(kind=employer.kind, **of_half)
    report = WorkforceReport._base_manager.create(due_on=date(2024, 6, 5), workers=1, other=1, **of_half)
    WorkforceLine._base_manager.create(
        report=report, line=1, person=someone, name=someone.name, position="other", sex=someone.sex
    )
    collection = SupplyCollection._base_manager.create(year=2024, opened_on=date(2024, 9, 1), **place)
    form = SupplyForm._base_manager.create(
        person=someone, year=2024, general_education="primary", qualification="untrained", status="inactive", inactive_reason="housework",
        collected_on=date(2024, 9, 2), **place,
    )  # fmt: skip
    of_collection = {"pk": collection.pk, "person": someone.pk}
    return {
        **{name: {"pk": employer.pk} for name in ("organisation", "organisation_edit", "demand_new")},
        "demand_report": {"pk": wanted.pk}, "workforce_report": {"pk": report.pk},
        "supply_form": {"pk": form.pk}, "supply_check": {"pk": form.pk},
        **dict.fromkeys(
            ("supply_collection", "supply_left", "supply_form_new", "supply_close", "supply_reopen", "supply_xlsform", "supply_people"),
            of_collection,
        ),
    }  # fmt: skip


def conditions_of_a_year(*places: tuple[Place, Place], people: Any) -> None:
    """Something of every register of work abroad and of conditions in 2023, in turn in each (commune, province)."""
    whole = [{"commune": commune, "province": province} for commune, province in places]
    bodies = [
        Organisation._base_manager.create(
            name=f"Công ty {n}", kind=kind, section="C", zone=zone, **whole[n % len(whole)]
        )
        for n, (kind, zone) in enumerate((("private_enterprise", ""), ("foreign_enterprise", "Khu công nghiệp")))
    ]
    for number, someone in enumerate(people):
        place, body, day = whole[number % len(whole)], bodies[number % 2], date(2023, number % 12 + 1, 10)
        at: dict[str, Any] = {"organisation": body, **place}
        job = Placement._base_manager.create(
            person=someone, started_on=day, destination="abroad", channel="contract", contract_months=8, **place
        )
        contract = AbroadContract._base_manager.create(
            person=someone, kind="direct", market=("korea", "japan", "taiwan")[number % 3], region="north_east_asia", placement=job,
            qualification=("unskilled", "college")[number % 2], contract_months=8, registered_on=date(2022, 12, 1),
            group=("poor", "none")[number % 2], departed_on=day, ends_on=date(2023, 11, 30) if number % 4 else date(2025, 1, 1),
            returned_on=date(2023, 12, 5) if number % 3 == 1 else None, return_kind="early" if number % 3 == 1 else "",
            state="returned" if number % 3 == 1 else "abroad", **place,
        )  # fmt: skip
        AbroadSupport._base_manager.create(
            person=someone,
            contract=contract,
            group="poor",
            content="language",
            amount_dong=3_000_000,
            paid_on=day,
            **place,
        )
        ForeignNeed._base_manager.create(number="1", approved_on=day, position="expert", positions=2, **at)
        for act in ("new", "extended", "reissued", "exempt"):
            ForeignPermit._base_manager.create(
                name="X", passport=f"P{number}", nationality="Nhật Bản", continent="asia", sex="mf"[number % 2], position="expert", act=act,
                number=f"{number}", issued_on=day, from_day=day, to_day=date(2024, 12, 31), ended_on=day if act == "new" else None,
                end_kind="revoked" if act == "new" else "", **at,
            )  # fmt: skip
        WorkRules._base_manager.create(registered_on=day, workers=number * 30, **at)
        CollectiveAgreement._base_manager.create(
            kind="enterprise", signed_on=day, from_day=day, to_day=date(2025, 1, 1), **at
        )
        WorkerOrganisation._base_manager.create(kind="own", founded_on=day, members=30 + number, **at)
        Dispute._base_manager.create(
            kind="individual", cause="wage", received_on=day, result=("settled", "")[number % 2], **at
        )
        Strike._base_manager.create(
            started_on=day, ended_on=day, days=1, leader="none", cause="right", people=40 + number, **at
        )
        Accident._base_manager.create(
            happened_on=day, is_contracted=bool(number % 2), sector="construction", injury="fall", people=3, women=1,
            deaths=number % 3 == 0, severe=1, damage_dong=5_000_000, days_lost=7, **at,
        )  # fmt: skip
        SafetyTraining._base_manager.create(group=number % 6 + 1, held_on=day, people=20, **at)
    for number, body in enumerate(bodies):
        at = {"organisation": body, **whole[number % len(whole)]}
        for kind in ("send_abroad", "job_service", "leasing"):
            Licence._base_manager.create(kind=kind, act="new", number="1", issued_on=date(2023, 3, 1), **at)
        for act in ("extended", "reissued"):
            Licence._base_manager.create(
                kind="leasing", act=act, number="2", issued_on=date(2023, 5, 1), ended_on=date(2023, 6, 1), end_kind="withdrawn", **at
            )  # fmt: skip
        LeasingReport._base_manager.create(reported_on=date(2023, 11, 1), workers=12 + number, **at)
        WageReport._base_manager.create(
            year=2023, reported_on=date(2024, 1, 8), workers=100 + number, wage_dong=8_000_000, wage_debt_dong=number * 1_000,
            insurance_debt_dong=9_000, **at,
        )  # fmt: skip


# --- a year of the market and the exchange, for a small province ---
def market_of_a_year(*places: tuple[Place, Place], people: Any, year: int = 2023) -> None:
    """Closed collections of labour supply in two communes, an enterprise in each with its reports and needs, and its workers by kind."""
    chance = random.Random(23)
    for commune, province in places:
        SupplyCollection.objects.create(
            commune=commune, province=province, year=year, opened_on=date(year, 10, 1), closed_on=date(year, 11, 20)
        )
    for number, one in enumerate(people):
        status = chance.choice(["employed", "employed", "employed", "unemployed", "inactive"])
        SupplyForm.objects.create(
            person=one, year=year, commune_id=one.commune_id, province_id=one.province_id, collected_on=date(year, 10, 15),
            is_poor=number % 5 == 0, is_minority=one.ethnicity != 1, general_education=chance.choice(list(words.GENERAL_EDUCATION)),
            qualification=chance.choice(list(words.QUALIFICATIONS)), status=status, work="may",
            employment=chance.choice(list(words.EMPLOYMENT_STATUSES)) if status == "employed" else "",
            sector=chance.choice(list(words.SECTORS)) if status == "employed" else "", occupation="8153" if status == "employed" else "",
            unemployed_for=chance.choice(list(words.UNEMPLOYED_FOR)) if status == "unemployed" else "",
            has_worked=number % 2 == 0 if status == "unemployed" else None,
            inactive_reason=chance.choice(list(words.INACTIVE_REASONS)) if status == "inactive" else "",
            checked_on=date(year, 10, 20) if number % 2 else None,
        )  # fmt: skip
    for number, (commune, province) in enumerate(places):
        body = enterprise(f"Công ty may {number}", commune=commune, number=f"15002020{number}")
        told = {
            "organisation": body,
            "commune": commune,
            "province": province,
            "year": year,
            "half": 2,
            "received_on": date(year, 12, 4 + 2 * number),
        }
        WorkforceReport.objects.create(
            **told,
            due_on=date(year, 12, 5),
            workers=120,
            women=80,
            over_35=30,
            insured=110,
            managers=4,
            high=6,
            middle=10,
            other=100,
        )
        needs = DemandReport.objects.create(**told, kind=body.kind, section=body.section, size_band="101_300")
        DemandLine.objects.create(report=needs, occupation="81", count=20, women=12)


def exchange_of_a_year(people: Any, year: int = 2023) -> None:
    """Seekers of a year, what they were advised, referred to and hired for, and loans that made jobs."""
    chance = random.Random(29)
    chosen = list(people)
    shop = enterprise("Công ty da giày", number="150020999", commune=chosen[0].commune)
    vacancy = open_vacancy(shop)
    for number, one in enumerate(chosen):
        day = date(year, number % 12 + 1, 5)
        seeker = seeker_of(one, registered_on=day, channel=chance.choice(list(words.SEEKER_CHANNELS)))
        place = {"commune_id": one.commune_id, "province_id": one.province_id}
        Counsel.objects.create(person=one, given_on=day, subject=chance.choice(list(words.COUNSEL_SUBJECTS)), **place)
        began = Placement.objects.create(
            person=one, started_on=day + timedelta(days=10), destination=chance.choice(["local", "other_province"]), organisation=shop,
            channel="loan" if number % 4 == 0 else "exchange", sector="industry", **place,
        )  # fmt: skip
        PlacementCheck.objects.create(
            placement=began, after_months=3, is_employed=number % 3 > 0, checked_on=day + timedelta(days=100)
        )
        if number % 4:
            Application.objects.create(
                seeker=seeker,
                vacancy=vacancy,
                kind="referred",
                state="hired",
                sent_on=day,
                ended_on=day,
                placement=began,
            )
        else:
            loan = JobLoan.objects.create(
                person=one, project="Nuôi bò", association="women", amount_dong=50_000_000, lent_on=day, **place
            )
            LoanJob.objects.create(loan=loan, placement=began, effect=chance.choice(list(words.LOAN_EFFECTS)))
