"""Every frame of a statutory sheet speaks of indicators and groups the house has."""

from collections.abc import Iterator
from typing import Any

import pytest

from ansinh.indicators.api import catalogue
from ansinh.indicators.api.catalogue import published
from ansinh.reports.documents.sheets import FRAMES, frames_of


def _cells(frame: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Each indicator of a frame with the facts one of its cells asks."""
    for number, told in frame["columns"].items():
        names, where = (told[1:], {}) if isinstance(told, list) else (told.get("of", []), told.get("where", {}))
        for row in frame["rows"]:
            if number not in row.get("only", frame["columns"]) or ("figures" in row and number not in row["figures"]):
                continue
            there = (
                {row["by"]: row["cell"]}
                if "by" in row
                else {row["each"]: None}
                if "each" in row
                else row.get("where", {})
            )
            for name in row.get("figures", {}).get(number, names):
                yield name, where | row.get("where_of", {}).get(number, there)


@pytest.mark.parametrize(
    "frame", [frame for path in FRAMES for frame in frames_of(path)], ids=lambda frame: frame["code"]
)
def test_a_frame_asks_for_what_the_house_can_count(frame: dict[str, Any]) -> None:
    asked = list(_cells(frame))

    assert {name for name, _ in asked} <= set(catalogue())
    lacking = {(name, fact) for name, where in asked for fact in where if fact not in catalogue()[name].by}
    assert lacking == set()
    for _, where in asked:
        for fact, told in where.items():
            words = published()[fact].words
            if words and told is not None:
                assert set(told if isinstance(told, list) else [told]) <= set(words), fact
    assert len({row["code"] for row in frame["rows"]}) == len(frame["rows"])
    for numbers in (frame.get("sums", {}), frame.get("same", {})):
        known = set(frame["columns"]) | {row["code"] for row in frame["rows"]}
        assert {one for total, parts in numbers.items() for one in (total, *parts)} <= known
    assert all(isinstance(note, str) for note in frame["notes"])
