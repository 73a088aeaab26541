"""A catalogue made ready for reading: its patterns in one index, and what its relations say of each target."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain

import yaml

from ansinh.engine.measures import Among, Fall, Indicator, Parts, Reported, Share
from ansinh.reading.catalogue import Catalogue

from .phrases import Pattern, PhraseIndex, pattern_of
from .words import DATA, Spelling, bare, listed

COMMON = 0.3
PROGRAMME_AT_MOST = 16
BARE = Spelling(bare)
OWN_AFFAIRS = tuple(f"{family}." for family in listed("own_affairs"))
MEASURES = ("count", "people", "total", "households", "turns")


@dataclass(frozen=True, slots=True)
class Target:
    """Where a claim may land: an indicator, or a subject outside the sector."""

    name: str
    unit: str
    kind: str
    is_outside: bool = False
    label: frozenset[str] = frozenset()
    is_reported: bool = False
    is_usual: bool = False
    is_own_affair: bool = False


@dataclass(frozen=True, slots=True)
class Asked:
    """A compiled pattern: its target, how many groups it has, which phrases it must not meet, whether it was learnt, and the
    common words of each group that has some."""

    target: int
    groups: int
    but: tuple[int, ...]
    is_learnt: bool
    common: tuple[tuple[int, tuple[int, ...]], ...] = ()


class Compiled:
    """Targets by position. ``uses`` gives for each phrase the patterns and groups that ask for it (for common words only
    those patterns that have no others), ``strength`` how much it says. ``falls`` gives the fall of a figure, ``shares`` the
    shares of a count, ``parts`` the parts of a whole, ``money`` what was spent on what is counted, ``labels`` what bears a
    name, ``bare_labels`` without diacritics, ``families`` the programme of each target, ``bodies`` the phrases that name a body
    of the sector, ``plain`` the plain indicator of a narrower one."""

    def __init__(self, catalogue: Catalogue, spelling: Spelling) -> None:
        self.spelling = spelling
        self._usual = {catalogue.by_any_id.get(name) for name in usual_ids()}
        self.targets: list[Target] = []
        self.asked: list[Asked] = []
        self.uses: dict[int, list[tuple[int, int]]] = defaultdict(list)
        self._position: dict[str, int] = {}
        told = [(self._place(target), pattern, is_learnt) for target, pattern, is_learnt in self._rows(catalogue)]
        names = (self.spelling.syllables(name) for name in listed("names"))
        bodies = [self.spelling.syllables(body) for body in listed("bodies")]
        asked_for = (phrase for _, pattern, _ in told for group in (*pattern.groups, pattern.but) for phrase in group)
        self.index = PhraseIndex(chain(asked_for, bodies), names)
        self.bodies = {self.index.ids[body] for body in bodies}
        self.strength = self._strengths()
        self._told_by_units = {self.spelling.syllables(word) for word in listed("units")}
        for target, pattern, is_learnt in told:
            self._ask(target, pattern, is_learnt)
        self.plan_words = {
            self.index.ids[words]
            for word in listed("plan")
            if (words := self.spelling.syllables(word)) in self.index.ids
        }
        self.falls = dict(self._falls(catalogue))
        self.shares = self._shares(catalogue)
        self.parts = self._parts(catalogue)
        self.labels: dict[tuple[str, ...], list[int]] = defaultdict(list)
        self.bare_labels: dict[tuple[str, ...], list[int]] = defaultdict(list)
        for one in catalogue.indicators.values():
            self.labels[self.spelling.syllables(one.label_vi)].append(self._place(self._target(one)))
            self.bare_labels[BARE.syllables(one.label_vi)].append(self._place(self._target(one)))
        self.families = self._families(catalogue)
        self.money = self._money(catalogue)
        self.plain = self._plain()

    def _rows(self, catalogue: Catalogue) -> Iterator[tuple[Target, Pattern, bool]]:
        for one in catalogue.indicators.values():
            for said in one.said:
                yield self._target(one), pattern_of(said, self.spelling), False
        for subject in catalogue.outside.values():
            for said in subject.said:
                yield Target(subject.name, subject.unit, "", True), pattern_of(said, self.spelling), False
        for variant in catalogue.variants:
            if meant := catalogue.indicators.get(variant.indicator):
                yield self._target(meant), pattern_of(variant.said, self.spelling), True

    def _target(self, one: Indicator) -> Target:
        return Target(
            one.name,
            one.unit,
            one.kind,
            label=frozenset(self.spelling.syllables(one.label_vi)),
            is_reported=bool(one.also) or isinstance(one.measure, Reported),
            is_usual=one.name in self._usual,
            is_own_affair=one.name.startswith(OWN_AFFAIRS),
        )

    def _place(self, target: Target) -> int:
        name = f"outside {target.name}" if target.is_outside else target.name
        if name not in self._position:
            self._position[name] = len(self.targets)
            self.targets.append(target)
        return self._position[name]

    def _ask(self, target: int, pattern: Pattern, is_learnt: bool) -> None:
        ids, asked = self.index.ids, len(self.asked)
        but = tuple(ids[phrase] for phrase in pattern.but if phrase not in self._told_by_units)
        groups = [[ids[phrase] for phrase in phrases] for phrases in pattern.groups]
        common = [tuple(phrase for phrase in phrases if self.strength[phrase] <= COMMON) for phrases in groups]
        is_common = all(len(some) == len(phrases) for some, phrases in zip(common, groups, strict=True))
        kept = () if is_common else tuple((group, some) for group, some in enumerate(common) if some)
        self.asked.append(Asked(target, len(groups), but, is_learnt, kept))
        for group, phrases in enumerate(groups):
            for phrase in phrases:
                if is_common or self.strength[phrase] > COMMON:
                    self.uses[phrase].append((asked, group))

    def _strengths(self) -> list[float]:
        """How much each phrase says: longer ones more, common words little."""
        common = {self.spelling.syllables(word) for word in listed("common")}
        return [COMMON if phrase in common else 0.55 + 0.15 * min(len(phrase), 5) for phrase in self.index.ids]

    def _falls(self, catalogue: Catalogue) -> Iterator[tuple[int, int]]:
        for one in catalogue.indicators.values():
            if isinstance(one.measure, Fall) and one.measure.of in self._position:
                yield self._position[one.measure.of], self._place(self._target(one))

    def _shares(self, catalogue: Catalogue) -> dict[int, list[int]]:
        shares: dict[int, list[int]] = defaultdict(list)
        for relation in catalogue.relations:
            if isinstance(relation, Share):
                for count, share in self._pairs(relation.count, (relation.share,)):
                    shares[count].append(share)
        return dict(shares)

    def _parts(self, catalogue: Catalogue) -> dict[int, set[int]]:
        """As relations say, and as ids do: ``training.enrolled.college`` is a part of ``training.enrolled``."""
        parts: dict[int, set[int]] = defaultdict(set)
        for relation in catalogue.relations:
            if isinstance(relation, Parts | Among):
                for whole, part in self._pairs(relation.total, relation.parts):
                    parts[whole].add(part)
        published = {catalogue.published(one.name): position for position, one in enumerate(self.targets)}
        wholes = {_family(name): position for name, position in published.items()}
        for name, part in published.items():
            family = _family(name)
            while family := family.rpartition(".")[0]:
                if family in wholes:
                    parts[wholes[family]].add(part)
        return dict(parts)

    def _families(self, catalogue: Catalogue) -> list[str]:
        """The programme each target's id belongs to, "" for one so wide that it says nothing: ``jobs.fund``, ``credit``."""
        families = [catalogue.published(one.name).rpartition(".")[0] for one in self.targets]
        sizes = Counter(families)
        return [family if sizes[family] <= PROGRAMME_AT_MOST else "" for family in families]

    def _money(self, catalogue: Catalogue) -> dict[int, int]:
        """As ids do: ``relief.covid.people`` and ``relief.covid.amount`` are of one family."""
        published = {catalogue.published(one.name): position for position, one in enumerate(self.targets)}
        told = {}
        for name, position in published.items():
            for family in (name, name.rpartition(".")[0]):
                spent = published.get(f"{family}.amount")
                if spent is not None and spent != position and position not in told:
                    told[position] = spent
        return told

    def _plain(self) -> dict[int, int]:
        """The plain indicator of those that are narrower than what is mostly meant."""
        return dict(pair for narrow, plain in plain_ids().items() for pair in self._pairs(narrow, (plain,)))

    def _pairs(self, first: str, others: Iterable[str]) -> Iterator[tuple[int, int]]:
        for other in others:
            if first in self._position and other in self._position:
                yield self._position[first], self._position[other]


def _family(name: str) -> str:
    """What is counted, without how: ``poverty.poor.count`` and ``poverty.poor.rate`` are of ``poverty.poor``."""
    family, _, measure = name.rpartition(".")
    return family if measure in MEASURES and "." in family else name


def usual_ids() -> list[str]:
    """The ids of figures that most reports give, from ``data/usual.yaml``."""
    return yaml.safe_load((DATA / "usual.yaml").read_text())


def plain_ids() -> dict[str, str]:
    """Narrower indicators and the plain one of each, from ``data/plain.yaml``."""
    return yaml.safe_load((DATA / "plain.yaml").read_text())
