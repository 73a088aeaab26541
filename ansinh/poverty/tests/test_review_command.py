"""`ansinh review`: the campaign's work from the command line."""

import json
import re
from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from ansinh.core.access import acting_as
from ansinh.poverty import actions, factories
from ansinh.poverty.models import Campaign, Review


def run(*arguments):
    out = StringIO()
    call_command("review", *arguments, stdout=out)
    return out.getvalue()


def run_json(verb, *arguments):
    return json.loads(run(verb, "--place", "tra-vinh", "--json", *arguments))


@pytest.fixture
def filled(village):
    with acting_as(village.officer):
        actions.list_households(campaign=village.campaign, by=village.officer)
        for review in Review.objects.all():
            answers = {**factories.ALL_NO, "a_excluded": True, "surveyed_on": date(2023, 10, 2)}
            actions.fill_form_a(review=review, answers=answers, by=village.officer)
    return village


def test_a_year_is_opened_and_its_households_listed(village):
    told = run_json("open", "--year", "2024")

    assert told["listed"] == 2 and Campaign.objects.filter(year=2024).count() == 1
    with pytest.raises(CommandError, match="đã có đợt rà soát này của năm 2024"):
        run("open", "--place", "tra-vinh", "--year", "2024")


def test_a_commune_is_scored_signed_and_its_state_told(filled):
    assert run_json("score", "--commune", "ham-tan")["classed"] == 2
    sign = (
        "sign",
        "--place",
        "tra-vinh",
        "--commune",
        "29242",
        "--decision",
        "12/QĐ",
        "--on",
        "20/11/2023",
        "--signer",
        "Lê Văn Tám",
    )
    with pytest.raises(CommandError, match="chưa niêm yết"):
        run(*sign, "--user", "chutich")
    with pytest.raises(CommandError, match="của một người"):
        run(*sign)
    with acting_as(filled.officer):
        meeting = {
            "held_on": date(2023, 10, 20),
            "chair": "A",
            "secretary": "B",
            "households_invited": 9,
            "households_present": 9,
        }
        actions.hold_meeting(commune_review=filled.review, hamlet="Ấp 1", by=filled.officer, **meeting)
        actions.publish_notice(
            commune_review=filled.review, from_day=date(2023, 10, 25), to_day=date(2023, 11, 1), by=filled.officer
        )

    with pytest.raises(CommandError, match="Lãnh đạo UBND xã"):
        run(*sign, "--user", "canbo")
    told = run(*sign, "--user", "chutich")

    assert "Đã ký 2 hộ; 0 hộ chưa đủ phiếu" in told
    assert run_json("status")["communes"] == [
        {"commune": "Xã Hàm Tân", "state": "decided", "households": 2, "scored": 2, "signed": 2}
    ]


def test_tables_forms_and_papers_are_written_where_asked(filled, tmp_path):
    tables = run_json("tables", "--year", "2023", "--out", str(tmp_path / "bieu"), "--money", "111=52000")
    form = run_json("xlsform", "--out", str(tmp_path / "phieu.xlsx"))
    paper = run(
        "paper",
        "form-b",
        "--place",
        "tra-vinh",
        "--commune",
        "ham-tan",
        "--household",
        "H001",
        "--out",
        str(tmp_path / "b.pdf"),
    )

    assert (tmp_path / "bieu" / "ra-soat-tra-vinh-2023.xlsx").read_bytes()[:2] == b"PK" and "7.11" in tables["sheets"]
    assert (tmp_path / "households.csv").read_text().count("\n") == 3 and form["form"].endswith("phieu.xlsx")
    assert (tmp_path / "b.pdf").read_bytes().startswith(b"%PDF") and "Đã ghi" in paper


def test_submissions_are_shown_then_taken_in_and_the_bad_come_back(village, tmp_path):
    with acting_as(village.officer):
        actions.list_households(campaign=village.campaign, by=village.officer)
    file = tmp_path / "phieu.json"
    given = [{"household": code, "surveyed_on": "2023-10-02", "form_a/a_excluded": "yes"} for code in ("H001", "H404")]
    file.write_text(json.dumps(given))
    back = tmp_path / "tra-lai.csv"

    shown = run_json("import", str(file), "--dry-run")
    before = Review.objects.filter
    with acting_as(village.officer):
        assert not before(a_excluded=True).exists()
    taken = run_json("import", str(file), "--returned", str(back))

    assert (shown["new"], shown["refused"]) == (1, 1) == (taken["new"], taken["refused"])
    assert "H404" in back.read_text() and "không có trong danh sách" in back.read_text()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("status", "--place", "khong-co"), "chưa có đợt rà soát"),
        (("score", "--place", "tra-vinh", "--commune", "khong-co"), "không có xã «khong-co»"),
        (("status", "--place", "tra-vinh", "--user", "ma"), "Không có tài khoản «ma»"),
        (("paper", "list", "--place", "tra-vinh", "--out", "x.pdf"), "ghi --commune"),
        (("tables", "--place", "tra-vinh", "--out", "x", "--money", "111=nhiều"), "111=nhiều"),
    ],
)
def test_what_cannot_be_done_is_refused_with_the_value(village, arguments, said):
    with pytest.raises(CommandError, match=re.escape(said)):
        run(*arguments)
