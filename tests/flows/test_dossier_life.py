"""A dossier from the desk to the register: numbers without a gap, days counted, hands kept apart, the decision enacts and nothing else."""

from collections.abc import Iterator
from datetime import date, datetime, time
from io import BytesIO
from types import SimpleNamespace
from typing import Any

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from django.utils import timezone
from docx.oxml import OxmlElement

from ansinh.benefits.actions import add_certificate
from ansinh.benefits.models import Title
from ansinh.core import files
from ansinh.core.access import NoAccess, acting_as, acting_as_system
from ansinh.core.audit import broken_links
from ansinh.core.models import AuditEvent, Grant
from ansinh.dossiers import actions
from ansinh.dossiers.actions.standing import DossierRefused
from ansinh.dossiers.documents import papers
from ansinh.dossiers.jobs.clock import Stop, later
from ansinh.dossiers.models import Dossier, DossierStep, Ruling
from ansinh.people import factories

MONDAY = date(2026, 10, 12)
PAPERS = {"declaration": "present"}
NUMBER = "084180000001"


def nine(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(9)))


@pytest.fixture(scope="module")
def _made_once(django_db_setup: Any, django_db_blocker: Any) -> Iterator[SimpleNamespace]:
    with django_db_blocker.unblock(), transaction.atomic():
        yield a_ward()
        transaction.set_rollback(True)


@pytest.fixture
def ward(_made_once: SimpleNamespace, db: Any, settings: Any, tmp_path: Any) -> SimpleNamespace:
    """The ward, made once for this file; what a test changes is undone after it."""
    settings.DATA = tmp_path
    return _made_once


def a_ward() -> SimpleNamespace:
    """A ward of Vĩnh Long with two officers and its chair; somebody severely disabled with a certificate in the register."""
    with acting_as_system("chuẩn bị thử nghiệm"):
        province, ward, beside = factories.vinh_long(), factories.long_duc_ward(), factories.cang_long()
        there = SimpleNamespace(
            province=province, ward=ward, officer=factories.officer(ward), second=factories.officer(ward, name="canbo_hai"),
            chair=factories.officer(ward, name="chu_tich", role="commune_leader"), other=factories.officer(beside, name="canbo_khac"),
            chief=factories.officer(province, name="so", role="province_officer"),
            person=factories.person("Thạch Thị Sương", commune=ward, personal_number="084180000001"),
        )  # fmt: skip
        add_certificate(
            person=there.person, number="12/GXN", degree="severe", kind="movement", from_day=date(2026, 9, 1), by=None
        )
    return there


def asked(there: SimpleNamespace, by: Any = None, day: date = MONDAY, **more: Any) -> Dossier:
    by = by or there.officer
    with acting_as(by):
        return actions.open_dossier(
            procedure="social_allowance_new", commune=there.ward, channel="desk", at=nine(day), by=by,
            **{"components": PAPERS, "applicant_name": "Thạch Thị Sương", "applicant_number": NUMBER, **more},
        )  # fmt: skip


def received(there: SimpleNamespace, **more: Any) -> Dossier:
    dossier = asked(there, **more)
    with acting_as(there.officer):
        return actions.receive(dossier=dossier, at=nine(more.get("day", MONDAY)), by=there.officer)


def ready_to_sign(there: SimpleNamespace, outcome: str = "granted", **more: Any) -> Dossier:
    """A dossier examined and drafted by whoever it was given to, at the step that is signed."""
    dossier = received(there)
    while not _at_decision(there, dossier):
        officer = DossierStep._base_manager.get(dossier=dossier, ended_at=None).assigned
        with acting_as(officer):
            actions.draft_ruling(dossier=dossier, outcome=outcome, by=officer, **more)
            actions.finish_step(dossier=dossier, at=nine(date(2026, 10, 13)), by=officer)
    return dossier


def _at_decision(there: SimpleNamespace, dossier: Dossier) -> bool:
    with acting_as(there.officer):
        return actions.is_at_decision(dossier)


def sign(there: SimpleNamespace, dossier: Dossier, by: Any = None, number: str = "125/QĐ-UBND") -> Ruling:
    by = by or there.chair
    with acting_as(by):
        return actions.sign_ruling(dossier=dossier, number=number, decided_on=date(2026, 10, 14), by=by)


def test_numbers_have_no_gap_also_when_an_opening_fails(ward: SimpleNamespace) -> None:
    first = asked(ward)
    with pytest.raises(DossierRefused):
        asked(ward, applicant_name="Sương")
    second, next_day = asked(ward), asked(ward, day=date(2026, 10, 13))

    assert [one.code.rsplit("-", 1)[1] for one in (first, second, next_day)] == ["0001", "0002", "0001"]
    assert first.code.split("-")[1] == "261012"


def test_what_the_state_has_is_filled_in_with_its_source_and_not_asked(ward: SimpleNamespace) -> None:
    dossier = asked(ward)

    with acting_as(ward.officer):
        states = dict(dossier.components.values_list("key", "state"))
    assert dossier.answers["category"] == {"value": "disabled_severe", "source": "giấy xác nhận khuyết tật số 12/GXN"}
    assert states["declaration"] == "present"
    assert {states[key] for key in ("identity", "residence", "disability_certificate")} == {"known"}


