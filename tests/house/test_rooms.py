"""The house testing itself: rooms look alike inside, and everything that can be asked for is told in the docs."""

import re
from pathlib import Path

import pytest
from django.core.management import get_commands
from django.urls import URLPattern, URLResolver, get_resolver

from ansinh.core.rooms import ROOMS

PROJECT = Path(__file__).resolve().parents[2]
HOUSE = PROJECT / "ansinh"
FILES = {
    "__init__", "words", "models", "rules", "facts", "indicators", "procedures", "actions", "forms", "pages", "api",
    "benefits", "jobs", "documents", "urls", "admin", "apps", "factories",
}  # fmt: skip
FOLDERS = {"templates", "migrations", "tests", "static", "locale", "management", "data", "__pycache__"}


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_uses_only_the_names_of_the_closed_list(room: str) -> None:
    inside = [path for path in (HOUSE / room).iterdir() if not path.name.startswith(".")]

    strange = [
        path.name
        for path in inside
        if (path.is_dir() and path.name not in FOLDERS | FILES) or (path.suffix == ".py" and path.stem not in FILES)
    ]

    assert strange == []


@pytest.mark.parametrize("room", [*ROOMS, "core", "engine", "law", "web", "demo"])
def test_a_package_says_on_its_front_page_what_it_is_for(room: str) -> None:
    front = (HOUSE / room / "__init__.py").read_text()

    assert front.startswith('"""'), f"ansinh/{room}/__init__.py has no words"


def _pages(patterns: list[URLPattern | URLResolver], before: str = "") -> list[str]:
    found = []
    for pattern in patterns:
        route = before + str(pattern.pattern)
        found += _pages(pattern.url_patterns, route) if isinstance(pattern, URLResolver) else [route]
    return found


def _docs() -> str:
    return "\n".join(path.read_text() for path in [*PROJECT.glob("*.md"), *(PROJECT / "docs").rglob("*.md")])


def test_every_command_is_told_in_the_docs() -> None:
    ours = [name for name, app in get_commands().items() if str(app).startswith("ansinh.")]

    untold = [name for name in ours if f"ansinh {name}" not in _docs()]

    assert ours
    assert untold == []


def test_every_page_is_told_in_the_docs() -> None:
    docs = _docs()
    pages = {re.sub(r"<[^>]*>", "…", route) for route in _pages(get_resolver().url_patterns)}

    untold = sorted(page for page in pages if f"/{page}" not in docs)

    assert untold == []


def test_no_registry_address_or_machine_path_is_in_the_repository() -> None:
    told = re.compile(r"--(extra-)?index-url|^\s*\"resolved\"", re.M)
    files = [
        *PROJECT.glob("requirements/*"),
        PROJECT / "pyproject.toml",
        PROJECT / "Makefile",
        *PROJECT.glob("scripts/*"),
    ]

    assert [path.name for path in files if told.search(path.read_text())] == []
    assert not (PROJECT / "uv.lock").exists()
