"""The sheets of people with merit and social assistance, and what the year-end report says of them."""

import io
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.conf import settings
from django.db import transaction
from pytest_django import DjangoDbBlocker
from python_calamine import CalamineWorkbook

from ansinh.core.access import acting_as_system
from ansinh.indicators import api
from ansinh.indicators.factories import Situation, reviewed_province, with_payments, with_titles
from ansinh.places.models import Competence
from ansinh.reports.actions import compose
from ansinh.reports.documents import Paragraph, Table, statutory_sheets
from ansinh.reports.documents import sheets as documents
from ansinh.reports.documents.sheets import framed_sheets

YEAR = api.period_of(year=2023)


@pytest.fixture(scope="module")
def _made_once(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Situation]:
    kept, settings.SNAPSHOTS = settings.SNAPSHOTS, Path(tmp_path_factory.mktemp("snapshots"))
    with django_db_blocker.unblock(), transaction.atomic(), acting_as_system("thử"):
        there = reviewed_province(households=30)
        with_titles(there)
        with_payments(there)
        there.snapshot()
        for field in ("poverty", "merit", "assistance"):
            Competence.objects.create(
                field=field,
                act="manage",
                level=1,
                body_vi="Sở Lao động - Thương binh và Xã hội",
                from_day=date(2016, 1, 1),
            )
        yield there
        transaction.set_rollback(True)
    settings.SNAPSHOTS = kept


@pytest.fixture
def there(_made_once: Situation, db: Any) -> Iterator[Situation]:
    """The small province with titles and three closed months; the system acts."""
    with acting_as_system("thử"):
        yield _made_once


def _value(there: Situation, name: str) -> Any:
    return api.figure(name, place=there.province, year=2023).value


def test_the_cells_of_a_sheet_are_its_figures_and_its_checks_hold(there: Situation) -> None:
    sheets = {sheet.code: sheet for sheet in framed_sheets(there.province, YEAR)}

    assert list(sheets) == ["301.1/NCC-Sở", "301.2/NCC-Sở", "302-303/NCC-Sở", "401/BTXH-Sở", "405/BTXH-Sở"]
    merit, assistance, money = sheets["301.1/NCC-Sở"], sheets["401/BTXH-Sở"], sheets["405/BTXH-Sở"]
    assert merit.lines[0].values["1"] == _value(there, "benefits.merit_titles")
    women = {row.key: row.value for row in _by(there, "benefits.assistance_people", "held_sex")}["f"]
    assert assistance.lines[1].values["1"] == women
    assert f"{money.lines[0].values['1']:.2f}" == f"{_value(there, 'payments.protection_dong') / 1_000_000:.2f}"
    assert merit.checks and assistance.checks and money.checks
    assert all(check.holds for sheet in sheets.values() for check in sheet.checks)


def _by(there: Situation, name: str, by: str) -> Any:
    return api.figure(name, place=there.province, year=2023, by=by).rows


def test_a_sheet_without_records_stays_empty_and_says_why(there: Situation) -> None:
    housing = next(one for one in framed_sheets(there.province, YEAR) if one.code == "302-303/NCC-Sở")

    assert set(housing.lines[0].values.values()) == {None}
    assert any("chưa có hồ sơ hỗ trợ nhà ở" in note for note in housing.notes)


def test_the_workbook_has_the_frame_of_the_circular_and_names_what_is_wrong_in_the_form(there: Situation) -> None:
    made = statutory_sheets(there.province, 2023)

    assert made is not None
    book = CalamineWorkbook.from_filelike(io.BytesIO(made))
    text = " ".join(
        str(cell) for row in book.get_sheet_by_name("401 BTXH-Sở").to_python() for cell in row if cell != ""
    )
    for told in ("Biểu số 401/BTXH-Sở", "Ngày nhận báo cáo: 15/01", "Cục Bảo trợ xã hội", "từ 01/01 đến 31/12/2023",
                 "Đơn vị tính: người", "Người lập biểu", "Thủ trưởng đơn vị", "thiếu trong danh mục Phụ lục I"):  # fmt: skip
        assert told in text
    assert "Mới có số liệu 3/12 tháng" in str(book.get_sheet_by_name("405 BTXH-Sở").to_python())


