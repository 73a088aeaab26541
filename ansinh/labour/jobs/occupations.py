"""Occupations by ISCO-08, which VSCO 2020 follows: their names, and which one everyday words mean.

A text is met with the names and everyday words of the unit groups syllable by syllable (and by pairs of syllables), rare ones weighing
more; without diacritics all words of one spelling answer, with them those written alike come first; a syllable nobody knows stands for
the nearest known ones. See `docs/labour_market.md`."""

import math
from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path

import yaml
from rapidfuzz import fuzz, process

from ansinh.core.language import is_english
from ansinh.core.names import clean_text, fold

LEVELS = {
    1: ("nhóm cấp 1", "major group"),
    2: ("nhóm cấp 2", "sub-major group"),
    3: ("nhóm cấp 3", "minor group"),
    4: ("nhóm cấp 4", "unit group"),
}
SURE = 0.62
# Groups of VSCO 2020 that ISCO-08 has not; form 02 of Circular 01/2022 counts by them.
VSCO_ONLY = {
    "17": ("Giám đốc, quản lý đơn vị sản xuất, kinh doanh", "Managers of enterprises"),
    "36": ("Giáo viên bậc trung", "Teaching associate professionals"),
}
DEMAND_CODES = (
    "17", "21", "22", "23", "24", "25", "26", "31", "32", "33", "34", "35", "36", "41", "42", "43", "44", "51", "52", "53", "54",
    "61", "62", "63", "71", "72", "73", "74", "75", "81", "82", "83", "91", "92", "93", "94", "95", "96",
)  # fmt: skip
_FILE = Path(__file__).parents[1] / "data" / "occupations.yaml"
_NEAR = 74
_LIKE = 0.55
_NEAREST = 3
# Occupations that are nearly all in industry and building; others than those of farming are counted as services.
_INDUSTRY = ("132", "214", "215", "311", "312", "313", "71", "72", "73", "74", "75", "81", "82", "931", "932")
# Say that somebody works, not at what.
_FILLERS = ("di lam", "lam nghe", "nghe", "cong viec", "hien dang", "dang lam", "lam viec tai", "lam viec")


@dataclass(frozen=True, slots=True)
class Occupation:
    """One group of ISCO-08, of one to four digits, with the everyday words that mean it."""

    code: str
    vi: str
    en: str
    synonyms: tuple[str, ...] = ()

    @property
    def level(self) -> int:
        """1 major, 2 sub-major, 3 minor, 4 unit group."""
        return len(self.code)

    @property
    def name(self) -> str:
        """The name in the reader's language."""
        return self.en if is_english() else self.vi


