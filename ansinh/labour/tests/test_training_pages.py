"""Vocational training as officers walk it: pages, lists sent, what a figure opens."""

import io
from collections.abc import Callable, Iterator
from datetime import date
from types import SimpleNamespace
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from ansinh.core.access import acting_as_system
from ansinh.labour.actions import training
from ansinh.labour.factories import a_course, a_graduate, a_learner, an_organisation
from ansinh.labour.jobs.training_file import plan_training_file
from ansinh.labour.models import Course, Enrolment, Partnership, Placement, TrainingFile, TrainingPayment
from ansinh.people.factories import cang_long, long_duc_ward, officer, person, vinh_long
from ansinh.people.models import Person

Walk = Callable[..., tuple[int, Any]]


@pytest.fixture
def there(db: Any) -> Iterator[SimpleNamespace]:
    """A ward with its officer, an officer of the province, one of the commune beside, and a course of sewing."""
    with acting_as_system("chuẩn bị thử nghiệm"):
        told = SimpleNamespace(
            ward=long_duc_ward(), beside=cang_long(), officer=officer(long_duc_ward()), other=officer(cang_long(), name="canbo2"),
            chief=officer(vinh_long(), name="so", role="province_officer"), course=a_course(),
        )  # fmt: skip
        yield told


@pytest.fixture
def walk(there: SimpleNamespace, client: Any) -> Walk:
    """A page opened or sent by somebody: the status and the text."""

    def opened(who: Any, address: str, told: Any = None) -> tuple[int, Any]:
        client.force_login(who)
        answer = client.post(address, told, follow=True) if told is not None else client.get(address)
        if "spreadsheet" in answer.headers["Content-Type"]:
            return answer.status_code, b"".join(answer)
        return answer.status_code, answer.content.decode()

    return opened


def _book(*lines: tuple[Any, ...]) -> SimpleUploadedFile:
    book = openpyxl.Workbook()
    for line in lines:
        book.active.append(line)
    content = io.BytesIO()
    book.save(content)
    return SimpleUploadedFile("danh-sach.xlsx", content.getvalue())


def test_a_course_is_opened_a_person_enrolled_graduates_finds_work_and_is_paid(there: Any, walk: Walk) -> None:
    opened = {
        "institution": "trường trung cấp nghề vĩnh long", "name": "Điện dân dụng", "level": "under_3_months", "occupation": "thợ điện",
        "commune": there.ward.pk, "from_day": "02/03/2026", "to_day": "29/05/2026", "learning_days": "40", "places": "30",
        "programme": "decision_46", "tuition_dong": "3.500.000",
    }  # fmt: skip
    someone = person("Kim Văn Học", personal_number="084080000011", sex="m")
    _status, page = walk(there.officer, "/dao-tao-nghe/them/lop/", opened)
    course = Course.objects.get(name="Điện dân dụng")
    assert "Đã ghi: Mở lớp." in page and course.occupation == "7411"
    acts = f"/dao-tao-nghe/lop/{course.pk}/viec/"

    walk(
        there.officer,
        f"{acts}ghi-danh/",
        {"person": "084080000011", "enrolled_on": "02/03/2026", "group": "near_poor", "distance_km": "4"},
    )
    learner = Enrolment.objects.get(person=someone)
    own = f"/dao-tao-nghe/nguoi-hoc/{learner.pk}/viec/"
    walk(
        there.officer,
        f"{own}ket-qua/",
        {"result": "graduated", "finished_on": "29/05/2026", "certificate": "SC 12", "days_attended": "38"},
    )
    walk(
        there.officer, f"{own}viec-lam/",
        {"employed_after": "own", "checked_on": "01/07/2026", "started_on": "10/06/2026", "destination": "local"},
    )  # fmt: skip
    status, page = walk(there.chief, f"/dao-tao-nghe/nguoi-hoc/{learner.pk}/")

    assert status == 200 and "hộ cận nghèo" in page and "SC 12" in page and "Tự tạo việc làm" in page
    assert "Nhiều nhất <strong>3.640.000 đồng</strong>" in page and "nguồn thứ cấp" in page
    assert "chưa đối chiếu với văn bản gốc" in page
    paid = {
        "decision": "15/QĐ-SLĐ",
        "decided_on": "20/06/2026",
        "paid_on": "25/06/2026",
        "tuition_dong": "2.500.000",
        "meals_dong": "1.140.000",
    }
    assert "vượt mức 2.500.000 đồng" in walk(there.chief, f"{own}chi/", paid | {"tuition_dong": "3.000.000"})[1]
    assert "Đã ghi: Ghi chi hỗ trợ." in walk(there.chief, f"{own}chi/", paid)[1]
    assert TrainingPayment.objects.get().amount_dong == 3_640_000
    assert Placement.objects.get().channel == "training"
    assert "Kim Văn Học" in walk(there.officer, "/dao-tao-nghe/nguoi-hoc/?tim=kim+van+hoc&chi=co&vl=own")[1]


