"""Files of the labour market: sent, looked at row by row, confirmed; the rows sent back and empty sheets to fill in, as workbooks."""

import hashlib
import io
from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ansinh.core.access import must_hold
from ansinh.core.language import is_english
from ansinh.labour import words
from ansinh.labour.actions.market import MarketRefused
from ansinh.labour.actions.market_files import import_market_file, plan_of
from ansinh.labour.actions.placements import WRITERS
from ansinh.labour.forms.market import FILE_FORMS
from ansinh.labour.jobs import market_demand, market_organisations, market_supply, market_workforce
from ansinh.labour.jobs.market_files import OUTCOMES, WRITTEN
from ansinh.labour.models import MarketFile
from ansinh.people.jobs.handout import write_refused, write_xlsx
from ansinh.people.jobs.sheets import FileRefused
from ansinh.places.models import Place, own_province

_SHOWN = 100
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_TONES = {"added": "good", "changed": "accent", "refused": "warn"}
HEADERS = {
    "organisations": market_organisations.HEADER,
    "supply": market_supply.HEADER,
    "demand": market_demand.HEADER,
    "workforce": market_workforce.HEADER,
}
BACK = {
    "organisations": "organisation_list",
    "supply": "supply_list",
    "demand": "demand_list",
    "workforce": "workforce_list",
}


def market_file_new(request: HttpRequest, kind: str) -> HttpResponse:
    """Send a file; it is kept for the preview, nothing goes in yet."""
    scope = must_hold(*WRITERS, field="labour")
    if kind not in FILE_FORMS:
        raise Http404
    form = FILE_FORMS[kind](request.POST or None, request.FILES or None)
    province = own_province()
    if request.method == "POST" and form.is_valid() and province:
        told = form.cleaned_data
        content = told["file"].read()
        commune = told.get("commune") or (None if scope.is_whole_province else _own_commune(scope))
        kept = MarketFile(
            kind=kind, name=told["file"].name[:200], sha256=hashlib.sha256(content).hexdigest(), content=content, sheet=told["sheet"],
            told=form.told(), commune=commune, province=province, sent_by_id=request.user.pk,
        )  # fmt: skip
        try:
            plan_of(kept)
        except FileRefused as refused:
            form.add_error("file", str(refused))
        else:
            kept.save()
            return redirect("market_file", pk=kept.pk)
    recent = (
        MarketFile.objects.filter(kind=kind, sent_by=request.user.pk)
        .exclude(applied_at=None)
        .defer("content", "refused")
    )
    context = {
        "form": form, "kind": kind, "what": _what(kind), "back": BACK[kind], "header": HEADERS[kind],
        "recent": [(kept, _counted(kept.counts)) for kept in recent.order_by("-id")[:20]],
    }  # fmt: skip
    return render(request, "labour/market_file_new.html", context, status=422 if form.errors else 200)


def market_file(request: HttpRequest, pk: int) -> HttpResponse:
    """What the file will do, row by row; or what it did."""
    kept = _mine(request, pk)
    context: dict[str, Any] = {"kept": kept, "what": _what(kept.kind), "back": BACK[kept.kind]}
    if kept.applied_at or kept.content is None:
        return render(request, "labour/market_file.html", context | {"counts": _counted(kept.counts)})
    try:
        plan = plan_of(kept)
    except FileRefused as refused:
        messages.error(request, str(refused))
        return redirect("market_file_new", kind=kept.kind)
    context |= {
        "plan": plan, "parts": plan.parts(_SHOWN), "counts": _counted(plan.counts), "shown": _SHOWN,
        "will_write": len(plan.of(*WRITTEN)),
    }  # fmt: skip
    return render(request, "labour/market_file.html", context)


@require_POST
def market_file_confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """The good rows go in; the bad ones wait as a file."""
    kept = _mine(request, pk)
    try:
        import_market_file(record=kept, by=request.user)
    except (MarketRefused, FileRefused) as refused:
        messages.warning(request, str(refused))
    else:
        messages.success(request, _("Đã nhập tệp %(name)s.") % {"name": kept.name})
    return redirect("market_file", pk=pk)


def market_file_refused(request: HttpRequest, pk: int) -> HttpResponse | FileResponse:
    """The rows sent back, each with its reason, as a workbook."""
    kept = _mine(request, pk)
    refused: dict[str, Any] = kept.refused if kept.applied_at else plan_of(kept).refused_sheet()
    if not refused.get("rows"):
        raise Http404
    content = io.BytesIO()
    write_refused(content, refused)
    content.seek(0)
    return FileResponse(content, as_attachment=True, filename="dong-tra-lai.xlsx", content_type=_XLSX)


def market_file_template(request: HttpRequest, kind: str) -> FileResponse:
    """An empty sheet with the columns a file of this kind may have."""
    if kind not in HEADERS:
        raise Http404
    content = io.BytesIO()
    header = HEADERS[kind]
    write_xlsx(
        content, header, [[f"({number})" for number in range(1, len(header) + 1)]] if kind == "workforce" else []
    )
    content.seek(0)
    return FileResponse(content, as_attachment=True, filename=f"mau-{kind}.xlsx", content_type=_XLSX)


def _what(kind: str) -> str:
    return words.MARKET_FILES[kind][is_english()]


def _own_commune(scope: Any) -> Any:
    mine = Place.objects.on(timezone.localdate()).communes().filter(pk__in=scope.communes)
    return mine.first() if mine.count() == 1 else None


def _mine(request: HttpRequest, pk: int) -> MarketFile:
    must_hold(*WRITERS, field="labour")
    files = MarketFile.objects.select_related("province", "commune")
    return get_object_or_404(files, pk=pk, sent_by=request.user.pk)


def _counted(counts: dict[str, int]) -> list[tuple[tuple[str, str], int, str]]:
    return [(labels, counts.get(outcome, 0), _TONES.get(outcome, "")) for outcome, labels in OUTCOMES.items()]
