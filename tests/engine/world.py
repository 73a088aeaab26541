"""A small made-up house for the engine's tests: villages, homes, people; and rules written at random in every word."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from types import SimpleNamespace
from typing import Any

from hypothesis import strategies as st

import ansinh.engine as language
from ansinh.engine import Fact, Grain, House, LawValue, Table, facts

TYPES = {"int": int, "bool": bool, "str": str, "date": date}
GRAINS = {"village": {}, "home": {"village": "village_id"}, "person": {"home": "home_id"}}
MEMBERS = {"village": "home", "home": "person"}
DAYS = [
    date(1943, 12, 31),
    date(2000, 2, 28),
    date(2000, 2, 29),
    date(2020, 2, 29),
    date(2023, 2, 28),
    date(2023, 3, 1),
]
WORDS_OF_TEXT = ["", "a", "b", "xã Đại Phước", "it's"]
VALUES = {
    "int": st.integers(-7, 7),
    "bool": st.booleans(),
    "str": st.sampled_from(WORDS_OF_TEXT),
    "date": st.sampled_from(DAYS),
}


def grains() -> dict[str, Grain]:
    """Each grain publishes one column of every type, known and possibly unknown: ``home_int``, ``home_int_open``."""
    made = {}
    for name, parents in GRAINS.items():
        made[name] = Grain(name, key=f"{name}_id", parents=parents, label_vi=f"nơi {name}")
        for type_, python in TYPES.items():
            facts(made[name], Fact(f"{name}_{type_}", python, label_vi=f"Cột {name} {type_}"))
            facts(made[name], Fact(f"{name}_{type_}_open", python, nullable=True, label_vi=f"Cột {name} {type_} mở"))
    return made


LAW = SimpleNamespace(
    adult=LawValue("test.adult", 18, "year", "Điều 1", "official"),
    one_year=LawValue("test.one_year", 1, "year"),
    number=LawValue("test.number", 3),
    yes=LawValue("test.yes", True),
    word=LawValue("test.word", "a"),
    day=LawValue("test.day", date(2020, 2, 29)),
    points=Table("test.points", ("int", "str"), {(0, "a"): 5, (1, "a"): -7, (1, "b"): 2}, 0, reference="Điều 2"),
    more_points=Table("test.more_points", ("int", "str"), {(1, "a"): 70, (2, ""): 20}, None),
    names=Table("test.names", ("int",), {(0,): "a", (1,): "it's"}, "b"),
    signs=Table("test.signs", ("bool",), {(True,): False, (False,): True}, None),
    days=Table("test.days", ("date",), {(DAYS[2],): DAYS[0]}, DAYS[4]),
)
LAW_WORDS = {"int": "law.number", "bool": "law.yes", "str": "law.word", "date": "law.day"}

Draw = Callable[[Any], Any]


class Author:
    """Writes a rule of a wanted type for a grain as Python text, from the columns a rule there can see."""

    def __init__(self, draw: Draw, columns: dict[str, tuple[str, str]]) -> None:
        self.draw, self.columns = draw, columns
        self.written: set[str] = set()

    def write(self, type_: str, grain: str, depth: int) -> str:
        words = [word for word, makes in WRITERS.items() if type_ in makes[0] and (makes[1] or grain in MEMBERS)]
        if depth <= 0 or self.draw(st.integers(0, 5)) == 0:
            return self.leaf(type_, grain)
        word = self.draw(st.sampled_from(words))
        self.written.add(word)
        return WRITERS[word][2](self, type_, grain, depth - 1)

    def leaf(self, type_: str, grain: str) -> str:
        visible = [name for name, (of, made) in self.columns.items() if made == type_ and of in ancestors(grain)]
        if self.draw(st.integers(0, 3)):
            return str(self.draw(st.sampled_from(visible)))
        if self.draw(st.booleans()):
            return LAW_WORDS[type_]
        return repr(self.draw(VALUES[type_])).replace("datetime.date", "date")

    def column(self, type_: str, grain: str) -> str:
        """A leaf that is no bare Python value, so that operators are the language's."""
        visible = [name for name, (of, made) in self.columns.items() if made == type_ and of in ancestors(grain)]
        return str(self.draw(st.sampled_from(visible)))

    def of_members(self, type_: str, grain: str, depth: int) -> str:
        members = MEMBERS[grain]
        text = self.write(type_, members, depth)
        tie = {"bool": f"({members}_bool | {members}_bool_open | {text})", "int": f"({members}_int + ({text}))"}
        return tie.get(type_, f"highest({members}_date, {text})")


