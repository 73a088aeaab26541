"""Skills and certificates as people write them: folded, syllable by syllable."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import yaml

from ansinh.core.names import fold
from ansinh.labour.jobs.matching import kernel
from ansinh.labour.jobs.matching.texts import BREAK, COMMA, Ragged, Texts, in_parts

DATA = Path(__file__).parents[2] / "data"
MOST_SKILLS, MOST_CERTIFICATES = 512, 63
_WORD = re.compile(r"[a-z0-9+#]+")
_WORD_OR_BREAK = re.compile(r"[a-z0-9+#]+|[;,.:()\n]")
LONGEST = 8


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


@cache
def skills_known() -> dict[str, dict[str, Any]]:
    """data/skills.yaml."""
    return yaml.load((DATA / "skills.yaml").read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)


@cache
def certificates_known() -> dict[str, dict[str, Any]]:
    """The certificates of data/matching.yaml."""
    return yaml.load((DATA / "matching.yaml").read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)["certificates"]


@dataclass
class Phrases:
    """Numbers of things by the ways they are said. `labels[n]` is what thing n is called."""

    labels: list[str]
    numbers: dict[str, int]
    longest: dict[str, int] = field(
        default_factory=dict
    )  # by the first syllable, syllables of the longest way of saying

    @classmethod
    def of(cls, known: Mapping[str, Mapping[str, Any]]) -> "Phrases":
        numbers: dict[str, int] = {}
        for number, thing in enumerate(known.values()):
            for said in (thing["vi"], *thing.get("said", ())):
                numbers.setdefault(" ".join(syllables(str(said))), number)
        made = cls([thing["vi"] for thing in known.values()], numbers)
        for said in numbers:
            made._begins(said)
        return made

    def _begins(self, said: str) -> None:
        head = said.split(" ", 1)[0]
        self.longest[head] = max(self.longest.get(head, 0), said.count(" ") + 1)

    def add(self, label: str) -> None:
        """One more thing, said as it is called."""
        said = " ".join(syllables(label))
        if said and said not in self.numbers:
            self.numbers[said] = len(self.labels)
            self.labels.append(label)
            self._begins(said)

    def found_in(self, text: str) -> list[int]:
        """The things a text names, each once, the longest way of saying it first; syllables are used once."""
        words, found, at = _WORD_OR_BREAK.findall(_plain(text)), [], 0
        while at < len(words):
            for length in range(self.longest.get(words[at], 0), 0, -1):
                number = self.numbers.get(" ".join(words[at : at + length]))
                if number is not None:
                    found.append(number)
                    at += length - 1
                    break
            at += 1
        return list(dict.fromkeys(found))

    def found_in_all(self, texts: Texts) -> Ragged:
        """`found_in` for a whole column, each row's things in the order of their numbers."""
        words, tree = self._tree()
        heard = texts.numbered(
            lambda word: [0] if word in (BREAK, COMMA) else [words.get(one, 0) for one in syllables(word)]
        )
        found = np.full(len(heard.values), -1, np.int32)
        in_parts(
            lambda first, last: kernel.find_phrases(heard.values, heard.starts, first, last, *tree, found),
            len(heard.starts) - 1,
        )
        return Ragged.united(Ragged(found, heard.starts).kept(found >= 0))

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


@dataclass
class Lexicon:
    """What one exchange speaks of: the house's skills and certificates, and those its own vacancies often name beside them."""

    skills: Phrases
    certificates: Phrases
    covers: list[int]

    @classmethod
    def of_house(cls) -> "Lexicon":
        skills, certificates = Phrases.of(skills_known()), Phrases.of(certificates_known())
        return cls(skills, certificates, _closed(list(certificates_known()), certificates_known()))

    @classmethod
    def heard(cls, skills: Iterable[str], certificates: Iterable[str]) -> "Lexicon":
        """The house's words and the items vacancies name that it does not know: skills named thrice, certificates named once."""
        made = cls.of_house()
        for label, _ in _unknown(skills, made.skills, 3)[: MOST_SKILLS - len(made.skills.labels)]:
            made.skills.add(label)
        for label, _ in _unknown(certificates, made.certificates, 1)[
            : MOST_CERTIFICATES - len(made.certificates.labels)
        ]:
            made.certificates.add(label)
        made.covers += [1 << number for number in range(len(made.covers), len(made.certificates.labels))]
        return made

    def certificate_bits(self, items: Sequence[str], *, is_asked: bool) -> int:
        """Bits of the certificates named. A seeker's cover lesser ones; one asked for that nobody knows is bit 63, which nobody has."""
        bits = 0
        for item in items:
            numbers = self.certificates.found_in(item)
            for number in numbers:
                bits |= 1 << number if is_asked else self.covers[number]
            if is_asked and not numbers:
                bits |= 1 << MOST_CERTIFICATES
        return bits


def _unknown(items: Iterable[str], phrases: Phrases, least: int) -> list[tuple[str, int]]:
    spelt: dict[str, str] = {}
    counted: Counter[str] = Counter()
    for item in items:
        key = " ".join(syllables(item))
        if key and key.count(" ") < LONGEST and not phrases.found_in(item):
            spelt.setdefault(key, item)
            counted[key] += 1
    return [(spelt[key], count) for key, count in counted.most_common() if count >= least]


def _closed(keys: list[str], known: Mapping[str, Mapping[str, Any]]) -> list[int]:
    """For each certificate the bits of itself and all it covers."""

    def of(key: str) -> int:
        bits = 1 << keys.index(key)
        for lesser in known[key].get("covers", ()):
            bits |= of(lesser)
        return bits

    return [of(key) for key in keys]
