"""Vacancies, seekers and applications: who may, what is looked at, and the placement a hire makes."""

from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.utils import timezone

from ansinh.core.access import NoAccess, acting_as, acting_as_system
from ansinh.core.days import BirthDay, months_later
from ansinh.core.models import AuditEvent
from ansinh.labour.actions import exchange, exchange_applications, exchange_help, exchange_seekers, placements
from ansinh.labour.factories import employer, enterprise, open_vacancy, seeker_of
from ansinh.labour.jobs.exchange_open import shown_on
from ansinh.labour.jobs.exchange_signs import signs_of
from ansinh.labour.jobs.placements_due import due
from ansinh.labour.models import Placement, Seeker, Vacancy
from ansinh.people import factories

TODAY = date(2026, 11, 20)
NUMBER = "084180000001"


@pytest.fixture
def there(db: None) -> Any:
    """A ward with an officer, an enterprise with its account, another enterprise, an officer of the province, a person with a number."""
    with acting_as_system("chuẩn bị thử nghiệm"):
        province, ward, beside = factories.vinh_long(), factories.long_duc_ward(), factories.cang_long()
        garment, rival = enterprise(), enterprise("Công ty Giày Càng Long", commune=beside, number="150011111")
        yield SimpleNamespace(
            province=province, ward=ward, beside=beside, garment=garment, rival=rival, boss=employer(garment),
            other_boss=employer(rival, name="tuyendung2"), officer=factories.officer(ward), other=factories.officer(beside, name="canbo2"),
            centre=factories.officer(province, name="trungtam", role="province_officer"),
            person=factories.person(personal_number=NUMBER, phone="0912345678"),
        )  # fmt: skip


def told(there: Any, **more: Any) -> dict[str, Any]:
    values = {
        "title": "Công nhân may",
        "occupation": "8153",
        "places_count": 1,
        "work_commune": there.ward,
        "phone": "0294 385 001",
    }
    return values | {"wage_from_dong": 7_000_000, "description": "Không thu phí, không cần đặt cọc."} | more


def posted(there: Any, **more: Any) -> Vacancy:
    with acting_as(there.boss):
        vacancy = exchange.post_vacancy(
            organisation=there.garment, province=there.province, told=told(there, **more), by=there.boss
        )
        return exchange.send_vacancy(vacancy=vacancy, by=there.boss)


def test_a_vacancy_is_seen_by_nobody_until_an_officer_published_it_and_not_after_its_last_day(there: Any) -> None:
    vacancy, today = posted(there), timezone.localdate()
    before = shown_on(today).count()

    with acting_as(there.centre):
        exchange.publish_vacancy(vacancy=vacancy, expires_on=today + timedelta(days=30), by=there.centre)

    assert (before, shown_on(today).count()) == (0, 1)
    assert not shown_on(today + timedelta(days=30)).exists()
    assert exchange.expire_vacancies(day=today + timedelta(days=30), by=None) == 1
    vacancy.refresh_from_db()
    assert vacancy.state == "expired" and AuditEvent.objects.filter(act="vacancy.expire").count() == 1


def test_an_employer_posts_for_its_own_organisation_and_publishes_nothing_itself(there: Any) -> None:
    vacancy = posted(there)

    with acting_as(there.boss), pytest.raises(NoAccess):
        exchange.post_vacancy(organisation=there.rival, province=there.province, told=told(there), by=there.boss)
    with acting_as(there.boss), pytest.raises(NoAccess):
        exchange.publish_vacancy(vacancy=vacancy, expires_on=timezone.localdate() + timedelta(days=9), by=there.boss)
    with acting_as(there.other_boss), pytest.raises(NoAccess):
        exchange.close_vacancy(vacancy=vacancy, reason="thử", by=there.other_boss)
    with acting_as(there.boss):
        assert not Vacancy.objects.exists(), "an employer reaches no place"


def test_a_changed_vacancy_waits_for_an_officer_again(there: Any) -> None:
    vacancy = open_vacancy(there.garment)

    with acting_as(there.boss):
        exchange.change_vacancy(
            vacancy=vacancy, told={"wage_from_dong": 20_000_000, "wage_to_dong": None}, by=there.boss
        )

    assert not shown_on(timezone.localdate()).exists()


