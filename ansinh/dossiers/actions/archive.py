"""What is done with the merit archive: files entered, shelved, lent and taken back, missed and found, moved away, counted."""

import re
from collections.abc import Iterable, Mapping
from datetime import date
from functools import wraps
from typing import Any

from django.db import transaction
from django.utils import timezone

from ansinh.core.access import NoAccess, Scope, must_hold
from ansinh.core.audit import record
from ansinh.core.days import vietnamese_day
from ansinh.core.names import clean_text, fold, sort_key
from ansinh.dossiers import words
from ansinh.dossiers.models import ArchiveFile, FileMove, Loan, ShelfCount
from ansinh.people.models import Person
from ansinh.places.models import Place, predecessor_ids

KEEPERS = ("province_officer",)
FIELD = "merit"
LONGEST_LOAN_DAYS = 365
SHELVED = ("store", "shelf", "box", "position")
CORRECTABLE = ("number", "kind", "name", "birth_year", "home", "commune", "person", "is_scanned", "note")
_NUMBERS = re.compile(r"[\n;,\t]+")


class ArchiveRefused(ValueError):
    """The act on the archive cannot be done; the message says why, with the value, and what to do."""


def act(verb: Any) -> Any:
    """A verb in one transaction, open only to who keeps the archive of the province."""

    @wraps(verb)
    def guarded(**told: Any) -> Any:
        scope = must_hold(*KEEPERS, field=FIELD)
        with transaction.atomic():
            return verb(scope=scope, **told)

    return guarded


@act
def enter_file(
    *, number: str, kind: str, name: str, province: Place, birth_year: int | None = None, home: str = "", commune: Place | None = None,
    person: Person | None = None, store: str = "", shelf: str = "", box: str = "", position: str = "", is_scanned: bool = False,
    note: str = "", scope: Scope, by: Any,
) -> ArchiveFile:  # fmt: skip
    """A file written into the book of the archive. Raises ArchiveRefused, NoAccess."""
    _must_reach(scope, province.pk)
    number, name = clean_text(number), clean_text(name)
    _check(number, kind, name)
    _refuse_known(province.pk, number)
    file = ArchiveFile(
        number=number, kind=kind, name=name, name_folded=fold(name), name_key=sort_key(name), birth_year=birth_year,
        home=clean_text(home), province=province, commune=commune, person=person, store=clean_text(store), shelf=clean_text(shelf),
        box=clean_text(box), position=clean_text(position), is_scanned=is_scanned, note=clean_text(note),
    )  # fmt: skip
    file.save(force_insert=True)
    _trace("archive.enter", file, after={"number": number, "name": name, "kind": kind, "place": file.place})
    return file


@act
def correct_file(*, file: ArchiveFile, changes: Mapping[str, Any], reason: str, scope: Scope, by: Any) -> ArchiveFile:
    """Some of CORRECTABLE as it should be; old and new stay in the trail. Raises ArchiveRefused, NoAccess."""
    file = _held(scope, file)
    if unknown := set(changes) - set(CORRECTABLE):
        raise ArchiveRefused(f"Không sửa được mục «{', '.join(sorted(unknown))}» của hồ sơ lưu trữ.")
    changes = {key: clean_text(new) if isinstance(new, str) else new for key, new in changes.items()}
    told = {key: (getattr(file, key), new) for key, new in changes.items() if getattr(file, key) != new}
    if not told:
        raise ArchiveRefused(f"Không có gì thay đổi ở hồ sơ {file.number}.")
    if not reason.strip():
        raise ArchiveRefused("Chưa ghi lý do sửa, ví dụ: sửa theo bìa hồ sơ.")
    if "number" in told:
        _refuse_known(file.province_id, changes["number"])
    for key, (_, new) in told.items():
        setattr(file, key, new)
    file.name_folded, file.name_key = fold(file.name), sort_key(file.name)
    _check(file.number, file.kind, file.name)
    file.save()
    before, after = ({key: _said(pair[side]) for key, pair in told.items()} for side in (0, 1))
    _trace("archive.correct", file, reason=reason, before=before, after=after)
    return file


@act
def shelve_file(
    *, file: ArchiveFile, store: str, shelf: str, box: str = "", position: str = "", scope: Scope, by: Any
) -> ArchiveFile:
    """The file in another place of the archive. Raises ArchiveRefused, NoAccess."""
    file = _held(scope, file)
    _must_be(file, "in_place", "lent", "missing")
    if not store.strip() or not shelf.strip():
        raise ArchiveRefused("Chưa ghi kho và giá. Ghi ít nhất kho và giá để còn tìm được.")
    before = file.place
    for key, told in zip(SHELVED, (store, shelf, box, position), strict=True):
        setattr(file, key, clean_text(told)[:20])
    file.save()
    _trace("archive.shelve", file, before={"place": before}, after={"place": file.place})
    return file


