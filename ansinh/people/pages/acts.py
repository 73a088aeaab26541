"""The acts on people and households, one page each."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from ansinh.core.access import WRITING_ROLES, NoAccess, must_hold
from ansinh.people.actions import Refused
from ansinh.people.forms import HOUSEHOLD_ACTS, PERSON_ACTS, Act, ActForm, RegisterForm, acts_open_to
from ansinh.people.models import Household, Person


def register(request: HttpRequest) -> HttpResponse:
    """A new person."""
    must_hold(*WRITING_ROLES)
    return _answer(request, RegisterForm(request.POST or None), None, _("Ghi người vào sổ"), _("Ghi vào sổ"))


def person_act(request: HttpRequest, pk: int, act: str) -> HttpResponse:
    """One act on a person."""
    return _act(request, get_object_or_404(Person.objects.select_related("commune"), pk=pk), act, PERSON_ACTS)


def household_act(request: HttpRequest, pk: int, act: str) -> HttpResponse:
    """One act on a household."""
    return _act(
        request, get_object_or_404(Household.objects.select_related("commune", "head"), pk=pk), act, HOUSEHOLD_ACTS
    )


def _act(request: HttpRequest, subject: Person | Household, slug: str, acts: tuple[Act, ...]) -> HttpResponse:
    must_hold(*WRITING_ROLES)
    act = next((act for act in acts_open_to(subject, acts) if act.slug == slug), None)
    if act is None:
        if slug not in {each.slug for each in acts}:
            raise Http404
        messages.warning(request, _("Việc này không làm được với tình trạng hiện tại."))
        return redirect(_address(subject), pk=subject.pk)
    return _answer(request, act.form(request.POST or None, subject=subject), subject, act.label, act.label)


def _answer(request: HttpRequest, form: ActForm, subject: Any, title: Any, button: Any) -> HttpResponse:
    status = 200
    if request.method == "POST":
        if form.is_valid():
            try:
                shown = form.act(request.user)
            except (Refused, NoAccess) as refusal:
                form.add_error(None, str(refusal))
            else:
                messages.success(request, _("Đã ghi: %(act)s.") % {"act": title})
                return redirect(_address(shown), pk=shown.pk)
        status = 422
    context = {
        "form": form,
        "subject": subject,
        "title": title,
        "button": button,
        "is_person": isinstance(subject, Person),
        "candidates": getattr(form, "candidates", []),
    }
    return render(request, "people/act.html", context, status=status)


def _address(row: Person | Household) -> str:
    return "person" if isinstance(row, Person) else "household"
