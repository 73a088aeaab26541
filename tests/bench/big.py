"""Ten millions of households: the province's files again and again, scored part after part, memory read from outside."""

import shutil
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from ansinh.engine.run import parts_of

from .measuring import Line, apart, mebibytes, seconds, times_over
from .scoring import FIGURES, house_of_the_year

SIZES = (1_000_000, 10_000_000)
MOST_GROWTH = 1.25


def measure(files: Mapping[str, str], folder: Path, apart_command: Callable[..., list[str]]) -> list[Line]:
    """Time and peak memory at one and at ten million. Memory is constant when ten times the rows take about the same."""
    households = pq.read_metadata(files["review"]).num_rows
    lines, peaks = [], []
    for size in SIZES:
        parts, out = folder / f"parts-{size}", folder / f"out-{size}"
        copies = -(-size // households)
        for grain, path in files.items():
            (parts / grain).mkdir(parents=True)
            for number in range(copies):
                shutil.copyfile(path, parts / grain / f"part-{number:05}.parquet")
        spent = apart(apart_command("parts", str(parts), str(out)))
        shutil.rmtree(parts)
        shutil.rmtree(out)
        peaks.append(spent.peak_mib)
        last = len(peaks) > 1
        lines.append(
            Line(
                f"{int(spent.told.split()[-1]):,} hộ, {copies} phần Parquet, vào ra theo phần (giờ / CPU)",
                f"{seconds(spent.took.wall)} / {seconds(spent.took.cpu)}, {mebibytes(spent.peak_mib)}",
                ratio=f"bộ nhớ {times_over(peaks[-1], peaks[0])} của 1 triệu" if last else "",
                aim="bộ nhớ không đổi" if last else "",
                is_met=peaks[-1] <= MOST_GROWTH * peaks[0] if last else None,
            )
        )
    return lines


def only(parts: str, out: str) -> None:
    """What a process of its own runs: all parts, one after another."""
    folders: dict[str, Any] = {grain: Path(parts) / grain for grain in ("review", "review_member")}
    print(house_of_the_year().run_to_parquet(FIGURES, grain="review", parts=parts_of(folders), out=out))
