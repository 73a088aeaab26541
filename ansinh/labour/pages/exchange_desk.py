"""The centre's desk: vacancies to look at, seekers registered and settled, referrals, hires, advice, loans for jobs."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ansinh.core.access import NoAccess, acting_as_system, current_scope, must_hold
from ansinh.core.language import is_english, list_choices, shown_word
from ansinh.core.lists import Choice, Column, Listing, Order, Pick, Search
from ansinh.core.looks import looked_at
from ansinh.labour import words
from ansinh.labour.actions import exchange, exchange_applications, exchange_help, exchange_seekers
from ansinh.labour.actions.exchange import WRITERS, ExchangeRefused
from ansinh.labour.forms.exchange import ApplyForm, HireForm, InterviewForm, PublishForm, ReasonForm
from ansinh.labour.forms.exchange_desk import (
    CounselForm,
    EmptyForm,
    LoanForm,
    LoanJobForm,
    PostForm,
    SeekerForm,
    SettleForm,
)
from ansinh.labour.jobs.exchange_signs import signs_of
from ansinh.labour.jobs.matching.find import jobs_for_seeker
from ansinh.labour.jobs.occupations import occupation_name
from ansinh.labour.models import Application, Counsel, JobLoan, Seeker, Vacancy
from ansinh.labour.models.exchange import split
from ansinh.labour.pages.exchange import TONES, card, facts_of, matched_jobs
from ansinh.labour.pages.exchange_employer import STATE_TONES
from ansinh.places.models import communes_in_reach

BEST = 10
Words = dict[str, tuple[str, str]]


def may_write() -> bool:
    return current_scope().holds(*WRITERS, field="labour")


VACANCIES = Listing(
    "vacancies", gettext_lazy("Việc làm đăng tuyển"),
    columns=(
        Column("title", gettext_lazy("Việc làm"), link=lambda row: reverse("vacancy_review", args=[row["id"]])),
        Column("organisation__name", gettext_lazy("Đơn vị")),
        Column("places_count", gettext_lazy("Cần tuyển"), is_number=True),
        Column("occupation", gettext_lazy("Nghề"), show=lambda row: occupation_name(row["occupation"]), is_wide_only=True),
        Column("work_province__full_name", gettext_lazy("Tỉnh"), is_wide_only=True),
        Column("expires_on", gettext_lazy("Hết hạn")),
        Column("fraud_signs", gettext_lazy("Dấu hiệu"), show=lambda row: len(row["fraud_signs"]) or "",
               tone=lambda row: "warn" if row["fraud_signs"] and row["state"] == "waiting" else ""),
        Column("state", gettext_lazy("Tình trạng"), show=shown_word(words.VACANCY_STATES, "state"), tone=lambda row: STATE_TONES[row["state"]]),
    ),
    also=("id",),
    orders=(Order("moi", gettext_lazy("Mới trước"), ("-id",)), Order("cu", gettext_lazy("Chờ lâu trước"), ("id",))),
    filters=(
        Search("tim", gettext_lazy("Tìm"), paths=("search",), hint=gettext_lazy("Việc làm, đơn vị")),
        Choice("tt", gettext_lazy("Tình trạng"), choices=list_choices(words.VACANCY_STATES), path="state"),
    ),
    unit=gettext_lazy("việc làm"), nothing_yet=gettext_lazy("Chưa có việc làm nào được đăng."), template="labour/exchange_list.html",
)  # fmt: skip
SEEKERS = Listing(
    "seekers", gettext_lazy("Người tìm việc"),
    columns=(
        Column("name", gettext_lazy("Họ và tên"), link=lambda row: reverse("seeker", args=[row["id"]])),
        Column("birth_year", gettext_lazy("Năm sinh"), is_number=True),
        Column("commune__full_name", gettext_lazy("Xã, phường")),
        Column("wish", gettext_lazy("Tìm việc")),
        Column("channel", gettext_lazy("Đăng ký"), show=shown_word(words.SEEKER_CHANNELS, "channel"), is_wide_only=True),
        Column("registered_on", gettext_lazy("Ngày")),
        Column("state", gettext_lazy("Tình trạng"), show=shown_word(words.SEEKER_STATES, "state"),
               tone=lambda row: {"waiting": "warn", "active": "good"}.get(row["state"], "quiet")),
    ),
    also=("id",),
    orders=(Order("moi", gettext_lazy("Mới trước"), ("-registered_on", "-id")), Order("ten", gettext_lazy("Tên"), ("name_key", "id"))),
    filters=(
        Search("tim", gettext_lazy("Tìm"), paths=("name_folded",), exact_paths=("code", "personal_number", "phone"),
               hint=gettext_lazy("Họ tên, mã phiếu, số định danh, điện thoại")),
        Choice("tt", gettext_lazy("Tình trạng"), choices=list_choices(words.SEEKER_STATES), path="state"),
        Choice("o", gettext_lazy("Đăng ký"), choices=list_choices(words.SEEKER_CHANNELS), path="channel"),
        Pick("xa", gettext_lazy("Xã, phường"), units=communes_in_reach, path="commune_id"),
    ),
    unit=gettext_lazy("người"), nothing_yet=gettext_lazy("Chưa có ai đăng ký tìm việc."), template="labour/exchange_list.html",
)  # fmt: skip
APPLICATIONS = Listing(
    "applications", gettext_lazy("Ứng tuyển, giới thiệu"),
    columns=(
        Column("seeker__name", gettext_lazy("Họ và tên"), link=lambda row: reverse("application", args=[row["id"]])),
        Column("vacancy__title", gettext_lazy("Việc làm")),
        Column("vacancy__organisation__name", gettext_lazy("Đơn vị")),
        Column("kind", gettext_lazy("Ai bắt đầu"), show=shown_word(words.APPLICATION_KINDS, "kind"), is_wide_only=True),
        Column("sent_on", gettext_lazy("Ngày")),
        Column("state", gettext_lazy("Kết quả"), show=shown_word(words.APPLICATION_STATES, "state"), tone=lambda row: TONES[row["state"]]),
    ),
    also=("id",),
    orders=(Order("moi", gettext_lazy("Mới trước"), ("-sent_on", "-id")),),
    filters=(
        Search("tim", gettext_lazy("Tìm"), paths=("seeker__name_folded", "vacancy__search")),
        Choice("tt", gettext_lazy("Kết quả"), choices=list_choices(words.APPLICATION_STATES), path="state"),
        Choice("ai", gettext_lazy("Ai bắt đầu"), choices=list_choices(words.APPLICATION_KINDS), path="kind"),
    ),
    unit=gettext_lazy("lượt"), nothing_yet=gettext_lazy("Chưa có lượt ứng tuyển nào."), template="labour/exchange_list.html",
)  # fmt: skip
COUNSELS = Listing(
    "counsels", gettext_lazy("Tư vấn"),
    columns=(
        Column("person__name", gettext_lazy("Họ và tên"), link=lambda row: reverse("person", args=[row["person_id"]])),
        Column("subject", gettext_lazy("Về việc"), show=shown_word(words.COUNSEL_SUBJECTS, "subject")),
        Column("given_on", gettext_lazy("Ngày")),
        Column("commune__full_name", gettext_lazy("Xã, phường"), is_wide_only=True),
        Column("note", gettext_lazy("Nội dung"), is_wide_only=True),
    ),
    also=("person_id",),
    orders=(Order("moi", gettext_lazy("Mới trước"), ("-given_on", "-id")),),
    filters=(
        Search("tim", gettext_lazy("Tìm"), paths=("person__name_folded",)),
        Choice("ve", gettext_lazy("Về việc"), choices=list_choices(words.COUNSEL_SUBJECTS), path="subject"),
        Pick("xa", gettext_lazy("Xã, phường"), units=communes_in_reach, path="commune_id"),
    ),
    unit=gettext_lazy("lượt"), nothing_yet=gettext_lazy("Chưa ghi lượt tư vấn nào."), template="labour/exchange_list.html",
)  # fmt: skip
LOANS = Listing(
    "job_loans", gettext_lazy("Vốn vay giải quyết việc làm"),
    columns=(
        Column("project", gettext_lazy("Dự án"), link=lambda row: reverse("job_loan", args=[row["id"]])),
        Column("person__name", gettext_lazy("Người vay")),
        Column("amount_dong", gettext_lazy("Số tiền (đồng)"), is_number=True),
        Column("lent_on", gettext_lazy("Ngày vay")),
        Column("association", gettext_lazy("Qua tổ chức"), show=shown_word(words.LOAN_ASSOCIATIONS, "association"), is_wide_only=True),
        Column("commune__full_name", gettext_lazy("Xã, phường"), is_wide_only=True),
    ),
    also=("id",),
    orders=(Order("moi", gettext_lazy("Mới trước"), ("-lent_on", "-id")),),
    filters=(
        Search("tim", gettext_lazy("Tìm"), paths=("person__name_folded",)),
        Choice("von", gettext_lazy("Nguồn vốn"), choices=list_choices(words.LOAN_FUNDS), path="fund"),
        Choice("qua", gettext_lazy("Qua tổ chức"), choices=list_choices(words.LOAN_ASSOCIATIONS), path="association"),
        Pick("xa", gettext_lazy("Xã, phường"), units=communes_in_reach, path="commune_id"),
    ),
    unit=gettext_lazy("khoản vay"), nothing_yet=gettext_lazy("Chưa ghi khoản vay nào."), template="labour/exchange_list.html",
)  # fmt: skip


def exchange_home(request: HttpRequest) -> HttpResponse:
    """What waits at the desk, each with how many; and the doors to the registers of the exchange."""
    lines = [
        (_("Việc làm chờ duyệt"), Vacancy.objects.filter(state="waiting").count(), reverse("vacancy_list") + "?tt=waiting&xep=cu"),
        (_("Phiếu tìm việc chờ xác nhận người"), Seeker.objects.filter(state="waiting").count(), reverse("seeker_list") + "?tt=waiting"),
        (_("Được nhận, chờ ghi đi làm"), Application.objects.filter(state="offered").count(), reverse("application_list") + "?tt=offered"),
    ]  # fmt: skip
    return render(request, "labour/exchange_desk.html", {"lines": lines, "may_write": may_write()})


def vacancy_list(request: HttpRequest) -> HttpResponse:
    """Vacancies of the reader's place, in every state."""
    new = [(reverse("vacancy_post"), _("Đăng thay đơn vị"))] if may_write() else []
    return VACANCIES.respond(request, Vacancy.objects.all(), buttons=new)


