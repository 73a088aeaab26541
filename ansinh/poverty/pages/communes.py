"""One commune in a campaign: its steps as a list of tasks, its meetings, notice, objections and report."""

from collections.abc import Callable
from typing import Any

from django.db.models import Count, F, Max, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ansinh.core.days import vietnamese_day
from ansinh.people.models import Household
from ansinh.poverty import actions, words
from ansinh.poverty.forms import OUTCOMES, MeetingForm, NoticeForm, ObjectionForm, ReportForm, RequestForm, SettleForm
from ansinh.poverty.models import CommuneReview, Objection, Review, VillageMeeting

from .campaigns import is_now
from .common import STATE_TONES, commune_review_of, is_done, is_late, not_open, review_of, rights, today

DONE, DOING, TO_DO, NOT_YET = (
    ("good", gettext_lazy("Hoàn thành")),
    ("accent", gettext_lazy("Đang làm")),
    ("", gettext_lazy("Chưa làm")),
    ("quiet", gettext_lazy("Chưa thể bắt đầu")),
)


def counts_of(commune_review: CommuneReview) -> dict[str, int]:
    """Households of the commune's review by where they stand."""
    return Review.objects.filter(commune_review=commune_review).aggregate(
        households=Count("id"),
        asked=Count("id", filter=Q(surveyed_on__isnull=False)),
        classed=Count("class_by_rule"),
        voted=Count("id", filter=Q(votes_for__isnull=False)),
        to_vote=Count("id", filter=Q(b1_points__isnull=False)),
        differs=Count(
            "id",
            filter=Q(poverty_class__isnull=False, class_by_rule__isnull=False) & ~Q(poverty_class=F("class_by_rule")),
        ),
        poor=Count("id", filter=is_now("poor")),
        near_poor=Count("id", filter=is_now("near_poor")),
        signed=Count("id", filter=Q(is_signed=True)),
        hamlets=Count("hamlet", distinct=True),
    )


def commune_review(request: HttpRequest, pk: int) -> HttpResponse:
    """The commune's steps as a list of tasks, with counts."""
    found = commune_review_of(pk)
    counts = counts_of(found)
    meetings = found.meetings.count()
    open_objections = Objection.objects.filter(review__commune_review=found, settled_on__isnull=True).count()
    return render(
        request,
        "poverty/commune_review.html",
        {
            "commune_review": found,
            "campaign": found.campaign,
            "counts": counts,
            "tasks": _tasks(found, counts, meetings, open_objections),
            "left": counts["households"] - counts["classed"],
            "commune_states": words.COMMUNE_STATES,
            "tone": STATE_TONES[found.state],
            "is_late": is_late(found, today()),
            "open_objections": open_objections,
            "not_open": not_open(found),
            **rights(),
        },
    )


