"""Old and other office files (.doc, .odt, .rtf, Word and Excel in XML) through LibreOffice; .doc through antiword where there is none."""

import shutil
import tempfile
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

from ansinh.reading.document import Document
from ansinh.reading.readers.children import NotDone, run
from ansinh.reading.readers.plain import read_text
from ansinh.reading.readers.source import Source
from ansinh.reading.readers.word import read_word

SECONDS = 120
INSTALL_LIBREOFFICE = "Cài LibreOffice trên máy chủ (apt install libreoffice-writer libreoffice-calc), hoặc mở tệp, lưu thành {} rồi gửi lại."

_SETTINGS = {
    "Common/Security/Scripting": {"DisableMacrosExecution": "true", "MacroSecurityLevel": "3"},
    "Writer/Content/Update": {"Link": "2"},
    "Calc/Content/Update": {"Link": "2"},
}
_ITEM = '<item oor:path="/org.openoffice.Office.{}"><prop oor:name="{}" oor:op="fuse"><value>{}</value></prop></item>'


def _profile() -> str:
    """What LibreOffice is told in the profile made for one file: macros are never run, links never followed."""
    items = (_ITEM.format(path, *one) for path, settings in _SETTINGS.items() for one in settings.items())
    return f'<oor:items xmlns:oor="http://openoffice.org/2001/registry">{"".join(items)}</oor:items>'


def read_office(source: Source, kind: str) -> Document:
    """A .doc, .odt, .rtf or Word XML file as a document. Raises Unreadable where it is damaged or nothing here opens it."""
    if has_libreoffice():
        return as_given(read_word(replace(source, data=convert(source, kind, "docx")), kind), source)
    if kind == "doc" and shutil.which("antiword"):
        return _through_antiword(source)
    raise source.refuse(f"là tệp .{kind}, máy này chưa có chương trình mở.", INSTALL_LIBREOFFICE.format(".docx"))


def has_libreoffice() -> bool:
    return shutil.which("soffice") is not None


def convert(source: Source, kind: str, to: str) -> bytes:
    """The file as LibreOffice saves it in another format. Raises Unreadable when it does not."""
    with tempfile.TemporaryDirectory(prefix="ansinh-") as held:
        folder = Path(held)
        settings = folder / "profile" / "user" / "registrymodifications.xcu"
        settings.parent.mkdir(parents=True)
        settings.write_text(_profile())
        given, out = folder / f"given.{kind}", folder / "out"
        given.write_bytes(source.data)
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        command = ["soffice", profile, "--headless", "--norestore", "--nolockcheck", "--nodefault", "--convert-to", to]
        try:
            run([*command, "--outdir", str(out), str(given)], seconds=SECONDS, folder=folder, HOME=held)
        except NotDone as error:
            what = "Mở tệp gốc, lưu thành .docx (hoặc .xlsx) rồi gửi lại."
            raise source.refuse(f"không đổi được bằng LibreOffice ({error}).", what) from None
        made = out / f"given.{to}"
        if not made.exists():
            raise source.damaged("LibreOffice không mở được")
        return made.read_bytes()


def _through_antiword(source: Source) -> Document:
    with tempfile.NamedTemporaryFile(suffix=".doc") as held:
        held.write(source.data)
        held.flush()
        try:
            text = run(["antiword", "-m", "UTF-8.txt", "-w", "0", held.name], seconds=60)
        except NotDone as error:
            raise source.damaged(str(error)[:80]) from None
    note = "Tệp .doc được đọc bằng antiword: bảng có thể lệch cột. Cài LibreOffice để đọc đúng bảng."
    return as_given(read_text(replace(source, data=text), "doc", [note]), source)


def as_given(document: Document, source: Source) -> Document:
    """With the digest of the file that was sent, not of what it was turned into."""
    return replace(document, sha256=sha256(source.data).hexdigest())
