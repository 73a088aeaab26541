"""The units as the package `vietnamadminunits` (MIT) tells them, and what our own dated files add, as rows of our tables.

The package holds the state just before 1 July 2025 (10,035 communes and 5 island districts without communes), the state
from that day (3,321), and who became whom by name keys. Nothing of its code is run, only its data is read."""

import json
import re
import sqlite3
from collections import defaultdict
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import yaml

from ansinh.core.names import clean_text, place_sort_key, slug
from ansinh.law import law_on
from ansinh.places.models import Competence, EarlierState, Place, Succession
from ansinh.places.words import ACTS, KINDS, URBAN_KINDS

KNOWN_SINCE = date(2004, 1, 1)
MERGER_DAY = date(2025, 7, 1)
SINCE_NOTE = "Ngày thành lập chưa rõ; danh mục nguồn ghi trạng thái ngay trước 01/07/2025, tạm coi có từ 01/01/2004."
_DATA = Path(__file__).parent / "data"
_KINDS = {vi: kind for kind, (vi, _) in KINDS.items() if kind not in ("central_city", "island_district")}


class SourceMissing(FileNotFoundError):
    """The package of units is not installed."""


def _ours(name: str) -> Any:
    return yaml.safe_load((_DATA / f"{name}.yaml").read_text("utf-8"))


def _source_folder() -> Path:
    spec = find_spec("vietnamadminunits")
    if spec is None or not spec.submodule_search_locations:
        raise SourceMissing("Thiếu gói vietnamadminunits. Cài lại: pip install vietnamadminunits.")
    return Path(spec.submodule_search_locations[0]) / "data"


@dataclass
class Source:
    """Every unit, earlier state, succession and competence that should be in the tables; nothing is written here."""

    places: dict[str, Place] = field(default_factory=dict)
    states: list[EarlierState] = field(default_factory=list)
    successions: list[Succession] = field(default_factory=list)
    competences: list[Competence] = field(default_factory=list)

    @classmethod
    def read(cls) -> "Source":
        source = cls()
        source._add_old_units()
        source._add_new_units()
        source._add_earlier_events()
        source._add_merger()
        source._name_the_regions()
        source.competences = list(_competences())
        return source

    @cached_property
    def _changes(self) -> Any:
        return _ours("changes")

    @cached_property
    def _rows(self) -> dict[str, list[sqlite3.Row]]:
        with closing(sqlite3.connect(f"file:{_source_folder() / 'dataset.db'}?mode=ro", uri=True)) as opened:
            opened.row_factory = sqlite3.Row
            tables = ("admin_units_legacy", "admin_units")
            return {table: opened.execute(f"SELECT * FROM {table}").fetchall() for table in tables}

    def _add(self, **told: Any) -> Place:
        place = _place(**told)
        self.places[place.pk] = place
        return place

    def _add_old_units(self) -> None:
        span = {"from_day": KNOWN_SINCE, "to_day": MERGER_DAY, "since_note": SINCE_NOTE}
        for row in self._rows["admin_units_legacy"]:
            province = self.places.get(row["provinceCode"]) or self._add(
                id=row["provinceCode"], level=1, full_name=row["province"], latitude=row["provinceLat"],
                longitude=row["provinceLon"], **span,
            )  # fmt: skip
            at_district = {"latitude": row["districtLat"], "longitude": row["districtLon"]}
            district = self.places.get(row["districtCode"]) or self._add(
                id=row["districtCode"], level=2, full_name=row["district"], parent=province, province=province,
                other_names=_other_names(row["districtAlias"]), **at_district, **span,
            )  # fmt: skip
            if row["wardCode"]:
                self._add(
                    id=row["wardCode"], level=3, full_name=row["ward"], parent=district, province=province,
                    latitude=row["wardLat"], longitude=row["wardLon"], other_names=_other_names(row["wardAlias"]), **span,
                )  # fmt: skip
            else:
                self._add(
                    id=f"{district.pk}-000", code=district.pk, level=3, kind="island_district", full_name=row["district"],
                    parent=district, province=province, **at_district, **span,
                )  # fmt: skip

    def _add_new_units(self) -> None:
        merger = self._changes["merger"]
        for row in self._rows["admin_units"]:
            province = self.places.get(f"{row['provinceCode']}@2025") or self._add(
                id=f"{row['provinceCode']}@2025", level=1, full_name=row["province"], latitude=row["provinceLat"],
                longitude=row["provinceLon"], from_day=MERGER_DAY, document=merger["provinces"],
            )  # fmt: skip
            self._add(
                id=f"{row['wardCode']}@2025", level=3, full_name=row["ward"], parent=province, province=province,
                latitude=row["wardLat"], longitude=row["wardLon"], area_km2=row["wardAreaKm2"],
                from_day=MERGER_DAY, document=merger["communes"],
            )  # fmt: skip

    def _add_earlier_events(self) -> None:
        for event in self._changes["events"]:
            on = {"document": event["document"], "status": event["status"]}
            for ended in event["ended"]:
                parent, into = self.places[ended["parent"]], self.places[ended["into"]]
                place = self._add(
                    id=ended["id"], level=ended["level"], kind=ended["kind"], full_name=_full_name(ended), parent=parent,
                    province=parent.province or parent, area_km2=ended.get("area_km2"), from_day=KNOWN_SINCE,
                    to_day=event["day"], since_note=SINCE_NOTE,
                )  # fmt: skip
                self.successions.append(
                    Succession(predecessor=place, successor=into, day=event["day"], part="whole", is_default=True, **on)
                )
            for before in event["before"]:
                self.states.append(self._earlier(before, event["day"], on))

    def _earlier(self, told: dict[str, Any], day: date, on: dict[str, str]) -> EarlierState:
        place = self.places[told["id"]]
        kind, name = told.get("kind", place.kind), told.get("name", place.name)
        parent = self.places[told["parent"]] if "parent" in told else place.parent
        full_name = _full_name({"kind": kind, "name": name})
        return EarlierState(
            place=place, from_day=KNOWN_SINCE, to_day=day, parent=parent, kind=kind, name=name,
full_name=full_name, slug=_stored_key(name), full_slug=_stored_key(full_name), is_urban=kind in URBAN_KINDS, **on,
        )  # fmt: skip

    def _add_merger(self) -> None:
        told = json.loads((_source_folder() / "converter_2025.json").read_text("utf-8"))
        old = {_old_key(row): _old_id(row) for row in self._rows["admin_units_legacy"]}
        old_provinces = {row["provinceKey"]: row["provinceCode"] for row in self._rows["admin_units_legacy"]}
        new = {(row["provinceKey"], row["wardKey"]): f"{row['wardCode']}@2025" for row in self._rows["admin_units"]}
        new_provinces = {row["provinceKey"]: f"{row['provinceCode']}@2025" for row in self._rows["admin_units"]}
        for province, olds in told["DICT_PROVINCE"].items():
            for key in olds:
                self._succeed(old_provinces[key], [(new_provinces[province], True)])
        for province, communes in told["DICT_PROVINCE_WARD_NO_DIVIDED"].items():
            for commune, olds in communes.items():
                for key in olds:
                    self._succeed(old[key], [(new[province, commune], True)])
        for province, divided in told["DICT_PROVINCE_WARD_DIVIDED"].items():
            for key, parts in divided.items():
                self._succeed(
                    old[key], [(new[province, part["newWardKey"]], part["isDefaultNewWard"]) for part in parts]
                )

    def _succeed(self, old: str, parts: list[tuple[str, bool]]) -> None:
        merger = self._changes["merger"]
        wrong = self._changes["not_successors"].get(old, [])
        kept = [(new, is_default) for new, is_default in parts if new not in wrong]
        whole = len(kept) == 1
        for new, is_default in kept:
            self.successions.append(
                Succession(
                    predecessor=self.places[old], successor=self.places[new], day=MERGER_DAY,
                    part="whole" if whole else "part", is_default=whole or is_default,
                    document=self.places[new].document, status="derived" if wrong else merger["status"],
                )
            )  # fmt: skip

    def _name_the_regions(self) -> None:
        told = dict(law_on(MERGER_DAY - timedelta(days=1)).value("poverty.b1_regions"))
        cities = told.pop("five_central_cities")
        regions = {province: region for region, provinces in told.items() for province in provinces}
        for place in self.places.values():
            if place.to_day is not None:
                province = str(place.province_id or place.pk)
                place.region, place.is_central_city = regions[province], province in cities
        came_from: dict[str, list[Place]] = defaultdict(list)
        for step in self.successions:
            came_from[step.successor.pk].append(step.predecessor)
        for place in self.places.values():
            if place.to_day is None:
                before = came_from[place.pk]
                places_regions = {one.region for one in before}
                place.region = places_regions.pop() if len(places_regions) == 1 else ""
                place.is_central_city = bool(before) and all(one.is_central_city for one in before)


