"""Vocational training: courses, learners, institutions, partnerships, money and school leavers, and the acts on them."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.db.models import Count, Exists, Model, OuterRef, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ansinh.core.access import NoAccess, current_scope, must_hold
from ansinh.core.language import is_english, list_choices, shown_word
from ansinh.core.lists import Choice, Column, Listing, Order, Pick, Row, Search
from ansinh.core.looks import looked_at
from ansinh.labour import words
from ansinh.labour.actions.placements import WRITERS
from ansinh.labour.actions.training import TrainingRefused
from ansinh.labour.forms.training import COURSE_ACTS, INSTITUTION_ACTS, LEARNER_ACTS, NEW, PARTNERSHIP_ACTS
from ansinh.labour.jobs.occupations import occupation_name
from ansinh.labour.jobs.training import Support, support_of, supported_before
from ansinh.labour.models import (
    Course,
    Enrolment,
    Institution,
    Partnership,
    SchoolLeavers,
    TrainingPayment,
    TrainingSpending,
)
from ansinh.law.reader import LawError
from ansinh.people.forms import Act, acts_open_to
from ansinh.people.models import Organisation
from ansinh.places.models import communes_of

# The province's own work: who may begin such a row, or do such an act.
OF_THE_PROVINCE = {"co-so", "hop-tac", "kinh-phi", "hoc-sinh", "can-bo-quan-ly", "nhan-su", "thoi", "ky", "cham-dut", "chi", "huy-chi"}  # fmt: skip
LAW_STATUSES = {
    "official": ("văn bản chính thức", "official text"), "secondary": ("nguồn thứ cấp", "secondary source"),
    "unverified": ("chưa kiểm chứng", "unverified"), "derived": ("suy ra", "derived"), "chosen": ("hệ thống chọn", "chosen here"),
}  # fmt: skip
_SHOWN = 200
RESULT_TONES = {"graduated": "good", "left": "quiet"}
PARTS_OF_THE_DESK = (
    ("training_course_list", gettext_lazy("Lớp học")),
    ("training_learner_list", gettext_lazy("Người học")),
    ("training_institution_list", gettext_lazy("Cơ sở đào tạo")),
    ("training_partnership_list", gettext_lazy("Doanh nghiệp hợp tác")),
    ("training_money_list", gettext_lazy("Kinh phí")),
    ("training_leavers_list", gettext_lazy("Học sinh tốt nghiệp")),
)


def _to(name: str, path: str = "id") -> Callable[[Row], str]:
    return lambda row: reverse(name, args=[row[path]])


def _to_course(row: Row) -> str:
    """The page of the course, where the reader reaches the commune it is held in."""
    is_reached = current_scope().reaches(row["course__commune_id"], row["course__province_id"])
    return reverse("training_course", args=[row["course_id"]]) if is_reached else ""


def _yes(path: str) -> Callable[[Row], str]:
    return lambda row: _("có") if row[path] else _("không")


def _years(path: str) -> Choice:
    def years() -> dict[str, str]:
        return {str(year): str(year) for year in range(timezone.localdate().year, 2015, -1)}

    return Choice("nam", gettext_lazy("Năm"), choices=years, where=lambda raw: Q(**{path: int(raw)}))


def courses() -> QuerySet[Course]:
    """The courses inside the reader's places that were not cancelled."""
    return Course.objects.filter(cancelled_because="")


def learners() -> QuerySet[Enrolment]:
    """The learners inside the reader's places, each with whether support was paid."""
    paid = TrainingPayment._base_manager.filter(enrolment=OuterRef("pk"), cancelled_because="")
    return Enrolment.objects.filter(cancelled_because="").annotate(is_paid=Exists(paid))


