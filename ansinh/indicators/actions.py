"""What changes state here: a snapshot taken, a target set, a figure entered, figures sealed."""

import hashlib
import json
import shutil
from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from ansinh.core.access import NoAccess, current_scope, must_hold, must_reach
from ansinh.core.audit import record
from ansinh.core.days import vietnamese_day
from ansinh.indicators import jobs
from ansinh.indicators.api.answers import figures, is_entered
from ansinh.indicators.api.catalogue import catalogue, indicator_named
from ansinh.indicators.api.periods import Period
from ansinh.indicators.api.plans import target_in_force
from ansinh.indicators.models import EnteredFigure, SealedFigure, Snapshot, Target
from ansinh.law import law_version
from ansinh.places.models import Place


class Refused(ValueError):
    """An act that cannot be done as asked; says why and what to do."""


def take_snapshot(*, province: Place, by: Any, progress: Callable[[str], None] | None = None) -> Snapshot:
    """Every record of a province as it stands, in Parquet with a manifest, and the figures layer over it.

    The files are written beside their place and moved there whole, so that a broken one is never listed."""
    if not current_scope().reaches("", province.pk):
        raise NoAccess(f"Chụp số liệu {province.full_name} cần quyền trên cả tỉnh.")
    tell = progress or (lambda step: None)
    taken_at = timezone.now()
    name = f"{province.slug}-{timezone.localtime(taken_at):%Y%m%dT%H%M%S}-{uuid4().hex[:6]}"
    folder = Path(settings.SNAPSHOTS) / name
    draft = folder.with_suffix(".part")
    draft.mkdir(parents=True)
    _clear_broken_drafts(folder.parent)
    try:
        event = jobs.last_event()
        parts = jobs.write_records(province.pk, draft, taken_at, tell)
        unavailable = jobs.write_figures(parts, draft, tell)
        if not (draft / "figures" / "atoms.parquet").exists():
            raise Refused(f"{province.full_name} chưa có hồ sơ nào để chụp số liệu.")
        about = {"id": name, "taken_at": taken_at.isoformat(), "province": province.pk, "law_version": law_version()}
        tell("ghi bản kê")
        manifest = jobs.write_manifest(draft, {**about, "last_event": event, "unavailable": unavailable})
        draft.rename(folder)
    except BaseException:
        shutil.rmtree(draft, ignore_errors=True)
        raise
    with transaction.atomic():
        snapshot = Snapshot.objects.create(
            id=name,
            taken_at=taken_at,
            taken_by=current_scope().actor,
            province=province,
            folder=str(folder),
            manifest=manifest,
            last_event=event,
        )
        record("snapshot.take", f"snapshot:{name}", place_id=province.pk, detail={"law_version": about["law_version"]})
    return snapshot


def _clear_broken_drafts(snapshots: Path) -> None:
    """Drafts that a killed process left a day or more ago."""
    yesterday = timezone.now().timestamp() - 86_400
    for draft in snapshots.glob("*.part"):
        if draft.stat().st_mtime < yesterday:
            shutil.rmtree(draft, ignore_errors=True)


@transaction.atomic
def set_target(
    *, indicator: str, place: Place, year: int, value: Decimal, resolution: str, resolved_on: date, by: Any
) -> Target:
    """What a resolution set; the target in force before is named as the one replaced."""
    must_hold("province_officer", "province_leader")
    must_reach(place, place.pk, place.province_id or place.pk)
    told = indicator_named(indicator)
    if not resolution.strip():
        raise Refused("Chỉ tiêu phải ghi số nghị quyết hoặc quyết định giao.")
    if value < 0:
        raise Refused(f"Chỉ tiêu «{told.label_vi}» không thể âm ({value}).")
    before = target_in_force(indicator, place, year)
    if before and before.resolution == resolution.strip():
        raise Refused(
            f"{resolution} đã giao «{told.label_vi}» cho {place.full_name} năm {year}: {before.value.normalize():f}."
        )
    if before and before.resolved_on > resolved_on:
        raise Refused(
            f"{before.resolution} ngày {vietnamese_day(before.resolved_on)} mới hơn {resolution}: không thay bằng văn bản cũ."
        )
    target = Target.objects.create(
        indicator=indicator,
        place=place,
        province=place.province or place,
        year=year,
        value=value,
        resolution=resolution.strip(),
        resolved_on=resolved_on,
        replaces=before,
    )
    detail = {"year": year, "value": str(value), "before": str(before.value) if before else None}
    record(
        "target.set",
        f"target:{target.pk}",
        place_id=place.pk,
        reason=resolution,
        detail={"indicator": indicator, **detail},
    )
    return target


