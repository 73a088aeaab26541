"""Officers rule on numbers: each ruling is a row, undone by another, and follows its number when the file is read again."""

from types import SimpleNamespace

import pytest

from ansinh.core.access import NoAccess, acting_as
from ansinh.reports import actions
from ansinh.reports.models import LearntVariant, Ruling
from ansinh.reports.tests.received import number, take


def test_an_accepted_number_counts_though_a_finding_names_it(receiving: SimpleNamespace) -> None:
    actions.accept(claim=number(receiving.report, "cho 24.500"), by=receiving.officer)

    total = number(receiving.report, "cho 24.500")
    assert total.standing == "accepted" and total.is_counted and total.is_contradicted


def test_a_rejected_number_no_longer_counts_until_it_is_taken_back(receiving: SimpleNamespace) -> None:
    ruling = actions.reject(claim=number(receiving.report, "còn 3.453"), why="số cũ", by=receiving.officer)
    assert number(receiving.report, "còn 3.453").standing == "rejected"

    actions.undo(ruling=ruling, by=receiving.officer)

    assert number(receiving.report, "còn 3.453").standing == "trusted"
    assert [one.act for one in Ruling.objects.all()] == ["reject", "undo"]
    with pytest.raises(actions.Refused, match="đã rút lại"):
        actions.undo(ruling=ruling, by=receiving.officer)


def test_a_corrected_number_is_tested_again_at_once(receiving: SimpleNamespace) -> None:
    report = receiving.report

    ruling = actions.correct(claim=number(report, "cho 24.500"), value="23500", by=receiving.officer)

    assert number(report, "cho 24.500").value == 23500
    assert not report.findings.filter(verdict="inconsistent").exists()
    assert number(report, "20.000").standing == "trusted"

    actions.undo(ruling=ruling, by=receiving.officer)

    assert number(report, "cho 24.500").value == 24500
    assert report.findings.filter(verdict="inconsistent").exists()


def test_a_correction_that_changes_nothing_is_refused(receiving: SimpleNamespace) -> None:
    claim = number(receiving.report, "còn 3.453")

    with pytest.raises(actions.Refused, match="Chưa sửa gì"):
        actions.correct(claim=claim, value="3453", unit="household", by=receiving.officer)


def test_rulings_stay_when_the_file_is_read_again(receiving: SimpleNamespace) -> None:
    report = receiving.report
    actions.correct(claim=number(report, "còn 3.453"), value="3454", by=receiving.officer)
    actions.reject(claim=number(report, "6.780"), by=receiving.officer)

    actions.read(received=report, by=receiving.officer)

    assert (number(report, "còn 3.453").value, number(report, "còn 3.453").standing) == (3454, "accepted")
    assert number(report, "6.780").standing == "rejected"
    assert actions.rulings_without_a_number(report) == []


def test_a_ruling_follows_a_number_that_moved_and_waits_for_one_that_is_gone(receiving: SimpleNamespace) -> None:
    report = receiving.report
    moved = actions.correct(claim=number(report, "còn 3.453"), value="3454", by=receiving.officer)
    gone = actions.reject(claim=number(report, "6.780"), why="trùng", by=receiving.officer)
    # As if a former reader had found the one elsewhere in the text, and the other with words it no longer has.
    Ruling.objects.filter(pk=moved.pk).update(key="2:9:3453")
    Ruling.objects.filter(pk=gone.pk).update(key="4:9:9999", quote="9.999 hộ", value=9999)

    actions.read(received=report, by=receiving.officer)

    assert number(report, "còn 3.453").value == 3454
    assert number(report, "6.780").standing == "trusted"
    assert actions.rulings_without_a_number(report) == [gone]


def test_a_number_the_reader_missed_is_added_and_stays(receiving: SimpleNamespace) -> None:
    report = receiving.report
    start = report.document.text.index("năm 2023")

    ruling = actions.add(
        received=report, start=start, end=start + 8, value="2023", unit="other", indicator="poverty.households", by=receiving.officer
    )  # fmt: skip
    actions.read(received=report, by=receiving.officer)

    added = number(report, "năm 2023")
    assert (added.value, added.indicator, added.standing) == (2023, "poverty.households", "accepted")

    actions.undo(ruling=ruling, by=receiving.officer)
    assert not report.claims.filter(quote="năm 2023").exists()


