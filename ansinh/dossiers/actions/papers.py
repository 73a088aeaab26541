"""What is done with papers: files kept and scanned, papers added, given a new version, described, taken away, read."""

import logging
import threading
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from django.db import connections, transaction
from django.db.models import Q
from django.utils import timezone

from ansinh.core import files, kinds, viruses
from ansinh.core.access import WRITING_ROLES, NoAccess, acting_as_system, must_hold
from ansinh.core.audit import record
from ansinh.core.names import clean_text
from ansinh.core.uploads import clean_name
from ansinh.dossiers import words
from ansinh.dossiers.jobs.papers import READING_SECONDS, CannotSee, PageTexts, read_text
from ansinh.dossiers.models import ArchiveFile, Dossier, FileText, KeptFile, Paper, PaperPart, PaperVersion
from ansinh.dossiers.models.paper_search import words_of
from ansinh.people.models import Person

log = logging.getLogger(__name__)

LARGEST = 25 << 20
MOST_FILES = 60
DESCRIBED = ("kind", "title", "number", "issued_on", "issuer", "is_original", "component", "is_sensitive")
# What a paper may be; uploads through a page ask for the same at the door.
KINDS = ("pdf", "image", "docx", "doc", "xlsx", "xls", "odt", "rtf")


class PaperRefused(ValueError):
    """The paper cannot be kept, changed or opened; the message says why, with the value, and what to do."""


@dataclass(frozen=True)
class Upload:
    """A file that came in: the name it was given and its bytes, or where they lie."""

    name: str
    source: bytes | Path


def keep_file(*, source: bytes | Path, name: str, by: Any) -> KeptFile:
    """The content kept once and looked at by the scanner; an infected one is quarantined, told in the trail, and refused.

    Call it outside the transaction of the act, so that what was told stays. Raises PaperRefused."""
    name = clean_name(name)
    with files.arriving(source, at_most=LARGEST) as taken:
        if taken.size == 0:
            raise PaperRefused(f"«{name}» là tệp rỗng (0 byte). Chọn lại tệp.")
        if taken.size > LARGEST:
            raise PaperRefused(
                f"«{name}» nặng hơn {LARGEST >> 20} MB. Chụp, quét ở độ nét thấp hơn hoặc tách thành nhiều tệp."
            )
        kind = _kind_of(taken)
        if kind not in KINDS:
            told = ", ".join(kinds.said(one) for one in KINDS)
            raise PaperRefused(f"«{name}» là {kinds.said(kind)}. Giấy tờ nhận: {told}.")
        known = KeptFile.objects.filter(pk=taken.sha256).first()
        if known and known.scan == "infected":
            raise PaperRefused(_infected(name, known.scan_said))
        taken.keep()
    file, _ = KeptFile.objects.get_or_create(pk=taken.sha256, defaults={"size": taken.size, "kind": kind})
    if file.scan == "unscanned":
        scan_file(file=file, name=name)
    if file.scan == "infected":
        raise PaperRefused(_infected(name, file.scan_said))
    return file


@transaction.atomic
def scan_file(*, file: KeptFile, name: str = "") -> KeptFile:
    """Ask the scanner; an infected file goes where nothing reads it, and the trail says so."""
    verdict = viruses.scan(file.path)
    match verdict:
        case viruses.Clean():
            file.scan, file.scan_said = "clean", ""
        case viruses.Infected(found):
            file.scan, file.scan_said = "infected", found[:200]
        case viruses.NotScanned(why):
            file.scan_said = why[:200]
    file.scanned_at = None if file.scan == "unscanned" else timezone.now()
    file.save(update_fields=["scan", "scan_said", "scanned_at"])
    if file.scan == "infected":
        files.quarantine(file.pk)
        FileText.objects.filter(file=file).delete()
        record(
            "file.infected", f"file:{file.pk[:40]}", detail={"name": name, "found": file.scan_said, "sha256": file.pk}
        )
    return file


