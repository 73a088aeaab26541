"""Files kept by their hash, papers with their versions, the scanner that is asked."""

import io
import os
import socket
import stat
import threading
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from ansinh.core import files, viruses
from ansinh.core.access import NoAccess, acting_as, acting_as_system
from ansinh.core.models import AuditEvent
from ansinh.dossiers.actions.papers import (
    PaperRefused,
    Upload,
    add_paper,
    add_version,
    describe_paper,
    remove_paper,
    scan_file,
    servable,
)
from ansinh.dossiers.models import Agency, Dossier, KeptFile, Paper, PaperPart, PaperVersion
from ansinh.people.factories import cang_long, long_duc_ward, officer, person
from ansinh.places.models import Place

EICAR = b"%PDF-1.4 X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR"


def picture(colour: str = "white") -> bytes:
    kept = io.BytesIO()
    Image.new("RGB", (60, 40), colour).save(kept, "PNG")
    return kept.getvalue()


@pytest.fixture(autouse=True)
def store(tmp_path: Path, settings: Any) -> Path:
    settings.DATA = tmp_path
    settings.CLAMD = ""
    return tmp_path / "files"


@pytest.fixture
def someone(db: Any) -> Any:
    with acting_as_system("kiểm thử"):
        return person("Kim Thị Có")


@pytest.fixture
def clamd(settings: Any) -> Iterator[list[bytes]]:
    """A server that speaks clamd's INSTREAM on loopback: finds EICAR, refuses streams of more than 1 MB; gives what it was sent."""
    server = socket.create_server(("127.0.0.1", 0))
    settings.CLAMD = f"127.0.0.1:{server.getsockname()[1]}"
    streams: list[bytes] = []

    def exactly(client: socket.socket, count: int) -> bytes:
        told = b""
        while len(told) < count and (more := client.recv(count - len(told))):
            told += more
        return told

    def serve() -> None:
        while True:
            try:
                client, _ = server.accept()
            except OSError:
                return
            with client:
                assert exactly(client, 10) == b"zINSTREAM\0"
                sent = b""
                while size := int.from_bytes(exactly(client, 4), "big"):
                    sent += exactly(client, size)
                streams.append(sent)
                found = b"stream: Eicar-Test-Signature FOUND" if b"EICAR" in sent else b"stream: OK"
                client.sendall((b"INSTREAM size limit exceeded. ERROR" if len(sent) > 1_000_000 else found) + b"\0")

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    yield streams
    server.shutdown(socket.SHUT_RDWR)
    server.close()
    thread.join(5)


def dossier_of(someone: Any, *, is_sensitive: bool = False) -> Dossier:
    agency = Agency.objects.create(code="H86.1", name="UBND", place=someone.province, from_day=date(2025, 7, 1))
    with acting_as_system("kiểm thử"):
        return Dossier.objects.create(
            code="H86.1-260901-0001", procedure="assistance.allowance", began_on=date(2026, 9, 1), channel="desk", agency=agency,
            commune=someone.commune, province=someone.province, applicant=someone, subject=someone, applicant_name=someone.name,
            applicant_folded=someone.name_folded, is_sensitive=is_sensitive, opened_at=datetime(2026, 9, 1, tzinfo=UTC),
        )  # fmt: skip


def test_the_same_bytes_are_kept_once_and_only_to_be_read(store: Path) -> None:
    first = files.keep(b"noi dung")
    (source := store / "goc.txt").write_bytes(b"noi dung")

    second = files.keep(source)

    place = files.path_of(first)
    assert first == second
    assert place == store / first[:2] / first
    assert place.read_bytes() == b"noi dung"
    assert stat.S_IMODE(place.stat().st_mode) == 0o440
    assert not list(store.glob("dang-nhan-*"))


def test_what_lay_in_the_old_folder_moves_when_it_is_asked_for(tmp_path: Path, store: Path) -> None:
    sha256 = files.keep(b"bao cao")
    old = tmp_path / "received" / sha256[:2] / sha256
    old.parent.mkdir(parents=True)
    files.path_of(sha256).replace(old)

    place = files.path_of(sha256)

    assert place.read_bytes() == b"bao cao"
    assert place.is_relative_to(store) and not old.exists()


def test_a_file_broken_off_half_way_is_kept_whole_the_next_time(store: Path) -> None:
    sha256 = files.keep(b"noi dung day du")
    place = files.path_of(sha256)
    place.chmod(0o640)
    place.write_bytes(b"noi")

    files.keep(b"noi dung day du")

    assert place.read_bytes() == b"noi dung day du"


