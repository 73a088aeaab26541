"""A dossier opened, received or not: its number, what was answered, which papers are there, the day it is due."""

from collections.abc import Collection, Mapping
from datetime import date, datetime, time
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from ansinh.core.access import NoAccess, acting_as_system
from ansinh.core.days import vietnamese_day
from ansinh.core.names import clean_text, fold
from ansinh.dossiers import words
from ansinh.dossiers.jobs import answers as answering
from ansinh.dossiers.jobs.catalogue import Path, path_on, procedure_named
from ansinh.dossiers.jobs.clock import calendar_of, due_of
from ansinh.dossiers.models import Agency, AgencyDay, ComponentCheck, Dossier
from ansinh.engine.procedures import Procedure
from ansinh.law import NoLawOnDay, law_version
from ansinh.people.models import Person
from ansinh.places.models import Place

from .moving import candidates, path_of, start_first_step, verb_of
from .standing import (
    EXAMINING,
    DossierRefused,
    act,
    held,
    may_enter,
    moved,
    must_be,
    must_hold_step,
    must_reach,
    open_step,
    works_here,
)


class BadAnswers(DossierRefused):
    """Answers that cannot be taken; `wrong` says why, by question."""

    def __init__(self, wrong: Mapping[str, str]) -> None:
        super().__init__(" ".join(wrong.values()))
        self.wrong = dict(wrong)


class AlreadyOpen(DossierRefused):
    """The same procedure runs for the same person; `dossier` is that one."""

    def __init__(self, dossier: Dossier) -> None:
        super().__init__(
            f"Đã có hồ sơ {dossier.code} cùng thủ tục, cùng người, {words.STATES[dossier.state][0]}. Xem hồ sơ đó; nếu vẫn cần"
            " hồ sơ thứ hai thì đánh dấu «Vẫn mở hồ sơ khác»."
        )
        self.dossier = dossier


@act
def open_dossier(
    *, procedure: str, commune: Place, channel: str, applicant_name: str, applicant_number: str = "", who: str = "self",
    subject: Person | None = None, phone: str = "", address: str = "", answers: Mapping[str, Any] | None = None,
    components: Mapping[str, str] | None = None, external_code: str = "", names: Dossier | None = None, relation: str = "",
    note: str = "", is_second: bool = True, at: datetime | None = None, by: Any,
) -> Dossier:  # fmt: skip
    """A dossier with its number, waiting to be received. `answers` are as typed; `components` say how each paper stands.

    What the registers of the actor's place already say is filled in with its source; a paper the state holds is not asked. Without
    `is_second` a dossier that runs for the same procedure and the same person stands against another. Raises BadAnswers,
    AlreadyOpen, DossierRefused, NoAccess."""
    scope = may_enter()
    declared = procedure_named(procedure)
    must_reach(scope, commune, is_sensitive=False, said=f"«{commune}»")
    moment = at or timezone.now()
    day = timezone.localtime(moment).date()
    _path(declared, day, {})
    name = clean_text(applicant_name)
    if len(name.split()) < 2:
        raise DossierRefused(f"Họ tên người nộp «{name}» chưa đủ họ và tên.")
    if channel not in words.CHANNELS or who not in declared.who:
        raise DossierRefused(f"Thủ tục «{declared.label_vi}» không do «{words.WHO.get(who, (who,))[0]}» nộp.")
    _must_fit(
        applicant_name=name,
        applicant_number=applicant_number,
        phone=phone,
        address=address,
        external_code=external_code,
    )
    applicant = Person.objects.filter(personal_number=applicant_number).first() if applicant_number else None
    if subject is None and who == "self":
        subject = applicant
    kept = _answers(
        declared, answers or {}, subject=subject, applicant=applicant, day=day, is_partial=channel == "import"
    )
    path = _path(declared, day, answering.plain(kept))
    is_sensitive = declared.is_sensitive(answering.plain(kept))
    must_reach(scope, commune, is_sensitive=is_sensitive, said=f"«{declared.label_vi}» với nội dung này")
    form = declared.form_on(day)
    agency = agency_of(commune, day)
    code = _next_code(agency, day)
    if not is_second:
        _must_be_the_first(declared, commune, subject, name)
    dossier = Dossier._base_manager.create(
        code=code, procedure=declared.name, began_on=day, form=form.number if form else "",
        law_version=law_version()[:16], state="submitted", channel=channel, agency=agency, commune=commune,
        province_id=commune.province_id or commune.pk, who=who, applicant=applicant, applicant_name=name, applicant_folded=fold(name),
        applicant_number=applicant_number, phone=clean_text(phone), address=clean_text(address), subject=subject, answers=kept,
        is_sensitive=is_sensitive, opened_at=moment, opened_by=by, external_code=external_code,
        names=names, relation=relation, note=note[:300],
    )  # fmt: skip
    _check_components(dossier, declared, components or {})
    moved(
        dossier, "submit" if channel == "online" else "open", at=moment, note=note, procedure=declared.name, channel=channel, who=who,
        subject=subject.pk if subject else "", path=path.reference,
    )  # fmt: skip
    return dossier


