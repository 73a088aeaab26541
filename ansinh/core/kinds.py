"""What a file is, seen by its content and never by the ending of its name; no Django.

A locked or damaged package says so instead of what it would be: `locked`, `damaged`."""

import re
from collections.abc import Iterable
from pathlib import PurePath
from typing import IO

from ansinh.core.packed import Package, PackageRefused

# Kind: what it is called, and the endings its name may have (the first is given to a name that has none of them).
KINDS: dict[str, tuple[str, tuple[str, ...]]] = {
    "xlsx": ("Excel (.xlsx)", (".xlsx", ".xlsm")),
    "xlsb": ("Excel nhị phân (.xlsb)", (".xlsb",)),
    "xls": ("Excel 97-2003 (.xls)", (".xls",)),
    "ods": ("bảng tính OpenDocument (.ods)", (".ods",)),
    "sheet_xml": ("bảng tính XML của Excel 2003", (".xml", ".xls")),
    "docx": ("Word (.docx)", (".docx", ".docm")),
    "doc": ("Word 97-2003 (.doc)", (".doc",)),
    "odt": ("văn bản OpenDocument (.odt)", (".odt",)),
    "rtf": ("văn bản .rtf", (".rtf", ".doc")),
    "word_xml": ("Word dạng XML", (".xml", ".doc")),
    "flat_odf": ("OpenDocument dạng XML", (".fodt", ".xml")),
    "pptx": ("tệp trình chiếu (PowerPoint)", (".pptx",)),
    "pdf": ("PDF", (".pdf",)),
    "image": ("ảnh", (".jpg", ".jpeg", ".png", ".tif", ".tiff", ".gif", ".bmp", ".webp")),
    "csv": ("văn bản hoặc bảng CSV", (".csv", ".txt", ".tsv")),
    "xml": ("XML", (".xml",)),
    "html": ("trang web (.html)", (".html", ".htm", ".doc", ".xls")),
    "mhtml": ("trang web đóng gói (.mht)", (".mht", ".mhtml", ".doc")),
    "zip": ("tệp nén .zip", (".zip",)),
    "packed": ("tệp nén (RAR, 7z, gzip)", ()),
    "program": ("chương trình máy tính", ()),
    "ole": ("tệp Office cũ không rõ loại", ()),
    "locked": ("tệp có mật khẩu", ()),
    "damaged": ("tệp hỏng", ()),
    "binary": ("tệp không rõ loại", ()),
    "empty": ("tệp trống", ()),
}
HEAD = 64 << 10
_IMAGES = (b"\x89PNG", b"\xff\xd8\xff", b"II*\x00", b"MM\x00*", b"GIF8")
_BITMAP_HEADERS = (12, 40, 52, 56, 64, 108, 124)
_PACKED = (b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"BZh", b"\xfd7zXZ")
_PROGRAMS = (b"MZ", b"\x7fELF", b"#!", b"\xca\xfe\xba\xbe", b"\xcf\xfa\xed\xfe")
_IS_WEB = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|meta|table|div|p)\b", re.I | re.S
)


def kind_of(file: IO[bytes], size: int) -> str:
    """One of KINDS for a file of `size` bytes. A package too large to open is a `zip`: opening it as a Package says why."""
    file.seek(0)
    head = file.read(HEAD)
    if not _has_content(file, head):
        return "empty"
    if head.startswith(b"PK"):
        return _kind_of_package(file, size)
    if b"%PDF-" in head[:1024]:
        return "pdf"
    if head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return _kind_of_container(file)
    if is_image(head):
        return "image"
    if head.startswith(_PACKED):
        return "packed"
    return _kind_of_letters(head)


def is_image(head: bytes) -> bool:
    is_bitmap = head[:2] == b"BM" and int.from_bytes(head[14:18], "little") in _BITMAP_HEADERS
    return head.startswith(_IMAGES) or is_bitmap or (head[:4] == b"RIFF" and head[8:12] == b"WEBP")


