"""What is held about a person: every register that names them, for the citizen who asked, and who looked."""

import io
from typing import Any

import pypdf
import pytest
from django.urls import reverse

from ansinh.core import looks
from ansinh.core.access import acting_as, acting_as_system
from ansinh.core.models import AuditEvent
from ansinh.people.documents.held import columns_of, held_about, naming_people
from ansinh.people.documents.told import LABELS, LEFT_OUT, REGISTERS, REVIEW_COLUMNS
from ansinh.people.models import Person
from ansinh.poverty.models import FormBMember

ASKED = {"asked_by": "Thạch Thị Mai", "relation": "chính người đó", "document": "căn cước 084178000001"}


@pytest.fixture
def person(province: Any, settings: Any, tmp_path: Any) -> Person:
    settings.LOOKED = tmp_path
    head: Person = province.household_a.household.head
    with acting_as_system("thử"):
        FormBMember.objects.filter(review=province.household_a).update(person=head)
    return head


def test_every_register_that_names_a_person_and_each_of_its_columns_has_words() -> None:
    models = [Person, FormBMember, *naming_people()]

    fields = {field.name for model in models for field in columns_of(model)} | set(REVIEW_COLUMNS)

    assert {model.__name__ for model in models} - set(REGISTERS) == set()
    assert fields - set(LABELS) == set() and set(LABELS) - fields == set()
    assert LEFT_OUT & set(LABELS) == set()


def test_a_person_is_told_of_their_row_their_household_and_their_reviews(province: Any, person: Person) -> None:
    with acting_as(province.users["commune_officer"]):
        told = {register.title[0]: register.rows for register in held_about(person)}

    assert ("họ và tên", person.name) in told["Sổ người"][0]
    assert any(label == "quan hệ với chủ hộ" for label, _value in told["Các hộ đã ở"][0])
    assert {"Rà soát hộ nghèo, cận nghèo của hộ", "Phiếu rà soát hộ nghèo, phần của thành viên"} <= set(told)
    assert not any(label in ("name_folded", "id") for rows in told.values() for row in rows for label, _value in row)


def test_the_copy_is_made_for_a_recorded_request_and_says_who_looked(
    province: Any, person: Person, as_user: Any
) -> None:
    officer = as_user(province.users["commune_officer"])
    officer.get(reverse("person", args=[person.pk]))
    address = reverse("person_data", args=[person.pk])

    refused, sent = officer.post(address, {}), officer.post(address, ASKED)

    assert refused.status_code == 422 and sent.status_code == 302
    asked = AuditEvent.objects.get(act="held.ask")
    assert (asked.subject, asked.detail, asked.actor) == (f"person:{person.pk}", ASKED, "commune_officer")
    page = officer.get(address).content.decode()
    assert "Xem hồ sơ" in page and "Thạch Thị Mai (chính người đó)" in page
    paper = officer.get(reverse("person_data_paper", args=[person.pk, asked.pk]))
    text = "".join(part.extract_text() for part in pypdf.PdfReader(io.BytesIO(paper.content)).pages)
    assert person.name in text and f"Yêu cầu số {asked.pk}" in text and "Xem hồ sơ" in text
    looks.settle()
    taken = AuditEvent.objects.get(act="download")
    assert taken.subject == f"person:{person.pk}" and taken.detail["request"] == asked.pk


def test_no_copy_without_a_request_nor_for_another_nor_by_who_only_reads(
    province: Any, person: Person, as_user: Any
) -> None:
    officer, other = as_user(province.users["commune_officer"]), as_user(province.other_officer)

    assert officer.get(reverse("person_data_paper", args=[person.pk, 1])).status_code == 404
    assert other.get(reverse("person_data", args=[person.pk])).status_code == 404
    for role in ("auditor", "administrator", "provider", "citizen"):
        assert as_user(province.users[role]).get(reverse("person_data", args=[person.pk])).status_code in (302, 403), (
            role
        )