@act
def lend_file(
    *,
    file: ArchiveFile,
    borrower: str,
    purpose: str,
    lent_on: date,
    due_on: date,
    unit: str = "",
    scope: Scope,
    by: Any,
) -> Loan:
    """The file out of the archive with somebody, until a day. Raises ArchiveRefused, NoAccess."""
    file = _held(scope, file)
    _must_be(file, "in_place")
    if not borrower.strip() or not purpose.strip():
        raise ArchiveRefused("Chưa ghi người mượn và mục đích mượn.")
    if lent_on > timezone.localdate():
        raise ArchiveRefused(f"Ngày mượn {vietnamese_day(lent_on)} chưa tới. Ghi ngày giao hồ sơ.")
    if not 0 <= (due_on - lent_on).days <= LONGEST_LOAN_DAYS:
        raise ArchiveRefused(
            f"Hạn trả {vietnamese_day(due_on)} phải từ ngày mượn {vietnamese_day(lent_on)} và trong vòng một năm."
        )
    loan = Loan._base_manager.create(
        file=file, borrower=clean_text(borrower)[:120], unit=clean_text(unit)[:160], purpose=clean_text(purpose)[:300],
        lent_on=lent_on, due_on=due_on, lent_by=by,
    )  # fmt: skip
    _become(file, "lent")
    _trace("archive.lend", file, reason=loan.purpose, detail={"borrower": loan.borrower, "due_on": due_on})
    return loan


@act
def take_back_file(*, file: ArchiveFile, returned_on: date, note: str = "", scope: Scope, by: Any) -> Loan:
    """The file back in its place. Raises ArchiveRefused, NoAccess."""
    file = _held(scope, file)
    loan = Loan._base_manager.filter(file=file, returned_on=None).first()
    if loan is None:
        raise ArchiveRefused(f"Hồ sơ {file.number} không có ai đang mượn.")
    if not loan.lent_on <= returned_on <= timezone.localdate():
        raise ArchiveRefused(
            f"Ngày trả {vietnamese_day(returned_on)} phải từ ngày mượn {vietnamese_day(loan.lent_on)} đến hôm nay."
        )
    loan.returned_on, loan.taken_back_by, loan.note = returned_on, by, clean_text(note)[:300]
    loan.save(update_fields=["returned_on", "taken_back_by", "note"])
    _become(file, "in_place")
    _trace("archive.take_back", file, detail={"borrower": loan.borrower, "note": loan.note})
    return loan


@act
def miss_file(*, file: ArchiveFile, reason: str, scope: Scope, by: Any) -> ArchiveFile:
    """The file is not where it should be and nobody has it. Raises ArchiveRefused, NoAccess."""
    file = _held(scope, file)
    _must_be(file, "in_place")
    if not reason.strip():
        raise ArchiveRefused("Chưa ghi đã tìm ở đâu, khi nào.")
    _become(file, "missing")
    _trace("archive.miss", file, reason=reason)
    return file


@act
def find_file(*, file: ArchiveFile, reason: str, scope: Scope, by: Any) -> ArchiveFile:
    """A missing file is found and in its place again. Raises ArchiveRefused, NoAccess."""
    file = _held(scope, file)
    _must_be(file, "missing")
    if not reason.strip():
        raise ArchiveRefused("Chưa ghi tìm thấy ở đâu.")
    _become(file, "in_place")
    _trace("archive.find", file, reason=reason)
    return file


@act
def move_file(
    *, file: ArchiveFile, to_place: str, requested_on: date, slip_number: str, moved_on: date, request_number: str = "",
    sheets: int | None = None, papers: str = "", scope: Scope, by: Any,
) -> FileMove:  # fmt: skip
    """The file sent to where its person moved: asked with Mẫu 27, sent with the slip Mẫu 93. Raises ArchiveRefused, NoAccess."""
    file = _held(scope, file)
    _must_be(file, "in_place")
    if not to_place.strip() or not slip_number.strip():
        raise ArchiveRefused("Chưa ghi nơi nhận hồ sơ và số phiếu báo di chuyển (Mẫu 93).")
    if not requested_on <= moved_on <= timezone.localdate():
        raise ArchiveRefused(
            f"Ngày chuyển {vietnamese_day(moved_on)} phải từ ngày đơn {vietnamese_day(requested_on)} đến hôm nay."
        )
    move = FileMove._base_manager.create(
        file=file, to_place=clean_text(to_place)[:200], request_number=clean_text(request_number)[:60], requested_on=requested_on,
        slip_number=clean_text(slip_number)[:60], moved_on=moved_on, sheets=sheets, papers=papers.strip(), moved_by=by,
    )  # fmt: skip
    _become(file, "moved")
    _trace("archive.move", file, detail={"to": move.to_place, "slip": move.slip_number, "moved_on": moved_on})
    return move


