"""What a plan says: what is owed and not recognised, what is held back, carried, set off; the same inputs give the same bytes."""

from datetime import date

import pyarrow.compute as pc
import pytest

from ansinh.benefits.factories import (
    a_certificate,
    a_channel,
    a_claim,
    a_proxy,
    a_suspension,
    a_title,
    an_identity,
    dead,
)
from ansinh.benefits.models import Channel, Feed, Title
from ansinh.core.access import acting_as, acting_as_system
from ansinh.payments import actions
from ansinh.payments.actions import PaymentRefused
from ansinh.payments.factories import a_hand, a_pay_province, some_people
from ansinh.payments.jobs.inputs import folder_of, table_of
from ansinh.payments.jobs.totals import DoesNotTie, ties
from ansinh.payments.models import Order, Recovery, Run, Unpaid
from ansinh.people.factories import vinh_long

pytestmark = pytest.mark.django_db
OLD = 360_000  # older_80_without_pension, a month under Decree 20/2021 until June 2024


@pytest.fixture(autouse=True)
def _somebody():
    with acting_as_system("thử nghiệm"):
        yield


def lines(run, *kinds, benefit=""):
    """Kind, month and dong of the run's lines of some kinds, in order."""
    table = table_of(run, "lines").to_pylist()
    return [
        (row["kind"], row["for_month"], row["amount_dong"])
        for row in table
        if (not kinds or row["kind"] in kinds) and benefit in ("", row["benefit"])
    ]


def warned(run, kind):
    return [row for row in table_of(run, "warnings").to_pylist() if row["kind"] == kind]


def step(run, name):
    return run.totals["steps"][name]["dong"]


