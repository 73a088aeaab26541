"""Cases a lawyer can read, run on every engine: a sentence, a day, the record, what must come out, and where it says so.

A file holds `cases`; `situations.yaml` beside them names the records and members they start from (`like`). A case with `rows`
is tried once for each, with what the row says in place of what the case says."""

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
    """One record with what must come of it: figures of its own grain, and of each member in the order given, by grain.

    `asked` is the day from which the law is looked at: what was known and in force then; absent, what is known now."""

    key: int
    day: date
    asked: date | None
    record: Mapping[str, Any]
    members: Mapping[str, tuple[Mapping[str, Any], ...]]
    expected: Mapping[str, Any]
    expected_members: Mapping[str, tuple[Mapping[str, Any], ...]]


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
    """The cases of one room: where they stand, the grain they are about and, by what a case calls them, those of its members.

    `complete` adds to a written record what nobody writes down: keys, the day, ages in months. `record` is what a case calls the
    record; its situations stand under the plural. `figures`, when there are any, are all that is looked at."""

    folder: Path
    rooms: tuple[str, ...]
    grain: str
    members: Mapping[str, str]
    complete: Callable[[dict[str, Any], dict[str, list[dict[str, Any]]], date], None]
    record: str = "household"
    figures: frozenset[str] = frozenset()

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
        pairs = [("", trial.expected, own)]
        for grain, expected_here in trial.expected_members.items():
            numbered = enumerate(zip(expected_here, members[grain], strict=False), start=1)
            pairs += [(f"{grain} {number}, ", expected, given) for number, (expected, given) in numbered]
        for who, expected, given in pairs:
            said += [
                f"{trial.day} {trial.record.get('b1_area', '')} {who}{name}: mong {value!r}, được {given[name]!r}"
                for name, value in expected.items()
                if given[name] != value
            ]
    return said


def figures_tested(suite: Suite) -> set[str]:
    """The names of all figures some case expects something of."""
    trials = [trial for case in read_cases(suite) for trial in case.trials]
    expected = [trial.expected for trial in trials]
    expected += [one for trial in trials for members in trial.expected_members.values() for one in members]
    return {name for one in expected for name in one}


def house_of(suite: Suite, day: date, asked: date | None = None) -> House:
    return house_on(law_on(day, asked, in_force_on=asked), rooms=suite.rooms)


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
    if missing := [key for key in ("sentence", "source") if key not in raw]:
        raise BadCase(f"{where}: thiếu {', '.join(missing)}")
    trials: list[Trial] = []
    for row in raw.get("rows", [{}]):
        trials += _trials(suite, {**raw, **row}, areas, situations, keys, where)
    return Case(file, raw["sentence"], raw["source"], tuple(trials))


def _trials(
    suite: Suite,
    raw: Mapping[str, Any],
    areas: list[str],
    situations: Mapping[str, Any],
    keys: Iterator[int],
    where: str,
) -> Iterator[Trial]:
    if missing := [key for key in ("day", suite.record) if key not in raw]:
        raise BadCase(f"{where}: thiếu {', '.join(missing)}")
    if not any(key.startswith("expected") for key in raw):
        raise BadCase(f"{where}: không mong đợi gì")
    written = _like(raw[suite.record], situations[f"{suite.record}s"], where)
    members, expected_members = {}, {}
    for name, grain in suite.members.items():
        members[name] = _members(raw.get(name, []), situations.get(name, {}), where)
        expected_members[grain] = tuple(_looked_at(suite, one) for one in raw.get(f"expected_{name}", ()))
        if len(expected_members[grain]) > len(members[name]):
            raise BadCase(f"{where}: mong đợi ở nhiều {name} hơn số có")
    for area, expected in _by_area(raw, areas):
        record = written | area
        copies = {name: [dict(member) for member in listed] for name, listed in members.items()}
        suite.complete(record, copies, raw["day"])
        by_grain = {grain: tuple(copies[name]) for name, grain in suite.members.items()}
        yield Trial(
            next(keys), raw["day"], raw.get("asked"), record, by_grain, _looked_at(suite, expected), expected_members
        )


def _looked_at(suite: Suite, expected: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in expected.items() if not suite.figures or name in suite.figures}


