"""What people see of reports received: the list, the files sent in, the document with its numbers, the wordings learnt."""

import re
from datetime import date
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from ansinh.core.access import acting_as_system
from ansinh.core.models import ROLES
from ansinh.core.roles import ROLE
from ansinh.indicators.api import Figure, period_of
from ansinh.indicators.api.catalogue import indicator_named
from ansinh.places.models import Place
from ansinh.poverty import factories
from ansinh.reading.document import Block, Cell, Document, Table
from ansinh.reports import actions
from ansinh.reports.models import LearntVariant, Received, ReceivedClaim, Ruling
from ansinh.reports.pages import figure_sections, naming
from ansinh.reports.pages.marking import Mark, Part, drawn, parts_of
from ansinh.reports.tests.received import REPORT, number, take

PART = {"HTTP_HX_REQUEST": "true"}


@pytest.fixture
def desk(receiving: SimpleNamespace, as_user: Any) -> SimpleNamespace:
    """The officer's browser and the addresses of the report."""
    report = receiving.report

    def address(name: str, *more: Any) -> str:
        return reverse(name, args=[report.pk, *more])

    return SimpleNamespace(there=receiving, report=report, client=as_user(receiving.officer), address=address)


def page_of(answer: Any) -> str:
    return answer.content.decode()


def test_the_list_tells_place_period_sender_and_what_does_not_hold(desk: SimpleNamespace) -> None:
    page = page_of(desk.client.get(reverse("received_list"), {"ky": "2023", "noi": "Trà Vinh", "gui": "Sở LĐTBXH"}))
    other = page_of(desk.client.get(reverse("received_list"), {"tt": "unreadable"}))

    assert "Tỉnh Trà Vinh" in page and "năm 2023" in page and "Sở LĐTBXH" in page
    assert desk.address("received") in page and desk.address("received") not in other


def test_several_files_are_sent_at_once_and_each_says_what_became_of_it(desk: SimpleNamespace) -> None:
    files = [
        SimpleUploadedFile("moi.txt", "Toàn tỉnh còn 3.453 hộ nghèo.".encode()),
        SimpleUploadedFile("trung.txt", REPORT.encode()),
        SimpleUploadedFile("rong.txt", b""),
    ]

    answer = desk.client.post(reverse("receive"), {"file": files, "kind": "year_end", "sender": "UBND xã"})

    page = page_of(answer)
    assert answer.status_code == 200 and Received.objects.get(name="moi.txt").sender == "UBND xã"
    assert "Chờ đọc" in page and "Tệp này đã có" in page and "tệp rỗng" in page
    assert Received.objects.count() == 2


def test_without_a_file_the_form_asks_for_one(desk: SimpleNamespace) -> None:
    answer = desk.client.post(reverse("receive"), {"kind": "year_end"})

    assert answer.status_code == 422 and 'id="id_file"' in page_of(answer)


def test_a_report_that_waits_shows_how_far_it_is_and_asks_again(desk: SimpleNamespace) -> None:
    Received.objects.filter(pk=desk.report.pk).update(state="reading", step="đọc trang 3/20")

    page = page_of(desk.client.get(desk.address("received")))

    assert "đọc trang 3/20" in page and f'hx-get="{desk.address("received")}"' in page

    Received.objects.filter(pk=desk.report.pk).update(state="read")

    assert desk.client.get(desk.address("received"), **PART)["HX-Refresh"] == "true"


def test_every_number_is_marked_in_the_document_and_stands_in_the_table(desk: SimpleNamespace) -> None:
    page = page_of(desk.client.get(desk.address("received")))

    poor, total = number(desk.report, "còn 3.453"), number(desk.report, "cho 24.500")
    assert re.search(rf'class="mark is-trusted" id="dau-{poor.pk}"[^>]*>3\.453 hộ</a>', page)
    assert re.search(rf'class="mark is-doubtful is-contradicted" id="dau-{total.pk}"', page)
    assert f'<tr id="so-{poor.pk}"' in page and "Số hộ nghèo" in page
    assert "&lt;b&gt;theo số ước&lt;/b&gt;" in page
    assert f'href="{desk.address("received")}?so={total.pk}#dau-{total.pk}"' in page


