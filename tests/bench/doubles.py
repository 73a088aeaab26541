"""People who are in the register twice: precision and recall on a labelled set beside other ways, and seconds and memory at a million."""

import json
import time
from collections.abc import Callable
from pathlib import Path

import pyarrow.parquet as pq

from ansinh.people.jobs.doubles import find_pairs, weights
from ansinh.people.jobs.doubles_set import ERRORS, LOOK_ALIKES, LabelledSet, labelled_set
from ansinh.people.jobs.doubles_training import MILLION, TEST, TRAIN, Score, measured, score

from .measuring import Line, apart, mebibytes, seconds

SEED_OF_THE_MILLION = 20_270_701
WORSE = 1.8
OTHERS = {
    "name_and_year": "trùng tên không dấu và năm sinh", "name_and_day": "trùng tên và ngày sinh y hệt", "number": "trùng số định danh",
    "similarity": "tên giống từ 90 % (rapidfuzz), cùng xã, năm sinh, tên chính",
}  # fmt: skip


def measure(folder: Path, command: Callable[..., list[str]]) -> list[Line]:
    """The test set the weights have never seen, a worse one, and a million people in a process of its own."""
    found = measured(folder=folder)
    worse = measured(folder=folder, worse=WORSE, seed=TEST["seed"] + 1)["splink"]
    ours = found["splink"]
    name = f"Splink, {TEST['count']:,} dòng chưa từng thấy (học từ {TRAIN['count']:,} dòng khác), ngưỡng {weights().threshold}"
    return [
        Line(name, _told(ours), aim="đúng ≥ 95 %, đủ ≥ 80 %", is_met=ours.precision >= 0.95 and ours.recall >= 0.80),
        *(Line(f"… {said}", _told(found[way])) for way, said in OTHERS.items()),
        Line(f"Splink khi mỗi dòng sai gấp {WORSE} lần", _told(worse)),
        *_by_kind(ours),
        *_million(folder, command),
    ]


def find_in(path: str) -> None:
    """The pairs of a million people kept in a Parquet file, beside it. Run in a process of its own."""
    people, began = pq.read_table(path), time.perf_counter()
    found = find_pairs(people, folder=Path(path).parent)
    pq.write_table(found.select(["one", "other"]), f"{path}.found")
    print(json.dumps({"pairs": found.num_rows, "wall": time.perf_counter() - began}))


def _told(one: Score) -> str:
    return f"đúng {_percent(one.precision)}, đủ {_percent(one.recall)}"


def _percent(share: float) -> str:
    return f"{share * 100:.1f} %".replace(".", ",")


def _by_kind(ours: Score) -> list[Line]:
    words = {kind: vi for kind, (vi, _, _) in ERRORS.items()} | {
        "no_number": "không có số định danh",
        "number_digit": "sai chữ số của số định danh",
    }
    errors = "; ".join(f"{words[kind]} {_percent(right / there)}" for kind, (right, there) in ours.by_error.items())
    alike = "; ".join(f"{LOOK_ALIKES[kind][0]} {wrong}/{there}" for kind, (wrong, there) in ours.wrongly.items())
    return [Line("tìm được, theo lỗi của dòng thứ hai", errors), Line("hai người bị coi là một", alike)]


def _million(folder: Path, command: Callable[..., list[str]]) -> list[Line]:
    told: LabelledSet = labelled_set(count=MILLION, seed=SEED_OF_THE_MILLION)
    path = folder / "million.parquet"
    pq.write_table(told.people, path)
    spent = apart(command("doubles", str(path)))
    found, wall = pq.read_table(f"{path}.found"), json.loads(spent.told)["wall"]
    of_all = score(zip(found["one"].to_pylist(), found["other"].to_pylist(), strict=True), told)
    return [
        Line(f"một triệu người, {found.num_rows:,} cặp ({_told(of_all)})", seconds(wall), aim="< 2 phút", is_met=wall < 120),
        Line("… bộ nhớ cao nhất", mebibytes(spent.peak_mib), aim="< 2 GiB", is_met=spent.peak_mib < 2048),
    ]  # fmt: skip