@act
def count_shelf(
    *,
    province: Place,
    store: str,
    numbers: str,
    shelf: str = "",
    box: str = "",
    mark_missing: bool = False,
    scope: Scope,
    by: Any,
) -> ShelfCount:
    """What the register has on a shelf against the numbers found there (one a line). With `mark_missing` those not found are
    missing from now on, and missing ones that were found are in place again. Raises ArchiveRefused, NoAccess."""
    _must_reach(scope, province.pk)
    where = {key: clean_text(told) for key, told in (("store", store), ("shelf", shelf), ("box", box)) if told.strip()}
    if "store" not in where:
        raise ArchiveRefused("Chưa ghi kho nào được kiểm kê.")
    if "box" in where and "shelf" not in where:
        raise ArchiveRefused("Kiểm kê một hộp thì phải ghi cả giá.")
    seen = list(dict.fromkeys(one for raw in _NUMBERS.split(numbers) if (one := clean_text(raw))))
    if not seen:
        raise ArchiveRefused("Chưa có số hồ sơ nào. Quét mã hoặc gõ các số thấy trên giá, mỗi dòng một số.")
    books = ArchiveFile._base_manager.filter(province__in=kept_by(province))
    here = {one.number: one for one in books.filter(**where)}
    elsewhere = {one.number: one for one in _by_numbers(books, [number for number in seen if number not in here])}
    found = [number for number in seen if number in here]
    lost = [number for number, one in here.items() if one.state == "in_place" and number not in set(found)]
    count = ShelfCount._base_manager.create(
        province=province, store=where["store"], shelf=where.get("shelf", ""), box=where.get("box", ""), counted_by=by,
        expected=sum(one.state == "in_place" for one in here.values()),
        found=[number for number in found if here[number].state == "in_place"],
        missing=sorted(lost, key=lambda number: here[number].shelf_key),
        misplaced=[[number, elsewhere[number].place or "–"] for number in seen if number in elsewhere],
        strange=[number for number in seen if number not in here and number not in elsewhere],
        not_expected=[[number, here[number].state] for number in found if here[number].state != "in_place"],
    )  # fmt: skip
    if mark_missing:
        _mark(count, here)
    detail = {
        "place": count.place,
        "expected": count.expected,
        "found": len(count.found),
        "missing": count.missing[:200],
    }
    record("archive.count", f"shelf_count:{count.pk}", place_id=province.pk, detail=detail)
    return count


def kept_by(province: Place) -> frozenset[str]:
    """The provinces whose archive a province keeps: its own and those it took in."""
    return frozenset({province.pk}) | predecessor_ids({province.pk})


def _mark(count: ShelfCount, here: Mapping[str, ArchiveFile]) -> None:
    for number in count.missing:
        _become(here[number], "missing")
        _trace("archive.miss", here[number], reason=f"kiểm kê {count.place}", detail={"count": count.pk})
    for number, state in count.not_expected:
        if state == "missing":
            _become(here[number], "in_place")
            _trace("archive.find", here[number], reason=f"kiểm kê {count.place}", detail={"count": count.pk})


def _by_numbers(books: Any, numbers: list[str]) -> Iterable[ArchiveFile]:
    for start in range(0, len(numbers), 500):
        yield from books.filter(number__in=numbers[start : start + 500])


def _check(number: str, kind: str, name: str) -> None:
    if not number or not name:
        raise ArchiveRefused("Hồ sơ lưu trữ phải có số hồ sơ và họ tên.")
    if kind not in words.ARCHIVE_KINDS:
        raise ArchiveRefused(f"Loại hồ sơ «{kind}» không có. Chọn một loại trong danh sách.")


def _refuse_known(province_id: str, number: str) -> None:
    if other := ArchiveFile._base_manager.filter(province_id=province_id, number=number).first():
        raise ArchiveRefused(f"Số hồ sơ {number} đã có trong kho: {other.name}, {other.place or 'chưa xếp giá'}.")


def _held(scope: Scope, file: ArchiveFile) -> ArchiveFile:
    """The file with its row locked. Raises NoAccess outside the keeper's province."""
    found = ArchiveFile.objects.select_for_update(of=("self",)).filter(pk=file.pk).first()
    if found is None:
        raise NoAccess("Hồ sơ lưu trữ này ngoài phạm vi được ghi.")
    _must_reach(scope, found.province_id)
    return found


def _must_reach(scope: Scope, province_id: str) -> None:
    if not (scope.everything or province_id in scope.provinces):
        raise NoAccess(f"Tài khoản «{scope.actor}» không giữ kho lưu trữ của tỉnh này.")


def _must_be(file: ArchiveFile, *states: str) -> None:
    if file.state not in states:
        raise ArchiveRefused(
            f"Hồ sơ {file.number} {words.ARCHIVE_STATES[file.state][0]}, không làm được việc này. Xem lại tình trạng hồ sơ."
        )


def _become(file: ArchiveFile, state: str) -> None:
    file.state = state
    ArchiveFile._base_manager.filter(pk=file.pk).update(state=state)


def _said(value: Any) -> Any:
    return value if value is None or isinstance(value, str | int | bool) else str(value)


def _trace(verb: str, file: ArchiveFile, **more: Any) -> None:
    record(verb, f"archive:{file.pk}", place_id=file.province_id, **more)
