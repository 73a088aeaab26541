"""Claims to indicators: the pattern that is met nearest to the number, most fully, in the right unit."""

from bisect import bisect_left
from collections.abc import Collection, Iterator
from functools import cached_property

from ansinh.reading.catalogue import Catalogue
from ansinh.reading.claim import Claim
from ansinh.reading.document import Document
from ansinh.reading.sentences import lacks_diacritics, short_forms

from .choosing import ENOUGH, NOT_ITS_OWN, OWN_WORDS, Chooser, Found, Heard
from .compiled import BARE, COMMON, Compiled, Target
from .phrases import Hit
from .units import fits
from .words import Spelling, Words, bare, both_ways, fold, words_of
from .zones import Ground, Spot, ground_of

FARTHEST = 0.6  # how much the farthest word of a pattern counts against the mean of all
SPECIFIC = 0.15  # how much more a pattern counts for each unit of what its words say
GUESSED = 0.85  # a slip of the pen read over
LEARNT = 3.0  # what an officer taught comes before anything declared
LENIENT = 0.2  # common words may stand so much farther
COMMON_WITHIN = 0.4  # but not farther than this
BUT_AT_LEAST, BUT_WITHIN, BUT_NEAREST = 0.4, 0.2, 0.22  # how near what must not stand there keeps a pattern out
FOR_ONE = 0.3  # "mỗi suất 300.000 đồng" is no sum
STOCK = 1.1  # "hiện có" speaks of what there is on a day
USUAL = 1.1  # figures that most reports give
REPORTED = 1.03  # figures that reports speak of come before those only our records give
UNMARKED = 0.8  # how sure one is of a text without diacritics
TOPIC, LEAD = 0.32, 60  # the first words of a text say what it is about
OPENING = 1_200  # characters in which an official paper says whose it is
ABOUT, BEYOND = 0.95, 0.97  # the title over a cell, and what each word taken from it costs
NAMED, NAMED_AT_MOST = 0.06, 0.5  # a row that is a name, for each of its words after the second
LETTERHEAD = tuple(map(fold, ("cộng", "hòa", "xã", "hội", "chủ", "nghĩa")))
TIMES = both_ways("tháng", "năm", "quý", "ngày", "kỳ")
NOW = both_ways("hiện", "đang", "quản")

Near = dict[int, tuple[float, Hit]]
Met = dict[int, tuple[float, float, Hit]]


