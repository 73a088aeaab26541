"""The month desk: where each programme's list is, what waits for the reader; and the twelve months of a year."""

from typing import Any

from django.db.models import Max
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from ansinh.core.access import current_scope
from ansinh.core.days import month_after, month_of, month_text, vietnamese_day
from ansinh.core.language import is_english
from ansinh.core.models import ROLES
from ansinh.payments import words
from ansinh.payments.models import Opening, ReturnException, Run
from ansinh.payments.pages import figures
from ansinh.payments.pages.common import (
    NEXT,
    STAGE_PAGES,
    STATE_TONES,
    hands_of,
    month_or_404,
    not_discarded,
    province_in,
    rights,
    runs,
    said,
    today,
    typed_month,
    why_not_mine,
)

_STAGE_LABELS = {
    "plan": ("Lập danh sách", "Prepared"),
    "sign": ("Ký duyệt", "Signed"),
    "send": ("Gửi đơn vị chi trả", "Sent to the providers"),
    "reconcile": ("Đối chiếu", "Reconciled"),
    "close": ("Chốt tháng", "Closed"),
}
BUTTONS = {
    "plan": ("Lập danh sách chi trả", "Prepare the list"),
    "sign": ("Xem và ký", "Look and sign"),
    "send": ("Gửi đơn vị chi trả", "Send to the providers"),
    "reconcile": ("Đối chiếu", "Reconcile"),
    "close": ("Chốt tháng", "Close the month"),
}


def month_desk(request: HttpRequest, month: int | None = None) -> HttpResponse:
    """One month: each programme with its steps, totals, due days and what comes next, the reader's own first."""
    if month is None:
        month = typed_month(request.GET.get("thang", "")) or newest_month()
    month = month_or_404(month)
    cards = [_card(programme, month) for programme in _programmes(month)]
    return render(
        request,
        "payments/month_desk.html",
        {
            "month": month,
            "month_text": month_text(month),
            "cards": cards,
            "before": month_after(month, -1),
            "after": month_after(month),
            "year": month // 100,
            "mine": [card for card in cards if card["is_mine"]],
            "open_exceptions": ReturnException.objects.filter(settled_at__isnull=True).count(),
            **rights(),
        },
    )


def newest_month() -> int:
    """The newest month with a run in sight; without any, the month after today's."""
    newest = runs().filter(not_discarded()).aggregate(newest=Max("month"))["newest"]
    return newest or month_after(month_of(today()))


def opened() -> dict[str, int]:
    """The programmes the reader's province has opened, with the first month the ledger answers for."""
    return dict(Opening.objects.values_list("programme", "month"))


def _programmes(month: int) -> list[str]:
    with_runs = set(runs().filter(not_discarded(), month=month).values_list("programme", flat=True))
    first = opened()
    return [name for name in words.PROGRAMMES if name in with_runs or first.get(name, 999912) <= month]


def _card(programme: str, month: int) -> dict[str, Any]:
    """One programme of the month: its newest run, the steps, the figures, whose turn it is."""
    found = list(
        runs()
        .filter(not_discarded(), month=month, programme=programme)
        .select_related("province", "planned_by", "signed_by", "sent_by", "reconciled_by", "closed_by")
        .order_by("-number")
    )
    run = found[0] if found else None
    stage = NEXT.get(run.state) if run else "plan"
    reason = why_not_mine(run, stage) if stage else ""
    if stage == "plan" and province_in(month) is None:
        reason = reason or _("Tỉnh của bạn không còn vào tháng này.")
    calendar = _calendar(month, run)
    return {
        "programme": programme,
        "label": said(words.PROGRAMMES, programme),
        "run": run,
        "others": found[1:],
        "tone": STATE_TONES[run.state] if run else "",
        "steps": _steps(run, stage),
        "figures": figures.headline(run) if run else [],
        "due": calendar,
        "is_late": any(line["is_late"] for line in calendar),
        "stage": stage or "",
        "is_mine": bool(stage) and not reason,
        "reason": reason if stage and words.HANDS[stage][0] in current_scope().roles else "",
        "button": said(BUTTONS, stage) if stage else "",
        "waits_for": ROLES[words.HANDS[stage][0]][is_english()] if stage else "",
        "address": _address(run, stage, programme, month),
        "problem": run is not None and not figures.is_whole(run),
    }


