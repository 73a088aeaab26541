"""Work abroad: the contract behind each departure, those who came back or stayed, supports, licences; foreigners who work here."""

from datetime import date

import numpy as np
import pyarrow as pa

from ansinh.demo.labour_jobs import CODES, TITLES, Begun
from ansinh.demo.labour_organisations import HA_NOI, Organisations
from ansinh.demo.labour_people import People, drawn
from ansinh.demo.labour_plan import TRA_VINH, scaled
from ansinh.demo.labour_tables import NO_DAY, write
from ansinh.demo.labour_words import MARKETS
from ansinh.demo.loading import LATER_PROVINCE
from ansinh.demo.names import KINH
from ansinh.demo.population import SOURCE
from ansinh.labour.models import (
    AbroadContract,
    AbroadSupport,
    AbroadViolation,
    ForeignNeed,
    ForeignPermit,
    Licence,
    ReturnSupport,
)

# Ways of going with their weight; where a market is meant by "other", the countries of it.
KINDS = (("enterprise", 0.84), ("public_body", 0.09), ("intern", 0.03), ("direct", 0.04))
OTHER_COUNTRIES = ("Cộng hòa Liên bang Đức", "Rumani", "Hungary", "Singapore")
EARLY, STAYED = 0.035, 0.012
REGISTERED_NOW, CALLED_OFF = 70, 84
SUPPORTED = 260
PERMITS = (("new", 214), ("extended", 163), ("reissued", 28), ("exempt", 19))
NATIONS = (
    ("Trung Quốc", "asia", 0.38),
    ("Hàn Quốc", "asia", 0.24),
    ("Đài Loan", "asia", 0.22),
    ("Nhật Bản", "asia", 0.06),
    ("Đức", "europe", 0.1),
)


def send_abroad(
    rng: np.random.Generator, people: People, organisations: Organisations, begun: Begun, today: date
) -> None:
    """A contract for each departure of the placements; those whose term is over have come back, nearly all of them."""
    gone = begun.of("contract")
    count = len(gone)
    if not count:
        return
    departed, months = begun.day[gone], begun.months[gone]
    ends = _later(departed, months)
    early = rng.random(count) < EARLY
    back = np.where(early, departed + rng.integers(120, 700, count), ends + rng.integers(-10, 20, count))
    is_over = back < np.datetime64(today)
    stays = is_over & ~early & (rng.random(count) < STAYED)
    is_back = is_over & ~stays
    ids = _write_contracts(
        rng, people, organisations, begun, gone, registered=departed - rng.integers(20, 110, count), departed=departed, ends=ends,
        returned=np.where(is_back, back, NO_DAY), state=np.where(is_back, "returned", "abroad"), return_kind=np.where(is_back, np.where(early,
        "early", "term"), ""),
        placement=begun.id[gone],
    )  # fmt: skip
    mine = np.flatnonzero(stays)
    write(AbroadViolation, len(mine), {
        **_place_of(people, begun.rows[gone[mine]]), "contract_id": ids[mine], "kind": "overstay", "found_on": ends[mine] + 30,
        "told": "Hết hạn hợp đồng chưa về nước (mẫu)", "source": SOURCE,
    })  # fmt: skip


def call_off(
    rng: np.random.Generator, share: float, people: People, organisations: Organisations, begun: Begun
) -> None:
    """Registered in 2023 and did not go."""
    like = rng.choice(np.arange(len(begun.of("contract"))), scaled(CALLED_OFF, share))
    spare = drawn(
        rng,
        np.setdiff1d(np.flatnonzero(people.is_here & (people.status < 2) & (people.birth_year > 1983)), begun.rows),
        len(like),
    )
    gone = begun.of("contract")[like[: len(spare)]]
    day = begun.day[gone] - rng.integers(10, 90, len(gone))
    _write_contracts(
        rng, people, organisations, begun, gone, registered=day, departed=np.full(len(gone), NO_DAY), ends=np.full(len(gone), NO_DAY),
        returned=np.full(len(gone), NO_DAY), state=np.full(len(gone), "cancelled"), return_kind=np.full(len(gone), ""), placement=None, rows=spare,
    )  # fmt: skip


