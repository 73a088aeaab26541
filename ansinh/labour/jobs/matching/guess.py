"""Which occupation a seeker means or a vacancy is, when the code told may be missing or wrong.

A product of experts: the code told, the words of the title, the skills. What words and skills say is learned from the titles and codes
of the register together with the everyday words of data/occupations.yaml; each code borrows from its group what it was seldom seen
with. The decision record on matching says what that is worth when titles are new."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ansinh.labour.jobs.matching import kernel
from ansinh.labour.jobs.matching.layout import OCCUPATIONS
from ansinh.labour.jobs.matching.lexicon import skills_known, syllables
from ansinh.labour.jobs.occupations import occupations

MOST_TOKENS, MOST_TITLES = 16_000, 40_000  # titles of each side, the most frequent
SAID = 8.0  # an everyday word of the house counts as so many titles
BORROWED = 6.0  # titles' worth of its group a code borrows, at each digit
TRUST_WORDS, TRUST_SKILLS, CLIP = 0.6, 1.0, 5.0
# How often a told code of four digits has four, three, two, one and no digits in common with the true one; a shorter one likewise.
TOLD = (0.84, 0.05, 0.03, 0.03, 0.05)
_LETTERS = re.compile(r"[^\W_]+")
# Syllables any title has.
NO_HELP = frozenset(
    ("tuyen", "can", "tim", "viec", "lam", "gap", "nguoi", "nhan", "vien", "dung", "cho", "tai", "va", "co", "khong", "luong", "nam", "nu")
)  # fmt: skip


@dataclass(frozen=True)
class Side:
    """What one side tells of its occupations, a row each: codes (n, wishes) with 0 for none, the words of the title, numbers of skills."""

    declared: np.ndarray
    titles: pa.Array
    skills: "Ragged"


@dataclass(frozen=True)
class Ragged:
    """Lists of numbers, a row each: row i is `values[starts[i]:starts[i + 1]]`."""

    values: np.ndarray
    starts: np.ndarray

    @classmethod
    def of(cls, lists: Sequence[Sequence[int]]) -> "Ragged":
        starts = np.zeros(len(lists) + 1, np.int64)
        np.cumsum([len(each) for each in lists], out=starts[1:])
        return cls(np.array([one for each in lists for one in each], np.int32), starts)

    def taken(self, rows: np.ndarray) -> "Ragged":
        """The lists of some rows, in that order; a row may come again."""
        lengths = np.diff(self.starts)[rows]
        starts = np.zeros(len(rows) + 1, np.int64)
        np.cumsum(lengths, out=starts[1:])
        places = np.repeat(self.starts[rows] - starts[:-1], lengths) + np.arange(starts[-1])
        return Ragged(self.values[places], starts)

    @property
    def rows(self) -> np.ndarray:
        """The row of each value."""
        return np.repeat(np.arange(len(self.starts) - 1), np.diff(self.starts))


def unit_codes() -> list[int]:
    """The unit groups as numbers, without the armed forces, for whom no exchange finds work."""
    return [int(code) for code, one in occupations().items() if one.level == 4 and not code.startswith("0")]


def _pairs(words: list[str]) -> list[str]:
    return [*(word for word in words if word not in NO_HELP), *(f"{one} {other}" for one, other in pairwise(words))]


def _marked(title: str) -> list[str]:
    return _LETTERS.findall(unicodedata.normalize("NFC", title).casefold())


def tokens_of(title: str) -> list[str]:
    """Syllables and pairs of neighbours, with their diacritics where the title has any: «thợ máy» is not «thợ may»."""
    return _pairs(syllables(title)) if title.isascii() else _pairs(_marked(title))


def _learned_from(title: str) -> set[str]:
    """Both ways of writing a title, so that one typed without diacritics is known too."""
    return {*tokens_of(title), *_pairs(syllables(title))}


class Guess:
    """What the words of titles and skills say of occupations, learned once; `shares` tells the likeliest of any row by it."""

    def __init__(self, sides: Iterable[Side], skill_count: int) -> None:
        self.codes = np.array(unit_codes(), np.int64)
        self._place = np.full(10_000, -1)
        self._place[self.codes] = np.arange(len(self.codes))
        sides = list(sides)
        told = np.concatenate([self._place[side.declared[:, 0]] for side in sides] or [np.zeros(0, int)])
        self.prior = np.log(np.bincount(told[told >= 0], minlength=len(self.codes)) + 1.0)
        self.tokens, of_token = self._learn_words(sides)
        of_skill = self._learn_skills(sides, skill_count)
        self.tables = (self.prior, of_token * TRUST_WORDS, of_skill * TRUST_SKILLS, self._declared())

    def shares(self, side: Side) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Codes (n, OCCUPATIONS), their shares, and 1 where nothing is known; several wishes have a share of 1 each."""
        count = len(side.declared)
        distinct = side.titles.dictionary_encode()
        lists = [
            [self.tokens[one] for one in tokens_of(title) if one in self.tokens]
            for title in distinct.dictionary.to_pylist()
        ]
        tokens = Ragged.of(lists).taken(distinct.indices.to_numpy(zero_copy_only=False))
        codes, shares = np.zeros((count, OCCUPATIONS), np.int16), np.zeros((count, OCCUPATIONS), np.float32)
        unknown = np.zeros(count, np.float32)
        kernel.posterior(
            side.declared, tokens.values, tokens.starts, side.skills.values, side.skills.starts, self.tables, self.codes, codes, shares, unknown
        )  # fmt: skip
        return codes, shares, unknown

    def _learn_words(self, sides: list[Side]) -> tuple[dict[str, int], np.ndarray]:
        heard: list[tuple[Any, ...]] = [
            (title, self._place[int(one.code)], SAID)
            for one in occupations().values()
            if one.level == 4 and one.code[0] != "0"
            for title in (one.vi, *one.synonyms)
        ]
        for side in sides:
            table = pa.table({"title": side.titles, "at": self._place[side.declared[:, 0]]}).filter(pc.field("at") >= 0)
            counted = (
                table.group_by(["title", "at"]).aggregate([([], "count_all")]).select(["title", "at", "count_all"])
            )
            counted = counted.sort_by([("count_all", "descending"), ("title", "ascending")]).slice(0, MOST_TITLES)
            heard += zip(*counted.to_pydict().values(), strict=True)
        met: dict[str, list[tuple[int, float]]] = {}
        for title, code, times in heard:
            for token in _learned_from(title):
                met.setdefault(token, []).append((code, times))
        often = {
            token: sum(times for _code, times in seen) for token, seen in met.items() if len(seen) > 1 or seen[0][1] > 1
        }
        kept = sorted(often, key=lambda token: (-often[token], token))[:MOST_TOKENS]
        counts = np.zeros((len(kept), len(self.codes)), np.float32)
        for number, token in enumerate(kept):
            at, count = zip(*met[token], strict=True)
            np.add.at(counts[number], np.array(at), np.array(count))
        return {token: number for number, token in enumerate(kept)}, self._ratios(counts)

    def _learn_skills(self, sides: list[Side], skill_count: int) -> np.ndarray:
        counts = np.zeros((skill_count, len(self.codes)), np.float32)
        texts = np.array([f"{code:04d}" for code in self.codes])
        for number, skill in enumerate(skills_known().values()):
            for prefix in skill["of"]:
                its = np.char.startswith(texts, str(prefix))
                counts[number, its] += SAID / max(its.sum(), 1) ** 0.5
        for side in sides:
            at = self._place[side.declared[:, 0]][side.skills.rows]
            np.add.at(counts, (side.skills.values[at >= 0], at[at >= 0]), 1.0)
        return self._ratios(counts)

    def _ratios(self, counts: np.ndarray) -> np.ndarray:
        """log P(thing | occupation) / P(thing), float32 (things, occupations): each code borrows from its group, that from its own."""
        total = counts.sum(1) + 0.5
        overall = (total / total.sum())[:, None]
        known = np.repeat(overall, len(self.codes), axis=1)
        for width in (1000, 100, 10, 1):
            groups, group_of = np.unique(self.codes // width, return_inverse=True)
            summed = np.zeros((len(counts), len(groups)), np.float32)
            for group in range(len(groups)):
                summed[:, group] = counts[:, group_of == group].sum(1)
            known = (summed[:, group_of] + BORROWED * known) / (summed.sum(0)[group_of] + BORROWED)
        return np.clip(np.log(known / overall), -CLIP, CLIP).astype(np.float32)

    def _declared(self) -> np.ndarray:
        """log P(told | true) by digits told and digits in common, each spread over the codes that share so many."""
        found = np.zeros((5, 5))
        for digits in range(1, 5):
            for common in range(digits + 1):
                share = TOLD[digits - common] if common else TOLD[4]
                spread = (
                    1 if common == digits else max(len(np.unique(self.codes // 10 ** (4 - digits))) / 10**common, 1)
                )
                found[digits, common] = np.log(share / spread)
        return found