COURSES = Listing(
    "training_courses",
    gettext_lazy("Lớp học nghề"),
    columns=(
        Column("name", gettext_lazy("Lớp"), link=_to("training_course")),
        Column("institution__organisation__name", gettext_lazy("Cơ sở đào tạo")),
        Column("level", gettext_lazy("Trình độ"), show=shown_word(words.TRAINING_LEVELS, "level")),
        Column("from_day", gettext_lazy("Khai giảng")),
        Column("to_day", gettext_lazy("Bế giảng"), is_wide_only=True),
        Column("programme", gettext_lazy("Nguồn kinh phí"), show=shown_word(words.TRAINING_PROGRAMMES, "programme"), is_wide_only=True),
        Column("commune__full_name", gettext_lazy("Xã, phường"), is_wide_only=True),
    ),
    also=("id",),
    orders=(Order("moi", gettext_lazy("Mới trước"), ("-from_day", "-id")),),
    filters=(
        Search("tim", gettext_lazy("Tìm"), paths=("name_folded", "institution__organisation__name_folded"), exact_paths=("code",),
               hint=gettext_lazy("Tên lớp, cơ sở hoặc mã lớp")),
        Choice("td", gettext_lazy("Trình độ"), choices=list_choices(words.TRAINING_LEVELS), path="level"),
        Choice("nguon", gettext_lazy("Nguồn kinh phí"), choices=list_choices(words.TRAINING_PROGRAMMES), path="programme"),
        _years("from_day__year"),
        Pick("xa", gettext_lazy("Xã, phường"), units=lambda: communes_of(courses(), "commune_id"), path="commune_id"),
    ),
    unit=gettext_lazy("lớp"),
    nothing_yet=gettext_lazy("Chưa có lớp nào. Ghi cơ sở đào tạo rồi mở lớp."),
    template="labour/training_list.html",
)  # fmt: skip

LEARNERS = Listing(
    "training_learners",
    gettext_lazy("Người học nghề"),
    columns=(
        Column("person__name", gettext_lazy("Họ và tên"), link=_to("training_learner")),
        Column("course__name", gettext_lazy("Lớp"), link=_to_course),
        Column("enrolled_on", gettext_lazy("Nhập học")),
        Column("group", gettext_lazy("Diện ưu tiên"), show=shown_word(words.GROUPS, "group"), is_wide_only=True),
        Column("commune__full_name", gettext_lazy("Xã, phường"), is_wide_only=True),
        Column("result", gettext_lazy("Kết quả"), show=shown_word(words.TRAINING_RESULTS, "result"),
               tone=lambda row: RESULT_TONES.get(row["result"], "")),
        Column("employed_after", gettext_lazy("Việc làm sau học"), show=shown_word(words.WORK_AFTER, "employed_after")),
        Column("is_paid", gettext_lazy("Đã chi hỗ trợ"), show=_yes("is_paid"), is_wide_only=True),
    ),
    also=("id", "course_id", "course__commune_id", "course__province_id"),
    orders=(Order("moi", gettext_lazy("Mới trước"), ("-enrolled_on", "-id")),),
    filters=(
        Search("tim", gettext_lazy("Tìm"), paths=("person__name_folded",), exact_paths=("person__personal_number",),
               hint=gettext_lazy("Họ tên hoặc số định danh")),
        Choice("dien", gettext_lazy("Diện ưu tiên"), choices=list_choices(words.GROUPS), path="group"),
        Choice("kq", gettext_lazy("Kết quả"), choices=list_choices(words.TRAINING_RESULTS), path="result"),
        Choice("vl", gettext_lazy("Việc làm sau học"), choices=list_choices(words.WORK_AFTER), path="employed_after"),
        Choice("td", gettext_lazy("Trình độ"), choices=list_choices(words.TRAINING_LEVELS), path="course__level"),
        Choice("chi", gettext_lazy("Đã chi hỗ trợ"), choices=lambda: {"co": _("có"), "chua": _("không")}, where=lambda raw: Q(is_paid=raw == "co")),
        _years("enrolled_on__year"),
        Pick("xa", gettext_lazy("Xã, phường"), units=lambda: communes_of(learners(), "commune_id"), path="commune_id"),
    ),
    unit=gettext_lazy("lượt người học"),
    nothing_yet=gettext_lazy("Chưa có người học nào. Mở một lớp rồi ghi danh, hoặc nhập danh sách của lớp."),
    template="labour/training_list.html",
)  # fmt: skip

