"""Files of people: sent, looked at row by row, confirmed; the rows sent back as a workbook."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone

from ansinh.core.access import WRITING_ROLES, must_hold
from ansinh.people.actions import import_people
from ansinh.people.forms import FileForm
from ansinh.people.jobs.plan import OUTCOMES, Plan, make_plan
from ansinh.people.models import ImportedFile
from ansinh.people.pages.file_door import FileDoor, as_sent
from ansinh.places.models import Place, own_province


def import_new(request: HttpRequest) -> HttpResponse:
    """Send a file; it is kept for the preview, nothing goes in yet."""
    must_hold(*WRITING_ROLES)
    form = FileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        kept = ImportedFile(
            **as_sent(request, told["file"]), sheet=told["sheet"], commune=told["commune"], accept_offers=told["accept_offers"],
        )  # fmt: skip
        if on := IMPORT.keep(form, kept):
            return on
    context = {"form": form, "recent": IMPORT.recent(ImportedFile.objects, request.user)}
    return render(request, "people/import_new.html", context, status=422 if form.errors else 200)


def _mine(request: HttpRequest, pk: int) -> ImportedFile:
    must_hold(*WRITING_ROLES)
    return get_object_or_404(ImportedFile.objects.select_related("commune"), pk=pk, sent_by=request.user.pk)


def _plan(kept: ImportedFile) -> Plan:
    return make_plan(bytes(kept.content or b""), kept.name, day=timezone.localdate(), **_asked(kept))


def _enter(kept: ImportedFile, by: Any) -> None:
    import_people(
        content=bytes(kept.content or b""), file_name=kept.name, day=timezone.localdate(), record=kept, by=by, **_asked(kept)
    )  # fmt: skip


def _asked(kept: ImportedFile) -> dict[str, Any]:
    commune: Place | None = kept.commune
    return {"sheet": kept.sheet, "commune": commune, "province": own_province(), "accept_offers": kept.accept_offers}


IMPORT = FileDoor(
    "people_import", "people/import.html", OUTCOMES, ("added", "changed"), _mine, _plan, _enter,
    again=lambda kept: reverse("people_import_new"), tones={"added": "good", "changed": "accent"},
)  # fmt: skip
