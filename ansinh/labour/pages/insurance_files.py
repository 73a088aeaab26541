"""Contributions from a file: sent, looked at row by row, confirmed; rows that differ from the register, settled one by one."""

import io
from typing import Any

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ansinh.core.access import NoAccess, must_hold
from ansinh.core.days import month_text
from ansinh.core.language import is_english, list_choices
from ansinh.core.lists import Choice, Column, Listing, Order, Pick, Search
from ansinh.core.looks import looked_at
from ansinh.labour import words
from ansinh.labour.actions.insurance import ENTERS, InsuranceRefused
from ansinh.labour.actions.insurance_files import import_contributions, settle_mismatch
from ansinh.labour.forms.insurance import ContributionFileForm, SettleForm
from ansinh.labour.jobs.insurance_file import COLUMNS, OUTCOMES, ContributionPlan, plan_contributions
from ansinh.labour.models import ContributionFile, ContributionMismatch
from ansinh.labour.pages.insurance import PARTS
from ansinh.people.jobs.handout import write_xlsx
from ansinh.people.pages.file_door import FileDoor, as_sent, workbook
from ansinh.places.models import communes_of, own_province

STATES = {"open": ("chưa xử lý", "open"), "taken": ("đã nhận", "taken"), "refused": ("đã bỏ", "set aside")}


def contribution_file_new(request: HttpRequest) -> HttpResponse | FileResponse:
    """Send a file of contributions; it is kept for the preview, nothing goes in yet."""
    must_hold(*ENTERS, field="labour")
    if request.GET.get("mau") == "xlsx":
        content = io.BytesIO()
        write_xlsx(content, [label for label, *_names in COLUMNS.values()], [], sheet_name="Quá trình đóng")
        return workbook(content, "mau-qua-trinh-dong.xlsx")
    form = ContributionFileForm(request.POST or None, request.FILES or None)
    province = own_province()
    if request.method == "POST" and form.is_valid() and province:
        kept = ContributionFile(**as_sent(request, form.cleaned_data["file"]), province=province)
        if on := CONTRIBUTIONS.keep(form, kept):
            return on
    context = {
        "form": form, "columns": COLUMNS, "recent": CONTRIBUTIONS.recent(ContributionFile.objects, request.user), "parts": PARTS,
        "here": "contribution_file_new",
    }  # fmt: skip
    return render(request, "labour/insurance_file_new.html", context, status=422 if form.errors else 200)


MISMATCHES = Listing(
    name="contribution_mismatches",
    title=gettext_lazy("Dòng đóng bảo hiểm thất nghiệp lệch thông tin"),
    unit=gettext_lazy("dòng"),
    columns=(
        Column("person__name", gettext_lazy("Trong sổ"), link=lambda row: reverse("contribution_mismatch", args=[row["pk"]])),
        Column("kind", gettext_lazy("Chỗ lệch"), show=lambda row: words.CONTRIBUTION_FAULTS[row["kind"]][is_english()]),
        Column("ours", gettext_lazy("Sổ ghi")),
        Column("theirs", gettext_lazy("Tệp ghi")),
        Column("file__name", gettext_lazy("Tệp"), is_wide_only=True),
        Column("row", gettext_lazy("Dòng"), is_number=True, is_wide_only=True),
        Column("state", gettext_lazy("Tình trạng"), show=lambda row: STATES[row["state"]][is_english()],
               tone=lambda row: "warn" if row["state"] == "open" else "quiet"),
    ),
    also=("pk",),
    orders=(Order("cu-nhat", gettext_lazy("Chờ lâu nhất"), ("state", "pk")),),
    filters=(
        Search("tim", gettext_lazy("Họ và tên"), paths=("person__name_folded",)),
        Choice("tinh-trang", gettext_lazy("Tình trạng"), choices=list_choices(STATES), path="state"),
        Pick("xa", gettext_lazy("Xã, phường"), units=lambda: communes_of(ContributionMismatch.objects.all(), "person__commune_id"),
             path="person__commune_id"),
    ),
    nothing_yet=gettext_lazy("Không có dòng nào lệch thông tin."),
    template="labour/insurance_list.html",
)  # fmt: skip


def contribution_mismatch_list(request: HttpRequest) -> HttpResponse:
    """Rows of files that differ from the register."""
    return MISMATCHES.respond(
        request, ContributionMismatch.objects.all(), parts=PARTS, here="contribution_mismatch_list"
    )


def contribution_mismatch(request: HttpRequest, pk: int) -> HttpResponse:
    """One row beside the register: take it for the person, or set it aside."""
    must_hold(*ENTERS, field="labour")
    found = get_object_or_404(ContributionMismatch.objects.select_related("person__commune", "file"), pk=pk)
    looked_at(f"person:{found.person_id}", place_id=found.person.commune_id)
    form = SettleForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            settle_mismatch(
                mismatch=found,
                take=form.cleaned_data["take"] == "co",
                reason=form.cleaned_data["reason"],
                by=request.user,
            )
        except (InsuranceRefused, NoAccess) as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Đã xử lý dòng lệch thông tin."))
            return redirect("contribution_mismatch_list")
    span = f"{month_text(found.content['from_month'])} – {month_text(found.content['to_month'])}"
    context = {"found": found, "form": form, "words": words, "span": span}
    return render(request, "labour/insurance_mismatch.html", context, status=422 if form.errors else 200)


def _mine(request: HttpRequest, pk: int) -> ContributionFile:
    must_hold(*ENTERS, field="labour")
    return get_object_or_404(ContributionFile.objects.select_related("province"), pk=pk, sent_by=request.user.pk)


def _plan(kept: ContributionFile) -> ContributionPlan:
    return plan_contributions(bytes(kept.content or b""), kept.name)


def _enter(kept: ContributionFile, by: Any) -> None:
    import_contributions(record=kept, by=by)


CONTRIBUTIONS = FileDoor(
    "contribution_file", "labour/insurance_file.html", OUTCOMES, ("written", "mismatch"), _mine, _plan, _enter,
    again=lambda kept: reverse("contribution_file_new"), refuses=(InsuranceRefused,), tones={"written": "good", "mismatch": "warn"},
)  # fmt: skip
