"""Beside a figure of the records, what reports received say of the same indicator, place and period."""

from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from ansinh.core.language import is_english
from ansinh.indicators.api import Figure, Period
from ansinh.people.pages.sections import Section
from ansinh.reports import words
from ansinh.reports.models import Received, ReceivedClaim
from ansinh.reports.pages import naming

KINDS = ("result", "prior_year", "target")
MOST = 50


def figure_sections(figure: Figure) -> list[Section]:
    """The numbers of reports received beside the figure, those that count first; no section without one."""
    asked = ReceivedClaim.objects.filter(
        indicator=figure.indicator.name, place=figure.place, period=kept_period(figure.period), kind__in=KINDS
    )
    claims = (
        asked.exclude(standing="rejected").select_related("received__place").order_by("received_id", "position")[:MOST]
    )
    if not claims:
        return []
    rows = sorted((_row(claim, figure) for claim in claims), key=lambda row: not row["is_counted"])
    return [Section(_("Báo cáo nhận nói gì"), "reports/beside.html", {"rows": rows})]


def kept_period(period: Period) -> str:
    """A period of figures as reports are kept by it; a stock of a day stands with the period that ends then."""
    for part in words.PARTS:
        kept = words.period_of(period.year, part)
        if words.days_of(kept) == (period.from_day, period.to_day):
            return kept
    return period.to_day.isoformat()


def _row(claim: ReceivedClaim, figure: Figure) -> dict[str, Any]:
    received: Received = claim.received
    return {
        "value": naming.value_said(claim),
        "kind": words.CLAIM_KINDS[claim.kind][is_english()],
        "title": received.title or received.name,
        "sender": received.sender or (received.place.full_name if received.place else ""),
        "pk": received.pk,
        "number": claim.pk,
        "standing": naming.standing_said(claim),
        "tone": naming.LOOKS[claim.standing],
        "is_counted": claim.is_counted,
        "difference": _difference(claim, figure),
    }


def _difference(claim: ReceivedClaim, figure: Figure) -> str:
    """How far the report is from the records, with its sign; empty where the two are not the same kind of number."""
    if claim.kind == "target" or figure.value is None:
        return ""
    printed = Decimal(figure.value)
    step = Decimal(1).scaleb(-max(claim.decimals, 0)) if claim.decimals >= 0 else Decimal(1).scaleb(-claim.decimals)
    apart = Decimal(claim.value) - printed
    if abs(apart) <= step / 2:
        return _("khớp hồ sơ")
    said = naming.number_said(abs(apart).quantize(Decimal("0.01")))
    return (_("nhiều hơn hồ sơ %(by)s") if apart > 0 else _("ít hơn hồ sơ %(by)s")) % {"by": said}
