"""What a person was paid through time: month by month, each order with what became of it."""

from collections import defaultdict
from typing import Any

from django.db.models import Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from ansinh.benefits.words import CHANNELS
from ansinh.core.charts import line_chart
from ansinh.core.days import month_after, month_text, months_between
from ansinh.core.looks import looked_at
from ansinh.core.numbers import grouped as plain
from ansinh.payments import words
from ansinh.payments.models import Line, Order, Recovery, Settlement, Unpaid
from ansinh.payments.pages.common import said
from ansinh.payments.pages.listings import benefit_name
from ansinh.payments.pages.plan import why_address
from ansinh.people.models import Person

_MONTHS_DRAWN = 24


def person_payments(request: HttpRequest, pk: int) -> HttpResponse:
    """Every signed line of a person, newest month first, with its order and what became of it; the months as a line."""
    person = get_object_or_404(Person.objects.select_related("commune"), pk=pk)
    looked_at(f"person:{pk}", place_id=person.commune_id, page="payments")
    months = months_of(person)
    recoveries = Recovery.objects.filter(person=person).select_related("run").order_by("-id")
    return render(
        request,
        "payments/person_payments.html",
        {
            "person": person,
            "months": months,
            "chart": _chart(months),
            "recoveries": recoveries,
            "programmes": words.PROGRAMMES,
            "why": why_address(person.pk, months[0]["month"]) if months else "",
        },
    )


def months_of(person: Person, most: int | None = None) -> list[dict[str, Any]]:
    """The months a person has signed lines in, newest first: lines, orders, what was ordered and received in dong."""
    lines = list(
        Line.objects.filter(person__in=person.ids).select_related("run").order_by("-run__month", "-run__number", "id")
    )
    orders = {order.pk: order for order in Order.objects.filter(pk__in={line.order_id for line in lines})}
    fates = _fates(orders)
    found: dict[int, dict[str, Any]] = {}
    for line in lines:
        month = found.setdefault(
            line.run.month,
            {
                "month": line.run.month, "text": month_text(line.run.month), "lines": [], "orders": {}, "ordered": 0,
                "received": 0, "why": why_address(person.pk, line.run.month),
            },
        )  # fmt: skip
        month["lines"].append(
            {
                "benefit": benefit_name(line.benefit), "of_month": month_text(line.for_month), "kind": said(words.KINDS, line.kind),
                "amount_dong": line.amount_dong, "run": line.run_id, "number": line.pk % 100_000_000, "programme": line.run.programme,
                "is_arrears": line.kind == "arrears",
            }
        )  # fmt: skip
        if line.order_id in orders and line.order_id not in month["orders"]:
            order, fate = orders[line.order_id], fates[line.order_id]
            month["orders"][order.pk] = {"order": order, **fate, "channel": said(CHANNELS, order.channel)}
            month["ordered"] += order.amount_dong
            month["received"] += fate["received"]
    return [month | {"orders": list(month["orders"].values())} for month in list(found.values())[:most]]


def _fates(orders: dict[int, Order]) -> dict[int, dict[str, Any]]:
    """What became of each order: what was received, in words, with its tone."""
    paid: dict[int, int] = defaultdict(int)
    returned = set()
    told = Settlement.objects.filter(order__in=orders).values("order", "outcome").annotate(dong=Sum("amount_dong"))
    for row in told:
        if row["outcome"] == "paid":
            paid[row["order"]] += row["dong"]
        else:
            returned.add(row["order"])
    left = dict(Unpaid.objects.filter(order__in=orders).values_list("order_id", "decided"))
    fates = {}
    for pk, order in orders.items():
        if paid[pk] >= order.amount_dong:
            text, tone = _("đã nhận"), "good"
        elif pk in left:
            text, tone = said(words.UNPAID, left[pk]), "warn"
        elif paid[pk]:
            text, tone = _("nhận một phần"), "warn"
        elif pk in returned:
            text, tone = _("trả lại"), "bad"
        else:
            text, tone = _("chưa có kết quả"), "quiet"
        fates[pk] = {"received": paid[pk], "fate": text, "tone": tone}
    return fates


def _chart(months: list[dict[str, Any]]) -> str:
    """What was ordered month by month as a line, months without an order at nought; nothing for fewer than two months."""
    if len(months) < 2:
        return ""
    ordered = {month["month"]: month["ordered"] for month in months}
    last = max(ordered)
    first = max(min(ordered), month_after(last, 1 - _MONTHS_DRAWN))
    drawn = months_between(first, last)
    top = max(ordered.get(month, 0) for month in drawn)
    points = []
    for index, month in enumerate(drawn):
        dong = ordered.get(month, 0)
        is_told = index in (0, len(drawn) - 1) or dong == top
        label = month_text(month) if index in (0, len(drawn) - 1) else ""
        points.append((label, dong, plain(dong) if is_told else ""))
        if dong == top:
            top = -1  # the highest is written once
    return mark_safe(line_chart(points, title=_("Số tiền các lệnh chi theo tháng (đồng)"), width=560))
