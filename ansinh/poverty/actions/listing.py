"""The list of households to review (annex I), taken from the register: whole communes at once, through splits, merges and mergers."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction

from ansinh.core import audit
from ansinh.core.access import acting_within
from ansinh.core.database import plan_by_size
from ansinh.law import law_on
from ansinh.people.models import Household
from ansinh.places.models import Place, Succession
from ansinh.poverty.models import Campaign, CommuneReview, Review

from .standing import TYPISTS, ReviewRefused, acting_for, execute, must_be_open, must_be_undecided, rows, within_reach


@dataclass(frozen=True)
class Listed:
    """What listing did: households added, already there, and the codes of those that have no head yet."""

    added: int
    already: int
    without_head: tuple[str, ...]


def list_households(
    *, campaign: Campaign, communes: Iterable[CommuneReview] | None = None, day: date | None = None, by: Any
) -> Listed:
    """Every household that lives in the communes (absent: all of the campaign) on the day, once, each with the class signed a year
    before. Listing again adds only those that came since. Raises ReviewRefused for a closed campaign or a decided commune."""
    scope = acting_for(by, *TYPISTS)
    must_be_open(campaign)
    with acting_within(scope):
        chosen = _chosen(campaign, communes)
    day = day or campaign.from_day
    units = units_of(campaign, chosen, day)
    with transaction.atomic():
        before = _count(chosen)
        without_head = _without_head(units, day)
        _insert(campaign, units, day)
        added = _count(chosen) - before
        CommuneReview.objects.filter(pk__in=[c.pk for c in chosen], state="listing").update(
            state="surveying", listed_on=day
        )
        audit.record(
            "list_households",
            f"campaign:{campaign.pk}",
            place_id=chosen[0].commune_id if len(chosen) == 1 else campaign.province_id,
            detail={"communes": len(chosen), "added": added, "already": before, "day": day.isoformat()},
        )
    return Listed(added, before, without_head)


def request_review(
    *, commune_review: CommuneReview, household: Household, requested_on: date, corrects: Review | None = None, by: Any
) -> Review:
    """The household's ad hoc review, asked for on a day. Raises ReviewRefused when the household does not live there, or has an
    ad hoc review still open."""
    acting_for(by, *TYPISTS)
    within_reach(commune_review)
    campaign = commune_review.campaign
    must_be_open(campaign)
    _ad_hoc_only(campaign, requested_on)
    if waiting := Review.objects.filter(campaign=campaign, household=household, is_signed=False).first():
        raise ReviewRefused(
            f"Hộ {household.code} đã có đề nghị ngày {waiting.requested_on:%d/%m/%Y} chưa có kết quả. Làm xong đề nghị đó trước."
        )
    if corrects is not None and not (corrects.is_signed and corrects.household_id == household.pk):
        raise ReviewRefused(f"Kết quả được sửa phải là kết quả đã ký của chính hộ {household.code}.")
    with transaction.atomic():
        _insert(campaign, units_of(campaign, [commune_review], requested_on), requested_on, household=household)
        review = Review.objects.filter(campaign=campaign, household=household, requested_on=requested_on).first()
        if review is None:
            raise ReviewRefused(
                f"Hộ {household.code} không cư trú ở {commune_review.commune} ngày {requested_on:%d/%m/%Y}, hoặc chưa có chủ hộ. Kiểm tra sổ hộ."
            )
        if corrects is not None:
            review.corrects = corrects
            review.save(update_fields=["corrects"])
        audit.record(
            "request_review",
            f"review:{review.pk}",
            place_id=review.commune_id,
            detail={
                "household": household.code,
                "requested_on": requested_on.isoformat(),
                "corrects": corrects and corrects.pk,
            },
        )
    return review


def _ad_hoc_only(campaign: Campaign, requested_on: date) -> None:
    if campaign.kind != "ad_hoc":
        raise ReviewRefused(
            f"{campaign} không nhận đề nghị từng hộ. Dùng đợt rà soát thường xuyên của năm {campaign.year}."
        )
    if not campaign.from_day <= requested_on <= campaign.to_day:
        raise ReviewRefused(
            f"Ngày đề nghị {requested_on:%d/%m/%Y} nằm ngoài {campaign}: từ {campaign.from_day:%d/%m/%Y} đến {campaign.to_day:%d/%m/%Y}."
        )


def _chosen(campaign: Campaign, communes: Iterable[CommuneReview] | None) -> list[CommuneReview]:
    known = CommuneReview.objects.filter(campaign=campaign).select_related("commune")
    chosen = list(known if communes is None else known.filter(pk__in=[c.pk for c in communes]))
    if not chosen:
        raise ReviewRefused(f"{campaign} chưa có xã nào để lập danh sách trong phạm vi được giao.")
    for commune_review in chosen:
        must_be_undecided(commune_review)
    return chosen


@dataclass(frozen=True)
class _Unit:
    """A unit households may be recorded in, where it lies on the day, and the point tables it uses."""

    origin: str
    commune_review: int
    commune: str
    region: str
    is_urban: bool
    row_15: str


def units_of(campaign: Campaign, chosen: list[CommuneReview], day: date) -> list[_Unit]:
    place_of = {
        place.pk: place
        for place in Place.objects.filter(pk__in=[c.commune_id for c in chosen]).select_related("province")
    }
    forebears = _forebears(list(place_of), day)
    provinces = dict(
        Place.objects.filter(pk__in={o for os in forebears.values() for o in os} | set(place_of)).values_list(
            "pk", "province__code"
        )
    )
    regions = (
        law_on(campaign.law_day).value("poverty.b1_regions")
        if law_on(campaign.law_day).has("poverty.b1_regions")
        else {}
    )
    units = []
    for commune_review in chosen:
        place = place_of[commune_review.commune_id]
        old = sorted(forebears[place.pk])
        # A household keeps the point table of the province it was in before provinces merged; a new unit takes its first forebear's.
        for origin in [place.pk, *old]:
            code = provinces[old[0] if origin == place.pk and old and "@" in origin else origin]
            units.append(_Unit(origin, commune_review.pk, place.pk, *_tables(code, place, regions)))
    return units


def _tables(province_code: str, place: Place, regions: Mapping[str, list[str]]) -> tuple[str, bool, str]:
    region = next(
        (name for name, codes in regions.items() if province_code in codes and name != "five_central_cities"), ""
    )
    if regions and not region:
        raise ReviewRefused(
            f"{place}: chưa biết tỉnh mã {province_code} thuộc vùng nào của bảng điểm. Bổ sung poverty.b1_regions trong ansinh/law/poverty.yaml."
        )
    city = "five_central_cities" if province_code in regions.get("five_central_cities", []) else region
    return region, place.is_urban, city if place.is_urban else ""


def _forebears(communes: list[str], day: date) -> dict[str, set[str]]:
    """For each commune of the day, the ended units whose records it takes over when nothing else is said."""
    found: dict[str, set[str]] = {commune: set() for commune in communes}
    heir = {commune: commune for commune in communes}
    front = set(communes)
    while front:
        links = Succession.objects.filter(successor__in=front, is_default=True, day__lte=day).exclude(
            predecessor__in=heir
        )
        front = set()
        for predecessor, successor in links.values_list("predecessor_id", "successor_id"):
            heir[predecessor] = heir[successor]
            found[heir[successor]].add(predecessor)
            front.add(predecessor)
    return found


def _unit_rows(units: list[_Unit]) -> tuple[str, list[Any]]:
    marks = ", ".join(["(%s, %s, %s, %s, %s, %s)"] * len(units))
    values = [v for u in units for v in (u.origin, u.commune_review, u.commune, u.region, int(u.is_urban), u.row_15)]
    return f"unit(origin, commune_review_id, commune_id, region, is_urban, row_15) AS (VALUES {marks})", values


# A household recorded in a unit that has ended lives where it was told to go, else in the unit's heir.
_LIVES = """
    people_household h
    LEFT JOIN unit own ON own.origin = h.commune_id
    JOIN unit u ON u.origin = CASE WHEN h.commune_later_id IS NOT NULL
                                   AND EXISTS (SELECT 1 FROM places_place p WHERE p.id = h.commune_id AND p.to_day <= %s)
                              THEN h.commune_later_id ELSE h.commune_id END
