"""What providers sent back: a file looked at before it is read, the rows that need somebody, and payments told at the desk."""

import hashlib
import re
import tempfile
import time
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.db.models import Q, Sum
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ansinh.benefits.words import CHANNELS
from ansinh.core.access import NoAccess, current_scope, must_hold
from ansinh.core.days import vietnamese_day
from ansinh.core.lists import Choice, Column, Listing, Order, Search
from ansinh.core.masking import masked
from ansinh.payments import actions, words
from ansinh.payments.actions import PaymentRefused
from ansinh.payments.actions.hands import span_of
from ansinh.payments.actions.returning import preview_returns
from ansinh.payments.forms import DeskForm, ReturnFileForm, SettleForm, SettleManyForm
from ansinh.payments.models import Order as PaymentOrder
from ansinh.payments.models import ReturnException, ReturnFile, Run, Settlement, Unpaid
from ansinh.payments.pages.common import (
    clock,
    has_folder,
    is_done,
    my_province,
    rights,
    rows_of,
    run_of,
    said,
    today,
)
from ansinh.payments.pages.plan import about
from ansinh.places.models import Place

FILE_HANDS = ("province_reconciler",)
_HELD_SECONDS = 24 * 3600
_ORDERS_A_PAGE = 200
_SHOWN = 50
_DIGEST = re.compile(r"[0-9a-f]{64}")


def return_files(request: HttpRequest) -> HttpResponse:
    """The files that came back, newest first; and the door to send another."""
    listing = Listing(
        "return-files",
        _("Tệp kết quả chi trả"),
        columns=(
            Column("name", _("Tệp"), link=lambda row: reverse("return_file", args=[row["id"]])),
            Column("provider", _("Đơn vị chi trả"), is_wide_only=True),
            Column("format", _("Loại")),
            Column("rows", _("Số dòng"), is_number=True),
            Column("received_at", _("Nhận lúc"), show=lambda row: clock(row["received_at"])),
            Column("by__username", _("Người nhận"), is_wide_only=True),
        ),
        orders=(Order("moi", _("Mới trước"), ("-id",)),),
        filters=(Search("ten", _("Tên tệp"), paths=("name",)),),
        unit=_("tệp"),
        nothing_yet=_("Chưa có tệp nào. Khi đơn vị chi trả gửi kết quả về, tải tệp lên ở đây."),
        template="payments/return_files.html",
    )
    may_receive = bool(current_scope().roles & set(FILE_HANDS))
    return listing.respond(
        request, ReturnFile.objects.all(), may_receive=may_receive, year=today().year, form=ReturnFileForm(), **rights()
    )


@require_POST
def send_return_file(request: HttpRequest) -> HttpResponse:
    """Keep a file for its preview; nothing of it is in the books yet."""
    must_hold(*FILE_HANDS)
    form = ReturnFileForm(request.POST, request.FILES)
    if not form.is_valid():
        return render(request, "payments/return_new.html", {"form": form}, status=422)
    sent = form.cleaned_data["file"]
    folder = _held_folder()
    with tempfile.NamedTemporaryFile(dir=folder, delete=False) as kept:
        told = hashlib.sha256()
        for part in sent.chunks():
            told.update(part)
            kept.write(part)
    digest = told.hexdigest()
    (folder / f"{digest}.name").write_text(Path(sent.name).name[:200])
    Path(kept.name).replace(folder / digest)
    return redirect("return_preview", digest)


def return_preview(request: HttpRequest, digest: str) -> HttpResponse:
    """What a file says: what settles, what needs somebody; then the button that reads it into the books."""
    must_hold(*FILE_HANDS)
    already = ReturnFile.objects.filter(sha256=digest).first()
    if already is not None:
        return redirect("return_file", already.pk)
    name, path = _held(digest)
    read: list[ReturnFile] = []

    def act() -> None:
        read.append(actions.receive_returns(file=path, name=name, province=_province(), by=request.user))

    if is_done(request, None, act, _("Đã đọc tệp %(name)s vào sổ.") % {"name": name}):
        _forget(digest)
        return redirect("return_file", read[0].pk)
    return render(request, "payments/return_preview.html", {"name": name, "digest": digest, **_previewed(path, name)})


