"""What a treasury or paying provider gets: the files of orders sent to them, and nothing else."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.db import transaction
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ansinh.core import audit
from ansinh.core.access import Scope, kin_of, must_hold
from ansinh.payments.models import Provider, Run
from ansinh.payments.pages.common import folder_of, run_name

SENT = ("sent", "reconciled", "closed")


@dataclass(frozen=True)
class ForProvider:
    """A file of a run that was sent, as the run wrote it down; `is_there` when its bytes are still in the folder."""

    run: Run
    name: str
    provider: str
    orders: int
    amount_dong: int
    sha256: str

    @property
    def run_name(self) -> str:
        return run_name(self.run)

    @property
    def sent_at(self) -> datetime | None:
        return self.run.sent_at

    @property
    def path(self) -> Path:
        return folder_of(self.run) / "files" / self.name

    @property
    def is_there(self) -> bool:
        return self.path.is_file() and self.path.resolve().parent == (folder_of(self.run) / "files").resolve()


def files_for(scope: Scope) -> Iterator[ForProvider]:
    """The files of the bodies the grants name, newest first; of the grant's province alone where it names one."""
    # A provider reaches no place: what is theirs is told by the grant's body, not by the scope of places.
    for run in Run._base_manager.filter(state__in=SENT).select_related("province").order_by("-month", "-pk"):
        bodies = {
            held.body
            for held in scope.held
            if held.body and (not held.place_id or run.province_id in kin_of(held.place_id))
        }
        for told in run.totals.get("files", []) if bodies else ():
            if told["provider"] in bodies:
                yield ForProvider(
                    run, told["name"], told["provider"], told["orders"], told["amount_dong"], told["sha256"]
                )


@require_safe
def provider_files(request: HttpRequest) -> HttpResponse:
    """The files of orders sent to the reader's body."""
    scope = must_hold("provider", field="payments")
    bodies = sorted({held.body for held in scope.held})
    named = dict(Provider.objects.filter(code__in=bodies).values_list("code", "name"))
    context = {"files": list(files_for(scope)), "bodies": [named.get(code, code) for code in bodies]}
    return render(request, "payments/provider_files.html", context)


@require_safe
def provider_file(request: HttpRequest, pk: int, name: str) -> FileResponse:
    """One of them as it was sent; who took it is kept in the trail."""
    scope = must_hold("provider", field="payments")
    found = next((one for one in files_for(scope) if one.run.pk == pk and one.name == name), None)
    if found is None or not found.is_there:
        raise Http404
    with transaction.atomic():
        told = {"file": name, "provider": found.provider}
        audit.record("take_file", f"run:{pk}", place_id=found.run.province_id, detail=told)
    return FileResponse(found.path.open("rb"), as_attachment=True, filename=name)
