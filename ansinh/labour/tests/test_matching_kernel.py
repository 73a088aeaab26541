"""The compiled search against every pair looked at one by one, against SQL written to be read, and against the worlds' own conditions."""

from functools import cache
from itertools import pairwise
from pathlib import Path

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pytest

from ansinh.labour.jobs.matching import features, kernel
from ansinh.labour.jobs.matching.batch import Matches, match_all
from ansinh.labour.jobs.matching.features import _items
from ansinh.labour.jobs.matching.judged import Judged, ranking_agreement, weighted_kappa
from ansinh.labour.jobs.matching.layout import BAR, BARS, OCCUPATIONS, TERMS
from ansinh.labour.jobs.matching.lexicon import Lexicon
from ansinh.labour.jobs.matching.phrases import syllables
from ansinh.labour.jobs.matching.texts import Texts
from ansinh.labour.jobs.matching.weights import setting
from ansinh.law.reader import law_on
from tests.bench.matching_worlds import DAY, World, make_world

REFERENCE = Path(kernel.__file__).with_name("reference.sql")


@cache
def world() -> World:
    return make_world("seen", seekers=300, vacancies=250, seed=3)


@cache
def matched() -> Matches:
    return match_all(world().vacancies, world().seekers, world().places, day=DAY, limit=10)


def _every_pair() -> dict[tuple[int, int], tuple[float, int, float]]:
    """Score, bars and relatedness of every pair, one at a time."""
    made, terms = matched().exchange, np.zeros(len(TERMS), np.float32)
    w = made.setting()[0]
    return {
        (int(s["id"]), int(v["id"])): (*kernel.explain(s, v, w, terms), kernel.related(s, v, w))
        for s in made.seekers
        for v in made.vacancies
    }


def test_the_search_gives_what_looking_at_every_pair_gives() -> None:
    pairs = _every_pair()
    least = float(matched().exchange.setting()["least_related"][0])

    for table, own, ignored in ((matched().jobs, "seeker_id", BAR["no_consent"]), (matched().people, "vacancy_id", 0)):
        place = 0 if own == "seeker_id" else 1
        wanted: dict[int, list[float]] = {}
        for pair, (score, bars, near) in pairs.items():
            if not bars & ~ignored and near >= least:
                wanted.setdefault(pair[place], []).append(score)
        found: dict[int, list[float]] = {}
        for one, score in zip(table[own].to_pylist(), table["score"].to_pylist(), strict=True):
            found.setdefault(one, []).append(score)
        assert found.keys() == wanted.keys()
        for one, scores in found.items():
            assert scores == pytest.approx(sorted(wanted[one], reverse=True)[:10], abs=1e-4)


def test_no_match_breaks_a_hard_condition_as_the_world_reads_them() -> None:
    meets = world().truth.meets(np.arange(300))

    for table in (matched().jobs, matched().people):
        assert meets[table["seeker_id"].to_numpy(), table["vacancy_id"].to_numpy()].all()
        assert table.num_rows > 500


def test_the_terms_of_every_match_sum_to_its_score() -> None:
    table = matched().jobs
    total = np.sum([table[name].to_numpy() for name in TERMS], axis=0)

    assert total == pytest.approx(table["score"].to_numpy(), abs=1e-4)


