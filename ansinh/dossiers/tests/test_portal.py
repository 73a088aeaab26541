"""What citizens do without an account: find, ask one page at a time, submit, follow, supplement, take back."""

import io
import re
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.cache import caches
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from ansinh.core.access import acting_as, acting_as_system
from ansinh.core.days import BirthDay
from ansinh.dossiers import actions
from ansinh.dossiers.jobs import drafts, puzzles
from ansinh.dossiers.jobs.everyday import find, open_procedures
from ansinh.dossiers.jobs.served import serving_unit
from ansinh.dossiers.models import Dossier, Notice, Paper
from ansinh.people.factories import cang_long, long_duc_ward, officer, person
from ansinh.places.models import Place

pytestmark = pytest.mark.django_db
NAME, NUMBER, PHONE = "Thạch Thị Sa Rây", "084180000017", "0912345678"
NEW = "social_allowance_new"


@pytest.fixture(autouse=True)
def _fresh(settings: Any, tmp_path: Path) -> None:
    settings.DATA = tmp_path
    caches["limits"].clear()


@pytest.fixture
def there(_fresh: None) -> Iterator[SimpleNamespace]:
    """The ward of Long Đức with who receives, and one person of the register."""
    with acting_as_system("kiểm thử"):
        ward = long_duc_ward()
        cang_long()
        desk = officer(ward, name="motcua", role="one_stop")
        known = person(NAME, birth=BirthDay(1980, 5, 12), commune=ward, personal_number=NUMBER)
        yield SimpleNamespace(ward=ward, desk=desk, known=known)


@pytest.fixture
def unhurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """A visitor who took their time."""
    monkeypatch.setattr("ansinh.dossiers.pages.wizard.QUICK_SECONDS", 0)


def photo(name: str = "giay.jpg") -> SimpleUploadedFile:
    out = io.BytesIO()
    Image.new("RGB", (60, 40), "white").save(out, "JPEG")
    return SimpleUploadedFile(name, out.getvalue(), "image/jpeg")


APPLICANT = {"name": NAME, "number": NUMBER, "birth": "12/05/1980", "phone": PHONE}
ANSWERS = {"category": "disabled_severe"}


def walk(client: Client, name: str = NEW, *, until: str = "xem-lai", files: bool = True, **told: Any) -> str:
    """Fill in page after page as it asks, the first choice of what is not told; the address it ends at."""
    filled = {
        "ai-nop": {"who": "self"},
        "nguoi-nop": APPLICANT,
        "noi-o": {"place": "Phường Long Đức", "address": "Ấp Vĩnh Hội"},
    } | told
    address = client.get(reverse("apply", args=[name]))["Location"]
    for _page in range(40):
        step = address.rstrip("/").rpartition("/")[2]
        if step == until:
            return address
        page = client.get(address)
        assert page.status_code == 200, (address, page.status_code)
        given = filled.get(step)
        if given is None:
            given = answer_of(step, page.content.decode(), files)
        answer = client.post(address, given)
        assert answer.status_code == 302, (step, given, problems(answer))
        address = answer["Location"]
    raise AssertionError("the wizard never ends")


def answer_of(step: str, html: str, files: bool) -> dict[str, Any]:
    """Something that answers a page."""
    if step.startswith("giay-"):
        return {"scans": photo()} if files else {"promise": "on"}
    key = step.removeprefix("hoi-")
    if key in ANSWERS:
        return {"answer": ANSWERS[key]}
    if choices := re.findall(r'type="radio" name="answer" value="([^"]*)"', html):
        return {"answer": choices[0]}
    return {"answer": ""}


def problems(answer: Any) -> str:
    html = answer.content.decode()
    return html[html.find("error-summary") :][:600]


def submit(client: Client, name: str = NEW, **told: Any) -> Any:
    return client.post(walk(client, name, **told), {"is_true": "on"})


def submitted(client: Client, **told: Any) -> Dossier:
    answer = submit(client, **told)
    assert answer.status_code == 302, problems(answer)
    return Dossier._base_manager.latest("pk")


