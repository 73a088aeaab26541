"""What in a vacancy an officer should look at before it is shown: signs of fraud, and conditions the law forbids. Signs, not verdicts."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from statistics import median

from ansinh.core.names import fold
from ansinh.core.numbers import grouped
from ansinh.labour.models import Vacancy
from ansinh.law import law_on
from ansinh.people.models import Organisation

# On folded text, once «không thu phí», «miễn phí», «không cần đặt cọc» are blanked. «Đóng tiền» is met as it is written: folded it is «đồng tiền».
_NO_FEE = re.compile(
    r"\b(khong|mien|chang)( (can|phai|thu|mat|dong|nop|bat ky|dat|ton|he)){0,3} (le phi|phi|tien|coc|khoan)\b"
)
_FEE = re.compile(
    r"\b(dat coc|tien coc|coc truoc|the chan|ky quy|phi gioi thieu|phi ho so|phi xet tuyen|phi tuyen dung|phi moi gioi|phi dong phuc"
    r"|phi dao tao|tien dong phuc|tien ho so|(nop|chuyen khoan|chuyen) (truoc )?(tien|phi|le phi|\d[\d.,]*)|giu (bang|cccd|can cuoc|giay to) goc)\b"
)
_PAY = re.compile(r"\bđóng (trước )?(tiền|phí|lệ phí|\d[\d.,]*)\b")
_SEX = re.compile(
    r"\b(chi (tuyen|nhan|can)( lao dong| cong nhan| nhan vien)? (nam|nu)|gioi tinh ?:? ?(nam|nu)\b(?! ?(/|,|va|hoac|hay) ?(nam|nu))"
    r"|(tuyen|nhan|can) (nam|nu)\b(?! ?(/|,|va|hoac|hay) ?(nam|nu))|uu tien (nam|nu)\b(?! ?(/|,|va|hoac|hay) ?(nam|nu))"
    r"|chua (ket hon|lap gia dinh|co con)|khong (mang thai|co bau))"
)
_AGE = re.compile(
    r"\b(duoi|khong qua|toi da|den|toi|-) ?[2-5]\d tuoi|\btuoi ?:? ?(tu )?\d\d ?(-|den|toi) ?\d\d|\btu \d\d ?(-|den|toi) ?\d\d tuoi"
)


@dataclass(frozen=True)
class Sign:
    """One thing to look at: its key of `words.FRAUD_SIGNS`, and what was found, in Vietnamese."""

    key: str
    told: str = ""


def signs_of(vacancy: Vacancy, day: date) -> list[Sign]:
    """What is to be looked at in a vacancy on a day, by the limits of `labour.vacancy_signs`. Reads vacancies of every organisation."""
    law = law_on(day).value("labour.vacancy_signs")
    found = [
        _phone(vacancy, law),
        _wage(vacancy, law),
        *_of_text(vacancy),
        *_of_organisation(vacancy.organisation, day),
    ]
    return [sign for sign in found if sign]


def plain_phone(text: str) -> str:
    """A telephone number as it is compared: digits, the country's code as 0."""
    digits = "".join(one for one in text if one.isdigit())
    return "0" + digits[2:] if digits.startswith("84") and len(digits) > 10 else digits


def _phone(vacancy: Vacancy, law: dict[str, int]) -> Sign | None:
    if not vacancy.phone:
        return None
    under = set(Vacancy._base_manager.filter(phone=vacancy.phone).values_list("organisation__name", flat=True))
    under |= set(Organisation._base_manager.filter(phone=vacancy.phone).values_list("name", flat=True))
    under |= {vacancy.organisation.name}
    if len(under) <= law["organisations_a_phone"]:
        return None
    return Sign("shared_phone", ", ".join(sorted(under)[:5]))


def _wage(vacancy: Vacancy, law: dict[str, int]) -> Sign | None:
    offered = vacancy.wage_to_dong or vacancy.wage_from_dong
    if not offered or not vacancy.occupation:
        return None
    others = Vacancy._base_manager.filter(
        occupation=vacancy.occupation, province=vacancy.province_id, state__in=("open", "closed", "expired")
    )
    known = list(
        others.exclude(pk=vacancy.pk)
        .exclude(wage_from_dong=None)
        .order_by("-id")
        .values_list("wage_from_dong", flat=True)[:500]
    )
    if len(known) < law["fewest_compared"]:
        return None
    usual = int(median(wage for wage in known if wage))
    if offered * 100 <= usual * law["wage_over_usual"]:
        return None
    return Sign(
        "high_wage", f"{grouped(offered)} đồng, mức giữa của {len(known)} tin cùng nghề là {grouped(usual)} đồng"
    )


def _of_text(vacancy: Vacancy) -> list[Sign]:
    text = unicodedata.normalize("NFC", f"{vacancy.title}. {vacancy.description}").lower()
    text = " ".join(re.sub(r"[^\w/,:.-]+", " ", text).split())
    said = fold(text)
    if len(said) != len(text):
        text = said
    found = []
    asked = _NO_FEE.sub(lambda met: "_" * len(met[0]), said)
    written = "".join("_" if mark == "_" else letter for mark, letter in zip(asked, text, strict=True))
    if fee := _FEE.search(asked) or _PAY.search(written):
        found.append(Sign("asks_fee", f"«{text[slice(*fee.span())]}»"))
    if barred := _SEX.search(said) or _AGE.search(said):
        found.append(Sign("sex_or_age", f"«{text[slice(*barred.span())]}»"))
    return found


def _of_organisation(organisation: Organisation, day: date) -> list[Sign]:
    found = []
    if organisation.to_day and organisation.to_day <= day:
        found.append(Sign("inactive", f"từ {organisation.to_day:%d/%m/%Y}"))
    if not organisation.tax_number:
        found.append(Sign("no_tax_number"))
    return found
