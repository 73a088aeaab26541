"""Ways of saying a skill that the house's list does not have, learned from the lists of the register.

A phrase stands for a known skill when it is listed by the same occupations beside the same other skills, clearly more so than any other
known one, and hardly ever in one list with it: people write one word or the other, not both. Whatever is less certain stays a skill of
its own, under its own words."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ansinh.labour.jobs.matching.phrases import Phrases, syllables
from ansinh.labour.jobs.matching.texts import Ragged

MOST_HEARD, LEAST_HEARD, LONGEST = 1_500, 3, 8
LEAST_SHOWN = 8  # mentions before a phrase may stand for another
LIKE, MARGIN = (
    0.5,
    0.3,
)  # how much likelier, in nats a neighbour, its neighbours are beside the skill than anywhere, and than beside the next
BESIDE = 0.25  # of the lists with both that chance would give, at most so many
MISTYPED = 0.05  # a phrase one letter from another is mistyped when it is so much rarer
BORROWED = 20.0


@dataclass(frozen=True)
class Heard:
    """A phrase no list of the house has: as written, how often, and the number of the skill it stands for, or -1."""

    said: str
    label: str
    times: int
    stands_for: int


def heard_in(told: Sequence[tuple[pa.Array, np.ndarray]], known: Phrases) -> list[Heard]:
    """Phrases often listed, the most frequent first, from columns of skills parted by semicolons with the codes told of each row.

    A skill that stands for another heard before it has its number: those of `known`, then len(known.labels) and on in this order."""
    lists, labels = _items([column for column, _codes in told])
    sure = {said: known.found_in(label) for said, label in labels.items()}
    times = _times(lists, labels)
    skill_times: Counter[int] = Counter()
    for said, numbers in sure.items():
        skill_times.update(dict.fromkeys(numbers, times[said]))
    new = [
        said
        for said, numbers in sure.items()
        if not numbers and times[said] >= LEAST_HEARD and said.count(" ") < LONGEST
    ]
    new.sort(key=lambda said: (-times[said], said))
    kept = _without_mistyped(new, times, skill_times, known)[:MOST_HEARD]
    number_of = {said: len(known.labels) + place for place, said in enumerate(kept)}
    of_item = Ragged.of([[number_of[said]] if said in number_of else sure[said] for said in labels])
    count = len(known.labels) + len(kept)
    stands = _stands_for(
        Ragged.united(lists.through(of_item)),
        np.concatenate([codes for _column, codes in told]),
        count,
        len(known.labels),
    )
    return [Heard(said, labels[said], times[said], int(stands[number])) for said, number in number_of.items()]


def _items(columns: Iterable[pa.Array]) -> tuple[Ragged, dict[str, str]]:
    """The items of each row as numbers of phrases, and the phrases (folded) with one way they are written, by number."""
    lists = pa.concat_arrays([pc.split_pattern(column, ";") for column in columns])
    distinct = lists.flatten().dictionary_encode()
    labels: dict[str, str] = {}
    numbers: dict[str, int] = {}
    of_text = []
    for text in distinct.dictionary.to_pylist():
        said = " ".join(syllables(text))
        labels.setdefault(said, text.strip())
        of_text.append(numbers.setdefault(said, len(numbers)))
    values = (
        np.array(of_text, np.int32)[distinct.indices.to_numpy(zero_copy_only=False)]
        if of_text
        else np.zeros(0, np.int32)
    )
    starts = lists.offsets.to_numpy().astype(np.int64)
    found = Ragged(values, starts - starts[0])
    if "" in numbers:
        found = found.kept(found.values != numbers[""])
    return found, labels


def _times(lists: Ragged, labels: dict[str, str]) -> dict[str, int]:
    return dict(zip(labels, np.bincount(lists.values, minlength=len(labels)).tolist(), strict=True))


def _without_mistyped(new: list[str], times: dict[str, int], skill_times: Counter[int], known: Phrases) -> list[str]:
    """Without those one letter from a known phrase, or from a phrase before them, that is far more frequent."""
    before = Phrases.empty()
    kept: list[str] = []
    for said in new:
        skill, other = known.nearest(said), before.nearest(said)
        often = max(skill_times[skill] if skill >= 0 else 0, times[kept[other]] if other >= 0 else 0)
        if times[said] > MISTYPED * often:
            before.add(said)
            kept.append(said)
    return kept


def _stands_for(lists: Ragged, codes: np.ndarray, count: int, known: int) -> np.ndarray:
    """For each of `count` skills, the number it stands for or -1; the first `known` stand for themselves."""
    stands = np.full(count, -1, np.int64)
    if count == known:
        return stands
    rows, values = lists.rows, lists.values.astype(np.int64)
    times = np.bincount(values, minlength=count)
    pairs = np.zeros(count * count)
    for apart in range(1, int(np.diff(lists.starts).max(initial=0))):
        same = rows[apart:] == rows[:-apart]
        pairs += np.bincount(values[:-apart][same] * count + values[apart:][same], minlength=count * count)
    together = pairs.reshape(count, count)
    together = together + together.T
    groups, group_of = np.unique(codes, return_inverse=True)
    by_code = (
        np.bincount(values * len(groups) + group_of[rows], minlength=count * len(groups))
        .reshape(count, -1)
        .astype(float)
    )
    listing = np.maximum(np.bincount(group_of[np.diff(lists.starts) > 0], minlength=len(groups)), 1)
    by_chance = (by_code / listing) @ by_code.T
    beside = np.concatenate([together, by_code], axis=1)
    usual = np.maximum(beside.sum(0), 0.5) / max(beside.sum(), 1)
    likelier = np.log((beside + BORROWED * usual) / (beside.sum(1, keepdims=True) + BORROWED) / usual)
    for number in range(known, count):
        if times[number] < LEAST_SHOWN:
            continue
        own = beside[number] / beside[number].sum()
        like = likelier @ own
        like[times < times[number]] = -np.inf
        like[number:] = -np.inf
        best = int(like.argmax())
        roots = np.where(stands[:number] >= 0, stands[:number], np.arange(number))
        next_best = like[:number][roots != roots[best]].max(initial=-np.inf)
        is_like = like[best] >= LIKE and like[best] - next_best >= MARGIN
        if is_like and together[number, best] <= BESIDE * by_chance[number, best]:
            stands[number] = roots[best]
    return stands
