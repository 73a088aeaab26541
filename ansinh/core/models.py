"""Who may act where, and the proof of who did."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

ROLES = {
    "commune_officer": ("Cán bộ xã", "Commune officer"),
    "commune_leader": ("Lãnh đạo UBND xã", "Commune leader"),
    "province_officer": ("Cán bộ cấp tỉnh", "Province officer"),
    "province_leader": ("Lãnh đạo cấp tỉnh", "Province leader"),
    "province_accountant": ("Kế toán chi trả", "Paying accountant"),
    "province_reconciler": ("Đối chiếu, quyết toán", "Reconciler"),
    "auditor": ("Kiểm tra, thanh tra", "Auditor"),
    "administrator": ("Quản trị hệ thống", "System administrator"),
}


class Grant(models.Model):
    """A role a user holds for a field, in a place, between two days."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="grants")
    role = models.CharField(max_length=30, choices=[(key, vi) for key, (vi, _) in ROLES.items()])
    field = models.CharField(max_length=30, default="poverty")
    place_id = models.CharField(max_length=20, help_text="Place.id: a province or a commune")
    from_day = models.DateField()
    to_day = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(to_day__isnull=True) | Q(to_day__gt=F("from_day")),
                name="grant_ends_after_it_starts",
                violation_error_message="Ngày hết quyền phải sau ngày bắt đầu.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()} · {self.place_id}"


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
    """One act: who, when, what, before and after. Only ever added; each names the hash of the one before."""

    at = models.DateTimeField()
    actor = models.CharField(max_length=150)
    act = models.CharField(max_length=60)
    subject = models.CharField(max_length=80)
    place_id = models.CharField(max_length=20, blank=True)
    detail = models.JSONField(default=dict)
    reason = models.TextField(blank=True)
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64, unique=True)

    class Meta:
        indexes = [models.Index(fields=["subject", "id"])]
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.at:%d/%m/%Y %H:%M} {self.actor} {self.act} {self.subject}"
