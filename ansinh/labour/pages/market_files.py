"""Files of the labour market: sent, looked at row by row, confirmed; the rows sent back and empty sheets to fill in, as workbooks."""

import io
from typing import Any

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone

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
from ansinh.people.jobs.handout import write_xlsx
from ansinh.people.pages.file_door import FileDoor, as_sent, workbook
from ansinh.places.models import Place, own_province

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
        commune = told.get("commune") or (None if scope.is_whole_province else _own_commune(scope))
        kept = MarketFile(
            **as_sent(request, told["file"]), kind=kind, sheet=told["sheet"], told=form.told(), commune=commune, province=province,
        )  # fmt: skip
        if on := FILES.keep(form, kept):
            return on
    context = {
        "form": form, "kind": kind, "what": _what(kind), "back": BACK[kind], "header": HEADERS[kind],
        "recent": FILES.recent(MarketFile.objects.filter(kind=kind), request.user),
    }  # fmt: skip
    return render(request, "labour/market_file_new.html", context, status=422 if form.errors else 200)


def market_file_template(request: HttpRequest, kind: str) -> FileResponse:
    """An empty sheet with the columns a file of this kind may have."""
    if kind not in HEADERS:
        raise Http404
    content = io.BytesIO()
    header = HEADERS[kind]
    write_xlsx(
        content, header, [[f"({number})" for number in range(1, len(header) + 1)]] if kind == "workforce" else []
    )
    return workbook(content, f"mau-{kind}.xlsx")


def _what(kind: str) -> str:
    return words.MARKET_FILES[kind][is_english()]


def _own_commune(scope: Any) -> Any:
    mine = Place.objects.on(timezone.localdate()).communes().filter(pk__in=scope.communes)
    return mine.first() if mine.count() == 1 else None


def _mine(request: HttpRequest, pk: int) -> MarketFile:
    must_hold(*WRITERS, field="labour")
    files = MarketFile.objects.select_related("province", "commune")
    return get_object_or_404(files, pk=pk, sent_by=request.user.pk)


def _enter(kept: MarketFile, by: Any) -> None:
    import_market_file(record=kept, by=by)


FILES = FileDoor(
    "market_file", "labour/market_file.html", OUTCOMES, WRITTEN, _mine, plan_of, _enter,
    again=lambda kept: reverse("market_file_new", args=[kept.kind]), refuses=(MarketRefused,),
    tones={"added": "good", "changed": "accent"}, more=lambda kept: {"what": _what(kept.kind), "back": BACK[kept.kind]},
)  # fmt: skip