def _province() -> Place:
    """The reader's province of today. Raises NoAccess for one who has none."""
    found = my_province()
    if found is None:
        raise NoAccess(_("Tài khoản này không có tỉnh nào để nhận tệp."))
    return found


def _previewed(path: Path, name: str) -> dict[str, Any]:
    """What reading the file would do, in counts and dong; or why it cannot be read."""
    try:
        told = preview_returns(file=path, name=name, province=_province())
    except PaymentRefused as refused:
        return {"problem": str(refused), "told": None, "kinds": []}
    return {"problem": "", "told": told, "kinds": _kinds(told.counts)}


def _kinds(counts: dict[str, int]) -> list[tuple[str, str, int]]:
    return [(kind, said(words.EXCEPTIONS, kind), counts[kind]) for kind in words.EXCEPTIONS if counts.get(kind)]


def _held_folder() -> Path:
    """Where files wait for their preview; what waited a day is cleared."""
    folder = Path(settings.PAYRUNS) / "incoming"
    folder.mkdir(parents=True, exist_ok=True)
    for left in folder.iterdir():
        if time.time() - left.stat().st_mtime > _HELD_SECONDS:
            left.unlink(missing_ok=True)
    return folder


def _held(digest: str) -> tuple[str, Path]:
    path = Path(settings.PAYRUNS) / "incoming" / digest
    if not _DIGEST.fullmatch(digest) or not path.is_file():
        raise Http404(_("Tệp chờ xem trước không còn; gửi lại tệp."))
    return path.with_name(f"{digest}.name").read_text(), path


def _forget(digest: str) -> None:
    for path in (_held_folder() / digest, _held_folder() / f"{digest}.name"):
        path.unlink(missing_ok=True)


def return_file(request: HttpRequest, pk: int) -> HttpResponse:
    """What a file did: settled rows, exceptions by kind, how many of them are still open."""
    found = get_object_or_404(ReturnFile.objects.select_related("by"), pk=pk)
    every = ReturnException.objects.filter(file=found)
    open_ones = every.filter(settled_at__isnull=True)
    settled = Settlement._base_manager.filter(file=found)
    told = {row["outcome"]: row["dong"] for row in settled.values("outcome").annotate(dong=Sum("amount_dong"))}
    return render(
        request,
        "payments/return_file.html",
        {
            "file": found,
            "kinds": [
                (kind, label, count, open_ones.filter(kind=kind).count()) for kind, label, count in _kinds(found.counts)
            ],
            "outcomes": [
                (said(words.OUTCOMES, outcome), told[outcome]) for outcome in words.OUTCOMES if outcome in told
            ],
            "open_count": open_ones.count(),
            "settled_count": found.counts.get("settled", 0),
            **rights(),
        },
    )


