"""Work abroad: the contracts with what needs attention, one contract through time, and the acts on it."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ansinh.core.access import NoAccess, must_hold
from ansinh.core.language import is_english, list_choices
from ansinh.core.lists import Choice, Column, Listing, Order, Pick, Search
from ansinh.core.looks import looked_at
from ansinh.labour import words
from ansinh.labour.actions.conditions_checks import KeptRefused
from ansinh.labour.forms import abroad as forms
from ansinh.labour.forms.conditions_register import told
from ansinh.labour.jobs.abroad import WARNINGS, ceilings_of, warned
from ansinh.labour.models import AbroadContract
from ansinh.labour.pages.conditions import ACTS, counted, events_of
from ansinh.people.forms import acts_open_to
from ansinh.places.models import communes_of

STATE_TONES = {"registered": "accent", "abroad": "good", "returned": "quiet", "cancelled": "quiet"}
CHIEF = (
    "market",
    "kind",
    "organisation",
    "employer",
    "title",
    "registered_on",
    "departed_on",
    "ends_on",
    "returned_on",
    "return_kind",
)


def abroad_list(request: HttpRequest) -> HttpResponse:
    """Contracts inside the reader's scope, newest first; above them what needs attention."""
    today = timezone.localdate()
    rows = AbroadContract.objects.filter(cancelled_because="")
    if request.GET.get("canh-bao") == "violation":
        rows = rows.distinct()
    warnings = [
        {"key": key, "label": pair, "count": rows.filter(warned(key, today)).distinct().count()}
        for key, pair in WARNINGS.items()
    ]
    others = (forms.supports, forms.returns, forms.violations, forms.permits, forms.needs)
    context = {
        "warnings": [warning for warning in warnings if warning["count"]], "may_write": forms.contracts.may_write(),
        "registers": counted(others, today.year), "year": today.year, "contracts": forms.contracts,
    }  # fmt: skip
    return _listing(today).respond(request, rows, **context)


def _listing(today: Any) -> Listing:
    return Listing(
        "abroad",
        gettext_lazy("Đi làm việc ở nước ngoài theo hợp đồng"),
        columns=(
            Column("person__name", gettext_lazy("Họ và tên"), link=lambda row: reverse("abroad_contract", args=[row["id"]])),
            Column("market", gettext_lazy("Thị trường"), show=lambda row: row["country"] or words.MARKETS[row["market"]][is_english()]),
            Column("organisation__name", gettext_lazy("Doanh nghiệp đưa đi"), is_wide_only=True),
            Column("registered_on", gettext_lazy("Đăng ký"), is_wide_only=True),
            Column("departed_on", gettext_lazy("Xuất cảnh")),
            Column("ends_on", gettext_lazy("Hết hạn")),
            Column("returned_on", gettext_lazy("Về nước"), is_wide_only=True),
            Column("state", gettext_lazy("Tình trạng"), show=lambda row: _state(row, today), tone=lambda row: _tone(row, today)),
            Column("commune__full_name", gettext_lazy("Xã, phường"), is_wide_only=True),
        ),
        also=("id", "country"),
        orders=(Order("moi", gettext_lazy("Mới trước"), ("-registered_on", "-id")), Order("cu", gettext_lazy("Cũ trước"), ("registered_on", "id"))),
        filters=(
            Search(
                "tim", gettext_lazy("Tìm"), paths=("person__name_folded", "organisation__name_folded"),
                exact_paths=("person__personal_number",), hint=gettext_lazy("Họ tên, số định danh, doanh nghiệp"),
            ),
            Choice("tt", gettext_lazy("Tình trạng"), choices=list_choices(words.ABROAD_STATES), path="state"),
            Choice("canh-bao", gettext_lazy("Cần chú ý"), choices=list_choices(WARNINGS), where=lambda raw: warned(raw, today)),
            Choice("thi-truong", gettext_lazy("Thị trường"), choices=list_choices(words.MARKETS), path="market"),
            Choice("hinh-thuc", gettext_lazy("Hình thức đi"), choices=list_choices(words.ABROAD_KINDS), path="kind"),
            Pick("xa", gettext_lazy("Xã, phường"), units=lambda: communes_of(AbroadContract.objects.all())),
        ),
        unit=gettext_lazy("hợp đồng"),
        nothing_yet=gettext_lazy("Chưa có hợp đồng nào. Đăng ký một hợp đồng, hoặc nhập danh sách của doanh nghiệp."),
        template="labour/abroad_list.html",
    )  # fmt: skip


