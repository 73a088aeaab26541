"""Gathers what the rooms declare: grains with their facts, rules, indicators, the relations between figures, benefits."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from pkgutil import iter_modules
from types import FunctionType, ModuleType
from typing import Any

from .benefits import Benefit
from .expressions import RuleError
from .facts import Grain
from .measures import Indicator, Relation

Rule = Callable[..., Any]
PACKAGE = __package__.rpartition(".")[0]


@dataclass(frozen=True)
class Declarations:
    """Everything declared, before a day is chosen. ``rules`` pairs each rule with the law values it stands under."""

    grains: dict[str, Grain] = field(default_factory=dict)
    rules: list[tuple[Rule, tuple[tuple[str, Any], ...]]] = field(default_factory=list)
    indicators: dict[str, Indicator] = field(default_factory=dict)
    relations: list[Relation] = field(default_factory=list)
    benefits: dict[str, Benefit] = field(default_factory=dict)

    def add_grain(self, grain: Grain) -> None:
        known = self.grains.setdefault(grain.name, grain)
        if known is not grain:
            raise RuleError(f"grain {grain.name} is declared twice; import the first one instead")

    def add_rules(self, module: ModuleType) -> None:
        under = _under(module)
        for name, rule in vars(module).items():
            if isinstance(rule, FunctionType) and rule.__module__ == module.__name__ and not name.startswith("_"):
                self.rules.append((rule, under))

    def add_benefits(self, module: ModuleType) -> None:
        for found in _flat(vars(module).values()):
            if isinstance(found, Benefit):
                known = self.benefits.setdefault(found.name, found)
                if known is not found:
                    raise RuleError(f"benefit {found.name} is declared twice, again in {module.__name__}")

    def add_measures(self, module: ModuleType) -> None:
        for found in _flat(vars(module).values()):
            if isinstance(found, Indicator):
                known = self.indicators.setdefault(found.name, found)
                if known is not found:
                    raise RuleError(f"indicator {found.name} is declared twice, again in {module.__name__}")
            elif isinstance(found, Relation) and found not in self.relations:
                self.relations.append(found)


def rooms_of_the_house(package: str = PACKAGE) -> tuple[str, ...]:
    """The sub-packages that publish facts, rules or indicators, by name."""
    paths = import_module(package).__path__
    rooms = [found.name for found in iter_modules(paths) if found.ispkg]
    return tuple(room for room in rooms if any(_exists(f"{package}.{room}.{file}") for file in FILES))


@cache
def collect(rooms: tuple[str, ...] | None = None, package: str = PACKAGE) -> Declarations:
    """What the given rooms declare (all that declare something, when not given), in the order of their names."""
    found = Declarations()
    for room in rooms_of_the_house(package) if rooms is None else rooms:
        for module in _modules(f"{package}.{room}.facts"):
            for grain in vars(module).values():
                if isinstance(grain, Grain):
                    found.add_grain(grain)
        for module in _modules(f"{package}.{room}.rules"):
            found.add_rules(module)
        for module in _modules(f"{package}.{room}.indicators"):
            found.add_measures(module)
        for module in _modules(f"{package}.{room}.benefits"):
            found.add_benefits(module)
    return found


FILES = ("facts", "rules", "indicators", "benefits")


def _modules(name: str) -> Iterable[ModuleType]:
    """The module, and if it is a package every module in it; nothing when it does not exist."""
    if not _exists(name):
        return
    module = import_module(name)
    yield module
    for inner in iter_modules(getattr(module, "__path__", ())):
        if inner.name != "tests":
            yield import_module(f"{name}.{inner.name}")


def _exists(name: str) -> bool:
    try:
        return find_spec(name) is not None
    except ModuleNotFoundError:
        return False


def _under(module: ModuleType) -> tuple[tuple[str, Any], ...]:
    under = getattr(module, "UNDER", ())
    if not under:
        return ()
    return (tuple(under),) if isinstance(under[0], str) else tuple(tuple(one) for one in under)


def _flat(values: Iterable[Any]) -> Iterable[Any]:
    for value in values:
        if isinstance(value, Sequence) and not isinstance(value, str):
            yield from _flat(value)
        else:
            yield value
