"""The unit that a header, a label, a unit column or a line above the table names."""

import re

from ansinh.core.names import fold

# As written, a key of ``ansinh.reading.claim.UNITS`` or "other", and the power of ten.
Unit = tuple[str, str, int]
PERCENT: Unit = ("%", "percent", 0)

# Without diacritics; the first that fits decides.
_UNITS: tuple[tuple[str, str, int], ...] = (
    (r"%|phan tram|^ty le|^ti le", "percent", 0),
    (r"ty (usd|do la|do)\b", "other", 9),
    (r"trieu (usd|do la|do)\b", "other", 6),
    (r"(nghin|ngan) (usd|do la|do)\b", "other", 3),
    (r"nghin ty|ngan ty", "dong", 12),
    (r"\bty ?(dong|d)\b|^ty$", "dong", 9),
    (r"\b(trieu|tr) ?(dong|d)\b|^trieu$|^tr\.? ?d(ong)?$", "dong", 6),
    (r"(nghin|ngan|1\.?000) ?(dong|d)\b", "dong", 3),
    (r"((?<!lao )(?<!hop )(?<!hoat )(?<!cong )\bdong|^d|\bvnd)\b(?! bao| nai| thap)", "dong", 0),
    (r"trieu (nguoi|lao dong)", "person", 6),
    (r"(nghin|ngan|1\.?000) ?(nguoi|lao dong)", "person", 3),
    (r"(nghin|ngan|1\.?000) ?ho\b", "household", 3),
    (r"^(luot )?ho so$", "dossier", 0),
    (r"\bluot\b", "turn", 0),
    (r"^(so )?(doanh nghiep|dn)$|\bco so san xuat\b", "enterprise", 0),
    (r"^(can|ngoi|cai)( nha)?$|^nha$|^can ho$", "house", 0),
    (r"^(nguoi|lao dong|ld|tre( em)?|em|chau|khau|hoc sinh|hs|hoc vien|doi tuong|nhan khau|ba me|me|can bo|sinh vien)\b", "person", 0),
    (r"^ho\b", "household", 0),
)  # fmt: skip
_BY_PATTERN = tuple((re.compile(pattern), unit, scale) for pattern, unit, scale in _UNITS)
_IN_BRACKETS = re.compile(r"[(\[]([^()\[\]]{1,30})[)\]]")
_AFTER_COMMA = re.compile(r"[,:]\s*(%|(?:triệu|tỷ|nghìn|ngàn)? ?đồng|người|hộ|lượt(?: người)?)\s*$", re.I)
_ABOVE = re.compile(r"(?:đơn vị(?: tính)?|đvt|đv tính)\s*(?:\([^)]*\)\s*)?:\s*([^.;)\n|]{1,40})", re.I)
_SAID = re.compile(
    r"(?:tong )?(?:so )?(?:luong )?(luot (?:nguoi|ho so|lao dong|ho)|luot|ho so|ho|nguoi|lao dong|tre em|tre|doanh nghiep|can nha|nhan khau|khau"
    r"|doi tuong|hoc sinh|hoc vien|hoi vien)\b"
)
_COUNTED = re.compile(r"^(tong )?so\b")
_RATE = re.compile(r"(ty|ti) (le|trong)\b|(muc )?(giam|tang) (ty|ti) le\b|%")
_PEOPLE = re.compile(r"(ba me|thuong binh|benh binh|liet si|than nhan|con de|phu nu|nam|nu)\b")


def read_unit(text: str) -> Unit | None:
    """The unit a cell or a header names; None for words that are no unit, and where several are named."""
    plain = fold(text).strip(" .:()")
    named = {one for part in re.split(r"[,;/]| va ", plain) if (one := _known(part.strip())) is not None}
    if len(named) > 1:
        return None
    if known := _known(plain):
        return (text.strip(" :()"), *known)
    return (text.strip(" :()"), "other", 0) if 0 < len(plain) <= 12 and not any(map(str.isdigit, plain)) else None


def is_known_unit(text: str) -> bool:
    """Whether the words are nothing but a unit officers use."""
    plain = fold(text).strip(" .:()")
    return len(plain) <= 16 and _known(plain) is not None


def unit_beside(words: str) -> Unit | None:
    """The unit written with a label: "(hộ)", "(triệu đồng)", ", %"."""
    beside = [found for said in _IN_BRACKETS.findall(words) if len(said.split()) <= 3 and (found := read_unit(said))]
    if beside:
        return next((found for found in reversed(beside) if found[1] != "other" or found[2]), beside[-1])
    if found_at_end := _AFTER_COMMA.search(words):
        return read_unit(found_at_end[1])
    head, dash, last = words.rpartition(" – ")
    return read_unit(last) if dash and head and is_known_unit(last) else None


def without_unit(words: str) -> str:
    """The words of a label without the unit in brackets."""
    return " ".join(_IN_BRACKETS.sub(lambda one: "" if read_unit(one[1]) else one[0], words).split())


def unit_above(title: str) -> Unit | None:
    """The one unit that holds for the whole table: "Đơn vị tính: triệu đồng"; None where several are named."""
    told = _ABOVE.findall(title)
    return read_unit(told[-1]) if told else None


def unit_said(words: str, *, is_sure: bool) -> Unit | None:
    """The unit the words themselves carry: "Tỷ lệ ..." is percent, "Số hộ ..." households. ``is_sure`` asks for "số" or a rate."""
    plain = fold(words.rsplit(" - ", 1)[-1]).strip(" -+*")
    if _RATE.match(plain):
        return PERCENT
    if is_sure and not _COUNTED.match(plain):
        return None
    if found := _SAID.match(plain):
        return read_unit(found[1])
    return ("người", "person", 0) if not is_sure and _PEOPLE.match(plain) else None


def _known(plain: str) -> tuple[str, int] | None:
    return next(((unit, scale) for pattern, unit, scale in _BY_PATTERN if pattern.search(plain)), None)
