"""Rooms are gathered, the day's rules chosen, figures counted with the records behind them, records sealed."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import replace
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from ansinh.engine import Fact, Grain, House, LawValue, WiringError, count, facts, house_on, if_, sum_of, total
from ansinh.engine.collect import Declarations, collect, rooms_of_the_house
from ansinh.engine.run import parts_of, run_sql
from ansinh.engine.snapshot import SnapshotError, open_snapshot, verify_snapshot, write_snapshot

from .sources import as_text

PACKAGE = "tests.engine.rooms"


def law(standard: str) -> Any:
    line = LawValue("alms.line", 700, "dong", "Điều 1")
    return SimpleNamespace(alms=SimpleNamespace(standard=LawValue("alms.standard", standard), line=line))


def house(standard: str = "new") -> House:
    return House(collect(("alms", "ward"), PACKAGE), law(standard))


ROWS = [
    {"family_id": 1, "ward_id": "w1", "income": 500, "has_pension": False},
    {"family_id": 2, "ward_id": "w1", "income": 600, "has_pension": True},
    {"family_id": 3, "ward_id": "w1", "income": None, "has_pension": False},
    {"family_id": 4, "ward_id": "w2", "income": 700, "has_pension": False},
    {"family_id": 5, "ward_id": "w2", "income": 9000, "has_pension": False},
]
TABLES = {"family": pa.Table.from_pylist(ROWS)}


def test_rooms_that_publish_something_are_found_by_their_files() -> None:
    assert rooms_of_the_house(PACKAGE) == ("alms", "ward")
    assert set(collect(None, PACKAGE).grains) == {"ward", "family"}


def test_the_law_of_the_day_chooses_between_two_files_of_one_figure() -> None:
    pensioner = {"income": 600, "has_pension": True}

    assert house("old").values(["is_poor"], pensioner) == {"is_poor": True}
    assert house("newest").values(["is_poor"], pensioner) == {"is_poor": False}
    with pytest.raises(WiringError, match="'is_poor' is neither a fact nor a rule"):
        house("unheard of").column("is_poor")


def test_two_rules_of_one_name_under_the_same_law_are_refused() -> None:
    declared = collect(("alms", "ward"), PACKAGE)
    doubled = replace(declared, rules=[(rule, ()) for rule, _ in declared.rules])

    with pytest.raises(WiringError, match="'is_poor' is a rule twice"):
        House(doubled, law("new"))


def test_a_file_under_a_value_stands_on_the_days_that_have_one() -> None:
    module = ModuleType("pension_rules")
    exec("UNDER = ('alms.pension',)\ndef pension(alms_law):\n    return alms_law + 1", vars(module))  # noqa: S102
    declared = Declarations()
    grain = Grain("poor", key="poor_id")
    facts(grain, Fact("alms_law", int))
    declared.add_grain(grain)
    declared.add_rules(module)

    with_value = House(declared, SimpleNamespace(has=lambda path: path == "alms.pension"))
    without = House(declared, SimpleNamespace(has=lambda path: False))

    assert "pension" in with_value.rules
    assert "pension" not in without.rules


def test_members_are_grouped_once_for_figures_that_do_not_need_each_other() -> None:
    home, person = Grain("home", key="home_id"), Grain("person", key="person_id", parents={"home": "home_id"})
    facts(home, Fact("floor", int))
    facts(person, Fact("wage", int), Fact("age", int))

    def wages(wage: Any) -> Any:
        return sum_of(wage)

    def is_tall(floor: Any) -> Any:
        return floor + 1 > 1

    def old_wage(wage: Any, age: Any, is_tall: Any) -> Any:
        return if_(is_tall & (age > 1), wage, 0)

    def old_wages(old_wage: Any) -> Any:
        return sum_of(old_wage)

    def others(wages: Any, old_wages: Any) -> Any:
        return wages - old_wages

    house = House.of([home, person], [wages, is_tall, old_wage, old_wages, others])
    tables = {
        "home": pa.table({"home_id": [1, 2], "floor": [1, 0]}),
        "person": pa.table({"person_id": [1, 2, 3], "home_id": [1, 1, 2], "wage": [5, 7, 9], "age": [9, 1, 9]}),
    }

    assert house.sql("others", dialect="duckdb").count("GROUP BY") == 1
    assert sorted(house.run("others", tables=tables).to_pylist(), key=str) == [
        {"home_id": 1, "others": 7},
        {"home_id": 2, "others": 9},
    ]


def test_one_law_has_one_house() -> None:
    class Law:
        """Hashable, as the law's reader makes them."""

    day, other = Law(), Law()

    assert house_on(day, ()) is house_on(day, ())
    assert house_on(day, ()) is not house_on(other, ())


