"""The ministry system's file of increases, changes, stops and deaths: previewed, then in; what is wrong comes back."""

import io
import time
from datetime import date

import pytest
import xlsxwriter

from ansinh.benefits import actions, factories
from ansinh.benefits.jobs.register_file import Ruling, plan_register_file
from ansinh.benefits.models import Claim, Feed, RegisterFile, Title
from ansinh.core.access import acting_as
from ansinh.core.days import BirthDay
from ansinh.core.models import AuditEvent
from ansinh.people.factories import household, person
from ansinh.people.jobs.sheets import FileRefused
from ansinh.people.models import Person

DAY = date(2026, 9, 25)
HEADER = [
    "STT", "Loại biến động", "Họ và tên", "Ngày sinh", "Giới tính", "Dân tộc", "Số CCCD", "Thôn", "Xã, phường", "Phân loại", "Số tiền",
    "QĐ hưởng từ ngày", "Quyết định", "Ngày chết", "Lý do", "Số con",
]  # fmt: skip
ASKED = {
    "Giới tính": "nữ", "Dân tộc": "Khmer", "Thôn": "Ấp Vĩnh Hội", "Xã, phường": "Phường Long Đức", "Số tiền": "750.000",
    "Quyết định": "88/QĐ-UBND ngày 18/9/2026", "QĐ hưởng từ ngày": "01/09/2026",
}  # fmt: skip


def line(kind, name, number, category="k6_n", **more):
    return {
        "Loại biến động": kind, "Họ và tên": name, "Số CCCD": number, "Phân loại": category, "Ngày sinh": "12/05/1980",
        **ASKED, **{key.replace("_", " "): value for key, value in more.items()},
    }  # fmt: skip


def book(*lines):
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as workbook:
        sheet = workbook.add_worksheet("Biến động")
        sheet.write(0, 2, "DANH SÁCH BIẾN ĐỘNG ĐỐI TƯỢNG THÁNG 9/2026")
        sheet.write_row(2, 0, HEADER)
        for row, cells in enumerate(lines, start=3):
            sheet.write_row(row, 0, [row - 2, *(cells.get(name, "") for name in HEADER[1:])])
    return out.getvalue()


def taken(ward, content, **more):
    return actions.import_register_file(
        content=content, file_name="bien-dong.xlsx", day=DAY, province=ward.province, by=None, **more
    )[0]


def outcomes(plan):
    return {row.name: row.outcome for row in plan.rows}


def numbered(name, number, **more):
    return person(name, personal_number=number, **more)


def test_an_increase_registers_who_is_new_and_grants_the_title_the_decision_names(ward):
    known = numbered("Kim Thị Có", "084180000001")

    plan = taken(
        ward,
        book(
            line("Tăng thêm", "Kim Thị Có", "084180000001"),
            line("Tăng thêm", "Thạch Thị Mới", "084180000002", "Người khuyết tật đặc biệt nặng"),
        ),
    )

    assert plan.counts["increased"] == 2, [row.reason for row in plan.rows]
    newcomer = Person.objects.get(personal_number="084180000002")
    assert (newcomer.name, newcomer.commune, newcomer.ethnicity) == ("Thạch Thị Mới", ward.ward, 5)
    titles = {title.person: title for title in Title.objects.select_related("decision")}
    assert (titles[known].category, titles[known].from_day) == ("disabled_severe", date(2026, 9, 1))
    assert titles[newcomer].category == "disabled_extra_severe"
    assert titles[known].decision.number == "88/QĐ-UBND"
    assert titles[known].decision.decided_on == date(2026, 9, 18)
    assert "750.000 đồng/tháng" in titles[known].note