def followed(client: Client, dossier: Dossier, number: str = NUMBER) -> Any:
    return client.post(reverse("follow"), {"code": dossier.code, "number": number})


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("nguoi gia", "social_pension_new"), ("mai táng", "funeral_social"), ("khuyet tat", NEW), ("trợ cấp nuôi con", NEW),
        ("xin tiền người già", "social_pension_new"), ("dam tang", "funeral_social"),
    ],
)  # fmt: skip
def test_everyday_words_find_the_procedure(words: str, name: str) -> None:
    found = find(words, open_procedures(date(2026, 11, 2)))

    assert name in [one.name for one in found]


def test_words_of_nothing_we_do_find_nothing() -> None:
    assert find("giấy phép xây dựng nhà", open_procedures(date(2026, 11, 2))) == []


def test_what_a_procedure_needs_is_told_without_an_account(there: Any) -> None:
    every = Client().get(reverse("service_list")).content.decode()
    page = Client().get(reverse("service", args=[NEW])).content.decode()

    assert "Bạn cần việc gì?" in every and reverse("service", args=[NEW]) in every
    assert "Đã có, không phải nộp" in page and "Giấy xác nhận khuyết tật" in page
    assert "7 ngày làm việc" in page


def test_every_open_procedure_has_its_page_and_stands_in_a_group(there: Any) -> None:
    every = Client().get(reverse("service_list")).content.decode()

    for one in open_procedures(date.today()):
        assert reverse("service", args=[one.name]) in every, one.name
        assert Client().get(reverse("service", args=[one.name])).status_code == 200, one.name


def test_a_dossier_is_asked_for_one_page_at_a_time(there: Any, unhurried: None) -> None:
    client = Client()

    dossier = submitted(client)
    slip = client.get(reverse("apply_done")).content.decode()

    assert (dossier.state, dossier.channel, dossier.subject, dossier.commune) == (
        "submitted",
        "online",
        there.known,
        there.ward,
    )
    assert dossier.answers["category"]["value"] == ANSWERS["category"]
    assert dossier.code in slip and "<svg" in slip
    states = dict(dossier.components.values_list("key", "state"))
    assert (states["disability_certificate"], states["declaration"], states["authorisation"]) == (
        "known",
        "present",
        "not_needed",
    )


def test_back_and_refresh_lose_nothing_and_nothing_personal_stands_in_an_address(there: Any) -> None:
    client = Client()

    address = walk(client)
    again = client.get(reverse("apply_step", args=[NEW, "nguoi-nop"])).content.decode()

    assert client.get(reverse("apply", args=[NEW]))["Location"] == address
    assert NAME in again and NUMBER in again
    assert not any(told in address for told in (NUMBER, PHONE, "Rây"))


def test_a_page_is_not_reached_before_those_in_front_of_it(there: Any) -> None:
    answer = Client().get(reverse("apply_step", args=[NEW, "xem-lai"]))

    assert answer["Location"] == reverse("apply", args=[NEW])


def test_what_was_changed_from_the_check_goes_back_to_the_check(there: Any) -> None:
    client = Client()
    check = walk(client)

    answer = client.post(reverse("apply_step", args=[NEW, "nguoi-nop"]) + "?sua=1", APPLICANT | {"phone": "0987654321"})

    assert answer["Location"] == check
    assert "0987654321" in client.get(check).content.decode()


def test_an_old_name_of_a_commune_is_understood_and_an_unserved_one_told(there: Any) -> None:
    client, address = Client(), reverse("apply_step", args=[NEW, "noi-o"])
    walk(client, until="noi-o")

    old = client.post(address, {"place": "Xã Long Đức, Thành phố Trà Vinh"})
    chosen = client.post(address, {"place": "Xã Long Đức, Thành phố Trà Vinh", "chosen": "29242@2025"})
    elsewhere = client.post(address, {"place": "Xã Càng Long"})

    assert old.status_code == 422 and "29242@2025" in old.content.decode()
    assert chosen.status_code == 302
    assert "chưa nhận hồ sơ qua trang này" in elsewhere.content.decode()


