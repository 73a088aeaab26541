"""The words of a file to the words of the register: what a row changes, the category of a title, the reason of a stop, an amount."""

import re
from functools import cache
from typing import Any

from ansinh.benefits import words
from ansinh.core.names import fold
from ansinh.people.jobs.sheets import text_of

KINDS = {
    "increase": ("Tăng thêm", "increase"),
    "adjust": ("Điều chỉnh", "adjust"),
    "stop": ("Thôi hưởng", "stop"),
    "death": ("Cắt chết", "death"),
}
_KINDS = {
    "tang them": "increase", "tang": "increase", "tang moi": "increase", "them moi": "increase",
    "dieu chinh": "adjust", "doi muc": "adjust", "thay doi": "adjust",
    "thoi huong": "stop", "thoi": "stop", "dung huong": "stop", "giam": "stop",
    "cat chet": "death", "chet": "death", "giam do chet": "death",
}  # fmt: skip
# The way officers name the groups of Decree 20/2021, where it is neither a code nor the register's own words. The first that fits counts.
_SAID = [
    (re.compile(pattern), category)
    for pattern, category in (
        (r"ho .*cham soc.*khuyet tat dac biet nang", "household_of_extra_severe"),
        (r"nhan (cham soc,? )?nuoi duong.*khuyet tat dac biet nang", "taking_in_extra_severe"),
        (r"khuyet tat.*(mang thai|nuoi con)", "disabled_parent"),
        (r"khuyet tat dac biet nang", "disabled_extra_severe"),
        (r"khuyet tat nang", "disabled_severe"),
        (r"don than", "single_parent"),
        (r"huu tri xa hoi", "social_pension"),
        (r"80 tuoi", "older_80_without_pension"),
        (r"75 .*80 tuoi", "older_75_difficult_area"),
        (r"cao tuoi.*khong co nguoi.*phung duong", "older_poor_alone"),
        (r"tre em.*hiv", "child_hiv"),
        (r"nguoi.*hiv", "hiv_poor"),
        (r"tre em.*duoi 3 tuoi", "child_under_3_difficult_area"),
        (r"tre em.*(khong co nguon nuoi duong|mo coi)", "orphan"),
    )
]
_CODES = {fold(code): category for category, (_, _, _, code) in words.CATEGORIES.items()}
_LABELS = {fold(vi): category for category, (vi, _) in words.CATEGORY_LABELS.items()}
_STOPS = {fold(vi): reason for reason, (vi, _) in words.STOPS.items()}


def kind_of(text: str) -> str:
    """`increase`, `adjust`, `stop` or `death`. Raises ValueError with words for the officer."""
    if found := _KINDS.get(fold(text)):
        return found
    raise ValueError(f"Loại biến động «{text}» không đọc được. Ghi Tăng thêm, Điều chỉnh, Thôi hưởng hoặc Cắt chết.")


@cache
def category_of(text: str) -> str:
    """The category of a title, from the ministry's code, the register's words or what officers write. Raises ValueError."""
    plain = fold(text)
    if plain in words.CATEGORIES:
        return plain
    code = re.sub(r"[\s.\-]+", "_", plain).removeprefix("khoan_").removeprefix("ma_")
    if found := _CODES.get(code) or _CODES.get(f"k{code}") or _LABELS.get(plain):
        return found
    for pattern, category in _SAID:
        if pattern.search(plain):
            return category
    raise ValueError(f"Phân loại «{text}» không có trong danh mục. Ghi mã (ví dụ k6_n, htxh) hoặc tên diện hưởng.")


def stop_of(text: str) -> str:
    """The reason of a stop; no longer eligible where the file gives none of the register's."""
    plain = fold(text)
    return next((reason for said, reason in _STOPS.items() if said in plain), "no_longer_eligible")


def count_of(cell: Any, what: str) -> int:
    """A small whole number from a cell, with or without a percent sign. Raises ValueError."""
    text = text_of(cell)
    if found := re.fullmatch(r"(\d{1,3})\s*%?", text):
        return int(found[1])
    raise ValueError(f"{what} «{text}» không đọc được. Ghi một số, ví dụ 61.")
