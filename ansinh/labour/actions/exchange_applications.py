"""Acts between a seeker and a vacancy: applied, invited, referred; interview, offer, refusal; hired, which makes the placement."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from ansinh.core import audit
from ansinh.core.access import NoAccess, current_scope, kin_of, must_hold, must_reach
from ansinh.core.days import vietnamese_day
from ansinh.core.names import clean_text
from ansinh.labour import words
from ansinh.labour.actions.exchange import WRITERS, ExchangeRefused, held_vacancy, said
from ansinh.labour.actions.exchange_seekers import end_search, held_seeker
from ansinh.labour.actions.placements import PlacementRefused, record_placement
from ansinh.labour.jobs.exchange_open import is_own, shown_on
from ansinh.labour.jobs.occupations import sector_of
from ansinh.labour.models import Application, Placement, Seeker, Vacancy

UNDER_WAY = ("sent", "interview", "offered")


@transaction.atomic
def apply(*, seeker: Seeker, vacancy: Vacancy, message: str = "") -> Application:
    """The seeker's own application, inside `acting_as_system`. Raises ExchangeRefused."""
    return _begin(seeker, vacancy, kind="applied", message=message)


@transaction.atomic
def invite(*, seeker: Seeker, vacancy: Vacancy, message: str = "", by: Any) -> Application:
    """An invitation by the employer to a seeker who agreed to be shown; it tells no telephone until the seeker agrees.

    Raises ExchangeRefused, NoAccess."""
    _must_be_employer(vacancy)
    if not seeker.consents_to_be_shown:
        raise NoAccess("Người này không đồng ý cho đơn vị tuyển dụng xem.")
    return _begin(seeker, vacancy, kind="invited", message=message)


@transaction.atomic
def refer(*, seeker: Seeker, vacancy: Vacancy, message: str = "", by: Any) -> Application:
    """The centre or the commune sends a seeker to an employer. Raises ExchangeRefused, NoAccess."""
    must_hold(*WRITERS, field="labour")
    must_reach(seeker, seeker.commune_id, seeker.province_id)
    return _begin(seeker, vacancy, kind="referred", message=message, referred_by=by)


@transaction.atomic
def accept_invitation(*, application: Application) -> Application:
    """The invited seeker agrees, inside `acting_as_system`: the employer reads their telephone. Raises ExchangeRefused."""
    application = _under_way(application)
    if application.kind != "invited" or application.answered_on:
        raise ExchangeRefused("Lời mời này đã được trả lời.")
    application.answered_on = timezone.localdate()
    return _moved(application, "application.accept")


@transaction.atomic
def set_interview(*, application: Application, at: datetime, place: str = "", by: Any) -> Application:
    """An interview at a time and place. Raises ExchangeRefused, NoAccess."""
    application = _under_way(application)
    _must_answer(application)
    if at <= timezone.now():
        raise ExchangeRefused(f"Giờ phỏng vấn {timezone.localtime(at):%H:%M %d/%m/%Y} đã qua. Ghi giờ khác.")
    application.state, application.interview_at, application.interview_place = "interview", at, clean_text(place)[:200]
    return _moved(application, "application.interview", at=at.isoformat())


@transaction.atomic
def offer_job(*, application: Application, by: Any) -> Application:
    """The employer takes the seeker; the job begins when the centre records the hire. Raises ExchangeRefused, NoAccess."""
    application = _under_way(application)
    _must_answer(application)
    application.state, application.offered_on = "offered", timezone.localdate()
    if application.interview_at and application.interview_at <= timezone.now():
        application.interviewed_on = timezone.localtime(application.interview_at).date()
    return _moved(application, "application.offer")


@transaction.atomic
def refuse_application(*, application: Application, reason: str, by: Any) -> Application:
    """The employer does not take the seeker. Raises ExchangeRefused, NoAccess."""
    application = _under_way(application)
    _must_answer(application)
    application.state, application.ended_on, application.reason = "refused", timezone.localdate(), said(reason)[:300]
    return _moved(application, "application.refuse", reason=application.reason)


@transaction.atomic
def withdraw_application(*, application: Application, reason: str = "", by: Any = None) -> Application:
    """Taken back by the seeker (inside `acting_as_system`) or by an officer for them. Raises ExchangeRefused, NoAccess."""
    application = _under_way(application)
    must_hold(*WRITERS, field="labour")
    must_reach(application.seeker, application.seeker.commune_id, application.seeker.province_id)
    application.state, application.ended_on, application.reason = (
        "withdrawn",
        timezone.localdate(),
        clean_text(reason)[:300],
    )
    return _moved(application, "application.withdraw", reason=application.reason)


