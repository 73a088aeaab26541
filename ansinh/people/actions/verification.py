"""Verification against the population database: who is asked, what came back, each mismatch settled by whom and until when."""

import hashlib
from datetime import date, timedelta
from typing import Any

import pyarrow as pa
from django.core.management.color import no_style
from django.db import connection, models, transaction
from django.utils import timezone

from ansinh.core import audit
from ansinh.core.access import NoAccess, acting_within, asked_scope, current_scope
from ansinh.core.database import insert_arrow, read_arrow
from ansinh.core.days import vietnamese_day
from ansinh.people.actions.acts import Refused, act, correct_person, writer
from ansinh.people.jobs.values import birth_of
from ansinh.people.jobs.verification import Answer, Answers, Asked, FilePort, VerificationPort, asked_of, differing
from ansinh.people.models import Identity, Mismatch, Person, VerificationAnswer, VerificationRequest
from ansinh.people.words import IDENTITIES, IDENTITY_FIELDS, SEXES
from ansinh.places.models import Place, predecessor_ids

DAYS_TO_SETTLE = 30
_CHUNK = 10_000
_SCHEMA = pa.schema([
    ("id", pa.int64()), ("name", pa.string()), ("sex", pa.string()), ("birth_year", pa.int64()), ("birth_month", pa.int64()),
    ("birth_day", pa.int64()), ("personal_number", pa.string()), ("commune", pa.string()),
])  # fmt: skip


def ask(
    *, province: Place, commune: Place | None = None, file_name: str, everybody: bool = False, port: VerificationPort | None = None, by: Any
) -> tuple[VerificationRequest, bytes]:  # fmt: skip
    """The request file and its record: living people with a number who are not verified (all of them when `everybody`); they wait from now
    on. Those without a number are marked so. Raises Refused when there is nobody to ask, NoAccess."""
    writer(by)
    _must_reach(province, commune)
    people = list(asked_of(_people(province, commune, only_open=not everybody)))
    sent = [one for one in people if one.personal_number]
    if not sent:
        raise Refused(
            "Không còn ai có số định danh cần gửi xác thực. Ghi số định danh trước, hoặc chọn gửi lại tất cả."
        )
    content = (port or FilePort()).ask(sent, file_name)
    with transaction.atomic():
        _set_states({one.pk: ("waiting" if one.personal_number else "no_number", "") for one in people}, by=by)
        made = VerificationRequest.objects.create(
            province=province,
            commune=commune,
            name=file_name[:200],
            sha256=hashlib.sha256(content).hexdigest(),
            rows=len(sent),
            asked_by=by,
        )
        audit.record(
            "verification.ask", f"verification:{made.pk}", place_id=(commune or province).pk,
            detail={"rows": len(sent), "without_number": len(people) - len(sent), "sha256": made.sha256},
        )  # fmt: skip
    return made, content


def take_answer(
    *, province: Place, commune: Place | None = None, content: bytes, file_name: str, due_on: date | None = None, owner: Any = None,
    port: VerificationPort | None = None, by: Any,
) -> VerificationAnswer:  # fmt: skip
    """The answer read once: states of all good rows in one transaction, a mismatch for each field that differs, bad rows given back with
    why. Raises FileRefused, Refused when the same file was read before, NoAccess."""
    writer(by)
    _must_reach(province, commune)
    sha256 = hashlib.sha256(content).hexdigest()
    if before := VerificationAnswer._base_manager.filter(sha256=sha256, province=province).first():
        raise Refused(
            f"Tệp này đã nhận lúc {timezone.localtime(before.received_at):%H:%M %d/%m/%Y}. Mở kết quả lần đó."
        )
    answers = (port or FilePort()).read(content, file_name)
    today = timezone.localdate()
    due_on = due_on or today + timedelta(days=DAYS_TO_SETTLE)
    if due_on < today:
        raise Refused(f"Hạn xử lý {vietnamese_day(due_on)} đã qua. Ghi ngày từ hôm nay trở đi.")
    with transaction.atomic():
        ours = {one.pk: one for one in asked_of(_people(province, commune, only_open=False, living=False, order=""))}
        states, differences = _judged(answers, ours)
        kept = VerificationAnswer.objects.create(
            province=province, commune=commune, name=file_name[:200], sha256=sha256, received_by=by, refused={
                "header": answers.header, "rows": answers.refused},
        )  # fmt: skip
        _set_states(states, by=by, owner=owner or by, due_on=due_on)
        _keep_mismatches(kept, states, differences, owner or by, due_on)
        counts = dict.fromkeys(IDENTITIES, 0)
        for state, _said in states.values():
            counts[state] += 1
        kept.counts = {name: count for name, count in counts.items() if count} | {"refused": len(answers.refused)}
        kept.save(update_fields=["counts"])
        audit.record(
            "verification.answer", f"verification:{kept.pk}", place_id=(commune or province).pk,
            detail={"file": file_name, "sha256": sha256, "counts": kept.counts},
        )  # fmt: skip
    return kept