def test_mapping_elsewhere_teaches_a_wording_that_the_next_reading_knows(receiving: SimpleNamespace) -> None:
    claim = number(receiving.report, "412 mái ấm")
    told = "housing.poor.repaired" if claim.indicator != "housing.poor.repaired" else "housing.poor.new"

    ruling = actions.map_to(claim=claim, indicator=told, learnt="mái ấm biên cương", by=receiving.officer)

    next_year = take(receiving.officer, "Năm 2024, cả tỉnh xây 75 mái ấm biên cương cho bà con.\n")
    assert number(next_year, "75 mái ấm").indicator == told

    actions.undo(ruling=ruling, by=receiving.officer)
    assert actions.variants_in_force() == []
    assert number(receiving.report, "412 mái ấm").indicator == claim.as_read["indicator"]


def test_a_wording_is_proposed_from_the_words_of_the_number_without_its_digits(receiving: SimpleNamespace) -> None:
    assert "mái ấm biên cương" in actions.proposed_pattern(number(receiving.report, "412 mái ấm"))


def test_a_proposed_wording_does_not_end_in_half_a_word(receiving: SimpleNamespace) -> None:
    claim = number(receiving.report, "412 mái ấm")
    claim.subject = "giải quyết việc làm cho lao động nông thôn"

    assert actions.proposed_pattern(claim) == "giải quyết việc làm"


@pytest.mark.parametrize(
    ("said", "why"), [("hộ", "quá ngắn"), ("năm 2023 xong", "chữ số"), (" & ", "trống"), ("a" * 300, "quá dài")]
)
def test_a_wording_that_says_too_little_is_refused(receiving: SimpleNamespace, said: str, why: str) -> None:
    with pytest.raises(actions.Refused, match=why):
        actions.learn(said=said, indicator="poverty.households", by=receiving.officer)


def test_a_wording_is_changed_and_taken_back_by_new_rows(receiving: SimpleNamespace) -> None:
    first = actions.learn(said="Mái ấm  biên cương", indicator="poverty.households", by=receiving.officer)
    second = actions.change_variant(
        variant=first, said="mái ấm & biên cương", indicator="poverty.poor_households", by=receiving.officer
    )
    assert (second.replaces, [one.said for one in actions.variants_in_force()]) == (first, ["mái ấm & biên cương"])

    actions.forget_variant(variant=second, by=receiving.officer)
    assert actions.variants_in_force() == []

    again = actions.take_up_variant(variant=second, by=receiving.officer)
    assert actions.variants_in_force() == [again] and LearntVariant.objects.count() == 3


def test_only_a_province_officer_teaches(receiving: SimpleNamespace) -> None:
    with acting_as(receiving.commune_officer), pytest.raises(NoAccess, match="Cán bộ cấp tỉnh"):
        actions.learn(said="mái ấm biên cương", indicator="poverty.households", by=receiving.commune_officer)


def test_a_ruling_is_never_changed(receiving: SimpleNamespace) -> None:
    ruling = actions.accept(claim=number(receiving.report, "còn 3.453"), by=receiving.officer)

    ruling.why = "đổi lý do"
    with pytest.raises(ValueError, match="không sửa được"):
        ruling.save()


def test_a_list_with_a_rejected_part_no_longer_has_to_make_its_total(receiving: SimpleNamespace) -> None:
    text = (
        "BÁO CÁO năm 2023\nĐã giải quyết việc làm cho 192 lao động, gồm: làm việc trong tỉnh 108 lao động, ngoài tỉnh 79 lao động \
và ở nước ngoài 5 lao động.\n"
    )
    report = take(receiving.officer, text, place=receiving.commune, period="2023")
    assert report.findings.filter(verdict="consistent", kind="parts_vs_total").exists()

    actions.reject(claim=report.claims.get(value=5), by=receiving.officer)

    assert not report.findings.filter(verdict="inconsistent").exists()
