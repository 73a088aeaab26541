"""The one door for files that come in through a page: what they are by content, how large, and that nothing in them acts.

    class FileForm(forms.Form):
        file = UploadField(label=_("Tệp Excel hoặc CSV"), kinds=TABLES, most_mb=50)

`UploadsField` takes several, each of which may be refused alone."""

import re
import unicodedata
import warnings
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from PIL import Image, UnidentifiedImageError

from ansinh.core import kinds as known
from ansinh.core.packed import Package, PackageRefused

TABLES = ("xlsx", "xls", "xlsb", "ods", "csv")
SCANS = ("pdf", "image")
PAPERS = ("pdf", "image", "docx")
REPORTS = (
    "docx", "doc", "pdf", "xlsx", "xls", "xlsb", "ods", "odt", "rtf", "csv", "html", "mhtml", "image", "zip", "xml", "word_xml", "sheet_xml",
    "flat_odf",
)  # fmt: skip
LONGEST_NAME = 150
MOST_PIXELS = 120_000_000
_IMAGE_FORMATS = ("PNG", "JPEG", "TIFF", "GIF", "BMP", "WEBP")
_PACKAGES = ("xlsx", "xlsb", "docx", "ods", "odt", "zip")
_HINTS = {
    "packed": "Giải nén rồi gửi từng tệp.",
    "zip": "Giải nén rồi gửi từng tệp.",
    "locked": "Mở bằng Word hoặc Excel, bỏ mật khẩu, lưu lại rồi gửi lại.",
    "ole": "Mở bằng Word hoặc Excel, lưu thành .docx hoặc .xlsx rồi gửi lại.",
}
_NOT_IN_A_NAME = re.compile(r'[<>:"|?*\x00-\x1f\x7f]')
_PROGRAM_OF = {
    ".xlsx": "Excel", ".xlsm": "Excel", ".xlsb": "Excel", ".xls": "Excel", ".ods": "bảng tính", ".docx": "Word", ".docm": "Word", ".pdf": "PDF",
}  # fmt: skip
_DECLARES = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.I)


class UploadRefused(ValueError):
    """A file that is not taken: what came, what is taken, what to do. In Vietnamese. `name` is the file's."""

    def __init__(self, name: str, words: str) -> None:
        super().__init__(words)
        self.name = name


@dataclass(frozen=True)
class Upload:
    """A file that may come in: its clean name, its kind (`core.kinds.KINDS`), its size in bytes, and the file at its beginning."""

    name: str
    kind: str
    size: int
    file: UploadedFile

    def content(self) -> bytes:
        """All of its bytes."""
        self.file.seek(0)
        return self.file.read()


def accept(file: UploadedFile, *, kinds: Iterable[str], most_mb: int = 50) -> Upload:
    """The file, when it is of one of the kinds, no larger than `most_mb`, whole and harmless. Raises UploadRefused."""
    taken, name, size = tuple(kinds), clean_name(file.name or ""), int(file.size or 0)
    if size > most_mb << 20:
        raise UploadRefused(
            name,
            f"Tệp «{name}» nặng {size / (1 << 20):.0f} MB, quá mức {most_mb} MB. Bỏ bớt ảnh hoặc chia thành nhiều tệp rồi gửi lại.",
        )
    kind = known.kind_of(file, size)  # type: ignore[arg-type]
    if kind == "empty":
        what = "tệp rỗng (0 byte)" if size == 0 else "tệp trống, không có nội dung"
        raise UploadRefused(name, f"«{name}» là {what}. Kiểm tra tệp ở máy gửi rồi gửi lại.")
    try:
        if kind in _PACKAGES and kind in taken:
            Package(file, size).refuse_what_acts()  # type: ignore[arg-type]
        elif kind in ("zip", "damaged"):  # what it would be cannot be seen: opening it says why
            Package(file, size)  # type: ignore[arg-type]
    except PackageRefused as refused:
        raise UploadRefused(name, f"Tệp «{name}» {refused}") from None
    if kind not in taken or _is_misnamed(name, kind):
        raise UploadRefused(name, _not_taken(name, kind, taken))
    _refuse_if_it_acts(file, kind, name)
    file.seek(0)
    return Upload(_with_ending(name, kind), kind, size, file)


class UploadField(forms.FileField):
    """A file through the door: the cleaned value is the uploaded file with its clean name, and `kind` beside it."""

    def __init__(self, *, kinds: Iterable[str], most_mb: int = 50, **more: Any) -> None:
        self.kinds, self.most_mb = tuple(kinds), most_mb
        # Django's own look at name and emptiness would speak before the door does.
        super().__init__(
            widget=more.pop("widget", None) or forms.FileInput(attrs={"accept": ",".join(known.endings(self.kinds))}),
            allow_empty_file=True,
            **more,
        )

    def clean(self, data: Any, initial: Any = None) -> Any:
        file = super().clean(data, initial)
        if not isinstance(file, UploadedFile) or file is initial:
            return file
        try:
            upload = accept(file, kinds=self.kinds, most_mb=self.most_mb)
        except UploadRefused as refused:
            raise forms.ValidationError(str(refused), code="refused") from None
        file.name, file.kind = upload.name, upload.kind  # type: ignore[attr-defined]
        return file


