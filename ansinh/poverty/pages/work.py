"""What the review asks of the reader today: what is theirs to do, what is late."""

from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from ansinh.core.access import current_scope
from ansinh.core.days import vietnamese_day
from ansinh.core.work import Work
from ansinh.law import law_on
from ansinh.poverty.models import CommuneReview, Objection, Review

from .common import is_late, rights, today

SOON = timedelta(days=3)


def work() -> list[Work]:
    """The review's part of the reader's day, late things first. Nothing for those who neither type nor sign."""
    day = today()
    open_ones = list(
        CommuneReview.objects.filter(campaign__state="open")
        .select_related("campaign", "commune")
        .order_by("commune__sort_key")
    )
    if not open_ones or not any(rights().values()):
        return []
    found = _of_communes(open_ones, day) if not current_scope().is_whole_province else _of_province(open_ones, day)
    found += _ad_hoc(day)
    return sorted((each for each in found if each.count), key=lambda each: not each.is_late)


def _of_communes(open_ones: list[CommuneReview], day: date) -> list[Work]:
    found: list[Work] = []
    for each in open_ones:
        if each.campaign.kind == "annual":
            found += _of_commune(each, day)
    return found


def _of_commune(each: CommuneReview, day: date) -> list[Work]:
    late, here = is_late(each, day), {"pk": each.pk}
    where = f"{each.commune} · {each.campaign}"
    households = reverse("review_list", kwargs=here)
    may = rights()
    reviews = Review.objects.filter(commune_review=each)
    counts = reviews.aggregate(
        to_survey=Count("id", filter=Q(class_by_rule__isnull=True, surveyed_on__isnull=True)),
        incomplete=Count("id", filter=Q(class_by_rule__isnull=True, surveyed_on__isnull=False)),
        all=Count("id"),
    )
    is_over = each.notice_to is not None and each.notice_to <= day
    is_ending = each.state == "notice" and each.notice_to is not None and day < each.notice_to <= day + SOON
    undecided = each.state not in ("decided", "reported")
    lines: list[Work] = []
    if may["may_type"] and undecided:
        lines += [
            Work(_("Lập danh sách hộ"), where, int(counts["all"] == 0), reverse("commune_review", kwargs=here), late),
            Work(_("Hộ cần khảo sát"), where, counts["to_survey"], households + "?kq=chua", late),
            Work(_("Phiếu còn thiếu câu trả lời"), where, counts["incomplete"], households + "?kq=thieu", late),
            Work(
                _("Thôn, ấp cần họp"),
                where,
                _without_meeting(each, reviews),
                reverse("meeting_list", kwargs=here),
                late,
            ),
            Work(
                _("Ý kiến chưa trả lời"),
                where,
                Objection.objects.filter(review__commune_review=each, settled_on__isnull=True).count(),
                reverse("objection_list", kwargs=here),
                is_over,
            ),
        ]
    if is_ending and each.notice_to:
        lines.append(
            Work(
                _("Niêm yết sắp hết hạn"),
                _("%(where)s, đến trước ngày %(day)s") % {"where": where, "day": vietnamese_day(each.notice_to)},
                1,
                reverse("notice", kwargs=here),
            )
        )
    if may["may_sign"] and each.state == "notice" and is_over:
        lines.append(Work(_("Quyết định công nhận chờ ký"), where, 1, reverse("decision", kwargs=here), True))
    if may["may_type"] and each.state == "decided":
        lines.append(
            Work(
                _("Báo cáo kết quả lên tỉnh"),
                where,
                1,
                reverse("report_commune", kwargs=here),
                each.campaign.to_day < day,
            )
        )
    return lines


def _without_meeting(each: CommuneReview, reviews: QuerySet[Review]) -> int:
    to_hold = set(reviews.filter(b1_points__isnull=False).order_by().values_list("hamlet", flat=True).distinct())
    return len(to_hold - set(each.meetings.values_list("hamlet", flat=True)))


def _of_province(open_ones: list[CommuneReview], day: date) -> list[Work]:
    found: list[Work] = []
    for campaign in dict.fromkeys(each.campaign for each in open_ones if each.campaign.kind == "annual"):
        mine = [each for each in open_ones if each.campaign_id == campaign.pk]
        address, where = reverse("campaign", args=[campaign.pk]), str(campaign)
        late = sum(is_late(each, day) for each in mine)
        states: dict[str, int] = {}
        for each in mine:
            states[each.state] = states.get(each.state, 0) + 1
        found += [
            Work(_("Xã trễ hạn, cần đôn đốc"), where, late, address + "?buoc=tre", True),
            Work(_("Xã chưa lập danh sách"), where, states.get("listing", 0), address + "?buoc=listing"),
            Work(_("Xã đang khảo sát"), where, states.get("surveying", 0), address + "?buoc=surveying"),
            Work(_("Xã đang họp thôn"), where, states.get("meeting", 0), address + "?buoc=meeting"),
            Work(_("Xã đang niêm yết, chờ ký"), where, states.get("notice", 0), address + "?buoc=notice"),
            Work(_("Xã đã ký, chờ báo cáo"), where, states.get("decided", 0), address + "?buoc=decided"),
            Work(
                _("Khóa đợt rà soát: mọi xã đã báo cáo"),
                where,
                int(len(mine) == states.get("reported", 0)),
                reverse("campaign_act", args=[campaign.pk, "khoa"]),
            ),
        ]
    return found


def _ad_hoc(day: date) -> list[Work]:
    """Requests of single households not answered yet; late ones apart."""
    waiting = Review.objects.filter(
        campaign__state="open", campaign__kind="ad_hoc", is_signed=False, requested_on__isnull=False
    )
    rows: list[Any] = list(
        waiting.order_by("requested_on").values_list("pk", "requested_on", "campaign_id", "commune_review_id")[:500]
    )
    if not rows:
        return []
    limit = timedelta(days=law_on(rows[0][1]).value("poverty.ad_hoc_review_days"))
    late = [row for row in rows if row[1] + limit < day]
    is_one = len({row[3] for row in rows}) == 1
    address = reverse("review_list", args=[rows[0][3]]) if is_one else reverse("campaign_reviews", args=[rows[0][2]])
    return [
        Work(
            _("Đề nghị rà soát quá hạn trả lời"),
            _("quá %(days)s ngày") % {"days": limit.days},
            len(late),
            address,
            True,
        ),
        Work(
            _("Đề nghị rà soát đang chờ"),
            _("trả lời trong %(days)s ngày") % {"days": limit.days},
            len(rows) - len(late),
            address,
        ),
    ]


def progress() -> list[Any]:
    """The newest annual campaign of each province in sight, in figures: communes decided, households classed."""
    newest = (
        CommuneReview.objects.filter(campaign__kind="annual")
        .order_by("-campaign__year")
        .values_list("campaign__year", flat=True)
        .first()
    )
    if newest is None:
        return []
    rows = (
        CommuneReview.objects.filter(campaign__kind="annual", campaign__year=newest)
        .values("campaign_id", "campaign__year", "campaign__state", "province__full_name")
        .annotate(communes=Count("id"), decided=Count("id", filter=Q(state__in=["decided", "reported"])))
        .order_by("province_id")
    )
    return list(rows)
