"""What we hold about a person: counted for the officer, copied for the citizen who asked."""

from contextlib import suppress
from typing import Any

from django import forms
from django.contrib import messages
from django.db import DatabaseError, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ansinh.core import audit, looks
from ansinh.core.access import must_hold
from ansinh.core.models import AuditEvent
from ansinh.people.documents import held_about, held_paper, looks_at
from ansinh.people.documents.held import requests_of
from ansinh.people.models import Person
from ansinh.people.words import LOOKS

HANDS = ("commune_officer", "one_stop", "province_officer")
_SHOWN = 50


class RequestForm(forms.Form):
    """Who asked, as whom, and which paper proved it."""

    asked_by = forms.CharField(label=gettext_lazy("Người yêu cầu"), max_length=120)
    relation = forms.CharField(
        label=gettext_lazy("Là ai"),
        max_length=80,
        help_text=gettext_lazy("Chính người đó, cha mẹ, người giám hộ, người được ủy quyền."),
    )
    document = forms.CharField(
        label=gettext_lazy("Giấy tờ đã đối chiếu"),
        max_length=120,
        help_text=gettext_lazy("Loại và số, ví dụ căn cước 084…; giấy ủy quyền."),
    )


def person_data(request: HttpRequest, pk: int) -> HttpResponse:
    """How much each register holds and who looked; a request of the citizen is recorded before anything is copied."""
    must_hold(*HANDS)
    person = get_object_or_404(Person.objects.select_related("commune", "province"), pk=pk)
    looks.looked_at(f"person:{pk}", place_id=person.commune_id, page="held")
    form = RequestForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            asked = audit.record("held.ask", f"person:{pk}", place_id=person.commune_id, detail=form.cleaned_data)
        messages.success(request, _("Đã ghi yêu cầu số %(number)s. Mở bản in bên dưới.") % {"number": asked.pk})
        return redirect("person_data", pk=pk)
    with suppress(DatabaseError):  # what the last seconds brought will be there next time
        looks.settle()
    registers = held_about(person)
    context: dict[str, Any] = {
        "person": person,
        "form": form,
        "registers": [(register.title, len(register.rows)) for register in registers],
        "requests": requests_of(person),
        "looks": looks_at(person, registers)[:_SHOWN],
        "look_words": LOOKS,
    }
    return render(request, "people/held.html", context, status=422 if form.errors else 200)


def person_data_paper(request: HttpRequest, pk: int, asked: int) -> HttpResponse:
    """The copy made for one recorded request."""
    must_hold(*HANDS)
    person = get_object_or_404(Person.objects.select_related("commune"), pk=pk)
    event = get_object_or_404(AuditEvent, pk=asked, act="held.ask", subject=f"person:{pk}")
    looks.looked_at(f"person:{pk}", place_id=person.commune_id, page="held_paper", request=asked)
    response = HttpResponse(held_paper(person, event), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="du-lieu-ca-nhan-{pk}-{asked}.pdf"'
    return response
