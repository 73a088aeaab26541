"""The pages of the exchange: a seeker on a phone, an employer, the centre's desk, a commune's list."""

import io
import re
from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

import openpyxl
import pytest
from django.core.cache import caches
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from ansinh.core.access import acting_as_system
from ansinh.core.days import BirthDay
from ansinh.labour.factories import employer, enterprise, open_vacancy, seeker_of
from ansinh.labour.jobs.matching.find import forget
from ansinh.labour.jobs.placements_file import channel_of, destination_of, months_of, plan_placements
from ansinh.labour.models import Application, JobLoan, Placement, Seeker, Vacancy
from ansinh.people import factories

NUMBER, OTHER_NUMBER = "084180000001", "084080000002"
TITLES = (
    "Công nhân may công nghiệp",
    "Thợ may mẫu",
    "Công nhân may bao bì",
    "Thợ cắt may",
    "Công nhân may giày",
    "Kế toán trưởng",
)


@pytest.fixture
def there(db: Any) -> Any:
    """A ward and a commune with officers, an enterprise with six vacancies and an account, two people of the ward."""
    caches["limits"].clear()
    forget()
    with acting_as_system("chuẩn bị thử nghiệm"):
        province, ward, beside = factories.vinh_long(), factories.long_duc_ward(), factories.cang_long()
        garment = enterprise()
        jobs = [open_vacancy(garment, title, occupation="2411" if "Kế" in title else "8153") for title in TITLES]
        yield SimpleNamespace(
            ward=ward, beside=beside, garment=garment, jobs=jobs, boss=employer(garment), officer=factories.officer(ward),
            other=factories.officer(beside, name="canbo2"), centre=factories.officer(province, name="trungtam", role="province_officer"),
            person=factories.person(personal_number=NUMBER, phone="0912345678"),
            man=factories.person("Kim Văn Sóc", sex="m", personal_number=OTHER_NUMBER),
        )  # fmt: skip
    forget()


