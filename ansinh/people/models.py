"""Persons, households, who lives with whom and where, through time."""

from django.db import models
from django.db.models import F, Q

from ansinh.core.access import ScopedManager
from ansinh.places.models import Place


class Person(models.Model):
    """A person. The birth day is kept as known: the year, then month and day when known."""

    personal_number = models.CharField(max_length=12, null=True, unique=True, error_messages={"unique": "Số định danh này đã có trong sổ."})
    name = models.CharField(max_length=120)
    name_folded = models.CharField(max_length=120)
    name_key = models.CharField(max_length=400)
    sex = models.CharField(max_length=1, choices=[("m", "nam"), ("f", "nữ")])
    birth_year = models.PositiveSmallIntegerField()
    birth_month = models.PositiveSmallIntegerField(null=True)
    birth_day = models.PositiveSmallIntegerField(null=True)
    ethnicity = models.PositiveSmallIntegerField(default=1)
    commune = models.ForeignKey(Place, models.PROTECT, related_name="+", db_index=False)
    province = models.ForeignKey(Place, models.PROTECT, related_name="+", db_index=False)
    died_on = models.DateField(null=True)
    phone = models.CharField(max_length=20, blank=True)
    source = models.CharField(max_length=80, blank=True)
    recorded_at = models.DateTimeField(auto_now_add=True)

    objects = ScopedManager()

    class Meta:
        indexes = [
            models.Index(fields=["commune", "name_key", "id"], name="person_in_commune_by_name"),
            models.Index(fields=["province", "name_key", "id"], name="person_in_province_by_name"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(birth_day__isnull=True) | Q(birth_month__isnull=False),
                name="birth_day_needs_its_month",
                violation_error_message="Biết ngày sinh thì phải biết tháng sinh.",
            ),
            models.CheckConstraint(
                condition=Q(personal_number__isnull=True) | Q(personal_number__regex=r"^\d{12}$"),
                name="personal_number_is_12_digits",
                violation_error_message="Số định danh phải có đúng 12 chữ số.",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Household(models.Model):
    """A household at one address; it may come from a split and end in a merge."""

    code = models.CharField(max_length=20, unique=True)
    head = models.ForeignKey(Person, models.PROTECT, null=True, related_name="headed_households")
    commune = models.ForeignKey(Place, models.PROTECT, related_name="+", db_index=False)
    province = models.ForeignKey(Place, models.PROTECT, related_name="+", db_index=False)
    commune_later = models.ForeignKey(Place, models.PROTECT, null=True, related_name="+", db_index=False,
                                      help_text="where a divided commune leaves it: the household's own new commune")
    hamlet = models.CharField(max_length=80, blank=True)
    address = models.CharField(max_length=200, blank=True)
    from_day = models.DateField()
    to_day = models.DateField(null=True)
    split_from = models.ForeignKey("self", models.PROTECT, null=True, related_name="splits")
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, related_name="merged")
    source = models.CharField(max_length=80, blank=True)
    recorded_at = models.DateTimeField(auto_now_add=True)

    objects = ScopedManager()

    class Meta:
        indexes = [
            models.Index(fields=["commune", "hamlet", "code"], name="household_in_commune"),
            models.Index(fields=["province", "code"], name="household_in_province"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(to_day__isnull=True) | Q(to_day__gt=F("from_day")),
                name="household_ends_after_it_starts",
                violation_error_message="Ngày hộ chấm dứt phải sau ngày lập hộ.",
            )
        ]

    def __str__(self) -> str:
        return f"Hộ {self.code}"


class Membership(models.Model):
    """A person in a household with a role, between two days."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="memberships")
    household = models.ForeignKey(Household, models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=12)
    from_day = models.DateField()
    to_day = models.DateField(null=True)

    objects = ScopedManager(commune="household__commune_id", province="household__province_id")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=Q(to_day__isnull=True), name="one_open_membership_a_person",
                violation_error_message="Người này đang là thành viên của một hộ. Đóng tư cách ở hộ cũ trước.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.person_id} trong hộ {self.household_id}"


class Residence(models.Model):
    """Where a household lived, between two days; today's row repeats the household's own address."""

    household = models.ForeignKey(Household, models.CASCADE, related_name="residences")
    commune = models.ForeignKey(Place, models.PROTECT, related_name="+")
    province = models.ForeignKey(Place, models.PROTECT, related_name="+", db_index=False)
    hamlet = models.CharField(max_length=80, blank=True)
    address = models.CharField(max_length=200, blank=True)
    from_day = models.DateField()
    to_day = models.DateField(null=True)

    objects = ScopedManager()

    def __str__(self) -> str:
        return f"{self.address} ({self.from_day:%d/%m/%Y})"