@pytest.mark.parametrize(
    ("said", "signs"),
    [
        ("Không thu phí, không cần đặt cọc. Nam, nữ từ đủ 18 tuổi trở lên.", []),
        ("Ứng viên nộp 500.000 đồng tiền hồ sơ trước khi phỏng vấn", ["asks_fee"]),
        ("Đặt cọc đồng phục, giữ căn cước gốc", ["asks_fee"]),
        ("Đóng tiền đồng phục trước khi nhận việc", ["asks_fee"]),
        ("Thưởng 2.000.000 đồng tiền mặt dịp Tết, không phải đóng tiền gì", []),
        ("Chỉ tuyển nữ dưới 35 tuổi, chưa kết hôn", ["sex_or_age"]),
        ("Tuyển nam/nữ làm giờ hành chính", []),
        ("Tuyển lao động từ 18 đến 40 tuổi", ["sex_or_age"]),
    ],
)
def test_what_a_text_asks_of_seekers_is_a_sign_to_look_at(there: Any, said: str, signs: list[str]) -> None:
    vacancy = open_vacancy(there.garment, description=said)

    assert [sign.key for sign in signs_of(vacancy, TODAY)] == signs


def test_a_telephone_of_two_organisations_and_a_wage_far_above_the_usual_are_signs(there: Any) -> None:
    for number in range(5):
        open_vacancy(there.rival, f"Công nhân may {number}", phone="0294385999")
    vacancy = open_vacancy(there.garment, phone="0294385999", wage_from_dong=30_000_000, wage_to_dong=None)

    found = {sign.key: sign.told for sign in signs_of(vacancy, TODAY)}

    assert set(found) == {"shared_phone", "high_wage"} and "7.000.000" in found["high_wage"]
    there.garment.to_day, there.garment.tax_number = TODAY, None
    assert {"inactive", "no_tax_number"} <= {sign.key for sign in signs_of(vacancy, TODAY)}


def alone(there: Any, **more: Any) -> Seeker:
    values = {
        "name": "thach thi sa ray",
        "personal_number": NUMBER,
        "birth": BirthDay(1980, 5, 12),
        "sex": "f",
        "commune": there.ward,
    }
    return exchange_seekers.register_alone(**values | more, told={"wish": "may", "phone": "0912 345 678"})


def test_who_registers_alone_is_tied_to_their_person_only_when_number_name_and_birth_day_agree(there: Any) -> None:
    right, second = alone(there), alone(there)
    strange = alone(there, birth=BirthDay(1981, 5, 12))

    assert (right.person, right.state, right.phone) == (there.person, "active", "0912345678")
    assert (second.person, second.state) == (None, "waiting"), (
        "a second search of the same person is settled by an officer"
    )
    assert (strange.person, strange.state) == (None, "waiting")
    with pytest.raises(exchange.ExchangeRefused, match="chưa đủ 15 tuổi"):
        alone(there, birth=BirthDay(timezone.localdate().year - 14))


def test_an_officer_of_another_commune_does_not_register_a_person(there: Any) -> None:
    with acting_as(there.other), pytest.raises(NoAccess):
        exchange_seekers.register_seeker(person=there.person, channel="commune", told={}, by=there.other)
    with acting_as(there.officer):
        seeker = exchange_seekers.register_seeker(person=there.person, channel="commune", told={}, by=there.officer)
        with pytest.raises(exchange.ExchangeRefused, match="đang có phiếu"):
            exchange_seekers.register_seeker(person=there.person, channel="commune", told={}, by=there.officer)
    assert seeker.phone == "0912345678"


def test_a_hire_makes_a_placement_ends_the_search_and_closes_a_vacancy_that_is_full(there: Any) -> None:
    seeker, vacancy = seeker_of(there.person), open_vacancy(there.garment, places_count=1)
    second = exchange_applications.apply(seeker=seeker, vacancy=open_vacancy(there.rival))
    application = exchange_applications.apply(seeker=seeker, vacancy=vacancy, message="Tôi may được")
    with acting_as(there.boss):
        exchange_applications.offer_job(application=application, by=there.boss)
        with pytest.raises(NoAccess):
            exchange_applications.hire(
                application=application, started_on=timezone.localdate(), contract_months=12, by=there.boss
            )
    with acting_as(there.other_boss), pytest.raises(NoAccess):
        exchange_applications.refuse_application(application=application, reason="thử", by=there.other_boss)

    with acting_as(there.centre):
        placement = exchange_applications.hire(
            application=application,
            started_on=timezone.localdate(),
            contract_months=12,
            wage_dong=7_500_000,
            by=there.centre,
        )

    assert (placement.person, placement.channel, placement.destination, placement.sector) == (
        there.person,
        "exchange",
        "local",
        "industry",
    )
    for row in (seeker, vacancy, second, application):
        row.refresh_from_db()
    assert (seeker.state, vacancy.state, second.state, application.state) == ("ended", "closed", "withdrawn", "hired")
    assert application.placement == placement


