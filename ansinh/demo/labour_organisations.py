"""Enterprises, cooperatives, household businesses, public bodies and schools of the made-up labour market.

Tax numbers begin with 98, which no province has: none of them is a real organisation's. Where they stand, how many they employ: chosen."""

from dataclasses import dataclass
from datetime import date

import numpy as np
import pyarrow as pa
from stdnum.vn import mst

from ansinh.demo.labour_plan import NGHE_AN, THAI_BINH, TRA_VINH, scaled
from ansinh.demo.labour_tables import write
from ansinh.demo.labour_words import WORKS, organisation_name
from ansinh.demo.population import SOURCE, commune_facts, random_for
from ansinh.people.models import Organisation
from ansinh.people.models.tables import name_columns
from ansinh.people.words import ENTERPRISES
from ansinh.places.models import Place

HO_CHI_MINH, BINH_DUONG, DONG_NAI, HA_NOI = "79", "74", "75", "01"
DAY = date(2023, 6, 30)
# Province, kind, how many at full size, workers of the middle one, how much sizes differ.
GROUPS = (
    (TRA_VINH, "state_enterprise", 24, 70, 0.9), (TRA_VINH, "private_enterprise", 2_350, 9, 1.25), (TRA_VINH, "foreign_enterprise", 46, 320, 1.2),
    (TRA_VINH, "cooperative", 165, 14, 0.7), (TRA_VINH, "household_business", 1_250, 3, 0.5), (TRA_VINH, "public_body", 420, 28, 0.6),
    (THAI_BINH, "private_enterprise", 380, 40, 1.1), (THAI_BINH, "foreign_enterprise", 36, 420, 1.0),
    (NGHE_AN, "private_enterprise", 420, 34, 1.1), (NGHE_AN, "foreign_enterprise", 24, 480, 1.0),
    (HO_CHI_MINH, "private_enterprise", 90, 180, 1.0), (HO_CHI_MINH, "foreign_enterprise", 30, 900, 0.8),
    (BINH_DUONG, "foreign_enterprise", 60, 1_100, 0.8), (DONG_NAI, "foreign_enterprise", 40, 1_000, 0.8),
    (HA_NOI, "private_enterprise", 26, 60, 0.5),
)  # fmt: skip
AWAY = (HO_CHI_MINH, BINH_DUONG, DONG_NAI)
ZONES = {TRA_VINH: "Khu công nghiệp Long Đức", THAI_BINH: "Khu kinh tế Thái Bình", NGHE_AN: "Khu công nghiệp Nam Cấm"}
REGION = {TRA_VINH: "III", THAI_BINH: "III", NGHE_AN: "III", HA_NOI: "I"}
_SECTIONS_OF = {
    "cooperative": "A", "household_business": "GISA", "public_body": "OPQ", "foreign_enterprise": "C", "state_enterprise": "CFNH",
}  # fmt: skip
_PUBLIC = {"O": ("Ban Quản lý dự án", "8411"), "P": ("Trường học", "8510"), "Q": ("Trạm Y tế", "8620")}


@dataclass
class Organisations:
    """The made-up organisations, a row each; `commune` and `province` are ids of places, `work` numbers WORKS."""

    id: np.ndarray
    name: np.ndarray
    province: np.ndarray
    commune: np.ndarray
    kind: np.ndarray
    section: np.ndarray
    work: np.ndarray
    workers: np.ndarray
    phone: np.ndarray

    def __len__(self) -> int:
        return len(self.id)

    def of(self, *provinces: str, kinds: tuple[str, ...] = ENTERPRISES) -> np.ndarray:
        """Rows of the organisations of these kinds there."""
        return np.flatnonzero(np.isin(self.province, provinces) & np.isin(self.kind, kinds))

    def placed(self, rows: np.ndarray) -> dict[str, object]:
        """The columns that say which and where: organisation, commune, province."""
        return {"organisation_id": self.id[rows], "commune_id": self.commune[rows], "province_id": self.province[rows]}


