"""Lists of learners and of results: sent, looked at row by row, confirmed."""

import hashlib
import io
from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ansinh.core.access import NoAccess, must_hold
from ansinh.labour import words
from ansinh.labour.actions.placements import WRITERS
from ansinh.labour.actions.training import TrainingRefused
from ansinh.labour.actions.training_file import import_training_file
from ansinh.labour.forms.training import TrainingFileForm
from ansinh.labour.jobs.training_file import FIELDS, OUTCOMES, WRITTEN, TrainingPlan, plan_training_file
from ansinh.labour.models import Course, TrainingFile
from ansinh.people.jobs.handout import write_refused
from ansinh.people.jobs.sheets import FileRefused

_SHOWN = 100
_TONES = {"enrolled": "good", "new_person": "good", "told": "good", "refused": "warn"}
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def training_file_new(request: HttpRequest, pk: int) -> HttpResponse:
    """Send a list of a course; it is kept for the preview, nothing goes in yet."""
    must_hold(*WRITERS, field="labour")
    course = get_object_or_404(Course.objects.filter(cancelled_because="").select_related("province"), pk=pk)
    form = TrainingFileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        content = told["file"].read()
        kept = TrainingFile(
            kind=told["kind"], course=course, name=told["file"].name[:200], sha256=hashlib.sha256(content).hexdigest(), content=content,
            sent_by_id=request.user.pk,
        )  # fmt: skip
        try:
            _plan(kept)
        except FileRefused as refused:
            form.add_error("file", str(refused))
        else:
            kept.save()
            return redirect("training_file", pk=kept.pk)
    columns = [(pair, ", ".join(field.label for field in FIELDS[kind])) for kind, pair in words.TRAINING_FILES.items()]
    context = {"form": form, "course": course, "columns": columns}
    return render(request, "labour/training_file_new.html", context, status=422 if form.errors else 200)


def training_file(request: HttpRequest, pk: int) -> HttpResponse:
    """What the list will do, row by row; or what it did."""
    kept = _mine(request, pk)
    context: dict[str, Any] = {"kept": kept, "course": kept.course}
    if kept.applied_at:
        return render(request, "labour/training_file.html", context | {"counts": _counted(kept.counts)})
    try:
        plan = _plan(kept)
    except FileRefused as refused:
        messages.error(request, str(refused))
        return redirect("training_file_new", pk=kept.course_id)
    context |= {
        "plan": plan, "parts": plan.parts(_SHOWN), "counts": _counted(plan.counts), "shown": _SHOWN, "will_write": len(plan.of(*WRITTEN)),
    }  # fmt: skip
    return render(request, "labour/training_file.html", context)


@require_POST
def training_file_confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """The good rows go in; the bad ones wait as a file."""
    kept = _mine(request, pk)
    try:
        import_training_file(record=kept, by=request.user)
    except (TrainingRefused, FileRefused, NoAccess) as refused:
        messages.warning(request, str(refused))
    else:
        messages.success(request, _("Đã nhập tệp %(name)s.") % {"name": kept.name})
    return redirect("training_file", pk=pk)


def training_file_refused(request: HttpRequest, pk: int) -> FileResponse:
    """The rows sent back, each with its reason, as a workbook."""
    kept = _mine(request, pk)
    refused = kept.refused if kept.applied_at else _plan(kept).refused_sheet()
    if not refused.get("rows"):
        raise Http404
    content = io.BytesIO()
    write_refused(content, refused)
    content.seek(0)
    return FileResponse(content, as_attachment=True, filename="dong-tra-lai.xlsx", content_type=_XLSX)


def _mine(request: HttpRequest, pk: int) -> TrainingFile:
    must_hold(*WRITERS, field="labour")
    files = TrainingFile.objects.select_related("course__province", "course__institution__organisation")
    return get_object_or_404(files, pk=pk, sent_by=request.user.pk)


def _plan(kept: TrainingFile) -> TrainingPlan:
    return plan_training_file(
        bytes(kept.content or b""), kept.name, kind=kept.kind, course=kept.course, day=timezone.localdate()
    )


def _counted(counts: dict[str, int]) -> list[tuple[tuple[str, str], int, str]]:
    return [(labels, counts.get(outcome, 0), _TONES.get(outcome, "")) for outcome, labels in OUTCOMES.items()]
