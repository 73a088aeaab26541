"""Dossiers of the one-stop system come in from its export: opened once each, and what is not taken says why, row by row."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ansinh.core.access import NoAccess
from ansinh.core.uploads import TABLES, UploadField
from ansinh.dossiers import actions
from ansinh.dossiers.jobs.onestop import read_export
from ansinh.people.forms import CommuneField
from ansinh.people.jobs.sheets import FileRefused

from .lists import may_enter


class ExportForm(forms.Form):
    """The export of the one-stop system."""

    file = UploadField(label=_("Tệp xuất từ hệ thống một cửa"), kinds=TABLES, most_mb=20)
    commune = CommuneField(required=False, help_text=_("Cho những dòng không ghi xã."))


def onestop(request: HttpRequest) -> HttpResponse:
    """Send the export; each row becomes a dossier already received on its day, or says why not. Sending it again opens nothing twice."""
    if not may_enter():
        raise NoAccess(gettext("Nhập hồ sơ một cửa là việc của một cửa và cán bộ chuyên môn."))
    form = ExportForm(request.POST or None, request.FILES or None)
    context: dict[str, object] = {"form": form}
    if request.method == "POST" and form.is_valid():
        upload = form.cleaned_data["file"]
        try:
            rows = read_export(
                upload.read(), upload.name, commune=form.cleaned_data["commune"], day=timezone.localdate()
            )
        except FileRefused as refused:
            form.add_error("file", str(refused))
        else:
            good = [row for row in rows if row.told is not None]
            made, refused_rows = actions.import_dossiers(rows=[row.told for row in good if row.told], by=request.user)
            wrong = [(row.number, row.code, row.name, row.problem) for row in rows if row.told is None]
            wrong += [(good[at - 1].number, good[at - 1].code, good[at - 1].name, why) for at, why in refused_rows]
            context |= {"made": made, "wrong": sorted(wrong), "count": len(rows)}
    return render(request, "dossiers/onestop.html", context, status=422 if form.errors else 200)
