"""Visitors of a session: registered by an officer or by themselves, their ticket, attendance, results on the spot."""

import io
from typing import Any

import segno
from django.contrib import messages
from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ansinh.core.access import NoAccess, current_scope, must_hold
from ansinh.core.language import is_english
from ansinh.core.lists import Choice, Column, Listing, Order, Search
from ansinh.core.looks import looked_at
from ansinh.labour import words
from ansinh.labour.actions import fairs
from ansinh.labour.forms.fairs import BeganForm, CodeForm, JoinForm, RegisterForm, ResultForm, WithdrawForm
from ansinh.labour.models import FairWish, Interview, Seeker, Visitor
from ansinh.labour.pages.fairs import RESULT_TONES, done, hour, may_register, session_of
from ansinh.people.models import Person

ARRIVED = {"da-den": gettext_lazy("Đã đến"), "chua-den": gettext_lazy("Chưa đến")}

VISITORS = Listing(
    name="fair_visitors",
    title=gettext_lazy("Người tham gia phiên"),
    unit=gettext_lazy("người"),
    columns=(
        Column("person__name", gettext_lazy("Họ và tên"), link=lambda row: reverse("fair_ticket", args=[row["code"]])),
        Column("person__birth_year", gettext_lazy("Năm sinh"), is_number=True),
        Column("person__commune__full_name", gettext_lazy("Xã, phường"), is_wide_only=True),
        Column("channel", gettext_lazy("Tham gia"), show=lambda row: words.VISIT_CHANNELS[row["channel"]][is_english()]),
        Column("interviews_count", gettext_lazy("Lượt phỏng vấn"), is_number=True),
        Column(
            "arrived_at", gettext_lazy("Có mặt"), show=lambda row: _("đã đến") if row["arrived_at"] else _("chưa đến"),
            tone=lambda row: "good" if row["arrived_at"] else "quiet",
        ),
    ),
    also=("code",),
    orders=(
        Order("ten", gettext_lazy("Tên"), ("person__name_key", "pk")),
        Order("moi", gettext_lazy("Mới đăng ký"), ("-pk",)),
    ),
    filters=(
        Search("tim", gettext_lazy("Tên hoặc mã vé"), paths=("person__name_folded",), exact_paths=("code",)),
        Choice(
            "co-mat", gettext_lazy("Có mặt"), choices=ARRIVED, where=lambda raw: Q(arrived_at__isnull=raw == "chua-den")
        ),
        Choice(
            "cach", gettext_lazy("Tham gia"), path="channel",
            choices=lambda: {key: pair[is_english()] for key, pair in words.VISIT_CHANNELS.items()},
        ),
    ),
    nothing_yet=gettext_lazy("Chưa có ai đăng ký phiên này trong phạm vi của bạn."),
    template="labour/fairs_visitors.html",
)  # fmt: skip


def fair_visitors(request: HttpRequest, pk: int) -> HttpResponse:
    """Who registered, inside the reader's places."""
    session = session_of(pk)
    waiting = Count("interviews", filter=~Q(interviews__state="withdrawn"))
    rows = Visitor.objects.filter(session=session, is_withdrawn=False).annotate(interviews_count=waiting)
    return VISITORS.respond(request, rows, session=session, may_register=may_register())


def fair_register(request: HttpRequest, pk: int) -> HttpResponse:
    """An officer registers somebody."""
    must_hold(*fairs.WRITERS, field="labour")
    session = session_of(pk)
    form = RegisterForm(
        request.POST or None, session=session, initial={"who": _number_of(request.GET.get("nguoi", ""))}
    )

    def write(told: dict[str, Any]) -> HttpResponse:
        visitor = fairs.register(
            session=session,
            person=form.person,
            seeker=form.seeker,
            channel=told["channel"],
            wishes=form.wishes,
            by=request.user,
        )
        messages.success(request, _("Đã đăng ký cho %(name)s.") % {"name": visitor.person.name})
        return redirect("fair_ticket", code=visitor.code)

    context = {
        "session": session,
        "title": _("Đăng ký cho người lao động"),
        "button": _("Đăng ký"),
        "back": reverse("fair", args=[pk]),
    }
    return done(request, form, write, context)