@pytest.mark.parametrize("told", ["../../etc/passwd", "", "g" * 64, "A" * 64])
def test_only_a_hash_names_a_file(told: str) -> None:
    with pytest.raises(ValueError, match="SHA-256"):
        files.path_of(told)


def test_a_new_version_stands_before_the_old_one_and_neither_is_lost(someone: Any) -> None:
    by = officer(long_duc_ward())
    with acting_as(by):
        uploads = [Upload("a.png", picture()), Upload("b.png", picture("red"))]
        paper = add_paper(uploads=uploads, kind="birth_certificate", person=someone, by=by)

        add_version(paper=paper, uploads=[Upload("ro.png", picture("blue"))], reason="bản trước mờ", by=by)

        versions = list(PaperVersion.objects.filter(paper=paper).order_by("number"))
        assert [(one.number, one.is_newest, one.reason) for one in versions] == [(1, False, ""), (2, True, "bản trước mờ")]  # fmt: skip
        assert [part.name for part in PaperPart.objects.filter(version=versions[0])] == ["a.png", "b.png"]
        assert all(servable(part).exists() for part in PaperPart.objects.all())
    told = AuditEvent.objects.filter(subject=f"paper:{paper.pk}").values_list("act", "reason")
    assert list(told) == [("paper.add", ""), ("paper.version", "bản trước mờ")]


def test_the_same_file_again_is_no_new_version(someone: Any) -> None:
    by = officer(long_duc_ward())
    with acting_as(by):
        paper = add_paper(uploads=[Upload("a.png", picture())], kind="photo", person=someone, by=by)

        with pytest.raises(PaperRefused, match="giống hệt bản 1"):
            add_version(paper=paper, uploads=[Upload("khac.png", picture())], reason="quét lại", by=by)


def test_a_paper_taken_away_stays_with_its_reason_and_takes_nothing_new(someone: Any) -> None:
    by = officer(long_duc_ward())
    with acting_as(by):
        paper = add_paper(uploads=[Upload("a.png", picture())], kind="photo", person=someone, by=by)
        with pytest.raises(PaperRefused, match="lý do"):
            remove_paper(paper=paper, reason=" ", by=by)

        remove_paper(paper=paper, reason="nộp nhầm của người khác", by=by)

        assert Paper.objects.get().removed_because == "nộp nhầm của người khác"
        assert servable(PaperPart.objects.get()).exists()
        with pytest.raises(PaperRefused, match="đã bỏ"):
            add_version(paper=paper, uploads=[Upload("b.png", picture("red"))], reason="bản rõ hơn", by=by)


def test_nobody_adds_papers_for_another_commune(someone: Any) -> None:
    by = officer(cang_long(), name="canbo.khac")

    with acting_as(by), pytest.raises(NoAccess):
        add_paper(uploads=[Upload("a.png", picture())], kind="photo", person=someone, by=by)


def test_papers_of_a_sensitive_dossier_are_not_there_for_who_has_no_sensitive_grant(someone: Any) -> None:
    with acting_as_system("kiểm thử"):
        add_paper(uploads=[Upload("a.png", picture())], kind="medical_record", dossier=dossier_of(someone, is_sensitive=True), by=None)  # fmt: skip
    plain, trusted = officer(long_duc_ward()), officer(long_duc_ward(), name="duoc.giao")
    trusted.grants.update(sees_sensitive=True, to_day=date(2040, 1, 1))

    with acting_as(plain):
        assert (Paper.objects.count(), PaperVersion.objects.count(), PaperPart.objects.count()) == (0, 0, 0)
    with acting_as(trusted):
        assert (Paper.objects.count(), PaperVersion.objects.count(), PaperPart.objects.count()) == (1, 1, 1)


def test_what_is_changed_in_the_words_of_a_paper_is_in_the_trail(someone: Any) -> None:
    by = officer(long_duc_ward())
    with acting_as(by):
        paper = add_paper(uploads=[Upload("a.png", picture())], kind="photo", person=someone, by=by)

        describe_paper(paper=paper, changes={"kind": "identity_card", "number": "12/CC"}, by=by)

    event = AuditEvent.objects.latest("pk")
    assert (event.before, event.after) == ({"kind": "photo", "number": ""}, {"kind": "identity_card", "number": "12/CC"})  # fmt: skip


