"""Who may be in the register twice: Splink over its columns, and over one new person beside those who are there.

Names are compared without diacritics, by their parts; family names are few, so that agreeing on a rare name weighs more than on a
common one. A birth day of 1 January counts as unknown. Weights are trained on a labelled set (`doubles_training`) and kept in
`data/doubles.json`; here nothing is learned."""

import json
import logging
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
from splink import DuckDBAPI, Linker, SettingsCreator

MODEL = Path(__file__).parents[1] / "data" / "doubles.json"
MEMORY, THREADS = "1500MB", 2
logging.getLogger("splink").setLevel(logging.ERROR)

# The order in which the letters of a name are made alike where people spell one sound in two ways; the text is folded, words joined by
# single spaces and closed by one.
_SPELT_ALIKE = (
    ("ngh", "ng"), ("gh", "g"), ("gi", "d"), ("ph", "f"), ("tr", "ch"), ("y", "i"), ("x", "s"), ("z", "d"), ("k", "c"),
    ("nh ", "n "), ("ng ", "n "), ("c ", "t "),
)  # fmt: skip


def _spelt_alike(text: str) -> str:
    for one, other in _SPELT_ALIKE:
        text = f"replace({text}, '{one}', '{other}')"
    return text


# The register's columns made ready to compare. `people` has id, name, name_folded, sex, birth_year, birth_month, birth_day, personal_number,
# commune_id, household_id, hamlet.
_READY = f"""
WITH named AS (
  SELECT *, list_filter(string_split(trim(replace(name_folded, '.', ' ')), ' '), lambda word: word <> '') AS words,
    {_spelt_alike("name_folded || ' '")} AS sound FROM {{people}}
), parted AS (
  SELECT *, words[1] AS family, words[-1] AS given, array_to_string(words[2:-2], ' ') AS middle,
    string_split(trim(replace(sound, '.', ' ')), ' ') AS sounds FROM named
)
SELECT id, lower(name) AS written, name_folded AS folded, lower(name) = name_folded AS is_plain, family, given, middle,
  family || ' ' || given AS core, sounds[1] || ' ' || sounds[-1] AS core_sound, sounds[-1] AS given_sound,
  array_to_string(sounds[2:-2], ' ') AS middle_sound, array_to_string(list_sort(sounds), ' ') AS mixed,
  array_to_string(list_transform(words[2:-2], lambda word: word[1]), '') AS initials,
  len(middle) > 0 AND len(replace(middle, ' ', '')) = len(words) - 2 AS is_short,
  sex, birth_year, CASE WHEN birth_day IS NOT NULL AND NOT (birth_month = 1 AND birth_day = 1)
    THEN lpad(birth_month::VARCHAR, 2, '0') || lpad(birth_day::VARCHAR, 2, '0') END AS month_day,
  CASE WHEN birth_day IS NOT NULL AND NOT (birth_month = 1 AND birth_day = 1) THEN birth_month END AS month,
  personal_number AS number, substr(personal_number, 7, 3) AS number_front, substr(personal_number, 10, 3) AS number_back,
  commune_id AS commune, household_id AS household, commune_id || '/' || hamlet AS hamlet, {{kin}} AS kin
FROM parted
"""
_KIN = """CASE WHEN household_id IS NULL THEN NULL ELSE
  list_distinct(list(hash(name_folded)) OVER (PARTITION BY household_id)) END"""

_SAME_YEAR = "birth_year_l = birth_year_r"
_WHOLE_DAY = "birth_year_{0}::VARCHAR || month_day_{0}"
_BOTH_DAYS = f"{_WHOLE_DAY.format('l')}, {_WHOLE_DAY.format('r')}"
# Others of both households with one name; the two themselves are left out when theirs is one.
_SHARED_KIN = "len(list_intersect(kin_l, kin_r)) - (folded_l = folded_r)::INTEGER"

