"""Reports received: the file and who sent it, its text as read, the claims and findings of it, and what officers ruled.

A reading is replaced by the next one; rulings and learnt variants are only ever added to."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from ansinh.core import files
from ansinh.core.access import ScopedManager
from ansinh.places.models import Place

STATES = {
    "waiting": ("Chờ đọc", "Waiting"),
    "reading": ("Đang đọc", "Being read"),
    "read": ("Đã đọc", "Read"),
    "unreadable": ("Không đọc được", "Cannot be read"),
}
STANDINGS = {
    "accepted": ("Đã chấp nhận", "Accepted"),
    "trusted": ("Đủ tin", "Trusted"),
    "doubtful": ("Cần xem", "To be looked at"),
    "unmapped": ("Chưa gắn chỉ tiêu", "No indicator"),
    "outside": ("Ngoài ngành", "Outside the sector"),
    "rejected": ("Đã bỏ", "Rejected"),
}
COUNTED = ("accepted", "trusted")
ACTS = {
    "accept": ("chấp nhận", "accepted"),
    "correct": ("sửa", "corrected"),
    "reject": ("bỏ", "rejected"),
    "map": ("gắn chỉ tiêu khác", "mapped elsewhere"),
    "add": ("thêm số máy đọc sót", "added"),
    "undo": ("rút lại", "taken back"),
}
KINDS = {
    "year_end": ("Tổng kết năm", "Year-end"),
    "half_year": ("Sáu tháng", "Half-year"),
    "quarter": ("Quý", "Quarter"),
    "month": ("Tháng", "Month"),
    "topic": ("Chuyên đề", "On one subject"),
    "other": ("Khác", "Other"),
}


class Received(models.Model):
    """A file that came in. `province` is whose desk received it; `place` and `period` are what it reports on, empty until said.

    `period` reads "2023", "2023-05", "2023-H1", "2023-Q3" or "2023-9M" (the first nine months).
    The bytes lie in the store of files by their SHA-256."""

    sha256 = models.CharField(max_length=64)
    name = models.CharField(max_length=200)
    size = models.PositiveBigIntegerField(help_text="bytes")
    kind = models.CharField(max_length=20, default="year_end", choices=[(key, vi) for key, (vi, _) in KINDS.items()])
    sender = models.CharField(max_length=200, blank=True)
    place = models.ForeignKey(Place, models.PROTECT, null=True, related_name="+")
    province = models.ForeignKey(Place, models.PROTECT, related_name="+", db_index=False)
    period = models.CharField(max_length=10, blank=True)
    received_at = models.DateTimeField()
    received_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    state = models.CharField(max_length=12, default="waiting", choices=[(key, vi) for key, (vi, _) in STATES.items()])
    step = models.CharField(max_length=80, blank=True, help_text="what the reader is at")
    started_at = models.DateTimeField(null=True)
    problem = models.TextField(blank=True, help_text="why it cannot be read, and what to do")
    format = models.CharField(max_length=20, blank=True)
    title = models.CharField(max_length=400, blank=True)
    issuer = models.CharField(max_length=200, blank=True)
    number = models.CharField(max_length=60, blank=True)
    day = models.DateField(null=True, help_text="the day the report is dated")
    proposed_place = models.CharField(
        max_length=200, blank=True, help_text="what the text says, nobody has confirmed it"
    )
    proposed_period = models.CharField(max_length=20, blank=True)
    reasons = models.JSONField(default=list, help_text="why the reader proposes that place and period")
    notes = models.JSONField(default=list)
    confidence = models.FloatField(null=True)
    pages = models.PositiveIntegerField(null=True)
    reader_version = models.CharField(max_length=40, blank=True)
    read_at = models.DateTimeField(null=True)
    seconds = models.FloatField(null=True, help_text="how long the reading took")

    objects = ScopedManager(commune="place_id")

    class Meta:
        ordering = ["-received_at", "-pk"]
        indexes = [models.Index(fields=["province", "period", "place"], name="received_by_period")]
        constraints = [
            models.UniqueConstraint(
                fields=["province", "sha256"],
                name="one_received_file",
                violation_error_message="Tệp này đã nhận rồi.",
            )
        ]

    def __str__(self) -> str:
        return self.title or self.name

    @property
    def path(self) -> Path:
        """Where the bytes lie."""
        return files.path_of(self.sha256)

    @property
    def is_said(self) -> bool:
        """Whether somebody has said for which place and period it is; figures of it count only then."""
        return bool(self.place_id and self.period)


files.held_by(lambda: Received._base_manager.order_by().values_list("sha256", flat=True))


class ReceivedText(models.Model):
    """The document as it was last read: text, blocks, tables, words the recognition is not sure of."""

    received = models.OneToOneField(Received, models.CASCADE, primary_key=True, related_name="document")
    text = models.TextField()
    blocks = models.JSONField(default=list, help_text="[kind, start, end, page, table, row, column]")
    tables = models.JSONField(
        default=list, help_text='{"rows": [[[text, start, end]]], "before", "page", "header_rows"}'
    )
    doubtful = models.JSONField(default=list, help_text="[start, end]")

    objects = ScopedManager(commune="received__place_id", province="received__province_id")


class ReceivedClaim(models.Model):
    """One number of a report as it stands now: what the reader made of it (`as_read`) with the rulings over it.

    Columns are those of `ansinh.reading.claim.Claim`; `place` is the unit of `place_said`, or the report's own. `parent` is the
    position of another claim of the report. `standing` says whether the figure counts (COUNTED) and why not; `ruling` is the newest in force."""

    received = models.ForeignKey(Received, models.CASCADE, related_name="claims")
    position = models.PositiveIntegerField()
    key = models.CharField(max_length=80)
    quote = models.TextField()
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    number_start = models.PositiveIntegerField()
    number_end = models.PositiveIntegerField()
    sentence_start = models.PositiveIntegerField()
    sentence_end = models.PositiveIntegerField()
    value = models.DecimalField(max_digits=30, decimal_places=6)
    value_max = models.DecimalField(max_digits=30, decimal_places=6, null=True)
    unit = models.CharField(max_length=20)
    unit_said = models.CharField(max_length=80, blank=True)
    comparator = models.CharField(max_length=10, default="exact")
    decimals = models.SmallIntegerField(default=0)
    kind = models.CharField(max_length=20, default="result")
    direction = models.CharField(max_length=4, blank=True)
    is_over_plan = models.BooleanField(default=False)
    base = models.CharField(max_length=120, blank=True)
    period = models.CharField(max_length=40, blank=True)
    place_said = models.CharField(max_length=200, blank=True)
    place = models.ForeignKey(Place, models.PROTECT, null=True, related_name="+")
    level = models.CharField(max_length=20, blank=True)
    assigned_by = models.CharField(max_length=120, blank=True)
    subject = models.TextField(blank=True)
    indicator = models.CharField(max_length=80, blank=True)
    outside = models.CharField(max_length=80, blank=True)
    score = models.FloatField(default=0)
    reasons = models.JSONField(default=list)
    alternatives = models.JSONField(default=list, help_text="[indicator, score]")
    breakdown = models.JSONField(default=dict)
    parent = models.PositiveIntegerField(null=True)
    relation = models.CharField(max_length=20, blank=True)
    list_number = models.IntegerField(null=True)
    is_among = models.BooleanField(default=False)
    cell = models.JSONField(null=True, help_text="[table, row, column]")
    page = models.PositiveIntegerField(null=True)
    is_doubtful = models.BooleanField(default=False, help_text="the recognition is not sure of its digits")
    is_contradicted = models.BooleanField(default=False, help_text="a finding that does not hold names it")
    as_read = models.JSONField(default=dict, help_text="value, unit, kind, period, place, indicator before rulings")
    standing = models.CharField(max_length=10, choices=[(key, vi) for key, (vi, _) in STANDINGS.items()])
    ruling = models.ForeignKey("Ruling", models.SET_NULL, null=True, related_name="+")

    objects = ScopedManager(commune="received__place_id", province="received__province_id")

    class Meta:
        ordering = ["received", "position"]
        indexes = [models.Index(fields=["indicator", "period", "place"], name="received_figure")]
        constraints = [models.UniqueConstraint(fields=["received", "key"], name="one_received_claim")]

    @property
    def is_counted(self) -> bool:
        """Whether the figure counts: an officer took it, or the reader is sure and nothing contradicts it."""
        return self.standing in COUNTED


class ReceivedFinding(models.Model):
    """A relation tested on a report: the claims it is about (their keys), the arithmetic, the verdict; the gravest first.

    `origin` is "text" (inside the report), "records" (against the house's own figures) or "reports" (against another report)."""

    received = models.ForeignKey(Received, models.CASCADE, related_name="findings")
    position = models.PositiveIntegerField()
    origin = models.CharField(max_length=10, default="text")
    kind = models.CharField(max_length=40)
    verdict = models.CharField(max_length=20)
    said = models.TextField()
    arithmetic = models.TextField(blank=True)
    stake = models.FloatField(default=0)
    claims = models.JSONField(default=list, help_text="keys of claims")
    detail = models.JSONField(default=dict)

    objects = ScopedManager(commune="received__place_id", province="received__province_id")

    class Meta:
        ordering = ["received", "position"]


class Ruling(models.Model):
    """What an officer said of a number. Never changed: an undo is a new row that names the old one.

    `key`, `quote` and `value` tell which number it was about when it was made; `claim` is that number in the present reading, none when
    the present reading does not have it. `told` holds what is new: value, unit, kind, period, place, indicator, or the span of an added number."""

    received = models.ForeignKey(Received, models.CASCADE, related_name="rulings")
    act = models.CharField(max_length=10, choices=[(key, vi) for key, (vi, _) in ACTS.items()])
    key = models.CharField(max_length=80)
    quote = models.TextField()
    value = models.DecimalField(max_digits=30, decimal_places=6)
    claim = models.ForeignKey(ReceivedClaim, models.SET_NULL, null=True, related_name="rulings")
    told = models.JSONField(default=dict)
    why = models.TextField(blank=True)
    ruled_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    ruled_at = models.DateTimeField()
    undoes = models.OneToOneField("self", models.PROTECT, null=True, related_name="undone_by")

    objects = ScopedManager(commune="received__place_id", province="received__province_id")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(act="undo", undoes__isnull=False) | (~Q(act="undo") & Q(undoes__isnull=True)),
                name="an_undo_names_its_ruling",
                violation_error_message="Rút lại phải nêu quyết định được rút.",
            )
        ]

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Added once; afterwards only `claim` follows the present reading. Raises ValueError for another change."""
        if self.pk is not None and kwargs.get("update_fields") != ["claim"]:
            raise ValueError(f"Quyết định về «{self.quote}» không sửa được: rút lại rồi quyết định khác.")
        super().save(*args, **kwargs)


class LearntVariant(models.Model):
    """A wording officers taught the reader: a pattern of words (as `Indicator.said`) and the indicator it means.

    Words belong to no place: all provinces of one installation read with them. A change is a new row that names the old;
    `ended_at` takes one back."""

    said = models.CharField(max_length=200)
    indicator = models.CharField(max_length=80)
    quote = models.TextField(blank=True, help_text="the words it was learnt from")
    ruling = models.ForeignKey(Ruling, models.SET_NULL, null=True, related_name="variants")
    learnt_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    learnt_at = models.DateTimeField()
    replaces = models.OneToOneField("self", models.PROTECT, null=True, related_name="replaced_by")
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["-learnt_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | Q(ended_at__gte=F("learnt_at")),
                name="a_variant_ends_after_it_was_learnt",
                violation_error_message="Cách gọi không thể thôi dùng trước khi được ghi.",
            ),
            models.UniqueConstraint(
                fields=["said"],
                condition=Q(ended_at__isnull=True),
                name="one_meaning_a_variant",
                violation_error_message="Cách gọi này đã gắn với một chỉ tiêu. Sửa dòng đó.",
            ),
        ]
