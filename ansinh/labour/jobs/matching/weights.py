"""The weights of the score: those of data/matching.yaml, and what a province chose instead."""

from collections.abc import Mapping
from functools import cache
from typing import Any

import numpy as np
import yaml

from ansinh.labour.jobs.matching.layout import SETTING
from ansinh.labour.jobs.matching.lexicon import DATA
from ansinh.law.reader import Law

USUAL_WAGE = 6_000.0  # thousand dong a month, where nobody told a wage


@cache
def told() -> dict[str, Any]:
    """data/matching.yaml."""
    return yaml.load((DATA / "matching.yaml").read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)


def default_weights() -> dict[str, float]:
    """The house's weights by name."""
    return {name: float(one["value"]) for name, one in told()["weights"].items()}


def setting(law: Law, chosen: Mapping[str, float] | None = None) -> np.ndarray:
    """One record of SETTING: the weights (`chosen` over the house's), what stands beside them, the ages of the law."""
    kept = told()
    found = np.zeros(1, SETTING)
    for name, value in {**default_weights(), **(chosen or {})}.items():
        found[0][name] = value
    for name in (
        "least_related",
        "unknown_related",
        "skill_floor",
        "skills_not_told",
        "hidden_wage",
        "wage_span",
        "road_factor",
        "unknown_km",
    ):
        found[0][name] = kept[name]
    found[0]["related"] = kept["related_by_digits"]
    ages = law.value("labour.working_age")
    found[0]["least_age"], found[0]["adult_age"] = ages["least"], ages["night_or_hazardous"]
    return found
