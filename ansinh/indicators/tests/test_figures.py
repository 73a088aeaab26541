"""Figures against the records counted by hand, on the days, maps and scopes they are asked for."""

import json
import os
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from ansinh.core.access import NoAccess, acting_as, acting_as_system
from ansinh.indicators import actions, api, jobs
from ansinh.indicators.factories import MERGED_ON, Situation, reviewed_province
from ansinh.indicators.models import SealedFigure, Target
from ansinh.poverty import factories
from ansinh.poverty.models import Campaign, Review

POOR = "poverty.poor_households"
YEAR_END = date(2023, 12, 31)


@pytest.fixture
def there(db: Any, settings: Any, tmp_path: Path) -> Any:
    """The small province, reviewed in 2022 and 2023, with a snapshot; the system acts."""
    settings.SNAPSHOTS = tmp_path
    with acting_as_system("thử"):
        found = reviewed_province()
        found.taken = found.snapshot()  # type: ignore[attr-defined]
        yield found


def _poor(there: Situation, year: int = 2023, **more: Any) -> int:
    return Review.objects.filter(campaign=there.campaigns[year], poverty_class="poor", **more).count()


def test_a_stock_is_the_newest_decided_review_of_each_commune(there: Any) -> None:
    before_all = api.figure(POOR, place=there.province, on=date(2023, 12, 4))
    in_between = api.figure(POOR, place=there.province, on=date(2023, 12, 5))
    after_all = api.figure(POOR, place=there.province, on=YEAR_END)

    new = _poor(there, 2023, commune=there.first)
    assert before_all.value == _poor(there, 2022)
    assert in_between.value == new + _poor(there, 2022) - _poor(there, 2022, commune=there.first)
    assert after_all.value == _poor(there, 2023)


def test_a_ratio_keeps_its_numerator_and_denominator(there: Any) -> None:
    rate = api.figure("poverty.poverty_rate", place=there.province, on=YEAR_END, by="commune")

    assert (rate.numerator, rate.denominator) == (_poor(there), 40)
    assert rate.value == (Decimal(_poor(there)) * 100 / 40).quantize(Decimal("1E-8"))
    assert sum(row.numerator or 0 for row in rate.rows) == rate.numerator
    assert sum(row.denominator or 0 for row in rate.rows) == rate.denominator


def test_a_flow_counts_what_was_decided_in_the_year(there: Any) -> None:
    escaped = api.figure("poverty.escaped_poverty", place=there.province, year=2023)

    moved = Review.objects.filter(
        campaign=there.campaigns[2023],
        previous_class="poor",
        poverty_class__in=["near_poor", "not_poor"],
        origin="same",
    )
    assert escaped.value == moved.count()


def test_a_fall_is_last_years_rate_minus_this_years(there: Any) -> None:
    fall = api.figure("poverty.poverty_rate_fall", place=there.province, year=2023)

    before = api.figure("poverty.poverty_rate", place=there.province, year=2022).value
    now = api.figure("poverty.poverty_rate", place=there.province, year=2023).value
    assert before is not None and now is not None
    assert fall.value == before - now


def test_an_ad_hoc_decision_replaces_the_households_yearly_class_from_its_day(there: Any) -> None:
    review = Review.objects.filter(campaign=there.campaigns[2023], poverty_class="not_poor").first()
    assert review is not None
    ad_hoc = Campaign.objects.create(
        province=there.province,
        year=2024,
        kind="ad_hoc",
        from_day=date(2024, 1, 1),
        to_day=date(2024, 12, 31),
        law_day=date(2024, 6, 1),
    )
    factories.make_signed_review(review.household, ad_hoc, "poor", decided_on=date(2024, 5, 20))
    there.snapshot()

    assert api.figure(POOR, place=there.province, on=date(2024, 5, 19)).value == _poor(there)
    assert api.figure(POOR, place=there.province, on=date(2024, 5, 20)).value == _poor(there) + 1
    assert api.figure("poverty.households", place=there.province, on=date(2024, 5, 20)).value == 40
    opened = api.records(POOR, place=there.province, period=api.period_of(on=date(2024, 5, 20)))
    assert review.household_id in {one.subject for one in opened}


def test_on_todays_map_a_divided_communes_households_go_where_they_are_known_to_be(there: Any) -> None:
    told = api.figure("poverty.households", place=there.province, on=YEAR_END, by="commune", map_day=MERGED_ON)

    known = Review.objects.filter(campaign=there.campaigns[2023], household__commune_later=there.joined).count()
    whole = Review.objects.filter(campaign=there.campaigns[2023], commune__in=[there.first, there.second]).count()
    rows = {row.key: row.value for row in told.rows}
    assert rows == {there.joined.pk: whole + known, there.other.pk: 40 - whole - known}
    assert told.value == 40


