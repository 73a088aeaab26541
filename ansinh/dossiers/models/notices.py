"""What a citizen is to be told of a dossier: a row waits until somebody told it, by telephone or through a service that sends."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from ansinh.core.access import ScopedManager
from ansinh.dossiers import words
from ansinh.dossiers.models.cases import OF_DOSSIER, Dossier


class Notice(models.Model):
    """One message to the applicant of a dossier, by the number they left. `said` names no person: a telephone is read by others."""

    dossier = models.ForeignKey(Dossier, models.CASCADE, related_name="notices")
    about = models.CharField(max_length=12, choices=[(key, vi) for key, (vi, _en) in words.MOVES.items()])
    phone = models.CharField(max_length=20)
    said = models.CharField(max_length=400)
    made_at = models.DateTimeField(auto_now_add=True)
    told_at = models.DateTimeField(null=True)
    told_how = models.CharField(
        max_length=12, blank=True, choices=[(key, vi) for key, (vi, _en) in words.TOLD_HOW.items()]
    )
    told_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    objects = ScopedManager(**OF_DOSSIER)

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["dossier", "told_at"], name="notice_of_dossier")]
        constraints = [
            models.CheckConstraint(
                condition=Q(told_at__isnull=True, told_how="") | (Q(told_at__isnull=False) & ~Q(told_how="")),
                name="a_told_notice_says_how",
                violation_error_message="Tin đã báo phải ghi báo bằng cách nào.",
            )
        ]

    def __str__(self) -> str:
        return self.said[:60]
