"""Training and measuring the search for doubles on labelled sets; beside it what an office has otherwise."""

import json
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
from rapidfuzz import fuzz

from ansinh.people.jobs.doubles import (
    GIVEN_NAMESAKES,
    LEVELS,
    MODEL,
    Weights,
    find_pairs,
    make_ready,
    opened,
    scored_pairs,
)
from ansinh.people.jobs.doubles_set import LabelledSet, labelled_set

TRAIN = {"count": 1_000_000, "seed": 20_230_701}
TEST = {"count": 300_000, "seed": 20_250_701}
WANTED_PRECISION = 0.97
MILLION = 1_000_000
_SAMPLE = 2500
_ONCE_ALIKE = (
    "number",
    "sex",
)  # what they say of two who agree otherwise: of strangers in name and year, of housemates in the year
Pair = tuple[int, int]
Counts = dict[str, dict[str, int]]


def train(folder: Path | None = None, *, count: int = TRAIN["count"], seed: int = TRAIN["seed"]) -> Weights:
    """Weights learned from the training set alone, by counting: m over its pairs that are one person; u over pairs of strangers drawn by
    chance (numbers and sex: over those worth looking at; middle names: over those with one family and given name) and, for those who live
    together, over every two of one household."""
    learning = labelled_set(count=count, seed=seed)
    with opened(folder) as duck:
        make_ready(duck, learning.people)
        duck.register(
            "labels", pa.table({"one": [a for a, _ in learning.same], "other": [b for _, b in learning.same]})
        )
        duck.execute("CREATE TABLE same AS SELECT * FROM labels")
        chance, apart, together = _learned(duck, count)
        first = Weights(chance, apart, together, 0.0, {})
        threshold = _threshold(scored_pairs(duck, first, -15.0), learning)
    about = {"count": count, "seed": seed, "same": len(learning.same), "wanted_precision": WANTED_PRECISION}
    return Weights(chance, apart, together, threshold, about)


