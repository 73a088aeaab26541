"""Contributions from a file: sent, looked at row by row, confirmed; rows that differ from the register, settled one by one."""

import hashlib
import io
from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

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
from ansinh.people.jobs.handout import write_refused, write_xlsx
from ansinh.people.jobs.sheets import FileRefused
from ansinh.places.models import communes_of, own_province

_SHOWN = 100
_TONES = {"written": "good", "mismatch": "warn", "refused": "warn"}
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
STATES = {"open": ("chưa xử lý", "open"), "taken": ("đã nhận", "taken"), "refused": ("đã bỏ", "set aside")}


def contribution_file_new(request: HttpRequest) -> HttpResponse | FileResponse:
    """Send a file of contributions; it is kept for the preview, nothing goes in yet."""
    must_hold(*ENTERS, field="labour")
    if request.GET.get("mau") == "xlsx":
        content = io.BytesIO()
        write_xlsx(content, [label for label, *_names in COLUMNS.values()], [], sheet_name="Quá trình đóng")
        return _workbook(content, "mau-qua-trinh-dong.xlsx")
    form = ContributionFileForm(request.POST or None, request.FILES or None)
    province = own_province()
    if request.method == "POST" and form.is_valid() and province:
        file = form.cleaned_data["file"]
        content_bytes = file.read()
        try:
            plan_contributions(content_bytes, file.name)
        except FileRefused as refused:
            form.add_error("file", str(refused))
        else:
            kept = ContributionFile._base_manager.create(
                name=file.name[:200], sha256=hashlib.sha256(content_bytes).hexdigest(), content=content_bytes, province=province,
                sent_by_id=request.user.pk,
            )  # fmt: skip
            return redirect("contribution_file", pk=kept.pk)
    recent = ContributionFile.objects.filter(sent_by=request.user.pk).defer("content", "refused").order_by("-id")[:20]
    context = {"form": form, "columns": COLUMNS, "recent": recent, "parts": PARTS, "here": "contribution_file_new"}
    return render(request, "labour/insurance_file_new.html", context, status=422 if form.errors else 200)


def contribution_file(request: HttpRequest, pk: int) -> HttpResponse:
    """What the file will write, row by row; or what it did."""
    kept = _mine(request, pk)
    if kept.applied_at or kept.content is None:
        return render(request, "labour/insurance_file.html", {"kept": kept, "counts": _counted(kept.counts)})
    try:
        plan = _plan(kept)
    except FileRefused as refused:
        messages.error(request, str(refused))
        return redirect("contribution_file_new")
    counts = plan.counts
    context = {
        "kept": kept, "plan": plan, "parts": plan.parts(_SHOWN), "counts": _counted(counts), "shown": _SHOWN,
        "will_write": counts["written"] + counts["mismatch"],
    }  # fmt: skip
    return render(request, "labour/insurance_file.html", context)


@require_POST
def contribution_file_confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """The good rows go in; those that differ wait in the queue."""
    kept = _mine(request, pk)
    try:
        import_contributions(record=kept, by=request.user)
    except (InsuranceRefused, FileRefused, NoAccess) as refused:
        messages.warning(request, str(refused))
    else:
        messages.success(request, _("Đã nhập tệp %(name)s.") % {"name": kept.name})
    return redirect("contribution_file", pk=pk)


def contribution_file_refused(request: HttpRequest, pk: int) -> FileResponse:
    """The rows sent back, each with its reason, as a workbook."""
    kept = _mine(request, pk)
    refused = kept.refused if kept.applied_at else _plan(kept).refused_sheet()
    if not isinstance(refused, dict) or not refused.get("rows"):
        raise Http404
    content = io.BytesIO()
    write_refused(content, refused)
    return _workbook(content, "dong-tra-lai.xlsx")


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


def _counted(counts: dict[str, int]) -> list[tuple[tuple[str, str], int, str]]:
    return [(labels, counts.get(outcome, 0), _TONES.get(outcome, "")) for outcome, labels in OUTCOMES.items()]


def _workbook(content: Any, name: str) -> FileResponse:
    content.seek(0)
    return FileResponse(content, as_attachment=True, filename=name, content_type=_XLSX)
