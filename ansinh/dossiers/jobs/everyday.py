"""Procedures as people look for them: by what happened in their life, in everyday words, with or without diacritics."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from ansinh.core.language import language_code
from ansinh.core.names import fold
from ansinh.dossiers.jobs.catalogue import is_open_on, procedures
from ansinh.engine.procedures import Procedure

DATA = Path(__file__).resolve().parent.parent / "data" / "situations.yaml"
# Words that stand in every asking and tell nothing.
_EMPTY = frozenset(
    ("xin", "lam", "thu", "tuc", "cho", "toi", "muon", "ve", "cua", "la", "o", "co", "duoc", "nhan", "don", "ho", "tro", "tien", "giay", "to")
)  # fmt: skip


@dataclass(frozen=True)
class Situation:
    """Something that happens in a life, and the procedures it leads to."""

    key: str
    label: str
    procedures: tuple[Procedure, ...]


@lru_cache
def declared() -> Mapping[str, Any]:
    """What the file of situations says."""
    told: Mapping[str, Any] = yaml.safe_load(DATA.read_text(encoding="utf-8"))
    return told


def open_procedures(day: date) -> list[Procedure]:
    """What may be asked for on a day."""
    return [one for one in procedures().values() if is_open_on(one, day)]


def by_situation(found: Collection[Procedure]) -> list[Situation]:
    """Procedures under what happens in a life; one may stand in several, and each stands in one at least."""
    told = declared()
    kept = {one.name: one for one in found}
    placed = {name for situation in told["situations"].values() for name in situation["procedures"]}
    groups = []
    for key, situation in told["situations"].items():
        names = [name for name in situation["procedures"] if name in kept]
        names += [
            name for name, one in kept.items() if name not in placed and told["fields"].get(one.field, "change") == key
        ]
        if names:
            groups.append(Situation(key, situation[language_code()], tuple(kept[name] for name in names)))
    return groups


def find(asked: str, among: Collection[Procedure]) -> list[Procedure]:
    """The procedures that everyday words mean, the best first: all words in the name or one of its synonyms, else some."""
    words = [word for word in fold(asked).split() if word not in _EMPTY] or fold(asked).split()
    if not words:
        return list(among)
    scored = [(_score(" ".join(words), words, _phrases(one)), one) for one in among]
    best = max((score for score, _one in scored), default=0)
    enough = [pair for pair in scored if pair[0] >= max(1, best / 2)]
    return [one for _score_, one in sorted(enough, key=lambda pair: -pair[0])]


def _score(phrase: str, words: list[str], phrases: list[str]) -> float:
    """4 for a phrase said whole, 3 for every word in one phrase, else the share of the words that are met; 0 for less than half."""
    if any(phrase == said for said in phrases):
        return 4
    if any(f" {phrase} " in f" {said} " for said in phrases):
        return 3.5
    if any(set(words) <= set(said.split()) for said in phrases):
        return 3
    said_whole = [said for said in phrases if f" {said} " in f" {phrase} "]
    if said_whole:
        return 2.5
    met = {word for said in phrases for word in said.split()} & set(words)
    share = len(met) / len(words)
    return 1 + share if share > 0.5 else 0


def _phrases(one: Procedure) -> list[str]:
    said = [one.label_vi, one.label_en, *declared()["synonyms"].get(one.name, ())]
    return [fold(text) for text in said]
