"""What cannot be read: an officer is told why, and what to do."""

import io
import zipfile
from pathlib import Path

import docx
import pypdf
import pytest

from ansinh.reading.readers import Unreadable, members, read_bytes, read_file
from ansinh.reading.tests.readers.making import (
    LONG,
    PROSE,
    SENTENCE,
    converted,
    needs_office,
    one_line,
    packed,
    pdf,
    refusal,
    word,
    workbook,
)


def test_an_empty_file_is_refused(tmp_path: Path) -> None:
    assert "trống" in refusal(b"", "a.docx")
    assert "trống" in refusal(b"\xef\xbb\xbf \r\n", "a.txt")


def test_a_file_too_large_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "lớn.pdf"
    with path.open("wb") as held:
        held.truncate(200 << 20)

    with pytest.raises(Unreadable, match=r"«lớn\.pdf» quá lớn \(200 MB, tối đa 100 MB\).*tách") as refused:
        read_file(path)

    assert refused.value.what_to_do_vi.startswith("Bỏ bớt ảnh")


def test_a_file_that_is_not_there_or_is_a_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match=r"Không có tệp «a\.pdf»"):
        read_file(tmp_path / "a.pdf")
    with pytest.raises(Unreadable, match="là thư mục"):
        read_file(tmp_path)


def test_a_locked_pdf_is_refused(tmp_path: Path) -> None:
    locked = pypdf.PdfWriter(io.BytesIO(pdf(SENTENCE, tmp_path)))
    locked.encrypt("matkhau", algorithm="RC4-128")
    out = io.BytesIO()
    locked.write(out)

    assert "có mật khẩu" in refusal(out.getvalue(), "khóa.pdf")


def test_a_damaged_pdf_is_refused(tmp_path: Path) -> None:
    assert "bị hỏng" in refusal(b"%PDF-1.7\n" + b"\x00\x9f" * 300, "hỏng.pdf")


def test_a_locked_office_file_is_refused() -> None:
    held = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504 + "EncryptedPackage\0".encode("utf-16-le") + b"\0" * 900

    assert "có mật khẩu" in refusal(held, "khóa.docx")


@needs_office
def test_a_locked_doc_is_refused(tmp_path: Path) -> None:
    paper = docx.Document()
    paper.add_paragraph(LONG)
    held = bytearray(converted(word(paper), "docx", "doc", tmp_path))
    held[held.index(b"\xec\xa5") + 11] |= 1

    assert "có mật khẩu" in refusal(bytes(held), "khóa.doc")


def test_a_damaged_word_file_is_refused() -> None:
    data = word(one_line())

    assert "bị hỏng" in refusal(data[: len(data) // 2], "hỏng.docx")
    assert "bị hỏng" in refusal(packed({"word/document.xml": b"<w:document"}), "hỏng.docx")
    assert "bị hỏng" in refusal(packed({"xl/workbook.xml": b"<x/>"}), "hỏng.xlsx")


def test_a_zip_bomb_is_refused_before_it_is_unpacked() -> None:
    bomb = packed({"word/document.xml": b"\0" * (60 << 20)})
    crowd = packed({f"{number}": b"" for number in range(5_001)})

    assert "nén gấp" in refusal(bomb, "bom.docx")
    assert "5001 phần" in refusal(crowd, "bom.zip")


def test_a_sheet_with_a_cell_a_million_rows_down_is_refused_or_small() -> None:
    data = workbook(lambda book: book.add_worksheet().write_row("A1", ["Xã", 1]))
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    far = b'<row r="1048576"><c r="XFD1048576"><v>5</v></c></row></sheetData>'
    parts["xl/worksheets/sheet1.xml"] = parts["xl/worksheets/sheet1.xml"].replace(b"</sheetData>", far)

    assert "quá lớn" in refusal(packed(parts), "xa.xlsx")


def test_a_zip_of_reports_is_refused_but_gives_its_members(tmp_path: Path) -> None:
    path = tmp_path / "báo cáo các xã.zip"
    path.write_bytes(packed({"xã A.txt": PROSE.encode(), "thư mục/xã B.docx": word(one_line()), "__MACOSX/x": b"1"}))

    with pytest.raises(Unreadable, match=r"có 2 tệp bên trong \(xã A\.txt, thư mục/xã B\.docx\).*Giải nén"):
        read_file(path)

    assert [(name, SENTENCE in read_bytes(data, name).text) for name, data in members(path)] == [
        ("xã A.txt", True),
        ("thư mục/xã B.docx", True),
    ]


def test_a_zip_of_one_report_is_that_report() -> None:
    assert SENTENCE in read_bytes(packed({"a.txt": PROSE.encode()}), "a.zip").text


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (bytes(range(256)) * 40, "không phải dạng tệp đọc được"),
        (b"\x7fELF\x02\x01\x01" + b"\0\x01\x02\x03" * 400, "không phải dạng tệp đọc được"),
        (b"Rar!\x1a\x07\x00abc", "tệp nén"),
        (b"\x89PNG\r\n\x1a\n" + b"broken", "bị hỏng"),
        (packed({"ppt/presentation.xml": b"<p/>"}), "trình chiếu"),
    ],
)
def test_what_is_no_report_is_refused_with_what_to_do(data: bytes, why: str) -> None:
    assert why in refusal(data, "lạ.bin")
