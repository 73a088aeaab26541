"""The acts on the simple registers: a row entered, corrected, closed, cancelled; a list of rows.

Every register of `Kept` rows goes through these verbs; what is particular to one stands in `conditions_checks`."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Model
from django.utils import timezone

from ansinh.core import audit
from ansinh.core.access import NoAccess, Scope, acting_within, must_hold, must_reach
from ansinh.core.days import vietnamese_day
from ansinh.core.names import clean_text
from ansinh.labour.actions.conditions_checks import FOLLOW, PREPARE, UNDO, KeptRefused
from ansinh.labour.models import KeptFile
from ansinh.labour.models.conditions_kept import Kept
from ansinh.people.documents.told import LABELS

FIELD = "labour"


@contextmanager
def writing(by: Any, *roles: str) -> Iterator[Scope]:
    """One transaction inside the places where `by` holds one of the roles in the field of labour. Raises NoAccess."""
    scope = must_hold(*roles, field=FIELD)
    if not scope.everything and (by is None or scope.actor != by.get_username()):
        raise NoAccess(f"Tài khoản «{scope.actor}» không thể thao tác thay người khác.")
    with acting_within(scope), transaction.atomic():
        yield scope


def enter_row(*, model: type[Kept], told: Mapping[str, Any], source: str = "", by: Any) -> Kept:
    """A new row of a register. Its place is the one told, else the person's, else the organisation's. Raises KeptRefused, NoAccess."""
    with writing(by, *model.written_by):
        row = new_row(model, told, source=source, by=by)
        keep(row)
        _trace(f"{row._meta.model_name}.enter", row, after=values_of(row, told))
        return row


def correct_row(*, row: Kept, changes: Mapping[str, Any], reason: str, by: Any) -> Kept:
    """The row with some columns changed; old and new values stay in the trail. Raises KeptRefused, NoAccess."""
    if not clean_text(reason):
        raise KeptRefused("Chưa ghi lý do sửa. Ghi lý do, ví dụ: nhập nhầm số quyết định.")
    return _change(row, changes, "correct", clean_text(reason), by)


def close_row(*, row: Kept, told: Mapping[str, Any], by: Any) -> Kept:
    """How it ended: a dispute settled, a licence withdrawn, a strike over. Raises KeptRefused, NoAccess."""
    return _change(row, told, "close", "", by)


def cancel_row(*, row: Kept, reason: str, by: Any) -> Kept:
    """A row made in error counts no more; it stays with its reason. Raises KeptRefused, NoAccess."""
    if not clean_text(reason):
        raise KeptRefused("Chưa ghi lý do hủy dòng. Ghi lý do, ví dụ: ghi trùng với báo cáo đã nhập.")
    with writing(by, *row.written_by):
        row = held(row)
        row.cancelled_because = clean_text(reason)[:300]
        row.save(update_fields=["cancelled_because"])
        if undo := UNDO.get(type(row)):
            undo(row)
        _trace(f"{row._meta.model_name}.cancel", row, reason=row.cancelled_because)
        return row


def import_rows(
    *, model: type[Kept], rows: Sequence[tuple[int, Mapping[str, Any], int | None]], record: KeptFile, by: Any
) -> list[tuple[int, str]]:
    """The rows of a list, each alone, as (number, what it tells, the row it completes or nothing); bad ones are given back as
    (number, reason). Raises KeptRefused for a file taken in before, NoAccess."""
    with writing(by, *model.written_by):
        kept = KeptFile.objects.select_for_update(of=("self",)).get(pk=record.pk)
        if kept.applied_at:
            raise KeptRefused(f"Tệp «{kept.name}» đã nhập lúc {timezone.localtime(kept.applied_at):%H:%M %d/%m/%Y}.")
        refused = []
        for number, told, completed in rows:
            try:
                with transaction.atomic():
                    keep(
                        _completed(model, completed, told)
                        if completed
                        else new_row(model, told, source=f"tệp {kept.name}"[:80], by=by)
                    )
            except (KeptRefused, NoAccess) as why:
                refused.append((number, str(why)))
        kept.applied_at, kept.content = timezone.now(), None
        kept.save(update_fields=["applied_at", "content"])
        detail = {"file": kept.name, "sha256": kept.sha256, "rows": len(rows) - len(refused), "refused": len(refused)}
        audit.record(
            f"{model._meta.model_name}.import", f"kept_file:{kept.pk}", place_id=kept.province_id, detail=detail
        )
    return refused


def _completed(model: type[Kept], pk: int, told: Mapping[str, Any]) -> Kept:
    row: Kept = held(model._base_manager.get(pk=pk))
    for name, value in told.items():
        setattr(row, name, _tidy(value))
    return row


def new_row(model: type[Kept], told: Mapping[str, Any], *, source: str, by: Any) -> Kept:
    """A row not yet kept, standing in its place. Raises KeptRefused when the place cannot be known."""
    told = {name: _tidy(value) for name, value in told.items() if not _is_left_out(model, name, value)}
    commune = told.pop("commune", None)
    row = model(**told, source=source, recorded_by=by)
    owner = getattr(row, "person", None) or getattr(row, "organisation", None) or getattr(row, "contract", None)
    if commune is None and owner is None:
        raise KeptRefused("Chưa rõ xã, phường. Ghi xã nơi xảy ra, hoặc đơn vị đã có trong sổ.")
    row.commune_id = commune.pk if commune else owner.commune_id  # type: ignore[union-attr]
    row.province_id = (commune.province_id or commune.pk) if commune else owner.province_id  # type: ignore[union-attr]
    return row


def _tidy(value: Any) -> Any:
    return clean_text(value) if isinstance(value, str) else value


def _is_left_out(model: type[Kept], name: str, value: Any) -> bool:
    """Whether nothing was said of a column that has a value of its own then."""
    column: Any = model._meta.get_field(name)
    return value in (None, "") and (column.has_default() or not (column.null or column.blank))


def keep(row: Kept, **how: Any) -> None:
    """Prepared, checked, saved. Raises KeptRefused with what is wrong, NoAccess outside the places asked for."""
    must_reach(f"Dòng của {row.commune}", row.commune_id, row.province_id)
    day = getattr(row, row.counted_by)
    if isinstance(day, date) and day > timezone.localdate():
        raise KeptRefused(f"Ngày {vietnamese_day(day)} chưa tới. Xem lại ngày.")
    if prepare := PREPARE.get(type(row)):
        prepare(row)
    try:
        with transaction.atomic():
            row.clean_fields(
                exclude=[
                    column.name for column in row._meta.fields if column.null and getattr(row, column.attname) is None
                ]
            )
            row.validate_unique()
            row.validate_constraints()
            row.save(**how)
            if follow := FOLLOW.get(type(row)):
                follow(row)
    except ValidationError as faults:
        raise KeptRefused(" ".join(told_of(row, faults))) from None
    except IntegrityError:
        raise KeptRefused("Dòng này vừa được người khác ghi. Mở sổ xem lại rồi ghi tiếp.") from None


def told_of(row: Model, faults: ValidationError) -> list[str]:
    """What a check of the columns found, each with the column it is about."""
    if not hasattr(faults, "error_dict"):
        return list(faults.messages)
    return [
        message if name == "__all__" else f"{LABELS.get(name, name)}: {message}"
        for name, messages in faults.message_dict.items()
        for message in messages
    ]


def held(row: Any) -> Any:
    """The row as it stands now, held until the transaction ends. Raises KeptRefused for a cancelled one, NoAccess outside the places."""
    found = type(row)._base_manager.select_for_update(of=("self",)).get(pk=row.pk)
    must_reach("Dòng này", found.commune_id, found.province_id)
    if found.cancelled_because:
        raise KeptRefused(f"Dòng này đã hủy: {found.cancelled_because}. Ghi dòng mới nếu cần.")
    return found


def values_of(row: Kept, names: Any) -> dict[str, Any]:
    """Some columns as the trail keeps them."""
    return {name: _plain(getattr(row, name)) for name in names}


def _plain(value: Any) -> Any:
    return value.pk if isinstance(value, Model) else value.isoformat() if isinstance(value, date) else value


def _change(row: Kept, changes: Mapping[str, Any], verb: str, reason: str, by: Any) -> Kept:
    with writing(by, *row.written_by):
        row = held(row)
        told = {name: value for name, value in changes.items() if not _is_left_out(type(row), name, value)}
        changed = {name: value for name, value in told.items() if getattr(row, name) != value}
        if not changed:
            raise KeptRefused("Không có gì thay đổi: các giá trị mới trùng với giá trị đang có.")
        before = values_of(row, changed)
        for name, value in changed.items():
            setattr(row, name, _tidy(value))
        if "commune" in changed:
            row.province_id = row.commune.province_id or row.commune_id
        keep(row)
        _trace(f"{row._meta.model_name}.{verb}", row, reason=reason, before=before, after=values_of(row, changed))
        return row


def _trace(verb: str, row: Kept, **told: Any) -> None:
    audit.record(verb, f"{row._meta.model_name}:{row.pk}", place_id=row.commune_id, **told)
