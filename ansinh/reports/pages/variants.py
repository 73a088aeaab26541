"""The wordings officers taught the reader: from whom, from which report, what each means; changed and taken back here."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ansinh.core.access import must_hold
from ansinh.reports import actions
from ansinh.reports.forms import VariantForm
from ansinh.reports.models import LearntVariant, Ruling
from ansinh.reports.pages import naming
from ansinh.reports.pages.desk import rights


def variant_list(request: HttpRequest) -> HttpResponse:
    """Every wording learnt, those in use first; and the form that teaches one."""
    if request.method == "POST":
        must_hold(*actions.TEACHERS)
    form = VariantForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _told(form):
        try:
            actions.learn(**form.cleaned_data, by=request.user)
        except actions.Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(
                request, _("Đã ghi cách gọi. Báo cáo đọc từ nay dùng cách gọi này; đọc lại báo cáo cũ để áp dụng.")
            )
            return redirect("variants")
    rows = [_row(one) for one in LearntVariant.objects.select_related("learnt_by", "ended_by", "replaces")[:500]]
    context = {
        "form": form, "used": [row for row in rows if row["is_used"]], "ended": [row for row in rows if not row["is_used"]], **rights(),
    }  # fmt: skip
    return render(request, "reports/variants.html", context, status=422 if form.errors else 200)


def change_variant(request: HttpRequest, pk: int) -> HttpResponse:
    """Another wording or another indicator: a new row that names the old."""
    must_hold(*actions.TEACHERS)
    one = get_object_or_404(LearntVariant, pk=pk)
    form = VariantForm(
        request.POST or None, initial={"said": one.said, "indicator": naming.indicator_label(one.indicator)}
    )
    if request.method == "POST" and form.is_valid() and _told(form):
        try:
            actions.change_variant(variant=one, **form.cleaned_data, by=request.user)
        except actions.Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Đã sửa cách gọi."))
            return redirect("variants")
    context = {"form": form, "row": _row(one)}
    return render(request, "reports/variant.html", context, status=422 if form.errors else 200)


@require_POST
def turn_variant(request: HttpRequest, pk: int, act: str) -> HttpResponse:
    """Take a wording back, or use it again."""
    must_hold(*actions.TEACHERS)
    one = get_object_or_404(LearntVariant, pk=pk)
    try:
        if act == "thoi":
            actions.forget_variant(variant=one, by=request.user)
            messages.success(request, _("Đã thôi dùng «%(said)s».") % {"said": one.said})
        elif act == "dung-lai":
            actions.take_up_variant(variant=one, by=request.user)
            messages.success(request, _("Đã dùng lại «%(said)s».") % {"said": one.said})
        else:
            raise Http404
    except actions.Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("variants")


def _told(form: VariantForm) -> bool:
    """Whether the indicator typed is one of the house; else the form says what it may mean."""
    told = form.cleaned_data["indicator"]
    if name := naming.indicator_meant(told):
        form.cleaned_data["indicator"] = name
        return True
    near = "; ".join(naming.indicator_label(one.name) for one in naming.indicators_like(told, 5))
    said = _("Không có chỉ tiêu «%(told)s».") % {"told": told}
    perhaps = _("Có thể là")
    form.add_error("indicator", f"{said} {perhaps}: {near}." if near else said)
    return False


def _row(one: LearntVariant) -> dict[str, Any]:
    """A line of the list. The sentence it was learnt from is shown to whoever may see that report."""
    source = Ruling.objects.filter(pk=one.ruling_id).select_related("received").first() if one.ruling_id else None
    return {
        "pk": one.pk,
        "said": one.said,
        "indicator": one.indicator,
        "label": naming.indicator_label(one.indicator),
        "quote": one.quote if source else "",
        "by": one.learnt_by.get_username() if one.learnt_by else "–",
        "at": one.learnt_at,
        "is_used": one.ended_at is None,
        "ended_at": one.ended_at,
        "ended_by": one.ended_by.get_username() if one.ended_by else "–",
        "before": f"{one.replaces.said} → {naming.indicator_label(one.replaces.indicator)}" if one.replaces else "",
        "received": source.received if source else None,
        "number": source.claim_id if source else None,
    }
