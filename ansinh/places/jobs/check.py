"""What the source of units leaves open, each thing by its name."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from django.db.models import Count, Q

from ansinh.core.days import vietnamese_day
from ansinh.places.jobs.source import KNOWN_SINCE
from ansinh.places.models import Competence, Place, Succession

MERGER_DAY = date(2025, 7, 1)
FAR_KM = 25


@dataclass(frozen=True, slots=True)
class Finding:
    """One open question: its kind, whether it is an error that stops use, the unit's id, and what is open."""

    kind: str
    is_error: bool
    place_id: str
    told_vi: str


def open_questions() -> list[Finding]:
    """Everything the source leaves open or contradicts, errors first, then by kind and place."""
    findings = [
        *_without_successor(),
        *_defaults(),
        *_never_a_target(),
        *_repeated_names(),
        *_divided(),
        *_corrected(),
        *_coordinates(),
        *_areas(),
        *_mixed_regions(),
        *_old_names_without_day(),
        *_unknown_founding_days(),
        *_gaps_in_competences(),
    ]
    return sorted(findings, key=lambda finding: not finding.is_error)


def _told(place: Place) -> str:
    return f"{place.address_on(place.to_day - timedelta(days=1) if place.to_day else place.from_day)} ({place.pk})"


def _units() -> list[Place]:
    rows = Place.objects.select_related("parent__parent", "province").prefetch_related("earlier", "parent__earlier")
    return list(rows)


def _without_successor() -> list[Finding]:
    ended = Place.objects.filter(to_day__isnull=False, became__isnull=True).exclude(level=2, to_day=MERGER_DAY)
    return [
        Finding(
            "without_successor",
            True,
            place.pk,
            f"{_told(place)} kết thúc {vietnamese_day(place.to_day)} mà không có đơn vị kế thừa.",
        )
        for place in ended
        if place.to_day
    ]


def _defaults() -> list[Finding]:
    counted = Place.objects.filter(became__isnull=False).annotate(
        defaults=Count("became", filter=Q(became__is_default=True))
    )
    return [
        Finding(
            "no_single_default",
            True,
            place.pk,
            f"{_told(place)} có {place.defaults} đơn vị kế thừa mặc định; phải đúng một.",
        )
        for place in counted.exclude(defaults=1)
    ]


def _never_a_target() -> list[Finding]:
    new = Place.objects.filter(from_day__gt=KNOWN_SINCE, came_from__isnull=True)
    return [
        Finding(
            "never_a_successor",
            True,
            place.pk,
            f"{_told(place)} có từ {vietnamese_day(place.from_day)} mà không từ đơn vị cũ nào.",
        )
        for place in new
    ]


def _repeated_names() -> list[Finding]:
    alike: dict[tuple, list[Place]] = defaultdict(list)
    for place in Place.objects.communes().select_related("parent", "province").prefetch_related("earlier"):
        alike[place.province_id, place.full_name, place.to_day].append(place)
    return [
        Finding("repeated_name", False, same[0].pk, f"{same[0].full_name}, {same[0].province}: {len(same)} đơn vị trùng tên, "
                + "; ".join(f"{place.parent} ({place.pk})" for place in same) + ".")
        for same in alike.values()
        if len(same) > 1
    ]  # fmt: skip


def _divided() -> list[Finding]:
    parts: dict[str, list[Succession]] = defaultdict(list)
    rows = (
        Succession.objects.filter(part="part")
        .select_related("predecessor__parent__parent", "successor")
        .order_by("-is_default")
    )
    for row in rows:
        parts[row.predecessor_id].append(row)
    return [
        Finding("divided", False, pk, f"{_told(rows[0].predecessor)} chia cho " + ", ".join(str(row.successor) for row in rows)
                + f"; bản ghi chưa rõ nơi mới tính cho {rows[0].successor}.")
        for pk, rows in parts.items()
    ]  # fmt: skip


def _corrected() -> list[Finding]:
    rows = Succession.objects.filter(status="derived").select_related("predecessor__parent__parent", "successor")
    return [
        Finding("corrected_link", False, row.predecessor_id,
                f"{_told(row.predecessor)}: nguồn lẫn với nơi trùng tên; giữ {row.successor}, bỏ nơi kế thừa của nơi trùng tên.")
        for row in rows
    ]  # fmt: skip


