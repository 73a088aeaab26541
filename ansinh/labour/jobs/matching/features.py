"""From the columns of the register to the kernel's records: everything text or date is turned into numbers once."""

import zlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ansinh.labour import words
from ansinh.labour.jobs.matching import kernel
from ansinh.labour.jobs.matching.guess import NO_HELP, Guess, Side
from ansinh.labour.jobs.matching.layout import ANYWHERE, ASKED, BAR, PLACES, SEEKER, SKILL_WORDS, VACANCY, WORDS
from ansinh.labour.jobs.matching.lexicon import MOST_SKILLS, Lexicon
from ansinh.labour.jobs.matching.phrases import syllables
from ansinh.labour.jobs.matching.texts import Ragged, Texts, in_parts
from ansinh.labour.jobs.matching.weights import USUAL_WAGE, told

# What is read of the two tables; `hired` and `waiting` are counted from applications, `posted_on` is the day a vacancy was first shown.
VACANCY_COLUMNS = (
    "id", "title", "occupation", "places_count", "work_commune_id", "work_province_id", "wage_from_dong", "wage_to_dong", "hours_a_week",
    "has_shifts", "has_night", "is_hazardous", "least_education", "experience_months", "certificates", "skills", "description",
    "has_dormitory", "accessible_for", "state", "opens_on", "expires_on",
)  # fmt: skip
SEEKER_COLUMNS = (
    "id", "birth_year", "birth_month", "birth_day", "commune_id", "province_id", "wish", "occupations", "skills", "certificates",
    "education", "experience_months", "wage_floor_dong", "most_hours_a_week", "takes_shifts", "takes_night", "farthest_km",
    "willing_places", "access_need", "state", "consents_to_be_shown",
)  # fmt: skip
KM_A_DEGREE = 111.2
STALE_AFTER = 60
WISHES = 3
DESCRIBED = 0.75
LEARNED_FROM, BLOCK = 200_000, 100_000
_SCHOOLING = {key: rank for rank, key in enumerate(words.SCHOOLING)}
_ACCESS = {key: 1 << bit for bit, key in enumerate(words.ACCESS)}
_EVERY_HOUR = 168


@dataclass(frozen=True)
class PlaceBook:
    """Units by number: where their middle lies, and which unit of today an older one became."""

    numbers: Mapping[str, int]
    latitudes: np.ndarray
    longitudes: np.ndarray

    @classmethod
    def of(cls, rows: Iterable[tuple[str, float | None, float | None]], became: Mapping[str, str]) -> "PlaceBook":
        """From (id, latitude, longitude) of every unit; `became` sends units that ended to their successor."""
        kept = list(rows)
        own = {key: number for number, (key, _, _) in enumerate(kept)}
        numbers = {key: own.get(became.get(key, key), number) for key, number in own.items()}
        return cls(numbers, *(np.array([row[at] for row in kept] + [None], np.float32) for at in (1, 2)))

    def number(self, key: str | None) -> int:
        """The number of a unit; -1 for none and for one unknown."""
        return self.numbers.get(key, -1) if key else -1

    def willing(self, text: str) -> list[int]:
        """Numbers of the units somebody would move to; ANYWHERE for `*`."""
        return [ANYWHERE if one == "*" else self.number(one) for one in _items(text)][:PLACES]


def _items(text: str) -> list[str]:
    return [one for one in (part.strip() for part in text.split(";")) if one]


@dataclass(frozen=True)
class Read:
    """A table with its texts read once: codes told, titles, the skills of each list, and those named anywhere.

    What a vacancy's title names is its occupation, and is a skill only where nothing else is named."""

    table: pa.Table
    side: Side
    listed: Ragged

    @classmethod
    def vacancies(cls, table: pa.Table, lexicon: Lexicon) -> "Read":
        title, skills, description = (Texts.of(_column(table[name])) for name in ("title", "skills", "description"))
        named, listed, said = (lexicon.skills.found_in_all(each) for each in (title, skills, description))
        anywhere = Ragged.united(listed, said)
        alone = named.kept((np.diff(anywhere.starts) == 0)[named.rows])
        anywhere, listed = Ragged.united(anywhere, alone), Ragged.united(listed, alone)
        return cls(table, Side(_declared(table["occupation"]), title, anywhere), listed)

    @classmethod
    def seekers(cls, table: pa.Table, lexicon: Lexicon) -> "Read":
        wish, skills = (Texts.of(_column(table[name])) for name in ("wish", "skills"))
        listed = Ragged.united(*(lexicon.skills.found_in_all(each) for each in (wish, skills)))
        return cls(table, Side(_declared(table["occupations"]), wish, listed), listed)


