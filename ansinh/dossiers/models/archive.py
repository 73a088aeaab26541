"""The merit archive: files on shelves, who borrowed them, where they went, what a count of a shelf found."""

import re
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from ansinh.core.access import ScopedManager
from ansinh.core.names import fold
from ansinh.dossiers import words
from ansinh.people.models import Person
from ansinh.places.models import Place

_DIGITS = re.compile(r"\d+")
OF_FILE: dict[str, Any] = {"commune": "file__commune_id", "province": "file__province_id"}


def shelf_key(*parts: str) -> str:
    """Text that sorts kho, giá, hộp, vị trí as people count: giá 9 before giá 10."""
    return "/".join(_DIGITS.sub(lambda digits: digits[0].zfill(6), fold(part)) for part in parts)


def search_text(*parts: Any) -> str:
    """What a search of the archive looks through: folded words."""
    return fold(" ".join(str(part) for part in parts if part))


class ArchiveFile(models.Model):
    """A file of a person with merit or a martyr: paper in a box. `person` when the register of people knows them.

    `store`, `shelf`, `box`, `position` are kho, giá, hộp, vị trí; empty where nobody has said."""

    number = models.CharField(max_length=40)
    kind = models.CharField(max_length=20, choices=[(key, vi) for key, (vi, _) in words.ARCHIVE_KINDS.items()])
    name = models.CharField(max_length=120)
    name_folded = models.CharField(max_length=120)
    name_key = models.CharField(max_length=400)
    birth_year = models.PositiveSmallIntegerField(null=True)
    home = models.CharField(max_length=200, blank=True, help_text="home village as the file says it")
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="archive_files")
    commune = models.ForeignKey(Place, models.PROTECT, null=True, related_name="+")
    province = models.ForeignKey(Place, models.PROTECT, related_name="+", db_index=False)
    store = models.CharField(max_length=20, blank=True)
    shelf = models.CharField(max_length=20, blank=True)
    box = models.CharField(max_length=20, blank=True)
    position = models.CharField(max_length=20, blank=True)
    shelf_key = models.CharField(max_length=160, blank=True)
    state = models.CharField(
        max_length=10, choices=[(key, vi) for key, (vi, _) in words.ARCHIVE_STATES.items()], default="in_place"
    )
    is_scanned = models.BooleanField(default=False)
    search = models.CharField(max_length=500, help_text="folded name, number and home")
    note = models.CharField(max_length=300, blank=True)
    recorded_at = models.DateTimeField(auto_now_add=True)

    objects = ScopedManager()

    class Meta:
        indexes = [
            models.Index(fields=["province", "name_key", "id"], name="archive_by_name"),
            models.Index(fields=["province", "shelf_key", "id"], name="archive_by_shelf"),
            models.Index(fields=["province", "store", "shelf", "box"], name="archive_in_box"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["province", "number"], name="one_archive_number_a_province",
                violation_error_message="Số hồ sơ này đã có trong kho lưu trữ.",
            )
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.number} – {self.name}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """The key of its place and its words for search follow what is written."""
        self.shelf_key = shelf_key(self.store, self.shelf, self.box, self.position)
        self.search = search_text(self.name, self.number, self.home)[:500]
        super().save(*args, **kwargs)

    @property
    def place(self) -> str:
        """`Kho 1 · Giá 3 · Hộp 12 · Số 5`; empty when nobody has said."""
        return place_said(self.store, self.shelf, self.box, self.position)


def place_said(store: str, shelf: str, box: str, position: str = "") -> str:
    """Where a file stands, as the label says it."""
    named = (("Kho", store), ("Giá", shelf), ("Hộp", box), ("Số", position))
    return " · ".join(f"{word} {part}" for word, part in named if part)


class Loan(models.Model):
    """A file lent: who, why, until when. Open while `returned_at` is empty."""

    file = models.ForeignKey(ArchiveFile, models.PROTECT, related_name="loans")
    borrower = models.CharField(max_length=120)
    unit = models.CharField(max_length=160, blank=True, help_text="where the borrower works")
    purpose = models.CharField(max_length=300)
    lent_on = models.DateField()
    due_on = models.DateField()
    returned_on = models.DateField(null=True)
    lent_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    taken_back_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    note = models.CharField(max_length=300, blank=True, help_text="in what condition it came back")

    objects = ScopedManager(**OF_FILE)

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["returned_on", "due_on"], name="loan_by_due")]
        constraints = [
            models.UniqueConstraint(
                fields=["file"], condition=Q(returned_on__isnull=True), name="one_open_loan_a_file",
                violation_error_message="Hồ sơ này đang có người mượn.",
            ),
            models.CheckConstraint(
                condition=Q(due_on__gte=F("lent_on")), name="a_loan_is_due_after_it_begins",
                violation_error_message="Hạn trả phải từ ngày mượn trở đi.",
            ),
            models.CheckConstraint(
                condition=Q(returned_on__isnull=True) | Q(returned_on__gte=F("lent_on")),
                name="a_loan_ends_after_it_begins",
                violation_error_message="Ngày trả phải từ ngày mượn trở đi.",
            ),
        ]  # fmt: skip


class FileMove(models.Model):
    """A file sent to another province on request (Mẫu 27), with the slip it travels with (Mẫu 93). It stays in the book."""

    file = models.ForeignKey(ArchiveFile, models.PROTECT, related_name="moves")
    to_place = models.CharField(max_length=200, help_text="the body that keeps it from now on")
    request_number = models.CharField(max_length=60, blank=True, help_text="of the request, Mẫu 27")
    requested_on = models.DateField()
    slip_number = models.CharField(max_length=60, help_text="of the slip, Mẫu 93")
    moved_on = models.DateField()
    sheets = models.PositiveIntegerField(null=True, help_text="how many sheets the file has")
    papers = models.TextField(blank=True, help_text="what is in it, one paper a line")
    moved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    objects = ScopedManager(**OF_FILE)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(moved_on__gte=F("requested_on")), name="a_file_moves_after_it_was_asked_for",
                violation_error_message="Ngày chuyển phải từ ngày đơn trở đi.",
            )
        ]  # fmt: skip


class ShelfCount(models.Model):
    """A count of a store, shelf or box: what the register expects there against the numbers found. Never changed.

    `found`, `missing`, `misplaced` (number, where it belongs), `strange` (in no register) and `not_expected` (lent, missing or moved by
    the book, yet there) are lists of file numbers."""

    province = models.ForeignKey(Place, models.PROTECT, related_name="+")
    store = models.CharField(max_length=20)
    shelf = models.CharField(max_length=20, blank=True)
    box = models.CharField(max_length=20, blank=True)
    expected = models.PositiveIntegerField()
    found = models.JSONField(default=list)
    missing = models.JSONField(default=list)
    misplaced = models.JSONField(default=list)
    strange = models.JSONField(default=list)
    not_expected = models.JSONField(default=list)
    counted_at = models.DateTimeField(auto_now_add=True)
    counted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    objects = ScopedManager(commune="province_id")

    class Meta:
        ordering = ["-id"]

    @property
    def place(self) -> str:
        return place_said(self.store, self.shelf, self.box)

    @property
    def is_even(self) -> bool:
        """Whether the shelf holds what the register says, no more and no less."""
        return not (self.missing or self.misplaced or self.strange or self.not_expected)