def add_paper(
    *, uploads: Sequence[Upload], kind: str, dossier: Dossier | None = None, person: Person | None = None,
    archive_file: ArchiveFile | None = None, component: str = "", title: str = "", number: str = "", issued_on: date | None = None,
    issuer: str = "", is_original: bool = False, is_sensitive: bool = False, by: Any,
) -> Paper:  # fmt: skip
    """A paper with its first version, whose pages are the uploads in their order. Who may write here may mark it sensitive, though it is
    then hidden from them too. Raises PaperRefused, NoAccess."""
    owner = dossier or archive_file or person
    if owner is None:
        raise PaperRefused("Giấy tờ phải thuộc một hồ sơ, một người hoặc một hồ sơ lưu trữ.")
    if kind not in words.PAPER_TYPES:
        raise PaperRefused(f"Loại giấy tờ «{kind}» không có. Chọn một loại trong danh sách.")
    _may_write(owner, bool(dossier and dossier.is_sensitive))
    kept = _kept(uploads, by)
    with transaction.atomic():
        paper = Paper._base_manager.create(
            dossier=dossier, person=person, archive_file=archive_file, commune_id=owner.commune_id, province_id=owner.province_id,
            kind=kind, component=component, title=clean_text(title)[:200], number=clean_text(number)[:60], issued_on=issued_on,
            issuer=clean_text(issuer)[:200], is_original=is_original, kept_by=by,
            is_sensitive=is_sensitive or bool(dossier and dossier.is_sensitive),
        )  # fmt: skip
        _lay(paper, 1, kept, "", by)
        if archive_file and kind == "whole_file":
            ArchiveFile._base_manager.filter(pk=archive_file.pk).update(is_scanned=True)
        detail = {"kind": kind, "component": component, "files": [[name, file.pk] for name, file in kept]}
        _trace("paper.add", paper, detail=detail)
    return paper


def add_version(*, paper: Paper, uploads: Sequence[Upload], reason: str, by: Any) -> PaperVersion:
    """A new version of a paper; the old ones stay. Raises PaperRefused, NoAccess."""
    _may_write(paper, paper.is_sensitive)
    if not reason.strip():
        raise PaperRefused("Chưa ghi lý do thêm bản mới, ví dụ: bản trước mờ, thiếu trang.")
    kept = _kept(uploads, by)
    with transaction.atomic():
        paper = _standing(paper)
        last = PaperVersion._base_manager.filter(paper=paper).order_by("-number").first()
        assert last
        if [file.pk for _, file in kept] == list(_parts(last).values_list("file_id", flat=True)):
            raise PaperRefused(f"Các tệp vừa chọn giống hệt bản {last.number} đang có. Không có gì để thêm.")
        PaperVersion._base_manager.filter(paper=paper).update(is_newest=False)
        version = _lay(paper, last.number + 1, kept, reason, by)
        detail = {"version": version.number, "files": [[name, file.pk] for name, file in kept]}
        _trace("paper.version", paper, reason=reason, detail=detail)
    return version


@transaction.atomic
def describe_paper(*, paper: Paper, changes: Mapping[str, Any], reason: str = "", by: Any) -> Paper:
    """What the paper is, said anew: some of DESCRIBED. Raises PaperRefused, NoAccess."""
    _may_write(paper, paper.is_sensitive)
    paper = _standing(paper)
    if unknown := set(changes) - set(DESCRIBED):
        raise PaperRefused(f"Không sửa được mục «{', '.join(sorted(unknown))}» của giấy tờ.")
    told = {key: (getattr(paper, key), value) for key, value in changes.items() if getattr(paper, key) != value}
    if not told:
        return paper
    for key, (_old, new) in told.items():
        setattr(paper, key, new)
    paper.save(update_fields=list(told))
    before = {key: str(old) for key, (old, _) in told.items()}
    after = {key: str(new) for key, (_, new) in told.items()}
    _trace("paper.describe", paper, reason=reason, before=before, after=after)
    return paper


@transaction.atomic
def remove_paper(*, paper: Paper, reason: str, by: Any) -> Paper:
    """Mark a paper as taken away; its files and versions stay. Raises PaperRefused, NoAccess."""
    _may_write(paper, paper.is_sensitive)
    if not reason.strip():
        raise PaperRefused("Chưa ghi lý do bỏ giấy tờ này, ví dụ: nộp nhầm của người khác.")
    paper = _standing(paper)
    paper.removed_at, paper.removed_by, paper.removed_because = timezone.now(), by, clean_text(reason)[:300]
    paper.save(update_fields=["removed_at", "removed_by", "removed_because"])
    _trace("paper.remove", paper, reason=reason)
    return paper


def servable(part: PaperPart) -> Path:
    """Where the bytes of a part lie. Raises PaperRefused when they may not be given out or are not there."""
    if part.file.scan == "infected":
        raise PaperRefused(_infected(part.name, part.file.scan_said))
    if not files.is_kept(part.file_id):
        raise PaperRefused(f"Tệp «{part.name}» không còn trong kho tệp của máy chủ. Báo người quản trị.")
    return part.file.path


def read_texts(*, waiting: Iterable[KeptFile]) -> int:
    """Read the words of files nobody reads at this moment; how many were read. A file that cannot be read says why."""
    return sum(_read(file) for file in waiting)


def read_texts_later(*, waiting: Iterable[KeptFile]) -> threading.Thread:
    """The same in the background, after the transaction."""
    kept = [file.pk for file in waiting if file.text == "waiting"]
    thread = threading.Thread(target=_read_later, args=(kept,), name="paper texts", daemon=True)
    transaction.on_commit(thread.start)
    return thread