INSTITUTIONS = Listing(
    "training_institutions",
    gettext_lazy("Cơ sở giáo dục nghề nghiệp"),
    columns=(
        Column("organisation__name", gettext_lazy("Cơ sở"), link=_to("training_institution")),
        Column("kind", gettext_lazy("Loại"), show=shown_word(words.INSTITUTION_KINDS, "kind")),
        Column("is_public", gettext_lazy("Công lập"), show=_yes("is_public")),
        Column("managed_by", gettext_lazy("Cấp quản lý"), show=shown_word(words.MANAGED_BY, "managed_by"), is_wide_only=True),
        Column("organisation__commune__full_name", gettext_lazy("Xã, phường"), is_wide_only=True),
        Column("to_day", gettext_lazy("Thôi hoạt động"), is_wide_only=True),
    ),
    also=("id",),
    orders=(Order("ten", gettext_lazy("Tên"), ("organisation__name_key", "id")),),
    filters=(
        Search("tim", gettext_lazy("Tìm"), paths=("organisation__name_folded",), exact_paths=("organisation__tax_number",),
               hint=gettext_lazy("Tên hoặc mã số thuế")),
        Choice("loai", gettext_lazy("Loại"), choices=list_choices(words.INSTITUTION_KINDS), path="kind"),
        Choice("cl", gettext_lazy("Công lập"), choices=lambda: {"co": _("có"), "khong": _("không")}, where=lambda raw: Q(is_public=raw == "co")),
    ),
    unit=gettext_lazy("cơ sở"),
    nothing_yet=gettext_lazy("Chưa có cơ sở nào. Ghi đơn vị vào sổ đơn vị, rồi ghi cơ sở đào tạo."),
    template="labour/training_list.html",
)  # fmt: skip

PARTNERSHIPS = Listing(
    "training_partnerships",
    gettext_lazy("Doanh nghiệp hợp tác đào tạo"),
    columns=(
        Column("enterprise__name", gettext_lazy("Doanh nghiệp"), link=_to("training_partnership")),
        Column("institution__organisation__name", gettext_lazy("Cơ sở đào tạo")),
        Column("registered_on", gettext_lazy("Đăng ký")),
        Column("framework_signed_on", gettext_lazy("Ký hợp đồng nguyên tắc")),
        Column("trades", gettext_lazy("Nghề"), is_wide_only=True),
        Column("ended_on", gettext_lazy("Chấm dứt"), is_wide_only=True),
    ),
    also=("id",),
    orders=(Order("moi", gettext_lazy("Mới trước"), ("-registered_on", "-id")),),
    filters=(
        Search("tim", gettext_lazy("Tìm"), paths=("enterprise__name_folded",), exact_paths=("enterprise__tax_number",),
               hint=gettext_lazy("Tên hoặc mã số thuế")),
        Choice("ky", gettext_lazy("Hợp đồng nguyên tắc"), choices=lambda: {"da": _("đã ký"), "chua": _("chưa ký")},
               where=lambda raw: Q(framework_signed_on__isnull=raw == "chua")),
        _years("registered_on__year"),
    ),
    unit=gettext_lazy("việc hợp tác"),
    nothing_yet=gettext_lazy("Chưa có doanh nghiệp nào đăng ký."),
    template="labour/training_list.html",
)  # fmt: skip

