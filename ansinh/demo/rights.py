"""The made-up province's registers of rights, in columns: who holds which title since when, what excludes, how each is paid.

Published for Trà Vinh 2023: 40,178 beneficiaries with a card. Everything else here is chosen, in the order of size of a Mekong province."""

from dataclasses import dataclass, field
from datetime import date

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from django.db import connection

from ansinh.benefits.models import (
    Channel,
    Decision,
    DifficultArea,
    DisabilityCertificate,
    Identity,
    Income,
    Proxy,
    Study,
    Title,
)
from ansinh.core.database import write_arrow
from ansinh.demo.dossiers import PROCEDURE_OF
from ansinh.demo.loading import LATER_PROVINCE, MERGER, PROVINCE, without_indexes
from ansinh.demo.plan import HOUSEHOLDS
from ansinh.demo.population import Population, commune_facts, random_for
from ansinh.payments.models import Provider
from ansinh.places.models.lineage import became_by

CARDS = 40_178
CARDS_IN_JANUARY = 0.62
DOCUMENT = "Hồ sơ mẫu, không có thật"
_RECORDED = np.datetime64("2022-12-01T08:00:00", "us")
_NOT = np.datetime64("NaT", "D")
# Category, holders at full size, youngest and oldest age at the end of 2023, whether only women, of the poor or near-poor.
HOLDERS = (
    ("heroic_mother", 55, 86, 101, True, False),
    ("revolutionary_before_1945_at_home", 4, 95, 101, False, False),
    ("revolutionary_of_1945", 6, 93, 101, False, False),
    ("hero", 8, 66, 90, False, False),
    ("war_invalid", 3_400, 60, 92, False, False),
    ("war_invalid_b", 60, 62, 88, False, False),
    ("sick_soldier", 720, 58, 90, False, False),
    ("toxic_chemical", 520, 62, 90, False, False),
    ("toxic_chemical_child", 190, 22, 50, False, False),
    ("imprisoned", 640, 66, 95, False, False),
    ("helper_with_order", 1_700, 74, 98, False, False),
    ("helper_before_august_1945", 14, 92, 101, False, False),
    ("relative_of_martyr", 3_600, 62, 98, False, False),
    ("remarried_spouse_of_martyr", 60, 72, 95, True, False),
    ("survivor_of_invalid_from_61", 1_300, 60, 90, True, False),
    ("former_soldier", 700, 60, 75, False, False),
    ("study_group_1", 110, 16, 22, False, False),
    ("study_group_2", 60, 16, 22, False, False),
    ("older_80_without_pension", 3_300, 80, 101, False, False),
    ("older_poor_alone", 420, 60, 79, False, True),
    ("disabled_extra_severe", 5_400, 3, 79, False, False),
    ("disabled_severe", 22_300, 4, 79, False, False),
    ("orphan", 620, 1, 15, False, False),
    ("orphan_in_study", 60, 16, 21, False, False),
    ("single_parent", 620, 24, 52, False, True),
    ("child_hiv", 14, 2, 15, False, True),
    ("hiv_poor", 130, 22, 58, False, True),
    ("child_under_3_difficult_area", 90, 0, 2, False, True),
)  # fmt: skip
MERIT = frozenset(
    {"heroic_mother", "revolutionary_before_1945_at_home", "revolutionary_of_1945", "hero", "war_invalid", "war_invalid_b", "sick_soldier",
     "toxic_chemical", "toxic_chemical_child", "imprisoned", "helper_with_order", "helper_before_august_1945", "relative_of_martyr",
     "remarried_spouse_of_martyr", "survivor_of_invalid_from_61", "former_soldier", "study_group_1", "study_group_2",
     "survivor_nurturing", "helper_nurturing", "heroic_mother_carer", "war_invalid_carer"}
)  # fmt: skip
# Beside a title of the first, this share of its holders also holds the second.
BESIDE = (
    ("war_invalid", "toxic_chemical", 0.05),
    ("relative_of_martyr", "survivor_nurturing", 0.05),
    ("helper_with_order", "helper_nurturing", 0.07),
    ("heroic_mother", "heroic_mother_carer", 0.9),
)
# Granted after the year that is paid, early in 2024 and, in the new province, in 2026: category, holders at full size, youngest and
# oldest age at the end of 2023, first month, over how many months.
GRANTED_LATER = (
    ("disabled_severe", 380, 8, 72, "2024-01", 2),
    ("relative_of_martyr", 40, 63, 93, "2024-01", 2),
    ("social_pension", 700, 74, 78, "2026-01", 9),
    ("disabled_severe", 240, 10, 70, "2026-01", 9),
    ("relative_of_martyr", 60, 64, 92, "2026-01", 9),
    ("imprisoned", 24, 70, 90, "2026-07", 3),
)
PROVIDERS = (
    ("VBA", "Ngân hàng Nông nghiệp và Phát triển nông thôn", "bank", "pain001", "VBAAVNVX", 0.52),
    ("CTG", "Ngân hàng TMCP Công thương Việt Nam", "bank", "pain001", "ICBVVNVX", 0.30),
    ("LPB", "Ngân hàng TMCP Lộc Phát Việt Nam", "bank", "pain001", "LVBKVNVX", 0.18),
    ("VNPOST", "Bưu điện tỉnh", "post", "vnpost_xlsx", "", 0.0),
)


