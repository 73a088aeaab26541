"""What the API takes and gives: the types of its parameters, and the one shape of every refusal."""

import re
from datetime import date
from typing import Annotated, Any

from ninja import Field, Schema
from pydantic import BeforeValidator, ConfigDict, StringConstraints

from ansinh.core.language import is_english
from ansinh.places.models import Place

REFUSALS = frozenset({400, 401, 403, 404, 409, 413, 422, 429})
_LINE = r"^[^\x00-\x1f\x7f-\x9f]*$"
_LINES = r"^[^\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]*$"


def _written(told: Any) -> Any:
    """A day as it is written down: 2026-11-23; numbers and moments are no days."""
    if not isinstance(told, date) and not (isinstance(told, str) and re.fullmatch(r"\d{4}-\d\d-\d\d", told, re.ASCII)):
        raise ValueError("not a day")
    return told


Day = Annotated[date, BeforeValidator(_written)]
Line = Annotated[str, StringConstraints(pattern=_LINE, max_length=120, strict=True)]
LongLine = Annotated[str, StringConstraints(pattern=_LINES, max_length=1000, strict=True)]
PlaceId = Annotated[str, StringConstraints(pattern=r"^[0-9]{2,5}(@[0-9]{4})?$")]
Name = Annotated[str, StringConstraints(pattern=r"^[a-z0-9_.\-]{1,80}$")]
Code = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9.\-]{1,50}$")]
PersonalNumber = Annotated[str, StringConstraints(pattern=r"^[0-9]{12}$", strict=True)]


class Told(Schema):
    """What comes in: nothing beside what is named."""

    model_config = ConfigDict(extra="forbid")


class Wrong(Schema):
    where: str = Field(description="the parameter or field, by its path")
    why: str


class Problem(Schema):
    """Every refusal. `code` never changes its meaning; `message` is for people, in Vietnamese unless English was chosen."""

    code: str
    message: str
    request_id: str
    wrong: list[Wrong] = []


class PlaceName(Schema):
    id: str
    name: str


def place_name(place: Place) -> dict[str, str]:
    """A unit as other answers name it."""
    return {"id": place.pk, "name": place.full_name}


def word(pair: tuple[str, str]) -> str:
    """A pair of words in the reader's language."""
    return str(pair[is_english()])
