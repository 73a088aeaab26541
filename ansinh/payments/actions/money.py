"""From when the ledger answers, where the money comes from, which values of the law a province accepts."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Sum

from ansinh.benefits.jobs.paying import paying_law
from ansinh.benefits.models import Claim
from ansinh.core import audit
from ansinh.core.days import month_text, months_between
from ansinh.core.numbers import grouped
from ansinh.law import Dated, LawError, law_on
from ansinh.payments.jobs.inputs import benefits_of
from ansinh.payments.jobs.owed import Leaning, by_house, digest_of, law_months, leanings
from ansinh.payments.models import Acceptance, Allotment, Opening, Purse, Run
from ansinh.payments.words import PROGRAMMES, PURSES
from ansinh.places.models import Place, predecessor_ids

from .standing import PaymentRefused, acting_for

SIGNED = ("signed", "sent", "reconciled", "closed")
PROVINCE = ("province_officer", "province_leader")
MONEY = ("province_accountant", "province_leader")


def open_programme(*, province: Place, programme: str, month: int, document: str = "", by: Any) -> Opening:
    """From this month on the ledger answers for the programme. Raises PaymentRefused when it is open already."""
    acting_for(by, province.pk, *PROVINCE)
    if programme not in PROGRAMMES:
        raise PaymentRefused(f"Không có chương trình «{programme}». Có: {', '.join(PROGRAMMES)}.")
    with transaction.atomic():
        opening, made = Opening.objects.get_or_create(
            province=province, programme=programme, defaults={"month": month, "document": document, "by": by}
        )
        if not made:
            raise PaymentRefused(
                f"{PROGRAMMES[programme][0]} của {province} đã mở từ tháng {month_text(opening.month)}. Không mở hai lần."
            )
        audit.record(
            "open_programme", f"opening:{opening.pk}", place_id=province.pk, detail={"programme": programme, "month": month}
        )  # fmt: skip
    return opening


def open_purse(*, province: Place, code: str, holder: str, account: str, bic: str = "", by: Any) -> Purse:
    """The purse a province pays a programme from. Raises PaymentRefused for an unknown code or one that is open."""
    acting_for(by, province.pk, *MONEY)
    if code not in PURSES:
        raise PaymentRefused(f"Không có nguồn kinh phí «{code}». Có: {', '.join(PURSES)}.")
    with transaction.atomic():
        given = {"holder": holder, "account": account, "bic": bic}
        purse, made = Purse.objects.get_or_create(province=province, code=code, defaults=given)
        if not made:
            raise PaymentRefused(f"{PURSES[code][0]} của {province} đã có, tài khoản {purse.account}.")
        audit.record("open_purse", f"purse:{purse.pk}", place_id=province.pk, detail={"code": code, "account": account})
    return purse


def allot(*, purse: Purse, month: int, amount_dong: int, document: str, day: date, by: Any) -> Allotment:
    """Money allotted to a purse from a month on; a cut is negative. Raises PaymentRefused without amount or document."""
    acting_for(by, purse.province_id, *MONEY)
    if not amount_dong or not document.strip():
        raise PaymentRefused(
            f"Giao dự toán {grouped(amount_dong)} đồng theo văn bản «{document}»: phải có số tiền và số văn bản."
        )
    with transaction.atomic():
        row = Allotment.objects.create(
            purse=purse, year=month // 100, month=month, amount_dong=amount_dong, document=document.strip(), day=day, by=by
        )  # fmt: skip
        audit.record(
            "allot", f"purse:{purse.pk}", place_id=purse.province_id,
            detail={"month": month, "amount_dong": amount_dong, "document": row.document},
        )  # fmt: skip
    return row


def purse_left(province_id: str, code: str, month: int) -> int:
    """What is left of a purse's allotment of the year up to a month: allotted minus what signed runs draw from it."""
    allotted = Allotment.objects.filter(
        purse__province_id=province_id, purse__code=code, year=month // 100, month__lte=month
    ).aggregate(total=Sum("amount_dong"))["total"]
    year = range(month // 100 * 100 + 1, month // 100 * 100 + 13)
    runs = Run.objects.filter(province_id=province_id, state__in=SIGNED, month__in=year)
    drawn = sum(totals.get("charged_by_purse", {}).get(code, 0) for totals in runs.values_list("totals", flat=True))
    return int(allotted or 0) - drawn


def values_to_accept(*, province: Place, programme: str, month: int, plan_day: date) -> list[Leaning]:
    """The law values a run of the month would rest on that were not read in an official text and that nobody accepted, each once."""
    opening = Opening.objects.filter(province=province, programme=programme).first()
    first = min(opening.month, month) if opening else month
    claims = Claim.objects.filter(
        person__province__in=predecessor_ids([province.pk]), payable_month__range=(first, month)
    )
    asked = {
        **law_months(province.pk, benefits_of(programme), months_between(first, month)),
        "claim": sorted(set(claims.values_list("month", flat=True))),
    }
    accepted = accepted_digests(province.pk)
    found: dict[str, Leaning] = {}
    for grain, months in asked.items():
        benefits = [one for one in benefits_of(programme) if one.grain == grain]
        for house, alike in by_house(months, lambda each: paying_law(each, month, plan_day)):
            for one in leanings(house, alike[:1], benefits):
                if one.needs_acceptance and one.digest not in accepted:
                    found.setdefault(one.digest, one)
    return list(found.values())


def accepted_digests(province_id: str) -> list[str]:
    """What the province accepted, in order."""
    return sorted(Acceptance.objects.filter(province_id=province_id).values_list("digest", flat=True))


def accept_value(*, province: Place, name: str, day: date, known_on: date | None = None, reason: str, by: Any) -> Acceptance:  # fmt: skip
    """The value a law name has on a day may be paid by, on the word of a named leader. Raises PaymentRefused without a reason, for a
    value read in an official text, and for one accepted before."""
    acting_for(by, province.pk, "province_leader")
    try:
        value = law_on(day, known_on).dated(name)
    except LawError as error:
        raise PaymentRefused(str(error)) from None
    return accept_values(province=province, values=[value], reason=reason, by=by)[0]


def accept_values(*, province: Place, values: Sequence[Dated], reason: str, by: Any) -> list[Acceptance]:
    """As `accept_value`, for several values with one reason; all or none."""
    acting_for(by, province.pk, "province_leader")
    if by is None or not reason.strip():
        raise PaymentRefused("Chấp nhận mức chưa đọc trong văn bản chính thức phải có tên người chấp nhận và lý do.")
    with transaction.atomic():
        made = []
        for value in values:
            if value.status == "official":
                raise PaymentRefused(
                    f"{value.name} {value.period_vi()} đã đọc trong văn bản chính thức, không cần chấp nhận."
                )
            given = {
                "from_day": value.from_day,
                "reference": value.reference,
                "status": value.status,
                "reason": reason.strip(),
                "by": by,
            }
            row, new = Acceptance.objects.get_or_create(
                province=province, name=value.name, digest=digest_of(value), defaults=given
            )
            if not new:
                raise PaymentRefused(f"{value.name} {value.period_vi()} đã được {row.by} chấp nhận.")
            made.append(row)
        audit.record(
            "accept_value", f"province:{province.pk}", place_id=province.pk, reason=reason.strip(),
            detail={row.name: row.from_day.isoformat() for row in made},
        )  # fmt: skip
    return made
