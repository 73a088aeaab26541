"""Which rooms the house has, and the files of one name in all of them."""

from importlib import import_module
from importlib.util import find_spec
from types import ModuleType

ROOMS = (
    "places", "people", "dossiers", "poverty", "benefits", "labour", "care", "payments", "oversight", "indicators", "reports",
)  # fmt: skip


def modules(name: str) -> dict[str, ModuleType]:
    """The module `ansinh.<room>.<name>` of every room that has one, by room."""
    return {room: import_module(f"ansinh.{room}.{name}") for room in ROOMS if find_spec(f"ansinh.{room}.{name}")}
