"""A commune's list of who found work: sent, looked at row by row, confirmed."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone

from ansinh.core.access import must_hold
from ansinh.labour.actions.placements import WRITERS, PlacementRefused
from ansinh.labour.actions.placements_import import import_placements
from ansinh.labour.forms.placements import PlacementFileForm
from ansinh.labour.jobs.placements_file import OUTCOMES, PlacementPlan, plan_placements
from ansinh.labour.models import PlacementFile
from ansinh.people.pages.file_door import FileDoor, as_sent
from ansinh.places.models import own_province


def placement_import_new(request: HttpRequest) -> HttpResponse:
    """Send a commune's list; it is kept for the preview, nothing goes in yet."""
    must_hold(*WRITERS, field="labour")
    form = PlacementFileForm(request.POST or None, request.FILES or None)
    province = own_province()
    if request.method == "POST" and form.is_valid() and province:
        told = form.cleaned_data
        kept = PlacementFile(
            **as_sent(request, told["file"]), sheet=told["sheet"], commune=told["commune"], province=province
        )
        if on := LISTS.keep(form, kept):
            return on
    context = {"form": form, "recent": LISTS.recent(PlacementFile._base_manager, request.user)}
    return render(request, "labour/exchange_import_new.html", context, status=422 if form.errors else 200)


def _mine(request: HttpRequest, pk: int) -> PlacementFile:
    must_hold(*WRITERS, field="labour")
    files = PlacementFile._base_manager.select_related("province", "commune")
    found: PlacementFile = get_object_or_404(files, pk=pk, sent_by=request.user.pk)
    return found


def _plan(kept: PlacementFile) -> PlacementPlan:
    return plan_placements(
        bytes(kept.content or b""), kept.name, day=timezone.localdate(), province=kept.province, commune=kept.commune, sheet=kept.sheet
    )  # fmt: skip


def _enter(kept: PlacementFile, by: Any) -> None:
    import_placements(record=kept, day=timezone.localdate(), by=by)


LISTS = FileDoor(
    "placement_import", "labour/exchange_import.html", OUTCOMES, ("added",), _mine, _plan, _enter,
    again=lambda kept: reverse("placement_import_new"), refuses=(PlacementRefused,), tones={"added": "good"},
)  # fmt: skip
