"""What payments write for others: files of providers, lists on paper."""

from .batch import DocumentRefused
from .files import SentFile, write_files
from .layouts import layouts
from .pain001 import validate

__all__ = ["DocumentRefused", "SentFile", "layouts", "validate", "write_files"]