def settle_kind(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """Every open row of one kind in a file settled alike: what it will do, then the button."""
    must_hold(*FILE_HANDS)
    file = get_object_or_404(ReturnFile, pk=pk)
    rows = (
        ReturnException.objects.filter(file=file, kind=kind, settled_at__isnull=True)
        .select_related("order")
        .order_by("row")
    )
    if kind not in words.EXCEPTIONS or not rows.exists():
        raise Http404
    form = SettleManyForm(request.POST if request.method == "POST" else None)
    count = rows.count()

    def act() -> None:
        ids = list(rows.values_list("pk", flat=True))
        actions.settle_exceptions(exceptions=ids, by=request.user, **form.cleaned_data)

    if is_done(request, form, act, _("Đã ghi kết luận cho %(count)s dòng.") % {"count": count}):
        return redirect("return_file", pk)
    return render(
        request,
        "payments/settle_kind.html",
        {
            "file": file,
            "kind": said(words.EXCEPTIONS, kind),
            "rows": rows[:_SHOWN],
            "count": count,
            "dong": rows.aggregate(dong=Sum("amount_dong"))["dong"] or 0,
            "shown": _SHOWN,
            "form": form,
        },
        status=422 if form.errors else 200,
    )


def exceptions(request: HttpRequest) -> HttpResponse:
    """Rows of return files that need somebody."""

    def page(row: dict[str, Any]) -> str:
        return reverse("exception", args=[row["id"]])

    listing = Listing(
        "return-exceptions",
        _("Dòng trả về cần xử lý"),
        columns=(
            Column("kind", _("Vướng mắc"), show=lambda row: said(words.EXCEPTIONS, row["kind"]), link=page),
            Column("said", _("Máy thấy gì")),
            Column("reference", _("Số lệnh"), is_wide_only=True),
            Column("order__payee_name", _("Người nhận tiền"), is_wide_only=True),
            Column("amount_dong", _("Số tiền (đồng)"), is_number=True),
            Column(
                "settled_as", _("Kết luận"),
                show=lambda row: said(words.SETTLED_AS, row["settled_as"]) if row["settled_as"] else _("chưa xử lý"),
                tone=lambda row: "good" if row["settled_as"] else "warn",
            ),
        ),
        also=("id",),
        orders=(Order("cu", _("Cũ trước"), ("id",)),),
        filters=(
            Choice(
                "tinh-trang", _("Tình trạng"), choices={"chua": _("chưa xử lý"), "roi": _("đã xử lý")},
                where=lambda value: Q(settled_at__isnull=value == "chua"),
            ),
            Choice("loai", _("Vướng mắc"), choices={key: said(words.EXCEPTIONS, key) for key in words.EXCEPTIONS}, path="kind"),
            Search("so", _("Số lệnh"), exact_paths=("reference",)),
            Search("tep", _("Tệp số"), exact_paths=("file_id",)),
        ),
        unit=_("dòng"),
        nothing_yet=_("Không có dòng nào vướng mắc."),
        template="payments/exceptions.html",
    )  # fmt: skip
    return listing.respond(request, ReturnException.objects.all(), year=today().year, **rights())


def exception(request: HttpRequest, pk: int) -> HttpResponse:
    """One row beside the order it may mean; what somebody says of it. Saying it leads to the next open one."""
    found = get_object_or_404(ReturnException.objects.select_related("file", "order", "run", "settled_by"), pk=pk)
    may_settle = bool(current_scope().roles & set(FILE_HANDS)) and found.settled_at is None
    form = SettleForm(request.POST if request.method == "POST" else None, initial={"settled_as": _likely(found)})
    if may_settle and is_done(request, form, lambda: _settle(found, form, request.user), _("Đã ghi kết luận.")):
        following = ReturnException.objects.filter(settled_at__isnull=True, pk__gt=found.pk).order_by("pk").first()
        return redirect("exception", following.pk) if following else redirect("exceptions")
    order = found.order
    settled = Settlement.objects.filter(order=order).select_related("file").order_by("id") if order else []
    return render(
        request,
        "payments/exception.html",
        {
            "exception": found,
            "kind": said(words.EXCEPTIONS, found.kind),
            "cells": [
                (label, _cell(name, value))
                for name, label in _cells()
                if (value := found.cells.get(name)) not in (None, "")
            ],
            "order": order,
            "channel": said(CHANNELS, order.channel) if order else "",
            "settled": [(row, said(words.OUTCOMES, row.outcome)) for row in settled],
            "settled_as": said(words.SETTLED_AS, found.settled_as),
            "form": form,
            "may_settle": may_settle,
            "left": ReturnException.objects.filter(settled_at__isnull=True).count(),
        },
        status=422 if form.errors else 200,
    )


def _cells() -> list[tuple[str, str]]:
    """What is kept of a row, in the order it is read."""
    return [
        ("outcome", _("Kết quả")),
        ("code", _("Mã lý do")),
        ("day", _("Ngày")),
        ("name", _("Tên trong tệp")),
        ("account", _("Tài khoản trong tệp")),
    ]


def _cell(name: str, value: str) -> str:
    """What a kept cell says to people."""
    if name == "account":
        return masked(value, "account")
    return vietnamese_day(date.fromisoformat(value)) if name == "day" else said(words.OUTCOMES, value)


def _likely(found: ReturnException) -> str:
    """What such a row most often is; the officer still says it."""
    likely = {"returned": "returned", "partly_paid": "paid", "matched_by_person": "paid", "name_mismatch": "paid"}
    return likely.get(found.kind, "")


def _settle(found: ReturnException, form: SettleForm, by: Any) -> Any:
    typed = form.cleaned_data
    order = PaymentOrder.objects.filter(reference=typed["reference"].strip()).first() if typed["reference"] else None
    if typed["reference"] and order is None:
        raise PaymentRefused(
            _("Không có lệnh chi nào mang số «%(reference)s» trong phạm vi của bạn.")
            % {"reference": typed["reference"]}
        )
    return actions.settle_exception(
        exception=found, settled_as=typed["settled_as"], reason=typed["reason"], order=order, by=by
    )


def pay_desk(request: HttpRequest, pk: int) -> HttpResponse:
    """Orders of a commune's cash point, ticked as paid or as not collected, two hundred at a time."""
    found = run_of(pk)
    first, last = span_of(found.pk)
    orders = PaymentOrder.objects.filter(pk__range=(first, last))
    communes = _communes(found)
    commune = request.GET.get("xa", "") or (communes[0][0] if communes else "")
    may_mark = bool(current_scope().roles & set(FILE_HANDS)) and found.state in ("sent", "reconciled")
    if request.method == "POST":
        return _mark(request, found.pk, commune, orders)
    mine = orders.filter(commune=commune, channel=request.GET.get("hinh-thuc") or "cash")
    after = request.GET.get("sau", "")
    shown = mine.filter(pk__gt=int(after)) if after.isdigit() else mine
    page = list(shown.order_by("pk").select_related("person")[: _ORDERS_A_PAGE + 1])
    rows = page[:_ORDERS_A_PAGE]
    fates = _fates_of(rows)
    return render(
        request,
        "payments/pay_desk.html",
        {
            **about(found),
            "communes": communes,
            "commune": commune,
            "channels": [(key, said(CHANNELS, key)) for key in CHANNELS],
            "channel": request.GET.get("hinh-thuc") or "cash",
            "rows": [(order, *fates[order.pk]) for order in rows],
            "after": rows[-1].pk if len(page) > _ORDERS_A_PAGE else "",
            "count": mine.count(),
            "may_mark": may_mark,
            "form": DeskForm(initial={"day": vietnamese_day(today())}),
        },
    )


def _communes(found: Run) -> list[tuple[str, str]]:
    """The communes of a signed run's orders inside the reader's scope."""
    if found.state in ("planned", "discarded") or not has_folder(found):
        return []
    inside = rows_of(found, "orders").distinct("commune_id")
    return list(Place.objects.filter(pk__in=inside).order_by("sort_key").values_list("pk", "full_name"))


def _fates_of(orders: list[PaymentOrder]) -> dict[int, tuple[str, str, bool]]:
    """For each order: what became of it, its tone, whether it may still be ticked."""
    ids = [order.pk for order in orders]
    paid = dict(
        Settlement.objects.filter(order__in=ids, outcome="paid")
        .order_by()
        .values_list("order")
        .annotate(Sum("amount_dong"))
    )
    returned = set(Settlement.objects.filter(order__in=ids, outcome="returned").values_list("order", flat=True))
    decided = set(Unpaid.objects.filter(order__in=ids).values_list("order_id", flat=True))
    fates = {}
    for order in orders:
        if paid.get(order.pk, 0) >= order.amount_dong:
            fates[order.pk] = (_("đã nhận"), "good", False)
        elif order.pk in decided:
            fates[order.pk] = (_("đã quyết định khi chốt"), "quiet", False)
        elif order.pk in returned:
            fates[order.pk] = (_("chưa nhận, đã ghi"), "warn", True)
        else:
            fates[order.pk] = (_("chưa có kết quả"), "quiet", True)
    return fates


def _mark(request: HttpRequest, pk: int, commune: str, orders: Any) -> HttpResponse:
    """Ticked orders become paid, or told as not collected, by the document that was typed."""
    found = run_of(pk)
    ticked = [int(raw) for raw in request.POST.getlist("lenh") if raw.isdigit()]
    mine = list(orders.filter(commune=commune, pk__in=ticked).values_list("pk", flat=True))
    is_paid = request.POST.get("viec") == "nhan"
    form = DeskForm(request.POST)

    def act() -> None:
        typed: dict[str, Any] = {"run": found, "orders": mine, "by": request.user, **form.cleaned_data}
        if is_paid:
            actions.mark_paid(**typed)
        else:
            actions.mark_unpaid(code="", **typed)

    told = _("Đã ghi %(count)s lệnh chi đã nhận.") if is_paid else _("Đã ghi %(count)s lệnh chi chưa nhận.")
    if not is_done(request, form, act, told % {"count": len(mine)}):
        for wrong in [error for errors in form.errors.values() for error in errors]:
            messages.error(request, str(wrong))
    return redirect(request.get_full_path())