@cache
def occupations() -> dict[str, Occupation]:
    """Every group by its code, in the order of the classification; the armed forces (0) last."""
    told = yaml.load(_FILE.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    return {str(code): Occupation(str(code), vi, en, tuple(also)) for code, (vi, en, *also) in told.items()}


def occupation_name(code: str) -> str:
    """`Thợ xây` for 7112, in the reader's language; the code itself where there is no such group, nothing for none."""
    if code in VSCO_ONLY:
        return VSCO_ONLY[code][is_english()]
    found = occupations().get(code)
    return found.name if found else code


def demand_code(code: str) -> str:
    """The group of form 02 an occupation of two to four digits is counted in; nothing for armed forces and for none."""
    group = "17" if code.startswith("1") else code[:2]
    return group if group in DEMAND_CODES else ""


def sector_of(occupation: str, section: str = "") -> str:
    """`agriculture`, `industry` or `services`: by the section of the employer where it is known, else by the occupation; nothing for neither."""
    if section:
        return "agriculture" if section == "A" else "industry" if section <= "F" else "services"
    if not occupation or occupation.startswith("0"):
        return ""
    if occupation.startswith(("6", "92", "834", "131")):
        return "agriculture"
    return "industry" if occupation.startswith(_INDUSTRY) and not occupation.startswith("723") else "services"


def find_occupations(text: str, limit: int = 10) -> list[Occupation]:
    """The unit groups a text may mean, best first; digits find the groups whose code begins with them."""
    known = occupations()
    if text.strip().isdigit():
        return [one for code, one in known.items() if code.startswith(text.strip())][:limit]
    found = score_occupations(text, limit)
    return [known[code] for code, score in found if score >= _LIKE * found[0][1]]


def score_occupations(text: str, limit: int = 10) -> list[tuple[str, float]]:
    """(code, likeness from 0 to 1) of the unit groups a text may mean, best first. 1 is a name or an everyday word itself."""
    return _index().answer(text)[:limit]


@cache
def guess_occupation(text: str) -> str:
    """The unit group a told job surely means; nothing where it is not sure. Kept, since the same words come again and again."""
    found = score_occupations(text, 1)
    return found[0][0] if found and found[0][1] >= SURE else ""


class _Index:
    """Phrases by their syllables and pairs of syllables, each with its weight."""

    def __init__(self, phrases: list[tuple[str, str]]) -> None:
        self.codes = [code for code, _ in phrases]
        self.said = [clean_text(text).casefold() for _, text in phrases]
        self.folded = [fold(text) for text in self.said]
        features = [_features(text.split()) for text in self.folded]
        met = Counter(feature for some in features for feature in set(some))
        self.weight = {feature: math.log(1 + len(phrases) / count) for feature, count in met.items()}
        self.size = [math.sqrt(sum(self.weight[one] ** 2 for one in some)) for some in features]
        self.having: dict[str, list[int]] = defaultdict(list)
        for place, some in enumerate(features):
            for feature in some:
                self.having[feature].append(place)
        self.syllables = sorted({syllable for text in self.folded for syllable in text.split()})
        self.rare = math.log(1 + len(phrases))

    def answer(self, text: str) -> list[tuple[str, float]]:
        said = clean_text(text).casefold()
        folded = _plain(said)
        if not folded:
            return []
        asked = self._asked(folded.split())
        size = math.sqrt(sum(weight**2 for weight in asked.values())) or 1.0
        met: dict[int, float] = defaultdict(float)
        for feature, weight in asked.items():
            for place in self.having.get(feature, ()):
                met[place] += weight * self.weight[feature]
        likely = sorted(((total / size / self.size[place], place) for place, total in met.items()), reverse=True)[:40]
        is_plain = said.isascii()
        best: dict[str, float] = {}
        for likeness, place in likely:
            score = self._score(likeness, place, said, folded, is_plain)
            best[self.codes[place]] = max(score, best.get(self.codes[place], 0.0))
        return sorted(((code, round(score, 3)) for code, score in best.items()), key=lambda one: (-one[1], one[0]))

    def _score(self, likeness: float, place: int, said: str, folded: str, is_plain: bool) -> float:
        """Mostly the syllables met; then letters, and the diacritics where the text has any."""
        if said == self.said[place] or (is_plain and folded == self.folded[place]):
            return 1.0
        letters = fuzz.token_sort_ratio(folded, self.folded[place]) / 100
        marks = letters if is_plain else fuzz.token_sort_ratio(said, self.said[place]) / 100
        return min(0.99, 0.6 * min(likeness, 1.0) + 0.15 * letters + 0.25 * marks)

    def _asked(self, syllables: list[str]) -> dict[str, float]:
        """Features of the text with their weights; what no phrase has stands for the nearest, the last also for what it begins."""
        weights: dict[str, float] = {}
        for place, syllable in enumerate(syllables):
            if syllable in self.having:
                weights[syllable] = self.weight[syllable]
                continue
            near = self._near(syllable, is_last=place == len(syllables) - 1)
            weights |= {one: self.weight[one] * nearness for one, nearness in near.items()}
            if not near:
                weights[syllable] = self.rare / 2
        for pair in _pairs(syllables):
            if pair in self.having:
                weights[pair] = self.weight[pair]
        return weights

    def _near(self, syllable: str, *, is_last: bool) -> dict[str, float]:
        if is_last and (begun := [one for one in self.syllables if one.startswith(syllable)]):
            return dict.fromkeys(begun[: 2 * _NEAREST], 0.8)
        found = process.extract(syllable, self.syllables, scorer=fuzz.ratio, score_cutoff=_NEAR, limit=_NEAREST)
        return {one: score / 100 for one, score, _ in found}


@cache
def _index() -> _Index:
    units = [one for one in occupations().values() if one.level == 4]
    return _Index([(one.code, text) for one in units for text in (one.vi, *one.synonyms)])


def _plain(said: str) -> str:
    """Folded, only letters and digits, without words that only say that somebody works."""
    text = " ".join("".join(c if c.isalnum() else " " for c in fold(said)).split())
    for filler in _FILLERS:
        if text.startswith(f"{filler} ") and len(text.split()) - len(filler.split()) >= 1:
            shorter = text.removeprefix(f"{filler} ")
            text = shorter if shorter else text
    return text


def _features(syllables: list[str]) -> list[str]:
    return [*dict.fromkeys(syllables), *_pairs(syllables)]


def _pairs(syllables: list[str]) -> list[str]:
    return [f"{one} {other}" for one, other in pairwise(syllables)]