def _judged(
    answers: Answers, ours: dict[int, Asked]
) -> tuple[dict[int, tuple[str, str]], dict[int, dict[str, tuple[str, str]]]]:
    """State and what differs in words, by person; differences by person. Rows that do not fit go to the refused."""
    states, differences = {}, {}
    for row in answers.rows:
        one = ours.get(row.pk)
        why = _unfit(row, one)
        if one is None or why:
            answers.refused.append((row.row, why, "", row.cells))
            continue
        apart = differing(one, row.theirs) if row.state in ("verified", "mismatch") else {}
        if row.state == "mismatch" and not apart:
            told = "Ghi lệch thông tin nhưng không ghi thông tin theo CSDLDC, hoặc thông tin đó giống sổ. Ghi mục lệch vào cột «… theo CSDLDC»."
            answers.refused.append((row.row, told, "", row.cells))
            continue
        said = "; ".join(
            f"{IDENTITY_FIELDS[name][0]}: {_said(name, our)} và {_said(name, their)}"
            for name, (our, their) in apart.items()
        )
        states[row.pk] = ("mismatch" if apart else row.state, said)
        if apart:
            differences[row.pk] = apart
    answers.refused.sort()
    return states, differences


def _unfit(row: Answer, one: Asked | None) -> str:
    if one is None:
        return f"Không có hồ sơ mã {row.pk} trong phạm vi của bạn. Kiểm tra cột «Mã hồ sơ», hoặc chọn đúng tỉnh, xã."
    if row.number and row.number != one.personal_number:
        now = one.personal_number or "chưa có"
        return (
            f"Số định danh trong tệp là {row.number}, trong sổ của {one.name} nay là {now}. Gửi xác thực lại người này."
        )
    if row.state == "verified" and not one.personal_number:
        return f"{one.name} chưa có số định danh trong sổ, nên chưa thể «đã xác thực». Ghi số định danh rồi gửi lại."
    return ""


def _said(name: str, value: str) -> str:
    return SEXES[value][0] if name == "sex" and value in SEXES else value or "không có"


_AS_LISTED = "ORDER BY p.commune_id, p.name_key, p.id"


def _people(
    province: Place, commune: Place | None, *, only_open: bool, living: bool = True, order: str = _AS_LISTED
) -> pa.Table:
    where = ["p.merged_into_id IS NULL"]
    if living:
        where.append("p.died_on IS NULL")
    if commune:
        communes = ", ".join(f"'{pk}'" for pk in sorted(predecessor_ids([commune.pk])))
        where.append(f"p.commune_id IN ({communes})")
    provinces = ", ".join(f"'{pk}'" for pk in sorted(predecessor_ids([province.pk])))
    where.append(f"p.province_id IN ({provinces})")
    latest = "i.is_latest" if connection.vendor == "postgresql" else "i.is_latest = 1"
    if only_open:
        where.append("(i.state IS NULL OR i.state <> 'verified')")
    sql = f"""SELECT p.id, p.name, p.sex, p.birth_year, p.birth_month, p.birth_day, p.personal_number, c.full_name AS commune
        FROM people_person p LEFT JOIN benefits_identity i ON i.person_id = p.id AND {latest} JOIN places_place c ON c.id = p.commune_id
        WHERE {" AND ".join(where)} {order}"""
    return read_arrow(sql, _SCHEMA)


def _set_states(states: dict[int, tuple[str, str]], *, by: Any, owner: Any = None, due_on: date | None = None) -> None:
    """The newest state of many people at once; a mismatch, and one not found or without a number, has who settles it and until when."""
    keys = sorted(states)
    _change(Identity, {"is_latest": False}, keys, is_latest=True)
    first = (Identity._base_manager.aggregate(last=models.Max("id"))["last"] or 0) + 1
    today = timezone.localdate()
    due = due_on or today + timedelta(days=DAYS_TO_SETTLE)
    asks = [states[pk][0] in ("mismatch", "not_found", "no_number") for pk in keys]
    who = owner or by
    rows = pa.table({
        "id": pa.array(range(first, first + len(keys)), pa.int64()),
        "person_id": pa.array(keys, pa.int64()),
        "state": pa.array([states[pk][0] for pk in keys], pa.string()),
        "said": pa.array([states[pk][1][:300] for pk in keys], pa.string()),
        "at": pa.array([today] * len(keys), pa.date32()),
        "owner_id": pa.array([who.pk if who and one else None for one in asks], pa.int64()),
        "due_on": pa.array([due if one else None for one in asks], pa.date32()),
        "is_latest": pa.array([True] * len(keys), pa.bool_()),
    })  # fmt: skip
    insert_arrow(Identity._meta.db_table, rows)
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), [Identity]):
            cursor.execute(statement)


def _change(model: type[models.Model], values: dict[str, Any], people: list[int], **only: Any) -> None:
    for first in range(0, len(people), _CHUNK):
        some = people[first : first + _CHUNK]
        of_these = models.expressions.RawSQL(
            f"SELECT id FROM people_person WHERE id IN ({', '.join(map(str, some))})", ()
        )
        model._base_manager.filter(person_id__in=of_these, **only).update(**values)


