"""One dossier: what was asked and from where it is known, its papers, its path with days, its decision; and the acts on it."""

from collections.abc import Iterable
from typing import Any

from django.apps import apps
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from ansinh.core import files
from ansinh.core.access import NoAccess, current_scope
from ansinh.core.language import is_english
from ansinh.core.looks import looked_at
from ansinh.dossiers import actions, words
from ansinh.dossiers.actions.deciding import may_draft, not_for_me
from ansinh.dossiers.actions.moving import may_reassign, passed_on
from ansinh.dossiers.actions.opening import against
from ansinh.dossiers.actions.standing import EXAMINING, DossierRefused, enters, not_mine, works_here
from ansinh.dossiers.documents import papers
from ansinh.dossiers.forms.desk import ACTS
from ansinh.dossiers.jobs import answers as answering
from ansinh.dossiers.jobs.catalogue import procedure_named
from ansinh.dossiers.models import Dossier, Move, Ruling
from ansinh.dossiers.pages.papers import papers_of
from ansinh.people.forms import Act, acts_open_to

from .lists import TONES, may_enter, procedure_said, step_said

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
FOR_DESKS = frozenset({"tiep-nhan", "khong-tiep-nhan", "da-bo-sung", "xin-loi", "tra-ket-qua", "rut"})


def dossier(request: HttpRequest, code: str) -> HttpResponse:
    """The whole of one dossier."""
    row = _dossier(code)
    looked_at(f"dossier:{row.pk}", place_id=row.commune_id)
    declared, path = procedure_named(row.procedure), actions.path_of(row)
    ruling = Ruling._base_manager.filter(dossier=row).select_related("signer").first()
    values = answering.plain(row.answers)
    states = {check.key: check for check in row.components.all()}
    context = {
        "dossier": row, "declared": declared, "procedure": procedure_said(row.procedure), "path": path, "ruling": ruling, "words": words,
        "tone": TONES[row.state], "acts": _open_acts(row), "stages": _stages(row, path), "days_left": actions.days_left(row, timezone.localdate()),
        "answers": [
            {
                "label": (one.label_vi, one.label_en)[is_english()], "source": _source(row.answers[one.key]["source"]),
                "value": answering.said(one, values[one.key], in_english=is_english()),
            }
            for one in declared.questions if one.key in values
        ],
        "papers": [
            {"label": (one.label_vi, one.label_en)[is_english()], "check": states[one.key], "one": one}
            for one in declared.components if one.key in states
        ],
        "supplements": row.supplements.select_related("asked_by"), "moves": _moves(row),
        "named_by": Dossier.objects.filter(names=row), "against": _against(row), "files": _files(row, ruling),
        "kept": papers_of(row),
        "wrote": written(row, ruling.wrote if ruling else ()), "untold": row.notices.filter(told_at=None) if may_enter() else (),
    }  # fmt: skip
    return render(request, "dossiers/dossier.html", context)


def _source(kept: str) -> str:
    """Where an answer is known from: typed, or the register it names."""
    return _("khai") if kept == answering.TYPED else kept


def dossier_act(request: HttpRequest, code: str, act: str) -> HttpResponse:
    """One act on a dossier."""
    row = _dossier(code)
    back = reverse("dossier", args=[row.code])
    found = next((one for one in _open_acts(row) if one.slug == act), None)
    if found is None:
        if act not in {one.slug for one in ACTS}:
            raise Http404
        if not _may(row, act):
            raise NoAccess(_("Việc này không thuộc vai trò của bạn."))
        messages.warning(request, _("Việc này không làm được với tình trạng hiện tại."))
        return redirect(back)
    form = found.form(request.POST if request.method == "POST" else None, subject=row)
    if request.method == "POST" and form.is_valid():
        try:
            form.act(request.user)
        except actions.BadAnswers:
            pass  # the form says what is wrong, by question
        except DossierRefused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Đã ghi: %(act)s.") % {"act": found.label})
            return redirect("receipt" if act == "tiep-nhan" else "dossier", row.code)
    told = {
        "form": form, "title": found.label, "dossier": row, "back": back, "procedure": procedure_said(row.procedure), "is_signing": act == "ky",
        "ruling": Ruling._base_manager.filter(dossier=row).first(), "is_final": act in ("ky", "rut", "khong-tiep-nhan"),
        "words": words,
    }  # fmt: skip
    return render(request, "dossiers/act.html", told, status=422 if form.errors else 200)


def dossier_paper(request: HttpRequest, code: str, kind: str) -> HttpResponse:
    """One of its papers as Word: the receipt, a request to supplement, an apology, the decision drafted or as signed."""
    row = _dossier(code)
    ruling = Ruling._base_manager.filter(dossier=row).first()
    match kind:
        case "bien-nhan" if row.received_at:
            data = papers.receipt_paper(row)
        case "bo-sung" if supplement := row.supplements.order_by("-id").first():
            data = papers.supplement_paper(supplement)
        case "xin-loi" if row.promised_on and (move := row.moves.filter(act="apologise").order_by("-id").first()):
            data = papers.apology_paper(row, move.note, timezone.localtime(move.at).date())
        case "quyet-dinh" if ruling:
            data = files.path_of(ruling.sha256).read_bytes() if ruling.signed_at else papers.ruling_paper(row, ruling)
        case _:
            raise Http404
    looked_at(f"dossier:{row.pk}", place_id=row.commune_id)
    response = HttpResponse(data, content_type=WORD)
    response.headers["Content-Disposition"] = f'attachment; filename="{row.code}-{kind}.docx"'
    return response


