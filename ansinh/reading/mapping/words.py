"""A text as folded syllables with their places: what phrases are looked for in."""

import re
from collections.abc import Callable, Mapping
from copy import copy
from dataclasses import dataclass, field
from functools import cache, lru_cache
from pathlib import Path
from unicodedata import combining, normalize

import yaml

DATA = Path(__file__).parents[1] / "data"
ABBREVIATED = frozenset(
    ("TP", "TX", "TT", "TS", "THS", "GS", "PGS", "ST", "NQ", "QĐ")
)  # a full stop behind them ends nothing
TONES = {"\u0300": "1", "\u0301": "2", "\u0309": "3", "\u0303": "4", "\u0323": "5"}
WORD = re.compile(r"\d+(?:[.,/]\d+)*|[^\W\d_]+")


@dataclass(slots=True)
class Words:
    """The syllables of a text in order: folded, with the offsets they came from and the marks that stand before each.

    ``comma``, ``colon``, ``semicolon``, ``stop`` and ``bracket`` count the marks read before the word at that position; ``depth`` is 1
    inside brackets. A short form gives one row for each syllable of what it is short for, all with its offsets."""

    keys: list[str] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    comma: list[int] = field(default_factory=list)
    colon: list[int] = field(default_factory=list)
    semicolon: list[int] = field(default_factory=list)
    stop: list[int] = field(default_factory=list)
    bracket: list[int] = field(default_factory=list)
    depth: list[int] = field(default_factory=list)


@lru_cache(maxsize=20_000)
def fold(syllable: str) -> str:
    """A syllable in one spelling: lower case, its tone written last (hòa and hoà, lý and lí are one word each)."""
    letters = normalize("NFD", syllable.lower())
    tone = "".join(TONES[one] for one in letters if one in TONES)
    bare = normalize("NFC", "".join(one for one in letters if one not in TONES))
    if len(bare) > 1 and bare[-1] == "y" and bare[-2] in "hklmst":
        bare = bare[:-1] + "i"
    return bare + tone


@lru_cache(maxsize=20_000)
def bare(syllable: str) -> str:
    """A syllable without any mark, as texts without diacritics have it."""
    letters = normalize("NFD", syllable.lower().replace("đ", "d"))
    return "".join(one for one in letters if not combining(one))


def words_of(text: str, spelling: "Spelling") -> Words:
    """The text as folded syllables, short forms written out."""
    told = Words()
    short, spell = spelling.short, spelling.fold
    at = comma = colon = semicolon = stop = bracket = depth = 0
    said = ""
    for match in WORD.finditer(text):
        start, end = match.span()
        if start - at > 1 or at == 0:
            gap = text[at:start]
            comma += gap.count(",")
            colon += gap.count(":")
            semicolon += gap.count(";")
            stop += (
                ("." in gap and not (gap == ". " and _is_short(said)))
                + ("\n" in gap and gap.count("\n") > 1)
                + ("|" in gap)
                + ("…" in gap)
            )
            opened, closed = gap.count("("), gap.count(")")
            if opened or closed:
                bracket += opened + closed
                depth = max(0, min(1, depth + opened - closed))
        elif start > at and not text[at].isspace():
            gap = text[at]
            comma += gap == ","
            colon += gap == ":"
            semicolon += gap == ";"
            stop += gap in "|…" or (gap == "." and not _is_short(said))
            if gap in "()":
                bracket += 1
                depth = int(gap == "(")
        at = end
        said = match.group()
        for key in short.get(said) or (spell(said),):
            told.keys.append(key)
            told.starts.append(start)
            told.ends.append(end)
            told.comma.append(comma)
            told.colon.append(colon)
            told.semicolon.append(semicolon)
            told.stop.append(stop)
            told.bracket.append(bracket)
            told.depth.append(depth)
    _join(told, spelling.compounds)
    return told


def _is_short(said: str) -> bool:
    """Whether a full stop after the word only marks it as cut short: "TP. ", "T.P"."""
    return (len(said) == 1 and said.isalpha()) or said.upper() in ABBREVIATED


def _join(words: Words, compounds: Mapping[str, list[tuple[str, ...]]]) -> None:
    """Takes out the commas within lists that are read as one word: "xã, phường, thị trấn"."""
    keys, comma = words.keys, words.comma
    for first, key in enumerate(keys):
        for compound in compounds.get(key, ()):
            last = first + len(compound) - 1
            if tuple(keys[first : last + 1]) == compound and comma[last] > comma[first]:
                within = comma[last] - comma[first]
                comma[first : last + 1] = [comma[first]] * len(compound)
                comma[last + 1 :] = [count - within for count in comma[last + 1 :]]
                break


def both_ways(*words: str) -> frozenset[str]:
    """Words folded, with their diacritics and without."""
    return frozenset(key for word in words for key in (fold(word), bare(word)))


class Spelling:
    """How syllables are folded, and the folded syllables of the sector's short forms (``data/short_forms.yaml``)."""

    def __init__(self, fold: Callable[[str], str] = fold) -> None:
        self.fold = fold
        self.compounds: dict[str, list[tuple[str, ...]]] = {}
        for compound in listed("compounds"):
            words = tuple(map(fold, compound.split()))
            self.compounds.setdefault(words[0], []).append(words)
        rows = yaml.safe_load((DATA / "short_forms.yaml").read_text()) or {}
        self.short = {str(short): tuple(map(fold, WORD.findall(long))) for short, long in rows.items()}

    def knowing(self, short: Mapping[str, str]) -> "Spelling":
        """The same with the short forms a text defines itself; they come before the usual ones."""
        if not short:
            return self
        more = copy(self)
        more.short = self.short | {said: tuple(map(self.fold, WORD.findall(long))) for said, long in short.items()}
        return more

    def syllables(self, phrase: str) -> tuple[str, ...]:
        """A phrase as folded syllables, short forms of it written out."""
        found: list[str] = []
        for match in WORD.finditer(phrase):
            found.extend(self.short.get(match.group().upper()) or (self.fold(match.group()),))
        return tuple(found)


@cache
def word_lists() -> dict[str, list[str]]:
    """The lists of ``data/words.yaml``."""
    return yaml.safe_load((DATA / "words.yaml").read_text())


def listed(of: str) -> list[str]:
    """One list of ``data/words.yaml``."""
    return word_lists()[of]
