"""Ways of ranking vacancies for seekers, side by side: ours, a portal's keyword search, BM25, the same code and nearest."""

from collections import defaultdict

import bm25s
import numpy as np

from ansinh.labour.jobs.matching import kernel
from ansinh.labour.jobs.matching.features import by_occupation
from ansinh.labour.jobs.matching.find import Exchange
from ansinh.labour.jobs.matching.layout import BAR
from ansinh.labour.jobs.matching.phrases import syllables

from .matching_worlds import DAY, World

PARTS = 32
Lists = list[np.ndarray]


def ours(world: World, rows: np.ndarray, limit: int = 10) -> Lists:
    """What `jobs_for_seeker` gives before it asks the database again."""
    made = exchange_of(world)
    people = made.features.seekers(world.seekers.take(rows))
    found, _scores, _terms = kernel.search_all(
        True, np.arange(len(rows)), people, made.vacancies, made.vacancy_index, made.setting(), BAR["no_consent"], len(made.vacancies), limit, PARTS
    )  # fmt: skip
    return [made.vacancies["id"][each[each >= 0]] for each in found]


def ours_backwards(world: World, rows: np.ndarray, limit: int = 10) -> Lists:
    """The best seekers for some vacancies."""
    made = exchange_of(world)
    jobs = made.features.vacancies(world.vacancies.take(rows))
    found, _scores, _terms = kernel.search_all(
        False, np.arange(len(rows)), made.seekers, jobs, by_occupation(made.seekers), made.setting(), 0, len(made.seekers), limit, PARTS
    )  # fmt: skip
    return [made.seekers["id"][each[each >= 0]] for each in found]


_made: dict[int, Exchange] = {}


def exchange_of(world: World) -> Exchange:
    """The index of a world, made once."""
    if id(world) not in _made:
        _made[id(world)] = Exchange.made(world.vacancies, world.seekers, world.places, DAY)
    return _made[id(world)]


def same_code_nearest(world: World, rows: np.ndarray, limit: int = 10, *, filled: bool = False) -> Lists:
    """Vacancies of the declared code that meet every hard condition, the nearest first. `filled` up with those of the same two digits,
    then with any."""
    meets, km = world.truth.meets(rows), world.truth.kilometres(rows)
    code = np.array([int(told or -1) for told in world.vacancies["occupation"].to_pylist()])
    found = []
    for at, told in enumerate(world.seekers["occupations"].take(rows).to_pylist()):
        own = int((told or "-200").split(";")[0])
        tier = np.where(code == own, 0, np.where(code // 100 == own // 100, 1, 2))
        order = np.lexsort((km[at], tier))
        found.append(order[meets[at][order] & (filled | (tier[order] == 0))][:limit])
    return found


def keyword_search(world: World, rows: np.ndarray, limit: int = 10) -> Lists:
    """A portal's search: every word of the wish stands in the title, or in the list of skills or description; the newest first."""
    texts = [
        f"{title} {skills} {said}"
        for title, skills, said in zip(
            *(world.vacancies[name].to_pylist() for name in ("title", "skills", "description")), strict=True
        )
    ]
    having: dict[str, set[int]] = defaultdict(set)
    for row, text in enumerate(texts):
        for word in syllables(text):
            having[word].add(row)
    posted = world.truth.vacancy["posted"]
    found = []
    for wish in world.seekers["wish"].take(rows).to_pylist():
        asked = syllables(wish.split(".")[0])
        both = set.intersection(*(having.get(word, set()) for word in asked)) if asked else set()
        found.append(np.array(sorted(both, key=lambda row: (posted[row], row))[:limit], int))
    return found


def text_search(world: World, rows: np.ndarray, limit: int = 10, *, filtered: bool = False) -> Lists:
    """BM25 (bm25s) of wish and skills over title twice, skills and description; filtered by every hard condition when asked."""
    columns = zip(*(world.vacancies[name].to_pylist() for name in ("title", "skills", "description")), strict=True)
    corpus = [syllables(f"{title} {title} {skills} {said}") for title, skills, said in columns]
    index = bm25s.BM25()
    index.index(corpus, show_progress=False)
    asked = world.seekers.take(rows)
    queries = [
        syllables(f"{wish} {skills}")
        for wish, skills in zip(asked["wish"].to_pylist(), asked["skills"].to_pylist(), strict=True)
    ]
    meets = world.truth.meets(rows) if filtered else None
    found = []
    for at, query in enumerate(queries):
        scores = index.get_scores(
            [word for word in query if word in index.vocab_dict] or [next(iter(index.vocab_dict))]
        )
        scores = np.where(meets[at], scores, -1.0) if meets is not None else scores
        best = np.argsort(-scores, kind="stable")[:limit]
        found.append(best[scores[best] >= 0])
    return found


def broken(world: World, rows: np.ndarray, found: Lists) -> tuple[int, int]:
    """How many of the pairs shown break a hard condition, and how many are shown, by the world's own reading of the conditions."""
    meets = world.truth.meets(rows)
    shown = sum(len(each) for each in found)
    return shown - sum(int(meets[at][each].sum()) for at, each in enumerate(found)), shown