@dataclass(frozen=True)
class Features:
    """Makes records out of rows, by what was learned of one exchange on a day."""

    places: PlaceBook
    lexicon: Lexicon
    guess: Guess
    rarity: np.ndarray  # weight of each skill: rare ones weigh more
    wages: np.ndarray  # the usual wage of each group of two digits, thousand dong
    floors: np.ndarray  # the usual least wage
    day: date

    @classmethod
    def learned(
        cls, vacancies: pa.Table, seekers: pa.Table, places: PlaceBook, day: date
    ) -> tuple["Features", np.ndarray, np.ndarray]:
        """What is learned of both sides, with the records of both: what is written, how occupations are spoken of, usual wages."""
        some_jobs, some_people = _some(vacancies), _some(seekers)
        listed = ((some_jobs, "occupation"), (some_people, "occupations"))
        skills = [(_column(table["skills"]), _declared(table[codes])[:, 0]) for table, codes in listed]
        lexicon = Lexicon.heard(skills, _all_items(vacancies["certificates"]))
        jobs, people = Read.vacancies(some_jobs, lexicon), Read.seekers(some_people, lexicon)
        met = np.bincount(jobs.side.skills.values, minlength=MOST_SKILLS) + 1.0
        rarity = np.log(1 + (jobs.table.num_rows + 1) / met)
        wages = _usual(jobs.side.declared, _best_wage(jobs.table))
        floors = _usual(people.side.declared, _numbers(people.table["wage_floor_dong"]) / 1000)
        made = cls(places, lexicon, Guess((jobs.side, people.side), MOST_SKILLS), rarity, wages, floors, day)
        of_jobs = made._vacancies(jobs) if jobs.table is vacancies else _in_blocks(made.vacancies, vacancies)
        return made, of_jobs, made._seekers(people) if people.table is seekers else _in_blocks(made.seekers, seekers)

    def vacancies(self, table: pa.Table) -> np.ndarray:
        """A record of VACANCY for each row of VACANCY_COLUMNS with `hired` and `waiting`."""
        return self._vacancies(Read.vacancies(table, self.lexicon))

    def seekers(self, table: pa.Table) -> np.ndarray:
        """A record of SEEKER for each row of SEEKER_COLUMNS."""
        return self._seekers(Read.seekers(table, self.lexicon))

    def _vacancies(self, read: Read) -> np.ndarray:
        table = read.table
        out = np.zeros(table.num_rows, VACANCY)
        self._occupations(out, read.side)
        self._asked(out, read.listed, read.side.skills)
        out["id"] = table["id"].to_numpy()
        out["words"] = _title_words(read.side.titles)
        out["commune"] = _each(table["work_commune_id"], self.places.number)
        out["province"] = _each(table["work_province_id"], self.places.number)
        self._where(out, out["commune"])
        out["shrink"] = np.cos(np.radians(np.nan_to_num(out["north"] / KM_A_DEGREE, nan=16.0)))
        out["wage"] = _best_wage(table)
        out["likely_wage"] = np.where(out["wage"] > 0, out["wage"], self.wages[out["codes"][:, 0] // 100])
        out["hours"] = np.minimum(_numbers(table["hours_a_week"]), _EVERY_HOUR)
        out["months"] = np.minimum(_numbers(table["experience_months"]), 600)
        out["education"] = _each(table["least_education"], _SCHOOLING.__getitem__)
        out["access"] = _each(table["accessible_for"], lambda text: sum(_ACCESS.get(one, 0) for one in _items(text)))
        out["certificates"] = _each(
            table["certificates"], lambda text: self.lexicon.certificate_bits(_items(text), is_asked=True)
        )
        for name, column in (("night", "has_night"), ("shifts", "has_shifts"), ("dormitory", "has_dormitory")):
            out[name] = _truths(table[column])
        out["is_adult_work"] = out["night"] | _truths(table["is_hazardous"])
        today = np.datetime64(self.day)
        opened = _days(table["opens_on"], self.day)
        out["stale"] = np.clip((today - opened).astype(int) / STALE_AFTER, 0, 1)
        left = np.maximum(_numbers(table["places_count"]) - _numbers(table["hired"]), 0)
        out["crowd"] = _numbers(table["waiting"]) / np.maximum(left, 1)
        is_shown = (opened <= today) & (_days(table["expires_on"], self.day) > today)
        is_open = _is(table["state"], "open") & is_shown
        out["barred"] = np.where(is_open, 0, BAR["closed"]) | np.where(left > 0, 0, BAR["full"])
        return out

    def _seekers(self, read: Read) -> np.ndarray:
        table, has = read.table, read.listed
        out = np.zeros(table.num_rows, SEEKER)
        self._occupations(out, read.side)
        np.bitwise_or.at(
            out["skills"], (has.rows, has.values >> 6), np.uint64(1) << (has.values & 63).astype(np.uint64)
        )
        out["tells_skills"] = np.diff(has.starts) > 0
        out["id"] = table["id"].to_numpy()
        out["words"] = _title_words(read.side.titles)
        out["willing"] = _each(table["willing_places"], self.places.willing, PLACES, -1)
        out["province"] = _each(table["province_id"], self.places.number)
        self._where(out, _each(table["commune_id"], self.places.number))
        out["farthest"] = np.maximum(_numbers(table["farthest_km"], told()["usual_km"]), 1)
        out["wage"] = _numbers(table["wage_floor_dong"]) / 1000
        out["likely_wage"] = np.where(out["wage"] > 0, out["wage"], self.floors[out["codes"][:, 0] // 100])
        out["hours"] = _numbers(table["most_hours_a_week"], _EVERY_HOUR)
        out["months"] = np.minimum(_numbers(table["experience_months"]), 600)
        out["education"] = _each(table["education"], _SCHOOLING.__getitem__)
        out["access"] = _each(table["access_need"], lambda key: _ACCESS.get(key, 0))
        out["certificates"] = _each(
            table["certificates"], lambda text: self.lexicon.certificate_bits(_items(text), is_asked=False)
        )
        out["nights"], out["shifts"] = _truths(table["takes_night"]), _truths(table["takes_shifts"])
        out["age"] = _ages(table, self.day)
        is_shown = _is(table["state"], "active") & _truths(table["consents_to_be_shown"])
        out["barred"] = np.where(_is(table["state"], "ended"), BAR["inactive"], 0) | np.where(
            is_shown, 0, BAR["no_consent"]
        )
        return out

    def _occupations(self, out: np.ndarray, side: Side) -> None:
        out["codes"], out["shares"], out["unknown"] = self.guess.shares(side)

    def _asked(self, out: np.ndarray, surely: Ragged, maybe: Ragged) -> None:
        """The skills a vacancy asks for: those it lists weigh whole, those only its description names three quarters."""
        out["asked"] = -1
        weight = self.rarity[maybe.values] * np.where(_among(maybe, surely), 1.0, DESCRIBED)
        order = np.lexsort((maybe.values, -weight, maybe.rows))
        rows = maybe.rows[order]
        place = np.arange(len(rows)) - maybe.starts[rows]
        kept = place < ASKED
        out["asked"][rows[kept], place[kept]] = maybe.values[order][kept]
        out["weights"][rows[kept], place[kept]] = weight[order][kept]
        out["asked_total"] = out["weights"].sum(1)

    def _where(self, out: np.ndarray, numbers: np.ndarray) -> None:
        """Degrees as kilometres; the last of the book, without degrees, stands for an unknown unit."""
        out["north"] = self.places.latitudes[numbers] * KM_A_DEGREE
        out["east"] = self.places.longitudes[numbers] * KM_A_DEGREE


def _some(table: pa.Table) -> pa.Table:
    """What is learned from: the table, or rows evenly chosen from a large one."""
    apart = -(-table.num_rows // LEARNED_FROM)
    return table if apart <= 1 else table.take(np.arange(0, table.num_rows, apart))


def _in_blocks(records: Callable[[pa.Table], np.ndarray], table: pa.Table) -> np.ndarray:
    """The records of a large table, block by block, so that only one block's words are in memory."""
    return np.concatenate([records(table.slice(first, BLOCK)) for first in range(0, table.num_rows, BLOCK)])


def by_occupation(records: np.ndarray) -> tuple[np.ndarray, np.ndarray, float]:
    """Rows by the codes they may have (a row stands under each of them), where each code begins, and the most shares a row has in all."""
    rows, places = np.nonzero(records["shares"] > 0)
    codes = records["codes"][rows, places].astype(np.int64)
    nothing = np.nonzero(records["unknown"] > 0)[0]
    rows, codes = np.concatenate([nothing, rows]), np.concatenate([np.zeros(len(nothing), np.int64), codes])
    order = np.lexsort((rows, codes))
    starts = np.searchsorted(codes[order], np.arange(10_001)).astype(np.int64)
    heaviest = float(records["shares"].sum(1).max()) if len(records) else 1.0
    return rows[order].astype(np.int32), starts, max(heaviest, 1.0)


def _column(column: pa.ChunkedArray) -> pa.Array:
    whole = column.combine_chunks()
    return whole.fill_null("") if not isinstance(whole, pa.ChunkedArray) else pa.array(whole.to_pylist(), pa.string())


def _each(column: pa.ChunkedArray, number: Callable[[Any], Any], width: int = 0, blank: int = 0) -> np.ndarray:
    """What a function gives for each value, asked once for each distinct one; lists are filled up to `width`."""
    distinct = _column(column).dictionary_encode()
    found = [number(value) for value in distinct.dictionary.to_pylist()]
    if width:
        found = [[*each, *[blank] * (width - len(each))] for each in found]
    dtype = np.uint64 if any(isinstance(each, int) and each > 2**62 for each in found) else np.int64
    kept = np.array(found, dtype).reshape(len(found), width) if width else np.array(found, dtype)
    return kept[distinct.indices.to_numpy(zero_copy_only=False)]


def _numbers(column: pa.ChunkedArray, unknown: float = 0) -> np.ndarray:
    return pc.fill_null(column.cast(pa.float64()), float(unknown)).to_numpy()


def _truths(column: pa.ChunkedArray) -> np.ndarray:
    return np.asarray(column.cast(pa.bool_()).to_numpy(), bool)


def _days(column: pa.ChunkedArray, unknown: date) -> np.ndarray:
    return pc.fill_null(column.cast(pa.date32()), unknown).to_numpy().astype("datetime64[D]")


def _ages(table: pa.Table, day: date) -> np.ndarray:
    """Whole years on the day; of a birth day known in part, the last it may be."""
    months, days = _numbers(table["birth_month"], 12), _numbers(table["birth_day"], 31)
    is_before = (months > day.month) | ((months == day.month) & (days > day.day))
    return np.clip(day.year - _numbers(table["birth_year"]) - is_before, 0, 255)


def _declared(column: pa.ChunkedArray) -> np.ndarray:
    """Codes told, at most three, as numbers (n, 3); 0 for none, and for the armed forces."""
    return _each(column, _codes, WISHES).astype(np.int32)


def _codes(text: str) -> list[int]:
    return [int(one) for one in _items(text) if one.isdigit() and one[0] != "0" and len(one) <= 4][:WISHES]


def _title_words(titles: Texts) -> np.ndarray:
    """Numbers of the first words of each title that say something, folded."""
    said = titles.numbered(
        lambda word: [zlib.crc32(one.encode()) & 0x7FFFFFFF | 1 for one in syllables(word) if one not in NO_HELP]
    )
    out = np.zeros((len(said.starts) - 1, WORDS), np.int32)
    in_parts(lambda first, last: kernel.first_distinct(said.values, said.starts, first, last, out), len(out))
    return out


def _is(column: pa.ChunkedArray, value: str) -> np.ndarray:
    return np.asarray(pc.equal(column, value).to_numpy(zero_copy_only=False), bool)


def _best_wage(table: pa.Table) -> np.ndarray:
    return np.maximum(_numbers(table["wage_from_dong"]), _numbers(table["wage_to_dong"])) / 1000


def _usual(declared: np.ndarray, wages: np.ndarray) -> np.ndarray:
    """The median wage told in each group of two digits, of all where a group has none; 100 numbers."""
    told_wage = wages > 0
    overall = float(np.median(wages[told_wage])) if told_wage.any() else USUAL_WAGE
    group = declared[:, 0] // 100
    found = np.full(100, overall, np.float32)
    for each in np.unique(group[told_wage & (declared[:, 0] > 999)]):
        found[each] = np.median(wages[told_wage & (group == each)])
    return found


def _all_items(column: pa.ChunkedArray) -> list[str]:
    return [one for text in column.to_pylist() if text for one in _items(text)]


def _among(maybe: Ragged, surely: Ragged) -> np.ndarray:
    """Whether each value of the wider lists is also in the narrower one of its row."""
    return np.isin(maybe.rows * MOST_SKILLS + maybe.values, surely.rows * MOST_SKILLS + surely.values)


assert SKILL_WORDS * 64 >= MOST_SKILLS
