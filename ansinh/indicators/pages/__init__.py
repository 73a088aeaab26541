"""The pages of the figures: the catalogue, one indicator, its records and workbook, the checks, and the headlines of the desk."""

from ansinh.indicators.pages.figures import (
    enter_figure,
    figure_checks,
    indicator,
    indicator_export,
    indicator_list,
    indicator_records,
    set_target,
)
from ansinh.indicators.pages.forecasts import figure_sections, indicator_forecast
from ansinh.indicators.pages.headlines import headlines

__all__ = [
    "enter_figure",
    "figure_checks",
    "figure_sections",
    "headlines",
    "indicator",
    "indicator_export",
    "indicator_forecast",
    "indicator_list",
    "indicator_records",
    "set_target",
]
