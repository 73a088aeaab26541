"""Contracts of every rule of the house: pure, without numbers of the law, named, wired, and shown by a case."""

import ast
from datetime import date
from pathlib import Path
from types import FunctionType

import pytest

import ansinh
from ansinh.engine.collect import collect
from ansinh.engine.facts import FigureLabel
from ansinh.engine.house import House, house_on
from ansinh.law import law_on, parameters
from ansinh.law.check import problems

PACKAGE = Path(ansinh.__file__).parent
FILES = sorted({*PACKAGE.glob("*/rules.py"), *PACKAGE.glob("*/rules/*.py")})
ALLOWED = ("ansinh.engine", "ansinh.law", "typing", "__future__", "collections.abc")
DAYS = [date(2018, 10, 1), date(2021, 10, 1), date(2023, 10, 1), date(2026, 10, 1), date(2028, 10, 1)]
on_each_file = pytest.mark.parametrize("path", FILES, ids=[str(path.relative_to(PACKAGE)) for path in FILES])
on_each_day = pytest.mark.parametrize("day", DAYS, ids=str)


def _house(day: date) -> House:
    return house_on(law_on(day))


def _rules() -> list[FunctionType]:
    return [rule for rule, _ in collect().rules]


@on_each_file
def test_a_rule_imports_the_engine_the_law_and_its_words_only(path: Path) -> None:
    room = path.relative_to(PACKAGE).parts[0]
    imported = [
        name
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        for name in (
            [node.module or "." * node.level] if isinstance(node, ast.ImportFrom)
            else [alias.name for alias in node.names] if isinstance(node, ast.Import)
            else []
        )
    ]  # fmt: skip

    foreign = [name for name in imported if not name.startswith((*ALLOWED, f"ansinh.{room}.words"))]

    assert foreign == []


@on_each_file
def test_a_rule_holds_no_number_but_nought_and_one(path: Path) -> None:
    constants = [
        node for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.Constant)
    ]

    numbers = [
        (node.lineno, node.value) for node in constants if type(node.value) in (int, float) and node.value not in (0, 1)
    ]

    assert numbers == []


@on_each_day
def test_every_argument_of_every_rule_resolves_and_names_are_unique(day: date) -> None:
    assert _house(day).rules


@pytest.mark.parametrize("rule", _rules(), ids=lambda rule: f"{rule.__module__}.{rule.__name__}")
def test_a_rule_names_its_figure_in_both_languages_and_cites_its_source(rule: FunctionType) -> None:
    label = rule.__dict__.get("figure")

    assert isinstance(label, FigureLabel)
    assert label.label_vi
    assert label.label_en
    assert label.label_vi != label.label_en
    cited = (
        "Form ",
        "form ",
        "Table ",
        "tables ",
        "Article",
        "Decree",
        "Decision",
        "Circular",
        "Annex",
        "Sheet",
        "Alkire and Foster",
        "ours to choose",
    )
    assert any(word in (rule.__doc__ or "") for word in cited)


def test_every_value_of_the_law_has_day_unit_reference_and_status() -> None:
    assert problems(parameters()) == []


def test_every_room_with_rules_has_cases_beside_them() -> None:
    rooms = {path.relative_to(PACKAGE).parts[0] for path in FILES}

    without = [room for room in rooms if not list((PACKAGE / room / "tests" / "cases").rglob("*.yaml"))]

    assert without == []
