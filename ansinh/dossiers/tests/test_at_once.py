"""Several at one dossier or one desk in the same moment: nothing is done twice, nothing is lost. On SQLite and on PostgreSQL."""

import threading
from collections.abc import Callable
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from ansinh.core.access import NoAccess, acting_as, acting_as_system
from ansinh.dossiers import actions
from ansinh.dossiers.actions import DossierRefused
from ansinh.dossiers.models import AgencyDay, Dossier, DossierStep, Ruling
from ansinh.people import factories

pytestmark = pytest.mark.django_db(transaction=True)
PAPERS = {"declaration": "present"}


@pytest.fixture
def desk(settings: Any, tmp_path: Any) -> SimpleNamespace:
    settings.DATA = tmp_path
    with acting_as_system("chuẩn bị thử nghiệm"):
        factories.vinh_long()
        ward = factories.long_duc_ward()
        return SimpleNamespace(
            ward=ward, officer=factories.officer(ward), second=factories.officer(ward, name="canbo_hai"),
            chair=factories.officer(ward, name="chu_tich", role="commune_leader"), person=factories.person("Thạch Thị Sương", commune=ward),
        )  # fmt: skip


def at_once(*acts: Callable[[], Any]) -> list[str]:
    """Each act in a thread of its own, all begun together: "done", or what refused it."""
    said, gate = [], threading.Barrier(len(acts))

    def run(act: Callable[[], Any]) -> None:
        try:
            gate.wait(10)
            act()
            said.append("done")
        except (DossierRefused, NoAccess) as refused:
            said.append(str(refused))
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(act,)) for act in acts]
    for one in threads:
        one.start()
    for one in threads:
        one.join(60)
    assert len(said) == len(acts), "an act ended with an error"
    return sorted(said, key=len)


def opens(desk: SimpleNamespace, by: Any, **more: Any) -> Dossier:
    with acting_as(by):
        return actions.open_dossier(
            procedure="social_allowance_new", commune=desk.ward, channel="desk", applicant_name="Thạch Thị Sương", subject=desk.person,
            answers={"category": "disabled_severe"}, components=PAPERS, by=by, **more,
        )  # fmt: skip


def drafted(desk: SimpleNamespace) -> Dossier:
    """At the step that is signed."""
    dossier = opens(desk, desk.officer)
    with acting_as(desk.officer):
        papers = dict.fromkeys(dossier.components.values_list("key", flat=True), "present")
        actions.receive(dossier=dossier, components=papers, by=desk.officer)
    holder = DossierStep._base_manager.get(dossier=dossier, ended_at=None).assigned
    with acting_as(holder):
        actions.draft_ruling(dossier=dossier, outcome="refused", reason="Chưa đủ điều kiện.", by=holder)
        actions.finish_step(dossier=dossier, by=holder)
    return dossier


def test_two_desks_opening_at_once_leave_no_gap_and_give_no_number_twice(desk: SimpleNamespace) -> None:
    said = at_once(*(lambda by=by: opens(desk, by) for by in (desk.officer, desk.second) * 4))

    numbers = sorted(code[-4:] for code in Dossier._base_manager.values_list("code", flat=True))
    assert said == ["done"] * 8
    assert numbers == [f"{n:04d}" for n in range(1, 9)] and AgencyDay.objects.get().last == 8


def test_pressing_twice_at_the_desk_opens_one_dossier(desk: SimpleNamespace) -> None:
    said = at_once(*(lambda: opens(desk, desk.officer, is_second=False) for _ in range(2)))

    assert said[0] == "done" and "Đã có hồ sơ" in said[1]
    assert Dossier._base_manager.count() == 1 and AgencyDay.objects.get().last == 1


def test_the_same_export_sent_twice_at_once_comes_in_once(desk: SimpleNamespace) -> None:
    rows = [
        {
            "procedure": "social_allowance_new", "commune": desk.ward, "applicant_name": "Thạch Thị Sương", "subject": desk.person,
            "external_code": f"H59-{n}", "received_on": timezone.localdate(), "answers": {"category": "disabled_severe"},
        }
        for n in range(5)
    ]  # fmt: skip
    made: list[int] = []

    def sends(by: Any) -> None:
        with acting_as(by):
            taken, refused = actions.import_dossiers(rows=rows, by=by)
        assert all("đã nhập" in why for _row, why in refused), refused
        made.append(len(taken))

    at_once(lambda: sends(desk.officer), lambda: sends(desk.second))

    assert sum(made) == 5 and Dossier._base_manager.count() == 5


def test_a_step_finished_twice_at_once_ends_that_step_only(desk: SimpleNamespace) -> None:
    dossier = opens(desk, desk.officer)
    with acting_as(desk.officer):
        papers = dict.fromkeys(dossier.components.values_list("key", flat=True), "present")
        actions.receive(dossier=dossier, components=papers, by=desk.officer)
    step = DossierStep._base_manager.get(ended_at=None)

    def finishes() -> None:
        with acting_as(step.assigned):
            actions.finish_step(dossier=dossier, step=step.pk, by=step.assigned)

    said = at_once(finishes, finishes)

    assert said[0] == "done" and "vừa sang bước khác" in said[1]
    assert list(DossierStep._base_manager.order_by("id").values_list("number", flat=True)) == [1, 2]


def test_signing_and_withdrawing_at_once_does_one_of_them(desk: SimpleNamespace) -> None:
    dossier = drafted(desk)

    def signs() -> None:
        with acting_as(desk.chair):
            actions.sign_ruling(dossier=dossier, number="1/QĐ-UBND", decided_on=timezone.localdate(), by=desk.chair)

    def withdraws() -> None:
        with acting_as(desk.officer):
            actions.withdraw(dossier=dossier, note="có đơn xin rút", by=desk.officer)

    said = at_once(signs, withdraws)

    dossier.refresh_from_db()
    is_signed = Ruling._base_manager.get().signed_at is not None
    assert said[0] == "done" and said[1] != "done"
    assert dossier.state == ("decided" if is_signed else "withdrawn")


def test_one_number_is_given_once_in_a_bodys_year_also_at_once(desk: SimpleNamespace) -> None:
    first, second = drafted(desk), drafted(desk)

    def signs(dossier: Dossier, day: date) -> None:
        with acting_as(desk.chair):
            actions.sign_ruling(dossier=dossier, number="9/QĐ-UBND", decided_on=day, by=desk.chair)

    today = timezone.localdate()
    said = at_once(lambda: signs(first, today), lambda: signs(second, today))

    assert said[0] == "done" and "đã dùng cho hồ sơ" in said[1]
    assert Ruling._base_manager.filter(signed_at__isnull=False).count() == 1
