"""Cases a lawyer can read, run on every engine: a sentence, a day, the household, what must come out, and where it says so.

A file holds `cases`; `situations.yaml` beside them names the households and members they start from (`like`)."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import yaml

from ansinh.engine import Grain
from ansinh.engine.house import House, house_on
from ansinh.law import law_on

ARROW = {"int": pa.int64(), "bool": pa.bool_(), "str": pa.string(), "date": pa.date32()}
POSTGRES = {"int": "BIGINT", "bool": "BOOLEAN", "str": "TEXT", "date": "DATE"}
ENGINES = ("interpreted", "duckdb", "postgres", "spark")


@dataclass(frozen=True)
class Trial:
    """One record with what must come of it: figures of its own grain, and of each member in the order given."""

    key: int
    day: date
    record: Mapping[str, Any]
    members: tuple[Mapping[str, Any], ...]
    expected: Mapping[str, Any]
    expected_members: tuple[Mapping[str, Any], ...]


@dataclass(frozen=True)
class Case:
    """A sentence and its trials: one, or one an area where the sentence holds in all of them."""

    file: str
    sentence: str
    source: str
    trials: tuple[Trial, ...]


class BadCase(Exception):
    """A case that cannot be read; names the file and the sentence."""


@dataclass(frozen=True)
class Suite:
    """The cases of one room: where they stand, the grain they are about and that of its members.

    `complete` adds to a written record what nobody writes down: keys, the day, ages in months."""

    folder: Path
    room: str
    grain: str
    member_grain: str
    complete: Callable[[dict[str, Any], list[dict[str, Any]], date], None]

    def __hash__(self) -> int:
        return hash(self.folder)


@lru_cache
def read_cases(suite: Suite) -> tuple[Case, ...]:
    """Every case of a suite. Raises BadCase."""
    situations = _yaml(suite.folder / "situations.yaml")
    found: list[Case] = []
    keys = iter(range(1, 1_000_000))
    for path in sorted(suite.folder.glob("*.yaml")):
        if path.name != "situations.yaml":
            content = _yaml(path)
            found += [
                _case(suite, path.name, raw, content.get("areas", []), situations, keys) for raw in content["cases"]
            ]
    return tuple(found)


def differences(suite: Suite, case: Case, engine: str, connection: Any = None) -> list[str]:
    """What an engine gives otherwise than the case says, one sentence each; empty when it agrees."""
    said = []
    for trial in case.trials:
        own, members = _given(suite, trial, engine, connection)
        pairs = [(trial.expected, own), *zip(trial.expected_members, members, strict=False)]
        for number, (expected, given) in enumerate(pairs):
            who = f"thành viên {number}, " if number else ""
            said += [
                f"{trial.record.get('b1_area', '')} {who}{name}: mong {value!r}, được {given[name]!r}"
                for name, value in expected.items()
                if given[name] != value
            ]
    return said


def figures_tested(suite: Suite) -> set[str]:
    """The names of all figures some case expects something of."""
    trials = [trial for case in read_cases(suite) for trial in case.trials]
    return {name for trial in trials for expected in (trial.expected, *trial.expected_members) for name in expected}


def house_of(suite: Suite, day: date) -> House:
    return house_on(law_on(day), rooms=(suite.room,))


def _yaml(path: Path) -> Any:
    with path.open(encoding="utf-8") as file:
        return yaml.safe_load(file)


def _like(raw: Mapping[str, Any], situations: Mapping[str, Any], where: str) -> dict[str, Any]:
    content = dict(raw)
    name = content.pop("like", None)
    if name is None:
        return content
    if name not in situations:
        raise BadCase(f"{where}: không có tình huống «{name}»; có {', '.join(situations)}")
    return _like(situations[name], situations, where) | content


def _case(
    suite: Suite,
    file: str,
    raw: Mapping[str, Any],
    areas: list[str],
    situations: Mapping[str, Any],
    keys: Iterator[int],
) -> Case:
    where = f"{file}: {raw.get('sentence', raw)}"
    if missing := [key for key in ("sentence", "day", "household", "source") if key not in raw]:
        raise BadCase(f"{where}: thiếu {', '.join(missing)}")
    if not any(key.startswith("expected") for key in raw):
        raise BadCase(f"{where}: không mong đợi gì")
    household = _like(raw["household"], situations["households"], where)
    members = []
    for member in raw.get("members", []):
        full = _like(member, situations["members"], where)
        members += [full] * full.pop("times", 1)
    expected_members = tuple(raw.get("expected_members", ()))
    if len(expected_members) > len(members):
        raise BadCase(f"{where}: mong đợi ở nhiều thành viên hơn số có")
    trials = []
    for area, expected in _by_area(raw, areas):
        record, copies = household | area, [dict(member) for member in members]
        suite.complete(record, copies, raw["day"])
        trials.append(Trial(next(keys), raw["day"], record, tuple(copies), expected, expected_members))
    return Case(file, raw["sentence"], raw["source"], tuple(trials))


def _by_area(raw: Mapping[str, Any], areas: list[str]) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    expected = dict(raw.get("expected", {}))
    if "expected_by_area" not in raw:
        yield {}, expected
        return
    for index, area in enumerate(areas):
        here = {name: values[index] for name, values in raw["expected_by_area"].items()}
        yield {"b1_area": area, "is_urban": area == "urban"}, expected | here


def _given(suite: Suite, trial: Trial, engine: str, connection: Any) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    if engine == "interpreted":
        return _interpreted(suite, trial)
    own, members = _run(suite, trial.day, engine, connection)
    return own[trial.key], [members[key] for key in _member_keys(trial)] if members else []


def _interpreted(suite: Suite, trial: Trial) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    house = house_of(suite, trial.day)
    record = {**trial.record, "members": {suite.member_grain: [dict(member) for member in trial.members]}}
    own = house.values(sorted(trial.expected), record)
    given = []
    for expected, member in zip(trial.expected_members, trial.members, strict=False):
        given.append(house.values(sorted(expected), {**trial.record, **member}))
    return own, given


def _member_keys(trial: Trial) -> list[int]:
    return [trial.key * 100 + number for number in range(len(trial.members))]


_results: dict[tuple[Path, date, str], tuple[dict[int, Any], dict[int, Any]]] = {}


def _run(suite: Suite, day: date, engine: str, connection: Any) -> tuple[dict[int, Any], dict[int, Any]]:
    """Every expected figure of every trial of a day, by key: asked once of an engine, in one pass a grain."""
    known = (suite.folder, day, engine)
    if known not in _results:
        trials = [trial for case in read_cases(suite) for trial in case.trials if trial.day == day]
        house = house_of(suite, day)
        tables = _tables(suite, house, trials)
        own_names = sorted({name for trial in trials for name in trial.expected})
        member_names = sorted({name for trial in trials for expected in trial.expected_members for name in expected})
        ask = {"duckdb": _duckdb, "postgres": _postgres, "spark": _spark}[engine]
        own = ask(house, own_names, suite.grain, tables, connection) if own_names else {}
        members = ask(house, member_names, suite.member_grain, tables, connection) if member_names else {}
        _results[known] = own, members
    return _results[known]


def _tables(suite: Suite, house: House, trials: Iterable[Trial]) -> dict[str, pa.Table]:
    own, members = house.grains[suite.grain], house.grains[suite.member_grain]
    own_rows, member_rows = [], []
    for trial in trials:
        own_rows.append({**trial.record, own.key: trial.key})
        for key, member in zip(_member_keys(trial), trial.members, strict=True):
            member_rows.append({**member, members.key: key, members.parents[suite.grain]: trial.key})
    return {suite.grain: _arrow(own, own_rows), suite.member_grain: _arrow(members, member_rows)}


def _types(grain: Grain) -> dict[str, str]:
    return dict.fromkeys(grain.key_columns, "int") | {fact.column: fact.type_name for fact in grain.facts.values()}


def _arrow(grain: Grain, rows: list[dict[str, Any]]) -> pa.Table:
    types = _types(grain)
    whole = [{name: row.get(name) for name in types} for row in rows]
    return pa.Table.from_pylist(whole, schema=pa.schema([(name, ARROW[type_]) for name, type_ in types.items()]))


def _by_key(names: list[str], rows: Iterable[Iterable[Any]]) -> dict[int, dict[str, Any]]:
    return {key: dict(zip(names, values, strict=True)) for key, *values in rows}


def _duckdb(house: House, names: list[str], grain: str, tables: dict[str, pa.Table], _: Any) -> dict[int, Any]:
    found = house.run(names, grain=grain, tables=tables)
    return _by_key(names, zip(*(column.to_pylist() for column in found.columns), strict=True))


def _postgres(
    house: House, names: list[str], grain: str, tables: dict[str, pa.Table], connection: Any
) -> dict[int, Any]:
    with connection.cursor() as cursor:
        for name, table in tables.items():
            columns = ", ".join(f'"{column}" {POSTGRES[type_]}' for column, type_ in _types(house.grains[name]).items())
            cursor.execute(f'DROP TABLE IF EXISTS "case_{name}"')
            cursor.execute(f'CREATE TABLE "case_{name}" ({columns})')
            with cursor.copy(f'COPY "case_{name}" FROM STDIN') as copy:
                for row in zip(*(column.to_pylist() for column in table.columns), strict=True):
                    copy.write_row(row)
        named = {name: f"case_{name}" for name in tables}
        cursor.execute(house.sql(names, grain=grain, dialect="postgres", tables=named))
        return _by_key(names, cursor.fetchall())


def _spark(house: House, names: list[str], grain: str, tables: dict[str, pa.Table], session: Any) -> dict[int, Any]:
    with tempfile.TemporaryDirectory() as folder:
        for name, table in tables.items():
            pq.write_table(table, Path(folder) / f"{name}.parquet")
            session.read.parquet(str(Path(folder) / f"{name}.parquet")).createOrReplaceTempView(f"case_{name}")
        named = {name: f"case_{name}" for name in tables}
        return _by_key(names, session.sql(house.sql(names, grain=grain, dialect="spark", tables=named)).collect())
