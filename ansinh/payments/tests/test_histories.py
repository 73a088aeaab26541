"""Random histories of decisions, stops and pauses, some of them late: after every signature the ledger says what the rules say."""

from contextlib import suppress
from dataclasses import dataclass, field

import pytest
from django.db import transaction
from django.db.models import Sum
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ansinh.benefits.factories import a_suspension, a_title
from ansinh.core.access import acting_as_system
from ansinh.core.days import first_day, month_after, month_of, months_between
from ansinh.payments.factories import a_pay_province
from ansinh.payments.models import Line, Order, Recovery
from ansinh.payments.words import RECOGNISED

OLD, FIRST, LAST, PEOPLE = 360_000, 202401, 202404, 4


@dataclass
class History:
    """What a person was granted and paused, kept beside the database in the plainest way."""

    person: object
    titles: list = field(default_factory=list)
    pauses: list = field(default_factory=list)

    def grant(self, month, months):
        if not any(title.to_day is None for title in self.titles):
            self.titles.append(a_title(self.person, "older_80_without_pension", month))

    def stop(self, month, months):
        for title in self.titles:
            if title.to_day is None and month_of(title.from_day) <= month:
                title.to_day = first_day(month)
                title.save(update_fields=["to_day"])

    def pause(self, month, months, is_paid_back=False):
        for title in self.titles[-1:]:
            self.pauses.append(a_suspension(title, month, month_after(month, months), is_paid_back=is_paid_back))

    def pause_for_nothing(self, month, months):
        self.pause(month, months, is_paid_back=True)

    def owed(self, month):
        return OLD if any(self._draws(title, month) for title in self.titles) else 0

    def _draws(self, title, month):
        paused = any(_in(one, month) for one in self.pauses if one.title_id == title.pk and not one.is_paid_back)
        return _in(title, month) and not paused


def _in(span, month):
    return span.from_day <= first_day(month) and (span.to_day is None or first_day(month) < span.to_day)


acts = st.tuples(
    st.integers(0, PEOPLE - 1),
    st.sampled_from(["grant", "stop", "pause", "pause_for_nothing"]),
    st.sampled_from(months_between(FIRST, LAST)),
    st.integers(1, 3),
)


@pytest.mark.django_db
@settings(max_examples=5, deadline=None, suppress_health_check=list(HealthCheck), database=None)
@given(between=st.lists(st.lists(acts, max_size=6), min_size=4, max_size=4))
def test_after_every_signature_each_month_is_recognised_as_the_rules_say_and_never_more(between):
    with acting_as_system("thử nghiệm"), suppress(_Undone), transaction.atomic():
        there = a_pay_province(n=PEOPLE, opening=FIRST)
        people = [History(person, [title]) for person, title in zip(there.people, there.titles, strict=True)]

        for month, told in zip([202401, 202402, 202402, 202403], between, strict=True):
            for who, act, day, months in told:
                getattr(people[who], act)(day, months)
            there.pay(month)

            recognised = {
                (row["person"], row["for_month"]): row["dong"]
                for row in Line.objects.filter(kind__in=RECOGNISED).values("person", "for_month").annotate(dong=Sum("amount_dong"))
            }  # fmt: skip
            for one in people:
                for each in months_between(FIRST, month):
                    assert recognised.get((one.person.pk, each), 0) == one.owed(each)
            orders = Order.objects.aggregate(dong=Sum("amount_dong"))["dong"] or 0
            owed_back = Recovery.objects.aggregate(dong=Sum("amount_dong"))["dong"] or 0
            assert orders - owed_back == sum(recognised.values())
        raise _Undone


class _Undone(Exception):
    """Takes the example out of the database again."""