def _coordinates() -> list[Finding]:
    missing = Place.objects.filter(latitude__isnull=True).select_related("parent__parent")
    shared = Counter(Place.objects.filter(level=3, to_day=MERGER_DAY).values_list("latitude", "longitude", "parent"))
    same = {at: count for at, count in shared.items() if count > 1}
    findings = [Finding("no_coordinates", False, place.pk, f"{_told(place)} không có tọa độ.") for place in missing]
    parents = Place.objects.select_related("parent").in_bulk([parent for _, _, parent in same])
    findings += [
        Finding(
            "shared_coordinates",
            False,
            parent,
            f"{_told(parents[parent])}: {count} xã cùng một tọa độ {latitude}, {longitude}.",
        )
        for (latitude, longitude, parent), count in same.items()
    ]
    return findings + _far_apart()


def _far_apart() -> list[Finding]:
    rows = Succession.objects.filter(predecessor__level=3, is_default=True, day=MERGER_DAY).select_related(
        "predecessor__parent__parent", "successor__parent"
    )
    return [
        Finding("far_apart", False, row.predecessor_id,
                f"{_told(row.predecessor)} cách {_told(row.successor)} {km:.0f} km theo tọa độ của nguồn; một trong hai tọa độ sai.")
        for row in rows
        if (km := _km(row.predecessor, row.successor)) > FAR_KM
    ]  # fmt: skip


def _km(one: Place, other: Place) -> float:
    if None in (one.latitude, one.longitude, other.latitude, other.longitude):
        return 0
    north = (one.latitude or 0) - (other.latitude or 0)
    east = ((one.longitude or 0) - (other.longitude or 0)) * 0.96
    return 111.2 * (north**2 + east**2) ** 0.5


def _areas() -> list[Finding]:
    new = Place.objects.on(MERGER_DAY).communes().filter(area_km2__isnull=True).select_related("parent")
    old = Place.objects.on(MERGER_DAY - timedelta(days=1)).communes().filter(area_km2__isnull=True).count()
    findings = [Finding("no_area", False, place.pk, f"{_told(place)} không có diện tích.") for place in new]
    return (
        [*findings, Finding("no_area", False, "", f"Nguồn không ghi diện tích của {old} xã trước 01/07/2025.")]
        if old
        else findings
    )


def _mixed_regions() -> list[Finding]:
    mixed = Place.objects.filter(region="").select_related("parent__parent")
    return [
        Finding(
            "mixed_region",
            place.level == 3,
            place.pk,
            f"{_told(place)} gồm đơn vị cũ của nhiều vùng; không có một vùng.",
        )
        for place in mixed
    ]


def _old_names_without_day() -> list[Finding]:
    named: dict[Place, int] = Counter()
    ended = set(Succession.objects.filter(day__lt=MERGER_DAY).values_list("successor_id", flat=True))
    for place in Place.objects.communes().exclude(other_names="").exclude(pk__in=ended).select_related("province"):
        if place.province:
            named[place.province] += 1
    return [
        Finding("old_names_without_day", False, province.pk,
                f"{province}: {count} xã mang tên cũ hoặc đã nhận nơi khác trước 01/07/2025 mà nguồn không ghi ngày và văn bản.")
        for province, count in named.items()
    ]  # fmt: skip


def _unknown_founding_days() -> list[Finding]:
    count = Place.objects.exclude(since_note="").count()
    told = f"Ngày thành lập của {count} đơn vị chưa rõ, tạm coi có từ {vietnamese_day(KNOWN_SINCE)}."
    return [Finding("unknown_founding_day", False, "", told)] if count else []


def _gaps_in_competences() -> list[Finding]:
    rows: dict[tuple[str, str, int], list[Competence]] = defaultdict(list)
    for row in Competence.objects.order_by("from_day"):
        rows[row.field, row.act, row.level].append(row)
    return [
        Finding("overlapping_bodies", True, "", f"{earlier} chồng ngày với {later.body_vi}.")
        for same in rows.values()
        for earlier, later in pairwise(same)
        if earlier.to_day is None or earlier.to_day > later.from_day
    ]
