"""Conditions at work: rules, agreements, workers' organisations, disputes, strikes, wages, accidents, training in safety, leasing."""

from django.db import models
from django.db.models import F, Q

from ansinh.labour.models.conditions_kept import Kept, by_day, choices
from ansinh.labour.words import (
    ACCIDENT_SECTORS,
    AGREEMENT_KINDS,
    DISPUTE_CAUSES,
    DISPUTE_KINDS,
    DISPUTE_RESULTS,
    INJURIES,
    SAFETY_GROUPS,
    SETTLERS,
    STRIKE_CAUSES,
    STRIKE_LEADERS,
    WORKER_ORGANISATIONS,
)
from ansinh.people.models import Organisation


class WorkRules(Kept):
    """Rules of work an organisation registered; registering again makes another row."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="work_rules")
    number = models.CharField(max_length=40, blank=True)
    registered_on = models.DateField()
    workers = models.PositiveIntegerField(help_text="people employed when it was registered")

    counted_by = "registered_on"

    class Meta:
        indexes = by_day("work_rules", "registered_on")


class CollectiveAgreement(Kept):
    """A collective agreement in force from a day to a day (last day in), sent by the organisation that signed it first."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="collective_agreements")
    kind = models.CharField(max_length=12, choices=choices(AGREEMENT_KINDS))
    number = models.CharField(max_length=40, blank=True)
    signed_on = models.DateField()
    from_day = models.DateField()
    to_day = models.DateField()
    ended_on = models.DateField(null=True, help_text="first day out, where it ended before its term")
    enterprises = models.PositiveSmallIntegerField(default=1)
    workers = models.PositiveIntegerField(null=True, help_text="people it covers")

    counted_by = "signed_on"

    class Meta:
        indexes = [
            *by_day("agreement", "signed_on"),
            models.Index(fields=["province", "to_day"], name="agreement_expiring"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(to_day__gte=F("from_day")),
                name="agreement_ends_after_it_starts",
                violation_error_message="Ngày hết hạn thỏa ước không được trước ngày có hiệu lực.",
            )
        ]


class WorkerOrganisation(Kept):
    """A trade union or an organisation of the workers at an enterprise, from its founding to its end (first day out)."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="worker_organisations")
    kind = models.CharField(max_length=6, choices=choices(WORKER_ORGANISATIONS))
    founded_on = models.DateField()
    ended_on = models.DateField(null=True)
    members = models.PositiveIntegerField(help_text="as last reported")
    women = models.PositiveIntegerField(default=0)

    counted_by = "founded_on"

    class Meta:
        indexes = by_day("workers_body", "founded_on")
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "kind"],
                condition=Q(ended_on__isnull=True, kind="union", cancelled_because=""),
                name="one_union_at_an_organisation",
                violation_error_message="Đơn vị này đã có công đoàn cơ sở trong sổ.",
            )
        ]


class Dispute(Kept):
    """A dispute between workers and an organisation, and how it was settled."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="disputes")
    kind = models.CharField(max_length=20, choices=choices(DISPUTE_KINDS))
    cause = models.CharField(max_length=12, choices=choices(DISPUTE_CAUSES))
    received_on = models.DateField()
    people = models.PositiveIntegerField(default=1)
    told = models.CharField(max_length=300, blank=True)
    settler = models.CharField(max_length=12, blank=True, choices=choices(SETTLERS))
    settled_on = models.DateField(null=True)
    result = models.CharField(max_length=10, blank=True, choices=choices(DISPUTE_RESULTS))

    counted_by = "received_on"

    class Meta:
        indexes = by_day("dispute", "received_on")


