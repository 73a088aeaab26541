"""What providers send back, whatever its format, as rows of one kind."""

import io
from pathlib import Path

from lxml import etree

from ansinh.people.jobs.sheets import FileRefused

from .halves import read_in_halves
from .messages import MESSAGES, message_of, read_message
from .rows import SCHEMA, ParsedReturn
from .spreadsheets import read_spreadsheet

__all__ = ["SCHEMA", "FileRefused", "ParsedReturn", "read_return"]

MOST_BYTES = 4 << 30
MOST_SHEET_BYTES = 64 << 20
_NOT_RETURNS = {
    b"%PDF": "tệp PDF", b"\x89PNG": "một bức ảnh", b"\xff\xd8\xff": "một bức ảnh", b"\x1f\x8b": "tệp nén (gzip)", b"Rar!": "tệp nén (RAR)",
    b"7z\xbc\xaf": "tệp nén (7z)", b"-----BEGIN PGP": "tệp đã mã hóa (PGP)", b"\x85\x01": "tệp đã mã hóa (PGP)", b"{": "tệp JSON",
}  # fmt: skip


def read_return(source: Path | bytes, name: str) -> ParsedReturn:
    """The rows of a return file: pain.002.001.10, camt.053.001.08, camt.054.001.08, XLSX, XLS, ODS or CSV, told apart by content.

    Raises FileRefused, with nothing read, for a file that is empty, cut, hostile, encrypted, of another kind or too big."""
    size = len(source) if isinstance(source, bytes) else source.stat().st_size
    start = source[:4096] if isinstance(source, bytes) else _start(source)
    if not start.strip(b"\x00 \r\n\t\xef\xbb\xbf"):
        raise FileRefused(f"Tệp «{name}» trống. Tải lại từ đơn vị chi trả rồi gửi lại.")
    _must_be_small(size, MOST_BYTES, name)
    for mark, what in _NOT_RETURNS.items():
        if start.startswith(mark):
            raise FileRefused(
                f"«{name}» là {what}. Gửi tệp XML của ngân hàng (pain.002, camt.053, camt.054), Excel hoặc CSV."
            )
    if _is_xml(start):
        return _read_message(source, name)
    _must_be_small(size, MOST_SHEET_BYTES, name)
    return read_spreadsheet(source if isinstance(source, bytes) else source.read_bytes(), name)


def _read_message(source: Path | bytes, name: str) -> ParsedReturn:
    try:
        with io.BytesIO(source) if isinstance(source, bytes) else source.open("rb") as file:
            message = message_of(file, name)
            if isinstance(source, Path) and (found := read_in_halves(source, message)):
                return ParsedReturn(MESSAGES[message], *found)
            return read_message(file, message)
    except etree.XMLSyntaxError as error:
        raise FileRefused(
            f"Tệp «{name}» bị cắt ngang hoặc hỏng ở dòng {error.lineno or 1} ({error.msg}). "
            "Không dòng nào được ghi. Tải lại từ ngân hàng rồi gửi lại."
        ) from None


def _start(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(4096)


def _is_xml(start: bytes) -> bool:
    """Markup in UTF-8 or UTF-16, whatever the file is called."""
    return start.replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \r\n\t").startswith(b"<")


def _must_be_small(size: int, most: int, name: str) -> None:
    if size > most:
        raise FileRefused(
            f"Tệp «{name}» quá lớn ({size >> 20} MB, nhiều nhất {most >> 20} MB). Xin đơn vị chi trả chia thành nhiều tệp."
        )