def said(kind: str) -> str:
    """What a kind is called."""
    return KINDS[kind][0]


def endings(kinds: Iterable[str]) -> list[str]:
    """The endings files of these kinds have, each once."""
    return list(dict.fromkeys(ending for kind in kinds for ending in KINDS[kind][1]))


def ending_of(name: str) -> str:
    """The ending of a name, in small letters: `.xlsx`."""
    return PurePath(name).suffix.lower()


def _has_content(file: IO[bytes], head: bytes) -> bool:
    while head:
        if head.strip(b"\x00 \r\n\t\xef\xbb\xbf"):
            return True
        head = file.read(HEAD)
    return False


def _kind_of_package(file: IO[bytes], size: int) -> str:
    try:
        package = Package(file, size)
    except PackageRefused as refused:
        return "damaged" if refused.wrong_vi.startswith("bị hỏng") else "zip"
    names = set(package.names)
    if any(name.startswith("word/") for name in names):
        return "docx"
    if "xl/workbook.xml" in names:
        return "xlsx"
    if "xl/workbook.bin" in names:
        return "xlsb"
    if any(name.startswith("ppt/") for name in names):
        return "pptx"
    try:
        told = package.read("mimetype").decode(errors="replace").rpartition(".")[2] if "mimetype" in names else ""
    except PackageRefused:
        return "damaged"
    return "ods" if told.startswith("spreadsheet") else "odt" if told.startswith("text") else "zip"


def _kind_of_container(file: IO[bytes]) -> str:
    """The old container of Microsoft Office, and of locked new files."""
    file.seek(0)
    data = file.read()
    if _has(data, "EncryptedPackage"):
        return "locked"
    if _has(data, "WordDocument"):
        return "locked" if _is_locked_doc(data) else "doc"
    return "xls" if _has(data, "Workbook") or _has(data, "Book") else "ole"


def has_old_macros(file: IO[bytes]) -> bool:
    """Whether a .doc or .xls holds macros."""
    file.seek(0)
    data = file.read()
    return _has(data, "_VBA_PROJECT_CUR") or _has(data, "_VBA_PROJECT")


def _is_locked_doc(data: bytes) -> bool:
    """The flag of a lock in the first bytes of a .doc's main stream; where that begins, its entry in the directory says."""
    entry = data.find("WordDocument\0".encode("utf-16-le"))
    sector = int.from_bytes(data[entry + 116 : entry + 120], "little")
    stream = (sector + 1) << data[30]
    return data[stream : stream + 2] == b"\xec\xa5" and bool(data[stream + 11] & 1)


def _has(data: bytes, stream: str) -> bool:
    return (stream + "\0").encode("utf-16-le") in data


def _kind_of_letters(data: bytes) -> str:
    head = data[:4096]
    if head.startswith(b"{\\rtf"):
        return "rtf"
    if b"MIME-Version:" in head and b"multipart/related" in head.lower():
        return "mhtml"
    if b"<?xml" in head[:200] and (found := _kind_of_office_xml(head)):
        return found
    if _IS_WEB.match(head.lstrip(b"\xef\xbb\xbf\xff\xfe")) or b"<html" in head.replace(b"\x00", b"").lower():
        return "html"
    if head.replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \r\n\t").startswith(b"<"):
        return "xml"
    if _is_binary(data):
        return "program" if head.startswith(_PROGRAMS) else "binary"
    return "program" if head.startswith(b"#!") else "csv"


def _kind_of_office_xml(head: bytes) -> str:
    if b"opendocument" in head and b"office:document" in head:
        return "flat_odf"
    if b"schemas.microsoft.com/office/word" in head or b"package/2006" in head or b"wordml" in head:
        return "word_xml"
    return "sheet_xml" if b"office:spreadsheet" in head else ""


def _is_binary(head: bytes) -> bool:
    """Control marks no text has, and not UTF-16."""
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
