"""Submissions no form should bring: each told in words, nothing written, nothing lost."""

import io
import json
import zipfile

import pytest
from django.core.management import CommandError, call_command

from ansinh.core.access import acting_as, acting_as_system
from ansinh.poverty import actions
from ansinh.poverty.jobs import submissions
from ansinh.poverty.jobs.submissions import UnreadableFile, read_submissions, returned_rows, take_in
from ansinh.poverty.models import FormB, Review

from .test_field_work import as_file, as_kobo, listed


def zip_of(**parts):
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("_", "."), content)
    return kept.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.csv", ("xin chào " * 30_000).encode(), "một ô dài hơn 131.072 ký tự"),
        ("a.json", b"[" * 200_000, "lồng quá sâu"),
        ("a.json", b"[1, 2]", "không có phiếu nào"),
        ("a.json", b"3", "không có phiếu nào"),
        ("a.zip", zip_of(a_csv="x" * 5000)[:40] + b"\0" * 40 + zip_of(a_csv="x" * 5000)[80:], "Không mở được tệp ZIP"),
        ("a.csv", 'household,members\nH001,"[{hỏng"\n'.encode(), "bị sửa hỏng"),
    ],
)
def test_a_file_that_is_no_submission_is_refused_in_words(name, content, said):
    with pytest.raises(UnreadableFile, match=said):
        read_submissions({name: content})


def test_a_zip_that_unpacks_without_end_is_refused_before_it_is_opened(monkeypatch):
    monkeypatch.setattr(submissions, "UNPACKED_BYTES", 1_000_000)

    with pytest.raises(UnreadableFile, match="mở ra 5 MB, nhiều nhất 1 MB"):
        read_submissions({"bom.zip": zip_of(a_csv="x" * 5_000_000)})


@pytest.mark.parametrize(
    ("answer", "value", "said"),
    [
        ("area_m2", "0", "Diện tích nhà ở là 0"),
        ("area_m2", "inf", "«inf» không phải một số có thật"),
        ("area_m2", "NaN", "«NaN» không phải một số có thật"),
        ("area_m2", "1e30", "«1e30» không phải một số có thật"),
        ("area_m2", "99999999999", "quá lớn"),
        ("area_m2", "-4", "âm"),
        ("area_m2", "hai mươi", "«hai mươi» không phải số"),
        ("pillar", "9", "9"),
    ],
)
def test_an_answer_that_cannot_be_comes_back_with_its_value(village, answer, value, said):
    with acting_as(village.officer):
        listed(village)

        told = take_in(
            campaign=village.campaign,
            submissions=as_file(as_kobo("H001", **{f"form_b/{answer}": value})),
            by=village.officer,
        )

        assert told[0].status == "refused" and said in told[0].line(), told[0].line()
        assert not FormB.objects.exists()
        assert value in returned_rows(told).decode()


def test_more_workers_than_members_the_same_twice_and_an_unknown_household_leave_the_good_one(village):
    with acting_as(village.officer):
        listed(village)
        crowded = as_kobo("H002", **{"about/member_count": "1"})

        told = take_in(
            campaign=village.campaign,
            submissions=as_file(as_kobo("H001"), as_kobo("H001"), crowded, as_kobo("LẠ-9"), as_kobo("")),
            by=village.officer,
        )

        assert [verdict.status for verdict in told] == ["new", "refused", "refused", "refused", "refused"]
        assert "đã có ở dòng 1" in told[1].line() and "Số nhân khẩu ghi 1" in told[2].line()
        assert "«LẠ-9»" in told[3].line() and "Không có mã hộ" in told[4].line()
        assert [form.review.household.code for form in FormB.objects.all()] == ["H001"]


def test_a_form_with_answers_left_out_stays_unknown_and_is_not_signed(village):
    with acting_as(village.officer):
        listed(village)
        told = {key: value for key, value in as_kobo("H001").items() if key != "form_b/area_m2"}

        take_in(campaign=village.campaign, submissions=as_file(told), by=village.officer)
        actions.score(campaign=village.campaign, by=village.officer)

        review = Review.objects.get(household__code="H001")
        assert review.form_b.area_m2 is None and review.b2_points is None


def test_a_file_that_is_not_there_is_told_with_its_name(village, tmp_path):
    missing = tmp_path / "khong-co.json"

    with pytest.raises(CommandError, match=r"khong-co\.json.*Kiểm tra đường dẫn"):
        call_command("review", "import", "--place", village.campaign.province_id, str(missing))


def test_the_command_refuses_a_broken_file_in_words(village, tmp_path):
    broken = tmp_path / "phieu.json"
    broken.write_text(json.dumps({"results": "hỏng"})[:-3], encoding="utf-8")

    with pytest.raises(CommandError, match=r"phieu\.json.*không phải JSON"):
        call_command("review", "import", "--place", village.campaign.province_id, str(broken))


@pytest.mark.parametrize("year", [0, 99999])
def test_a_campaign_of_a_year_that_cannot_be_is_refused_in_words(village, year):
    with acting_as_system("kiểm thử"), pytest.raises(actions.ReviewRefused, match=f"«{year}» không có"):
        actions.open_campaign(province=village.campaign.province, year=year, by=None)
