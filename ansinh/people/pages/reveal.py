"""The whole numbers of a person, once, for a reason: the trail says to whom and why."""

from django import forms
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext_lazy as _

from ansinh.core import audit
from ansinh.core.language import is_english
from ansinh.core.masking import REASONS
from ansinh.core.rooms import modules
from ansinh.people.models import Person


class ReasonForm(forms.Form):
    """Why the whole numbers are needed."""

    reason = forms.ChoiceField(label=_("Lý do"), widget=forms.RadioSelect)

    def __init__(self, data: object = None) -> None:
        super().__init__(data)  # type: ignore[arg-type]
        self.fields["reason"].choices = [(key, words[is_english()]) for key, words in REASONS.items()]  # type: ignore[attr-defined]


def reveal(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks for a reason, then shows the numbers; they stand on no other page, and asking again is another event."""
    person = get_object_or_404(Person.objects.select_related("commune"), pk=pk)
    form = ReasonForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        status = 422 if request.method == "POST" else 200
        return render(request, "people/reveal.html", {"person": person, "form": form}, status=status)
    numbers = [(label, value) for label, value in numbers_of(person) if value]
    with transaction.atomic():
        audit.record(
            "reveal",
            f"person:{pk}",
            place_id=person.commune_id,
            reason=form.cleaned_data["reason"],
            detail={"numbers": [str(label) for label, _value in numbers]},
        )
    return render(request, "people/reveal.html", {"person": person, "numbers": numbers, "is_shown": True})


def numbers_of(person: Person) -> list[tuple[object, str]]:
    """What each number is and the number: the register's own, then those of rooms whose pages give `person_numbers(person)`."""
    told: list[tuple[object, str]] = [
        (_("Số định danh"), person.personal_number or ""),
        (_("Điện thoại"), person.phone),
    ]
    for pages in modules("pages").values():
        if give := getattr(pages, "person_numbers", None):
            told += give(person)
    return told
