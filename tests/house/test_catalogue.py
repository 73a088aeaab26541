"""The catalogue against the published lists of the sector: every code and id is declared once, and every wording can be read."""

import json
import re
import unicodedata
from collections import Counter
from pathlib import Path

import pytest

from ansinh.engine.collect import collect
from ansinh.engine.measures import Reported
from ansinh.indicators import words

INDICATORS = collect().indicators
PUBLISHED = Path(__file__).resolve().parents[3] / "shared"
SECTOR = PUBLISHED / "sector" / "indicators.json"
IDS = PUBLISHED / "reports" / "indicators.md"


@pytest.mark.skipif(not SECTOR.exists(), reason="the sector's list is not on this machine")
def test_every_code_of_the_sectors_list_is_declared() -> None:
    published = {row["code"] for row in json.loads(SECTOR.read_text())["indicators"]}

    declared = {one.code for one in INDICATORS.values() if one.code}

    assert sorted(published - declared) == []
    assert sorted(declared - published) == []


@pytest.mark.skipif(not IDS.exists(), reason="the published ids are not on this machine")
def test_every_core_id_of_the_published_reports_is_an_indicator() -> None:
    core = [part for part in IDS.read_text().split("\n## ")[1:] if "(scope: core)" in part.partition("\n")[0]]
    published = re.findall(r"^\| `([^`]+)` \|", "\n".join(core), re.M)

    known = {name for one in INDICATORS.values() for name in (one.name, *one.also)}

    assert published
    assert sorted(set(published) - known) == []


def test_no_two_indicators_are_published_under_one_id() -> None:
    counted = Counter(name for one in INDICATORS.values() for name in (one.name, *one.also))

    assert [name for name, times in counted.items() if times > 1] == []


def test_every_family_of_indicators_has_a_name() -> None:
    assert {name.partition(".")[0] for name in INDICATORS} == set(words.ROOMS)


def test_an_indicator_known_from_reports_says_how_it_is_spoken_of() -> None:
    assert [one.name for one in INDICATORS.values() if isinstance(one.measure, Reported) and not one.said] == []


@pytest.mark.parametrize("name", [name for name, one in INDICATORS.items() if one.said])
def test_a_wording_is_groups_of_phrases_in_lower_case(name: str) -> None:
    for said in INDICATORS[name].said:
        must, _, never = said.partition(" - ")
        phrases = [phrase for group in must.split(" & ") for phrase in group.split("|")]

        assert all(re.search(r"\w", phrase) and phrase == phrase.strip() for phrase in phrases), said
        assert not never or all(re.search(r"\w", phrase) for phrase in never.split("|")), said
        assert " - " not in never and " & " not in never, said
        assert said == unicodedata.normalize("NFC", said).lower(), said