def seeker_list(request: HttpRequest) -> HttpResponse:
    """Seekers of the reader's place."""
    new = [(reverse("seeker_new"), _("Đăng ký cho một người"))] if may_write() else []
    return SEEKERS.respond(request, Seeker.objects.all(), buttons=new)


def application_list(request: HttpRequest) -> HttpResponse:
    """Applications and referrals of seekers of the reader's place."""
    return APPLICATIONS.respond(request, Application.objects.all(), buttons=[])


def counsel_list(request: HttpRequest) -> HttpResponse:
    """Turns of advice."""
    return COUNSELS.respond(
        request, Counsel.objects.all(), buttons=[(reverse("counsel_new"), _("Ghi lượt tư vấn"))] if may_write() else []
    )


def job_loan_list(request: HttpRequest) -> HttpResponse:
    """Loans for jobs."""
    return LOANS.respond(
        request, JobLoan.objects.all(), buttons=[(reverse("job_loan_new"), _("Ghi khoản vay"))] if may_write() else []
    )


def vacancy_post(request: HttpRequest) -> HttpResponse:
    """A vacancy posted for an organisation that has no account."""
    must_hold(*WRITERS, field="labour")
    form = PostForm(request.POST or None)

    def act() -> HttpResponse:
        organisation = form.organisation
        vacancy = exchange.post_vacancy(
            organisation=organisation, province=organisation.province, told=form.told(), by=request.user
        )
        exchange.send_vacancy(vacancy=vacancy, by=request.user)
        return redirect("vacancy_review", pk=vacancy.pk)

    return answer(
        request, form, act, title=_("Đăng việc làm thay đơn vị"), button=_("Gửi duyệt"), back=reverse("vacancy_list")
    )


