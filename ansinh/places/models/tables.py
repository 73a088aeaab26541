"""What is kept of places: units, how they were earlier, who became whom, which body serves."""

from datetime import date, timedelta

from django.db import models
from django.db.models import F, Q

from ansinh.core.days import vietnamese_day
from ansinh.places import words
from ansinh.places.words import name_key

LEVELS = [(level, vi) for level, (vi, _) in words.LEVELS.items()]
KINDS = [(kind, vi) for kind, (vi, _) in words.KINDS.items()]


def spans(day: date) -> Q:
    """The condition that a row's span covers a day."""
    return Q(from_day__lte=day) & (Q(to_day__isnull=True) | Q(to_day__gt=day))


class PlaceQuerySet(models.QuerySet["Place"]):
    """Units of a day, of a level, inside another unit."""

    def on(self, day: date) -> "PlaceQuerySet":
        """The units that exist on a day."""
        return self.filter(spans(day))

    def provinces(self) -> "PlaceQuerySet":
        return self.filter(level=1)

    def districts(self) -> "PlaceQuerySet":
        return self.filter(level=2)

    def communes(self) -> "PlaceQuerySet":
        return self.filter(level=3)

    def within(self, place: "Place", day: date) -> "PlaceQuerySet":
        """The units that exist on a day inside a province or district, as the borders were that day."""
        inside = Q(province=place) if place.level == 1 else Q(parent=place)
        if place.level != 2:
            return self.on(day).filter(inside)
        then = EarlierState.objects.filter(spans(day))
        elsewhere = then.exclude(parent=place).values("place")
        return self.on(day).filter(inside & ~Q(pk__in=elsewhere) | Q(pk__in=then.filter(parent=place).values("place")))

    def named(self, text: str) -> "PlaceQuerySet":
        """The units a text can mean: id, code, slug, name or full name, now or before; diacritics may lack; "P.3" too."""
        key, raw = name_key(text), text.strip()
        before = EarlierState.objects.filter(Q(slug=key) | Q(full_slug=key)).values("place")
        return self.filter(Q(pk=raw) | Q(code=raw) | Q(slug=key) | Q(full_slug=key) | Q(pk__in=before))


class Place(models.Model):
    """A province, district or commune, from its first day to its end; the columns tell its last state.

    The id is the official code for units of the 63-province structure and `code@2025` for those that begin on 1 July 2025."""

    id = models.CharField(primary_key=True, max_length=20)
    code = models.CharField(max_length=5, db_index=True)
    level = models.PositiveSmallIntegerField(choices=LEVELS)
    kind = models.CharField(max_length=20, choices=KINDS)
    name = models.CharField(max_length=80)
    full_name = models.CharField(max_length=120)
    slug = models.CharField(max_length=80, db_index=True)
    full_slug = models.CharField(max_length=120, db_index=True, default="")
    other_names = models.TextField(blank=True, help_text="Tên cũ của nơi đã nhập vào, dạng |doicung|lemao|")
    sort_key = models.CharField(max_length=300)
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="children")
    province = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    region = models.CharField(max_length=40, blank=True, choices=[(key, vi) for key, (vi, _) in words.REGIONS.items()])
    is_urban = models.BooleanField(default=False)
    is_central_city = models.BooleanField(default=False, help_text="Thuộc năm thành phố của phiếu B1, theo tỉnh cũ")
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
        ordering = ["sort_key", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(to_day__isnull=True) | Q(to_day__gt=F("from_day")),
                name="place_ends_after_it_starts",
                violation_error_message="Ngày kết thúc của đơn vị phải sau ngày bắt đầu.",
            )
        ]

    def __str__(self) -> str:
        return self.full_name

    def exists_on(self, day: date) -> bool:
        return self.from_day <= day and (self.to_day is None or day < self.to_day)

    def state_on(self, day: date) -> "Place | EarlierState":
        """Name, kind and parent as they were on a day: an earlier state when one covers it, else the unit itself."""
        return next((state for state in self.earlier.all() if state.from_day <= day < state.to_day), self)

    def parent_on(self, day: date) -> "Place | None":
        return self.state_on(day).parent

    def ancestors_on(self, day: date) -> list["Place"]:
        """District (where there is one) and province, as they were on a day."""
        parent = self.parent_on(day)
        return [parent, *parent.ancestors_on(day)] if parent else []

    def address_on(self, day: date) -> str:
        """`Phường Nghi Thu, Thị xã Cửa Lò, Tỉnh Nghệ An`, as it was on a day."""
        return ", ".join(unit.state_on(day).full_name for unit in [self, *self.ancestors_on(day)])

    def last_address(self) -> str:
        """The address on the unit's last day, or as it is now."""
        return self.address_on(self.to_day - timedelta(days=1) if self.to_day else date.max)


