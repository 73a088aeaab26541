"""A report is edited with its computed figures beside it, signed by another hand, and then frozen."""

import io
from datetime import date

import pytest
from django.contrib.auth.models import User
from django.utils import timezone
from docx import Document
from pypdf import PdfReader

from ansinh.core.access import acting_as, acting_as_system
from ansinh.core.models import AuditEvent, Grant
from ansinh.indicators.models import Snapshot
from ansinh.places.models import Place
from ansinh.reports.actions import Refused, edit_block, shown_content, sign_report
from ansinh.reports.documents import Content, Heading, Paragraph, Run, Table, to_html, to_pdf, to_word
from ansinh.reports.documents.content import from_json
from ansinh.reports.models import Report

CONTENT = Content(
    parent_body="UBND tỉnh Mẫu",
    body="Sở Lao động - Thương binh và Xã hội",
    number="…/BC-SLĐTBXH",
    place_name="Mẫu",
    day_words="ngày 05 tháng 01 năm 2024",
    title="BÁO CÁO",
    subtitle="Kết quả công tác năm 2023",
    addressee="",
    blocks=(
        Heading("I. Giảm nghèo"),
        Paragraph(
            "poor",
            (Run("Còn "), Run("3.453 hộ", indicator="poverty.poor_households", href="http://here/x"), Run(" nghèo.")),
        ),
        Paragraph("context", (Run("(Đơn vị viết: bối cảnh.)", is_missing=True),)),
        Table("t", "Bảng 1. Chỉ tiêu", ("TT", "Chỉ tiêu", "Thực hiện"), ((Run("1"), Run("Hộ nghèo"), Run("3.453")),)),
    ),
    recipients=("Như trên",),
    signer_title="Giám đốc",
    signer="",
    missing=(("Số lao động có việc làm mới", "chưa có phân hệ lao động"),),
)


@pytest.fixture
def maker(db) -> User:
    return User.objects.create_user("can-bo")


@pytest.fixture
def leader(db) -> User:
    return User.objects.create_user("lanh-dao")


@pytest.fixture
def report(maker: User, leader: User) -> Report:
    province = Place.objects.create(
        id="84",
        code="84",
        level=1,
        kind="province",
        name="Mẫu",
        full_name="Tỉnh Mẫu",
        slug="mau",
        sort_key="00",
        from_day=date(2004, 1, 1),
    )
    for user, role in ((maker, "province_officer"), (leader, "province_leader")):
        Grant.objects.create(user=user, role=role, place_id="84", from_day=date(2020, 1, 1))
    snapshot = Snapshot.objects.create(
        id="s1",
        taken_at=timezone.now(),
        taken_by="máy",
        province=province,
        folder="/khong-co",
        manifest={},
        last_event=0,
    )
    with acting_as_system("kiểm thử"):
        return Report.objects.create(
            place=province,
            province=province,
            year=2023,
            snapshot=snapshot,
            built_at=timezone.now(),
            built_by=maker,
            content=CONTENT.as_json(),
        )


def test_content_comes_back_from_the_database_as_it_was():
    assert from_json(CONTENT.as_json()) == CONTENT


def test_words_edited_without_touching_a_number_keep_its_link(report: Report, maker: User):
    with acting_as(maker):
        edit_block(report=report, block="poor", text="Cuối năm còn 3.453 hộ nghèo.", by=maker)

        runs = shown_content(report).blocks[1].runs

    assert [(run.text, run.href) for run in runs] == [
        ("Cuối năm còn ", ""),
        ("3.453 hộ", "http://here/x"),
        (" nghèo.", ""),
    ]


def test_a_number_changed_by_hand_needs_a_reason_and_keeps_the_computed_one_beside_it(report: Report, maker: User):
    with acting_as(maker):
        with pytest.raises(Refused, match=r"«3\.460» thay «3\.453».*lý do"):
            edit_block(report=report, block="poor", text="Còn 3.460 hộ nghèo.", by=maker)
        edit_block(report=report, block="poor", text="Còn 3.460 hộ nghèo.", reason="Công văn 15", by=maker)

        changed = [run for run in shown_content(report).blocks[1].runs if run.is_by_hand]

    assert [(run.text, run.computed) for run in changed] == [("3.460", "3.453")]


def test_the_one_who_built_a_report_does_not_sign_it(report: Report, maker: User):
    Grant.objects.create(user=maker, role="province_leader", place_id="84", from_day=date(2020, 1, 1))

    with acting_as(maker), pytest.raises(Refused, match="đã lập báo cáo này"):
        sign_report(report=report, number="12/BC", by=maker)


def test_a_signed_report_is_frozen_and_its_snapshot_sealed(report: Report, maker: User, leader: User):
    with acting_as(leader):
        sign_report(report=report, number="12/BC-SLĐTBXH", by=leader)
    with acting_as(maker), pytest.raises(Refused, match="đã ký"):
        edit_block(report=report, block="poor", text="Còn 3.453 hộ nghèo!", by=maker)

    assert Snapshot.objects.get().is_sealed
    assert [event.act for event in AuditEvent.objects.all()] == ["report.sign"]


def test_the_three_papers_say_the_same(report: Report):
    word = Document(io.BytesIO(to_word(CONTENT)))
    pdf = "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(to_pdf(CONTENT))).pages)
    html = to_html(CONTENT)

    words = "\n".join(
        [*(p.text for p in word.paragraphs), *(cell.text for t in word.tables for row in t.rows for cell in row.cells)]
    )
    for told in ("Độc lập - Tự do - Hạnh phúc", "3.453", "Bảng 1. Chỉ tiêu", "chưa có phân hệ lao động"):
        assert told in words
        assert told in pdf
        assert told in html


def test_a_figure_in_word_is_a_link_to_its_records():
    word = Document(io.BytesIO(to_word(CONTENT)))

    assert "http://here/x" in [rel.target_ref for rel in word.part.rels.values() if rel.is_external]