def receipt(request: HttpRequest, code: str) -> HttpResponse:
    """The receipt to print and hand over: number, papers taken, day due, and a code to follow it by."""
    row = _dossier(code)
    declared = procedure_named(row.procedure)
    states = dict(row.components.values_list("key", "state"))
    told = [
        ((one.label_vi, one.label_en)[is_english()], words.CHECKS[states[one.key]][is_english()])
        for one in declared.components
        if one.key in states
    ]
    waiting = (
        Dossier.objects.filter(state="submitted").exclude(pk=row.pk).order_by("opened_at").first()
        if may_enter()
        else None
    )
    context = {
        "dossier": row, "procedure": procedure_said(row.procedure), "papers": told, "qr": qr_of(row), "may_enter": may_enter(), "waiting": waiting,
    }  # fmt: skip
    return render(request, "dossiers/receipt.html", context)


def qr_of(row: Dossier) -> str:
    """A picture (SVG) of the address to follow a dossier by; the number of the person is asked there."""
    import segno
    from django.conf import settings

    return segno.make(f"{settings.SITE_ADDRESS}/tra-cuu/?ma={row.code}", error="m").svg_inline(scale=3, border=2)


def _dossier(code: str) -> Dossier:
    found: Dossier = get_object_or_404(
        Dossier.objects.select_related("commune", "province", "agency", "applicant", "subject", "names", "opened_by"),
        code=code,
    )
    return found


def _may(row: Dossier, slug: str) -> bool:
    """Whether an act is the reader's on this dossier: the same questions the act itself asks."""
    if slug in FOR_DESKS:
        return enters(row)
    step = row.steps.filter(ended_at=None).select_related("place").first()
    if step is None:
        return enters(row) and (slug != "sua-khai" or row.received_at is None)
    match slug:
        case "xong-buoc" | "tra-lai":
            return not not_mine(step)
        case "du-thao":
            return may_draft(row, step)
        case "sua-khai" | "gan-nguoi":
            return works_here(row, *EXAMINING) and not actions.is_at_decision(row) and not not_mine(step)
        case "yeu-cau-bo-sung":
            return enters(row) and (works_here(row, "one_stop") or not not_mine(step))
        case "giao-lai":
            return may_reassign(step)
        case "thu-hoi":
            before, user = passed_on(row, step), current_scope().user
            return before is not None and user is not None and before.ended_by_id == user.pk
        case "ky":
            return not not_mine(step) and not not_for_me(row, step)
    return False


def _open_acts(row: Dossier) -> list[Act]:
    return [one for one in acts_open_to(row, ACTS) if _may(row, one.slug)]


def _against(row: Dossier) -> list[str]:
    """What stands against granting it, for those who still decide."""
    if row.state not in words.OPEN:
        return []
    return against(row, timezone.localdate())


def written(row: Dossier, subjects: Iterable[str]) -> list[tuple[str, str]]:
    """What a decision wrote, in words, with the page it stands on (none where there is none)."""
    told = []
    for subject in subjects:
        kind, _colon, pk = subject.partition(":")
        said = words.WRITTEN.get(kind, (kind, kind))[is_english()]
        if kind == "title" and (title := apps.get_model("benefits", "Title")._base_manager.filter(pk=pk).first()):
            said = str(title)
        address = reverse("person_rights", args=[row.subject_id]) if row.subject_id else ""
        if kind in ("person", "review"):
            address = reverse(kind, args=[pk])
        told.append((said, address))
    return told


def _moves(row: Dossier) -> list[Move]:
    """What happened, the newest first; what was enacted in words."""
    moves = list(row.moves.order_by("-id")[:60])
    for move in moves:
        if move.act == "enact" and ":" in move.note:
            move.note = ", ".join(said for said, _address in written(row, move.note.split(", ")))
    return moves


def _stages(row: Dossier, path: Any) -> list[dict[str, Any]]:
    """The drawn path with what was walked of it."""
    walked: dict[tuple[str, str], list[Any]] = {}
    for step in row.steps.select_related("assigned", "ended_by", "place"):
        walked.setdefault((step.stage, step.key), []).append(step)
    return [
        {
            "label": (one.stage.label_vi, one.stage.label_en)[is_english()], "count": one.count,
            "unit": words.UNITS[one.unit][is_english()] if one.unit else "",
            "steps": [
                {"label": step_said(row.procedure, one.stage.key, step.key), "walks": walked.get((one.stage.key, step.key), [])}
                for step in one.stage.steps
            ],
        }
        for one in path.stages
    ]  # fmt: skip


def _files(row: Dossier, ruling: Ruling | None) -> list[tuple[str, str]]:
    told = [
        ("bien-nhan", _("Giấy tiếp nhận"), row.received_at), ("bo-sung", _("Phiếu yêu cầu bổ sung"), row.supplements.exists()),
        ("xin-loi", _("Thư xin lỗi"), row.promised_on),
        ("quyet-dinh", _("Quyết định") if ruling and ruling.signed_at else _("Dự thảo quyết định"), ruling),
    ]  # fmt: skip
    return [(reverse("dossier_paper", args=[row.code, kind]), label) for kind, label, has in told if has]
