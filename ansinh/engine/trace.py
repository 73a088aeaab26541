"""Why a figure of one record is what it is: every step with its value, its legal basis and the facts used."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from .expressions import Aggregate, Call, Expression, Literal, Ref
from .interpret import Interpreter, Record, Scene
from .law_nodes import LawValue, Lookup
from .vietnamese import basis_text, lower_first, value_text
from .wiring import Column


@dataclass(frozen=True)
class Step:
    """One value on the way. ``kind`` is fact, figure, law, table, members or member; ``row`` is the table row's label.

    ``reason`` says in Vietnamese why the value is unknown. A figure explained above is ``repeated``, without steps.
    """

    name: str
    label: str
    kind: str
    value: Any
    text: str
    unit: str = ""
    reference: str = ""
    status: str = ""
    row: str = ""
    form_row: str = ""
    reason: str = ""
    repeated: bool = False
    steps: tuple[Step, ...] = field(default=())

    def walk(self) -> Iterator[Step]:
        yield self
        for step in self.steps:
            yield from step.walk()

    def as_dict(self) -> dict[str, Any]:
        """Only what is there; days as text."""
        given = {name: value for name, value in vars(self).items() if value not in ("", False, ()) and name != "steps"}
        given["value"] = self.value.isoformat() if hasattr(self.value, "isoformat") else self.value
        return given | ({"steps": [step.as_dict() for step in self.steps]} if self.steps else {})

    def lines(self, depth: int = 0) -> Iterator[str]:
        notes = [f"dòng “{self.row}”" if self.row else "", f"mục {self.form_row}" if self.form_row else ""]
        notes += [basis_text(self.reference, self.status), self.reason]
        notes += ["đã giải thích ở trên" if self.repeated else ""]
        said = "; ".join(note for note in notes if note)
        yield f"{'  ' * depth}{self.label}: {self.text}" + (f" ({said})" if said else "")
        for step in self.steps:
            yield from step.lines(depth + 1)


@dataclass(frozen=True)
class Trace:
    """A figure of one record and the steps to it."""

    root: Step

    @property
    def name(self) -> str:
        return self.root.name

    @property
    def value(self) -> Any:
        """The figure; ``None`` is unknown."""
        return self.root.value

    @property
    def steps(self) -> tuple[Step, ...]:
        """Every step, each after the one that needs it."""
        return tuple(self.root.walk())

    def as_text(self) -> str:
        """Vietnamese, one line a step, what a step rests on indented below it."""
        return "\n".join(self.root.lines())

    def as_dict(self) -> dict[str, Any]:
        return self.root.as_dict()


def trace_of(interpreter: Interpreter, column: Column, record: Record) -> Trace:
    """The trace of one column for one record."""
    return Trace(_Teller(interpreter).column(column.name, Scene(interpreter, record)))


class _Teller:
    def __init__(self, interpreter: Interpreter) -> None:
        self.interpreter = interpreter
        self.told: set[tuple[int, str]] = set()

    def column(self, name: str, scene: Scene) -> Step:
        column = self.interpreter.wiring.columns[name]
        owner, value = scene.owner(column.grain), scene.get(name)
        key = (id(owner), name)
        label = column.label
        text = value_text(value, column.unit, label.words)
        common: Mapping[str, Any] = {"unit": column.unit, "form_row": label.form_row}
        if column.expression is None:
            reason = "hồ sơ chưa ghi" if value is None else ""
            return Step(name, label.label_vi, "fact", value, text, reason=reason, **common)
        if key in self.told:
            return Step(name, label.label_vi, "figure", value, text, repeated=True, **common)
        self.told.add(key)
        steps = tuple(self.tell(column.expression, owner))
        reason = _unknown_reason(steps) if value is None else ""
        return Step(name, label.label_vi, "figure", value, text, reason=reason, steps=steps, **common)

    def tell(self, node: Expression, scene: Scene) -> list[Step]:
        """The steps that decided the value; what made no difference is left out."""
        if isinstance(node, Literal):
            return []
        if isinstance(node, Ref):
            return [self.column(node.name, scene)]
        if isinstance(node, LawValue):
            text = value_text(node.value, node.unit)
            basis: Mapping[str, Any] = {"reference": node.reference, "status": node.status}
            return [Step(node.path, node.label_vi or node.path, "law", node.value, text, node.unit, **basis)]
        if isinstance(node, Lookup):
            return [self.lookup(node, scene)]
        if isinstance(node, Aggregate):
            return [self.members(node, scene)]
        steps: list[Step] = []
        for child in self.deciding(node, scene):
            steps += [step for step in self.tell(child, scene) if step not in steps]
        return steps

    def deciding(self, node: Expression, scene: Scene) -> list[Expression]:
        """The arguments that decided a call's value."""
        value = self.value(node, scene)
        if not isinstance(node, Call):
            return list(node.children())
        if node.op in ("and", "or"):
            decided = node.op == "or"
            if value is decided:
                return [next(arg for arg in node.args if self.value(arg, scene) is decided)]
            return [arg for arg in node.args if value is not None or self.value(arg, scene) is None]
        if node.op == "or_else":
            return list(node.args[: 1 if self.value(node.args[0], scene) is not None else 2])
        if node.op != "case":
            return list(node.args)
        met: list[Expression] = []
        for condition, outcome in zip(node.args[:-1:2], node.args[1:-1:2], strict=True):
            met.append(condition)
            is_met = self.value(condition, scene)
            if is_met is None:
                return met
            if is_met:
                return [*met, outcome]
        return [*met, node.args[-1]]

    def lookup(self, node: Lookup, scene: Scene) -> Step:
        table, value = node.table, self.value(node, scene)
        key = tuple(self.value(part, scene) for part in node.keys)
        row = table.labels.get(key, "")
        if not row and None not in key and key not in table.rows:
            row = "không có trong bảng"
        steps = tuple(step for part in node.keys for step in self.tell(part, scene))
        reason = _unknown_reason(steps) if value is None else ""
        label = f"Tra {lower_first(table.label_vi or table.path)}"
        basis: Mapping[str, Any] = {"reference": table.reference, "status": table.status}
        text = value_text(value, table.unit)
        return Step(table.path, label, "table", value, text, table.unit, row=row, reason=reason, steps=steps, **basis)

    def members(self, node: Aggregate, scene: Scene) -> Step:
        grain = self.interpreter.wiring.grains[self.interpreter.members_of(node)]
        value = self.value(node, scene)
        steps = []
        for number, member in enumerate(scene.owner(node.to).members(grain.name), 1):
            found = self.value(node.arg, member)
            label = str(member.record.get("label") or f"{grain.label_vi or grain.name} thứ {number}")
            inner = tuple(self.tell(node.arg, member))
            steps.append(Step(grain.name, label, "member", found, value_text(found, node.arg.unit), steps=inner))
        label = f"{MEMBER_WORDS[node.op]} {lower_first(grain.label_vi or grain.name)}"
        reason = _unknown_reason(tuple(steps)) if value is None else ""
        text = value_text(value, node.unit)
        return Step(node.op, label, "members", value, text, node.unit, reason=reason, steps=tuple(steps))

    def value(self, node: Expression, scene: Scene) -> Any:
        return self.interpreter.compute(node)(scene)


MEMBER_WORDS = {
    "count_of": "Số",
    "sum_of": "Cộng của từng",
    "any_of": "Có ít nhất một",
    "all_of": "Tất cả",
    "highest_of": "Cao nhất trong các",
}


def _unknown_reason(steps: tuple[Step, ...]) -> str:
    """Names the facts nobody knows."""
    missing = dict.fromkeys(
        lower_first(found.label)
        for step in steps
        for found in step.walk()
        if found.value is None and (found.kind == "fact" or found.repeated)
    )
    return f"vì chưa biết {', '.join(missing)}" if missing else "không tính được"
