"""A campaign opened, closed, opened again."""

from datetime import date
from typing import Any

from django.db import transaction

from ansinh.core import audit
from ansinh.core.access import must_reach
from ansinh.law import law_on
from ansinh.places.models import Place
from ansinh.poverty.models import Campaign, CommuneReview

from .standing import PROVINCE, ReviewRefused, acting_for, must_be_open


def open_campaign(
    *,
    province: Place,
    year: int,
    kind: str = "annual",
    from_day: date | None = None,
    to_day: date | None = None,
    law_day: date | None = None,
    plan_number: str = "",
    by: Any,
) -> Campaign:
    """The year's campaign of a province, with one review for each commune of that day. Days not given are those of the law's
    calendar. Raises ReviewRefused when it stands already, NoLawOnDay for a day without law."""
    acting_for(by, *PROVINCE)
    must_reach(province, "", province.pk)
    if not 1900 < year < 2200:
        raise ReviewRefused(f"Năm rà soát «{year}» không có. Ghi năm bốn chữ số, ví dụ 2023.")
    begins, ends = (from_day, to_day) if from_day and to_day else _days(year, kind)
    begins, ends = from_day or begins, to_day or ends
    law_day = law_day or ends
    law_on(law_day).value("poverty.standard")
    if Campaign.objects.filter(province=province, year=year, kind=kind).exists():
        raise ReviewRefused(f"{province} đã có đợt rà soát này của năm {year}. Mở đợt đó để làm tiếp.")
    communes = list(Place.objects.on(begins).filter(province=province, level=3).order_by("sort_key"))
    if not communes:
        raise ReviewRefused(
            f"{province} không có xã nào ngày {begins:%d/%m/%Y}. Kiểm tra danh mục địa bàn (ansinh places check)."
        )
    with transaction.atomic():
        campaign = Campaign(
            province=province,
            year=year,
            kind=kind,
            from_day=begins,
            to_day=ends,
            law_day=law_day,
            plan_number=plan_number,
        )
        if campaign.to_day <= campaign.from_day:
            raise ReviewRefused(
                f"Ngày kết thúc {ends:%d/%m/%Y} phải sau ngày bắt đầu {begins:%d/%m/%Y}. Sửa lại hai ngày."
            )
        campaign.save()
        state = "surveying" if kind == "ad_hoc" else "listing"
        CommuneReview.objects.bulk_create(
            CommuneReview(campaign=campaign, commune=commune, province=province, state=state) for commune in communes
        )
        audit.record(
            "open_campaign",
            f"campaign:{campaign.pk}",
            place_id=province.pk,
            detail={
                "year": year,
                "kind": kind,
                "communes": len(communes),
                "plan": plan_number,
                "law_day": law_day.isoformat(),
            },
        )
    return campaign


def close_campaign(*, campaign: Campaign, by: Any) -> Campaign:
    """The campaign locked. Raises ReviewRefused naming the communes that have not reported."""
    acting_for(by, *PROVINCE)
    must_reach(campaign, "", campaign.province_id)
    must_be_open(campaign)
    if campaign.kind == "annual":
        waiting = [
            str(name)
            for name in CommuneReview.objects.filter(campaign=campaign)
            .exclude(state="reported")
            .values_list("commune__full_name", flat=True)
        ]
        if waiting:
            raise ReviewRefused(
                f"Còn {len(waiting)} xã chưa báo cáo kết quả: {_some(waiting)}. Đôn đốc các xã này rồi khóa đợt."
            )
    return _set_state(campaign, "closed", "close_campaign", campaign.reopened_because)


def reopen_campaign(*, campaign: Campaign, reason: str, by: Any) -> Campaign:
    """The campaign open again, with the reason kept. Raises ReviewRefused without a reason or when it is open."""
    acting_for(by, *PROVINCE)
    must_reach(campaign, "", campaign.province_id)
    if not reason.strip():
        raise ReviewRefused(f"Mở lại {campaign} phải ghi lý do. Ghi lý do, ví dụ số văn bản yêu cầu rà soát bổ sung.")
    if campaign.state == "open":
        raise ReviewRefused(f"{campaign} đang mở, không cần mở lại.")
    return _set_state(campaign, "open", "reopen_campaign", reason.strip())


def _set_state(campaign: Campaign, state: str, act: str, reason: str) -> Campaign:
    with transaction.atomic():
        campaign.state, campaign.reopened_because = state, reason
        campaign.save(update_fields=["state", "reopened_because"])
        audit.record(act, f"campaign:{campaign.pk}", place_id=campaign.province_id, reason=reason)
    return campaign


def _days(year: int, kind: str) -> tuple[date, date]:
    if kind == "ad_hoc":
        return date(year, 1, 1), date(year, 12, 31)
    calendar = law_on(date(year, 12, 31)).value("poverty.review_calendar")
    first, last = calendar["annual_from"], calendar["annual_until"]
    return date(year, first["month"], first["day"]), date(year, last["month"], last["day"])


def _some(names: list[str], most: int = 5) -> str:
    return ", ".join(names[:most]) + (f" và {len(names) - most} nơi khác" if len(names) > most else "")
