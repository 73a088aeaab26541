"""What the source of units leaves open, each thing by its name."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from math import cos, hypot, radians
from typing import Any

from django.db.models import Count, Q, QuerySet

from ansinh.core.days import vietnamese_day
from ansinh.places.jobs.source import KNOWN_SINCE, MERGER_DAY, Source
from ansinh.places.models import Competence, Place, Succession

FAR_KM = 25


@dataclass(frozen=True, slots=True)
class Finding:
    """One open question: its kind, the unit's id (or none), what is open, and whether it is an error that stops use."""

    kind: str
    place_id: str
    told_vi: str
    is_error: bool = False


def open_questions() -> list[Finding]:
    """Everything the source leaves open or contradicts, errors first, then by kind."""
    checks = (
        _not_in_source, _without_successor, _without_one_default, _never_a_successor, _overlapping_bodies, _repeated_names, _divided, _corrected,
        _without_coordinates, _shared_coordinates, _far_apart, _without_area, _mixed_regions, _old_names_without_day,
        _unknown_founding_days,
    )  # fmt: skip
    findings = [finding for check in checks for finding in check()]
    return sorted(findings, key=lambda finding: not finding.is_error)


def _with_address(rows: QuerySet[Any], unit: str = "") -> QuerySet[Any]:
    """The rows with all that the addresses of their `unit` need, in a few queries."""
    return rows.select_related(f"{unit}parent__parent").prefetch_related(
        f"{unit}earlier__parent", f"{unit}parent__earlier", f"{unit}parent__parent__earlier"
    )


def _told(place: Place) -> str:
    return f"{place.last_address()} ({place.pk})"


def _not_in_source() -> Iterator[Finding]:
    """Units of an earlier loading that today's source no longer has; they stay because records may rest on them."""
    known = Source.read().places
    gone = [pk for pk in Place.objects.values_list("pk", flat=True) if pk not in known]
    for place in _with_address(Place.objects.filter(pk__in=gone)):
        yield Finding("not_in_source", place.pk, f"{_told(place)} không có trong nguồn đang cài.", is_error=True)


def _without_successor() -> Iterator[Finding]:
    ended = Place.objects.filter(to_day__isnull=False, became__isnull=True).exclude(level=2, to_day=MERGER_DAY)
    for place in _with_address(ended):
        told = f"{_told(place)} kết thúc {vietnamese_day(place.to_day)} mà không có đơn vị kế thừa."
        yield Finding("without_successor", place.pk, told, is_error=True)


def _without_one_default() -> Iterator[Finding]:
    defaults = Count("became", filter=Q(became__is_default=True))
    for place in _with_address(
        Place.objects.filter(became__isnull=False).annotate(defaults=defaults).exclude(defaults=1)
    ):
        told = f"{_told(place)} có {place.defaults} đơn vị kế thừa mặc định; phải đúng một."
        yield Finding("without_one_default", place.pk, told, is_error=True)


def _never_a_successor() -> Iterator[Finding]:
    for place in _with_address(Place.objects.filter(from_day__gt=KNOWN_SINCE, came_from__isnull=True)):
        told = f"{_told(place)} có từ {vietnamese_day(place.from_day)} mà không từ đơn vị cũ nào."
        yield Finding("never_a_successor", place.pk, told, is_error=True)


def _overlapping_bodies() -> Iterator[Finding]:
    rows: dict[tuple[str, str, int], list[Competence]] = defaultdict(list)
    for row in Competence.objects.order_by("from_day"):
        rows[row.field, row.act, row.level].append(row)
    for earlier, later in (pair for same in rows.values() for pair in pairwise(same)):
        if earlier.to_day is None or earlier.to_day > later.from_day:
            yield Finding("overlapping_bodies", "", f"{earlier} chồng ngày với {later.body_vi}.", is_error=True)


def _repeated_names() -> Iterator[Finding]:
    alike: dict[tuple[Any, ...], list[Place]] = defaultdict(list)
    for place in Place.objects.communes().select_related("parent", "province"):
        alike[place.province_id, place.full_name, place.from_day].append(place)
    for same in alike.values():
        if len(same) > 1:
            where = "; ".join(f"{place.parent} ({place.pk})" for place in same)
            yield Finding(
                "repeated_name", same[0].pk, f"{same[0]}, {same[0].province}: {len(same)} nơi trùng tên: {where}."
            )