def _write_contracts(
    rng: np.random.Generator, people: People, organisations: Organisations, begun: Begun, gone: np.ndarray, *, registered: np.ndarray,
    departed: np.ndarray, ends: np.ndarray, returned: np.ndarray, state: np.ndarray, return_kind: np.ndarray, placement: np.ndarray | None,
    rows: np.ndarray | None = None,
) -> np.ndarray:  # fmt: skip
    count = len(gone)
    rows = begun.rows[gone] if rows is None else rows
    market = begun.market[gone]
    kind = rng.choice([name for name, _ in KINDS], count, p=[part for _, part in KINDS])
    kind = np.where(market == "korea", "public_body", kind)
    senders = organisations.of(HA_NOI)
    by = senders[rng.integers(0, len(senders), count)]
    named = {name: employer for name, _, _, employer in MARKETS}
    dong = (begun.wage[gone] * 1_000_000).astype(np.int64)
    group = np.where(people.is_poor[rows], "poor", np.where(people.ethnicity[rows] != KINH, "minority", "none"))
    through = kind == "enterprise"
    most = dong * np.minimum(begun.months[gone], 36).astype(np.int64) // 12
    return write(AbroadContract, count, {
        **people.placed(rows), "kind": kind, "organisation_id": pa.array(organisations.id[by], mask=~through), "market": market,
        "country": np.where(market == "other", rng.choice(OTHER_COUNTRIES, count), ""), "region": np.where(market == "other", "europe",
        "north_east_asia"),
        "group": group, "occupation": CODES[begun.work[gone]], "title": TITLES[begun.work[gone]],
        "qualification": rng.choice(("unskilled", "vocational", "college"), count, p=(0.58, 0.33, 0.09)),
        "employer": [named[one] for one in market.tolist()], "wage": dong, "wage_dong": dong, "contract_months": begun.months[gone],
        "service_fee_dong": pa.array(np.minimum(np.where(market == "japan", 66_000_000, 38_000_000), most), mask=~through),
        "registered_on": registered,
        "departs_on": np.where(np.isnat(departed), registered + 60, departed), "departed_on": departed, "ends_on": ends, "returned_on": returned,
        "return_kind": return_kind, "state": state, "placement_id": placement, "number": [f"DK-{at:06d}" for at in range(1, count + 1)],
        "source": SOURCE,
    })  # fmt: skip


def support(rng: np.random.Generator, share: float, people: People, begun: Begun) -> None:
    """Poor and minority people of 2023 helped with language, orientation and papers; a few helped after coming back."""
    gone = begun.of("contract")
    able = begun.rows[gone][people.is_poor[begun.rows[gone]] | (people.ethnicity[begun.rows[gone]] != KINH)]
    day = begun.day[gone][people.is_poor[begun.rows[gone]] | (people.ethnicity[begun.rows[gone]] != KINH)]
    mine = np.sort(drawn(rng, np.arange(len(able)), scaled(SUPPORTED, share)))
    rows = able[mine]
    for content, amount in (("language", 3_000_000), ("orientation", 600_000), ("papers", 1_400_000)):
        write(AbroadSupport, len(rows), {
            **people.placed(rows), "group": np.where(people.is_poor[rows], "poor", "minority"), "content": content, "amount_dong": amount,
            "paid_on": np.maximum(day[mine] - 20, np.datetime64("2023-01-05")), "decision": "QĐ mẫu", "source": SOURCE,
        })  # fmt: skip
    back = drawn(
        rng, np.flatnonzero(people.is_here & (people.status < 2) & (people.birth_year > 1975)), scaled(48, share)
    )
    write(ReturnSupport, len(back), {
        **people.placed(back), "content": rng.choice(("job", "training", "loan", "counselling"), len(back), p=(0.5, 0.15, 0.1, 0.25)),
        "supported_on": np.datetime64("2023-02-01") + rng.integers(0, 320, len(back)), "source": SOURCE,
    })  # fmt: skip


def license_them(rng: np.random.Generator, organisations: Organisations) -> None:
    """Licences: to send people abroad (enterprises of Hà Nội that recruit here), to serve as an agency, to hire workers out."""
    home = organisations.of(TRA_VINH, kinds=("private_enterprise",))
    largest = home[np.argsort(-organisations.workers[home], kind="stable")]
    kinds = (
        ("send_abroad", organisations.of(HA_NOI), None),
        ("job_service", largest[1:4], 5),
        ("leasing", largest[4:8], 5),
    )
    for kind, rows, years in kinds:
        since = (np.datetime64("2021-03-01") + rng.integers(0, 800, len(rows))).astype("datetime64[D]")
        placed = organisations.placed(rows)
        if kind == "send_abroad":
            placed |= {"commune_id": organisations.commune[largest[0]], "province_id": TRA_VINH}
        write(Licence, len(rows), {
            **placed, "kind": kind, "act": "new", "number": [f"{number + 101}/GP-MAU" for number in range(len(rows))], "issued_on": since,
            "expires_on": None if years is None else _later(since, np.full(len(rows), 12 * years)) - 1, "source": SOURCE,
        })  # fmt: skip