def test_an_act_without_javascript_goes_to_the_next_number(desk: SimpleNamespace) -> None:
    first, second = list(ReceivedClaim.objects.filter(received=desk.report).order_by("number_start"))[:2]

    answer = desk.client.post(desk.address("received_rule", first.pk, "chap-nhan"))

    assert answer["Location"] == f"{desk.address('received')}?so={second.pk}#so-{second.pk}"
    first.refresh_from_db()
    assert first.standing == "accepted"


def test_what_was_just_ruled_is_taken_back_from_the_number_that_came_in_hand(desk: SimpleNamespace) -> None:
    first = ReceivedClaim.objects.filter(received=desk.report).order_by("number_start").first()
    assert first is not None

    panel = page_of(desk.client.post(desk.address("received_rule", first.pk, "bo"), **PART))
    address = re.search(r'<form class="undo-last" method="post" action="([^"]+)"', panel)
    assert address and "Rút lại quyết định về số 1" in panel
    desk.client.post(address[1])

    first.refresh_from_db()
    assert first.standing != "rejected"
    assert "undo-last" not in page_of(desk.client.get(desk.address("received")))


def test_an_act_with_htmx_brings_only_what_changed_and_the_same_as_the_page(desk: SimpleNamespace) -> None:
    first, second = list(ReceivedClaim.objects.filter(received=desk.report).order_by("number_start"))[:2]

    part = page_of(desk.client.post(desk.address("received_rule", first.pk, "chap-nhan"), **PART))

    whole = page_of(desk.client.get(f"{desk.address('received')}?so={second.pk}"))
    assert set(re.findall(r'hx-target="(#so-\d+|#dau-\d+)" hx-swap="outerHTML">', part)) == {
        f"#so-{first.pk}",
        f"#dau-{first.pk}",
    }
    row = re.search(rf'<tr id="so-{first.pk}".*?</tr>', part, re.S)
    assert row and row[0] in whole
    panel = re.search(r'<section id="panel".*?</section>', part, re.S)
    assert panel and without_token(panel[0]) in without_token(whole)


def without_token(page: str) -> str:
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", page)


def test_a_number_is_mapped_by_a_few_letters_without_diacritics(desk: SimpleNamespace) -> None:
    claim = number(desk.report, "412 mái ấm")

    found = page_of(desk.client.get(desk.address("received_number", claim.pk), {"tim": "ho can ngheo"}, **PART))
    told = {"indicator": "poverty.near_poor_households", "learn": "1", "pattern": "mái ấm biên cương"}
    desk.client.post(desk.address("received_rule", claim.pk, "gan"), told)

    assert 'value="poverty.near_poor_households"' in found
    assert number(desk.report, "412 mái ấm").indicator == "poverty.near_poor_households"
    assert LearntVariant.objects.get().said == "mái ấm biên cương"
    page = page_of(desk.client.get(reverse("variants")))
    assert "mái ấm biên cương" in page and "can_bo" in page and desk.address("received") in page


def test_a_wrong_correction_says_why_beside_the_number_and_keeps_what_was_typed(desk: SimpleNamespace) -> None:
    claim = number(desk.report, "còn 3.453")
    typed = {"value": "ba nghìn", "unit": "household", "kind": "result", "period": "2023", "place": "Tỉnh Trà Vinh"}

    answer = desk.client.post(desk.address("received_rule", claim.pk, "sua"), typed)
    nothing = desk.client.post(desk.address("received_rule", claim.pk, "sua"), typed | {"value": "3.453"})

    assert answer.status_code == 422 and "«banghìn» không phải một số" in page_of(answer)
    assert nothing.status_code == 422 and "Chưa sửa gì" in page_of(nothing)
    assert not Ruling.objects.exists()


def test_a_correction_as_officers_write_numbers_is_kept_and_taken_back(desk: SimpleNamespace) -> None:
    claim = number(desk.report, "chiếm tỷ lệ 1,20%")
    typed = {"value": "1,25", "unit": "percent", "kind": "result", "period": "2023", "place": "Tỉnh Trà Vinh"}

    desk.client.post(desk.address("received_rule", claim.pk, "sua"), typed)
    assert number(desk.report, "chiếm tỷ lệ 1,20%").value == Decimal("1.25")

    desk.client.post(desk.address("take_back", Ruling.objects.get().pk))
    assert number(desk.report, "chiếm tỷ lệ 1,20%").value == Decimal("1.2")


