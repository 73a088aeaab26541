"""What every reader is given, what it refuses with, and how much it takes."""

from collections.abc import Callable
from dataclasses import dataclass

Progress = Callable[[int, int], None]

LARGEST_FILE = 100 << 20
MOST_PAGES = 1_000
MOST_SCANNED_PAGES = 200
MOST_CELLS = 1_000_000


class Unreadable(Exception):
    """A file nothing can be read from: what is wrong with it, its name said, and what to do next. Both in Vietnamese."""

    def __init__(self, reason_vi: str, what_to_do_vi: str) -> None:
        super().__init__(f"{reason_vi} {what_to_do_vi}")
        self.reason_vi = reason_vi
        self.what_to_do_vi = what_to_do_vi


@dataclass(frozen=True, slots=True)
class Source:
    """A file in memory with the name its messages use. ``progress(done, total)`` counts pages where there are some."""

    name: str
    data: bytes
    progress: Progress | None = None

    def tell(self, done: int, total: int) -> None:
        if self.progress:
            self.progress(done, total)

    def refuse(self, wrong_vi: str, what_to_do_vi: str) -> Unreadable:
        """The exception for this file: "Tệp «name» " and what is wrong with it."""
        return Unreadable(f"Tệp «{self.name}» {wrong_vi}", what_to_do_vi)

    def damaged(self, said: object = "") -> Unreadable:
        why = f" ({said})" if str(said) else ""
        return self.refuse(f"bị hỏng hoặc chưa tải xong{why}.", "Mở tệp gốc, lưu lại rồi gửi lại.")