def _place(*, id: str, level: int, full_name: str, kind: str = "", code: str = "", **told: Any) -> Place:
    full_name = clean_text(full_name)
    kind = kind or _kind_of(full_name, level)
    full_name = f"{KINDS[kind][0]}{full_name[len(KINDS[kind][0]) :]}"
    name = full_name.removeprefix(KINDS[kind][0]).strip()
    name = full_name if name.isdigit() else name
    return Place(
        id=id, code=code or id.partition("@")[0], level=level, kind=kind, name=name, full_name=full_name,
        slug=_stored_key(name), full_slug=_stored_key(full_name), sort_key=place_sort_key(_padded(name)),
        is_urban=kind in URBAN_KINDS, **told,
    )  # fmt: skip


def _kind_of(full_name: str, level: int) -> str:
    vi = next(vi for vi in _KINDS if full_name.casefold().startswith(f"{vi.casefold()} "))
    return "central_city" if level == 1 and vi == "Thành phố" else _KINDS[vi]


def _full_name(told: dict[str, Any]) -> str:
    kind, name = KINDS[told["kind"]][0], str(told["name"])
    return name if name.startswith(f"{kind} ") else f"{kind} {name}"


def _stored_key(name: str) -> str:
    return "-".join(part.lstrip("0") or part if part.isdigit() else part for part in slug(name).split("-"))


def _padded(name: str) -> str:
    return re.sub(r"\d+", lambda digits: digits.group().zfill(3), name)


def _other_names(raw: str | None) -> str:
    names = [name for name in json.loads(raw or "[]") if not re.match(r"(p|f|q|tx|tp|ward|district)\d|.*\D0\d", name)]
    return f"|{'|'.join(names)}|" if names else ""


def _old_key(row: sqlite3.Row) -> str:
    return f"{row['provinceKey']}_{row['districtKey']}_{row['wardKey'] or ''}"


def _old_id(row: sqlite3.Row) -> str:
    return row["wardCode"] or f"{row['districtCode']}-000"


def _competences() -> Iterator[Competence]:
    told = _ours("competences")
    for name, periods in told["fields"].items():
        for period, acts in periods.items():
            from_day, to_day = told["periods"][period]
            for act in ACTS:
                status = "unverified" if act in acts.get("unverified", ()) else acts["status"]
                for body in acts.get(act, []):
                    level, body_vi, body_en = told["bodies"][body]
                    yield Competence(
                        field=name, act=act, level=level, body_vi=body_vi, body_en=body_en, from_day=from_day,
                        to_day=to_day, reference=acts["reference"], status=status,
                    )  # fmt: skip
