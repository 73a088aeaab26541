"""Files into the registers: of increases, changes, stops and deaths, looked at row by row, then confirmed; and of reports."""

from typing import Any

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from ansinh.benefits import actions
from ansinh.benefits.forms import FeedFileForm, RegisterFileForm
from ansinh.benefits.jobs.feed_file import read_feed
from ansinh.benefits.jobs.register_file import OUTCOMES, WRITTEN, RegisterPlan, Ruling, plan_register_file
from ansinh.benefits.models import RegisterFile
from ansinh.core.access import WRITING_ROLES, must_hold
from ansinh.people.jobs.sheets import FileRefused
from ansinh.people.pages.file_door import FileDoor, as_sent, handed_back
from ansinh.places.models import own_province


def register_file_new(request: HttpRequest) -> HttpResponse:
    """Send a file; it is kept for the preview, nothing goes in yet."""
    must_hold(*WRITING_ROLES)
    form = RegisterFileForm(request.POST or None, request.FILES or None)
    province = own_province()
    if request.method == "POST" and form.is_valid() and province:
        told = form.cleaned_data
        kept = RegisterFile(
            **as_sent(request, told["file"]), sheet=told["sheet"], province=province, commune=told["commune"],
            decision_number=told["number"], decided_on=told["decided_on"], signer=told["signer"],
        )  # fmt: skip
        if on := REGISTER.keep(form, kept):
            return on
    context = {"form": form, "recent": REGISTER.recent(RegisterFile.objects, request.user)}
    return render(request, "benefits/import_new.html", context, status=422 if form.errors else 200)


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
                return handed_back(read.refused_sheet())
            return redirect("feed_list")
    return render(request, "benefits/feed_new.html", {"form": form}, status=422 if form.errors else 200)


def _mine(request: HttpRequest, pk: int) -> RegisterFile:
    must_hold(*WRITING_ROLES)
    files = RegisterFile.objects.select_related("province", "commune")
    return get_object_or_404(files, pk=pk, sent_by=request.user.pk)


def _plan(kept: RegisterFile) -> RegisterPlan:
    return plan_register_file(bytes(kept.content or b""), kept.name, day=timezone.localdate(), **_asked(kept))


def _enter(kept: RegisterFile, by: Any) -> None:
    actions.import_register_file(
        content=bytes(kept.content or b""), file_name=kept.name, day=timezone.localdate(), record=kept, by=by, **_asked(kept)
    )  # fmt: skip


def _asked(kept: RegisterFile) -> dict[str, Any]:
    ruling = Ruling(kept.decision_number, kept.decided_on, kept.signer) if kept.decided_on else None
    return {"province": kept.province, "commune": kept.commune, "sheet": kept.sheet, "ruling": ruling}


REGISTER = FileDoor(
    "register_file", "benefits/import.html", OUTCOMES, WRITTEN, _mine, _plan, _enter,
    again=lambda kept: reverse("register_file_new"), refuses=(actions.BenefitRefused,),
    tones={"increased": "good", "adjusted": "accent", "stopped": "accent", "dead": "accent"},
)  # fmt: skip
