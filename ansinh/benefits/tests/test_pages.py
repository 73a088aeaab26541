"""The pages of the registers, walked as an officer walks them."""

import io
from datetime import date, timedelta

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from ansinh.benefits import factories
from ansinh.benefits.models import Channel, Claim, Feed, RegisterFile, Title
from ansinh.core.models import AuditEvent
from ansinh.people.factories import officer, person
from ansinh.people.models import Person

from .test_imports import book, line

DECISION = {"number": "125/QĐ-UBND", "decided_on": "18/09/2025", "signer": "Lê Văn C"}


@pytest.fixture
def walk(ward, client):
    """A page opened or sent by somebody, with its text."""

    def opened(who, address, told=None):
        client.force_login(who)
        answer = client.post(address, told, follow=True) if told is not None else client.get(address)
        if "spreadsheet" in answer.headers["Content-Type"]:
            return answer.status_code, b"".join(answer)
        return answer.status_code, answer.content.decode()

    return opened


def test_an_officer_grants_changes_suspends_resumes_and_stops_a_title(ward, walk):
    someone = person("Kim Thị Có")
    file = f"/quyen-loi/nguoi/{someone.pk}/"

    assert "cần số con" in walk(ward.officer, f"{file}viec/dien-huong/", {"category": "single_parent", **DECISION})[1]
    walk(ward.officer, f"{file}viec/dien-huong/", {"category": "single_parent", "child_count": "1", **DECISION})
    first = Title._base_manager.get()
    walk(
        ward.officer, f"/quyen-loi/dien/{first.pk}/viec/dieu-chinh/",
        {"category": "single_parent", "child_count": "2", "from_month": "11/2025", "reason": "sinh thêm con", **DECISION},
    )  # fmt: skip
    second = Title._base_manager.get(to_day=None)
    title = f"/quyen-loi/dien/{second.pk}/viec/"
    walk(ward.officer, f"{title}tam-dung/", {"reason": "not_collected", "from_month": "12/2025"})
    assert "tạm dừng" in walk(ward.officer, "/quyen-loi/?tt=suspended")[1]
    walk(ward.officer, f"{title}huong-lai/", {"from_month": "02/2026", "is_paid_back": "on"})
    status, page = walk(
        ward.officer, f"{title}thoi-huong/", {"reason": "no_longer_eligible", "event_on": "05/03/2026", **DECISION}
    )

    assert (status, "Đã ghi: Thôi hưởng." in page) == (200, True)
    assert "1 con" in page and "2 con" in page and "12/2025 – 02/2026, có trả lại" in page and "04/2026" in page
    assert "Kim Thị Có" in walk(ward.officer, "/quyen-loi/?tim=kim+thi+co&nhom=assistance")[1]
    assert "không còn đủ điều kiện" in page


def test_a_channel_a_proxy_a_certificate_and_a_funeral_are_kept_from_their_forms(ward, walk):
    someone = person("Kim Thị Có")
    acts = f"/quyen-loi/nguoi/{someone.pk}/viec/"
    account = {"kind": "account", "provider": "VBA", "account_number": "7400 123", "from_day": "01/09/2025"}

    walk(ward.officer, f"{acts}chi-tra/", account)
    channel = Channel._base_manager.get()
    assert (
        "Ngân hàng có tên"
        in walk(ward.officer, f"/quyen-loi/chi-tra/{channel.pk}/viec/xac-minh/", {"account_name": "LE VAN B"})[1]
    )
    walk(ward.officer, f"/quyen-loi/chi-tra/{channel.pk}/viec/xac-minh/", {"account_name": "KIM THI CO"})
    walk(
        ward.officer,
        f"{acts}chi-tra/",
        {"kind": "cash", "provider": "VNPOST", "from_day": "01/10/2025", "reason": "già yếu"},
    )
    walk(
        ward.officer, f"{acts}nhan-thay/",
        {"name": "Sơn Văn Tâm", "relation": "con", "document": "UQ 1", "from_day": "01/09/2025", "to_day": "01/09/2099"},
    )  # fmt: skip
    walk(
        ward.officer,
        f"{acts}giay-khuyet-tat/",
        {"number": "KT 7", "degree": "severe", "kind": "sight", "from_day": "01/02/2025"},
    )
    walk(
        ward.officer,
        f"{acts}thu-nhap/",
        {"kind": "pension", "amount_dong": "3.000.000", "from_day": "01/02/2025", "source": "BHXH"},
    )
    walk(ward.officer, f"{acts}hoc-tap/", {"level": "university", "from_day": "01/02/2025"})
    walk(
        ward.officer,
        f"{acts}xac-thuc/",
        {"state": "mismatch", "at": "01/09/2025", "said": "lệch tên", "due_on": "20/09/2025"},
    )
    factories.dead(someone, date(2025, 11, 3))
    walk(
        ward.officer,
        f"{acts}mot-lan/",
        {"kind": "funeral_assistance", "death_extract": "TLKT 5", **DECISION, "decided_on": "10/11/2025"},
    )
    claim = Claim._base_manager.get()
    _, page = walk(ward.officer, f"/quyen-loi/mot-lan/{claim.pk}/viec/huy/", {"reason": "trùng", **DECISION})

    for said in (
        "KIM THI CO",
        "đã xác minh",
        "già yếu",
        "Sơn Văn Tâm",
        "giấy số KT 7",
        "3.000.000",
        "TLKT 5",
        "đã hủy",
        "lệch tên",
    ):
        assert said in page, said
    assert "Kim Thị Có" in walk(ward.officer, "/quyen-loi/xac-thuc/")[1]
    factories.a_title(someone, "social_pension", 202507)
    assert "Đã ghi chết mà còn diện hưởng" in walk(ward.officer, "/quyen-loi/tin-bao/")[1]
    factories.a_proxy(person("Kim Thị Hai"), to_day=date.today() + timedelta(days=9))
    assert "ủy quyền cho Thạch Minh Tâm hết hạn" in walk(ward.officer, "/quyen-loi/sap-toi/")[1]
    assert "Quyền lợi" in walk(ward.officer, f"/nguoi/{someone.pk}/")[1]


