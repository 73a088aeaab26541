"""Scoring and classing every household: the engine, SQL by hand, and loops over rows."""

from collections import defaultdict
from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from ansinh.engine import House, house_on
from ansinh.law import law_on

from .by_hand import differing_rows, law_tables, run_by_hand
from .forms import drawn_forms
from .measuring import Line, Took, apart, in_turn, mebibytes, seconds, timed, times_over
from .row_by_row import Scorer, answers_of

DAY = date(2023, 12, 31)
FIGURES = ["poverty_class_by_rule", "living_standard_by_rule", "b1_points", "b2_points"]
DRAWN_HOUSEHOLDS = 60_000
SAMPLE = 20_000
SAMPLE_OF_OBJECTS = 3_000
Files = Mapping[str, str]


class Unequal(AssertionError):
    """Two ways of scoring that are to be compared do not give the same rows."""


def house_of_the_year() -> House:
    return house_on(law_on(DAY))


def ours(files: Files) -> Any:
    return house_of_the_year().run(FIGURES, grain="review", tables=files)


def by_hand(files: Files) -> Any:
    return run_by_hand(dict(files), law_tables(law_on(DAY)))


def prove_equal(files: Files) -> int:
    """How many households were compared, real and drawn at random; raises Unequal with the rows that differ."""
    drawn = drawn_forms(house_of_the_year(), FIGURES, DRAWN_HOUSEHOLDS, unknown_per_mille=3, seed=11)
    compared = 0
    for tables in (files, drawn):
        mine, theirs = ours(tables), by_hand(tables)
        if found := differing_rows(mine, theirs):
            raise Unequal("\n".join(map(str, found)))
        compared += mine.num_rows
    return compared


def measure(files: Files, apart_command: Callable[..., list[str]]) -> list[Line]:
    """The engine against SQL by hand, then against a loop in Python and one through the ORM."""
    compared = prove_equal(files)
    households = pq.read_metadata(files["review"]).num_rows
    taken = in_turn(5, ours=partial(ours, files), by_hand=partial(by_hand, files))
    peaks = {
        way: apart(apart_command("score", way, files["review"], files["review_member"])) for way in ("ours", "by_hand")
    }
    loop = _extrapolated(timed(lambda: _loop(files)), SAMPLE, households)
    mine, hand = taken["ours"], taken["by_hand"]
    lines = [
        Line(f"chấm điểm {households:,} hộ, đọc từ Parquet (giờ / CPU; bằng nhau từng dòng trên {compared:,} hộ)", str(mine), str(hand),
             "", f"{times_over(mine.wall, hand.wall)} giờ, {times_over(mine.cpu, hand.cpu)} CPU", "≤ 3x; < 2 s",
             mine.wall <= 3 * hand.wall and mine.wall < 2),
        Line("… bộ nhớ cao nhất của cả tiến trình", mebibytes(peaks["ours"].peak_mib), mebibytes(peaks["by_hand"].peak_mib), "",
             times_over(peaks["ours"].peak_mib, peaks["by_hand"].peak_mib)),
        Line(f"… so với vòng lặp Python từng hộ (đo {SAMPLE:,} hộ, suy ra)", str(mine), "", str(loop), f"1/{loop.cpu / mine.cpu:.1f} CPU"),
    ]  # fmt: skip
    if (objects := _objects_loop()) is not None:
        objects = _extrapolated(objects, SAMPLE_OF_OBJECTS, households)
        name = f"… so với vòng lặp Django ORM cẩn thận (đo {SAMPLE_OF_OBJECTS:,} hộ, suy ra)"
        lines.append(Line(name, str(mine), "", str(objects), f"1/{objects.cpu / mine.cpu:.0f} CPU"))
    return lines


def measure_one(files: Files) -> list[Line]:
    """The interpreter on one household: its figures alone, and every step."""
    house = house_of_the_year()
    record = _records(files, 1)[0]
    record = {**record[0], "members": {"review_member": record[1]}}
    taken = in_turn(
        7,
        values=lambda: house.values(FIGURES, record),
        trace=lambda: house.trace("living_standard_by_rule", record).as_text(),
    )
    return [
        Line("một hộ: bốn kết quả, không kể việc đọc hồ sơ", seconds(taken["values"].wall)),
        Line("một hộ: mức sống kèm từng bước", seconds(taken["trace"].wall)),
    ]


def _extrapolated(took: Took, sample: int, households: int) -> Took:
    return Took(took.wall * households / sample, took.cpu * households / sample)


def _loop(files: Files) -> None:
    scorer = Scorer(law_on(DAY))
    for household, members in _records(files, SAMPLE):
        scorer.score(household, members)


def _records(files: Files, households: int) -> list[tuple[dict[str, Any], list[dict[str, Any]]]]:
    """The first households surveyed on form B or not, in the same mix as all, and their members, as plain dictionaries."""
    reviews = pq.read_table(files["review"])
    reviews = reviews.take([*range(0, reviews.num_rows, max(reviews.num_rows // households, 1))]).slice(0, households)
    wanted = set(reviews.column("review_id").to_pylist())
    members = pq.read_table(files["review_member"])
    members = members.filter([key in wanted for key in members.column("review_id").to_pylist()])
    lines = defaultdict(list)
    for line in members.to_pylist():
        lines[line["review_id"]].append(line)
    return [(household, lines[household["review_id"]]) for household in reviews.to_pylist()]


def _objects_loop() -> Took | None:
    """A careful loop through the ORM (joined, prefetched, in chunks), proved to score as the engine did; None without reviews."""
    from ansinh.core.access import acting_as_system
    from ansinh.poverty.models import Review

    with acting_as_system("đo tốc độ"):
        every = Review.objects.filter(campaign__year=DAY.year, campaign__kind="annual").count()
        if every < SAMPLE_OF_OBJECTS:
            return None
        step = every // SAMPLE_OF_OBJECTS
        keys = [*Review.objects.filter(campaign__year=DAY.year, campaign__kind="annual").values_list("pk", flat=True)][
            ::step
        ]
        keys = keys[:SAMPLE_OF_OBJECTS]
        scorer, different = Scorer(law_on(DAY)), []

        def loop() -> None:
            for start in range(0, len(keys), 500):
                chunk = Review.objects.filter(pk__in=keys[start : start + 500]).select_related("form_b", "campaign")
                for review in chunk.prefetch_related("members"):
                    scored = scorer.score(*answers_of(review))
                    if scored[0] != review.class_by_rule:
                        different.append((review.pk, scored, review.class_by_rule))

        took = timed(loop)
    if different:
        raise Unequal(f"{len(different)} households, such as {different[:3]}")
    return took


def only(way: str, review: str, review_member: str) -> None:
    """One way, once: what a process of its own runs to have its memory read."""
    files = {"review": review, "review_member": review_member}
    rows = {"ours": ours, "by_hand": by_hand}[way](files)
    print(rows.num_rows)


def drawn_files(folder: Path, households: int) -> dict[str, str]:
    """Drawn forms as Parquet files, where there is no province."""
    files = {}
    for grain, table in drawn_forms(house_of_the_year(), FIGURES, households, unknown_per_mille=3, seed=1).items():
        files[grain] = str(folder / f"{grain}.parquet")
        pq.write_table(table, files[grain], compression="zstd")
    return files
