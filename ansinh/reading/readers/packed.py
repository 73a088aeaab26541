"""Files that are zip packages (Word, Excel, OpenDocument, a folder of reports): opened only when their sizes are sane."""

import io
import zipfile
import zlib
from collections.abc import Iterator

from lxml import etree

from ansinh.reading.readers.source import LARGEST_FILE, LARGEST_PART, LARGEST_UNPACKED, MOST_MEMBERS, MOST_RATIO, Source

_SMALL = 10 << 20
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError)


class Package:
    """The members of a zip, read one at a time and never past their stated size."""

    def __init__(self, source: Source) -> None:
        self.source = source
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(source.data))
        except _BROKEN:
            raise source.damaged() from None
        self._members = {info.filename: info for info in self._zip.infolist()}
        _refuse_bombs(source, list(self._members.values()))

    @property
    def names(self) -> list[str]:
        return list(self._members)

    def __contains__(self, name: str) -> bool:
        return name in self._members

    def read(self, name: str) -> bytes:
        """A member's bytes. Raises Unreadable when it is locked, broken or larger than a part may be."""
        info = self._members[name]
        if info.flag_bits & 1:
            raise self.source.refuse("có mật khẩu.", "Bỏ mật khẩu rồi gửi lại.")
        if info.file_size > LARGEST_PART:
            raise _too_big(self.source, f"phần {name} mở ra {info.file_size >> 20} MB")
        try:
            return self._zip.read(info)
        except (*_BROKEN, RuntimeError) as error:
            raise self.source.damaged(error) from None

    def xml(self, name: str) -> etree._Element:
        """A member as XML; entities are not followed, nothing outside is opened. Raises Unreadable when it is broken."""
        return parse_xml(self.source, self.read(name))

    def check(self) -> None:
        """Unpack everything once, a little at a time, so that a reader we do not control meets no more than was stated."""
        for info in self._members.values():
            try:
                with self._zip.open(info) as member:
                    while member.read(1 << 20):
                        pass
            except (*_BROKEN, RuntimeError) as error:
                raise self.source.damaged(error) from None


def parse_xml(source: Source, data: bytes) -> etree._Element:
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
    )
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise source.damaged(str(error)[:80]) from None


def _refuse_bombs(source: Source, infos: list[zipfile.ZipInfo]) -> None:
    unpacked = sum(info.file_size for info in infos)
    if len(infos) > MOST_MEMBERS:
        raise _too_big(source, f"có {len(infos)} phần bên trong, quá {MOST_MEMBERS}")
    if unpacked > LARGEST_UNPACKED:
        raise _too_big(source, f"mở ra {unpacked >> 20} MB, quá {LARGEST_UNPACKED >> 20} MB")
    if unpacked > _SMALL and unpacked > MOST_RATIO * max(len(source.data), 1):
        raise _too_big(source, f"nén gấp {unpacked // max(len(source.data), 1)} lần, giống tệp nén độc hại")


def _too_big(source: Source, why: str) -> Exception:
    return source.refuse(f"mở ra quá lớn ({why}).", "Chép riêng báo cáo sang tệp mới, bỏ bớt ảnh, rồi gửi lại.")


def zip_members(source: Source) -> Iterator[tuple[str, bytes]]:
    """Name and bytes of each file in a zip of reports, folders and hidden files left out. Raises Unreadable as Package does."""
    package = Package(source)
    for name in package.names:
        base = name.rpartition("/")[2]
        if base and not base.startswith((".", "~$")) and not name.startswith("__MACOSX/"):
            data = package.read(name)
            if len(data) <= LARGEST_FILE:
                yield _own_name(name), data


def _own_name(name: str) -> str:
    """Names written in UTF-8 by programs that do not say so."""
    try:
        return name.encode("cp437").decode()
    except UnicodeError:
        return name
