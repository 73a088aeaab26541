"""Form 01 as an XLSForm for ODK and Kobo, with the people to be asked carried along. What comes back is the file of forms: exported as
Excel or CSV its columns are those the import reads."""

from collections.abc import Iterable, Mapping
from io import BytesIO, StringIO
from typing import Any

from ansinh.core.cells import Workbook, csv_writer
from ansinh.labour import words
from ansinh.labour.jobs.market import SUPPLY_LABELS
from ansinh.labour.models import SupplyCollection
from ansinh.law import law_version
from ansinh.people.models import Person
from ansinh.people.words import SEXES

PEOPLE = "people.csv"
VI, EN = "Tiếng Việt (vi)", "English (en)"
_COLUMNS = (
    "type",
    "name",
    f"label::{VI}",
    f"label::{EN}",
    "required",
    "relevant",
    "constraint",
    f"constraint_message::{VI}",
    "calculation",
    "appearance",
    "default",
)
_CHOICES = ("list_name", "name", f"label::{VI}", f"label::{EN}")
_SETTINGS = ("form_title", "form_id", "version", "default_language")
_LISTS: Mapping[str, Mapping[str, tuple[str, str]]] = {
    "general_education": words.GENERAL_EDUCATION,
    "qualification": words.QUALIFICATIONS,
    "status": words.LABOUR_STATUSES,
    "employment": words.EMPLOYMENT_STATUSES,
    "sector": words.SECTORS,
    "unemployed_for": words.UNEMPLOYED_FOR,
    "inactive_reason": words.INACTIVE_REASONS,
    "yes_no": {"yes": ("có", "yes"), "no": ("không", "no")},
}
_ENGLISH = {
    "is_disabled": "Disabled", "is_poor": "Poor or near-poor household", "is_minority": "Ethnic minority", "general_education": "General education",
    "qualification": "Qualification", "speciality": "Field of the qualification", "status": "Status", "employment": "Status in employment",
    "work": "The work done", "sector": "Sector", "workplace": "Place of work", "organisation": "Tax number of the place of work",
    "has_worked": "Has worked before", "unemployed_for": "Unemployed for", "inactive_reason": "Why outside the labour force",
    "wanted_training": "Training wished", "wanted_job": "Job wished", "collected_on": "Day of the collection",
}  # fmt: skip
_EMPLOYED, _UNEMPLOYED, _INACTIVE = (f"${{status}} = '{status}'" for status in words.LABOUR_STATUSES)
_QUESTIONS = (
    ("is_disabled", "select_one yes_no", "", False),
    ("is_poor", "select_one yes_no", "", False),
    ("is_minority", "select_one yes_no", "", False),
    ("general_education", "select_one general_education", "", True),
    ("qualification", "select_one qualification", "", True),
    ("speciality", "text", "${qualification} != 'untrained'", False),
    ("status", "select_one status", "", True),
    ("employment", "select_one employment", _EMPLOYED, True),
    ("work", "text", _EMPLOYED, True),
    ("sector", "select_one sector", _EMPLOYED, False),
    ("workplace", "text", _EMPLOYED, False),
    ("organisation", "text", _EMPLOYED, False),
    ("has_worked", "select_one yes_no", _UNEMPLOYED, True),
    ("unemployed_for", "select_one unemployed_for", _UNEMPLOYED, True),
    ("inactive_reason", "select_one inactive_reason", _INACTIVE, True),
    ("wanted_job", "text", "", False),
    ("wanted_training", "text", "", False),
)


def supply_xlsform(collection: SupplyCollection) -> BytesIO:
    """The form of a collection as .xlsx. The person is picked of `people_csv`, attached as `people.csv`."""
    survey: list[dict[str, Any]] = [
        _row(f"select_one_from_file {PEOPLE}", "person", "Người", "Person", required="yes", appearance="autocomplete"),
        *(
            {"type": "calculate", "name": name, "calculation": f"pulldata('people', '{name}', 'name', ${{person}})"}
            for name in ("full_name", "personal_number", "birth")
        ),
        _row(
            "date", "collected_on", SUPPLY_LABELS["collected_on"], _ENGLISH["collected_on"], required="yes", default="today()",
            constraint=f". <= today() and format-date(., '%Y') = '{collection.year}'",
            **{f"constraint_message::{VI}": f"Ngày thu thập phải trong năm {collection.year}, không sau hôm nay."},
        ),
        *(
            _row(kind, name, SUPPLY_LABELS[name], _ENGLISH[name], relevant=relevant, required="yes" if is_required else "")
            for name, kind, relevant, is_required in _QUESTIONS
        ),
    ]  # fmt: skip
    choices = [
        {"list_name": name, "name": key, f"label::{VI}": vi, f"label::{EN}": en}
        for name, labels in _LISTS.items()
        for key, (vi, en) in labels.items()
    ]
    settings = [
        {
            "form_title": f"Phiếu cung lao động năm {collection.year}, {collection.commune.full_name}",
            "form_id": f"ansinh_supply_{collection.year}_{collection.pk}",
            "version": f"{collection.year}.{law_version()[:8]}",
            "default_language": VI,
        }
    ]
    out = BytesIO()
    with Workbook(out, {"in_memory": True}) as book:
        for sheet, columns, rows in (
            ("survey", _COLUMNS, survey),
            ("choices", _CHOICES, choices),
            ("settings", _SETTINGS, settings),
        ):
            page = book.add_worksheet(sheet)
            page.write_row(0, 0, columns)
            for number, row in enumerate(rows, 1):
                page.write_row(number, 0, [row.get(column, "") for column in columns])
    out.seek(0)
    return out


def people_csv(people: Iterable[Person]) -> BytesIO:
    """The people to be asked: key, what is shown to choose by, and what the form takes along."""
    text = StringIO()
    writer = csv_writer(text)
    writer.writerow(("name", "label", "full_name", "personal_number", "birth", "sex"))
    for person in people:
        label = f"{person.name} · {person.birth} · {(person.personal_number or '')[-4:]}"
        writer.writerow(
            (person.pk, label, person.name, person.personal_number or "", str(person.birth), SEXES[person.sex][0])
        )
    return BytesIO(text.getvalue().encode())


def _row(kind: str, name: str, vi: str, en: str, **more: str) -> dict[str, Any]:
    return {"type": kind, "name": name, f"label::{VI}": vi, f"label::{EN}": en, **more}
