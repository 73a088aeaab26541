"""The job exchange: vacancies, those who seek work, what they asked each other, and the advice and loans that brought jobs.

Lists in one column (certificates, skills, codes) are kept as text with `;` between: `split` reads them, `joined` writes them."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from ansinh.core.access import ScopedManager
from ansinh.core.days import BirthDay
from ansinh.core.language import kept_choices
from ansinh.core.names import clean_text, fold
from ansinh.labour import words
from ansinh.labour.models.placements import Placement
from ansinh.people.models import Organisation, Person
from ansinh.people.models.tables import name_columns
from ansinh.people.words import SEXES
from ansinh.places.models import Place


def split(kept: str) -> list[str]:
    """The items of a column that keeps several."""
    return [item for item in (part.strip() for part in kept.split(";")) if item]


def joined(items: Iterable[str]) -> str:
    """Several items as one column keeps them."""
    return "; ".join(item for item in (clean_text(each).replace(";", ",") for each in items) if item)


class Vacancy(models.Model):
    """A job an organisation offers, for one or more people. Open to everybody once an officer has looked at it, until it expires.

    `province` is the one whose exchange shows it; the work itself may be in another (`work_province`)."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="vacancies")
    title = models.CharField(max_length=120)
    search = models.CharField(max_length=600, help_text="title, organisation, skills and place, folded")
    occupation = models.CharField(max_length=4, blank=True, help_text="ISCO-08 / VSCO 2020 code, 4 digits")
    places_count = models.PositiveSmallIntegerField(default=1)
    province = models.ForeignKey(Place, models.PROTECT, related_name="+", db_index=False)
    work_commune = models.ForeignKey(Place, models.PROTECT, null=True, related_name="+", db_index=False)
    work_province = models.ForeignKey(Place, models.PROTECT, related_name="+", db_index=False)
    address = models.CharField(max_length=200, blank=True)
    wage_from_dong = models.BigIntegerField(null=True, help_text="a month; empty: to be agreed")
    wage_to_dong = models.BigIntegerField(null=True)
    hours_a_week = models.PositiveSmallIntegerField(null=True)
    has_shifts = models.BooleanField(default=False)
    has_night = models.BooleanField(default=False)
    is_hazardous = models.BooleanField(default=False)
    is_new = models.BooleanField(default=True, help_text="places added, not people replaced")
    contract_months = models.PositiveSmallIntegerField(null=True, help_text="empty: without a term")
    least_education = models.CharField(max_length=16, default="none", choices=kept_choices(words.SCHOOLING))
    experience_months = models.PositiveSmallIntegerField(default=0)
    certificates = models.CharField(max_length=300, blank=True, help_text="all of them required")
    skills = models.CharField(max_length=500, blank=True)
    has_dormitory = models.BooleanField(default=False)
    accessible_for = models.CharField(max_length=80, blank=True, help_text="keys of words.ACCESS")
    accessible_how = models.CharField(max_length=200, blank=True)
    description = models.TextField(blank=True, max_length=4000)
    phone = models.CharField(max_length=20, blank=True)
    state = models.CharField(max_length=8, default="draft", choices=kept_choices(words.VACANCY_STATES))
    fraud_signs = models.JSONField(default=list, help_text="keys of words.FRAUD_SIGNS when it was last looked at")
    posted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    posted_at = models.DateTimeField(auto_now_add=True)
    reviewed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    reviewed_at = models.DateTimeField(null=True)
    opens_on = models.DateField(null=True, help_text="first day it is shown")
    expires_on = models.DateField(null=True, help_text="first day it is no longer shown")
    closed_on = models.DateField(null=True)
    closed_because = models.CharField(max_length=300, blank=True, help_text="why refused or closed")
    source = models.CharField(max_length=80, blank=True)

    objects = ScopedManager(commune="work_commune_id")

    class Meta:
        indexes = [
            models.Index(fields=["province", "state", "expires_on"], name="vacancy_of_province"),
            models.Index(fields=["phone"], name="vacancy_by_phone"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(places_count__gte=1), name="a_vacancy_has_places", violation_error_message="Phải tuyển ít nhất 1 người."
            ),
            models.CheckConstraint(
                condition=Q(wage_to_dong__isnull=True) | Q(wage_from_dong__isnull=True) | Q(wage_to_dong__gte=F("wage_from_dong")),
                name="a_wage_goes_up",
                violation_error_message="Mức lương cao nhất không được thấp hơn mức thấp nhất.",
            ),
            models.CheckConstraint(
                condition=~Q(state="open") | (Q(opens_on__isnull=False) & Q(expires_on__gt=F("opens_on"))),
                name="an_open_vacancy_has_its_days",
                violation_error_message="Việc làm đang đăng phải có ngày đăng và ngày hết hạn sau ngày đăng.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.title

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keeps the words it is found by with it."""
        place = self.work_commune.name if self.work_commune else self.work_province.name
        self.search = fold(f"{self.title} {self.organisation.name} {self.skills} {place}")[:600]
        super().save(*args, **kwargs)


class Seeker(models.Model):
    """Somebody who looks for work, with what they wish and can. Without a `person` an officer has still to see who it is."""

    code = models.CharField(max_length=12, unique=True)
    account = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="seekers")
    name = models.CharField(max_length=120)
    name_folded = models.CharField(max_length=120)
    name_key = models.CharField(max_length=400)
    personal_number = models.CharField(max_length=12, blank=True, db_index=True)
    birth_year = models.PositiveSmallIntegerField()
    birth_month = models.PositiveSmallIntegerField(null=True)
    birth_day = models.PositiveSmallIntegerField(null=True)
    sex = models.CharField(max_length=1, choices=kept_choices(SEXES))
    phone = models.CharField(max_length=20, blank=True)
    commune = models.ForeignKey(Place, models.PROTECT, related_name="+", db_index=False)
    province = models.ForeignKey(Place, models.PROTECT, related_name="+", db_index=False)
    wish = models.CharField(max_length=300, blank=True, help_text="the work they look for, in their own words")
    occupations = models.CharField(max_length=60, blank=True, help_text="4-digit codes they look for")
    skills = models.CharField(max_length=500, blank=True)
    certificates = models.CharField(max_length=300, blank=True)
    education = models.CharField(max_length=16, default="none", choices=kept_choices(words.SCHOOLING))
    experience_months = models.PositiveSmallIntegerField(default=0)
    wage_floor_dong = models.BigIntegerField(null=True, help_text="least wage a month")
    most_hours_a_week = models.PositiveSmallIntegerField(null=True)
    takes_shifts = models.BooleanField(default=True)
    takes_night = models.BooleanField(default=False)
    farthest_km = models.PositiveSmallIntegerField(null=True, help_text="from home each day; empty: not said")
    willing_places = models.CharField(
        max_length=200, blank=True, help_text="Place ids they would move to; * is anywhere"
    )
    is_abroad_ok = models.BooleanField(default=False)
    access_need = models.CharField(max_length=16, blank=True, choices=kept_choices(words.ACCESS))
    access_note = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=8, default="active", choices=kept_choices(words.SEEKER_STATES))
    waits_because = models.CharField(max_length=300, blank=True, help_text="why no person was found for it")
    channel = models.CharField(max_length=10, default="desk", choices=kept_choices(words.SEEKER_CHANNELS))
    consents_to_be_shown = models.BooleanField(default=False, help_text="employers with a fitting vacancy may see them")
    registered_on = models.DateField()
    ended_on = models.DateField(null=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)
    source = models.CharField(max_length=80, blank=True)

    objects = ScopedManager()
    gives_way_on_merge = {"one_active_search_a_person": ("state", "ended")}

    class Meta:
        indexes = [
            models.Index(fields=["commune", "name_key", "id"], name="seeker_in_commune"),
            models.Index(fields=["province", "state", "registered_on"], name="seeker_in_province"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(state="active"),
                name="one_active_search_a_person",
                violation_error_message="Người này đang có một phiếu đăng ký tìm việc. Mở phiếu đó để sửa.",
            ),
            models.CheckConstraint(
                condition=Q(person__isnull=False) | Q(state__in=("waiting", "ended")),
                name="a_search_without_a_person_waits",
                violation_error_message="Phiếu chưa nối với người trong sổ thì còn chờ cán bộ xác nhận.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keeps the columns a name is searched and sorted by with the name."""
        for column, value in name_columns(self.name).items():
            setattr(self, column, value)
        super().save(*args, **kwargs)

    @property
    def birth(self) -> BirthDay:
        return BirthDay(self.birth_year, self.birth_month, self.birth_day)


class Application(models.Model):
    """One seeker and one vacancy: who began, how far it came. A hire names the placement it made."""

    seeker = models.ForeignKey(Seeker, models.PROTECT, related_name="applications")
    vacancy = models.ForeignKey(Vacancy, models.PROTECT, related_name="applications")
    kind = models.CharField(max_length=8, choices=kept_choices(words.APPLICATION_KINDS))
    state = models.CharField(max_length=9, default="sent", choices=kept_choices(words.APPLICATION_STATES))
    sent_on = models.DateField()
    answered_on = models.DateField(
        null=True, help_text="when an invited seeker agreed; only then is their telephone told"
    )
    message = models.CharField(max_length=500, blank=True)
    interview_at = models.DateTimeField(null=True)
    interview_place = models.CharField(max_length=200, blank=True)
    interviewed_on = models.DateField(null=True)
    offered_on = models.DateField(null=True)
    ended_on = models.DateField(null=True, help_text="hired, refused or withdrawn")
    reason = models.CharField(max_length=300, blank=True)
    referred_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    placement = models.OneToOneField(Placement, models.PROTECT, null=True, related_name="application")
    recorded_at = models.DateTimeField(auto_now_add=True)

    objects = ScopedManager(commune="seeker__commune_id", province="seeker__province_id")

    class Meta:
        indexes = [models.Index(fields=["vacancy", "state"], name="application_for_vacancy")]
        constraints = [
            models.UniqueConstraint(
                fields=["seeker", "vacancy"],
                condition=~Q(state__in=("refused", "withdrawn")),
                name="one_application_at_a_time",
                violation_error_message="Người này đã ứng tuyển việc làm này rồi.",
            ),
            models.CheckConstraint(
                condition=Q(placement__isnull=True) | Q(state="hired"),
                name="only_a_hire_has_a_placement",
                violation_error_message="Chỉ người được tuyển mới có việc làm ghi kèm.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.seeker_id} → {self.vacancy_id}"


class Counsel(models.Model):
    """One turn of advice to one person: every figure of people counselled counts these."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="counsels")
    given_on = models.DateField()
    subject = models.CharField(max_length=12, choices=kept_choices(words.COUNSEL_SUBJECTS))
    commune = models.ForeignKey(Place, models.PROTECT, related_name="+", db_index=False)
    province = models.ForeignKey(Place, models.PROTECT, related_name="+", db_index=False)
    note = models.CharField(max_length=500, blank=True)
    source = models.CharField(max_length=80, blank=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)

    objects = ScopedManager()

    class Meta:
        indexes = [
            models.Index(fields=["commune", "given_on"], name="counsel_in_commune"),
            models.Index(fields=["province", "given_on"], name="counsel_in_province"),
        ]

    def __str__(self) -> str:
        return f"{self.get_subject_display()} {self.given_on:%d/%m/%Y}"


class JobLoan(models.Model):
    """A project the National Employment Fund (or money entrusted to the bank by the province) lent to."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="job_loans", help_text="who borrowed")
    project = models.CharField(max_length=200, help_text="what the money is for")
    fund = models.CharField(max_length=12, default="national", choices=kept_choices(words.LOAN_FUNDS))
    association = models.CharField(max_length=12, blank=True, choices=kept_choices(words.LOAN_ASSOCIATIONS))
    amount_dong = models.BigIntegerField()
    lent_on = models.DateField()
    commune = models.ForeignKey(Place, models.PROTECT, related_name="+", db_index=False)
    province = models.ForeignKey(Place, models.PROTECT, related_name="+", db_index=False)
    document = models.CharField(max_length=200, blank=True)
    source = models.CharField(max_length=80, blank=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)

    objects = ScopedManager()

    class Meta:
        indexes = [
            models.Index(fields=["commune", "lent_on"], name="loan_in_commune"),
            models.Index(fields=["province", "lent_on"], name="loan_in_province"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(amount_dong__gt=0), name="a_loan_is_money", violation_error_message="Số tiền vay phải lớn hơn 0."
            )
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.project


class LoanJob(models.Model):
    """One person whose job a loan made, kept or enlarged: the placement it counts by."""

    loan = models.ForeignKey(JobLoan, models.PROTECT, related_name="jobs")
    placement = models.OneToOneField(Placement, models.PROTECT, related_name="loan_job")
    effect = models.CharField(max_length=8, default="made", choices=kept_choices(words.LOAN_EFFECTS))

    objects = ScopedManager(commune="placement__commune_id", province="placement__province_id")

    def __str__(self) -> str:
        return f"{self.get_effect_display()}: {self.placement_id}"


class PlacementFile(models.Model):
    """A commune's list of people who found work, as somebody sent it: kept from the preview to the confirmation, bad rows given back."""

    name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    content = models.BinaryField(null=True)
    sheet = models.CharField(max_length=80, blank=True)
    commune = models.ForeignKey(Place, models.PROTECT, null=True, related_name="+", help_text="for rows that name none")
    province = models.ForeignKey(Place, models.PROTECT, related_name="+")
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    sent_at = models.DateTimeField(auto_now_add=True)
    applied_at = models.DateTimeField(null=True)
    counts = models.JSONField(default=dict, help_text="rows by outcome")
    refused = models.JSONField(default=dict, help_text="{header: [...], rows: [[row number, reason, cells]]}")

    objects = ScopedManager()

    def __str__(self) -> str:
        return self.name
