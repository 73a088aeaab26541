"""The one door for files: what comes in is what it says, no larger than told, whole, and nothing in it acts."""

import io
import zipfile
from collections.abc import Callable

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from ansinh.core.uploads import PAPERS, REPORTS, TABLES, UploadRefused, accept, clean_name

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504
REMOTE = '<Relationships><Relationship Id="a" Type="http://x/attachedTemplate" Target="{}" TargetMode="External"/></Relationships>'


def workbook() -> bytes:
    held = io.BytesIO()
    book = openpyxl.Workbook()
    book.active.append(["Họ và tên", "Ngày sinh"])
    book.save(held)
    return held.getvalue()


def document(**parts: str) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/document.xml", "<w:document/>")
        for name, content in parts.items():
            package.writestr(name.replace("__", "/"), content)
    return held.getvalue()


def with_part(name: str, content: bytes) -> bytes:
    held = io.BytesIO(workbook())
    with zipfile.ZipFile(held, "a", zipfile.ZIP_DEFLATED) as package:
        package.writestr(name, content)
    return held.getvalue()


def lying_about_size() -> bytes:
    """A member that unpacks to more than it declares."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/workbook.xml", b"0" * 5_000_000)
    data = bytearray(held.getvalue())
    told = (5_000_000).to_bytes(4, "little")
    while (at := data.find(told)) >= 0:
        data[at : at + 4] = (10).to_bytes(4, "little")
    return bytes(data)


def picture(width: int = 10, height: int = 10) -> bytes:
    held = io.BytesIO()
    Image.new("1", (width, height)).save(held, "PNG")
    return held.getvalue()


def stream(name: str) -> bytes:
    return OLE + (name + "\0").encode("utf-16-le") + b"\0" * 200


def sent(name: str, data: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data)


@pytest.mark.parametrize(
    ("name", "data", "kinds", "kind"),
    [
        ("ds.xlsx", workbook(), TABLES, "xlsx"),
        ("ds.csv", "Họ và tên;Ngày sinh\n".encode(), TABLES, "csv"),
        ("ds.txt", "Họ và tên\tNgày sinh\n".encode("utf-16"), TABLES, "csv"),
        ("cu.xls", stream("Workbook"), TABLES, "xls"),
        ("quet.pdf", b"%PDF-1.7\n%%EOF", PAPERS, "pdf"),
        ("anh.png", picture(), PAPERS, "image"),
        ("don.docx", document(), PAPERS, "docx"),
        ("bc.doc", stream("WordDocument"), REPORTS, "doc"),
        ("cs.xml", b'<?xml version="1.0"?><Document xmlns="urn:iso"/>', ("xml",), "xml"),
    ],
)
def test_what_is_asked_for_comes_in_as_what_it_is(name: str, data: bytes, kinds: tuple[str, ...], kind: str) -> None:
    taken = accept(sent(name, data), kinds=kinds)

    assert (taken.name, taken.kind, taken.content()) == (name, kind, data)


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("rong.xlsx", b"", "tệp rỗng (0 byte)"),
        ("rong.csv", b"\xef\xbb\xbf \r\n" + b"\0" * 100_000, "không có nội dung"),
        ("a.xlsx", b"%PDF-1.7", "là PDF"),
        ("a.xlsx", "chữ thường".encode(), "không phải tệp Excel"),
        ("a.csv", picture(), "là ảnh"),
        ("a.csv", b"MZ\x90\0\x03" + bytes(range(32)) * 40, "là chương trình máy tính"),
        ("a.csv", b"#!/bin/sh\nrm -rf /\n", "là chương trình máy tính"),
        ("a.csv", b"<html><script>alert(1)</script>", "là trang web"),
        ("a.zip", b"Rar!\x1a\x07\0", "Giải nén"),
        ("a.xlsx", workbook()[:-200], "bị hỏng hoặc chưa tải xong"),
        ("a.xlsx", with_part("xl/vbaProject.bin", b"x"), "có macro"),
        ("a.xlsx", with_part("xl/macrosheets/sheet1.xml", b"x"), "có macro"),
        ("a.xls", stream("Workbook") + stream("_VBA_PROJECT_CUR"), "có macro"),
        ("a.xlsx", with_part("xl/x.xml", b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>'), "thực thể XML"),
        ("a.xlsx", with_part("xl/big.xml", b"0" * 60_000_000), "giống tệp nén độc hại"),
        ("a.xlsx", lying_about_size(), "bị hỏng"),
        ("a.xlsx", stream("EncryptedPackage"), "bỏ mật khẩu"),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_refused_in_words_that_say_what_came(name: str, data: bytes, words: str) -> None:
    with pytest.raises(UploadRefused, match=words.replace("(", r"\(").replace(")", r"\)")) as refused:
        accept(sent(name, data), kinds=TABLES)

    assert name in str(refused.value) and refused.value.name == name


def test_a_document_that_fetches_from_afar_is_refused_and_one_that_names_its_own_template_is_not() -> None:
    def told(target: str) -> bytes:
        return document(**{"word___rels__settings.xml.rels": REMOTE.format(target)})

    assert accept(sent("a.docx", told(r"file:///C:\Users\An\Normal.dotm")), kinds=PAPERS).kind == "docx"
    for target in ("https://xau.example/a.dotm", r"\\203.0.113.9\a.dotm", "file://203.0.113.9/a.dotm"):
        with pytest.raises(UploadRefused, match="máy khác"):
            accept(sent("a.docx", told(target)), kinds=PAPERS)


def test_a_declared_entity_in_a_bank_file_is_refused() -> None:
    told = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'

    with pytest.raises(UploadRefused, match="DOCTYPE"):
        accept(sent("a.xml", told), kinds=("xml",))


def test_a_file_over_the_size_is_refused_before_it_is_looked_at() -> None:
    with pytest.raises(UploadRefused, match="nặng 2 MB, quá mức 1 MB"):
        accept(sent("a.csv", b"a" * (2 << 20)), kinds=TABLES, most_mb=1)


def test_a_picture_of_too_many_points_or_cut_short_is_refused() -> None:
    with pytest.raises(UploadRefused, match="120 triệu điểm"):
        accept(sent("a.png", picture(12_000, 11_000)), kinds=("image",))
    with pytest.raises(UploadRefused, match="120 triệu điểm"):
        accept(sent("a.png", picture(15_000, 15_000)), kinds=("image",))
    with pytest.raises(UploadRefused, match="bị hỏng"):
        accept(sent("a.png", picture()[:12]), kinds=("image",))


@pytest.mark.parametrize(
    ("told", "kept"),
    [
        ("../../etc/passwd", "passwd"),
        (r"C:\Users\An\Danh sách.xlsx", "Danh sách.xlsx"),
        ("a\u202excod.exe", "axcod.exe"),
        ("Da\u0301nh sa\u0301ch\x00\n.xlsx", "Dánh sách .xlsx"),
        ("..", "tep"),
        ("", "tep"),
        ("'; DROP TABLE <b>.csv", "'; DROP TABLE b .csv"),
        ("dài" * 100 + ".xlsx", ("dài" * 100)[:145] + ".xlsx"),
    ],
)
def test_a_name_keeps_nothing_that_steers(told: str, kept: str) -> None:
    assert clean_name(told) == kept


def test_a_name_ends_as_what_the_file_is() -> None:
    assert accept(sent("ds.exe", b"a;b\n1;2\n"), kinds=TABLES).name == "ds.exe.csv"


@pytest.mark.parametrize("kind", ["xlsx", "docx", "png", "csv"])
def test_a_file_of_any_kind_cut_anywhere_is_taken_or_refused_never_a_crash(kind: str) -> None:
    make: dict[str, Callable[[], bytes]] = {
        "xlsx": workbook,
        "docx": document,
        "png": picture,
        "csv": lambda: b"a;b\n1;2\n",
    }
    whole = make[kind]()

    for end in range(0, len(whole), max(1, len(whole) // 60)):
        try:
            accept(sent(f"a.{kind}", whole[:end]), kinds=(*TABLES, *PAPERS))
        except UploadRefused as refused:
            assert f"a.{kind}" in str(refused)