def test_an_indicator_counts_its_records_and_says_how_many_nobody_can_place() -> None:
    found = run_sql(house().measure_sql("alms.poor", by=("ward",)), TABLES).sort_by("ward").to_pylist()
    amount = run_sql(house().measure_sql("alms.income"), TABLES).to_pylist()

    assert found == [{"ward": "w1", "value": 1, "unknown": 1}, {"ward": "w2", "value": 1, "unknown": 0}]
    assert amount == [{"value": 1200, "unknown": 1}]


def test_the_records_behind_a_figure_add_up_to_it() -> None:
    text = house().records_sql("alms.income", columns=("ward", "income"), filters={"ward": ["w1", "w2"]})

    records = run_sql(text, TABLES).sort_by("family_id").to_pylist()

    assert records == [
        {"family_id": 1, "ward": "w1", "income": 500, "value": 500},
        {"family_id": 4, "ward": "w2", "income": 700, "value": 700},
    ]


def test_a_ratio_gives_both_sides_for_every_group() -> None:
    text = house().measure_sql("alms.rate", by=("ward",), where=lambda has_pension: ~has_pension)

    found = run_sql(text, TABLES).sort_by("ward").to_pylist()

    assert found == [
        {"ward": "w1", "numerator": 1, "denominator": 2},
        {"ward": "w2", "numerator": 1, "denominator": 2},
    ]


def test_filters_take_one_value_several_or_the_unknown() -> None:
    def counted(**filters: Any) -> int:
        found = run_sql(house().measure_sql(count("family"), filters=filters), TABLES).to_pylist()
        return int(found[0]["value"])

    assert counted(ward="w2") == 2
    assert counted(income=[500, None]) == 2
    assert counted(income=None) == 1
    assert counted(ward=[]) == 0
    assert run_sql(house().measure_sql(total("family", "income")), TABLES).to_pylist() == [
        {"value": 10800, "unknown": 1}
    ]


@pytest.mark.parametrize("dialect", ["postgres", "spark", "sqlite", "duckdb"])
def test_measures_are_written_for_every_dialect(dialect: str) -> None:
    source = {"family": as_text(house().grains["family"], ROWS, dialect)}
    text = house().measure_sql("alms.rate", by=("ward",), dialect=dialect, tables=source)

    if dialect == "sqlite":
        assert sorted(sqlite3.connect(":memory:").execute(text).fetchall()) == [("w1", 1, 3), ("w2", 1, 2)]
    assert "WITH" in text


@pytest.mark.postgres
def test_measures_run_where_the_records_lie(postgres: Any) -> None:
    source = {"family": as_text(house().grains["family"], ROWS, "postgres")}

    rate = house().measure_sql("alms.rate", by=("ward",), dialect="postgres", tables=source)
    records = house().records_sql("alms.poor", dialect="postgres", tables=source)

    assert sorted(postgres.execute(rate).fetchall()) == [("w1", 1, 3), ("w2", 1, 2)]
    assert sorted(postgres.execute(records).fetchall()) == [(1, 1), (4, 1)]


def test_a_house_checks_its_measures_and_relations() -> None:
    assert house().check() == []
    assert "'is_poor' is a rule of other laws" in house("unheard of").check()[0]