def _number_of(raw: str) -> str:
    """The personal number of the person whose file led here."""
    person = Person.objects.filter(pk=raw).first() if raw.isdecimal() and len(raw) < 19 else None
    return person.personal_number or "" if person else ""


def fair_join(request: HttpRequest, pk: int) -> HttpResponse:
    """A seeker registers themselves, from a telephone."""
    session = session_of(pk)
    own = Seeker._base_manager.filter(account=request.user.pk, state="active").first()
    known = (
        Visitor._base_manager.filter(session=session, person=own.person_id, is_withdrawn=False).first() if own else None
    )
    if known is not None:
        return redirect("fair_ticket", code=known.code)
    form = JoinForm(request.POST or None, session=session)

    def write(told: dict[str, Any]) -> HttpResponse:
        visitor = fairs.register_self(session=session, channel=told["channel"], wishes=form.wishes, by=request.user)
        messages.success(request, _("Đã đăng ký. Giữ vé này để điểm danh."))
        return redirect("fair_ticket", code=visitor.code)

    context = {
        "session": session,
        "title": _("Đăng ký tham gia phiên"),
        "button": _("Đăng ký tham gia"),
        "back": reverse("fair", args=[pk]),
    }
    return done(request, form, write, context)


def fair_ticket(request: HttpRequest, code: str) -> HttpResponse:
    """A ticket: the code to show at the door, the hours, the wishes. For the officer who may see the visitor, and the visitor's own account."""
    visitor = _visitor(request, code)
    session = visitor.session
    looked_at(f"person:{visitor.person_id}", place_id=visitor.person.commune_id)
    rows = Interview._base_manager.filter(visitor=visitor)
    rows = rows.exclude(state="withdrawn").select_related("vacancy", "booth__organisation")
    context = {
        "visitor": visitor,
        "session": session,
        "qr": qr(request.build_absolute_uri(reverse("fair_ticket", args=[code]))),
        "rows": [hour(one, session) for one in rows.order_by("slot", "pk")],
        "wishes": _wishes_of(visitor),
        "channel": words.VISIT_CHANNELS[visitor.channel][is_english()],
        "is_officer": _is_officer(visitor),
        "may_arrive": _is_officer(visitor) and visitor.arrived_at is None and session.state == "running",
        "may_withdraw": _is_officer(visitor) and session.state in ("open", "running"),
    }
    return render(request, "labour/fairs_ticket.html", context)


def _wishes_of(visitor: Visitor) -> list[str]:
    found = FairWish._base_manager.filter(visitor=visitor).select_related(
        "vacancy__vacancy", "vacancy__booth__organisation"
    )
    return [f"{one.vacancy.vacancy.title} · {one.vacancy.booth}" for one in found.order_by("rank")]


def fair_ticket_act(request: HttpRequest, code: str, act: str) -> HttpResponse:
    """Attendance taken from the ticket, or the visitor withdrawn."""
    must_hold(*fairs.WRITERS, field="labour")
    visitor = get_object_or_404(Visitor.objects.select_related("session", "person"), code=code, is_withdrawn=False)
    if act == "diem-danh":
        if request.method == "POST":
            try:
                fairs.arrive(visitor=visitor, by=request.user)
                messages.success(request, _("%(name)s đã có mặt.") % {"name": visitor.person.name})
            except fairs.FairRefused as refused:
                messages.error(request, str(refused))
        return redirect("fair_ticket", code=code)
    if act != "rut":
        raise Http404
    form = WithdrawForm(request.POST or None)

    def write(told: dict[str, Any]) -> HttpResponse:
        fairs.withdraw_visitor(visitor=visitor, reason=told["reason"], by=request.user)
        messages.success(request, _("Đã ghi rút. Xếp lại lịch để chỗ trống có người khác."))
        return redirect("fair_visitors", pk=visitor.session_id)

    context = {
        "session": visitor.session, "title": _("%(name)s không tham gia nữa") % {"name": visitor.person.name}, "button": _("Ghi rút"),
        "back": reverse("fair_ticket", args=[code]),
    }  # fmt: skip
    return done(request, form, write, context)


