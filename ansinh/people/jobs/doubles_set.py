"""A labelled set of made-up people to train and measure the search for doubles on: who is whom is known.

Households of a province named by Vietnamese frequencies; some people have a second row with one to three of `ERRORS`; and there are
those who look alike and are two (`LOOK_ALIKES`). The same seed gives the same set. Nobody real is meant."""

import random
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from itertools import accumulate
from pathlib import Path
from typing import Any

import pyarrow as pa
import yaml

from ansinh.core.names import fold

# What a second row has wrong: Vietnamese, English, how often.
ERRORS: dict[str, tuple[str, str, float]] = {
    "tones": ("mất dấu", "diacritics lost", 0.14),
    "tone": ("sai một dấu", "one wrong tone", 0.08),
    "spelling": ("sai chính tả (y/i, s/x, tr/ch, d/gi, n/ng)", "spelling", 0.12),
    "letter": ("gõ sai một chữ", "a letter mistyped", 0.10),
    "middle": ("thiếu chữ đệm", "middle name left out", 0.08),
    "initials": ("viết tắt chữ đệm", "initials", 0.05),
    "swapped": ("đảo chữ đệm và tên", "middle and given name swapped", 0.05),
    "year_only": ("chỉ có năm sinh", "only the birth year", 0.16),
    "first_of_january": ("ngày 01/01 ghi thay ngày không rõ", "1 January for an unknown day", 0.10),
    "day_month": ("đảo ngày và tháng", "day and month swapped", 0.07),
    "digit": ("sai một chữ số ngày sinh", "a digit of the birth day wrong", 0.12),
    "year": ("lệch năm sinh", "birth year off", 0.06),
    "sex": ("sai giới tính", "wrong sex", 0.02),
}
LOOK_ALIKES = {
    "twins": ("sinh đôi", "twins"),
    "siblings": ("anh chị em tên gần giống", "siblings with near names"),
    "father_and_son": ("cha con cùng tên", "father and son of one name"),
    "neighbours": ("hàng xóm cùng tên, sinh cách nhau ít năm", "neighbours of one name"),
    "strangers": ("cùng tên, cùng ngày sinh, khác xã", "one name and birth day, elsewhere"),
}
COLUMNS = pa.schema([
    ("id", pa.int64()), ("name", pa.string()), ("name_folded", pa.string()), ("sex", pa.string()), ("birth_year", pa.int32()),
    ("birth_month", pa.int32()), ("birth_day", pa.int32()), ("personal_number", pa.string()), ("commune_id", pa.string()),
    ("household_id", pa.int64()), ("hamlet", pa.string()),
])  # fmt: skip
_COMMUNE_PEOPLE, _HAMLET_HOUSEHOLDS = 9_500, 280


@dataclass
class LabelledSet:
    """People as the search reads them; `same` are pairs that are one person, with the errors of the second row; `apart` those that
    look alike and are two, with why. Pairs are (lower id, higher id)."""

    people: pa.Table
    same: dict[tuple[int, int], tuple[str, ...]] = field(default_factory=dict)
    apart: dict[tuple[int, int], str] = field(default_factory=dict)


def labelled_set(*, count: int, seed: int, doubled: float = 0.02, worse: float = 1.0) -> LabelledSet:
    """About `count` rows, of which the share `doubled` are second rows; `worse` times as many errors in each."""
    return _Maker(random.Random(seed), count, doubled, worse).make()


@cache
def _names() -> dict[str, Any]:
    return yaml.safe_load((Path(__file__).parents[1] / "data" / "names.yaml").read_text(encoding="utf-8"))


def _by_share(shares: dict[str, int]) -> tuple[list[str], list[float]]:
    return list(shares), list(accumulate(shares.values()))


def _by_zipf(words: list[str], steepness: float) -> tuple[list[str], list[float]]:
    return words, list(accumulate(1 / rank**steepness for rank in range(1, len(words) + 1)))


@dataclass
class _Row:
    name: str
    sex: str
    year: int
    month: int | None
    day: int | None
    number: str | None
    commune: str
    household: int
    hamlet: str


