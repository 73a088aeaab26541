"""A dossier on its path: steps finished, sent back, given to another; the clock stopped while the applicant supplements."""

from collections.abc import Collection, Mapping
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from ansinh.core.access import NoAccess, current_scope
from ansinh.core.days import vietnamese_day
from ansinh.dossiers import words
from ansinh.dossiers.jobs.answers import plain
from ansinh.dossiers.jobs.catalogue import Path, path_on, procedure_named
from ansinh.dossiers.jobs.clock import (
    Stop,
    after_working_days,
    calendar_of,
    due_of_stage,
    later,
    working_days_between,
)
from ansinh.dossiers.models import Dossier, DossierStep, Supplement

from .routing import hands_of, least_loaded, place_of, who_may
from .standing import (
    DossierRefused,
    act,
    heads,
    held,
    may_enter,
    moved,
    must_be,
    must_hold_step,
    not_mine,
    open_step,
    works_here,
)


def path_of(dossier: Dossier) -> Path:
    """The path the dossier keeps, of the day it began. Raises NoLawOnDay."""
    return path_on(procedure_named(dossier.procedure), dossier.began_on, plain(dossier.answers))


def start_first_step(dossier: Dossier, path: Path, moment: datetime) -> DossierStep:
    """The first step of a dossier just received."""
    return _start(dossier, path, 1, moment)


@act
def finish_step(
    *, dossier: Dossier, note: str = "", step: int | None = None, at: datetime | None = None, by: Any
) -> Dossier:
    """The open step done; the next one begins. A step that decides ends by signing, not here. Raises DossierRefused, NoAccess.

    `step` is the one seen: pressed twice, or by two at once, it ends that one and no other."""
    dossier = held(dossier)
    must_be(dossier, "in_progress")
    here, path = open_step(dossier, step), path_of(dossier)
    must_hold_step(here)
    if verb_of(path, here) == "decide":
        raise DossierRefused("Bước này kết thúc bằng ký quyết định. Soạn dự thảo rồi ký.")
    moment = at or timezone.now()
    _end(here, "done", moment, by, note=note)
    moved(dossier, "finish", at=moment, stage=here.stage, step=here.key, note=note)
    _start(dossier, path, here.number + 1, moment)
    return dossier


@act
def return_step(*, dossier: Dossier, reason: str, note: str, step: int | None = None, by: Any) -> Dossier:
    """The dossier goes back to the step before, with a reason. The clock goes on. Raises DossierRefused, NoAccess."""
    dossier = held(dossier)
    must_be(dossier, "in_progress")
    here = open_step(dossier, step)
    must_hold_step(here)
    if here.number == 1:
        raise DossierRefused("Đây là bước đầu, không có bước trước để trả lại. Yêu cầu người nộp bổ sung nếu thiếu.")
    if reason not in words.RETURN_REASONS or not note.strip():
        raise DossierRefused("Trả lại phải chọn lý do và ghi rõ cần làm gì.")
    moment = timezone.now()
    _end(here, "returned", moment, by, reason=reason, note=note)
    moved(dossier, "return", stage=here.stage, step=here.key, reason=reason, note=note)
    before = dossier.steps.filter(number=here.number - 1).order_by("-id").first()
    _start(dossier, path_of(dossier), here.number - 1, moment, to=before.ended_by if before else None)
    return dossier


@act
def recall_step(*, dossier: Dossier, note: str, step: int | None = None, by: Any) -> Dossier:
    """Who passed the dossier on takes it back, before the next one has signed. Raises DossierRefused, NoAccess."""
    dossier = held(dossier)
    must_be(dossier, "in_progress")
    here = open_step(dossier, step)
    before = passed_on(dossier, here)
    if before is None or not by or before.ended_by_id != by.pk or not works_here(dossier, before.role):
        raise DossierRefused("Chỉ người vừa chuyển hồ sơ sang bước này mới thu hồi được.")
    if not note.strip():
        raise DossierRefused("Chưa ghi lý do thu hồi.")
    moment = timezone.now()
    _end(here, "recalled", moment, by, note=note)
    moved(dossier, "recall", stage=here.stage, step=here.key, note=note)
    _start(dossier, path_of(dossier), here.number - 1, moment, to=by)
    return dossier


@act
def reassign_step(*, dossier: Dossier, to: Any, note: str = "", by: Any) -> Dossier:
    """The open step given to another who may do it: by a head of its body, by who has it, or taken by oneself where nobody has it.

    A step that is signed goes to nobody who handled the dossier. Raises DossierRefused, NoAccess."""
    dossier = held(dossier)
    must_be(dossier, *words.RUNNING)
    step = open_step(dossier)
    if not may_reassign(step) or (step.assigned_id is None and to != by and not heads(step)):
        raise NoAccess("Chỉ lãnh đạo, hoặc chính người đang giữ bước này, giao cho người khác.")
    if not candidates(dossier, step).filter(pk=to.pk).exists():
        who, why = to.get_full_name() or to.get_username(), "không giữ vai trò của bước này ở đây"
        if to.get_username() in hands_of(dossier):
            why = "đã xử lý hồ sơ này nên không ký"
        raise DossierRefused(f"«{who}» {why}. Chọn người khác.")
    before = step.assigned.get_username() if step.assigned else "chưa giao"
    step.assigned = to
    step.save(update_fields=["assigned"])
    moved(dossier, "reassign", stage=step.stage, step=step.key, note=note, before=before, after=to.get_username())
    return dossier


