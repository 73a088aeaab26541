"""Who is to be asked whether they still work: three and six months after a job began."""

from datetime import date

from django.db.models import QuerySet

from ansinh.core.days import months_later
from ansinh.labour.models import Placement

TERMS = (3, 6)
# Who found work alone is not followed by the centre; who went abroad is followed by the contract.
FOLLOWED = ("exchange", "fair", "loan", "training", "employer")
_LATEST_MONTHS = {3: 6, 6: 12}  # after so many months nobody asks any more


def due(after_months: int, day: date) -> QuerySet[Placement]:
    """Placements in scope whose question of that term may be asked on the day and was not."""
    from_day, to_day = months_later(day, -_LATEST_MONTHS[after_months]), months_later(day, -after_months)
    rows = Placement.objects.filter(
        started_on__gt=from_day, started_on__lte=to_day, cancelled_because="", ended_on=None
    )
    return rows.filter(channel__in=FOLLOWED).exclude(destination="abroad").exclude(checks__after_months=after_months)
