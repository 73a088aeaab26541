"""The month's end: the list beside what became of it, what nobody collected, the close, and a closed month opened again."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ansinh.core.access import must_hold
from ansinh.core.days import month_text
from ansinh.core.lists import Row
from ansinh.payments import actions, words
from ansinh.payments.actions import Decision, Statement
from ansinh.payments.actions.hands import span_of
from ansinh.payments.forms import CloseForm, ReasonForm
from ansinh.payments.models import Line, Reopening, Run, Unpaid
from ansinh.payments.pages.common import (
    FILE_READERS,
    add_names,
    is_done,
    my_province,
    rights,
    run_of,
    said,
    today,
    why_not_mine,
)
from ansinh.payments.pages.money import account_name
from ansinh.payments.pages.plan import about
from ansinh.people.models import Person

ONE_BY_ONE = 300


def reconcile_run(request: HttpRequest, pk: int) -> HttpResponse:
    """Whether what was sent is what was received, returned or not collected; then the reconciler's hand."""
    must_hold("province_officer", *FILE_READERS)
    found = _sent(pk)
    why_not = why_not_mine(found, "reconcile") if found.state == "sent" else ""
    if (
        found.state == "sent"
        and not why_not
        and is_done(request, None, lambda: actions.reconcile(run=found, by=request.user), _("Đã đối chiếu."))
    ):
        return redirect("close_run", pk)
    statement = actions.statement_of(found)
    waiting = actions.unsettled(found)
    return render(
        request,
        "payments/reconcile_run.html",
        {
            **about(found),
            "sums": _sums(found, statement),
            "statement": statement,
            "waiting": waiting.count(),
            "ties": [(tie, account_name(tie.account)) for tie in actions.ties(found)],
            "is_to_do": found.state == "sent",
            "why_not": why_not,
            **rights(),
        },
    )  # fmt: skip


def _sent(pk: int) -> Run:
    found = run_of(pk)
    if found.state in ("planned", "signed", "discarded"):
        raise Http404(_("Danh sách này chưa gửi đơn vị chi trả."))
    return found


def _sums(found: Run, statement: Statement) -> list[dict[str, Any]]:
    """The list total as the sum of what became of it, and the files beside it."""
    files = sum(each["amount_dong"] for each in found.totals.get("files", []))
    parts = statement.paid_dong + statement.returned_dong + statement.uncollected_dong
    return [
        {"label": _("Đã nhận"), "dong": statement.paid_dong, "is_sum": False, "ties": True},
        {"label": _("Trả lại, có tên lý do"), "dong": statement.returned_dong, "is_sum": False, "ties": True},
        {"label": _("Chưa ai nhận"), "dong": statement.uncollected_dong, "is_sum": False, "ties": statement.uncollected_dong >= 0},
        {"label": _("Cộng: tổng danh sách"), "dong": statement.list_dong, "is_sum": True, "ties": parts == statement.list_dong},
        {"label": _("Tổng các tệp đã gửi"), "dong": files, "is_sum": True, "ties": files == statement.list_dong},
    ]  # fmt: skip


def close_run(request: HttpRequest, pk: int) -> HttpResponse:
    """What becomes of each order nobody collected; then the month is closed. Afterwards what was decided."""
    must_hold("province_officer", *FILE_READERS)
    found = _sent(pk)
    rows = left_of(found)
    form = CloseForm(
        request.POST if request.method == "POST" else None, rows=rows[:ONE_BY_ONE], initial={"everybody": "carried"}
    )
    why_not = why_not_mine(found, "close") if found.state == "reconciled" else ""

    def act() -> None:
        actions.close(run=found, decisions=_decided(form, rows), by=request.user)

    if found.state == "reconciled" and not why_not and is_done(request, form, act, _("Đã chốt tháng.")):
        return redirect("close_run", pk)
    decided = list(Unpaid.objects.filter(run=found).order_by("id")[:ONE_BY_ONE].select_related("order__person"))
    return render(
        request,
        "payments/close_run.html",
        {
            **about(found),
            "sums": _sums(found, actions.statement_of(found)),
            "rows": [(row, form[f"order_{row['order_id']}"]) for row in rows[:ONE_BY_ONE]],
            "count": len(rows),
            "left_dong": sum(row["left_dong"] for row in rows),
            "shown": ONE_BY_ONE,
            "form": form,
            "is_to_do": found.state == "reconciled",
            "is_sent": found.state == "sent",
            "is_closed": found.state == "closed",
            "decided": [(each, said(words.UNPAID, each.decided)) for each in decided],
            "decided_sums": [
                (said(words.UNPAID, name), count, dong)
                for name, (count, dong) in found.totals.get("unpaid", {}).items()
            ],
            "reopenings": list(found.reopenings.select_related("asked_by", "approved_by").order_by("-id")),
            "may_ask": found.state == "closed" and not why_not_mine(None, "close"),
            "why_not": why_not,
            **rights(),
        },
        status=422 if form.errors else 200,
    )