@dataclass
class Rights:
    """What was written, for the months that follow: how many titles, who holds one, which deaths are told months later."""

    titles: int = 0
    holders: np.ndarray = field(default_factory=lambda: np.empty(0, int))
    told_late: dict[int, date] = field(default_factory=dict)


@dataclass
class _Drawn:
    """Titles in columns while they are drawn."""

    person: np.ndarray
    category: np.ndarray


def load_rights(population: Population, seed: int) -> Rights:
    """Every register of rights of the province as it will stand at the end of 2023; titles begin in the months they begin."""
    rng = random_for(seed, "rights")
    drawn = _draw(population, rng)
    from_day, to_day, stop = _spans(population, drawn, rng)
    late = _told_late(population, drawn)
    unknown = np.isin(drawn.person, late) & (stop == "dead")
    to_day, stop = np.where(unknown, _NOT, to_day), np.where(unknown, "", stop)
    drawn, from_day, to_day, stop = _with_pensions(drawn, from_day, to_day, stop, late)
    before = np.unique(drawn.person)
    drawn, from_day, to_day, stop = _with_later(
        population, drawn, from_day, to_day, stop, random_for(seed, "rights 2026")
    )
    decision_of, decisions = _decisions(population, drawn, from_day)
    with without_indexes(Title, Channel, Identity, Decision):
        write_arrow(Decision._meta.db_table, decisions)
        write_arrow(Title._meta.db_table, _titles(drawn, from_day, to_day, stop, decision_of, population, rng))
        holders = np.unique(drawn.person)
        _providers()
        write_arrow(Channel._meta.db_table, _channels(population, before, rng))
        _pay_in_cash(np.setdiff1d(holders, before))
        write_arrow(Identity._meta.db_table, _identities(population, holders, rng))
    write_arrow(DisabilityCertificate._meta.db_table, _certificates(population, drawn, from_day, rng))
    write_arrow(Income._meta.db_table, _incomes(population, drawn, rng))
    write_arrow(Study._meta.db_table, _studies(drawn))
    write_arrow(Proxy._meta.db_table, _proxies(population, holders, rng))
    _difficult_areas()
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE people_person SET died_on = NULL WHERE id IN ({', '.join(str(row + 1) for row in late) or 0})"
        )
        cursor.execute("ANALYZE")
    days = population.households.to_day[population.persons.household[late]]
    return Rights(len(drawn.person), holders, {int(row) + 1: day for row, day in zip(late, days.tolist(), strict=True)})


