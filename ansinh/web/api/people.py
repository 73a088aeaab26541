"""A person by personal number, inside the reader's scope; numbers are masked unless a reason is given and the role may."""

from typing import TYPE_CHECKING, Any, Literal

from django.db import transaction
from django.http import Http404, HttpRequest
from django.urls import reverse
from ninja import Field, Router, Schema

from ansinh.core import audit
from ansinh.core.access import NoAccess, current_scope
from ansinh.core.looks import looked_at
from ansinh.core.masking import REASONS, WHOLE_IN_FILES, masked
from ansinh.people.models import Person
from ansinh.people.words import SEXES
from ansinh.web.api.shapes import REFUSALS, PersonalNumber, PlaceName, Problem, Told, place_name, word

router = Router(tags=["people"])
if TYPE_CHECKING:
    Reason = str
else:
    Reason = Literal[tuple(REASONS)]


class PersonOut(Schema):
    id: int
    name: str
    personal_number: str
    phone: str
    birth: str = Field(description="as known: a year, a month or a day; only the year while masked")
    sex: str
    commune: PlaceName
    is_alive: bool
    is_masked: bool
    page: str = Field(description="address of the person's page")


class PersonAsked(Told):
    """Asked in the body, so that no number stands in an address or a log."""

    personal_number: PersonalNumber
    reason: Reason | None = Field(None, description="why the numbers are to be shown whole; kept in the trail")


@router.post(
    "/find",
    response={200: PersonOut, REFUSALS: Problem},
    url_name="api_person",
    summary="One person by personal number",
)
def find(request: HttpRequest, asked: PersonAsked) -> dict[str, Any]:
    person = Person.objects.select_related("commune").filter(personal_number=asked.personal_number).first()
    if person is None:
        raise Http404
    reason = asked.reason
    if reason:
        _reveal(person, reason)
    looked_at(f"person:{person.pk}", place_id=person.commune_id)
    number, phone = person.personal_number or "", person.phone
    return {
        "id": person.pk,
        "name": person.name,
        "personal_number": number if reason else masked(number, "personal_number"),
        "phone": phone if reason else masked(phone, "phone"),
        "birth": str(person.birth) if reason else str(person.birth_year),
        "sex": word(SEXES[person.sex]),
        "commune": place_name(person.commune),
        "is_alive": person.died_on is None,
        "is_masked": not reason,
        "page": reverse("person", args=[person.pk]),
    }


def _reveal(person: Person, reason: str) -> None:
    if not current_scope().holds(*WHOLE_IN_FILES):
        raise NoAccess("Vai trò của tài khoản này chỉ xem số đã che. Bỏ trường reason để xem dạng che.")
    with transaction.atomic():
        audit.record("reveal", f"person:{person.pk}", place_id=person.commune_id, reason=reason)