def test_the_year_end_report_says_the_figures_of_rights_and_payments(there: Situation) -> None:
    content, _ = compose(place=there.province, year=2023)

    said = {block.id: block.text for block in content.blocks if isinstance(block, Paragraph)}
    with_account = _value(there, "benefits.people_with_account")
    assert f"Có {with_account} đối tượng thụ hưởng chính sách được cấp thẻ ATM" in said["accounts"]
    assert {"merit_people", "merit_money", "merit_once", "assistance_people", "assistance_money", "paid"} <= set(said)
    captions = [block.caption.split(".")[0] for block in content.blocks if isinstance(block, Table)]
    assert captions == [f"Bảng {number}" for number in range(1, len(captions) + 1)]


def test_a_year_without_payments_leaves_its_sentences_out_and_says_so(there: Situation) -> None:
    content, _ = compose(place=there.province, year=2022)

    said = {block.id for block in content.blocks if isinstance(block, Paragraph)}
    assert not {"merit_money", "assistance_money", "paid"} & said
    assert "Số tiền phải chi theo danh sách" in {what for what, _ in content.missing}
    assert "payments" not in str(framed_sheets(there.province, api.period_of(year=2022))[1].lines[0].values)


def test_counts_by_two_facts_add_up_to_the_whole_and_to_each_fact(there: Situation) -> None:
    name = "benefits.assistance_people"

    cells = api.crosstab([name], place=there.province, period=YEAR, by=("held_sex", "held_age_group"))[name]

    assert sum(value or 0 for value in cells.values()) == _value(there, name) > 0
    for fact, at in (("held_sex", 0), ("held_age_group", 1)):
        for row in _by(there, name, fact):
            assert sum(value or 0 for key, value in cells.items() if key[at] == row.key) == row.value
    with pytest.raises(api.UnknownBreakdown, match="held_month"):
        api.crosstab([name], place=there.province, period=YEAR, by=("held_month",))


def test_a_sheet_may_have_groups_on_both_its_sides(
    there: Situation, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    name = "benefits.assistance_people"
    frame = {
        "code": "X", "title": "X", "unit": "người", "due": "15/01", "receiver": "Cục", "field": "assistance", "notes": [],
        "columns": {"1": ["Tổng số", name], "2": {"label": "Nữ", "of": [name], "where": {"held_sex": "f"}},
                    "3": {"label": "Nam", "of": [name], "where": {"held_sex": ["m"]}}},
        "rows": [{"code": "100", "label": "Tổng số"},
                 {"code": "1", "label": "Từ 60 tuổi", "where": {"held_age_group": ["60_to_79", "from_80"]}},
                 {"code": "2", "label": "Dưới 60 tuổi", "where": {"held_age_group": ["under_16", "16_to_59"]}, "only": ["1", "2"]}],
        "sums": {"1": ["2", "3"]}, "same": {"100": ["1", "2"]},
    }  # fmt: skip
    path = tmp_path / "sheets_x.yaml"
    path.write_text(yaml.safe_dump({"sheets": [frame]}, allow_unicode=True), encoding="utf-8")
    monkeypatch.setattr(documents, "FRAMES", (path,))

    (sheet,) = framed_sheets(there.province, YEAR)

    whole, older, younger = (line.values for line in sheet.lines)
    assert whole["1"] == _value(there, name) and younger["1"] > younger["2"] > 0
    assert younger["3"] is None and all(check.holds for check in sheet.checks) and len(sheet.checks) == 3
    assert whole["2"] == older["2"] + younger["2"]