def _divided() -> Iterator[Finding]:
    parts: dict[str, list[Succession]] = defaultdict(list)
    rows = Succession.objects.filter(part="part").select_related("successor").order_by("-is_default")
    for row in _with_address(rows, "predecessor__"):
        parts[row.predecessor_id].append(row)
    for pk, into in parts.items():
        told = f"{_told(into[0].predecessor)} chia cho {', '.join(str(row.successor) for row in into)}"
        yield Finding("divided", pk, f"{told}; bản ghi chưa rõ nơi mới tính cho {into[0].successor}.")


def _corrected() -> Iterator[Finding]:
    for row in _with_address(Succession.objects.filter(status="derived").select_related("successor"), "predecessor__"):
        told = (
            f"{_told(row.predecessor)}: nguồn lẫn với nơi trùng tên; giữ {row.successor}, bỏ nơi kế thừa của nơi kia."
        )
        yield Finding("corrected_link", row.predecessor_id, told)


def _without_coordinates() -> Iterator[Finding]:
    for place in _with_address(Place.objects.filter(latitude__isnull=True)):
        yield Finding("no_coordinates", place.pk, f"{_told(place)} không có tọa độ.")


def _shared_coordinates() -> Iterator[Finding]:
    known = Place.objects.filter(level=3, to_day=MERGER_DAY, latitude__isnull=False)
    counted = Counter(known.values_list("latitude", "longitude", "parent"))
    shared = {at: count for at, count in counted.items() if count > 1}
    parents = _with_address(Place.objects.all()).in_bulk([parent for _, _, parent in shared])
    for (latitude, longitude, parent), count in shared.items():
        told = f"{_told(parents[parent])}: {count} xã cùng một tọa độ {latitude}, {longitude}."
        yield Finding("shared_coordinates", str(parent), told)


def _far_apart() -> Iterator[Finding]:
    rows = Succession.objects.filter(
        predecessor__level=3, is_default=True, day=MERGER_DAY, predecessor__latitude__isnull=False
    )
    ends = [f"{end}__{axis}" for end in ("predecessor", "successor") for axis in ("latitude", "longitude")]
    far = {pk: km for pk, *at in rows.values_list("pk", *ends) if (km := _km(*at)) > FAR_KM}
    for row in _with_address(rows.filter(pk__in=far).select_related("successor"), "predecessor__"):
        told = f"{_told(row.predecessor)} cách {row.successor} ({row.successor_id}) {far[row.pk]:.0f} km theo nguồn"
        yield Finding("far_apart", row.predecessor_id, f"{told}; kiểm tra tọa độ.")


def _km(latitude: float, longitude: float, other_latitude: float, other_longitude: float) -> float:
    east = (longitude - other_longitude) * cos(radians(latitude))
    return 111.2 * hypot(latitude - other_latitude, east)


def _without_area() -> Iterator[Finding]:
    for place in _with_address(Place.objects.communes().filter(from_day=MERGER_DAY, area_km2__isnull=True)):
        yield Finding("no_area", place.pk, f"{_told(place)} không có diện tích.")
    if old := Place.objects.communes().filter(to_day=MERGER_DAY, area_km2__isnull=True).count():
        yield Finding("no_area", "", f"Nguồn không ghi diện tích của {old} xã trước 01/07/2025.")


def _mixed_regions() -> Iterator[Finding]:
    for place in _with_address(Place.objects.filter(region="")):
        told = f"{_told(place)} gồm đơn vị cũ của nhiều vùng; không có một vùng."
        yield Finding("mixed_region", place.pk, told, is_error=place.level == 3)


def _old_names_without_day() -> Iterator[Finding]:
    dated = Succession.objects.filter(day__lt=MERGER_DAY).values("successor")
    named = Place.objects.communes().exclude(other_names="").exclude(pk__in=dated)
    for pk, name, count in (
        named.order_by("province").values_list("province", "province__full_name").annotate(Count("pk"))
    ):
        told = (
            f"{name}: {count} xã mang tên cũ hoặc đã nhận nơi khác trước 01/07/2025 mà nguồn không ghi ngày và văn bản."
        )
        yield Finding("old_names_without_day", str(pk), told)


def _unknown_founding_days() -> Iterator[Finding]:
    if count := Place.objects.exclude(since_note="").count():
        told = f"Ngày thành lập của {count} đơn vị chưa rõ, tạm coi có từ {vietnamese_day(KNOWN_SINCE)}."
        yield Finding("unknown_founding_day", "", told)