def load_organisations(share: float, seed: int) -> Organisations:
    """The register of organisations of the provinces shown, and of those their people go to work in."""
    rng = random_for(seed, "organisations")
    rows: list[dict[str, object]] = []
    for province, kind, count, middle, spread in GROUPS:
        communes, weights = _communes(province)
        count = scaled(count, share, 2 if kind in ENTERPRISES else 1)
        where = rng.choice(len(communes), count, p=weights)
        work = _work_of(rng, kind, count)
        workers = np.clip(middle * np.exp(rng.normal(0, spread, count)), 1, 9_000).astype(int)
        luck, since = rng.integers(0, 1000, (count, 3)), rng.integers(2004, 2022, count)
        for row in range(count):
            done = WORKS[work[row]]
            section, activity = done.section, done.activity
            name = organisation_name(kind, section, activity, *(int(one) for one in luck[row]))
            if kind == "public_body":
                section = str(rng.choice(list("OPQ"), p=(0.2, 0.55, 0.25)))
                named, activity = _PUBLIC[section]
                name = f"{named} số {row + 1}"
            is_in_zone = kind == "foreign_enterprise" and province in ZONES
            rows.append({
                "name": name, "kind": kind, "section": section, "activity": activity, "workers": int(workers[row]), "work": int(work[row]),
                "commune_id": communes[where[row]], "province_id": province, "address": f"Số {1 + row % 240}",
                "zone": ZONES[province] if is_in_zone else "", "wage_region": _region(province, communes[where[row]]),
                "phone": f"0{290_000_000 + len(rows) * 37 % 9_999_999}", "from_day": date(int(since[row]), 1 + row % 12, 1 + row % 27),
            })  # fmt: skip
    return _written(rows)


def add_named(
    names: list[str], province: str, section: str, activity: str, workers: int
) -> tuple[np.ndarray, list[str]]:
    """Public bodies under names of their own, schools for example, spread over a province's communes; gives their ids and communes."""
    communes, weights = _communes(province)
    best = np.argsort(-weights, kind="stable")
    count = len(names)
    told = [name_columns(name) for name in names]
    where = [communes[best[number % len(best)]] for number in range(count)]
    ids = write(Organisation, count, {
        "name": names, "name_folded": [one["name_folded"] for one in told], "name_key": [one["name_key"] for one in told],
        "kind": "public_body", "section": section, "activity": activity, "workers": workers,
        "commune_id": where, "province_id": province, "source": SOURCE,
        "from_day": date(2010, 1, 1), "tax_number": None,
    })  # fmt: skip
    return ids, where


def tax_number(serial: int) -> str:
    """A number with a right check digit that nobody has: 98, then seven digits. Where no digit is right, the next serial's."""
    while len(check := mst.calc_check_digit(front := f"98{serial:07d}")) > 1:
        serial += 4_000_000
    return front + check


def _written(rows: list[dict[str, object]]) -> Organisations:
    """The rows in the register; household businesses and public bodies partly without a tax number, as in life."""
    count = len(rows)
    names = [str(row["name"]) for row in rows]
    folded = [name_columns(name) for name in names]
    numbers = [
        None if row["kind"] == "public_body" or (row["kind"] == "household_business" and at % 3 == 0) else tax_number(at + 1)
        for at, row in enumerate(rows)
    ]  # fmt: skip
    plain = (
        "kind",
        "section",
        "activity",
        "workers",
        "commune_id",
        "province_id",
        "address",
        "zone",
        "wage_region",
        "phone",
        "from_day",
    )
    ids = write(Organisation, count, {
        "tax_number": pa.array(numbers, pa.string()), "name": names, "name_folded": [one["name_folded"] for one in folded],
        "name_key": [one["name_key"] for one in folded], "source": SOURCE, **{name: [row[name] for row in rows] for name in plain},
    })  # fmt: skip
    kept = {name: np.array([row[name] for row in rows]) for name in ("kind", "section", "work", "workers", "phone")}
    return Organisations(
        ids, np.array(names), np.array([row["province_id"] for row in rows]), np.array([row["commune_id"] for row in rows]), **kept
    )  # fmt: skip


def _communes(province: str) -> tuple[list[str], np.ndarray]:
    """Communes of a province on the day with a weight each: where organisations stand, mostly in towns."""
    places = list(Place.objects.on(DAY).filter(province_id=province, level=3).order_by("pk"))
    known = commune_facts() if province == TRA_VINH else {}
    weights = np.array([known.get(place.pk, (9, 0))[0] * (6.0 if place.is_urban else 1.0) for place in places])
    return [place.pk for place in places], weights / weights.sum()


def _region(province: str, commune: str) -> str:
    """Region of the minimum wage: the town of Trà Vinh II, its districts III and IV; big cities I."""
    if province == TRA_VINH:
        return "II" if "29236" <= commune <= "29263" else "III" if commune < "29400" else "IV"
    return REGION.get(province, "I")


def _work_of(rng: np.random.Generator, kind: str, count: int) -> np.ndarray:
    """What each organisation mainly does: a number of WORKS."""
    sections = _SECTIONS_OF.get(kind, "ACFGHIJMNQS")
    weights = np.array([work.share if work.section in sections else 0.0 for work in WORKS])
    return rng.choice(len(WORKS), count, p=weights / weights.sum())
