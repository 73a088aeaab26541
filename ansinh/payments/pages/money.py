"""Money behind the lists: purses and allotments, openings, values of the law waiting to be accepted, recoveries, the ledger."""

from typing import Any

from django.db.models import F, OuterRef, Q, Subquery, Sum
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from ansinh.core.access import current_scope, must_hold
from ansinh.core.days import month_of, month_text, vietnamese_day
from ansinh.core.lists import Choice, Column, Listing, Order, Search
from ansinh.payments import actions, words
from ansinh.payments.actions import PaymentRefused
from ansinh.payments.actions.ledger import balances, broken_links
from ansinh.payments.actions.money import MONEY, SIGNED
from ansinh.payments.forms import AllotmentForm, InstalmentForm, OpeningForm, PurseForm, RepaymentForm
from ansinh.payments.models import Entry, Line, Opening, Provider, Purse, Recovery, Repayment, Run
from ansinh.payments.pages.common import clock, grouped, is_done, my_province, province_in, rights, said, today
from ansinh.payments.pages.listings import PersonSearch
from ansinh.places.models import Place

READERS = (
    "province_officer", "province_head", "province_leader", "province_accountant", "province_reconciler", "inspector", "auditor",
)  # fmt: skip
SETTERS = ("province_officer", "province_leader")
STAGES = {
    "sign": ("ký", "signed"),
    "send": ("gửi", "sent"),
    "settle": ("kết quả về", "returns"),
    "exception": ("xử lý dòng", "exception settled"),
    "close": ("chốt", "closed"),
    "repay": ("nộp lại", "repaid"),
    "reverse": ("đảo", "reversed"),
}
CASHIERS = ("province_accountant", "province_reconciler")


def purses(request: HttpRequest) -> HttpResponse:
    """Each purse: allotted this year, what signed lists drew, what is left, and whether the next list fits into it."""
    must_hold(*READERS)
    asked = request.GET.get("nam", "")
    year = int(asked) if asked.isdigit() and 2000 < int(asked) < 2100 else _year_of_work()
    shown = [_purse(purse, year) for purse in Purse.objects.select_related("province").order_by("province", "code")]
    return render(
        request,
        "payments/purses.html",
        {
            "purses": shown,
            "year": year,
            "before": year - 1,
            "after": year + 1,
            "may_allot": bool(current_scope().roles & set(MONEY)),
            **rights(),
        },
    )


def _province(month: int) -> Place:
    """The reader's province in a month. Raises PaymentRefused when it is not there."""
    found = province_in(month)
    if found is None:
        raise PaymentRefused(
            _("Tỉnh của bạn không có vào tháng %(month)s. Chọn tháng khác.") % {"month": month_text(month)}
        )
    return found


def _own(province: Place | None) -> Place:
    """The province itself. Raises PaymentRefused for a reader without one."""
    if province is None:
        raise PaymentRefused(_("Tài khoản này không có tỉnh nào."))
    return province


def _year_of_work() -> int:
    newest = Run.objects.exclude(state="discarded").order_by("-month").values_list("month", flat=True).first()
    return (newest or month_of(today())) // 100


def _purse(purse: Purse, year: int) -> dict[str, Any]:
    """The purse in a year, and the newest unsigned list that draws from it."""
    rows = list(purse.allotments.filter(year=year).select_related("by").order_by("month", "id"))
    allotted = sum(row.amount_dong for row in rows)
    left = actions.purse_left(purse.province_id, purse.code, year * 100 + 12)
    waiting = Run.objects.filter(
        province=purse.province_id, state="planned", month__range=(year * 100 + 1, year * 100 + 12)
    )
    drawing = [
        {
            "run": run,
            "dong": dong,
            "left": (has := actions.purse_left(purse.province_id, purse.code, run.month)),
            "short": dong - has,
        }
        for run in waiting
        if (dong := run.totals.get("charged_by_purse", {}).get(purse.code, 0)) > 0
    ]
    last = Run.objects.filter(
        province=purse.province_id, state__in=SIGNED, month__range=(year * 100 + 1, year * 100 + 12)
    ).order_by("-month")
    newest = [dong for run in last if (dong := run.totals.get("charged_by_purse", {}).get(purse.code, 0))][:1]
    return {
        "purse": purse,
        "label": said(words.PURSES, purse.code),
        "rows": rows,
        "allotted": allotted,
        "drawn": allotted - left,
        "left": left,
        "drawing": drawing,
        "next": newest[0] if newest and not drawing else 0,
        "is_short": any(each["short"] > 0 for each in drawing) or bool(newest and not drawing and newest[0] > left),
    }


