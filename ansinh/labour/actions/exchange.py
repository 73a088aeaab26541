"""Acts on vacancies: posted by an employer or an officer for it, looked at before anybody sees them, closed, expired."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from ansinh.core import audit
from ansinh.core.access import current_scope, must_hold, must_reach
from ansinh.core.days import vietnamese_day
from ansinh.core.names import clean_text
from ansinh.labour import words
from ansinh.labour.actions.placements import must_be_whole
from ansinh.labour.jobs.exchange_open import is_own
from ansinh.labour.jobs.exchange_signs import plain_phone, signs_of
from ansinh.labour.models import Vacancy
from ansinh.law import law_on
from ansinh.people.models import Organisation
from ansinh.places.models import Place

WRITERS = ("commune_officer", "province_officer")
# What whoever posts a vacancy says of it; the rest is its life.
TOLD = (
    "title", "occupation", "places_count", "work_commune", "work_province", "address", "wage_from_dong", "wage_to_dong", "hours_a_week",
    "has_shifts", "has_night", "is_hazardous", "is_new", "contract_months", "least_education", "experience_months", "certificates",
    "skills", "has_dormitory", "accessible_for", "accessible_how", "description", "phone",
)  # fmt: skip


class ExchangeRefused(ValueError):
    """An act of the exchange that may not be done; the message says why, with the value, and what to do."""


@transaction.atomic
def post_vacancy(
    *, organisation: Organisation, province: Place, told: Mapping[str, Any], source: str = "", by: Any
) -> Vacancy:
    """A draft only who posts it sees. `told` has the columns of TOLD. Raises ExchangeRefused, NoAccess."""
    _must_speak_for(organisation)
    vacancy = Vacancy(organisation=organisation, province=province, posted_by=by, source=source[:80])
    _fill(vacancy, told)
    vacancy.save(force_insert=True)
    _trace("vacancy.post", vacancy)
    return vacancy


@transaction.atomic
def change_vacancy(*, vacancy: Vacancy, told: Mapping[str, Any], by: Any) -> Vacancy:
    """The vacancy as told now; one that is shown waits for an officer again. Raises ExchangeRefused, NoAccess."""
    vacancy = held_vacancy(vacancy)
    _must_speak_for(vacancy.organisation)
    if vacancy.state in ("closed", "expired"):
        raise ExchangeRefused(f"Việc làm «{vacancy}» {_state(vacancy)}. Đăng việc làm mới.")
    before = vacancy.state
    _fill(vacancy, told)
    if vacancy.state == "open":
        _await_review(vacancy)
    elif vacancy.state == "refused":
        vacancy.state = "draft"
    vacancy.save()
    _trace("vacancy.change", vacancy, before=before, after=vacancy.state)
    return vacancy


@transaction.atomic
def send_vacancy(*, vacancy: Vacancy, by: Any) -> Vacancy:
    """A draft sent to be looked at. Raises ExchangeRefused, NoAccess."""
    vacancy = held_vacancy(vacancy)
    _must_speak_for(vacancy.organisation)
    if vacancy.state != "draft":
        raise ExchangeRefused(f"Việc làm «{vacancy}» {_state(vacancy)}, không gửi duyệt lại được.")
    _await_review(vacancy)
    vacancy.save()
    _trace("vacancy.send", vacancy, signs=vacancy.fraud_signs)
    return vacancy


@transaction.atomic
def publish_vacancy(*, vacancy: Vacancy, expires_on: date, by: Any) -> Vacancy:
    """Shown to everybody from today until the day told (first day no longer shown). Raises ExchangeRefused, NoAccess."""
    vacancy = _to_review(vacancy)
    today, most = timezone.localdate(), law_on(timezone.localdate()).value("labour.vacancy_days")
    if not today < expires_on <= today + timedelta(days=most):
        last = vietnamese_day(today + timedelta(days=most))
        raise ExchangeRefused(
            f"Hạn đăng {vietnamese_day(expires_on)} phải sau hôm nay và chậm nhất là {last} ({most} ngày)."
        )
    vacancy.state, vacancy.opens_on, vacancy.expires_on = "open", today, expires_on
    vacancy.reviewed_by, vacancy.reviewed_at, vacancy.closed_because = by, timezone.now(), ""
    vacancy.fraud_signs = [sign.key for sign in signs_of(vacancy, today)]
    vacancy.save()
    _trace("vacancy.publish", vacancy, signs=vacancy.fraud_signs, expires_on=expires_on.isoformat())
    return vacancy


@transaction.atomic
def refuse_vacancy(*, vacancy: Vacancy, reason: str, by: Any) -> Vacancy:
    """Not shown, with the reason whoever posted it reads. Raises ExchangeRefused, NoAccess."""
    vacancy = _to_review(vacancy)
    vacancy.state, vacancy.closed_because = "refused", said(reason)[:300]
    vacancy.reviewed_by, vacancy.reviewed_at = by, timezone.now()
    vacancy.save()
    _trace("vacancy.refuse", vacancy, reason=vacancy.closed_because)
    return vacancy


@transaction.atomic
def close_vacancy(*, vacancy: Vacancy, reason: str, by: Any) -> Vacancy:
    """No longer offered; applications under way go on. Raises ExchangeRefused, NoAccess."""
    vacancy = held_vacancy(vacancy)
    _must_speak_for(vacancy.organisation)
    if vacancy.state in ("closed", "expired"):
        raise ExchangeRefused(f"Việc làm «{vacancy}» {_state(vacancy)} rồi.")
    vacancy.state, vacancy.closed_on, vacancy.closed_because = "closed", timezone.localdate(), said(reason)[:300]
    vacancy.save()
    _trace("vacancy.close", vacancy, reason=vacancy.closed_because)
    return vacancy


@transaction.atomic
def expire_vacancies(*, day: date, by: Any) -> int:
    """How many vacancies whose last day was before `day` were taken out, each with its event. Only for the night's work of the system."""
    must_hold("province_officer", field="labour")
    rows = Vacancy.objects.select_for_update(of=("self",)).filter(state="open", expires_on__lte=day)
    count = 0
    for vacancy in rows.select_related("organisation", "work_commune", "work_province").iterator(chunk_size=500):
        vacancy.state, vacancy.closed_on = "expired", vacancy.expires_on
        vacancy.save(update_fields=["state", "closed_on"])
        _trace("vacancy.expire", vacancy)
        count += 1
    return count


