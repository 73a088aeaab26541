"""A small made-up province through the whole path: `ansinh demo`, then its figures, movements and papers asked as anybody would."""

import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from ansinh.demo.plan import plan_for
from tests import commands

HOUSEHOLDS = 800


def outside() -> dict[str, str]:
    """The environment of somebody who set nothing of the house."""
    return {name: value for name, value in os.environ.items() if not name.startswith("ANSINH_")}


def ansinh(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run the command as a person would, on its own data folder."""
    return subprocess.run(
        [sys.executable, "-m", "ansinh", *words],
        env={**outside(), "ANSINH_DATA": str(folder)},
        capture_output=True,
        text=True,
        check=False,
    )


ON = ("--on", "2023-12-31")


def asked(folder: Path, *figures: tuple[str, ...]) -> list[dict[str, Any]]:
    """What `ansinh figure` answers to each of these words."""
    told = commands.each({**outside(), "ANSINH_DATA": str(folder)}, *(("figure", *one, "--json") for one in figures))
    return [json.loads(one) for one in told]


def figures(folder: Path, *names: str, of: str = "tra-vinh", when: tuple[str, ...] = ON) -> dict[str, Any]:
    """The values of figures, by name."""
    told = asked(folder, *((name, "--place", of, *when) for name in names))
    return {name: one["value"] for name, one in zip(names, told, strict=True)}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with the small province in it."""
    made = tmp_path_factory.mktemp("demo")
    ran = ansinh(made, "demo", "--households", str(HOUSEHOLDS), "--no-serve", "--yes")
    assert ran.returncode == 0, ran.stderr
    return made


@pytest.fixture
def rows(folder: Path) -> Iterator[sqlite3.Cursor]:
    with closing(sqlite3.connect(folder / "ansinh.sqlite3")) as database:
        yield database.cursor()


ANNUAL = """
    WITH annual AS (
        SELECT r.household_id, r.poverty_class, r.class_by_rule, r.previous_class, r.origin, r.is_signed, r.difference_reason, c.year
        FROM poverty_review r JOIN poverty_campaign c ON c.id = r.campaign_id WHERE c.kind = 'annual' AND c.province_id = '84')
"""


def number(rows: sqlite3.Cursor, sql: str, *values: object) -> int:
    """The one number of a query over the yearly reviews."""
    return rows.execute(ANNUAL + sql, values).fetchone()[0]


def test_the_signed_classes_are_the_planned_ones(folder: Path) -> None:
    plan = plan_for(HOUSEHOLDS)

    wanted = {
        "poverty.poor_households": sum(plan.now("poor")),
        "poverty.khmer_poor_households": plan.now("poor")[1],
        "poverty.better_off_households": sum(plan.now("better_off")),
        "poverty.households": HOUSEHOLDS,
    }

    assert figures(folder, *wanted) == wanted


def test_every_signed_class_is_by_rule_or_has_its_reason(rows: sqlite3.Cursor) -> None:
    different = rows.execute(
        "SELECT poverty_class, class_by_rule, difference_reason FROM poverty_review WHERE is_signed AND poverty_class <> class_by_rule"
    ).fetchall()

    assert different
    assert all(reason for _, _, reason in different)


def test_incomplete_households_stay_unsigned_and_without_a_class(rows: sqlite3.Cursor) -> None:
    unsigned = "SELECT COUNT(*) FROM annual WHERE year = 2023 AND NOT is_signed"

    assert number(rows, unsigned) == sum(plan_for(HOUSEHOLDS).now("unknown"))
    assert number(rows, f"{unsigned} AND (poverty_class IS NOT NULL OR class_by_rule IS NOT NULL)") == 0


@pytest.mark.parametrize("name", ["poor", "near_poor"])
def test_last_years_class_plus_those_who_came_minus_those_who_left_is_this_years(
    rows: sqlite3.Cursor, name: str
) -> None:
    """Tables 7.2 and 7.3; the households gone are on last year's list and on no list now."""
    of_year = "SELECT COUNT(*) FROM annual WHERE poverty_class = ? AND year = ?"
    gone = number(
        rows, f"{of_year} AND household_id NOT IN (SELECT household_id FROM annual WHERE year = 2023)", name, 2022
    )
    left = number(
        rows,
        "SELECT COUNT(*) FROM annual WHERE year = 2023 AND origin = 'same' AND previous_class = ? AND poverty_class <> ?",
        name,
        name,
    )
    came = number(rows, f"{of_year} AND NOT (origin = 'same' AND previous_class = ?)", name, 2023, name)

    assert number(rows, of_year, name, 2022) - gone - left + came == number(rows, of_year, name, 2023)


def test_all_communes_decided_before_the_14th_of_december_and_reported(rows: sqlite3.Cursor) -> None:
    chosen = "c.kind = 'annual' AND c.year = 2023 AND c.province_id = '84'"
    communes = f"FROM poverty_communereview cr JOIN poverty_campaign c ON c.id = cr.campaign_id WHERE {chosen}"

    [(state, count, last)] = rows.execute(
        f"SELECT cr.state, COUNT(*), MAX(cr.reported_on) {communes} GROUP BY 1"
    ).fetchall()

    assert (state, count) == ("reported", 106)
    assert last < "2023-12-15"


def test_objections_were_answered(rows: sqlite3.Cursor) -> None:
    raised, settled = rows.execute("SELECT COUNT(*), COUNT(settled_on) FROM poverty_objection").fetchone()

    assert raised == settled > 0


def test_the_officer_of_one_commune_has_requests_waiting(rows: sqlite3.Cursor) -> None:
    of_ad_hoc = "SELECT COUNT(*) FROM poverty_review r JOIN poverty_campaign c ON c.id = r.campaign_id WHERE c.kind = 'ad_hoc' AND"

    assert number(rows, f"{of_ad_hoc} NOT r.is_signed") >= 2
    assert number(rows, f"{of_ad_hoc} r.is_signed") >= 2


def test_it_says_that_the_people_are_made_up(folder: Path, rows: sqlite3.Cursor) -> None:
    told = json.loads((folder / "demo.json").read_text(encoding="utf-8"))

    assert told["made_up"] is True
    assert "không phải người có thật" in told["note"]
    assert rows.execute("SELECT DISTINCT source FROM people_person").fetchall() == [
        ("Dữ liệu mẫu, người không có thật",)
    ]


def test_the_years_report_lies_beside_it(folder: Path) -> None:
    kinds = {path.suffix for path in (folder / "reports").iterdir()}

    assert {".docx", ".pdf", ".html"} <= kinds


def test_run_again_it_says_that_it_is_there_and_changes_nothing(folder: Path, rows: sqlite3.Cursor) -> None:
    before = rows.execute("SELECT COUNT(*) FROM core_auditevent").fetchone()

    ran = ansinh(folder, "demo", "--no-serve")

    assert ran.returncode == 0
    assert f"Tỉnh mẫu {HOUSEHOLDS} hộ (số gieo 2023) đã có" in ran.stdout
    assert rows.execute("SELECT COUNT(*) FROM core_auditevent").fetchone() == before


def test_it_does_not_wipe_without_being_told_yes(folder: Path) -> None:
    ran = ansinh(folder, "demo", "--no-serve", "--again")

    assert ran.returncode == 1
    assert "--yes" in ran.stderr


def test_twelve_months_of_2023_are_closed_and_tie_to_the_dong(rows: sqlite3.Cursor) -> None:
    closed = """SELECT COUNT(*), COUNT(DISTINCT month) FROM payments_run WHERE state = 'closed' AND month BETWEEN 202301 AND 202312
      AND programme <> 'unemployment'"""
    insured = "SELECT month FROM payments_run WHERE state = 'closed' AND programme = 'unemployment' ORDER BY 1"
    ordered = rows.execute("SELECT SUM(amount_dong) FROM payments_order").fetchone()[0]
    paid = rows.execute("SELECT SUM(amount_dong) FROM payments_settlement WHERE outcome = 'paid'").fetchone()[0]
    unpaid = rows.execute("SELECT SUM(amount_dong) FROM payments_unpaid WHERE withdrawn_by_id IS NULL").fetchone()[0]

    assert rows.execute(closed).fetchone() == (24, 12)
    assert rows.execute(insured).fetchall() == [(202311,), (202312,)]
    assert ordered == paid + unpaid


def test_october_2026_waits_with_the_arrears_of_decree_335(folder: Path) -> None:
    run = ("--province", "vinh-long", "--programme", "assistance", "--month", "2026-10")
    preview = ansinh(folder, "decree", "preview", "335/2026", "--province", "vinh-long", "--month", "2026-10", "--json")

    planned = ansinh(folder, "payrun", "plan", *run, "--on", "2026-09-21", "--as", "canbo.tinh", "--json")

    assert preview.returncode == planned.returncode == 0, preview.stderr + planned.stderr
    steps = json.loads(planned.stdout)["totals"]["steps"]
    assert steps["arrears"]["dong"] == json.loads(preview.stdout)["arrears_dong"] > 0


def test_every_right_granted_since_2023_opens_the_dossier_it_came_from(rows: sqlite3.Cursor) -> None:
    named = """SELECT t.id, r.wrote, r.number = d.number AND r.decided_on = d.decided_on, t.from_day, r.decided_on, o.state
      FROM benefits_title t JOIN benefits_decision d ON d.id = t.decision_id JOIN dossiers_dossier o ON o.id = d.dossier_id
      JOIN dossiers_ruling r ON r.dossier_id = o.id"""
    claimed = rows.execute(
        "SELECT COUNT(*) FROM benefits_claim c JOIN benefits_decision d ON d.id = c.decision_id WHERE d.dossier_id > 0"
    )
    claims = claimed.fetchone()[0]

    found = rows.execute(named).fetchall()

    granted = rows.execute(
        "SELECT COUNT(*) FROM dossiers_ruling WHERE outcome = 'granted' AND signed_at IS NOT NULL AND wrote NOT LIKE '%unemployment%'"
    ).fetchone()[0]
    new = "SELECT COUNT(*) FROM benefits_title WHERE SUBSTR(from_day, 1, 4) IN ('2023', '2024', '2026') AND category NOT IN"
    without = "('former_soldier', 'study_group_1', 'study_group_2', 'heroic_mother_carer')"
    assert len(found) == rows.execute(f"{new} {without}").fetchone()[0] == granted - claims > 0
    for title, wrote, is_same, from_day, decided_on, state in found:
        assert (json.loads(wrote), is_same, state) == ([f"title:{title}"], 1, "handed_out")
        assert decided_on < from_day


def test_dossiers_keep_the_path_and_the_days_of_the_law_they_began_under(rows: sqlite3.Cursor) -> None:
    steps = """SELECT o.procedure, SUBSTR(o.began_on, 1, 4), GROUP_CONCAT(DISTINCT s.stage) FROM dossiers_dossier o
      JOIN dossiers_dossierstep s ON s.dossier_id = o.id WHERE o.procedure = 'social_allowance_new' AND o.state = 'handed_out' GROUP BY o.id"""
    weekend = "STRFTIME('%w', SUBSTR({}, 1, 19), '+7 hours') IN ('0', '6')"

    stages = {(year, frozenset(told.split(","))) for _, year, told in rows.execute(steps)}

    three = frozenset({"commune_review", "posting", "sending", "district", "district_decision"})
    assert {(year < "2025", told) for year, told in stages} == {(True, three), (False, frozenset({"commune_decision"}))}
    for column, table in (("closed_at", "dossier"), ("started_at", "dossierstep"), ("ended_at", "dossierstep")):
        assert rows.execute(f"SELECT COUNT(*) FROM dossiers_{table} WHERE {weekend.format(column)}").fetchone()[0] == 0
    gaps = "SELECT COUNT(*) FROM dossiers_agencyday a WHERE last <> (SELECT COUNT(*) FROM dossiers_dossier d WHERE d.agency_id = a.agency_id"
    assert rows.execute(f"{gaps} AND SUBSTR(d.code, -11, 6) = SUBSTR(REPLACE(a.day, '-', ''), 3))").fetchone()[0] == 0


def test_whoever_signs_in_finds_dossiers_that_wait(rows: sqlite3.Cursor) -> None:
    waiting = """SELECT u.username, o.state, o.due_on < DATE('now', '+7 hours'), COUNT(*) FROM dossiers_dossier o
      JOIN dossiers_dossierstep s ON s.dossier_id = o.id AND s.ended_at IS NULL JOIN auth_user u ON u.id = s.assigned_id GROUP BY 1, 2, 3"""

    found = {(user, state, bool(late)) for user, state, late, _ in rows.execute(waiting)}

    for commune in ("29464", "29257", "29266"):
        assert {(f"canbo.{commune}", "in_progress", True), (f"canbo.{commune}", "waiting", False)} <= found
        assert {(f"lanhdao.{commune}", "in_progress", True), (f"lanhdao.{commune}", "in_progress", False)} <= found
    assert ("canbo.tinh", "in_progress", False) in found


def test_the_merit_dossiers_of_thai_binh_are_as_many_as_their_share_of_those_published(folder: Path) -> None:
    told = figures(folder, "merit.dossiers", "dossiers.settled.late", of="thai-binh", when=("--year", "2024"))

    assert told == {"merit.dossiers": round(16_024 * HOUSEHOLDS / 287_500), "dossiers.settled.late": 0}


def test_a_build_tells_in_the_trail_how_the_dossiers_came(rows: sqlite3.Cursor) -> None:
    acts = dict(
        rows.execute(
            "SELECT act, COUNT(*) FROM core_auditevent WHERE act IN ('dossiers.load', 'archive.load', 'labour.load') GROUP BY 1"
        )
    )

    assert acts == {"dossiers.load": 2, "archive.load": 1, "labour.load": 3}


def test_jobs_of_the_provinces_are_their_share_of_those_published_and_nobody_counts_twice(
    folder: Path, rows: sqlite3.Cursor
) -> None:
    share = HOUSEHOLDS / 287_500
    parts = ("jobs.created.local", "jobs.created.other_province", "jobs.abroad")
    told = figures(folder, "jobs.created", *parts, of="thai-binh", when=("--year", "2024"))

    assert told.pop("jobs.created") == round(34_800 * share) == sum(told.values())
    assert figures(folder, "jobs.created", when=("--year", "2023")) == {"jobs.created": round(24_399 * share)}
    begun = "SELECT COUNT(*) FROM labour_placement WHERE province_id = '84' AND started_on LIKE '2023%'"
    assert rows.execute(begun).fetchone()[0] > round(24_399 * share)


def test_an_unemployment_right_of_the_last_quarter_opens_its_dossier_and_is_paid_what_it_says(
    rows: sqlite3.Cursor,
) -> None:
    without = "SELECT COUNT(*) FROM labour_unemploymentright WHERE applied_on BETWEEN '2023-10-02' AND '2023-12-31' AND dossier_id IS NULL"
    named = """SELECT u.decision_number = r.number AND u.decided_on = r.decided_on FROM labour_unemploymentright u
      JOIN dossiers_ruling r ON r.dossier_id = u.dossier_id"""
    paid = """SELECT COUNT(*), SUM(l.amount_dong = u.amount_dong) FROM payments_line l JOIN payments_run n ON n.id = l.run_id
      JOIN labour_unemploymentright u ON u.person_id = l.person_id WHERE n.programme = 'unemployment' AND l.benefit = 'unemployment.benefit'"""

    same = {row[0] for row in rows.execute(named)}
    lines, right = rows.execute(paid).fetchone()

    assert rows.execute(without).fetchone()[0] == 0
    assert same == {1}
    assert lines == right > 0


def test_built_again_it_is_the_same_province(folder: Path, rows: sqlite3.Cursor) -> None:
    sql = "SELECT household_id, year, poverty_class FROM annual ORDER BY 1, 2"
    before = rows.execute(ANNUAL + sql).fetchall()

    ran = ansinh(
        folder,
        "demo",
        "--households",
        str(HOUSEHOLDS),
        "--months",
        "0",
        "--no-serve",
        "--no-report",
        "--again",
        "--yes",
    )

    assert ran.returncode == 0, ran.stderr
    with closing(sqlite3.connect(folder / "ansinh.sqlite3")) as database:
        assert database.execute(ANNUAL + sql).fetchall() == before


def test_a_folder_with_real_people_is_refused(tmp_path: Path) -> None:
    assert ansinh(tmp_path, "migrate").returncode == 0
    with closing(sqlite3.connect(tmp_path / "ansinh.sqlite3")) as database:
        database.execute(
            "INSERT INTO people_household (code, commune_id, province_id, hamlet, address, from_day, source, recorded_at) "
            "VALUES ('THAT-1', '29464', '84', '', '', '2020-01-01', '', '2020-01-01')"
        )
        database.commit()

    ran = ansinh(tmp_path, "demo", "--households", "500", "--no-serve")

    assert ran.returncode == 1
    assert "đã có hộ gia đình" in ran.stderr


def test_a_build_that_broke_off_says_how_to_begin_anew(tmp_path: Path) -> None:
    (tmp_path / "demo.json").write_text('{"made_up": true, "is_whole": false}', encoding="utf-8")

    ran = ansinh(tmp_path, "demo", "--no-serve")

    assert ran.returncode == 1
    assert "--yes" in ran.stderr


def test_the_household_of_the_highlands_shows_both_tables_and_belongs_to_no_figure_of_the_province(
    folder: Path,
) -> None:
    told = ansinh(folder, "why", "TAY-NGUYEN-MAU").stdout

    assert "30 điểm" in told and "40 điểm" in told and "hộ nghèo" in told
