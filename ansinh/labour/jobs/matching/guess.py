"""Which occupation a seeker means or a vacancy is, when the code told may be missing or wrong.

A product of experts: the code told, the words of the title, the skills. What words and skills say is learned from the titles and codes
of the register together with the everyday words of data/occupations.yaml; each code borrows from its group what it was seldom seen
with. The decision record on matching says what that is worth when titles are new."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from ansinh.labour.jobs.matching import kernel
from ansinh.labour.jobs.matching.layout import OCCUPATIONS
from ansinh.labour.jobs.matching.lexicon import skills_known
from ansinh.labour.jobs.matching.phrases import syllables
from ansinh.labour.jobs.matching.texts import BREAK, COMMA, Ragged, Texts, distinct, in_parts
from ansinh.labour.jobs.occupations import occupations

MOST_TOKENS, MOST_WORDS = 16_000, (1 << 20) - 1
SAID = 16.0  # an everyday word of the house counts as so many titles
BORROWED = 6.0  # titles' worth of its group a code borrows, at each digit
TRUST_WORDS, TRUST_SKILLS, CLIP = 0.6, 1.4, 5.0
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
    titles: Texts
    skills: Ragged


def unit_codes() -> list[int]:
    """The unit groups as numbers, without the armed forces, for whom no exchange finds work."""
    return [int(code) for code, one in occupations().items() if one.level == 4 and not code.startswith("0")]


def _marked(text: str) -> list[str]:
    return _LETTERS.findall(unicodedata.normalize("NFC", text).casefold())


class Words:
    """Numbers of the words titles are made of, from 1; 0 is any other. A word's key is its number, that of two neighbours the first
    number x 2^20 + the second."""

    def __init__(self, *heard: Texts) -> None:
        said = dict.fromkeys(
            one for texts in heard for word in texts.words for one in (*syllables(word), *_marked(word))
        )
        self.numbers = {word: number for number, word in enumerate(list(said)[:MOST_WORDS], 1)}
        self._no_help = np.zeros(len(self.numbers) + 1, bool)
        self._no_help[[self.numbers[word] for word in NO_HELP if word in self.numbers]] = True

    def as_written(self, texts: Texts) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """(rows, keys, parts), with their diacritics where the row has any: «thợ máy» is not «thợ may». Parts are those between commas of
        the first sentence, from 0; what is said after it belongs to each, -1."""
        folded, written = self._folded(texts), self._written(texts)
        return self._keys(folded.kept(texts.is_ascii[folded.rows]), written.kept(~texts.is_ascii[written.rows]))

    def both_ways(self, texts: Texts) -> tuple[np.ndarray, np.ndarray]:
        """(rows, keys) of both ways of writing, each key once a row of less than 2^23, so that a title typed without diacritics is known
        too."""
        written = self._written(texts)
        rows, keys, _ = self._keys(self._folded(texts), written.kept(~texts.is_ascii[written.rows]))
        both = distinct(rows << 40 | keys)
        return both >> 40, both & ((1 << 40) - 1)

    def _folded(self, texts: Texts) -> Ragged:
        return texts.numbered(lambda word: _mark(word) or [self.numbers.get(one, 0) for one in syllables(word)])

    def _written(self, texts: Texts) -> Ragged:
        return texts.numbered(lambda word: _mark(word) or [self.numbers.get(one, 0) for one in _marked(word)])

    def _keys(self, *ways: Ragged) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        found = []
        for way in ways:
            rows, values = way.rows, way.values.astype(np.int64)
            parts = np.where(_since(way, values == _BREAK) > 0, -1, _since(way, values == _COMMA))
            alone = (values > 0) & ~self._no_help[np.maximum(values, 0)]
            beside = (rows[1:] == rows[:-1]) & (values[1:] > 0) & (values[:-1] > 0)
            found.append((rows[alone], values[alone], parts[alone]))
            found.append((rows[1:][beside], (values[:-1] << 20 | values[1:])[beside], parts[1:][beside]))
        rows, keys, parts = (np.concatenate(each) for each in zip(*found, strict=True))
        return rows, keys, parts


_BREAK, _COMMA = -1, -2


def _mark(word: str) -> list[int]:
    return [_BREAK] if word == BREAK else [_COMMA] if word == COMMA else []


def _since(lists: Ragged, mask: np.ndarray) -> np.ndarray:
    """How many of the mask each value has before it, or is, in its own row."""
    before = np.concatenate([[0], np.cumsum(mask)])
    return before[1:] - np.repeat(before[lists.starts[:-1]], np.diff(lists.starts))


@dataclass(frozen=True)
class _Heard:
    """The titles learned from, read once: those of the house with their occupations, then a row each of the sides'. Keys in order, and
    which of them each row has."""

    words: Words
    house: np.ndarray
    keys: np.ndarray
    rows: np.ndarray
    of_row: np.ndarray

    @classmethod
    def of(cls, place: np.ndarray, sides: list[Side]) -> "_Heard":
        house = [
            (title, place[int(one.code)])
            for one in occupations().values()
            if one.level == 4 and one.code[0] != "0"
            for title in (one.vi, *one.synonyms)
        ]
        titles, at = zip(*house, strict=True)
        texts = [Texts.of(pa.array(titles)), *(side.titles for side in sides)]
        words = Words(*texts)
        first, rows, keys = 0, [], []
        for each in texts:
            own, found = words.both_ways(each)
            rows.append(own + first)
            keys.append(found)
            first += len(each.is_ascii)
        different, of_row = np.unique(np.concatenate(keys), return_inverse=True)
        return cls(words, np.array(at), different, np.concatenate(rows), of_row)

    def counted(self, told: np.ndarray, occupations_count: int) -> tuple[np.ndarray, np.ndarray]:
        """The keys often heard, sorted, and how often each with each occupation, float32 (keys, occupations)."""
        codes = np.concatenate([self.house, told])[self.rows]
        weights = np.where(self.rows < len(self.house), SAID, 1.0) * (codes >= 0)
        often = np.bincount(self.of_row, weights)
        kept = np.sort(np.lexsort((self.keys, -often))[: min(MOST_TOKENS, int((often > 1).sum()))])
        numbers = np.full(len(self.keys), -1)
        numbers[kept] = np.arange(len(kept))
        token = numbers[self.of_row]
        known = (token >= 0) & (codes >= 0)
        counted = np.bincount(
            token[known] * occupations_count + codes[known], weights[known], len(kept) * occupations_count
        )
        return self.keys[kept], counted.reshape(len(kept), occupations_count).astype(np.float32)


class Guess:
    """What the words of titles and skills say of occupations, learned once; `shares` tells the likeliest of any row by it."""

    def __init__(self, sides: Iterable[Side], skill_count: int) -> None:
        self.codes = np.array(unit_codes(), np.int64)
        self._place = np.full(10_000, -1)
        self._place[self.codes] = np.arange(len(self.codes))
        sides = list(sides)
        heard = _Heard.of(self._place, sides)
        self.words = heard.words
        self._learn(heard, sides, skill_count, [self._place[side.declared[:, 0]] for side in sides])
        surest = [self._place[self.shares(side)[0][:, 0]] for side in sides]
        self._learn(heard, sides, skill_count, surest)

    def _learn(self, heard: "_Heard", sides: list[Side], skill_count: int, places: list[np.ndarray]) -> None:
        """From the occupation of each row, -1 for none: as told, then as understood by what was learned of those told, which mends codes
        missing and wrong."""
        told = np.concatenate([*places, np.zeros(0, int)])
        self.prior = np.log(np.bincount(told[told >= 0], minlength=len(self.codes)) + 1.0)
        self.keys, counts = heard.counted(told, len(self.codes))
        of_token, of_skill = self._ratios(counts), self._learn_skills(sides, skill_count, places)
        self.tables = (self.prior, of_token * TRUST_WORDS, of_skill * TRUST_SKILLS, self._declared())

    def shares(self, side: Side) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Codes (n, OCCUPATIONS), their shares, and 1 where nothing is known; several wishes have a share of 1 each."""
        count = len(side.declared)
        rows, keys, parts = self.words.as_written(side.titles)
        places = np.minimum(np.searchsorted(self.keys, keys), len(self.keys) - 1)
        known = self.keys[places] == keys
        order = np.argsort(rows[known], kind="stable")
        parts = parts[known][order].astype(np.int32)
        tokens, starts = places[known][order], np.searchsorted(rows[known][order], np.arange(count + 1))
        codes, shares = np.zeros((count, OCCUPATIONS), np.int16), np.zeros((count, OCCUPATIONS), np.float32)
        unknown = np.zeros(count, np.float32)
        in_parts(
            lambda first, last: kernel.posterior(
                first, last, side.declared, tokens, parts, starts, side.skills.values, side.skills.starts, self.tables, self.codes,
                codes, shares, unknown,
            ),
            count,
        )  # fmt: skip
        return codes, shares, unknown

    def _learn_skills(self, sides: list[Side], skill_count: int, places: list[np.ndarray]) -> np.ndarray:
        counts = np.zeros((skill_count, len(self.codes)), np.float32)
        texts = np.array([f"{code:04d}" for code in self.codes])
        for number, skill in enumerate(skills_known().values()):
            for prefix in skill["of"]:
                its = np.char.startswith(texts, str(prefix))
                counts[number, its] += SAID / max(its.sum(), 1) ** 0.5
        for side, of_row in zip(sides, places, strict=True):
            at = of_row[side.skills.rows]
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
