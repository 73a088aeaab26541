"""The list kit: filters in the address, paging by key, the workbook."""

import io
import re
from typing import Any
from urllib.parse import parse_qs, urlparse

import pytest
from django.test import Client
from django.urls import reverse
from python_calamine import CalamineWorkbook

from ansinh.core.access import acting_as, acting_as_system
from ansinh.core.lists import Column, Listing, Search
from ansinh.core.models import AuditEvent
from ansinh.people.models import Person
from ansinh.poverty import actions, factories
from ansinh.poverty.models import Review


@pytest.fixture
def long_list(province: Any, as_user: Any) -> tuple[Client, str]:
    """A commune's list of 128 households over three pages, and who may see it."""
    officer = province.users["commune_officer"]
    with acting_as_system("thêm hộ"):
        for number in range(120):
            factories.make_household(
                f"N{number:03}", f"Nguyễn Văn {'An' if number % 3 else 'Bình'}", province.a, people=1
            )
    with acting_as(officer):
        actions.list_households(campaign=province.campaign, communes=[province.review_a], by=officer)
    return as_user(officer), reverse("review_list", args=[province.review_a.pk])


def codes(page: str) -> list[str]:
    return re.findall(r'<td class="wide">([AN]\d{3})</td>', page)


def link(page: str, rel: str) -> str:
    found = re.search(rf'rel="{rel}" href="([^"]+)"', page)
    return found[1].replace("&amp;", "&") if found else ""


def test_every_row_is_met_once_forward_and_again_backward(long_list: Any) -> None:
    client, address = long_list

    pages = [client.get(address).content.decode()]
    while after := link(pages[-1], "next"):
        pages.append(client.get(after).content.decode())
    forward = [codes(page) for page in pages]
    back = [pages[-1]]
    while before := link(back[-1], "prev"):
        back.append(client.get(before).content.decode())

    assert [len(page) for page in forward] == [50, 50, 28]
    in_order = [code for page in forward for code in page]
    assert len(set(in_order)) == 128
    assert in_order.index("N001") < in_order.index("A001") < in_order.index("N000"), "An, Ân, Bình"
    assert [codes(page) for page in reversed(back)] == forward


def test_names_are_found_with_or_without_diacritics(long_list: Any) -> None:
    client, address = long_list

    plain = client.get(address, {"ten": "dang thi ung"}).content.decode()
    marked = client.get(address, {"ten": "Đặng Thị Ưng"}).content.decode()

    assert codes(plain) == codes(marked) == ["A007"]


def test_a_filter_shows_as_a_badge_that_takes_it_away(long_list: Any) -> None:
    client, address = long_list

    page = client.get(address, {"kq": "co", "loai": "poor"}).content.decode()

    assert codes(page) == ["A001", "A000"]
    badges = re.findall(r'class="filter-badge" href="([^"]+)"', page)
    assert [parse_qs(urlparse(badge.replace("&amp;", "&")).query) for badge in badges] == [
        {"loai": ["poor"]},
        {"kq": ["co"]},
    ]


def test_a_list_that_matches_nothing_offers_to_clear_the_filters(long_list: Any) -> None:
    client, address = long_list

    page = client.get(address, {"kq": "khong-co-loai-nay"}).content.decode()

    assert "Không có dòng nào khớp" in page and "Xóa bộ lọc" in page


def test_a_torn_page_address_gives_the_first_page(long_list: Any) -> None:
    client, address = long_list

    for torn in ("x", "W10", "eyJhIjoxfQ", "////"):
        assert codes(client.get(address, {"sau": torn}).content.decode()) == codes(client.get(address).content.decode())


def test_the_workbook_holds_what_is_filtered_says_so_and_leaves_a_trace(long_list: Any) -> None:
    client, address = long_list

    answer = client.get(address, {"ten": "nguyen van binh", "xuat": "xlsx"})

    rows = CalamineWorkbook.from_filelike(io.BytesIO(answer.content)).get_sheet_by_index(0).to_python()
    assert "nguyen van binh" in rows[1][0]
    assert len([row for row in rows[5:] if row[0] == "Nguyễn Văn Bình"]) == 40 == len(rows[5:])
    assert AuditEvent.objects.filter(act="export").get().detail["rows"] == 40


def test_a_name_that_looks_like_a_formula_stays_text(province: Any, as_user: Any) -> None:
    evil = '=HYPERLINK("http://x","Mai")'
    Review._base_manager.filter(pk=province.household_a.pk).update(head_name=evil)

    content = (
        as_user(province.users["commune_officer"])
        .get(reverse("review_list", args=[province.review_a.pk]), {"xuat": "xlsx"})
        .content
    )

    from zipfile import ZipFile

    sheet = ZipFile(io.BytesIO(content)).read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in sheet
    assert "HYPERLINK" in sheet


def test_a_commune_is_picked_by_typing_never_from_a_long_choice(province: Any, as_user: Any) -> None:
    address = reverse("campaign_reviews", args=[province.campaign.pk])

    page = as_user(province.users["province_officer"]).get(address, {"xa": "hoa thuan"}).content.decode()

    assert "<datalist" in page
    assert "Xã Hòa Thuận" in page.split("<tbody>")[1] and "Xã Long Đức" not in page.split("<tbody>")[1]


def test_the_same_list_gives_another_commune_nothing(province: Any, as_user: Any) -> None:
    page = (
        as_user(province.users["commune_officer"])
        .get(reverse("campaign_reviews", args=[province.campaign.pk]), {"xa": "hoa thuan"})
        .content.decode()
    )

    assert "<tbody>" not in page
    assert Person._base_manager.filter(commune=province.b).exists()


def test_a_filter_may_not_take_the_lists_own_words() -> None:
    with pytest.raises(ValueError, match="truoc"):
        Listing("x", "x", (), (), filters=(Search("truoc", "x"),))


def test_a_count_is_grouped_and_a_year_is_not() -> None:
    row = {"upper_secondary": 8610, "year": 2023, "birth_year": 1978, "target_group": None}

    told = [Column(name, name, is_number=True).text(row) for name in row]

    assert told == ["8.610", 2023, 1978, "–"]