def may_reassign(step: DossierStep) -> bool:
    """Whether the actor gives an open step to another, or takes it."""
    return heads(step) or not not_mine(step)


def candidates(dossier: Dossier, step: DossierStep) -> Any:
    """Who may be given a step, the least loaded first."""
    field, signs = procedure_named(dossier.procedure).field, verb_of(path_of(dossier), step) == "decide"
    return who_may(step.role, field, dossier, timezone.localdate(), step.place, signs=signs)


def passed_on(dossier: Dossier, step: DossierStep) -> DossierStep | None:
    """The step whose end began this one."""
    found: DossierStep | None = dossier.steps.filter(number=step.number - 1, result="done").order_by("-id").first()
    return found


@act
def ask_supplement(
    *, dossier: Dossier, reason: str, said: str, components: Collection[str] = (), at: datetime | None = None, by: Any
) -> Supplement:
    """Something asked of the applicant, by who has the step or by the desk: the clock stops until it comes. Raises DossierRefused, NoAccess."""
    dossier = held(dossier)
    may_enter(dossier)
    must_be(dossier, "in_progress")
    step = open_step(dossier)
    if not works_here(dossier, "one_stop"):
        must_hold_step(step)
    if reason not in words.RETURN_REASONS or not said.strip():
        raise DossierRefused("Yêu cầu bổ sung phải chọn lý do và ghi rõ người nộp cần làm gì.")
    if strange := set(components) - set(dossier.components.values_list("key", flat=True)):
        raise DossierRefused(f"Hồ sơ không có giấy tờ «{', '.join(sorted(strange))}».")
    supplement = Supplement._base_manager.create(
        dossier=dossier, reason=reason, said=said.strip()[:1000], components=sorted(components), asked_at=at or timezone.now(), asked_by=by
    )  # fmt: skip
    dossier.components.filter(key__in=components).update(state="missing")
    dossier.state = "waiting"
    dossier.save(update_fields=["state"])
    moved(dossier, "ask", at=supplement.asked_at, stage=step.stage, step=step.key, reason=reason, note=said)
    return supplement


@act
def take_supplement(
    *,
    dossier: Dossier,
    components: Mapping[str, str] | None = None,
    note: str = "",
    at: datetime | None = None,
    by: Any,
) -> Dossier:
    """What was asked has come: the clock goes on, the days it stood are added to the day due. Raises DossierRefused, NoAccess.

    What the applicant sent online has come on the day they sent it, not on the day an officer looked."""
    dossier = held(dossier)
    may_enter(dossier)
    must_be(dossier, "waiting")
    supplement = dossier.supplements.get(answered_at=None)
    from .opening import missing_papers, set_components

    set_components(dossier, components or dict.fromkeys(supplement.components, "present"))
    if missing := missing_papers(dossier):
        raise DossierRefused(f"Còn thiếu: {'; '.join(missing)}. Nhận đủ rồi ghi đã bổ sung.")
    moment = at or timezone.now()
    supplement.answered_at, supplement.answered_by = moment, current_scope().actor
    supplement.save(update_fields=["answered_at", "answered_by"])
    stood = _stand_still(dossier, _day(supplement.asked_at), _day(supplement.handed_in_at or moment))
    moved(dossier, "supplement", at=moment, note=note, stood=stood, due_on=dossier.due_on or "không có hạn")
    return dossier


@act
def withdraw(*, dossier: Dossier, note: str, by: Any) -> Dossier:
    """The applicant takes the dossier back. Raises DossierRefused, NoAccess."""
    dossier = held(dossier)
    may_enter(dossier)
    must_be(dossier, *words.OPEN)
    if not note.strip():
        raise DossierRefused("Chưa ghi lý do rút hồ sơ, ví dụ: người nộp có đơn xin rút.")
    moment = timezone.now()
    end_open_step(dossier, moment, by)
    dossier.supplements.filter(answered_at=None).update(answered_at=moment, answered_by="rút hồ sơ")
    dossier.state, dossier.closed_at = "withdrawn", moment
    dossier.save(update_fields=["state", "closed_at"])
    moved(dossier, "withdraw", note=note)
    return dossier


