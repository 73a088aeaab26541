"""The values of the law that decided: since when, known since when, how far each was checked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from ansinh.engine import Trace
from ansinh.engine.vietnamese import lower_first, upper_first
from ansinh.law import Dated, Law
from ansinh.law.reader import STATUSES

WORDED = ("word", "list", "answer")
ACTS = {"NĐ": "Nghị định", "TT": "Thông tư", "QĐ": "Quyết định", "NQ": "Nghị quyết", "PL": "Pháp lệnh"}


@dataclass(frozen=True)
class Basis:
    """A value of the law that decided: what it was that day, since when, known since when, how far it was checked."""

    name: str
    label: str
    text: str
    reference: str
    status: str
    status_text: str
    from_day: date
    known_from: date
    in_force: date | None
    is_money: bool
    is_worded: bool = False
    note: str = ""

    def without_part(self) -> Basis:
        """The value without the name of the group it is of."""
        return replace(self, label=self.label.partition(",")[0])

    @property
    def reference_text(self) -> str:
        """The reference without abbreviations."""
        return written_out(self.reference)


def bases_of(trace: Trace, law: Law) -> tuple[Basis, ...]:
    """Each value of the law a trace rests on, once, in the order of its steps."""
    found: dict[str, Basis] = {}
    for step in trace.root.walk():
        name = ".".join(step.name.split(".")[:2])
        if step.kind not in ("law", "table") or "whole" in step.name.split(".") or step.name in found:
            continue
        dated: Dated = law.dated(name)
        text = _reading(dated) if step.unit in WORDED else step.text
        row = f" (dòng {step.row})" if step.row and step.row != "không có trong bảng" else ""
        found[step.name] = Basis(
            name, upper_first(step.label.removeprefix("Tra ")), f"{text}{row}", dated.reference, dated.status, STATUSES[dated.status],
            dated.from_day, dated.known_from, dated.in_force, step.unit.startswith("dong"), step.unit in WORDED, dated.note,
        )  # fmt: skip
    return tuple(found.values())


def _reading(dated: Dated) -> str:
    """How the house reads a text that is not clear, in words."""
    chosen = next((one.get("reference", "") for one in dated.alternatives if one.get("value") == dated.value), "")
    return str(chosen or dated.note or dated.value)


def nought_by_law(trace: Trace) -> Iterator[str]:
    """Money of the law that is nought in this month: a gift outside its month."""
    for step in trace.root.walk():
        if step.kind == "law" and step.value == 0 and step.unit.startswith("dong"):
            yield f"{lower_first(step.label)} tháng này là 0 đồng ({step.reference})"


def unchecked(bases: Sequence[Basis]) -> str:
    """Numbers by name, readings of the text by how many: each is listed with its grounds."""
    numbers = dict.fromkeys(
        f"{lower_first(basis.label)} ({basis.status_text})" for basis in bases if not basis.is_worded
    )
    worded = sum(basis.is_worded for basis in bases)
    said = [f"chưa đối chiếu văn bản chính thức: {'; '.join(numbers)}"] if numbers else []
    return "; ".join([*said, f"{worded} cách hiểu văn bản chưa có xác nhận chính thức, xem căn cứ"] if worded else said)


def written_out(reference: str) -> str:
    """`Nghị định 335/2026/NĐ-CP Điều 4 khoản 2` for `NĐ 335/2026/NĐ-CP Điều 4 khoản 2`."""
    return " ".join(ACTS.get(word, word) for word in reference.split(" "))
