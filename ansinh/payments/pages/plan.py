"""A run before it is signed, and after: its totals, what moved, what warns, each list behind a number, a line and its difference."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from ansinh.core.charts import Bar, bar_chart
from ansinh.core.days import month_text, vietnamese_day
from ansinh.payments import actions, words
from ansinh.payments.forms import PlanForm, ReasonForm
from ansinh.payments.models import Run
from ansinh.payments.pages import figures, listings
from ansinh.payments.pages.common import (
    NEXT,
    STAGE_PAGES,
    STATE_TONES,
    grouped,
    has_folder,
    is_done,
    money,
    month_or_404,
    not_discarded,
    province_in,
    rights,
    rows_of,
    run_name,
    run_of,
    runs,
    said,
    today,
    why_not_mine,
)
from ansinh.payments.pages.desk import BUTTONS, opened

WARNINGS_SQL = """
    SELECT *, file_row_number AS number, CASE severity WHEN 'stop' THEN 0 WHEN 'warn' THEN 1 ELSE 2 END AS grade FROM {rows}
"""


def plan_run(request: HttpRequest, month: int, programme: str) -> HttpResponse:
    """Work out a month's list: what it will look at, then the button that does it."""
    month = month_or_404(month)
    if programme not in words.PROGRAMMES:
        raise Http404
    form = PlanForm(request.POST if request.method == "POST" else None, initial={"plan_day": vietnamese_day(today())})
    province = province_in(month)
    why_not = why_not_mine(None, "plan") or ("" if province else _("Tỉnh của bạn không còn vào tháng này."))
    made: list[Run] = []

    def act() -> None:
        assert province is not None
        made.append(
            actions.plan(
                province=province,
                programme=programme,
                month=month,
                plan_day=form.cleaned_data["plan_day"],
                by=request.user,
            )
        )

    if not why_not and is_done(request, form, act, _("Đã lập danh sách. Xem rồi chuyển người ký.")):
        return redirect("run", made[0].pk)
    others = runs().filter(not_discarded(), month=month, programme=programme)
    return render(
        request,
        "payments/plan_run.html",
        {
            "month": month,
            "month_text": month_text(month),
            "label": said(words.PROGRAMMES, programme),
            "form": form,
            "why_not": why_not,
            "province": province,
            "first": month_text(first) if (first := opened().get(programme)) else "",
            "others": [(run, said(words.STATES, run.state)) for run in others],
        },
        status=422 if form.errors else 200,
    )


def run(request: HttpRequest, pk: int) -> HttpResponse:
    """One run: the totals as a sum that ties, movements, warnings, communes; each number opens its list."""
    found = run_of(pk)
    stage = NEXT.get(found.state)
    communes = figures.communes(found)
    movements = figures.movement_rows(found)
    return render(
        request,
        "payments/run.html",
        {
            **about(found),
            "is_here": has_folder(found),
            "steps": figures.steps(found) if has_folder(found) else [],
            "movements": movements,
            "warnings": figures.warning_rows(found),
            "communes": communes,
            "has_before": any(row["before"] is not None for row in communes),
            "chart": _chart(movements),
            "stage": stage,
            "why_not": why_not_mine(found, stage) if stage else "",
            "button": said(BUTTONS, stage) if stage else "",
            "address": reverse(STAGE_PAGES[stage], args=[found.pk]) if stage else "",
            "may_discard": found.state == "planned" and not why_not_mine(None, "plan"),
            **rights(),
        },
    )


def about(found: Run) -> dict[str, Any]:
    """What every page of a run says of it."""
    return {
        "run": found,
        "name": run_name(found),
        "state": said(words.STATES, found.state),
        "tone": STATE_TONES[found.state],
        "month": found.month,
        "month_text": month_text(found.month),
    }