def open_online(**told: Any) -> Dossier:
    """A dossier a citizen submits: opened by the system, in the citizen's name. Raises as open_dossier."""
    with acting_as_system("công dân nộp trực tuyến"):
        return open_dossier(**told, channel="online", by=None)


@act
def receive(*, dossier: Dossier, components: Mapping[str, str] | None = None, at: datetime | None = None, by: Any) -> Dossier:  # fmt: skip
    """The dossier taken in: its clock begins the working day after, its first step goes to who has the least to do.

    Raises DossierRefused naming the required papers still missing, NoAccess."""
    dossier = held(dossier)
    may_enter(dossier)
    must_be(dossier, "submitted")
    declared = procedure_named(dossier.procedure)
    if components is not None:
        _check_components(dossier, declared, components)
    if missing := missing_papers(dossier):
        raise DossierRefused(
            f"Chưa tiếp nhận được, còn thiếu: {'; '.join(missing)}. Nhận đủ, hoặc trả lời không tiếp nhận."
        )
    moment = at or timezone.now()
    day = timezone.localtime(moment).date()
    path = _path(declared, dossier.began_on, answering.plain(dossier.answers))
    dossier.state, dossier.received_at = "in_progress", moment
    dossier.due_on = due_of(path, day, calendar_of(dossier.province_id))
    dossier.save(update_fields=["state", "received_at", "due_on"])
    moved(dossier, "receive", at=moment, due_on=dossier.due_on or "không có hạn")
    start_first_step(dossier, path, moment)
    return dossier


@act
def refuse_reception(*, dossier: Dossier, reason: str, by: Any) -> Dossier:
    """The dossier is not taken in; the reason goes back to the applicant. Raises DossierRefused, NoAccess."""
    dossier = held(dossier)
    may_enter(dossier)
    must_be(dossier, "submitted")
    if not reason.strip():
        raise DossierRefused("Chưa ghi lý do không tiếp nhận. Ghi lý do và việc người nộp cần làm.")
    dossier.state, dossier.closed_at = "not_received", timezone.now()
    dossier.save(update_fields=["state", "closed_at"])
    moved(dossier, "not_receive", note=reason)
    return dossier


@act
def answer(*, dossier: Dossier, changes: Mapping[str, Any], reason: str, by: Any) -> Dossier:
    """Answers corrected; the old ones stay in the trail. Once received, by who has the step, and not before the signer any more.

    Papers that now apply are asked for. Raises BadAnswers, DossierRefused, NoAccess."""
    dossier = held(dossier)
    scope = may_enter(dossier)
    must_be(dossier, *words.OPEN)
    if dossier.received_at:
        may_change(dossier)
    declared = procedure_named(dossier.procedure)
    if not reason.strip():
        raise DossierRefused("Chưa ghi lý do sửa. Ghi lý do, ví dụ: sửa theo giấy khai sinh.")
    before = answering.plain(dossier.answers)
    values, wrong = answering.read_answers(declared, before | dict(changes))
    if dossier.received_at and declared.law_for(values) != declared.law_for(before):
        wrong[str(declared.law_if and declared.law_if[0])] = (
            "Câu trả lời này đổi con đường giải quyết của hồ sơ đã tiếp nhận. Rút hồ sơ và lập hồ sơ mới."
        )
    if wrong:
        raise BadAnswers(wrong)
    told = {
        key: (before.get(key), values.get(key)) for key in {**before, **values} if before.get(key) != values.get(key)
    }
    source = f"cán bộ sửa: {reason.strip()[:80]}"
    is_sensitive = declared.is_sensitive(values)
    must_reach(scope, dossier.commune, is_sensitive=is_sensitive, said=f"Hồ sơ {dossier.code} với nội dung này")
    dossier.answers = {
        key: {"value": value, "source": source} if key in told else dossier.answers[key]
        for key, value in values.items()
    }
    dossier.is_sensitive = is_sensitive or dossier.is_sensitive
    dossier.save(update_fields=["answers", "is_sensitive"])
    _check_components(dossier, declared, {})
    _give_to_who_may(dossier)
    said = [
        key if dossier.is_sensitive else f"{key}: {_shown(old)} → {_shown(new)}" for key, (old, new) in told.items()
    ]
    moved(dossier, "supplement", note=reason, changed="; ".join(said))
    return dossier