class Strike(Kept):
    """A strike or collective stop of work; `ended_on` is the last day in, empty while it goes on."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="strikes")
    started_on = models.DateField()
    ended_on = models.DateField(null=True)
    days = models.PositiveSmallIntegerField(null=True, help_text="from the first to the last, both in, once it is over")
    leader = models.CharField(max_length=6, choices=choices(STRIKE_LEADERS))
    cause = models.CharField(max_length=8, choices=choices(STRIKE_CAUSES))
    people = models.PositiveIntegerField()
    told = models.CharField(max_length=300, blank=True)

    counted_by = "started_on"

    class Meta:
        indexes = by_day("strike", "started_on")
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=F("started_on")),
                name="strike_ends_after_it_starts",
                violation_error_message="Ngày kết thúc đình công không được trước ngày bắt đầu.",
            )
        ]


class WageReport(Kept):
    """What an organisation reported of its wages and bonuses of a year (the bonus of the Tết that follows it), and what it owes."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="wage_reports")
    year = models.PositiveSmallIntegerField()
    reported_on = models.DateField()
    workers = models.PositiveIntegerField(help_text="people the wages are of")
    wage_dong = models.BigIntegerField(help_text="average wage of a person a month")
    wage_women_dong = models.BigIntegerField(null=True)
    bonus_highest_dong = models.BigIntegerField(null=True)
    bonus_lowest_dong = models.BigIntegerField(null=True)
    bonus_average_dong = models.BigIntegerField(null=True)
    wage_debt_dong = models.BigIntegerField(default=0)
    wage_debt_workers = models.PositiveIntegerField(default=0)
    insurance_debt_dong = models.BigIntegerField(default=0, help_text="social insurance not paid in")

    counted_by = "reported_on"

    class Meta:
        indexes = by_day("wage_report", "reported_on")
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "year"],
                condition=Q(cancelled_because=""),
                name="one_wage_report_a_year",
                violation_error_message="Đơn vị này đã có báo cáo tiền lương của năm đó: sửa báo cáo ấy.",
            ),
            models.CheckConstraint(
                condition=Q(bonus_highest_dong__isnull=True)
                | Q(bonus_lowest_dong__isnull=True)
                | Q(bonus_highest_dong__gte=F("bonus_lowest_dong")),
                name="highest_bonus_is_not_below_the_lowest",
                violation_error_message="Mức thưởng cao nhất không được thấp hơn mức thấp nhất.",
            ),
        ]


class Accident(Kept):
    """An accident at work, with how many were hurt. Without an organisation: somebody working without a contract of labour."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="accidents")
    where_at = models.CharField(max_length=200, blank=True, help_text="where no organisation of the register is")
    happened_on = models.DateField()
    is_contracted = models.BooleanField(default=True, help_text="of people under a contract of labour")
    sector = models.CharField(max_length=12, choices=choices(ACCIDENT_SECTORS))
    injury = models.CharField(max_length=8, choices=choices(INJURIES))
    people = models.PositiveSmallIntegerField()
    women = models.PositiveSmallIntegerField(default=0)
    deaths = models.PositiveSmallIntegerField(default=0)
    women_dead = models.PositiveSmallIntegerField(default=0)
    severe = models.PositiveSmallIntegerField(default=0)
    damage_dong = models.BigIntegerField(default=0)
    days_lost = models.PositiveIntegerField(default=0)
    told = models.CharField(max_length=300, blank=True)

    counted_by = "happened_on"

    class Meta:
        indexes = by_day("accident", "happened_on")
        constraints = [
            models.CheckConstraint(
                condition=Q(people__gte=F("deaths") + F("severe")),
                name="the_dead_and_the_badly_hurt_are_among_the_people",
                violation_error_message="Số chết và bị thương nặng nhiều hơn số người bị nạn.",
            ),
            models.CheckConstraint(
                condition=Q(people__gte=F("women")) & Q(deaths__gte=F("women_dead")) & Q(women__gte=F("women_dead")),
                name="women_of_an_accident_are_among_its_people",
                violation_error_message="Số nữ nhiều hơn tổng số.",
            ),
        ]


class SafetyTraining(Kept):
    """A course in safety at work for one of the six groups."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="safety_trainings")
    trainer = models.CharField(max_length=200, blank=True)
    group = models.PositiveSmallIntegerField(choices=choices(SAFETY_GROUPS))
    held_on = models.DateField()
    courses = models.PositiveSmallIntegerField(default=1)
    people = models.PositiveIntegerField()
    women = models.PositiveIntegerField(default=0)

    counted_by = "held_on"

    class Meta:
        indexes = by_day("safety_training", "held_on")


class LeasingReport(Kept):
    """How many workers an organisation hires out, as it reported on a day."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="leasing_reports")
    reported_on = models.DateField()
    workers = models.PositiveIntegerField()
    women = models.PositiveIntegerField(default=0)

    counted_by = "reported_on"

    class Meta:
        indexes = by_day("leasing_report", "reported_on")
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "reported_on"],
                condition=Q(cancelled_because=""),
                name="one_leasing_report_a_day",
                violation_error_message="Đơn vị này đã có báo cáo cho thuê lại lao động của ngày đó.",
            )
        ]
