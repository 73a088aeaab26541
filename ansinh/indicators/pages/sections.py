"""What rooms above add to an indicator's page: their `pages` module gives `figure_sections(figure)`, a list of `Section`."""

from ansinh.core.rooms import modules
from ansinh.indicators.api.answers import Figure
from ansinh.people.pages.sections import Section


def sections_of(figure: Figure) -> list[Section]:
    """The sections all rooms add beside a figure of the records, in the order of the rooms."""
    gives = [getattr(pages, "figure_sections", None) for pages in modules("pages").values()]
    return [section for give in gives if give for section in give(figure)]
