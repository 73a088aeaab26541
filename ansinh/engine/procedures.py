"""How a right is asked for: what a procedure needs, its stages and steps, what its decision writes. Declared in a room's `procedures.py`.

A procedure is an order of stages, each with a body and a limit; the limits and which stages there are on a day stand in the law
(`procedures.<name>`), so a dossier keeps the path of the day it began."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import KW_ONLY, dataclass, field
from datetime import date
from typing import Any

VERBS = ("examine", "post", "consult", "assess", "forward", "decide")
TYPES = ("text", "long", "number", "percent", "dong", "day", "month", "choice", "yes_no", "person", "commune")
WHO = ("self", "household", "relative", "guardian", "carer", "organisation", "officer")


@dataclass(frozen=True)
class Component:
    """A paper of the dossier. ``held_by`` names the register of the state that already has it: then it is never asked again.

    ``needed_if`` is (question, answers): the paper is asked only then. ``form`` is the number of the form it is written on."""

    key: str
    label_vi: str
    label_en: str
    _: KW_ONLY
    originals: int = 0
    copies: int = 1
    is_required: bool = True
    held_by: str = ""
    needed_if: tuple[str, tuple[str, ...]] | None = None
    form: str = ""


@dataclass(frozen=True)
class Question:
    """Something the applicant says once. ``asked_if`` is (question, answers): asked only then. ``choices`` are key to (vi, en).

    What ``is_found`` is not asked of anybody: the officer writes it from what was found (minutes, a conclusion)."""

    key: str
    label_vi: str
    label_en: str
    _: KW_ONLY
    type: str = "text"
    hint_vi: str = ""
    hint_en: str = ""
    choices: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    is_required: bool = True
    is_found: bool = False
    asked_if: tuple[str, tuple[str, ...]] | None = None

    def __post_init__(self) -> None:
        if self.is_found and self.is_required:
            raise ValueError(f"question {self.key}: found by the officer, so nobody can be required to answer it")
        if self.type not in TYPES:
            raise ValueError(f"question {self.key}: type {self.type!r}, one of {', '.join(TYPES)}")

    def is_asked(self, answers: Mapping[str, Any]) -> bool:
        """Whether it applies beside the answers given so far."""
        return self.asked_if is None or str(answers.get(self.asked_if[0], "")) in self.asked_if[1]


@dataclass(frozen=True)
class Step:
    """What one person of a body does. ``verb`` is what kind of work; the step that decides is signed."""

    key: str
    label_vi: str
    label_en: str
    role: str
    verb: str = "examine"

    def __post_init__(self) -> None:
        if self.verb not in VERBS:
            raise ValueError(f"step {self.key}: {self.verb!r}, one of {', '.join(VERBS)}")


@dataclass(frozen=True)
class Stage:
    """The work of one body under one limit. ``level`` is the place it serves: 3 the commune, 2 the district, 1 the province, 0 outside.

    A stage outside (a medical council, another authority) stops no clock of its own: its limit is the law's."""

    key: str
    label_vi: str
    label_en: str
    level: int
    steps: tuple[Step, ...]


@dataclass(frozen=True)
class Form:
    """The form a declaration is written on, from a day on; ``status`` says how it was verified."""

    number: str
    from_day: date
    status: str = "official"
    note: str = ""


@dataclass(frozen=True)
class Procedure:
    """One procedure. ``field`` is whose work it is; ``law`` the dated value that gives its stages and limits.

    ``subject`` says whose right it is beside the applicant: "applicant", "person" (somebody in the register), "deceased", "household".
    ``law_if`` is (question, answer to another dated value) where an answer decides which path it is.
    ``known`` gives what the registers already say: question to (value, source). ``check`` gives what stands against granting it, as
    sentences. ``enact`` writes what the signed decision says, and gives the subjects written ("title:12")."""

    name: str
    label_vi: str
    label_en: str
    _: KW_ONLY
    field: str
    basis: tuple[str, ...]
    law: str
    stages: tuple[Stage, ...]
    law_if: tuple[str, Mapping[str, str]] | None = None
    who: tuple[str, ...] = ("self", "relative", "guardian")
    subject: str = "applicant"
    components: tuple[Component, ...] = ()
    questions: tuple[Question, ...] = ()
    forms: tuple[Form, ...] = ()
    result_vi: str = "Quyết định"
    result_en: str = "Decision"
    is_online: bool = True
    is_sensitive: Callable[[Mapping[str, Any]], bool] = lambda answers: False
    known: Callable[..., Mapping[str, tuple[Any, str]]] = lambda **told: {}
    check: Callable[..., list[str]] = lambda **told: []
    enact: Callable[..., list[str]] | None = None
    description_vi: str = ""
    description_en: str = ""

    def __post_init__(self) -> None:
        if strange := set(self.who) - set(WHO):
            raise ValueError(f"procedure {self.name}: {', '.join(sorted(strange))} asks; one of {', '.join(WHO)}")
        for keys in (
            [one.key for one in self.stages],
            [one.key for one in self.components],
            [one.key for one in self.questions],
        ):
            if len(keys) != len(set(keys)):
                raise ValueError(f"procedure {self.name}: {', '.join(keys)}: a key stands twice")

    def stage(self, key: str) -> Stage:
        """The stage of a key. Raises KeyError."""
        for one in self.stages:
            if one.key == key:
                return one
        raise KeyError(f"procedure {self.name} has no stage {key}")

    def law_for(self, answers: Mapping[str, Any]) -> str:
        """The dated value that gives the path beside these answers."""
        if self.law_if is None:
            return self.law
        question, laws = self.law_if
        return laws.get(str(answers.get(question, "")), self.law)

    @property
    def laws(self) -> tuple[str, ...]:
        """Every dated value that may give its path."""
        others = self.law_if[1].values() if self.law_if else ()
        return tuple(dict.fromkeys((self.law, *others)))

    def form_on(self, day: date) -> Form | None:
        """The form in use on a day; none where the law read names none."""
        return max((one for one in self.forms if one.from_day <= day), key=lambda one: one.from_day, default=None)

    def asked(self, answers: Mapping[str, Any]) -> list[Question]:
        """The questions an applicant is asked beside these answers; what an officer finds is not among them."""
        return [one for one in self.questions if not one.is_found and one.is_asked(answers)]

    def found(self, answers: Mapping[str, Any]) -> list[Question]:
        """What an officer writes from the minutes or conclusions, beside these answers."""
        return [one for one in self.questions if one.is_found and one.is_asked(answers)]

    def needed(self, answers: Mapping[str, Any]) -> list[Component]:
        """The papers that apply beside these answers, those the state holds too."""
        return [
            one
            for one in self.components
            if one.needed_if is None or str(answers.get(one.needed_if[0], "")) in one.needed_if[1]
        ]
