"""Who works and who does not in the made-up province, and the made-up people of two other provinces whose published figures are shown."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

import numpy as np
import pyarrow as pa

from ansinh.demo.labour_plan import CERTIFIED_RATE, JOBS, NGHE_AN, THAI_BINH, TRA_VINH, TRAINED_RATE, scaled
from ansinh.demo.labour_words import WORKS
from ansinh.demo.loading import CHUNK
from ansinh.demo.names import KINH, families_drawn, names_of
from ansinh.demo.population import SOURCE, YEAR, Population, padded, random_for
from ansinh.places.models import Place

# Made-up people of other provinces at full size: those helped into work in Thái Bình in 2024; in Nghệ An in 2022 those enrolled and placed.
OTHERS = {THAI_BINH: (34_800, date(2024, 6, 30)), NGHE_AN: (61_400, date(2022, 6, 30))}
_RECORDED = np.datetime64("2023-12-31T08:00:00", "us")
STATUSES = ("employed", "unemployed", "inactive")
EMPLOYED, UNEMPLOYED, INACTIVE = range(3)
QUALIFICATIONS = (
    "untrained",
    "skilled",
    "short_course",
    "elementary",
    "intermediate",
    "college",
    "university",
    "postgraduate",
)
_FIRST_CERTIFIED = QUALIFICATIONS.index("elementary")


@dataclass
class People:
    """Persons of a province, one row each, in the order of their ids; `commune` numbers one of `communes`."""

    province: str
    id: np.ndarray
    commune: np.ndarray
    communes: list[str]
    is_female: np.ndarray
    birth_year: np.ndarray
    ethnicity: np.ndarray
    is_urban: np.ndarray
    is_here: np.ndarray
    is_poor: np.ndarray
    status: np.ndarray = field(default_factory=lambda: np.empty(0, np.int8))
    qualification: np.ndarray = field(default_factory=lambda: np.empty(0, np.int8))

    def __len__(self) -> int:
        return len(self.id)

    def home(self, rows: np.ndarray) -> pa.Array:
        """The commune of each of these people."""
        return pa.array(self.communes).take(pa.array(self.commune[rows]))

    def placed(self, rows: np.ndarray) -> dict[str, object]:
        """The columns that say who and where: person, commune, province."""
        return {"person_id": self.id[rows], "commune_id": self.home(rows), "province_id": self.province}


def people_of(population: Population, urban: set[str], seed: int) -> People:
    """The people of the made-up province, with what each of 15 or more does: the labour force and the published shares of it exact."""
    persons, households = population.persons, population.households
    home = persons.household
    people = People(
        TRA_VINH, persons.id, households.commune[home], population.communes, persons.is_female, persons.birth_year, persons.ethnicity,
        np.isin(np.array(population.communes), sorted(urban))[households.commune[home]], ~households.is_gone[home],
        np.isin(households.standard[home], ("poor", "near_poor")),
    )  # fmt: skip
    _give_status(people, random_for(seed, "labour status"))
    return people


def _give_status(people: People, rng: np.random.Generator) -> None:
    age, count = YEAR - people.birth_year, len(people)
    steps = ((15, 0.16, 0.12), (18, 0.66, 0.56), (23, 0.94, 0.82), (30, 0.97, 0.85), (50, 0.94, 0.78), (55, 0.89, 0.66), (60, 0.72, 0.47),
             (65, 0.47, 0.3), (70, 0.17, 0.09), (80, 0.02, 0.01))  # fmt: skip
    men, women = np.zeros(count), np.zeros(count)
    for least, man, woman in steps:
        men[age >= least], women[age >= least] = man, woman
    works = people.is_here & (rng.random(count) < np.where(people.is_female, women, men))
    jobless = works & (rng.random(count) < np.where(age < 25, 0.055, np.where(people.is_urban, 0.026, 0.015)))
    people.status = np.where(jobless, UNEMPLOYED, np.where(works, EMPLOYED, INACTIVE)).astype(np.int8)
    # Who was trained is chosen by luck, age and town; so many that the two published shares of the labour force come out.
    luck = rng.normal(0, 1, count) + 0.55 * people.is_urban - 0.5 * people.is_poor - np.abs(age - 34) / 26
    force = np.flatnonzero(works)
    by_luck = force[np.argsort(-luck[force], kind="stable")]
    trained, certified = (int(rate * len(force) + 0.5) for rate in (TRAINED_RATE, CERTIFIED_RATE))
    people.qualification = np.zeros(count, np.int8)
    people.qualification[by_luck[:trained]] = 1 + (rng.random(trained) < 0.35)
    sorts = rng.choice(np.arange(_FIRST_CERTIFIED, len(QUALIFICATIONS)), certified, p=(0.36, 0.2, 0.16, 0.26, 0.02))
    people.qualification[by_luck[:certified]] = -np.sort(-sorts)
    resting = np.flatnonzero((people.status == INACTIVE) & (age >= 22) & (rng.random(count) < 0.2))
    people.qualification[resting] = rng.choice(
        len(QUALIFICATIONS), len(resting), p=(0, 0.5, 0.15, 0.1, 0.08, 0.05, 0.11, 0.01)
    )


def make_others(share: float, seed: int, first_id: int) -> list[People]:
    """Grown people of the two other provinces, as many as their registers need, numbered from `first_id`."""
    found = []
    for province, (count, day) in OTHERS.items():
        rng = random_for(seed, f"people of {province}")
        communes = list(Place.objects.on(day).filter(province_id=province, level=3).order_by("pk"))
        size = scaled(count, share, sum(scaled(jobs.total, share, 3) for jobs in JOBS if jobs.province == province))
        weights = rng.gamma(6, size=len(communes))
        commune = rng.choice(len(communes), size, p=weights / weights.sum())
        urban = np.array([place.is_urban for place in communes])
        found.append(People(
            province, np.arange(first_id, first_id + size), commune, [place.pk for place in communes], rng.random(size) < 0.47,
            day.year - np.clip(rng.gamma(3.2, 4.4, size) + 17, 17, 54).astype(int), np.full(size, KINH), urban[commune], np.ones(size, bool),
            rng.random(size) < 0.09,
        ))  # fmt: skip
        first_id += size
    return found


def persons_of(others: list[People], seed: int) -> Iterator[pa.Table]:
    """The rows of the register of persons for people who have no household here."""
    for people in others:
        rng = random_for(seed, f"names of {people.province}")
        count = len(people)
        names = names_of(rng, people.ethnicity, people.is_female, families_drawn(rng, people.ethnicity))
        number = _numbers(people)
        for start in range(0, count, CHUNK):
            rows = slice(start, min(start + CHUNK, count))
            at = np.arange(rows.start, rows.stop)
            yield pa.table({
                "id": people.id[rows], "personal_number": number[rows], "name": names[0][rows], "name_folded": names[1][rows],
                "name_key": names[2][rows], "sex": np.where(people.is_female[rows], "f", "m"), "birth_year": people.birth_year[rows],
                "birth_month": rng.integers(1, 13, len(at)), "birth_day": rng.integers(1, 29, len(at)), "ethnicity": people.ethnicity[rows],
                "commune_id": people.home(at), "province_id": pa.repeat(people.province, len(at)), "died_on": pa.nulls(len(at), pa.date32()),
                "phone": pa.repeat("", len(at)), "source": pa.repeat(SOURCE, len(at)),
                "recorded_at": pa.array(np.full(len(at), _RECORDED), pa.timestamp("us")).cast(pa.timestamp("us", "UTC")),
            })  # fmt: skip


def _numbers(people: People) -> pa.Array:
    """The province of birth, century and sex, two digits of the year, six that differ: as personal numbers are made."""
    group = (people.is_female + np.where(people.birth_year >= 2000, 2, 0)) * 100 + people.birth_year % 100
    order = np.argsort(group, kind="stable")
    serial = np.empty(len(group), np.int64)
    serial[order] = np.arange(len(group)) - np.searchsorted(group[order], np.arange(400))[group[order]]
    number = (
        int(people.province) * 1_000_000_000 + group.astype(np.int64) * 1_000_000 + serial * 387_420_489 % 1_000_000
    )
    return padded(number, 12)


def drawn(rng: np.random.Generator, pool: np.ndarray, count: int) -> np.ndarray:
    """`count` different ones of the pool; all of it, shuffled, where it has no more."""
    return rng.choice(pool, min(count, len(pool)), replace=False)


def works_for(rng: np.random.Generator, is_female: np.ndarray, sections: str = "") -> np.ndarray:
    """An occupation (number in WORKS) for each person, by the weight of the work and whether mostly women or men do it."""
    women = np.array([work.women for work in WORKS])
    weight = np.array([work.share if not sections or work.section in sections else 0.0 for work in WORKS])
    found = np.empty(len(is_female), np.int64)
    for sex, part in ((True, women), (False, 1 - women)):
        mine = is_female == sex
        weights = weight * (part + 0.02)
        found[mine] = rng.choice(len(WORKS), int(mine.sum()), p=weights / weights.sum())
    return found
