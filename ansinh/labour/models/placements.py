"""A person who began a job: what every figure of jobs counts, whatever brought the person there."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from ansinh.core.access import ScopedManager
from ansinh.core.language import kept_choices
from ansinh.labour.words import CHANNELS, DESTINATIONS, SECTORS
from ansinh.people.models import Organisation, Person
from ansinh.places.models import Place


class Placement(models.Model):
    """One person in one job from a day. The commune is the person's own, as it was that day.

    A hire of the exchange, a departure abroad, work after a course or a loan each make one row; `labour.jobs_counted` of the law files
    says which of a person's rows count in a year. A row made in error is cancelled, never taken away."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="placements")
    started_on = models.DateField()
    destination = models.CharField(max_length=14, choices=kept_choices(DESTINATIONS))
    channel = models.CharField(max_length=10, choices=kept_choices(CHANNELS))
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="placements")
    employer = models.CharField(
        max_length=200, blank=True, help_text="as it was told, where the register has no such organisation"
    )
    occupation = models.CharField(max_length=4, blank=True, help_text="ISCO-08 / VSCO 2020 code, 1 to 4 digits")
    title = models.CharField(max_length=120, blank=True)
    sector = models.CharField(max_length=12, blank=True, choices=kept_choices(SECTORS))
    is_new = models.BooleanField(default=True, help_text="a job added to the market, not another person in an old one")
    contract_months = models.PositiveSmallIntegerField(null=True, help_text="empty: without a term, or own work")
    wage_dong = models.BigIntegerField(null=True)
    market = models.CharField(max_length=12, blank=True, help_text="key of labour.words.MARKETS, for work abroad")
    commune = models.ForeignKey(Place, models.PROTECT, related_name="+", db_index=False)
    province = models.ForeignKey(Place, models.PROTECT, related_name="+", db_index=False)
    ended_on = models.DateField(null=True)
    cancelled_because = models.CharField(max_length=300, blank=True)
    document = models.CharField(
        max_length=200, blank=True, help_text="what shows it: contract, decision, the commune's list"
    )
    source = models.CharField(max_length=80, blank=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)

    objects = ScopedManager()
    gives_way_on_merge = {"one_job_begun_a_day": ("cancelled_because", "trùng sau khi gộp hai dòng của một người")}

    class Meta:
        indexes = [
            models.Index(fields=["person", "started_on"], name="placement_of_person"),
            models.Index(fields=["commune", "started_on"], name="placement_in_commune"),
            models.Index(fields=["province", "started_on"], name="placement_in_province"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=F("started_on")),
                name="a_job_ends_after_it_starts",
                violation_error_message="Ngày thôi việc không được trước ngày bắt đầu.",
            ),
            models.UniqueConstraint(
                fields=["person", "started_on"],
                condition=Q(cancelled_because=""),
                name="one_job_begun_a_day",
                violation_error_message="Người này đã được ghi một việc làm bắt đầu cùng ngày.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title or self.occupation} từ {self.started_on:%d/%m/%Y}"


class PlacementCheck(models.Model):
    """Whether the person still works there after 3 or 6 months, as asked by telephone or told by the employer."""

    placement = models.ForeignKey(Placement, models.PROTECT, related_name="checks")
    after_months = models.PositiveSmallIntegerField(choices=[(3, "3 tháng"), (6, "6 tháng")])
    is_employed = models.BooleanField()
    checked_on = models.DateField()
    note = models.CharField(max_length=300, blank=True)
    checked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    objects = ScopedManager(commune="placement__commune_id", province="placement__province_id")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["placement", "after_months"], name="a_placement_is_checked_once_a_term")
        ]
