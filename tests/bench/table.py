"""The table of a run, on the screen and in the docs, with the machine it was taken on."""

import os
import platform
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from importlib.metadata import version
from pathlib import Path

from .measuring import Line

HEADINGS = ("việc", "của ta", "giới hạn (SQL viết tay)", "mẫu so sánh", "tỷ lệ", "đích", "đạt")
PACKAGES = ("django", "duckdb", "pyarrow", "sqlglot", "typst")


def as_markdown(groups: Mapping[str, Sequence[Line]], notes: Iterable[str] = ()) -> str:
    """The machine, then one table with a heading row for each group."""
    rows = [f"| {' | '.join(HEADINGS)} |", f"|{' --- |' * len(HEADINGS)}"]
    for group, lines in groups.items():
        rows.append(f"| **{group}** |{' |' * (len(HEADINGS) - 1)}")
        rows += [f"| {' | '.join(_cells(line))} |" for line in lines]
    said = [machine(), *notes]
    return "\n".join([*(f"- {one}" for one in said), "", *rows, ""])


def as_text(group: str, lines: Sequence[Line]) -> str:
    """A group's rows for the screen."""
    told = [f"\n{group}"]
    for line in lines:
        beside = [
            ("giới hạn", line.limit),
            ("mẫu", line.pattern),
            ("tỷ lệ", line.ratio),
            ("đích", line.aim),
            ("", _met(line)),
        ]
        told.append(
            f"  {line.name}\n    {line.ours}" + "".join(f" · {name} {text}".rstrip() for name, text in beside if text)
        )
    return "\n".join(told)


def machine() -> str:
    """Cores, memory, versions and the day."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    packages = ", ".join(f"{name} {version(name)}" for name in PACKAGES)
    python = f"Python {platform.python_version()}, {packages}"
    busy = f"tải trung bình lúc đo {os.getloadavg()[1]:.1f}"
    return f"{date.today():%d/%m/%Y}: {os.cpu_count()} nhân ({platform.machine()}), {memory:.0f} GiB, {platform.system()}, {python}; {busy}"


def write_into(document: Path, told: str, section: str) -> None:
    """Replaces what stands between the two marks of a document's section."""
    begin, end = f"<!-- {section} -->\n", f"<!-- /{section} -->\n"
    text = document.read_text(encoding="utf-8")
    before, rest = text.split(begin, 1)
    after = rest.split(end, 1)[1]
    document.write_text(f"{before}{begin}{told}{end}{after}", encoding="utf-8")


def _cells(line: Line) -> tuple[str, ...]:
    return line.name, line.ours, line.limit, line.pattern, line.ratio, line.aim, _met(line)


def _met(line: Line) -> str:
    return {True: "đạt", False: "**chưa đạt**", None: ""}[line.is_met]
