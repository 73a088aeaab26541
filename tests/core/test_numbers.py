"""Amounts in words are read back to the same amount; the cases are what officials write."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ansinh.core.numbers import dong_in_words, in_words

DIGITS = {
    "không": 0, "một": 1, "mốt": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "năm": 5, "lăm": 5, "sáu": 6, "bảy": 7, "tám": 8, "chín": 9,
}  # fmt: skip


def read_back(text: str) -> int:
    """The number some words say, by a grammar that knows nothing of how they were written."""
    if text.startswith("âm "):
        return -read_back(text.removeprefix("âm "))
    billions, has_billions, rest = text.rpartition("tỷ")
    total = read_back(billions.strip()) * 10**9 if has_billions else 0
    for scale, name in ((10**6, "triệu"), (1000, "nghìn"), (1, "")):
        group, found, after = rest.partition(name) if name else (rest, "", "")
        if name and not found:
            continue
        total += scale * three_back(group)
        rest = after
    return total


def three_back(text: str) -> int:
    total = 0
    for word in text.split():
        if word == "trăm":
            total *= 100
        elif word == "mươi":
            total = total - total % 10 + total % 10 * 10
        elif word == "mười":
            total += 10
        elif word not in ("linh", "lẻ"):
            total += DIGITS[word]
    return total


@pytest.mark.parametrize(
    ("amount", "said"),
    [
        (0, "Không đồng"),
        (1, "Một đồng"),
        (10, "Mười đồng"),
        (15, "Mười lăm đồng"),
        (21, "Hai mươi mốt đồng"),
        (24, "Hai mươi tư đồng"),
        (14, "Mười bốn đồng"),
        (11, "Mười một đồng"),
        (105, "Một trăm linh năm đồng"),
        (540_000, "Năm trăm bốn mươi nghìn đồng"),
        (2_789_000, "Hai triệu bảy trăm tám mươi chín nghìn đồng"),
        (20_000_001, "Hai mươi triệu không trăm linh một đồng"),
        (68_212_208, "Sáu mươi tám triệu hai trăm mười hai nghìn hai trăm linh tám đồng"),
        (1_005_000_000, "Một tỷ không trăm linh năm triệu đồng"),
        (1_000_000_015, "Một tỷ không trăm mười lăm đồng"),
        (23_004_000_055, "Hai mươi ba tỷ không trăm linh bốn triệu không trăm năm mươi lăm đồng"),
        (10**15, "Một triệu tỷ đồng"),
        (-5_000, "Âm năm nghìn đồng"),
    ],
)
def test_an_amount_is_written_as_officials_write_it(amount, said):
    assert dong_in_words(amount) == said


def test_the_south_says_le_where_the_standard_says_linh():
    assert dong_in_words(68_212_208, nought="lẻ") == "Sáu mươi tám triệu hai trăm mười hai nghìn hai trăm lẻ tám đồng"


@given(st.integers(-(10**18), 10**18), st.sampled_from(("linh", "lẻ")))
def test_words_read_back_give_the_number(number, nought):
    said = in_words(number, nought=nought)

    assert read_back(said) == number
    assert not re.search(r"mươi (một|bốn|năm)\b|mười (mốt|tư|năm)\b", said)
