"""Labelled worlds for matching: who really fits which job is drawn first, what the register sees of it afterwards, with its faults.

Hidden of a seeker: the occupation they can do, sometimes a second (three in ten; six in ten of them say so), their skills, how far they
go, and what each pair is worth by chance. Seen: a code that is missing (13 %) or wrong (10 %), a title in everyday words or in words of
the place that the house's list does not have, without diacritics (30 %), mistyped (2.5 % of words), skills listed by half and told in
free words by the others, wages hidden by a third.

A few occupations have most of the jobs and most of the seekers (shares by one over the rank), as at any exchange.

What the worlds do not share with the scorer: how near two occupations are is drawn pair by pair (the scorer has one number for each
count of digits in common); an occupation's skills are half those the lexicon links with it and half any others; one skill in twelve
and half of the titles are said in words no file of the house knows; distance, wage and schooling count in other forms.

- `seen`: both sides draw titles from the same words.
- `unseen`: no seeker uses a title that any vacancy uses: the words of each occupation are parted between the two sides.
- `other_form`: as `seen`, but what a pair is worth is a sum of bounded parts instead of a product, with other forms of distance and wage."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

import numpy as np
import pyarrow as pa

from ansinh.core.names import fold
from ansinh.labour import words
from ansinh.labour.jobs.matching.features import PlaceBook
from ansinh.labour.jobs.matching.find import SEEKER_SCHEMA, VACANCY_SCHEMA
from ansinh.labour.jobs.matching.guess import unit_codes
from ansinh.labour.jobs.matching.lexicon import certificates_known, skills_known
from ansinh.labour.jobs.occupations import occupations

WORLDS = ("seen", "unseen", "other_form")
DAY = date(2026, 10, 1)
COMMUNES, FAR_COMMUNES = 120, 20
FLATTENED = 0.05  # kilometres: the world is flat, the register's degrees are not
PROVINCES = ("86@2025", "79@2025")
NO_CODE, WRONG_CODE, NO_MARKS, MISTYPED, HIDDEN_WAGE = 0.13, 0.10, 0.30, 0.025, 0.33
OWN_WORDS, OWN_SKILLS, SKILLS_TOLD, SECOND_TOLD = 0.5, 0.08, 0.5, 0.6
BEFORE = ("", "", "", "tuyển", "cần tuyển gấp", "nhân viên", "công nhân", "tìm việc", "thợ")
AFTER = (
    "",
    "",
    "",
    "có kinh nghiệm",
    "đi làm ngay",
    "ca ngày",
    "tại địa phương",
    "lương cao",
    "làm lâu dài",
    "không cần bằng",
)
SPOKEN = {
    "may": "khâu", "lái xe": "tài xế", "sửa chữa": "sửa", "bán hàng": "đứng quầy", "kế toán": "làm sổ sách", "nấu ăn": "đứng bếp", "thợ": "người làm",
    "nhân viên": "người", "công nhân": "lao động", "vận hành": "đứng", "quản lý": "phụ trách", "giáo viên": "thầy cô", "kỹ sư": "cán bộ kỹ thuật",
    "trồng": "canh tác", "nuôi": "chăm", "bảo vệ": "trực cổng", "xây": "cất nhà", "dọn": "lau", "phụ": "làm phụ",
}  # fmt: skip
SYLLABLES = [
    first + rest
    for first in "b c ch d g h kh l m n ng nh ph qu r s t th tr v x".split()  # noqa: SIM905
    for rest in "ách ảm ành ẩu êm ịch óc ốt ộng ụi uân ướm uyền ắp èo oảng ịt ưng ậu ìa".split()  # noqa: SIM905
]
SCHOOLING = list(words.SCHOOLING)
ACCESS = list(words.ACCESS)


@dataclass(frozen=True)
class World:
    """What the register sees (`seekers`, `vacancies`, `places`), and the truth behind it."""

    name: str
    seekers: pa.Table
    vacancies: pa.Table
    places: PlaceBook
    truth: "Truth"


@dataclass(frozen=True)
class Truth:
    """Hidden columns of both sides, and how near occupations are."""

    near: np.ndarray
    seeker: dict[str, np.ndarray]
    vacancy: dict[str, np.ndarray]
    form: str
    seed: int

    def grades(self, rows: np.ndarray) -> np.ndarray:
        """0 to 3 for some seekers and every vacancy, int8 (rows, vacancies); 0 where a hard condition is not met."""
        worth = self._worth(rows)
        bounds = (0.50, 0.65, 0.78) if self.form == "other_form" else (0.20, 0.45, 0.75)
        return np.where(self.meets(rows), np.digitize(worth, bounds), 0).astype(np.int8)

    def best_possible(self, rows: np.ndarray) -> np.ndarray:
        """What is worth most without the chance of each pair: nobody can rank better."""
        return np.where(self.meets(rows), self._worth(rows, by_chance=False), -np.inf)

    def kilometres(self, rows: np.ndarray) -> np.ndarray:
        """By road, (rows, vacancies)."""
        s, v = self.seeker, self.vacancy
        return 1.3 * np.hypot(s["x"][rows, None] - v["x"], s["y"][rows, None] - v["y"])

    def meets(self, rows: np.ndarray) -> np.ndarray:
        """Whether each pair meets every hard condition as the register tells it: written here apart from the kernel, to check it."""
        s, v = {name: column[rows, None] for name, column in self.seeker.items() if column.ndim == 1}, self.vacancy
        certificates = ~(
            (v["certificate"] >= 0) & ~_with_lesser(self.seeker["certificates"][rows])[:, v["certificate"]]
        )
        daily = self.kilometres(rows) <= s["farthest_told"] + FLATTENED
        return (
            certificates
            & (s["age"] >= 15)
            & ~((v["night"] | v["hazardous"]) & (s["age"] < 18))
            & ~(v["night"] & ~s["nights"])
            & ~(v["shifts"] & ~s["takes_shifts"])
            & (v["hours"] <= s["most_hours"])
            & ~((v["wage_told"] > 0) & (v["wage_told"] < s["floor"]))
            & ((s["access"] < 0) | (s["access"] == v["access"]))
            & (daily | s["moves"])
            & v["open"]
        )

    def _worth(self, rows: np.ndarray, *, by_chance: bool = True) -> np.ndarray:
        s, v = self.seeker, self.vacancy
        near = np.maximum(
            self.near[s["occupation"][rows]][:, v["occupation"]],
            0.75 * self.near[s["second"][rows]][:, v["occupation"]],
        )
        has = (s["skills"][rows].astype(np.float32) @ v["skills"].T.astype(np.float32)) / v["skills"].sum(1)
        km = np.where(
            self.kilometres(rows) > s["tolerance"][rows, None], 3 * s["tolerance"][rows, None], self.kilometres(rows)
        )
        over = v["wage"] / s["reserve"][rows, None] - 1
        school = v["education"] - s["education"][rows, None]
        months = np.minimum(1, (s["months"][rows, None] + 3) / (v["months"] + 3))
        chance = np.random.default_rng((self.seed, int(rows[0]))).normal(0, 1, near.shape) if by_chance else 0.0
        if self.form == "other_form":
            worth = (
                0.40 * near
                + 0.18 * has**1.5
                + 0.14 * np.exp(-km / 12)
                + 0.12 / (1 + np.exp(-6 * over))
                + 0.06 * (school <= 0)
            )
            return (
                worth + 0.05 * months + 0.05 * (v["dormitory"] & (km > 20)) - 0.02 * (v["posted"] > 30) + 0.03 * chance
            )
        worth = (
            np.log(np.maximum(near, 1e-4)) + np.log(0.2 + 0.8 * has) - 0.3 * (km / s["tolerance"][rows, None]) ** 1.3
        )
        worth += (
            0.5 * np.tanh(2 * over)
            - 0.5
            - 0.25 * np.maximum(school, 0)
            - 0.05 * np.maximum(-school - 1, 0)
            + 0.35 * np.log(months)
        )
        return np.exp(worth + 0.35 + 0.2 * chance)


def make_world(name: str, *, seekers: int, vacancies: int, seed: int) -> World:
    """A world of WORLDS drawn from a seed."""
    drawn = _Drawn(name, vacancies, seed)
    people, table = drawn.seekers(seekers)
    return World(name, table, drawn.vacancy_table, drawn.places, Truth(drawn.near, people, drawn.jobs, name, seed))


def make_crowd(
    *, seekers: int, vacancies: int, seed: int, at_once: int = 50_000
) -> tuple[pa.Table, pa.Table, PlaceBook]:
    """Only what the register sees of a large world as `seen` is, drawn in parts: seekers, vacancies, places."""
    drawn = _Drawn("seen", vacancies, seed)
    parts = [drawn.seekers(min(at_once, seekers - first), first)[1] for first in range(0, seekers, at_once)]
    return pa.concat_tables(parts), drawn.vacancy_table, drawn.places


class _Drawn:
    """Occupations, words, places and vacancies of a world; its seekers as many as asked."""

    def __init__(self, name: str, vacancies: int, seed: int) -> None:
        self.rng = rng = np.random.default_rng(seed)
        self.codes = np.array(unit_codes())
        self.wanted = rng.permutation(1 / np.arange(1, len(self.codes) + 1))
        self.wanted /= self.wanted.sum()
        self.language = _Language(self.codes, rng)
        self.places, self.x, self.y = _places(rng)
        self.near = _nearness(self.codes, rng)
        self.jobs = _vacancies(rng, vacancies, self.codes, self.wanted, self.language, self.x, self.y)
        self.sides = ("first", "second") if name == "unseen" else ("any", "any")
        self.vacancy_table = _vacancy_table(rng, self.jobs, self.codes, self.language, self.sides[0])

    def seekers(self, count: int, first: int = 0) -> tuple[dict[str, np.ndarray], pa.Table]:
        """The truth of some more seekers and what the register sees of them, numbered from `first`."""
        people = _seekers(self.rng, count, self.codes, self.wanted, self.near, self.language, self.x, self.y)
        _give_certificates(people, self.jobs["certificate_of"], self.rng)
        return people, _seeker_table(self.rng, people, self.codes, self.language, self.sides[1], first)


def _with_lesser(certificates: np.ndarray) -> np.ndarray:
    """A certificate also stands for those it covers, and for what they cover."""
    keys, known = list(certificates_known()), certificates_known()
    found = certificates.copy()
    for _ in keys:
        for key in keys:
            for lesser in known[key].get("covers", ()):
                found[:, keys.index(lesser)] |= found[:, keys.index(key)]
    return found


class _Language:
    """How each occupation and each skill is spoken of in a world: the house's words and words of the place that no file has."""

    def __init__(self, codes: np.ndarray, rng: np.random.Generator) -> None:
        known = occupations()
        self.titles = []
        for code in codes:
            house = [known[str(code)].vi, *known[str(code)].synonyms]
            own = [" ".join(rng.choice(SYLLABLES, 2)) for _ in range(3)]
            self.titles.append(([one.lower() for one in house], own))
        skills = list(skills_known().values())
        self.skills = [([one["vi"], *one.get("said", ())], " ".join(rng.choice(SYLLABLES, 2))) for one in skills]
        prefixes = [tuple(str(prefix) for prefix in one["of"]) for one in skills]
        self.profile = np.zeros((len(codes), len(skills)), bool)
        for at, code in enumerate(codes):
            linked = [n for n, prefix in enumerate(prefixes) if str(code).startswith(tuple(p[:3] for p in prefix))]
            kept: list[int] = rng.permutation(linked)[:4].tolist() if linked else []
            self.profile[at, [*map(int, kept), *rng.integers(0, len(skills), 8 - len(kept))]] = True

    def title(self, at: int, side: str, rng: np.random.Generator) -> str:
        """One title of an occupation as somebody writes it."""
        house, own = self.titles[at]
        if side != "any":  # the words of the first side are those of the even places
            parity = side == "second"
            house, own = house[parity::2] or own[parity::2], own[parity::2]
        core = str(rng.choice(own) if own and rng.random() < OWN_WORDS else rng.choice(house))
        if side == "any" and rng.random() < 0.25:
            for said, spoken in SPOKEN.items():
                core = core.replace(said, spoken)
        words_of = core.split()
        if len(words_of) > 3 and rng.random() < 0.15:
            words_of.pop(int(rng.integers(len(words_of))))
        before, after = ("", "") if side != "any" else (str(rng.choice(BEFORE)), str(rng.choice(AFTER)))
        return _faulty(" ".join([before, *words_of, after]).strip(), rng)

    def skill(self, number: int, rng: np.random.Generator) -> str:
        """One way of saying a skill; one in twelve is of the place."""
        house, own = self.skills[number]
        return own if rng.random() < OWN_SKILLS else str(house[int(rng.integers(len(house)))])