def test_whether_a_number_is_in_the_register_is_never_told(there: Any, unhurried: None) -> None:
    pages = []
    for number in (NUMBER, "084180000025"):
        client = Client()
        check = client.get(walk(client, **{"nguoi-nop": APPLICANT | {"number": number}})).content.decode()
        posted = client.post(reverse("apply_step", args=[NEW, "xem-lai"]), {"is_true": "on"})
        slip = client.get(posted["Location"]).content.decode() if posted.status_code == 302 else str(posted.status_code)
        dossier = Dossier._base_manager.latest("pk")
        followed(client, dossier, number)
        told = client.get(reverse("followed")).content.decode()
        pages.append(
            [
                re.sub(rf"{number}|AS[.\w-]+|<svg.*?</svg>|csrf[^>]*>", "", page, flags=re.S)
                for page in (check, slip, told)
            ]
        )
        caches["limits"].clear()

    assert pages[0] == pages[1]
    assert "1980" not in pages[0][1]


def test_what_differs_from_the_register_is_told_to_the_officer_only(there: Any, unhurried: None) -> None:
    client = Client()

    dossier = submitted(client, **{"nguoi-nop": APPLICANT | {"name": "Kim Thị Khác"}})

    assert f"sổ ghi tên {NAME}" in dossier.note
    assert NAME not in client.get(reverse("apply_done")).content.decode()


def test_the_same_asked_twice_by_the_same_visitor_is_answered_kindly_and_a_stranger_learns_nothing(
    there: Any, unhurried: None
) -> None:
    first = submitted(Client())
    caches["limits"].clear()

    again = submit(Client())
    caches["limits"].clear()
    stranger = submit(Client(), **{"nguoi-nop": APPLICANT | {"phone": "0900000000"}})

    assert again.status_code == 200 and "Bạn đã nộp hồ sơ này rồi" in again.content.decode()
    assert first.code not in again.content.decode()
    assert stranger.status_code == 302
    assert f"còn hồ sơ {first.code}" in Dossier._base_manager.latest("pk").note


def test_files_are_kept_as_papers_of_their_component(there: Any, unhurried: None) -> None:
    told = {"nguoi-huong": {"name": "Thạch Văn Út", "number": "", "birth": "2014"}, "ai-nop": {"who": "guardian"}}

    dossier = submitted(Client(), **told)

    kept = Paper._base_manager.filter(dossier=dossier)
    present = set(dossier.components.filter(state="present").values_list("key", flat=True))
    assert kept.exists() and {paper.component for paper in kept} <= present
    assert "Thạch Văn Út" in dossier.note
    assert not list(drafts.folder().glob("*"))


def test_what_is_no_photograph_is_refused_and_a_draft_is_thrown_away_with_its_files(there: Any) -> None:
    client = Client()
    told = {"nguoi-huong": {"name": "Thạch Văn Út", "number": "", "birth": "2014"}, "ai-nop": {"who": "guardian"}}
    walk(client, **told)
    paper = next(step for step in steps_of(client) if step.startswith("giay-"))
    address = reverse("apply_step", args=[NEW, paper])

    refused = client.post(address, {"scans": SimpleUploadedFile("giay.jpg", b"MZ\x90\x00 not a picture")})
    waiting = len(list(drafts.folder().glob("*")))
    client.post(reverse("apply_drop", args=[NEW]))

    assert refused.status_code == 422
    assert waiting > 0 and not list(drafts.folder().glob("*"))


def steps_of(client: Client) -> list[str]:
    page = client.get(reverse("apply_step", args=[NEW, "xem-lai"])).content.decode()
    return re.findall(rf"/dich-vu/{NEW}/nop/([\w-]+)/\?sua=1", page)


def test_files_nobody_submitted_are_gone_after_a_day() -> None:
    file = drafts.keep(name="giay.jpg", content=b"...")

    kept, gone = drafts.sweep(time.time() + 23 * 3600), drafts.sweep(time.time() + 25 * 3600)

    assert (kept, gone, drafts.is_there(file.token)) == (0, 1, False)


