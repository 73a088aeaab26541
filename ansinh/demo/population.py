"""A province of made-up people in columns: households, members, ages, names and numbers, the same for the same seed."""

import zlib
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import yaml

from ansinh.demo.names import HOA, KHMER, KINH, families_drawn, names_of
from ansinh.demo.plan import ENDED, ENDS, FATES, Plan, shared_out

YEAR = 2023
FIRST_BIRTH_YEAR = 1922
SOURCE = "Dữ liệu mẫu, người không có thật"
STANDARDS = ("poor", "near_poor", "average", "better_off", "rich", "unknown")
ROLES = ("head", "spouse", "child", "parent", "grandchild", "other")
_HEAD, _SPOUSE, _CHILD, _PARENT, _GRANDCHILD, _OTHER = range(6)
_SIZES = (0.080, 0.175, 0.250, 0.275, 0.130, 0.060, 0.020, 0.010)
_HAMLET_WORDS = (
    "Chợ", "Trên", "Dưới", "Đông", "Tây", "Giồng Lớn", "Giồng Tranh", "Trà Mới", "Bến Đình", "Cây Da", "Rạch Cỏ", "Vàm Nhỏ",
    "Cái Già", "Xóm Rẫy", "Bãi Vàng", "Cồn Cát", "Thanh Bình", "Tân Lập", "Ô Dài", "Sóc Chùa", "Sóc Mới", "Ba So", "Căn Nom",
)  # fmt: skip


@dataclass
class Columns:
    """Columns of one length, by name."""

    data: dict[str, Any] = field(default_factory=dict)

    def __getattr__(self, name: str) -> Any:
        try:
            return self.__dict__["data"][name]
        except KeyError:
            raise AttributeError(name) from None

    def __setitem__(self, name: str, values: Any) -> None:
        self.data[name] = values

    def __len__(self) -> int:
        return len(next(iter(self.data.values())))


@dataclass
class Population:
    """Households (this year's first, then those that ended), persons, and the communes they live in."""

    plan: Plan
    communes: list[str]
    households: Columns
    persons: Columns


def random_for(seed: int, what: str) -> np.random.Generator:
    """The stream of chance of one step, independent of the other steps."""
    return np.random.default_rng([seed, zlib.crc32(what.encode())])


@cache
def commune_facts() -> dict[str, tuple[int, int]]:
    """Weight (per mille of the province) and Khmer percent of each commune, from `communes.yaml`."""
    districts = yaml.safe_load((Path(__file__).parent / "communes.yaml").read_text(encoding="utf-8"))
    return {id: tuple(facts) for district in districts.values() for id, facts in district["communes"].items()}


def make_population(plan: Plan, seed: int, urban: set[str], later: dict[str, list[tuple[str, float]]]) -> Population:
    """The whole province. `urban` names the communes that are wards or townships; `later` the new communes of each divided
    commune with the share of households that go there."""
    households = _households(plan, random_for(seed, "households"), urban)
    communes = sorted(commune_facts())
    _compose(households, random_for(seed, "sizes"), plan)
    persons = _persons(households, random_for(seed, "persons"))
    _assign_fates(households, persons, plan, random_for(seed, "fates"), urban, communes)
    _number_and_house(households, random_for(seed, "addresses"), communes, later, urban)
    _link_splits_and_ends(households, persons, random_for(seed, "splits"))
    _identify(persons, random_for(seed, "names"))
    return Population(plan, communes, households, persons)


def _households(plan: Plan, rng: np.random.Generator, urban: set[str]) -> Columns:
    """Commune and ethnic group of the head for every household, communes and Khmer totals exact."""
    known = commune_facts()
    communes = sorted(known)
    weights = [known[id][0] for id in communes]
    alive = _by_people(rng, plan.households, sum(khmer for _, khmer in plan.fates), communes, weights)
    gone = _by_people(rng, sum(map(sum, plan.ended)), sum(khmer for _, khmer in plan.ended), communes, weights)
    commune, ethnicity = (np.concatenate(pair) for pair in zip(alive, gone, strict=True))
    is_gone = np.arange(len(commune)) >= plan.households
    order = np.lexsort((rng.random(len(commune)), commune, is_gone))
    is_urban = np.isin(np.array(communes), sorted(urban))[commune]
    return Columns(
        {"commune": commune[order], "ethnicity": ethnicity[order], "is_gone": is_gone, "is_urban": is_urban[order]}
    )