class _Maker:
    def __init__(self, chance: random.Random, count: int, doubled: float, worse: float) -> None:
        self.chance, self.count, self.doubled, self.worse = chance, count, doubled, worse
        told = _names()
        self.families = _by_share(told["families"])
        self.middles = {sex: _by_zipf(words, 0.95) for sex, words in told["middles"].items()}
        self.givens = {sex: _by_zipf(words, 0.55) for sex, words in told["givens"].items()}
        self.alike = {a: b for pair in told["alike"] for a, b in (pair, pair[::-1])}
        self.hamlets = told["hamlets"]
        self.rows: list[_Row] = []
        self.made = LabelledSet(pa.table({}))
        self.households = 0
        self.numbers: set[str] = set()

    def make(self) -> LabelledSet:
        originals = int(self.count * (1 - self.doubled))
        while len(self.rows) < originals:
            self._household()
        self._neighbours_and_strangers(originals)
        self._everyday_errors()
        self._second_rows()
        self.made.people = self._table()
        return self.made

    def _elsewhere(self) -> str:
        return f"c{self.chance.randrange(max(self.count // _COMMUNE_PEOPLE, 2)):03d}"

    def _drawn(self, words: tuple[list[str], list[float]]) -> str:
        return self.chance.choices(words[0], cum_weights=words[1])[0]

    def _household(self) -> None:
        chance = self.chance
        self.households += 1
        commune = f"c{len(self.rows) // _COMMUNE_PEOPLE:03d}"
        hamlet = self.hamlets[self.households // _HAMLET_HOUSEHOLDS % len(self.hamlets)]
        family, age = self._drawn(self.families), min(max(chance.gauss(49, 14), 22), 95)
        year = 2023 - int(age)
        father = self._person(family, "m", year, commune, hamlet)
        if chance.random() < 0.75:
            self._person(self._drawn(self.families), "f", year + chance.randint(-3, 6), commune, hamlet)
        children: list[int] = []
        middles = {sex: self._drawn(self.middles[sex]) for sex in "mf"} if chance.random() < 0.5 else None
        for _ in range(chance.choices((0, 1, 2, 3, 4), (0.28, 0.24, 0.32, 0.11, 0.05))[0]):
            self._child(family, min(year + chance.randint(20, 38), 2023), middles, commune, hamlet, children, father)
        if chance.random() < 0.12:
            self._person(family, chance.choice("mf"), year - chance.randint(20, 32), commune, hamlet)

    def _person(
        self, family: str, sex: str, year: int, commune: str, hamlet: str, *, middle: str = "", given: str = "",
        born: tuple[int, int] | None = None,
    ) -> int:  # fmt: skip
        chance, year = self.chance, max(year, 1920)
        name = f"{family} {middle or self._drawn(self.middles[sex])} {given or self._drawn(self.givens[sex])}"
        month, day = born or (chance.randint(1, 12), chance.randint(1, 28))
        knows = year >= 1960 or chance.random() > 0.30
        number = None if chance.random() < (0.05 if year < 1950 else 0.004) else self._number(sex, year)
        self.rows.append(
            _Row(
                name,
                sex,
                year,
                month if knows else None,
                day if knows else None,
                number,
                commune,
                self.households,
                hamlet,
            )
        )
        return len(self.rows) - 1

    def _number(self, sex: str, year: int) -> str:
        stem = f"084{(sex == 'f') + 2 * (year >= 2000)}{year % 100:02d}"
        while (number := f"{stem}{self.chance.randrange(1_000_000):06d}") in self.numbers:
            pass
        self.numbers.add(number)
        return number

    def _child(
        self, family: str, year: int, middles: dict[str, str] | None, commune: str, hamlet: str, children: list[int], father: int
    ) -> None:  # fmt: skip
        chance = self.chance
        before = self.rows[children[-1]] if children else None
        sex = chance.choice("mf")
        given = self._drawn(self.givens[sex])
        kind = ""
        if before and chance.random() < 0.02 and before.month and before.day:
            kind, year, sex = "twins", before.year, before.sex if chance.random() < 0.7 else sex
            given = (
                self.alike.get(before.name.split()[-1], given)
                if chance.random() < 0.5
                else self._drawn(self.givens[sex])
            )
        elif before and chance.random() < 0.06:
            kind, sex, given = "siblings", before.sex, self.alike.get(before.name.split()[-1], given)
        elif sex == "m" and chance.random() < 0.004:
            kind, given = "father_and_son", self.rows[father].name.split(" ", 2)[-1].split()[-1]
        middle = middles[sex] if middles else ""
        if kind in ("twins", "siblings") and before:
            middle = " ".join(before.name.split()[1:-1]) if before.sex == sex else middle
        if kind == "father_and_son":
            middle = " ".join(self.rows[father].name.split()[1:-1])
        born = (before.month, before.day) if kind == "twins" and before and before.month and before.day else None
        at = self._person(family, sex, year, commune, hamlet, middle=middle, given=given, born=born)
        if kind == "twins" and before and before.number and self.rows[at].sex == before.sex and chance.random() < 0.5:
            self._next_number(at, before.number)
        if kind:
            self._tell_apart(father if kind == "father_and_son" else children[-1], at, kind)
        children.append(at)

    def _next_number(self, at: int, number: str) -> None:
        following = f"{int(number) + 1:012d}"
        if following not in self.numbers and following[:6] == number[:6]:
            self.numbers.add(following)
            self.rows[at].number = following

    def _tell_apart(self, one: int, other: int, kind: str) -> None:
        self.made.apart[min(one, other) + 1, max(one, other) + 1] = kind

    def _neighbours_and_strangers(self, originals: int) -> None:
        for kind, share in (("neighbours", 0.004), ("strangers", 0.0005)):
            for at in self.chance.sample(range(originals), int(originals * share)):
                like = self.rows[at]
                family, *middle, given = like.name.split()
                self.households += 1
                if kind == "neighbours":
                    year, born, commune = like.year + self.chance.randint(-3, 3), None, like.commune
                else:
                    year, born, commune = like.year, (like.month, like.day), self._elsewhere()
                told = born if born and born[0] and born[1] else None
                new = self._person(
                    family,
                    like.sex,
                    year,
                    commune,
                    like.hamlet,
                    middle=" ".join(middle),
                    given=given,
                    born=told,  # type: ignore[arg-type]
                )
                self._tell_apart(at, new, kind)

    def _everyday_errors(self) -> None:
        """First rows are typed by the same hands: one in fifteen has an error, and one commune in fifteen came without diacritics."""
        plain = {
            f"c{number:03d}" for number in range(self.count // _COMMUNE_PEOPLE + 1) if self.chance.random() < 1 / 15
        }
        kinds, shares = list(ERRORS), [share for _, _, share in ERRORS.values()]
        for row in self.rows:
            if row.commune in plain:
                _tones(row, self.chance)
            elif self.chance.random() < 1 / 15:
                _SPOIL[self.chance.choices(kinds, shares)[0]](row, self.chance)

    def _second_rows(self) -> None:
        """Alone in the same household, in another of the same commune or elsewhere; or with others of the family who moved."""
        members = defaultdict(list)
        for at, row in enumerate(self.rows):
            members[row.household].append(at)
        left = int(self.count * self.doubled)
        order = list(members)
        self.chance.shuffle(order)
        for household in order:
            if left <= 0:
                return
            way = self.chance.choices(("same", "near", "far", "family"), (0.2, 0.3, 0.25, 0.25))[0]
            some = members[household] if way == "family" else [self.chance.choice(members[household])]
            self.households += way != "same"
            commune = self._elsewhere() if way in ("far", "family") else ""
            for at in some:
                self._second(at, way, commune)
                left -= 1

    def _second(self, at: int, way: str, commune: str) -> None:
        like = self.rows[at]
        row = _Row(**vars(like))
        if way != "same":
            row.household, row.commune = self.households, commune or like.commune
            moves = bool(commune) or self.chance.random() < 0.35
            row.hamlet = self.chance.choice(self.hamlets) if moves else like.hamlet
        told = []
        for name, (_, _, share) in ERRORS.items():
            if self.chance.random() < share * self.worse and _SPOIL[name](row, self.chance):
                told.append(name)
        if row.number:
            if self.chance.random() < 0.6:
                row.number = None
                told.append("no_number")
            else:
                row.number = self._misread(row.number)
                told.append("number_digit")
        self.rows.append(row)
        self.made.same[at + 1, len(self.rows)] = tuple(told)

    def _misread(self, number: str) -> str:
        while True:
            at = self.chance.randrange(6, 12)
            if at < 11 and self.chance.random() < 0.5:
                new = number[:at] + number[at + 1] + number[at] + number[at + 2 :]
            else:
                new = number[:at] + str(self.chance.randrange(10)) + number[at + 1 :]
            if new not in self.numbers:
                self.numbers.add(new)
                return new

    def _table(self) -> pa.Table:
        rows, folded = self.rows, cache(fold)
        columns = (
            range(1, len(rows) + 1), (row.name for row in rows), (folded(row.name) for row in rows), (row.sex for row in rows),
            (row.year for row in rows), (row.month for row in rows), (row.day for row in rows), (row.number for row in rows),
            (row.commune for row in rows), (row.household for row in rows), (row.hamlet for row in rows),
        )  # fmt: skip
        arrays = [pa.array(list(values), each.type) for values, each in zip(columns, COLUMNS, strict=True)]
        return pa.Table.from_arrays(arrays, schema=COLUMNS)


Spoil = Callable[[_Row, random.Random], bool]
_SPELLINGS = (
    ("y", "i"),
    ("i", "y"),
    ("s", "x"),
    ("x", "s"),
    ("tr", "ch"),
    ("ch", "tr"),
    ("d", "gi"),
    ("ng", "n"),
    ("n", "ng"),
    ("đ", "d"),
)


def _renamed(row: _Row, name: str) -> bool:
    was, row.name = row.name, name
    return name != was


def _tones(row: _Row, chance: random.Random) -> bool:
    return _renamed(row, fold(row.name).title())


def _tone(row: _Row, chance: random.Random) -> bool:
    words = row.name.split()
    at = chance.randrange(len(words))
    words[at] = fold(words[at]).title()
    return _renamed(row, " ".join(words))


def _spelling(row: _Row, chance: random.Random) -> bool:
    words = row.name.split()
    at = chance.randrange(1, len(words))
    options = [(a, b) for a, b in _SPELLINGS if words[at].lower().startswith(a) or words[at].endswith(a)]
    if not options:
        return False
    a, b = chance.choice(options)
    word = words[at].lower()
    words[at] = (b + word[len(a) :] if word.startswith(a) else word[: -len(a)] + b).title()
    return _renamed(row, " ".join(words))


def _letter(row: _Row, chance: random.Random) -> bool:
    at = chance.choice([place for place, letter in enumerate(row.name) if letter.isalpha() and place])
    way = chance.randrange(3)
    new = "" if way == 0 else row.name[at] * 2 if way == 1 else chance.choice("aeiouhnt")
    return _renamed(row, row.name[:at] + new + row.name[at + 1 :])


def _middle(row: _Row, chance: random.Random) -> bool:
    words = row.name.split()
    return len(words) > 2 and _renamed(row, f"{words[0]} {words[-1]}")


def _initials(row: _Row, chance: random.Random) -> bool:
    family, *middle, given = row.name.split()
    return bool(middle) and _renamed(row, " ".join([family, *(f"{word[0]}." for word in middle), given]))


def _swapped(row: _Row, chance: random.Random) -> bool:
    family, *middle, given = row.name.split()
    return bool(middle) and _renamed(row, " ".join([family, *middle[:-1], given, middle[-1]]))


def _year_only(row: _Row, chance: random.Random) -> bool:
    was, row.month, row.day = row.month, None, None
    return was is not None


def _first_of_january(row: _Row, chance: random.Random) -> bool:
    was, row.month, row.day = row.month, 1, 1
    return was is not None


def _day_month(row: _Row, chance: random.Random) -> bool:
    if not row.day or not row.month or row.day > 12 or row.day == row.month:
        return False
    row.month, row.day = row.day, row.month
    return True


def _digit(row: _Row, chance: random.Random) -> bool:
    if not row.day:
        return False
    was = row.day
    row.day = chance.choice(
        [day for day in (was + 1, was - 1, was + 10, was - 10, was % 10 * 10 + was // 10) if 1 <= day <= 28]
    )
    return row.day != was


def _year(row: _Row, chance: random.Random) -> bool:
    row.year += chance.choice((-1, 1, -2, 2, 10, -10))
    return True


def _sex(row: _Row, chance: random.Random) -> bool:
    row.sex = "f" if row.sex == "m" else "m"
    return True


_SPOIL: dict[str, Spoil] = {
    "tones": _tones, "tone": _tone, "spelling": _spelling, "letter": _letter, "middle": _middle, "initials": _initials, "swapped": _swapped,
    "year_only": _year_only, "first_of_january": _first_of_january, "day_month": _day_month, "digit": _digit, "year": _year, "sex": _sex,
}  # fmt: skip