class UploadsField(forms.FileField):
    """Several files through the door: the cleaned value is a list of an Upload or the UploadRefused of each, in their order."""

    class Files(forms.ClearableFileInput):
        allow_multiple_selected = True

    def __init__(self, *, kinds: Iterable[str], most_mb: int = 50, **more: Any) -> None:
        self.kinds, self.most_mb = tuple(kinds), most_mb
        attrs = {"multiple": True, "accept": ",".join(known.endings(self.kinds))}
        super().__init__(widget=self.Files(attrs=attrs), allow_empty_file=True, **more)

    def clean(self, data: Any, initial: Any = None) -> list[Upload | UploadRefused]:
        given = data if data and isinstance(data, list | tuple) else [data or None]
        return [self._taken(super(UploadsField, self).clean(one, initial)) for one in given if one or self.required]

    def _taken(self, file: UploadedFile) -> Upload | UploadRefused:
        try:
            return accept(file, kinds=self.kinds, most_mb=self.most_mb)
        except UploadRefused as refused:
            return refused


def clean_name(told: str) -> str:
    """A name to keep and to show: the last part of a path, NFC, without what steers a terminal, a shell or the eye; never empty."""
    last = re.split(r"[/\\]", told)[-1]
    text = _NOT_IN_A_NAME.sub(" ", unicodedata.normalize("NFC", last))
    text = "".join(c for c in text if unicodedata.category(c) not in ("Cc", "Cf", "Co", "Cn", "Cs", "Zl", "Zp"))
    text = " ".join(text.split()).strip(". ")
    ending = PurePath(text).suffix[:10]
    return (text if len(text) <= LONGEST_NAME else text[: LONGEST_NAME - len(ending)].rstrip() + ending) or "tep"


def _with_ending(name: str, kind: str) -> str:
    """A name whose ending is one of its kind's, so that nobody opens it as what it is not."""
    fitting = known.KINDS[kind][1]
    return name if known.ending_of(name) in fitting else f"{name}{fitting[0]}"


def _is_misnamed(name: str, kind: str) -> bool:
    """Letters under the name of a workbook, a document or a PDF: what was meant did not come."""
    return kind in ("csv", "binary") and known.ending_of(name) in _PROGRAM_OF


def _not_taken(name: str, kind: str, taken: Iterable[str]) -> str:
    what, hint = f"là {known.said(kind)}", _HINTS.get(kind, "Lưu thành một trong các dạng đó rồi gửi lại.")
    if _is_misnamed(name, kind):
        program = _PROGRAM_OF[known.ending_of(name)]
        what = f"có đuôi {program} nhưng không phải tệp {program}"
        hint = f"Mở bằng {program}, lưu lại đúng dạng rồi gửi lại."
    return f"Tệp «{name}» {what}. Ở đây nhận: {', '.join(known.said(each) for each in taken)}. {hint}"


def _refuse_if_it_acts(file: UploadedFile, kind: str, name: str) -> None:
    file.seek(0)
    if kind in ("doc", "xls") and known.has_old_macros(file):  # type: ignore[arg-type]
        raise UploadRefused(
            name,
            f"Tệp «{name}» có macro (chương trình nhúng trong tệp). Mở bằng Word hoặc Excel, lưu thành .docx hoặc .xlsx rồi gửi lại.",
        )
    if kind in ("xml", "word_xml", "sheet_xml", "flat_odf") and _DECLARES.search(
        file.read(known.HEAD).replace(b"\x00", b"")
    ):
        raise UploadRefused(
            name,
            f"Tệp «{name}» có khai báo DOCTYPE (thực thể XML). Không mở tệp này; xin nơi gửi gửi lại tệp không có khai báo đó.",
        )
    if kind == "image":
        _refuse_bad_image(file, name)


def _refuse_bad_image(file: UploadedFile, name: str) -> None:
    """Only the head is read: how large the picture says it is."""
    file.seek(0)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(file, formats=_IMAGE_FORMATS) as picture:  # type: ignore[arg-type]
                width, height = picture.size
    except Image.DecompressionBombError:
        width = height = MOST_PIXELS  # more than that, and not to be opened to know
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError) as error:
        raise UploadRefused(
            name, f"Ảnh «{name}» bị hỏng hoặc chưa tải xong. Chụp hoặc quét lại rồi gửi lại."
        ) from error
    if width * height > MOST_PIXELS:
        raise UploadRefused(
            name,
            f"Ảnh «{name}» có hơn {MOST_PIXELS // 1_000_000} triệu điểm. Quét lại ở mức 300 dpi hoặc thu nhỏ rồi gửi lại.",
        )