def _tasks(found: CommuneReview, counts: dict[str, int], meetings: int, open_objections: int) -> list[dict[str, Any]]:
    step = CommuneReview.STATES.index(found.state)
    left = counts["households"] - counts["classed"]
    has_list = counts["households"] > 0
    here = {"pk": found.pk}

    def task(name: Any, hint: str, address: str, state: Any) -> dict[str, Any]:
        return {
            "name": name,
            "hint": hint,
            "address": address if state is not NOT_YET else "",
            "tone": state[0],
            "state": state[1],
        }

    survey = NOT_YET if not has_list else DONE if left == 0 else DOING if counts["classed"] else TO_DO
    meeting = (
        NOT_YET
        if not counts["to_vote"]
        else DONE
        if counts["voted"] >= counts["to_vote"]
        else DOING
        if meetings
        else TO_DO
    )
    notice = (
        DONE
        if step > 3 or (found.notice_to and found.notice_to <= today())
        else DOING
        if step == 3
        else TO_DO
        if meetings
        else NOT_YET
    )
    decision = DONE if step > 3 else TO_DO if found.notice_from else NOT_YET
    report = DONE if found.state == "reported" else TO_DO if step == 4 else NOT_YET
    posted = (
        f"{vietnamese_day(found.notice_from)} – {vietnamese_day(found.notice_to)}"
        if found.notice_from and found.notice_to
        else ""
    )
    return [
        task(
            _("Lập danh sách hộ"),
            _("%(count)s hộ trong danh sách") % {"count": counts["households"]},
            reverse("commune_act", kwargs={**here, "act": "lap-danh-sach"})
            if step < 4
            else reverse("review_list", kwargs=here),
            DONE if has_list else TO_DO,
        ),
        task(
            _("Khảo sát và nhập phiếu"),
            _("Còn %(left)s hộ chưa có kết quả") % {"left": left},
            reverse("review_list", kwargs=here) + ("?kq=thieu" if left else ""),
            survey,
        ),
        task(
            _("Họp thôn, ấp"),
            _("%(held)s/%(all)s thôn đã có biên bản; %(voted)s/%(to_vote)s hộ đã biểu quyết")
            % {"held": meetings, "all": counts["hamlets"], "voted": counts["voted"], "to_vote": counts["to_vote"]},
            reverse("meeting_list", kwargs=here),
            meeting,
        ),
        task(_("Niêm yết công khai"), posted, reverse("notice", kwargs=here), notice),
        task(
            _("Ý kiến sau niêm yết"),
            _("Còn %(open)s ý kiến chưa trả lời") % {"open": open_objections},
            reverse("objection_list", kwargs=here),
            DOING if open_objections else (DONE if step > 3 else TO_DO) if found.notice_from else NOT_YET,
        ),
        task(_("Ký quyết định công nhận"), found.decision_number, reverse("decision", kwargs=here), decision),
        task(
            _("Báo cáo cấp tỉnh"),
            vietnamese_day(found.reported_on) if found.reported_on else "",
            reverse("report_commune", kwargs=here),
            report,
        ),
    ]


def commune_act(request: HttpRequest, pk: int, act: str) -> HttpResponse:
    """Listing the households of one commune, or scoring them: what it will do, then the button."""
    found = commune_review_of(pk)
    acts: dict[str, tuple[str, str, Callable[[], Any]]] = {
        "lap-danh-sach": (
            _("Lập danh sách hộ"),
            _("Lấy từ sổ hộ mọi hộ đang cư trú ở xã. Hộ đã có trong danh sách giữ nguyên."),
            lambda: actions.list_households(campaign=found.campaign, communes=[found], by=request.user),
        ),
        "tinh-diem": (
            _("Tính điểm mọi hộ của xã"),
            _("Tính lại điểm và phân loại cho mọi hộ chưa ký của xã."),
            lambda: actions.score(campaign=found.campaign, commune_review=found, by=request.user),
        ),
    }
    if act not in acts:
        raise Http404
    title, told, doing = acts[act]
    if request.method == "POST" and is_done(request, None, doing, _("Đã xong: %(act)s.") % {"act": title}):
        return redirect("commune_review", found.pk)
    households = Review.objects.filter(commune_review=found).count()
    return render(
        request,
        "poverty/act.html",
        {
            "title": title,
            "button": title,
            "form": None,
            "campaign": found.campaign,
            "commune_review": found,
            "back": reverse("commune_review", args=[found.pk]),
            "told": [told, _("Hiện có %(count)s hộ trong danh sách.") % {"count": households}],
        },
    )