def vacancy_review(request: HttpRequest, pk: int) -> HttpResponse:
    """A vacancy with what is to be looked at; published or refused."""
    rows = Vacancy.objects.select_related("organisation", "work_commune", "work_province", "province", "reviewed_by")
    vacancy = get_object_or_404(rows, pk=pk)
    may_review = vacancy.state == "waiting" and current_scope().holds("province_officer", field="labour")
    asked = request.POST.get("viec") or request.GET.get("viec", "")
    refuses, closes = asked == "khong-dang", asked == "dong"
    form: Any = ReasonForm(request.POST or None) if refuses or closes else PublishForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            if refuses:
                exchange.refuse_vacancy(vacancy=vacancy, reason=form.cleaned_data["reason"], by=request.user)
            elif closes:
                exchange.close_vacancy(vacancy=vacancy, reason=form.cleaned_data["reason"], by=request.user)
            else:
                exchange.publish_vacancy(vacancy=vacancy, expires_on=form.cleaned_data["expires_on"], by=request.user)
        except (ExchangeRefused, NoAccess) as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Đã ghi."))
            return redirect("vacancy_list")
    signs = [(words.FRAUD_SIGNS[sign.key][is_english()], sign.told) for sign in signs_of(vacancy, timezone.localdate())]
    context = {
        "vacancy": vacancy, "card": card(vacancy), "facts": facts_of(vacancy), "signs": signs, "form": form, "refuses": refuses, "closes": closes,
        "may_review": may_review, "state": words.VACANCY_STATES[vacancy.state][is_english()], "tone": STATE_TONES[vacancy.state],
        "may_close": vacancy.state == "open" and may_write(), "applied": vacancy.applications.count(),
    }  # fmt: skip
    return render(request, "labour/exchange_review.html", context, status=422 if form.errors else 200)


