"""Things by the ways they are said: folded, syllable by syllable, in one text or in a column."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from rapidfuzz.distance import DamerauLevenshtein

from ansinh.core.names import fold
from ansinh.labour.jobs.matching import kernel
from ansinh.labour.jobs.matching.texts import BREAK, COMMA, Ragged, Texts, in_parts

_WORD = re.compile(r"[a-z0-9+#]+")
_WORD_OR_BREAK = re.compile(r"[a-z0-9+#]+|[;,.:()\n]")
_BREAKS = frozenset(";,.:()\n")
LEAST_LETTERS, MOST_WORDS = 5, 6  # of a phrase that may be mistyped


# The same as `core.names.fold` for Vietnamese letters, five times quicker: a million texts are read.
_PLAIN: dict[int, str | None] = {
    code: fold(chr(code)) for code in (*range(0xC0, 0x180), *range(0x1A0, 0x1B1), *range(0x1EA0, 0x1EFA))
}
_PLAIN |= dict.fromkeys(range(768, 832))


def _plain(text: str) -> str:
    return text.lower() if text.isascii() else text.casefold().translate(_PLAIN)


def syllables(text: str) -> list[str]:
    """The folded syllables of a text."""
    return _WORD.findall(_plain(text))


@dataclass
class Phrases:
    """Numbers of things by the ways they are said. `labels[n]` is what thing n is called.

    With `forgives`, what stands between two breaks and names nothing is taken for the one phrase it is a single letter away from."""

    labels: list[str]
    numbers: dict[str, int]
    forgives: bool = False
    # By the first syllable, syllables of the longest way of saying.
    longest: dict[str, int] = field(default_factory=dict)
    _less: dict[str, list[str]] = field(default_factory=dict)
    _words: set[str] = field(default_factory=set)

    @classmethod
    def empty(cls) -> "Phrases":
        return cls([], {}, forgives=True)

    @classmethod
    def of(cls, known: Mapping[str, Mapping[str, Any]], *, forgives: bool = False) -> "Phrases":
        made = cls([thing["vi"] for thing in known.values()], {}, forgives)
        for number, thing in enumerate(known.values()):
            for said in (thing["vi"], *thing.get("said", ())):
                made.also(" ".join(syllables(str(said))), number)
        return made

    def add(self, label: str) -> None:
        """One more thing, said as it is called."""
        said = " ".join(syllables(label))
        if said and said not in self.numbers:
            self.labels.append(label)
            self.also(said, len(self.labels) - 1)

    def also(self, said: str, number: int) -> None:
        """One more way of saying a thing, unless it says another already."""
        if self.numbers.setdefault(said, number) != number:
            return
        self._words.update(said.split(" "))
        head = said.split(" ", 1)[0]
        self.longest[head] = max(self.longest.get(head, 0), said.count(" ") + 1)
        if self.forgives and _may_be_mistyped(said):
            for less in (said, *_one_less(said)):
                self._less.setdefault(less, []).append(said)

    def nearest(self, said: str) -> int:
        """The thing whose one way of saying is a letter more, less, other or turned; -1 for none and for several."""
        if not _may_be_mistyped(said):
            return -1
        near = {one for less in (said, *_one_less(said)) for one in self._less.get(less, ())}
        found = {self.numbers[one] for one in near if DamerauLevenshtein.distance(one, said, score_cutoff=1) <= 1}
        return found.pop() if len(found) == 1 else -1

    def found_in(self, text: str) -> list[int]:
        """The things a text names, each once, the longest way of saying it first; syllables are used once."""
        found: list[int] = []
        said: list[str] = []
        for word in (*_WORD_OR_BREAK.findall(_plain(text)), BREAK):
            if word not in _BREAKS:
                said.append(word)
            else:
                found += self._named(said)
                said = []
        return list(dict.fromkeys(found))

    def _named(self, words: list[str]) -> list[int]:
        found, at = [], 0
        while at < len(words):
            for length in range(self.longest.get(words[at], 0), 0, -1):
                number = self.numbers.get(" ".join(words[at : at + length]))
                if number is not None:
                    found.append(number)
                    at += length - 1
                    break
            at += 1
        if not found and self.forgives and 0 < len(words) <= MOST_WORDS and self._strange(words) <= 1:
            near = self.nearest(" ".join(words))
            return [near] if near >= 0 else []
        return found

    def _strange(self, words: list[str]) -> int:
        """How many are in no phrase: a letter spoils one word."""
        return sum(word not in self._words for word in words)

    def found_in_all(self, texts: Texts) -> Ragged:
        """`found_in` for a whole column, each row's things in the order of their numbers."""
        words, tree = self._tree()
        spoken: dict[str, int] = {}

        def number(word: str) -> Iterable[int]:
            return [-1] if word in (BREAK, COMMA) else [spoken.setdefault(one, len(spoken)) for one in syllables(word)]

        heard = texts.numbered(lambda word: list(number(word)))
        in_tree = np.array([*(words.get(one, 0) for one in spoken), 0], np.int32)[heard.values]
        found = np.full(len(in_tree), -1, np.int32)
        in_parts(
            lambda first, last: kernel.find_phrases(in_tree, heard.starts, first, last, *tree, found),
            len(heard.starts) - 1,
        )
        if self.forgives:
            self._find_mistyped(heard, list(spoken), in_tree > 0, found)
        return Ragged.united(Ragged(found, heard.starts).kept(found >= 0))

    def _find_mistyped(self, heard: Ragged, spoken: list[str], is_known: np.ndarray, found: np.ndarray) -> None:
        """Puts into `found` what each part between breaks that names nothing is one letter away from; each distinct part is looked at once."""
        is_break = heard.values < 0
        begins = is_break.astype(np.int64)
        np.add.at(begins, heard.starts[:-1][heard.starts[:-1] < len(begins)], 1)
        part = np.cumsum(begins)
        count = int(part[-1]) + 1 if len(part) else 0
        lengths = np.bincount(part[~is_break], minlength=count)
        names = np.bincount(part[found >= 0], minlength=count)
        strange = np.bincount(part[~is_break & ~is_known], minlength=count)
        first = np.full(count, -1)
        places = np.nonzero(~is_break)[0][::-1]
        first[part[places]] = places
        for length in range(1, MOST_WORDS + 1):
            asked = first[(names == 0) & (lengths == length) & (strange <= 1)]
            if not len(asked):
                continue
            different, which = np.unique(heard.values[asked[:, None] + np.arange(length)], axis=0, return_inverse=True)
            near = [self.nearest(" ".join(spoken[one] for one in each)) for each in different.tolist()]
            found[asked] = np.array(near, np.int32)[which.ravel()]

    def _tree(self) -> tuple[dict[str, int], tuple[np.ndarray, np.ndarray, np.ndarray]]:
        """Numbers of the words phrases are made of, from 1; and the phrases as a tree of words: the sorted steps
        (node x 2^20 + word), where each leads, and the thing a node says or -1. Node 0 is the beginning."""
        words: dict[str, int] = {}
        steps: dict[int, int] = {}
        things = [-1]
        for said, number in self.numbers.items():
            node = 0
            for word in said.split(" "):
                step = node << 20 | words.setdefault(word, len(words) + 1)
                node = steps.setdefault(step, len(things))
                if node == len(things):
                    things.append(-1)
            things[node] = number
        order = sorted(steps)
        to = np.array([steps[step] for step in order], np.int32)
        return words, (np.array(order, np.int64), to, np.array(things, np.int32))


def _one_less(said: str) -> list[str]:
    return [said[:at] + said[at + 1 :] for at in range(len(said))]


def _may_be_mistyped(said: str) -> bool:
    """A number told is never taken for another, nor is a short word."""
    return len(said) - said.count(" ") >= LEAST_LETTERS and not any(letter.isdigit() for letter in said)
