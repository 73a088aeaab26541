"""The review desk: campaigns, communes, households, forms with live points, meetings, notices, decisions.

Here too: what the review adds to a person's and a household's file."""

from django.utils.translation import gettext as _

from ansinh.people.models import Household, Person
from ansinh.people.pages.sections import Section
from ansinh.poverty import words
from ansinh.poverty.models import FormBMember, Review

REVIEW_COLUMNS = (
    "campaign__year", "campaign__kind", "poverty_class", "class_by_rule", "b1_points", "b2_points", "decision_number", "decided_on", "is_signed",
)  # fmt: skip


def household_sections(household: Household) -> list[Section]:
    """The household in the reviews, newest first."""
    rows = Review.objects.filter(household=household).order_by("-campaign__year", "-pk").values("id", *REVIEW_COLUMNS)
    return [
        Section(
            _("Rà soát hộ nghèo, hộ cận nghèo"), "poverty/section.html", {"rows": list(rows), "classes": words.CLASSES}
        )
    ]


def person_sections(person: Person) -> list[Section]:
    """The reviews whose form B has the person as a member, newest first."""
    homes = list(
        person.memberships.values_list("household", flat=True)
    )  # lines of forms are found by household, not by person
    reviews = list(Review.objects.filter(household__in=homes).values_list("pk", flat=True))
    found = FormBMember.objects.filter(person=person.pk, review__in=reviews).values_list("review_id", flat=True)
    rows = list(
        Review.objects.filter(pk__in=list(found)).order_by("-campaign__year", "-pk").values("id", *REVIEW_COLUMNS)
    )
    return (
        [Section(_("Rà soát hộ nghèo, hộ cận nghèo"), "poverty/section.html", {"rows": rows, "classes": words.CLASSES})]
        if rows
        else []
    )
