"""The pages of the labour market, as an officer goes through them."""

import io
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from ansinh.core.access import acting_as_system
from ansinh.core.days import vietnamese_day
from ansinh.labour.actions import market
from ansinh.labour.jobs import market_supply, market_workforce
from ansinh.labour.models import DemandReport, SupplyCollection, SupplyForm, WorkforceReport
from ansinh.people import factories
from ansinh.people.models import Organisation, Person
from tests.labour.test_market import YEAR, book, supply_line, told_of, ward, worker

__all__ = ["ward"]
DAY = vietnamese_day(timezone.localdate())
ANSWERS = {
    "general_education": "primary", "qualification": "untrained", "status": "employed", "employment": "employee", "work": "thợ hồ",
    "collected_on": DAY,
}  # fmt: skip


def of(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    return client


def page(answer: Any) -> str:
    assert answer.status_code == 200, answer.content.decode()[:2000]
    return answer.content.decode()


def sent(client: Client, kind: str, content: bytes, **told: Any) -> Any:
    file = SimpleUploadedFile(f"{kind}.xlsx", content)
    return client.post(reverse("market_file_new", args=[kind]), {"file": file, "sheet": "", **told}, follow=True)


def test_an_officer_fills_in_the_forms_of_a_commune_another_checks_and_the_leader_closes(ward: Any) -> None:
    for name in ("Kim Văn An", "Kim Văn Bình"):
        factories.person(name, commune=ward.ward, sex="m")
    officer, collection = of(ward.officer), ward.collection
    left = page(officer.get(reverse("supply_left", args=[collection.pk])))
    first = reverse("supply_form_new", args=[collection.pk, _person("Kim Văn An")])

    searched = page(officer.post(first, {**ANSWERS, "find": "1"}))
    saved = officer.post(first, {**ANSWERS, "occupation": "7112", "next": "1"})
    form = SupplyForm.objects.get()
    own = page(officer.get(reverse("supply_form", args=[form.pk])))
    checked = of(ward.second).post(reverse("supply_check", args=[form.pk]), follow=True)
    closing = page(of(ward.leader).get(reverse("supply_close", args=[collection.pk])))
    of(ward.leader).post(reverse("supply_close", args=[collection.pk]))

    assert "Kim Văn Bình" in left and "7112 Thợ xây" in searched and "Chọn mã nghề" in searched
    assert saved.url == reverse("supply_form_new", args=[collection.pk, _person("Kim Văn Bình")])
    assert "Đã soát, phiếu đúng" not in own and "đã soát" in page(checked)
    assert "Người từ 15 tuổi chưa có phiếu" in closing
    assert SupplyCollection.objects.get().closed_on == timezone.localdate()
    assert form.occupation == "7112" and SupplyForm.objects.get().checked_by == ward.second


def test_the_province_begins_the_collection_of_every_commune_that_has_not(ward: Any) -> None:
    address, told = reverse("supply_open"), {"year": YEAR, "opened_on": DAY}

    made = page(of(ward.chief).post(address, told, follow=True))
    refused = of(ward.officer).post(address, told)

    assert "Xã Càng Long" in made and SupplyCollection.objects.filter(year=YEAR).count() == 2
    assert refused.status_code == 422 and "Chưa ghi xã" in refused.content.decode()


def test_a_form_that_says_too_little_comes_back_with_what_was_typed(ward: Any) -> None:
    factories.person("Kim Văn An", commune=ward.ward, sex="m")
    address = reverse("supply_form_new", args=[ward.collection.pk, _person("Kim Văn An")])

    answer = of(ward.officer).post(address, {**ANSWERS, "status": "unemployed"})

    assert (
        answer.status_code == 422
        and "thời gian thất nghiệp" in answer.content.decode()
        and "thợ hồ" in answer.content.decode()
    )
    assert not SupplyForm.objects.exists()


def test_an_organisation_is_written_put_right_and_tells_whom_it_wants(ward: Any) -> None:
    officer = of(ward.chief)
    told = {
        "name": "Công ty May Long Đức",
        "tax_number": "0100109106",
        "kind": "private_enterprise",
        "activity": "1410",
        "commune": "29242",
    }

    wrong = officer.post(reverse("organisation_new"), {**told, "tax_number": "0100109107"})
    made = officer.post(reverse("organisation_new"), told)
    one = Organisation.objects.get()
    mended = officer.post(
        reverse("organisation_edit", args=[one.pk]), {**told, "workers": "120", "section": "C", "reason": "điện thoại"}
    )
    wanted = officer.post(
        reverse("demand_new", args=[one.pk]),
        {"year": YEAR, "half": 1, "received_on": DAY, "count_81": "50", "women_81": "40"},
        follow=True,
    )

    assert wrong.status_code == 422 and "sai chữ số kiểm tra" in wrong.content.decode()
    assert made.status_code == 302 and one.section == "C" and mended.status_code == 302
    assert "Vận hành máy cố định" in page(wanted) and DemandReport.objects.get().size_band == "101_300"
    listed = page(officer.get(reverse("organisation_list"), {"tim": "may long duc"}))
    assert "0100109106" in listed and "Công ty May Long Đức" in page(officer.get(reverse("demand_list")))


def test_a_file_is_looked_at_before_it_goes_in_and_gives_its_wrong_rows_back(ward: Any) -> None:
    factories.person("Kim Thị Một", commune=ward.ward, personal_number="084180000001")
    chief = of(ward.chief)
    content = book(
        market_supply.HEADER, supply_line("Kim Thị Một", "084180000001"), supply_line("Kim Thị Lạ", "084180000002")
    )

    shown = sent(chief, "supply", content, year=YEAR)
    pk = shown.redirect_chain[-1][0].rstrip("/").split("/")[-1]
    before = SupplyForm.objects.count()
    done = page(chief.post(reverse("market_file_confirm", args=[pk]), follow=True))
    returned = chief.get(reverse("market_file_refused", args=[pk]))
    rows = list(openpyxl.load_workbook(io.BytesIO(b"".join(returned.streaming_content))).active.values)

    assert "Không có ai mang số" in page(shown) and before == 0 and SupplyForm.objects.count() == 1
    assert "Đã nhập tệp" in done and rows[1][1] == "Kim Thị Lạ" and "Không có ai mang số" in rows[1][-2]
    assert of(ward.officer).get(reverse("market_file", args=[pk])).status_code == 404


def test_who_has_not_reported_is_listed_and_the_summary_counts_by_kind(ward: Any) -> None:
    with acting_as_system("thử"):
        market.record_organisation(told=told_of(ward, tax_number="0100109106"), by=None)
        market.record_organisation(told=told_of(ward, name="Công ty Im Lặng"), by=None)
    chief = of(ward.chief)
    content = book(market_workforce.HEADER, [f"({column})" for column in range(1, 28)], worker(1, "Kim Thị Có"))

    shown = sent(chief, "workforce", content, organisation="0100109106", year=YEAR - 1, half=2, received_on=DAY)
    pk = shown.redirect_chain[-1][0].rstrip("/").split("/")[-1]
    chief.post(reverse("market_file_confirm", args=[pk]))
    silent = page(chief.get(reverse("workforce_list"), {"ky": f"{YEAR - 1}-2", "tt": "none"}))
    late = page(chief.get(reverse("workforce_list"), {"ky": f"{YEAR - 1}-2", "tt": "late"}))
    one = page(chief.get(reverse("workforce_report", args=[WorkforceReport.objects.get().pk])))
    summary = chief.get(reverse("workforce_summary", args=[YEAR - 1, 2]))
    rows = list(openpyxl.load_workbook(io.BytesIO(b"".join(summary.streaming_content))).active.values)

    assert "Công ty Im Lặng" in silent and "Giày Mỹ Phong" not in silent and "Giày Mỹ Phong" in late
    assert "Kim Thị Có" in one and "chưa khớp" in one
    assert rows[6][1:8] == ("Tổng số", 1, 0, 1, 1, 1, 1) and rows[7][1] == "doanh nghiệp ngoài nhà nước"


def test_the_form_for_the_field_carries_the_people_and_reads_back(ward: Any) -> None:
    factories.person("Kim Thị Một", commune=ward.ward, personal_number="084180000001")
    officer = of(ward.officer)

    form = officer.get(reverse("supply_xlsform", args=[ward.collection.pk]))
    people = b"".join(officer.get(reverse("supply_people", args=[ward.collection.pk])).streaming_content).decode()
    sheets = openpyxl.load_workbook(io.BytesIO(b"".join(form.streaming_content)))
    asked = [row[1] for row in sheets["survey"].values][1:]
    back = book(
        [
            "full_name",
            "personal_number",
            "data-status",
            "employment",
            "general_education",
            "qualification",
            "work",
            "has_worked",
            "collected_on",
        ],
        ["Kim Thị Một", "084180000001", "employed", "own_account", "primary", "untrained", "nuôi tôm", "", DAY],
    )
    shown = sent(officer, "supply", back, year=YEAR)

    assert {"status", "employment", "unemployed_for", "inactive_reason", "collected_on"} <= set(asked)
    assert "Kim Thị Một" in people and "084180000001" in people
    assert "1 dòng" in page(shown) and "thêm mới" in page(shown)


def test_occupations_are_found_as_people_say_them(ward: Any) -> None:
    found = page(of(ward.officer).get(reverse("occupation_list"), {"tim": "tho ho"}))

    assert found.index("7112") < found.index("9313") and "thợ hồ" in found


@pytest.mark.parametrize("kind", ["organisations", "supply", "demand", "workforce"])
def test_an_empty_sheet_can_be_taken_and_is_a_sheet_the_import_knows(ward: Any, kind: str) -> None:
    answer = of(ward.chief).get(reverse("market_file_template", args=[kind]))

    header = next(iter(openpyxl.load_workbook(io.BytesIO(b"".join(answer.streaming_content))).active.values))

    assert len(header) > 5 and header[0] == "STT"


def _person(name: str) -> int:
    return Person._base_manager.get(name=name).pk