def seeker_new(request: HttpRequest) -> HttpResponse:
    """A seeker registered by an officer, found by the personal number."""
    must_hold(*WRITERS, field="labour")
    form = SeekerForm(request.POST or None, initial={"number": request.GET.get("so", "")[:20]})

    def act() -> HttpResponse:
        seeker = exchange_seekers.register_seeker(
            person=form.cleaned_data["number"],
            channel=form.cleaned_data["channel"],
            told=form.wished(),
            by=request.user,
        )
        return redirect("seeker", pk=seeker.pk)

    return answer(
        request, form, act, title=_("Đăng ký tìm việc cho một người"), button=_("Đăng ký"), back=reverse("seeker_list")
    )


def seeker(request: HttpRequest, pk: int) -> HttpResponse:
    """A seeker: what they wish, jobs that fit, what came of it."""
    found = get_object_or_404(Seeker.objects.select_related("person", "commune"), pk=pk)
    looked_at(f"seeker:{pk}", place_id=found.commune_id)
    with acting_as_system("trung tâm xem việc làm phù hợp"):
        best = matched_jobs(jobs_for_seeker(found, BEST)) if found.state == "active" else []
    english = is_english()
    sent = found.applications.select_related("vacancy__organisation").order_by("-id")
    context = {
        "seeker": found, "best": best, "applications": [_line(one) for one in sent],
        "state": words.SEEKER_STATES[found.state][english], "education": words.SCHOOLING[found.education][english],
        "channel": words.SEEKER_CHANNELS[found.channel][english], "access": words.ACCESS[found.access_need][english] if found.access_need else "",
        "occupations": [occupation_name(code) for code in split(found.occupations)], "skills": split(found.skills),
        "certificates": split(found.certificates), "may_write": may_write(),
    }  # fmt: skip
    return render(request, "labour/exchange_seeker.html", context)


