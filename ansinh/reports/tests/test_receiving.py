"""A report comes in: kept once, read apart, its place and period said by an officer and never guessed."""

from types import SimpleNamespace
from typing import Any

import pytest

from ansinh.core.access import NoAccess, acting_as
from ansinh.core.audit import broken_links
from ansinh.core.models import AuditEvent
from ansinh.reports import actions, jobs
from ansinh.reports.actions import reading
from ansinh.reports.models import Received, ReceivedClaim
from ansinh.reports.tests.received import REPORT, number, take
from ansinh.reports.words import days_of, period_said


def test_a_file_is_kept_once_and_the_second_time_says_when_it_came(receiving: SimpleNamespace) -> None:
    with pytest.raises(actions.AlreadyReceived, match=r"bao-cao\.txt.*can_bo.*Sở LĐTBXH") as known:
        actions.receive(name="ten-khac.txt", data=REPORT.encode(), by=receiving.officer)

    assert known.value.received == receiving.report
    assert Received.objects.count() == 1
    assert [path.read_bytes() for path in receiving.report.path.parent.iterdir()] == [REPORT.encode()]


def test_what_a_report_says_of_itself_is_kept_with_its_text_and_numbers(receiving: SimpleNamespace) -> None:
    report = receiving.report
    poor = number(report, "còn 3.453 hộ")

    assert (report.state, report.number, str(report.day)) == ("read", "215/BC-SLĐTBXH", "2023-12-12")
    assert report.document.text[poor.number_start : poor.number_end] == "3.453 hộ"
    assert (poor.indicator, poor.value, poor.period, poor.place) == (
        "poverty.poor_households",
        3453,
        "2023",
        receiving.province,
    )
    assert poor.standing == "trusted" and poor.is_counted
    assert report.reader_version == jobs.reader_version()


def test_what_does_not_add_up_is_a_finding_and_its_numbers_do_not_count(receiving: SimpleNamespace) -> None:
    total = number(receiving.report, "cho 24.500 lao động")

    wrong = receiving.report.findings.get(verdict="inconsistent")

    assert total.key in wrong.claims and "23.500" in wrong.arithmetic
    assert total.is_contradicted and total.standing == "doubtful" and not total.is_counted


def test_place_and_period_are_proposed_and_said_only_by_an_officer(receiving: SimpleNamespace) -> None:
    unsaid = take(receiving.officer, REPORT + "Nơi nhận: lưu.")

    assert not unsaid.is_said and (unsaid.proposed_place, unsaid.proposed_period) == ("Trà Vinh", "2023")
    assert number(unsaid, "còn 3.453").place is None

    actions.describe(received=unsaid, place=receiving.province, period="2023", sender="Sở", by=receiving.officer)

    assert unsaid.is_said and number(unsaid, "còn 3.453").place == receiving.province


def test_a_number_without_its_own_period_follows_the_period_that_is_said(receiving: SimpleNamespace) -> None:
    report = take(receiving.officer, "Toàn tỉnh còn 3.453 hộ nghèo.\n")

    for period in ("2022", "2023-H1"):
        actions.describe(received=report, place=receiving.province, period=period, by=receiving.officer)

        assert number(report, "còn 3.453").period == period


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("hong.pdf", b"%PDF-1.7\n1 0 obj << /Encrypt", "hong.pdf"),
        ("gia.docx", b"PK\x03\x04 not a zip at all", "gia.docx"),
        ("trang.txt", b"   \n \n", "trang.txt"),
    ],
)
def test_a_file_nothing_can_be_read_from_is_kept_with_the_reason(
    receiving: SimpleNamespace, name: str, data: bytes, said: str
) -> None:
    received = actions.receive(name=name, data=data, by=receiving.officer)

    actions.read(received=received, by=receiving.officer)
    received.refresh_from_db()

    assert received.state == "unreadable" and said in received.problem
    assert received.path.read_bytes() == data


