"""Files of people: sent, looked at row by row, confirmed; the rows sent back as a workbook."""

import hashlib
import io
from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ansinh.core.access import WRITING_ROLES, must_hold
from ansinh.people.actions import import_people
from ansinh.people.forms import FileForm
from ansinh.people.jobs.handout import write_refused
from ansinh.people.jobs.plan import OUTCOMES, Plan, make_plan
from ansinh.people.jobs.sheets import FileRefused
from ansinh.people.models import ImportedFile
from ansinh.places.models import Place

_SHOWN = 100
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def import_new(request: HttpRequest) -> HttpResponse:
    """Send a file; it is kept for the preview, nothing goes in yet."""
    must_hold(*WRITING_ROLES)
    form = FileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        content = told["file"].read()
        kept = ImportedFile(
            name=told["file"].name[:200], sha256=hashlib.sha256(content).hexdigest(), content=content, sheet=told["sheet"],
            commune=told["commune"], accept_offers=told["accept_offers"], sent_by_id=request.user.pk,
        )  # fmt: skip
        try:
            _plan(kept)
        except FileRefused as refusal:
            form.add_error("file", str(refusal))
        else:
            kept.save()
            return redirect("people_import", pk=kept.pk)
    recent = (
        ImportedFile.objects.filter(sent_by=request.user.pk)
        .exclude(applied_at=None)
        .defer("content", "refused")
        .order_by("-id")[:20]
    )
    context = {"form": form, "recent": [(kept, _counted(kept.counts)) for kept in recent]}
    return render(request, "people/import_new.html", context, status=422 if form.errors else 200)


def people_import(request: HttpRequest, pk: int) -> HttpResponse:
    """What the file will do, row by row; or what it did."""
    kept = _mine(request, pk)
    if kept.applied_at or kept.content is None:
        return render(request, "people/import_done.html", {"kept": kept, "counts": _counted(kept.counts)})
    try:
        plan = _plan(kept)
    except FileRefused as refusal:
        messages.error(request, str(refusal))
        return redirect("people_import_new")
    context = {
        "kept": kept, "plan": plan, "parts": plan.parts(_SHOWN), "counts": _counted(plan.counts), "shown": _SHOWN,
        "will_write": len(plan.of("added", "changed")),
    }  # fmt: skip
    return render(request, "people/import_preview.html", context)


@require_POST
def people_import_confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """The good rows go in; the bad ones wait as a file."""
    kept = _mine(request, pk)
    if kept.applied_at or kept.content is None:
        messages.warning(request, _("Tệp này đã nhập rồi."))
        return redirect("people_import", pk=pk)
    import_people(
        content=bytes(kept.content), file_name=kept.name, day=timezone.localdate(), sheet=kept.sheet, commune=kept.commune,
        accept_offers=kept.accept_offers, record=kept, by=request.user,
    )  # fmt: skip
    messages.success(request, _("Đã nhập tệp %(name)s.") % {"name": kept.name})
    return redirect("people_import", pk=pk)


def people_import_refused(request: HttpRequest, pk: int) -> HttpResponse | FileResponse:
    """The rows sent back, each with its reason, as a workbook."""
    kept = _mine(request, pk)
    refused: dict[str, Any] = kept.refused if kept.applied_at else _plan(kept).refused_sheet()
    if not refused.get("rows"):
        raise Http404
    content = io.BytesIO()
    write_refused(content, refused)
    content.seek(0)
    return FileResponse(content, as_attachment=True, filename="dong-tra-lai.xlsx", content_type=_XLSX)


def _mine(request: HttpRequest, pk: int) -> ImportedFile:
    must_hold(*WRITING_ROLES)
    return get_object_or_404(ImportedFile.objects.select_related("commune"), pk=pk, sent_by=request.user.pk)


def _plan(kept: ImportedFile) -> Plan:
    commune: Place | None = kept.commune
    return make_plan(
        bytes(kept.content or b""),
        kept.name,
        day=timezone.localdate(),
        sheet=kept.sheet,
        commune=commune,
        accept_offers=kept.accept_offers,
    )


def _counted(counts: dict[str, int]) -> list[tuple[str, tuple[str, str], int]]:
    return [(outcome, words, counts.get(outcome, 0)) for outcome, words in OUTCOMES.items()]