def said(reason: str) -> str:
    """The reason, which must be told."""
    if not (told := clean_text(reason)):
        raise ExchangeRefused("Ghi lý do.")
    return told


def held_vacancy(vacancy: Vacancy) -> Vacancy:
    """The vacancy as it stands now, held until the transaction ends."""
    rows = Vacancy._base_manager.select_for_update(of=("self",)).select_related(
        "organisation", "work_commune", "work_province", "province"
    )
    found: Vacancy = rows.get(pk=vacancy.pk)
    return found


def _must_speak_for(organisation: Organisation) -> None:
    """Raises NoAccess unless the actor is the organisation's own employer, or an officer where it stands."""
    if current_scope().holds("employer", field="labour") and is_own(organisation.pk):
        must_hold("employer", field="labour")
        return
    must_hold(*WRITERS, field="labour")
    must_reach(organisation, organisation.commune_id, organisation.province_id)


def _to_review(vacancy: Vacancy) -> Vacancy:
    vacancy = held_vacancy(vacancy)
    must_hold("province_officer", field="labour")
    must_reach(vacancy, "", vacancy.province_id)
    if vacancy.state != "waiting":
        raise ExchangeRefused(f"Việc làm «{vacancy}» {_state(vacancy)}, không còn chờ duyệt.")
    return vacancy


def _await_review(vacancy: Vacancy) -> None:
    vacancy.state = "waiting"
    vacancy.fraud_signs = [sign.key for sign in signs_of(vacancy, timezone.localdate())]


def _fill(vacancy: Vacancy, told: Mapping[str, Any]) -> None:
    if strange := set(told) - set(TOLD):
        raise ExchangeRefused(f"Không ghi được mục «{', '.join(sorted(strange))}».")
    for column, value in told.items():
        setattr(vacancy, column, value)
    vacancy.phone = plain_phone(vacancy.phone)
    if vacancy.work_commune:
        vacancy.work_province_id = vacancy.work_commune.province_id or vacancy.work_commune.pk
    try:
        must_be_whole(vacancy)
    except ValidationError as wrong:
        raise ExchangeRefused(" ".join(wrong.messages)) from None


def _state(vacancy: Vacancy) -> str:
    return words.VACANCY_STATES[vacancy.state][0]


def _trace(verb: str, vacancy: Vacancy, *, reason: str = "", **detail: Any) -> None:
    told = {"organisation": vacancy.organisation_id, "title": vacancy.title} | detail
    audit.record(verb, f"vacancy:{vacancy.pk}", place_id=vacancy.province_id, reason=reason, detail=told)