def _shown(value: Any) -> str:
    return "chưa có" if value is None else str(value)


def may_change(dossier: Dossier) -> None:
    """What was told of a dossier received is changed by who has its step.

    Raises NoAccess for who does not examine it, DossierRefused when it lies before the signer or with the applicant."""
    step = open_step(dossier)
    if not works_here(dossier, *EXAMINING):
        raise NoAccess("Sửa mục khai của hồ sơ đã tiếp nhận là việc của cán bộ chuyên môn đang giữ hồ sơ.")
    if verb_of(path_of(dossier), step) == "decide":
        raise DossierRefused(
            "Hồ sơ đang ở người ký nên không sửa mục khai nữa. Nhờ người ký trả lại, hoặc thu hồi, rồi sửa."
        )
    must_hold_step(step)


def _give_to_who_may(dossier: Dossier) -> None:
    """A dossier that turned out sensitive leaves the hands of who has no grant for it."""
    step = dossier.steps.filter(ended_at=None).first()
    if (
        dossier.is_sensitive
        and step
        and step.assigned_id
        and not candidates(dossier, step).filter(pk=step.assigned_id).exists()
    ):
        step.assigned = candidates(dossier, step).first()
        step.save(update_fields=["assigned"])


def against(dossier: Dossier, day: date) -> list[str]:
    """What stands against granting it on a day, as sentences; also where a register says something else now than when it was opened."""
    declared = procedure_named(dossier.procedure)
    now = declared.known(subject=dossier.subject, applicant=dossier.applicant, day=day)
    questions = {one.key: one for one in declared.questions}
    changed = [
        f"«{questions[key].label_vi}»: hồ sơ ghi {answering.said(questions[key], kept['value'])} theo {kept['source']}; nay"
        f" {now[key][1]} ghi {answering.said(questions[key], now[key][0])}."
        for key, kept in dossier.answers.items()
        if key in now
        and key in questions
        and kept["source"] != answering.TYPED
        and str(now[key][0]) != str(kept["value"])
        and not kept["source"].startswith("cán bộ sửa")
    ]
    return [*declared.check(dossier=dossier, day=day), *changed]


def agency_of(commune: Place, day: date) -> Agency:
    """The body that receives for a commune on a day; one of our own numbering is opened where no official code was entered."""
    held_then = Agency.objects.filter(place=commune, from_day__lte=day).exclude(to_day__lte=day)
    found = held_then.order_by("-is_official", "-from_day", "pk").first()
    if found is None:
        code = f"AS.{commune.pk.replace('@', '.')}"
        found, _ = Agency.objects.get_or_create(
            code=code, defaults={"name": f"UBND {commune.full_name}", "place": commune, "from_day": date(2016, 1, 1)}
        )
    return found


def missing_papers(dossier: Dossier) -> list[str]:
    """The required papers that are not there."""
    declared = procedure_named(dossier.procedure)
    missing = set(dossier.components.filter(state="missing").values_list("key", flat=True))
    needed = declared.needed(answering.plain(dossier.answers))
    return [one.label_vi for one in needed if one.is_required and one.key in missing]


def set_components(dossier: Dossier, states: Mapping[str, str]) -> None:
    """How papers stand, inside an act that holds the dossier."""
    _check_components(dossier, procedure_named(dossier.procedure), states)


def _check_components(dossier: Dossier, declared: Procedure, states: Mapping[str, str]) -> None:
    if strange := {state for state in states.values() if state not in words.CHECKS}:
        raise DossierRefused(f"Tình trạng giấy tờ «{', '.join(sorted(strange))}» không có.")
    known = dict(dossier.components.values_list("key", "state"))
    for one in declared.components:
        if one.is_required and states.get(one.key) == "not_needed":
            raise DossierRefused(
                f"«{one.label_vi}» là giấy tờ bắt buộc, không ghi «không cần» được. Ghi đã nộp hoặc còn thiếu."
            )
    needed = declared.needed(answering.plain(dossier.answers))
    dossier.components.exclude(key__in=[one.key for one in needed]).delete()
    for one in needed:
        usual = known.get(one.key) or ("known" if one.held_by and dossier.subject_id else "missing")
        ComponentCheck._base_manager.update_or_create(
            dossier=dossier, key=one.key, defaults={"state": states.get(one.key, usual)}
        )


