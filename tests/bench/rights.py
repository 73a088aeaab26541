"""Every monthly benefit of a million people in one month: the engine, SQL by hand, and a loop through the ORM.

The people are drawn in columns, with the titles of the made-up province in its mix; nobody on the list is without one."""

import json
from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from ansinh.benefits.words import CATEGORIES
from ansinh.engine import Fact, House, house_on
from ansinh.engine.collect import collect
from ansinh.engine.run import Source, attach, connect
from ansinh.law import law_on

from .by_hand import differing_rows
from .measuring import Line, Took, apart, in_turn, mebibytes, times_over
from .province import fresh_database
from .scoring import Unequal

MONTH = 202312
DAY = date(2023, 12, 31)
FIRST, LAST, BEFORE = (np.datetime64(day, "D") for day in ("2023-12-01", "2023-12-31", "2023-11-30"))
PEOPLE = 1_000_000
UNUSUAL_PEOPLE = 60_000
LOOPED = 3_000
PEERS = Path(__file__).resolve().parents[2] / ".venv-peers" / "bin" / "python"
SQL = Path(__file__).with_name("rights_by_hand.sql").read_text(encoding="utf-8")
COMMUNES = 106
Files = Mapping[str, Source]
# Beside a title of the first, this share of its holders also holds the second: about 1.2 titles a person.
BESIDE = (
    ("war_invalid", "toxic_chemical", 0.05), ("relative_of_martyr", "survivor_nurturing", 0.05), ("heroic_mother", "heroic_mother_carer", 0.9),
    ("helper_with_order", "helper_nurturing", 0.07), ("war_invalid", "war_invalid_carer", 0.05), ("disabled_severe", "disabled_parent", 0.08),
    ("disabled_extra_severe", "household_of_extra_severe", 0.9), ("older_80_without_pension", "disabled_severe", 0.3),
    ("relative_of_martyr", "survivor_of_invalid_from_61", 0.1), ("single_parent", "disabled_severe", 0.2),
)  # fmt: skip
RATES_FROM = {
    "war_invalid": 21,
    "war_invalid_b": 21,
    "sick_soldier": 41,
    "toxic_chemical": 21,
    "toxic_chemical_child": 61,
}


def house_of_the_month() -> House:
    return house_on(law_on(DAY))


def figures() -> list[str]:
    """The monthly benefits the law of the month knows, as the rooms declare them."""
    known = house_of_the_month().rules
    paid = collect().benefits.values()
    return [one.figure for one in paid if one.grain == "resident" and one.figure in known]


