"""One cell to one value of the register, or a sentence about why not. Each raises ValueError with words for the officer."""

import re
from collections.abc import Mapping
from datetime import date, datetime
from functools import cache, lru_cache
from typing import Any

from rapidfuzz import fuzz, process

from ansinh.core.days import BirthDay, read_birth_day, read_day
from ansinh.core.names import fold, plain_words
from ansinh.people.jobs.sheets import text_of
from ansinh.people.words import ETHNICITIES, ETHNICITY_SPELLINGS, WAGE_REGIONS

_SEXES = {
    "nam": "m",
    "1": "m",
    "m": "m",
    "male": "m",
    "trai": "m",
    "nu": "f",
    "2": "f",
    "f": "f",
    "female": "f",
    "gai": "f",
}
_ROLES = {
    "chu ho": "head", "1": "head", "ch": "head", "chuho": "head",
    "vo": "spouse", "chong": "spouse", "vo/chong": "spouse", "vo chong": "spouse", "vo hoac chong": "spouse", "2": "spouse", "vc": "spouse",
    "con": "child", "3": "child", "con trai": "child", "con gai": "child", "con de": "child", "con ruot": "child",
    "con nuoi": "child", "con ca": "child", "con ut": "child",
    "bo": "parent", "me": "parent", "cha": "parent", "bo/me": "parent", "bo me": "parent", "cha/me": "parent",
    "cha me": "parent", "4": "parent", "bo de": "parent",
    "me de": "parent", "cha ruot": "parent", "me ruot": "parent", "bo vo": "parent", "bo chong": "parent", "me vo": "parent", "me chong": "parent",
    "chau": "grandchild", "chau noi": "grandchild", "chau ngoai": "grandchild", "chau ruot": "grandchild",
    "anh": "sibling", "chi": "sibling", "em": "sibling", "anh/chi/em": "sibling", "anh chi em": "sibling",
    "anh ruot": "sibling", "chi ruot": "sibling", "em ruot": "sibling",
    "anh trai": "sibling", "chi gai": "sibling", "em trai": "sibling", "em gai": "sibling",
    "khac": "other", "5": "other", "con dau": "other", "con re": "other", "dau": "other", "re": "other",
    "ong": "other", "ba": "other", "ong noi": "other", "ba noi": "other",
    "ong ngoai": "other", "ba ngoai": "other", "co": "other", "di": "other", "chu": "other", "bac": "other",
    "cau": "other", "mo": "other", "chau dau": "other", "chat": "other",
    "o nho": "other", "nguoi o nho": "other", "thanh vien": "other", "thanh vien khac": "other", "chau ho": "other",
}  # fmt: skip
_ETHNICITIES = {fold(vi): code for code, (vi, _) in ETHNICITIES.items()} | ETHNICITY_SPELLINGS
# How officers shorten the words of forms.
_SHORT = {
    "cmkt": "chuyen mon ky thuat", "cnkt": "cong nhan ky thuat", "thcs": "trung hoc co so", "thpt": "trung hoc pho thong", "dh": "dai hoc",
    "cd": "cao dang", "tc": "trung cap", "sc": "so cap", "dn": "doanh nghiep", "htx": "hop tac xa",
}  # fmt: skip
YES = ("x", "co", "1", "dung", "yes", "true", "v")
NO = ("", "khong", "khong co", "khong phai", "0", "2", "no", "false", "sai")
_NOT = ("khong ", "chua ")
_UNKNOWN_MARKS = {"", "-", "x", "?", "khong", "khong co", "khong ro", "chua co", "chua ro", "k", "n/a"}


def number_text(cell: Any) -> str:
    """A personal number as its digits stand in the cell; blank when the officer wrote that there is none."""
    said = text_of(cell)
    if said.isdigit():
        return said
    if fold(said) in _UNKNOWN_MARKS:
        return ""
    return said if _is_rounded(cell, said) else re.sub(r"[\s.\-']", "", said)


def _is_rounded(cell: Any, said: str) -> bool:
    """A number Excel made a fraction or `8.4E+10` of: its digits are gone, none may be put together from what is left."""
    return isinstance(cell, float) or bool(re.fullmatch(r"\d[.,]\d+[eE]\+?\d+", said))


@cache
def sex_of(text: str) -> str:
    """`m` or `f`."""
    if found := _SEXES.get(fold(text)):
        return found
    raise ValueError(f"Giới tính «{text}» không đọc được. Ghi nam hoặc nữ (1 hoặc 2).")


@cache
def role_of(text: str) -> str:
    """A role in the household."""
    plain = fold(re.sub(r"^\d\s*[-.)]\s*", "", text))
    if found := _ROLES.get(plain) or _ROLES.get(plain.removesuffix(" chu ho").strip()):
        return found
    raise ValueError(
        f"Quan hệ với chủ hộ «{text}» không đọc được. Ghi chủ hộ, vợ, chồng, con, bố, mẹ, cháu, anh, chị, em hoặc khác."
    )


@cache
def ethnicity_of(text: str) -> int:
    """The code 1 to 55 of an ethnic group."""
    plain = fold(text).removeprefix("dan toc ").strip()
    if plain.isdecimal() and int(plain) in ETHNICITIES:
        return int(plain)
    if found := _ETHNICITIES.get(plain) or _ETHNICITIES.get(plain.replace("-", " ")):
        return found
    raise ValueError(
        f"Dân tộc «{text}» không có trong danh mục. Ghi tên một trong 54 dân tộc, mã 1 đến 54, hoặc 55 (khác)."
    )