def test_a_file_is_sent_looked_at_confirmed_and_its_bad_rows_taken_back(ward, walk):
    content = book(line("Tăng thêm", "Thạch Thị Mới", "084180000002"), line("Tăng thêm", "Thạch Thị Hai", "123"))
    upload = SimpleUploadedFile("bien-dong.xlsx", content)

    _, preview = walk(ward.officer, "/quyen-loi/bien-dong/", {"file": upload})
    assert "Nhập 1 dòng đúng" in preview and "có 3 chữ số" in preview
    assert not Title._base_manager.exists()
    file = f"/quyen-loi/bien-dong/{RegisterFile.objects.get().pk}/"
    _, done = walk(ward.officer, f"{file}xac-nhan/", {})
    _, back = walk(ward.officer, f"{file}tra-lai/")

    assert "Đã nhập tệp bien-dong.xlsx" in done
    assert Title._base_manager.get().person.name == "Thạch Thị Mới"
    rows = list(openpyxl.load_workbook(io.BytesIO(back)).active.values)
    assert rows[1][2] == "Thạch Thị Hai"
    assert walk(ward.other, file)[0] == 404
    assert "đã nhập rồi" in walk(ward.officer, f"{file}xac-nhan/", {})[1]


def test_a_report_of_a_death_is_taken_in_matched_and_applied(ward, walk):
    someone = person("Kim Thị Có", personal_number="084180000001")
    factories.a_title(someone, "older_poor_alone", 202507)
    text = "Họ và tên,Số CCCD,Ngày sinh,Ngày chết,Số trích lục\nKim Thị Có,084180000001,,03/09/2025,TLKT 9\nAi Đó Lạ,,01/02/1950,04/09/2025,\n"
    told = {"kind": "death", "source": "Công an tỉnh", "file": SimpleUploadedFile("tin.csv", text.encode())}

    _, page = walk(ward.chief, "/quyen-loi/tin-bao/nhan/", told)
    assert "1 tin rõ người, 1 tin chưa rõ là ai" in page and "chưa rõ là ai" in page
    known, unknown = Feed._base_manager.get(person=someone), Feed._base_manager.get(person=None)
    assert "Tin báo tử" in walk(ward.officer, f"/quyen-loi/nguoi/{someone.pk}/")[1]
    walk(ward.officer, f"/quyen-loi/tin-bao/{known.pk}/viec/ap-dung/", {})
    walk(ward.chief, f"/quyen-loi/tin-bao/{unknown.pk}/viec/khong-ap-dung/", {"reason": "không có ở đây"})

    assert str(Person._base_manager.get(pk=someone.pk).died_on) == "2025-09-03"
    assert str(Title._base_manager.get().to_day) == "2025-10-01"
    assert "không có ở đây" in walk(ward.chief, "/quyen-loi/tin-bao/?tt=refused")[1]
    assert walk(ward.officer, "/quyen-loi/tin-bao/nhan/")[0] == 403


def test_what_is_sensitive_is_there_only_for_who_holds_a_grant_that_opens_it(ward, walk):
    someone = person("Kim Thị Kín")
    title = factories.a_title(someone, "hiv_poor", 202507)
    file = f"/quyen-loi/nguoi/{someone.pk}/"
    auditor = officer(ward.province, name="kiemtra", role="auditor")
    named = officer(ward.ward, name="duoc-giao")
    named.grants.update(sees_sensitive=True, to_day=date(2030, 1, 1))

    _, exported = walk(ward.officer, "/quyen-loi/?xuat=xlsx")
    said = [str(cell) for row in openpyxl.load_workbook(io.BytesIO(exported)).active.values for cell in row if cell]

    for reader in (ward.officer, ward.chief, auditor):
        assert "Kim Thị Kín" not in walk(reader, "/quyen-loi/")[1]
        assert "HIV" not in walk(reader, file)[1]
        assert walk(reader, f"/quyen-loi/dien/{title.pk}/viec/thoi-huong/")[0] in (403, 404)
    assert "Kim Thị Kín" not in said
    assert "Kim Thị Kín" in walk(named, "/quyen-loi/")[1]
    assert "HIV" not in walk(named, "/quyen-loi/")[1]
    assert "HIV" in walk(named, file)[1]
    assert walk(ward.other, file)[0] == 404
    assert walk(auditor, f"{file}viec/dien-huong/")[0] == 403


def test_the_trail_names_no_sensitive_category_and_its_acts_show_only_to_who_may_see_them(ward, walk):
    someone = person("Kim Thị Kín")
    named = officer(ward.ward, name="duoc-giao")
    named.first_name = "Người được giao"
    named.save()
    named.grants.update(sees_sensitive=True, to_day=date(2030, 1, 1))
    file = f"/quyen-loi/nguoi/{someone.pk}/"
    walk(named, f"{file}viec/dien-huong/", {"category": "hiv_poor", **DECISION})

    event = AuditEvent.objects.get(act="title.grant")

    assert "hiv" not in str(event.detail)
    assert "<td>duoc-giao</td>" in walk(named, file)[1]
    assert "<td>duoc-giao</td>" not in walk(ward.officer, file)[1]
