"""What a commune is about to sign, or has signed; what changed since the year before; answers to single requests."""

from datetime import date
from typing import Any

from django.db.models import Count, F, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from ansinh.core.language import is_english
from ansinh.poverty import actions, words
from ansinh.poverty.actions.decisions import CannotSign, must_be_ready
from ansinh.poverty.forms import DecisionForm
from ansinh.poverty.models import CommuneReview, Review

from .common import commune_review_of, is_done, not_open, review_of, rights, today


def decision(request: HttpRequest, pk: int) -> HttpResponse:
    """What am I signing: counts by class, differences by rule with reasons, incomplete ones left out, changes; then the button."""
    found = commune_review_of(pk)
    form = DecisionForm(request.POST or None, initial={"decided_on": today()})
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        if is_done(
            request,
            form,
            lambda: actions.sign(
                commune_review=found,
                decision_number=typed["number"],
                decided_on=typed["decided_on"],
                signer=typed["signer"],
                by=request.user,
            ),
            _("Đã ký công nhận."),
        ):
            return redirect("decision", found.pk)
    differing = Review.objects.filter(
        commune_review=found, poverty_class__isnull=False, class_by_rule__isnull=False
    ).exclude(poverty_class=F("class_by_rule"))
    return render(
        request,
        "poverty/decision.html",
        {
            "commune_review": found,
            "campaign": found.campaign,
            "form": form,
            "classes": words.CLASSES,
            "rows": _by_class(found),
            "differing": list(differing.order_by("head_name_key", "id")),
            "incomplete": actions.incomplete(commune_review=found),
            "cannot": _cannot_sign(found, today()),
            "movements": _movements(found),
            "not_open": not_open(found),
            "is_decided": found.state in ("decided", "reported"),
            **rights(),
        },
    )


def _by_class(found: CommuneReview) -> list[dict[str, Any]]:
    """Households by class: now, by rule, and a year before."""
    counts = Review.objects.filter(commune_review=found)
    rows = []
    for name, pair in words.CLASSES.items():
        rows.append(
            {
                "label": pair[is_english()],
                **counts.aggregate(
                    now=Count("id", filter=Q(poverty_class=name) | Q(poverty_class__isnull=True, class_by_rule=name)),
                    by_rule=Count("id", filter=Q(class_by_rule=name)),
                    before=Count("id", filter=Q(previous_class=name)),
                ),
            }
        )
    return rows


def _cannot_sign(found: CommuneReview, day: date) -> str:
    """Why it may not be signed today; empty when it may, or is."""
    if found.state in ("decided", "reported"):
        return ""
    try:
        must_be_ready(found, day)
    except CannotSign as why:
        return str(why)
    return ""


def _movements(found: CommuneReview) -> list[dict[str, Any]]:
    """Households by class a year before and class now, only where the two differ."""
    rows = (
        Review.objects.filter(commune_review=found)
        .values("previous_class", "class_by_rule", "poverty_class")
        .annotate(count=Count("id"))
        .order_by()
    )
    counts: dict[tuple[str | None, str], int] = {}
    for row in rows:
        before, now = row["previous_class"], row["poverty_class"] or row["class_by_rule"]
        if now and before != now and (before or now != "not_poor"):
            counts[before, now] = counts.get((before, now), 0) + row["count"]
    order = [*words.CLASSES, None]
    keys = sorted(counts, key=lambda key: (order.index(key[0]), order.index(key[1])))
    return [
        {
            "before": words.CLASSES[before][is_english()] if before else _("chưa có trong danh sách"),
            "now": words.CLASSES[now][is_english()],
            "count": counts[before, now],
            "is_rise": order.index(now) < order.index(before),
        }
        for before, now in keys
    ]


def changes(request: HttpRequest, pk: int) -> HttpResponse:
    """What changed since last year in the commune: which households rose, fell, came new, with the reasons known."""
    found = commune_review_of(pk)
    now = Q(poverty_class__isnull=True) & ~Q(previous_class=F("class_by_rule")) | ~Q(previous_class=F("poverty_class"))
    known = Q(class_by_rule__isnull=False) | Q(poverty_class__isnull=False)
    above = Q(previous_class__isnull=True) & Q(poverty_class="not_poor") | Q(
        previous_class__isnull=True, poverty_class__isnull=True, class_by_rule="not_poor"
    )
    rows = Review.objects.filter(known & (now | Q(previous_class__isnull=True)), commune_review=found).exclude(above)
    changed = rows.order_by("previous_class", "head_name_key", "id").values(
        "id",
        "head_name",
        "hamlet",
        "previous_class",
        "class_by_rule",
        "poverty_class",
        "origin",
        "b1_points",
        "b2_points",
        "difference_reason",
    )
    return render(
        request,
        "poverty/changes.html",
        {
            "commune_review": found,
            "campaign": found.campaign,
            "movements": _movements(found),
            "rows": list(changed[:2000]),
            "classes": words.CLASSES,
            "origins": words.ORIGINS,
        },
    )


def decide_ad_hoc(request: HttpRequest, pk: int) -> HttpResponse:
    """The signed answer to one household's request."""
    found = review_of(pk)
    form = DecisionForm(request.POST or None, initial={"decided_on": today()})
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        if is_done(
            request,
            form,
            lambda: actions.decide_ad_hoc(
                review=found,
                decision_number=typed["number"],
                decided_on=typed["decided_on"],
                signer=typed["signer"],
                by=request.user,
            ),
            _("Đã ký kết quả của hộ."),
        ):
            return redirect("review", found.pk)
    by_rule = words.CLASSES[found.class_by_rule][is_english()] if found.class_by_rule else _("chưa xác định")
    chosen = words.CLASSES[found.poverty_class][is_english()] if found.poverty_class else by_rule
    told = [_("Theo quy định: %(by_rule)s. Kết quả sẽ ký: %(chosen)s.") % {"by_rule": by_rule, "chosen": chosen}]
    return render(
        request,
        "poverty/act.html",
        {
            "title": _("Ký kết quả của hộ %(name)s") % {"name": found.head_name},
            "button": _("Ký công nhận"),
            "form": form,
            "campaign": found.campaign,
            "commune_review": found.commune_review,
            "back": reverse("review", args=[found.pk]),
            "told": told,
        },
    )