def drawn_rights(people: int, seed: int, *, programme: str = "", holding: float = 1) -> dict[str, pa.Table]:
    """`resident` and `title` of so many people, with the titles, ages and loss rates one would meet; of one programme when named.

    `holding` is the share that holds titles at all."""
    from ansinh.demo.rights import HOLDERS, MERIT

    rng = np.random.default_rng(seed)
    drawn = [line for line in HOLDERS if programme in ("", "merit" if line[0] in MERIT else "assistance")]
    weights = np.array([count for _, count, *_ in drawn], float)
    kind = rng.choice(len(drawn), people, p=weights / weights.sum())
    youngest, oldest = (np.array([line[place] for line in drawn]) for place in (2, 3))
    age = youngest[kind] + (rng.random(people) * (oldest[kind] - youngest[kind] + 1)).astype(int)
    born = (LAST - age * 365 - age // 4 - rng.integers(0, 364, people)).astype("datetime64[D]")
    category = np.array([name for name, *_ in drawn])[kind]
    holder, titles = [np.arange(people)], [category]
    for first, second, share in BESIDE:
        also = np.flatnonzero((category == first) & (rng.random(people) < share))
        holder.append(also)
        titles.append(np.full(len(also), second))
    is_older = age >= 60
    resident = _residents(people, rng) | {
        "resident_birth_date": born,
        "resident_has_pension": is_older & (rng.random(people) < 0.01),
        "resident_pension_dong": pa.nulls(people, pa.int64()),
        "resident_has_survivor_pension": rng.random(people) < 0.01,
        "resident_has_wage": ~is_older & (rng.random(people) < 0.04),
        "resident_is_in_prison": rng.random(people) < 0.001,
        "resident_is_studying": pa.array(age < 22, mask=(age > 30) | (age < 3)),
        "resident_died_on": pa.array(FIRST - rng.integers(-30, 60, people), mask=rng.random(people) > 0.004),
    }
    holders, held = np.concatenate(holder), np.concatenate(titles)
    kept = (np.random.default_rng([seed, 1]).random(people) < holding)[holders]
    return {"resident": pa.table(resident), "title": _titles(holders[kept], held[kept], rng)}


def _residents(people: int, rng: np.random.Generator) -> dict[str, Any]:
    person = np.arange(1, people + 1)
    return {
        "resident_id": person * 1_000_000 + MONTH,
        "household_month_id": (person // 3 + 1) * 1_000_000 + MONTH,
        "person_id": person,
        "resident_month": np.full(people, MONTH),
        "month_first_day": np.full(people, FIRST),
        "month_last_day": np.full(people, LAST),
        "day_before_month": np.full(people, BEFORE),
        "resident_commune_id": np.char.add(
            "29", np.char.zfill(np.sort(rng.integers(0, COMMUNES, people)).astype(str), 3)
        ),
    }


def _titles(holder: np.ndarray, category: np.ndarray, rng: np.random.Generator) -> pa.Table:
    count = len(holder)
    order = np.argsort(holder, kind="stable")
    holder, category = holder[order], category[order]
    lowest = np.zeros(count, int)
    for name, least in RATES_FROM.items():
        lowest[category == name] = least
    rate = np.clip(lowest + (rng.random(count) ** 2.2 * (100 - lowest)).astype(int), lowest, 100)
    martyrs, children = (
        rng.choice([1, 2, 3], count, p=[0.93, 0.06, 0.01]),
        rng.choice([1, 2, 3], count, p=[0.6, 0.33, 0.07]),
    )
    has_children = np.isin(category, ("single_parent", "disabled_parent"))
    return pa.table({
        **_title_keys(holder),
        "title_category": category,
        "title_loss_rate": pa.array(rate, mask=lowest == 0),
        "title_is_special": (rng.random(count) < 0.2) & ((rate >= 81) | np.char.endswith(category, "_carer")),
        "title_martyr_count": pa.array(martyrs, mask=category != "relative_of_martyr"),
        "title_seniority_years": pa.array(np.full(count, 20), mask=category != "revolutionary_before_1945_full_time"),
        "title_child_count": pa.array(children, mask=~has_children),
        "title_is_pregnant": (category == "disabled_parent") & (rng.random(count) < 0.05),
        "title_cared_birth_date": pa.nulls(count, pa.date32()),
        "title_is_second_of_deceased": np.zeros(count, bool),
        "title_is_suspended": rng.random(count) < 0.004,
    })  # fmt: skip


def _title_keys(holder: np.ndarray) -> dict[str, np.ndarray]:
    title = np.arange(1, len(holder) + 1)
    return {
        "title_month_id": title * 1_000_000 + MONTH,
        "resident_id": (holder + 1) * 1_000_000 + MONTH,
        "title_id": title,
    }


def unusual_rights(people: int, seed: int) -> dict[str, pa.Table]:
    """People with none to five titles of any category, answers unknown, ages around each limit: the hardest rows to agree on."""
    rng = np.random.default_rng(seed)
    held = rng.choice(6, people, p=[0.05, 0.2, 0.3, 0.25, 0.15, 0.05])
    holder = np.repeat(np.arange(people), held)
    keys = {"resident": _residents(people, rng), "title": _title_keys(holder)}
    for fact in house_of_the_month().columns(*figures()):
        columns = keys[fact.grain]
        if fact.column not in columns:
            rows = people if fact.grain == "resident" else len(holder)
            unknown = rng.random(rows) < (0.15 if fact.nullable else 0)
            columns[fact.column] = pa.array(_any_of(fact, rows, rng), mask=unknown)
    return {grain: pa.table(columns) for grain, columns in keys.items()}


def _any_of(fact: Fact, rows: int, rng: np.random.Generator) -> np.ndarray:
    if fact.type_name == "bool":
        return rng.random(rows) < 0.2
    if fact.type_name == "str":
        return rng.choice(list(CATEGORIES), rows)
    if fact.name == "title_loss_rate":
        return rng.choice([0, 20, 21, 40, 41, 50, 51, 60, 61, 70, 71, 80, 81, 90, 91, 99, 100], rows)
    if fact.type_name == "int":
        return rng.integers(0, 5, rows)
    if fact.name == "resident_died_on":
        return FIRST + rng.integers(-40, 40, rows)
    limit = rng.choice([1, 3, 4, 16, 22, 45, 60, 75, 80, 95], rows)  # a birthday in or near the month
    return np.array([f"{2023 - years}-12-01" for years in limit], "datetime64[D]") + rng.integers(-4, 36, rows)


def ours(files: Files, threads: int | None = None) -> pa.Table:
    return house_of_the_month().run(figures(), grain="resident", tables=files, threads=threads)


def by_hand(files: Files) -> pa.Table:
    """The same columns by SQL written for that one month, with the gazette's loss rates as data to join."""
    with connect() as connection:
        attach(connection, {**files, "war_invalid": loss_rates()})
        result: pa.Table = connection.sql(SQL).to_arrow_table()
        return result


def loss_rates() -> pa.Table:
    """Loss rate, and the levels of a war invalid and one of class B in the decree in force."""
    law = law_on(DAY)
    of_a, of_b = law.merit.war_invalid_by_loss_rate.rows, law.merit.war_invalid_b_by_loss_rate.rows
    return pa.table(
        {"loss_rate": [key[0] for key in of_a], "a": [*of_a.values()], "b": [of_b.get(key) for key in of_a]}
    )


def prove_equal(files: Files, unusual: int = UNUSUAL_PEOPLE) -> int:
    """How many people were compared, drawn as one meets them and unusual; raises Unequal with the rows that differ."""
    compared = 0
    for tables in (files, unusual_rights(unusual, seed=11)):
        mine, theirs = ours(tables), by_hand(tables)
        if found := differing_rows(mine, theirs):
            raise Unequal("\n".join(map(str, found)))
        compared += mine.num_rows
    return compared


def files_of(folder: Path, people: int = PEOPLE) -> dict[str, str]:
    """The drawn people as Parquet, written once a folder."""
    files = {grain: str(folder / f"{grain}-{people}.parquet") for grain in ("resident", "title")}
    if not Path(files["title"]).exists():
        for grain, table in drawn_rights(people, seed=5).items():
            write_part(table, files[grain])
    return files


def write_part(table: pa.Table, path: str) -> None:
    """As Parquet, in groups small enough that both cores have some."""
    pq.write_table(table, path, compression="zstd", row_group_size=100_000)


def measure(folder: Path, apart_command: Callable[..., list[str]]) -> list[Line]:
    """The engine against SQL by hand, a loop through the ORM, and OpenFisca-Core where it was installed."""
    files = files_of(folder)
    compared = prove_equal(files)
    taken = in_turn(5, ours=partial(ours, files), by_hand=partial(by_hand, files))
    peaks = {way: apart(apart_command("rights", way, *files.values())) for way in ("ours", "by_hand")}
    mine, hand = taken["ours"], taken["by_hand"]
    titles = pq.read_metadata(files["title"]).num_rows
    name = f"{len(figures())} chế độ của {PEOPLE:,} người ({titles:,} diện hưởng), một tháng, đọc từ Parquet"
    return [
        Line(f"{name} (giờ / CPU; bằng nhau từng dòng trên {compared:,} người)", str(mine), str(hand), "",
             f"{times_over(mine.wall, hand.wall)} giờ, {times_over(mine.cpu, hand.cpu)} CPU", "≤ 1,5x", mine.wall <= 1.5 * hand.wall),
        Line("… bộ nhớ cao nhất của cả tiến trình", mebibytes(peaks["ours"].peak_mib), mebibytes(peaks["by_hand"].peak_mib), "",
             times_over(peaks["ours"].peak_mib, peaks["by_hand"].peak_mib)),
        *_beside_loops(mine, folder, apart_command),
        _beside_openfisca(files, folder),
    ]  # fmt: skip


def _beside_loops(mine: Took, folder: Path, apart_command: Callable[..., list[str]]) -> list[Line]:
    """Three benefits only for the loops, all of them for ours."""
    with fresh_database(folder / "loop") as environment:
        apart(apart_command("month-fill", str(LOOPED)), environment)
        told = json.loads(apart(apart_command("rights-loop", str(LOOPED)), environment).told.splitlines()[-1])
    lines = []
    for way, said in (("careful", "đọc cả cụm, chỉ 3 chế độ"), ("one", "từng người một, chỉ 3 chế độ, ghi từng dòng")):
        loop = Took(*(each * PEOPLE / LOOPED for each in told[way]))
        lines.append(
            Line(f"… so với vòng lặp Django ORM, {said} (đo {LOOPED:,} người, suy ra)", str(mine), "", str(loop), f"1/{loop.cpu / mine.cpu:,.0f} CPU",
                 "≥ 100x", loop.cpu >= 100 * mine.cpu)
        )  # fmt: skip
    return lines


def _beside_openfisca(files: Mapping[str, str], folder: Path) -> Line:
    """The same benefits as OpenFisca variables, in the peers' own environment; sums are proved equal to the dong. One thread each."""
    name = "… so với OpenFisca-Core: dựng và tính cùng các chế độ, mỗi bên một luồng, bằng nhau đến đồng"
    if not PEERS.exists():
        return Line(name, "không đo: chưa có .venv-peers, chạy scripts/bench-needs")
    pq.write_table(loss_rates(), folder / "war_invalid.parquet")
    command = [
        str(PEERS),
        str(Path(__file__).with_name("rights_openfisca.py")),
        *files.values(),
        str(folder / "war_invalid.parquet"),
    ]
    spent = [apart(command) for _ in range(3)]
    told = [json.loads(one.told) for one in spent]
    mine = in_turn(3, ours=partial(ours, files, threads=1))["ours"]
    given = ours(files)
    wanted = {column: pc.sum(given[column]).as_py() or 0 for column in figures()}
    if told[0]["sums"] != wanted:
        raise Unequal(f"OpenFisca gives {told[0]['sums']}, the rules {wanted}")
    wall, cpu = (median(one["build"][place] + one["calculate"][place] for one in told) for place in (0, 1))
    peer = f"{Took(wall, cpu)}, {mebibytes(max(one.peak_mib for one in spent))}"
    return Line(name, str(mine), "", peer, f"{times_over(mine.cpu, cpu)} CPU", "nhanh hơn", mine.cpu < cpu)


def only(way: str, resident: str, title: str) -> None:
    """One way, once: what a process of its own runs to have its memory read."""
    print({"ours": ours, "by_hand": by_hand}[way]({"resident": resident, "title": title}).num_rows)