def left_of(found: Run) -> list[Row]:
    """The orders a reconciled run has not paid in full, those that waited longest first, with names and since when they wait."""
    if found.state != "reconciled":
        return []
    decided = set(Unpaid.objects.filter(run=found).values_list("order_id", flat=True))
    rows = [row for row in actions.left_unpaid(found).to_pylist() if row["order_id"] not in decided]
    carried = _carried(found)
    for row in rows:
        row["left_dong"] = row["amount_dong"] - row["paid_dong"]
        row["since"] = carried.get(row["order_id"])
    rows.sort(key=lambda row: (row["since"] or 999912, row["order_id"]))
    add_names(rows[:ONE_BY_ONE])
    return rows


def _carried(found: Run) -> dict[int, int]:
    """Orders of the run that carry an earlier one, and the month the oldest money in them is of."""
    first, last = span_of(found.pk)
    lines = Line.objects.filter(pk__range=(first, last), kind="carried").values_list("order_id", "for_month")
    oldest: dict[int, int] = {}
    for order, month in lines:
        oldest[order] = min(month, oldest.get(order, month))
    return oldest


def _decided(form: CloseForm, rows: list[Row]) -> dict[int, Decision]:
    """One decision an order: its own where somebody chose one, else the one for everybody."""
    typed = form.cleaned_data
    return {
        row["order_id"]: Decision(typed.get(f"order_{row['order_id']}") or typed["everybody"], typed["reason"])
        for row in rows
    }


def ask_reopening(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for a closed month to be opened again; somebody else approves it."""
    must_hold("province_officer", *FILE_READERS)
    found = _sent(pk)
    form = ReasonForm(request.POST if request.method == "POST" else None)
    why_not = why_not_mine(None, "close")
    if not why_not and is_done(
        request,
        form,
        lambda: actions.ask_reopening(run=found, reason=form.cleaned_data["reason"], by=request.user),
        _("Đã gửi đề nghị mở lại; một lãnh đạo chưa tham gia đợt này sẽ duyệt."),
    ):
        return redirect("close_run", pk)
    return render(
        request,
        "payments/act.html",
        {
            **about(found),
            "title": _("Đề nghị mở lại một tháng đã chốt"),
            "told": [
                _("Mở lại thì các quyết định khi chốt được rút và bút toán chốt được đảo, không xóa."),
                _("Lệnh chi đã chuyển sang kỳ sau và đã ký thì giữ nguyên."),
            ],
            "form": form,
            "button": _("Gửi đề nghị"),
            "back": reverse("close_run", args=[pk]),
            "why_not": why_not,
        },
        status=422 if form.errors else 200,
    )


@require_POST
def approve_reopening(request: HttpRequest, pk: int) -> HttpResponse:
    """A leader who was no hand of the run opens it again."""
    asked = get_object_or_404(Reopening.objects.select_related("run"), pk=pk, run__in=Run.objects.all())
    is_done(request, None, lambda: actions.reopen(reopening=asked, by=request.user), _("Đã mở lại."))
    return redirect("close_run", asked.run_id)


def long_unpaid(request: HttpRequest) -> HttpResponse:
    """People whose money waits for more than a month, commune by commune."""
    must_hold("province_officer", *FILE_READERS)
    province = my_province()
    found = actions.long_unpaid(province, day=today()) if province else []
    people = set(Person.objects.filter(pk__in=[one.person_id for one in found]).values_list("pk", flat=True))
    return render(
        request,
        "payments/long_unpaid.html",
        {
            "found": [(one, month_text(one.since_month)) for one in found[:2000]],
            "count": len(found),
            "dong": sum(one.amount_dong for one in found),
            "reached": people,
            "year": today().year,
            **rights(),
        },
    )
