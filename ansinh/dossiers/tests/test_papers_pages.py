"""Papers and the archive walked as an officer walks them: adding, seeing, searching, taking away; lending, moving, counting."""

import io
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from ansinh.core import files
from ansinh.core.access import acting_as, acting_as_system
from ansinh.core.days import vietnamese_day as day
from ansinh.dossiers.actions.archive import enter_file
from ansinh.dossiers.actions.papers import Upload, add_paper, read_texts
from ansinh.dossiers.factories import make_dossier
from ansinh.dossiers.models import ArchiveFile, FileMove, FileText, KeptFile, Loan, Paper, PaperPart, ShelfCount
from ansinh.dossiers.models.paper_search import words_of
from ansinh.people.factories import cang_long, long_duc_ward, officer, person, tra_vinh, vinh_long


def a_picture(width: int = 60, orientation: int = 1) -> bytes:
    kept = io.BytesIO()
    image = Image.new("RGB", (width, 40), "white")
    exif = image.getexif()
    exif[274], exif[271] = orientation, "May anh cua toi"
    image.save(kept, "JPEG", exif=exif)
    return kept.getvalue()


def a_pdf(text: str = "Nguyen Van Ba 12/QD-SNV", pages: int = 1) -> bytes:
    """A PDF with a line of plain letters on each page."""
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", ""]
    kids = []
    for page in range(pages):
        stream = f"BT /F1 14 Tf 72 {700 - 200 * page} Td ({text} {'abcd'[page] * 9}.) Tj ET"
        objects.append(f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream")
        font = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {len(objects)} 0 R /Resources << /Font << /F1 {font} >> >> >>"
        )
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {pages} >>"
    told, places = "%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        places.append(len(told))
        told += f"{number} 0 obj\n{content}\nendobj\n"
    start = len(told)
    told += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n" + "".join(
        f"{place:010d} 00000 n \n" for place in places
    )
    told += f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n"
    return told.encode("latin-1")


@pytest.fixture(autouse=True)
def _store(tmp_path: Path, settings: Any) -> None:
    settings.DATA = tmp_path
    settings.CLAMD = ""


@pytest.fixture
def someone(db: Any) -> Any:
    with acting_as_system("kiểm thử"):
        return person("Kim Thị Có")


@pytest.fixture
def clerk(someone: Any) -> Any:
    return officer(long_duc_ward())


@pytest.fixture
def keeper(someone: Any) -> Any:
    return officer(vinh_long(), name="luu.tru", role="province_officer")


def walking(who: Any) -> Client:
    client = Client()
    client.force_login(who)
    return client


def shelved(keeper: Any, *numbers: str, box: str = "12", name: str = "Nguyễn Văn Đá") -> list[ArchiveFile]:
    with acting_as(keeper):
        return [
            enter_file(number=number, kind="martyr", name=name, province=vinh_long(), store="1", shelf="3", box=box, by=keeper)
            for number in numbers
        ]  # fmt: skip


def test_photographs_from_a_phone_become_the_pages_of_one_paper(someone: Any, clerk: Any) -> None:
    client, add = walking(clerk), reverse("paper_new", args=["nguoi", someone.pk])
    photos = [SimpleUploadedFile("IMG_1.jpg", a_picture()), SimpleUploadedFile("IMG_2.jpg", a_picture(80))]

    answer = client.post(add, {"file": photos, "kind": "birth_certificate", "number": "15/KS"}, follow=True)

    paper = Paper._base_manager.get()
    assert "Đã thêm 1 giấy tờ" in answer.content.decode()
    assert [part.name for part in PaperPart._base_manager.order_by("position")] == ["IMG_1.jpg", "IMG_2.jpg"]
    page = client.get(reverse("paper", args=[paper.pk])).content.decode()
    assert page.count('class="sheet"') == 2 and "chưa quét vi-rút" in page and "15/KS" in page


def test_each_of_several_files_may_be_a_paper_of_its_own(someone: Any, clerk: Any) -> None:
    photos = [SimpleUploadedFile("a.jpg", a_picture()), SimpleUploadedFile("b.jpg", a_picture(80))]
    told = {"file": photos, "kind": "photo", "is_each": "on"}

    walking(clerk).post(reverse("paper_new", args=["nguoi", someone.pk]), told)

    assert Paper._base_manager.count() == 2


def test_one_bad_file_among_good_ones_is_named_and_nothing_is_kept(someone: Any, clerk: Any) -> None:
    sent = [SimpleUploadedFile("tot.jpg", a_picture()), SimpleUploadedFile("xau.pdf", b"MZ\x90\x00" + bytes(200))]

    answer = walking(clerk).post(reverse("paper_new", args=["nguoi", someone.pk]), {"file": sent, "kind": "photo"})

    assert answer.status_code == 422
    assert "xau.pdf" in answer.content.decode()
    assert not Paper._base_manager.exists()


