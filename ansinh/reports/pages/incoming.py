"""Reports received: the list, the files that come in, for which place and period they are, the file itself."""

from pathlib import Path
from typing import Any

from django.contrib import messages
from django.core.files.uploadedfile import TemporaryUploadedFile
from django.db import transaction
from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from ansinh.core import audit
from ansinh.core.access import NoAccess, must_hold
from ansinh.core.language import is_english
from ansinh.core.lists import Choice, Column, Listing, Order, Pick
from ansinh.core.uploads import Upload, UploadRefused
from ansinh.places.models import Place, PlaceAmbiguous, PlaceUnknown
from ansinh.reports import actions, words
from ansinh.reports.forms import DescribeForm, ReceiveForm, place_meant
from ansinh.reports.models import STATES, Received, ReceivedClaim, ReceivedFinding
from ansinh.reports.pages.desk import rights

WAITS_AT_MOST = 1.5
UNSAID = "unsaid"
WRONG = "wrong"
TO_SEE = "to_see"
TITLE_SHOWN = 90


def received_list(request: HttpRequest) -> HttpResponse:
    """Every report received the reader may see, the newest first."""
    return _LIST.respond(request, _counted(Received.objects.all()), **rights())


def receive(request: HttpRequest) -> HttpResponse:
    """Files come in; each says what became of it, one that is refused keeps none of the others."""
    must_hold(*actions.RECEIVERS)
    form = ReceiveForm(request.POST or None, request.FILES or None, initial={"kind": "year_end"})
    if request.method != "POST" or not form.is_valid():
        return render(request, "reports/receive.html", {"form": form}, status=422 if form.errors else 200)
    told = form.cleaned_data
    rows, fresh = [], []
    for file in told["file"]:
        row, kept = _take(request, file, told)
        rows.append(row)
        fresh += [kept] if kept else []
    if fresh:
        reading = actions.read_later(waiting=fresh, by=request.user)
        if reading.ident is not None:
            reading.join(WAITS_AT_MOST)
            for one in fresh:
                one.refresh_from_db()
    return render(request, "reports/receive_done.html", {"rows": rows, "fresh": len(fresh)})


def received_state(request: HttpRequest, pk: int) -> HttpResponse:
    """How far one report is, as a line that asks again until it is read."""
    return render(request, "reports/received_state.html", {"received": _received(pk)})


@require_POST
def read_again(request: HttpRequest, pk: int) -> HttpResponse:
    """Read the file anew; rulings stay."""
    must_hold(*actions.RECEIVERS)
    found = _received(pk)
    if found.state in ("waiting", "reading") and not actions.is_stuck(found):
        messages.info(request, _("Báo cáo đang được đọc."))
    else:
        Received.objects.filter(pk=pk).update(state="waiting", step="", started_at=None)
        actions.read_later(waiting=[found], by=request.user)
    return redirect("received", pk)


def describe_received(request: HttpRequest, pk: int) -> HttpResponse:
    """For which place and period it is, and who sent it; what the text itself says stands beside with the reason."""
    must_hold(*actions.RECEIVERS)
    found = _received(pk)
    told = proposed(found)
    form = DescribeForm(request.POST or None, initial=_known(found, told), known=found.place or told["place"])
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            actions.describe(
                received=found,
                place=said["place"],
                period=said["period"],
                sender=said["sender"],
                kind=said["kind"],
                by=request.user,
            )
        except NoAccess as refused:
            form.add_error("place", str(refused))
        else:
            messages.success(request, _("Đã ghi nơi và kỳ báo cáo."))
            return redirect("received", pk)
    context = {"received": found, "form": form, "proposed": told}
    return render(request, "reports/describe.html", context, status=422 if form.errors else 200)


def received_file(request: HttpRequest, pk: int) -> FileResponse:
    """The file as it came, always as a download and never as what it claims to be; leaves a trace."""
    found = _received(pk)
    if not found.path.exists():
        raise Http404(_("Tệp gốc không còn trên máy chủ."))
    with transaction.atomic():
        audit.record("export", f"received:{found.pk}", place_id=found.place_id or "", detail={"name": found.name})
    return FileResponse(
        found.path.open("rb"), as_attachment=True, filename=found.name, content_type="application/octet-stream"
    )


def proposed(found: Received) -> dict[str, Any]:
    """What the text says of its place and period, for an officer to confirm; the unit of that name where there is one."""
    period, place = found.proposed_period, None
    try:
        day = words.days_of(period)[1]
        place = place_meant(found.proposed_place, day) if found.proposed_place else None
    except (ValueError, PlaceUnknown, PlaceAmbiguous):
        place = None
    return {
        "place": place,
        "place_said": found.proposed_place,
        "period": period,
        "period_said": words.period_said(period, in_english=is_english()) if period else "",
        "reasons": found.reasons,
        "is_whole": place is not None and bool(period),
    }


def _take(
    request: HttpRequest, upload: Upload | UploadRefused, told: dict[str, Any]
) -> tuple[dict[str, Any], Received | None]:
    """One file of several: what became of it, and the report when it is new."""
    if isinstance(upload, UploadRefused):
        return {"name": upload.name, "said": str(upload), "tone": "bad", "received": None, "is_new": False}, None
    source: dict[str, Any] = {"data": None, "path": None}
    if isinstance(upload.file, TemporaryUploadedFile):
        source["path"] = Path(upload.file.temporary_file_path())
    else:
        source["data"] = upload.content()
    try:
        kept = actions.receive(
            name=upload.name, **source, sender=told["sender"], place=told["place"] or None, period=told.get("period", ""),
            kind=told["kind"], by=request.user,
        )  # fmt: skip
    except actions.AlreadyReceived as known:
        return {
            "name": upload.name,
            "said": str(known),
            "tone": "warn",
            "received": known.received,
            "is_new": False,
        }, None
    except (actions.Refused, NoAccess) as refused:
        return {"name": upload.name, "said": str(refused), "tone": "bad", "received": None, "is_new": False}, None
    return {"name": upload.name, "said": "", "tone": "good", "received": kept, "is_new": True}, kept


