"""Lists for the registers of conditions of work: an empty one to fill in, sent, looked at row by row, confirmed."""

import io
from typing import Any

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from ansinh.labour.actions import conditions as actions
from ansinh.labour.actions.conditions_checks import KeptRefused
from ansinh.labour.forms import conditions as forms
from ansinh.labour.jobs.conditions_file import OUTCOMES, WRITTEN, ListPlan, plan_list
from ansinh.labour.models import KeptFile
from ansinh.labour.pages.conditions import register_of, writable_register
from ansinh.people.jobs.handout import write_xlsx
from ansinh.people.pages.file_door import FileDoor, as_sent, workbook
from ansinh.places.models import own_province


def list_new(request: HttpRequest, register: str) -> HttpResponse:
    """Send a list; it is kept for the preview, nothing goes in yet."""
    of = writable_register(register)
    form = forms.ListFileForm(
        request.POST if request.method == "POST" else None, request.FILES if request.method == "POST" else None
    )
    province = own_province()
    if request.method == "POST" and form.is_valid() and province:
        told = form.cleaned_data
        kept = KeptFile(**as_sent(request, told["file"]), register=of.key, province=province, commune=told["commune"])
        if on := LISTS.keep(form, kept):
            return on
    recent = LISTS.recent(KeptFile.objects.filter(register=of.key), request.user)
    context = {"form": form, "register": of, "recent": recent}
    return render(request, "labour/conditions_import.html", context, status=422 if form.errors else 200)


def list_template(request: HttpRequest, register: str) -> FileResponse:
    """An empty workbook with the columns of a register."""
    of = register_of(register)
    content = io.BytesIO()
    write_xlsx(content, [str(asked.label) for asked in of.asked.values()], [], sheet_name="Danh sách")
    return workbook(content, f"mau-{of.key}.xlsx")


def _mine(request: HttpRequest, pk: int) -> KeptFile:
    kept = get_object_or_404(KeptFile.objects.select_related("commune"), pk=pk, sent_by=request.user.pk)
    writable_register(kept.register)
    return kept


def _plan(kept: KeptFile) -> ListPlan:
    return plan_list(register_of(kept.register), bytes(kept.content or b""), kept.name, commune=kept.commune)


def _enter(kept: KeptFile, by: Any) -> None:
    plan = _plan(kept)
    rows = [(row.number, row.values, row.subject.pk if row.subject else None) for row in plan.of(*WRITTEN)]
    plan.give_back(actions.import_rows(model=register_of(kept.register).model, rows=rows, record=kept, by=by))
    KeptFile.objects.filter(pk=kept.pk).update(counts=plan.counts, refused=plan.refused_sheet())


LISTS = FileDoor(
    "labour_list", "labour/conditions_import_page.html", OUTCOMES, WRITTEN, _mine, _plan, _enter,
    again=lambda kept: reverse("labour_list_new", args=[kept.register]), refuses=(KeptRefused,),
    tones={"new": "good", "completed": "good"}, more=lambda kept: {"register": register_of(kept.register)},
)  # fmt: skip