def test_sql_written_to_be_read_allows_the_same_pairs_and_scores_them_alike() -> None:
    base = _reference()
    pairs = _every_pair()
    least = float(matched().exchange.setting()["least_related"][0])
    allowed = {pair for pair, (_, bars, near) in pairs.items() if not bars & ~BAR["no_consent"] and near >= least}
    rows = base.to_pylist()

    assert {(row["seeker_id"], row["vacancy_id"]) for row in rows} == allowed
    made, terms = matched().exchange, np.zeros(len(TERMS), np.float32)
    people, jobs = ({int(row["id"]): row for row in side} for side in (made.seekers, made.vacancies))
    for row in rows[:: max(len(rows) // 400, 1)]:
        kernel.explain(people[row["seeker_id"]], jobs[row["vacancy_id"]], made.setting()[0], terms)
        for place, name in enumerate(TERMS[:-1]):
            assert row[name] == pytest.approx(float(terms[place]), abs=2e-3), name


def _reference() -> pa.Table:
    made = matched().exchange
    lexicon, w = made.features.lexicon, made.setting()[0]
    day = pa.scalar(DAY, pa.date32())
    place = pa.table({"number": range(len(made.features.places.latitudes)), "latitude": made.features.places.latitudes,
                      "longitude": made.features.places.longitudes})  # fmt: skip
    weights = {name: [float(w[name])] for name in w.dtype.names if name != "related"}
    asked = [
        (int(v["id"]), int(k), float(x))
        for v in made.vacancies
        for k, x in zip(v["asked"], v["weights"], strict=True)
        if k >= 0
    ]
    has = [(int(s["id"]), k) for s in made.seekers for k in range(512) if int(s["skills"][k >> 6]) >> (k & 63) & 1]
    tables = {
        "seeker": _side(made.seekers, world().seekers, "wage_floor_dong", ("likely_wage", "likely_floor"), ("education", "schooling")),
        "vacancy": _side(made.vacancies, world().vacancies, "wage_to_dong", ("likely_wage", "likely_wage"), ("education", "asked_schooling")),
        "seeker_occupation": _occupations(made.seekers), "vacancy_occupation": _occupations(made.vacancies),
        "vacancy_skill": _rows(asked, "id", "skill", "weight"), "seeker_skill": _rows(has, "id", "skill"),
        "certificate": _certificates(world().seekers, lexicon, is_asked=False),
        "required": _certificates(world().vacancies, lexicon, is_asked=True),
        "moves": _rows([(i, one) for i, text in zip(*world().seekers.select(["id", "willing_places"]).to_pydict().values(), strict=True)
                        for one in _items(text)], "id", "place"),
        "place": place, "w": pa.table(weights | {f"r{n}": [float(w["related"][n])] for n in range(5)} | {"day": [day]}),
    }  # fmt: skip
    with duckdb.connect() as base:
        for name, table in tables.items():
            base.register(name, table)
        return base.sql(REFERENCE.read_text(encoding="utf-8")).to_arrow_table()


def _side(
    records: np.ndarray, table: pa.Table, wage: str, likely: tuple[str, str], school: tuple[str, str]
) -> pa.Table:
    is_seeker = wage == "wage_floor_dong"
    by_id = records[np.argsort(records["id"])]
    columns = {
        likely[1]: by_id[likely[0]], school[1]: by_id[school[0]], "months" if is_seeker else "asked_months": table["experience_months"],
        "latitude" if is_seeker else "place_latitude": by_id["north"] / np.float32(111.2),
        "longitude" if is_seeker else "place_longitude": by_id["east"] / np.float32(111.2),
        "wage_floor" if is_seeker else "best_wage": pc.divide(table[wage], 1000),
        "seeker_state" if is_seeker else "vacancy_state": table["state"],
    }  # fmt: skip
    if is_seeker:
        columns |= {"age": by_id["age"], "farthest": by_id["farthest"]}
    kept = [
        "id", "province_id", "takes_night", "takes_shifts", "most_hours_a_week", "access_need", "work_commune_id", "work_province_id",
        "has_night", "has_shifts", "is_hazardous", "has_dormitory", "hours_a_week", "accessible_for", "opens_on", "expires_on", "places_count",
        "hired", "waiting",
    ]  # fmt: skip
    return pa.table({**{name: table[name] for name in kept if name in table.column_names}, **columns})


def _rows(rows: list[tuple[object, ...]], *names: str) -> pa.Table:
    return pa.Table.from_pylist([dict(zip(names, row, strict=True)) for row in rows])


def _occupations(records: np.ndarray) -> pa.Table:
    return _rows(
        [(int(r["id"]), int(r["codes"][n]), float(r["shares"][n])) for r in records for n in range(OCCUPATIONS) if r["shares"][n] > 0],
        "id", "code", "share",
    )  # fmt: skip


def _certificates(table: pa.Table, lexicon: Lexicon, *, is_asked: bool) -> pa.Table:
    rows = []
    for own, text in zip(table["id"].to_pylist(), table["certificates"].to_pylist(), strict=True):
        bits = lexicon.certificate_bits(_items(text), is_asked=is_asked)
        rows += [(own, bit) for bit in range(64) if bits >> bit & 1]
    return _rows(rows, "id", "key")


def test_every_bar_of_the_layout_has_its_words_and_the_law_gives_the_ages() -> None:
    from ansinh.labour.words import MATCH_BARS, MATCH_TERMS

    assert tuple(MATCH_BARS) == BARS and tuple(MATCH_TERMS) == TERMS
    w = setting(law_on(DAY))[0]
    assert (w["least_age"], w["adult_age"]) == (15, 18)


def test_syllables_are_folded_as_the_house_folds() -> None:
    assert syllables("Thợ ĐIỆN – nước, Ưu tiên") == ["tho", "dien", "nuoc", "uu", "tien"]


def test_skills_are_found_whole_and_the_longest_way_first() -> None:
    lexicon = Lexicon.of_house()

    found = [lexicon.skills.labels[n] for n in lexicon.skills.found_in("lái xe nâng, hàn. que; tiện cnc")]

    assert found == ["lái xe nâng", "vận hành máy CNC"]


def test_agreement_is_one_when_alike_nought_by_chance_and_less_for_far_grades() -> None:
    assert weighted_kappa([(0, 0), (1, 1), (3, 3)]) == 1
    assert weighted_kappa([(0, 0), (0, 3), (3, 0), (3, 3)]) == 0
    near, far = weighted_kappa([(0, 1), (1, 1), (3, 3)]), weighted_kappa([(0, 3), (1, 1), (3, 3)])
    assert near is not None and far is not None and near > far
    assert weighted_kappa([(2, 2)]) is None and weighted_kappa([(2, 2), (2, 2)]) is None


def test_a_ranking_that_puts_the_best_first_agrees_wholly() -> None:
    right = [Judged(1, 1, 3), Judged(1, 7, 1), Judged(1, 90, 0)]

    assert ranking_agreement(right) == (1.0, 1)
    assert ranking_agreement([Judged(1, 1, 0), Judged(1, 7, 1), Judged(1, 90, 3)])[0] < 0.7
    assert ranking_agreement([Judged(1, 1, 0)]) == (None, 0)


def test_a_letter_more_less_or_other_is_forgiven_where_nothing_else_is_named_and_never_a_number() -> None:
    skills = Lexicon.of_house().skills

    def named(text: str) -> list[str]:
        return [skills.labels[number] for number in skills.found_in(text)]

    assert named("lái xe nâg") == named("láii xe nâng") == named("lái xenâng") == ["lái xe nâng"]
    assert named("may 3 kim") == [] and named("xe") == [] and named("lai se nag") == []
    assert Lexicon.of_house().certificates.found_in("hàn 7g") == []


def lists_of(written: list[tuple[str, int, int]]) -> list[tuple[pa.Array, np.ndarray]]:
    """A column of lists and the code of each, from (list, code, times)."""
    rows = [(said, code) for said, code, times in written for _ in range(times)]
    return [(pa.array([said for said, _ in rows]), np.array([code for _, code in rows]))]


COMMON = [
    ("tiện; phay; bảo trì máy", 7223, 60), ("tiện; đọc bản vẽ", 7223, 40), ("phay; đọc bản vẽ", 7223, 40),
    ("nấu ăn; phục vụ bàn", 5120, 60), ("nấu ăn; pha chế", 5120, 60), ("bán hàng; giao tiếp tốt", 5223, 80),
]  # fmt: skip


def learned_from(*written: tuple[str, int, int]) -> dict[str, str]:
    lexicon = Lexicon.heard(lists_of([*COMMON, *written]), [])
    return {each.label: lexicon.skills.labels[each.stands_for] for each in lexicon.learned}


def test_a_word_listed_in_the_place_of_a_skill_and_never_beside_it_stands_for_it() -> None:
    assert learned_from(("quay phôi; phay; bảo trì máy", 7223, 6), ("quay phôi; đọc bản vẽ", 7223, 4)) == {
        "quay phôi": "tiện"
    }


def test_a_word_listed_beside_a_skill_or_hardly_ever_is_a_skill_of_its_own() -> None:
    assert learned_from(("tiện; gá phôi; phay", 7223, 12)) == {}
    assert learned_from(("quay phôi; phay; bảo trì máy", 7223, 4)) == {}
    alone = Lexicon.heard(lists_of([*COMMON, ("tiện; gá phôi; phay", 7223, 12)]), []).skills
    assert alone.labels[alone.found_in("gá phôi")[0]] == "gá phôi"


def test_a_rare_word_one_letter_from_a_frequent_one_is_no_skill_of_its_own() -> None:
    skills = Lexicon.heard(
        lists_of([*COMMON, ("phục vụ ban; nấu ăn", 5120, 3), ("phuc vụ bàm; nấu ăn", 5120, 3)]), []
    ).skills

    assert [skills.labels[number] for number in skills.found_in("phuc vu bam")] == ["phục vụ bàn"]


def test_a_column_is_heard_as_each_of_its_texts() -> None:
    lexicon = Lexicon.of_house()
    said = [
        "lái xe nâng, hàn. que; tiện cnc", "", "Hàn MIG – đọc bản vẽ kỹ thuật", "may 1 kim;may 2 kim may 1 kim", "C++ 3.5 _hàn_tig",
        "láj xe nâng; xyz abc def", "tìm việc lái xe nâg, bán hang", "lái xenâng",
    ]  # fmt: skip

    heard = lexicon.skills.found_in_all(Texts.of(pa.array(said)))

    found = [heard.values[first:last].tolist() for first, last in pairwise(heard.starts)]
    assert found == [sorted(lexicon.skills.found_in(text)) for text in said]


def test_large_tables_are_learned_from_in_part_and_turned_into_records_block_by_block(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(features, "LEARNED_FROM", 120)
    monkeypatch.setattr(features, "BLOCK", 70)

    made, jobs, people = features.Features.learned(world().vacancies, world().seekers, world().places, DAY)

    assert (jobs["id"] == world().vacancies["id"].to_numpy()).all()
    assert (people == made.seekers(world().seekers)).all()
