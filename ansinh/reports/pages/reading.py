"""The reading desk of one report: the document with its numbers marked, the table of them, the one in hand, the findings.

What is looked at stands in the address: `so` the number in hand, `phan` the part of a long document, `xem` which numbers the
table shows, `tim` what is searched in the catalogue, `them` the words of a number to add. Every act works without JavaScript;
with it only what changed is put into the page."""

import re
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ansinh.core.access import must_hold
from ansinh.reading.document import Document
from ansinh.reading.quantities import quantities
from ansinh.reading.sentences import plain_of
from ansinh.reports import actions
from ansinh.reports.forms import AddForm, CorrectForm
from ansinh.reports.models import Received, ReceivedClaim, Ruling
from ansinh.reports.pages import naming
from ansinh.reports.pages.desk import Desk, rights


def received(request: HttpRequest, pk: int) -> HttpResponse:
    """The whole desk, or how far the reading is."""
    found = _received(pk)
    if _is_part(request) and found.state in ("read", "unreadable"):
        return HttpResponse(headers={"HX-Refresh": "true"})  # the page that waited gives way to the desk
    if found.state != "read":
        context = {"received": found, "is_stuck": actions.is_stuck(found), **rights()}
        return render(request, "reports/received_waiting.html", context)
    return render(request, "reports/received.html", Desk(request, found).context())


def received_number(request: HttpRequest, pk: int, claim: int) -> HttpResponse:
    """The number in hand: what the desk puts into its panel; the whole desk for a browser without JavaScript."""
    found = _received(pk)
    asked = request.GET.copy()
    asked["so"] = str(claim)
    if not _is_part(request):
        return redirect(f"{reverse('received', args=[pk])}?{asked.urlencode()}")
    desk = Desk(request, found, in_hand=claim)
    return render(request, "reports/received_panel.html", desk.panel_context())


@require_POST
def rule(request: HttpRequest, pk: int, claim: int, act: str) -> HttpResponse:
    """Accept, correct, reject or map a number, then take the next in hand."""
    found = _received(pk)
    one = ReceivedClaim.objects.select_related("received__document", "place").filter(received=found, pk=claim).first()
    if one is None:
        messages.warning(request, _("Báo cáo vừa được đọc lại, số này đã đổi chỗ. Tìm lại trong bảng."))
        return _to_desk(request, found)
    before, was_rejected = Desk(request, found, in_hand=claim), one.standing == "rejected"
    looks = before.looks()
    form: Any = None
    try:
        if act == "chap-nhan":
            actions.accept(claim=one, by=request.user)
        elif act == "bo":
            actions.reject(claim=one, why=request.POST.get("why", ""), by=request.user)
        elif act == "gan":
            _map(request, one)
        elif act == "sua":
            form = CorrectForm(request.POST, known=one.place)
            if not form.is_valid():
                return _refused(request, Desk(request, found, in_hand=claim, correct=form))
            actions.correct(claim=one, by=request.user, **form.cleaned_data)
        else:
            raise Http404
    except actions.Refused as refusal:
        return _refused(request, Desk(request, found, in_hand=claim, correct=form), str(refusal))
    after = before.next_after(claim) or claim
    return _changed(request, found, looks, in_hand=after, is_tested_again=act != "chap-nhan" or was_rejected)


@require_POST
def take_back(request: HttpRequest, pk: int, ruling: int) -> HttpResponse:
    """Undo a ruling; its number comes in hand as it stood before."""
    found = _received(pk)
    one = get_object_or_404(Ruling.objects.select_related("received__document"), pk=ruling, received=found)
    looks = Desk(request, found).looks()
    try:
        actions.undo(ruling=one, by=request.user)
    except actions.Refused as refusal:
        return _refused(request, Desk(request, found, in_hand=one.claim_id), str(refusal))
    if one.act == "add" or one.claim_id is None:
        return _to_desk(request, found)
    return _changed(request, found, looks, in_hand=one.claim_id)


def add_number(request: HttpRequest, pk: int) -> HttpResponse:
    """A number the reader missed: the words, what they say."""
    must_hold(*actions.RECEIVERS)
    found = _received(pk)
    if request.method != "POST":
        desk = Desk(request, found, add=AddForm(initial=_told_by(request, found)))
        if _is_part(request):
            return render(request, "reports/received_panel.html", desk.panel_context())
        return render(request, "reports/received.html", desk.context())
    form = AddForm(request.POST, known=found.place)
    if form.is_valid():
        try:
            ruling = _add(found, form.cleaned_data, request.user)
        except actions.Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Đã thêm «%(quote)s».") % {"quote": ruling.quote})
            added = ReceivedClaim.objects.filter(received=found, key=ruling.key).values_list("pk", flat=True).first()
            return _to_desk(request, found, so=added or "")
    desk = Desk(request, found, add=form)
    if _is_part(request):
        return render(request, "reports/received_panel.html", desk.panel_context())
    return render(request, "reports/received.html", desk.context(), status=422)


