"""What the simple registers of this room share: where a row stands, on what paper, who wrote it, whether it was cancelled."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from ansinh.core.access import ScopedManager
from ansinh.labour.words import LICENCE_ACTS, LICENCE_ENDS, LICENCE_KINDS
from ansinh.people.models import Organisation
from ansinh.places.models import Place


def choices(words: dict) -> list:
    """Words of `labour.words` as a column takes them."""
    return [(key, vi) for key, (vi, _) in words.items()]


class Kept(models.Model):
    """A row of a register. One made in error is cancelled with its reason, never taken away; corrections stand in the trail.

    The place is where the row counts: of an organisation from elsewhere, where it works in the province."""

    commune = models.ForeignKey(Place, models.PROTECT, related_name="+", db_index=False)
    province = models.ForeignKey(Place, models.PROTECT, related_name="+", db_index=False)
    document = models.CharField(max_length=200, blank=True, help_text="what shows it: decision, minutes, report")
    source = models.CharField(max_length=80, blank=True)
    cancelled_because = models.CharField(max_length=300, blank=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)

    objects = ScopedManager()
    # The column of the day a row belongs to, and who writes in the register.
    counted_by = "recorded_at"
    written_by: tuple[str, ...] = ("commune_officer", "province_officer")

    class Meta:
        abstract = True


def by_day(model: str, day: str) -> list[models.Index]:
    """How a register of a place is read: newest day first, of a province or of a commune."""
    return [
        models.Index(fields=["province", day, "id"], name=f"{model}_in_province"),
        models.Index(fields=["commune", day, "id"], name=f"{model}_in_commune"),
    ]


class Licence(Kept):
    """A licence of an organisation, a row for each act: new, extended, reissued. It stands from its day until it expires, is replaced by
    the next or is withdrawn (`ended_on`, first day out)."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="licences")
    kind = models.CharField(max_length=12, choices=choices(LICENCE_KINDS))
    act = models.CharField(max_length=10, choices=choices(LICENCE_ACTS))
    number = models.CharField(max_length=40)
    issued_on = models.DateField()
    expires_on = models.DateField(null=True, help_text="last day in; empty: without a term")
    ended_on = models.DateField(null=True, help_text="first day out, where it ended before its term")
    end_kind = models.CharField(max_length=10, blank=True, choices=choices(LICENCE_ENDS))

    counted_by = "issued_on"
    written_by = ("province_officer",)

    class Meta:
        indexes = by_day("licence", "issued_on")
        constraints = [
            models.CheckConstraint(
                condition=Q(expires_on__isnull=True) | Q(expires_on__gte=F("issued_on")),
                name="licence_expires_after_it_is_issued",
                violation_error_message="Ngày hết hạn giấy phép không được trước ngày cấp.",
            ),
            models.UniqueConstraint(
                fields=["organisation", "kind", "province"],
                condition=Q(ended_on__isnull=True, cancelled_because=""),
                name="one_open_licence_of_a_kind",
                violation_error_message="Đơn vị đang có một giấy phép cùng loại: ghi gia hạn, cấp lại hoặc thu hồi giấy phép đó.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} ({self.issued_on:%d/%m/%Y})"


class KeptFile(models.Model):
    """A list for one of the registers as somebody sent it: its bytes from the preview to the confirmation, the bad rows given back."""

    register = models.CharField(max_length=30, help_text="key of the register it is for")
    name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    content = models.BinaryField(null=True)
    commune = models.ForeignKey(Place, models.PROTECT, null=True, related_name="+", help_text="for rows that name none")
    province = models.ForeignKey(Place, models.PROTECT, related_name="+")
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    sent_at = models.DateTimeField(auto_now_add=True)
    applied_at = models.DateTimeField(null=True)
    counts = models.JSONField(default=dict, help_text="rows by outcome")
    refused = models.JSONField(default=dict, help_text="{header: [...], rows: [[row number, reason, offer, cells]]}")

    objects = ScopedManager()

    def __str__(self) -> str:
        return f"{self.name} ({self.sent_at:%d/%m/%Y %H:%M})"