def _faulty(text: str, rng: np.random.Generator) -> str:
    if rng.random() < NO_MARKS:
        text = fold(text)
    if text and rng.random() < MISTYPED * (text.count(" ") + 1):
        at = int(rng.integers(len(text)))
        text = (
            text[:at] + text[at + 1 :]
            if rng.random() < 0.5
            else text[:at] + str(rng.choice(list("aeionhgtu"))) + text[at:]
        )
    return text


def _places(rng: np.random.Generator) -> tuple[PlaceBook, np.ndarray, np.ndarray]:
    """Communes of a province of 60 km across and some of another a hundred kilometres away; kilometres east and north."""
    x = np.concatenate([rng.uniform(0, 60, COMMUNES), rng.uniform(130, 150, FAR_COMMUNES)])
    y = np.concatenate([rng.uniform(0, 60, COMMUNES), rng.uniform(0, 60, FAR_COMMUNES)])
    latitude = 10.0 + y / 111.2
    longitude = 106.0 + x / (111.2 * np.cos(np.radians(10.25)))
    rows = [(f"{20000 + n}@2025", float(latitude[n]), float(longitude[n])) for n in range(len(x))]
    return PlaceBook.of([*rows, *((province, None, None) for province in PROVINCES)], {}), x, y


def _nearness(codes: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """How well one of an occupation does another, drawn for each pair; the same both ways."""
    near = np.where(rng.random((len(codes), len(codes))) < 0.003, rng.uniform(0.1, 0.5, (len(codes), len(codes))), 0.0)
    for width, low, high in ((1000, 0.0, 0.08), (100, 0.02, 0.25), (10, 0.15, 0.7)):
        same = codes[:, None] // width == codes // width
        near = np.where(same, rng.uniform(low, high, near.shape), near)
    near = np.triu(near, 1)
    return (near + near.T + np.eye(len(codes))).astype(np.float32)


@cache
def _usual_wage() -> np.ndarray:
    return np.array([0, 18, 13, 10, 8, 7.5, 6.5, 8.5, 8, 6.2]) * 1000


def _vacancies(
    rng: np.random.Generator, count: int, codes: np.ndarray, wanted: np.ndarray, language: _Language, x: np.ndarray, y: np.ndarray
) -> dict[str, np.ndarray]:  # fmt: skip
    occupation = rng.choice(len(codes), count, p=wanted)
    major = codes[occupation] // 1000
    commune = np.where(
        rng.random(count) < 0.12,
        rng.integers(COMMUNES, COMMUNES + FAR_COMMUNES, count),
        rng.integers(0, COMMUNES, count),
    )
    skills = language.profile[occupation] & (rng.random((count, language.profile.shape[1])) < 0.45)
    bare = ~skills.any(1)
    skills[bare, language.profile[occupation[bare]].argmax(1)] = True
    wage = _usual_wage()[major] * rng.lognormal(0, 0.22, count)
    certificate_of = np.where(rng.random(len(codes)) < 0.25, rng.integers(0, len(certificates_known()), len(codes)), -1)
    night = rng.random(count) < 0.15
    return {
        "occupation": occupation, "commune": commune, "x": x[commune], "y": y[commune], "skills": skills, "wage": wage,
        "wage_told": np.where(rng.random(count) < HIDDEN_WAGE, 0, np.round(wage, -2)),
        "education": _schooling(rng, major, 0), "months": rng.choice([0, 0, 6, 12, 24, 36], count),
        "certificate": np.where(rng.random(count) < 0.5, certificate_of[occupation], -1), "certificate_of": certificate_of,
        "night": night, "shifts": night | (rng.random(count) < 0.15), "hours": rng.choice([40, 44, 48, 48, 56], count),
        "hazardous": rng.random(count) < 0.08, "dormitory": rng.random(count) < np.where(commune < COMMUNES, 0.1, 0.5),
        "access": np.where(rng.random(count) < 0.25, rng.integers(0, len(ACCESS), count), -1), "posted": rng.integers(0, 60, count),
        "open": rng.random(count) < 0.97, "places": rng.choice([1, 1, 2, 5, 20], count), "waiting": rng.poisson(0.5, count),
    }  # fmt: skip


def _schooling(rng: np.random.Generator, major: np.ndarray, more: int) -> np.ndarray:
    usual = np.array([0, 7, 7, 5, 4, 2, 2, 3, 2, 1])[major]
    return np.clip(usual + more + rng.integers(-2, 2, len(major)), 0, len(SCHOOLING) - 1)


def _seekers(
    rng: np.random.Generator, count: int, codes: np.ndarray, wanted: np.ndarray, near: np.ndarray, language: _Language, x: np.ndarray,
    y: np.ndarray,
) -> dict[str, np.ndarray]:  # fmt: skip
    occupation = rng.choice(len(codes), count, p=wanted)
    major = codes[occupation] // 1000
    commune = rng.integers(0, COMMUNES, count)
    likely = near - np.eye(len(codes), dtype=np.float32)
    second_of = np.argsort(-likely, axis=1)[:, :4]
    second = np.where(rng.random(count) < 0.3, second_of[occupation, rng.integers(0, 4, count)], occupation)
    months = (rng.gamma(1.2, 30, count)).astype(int)
    reserve = _usual_wage()[major] * rng.lognormal(-0.22, 0.2, count)
    tolerance = rng.lognormal(2.9, 0.45, count)
    skills = language.profile[occupation] & (rng.random((count, language.profile.shape[1])) < 0.65)
    skills |= language.profile[second] & (rng.random(skills.shape) < 0.3)
    certificates = rng.random((count, len(certificates_known()))) < 0.03
    tells_far = rng.random(count) < 0.7
    return {
        "occupation": occupation, "second": second, "commune": commune, "x": x[commune], "y": y[commune], "skills": skills,
        "certificates": certificates, "reserve": reserve, "floor": np.where(rng.random(count) < 0.85, np.round(reserve * 0.95, -2), 0),
        "tolerance": tolerance, "farthest_told": np.where(tells_far, np.round(np.clip(tolerance * 1.3, 3, 80)), 30.0), "tells_far": tells_far,
        "education": _schooling(rng, major, 1), "months": months, "age": rng.choice(np.arange(15, 61), count),
        "nights": rng.random(count) < 0.5, "takes_shifts": rng.random(count) < 0.85,
        "most_hours": np.where(rng.random(count) < 0.15, 44, 168), "moves": rng.random(count) < 0.2,
        "access": np.where(rng.random(count) < 0.04, rng.integers(0, len(ACCESS), count), -1),
    }  # fmt: skip


def _give_certificates(people: dict[str, np.ndarray], certificate_of: np.ndarray, rng: np.random.Generator) -> None:
    """Three in four have what their occupation usually asks for."""
    usual = certificate_of[people["occupation"]]
    rows = np.nonzero((usual >= 0) & (rng.random(len(usual)) < 0.75))[0]
    people["certificates"][rows, usual[rows]] = True


def _declared(rng: np.random.Generator, occupation: np.ndarray, codes: np.ndarray) -> list[str]:
    """The code told: missing, wrong (half of the wrong ones in the same group of two digits), or right."""
    drawn = rng.random(len(occupation))
    any_code = rng.integers(0, len(codes), len(occupation))
    told = codes[occupation].copy()
    order = np.argsort(codes // 100, kind="stable")
    beside = codes[order[np.minimum(np.searchsorted(codes[order] // 100, told // 100) + any_code % 6, len(codes) - 1)]]
    is_wrong = (drawn >= NO_CODE) & (drawn < NO_CODE + WRONG_CODE)
    told = np.where(is_wrong, np.where(any_code % 2 == 0, codes[any_code], beside), told)
    return ["" if draw < NO_CODE else str(code) for draw, code in zip(drawn, told, strict=True)]


def _said(rng: np.random.Generator, skills: np.ndarray, language: _Language, share: float) -> list[str]:
    told = skills & (rng.random(skills.shape) < share)
    return [_faulty("; ".join(language.skill(int(n), rng) for n in np.nonzero(row)[0]), rng) for row in told]


def _ids(numbers: np.ndarray) -> list[str]:
    return [f"{20000 + n}@2025" for n in numbers]


def _seeker_table(
    rng: np.random.Generator, s: dict[str, np.ndarray], codes: np.ndarray, language: _Language, side: str, first: int
) -> pa.Table:
    count = len(s["occupation"])
    fills = rng.random(count) < SKILLS_TOLD
    listed, spoken = _said(rng, s["skills"], language, 0.95), _said(rng, s["skills"], language, 0.9)
    tells_both = (s["second"] != s["occupation"]) & (rng.random(count) < SECOND_TOLD)
    titles = [
        ", ".join(language.title(int(each), side, rng) for each in ((one, other) if both else (one,)))
        for one, other, both in zip(s["occupation"], s["second"], tells_both, strict=True)
    ]
    codes_told = [
        f"{one}; {other}" if one and other and both else one
        for one, other, both in zip(
            _declared(rng, s["occupation"], codes), _declared(rng, s["second"], codes), tells_both, strict=True
        )
    ]
    labels = [one["vi"] for one in certificates_known().values()]
    return pa.Table.from_pydict(
        {
            "id": np.arange(first, first + count), "birth_year": DAY.year - s["age"],
            "birth_month": np.full(count, 3), "birth_day": np.full(count, 1),
            "commune_id": _ids(s["commune"]), "province_id": [PROVINCES[0]] * count,
            "wish": [f"{title}. {said}" if said and not fill else title for title, said, fill in zip(titles, spoken, fills, strict=True)],
            "occupations": codes_told,
            "skills": [said if fill else "" for said, fill in zip(listed, fills, strict=True)],
            "certificates": ["; ".join(labels[n] for n in np.nonzero(row)[0]) for row in s["certificates"]],
            "education": [SCHOOLING[rank] for rank in s["education"]], "experience_months": s["months"],
            "wage_floor_dong": [int(floor) * 1000 or None for floor in s["floor"]],
            "most_hours_a_week": [int(most) if most < 168 else None for most in s["most_hours"]],
            "takes_shifts": s["takes_shifts"], "takes_night": s["nights"],
            "farthest_km": [int(far) if told else None for far, told in zip(s["farthest_told"], s["tells_far"], strict=True)],
            "willing_places": ["*" if moves else "" for moves in s["moves"]],
            "access_need": [ACCESS[kind] if kind >= 0 else "" for kind in s["access"]],
            "state": ["active"] * count, "consents_to_be_shown": np.ones(count, bool),
        },
        schema=SEEKER_SCHEMA,
    )  # fmt: skip


def _vacancy_table(
    rng: np.random.Generator, v: dict[str, np.ndarray], codes: np.ndarray, language: _Language, side: str
) -> pa.Table:
    count = len(v["occupation"])
    fills = rng.random(count) < SKILLS_TOLD
    listed, spoken = _said(rng, v["skills"], language, 0.95), _said(rng, v["skills"], language, 0.9)
    labels = [one["vi"] for one in certificates_known().values()]
    first = np.datetime64(DAY)
    return pa.Table.from_pydict(
        {
            "id": np.arange(count), "title": [language.title(int(at), side, rng) for at in v["occupation"]],
            "occupation": _declared(rng, v["occupation"], codes), "places_count": v["places"],
            "work_commune_id": _ids(v["commune"]), "work_province_id": [PROVINCES[int(n >= COMMUNES)] for n in v["commune"]],
            "wage_from_dong": [int(wage * 0.85) * 1000 or None for wage in v["wage_told"]],
            "wage_to_dong": [int(wage) * 1000 or None for wage in v["wage_told"]],
            "hours_a_week": v["hours"], "has_shifts": v["shifts"], "has_night": v["night"], "is_hazardous": v["hazardous"],
            "least_education": [SCHOOLING[rank] for rank in v["education"]], "experience_months": v["months"],
            "certificates": [labels[n] if n >= 0 else "" for n in v["certificate"]],
            "skills": [said if fill else "" for said, fill in zip(listed, fills, strict=True)],
            "description": ["Mô tả công việc: " + said for said in spoken], "has_dormitory": v["dormitory"],
            "accessible_for": [ACCESS[kind] if kind >= 0 else "" for kind in v["access"]],
            "state": ["open" if is_open else "closed" for is_open in v["open"]],
            "opens_on": pa.array((first - v["posted"]).astype("datetime64[D]")), "expires_on": pa.array(np.full(count, first + 30)),
            "hired": np.zeros(count, int), "waiting": v["waiting"],
        },
        schema=VACANCY_SCHEMA,
    )  # fmt: skip


def gain(grades: np.ndarray) -> np.ndarray:
    """Discounted gain of graded lists, best first: 2^grade - 1 over log2 of the rank."""
    discount = 1 / np.log2(np.arange(grades.shape[1]) + 2)
    return ((2.0**grades - 1) * discount).sum(1)


def ndcg(found: Sequence[np.ndarray], grades: np.ndarray, at: int = 10) -> tuple[float, int]:
    """Mean nDCG@10 of lists of rows against the grades of all, over those for whom anything fits; and how many they are."""
    ideal = gain(-np.sort(-grades, axis=1)[:, :at].astype(float))
    own = np.zeros((len(found), at))
    for row, rows in enumerate(found):
        own[row, : len(rows[:at])] = grades[row, rows[:at]]
    counted = ideal > 0
    return float((gain(own)[counted] / ideal[counted]).mean()), int(counted.sum())