def test_a_dossier_without_its_papers_is_not_received_and_says_what_is_missing(ward: SimpleNamespace) -> None:
    dossier = asked(ward, components={})

    with acting_as(ward.officer), pytest.raises(DossierRefused, match="còn thiếu: Tờ khai đề nghị trợ cấp"):
        actions.receive(dossier=dossier, by=ward.officer)


def test_seven_working_days_skip_weekends_and_what_the_province_wrote(ward: SimpleNamespace) -> None:
    plain = received(ward)
    with acting_as(ward.chief):
        actions.set_day(
            day=date(2026, 10, 15), is_off=True, name="ngày hội của tỉnh", province=ward.province, by=ward.chief
        )
    later = received(ward)

    assert plain.due_on == date(2026, 10, 21) and later.due_on == date(2026, 10, 22)


def test_a_holiday_is_not_counted(ward: SimpleNamespace) -> None:
    dossier = received(ward, day=date(2026, 11, 23))

    assert dossier.due_on == date(2026, 12, 3)  # 24 November is Vietnam's day of culture


def test_the_clock_stands_while_the_applicant_supplements(ward: SimpleNamespace) -> None:
    dossier = received(ward)
    step = DossierStep._base_manager.get(dossier=dossier, ended_at=None)

    with acting_as(step.assigned):
        actions.ask_supplement(
            dossier=dossier, reason="wrong_paper", said="Tờ khai chưa ký.", components=["declaration"], at=nine(date(2026, 10, 13)), by=step.assigned
        )  # fmt: skip
        dossier = actions.take_supplement(dossier=dossier, at=nine(date(2026, 10, 16)), by=step.assigned)

    assert (dossier.paused_days, dossier.due_on) == (3, date(2026, 10, 26))
    step.refresh_from_db()
    assert step.due_on == date(2026, 10, 26)


def test_the_signed_decision_writes_the_register_and_names_its_dossier(ward: SimpleNamespace) -> None:
    dossier = ready_to_sign(ward)
    assert not Title._base_manager.exists()

    ruling = sign(ward, dossier)

    title = Title._base_manager.get()
    assert ruling.wrote == [f"title:{title.pk}"]
    assert title.decision.dossier == dossier and title.decision.number == "125/QĐ-UBND"
    assert (title.person, title.category, title.from_day) == (ward.person, "disabled_severe", date(2026, 10, 1))
    dossier.refresh_from_db()
    assert dossier.state == "decided"
    paper = files.path_of(ruling.sha256).read_bytes()
    assert paper.startswith(b"PK") and ruling.signature["hash"] == ruling.sha256


def test_a_refusal_writes_nothing(ward: SimpleNamespace) -> None:
    dossier = ready_to_sign(ward, "refused", reason="Chưa đủ điều kiện theo Điều 5.")

    ruling = sign(ward, dossier)

    assert ruling.wrote == [] and not Title._base_manager.exists()


def test_who_drafted_does_not_sign_even_with_the_role(ward: SimpleNamespace) -> None:
    dossier = ready_to_sign(ward)
    step = DossierStep._base_manager.get(dossier=dossier, ended_at=None)
    drafter = Ruling._base_manager.get().drafted_by
    Grant.objects.create(user=drafter, role="commune_leader", place_id=ward.ward.pk, from_day=date(2026, 1, 1))
    DossierStep._base_manager.filter(pk=step.pk).update(assigned=drafter)

    with pytest.raises(NoAccess, match="không ký"):
        sign(ward, dossier, by=drafter)


def test_what_the_register_refuses_is_not_signed(ward: SimpleNamespace) -> None:
    dossier = ready_to_sign(ward)
    with acting_as_system("đã có diện"):
        sign(ward, ready_to_sign(ward), number="124/QĐ-UBND")

    with pytest.raises(DossierRefused):
        sign(ward, dossier)

    assert Ruling._base_manager.get(dossier=dossier).signed_at is None
    assert Title._base_manager.count() == 1


def test_a_signed_decision_is_frozen_and_a_correction_names_it(ward: SimpleNamespace) -> None:
    dossier = ready_to_sign(ward)
    sign(ward, dossier)

    with acting_as(ward.officer), pytest.raises(DossierRefused, match="đã quyết định"):
        actions.draft_ruling(dossier=dossier, outcome="refused", reason="nhầm", by=ward.officer)
    correction = asked(ward, names=dossier, relation="correction")

    assert correction.names == dossier


def test_an_officer_elsewhere_sees_and_does_nothing(ward: SimpleNamespace) -> None:
    dossier = asked(ward)

    with acting_as(ward.other):
        assert not Dossier.objects.exists()
        with pytest.raises(NoAccess):
            actions.receive(dossier=dossier, by=ward.other)


