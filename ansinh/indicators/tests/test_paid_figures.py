"""Figures of rights and payments against the tables, by hand-written SQL; months as they are asked for."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from django.conf import settings
from django.db import connection, transaction
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoDbBlocker

from ansinh.benefits.words import GROUP_OF
from ansinh.core.access import acting_as_system
from ansinh.engine.collect import collect
from ansinh.indicators import api
from ansinh.indicators.factories import PAID_MONTHS, reviewed_province, with_payments, with_titles
from ansinh.poverty import factories

YEAR = {"year": 2023}


@pytest.fixture(scope="module")
def _made_once(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Any]:
    kept, settings.SNAPSHOTS = settings.SNAPSHOTS, Path(tmp_path_factory.mktemp("snapshots"))
    with django_db_blocker.unblock(), transaction.atomic(), acting_as_system("thử"):
        there: Any = reviewed_province(households=30)
        with_titles(there)
        with_payments(there)
        there.taken = there.snapshot()
        yield there
        transaction.set_rollback(True)
    settings.SNAPSHOTS = kept


@pytest.fixture
def there(_made_once: Any, db: Any) -> Iterator[Any]:
    """The small province with titles and three closed months, and its snapshot; the system acts."""
    with acting_as_system("thử"):
        yield _made_once


def _asked(there: Any, name: str, **period: Any) -> Any:
    return api.figure(name, place=there.province, snapshot=there.taken, **(period or YEAR))


def _sql(text: str) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(text)
        return cursor.fetchone()[0]


CLOSED = "JOIN payments_run r ON r.id = x.run_id AND r.state = 'closed'"
LINE = f"FROM payments_line x {CLOSED}"
ORDER = f"FROM payments_order x {CLOSED}"
PAID = (
    "COALESCE((SELECT SUM(amount_dong) FROM payments_settlement s WHERE s.order_id = x.id AND s.outcome = 'paid'), 0)"
)
OPEN_IN_DECEMBER = "x.from_day < '2024-01-01' AND (x.to_day IS NULL OR x.to_day > '2023-12-01')"
PAUSED = (
    "EXISTS (SELECT 1 FROM benefits_suspension s WHERE s.title_id = x.id AND NOT s.is_paid_back"
    " AND s.from_day < '2024-01-01' AND (s.to_day IS NULL OR s.to_day > '2023-12-01'))"
)
TITLE = f"FROM benefits_title x WHERE {OPEN_IN_DECEMBER}"
BY_HAND = {
    "payments.recognised_dong": f"SELECT SUM(x.amount_dong) {LINE} WHERE kind IN ('due', 'arrears', 'once', 'recovery')",
    "payments.arrears_dong": f"SELECT SUM(x.amount_dong) {LINE} WHERE kind = 'arrears'",
    "payments.merit_dong": f"SELECT SUM(x.amount_dong) {LINE} WHERE kind IN ('due', 'arrears', 'once', 'recovery') AND r.programme = 'merit'",
    "payments.assistance_monthly_dong": f"SELECT SUM(x.amount_dong) {LINE} WHERE kind IN ('due', 'arrears', 'recovery')"
    " AND r.programme = 'assistance'",
    "payments.taken_back_dong": f"SELECT SUM(x.amount_dong) {LINE} WHERE kind IN ('offset', 'instalment')",
    "payments.funeral_turns": f"SELECT COUNT(*) {LINE} JOIN benefits_claim c ON c.id = x.claim_id WHERE c.kind LIKE 'funeral%'",
    "payments.protection_relief_local_dong": f"SELECT SUM(x.amount_dong) {LINE} WHERE r.programme = 'relief'",
    "payments.ordered_dong": f"SELECT SUM(x.amount_dong) {ORDER}",
    "payments.paid_dong": f"SELECT SUM({PAID}) {ORDER}",
    "payments.unpaid_orders": f"SELECT COUNT(*) {ORDER} WHERE {PAID} < x.amount_dong",
    "payments.cashless_dong": f"SELECT SUM(x.amount_dong) {ORDER} WHERE channel <> 'cash'",
    "payments.listed_in_time_orders": f"SELECT COUNT(*) {ORDER} WHERE r.programme <> 'relief'",
    "payments.paid_in_time_orders": f"SELECT COUNT(*) {ORDER} WHERE {PAID} = x.amount_dong AND (SELECT MAX(CAST(SUBSTR(CAST(day AS TEXT), 9, 2)"
    " AS INTEGER)) FROM payments_settlement s WHERE s.order_id = x.id) < 20",
    "payments.merit_recipients": f"SELECT COUNT(DISTINCT x.person_id) {LINE} WHERE kind = 'due' AND r.month = 202312 AND r.programme = 'merit'",
    "payments.recipients": f"SELECT COUNT(DISTINCT x.person_id) {LINE} WHERE kind = 'due' AND r.month = 202312",
    "benefits.merit_titles": f"SELECT COUNT(*) {TITLE} AND NOT {PAUSED} AND x.category IN ({{merit}})",
    "benefits.assistance_disabled": f"SELECT COUNT(*) {TITLE} AND NOT {PAUSED} AND x.category IN ('disabled_severe', 'disabled_extra_severe')",
    "benefits.suspended_titles": f"SELECT COUNT(*) {TITLE} AND {PAUSED}",
    "benefits.people": f"SELECT COUNT(DISTINCT x.person_id) {TITLE}",
    "benefits.people_with_account": f"SELECT COUNT(DISTINCT x.person_id) {TITLE} AND x.person_id IN"
    " (SELECT person_id FROM benefits_channel WHERE kind <> 'cash')",
}  # fmt: skip


@pytest.mark.parametrize("name", BY_HAND)
def test_a_figure_is_what_the_tables_say(there: Any, name: str) -> None:
    merit = ", ".join(f"'{c}'" for c, group in GROUP_OF.items() if group in ("merit", "survivor", "merit_carer"))

    told = _asked(there, name)

    assert told.value == _sql(BY_HAND[name].replace("{merit}", merit))
    assert told.value, "a figure of nothing proves nothing"


def test_the_checks_of_the_year_hold_and_name_no_wrong_sum(there: Any) -> None:
    found = api.check(place=there.province, period=api.period_of(**YEAR), snapshot=there.taken)

    mine = [one for one in found if one.figures[0].startswith(("payments.", "benefits."))]
    assert {one.kind for one in mine} >= {"parts", "share", "movement", "communes"}
    assert [one.said for one in mine if one.verdict == "inconsistent"] == []


def test_people_of_a_month_are_those_of_the_month_before_plus_new_less_stopped(there: Any) -> None:
    period = api.period_of(month=202312)

    found = api.check(place=there.province, period=period, snapshot=there.taken, only=["payments.merit_recipients"])

    movement = next(one for one in found if one.kind == "movement")
    assert movement.verdict == "consistent"
    assert _asked(there, "payments.merit_new", month=202312).value


def test_the_first_month_of_the_ledger_compares_with_nothing(there: Any) -> None:
    told = _asked(there, "payments.merit_new", month=202310)

    assert told.value == 0
    assert told.unknown == _asked(there, "payments.merit_recipients", month=202310).value


def test_a_year_says_which_months_it_has(there: Any) -> None:
    year = _asked(there, "payments.paid_dong")
    quarter = _asked(there, "payments.paid_dong", from_day=date(2023, 10, 1), to_day=date(2023, 12, 31))
    months = [_asked(there, "payments.paid_dong", month=month).value for month in PAID_MONTHS]

    assert year.value == quarter.value == sum(months)
    assert year.notes == ("Mới có số liệu 3/12 tháng của kỳ: 10/2023, 11/2023, 12/2023.",)
    assert quarter.notes == ()


def test_a_month_that_is_not_closed_has_no_figure(there: Any) -> None:
    told = _asked(there, "payments.paid_dong", month=202401)

    assert told.value is None
    assert "chưa có tháng chi trả nào được chốt, tháng 01/2024. Có số liệu từ tháng 10/2023." in told.missing


def test_a_day_between_months_takes_the_newest_month_of_its_year(there: Any) -> None:
    told = _asked(there, "payments.recipients", on=date(2023, 11, 15))

    assert told.value == _asked(there, "payments.recipients", month=202311).value
    assert _asked(there, "payments.recipients", on=date(2024, 6, 30)).value is None


def test_titles_are_counted_each_december_on_any_map(there: Any) -> None:
    then = _asked(there, "benefits.people")
    later = api.figure("benefits.people", place=there.later_province, year=2025, by="commune", snapshot=there.taken)

    still_open = "SELECT COUNT(DISTINCT person_id) FROM benefits_title WHERE to_day IS NULL"
    assert then.value and later.value == _sql(still_open)
    assert {row.key for row in later.rows} <= {there.joined.pk, there.other.pk}


def test_the_records_behind_a_figure_open_and_those_of_a_sensitive_category_name_nobody(there: Any) -> None:
    browser = Client()
    officer = factories.make_user("canbo_chi", "province_officer", there.province)
    browser.force_login(officer)
    kept_apart = browser.get("/chi-tieu/benefits.assistance_with_hiv/ho-so/?noi=84&nam=2023").content.decode()
    officer.grants.update(sees_sensitive=True, to_day=timezone.localdate() + timedelta(days=1))

    paid = browser.get("/chi-tieu/payments.merit_recipients/ho-so/?noi=84&thang=2023-12").content.decode()
    hidden = browser.get("/chi-tieu/benefits.assistance_with_hiv/ho-so/?noi=84&nam=2023").content.decode()

    assert paid.split("<table")[1].count('href="/nguoi/') == min(_asked(there, "payments.merit_recipients").value, 50)
    assert "<tbody><tr" not in kept_apart and "(không nêu tên)" not in kept_apart
    assert "(không nêu tên)" in hidden
    assert "Nguyễn" not in hidden.split("<table")[1].split("</table>")[0]


@pytest.mark.parametrize("name", ["held_title", "payment_line", "payment_order", "payee"])
def test_the_query_of_a_monthly_grain_gives_the_database_the_records_of_its_copy(there: Any, name: str) -> None:
    grain = collect().grains[name]
    (file,) = Path(there.taken.folder).glob(f"records/{name}/*/{name}.parquet")
    copied = pq.read_table(file).select([grain.key, grain.partition]).to_pylist()

    months = ", ".join({str(row[grain.partition]) for row in copied})
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {grain.key} FROM ({grain.query}) AS q WHERE {grain.partition} IN ({months})")
        asked = {row[0] for row in cursor.fetchall()}

    assert asked == {row[grain.key] for row in copied} != set()


def test_the_pages_of_a_monthly_figure_are_asked_by_year_and_by_month(there: Any) -> None:
    browser = Client()
    browser.force_login(factories.make_user("canbo_thang", "province_officer", there.province))
    month = _asked(there, "payments.ordered_dong", month=202311)

    year = browser.get("/chi-tieu/payments.ordered_dong/?noi=84&theo=order_provider")
    asked = browser.get("/chi-tieu/payments.ordered_dong/?noi=84&thang=2023-11").content.decode()
    book = browser.get("/chi-tieu/payments.ordered_dong/xuat/?noi=84&thang=2023-11&theo=order_provider")

    assert "VNPOST" in year.content.decode()
    assert f"{month.value:,}".replace(",", ".") in asked and "Tháng trước" in asked
    assert book.status_code == 200
