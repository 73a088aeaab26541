"""What a household was a year before, through splits, merges and commune mergers; and the tables whose identities rest on it."""

from datetime import date
from io import BytesIO

import pytest
from python_calamine import CalamineWorkbook

from ansinh.core.access import acting_as, acting_as_system
from ansinh.places.models import Place
from ansinh.poverty import actions, factories
from ansinh.poverty.actions import ReviewRefused
from ansinh.poverty.jobs.tables import tables_of, write_workbook
from ansinh.poverty.models import Campaign, Review

HALFWAY = date(2023, 5, 1)


@pytest.fixture
def system():
    with acting_as_system("thử nghiệm"):
        yield


@pytest.fixture
def province(db, system):
    return factories.make_province(
        communes=[("29242", "Hàm Tân", False), ("29245", "Đại An", False), ("29236", "Phường 1", True)]
    )


def last_year_of(province):
    return Campaign.objects.create(
        province=province, year=2022, from_day=date(2022, 9, 1), to_day=date(2022, 12, 14), law_day=date(2022, 12, 14)
    )


def commune(code):
    return Place.objects.get(pk=code)


def listed(province, year=2023):
    campaign = actions.open_campaign(province=province, year=year, by=None)
    actions.list_households(campaign=campaign, by=None)
    return campaign


def past_of(code, year=2023):
    review = Review.objects.get(household__code=code, campaign__year=year)
    return review.previous_class, review.origin


def ended(household, **how):
    household.to_day = HALFWAY
    for name, value in how.items():
        setattr(household, name, value)
    household.save()


def test_a_household_carries_the_class_signed_a_year_before_and_whether_it_was_poor_earlier(province):
    before = last_year_of(province)
    factories.make_signed_review(
        factories.make_household("A", "Lê A", commune("29242")), before, "near_poor", previous_class="poor"
    )
    factories.make_signed_review(
        factories.make_household("B", "Lê B", commune("29242")),
        before,
        "not_poor",
        previous_class="not_poor",
        was_poor_before=False,
    )

    listed(province)

    assert past_of("A") == ("near_poor", "same") and past_of("B") == ("not_poor", "same")
    assert [r.was_poor_before for r in Review.objects.filter(campaign__year=2023).order_by("household__code")] == [
        True,
        False,
    ]


def test_a_split_takes_the_class_of_the_household_it_left_and_a_merge_the_poorest(province):
    before = last_year_of(province)
    old = factories.make_household("A", "Lê A", commune("29242"))
    first, second = (factories.make_household(c, f"Lê {c}", commune("29242")) for c in "BC")
    for household, signed in ((old, "poor"), (first, "near_poor"), (second, "not_poor")):
        factories.make_signed_review(household, before, signed)
    factories.make_household("D", "Lê D", commune("29242"), split_from=old, from_day=HALFWAY)
    together = factories.make_household("E", "Lê E", commune("29242"), from_day=HALFWAY)
    ended(first, merged_into=together)
    ended(second, merged_into=together)
    factories.make_household("F", "Lê F", commune("29242"), from_day=HALFWAY)

    listed(province)

    assert past_of("A") == ("poor", "same") and past_of("D") == ("poor", "split")
    assert past_of("E") == ("near_poor", "merged") and past_of("F") == (None, "moved_in")
    assert not Review.objects.filter(campaign__year=2023, household__code__in="BC").exists()


def test_a_household_that_moved_to_another_commune_has_moved_in(province):
    before = last_year_of(province)
    household = factories.make_household("A", "Lê A", commune("29242"))
    factories.make_signed_review(household, before, "poor")
    household.commune = commune("29245")
    household.save()

    listed(province)

    assert past_of("A") == ("poor", "moved_in")