def request_review(request: HttpRequest, pk: int) -> HttpResponse:
    """A household asks to be reviewed between the yearly reviews."""
    found = commune_review_of(pk)
    form = RequestForm(
        request.POST or None, initial={"requested_on": vietnamese_day(today()), "code": request.GET.get("ho", "")}
    )
    if request.method == "POST" and form.is_valid():
        household = Household.objects.filter(code=form.cleaned_data["code"].strip()).first()
        made: list[Review] = []

        def act() -> None:
            assert household is not None
            made.append(
                actions.request_review(
                    commune_review=found,
                    household=household,
                    requested_on=form.cleaned_data["requested_on"],
                    by=request.user,
                )
            )

        if household is None:
            form.add_error(
                "code",
                _("Không có hộ mã «%(code)s» trong địa bàn của bạn. Kiểm tra mã ở sổ hộ.")
                % {"code": form.cleaned_data["code"]},
            )
        elif is_done(request, form, act, _("Đã ghi đề nghị. Làm phiếu của hộ tiếp theo.")):
            return redirect("review", made[0].pk)
    return render(
        request,
        "poverty/act.html",
        {
            "title": _("Ghi đề nghị rà soát"),
            "button": _("Ghi đề nghị"),
            "form": form,
            "campaign": found.campaign,
            "commune_review": found,
            "back": reverse("commune_review", args=[found.pk]),
            "told": [],
        },
    )


def meeting_list(request: HttpRequest, pk: int) -> HttpResponse:
    """The hamlets of the commune: which have held their meeting, which have not."""
    found = commune_review_of(pk)
    hamlets = (
        Review.objects.filter(commune_review=found)
        .values("hamlet")
        .annotate(
            households=Count("id"),
            to_vote=Count("b1_points"),
            voted=Count("votes_for"),
            poor=Count("id", filter=is_now("poor")),
            near_poor=Count("id", filter=is_now("near_poor")),
        )
        .order_by("hamlet")
    )
    held = {meeting.hamlet: meeting for meeting in found.meetings.all()}
    return render(
        request,
        "poverty/meeting_list.html",
        {
            "commune_review": found,
            "campaign": found.campaign,
            "rows": [(row, held.get(row["hamlet"])) for row in hamlets],
            "not_open": not_open(found),
            **rights(),
        },
    )


def meeting(request: HttpRequest, pk: int) -> HttpResponse:
    """The minutes of one hamlet's meeting, to write or to print; the hamlet stands in the address."""
    found = commune_review_of(pk)
    hamlet = request.GET.get("thon", "")
    households = Review.objects.filter(commune_review=found, hamlet=hamlet)
    counts = households.aggregate(all=Count("id"), to_vote=Count("b1_points"))
    if not counts["all"]:
        raise Http404
    kept = VillageMeeting.objects.filter(commune_review=found, hamlet=hamlet).first()
    names = ("held_on", "chair", "secretary", "households_invited", "households_present", "notes")
    initial: dict[str, Any] = {"households_invited": counts["all"]}
    if kept:
        usual = households.filter(votes_for__isnull=False).aggregate(most=Max("votes_for"))["most"]
        initial = {name: getattr(kept, name) for name in names} | {"votes_for": usual}
    form = MeetingForm(request.POST or None, initial=initial)
    if is_done(
        request,
        form,
        lambda: actions.hold_meeting(commune_review=found, hamlet=hamlet, by=request.user, **form.cleaned_data),
        _("Đã ghi biên bản họp."),
    ):
        return redirect("meeting_list", found.pk)
    voted_on = households.filter(b1_points__isnull=False).order_by("head_name_key", "id")[:300]
    return render(
        request,
        "poverty/meeting.html",
        {
            "commune_review": found,
            "campaign": found.campaign,
            "hamlet": hamlet,
            "form": form,
            "meeting": kept,
            "counts": counts,
            "households": voted_on,
            "classes": words.CLASSES,
            "not_open": not_open(found),
            **rights(),
        },
    )


