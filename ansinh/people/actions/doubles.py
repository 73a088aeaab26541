"""Who is in the register twice: pairs found and decided, two rows merged into one by two hands, and taken apart again."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
from django.apps import apps
from django.db import IntegrityError, models, transaction
from django.utils import timezone

from ansinh.core import audit
from ansinh.core.access import NoAccess, asked_scope, current_scope, must_hold, must_reach
from ansinh.core.database import read_populations
from ansinh.core.days import vietnamese_day
from ansinh.people.actions.acts import Refused, act, other_holder, taken_number, writer
from ansinh.people.jobs.doubles import LEVELS, find_pairs
from ansinh.people.jobs.doubles_merge import KEPT, MERGED, MergePlan, Move, control_totals, plan_merge
from ansinh.people.jobs.sources import as_of
from ansinh.people.models import DoublePair, MovedRow, Person, PersonMerge
from ansinh.places.models import Place, predecessor_ids

PROPOSERS = ("province_officer",)
CONFIRMERS = ("province_head", "province_leader")
_SCHEMA = pa.schema([
    ("id", pa.int64()), ("name", pa.string()), ("name_folded", pa.string()), ("sex", pa.string()), ("birth_year", pa.int64()),
    ("birth_month", pa.int64()), ("birth_day", pa.int64()), ("personal_number", pa.string()), ("commune_id", pa.string()),
    ("household_id", pa.int64()), ("hamlet", pa.string()),
])  # fmt: skip


def people_of(province: Place, day: date) -> pa.Table:
    """The people of a province as the search for doubles reads them, communes as they stand on the day."""
    these = ", ".join(f"'{pk}'" for pk in sorted(predecessor_ids([province.pk])))
    sql = f"""SELECT p.id, p.name, p.name_folded, p.sex, p.birth_year, p.birth_month, p.birth_day, p.personal_number, p.commune_id,
        m.household_id, h.hamlet FROM people_person p LEFT JOIN people_membership m ON m.person_id = p.id AND m.to_day IS NULL
        LEFT JOIN people_household h ON h.id = m.household_id WHERE p.province_id IN ({these}) AND p.merged_into_id IS NULL"""
    return as_of(province.pk, day, read_populations({"people": (sql, _SCHEMA)}))["people"]


def find_doubles(*, province: Place, day: date, folder: Path | None = None, by: Any) -> dict[str, int]:
    """Pairs of the province as of a day, kept for the desk; gives how many are new, known, no longer found, left alone. What was decided
    stays decided: two persons are not shown again. Raises NoAccess."""
    writer(by)
    must_hold(*PROPOSERS)
    must_reach(province, "", province.pk)
    people = people_of(province, day)
    found = find_pairs(people, folder=folder)
    with transaction.atomic():
        counts = _keep_pairs(province, people, found)
        audit.record(
            "doubles.find",
            f"province:{province.pk}",
            place_id=province.pk,
            detail={"people": people.num_rows, **counts},
        )
    return counts


def _keep_pairs(province: Place, people: pa.Table, found: pa.Table) -> dict[str, int]:
    old = {
        (one, other): (pk, state)
        for pk, one, other, state in DoublePair._base_manager.filter(province=province).values_list(
            "pk", "one_id", "other_id", "state"
        )
    }
    concerned = {*found["one"].to_pylist(), *found["other"].to_pylist()}
    home = {
        pk: place
        for pk, place in zip(people["id"].to_pylist(), people["commune_id"].to_pylist(), strict=True)
        if pk in concerned
    }
    now, new, again = timezone.now(), [], []
    for row in found.to_pylist():
        known = old.pop((row["one"], row["other"]), None)
        evidence = [[name, row[name], round(row[f"{name}_weight"], 2)] for name in LEVELS]
        place = home[row["one"]] if home[row["one"]] == home[row["other"]] else None
        if known is None:
            new.append(
                DoublePair(
                    one_id=row["one"],
                    other_id=row["other"],
                    weight=round(row["weight"] * 100),
                    evidence=evidence,
                    commune_id=place,
                    province=province,
                    found_at=now,
                )
            )
        elif known[1] in ("waiting", "unclear"):
            again.append(
                DoublePair(pk=known[0], weight=round(row["weight"] * 100), evidence=evidence, commune_id=place)
            )
    gone = [pk for pk, state in old.values() if state == "waiting"]
    DoublePair._base_manager.bulk_create(new, batch_size=2000)
    DoublePair._base_manager.bulk_update(again, ["weight", "evidence", "commune"], batch_size=500)
    for first in range(0, len(gone), 500):
        DoublePair._base_manager.filter(pk__in=gone[first : first + 500]).delete()
    return {"found": found.num_rows, "new": len(new), "known": len(again), "gone": len(gone)}


@act
def judge_two(*, pair: DoublePair, reason: str, by: Any) -> DoublePair:
    """The pair found to be two persons, for good. Raises Refused, NoAccess."""
    pair = _undecided(pair)
    if not reason.strip():
        raise Refused("Chưa ghi vì sao là hai người. Ghi lý do, ví dụ: sinh đôi; đã gặp cả hai.")
    return _decided(pair, "two", reason, by, owner=None, due_on=None)


@act
def judge_unclear(*, pair: DoublePair, owner: Any, due_on: date, reason: str = "", by: Any) -> DoublePair:
    """The pair somebody is to look into until a day. Raises Refused, NoAccess."""
    pair = _undecided(pair)
    if due_on < timezone.localdate():
        raise Refused(f"Hạn {vietnamese_day(due_on)} đã qua. Ghi ngày từ hôm nay trở đi.")
    return _decided(pair, "unclear", reason, by, owner=owner or by, due_on=due_on)


def _decided(pair: DoublePair, state: str, reason: str, by: Any, **more: Any) -> DoublePair:
    for name, value in {
        "state": state,
        "reason": reason.strip()[:300],
        "decided_by": by,
        "decided_at": timezone.now(),
        **more,
    }.items():
        setattr(pair, name, value)
    pair.save()
    detail = {"one": pair.one_id, "other": pair.other_id, "weight": pair.weight / 100}
    audit.record(
        f"double.{state}", f"pair:{pair.pk}", place_id=pair.commune_id or pair.province_id, reason=reason, detail=detail
    )
    return pair


def _undecided(pair: DoublePair) -> DoublePair:
    found = DoublePair.objects.select_for_update(of=("self",)).filter(pk=pair.pk).first()
    if found is None:
        raise NoAccess(f"Cặp {pair.pk} ngoài phạm vi của tài khoản «{current_scope().actor}».")
    if found.state not in ("waiting", "unclear"):
        raise Refused(f"Cặp này đã được kết luận: {found.get_state_display()}. Tải lại trang.")
    return found


def propose_merge(
    *, kept: Person, merged: Person, choices: Mapping[str, str], reason: str, pair: DoublePair | None = None, by: Any
) -> PersonMerge:
    """A merge for another hand to confirm. `choices` say by field (`FIELDS`) and by table of open rows whose stays: kept or merged.
    Raises Refused naming everything that stands against it, NoAccess."""
    _hold(by, *PROPOSERS)
    with transaction.atomic():
        kept, merged = _both_held(kept, merged)
        if not reason.strip():
            raise Refused("Chưa ghi căn cứ để gộp. Ghi lý do, ví dụ: đã đối chiếu căn cước, cùng một người.")
        if strange := [value for value in choices.values() if value not in (KEPT, MERGED)]:
            raise Refused(f"Lựa chọn «{strange[0]}» không có. Chọn giữ của dòng ở lại hay của dòng gộp vào.")
        if PersonMerge._base_manager.filter(state="proposed", merged__in=(kept, merged)).exists():
            raise Refused(f"{merged.name} đang có một đề nghị gộp chờ xác nhận. Xác nhận hoặc bác đề nghị đó trước.")
        _must_be_free(plan_merge(kept, merged, dict(choices), timezone.localdate()))
        merge = PersonMerge.objects.create(
            kept=kept, merged=merged, pair=pair, choices=dict(choices), reason=reason.strip()[:300], proposed_by=by,
            commune_id=kept.commune_id if kept.commune_id == merged.commune_id else None, province_id=kept.province_id,
        )  # fmt: skip
        _trace("merge.propose", merge, reason=reason, choices=dict(choices))
    return merge


def refuse_merge(*, merge: PersonMerge, reason: str, by: Any) -> PersonMerge:
    """The proposal turned down. Raises Refused, NoAccess."""
    _hold(by, *CONFIRMERS)
    with transaction.atomic():
        merge = _of_state(merge, "proposed")
        if not reason.strip():
            raise Refused("Chưa ghi vì sao không gộp. Ghi lý do.")
        return _settled(merge, "refused", reason, by)


def confirm_merge(*, merge: PersonMerge, by: Any) -> PersonMerge:
    """Two rows become one person, in one transaction: every row that names the merged one now names the kept one, but for what is signed.
    The control totals are the same after it, or nothing is done. Raises Refused, NoAccess."""
    _hold(by, *CONFIRMERS)
    with transaction.atomic():
        merge = _of_state(merge, "proposed")
        if by is not None and merge.proposed_by_id == by.pk:
            raise Refused("Người đề nghị gộp không tự xác nhận được. Nhờ trưởng phòng hoặc lãnh đạo khác.")
        kept, merged = _both_held(merge.kept, merge.merged)
        concerned = [*kept.ids, *merged.ids]
        before = control_totals(concerned)
        plan = plan_merge(kept, merged, merge.choices, timezone.localdate())
        _must_be_free(plan)
        for move in plan.moves:
            _carry_out(merge, move)
        kept.refresh_from_db()
        _must_tie(before, control_totals(kept.ids), kept.ids, concerned)
        merge.totals = before
        if merge.pair:
            DoublePair._base_manager.filter(pk=merge.pair.pk).update(
                state="one", decided_by=by, decided_at=timezone.now()
            )
        return _settled(merge, "done", merge.reason, by)


def undo_merge(*, merge: PersonMerge, reason: str, by: Any) -> PersonMerge:
    """Two persons again: every value the merge changed is what it was. What was written since stays with the kept person.
    Raises Refused when something now stands in the way, NoAccess."""
    _hold(by, *CONFIRMERS)
    with transaction.atomic():
        merge = _of_state(merge, "done")
        if not reason.strip():
            raise Refused("Chưa ghi vì sao gỡ lần gộp. Ghi lý do.")
        kept = Person._base_manager.select_for_update(of=("self",)).get(pk=merge.kept_id)
        merged = Person._base_manager.select_for_update(of=("self",)).get(pk=merge.merged_id)
        if kept.merged_into_id:
            raise Refused(f"{kept.name} về sau đã được gộp vào {kept.merged_into}. Gỡ lần gộp đó trước.")
        concerned = kept.ids
        before = control_totals(concerned)
        left = [moved for moved in MovedRow._base_manager.filter(merge=merge).order_by("-pk") if not _put_back(moved)]
        kept.refresh_from_db()
        merged.refresh_from_db()
        _must_tie(before, control_totals([*kept.ids, *merged.ids]), [*kept.ids, *merged.ids], concerned)
        if merge.pair_id:
            DoublePair._base_manager.filter(pk=merge.pair_id).update(
                state="two", reason=reason.strip()[:300], decided_by=by
            )
        merge.state, merge.undone_by, merge.undone_at, merge.undone_because = (
            "undone",
            by,
            timezone.now(),
            reason.strip()[:300],
        )
        merge.save()
        _trace("merge.undo", merge, reason=reason, left=[f"{one.model} {one.row} {one.column}" for one in left])
    return merge


def _carry_out(merge: PersonMerge, move: Move) -> None:
    MovedRow._base_manager.create(
        merge=merge, model=str(move.model._meta.label_lower), row=str(move.row), column=move.column, old=_kept_as(move.old),
        new=_kept_as(move.new),
    )  # fmt: skip
    try:
        with transaction.atomic():
            changed = move.model._base_manager.filter(pk=move.row, **_is(move.column, move.old)).update(
                **{move.column: move.new}
            )
    except IntegrityError as error:
        raise Refused(
            f"Không gộp được: dòng {move.row} của «{move.model._meta.verbose_name}» vướng ràng buộc ({error})."
        ) from error
    if not changed:
        raise Refused("Sổ vừa thay đổi trong lúc gộp. Mở lại đề nghị và xác nhận lần nữa.")


def _put_back(moved: MovedRow) -> bool:
    """Whether the value was put back; what somebody has changed since stays as it is."""
    model = apps.get_model(moved.model)
    old, new = (_read_as(model, moved.column, value) for value in (moved.old, moved.new))
    if moved.column == "personal_number":
        _number_must_be_free(old, moved.row)
    try:
        with transaction.atomic():
            return bool(
                model._base_manager.filter(pk=moved.row, **_is(moved.column, new)).update(**{moved.column: old})
            )
    except IntegrityError as error:
        if moved.column == "personal_number":
            _number_must_be_free(old, moved.row)
        row = model._base_manager.get(pk=moved.row)
        raise Refused(
            f"Không gỡ được: «{row}» trước kia của người kia, nay vướng một dòng ghi sau khi gộp. Cho thôi dòng ghi sau rồi gỡ."
        ) from error


def _number_must_be_free(number: str | None, row: Any) -> None:
    if number and (holder := other_holder(number, row)):
        raise Refused(f"Không gỡ được: {taken_number(number, holder)}")


def _is(column: str, value: Any) -> dict[str, Any]:
    return {f"{column}__isnull": True} if value is None else {column: value}


def _kept_as(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _read_as(model: type[models.Model], column: str, value: Any) -> Any:
    field = next(one for one in model._meta.concrete_fields if one.attname == column)
    return field.to_python(value) if isinstance(field, models.DateField) else value


def _must_tie(before: dict[str, int], after: dict[str, int], now: list[int], concerned: list[int]) -> None:
    """Raises Refused, which takes everything back, when a right, a claim or a payment would be lost or doubled."""
    if before != after or set(now) != set(concerned):
        apart = [
            f"{name}: {before.get(name, 0)} và {after.get(name, 0)}"
            for name in {**before, **after}
            if before.get(name) != after.get(name)
        ]
        raise Refused(
            f"Tổng kiểm soát trước và sau không khớp ({'; '.join(apart) or 'số dòng của người'}). Chưa thay đổi gì; báo quản trị."
        )


def _must_be_free(plan: MergePlan) -> None:
    if plan.against:
        raise Refused("Chưa gộp được. " + " ".join(plan.against))


def _both_held(one: Person, other: Person) -> tuple[Person, Person]:
    """Both rows, locked and inside the scope. Raises Refused, NoAccess."""
    if one.pk == other.pk:
        raise Refused("Hai dòng là một. Chọn hai dòng khác nhau.")
    rows = {
        row.pk: row
        for row in Person._base_manager.select_for_update(of=("self",)).filter(pk__in=(one.pk, other.pk)).order_by("pk")
    }
    for row in rows.values():
        if not asked_scope().reaches(row.commune_id, row.province_id):
            raise NoAccess(f"«{row}» thuộc {row.commune}, ngoài phạm vi của tài khoản «{current_scope().actor}».")
        if row.merged_into_id:
            raise Refused(f"{row.name} (dòng {row.pk}) đã được gộp vào người khác. Mở người đó.")
    return rows[one.pk], rows[other.pk]


def _of_state(merge: PersonMerge, state: str) -> PersonMerge:
    found = (
        PersonMerge.objects.select_for_update(of=("self",))
        .select_related("kept", "merged", "pair")
        .filter(pk=merge.pk)
        .first()
    )
    if found is None:
        raise NoAccess(f"Đề nghị gộp {merge.pk} ngoài phạm vi của tài khoản «{current_scope().actor}».")
    must_reach(f"Đề nghị gộp {merge.pk}", found.commune_id or "", found.province_id)
    if found.state != state:
        raise Refused(f"Đề nghị này đã ở trạng thái «{found.get_state_display()}». Tải lại trang.")
    return found


def _settled(merge: PersonMerge, state: str, reason: str, by: Any) -> PersonMerge:
    merge.state, merge.settled_by, merge.settled_at, merge.settled_because = (
        state,
        by,
        timezone.now(),
        reason.strip()[:300],
    )
    merge.save()
    moved = MovedRow._base_manager.filter(merge=merge).count()
    _trace(
        "merge.confirm" if state == "done" else "merge.refuse", merge, reason=reason, moved=moved, totals=merge.totals
    )
    return merge


def _trace(verb: str, merge: PersonMerge, *, reason: str, **detail: Any) -> None:
    told = {"merge": merge.pk, "kept": merge.kept_id, "merged": merge.merged_id, **detail}
    for person in (merge.kept_id, merge.merged_id):
        audit.record(verb, f"person:{person}", place_id=merge.kept.commune_id, reason=reason, detail=told)


def _hold(by: Any, *roles: str) -> None:
    scope = must_hold(*roles)
    if not scope.everything and (by is None or scope.actor != by.get_username()):
        raise NoAccess(f"Tài khoản «{scope.actor}» không thể thao tác thay người khác.")
