"""A decree before and after: what it says the next run pays is what that run pays; drafts are tried, then let in."""

import json
from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from ansinh.benefits.factories import a_channel, a_title
from ansinh.core.access import NoAccess, acting_as, acting_as_system
from ansinh.core.days import BirthDay
from ansinh.core.models import AuditEvent
from ansinh.law import law_on
from ansinh.law.local import decree_named, read_decree
from ansinh.law.reader import add_folder, remove_folder
from ansinh.payments import actions
from ansinh.payments.actions import PaymentRefused
from ansinh.payments.factories import a_hand, a_pay_province, some_people
from ansinh.payments.jobs.decree import preview_of
from ansinh.payments.jobs.inputs import table_of

pytestmark = pytest.mark.django_db

PLANNED = date(2026, 10, 6)
DRAFT = """
assistance.base_level:
  unit: dong/month
  values:
  - from_day: 2027-01-01
    known_from: 2026-12-10
    value: {value}
    reference: NQ 45/2026/NQ-HĐND Điều 1
    status: official
    source: bản ký
"""


@pytest.fixture(autouse=True)
def _somebody():
    with acting_as_system("thử nghiệm"):
        yield


@pytest.fixture
def province():
    """Trà Vinh with a severe disability, an orphan of two and a single parent of two children; nothing paid before July 2026."""
    there = a_pay_province(n=1, category="disabled_severe", opening=202607)
    orphan = some_people(1, there.commune, born=BirthDay(2024, 3, 1))[0]
    parent = some_people(1, there.commune, born=BirthDay(1990, 3, 1))[0]
    a_title(orphan, "orphan", 202407)
    a_title(parent, "single_parent", 202407, child_count=2)
    for person in (orphan, parent):
        a_channel(person)
    return there


@pytest.fixture
def law_folder(settings, tmp_path):
    """The folder of values let in, read beside the house's own."""
    settings.DATA = tmp_path
    add_folder(tmp_path / "law")
    yield tmp_path / "law"
    remove_folder(tmp_path / "law")


def draft(tmp_path, text):
    path = tmp_path / "nhap.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_the_preview_of_decree_335_is_to_the_dong_what_the_october_run_then_pays(province):
    for month, day in ((202607, date(2026, 6, 24)), (202608, date(2026, 7, 24)), (202609, date(2026, 8, 20))):
        province.accept("assistance", month, day)
        province.pay(month, on=day)

    found = preview_of(decree_named("335/2026"), province=province.province, month=202610, day=PLANNED)
    lines = table_of(province.plan(202610, on=PLANNED), "lines").to_pylist()

    arrears = {
        (line["person_id"], line["for_month"]): line["amount_dong"] for line in lines if line["kind"] == "arrears"
    }
    told = {
        (row["person_id"], row["for_month"]): row["run_dong"] for row in found.changes.to_pylist() if not row["is_now"]
    }
    assert told == arrears and len(arrears) == 9
    assert found.run_dong == sum(line["amount_dong"] for line in lines)
    assert found.arrears_dong == 3 * 40_000 * (20 + 25 + 20) // 10 and found.other_dong == 0
    assert (found.people, found.up, found.down) == (3, 3, 0)
    assert found.yearly_dong == 12 * found.change_dong == 12 * 40_000 * 65 // 10


def test_without_runs_the_months_are_compared_law_against_law(province):
    found = preview_of(decree_named("335/2026"), province=province.province, month=202610)

    assert [(row["month"], row["arrears_dong"]) for row in found.arrears] == [
        (m, 260_000) for m in (202607, 202608, 202609)
    ]
    assert found.distribution == ((80_000, 2), (100_000, 1))
    assert (
        sum(one.change_dong for one in found.by_benefit) == sum(one.change_dong for one in found.by_commune) == 260_000
    )


def test_before_its_force_a_decree_changes_nothing_and_says_from_when(province):
    with pytest.raises(PaymentRefused, match="05/10/2026"):
        preview_of(decree_named("335/2026"), province=province.province, month=202609)


