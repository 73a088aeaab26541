"""Persons, households, who lives with whom and where, through time; the files they came from."""

from ansinh.people.models.doubles import DoublePair, MovedRow, PersonMerge
from ansinh.people.models.name_search import FEW, ids_by_name, narrow_by_name, search_made_afterwards, search_words
from ansinh.people.models.organisations import Organisation, tax_number_faults, tidy_tax_number
from ansinh.people.models.personal_number import issued_to, padded, personal_number_faults
from ansinh.people.models.tables import Household, ImportedFile, Membership, Person, Residence, name_columns
from ansinh.people.models.verification import Identity, Mismatch, VerificationAnswer, VerificationRequest

__all__ = [
    "FEW",
    "DoublePair",
    "Household",
    "Identity",
    "ImportedFile",
    "Membership",
    "Mismatch",
    "MovedRow",
    "Organisation",
    "Person",
    "PersonMerge",
    "Residence",
    "VerificationAnswer",
    "VerificationRequest",
    "ids_by_name",
    "issued_to",
    "name_columns",
    "narrow_by_name",
    "padded",
    "personal_number_faults",
    "search_made_afterwards",
    "search_words",
    "tax_number_faults",
    "tidy_tax_number",
]
