"""`ansinh places`: load the units, look them up through time, and list what their source leaves open."""

import json
from argparse import ArgumentParser, ArgumentTypeError
from collections import Counter
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from tqdm import tqdm

from ansinh.core.access import acting_as_system
from ansinh.core.days import read_day, vietnamese_day
from ansinh.places import jobs, words
from ansinh.places.actions import load_places
from ansinh.places.models import Kin, Place, PlaceAmbiguous, PlaceUnknown, find_place, predecessors, successors

_LAST_DAY_OF_63 = date(2025, 6, 30)


class Command(BaseCommand):
    help = "Địa bàn: load (nạp), show, tree, successors, predecessors, check. Mã thoát 0 xong, 1 từ chối hoặc có lỗi, 2 sai cú pháp."

    def add_arguments(self, parser: ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        _json(
            verbs.add_parser(
                "load", help="nạp các đơn vị từ gói vietnamadminunits và tệp của ta; chạy lại không đổi gì"
            )
        )
        for verb, told in {
            "show": "một đơn vị vào một ngày: tên, loại, nơi cha, vùng, tọa độ, trước và sau",
            "tree": "các đơn vị bên trong một đơn vị vào một ngày (không có tên: các tỉnh)",
            "successors": "đơn vị này trở thành những đơn vị nào vào một ngày (mặc định: hôm nay)",
            "predecessors": "đơn vị này từ những đơn vị nào của một ngày (mặc định: 30/06/2025)",
        }.items():
            sub = verbs.add_parser(verb, help=told)
            sub.add_argument(
                "name", nargs="?" if verb == "tree" else None, help="tên (có hoặc không dấu), tên kèm nơi cha, hoặc mã"
            )
            sub.add_argument("--on", type=_day, help="ngày (31/12/2023 hoặc 2023-12-31) mà tên được hiểu")
            if verb in ("successors", "predecessors"):
                sub.add_argument("--to", type=_day, help="ngày của bản đồ kia")
            _json(sub)
        _json(verbs.add_parser("check", help="liệt kê những gì nguồn để ngỏ; mã thoát 1 khi có lỗi"))

    def handle(self, *, verb: str, **told: Any) -> None:
        act: Callable[..., None] = getattr(self, f"_{verb}")
        with acting_as_system(f"ansinh places {verb}"):
            if verb != "load" and not Place.objects.exists():
                raise CommandError("Chưa có địa bàn nào. Chạy: ansinh places load")
            try:
                act(**{key: told[key] for key in ("name", "on", "to", "as_json") if key in told})
            except (PlaceUnknown, PlaceAmbiguous) as refused:
                raise CommandError(str(refused)) from refused

    def _load(self, as_json: bool) -> None:
        with tqdm(unit=" dòng", desc="Nạp địa bàn", disable=as_json) as bar:
            counted = load_places(progress=lambda what, rows: bar.update(rows))
        counts = {day.isoformat(): _counts(day) for day in (_LAST_DAY_OF_63, _LAST_DAY_OF_63 + timedelta(days=1))}
        told = [f"Thêm {counted.added}, sửa {counted.changed}, bỏ {counted.removed} dòng."]
        told += [
            f"{day}: " + ", ".join(f"{count} {name}" for name, count in found.items()) for day, found in counts.items()
        ]
        self._tell({**counted.as_dict(), "units": counts}, told, as_json)

    def _show(self, name: str, on: date | None, as_json: bool) -> None:
        day, place = self._find(name, on)
        then = place.state_on(day)
        before = [kin for kin in predecessors(place, place.from_day - timedelta(days=1)) if kin.place != place]
        after = successors(place, place.to_day) if place.to_day else []
        told = {
            **_row(place, day),
            "kind": then.kind,
            "region": place.region,
            "is_urban": then.is_urban,
            "latitude": place.latitude,
            "longitude": place.longitude,
            "area_km2": place.area_km2,
            "from_day": place.from_day,
            "to_day": place.to_day,
            "document": place.document,
            "since_note": place.since_note,
            "earlier": [str(state) for state in place.earlier.all()],
            "inside": _inside(place, day),
            "predecessors": [_kin(kin, place.from_day - timedelta(days=1)) for kin in before],
            "successors": [_kin(kin, place.to_day) for kin in after if place.to_day],
        }
        self._tell(told, _lines(place, day, before, after), as_json)

    def _tree(self, name: str | None, on: date | None, as_json: bool) -> None:
        if name is None:
            day = on or timezone.localdate()
            units = list(Place.objects.on(day).provinces())
        else:
            day, place = self._find(name, on)
            level = 2 if place.level == 1 and _has_districts(place, day) else 3
            units = list(Place.objects.within(place, day).filter(level=level))
        rows = [{**_row(unit, day), "inside": _inside(unit, day)} for unit in units]
        self._tell(rows, [f"{row['id']:<12} {row['full_name']}{_told_inside(row['inside'])}" for row in rows], as_json)

    def _successors(self, name: str, on: date | None, to: date | None, as_json: bool) -> None:
        day, place = self._find(name, on, old=True)
        to = to or max(timezone.localdate(), day)
        found = successors(place, to) or _through_communes(place, day, to)
        self._tell_kin(place, day, to, found, as_json)

    def _predecessors(self, name: str, on: date | None, to: date | None, as_json: bool) -> None:
        day, place = self._find(name, on)
        to = to or min(_LAST_DAY_OF_63, day)
        self._tell_kin(place, day, to, predecessors(place, to), as_json)

    def _check(self, as_json: bool) -> None:
        findings = jobs.open_questions()
        counts = Counter(finding.kind for finding in findings)
        told = [f"{'LỖI ' if finding.is_error else ''}{finding.kind}: {finding.told_vi}" for finding in findings]
        told.append(
            "Cộng: "
            + (", ".join(f"{kind} {count}" for kind, count in counts.most_common()) or "không có gì để ngỏ")
            + "."
        )
        rows = [
            {"kind": one.kind, "is_error": one.is_error, "place": one.place_id, "message": one.told_vi}
            for one in findings
        ]
        self._tell({"counts": dict(counts), "findings": rows}, told, as_json)
        if errors := sum(finding.is_error for finding in findings):
            raise CommandError(f"{errors} lỗi trong dữ liệu địa bàn.")

    def _find(self, name: str, on: date | None, old: bool = False) -> tuple[date, Place]:
        """The day and unit a name means; without a day: today, and the last day of the 63 provinces if it is not found then."""
        if on:
            return on, find_place(name, day=on)
        days = [timezone.localdate(), _LAST_DAY_OF_63]
        for day in reversed(days) if old else days:
            try:
                return day, find_place(name, day=day)
            except PlaceUnknown as unknown:
                refused = unknown
        ended = Place.objects.filter(pk=name).first() or Place.objects.named(name).order_by("level").first()
        if ended and ended.to_day and Place.objects.named(name).count() == 1:
            return ended.to_day - timedelta(days=1), ended
        raise refused

    def _tell_kin(self, place: Place, day: date, to: date, found: list[Kin], as_json: bool) -> None:
        told = {"place": _row(place, day), "on": day, "to": to, "found": [_kin(kin, to) for kin in found]}
        lines = [f"{place.address_on(day)} ({place.pk}), trên bản đồ ngày {vietnamese_day(to)}:"]
        self._tell(
            told, [*lines, *(_told_kin(kin, to) for kin in found)] if found else [*lines, "  không có."], as_json
        )

    def _tell(self, data: Any, lines: Iterable[str], as_json: bool) -> None:
        self.stdout.write(json.dumps(data, ensure_ascii=False, indent=2, default=str) if as_json else "\n".join(lines))


def _json(parser: ArgumentParser) -> None:
    parser.add_argument("--json", dest="as_json", action="store_true", help="in JSON cho máy đọc")


def _day(text: str) -> date:
    try:
        return read_day(text)
    except ValueError:
        raise ArgumentTypeError(f"không đọc được ngày «{text}»; ghi 31/12/2023 hoặc 2023-12-31") from None


def _counts(day: date) -> dict[str, int]:
    return {vi: Place.objects.on(day).filter(level=level).count() for level, (vi, _) in words.LEVELS.items()}


def _has_districts(place: Place, day: date) -> bool:
    return Place.objects.within(place, day).districts().exists()


def _inside(place: Place, day: date) -> dict[str, int]:
    if place.level == 3:
        return {}
    levels = Counter(Place.objects.within(place, day).values_list("level", flat=True))
    return {words.LEVELS[level][0]: count for level, count in sorted(levels.items())}


def _told_inside(inside: dict[str, int]) -> str:
    return f" ({', '.join(f'{count} {name}' for name, count in inside.items())})" if inside else ""


def _row(place: Place, day: date) -> dict[str, Any]:
    then = place.state_on(day)
    return {"id": place.pk, "code": place.code, "full_name": then.full_name, "address": place.address_on(day)}


def _kin(kin: Kin, day: date) -> dict[str, Any]:
    return {**_row(kin.place, day), "part": kin.part, "is_default": kin.is_default}


def _told_kin(kin: Kin, day: date) -> str:
    default = ", mặc định" if kin.is_default and kin.part == "part" else ""
    return f"  {kin.place.address_on(day)} ({kin.place.pk}): {words.PARTS[kin.part][0]}{default}"


def _lines(place: Place, day: date, before: list[Kin], after: list[Kin]) -> Iterable[str]:
    yield f"{place.address_on(day)} ({place.pk})"
    until = f" đến hết {vietnamese_day(place.to_day - timedelta(days=1))}" if place.to_day else ""
    yield f"Có từ {vietnamese_day(place.from_day)}{until}. {place.document or place.since_note}"
    yield from (f"Trước đây: {state}, {state.document}" for state in place.earlier.all())
    if region := words.REGIONS.get(place.region):
        yield f"Vùng: {region[0]}"
    if inside := _told_inside(_inside(place, day)):
        yield f"Bên trong:{inside}"
    if place.latitude is not None:
        yield f"Tọa độ: {place.latitude}, {place.longitude}" + (f"; {place.area_km2} km2" if place.area_km2 else "")
    if before:
        yield "Từ:"
        yield from (_told_kin(kin, place.from_day - timedelta(days=1)) for kin in before)
    if after and place.to_day:
        yield "Thành:"
        yield from (_told_kin(kin, place.to_day) for kin in after)


def _through_communes(place: Place, day: date, to: date) -> list[Kin]:
    """A district that ended with its level: what its communes became."""
    if place.level != 2:
        return []
    inside = Place.objects.communes().within(place, day)
    found = {kin.place.pk: Kin(kin.place, "part", False) for commune in inside for kin in successors(commune, to)}
    return sorted(found.values(), key=lambda kin: kin.place.sort_key)
