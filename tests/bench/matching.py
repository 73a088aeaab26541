"""Matching: how good on labelled worlds, beside other ways; how quick for one and for all, with reasons."""

import json
import os
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from ansinh.labour.jobs.matching import batch
from ansinh.labour.jobs.matching.find import Exchange
from ansinh.labour.jobs.matching.reasons import match_of

from . import matching_ways as ways
from .matching_worlds import COMMUNES, DAY, FAR_COMMUNES, World, make_crowd, make_world, ndcg
from .measuring import Line, Times, apart, mebibytes, seconds

SEED, TRIED, AT_ONCE, SIDE = 20_261_001, 1_000, 100, 20_000
AIMS = {"seen": 0.86, "unseen": 0.82, "other_form": 0.82}
CALLED = {
    "seen": "thế giới có nhãn", "unseen": "lời ghi nghề không tin nào dùng", "other_form": "sự thật có dạng khác với điểm",
}  # fmt: skip
PROVINCE, NATION = (100_000, 20_000), (1_000_000, 100_000)


def measure(folder: Path, command: Callable[..., list[str]]) -> list[Line]:
    """Quality in the three worlds, then a province of seekers and vacancies in a process of its own."""
    return [*(line for name in AIMS for line in _quality(name)), *_crowd(folder, command, *PROVINCE, most=15.0)]


def measure_million(folder: Path, command: Callable[..., list[str]]) -> list[Line]:
    """A million seekers and a hundred thousand vacancies."""
    return _crowd(folder, command, *NATION, most=360.0)


def _quality(name: str) -> list[Line]:
    world = make_world(name, seekers=SIDE, vacancies=SIDE, seed=SEED)
    rows = np.arange(TRIED)
    parts = [rows[first : first + AT_ONCE] for first in range(0, TRIED, AT_ONCE)]
    grades = np.concatenate([world.truth.grades(part) for part in parts])
    best = [np.argsort(-row)[:10] for part in parts for row in world.truth.best_possible(part)]
    ours, same = ways.ours(world, rows), ways.same_code_nearest(world, rows)
    filled = ways.same_code_nearest(world, rows, filled=True)
    value, counted = ndcg(ours, grades)
    wrong, shown = ways.broken(world, rows, ours)
    others = {
        "cùng mã khai, lọc điều kiện, gần nhất": same,
        "… thêm việc cùng hai chữ số, rồi việc bất kỳ": filled,
        "tìm từ khóa của một cổng việc làm": ways.keyword_search(world, rows),
        "BM25": ways.text_search(world, rows),
        "BM25, lọc điều kiện": ways.text_search(world, rows, filtered=True),
        "biết hết sự thật, trừ may rủi của từng cặp": best,
    }
    title = f"{CALLED[name]}: {counted} người tìm việc x {SIDE:,} việc, nDCG@10"
    return [
        Line(title, f"{value:.3f}", aim=f"≥ {AIMS[name]}", is_met=value >= AIMS[name]),
        _beside("… so với cùng mã khai, lọc, gần nhất", value, ndcg(same, grades)[0]),
        _beside("… so với cùng mã khai, lọc, gần nhất, thêm việc khác cho đủ mười", value, ndcg(filled, grades)[0]),
        Line("… cặp phạm điều kiện bắt buộc", f"{wrong} / {shown}", aim="0", is_met=wrong == 0),
        *(Line(f"… {called}", _told(world, rows, found, grades)) for called, found in others.items()),
        *([_backwards(world)] if name == "seen" else []),
    ]  # fmt: skip


def _beside(called: str, value: float, other: float) -> Line:
    ratio = value / other
    return Line(called, f"{ratio:.2f}x", ratio=f"{ratio:.2f}x", aim="≥ 1.6x", is_met=ratio >= 1.6)


def _told(world: World, rows: np.ndarray, found: ways.Lists, grades: np.ndarray) -> str:
    wrong, shown = ways.broken(world, rows, found)
    return f"{ndcg(found, grades)[0]:.3f}; phạm điều kiện {100 * wrong / max(shown, 1):.0f} %"


