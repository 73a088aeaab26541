"""Who may act where, and the proof of who did."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from ansinh.core.access import Held
from ansinh.core.roles import FIELDS
from ansinh.core.roles import ROLES as ROLES


class GrantQuerySet(models.QuerySet["Grant"]):
    """Grants, and those that hold on a day."""

    def on(self, day: date) -> "GrantQuerySet":
        """Held on the day: begun, not ended, lent by a grant that holds itself, and not lent out whole to another meanwhile."""
        open_then = Q(to_day__isnull=True) | Q(to_day__gt=day)
        lender = Q(delegated_from__to_day__isnull=True) | Q(delegated_from__to_day__gt=day)
        lent = Grant.objects.filter(open_then, from_day__lte=day, stands_aside=True, delegated_from__isnull=False)
        return self.filter(open_then, lender, from_day__lte=day).exclude(pk__in=lent.values("delegated_from"))


class Grant(models.Model):
    """A role a user holds for a field, in a place, between two days; or one lent by another who is away."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="grants")
    role = models.CharField(max_length=30, choices=[(key, vi) for key, (vi, _) in ROLES.items()])
    field = models.CharField(
        max_length=30, blank=True, default="", choices=[(key, vi) for key, (vi, _) in FIELDS.items()]
    )
    place_id = models.CharField(max_length=20, help_text="Place.id: a province or a commune")
    body = models.CharField(max_length=20, blank=True, default="", help_text="the provider, for the role provider")
    sees_sensitive = models.BooleanField(default=False, help_text="also records kept apart; never without a last day")
    from_day = models.DateField()
    to_day = models.DateField(null=True, blank=True)
    delegated_from = models.ForeignKey("self", models.CASCADE, null=True, blank=True, related_name="delegations")
    stands_aside = models.BooleanField(default=False, help_text="who lent it does not act in it meanwhile")

    objects = GrantQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(to_day__isnull=True) | Q(to_day__gt=F("from_day")),
                name="grant_ends_after_it_starts",
                violation_error_message="Ngày hết quyền phải sau ngày bắt đầu.",
            ),
            models.CheckConstraint(
                condition=Q(sees_sensitive=False) | Q(to_day__isnull=False),
                name="sensitive_grant_has_an_end",
                violation_error_message="Quyền xem hồ sơ nhạy cảm phải có ngày hết hạn.",
            ),
            models.CheckConstraint(
                condition=Q(delegated_from__isnull=True) | Q(to_day__isnull=False),
                name="delegated_grant_has_an_end",
                violation_error_message="Ủy quyền phải có ngày bắt đầu và ngày kết thúc.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()} · {self.place_id}"

    def is_open(self, day: date) -> bool:
        """Whether the day lies between its days."""
        return self.from_day <= day and (self.to_day is None or day < self.to_day)

    def as_held(self) -> Held:
        """The grant as a scope keeps it."""
        lender = self.delegated_from.user.get_username() if self.delegated_from else ""
        return Held(self.role, self.field, self.place_id, self.sees_sensitive, lender, self.body)


class Month(models.Model):
    """A month of the calendar: what a figure of a month is joined with. `id` is the year and month, 202312."""

    id = models.PositiveIntegerField(primary_key=True)
    year = models.PositiveSmallIntegerField()
    number = models.PositiveSmallIntegerField(help_text="1 to 12")
    first_day = models.DateField()
    last_day = models.DateField()
    next_day = models.DateField(help_text="the first day of the month after")
    day_before = models.DateField(help_text="the last day of the month before")

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.id % 100:02d}/{self.id // 100}"


class AuditEvent(models.Model):
    """One act: who, as what, when, from where, what, before and after, why. Only ever added; each names the hash of the one before.

    `version` says what the hash covers: 1 the columns there were before 11/2026, 2 all of them (`core.audit`)."""

    at = models.DateTimeField()
    actor = models.CharField(max_length=150)
    capacity = models.CharField(max_length=200, blank=True, default="", help_text="roles acted in, and on whose behalf")
    address = models.CharField(max_length=45, blank=True, default="")
    request_id = models.CharField(max_length=36, blank=True, default="")
    act = models.CharField(max_length=60)
    subject = models.CharField(max_length=80)
    place_id = models.CharField(max_length=20, blank=True)
    detail = models.JSONField(default=dict)
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)
    reason = models.TextField(blank=True)
    version = models.PositiveSmallIntegerField(default=1)
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64, unique=True)

    class Meta:
        indexes = [
            models.Index(fields=["subject", "id"]),
            models.Index(fields=["actor", "id"], name="audit_by_actor"),
            models.Index(fields=["at"], name="audit_by_moment"),
        ]
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.at:%d/%m/%Y %H:%M} {self.actor} {self.act} {self.subject}"


class AuditAnchor(models.Model):
    """The audit trail as it stood on a day: its last event, how many there were, the hash of the last. Only ever added."""

    day = models.DateField(unique=True)
    last_id = models.BigIntegerField()
    count = models.BigIntegerField()
    hash = models.CharField(max_length=64)
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["-day"]

    def __str__(self) -> str:
        return f"{self.day:%d/%m/%Y} · {self.count}"


class ApiToken(models.Model):
    """A key a program uses in the name of a user, for one purpose, until a day. Only its hash is kept: what is lost is made anew."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="api_tokens")
    purpose = models.CharField(max_length=120)
    name = models.CharField(max_length=12, unique=True, help_text="the part of the token that is no secret")
    sha256 = models.CharField(max_length=64)
    made_at = models.DateTimeField()
    to_day = models.DateField(help_text="first day it opens nothing")
    last_used_on = models.DateField(null=True)
    ended_at = models.DateTimeField(null=True, help_text="ended by hand before its day")

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.name} · {self.purpose}"