# Field: its levels, best first: name, condition. The level named `unknown` weighs nothing; the last takes what is left. Two of one
# household share family names, middle names, sometimes the day they were born: they are weighed apart from two who do not live together.
LEVELS: dict[str, tuple[tuple[str, str], ...]] = {
    "name": (
        ("same", "core_l = core_r"),
        ("sounds", "core_sound_l = core_sound_r"),
        ("mixed", "mixed_l = mixed_r"),
        ("near", "damerau_levenshtein(core_l, core_r) <= 1"),
        ("given", "given_sound_l = given_sound_r"),
        ("differs", "ELSE"),
    ),
    "middle": (
        ("unknown", "mixed_l = mixed_r AND core_l <> core_r"),
        ("written", "written_l = written_r"),
        ("plain", "folded_l = folded_r AND (is_plain_l OR is_plain_r)"),
        ("tones", "folded_l = folded_r"),
        ("short", "core_l = core_r AND initials_l = initials_r AND (is_short_l OR is_short_r)"),
        ("left_out", "core_l = core_r AND (middle_l = '' OR middle_r = '')"),
        ("near", "core_l = core_r AND (middle_sound_l = middle_sound_r OR damerau_levenshtein(middle_l, middle_r) <= 1)"),
        ("other", "core_l = core_r"),
        ("sounds", "middle_sound_l = middle_sound_r"),
        ("differs", "ELSE"),
    ),
    "birth": (
        ("same", f"{_SAME_YEAR} AND month_day_l = month_day_r"),
        ("year", f"{_SAME_YEAR} AND (month_day_l IS NULL OR month_day_r IS NULL)"),
        ("swapped", f"{_SAME_YEAR} AND substr(month_day_l, 3, 2) || substr(month_day_l, 1, 2) = month_day_r"),
        ("digit", f"damerau_levenshtein({_BOTH_DAYS}) <= 1"),
        ("month", f"{_SAME_YEAR} AND month_l = month_r"),
        ("same_year", _SAME_YEAR),
        ("near_year", "abs(birth_year_l - birth_year_r) <= 2 AND (month_day_l IS NULL OR month_day_r IS NULL OR month_day_l = month_day_r)"),
        ("differs", "ELSE"),
    ),
    "number": (
        ("unknown", "number_l IS NULL OR number_r IS NULL"),
        ("next", "substr(number_l, 1, 11) = substr(number_r, 1, 11)"),
        ("digit", "damerau_levenshtein(number_l, number_r) <= 1"),
        ("differs", "ELSE"),
    ),
    "sex": (("same", "sex_l = sex_r"), ("differs", "ELSE")),
    "home": (
        ("unknown", "commune_l IS NULL OR commune_r IS NULL"),
        ("household", "household_l = household_r"),
        ("kin", f"{_SHARED_KIN} >= 2"),
        ("one_kin", f"{_SHARED_KIN} = 1"),
        ("hamlet", "hamlet_l = hamlet_r"),
        ("commune", "commune_l = commune_r"),
        ("differs", "ELSE"),
    ),
}  # fmt: skip
# What a middle name says is asked of those with one family and given name, and apart of the others.
GIVEN_NAMESAKES = ("written", "plain", "tones", "short", "left_out", "near", "other")
FREQUENT = "core"
TOGETHER = "household_l = household_r"

# Pairs worth looking at: each rule is a small join, and together they leave out few that are one person (`docs/doubles.md` says how many).
BLOCKS = (
    "l.folded = r.folded AND l.birth_year = r.birth_year",
    "l.birth_year = r.birth_year AND l.month_day = r.month_day AND l.given_sound = r.given_sound",
    "l.birth_year = r.birth_year AND l.month_day = r.month_day AND l.family = r.family AND l.commune = r.commune",
    "l.birth_year = r.birth_year AND l.month_day = r.month_day AND l.family = r.family AND l.middle_sound = r.middle_sound",
    "l.birth_year = r.birth_year AND l.mixed = r.mixed",
    "l.birth_year = r.birth_year AND l.number_front = r.number_front AND l.given_sound = r.given_sound",
    "l.birth_year = r.birth_year AND l.number_back = r.number_back AND l.given_sound = r.given_sound",
    "l.birth_year = r.birth_year AND l.number_front = r.number_front AND l.family = r.family AND l.sex = r.sex",
    "l.month_day = r.month_day AND l.core_sound = r.core_sound",
    "l.birth_year = r.birth_year AND l.month = r.month AND l.core_sound = r.core_sound",
    "l.commune = r.commune AND l.core_sound = r.core_sound AND l.birth_year = r.birth_year",
    "l.commune = r.commune AND l.family = r.family AND l.middle_sound = r.middle_sound AND l.birth_year = r.birth_year",
    "l.household = r.household AND l.given_sound = r.given_sound",
    "l.household = r.household AND l.birth_year = r.birth_year",
    "l.hamlet = r.hamlet AND l.folded = r.folded AND abs(l.birth_year - r.birth_year) <= 2",
)
Learned = Mapping[str, Mapping[str, tuple[float, float]]]


@dataclass(frozen=True)
class Weights:
    """What was learned: the chance that two persons of a register of a million are one; how often each level of each field is met with
    one person (m) and with two (u), `apart` of those who do not live together, `together` of those in one household; and the weight from
    which a pair is shown."""

    chance: float
    apart: Learned
    together: Learned
    threshold: float
    about: Mapping[str, Any]

    def settings(self) -> SettingsCreator:
        """As Splink asks for it."""
        return SettingsCreator(
            link_type="dedupe_only",
            unique_id_column_name="id",
            probability_two_random_records_match=self.chance,
            comparisons=[self._comparison(name) for name in LEVELS],
            blocking_rules_to_generate_predictions=[{"blocking_rule": rule} for rule in BLOCKS],
            retain_matching_columns=True,
            retain_intermediate_calculation_columns=True,
        )

    def _comparison(self, name: str) -> dict[str, Any]:
        levels = []
        for level, condition, is_together in levels_of(name):
            told: dict[str, Any] = {
                "sql_condition": condition,
                "label_for_charts": f"{level}{' (một hộ)' if is_together else ''}",
            }
            if level == "unknown":
                told["is_null_level"] = True
            else:
                told["m_probability"], told["u_probability"] = (self.together if is_together else self.apart)[name][
                    level
                ]
            if name == "name" and level in ("same", "sounds") and not is_together:
                told |= {"tf_adjustment_column": FREQUENT}
            levels.append(told)
        return {"output_column_name": name, "comparison_levels": levels}