def test_a_new_unit_can_be_asked_about_a_day_before_it_was_one(there: Any) -> None:
    told = api.figure("poverty.households", place=there.later_province, on=YEAR_END, map_day=MERGED_ON)

    assert told.value == 40


def test_a_merged_commune_answers_with_the_last_review_of_its_parts(there: Any) -> None:
    told = api.figure("poverty.households", place=there.joined, on=date(2025, 12, 31))

    inside = Review.objects.filter(campaign=there.campaigns[2023], household__commune_later=there.joined).count()
    whole = Review.objects.filter(campaign=there.campaigns[2023], commune__in=[there.first, there.second]).count()
    assert told.value == inside + whole


def test_a_commune_officer_counts_and_opens_only_their_commune(there: Any) -> None:
    officer = factories.make_user("can_bo", "commune_officer", there.first)

    with acting_as(officer, YEAR_END):
        own = api.figure("poverty.households", place=there.province, on=YEAR_END, by="commune")
        opened = api.records("poverty.households", place=there.province, period=api.period_of(on=YEAR_END))

        assert [row.key for row in own.rows] == [there.first.pk]
        assert own.value == len(opened) == 14
        with pytest.raises(NoAccess, match="không được xem"):
            api.figure("poverty.households", place=there.second, on=YEAR_END)


def test_a_day_before_the_law_and_one_before_the_first_review_are_told_apart(there: Any) -> None:
    too_early = api.figure(POOR, place=there.province, on=date(2010, 1, 1))
    told = api.figure(POOR, place=there.province, on=date(2021, 12, 31))

    assert (too_early.value, told.value) == (None, None)
    assert "sớm hơn luật đầu tiên mà hệ thống có (01/01/2016)" in too_early.missing
    assert "Kết quả sớm nhất là ngày 05/12/2022" in told.missing


def test_an_unknown_indicator_or_breakdown_names_what_there_is(there: Any) -> None:
    with pytest.raises(api.UnknownIndicator, match=r"poverty\.poor_households"):
        api.figure("poverty.poor_household", place=there.province, on=YEAR_END)
    with pytest.raises(api.UnknownBreakdown, match="commune, district"):
        api.figure(POOR, place=there.province, on=YEAR_END, by="colour")


def test_a_snapshot_answers_as_the_records_stood_when_it_was_taken(there: Any) -> None:
    before = _poor(there)
    Review.objects.filter(campaign=there.campaigns[2023], poverty_class="poor").update(
        poverty_class="near_poor", class_by_rule="near_poor"
    )
    there.snapshot()

    assert api.figure(POOR, place=there.province, on=YEAR_END, snapshot=there.taken.pk).value == before
    assert api.figure(POOR, place=there.province, on=YEAR_END).value == 0


def test_a_changed_file_of_a_snapshot_is_found(there: Any) -> None:
    folder = Path(there.taken.folder)
    assert jobs.faults_of(folder, there.taken.manifest) == []

    with (folder / "figures" / "atoms.parquet").open("ab") as file:
        file.write(b"x")

    assert jobs.faults_of(folder, there.taken.manifest) == ["Tệp figures/atoms.parquet đã bị sửa sau khi chụp."]


def test_a_snapshot_that_breaks_leaves_nothing(there: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jobs, "write_manifest", lambda *a, **k: 1 / 0)
    folders = list(Path(there.taken.folder).parent.iterdir())

    with pytest.raises(ZeroDivisionError):
        there.snapshot()

    assert list(Path(there.taken.folder).parent.iterdir()) == folders


def test_a_changed_target_is_a_new_row_that_names_the_old(there: Any) -> None:
    chief = factories.make_user("chi", "province_officer", there.province)
    with acting_as(chief, YEAR_END):
        told = {"indicator": POOR, "place": there.province, "year": 2023, "resolved_on": date(2022, 12, 9), "by": chief}
        first = actions.set_target(value=Decimal(10), resolution="Nghị quyết 45/NQ-HĐND", **told)
        second = actions.set_target(value=Decimal(8), resolution="Nghị quyết 12/NQ-HĐND", **told)

        assert second.replaces == first
        assert Target.objects.count() == 2
        assert api.standing(POOR, place=there.province, period=api.period_of(year=2023)).target == second
        with pytest.raises(actions.Refused, match="đã giao"):
            actions.set_target(value=Decimal(8), resolution="Nghị quyết 12/NQ-HĐND", **told)


