"""The procedures of the house, and the path each has on a day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from ansinh.core.rooms import modules
from ansinh.engine.procedures import Procedure, Stage, Step
from ansinh.law import NoLawOnDay, law_on


class UnknownProcedure(LookupError):
    """No room declares a procedure of that name."""


@dataclass(frozen=True)
class Limited:
    """A stage with its limit as the law of a day gives it: a count of `working_days` or `days`; none where the text read has none."""

    stage: Stage
    unit: str = ""
    count: int | None = None


@dataclass(frozen=True)
class Path:
    """The stages of a procedure on a day, and where their limits stand."""

    procedure: Procedure
    stages: tuple[Limited, ...]
    reference: str
    status: str
    note: str = ""

    @property
    def steps(self) -> list[tuple[Stage, Step]]:
        """Every step in order."""
        return [(one.stage, step) for one in self.stages for step in one.stage.steps]

    def limit(self, stage: str) -> Limited:
        """The stage's limit. Raises KeyError."""
        for one in self.stages:
            if one.stage.key == stage:
                return one
        raise KeyError(stage)


@lru_cache
def procedures() -> Mapping[str, Procedure]:
    """Every procedure the rooms declare, by name, in the order of the rooms."""
    found: dict[str, Procedure] = {}
    for room, module in modules("procedures").items():
        for one in getattr(module, "PROCEDURES", ()):
            if one.name in found:
                raise ValueError(f"{room}: procedure {one.name} is declared twice")
            found[one.name] = one
    return found


def procedure_named(name: str) -> Procedure:
    """The procedure of a name. Raises UnknownProcedure."""
    try:
        return procedures()[name]
    except KeyError:
        raise UnknownProcedure(f"Không có thủ tục «{name}». Có: {', '.join(procedures())}.") from None


def path_on(procedure: Procedure, day: date, answers: Mapping[str, Any] | None = None) -> Path:
    """The path the law of a day gives beside some plain answers. Raises NoLawOnDay."""
    dated = law_on(day, known_on=day).dated(procedure.law_for(answers or {}))
    stages = []
    for key, limit in dated.value.items():
        unit, count = next(iter(limit.items()), ("", None))
        stages.append(Limited(procedure.stage(key), unit, count))
    return Path(procedure, tuple(stages), dated.reference, dated.status, dated.note)


def is_open_on(procedure: Procedure, day: date) -> bool:
    """Whether the law has a path for it on a day."""
    try:
        path_on(procedure, day)
    except NoLawOnDay:
        return False
    return True
