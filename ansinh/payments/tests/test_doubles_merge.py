"""Two rows of one person become one and two again: nothing lost, nothing doubled, everything put back."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from django.apps import apps
from django.utils import timezone

from ansinh.benefits.factories import a_decision
from ansinh.benefits.models import Channel, Title
from ansinh.benefits.words import CATEGORY_LABELS
from ansinh.core.access import NoAccess, acting_as, acting_as_system
from ansinh.core.models import AuditEvent, Grant
from ansinh.core.numbers import grouped
from ansinh.payments.actions import PaymentRefused, discard
from ansinh.payments.factories import PayProvince, a_hand, a_pay_province
from ansinh.payments.jobs.inputs import table_of
from ansinh.payments.models import Line
from ansinh.people import actions
from ansinh.people.actions import Refused
from ansinh.people.jobs.doubles_merge import concerns, control_totals, links, plan_merge
from ansinh.people.models import Household, Membership, Person, PersonMerge


@pytest.fixture(autouse=True)
def _somebody_acts(db: Any) -> Iterator[None]:
    with acting_as_system("thử nghiệm"):
        yield


@pytest.fixture
def there(db: Any) -> PayProvince:
    """A province of three: the first drew in January and February, the second is the same person entered again, the third is another."""
    made = a_pay_province(n=3)
    Title._base_manager.filter(person=made.people[1]).delete()
    made.pay(202401)
    made.pay(202402)
    return made


def merged(there: PayProvince, kept: Person, other: Person, **choices: str) -> PersonMerge:
    head = there.head if hasattr(there, "head") else a_hand("truongphong", "province_head", there.province)
    there.head = head  # type: ignore[attr-defined]
    with acting_as(there.officer):
        merge = actions.propose_merge(
            kept=kept, merged=other, choices=choices, reason="Cùng một căn cước", by=there.officer
        )
    with acting_as(head):
        return actions.confirm_merge(merge=merge, by=head)


def undone(there: PayProvince, merge: PersonMerge) -> PersonMerge:
    with acting_as(there.head):  # type: ignore[attr-defined]
        return actions.undo_merge(merge=merge, reason="Đã gặp cả hai", by=there.head)  # type: ignore[attr-defined]


def everything() -> dict[str, list[Any]]:
    """Every row of every table that names a person, as it stands, and the persons themselves."""
    models = {model for model, _, _ in links()} | {
        Person,
        Household,
        *(apps.get_model("people", name) for name in ("residence",)),
    }
    return {
        model._meta.label: sorted(model._base_manager.values_list(), key=str)
        for model in models
        if model._meta.label not in ("people.PersonMerge", "people.MovedRow")
    }


def looked_at(there: PayProvince, month: int) -> tuple[list[tuple[Any, ...]], str]:
    """What the month's run would pay, and the hash of all its files; it is thrown away again."""
    run = there.plan(month)
    with acting_as(there.officer):
        discard(run=run, reason="xem thử", by=there.officer)
    return lines_of(run), run.result_hash


def lines_of(run: Any) -> list[tuple[Any, ...]]:
    return [
        (row["person_id"], row["kind"], row["for_month"], row["amount_dong"])
        for row in table_of(run, "lines").to_pylist()
    ]


def test_a_pay_run_after_a_merge_pays_neither_twice_nor_less(there: PayProvince):
    drawing, again, _another = there.people
    alone, _ = looked_at(there, 202403)

    merged(there, again, drawing)
    run = there.pay(202403)

    assert lines_of(run) == [(again.pk, *line[1:]) if line[0] == drawing.pk else line for line in alone]


def test_a_merge_undone_gives_every_row_back_and_the_same_pay_run(there: PayProvince):
    drawing, again, _ = there.people
    before, planned = everything(), looked_at(there, 202403)

    merge = merged(
        there, again, drawing, name="merged", **{"people.membership": "merged", "benefits.channel": "merged"}
    )
    between = everything()
    undone(there, merge)

    assert between != before
    assert everything() == before
    assert looked_at(there, 202403) == planned


def test_a_list_planned_before_the_merge_is_not_signed_after_it(there: PayProvince):
    drawing, again, _ = there.people
    run = there.plan(202403)

    merged(there, again, drawing)

    with pytest.raises(PaymentRefused, match=r"Sổ đã thay đổi|hoặc gộp"):
        there.sign(run)


def test_what_was_signed_keeps_whom_it_was_signed_for_and_is_read_as_the_kept_person(there: PayProvince):
    drawing, again, _ = there.people
    signed = list(Line._base_manager.order_by("pk").values_list("pk", "person_id"))
    totals = control_totals([drawing.pk, again.pk])

    merged(there, again, drawing)

    assert list(Line._base_manager.order_by("pk").values_list("pk", "person_id")) == signed
    assert again.ids == [again.pk, drawing.pk]
    assert control_totals(again.ids) == totals
    assert totals["dong recognised"] > 0 and totals["titles"] == 1


def test_months_paid_to_both_are_told_before_and_become_a_recovery_that_waits_for_a_decision(db: Any):
    there = a_pay_province(n=2)
    one, other = there.people
    there.pay(202401)
    stop = a_decision(there.commune, decided_on=date(2024, 1, 20))

    told = concerns([one.pk], [other.pk])
    with acting_as(there.officer), pytest.raises(Refused, match=r"Cả hai cùng có «.*Người này đang hưởng diện này rồi"):
        actions.propose_merge(kept=one, merged=other, choices={}, reason="Một người", by=there.officer)
    Title._base_manager.filter(person=other).update(to_day=date(2024, 2, 1), stop_reason="wrong", stop_decision=stop)
    merged(there, one, other)
    run = there.plan(202402)

    month = Line._base_manager.get(person=one).amount_dong
    assert any(f"(01/2024), trùng {grouped(month)} đồng" in sentence for sentence in told)
    assert sorted(lines_of(run)) == sorted([(one.pk, "due", 202402, month), (one.pk, "recovery", 202401, -month)])
    assert table_of(run, "orders")["amount_dong"].to_pylist() == [month]