def test_a_name_that_stands_elsewhere_too_means_the_unit_of_the_report(desk: SimpleNamespace) -> None:
    with acting_as_system("chuẩn bị thử nghiệm"):
        factories.make_province("75", "Đồng Nai", (("26476", "Long Đức", False),))
    claim = number(desk.report, "chiếm tỷ lệ 1,20%")
    commune = {"place": "Xã Long Đức", "year": "2023", "part": "", "kind": "year_end", "sender": ""}
    typed = {"value": "1,25", "unit": "percent", "kind": "result", "period": "2023", "place": "Xã Long Đức"}

    told = desk.client.post(desk.address("describe_received"), commune)
    desk.client.post(desk.address("received_rule", claim.pk, "sua"), typed)

    assert told.status_code == 302
    desk.report.refresh_from_db()
    assert desk.report.place_id == "29242"
    assert number(desk.report, "chiếm tỷ lệ 1,20%").value == Decimal("1.25")
    assert number(desk.report, "chiếm tỷ lệ 1,20%").place_id == "29242"


def test_the_place_as_it_stands_is_no_obstacle_whatever_the_period(desk: SimpleNamespace) -> None:
    Place.objects.filter(pk="84").update(to_day=date(2025, 7, 1))
    claim = number(desk.report, "chiếm tỷ lệ 1,20%")
    typed = {"value": "1,25", "unit": "percent", "kind": "result", "period": "", "place": "Tỉnh Trà Vinh"}

    answer = desk.client.post(desk.address("received_rule", claim.pk, "sua"), typed)

    assert answer.status_code == 302
    assert number(desk.report, "chiếm tỷ lệ 1,20%").value == Decimal("1.25")


def test_selected_words_become_a_number_with_what_they_say_proposed(desk: SimpleNamespace) -> None:
    proposed = page_of(desk.client.get(desk.address("add_number"), {"chu": "215"}, **PART))
    typed = {"quote": "215", "value": "215", "unit": "dossier", "kind": "result", "period": "2023", "place": ""}

    added = desk.client.post(desk.address("add_number"), typed | {"indicator": "Số hộ nghèo"})
    missing = desk.client.post(desk.address("add_number"), typed | {"quote": "không có chữ này"})

    assert 'value="215"' in proposed
    assert added.status_code == 302 and number(desk.report, "215").indicator == "poverty.poor_households"
    assert missing.status_code == 422 and "Báo cáo không có chữ" in page_of(missing)


def test_place_and_period_are_asked_with_what_the_text_says(desk: SimpleNamespace) -> None:
    unsaid = take(desk.there.officer, REPORT + "Lưu: văn thư.")
    address = reverse("describe_received", args=[unsaid.pk])

    asked = page_of(desk.client.get(address))
    desk.client.post(
        address, {"place": "Tỉnh Trà Vinh", "year": "2023", "part": "H1", "kind": "half_year", "sender": ""}
    )

    unsaid.refresh_from_db()
    assert "Máy đọc thấy trong báo cáo" in asked and 'value="Tỉnh Trà Vinh"' in asked
    assert (unsaid.place, unsaid.period, unsaid.kind) == (desk.there.province, "2023-H1", "half_year")


def test_the_file_comes_back_as_a_download_and_never_as_a_page(desk: SimpleNamespace) -> None:
    answer = desk.client.get(desk.address("received_file"))

    assert b"".join(answer.streaming_content) == REPORT.encode()
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["Content-Disposition"].startswith("attachment")


def test_who_may_not_rule_reads_without_buttons(desk: SimpleNamespace, as_user: Any) -> None:
    auditor, claim = as_user(desk.there.auditor), number(desk.report, "còn 3.453")

    page = page_of(auditor.get(desk.address("received")))
    tried = auditor.post(desk.address("received_rule", claim.pk, "bo"))

    assert "Số hộ nghèo" in page and "Chấp nhận" not in page and "Đọc lại" not in page
    assert tried.status_code == 403 and number(desk.report, "còn 3.453").standing == "trusted"


@pytest.mark.parametrize("role", ROLES)
def test_no_page_of_a_received_report_breaks_for_any_role(desk: SimpleNamespace, as_user: Any, role: str) -> None:
    place = desk.there.commune if role.startswith("commune") else desk.there.province
    client = as_user(factories.make_user(f"ai_do_{role}", role, place))
    claim = number(desk.report, "còn 3.453")
    seen = 200 if ROLE[role].reaches_places and not role.startswith("commune") else 404

    assert client.get(desk.address("received")).status_code == seen
    assert client.get(desk.address("received_number", claim.pk), **PART).status_code == seen
    assert client.get(desk.address("received_state")).status_code == seen
    for name in ("received_list", "variants"):
        assert client.get(reverse(name)).status_code == 200, name
    for address in (reverse("receive"), desk.address("describe_received"), desk.address("add_number")):
        assert client.get(address).status_code in (200, 403, 404), address


