"""The exchange as anybody opens it on a phone, without an account: jobs found by words, a seeker registered in two pages, five jobs
with reasons, applying. What is typed waits in the session; nothing of the register of people is shown."""

import time
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from ansinh.core.access import acting_as_system
from ansinh.core.days import read_birth_day
from ansinh.core.language import is_english
from ansinh.core.limits import address_of, limited
from ansinh.core.looks import looked_at
from ansinh.core.names import fold
from ansinh.core.numbers import grouped
from ansinh.dossiers.jobs import puzzles
from ansinh.labour import words
from ansinh.labour.actions import exchange_applications, exchange_seekers
from ansinh.labour.actions.exchange import ExchangeRefused
from ansinh.labour.forms.exchange import ApplyForm, EnterForm, WhoForm, WishForm
from ansinh.labour.jobs.exchange_open import shown_on
from ansinh.labour.jobs.matching.find import jobs_for_seeker, jobs_within_reach
from ansinh.labour.jobs.matching.reasons import Match
from ansinh.labour.jobs.occupations import SURE, occupation_name, score_occupations
from ansinh.labour.models import Application, Seeker, Vacancy
from ansinh.labour.models.exchange import split
from ansinh.places.models import Place

SYSTEM = "người tìm việc"
DRAFT, SEEKING, SEEKING_SECONDS = "exchange_draft", "exchange_seeker", 2 * 60 * 60
WRONG_TRIES, QUICK_SECONDS, A_PAGE, BEST = 3, 4, 20, 5
_WAGES = (5_000_000, 7_000_000, 10_000_000, 15_000_000)