def _backwards(world: World) -> Line:
    """The ten best seekers of some vacancies, by the same truth turned round."""
    jobs = np.nonzero(world.truth.vacancy["open"])[0][:300]
    everybody = np.arange(SIDE)
    grades = np.concatenate(
        [world.truth.grades(part)[:, jobs] for part in np.array_split(everybody, SIDE // AT_ONCE)]
    ).T
    return Line(
        "… ngược lại: mười người cho mỗi việc, nDCG@10", f"{ndcg(ways.ours_backwards(world, jobs), grades)[0]:.3f}"
    )


def _crowd(folder: Path, command: Callable[..., list[str]], seekers: int, vacancies: int, *, most: float) -> list[Line]:
    home = folder / f"matching-{seekers}"
    home.mkdir()
    apart(command("matching-crowd", str(home), str(seekers), str(vacancies)))
    apart(command("matching-all", str(home)))  # compiles; what is compiled stays
    spent = apart(command("matching-all", str(home)))
    told = json.loads(spent.told.splitlines()[-1])
    size = f"{seekers:,} người x {vacancies:,} việc"
    load = f"tải máy {os.getloadavg()[0]:.1f}"
    one = told["one"]
    return [
        Line(f"{size}: mười việc cho mỗi người, mười người cho mỗi việc, kèm từng phần điểm (đọc, học, chấm; {load})",
             f"{seconds(told['wall'])} (học và đổi thành số {seconds(told['made'])}, tìm {seconds(told['search'])})",
             aim=f"< {most:.0f} s", is_met=told["wall"] < most),
        Line("… số gợi ý ghi ra", f"{told['matches']:,}"),
        Line("… bộ nhớ cao nhất của cả tiến trình", mebibytes(spent.peak_mib), aim="< 2 GiB", is_met=spent.peak_mib < 2048),
        Line("… một người trong số đó: mười việc kèm lý do bằng lời", f"p95 {seconds(one['p95'])} (giữa {seconds(one['p50'])}; {one['times']} lần)",
             aim="p95 < 5 ms", is_met=one["p95"] < 0.005),
    ]  # fmt: skip


def draw_crowd(path: str, seekers: str, vacancies: str) -> None:
    """Draws both sides of a crowd into Parquet files. Run in a process of its own."""
    people, jobs, places = make_crowd(seekers=int(seekers), vacancies=int(vacancies), seed=SEED + 1)
    pq.write_table(people, Path(path) / "seekers.parquet")
    pq.write_table(jobs, Path(path) / "vacancies.parquet")
    rows = [(key, *map(float, (places.latitudes[n], places.longitudes[n]))) for key, n in places.numbers.items()]
    assert len(rows) >= COMMUNES + FAR_COMMUNES
    pq.write_table(
        pa.table(dict(zip(("id", "latitude", "longitude"), zip(*rows, strict=True), strict=True))),
        Path(path) / "places.parquet",
    )


def match_crowd(path: str) -> None:
    """Matches both sides of a crowd, writes every match, then times single seekers. Run in a process of its own."""
    from ansinh.labour.jobs.matching.features import PlaceBook

    home, began = Path(path), time.perf_counter()
    places = PlaceBook.of(zip(*pq.read_table(home / "places.parquet").to_pydict().values(), strict=True), {})
    made = Exchange.made(
        pq.read_table(home / "vacancies.parquet"), pq.read_table(home / "seekers.parquet"), places, DAY
    )
    read = time.perf_counter()
    count = 0
    for name, parts in (("jobs", batch.jobs_of_all(made)), ("people", batch.people_of_all(made))):
        writer = None
        for part in parts:
            writer = writer or pq.ParquetWriter(home / f"{name}.parquet", part.schema)
            writer.write_table(part)
            count += part.num_rows
        if writer:
            writer.close()
    done = time.perf_counter()
    times = _one_by_one(made)
    one = {"p95": times.wall(95), "p50": times.wall(50), "times": len(times.taken)}
    print(json.dumps({"wall": done - began, "made": read - began, "search": done - read, "matches": count, "one": one}))


def _one_by_one(made: Exchange) -> Times:
    times, w = Times(), made.setting()
    chosen = np.random.default_rng(1).integers(0, len(made.seekers), 510)

    def ask(row: int) -> int:
        seeker = made.seekers[row : row + 1]
        found = made.best_jobs(seeker, w, 10)
        return len([match_of(seeker[0], made.vacancies[each], w[0], made.features.lexicon) for each in found])

    for row in chosen[:10]:
        ask(int(row))
    for row in chosen[10:]:
        times.run(partial(ask, int(row)))
    return times
