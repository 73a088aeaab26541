"""A dossier followed without an account, by its code and the personal number it was asked with: where it stands, what is missing,
files handed in, the dossier taken back. Who asks for another's learns nothing: no such dossier and not theirs sound the same."""

import time
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from ansinh.core.access import acting_as_system
from ansinh.core.language import said
from ansinh.core.limits import address_of, limited
from ansinh.core.looks import looked_at
from ansinh.dossiers import words
from ansinh.dossiers.actions import DossierRefused, hand_in_supplement, path_of, withdraw
from ansinh.dossiers.actions.papers import PaperRefused, Upload
from ansinh.dossiers.forms import portal as typed
from ansinh.dossiers.jobs import puzzles
from ansinh.dossiers.jobs.catalogue import Path, procedure_named
from ansinh.dossiers.models import Dossier, Supplement
from ansinh.dossiers.pages.portal import days_of, label_of
from ansinh.engine.procedures import Procedure

FOLLOWING, FOLLOWED_SECONDS = "portal_following", 30 * 60
WRONG_TRIES = 3
SYSTEM = "công dân theo dõi hồ sơ"
_NOBODY = "x" * 12


@login_not_required
@require_http_methods(["GET", "POST"])
@limited(
    "follow",
    "40/10m",
    methods=("POST",),
    key=lambda request: request.POST.get("code", "")[:50].strip().upper(),
    key_rate="60/1h",
)
def follow(request: HttpRequest) -> HttpResponse:
    """The door: a code and a number, both right, or one answer for everything else."""
    address = address_of(request)
    form = typed.FollowForm(
        request.POST if request.method == "POST" else None, initial={"code": request.GET.get("ma", "")[:50]}
    )
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        doubtful = puzzles.count("wrong", address) >= WRONG_TRIES or told["website"]
        if doubtful and not puzzles.is_answered(request.session, told["puzzle_id"], told["puzzle"]):
            form.add_error("puzzle", _("Trả lời câu hỏi nhỏ ở dưới rồi xem lại."))
        elif dossier := _opened_by(told["code"], told["number"]):
            request.session[FOLLOWING] = {"dossier": dossier.pk, "until": time.time() + FOLLOWED_SECONDS}
            return redirect("followed")
        else:
            puzzles.note("wrong", address)
            form.add_error(
                None, _("Không có hồ sơ nào với mã và số định danh này. Xem lại từng chữ trên giấy tiếp nhận.")
            )
    asks = puzzles.count("wrong", address) >= WRONG_TRIES or "puzzle" in form.errors
    context = {"form": form, "puzzle": puzzles.ask(request.session) if asks else None, "is_bad": bool(form.errors)}
    return render(request, "dossiers/portal/follow.html", context, status=422 if form.errors else 200)


@login_not_required
@require_GET
@limited("followed", "240/10m")
def followed(request: HttpRequest) -> HttpResponse:
    """The dossier as its applicant reads it."""
    with acting_as_system(SYSTEM):
        dossier = _followed(request)
        if dossier is None:
            return redirect("follow")
        looked_at(f"dossier:{dossier.pk}", place_id=dossier.commune_id)
        return render(request, "dossiers/portal/followed.html", _told(dossier))


@login_not_required
@require_http_methods(["GET", "POST"])
@limited("hand_in", "30/1h", methods=("POST",))
def hand_in(request: HttpRequest) -> HttpResponse:
    """What was asked, sent."""
    with acting_as_system(SYSTEM):
        dossier = _followed(request)
        supplement = _asked(dossier) if dossier else None
        if dossier is None or supplement is None:
            return redirect("followed" if dossier else "follow")
        declared = procedure_named(dossier.procedure)
        asked = supplement.components or dossier.components.values_list("key", flat=True)
        components = [one for one in declared.components if one.key in asked]
        form = typed.HandInForm(
            *((request.POST, request.FILES) if request.method == "POST" else ()), components=components
        )
        if request.method == "POST" and form.is_valid():
            papers = {key: [Upload(one.name, one.content()) for one in came] for key, came in form.papers().items()}
            try:
                hand_in_supplement(dossier=dossier, papers=papers, said=form.cleaned_data["said"])
                return redirect("followed")
            except (DossierRefused, PaperRefused) as refused:
                form.add_error(None, str(refused))
        context = {"form": form, "asked": supplement.said, "code": dossier.code, "is_bad": bool(form.errors)}
        return render(request, "dossiers/portal/hand_in.html", context, status=422 if form.errors else 200)


@login_not_required
@require_http_methods(["GET", "POST"])
@limited("take_back", "10/1h", methods=("POST",))
def take_back(request: HttpRequest) -> HttpResponse:
    """The dossier taken back by who asked."""
    with acting_as_system(SYSTEM):
        dossier = _followed(request)
        if dossier is None or dossier.state not in words.OPEN:
            return redirect("followed" if dossier else "follow")
        form = typed.TakeBackForm(request.POST if request.method == "POST" else None)
        if request.method == "POST" and form.is_valid():
            try:
                withdraw(
                    dossier=dossier, note=f"người nộp rút qua trang tra cứu: {form.cleaned_data['reason']}", by=None
                )
                return redirect("followed")
            except DossierRefused as refused:
                form.add_error(None, str(refused))
        context = {"form": form, "code": dossier.code, "is_bad": bool(form.errors)}
        return render(request, "dossiers/portal/take_back.html", context, status=422 if form.errors else 200)