def test_a_file_is_served_as_a_download_that_runs_nothing_and_pages_as_plain_pictures(someone: Any, clerk: Any) -> None:
    with acting_as(clerk):
        uploads = [Upload("khai sinh.jpg", a_picture(orientation=6)), Upload("qd.pdf", a_pdf(pages=2))]
        add_paper(uploads=uploads, kind="decision", person=someone, by=clerk)
    photo, pdf = PaperPart._base_manager.order_by("position")
    client = walking(clerk)

    file = client.get(reverse("paper_file", args=[photo.pk]))
    drawn = client.get(reverse("paper_page", args=[photo.pk, 1]))
    second = client.get(reverse("paper_page", args=[pdf.pk, 2]))

    assert b"".join(file) == a_picture(orientation=6)  # type: ignore[arg-type]
    assert file["Content-Disposition"].startswith("attachment") and file["Content-Type"] == "application/octet-stream"
    for answer in (file, drawn):
        assert "sandbox" in answer["Content-Security-Policy"] and answer["X-Content-Type-Options"] == "nosniff"
    assert drawn["Content-Type"] == second["Content-Type"] == "image/jpeg"
    with Image.open(io.BytesIO(drawn.content)) as seen:
        assert seen.size == (40, 60) and 271 not in seen.getexif()
    assert client.get(reverse("paper_page", args=[pdf.pk, 3])).status_code == 404


def test_papers_of_another_commune_are_not_there_by_any_address(someone: Any, clerk: Any) -> None:
    with acting_as(clerk):
        paper = add_paper(uploads=[Upload("a.jpg", a_picture())], kind="photo", person=someone, by=clerk)
    part = PaperPart._base_manager.get()
    client = walking(officer(cang_long(), name="xa.khac"))

    addresses = [
        reverse("paper", args=[paper.pk]), reverse("paper_file", args=[part.pk]), reverse("paper_page", args=[part.pk, 1]),
        reverse("paper_remove", args=[paper.pk]), reverse("paper_version", args=[paper.pk]), reverse("paper_new", args=["nguoi", someone.pk]),
    ]  # fmt: skip

    assert [client.get(address).status_code for address in addresses] == [404] * 6


def test_a_quarantined_file_has_a_page_that_says_so_and_no_way_to_its_bytes(someone: Any, clerk: Any) -> None:
    with acting_as(clerk):
        paper = add_paper(uploads=[Upload("a.jpg", a_picture())], kind="photo", person=someone, by=clerk)
    part = PaperPart._base_manager.get()
    KeptFile.objects.update(scan="infected", scan_said="Win.Test")
    files.quarantine(part.file_id)
    client = walking(clerk)

    page = client.get(reverse("paper", args=[paper.pk])).content.decode()

    assert "cách ly" in page and "Win.Test" in page and reverse("paper_file", args=[part.pk]) not in page
    assert client.get(reverse("paper_file", args=[part.pk])).status_code == 404
    assert client.get(reverse("paper_page", args=[part.pk, 1])).status_code == 404


def test_a_dossier_shows_its_papers_with_the_component_each_answers(someone: Any, clerk: Any) -> None:
    with acting_as_system("kiểm thử"):
        dossier = make_dossier(procedure="social_allowance_new", person=someone)
    client = walking(clerk)
    form = client.get(reverse("paper_new", args=["ho-so", dossier.pk])).content.decode()

    with acting_as(clerk):
        add_paper(
            uploads=[Upload("a.jpg", a_picture())],
            kind="declaration",
            dossier=dossier,
            component="declaration",
            by=clerk,
        )

    page = client.get(reverse("dossier", args=[dossier.code])).content.decode()
    assert "Dùng cho thành phần hồ sơ" in form
    assert "a.jpg" in page and page.count("Tờ khai đề nghị trợ cấp") >= 1 and "Thêm giấy tờ" in page


def test_words_of_a_scan_are_found_without_diacritics_by_who_may_see_them(someone: Any, clerk: Any) -> None:
    text = "Quyết định số 125/QĐ-SNV về việc trợ cấp đối với bà Thạch Thị Sa Rây, nguyên quán xã Long Đức, huyện Càng Long."
    with acting_as(clerk):
        add_paper(uploads=[Upload("qd.jpg", a_picture())], kind="decision", person=someone, by=clerk)
    FileText.objects.create(file=KeptFile.objects.get(), page=3, text=text, folded=" ".join(words_of(text)))
    address = reverse("paper_search")

    own = walking(clerk).get(address, {"tim": "thach thi sa ray 125"}).content.decode()
    begun = walking(clerk).get(address, {"tim": "nguyên qu"}).content.decode()
    wrong = walking(clerk).get(address, {"tim": "thach thi sa ray 126"}).content.decode()
    other = walking(officer(cang_long(), name="xa.khac")).get(address, {"tim": "thach thi sa ray"}).content.decode()

    assert "trang 3" in own and "<mark>Thạch </mark>" in own and "<mark>125/QĐ-SNV </mark>" in own
    assert "<mark>quán </mark>" in begun
    assert "Không có trang nào" in wrong and "Không có trang nào" in other