def seeker_act(request: HttpRequest, pk: int, act: str) -> HttpResponse:
    """A waiting seeker tied to a person, wishes changed, the search ended, a referral."""
    must_hold(*WRITERS, field="labour")
    found = get_object_or_404(Seeker.objects.select_related("person", "commune"), pk=pk)
    back = reverse("seeker", args=[pk])
    if act == "xac-nhan":
        form: Any = SettleForm(request.POST or None, initial={"number": found.personal_number})
        title = _("Xác nhận người")
    elif act == "sua":
        form = SeekerForm.of(found, request.POST or None)
        for name in ("number", "channel"):
            form.fields.pop(name, None)
        title = _("Sửa phiếu tìm việc")
    elif act == "ket-thuc":
        form = ReasonForm(request.POST or None)
        title = _("Kết thúc tìm việc")
    else:
        raise Http404

    def go() -> HttpResponse:
        if act == "xac-nhan":
            exchange_seekers.settle_seeker(seeker=found, person=form.cleaned_data["number"], by=request.user)
        elif act == "sua":
            exchange_seekers.change_seeker(seeker=found, told=form.wished(), by=request.user)
        else:
            exchange_seekers.end_seeker(seeker=found, reason=form.cleaned_data["reason"], by=request.user)
        return redirect("seeker", pk=pk)

    return answer(request, form, go, title=title, button=title, back=back, about=found.name)


def seeker_refer(request: HttpRequest, pk: int, vacancy: int) -> HttpResponse:
    """The seeker sent to an employer."""
    must_hold(*WRITERS, field="labour")
    found = get_object_or_404(Seeker.objects.select_related("commune"), pk=pk)
    job = get_object_or_404(
        Vacancy._base_manager.select_related("organisation", "work_commune", "work_province"), pk=vacancy
    )
    form = ApplyForm(request.POST or None)

    def go() -> HttpResponse:
        exchange_applications.refer(seeker=found, vacancy=job, message=form.cleaned_data["message"], by=request.user)
        return redirect("seeker", pk=pk)

    about = f"{found.name} → {job.title}, {job.organisation}"
    return answer(
        request,
        form,
        go,
        title=_("Giới thiệu việc làm"),
        button=_("Giới thiệu"),
        back=reverse("seeker", args=[pk]),
        about=about,
    )


def application(request: HttpRequest, pk: int) -> HttpResponse:
    """One application at the centre's desk."""
    found = _application(pk)
    looked_at(f"seeker:{found.seeker_id}", place_id=found.seeker.commune_id)
    context = {
        "one": _line(found), "application": found, "seeker": found.seeker, "vacancy": found.vacancy, "card": card(found.vacancy),
        "is_open": found.state in exchange_applications.UNDER_WAY and may_write(),
        "acts": [each for each in APPLICATION_ACTS if (each[0], found.state) != ("duoc-nhan", "offered")],
    }  # fmt: skip
    return render(request, "labour/exchange_application.html", context)


APPLICATION_ACTS = (
    ("nhan-viec", gettext_lazy("Ghi đi làm")), ("phong-van", gettext_lazy("Hẹn phỏng vấn")), ("duoc-nhan", gettext_lazy("Được nhận")),
    ("khong-nhan", gettext_lazy("Không nhận")), ("rut", gettext_lazy("Rút")),
)  # fmt: skip


def application_act(request: HttpRequest, pk: int, act: str) -> HttpResponse:
    """A hire, an interview, an offer, a refusal, a withdrawal, recorded by the centre."""
    must_hold(*WRITERS, field="labour")
    found, title = _application(pk), dict(APPLICATION_ACTS).get(act)
    if title is None:
        raise Http404
    kinds: dict[str, Any] = {
        "nhan-viec": HireForm,
        "phong-van": InterviewForm,
        "khong-nhan": ReasonForm,
        "rut": ReasonForm,
    }
    form = kinds.get(act, EmptyForm)(request.POST or None)

    def go() -> HttpResponse:
        told = form.cleaned_data
        if act == "nhan-viec":
            exchange_applications.hire(application=found, **told, by=request.user)
        elif act == "phong-van":
            exchange_applications.set_interview(application=found, **told, by=request.user)
        elif act == "duoc-nhan":
            exchange_applications.offer_job(application=found, by=request.user)
        elif act == "khong-nhan":
            exchange_applications.refuse_application(application=found, **told, by=request.user)
        else:
            exchange_applications.withdraw_application(application=found, **told, by=request.user)
        return redirect("application", pk=pk)

    about = f"{found.seeker.name} → {found.vacancy.title}, {found.vacancy.organisation}"
    return answer(
        request, form, go, title=str(title), button=str(title), back=reverse("application", args=[pk]), about=about
    )