def test_a_dossier_keeps_the_path_of_the_day_it_began(ward: SimpleNamespace) -> None:
    old = asked(ward, day=date(2026, 10, 2))

    with acting_as(ward.officer):
        assert "147/2025" in actions.path_of(old).reference
        assert "335/2026" in actions.path_of(asked(ward)).reference


def test_every_act_is_in_the_trail(ward: SimpleNamespace) -> None:
    dossier = ready_to_sign(ward)
    sign(ward, dossier)

    assert list(broken_links()) == []
    acts = list(dossier.moves.model._base_manager.filter(dossier=dossier).values_list("act", flat=True))
    assert acts[:3] == ["open", "receive", "start"] and acts[-2:] == ["sign", "enact"]


def test_an_import_of_the_one_stop_opens_each_row_once_and_says_why_not(ward: SimpleNamespace) -> None:
    row = {
        "procedure": "social_allowance_new", "commune": ward.ward, "applicant_name": "Thạch Thị Sương", "applicant_number": "084180000001",
        "external_code": "H59.1-261001-0007", "received_on": MONDAY, "components": PAPERS,
    }  # fmt: skip
    bad = row | {"external_code": "H59.1-261001-0008", "applicant_name": "Sương"}

    with acting_as(ward.officer):
        made, refused = actions.import_dossiers(rows=[row, row, bad], by=ward.officer)

    assert [one.external_code for one in made] == ["H59.1-261001-0007"]
    assert [number for number, _ in refused] == [2, 3] and "đã nhập" in refused[0][1]


def test_the_whole_way_through_the_pages(ward: SimpleNamespace) -> None:
    officer, chair = Client(), Client()
    officer.force_login(ward.officer)
    chair.force_login(ward.chair)
    who = "/ho-so/nhan/social_allowance_new/?applicant_number=084180000001&who=self&subject_number="

    page = officer.get(who).content.decode()
    assert "giấy xác nhận khuyết tật số 12/GXN" in page
    answer = officer.post(
        who,
        {
            "applicant_name": "Thạch Thị Sương", "channel": "desk", "commune": ward.ward.pk, "q_category": "disabled_severe",
            "p_declaration": "present",
        },
    )  # fmt: skip
    assert answer.status_code == 302, answer.content.decode()
    code = Dossier._base_manager.get().code
    assert code in officer.get(answer["Location"]).content.decode()

    def does(client: Client, act: str, **told: str) -> None:
        done = client.post(f"/ho-so/so/{code}/viec/{act}/", told)
        assert done.status_code == 302, (act, done.content.decode())

    with acting_as(ward.officer):
        step = DossierStep.objects.get(ended_at=None)
    if step.assigned != ward.officer:
        officer = Client()
        officer.force_login(step.assigned)
    does(officer, "du-thao", outcome="granted")
    does(officer, "xong-buoc")
    today = timezone.localdate()
    chair.post(f"/ho-so/so/{code}/viec/xong-buoc/", {})
    assert officer.post(f"/ho-so/so/{code}/viec/ky/", {}).status_code == 403
    assert (
        chair.post(f"/ho-so/so/{code}/viec/ky/", {"number": "7/QĐ-UBND", "decided_on": f"{today:%d/%m/%Y}"}).status_code
        == 422
    )
    seen = chair.get(f"/ho-so/so/{code}/viec/ky/").context["form"]["seen"].value()
    does(chair, "ky", number="7/QĐ-UBND", decided_on=f"{today:%d/%m/%Y}", seen=seen)
    does(officer, "tra-ket-qua", to="Thạch Thị Sương")

    page = officer.get(f"/ho-so/so/{code}/").content.decode()
    title = Title._base_manager.get()
    assert "7/QĐ-UBND" in page and f">{title}</a>" in page and f"title:{title.pk}" not in page
    for kind in ("bien-nhan", "quyet-dinh"):
        assert officer.get(f"/ho-so/so/{code}/van-ban/{kind}/").content.startswith(b"PK")
    assert code in officer.get("/ho-so/").content.decode()
    assert officer.get("/ho-so/viec/").status_code == 200


def test_the_export_of_the_one_stop_comes_in_row_by_row_and_only_once(ward: SimpleNamespace) -> None:
    client = Client()
    client.force_login(ward.officer)
    export = (
        "STT;Mã hồ sơ;Tên thủ tục;Người nộp;CCCD;Ngày tiếp nhận\n"
        "1;H59.1-261012-0007;Trợ cấp xã hội hằng tháng: hưởng mới;Thạch Thị Sương;084180000001;12/10/2026\n"
        "2;H59.1-261012-0008;Cấp phép xây dựng;Kim Văn Sóc;;12/10/2026\n"
        "3;H59.1-261012-0009;Trợ cấp xã hội hằng tháng: hưởng mới;Kim Sóc;12;31/02/2026\n"
    )

    def sent() -> str:
        file = SimpleUploadedFile("xuat.csv", export.encode(), content_type="text/csv")
        answer = client.post("/ho-so/mot-cua/", {"file": file, "commune": ward.ward.pk})
        assert answer.status_code == 200, answer.content.decode()
        return answer.content.decode()

    first, again = sent(), sent()

    dossier = Dossier._base_manager.get()
    assert (dossier.external_code, dossier.state, dossier.due_on) == (
        "H59.1-261012-0007",
        "in_progress",
        date(2026, 10, 21),
    )
    assert "3 dòng: 1 hồ sơ đã nhập, 2 dòng chưa nhập" in first
    assert "Cấp phép xây dựng" in first and "không đủ 12 chữ số" in first and "31/02/2026" in first
    assert "3 dòng: 0 hồ sơ đã nhập, 3 dòng chưa nhập" in again


