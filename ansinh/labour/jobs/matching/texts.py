"""Columns of text as numbers of words: each distinct word is looked at once, however many rows write it.

What is asked of a word (`numbered`) is asked in Python; what is done with each row is done over arrays, on every processor."""

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

BREAK, COMMA = ".", ","
_BREAKS = r"[;.:()\n]"
_BETWEEN = r'[\x00-"$-*\-/:-@\[-`{-\x7f]+'  # what is ASCII and neither letter, digit, + nor #, nor the mark of a break
ALONE = 4_000


@dataclass(frozen=True)
class Ragged:
    """Lists of numbers, a row each: row i is `values[starts[i]:starts[i + 1]]`."""

    values: np.ndarray
    starts: np.ndarray

    @classmethod
    def of(cls, lists: Sequence[Sequence[int]], dtype: type = np.int32) -> "Ragged":
        return cls(np.array([one for each in lists for one in each], dtype), _starts([len(each) for each in lists]))

    @classmethod
    def united(cls, *parts: "Ragged") -> "Ragged":
        """The numbers of all parts' rows, each once and in order; none is under 0 or over 2^31."""
        keys = distinct(np.concatenate([part.rows.astype(np.int64) << 31 | part.values for part in parts]))
        return cls((keys & 0x7FFFFFFF).astype(np.int32), np.searchsorted(keys >> 31, np.arange(len(parts[0].starts))))

    def taken(self, rows: np.ndarray) -> "Ragged":
        """The lists of some rows, in that order; a row may come again."""
        lengths = np.diff(self.starts)[rows]
        starts = _starts(lengths)
        places = np.repeat(self.starts[rows] - starts[:-1], lengths) + np.arange(starts[-1])
        return Ragged(self.values[places], starts)

    def through(self, lists: "Ragged") -> "Ragged":
        """The list of each number instead of the number, one after the other."""
        found = lists.taken(self.values)
        return Ragged(found.values, found.starts[self.starts])

    def kept(self, mask: np.ndarray) -> "Ragged":
        """Only the values where the mask is true."""
        before = np.concatenate([[0], np.cumsum(mask)])
        return Ragged(self.values[mask], before[self.starts])

    @property
    def rows(self) -> np.ndarray:
        """The row of each value."""
        return np.repeat(np.arange(len(self.starts) - 1), np.diff(self.starts))


def distinct(keys: np.ndarray) -> np.ndarray:
    """The different numbers, in order. `np.unique` hashes, and numbers made of two halves all fall into few places of its table."""
    keys = np.sort(keys)
    is_new = np.ones(len(keys), bool)
    is_new[1:] = keys[1:] != keys[:-1]
    return keys[is_new]


def _starts(lengths: Sequence[int] | np.ndarray) -> np.ndarray:
    starts = np.zeros(len(lengths) + 1, np.int64)
    np.cumsum(lengths, out=starts[1:])
    return starts


@dataclass(frozen=True)
class Texts:
    """A column parted into words: the distinct ones as written, their numbers a row each, and which rows are plain ASCII."""

    words: list[str]
    said: Ragged
    is_ascii: np.ndarray

    @classmethod
    def of(cls, column: pa.Array) -> "Texts":
        """From strings without nulls. A break of the sentence is a word of its own, BREAK or COMMA."""
        broken = pc.replace_substring(pc.replace_substring_regex(column, _BREAKS, f" {BREAK} "), COMMA, f" {COMMA} ")
        lists = pc.split_pattern_regex(broken, _BETWEEN)
        distinct = lists.flatten().dictionary_encode()
        starts = lists.offsets.to_numpy().astype(np.int64)
        said = Ragged(distinct.indices.to_numpy(zero_copy_only=False), starts - starts[0])
        return cls(distinct.dictionary.to_pylist(), said, np.asarray(pc.string_is_ascii(column)))

    def taken(self, rows: np.ndarray) -> "Texts":
        """Some rows, in that order."""
        return Texts(self.words, self.said.taken(rows), self.is_ascii[rows])

    def numbered(self, number: Callable[[str], Sequence[int]], dtype: type = np.int32) -> Ragged:
        """What a function gives for each word, asked once for each distinct one, in the order of each row."""
        return self.said.through(Ragged.of([number(word) for word in self.words], dtype))


def in_parts(work: Callable[[int, int], object], count: int) -> None:
    """Does `work(first, last)` for parts of so many rows on every processor; `work` lets go of the interpreter."""
    if count < ALONE:
        work(0, count)
        return
    cut = np.linspace(0, count, 4 * (os.cpu_count() or 1) + 1).astype(int).tolist()
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        list(pool.map(work, cut[:-1], cut[1:]))
