"""The process that reads files: takes jobs from its standard input, tells its steps and the reading on its standard output.

Started by `ansinh.reports.jobs.reader`; knows no database and no Django. Ends when its input ends."""

import os
import pickle
import sys
from pathlib import Path
from typing import Any, BinaryIO

from ansinh.reading.catalogue import Variant, house_catalogue
from ansinh.reading.mapping import Mapper
from ansinh.reading.readers import Unreadable, read_file
from ansinh.reading.reading import Reading, read_document

Job = tuple[Path, str, tuple[tuple[str, str], ...]]


def main() -> None:
    """Read job after job; the mapper is kept while the learnt words stay the same."""
    asked, told = sys.stdin.buffer, _private_output()
    learnt: tuple[tuple[str, str], ...] | None = None
    mapper: Any = None
    while (job := _next(asked)) is not None:
        path, name, variants = job
        try:
            _tell(told, "step", "mở tệp, lấy chữ và bảng")
            document = read_file(
                path, name=name, progress=lambda done, total: _tell(told, "step", f"đọc trang {done}/{total}")
            )
            if mapper is None or variants != learnt:
                mapper, learnt = Mapper(house_catalogue(Variant(said, one) for said, one in variants)), variants
            _tell(told, "step", "tìm số liệu, gắn chỉ tiêu, kiểm tra phép tính")
            reading: Reading = read_document(document, mapper)
        except Unreadable as reason:
            _tell(told, "unreadable", str(reason))
        except Exception as error:
            _tell(told, "broken", f"{type(error).__name__}: {error}")
        else:
            _tell(told, "read", reading)


def _private_output() -> BinaryIO:
    """The output nobody else writes to: what a library prints goes to the error output."""
    own = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    return own


def _next(asked: BinaryIO) -> Job | None:
    try:
        job: Job = pickle.load(asked)
    except EOFError:
        return None
    return job


def _tell(told: BinaryIO, what: str, about: Any) -> None:
    pickle.dump((what, about), told)
    told.flush()


if __name__ == "__main__":
    main()