def test_the_province_edits_its_template_and_a_broken_one_is_refused(ward: SimpleNamespace) -> None:
    head = Client()
    head.force_login(ward.chief)
    own = docx.Document()
    own.add_paragraph("MẪU CỦA TỈNH {{ ma_ho_so }} cho {{ nguoi_huong }}")
    bad = docx.Document()
    bad.add_paragraph("{{ luong_thang }}")

    def sent(paper: Any) -> Any:
        content = BytesIO()
        paper.save(content)
        file = SimpleUploadedFile("mau.docx", content.getvalue())
        return head.post("/ho-so/mau/", {"procedure": "social_allowance_new", "outcome": "granted", "file": file})

    refused, kept = sent(bad), sent(own)

    assert refused.status_code == 422 and "luong_thang" in refused.content.decode()
    assert kept.status_code == 302
    dossier = ready_to_sign(ward)
    ruling = sign(ward, dossier)
    words = [each.text for each in docx.Document(BytesIO(files.path_of(ruling.sha256).read_bytes())).paragraphs]
    assert f"MẪU CỦA TỈNH {dossier.code} cho Thạch Thị Sương" in words


def test_the_papers_of_a_dossier_say_what_they_must(ward: SimpleNamespace) -> None:
    dossier = received(ward)
    officer = DossierStep._base_manager.get(dossier=dossier, ended_at=None).assigned
    with acting_as(officer):
        supplement = actions.ask_supplement(
            dossier=dossier, reason="missing_paper", said="Thiếu chữ ký.", components=["declaration"], by=officer
        )
        actions.take_supplement(dossier=dossier, by=officer)
        dossier = actions.apologise(
            dossier=dossier, promised_on=date(2027, 1, 4), reason="chờ thẩm tra", by=officer
        )  # fmt: skip
        told = {
            "receipt": papers.receipt_paper(dossier), "supplement": papers.supplement_paper(supplement),
            "apology": papers.apology_paper(dossier, "chờ thẩm tra", date(2026, 12, 1)),
        }  # fmt: skip

    def text(data: bytes) -> str:
        paper = docx.Document(BytesIO(data))
        cells = [cell.text for table in paper.tables for row in table.rows for cell in row.cells]
        return "\n".join([*(each.text for each in paper.paragraphs), *cells])

    assert dossier.code in text(told["receipt"]) and "Tờ khai đề nghị trợ cấp" in text(told["receipt"])
    assert "Thiếu chữ ký." in text(told["supplement"])
    assert "04/01/2027" in text(told["apology"]) and "chờ thẩm tra" in text(told["apology"])


def test_a_sensitive_dossier_is_there_only_for_who_has_the_grant(ward: SimpleNamespace) -> None:
    told = {"answers": {"category": "hiv_poor"}, "components": {"declaration": "present", "hiv_paper": "present"}}
    with pytest.raises(NoAccess, match="nhạy cảm"):
        asked(ward, **told)
    Grant.objects.filter(user=ward.second).update(sees_sensitive=True, to_day=date(2027, 1, 1))

    dossier = asked(ward, by=ward.second, **told)

    with acting_as(ward.second):
        dossier = actions.receive(dossier=dossier, by=ward.second)
        assert Dossier.objects.filter(code=dossier.code).exists()
    assert DossierStep._base_manager.get(dossier=dossier).assigned == ward.second
    client = Client()
    client.force_login(ward.officer)
    assert client.get(f"/ho-so/so/{dossier.code}/").status_code == 404
    assert dossier.code not in client.get("/ho-so/").content.decode()


def test_a_leader_of_another_commune_who_only_types_here_does_not_sign(ward: SimpleNamespace) -> None:
    dossier = ready_to_sign(ward)
    Grant.objects.create(user=ward.other, role="commune_officer", place_id=ward.ward.pk, from_day=date(2026, 1, 1))
    Grant.objects.filter(user=ward.other, role="commune_officer").exclude(place_id=ward.ward.pk).update(
        role="commune_leader"
    )
    DossierStep._base_manager.filter(dossier=dossier, ended_at=None).update(assigned=ward.other)

    with pytest.raises(NoAccess):
        sign(ward, dossier, by=ward.other)


