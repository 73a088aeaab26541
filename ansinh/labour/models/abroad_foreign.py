"""Foreigners who work here: permits, and the positions approved for them."""

from django.db import models
from django.db.models import F, Q

from ansinh.labour.models.conditions_kept import Kept, by_day, choices
from ansinh.labour.words import CONTINENTS, PERMIT_ACTS, PERMIT_ENDS, POSITIONS
from ansinh.people.models import Organisation
from ansinh.people.words import SEXES


class ForeignPermit(Kept):
    """A work permit, or the confirmation that none is needed, of a foreigner at an organisation: a row for each act.

    It stands from `from_day` to `to_day` (last day in), or until `ended_on` (first day out) where it was revoked or replaced."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="foreign_permits")
    name = models.CharField(max_length=120)
    passport = models.CharField(max_length=20)
    nationality = models.CharField(max_length=60)
    continent = models.CharField(max_length=8, choices=choices(CONTINENTS))
    sex = models.CharField(max_length=1, choices=choices(SEXES))
    birth_year = models.PositiveSmallIntegerField(null=True)
    position = models.CharField(max_length=10, choices=choices(POSITIONS))
    title = models.CharField(max_length=120, blank=True)
    occupation = models.CharField(max_length=4, blank=True, help_text="ISCO-08 / VSCO 2020 code, 1 to 4 digits")
    act = models.CharField(max_length=10, choices=choices(PERMIT_ACTS))
    number = models.CharField(max_length=40)
    issued_on = models.DateField()
    from_day = models.DateField()
    to_day = models.DateField(help_text="last day in")
    ended_on = models.DateField(null=True, help_text="first day out, where it ended before its term")
    end_kind = models.CharField(max_length=10, blank=True, choices=choices(PERMIT_ENDS))

    counted_by = "issued_on"
    written_by = ("province_officer",)

    class Meta:
        indexes = [
            *by_day("foreign_permit", "issued_on"),
            models.Index(fields=["province", "to_day"], name="foreign_permit_expiring"),
            models.Index(fields=["passport"], name="foreign_permit_of_passport"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(to_day__gte=F("from_day")),
                name="permit_ends_after_it_starts",
                violation_error_message="Ngày hết hạn giấy phép không được trước ngày bắt đầu.",
            ),
            models.UniqueConstraint(
                fields=["number", "act", "province"],
                condition=Q(cancelled_because=""),
                name="a_permit_act_has_its_number",
                violation_error_message="Số giấy phép này đã ghi cho cùng loại việc (cấp mới, gia hạn, cấp lại).",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.number}"


class ForeignNeed(Kept):
    """Positions approved for foreigners at an organisation: one kind of position in one approval."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="foreign_needs")
    number = models.CharField(max_length=40, help_text="of the approval")
    approved_on = models.DateField()
    position = models.CharField(max_length=10, choices=choices(POSITIONS))
    positions = models.PositiveIntegerField()
    from_day = models.DateField(null=True)
    to_day = models.DateField(null=True)

    counted_by = "approved_on"
    written_by = ("province_officer",)

    class Meta:
        indexes = by_day("foreign_need", "approved_on")