def test_an_empty_file_is_refused_and_nothing_is_kept(receiving: SimpleNamespace) -> None:
    with pytest.raises(actions.Refused, match="rỗng"):
        actions.receive(name="rong.txt", data=b"", by=receiving.officer)

    assert not list(receiving.report.path.parent.parent.glob("dang-nhan-*"))


def test_reading_that_takes_too_long_is_stopped_and_the_next_file_is_read(receiving: SimpleNamespace) -> None:
    report = receiving.report

    actions.read(received=report, by=receiving.officer, seconds=0)
    assert report.state == "unreadable" and "quá 0 giây" in report.problem

    actions.read(received=report, by=receiving.officer)
    assert report.state == "read" and report.problem == ""
    assert ReceivedClaim.objects.filter(received=report).exists()


def test_a_name_with_folders_in_it_is_only_a_name(receiving: SimpleNamespace) -> None:
    received = actions.receive(name="../../etc/passwd", data=b"1.250 ho ngheo", by=receiving.officer)

    assert received.name == "passwd"
    assert received.path.name == received.sha256


def test_a_commune_officer_receives_for_the_own_commune_only(receiving: SimpleNamespace) -> None:
    with acting_as(receiving.commune_officer):
        own = actions.receive(name="xa.txt", data=b"Xa con 25 ho ngheo", by=receiving.commune_officer)
        with pytest.raises(NoAccess, match="xã mình"):
            actions.receive(name="x.txt", data=b"30 ho", place=receiving.other, by=receiving.commune_officer)
        with pytest.raises(NoAccess, match="xã mình"):
            actions.describe(received=own, place=receiving.other, period="2023", by=receiving.commune_officer)

    assert own.place == receiving.commune


@pytest.mark.parametrize("who", ["leader", "auditor"])
def test_who_only_reads_receives_nothing(receiving: SimpleNamespace, who: str) -> None:
    user = getattr(receiving, who)

    with acting_as(user), pytest.raises(NoAccess, match="Cán bộ"):
        actions.receive(name="x.txt", data=b"30 ho", by=user)


def test_every_act_leaves_its_trace_in_the_same_chain(receiving: SimpleNamespace) -> None:
    acts = AuditEvent.objects.filter(subject=f"received:{receiving.report.pk}").values_list("act", flat=True)

    assert list(acts) == ["received.receive", "received.read"]
    assert not list(broken_links())


@pytest.mark.parametrize(
    ("period", "said", "days"),
    [
        ("2023", "năm 2023", ("2023-01-01", "2023-12-31")),
        ("2024-H1", "6 tháng đầu năm 2024", ("2024-01-01", "2024-06-30")),
        ("2023-Q3", "quý III năm 2023", ("2023-07-01", "2023-09-30")),
        ("2024-02", "tháng 2/2024", ("2024-02-01", "2024-02-29")),
        ("2023-9M", "9 tháng đầu năm 2023", ("2023-01-01", "2023-09-30")),
    ],
)
def test_a_period_is_said_as_officers_say_it(period: str, said: str, days: Any) -> None:
    assert period_said(period) == said
    assert tuple(day.isoformat() for day in days_of(period)) == days


def test_reading_one_report_that_fails_unexpectedly_does_not_stop_the_next(
    receiving: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    bad = take(receiving.officer, "Toàn tỉnh còn 10 hộ nghèo.\n", name="a.txt")
    good = take(receiving.officer, "Toàn tỉnh còn 11 hộ nghèo.\n", name="b.txt")
    laid = reading.lay_rulings

    def fails_once(received: Received, claims: Any) -> Any:
        if received == bad:
            raise RuntimeError("đĩa đầy")
        return laid(received, claims)

    monkeypatch.setattr(reading, "lay_rulings", fails_once)
    reading.read_each([bad.pk, good.pk], receiving.officer)

    again = Received.objects.get(pk=good.pk)
    assert again.read_at > good.read_at and again.state == "read"
    assert Received.objects.get(pk=bad.pk).state == "unreadable"