def signed_in(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    return client


def register(client: Client, **more: Any) -> Any:
    """The two pages of registering, as a reader who takes their time fills them in."""
    who = {
        "name": "Thạch Thị Sa Rây",
        "birth": "12/05/1980",
        "sex": "f",
        "number": NUMBER,
        "phone": "0912 345 678",
        "place": "29242@2025",
    }
    first = client.post(reverse("seeker_register"), who | more)
    session = client.session
    if "exchange_draft" in session:
        session["exchange_draft"] = session["exchange_draft"] | {"began": 0}
        session.save()
    if first.status_code != 302:
        return first
    wish = {
        "wish": "may công nghiệp",
        "wage_floor_dong": "6 triệu",
        "education": "lower_secondary",
        "experience_months": "12",
        "takes_shifts": "on",
    }
    return client.post(reverse("seeker_wish"), wish)


def test_a_stranger_finds_jobs_by_everyday_words_with_or_without_diacritics(there: Any) -> None:
    client = Client()

    found, none = (
        client.get(reverse("vacancy_search"), {"tim": "ke toan"}),
        client.get(reverse("vacancy_search"), {"tim": "bác sĩ"}),
    )
    dear = client.get(reverse("vacancy_search"), {"luong": "10000000"})
    near, far = (
        client.get(reverse("vacancy_search"), {"noi": "long duc"}),
        client.get(reverse("vacancy_search"), {"noi": "cang long"}),
    )

    assert "Kế toán trưởng" in found.content.decode() and "Thợ may mẫu" not in found.content.decode()
    assert "Chưa có việc nào khớp" in none.content.decode() and "0 việc làm" in dear.content.decode()
    assert "6 việc làm" in near.content.decode() and "0 việc làm" in far.content.decode()


def test_a_seeker_registers_alone_sees_five_jobs_with_reasons_and_applies(there: Any) -> None:
    client = Client()

    registered = register(client)

    assert registered.status_code == 302 and registered.url == reverse("seeker_home")
    seeker = Seeker.objects.get()
    assert (seeker.person, seeker.state, seeker.wage_floor_dong, seeker.occupations) == (
        there.person,
        "active",
        6_000_000,
        "8153",
    )
    page = client.get(reverse("seeker_home")).content.decode()
    assert seeker.code in page and page.count('class="job-match"') >= 5 and "Kế toán trưởng" not in page
    assert NUMBER not in page
    sent = client.post(reverse("vacancy_apply", args=[there.jobs[0].pk]), {"message": "Tôi may được"})
    assert sent.status_code == 302 and Application.objects.get().message == "Tôi may được"
    assert "đã gửi" in client.get(reverse("seeker_home")).content.decode()


def test_a_stranger_learns_nothing_of_the_register(there: Any) -> None:
    known, unknown = Client(), Client()

    right = register(known)
    wrong = register(unknown, name="Kim Thị Khác", birth="12/05/1980")

    pages = [client.get(reverse("seeker_home")).content.decode() for client in (known, unknown)]
    assert right.status_code == 302 and wrong.status_code == 422, (
        "the second from one address is asked a small question"
    )
    assert "Câu hỏi nhỏ" in wrong.content.decode()
    assert "0912345678" not in pages[0] and "Long Đức" not in pages[0].split("job-match")[0]


def test_a_seeker_comes_back_with_code_and_number_and_with_nothing_less(there: Any) -> None:
    register(Client())
    seeker, client = Seeker.objects.get(), Client()

    wrong = client.post(reverse("seeker_enter"), {"code": seeker.code, "number": OTHER_NUMBER})
    nobody = client.get(reverse("seeker_home"))
    right = client.post(reverse("seeker_enter"), {"code": f" {seeker.code.lower()} ", "number": NUMBER})

    assert wrong.status_code == 422 and nobody.url == reverse("seeker_enter") and right.url == reverse("seeker_home")
    edited = client.post(
        reverse("seeker_edit"), {"wish": "kế toán", "education": "college", "experience_months": "24", "moves": "on"}
    )
    assert edited.status_code == 302
    seeker.refresh_from_db()
    assert (seeker.wish, seeker.willing_places, seeker.education) == ("kế toán", "*", "college")
    client.post(reverse("seeker_leave"), {"thoi": "1"})
    seeker.refresh_from_db()
    assert seeker.state == "ended" and client.get(reverse("seeker_home")).status_code == 302


def test_an_employer_posts_reads_applicants_without_numbers_and_answers(there: Any) -> None:
    boss, centre = signed_in(there.boss), signed_in(there.centre)
    seeker = seeker_of(there.person)
    told = {"title": "Thợ hàn 3G", "places_count": "2", "commune": "29242@2025", "wage_from_dong": "9 triệu", "least_education": "none",
            "experience_months": "12", "certificates": "hàn 3G", "phone": "0294385001", "description": "Làm ca ngày."}  # fmt: skip

    posted = boss.post(reverse("vacancy_new"), told)

    vacancy = Vacancy.objects.get(title="Thợ hàn 3G")
    assert posted.url == reverse("employer_vacancy", args=[vacancy.pk])
    assert (vacancy.state, vacancy.occupation, vacancy.certificates) == ("waiting", "7212", "hàn 3G")
    assert Client().get(reverse("vacancy", args=[vacancy.pk])).status_code == 404
    until = (timezone.localdate() + timedelta(days=20)).strftime("%d/%m/%Y")
    assert centre.post(reverse("vacancy_review", args=[vacancy.pk]), {"expires_on": until}).status_code == 302
    assert Client().get(reverse("vacancy", args=[vacancy.pk])).status_code == 200
    application = Application.objects.create(
        seeker=seeker, vacancy=vacancy, kind="applied", sent_on=timezone.localdate()
    )
    page = boss.get(reverse("applicant", args=[application.pk])).content.decode()
    assert there.person.name in page and "0912345678" in page and NUMBER not in page
    boss.post(reverse("applicant", args=[application.pk]), {"viec": "nhan"})
    application.refresh_from_db()
    assert application.state == "offered"
    hired = centre.post(
        reverse("application_act", args=[application.pk, "nhan-viec"]),
        {"started_on": timezone.localdate().strftime("%d/%m/%Y"), "contract_months": "24"},
    )
    assert hired.status_code == 302 and Placement.objects.get().person == there.person


def test_an_employer_sees_fitting_seekers_who_agreed_and_their_telephone_only_after_they_agree_again(
    there: Any,
) -> None:
    boss, vacancy = signed_in(there.boss), there.jobs[0]
    shown = seeker_of(there.person, consents_to_be_shown=True, wage_floor_dong=5_000_000)
    seeker_of(there.man, wage_floor_dong=5_000_000, phone="0987654321")

    page = boss.get(reverse("employer_vacancy", args=[vacancy.pk])).content.decode()
    boss.post(reverse("seeker_invite", args=[vacancy.pk, shown.pk]))

    assert there.person.name in page and there.man.name not in page and "0912345678" not in page
    invited = Application.objects.get()
    applicant = boss.get(reverse("applicant", args=[invited.pk])).content.decode()
    assert invited.kind == "invited" and "0912345678" not in applicant
    seeking = Client()
    seeking.post(reverse("seeker_enter"), {"code": shown.code, "number": NUMBER})
    seeking.post(reverse("seeker_answer", args=[invited.pk]), {"viec": "nhan-loi"})
    assert "0912345678" in boss.get(reverse("applicant", args=[invited.pk])).content.decode()


def test_another_s_vacancy_or_applicant_is_not_there_for_an_employer(there: Any) -> None:
    rival = enterprise("Công ty Giày", commune=there.beside, number="150011111")
    other = signed_in(employer(rival, name="tuyendung2"))
    application = Application.objects.create(
        seeker=seeker_of(there.person), vacancy=there.jobs[0], kind="applied", sent_on=timezone.localdate()
    )

    for name, key in (
        ("employer_vacancy", there.jobs[0].pk),
        ("vacancy_edit", there.jobs[0].pk),
        ("applicant", application.pk),
    ):
        assert other.get(reverse(name, args=[key])).status_code == 404, name
    assert other.get(reverse("seeker_list")).content.decode().count(there.person.name) == 0
    assert other.get(reverse("seeker", args=[application.seeker_id])).status_code == 404


def test_the_desk_registers_refers_and_says_what_a_vacancy_s_signs_are(there: Any) -> None:
    officer = signed_in(there.officer)
    waiting = open_vacancy(
        there.garment, "Cộng tác viên", state="waiting", description="Đặt cọc 2 triệu trước khi làm", phone="0900000001"
    )

    made = officer.post(
        reverse("seeker_new"),
        {"number": NUMBER, "channel": "commune", "wish": "may", "education": "primary", "experience_months": "0"},
    )
    seeker = Seeker.objects.get()
    page = officer.get(made.url).content.decode()
    referred = officer.post(reverse("seeker_refer", args=[seeker.pk, there.jobs[1].pk]), {"message": "Nhờ đơn vị xem"})

    assert (seeker.person, seeker.phone, seeker.channel) == (there.person, "0912345678", "commune")
    assert "Việc làm phù hợp" in page and NUMBER not in page
    assert referred.status_code == 302 and Application.objects.get().kind == "referred"
    review = signed_in(there.centre).get(reverse("vacancy_review", args=[waiting.pk])).content.decode()
    assert "đòi tiền người tìm việc" in review.lower() and "«đặt cọc»" in review
    assert signed_in(there.other).get(reverse("seeker", args=[seeker.pk])).status_code == 404
    for name in ("exchange_home", "vacancy_list", "application_list", "placement_checks"):
        assert officer.get(reverse(name)).status_code == 200


def test_a_loan_with_its_jobs_and_a_turn_of_advice_are_typed_at_the_desk(there: Any) -> None:
    officer, today = signed_in(there.officer), timezone.localdate().strftime("%d/%m/%Y")

    officer.post(reverse("counsel_new"), {"number": NUMBER, "subject": "training", "given_on": today})
    made = officer.post(
        reverse("job_loan_new"),
        {
            "number": NUMBER,
            "project": "Nuôi bò sinh sản",
            "amount_dong": "100.000.000",
            "lent_on": today,
            "fund": "national",
            "association": "women",
        },
    )
    loan = JobLoan.objects.get()
    added = officer.post(
        made.url,
        {
            "number": OTHER_NUMBER,
            "effect": "made",
            "started_on": today,
            "title": "chăn nuôi bò",
            "sector": "agriculture",
        },
    )

    assert added.status_code == 302 and loan.jobs.get().placement.channel == "loan"
    assert there.man.name in officer.get(made.url).content.decode()
    assert there.person.name in officer.get(reverse("counsel_list")).content.decode()


def sheet(*rows: tuple[Any, ...]) -> SimpleUploadedFile:
    book, content = openpyxl.Workbook(), io.BytesIO()
    page = book.active
    assert page is not None
    page.append(("DANH SÁCH NGƯỜI CÓ VIỆC LÀM",))
    page.append(
        (
            "STT",
            "Họ và tên",
            "Ngày sinh",
            "Số CCCD",
            "Ngày bắt đầu làm",
            "Công việc",
            "Nơi làm việc",
            "Trong tỉnh/ngoài tỉnh",
            "Thời hạn hợp đồng",
        )
    )
    for number, row in enumerate(rows, start=1):
        page.append((number, *row))
    book.save(content)
    return SimpleUploadedFile("viec-lam.xlsx", content.getvalue())


def test_a_commune_s_list_is_seen_row_by_row_before_it_goes_in_and_twice_adds_nothing(there: Any) -> None:
    officer = signed_in(there.officer)
    rows = (
        (
            "Thạch Thị Sa Rây",
            "12/05/1980",
            NUMBER,
            "05/10/2026",
            "may công nghiệp",
            "Công ty TNHH ABC, Bình Dương",
            "ngoài tỉnh",
            "12 tháng",
        ),
        ("KIM VĂN SÓC", "12/05/1980", "", "06/10/2026", "phụ hồ", "", "trong tỉnh", ""),
        ("Người Không Có", "01/01/1990", "084190000009", "06/10/2026", "phụ hồ", "", "trong tỉnh", ""),
        ("Thạch Thị Sa Rây", "12/05/1980", NUMBER, "32/10/2026", "may", "", "trong tỉnh", ""),
        ("Thạch Thị Sa Rây", "12/05/1980", NUMBER, "07/10/2026", "may", "Công ty X", "bên kia", ""),
    )

    sent = officer.post(reverse("placement_import_new"), {"file": sheet(*rows), "commune": "29242@2025"})
    preview = officer.get(sent.url).content.decode()
    officer.post(sent.url + "xac-nhan/")

    assert "Nhập 2 dòng đúng" in preview and "Không có ai mang số" in preview and "bên kia" in preview
    made = list(
        Placement.objects.order_by("started_on").values_list(
            "person__name", "destination", "channel", "contract_months", "occupation"
        )
    )
    assert made == [
        (there.person.name, "other_province", "employer", 12, "8153"),
        (there.man.name, "local", "self", None, "9313"),
    ]
    refused = officer.get(sent.url + "tra-lai/")
    book = openpyxl.load_workbook(io.BytesIO(b"".join(refused.streaming_content)))  # type: ignore[attr-defined]
    assert sum(1 for _row in book.active.iter_rows()) >= 4  # type: ignore[union-attr]
    again = officer.post(reverse("placement_import_new"), {"file": sheet(*rows[:2]), "commune": "29242@2025"})
    assert "Không có dòng nào để ghi" in officer.get(again.url).content.decode()
    assert signed_in(there.other).get(sent.url).status_code == 404


def test_a_list_names_nobody_of_another_commune(there: Any) -> None:
    with acting_as_system("thử"):
        factories.person("Sơn Thị Xa", commune=there.beside, birth=BirthDay(1990, 1, 1), personal_number="084190000005")

    sent = signed_in(there.officer).post(
        reverse("placement_import_new"),
        {"file": sheet(("Sơn Thị Xa", "01/01/1990", "084190000005", "05/10/2026", "may", "Công ty", "trong tỉnh", ""))},
    )

    assert "Không có ai mang số" in signed_in(there.officer).get(sent.url).content.decode()


def test_one_person_is_recorded_asked_again_and_a_wrong_row_cancelled(there: Any) -> None:
    officer, today = signed_in(there.officer), timezone.localdate()
    started = (today - timedelta(days=100)).strftime("%d/%m/%Y")
    told = {
        "number": NUMBER,
        "started_on": started,
        "title": "công nhân may",
        "channel": "employer",
        "destination": "local",
        "employer": "Công ty May",
        "is_new": "on",
    }

    made = officer.post(reverse("placement_new"), told)
    twice = officer.post(reverse("placement_new"), told)
    placement = Placement.objects.get()
    due = officer.get(reverse("placement_checks")).content.decode()
    officer.post(reverse("placement_act", args=[placement.pk, "hoi-3"]), {"is_employed": "co"})
    page = officer.get(reverse("placement", args=[placement.pk])).content.decode()
    officer.post(reverse("placement_act", args=[placement.pk, "huy"]), {"reason": "ghi nhầm người"})

    assert made.status_code == 302 and twice.status_code == 422 and "đã được ghi một việc làm" in twice.content.decode()
    assert there.person.name in due and "còn làm" in page
    placement.refresh_from_db()
    assert (placement.sector, placement.cancelled_because) == ("industry", "ghi nhầm người")


def test_the_night_takes_out_what_expired(there: Any) -> None:
    out = io.StringIO()

    call_command("exchange", "expire", "--day", (timezone.localdate() + timedelta(days=31)).isoformat(), stdout=out)

    assert re.search(r"Đã đóng 6 việc làm", out.getvalue()) and not Vacancy.objects.filter(state="open").exists()


@pytest.mark.parametrize(
    ("read", "said", "meant"),
    [
        (destination_of, "Ngoài tỉnh (Bình Dương)", "other_province"), (destination_of, "tại địa phương", "local"),
        (destination_of, "XKLĐ Nhật Bản", "abroad"), (channel_of, "Tự tìm việc", "self"), (channel_of, "TTDVVL giới thiệu", "exchange"),
        (channel_of, "vay vốn NHCSXH", "loan"), (months_of, "1 năm", 12), (months_of, "36 tháng", 36), (months_of, "Không xác định thời hạn", None),
    ],
)  # fmt: skip
def test_words_of_lists_are_read_as_officers_mean_them(read: Any, said: str, meant: Any) -> None:
    assert read(said) == meant


def test_a_long_list_is_met_with_the_register_in_few_queries(there: Any, django_assert_max_num_queries: Any) -> None:
    rows = [
        ("Kim Văn Lạ", "12/05/1980", f"0841800{number:05}", "05/10/2026", "may", "Công ty", "trong tỉnh", "")
        for number in range(60)
    ]

    with acting_as_system("thử"), django_assert_max_num_queries(16):
        plan = plan_placements(
            sheet(*rows, ("Tổng cộng", "", "", "", "60", "", "", "")).read(),
            "viec-lam.xlsx",
            day=date(2026, 10, 6),
            commune=there.ward,
        )

    assert plan.counts == {"added": 0, "same": 0, "refused": 60, "ignored": 1}


def test_a_namesake_in_another_commune_of_the_list_is_not_the_one_meant(there: Any) -> None:
    rows = ['Họ và tên,Ngày sinh,"Xã, phường",Ngày bắt đầu làm']
    rows += [f"Kim Văn Sóc,12/05/1980,{commune.full_name},05/10/2026" for commune in (there.ward, there.beside)]

    with acting_as_system("thử"):
        content = "\n".join(rows).encode()
        plan = plan_placements(content, "viec-lam.csv", day=date(2026, 10, 6), province=there.ward.province)

    assert [(row.outcome, row.person) for row in plan.rows] == [("added", there.man), ("refused", None)]
    assert "không thấy trong sổ" in plan.rows[1].reason
