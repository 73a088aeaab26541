"""A long statement read by two processes, each half of its entries; called as a module, it reads one half.

A half is the head of the file, its entries, and the closing tags: whatever makes that untrue (a cut file, an entry inside a comment,
another prefix) fails to parse, and the file is read whole instead."""

import mmap
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.ipc
from lxml import etree

from .messages import Entries
from .rows import SCHEMA

LONG_BYTES = 32 << 20
_END = b"</Ntry>"
_TAILS = {
    "camt.053.001.08": b"</Stmt></BkToCstmrStmt></Document>",
    "camt.054.001.08": b"</Ntfctn></BkToCstmrDbtCdtNtfctn></Document>",
}


def read_in_halves(path: Path, message: str) -> tuple[str, pa.Table, pa.Table] | None:
    """Bank, rows and waiting of a long statement, as reading it whole gives them; None when it is short or cannot be halved."""
    if message not in _TAILS or path.stat().st_size < LONG_BYTES or (middle := _middle(path)) is None:
        return None
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", __name__, str(path), message, str(middle), folder]
        other = subprocess.Popen(command, stderr=subprocess.DEVNULL)
        try:
            first = _read(path, message, 0, middle)
        except etree.XMLSyntaxError:
            first = None
        if other.wait() or first is None:
            return None
        rows, waiting = (_after(first.number, Path(folder) / name) for name in ("rows", "waiting"))
    return first.bank, pa.concat_tables([first.rows.table(), rows]), pa.concat_tables([first.waiting.table(), waiting])


def _middle(path: Path) -> int | None:
    """Where the entry in the middle of the file ends; None when no entry does, or it is the last."""
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
        found = content.find(_END, len(content) // 2)
        return None if found < 0 or content.find(_END, found + 1) < 0 else found + len(_END)


def _read(path: Path, message: str, first: int, last: int | None) -> Entries:
    """The entries between two places of the file; to its end when `last` is None. Raises XMLSyntaxError."""
    with path.open("rb") as file:
        head = b""
        if first:
            start = file.read(1 << 20)
            head = start[: start.index(b"<Ntry>")]
            file.seek(first)
        reader = Entries(message)
        reader.read(_Part(head, file, last, b"" if last is None else _TAILS[message]))
    return reader


class _Part:
    """What is read of a file: a head, its bytes to a place, a tail."""

    def __init__(self, head: bytes, file: Any, last: int | None, tail: bytes) -> None:
        self.head, self.file, self.last, self.tail = head, file, last, tail

    def read(self, size: int) -> bytes:
        if self.head:
            told, self.head = self.head, b""
            return told
        left = size if self.last is None else min(size, self.last - self.file.tell())
        if found := self.file.read(left):
            return bytes(found)
        told, self.tail = self.tail, b""
        return told


def _after(count: int, path: Path) -> pa.Table:
    """A half's rows, numbered after those of the half before."""
    with pa.OSFile(str(path)) as file:
        table = pa.ipc.open_file(file).read_all()
    return table.set_column(0, SCHEMA.field("row"), pc.add(table["row"], count))


def _keep(table: pa.Table, path: Path) -> None:
    with pa.OSFile(str(path), "wb") as file, pa.ipc.new_file(file, SCHEMA) as out:
        out.write_table(table)


if __name__ == "__main__":
    own = _read(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]), None)
    _keep(own.rows.table(), Path(sys.argv[4]) / "rows")
    _keep(own.waiting.table(), Path(sys.argv[4]) / "waiting")
