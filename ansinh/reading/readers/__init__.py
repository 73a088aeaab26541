"""Any file to a Document: what it is, is seen by its content, never by the ending of its name.

read_file(path)             a Document, or Unreadable: what is wrong and what to do, in Vietnamese
read_bytes(data, name)      the same for bytes already here
members(path)               the files inside a zip of reports, to be read one by one
"""

import re
from collections.abc import Iterator
from pathlib import Path

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

_IMAGES = (b"\x89PNG", b"\xff\xd8\xff", b"II*\x00", b"MM\x00*", b"GIF8", b"BM")
_PACKED = (b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"BZh", b"\xfd7zXZ")
_IS_WEB = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|meta|table|div|p)\b", re.I | re.S
)
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
    if not data.strip(b"\x00 \r\n\t\xef\xbb\xbf"):
        raise source.refuse("trống, không có nội dung.", "Mở tệp gốc, kiểm tra rồi gửi lại.")
    if b"%PDF-" in data[:1024]:
        return read_pdf(source)
    if data.startswith(b"PK"):
        return _read_package(source)
    if data.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return _read_container(source)
    if data.startswith(_IMAGES) or (data[:4] == b"RIFF" and data[8:12] == b"WEBP"):
        return read_image(source)
    if data.startswith(_PACKED):
        raise source.refuse("là tệp nén.", _UNPACK)
    return _read_letters(source)


def _read_package(source: Source) -> Document:
    package = Package(source)
    names = set(package.names)
    if any(name.startswith("word/") for name in names):
        return read_word(source)
    if "xl/workbook.xml" in names or "xl/workbook.bin" in names:
        return read_sheets(source, "xlsx")
    if any(name.startswith("ppt/") for name in names):
        raise source.refuse("là tệp trình chiếu (PowerPoint).", _READS)
    kind = package.read("mimetype").decode(errors="replace").rpartition(".")[2] if "mimetype" in names else ""
    if kind.startswith("spreadsheet"):
        return read_sheets(source, "ods")
    if kind.startswith("text"):
        return read_office(source, "odt")
    return _read_folder(source)


def _read_folder(source: Source) -> Document:
    inside = list(zip_members(source))
    if len(inside) == 1 and not inside[0][1].startswith(b"PK\x03\x04\x14\x00\x00\x00\x00"):
        return _read(Source(f"{source.name}: {inside[0][0]}", inside[0][1], source.progress))
    said = ", ".join(name for name, _ in inside[:5]) + ("…" if len(inside) > 5 else "")
    raise source.refuse(f"là tệp nén có {len(inside)} tệp bên trong ({said}).", _UNPACK)


def _read_container(source: Source) -> Document:
    """The old container of Microsoft Office, and of locked new files."""
    data = source.data
    if _has(data, "EncryptedPackage"):
        raise source.refuse("có mật khẩu.", "Mở bằng Word hoặc Excel, bỏ mật khẩu, lưu lại rồi gửi lại.")
    if _has(data, "WordDocument"):
        if _is_locked_doc(data):
            raise source.refuse("có mật khẩu.", "Mở bằng Word, bỏ mật khẩu, lưu lại rồi gửi lại.")
        return read_office(source, "doc")
    if _has(data, "Workbook") or _has(data, "Book"):
        return read_sheets(source, "xls")
    raise source.refuse("không phải tệp Word hay Excel.", _READS)


def _is_locked_doc(data: bytes) -> bool:
    """The flag of a lock in the first bytes of a .doc's main stream; where that begins, its entry in the directory says."""
    entry = data.find("WordDocument\0".encode("utf-16-le"))
    sector = int.from_bytes(data[entry + 116 : entry + 120], "little")
    stream = (sector + 1) << data[30]
    return data[stream : stream + 2] == b"\xec\xa5" and bool(data[stream + 11] & 1)


def _has(data: bytes, stream: str) -> bool:
    return (stream + "\0").encode("utf-16-le") in data


def _read_letters(source: Source) -> Document:
    data, head = source.data, source.data[:4096]
    if head.startswith(b"{\\rtf"):
        return read_office(source, "rtf")
    if b"MIME-Version:" in head and b"multipart/related" in head.lower():
        return read_web_archive(source)
    if b"<?xml" in head[:200]:
        if b"opendocument" in head and b"office:document" in head:
            return read_office(source, "fodt")
        if b"schemas.microsoft.com/office/word" in head or b"package/2006" in head or b"wordml" in head:
            return read_office(source, "xml")
        if b"office:spreadsheet" in head:
            return _read_xml_sheet(source)
    if _IS_WEB.match(head.lstrip(b"\xef\xbb\xbf\xff\xfe")) or b"<html" in head.replace(b"\x00", b"").lower():
        return read_webpage(source)
    if _is_binary(data):
        raise source.refuse("không phải dạng tệp đọc được.", _READS)
    return read_csv(source) if _is_csv(source) else read_text(source)


def _read_xml_sheet(source: Source) -> Document:
    if not has_libreoffice():
        raise source.refuse("là bảng tính dạng XML cũ.", "Mở bằng Excel, lưu thành .xlsx rồi gửi lại.")
    return as_given(read_sheets(Source(source.name, convert(source, "xml", "xlsx"), source.progress), "xml"), source)


def _is_binary(data: bytes) -> bool:
    """Control marks no text has, and not UTF-16."""
    head = data[:65_536]
    if (
        head.startswith((b"\xff\xfe", b"\xfe\xff"))
        or head[1::2].count(0) > len(head) // 5
        or head[::2].count(0) > len(head) // 5
    ):
        odd = head.translate(None, bytes(range(32)))
        return len(head) - len(odd) > 0.9 * len(head)
    controls = len(head) - len(
        head.translate(None, b"\x00\x01\x02\x03\x04\x05\x06\x07\x08\x0e\x0f\x10\x11\x12\x13\x14\x15\x16\x17")
    )
    return controls * 200 > len(head)


def _is_csv(source: Source) -> bool:
    """Named so, or every line has the same number of semicolons or tabs."""
    if source.name.lower().endswith((".csv", ".tsv")):
        return True
    lines = [line for line in source.data[:20_000].split(b"\n")[:30] if line.strip()]
    return len(lines) > 2 and any(
        len({line.count(bar) for line in lines}) == 1 < lines[0].count(bar) for bar in (b";",)
    )