def test_who_may_not_pay_sees_no_act_and_another_commune_sees_no_learner(there: Any, walk: Walk) -> None:
    learner = a_graduate(group="poor", distance_km=2)
    address = f"/dao-tao-nghe/nguoi-hoc/{learner.pk}/"

    _status, page = walk(there.officer, address)

    assert "Ghi việc làm sau học" in page and "Ghi chi hỗ trợ" not in page
    assert walk(there.officer, f"{address}viec/chi/")[0] == 403
    assert walk(there.other, address)[0] == 404
    assert learner.person.name not in walk(there.other, "/dao-tao-nghe/nguoi-hoc/")[1]


def test_an_institution_its_staff_a_partnership_money_and_leavers_are_kept_from_their_forms(
    there: Any, walk: Walk
) -> None:
    an_organisation("Trường Cao đẳng nghề Trà Vinh")
    an_organisation("Công ty May Trà Vinh", kind="private_enterprise")
    walk(
        there.chief, "/dao-tao-nghe/them/co-so/",
        {"organisation": "Trường Cao đẳng nghề Trà Vinh", "kind": "college", "is_public": "on", "managed_by": "central", "from_day": "01/01/2010"},
    )  # fmt: skip
    _status, page = walk(there.chief, "/dao-tao-nghe/co-so/?loai=college")
    assert "Trường Cao đẳng nghề Trà Vinh" in page and "trung ương" in page
    school = training.Institution.objects.get(kind="college")
    numbers = {"total": "40", "women": "22", "minority": "9", "minority_women": "5"}
    walk(
        there.chief, f"/dao-tao-nghe/co-so/{school.pk}/viec/nhan-su/",
        {"year": "2025", "role": "teacher", "contract": "permanent", "level": "university", **numbers},
    )  # fmt: skip
    assert "22" in walk(there.officer, f"/dao-tao-nghe/co-so/{school.pk}/")[1]

    walk(
        there.chief,
        "/dao-tao-nghe/them/hop-tac/",
        {"enterprise": "Công ty May Trà Vinh", "registered_on": "05/01/2026", "trades": "may"},
    )
    partnership = Partnership.objects.get()
    walk(
        there.chief,
        f"/dao-tao-nghe/hop-tac/{partnership.pk}/viec/ky/",
        {"signed_on": "05/02/2026", "contract_number": "01/HĐNT"},
    )
    assert "đã ký hợp đồng nguyên tắc" in walk(there.chief, f"/dao-tao-nghe/hop-tac/{partnership.pk}/")[1]
    assert "Công ty May Trà Vinh" in walk(there.chief, "/dao-tao-nghe/hop-tac/?ky=da")[1]
    walk(
        there.chief, "/dao-tao-nghe/them/kinh-phi/",
        {"commune": there.ward.pk, "year": "2025", "month": "12", "source": "central", "nature": "recurrent", "programme": "ntp_poverty",
         "allotted_dong": "5.000.000.000", "spent_dong": "4.000.000.000"},
    )  # fmt: skip
    assert "4.000.000.000" in walk(there.chief, "/dao-tao-nghe/kinh-phi/?nam=2025")[1]
    walk(
        there.chief,
        "/dao-tao-nghe/them/hoc-sinh/",
        {"commune": there.ward.pk, "year": "2025", "lower_secondary": "420", "upper_secondary": "310"},
    )
    assert "420" in walk(there.chief, "/dao-tao-nghe/hoc-sinh/")[1]
    assert walk(there.officer, "/dao-tao-nghe/them/kinh-phi/")[0] == 403


