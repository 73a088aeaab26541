"""What an officer sees and does on the pages of people."""

import io
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from ansinh.core.access import acting_as_system
from ansinh.people import factories
from ansinh.people.models import Household, Person
from ansinh.people.tests.test_imports import FAMILY, csv_of


@pytest.fixture
def officer(db: Any) -> Client:
    with acting_as_system("kiểm thử"):
        factories.cang_long()
        client = Client()
        client.force_login(factories.officer(factories.long_duc_ward()))
    return client


def seen(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status, answer.content.decode()[:2000]
    return answer.content.decode()


def test_the_list_of_people_sorts_by_given_name_and_searches_without_diacritics(officer: Client) -> None:
    with acting_as_system("kiểm thử"):
        for name in ("Lê Văn Đức", "Trần Thị An", "Nguyễn Văn Dũng", "Kim Thị Ánh"):
            factories.person(name)

    page = seen(officer, "/nguoi/")
    found = seen(officer, "/nguoi/?tim=van+duc")

    assert sorted(["An", "Ánh", "Dũng", "Đức"], key=lambda given: page.index(f" {given}</a>")) == [
        "An",
        "Ánh",
        "Dũng",
        "Đức",
    ]
    assert "Lê Văn Đức" in found and "Trần Thị An" not in found


def test_a_province_searches_the_same_way_as_a_commune(db: Any) -> None:
    with acting_as_system("kiểm thử"):
        for name in ("Lê Văn Đức", "Trần Thị An", "Đức Văn Sơn"):
            factories.person(name)
        client = Client()
        client.force_login(factories.officer(factories.vinh_long(), role="province_officer"))

    page = seen(client, "/nguoi/?tim=duc+van")

    assert "Lê Văn Đức" in page and "Đức Văn Sơn" in page and "Trần Thị An" not in page
    assert "Lê Văn Đức" in seen(client, "/nguoi/?sinh=1980&gioi=f&dan_toc=1&con=co&xa=Phường Long Đức")


def test_filters_narrow_the_list(officer: Client) -> None:
    with acting_as_system("kiểm thử"):
        factories.person("Lê Văn Đức", sex="m", ethnicity=5)
        factories.person("Trần Thị An")

    assert "Trần Thị An" not in seen(officer, "/nguoi/?gioi=m")
    assert "Trần Thị An" not in seen(officer, "/nguoi/?dan_toc=5")
    assert "Trần Thị An" not in seen(officer, "/nguoi/?sinh=1999")
    assert "Trần Thị An" in seen(officer, "/nguoi/?sinh=1980&gioi=f")


def test_an_officer_sees_only_their_commune(officer: Client) -> None:
    with acting_as_system("kiểm thử"):
        elsewhere = factories.person("Lê Văn Đức", commune=factories.cang_long())
        household = factories.household(commune=factories.cang_long())

    assert "Lê Văn Đức" not in seen(officer, "/nguoi/") and household.code not in seen(officer, "/ho/")
    seen(officer, f"/nguoi/{elsewhere.pk}/", 404)
    seen(officer, f"/nguoi/{elsewhere.pk}/viec/sua/", 404)
    seen(officer, f"/ho/{household.pk}/", 404)
    seen(officer, f"/ho/{household.pk}/viec/chuyen/", 404)


def test_households_are_found_by_the_name_of_their_head_and_by_code(officer: Client) -> None:
    with acting_as_system("kiểm thử"):
        household = factories.household()
        factories.household("Lâm Thị Út", code="UT-9")

    assert household.code in seen(officer, "/ho/?tim=kim+soc") and "UT-9" not in seen(officer, "/ho/?tim=kim+soc")
    assert "Lâm Thị Út" in seen(officer, "/ho/?tim=UT-9")


def test_a_person_is_registered_founds_a_household_and_moves_it(officer: Client) -> None:
    told = {
        "name": "Sơn Thị Mai",
        "birth": "1990",
        "sex": "f",
        "ethnicity": "5",
        "personal_number": "084190000007",
        "commune": "Phường Long Đức",
    }

    answer = officer.post("/nguoi/moi/", told)
    with acting_as_system("kiểm thử"):
        person = Person.objects.get()
    assert answer.url == f"/nguoi/{person.pk}/"
    answer = officer.post(
        f"/nguoi/{person.pk}/viec/lap-ho/",
        {"commune": "Phường Long Đức", "hamlet": "Ấp Rạch Bèo", "from_day": "01/02/2026"},
    )
    with acting_as_system("kiểm thử"):
        household = Household.objects.get()
    assert answer.url == f"/ho/{household.pk}/"
    officer.post(
        f"/ho/{household.pk}/viec/chuyen/", {"commune": "Long Đức", "hamlet": "Ấp Vĩnh Hưng", "day": "05/02/2026"}
    )

    page = seen(officer, f"/ho/{household.pk}/")
    assert "Ấp Rạch Bèo" in page and "Ấp Vĩnh Hưng" in page and "Chuyển nơi ở" in page
    assert household.code in seen(officer, f"/nguoi/{person.pk}/")


def test_a_refusal_is_shown_with_its_value_and_keeps_what_was_typed(officer: Client) -> None:
    told = {
        "name": "Sơn Thị Mai",
        "birth": "31/02/1990",
        "sex": "f",
        "ethnicity": "5",
        "personal_number": "",
        "commune": "Xã Không Đâu",
    }

    answer = officer.post("/nguoi/moi/", told)
    page = answer.content.decode()

    assert answer.status_code == 422
    assert "31/02/1990" in page and "Xã Không Đâu" in page and 'value="Sơn Thị Mai"' in page
    told |= {"birth": "1990", "commune": "Xã Càng Long"}
    assert "ngoài phạm vi" in officer.post("/nguoi/moi/", told).content.decode()


@pytest.mark.parametrize("act", ["chuyen", "doi-chu-ho", "tach", "nhap"])
def test_every_act_on_a_household_has_its_page(officer: Client, act: str) -> None:
    with acting_as_system("kiểm thử"):
        household = factories.household()

    assert "<form method=" in seen(officer, f"/ho/{household.pk}/viec/{act}/")


def test_acts_on_a_household_are_done_from_their_pages(officer: Client) -> None:
    with acting_as_system("kiểm thử"):
        household, other = factories.household(), factories.household("Lâm Thị Út", code="UT-9")
        wife, daughter, _son = household.memberships.exclude(role="head").order_by("id")
    officer.post(
        f"/ho/{household.pk}/viec/doi-chu-ho/", {"head": wife.person_id, "role_of_old": "spouse", "day": "01/02/2026"}
    )
    split = {"members": [daughter.person_id], "head": daughter.person_id, "day": "02/02/2026", "code": "CON-1"}
    officer.post(f"/ho/{household.pk}/viec/tach/", split)
    officer.post(f"/ho/{other.pk}/viec/nhap/", {"into": household.code, "day": "03/02/2026"})
    officer.post(f"/nguoi/{wife.person_id}/viec/chet/", {"died_on": "04/02/2026", "new_head": household.head_id})

    page = seen(officer, f"/ho/{household.pk}/")
    assert "CON-1" in page and "UT-9" in page and "Hộ Kim Văn Sóc" in " ".join(page.split())
    assert "đã chết" in seen(officer, f"/nguoi/{wife.person_id}/")
    assert "Đã nhập vào hộ" in seen(officer, f"/ho/{other.pk}/")


def test_a_person_leaves_and_joins_from_their_page(officer: Client) -> None:
    with acting_as_system("kiểm thử"):
        household, other = factories.household(), factories.household("Lâm Thị Út", code="UT-9")
        child = household.memberships.order_by("-id")[0].person
    officer.post(f"/nguoi/{child.pk}/viec/ra-khoi-ho/", {"to_day": "01/02/2026", "reason": "về ở với bà"})
    officer.post(
        f"/nguoi/{child.pk}/viec/vao-ho/", {"household": "UT-9", "role": "grandchild", "from_day": "01/02/2026"}
    )

    assert child.name in seen(officer, f"/ho/{other.pk}/")
    page = seen(officer, f"/nguoi/{child.pk}/viec/sua/")
    assert f'value="{child.name}"' in page
    officer.post(
        f"/nguoi/{child.pk}/viec/sua/",
        {"name": child.name, "birth": "04/05/2015", "sex": "m", "ethnicity": "5", "reason": "khai sinh"},
    )
    assert "04/05/2015" in seen(officer, f"/nguoi/{child.pk}/")


def test_a_file_is_looked_at_before_it_goes_in_and_its_bad_rows_come_back(officer: Client) -> None:
    bad = ["4", "H2", "Lê Văn Bảy", "Chủ hộ", "31/02/1950", "Nam", "Kinh", "", "", "Long Đức"]
    file = SimpleUploadedFile("ds.csv", csv_of(*FAMILY, bad))

    answer = officer.post("/nguoi/nhap-tep/", {"file": file})
    preview = seen(officer, answer.url)
    with acting_as_system("kiểm thử"):
        assert not Person.objects.exists()
    done = seen(officer, officer.post(f"{answer.url}xac-nhan/").url)
    returned = officer.get(f"{answer.url}tra-lai/")

    assert "Nhập 3 dòng đúng" in preview and "31/02/1950" in preview
    assert "3 thêm mới" in " ".join(done.split()) and "1 trả lại" in " ".join(done.split())
    rows = list(openpyxl.load_workbook(io.BytesIO(b"".join(returned.streaming_content))).active.values)
    assert rows[1][2] == "Lê Văn Bảy" and "31/02/1950" in rows[1][11]
    with acting_as_system("kiểm thử"):
        assert Person.objects.count() == 3
    assert officer.post(f"{answer.url}xac-nhan/", follow=True).status_code == 200
    assert "ds.csv" in seen(officer, "/nguoi/nhap-tep/")


def test_a_file_that_is_no_list_is_refused_on_the_page(officer: Client) -> None:
    answer = officer.post("/nguoi/nhap-tep/", {"file": SimpleUploadedFile("a.xlsx", b"thu tu")})

    assert answer.status_code == 422 and "không phải tệp Excel" in answer.content.decode()


def test_a_file_sent_by_one_officer_is_not_shown_to_another(officer: Client) -> None:
    answer = officer.post("/nguoi/nhap-tep/", {"file": SimpleUploadedFile("ds.csv", csv_of(*FAMILY))})
    other = Client()
    other.force_login(factories.officer(factories.long_duc_ward(), name="khac"))

    seen(other, answer.url, 404)


def test_a_leader_reads_but_is_offered_no_acts(db: Any) -> None:
    with acting_as_system("kiểm thử"):
        person = factories.person()
        client = Client()
        client.force_login(factories.officer(factories.long_duc_ward(), name="ld", role="commune_leader"))

    assert "Ghi người vào sổ" not in seen(client, "/nguoi/")
    assert "/viec/" not in seen(client, f"/nguoi/{person.pk}/")
    seen(client, "/nguoi/moi/", 403)
    seen(client, f"/nguoi/{person.pk}/viec/sua/", 403)
