"""Sessions of job fairs: the list, one session with its booths, a booth, the timetable and its papers."""

from typing import Any

from django.contrib import messages
from django.db.models import Count, Q, Sum
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from ansinh.core.access import NoAccess, current_scope, kin_of, must_hold
from ansinh.core.language import is_english
from ansinh.core.lists import Choice, Column, Listing, Order, Search
from ansinh.labour import words
from ansinh.labour.actions import fairs
from ansinh.labour.documents.fairs import timetable_pdf, timetable_workbook
from ansinh.labour.forms.fairs import BoothForm, OfferForm, SessionForm
from ansinh.labour.models import Booth, FairSession, Interview, Visitor

STATE_TONES = {"planned": "quiet", "open": "accent", "running": "good", "closed": "quiet", "cancelled": "bad"}
RESULT_TONES = {"hired": "good", "passed": "good", "done": "accent", "failed": "warn", "absent": "warn"}


def _words(told: dict[str, tuple[str, str]]) -> dict[str, str]:
    return {key: pair[is_english()] for key, pair in told.items()}


class _ByName(Search):
    """Words of the name or the whole code."""

    def narrow(self, rows: Any, raw: str) -> Any:
        return rows.filter(Q(name__icontains=raw) | Q(code__iexact=raw.replace(" ", "")))


SESSIONS = Listing(
    name="fairs",
    title=gettext_lazy("Phiên giao dịch việc làm"),
    unit=gettext_lazy("phiên"),
    columns=(
        Column("name", gettext_lazy("Phiên"), link=lambda row: reverse("fair", args=[row["pk"]])),
        Column("day", gettext_lazy("Ngày")),
        Column("kind", gettext_lazy("Hình thức"), show=lambda row: words.FAIR_KINDS[row["kind"]][is_english()]),
        Column("commune__full_name", gettext_lazy("Nơi tổ chức"), is_wide_only=True),
        Column(
            "state", gettext_lazy("Tình trạng"), show=lambda row: words.FAIR_STATES[row["state"]][is_english()],
            tone=lambda row: STATE_TONES[row["state"]],
        ),
    ),
    also=("pk",),
    orders=(
        Order("moi-nhat", gettext_lazy("Mới nhất"), ("-day", "-pk")),
        Order("cu-nhat", gettext_lazy("Cũ nhất"), ("day", "pk")),
    ),
    filters=(
        _ByName("tim", gettext_lazy("Tên hoặc mã phiên")),
        Choice("loai", gettext_lazy("Hình thức"), choices=lambda: _words(words.FAIR_KINDS), path="kind"),
        Choice("tinh-trang", gettext_lazy("Tình trạng"), choices=lambda: _words(words.FAIR_STATES), path="state"),
    ),
    nothing_yet=gettext_lazy("Chưa có phiên nào. Cán bộ cấp tỉnh ghi phiên mới."),
    template="labour/fairs_list.html",
)  # fmt: skip


def sessions() -> Any:
    """The sessions of the provinces the reader works in; of all for who works in none: a fair is announced to everybody."""
    scope = current_scope()
    provinces = {one for place in scope.provinces for one in kin_of(place)}
    rows = FairSession.objects.all()
    return rows.filter(province__in=provinces) if provinces else rows


def fair_list(request: HttpRequest) -> HttpResponse:
    """The sessions, newest first."""
    return SESSIONS.respond(request, sessions(), may_plan=_may_plan())


def fair_new(request: HttpRequest) -> HttpResponse:
    """A new session."""
    must_hold("province_officer", field="labour")
    form = SessionForm(request.POST or None)
    return done(
        request,
        form,
        lambda told: redirect("fair", pk=fairs.plan_session(**told, by=request.user).pk),
        {"title": _("Phiên giao dịch việc làm mới"), "button": _("Ghi phiên"), "back": reverse("fair_list")},
    )