MONEY = Listing(
    "training_money",
    gettext_lazy("Kinh phí đào tạo nghề"),
    columns=(
        Column("year", gettext_lazy("Năm"), is_number=True),
        Column("month", gettext_lazy("Tháng"), is_number=True),
        Column("source", gettext_lazy("Nguồn"), show=shown_word(words.MONEY_FROM, "source")),
        Column("nature", gettext_lazy("Loại chi"), show=shown_word(words.MONEY_FOR, "nature"), is_wide_only=True),
        Column("programme", gettext_lazy("Chương trình"), show=shown_word(words.TRAINING_MONEY, "programme"), is_wide_only=True),
        Column("allotted_dong", gettext_lazy("Được giao (đồng)"), is_number=True),
        Column("spent_dong", gettext_lazy("Đã chi (đồng)"), is_number=True),
        Column("document", gettext_lazy("Văn bản"), is_wide_only=True),
    ),
    orders=(Order("moi", gettext_lazy("Mới trước"), ("-year", "-month", "-id")),),
    filters=(
        _years("year"),
        Choice("nguon", gettext_lazy("Nguồn"), choices=list_choices(words.MONEY_FROM), path="source"),
        Choice("ct", gettext_lazy("Chương trình"), choices=list_choices(words.TRAINING_MONEY), path="programme"),
    ),
    unit=gettext_lazy("dòng"),
    nothing_yet=gettext_lazy("Chưa ghi kinh phí nào."),
    template="labour/training_list.html",
)  # fmt: skip

LEAVERS = Listing(
    "training_leavers",
    gettext_lazy("Học sinh tốt nghiệp phổ thông"),
    columns=(
        Column("commune__full_name", gettext_lazy("Xã, phường")),
        Column("year", gettext_lazy("Năm"), is_number=True),
        Column("lower_secondary", gettext_lazy("Tốt nghiệp THCS"), is_number=True),
        Column("upper_secondary", gettext_lazy("Tốt nghiệp THPT"), is_number=True),
        Column("target_group", gettext_lazy("Diện phân luồng"), is_number=True),
        Column("document", gettext_lazy("Văn bản"), is_wide_only=True),
    ),
    orders=(Order("moi", gettext_lazy("Mới trước"), ("-year", "-id")),),
    filters=(_years("year"),),
    unit=gettext_lazy("dòng"),
    nothing_yet=gettext_lazy("Chưa ghi số học sinh nào. Số này do ngành giáo dục cung cấp."),
    template="labour/training_list.html",
)  # fmt: skip


def training_course_list(request: HttpRequest) -> HttpResponse:
    """The courses, newest first."""
    return _listed(request, COURSES, courses(), "lop", "training_course_list")


def training_learner_list(request: HttpRequest) -> HttpResponse:
    """The learners, newest first."""
    return _listed(request, LEARNERS, learners(), "", "training_learner_list")


def training_institution_list(request: HttpRequest) -> HttpResponse:
    """The institutions by name."""
    return _listed(request, INSTITUTIONS, Institution.objects.all(), "co-so", "training_institution_list")


def training_partnership_list(request: HttpRequest) -> HttpResponse:
    """The enterprises that train together, newest first."""
    return _listed(request, PARTNERSHIPS, Partnership.objects.all(), "hop-tac", "training_partnership_list")


def training_money_list(request: HttpRequest) -> HttpResponse:
    """Money allotted and spent."""
    return _listed(request, MONEY, TrainingSpending.objects.all(), "kinh-phi", "training_money_list")


def training_leavers_list(request: HttpRequest) -> HttpResponse:
    """School leavers of communes."""
    return _listed(request, LEAVERS, SchoolLeavers.objects.all(), "hoc-sinh", "training_leavers_list")


def _listed(request: HttpRequest, listing: Listing, rows: QuerySet, what: str, here: str) -> HttpResponse:
    new = (what, NEW[what][0]) if what and _may(what) else None
    return listing.respond(request, rows, new=new, parts=PARTS_OF_THE_DESK, here=here)