def keep(learned: Weights) -> None:
    """Write the weights where the search reads them."""
    rounded = [
        {
            name: {level: [float(f"{m:.4g}"), float(f"{u:.4g}")] for level, (m, u) in each.items()}
            for name, each in levels.items()
        }
        for levels in (learned.apart, learned.together)
    ]
    told = {
        "about": learned.about, "chance": float(f"{learned.chance:.4g}"), "threshold": round(learned.threshold, 1),
        "apart": rounded[0], "together": rounded[1],
    }  # fmt: skip
    MODEL.write_text(json.dumps(told, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


_STRANGERS = f"""SELECT l.id AS one, r.id AS other FROM (SELECT * FROM ready ORDER BY hash(id) LIMIT {_SAMPLE}) l,
  (SELECT * FROM ready ORDER BY hash(id + 1) LIMIT {_SAMPLE}) r WHERE l.id < r.id"""
_NAMESAKES = """SELECT l.id AS one, r.id AS other FROM (SELECT * FROM ready ORDER BY hash(id) LIMIT 4000) l JOIN ready r
  ON l.core = r.core AND l.id < r.id"""
_LOOKED_AT = """SELECT l.id AS one, r.id AS other FROM (SELECT * FROM ready ORDER BY hash(id) LIMIT 200000) l JOIN ready r
  ON l.folded = r.folded AND l.birth_year = r.birth_year AND l.id < r.id"""
_HOUSEMATES = "SELECT l.id AS one, r.id AS other FROM ready l JOIN ready r ON l.household = r.household AND l.id < r.id"
_TWINS = f"{_HOUSEMATES} AND l.birth_year = r.birth_year"
_NOT_SAME = "SELECT p.* FROM ({pairs}) p ANTI JOIN same USING (one, other)"


def _learned(duck: duckdb.DuckDBPyConnection, count: int) -> tuple[float, Any, Any]:
    one_house = "(SELECT s.* FROM same s JOIN ready l ON l.id = s.one JOIN ready r ON r.id = s.other AND r.household = l.household)"
    m_apart = _counts(duck, f"SELECT * FROM same EXCEPT SELECT * FROM {one_house}")
    m_together = _counts(duck, f"SELECT * FROM {one_house}")
    strangers, namesakes, looked_at, housemates = (
        _counts(duck, _NOT_SAME.format(pairs=pairs)) for pairs in (_STRANGERS, _NAMESAKES, _LOOKED_AT, _HOUSEMATES)
    )
    twins = _counts(duck, _NOT_SAME.format(pairs=_TWINS))
    in_middle = {
        level: (namesakes if level in GIVEN_NAMESAKES else strangers)["middle"].get(level, 0)
        for level, _ in LEVELS["middle"]
    }
    u_apart = strangers | {"middle": in_middle} | {name: looked_at[name] for name in _ONCE_ALIKE}
    u_together = housemates | {name: twins[name] for name in _ONCE_ALIKE}
    same, alone = (
        duck.sql(f"SELECT count(*) FROM ({of})").fetchall()[0][0] for of in ("FROM same", f"FROM {one_house}")
    )
    pairs, mates = count * (count - 1) / 2, sum(housemates["sex"].values())
    apart = {name: _shares(name, m_apart[name], u_apart[name]) for name in LEVELS}
    together = {name: _shares(name, m_together[name], u_together[name]) for name in LEVELS if name != "home"}
    # Names and homes as they are, not as a sample of pairs meets them: how often two agree on family and given name, and live together.
    apart["name"]["same"] = (apart["name"]["same"][0], _agreeing(duck))
    apart["home"] = {level: (m * (1 - alone / same), u) for level, (m, u) in apart["home"].items()}
    apart["home"]["household"] = (alone / same, mates / pairs)
    return same / pairs, apart, together


def _counts(duck: duckdb.DuckDBPyConnection, pairs: str) -> Counts:
    """Of each field, how many of the pairs are at each level."""
    columns = sorted(
        {column for levels in LEVELS.values() for _, told in levels for column in re.findall(r"(\w+)_[lr]\b", told)}
    )
    both = ", ".join(f"l.{column} AS {column}_l, r.{column} AS {column}_r" for column in columns)
    levels = ", ".join(f"{_level(name)} AS {name}" for name in LEVELS)
    duck.execute(
        f"""CREATE OR REPLACE TEMP TABLE met AS SELECT {levels} FROM
        (SELECT {both} FROM ({pairs}) p JOIN ready l ON l.id = p.one JOIN ready r ON r.id = p.other)"""
    )
    return {name: dict(duck.sql(f"SELECT {name}, count(*) FROM met GROUP BY 1").fetchall()) for name in LEVELS}


def _level(name: str) -> str:
    cases = " ".join(f"WHEN {condition} THEN '{level}'" for level, condition in LEVELS[name][:-1])
    return f"CASE {cases} ELSE '{LEVELS[name][-1][0]}' END"


def _shares(name: str, same: dict[str, int], apart: dict[str, int]) -> dict[str, tuple[float, float]]:
    """m and u of each level; what was never met counts as half a time."""
    known = [level for level, _ in LEVELS[name] if level != "unknown"]
    inside = [level for level in known if level in GIVEN_NAMESAKES] if name == "middle" else []
    shares: dict[str, tuple[float, float]] = {}
    for some in filter(None, (inside, [level for level in known if level not in inside])):
        m, u = (sum(max(counts.get(level, 0), 0.5) for level in some) for counts in (same, apart))
        shares |= {level: (max(same.get(level, 0), 0.5) / m, max(apart.get(level, 0), 0.5) / u) for level in some}
    m, u = shares[known[-1]]
    return shares | {known[-1]: (m, max(m, u))}  # to differ never speaks for one person


def _agreeing(duck: duckdb.DuckDBPyConnection) -> float:
    counted = "SELECT count(*) AS people FROM ready GROUP BY core"
    return duck.sql(f"SELECT sum(people * people) / sum(people) ** 2 FROM ({counted})").fetchall()[0][0]


def _threshold(found: pa.Table, learning: LabelledSet) -> float:
    """The lowest weight from which pairs are right as often as is wanted."""
    best, right = 0.0, 0
    for number, (weight, is_same) in enumerate(
        zip(found["weight"].to_pylist(), _is_same(found, learning), strict=True), start=1
    ):
        right += is_same
        if right / number >= WANTED_PRECISION:
            best = weight
    return best


def _is_same(pairs: pa.Table, told: LabelledSet) -> list[bool]:
    return [pair in told.same for pair in zip(pairs["one"].to_pylist(), pairs["other"].to_pylist(), strict=True)]


@dataclass
class Score:
    """How good a way to find doubles is: right ones among those found (precision), found ones among those that are (recall)."""

    found: int
    right: int
    there: int
    by_error: dict[str, tuple[int, int]] = field(default_factory=dict)
    wrongly: dict[str, tuple[int, int]] = field(default_factory=dict)

    @property
    def precision(self) -> float:
        return self.right / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        return self.right / self.there if self.there else 0.0


def score(found: Iterable[Pair], told: LabelledSet) -> Score:
    """Found pairs against the labels: of each error how many found of how many, of each kind of look-alike how many taken for one."""
    pairs = set(found)
    errors, caught = Counter[str](), Counter[str]()
    for pair, kinds in told.same.items():
        errors.update(kinds)
        if pair in pairs:
            caught.update(kinds)
    alike, wrongly = Counter(told.apart.values()), Counter(told.apart[pair] for pair in pairs if pair in told.apart)
    right = sum(pair in told.same for pair in pairs)
    return Score(
        len(pairs), right, len(told.same), {kind: (caught[kind], errors[kind]) for kind in errors},
        {kind: (wrongly[kind], alike[kind]) for kind in alike},
    )  # fmt: skip


def by_splink(told: LabelledSet, folder: Path | None = None) -> Score:
    """Ours, with the weights in use at their threshold."""
    found = find_pairs(told.people, folder=folder)
    return score(zip(found["one"].to_pylist(), found["other"].to_pylist(), strict=True), told)


def by_name_and_year(told: LabelledSet) -> Score:
    """What a filter in Excel gives: the same name without diacritics and the same birth year."""
    return score(_joined(told, "l.name_folded = r.name_folded AND l.birth_year = r.birth_year"), told)


def by_name_and_day(told: LabelledSet) -> Score:
    """The same name as written and the same birth day as known."""
    same = "l.name = r.name AND l.birth_year = r.birth_year AND l.birth_month = r.birth_month AND l.birth_day = r.birth_day"
    return score(_joined(told, same), told)


def by_number(told: LabelledSet) -> Score:
    """The ministry's rule: one personal number is one person."""
    return score(_joined(told, "l.personal_number = r.personal_number"), told)


def by_similarity(told: LabelledSet, at_least: float) -> Score:
    """Names alike by rapidfuzz (at least so many of a hundred) among those of one birth year and one first or last word of the name."""
    return score(_alike(told, at_least), told)


def _alike(told: LabelledSet, at_least: float) -> list[Pair]:
    with opened() as duck:
        duck.register("people", told.people)
        pairs = duck.sql(
            """WITH p AS (SELECT *, split_part(name_folded, ' ', -1) AS given FROM people)
            SELECT l.id, r.id, l.name_folded, r.name_folded FROM p l JOIN p r ON l.birth_year = r.birth_year AND l.given = r.given AND l.id < r.id
              AND l.commune_id = r.commune_id"""
        ).fetchall()
    return [(one, other) for one, other, a, b in pairs if fuzz.ratio(a, b) >= at_least]


def _joined(told: LabelledSet, same: str) -> list[Pair]:
    with opened() as duck:
        duck.register("people", told.people)
        return duck.sql(f"SELECT l.id, r.id FROM people l JOIN people r ON {same} AND l.id < r.id").fetchall()


def measured(*, folder: Path | None = None, **of: Any) -> dict[str, Score]:
    """Every way on one labelled set (the test set unless told)."""
    told = labelled_set(**{**TEST, **of})
    return {
        "splink": by_splink(told, folder),
        "name_and_year": by_name_and_year(told),
        "name_and_day": by_name_and_day(told),
        "number": by_number(told),
        "similarity": by_similarity(told, 90),
    }
