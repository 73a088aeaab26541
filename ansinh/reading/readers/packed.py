"""Zip packages among reports: what `core.packed` opens, with refusals that name the report."""

import io
from collections.abc import Iterator
from contextlib import contextmanager

from lxml import etree

from ansinh.core import packed
from ansinh.core.packed import PackageRefused
from ansinh.reading.readers.source import LARGEST_FILE, Source


class Package:
    """The members of a zip, read one at a time and never past their stated size."""

    def __init__(self, source: Source) -> None:
        self.source = source
        with _telling(source):
            self._inside = packed.Package(io.BytesIO(source.data), len(source.data))

    @property
    def names(self) -> list[str]:
        return self._inside.names

    def __contains__(self, name: str) -> bool:
        return name in self._inside

    def read(self, name: str) -> bytes:
        """A member's bytes. Raises Unreadable when it is locked, broken or larger than a part may be."""
        with _telling(self.source):
            return self._inside.read(name)

    def xml(self, name: str) -> etree._Element:
        """A member as XML; entities are not followed, nothing outside is opened. Raises Unreadable when it is broken."""
        return parse_xml(self.source, self.read(name))

    def check(self) -> None:
        """Unpack everything once, a little at a time, so that a reader we do not control meets no more than was stated."""
        with _telling(self.source):
            self._inside.check()


@contextmanager
def _telling(source: Source) -> Iterator[None]:
    try:
        yield
    except PackageRefused as refused:
        raise source.refuse(refused.wrong_vi, refused.what_to_do_vi) from None


def parse_xml(source: Source, data: bytes) -> etree._Element:
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
    )
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise source.damaged(str(error)[:80]) from None


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