def _members(written: Iterable[Mapping[str, Any]], situations: Mapping[str, Any], where: str) -> list[dict[str, Any]]:
    members = []
    for member in written:
        full = _like(member, situations, where)
        members += [full] * full.pop("times", 1)
    return members


def _by_area(raw: Mapping[str, Any], areas: list[str]) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    expected = dict(raw.get("expected", {}))
    if "expected_by_area" not in raw:
        yield {}, expected
        return
    for index, area in enumerate(areas):
        here = {name: values[index] for name, values in raw["expected_by_area"].items()}
        yield {"b1_area": area, "is_urban": area == "urban"}, expected | here


def _given(
    suite: Suite, trial: Trial, engine: str, connection: Any
) -> tuple[dict[str, Any], dict[str, list[dict[str, Any]]]]:
    if engine == "interpreted":
        return _interpreted(suite, trial)
    own, members = _run(suite, trial.day, trial.asked, engine, connection)
    return own.get(trial.key, {}), {
        grain: [members[grain][key] for key in _member_keys(trial, grain)] if members[grain] else []
        for grain in trial.members
    }


def _interpreted(suite: Suite, trial: Trial) -> tuple[dict[str, Any], dict[str, list[dict[str, Any]]]]:
    house = house_of(suite, trial.day, trial.asked)
    own_members = {grain: list(members) for grain, members in trial.members.items()}
    alone = {**trial.record, "members": own_members}
    around = {**trial.record, "members": {**own_members, suite.grain: [alone]}}
    own = house.values(sorted(trial.expected), around)
    given = {
        grain: [
            house.values(sorted(expected), {**around, **member})
            for expected, member in zip(trial.expected_members[grain], members, strict=False)
        ]
        for grain, members in trial.members.items()
    }
    return own, given


def _member_keys(trial: Trial, grain: str) -> list[int]:
    return [trial.key * 100 + number for number in range(len(trial.members[grain]))]


Results = tuple[dict[int, Any], dict[str, dict[int, Any]]]
_results: dict[tuple[Path, frozenset[str], date, date | None, str], Results] = {}


def _run(suite: Suite, day: date, asked: date | None, engine: str, connection: Any) -> Results:
    """Every expected figure of every trial of a day, by key: asked once of an engine, in one pass a grain."""
    known = (suite.folder, suite.figures, day, asked, engine)
    if known not in _results:
        every = [trial for case in read_cases(suite) for trial in case.trials]
        trials = [trial for trial in every if (trial.day, trial.asked) == (day, asked)]
        house = house_of(suite, day, asked)
        tables = tables_of(suite, house, trials)
        ask = {"duckdb": _duckdb, "postgres": _postgres, "spark": _spark}[engine]
        own_names = sorted({name for trial in trials for name in trial.expected})
        own = ask(house, own_names, suite.grain, tables, connection) if own_names else {}
        members = {}
        for grain in suite.members.values():
            names = sorted(
                {name for trial in trials for expected in trial.expected_members[grain] for name in expected}
            )
            members[grain] = ask(house, names, grain, tables, connection) if names else {}
        _results[known] = own, members
    return _results[known]


def tables_of(suite: Suite, house: House, trials: Iterable[Trial]) -> dict[str, pa.Table]:
    """One row a trial of its grain and of each grain it belongs to, and one for each member."""
    own = house.grains[suite.grain]
    parents = {parent: column for parent, column in own.parents.items() if parent in house.grains}
    rows: dict[str, list[dict[str, Any]]] = {name: [] for name in (own.name, *parents, *suite.members.values())}
    for trial in trials:
        rows[own.name].append({**trial.record, own.key: trial.key, **dict.fromkeys(parents.values(), trial.key)})
        for parent in parents:
            rows[parent].append({**trial.record, house.grains[parent].key: trial.key})
        for name in suite.members.values():
            grain = house.grains[name]
            for key, member in zip(_member_keys(trial, name), trial.members[name], strict=True):
                rows[name].append({**member, grain.key: key, grain.parents[suite.grain]: trial.key})
    return {name: _arrow(house.grains[name], listed) for name, listed in rows.items()}


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
