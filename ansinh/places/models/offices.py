"""Which body receives, decides, pays or manages a field for a place on a day."""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from ansinh.core.access import current_scope
from ansinh.core.days import vietnamese_day
from ansinh.places.models.tables import Competence, Place, spans


@dataclass(frozen=True, slots=True)
class Office:
    """The body that acts for a place in a field on a day."""

    body_vi: str
    body_en: str
    place: Place | None
    reference: str
    status: str

    @property
    def name_vi(self) -> str:
        """`Sở Nội vụ tỉnh Vĩnh Long`."""
        return (
            f"{self.body_vi} {self.place.full_name[0].lower()}{self.place.full_name[1:]}"
            if self.place
            else self.body_vi
        )


def own_province() -> Place | None:
    """The province the acting person works in today; none for who reaches no place."""
    scope, day = current_scope(), timezone.localdate()
    provinces = Place.objects.filter(level=1, pk__in=scope.provinces)
    if found := provinces.filter(to_day=None).first() or provinces.first():
        return found
    commune = Place.objects.on(day).filter(pk__in=scope.communes).first()
    return commune.province if commune else None


class NobodyServes(LookupError):
    """No body is known for the field and act on that day."""


def who_serves(field: str, act: str, place: Place, day: date) -> list[Office]:
    """The bodies that receive, decide, pay or manage a field for a place on a day, nearest first. Raises NobodyServes."""
    rows = Competence.objects.filter(spans(day), field=field, act=act).order_by("-level")
    units = {unit.level: unit for unit in [place, *place.ancestors_on(day)]}
    if not rows:
        known = ", ".join(sorted(set(Competence.objects.values_list("field", flat=True))))
        raise NobodyServes(
            f"Chưa ghi cơ quan nào cho «{field}/{act}» vào {vietnamese_day(day)}. Các lĩnh vực đã ghi: {known}."
        )
    return [Office(row.body_vi, row.body_en, units.get(row.level), row.reference, row.status) for row in rows]
