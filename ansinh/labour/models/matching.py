"""How jobs and people are matched in a province: the weights it chose, and how officers judged real pairs."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from ansinh.core.access import ScopedManager
from ansinh.labour.models.exchange import Seeker, Vacancy
from ansinh.labour.words import GRADES
from ansinh.places.models import Place


class MatchWeights(models.Model):
    """The weights a province chose instead of the house's, from a moment on. Only ever added: the newest row counts."""

    province = models.ForeignKey(Place, models.PROTECT, related_name="+", db_index=False)
    values = models.JSONField(help_text="{weight: number}, those of labour/data/matching.yaml that differ")
    reason = models.CharField(max_length=300)
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    set_at = models.DateTimeField(auto_now_add=True)

    objects = models.Manager()

    class Meta:
        indexes = [models.Index(fields=["province", "-id"], name="match_weights_of_province")]

    def __str__(self) -> str:
        return f"Trọng số từ {self.set_at:%d/%m/%Y %H:%M}"


class MatchPair(models.Model):
    """A real seeker and a real vacancy drawn to be judged by officers who see neither the score nor the rank."""

    seeker = models.ForeignKey(Seeker, models.PROTECT, related_name="match_pairs")
    vacancy = models.ForeignKey(Vacancy, models.PROTECT, related_name="match_pairs")
    province = models.ForeignKey(Place, models.PROTECT, related_name="+", db_index=False)
    batch = models.PositiveIntegerField(help_text="pairs drawn together, number of the draw in the province")
    rank = models.PositiveIntegerField(help_text="of the vacancy for this seeker when it was drawn, from 1")
    score = models.FloatField(help_text="as it was when it was drawn")
    drawn_at = models.DateTimeField(auto_now_add=True)

    objects = ScopedManager(commune="seeker__commune_id")

    class Meta:
        indexes = [models.Index(fields=["province", "batch", "id"], name="match_pair_of_draw")]
        constraints = [models.UniqueConstraint(fields=["seeker", "vacancy"], name="a_pair_is_judged_once_drawn")]

    def __str__(self) -> str:
        return f"{self.seeker_id} · {self.vacancy_id}"


class PairGrade(models.Model):
    """How well one officer thinks a pair fits, 0 to 3."""

    pair = models.ForeignKey(MatchPair, models.PROTECT, related_name="grades")
    grade = models.PositiveSmallIntegerField(choices=[(grade, vi) for grade, (vi, _) in GRADES.items()])
    note = models.CharField(max_length=300, blank=True)
    graded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    graded_at = models.DateTimeField(auto_now_add=True)

    objects = ScopedManager(commune="pair__seeker__commune_id", province="pair__province_id")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["pair", "graded_by"],
                name="an_officer_grades_a_pair_once",
                violation_error_message="Bạn đã chấm cặp này rồi.",
            ),
            models.CheckConstraint(condition=Q(grade__lte=3), name="a_grade_is_0_to_3"),
        ]

    def __str__(self) -> str:
        return f"{self.pair_id}: {self.grade}"
