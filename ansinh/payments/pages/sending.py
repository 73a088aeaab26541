"""Files for the providers and lists to print: what was written, its totals and hashes, and handing them out with a trace."""

import hashlib
from pathlib import Path
from typing import Any
from urllib.parse import quote

from django.contrib import messages
from django.db import transaction
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ansinh.core import audit
from ansinh.core.access import current_scope, must_hold
from ansinh.core.days import month_text
from ansinh.payments import actions, words
from ansinh.payments.documents import DocumentRefused
from ansinh.payments.documents.lists import KINDS, write_list
from ansinh.payments.models import Provider, Run
from ansinh.payments.pages.common import (
    FILE_READERS,
    folder_of,
    has_folder,
    is_done,
    rights,
    rows_of,
    run_of,
    said,
    why_not_mine,
)
from ansinh.payments.pages.plan import about
from ansinh.places.models import Place

_TYPES = {"xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "pdf": "application/pdf"}


def send_run(request: HttpRequest, pk: int) -> HttpResponse:
    """What goes to each provider; the button that writes the files; afterwards the files themselves."""
    found = run_of(pk)
    must_hold("province_officer", *FILE_READERS)
    why_not = why_not_mine(found, "send") if found.state == "signed" else ""
    is_to_send = found.state == "signed" and not why_not
    if is_to_send and is_done(
        request, None, lambda: actions.send(run=found, by=request.user), _("Đã lập tệp và ghi sổ số tiền chuyển đi.")
    ):
        return redirect("send_run", pk)
    return render(
        request,
        "payments/send_run.html",
        {
            **about(found),
            "providers": _providers(found),
            "files": [each | {"is_whole": _is_whole(found, each)} for each in found.totals.get("files", [])],
            "is_to_send": is_to_send,
            "why_not": why_not,
            **rights(),
        },
    )


def run_lists(request: HttpRequest, pk: int) -> HttpResponse:
    """The lists of a run on paper: of one commune or of the whole province, as a workbook or to print."""
    found = run_of(pk)
    communes = _communes(found)
    of_province = current_scope().is_whole_province
    wished = request.GET.get("xa", "")
    commune = next((unit for unit in communes if unit.pk == wished), None)
    if commune is None and not of_province and communes:
        commune = communes[0]
    kinds = [(name, told.title.format(month=month_text(found.month))) for name, told in KINDS.items()]
    return render(
        request,
        "payments/run_lists.html",
        {
            **about(found),
            "communes": communes,
            "commune": commune,
            "kinds": kinds,
            "query": f"?xa={quote(commune.pk)}" if commune else "",
            **rights(),
        },
    )


def _communes(found: Run) -> list[Place]:
    if not has_folder(found):
        return []
    return list(Place.objects.filter(pk__in=rows_of(found, "lines").distinct("commune_id")).order_by("sort_key"))


def run_list_file(request: HttpRequest, pk: int, kind: str, form: str) -> HttpResponse:
    """One list as a file; who took it is kept in the trail."""
    found = run_of(pk)
    if kind not in KINDS or form not in _TYPES:
        raise Http404
    wished = request.GET.get("xa", "")
    commune = get_object_or_404(Place, pk=wished) if wished else None
    try:
        content = write_list(kind, found, commune=commune, format=form)
    except DocumentRefused as refused:
        messages.error(request, str(refused))
        return redirect("run_lists", pk)
    with transaction.atomic():
        audit.record(
            "print_list", f"run:{found.pk}", place_id=commune.pk if commune else found.province_id, detail={"list": kind, "form": form}
        )  # fmt: skip
    name = f"{kind}-{found.programme}-{found.month}-{commune.code if commune else found.province.code}.{form}"
    return HttpResponse(
        content, content_type=_TYPES[form], headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )


def _providers(found: Run) -> list[dict[str, Any]]:
    """Each provider's orders and dong in the list."""
    if not has_folder(found):
        return []
    named = {provider.code: provider for provider in Provider.objects.all()}
    rows = rows_of(found, "orders").by("provider", sums=("amount_dong",))
    return [
        {
            "code": code, "name": named[code].name if code in named else code, "count": count, "dong": dong,
            "kind": said(words.PROVIDER_KINDS, named[code].kind) if code in named else "–",
        }
        for code, count, dong in rows
    ]  # fmt: skip


def _path_of(found: Run, name: str) -> Path:
    """A file of the run by a name the run itself wrote down; a page not found for any other name."""
    if name not in {each["name"] for each in found.totals.get("files", [])}:
        raise Http404
    path = folder_of(found) / "files" / name
    if not path.is_file() or path.resolve().parent != (folder_of(found) / "files").resolve():
        raise Http404
    return path


def _is_whole(found: Run, told: dict[str, Any]) -> bool:
    """Whether the file is still there with the bytes that were sent."""
    path = folder_of(found) / "files" / told["name"]
    if not path.is_file():
        return False
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest() == told["sha256"]


@require_safe
def run_file(request: HttpRequest, pk: int, name: str) -> FileResponse:
    """One file as it was sent; who took it is kept in the trail."""
    must_hold(*FILE_READERS)
    found = run_of(pk)
    path = _path_of(found, name)
    with transaction.atomic():
        audit.record("take_file", f"run:{found.pk}", place_id=found.province_id, detail={"file": name})
    return FileResponse(path.open("rb"), as_attachment=True, filename=name)