def fair(request: HttpRequest, pk: int) -> HttpResponse:
    """One session: where and when, its booths, how many come, what came of it."""
    session = session_of(pk)
    booths = session.booths.select_related("organisation").annotate(
        places=Sum("vacancies__places"), jobs=Count("vacancies")
    )
    context = {
        "session": session,
        "kind": words.FAIR_KINDS[session.kind][is_english()],
        "state": words.FAIR_STATES[session.state][is_english()],
        "tone": STATE_TONES[session.state],
        "booths": booths.order_by("number"),
        "counts": _counts(session),
        "steps": [(key, said) for key, said in _steps() if key in fairs.NEXT.get(session.state, ())]
        if may_run(session)
        else [],
        "may_run": may_run(session) and session.state not in ("closed", "cancelled"),
        "may_register": may_register() and session.state in ("open", "running"),
        "sees_people": bool(current_scope().provinces or current_scope().communes or current_scope().everything),
        "is_open": session.state in ("open", "running"),
    }
    return render(request, "labour/fairs_session.html", context)


def _steps() -> list[tuple[str, str]]:
    return [
        ("open", _("Mở đăng ký")),
        ("running", _("Bắt đầu phiên")),
        ("closed", _("Kết thúc phiên")),
        ("cancelled", _("Hủy phiên")),
    ]


def _counts(session: FairSession) -> list[tuple[Any, int]]:
    """What a session has come to, of the visitors the reader may see."""
    visitors = Visitor.objects.filter(session=session, is_withdrawn=False)
    interviews = Interview.objects.filter(session=session)
    by_state = dict(interviews.order_by().values_list("state").annotate(Count("pk")))
    return [
        (_("Đăng ký"), visitors.count()),
        (_("Đã đến, đã vào phòng trực tuyến"), visitors.filter(arrived_at__isnull=False).count()),
        (_("Lượt còn chờ phỏng vấn"), by_state.get("planned", 0)),
        (_("Lượt đã phỏng vấn"), sum(by_state.get(state, 0) for state in words.INTERVIEWED)),
        (_("Được nhận tại phiên"), by_state.get("hired", 0)),
    ]


@require_POST
def fair_turn(request: HttpRequest, pk: int) -> HttpResponse:
    """Open, begin, close or cancel a session."""
    session = session_of(pk)
    try:
        fairs.turn_session(session=session, state=request.POST.get("state", ""), by=request.user)
    except fairs.FairRefused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("Đã ghi tình trạng mới của phiên."))
    return redirect("fair", pk=pk)


def fair_booth_new(request: HttpRequest, pk: int) -> HttpResponse:
    """A booth of a session."""
    must_hold("province_officer", field="labour")
    session, form = session_of(pk), BoothForm(request.POST or None)

    def write(told: dict[str, Any]) -> HttpResponse:
        told.pop("tax_number")
        booth = fairs.add_booth(session=session, organisation=form.organisation, by=request.user, **told)
        return redirect("fair_booth", pk=pk, number=booth.number)

    return done(
        request, form, write, {"session": session, "title": _("Gian mới"), "button": _("Ghi gian"), "back": reverse("fair", args=[pk])}
    )  # fmt: skip


