"""The pages of the figures: the catalogue, one indicator, its records and workbook, the checks, and the headlines of the desk."""

from ansinh.indicators.pages.catalogue import indicator_list
from ansinh.indicators.pages.checks import figure_checks
from ansinh.indicators.pages.entering import enter_figure, set_target
from ansinh.indicators.pages.figure import indicator
from ansinh.indicators.pages.forecasts import figure_sections, indicator_forecast
from ansinh.indicators.pages.headlines import headlines
from ansinh.indicators.pages.records import indicator_records
from ansinh.indicators.pages.workbook import indicator_export

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
