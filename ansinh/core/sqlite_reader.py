"""Processes of their own that read queries of a SQLite file through ADBC and leave each as an Arrow file.

Four times as quick as Python's own rows. It must be another process: two copies of the SQLite library in one break each other's locks.
Starting one takes half a second, so a few stay and answer one query after another; one that nobody asks for a while ends by itself."""

import atexit
import json
import os
import select
import subprocess
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from queue import Empty, SimpleQueue

AT_ONCE = 2
IDLE_SECONDS = 60
WHOLE = 2_000_000  # rows looked at before a column's type is settled

_idle: SimpleQueue["_Reader"] = SimpleQueue()


def read_all(database: str, asked: Sequence[tuple[str, str]]) -> None:
    """Each (query, file to write) read, a few side by side. Raises OSError with what SQLite said."""
    with ThreadPoolExecutor(AT_ONCE) as threads:
        list(threads.map(lambda one: _read(database, *one), asked))


class _Reader:
    """One process, asked over its standard input."""

    def __init__(self) -> None:
        self.owner = os.getpid()
        command = [sys.executable, "-m", "ansinh.core.sqlite_reader"]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def ask(self, question: str) -> str:
        """What the process answers to one line; nothing when it has ended."""
        assert self.process.stdin is not None and self.process.stdout is not None
        try:
            self.process.stdin.write(question + "\n")
            self.process.stdin.flush()
            return self.process.stdout.readline()
        except BrokenPipeError:
            return ""

    def end(self) -> None:
        """Let the process end and wait for it."""
        if self.owner == os.getpid():
            self.process.communicate()


def _read(database: str, sql: str, out: str) -> None:
    question = json.dumps({"database": database, "sql": sql, "out": out})
    reader = _taken()
    told = reader.ask(question)
    if not told:  # it had ended while idle
        reader.end()
        reader = _Reader()
        told = reader.ask(question)
    _idle.put(reader)
    if not told or json.loads(told)["error"]:
        raise OSError(
            f"Không đọc được cơ sở dữ liệu: {json.loads(told)['error'] if told else 'tiến trình đọc đã dừng'}"
        )


def _taken() -> _Reader:
    """A reader nobody uses, of this process and not of the one it was forked from; a new one when there is none."""
    while True:
        try:
            reader = _idle.get_nowait()
        except Empty:
            return _Reader()
        if reader.owner == os.getpid():
            return reader


@atexit.register
def _end_all() -> None:
    while True:
        try:
            _idle.get_nowait().end()
        except Empty:
            return


def main() -> None:
    """Answer questions, a line each, until there are no more or nobody asks for a minute."""
    while select.select([sys.stdin], [], [], IDLE_SECONDS)[0] and (line := sys.stdin.readline()):
        question = json.loads(line)
        try:
            _write(question["database"], question["sql"], question["out"])
            error = ""
        except Exception as wrong:  # told to who asked
            error = str(wrong) or repr(wrong)
        print(json.dumps({"error": error}), flush=True)


def _write(database: str, sql: str, out: str) -> None:
    import adbc_driver_sqlite.dbapi as adbc
    import pyarrow as pa

    with adbc.connect(f"file:{database}?mode=ro") as opened, opened.cursor() as cursor:
        cursor.execute("PRAGMA busy_timeout=20000")
        cursor.adbc_statement.set_options(**{"adbc.sqlite.query.batch_rows": WHOLE})
        cursor.execute(sql)
        rows = cursor.fetch_record_batch()
        with pa.OSFile(out, "wb") as file, pa.ipc.new_file(file, rows.schema) as writer:
            for batch in rows:
                writer.write_batch(batch)


if __name__ == "__main__":
    main()
