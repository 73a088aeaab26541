"""The language of ``said``, and one index of all phrases.

A pattern is groups joined by `` & ``; each must be met. A group is phrases joined by ``|``; one is enough. What follows
`` - `` are phrases, joined by ``|``, that must not stand where the pattern is met. A phrase is Vietnamese in whole syllables,
in any case, spelling of tone and punctuation; short forms may be used.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise

from rapidfuzz.distance import DamerauLevenshtein

from ansinh.engine.expressions import RuleError

from .words import Spelling, Words

Groups = tuple[tuple[tuple[str, ...], ...], ...]
PHRASE = ""


@dataclass(frozen=True, slots=True)
class Pattern:
    """A pattern as folded syllables: the groups to be met and the phrases that must not stand there."""

    groups: Groups
    but: tuple[tuple[str, ...], ...]


def pattern_of(said: str, spelling: Spelling) -> Pattern:
    """A pattern read from its text. Raises RuleError for one that has an empty group or phrase."""
    must, _, but = said.partition(" - ")
    groups = tuple(tuple(_phrase(one, said, spelling) for one in group.split("|")) for group in must.split(" & "))
    return Pattern(groups, tuple(_phrase(one, said, spelling) for one in but.split("|")) if but.strip() else ())


def _phrase(text: str, said: str, spelling: Spelling) -> tuple[str, ...]:
    found = spelling.syllables(text)
    if not found:
        raise RuleError(f"said {said!r}: an empty phrase")
    return found


@dataclass(frozen=True, slots=True)
class Hit:
    """A phrase found at the words ``first`` to ``last``; ``is_guessed`` when a slip of the pen was read over."""

    phrase: int
    first: int
    last: int
    is_guessed: bool = False


class PhraseIndex:
    """Every phrase of every pattern, found in one walk over a text. ``names`` hide what stands within them."""

    def __init__(self, phrases: Iterable[tuple[str, ...]], names: Iterable[tuple[str, ...]] = ()) -> None:
        self.ids: dict[tuple[str, ...], int] = {}
        self._root: dict[str, dict] = {}
        self._before: dict[str, tuple[str, ...]] = {}
        self._after: dict[str, tuple[str, ...]] = {}
        self._names: dict[str, dict] = {}
        self._read: dict[tuple[str, str], tuple[str, str]] = {}
        for phrase in phrases:
            if phrase not in self.ids:
                self.ids[phrase] = len(self.ids)
                _plant(self._root, phrase, self.ids[phrase])
        for name in names:
            _plant(self._names, name, 0)
        self._learn_neighbours()

    def find(self, words: Words) -> list[Hit]:
        """Every phrase that stands in the words, in order; a phrase does not reach over a full stop or into a name."""
        hidden = self._hidden(words)
        slips = self._slips(words.keys)
        keys, stop, root = words.keys, words.stop, self._root
        found: list[Hit] = []
        for first, key in enumerate(keys):
            for said, is_guessed in ((key, False), (slips[first], True)) if first in slips else ((key, False),):
                self._walk(found, keys, slips, stop, hidden, first, root.get(said), is_guessed)
        return found

    def _walk(
        self,
        found: list[Hit],
        keys: list[str],
        slips: Mapping[int, str],
        stop: list[int],
        hidden: Mapping[int, tuple[int, int]],
        first: int,
        node: dict | None,
        is_guessed: bool,
    ) -> None:
        last = first
        while node is not None:
            if PHRASE in node and stop[last] == stop[first] and not _is_within(hidden, first, last):
                found.append(Hit(node[PHRASE], first, last, is_guessed))
            last += 1
            if last >= len(keys):
                return
            key = keys[last]
            if last in slips and key not in node:
                key, is_guessed = slips[last], True
            node = node.get(key)

    def _hidden(self, words: Words) -> dict[int, tuple[int, int]]:
        """For each word within a name, the first and last word of the name."""
        hidden: dict[int, tuple[int, int]] = {}
        keys = words.keys
        for first, key in enumerate(keys):
            node, last, end = self._names.get(key), first, -1
            while node is not None:
                if PHRASE in node:
                    end = last
                last += 1
                node = node.get(keys[last]) if last < len(keys) else None
            for at in range(first, end + 1):
                hidden.setdefault(at, (first, end))
        return hidden

    def _learn_neighbours(self) -> None:
        before: dict[str, set[str]] = {}
        after: dict[str, set[str]] = {}
        for phrase in self.ids:
            for one, two in pairwise(phrase):
                before.setdefault(two, set()).add(one)
                after.setdefault(one, set()).add(two)
        self._before = {word: tuple(sorted(words)) for word, words in before.items()}
        self._after = {word: tuple(sorted(words)) for word, words in after.items()}

    def _slips(self, keys: list[str]) -> dict[int, str]:
        """Words one letter or tone, not the first, away from the only word of a phrase that could stand beside theirs."""
        slips: dict[int, str] = {}
        for at, (one, two) in enumerate(pairwise(keys)):
            if (one, two) not in self._read:
                self._read[one, two] = (
                    _meant(one, two, self._before.get(two, ())),
                    _meant(two, one, self._after.get(one, ())),
                )
            was, then = self._read[one, two]
            if was:
                slips[at] = was
            elif then:
                slips[at + 1] = then
        return slips


def _is_within(hidden: Mapping[int, tuple[int, int]], first: int, last: int) -> bool:
    start, end = hidden.get(first, (last, -1))
    return last <= end and (first, last) != (start, end)


def _meant(word: str, beside: str, known: tuple[str, ...]) -> str:
    if word in known or len(word) + len(beside) < 7 or word.isdigit():
        return ""
    near = [one for one in known if one[0] == word[0] and DamerauLevenshtein.distance(word, one, score_cutoff=1) == 1]
    return near[0] if len(near) == 1 else ""


def _plant(root: dict[str, dict], phrase: tuple[str, ...], mark: int) -> None:
    node: dict = root
    for word in phrase:
        node = node.setdefault(word, {})
    node[PHRASE] = mark
