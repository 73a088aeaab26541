"""What is kept of people: persons, households, memberships, residences, and the files that brought them."""

from django.conf import settings
from django.db import models
from django.db.models import F, Func, Q, Value
from django.db.models.functions import Length
from django.db.models.lookups import Exact

from ansinh.core.access import ScopedManager
from ansinh.core.days import BirthDay
from ansinh.core.names import clean_text, fold, sort_key
from ansinh.people.words import ETHNICITIES, ROLES, SEXES
from ansinh.places.models import Place


def name_columns(name: str) -> dict[str, str]:
    """The three columns that keep a name: as written, for search, for sorting."""
    name = clean_text(name)
    return {"name": name, "name_folded": fold(name), "name_key": sort_key(name)}


class PeopleManager(ScopedManager):
    """People inside the acting scope, without the rows that were merged into another person's."""

    def get_queryset(self) -> models.QuerySet:
        return super().get_queryset().filter(merged_into__isnull=True)


class Person(models.Model):
    """A person. The birth day is kept as known: the year, then month and day when known."""

    personal_number = models.CharField(
        max_length=12, null=True, unique=True, error_messages={"unique": "Số định danh này đã có trong sổ."}
    )
    name = models.CharField(max_length=120)
    name_folded = models.CharField(max_length=120)
    name_key = models.CharField(max_length=400)
    sex = models.CharField(max_length=1, choices=[(key, vi) for key, (vi, _) in SEXES.items()])
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
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, related_name="merged_here", db_index=False,
        help_text="whose second row this was; what was signed of it is read as that person's",
    )  # fmt: skip

    objects = PeopleManager()

    class Meta:
        indexes = [
            models.Index(fields=["commune", "name_key", "id"], name="person_in_commune_by_name"),
            models.Index(fields=["birth_year", "birth_month", "birth_day", "name_folded"], name="person_by_birth"),
            models.Index(fields=["merged_into"], name="person_merged", condition=Q(merged_into__isnull=False)),
            # The columns after the id make filters and words of a whole province answerable from the index alone.
            models.Index(
                fields=[
                    "province",
                    "name_key",
                    "id",
                    "sex",
                    "birth_year",
                    "ethnicity",
                    "died_on",
                    "name_folded",
                    "merged_into",
                ],
                name="person_in_province_by_name",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(birth_day__isnull=True) | Q(birth_month__isnull=False),
                name="birth_day_needs_its_month",
                violation_error_message="Biết ngày sinh thì phải biết tháng sinh.",
            ),
            models.CheckConstraint(
                condition=Q(personal_number__isnull=True)
                | (
                    Exact(Length("personal_number"), 12)
                    & Exact(Func("personal_number", Value("0123456789"), function="LTRIM"), Value(""))
                ),
                name="personal_number_is_12_digits",
                violation_error_message="Số định danh phải có đúng 12 chữ số.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def birth(self) -> BirthDay:
        """The birth day as known."""
        return BirthDay(self.birth_year, self.birth_month, self.birth_day)

    @property
    def ids(self) -> list[int]:
        """This row and those merged into it: whose signed lines are this person's."""
        return [self.pk, *Person._base_manager.filter(merged_into=self.pk).values_list("pk", flat=True)]

    @property
    def ethnic_group(self) -> tuple[str, str]:
        return ETHNICITIES[self.ethnicity]


class Household(models.Model):
    """A household at one address; it may come from a split and end in a merge."""

    code = models.CharField(max_length=20, unique=True)
    head = models.ForeignKey(Person, models.PROTECT, null=True, related_name="headed_households")
    commune = models.ForeignKey(Place, models.PROTECT, related_name="+", db_index=False)
    province = models.ForeignKey(Place, models.PROTECT, related_name="+", db_index=False)
    commune_later = models.ForeignKey(
        Place, models.PROTECT, null=True, related_name="+", db_index=False,
        help_text="where a divided commune leaves it: the household's own new commune",
    )  # fmt: skip
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
            models.Index(fields=["province", "code", "to_day"], name="household_in_province"),
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
    gives_way_on_merge = {"one_open_membership_a_person": ("to_day", "today")}

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(to_day__isnull=True),
                name="one_open_membership_a_person",
                violation_error_message="Người này đang là thành viên của một hộ. Đóng tư cách ở hộ cũ trước.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.person_id} trong hộ {self.household_id}"

    @property
    def role_name(self) -> tuple[str, str]:
        return ROLES.get(self.role, (self.role, self.role))


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


class ImportedFile(models.Model):
    """A file of people somebody sent: its bytes until confirmed, what was done with it, the rows sent back."""

    name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    content = models.BinaryField(null=True, help_text="kept from the preview to the confirmation")
    sheet = models.CharField(max_length=80, blank=True)
    commune = models.ForeignKey(Place, models.PROTECT, null=True, related_name="+", help_text="for rows that name none")
    accept_offers = models.BooleanField(default=False)
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    sent_at = models.DateTimeField(auto_now_add=True)
    applied_at = models.DateTimeField(null=True)
    counts = models.JSONField(default=dict, help_text="rows by outcome")
    refused = models.JSONField(default=dict, help_text="{header: [...], rows: [[row number, reason, offer, cells]]}")

    def __str__(self) -> str:
        return f"{self.name} ({self.sent_at:%d/%m/%Y %H:%M})"