def test_after_a_commune_merger_households_are_listed_in_the_heir_with_their_class_and_old_point_table(province):
    merged_on = date(2025, 7, 1)
    land = factories.make_place("86", "Vĩnh Long", 1, from_day=merged_on, place_id="86@2025")
    heir = factories.make_place("29242", "Hàm Tân", 3, land, from_day=merged_on, place_id="29242@2025")
    other = factories.make_place("29243", "Đại Lộc", 3, land, from_day=merged_on, place_id="29243@2025")
    before = Campaign.objects.create(
        province=province, year=2024, from_day=date(2024, 9, 1), to_day=date(2024, 12, 14), law_day=date(2024, 12, 14)
    )
    for code, home in (("A", "29242"), ("B", "29245"), ("C", "29245")):
        household = factories.make_household(code, f"Lê {code}", commune(home))
        household.commune_later = other if code == "C" else None
        household.save()
        factories.make_signed_review(household, before, "poor")
    for code in ("29242", "29245"):
        Place.objects.filter(pk=code).update(to_day=merged_on)
        factories.make_succession(commune(code), heir, merged_on, "whole" if code == "29242" else "part")

    campaign = listed(land, 2025)

    assert {(r.household.code, r.commune_id) for r in Review.objects.filter(campaign=campaign)} == {
        ("A", heir.pk),
        ("B", heir.pk),
        ("C", other.pk),
    }
    assert past_of("A", 2025) == ("poor", "same") and past_of("B", 2025) == ("poor", "same")
    assert set(Review.objects.filter(campaign=campaign).values_list("b1_area", flat=True)) == {"rural_mekong_delta"}


def test_listing_twice_adds_nobody_and_a_household_without_a_head_is_named(province):
    factories.make_household("A", "Lê A", commune("29242"))
    headless = factories.make_household("B", "Lê B", commune("29242"))
    headless.head = None
    headless.save()
    campaign = actions.open_campaign(province=province, year=2023, by=None)

    first = actions.list_households(campaign=campaign, by=None)
    second = actions.list_households(campaign=campaign, by=None)

    assert (first.added, first.without_head) == (1, ("B",)) and (second.added, second.already) == (0, 1)


@pytest.fixture
def year(province):
    """2022 and 2023 signed, with every kind of movement, a split, a merge, an end and one household not yet known."""
    before = last_year_of(province)
    now = Campaign.objects.create(
        province=province, year=2023, from_day=date(2023, 9, 1), to_day=date(2023, 12, 14), law_day=date(2023, 12, 14)
    )
    fates = [  # code, commune, class before, class now, poor earlier
        ("P1", "29242", "poor", "poor", False), ("P2", "29242", "poor", "near_poor", False), ("P3", "29236", "poor", "not_poor", False),
        ("N1", "29242", "near_poor", "poor", False), ("N2", "29245", "near_poor", "near_poor", False),
        ("N3", "29236", "near_poor", "not_poor", False),
        ("O1", "29245", "not_poor", "poor", True), ("O2", "29245", "not_poor", "poor", False), ("O3", "29236", "not_poor", "near_poor", False),
        ("O4", "29236", "not_poor", "not_poor", False),
    ]  # fmt: skip
    for code, home, was, is_now, earlier in fates:
        household = factories.make_household(
            code, f"Lê {code}", commune(home), ethnicity=5 if code.startswith("P") else 1
        )
        factories.make_signed_review(household, before, was, member_count=4)
        size = 6 if code == "P1" else 3
        factories.make_signed_review(
            household,
            now,
            is_now,
            previous_class=was,
            was_poor_before=earlier,
            was_near_poor_before=False,
            member_count=size,
        )
    gone = factories.make_household("G1", "Lê G", commune("29242"))
    factories.make_signed_review(gone, before, "poor", member_count=2)
    ended(gone)
    split = factories.make_household("S1", "Lê S", commune("29242"), split_from=gone)
    factories.make_signed_review(split, now, "poor", previous_class="poor", origin="split", member_count=1)
    merged = factories.make_household("M1", "Lê M", commune("29245"))
    for code in ("M2", "M3"):
        part = factories.make_household(code, f"Lê {code}", commune("29245"))
        factories.make_signed_review(part, before, "poor", member_count=2)
        ended(part, merged_into=merged)
    factories.make_signed_review(
        merged, now, "poor", previous_class="poor", origin="merged", was_poor_before=False, member_count=4
    )
    open_one = factories.make_household("U1", "Lê U", commune("29245"))
    unknown = factories.make_signed_review(open_one, now, "not_poor", is_signed=False)
    Review.objects.filter(pk=unknown.pk).update(poverty_class=None, class_by_rule=None)
    return now


def land(sheet):
    return {column: sheet.lines[0].values[column] for column in sheet.columns}


def broken(sheet):
    return [check.says for check in sheet.checks if not check.holds]


