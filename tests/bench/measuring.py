"""Times of runs in turn, percentiles, and what a process of its own took."""

import gc
import json
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any


@dataclass(frozen=True)
class Took:
    """Seconds on the clock and seconds of processor, all threads together."""

    wall: float
    cpu: float

    def __str__(self) -> str:
        return f"{seconds(self.wall)} / {seconds(self.cpu)}"


@dataclass(frozen=True)
class Spent:
    """What a process of its own took, its children included: seconds, peak memory in MiB, and what it printed."""

    took: Took
    peak_mib: float
    told: str


@dataclass(frozen=True)
class Line:
    """A row of the table. `is_met` is None where no aim was set."""

    name: str
    ours: str
    limit: str = ""
    pattern: str = ""
    ratio: str = ""
    aim: str = ""
    is_met: bool | None = None


def in_turn(rounds: int, **ways: Callable[[], Any]) -> dict[str, Took]:
    """The median of each way, run once to warm up and then `rounds` times one after another."""
    for way in ways.values():
        way()
    taken: dict[str, list[Took]] = {name: [] for name in ways}
    for _ in range(rounds):
        for name, way in ways.items():
            taken[name].append(timed(way))
    return {
        name: Took(median(one.wall for one in runs), median(one.cpu for one in runs)) for name, runs in taken.items()
    }


def timed(way: Callable[[], Any]) -> Took:
    """One run. Rubbish is collected before, so that nobody pays for another's."""
    gc.collect()
    wall, cpu = time.perf_counter(), time.process_time()
    way()
    return Took(time.perf_counter() - wall, time.process_time() - cpu)


class Times:
    """Many runs of many things of one kind: their spread, on the clock and on the processor."""

    def __init__(self) -> None:
        self.taken: list[Took] = []

    def run(self, way: Callable[[], Any]) -> Any:
        """Runs it once, keeps how long it took and gives what it gave."""
        wall, cpu = time.perf_counter(), time.process_time()
        given = way()
        self.taken.append(Took(time.perf_counter() - wall, time.process_time() - cpu))
        return given

    def wall(self, percent: int) -> float:
        return percentile([one.wall for one in self.taken], percent)

    def cpu(self, percent: int) -> float:
        return percentile([one.cpu for one in self.taken], percent)

    def line(self, name: str, *, most: float) -> Line:
        """p95 and median on the clock, p95 of the processor; the aim is that p95 on the clock stays under `most` seconds."""
        told = f"p95 {seconds(self.wall(95))} (giữa {seconds(self.wall(50))}; CPU p95 {seconds(self.cpu(95))}; {len(self.taken)} lần)"
        return Line(name, told, aim=f"p95 < {most * 1000:.0f} ms", is_met=self.wall(95) < most)


def percentile(times: Sequence[float], percent: int) -> float:
    """The smallest of the times that so many of each hundred do not exceed."""
    ordered = sorted(times)
    return ordered[max(-(-len(ordered) * percent // 100), 1) - 1]


_WATCH = """
import json, resource, subprocess, sys, time
began = time.perf_counter()
done = subprocess.run(sys.argv[1:], stdout=subprocess.PIPE, text=True)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(json.dumps({"code": done.returncode, "wall": time.perf_counter() - began, "cpu": used.ru_utime + used.ru_stime,
                  "peak_mib": used.ru_maxrss / 1024, "told": done.stdout}))
"""


def apart(command: Sequence[str], environment: Mapping[str, str] | None = None) -> Spent:
    """Runs a command in a process of its own, watched by a small one, since memory is inherited from who starts it.

    Raises RuntimeError when it fails; its error output goes to ours."""
    watched = [sys.executable, "-S", "-c", _WATCH, *command]
    done = subprocess.run(watched, stdout=subprocess.PIPE, text=True, env=environment, check=True)
    found = json.loads(done.stdout)
    if found["code"]:
        raise RuntimeError(f"{' '.join(command)} ended with {found['code']}: {found['told'][-500:]}")
    return Spent(Took(found["wall"], found["cpu"]), found["peak_mib"], found["told"])


def seconds(value: float) -> str:
    return f"{value * 1000:.1f} ms" if value < 0.1 else f"{value * 1000:.0f} ms" if value < 1 else f"{value:.2f} s"


def mebibytes(value: float) -> str:
    return f"{value:,.0f} MiB"


def times_over(ours: float, other: float) -> str:
    return f"{ours / other:.2f}x"