def open_purse(request: HttpRequest) -> HttpResponse:
    """The account a programme is paid from."""
    must_hold(*READERS)
    form = PurseForm(request.POST if request.method == "POST" else None)
    may_open = bool(current_scope().roles & set(MONEY))

    def act() -> None:
        actions.open_purse(province=_own(my_province()), by=request.user, **form.cleaned_data)

    if may_open and is_done(request, form, act, _("Đã mở nguồn kinh phí.")):
        return redirect("purses")
    return render(
        request,
        "payments/act.html",
        {
            "title": _("Mở nguồn kinh phí"),
            "told": [_("Tệp gửi ngân hàng mang tên đơn vị và số tài khoản này.")],
            "form": form,
            "button": _("Mở nguồn kinh phí"),
            "back": reverse("purses"),
            "why_not": "" if may_open else _("Việc này của kế toán chi trả hoặc lãnh đạo cấp tỉnh."),
        },
        status=422 if form.errors else 200,
    )


def allot(request: HttpRequest, pk: int) -> HttpResponse:
    """Money given to a purse by a document; a cut is negative."""
    must_hold(*READERS)
    purse = get_object_or_404(Purse.objects.select_related("province"), pk=pk)
    form = AllotmentForm(
        request.POST if request.method == "POST" else None,
        initial={"month": month_of(today()), "day": vietnamese_day(today())},
    )
    may_allot = bool(current_scope().roles & set(MONEY))
    if may_allot and is_done(
        request, form, lambda: actions.allot(purse=purse, by=request.user, **form.cleaned_data), _("Đã ghi dự toán.")
    ):
        return redirect("purses")
    return render(
        request,
        "payments/act.html",
        {
            "title": _("Giao dự toán: %(purse)s") % {"purse": said(words.PURSES, purse.code)},
            "told": [_("Đã ghi thì không sửa: giao thiếu thì ghi thêm, giao thừa thì ghi một dòng âm.")],
            "form": form,
            "button": _("Ghi dự toán"),
            "back": reverse("purses"),
            "why_not": "" if may_allot else _("Việc này của kế toán chi trả hoặc lãnh đạo cấp tỉnh."),
        },
        status=422 if form.errors else 200,
    )


def open_programme(request: HttpRequest) -> HttpResponse:
    """From which month the ledger answers for a programme."""
    form = OpeningForm(request.POST if request.method == "POST" else None, initial={"month": month_of(today())})
    may_open = bool(current_scope().roles & {"province_officer", "province_leader"})

    def act() -> None:
        typed = form.cleaned_data
        actions.open_programme(
            province=_province(typed["month"]), programme=typed["programme"], month=typed["month"],
            document=typed["document"], by=request.user,
        )  # fmt: skip

    if may_open and is_done(request, form, act, _("Đã mở sổ chi trả.")):
        return redirect("payment_month", form.cleaned_data["month"])
    held = [
        _("%(programme)s: từ tháng %(month)s.")
        % {"programme": said(words.PROGRAMMES, each.programme), "month": month_text(each.month)}
        for each in Opening.objects.all()
    ]
    return render(
        request,
        "payments/act.html",
        {
            "title": _("Mở sổ chi trả một chương trình"),
            "told": [
                _(
                    "Từ tháng mở sổ, hệ thống trả lời cho mọi khoản của chương trình; các tháng trước đã trả ở nơi khác, không tính lại."
                ),
                *held,
            ],
            "form": form,
            "button": _("Mở sổ"),
            "back": reverse("payments"),
            "why_not": "" if may_open else _("Việc này của cán bộ hoặc lãnh đạo cấp tỉnh."),
        },
        status=422 if form.errors else 200,
    )


