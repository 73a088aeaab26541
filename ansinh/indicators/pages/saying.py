"""Figures and indicators in the reader's language."""

from ansinh.core.language import is_english, language_code
from ansinh.core.numbers import figure as written
from ansinh.engine import Indicator
from ansinh.indicators.api.answers import Figure, Row
from ansinh.indicators.api.few import WORDS as FEW_WORDS


def text_of(one: Figure) -> str:
    """A figure as it is written, in its own unit."""
    return said(one, one.indicator.unit)


def said(one: Figure | Row, unit: str) -> str:
    """The number as it is written; «dưới 5» where it is kept from the reader."""
    return FEW_WORDS[is_english()] if one.is_few else written(one.value, unit, language_code())


def label_of(one: Indicator | Row) -> str:
    """What an indicator, or a row of its breakdown, is called."""
    return one.label_en if is_english() else one.label_vi
