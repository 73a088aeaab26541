"""What the reviews hold about a person: their own lines of form B, and what was decided for their households."""

from django.db.models import Q

from ansinh.people.documents.held import Register, register_of
from ansinh.people.documents.told import REVIEW_COLUMNS
from ansinh.people.models import Membership, Person
from ansinh.poverty import words
from ansinh.poverty.models import FormBMember, Review

_CODES = {column: {code: vi for code, (_value, vi, _en) in answers.items()} for column, answers in words.CODED.items()}
_CLASSES = {"poverty_class": {value: vi for value, (vi, _en) in words.CLASSES.items()}}


def held_about(person: Person) -> list[Register]:
    """Their lines of the form, and the reviews of the households they were in on the day of the survey."""
    lived = Membership._base_manager.filter(person__in=person.ids)
    was_there = Q(pk__in=[])
    for one in lived:
        inside = Q(household=one.household_id) & (Q(surveyed_on__isnull=True) | Q(surveyed_on__gte=one.from_day))
        was_there |= inside & (Q(surveyed_on__lt=one.to_day) if one.to_day else Q())
    reviews = list(Review.objects.filter(was_there).select_related("campaign", "household").order_by("pk"))
    lines = FormBMember.objects.filter(person__in=person.ids, review__in=reviews).order_by("pk")
    return [
        register_of(Review, reviews, person.ids, only=REVIEW_COLUMNS, words=_CLASSES),
        register_of(FormBMember, lines, person.ids, words=_CODES),
    ]