def employ_foreigners(rng: np.random.Generator, share: float, organisations: Organisations) -> None:
    """Positions approved for foreigners, and permits of 2023, at the foreign-invested enterprises of the province."""
    able = organisations.of(TRA_VINH, kinds=("foreign_enterprise",))
    write(ForeignNeed, len(able), {
        **organisations.placed(able), "number": [f"{number + 11}/UBND-MAU" for number in range(len(able))], "source": SOURCE,
        "approved_on": np.datetime64("2023-01-10") + rng.integers(0, 330, len(able)), "position": rng.choice(("manager", "expert",
        "technician"), len(able)),
        "positions": rng.integers(2, 30, len(able)), "from_day": date(2023, 1, 1), "to_day": date(2024, 12, 31),
    })  # fmt: skip
    serial = 0
    for act, count in PERMITS:
        count = scaled(count, share)
        which = rng.choice(able, count)
        nation = rng.choice(len(NATIONS), count, p=[part for *_, part in NATIONS])
        since = np.sort(np.datetime64("2023-01-05") + rng.integers(0, 355, count)).astype("datetime64[D]")
        number = np.arange(serial, serial + count)
        serial += count
        write(ForeignPermit, count, {
            **organisations.placed(which), "name": [f"Người nước ngoài (mẫu) {one + 1}" for one in number],
            "passport": [f"MAU{one:07d}" for one in number],
            "nationality": [NATIONS[one][0] for one in nation], "continent": [NATIONS[one][1] for one in nation],
            "sex": np.where(rng.random(count) < 0.17, "f", "m"), "birth_year": rng.integers(1968, 1998, count),
            "position": rng.choice(("manager", "executive", "expert", "technician"), count, p=(0.16, 0.06, 0.5, 0.28)), "act": act,
            "number": [f"{one + 1:05d}-MAU" for one in number], "issued_on": since, "from_day": since,
            "to_day": _later(since, np.full(count, 24)) - 1,
            "source": SOURCE,
        })  # fmt: skip


def register_now(
    rng: np.random.Generator, share: float, people: People, begun: Begun, today: date, became: dict[str, str]
) -> None:
    """Contracts registered in the last months in the new province, not gone yet."""
    like = rng.choice(begun.of("contract"), scaled(REGISTERED_NOW, share))
    spare = drawn(
        rng,
        np.setdiff1d(np.flatnonzero(people.is_here & (people.status < 2) & (people.birth_year > 1988)), begun.rows),
        len(like),
    )
    like = like[: len(spare)]
    day = np.datetime64(today) - rng.integers(5, 70, len(like))
    communes = [became.get(one, one) for one in people.home(spare).to_pylist()]
    dong = (begun.wage[like] * 1_000_000).astype(np.int64)
    write(AbroadContract, len(like), {
        "person_id": people.id[spare], "commune_id": communes, "province_id": LATER_PROVINCE, "kind": "direct", "market": begun.market[like],
        "country": np.where(begun.market[like] == "other", OTHER_COUNTRIES[0], ""), "region": np.where(begun.market[like] == "other", "europe",
        "north_east_asia"),
        "occupation": CODES[begun.work[like]], "title": TITLES[begun.work[like]], "qualification": "vocational", "wage": dong, "wage_dong": dong,
        "contract_months": begun.months[like], "registered_on": day, "departs_on": day + 90,
        "number": [f"DKM-{at:05d}" for at in range(1, len(like) + 1)],
        "source": SOURCE,
    })  # fmt: skip


def _place_of(people: People, rows: np.ndarray) -> dict[str, object]:
    return {"commune_id": people.home(rows), "province_id": people.province}


def _later(days: np.ndarray, months: np.ndarray) -> np.ndarray:
    """The same day so many months later, the 28th at most."""
    month = days.astype("datetime64[M]")
    day = np.minimum((days - month.astype("datetime64[D]")).astype(int), 27)
    found: np.ndarray = (month + months).astype("datetime64[D]") + day
    return found
