"""The 12 digits of a personal number: 3 of the province of birth registration, 1 of century and sex, 2 of the year, 6 at random."""

import re
from dataclasses import dataclass

from ansinh.people.words import BIRTH_PROVINCES, SEXES


@dataclass(frozen=True, slots=True)
class IssuedTo:
    """What a personal number says of its holder."""

    province: str
    sex: str
    birth_year: int


def issued_to(number: str) -> IssuedTo:
    """Province name of birth registration, sex and birth year told by a number without faults."""
    century, is_female = divmod(int(number[3]), 2)
    return IssuedTo(BIRTH_PROVINCES[number[:3]], "f" if is_female else "m", 1900 + 100 * century + int(number[4:6]))


def personal_number_faults(number: str, *, sex: str | None = None, birth_year: int | None = None) -> list[str]:
    """What is wrong with a personal number, one Vietnamese sentence for each failing part; empty when nothing is.

    Circular 59/2021/TT-BCA, Article 4; Decree 137/2015/NĐ-CP, Article 13."""
    if re.fullmatch(r"\d+([.,]\d+)?[eE]\+?\d+|\d+[.,]\d+", number):
        return [
            f"Số định danh «{number}» đã bị Excel rút gọn, mất chữ số. Định dạng cột thành Văn bản (Text), gõ lại 12 chữ số trên thẻ căn cước."
        ]
    if strange := "".join(sorted({c for c in number if not c.isascii() or not c.isdigit()})):
        return [f"Số định danh «{number}» có ký tự lạ «{strange}». Chỉ ghi 12 chữ số trên thẻ căn cước."]
    if len(number) != 12:
        return [_wrong_length(number)]
    faults = []
    if number[:3] not in BIRTH_PROVINCES:
        faults.append(
            f"Số định danh «{number}»: ba số đầu «{number[:3]}» không phải mã tỉnh khai sinh (001 đến 096). Xem lại trên thẻ."
        )
        return faults
    told = issued_to(number)
    if sex and told.sex != sex:
        faults.append(
            f"Số định danh «{number}»: chữ số thứ tư «{number[3]}» là của {SEXES[told.sex][0]} sinh năm {told.birth_year // 100}xx, "
            f"nhưng giới tính ghi là {SEXES[sex][0]}. Sửa số hoặc giới tính."
        )
    if birth_year and told.birth_year != birth_year:
        faults.append(
            f"Số định danh «{number}»: các chữ số «{number[3:6]}» là của người sinh năm {told.birth_year}, "
            f"nhưng năm sinh ghi là {birth_year}. Sửa số hoặc năm sinh."
        )
    return faults


def padded(number: str, *, sex: str | None = None, birth_year: int | None = None) -> str | None:
    """The number with the noughts Excel took from its front, when that makes it right; else None."""
    whole = number.zfill(12)
    if (
        not 9 < len(number) < 12
        or not number.isdigit()
        or personal_number_faults(whole, sex=sex, birth_year=birth_year)
    ):
        return None
    return whole


def _wrong_length(number: str) -> str:
    said = f"Số định danh «{number}» có {len(number)} chữ số, phải có đúng 12."
    if len(number) == 9:
        return f"{said} Đây là số chứng minh nhân dân cũ: ghi số trên thẻ căn cước."
    if whole := padded(number):
        return f"{said} Có thể Excel đã làm mất số 0 ở đầu: «{whole}»."
    return f"{said} Xem lại trên thẻ căn cước."
