"""Units through time. They are no secret: whoever is signed in sees every unit."""

from datetime import date
from typing import Any

from django.db.models import Q
from django.http import Http404, HttpRequest
from django.utils import timezone
from ninja import Field, Query, Router, Schema

from ansinh.places import words
from ansinh.places.models import Place
from ansinh.places.words import name_key
from ansinh.web.api.shapes import REFUSALS, Day, Line, PlaceId, Problem, word

router = Router(tags=["places"])


class PlaceOut(Schema):
    """A unit with the name and parent of its last day. `level`: 1 province, 2 district (until 30 June 2025), 3 commune."""

    id: str
    code: str
    name: str
    full_name: str
    kind: str
    level: int
    parent_id: str | None
    province_id: str | None
    from_day: date
    to_day: date | None = Field(description="first day it is no more")


class Places(Schema):
    items: list[PlaceOut]
    next: str | None = Field(description="value of `after` for the next page")


class PlacesAsked(Schema):
    day: Day | None = Field(None, description="the day the units exist on; today when not said")
    name: Line = Field("", description="part of a name, with or without diacritics, or a code")
    inside: PlaceId | None = Field(None, description="id of the province or district they lie in")
    after: PlaceId | None = None
    limit: int = Field(50, ge=1, le=200)


@router.get("", response={200: Places, REFUSALS: Problem}, url_name="api_places", summary="Units of a day")
def places(request: HttpRequest, asked: Query[PlacesAsked]) -> dict[str, Any]:
    day = asked.day or timezone.localdate()
    rows = Place.objects.on(day)
    if asked.inside:
        rows = rows.filter(Q(parent=asked.inside) | Q(province=asked.inside))
    if asked.name.strip():
        named = Place.objects.named(asked.name).values("pk")
        rows = rows.filter(Q(full_slug__contains=name_key(asked.name)) | Q(pk__in=named))
    if asked.after:
        rows = rows.filter(pk__gt=asked.after)
    found = list(rows.order_by("pk")[: asked.limit + 1])
    shown = found[: asked.limit]
    return {"items": [_told(unit) for unit in shown], "next": shown[-1].pk if len(found) > asked.limit else None}


@router.get("/{place_id}", response={200: PlaceOut, REFUSALS: Problem}, url_name="api_place", summary="One unit")
def place(request: HttpRequest, place_id: PlaceId) -> dict[str, Any]:
    unit = Place.objects.filter(pk=place_id).first()
    if unit is None:
        raise Http404
    return _told(unit)


def _told(unit: Place) -> dict[str, Any]:
    return {
        "id": unit.pk,
        "code": unit.code,
        "name": unit.name,
        "full_name": unit.full_name,
        "kind": word(words.KINDS[unit.kind]),
        "level": unit.level,
        "parent_id": unit.parent_id,
        "province_id": unit.province_id,
        "from_day": unit.from_day,
        "to_day": unit.to_day,
    }
