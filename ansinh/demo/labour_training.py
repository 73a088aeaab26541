"""Vocational training: institutions, courses, who learnt what and what became of them; partners of Thái Bình; the learners of Nghệ An 2022."""

from dataclasses import dataclass
from datetime import date

import numpy as np
import pyarrow as pa

from ansinh.core.names import fold
from ansinh.demo.labour_jobs import Begun, days_of
from ansinh.demo.labour_organisations import HA_NOI, Organisations, add_named
from ansinh.demo.labour_people import People, drawn
from ansinh.demo.labour_plan import (
    EMPLOYED_AFTER_NGHE_AN,
    ENROLLED,
    NGHE_AN,
    REGISTERED_THAI_BINH,
    SIGNED_THAI_BINH,
    SUPPORTED_NGHE_AN,
    THAI_BINH,
    TRA_VINH,
    scaled,
)  # fmt: skip
from ansinh.demo.labour_tables import write
from ansinh.demo.labour_words import WORKS
from ansinh.demo.names import KINH
from ansinh.demo.plan import shared_out
from ansinh.demo.population import SOURCE
from ansinh.labour.models import (
    Course,
    Enrolment,
    Institution,
    InstitutionStaff,
    Partnership,
    SchoolLeavers,
    TrainingPayment,
    TrainingSpending,
)  # fmt: skip

LEVELS = ("under_3_months", "elementary", "intermediate", "college")
# Of those enrolled, by level: in Trà Vinh and in Nghệ An; how long a course of the level takes, in days.
SHARES = {TRA_VINH: (0.47, 0.335, 0.108, 0.087), NGHE_AN: (0.49, 0.325, 0.12, 0.065)}
LENGTH = {"under_3_months": 40, "elementary": 100, "intermediate": 720, "college": 1_080}
A_CLASS = 28
EMPLOYED_AFTER, LEFT = 0.835, 0.03
# Kinds and numbers of institutions.
SCHOOLS = {
    TRA_VINH: (("college", 1, "Trường Cao đẳng nghề mẫu"), ("intermediate", 2, "Trường Trung cấp mẫu"),
               ("centre", 9, "Trung tâm Giáo dục nghề nghiệp - Giáo dục thường xuyên mẫu"), ("other", 4, "Cơ sở đào tạo nghề mẫu")),
    NGHE_AN: (("college", 9, "Trường Cao đẳng nghề mẫu"), ("intermediate", 9, "Trường Trung cấp mẫu"),
              ("centre", 34, "Trung tâm Giáo dục nghề nghiệp - Giáo dục thường xuyên mẫu"), ("other", 10, "Cơ sở đào tạo nghề mẫu")),
}  # fmt: skip
# The two colleges the department of Thái Bình names as those the framework contracts were signed with.
NAMED_COLLEGES = ("Trường Cao đẳng Nghề công nghiệp Hà Nội", "Trường Cao đẳng Công nghệ cao Hà Nội")
TRADES = "Điện - điện tử; công nghệ thông tin và tự động hóa; cơ khí; công nghệ ô tô"
LEAVERS = {2022: (12_900, 8_350), 2023: (13_240, 8_610)}
_TRADES_OF = {
    "under_3_months": ("6221", "6111", "6121", "7317", "5120", "5142", "8153"),
    "elementary": ("8153", "7212", "7411", "7231", "5120", "5141", "6121", "8332"),
    "intermediate": ("7412", "7223", "3313", "2342", "7231"), "college": ("7412", "3221", "3313", "2512", "7223"),
}  # fmt: skip


@dataclass
class Schools:
    """Institutions of a province: ids, kinds, communes."""

    id: np.ndarray
    kind: np.ndarray
    commune: np.ndarray


def open_schools(province: str) -> Schools:
    """The institutions of a province under made-up names."""
    kinds = [kind for kind, count, _ in SCHOOLS[province] for _ in range(count)]
    names = [f"{name} số {number + 1}" for _, count, name in SCHOOLS[province] for number in range(count)]
    ids, communes = add_named(names, province, "P", "8532", 45)
    found = write(Institution, len(ids), {
        "organisation_id": ids, "kind": kinds, "is_public": [kind != "other" for kind in kinds], "licence": [f"GCN-MAU-{one}" for one in ids],
        "from_day": date(2017, 1, 1),
    })  # fmt: skip
    return Schools(found, np.array(kinds), np.array(communes))


