"""Campaigns of a province: which there are, how far each commune is, opening, closing, and acts over all communes."""

from collections.abc import Callable
from typing import Any

from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ansinh.core.access import current_scope
from ansinh.places.models import Place
from ansinh.poverty import actions, words
from ansinh.poverty.forms import OpenForm, ReasonForm
from ansinh.poverty.models import Campaign, CommuneReview, Review

from .common import STATE_TONES, is_done, is_late, rights, today

FEW_COMMUNES = 5


def campaign_list(request: HttpRequest) -> HttpResponse:
    """The campaigns the reader has communes in, newest first."""
    mine = CommuneReview.objects.values("campaign_id").annotate(
        communes=Count("id"), decided=Count("id", filter=Q(state__in=["decided", "reported"]))
    )
    progress = {row["campaign_id"]: row for row in mine}
    campaigns = Campaign.objects.filter(pk__in=progress).select_related("province").order_by("-year", "kind")
    rows = [(campaign, progress[campaign.pk]) for campaign in campaigns]
    return render(request, "poverty/campaign_list.html", {"rows": rows, **rights()})


def campaign_of(pk: int) -> Campaign:
    """A campaign the reader has communes in; a page not found otherwise."""
    campaign = get_object_or_404(Campaign.objects.select_related("province"), pk=pk)
    if not CommuneReview.objects.filter(campaign=campaign).exists():
        raise Http404
    return campaign


def campaign(request: HttpRequest, pk: int) -> HttpResponse:
    """One campaign: figures over all communes, then each commune with its state and progress, late ones marked."""
    found = campaign_of(pk)
    rows = _commune_rows(found)
    chosen = request.GET.get("buoc", "")
    shown = [row for row in rows if chosen in ("", row["review"].state) or (chosen == "tre" and row["is_late"])]
    totals = {name: sum(row[name] for row in rows) for name in ("households", "classed", "poor", "near_poor")}
    states = {state: sum(row["review"].state == state for row in rows) for state in CommuneReview.STATES}
    return render(
        request,
        "poverty/campaign.html",
        {
            "campaign": found,
            "rows": shown,
            "totals": totals,
            "communes": len(rows),
            "chosen": chosen,
            "states": [(state, count) for state, count in states.items() if count],
            "commune_states": words.COMMUNE_STATES,
            "decided": states["decided"] + states["reported"],
            "late": sum(row["is_late"] for row in rows),
            **rights(),
        },
    )


def _commune_rows(campaign: Campaign) -> list[dict[str, Any]]:
    day = today()
    mine = CommuneReview.objects.filter(campaign=campaign).select_related("campaign", "commune", "commune__parent")
    reviews = list(mine.order_by("commune__sort_key"))
    counted = Review.objects.filter(campaign=campaign, province=campaign.province_id)
    if len(reviews) <= FEW_COMMUNES:
        counted = counted.filter(commune_review__in=reviews)
    counts = {
        row["commune_review_id"]: row
        for row in counted.values("commune_review_id")
        .annotate(
            households=Count("id"),
            classed=Count("class_by_rule"),
            poor=Count("id", filter=is_now("poor")),
            near_poor=Count("id", filter=is_now("near_poor")),
        )
        .order_by()
    }
    nothing = {"households": 0, "classed": 0, "poor": 0, "near_poor": 0}
    return [
        {
            **nothing,
            **counts.get(review.pk, {}),
            "review": review,
            "is_late": is_late(review, day),
            "tone": STATE_TONES[review.state],
        }
        for review in reviews
    ]


def is_now(poverty_class: str) -> Q:
    """Signed so, or, until something is signed or chosen, so by the rules."""
    return Q(poverty_class=poverty_class) | Q(poverty_class__isnull=True, class_by_rule=poverty_class)


def open_campaign(request: HttpRequest) -> HttpResponse:
    """Open a province's campaign of a year."""
    form = OpenForm(request.POST or None, initial={"year": today().year})
    provinces = sorted(current_scope().provinces)
    province = (
        Place.objects.on(today()).filter(pk__in=provinces, level=1).first()
        or Place.objects.filter(pk__in=provinces, level=1).first()
    )
    if request.method == "POST" and form.is_valid() and province:
        opened: list[Campaign] = []

        def act() -> None:
            opened.append(actions.open_campaign(province=province, by=request.user, **form.cleaned_data))

        if is_done(request, form, act, _("Đã mở đợt rà soát.")):
            return redirect("campaign", opened[0].pk)
    return render(
        request,
        "poverty/act.html",
        {
            "title": _("Mở đợt rà soát"),
            "form": form,
            "button": _("Mở đợt rà soát"),
            "back": "/ra-soat/",
            "told": [_("Tỉnh: %(province)s. Mỗi xã sẽ có một việc rà soát.") % {"province": province or "–"}],
        },
    )


_ACTS: dict[str, tuple[Any, Any, Any, type[ReasonForm] | None]] = {
    "lap-danh-sach": (
        gettext_lazy("Lập danh sách hộ cho mọi xã"),
        gettext_lazy("Lấy từ sổ hộ mọi hộ đang cư trú ở %(communes)s xã. Hộ đã có trong danh sách giữ nguyên."),
        gettext_lazy("Lập danh sách"),
        None,
    ),
    "tinh-diem": (
        gettext_lazy("Tính điểm cho mọi xã"),
        gettext_lazy("Tính lại điểm và phân loại cho mọi hộ chưa ký ở %(communes)s xã."),
        gettext_lazy("Tính điểm"),
        None,
    ),
    "khoa": (
        gettext_lazy("Khóa đợt rà soát"),
        gettext_lazy("Sau khi khóa, không xã nào trong %(communes)s xã sửa được nữa."),
        gettext_lazy("Khóa đợt rà soát"),
        None,
    ),
    "mo-lai": (
        gettext_lazy("Mở lại đợt rà soát"),
        gettext_lazy("Lý do mở lại được giữ trong vết hệ thống và hiện ở trang của đợt."),
        gettext_lazy("Mở lại đợt rà soát"),
        ReasonForm,
    ),
}


def campaign_act(request: HttpRequest, pk: int, act: str) -> HttpResponse:
    """An act over a whole campaign: what it will do, then the button that does it."""
    if act not in _ACTS:
        raise Http404
    found = campaign_of(pk)
    title, told, button, form_class = _ACTS[act]
    form = form_class(request.POST or None) if form_class else None
    if request.method == "POST" and (form is None or form.is_valid()):
        reason = form.cleaned_data["reason"] if form else ""
        doing: dict[str, Callable[[], Any]] = {
            "lap-danh-sach": lambda: actions.list_households(campaign=found, by=request.user),
            "tinh-diem": lambda: actions.score(campaign=found, by=request.user),
            "khoa": lambda: actions.close_campaign(campaign=found, by=request.user),
            "mo-lai": lambda: actions.reopen_campaign(campaign=found, reason=reason, by=request.user),
        }
        if is_done(request, form, doing[act], _("Đã xong: %(act)s.") % {"act": title}):
            return redirect("campaign", found.pk)
    communes = CommuneReview.objects.filter(campaign=found).count()
    return render(
        request,
        "poverty/act.html",
        {
            "title": title,
            "form": form,
            "button": button,
            "back": f"/ra-soat/dot/{found.pk}/",
            "told": [str(told) % {"communes": communes}],
            "campaign": found,
        },
    )