def test_a_commune_sees_and_rules_on_its_own_reports_only(desk: SimpleNamespace, as_user: Any) -> None:
    own = take(desk.there.officer, "Năm 2023 xã còn 25 hộ nghèo.\n", place=desk.there.commune, period="2023")
    claim, officer, other = (
        number(own, "còn 25"),
        as_user(desk.there.commune_officer),
        as_user(desk.there.other_officer),
    )

    assert officer.get(desk.address("received")).status_code == 404
    assert other.get(reverse("received", args=[own.pk])).status_code == 404
    assert other.post(reverse("received_rule", args=[own.pk, claim.pk, "bo"])).status_code == 404
    assert officer.get(reverse("received", args=[own.pk])).status_code == 200
    assert officer.post(reverse("received_rule", args=[own.pk, claim.pk, "chap-nhan"])).status_code == 302
    assert number(own, "còn 25").standing == "accepted"


def test_beside_a_figure_of_the_records_stands_what_reports_say(desk: SimpleNamespace) -> None:
    poor, year = indicator_named("poverty.poor_households"), period_of(year=2023)

    [section] = figure_sections(Figure(poor, desk.there.province, year, value=3450))

    [row] = section.context["rows"]
    assert (row["value"], row["difference"], row["is_counted"]) == ("3.453 hộ", "nhiều hơn hồ sơ 3", True)
    assert figure_sections(Figure(poor, desk.there.commune, year, value=25)) == []
    assert figure_sections(Figure(poor, desk.there.province, period_of(year=2022), value=25)) == []


def test_an_indicator_is_found_by_name_code_or_letters_without_diacritics() -> None:
    assert naming.indicators_like("so ho ngheo")[0].name == "poverty.poor_households"
    assert naming.indicators_like("hộ cận nghèo")[0].name == "poverty.near_poor_households"
    assert naming.indicator_meant("Số hộ nghèo") == "poverty.poor_households"
    assert naming.indicator_meant("poverty.poor_households") == "poverty.poor_households"
    assert naming.indicator_meant("không có chỉ tiêu nào tên thế này") == ""


def test_a_merged_cell_is_drawn_once_over_what_it_covers() -> None:
    text = "Chỉ tiêu Hộ nghèo 3.453"
    head, name, value = Cell("Chỉ tiêu", 0, 8), Cell("Hộ nghèo", 9, 17), Cell("3.453", 18, 23)
    table = Table(rows=((head, head), (name, value)), header_rows=1)
    blocks = [Block("cell", cell.start, cell.end, table=0) for cell in (head, name, value)]
    mark = Mark(18, 23, 1, "7", "is-trusted", "1. Hộ nghèo", "?so=7")

    html = drawn(Document("b.docx", "docx", text, blocks, [table]), Part(1, 0, 99), [mark])

    assert html.count("Chỉ tiêu") == 1 and '<th colspan="2" data-start="0">Chỉ tiêu</th>' in html
    assert html.count('id="dau-7"') == 1 and html.count("<table") == 1


def test_a_long_document_comes_in_parts_and_every_letter_stands_in_one() -> None:
    text = "\n".join(f"Đoạn {line}: toàn tỉnh còn {line} hộ." + " Lời." * 60 for line in range(600))
    document = Document("dai.txt", "txt", text)

    parts = parts_of(document)

    shown = "".join(re.sub(r"<[^>]+>", "", drawn(document, part, [])) for part in parts)
    assert len(parts) == 4 and all(part.end - part.start < 61_000 for part in parts)
    assert all(shown.count(f"Đoạn {line}:") == 1 for line in range(600))


def test_a_report_that_nobody_reads_any_more_may_be_read_again(desk: SimpleNamespace) -> None:
    Received.objects.filter(pk=desk.report.pk).update(state="reading", started_at="2020-01-01T00:00:00Z")
    desk.report.refresh_from_db()

    assert actions.is_stuck(desk.report)
    assert "Đọc lại" in page_of(desk.client.get(desk.address("received")))