def _by_people(
    rng: np.random.Generator, total: int, khmer_total: int, communes: list[str], weights: list[int]
) -> tuple[np.ndarray, np.ndarray]:
    """Commune number and ethnic group of `total` households, `khmer_total` of them Khmer."""
    share = np.array([commune_facts()[id][1] / 100 for id in communes])
    sizes = np.array(shared_out(total, weights))
    khmer = np.minimum(np.array(shared_out(khmer_total, list(sizes * share + 1e-6))), sizes)
    while (missing := khmer_total - int(khmer.sum())) > 0:
        khmer[np.argsort(-(sizes - khmer))[:missing]] += 1
    commune = np.concatenate(
        [np.repeat(np.arange(len(communes)), khmer), np.repeat(np.arange(len(communes)), sizes - khmer)]
    )
    others = np.where(rng.random(int((sizes - khmer).sum())) < 0.012, HOA, KINH)
    return commune, np.concatenate([np.full(int(khmer.sum()), KHMER), others])


def _compose(households: Columns, rng: np.random.Generator, plan: Plan) -> None:
    """Size of each household (the living ones add up to the plan), age and sex of the head, and whether there is a couple."""
    count = len(households)
    size = rng.choice(np.arange(1, 9), count, p=_SIZES)
    alone = households.is_gone & (np.cumsum(households.is_gone) <= _lonely_ends(int(households.is_gone.sum())))
    size[households.is_gone] = np.minimum(size[households.is_gone], 4)
    size[alone] = 1
    living = np.flatnonzero(~households.is_gone)
    while gap := plan.persons - int(size[living].sum()):
        step = 1 if gap > 0 else -1
        able = living[(size[living] + step >= 1) & (size[living] + step <= 8)]
        size[rng.choice(able, min(abs(gap), len(able)), replace=False)] += step
    old = (size == 1) & (rng.random(count) < 0.55) | alone
    age = np.where(old, rng.normal(71, 8, count), rng.normal(np.where(size >= 4, 46, 52), 12.5))
    households["size"] = size
    households["head_age"] = np.clip(age, 21, 94).astype(int)
    households["head_is_female"] = rng.random(count) < np.where(size == 1, 0.60, 0.30)
    couple = np.array([0, 0, 0.62, 0.84, 0.92, 0.95, 0.95, 0.95, 0.95])[size]
    households["has_spouse"] = rng.random(count) < couple
    households["lived_alone"] = alone


def _lonely_ends(gone: int) -> int:
    """How many of the households that ended had one member: those that joined a child's, and those that died out."""
    merged, _, died = shared_out(gone, [share for _, share in ENDS])
    return merged + died


def _persons(households: Columns, rng: np.random.Generator) -> Columns:
    """One row a member, in household order: role, sex, age at the end of the year, ethnic group, family name."""
    size = households.size
    household = np.repeat(np.arange(len(size)), size)
    first = np.concatenate([[0], np.cumsum(size)[:-1]])
    slot = np.arange(len(household)) - first[household]
    head_age, has_spouse = households.head_age[household], households.has_spouse[household]
    rest = slot - 1 - has_spouse
    chance = rng.random(len(household))
    is_old = head_age >= 52
    role = np.full(len(household), _CHILD)
    role[(rest == 0) & ~is_old & (head_age > 26) & (chance < 0.16) & (size[household] >= 3)] = _PARENT
    role[(rest == 1) & is_old & (chance < 0.75)] = _OTHER
    role[(rest >= 2) & is_old] = _GRANDCHILD
    role[(rest >= 0) & (head_age < 24) & (size[household] == 2)] = _OTHER
    role[(slot == 1) & has_spouse] = _SPOUSE
    role[slot == 0] = _HEAD
    age = _ages(rng, role, head_age, rest)
    is_female = rng.random(len(household)) < np.where(age > 70, 0.6, 0.487)
    head_is_female = households.head_is_female[household]
    is_female = np.where(role == _HEAD, head_is_female, np.where(role == _SPOUSE, ~head_is_female, is_female))
    persons = Columns({"household": household, "slot": slot, "role": role, "age": age, "is_female": is_female})
    _ethnicity_and_family(persons, households, first, rng)
    persons["birth_year"] = YEAR - age
    return persons