def fair_arrivals(request: HttpRequest, pk: int) -> HttpResponse:
    """Attendance at the door: one code after another, typed or scanned."""
    must_hold(*fairs.WRITERS, field="labour")
    session, form = session_of(pk), CodeForm(request.POST or None)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            visitor = (
                Visitor.objects.filter(session=session, code=form.cleaned_data["code"]).select_related("person").first()
            )
            if visitor is None:
                form.add_error("code", _("Phiên này không có vé mang mã đó trong phạm vi của bạn. Xem lại từng chữ."))
            else:
                try:
                    fairs.arrive(visitor=visitor, by=request.user)
                    messages.success(request, _("%(name)s đã có mặt.") % {"name": visitor.person.name})
                    return redirect("fair_arrivals", pk=pk)
                except (fairs.FairRefused, NoAccess) as refused:
                    form.add_error(None, str(refused))
    rows = Visitor.objects.filter(session=session, is_withdrawn=False)
    came = rows.filter(arrived_at__isnull=False)
    context = {
        "session": session, "form": form, "registered": rows.count(), "came": came.count(),
        "newest": came.select_related("person").order_by("-arrived_at", "-pk")[:10],
    }  # fmt: skip
    return render(request, "labour/fairs_arrivals.html", context, status=status)


def fair_interview(request: HttpRequest, pk: int) -> HttpResponse:
    """What came of an interview; the first day of work of who was hired."""
    must_hold(*fairs.WRITERS, field="labour")
    rows = Interview.objects.select_related(
        "session", "person", "vacancy", "booth__organisation", "visitor", "placement"
    )
    interview = get_object_or_404(rows, pk=pk)
    looked_at(f"person:{interview.person_id}", place_id=interview.person.commune_id)
    began = interview.state == "hired" and interview.placement_id is None
    states = fairs.RESULTS.get(interview.state, ())
    form: Any = None
    if began:
        form = BeganForm(request.POST or None)
    elif states:
        form = ResultForm(request.POST or None, states=states)

    def write(told: dict[str, Any]) -> HttpResponse:
        verb = fairs.begin_work if began else fairs.settle
        verb(interview=interview, by=request.user, **told)
        messages.success(request, _("Đã ghi kết quả của %(name)s.") % {"name": interview.person.name})
        return redirect("fair_booth", pk=interview.session_id, number=interview.booth.number)

    context = {
        "session": interview.session, "interview": interview, "title": _("Kết quả phỏng vấn: %(name)s") % {"name": interview.person.name},
        "button": _("Ghi ngày bắt đầu làm") if began else _("Ghi kết quả"),
        "back": reverse("fair_booth", args=[interview.session_id, interview.booth.number]),
        "state": words.INTERVIEW_STATES[interview.state][is_english()], "tone": RESULT_TONES.get(interview.state, "quiet"),
    }  # fmt: skip
    if form is None:
        if request.method == "POST":
            messages.error(request, _("Lượt này đã có kết quả cuối cùng."))
            return redirect("fair_interview", pk=pk)
        return render(request, "labour/fairs_act.html", context)
    return done(request, form, write, context)


def qr(text: str) -> SafeString:
    """A text as a picture of its QR code, large enough for a telephone held over it."""
    drawn = io.BytesIO()
    segno.make(text, error="m", micro=False).save(
        drawn, kind="svg", border=2, scale=5, xmldecl=False, svgns=True, nl=False
    )
    return mark_safe(drawn.getvalue().decode())  # drawn by the library from squares: nothing of the text stands in it


def _is_officer(visitor: Visitor) -> bool:
    scope = current_scope().narrowed(*fairs.WRITERS, field="labour")
    return may_register() and scope.reaches(visitor.person.commune_id, visitor.session.province_id)


def _visitor(request: HttpRequest, code: str) -> Visitor:
    """The visitor of a code: within the reader's places, or the reader themselves. Not there for anybody else."""
    rows = Visitor._base_manager.select_related("session__commune", "person__commune", "seeker")
    found = get_object_or_404(rows, code=code.upper(), is_withdrawn=False)
    is_own = found.seeker is not None and found.seeker.account_id == request.user.pk
    if is_own or Visitor.objects.filter(pk=found.pk).exists():
        return found
    raise Http404
