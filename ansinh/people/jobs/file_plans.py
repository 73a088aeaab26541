"""What a file will do: its rows with what becomes of each, as every import of the house keeps, counts and sends them back."""

import hashlib
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar, Generic, Self, TypeVar

from ansinh.core.names import fold
from ansinh.people.jobs.sheets import FileRefused, text_of
from ansinh.people.models import Person

CHUNK = 5000
_SUM = re.compile(
    r"(tổng|tong)\b(?! (công|cong) (ty|đoàn|doan)\b| (cục|cuc)\b)|(cộng|cong)\b(?! (ty|an|đoàn|doan|nhân|nhan|đồng|dong)\b)"
)
_SIGNED = (
    "nguoi lap", "ubnd", "tm.", "ghi chu", "ngay ", "can bo", "chu tich", "truong thon", "truong ap", "lap bieu", "ky ten", "xac nhan",
    "dai dien", "giam doc", "noi nhan", "thu truong",
)  # fmt: skip


@dataclass(slots=True)
class FileRow:
    """A row of a file, numbered as Excel counts, and its outcome. `changes` are (label, old, new); `offer` is a correction the officer
    may accept; `person` and `subject` are whom and what it is about, once that is known."""

    number: int
    cells: list[Any]
    outcome: str = ""
    name: str = ""
    reasons: list[str] = field(default_factory=list)
    offer: str = ""
    changes: list[tuple[str, str, str]] = field(default_factory=list)
    values: dict[str, Any] = field(default_factory=dict)
    person: Person | None = None
    subject: Any = None

    def refuse(self, reason: str) -> None:
        self.outcome = "refused"
        if reason not in self.reasons:
            self.reasons.append(reason)

    def put_aside(self) -> None:
        """A line that is not data stays in the count, with why it is not read."""
        self.outcome = "ignored"
        self.reasons.append("Không phải dòng dữ liệu (tiêu đề lặp lại, dòng cộng hoặc chữ ký).")

    def take(self, name: str, read: Callable[[], Any], label: str, said: str) -> None:
        """A value as it is read; or why `said`, under `label`, cannot be."""
        try:
            self.values[name] = read()
        except (ValueError, OverflowError) as wrong:
            why = str(wrong)
            is_told = why[:1].isupper() or why.startswith("«")
            self.refuse(why if is_told else f"{label} «{said}» không có trong lịch. Ghi dạng ngày/tháng/năm.")

    @property
    def reason(self) -> str:
        return " ".join(self.reasons)

    @property
    def texts(self) -> list[str]:
        """The cells as they are shown and sent back."""
        return [text_of(cell) for cell in self.cells]


Row = TypeVar("Row", bound=FileRow)


@dataclass
class FilePlan(Generic[Row]):
    """A whole file: where its table was found, and what each row does."""

    OUTCOMES: ClassVar[Mapping[str, tuple[str, str]]]

    file_name: str
    sha256: str
    sheet: str
    header: list[str]
    unknown: list[str]
    rows: list[Row]
    notes: list[str]

    @classmethod
    def made(cls, content: bytes, file_name: str, *, rows: list[Row], **told: Any) -> Self:
        """The plan of a file as read. Raises FileRefused when no row of it holds data."""
        if all(row.outcome == "ignored" for row in rows):
            raise FileRefused(f"Dưới dòng tiêu đề của «{file_name}» không có dòng dữ liệu nào. Kiểm tra lại tệp.")
        return cls(file_name=file_name, sha256=hashlib.sha256(content).hexdigest(), rows=rows, **told)

    @property
    def live(self) -> list[Row]:
        """The rows that hold data, those sent back among them."""
        return [row for row in self.rows if row.outcome != "ignored"]

    @property
    def counts(self) -> dict[str, int]:
        """Rows by outcome."""
        found = Counter(row.outcome for row in self.rows)
        return {outcome: found[outcome] for outcome in self.OUTCOMES}

    def of(self, *outcomes: str) -> list[Row]:
        return [row for row in self.rows if row.outcome in outcomes]

    def parts(self, shown: int) -> list[tuple[str, tuple[str, str], list[Row], int]]:
        """(outcome, its words, its first rows, how many there are) of each outcome that has rows; what is sent back comes first."""
        order = sorted(self.OUTCOMES, key=lambda outcome: outcome != "refused")
        return [(one, self.OUTCOMES[one], rows[:shown], len(rows)) for one in order if (rows := self.of(one))]

    @property
    def source(self) -> str:
        return f"{self.file_name[:60]} ({self.sha256[:8]})"

    def refused_sheet(self) -> dict[str, Any]:
        """The rows to send back, as JSON: the headings and each refused row with its number, reason, offer and cells."""
        rows = [[row.number, row.reason, row.offer, row.texts] for row in self.of("refused")]
        return {"header": self.header, "rows": rows}


def is_footer(text: str) -> bool:
    """Whether a line that begins so is a sum or a signature: «Tổng cộng», «Cộng trang 2», «Người lập biểu»; not «Công ty», not «Tống Văn An»."""
    return is_sum(text) or fold(text).startswith(_SIGNED)


def is_sum(text: str) -> bool:
    """Whether a line that begins so adds up those above it."""
    return _SUM.match(text.lower()) is not None


def chunks(values: Iterable[Any], size: int = CHUNK) -> Iterator[list[Any]]:
    """The distinct values in order, in parts that one query may ask for."""
    listed = sorted(set(values))
    for start in range(0, len(listed), size):
        yield listed[start : start + size]
