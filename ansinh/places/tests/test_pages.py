"""What people see of units: the tree and search of a day, and one unit through time."""

from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.test import Client


@pytest.fixture
def reader(loaded: Any) -> Client:
    """Anybody signed in, without any role."""
    browser = Client()
    browser.force_login(get_user_model().objects.create_user("ai_cung_duoc"))
    return browser


def test_the_list_begins_with_the_provinces_of_the_day(reader: Client) -> None:
    before = reader.get("/dia-ban/?ngay=2025-06-30").content.decode()
    after = reader.get("/dia-ban/?ngay=2025-07-01").content.decode()

    assert "Tỉnh Trà Vinh" in before and "63 đơn vị" in before
    assert "Tỉnh Trà Vinh" not in after and "34 đơn vị" in after


def test_a_name_is_found_without_diacritics_and_an_old_one_leads_to_what_it_became(reader: Client) -> None:
    page = reader.get("/dia-ban/?tim=tra+vinh&ngay=2026-01-01").content.decode()

    assert "Phường Trà Vinh" in page
    assert 'href="/dia-ban/84/"' in page


def test_a_unit_shows_what_it_became_and_who_served_it_on_the_day(reader: Client) -> None:
    page = reader.get("/dia-ban/84/?ngay=2023-12-31").content.decode()

    assert "Tỉnh Vĩnh Long" in page
    assert "Sở Lao động - Thương binh và Xã hội tỉnh Trà Vinh" in page


def test_a_day_that_cannot_be_read_is_told_and_today_is_shown(reader: Client) -> None:
    page = reader.get("/dia-ban/?ngay=hom-kia")

    assert page.status_code == 200
    assert "hom-kia" in page.content.decode()


def test_a_unit_that_never_was_is_not_found(reader: Client) -> None:
    assert reader.get("/dia-ban/khong-co/").status_code == 404
