"""Claims to indicators: the pattern that is met nearest to the number, most fully, in the right unit."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from math import exp
from pathlib import Path

import yaml

from ansinh.engine.measures import Fall, Share
from ansinh.reading.catalogue import Catalogue
from ansinh.reading.claim import Claim
from ansinh.reading.document import Document

from .phrases import Hit, Pattern, PhraseIndex, pattern_of
from .units import fits
from .words import Words, fold, syllables, usual_short_forms, words_of
from .zones import Ground, Spot, ground_of

WORDS = Path(__file__).parents[1] / "data" / "words.yaml"
ENOUGH = 0.36
FARTHEST = 0.6
SPECIFIC = 0.15
GUESSED = 0.85
BUT_AT_LEAST = 0.4
BUT_WITHIN = 0.15
SAME_WORDS = 0.15
NOT_ITS_OWN = 0.8
COMMON = 0.3
COMMON_WITHIN = 0.4
LENIENT = 0.2
LEARNT = 3.0
OWN_WORDS = 0.7
FALLS = fold("giảm")
NOT_A_FALL = {fold("nghèo"), fold("hộ"), fold("thiểu")}
LEVELS = {fold("còn"), fold("xuống"), fold("dưới")}


@dataclass(frozen=True, slots=True)
class Target:
    """Where a claim may land: an indicator, or a subject outside the sector."""

    name: str
    unit: str
    is_outside: bool


@dataclass(frozen=True, slots=True)
class Asked:
    """A compiled pattern: its target, how many groups it has, which phrases it must not meet, whether it was learnt."""

    target: int
    groups: int
    but: tuple[int, ...]
    is_learnt: bool


@dataclass(slots=True)
class Found:
    """A target that fits a claim: how strongly, how near its nearest word stands, and the words met."""

    score: float
    nearest: float
    hits: tuple[Hit, ...] = ()
    because: str = ""
    farthest: float = 0.0


@dataclass(slots=True)
class Heard:
    """What fits a claim, and the text it was heard in."""

    targets: dict[int, Found]
    words: Words
    text: str
    spot: Spot | None = None

    def quote(self, hit: Hit) -> str:
        """The words of a hit as they are written, on one line."""
        return " ".join(self.text[self.words.starts[hit.first] : self.words.ends[hit.last]].split())

    @property
    def is_aside(self) -> bool:
        """Whether the number stands in brackets."""
        return self.spot is not None and self.words.depth[self.spot.first] > 0

    def says_fall(self) -> bool | None:
        """Whether the words before the number say by how much something falls; False when they say to what level."""
        if self.spot is None:
            return None
        keys = self.words.keys
        for at in range(self.spot.first - 1, max(self.spot.own, self.spot.first - 14) - 1, -1):
            if keys[at] in LEVELS:
                return False
            if keys[at] == FALLS and keys[at + 1] not in NOT_A_FALL:
                return True
        return None


class Mapper:
    """Maps claims to the indicators of a catalogue. Built once, used for any number of documents."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue
        self._short = usual_short_forms()
        self._targets: list[Target] = []
        self._asked: list[Asked] = []
        self._uses: dict[int, list[tuple[int, int]]] = defaultdict(list)
        self._position: dict[tuple[str, bool], int] = {}
        self._index = self._compile()
        self._strength = self._strengths()
        self._falls = {
            self._position[one.measure.of, False]: self._position[one.name, False]
            for one in catalogue.indicators.values()
            if isinstance(one.measure, Fall) and (one.measure.of, False) in self._position
        }
        self._shares: dict[int, list[int]] = defaultdict(list)
        for relation in catalogue.relations:
            if isinstance(relation, Share):
                count, share = self._position.get((relation.count, False)), self._position.get((relation.share, False))
                if count is not None and share is not None:
                    self._shares[count].append(share)

    def assign(self, claims: list[Claim], document: Document) -> None:
        """Sets indicator or outside, score, reasons and alternatives of each claim; neither when nothing fits well."""
        prose = [position for position, claim in enumerate(claims) if claim.cell is None]
        heard = self._hear_prose(claims, prose, document) if prose else {}
        for position, claim in enumerate(claims):
            if claim.cell is not None:
                heard[position] = self._hear_label(claim)
        self._settle(claims, heard)

    def _compile(self) -> PhraseIndex:
        rows: list[tuple[str, str, bool, Iterable[str], bool]] = [
            *((one.name, one.unit, False, one.said, False) for one in self.catalogue.indicators.values()),
            *((one.name, one.unit, True, one.said, False) for one in self.catalogue.outside.values()),
            *(
                (one.indicator, self.catalogue.indicators[one.indicator].unit, False, (one.said,), True)
                for one in self.catalogue.variants
                if one.indicator in self.catalogue.indicators
            ),
        ]
        told: list[tuple[int, Pattern, bool]] = []
        for name, unit, is_outside, said, is_learnt in rows:
            target = self._position.setdefault((name, is_outside), len(self._targets))
            if target == len(self._targets):
                self._targets.append(Target(name, unit, is_outside))
            told.extend((target, pattern_of(one, self._short), is_learnt) for one in said)
        names = (syllables(name, self._short) for name in _words("names"))
        index = PhraseIndex(
            (phrase for _, pattern, _ in told for group in (*pattern.groups, pattern.but) for phrase in group), names
        )
        for target, pattern, is_learnt in told:
            asked = len(self._asked)
            but = tuple(index.ids[phrase] for phrase in pattern.but)
            self._asked.append(Asked(target, len(pattern.groups), but, is_learnt))
            for group, phrases in enumerate(pattern.groups):
                for phrase in phrases:
                    self._uses[index.ids[phrase]].append((asked, group))
        return index

    def _strengths(self) -> list[float]:
        """How much each phrase says: longer ones more, common words little."""
        common = {syllables(word, self._short) for word in _words("common")}
        told = [0.0] * len(self._index.ids)
        for phrase, position in self._index.ids.items():
            told[position] = COMMON if phrase in common else 0.55 + 0.15 * min(len(phrase), 5)
        return told

    def _hear_prose(self, claims: list[Claim], prose: list[int], document: Document) -> dict[int, Heard]:
        """What fits each claim of the prose, by its position."""
        words = words_of(document.text, self._short)
        hits = self._index.find(words)
        ground = ground_of(words, [claims[position] for position in prose])
        spots = dict(zip(prose, ground.spots, strict=True))
        heard = {}
        for position in prose:
            claim = claims[position]
            parent = spots.get(claim.parent) if claim.parent is not None else None
            targets = self._meet(claim, self._near(ground, spots[position], parent, hits))
            heard[position] = Heard(targets, words, document.text, spots[position])
        return heard

    def _hear_label(self, claim: Claim) -> Heard:
        """What fits a cell of a table: what its row and column speak of."""
        words = words_of(claim.subject, self._short)
        near: dict[int, tuple[float, Hit]] = {}
        for hit in self._index.find(words):
            near.setdefault(hit.phrase, (GUESSED if hit.is_guessed else 1.0, hit))
        return Heard(self._meet(claim, near), words, claim.subject)

    def _near(self, ground: Ground, spot: Spot, parent: Spot | None, hits: list[Hit]) -> dict[int, tuple[float, Hit]]:
        """The best weight of each phrase for the number, and where it stands."""
        stop = ground.words.stop
        lowest, highest = stop[spot.sentence[0]] - 3, spot.sentence[1]
        near: dict[int, tuple[float, Hit]] = {}
        for hit in hits:
            if hit.first > highest:
                break
            if stop[hit.first] < lowest:
                continue
            weight = ground.weight(spot, hit.first, hit.last, parent)
            if hit.is_guessed:
                weight *= GUESSED
            if weight > 0 and (hit.phrase not in near or near[hit.phrase][0] < weight):
                near[hit.phrase] = (weight, hit)
        return near

    def _meet(self, claim: Claim, near: dict[int, tuple[float, Hit]]) -> dict[int, Found]:
        """The targets whose patterns are met among the phrases near the number."""
        met: dict[int, dict[int, tuple[float, float, Hit]]] = {}
        for phrase, (weight, hit) in near.items():
            strength = self._strength[phrase]
            if strength <= COMMON and weight < COMMON_WITHIN:
                continue
            for asked, group in self._uses.get(phrase, ()):
                groups = met.setdefault(asked, {})
                if group not in groups or groups[group][0] * groups[group][1] < strength * weight:
                    groups[group] = (strength, weight, hit)
        found: dict[int, Found] = {}
        for asked, groups in met.items():
            one = self._asked[asked]
            if len(groups) < one.groups:
                continue
            told = _found(groups.values())
            limit = max(BUT_AT_LEAST, told.farthest - BUT_WITHIN)
            if any(near[phrase][0] >= limit for phrase in one.but if phrase in near):
                continue
            fit = fits(claim, self._targets[one.target].unit)
            if fit <= 0:
                continue
            told.score = told.score * fit + (LEARNT if one.is_learnt else 0.0)
            if one.target not in found or found[one.target].score < told.score:
                found[one.target] = told
        return found

    def _settle(self, claims: list[Claim], heard: dict[int, Heard]) -> None:
        """Chooses for each claim in the order of the text; what a claim does not say itself it has from the one before."""
        chosen: dict[int, int] = {}
        before: list[int] = []
        for position in sorted(heard, key=lambda one: claims[one].number):
            claim, mine = claims[position], heard[position]
            source = self._source(position, claims, heard, before)
            if source is not None and source in chosen:
                self._inherit(claim, mine, chosen[source], heard[source].targets[chosen[source]])
            self._hear_fall(claim, mine)
            if (target := self._choose(claim, mine)) is not None:
                chosen[position] = target
            if claim.cell is None:
                before.append(position)

    def _source(self, position: int, claims: list[Claim], heard: dict[int, Heard], before: list[int]) -> int | None:
        """The claim this one goes on from: its parent, else the one before in the sentence, asides in brackets left out."""
        claim, mine = claims[position], heard[position]
        if claim.cell is not None:
            return None
        if claim.parent is not None:
            return claim.parent
        for other in reversed(before):
            if claims[other].sentence != claim.sentence:
                return None
            if heard[other].is_aside and not mine.is_aside:
                continue
            return other
        return None

    def _inherit(self, claim: Claim, mine: Heard, source: int, told: Found) -> None:
        """Adds what the claim before gives: its share, or itself for a percent of plan, a change or a plan beside it; what
        is said in the same words as it comes first."""
        targets = mine.targets
        before = {(hit.first, hit.last) for hit in told.hits if mine.spot and hit.last < mine.spot.own}
        for one in targets.values():
            shared = sum((hit.first, hit.last) in before for hit in one.hits)
            if shared:
                one.score += SAME_WORDS * shared / len(one.hits)
        if any(one.nearest >= OWN_WORDS for one in targets.values()):
            return
        strongest = max((one.score for one in targets.values()), default=0.0)
        score = max(told.score * 0.95, strongest + 0.05)
        if claim.unit == "percent" and claim.kind in ("result", "target", "prior_year"):
            for share in self._shares.get(source, ()):
                targets[share] = Found(score, 0.0, told.hits, "tỷ lệ của số đứng trước")
        elif (
            claim.kind in ("percent_of_plan", "change", "prior_year") or claim.relation in ("plan", "result")
        ) and fits(claim, self._targets[source].unit) > 0:
            targets[source] = Found(score, 0.0, told.hits, "nói tiếp số đứng trước")

    def _hear_fall(self, claim: Claim, mine: Heard) -> None:
        """A fall of a rate is an indicator of its own; a rate that fell to a level is the rate."""
        if claim.unit != "percent" or claim.kind == "percent_of_plan":
            return
        falls = mine.says_fall()
        for rate, fall in self._falls.items():
            told = mine.targets.get(rate)
            if falls and told:
                mine.targets[fall] = Found(told.score + 0.2, told.nearest, told.hits, "giảm")
            elif falls is False:
                mine.targets.pop(fall, None)

    def _choose(self, claim: Claim, mine: Heard) -> int | None:
        """Writes the best target into the claim; gives its position, or None when nothing fits well enough."""
        ranked = sorted(
            ((target, one) for target, one in mine.targets.items() if one.score > 0),
            key=lambda item: (-item[1].score, self._targets[item[0]].name),
        )
        claim.indicator, claim.outside, claim.score, claim.reasons = "", "", 0.0, ()
        best = ranked[0][1].score if ranked else 0.0
        claim.alternatives = tuple(
            (self._targets[target].name, round(_confidence(one.score, best), 3)) for target, one in ranked[:3]
        )
        if best < ENOUGH:
            return None
        target, one = ranked[0]
        second = next((other.score for _, other in ranked[1:]), 0.0)
        claim.score = _confidence(one.score, second)
        said = (mine.quote(hit) for hit in sorted(one.hits, key=lambda hit: hit.first))
        claim.reasons = (*said, one.because) if one.because else tuple(said)
        if self._targets[target].is_outside:
            claim.outside = self._targets[target].name
        else:
            claim.indicator = self._targets[target].name
        return target


