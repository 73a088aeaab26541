"""Decrees before and after: the acts of the law files that brought money, and what each does to a province."""

from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from ansinh.core.access import current_scope
from ansinh.core.charts import Bar, bar_chart
from ansinh.core.days import month_of, month_text, read_month
from ansinh.core.models import AuditEvent
from ansinh.core.numbers import grouped
from ansinh.law import LawError, law_version
from ansinh.law.local import Decree, decree_named, decrees
from ansinh.payments.actions import PaymentRefused
from ansinh.payments.jobs.decree import Preview, paid_names, preview_of, values_told
from ansinh.people.models import Person
from ansinh.places.models import Place

_KEPT_SECONDS = 6 * 3600
_SHOWN_COMMUNES = 25


def decree_list(request: HttpRequest) -> HttpResponse:
    """The acts that brought dated money, newest first, each with a way to see what it does."""
    found = [(one, month_text(month_of(one.first_run_day))) for one in decrees(paid_names())]
    context = {"decrees": found, "provinces": _provinces(), "may_preview": current_scope().is_whole_province}
    return render(request, "payments/decree_list.html", context)


def decree_preview(request: HttpRequest) -> HttpResponse:
    """One act over one province in the run of a month. What was not worked out yet is announced first, then worked out."""
    context: dict[str, Any] = {
        "provinces": _provinces(),
        "error": "",
        "preview": None,
        "next": "",
        "act": request.GET.get("so", ""),
        "month_text": request.GET.get("thang", ""),
        "chosen": request.GET.get("tinh", ""),
    }
    try:
        decree = decree_named(context["act"])
        month = read_month(request.GET.get("thang") or month_text(month_of(decree.first_run_day)))
        province = _province(request.GET.get("tinh", ""))
        context |= {
            "decree": decree,
            "month": month,
            "month_text": month_text(month),
            "province": province,
            "values": values_told(decree),
        }
        key = _key(decree, province, month)
        found = cache.get(key)
        if found is None and request.GET.get("tinh_toan") != "1":
            context |= {
                "next": f"{request.path}?{urlencode({**request.GET.dict(), 'tinh_toan': '1'})}",
                "people": Person.objects.filter(province=province).count(),
            }
            return render(request, "payments/decree_waiting.html", context)
        if found is None:
            found = preview_of(decree, province=province, month=month)
            cache.set(key, _without_rows(found), _KEPT_SECONDS)
        context |= {"preview": found, **_pictures(found)}
    except (LawError, PaymentRefused, ValueError) as refused:
        context["error"] = str(refused)
    return render(request, "payments/decree_preview.html", context, status=422 if context["error"] else 200)


def _pictures(found: Preview) -> dict[str, Any]:
    communes = [Bar(one.label, one.change_dong, grouped(one.change_dong)) for one in found.by_commune[:_SHOWN_COMMUNES]]
    changes = [
        Bar(f"{'+' if change > 0 else ''}{grouped(change)}", people, grouped(people))
        for change, people in found.distribution
    ]
    return {
        "commune_chart": bar_chart(communes, title=_("Một tháng thêm theo xã (đồng)")) if communes else "",
        "change_chart": bar_chart(changes, title=_("Mỗi người thêm hoặc bớt một tháng (đồng), số người")) if changes else "",
        "shown_communes": min(len(found.by_commune), _SHOWN_COMMUNES),
        "arrears": [row | {"text": month_text(row["month"])} for row in found.arrears],
    }  # fmt: skip


def _provinces() -> list[Place]:
    """The provinces in whole reach that have people in the register."""
    scope = current_scope()
    there = Place.objects.provinces()
    if not scope.everything:
        there = there.filter(pk__in=scope.provinces)
    return [one for one in there if Person.objects.filter(province=one).exists()]


def _province(asked: str) -> Place:
    found = _provinces()
    chosen = next((one for one in found if one.pk == asked), found[0] if found and not asked else None)
    if chosen is None:
        raise PaymentRefused(
            _("Xem trước một nghị định là việc của cấp tỉnh: tài khoản này không có tỉnh nào trong phạm vi.")
        )
    return chosen


def _key(decree: Decree, province: Place, month: int) -> str:
    """Changes with the law, the day, and anything recorded."""
    last = AuditEvent.objects.order_by("-id").values_list("id", flat=True).first()
    return f"decree:{decree.act}:{province.pk}:{month}:{law_version()}:{last}:{timezone.localdate()}".replace(" ", "_")


def _without_rows(found: Preview) -> Preview:
    return replace(found, changes=found.changes.slice(0, 0))
