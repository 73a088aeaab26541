"""Unemployment insurance: months paid in, the right to the benefit and what happens to it, notices of the search, training support."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from ansinh.core.access import ScopedManager
from ansinh.core.days import month_text
from ansinh.core.language import kept_choices
from ansinh.dossiers.models import Dossier
from ansinh.labour.models.placements import Placement
from ansinh.labour.words import (
    CONTRIBUTION_FAULTS,
    SEARCH_RESULTS,
    UNEMPLOYMENT_ENDS,
    UNEMPLOYMENT_EVENTS,
    UNEMPLOYMENT_STATES,
)
from ansinh.people.models import Organisation, Person
from ansinh.people.words import WAGE_REGIONS
from ansinh.places.models import Place

OF_PERSON = {"commune": "person__commune_id", "province": "person__province_id"}
OF_RIGHT = {"commune": "right__commune_id", "province": "right__province_id"}


REGIONS = [(region, region) for region in WAGE_REGIONS]


class ContributionFile(models.Model):
    """A file of contributions somebody sent: its bytes until confirmed, rows by outcome, those refused as [row, why, cells]."""

    name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    content = models.BinaryField(null=True, help_text="kept from the preview to the confirmation")
    province = models.ForeignKey(Place, models.PROTECT, related_name="+", db_index=False)
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    sent_at = models.DateTimeField(auto_now_add=True)
    applied_at = models.DateTimeField(null=True)
    counts = models.JSONField(default=dict, help_text="rows by outcome")
    refused = models.JSONField(default=list)

    objects = ScopedManager(commune="province_id", province="province_id")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["province", "sha256"], condition=Q(applied_at__isnull=False), name="contributions_are_read_once",
                violation_error_message="Tệp này đã được nhập.",
            )
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.name} ({self.sent_at:%d/%m/%Y %H:%M})"


class Contribution(models.Model):
    """A span of months a person paid in with one employer at one wage. Months are numbers, 202312, both of them paid."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="contributions")
    from_month = models.PositiveIntegerField()
    to_month = models.PositiveIntegerField()
    wage_dong = models.BigIntegerField(help_text="the monthly wage the contribution was paid on")
    wage_region = models.CharField(max_length=3, choices=REGIONS)
    is_state_pay = models.BooleanField(default=False, help_text="a wage by the scales of the State")
    contract_months = models.PositiveSmallIntegerField(null=True, help_text="empty: without a term")
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="contributions")
    employer = models.CharField(max_length=200, blank=True, help_text="as the file has it")
    file = models.ForeignKey(ContributionFile, models.PROTECT, null=True, related_name="contributions")
    recorded_at = models.DateTimeField(auto_now_add=True)

    objects = ScopedManager(**OF_PERSON)

    class Meta:
        indexes = [models.Index(fields=["person", "to_month"], name="contribution_of_person")]
        constraints = [
            models.CheckConstraint(
                condition=Q(to_month__gte=F("from_month")), name="contributions_end_after_they_start",
                violation_error_message="Tháng đóng cuối không được trước tháng đóng đầu.",
            ),
            models.CheckConstraint(
                condition=Q(wage_dong__gt=0), name="a_contribution_has_its_wage",
                violation_error_message="Tiền lương đóng phải lớn hơn 0.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.from_text} - {self.to_text}"

    @property
    def from_text(self) -> str:
        return month_text(self.from_month)

    @property
    def to_text(self) -> str:
        return month_text(self.to_month)


class ContributionMismatch(models.Model):
    """A row of a file whose number is known and whose name or birth day is not the register's: kept aside until somebody settles it."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="contribution_mismatches")
    file = models.ForeignKey(ContributionFile, models.PROTECT, related_name="mismatches")
    row = models.PositiveIntegerField()
    kind = models.CharField(max_length=10, choices=kept_choices(CONTRIBUTION_FAULTS))
    ours = models.CharField(max_length=120, blank=True)
    theirs = models.CharField(max_length=120, blank=True)
    content = models.JSONField(help_text="the row as it was read: what a Contribution is made of when it is taken")
    state = models.CharField(
        max_length=8, default="open", choices=[("open", "chưa xử lý"), ("taken", "đã nhận"), ("refused", "đã bỏ")]
    )
    reason = models.CharField(max_length=300, blank=True)
    settled_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    settled_at = models.DateTimeField(null=True)

    objects = ScopedManager(**OF_PERSON)

    class Meta:
        indexes = [models.Index(fields=["state", "id"], name="contribution_mismatch_by_state")]


class UnemploymentRight(models.Model):
    """The right to the benefit as a signed decision gave it. It is paid for the calendar months `first_month` to `last_month`, both in:
    benefit month n is paid in the calendar month it begins in. Suspended months are paid to nobody; an end moves `last_month` back."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="unemployment_rights")
    dossier = models.ForeignKey(Dossier, models.PROTECT, null=True, related_name="+")
    decision_number = models.CharField(max_length=60)
    decided_on = models.DateField()
    signer = models.CharField(max_length=120, blank=True)
    applied_on = models.DateField()
    contract_ended_on = models.DateField()
    paid_months = models.PositiveSmallIntegerField(help_text="paid in and not drawn, at the decision")
    kept_months = models.PositiveSmallIntegerField(null=True, help_text="kept for the next time; empty: not known")
    average_wage_dong = models.BigIntegerField(help_text="of the last six months paid in")
    wage_region = models.CharField(max_length=3, choices=REGIONS)
    is_state_pay = models.BooleanField(default=False)
    months = models.PositiveSmallIntegerField(help_text="of benefit")
    amount_dong = models.BigIntegerField(help_text="a month, as the decision states it")
    law_month = models.PositiveIntegerField(help_text="whose law gives the amount: the month the contract ended")
    from_day = models.DateField()
    to_day = models.DateField(help_text="the first day no longer drawn")
    first_month = models.PositiveIntegerField(help_text="202601: the first calendar month paid here")
    last_month = models.PositiveIntegerField(help_text="the last one, as things stand; before the first: none")
    state = models.CharField(max_length=10, default="drawing", choices=kept_choices(UNEMPLOYMENT_STATES))
    moved_from = models.ForeignKey(
        Place,
        models.PROTECT,
        null=True,
        related_name="+",
        help_text="the province that decided, where the person moved in",
    )
    commune = models.ForeignKey(Place, models.PROTECT, related_name="+", db_index=False)
    province = models.ForeignKey(Place, models.PROTECT, related_name="+", db_index=False)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)

    objects = ScopedManager()

    class Meta:
        indexes = [
            models.Index(fields=["commune", "decided_on"], name="unemployment_in_commune"),
            models.Index(fields=["province", "decided_on"], name="unemployment_in_province"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(to_day__gt=F("from_day")), name="an_unemployment_right_ends_after_it_starts",
                violation_error_message="Ngày thôi hưởng phải sau ngày bắt đầu hưởng.",
            ),
            models.CheckConstraint(
                condition=Q(months__range=(1, 12)), name="an_unemployment_right_is_1_to_12_months",
                violation_error_message="Số tháng hưởng từ 1 đến 12.",
            ),
            models.UniqueConstraint(
                fields=["person", "decision_number", "decided_on"], name="one_unemployment_right_a_decision",
                violation_error_message="Quyết định này đã được ghi cho người này.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"TCTN {self.months} tháng từ {self.from_day:%d/%m/%Y}"


class UnemploymentEvent(models.Model):
    """What a decision did to a right: suspended, resumed, ended, cancelled, moved out or in. `month` is the first one it counts for."""

    right = models.ForeignKey(UnemploymentRight, models.PROTECT, related_name="events")
    kind = models.CharField(max_length=10, choices=kept_choices(UNEMPLOYMENT_EVENTS))
    month = models.PositiveIntegerField(help_text="the first calendar month whose payment it changes")
    day = models.DateField(help_text="the day of the event or of the decision: where reports count it")
    reason = models.CharField(max_length=12, blank=True, choices=kept_choices(UNEMPLOYMENT_ENDS), help_text="of an end")
    decision_number = models.CharField(max_length=60)
    decided_on = models.DateField()
    kept_months = models.PositiveSmallIntegerField(
        null=True, help_text="kept after an end, as the decision says; empty: not known"
    )
    place = models.ForeignKey(
        Place, models.PROTECT, null=True, related_name="+", help_text="the other province of a move"
    )
    placement = models.ForeignKey(
        Placement, models.PROTECT, null=True, related_name="+", help_text="the job it ended for"
    )
    note = models.CharField(max_length=300, blank=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)

    objects = ScopedManager(**OF_RIGHT)

    class Meta:
        indexes = [models.Index(fields=["right", "month", "id"], name="unemployment_event_by_month")]


class SearchNotice(models.Model):
    """The monthly notice of the search for work: due in each month of the right from the second, told or late."""

    right = models.ForeignKey(UnemploymentRight, models.PROTECT, related_name="notices")
    number = models.PositiveSmallIntegerField(help_text="2: of the second month of benefit")
    due_on = models.DateField()
    told_on = models.DateField(null=True)
    result = models.CharField(max_length=10, blank=True, choices=kept_choices(SEARCH_RESULTS))
    was_counselled = models.BooleanField(default=False, help_text="counselled on work when told")
    was_referred = models.BooleanField(default=False, help_text="referred to a job when told")
    note = models.CharField(max_length=300, blank=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    objects = ScopedManager(**OF_RIGHT)

    class Meta:
        indexes = [models.Index(fields=["due_on"], condition=Q(told_on__isnull=True), name="search_notice_awaited")]
        constraints = [
            models.UniqueConstraint(
                fields=["right", "number"], name="one_search_notice_a_month",
                violation_error_message="Tháng này đã có thông báo tìm kiếm việc làm.",
            )
        ]  # fmt: skip


class TrainingSupport(models.Model):
    """Support to learn a trade from the insurance fund: paid for the calendar months `first_month` to `last_month`, both in."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="training_supports")
    right = models.ForeignKey(UnemploymentRight, models.PROTECT, null=True, related_name="training_supports")
    dossier = models.ForeignKey(Dossier, models.PROTECT, null=True, related_name="+")
    decision_number = models.CharField(max_length=60)
    decided_on = models.DateField()
    signer = models.CharField(max_length=120, blank=True)
    trade = models.CharField(max_length=120)
    school = models.CharField(max_length=160)
    months = models.PositiveSmallIntegerField()
    dong_a_month = models.BigIntegerField(help_text="the school's fee a month; paid up to what the law allows")
    first_month = models.PositiveIntegerField()
    last_month = models.PositiveIntegerField()
    from_day = models.DateField()
    to_day = models.DateField(help_text="the first day after the course")
    is_cancelled = models.BooleanField(default=False)
    cancel_decision = models.CharField(max_length=60, blank=True)
    cancelled_on = models.DateField(null=True)
    commune = models.ForeignKey(Place, models.PROTECT, related_name="+", db_index=False)
    province = models.ForeignKey(Place, models.PROTECT, related_name="+", db_index=False)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)

    objects = ScopedManager()

    class Meta:
        indexes = [
            models.Index(fields=["commune", "decided_on"], name="training_support_in_commune"),
            models.Index(fields=["province", "decided_on"], name="training_support_in_province"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(to_day__gt=F("from_day")) & Q(months__gt=0), name="training_support_ends_after_it_starts",
                violation_error_message="Khóa học phải kết thúc sau khi bắt đầu.",
            ),
            models.UniqueConstraint(
                fields=["person", "decision_number", "decided_on"], name="one_training_support_a_decision",
                violation_error_message="Quyết định này đã được ghi cho người này.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.trade}, {self.school}"