def test_a_dossier_of_somebody_not_yet_in_the_register_is_given_its_person(ward: SimpleNamespace) -> None:
    dossier = asked(ward, applicant_number="084180000099", answers={"category": "disabled_severe"})
    assert dossier.subject is None

    with acting_as(ward.officer):
        dossier = actions.attach_subject(
            dossier=dossier, subject=ward.person, reason="đối chiếu căn cước", by=ward.officer
        )
        states = dict(dossier.components.values_list("key", "state"))

    assert dossier.subject == ward.person
    assert states["identity"] == "known" and states["declaration"] == "present"


def _open_step(dossier: Dossier) -> DossierStep:
    return DossierStep._base_manager.select_related("assigned").get(dossier=dossier, ended_at=None)


def _told(there: SimpleNamespace, name: str, role: str) -> Any:
    """Somebody of the ward with one more role."""
    with acting_as_system("chuẩn bị thử nghiệm"):
        return factories.officer(there.ward, name=name, role=role)


def test_a_draft_does_not_change_before_the_signer_and_another_than_the_one_read_is_not_signed(
    ward: SimpleNamespace,
) -> None:
    dossier = ready_to_sign(ward)
    drafter = Ruling._base_manager.get(dossier=dossier).drafted_by
    with acting_as(ward.chair):
        stamp = actions.draft_stamp(Dossier.objects.get(pk=dossier.pk), Ruling.objects.get(dossier=dossier))

    with acting_as(drafter), pytest.raises(DossierRefused, match="ở người ký"):
        actions.draft_ruling(dossier=dossier, outcome="refused", reason="đổi ý", by=drafter)
    with acting_as(drafter), pytest.raises(DossierRefused, match="ở người ký"):
        actions.answer(dossier=dossier, changes={"category": "disabled_extreme"}, reason="đổi ý", by=drafter)
    Ruling._base_manager.filter(dossier=dossier).update(outcome="refused", reason="đổi lén")
    with acting_as(ward.chair), pytest.raises(DossierRefused, match="đã thay đổi"):
        actions.sign_ruling(
            dossier=dossier, number="1/QĐ-UBND", decided_on=date(2026, 10, 14), seen=stamp, by=ward.chair
        )

    assert Ruling._base_manager.get(dossier=dossier).signed_at is None


def test_a_desk_takes_in_and_hands_out_but_examines_and_drafts_nothing(ward: SimpleNamespace) -> None:
    clerk = _told(ward, "mot_cua", "one_stop")
    dossier = asked(ward, by=clerk)
    with acting_as(clerk):
        actions.receive(dossier=dossier, at=nine(MONDAY), by=clerk)
        for act in (
            lambda: actions.draft_ruling(dossier=dossier, outcome="granted", by=clerk),
            lambda: actions.finish_step(dossier=dossier, by=clerk),
            lambda: actions.answer(dossier=dossier, changes={"category": "disabled_extreme"}, reason="x", by=clerk),
            lambda: actions.reassign_step(dossier=dossier, to=clerk, by=clerk),
        ):
            with pytest.raises(NoAccess):
                act()
        asked_for = actions.ask_supplement(dossier=dossier, reason="wrong_paper", said="Chưa ký.", by=clerk)
    client = Client()
    client.force_login(clerk)

    assert asked_for.asked_by == clerk
    page = client.get(f"/ho-so/so/{dossier.code}/").content.decode()
    assert "/viec/du-thao/" not in page and "/viec/ky/" not in page and "/viec/da-bo-sung/" in page
    assert client.post(f"/ho-so/so/{dossier.code}/viec/giao-lai/", {"to": clerk.pk}).status_code == 403


def test_who_only_looks_is_offered_no_act_and_does_none(ward: SimpleNamespace) -> None:
    dossier = received(ward)
    for role in ("auditor", "inspector"):
        client = Client()
        client.force_login(_told(ward, f"xem_{role}", role))

        page = client.get(f"/ho-so/so/{dossier.code}/").content.decode()

        assert dossier.code in page and "/viec/" not in page
        assert client.post(f"/ho-so/so/{dossier.code}/viec/rut/", {"note": "x"}).status_code == 403
        assert client.get("/ho-so/ky/").status_code == 403


def test_a_commune_does_no_step_of_the_province(ward: SimpleNamespace) -> None:
    dossier = received(ward)
    step = _open_step(dossier)
    DossierStep._base_manager.filter(pk=step.pk).update(place=ward.province, assigned=None)

    with acting_as(ward.officer), pytest.raises(NoAccess, match="Tỉnh Vĩnh Long"):
        actions.finish_step(dossier=dossier, by=ward.officer)


def test_the_step_that_is_signed_goes_to_nobody_who_handled_the_dossier(ward: SimpleNamespace) -> None:
    dossier = ready_to_sign(ward)
    drafter = Ruling._base_manager.get(dossier=dossier).drafted_by
    Grant.objects.create(user=drafter, role="commune_leader", place_id=ward.ward.pk, from_day=date(2026, 1, 1))

    with acting_as(ward.chair), pytest.raises(DossierRefused, match="nên không ký"):
        actions.reassign_step(dossier=dossier, to=drafter, by=ward.chair)
    with acting_as(ward.chair):
        actions.return_step(dossier=dossier, reason="wrong_draft", note="sửa căn cứ", by=ward.chair)
    holder = _open_step(dossier).assigned
    with acting_as(holder):
        actions.draft_ruling(dossier=dossier, outcome="granted", by=holder)
        actions.finish_step(dossier=dossier, by=holder)

    assert holder == drafter and _open_step(dossier).assigned == ward.chair