def _words(of: str) -> list[str]:
    """The names or the common words of ``data/words.yaml``."""
    return yaml.safe_load(WORDS.read_text())[of]


def _found(groups: Collection[tuple[float, float, Hit]]) -> Found:
    """How well a met pattern fits: how near its telling words stand, the farthest above all, and how much they say together.
    Common words ("người", "kinh phí") must be met, but tell little."""
    telling = [weight for strength, weight, _ in groups if strength > COMMON]
    weights = [weight if strength > COMMON else min(1.0, weight + LENIENT) for strength, weight, _ in groups]
    total = sum(strength for strength, _, _ in groups)
    mean = sum(strength * weight for strength, weight, _ in groups) / total
    nearness = FARTHEST * min(weights) + (1 - FARTHEST) * mean
    if len(groups) > 1:
        total = _together(groups)
    score = nearness * (1 + SPECIFIC * (total - 1))
    nearest = max(telling or weights)
    if nearest < OWN_WORDS:
        score *= NOT_ITS_OWN
    return Found(score, nearest, tuple(hit for _, _, hit in groups), farthest=min(weights))


def _together(groups: Collection[tuple[float, float, Hit]]) -> float:
    """The strengths of the words met, those that stand within others counted once."""
    told = 0.0
    end = -1
    for strength, _, hit in sorted(groups, key=lambda one: (one[2].first, -one[2].last)):
        if hit.last > end:
            told += strength
            end = hit.last
    return told


def _confidence(score: float, second: float) -> float:
    return 1 / (1 + exp(-(2.0 * score + 2.0 * (score - second) - 2.0)))