def test_a_list_of_learners_is_looked_at_then_goes_in_and_bad_rows_come_back(there: Any, walk: Walk) -> None:
    known = person("Kim Thị Biết", personal_number="084180000021")
    sent = _book(
        ("DANH SÁCH HỌC VIÊN",), ("STT", "Họ và tên", "Số CCCD", "Năm sinh", "Giới tính", "Xã", "Đối tượng", "Khoảng cách (km)", "Ghi chú"),
        (1, "Kim Thị Biết", "084180000021", 1980, "nữ", "", "hộ nghèo", 16, ""),
        (2, "Sơn Văn Mới", "084085000022", 1985, "nam", "Phường Long Đức", "cận nghèo", 3, ""),
        (3, "Thạch Thị Thiếu", "084180000023", "", "", "", "", "", ""),
        (4, "Ai Đó", "0841", 1980, "nữ", "", "", "", ""),
        (5, "Tên Khác", "084180000021", 1980, "nữ", "", "", "", ""),
    )  # fmt: skip

    _status, preview = walk(
        there.officer, f"/dao-tao-nghe/lop/{there.course.pk}/danh-sach/", {"kind": "enrolments", "file": sent}
    )
    assert "Nhập 2 dòng đúng" in preview and "Cột không dùng: Ghi chú" in preview
    assert (
        "ghi đủ ngày sinh, giới tính, xã, phường" in preview
        and "phải có 12 chữ số" in preview
        and "đã có ở dòng trên" in preview
    )
    assert not Enrolment.objects.exists()
    file = f"/dao-tao-nghe/tep/{TrainingFile.objects.get().pk}/"
    _status, done = walk(there.officer, f"{file}xac-nhan/", {})
    _status, back = walk(there.officer, f"{file}tra-lai/")

    assert "Đã nhập tệp danh-sach.xlsx" in done
    kept = {
        one.person.name: (one.group, one.distance_km, one.enrolled_on)
        for one in Enrolment.objects.select_related("person")
    }
    assert kept == {"Kim Thị Biết": ("poor", 16, date(2026, 3, 2)), "Sơn Văn Mới": ("near_poor", 3, date(2026, 3, 2))}
    assert Person.objects.get(personal_number="084085000022").commune == there.ward
    assert openpyxl.load_workbook(io.BytesIO(back)).active.max_row >= 4
    assert "đã nhập rồi" in walk(there.officer, f"{file}xac-nhan/", {})[1]
    assert Enrolment.objects.get(person=known).source == "tệp danh-sach.xlsx"


def test_a_list_of_results_graduates_the_learners_of_the_course_only(there: Any, walk: Walk) -> None:
    learner = a_learner(who=person("Kim Thị Học", personal_number="084180000031"))
    person("Kim Thị Ngoài", personal_number="084180000032")
    sent = _book(
        ("Họ và tên", "Số định danh", "Kết quả", "Ngày tốt nghiệp", "Số chứng chỉ", "Số ngày thực học"),
        ("Kim Thị Học", "084180000031", "Tốt nghiệp", "29/05/2026", "SC-0031", 44),
        ("Kim Thị Ngoài", "084180000032", "Tốt nghiệp", "29/05/2026", "SC-0032", 44),
    )

    _status, preview = walk(
        there.officer, f"/dao-tao-nghe/lop/{there.course.pk}/danh-sach/", {"kind": "results", "file": sent}
    )
    assert "không có trong lớp" in preview
    walk(there.officer, f"/dao-tao-nghe/tep/{TrainingFile.objects.get().pk}/xac-nhan/", {})

    learner = Enrolment.objects.get(pk=learner.pk)
    assert (learner.result, learner.certificate, learner.days_attended) == ("graduated", "SC-0031", 44)


def test_one_person_is_told_through_time_inside_the_readers_places(there: Any, walk: Walk) -> None:
    learner = a_graduate(group="poor", distance_km=2, days_attended=30, certificate="SC 7")
    training.record_work_after(
        enrolment=learner, employed_after="hired", employer="Công ty May 1", checked_on=date(2026, 9, 1), started_on=date(2026, 8, 3), by=None
    )  # fmt: skip
    training.cancel_enrolment(
        enrolment=a_learner(who=learner.person, course=a_course(name="Điện")), reason="nhầm", by=None
    )

    _status, page = walk(there.officer, f"/lao-dong/nguoi/{learner.person_id}/")
    _status, file = walk(there.officer, f"/nguoi/{learner.person_id}/")

    told = [page.index(what) for what in ("Bắt đầu việc làm", "Tốt nghiệp", "Nhập học nghề")]
    assert told == sorted(told) and "Công ty May 1" in page and "số SC 7" in page and "Điện" not in page
    assert "Học nghề" in file and f"/lao-dong/nguoi/{learner.person_id}/" in file
    assert walk(there.other, f"/lao-dong/nguoi/{learner.person_id}/")[0] == 404


def test_a_result_is_read_among_other_words_and_a_denied_one_is_never_its_opposite(there: Any) -> None:
    learners = [f"0841800000{number}" for number in (41, 42, 43, 44)]
    for number in learners:
        a_learner(who=person("Kim Thị Học", personal_number=number))
    said = ("Đã tốt nghiệp", "Không đạt", "chưa đạt", "")
    sent = _book(("Số CCCD", "Kết quả"), *zip(learners, said, strict=True), ("Tổng cộng", 4))

    plan = plan_training_file(sent.read(), "ket-qua.xlsx", kind="results", course=there.course, day=date(2026, 6, 1))

    assert [row.values.get("result") for row in plan.rows] == ["graduated", "left", None, "graduated", None]
    assert [row.outcome for row in plan.rows] == ["told", "told", "refused", "told", "ignored"]
    assert "Kết quả «chưa đạt» không đọc được. Ghi một trong: tốt nghiệp; bỏ học." in plan.rows[2].reason