def test_a_leader_who_leads_elsewhere_gives_out_no_work_here(ward: SimpleNamespace) -> None:
    dossier = received(ward)
    Grant.objects.filter(user=ward.other).update(role="commune_leader")
    Grant.objects.create(user=ward.other, role="commune_officer", place_id=ward.ward.pk, from_day=date(2026, 1, 1))
    step = _open_step(dossier)
    to = ward.second if step.assigned == ward.officer else ward.officer

    with acting_as(ward.other), pytest.raises(NoAccess, match="lãnh đạo"):
        actions.reassign_step(dossier=dossier, to=to, by=ward.other)


def test_a_leader_here_who_types_elsewhere_signs_through_the_page(ward: SimpleNamespace) -> None:
    dossier = ready_to_sign(ward)
    Grant.objects.create(user=ward.chair, role="commune_officer", place_id=ward.ward.pk, from_day=date(2026, 1, 1))
    client = Client()
    client.force_login(ward.chair)

    assert client.get(f"/ho-so/so/{dossier.code}/viec/ky/").status_code == 200


@pytest.mark.parametrize(
    ("number", "day", "said"),
    [("", date(2026, 10, 14), "không đúng dạng"), ("QĐ-UBND", date(2026, 10, 14), "không đúng dạng"),
     ("1/QĐ-UBND", date(2126, 10, 14), "tương lai"), ("1/QĐ-UBND", date(2026, 10, 1), "trước ngày tiếp nhận")],
)  # fmt: skip
def test_a_decision_has_a_number_and_a_day_that_can_be(
    ward: SimpleNamespace, number: str, day: date, said: str
) -> None:
    dossier = ready_to_sign(ward)

    with acting_as(ward.chair), pytest.raises(DossierRefused, match=said):
        actions.sign_ruling(dossier=dossier, number=number, decided_on=day, by=ward.chair)


def test_a_number_is_given_once_in_a_bodys_year(ward: SimpleNamespace) -> None:
    first, second = (ready_to_sign(ward, "refused", reason="Chưa đủ điều kiện.") for _ in range(2))
    sign(ward, first)

    with acting_as(ward.chair), pytest.raises(DossierRefused, match=first.code):
        actions.sign_ruling(dossier=second, number="125 / QĐ-UBND", decided_on=date(2026, 10, 15), by=ward.chair)


def test_days_due_of_what_runs_follow_the_calendar_both_ways(ward: SimpleNamespace) -> None:
    running, waiting, done = received(ward), received(ward), ready_to_sign(ward, "refused", reason="Chưa đủ.")
    sign(ward, done)
    step = _open_step(waiting)
    with acting_as(step.assigned):
        actions.ask_supplement(
            dossier=waiting, reason="wrong_paper", said="Chưa ký.", at=nine(date(2026, 10, 13)), by=step.assigned
        )
        actions.take_supplement(dossier=waiting, at=nine(date(2026, 10, 16)), by=step.assigned)

    def dues() -> list[date | None]:
        return [Dossier._base_manager.get(pk=one.pk).due_on for one in (running, waiting, done)]

    before = dues()
    with acting_as(ward.chief):
        row = actions.set_day(day=date(2026, 10, 19), is_off=True, name="bão", province=ward.province, by=ward.chief)
        off, step_due = dues(), _open_step(running).due_on
        actions.clear_day(row=row, by=ward.chief)
        inside = actions.set_day(day=date(2026, 10, 15), is_off=True, name="bão", province=ward.province, by=ward.chief)

    assert before == [date(2026, 10, 21), date(2026, 10, 26), done.due_on]
    assert off == [date(2026, 10, 22), date(2026, 10, 27), before[2]] and step_due == date(2026, 10, 22)
    # While the clock stood the day off changes nothing for the applicant who was supplementing.
    assert dues() == [date(2026, 10, 22), date(2026, 10, 26), before[2]]
    assert AuditEvent.objects.filter(act="calendar.set").last().detail["dues_moved"] == 1 and inside.is_off


def test_a_stage_in_plain_days_stands_still_over_tet_for_as_many_days() -> None:
    stop = Stop(date(2027, 2, 3), date(2027, 2, 15), "days")

    assert later(date(2027, 2, 8), stop, {}) == date(2027, 2, 22)  # 20 February is a Saturday
    assert later(date(2027, 2, 8), Stop(stop.first, stop.last), {}) < date(2027, 2, 22)


def test_what_waits_for_the_applicant_is_not_late(ward: SimpleNamespace) -> None:
    dossier = received(ward)
    step = _open_step(dossier)
    client = Client()
    client.force_login(ward.officer)
    assert dossier.code in client.get("/ho-so/?han=qua").content.decode()

    with acting_as(step.assigned):
        actions.ask_supplement(
            dossier=dossier, reason="wrong_paper", said="Chưa ký.", at=nine(date(2026, 10, 13)), by=step.assigned
        )

    assert dossier.code not in client.get("/ho-so/?han=qua").content.decode()


