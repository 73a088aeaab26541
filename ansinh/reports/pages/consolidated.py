"""Reports side by side: the table of a place and a period, as a page and as files; the letter back to who sent one."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy

from ansinh.core import audit
from ansinh.core.access import current_scope
from ansinh.core.language import is_english, language_code
from ansinh.core.names import slug
from ansinh.indicators.pages.snapshots import newest_snapshot
from ansinh.places.models import Place
from ansinh.reading.consolidation import Cell, Row
from ansinh.reading.reading import house_mapper
from ansinh.reports import words
from ansinh.reports.actions.consolidation import Together, findings_of, together, together_of
from ansinh.reports.documents import Content, to_pdf, to_word
from ansinh.reports.documents.consolidated import (
    FEW_REPORTS,
    STATES,
    column_title,
    reply_letter,
    to_content,
    to_workbook,
    unit_of,
    written,
)
from ansinh.reports.forms import TogetherForm
from ansinh.reports.models import Received

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FILES = (("xlsx", "Excel"), ("docx", "Word"), ("pdf", "PDF"))
ANSWERS_WITHIN = timedelta(days=7)
STATE_NAMES = {
    "sure": "", "sum": gettext_lazy("cộng từ các đơn vị"), "gap": gettext_lazy("báo cáo không nói đến"),
    "doubtful": gettext_lazy("cần xem lại"), "contradicted": gettext_lazy("có phát hiện không khớp"),
    "twice": gettext_lazy("báo cáo ghi hai số khác nhau"), "partial": gettext_lazy("tổng chưa đủ đơn vị"),
}  # fmt: skip


@dataclass(frozen=True)
class Shown:
    """A cell for the page: the number as people read it, its state in a word, and the page where it stands."""

    text: str
    state: str
    said: str
    href: str


@dataclass(frozen=True)
class Asked:
    """The table asked for, and how it is called: in a heading, in the name of a file and in the audit trail."""

    read: Together
    title: str
    slug: str
    subject: str
    province: Place


def consolidated(request: HttpRequest) -> HttpResponse:
    """The table of a place and a period, or of reports one ticked; without either, the periods there are reports of."""
    form = TogetherForm(request.GET or None, initial=_usual())
    if not request.GET or not form.is_valid():
        known = Received.objects.filter(state="read", place__isnull=False).exclude(period="")
        periods = known.values("province__full_name", "period").annotate(count=Count("pk")).order_by("-period")
        rows = [{**row, "said": words.period_said(row["period"], in_english=is_english())} for row in periods]
        context = {"form": form, "periods": rows}
        return render(request, "reports/consolidated.html", context, status=422 if request.GET and form.errors else 200)
    asked = _asked(form)
    read = asked.read
    catalogue = house_mapper().catalogue
    language = language_code()
    heads = [
        (column, column_title(column, catalogue, language), unit_of(column, read.table, language))
        for column in read.table.columns
    ]
    grid = [
        (row, row.source.key if row.source else None, [_shown(row.cell(head[0]), row) for head in heads])
        for row in read.table.rows
    ]
    is_across = len(read.table.rows) <= FEW_REPORTS
    context = {
        "form": form, "asked": asked, "read": read, "heads": heads, "grid": grid, "is_across": is_across,
        "lines": [(title, unit, [cells[at] for _row, _pk, cells in grid]) for at, (_column, title, unit) in enumerate(heads)],
        "wrong": [one for one in read.said if one.verdict == "inconsistent"],
        "signs": [(mark.strip(), STATE_NAMES[state]) for state, (mark, _words) in STATES.items() if mark],
        "files": [(name, f"{reverse('consolidated_file', args=[kind])}?{request.GET.urlencode()}") for kind, name in FILES],
        "sent": sum(row.source is not None for row in read.table.rows),
    }  # fmt: skip
    return render(request, "reports/consolidated.html", context)


def consolidated_file(request: HttpRequest, kind: str) -> HttpResponse:
    """The same table as a file."""
    form = TogetherForm(request.GET)
    if not form.is_valid() or kind not in ("xlsx", "docx", "pdf"):
        raise Http404
    asked = _asked(form)
    read, catalogue = asked.read, house_mapper().catalogue
    title, name = f"Tổng hợp {asked.title}", f"tong-hop-{asked.slug}.{kind}"
    with transaction.atomic():
        audit.record("export", f"together:{asked.subject}", place_id=asked.province.pk, detail={"name": name})
    if kind == "xlsx":
        return _file(to_workbook(read.table, catalogue, read.said, title=title), EXCEL, name)
    content = to_content(
        read.table, catalogue, read.said, title=title.upper(), place=asked.province.name, day=timezone.localdate()
    )
    return _file(to_word(content), WORD, name) if kind == "docx" else _file(to_pdf(content), "application/pdf", name)


def _asked(form: TogetherForm) -> Asked:
    told = form.cleaned_data
    kinds = [told["loai"]] if told["loai"] else []
    if form.ticked:
        chosen = sorted(told["bc"], key=lambda row: (row.place.sort_key if row.place else "", row.period, row.pk))
        title = gettext("%(count)s báo cáo đã chọn") % {"count": len(chosen)}
        keys = ",".join(str(row.pk) for row in chosen)
        return Asked(
            together_of(chosen, kinds=kinds), title, f"{len(chosen)}-bao-cao", f"reports:{keys}", chosen[0].province
        )
    place, period = told["noi"], told["ky"]
    title = f"{gettext('báo cáo')} {words.period_said(period, in_english=is_english())}, {place.full_name}"
    read = together(place=place, period=period, kinds=kinds)
    return Asked(read, title, f"{slug(place.name)}-{period}", f"{place.pk}:{period}", place)


def reply(request: HttpRequest, pk: int) -> HttpResponse:
    """The letter back to who sent a report, as drafted: what does not agree and what is missing, politely."""
    received = _received(pk)
    return render(request, "reports/reply.html", {"received": received, "content": _letter(received)})


def reply_file(request: HttpRequest, pk: int) -> HttpResponse:
    """The draft as Word, to be finished and signed."""
    received = _received(pk)
    return _file(to_word(_letter(received)), WORD, f"tra-loi-{slug(received.sender or received.name)}.docx")


def _letter(received: Received) -> Content:
    place = received.place
    to = received.sender or (received.issuer if not received.issuer.isupper() else "")
    to = to or (f"Ủy ban nhân dân {place.full_name[0].lower()}{place.full_name[1:]}" if place else received.name)
    today = timezone.localdate()
    return reply_letter(
        to=to, name=received.title or received.name, said=findings_of(received), missing=_missing(received), body="",
        place=received.province.name, day=today, by_day=today + ANSWERS_WITHIN,
    )  # fmt: skip


def _missing(received: Received) -> list[str]:
    """What most reports of the same kind and period say and this one does not, in the words of the catalogue."""
    if not received.place_id or not received.period or received.place is None or received.place.level != 3:
        return []
    read = together(place=received.province, period=received.period, kinds=("result",))
    return missing_of(read, received.place_id)


def missing_of(read: Together, place: str) -> list[str]:
    """Labels of the columns that more than half of the other reports fill and this place's does not."""
    own = next((row for row in read.table.rows if row.place == place and row.source), None)
    others = [row for row in read.table.rows if row.source and row.place != place]
    if own is None or not others:
        return []
    catalogue = house_mapper().catalogue
    return [
        column_title(column, catalogue)
        for column in read.table.columns
        if own.cell(column).value is None
        and sum(row.cell(column).value is not None for row in others) * 2 > len(others)
    ]


def _shown(cell: Cell, row: Row) -> Shown:
    href = f"{reverse('received', args=[row.source.key])}#n{cell.told[0].position}" if row.source and cell.told else ""
    return Shown(written(cell, language_code()), cell.state, str(STATE_NAMES[cell.state]), href)


def _received(pk: int) -> Received:
    return get_object_or_404(Received.objects.select_related("place", "province"), pk=pk, state="read")


def _usual() -> dict[str, Any]:
    """The reader's own place and the newest period there are reports of."""
    newest = (
        Received.objects.filter(state="read")
        .exclude(period="")
        .order_by("-period")
        .values_list("period", flat=True)
        .first()
    )
    snapshot = newest_snapshot(current_scope())
    return {"noi": snapshot.province.full_name if snapshot else "", "ky": newest or ""}


def _file(data: bytes, content_type: str, name: str) -> HttpResponse:
    response = HttpResponse(data, content_type=content_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