def training_new(request: HttpRequest, what: str) -> HttpResponse:
    """A row begun."""
    if what not in NEW:
        raise Http404
    _must(what)
    title, form_of = NEW[what]
    form = form_of(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid() and _done(form, request):
        messages.success(request, _("Đã ghi: %(act)s.") % {"act": title})
        return redirect(_home(what))
    return _asked(request, form, title, reverse(_home(what)), "")


def training_course(request: HttpRequest, pk: int) -> HttpResponse:
    """One course: what it is, who learns in it, how it ended."""
    course = get_object_or_404(Course.objects.select_related("institution__organisation", "ordered_by", "commune"), pk=pk)  # fmt: skip
    rows = learners().filter(course=course)
    counts = rows.aggregate(
        all=Count("pk"), graduated=Count("pk", filter=Q(result="graduated")), left=Count("pk", filter=Q(result="left")),
        working=Count("pk", filter=Q(employed_after__in=("hired", "own"))), paid=Count("pk", filter=Q(is_paid=True)),
    )  # fmt: skip
    context = {
        "course": course, "sees_institution": _is_reached(course.institution.organisation),
        "occupation": occupation_name(course.occupation), "acts": _acts(course, COURSE_ACTS),
        "learners": rows.select_related("person").order_by("person__name_key", "pk")[:_SHOWN], "words": words, "tones": RESULT_TONES,
        "counts": [
            (_("nhập học"), counts["all"]), (_("tốt nghiệp"), counts["graduated"]), (_("bỏ học"), counts["left"]),
            (_("có việc làm sau học"), counts["working"]), (_("đã chi hỗ trợ"), counts["paid"]),
        ],
        "shown": _SHOWN, "is_cut": counts["all"] > _SHOWN,
        "files": course.files.order_by("-pk")[:10] if _may("tep") else [], "may_send": _may("tep") and not course.cancelled_because,
    }  # fmt: skip
    return render(request, "labour/training_course.html", context)


def training_learner(request: HttpRequest, pk: int) -> HttpResponse:
    """One learner of one course: the result, the work after, what the rule gives and why, what was paid."""
    enrolment = get_object_or_404(_enrolments(), pk=pk)
    looked_at(f"enrolment:{pk}", place_id=enrolment.commune_id)
    support, why_not = _support(enrolment)
    context = {
        "enrolment": enrolment, "acts": _acts(enrolment, LEARNER_ACTS), "words": words, "support": support, "why_not": why_not,
        "course": enrolment.course if _is_reached(enrolment.course) else None,
        "payments": enrolment.payments.order_by("-paid_on", "-pk"), "before": supported_before(enrolment), "tones": RESULT_TONES,
        "statuses": LAW_STATUSES, "ground": words.TRAINING_GROUND_LINES[support.ground][is_english()] if support else "",
    }  # fmt: skip
    return render(request, "labour/training_learner.html", context)


def training_institution(request: HttpRequest, pk: int) -> HttpResponse:
    """One institution: what it is, its staff by year, its newest courses."""
    institution = get_object_or_404(Institution.objects.select_related("organisation__commune"), pk=pk)
    context = {
        "institution": institution, "acts": _acts(institution, INSTITUTION_ACTS), "words": words, "staff": _staff_lines(institution),
        "courses": courses().filter(institution=institution).order_by("-from_day", "-pk")[:50],
    }  # fmt: skip
    return render(request, "labour/training_institution.html", context)


def training_partnership(request: HttpRequest, pk: int) -> HttpResponse:
    """One enterprise that trains together with an institution."""
    partnership = get_object_or_404(
        Partnership.objects.select_related("enterprise__commune", "institution__organisation"), pk=pk
    )
    context = {"partnership": partnership, "acts": _acts(partnership, PARTNERSHIP_ACTS)}
    return render(request, "labour/training_partnership.html", context)


def training_act(request: HttpRequest, what: str, pk: int, act: str) -> HttpResponse:
    """One act on a course, a learner, an institution or a partnership."""
    if what not in SUBJECTS:
        raise Http404
    rows, acts, page = SUBJECTS[what]
    subject = get_object_or_404(rows(), pk=pk)
    _must(act)
    back = reverse(page, args=[pk])
    chosen = next((one for one in acts if one.slug == act), None)
    if chosen is None:
        raise Http404
    if not chosen.is_open(subject):
        messages.warning(request, _("Việc này không làm được với tình trạng hiện tại."))
        return redirect(back)
    form = chosen.form(request.POST if request.method == "POST" else None, subject=subject)
    if request.method == "POST" and form.is_valid() and _done(form, request):
        messages.success(request, _("Đã ghi: %(act)s.") % {"act": chosen.label})
        return redirect(back)
    return _asked(request, form, chosen.label, back, str(getattr(subject, "person", subject)))


def _enrolments() -> QuerySet[Enrolment]:
    return Enrolment.objects.select_related("person", "commune", "course__institution__organisation", "placement")


SUBJECTS: dict[str, tuple[Callable[[], QuerySet], tuple[Act, ...], str]] = {
    "lop": (lambda: Course.objects.all(), COURSE_ACTS, "training_course"),
    "nguoi-hoc": (_enrolments, LEARNER_ACTS, "training_learner"),
    "co-so": (lambda: Institution.objects.select_related("organisation__commune"), INSTITUTION_ACTS, "training_institution"),
    "hop-tac": (lambda: Partnership.objects.select_related("enterprise"), PARTNERSHIP_ACTS, "training_partnership"),
}  # fmt: skip
HOMES = {
    "co-so": "training_institution_list", "hop-tac": "training_partnership_list", "kinh-phi": "training_money_list",
    "hoc-sinh": "training_leavers_list", "can-bo-quan-ly": "training_institution_list",
}  # fmt: skip


def _home(what: str) -> str:
    return HOMES.get(what, "training_course_list")


def _roles(what: str) -> tuple[str, ...]:
    return ("province_officer",) if what in OF_THE_PROVINCE else WRITERS


def _may(what: str) -> bool:
    return current_scope().holds(*_roles(what), field="labour")


def _must(what: str) -> None:
    must_hold(*_roles(what), field="labour")


def _acts(subject: Model, acts: tuple[Act, ...]) -> list[Act]:
    return [act for act in acts_open_to(subject, acts) if _may(act.slug)]


def _done(form: Any, request: HttpRequest) -> bool:
    """The act done; where it is refused, the form says why."""
    try:
        form.act(request.user)
    except (TrainingRefused, NoAccess, LawError) as refused:
        form.add_error(None, str(refused))
        return False
    return True


def _asked(request: HttpRequest, form: Any, title: Any, back: str, about: str) -> HttpResponse:
    context = {"form": form, "title": title, "back": back, "about": about}
    return render(request, "labour/training_act.html", context, status=422 if form.errors else 200)


def _support(enrolment: Enrolment) -> tuple[Support | None, str]:
    """What the rule gives on the day of the decision, of today before there is one; or why the law says nothing."""
    paid = enrolment.payments.filter(cancelled_because="").first()
    try:
        return support_of(enrolment, day=paid.decided_on if paid else timezone.localdate()), ""
    except LawError as none:
        return None, str(none)


def _is_reached(row: Course | Organisation) -> bool:
    """Whether the reader's places hold the row's commune, so that its page opens."""
    return current_scope().reaches(row.commune_id, row.province_id)


def _staff_lines(institution: Institution) -> list[dict[str, Any]]:
    """Numbers of staff as they were told: a line a year, role, contract and level."""
    lines: dict[tuple[Any, ...], dict[str, int]] = {}
    for one in institution.staff.order_by("-year", "role", "contract", "level"):
        line = lines.setdefault((one.year, one.role, one.contract, one.level), {"total": 0, "women": 0, "minority": 0})
        line["total"] += one.number
        line["women"] += one.number if one.is_female else 0
        line["minority"] += one.number if one.is_minority else 0
    return [
        {
            "year": year, "role": words.STAFF_ROLES[role][is_english()], "contract": words.STAFF_CONTRACTS[contract][is_english()],
            "level": words.STAFF_LEVELS[level][is_english()], **numbers,
        }
        for (year, role, contract, level), numbers in lines.items()
    ]  # fmt: skip
