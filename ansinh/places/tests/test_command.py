import json
from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from ansinh.places import jobs
from ansinh.places.models import Place, Succession


def run(*words: str) -> str:
    out = StringIO()
    call_command("places", *words, stdout=out)
    return out.getvalue()


def test_load_says_both_maps() -> None:
    told = json.loads(run("load", "--json"))

    assert told["added"] == 0
    assert told["units"]["2025-06-30"] == {"tỉnh": 63, "huyện": 696, "xã": 10_040}
    assert told["units"]["2025-07-01"] == {"tỉnh": 34, "huyện": 0, "xã": 3_321}


def test_show_tells_what_a_unit_was_and_became() -> None:
    told = run("show", "nghi phu", "--on", "2023-12-31")

    assert "Xã Nghi Phú, Thành phố Vinh, Tỉnh Nghệ An (16702)" in told
    assert "Phường Vinh Phú, Tỉnh Nghệ An (16702@2025): toàn bộ" in told


def test_show_json_counts_the_units_inside() -> None:
    assert json.loads(run("show", "tra-vinh", "--on", "31/12/2023", "--json"))["inside"] == {"huyện": 9, "xã": 106}


def test_tree_without_a_name_lists_the_provinces_of_the_day() -> None:
    assert len(json.loads(run("tree", "--on", "2023-12-31", "--json"))) == 63


def test_successors_of_a_district_that_ended_are_those_of_its_communes() -> None:
    told = json.loads(run("successors", "Thị xã Cửa Lò", "--on", "2023-12-31", "--to", "2025-07-01", "--json"))

    assert [row["full_name"] for row in told["found"]] == ["Phường Cửa Lò"]


def test_predecessors_are_those_of_the_asked_day() -> None:
    told = json.loads(run("predecessors", "Phường Trà Vinh", "--to", "2023-12-31", "--json"))

    assert {row["id"] for row in told["found"]} == {"29239", "29242", "29245", "29251", "29260"}


def test_an_unknown_name_is_refused_with_a_suggestion() -> None:
    with pytest.raises(CommandError, match=r"Phường Đội Cung.*kết thúc 01/12/2024"):
        run("show", "Đội Cung", "--on", "2025-07-01")


def test_check_names_what_the_source_leaves_open_and_finds_no_error() -> None:
    told = json.loads(run("check", "--json"))

    assert not [one for one in told["findings"] if one["is_error"]]
    assert {"divided", "repeated_name", "no_coordinates", "no_area", "corrected_link"} <= set(told["counts"])
    assert any("Thị xã Cửa Lò" in one["message"] for one in told["findings"] if one["kind"] == "no_coordinates")


def test_check_fails_when_an_ended_commune_has_no_successor() -> None:
    Succession.objects.filter(predecessor="29245").delete()

    with pytest.raises(CommandError, match="1 lỗi"):
        run("check")
    assert [one.place_id for one in jobs.open_questions() if one.is_error] == ["29245"]


def test_check_names_a_unit_that_the_source_no_longer_has() -> None:
    Place.objects.create(
        id="99999", code="99999", level=3, kind="commune", name="Lạ", full_name="Xã Lạ", slug="la", full_slug="xa-la", sort_key="",
        region="mekong_delta", parent_id="842", province_id="84", from_day=date(2004, 1, 1), to_day=date(2025, 7, 1),
    )  # fmt: skip

    errors = {(one.kind, one.place_id) for one in jobs.open_questions() if one.is_error}

    assert errors == {("not_in_source", "99999"), ("without_successor", "99999")}


def test_check_fails_when_a_new_commune_comes_from_nowhere() -> None:
    Succession.objects.filter(successor="29242@2025").delete()

    errors = {(one.kind, one.place_id) for one in jobs.open_questions() if one.is_error}

    assert ("never_a_successor", "29242@2025") in errors
    assert ("without_successor", "29239") in errors


def test_nothing_is_shown_before_the_units_are_loaded() -> None:
    Succession.objects.all().delete()
    Place.objects.filter(level=3).delete()
    Place.objects.filter(level=2).delete()
    Place.objects.all().delete()

    with pytest.raises(CommandError, match="ansinh places load"):
        run("show", "tra-vinh")