def test_marks_of_a_search_are_words_not_commands(someone: Any, clerk: Any) -> None:
    client = walking(clerk)

    for asked in ('"', "NEAR(a b)", "a* OR b", "' & | !", "-x", "a:b", "<script>", "%"):
        assert client.get(reverse("paper_search"), {"tim": asked}).status_code == 200


def test_the_text_of_a_pdf_is_read_page_by_page_and_one_that_cannot_be_says_why(someone: Any, clerk: Any) -> None:
    with acting_as(clerk):
        uploads = [Upload("qd.pdf", a_pdf(pages=2)), Upload("hong.pdf", b"%PDF-1.4\n" + b"rac " * 300)]
        add_paper(uploads=uploads, kind="decision", person=someone, by=clerk)

    done = read_texts(waiting=KeptFile.objects.all())

    good, bad = (part.file for part in PaperPart._base_manager.select_related("file").order_by("position"))
    assert (done, good.text, good.pages, good.texts.count()) == (1, "read", 2, 2)
    assert "nguyen van ba 12 qd snv" in good.texts.first().folded
    assert bad.text == "unreadable" and bad.text_said


def test_a_file_is_lent_until_a_day_stands_in_the_loan_book_and_comes_back(keeper: Any) -> None:
    (file,) = shelved(keeper, "LS-1")
    client, today = walking(keeper), timezone.localdate()
    lend = reverse("archive_act", args=[file.pk, "cho-muon"])
    told = {
        "borrower": "Trần Thị Mượn",
        "purpose": "xét tuất",
        "lent_on": day(today),
        "due_on": day(today - timedelta(days=1)),
    }

    refused = client.post(lend, told)
    client.post(lend, told | {"due_on": day(today + timedelta(days=7))})
    Loan._base_manager.update(lent_on=today - timedelta(days=20), due_on=today - timedelta(days=3))
    book = client.get(reverse("loan_list"), {"tt": "qua"}).content.decode()
    client.post(reverse("archive_act", args=[file.pk, "nhan-lai"]), {"returned_on": day(today), "note": "đủ 32 tờ"})

    assert refused.status_code == 422 and "Hạn trả" in refused.content.decode()
    assert "Trần Thị Mượn" in book and "quá hạn 3 ngày" in book
    page = client.get(reverse("archive_file", args=[file.pk])).content.decode()
    assert "trong kho" in page and "đủ 32 tờ" in page
    assert "Chưa có ai mượn" in client.get(reverse("loan_list")).content.decode()


def test_a_lent_file_is_not_lent_again_nor_sent_away(keeper: Any) -> None:
    (file,) = shelved(keeper, "LS-1")
    ArchiveFile._base_manager.update(state="lent")

    for act in ("cho-muon", "chuyen-di", "that-lac"):
        answer = walking(keeper).get(reverse("archive_act", args=[file.pk, act]), follow=True)
        assert "không làm được với tình trạng hiện tại" in answer.content.decode()


def test_a_moved_file_stays_in_the_book_with_the_slip_it_travels_with(keeper: Any) -> None:
    (file,) = shelved(keeper, "TB-7")
    told = {
        "to_place": "Sở Nội vụ thành phố Cần Thơ", "requested_on": "01/09/2026", "slip_number": "93/PB-SNV", "moved_on": "10/09/2026",
        "sheets": "32", "papers": "Bản khai\nQuyết định số 12",
    }  # fmt: skip

    walking(keeper).post(reverse("archive_act", args=[file.pk, "chuyen-di"]), told)

    slip = walking(keeper).get(reverse("move_slip", args=[file.pk])).content.decode()
    assert FileMove._base_manager.get().moved_on == date(2026, 9, 10)
    assert ArchiveFile._base_manager.get().state == "moved"
    for words in ("Cần Thơ", "93/PB-SNV", "Nguyễn Văn Đá", "TB-7", "Quyết định số 12", "01/09/2026", "32"):
        assert words in slip