def fair_booth(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """A booth: its vacancies, and its hours with whom it meets."""
    booth = get_object_or_404(Booth.objects.select_related("session", "organisation"), session=pk, number=number)
    form = OfferForm(request.POST or None, booth=booth) if may_run(booth.session) else None
    status = 200
    if request.method == "POST":
        must_hold("province_officer", field="labour")
        if form is not None and form.is_valid():
            try:
                fairs.offer(booth=booth, by=request.user, **form.cleaned_data)
                messages.success(request, _("Đã thêm việc làm vào gian."))
                return redirect("fair_booth", pk=pk, number=number)
            except (fairs.FairRefused, NoAccess) as refused:
                form.add_error(None, str(refused))
        status = 422
    met = (
        Interview.objects.filter(booth=booth).exclude(state="withdrawn").select_related("person", "vacancy", "visitor")
    )
    context = {
        "booth": booth,
        "session": booth.session,
        "offers": booth.vacancies.select_related("vacancy").order_by("pk"),
        "rows": [hour(one, booth.session) for one in met.order_by("slot", "seat", "pk")],
        "form": form if booth.session.state not in ("closed", "cancelled") else None,
        "kind": booth.organisation.get_kind_display(),
    }
    return render(request, "labour/fairs_booth.html", context, status=status)


def hour(one: Interview, session: FairSession) -> dict[str, Any]:
    return {
        "interview": one,
        "time": session.slot_time(one.slot) if one.slot is not None else _("vào thẳng"),
        "state": words.INTERVIEW_STATES[one.state][is_english()],
        "tone": RESULT_TONES.get(one.state, "quiet"),
    }


def fair_timetable(request: HttpRequest, pk: int) -> HttpResponse:
    """How full the booths are; makes the timetable or makes it again."""
    session = session_of(pk)
    if request.method == "POST":
        try:
            told = fairs.plan_interviews(session=session, by=request.user)
        except fairs.FairRefused as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, said_of(told))
        return redirect("fair_timetable", pk=pk)
    planned = dict(
        Interview.objects.filter(session=session, slot__isnull=False)
        .exclude(state="withdrawn")
        .order_by()
        .values_list("booth")
        .annotate(Count("pk"))
    )
    booths = (
        session.booths.select_related("organisation").annotate(wished=Count("vacancies__wishes")).order_by("number")
    )
    rows = [
        {
            "booth": booth,
            "room": booth.interviewers * session.slots,
            "planned": planned.get(booth.pk, 0),
            "wished": booth.wished,
        }
        for booth in booths
    ]
    context = {
        "session": session,
        "rows": rows,
        "sums": {key: sum(row[key] for row in rows) for key in ("room", "planned", "wished")},
        "may_plan": may_run(session) and session.state in ("open", "running"),
        "is_planned": bool(planned),
    }
    return render(request, "labour/fairs_timetable.html", context)


def said_of(told: fairs.Planned) -> str:
    """What planning gave, as a sentence."""
    lines = [
        _("Đã xếp %(interviews)s lượt cho %(served)s trong %(visitors)s người.") % vars(told),
        _("Giữ nguyên %(kept)s lượt đã hẹn, đổi giờ %(moved)s, rút %(dropped)s.") % vars(told)
        if told.kept or told.dropped
        else "",
        _("%(unknown)s người chưa có nguyện vọng nên chưa xếp được.") % vars(told) if told.unknown else "",
    ]
    return " ".join(line for line in lines if line)


def fair_timetable_file(request: HttpRequest, pk: int, form: str) -> HttpResponse:
    """The timetable by booth and by visitor, as PDF or XLSX."""
    session = session_of(pk)
    must_hold(*fairs.WRITERS, field="labour")
    if form not in ("pdf", "xlsx"):
        raise Http404
    made = timetable_pdf(session) if form == "pdf" else timetable_workbook(session)
    kind = "application/pdf" if form == "pdf" else "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    answer = HttpResponse(made, content_type=kind)
    answer["Content-Disposition"] = f'attachment; filename="lich-phong-van-{session.code.lower()}.{form}"'
    return answer


def session_of(pk: int) -> FairSession:
    return get_object_or_404(FairSession.objects.select_related("commune", "province"), pk=pk)


def _may_plan() -> bool:
    return current_scope().holds("province_officer", field="labour")


def may_register() -> bool:
    return current_scope().holds(*fairs.WRITERS, field="labour")


def may_run(session: FairSession) -> bool:
    scope = current_scope().narrowed("province_officer", field="labour")
    return _may_plan() and scope.reaches(session.commune_id, session.province_id)


def done(request: HttpRequest, form: Any, write: Any, context: dict[str, Any]) -> HttpResponse:
    """A form that does one act, and the page again with what was wrong."""
    if request.method == "POST" and form.is_valid():
        try:
            return write(form.cleaned_data)
        except (fairs.FairRefused, NoAccess) as refused:
            form.add_error(None, str(refused))
    status = 422 if request.method == "POST" else 200
    return render(request, "labour/fairs_act.html", {"form": form, **context}, status=status)
