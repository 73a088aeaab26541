"""The language rules are written in: facts and the law in, figures out, as SQL, as a trace, as a sentence, as a check.

Knows no domain and no Django. ``docs/engine.md`` is the guide.
"""

from .benefits import Benefit
from .expressions import Expression, NoValue, RuleError
from .facts import Counting, Fact, Grain, Listing, facts, figure
from .house import House, house_on
from .language import (
    age_on,
    all_of,
    any_of,
    case,
    count_of,
    divide,
    highest,
    highest_of,
    if_,
    is_in,
    is_unknown,
    lookup,
    lowest,
    number_true,
    or_else,
    sum_of,
    year_of,
)
from .law_nodes import LawValue, Table
from .measures import (
    Indicator,
    Relation,
    among,
    count,
    entered,
    fall,
    movement,
    not_below,
    parts,
    percent_of_plan,
    ratio,
    reported,
    same,
    share,
    steady,
    total,
)
from .trace import Step, Trace
from .units import UnitError
from .wiring import WiringError

__all__ = [
    "Benefit",
    "Counting",
    "Expression",
    "Fact",
    "Grain",
    "House",
    "Indicator",
    "LawValue",
    "Listing",
    "NoValue",
    "Relation",
    "RuleError",
    "Step",
    "Table",
    "Trace",
    "UnitError",
    "WiringError",
    "age_on",
    "all_of",
    "among",
    "any_of",
    "case",
    "count",
    "count_of",
    "divide",
    "entered",
    "facts",
    "fall",
    "figure",
    "highest",
    "highest_of",
    "house_on",
    "if_",
    "is_in",
    "is_unknown",
    "lookup",
    "lowest",
    "movement",
    "not_below",
    "number_true",
    "or_else",
    "parts",
    "percent_of_plan",
    "ratio",
    "reported",
    "same",
    "share",
    "steady",
    "sum_of",
    "total",
    "year_of",
]