def birth_of(cell: Any) -> BirthDay:
    """A birth day as known: a day, a month and year, or a year, from text, a date or an Excel number."""
    if isinstance(cell, str):
        text = text_of(cell).replace(" ", "") if re.fullmatch(r"[\d\s/.\-]+", text_of(cell)) else text_of(cell)
        if text.isdecimal() and len(text) == 5:
            return read_birth_day(int(text))
        if re.fullmatch(r"\d{1,2}[/.\-]\d{1,2}[/.\-]\d{2}", text):
            raise ValueError(f"Ngày sinh «{text}» chỉ có hai chữ số của năm. Ghi đủ bốn chữ số, ví dụ 05/01/1950.")
        return read_birth_day(re.sub(r"^(00|0|--|\?\?)[/.\-](?=\d)", "", text))
    return read_birth_day(cell)


def day_of(cell: Any) -> date:
    """A whole day from a cell."""
    if isinstance(cell, datetime):
        return cell.date()
    return read_day(text_of(cell) if isinstance(cell, str) else cell)


def amount_of(cell: Any) -> int:
    """Whole dong from a cell: `360.000`, `360,000 đồng`, 360000. Raises ValueError."""
    text = text_of(cell)
    if isinstance(cell, float | int) and cell == int(cell) and cell >= 0:
        return int(cell)
    plain = re.sub(r"\s*(đồng|dong|đ|vnd|vnđ)(/tháng)?\s*$", "", text.lower())
    if re.fullmatch(r"\d+|\d{1,3}([., ]\d{3})+", plain):
        return int(re.sub(r"\D", "", plain))
    raise ValueError(f"Số tiền «{text}» không đọc được. Ghi số đồng tròn, ví dụ 540000 hoặc 540.000.")


def whole_number(cell: Any, label: str) -> int:
    """A count of a cell: `1.200`, `1200`, `1 200`. Raises ValueError."""
    text = text_of(cell)
    plain = re.sub(r"[\s.,](?=\d{3}\b)", "", text)
    if not plain.isascii() or not plain.isdigit() or len(plain) > 9:
        raise ValueError(f"{label} «{text}» không phải số nguyên. Ghi số, ví dụ 120.")
    return int(plain)


def yes_no(cell: Any, label: str) -> bool:
    """Whether a cell says yes: x, có, 1, đúng. Raises ValueError."""
    text = text_of(cell)
    plain = plain_words(text)
    if plain in YES or plain in NO:
        return plain in YES
    raise ValueError(f"{label} «{text}» không đọc được. Ghi x (có), hoặc để trống.")


def wage_region_of(cell: Any) -> str:
    """I to IV, from the region's number in either writing. Raises ValueError."""
    text = text_of(cell)
    said = re.sub(r"vùng|\s", "", text.lower()).upper()
    region = dict(zip("1234", WAGE_REGIONS, strict=True)).get(said, said)
    if region not in WAGE_REGIONS:
        raise ValueError(f"Vùng lương tối thiểu «{text}» không đọc được. Ghi I, II, III hoặc IV.")
    return region


def word_of(
    cell: Any,
    labels: Mapping[Any, tuple[str, str]],
    label: str,
    *,
    also: Mapping[str, Any] | None = None,
    is_printed: bool = True,
) -> Any:
    """The key a cell means: the key, its name (or one of `also`, folded) with or without diacritics, the one name told among other words or
    nearly; where the list is printed on a form also its number there (from 1) or a part of its name. Raises ValueError."""
    text = text_of(cell)
    names = tuple((plain_words(vi), key) for key, (vi, _en) in labels.items())
    names += tuple((plain_words(en), key) for key, (_vi, en) in labels.items()) + tuple((also or {}).items())
    found = _word(text, tuple(labels), names, is_printed)
    if found is None:
        listed = "; ".join(f"{place} {vi}" if is_printed else vi for place, (vi, _) in enumerate(labels.values(), 1))
        raise ValueError(f"{label} «{text}» không đọc được. Ghi một trong: {listed}.")
    return found


@lru_cache(maxsize=10_000)
def _word(text: str, keys: tuple[Any, ...], named: tuple[tuple[str, Any], ...], is_printed: bool) -> Any:
    plain = " ".join(_SHORT.get(word, word) for word in plain_words(text).split())
    names = dict(reversed(named))
    if text in map(str, keys):
        return next(key for key in keys if text == str(key))
    if is_printed and plain.isdigit() and 1 <= int(plain) <= len(keys):
        return keys[int(plain) - 1]
    plain = re.sub(r"^\d{1,2}\s", "", plain)
    if plain in names:
        return names[plain]
    if len(plain) < 3:
        return None
    return _alike(plain, names, is_printed)


def _alike(plain: str, names: dict[str, Any], is_printed: bool) -> Any:
    within = [name for name in names if _is_within(name, plain)]
    longest = max(within, key=len, default="")
    if longest and all(_is_within(name, longest) for name in within):
        return names[longest]
    around = {names[name] for name in names if is_printed and _is_within(plain, name)}
    if not within and len(around) == 1:
        return around.pop()
    near = process.extractOne(plain, list(names), scorer=fuzz.ratio, score_cutoff=82) if len(plain) > 3 else None
    return names[near[0]] if near and near[0].startswith(_NOT) == plain.startswith(_NOT) else None


def _is_within(part: str, whole: str) -> bool:
    """Whether the words of a part stand in the whole, and are not denied there."""
    before, found, _after = f" {whole} ".partition(f" {part} ")
    return bool(part and found) and not f"{before} ".endswith(_NOT)
