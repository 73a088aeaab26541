"""Sentences made of figures."""

from decimal import Decimal

from ansinh.reports.actions.sentences import figure_run, fill


class Told:
    """A year's figures, the year before, and plans."""

    values = {"poor": 3453, "rate": Decimal("1.20104"), "gone": None}
    before = {"poor": 5118, "rate": Decimal("1.79"), "gone": None}
    plans = {"rate": Decimal("1.50"), "poor": None, "gone": None}

    def value(self, indicator: str):
        return self.values[indicator]

    def last(self, indicator: str):
        return self.before[indicator]

    def plan(self, indicator: str):
        return self.plans[indicator]

    def unit(self, indicator: str) -> str:
        return "percent" if indicator == "rate" else "household"

    def label(self, indicator: str) -> str:
        return indicator

    def href(self, indicator: str) -> str:
        return f"http://here/{indicator}"


def text_of(sentence: str) -> str:
    return "".join(run.text for run in fill(sentence, Told(), {"day": "ngày 31/12/2023"}).runs)


def test_a_figure_is_written_with_its_unit_as_officials_do():
    assert (
        text_of("Đến {day} còn {poor} nghèo, chiếm {rate}.") == "Đến ngày 31/12/2023 còn 3.453 hộ nghèo, chiếm 1,20 %."
    )


def test_a_change_is_the_difference_of_the_printed_figures():
    assert text_of("{rate|change} so với {rate|last}") == "giảm 0,59 điểm % so với 1,79 %"
    assert text_of("{poor|change}") == "giảm 1.665 hộ"


def test_every_figure_of_a_sentence_opens():
    runs = fill("còn {poor}", Told(), {}).runs

    assert [(run.text, run.href) for run in runs] == [("còn ", ""), ("3.453 hộ", "http://here/poor")]


def test_a_sentence_with_an_unknown_figure_says_which_and_is_not_invented():
    filled = fill("có {gone} và {poor}", Told(), {})

    assert filled.lacks == ("gone",)


def test_percent_of_plan_needs_a_plan():
    assert figure_run("rate", "done", Told()).text == "80,07 %"
    assert figure_run("poor", "done", Told()).is_missing
