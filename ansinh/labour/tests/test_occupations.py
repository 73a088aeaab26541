"""Occupations: the whole classification, and which of its groups everyday words mean."""

import time
from collections import Counter

import pytest

from ansinh.labour.jobs.occupations import (
    DEMAND_CODES,
    demand_code,
    find_occupations,
    guess_occupation,
    occupation_name,
    occupations,
    score_occupations,
    sector_of,
)

MEANT = {
    "thợ hồ": "7112",
    "tho ho": "7112",
    "may công nghiệp": "8153",
    "lái xe tải": "8332",
    "phục vụ bàn": "5131",
    "phục vụ quán nhậu": "5131",
    "thợ hàn 6G": "7212",
    "nuôi tôm thẻ": "6221",
    "bán vé số dạo": "5249",
    "công nhân giày da Mỹ Phong": "8156",
    "cong nhan che bien thuy san": "8160",
    "kỹ sư xây dựng cầu đường": "2142",
    "sửa xe máy": "7231",
    "giáo viên cấp 2": "2330",
    "nghề thợ mộc": "7115",
    "làm móng": "5142",
}


def test_the_classification_is_whole_and_every_group_lies_in_its_own() -> None:
    groups = occupations()

    assert Counter(len(code) for code in groups) == {1: 10, 2: 43, 3: 130, 4: 436}
    assert all(code[:-1] in groups for code in groups if len(code) > 1)
    assert all(one.vi and one.en for one in groups.values())


def test_an_everyday_word_means_one_unit_group() -> None:
    said = Counter(word.casefold() for one in occupations().values() for word in one.synonyms)

    assert [word for word, count in said.items() if count > 1] == []
    assert sum(said.values()) > 1000


@pytest.mark.parametrize(("text", "code"), MEANT.items())
def test_everyday_words_find_their_occupation(text: str, code: str) -> None:
    assert find_occupations(text, 1)[0].code == code


@pytest.mark.parametrize(
    ("text", "code"), [("tho hann", "7212"), ("phuc vu bna", "5131"), ("công nhân may mặt", "8153")]
)
def test_a_mistyped_syllable_still_finds_it(text: str, code: str) -> None:
    assert find_occupations(text, 1)[0].code == code


def test_diacritics_tell_words_of_one_spelling_apart_and_both_answer_without_them() -> None:
    assert find_occupations("thợ may", 1)[0].code == "7531"
    assert find_occupations("thợ máy", 1)[0].code == "7233"
    assert {one.code for one in find_occupations("tho may", 2)} == {"7531", "7233"}


def test_digits_find_the_groups_they_begin() -> None:
    assert [one.code for one in find_occupations("711", 3)] == ["711", "7111", "7112"]
    assert find_occupations("0110")[0].vi == "Sĩ quan quân đội"


def test_what_is_no_job_is_not_guessed_at() -> None:
    assert guess_occupation("thợ hồ") == "7112"
    assert guess_occupation("nội trợ") == "" and guess_occupation("") == "" and guess_occupation("???") == ""


def test_a_group_of_the_vietnamese_classification_alone_has_its_name() -> None:
    assert occupation_name("7112") == "Thợ xây"
    assert occupation_name("36") == "Giáo viên bậc trung" and occupation_name("9999") == "9999"
    assert demand_code("1321") == "17" and demand_code("8153") == "81" and demand_code("0110") == ""
    assert set(DEMAND_CODES) - set(occupations()) == {"17", "36"}


def test_the_employers_section_says_the_sector_before_the_occupation_does() -> None:
    assert sector_of("6111") == "agriculture" and sector_of("7112") == "industry" and sector_of("5131") == "services"
    assert sector_of("4110", "C") == "industry" and sector_of("8332", "H") == "services" and sector_of("") == ""


def test_a_search_takes_less_than_five_milliseconds() -> None:
    score_occupations("khởi động")
    began = time.process_time()

    for _ in range(20):
        score_occupations("cong nhan che bien thuy san dong lanh xuat khau")

    assert (time.process_time() - began) / 20 < 0.005
