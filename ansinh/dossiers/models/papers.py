"""Papers kept: files by their content hash, what each paper is, its versions, its text page by page.

Nothing is overwritten: a new version stands before the old one, and a paper taken away stays with the reason."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q

from ansinh.core import files
from ansinh.core.access import ScopedManager
from ansinh.core.language import kept_choices
from ansinh.dossiers import words
from ansinh.people.models import Person
from ansinh.places.models import Place

from .cases import Ruling, Template


class KeptFile(models.Model):
    """One content, however many papers it is part of. Of no place: who may see it is said by the papers (`PaperPart`).

    `kind` (of `core.kinds`) is what the content is, whatever its name says. The bytes lie in `ansinh.core.files`."""

    sha256 = models.CharField(max_length=64, primary_key=True)
    size = models.PositiveBigIntegerField(help_text="bytes")
    kind = models.CharField(max_length=20)
    pages = models.PositiveIntegerField(null=True, help_text="none while nobody counted them, or where there are none")
    scan = models.CharField(max_length=12, choices=kept_choices(words.SCANS), default="unscanned")
    scan_said = models.CharField(
        max_length=200, blank=True, help_text="the name of what was found, or why nobody looked"
    )
    scanned_at = models.DateTimeField(null=True)
    text = models.CharField(max_length=12, choices=kept_choices(words.TEXTS), default="waiting")
    text_said = models.CharField(max_length=400, blank=True, help_text="why there is none, what to do")
    text_at = models.DateTimeField(null=True, help_text="when the reading began, then when it ended")
    kept_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [
            models.Index(fields=["text"], name="kept_file_by_text"),
            models.Index(fields=["scan"], name="kept_file_by_scan"),
        ]

    def __str__(self) -> str:
        return self.sha256[:12]

    @property
    def path(self) -> Path:
        return files.path_of(self.sha256)

    @property
    def has_pictures(self) -> bool:
        """Whether its pages can be shown as pictures."""
        return self.scan != "infected" and self.kind in ("pdf", "image")


files.held_by(lambda: KeptFile.objects.order_by().values_list("sha256", flat=True))
files.held_by(lambda: Template.objects.order_by().values_list("sha256", flat=True))
files.held_by(lambda: Ruling._base_manager.exclude(sha256="").order_by().values_list("sha256", flat=True))


class FileText(models.Model):
    """The text of one page of a file. `folded` holds its words as a search asks for them: see `paper_search`."""

    file = models.ForeignKey(KeptFile, models.CASCADE, related_name="texts")
    page = models.PositiveIntegerField(help_text="1, 2, 3 ...")
    text = models.TextField()
    folded = models.TextField()

    class Meta:
        ordering = ["file", "page"]
        constraints = [models.UniqueConstraint(fields=["file", "page"], name="one_text_a_page")]


class Paper(models.Model):
    """A paper of a dossier, of a person, of a file of the archive, or of several of them. Its content is its newest version.

    `commune` and `province` are where it was kept for; `component` is the key of the procedure's component it answers."""

    dossier = models.ForeignKey("dossiers.Dossier", models.PROTECT, null=True, related_name="papers")
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="papers")
    archive_file = models.ForeignKey("dossiers.ArchiveFile", models.PROTECT, null=True, related_name="papers")
    commune = models.ForeignKey(Place, models.PROTECT, null=True, related_name="+")
    province = models.ForeignKey(Place, models.PROTECT, related_name="+", db_index=False)
    kind = models.CharField(max_length=30, choices=kept_choices(words.PAPER_TYPES))
    component = models.CharField(max_length=60, blank=True)
    title = models.CharField(max_length=200, blank=True)
    number = models.CharField(max_length=60, blank=True)
    issued_on = models.DateField(null=True)
    issuer = models.CharField(max_length=200, blank=True)
    is_original = models.BooleanField(default=False)
    is_sensitive = models.BooleanField(default=False)
    kept_at = models.DateTimeField(auto_now_add=True)
    kept_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    removed_at = models.DateTimeField(null=True)
    removed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    removed_because = models.CharField(max_length=300, blank=True)

    objects = ScopedManager(sensitive=Q(is_sensitive=True) | Q(dossier__is_sensitive=True))

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["province", "id"], name="paper_in_province")]
        constraints = [
            models.CheckConstraint(
                condition=Q(dossier__isnull=False) | Q(person__isnull=False) | Q(archive_file__isnull=False),
                name="a_paper_belongs_somewhere",
                violation_error_message="Giấy tờ phải thuộc một hồ sơ, một người hoặc một hồ sơ lưu trữ.",
            ),
            models.CheckConstraint(
                condition=Q(removed_at__isnull=True, removed_because="")
                | (Q(removed_at__isnull=False) & ~Q(removed_because="")),
                name="a_paper_is_taken_away_for_a_reason",
                violation_error_message="Bỏ một giấy tờ thì phải ghi lý do.",
            ),
        ]

    def __str__(self) -> str:
        return self.title or words.PAPER_TYPES[self.kind][0]

    @property
    def is_removed(self) -> bool:
        return self.removed_at is not None


class PaperVersion(models.Model):
    """A paper as it was kept once: never changed. The newest is the one shown."""

    paper = models.ForeignKey(Paper, models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField(help_text="1, 2, 3 ...")
    is_newest = models.BooleanField(default=True)
    reason = models.CharField(max_length=300, blank=True)
    kept_at = models.DateTimeField(auto_now_add=True)
    kept_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    objects = ScopedManager(
        commune="paper__commune_id", province="paper__province_id",
        sensitive=Q(paper__is_sensitive=True) | Q(paper__dossier__is_sensitive=True),
    )  # fmt: skip

    class Meta:
        ordering = ["paper", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["paper", "number"], name="one_version_a_number"),
            models.UniqueConstraint(
                fields=["paper"], condition=Q(is_newest=True), name="one_newest_version_a_paper",
                violation_error_message="Giấy tờ này đã có bản mới hơn. Tải lại trang.",
            ),
        ]  # fmt: skip


class PaperPart(models.Model):
    """A file of a version, under the name it came with: one, or several photographs of the pages."""

    version = models.ForeignKey(PaperVersion, models.CASCADE, related_name="parts")
    position = models.PositiveIntegerField(help_text="1, 2, 3 ...")
    file = models.ForeignKey(KeptFile, models.PROTECT, related_name="parts")
    name = models.CharField(max_length=200)

    objects = ScopedManager(
        commune="version__paper__commune_id", province="version__paper__province_id",
        sensitive=Q(version__paper__is_sensitive=True) | Q(version__paper__dossier__is_sensitive=True),
    )  # fmt: skip

    class Meta:
        ordering = ["version", "position"]
        constraints = [models.UniqueConstraint(fields=["version", "position"], name="one_part_a_position")]

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Added once. Raises ValueError for a change."""
        if self.pk is not None and not kwargs.get("force_insert"):
            raise ValueError(f"Tệp «{self.name}» đã lưu không thay được: thêm bản mới của giấy tờ.")
        super().save(*args, **kwargs)