def test_strangers_cannot_fill_the_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drafts, "MOST_WAITING", 10)
    drafts.keep(name="mot.jpg", content=b"12345678")

    with pytest.raises(drafts.FileRefused, match="quá nhiều tệp chờ nộp"):
        drafts.keep(name="hai.jpg", content=b"12345678")


def test_a_paper_without_which_nothing_begins_is_asked_on_its_page(there: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    client = Client()
    walk(client, until="giay-hiv_paper", **{"hoi-category": {"answer": "hiv_poor"}})
    address = reverse("apply_step", args=[NEW, "giay-hiv_paper"])

    without = client.post(address, {"x": ""})
    monkeypatch.setattr("ansinh.dossiers.pages.wizard.MOST_BYTES", 10)
    too_heavy = client.post(address, {"scans": photo()})
    monkeypatch.undo()
    with_it = client.post(address, {"scans": photo()})

    assert "nặng hơn" in too_heavy.content.decode() and too_heavy.status_code == 422
    assert without.status_code == 422 and "Cần giấy này mới nộp được" in without.content.decode()
    assert with_it.status_code == 302


def test_that_it_is_true_is_said_before_the_dossier_is_taken(there: Any) -> None:
    client = Client()
    told = {"nguoi-huong": {"name": "Thạch Văn Út", "number": "", "birth": "2014"}, "ai-nop": {"who": "guardian"}}
    walk(client, **told)
    dossier_page = client.get(reverse("apply_step", args=[NEW, "xem-lai"])).content.decode()

    answer = client.post(reverse("apply_step", args=[NEW, "xem-lai"]), {})

    assert "Tôi cam đoan" in dossier_page
    assert answer.status_code == 422 and "Đánh dấu cam đoan rồi nộp" in answer.content.decode()
    assert not Dossier._base_manager.exists()


def test_the_second_dossier_of_an_hour_answers_a_small_question(there: Any, unhurried: None) -> None:
    submitted(Client())
    client = Client()
    check = walk(client, **{"nguoi-nop": APPLICANT | {"phone": "0900000000"}})

    asked = client.get(check).content.decode()
    wrong = client.post(check, {"is_true": "on", "puzzle_id": puzzle_id(asked), "puzzle": "1"})
    right = client.post(
        check, {"is_true": "on", "puzzle_id": puzzle_id(wrong.content.decode()), "puzzle": words_answer(wrong)}
    )

    assert "data:image/png" in asked
    assert wrong.status_code == 422 and right.status_code == 302


def test_who_fills_in_faster_than_one_reads_or_what_nobody_sees_answers_it_too(
    there: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    quick = submit(Client())
    monkeypatch.setattr("ansinh.dossiers.pages.wizard.QUICK_SECONDS", 0)
    client = Client()
    hidden = client.post(walk(client), {"is_true": "on", "website": "https://vi-du.vn"})

    assert quick.status_code == hidden.status_code == 422
    assert "Trả lời câu hỏi nhỏ" in quick.content.decode() and "data:image/png" in hidden.content.decode()
    assert not Dossier._base_manager.exists()


def puzzle_id(html: str) -> str:
    found = re.search(r'name="puzzle_id" value="([^"]+)"', html)
    assert found
    return found[1]


def words_answer(answer: Any) -> str:
    """What the question in words comes to, worked out as somebody who hears it would."""
    numbers = {
        "hai": 2,
        "ba": 3,
        "bốn": 4,
        "năm": 5,
        "sáu": 6,
        "bảy": 7,
        "tám": 8,
        "chín": 9,
        "mười": 10,
        "mười một": 11,
        "mười hai": 12,
    }
    found = re.search(r"trả lời: (.+?) cộng (.+?) bằng mấy", answer.content.decode(), re.I)
    assert found
    return str(numbers[found[1].strip().lower()] + numbers[found[2].strip().lower()])


def test_a_small_question_is_answered_once_and_its_answer_stands_nowhere_in_clear() -> None:
    session: dict[str, Any] = {}
    shown = puzzles.ask(session)
    one, other = re.findall(r"(.+) cộng (.+) bằng", shown.words)[0]
    right = next(str(n) for n in range(5, 22) if _is_right(dict(session), shown.id, str(n)))

    first, second = puzzles.is_answered(session, shown.id, right), puzzles.is_answered(session, shown.id, right)

    assert (first, second) == (True, False)
    assert one and other and right not in str(session)


def _is_right(session: dict[str, Any], name: str, answer: str) -> bool:
    return puzzles.is_answered(session, name, answer)


@pytest.mark.parametrize("said", ["17", " 1 7 ", "mười bảy", "Mười Bảy", "muoi bay", "seventeen"])
def test_an_answer_may_be_said_in_words(said: str) -> None:
    assert puzzles._plain(said) == "17"


def test_a_dossier_is_followed_by_code_and_number_and_by_nothing_less(there: Any, unhurried: None) -> None:
    dossier = submitted(Client())

    right = followed(Client(), dossier)
    others = [
        followed(Client(), dossier, "084180000025"), Client().post(reverse("follow"), {"code": "AS.KHONG-260101-0001", "number": NUMBER}),
    ]  # fmt: skip

    assert right["Location"] == reverse("followed")
    told = [re.sub(r'value="[^"]*"', "", answer.content.decode()) for answer in others]
    assert told[0] == told[1] and "Không có hồ sơ nào với mã và số định danh này" in told[0]


def test_three_wrong_tries_lead_to_the_small_question_even_with_the_right_number(there: Any, unhurried: None) -> None:
    dossier, client = submitted(Client()), Client()
    for _try in range(3):
        last = followed(client, dossier, "084180000025")

    without = followed(client, dossier)
    told = {
        "code": dossier.code,
        "number": NUMBER,
        "puzzle_id": puzzle_id(without.content.decode()),
        "puzzle": words_answer(without),
    }
    answered = client.post(reverse("follow"), told)

    assert "data:image/png" in last.content.decode()
    assert (without.status_code, answered.status_code) == (422, 302)


def test_one_code_is_tried_so_often_and_no_more_from_anywhere(there: Any) -> None:
    tried = [
        Client(REMOTE_ADDR=f"10.0.0.{number % 5}").post(
            reverse("follow"), {"code": "AS.1-260101-0001", "number": NUMBER}
        )
        for number in range(62)
    ]

    assert tried[0].status_code == 422 and tried[-1].status_code == 429


def test_the_follower_reads_where_it_stands_hands_in_what_is_missing_and_the_clock_goes_on_from_that_day(
    there: Any, unhurried: None
) -> None:
    dossier, client = submitted(Client()), Client()
    with acting_as_system("kiểm thử"):
        states = dict.fromkeys(dossier.components.values_list("key", flat=True), "present")
        actions.receive(dossier=dossier, components=states, by=None)
        key = next(iter(states))
        actions.ask_supplement(
            dossier=dossier, reason="missing_paper", said="Ảnh mờ, chụp lại giúp.", components=[key], by=None
        )
    followed(client, dossier)
    before = client.get(reverse("followed")).content.decode()

    sent = client.post(reverse("hand_in"), {f"file_{key}": photo("lai.jpg"), "said": "Đã chụp lại."})

    after = client.get(reverse("followed")).content.decode()
    supplement = dossier.supplements.get()
    assert "Cần bổ sung" in before and "Ảnh mờ, chụp lại giúp." in before
    assert sent.status_code == 302 and "Đã gửi bổ sung, chờ cán bộ xem" in after
    assert supplement.handed_in_said == "Đã chụp lại." and supplement.answered_at is None
    assert Paper._base_manager.filter(dossier=dossier, component=key).exists()
    assert dossier.moves.last().act == "hand_in"


def test_a_dossier_is_taken_back_by_its_follower(there: Any, unhurried: None) -> None:
    dossier, client = submitted(Client()), Client()
    followed(client, dossier)

    client.post(reverse("withdraw_dossier"), {"reason": "Nộp nhầm", "is_sure": "on"})

    dossier = Dossier._base_manager.get(pk=dossier.pk)
    assert dossier.state == "withdrawn" and "Nộp nhầm" in dossier.moves.last().note
    assert "đã rút" in client.get(reverse("followed")).content.decode()


def test_the_machine_forgets_the_dossier_when_told(there: Any, unhurried: None) -> None:
    dossier, client = submitted(Client()), Client()
    followed(client, dossier)

    client.post(reverse("stop_following"))

    assert client.get(reverse("followed"))["Location"] == reverse("follow")


def test_what_a_citizen_waits_for_is_to_be_told_without_naming_anybody(there: Any, unhurried: None) -> None:
    dossier = submitted(Client())
    with acting_as_system("kiểm thử"):
        states = dict.fromkeys(dossier.components.values_list("key", flat=True), "present")
        actions.receive(dossier=dossier, components=states, by=None)

    notice = Notice._base_manager.get(dossier=dossier)
    with acting_as(there.desk):
        actions.note_told(notice=notice, how="phone", by=there.desk)

    assert (notice.about, notice.phone) == ("receive", PHONE)
    assert NAME not in notice.said and dossier.code in notice.said
    assert Notice._base_manager.get().told_how == "phone"


def test_the_desk_sees_whom_to_call_and_takes_them_off_the_list(there: Any, unhurried: None) -> None:
    dossier, clerk = submitted(Client()), Client()
    with acting_as_system("kiểm thử"):
        states = dict.fromkeys(dossier.components.values_list("key", flat=True), "present")
        actions.receive(dossier=dossier, components=states, by=None)
    clerk.force_login(there.desk)
    notice = Notice._base_manager.get()

    before = clerk.get(reverse("notice_list") + "?bao=cho").content.decode()
    clerk.post(reverse("notice_told", args=[notice.pk]), {"how": "phone"})
    after = clerk.get(reverse("notice_list") + "?bao=cho").content.decode()

    assert PHONE in before and dossier.code in before
    assert PHONE not in after and Notice._base_manager.get().told_by == there.desk


def test_a_service_for_messages_is_asked_when_one_is_named(
    there: Any, unhurried: None, settings: Any, django_capture_on_commit_callbacks: Any
) -> None:
    settings.NOTICES = f"{__name__}.Sending"
    dossier = submitted(Client())

    with acting_as_system("kiểm thử"), django_capture_on_commit_callbacks(execute=True):
        states = dict.fromkeys(dossier.components.values_list("key", flat=True), "present")
        actions.receive(dossier=dossier, components=states, by=None)

    assert Sending.sent == [(PHONE, Notice._base_manager.get().said)]
    assert Notice._base_manager.get().told_how == "sms"


class Sending:
    """A province's own service for messages."""

    sent: list[tuple[str, str]] = []

    def send(self, *, phone: str, said: str) -> bool:
        self.sent.append((phone, said))
        return True


def test_a_button_pressed_twice_opens_one_dossier(there: Any, unhurried: None) -> None:
    client = Client()
    check = walk(client)
    mine = f"portal:sending:{client.session.session_key}:{client.session['portal_drafts'][NEW]['began']}"
    caches["limits"].add(mine, True, 60)  # the first press is being worked on

    second = client.post(check, {"is_true": "on"})

    assert second["Location"] == reverse("apply_done")
    assert not Dossier._base_manager.exists()


def test_where_officers_still_work_by_the_old_units_the_old_unit_takes_it(there: Any) -> None:
    today = date(2026, 11, 2)
    new = cang_long()
    old = Place.objects.get(pk="29266")
    none_yet = serving_unit(new, today)

    officer(old, name="xacu", role="commune_officer")

    assert none_yet is None
    assert serving_unit(new, today) == old
    assert serving_unit(there.ward, today) == there.ward


def test_the_pages_speak_english_too(there: Any) -> None:
    client = Client()
    client.cookies["ansinh_language"] = "en"

    page = client.get(reverse("service", args=[NEW])).content.decode()

    assert "Disability certificate" in page and "working days" in page