def _ages(rng: np.random.Generator, role: np.ndarray, head_age: np.ndarray, rest: np.ndarray) -> np.ndarray:
    count = len(role)
    child = head_age - rng.normal(26, 4.5, count) - 3.2 * np.maximum(rest, 0)
    late = rng.random(count) * 14
    age = np.select(
        [role == _HEAD, role == _SPOUSE, role == _PARENT, role == _GRANDCHILD, role == _OTHER],
        [
            head_age,
            head_age - 2 + rng.normal(0, 3.2, count),
            head_age + rng.normal(25, 4, count),
            np.where(head_age - 52 + rng.normal(0, 5, count) > 1, head_age - 52 + rng.normal(0, 5, count), late * 0.7),
            np.where(head_age >= 52, head_age - rng.normal(27, 5, count), head_age + rng.normal(-2, 4, count)),
        ],
        np.where(child > 0, child, late),
    )
    age = np.clip(age, 0, YEAR - FIRST_BIRTH_YEAR)
    grown = np.isin(role, (_SPOUSE, _PARENT, _OTHER))
    return np.where(grown, np.maximum(age, 19), age).astype(int)


def _ethnicity_and_family(persons: Columns, households: Columns, first: np.ndarray, rng: np.random.Generator) -> None:
    """Members share the head's people, a spouse sometimes not; children carry the father's family name."""
    own = households.ethnicity[persons.household]
    married_in = np.isin(persons.role, (_SPOUSE, _OTHER)) & (rng.random(len(own)) < 0.06)
    ethnicity = np.where(married_in, np.where(own == KINH, KHMER, KINH), own)
    family = families_drawn(rng, ethnicity)
    father = first + np.where(households.has_spouse & households.head_is_female, 1, 0)
    blood = np.isin(persons.role, (_CHILD, _GRANDCHILD, _PARENT)) & ~((persons.role == _PARENT) & persons.is_female)
    from_father = blood & (ethnicity[father][persons.household] == ethnicity)
    persons["ethnicity"] = ethnicity
    persons["family"] = np.where(from_father, family[father][persons.household], family)


def _assign_fates(
    households: Columns, persons: Columns, plan: Plan, rng: np.random.Generator, urban: set[str], communes: list[str]
) -> None:
    """Class this year, class last year, origin: the plan's counts, the poorer fates to the households with less behind them."""
    count = len(households)
    dependants = np.bincount(persons.household, (persons.age < 16) | (persons.age >= 70), count) / households.size
    commune_luck = rng.normal(0, 0.25, len(communes))[households.commune]
    wealth = (
        commune_luck
        + 0.5 * households.is_urban
        - 0.9 * dependants
        + rng.normal(0, 1, count)
        - 0.3 * (households.size == 1)
    )
    households["wealth"] = wealth
    # Form B gives so few points to a large family that no likely answers of one form A does not stop make it average.
    is_large = households.size >= np.where(households.is_urban, 6, 7)
    standard, before = np.full(count, "unknown", "U10"), np.full(count, "", "U10")
    origin, relapse = np.full(count, "same", "U10"), np.zeros(count, bool)
    for which, is_khmer in ((0, False), (1, True)):
        mine = (households.ethnicity == KHMER) == is_khmer
        living = np.flatnonzero(mine & ~households.is_gone)
        by_wealth = living[np.argsort(wealth[living], kind="stable")]
        unknown = rng.choice(by_wealth, plan.now("unknown")[which], replace=False)
        by_wealth = by_wealth[~np.isin(by_wealth, unknown)]
        groups = np.split(by_wealth, np.cumsum([plan.now(one)[which] for one in STANDARDS[:4]]))
        _trade(groups[2], groups[3], is_large, rng)
        for one, group in zip(STANDARDS, [*groups, unknown], strict=True):
            standard[group] = one
            shuffled, at = rng.permutation(group), 0
            for fate, counts in zip(FATES, plan.fates, strict=True):
                if fate.now == one:
                    cell = shuffled[at : at + counts[which]]
                    before[cell], origin[cell], relapse[cell] = fate.before or "", fate.origin, fate.is_relapse
                    at += counts[which]
        gone = rng.permutation(np.flatnonzero(mine & households.is_gone))
        before[gone] = np.repeat([name for name, _, _ in ENDED], [counts[which] for counts in plan.ended])
    households["standard"] = standard
    households["standard_before"] = _standards_before(rng, standard, before, is_large)
    households["origin"], households["is_relapse"] = origin, relapse


def _trade(average: np.ndarray, better_off: np.ndarray, is_large: np.ndarray, rng: np.random.Generator) -> None:
    """Large families leave the average households for the better-off ones, and as many small ones come back."""
    large = np.flatnonzero(is_large[average])
    small = rng.permutation(np.flatnonzero(~is_large[better_off]))[: len(large)]
    average[large], better_off[small] = better_off[small], average[large].copy()


