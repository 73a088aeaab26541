"""Rights of two rows of one person: what a merge may not change, and what one should know before it."""

from django.db.models import Q

from ansinh.benefits.models import Claim, Title
from ansinh.benefits.words import CATEGORY_LABELS


def totals_of_people(people: list[int]) -> dict[str, int]:
    """Titles, titles that stand, and claims that stand, of some rows of persons together."""
    titles = Title._base_manager.filter(person__in=people)
    return {
        "titles": titles.count(),
        "open titles": titles.filter(to_day=None).count(),
        "claims": Claim._base_manager.filter(person__in=people, cancelled_by=None).count(),
    }


def merge_concerns(one: list[int], other: list[int]) -> list[str]:
    """One sentence for each category both held in the same months; of sensitive ones only to who holds the grant that opens them."""
    told = []
    for title in Title.objects.filter(person__in=one).order_by("from_day", "pk"):
        end = Q() if title.to_day is None else Q(from_day__lt=title.to_day)
        alike = Title.objects.filter(end, person__in=other, category=title.category).exclude(to_day__lte=title.from_day)
        for twin in alike.exclude(pk=title.pk):
            told.append(
                f"Cả hai đều có diện «{CATEGORY_LABELS[title.category][0]}»: từ {title.from_day:%m/%Y} và từ {twin.from_day:%m/%Y}. "
                "Những tháng trùng chỉ được hưởng một lần."
            )
    return told
