"""How each provider wants its file: plug-ins by name, chosen in `Provider.layout`.

A new bank is a yaml file of columns in data/layouts, or a function of a few lines with `@layout` here."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import yaml

from . import pain001, table
from .batch import Batch, DocumentRefused

FOLDER = Path(__file__).resolve().parents[1] / "data" / "layouts"
Writer = Callable[[Batch, Path], None]


@dataclass(frozen=True)
class Layout:
    """A way to write a provider's orders: `write(batch, path)`, at most so many orders a file; `needs_people` adds who they are."""

    name: str
    label_vi: str
    suffix: str
    write: Writer
    at_most: int = 50_000
    needs_people: bool = False


_LAYOUTS: dict[str, Layout] = {}


def layout(name: str, label_vi: str, suffix: str, at_most: int = 50_000) -> Callable[[Writer], Writer]:
    """Make a function that writes a batch the layout of this name."""

    def register(write: Writer) -> Writer:
        _LAYOUTS[name] = Layout(name, label_vi, suffix, write, at_most)
        return write

    return register


@layout("pain001", "ISO 20022 pain.001.001.09", ".xml")
def _iso(batch: Batch, path: Path) -> None:
    pain001.write(batch, path)


@layout("pain001_folded", "ISO 20022 pain.001.001.09, tên không dấu", ".xml")
def _iso_folded(batch: Batch, path: Path) -> None:
    pain001.write(replace(batch, is_folded=True), path)


@cache
def layouts() -> dict[str, Layout]:
    """Every layout by name: those written here and those of data/layouts."""
    return _LAYOUTS | {path.stem: _of_columns(path) for path in sorted(FOLDER.glob("*.yaml"))}


def layout_named(name: str) -> Layout:
    """The layout of this name. Raises DocumentRefused."""
    if found := layouts().get(name):
        return found
    raise DocumentRefused(f"Không có mẫu tệp «{name}». Chọn một trong: {', '.join(layouts())}.")


def _of_columns(path: Path) -> Layout:
    told = table.read(yaml.safe_load(path.read_text()), path.name)
    return Layout(path.stem, told.label_vi, f".{told.file}", told.write, told.at_most, needs_people=True)