class EarlierState(models.Model):
    """How a unit that goes on was before its name, kind or parent changed."""

    place = models.ForeignKey(Place, models.CASCADE, related_name="earlier")
    from_day = models.DateField()
    to_day = models.DateField()
    parent = models.ForeignKey(Place, models.PROTECT, null=True, related_name="+")
    kind = models.CharField(max_length=20, choices=KINDS)
    name = models.CharField(max_length=80)
    full_name = models.CharField(max_length=120)
    slug = models.CharField(max_length=80, db_index=True, default="")
    full_slug = models.CharField(max_length=120, db_index=True, default="")
    is_urban = models.BooleanField(default=False)
    document = models.CharField(max_length=200)
    status = models.CharField(max_length=12)

    class Meta:
        ordering = ["place", "to_day"]
        constraints = [models.UniqueConstraint(fields=["place", "to_day"], name="one_earlier_state_a_place_and_day")]

    def __str__(self) -> str:
        return f"{self.full_name} (đến {vietnamese_day(self.to_day)})"


class Succession(models.Model):
    """Who became whom on a day, whole or in part, by which document. One successor of each unit is the default."""

    predecessor = models.ForeignKey(Place, models.CASCADE, related_name="became")
    successor = models.ForeignKey(Place, models.CASCADE, related_name="came_from")
    day = models.DateField()
    part = models.CharField(max_length=5, choices=[(key, vi) for key, (vi, _) in words.PARTS.items()])
    is_default = models.BooleanField(default=True)
    document = models.CharField(max_length=200, blank=True)
    status = models.CharField(max_length=12, default="secondary")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["predecessor", "successor", "day"], name="one_succession_a_pair_and_day"),
            models.UniqueConstraint(
                fields=["predecessor", "day"], condition=Q(is_default=True), name="one_default_successor_a_day",
                violation_error_message="Một đơn vị chỉ có một đơn vị kế thừa mặc định trong một ngày.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.predecessor} → {self.successor} ({self.day:%d/%m/%Y})"


class Competence(models.Model):
    """Which body receives, decides, pays or manages a field at a level of place, between two days."""

    field = models.CharField(max_length=40, choices=[(key, vi) for key, (vi, _) in words.FIELDS.items()])
    act = models.CharField(max_length=20, choices=[(key, vi) for key, (vi, _) in words.ACTS.items()])
    level = models.PositiveSmallIntegerField(choices=[(0, "trung ương"), *LEVELS])
    body_vi = models.CharField(max_length=160)
    body_en = models.CharField(max_length=160)
    from_day = models.DateField()
    to_day = models.DateField(null=True)
    reference = models.CharField(max_length=300)
    status = models.CharField(max_length=12)

    class Meta:
        ordering = ["field", "act", "from_day", "-level"]
        constraints = [
            models.UniqueConstraint(
                fields=["field", "act", "level", "from_day"], name="one_body_a_field_act_level_and_day"
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_field_display()}, {self.get_act_display()}: {self.body_vi}"
