"""What a room pays: a figure that is money, to whom, from which purse, how often."""

from __future__ import annotations

from dataclasses import KW_ONLY, dataclass

EVERY = ("month", "quarter", "year", "once")


@dataclass(frozen=True)
class Benefit:
    """A figure that is owed: whole dong, one for each record of ``grain``, which has a person and a month.

    ``figure`` names the rule; ``programme`` the list it is paid on; ``purse`` the money it comes from; ``group`` is what
    statistics call it. ``code`` is the line of the law. A figure that is unknown is never paid."""

    name: str
    figure: str
    _: KW_ONLY
    grain: str = "resident"
    programme: str
    purse: str
    every: str = "month"
    label_vi: str
    label_en: str
    article: str
    group: str = ""

    def __post_init__(self) -> None:
        if self.every not in EVERY:
            raise ValueError(f"benefit {self.name}: paid every {self.every!r}, one of {', '.join(EVERY)}")
