"""What the population database says of persons: the state of each, the files asked and answered, what differs and who settles it."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from ansinh.core.access import ScopedManager
from ansinh.people.models.tables import Person
from ansinh.people.words import IDENTITIES, IDENTITY_FIELDS, MISMATCH_STATES
from ansinh.places.models import Place


class Identity(models.Model):
    """What the population database answered about a person; the newest row counts."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="identities")
    state = models.CharField(max_length=10, choices=[(key, vi) for key, (vi, _) in IDENTITIES.items()])
    said = models.CharField(max_length=300, blank=True, help_text="what differs")
    at = models.DateField()
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    due_on = models.DateField(null=True)
    is_latest = models.BooleanField(default=True)

    objects = ScopedManager(commune="person__commune_id", province="person__province_id")
    gives_way_on_merge = {"one_latest_identity_a_person": ("is_latest", False)}

    class Meta:
        db_table = "benefits_identity"  # where it was before other rooms needed it
        constraints = [
            models.UniqueConstraint(fields=["person"], condition=Q(is_latest=True), name="one_latest_identity_a_person")
        ]


class VerificationRequest(models.Model):
    """A file asked of the population database and, once it came, its answer: what was asked of whom, what each row became."""

    province = models.ForeignKey(Place, models.PROTECT, related_name="+")
    commune = models.ForeignKey(Place, models.PROTECT, null=True, related_name="+", help_text="when only one is asked")
    name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    rows = models.PositiveIntegerField(default=0)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    asked_at = models.DateTimeField(auto_now_add=True)

    objects = ScopedManager()

    def __str__(self) -> str:
        return self.name


class VerificationAnswer(models.Model):
    """A file of answers, read once by its hash; its rows became states and mismatches, the bad ones are given back."""

    province = models.ForeignKey(Place, models.PROTECT, related_name="+")
    commune = models.ForeignKey(Place, models.PROTECT, null=True, related_name="+")
    name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    counts = models.JSONField(default=dict, help_text="rows by state, and refused")
    refused = models.JSONField(default=dict, help_text="{header: [...], rows: [[row number, reason, offer, cells]]}")
    received_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    received_at = models.DateTimeField(auto_now_add=True)

    objects = ScopedManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["sha256", "province"], name="an_answer_is_read_once",
                violation_error_message="Tệp trả lời này đã được nhận.",
            )
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.name} ({self.received_at:%d/%m/%Y %H:%M})"


class Mismatch(models.Model):
    """A field on which the register and the population database differ, who settles it and until when, and how it was settled."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="mismatches")
    answer = models.ForeignKey(VerificationAnswer, models.PROTECT, related_name="mismatches")
    field = models.CharField(max_length=16, choices=[(key, vi) for key, (vi, _) in IDENTITY_FIELDS.items()])
    ours = models.CharField(max_length=120, blank=True)
    theirs = models.CharField(max_length=120, blank=True)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    due_on = models.DateField()
    state = models.CharField(
        max_length=10, default="open", choices=[(key, vi) for key, (vi, _) in MISMATCH_STATES.items()]
    )
    reason = models.CharField(max_length=300, blank=True)
    settled_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    settled_at = models.DateTimeField(null=True)

    objects = ScopedManager(commune="person__commune_id", province="person__province_id")

    class Meta:
        indexes = [models.Index(fields=["state", "due_on", "id"], name="mismatch_by_due_day")]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "field"], condition=Q(state="open"), name="one_open_mismatch_a_field"
            )
        ]

    gives_way_on_merge = {"one_open_mismatch_a_field": ("state", "superseded")}