@transaction.atomic
def split_target(*, target: Target, shares: dict[Place, Decimal], by: Any) -> list[Target]:
    """The target of a province divided among communes by the same resolution; the parts must add up to it."""
    total = sum(shares.values(), Decimal(0))
    if total != target.value:
        raise Refused(
            f"Tổng giao các xã là {total.normalize():f}, chỉ tiêu của {target.place.full_name} là"
            f" {target.value.normalize():f}: lệch {(total - target.value).normalize():f}. Sửa cho bằng nhau rồi giao."
        )
    common = {"indicator": target.indicator, "year": target.year, "resolution": target.resolution, "by": by}
    return [set_target(place=p, value=v, resolved_on=target.resolved_on, **common) for p, v in shares.items()]


@transaction.atomic
def enter_figure(
    *, indicator: str, place: Place, period: Period, value: Decimal, source: str, by: Any
) -> EnteredFigure:
    """A figure no record gives, with its source; a second one for the same place and period names the first."""
    must_hold("province_officer", "commune_officer")
    must_reach(place, place.pk, place.province_id or place.pk)
    if not is_entered(indicator):
        raise Refused(f"«{indicator_named(indicator).label_vi}» được tính từ hồ sơ, không nhập tay.")
    if not source.strip():
        raise Refused("Số nhập tay phải ghi nguồn (văn bản, đơn vị báo cáo).")
    same = {"indicator": indicator, "place": place, "from_day": period.from_day, "to_day": period.to_day}
    before = EnteredFigure.objects.filter(**same, replaced_by__isnull=True).first()
    entered = EnteredFigure.objects.create(
        **same, province=place.province or place, value=value, source=source.strip(), entered_by=by, replaces=before
    )
    detail = {"indicator": indicator, "value": str(value), "before": str(before.value) if before else None}
    record("figure.enter", f"entered_figure:{entered.pk}", place_id=place.pk, reason=source, detail=detail)
    return entered


@transaction.atomic
def seal_figures(
    *, place: Place, period: Period, by: Any, indicators: Iterable[str] | None = None, snapshot: Snapshot | None = None
) -> list[SealedFigure]:
    """The figures of a place and period as published. What was sealed before stays; where it differs, the new one names it."""
    must_hold("province_leader", "commune_leader")
    must_reach(place, place.pk, place.province_id or place.pk)
    names = list(indicators or catalogue())
    asked = figures(names, place=place, period=period, snapshot=snapshot)
    before = {
        one.indicator: one
        for one in SealedFigure.objects.filter(
            place=place, from_day=period.from_day, to_day=period.to_day, replaced_by__isnull=True
        )
    }
    sealed_at = timezone.now()
    rows = []
    for name, told in asked.items():
        earlier = before.get(name)
        if told.snapshot is None or (earlier and earlier.value == sealed_value(told.value)):
            continue
        rows.append(
            SealedFigure.objects.create(
                indicator=name,
                place=place,
                province=place.province or place,
                from_day=period.from_day,
                to_day=period.to_day,
                value=sealed_value(told.value),
                unit=told.indicator.unit,
                snapshot=told.snapshot,
                sealed_at=sealed_at,
                sealed_by=current_scope().actor,
                hash=seal_of(name, place.pk, period, sealed_value(told.value), told.snapshot),
                replaces=earlier,
            )
        )
    if rows:
        Snapshot.objects.filter(pk__in={row.snapshot_id for row in rows}).update(is_sealed=True)
        detail = {"from": str(period.from_day), "to": str(period.to_day), "figures": len(rows)}
        record("figure.seal", f"place:{place.pk}", place_id=place.pk, detail=detail)
    return rows


def sealed_value(value: Decimal | int | None) -> Decimal | None:
    """A figure as it is kept under seal: six decimals."""
    return None if value is None else Decimal(value).quantize(Decimal("0.000001"))


def seal_of(indicator: str, place_id: str, period: Period, value: Decimal | None, snapshot: Snapshot) -> str:
    """The hash that binds a figure to its place, period and snapshot."""
    files = {name: said["sha256"] for name, said in snapshot.manifest["files"].items()}
    told = [indicator, place_id, str(period.from_day), str(period.to_day), None if value is None else str(value), files]
    return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()