class Mapper:
    """Maps claims to the indicators of a catalogue. Built once, used for any number of documents."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue
        self._usual = Hearing(catalogue, Spelling(fold))

    @cached_property
    def _bare(self) -> "Hearing":
        return Hearing(self.catalogue, Spelling(bare))

    def assign(self, claims: list[Claim], document: Document) -> None:
        """Sets indicator or outside, score, reasons and alternatives of each claim; neither when nothing fits well. A text
        without diacritics is read as if no word had any, and less is sure of it."""
        if not lacks_diacritics(document.text):
            self._usual.assign(claims, document)
            return
        self._bare.assign(claims, document)
        for claim in claims:
            claim.score *= UNMARKED


class Hearing:
    """A catalogue in one spelling, and how claims are heard with it."""

    def __init__(self, catalogue: Catalogue, spelling: Spelling) -> None:
        self._compiled = Compiled(catalogue, spelling)
        self._chooser = Chooser(self._compiled)

    def assign(self, claims: list[Claim], document: Document) -> None:
        """Writes into each claim what it speaks of."""
        prose = [position for position, claim in enumerate(claims) if claim.cell is None]
        is_own = self._bears_letterhead(words_of(document.text[:OPENING], self._compiled.spelling))
        heard = self._hear_prose(claims, prose, document, is_own=is_own) if prose else {}
        labels: dict[tuple[str, ...], Heard] = {}
        for position, claim in enumerate(claims):
            if claim.cell is not None:
                label = (claim.subject, claim.about, claim.kind, claim.unit, claim.unit_said)
                heard[position] = labels[label] = labels.get(label) or self._hear_label(claim, is_own=is_own)
        self._chooser.settle(claims, heard)

    def _bears_letterhead(self, words: Words) -> bool:
        """Whether the words are the head of an official paper of a body of the sector."""
        is_official = LETTERHEAD in zip(*(words.keys[at:] for at in range(len(LETTERHEAD))), strict=False)
        return is_official and any(hit.phrase in self._compiled.bodies for hit in self._compiled.index.find(words))

    def _hear_prose(
        self, claims: list[Claim], prose: list[int], document: Document, *, is_own: bool
    ) -> dict[int, Heard]:
        """What fits each claim of the prose, by its position."""
        words = words_of(document.text, self._compiled.spelling.knowing(short_forms(document.text)))
        hits = self._compiled.index.find(words)
        ground = ground_of(words, [claims[position] for position in prose])
        spots = dict(zip(prose, ground.spots, strict=True))
        topic: Near = {hit.phrase: (TOPIC, hit) for hit in hits if hit.last < LEAD}
        heard = {}
        for position in prose:
            claim, spot = claims[position], spots[position]
            parent = spots.get(claim.parent) if claim.parent is not None else None
            near = _near(ground, spot, parent, hits)
            stock = STOCK if ground.says(spot, NOW) else 1.0
            is_each = claim.unit == "dong" and (_is_for_one(claim.unit_said) or ground.is_each(spot))
            flow = FOR_ONE if is_each else 1.0
            is_ours = is_own or not self._compiled.bodies.isdisjoint(near)
            targets = self._meet(claim, near, stock=stock, flow=flow, is_own=is_ours)
            if claim.unit != "other" and all(told.score < ENOUGH for told in targets.values()):
                targets = self._meet(claim, topic | near, stock=stock, flow=flow, is_own=is_ours)
            _prefer_own(targets)
            heard[position] = Heard(targets, words, document.text, spot, ground.only_links(spot), is_each)
        return heard

    def _hear_label(self, claim: Claim, *, is_own: bool) -> Heard:
        """What fits a cell of a table: what its row and column speak of; its unit and the title over it fill in what they leave
        out, but decide alone only where they say nothing, and rule nothing out. A slip in the label itself costs nothing: were
        it not read over, the plain words beside it would decide."""
        text = f"{claim.subject} | {claim.unit_said} | {claim.about}"
        words = words_of(text, self._compiled.spelling)
        own = bisect_left(words.starts, len(claim.subject))
        near: Near = {}
        for hit in self._compiled.index.find(words):
            about = ABOUT * (GUESSED if hit.is_guessed else 1.0)
            weight = 1.0 if hit.first < own else about
            if hit.phrase not in near or near[hit.phrase][0] < weight:
                near[hit.phrase] = (weight, hit)
        against = {phrase: told for phrase, told in near.items() if told[1].first < own or not claim.subject}
        is_ours = is_own or not self._compiled.bodies.isdisjoint(near)
        targets = self._meet(claim, near, against=against, is_own=is_ours)
        if claim.subject:
            targets = self._of_label(targets, own)
        said = claim.subject.rpartition(" – ")[2].split()
        for target in self._named(claim):
            told = targets.get(target) or Found(_suits(claim, self._compiled.targets[target]), 1.0)
            sure = min(NAMED * max(0, len(said) - 2), NAMED_AT_MOST)
            targets[target] = Found(told.score + sure, 1.0, told.hits, "đúng tên chỉ tiêu", 1.0)
        return Heard(targets, words, text)

    def _of_label(self, targets: dict[int, Found], own: int) -> dict[int, Found]:
        """The targets that the label's own words, the first ``own``, speak of; each word taken from the title costs a little."""
        strength = self._compiled.strength
        for least in (COMMON, 0.0):
            heard = {
                target: told
                for target, told in targets.items()
                if any(hit.first < own and strength[hit.phrase] > least for hit in told.hits)
            }
            if heard:
                break
        for told in heard.values():
            told.score *= BEYOND ** sum(hit.first >= own for hit in told.hits)
        return heard

    def _named(self, claim: Claim) -> list[int]:
        """The targets whose whole name is what the row or the column says, lost marks apart, and whose unit the claim may have."""
        said, compiled = claim.subject.rpartition(" – ")[2], self._compiled
        marked, unmarked = compiled.spelling.syllables(said), BARE.syllables(said)
        named = compiled.labels.get(marked) or compiled.bare_labels.get(unmarked) or []
        return [target for target in named if fits(claim, compiled.targets[target].unit) > 0]

    def _meet(
        self,
        claim: Claim,
        near: Near,
        *,
        stock: float = 1.0,
        flow: float = 1.0,
        is_own: bool,
        against: Near | None = None,
    ) -> dict[int, Found]:
        """The targets whose patterns are met among the phrases near the number and not ruled out by those, or by ``against``;
        an office's own affairs only where ``is_own`` says that the office is of the sector."""
        against = near if against is None else against
        found: dict[int, Found] = {}
        suits: dict[int, float] = {}
        if claim.kind == "percent_of_plan":
            near = {phrase: told for phrase, told in near.items() if phrase not in self._compiled.plan_words}
        for position, groups in self._met(near):
            asked = self._compiled.asked[position]
            if asked.target not in suits:
                target = self._compiled.targets[asked.target]
                is_foreign = target.is_own_affair and not is_own
                suits[asked.target] = 0.0 if is_foreign else _suits(claim, target, stock=stock, flow=flow)
            if not suits[asked.target]:
                continue
            told = _found(groups.values())
            limit = max(BUT_AT_LEAST, told.farthest - BUT_WITHIN, told.nearest - BUT_NEAREST)
            if any(against[phrase][0] >= limit for phrase in asked.but if phrase in against):
                continue
            is_learnt = asked.is_learnt and told.nearest >= OWN_WORDS
            told.score = told.score * suits[asked.target] + (LEARNT if is_learnt else 0.0)
            if asked.target not in found or found[asked.target].score < told.score:
                found[asked.target] = told
        return found

    def _met(self, near: Near) -> Iterator[tuple[int, Met]]:
        """The patterns all of whose groups are met: for each group the strength, weight and place of the best phrase."""
        strengths, uses, asked = self._compiled.strength, self._compiled.uses, self._compiled.asked
        met: dict[int, Met] = {}
        for phrase, (weight, hit) in near.items():
            strength = strengths[phrase]
            told, tells = (strength, weight, hit), strength * weight
            for position, group in uses.get(phrase, ()):
                groups = met.get(position)
                if groups is None:
                    met[position] = {group: told}
                elif (best := groups.get(group)) is None or best[0] * best[1] < tells:
                    groups[group] = told
        for position, groups in met.items():
            if len(groups) < asked[position].groups:
                for group, phrases in asked[position].common:
                    if group not in groups and (nearest := _nearest(near, phrases)) is not None:
                        groups[group] = (COMMON, *nearest)
            if len(groups) == asked[position].groups:
                yield position, groups


