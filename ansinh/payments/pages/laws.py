"""Values of the law that were not read in an official text: which a list rests on, who accepted them, what waits and how much hangs on it."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from ansinh.benefits.jobs.paying import paying_law
from ansinh.core.access import current_scope, must_hold
from ansinh.core.days import month_after, month_of, month_text, months_between
from ansinh.core.language import is_english
from ansinh.law import Dated, parameters
from ansinh.law.reader import STATUSES
from ansinh.payments import actions, words
from ansinh.payments.forms import AcceptForm
from ansinh.payments.jobs.inputs import benefits_of, manifest_of
from ansinh.payments.jobs.owed import house_under, law_months, leanings
from ansinh.payments.models import Acceptance, Opening, Run
from ansinh.payments.pages.common import (
    folder_of,
    has_folder,
    is_done,
    not_discarded,
    province_in,
    rights,
    rows_of,
    runs,
    said,
    today,
    typed_month,
)
from ansinh.payments.pages.desk import opened
from ansinh.payments.pages.listings import benefit_name
from ansinh.payments.pages.money import READERS
from ansinh.places.models import Place


@dataclass(frozen=True)
class Waiting:
    """A value of the law nobody accepted yet, the benefits that rest on it, and the dong a planned list holds back for it."""

    digest: str
    value: Dated
    label: str
    benefits: list[str]
    dong: int | None

    @property
    def text(self) -> list[tuple[str, str]]:
        """The value in its parts, as the file has it."""
        return _told(self.value.value)

    @property
    def status(self) -> str:
        """How far it was verified."""
        return STATUSES.get(self.value.status, self.value.status)


def _told(value: Any, path: str = "") -> list[tuple[str, str]]:
    """A value part by part; tables are cut after some dozens of rows."""
    if isinstance(value, dict):
        return [pair for key, inner in list(value.items())[:60] for pair in _told(inner, f"{path} {key}".strip())]
    if isinstance(value, list):
        return [(path, ", ".join(str(each) for each in value[:20]))]
    return [
        (path, f"{value:,}".replace(",", ".") if isinstance(value, int) and not isinstance(value, bool) else str(value))
    ]


def label_of(name: str) -> str:
    """What people call a parameter of the law."""
    found = parameters().get(name)
    return (found.label_en if is_english() else found.label_vi) if found else name


def accepted_in(run: Run) -> list[Acceptance]:
    """The acceptances a run's figures rest on, by the digests sealed with its inputs."""
    if not has_folder(run) or not current_scope().is_whole_province:
        return []
    about = manifest_of(folder_of(run) / "inputs")
    if not about["accepted"]:
        return []
    used = {
        one.digest
        for grain, of_law in law_months(
            run.province_id, benefits_of(run.programme), months_between(about["opening"], run.month)
        ).items()
        for month in of_law
        for one in leanings(
            house_under(paying_law(month, run.month, run.plan_day)),
            [month],
            [one for one in benefits_of(run.programme) if one.grain == grain],
        )
        if one.needs_acceptance
    }
    digests = used & set(about["accepted"])
    return list(
        Acceptance.objects.filter(province=run.province_id, digest__in=digests)
        .select_related("by")
        .order_by("name", "from_day")
    )


def waiting_in(run: Run) -> list[tuple[str, str, int]]:
    """Benefits and months a run holds back because a value was not accepted: benefit, months, dong."""
    if not has_folder(run) or not current_scope().is_whole_province:
        return []
    rows = rows_of(run, "warnings").filter(kind="law_not_accepted").by("benefit", "for_month", "amount_dong")
    months: dict[str, list[int]] = defaultdict(list)
    held: dict[str, int] = defaultdict(int)
    for benefit, month, dong, _count in rows:
        months[benefit].append(month)
        held[benefit] += dong or 0
    return [
        (
            benefit_name(benefit),
            month_text(min(found)) if len(found) == 1 else f"{month_text(min(found))} – {month_text(max(found))}",
            held[benefit],
        )
        for benefit, found in months.items()
    ]