"""
_STANDS = "h.from_day <= %s AND (h.to_day IS NULL OR h.to_day > %s)"


def _without_head(units: list[_Unit], day: date) -> tuple[str, ...]:
    unit, values = _unit_rows(units)
    found = rows(
        f"WITH {unit} SELECT h.code FROM {_LIVES} WHERE {_STANDS} AND h.head_id IS NULL ORDER BY h.code",
        *values,
        day,
        day,
        day,
    )
    return tuple(code for (code,) in found)


def _insert(campaign: Campaign, units: list[_Unit], day: date, household: Household | None = None) -> None:
    unit, values = _unit_rows(units)
    last = last_year(campaign, units)
    only_one = "AND h.id = %s" if household else ""
    if household is None:
        plan_by_size("poverty_review", "people_household")
    area = "CASE WHEN u.is_urban = 1 THEN 'urban' ELSE 'rural_' || COALESCE(own.region, u.region) END"
    execute(
        f"""
        INSERT INTO poverty_review (campaign_id, commune_review_id, household_id, commune_id, province_id, head_name, head_name_key,
            head_sex, head_birth_year, ethnicity, hamlet, b1_area, urban_region, member_count, requested_on, surveyor,
            previous_class, was_poor_before, was_near_poor_before, origin, difference_reason, is_signed, decision_number)
        WITH {unit},
        earlier AS (
            SELECT r.household_id, r.commune_id, CASE WHEN r.is_signed THEN COALESCE(c.poverty_class, r.poverty_class) END AS poverty_class,
                   (r.was_poor_before OR r.previous_class = 'poor') AS was_poor,
                   (r.was_near_poor_before OR r.previous_class = 'near_poor') AS was_near_poor
            FROM poverty_review r LEFT JOIN poverty_review c ON c.corrects_id = r.id AND c.is_signed
            WHERE r.campaign_id IN ({", ".join(str(pk) for pk in last) or "0"})),
        merged AS (
            SELECT m.merged_into_id AS household_id, COUNT(*) AS households,
                   CASE WHEN SUM(CASE WHEN e.poverty_class = 'poor' THEN 1 ELSE 0 END) > 0 THEN 'poor'
                        WHEN SUM(CASE WHEN e.poverty_class = 'near_poor' THEN 1 ELSE 0 END) > 0 THEN 'near_poor'
                        ELSE 'not_poor' END AS poverty_class,
                   MAX(CASE WHEN e.was_poor THEN 1 ELSE 0 END) = 1 AS was_poor,
                   MAX(CASE WHEN e.was_near_poor THEN 1 ELSE 0 END) = 1 AS was_near_poor
            FROM people_household m JOIN earlier e ON e.household_id = m.id
            WHERE m.merged_into_id IS NOT NULL AND m.to_day <= %s GROUP BY m.merged_into_id)
        SELECT {campaign.pk}, u.commune_review_id, h.id, u.commune_id, %s, p.name, p.name_key,
            p.sex, p.birth_year, p.ethnicity, h.hamlet, {area}, u.row_15,
            NULLIF((SELECT COUNT(*) FROM people_membership m
                    WHERE m.household_id = h.id AND m.from_day <= %s AND (m.to_day IS NULL OR m.to_day > %s)), 0),
            {"%s" if household else "NULL"}, '',
            COALESCE(e.poverty_class, g.poverty_class, s.poverty_class),
            CASE WHEN e.household_id IS NOT NULL THEN e.was_poor WHEN g.household_id IS NOT NULL THEN g.was_poor ELSE s.was_poor END,
            CASE WHEN e.household_id IS NOT NULL THEN e.was_near_poor WHEN g.household_id IS NOT NULL THEN g.was_near_poor ELSE s.was_near_poor END,
            CASE WHEN e.household_id IS NOT NULL
                 THEN CASE WHEN EXISTS (SELECT 1 FROM unit w WHERE w.origin = e.commune_id AND w.commune_id = u.commune_id)
                           THEN 'same' ELSE 'moved_in' END
                 WHEN g.household_id IS NOT NULL THEN 'merged'
                 WHEN s.household_id IS NOT NULL THEN 'split'
                 ELSE %s END,
            '', FALSE, ''
        FROM {_LIVES}
        JOIN people_person p ON p.id = h.head_id
        LEFT JOIN earlier e ON e.household_id = h.id
        LEFT JOIN merged g ON g.household_id = h.id
        LEFT JOIN earlier s ON s.household_id = h.split_from_id
        WHERE {_STANDS} {only_one}
          AND h.id NOT IN (SELECT r.household_id FROM poverty_review r WHERE r.campaign_id = {campaign.pk}
                           {"AND r.requested_on = %s" if household else ""})
        """,
        *values,
        day,
        campaign.province_id,
        day,
        day,
        *([day] if household else []),
        "moved_in" if last else "same",
        day,
        day,
        day,
        *([household.pk, day] if household else []),
    )


def last_year(campaign: Campaign, units: list[_Unit]) -> list[int]:
    """The annual campaigns of the year before whose signed classes are the start of this one: of this province and those it came from."""
    provinces = Place.objects.filter(pk__in=[unit.origin for unit in units]).values("province_id")
    return list(
        Campaign.objects.filter(kind="annual", year=campaign.year - 1, province_id__in=provinces).values_list(
            "pk", flat=True
        )
    )


def _count(chosen: list[CommuneReview]) -> int:
    return Review.objects.filter(commune_review__in=[c.pk for c in chosen]).count()
