"""Why a person gets what they get in a month: on the screen, in print, and for machines."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from ansinh.benefits.jobs.explain import NoRecord
from ansinh.core.days import month_after, month_text
from ansinh.core.looks import looked_at
from ansinh.law.reader import LawError
from ansinh.payments.jobs.why import Why, why
from ansinh.people.models import Person

OPEN_ALL = "het"


def payment_why(request: HttpRequest, person: int, month: int) -> HttpResponse:
    """Headline, each benefit with its grounds, what is not given and why, the months before."""
    found = _person(person)
    looked_at(f"person:{person}", place_id=found.commune_id, page="payment_why", month=month)
    months = {"before": month_after(_month(month), -1), "after": month_after(month, 1)}
    context: dict[str, Any] = {
        "person": found, "month": month, "month_text": month_text(month), "months": months, "error": "",
        "is_open": request.GET.get("mo") == OPEN_ALL, "why": None,
        "before_text": month_text(months["before"]), "after_text": month_text(months["after"]),
    }  # fmt: skip
    try:
        context["why"] = why(found, month)
    except (NoRecord, LawError) as refused:
        context["error"] = str(refused)
    return render(request, "payments/why.html", context, status=422 if context["error"] else 200)


def payment_why_json(request: HttpRequest, person: int, month: int) -> JsonResponse:
    """The same for machines."""
    looked = _person(person)
    looked_at(f"person:{person}", place_id=looked.commune_id, page="payment_why", month=month)
    try:
        found: Why = why(looked, _month(month))
    except (NoRecord, LawError) as refused:
        return JsonResponse({"error": str(refused)}, status=422, json_dumps_params={"ensure_ascii": False})
    answer = found.as_dict() | {"page": reverse("payment_why", args=[person, month])}
    return JsonResponse(answer, json_dumps_params={"ensure_ascii": False})


def _person(pk: int) -> Person:
    return get_object_or_404(Person.objects.select_related("commune", "province"), pk=pk)


def _month(month: int) -> int:
    if not (2000 <= month // 100 <= 2100 and 1 <= month % 100 <= 12):
        raise Http404(_("Không có tháng này. Ghi năm và tháng, ví dụ 202610."))
    return month