def notice(request: HttpRequest, pk: int) -> HttpResponse:
    """The public notice: the days it hangs, and the list of poor and near-poor households to print."""
    found = commune_review_of(pk)
    form = NoticeForm(request.POST or None, initial={"from_day": found.notice_from, "to_day": found.notice_to})
    if is_done(
        request,
        form,
        lambda: actions.publish_notice(commune_review=found, by=request.user, **form.cleaned_data),
        _("Đã ghi ngày niêm yết."),
    ):
        return redirect("notice", found.pk)
    listed = Review.objects.filter(is_now("poor") | is_now("near_poor"), commune_review=found).order_by(
        "hamlet", "head_name_key", "id"
    )
    rows = listed.values(
        "id",
        "head_name",
        "hamlet",
        "b1_points",
        "b2_points",
        "poverty_class",
        "class_by_rule",
        "previous_class",
        "household__code",
    )
    return render(
        request,
        "poverty/notice.html",
        {
            "commune_review": found,
            "campaign": found.campaign,
            "form": form,
            "rows": rows,
            "classes": words.CLASSES,
            "not_open": not_open(found),
            **rights(),
        },
    )


def objection_list(request: HttpRequest, pk: int) -> HttpResponse:
    """What people said against the notice, unanswered first."""
    found = commune_review_of(pk)
    rows = (
        Objection.objects.filter(review__commune_review=found)
        .select_related("review", "review__household")
        .order_by("-settled_on", "raised_on", "id")
    )
    return render(
        request,
        "poverty/objection_list.html",
        {"commune_review": found, "campaign": found.campaign, "rows": list(rows), "outcomes": OUTCOMES, **rights()},
    )


def raise_objection(request: HttpRequest, pk: int) -> HttpResponse:
    """Write down what somebody says against a household's result."""
    review = review_of(pk)
    form = ObjectionForm(request.POST or None, initial={"raised_on": today()})
    if is_done(
        request,
        form,
        lambda: actions.raise_objection(review=review, by=request.user, **form.cleaned_data),
        _("Đã ghi ý kiến."),
    ):
        return redirect("objection_list", review.commune_review_id)
    return render(
        request,
        "poverty/act.html",
        {
            "title": _("Ghi ý kiến về hộ %(name)s") % {"name": review.head_name},
            "button": _("Ghi ý kiến"),
            "form": form,
            "campaign": review.campaign,
            "commune_review": review.commune_review,
            "back": reverse("review", args=[review.pk]),
            "told": [],
        },
    )


def settle_objection(request: HttpRequest, pk: int) -> HttpResponse:
    """Answer an objection."""
    objection = get_object_or_404(
        Objection.objects.select_related("review", "review__campaign", "review__commune_review"), pk=pk
    )
    form = SettleForm(request.POST or None, initial={"settled_on": today()})
    if is_done(
        request,
        form,
        lambda: actions.settle_objection(objection=objection, by=request.user, **form.cleaned_data),
        _("Đã trả lời ý kiến."),
    ):
        return redirect("objection_list", objection.review.commune_review_id)
    told = [f"{vietnamese_day(objection.raised_on)}, {objection.raised_by}: «{objection.said}»"]
    return render(
        request,
        "poverty/act.html",
        {
            "title": _("Trả lời ý kiến về hộ %(name)s") % {"name": objection.review.head_name},
            "button": _("Ghi trả lời"),
            "form": form,
            "campaign": objection.review.campaign,
            "commune_review": objection.review.commune_review,
            "back": reverse("objection_list", args=[objection.review.commune_review_id]),
            "told": told,
        },
    )


def report_commune(request: HttpRequest, pk: int) -> HttpResponse:
    """Send the commune's result up."""
    found = commune_review_of(pk)
    form = ReportForm(request.POST or None, initial={"reported_on": found.reported_on or today()})
    if is_done(
        request,
        form,
        lambda: actions.report_commune(commune_review=found, by=request.user, **form.cleaned_data),
        _("Đã báo cáo kết quả lên tỉnh."),
    ):
        return redirect("commune_review", found.pk)
    return render(
        request,
        "poverty/act.html",
        {
            "title": _("Báo cáo kết quả lên tỉnh"),
            "button": _("Ghi đã báo cáo"),
            "form": form,
            "campaign": found.campaign,
            "commune_review": found,
            "back": reverse("commune_review", args=[found.pk]),
            "told": [],
        },
    )
