"""Reports built of indicators: the computed content, the officer's words beside it, and what was signed."""

from django.conf import settings
from django.db import models

from ansinh.core.access import ScopedManager
from ansinh.indicators.models import Snapshot
from ansinh.places.models import Place


class Report(models.Model):
    """A report of a place for a year; `content` is the one source of its Word, PDF and HTML."""

    kind = models.CharField(max_length=30, default="year_end")
    place = models.ForeignKey(Place, models.PROTECT, related_name="+")
    province = models.ForeignKey(Place, models.PROTECT, related_name="+", db_index=False)
    year = models.PositiveSmallIntegerField()
    snapshot = models.ForeignKey(Snapshot, models.PROTECT)
    built_at = models.DateTimeField()
    built_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    content = models.JSONField()
    number = models.CharField(max_length=40, blank=True)
    signed_on = models.DateField(null=True)
    signed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    signed_hash = models.CharField(max_length=64, blank=True)

    objects = ScopedManager(commune="place_id")

    class Meta:
        ordering = ["-built_at"]


class Edit(models.Model):
    """An officer's change of one block of a report: the computed text stays beside it; a changed number is marked."""

    report = models.ForeignKey(Report, models.CASCADE, related_name="edits")
    block = models.CharField(max_length=60)
    text = models.TextField()
    computed = models.TextField()
    changed_figures = models.JSONField(default=list)
    reason = models.TextField(blank=True)
    edited_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    edited_at = models.DateTimeField(auto_now_add=True)

    objects = ScopedManager(commune="report__place_id", province="report__province_id")