def _left_of_recovery() -> Any:
    """What is left of a recovery, row by row: the sum less what lines took and cash paid back."""
    taken = (
        Line._base_manager.filter(recovery=OuterRef("pk"), kind__in=("offset", "instalment"))
        .order_by()
        .values("recovery")
        .annotate(dong=Sum("amount_dong"))
        .values("dong")
    )
    repaid = (
        Repayment._base_manager.filter(recovery=OuterRef("pk"))
        .order_by()
        .values("recovery")
        .annotate(dong=Sum("amount_dong"))
        .values("dong")
    )
    return F("amount_dong") + Coalesce(Subquery(taken), 0) - Coalesce(Subquery(repaid), 0)


def recoveries(request: HttpRequest) -> HttpResponse:
    """Money people were paid and were not owed, with what is left of it."""
    listing = Listing(
        "recoveries",
        _("Khoản phải thu hồi"),
        columns=(
            Column("person__name", _("Người hưởng"), link=lambda row: reverse("recovery", args=[row["id"]])),
            Column("person__commune__full_name", _("Xã, phường"), is_wide_only=True),
            Column("programme", _("Chương trình"), show=lambda row: said(words.PROGRAMMES, row["programme"]), is_wide_only=True),
            Column("run__month", _("Phát hiện tháng"), show=lambda row: month_text(row["run__month"])),
            Column("amount_dong", _("Phải thu (đồng)"), is_number=True),
            Column("left_dong", _("Còn lại (đồng)"), is_number=True),
            Column(
                "instalment_dong", _("Trừ mỗi tháng"), is_number=True,
                show=lambda row: grouped(row["instalment_dong"]) if row["instalment_dong"] else _("chưa định"),
            ),
        ),
        also=("id",),
        orders=(Order("moi", _("Mới trước"), ("-id",)), Order("lon", _("Số tiền lớn trước"), ("-amount_dong", "-id"))),
        filters=(
            PersonSearch("ten", _("Người hưởng"), hint=_("Họ tên hoặc số định danh")),
            Choice("chuong-trinh", _("Chương trình"), choices={key: said(words.PROGRAMMES, key) for key in words.PROGRAMMES}, path="programme"),
            Choice(
                "muc", _("Mức trừ"), choices={"chua": _("chưa định"), "roi": _("đã định")},
                where=lambda value: _has_instalment(value == "roi"),
            ),
        ),
        unit=_("khoản"),
        nothing_yet=_("Không có khoản nào phải thu hồi."),
        template="payments/recoveries.html",
    )  # fmt: skip
    rows = Recovery.objects.annotate(left_dong=_left_of_recovery())
    return listing.respond(request, rows, year=today().year, **rights())


def _has_instalment(wanted: bool) -> Any:
    return Q(instalment_dong__gt=0) if wanted else Q(instalment_dong=0)


