"""A rule said in Vietnamese, from the labels of what it is made of."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .expressions import Aggregate, Call, Expression, Literal, Ref, walk
from .law_nodes import LawValue, Lookup, Table
from .vietnamese import basis_text, inside, lower_first, value_text
from .wiring import Column, Wiring


def sentence_of(wiring: Wiring, column: Column) -> str:
    """``Điểm B1: tra bảng ... theo ... Căn cứ: ...``; a fact says where it is asked."""
    if column.expression is None:
        asked = f" (mục {column.label.form_row})" if column.label.form_row else ""
        return f"{column.label.label_vi}: ghi trong hồ sơ{asked}."
    said = _Sentence(wiring, column.label.words).say(column.expression)
    laws = [node.table if isinstance(node, Lookup) else node for node in walk(column.expression)]
    basis = dict.fromkeys(
        basis_text(law.reference, law.status) for law in laws if isinstance(law, Table | LawValue) and law.reference
    )
    based = f" Căn cứ: {'; '.join(basis)}." if basis else ""
    return f"{column.label.label_vi.rstrip('.')}: {said}.{based}"


class _Sentence:
    def __init__(self, wiring: Wiring, words: Words) -> None:
        self.wiring, self.words = wiring, words

    def say(self, node: Expression, words: Words = None) -> str:
        """The node in Vietnamese; ``words`` are what its constants are called."""
        words = words or self.words
        if isinstance(node, Literal):
            return value_text(node.value, words=words)
        if isinstance(node, LawValue):
            value = value_text(node.value, node.unit, words if node.type == "str" else None)
            return f"{inside(node.label_vi)} ({value})" if node.label_vi else value
        if isinstance(node, Ref):
            return inside(self.wiring.column(node.name).label.label_vi)
        if isinstance(node, Lookup):
            keys = " và ".join(self._key(node.table, number, key) for number, key in enumerate(node.keys))
            return f"tra bảng {inside(node.table.label_vi or node.table.path)} theo {keys}"
        if isinstance(node, Aggregate):
            return self._members(node)
        assert isinstance(node, Call), node
        return str(getattr(self, f"_{node.op}", self._plain)(node))

    def _key(self, table: Table, number: int, key: Expression) -> str:
        """A key's expression; what it can be is called as the table's rows are."""
        rows: dict[Any, set[str]] = {}
        for row, label in table.labels.items():
            rows.setdefault(row[number], set()).add(label)
        words = {value: (f"dòng “{next(iter(labels))}”", "") for value, labels in rows.items() if len(labels) == 1}
        said = _Sentence(self.wiring, words or None).say(key)
        return f"({said})" if isinstance(key, Call) else said

    def _plain(self, node: Call) -> str:
        left, right = node.args
        words = self._words(left) or self._words(right)
        a, b = self.say(left, words), self.say(right, words)
        if node.op in ARITHMETIC:
            return f"{self._part(left, a, node.op)} {ARITHMETIC[node.op]} {self._part(right, b, node.op)}"
        a, b = self._part(left, a, "add"), self._part(right, b, "add")
        if isinstance(left, Literal | LawValue) and not isinstance(right, Literal | LawValue):
            return f"{b} {TURNED[node.op].format(a)}"
        return f"{a} {COMPARED[node.op].format(b)}"

    def _words(self, node: Expression) -> Words:
        return self.wiring.column(node.name).label.words if isinstance(node, Ref) else None

    def _part(self, node: Expression, said: str, op: str) -> str:
        """In brackets when the words would run into what follows."""
        is_loose = isinstance(node, Call) and (node.op in LOOSE or (op != "add" and node.op in ARITHMETIC))
        return f"({said})" if is_loose or (isinstance(node, Lookup) and op != "mul") else said

    def _joined(self, node: Call, word: str) -> str:
        parts = []
        for arg in node.args:
            said = self.say(arg)
            parts.append(f"({said})" if isinstance(arg, Call) and arg.op in ("and", "or", "case") else said)
        return f" {word} ".join(parts)

    def _and(self, node: Call) -> str:
        return self._joined(node, "và")

    def _or(self, node: Call) -> str:
        return self._joined(node, "hoặc")

    def _not(self, node: Call) -> str:
        (arg,) = node.args
        said = self.say(arg)
        if isinstance(arg, Call) and arg.op == "is_unknown":
            return f"đã biết {self.say(arg.args[0])}"
        return f"không phải ({said})" if isinstance(arg, Call) else f"không phải “{said}”"

    def _neg(self, node: Call) -> str:
        return f"âm {self._part(node.args[0], self.say(node.args[0]), 'mul')}"

    def _case(self, node: Call) -> str:
        pairs = list(zip(node.args[:-1:2], node.args[1:-1:2], strict=True))
        last = self.say(node.args[-1])
        if len(pairs) == 1:
            return f"nếu {self.say(pairs[0][0])} thì {self.say(pairs[0][1])}, nếu không thì {last}"
        branches = "; ".join(f"{self.say(value)} nếu {self.say(condition)}" for condition, value in pairs)
        return f"{branches}; các trường hợp còn lại: {last}"

    def _highest(self, node: Call) -> str:
        return f"số cao nhất trong: {', '.join(map(self.say, node.args))}"

    def _lowest(self, node: Call) -> str:
        return f"số thấp nhất trong: {', '.join(map(self.say, node.args))}"

    def _divide(self, node: Call) -> str:
        a, b = node.args
        sides = f"{self._part(a, self.say(a), 'mul')} chia cho {self._part(b, self.say(b), 'mul')}"
        return f"{sides} ({ROUNDED[node.option]})"

    def _age_on(self, node: Call) -> str:
        born, day = node.args
        return f"số tuổi tròn (theo {self.say(born)}) vào {self.say(day)}"

    def _year_of(self, node: Call) -> str:
        return f"năm của {self.say(node.args[0])}"

    def _is_unknown(self, node: Call) -> str:
        return f"chưa biết {self.say(node.args[0])}"

    def _or_else(self, node: Call) -> str:
        value, default = node.args
        return (
            f"{self._part(value, self.say(value), 'add')} (chưa biết thì lấy {self.say(default, self._words(value))})"
        )

    def _is_in(self, node: Call) -> str:
        value, *others = node.args
        words = self._words(value)
        said = [self.say(other, words) for other in others]
        listed = said[0] if len(said) == 1 else f"một trong: {', '.join(said)}"
        return f"{self._part(value, self.say(value), 'add')} là {listed}"

    def _number_true(self, node: Call) -> str:
        known = ", chỉ tính điều đã biết" if node.option else ""
        return f"số điều đúng trong {len(node.args)} điều{known}: {'; '.join(map(self.say, node.args))}"

    def _members(self, node: Aggregate) -> str:
        grain = self.wiring.grains[self.wiring.grain_of(node.arg)]
        who, said = lower_first(grain.label_vi or grain.name), self.say(node.arg)
        return MEMBERS[node.op].format(who=who, said=said)


Words = Mapping[Any, tuple[str, str]] | None
LOOSE = ("case", "or_else", "number_true", "highest", "lowest", "and", "or")
ARITHMETIC = {"add": "cộng", "sub": "trừ", "mul": "nhân"}
COMPARED = {
    "lt": "dưới {}",
    "le": "không quá {}",
    "gt": "trên {}",
    "ge": "từ {} trở lên",
    "eq": "là {}",
    "ne": "khác {}",
}
TURNED = {"lt": COMPARED["gt"], "le": COMPARED["ge"], "gt": COMPARED["lt"], "ge": COMPARED["le"]}
TURNED |= {"eq": COMPARED["eq"], "ne": COMPARED["ne"]}
ROUNDED = {"down": "làm tròn xuống", "up": "làm tròn lên", "half_up": "làm tròn đến số gần nhất"}
MEMBERS = {
    "count_of": "số {who} mà {said}",
    "sum_of": "tổng của mọi {who}: {said}",
    "any_of": "có ít nhất một {who} mà {said}",
    "all_of": "mọi {who} đều {said}",
    "highest_of": "mức cao nhất trong các {who} của {said}",
}