def ancestors(grain: str) -> list[str]:
    return {"person": ["person", "home", "village"], "home": ["home", "village"], "village": ["village"]}[grain]


def _operator(sign: str, *types: str) -> Callable[..., str]:
    def write(author: Author, type_: str, grain: str, depth: int) -> str:
        of = author.draw(st.sampled_from(types))
        return f"({author.column(of, grain)} {sign} ({author.write(of, grain, depth)}))"

    return write


def _call(pattern: str, *types: str) -> Callable[..., str]:
    """``T`` is the wanted type, ``X`` any one type for all places marked so."""

    def write(author: Author, type_: str, grain: str, depth: int) -> str:
        other = author.draw(st.sampled_from(list(TYPES)))
        parts = [author.write({"T": type_, "X": other}.get(of, of), grain, depth) for of in types]
        return pattern.format(*parts)

    return write


def _divide(author: Author, type_: str, grain: str, depth: int) -> str:
    rounding = author.draw(st.sampled_from(["down", "up", "half_up"]))
    return f"divide({author.write('int', grain, depth)}, {author.write('int', grain, depth)}, rounding={rounding!r})"


def _members(word: str, *types: str) -> Callable[..., str]:
    def write(author: Author, type_: str, grain: str, depth: int) -> str:
        of = type_ if word == "highest_of" else types[0]
        return f"{word}({author.of_members(of, grain, depth)})"

    return write


def _lookup(author: Author, type_: str, grain: str, depth: int) -> str:
    table, *keys = {
        "int": author.draw(st.sampled_from([("points", "int", "str"), ("more_points", "int", "str")])),
        "str": ("names", "int"),
        "bool": ("signs", "bool"),
        "date": ("days", "date"),
    }[type_]
    return f"lookup(law.{table}, {', '.join(author.write(key, grain, depth) for key in keys)})"


ANY, ORDERED = tuple(TYPES), ("int", "date")
WRITERS: dict[str, tuple[tuple[str, ...], bool, Callable[..., str]]] = {
    "<": (("bool",), True, _operator("<", *ORDERED)),
    "<=": (("bool",), True, _operator("<=", *ORDERED)),
    ">": (("bool",), True, _operator(">", *ORDERED)),
    ">=": (("bool",), True, _operator(">=", *ORDERED)),
    "==": (("bool",), True, _operator("==", *ANY)),
    "!=": (("bool",), True, _operator("!=", *ANY)),
    "&": (("bool",), True, _operator("&", "bool")),
    "|": (("bool",), True, _operator("|", "bool")),
    "+": (("int",), True, _operator("+", "int")),
    "-": (("int",), True, _operator("-", "int")),
    "~": (("bool",), True, lambda author, type_, grain, depth: f"(~{author.column('bool', grain)})"),
    "unary -": (("int",), True, lambda author, type_, grain, depth: f"(-{author.column('int', grain)})"),
    "*": (("int",), True, lambda author, type_, grain, depth: f"({grain}_int * {author.draw(VALUES['int'])})"),
    "if_": (ANY, True, _call("if_({}, {}, {})", "bool", "T", "T")),
    "case": (
        ANY,
        True,
        _call("case(({}, {}), ({}, None), ({}, {}), otherwise={})", *["bool", "T", "bool", "bool", "T", "T"]),
    ),
    "highest": (ORDERED, True, _call("highest({}, {}, {})", "T", "T", "T")),
    "lowest": (ORDERED, True, _call("lowest({}, {})", "T", "T")),
    "divide": (("int",), True, _divide),
    "lookup": (ANY, True, _lookup),
    "age_on": (("int",), True, _call("divide(age_on({}, {}), law.one_year, rounding='down')", "date", "date")),
    "year_of": (("int",), True, _call("year_of({})", "date")),
    "is_unknown": (("bool",), True, _call("is_unknown({})", "X")),
    "or_else": (ANY, True, _call("or_else({}, {})", "T", "T")),
    "is_in": (("bool",), True, _call("is_in({}, {}, {})", "X", "X", "X")),
    "number_true": (("int",), True, _call("(number_true({}, {}) + number_true({}, known_only=True))", *["bool"] * 3)),
    "count_of": (("int",), False, _members("count_of", "bool")),
    "sum_of": (("int",), False, _members("sum_of", "int")),
    "any_of": (("bool",), False, _members("any_of", "bool")),
    "all_of": (("bool",), False, _members("all_of", "bool")),
    "highest_of": (ORDERED, False, _members("highest_of")),
}