def _chart(movements: list[dict[str, Any]]) -> str:
    """Money of each movement as bars; nothing when there is nothing to compare."""
    bars = [Bar(row["label"], abs(row["dong"]), money(row["dong"])) for row in movements if row["dong"]]
    return mark_safe(bar_chart(bars, title=_("Tiền của danh sách theo biến động"))) if len(bars) > 1 else ""


def run_lines(request: HttpRequest, pk: int) -> HttpResponse:
    """The lines of a run, with their differences."""
    found = run_of(pk)
    rows: Any = rows_of(found, "lines")
    return listings.lines(found, rows).respond(request, rows, **about(found))


def run_movements(request: HttpRequest, pk: int) -> HttpResponse:
    """Who is new, stopped, up or down against the month before."""
    found = run_of(pk)
    rows: Any = figures.movements(found)
    if rows is None:
        raise Http404(_("Chưa có danh sách tháng trước để so."))
    return listings.movements(found, rows).respond(request, rows, **about(found))


def run_warnings(request: HttpRequest, pk: int) -> HttpResponse:
    """What should be looked at before signing, with reasons."""
    found = run_of(pk)
    rows: Any = rows_of(found, "warnings", sql=WARNINGS_SQL)
    return listings.warnings(found, rows).respond(request, rows, **about(found))


def run_orders(request: HttpRequest, pk: int) -> HttpResponse:
    """The orders of a run."""
    found = run_of(pk)
    rows: Any = rows_of(found, "orders")
    return listings.orders(found, rows).respond(request, rows, **about(found))


def run_line(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """One line: what is owed, what was recognised, the difference; with the other lines of its order."""
    found = run_of(pk)
    rows = rows_of(found, "lines")
    line = rows.filter(number=number).first()
    if line is None:
        raise Http404
    order = None
    if line["order_number"] is not None:
        order = rows_of(found, "orders").filter(number=line["order_number"]).first()
    beside = rows.filter(order_number=line["order_number"]).order_by("number") if order else None
    return render(
        request,
        "payments/run_line.html",
        {
            **about(found),
            "line": line,
            "benefit": listings.benefit_name(line["benefit"]),
            "kind": said(words.KINDS, line["kind"]),
            "of_month": month_text(line["for_month"]),
            "is_difference": line["kind"] in words.RECOGNISED,
            "order": order,
            "beside": [
                (each["number"], listings.benefit_name(each["benefit"]), month_text(each["for_month"]),
                 said(words.KINDS, each["kind"]), grouped(each["amount_dong"]))
                for each in (beside or [])
            ],
            "why": why_address(line["person_id"], line["for_month"]),
        },
    )  # fmt: skip


def why_address(person_id: int, month: int) -> str:
    """Where the whole explanation of a person's month stands."""
    try:
        return reverse("payment_why", args=[person_id, month])
    except NoReverseMatch:
        return ""


def discard_run(request: HttpRequest, pk: int) -> HttpResponse:
    """Put a planned list aside: nothing of it is in the ledger yet."""
    found = run_of(pk)
    form = ReasonForm(request.POST if request.method == "POST" else None)
    why_not = why_not_mine(None, "plan")
    if found.state != "planned":
        why_not = why_not or _("Danh sách đã ký thì không bỏ được; chỉ bỏ được danh sách mới lập.")
    if not why_not and is_done(
        request,
        form,
        lambda: actions.discard(run=found, reason=form.cleaned_data["reason"], by=request.user),
        _("Đã bỏ danh sách này; có thể lập lại."),
    ):
        return redirect("payment_month", found.month)
    return render(
        request,
        "payments/act.html",
        {
            **about(found),
            "title": _("Bỏ danh sách đã lập"),
            "told": [_("Danh sách này chưa ký nên chưa có bút toán nào. Bỏ rồi thì lập lại được cho cùng tháng.")],
            "form": form,
            "button": _("Bỏ danh sách"),
            "back": reverse("run", args=[found.pk]),
            "why_not": why_not,
        },
        status=422 if form.errors else 200,
    )
