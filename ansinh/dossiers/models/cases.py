"""What is kept of dossiers: the body that receives them, each dossier with its path, what was asked, what was decided.

A dossier keeps the day it began: its stages, limits and forms are those of that day (`began_on`), whatever the law says later."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from ansinh.core.access import ScopedManager
from ansinh.core.language import kept_choices
from ansinh.dossiers import words
from ansinh.people.models import Person
from ansinh.places.models import Place

OF_DOSSIER: dict[str, Any] = {
    "commune": "dossier__commune_id", "province": "dossier__province_id", "sensitive": Q(dossier__is_sensitive=True),
}  # fmt: skip


class Agency(models.Model):
    """A body that receives dossiers, by the code its numbers begin with (QCVN 102), between two days."""

    code = models.CharField(max_length=30, unique=True)
    name = models.CharField(max_length=160)
    place = models.ForeignKey(Place, models.PROTECT, related_name="+")
    is_official = models.BooleanField(default=False, help_text="the code is the one given by the state, not ours")
    from_day = models.DateField()
    to_day = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(to_day__isnull=True) | Q(to_day__gt=F("from_day")), name="agency_ends_after_it_starts",
                violation_error_message="Ngày kết thúc phải sau ngày bắt đầu.",
            )
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.name} ({self.code})"


class AgencyDay(models.Model):
    """The last number an agency gave out on a day: what keeps the numbers without a gap."""

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    day = models.DateField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["agency", "day"], name="one_counter_an_agency_and_day")]


class DayOff(models.Model):
    """A day of the calendar an officer has changed: off though it is a weekday, or worked though it is not. Empty province: everywhere."""

    day = models.DateField()
    province = models.ForeignKey(Place, models.PROTECT, null=True, related_name="+")
    is_off = models.BooleanField()
    name = models.CharField(max_length=120)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["day"]
        constraints = [
            models.UniqueConstraint(
                fields=["day"], condition=Q(province__isnull=True), name="one_word_a_day_everywhere",
                violation_error_message="Ngày này đã ghi rồi.",
            ),
            models.UniqueConstraint(
                fields=["day", "province"], condition=Q(province__isnull=False), name="one_word_a_day_and_province",
                violation_error_message="Ngày này đã ghi cho tỉnh rồi.",
            ),
        ]  # fmt: skip


class Dossier(models.Model):
    """One asking for one thing. `commune` is where the applicant is served, `subject` whose right it is.

    `answers` holds {question: {"value": ..., "source": ...}}; a source names the register or "khai"."""

    code = models.CharField(max_length=50, unique=True)
    procedure = models.CharField(max_length=60)
    began_on = models.DateField(help_text="whose law, stages and forms the dossier keeps")
    form = models.CharField(max_length=60, blank=True, help_text="number of the form in use that day")
    law_version = models.CharField(max_length=16, blank=True)
    state = models.CharField(max_length=12, choices=kept_choices(words.STATES), default="submitted")
    channel = models.CharField(max_length=8, choices=kept_choices(words.CHANNELS))
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="dossiers")
    commune = models.ForeignKey(Place, models.PROTECT, related_name="+", db_index=False)
    province = models.ForeignKey(Place, models.PROTECT, related_name="+", db_index=False)
    who = models.CharField(max_length=12, choices=kept_choices(words.WHO), default="self")
    applicant = models.ForeignKey(Person, models.PROTECT, null=True, related_name="dossiers_asked")
    applicant_name = models.CharField(max_length=120)
    applicant_folded = models.CharField(max_length=120)
    applicant_number = models.CharField(max_length=12, blank=True)
    phone = models.CharField(max_length=20, blank=True)
    address = models.CharField(max_length=200, blank=True)
    subject = models.ForeignKey(Person, models.PROTECT, null=True, related_name="dossiers")
    answers = models.JSONField(default=dict)
    is_sensitive = models.BooleanField(default=False)
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    received_at = models.DateTimeField(null=True)
    due_on = models.DateField(null=True, help_text="last day for the result; none where the law read gives no limit")
    paused_days = models.PositiveIntegerField(default=0, help_text="working days the clock stood still")
    closed_at = models.DateTimeField(null=True, help_text="decided, not received or withdrawn: the clock ends")
    handed_out_at = models.DateTimeField(null=True)
    handed_out_to = models.CharField(max_length=120, blank=True)
    promised_on = models.DateField(null=True, help_text="the new day an apology promised")
    external_code = models.CharField(max_length=80, blank=True, help_text="code in the one-stop system it came from")
    names = models.ForeignKey("self", models.PROTECT, null=True, related_name="named_by")
    relation = models.CharField(max_length=12, blank=True, choices=kept_choices(words.RELATED))
    note = models.CharField(max_length=300, blank=True)

    objects = ScopedManager(sensitive=Q(is_sensitive=True))

    class Meta:
        indexes = [
            models.Index(fields=["province", "state", "due_on", "is_sensitive"], name="dossier_by_due"),
            models.Index(fields=["commune", "state", "due_on", "is_sensitive"], name="dossier_of_commune"),
            models.Index(fields=["province", "procedure", "received_at"], name="dossier_by_procedure"),
            models.Index(fields=["applicant_number"], name="dossier_by_number"),
            models.Index(fields=["external_code"], name="dossier_by_outside_code"),
            models.Index(fields=["opened_at", "id"], name="dossier_by_opening"),
            models.Index(fields=["commune", "opened_at", "id"], name="dossier_of_commune_by_opening"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["province", "external_code"], condition=Q(channel="import") & ~Q(external_code=""), name="a_code_comes_in_once",
                violation_error_message="Mã một cửa này đã nhập rồi.",
            ),
            models.CheckConstraint(
                condition=Q(state__in=("submitted", "not_received", "withdrawn")) | Q(received_at__isnull=False),
                name="a_running_dossier_was_received",
                violation_error_message="Hồ sơ đang giải quyết phải có ngày tiếp nhận.",
            ),
            models.CheckConstraint(
                condition=Q(names__isnull=True, relation="") | (Q(names__isnull=False) & ~Q(relation="")),
                name="a_named_dossier_says_why",
                violation_error_message="Hồ sơ nêu hồ sơ cũ thì phải nói vì sao.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.code


class ComponentCheck(models.Model):
    """How one paper of a dossier stands."""

    dossier = models.ForeignKey(Dossier, models.CASCADE, related_name="components")
    key = models.CharField(max_length=60)
    state = models.CharField(max_length=12, choices=kept_choices(words.CHECKS))
    note = models.CharField(max_length=300, blank=True)

    objects = ScopedManager(**OF_DOSSIER)

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["dossier", "key"], name="one_line_a_component")]


class DossierStep(models.Model):
    """A step as it was walked: a second walk of the same step is a second row. Open while `ended_at` is empty."""

    dossier = models.ForeignKey(Dossier, models.CASCADE, related_name="steps")
    stage = models.CharField(max_length=40)
    key = models.CharField(max_length=40)
    number = models.PositiveSmallIntegerField(help_text="1, 2, 3 ... in the order of the path")
    role = models.CharField(max_length=30)
    place = models.ForeignKey(Place, models.PROTECT, null=True, related_name="+", help_text="of the body; none outside")
    assigned = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="dossier_steps")
    started_at = models.DateTimeField()
    due_on = models.DateField(null=True, help_text="of the stage")
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    result = models.CharField(max_length=12, blank=True, choices=kept_choices(words.RESULTS))
    reason = models.CharField(max_length=20, blank=True, choices=kept_choices(words.RETURN_REASONS))
    note = models.CharField(max_length=500, blank=True)

    objects = ScopedManager(**OF_DOSSIER)

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["assigned", "ended_at"], name="step_of_officer")]
        constraints = [
            models.UniqueConstraint(
                fields=["dossier"], condition=Q(ended_at__isnull=True), name="one_open_step_a_dossier",
                violation_error_message="Hồ sơ đang ở một bước khác.",
            )
        ]  # fmt: skip

    @property
    def is_open(self) -> bool:
        return self.ended_at is None


class Supplement(models.Model):
    """Something asked of the applicant; the clock stands still from the asking to the answer."""

    dossier = models.ForeignKey(Dossier, models.CASCADE, related_name="supplements")
    reason = models.CharField(max_length=20, choices=kept_choices(words.RETURN_REASONS))
    said = models.CharField(max_length=1000)
    components = models.JSONField(default=list, help_text="keys of the papers asked")
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    handed_in_at = models.DateTimeField(
        null=True, help_text="sent by the applicant online; an officer has yet to take it"
    )
    handed_in_said = models.CharField(max_length=500, blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.CharField(max_length=150, blank=True)

    objects = ScopedManager(**OF_DOSSIER)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["dossier"], condition=Q(answered_at__isnull=True), name="one_open_supplement_a_dossier",
                violation_error_message="Hồ sơ đang chờ bổ sung.",
            )
        ]  # fmt: skip


class Move(models.Model):
    """One thing that happened to a dossier; only ever added. What the evidence of the process is counted from."""

    dossier = models.ForeignKey(Dossier, models.CASCADE, related_name="moves")
    at = models.DateTimeField()
    act = models.CharField(max_length=12, choices=kept_choices(words.MOVES))
    stage = models.CharField(max_length=40, blank=True)
    step = models.CharField(max_length=40, blank=True)
    by = models.CharField(max_length=150)
    reason = models.CharField(max_length=20, blank=True, choices=kept_choices(words.RETURN_REASONS))
    note = models.CharField(max_length=500, blank=True)

    objects = ScopedManager(**OF_DOSSIER)

    class Meta:
        ordering = ["id"]


class Template(models.Model):
    """A Word template of a procedure's paper, as the province edited it: a new one is a new row, and the newest is used."""

    procedure = models.CharField(max_length=60)
    outcome = models.CharField(max_length=10, choices=kept_choices(words.OUTCOMES))
    province = models.ForeignKey(Place, models.PROTECT, null=True, related_name="+")
    sha256 = models.CharField(max_length=64)
    name = models.CharField(max_length=200)
    recorded_at = models.DateTimeField(auto_now_add=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["-id"]


class Ruling(models.Model):
    """The decision of a dossier: drafted, then signed and never changed. `signature` says hash, signer, time and service."""

    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="rulings")
    outcome = models.CharField(max_length=10, choices=kept_choices(words.OUTCOMES))
    reason = models.CharField(max_length=1000, blank=True, help_text="why it is refused")
    number = models.CharField(max_length=60, blank=True)
    decided_on = models.DateField(null=True)
    body = models.CharField(max_length=160, blank=True)
    signer = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    signer_name = models.CharField(max_length=120, blank=True)
    sha256 = models.CharField(max_length=64, blank=True, help_text="of the Word paper as signed")
    signature = models.JSONField(default=dict)
    drafted_at = models.DateTimeField()
    drafted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    signed_at = models.DateTimeField(null=True)
    wrote = models.JSONField(default=list, help_text="what it wrote in the registers: title:12, claim:3")

    objects = ScopedManager(**OF_DOSSIER)

    class Meta:
        indexes = [models.Index(fields=["number"], name="ruling_by_number")]
        constraints = [
            models.UniqueConstraint(
                fields=["dossier"], name="one_ruling_a_dossier",
                violation_error_message="Hồ sơ này đã có dự thảo quyết định.",
            ),
            models.CheckConstraint(
                condition=Q(signed_at__isnull=True) | (~Q(number="") & Q(decided_on__isnull=False) & ~Q(sha256="")),
                name="a_signed_ruling_is_numbered_dated_and_kept",
                violation_error_message="Quyết định đã ký phải có số, ngày và bản lưu.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"QĐ {self.number} ngày {self.decided_on:%d/%m/%Y}" if self.decided_on else f"dự thảo {self.pk}"
