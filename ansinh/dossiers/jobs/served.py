"""Which unit takes in the dossiers of a place: one whose officers work with this installation."""

from datetime import date, timedelta

from ansinh.core.models import Grant
from ansinh.places.models import Place, predecessors
from ansinh.places.models.lineage import predecessor_ids

RECEIVING = ("one_stop", "commune_officer", "province_officer")


def serving_unit(place: Place, day: date) -> Place | None:
    """The commune itself where somebody receives for it or its province, else the unit it came from; none where nobody does."""
    reached = _reached(day)
    came_from = [one.place for one in predecessors(place, place.from_day - timedelta(days=1)) if one.is_default]
    for unit in (place, *came_from):
        if unit.pk in reached or unit.province_id in reached:
            return unit
    return None


def _reached(day: date) -> frozenset[str]:
    places = Grant.objects.filter(role__in=RECEIVING).on(day).values_list("place_id", flat=True).distinct()
    return predecessor_ids(places)