def _nearest(near: Near, phrases: tuple[int, ...]) -> tuple[float, Hit] | None:
    """The nearest of some common words, where one is near enough."""
    told = [near[phrase] for phrase in phrases if phrase in near]
    best = max(told, key=lambda one: one[0], default=None)
    return best if best is not None and best[0] >= COMMON_WITHIN else None


def _near(ground: Ground, spot: Spot, parent: Spot | None, hits: list[Hit]) -> Near:
    """The best weight of each phrase for the number, and where it stands."""
    near: Near = {}
    start = bisect_left(hits, ground.reach(spot, parent), key=lambda hit: hit.first)
    for at in range(start, len(hits)):
        hit = hits[at]
        if hit.first > spot.sentence[1]:
            break
        weight = ground.weight(spot, hit.first, hit.last, parent)
        if hit.is_guessed:
            weight *= GUESSED
        if weight > 0 and (hit.phrase not in near or near[hit.phrase][0] < weight):
            near[hit.phrase] = (weight, hit)
    return near


def _prefer_own(targets: dict[int, Found]) -> None:
    """Words that belong to another number are never stronger than a pattern that is met whole by the number's own."""
    own = max((told.score for told in targets.values() if told.farthest >= OWN_WORDS), default=0.0)
    if own >= ENOUGH:
        for told in targets.values():
            if told.nearest < OWN_WORDS:
                told.score = min(told.score, own * NOT_ITS_OWN)


def _suits(claim: Claim, target: Target, *, stock: float = 1.0, flow: float = 1.0) -> float:
    """How well the claim's unit goes with the target; ``stock`` how likely its words speak of what there is on a day, ``flow``
    of what came or went in a time."""
    suits = fits(claim, target.unit)
    if claim.unit == "turn" and target.kind == "stock":
        suits *= 0.8
    if claim.unit == "other" and claim.unit_said and target.label and _first_word(claim.unit_said) not in target.label:
        suits *= 0.85
    if target.kind == "stock" and claim.unit != "percent":
        suits *= stock
    if target.kind == "flow":
        suits *= flow
    if target.is_usual:
        suits *= USUAL
    return suits * REPORTED if target.is_reported else suits


def _is_for_one(said: str) -> bool:
    """Whether a unit of money is for one of many, not for a time: "đồng/suất"."""
    of = said.partition("/")[2].split()
    return bool(of) and fold(of[0]) not in TIMES


def _first_word(said: str) -> str:
    return fold(said.split()[0])


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
    """The strengths of the telling words met, those that stand within others counted once."""
    told = 0.0
    end = -1
    for strength, _, hit in sorted(groups, key=lambda one: (one[2].first, -one[2].last)):
        if hit.last > end and strength > COMMON:
            told += strength
            end = hit.last
    return told
