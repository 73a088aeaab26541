"""Pairs of persons who may be one, what was decided of them, and merges with everything they moved.

A merged person stays in its table, named by what was signed of it; `merged_into` says who it is now."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from ansinh.core.access import ScopedManager
from ansinh.people.models.tables import Person
from ansinh.people.words import MERGE_STATES, PAIR_STATES
from ansinh.places.models import Place


def _user() -> models.ForeignKey:
    return models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")


class DoublePair(models.Model):
    """Two persons of the register who look like one, `one` the older row. A pair across communes has no commune: it is the province's."""

    one = models.ForeignKey(Person, models.PROTECT, related_name="+")
    other = models.ForeignKey(Person, models.PROTECT, related_name="+")
    weight = models.IntegerField(
        help_text="Splink's match weight in hundredths: log2 of the odds that they are one person"
    )
    evidence = models.JSONField(default=list, help_text="[[field, level, weight], ...] as Splink weighed it")
    state = models.CharField(
        max_length=8, default="waiting", choices=[(key, vi) for key, (vi, _) in PAIR_STATES.items()]
    )
    reason = models.CharField(max_length=300, blank=True)
    owner = _user()
    due_on = models.DateField(null=True)
    decided_by = _user()
    decided_at = models.DateTimeField(null=True)
    commune = models.ForeignKey(Place, models.PROTECT, null=True, related_name="+")
    province = models.ForeignKey(Place, models.PROTECT, related_name="+", db_index=False)
    found_at = models.DateTimeField()

    objects = ScopedManager()

    class Meta:
        indexes = [models.Index(fields=["province", "state", "-weight", "id"], name="pair_by_weight")]
        constraints = [
            models.UniqueConstraint(fields=["one", "other"], name="a_pair_is_kept_once"),
            models.CheckConstraint(condition=Q(one__lt=F("other")), name="a_pair_has_two_persons"),
        ]

    def __str__(self) -> str:
        return f"{self.one} và {self.other}"


class PersonMerge(models.Model):
    """One person of two rows: proposed by one officer, confirmed by another, and undone when it was wrong."""

    kept = models.ForeignKey(Person, models.PROTECT, related_name="+")
    merged = models.ForeignKey(Person, models.PROTECT, related_name="+")
    pair = models.ForeignKey(DoublePair, models.PROTECT, null=True, related_name="merges")
    choices = models.JSONField(default=dict, help_text="{what: kept | merged}: whose value, and whose open row stays")
    reason = models.CharField(max_length=300)
    state = models.CharField(
        max_length=10, default="proposed", choices=[(key, vi) for key, (vi, _) in MERGE_STATES.items()]
    )
    proposed_by = _user()
    proposed_at = models.DateTimeField(auto_now_add=True)
    settled_by = _user()
    settled_at = models.DateTimeField(null=True)
    settled_because = models.CharField(max_length=300, blank=True)
    undone_by = _user()
    undone_at = models.DateTimeField(null=True)
    undone_because = models.CharField(max_length=300, blank=True)
    totals = models.JSONField(default=dict, help_text="the control totals, the same before and after")
    commune = models.ForeignKey(Place, models.PROTECT, null=True, related_name="+")
    province = models.ForeignKey(Place, models.PROTECT, related_name="+", db_index=False)

    objects = ScopedManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["merged"], condition=Q(state__in=("proposed", "done")), name="a_person_is_merged_once",
                violation_error_message="Người này đang có một đề nghị gộp, hoặc đã được gộp.",
            ),
            models.CheckConstraint(condition=~Q(kept=F("merged")), name="a_merge_has_two_persons"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.merged} gộp vào {self.kept}"


class MovedRow(models.Model):
    """One value a merge changed, in any table: enough to put it back exactly."""

    merge = models.ForeignKey(PersonMerge, models.PROTECT, related_name="moved")
    model = models.CharField(max_length=60, help_text="app.model")
    row = models.CharField(max_length=40, help_text="the row's primary key")
    column = models.CharField(max_length=60)
    old = models.JSONField(null=True)
    new = models.JSONField(null=True)

    objects = ScopedManager(commune="merge__commune_id", province="merge__province_id")