def test_a_target_is_split_only_when_the_parts_add_up(there: Any) -> None:
    chief = factories.make_user("chi", "province_officer", there.province)
    with acting_as(chief, YEAR_END):
        target = actions.set_target(
            indicator=POOR,
            place=there.province,
            year=2023,
            value=Decimal(10),
            resolution="Nghị quyết 45/NQ-HĐND",
            resolved_on=date(2022, 12, 9),
            by=chief,
        )

        with pytest.raises(actions.Refused, match="lệch -1"):
            actions.split_target(target=target, shares={there.first: Decimal(4), there.second: Decimal(5)}, by=chief)
        assert Target.objects.count() == 1
        actions.split_target(target=target, shares={there.first: Decimal(4), there.second: Decimal(6)}, by=chief)
        assert Target.objects.count() == 3


def test_a_sealed_figure_stays_and_a_later_one_names_it(there: Any) -> None:
    period = api.period_of(year=2023)
    first = actions.seal_figures(place=there.province, period=period, by=None, indicators=[POOR])
    again = actions.seal_figures(place=there.province, period=period, by=None, indicators=[POOR])
    Review.objects.filter(campaign=there.campaigns[2023], poverty_class="poor").update(
        poverty_class="near_poor", class_by_rule="near_poor"
    )
    there.snapshot()
    found = [one.said for one in api.check(place=there.province, period=period, only=[POOR]) if one.kind == "sealed"]
    later = actions.seal_figures(place=there.province, period=period, by=None, indicators=[POOR])

    assert again == []
    assert later[0].replaces == first[0]
    assert "đã khóa sổ" in found[0]
    first[0].snapshot.refresh_from_db()
    assert first[0].snapshot.is_sealed
    with pytest.raises(ValueError, match="không sửa"):
        SealedFigure.objects.get(pk=first[0].pk).save()


def test_relations_of_figures_only_reports_give_are_asked_once_somebody_typed_one(there: Any) -> None:
    by = factories.make_user("chief", "province_officer", there.province)
    told = {"place": there.province, "period": api.period_of(year=2023), "source": "Báo cáo 35/BC-SLĐTBXH", "by": by}
    pair = ("children.count", "children.special.count")

    with acting_as(by):
        before = [
            one for one in api.check(place=there.province, period=told["period"]) if "children.count" in one.figures
        ]
        for name, value in zip(pair, (1_000, 1_200), strict=True):
            actions.enter_figure(indicator=name, value=Decimal(value), **told)
        after = api.check(place=there.province, period=told["period"], only=["children.special.count"])

    assert before == []
    assert [one.verdict for one in after if one.figures == pair] == ["inconsistent"]


def test_money_is_entered_with_its_source_and_a_counted_figure_is_not(there: Any) -> None:
    officer = factories.make_user("tai_chinh", "province_officer", there.province)
    period = api.period_of(year=2023)
    with acting_as(officer, YEAR_END):
        told = {"place": there.province, "period": period, "source": "Báo cáo 12/BC-STC", "by": officer}
        assert api.figure("poverty.money_411_100", place=there.province, year=2023).value is None

        actions.enter_figure(indicator="poverty.money_411_100", value=Decimal(125000), **told)

        assert api.figure("poverty.money_411_100", place=there.province, year=2023).value == 125000
        with pytest.raises(actions.Refused, match="tính từ hồ sơ"):
            actions.enter_figure(indicator=POOR, value=Decimal(3), **told)


def test_the_command_prints_what_the_issue_asks(there: Any, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("figure", POOR, "--place", "tra-vinh", "--on", "2023-12-31", "--records", "--json")

    told = json.loads(capsys.readouterr().out)
    assert told["indicator"] == POOR
    assert (told["place"], told["on"], told["unit"]) == ("tra-vinh", "2023-12-31", "household")
    assert told["value"] == len(told["records"]) == _poor(there)
    assert told["snapshot"] == there.taken.pk


def test_the_command_refuses_with_a_sentence(there: Any) -> None:
    with pytest.raises(CommandError, match="sớm hơn luật đầu tiên"):
        call_command("figure", POOR, "--place", "tra-vinh", "--on", "2010-12-31")
    with pytest.raises(CommandError, match="Nêu một trong bốn"):
        call_command("figure", POOR, "--place", "tra-vinh")


def test_a_draft_left_by_a_killed_snapshot_is_cleared_by_a_later_one(there: Any, settings: Any) -> None:
    left, fresh = (Path(settings.SNAPSHOTS) / f"{name}.part" for name in ("left", "fresh"))
    for draft in (left, fresh):
        draft.mkdir(parents=True)
    os.utime(left, (0, 0))

    there.snapshot()

    assert not left.exists() and fresh.exists()
