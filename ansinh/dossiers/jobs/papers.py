"""Papers looked at apart from the pages: text, number of pages, pictures, each in a process of its own with a time limit."""

import json
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.core.cache import cache

from ansinh.reading.readers.children import NotDone, run
from ansinh.reading.readers.scan import missing

READING_SECONDS = 1200
LOOKING_SECONDS = 30
LOOKED_FOR_SECONDS = 300
_APART = (sys.executable, "-m", "ansinh.reading.by_page")


class CannotSee(ValueError):
    """Nothing can be made of the file; says why and what to do, in Vietnamese."""


@dataclass(frozen=True)
class PageTexts:
    """What is written on the pages that have words: (page from 1, text); `pages` is how many there are, where the format has pages."""

    texts: tuple[tuple[int, str], ...]
    pages: int | None


def read_text(path: Path, *, seconds: float = READING_SECONDS) -> PageTexts:
    """The text of a file, scans recognised. Raises CannotSee."""
    told = _asked("text", path, seconds=seconds)
    return PageTexts(tuple((page, text) for page, text in told["texts"]), told["pages"])


def count_pages(path: Path) -> int:
    """How many pages a PDF or a picture has. Raises CannotSee."""
    return int(_asked("count", path, seconds=LOOKING_SECONDS)["pages"])


def page_picture(path: Path, *, page: int, width: int) -> bytes:
    """A page as JPEG, at most `width` pixels wide. Raises CannotSee."""
    try:
        return run([*_APART, "picture", str(path), str(page), str(width)], seconds=LOOKING_SECONDS)
    except NotDone as wrong:
        raise CannotSee(f"Không vẽ được trang {page} của tệp. Tải tệp về để xem.") from wrong


def cannot_recognise() -> str:
    """What this server lacks to read scans, as a sentence; "" when nothing is missing. Looked for every five minutes."""
    return str(cache.get_or_set("papers:cannot_recognise", missing, LOOKED_FOR_SECONDS))


def _asked(what: str, path: Path, *, seconds: float) -> Any:
    try:
        told = json.loads(run([*_APART, what, str(path)], seconds=seconds))
    except (NotDone, json.JSONDecodeError) as wrong:
        why = str(wrong) if str(wrong).startswith("quá") else "tệp hỏng"
        raise CannotSee(
            f"Không đọc được tệp ({why}). Tệp vẫn được giữ; mở bằng phần mềm, lưu lại rồi thêm bản mới."
        ) from wrong
    if "unreadable" in told:
        raise CannotSee(told["unreadable"])
    return told