def waiting(province: Place, programme: str, month: int, plan_day: date) -> list[Waiting]:
    """Every value a list of the month would wait for, with the money the month's planned list holds back for it."""
    found = actions.values_to_accept(province=province, programme=programme, month=month, plan_day=plan_day)
    resting: dict[str, set[str]] = defaultdict(set)
    first = Opening.objects.filter(province=province, programme=programme).first()
    months = months_between(min(first.month, month) if first else month, month)
    for grain, of_law in law_months(province.pk, benefits_of(programme), months).items():
        theirs = [benefit for benefit in benefits_of(programme) if benefit.grain == grain]
        for each in of_law:
            for one in leanings(house_under(paying_law(each, month, plan_day)), [each], theirs):
                resting[one.digest].add(one.benefit)
    held = _held_back(programme, month)
    return [
        Waiting(
            one.digest, one.value, label_of(one.value.name), sorted(benefit_name(each) for each in resting[one.digest]),
            _hanging(held, one.value.name, one.value.from_day) if held is not None else None,
        )
        for one in found
    ]  # fmt: skip


def _held_back(programme: str, month: int) -> list[tuple[str, int]] | None:
    """What the month's planned list says of the values it waits for: sentence and dong; none without such a list."""
    run = runs().filter(state="planned", programme=programme, month=month).first()
    if run is None or not has_folder(run):
        return None
    rows = rows_of(run, "warnings").filter(kind="law_not_accepted").values("said", "amount_dong")
    return [(row["said"], row["amount_dong"] or 0) for row in rows]


def _hanging(held: list[tuple[str, int]], name: str, from_day: date) -> int:
    begins = f"{name} từ {from_day:%d/%m/%Y} "
    return sum(dong for told, dong in held if told.startswith(begins))


def _asked_month(request: HttpRequest, programme: str) -> int:
    """The month asked for; else the planned list's, else the month after the newest list."""
    if month := typed_month(request.GET.get("thang", "")):
        return month
    newest = runs().filter(not_discarded(), programme=programme).order_by("-month").first()
    if newest is None:
        return month_after(month_of(today()))
    return newest.month if newest.state == "planned" else month_after(newest.month)


def law_values(request: HttpRequest) -> HttpResponse:
    """Programme by programme: the values that wait, and those that were accepted, by whom and why."""
    must_hold(*READERS)
    parts = []
    for programme in opened():
        month = _asked_month(request, programme)
        province = province_in(month)
        found = waiting(province, programme, month, today()) if province else []
        parts.append(
            {
                "programme": programme,
                "label": said(words.PROGRAMMES, programme),
                "month": month,
                "text": month_text(month),
                "waiting": found,
            }
        )
    accepted = Acceptance.objects.select_related("by").order_by("-at", "-id")
    return render(
        request,
        "payments/law_values.html",
        {
            "parts": parts,
            "accepted": [
                (each, label_of(each.name), STATUSES.get(each.status, each.status)) for each in accepted[:500]
            ],
            "year": today().year,
            **rights(),
        },
    )


def accept_values(request: HttpRequest, programme: str, month: int) -> HttpResponse:
    """The chosen values in full; a reason and a name let them be paid."""
    must_hold(*READERS)
    province = (
        province_in(month)
        if programme in words.PROGRAMMES and 200001 <= month <= 210012 and 1 <= month % 100 <= 12
        else None
    )
    if province is None:
        raise Http404
    chosen = set(request.GET.getlist("ma"))
    found = [one for one in waiting(province, programme, month, today()) if one.digest in chosen]
    form = AcceptForm(request.POST if request.method == "POST" else None)
    may_accept = "province_leader" in current_scope().roles

    def act() -> None:
        actions.accept_values(
            province=province, values=[one.value for one in found], reason=form.cleaned_data["reason"], by=request.user
        )

    if (
        found
        and may_accept
        and is_done(
            request,
            form,
            act,
            _("Đã chấp nhận %(count)s mức. Lập lại danh sách để chi theo mức này.") % {"count": len(found)},
        )
    ):
        return redirect("law_values")
    return render(
        request,
        "payments/accept_values.html",
        {
            "found": found,
            "form": form,
            "may_accept": may_accept,
            "label": said(words.PROGRAMMES, programme),
            "month": month,
            "month_text": month_text(month),
            "back": reverse("law_values"),
        },
        status=422 if form.errors else 200,
    )
