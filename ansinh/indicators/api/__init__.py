"""What other rooms, commands and pages ask: figures, the records behind them, plans and checks."""

from .answers import (
    Figure,
    Number,
    Opened,
    Row,
    figure,
    figures,
    is_entered,
    is_reported,
    records,
    root_named,
    shown,
    trend,
)
from .catalogue import UnknownBreakdown, UnknownIndicator, catalogue, cell_label, indicator_named, relations
from .checks import Finding, Said, check, examine
from .crosstabs import Cells, crosstab
from .periods import BadPeriod, Period, before_the_law, period_of
from .plans import Standing, standing, standings, target_in_force
from .warehouse import NoSnapshot, open_warehouse, snapshot_for

__all__ = [
    "BadPeriod",
    "Cells",
    "Figure",
    "Finding",
    "NoSnapshot",
    "Number",
    "Opened",
    "Period",
    "Row",
    "Said",
    "Standing",
    "UnknownBreakdown",
    "UnknownIndicator",
    "before_the_law",
    "catalogue",
    "cell_label",
    "check",
    "crosstab",
    "examine",
    "figure",
    "figures",
    "indicator_named",
    "is_entered",
    "is_reported",
    "open_warehouse",
    "period_of",
    "records",
    "relations",
    "root_named",
    "shown",
    "snapshot_for",
    "standing",
    "standings",
    "target_in_force",
    "trend",
]
