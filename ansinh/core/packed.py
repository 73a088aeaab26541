"""Files that are zip packages (Word, Excel, OpenDocument, a folder of files): opened only when their sizes are sane; no Django."""

import re
import zipfile
import zlib
from typing import IO

LARGEST_UNPACKED = 400 << 20
LARGEST_PART = 200 << 20
MOST_MEMBERS = 5_000
MOST_RATIO = 200
_SMALL = 10 << 20
_BLOCK = 1 << 20
_HEAD = 64 << 10
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError)
_DECLARES = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.I)
_RELATION = re.compile(rb"<Relationship\b[^>]*>")
_FETCHES = re.compile(rb"/(?:attachedTemplate|oleObject|frame|subDocument)[\"']")
_REMOTE = re.compile(rb"Target\s*=\s*[\"'](?:https?:|ftp:|smb:|\\\\|//|file:/{2}[^/])", re.I)


class PackageRefused(ValueError):
    """A package nothing should open: what is wrong (said after "Tệp «tên» ") and what to do. Both in Vietnamese."""

    def __init__(self, wrong_vi: str, what_to_do_vi: str) -> None:
        super().__init__(f"{wrong_vi} {what_to_do_vi}")
        self.wrong_vi, self.what_to_do_vi = wrong_vi, what_to_do_vi


class Package:
    """The members of a zip of `size` bytes, read one at a time and never past their stated size. Raises PackageRefused."""

    def __init__(self, file: IO[bytes], size: int) -> None:
        try:
            self._zip = zipfile.ZipFile(file)
        except _BROKEN:
            raise damaged() from None
        self._members = {info.filename: info for info in self._zip.infolist()}
        _refuse_bombs(list(self._members.values()), size)

    @property
    def names(self) -> list[str]:
        return list(self._members)

    def __contains__(self, name: str) -> bool:
        return name in self._members

    def read(self, name: str) -> bytes:
        """A member's bytes. Raises PackageRefused when it is locked, broken or larger than a part may be."""
        info = self._members[name]
        if info.flag_bits & 1:
            raise PackageRefused("có mật khẩu.", "Bỏ mật khẩu rồi gửi lại.")
        if info.file_size > LARGEST_PART:
            raise _too_big(f"phần {name} mở ra {info.file_size >> 20} MB")
        try:
            return self._zip.read(info)
        except (*_BROKEN, RuntimeError) as error:
            raise damaged(error) from None

    def check(self) -> None:
        """Unpack everything once, a little at a time, so that a reader we do not control meets no more than was stated."""
        for info in self._members.values():
            self._heads(info)

    def refuse_what_acts(self) -> None:
        """As `check`, and nothing inside may act when the file is opened: no macros, no declared entities, nothing fetched from afar."""
        for name, info in self._members.items():
            base = name.rpartition("/")[2].lower()
            if base.startswith(("vbaproject", "macrosheet")) or "/macrosheets/" in name.lower():
                raise PackageRefused(
                    "có macro (chương trình nhúng trong tệp).",
                    "Mở bằng Word hoặc Excel, lưu thành .docx hoặc .xlsx (không macro) rồi gửi lại.",
                )
            head = self._heads(info)
            if base.endswith((".xml", ".rels", ".vml")) and _DECLARES.search(head.replace(b"\x00", b"")):
                raise PackageRefused(
                    f"có khai báo thực thể XML trong phần {name}: tệp của Word và Excel không có.",
                    "Không mở tệp này; hỏi lại nơi gửi.",
                )
            if base.endswith(".rels"):
                self._refuse_fetching(name)

    def _refuse_fetching(self, name: str) -> None:
        for relation in _RELATION.findall(self.read(name)):
            if _FETCHES.search(relation) and _REMOTE.search(relation):
                raise PackageRefused(
                    "lấy nội dung từ máy khác khi mở ra.", "Chép nội dung sang tệp mới, lưu lại rồi gửi lại."
                )

    def _heads(self, info: zipfile.ZipInfo) -> bytes:
        """The first bytes of a member, after all of it was unpacked."""
        try:
            with self._zip.open(info) as member:
                head = member.read(_HEAD)
                while member.read(_BLOCK):
                    pass
        except (*_BROKEN, RuntimeError) as error:
            raise damaged(error) from None
        return head


def damaged(said: object = "") -> PackageRefused:
    why = f" ({said})" if str(said) else ""
    return PackageRefused(f"bị hỏng hoặc chưa tải xong{why}.", "Mở tệp gốc, lưu lại rồi gửi lại.")


def _refuse_bombs(infos: list[zipfile.ZipInfo], size: int) -> None:
    unpacked = sum(info.file_size for info in infos)
    if len(infos) > MOST_MEMBERS:
        raise _too_big(f"có {len(infos)} phần bên trong, quá {MOST_MEMBERS}")
    if unpacked > LARGEST_UNPACKED:
        raise _too_big(f"mở ra {unpacked >> 20} MB, quá {LARGEST_UNPACKED >> 20} MB")
    if unpacked > _SMALL and unpacked > MOST_RATIO * max(size, 1):
        raise _too_big(f"nén gấp {unpacked // max(size, 1)} lần, giống tệp nén độc hại")


def _too_big(why: str) -> PackageRefused:
    return PackageRefused(f"mở ra quá lớn ({why}).", "Chép riêng báo cáo sang tệp mới, bỏ bớt ảnh, rồi gửi lại.")
