"""Administrative units through time, who became whom, and which body serves where."""

from datetime import date

from django.db import models
from django.db.models import Q


class PlaceQuerySet(models.QuerySet):
    def on(self, day: date) -> "PlaceQuerySet":
        """The units that exist on a day."""
        return self.filter(from_day__lte=day).filter(Q(to_day__isnull=True) | Q(to_day__gt=day))


class Place(models.Model):
    """A province, district or commune, from its first day to its end."""

    id = models.CharField(primary_key=True, max_length=20)
    code = models.CharField(max_length=5, db_index=True)
    level = models.PositiveSmallIntegerField(choices=[(1, "tỉnh"), (2, "huyện"), (3, "xã")])
    kind = models.CharField(max_length=20)
    name = models.CharField(max_length=80)
    full_name = models.CharField(max_length=120)
    slug = models.CharField(max_length=80, db_index=True)
    sort_key = models.CharField(max_length=300)
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="children")
    province = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    region = models.CharField(max_length=40, blank=True)
    is_urban = models.BooleanField(default=False)
    is_central_city = models.BooleanField(default=False)
    latitude = models.FloatField(null=True)
    longitude = models.FloatField(null=True)
    area_km2 = models.FloatField(null=True)
    from_day = models.DateField()
    to_day = models.DateField(null=True)
    document = models.CharField(max_length=200, blank=True)
    since_note = models.CharField(max_length=200, blank=True)

    objects = PlaceQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["province", "level", "sort_key"])]
        ordering = ["sort_key"]

    def __str__(self) -> str:
        return self.full_name


class Succession(models.Model):
    """Who became whom on a day, whole or in part, by which document."""

    predecessor = models.ForeignKey(Place, models.CASCADE, related_name="became")
    successor = models.ForeignKey(Place, models.CASCADE, related_name="came_from")
    day = models.DateField()
    part = models.CharField(max_length=5, choices=[("whole", "toàn bộ"), ("part", "một phần")])
    is_default = models.BooleanField(default=True)
    document = models.CharField(max_length=200, blank=True)
    status = models.CharField(max_length=12, default="secondary")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["predecessor", "successor", "day"], name="one_succession_a_pair_and_day")]

    def __str__(self) -> str:
        return f"{self.predecessor} → {self.successor} ({self.day:%d/%m/%Y})"


class Competence(models.Model):
    """Which body receives, decides or pays a field at a level of place, between two days."""

    field = models.CharField(max_length=40)
    act = models.CharField(max_length=20, choices=[("receive", "tiếp nhận"), ("decide", "quyết định"), ("pay", "chi trả"), ("manage", "quản lý nhà nước")])
    level = models.PositiveSmallIntegerField(choices=[(0, "trung ương"), (1, "tỉnh"), (2, "huyện"), (3, "xã")])
    body_vi = models.CharField(max_length=160)
    body_en = models.CharField(max_length=160)
    from_day = models.DateField()
    to_day = models.DateField(null=True)
    reference = models.CharField(max_length=300)
    status = models.CharField(max_length=12)

    def __str__(self) -> str:
        return f"{self.field}/{self.act}: {self.body_vi}"
