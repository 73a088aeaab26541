"""What must hold between the figures of the review."""

from ansinh.engine import Indicator, movement, not_below, parts, share, steady, whole
from ansinh.engine.measures import Ratio

from .classes import rates


def _sides(rate: Indicator) -> tuple[str, str]:
    """The two counts a rate is made of."""
    assert isinstance(rate.measure, Ratio)
    return rate.measure.numerator, rate.measure.denominator


relations = [
    parts(
        "poverty.households",
        (
            "poverty.poor_households",
            "poverty.near_poor_households",
            "poverty.average_households",
            "poverty.better_off_households",
            "poverty.rich_households",
        ),
    ),
    parts("poverty.multidimensional_households", ("poverty.poor_households", "poverty.near_poor_households")),
    whole(
        (
            "poverty.poverty_rate",
            "poverty.near_poverty_rate",
            "poverty.average_rate",
            "poverty.better_off_rate",
            "poverty.rich_rate",
        )
    ),
    *(share(rate.name, *_sides(rate)) for rate in rates),
    share("poverty.minority_share_of_poor", "poverty.minority_poor_households", "poverty.poor_households"),
    share(
        "poverty.minority_share_of_near_poor", "poverty.minority_near_poor_households", "poverty.near_poor_households"
    ),
    share("poverty.khmer_poverty_rate", "poverty.khmer_poor_households", "poverty.khmer_households"),
    not_below("poverty.households", "poverty.khmer_households"),
    not_below("poverty.poor_households", "poverty.khmer_poor_households"),
    not_below("poverty.minority_poor_households", "poverty.khmer_poor_households"),
    not_below("poverty.poor_households", "poverty.urban_poor_households"),
    not_below("poverty.poor_members", "poverty.poor_households"),
    parts("poverty.escaped_poverty", ("poverty.escaped_above_near_poverty", "poverty.poor_became_near_poor")),
    movement(
        "poverty.poor_households",
        plus=(
            "poverty.near_poor_became_poor",
            "poverty.fell_back_into_poverty",
            "poverty.newly_poor",
            "poverty.arrived_poor",
        ),
        minus=("poverty.escaped_poverty",),
    ),
    movement(
        "poverty.near_poor_households",
        plus=(
            "poverty.poor_became_near_poor",
            "poverty.fell_back_into_near_poverty",
            "poverty.newly_near_poor",
            "poverty.arrived_near_poor",
        ),
        minus=("poverty.escaped_near_poverty", "poverty.near_poor_became_poor"),
    ),
    parts("poverty.money_411_100", ("poverty.money_411_110", "poverty.money_411_210")),
    parts("poverty.money_411_110", ("poverty.money_411_111", "poverty.money_411_112", "poverty.money_411_113")),
    parts("poverty.money_411_210", ("poverty.money_411_211", "poverty.money_411_212", "poverty.money_411_213")),
    steady("poverty.households", percent=5),
    steady("poverty.poor_households", percent=50),
    steady("poverty.near_poor_households", percent=50),
]