@pytest.mark.parametrize(
    ("content", "why"),
    [(b"", "rỗng"), (b"MZ\x90\x00 program", "chương trình"), (b"<html><script>alert(1)</script>", "trang web"),
     (b"\x00\x00\x00\x18ftypheic" + bytes(range(32)) * 9, "không rõ loại"), (b"PK\x03\x04 not a package", "tệp hỏng")],
)  # fmt: skip
def test_what_is_no_paper_is_refused_whatever_its_name_says(someone: Any, content: bytes, why: str) -> None:
    by = officer(long_duc_ward())

    with acting_as(by), pytest.raises(PaperRefused, match=why):
        add_paper(uploads=[Upload("giay-khai-sinh.pdf", content)], kind="photo", person=someone, by=by)

    assert not KeptFile.objects.exists()


def test_a_file_above_the_limit_is_refused_before_it_is_kept(someone: Any, store: Path, tmp_path: Path) -> None:
    by = officer(long_duc_ward())
    with (large := tmp_path / "lon.pdf").open("wb") as file:
        file.write(b"%PDF-1.4")
        file.truncate((25 << 20) + 1)

    with acting_as(by), pytest.raises(PaperRefused, match="nặng hơn 25 MB"):
        add_paper(uploads=[Upload("lon.pdf", large)], kind="photo", person=someone, by=by)

    assert not list(store.glob("*/*"))


def test_without_a_scanner_a_file_is_said_to_be_unscanned(someone: Any) -> None:
    by = officer(long_duc_ward())
    with acting_as(by):
        add_paper(uploads=[Upload("a.png", picture())], kind="photo", person=someone, by=by)

    file = KeptFile.objects.get()
    assert (file.scan, file.scanned_at) == ("unscanned", None)
    assert "chưa nối" in file.scan_said


def test_the_scanner_sees_every_byte_and_says_clean(someone: Any, clamd: list[bytes]) -> None:
    by = officer(long_duc_ward())
    content = picture() + os.urandom(200_000)
    with acting_as(by):
        add_paper(uploads=[Upload("a.png", content)], kind="photo", person=someone, by=by)

    assert clamd == [content]
    assert KeptFile.objects.get().scan == "clean"


def test_an_infected_file_is_quarantined_told_and_never_becomes_a_paper(
    someone: Any, clamd: list[bytes], store: Path
) -> None:
    by = officer(long_duc_ward())
    with acting_as(by):
        for _time in range(2):
            with pytest.raises(PaperRefused, match="Eicar-Test-Signature"):
                add_paper(uploads=[Upload("don.pdf", EICAR)], kind="declaration", person=someone, by=by)

    file = KeptFile.objects.get()
    event = AuditEvent.objects.get(act="file.infected")
    assert (file.scan, file.scan_said, files.is_kept(file.pk), files.is_quarantined(file.pk)) == (
        "infected", "Eicar-Test-Signature", False, True,
    )  # fmt: skip
    assert event.detail["name"] == "don.pdf"
    assert not Paper._base_manager.exists()
    assert len(clamd) == 1


def test_a_file_found_infected_later_is_served_no_more(someone: Any, settings: Any, request: Any) -> None:
    by = officer(long_duc_ward())
    with acting_as(by):
        add_paper(uploads=[Upload("don.pdf", EICAR)], kind="declaration", person=someone, by=by)
        request.getfixturevalue("clamd")

        scan_file(file=KeptFile.objects.get())

        with pytest.raises(PaperRefused, match="mã độc"):
            servable(PaperPart.objects.select_related("file").get())


def test_a_scanner_that_refuses_or_is_away_leaves_the_file_unscanned(
    clamd: list[bytes], tmp_path: Path, settings: Any
) -> None:
    (large := tmp_path / "lon").write_bytes(bytes(1_000_001))
    too_long = viruses.scan(large)
    settings.CLAMD = "unix:" + str(tmp_path / "khong-co.ctl")
    away = viruses.scan(large)
    settings.CLAMD = "khong-dung"
    wrong = viruses.scan(large)

    assert isinstance(too_long, viruses.NotScanned) and "size limit" in too_long.why
    assert isinstance(away, viruses.NotScanned) and "không trả lời" in away.why
    assert isinstance(wrong, viruses.NotScanned) and "không đúng" in wrong.why


def test_places_stay_reachable_for_the_province(someone: Any) -> None:
    by = officer(Place.objects.get(pk="86@2025"), name="tinh", role="province_officer")
    with acting_as(by):
        add_paper(uploads=[Upload("a.png", picture())], kind="photo", person=someone, by=by)

        assert Paper.objects.get().commune_id == long_duc_ward().pk