def _received(pk: int) -> Received:
    return get_object_or_404(Received.objects.select_related("place", "province", "received_by"), pk=pk)


def _is_part(request: HttpRequest) -> bool:
    return request.headers.get("HX-Request") == "true"


def _map(request: HttpRequest, claim: ReceivedClaim) -> None:
    learnt = request.POST.get("pattern", "") if request.POST.get("learn") and rights()["may_teach"] else ""
    told = request.POST.get("indicator", "")
    name = naming.indicator_meant(told)
    if told and not name:
        raise actions.Refused(_("Không có chỉ tiêu «%(told)s». Gõ vài chữ rồi chọn trong danh sách.") % {"told": told})
    actions.map_to(claim=claim, indicator=name, learnt=learnt, by=request.user)


def _changed(
    request: HttpRequest,
    found: Received,
    looks: dict[int, tuple[Any, ...]],
    in_hand: int,
    *,
    is_tested_again: bool = True,
) -> HttpResponse:
    """The desk after an act: only what changed for htmx, else the whole page at the number now in hand."""
    desk = Desk(request, found, in_hand=in_hand)
    if not _is_part(request):
        return redirect(f"{desk.address(so=in_hand)}#so-{in_hand}")
    now = desk.looks()
    changed = [claim for claim in desk.claims if looks.get(claim.pk) != now[claim.pk]]
    text = desk.document.text
    context = {
        **desk.panel_context(),
        **desk.findings_context(),
        "tally": desk.tally(),
        "is_tested_again": is_tested_again,
        "changed": [
            (desk.row(claim), desk.mark(claim).drawn(text[claim.number_start : claim.number_end])) for claim in changed
        ],
    }
    return render(request, "reports/received_ruled.html", context)


def _refused(request: HttpRequest, desk: Desk, problem: str = "") -> HttpResponse:
    """The desk with what is wrong said beside the number."""
    desk.problem = problem
    if _is_part(request):
        return render(request, "reports/received_panel.html", desk.panel_context())
    return render(request, "reports/received.html", desk.context(), status=422)


def _to_desk(request: HttpRequest, found: Received, **more: Any) -> HttpResponse:
    address = Desk(request, found).address(**more)
    if _is_part(request):
        return HttpResponse(headers={"HX-Redirect": address})
    return redirect(address)


def _told_by(request: HttpRequest, found: Received) -> dict[str, Any]:
    """What the selected words say: the reader's own grammar proposes the value and the unit."""
    quote = " ".join(request.GET.get("chu", "").split())[:200]
    near = request.GET.get("gan-cho", "")
    told: dict[str, Any] = {
        "quote": quote, "near": int(near) if near.isdigit() else None, "kind": "result", "period": found.period,
        "place": found.place.full_name if found.place else "",
    }  # fmt: skip
    said = quantities(plain_of(Document(name="", format="txt", text=quote))) if quote else []
    if said:
        told |= {"value": naming.number_said(said[0].value), "unit": said[0].unit}
    elif number := re.search(r"\d[\d.,]*", quote):
        told["value"] = number[0].strip(".,")
    return told


def _add(found: Received, told: dict[str, Any], by: Any) -> Ruling:
    text = found.document.text
    start, end = _words_in(text, told["quote"], told.get("near") or 0)
    indicator = naming.indicator_meant(told["indicator"]) if told["indicator"] else ""
    if told["indicator"] and not indicator:
        raise actions.Refused(_("Không có chỉ tiêu «%(told)s».") % {"told": told["indicator"]})
    kept = {name: told[name] for name in ("value", "unit", "kind", "period", "place")}
    return actions.add(received=found, start=start, end=end, indicator=indicator, why=told["why"], by=by, **kept)


def _words_in(text: str, quote: str, near: int) -> tuple[int, int]:
    """Where the words stand, from `near` on, else anywhere; spaces and line ends are the same. Raises Refused."""
    pattern = re.compile(r"\s+".join(re.escape(word) for word in quote.split()))
    found = pattern.search(text, near) or pattern.search(text)
    if not quote.strip() or found is None:
        raise actions.Refused(_("Báo cáo không có chữ «%(quote)s». Chép đúng chữ của báo cáo.") % {"quote": quote})
    return found.start(), found.end()
