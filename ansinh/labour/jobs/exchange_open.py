"""Whose what is in the exchange: the vacancies anybody may see, the organisations of an employer's account."""

from datetime import date

from django.db.models import QuerySet

from ansinh.core.access import current_scope
from ansinh.labour.models import Vacancy
from ansinh.people.models import Organisation


def shown_on(day: date) -> QuerySet[Vacancy]:
    """Vacancies open to everybody on a day, of every organisation: no people in them. What expired is out before the night takes it."""
    rows: QuerySet[Vacancy] = Vacancy._base_manager.filter(state="open", opens_on__lte=day, expires_on__gt=day)
    return rows.select_related("organisation", "work_commune", "work_province")


def own_organisations() -> QuerySet[Organisation]:
    """The organisations an employer's grants name by tax number; none for who is no employer. An employer reaches no place."""
    scope = current_scope()
    numbers = {held.body for held in scope.held if held.role == "employer" and held.covers("labour") and held.body}
    rows: QuerySet[Organisation] = Organisation._base_manager.filter(tax_number__in=numbers)
    return rows


def is_own(organisation_id: int) -> bool:
    """Whether the acting employer's grants name this organisation."""
    return own_organisations().filter(pk=organisation_id).exists()