@act
def apologise(*, dossier: Dossier, promised_on: date, reason: str, by: Any) -> Dossier:
    """A new day promised for a dossier that is or will be late; the letter is printed from it. The legal day due stays.

    Raises DossierRefused, NoAccess. NĐ 61/2018 Điều 19 (chưa kiểm chứng)."""
    dossier = held(dossier)
    may_enter(dossier)
    must_be(dossier, *words.RUNNING)
    if dossier.due_on is None or promised_on <= max(dossier.due_on, timezone.localdate()):
        due = vietnamese_day(dossier.due_on) if dossier.due_on else "không có"
        raise DossierRefused(f"Ngày hẹn lại phải sau hôm nay và sau hạn cũ ({due}). Chọn ngày khác.")
    if not reason.strip():
        raise DossierRefused("Thư xin lỗi phải nói rõ vì sao trễ.")
    dossier.promised_on = promised_on
    dossier.save(update_fields=["promised_on"])
    moved(dossier, "apologise", note=reason, promised_on=promised_on)
    return dossier


@act
def hand_out(*, dossier: Dossier, to: str, at: datetime | None = None, by: Any) -> Dossier:
    """The result given to somebody, by name. Raises DossierRefused, NoAccess."""
    dossier = held(dossier)
    may_enter(dossier)
    must_be(dossier, "decided")
    if len(to.split()) < 2:
        raise DossierRefused(f"Người nhận «{to}» chưa đủ họ và tên.")
    dossier.state, dossier.handed_out_at, dossier.handed_out_to = "handed_out", at or timezone.now(), to.strip()[:120]
    dossier.save(update_fields=["state", "handed_out_at", "handed_out_to"])
    moved(dossier, "hand_out", at=at, note=to)
    return dossier


def end_open_step(dossier: Dossier, moment: datetime, by: Any, result: str = "ended") -> None:
    """The step it stands at ends with the dossier."""
    for step in dossier.steps.filter(ended_at=None):
        _end(step, result, moment, by)


def verb_of(path: Path, step: DossierStep) -> str:
    """What kind of work an open step is; "" for one the path of that day does not have."""
    return next((one.verb for stage, one in path.steps if stage.key == step.stage and one.key == step.key), "")


def _start(dossier: Dossier, path: Path, number: int, moment: datetime, to: Any = None) -> DossierStep:
    if number > len(path.steps):
        raise DossierRefused(f"Thủ tục «{path.procedure.label_vi}» không có bước ký quyết định sau bước này.")
    stage, step = path.steps[number - 1]
    day = _day(moment)
    in_stage = dossier.steps.filter(stage=stage.key).order_by("id").last()
    due = in_stage.due_on if in_stage else due_of_stage(path, stage.key, day, calendar_of(dossier.province_id))
    place = place_of(stage, dossier, day)
    assigned = to or least_loaded(step, path.procedure.field, dossier, place, day)
    made: DossierStep = DossierStep._base_manager.create(
        dossier=dossier, stage=stage.key, key=step.key, number=number, role=step.role, place=place, assigned=assigned,
        started_at=moment, due_on=due,
    )  # fmt: skip
    moved(
        dossier,
        "start",
        at=moment,
        stage=stage.key,
        step=step.key,
        assigned=assigned.get_username() if assigned else "",
    )
    return made


def _end(step: DossierStep, result: str, moment: datetime, by: Any, *, reason: str = "", note: str = "") -> None:
    step.ended_at, step.ended_by, step.result, step.reason, step.note = moment, by, result, reason, note[:500]
    step.save(update_fields=["ended_at", "ended_by", "result", "reason", "note"])


def _stand_still(dossier: Dossier, first: date, last: date) -> int:
    """The clock stood from the first day to the last: what is due is due that much later. Gives the working days it stood."""
    changed = calendar_of(dossier.province_id)
    stood = working_days_between(first, last, changed)
    dossier.state = "in_progress"
    dossier.paused_days += stood
    for step in dossier.steps.filter(ended_at=None):
        stop = Stop(first, last, path_of(dossier).limit(step.stage).unit)
        if dossier.due_on:
            dossier.due_on = later(dossier.due_on, stop, changed)
        if step.due_on:
            step.due_on = later(step.due_on, stop, changed)
            step.save(update_fields=["due_on"])
    dossier.save(update_fields=["state", "paused_days", "due_on"])
    return stood


def _day(moment: datetime) -> date:
    return timezone.localtime(moment).date() if timezone.is_aware(moment) else moment.date()


def is_at_decision(dossier: Dossier) -> bool:
    """Whether the step it stands at is the one that is signed."""
    step = dossier.steps.filter(ended_at=None).first()
    return step is not None and verb_of(path_of(dossier), step) == "decide"


def days_left(dossier: Dossier, today: date) -> int | None:
    """Working days left to the day due, negative when it is over; none without a limit, once decided, and while the clock stands."""
    if dossier.due_on is None or dossier.closed_at is not None or dossier.state == "waiting":
        return None
    changed = calendar_of(dossier.province_id)
    if dossier.due_on >= today:
        return working_days_between(today, dossier.due_on, changed)
    return -working_days_between(dossier.due_on, today, changed) or -1


def soon(today: date, province_id: str | None, count: int = 2) -> date:
    """The last day due that counts as soon."""
    return after_working_days(today, count, calendar_of(province_id))