@login_not_required
@require_POST
def stop_following(request: HttpRequest) -> HttpResponse:
    """The machine forgets the dossier: others use it too."""
    request.session.pop(FOLLOWING, None)
    return redirect("follow")


def _opened_by(code: str, number: str) -> Dossier | None:
    """The dossier of a code when the number is its applicant's or its subject's; compared in the same time whether it is there or not."""
    dossier = Dossier._base_manager.filter(code=code).select_related("subject").first()
    asked = dossier.applicant_number if dossier else ""
    held = (dossier.subject.personal_number or "") if dossier and dossier.subject else ""
    matches = sum(
        constant_time_compare(number.rjust(12)[:20], (known or _NOBODY).rjust(12)[:20]) for known in (asked, held)
    )
    return dossier if matches and number.isdecimal() else None


def _followed(request: HttpRequest) -> Dossier | None:
    told = request.session.get(FOLLOWING)
    if not told or told["until"] < time.time():
        return None
    request.session[FOLLOWING] = told | {"until": time.time() + FOLLOWED_SECONDS}
    rows = Dossier._base_manager.select_related("commune", "province", "agency", "subject")
    found: Dossier | None = rows.filter(pk=told["dossier"]).first()
    return found


def _asked(dossier: Dossier) -> Supplement | None:
    if dossier.state != "waiting":
        return None
    found: Supplement | None = dossier.supplements.filter(answered_at=None).first()
    return found


def _told(dossier: Dossier) -> dict[str, Any]:
    declared, path, asked = procedure_named(dossier.procedure), path_of(dossier), _asked(dossier)
    labels = {one.key: label_of(one) for one in declared.components}
    ruling = dossier.rulings.exclude(signed_at=None).first()
    not_taken = dossier.moves.filter(act="not_receive").last() if dossier.state == "not_received" else None
    return {
        "code": dossier.code, "label": label_of(declared), "state": said(*words.STATES[dossier.state]), "state_key": dossier.state,
        "opened_on": _day(dossier.opened_at), "received_on": _day(dossier.received_at), "due_on": dossier.due_on,
        "promised_on": dossier.promised_on, "is_late": _is_late(dossier), "line": _line(dossier, path),
        "asked": {"said": asked.said, "papers": [labels[key] for key in asked.components if key in labels], "on": _day(asked.asked_at),
                  "handed_in_on": _day(asked.handed_in_at)} if asked else None,
        "bring": _to_bring(dossier, declared) if dossier.state == "submitted" else [],
        "reason": not_taken.note if not_taken else "", "ruling": {"number": ruling.number, "on": ruling.decided_on,
            "outcome": said(*words.OUTCOMES[ruling.outcome]), "is_granted": ruling.outcome == "granted", "reason": ruling.reason} if ruling else None,
        "can_take_back": dossier.state in words.OPEN, "where": dossier.agency.name, "commune": dossier.commune.full_name,
        "handed_out_on": _day(dossier.handed_out_at), "result": said(declared.result_vi, declared.result_en),
    }  # fmt: skip


def _to_bring(dossier: Dossier, declared: Procedure) -> list[str]:
    """Required papers that are not there. What a register holds or does not hold of a number is not told."""
    missing = set(dossier.components.filter(state="missing").values_list("key", flat=True))
    return [label_of(one) for one in declared.components if one.key in missing and one.is_required and not one.held_by]


def _line(dossier: Dossier, path: Path) -> list[dict[str, Any]]:
    """The way of the dossier as a line of stages: handed in, received, each stage of its path, result; done, now or to come."""
    walked: dict[str, list[Any]] = {}
    for step in dossier.steps.order_by("id"):
        walked.setdefault(step.stage, []).append(step)
    open_stage = next((step.stage for step in dossier.steps.filter(ended_at=None)), "")
    line = [_point(_("Nộp hồ sơ"), "done", on=_day(dossier.opened_at))]
    if dossier.state != "not_received":
        line.append(_point(_("Tiếp nhận"), "done" if dossier.received_at else "now", on=_day(dossier.received_at)))
    if dossier.state in ("not_received", "withdrawn"):
        return [*line, _point(str(said(*words.STATES[dossier.state])), "done", on=_day(dossier.closed_at))]
    order = [one.stage.key for one in path.stages]
    for one in path.stages:
        steps, key = walked.get(one.stage.key, []), one.stage.key
        is_past = bool(steps) and key != open_stage and (not open_stage or order.index(key) < order.index(open_stage))
        state = "done" if is_past else "now" if key == open_stage else "next"
        ended = max((step.ended_at for step in steps if step.ended_at), default=None) if is_past else None
        line.append(
            _point(
                label_of(one.stage),
                state,
                on=_day(ended),
                days=days_of(one),
                by=steps[-1].due_on if state == "now" else None,
            )
        )
    over = dossier.state in ("decided", "handed_out")
    last = "done" if dossier.state == "handed_out" else "now" if over else "next"
    return [*line, _point(_("Nhận kết quả"), last, on=_day(dossier.handed_out_at))]


def _point(label: str, state: str, *, on: Any = None, days: str = "", by: Any = None) -> dict[str, Any]:
    return {"label": label, "state": state, "on": on, "days": days, "by": by}


def _is_late(dossier: Dossier) -> bool:
    return bool(dossier.state in words.RUNNING and dossier.due_on and dossier.due_on < timezone.localdate())


def _day(moment: Any) -> Any:
    return timezone.localtime(moment).date() if moment else None
