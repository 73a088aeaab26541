"""The form carried to the door: an XLSForm that ODK and Kobo take, and submissions read back."""

import csv
import json
import zipfile
from datetime import date
from io import BytesIO, StringIO

import pytest
from pyxform.xls2xform import convert

from ansinh.core.access import acting_as
from ansinh.core.models import AuditEvent
from ansinh.poverty import actions, factories
from ansinh.poverty.jobs.submissions import UnreadableFile, preview, read_submissions, returned_rows, take_in
from ansinh.poverty.jobs.xlsform import household_list, xlsform
from ansinh.poverty.models import FormB, Review


def test_the_form_is_one_that_odk_and_kobo_accept(village):
    with acting_as(village.officer):
        actions.list_households(campaign=village.campaign, by=village.officer)
        made = xlsform(village.campaign)

        result = convert(xlsform=BytesIO(made), validate=False, pretty_print=False)

    assert result.warnings == [] or all("translat" not in warning for warning in result.warnings), result.warnings
    for part in (
        "<h:html",
        "jr:count",
        "households.csv",
        "Phiếu A",
        "Form A",
        'lang="English (en)"',
        "a_excluded",
        "/members/relation",
    ):
        assert part in result.xform, part


def test_the_list_carried_along_names_each_household_of_the_commune(village):
    with acting_as(village.officer):
        actions.list_households(campaign=village.campaign, by=village.officer)

        lines = household_list([village.review]).decode().splitlines()

    assert lines[0].startswith("name,label,head_name")
    assert [line.split(",")[0] for line in lines[1:]] == ["H001", "H002"]


def listed(village):
    actions.list_households(campaign=village.campaign, by=village.officer)


def written(value):
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value.isoformat() if isinstance(value, date) else str(value)


def as_kobo(code, **changed):
    """A submission as Kobo's JSON gives it: paths as names, everything text."""
    members = [
        {f"form_b/members/{name}": written(value) for name, value in line.items() if value is not None}
        for line in factories.four_poor_people()
    ]
    return {
        "_id": 7, "household": code, "surveyed_on": "2023-10-02", "surveyor": "Trần Văn Năm", "about/member_count": "4",
        **{f"form_a/{name}": "no" for name in factories.ALL_NO},
        **{f"form_b/{name}": written(value) for name, value in factories.POOR_FORM.items()},
        "form_b/members": members, **changed,
    }  # fmt: skip


def as_file(*submissions):
    return read_submissions({"phieu.json": json.dumps(list(submissions), ensure_ascii=False).encode()})


def test_submissions_go_in_and_the_same_file_twice_changes_nothing(village):
    with acting_as(village.officer):
        listed(village)

        first = take_in(campaign=village.campaign, submissions=as_file(as_kobo("H001")), by=village.officer)
        events = AuditEvent.objects.count()
        second = take_in(campaign=village.campaign, submissions=as_file(as_kobo("H001")), by=village.officer)

        review = Review.objects.get(household__code="H001")
        assert [v.status for v in first] == ["new"] and [v.status for v in second] == ["same"]
        assert AuditEvent.objects.count() == events
        assert review.surveyor == "Trần Văn Năm" and review.members.count() == 4 and review.form_b.area_m2 == 24
        assert actions.score_one(review=review, by=village.officer).class_by_rule == "poor"


def test_bad_submissions_come_back_with_the_reason_and_the_good_ones_go_in(village):
    bad_number = as_kobo("H002") | {"form_b/area_m2": "hai mươi"}
    impossible = as_kobo("H001") | {"form_b/area_m2": "0"}
    with acting_as(village.officer):
        listed(village)

        verdicts = take_in(
            campaign=village.campaign,
            submissions=as_file(impossible, bad_number, as_kobo("H777"), as_kobo("")),
            by=village.officer,
        )
        again = take_in(
            campaign=village.campaign,
            submissions=as_file(as_kobo("H002"), as_kobo("H002", surveyor="Ai đó")),
            by=village.officer,
        )

    assert [v.status for v in verdicts] == ["refused"] * 4
    assert "0 m²" in verdicts[0].line() and "hai mươi" in verdicts[1].line() and "H777" in verdicts[2].line()
    back = returned_rows(verdicts).decode("utf-8-sig").splitlines()
    assert back[0].startswith("dong,household,ly_do") and len(back) == 5
    assert [v.status for v in again] == ["new", "refused"] and "dòng 1" in again[1].line()


def test_preview_says_what_would_happen_and_writes_nothing(village):
    with acting_as(village.officer):
        listed(village)

        shown = preview(village.campaign, as_file(as_kobo("H001")))

        assert [v.line() for v in shown] == ["Dòng 1, hộ H001 – sẽ ghi"]
        assert not FormB.objects.exists()


def test_csv_with_its_repeats_in_a_zip_reads_as_the_json_does(village):
    given = as_kobo("H001")
    members = given.pop("form_b/members")
    main = {"KEY": "uuid:1", **{key.replace("/", "-"): value for key, value in given.items() if key != "_id"}}
    lines = [
        {"PARENT_KEY": "uuid:1", **{key.rsplit("/", 1)[1]: value for key, value in member.items()}}
        for member in members
    ]
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, rows in (("phieu.csv", [main]), ("phieu-members.csv", lines)):
            out = StringIO()
            writer = csv.DictWriter(out, list(dict.fromkeys(key for row in rows for key in row)))
            writer.writeheader()
            writer.writerows(rows)
            archive.writestr(name, out.getvalue())
    with acting_as(village.officer):
        listed(village)

        verdicts = take_in(
            campaign=village.campaign, submissions=read_submissions({"xuat.zip": packed.getvalue()}), by=village.officer
        )
        again = take_in(campaign=village.campaign, submissions=as_file(as_kobo("H001")), by=village.officer)

    assert [v.line() for v in verdicts] == ["Dòng 1, hộ H001 – sẽ ghi"]
    assert [v.status for v in again] == ["same"]


def test_a_file_that_is_no_submission_is_refused_by_name():
    with pytest.raises(UnreadableFile, match=r"a\.json.*không phải JSON"):
        read_submissions({"a.json": b"{"})
    with pytest.raises(UnreadableFile, match="household"):
        read_submissions({"b.csv": b"ten,tuoi\nAn,3\n"})
