"""What the reader knows of the sector: indicators, what must hold between them, and what lies outside."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import yaml

from ansinh.engine import Indicator, Relation
from ansinh.engine.collect import collect
from ansinh.engine.measures import names_in

OUTSIDE = Path(__file__).parent / "data" / "outside.yaml"


@dataclass(frozen=True)
class Outside:
    """A subject other departments report: recognised so that it is not forced onto an indicator of the sector."""

    name: str
    label_vi: str
    unit: str
    said: tuple[str, ...]
    better: str = ""


@dataclass(frozen=True)
class Variant:
    """A wording learnt from an officer's correction: a pattern and the indicator it means."""

    said: str
    indicator: str


@dataclass(frozen=True)
class Catalogue:
    """Indicators by name, relations, subjects outside the sector, and learnt variants."""

    indicators: Mapping[str, Indicator]
    relations: tuple[Relation, ...] = ()
    outside: Mapping[str, Outside] = field(default_factory=dict)
    variants: tuple[Variant, ...] = ()

    @cached_property
    def by_any_id(self) -> dict[str, str]:
        """The name of the indicator by its name and by every other id it goes by."""
        return {name: one.name for one in self.indicators.values() for name in (one.name, *one.also)}

    @cached_property
    def relations_of(self) -> dict[str, tuple[Relation, ...]]:
        """The relations that speak of an indicator, by its name."""
        found: dict[str, list[Relation]] = {}
        for relation in self.relations:
            for name in names_in(relation):
                found.setdefault(name, []).append(relation)
        return {name: tuple(relations) for name, relations in found.items()}

    def published(self, name: str) -> str:
        """The id in the convention of the published annotations: the first of ``also``, else its name."""
        one = self.indicators.get(name)
        return one.also[0] if one and one.also else name


def house_catalogue(variants: Iterable[Variant] = ()) -> Catalogue:
    """The catalogue of this house: what its rooms declare, and the subjects outside the sector."""
    told = collect()
    return Catalogue(told.indicators, tuple(told.relations), outside_subjects(), tuple(variants))


def outside_subjects() -> dict[str, Outside]:
    """Subjects outside the sector by id, from ``data/outside.yaml``."""
    rows = yaml.safe_load(OUTSIDE.read_text()) or {}
    return {
        name: Outside(name, row["label_vi"], row.get("unit", ""), tuple(row["said"]), row.get("better", ""))
        for name, row in rows.items()
    }
