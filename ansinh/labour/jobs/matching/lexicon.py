"""Skills and certificates as people write them: folded, syllable by syllable."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import yaml

from ansinh.labour.jobs.matching.phrases import Phrases, syllables
from ansinh.labour.jobs.matching.wordings import LONGEST, Heard, heard_in

DATA = Path(__file__).parents[2] / "data"
MOST_SKILLS, MOST_CERTIFICATES = 512, 63


@cache
def skills_known() -> dict[str, dict[str, Any]]:
    """data/skills.yaml."""
    return yaml.load((DATA / "skills.yaml").read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)


@cache
def certificates_known() -> dict[str, dict[str, Any]]:
    """The certificates of data/matching.yaml."""
    return yaml.load((DATA / "matching.yaml").read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)["certificates"]


@dataclass
class Lexicon:
    """What one exchange speaks of: the house's skills and certificates, and those its own people name beside them.

    `learned` are the phrases that stand for another skill."""

    skills: Phrases
    certificates: Phrases
    covers: list[int]
    learned: list[Heard]

    @classmethod
    def of_house(cls) -> "Lexicon":
        skills, certificates = Phrases.of(skills_known(), forgives=True), Phrases.of(certificates_known())
        return cls(skills, certificates, _closed(list(certificates_known()), certificates_known()), [])

    @classmethod
    def heard(cls, skills: Sequence[tuple[pa.Array, np.ndarray]], certificates: Iterable[str]) -> "Lexicon":
        """The house's words and what it does not know: skills listed thrice (columns with the codes told of each row) that stand for
        another or are their own, certificates named once."""
        made = cls.of_house()
        heard = heard_in(skills, made.skills)
        numbers = list(range(len(made.skills.labels)))  # as they are there, by the numbers of `heard_in`
        for phrase in heard:
            stands_for = numbers[phrase.stands_for] if phrase.stands_for >= 0 else -1
            if stands_for >= 0:
                made.skills.also(phrase.said, stands_for)
                made.learned.append(Heard(phrase.said, phrase.label, phrase.times, stands_for))
            elif len(made.skills.labels) < MOST_SKILLS:
                stands_for = len(made.skills.labels)
                made.skills.add(phrase.label)
            numbers.append(stands_for)
        for label in _unknown(certificates, made.certificates)[: MOST_CERTIFICATES - len(made.certificates.labels)]:
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


def _unknown(items: Iterable[str], phrases: Phrases) -> list[str]:
    """One way of writing each phrase that names nothing, the most frequent first."""
    spelt: dict[str, str] = {}
    counted: Counter[str] = Counter()
    for item in items:
        key = " ".join(syllables(item))
        if key and key.count(" ") < LONGEST and not phrases.found_in(item):
            spelt.setdefault(key, item)
            counted[key] += 1
    return [spelt[key] for key, _ in counted.most_common()]


def _closed(keys: list[str], known: Mapping[str, Mapping[str, Any]]) -> list[int]:
    """For each certificate the bits of itself and all it covers."""

    def of(key: str) -> int:
        bits = 1 << keys.index(key)
        for lesser in known[key].get("covers", ()):
            bits |= of(lesser)
        return bits

    return [of(key) for key in keys]
