"""Organisations: enterprises, cooperatives, household businesses, schools, public bodies, each with its tax number where it has one."""

from typing import Any

from django.db import models
from stdnum.vn import mst

from ansinh.core.access import ScopedManager
from ansinh.people.models.tables import name_columns
from ansinh.people.words import ORGANISATION_KINDS, SECTIONS, WAGE_REGIONS
from ansinh.places.models import Place


class Organisation(models.Model):
    """An organisation where it stands. A branch has its own tax number (ten digits, then three) and its own place and wage region."""

    tax_number = models.CharField(
        max_length=14, null=True, unique=True, error_messages={"unique": "Mã số thuế này đã có trong sổ đơn vị."}
    )
    name = models.CharField(max_length=200)
    name_folded = models.CharField(max_length=200)
    name_key = models.CharField(max_length=600)
    kind = models.CharField(max_length=20, choices=[(key, vi) for key, (vi, _) in ORGANISATION_KINDS.items()])
    section = models.CharField(max_length=1, blank=True, choices=[(key, vi) for key, (vi, _) in SECTIONS.items()])
    activity = models.CharField(max_length=5, blank=True, help_text="VSIC class where it is known, 2 to 5 digits")
    workers = models.PositiveIntegerField(null=True, help_text="people it employs, as last reported")
    commune = models.ForeignKey(Place, models.PROTECT, related_name="+", db_index=False)
    province = models.ForeignKey(Place, models.PROTECT, related_name="+", db_index=False)
    address = models.CharField(max_length=200, blank=True)
    zone = models.CharField(max_length=80, blank=True, help_text="industrial park, economic zone")
    wage_region = models.CharField(max_length=3, blank=True, choices=[(region, region) for region in WAGE_REGIONS])
    phone = models.CharField(max_length=20, blank=True)
    email = models.EmailField(blank=True)
    from_day = models.DateField(null=True)
    to_day = models.DateField(null=True)
    source = models.CharField(max_length=80, blank=True)
    recorded_at = models.DateTimeField(auto_now_add=True)

    objects = ScopedManager()

    class Meta:
        indexes = [
            models.Index(fields=["commune", "name_key", "id"], name="organisation_in_commune"),
            models.Index(fields=["province", "name_key", "id"], name="organisation_in_province"),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keeps the columns a name is searched and sorted by with the name."""
        for column, value in name_columns(self.name).items():
            setattr(self, column, value)
        super().save(*args, **kwargs)


def tax_number_faults(number: str) -> list[str]:
    """What is wrong with a tax number, in Vietnamese; empty when nothing is: 10 digits with a check digit, and 3 of a branch.

    Circular 105/2020/TT-BTC."""
    if mst.is_valid(number):
        return []
    digits = "".join(one for one in number if one.isdigit())
    if len(digits) not in (10, 13):
        return [f"Mã số thuế «{number}» có {len(digits)} chữ số, phải có 10, hoặc 13 với chi nhánh (0100109106-001)."]
    return [f"Mã số thuế «{number}» sai chữ số kiểm tra: xem lại từng chữ số trên giấy chứng nhận đăng ký."]


def tidy_tax_number(number: str) -> str:
    """The number as it is kept: `0100109106` or `0100109106-001`."""
    return str(mst.format(mst.compact(number)))
