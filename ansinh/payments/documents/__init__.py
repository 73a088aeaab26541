"""What payments write for others: files of providers, lists on paper."""

from .batch import DocumentRefused
from .files import SentFile, purse_of, write_files
from .layouts import layouts
from .lists import KINDS, acceptances_of, write_list
from .pain001 import validate

__all__ = [
    "KINDS",
    "DocumentRefused",
    "SentFile",
    "acceptances_of",
    "layouts",
    "purse_of",
    "validate",
    "write_files",
    "write_list",
]
