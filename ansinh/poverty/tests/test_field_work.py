"""The form carried to the door: an XLSForm that ODK and Kobo take, and submissions read back."""

from io import BytesIO

from pyxform.xls2xform import convert

from ansinh.core.access import acting_as
from ansinh.poverty import actions
from ansinh.poverty.jobs.xlsform import household_list, xlsform


def test_the_form_is_one_that_odk_and_kobo_accept(village):
    with acting_as(village.officer):
        actions.list_households(campaign=village.campaign, by=village.officer)
        made = xlsform(village.campaign)

        result = convert(xlsform=BytesIO(made), validate=False, pretty_print=False)

    assert result.warnings == [] or all("translat" not in warning for warning in result.warnings), result.warnings
    for part in ("<h:html", "jr:count", "households.csv", "Phiếu A", "Form A", 'lang="English (en)"', "a_excluded", "/members/relation"):
        assert part in result.xform, part


def test_the_list_carried_along_names_each_household_of_the_commune(village):
    with acting_as(village.officer):
        actions.list_households(campaign=village.campaign, by=village.officer)

        lines = household_list([village.review]).decode().splitlines()

    assert lines[0].startswith("name,label,head_name")
    assert [line.split(",")[0] for line in lines[1:]] == ["H001", "H002"]