def rule(name: str, text: str, law: bool = True) -> Callable[..., Any]:
    """The rule of that name whose arguments are the columns its text names."""
    names = dict.fromkeys(re.findall(r"\b(?:person|home|village|figure)_\w+|\blaw\b", text))
    scope = {word: getattr(language, word) for word in language.__all__} | {"date": date}
    made = eval(f"lambda {', '.join(names)}: {text}", scope)  # noqa: S307 - the test's own text
    made.__name__ = name
    return made


@st.composite
def worlds(draw: Draw) -> tuple[House, dict[str, list[dict[str, Any]]], dict[str, str]]:
    """A house with random rules of every grain, built on each other; its records; the rules' texts."""
    columns = {f"{g}_{t}{o}": (g, t) for g in GRAINS for t in TYPES for o in ("", "_open")}
    texts: dict[str, str] = {}
    for number, grain in enumerate(("person", "home", "person", "home", "village")):
        type_ = draw(st.sampled_from(list(TYPES)))
        author = Author(draw, columns)
        name = f"figure_{number}_{grain}"
        texts[name] = author.write(type_, grain, draw(st.integers(1, 3)))
        if re.search(r"[a-z]+_\w+", texts[name]):
            columns = columns | {name: (grain, type_)}
        else:
            texts[name] = f"if_(law.yes, {texts[name]}, {texts[name]})"
    house = House.of(grains().values(), [rule(name, text) for name, text in texts.items()], LAW)
    return house, draw(records()), texts


@st.composite
def records(draw: Draw) -> dict[str, list[dict[str, Any]]]:
    """Up to two villages, four homes and seven people, some homes and villages empty, open columns often unknown."""
    tables: dict[str, list[dict[str, Any]]] = {}
    above: list[int] = []
    for grain, most in (("village", 2), ("home", 4), ("person", 7)):
        rows = []
        for key in range(
            1, 1 + draw(st.integers(1 if grain == "village" else 0, most if grain == "village" or above else 0))
        ):
            row: dict[str, Any] = {f"{grain}_id": key}
            for parent in GRAINS[grain]:
                row[f"{parent}_id"] = draw(st.sampled_from(above))
            for type_, values in VALUES.items():
                row[f"{grain}_{type_}"] = draw(values)
                row[f"{grain}_{type_}_open"] = draw(st.none() | values)
            rows.append(row)
        tables[grain], above = rows, [row[f"{grain}_id"] for row in rows]
    return tables


def record_of(tables: dict[str, list[dict[str, Any]]], grain: str, key: int) -> dict[str, Any]:
    """The record the interpreter reads: the row, what it belongs to, and its members."""
    row = next(row for row in tables[grain] if row[f"{grain}_id"] == key)
    record = dict(row) | {"members": _members_of(tables, grain, key)}
    for parent, column in GRAINS[grain].items():
        above = record_of(tables, parent, row[column])
        record = {**above, **record, "members": {**above["members"], **record["members"]}}
    return record


def _members_of(tables: dict[str, list[dict[str, Any]]], grain: str, key: int) -> dict[str, list[dict[str, Any]]]:
    members = MEMBERS.get(grain)
    if members is None:
        return {}
    rows = [row for row in tables[members] if row[f"{grain}_id"] == key]
    return {members: [row | {"members": _members_of(tables, members, row[f"{members}_id"])} for row in rows]}
