"""Sentences with figures in braces, filled from the indicators; one whose figure is unknown says which is missing."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, Protocol

from ansinh.core import numbers
from ansinh.reports.documents.content import Run

_HOLE = re.compile(r"\{([a-z_0-9.]+)(?:\|([a-z_]+))?\}")


class Answers(Protocol):
    """What a sentence may ask of a figure: now, the year before, the plan; None when unknown."""

    def value(self, indicator: str) -> Any: ...
    def last(self, indicator: str) -> Any: ...
    def plan(self, indicator: str) -> Any: ...
    def unit(self, indicator: str) -> str: ...
    def label(self, indicator: str) -> str: ...
    def href(self, indicator: str) -> str: ...


@dataclass(frozen=True)
class Filled:
    """A sentence ready to print, or the names of figures it lacks."""

    runs: tuple[Run, ...]
    lacks: tuple[str, ...] = ()


def fill(sentence: str, answers: Answers, words: Mapping[str, str]) -> Filled:
    """The sentence with its figures and words in place."""
    runs, lacks, end = [], [], 0
    for hole in _HOLE.finditer(sentence):
        runs.append(Run(sentence[end : hole.start()]))
        end = hole.end()
        name, view = hole.group(1), hole.group(2) or ""
        if name in words:
            runs.append(Run(words[name]))
        elif (run := figure_run(name, view, answers)).is_missing:
            lacks.append(name)
        else:
            runs.append(run)
    runs.append(Run(sentence[end:]))
    return Filled(_joined(runs), tuple(lacks))


def holes(sentence: str) -> list[str]:
    """The names in braces, in order."""
    return [hole.group(1) for hole in _HOLE.finditer(sentence)]


def figure_run(name: str, view: str, answers: Answers) -> Run:
    """One figure in one view, with the link that opens it; marked missing when it is unknown."""
    readings: dict[str, Callable[[], tuple[Any, str]]] = {
        "": lambda: _written(answers.value(name), answers.unit(name)),
        "plain": lambda: _written(answers.value(name), answers.unit(name), with_unit=False),
        "million": lambda: _million(answers.value(name)),
        "last": lambda: _written(answers.last(name), answers.unit(name)),
        "change": lambda: _change(answers.value(name), answers.last(name), answers.unit(name)),
        "plan": lambda: _written(answers.plan(name), answers.unit(name)),
        "done": lambda: _done(answers.value(name), answers.plan(name)),
        "last_plain": lambda: _written(answers.last(name), answers.unit(name), with_unit=False),
        "plan_plain": lambda: _written(answers.plan(name), answers.unit(name), with_unit=False),
        "done_plain": lambda: _done(answers.value(name), answers.plan(name), with_unit=False),
    }
    value, text = readings[view]()
    if value is None:
        return Run("chưa có số liệu", indicator=name, is_missing=True)
    return Run(text, indicator=name, href=answers.href(name), value=str(value))


def _written(value: Any, unit: str, with_unit: bool = True) -> tuple[Any, str]:
    if value is None:
        return None, ""
    whole = unit not in ("percent", "index") and value == int(value)
    text = numbers.figure(int(value) if whole else value, unit)
    return value, text if with_unit else text.removesuffix(" " + numbers.unit_name(unit)).strip()


def _million(value: Any) -> tuple[Any, str]:
    return (None, "") if value is None else (value, numbers.figure(Decimal(value) / 1_000_000, "million_dong"))


def _change(now: Any, before: Any, unit: str) -> tuple[Any, str]:
    if now is None or before is None:
        return None, ""
    difference = _as_printed(now, unit) - _as_printed(before, unit)
    if not difference:
        return difference, "không đổi"
    size = numbers.figure(abs(difference), "percentage_point" if unit == "percent" else unit)
    return difference, f"{'tăng' if difference > 0 else 'giảm'} {size}"


def _as_printed(value: Any, unit: str) -> Any:
    """The difference of two printed figures is that of their printed forms, so the sentence adds up for its reader."""
    return value if isinstance(value, int) else Decimal(str(value)).quantize(Decimal("0.01"), ROUND_HALF_UP)


def _done(value: Any, plan: Any, with_unit: bool = True) -> tuple[Any, str]:
    if value is None or not plan:
        return None, ""
    share = Decimal(str(value)) * 100 / Decimal(str(plan))
    return share, numbers.figure(share, "percent") if with_unit else numbers.decimal(share)


def _joined(runs: list[Run]) -> tuple[Run, ...]:
    return tuple(run for run in runs if run.text)