def _told_late(population: Population, drawn: _Drawn) -> np.ndarray:
    """Every fourth of the holders who died: the register hears of them only months later."""
    died = population.households.end[population.persons.household[drawn.person]] == "died"
    return np.unique(drawn.person[died])[::4]


def _scaled(population: Population, count: int) -> int:
    return max(1, round(count * population.plan.households / HOUSEHOLDS))


def _draw(population: Population, rng: np.random.Generator) -> _Drawn:
    """Who holds which title: each category from those of its age who hold nothing yet, then the titles beside another."""
    persons, households = population.persons, population.households
    home = persons.household
    lives = ~households.is_gone[home] | (households.end[home] == "died")
    is_poor = np.isin(households.standard[home], ("poor", "near_poor")) & ~households.is_gone[home]
    is_alone = households.size[home] == 1
    is_difficult = np.isin(np.array(population.communes)[households.commune[home]], list(_difficult_communes()))
    free = lives.copy()
    person, category = [], []
    for name, count, youngest, oldest, only_women, only_poor in HOLDERS:
        able = free & (persons.age >= youngest) & (persons.age <= oldest)
        able &= persons.is_female if only_women else True
        able &= is_poor if only_poor else True
        able &= is_alone if name == "older_poor_alone" else True
        able &= is_difficult if name == "child_under_3_difficult_area" else True
        able &= persons.role <= 1 if name == "single_parent" else True
        chosen = np.flatnonzero(able)
        chosen = np.sort(rng.choice(chosen, min(_scaled(population, count), len(chosen)), replace=False))
        free[chosen] = False
        person.append(chosen)
        category += [name] * len(chosen)
    drawn = _Drawn(np.concatenate(person), np.array(category))
    for first, second, share in BESIDE:
        holds = drawn.person[drawn.category == first]
        also = holds[rng.random(len(holds)) < share]
        drawn = _Drawn(
            np.concatenate([drawn.person, also]), np.concatenate([drawn.category, np.full(len(also), second)])
        )
    return drawn


def _month(days: np.ndarray) -> np.ndarray:
    return days.astype("datetime64[M]").astype("datetime64[D]")


