"""Any file to a Document: what it is, is seen by its content, never by the ending of its name.

read_file(path)             a Document, or Unreadable: what is wrong and what to do, in Vietnamese
read_bytes(data, name)      the same for bytes already here
members(path)               the files inside a zip of reports, to be read one by one
"""

import io
from collections.abc import Callable, Iterator
from pathlib import Path

from ansinh.core.kinds import kind_of
from ansinh.reading.document import Document
from ansinh.reading.readers.office import as_given, convert, has_libreoffice, read_office
from ansinh.reading.readers.packed import Package, zip_members
from ansinh.reading.readers.pdf import read_pdf
from ansinh.reading.readers.plain import read_csv, read_text
from ansinh.reading.readers.scan import read_image
from ansinh.reading.readers.sheets import read_sheets
from ansinh.reading.readers.source import LARGEST_FILE, Progress, Source, Unreadable
from ansinh.reading.readers.webpage import read_web_archive, read_webpage
from ansinh.reading.readers.word import read_word

__all__ = ["LARGEST_FILE", "Unreadable", "members", "read_bytes", "read_file"]

_READS = "Chỉ đọc được Word, PDF, Excel, văn bản (.txt, .html, .csv) và ảnh. Lưu báo cáo thành một trong các dạng này rồi gửi lại."
_UNPACK = "Giải nén rồi gửi từng báo cáo."


def read_file(
    path: Path | str, *, data: bytes | None = None, name: str = "", progress: Progress | None = None
) -> Document:
    """The file as a document. ``data`` spares reading it, ``name`` is what messages call it, ``progress(done, total)`` counts pages.

    Raises Unreadable; its words name the file and say what is wrong and what to do."""
    path = Path(path)
    name = name or path.name
    return _read(Source(name, _bytes(path, name) if data is None else data, progress))


def read_bytes(data: bytes, name: str, progress: Progress | None = None) -> Document:
    """Bytes under a name as a document. Raises Unreadable."""
    return _read(Source(name, data, progress))


def members(path: Path | str, *, data: bytes | None = None) -> Iterator[tuple[str, bytes]]:
    """Name and bytes of each file in a zip of reports, one at a time. Raises Unreadable for a zip too large, locked or damaged."""
    path = Path(path)
    yield from zip_members(Source(path.name, _bytes(path, path.name) if data is None else data))


def _bytes(path: Path, name: str) -> bytes:
    """The file's bytes; one that is too large is refused before it is read."""
    try:
        size = path.stat().st_size
        if size > LARGEST_FILE:
            raise _too_large(name, size)
        return path.read_bytes()
    except FileNotFoundError:
        raise Unreadable(f"Không có tệp «{name}».", "Kiểm tra lại đường dẫn.") from None
    except IsADirectoryError:
        raise Unreadable(f"«{name}» là thư mục.", "Chọn từng tệp trong thư mục.") from None
    except OSError as error:
        raise Unreadable(f"Không mở được tệp «{name}» ({error.strerror}).", "Kiểm tra quyền đọc tệp.") from None


def _too_large(name: str, size: int) -> Unreadable:
    return Unreadable(
        f"Tệp «{name}» quá lớn ({size >> 20} MB, tối đa {LARGEST_FILE >> 20} MB).",
        "Bỏ bớt ảnh hoặc tách thành nhiều tệp rồi gửi lại.",
    )


def _read(source: Source) -> Document:
    data = source.data
    if len(data) > LARGEST_FILE:
        raise _too_large(source.name, len(data))
    kind = kind_of(io.BytesIO(data), len(data))
    if kind in _SHEETS:
        return read_sheets(source, _SHEETS[kind])
    if kind in _OFFICE:
        return read_office(source, _OFFICE[kind])
    if kind in _READERS:
        return _READERS[kind](source)
    raise source.refuse(*_REFUSED[kind])


def _read_folder(source: Source) -> Document:
    inside = list(zip_members(source))
    if len(inside) == 1 and not inside[0][1].startswith(b"PK\x03\x04\x14\x00\x00\x00\x00"):
        return _read(Source(f"{source.name}: {inside[0][0]}", inside[0][1], source.progress))
    said = ", ".join(name for name, _ in inside[:5]) + ("…" if len(inside) > 5 else "")
    raise source.refuse(f"là tệp nén có {len(inside)} tệp bên trong ({said}).", _UNPACK)


def _read_xml_sheet(source: Source) -> Document:
    if not has_libreoffice():
        raise source.refuse("là bảng tính dạng XML cũ.", "Mở bằng Excel, lưu thành .xlsx rồi gửi lại.")
    return as_given(read_sheets(Source(source.name, convert(source, "xml", "xlsx"), source.progress), "xml"), source)


def _read_letters(source: Source) -> Document:
    return read_csv(source) if _is_csv(source) else read_text(source)


def _damaged(source: Source) -> Document:
    Package(source)
    raise source.damaged()


def _is_csv(source: Source) -> bool:
    """Named so, or every line has the same number of semicolons or tabs."""
    if source.name.lower().endswith((".csv", ".tsv")):
        return True
    lines = [line for line in source.data[:20_000].split(b"\n")[:30] if line.strip()]
    return len(lines) > 2 and any(
        len({line.count(bar) for line in lines}) == 1 < lines[0].count(bar) for bar in (b";",)
    )


_SHEETS = {"xlsx": "xlsx", "xlsb": "xlsx", "ods": "ods", "xls": "xls"}
_OFFICE = {"odt": "odt", "doc": "doc", "rtf": "rtf", "flat_odf": "fodt", "word_xml": "xml"}
_READERS: dict[str, Callable[[Source], Document]] = {
    "pdf": read_pdf,
    "docx": read_word,
    "image": read_image,
    "mhtml": read_web_archive,
    "html": read_webpage,
    "sheet_xml": _read_xml_sheet,
    "zip": _read_folder,
    "damaged": _damaged,
    "xml": _read_letters,
    "csv": _read_letters,
}
_REFUSED = {
    "empty": ("trống, không có nội dung.", "Mở tệp gốc, kiểm tra rồi gửi lại."),
    "packed": ("là tệp nén.", _UNPACK),
    "pptx": ("là tệp trình chiếu (PowerPoint).", _READS),
    "locked": ("có mật khẩu.", "Mở bằng Word hoặc Excel, bỏ mật khẩu, lưu lại rồi gửi lại."),
    "ole": ("không phải tệp Word hay Excel.", _READS),
    "program": ("không phải dạng tệp đọc được.", _READS),
    "binary": ("không phải dạng tệp đọc được.", _READS),
}