def test_an_adjustment_replaces_a_stop_closes_and_a_death_ends_everything(ward):
    adjusted, stopped, dead = (
        numbered(f"Kim Thị {name}", f"08418000000{n}") for n, name in enumerate(("Ba", "Tư", "Năm"))
    )
    for someone in (adjusted, stopped, dead):
        factories.a_title(someone, "disabled_severe", 202401)
    factories.a_title(dead, "care_of_orphan", 202401, cared_for=stopped)

    plan = taken(
        ward,
        book(
            line("Điều chỉnh", "Kim Thị Ba", "084180000000", "k6_dbn"),
            line("Thôi hưởng", "Kim Thị Tư", "084180000001", QĐ_hưởng_từ_ngày="", Lý_do="Chuyển đi nơi khác"),
            line("Cắt chết", "Kim Thị Năm", "084180000002", "", Ngày_chết="03/09/2026"),
        ),
    )

    assert outcomes(plan) == {"Kim Thị Ba": "adjusted", "Kim Thị Tư": "stopped", "Kim Thị Năm": "dead"}
    new = Title.objects.get(person=adjusted, to_day=None)
    assert (new.category, new.from_day, new.replaces.to_day) == (
        "disabled_extra_severe",
        date(2026, 9, 1),
        date(2026, 9, 1),
    )
    closed = Title.objects.get(person=stopped)
    assert (closed.to_day, closed.stop_reason, closed.stop_decision.number) == (
        date(2026, 10, 1),
        "moved_away",
        "88/QĐ-UBND",
    )
    dead.refresh_from_db()
    assert dead.died_on == date(2026, 9, 3)
    assert {title.to_day for title in Title.objects.filter(person=dead)} == {date(2026, 10, 1)}


def test_a_dead_head_of_a_household_stops_drawing_and_waits_for_a_new_head(ward):
    home = household()
    head, spouse = home.head, home.memberships.get(role="spouse").person
    Person._base_manager.filter(pk=head.pk).update(personal_number="084078000009")
    factories.a_title(head, "disabled_severe", 202401)
    content = book(
        line("Cắt chết", head.name, "084078000009", "", Ngày_sinh="", Giới_tính="nam", Ngày_chết="03/09/2026")
    )

    plan = taken(ward, content)

    assert plan.counts["dead"] == 1
    assert Title.objects.get().to_day == date(2026, 10, 1)
    assert (Feed.objects.get().person, Feed.objects.get().state) == (head, "new")
    assert taken(ward, content).counts["same"] == 1
    actions.apply_feed(feed=Feed.objects.get(), new_head=spouse, by=None)
    head.refresh_from_db()
    assert head.died_on == date(2026, 9, 3)


def test_the_same_file_twice_changes_nothing(ward):
    numbered("Kim Thị Ba", "084180000000")
    for n, name in ((1, "Tư"), (2, "Năm")):
        factories.a_title(numbered(f"Kim Thị {name}", f"08418000000{n}"), "disabled_severe", 202401)
    content = book(
        line("Tăng thêm", "Kim Thị Ba", "084180000000"),
        line("Điều chỉnh", "Kim Thị Tư", "084180000001", "k6_dbn"),
        line("Cắt chết", "Kim Thị Năm", "084180000002", "", Ngày_chết="03/09/2026"),
        line("Tăng thêm", "Kim Thị Sáu", "084180000003", "k4", Số_con="2"),
        line("Thôi hưởng", "Kim Thị Sáu", "084180000003", "k4", QĐ_hưởng_từ_ngày="01/10/2026"),
    )
    taken(ward, content)
    before = list(Title.objects.order_by("pk").values())

    again = taken(ward, content)

    assert {row.outcome for row in again.rows} == {"same"}
    assert list(Title.objects.order_by("pk").values()) == before
    assert len(before) == 5