def teach(
    rng: np.random.Generator,
    province: str,
    year: int,
    share: float,
    people: People,
    schools: Schools,
    begun: Begun | None,
) -> None:
    """The courses and learners of a year; in Nghệ An as many supported at elementary level and in work after as published.

    With `begun`, those whose job came through training are learners who found it."""
    parts = shared_out(scaled(ENROLLED[province, year], share, len(LEVELS)), SHARES[province])
    age = year - people.birth_year
    able = np.flatnonzero(
        people.is_here & (age >= 15) & (age <= 56) & (people.status < 2 if len(people.status) else True)
    )
    hired = begun.of("training") if begun is not None else np.empty(0, int)
    pool = np.setdiff1d(able, begun.rows[hired]) if begun is not None else able
    for level, count in zip(LEVELS, parts, strict=True):
        mine = hired[:0]
        if level in ("under_3_months", "elementary") and len(hired):
            mine = hired[: int(count * 0.3)]
            hired = hired[len(mine) :]
        _teach_level(rng, province, year, level, count, people, schools, begun, mine, pool)


def _teach_level(
    rng: np.random.Generator, province: str, year: int, level: str, count: int, people: People, schools: Schools, begun: Begun | None,
    hired: np.ndarray, pool: np.ndarray,
) -> None:  # fmt: skip
    """One level of a year: courses of a class each, their learners, results and what the State paid."""
    classes = max(1, -(-count // A_CLASS))
    long = level in ("intermediate", "college")
    length = LENGTH[level]
    opened = np.sort(rng.choice(days_of(rng, year, classes * 3), classes, replace=False))
    if long:
        opened = np.full(classes, np.datetime64(f"{year}-09-05"))
    # So early that whoever learnt and was hired had finished before.
    first = begun.day[hired] if begun is not None and len(hired) else np.empty(0, "datetime64[D]")
    kinds = {"college": ("college",), "intermediate": ("college", "intermediate")}.get(
        level, ("centre", "other", "intermediate")
    )
    teaching = np.flatnonzero(np.isin(schools.kind, kinds))
    by = teaching[rng.integers(0, len(teaching), classes)]
    trade = np.array(_TRADES_OF[level])[rng.integers(0, len(_TRADES_OF[level]), classes)]
    title = {work.code: work.titles[0] for work in WORKS}
    names = [f"Lớp {title[code].lower()}, khóa {number + 1}/{year}" for number, code in enumerate(trade.tolist())]
    programme = np.where(
        long,
        "own",
        rng.choice(
            ("decision_46", "ntp_poverty", "ntp_rural", "order", "own"), classes, p=(0.26, 0.12, 0.14, 0.08, 0.4)
        ),
    )
    courses = write(Course, classes, {
        "institution_id": schools.id[by], "name": names, "name_folded": [fold(name) for name in names], "level": level, "occupation": trade,
        "is_agricultural": np.char.startswith(trade, "6"), "from_day": opened, "to_day": opened + length, "learning_days": length * 5 // 7,
        "places": 35, "tuition_dong": 2_400_000, "programme": programme, "commune_id": schools.commune[by], "province_id": province,
    })  # fmt: skip
    course_of = np.sort(rng.permutation(np.arange(count) % classes))
    rows = rng.permutation(drawn(rng, pool, count))
    if len(rows) < count:
        rows = np.resize(rows, count)
    if len(hired) and begun is not None:
        seats = _seats_before(rng, opened[course_of] + length, first)
        taken = np.flatnonzero(seats >= 0)
        rows[seats[taken]] = begun.rows[hired[taken]]
        placement = np.zeros(count, np.int64)
        placement[seats[taken]] = begun.id[hired[taken]]
    else:
        placement = np.zeros(count, np.int64)
    enrolled = opened[course_of]
    ends = enrolled + length
    over = ends <= np.datetime64(f"{year + 1}-03-01") if province != NGHE_AN else ends <= np.datetime64(f"{year}-12-31")
    fate = _fates(rng, province, over, placement > 0, level)
    is_rural = ~people.is_urban[rows]
    group = np.where(
        people.is_poor[rows],
        "poor",
        np.where((people.ethnicity[rows] != KINH) & (rng.random(count) < 0.7), "minority", "none"),
    )
    young = (year - people.birth_year[rows] <= 19) & long
    ids = write(Enrolment, count, {
        **people.placed(rows), "course_id": courses[course_of], "enrolled_on": enrolled, "group": group, "is_rural": is_rural,
        "left_school": np.where(young, np.where(rng.random(count) < 0.55, "lower_secondary", "upper_secondary"), ""),
        "distance_km": rng.integers(1, 22, count), "finished_on": pa.array(ends, mask=fate == ""),
        "days_attended": pa.array(np.full(count, length * 5 // 7), mask=fate == ""),
        "result": np.where(fate == "", "", np.where(fate == "left", "left", "graduated")),
        "certificate": np.where((fate != "") & (fate != "left"), "MAU", ""), "employed_after": np.where(np.isin(fate, ("hired", "own",
        "none")), fate, ""),
        "checked_on": pa.array(ends + 60, mask=~np.isin(fate, ("hired", "own", "none"))), "placement_id": pa.array(placement, mask=placement == 0),
        "source": SOURCE,
    })  # fmt: skip
    _pay(rng, province, level, programme[course_of], fate, ids, ends, year)


def _seats_before(rng: np.random.Generator, ends: np.ndarray, jobs: np.ndarray) -> np.ndarray:
    """A seat in a course that ended before each job began, no seat twice; -1 where there is none left."""
    order = np.argsort(ends, kind="stable")
    free = np.searchsorted(ends[order], jobs, side="right")
    found = np.full(len(jobs), -1)
    used = 0
    for job in np.argsort(jobs, kind="stable"):
        if used < free[job]:
            found[job] = order[used]
            used += 1
    return found


def _fates(rng: np.random.Generator, province: str, over: np.ndarray, is_placed: np.ndarray, level: str) -> np.ndarray:
    """What became of each learner: "" still learning, left, or graduated and hired, on their own, without work. Shares exact."""
    fate = np.full(len(over), "", "U6")
    done = np.flatnonzero(over & ~is_placed)
    left = int(len(done) * LEFT)
    done = rng.permutation(done)
    fate[done[:left]] = "left"
    stayed = done[left:]
    rate = EMPLOYED_AFTER_NGHE_AN if province == NGHE_AN else EMPLOYED_AFTER
    graduates = len(stayed) + int(is_placed.sum())
    works = max(0, round(graduates * rate) - int(is_placed.sum()))
    fate[stayed[:works]] = np.where(np.arange(works) % 5 < 2, "hired", "own")
    fate[stayed[works:]] = "none"
    fate[is_placed] = "hired"
    return fate


def _pay(
    rng: np.random.Generator,
    province: str,
    level: str,
    programme: np.ndarray,
    fate: np.ndarray,
    ids: np.ndarray,
    ends: np.ndarray,
    year: int,
) -> None:
    """What the State paid for learners of its courses; in Nghệ An for as many at elementary level as published, and for no others."""
    paid = np.flatnonzero((programme != "own") & (fate != "") & (fate != "left"))
    if province == NGHE_AN:
        if level != "elementary":
            return
        wanted = scaled(SUPPORTED_NGHE_AN, len(ids) / _elementary_at_full_size())
        finished = np.flatnonzero((fate != "") & (fate != "left"))
        paid = np.sort(drawn(rng, finished, wanted))
    day = ends[paid] + rng.integers(3, 25, len(paid))
    if province == NGHE_AN:
        day = np.minimum(day, np.datetime64(f"{year}-12-28"))
    write(TrainingPayment, len(paid), {
        "enrolment_id": ids[paid], "tuition_dong": 2_400_000, "meals_dong": 900_000,
        "travel_dong": np.where(rng.random(len(paid)) < 0.2, 200_000, 0),
        "paid_on": day, "decision": "QĐ hỗ trợ đào tạo (mẫu)", "decided_on": day - 2,
    })  # fmt: skip


def _elementary_at_full_size() -> int:
    return shared_out(ENROLLED[NGHE_AN, 2022], SHARES[NGHE_AN])[LEVELS.index("elementary")]


def leave_school(people: People, share: float) -> None:
    """School leavers of each commune of Trà Vinh, 2022 and 2023: the province's shared out by its people of that age."""
    for year, (lower, upper) in LEAVERS.items():
        young = (people.birth_year >= year - 18) & (people.birth_year <= year - 15)
        weights = np.bincount(people.commune[young], minlength=len(people.communes)).tolist()
        write(SchoolLeavers, len(people.communes), {
            "province_id": TRA_VINH, "commune_id": pa.array(people.communes), "year": year,
            "lower_secondary": np.array(shared_out(scaled(lower, share), weights)),
            "upper_secondary": np.array(shared_out(scaled(upper, share), weights)),
            "target_group": np.array(shared_out(scaled(lower * 0.3, share), weights)),
        })  # fmt: skip


def keep_books(rng: np.random.Generator, share: float, schools: Schools) -> None:
    """Staff of the institutions and money of Trà Vinh, 2022 and 2023."""
    town = str(schools.commune[0])
    for year in LEAVERS:
        count = len(schools.id)
        for role, level, number in (
            ("teacher", "university", 14),
            ("teacher", "college", 5),
            ("manager", "university", 3),
        ):
            write(InstitutionStaff, count * 2, {
                "institution_id": np.repeat(schools.id, 2), "year": year, "role": role, "contract": "permanent", "level": level,
                "province_id": TRA_VINH,
                "commune_id": np.repeat(schools.commune, 2), "is_female": np.tile([True, False], count), "is_minority": False,
                "number": np.maximum(1, rng.poisson(number * np.repeat(np.where(schools.kind == "college", 3.0, 0.7), 2))),
            })  # fmt: skip
        for programme, allotted in (
            ("budget", 21_000),
            ("ntp_poverty", 9_400),
            ("ntp_rural", 6_200),
            ("ntp_minority", 11_800),
        ):
            amount = int(allotted * 1_000_000 * share)
            write(TrainingSpending, 1, {
                "province_id": TRA_VINH, "commune_id": town, "year": year, "month": 12, "source": "central", "nature": "recurrent",
                "programme": programme,
                "allotted_dong": amount, "spent_dong": amount * (97 if programme == "budget" else 81) // 100,
            })  # fmt: skip


def train_together(rng: np.random.Generator, share: float, organisations: Organisations) -> None:
    """Thái Bình 2024: enterprises that registered to train together, and those that signed with the two colleges it names."""
    ids, _ = add_named(list(NAMED_COLLEGES), HA_NOI, "P", "8532", 300)
    colleges = write(
        Institution,
        len(ids),
        {
            "organisation_id": ids,
            "kind": "college",
            "is_public": True,
            "managed_by": "central",
            "from_day": date(2010, 1, 1),
        },
    )
    able = organisations.of(THAI_BINH)
    registered = min(scaled(REGISTERED_THAI_BINH, share), len(able))
    signed = min(scaled(SIGNED_THAI_BINH, share), registered)
    which = rng.choice(able, registered, replace=False)
    since = np.sort(np.datetime64("2024-03-18") + rng.integers(0, 200, registered))
    is_signed = np.arange(registered) < signed
    write(Partnership, registered, {
        "enterprise_id": organisations.id[which], "institution_id": pa.array(colleges[np.arange(registered) % 2], mask=~is_signed),
        "registered_on": since,
        "framework_signed_on": pa.array((since + 40).astype("datetime64[D]"), mask=~is_signed), "trades": TRADES,
        "contract_number": [f"{number + 1}/HĐNT-MAU" if one else "" for number, one in enumerate(is_signed)],
    })  # fmt: skip