def _answers(
    declared: Procedure,
    typed: Mapping[str, Any],
    *,
    subject: Person | None,
    applicant: Person | None,
    day: date,
    is_partial: bool = False,
) -> dict[str, dict[str, Any]]:
    """What is typed, and where nothing was, what the registers say; each with its source."""
    held_by_state = declared.known(subject=subject, applicant=applicant, day=day)
    filled = {key: value for key, (value, _source) in held_by_state.items()} | {
        key: value for key, value in typed.items() if value not in (None, "")
    }
    values, wrong = answering.read_answers(declared, filled, is_partial=is_partial)
    if wrong:
        raise BadAnswers(wrong)
    kept = {}
    for key, value in values.items():
        register = held_by_state.get(key)
        same = register is not None and str(register[0]) == str(value)
        kept[key] = {"value": value, "source": register[1] if register and same else answering.TYPED}
    return kept


def _path(declared: Procedure, day: date, answers: Mapping[str, Any]) -> Path:
    try:
        return path_on(declared, day, answers)
    except NoLawOnDay:
        raise DossierRefused(
            f"Ngày {vietnamese_day(day)} chưa có thủ tục «{declared.label_vi}» theo luật đã ghi."
        ) from None


def _next_code(agency: Agency, day: date) -> str:
    """The next number of the agency's day: given inside the act's transaction, so none is lost when it fails."""
    AgencyDay.objects.get_or_create(agency=agency, day=day)
    row = AgencyDay.objects.select_for_update().get(agency=agency, day=day)
    row.last += 1
    row.save(update_fields=["last"])
    return f"{agency.code}-{day:%y%m%d}-{row.last:04d}"


def _must_be_the_first(declared: Procedure, commune: Place, subject: Person | None, name: str) -> None:
    """Asked after the number was taken: whoever opens at the same desk waits there, so that pressing twice opens once."""
    same = Dossier._base_manager.filter(procedure=declared.name, state__in=words.OPEN)
    same = (
        same.filter(subject=subject)
        if subject
        else same.filter(subject=None, commune=commune, applicant_folded=fold(name))
    )
    if found := same.order_by("pk").first():
        raise AlreadyOpen(found)


_LONGEST = {"applicant_name": 120, "applicant_number": 12, "phone": 20, "address": 200, "external_code": 80}
_CALLED = {
    "applicant_name": "Họ tên người nộp", "applicant_number": "Số định danh", "phone": "Điện thoại", "address": "Địa chỉ",
    "external_code": "Mã một cửa",
}  # fmt: skip


def _must_fit(**told: str) -> None:
    for key, text in told.items():
        if len(text) > _LONGEST[key]:
            raise DossierRefused(
                f"{_CALLED[key]} «{text[:40]}…» dài {len(text)} ký tự, nhiều nhất {_LONGEST[key]}. Ghi gọn lại."
            )


def at_nine(day: date) -> datetime:
    """Nine in the morning of a day, where only a day is told."""
    return timezone.make_aware(datetime.combine(day, time(9)))


def import_dossiers(*, rows: Collection[Mapping[str, Any]], by: Any) -> tuple[list[Dossier], list[tuple[int, str]]]:
    """Dossiers of the one-stop system, one row each (the arguments of open_dossier with `external_code` and `received_on`): what was
    opened and received, and what was refused by row number. A code seen before is not opened again.

    Each row is a transaction of its own: desks go on opening meanwhile, and an import broken off keeps what was taken."""
    may_enter()
    made, refused = [], []
    for number, row in enumerate(rows, start=1):
        try:
            with transaction.atomic():
                made.append(_import(row, by))
        except (DossierRefused, NoAccess) as reason:
            refused.append((number, str(reason)))
        except IntegrityError:
            if (old := _imported(row)) is None:
                raise
            refused.append((number, _taken(old)))
    return made, refused


def _import(row: Mapping[str, Any], by: Any) -> Dossier:
    told = dict(row)
    received_on = told.pop("received_on", None)
    if old := _imported(row):
        raise DossierRefused(_taken(old))
    moment = at_nine(received_on) if received_on else None
    dossier = open_dossier(**told, channel="import", at=moment, by=by)
    states = dict(dossier.components.values_list("key", "state"))
    papers = {key: state if state == "known" else "present" for key, state in states.items()}
    received: Dossier = receive(dossier=dossier, components=papers, at=moment, by=by)
    return received


def _imported(row: Mapping[str, Any]) -> Dossier | None:
    known = Dossier._base_manager.filter(
        channel="import", external_code=row["external_code"], province_id=row["commune"].province_id
    )
    return known.first() if row["external_code"] else None


def _taken(old: Dossier) -> str:
    return f"Mã «{old.external_code}» đã nhập: hồ sơ {old.code}."
