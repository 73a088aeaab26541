"""What an employer's account opens: the vacancies of its own organisation, who applied to them, fitting seekers who agreed to be shown.

No personal number anywhere; a telephone only of who applied, was referred, or agreed to an invitation."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from ansinh.core.access import NoAccess, acting_as_system, must_hold
from ansinh.core.language import is_english
from ansinh.core.looks import looked_at
from ansinh.labour import words
from ansinh.labour.actions import exchange, exchange_applications
from ansinh.labour.actions.exchange import ExchangeRefused
from ansinh.labour.forms.exchange import ApplyForm, InterviewForm, ReasonForm, VacancyForm
from ansinh.labour.jobs.exchange_open import own_organisations
from ansinh.labour.jobs.matching.find import seekers_for_vacancy
from ansinh.labour.models import Application, Seeker, Vacancy
from ansinh.labour.models.exchange import split
from ansinh.labour.pages.exchange import TONES, card, facts_of
from ansinh.people.models import Organisation
from ansinh.places.models import Place, became_by

STATE_TONES = {
    "draft": "quiet",
    "waiting": "warn",
    "open": "good",
    "closed": "quiet",
    "expired": "quiet",
    "refused": "bad",
}
MATCHES = 10
# What may be done to one application: the form asked, the act, what is said after.
ANSWERS = ("phong-van", "nhan", "tu-choi")


@require_safe
def employer_home(request: HttpRequest) -> HttpResponse:
    """My vacancies, newest first, with how many wait for an answer."""
    own = _own()
    rows = (
        Vacancy._base_manager.filter(organisation__in=own)
        .select_related("organisation", "work_commune", "work_province")
        .order_by("-id")[:200]
    )
    waiting = Application._base_manager.filter(vacancy__in=[row.pk for row in rows], state="sent")
    counts: dict[int, int] = {}
    for pk in waiting.values_list("vacancy_id", flat=True):
        counts[pk] = counts.get(pk, 0) + 1
    lines = [card(row) | _stated(row) | {"waiting": counts.get(row.pk, 0)} for row in rows]
    return render(request, "labour/exchange_employer.html", {"lines": lines, "organisations": own})


def vacancy_new(request: HttpRequest) -> HttpResponse:
    """A vacancy of my organisation; it is looked at before anybody sees it."""
    own = _own()
    if not own:
        return redirect("employer_home")
    asked = request.GET.get("cua", "")
    organisation = next((one for one in own if str(one.pk) == asked), own[0])
    form = VacancyForm(
        request.POST or None, initial={"phone": organisation.phone, "commune": commune_today(organisation)}
    )
    if request.method == "POST" and form.is_valid():
        try:
            vacancy = exchange.post_vacancy(
                organisation=organisation, province=organisation.province, told=form.told(), by=request.user
            )
            exchange.send_vacancy(vacancy=vacancy, by=request.user)
        except (ExchangeRefused, NoAccess) as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Đã gửi trung tâm xem. Việc làm được đăng khi trung tâm duyệt."))
            return redirect("employer_vacancy", pk=vacancy.pk)
    context = {
        "form": form,
        "title": _("Đăng việc làm"),
        "button": _("Gửi duyệt"),
        "about": organisation.name,
        "crumb": None,
    }
    return render(
        request, "labour/exchange_form.html", context | {"is_employer": True}, status=422 if form.errors else 200
    )


def vacancy_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """The vacancy changed; one that was shown waits for the centre again."""
    vacancy = _mine(pk)
    form = VacancyForm.of(vacancy, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            changed = exchange.change_vacancy(vacancy=vacancy, told=form.told(), by=request.user)
            if changed.state == "draft":
                exchange.send_vacancy(vacancy=changed, by=request.user)
        except (ExchangeRefused, NoAccess) as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Đã gửi trung tâm xem lại."))
            return redirect("employer_vacancy", pk=pk)
    context = {
        "form": form,
        "title": _("Sửa việc làm"),
        "button": _("Gửi duyệt"),
        "about": vacancy.title,
        "crumb": vacancy,
    }
    return render(
        request, "labour/exchange_form.html", context | {"is_employer": True}, status=422 if form.errors else 200
    )


@require_safe
def employer_vacancy(request: HttpRequest, pk: int) -> HttpResponse:
    """One vacancy: who applied, then seekers it fits who agreed to be shown."""
    vacancy = _mine(pk)
    rows = list(
        Application._base_manager.filter(vacancy=vacancy)
        .select_related("seeker__commune")
        .order_by("state", "-id")[:300]
    )
    with acting_as_system("đơn vị tuyển dụng xem người phù hợp"):
        matches = seekers_for_vacancy(vacancy, MATCHES) if vacancy.state == "open" else []
        people = Seeker.objects.select_related("commune").in_bulk([match.seeker_id for match in matches])
    fitting = [
        told_of(people[match.seeker_id]) | {"fit": match.fit, "reasons": match.told, "missing": match.missing}
        for match in matches
        if match.seeker_id in people
    ]
    context = {
        "vacancy": vacancy, "card": card(vacancy) | _stated(vacancy), "facts": facts_of(vacancy), "applied": [_applied(row) for row in rows],
        "fitting": fitting, "may_change": vacancy.state not in ("closed", "expired"),
    }  # fmt: skip
    return render(request, "labour/exchange_employer_vacancy.html", context)


def vacancy_close(request: HttpRequest, pk: int) -> HttpResponse:
    """The vacancy closed, with why."""
    vacancy = _mine(pk)
    form = ReasonForm(request.POST or None, initial={"reason": _("đã tuyển đủ")})
    if request.method == "POST" and form.is_valid():
        try:
            exchange.close_vacancy(vacancy=vacancy, reason=form.cleaned_data["reason"], by=request.user)
        except (ExchangeRefused, NoAccess) as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Đã đóng việc làm."))
            return redirect("employer_vacancy", pk=pk)
    context = {
        "form": form,
        "title": _("Đóng việc làm"),
        "button": _("Đóng việc làm"),
        "about": vacancy.title,
        "crumb": vacancy,
    }
    return render(
        request, "labour/exchange_form.html", context | {"is_employer": True}, status=422 if form.errors else 200
    )


@require_POST
def seeker_invite(request: HttpRequest, pk: int, seeker: int) -> HttpResponse:
    """A fitting seeker invited to apply; their telephone is told when they agree."""
    vacancy = _mine(pk)
    found = Seeker._base_manager.filter(pk=seeker, state="active", consents_to_be_shown=True).first()
    if found is None:
        raise Http404
    form = ApplyForm(request.POST)
    try:
        exchange_applications.invite(
            seeker=found,
            vacancy=vacancy,
            message=form.cleaned_data["message"] if form.is_valid() else "",
            by=request.user,
        )
    except ExchangeRefused as refused:
        messages.warning(request, str(refused))
    else:
        messages.success(request, _("Đã mời. Khi người này nhận lời, bạn thấy số điện thoại."))
    return redirect("employer_vacancy", pk=pk)


def applicant(request: HttpRequest, pk: int) -> HttpResponse:
    """One application: who it is, and the answer."""
    must_hold("employer", field="labour")
    rows = Application._base_manager.select_related("seeker__commune", "vacancy__organisation")
    application: Application = get_object_or_404(rows, pk=pk, vacancy__organisation__in=own_organisations())
    looked_at(f"seeker:{application.seeker_id}", place_id=application.seeker.commune_id)
    asked = request.POST.get("viec") or request.GET.get("viec", "")
    act = asked if asked in ANSWERS else ""
    form = _answer_form(act, request)
    if request.method == "POST" and act and (form is None or form.is_valid()):
        try:
            _answer(application, act, form.cleaned_data if form else {}, request.user)
        except (ExchangeRefused, NoAccess) as refused:
            messages.warning(request, str(refused))
        else:
            messages.success(request, _("Đã ghi câu trả lời."))
        return redirect("applicant", pk=pk)
    context = {
        "one": _applied(application), "vacancy": application.vacancy, "form": form, "act": act, "message": application.message,
        "is_open": application.state in exchange_applications.UNDER_WAY, "reason": application.reason, "application": application,
    }  # fmt: skip
    return render(request, "labour/exchange_applicant.html", context, status=422 if form and form.errors else 200)


def commune_today(organisation: Organisation) -> str:
    """Where the organisation stands, as the map of today calls it."""
    key = became_by(timezone.localdate()).get(organisation.commune_id, organisation.commune_id)
    place = Place.objects.get(pk=key)
    return place.address_on(timezone.localdate()) if place.to_day is None else ""


def told_of(seeker: Seeker) -> dict[str, Any]:
    """What an employer reads of a seeker: name, age, commune, what they can; neither numbers nor the household."""
    english = is_english()
    return {
        "pk": seeker.pk, "name": seeker.name, "age": timezone.localdate().year - seeker.birth_year, "commune": seeker.commune.full_name,
        "wish": seeker.wish, "education": words.SCHOOLING[seeker.education][english], "experience_months": seeker.experience_months,
        "skills": split(seeker.skills), "certificates": split(seeker.certificates),
        "access": words.ACCESS[seeker.access_need][english] if seeker.access_need else "",
    }  # fmt: skip


def _applied(application: Application) -> dict[str, Any]:
    english, state = is_english(), application.state
    shows_phone = application.kind != "invited" or application.answered_on is not None
    return told_of(application.seeker) | {
        "pk": application.pk, "state": words.APPLICATION_STATES[state][english], "state_key": state, "tone": TONES[state],
        "kind": words.APPLICATION_KINDS[application.kind][english], "sent_on": application.sent_on,
        "phone": application.seeker.phone if shows_phone else "", "interview_at": application.interview_at,
    }  # fmt: skip


def _answer_form(act: str, request: HttpRequest) -> Any:
    form = {"phong-van": InterviewForm, "tu-choi": ReasonForm}.get(act)
    return form(request.POST if request.method == "POST" else None) if form else None


def _answer(application: Application, act: str, told: dict[str, Any], by: Any) -> None:
    if act == "phong-van":
        exchange_applications.set_interview(application=application, at=told["at"], place=told["place"], by=by)
    elif act == "nhan":
        exchange_applications.offer_job(application=application, by=by)
    else:
        exchange_applications.refuse_application(application=application, reason=told["reason"], by=by)


def _own() -> list[Organisation]:
    must_hold("employer", field="labour")
    return list(own_organisations().select_related("commune", "province"))


def _mine(pk: int) -> Vacancy:
    must_hold("employer", field="labour")
    rows = Vacancy._base_manager.select_related("organisation", "work_commune", "work_province", "province")
    found: Vacancy = get_object_or_404(rows, pk=pk, organisation__in=own_organisations())
    return found


def _stated(vacancy: Vacancy) -> dict[str, Any]:
    return {
        "state": words.VACANCY_STATES[vacancy.state][is_english()], "tone": STATE_TONES[vacancy.state], "because": vacancy.closed_because,
    }  # fmt: skip
