"""A file of reports from another register (deaths, prison, moves): whoever sends it, in the columns they use."""

import re
from dataclasses import dataclass
from typing import Any

from ansinh.benefits.actions.feeds import Report
from ansinh.core.names import clean_text, plain_words
from ansinh.people.jobs.headings import Heading
from ansinh.people.jobs.plan import read_list
from ansinh.people.jobs.sheets import FileRefused, text_of
from ansinh.people.jobs.values import birth_of, day_of, number_text
from ansinh.people.models import personal_number_faults

_DAY = re.compile(r"ngay (chet|mat|tu vong|chap hanh|thi hanh|bat giam|chuyen|den|di|su kien|bao)|^ngay$")
_DOCUMENT = re.compile(r"trich luc|so (quyet dinh|van ban|giay|ho so)|^(quyet dinh|van ban|can cu)")


@dataclass(frozen=True, slots=True)
class FeedFile:
    """The reports of a file, and the rows sent back: (row number, reason, cells) under the file's own headings."""

    reports: list[Report]
    refused: list[tuple[int, str, list[str]]]
    header: list[str]

    def refused_sheet(self) -> dict[str, Any]:
        """The rows to send back, as `people.jobs.handout.write_refused` takes them."""
        return {"header": self.header, "rows": [[number, why, "", cells] for number, why, cells in self.refused]}


def read_feed(content: bytes, file_name: str, *, sheet: str = "") -> FeedFile:
    """The reports of a file: name, day, and where told number, birth day and document. Raises FileRefused."""
    chosen, heading, _ = read_list(content, file_name, sheet)
    columns = _columns(heading)
    if "day" not in columns:
        raise FileRefused(
            f"«{file_name}» không có cột ngày (ngày chết, ngày chấp hành án, ngày chuyển). Thêm cột đó rồi gửi lại."
        )
    found = FeedFile([], [], heading.texts)
    for number, line in enumerate(chosen.cells[heading.first_row :], start=heading.first_row + 1):
        if not any(text_of(cell) for cell in line):
            continue
        cells = {name: line[column] if column < len(line) else "" for name, column in columns.items()}
        try:
            found.reports.append(_report(cells))
        except (ValueError, OverflowError) as wrong:
            found.refused.append((number, str(wrong), [text_of(cell) for cell in line]))
    return found


def _columns(heading: Heading) -> dict[str, int]:
    columns = dict(heading.columns)
    if "died_on" in columns:
        columns["day"] = columns["died_on"]
    taken = set(columns.values())
    for column, text in enumerate(heading.texts):
        plain = plain_words(text)
        for name, pattern in (("day", _DAY), ("document", _DOCUMENT)):
            if name not in columns and column not in taken and pattern.search(plain):
                columns[name] = column
    return columns


def _report(cells: dict[str, Any]) -> Report:
    name = clean_text(text_of(cells.get("name")))
    if len(name.split()) < 2:
        raise ValueError(f"Họ tên «{name}» chưa đủ họ và tên. Ghi đầy đủ.")
    if not text_of(cells["day"]):
        raise ValueError("Thiếu ngày. Ghi ngày/tháng/năm.")
    number = number_text(cells.get("personal_number"))
    if number and (faults := personal_number_faults(number)):
        raise ValueError(" ".join(faults))
    birth = birth_of(cells["birth"]) if text_of(cells.get("birth")) else None
    if not number and birth is None:
        raise ValueError("Thiếu cả số định danh và ngày sinh, nên không biết là ai. Ghi một trong hai.")
    document = text_of(cells.get("document"))[:120]
    return Report(name, day_of(cells["day"]), number, birth, document)
