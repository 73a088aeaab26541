"""Files into the registers: of increases, changes, stops and deaths, looked at row by row, then confirmed; and of reports."""

import hashlib
import io
from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ansinh.benefits import actions
from ansinh.benefits.forms import FeedFileForm, RegisterFileForm
from ansinh.benefits.jobs.feed_file import read_feed
from ansinh.benefits.jobs.register_file import OUTCOMES, WRITTEN, RegisterPlan, Ruling, plan_register_file
from ansinh.benefits.models import RegisterFile
from ansinh.core.access import WRITING_ROLES, must_hold
from ansinh.people.jobs.handout import write_refused
from ansinh.people.jobs.sheets import FileRefused
from ansinh.places.models import own_province

_SHOWN = 100
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_TONES = {"increased": "good", "adjusted": "accent", "stopped": "accent", "dead": "accent", "refused": "warn"}


def register_file_new(request: HttpRequest) -> HttpResponse:
    """Send a file; it is kept for the preview, nothing goes in yet."""
    must_hold(*WRITING_ROLES)
    form = RegisterFileForm(request.POST or None, request.FILES or None)
    province = own_province()
    if request.method == "POST" and form.is_valid() and province:
        told = form.cleaned_data
        content = told["file"].read()
        kept = RegisterFile(
            name=told["file"].name[:200], sha256=hashlib.sha256(content).hexdigest(), content=content, sheet=told["sheet"],
            province=province, commune=told["commune"], decision_number=told["number"], decided_on=told["decided_on"],
            signer=told["signer"], sent_by_id=request.user.pk,
        )  # fmt: skip
        try:
            _plan(kept)
        except FileRefused as refused:
            form.add_error("file", str(refused))
        else:
            kept.save()
            return redirect("register_file", pk=kept.pk)
    recent = RegisterFile.objects.filter(sent_by=request.user.pk).exclude(applied_at=None).defer("content", "refused")
    context = {"form": form, "recent": [(kept, _counted(kept.counts)) for kept in recent.order_by("-id")[:20]]}
    return render(request, "benefits/import_new.html", context, status=422 if form.errors else 200)


def register_file(request: HttpRequest, pk: int) -> HttpResponse:
    """What the file will do, row by row; or what it did."""
    kept = _mine(request, pk)
    if kept.applied_at or kept.content is None:
        return render(request, "benefits/import_done.html", {"kept": kept, "counts": _counted(kept.counts)})
    try:
        plan = _plan(kept)
    except FileRefused as refused:
        messages.error(request, str(refused))
        return redirect("register_file_new")
    context = {
        "kept": kept, "plan": plan, "parts": plan.parts(_SHOWN), "counts": _counted(plan.counts), "shown": _SHOWN,
        "will_write": len(plan.of(*WRITTEN)),
    }  # fmt: skip
    return render(request, "benefits/import_preview.html", context)


@require_POST
def register_file_confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """The good rows go in; the bad ones wait as a file."""
    kept = _mine(request, pk)
    try:
        actions.import_register_file(
            content=bytes(kept.content or b""), file_name=kept.name, day=timezone.localdate(), province=kept.province,
            commune=kept.commune, sheet=kept.sheet, ruling=_ruling(kept), record=kept, by=request.user,
        )  # fmt: skip
    except (actions.BenefitRefused, FileRefused) as refused:
        messages.warning(request, str(refused))
        return redirect("register_file", pk=pk)
    messages.success(request, _("Đã nhập tệp %(name)s.") % {"name": kept.name})
    return redirect("register_file", pk=pk)


def register_file_refused(request: HttpRequest, pk: int) -> HttpResponse | FileResponse:
    """The rows sent back, each with its reason, as a workbook."""
    kept = _mine(request, pk)
    refused: dict[str, Any] = kept.refused if kept.applied_at else _plan(kept).refused_sheet()
    if not refused.get("rows"):
        raise Http404
    return _handed_back(refused)


def feed_new(request: HttpRequest) -> HttpResponse | FileResponse:
    """Take in a file of reports; rows nobody can read come back at once as a workbook."""
    must_hold("province_officer")
    form = FeedFileForm(request.POST or None, request.FILES or None)
    province = own_province()
    if request.method == "POST" and form.is_valid() and province:
        told = form.cleaned_data
        try:
            read = read_feed(told["file"].read(), told["file"].name)
            taken = actions.take_feed(
                kind=told["kind"], reports=read.reports, source=told["source"], province=province, by=request.user
            )
        except (FileRefused, actions.BenefitRefused) as refused:
            form.add_error("file", str(refused))
        else:
            said = _("Đã nhận: %(matched)s tin rõ người, %(unmatched)s tin chưa rõ là ai, %(known)s tin đã có.")
            counts = {"matched": taken.matched, "unmatched": taken.unmatched, "known": taken.known}
            messages.success(request, said % counts)
            if read.refused:
                messages.warning(
                    request,
                    _("%(count)s dòng không đọc được trả lại trong tệp vừa tải.") % {"count": len(read.refused)},
                )
                return _handed_back(read.refused_sheet())
            return redirect("feed_list")
    return render(request, "benefits/feed_new.html", {"form": form}, status=422 if form.errors else 200)


def _handed_back(refused: dict[str, Any]) -> FileResponse:
    content = io.BytesIO()
    write_refused(content, refused)
    content.seek(0)
    return FileResponse(content, as_attachment=True, filename="dong-tra-lai.xlsx", content_type=_XLSX)


def _mine(request: HttpRequest, pk: int) -> RegisterFile:
    must_hold(*WRITING_ROLES)
    files = RegisterFile.objects.select_related("province", "commune")
    return get_object_or_404(files, pk=pk, sent_by=request.user.pk)


def _ruling(kept: RegisterFile) -> Ruling | None:
    return Ruling(kept.decision_number, kept.decided_on, kept.signer) if kept.decided_on else None


def _plan(kept: RegisterFile) -> RegisterPlan:
    return plan_register_file(
        bytes(kept.content or b""), kept.name, day=timezone.localdate(), province=kept.province, commune=kept.commune,
        sheet=kept.sheet, ruling=_ruling(kept),
    )  # fmt: skip


def _counted(counts: dict[str, int]) -> list[tuple[tuple[str, str], int, str]]:
    return [(labels, counts.get(outcome, 0), _TONES.get(outcome, "")) for outcome, labels in OUTCOMES.items()]