def _known(found: Received, told: dict[str, Any]) -> dict[str, Any]:
    """What is known of a report for the form; what only its text says is proposed there, and said to be so."""
    try:
        year, part = words.parts_of(found.period or told["period"])
    except ValueError:
        year, part = None, ""
    place = found.place or told["place"]
    return {
        "place": place.full_name if place else told["place_said"], "year": year, "part": part, "kind": found.kind,
        "sender": found.sender,
    }  # fmt: skip


def _received(pk: int) -> Received:
    return get_object_or_404(Received.objects.select_related("place", "province", "received_by"), pk=pk)


def _counted(rows: QuerySet[Received]) -> QuerySet[Received]:
    """With how many numbers, how many to be looked at, how many relations that do not hold."""

    def number_of(rows: Any) -> Any:
        one = rows.filter(received=OuterRef("pk")).order_by().values("received").annotate(number=Count("pk"))
        return Coalesce(Subquery(one.values("number")), 0)

    claims, findings = ReceivedClaim.objects.all(), ReceivedFinding.objects.filter(verdict="inconsistent")
    return rows.annotate(
        numbers=number_of(claims), to_see=number_of(claims.filter(standing="doubtful")), wrong=number_of(findings)
    )


def _periods() -> dict[str, str]:
    kept = Received.objects.exclude(period="").order_by("-period").values_list("period", flat=True).distinct()
    return {period: words.period_said(period, in_english=is_english()) for period in kept}


def _places() -> list[tuple[str, str]]:
    named = Place.objects.filter(pk__in=Received.objects.order_by().values("place")).order_by("level", "sort_key")
    return [(str(key), name) for key, name in named.values_list("pk", "full_name")]


def _senders() -> list[tuple[str, str]]:
    kept = Received.objects.exclude(sender="").order_by("sender").values_list("sender", flat=True).distinct()
    return [(sender, sender) for sender in kept[:500]]


def _state_where(state: str) -> Q:
    if state == UNSAID:
        return Q(place=None) | Q(period="")
    if state == WRONG:
        return Q(wrong__gt=0)
    return Q(to_see__gt=0) if state == TO_SEE else Q(state=state)


def _states() -> dict[str, str]:
    told = {name: said[is_english()] for name, said in STATES.items()}
    return {UNSAID: _("Chưa rõ nơi, kỳ"), WRONG: _("Có chỗ không khớp"), TO_SEE: _("Còn số cần xem"), **told}


def _state_said(row: dict[str, Any]) -> str:
    if row["state"] != "read":
        return STATES[row["state"]][is_english()]
    if not (row["place_id"] and row["period"]):
        return _("Chưa rõ nơi, kỳ")
    return STATES["read"][is_english()]


def _state_tone(row: dict[str, Any]) -> str:
    if row["state"] == "unreadable":
        return "bad"
    return "good" if row["state"] == "read" and row["place_id"] and row["period"] else "warn"


_LIST = Listing(
    name="received",
    title=gettext_lazy("Báo cáo nhận"),
    unit=gettext_lazy("báo cáo"),
    columns=(
        Column(
            "name", gettext_lazy("Báo cáo"), show=lambda row: Truncator(row["title"] or row["name"]).chars(TITLE_SHOWN),
            link=lambda row: reverse("received", args=[row["id"]]),
        ),
        Column("place__full_name", gettext_lazy("Nơi")),
        Column("period", gettext_lazy("Kỳ"), show=lambda row: words.period_said(row["period"], in_english=is_english())),
        Column("sender", gettext_lazy("Nơi gửi"), is_wide_only=True),
        Column("received_at", gettext_lazy("Nhận ngày"), is_wide_only=True),
        Column("state", gettext_lazy("Trạng thái"), show=_state_said, tone=_state_tone),
        Column("numbers", gettext_lazy("Số liệu"), is_number=True, is_wide_only=True),
        Column("to_see", gettext_lazy("Cần xem"), is_number=True, is_wide_only=True),
        Column("wrong", gettext_lazy("Không khớp"), is_number=True),
    ),
    also=("title", "place_id"),
    orders=(
        Order("moi", gettext_lazy("Mới nhận trước"), ("-id",)),
        Order("cu", gettext_lazy("Nhận lâu nhất trước"), ("id",)),
    ),
    filters=(
        Choice("ky", gettext_lazy("Kỳ"), choices=_periods, path="period"),
        Pick("noi", gettext_lazy("Nơi"), units=_places, path="place_id"),
        Pick("gui", gettext_lazy("Nơi gửi"), units=_senders, path="sender"),
        Choice("tt", gettext_lazy("Trạng thái"), choices=_states, where=_state_where),
    ),
    nothing_yet=gettext_lazy("Chưa nhận báo cáo nào. Bấm Nhận báo cáo để gửi tệp Word, PDF, Excel hoặc bản quét lên."),
    template="reports/received_list.html",
)  # fmt: skip
