"""People verified by files: who is asked, what the answer makes of them, what differs and how it is settled."""

import io
from datetime import timedelta
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from ansinh.core.days import BirthDay
from ansinh.core.models import AuditEvent
from ansinh.people import actions, factories
from ansinh.people.actions import Refused
from ansinh.people.jobs.sheets import FileRefused
from ansinh.people.models import Identity, Mismatch, Person

TODAY = timezone.localdate()


@pytest.fixture
def three(system: None) -> list[Person]:
    """A man and a woman with numbers, an old woman without."""
    return [
        factories.person("Kim Văn Sóc", sex="m", birth=BirthDay(1978, 2, 3), personal_number="084078000001"),
        factories.person("Thạch Thị Sa Rây", birth=BirthDay(1980, 5, 12), personal_number="084180000002"),
        factories.person("Sơn Thị Phên", birth=BirthDay(1941)),
    ]


def asked(kind: str = "xlsx") -> list[list[str]]:
    """The rows of the request file."""
    _, content = actions.ask(province=factories.vinh_long(), file_name=f"gui.{kind}", by=None)
    sheet = openpyxl.load_workbook(io.BytesIO(content)).active
    return [[str(cell) if cell is not None else "" for cell in row] for row in sheet.iter_rows(values_only=True)]


def answered(rows: list[list[str]], **more: Any) -> Any:
    lines = "\n".join(";".join(row) for row in rows)
    return actions.take_answer(
        province=factories.vinh_long(), content=lines.encode(), file_name="tra-loi.csv", **{"by": None, **more}
    )


def states() -> dict[str, str]:
    return {
        one.person.name: one.state for one in Identity._base_manager.filter(is_latest=True).select_related("person")
    }


def test_the_request_holds_those_with_a_number_and_they_wait_from_then_on(three: list[Person]):
    header, *rows = asked()

    assert header[:6] == ["STT", "Mã hồ sơ", "Họ và tên", "Ngày sinh", "Giới tính", "Số định danh"]
    assert [row[2] for row in rows] == ["Thạch Thị Sa Rây", "Kim Văn Sóc"]
    assert states() == {"Kim Văn Sóc": "waiting", "Thạch Thị Sa Rây": "waiting", "Sơn Thị Phên": "no_number"}


def test_an_answer_gives_each_state_and_a_mismatch_for_each_field_with_owner_and_day(three: list[Person]):
    header, woman, man = asked()
    woman[7:12] = ["đã xác thực", "THẠCH THỊ SA RÂY", "12/05/1980", "Nữ", ""]
    man[7:12] = ["lệch thông tin", "KIM VĂN SỐC", "03/02/1979", "", ""]

    kept = answered([header, woman, man], due_on=TODAY + timedelta(days=10))

    assert kept.counts == {"verified": 1, "mismatch": 1, "refused": 0}
    assert states()["Kim Văn Sóc"] == "mismatch" and states()["Thạch Thị Sa Rây"] == "verified"
    apart = {one.field: (one.ours, one.theirs, one.due_on) for one in Mismatch._base_manager.all()}
    day = TODAY + timedelta(days=10)
    assert apart == {"name": ("Kim Văn Sóc", "KIM VĂN SỐC", day), "birth": ("03/02/1978", "03/02/1979", day)}


def test_bad_rows_come_back_with_why_and_the_good_ones_go_in(three: list[Person]):
    header, woman, man = asked()
    woman[7] = "đã xác thực"
    rows = [
        header, woman, [*man[:7], "tốt"], ["9", "987654", "Ai đó", "", "", "", "", "đã xác thực"], ["9", "x", "", "", "", "", "", "đã xác thực"],
        [*man[:5], "084078000009", "", "đã xác thực"], woman, [*man[:7], "lệch thông tin"],
    ]  # fmt: skip

    kept = answered(rows)

    why = [reason for _, reason, _, _ in kept.refused["rows"]]
    assert kept.counts == {"verified": 1, "refused": 6} and states()["Kim Văn Sóc"] == "waiting"
    for told in ("«tốt» không đọc được", "987654", "«x» không phải số", "084078000009", "đã có ở dòng 2"):
        assert any(told in one for one in why), told
    assert kept.refused["rows"][1][3][2] == "Ai đó"


def test_the_same_answer_is_read_once_and_a_file_without_results_not_at_all(three: list[Person]):
    header, woman, man = asked()
    woman[7] = man[7] = "đã xác thực"
    answered([header, woman, man])

    with pytest.raises(Refused, match="đã nhận"):
        answered([header, woman, man])
    with pytest.raises(FileRefused, match="Kết quả"):
        answered([header[:6], woman[:6]])