def levels_of(name: str) -> list[tuple[str, str, bool]]:
    """The levels of a field as they are asked in turn: level, condition, whether it is that of one household."""
    plain = [(level, condition, False) for level, condition in LEVELS[name]]
    if name == "home":
        return plain
    inside = [
        (level, TOGETHER if condition == "ELSE" else f"{TOGETHER} AND ({condition})", True)
        for level, condition, _ in plain
        if level != "unknown"
    ]
    unknown = [one for one in plain if one[0] == "unknown"]
    return [*unknown, *inside, *(one for one in plain if one[0] != "unknown")]


@cache
def weights() -> Weights:
    """The weights in use."""
    told = json.loads(MODEL.read_text(encoding="utf-8"))
    return Weights(told["chance"], told["apart"], told["together"], told["threshold"], told["about"])


@contextmanager
def opened(folder: Path | None = None) -> Iterator[duckdb.DuckDBPyConnection]:
    """A database in memory that spills into the folder."""
    with duckdb.connect() as duck:
        duck.execute(
            f"SET memory_limit = '{MEMORY}'; SET threads = {THREADS}; SET preserve_insertion_order = false; SET enable_progress_bar = false"
        )
        if folder:
            duck.execute(f"SET temp_directory = '{folder}'")
        yield duck


def ready_sql(people: str, *, with_kin: bool = True) -> str:
    """The columns compared, of a table of people."""
    return _READY.format(people=people, kin=_KIN if with_kin else "NULL::UBIGINT[]")


def make_ready(duck: duckdb.DuckDBPyConnection, people: pa.Table) -> None:
    """Table `ready` with the columns compared."""
    duck.register("people", people)
    duck.execute(f"CREATE OR REPLACE TABLE ready AS {ready_sql('people')}")
    duck.unregister("people")


def find_pairs(people: pa.Table, *, threshold: float | None = None, folder: Path | None = None) -> pa.Table:
    """Pairs of the people who may be one, heaviest first: one, other (the lower id first), weight, and for each field its level and
    weight (`name`, `name_weight`, ...)."""
    with opened(folder) as duck:
        make_ready(duck, people)
        return scored_pairs(duck, weights(), weights().threshold if threshold is None else threshold)


def scored_pairs(duck: duckdb.DuckDBPyConnection, learned: Weights, threshold: float | None) -> pa.Table:
    """As `find_pairs`, of the table `ready`; every pair worth looking at when there is no threshold."""
    linker = Linker(DuckDBAPI(duck).register("ready"), learned.settings(), log_level=None, validate_settings=False)
    duck.execute(
        f"""CREATE OR REPLACE TABLE frequencies AS SELECT core, {frequency_sql(learned, "count(*)", "sum(count(*)) OVER ()")} AS tf_core
        FROM ready GROUP BY core"""
    )
    linker.table_management.register_term_frequency_lookup(linker._db_api.register("frequencies"), FREQUENT)
    found = linker.inference.predict(threshold_match_weight=threshold, warning_mode="never")
    return duck.sql(f"SELECT {told_sql()} FROM {found.physical_name} ORDER BY weight DESC, one, other").to_arrow_table()


def frequency_sql(learned: Weights, people: str, of: str, doubt: int = 2000) -> str:
    """How common a name is: in a register of few as common as names are on average, the more people it has the more as it is there."""
    _, average = learned.apart["name"]["same"]
    return f"(({people}) + {doubt} * {average}) / (({of}) + {doubt})"


def told_sql() -> str:
    """The columns of a search as they are handed out, of a table as Splink leaves it."""
    columns = ["least(id_l, id_r) AS one", "greatest(id_l, id_r) AS other", "match_weight AS weight"]
    for name in LEVELS:
        known = [level for level, _, _ in levels_of(name) if level != "unknown"]
        cases = " ".join(f"WHEN {len(known) - 1 - place} THEN '{level}'" for place, level in enumerate(known))
        rarity = " + mw_tf_adj_name" if name == "name" else ""
        columns += [f"CASE gamma_{name} {cases} ELSE 'unknown' END AS {name}", f"mw_{name}{rarity} AS {name}_weight"]
    return ", ".join(columns)