def unread(*, again: bool = False) -> Any:
    """Files whose words wait to be read, or whose reading was broken off; with `again` also those that could not be read."""
    stuck = timezone.now() - timedelta(seconds=READING_SECONDS + 60)
    asked = Q(text="waiting") | Q(text="reading", text_at__lt=stuck)
    return KeptFile.objects.filter(asked | Q(text="unreadable") if again else asked).exclude(scan="infected")


def _read_later(kept: list[str]) -> None:
    try:
        with acting_as_system("đọc chữ trong giấy tờ"):
            read_texts(waiting=KeptFile.objects.filter(pk__in=kept))
    except Exception:
        log.exception("the words of papers were not read; ansinh files ocr reads them")
    finally:
        connections.close_all()


def _read(file: KeptFile) -> bool:
    now = timezone.now()
    mine = KeptFile.objects.filter(pk=file.pk, text=file.text, text_at=file.text_at).update(text="reading", text_at=now)
    if not mine:
        return False
    try:
        _keep_texts(file, read_text(file.path))
        return True
    except CannotSee as reason:
        _keep_unread(file, str(reason))
    except Exception:
        _keep_unread(file, "Chưa đọc được chữ vì lỗi của hệ thống. Tệp vẫn được giữ.")
        raise
    return False


@transaction.atomic
def _keep_texts(file: KeptFile, found: PageTexts) -> None:
    FileText.objects.filter(file=file).delete()
    rows = [FileText(file=file, page=page, text=text, folded=" ".join(words_of(text))) for page, text in found.texts]
    rows = [row for row in rows if row.folded]
    FileText.objects.bulk_create(rows, batch_size=200)
    more = {"pages": found.pages} if found.pages else {}
    KeptFile.objects.filter(pk=file.pk).update(
        text="read" if rows else "none", text_said="", text_at=timezone.now(), **more
    )


def _keep_unread(file: KeptFile, why: str) -> None:
    KeptFile.objects.filter(pk=file.pk).update(text="unreadable", text_said=why[:400], text_at=timezone.now())


def _kept(uploads: Sequence[Upload], by: Any) -> list[tuple[str, KeptFile]]:
    if not uploads:
        raise PaperRefused("Chưa chọn tệp nào.")
    if len(uploads) > MOST_FILES:
        raise PaperRefused(f"Chọn {len(uploads)} tệp một lần là quá nhiều. Gửi tối đa {MOST_FILES} tệp mỗi lần.")
    return [(clean_name(one.name), keep_file(source=one.source, name=one.name, by=by)) for one in uploads]


def _lay(paper: Paper, number: int, kept: Sequence[tuple[str, KeptFile]], reason: str, by: Any) -> PaperVersion:
    version = PaperVersion._base_manager.create(paper=paper, number=number, reason=clean_text(reason)[:300], kept_by=by)
    PaperPart._base_manager.bulk_create(
        PaperPart(version=version, position=place, file=file, name=name)
        for place, (name, file) in enumerate(kept, start=1)
    )
    return version


def _parts(version: PaperVersion) -> Any:
    return PaperPart._base_manager.filter(version=version).order_by("position")


def _kind_of(taken: files.Arriving) -> str:
    with taken.path.open("rb") as file:
        return kinds.kind_of(file, taken.size)


def _standing(paper: Paper) -> Paper:
    """The paper with its row locked. Raises PaperRefused when it was taken away."""
    found = Paper.objects.select_for_update(of=("self",)).filter(pk=paper.pk).first()
    if found is None:
        raise NoAccess("Giấy tờ này ngoài phạm vi được ghi.")
    if found.is_removed:
        raise PaperRefused(f"Giấy tờ «{found}» đã bỏ ({found.removed_because}). Thêm giấy tờ mới nếu cần.")
    return found


def _may_write(owner: Dossier | Person | ArchiveFile | Paper, is_sensitive: bool) -> None:
    scope = must_hold(*WRITING_ROLES)
    commune, province = owner.commune_id or "", owner.province_id
    reached = scope.reaches_sensitive(commune, province) if is_sensitive else scope.reaches(commune, province)
    if not reached:
        raise NoAccess(f"Tài khoản «{scope.actor}» không ghi được giấy tờ của nơi này.")


def _trace(act: str, paper: Paper, **more: Any) -> None:
    record(act, f"paper:{paper.pk}", place_id=paper.commune_id or paper.province_id, **more)


def _infected(name: str, found: str) -> str:
    return f"«{name}» có mã độc ({found}) nên đã bị cách ly, không ai mở được. Báo người gửi làm sạch máy rồi gửi bản khác."