def test_taking_theirs_corrects_with_the_source_and_verifies_keeping_ours_wants_a_reason(three: list[Person]):
    header, woman, man = asked()
    man[7:10] = ["lệch thông tin", "KIM VĂN SỐC", "03/02/1979"]
    woman[7:10] = ["lệch thông tin", "THẠCH THỊ SA RAY", ""]
    answered([header, woman, man])
    of_man, of_woman = (
        Mismatch._base_manager.filter(person__name=name) for name in ("Kim Văn Sóc", "Thạch Thị Sa Rây")
    )
    number = three[0].pk

    with pytest.raises(Refused, match="khai sinh gốc"):
        actions.keep_ours(mismatch=of_woman.get(), reason=" ", by=None)
    actions.keep_ours(mismatch=of_woman.get(), reason="Theo giấy khai sinh gốc", by=None)
    with pytest.raises(Refused, match="084078000001"):
        actions.correct_mismatch(mismatch=of_man.get(field="birth"), by=None)
    actions.correct_mismatch(mismatch=of_man.get(field="name"), by=None)

    assert Person._base_manager.get(pk=number).name == "Kim Văn Sốc"
    assert "CSDL quốc gia" in AuditEvent.objects.filter(act="person.correct").latest("id").reason
    assert states() == {"Kim Văn Sốc": "mismatch", "Thạch Thị Sa Rây": "mismatch", "Sơn Thị Phên": "no_number"}


def test_with_everything_taken_over_the_person_is_verified(three: list[Person]):
    header, woman, _ = asked()
    woman[7:9] = ["lệch thông tin", "THẠCH THỊ SA RAY"]
    answered([header, woman])

    actions.correct_mismatch(mismatch=Mismatch._base_manager.get(), by=None)

    assert states()["Thạch Thị Sa Ray"] == "verified"


def test_the_officer_of_a_commune_does_it_all_on_pages(three: list[Person]):
    client = Client()
    client.force_login(factories.officer(factories.long_duc_ward()))

    sent = client.post("/nguoi/xac-thuc/gui/", {"kind": "csv"})
    lines = b"".join(sent.streaming_content).decode("utf-8-sig").splitlines()
    filled = [
        lines[0],
        *(line[: line.rindex(",,,,,")] + ",lệch thông tin,KIM VĂN SỐC,,," for line in lines[1:] if "Kim" in line),
        '"x"',
    ]
    file = SimpleUploadedFile("tra-loi.csv", "\n".join(filled).encode())
    taken = client.post(
        "/nguoi/xac-thuc/nhan/", {"file": file, "due_on": (TODAY + timedelta(days=9)).strftime("%d/%m/%Y")}
    )
    assert taken.status_code == 302, taken.content.decode()
    page = client.get(taken.url).content.decode()
    listed = client.get("/nguoi/xac-thuc/").content.decode()
    one = Mismatch._base_manager.get()
    done = client.post(f"/nguoi/xac-thuc/lech/{one.pk}/", {"viec": "sua"})

    assert "Lệch thông tin" in page and "không phải số" in page and "KIM VĂN SỐC" in listed
    assert client.get(f"{taken.url}tra-lai/").status_code == 200
    assert done.status_code == 302 and Person._base_manager.filter(name="Kim Văn Sốc").exists()
    assert client.get(f"/nguoi/xac-thuc/lech/{one.pk}/").status_code == 200


def test_the_command_writes_the_request_and_tells_the_states(three: list[Person], tmp_path: Any, capsys: Any):
    call_command("verify", "export", str(tmp_path / "gui.csv"))
    call_command("verify", "status")

    told = capsys.readouterr().out
    assert (tmp_path / "gui.csv").read_text("utf-8-sig").count("\n") == 3
    assert "người gửi đi: 2" in told and "chờ xác thực: 2" in told and "không có CCCD: 1" in told


def test_the_desk_and_the_list_of_people_lead_to_what_is_overdue(three: list[Person]):
    header, _, man = asked()
    answered([header, [*man[:7], "lệch thông tin", "KIM VĂN SỐC", "", "", ""]])
    client = Client()
    client.force_login(factories.officer(factories.long_duc_ward()))
    early = client.get("/").content.decode()
    Mismatch._base_manager.update(due_on=TODAY - timedelta(days=1))

    desk, listed = client.get("/").content.decode(), client.get("/nguoi/").content.decode()

    assert "/nguoi/xac-thuc/?han=qua" not in early and "/nguoi/xac-thuc/?han=qua" in desk
    assert 'href="/nguoi/trung/"' in listed and 'href="/nguoi/xac-thuc/"' in listed
    assert "KIM VĂN SỐC" in client.get("/nguoi/xac-thuc/?han=qua").content.decode()
