"""The statutory tables that go with a report: 7.1-7.11 and sheets 407-411 as one Excel file, money as it was entered."""

from datetime import date

from ansinh.indicators.api import Period, figures
from ansinh.places.models import Place
from ansinh.poverty.jobs.tables import tables_of, write_workbook
from ansinh.poverty.models import Campaign

_MONEY = "poverty.money_411_"
_ROWS = ("100", "110", "111", "112", "113", "210", "211", "212", "213")


def poverty_sheets(place: Place, year: int) -> bytes | None:
    """The tables of the province's yearly review as .xlsx; none when the place is no province or had no review that year."""
    campaign = Campaign.objects.filter(province=place, year=year, kind="annual").first()
    if campaign is None:
        return None
    period = Period(date(year, 1, 1), date(year, 12, 31))
    entered = figures([_MONEY + row for row in _ROWS], place=place, period=period)
    money = {row: None if (value := entered[_MONEY + row].value) is None else int(value) for row in _ROWS}
    return write_workbook(sheets=tables_of(campaign, money), campaign=campaign)