def _address(run: Run | None, stage: str | None, programme: str, month: int) -> str:
    if run is None:
        return reverse("plan_run", args=[month, programme])
    return reverse(STAGE_PAGES[stage], args=[run.pk]) if stage else reverse("run", args=[run.pk])


def _steps(run: Run | None, now: str | None) -> list[dict[str, Any]]:
    """The five stages in order: done (who and when), now, or to come."""
    who = {
        "plan": ("planned_by", "planned_at"), "sign": ("signed_by", "signed_at"), "send": ("sent_by", "sent_at"),
        "reconcile": ("reconciled_by", "reconciled_at"), "close": ("closed_by", "closed_at"),
    }  # fmt: skip
    hands = hands_of(run) if run else {}
    steps = []
    for stage, (by, at) in who.items():
        moment = getattr(run, at) if run else None
        is_done = moment is not None and _is_behind(run, stage)
        user = getattr(run, by) if run and hands.get(stage) else None
        steps.append(
            {
                "label": said(_STAGE_LABELS, stage),
                "state": "done" if is_done else "now" if stage == now else "todo",
                "who": (user.get_full_name() or user.get_username()) if is_done and user else "",
                "at": moment if is_done else None,
                "role": ROLES[words.HANDS[stage][0]][is_english()],
            }
        )
    return steps


def _is_behind(run: Run | None, stage: str) -> bool:
    """Whether the run's state is at or past the stage; one opened again is not closed."""
    order = ["planned", "signed", "sent", "reconciled", "closed"]
    return (
        run is not None
        and run.state in order
        and order.index(run.state) >= ["plan", "sign", "send", "reconcile", "close"].index(stage)
    )


def _calendar(month: int, run: Run | None) -> list[dict[str, Any]]:
    """The days of the law for the month's list and its returns, and whether each was kept."""
    return [
        {"label": label, "before": vietnamese_day(before), "is_late": late, "is_done": done is not None, "done": done}
        for label, before, done, late in figures.due_days(month, run)
    ]


def year(request: HttpRequest, year: int) -> HttpResponse:
    """Twelve months by programme: the state of each list."""
    month_or_404(year * 100 + 1)
    found: dict[tuple[str, int], Run] = {}
    for run in runs().filter(not_discarded(), month__range=(year * 100 + 1, year * 100 + 12)).order_by("number"):
        found[run.programme, run.month] = run
    first = opened()
    names = [name for name in words.PROGRAMMES if name in first or any(key[0] == name for key in found)]
    months = [year * 100 + number for number in range(1, 13)]
    rows = [
        (month, month_text(month), [_cell(found.get((name, month)), first.get(name, 999912), month) for name in names])
        for month in months
    ]
    return render(
        request,
        "payments/year.html",
        {
            "year": year,
            "names": [said(words.PROGRAMMES, name) for name in names],
            "rows": rows,
            "before": year - 1,
            "after": year + 1,
            "legend": [
                (said(words.STATES, state), tone) for state, tone in STATE_TONES.items() if state != "discarded"
            ],
            "sees_province": current_scope().is_whole_province,
        },
    )


def _cell(run: Run | None, first: int, month: int) -> dict[str, Any]:
    if run is None:
        is_before = month < first
        return {"address": "", "text": "–" if is_before else _("chưa lập"), "tone": "quiet", "amount": None}
    return {
        "address": reverse("run", args=[run.pk]),
        "text": said(words.STATES, run.state),
        "tone": STATE_TONES[run.state],
        "amount": figures.list_total(run),
    }
