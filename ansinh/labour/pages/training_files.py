"""Lists of learners and of results: sent, looked at row by row, confirmed."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone

from ansinh.core.access import must_hold
from ansinh.labour import words
from ansinh.labour.actions.placements import WRITERS
from ansinh.labour.actions.training import TrainingRefused
from ansinh.labour.actions.training_file import import_training_file
from ansinh.labour.forms.training import TrainingFileForm
from ansinh.labour.jobs.training_file import FIELDS, OUTCOMES, WRITTEN, TrainingPlan, plan_training_file
from ansinh.labour.models import Course, TrainingFile
from ansinh.people.pages.file_door import FileDoor, as_sent


def training_file_new(request: HttpRequest, pk: int) -> HttpResponse:
    """Send a list of a course; it is kept for the preview, nothing goes in yet."""
    must_hold(*WRITERS, field="labour")
    course = get_object_or_404(Course.objects.filter(cancelled_because="").select_related("province"), pk=pk)
    form = TrainingFileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        if on := LISTS.keep(form, TrainingFile(**as_sent(request, told["file"]), kind=told["kind"], course=course)):
            return on
    columns = [(pair, ", ".join(field.label for field in FIELDS[kind])) for kind, pair in words.TRAINING_FILES.items()]
    recent = LISTS.recent(TrainingFile.objects.filter(course=course), request.user)
    context = {"form": form, "course": course, "columns": columns, "recent": recent}
    return render(request, "labour/training_file_new.html", context, status=422 if form.errors else 200)


def _mine(request: HttpRequest, pk: int) -> TrainingFile:
    must_hold(*WRITERS, field="labour")
    files = TrainingFile.objects.select_related("course__province", "course__institution__organisation")
    return get_object_or_404(files, pk=pk, sent_by=request.user.pk)


def _plan(kept: TrainingFile) -> TrainingPlan:
    return plan_training_file(
        bytes(kept.content or b""), kept.name, kind=kept.kind, course=kept.course, day=timezone.localdate()
    )


def _enter(kept: TrainingFile, by: Any) -> None:
    import_training_file(record=kept, by=by)


LISTS = FileDoor(
    "training_file", "labour/training_file.html", OUTCOMES, WRITTEN, _mine, _plan, _enter,
    again=lambda kept: reverse("training_file_new", args=[kept.course_id]), refuses=(TrainingRefused,),
    tones=dict.fromkeys(WRITTEN, "good"), more=lambda kept: {"course": kept.course},
)  # fmt: skip