def test_a_required_paper_is_never_not_needed(ward: SimpleNamespace) -> None:
    dossier = asked(ward, components={})

    with acting_as(ward.officer), pytest.raises(DossierRefused, match="bắt buộc"):
        actions.receive(dossier=dossier, components={"declaration": "not_needed"}, by=ward.officer)


def test_answers_that_change_ask_for_the_papers_that_now_apply_and_keep_what_was_said(ward: SimpleNamespace) -> None:
    dossier = received(ward)
    holder = _open_step(dossier).assigned

    with acting_as(holder):
        before = set(dossier.components.values_list("key", flat=True))
        changed = actions.answer(
            dossier=dossier,
            changes={"category": "single_parent", "child_count": "2"},
            reason="theo giấy khai sinh",
            by=holder,
        )
        after = set(dossier.components.values_list("key", flat=True))

    assert changed.answers["category"]["source"].startswith("cán bộ sửa")
    said = AuditEvent.objects.filter(act="dossier.supplement").last().detail["changed"]
    assert "category: disabled_severe → single_parent" in said and "child_count: chưa có → 2" in said
    assert after != before


def test_a_dossier_turned_sensitive_needs_the_grant_and_leaves_other_hands(ward: SimpleNamespace) -> None:
    dossier = received(ward)
    holder = _open_step(dossier).assigned
    other = ward.second if holder == ward.officer else ward.officer
    change = {"category": "hiv_poor"}

    with acting_as(holder), pytest.raises(NoAccess, match="nhạy cảm"):
        actions.answer(dossier=dossier, changes=change, reason="theo hồ sơ bệnh", by=holder)
    Grant.objects.filter(user=other).update(sees_sensitive=True, to_day=date(2027, 1, 1))
    with acting_as_system("người được giao quyền"):
        actions.answer(dossier=dossier, changes=change, reason="theo hồ sơ bệnh", by=None)

    assert _open_step(dossier).assigned == other
    assert "hiv" not in str(AuditEvent.objects.filter(act="dossier.supplement").last().detail)


def test_somebody_outside_the_officers_place_tells_nothing_of_themselves(ward: SimpleNamespace) -> None:
    with acting_as_system("người ở nơi khác"):
        elsewhere = factories.person("Kim Thị Lan", commune=factories.cang_long(), personal_number="084180000009")
        add_certificate(
            person=elsewhere, number="77/GXN", degree="severe", kind="movement", from_day=date(2026, 9, 1), by=None
        )

    dossier = asked(
        ward, applicant_number="084180000009", applicant_name="Kim Thị Lan", answers={"category": "disabled_severe"}
    )

    assert dossier.applicant is None and "77/GXN" not in str(dossier.answers)


def test_text_too_long_for_the_register_is_told_and_not_cut(ward: SimpleNamespace) -> None:
    with pytest.raises(DossierRefused, match="nhiều nhất 120"):
        asked(ward, applicant_name="Thạch Thị " + "Sương" * 40)


def test_a_second_dossier_for_the_same_is_opened_only_when_it_is_said(ward: SimpleNamespace) -> None:
    officer = Client()
    officer.force_login(ward.officer)
    who = "/ho-so/nhan/social_allowance_new/?applicant_number=084180000001&who=self&subject_number="
    told = {
        "applicant_name": "Thạch Thị Sương",
        "channel": "desk",
        "commune": ward.ward.pk,
        "q_category": "disabled_severe",
        "p_declaration": "present",
    }

    first, again = officer.post(who, told), officer.post(who, told)
    third = officer.post(who, told | {"is_second": "on"})

    assert [one.status_code for one in (first, again, third)] == [302, 422, 302]
    assert "Vẫn mở hồ sơ khác" in again.content.decode() and Dossier._base_manager.count() == 2


def test_a_chair_signs_many_each_by_itself_with_running_numbers_and_only_what_was_read(ward: SimpleNamespace) -> None:
    first, second, third = (ready_to_sign(ward, "refused", reason=f"Lý do {n}.") for n in range(3))
    chair = Client()
    chair.force_login(ward.chair)
    page = chair.get("/ho-so/ky/")
    stamps = {line["dossier"].code: line["stamp"] for line in page.context["lines"]}
    told = {"number": "30/QĐ-UBND", "decided_on": "14/10/2026", "read": [first.code, second.code]}
    told |= {f"seen-{code}": stamp for code, stamp in stamps.items()}

    nothing = chair.post("/ho-so/ky/", told | {"read": []})
    preview = chair.post("/ho-so/ky/", told)
    Ruling._base_manager.filter(dossier=first).update(reason="đổi lén sau khi đọc")
    done = chair.post("/ho-so/ky/", told | {"sign": "1"}).content.decode()

    assert set(stamps) == {first.code, second.code, third.code} and nothing.status_code == 422
    assert "Ký 2 hồ sơ" in preview.content.decode() and "31/QĐ-UBND" in preview.content.decode()
    signed = dict(Ruling._base_manager.exclude(signed_at=None).values_list("dossier__code", "number"))
    assert signed == {second.code: "31/QĐ-UBND"}
    assert "đã thay đổi" in done and "đã ký 31/QĐ-UBND" in done