@transaction.atomic
def hire(
    *,
    application: Application,
    started_on: date,
    contract_months: int | None,
    wage_dong: int | None = None,
    document: str = "",
    by: Any,
) -> Placement:
    """The job begun, recorded as a placement of the exchange; the search ends, and a vacancy with all its places filled closes.

    Raises ExchangeRefused, NoAccess."""
    application = _under_way(application)
    seeker, vacancy = held_seeker(application.seeker), held_vacancy(application.vacancy)
    if seeker.person is None:
        raise ExchangeRefused(f"Phiếu {seeker.code} chưa nối với người trong sổ. Xác nhận người trước.")
    if started_on < application.sent_on:
        raise ExchangeRefused(
            f"Ngày đi làm {vietnamese_day(started_on)} trước ngày ứng tuyển {vietnamese_day(application.sent_on)}. Xem lại."
        )
    try:
        placement = record_placement(
            person=seeker.person, started_on=started_on, destination=destination_of(seeker, vacancy), channel="exchange",
            organisation=vacancy.organisation, occupation=vacancy.occupation, title=vacancy.title,
            sector=sector_of(vacancy.occupation, vacancy.organisation.section), is_new=vacancy.is_new, contract_months=contract_months,
            wage_dong=wage_dong, document=document, source=f"phiếu tìm việc {seeker.code}", by=by,
        )  # fmt: skip
    except PlacementRefused as refused:
        raise ExchangeRefused(str(refused)) from None
    application.state, application.ended_on, application.placement = "hired", started_on, placement
    _moved(application, "application.hire", placement=placement.pk)
    end_search(seeker, "đã có việc làm")
    _close_when_filled(vacancy)
    return placement


def destination_of(seeker: Seeker, vacancy: Vacancy) -> str:
    """In the seeker's province or in another."""
    home = kin_of(seeker.province_id)
    return "local" if vacancy.work_province_id in home or home & kin_of(vacancy.work_province_id) else "other_province"


def _begin(seeker: Seeker, vacancy: Vacancy, **told: Any) -> Application:
    seeker, vacancy = held_seeker(seeker), held_vacancy(vacancy)
    if seeker.state == "ended":
        raise ExchangeRefused(f"Phiếu tìm việc {seeker.code} đã kết thúc. Đăng ký lại rồi ứng tuyển.")
    if not shown_on(timezone.localdate()).filter(pk=vacancy.pk).exists():
        raise ExchangeRefused(f"Việc làm «{vacancy}» không còn tuyển. Xem việc làm khác.")
    known = (
        Application._base_manager.filter(seeker=seeker, vacancy=vacancy)
        .exclude(state__in=("refused", "withdrawn"))
        .first()
    )
    if known:
        raise ExchangeRefused(
            f"Đã có lượt {words.APPLICATION_KINDS[known.kind][0]} cho việc làm này, từ {vietnamese_day(known.sent_on)}."
        )
    told["message"] = clean_text(told.get("message", ""))[:500]
    application = Application(seeker=seeker, vacancy=vacancy, sent_on=timezone.localdate(), **told)
    application.save(force_insert=True)
    _trace("application.begin", application, kind=application.kind)
    return application


def _under_way(application: Application) -> Application:
    rows = Application._base_manager.select_for_update(of=("self",)).select_related("seeker", "vacancy__organisation")
    found: Application = rows.get(pk=application.pk)
    if found.state not in UNDER_WAY:
        raise ExchangeRefused(f"Lượt ứng tuyển này {words.APPLICATION_STATES[found.state][0]}, không đổi được nữa.")
    return found


def _must_be_employer(vacancy: Vacancy) -> None:
    must_hold("employer", field="labour")
    if not is_own(vacancy.organisation_id):
        raise NoAccess(f"Việc làm «{vacancy}» là của đơn vị khác.")


def _must_answer(application: Application) -> None:
    """Raises NoAccess unless the actor is the vacancy's employer, or an officer of the seeker's place."""
    if current_scope().holds("employer", field="labour") and is_own(application.vacancy.organisation_id):
        must_hold("employer", field="labour")
        return
    must_hold(*WRITERS, field="labour")
    must_reach(application.seeker, application.seeker.commune_id, application.seeker.province_id)


def _close_when_filled(vacancy: Vacancy) -> None:
    hired = vacancy.applications.filter(state="hired").count()
    if vacancy.state == "open" and hired >= vacancy.places_count:
        vacancy.state, vacancy.closed_on, vacancy.closed_because = "closed", timezone.localdate(), "đã tuyển đủ"
        vacancy.save()


def _moved(application: Application, verb: str, *, reason: str = "", **detail: Any) -> Application:
    application.save()
    _trace(verb, application, reason=reason, **detail)
    return application


def _trace(verb: str, application: Application, *, reason: str = "", **detail: Any) -> None:
    told = {"seeker": application.seeker_id, "vacancy": application.vacancy_id, "state": application.state} | detail
    audit.record(
        verb, f"application:{application.pk}", place_id=application.seeker.commune_id, reason=reason, detail=told
    )