def _standards_before(
    rng: np.random.Generator, now: np.ndarray, before: np.ndarray, is_large: np.ndarray
) -> np.ndarray:
    """Last year's living standard of those who were not poor: mostly this year's."""
    chance = rng.random(len(now))
    drifted = np.select(
        [now == "average", now == "better_off", now == "rich", now == "unknown"],
        [
            np.where(chance < 0.95, "average", "better_off"),
            np.where(chance < 0.94, "better_off", "average"),
            np.where(chance < 0.86, "rich", "better_off"),
            np.where(chance < 0.5, "average", "better_off"),
        ],
        "average",
    )
    drifted = np.where(is_large & (drifted == "average"), "better_off", drifted)
    return np.where(before == "not_poor", drifted, before)


def _number_and_house(
    households: Columns,
    rng: np.random.Generator,
    communes: list[str],
    later: dict[str, list[tuple[str, float]]],
    urban: set[str],
) -> None:
    """Codes, hamlets, addresses, first days, and each household's own commune after 1 July 2025."""
    count = len(households)
    commune = households.commune
    order = np.argsort(commune, kind="stable")
    starts = np.searchsorted(commune[order], np.arange(len(communes)))
    serial = np.empty(count, int)
    serial[order] = np.arange(count) - starts[commune[order]] + 1
    households["id"] = np.arange(1, count + 1)
    names = pa.array(communes)
    households["code"] = pc.binary_join_element_wise("84", names.take(pa.array(commune)), padded(serial, 5), ".")
    sizes = np.bincount(commune, minlength=len(communes))
    hamlets = np.clip(sizes // 385, 3, len(_HAMLET_WORDS) - 1)
    hamlet = (rng.random(count) * hamlets[commune]).astype(int)
    households["hamlet_number"] = hamlet
    households["hamlet"] = _hamlet_names(communes, hamlets, urban).take(pa.array(commune * 100 + hamlet))
    number = pa.array(rng.integers(1, 400, count)).cast(pa.string())
    households["address"] = pc.binary_join_element_wise("Số ", number, ", ", households.hamlet, "")
    origin, gone = households.origin, households.is_gone
    old_year = rng.integers(2003, 2021, count)
    first = (old_year - 1970).astype("datetime64[Y]").astype("datetime64[D]") + rng.integers(0, 364, count)
    new = np.datetime64("2023-01-09") + rng.integers(0, 210, count)
    households["from_day"] = np.where(origin == "same", first, new)
    households["to_day"] = np.where(
        gone, np.datetime64("2023-01-15") + rng.integers(0, 200, count), np.datetime64("NaT")
    )
    households["later"] = _later(rng, commune, communes, later)


def _hamlet_names(communes: list[str], hamlets: np.ndarray, urban: set[str]) -> pa.Array:
    """A name for each (commune, hamlet number): khóm by number in towns, ấp by name in the country."""
    names = []
    for at, id in enumerate(communes):
        shift = (zlib.crc32(id.encode()) >> 3) % len(_HAMLET_WORDS)
        for number in range(100):
            word = _HAMLET_WORDS[(shift + number) % len(_HAMLET_WORDS)]
            names.append("" if number >= hamlets[at] else f"Khóm {number + 1}" if id in urban else f"Ấp {word}")
    return pa.array(names)


def _later(
    rng: np.random.Generator, commune: np.ndarray, communes: list[str], later: dict[str, list[tuple[str, float]]]
) -> pa.Array:
    chosen = np.full(len(commune), None, object)
    for at, id in enumerate(communes):
        if parts := later.get(id):
            here = np.flatnonzero(commune == at)
            weights = np.array([weight for _, weight in parts])
            chosen[here] = np.array([name for name, _ in parts], object)[
                rng.choice(len(parts), len(here), p=weights / weights.sum())
            ]
    return pa.array(chosen, pa.string())


def _link_splits_and_ends(households: Columns, persons: Columns, rng: np.random.Generator) -> None:
    """Which household a new one split from, and which one an ended one joined; both inside the commune."""
    count = len(households)
    split_from, merged_into, end = np.zeros(count, int), np.zeros(count, int), np.full(count, "", "U10")
    lone, whole = (np.flatnonzero(households.is_gone & (households.lived_alone == flag)) for flag in (True, False))
    merged = shared_out(int(households.is_gone.sum()), [share for _, share in ENDS])[0]
    joiners = rng.permutation(lone)
    end[whole], end[joiners[:merged]], end[joiners[merged:]] = "moved_out", "merged", "died"
    stable = (~households.is_gone) & (households.origin == "same") & (households.size >= 3)
    for at in np.unique(households.commune[(households.origin == "split") | (end == "merged")]):
        here = households.commune == at
        hosts = rng.permutation(np.flatnonzero(here & stable))
        children, elders = (
            np.flatnonzero(here & (households.origin == "split")),
            np.flatnonzero(here & (end == "merged")),
        )
        if len(hosts) < len(children) + len(elders):
            hosts = np.resize(hosts, len(children) + len(elders))
        split_from[children] = hosts[: len(children)] + 1
        merged_into[elders] = hosts[len(children) : len(children) + len(elders)] + 1
    households["split_from"], households["merged_into"], households["end"] = split_from, merged_into, end


def _identify(persons: Columns, rng: np.random.Generator) -> None:
    """Birth days as known, personal numbers (unique, province 084), names with their folded form and sort key."""
    count = len(persons)
    day_of_year = rng.integers(0, np.where(persons.age == 0, 235, 365))
    born = (persons.birth_year - 1970).astype("datetime64[Y]").astype("datetime64[D]") + day_of_year
    month = born.astype("datetime64[M]").astype(int) % 12 + 1
    day = (born - born.astype("datetime64[M]").astype("datetime64[D]")).astype(int) + 1
    chance = rng.random(count)
    knows_month = (persons.birth_year >= 1960) | (chance > 0.16)
    knows_day = knows_month & ((persons.birth_year >= 1960) | (chance > 0.20))
    persons["id"] = np.arange(1, count + 1)
    persons["born"], persons["knows_month"], persons["knows_day"] = born, knows_month, knows_day
    persons["birth_month"], persons["birth_day"] = pa.array(month, mask=~knows_month), pa.array(day, mask=~knows_day)
    without = rng.random(count) < np.where(persons.age >= 75, 0.045, np.where(persons.age < 1, 0.06, 0.0008))
    persons["personal_number"] = _personal_numbers(rng, persons, without)
    persons["name"], persons["name_folded"], persons["name_key"] = names_of(
        rng, persons.ethnicity, persons.is_female, persons.family
    )


def _personal_numbers(rng: np.random.Generator, persons: Columns, without: np.ndarray) -> pa.Array:
    """084, a digit for century and sex, two of the birth year, six that differ inside each such group."""
    century_and_sex = persons.is_female + np.where(persons.birth_year >= 2000, 2, 0)
    group = century_and_sex * 100 + persons.birth_year % 100
    order = np.argsort(group, kind="stable")
    starts = np.searchsorted(group[order], np.arange(400))
    serial = np.empty(len(group), np.int64)
    serial[order] = np.arange(len(group)) - starts[group[order]]
    scattered = (serial * 387_420_489 + rng.integers(0, 1_000_000, 400)[group]) % 1_000_000
    number = 84_000_000_000 + group.astype(np.int64) * 1_000_000 + scattered
    return pa.array(padded(number, 12).to_numpy(zero_copy_only=False), pa.string(), mask=without)


def make_memberships(population: Population) -> Columns:
    """Who lives in which household from when: today's memberships, and the closed ones behind splits, merges, moves and deaths."""
    households, persons = population.households, population.persons
    home = persons.household
    born, since, until = persons.born, households.from_day[home], households.to_day[home]
    own = {
        "person": np.arange(len(home)),
        "household": home,
        "role": persons.role,
        "from_day": np.maximum(born, since),
        "to_day": until,
    }
    joined = np.flatnonzero(households.end[home] == "merged")
    elder = {
        "person": joined, "household": households.merged_into[home[joined]] - 1, "role": np.full(len(joined), _PARENT),
        "from_day": until[joined], "to_day": np.full(len(joined), np.datetime64("NaT"), "datetime64[D]"),
    }  # fmt: skip
    left = np.flatnonzero((households.origin[home] == "split") & (persons.role == _HEAD))
    before = households.split_from[home[left]] - 1
    child = {
        "person": left, "household": before, "role": np.full(len(left), _CHILD),
        "from_day": np.maximum(born[left], households.from_day[before]), "to_day": since[left],
    }  # fmt: skip
    return Columns({name: np.concatenate([own[name], elder[name], child[name]]) for name in own})


def padded(numbers: np.ndarray, width: int) -> pa.Array:
    """The numbers as text of that many digits."""
    return pc.utf8_lpad(pa.array(numbers).cast(pa.string()), width, "0")
