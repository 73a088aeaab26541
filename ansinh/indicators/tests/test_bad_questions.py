"""Figures asked for in ways that cannot be: each is told in words with the value."""

import pytest
from django.core.management import CommandError, call_command


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (("--year", "0"), "năm «0»"),
        (("--year", "99999"), "năm «99999»"),
        (("--on", "2023-13-01"), "Ngày «2023-13-01» không có trong lịch"),
        (("--on", "31/02/2023"), "Ngày «31/02/2023» không có trong lịch"),
        (("--on", "hôm nào"), "Không đọc được ngày «hôm nào»"),
    ],
)
def test_a_day_or_year_that_cannot_be_is_refused_in_words(asked: tuple[str, str], said: str) -> None:
    with pytest.raises(CommandError, match=said):
        call_command("figure", "poverty.poor_households", "--place", "tra-vinh", *asked)