def test_a_sensitive_dossier_handed_in_online_waits_on_the_desk_of_who_has_the_grant(ward: SimpleNamespace) -> None:
    Grant.objects.filter(user=ward.second).update(sees_sensitive=True, to_day=date(2027, 1, 1))
    told = {"answers": {"category": "hiv_poor"}, "components": {"declaration": "present", "hiv_paper": "present"}}
    dossier = asked(ward, by=ward.second, **told)
    pages = []
    for user in (ward.second, ward.officer):
        client = Client()
        client.force_login(user)
        pages.append(client.get("/ho-so/viec/").content.decode())

    assert dossier.code in pages[0] and "Thạch Thị Sương" not in pages[0]
    assert dossier.code not in pages[1]


@pytest.mark.parametrize(
    "words",
    ["{{ 'x' * 1000000000 }}", "{% for i in range(99999) %}{{ i }}{% endfor %}", "{{ so.__class__.__mro__ }}", "{{ so|center(999999999) }}",
     "{% for a in khai %}{% for b in khai %}{{ b.ten }}{% endfor %}{% endfor %}", "{% if not so %}{{ luong }}{% endif %}", "{{ khai[0] }}"],
)  # fmt: skip
def test_a_template_places_words_and_can_do_nothing_else(words: str) -> None:
    with pytest.raises(papers.BadTemplate):
        papers.try_template(_word(words))


def test_a_template_that_fetches_or_acts_when_opened_is_refused() -> None:
    fetches = docx.Document()
    fetches.part.relate_to(
        "http://xau.example/anh.png",
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image",
        is_external=True,
    )
    asks = docx.Document()
    field = OxmlElement("w:instrText")
    field.text = 'DDEAUTO c:\\\\windows\\\\system32\\\\cmd.exe "/k calc"'
    asks.add_paragraph().add_run()._r.append(field)

    for bad, said in ((fetches, "nơi khác"), (asks, "tự chạy")):
        content = BytesIO()
        bad.save(content)
        with pytest.raises(papers.BadTemplate, match=said):
            papers.try_template(content.getvalue())


def test_a_paper_is_the_same_bytes_whenever_it_is_made(ward: SimpleNamespace, monkeypatch: pytest.MonkeyPatch) -> None:
    dossier = received(ward)
    with acting_as(ward.officer):
        first = papers.receipt_paper(dossier)

        monkeypatch.setattr("time.time", lambda: 4_000_000_000.0)

        assert papers.receipt_paper(dossier) == first


def _word(text: str) -> bytes:
    paper, content = docx.Document(), BytesIO()
    paper.add_paragraph(text)
    paper.save(content)
    return content.getvalue()


def test_a_register_that_changed_since_the_opening_is_told_before_signing(ward: SimpleNamespace) -> None:
    dossier = ready_to_sign(ward)
    with acting_as_system("giám định lại"):
        add_certificate(
            person=ward.person,
            number="99/GXN",
            degree="extra_severe",
            kind="movement",
            from_day=date(2026, 11, 1),
            by=None,
        )
    chair = Client()
    chair.force_login(ward.chair)

    for address in (f"/ho-so/so/{dossier.code}/", "/ho-so/ky/"):
        assert (
            "theo giấy xác nhận khuyết tật số 12/GXN; nay giấy xác nhận khuyết tật số 99/GXN"
            in chair.get(address).content.decode()
        )


def test_a_person_is_attached_by_who_examines_never_by_a_desk_or_before_the_signer(ward: SimpleNamespace) -> None:
    dossier = received(ward)
    officer = DossierStep._base_manager.get(dossier=dossier, ended_at=None).assigned
    with acting_as_system("thêm người"):
        other = factories.person("Kim Thị Sa", commune=ward.ward, personal_number="084180000055")
    colleague = ward.second if officer == ward.officer else ward.officer
    form = f"/ho-so/so/{dossier.code}/viec/gan-nguoi/"
    told = {"number": "084180000055", "reason": "đã đối chiếu căn cước"}
    client = Client()

    client.force_login(colleague)
    refused = client.post(form, told)
    client.force_login(officer)
    done = client.post(form, told)

    assert refused.status_code == 403 and done.status_code == 302
    dossier.refresh_from_db()
    assert dossier.subject == other
    with acting_as(officer):
        actions.draft_ruling(dossier=dossier, outcome="granted", by=officer)
        actions.finish_step(dossier=dossier, by=officer)
        assert actions.is_at_decision(dossier)
        with pytest.raises(DossierRefused, match="người ký"):
            actions.attach_subject(dossier=dossier, subject=ward.person, reason="nhầm người", by=officer)