def no_longer_paid_from(title, month):
    Title._base_manager.filter(pk=title.pk).update(to_day=date(month // 100, month % 100, 1))


def left_unpaid(order, decided="carried", amount_dong=None):
    return Unpaid.objects.create(
        order=order, run=order.run, amount_dong=amount_dong or order.amount_dong, decided=decided
    )


def test_a_month_owes_each_person_what_the_rules_give_and_each_order_has_its_own_reference():
    there = a_pay_province(n=3)

    run = there.plan(202401)

    assert lines(run) == [("due", 202401, OLD)] * 3
    assert table_of(run, "orders")["reference"].to_pylist() == [f"84A202401-1-{n:07d}" for n in (1, 2, 3)]
    assert step(run, "list_total") == step(run, "charged") == 3 * OLD


def test_decree_335_pays_each_open_month_its_difference_once_in_october():
    there = a_pay_province(n=2, category="disabled_severe", opening=202608, from_month=202601)
    for person in there.people:
        a_certificate(person, "severe")

    old = [there.pay(month) for month in (202608, 202609)]
    october = there.pay(202610)
    november = there.plan(202611)

    assert {step(run, "list_total") for run in old} == {2 * 1_000_000}
    assert lines(october)[:3] == [
        ("arrears", 202608, 80_000),
        ("arrears", 202609, 80_000),
        ("due", 202610, 1_080_000),
    ]
    assert lines(november) == [("due", 202611, 1_080_000)] * 2


def test_decree_55_brings_the_difference_of_july_and_august_2023_once_with_september():
    there = a_pay_province(
        n=1, category="war_invalid", opening=202307, from_month=202301, programmes=("merit",), loss_rate=61
    )

    july, august = there.pay(202307, "merit"), there.pay(202308, "merit")
    september = there.pay(202309, "merit", on=date(2023, 9, 6))
    october = there.plan(202310, "merit")

    (old,) = {dong for run in (july, august) for _, _, dong in lines(run, benefit="merit.own_allowance")}
    (new,) = {dong for _, _, dong in lines(september, "due", benefit="merit.own_allowance")}
    assert (old, new) == (3_174_000, 4_016_000)
    assert lines(september, "arrears", benefit="merit.own_allowance") == [
        ("arrears", 202307, new - old),
        ("arrears", 202308, new - old),
    ]
    assert lines(october) == [("due", 202310, new)]


def test_a_decision_that_comes_late_is_paid_from_its_first_month():
    there = a_pay_province(n=1)
    there.pay(202401)
    (late,) = some_people(1, there.commune)
    a_channel(late)
    a_title(late, "older_80_without_pension", 202401)

    run = there.plan(202402)

    assert lines(run) == [("due", 202402, OLD), ("arrears", 202401, OLD), ("due", 202402, OLD)]
    assert {row["movement"]: row["count"] for row in run.totals["by_movement"]} == {"continuing": 1, "new": 1}


def test_an_unknown_amount_is_never_paid_and_is_named():
    there = a_pay_province(n=1, category="war_invalid", programmes=("merit",))

    run = there.plan(202401, "merit")

    assert lines(run) == []
    assert {row["person_id"] for row in warned(run, "unknown_amount")} == {there.people[0].pk}
    assert warned(run, "unknown_amount")[0]["amount_dong"] is None


def test_a_value_not_read_in_an_official_text_waits_for_a_named_leader_and_then_is_arrears():
    there = a_pay_province(n=1, accepted=False)

    held = there.pay(202401)
    there.accept("assistance", 202402, date(2024, 1, 24))
    run = there.plan(202402)

    assert lines(held) == []
    assert {row["amount_dong"] for row in warned(held, "law_not_accepted")} == {OLD}
    assert step(held, "held_law") == OLD
    assert lines(run) == [("arrears", 202401, OLD), ("due", 202402, OLD)]


def test_an_acceptance_needs_a_leader_a_reason_and_a_doubt():
    there = a_pay_province(n=0, accepted=False)
    day = date(2024, 1, 31)

    with acting_as(there.leader):
        with pytest.raises(PaymentRefused, match="lý do"):
            actions.accept_value(province=there.province, name="assistance.whole", day=day, reason=" ", by=there.leader)
        with pytest.raises(PaymentRefused, match="không cần chấp nhận"):
            actions.accept_value(
                province=there.province, name="assistance.base_level", day=day, reason="CV 1", by=there.leader
            )
        made = actions.accept_value(
            province=there.province, name="assistance.whole", day=day, reason="CV 1", by=there.leader
        )

    assert (made.status, made.by, made.reason) == ("derived", there.leader, "CV 1")


def test_who_has_no_way_to_be_paid_is_named_and_paid_as_arrears_once_there_is_one():
    there = a_pay_province(n=1)
    Channel._base_manager.all().delete()

    held = there.pay(202401)
    a_channel(there.people[0], "cash")
    run = there.plan(202402)

    assert (lines(held), step(held, "held_stop")) == ([], OLD)
    assert [row["severity"] for row in warned(held, "no_channel")] == ["stop"]
    assert lines(run) == [("arrears", 202401, OLD), ("due", 202402, OLD)]


def test_a_report_of_a_death_stops_the_line_until_somebody_settles_it():
    there = a_pay_province(n=2)
    feed = Feed._base_manager.create(
        kind="death", name="Thạch Thị Sa 1", day=date(2023, 12, 20), source="hộ tịch", person=there.people[0], province=there.province
    )  # fmt: skip

    stopped = there.pay(202401)
    Feed._base_manager.filter(pk=feed.pk).update(state="refused")
    run = there.plan(202402)

    assert len(lines(stopped)) == 1
    assert "tin báo tử ngày 20/12/2023" in warned(stopped, "feed_open")[0]["said"]
    assert lines(run, "arrears") == [("arrears", 202401, OLD)]


def test_money_of_a_dead_person_is_not_sent_and_their_funeral_goes_to_who_buried_them():
    there = a_pay_province(n=4)
    there.pay(202401)
    gone, payee, alone, other = there.people
    Channel._base_manager.filter(person=other).delete()
    a_channel(other, "cash")
    dead(gone, date(2024, 1, 20))
    a_claim(gone, "funeral_assistance", 202401, payee=payee)
    dead(alone, date(2024, 1, 21))
    a_claim(alone, "funeral_assistance", 202401, payee_name="Kim Thị Út")
    there.accept("assistance", 202402, date(2024, 1, 24))

    run = there.plan(202402)

    orders = {(row["person_id"], row["channel"], row["payee_name"]) for row in table_of(run, "orders").to_pylist()}
    assert orders == {
        (payee.pk, "account", "THACH THI SA 2"),
        (alone.pk, "cash", "Kim Thị Út"),
        (other.pk, "cash", other.name),
    }
    assert lines(run, "once") == [("once", 202401, 20 * OLD)] * 2
    assert step(run, "due") == 2 * OLD


def test_what_was_paid_too_much_is_owed_back_and_taken_from_arrears_before_it_is_a_recovery():
    there = a_pay_province(n=1, category="disabled_severe")
    person = there.people[0]
    a_certificate(person, "severe")
    for month in (202401, 202402):
        there.pay(month)
    no_longer_paid_from(there.titles[0], 202402)
    a_title(person, "care_of_older", 202402, cared_for=some_people(1, there.commune)[0])

    run = there.pay(202403)

    assert lines(run, "recovery") == [("recovery", 202402, -720_000)]
    arrears, due = step(run, "arrears"), step(run, "due")
    assert arrears > 0
    assert lines(run, "offset") == [("offset", 202403, -min(arrears, 720_000))]
    assert step(run, "list_total") == max(arrears - 720_000, 0) + due
    assert sum(Recovery.objects.values_list("amount_dong", flat=True)) == max(720_000 - arrears, 0)


def test_a_recovery_never_takes_the_months_own_money_until_somebody_sets_an_instalment():
    there = a_pay_province(n=1)
    there.pay(202401)
    there.pay(202402)
    no_longer_paid_from(there.titles[0], 202402)
    a_title(there.people[0], "older_80_without_pension", 202403)

    march = there.pay(202403)
    recovery = Recovery.objects.get()
    recovery.instalment_dong = 200_000
    recovery.save(update_fields=["instalment_dong"])
    taken = [lines(there.pay(month), "instalment") for month in (202404, 202405)]
    done = lines(there.plan(202406), "instalment")

    assert lines(march) == [("recovery", 202402, -OLD), ("due", 202403, OLD)]
    assert recovery.amount_dong == OLD
    assert [dong for found in taken for _, _, dong in found] == [-200_000, -160_000]
    assert done == []


def test_an_instalment_takes_no_more_than_the_order_has():
    there = a_pay_province(n=1)
    run = there.pay(202401)
    for dong in (300_000, 200_000):
        Recovery.objects.create(
            person=there.people[0], province=there.province, programme="assistance", run=run, amount_dong=dong, instalment_dong=dong,
        )  # fmt: skip

    run = there.plan(202402)

    assert lines(run, "instalment") == [("instalment", 202402, -300_000), ("instalment", 202402, -60_000)]
    assert table_of(run, "orders").num_rows == 0


def test_unpaid_orders_are_carried_to_the_dong_once():
    there = a_pay_province(n=2)
    there.pay(202401)
    for order, dong in zip(Order.objects.order_by("id"), (20_000_001, 68_212_208), strict=True):
        left_unpaid(order, amount_dong=dong)

    february = there.pay(202402)
    march = there.plan(202403)

    assert lines(february, "carried") == [("carried", 202401, 20_000_001), ("carried", 202401, 68_212_208)]
    assert table_of(february, "orders")["amount_dong"].to_pylist() == [20_000_001 + OLD, 68_212_208 + OLD]
    assert step(february, "charged") == 2 * OLD
    assert lines(march, "carried") == []


def test_a_funeral_nobody_came_for_is_carried_to_who_buried_them():
    there = a_pay_province(n=2)
    gone, other = there.people
    Channel._base_manager.filter(person=other).update(kind="cash", provider="VNPOST", account_number="")
    dead(gone, date(2023, 12, 20))
    no_longer_paid_from(there.titles[0], 202401)
    a_claim(gone, "funeral_assistance", 202312, payee_name="Kim Thị Út")
    there.pay(202401)
    left_unpaid(Order.objects.get(person=gone))

    run = there.plan(202402)

    orders = [(row["payee_name"], row["provider"], row["amount_dong"]) for row in table_of(run, "orders").to_pylist()]
    assert orders == [("Kim Thị Út", "VNPOST", 20 * OLD), (other.name, "VNPOST", OLD)]


def test_money_carried_twice_keeps_the_month_it_began_and_puts_the_person_on_the_list():
    there = a_pay_province(n=1)
    for month in (202401, 202402):
        there.pay(month)
        left_unpaid(Order.objects.latest("id"))

    run = there.plan(202403)

    assert lines(run, "carried") == [("carried", 202401, 2 * OLD)]
    assert "từ tháng 01/2024" in warned(run, "long_unpaid")[0]["said"]


def test_unpaid_money_of_the_dead_only_clears_what_was_paid_after_the_death():
    there = a_pay_province(n=1)
    there.pay(202401)
    left_unpaid(Order.objects.get())
    no_longer_paid_from(there.titles[0], 202401)
    dead(there.people[0], date(2023, 12, 30))

    run = there.pay(202402)

    assert lines(run) == [("carried", 202401, OLD), ("recovery", 202401, -OLD), ("offset", 202402, -OLD)]
    assert table_of(run, "orders").num_rows == Recovery.objects.count() == 0


def test_a_paused_person_stays_paused_through_a_second_run():
    there = a_pay_province(n=2)
    a_suspension(there.titles[0], 202401)

    first, again = there.pay(202401), there.pay(202401)

    assert lines(first) == [("due", 202401, OLD)]
    assert (again.number, lines(again)) == (2, [])


def test_a_pause_lifted_from_its_first_day_is_paid_back():
    there = a_pay_province(n=1)
    pause = a_suspension(there.titles[0], 202401, 202403)

    there.pay(202401)
    pause.is_paid_back = True
    pause.save(update_fields=["is_paid_back"])
    run = there.plan(202402)

    assert lines(run) == [("arrears", 202401, OLD), ("due", 202402, OLD)]


def test_shared_ways_and_doubts_are_told_with_the_money():
    there = a_pay_province(n=6)
    shared, others = there.people[:2], there.people[2:]
    Channel._base_manager.filter(person__in=shared).update(account_number="7400", is_verified=False)
    Channel._base_manager.filter(person__in=others).delete()
    for person in others:
        a_channel(person, "cash")
        a_proxy(person, personal_number="084190000001")
    a_proxy(shared[0], to_day=date(2023, 1, 1))
    an_identity(shared[0], "mismatch")

    run = there.plan(202401)

    assert len(warned(run, "shared_account")) == len(warned(run, "account_unverified")) == 2
    assert [row["amount_dong"] for row in warned(run, "shared_proxy")] == [OLD] * 4
    assert "nhận thay cho 4 người" in warned(run, "shared_proxy")[0]["said"]
    assert [row["said"] for row in warned(run, "identity")] == ["Định danh: lệch thông tin."]
    assert table_of(run, "orders")["proxy_number"].to_pylist()[2:] == ["084190000001"] * 4


def test_an_authority_that_has_expired_gives_the_money_back_to_the_person():
    there = a_pay_province(n=1)
    Channel._base_manager.all().delete()
    a_channel(there.people[0], "cash")
    a_proxy(there.people[0], "Kim Văn Tài", to_day=date(2023, 12, 1))

    run = there.plan(202401)

    assert table_of(run, "orders")["payee_name"].to_pylist() == [there.people[0].name]
    assert "Ủy quyền cho Kim Văn Tài hết hạn ngày 01/12/2023" in warned(run, "proxy_expired")[0]["said"]


def test_the_same_inputs_give_the_same_bytes_and_an_altered_file_is_named():
    there = a_pay_province(n=5)
    first = there.plan(202401)
    with acting_as(there.officer):
        actions.discard(run=first, reason="lập lại", by=there.officer)

    again = there.plan(202401)
    whole = actions.verify(again)
    path = folder_of(again) / "inputs" / "channels.parquet"
    path.write_bytes(path.read_bytes()[:-1] + b"x")

    assert (again.inputs_hash, again.result_hash) == (first.inputs_hash, first.result_hash)
    assert whole == []
    assert actions.verify(again) == ["Tệp đầu vào channels.parquet đã bị sửa."]


def test_2039_people_are_paid_by_the_same_path():
    there = a_pay_province(n=2039)

    run = there.pay(202401)

    assert run.totals["steps"]["due"]["count"] == Order.objects.count() == 2039
    assert pc.sum(table_of(run, "orders")["amount_dong"]).as_py() == 2039 * OLD


def test_a_plan_waits_for_the_opening_for_the_signature_before_and_never_goes_back():
    there = a_pay_province(n=1, opening=202402)
    with pytest.raises(PaymentRefused, match="trước tháng mở sổ 02/2024"):
        there.plan(202401)
    with pytest.raises(PaymentRefused, match="chưa mở sổ"):
        there.plan(202402, "merit")
    there.pay(202403)
    with pytest.raises(PaymentRefused, match="truy lĩnh của đợt sau"):
        there.plan(202402)
    there.plan(202403)
    with pytest.raises(PaymentRefused, match="chờ ký"):
        there.plan(202404)


def test_what_a_killed_plan_left_behind_goes_with_the_next(payruns):
    there = a_pay_province(n=1)
    for name in ("draft-1234", "999"):
        (payruns / name / "inputs").mkdir(parents=True)
        (payruns / name / "lock").touch()

    run = there.plan(202401)

    assert [folder.name for folder in payruns.iterdir()] == [str(run.pk)]
    assert Run.objects.count() == 1


def test_totals_that_contradict_each_other_are_refused_by_name():
    run = a_pay_province(n=1).plan(202401)

    run.totals["steps"]["list_total"]["dong"] += 1

    with pytest.raises(DoesNotTie, match="danh sách chi trả"):
        ties(run.totals)


def test_a_new_province_pays_the_people_of_the_ones_it_came_from_in_their_new_communes():
    old = a_pay_province(2, category="disabled_severe", from_month=202401, opening=202401)
    later = vinh_long()
    officer, leader = a_hand("canbo.moi", "province_officer", later), a_hand("lanhdao.moi", "province_leader", later)
    with acting_as(leader):
        actions.open_programme(province=later, programme="assistance", month=202507, by=leader)
        values = actions.values_to_accept(
            province=later, programme="assistance", month=202507, plan_day=date(2025, 6, 24)
        )
        actions.accept_values(province=later, values=[one.value for one in values], reason="Công văn 12/SYT", by=leader)
    before = old.pay(202506)
    with acting_as(officer):
        after = actions.plan(
            province=later, programme="assistance", month=202507, plan_day=date(2025, 6, 24), by=officer
        )

    assert [row["commune_id"] for row in table_of(before, "orders").to_pylist()] == ["29242", "29242"]
    assert [row["commune_id"] for row in table_of(after, "orders").to_pylist()] == ["29242@2025", "29242@2025"]
    assert lines(after) == [("due", 202507, 1_000_000), ("due", 202507, 1_000_000)]


def test_a_benefit_that_nobody_has_any_more_is_told_before_the_signature():
    there = a_pay_province(2, category="disabled_severe", from_month=202401, opening=202401)
    there.pay(202401)
    Title._base_manager.update(from_day=date(2024, 1, 1), to_day=date(2024, 2, 1))

    (told,) = warned(there.plan(202402), "law_absent")

    assert (told["benefit"], told["amount_dong"]) == ("assistance.social_allowance", 1_440_000)
    assert "2 người" in told["said"]