def _is_late(row: Any, today: Any) -> bool:
    return row["state"] == "abroad" and row["ends_on"] is not None and row["ends_on"] < today


def _state(row: Any, today: Any) -> str:
    pair = WARNINGS["overstay"] if _is_late(row, today) else words.ABROAD_STATES[row["state"]]
    return pair[is_english()]


def _tone(row: Any, today: Any) -> str:
    return "warn" if _is_late(row, today) else STATE_TONES[row["state"]]


def abroad_contract(request: HttpRequest, pk: int) -> HttpResponse:
    """One contract: its terms beside the ceilings of the law, its changes, support, violations, and what was done."""
    contract = _contract(pk)
    looked_at(f"abroadcontract:{pk}", place_id=contract.commune_id)
    register = forms.contracts
    may = register.may_write() and not contract.cancelled_because
    rest = [name for name in register.columns if name not in (*CHIEF, "person", "region", "departs_on", "commune")]
    labels = {name: asked.label for name, asked in register.columns.items()}
    most = ceilings_of(contract)
    context = {
        "is_fee_above": most.fee.is_below(contract.service_fee_dong), "is_deposit_above": most.deposit.is_below(contract.deposit_dong),
        "contract": contract, "register": register, "key": f"{register.key}-{pk}", "may_write": may,
        "acts": acts_open_to(contract, forms.CONTRACT_ACTS) if may else [],
        "facts": [(labels[name], told(contract, name)) for name in CHIEF],
        "terms": [(labels[name], told(contract, name)) for name in rest if told(contract, name) != "–"],
        "ceilings": most, "state": words.ABROAD_STATES[contract.state], "tone": STATE_TONES[contract.state],
        "is_late": _is_late({"state": contract.state, "ends_on": contract.ends_on}, timezone.localdate()),
        "changes": contract.changes.order_by("-changed_on", "-pk"), "change_words": words.ABROAD_CHANGES,
        "supports": contract.supports.filter(cancelled_because="").order_by("-paid_on"), "support_words": words.ABROAD_SUPPORTS,
        "returns": contract.return_supports.filter(cancelled_because="").order_by("-supported_on"), "return_words": words.RETURN_SUPPORTS,
        "violations": contract.violations.filter(cancelled_because="").order_by("-found_on"), "violation_words": words.ABROAD_VIOLATIONS,
        "events": events_of(contract), "act_words": ACTS,
    }  # fmt: skip
    return render(request, "labour/abroad_contract.html", context)


def abroad_act(request: HttpRequest, pk: int, act: str) -> HttpResponse:
    """One act on a contract."""
    must_hold(*AbroadContract.written_by, field="labour")
    contract = _contract(pk)
    if act not in {each.slug for each in forms.CONTRACT_ACTS}:
        raise Http404
    chosen = next((each for each in acts_open_to(contract, forms.CONTRACT_ACTS) if each.slug == act), None)
    back = reverse("abroad_contract", args=[pk])
    if chosen is None:
        messages.warning(request, _("Việc này không làm được với tình trạng hiện tại."))
        return redirect(back)
    form: Any = chosen.form(request.POST if request.method == "POST" else None, subject=contract)
    if request.method == "POST" and form.is_valid():
        try:
            form.act(request.user)
        except (KeptRefused, NoAccess) as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Đã ghi: %(act)s.") % {"act": chosen.label})
            return redirect(back)
    context = {
        "form": form,
        "title": str(chosen.label),
        "register": forms.contracts,
        "back": back,
        "contract": contract,
    }
    return render(request, "labour/conditions_form.html", context, status=422 if form.errors else 200)


def _contract(pk: int) -> AbroadContract:
    rows = AbroadContract.objects.select_related("person", "organisation", "commune", "province", "placement")
    return get_object_or_404(rows, pk=pk)