def test_nobody_applies_twice_nor_to_a_vacancy_that_is_not_shown(there: Any) -> None:
    seeker, vacancy = seeker_of(there.person), open_vacancy(there.garment)
    exchange_applications.apply(seeker=seeker, vacancy=vacancy)

    with pytest.raises(exchange.ExchangeRefused, match="tự ứng tuyển cho việc làm này"):
        exchange_applications.apply(seeker=seeker, vacancy=vacancy)
    with pytest.raises(exchange.ExchangeRefused, match="không còn tuyển"):
        exchange_applications.apply(seeker=seeker, vacancy=posted(there))


def test_an_employer_invites_only_who_agreed_to_be_shown(there: Any) -> None:
    hidden, vacancy = seeker_of(there.person), open_vacancy(there.garment)
    with acting_as(there.boss), pytest.raises(NoAccess, match="không đồng ý"):
        exchange_applications.invite(seeker=hidden, vacancy=vacancy, by=there.boss)
    hidden.consents_to_be_shown = True
    hidden.save()

    with acting_as(there.boss):
        invited = exchange_applications.invite(seeker=hidden, vacancy=vacancy, by=there.boss)
    answered = exchange_applications.accept_invitation(application=invited)

    assert (invited.kind, invited.answered_on, answered.answered_on) == ("invited", None, timezone.localdate())


def test_a_job_is_asked_about_after_three_months_and_not_before(there: Any) -> None:
    today = timezone.localdate()
    told = {"destination": "local", "channel": "exchange", "employer": "Công ty May"}
    started = months_later(today, -3)
    with acting_as(there.officer):
        placement = placements.record_placement(person=there.person, started_on=started, by=there.officer, **told)
        assert list(due(3, today)) == [placement] and not due(6, today).exists()
        with pytest.raises(placements.PlacementRefused, match="Hỏi lại sau 6 tháng"):
            placements.check_placement(
                placement=placement, after_months=6, is_employed=True, checked_on=today, by=there.officer
            )

        placements.check_placement(
            placement=placement, after_months=3, is_employed=True, checked_on=today, by=there.officer
        )

        assert not due(3, today).exists()


def test_a_job_of_the_future_of_a_child_or_of_the_same_day_is_refused(there: Any) -> None:
    today = timezone.localdate()
    told = {"destination": "local", "channel": "self", "by": there.officer}
    with acting_as(there.officer):
        child = factories.person("Kim Bé", birth=BirthDay(today.year - 12), commune=there.ward, by=there.officer)
        placements.record_placement(person=there.person, started_on=today, **told)
        for person, day, why in (
            (there.person, today + timedelta(days=1), "chưa đến"), (child, today, "chưa đủ 15 tuổi"), (there.person, today, "bắt đầu ngày"),
        ):  # fmt: skip
            with pytest.raises(placements.PlacementRefused, match=why):
                placements.record_placement(person=person, started_on=day, **told)


def test_a_loan_s_jobs_are_placements_and_only_a_job_made_is_new(there: Any) -> None:
    today = timezone.localdate()
    with acting_as(there.officer):
        loan = exchange_help.record_loan(
            person=there.person,
            project="Nuôi bò sinh sản",
            amount_dong=100_000_000,
            lent_on=today,
            association="women",
            by=there.officer,
        )
        other = factories.person("Kim Văn Sóc", sex="m", commune=there.ward, by=there.officer)
        for person, effect in ((there.person, "made"), (other, "kept")):
            exchange_help.add_loan_job(
                loan=loan, person=person, effect=effect, started_on=today, sector="agriculture", by=there.officer
            )
        exchange_help.give_counsel(person=other, subject="training", given_on=today, by=there.officer)

    rows = Placement.objects.filter(channel="loan").order_by("id").values_list("is_new", "loan_job__effect")
    assert list(rows) == [(True, "made"), (False, "kept")]