def test_bad_rows_come_back_with_their_reason_and_good_ones_go_in(ward):
    numbered("Kim Thị Ba", "084180000000")
    elsewhere = numbered("Kim Thị Xa", "084180000006", commune=ward.beside)
    factories.a_title(numbered("Kim Thị Bảy", "084180000007"), "hiv_poor", 202401)
    rows = [
        (line("Tăng thêm", "Kim Thị Ba", "084180000000"), ""),
        (line("Tăng thêm", "Kim Thị Ba", "084180000000", "k6_dbn"), "đang hưởng «Người khuyết tật nặng»"),
        (line("Chuyển đổi", "Kim Thị Ba", "084180000000"), "Loại biến động «Chuyển đổi» không đọc được"),
        (line("Tăng thêm", "Kim Thị Bốn", "084180000000"), "trong sổ là của Kim Thị Ba"),
        (line("Tăng thêm", "Kim Thị Mới", "084180000009", Dân_tộc=""), "Thiếu dân tộc"),
        (line("Tăng thêm", "Kim Thị Mới", "84180000009"), "có 11 chữ số"),
        (line("Tăng thêm", "Kim Thị Mới", "084180000009", "hạng nhất"), "Phân loại «hạng nhất»"),
        (line("Tăng thêm", "Kim Thị Mới", "084180000009", "k4"), "cần số con"),
        (line("Tăng thêm", "Kim Thị Mới", "084180000009", Số_tiền="năm trăm"), "Số tiền «năm trăm»"),
        (line("Thôi hưởng", "Kim Thị Lạ", "084180000008"), "không có trong sổ"),
        (line("Thôi hưởng", "Kim Thị Bảy", "084180000007"), "không đang hưởng «Người khuyết tật nặng»"),
        (line("Điều chỉnh", "Kim Thị Bảy", "084180000007", "htxh"), "không đang hưởng diện nào thuộc hưu trí xã hội"),
        (line("Cắt chết", "Kim Thị Bảy", "084180000007", ""), "Thiếu ngày chết"),
        (line("Thôi hưởng", "Kim Thị Xa", "084180000006"), "đã có trong sổ của Xã Càng Long"),
        (line("Thôi hưởng", "Kim Thị Bảy", "084180000007", Quyết_định="89/QĐ"), "thiếu ngày"),
    ]  # fmt: skip

    with acting_as(ward.officer):
        plan, kept = actions.import_register_file(
            content=book(*(row for row, _ in rows)), file_name="xau.xlsx", day=DAY, province=ward.province, by=ward.officer
        )  # fmt: skip

    for planned, (_, said) in zip(plan.rows, rows, strict=True):
        assert said in planned.reason, planned
    assert [row.outcome for row in plan.rows] == ["increased"] + ["refused"] * 14
    assert len(kept.refused["rows"]) == 14
    assert kept.refused["rows"][0][0] == 5
    assert not Title._base_manager.filter(person=elsewhere).exists()
    assert AuditEvent.objects.get(act="benefits.import").actor == "canbo"


def test_a_preview_writes_nothing_and_a_file_of_people_only_is_refused(ward):
    content = book(line("Tăng thêm", "Thạch Thị Mới", "084180000002"))

    assert plan_register_file(content, "a.xlsx", day=DAY, province=ward.province).counts["increased"] == 1
    assert not (Person.objects.exists() or Title.objects.exists() or RegisterFile.objects.exists())
    with pytest.raises(FileRefused, match="không có cột «Loại biến động»"):
        plan_register_file("Họ tên,Ngày sinh,CCCD\nKim Thị A,1980,1\n".encode(), "a.csv", day=DAY)


def test_the_decision_of_the_whole_file_serves_rows_that_name_none(ward):
    content = book(line("Tăng thêm", "Thạch Thị Mới", "084180000002", Quyết_định=""))
    ruling = Ruling("90/QĐ-UBND", date(2026, 9, 20), "Lê Văn C")

    assert plan_register_file(content, "a.xlsx", day=DAY, province=ward.province).counts["refused"] == 1
    taken(ward, content, ruling=ruling)

    assert (Title.objects.get().decision.number, Title.objects.get().decision.signer) == ("90/QĐ-UBND", "Lê Văn C")
    assert not Claim.objects.exists()


@pytest.mark.alone
def test_two_thousand_rows_are_previewed_in_seconds(ward, django_assert_max_num_queries):
    numbered("Kim Thị Ba", "084180000000", birth=BirthDay(1980, 5, 12))
    content = book(
        *(line("Tăng thêm", f"Kim Thị Người{'abcdefghij'[n % 10]}", f"0841800{n:05d}") for n in range(1, 2001))
    )

    began = time.monotonic()
    with django_assert_max_num_queries(40):
        plan = plan_register_file(content, "lon.xlsx", day=DAY, province=ward.province)

    assert plan.counts["increased"] == 2000, plan.rows[0].reason
    assert time.monotonic() - began < 8