def _keep_mismatches(
    answer: VerificationAnswer, states: dict[int, tuple[str, str]], differences: dict[int, dict[str, tuple[str, str]]], owner: Any, due_on: date
) -> None:  # fmt: skip
    answered = sorted(pk for pk, (state, _said) in states.items() if state in ("verified", "mismatch"))
    _change(Mismatch, {"state": "superseded"}, answered, state="open")
    Mismatch._base_manager.bulk_create(
        (
            Mismatch(
                person_id=pk, answer=answer, field=name, ours=our[:120], theirs=their[:120], owner=owner, due_on=due_on
            )
            for pk, apart in differences.items()
            for name, (our, their) in apart.items()
        ),
        batch_size=2000,
    )


def correct_mismatch(*, mismatch: Mismatch, by: Any) -> Mismatch:
    """The register takes what the population database says, through `correct_person`; with nothing left apart the person is verified.
    Raises Refused, NoAccess."""
    with acting_within(writer(by)), transaction.atomic():
        mismatch = _open(mismatch)
        person = Person._base_manager.select_for_update(of=("self",)).get(pk=mismatch.person_id)
        value: Any = as_written(mismatch)
        if mismatch.field == "birth":
            value = birth_of(value)
        reason = f"Theo CSDL quốc gia về dân cư, tệp {mismatch.answer.name}"
        correct_person(person=person, changes={mismatch.field: value}, reason=reason, by=by)
        return _settle(mismatch, "corrected", reason, by)


def as_written(mismatch: Mismatch) -> str:
    """Theirs as the register would write it: names in capitals become small letters."""
    theirs = mismatch.theirs
    return theirs.title() if mismatch.field == "name" and theirs.isupper() else theirs


@act
def keep_ours(*, mismatch: Mismatch, reason: str, by: Any) -> Mismatch:
    """The register stays as it is, with the reason. Raises Refused, NoAccess."""
    mismatch = _open(mismatch)
    if not reason.strip():
        raise Refused("Chưa ghi vì sao giữ thông tin của ta. Ghi lý do, ví dụ: theo giấy khai sinh gốc.")
    done = _settle(mismatch, "kept", reason, by)
    audit.record(
        "mismatch.keep", f"person:{mismatch.person_id}", place_id=mismatch.person.commune_id, reason=reason,
        detail={"field": mismatch.field, "ours": mismatch.ours, "theirs": mismatch.theirs},
    )  # fmt: skip
    return done


@act
def assign_mismatch(*, mismatch: Mismatch, owner: Any, due_on: date, by: Any) -> Mismatch:
    """Another settles it, or by another day. Raises Refused, NoAccess."""
    mismatch = _open(mismatch)
    if due_on < timezone.localdate():
        raise Refused(f"Hạn {vietnamese_day(due_on)} đã qua. Ghi ngày từ hôm nay trở đi.")
    mismatch.owner, mismatch.due_on = owner or by, due_on
    mismatch.save(update_fields=["owner", "due_on"])
    detail = {
        "field": mismatch.field,
        "owner": mismatch.owner and mismatch.owner.get_username(),
        "due_on": due_on.isoformat(),
    }
    audit.record("mismatch.assign", f"person:{mismatch.person_id}", place_id=mismatch.person.commune_id, detail=detail)
    return mismatch


def _settle(mismatch: Mismatch, state: str, reason: str, by: Any) -> Mismatch:
    mismatch.state, mismatch.reason, mismatch.settled_by, mismatch.settled_at = (
        state,
        reason.strip()[:300],
        by,
        timezone.now(),
    )
    mismatch.save()
    of_answer = Mismatch._base_manager.filter(person=mismatch.person_id, answer=mismatch.answer_id)
    if not of_answer.filter(state="open").exists():
        kept = [IDENTITY_FIELDS[name][0] for name in of_answer.filter(state="kept").values_list("field", flat=True)]
        told = ("mismatch", f"giữ thông tin của ta: {', '.join(kept)}") if kept else ("verified", "")
        _set_states({mismatch.person_id: told}, by=by)
    return mismatch


def _open(mismatch: Mismatch) -> Mismatch:
    found = (
        Mismatch.objects.select_for_update(of=("self",))
        .select_related("person", "answer")
        .filter(pk=mismatch.pk)
        .first()
    )
    if found is None:
        raise NoAccess(f"Mục lệch {mismatch.pk} ngoài phạm vi của tài khoản «{current_scope().actor}».")
    if found.state != "open":
        raise Refused(f"Mục này đã xong: {found.get_state_display()}. Tải lại trang.")
    return found


def _must_reach(province: Place, commune: Place | None) -> None:
    where = commune or province
    if not asked_scope().reaches(commune.pk if commune else "", province.pk):
        raise NoAccess(f"«{where}» ngoài phạm vi của tài khoản «{current_scope().actor}».")