def counsel_new(request: HttpRequest) -> HttpResponse:
    """One turn of advice."""
    must_hold(*WRITERS, field="labour")
    form = CounselForm(request.POST or None, initial={"number": request.GET.get("so", "")[:20]})

    def go() -> HttpResponse:
        told = dict(form.cleaned_data)
        exchange_help.give_counsel(person=told.pop("number"), **told, by=request.user)
        return redirect("counsel_list")

    return answer(
        request, form, go, title=_("Ghi lượt tư vấn"), button=_("Ghi lượt tư vấn"), back=reverse("counsel_list")
    )


def job_loan_new(request: HttpRequest) -> HttpResponse:
    """A loan for jobs."""
    must_hold(*WRITERS, field="labour")
    form = LoanForm(request.POST or None)

    def go() -> HttpResponse:
        told = dict(form.cleaned_data)
        loan = exchange_help.record_loan(person=told.pop("number"), **told, by=request.user)
        return redirect("job_loan", pk=loan.pk)

    return answer(
        request,
        form,
        go,
        title=_("Ghi khoản vay giải quyết việc làm"),
        button=_("Ghi khoản vay"),
        back=reverse("job_loan_list"),
    )


def job_loan(request: HttpRequest, pk: int) -> HttpResponse:
    """A loan and the jobs it made, kept or enlarged; one more of them."""
    loan = get_object_or_404(JobLoan.objects.select_related("person", "commune"), pk=pk)
    form = LoanJobForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        told = dict(form.cleaned_data)
        try:
            exchange_help.add_loan_job(loan=loan, person=told.pop("number"), **told, by=request.user)
        except (ExchangeRefused, NoAccess) as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Đã ghi việc làm từ vốn vay."))
            return redirect("job_loan", pk=pk)
    jobs = loan.jobs.select_related("placement__person").order_by("id")
    english = is_english()
    context = {
        "loan": loan, "form": form, "may_write": may_write(), "fund": words.LOAN_FUNDS[loan.fund][english],
        "association": words.LOAN_ASSOCIATIONS[loan.association][english] if loan.association else "",
        "jobs": [(job.placement, words.LOAN_EFFECTS[job.effect][english]) for job in jobs],
    }  # fmt: skip
    return render(request, "labour/exchange_loan.html", context, status=422 if form.errors else 200)


def answer(
    request: HttpRequest,
    form: Any,
    go: Callable[[], HttpResponse],
    *,
    title: str,
    button: str,
    back: str,
    about: str = "",
) -> HttpResponse:
    """A page with one form and one button; what an act refuses is said above the form."""
    if request.method == "POST" and form.is_valid():
        try:
            response = go()
        except (ExchangeRefused, NoAccess) as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Đã ghi: %(act)s.") % {"act": title})
            return response
    context = {"form": form, "title": title, "button": button, "about": about, "back": back, "is_employer": False}
    return render(request, "labour/exchange_form.html", context, status=422 if form.errors else 200)


def _application(pk: int) -> Application:
    rows = Application.objects.select_related(
        "seeker__commune", "vacancy__organisation", "vacancy__work_commune", "vacancy__work_province"
    )
    found: Application = get_object_or_404(rows, pk=pk)
    return found


def _line(one: Application) -> dict[str, Any]:
    english = is_english()
    return {
        "pk": one.pk, "title": one.vacancy.title, "organisation": one.vacancy.organisation.name, "sent_on": one.sent_on, "tone": TONES[one.state],
        "state": words.APPLICATION_STATES[one.state][english], "kind": words.APPLICATION_KINDS[one.kind][english], "reason": one.reason,
        "interview_at": one.interview_at, "placement": one.placement_id,
    }  # fmt: skip