def recovery(request: HttpRequest, pk: int) -> HttpResponse:
    """One recovery: where it came from, what was taken or paid back, what is left; setting the instalment, writing cash down."""
    rows = Recovery.objects.annotate(left_dong=_left_of_recovery()).select_related("person", "run")
    found: Any = get_object_or_404(rows, pk=pk)
    doing = request.POST.get("viec", "")
    instalment = InstalmentForm(
        request.POST if doing == "muc" else None,
        initial={"instalment_dong": found.instalment_dong or "", "decision": found.decision},
    )
    repayment = RepaymentForm(
        request.POST if doing == "nop" else None, initial={"day": vietnamese_day(today())}, prefix="nop"
    )
    may_set = bool(current_scope().roles & set(SETTERS))
    may_repay = bool(current_scope().roles & set(CASHIERS))

    def set_instalment() -> None:
        actions.set_instalment(recovery=found, by=request.user, **instalment.cleaned_data)

    def repay() -> None:
        actions.repay(recovery=found, by=request.user, **repayment.cleaned_data)

    if may_set and doing == "muc" and is_done(request, instalment, set_instalment, _("Đã định mức trừ hằng tháng.")):
        return redirect("recovery", pk)
    if may_repay and doing == "nop" and is_done(request, repayment, repay, _("Đã ghi tiền nộp lại.")):
        return redirect("recovery", pk)
    taken = Line.objects.filter(recovery=found.pk).exclude(kind="recovery").select_related("run")
    wrong = instalment.errors or repayment.errors
    return render(
        request,
        "payments/recovery.html",
        {
            "recovery": found,
            "programme": said(words.PROGRAMMES, found.programme),
            "lines": [(line, said(words.KINDS, line.kind)) for line in taken.order_by("id")],
            "origin": Line.objects.filter(person__in=found.person.ids, run=found.run_id, kind="recovery").order_by(
                "for_month"
            ),
            "repayments": found.repayments.order_by("day", "id"),
            "instalment": instalment,
            "repayment": repayment,
            "form": repayment if repayment.errors else instalment,
            "may_set": may_set and found.left_dong > 0,
            "may_repay": may_repay and found.left_dong > 0,
        },
        status=422 if wrong else 200,
    )


def ledger(request: HttpRequest) -> HttpResponse:
    """Every posting, newest first; the balance of each account above them."""
    must_hold(*READERS)
    provinces = list(Place.objects.filter(pk__in=current_scope().provinces, level=1))
    listing = Listing(
        "ledger",
        _("Sổ cái chi trả"),
        columns=(
            Column("id", _("Số")),
            Column("at", _("Lúc"), show=lambda row: clock(row["at"]), is_wide_only=True),
            Column("stage", _("Bước"), show=lambda row: said(STAGES, row["stage"]), is_wide_only=True),
            Column("debit", _("Nợ"), show=lambda row: account_name(row["debit"])),
            Column("credit", _("Có"), show=lambda row: account_name(row["credit"])),
            Column("amount_dong", _("Số tiền (đồng)"), is_number=True),
            Column("memo", _("Diễn giải"), is_wide_only=True),
            Column("hash", _("Mã băm"), show=lambda row: row["hash"][:12], is_wide_only=True),
        ),
        orders=(Order("moi", _("Mới trước"), ("-id",)), Order("cu", _("Cũ trước"), ("id",))),
        filters=(
            Search("dot", _("Đợt số"), exact_paths=("run_id",)),
            Choice("no", _("Nợ"), choices=_accounts("debit"), path="debit"),
            Choice("co", _("Có"), choices=_accounts("credit"), path="credit"),
        ),
        unit=_("bút toán"),
        nothing_yet=_("Chưa có bút toán nào: bút toán đầu tiên có khi ký danh sách."),
        template="payments/ledger.html",
    )
    sums = [
        (province, [(account, account_name(account), dong) for account, dong in balances(province.pk).items()])
        for province in provinces
    ]
    checked = request.GET.get("kiem") == "1"
    broken = [pk for province in provinces for pk in broken_links(province.pk)] if checked else []
    return listing.respond(
        request, Entry.objects.all(), balances=sums, checked=checked, broken=broken, year=today().year, **rights()
    )


def _accounts(side: str) -> Any:
    return lambda: {
        account: account_name(account)
        for account in Entry.objects.order_by(side).values_list(side, flat=True).distinct()
    }


def account_name(account: str) -> str:
    """`phải trả người hưởng: Ưu đãi người có công`."""
    kind, _colon, name = account.partition(":")
    if not name:
        return said(words.ACCOUNTS, kind)
    if kind == "provider":
        named = Provider.objects.filter(pk=name).values_list("name", flat=True).first() or name
    else:
        named = said(words.PROGRAMMES if name in words.PROGRAMMES else words.PURSES, name)
    return f"{said(words.ACCOUNTS, kind)}: {named}"