def test_a_count_of_a_box_says_what_is_missing_misplaced_and_strange(keeper: Any) -> None:
    shelved(keeper, "LS-1", "LS-2", "LS-3")
    shelved(keeper, "LS-9", box="13")
    lost = shelved(keeper, "LS-4")[0]
    ArchiveFile._base_manager.filter(pk=lost.pk).update(state="missing")
    told = {
        "store": "1",
        "shelf": "3",
        "box": "12",
        "numbers": "LS-1\nLS-9\r\nLS-4\n XX-0 \nLS-1",
        "mark_missing": "on",
    }

    page = walking(keeper).post(reverse("archive_count"), told, follow=True).content.decode()

    count = ShelfCount._base_manager.get()
    assert (count.expected, count.found, count.missing, count.strange) == (3, ["LS-1"], ["LS-2", "LS-3"], ["XX-0"])
    assert count.misplaced == [["LS-9", "Kho 1 · Giá 3 · Hộp 13"]] and count.not_expected == [["LS-4", "missing"]]
    states = dict(ArchiveFile._base_manager.values_list("number", "state"))
    assert states == {"LS-1": "in_place", "LS-2": "missing", "LS-3": "missing", "LS-4": "in_place", "LS-9": "in_place"}
    assert "lệch sổ" in page and "LS-2" in page and "XX-0" in page


def test_a_province_counts_the_files_of_those_it_took_in(keeper: Any) -> None:
    with acting_as(keeper):
        enter_file(number="LS-84", kind="martyr", name="Kim Sơn", province=tra_vinh(), store="9", shelf="1", by=keeper)

    walking(keeper).post(reverse("archive_count"), {"store": "9", "shelf": "1", "numbers": "LS-84"})

    count = ShelfCount._base_manager.get()
    assert (count.province_id, count.expected, count.is_even) == (vinh_long().pk, 1, True)


def test_the_archive_is_searched_by_name_number_and_place_without_diacritics(keeper: Any) -> None:
    shelved(keeper, "LS-1", name="Nguyễn Văn Đá")
    shelved(keeper, "LS-2", name="Thạch Thị Út", box="13")
    client, book = walking(keeper), reverse("archive_list")

    for asked in (
        {"tim": "van da"},
        {"tim": "da nguyen"},
        {"tim": "ls-1"},
        {"hop": "12"},
        {"kho": "1", "hop": "12", "loai": "martyr"},
    ):
        page = client.get(book, asked).content.decode()
        assert "Nguyễn Văn Đá" in page and "Thạch Thị Út" not in page, asked


def test_labels_carry_the_number_as_a_picture_and_the_place_in_words(keeper: Any) -> None:
    (file,) = shelved(keeper, "LS-1")
    client = walking(keeper)

    one = client.get(reverse("archive_label", args=[file.pk])).content.decode()
    boxes = client.get(reverse("archive_labels"), {"store": "1"}).content.decode()

    assert "<svg" in one and "LS-1" in one and "Kho 1 · Giá 3 · Hộp 12" in one
    assert "Hộp 12" in boxes and "1 hồ sơ" in boxes and boxes.count("<svg") == 1


def test_the_archive_is_written_only_by_who_keeps_it(keeper: Any, clerk: Any) -> None:
    (file,) = shelved(keeper, "LS-1")
    other = officer(vinh_long(), name="giam.ngheo", role="province_officer")
    other.grants.update(field="poverty")

    assert walking(clerk).get(reverse("archive_new")).status_code == 403
    assert walking(other).get(reverse("archive_act", args=[file.pk, "cho-muon"])).status_code == 403
    assert (
        reverse("archive_act", args=[file.pk, "cho-muon"])
        not in walking(other).get(reverse("archive_file", args=[file.pk])).content.decode()
    )
    assert walking(officer(cang_long(), name="xa.khac")).get(reverse("archive_file", args=[file.pk])).status_code == 404


def test_a_person_s_page_names_their_papers_and_their_file_in_the_archive(
    someone: Any, clerk: Any, keeper: Any
) -> None:
    with acting_as(keeper):
        enter_file(
            number="LS-5",
            kind="martyr",
            name=someone.name,
            province=vinh_long(),
            commune=someone.commune,
            person=someone,
            by=keeper,
        )
    with acting_as(clerk):
        add_paper(uploads=[Upload("a.jpg", a_picture())], kind="identity_card", person=someone, by=clerk)

    page = walking(clerk).get(reverse("person", args=[someone.pk])).content.decode()

    assert "căn cước, giấy tờ tùy thân" in page and "LS-5" in page


def test_a_paper_marked_sensitive_is_hidden_at_once_also_from_who_marked_it(someone: Any, clerk: Any) -> None:
    with acting_as(clerk):
        paper = add_paper(uploads=[Upload("a.jpg", a_picture())], kind="medical_record", person=someone, by=clerk)
    client = walking(clerk)

    answer = client.post(
        reverse("paper_describe", args=[paper.pk]), {"kind": "medical_record", "is_sensitive": "on"}, follow=True
    )

    assert answer.status_code == 200 and answer.redirect_chain[-1][0] == reverse("paper_list")
    assert client.get(reverse("paper", args=[paper.pk])).status_code == 404
    assert "a.jpg" not in client.get(reverse("person", args=[someone.pk])).content.decode()