@login_not_required
@require_GET
@limited("vacancies", "240/10m")
def vacancy_search(request: HttpRequest) -> HttpResponse:
    """Jobs open today: everyday words, a place, a least wage; newest first, twenty a page."""
    asked = {name: request.GET.get(name, "").strip()[:80] for name in ("tim", "noi", "luong", "trang")}
    found = _found(asked)
    page = max(1, min(500, int(asked["trang"]))) if asked["trang"].isdecimal() else 1
    rows = list(found.order_by("-opens_on", "-id")[(page - 1) * A_PAGE : page * A_PAGE + 1])
    context = {
        "asked": asked, "cards": [card(one) for one in rows[:A_PAGE]], "count": found.count(), "page": page, "has_more": len(rows) > A_PAGE,
        "wages": [(str(wage), wage // 1_000_000) for wage in _WAGES], "is_seeking": SEEKING in request.session,
    }  # fmt: skip
    return render(request, "labour/exchange_search.html", context)


@login_not_required
@require_GET
@limited("vacancies", "240/10m")
def vacancy(request: HttpRequest, pk: int) -> HttpResponse:
    """One job as everybody reads it, with one button."""
    found = _shown(pk)
    with acting_as_system(SYSTEM):
        seeker = seeking(request)
        sent = (
            Application.objects.filter(seeker=seeker, vacancy=found).exclude(state__in=("refused", "withdrawn")).first()
            if seeker
            else None
        )
    context = {
        "vacancy": found,
        "card": card(found),
        "facts": facts_of(found),
        "sent": sent,
        "is_seeking": seeker is not None,
    }
    return render(request, "labour/exchange_vacancy.html", context)


@login_not_required
@require_http_methods(["GET", "POST"])
@limited("seeker_register", "60/1h", methods=("POST",))
def seeker_register(request: HttpRequest) -> HttpResponse:
    """The first page: who looks for work, and where they live. `viec` keeps the job they came from."""
    kept = request.session.get(DRAFT, {})
    form = WhoForm(request.POST if request.method == "POST" else None, initial=kept.get("who", {}))
    if request.method == "POST" and form.is_valid():
        if form.cleaned_data["website"]:
            form.add_error(None, _("Để trống ô cuối trang rồi gửi lại."))
        else:
            request.session[DRAFT] = {"who": form.kept(), "vacancy": kept.get("vacancy"), "began": time.time()}
            return redirect("seeker_wish")
    elif request.GET.get("viec", "").isdecimal():
        request.session[DRAFT] = kept | {"vacancy": int(request.GET["viec"][:12])}
    context = {"form": form, "is_bad": bool(form.errors)}
    return render(request, "labour/exchange_who.html", context, status=422 if form.errors else 200)


@login_not_required
@require_http_methods(["GET", "POST"])
@limited("seeker_wish", "60/1h", methods=("POST",))
def seeker_wish(request: HttpRequest) -> HttpResponse:
    """The second page: the work wished; then the seeker is registered. A small question is asked of who is too quick or comes again."""
    draft = request.session.get(DRAFT, {})
    if "who" not in draft:
        return redirect("seeker_register")
    address = address_of(request)
    form = WishForm(request.POST if request.method == "POST" else None)
    asks = puzzles.count("seeker", address) > 0 or time.time() - draft.get("began", 0) < QUICK_SECONDS
    problem = ""
    if request.method == "POST" and form.is_valid():
        if asks and not puzzles.is_answered(
            request.session, request.POST.get("puzzle_id", ""), request.POST.get("puzzle", "")[:40]
        ):
            problem = _("Trả lời câu hỏi nhỏ ở dưới rồi gửi lại.")
        else:
            try:
                with acting_as_system(SYSTEM):
                    seeker = _registered(draft["who"], form)
            except ExchangeRefused as refused:
                problem = str(refused)
            else:
                puzzles.note("seeker", address)
                request.session.pop(DRAFT, None)
                _open(request, seeker)
                if draft.get("vacancy"):
                    return redirect("vacancy_apply", pk=draft["vacancy"])
                return redirect("seeker_home")
    context = {
        "form": form, "problem": problem, "puzzle": puzzles.ask(request.session) if asks else None, "is_bad": bool(form.errors or problem),
        "guard": EnterForm(),
    }  # fmt: skip
    return render(request, "labour/exchange_wish.html", context, status=422 if form.errors or problem else 200)


@login_not_required
@require_http_methods(["GET", "POST"])
@limited(
    "seeker_enter",
    "40/10m",
    methods=("POST",),
    key=lambda request: request.POST.get("code", "")[:20].strip().upper(),
    key_rate="60/1h",
)
def seeker_enter(request: HttpRequest) -> HttpResponse:
    """The door for who registered before: a code and a number, both right, or one answer for everything else."""
    address = address_of(request)
    form = EnterForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        doubtful = puzzles.count("wrong", address) >= WRONG_TRIES or told["website"]
        if doubtful and not puzzles.is_answered(request.session, told["puzzle_id"], told["puzzle"]):
            form.add_error("puzzle", _("Trả lời câu hỏi nhỏ ở dưới rồi xem lại."))
        elif seeker := _opened_by(told["code"], told["number"]):
            _open(request, seeker)
            return redirect("seeker_home")
        else:
            puzzles.note("wrong", address)
            form.add_error(None, _("Không có phiếu tìm việc nào với mã và số định danh này. Xem lại từng chữ."))
    asks = puzzles.count("wrong", address) >= WRONG_TRIES or "puzzle" in form.errors
    context = {"form": form, "puzzle": puzzles.ask(request.session) if asks else None, "is_bad": bool(form.errors)}
    return render(request, "labour/exchange_enter.html", context, status=422 if form.errors else 200)


@login_not_required
@require_GET
@limited("seeker_home", "240/10m")
def seeker_home(request: HttpRequest) -> HttpResponse:
    """Five jobs for the seeker, each with why and what is missing; what they applied for; their code."""
    with acting_as_system(SYSTEM):
        if (seeker := seeking(request)) is None:
            return redirect("seeker_enter")
        looked_at(f"seeker:{seeker.pk}", place_id=seeker.commune_id)
        ended = seeker.state == "ended"
        best = [] if ended else matched_jobs(jobs_for_seeker(seeker, BEST))
        near = [] if ended else matched_jobs(jobs_within_reach(seeker, BEST - len(best)) if len(best) < BEST else [])
        sent = seeker.applications.select_related("vacancy__organisation").order_by("-id")[:20]
        context = {"seeker": seeker, "best": best, "near": near, "sent": [_told(one) for one in sent], "ended": ended}
        return render(request, "labour/exchange_home.html", context)


@login_not_required
@require_http_methods(["GET", "POST"])
@limited("seeker_edit", "60/1h", methods=("POST",))
def seeker_edit(request: HttpRequest) -> HttpResponse:
    """Wishes changed by the seeker."""
    with acting_as_system(SYSTEM):
        seeker = seeking(request)
        if seeker is None or seeker.state == "ended":
            return redirect("seeker_enter" if seeker is None else "seeker_home")
        form = WishForm.of(seeker, request.POST if request.method == "POST" else None)
        if request.method == "POST" and form.is_valid():
            exchange_seekers.change_seeker(seeker=seeker, told=form.told(), by=None)
            messages.success(request, _("Đã ghi. Việc làm dưới đây tìm theo phiếu mới."))
            return redirect("seeker_home")
        return render(
            request,
            "labour/exchange_edit.html",
            {"form": form, "is_bad": bool(form.errors)},
            status=422 if form.errors else 200,
        )


@login_not_required
@require_POST
def seeker_leave(request: HttpRequest) -> HttpResponse:
    """The machine forgets the seeker (others use it too); with `thoi` the search itself ends."""
    with acting_as_system(SYSTEM):
        seeker = seeking(request)
        if seeker and request.POST.get("thoi") and seeker.state != "ended":
            exchange_seekers.end_seeker(seeker=seeker, reason="người tìm việc thôi tìm", by=None)
    request.session.pop(SEEKING, None)
    return redirect("vacancy_search")


@login_not_required
@require_http_methods(["GET", "POST"])
@limited("vacancy_apply", "40/1h", methods=("POST",))
def vacancy_apply(request: HttpRequest, pk: int) -> HttpResponse:
    """One job, one button: apply. Who is not registered yet registers first and comes back here."""
    found = _shown(pk)
    with acting_as_system(SYSTEM):
        seeker = seeking(request)
        if seeker is None:
            request.session[DRAFT] = request.session.get(DRAFT, {}) | {"vacancy": pk}
            return redirect("seeker_register")
        form = ApplyForm(request.POST if request.method == "POST" else None)
        if request.method == "POST" and form.is_valid():
            try:
                exchange_applications.apply(seeker=seeker, vacancy=found, message=form.cleaned_data["message"])
            except ExchangeRefused as refused:
                form.add_error(None, str(refused))
            else:
                messages.success(request, _("Đã gửi ứng tuyển. Đơn vị tuyển dụng sẽ gọi cho bạn."))
                return redirect("seeker_home")
        context = {"form": form, "vacancy": found, "card": card(found), "seeker": seeker, "is_bad": bool(form.errors)}
        return render(request, "labour/exchange_apply.html", context, status=422 if form.errors else 200)


@login_not_required
@require_POST
@limited("seeker_answer", "60/1h")
def seeker_answer(request: HttpRequest, pk: int) -> HttpResponse:
    """An invitation agreed to, or an application taken back."""
    with acting_as_system(SYSTEM):
        if (seeker := seeking(request)) is None:
            return redirect("seeker_enter")
        application = get_object_or_404(seeker.applications, pk=pk)
        try:
            if request.POST.get("viec") == "nhan-loi":
                exchange_applications.accept_invitation(application=application)
                messages.success(request, _("Đã nhận lời. Đơn vị tuyển dụng thấy số điện thoại của bạn và sẽ gọi."))
            else:
                exchange_applications.withdraw_application(application=application, reason="người tìm việc rút")
                messages.success(request, _("Đã rút."))
        except ExchangeRefused as refused:
            messages.warning(request, str(refused))
    return redirect("seeker_home")


def seeking(request: HttpRequest) -> Seeker | None:
    """The seeker this machine opened, while it is not left alone too long. Asked inside `acting_as_system`."""
    told = request.session.get(SEEKING)
    if not told or told["until"] < time.time():
        return None
    request.session[SEEKING] = told | {"until": time.time() + SEEKING_SECONDS}
    found: Seeker | None = Seeker.objects.select_related("person").filter(pk=told["seeker"]).first()
    return found


def card(vacancy: Vacancy) -> dict[str, Any]:
    """A job as a line to choose: title, who, where, wage, until when."""
    return {
        "pk": vacancy.pk, "title": vacancy.title, "organisation": vacancy.organisation.name, "place": place_of(vacancy), "wage": wage_of(vacancy),
        "places_count": vacancy.places_count, "occupation": occupation_name(vacancy.occupation) if vacancy.occupation else "",
        "tags": _tags(vacancy), "expires_on": vacancy.expires_on,
    }  # fmt: skip


def facts_of(vacancy: Vacancy) -> list[tuple[str, Any]]:
    """What else a reader asks of a job, in the order it is asked; nothing where nothing was told."""
    english = is_english()
    least = words.SCHOOLING[vacancy.least_education][english] if vacancy.least_education != "none" else ""
    accessible = ", ".join(words.ACCESS[key][english] for key in split(vacancy.accessible_for) if key in words.ACCESS)
    told = [
        (_("Nơi làm việc"), ", ".join(part for part in (vacancy.address, place_of(vacancy)) if part)),
        (_("Lương"), wage_of(vacancy)),
        (_("Số giờ mỗi tuần"), vacancy.hours_a_week),
        (
            _("Hợp đồng"),
            _("%(count)s tháng") % {"count": vacancy.contract_months}
            if vacancy.contract_months
            else _("không xác định thời hạn"),
        ),
        (_("Học vấn"), least),
        (
            _("Kinh nghiệm"),
            _("%(count)s tháng") % {"count": vacancy.experience_months} if vacancy.experience_months else "",
        ),
        (_("Chứng chỉ bắt buộc"), ", ".join(split(vacancy.certificates))),
        (_("Kỹ năng"), ", ".join(split(vacancy.skills))),
        (_("Phù hợp người khuyết tật"), " · ".join(part for part in (accessible, vacancy.accessible_how) if part)),
        (_("Điện thoại"), vacancy.phone),
        (_("Cần tuyển"), _("%(count)s người") % {"count": vacancy.places_count}),
    ]
    return [(label, value) for label, value in told if value]


def wage_of(vacancy: Vacancy) -> str:
    """«7.000.000 – 9.000.000 đồng/tháng», or that it is to be agreed."""
    low, high = vacancy.wage_from_dong, vacancy.wage_to_dong
    if low and high and high != low:
        return _("%(low)s – %(high)s đồng/tháng") % {"low": grouped(low), "high": grouped(high)}
    if known := low or high:
        return _("%(wage)s đồng/tháng") % {"wage": grouped(known)}
    return _("lương thỏa thuận")


def place_of(vacancy: Vacancy) -> str:
    """The commune with its province, or the province alone."""
    parts = [vacancy.work_commune.full_name] if vacancy.work_commune else []
    return ", ".join([*parts, vacancy.work_province.full_name])


def matched_jobs(matches: list[Match]) -> list[dict[str, Any]]:
    """Matches as cards: the job, how well it fits, why, and what is missing."""
    jobs = shown_on(timezone.localdate()).in_bulk([match.vacancy_id for match in matches])
    return [
        card(jobs[match.vacancy_id])
        | {"fit": match.fit, "reasons": match.told, "missing": match.missing, "bars": match.bars}
        for match in matches
        if match.vacancy_id in jobs
    ]


def _tags(vacancy: Vacancy) -> list[str]:
    told = (
        (vacancy.has_dormitory, _("có chỗ ở")), (vacancy.has_night, _("có làm đêm")), (vacancy.has_shifts, _("làm ca")),
        (vacancy.is_hazardous, _("nặng nhọc, độc hại")), (vacancy.accessible_for, _("nhận người khuyết tật")),
    )  # fmt: skip
    return [label for holds, label in told if holds]


def _found(asked: dict[str, str]) -> QuerySet[Vacancy]:
    rows = shown_on(timezone.localdate())
    if said := fold(asked["tim"]):
        together = Q()
        for word in said.split():
            together &= Q(search__contains=word)
        codes = [code for code, score in score_occupations(asked["tim"], 5) if score >= SURE]
        rows = rows.filter(together | Q(occupation__in=codes))
    if place := fold(asked["noi"]):
        named = Place.objects.filter(
            Q(slug__contains=place.replace(" ", "-")) | Q(full_slug__contains=place.replace(" ", "-"))
        )
        rows = rows.filter(
            Q(work_commune__in=named.values("pk")) | Q(work_province__in=named.values("pk")) | Q(search__contains=place)
        )
    if asked["luong"].isdecimal():
        least = min(int(asked["luong"]), 10**12)
        rows = rows.filter(Q(wage_to_dong__gte=least) | Q(wage_to_dong=None, wage_from_dong__gte=least))
    return rows


def _shown(pk: int) -> Vacancy:
    found = shown_on(timezone.localdate()).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def _registered(who: dict[str, Any], form: WishForm) -> Seeker:
    return exchange_seekers.register_alone(
        name=who["name"], personal_number=who["number"], birth=read_birth_day(who["birth"]), sex=who["sex"],
        commune=Place.objects.get(pk=who["commune"]), told=form.told() | {"phone": who["phone"]},
    )  # fmt: skip


def _open(request: HttpRequest, seeker: Seeker) -> None:
    request.session[SEEKING] = {"seeker": seeker.pk, "until": time.time() + SEEKING_SECONDS}


def _opened_by(code: str, number: str) -> Seeker | None:
    """The seeker of a code when the number is theirs; compared in the same time whether it is there or not."""
    seeker: Seeker | None = Seeker._base_manager.filter(code=code).first()
    held = (seeker.personal_number if seeker else "") or "x" * 12
    is_right = constant_time_compare(number.rjust(12)[:20], held.rjust(12)[:20])
    return seeker if seeker and is_right and number.isdecimal() else None


def _told(application: Application) -> dict[str, Any]:
    """One of the seeker's applications as they read it."""
    english, state = is_english(), application.state
    return {
        "pk": application.pk, "title": application.vacancy.title, "organisation": application.vacancy.organisation.name,
        "state": words.APPLICATION_STATES[state][english], "tone": TONES[state], "kind": words.APPLICATION_KINDS[application.kind][english],
        "sent_on": application.sent_on, "interview_at": application.interview_at if state == "interview" else None,
        "interview_place": application.interview_place, "reason": application.reason,
        "asks": application.kind == "invited" and state == "sent" and application.answered_on is None,
        "is_open": state in exchange_applications.UNDER_WAY,
    }  # fmt: skip


TONES = {
    "sent": "accent",
    "interview": "accent",
    "offered": "good",
    "hired": "good",
    "refused": "quiet",
    "withdrawn": "quiet",
}