def test_a_draft_is_previewed_then_let_in_and_counts_from_the_day_it_is_known(province, law_folder, tmp_path):
    path = draft(tmp_path, DRAFT.format(value=600_000))
    asked = {"province": province.province, "month": 202701, "day": date(2026, 12, 24)}
    found = preview_of(read_decree(path), **asked)

    with acting_as(province.leader):
        kept = actions.let_in(draft=path, reason="NQ 45/2026 đã ký ngày 10/12/2026", by=province.leader)

    assert found.change_dong == 60_000 * 65 // 10
    assert [value.let_in for value in decree_named("45/2026").values] == [kept.name]
    assert kept.parent == law_folder and law_on(date(2027, 1, 5)).value("assistance.base_level") == 600_000
    assert law_on(date(2026, 12, 31)).value("assistance.base_level") == 540_000
    assert law_on(date(2027, 1, 5), date(2026, 12, 1)).value("assistance.base_level") == 540_000
    event = AuditEvent.objects.get(act="let_in_law")
    assert "NQ 45/2026" in event.reason and event.detail["file"] == kept.name


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (DRAFT.format(value=530_000), "thấp hơn mức 540000"),
        (DRAFT.replace("    known_from: 2026-12-10\n", "").format(value=600_000), "known_from"),
        (DRAFT.replace("    reference: NQ 45/2026/NQ-HĐND Điều 1\n", "").format(value=600_000), "reference"),
        (DRAFT.replace("    status: official\n", "").format(value=600_000), "status"),
        (DRAFT.replace("  unit: dong/month\n", "").format(value=600_000), "unit"),
        (DRAFT.replace("dong/month", "dong").format(value=600_000), "đơn vị"),
        (DRAFT.replace("base_level", "base_levle").format(value=600_000), "assistance.base_level"),
        (DRAFT.format(value="{rural: 600000}"), "không cùng dạng"),
        ("- không phải bảng giá trị", "không có giá trị nào"),
        ("a: [", "không đọc được tệp yaml"),
    ],
)
def test_a_bad_or_lower_draft_is_refused_and_nothing_is_kept(province, law_folder, tmp_path, text, said):
    path = draft(tmp_path, text)

    with acting_as(province.leader), pytest.raises(PaymentRefused, match=said):
        actions.let_in(draft=path, reason="thử", by=province.leader)

    assert not law_folder.exists() and not AuditEvent.objects.filter(act="let_in_law").exists()


def test_only_the_provinces_leader_lets_in_with_a_reason_and_once(province, law_folder, tmp_path):
    path = draft(tmp_path, DRAFT.format(value=600_000))

    with acting_as(province.officer), pytest.raises(NoAccess):
        actions.let_in(draft=path, reason="thử", by=province.officer)
    with acting_as(province.leader):
        with pytest.raises(PaymentRefused, match="lý do"):
            actions.let_in(draft=path, reason=" ", by=province.leader)
        actions.let_in(draft=path, reason="đã ký", by=province.leader)
        with pytest.raises(PaymentRefused):
            actions.let_in(draft=path, reason="đã ký", by=province.leader)


def test_the_command_prints_people_arrears_and_cost(province):
    out, errors = StringIO(), StringIO()
    asked = ("--province", "tra-vinh", "--month", "2026-10")
    call_command("decree", "preview", "335/2026", *asked, "--by-commune", stdout=out, stderr=errors)
    call_command("decree", "list", "--json", stdout=(listed := StringIO()))

    assert "3 người thay đổi" in out.getvalue() and "+780.000 đồng" in out.getvalue()
    assert "335/2026/NĐ-CP" in [one["act"] for one in json.loads(listed.getvalue())]
    with pytest.raises(CommandError, match="999/2030"):
        call_command("decree", "preview", "999/2030", "--province", "tra-vinh", "--month", "2026-10", stderr=errors)


def test_the_page_announces_the_work_then_shows_the_province(province, client):
    client.force_login(province.officer)
    listed = client.get("/chi-tra/nghi-dinh/")
    address = "/chi-tra/nghi-dinh/xem-truoc/?so=335/2026/N%C4%90-CP&thang=10/2026"

    waiting = client.get(address)
    shown = client.get(f"{address}&tinh_toan=1")

    assert "335/2026/NĐ-CP" in listed.content.decode()
    assert "tinh_toan=1" in waiting.content.decode()
    assert "780.000 đồng" in shown.content.decode() and "Long Đức" in shown.content.decode()


def test_a_commune_sees_the_list_of_decrees_and_no_figures_of_the_province(province, client):
    client.force_login(a_hand("canboxa", "commune_officer", province.commune))

    assert "335/2026/NĐ-CP" in client.get("/chi-tra/nghi-dinh/").content.decode()
    assert client.get("/chi-tra/nghi-dinh/xem-truoc/?so=335/2026&thang=10/2026&tinh_toan=1").status_code == 422