def test_the_year_of_the_poor_adds_up_in_households_and_in_people(year):
    sheets = {sheet.code: sheet for sheet in tables_of(year)}

    poor, near = sheets["7.2"], sheets["7.3"]

    assert list(land(poor).values()) == [6, 1, 1, 2, 1, 1, 1, 1, 6]
    assert list(land(near).values()) == [3, 1, 1, 0, 1, 0, 1, 0, 3]
    assert broken(poor) == [] and broken(near) == []
    people = poor.lines[1].values
    assert people["9"] == 6 + 3 + 3 + 3 + 1 + 4
    assert people["9"] == people["1"] - (people["2"] + people["3"] + people["4"]) + (
        people["5"] + people["6"] + people["7"] + people["8"]
    )
    assert poor.checks[0].says == "Toàn tỉnh, hộ: 9 = 1 − (2+3+4) + (5+6+7+8): 6 = 6 − (1 + 1 + 2) + (1 + 1 + 1 + 1)"


def test_every_table_sums_its_communes_and_the_sheets_repeat_the_tables(year):
    sheets = {sheet.code: sheet for sheet in tables_of(year)}

    for code in ("7.1", "7.4", "7.6", "7.9", "7.10", "7.11"):
        lines = sheets[code].lines
        for column in sheets[code].columns:
            if code != "7.1" or column in "1235":
                assert lines[0].values[column] == sum(line.values[column] for line in lines if line.depth == 2), (
                    code,
                    column,
                )
    rows = {line.code: line.values for line in sheets["407-410.N/GN-Sở"].lines}
    assert {code: row["1"] for code, row in rows.items()} == {
        "100": 6,
        "101": 2,
        "102": 1,
        "103": 1,
        "200": 3,
        "201": 1,
        "202": 0,
        "203": 1,
    }
    assert rows["101"]["2"] == 1 and rows["201"]["2"] == 1
    assert {c: n for c, n in land(sheets["7.9"]).items() if c.startswith("N")} == {"N": 6, "N.1": 5, "N.5": 1}


def test_what_does_not_add_up_is_said_with_the_figures(year):
    Review.objects.filter(household__code="O1").update(was_poor_before=None)

    sheets = {sheet.code: sheet for sheet in tables_of(year)}

    assert broken(sheets["7.1"]) == ["Hộ chưa công nhận kết quả: 1 trong 13 hộ (7,69 %)"]
    assert "6 = 6 − (1 + 1 + 2) + (1 + 0 + 1 + 1); lệch 1" in broken(sheets["7.2"])[0]
    assert broken(sheets["7.2"])[-1].endswith("chưa biết kết quả các năm trước): 1")


def test_money_is_entered_and_what_is_missing_is_shown_as_missing(year):
    *_, empty = tables_of(year)
    *_, wrong = tables_of(year, {"110": 100, "111": 60, "112": 30, "113": 5})

    assert {line.values["1"] for line in empty.lines} == {None}
    assert "Dòng 110 = 111 + 112 + 113: 100 = 95; lệch 5" in broken(wrong)
    with pytest.raises(ReviewRefused, match="không có dòng 999"):
        tables_of(year, {"999": 1})


def test_the_workbook_keeps_the_frame_and_prints_the_checks(year):
    made = write_workbook(sheets=tables_of(year), campaign=year)

    book = CalamineWorkbook.from_filelike(BytesIO(made))
    rows = [[str(cell) for cell in row] for row in book.get_sheet_by_name("7.2").to_python(skip_empty_area=False)]
    text = "\n".join("|".join(row) for row in rows)

    assert book.sheet_names[:3] == ["Mục lục", "7.1", "7.2"] and "407-410.N GN-Sở" in book.sheet_names
    for part in (
        "Mẫu số 7.2",
        "Kỳ báo cáo: năm 2023",
        "Đơn vị báo cáo",
        "Đơn vị nhận báo cáo",
        "Toàn tỉnh – Hộ|6.0|1.0|1.0|2.0",
        "Đạt: Toàn tỉnh, hộ: 9 = 1",
        "Người lập biểu",
        "Thủ trưởng đơn vị",
    ):
        assert part in text, part
    money = "\n".join("|".join(map(str, row)) for row in book.get_sheet_by_name("411.N GN-Sở").to_python())
    assert "chưa có số liệu" in money


def test_an_officer_of_one_commune_gets_the_tables_of_that_commune(year):
    officer = factories.make_user("canbo", "commune_officer", commune("29236"))

    with acting_as(officer):
        sheets = {sheet.code: sheet for sheet in tables_of(year)}

    assert [line.label for line in sheets["7.1"].lines if line.depth == 2] == ["Phường Phường 1"]
    assert land(sheets["7.1"])["1"] == 4 and broken(sheets["7.2"]) == []