def test_whoever_proposes_does_not_confirm_and_other_roles_may_not(there: PayProvince):
    drawing, again, _ = there.people
    both = a_hand("cahai", "province_officer", there.province)
    Grant.objects.create(user=both, role="province_head", place_id=there.province.pk, from_day=date(2020, 1, 1))

    with acting_as(both):
        merge = actions.propose_merge(kept=again, merged=drawing, choices={}, reason="Một người", by=both)
        with pytest.raises(Refused, match="không tự xác nhận"):
            actions.confirm_merge(merge=merge, by=both)
    with acting_as(there.officer), pytest.raises(NoAccess):
        actions.confirm_merge(merge=merge, by=there.officer)

    assert Person._base_manager.get(pk=drawing.pk).merged_into is None


def test_the_household_of_the_row_not_chosen_ends_with_its_last_member(there: PayProvince):
    drawing, again, _ = there.people
    ends = Household._base_manager.get(head=drawing)

    merged(there, again, drawing)

    ends.refresh_from_db()
    assert ends.to_day is not None
    assert Membership._base_manager.filter(person=again, to_day=None).count() == 1
    assert Channel._base_manager.filter(person=again, to_day=None).count() == 1


def test_a_head_with_others_in_the_house_hands_it_over_first(there: PayProvince):
    drawing, again, another = there.people
    Membership._base_manager.filter(person=another).update(
        household=Household._base_manager.get(head=drawing), role="child"
    )

    with acting_as(there.officer), pytest.raises(Refused, match="Đổi chủ hộ"):
        actions.propose_merge(kept=again, merged=drawing, choices={}, reason="Một người", by=there.officer)


def test_two_whom_a_row_ties_together_are_no_one_person(there: PayProvince):
    drawing, again, _ = there.people
    Title._base_manager.filter(person=drawing).update(cared_for=again)

    with acting_as(there.officer), pytest.raises(Refused, match="nối hai người này với nhau"):
        actions.propose_merge(kept=again, merged=drawing, choices={}, reason="Một người", by=there.officer)


def test_the_number_goes_to_the_kept_row_and_is_never_in_two(there: PayProvince):
    drawing, again, _ = there.people
    Person._base_manager.filter(pk=drawing.pk).update(personal_number="084140000001")

    merge = merged(there, again, drawing)
    number = Person._base_manager.get(pk=again.pk).personal_number
    undone(there, merge)

    assert number == "084140000001"
    assert Person._base_manager.get(pk=again.pk).personal_number is None
    assert Person._base_manager.get(pk=drawing.pk).personal_number == "084140000001"


def test_a_number_somebody_else_has_got_since_stands_in_the_way_of_undoing(there: PayProvince):
    drawing, again, another = there.people
    for row, number in ((drawing, "084140000001"), (again, "084140000002")):
        Person._base_manager.filter(pk=row.pk).update(personal_number=number)
    merge = merged(there, again, drawing)
    Person._base_manager.filter(pk=another.pk).update(personal_number="084140000001")

    with pytest.raises(Refused, match="đã là của Thạch Thị Sa"):
        undone(there, merge)

    assert Person._base_manager.get(pk=drawing.pk).merged_into_id == again.pk


def test_a_third_row_follows_and_comes_back_only_after_the_later_merge_is_undone(there: PayProvince):
    first, second, third = there.people
    inner = merged(there, second, first)
    Title._base_manager.filter(person=third).update(to_day=date(2024, 3, 1))
    outer = merged(there, third, second)

    assert set(Person._base_manager.get(pk=third.pk).ids) == {first.pk, second.pk, third.pk}
    with pytest.raises(Refused, match="Gỡ lần gộp đó trước"):
        undone(there, inner)
    undone(there, outer)
    undone(there, inner)
    assert not Person._base_manager.exclude(merged_into=None).exists()


def test_both_files_keep_the_trail_and_a_merged_row_takes_no_more_acts(there: PayProvince):
    drawing, again, _ = there.people

    merged(there, again, drawing)

    with acting_as_system("kiểm thử"):
        told = AuditEvent.objects.filter(act="merge.confirm").values_list("subject", flat=True)
        assert set(told) == {f"person:{drawing.pk}", f"person:{again.pk}"}
        assert drawing.pk not in Person.objects.values_list("pk", flat=True)
        with pytest.raises(Refused, match="đã được gộp"):
            actions.correct_person(
                person=Person._base_manager.get(pk=drawing.pk), changes={"phone": "0900"}, reason="thử", by=None
            )


def test_a_sensitive_title_is_told_only_to_who_holds_its_grant():
    made = a_pay_province(n=2)
    one, other = made.people[:2]
    Title._base_manager.filter(person__in=(one, other)).update(category="hiv_poor")
    told = []

    for opens in (False, True):
        Grant.objects.filter(user=made.officer).update(
            sees_sensitive=opens, to_day=timezone.localdate() + timedelta(days=30)
        )
        with acting_as(made.officer):
            plan = plan_merge(one, other, {}, date(2024, 3, 1))
            told.append((str(concerns([one.pk], [other.pk])), str(plan.against), plan.counts.get("benefits.title", 0)))

    (hidden, against, none), (shown, named, one_title) = told
    word = CATEGORY_LABELS["hiv_poor"][0]
    assert word in shown and "không mở được" not in named and one_title == 1
    assert word not in hidden + against and "HIV" not in hidden + against and none == 0
    assert "không mở được" in against, "what stands in the way is said, not what it is"