def _spans(
    population: Population, drawn: _Drawn, rng: np.random.Generator
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """First month, first month no longer drawn, and why it ended."""
    persons, households = population.persons, population.households
    born = persons.born[drawn.person]
    count = len(drawn.person)
    years_ago = rng.integers(1, 9, count)
    begun = np.datetime64("2023-01-01") - (years_ago * 365 + rng.integers(0, 364, count))
    new = rng.random(count) < 0.075
    begun = np.where(new, np.datetime64("2023-01-01") + rng.integers(0, 364, count), begun)
    at_80 = _years_after(born, 80)
    is_80 = drawn.category == "older_80_without_pension"
    begun = np.where(is_80, np.maximum(at_80, np.datetime64("2021-07-01")), begun)
    youngest = np.where(
        np.isin(drawn.category, ("orphan_in_study", "study_group_1", "study_group_2")), _years_after(born, 16), born
    )
    from_day = _month(np.maximum(begun, youngest + 20))
    to_day, stop = np.full(count, _NOT), np.full(count, "", "U20")
    home = persons.household[drawn.person]
    died = households.end[home] == "died"
    after_death = (households.to_day[home].astype("datetime64[M]") + 1).astype("datetime64[D]")
    to_day = np.where(died, np.maximum(after_death, from_day), to_day)
    stop[died] = "dead"
    ends = ~died & (rng.random(count) < 0.006) & (from_day < np.datetime64("2023-01-01"))
    to_day = np.where(ends, _month(np.datetime64("2023-02-01") + rng.integers(0, 330, count)), to_day)
    stop[ends] = np.where(rng.random(int(ends.sum())) < 0.6, "moved_away", "no_longer_eligible")
    return from_day, to_day, stop


def _with_pensions(
    drawn: _Drawn, from_day: np.ndarray, to_day: np.ndarray, stop: np.ndarray, late: np.ndarray
) -> tuple[_Drawn, np.ndarray, np.ndarray, np.ndarray]:
    """Who drew the allowance from 80 on draws the social pension from July 2025."""
    begins = np.datetime64("2025-07-01")
    on = (drawn.category == "older_80_without_pension") & np.isnat(to_day) & ~np.isin(drawn.person, late)
    person = np.concatenate([drawn.person, drawn.person[on]])
    category = np.concatenate([drawn.category, np.full(int(on.sum()), "social_pension")])
    return (
        _Drawn(person, category),
        np.concatenate([from_day, np.full(int(on.sum()), begins)]),
        np.concatenate([np.where(on, begins, to_day), np.full(int(on.sum()), _NOT)]),
        np.concatenate([np.where(on, "to_social_pension", stop), np.full(int(on.sum()), "")]),
    )


def _with_later(
    population: Population, drawn: _Drawn, from_day: np.ndarray, to_day: np.ndarray, stop: np.ndarray, rng: np.random.Generator
) -> tuple[_Drawn, np.ndarray, np.ndarray, np.ndarray]:  # fmt: skip
    """Titles granted after 2023 to people who hold none; in 2026 in the communes theirs became."""
    persons = population.persons
    free = ~population.households.is_gone[persons.household]
    free[drawn.person] = False
    person, category, since = [drawn.person], [drawn.category], [from_day]
    for name, count, youngest, oldest, first, months in GRANTED_LATER:
        able = np.flatnonzero(free & (persons.age >= youngest) & (persons.age <= oldest))
        chosen = np.sort(rng.choice(able, min(_scaled(population, count), len(able)), replace=False))
        free[chosen] = False
        person.append(chosen)
        category.append(np.full(len(chosen), name))
        since.append((np.datetime64(first, "M") + rng.integers(0, months, len(chosen))).astype("datetime64[D]"))
    added = sum(len(one) for one in person[1:])
    return (
        _Drawn(np.concatenate(person), np.concatenate(category)),
        np.concatenate(since),
        np.concatenate([to_day, np.full(added, _NOT)]),
        np.concatenate([stop, np.full(added, "")]),
    )


def _years_after(born: np.ndarray, years: int) -> np.ndarray:
    months = born.astype("datetime64[M]") + years * 12
    return months.astype("datetime64[D]") + 14


def _decisions(population: Population, drawn: _Drawn, from_day: np.ndarray) -> tuple[np.ndarray, pa.Table]:
    """One decision a title that has its dossier; of the others one a commune, programme and month of beginning. Gives the row of each
    title's decision."""
    commune = population.households.commune[population.persons.household[drawn.person]]
    is_merit = np.isin(drawn.category, list(MERIT))
    key = (from_day.astype("datetime64[M]").astype(int) * 2 + is_merit) * 1000 + commune
    own = has_dossier(drawn.category, from_day)
    key = np.where(own, (key.max() + 1000) // 1000 * 1000 + np.arange(len(key)), key)
    found, first, row = np.unique(key, return_index=True, return_inverse=True)
    months = from_day[first].astype("datetime64[M]").astype("datetime64[D]")
    merit, where = is_merit[first], commune[first]
    years = months.astype("datetime64[Y]").astype(int) + 1970
    numbers = [
        f"{serial % 900 + 10}/QĐ-{'SLĐTBXH' if m else 'UBND'}-{year}"
        for serial, m, year in zip(range(len(found)), merit, years, strict=True)
    ]
    bodies = np.where(merit, "Sở Lao động - Thương binh và Xã hội", "Ủy ban nhân dân cấp huyện")
    became, is_later = became_by(MERGER), own[first] & (months >= np.datetime64(MERGER))
    places = [population.communes[one] for one in where]
    table = pa.table({
        "id": np.arange(1, len(found) + 1), "number": numbers, "decided_on": months - 12, "signer": np.full(len(found), "Người ký mẫu"),
        "body": bodies, "source": np.full(len(found), "demo"), "document": np.full(len(found), ""),
        "commune_id": [became.get(one, one) if later else one for one, later in zip(places, is_later, strict=True)],
        "province_id": np.where(is_later, LATER_PROVINCE, PROVINCE), "recorded_at": np.full(len(found), _RECORDED),
    })  # fmt: skip
    return row + 1, table


def has_dossier(category: np.ndarray, from_day: np.ndarray) -> np.ndarray:
    """Which titles are given a dossier: those of 2023, 2024 and 2026 that a procedure of the house grants."""
    years = from_day.astype("datetime64[Y]").astype(int) + 1970
    return np.isin(years, (2023, 2024, 2026)) & np.isin(category, list(PROCEDURE_OF))


def _titles(
    drawn: _Drawn, from_day: np.ndarray, to_day: np.ndarray, stop: np.ndarray, decision: np.ndarray, population: Population,
    rng: np.random.Generator,
) -> pa.Table:  # fmt: skip
    count = len(drawn.person)
    rate = np.select(
        [drawn.category == "war_invalid", drawn.category == "war_invalid_b", drawn.category == "sick_soldier",
         drawn.category == "toxic_chemical", drawn.category == "toxic_chemical_child"],
        [_rates(rng, count, 21), _rates(rng, count, 21), _rates(rng, count, 41), _rates(rng, count, 21), _rates(rng, count, 61)], 0,
    )  # fmt: skip
    martyrs = np.where(drawn.category == "relative_of_martyr", rng.choice([1, 2, 3], count, p=[0.93, 0.06, 0.01]), 0)
    seniority = np.where(drawn.category == "former_soldier", rng.integers(15, 20, count), 0)
    children = np.where(drawn.category == "single_parent", rng.choice([1, 2, 3], count, p=[0.6, 0.33, 0.07]), 0)
    return pa.table({
        "id": np.arange(1, count + 1), "person_id": drawn.person + 1, "category": drawn.category, "from_day": from_day,
        "to_day": to_day, "decision_id": decision, "loss_rate": pa.array(rate, mask=rate == 0),
        "is_special": (rate >= 81) & (rng.random(count) < 0.25), "martyr_count": pa.array(martyrs, mask=martyrs == 0),
        "seniority_years": pa.array(seniority, mask=seniority == 0),
        "child_count": pa.array(children, mask=children == 0), "is_pregnant": np.zeros(count, bool),
        "stop_reason": stop, "note": np.full(count, ""), "recorded_at": np.full(count, _RECORDED),
    })  # fmt: skip


def _rates(rng: np.random.Generator, count: int, lowest: int) -> np.ndarray:
    return np.clip(lowest + (rng.random(count) ** 2.2 * (100 - lowest)).astype(int), lowest, 100)


def _providers() -> None:
    Provider.objects.bulk_create(
        Provider(code=code, name=name, kind=kind, layout=layout, bic=bic, from_day=date(2020, 1, 1))
        for code, name, kind, layout, bic, _ in PROVIDERS
    )


def _channels(population: Population, holders: np.ndarray, rng: np.random.Generator) -> pa.Table:
    """A card for as many as published by December, two thirds of them since before January; cash at the post office for the rest."""
    names = population.persons.name_folded.take(pa.array(holders))
    cards = min(_scaled(population, CARDS), len(holders))
    has_card = np.zeros(len(holders), bool)
    has_card[rng.choice(len(holders), cards, replace=False)] = True
    early = has_card & (rng.random(len(holders)) < CARDS_IN_JANUARY)
    since = np.where(
        has_card & ~early,
        _month(np.datetime64("2023-02-01") + rng.integers(0, 320, len(holders))),
        np.datetime64("2022-01-01"),
    )
    banks = np.array([code for code, *_ in PROVIDERS[:3]])[
        rng.choice(3, len(holders), p=[share for *_, share in PROVIDERS[:3]])
    ]
    serial = np.char.add("84", np.char.zfill((np.arange(len(holders)) * 37 + 1_000_003).astype(str), 11))
    cash_first = has_card & ~early
    rows = [
        (
            holders[~has_card | cash_first],
            "cash",
            np.datetime64("2022-01-01"),
            np.where(cash_first, since, _NOT)[~has_card | cash_first],
        ),
        (
            holders[has_card],
            "account",
            np.where(early, np.datetime64("2022-01-01"), since)[has_card],
            np.full(cards, _NOT),
        ),
    ]
    cash, card = rows
    size = len(cash[0]) + cards
    is_card = np.concatenate([np.zeros(len(cash[0]), bool), np.ones(cards, bool)])
    return pa.table({
        "id": np.arange(1, size + 1), "person_id": np.concatenate([cash[0], card[0]]) + 1,
        "kind": np.where(is_card, "account", "cash"),
        "provider": np.concatenate([np.full(len(cash[0]), "VNPOST"), banks[has_card]]),
        "account_number": np.concatenate([np.full(len(cash[0]), ""), serial[has_card]]),
        "account_name": pa.concat_arrays([pa.array([""] * len(cash[0])), pc.utf8_upper(names.filter(pa.array(has_card))).cast(pa.string())]),
        "is_verified": is_card & (rng.random(size) < 0.985), "pay_point": np.where(is_card, "", "Bưu điện văn hóa xã"),
        "from_day": np.concatenate([np.full(len(cash[0]), cash[2]), card[2]]), "to_day": np.concatenate([cash[3], card[3]]),
        "reason": np.full(size, ""), "recorded_at": np.full(size, _RECORDED),
    })  # fmt: skip


def _pay_in_cash(holders: np.ndarray) -> None:
    """Who came to their right later has no card yet."""
    Channel.objects.bulk_create(
        Channel(person_id=int(one) + 1, kind="cash", provider="VNPOST", pay_point="Bưu điện văn hóa xã", from_day=date(2024, 1, 1)) for one in holders
    )  # fmt: skip


def _identities(population: Population, holders: np.ndarray, rng: np.random.Generator) -> pa.Table:
    chance = rng.random(len(holders))
    state = np.select(
        [chance < 0.93, chance < 0.958, chance < 0.968, chance < 0.98],
        ["verified", "mismatch", "not_found", "waiting"],
        "not_sent",
    )
    without = population.persons.personal_number.take(pa.array(holders)).is_null().to_numpy(zero_copy_only=False)
    state = np.where(without, "no_number", state)
    said = np.where(state == "mismatch", "Ngày sinh khác với cơ sở dữ liệu dân cư (mẫu)", "")
    return pa.table({
        "id": np.arange(1, len(holders) + 1), "person_id": holders + 1, "state": state, "said": said,
        "at": np.full(len(holders), np.datetime64("2022-12-15")), "is_latest": np.ones(len(holders), bool),
    })  # fmt: skip


def _certificates(population: Population, drawn: _Drawn, from_day: np.ndarray, rng: np.random.Generator) -> pa.Table:
    """A certificate for everybody on a disability title, and for some who never asked for one."""
    on = np.isin(drawn.category, ("disabled_extra_severe", "disabled_severe"))
    persons = population.persons
    able = ~population.households.is_gone[persons.household] & (persons.age > 5) & (persons.age < 70)
    able[drawn.person] = False
    others = rng.choice(np.flatnonzero(able), _scaled(population, 260), replace=False)
    person = np.concatenate([drawn.person[on], others])
    degree = np.concatenate(
        [
            np.where(drawn.category[on] == "disabled_extra_severe", "extra_severe", "severe"),
            np.full(len(others), "severe"),
        ]
    )
    since = np.concatenate([from_day[on], np.full(len(others), np.datetime64("2023-03-10"))])
    kinds = np.array(["movement", "hearing_speech", "sight", "mental", "intellectual", "other"])
    return pa.table({
        "id": np.arange(1, len(person) + 1), "person_id": person + 1, "number": [f"KT{serial:06d}" for serial in range(len(person))],
        "degree": degree, "kind": kinds[rng.choice(6, len(person), p=[0.42, 0.14, 0.11, 0.18, 0.11, 0.04])], "from_day": since,
        "recorded_at": np.full(len(person), _RECORDED),
    })  # fmt: skip


def _incomes(population: Population, drawn: _Drawn, rng: np.random.Generator) -> pa.Table:
    """Pensions of older people; nearly everybody from 80 has either one or a title."""
    persons = population.persons
    alive = ~population.households.is_gone[persons.household]
    alive[drawn.person] = False
    from_80 = np.flatnonzero(alive & (persons.age >= 80))
    drawn_80 = from_80[rng.random(len(from_80)) < 0.96]
    younger = np.flatnonzero(alive & (persons.age >= 60) & (persons.age < 80))
    person = np.concatenate([drawn_80, younger[rng.random(len(younger)) < 0.11]])
    return pa.table({
        "id": np.arange(1, len(person) + 1), "person_id": person + 1,
        "kind": np.where(rng.random(len(person)) < 0.8, "pension", "social_insurance"),
        "amount_dong": rng.integers(2_400, 7_800, len(person)) * 1000, "from_day": np.full(len(person), np.datetime64("2018-01-01")),
        "source": np.full(len(person), "demo"), "recorded_at": np.full(len(person), _RECORDED),
    })  # fmt: skip


def _studies(drawn: _Drawn) -> pa.Table:
    person = drawn.person[np.isin(drawn.category, ("orphan_in_study", "study_group_1", "study_group_2"))]
    return pa.table({
        "id": np.arange(1, len(person) + 1), "person_id": person + 1, "level": np.full(len(person), "general"),
        "institution": np.full(len(person), "Trường mẫu"), "from_day": np.full(len(person), np.datetime64("2021-09-01")),
    })  # fmt: skip


def _proxies(population: Population, holders: np.ndarray, rng: np.random.Generator) -> pa.Table:
    """Who collects for another; one of them for a dozen people, which a list should say."""
    old = holders[population.persons.age[holders] >= 80]
    person = rng.choice(old, min(len(old), _scaled(population, 900)), replace=False)
    until = np.where(rng.random(len(person)) < 0.94, np.datetime64("2025-12-31"), np.datetime64("2023-08-31"))
    number = np.char.zfill((np.arange(len(person)) + 84_190_000_001).astype(str), 12)
    number[:12] = number[0]
    return pa.table({
        "id": np.arange(1, len(person) + 1), "person_id": person + 1, "name": np.full(len(person), "Người nhận thay (mẫu)"),
        "personal_number": number, "phone": np.full(len(person), ""), "relation": np.full(len(person), "con"),
        "document": np.full(len(person), "Giấy ủy quyền có xác nhận của UBND xã (mẫu)"),
        "from_day": np.full(len(person), np.datetime64("2022-06-01")), "to_day": until, "recorded_at": np.full(len(person), _RECORDED),
    })  # fmt: skip


def _difficult_communes() -> list[str]:
    """The dozen communes with the largest Khmer share stand in for the list of difficult places, which is not loaded."""
    return sorted(commune_facts(), key=lambda id: (-commune_facts()[id][1], id))[:12]


def _difficult_areas() -> None:
    DifficultArea.objects.bulk_create(
        DifficultArea(commune_id=id, province_id=PROVINCE, from_day=date(2021, 7, 1), document="Danh mục mẫu (tự đặt)")
        for id in _difficult_communes()
    )