def test_ten_parts_give_what_one_table_gives(tmp_path: Path) -> None:
    rows = [row | {"family_id": row["family_id"] + 5 * number} for number in range(10) for row in ROWS]
    source = tmp_path / "family"
    source.mkdir()
    for number in range(10):
        pq.write_table(pa.Table.from_pylist(rows[5 * number : 5 * number + 5]), source / f"{number}.parquet")

    written = house().run_to_parquet("is_poor", parts=parts_of({"family": source}), out=tmp_path / "out", threads=1)

    whole = house().run("is_poor", tables={"family": pa.Table.from_pylist(rows)}, memory_limit="200MB")
    assert written == 50
    assert pq.read_table(tmp_path / "out").sort_by("family_id").to_pylist() == whole.sort_by("family_id").to_pylist()
    assert house().run("is_poor", tables={"family": str(source / "*.parquet")}).num_rows == 50


def test_parts_that_do_not_pair_are_refused(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    (tmp_path / "a" / "1.parquet").touch()

    with pytest.raises(FileNotFoundError, match=r"has no 1\.parquet"):
        parts_of({"a": tmp_path / "a", "b": tmp_path / "b"})


def read_from_sqlite(sql: str) -> list[pa.RecordBatch]:
    """SQLite knows no yes and no: pensions come as 0 and 1."""
    database = sqlite3.connect(":memory:")
    database.execute("CREATE TABLE family_table (family_id, ward_id, year, income, has_pension)")
    database.executemany(
        "INSERT INTO family_table VALUES (?, ?, 2023, ?, ?)", [tuple(row.values()) for row in reversed(ROWS)]
    )
    cursor = database.execute(sql)
    names = [column[0] for column in cursor.description]
    return pa.Table.from_pylist([dict(zip(names, row, strict=True)) for row in cursor]).to_batches()


def test_a_snapshot_is_the_same_bytes_typed_sorted_and_runs(tmp_path: Path) -> None:
    family = house().grains["family"]
    sealed = {"taken_at": "2023-12-31T17:00:00", "law_version": "1"}

    first = write_snapshot([family], read_from_sqlite, tmp_path / "one", **sealed)
    second = write_snapshot([family], read_from_sqlite, tmp_path / "two", **sealed)

    table = pq.read_table(open_snapshot(tmp_path / "one")["family"])
    assert first == second == json.loads((tmp_path / "one" / "manifest.json").read_text())
    assert first["files"]["family.parquet"]["rows"] == 5
    assert first["files"]["family.parquet"]["columns"] == ["family_id", "ward_id", "year", "income", "has_pension"]
    assert table["family_id"].to_pylist() == [1, 2, 3, 4, 5]
    assert (table.schema.field("has_pension").type, table.schema.field("income").type) == (pa.bool_(), pa.int64())
    assert house().run("is_poor", tables=open_snapshot(tmp_path / "one")).num_rows == 5
    assert verify_snapshot(tmp_path / "one") == []


def test_an_altered_or_lost_file_is_told_in_vietnamese(tmp_path: Path) -> None:
    family = house().grains["family"]
    write_snapshot([family], read_from_sqlite, tmp_path, taken_at="2023", where={"family": "ward_id = 'w2'"})

    with (tmp_path / "family.parquet").open("ab") as file:
        file.write(b"x")
    altered = verify_snapshot(tmp_path)
    (tmp_path / "family.parquet").unlink()

    assert "đã bị thay đổi" in altered[0]
    assert "Thiếu tệp family.parquet (2 dòng)" in verify_snapshot(tmp_path)[0]
    with pytest.raises(SnapshotError, match="none is ever overwritten"):
        write_snapshot([family], read_from_sqlite, tmp_path, taken_at="2023")
    with pytest.raises(SnapshotError, match=r"manifest\.json is missing"):
        open_snapshot(tmp_path / "nowhere")


def test_a_column_that_is_not_what_it_says_stops_the_snapshot(tmp_path: Path) -> None:
    broken = lambda sql: pa.Table.from_pylist([ROWS[0] | {"income": "much", "year": 1}]).to_batches()  # noqa: E731

    with pytest.raises(SnapshotError, match=r"family\.income: cannot be read as int64"):
        write_snapshot([house().grains["family"]], broken, tmp_path, taken_at="2023")
