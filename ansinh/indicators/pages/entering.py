"""What is typed by hand: the target a resolution gives, a figure no record gives."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from ansinh.core.access import current_scope
from ansinh.engine import Indicator
from ansinh.indicators import actions, api
from ansinh.indicators.forms import EnteredForm, TargetForm
from ansinh.indicators.pages.asked import Asked, asked_of, told_of
from ansinh.indicators.pages.saying import label_of


def set_target(request: HttpRequest, name: str) -> HttpResponse:
    """Set what a resolution gives a place for a year."""
    told = told_of(name)
    asked, problem = asked_of(request, told)
    if asked is None or not rights_of_reader()["may_plan"]:
        raise PermissionDenied(problem or _("Giao chỉ tiêu cần vai trò cấp tỉnh."))
    form = TargetForm(request.POST or None, initial={"year": asked.period.year + 1})
    if request.method == "POST" and form.is_valid():
        try:
            actions.set_target(indicator=name, place=asked.place, by=request.user, **form.cleaned_data)
            messages.success(request, _("Đã giao chỉ tiêu."))
            return redirect(asked.address("indicator", name, nam=form.cleaned_data["year"], ngay=""))
        except actions.Refused as refusal:
            form.add_error(None, str(refusal))
    return _form(request, form, told, asked, _("Giao chỉ tiêu"))


def enter_figure(request: HttpRequest, name: str) -> HttpResponse:
    """Type a figure that no record gives, with its source."""
    told = told_of(name)
    asked, problem = asked_of(request, told)
    if asked is None or not (rights_of_reader()["may_enter"] and api.is_entered(name)):
        raise PermissionDenied(problem or _("Chỉ tiêu này không nhập tay, hoặc bạn không có quyền nhập."))
    form = EnteredForm(request.POST or None, initial={"year": asked.period.year})
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        period = api.period_of(year=typed["year"])
        try:
            actions.enter_figure(
                indicator=name,
                place=asked.place,
                period=period,
                value=typed["value"],
                source=typed["source"],
                by=request.user,
            )
            messages.success(request, _("Đã nhập số liệu."))
            return redirect(asked.address("indicator", name, nam=typed["year"], ngay=""))
        except actions.Refused as refusal:
            form.add_error(None, str(refusal))
    return _form(request, form, told, asked, _("Nhập số liệu"))


def _form(request: HttpRequest, form: Any, told: Indicator, asked: Asked, act: str) -> HttpResponse:
    context = {
        "form": form,
        "label": label_of(told),
        "asked": asked,
        "act": act,
        "back": asked.address("indicator", told.name),
    }
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "indicators/form.html", context, status=status)


def rights_of_reader() -> dict[str, bool]:
    """Whether the reader may set targets, and type figures."""
    roles = current_scope().roles
    return {
        "may_plan": bool(roles & {"province_officer", "province_leader"}),
        "may_enter": bool(roles & {"province_officer", "commune_officer"}),
    }
