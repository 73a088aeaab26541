"""`ansinh law`: what a person or a machine reads, and how it refuses."""

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from ansinh.law import reader


def _law(*words: str) -> str:
    out = StringIO()
    call_command("law", *words, stdout=out)
    return out.getvalue()


def test_show_gives_the_value_its_days_and_its_reference() -> None:
    said = _law("show", "poverty.b1_limits", "--on", "2023-12-31")

    for part in ("rural 140; urban 175", "từ 01/01/2022 đến trước 01/01/2027", "TT 07/2021", "văn bản chính thức"):
        assert part in said


def test_show_says_both_values_of_a_contradiction() -> None:
    said = _law("show", "poverty.b1_three_motorbikes_central_highlands")

    assert "phương án 30" in said
    assert "phương án 40" in said


def test_show_as_json_is_for_machines() -> None:
    given = json.loads(_law("show", "poverty.income_line", "--on", "2024-01-01", "--json"))

    (parameter,) = given["parameters"]
    (value,) = parameter["values"]
    assert parameter["name"] == "poverty.income_line"
    assert value["value"]["rural"]["upper"] == 1_500_000
    assert (value["from_day"], value["to_day"], value["status"]) == ("2022-01-01", "2026-01-01", "secondary")


def test_show_without_a_name_gives_what_holds_on_the_day() -> None:
    said = _law("show", "--on", "2018-01-01")

    assert "poverty.income_line" in said
    assert "poverty.b1_limits" not in said


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("show", "poverty.b1_limitt"), "Gần giống: poverty.b1_limits"),
        (("show", "poverty.b1_limits", "--on", "2012-01-01"), "Không có «Ngưỡng điểm"),
        (("show", "poverty.b1_limits", "--on", "31/12/2023"), "«31/12/2023» không đọc được"),
        (("show", "poverty.b1_limits", "--known-on", "2023-01-01"), "cần đi cùng --on"),
    ],
)
def test_show_refuses_in_words(words: tuple[str, ...], said: str) -> None:
    with pytest.raises(CommandError, match=said):
        _law(*words)


def test_check_lists_the_unverified_and_is_content() -> None:
    said = _law("check")

    assert "chưa kiểm chứng: poverty.working_age" in said
    assert json.loads(_law("check", "--json"))["problems"] == []


def test_check_fails_when_a_file_is_wrong(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = (reader.HERE / "poverty.yaml").read_text(encoding="utf-8")
    (tmp_path / "poverty.yaml").write_text(
        text.replace("to_day: 2021-01-01", "to_day: 2020-01-01", 1), encoding="utf-8"
    )
    known = reader.read_parameters(tmp_path)
    monkeypatch.setattr("ansinh.law.management.commands.law.parameters", lambda: known)

    with pytest.raises(CommandError, match=r"poverty\.standard: không có giá trị từ 01/01/2020"):
        _law("check")
