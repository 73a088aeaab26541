"""Snapshots, targets, entered and sealed figures, and what the checks found."""

from typing import Any

from django.conf import settings
from django.db import models

from ansinh.core.access import ScopedManager
from ansinh.places.models import Place


class Snapshot(models.Model):
    """A set of Parquet files of the records as they stood: folder, manifest, law version."""

    id = models.CharField(primary_key=True, max_length=40)
    taken_at = models.DateTimeField()
    taken_by = models.CharField(max_length=150)
    province = models.ForeignKey(Place, models.PROTECT, related_name="+")
    folder = models.CharField(max_length=300)
    manifest = models.JSONField()
    last_event = models.BigIntegerField(help_text="the newest audit event it contains")
    is_sealed = models.BooleanField(default=False)

    class Meta:
        ordering = ["-taken_at"]


class Target(models.Model):
    """What a resolution set for an indicator, a place and a year. A change is a new row that names the old."""

    indicator = models.CharField(max_length=80)
    place = models.ForeignKey(Place, models.PROTECT, related_name="+")
    province = models.ForeignKey(Place, models.PROTECT, related_name="+", db_index=False)
    year = models.PositiveSmallIntegerField()
    value = models.DecimalField(max_digits=20, decimal_places=4)
    resolution = models.CharField(max_length=120)
    resolved_on = models.DateField()
    replaces = models.OneToOneField("self", models.PROTECT, null=True, related_name="replaced_by")

    objects = ScopedManager(commune="place_id")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "place", "year", "resolution"],
                name="one_target_a_resolution",
                violation_error_message="Nghị quyết này đã giao chỉ tiêu đó cho nơi này.",
            )
        ]


class EnteredFigure(models.Model):
    """A figure no record can give (money of a programme, a figure of another office), typed with its source."""

    indicator = models.CharField(max_length=80)
    place = models.ForeignKey(Place, models.PROTECT, related_name="+")
    province = models.ForeignKey(Place, models.PROTECT, related_name="+", db_index=False)
    from_day = models.DateField()
    to_day = models.DateField()
    value = models.DecimalField(max_digits=24, decimal_places=4)
    source = models.CharField(max_length=200)
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    entered_at = models.DateTimeField(auto_now_add=True)
    replaces = models.OneToOneField("self", models.PROTECT, null=True, related_name="replaced_by")

    objects = ScopedManager(commune="place_id")


class SealedFigure(models.Model):
    """A figure as published: never changed; a later one names it."""

    indicator = models.CharField(max_length=80)
    place = models.ForeignKey(Place, models.PROTECT, related_name="+")
    province = models.ForeignKey(Place, models.PROTECT, related_name="+", db_index=False)
    from_day = models.DateField()
    to_day = models.DateField()
    value = models.DecimalField(max_digits=24, decimal_places=6, null=True)
    unit = models.CharField(max_length=30)
    snapshot = models.ForeignKey(Snapshot, models.PROTECT)
    sealed_at = models.DateTimeField()
    sealed_by = models.CharField(max_length=150)
    hash = models.CharField(max_length=64)
    replaces = models.OneToOneField("self", models.PROTECT, null=True, related_name="replaced_by")

    objects = ScopedManager(commune="place_id")

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Added once. Raises ValueError for a change."""
        if self.pk is not None:
            raise ValueError(f"Số liệu đã khóa sổ «{self.indicator}» không sửa được: khóa một số mới thay cho nó.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        """Raises ValueError: what was published stays."""
        raise ValueError(f"Số liệu đã khóa sổ «{self.indicator}» không xóa được.")
