"""Reading the dated values of the law: `law_on(day, known_on)` gives the law of a day as it was known on another."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from difflib import get_close_matches
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from ansinh.engine import LawValue, NoValue, Table

HERE = Path(__file__).resolve().parent
STATUSES = {
    "official": "văn bản chính thức",
    "secondary": "nguồn thứ cấp",
    "unverified": "chưa kiểm chứng",
    "derived": "suy ra",
    "chosen": "hệ thống chọn",
}

# What people call the parts of a value; a parameter may say its own under `parts`.
PARTS = {
    "rural": ("nông thôn", "rural"),
    "urban": ("thành thị", "urban"),
    "male": ("nam", "men"),
    "female": ("nữ", "women"),
    "from_age": ("từ tuổi", "from age"),
    "until_age": ("đến dưới tuổi", "under age"),
}


class LawError(Exception):
    """Something asked of the law that it does not say."""


class BadLaw(LawError):
    """A law file that cannot be read; names the file and the parameter."""


class UnknownLaw(LawError, AttributeError):
    """A name the law files do not have; says the nearest names."""

    def __init__(self, name: str, known: list[str], where: str) -> None:
        nearest = get_close_matches(name, known, n=3, cutoff=0.4)
        hint = f" Gần giống: {', '.join(nearest)}." if nearest else f" Có: {', '.join(sorted(known)[:8])}."
        super().__init__(f"{where}: luật không có tên «{name}».{hint}")
        self.name, self.nearest = name, nearest


class NoLawOnDay(LawError, NoValue):
    """A parameter without a value for the day; says the file, the name and the nearest days."""

    def __init__(self, parameter: Parameter, day: date, known_on: date | None) -> None:
        def distance(value: Dated) -> int:
            return (value.from_day - day).days if day < value.from_day else (day - (value.to_day or day)).days

        shown = sorted(parameter.values, key=distance)[:2]
        nearest = "; ".join(
            f"{value.period_vi()} ({value.reference})" for value in sorted(shown, key=lambda v: v.from_day)
        )
        as_known = f", theo những gì đã biết ngày {known_on:%d/%m/%Y}" if known_on else ""
        super().__init__(
            f"Không có «{parameter.label_vi}» cho ngày {day:%d/%m/%Y}{as_known}. Gần nhất: {nearest}."
            f" [{parameter.file}: {parameter.name}]"
        )
        self.name, self.file, self.day, self.nearest = parameter.name, parameter.file, day, tuple(shown)


@dataclass(frozen=True, slots=True)
class Dated:
    """One value of a parameter: counts from `from_day` until before `to_day`, knowable from `known_from`.

    `in_force` is the day its act enters into force where that is later than `from_day`: what is owed for the days
    between is arrears. `let_in` names the local file that brought it; empty for the house's own."""

    name: str
    from_day: date
    to_day: date | None
    known_from: date
    value: Any
    unit: str | Mapping[str, str]
    reference: str
    status: str
    source: str
    note: str = ""
    alternatives: tuple[Mapping[str, Any], ...] = ()
    in_force: date | None = None
    is_term: bool = False
    let_in: str = ""

    def holds_on(self, day: date) -> bool:
        return self.from_day <= day and (self.to_day is None or day < self.to_day)

    def unit_of(self, path: str) -> str:
        """The unit of one part: the parameter's unit, or the part's own where a parameter holds several units."""
        if isinstance(self.unit, str):
            return self.unit
        parts = path.removeprefix(f"{self.name}.").split(".")
        return next((self.unit[part] for part in reversed(parts) if part in self.unit), "")

    def overlaps(self, other: Dated) -> bool:
        return (self.to_day is None or other.from_day < self.to_day) and (
            other.to_day is None or self.from_day < other.to_day
        )

    def period_vi(self) -> str:
        until = f" đến trước {self.to_day:%d/%m/%Y}" if self.to_day else ""
        return f"từ {self.from_day:%d/%m/%Y}{until}"


@dataclass(frozen=True, slots=True)
class Parameter:
    """A named number, word or table of the law and its dated values, oldest first."""

    name: str
    label_vi: str
    label_en: str
    unit: str | Mapping[str, str]
    file: str
    values: tuple[Dated, ...]
    parts: Mapping[str, tuple[str, str]] = field(default_factory=dict)

    def labels_of_part(self, key: str, labels: tuple[str, str]) -> tuple[str, str]:
        """The labels of one part: the whole's, then the part's own where it has a name for people."""
        part = self.parts.get(key) or PARTS.get(key)
        return (f"{labels[0]}, {part[0]}", f"{labels[1]}, {part[1]}") if part else labels

    def on(self, day: date, known_on: date | None = None, in_force_on: date | None = None) -> Dated:
        """The value of `day` as known on `known_on` (absent: as known now). Raises NoLawOnDay.

        `in_force_on` leaves out acts that have not entered into force that day: they are known, but nothing is paid by them.
        What became known later replaces what was known before."""
        held = self.held_on(day, known_on, in_force_on)
        if not held:
            raise NoLawOnDay(self, day, known_on)
        return max(held, key=lambda value: value.known_from)

    def held_on(self, day: date, known_on: date | None, in_force_on: date | None = None) -> list[Dated]:
        """The values that count for `day` of which one could know on `known_on` and which were in force on `in_force_on`.

        A value goes on past its last day as long as what follows it is not known or not in force: nobody could know it had ended."""
        counted = [
            value
            for value in self.values
            if (known_on is None or value.known_from <= known_on)
            and (in_force_on is None or (value.in_force or value.from_day) <= in_force_on)
        ]
        return [
            value
            for value in counted
            if value.holds_on(day)
            or (value.to_day is not None and value.to_day <= day and not self._is_followed(value, day, counted))
        ]

    def _is_followed(self, value: Dated, day: date, counted: list[Dated]) -> bool:
        """Whether a value that ended by `day` is known to have ended: its act says so, something counted follows it by then, or
        nothing ever did."""
        after = [other for other in self.values if value.to_day is not None and other.from_day >= value.to_day]
        return value.is_term or not after or any(other in counted and other.from_day <= day for other in after)


def _day(raw: object, where: str) -> date:
    if not isinstance(raw, date):
        raise BadLaw(f"{where}: ngày «{raw}» không đọc được, ghi dạng 2024-01-31")
    return raw


def _dated(name: str, unit: str | Mapping[str, str], raw: Mapping[str, Any], where: str) -> Dated:
    missing = [key for key in ("from_day", "value", "reference", "status", "source") if raw.get(key) in (None, "")]
    if missing:
        raise BadLaw(f"{where}: thiếu {', '.join(missing)}")
    if raw["status"] not in STATUSES:
        raise BadLaw(f"{where}: mức kiểm chứng «{raw['status']}» không có; dùng {', '.join(STATUSES)}")
    from_day = _day(raw["from_day"], where)
    return Dated(
        name=name,
        from_day=from_day,
        to_day=_day(raw["to_day"], where) if raw.get("to_day") else None,
        known_from=_day(raw.get("known_from", from_day), where),
        value=raw["value"],
        unit=unit,
        reference=raw["reference"],
        status=raw["status"],
        source=raw["source"],
        note=raw.get("note", ""),
        alternatives=tuple(raw.get("alternatives", ())),
        in_force=_day(raw["in_force"], where) if raw.get("in_force") else None,
        is_term=bool(raw.get("is_term", False)),
    )


def _parameter(name: str, raw: Mapping[str, Any], file: str) -> Parameter:
    where = f"{file}: {name}"
    if missing := [key for key in ("label_vi", "label_en", "unit", "values") if not raw.get(key)]:
        raise BadLaw(f"{where}: thiếu {', '.join(missing)}")
    values = sorted(
        (_dated(name, raw["unit"], value, where) for value in raw["values"]), key=lambda value: value.from_day
    )
    parts = {key: (names[0], names[1]) for key, names in raw.get("parts", {}).items()}
    return Parameter(name, raw["label_vi"], raw["label_en"], raw["unit"], file, tuple(values), parts)


class _OnceLoader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """Yaml in which a name said twice is an error, not the last one said."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        keys = [self.construct_object(key, deep=True) for key, _ in node.value]
        if doubled := sorted({str(key) for key in keys if keys.count(key) > 1}):
            raise BadLaw(f"{node.start_mark.name}, dòng {node.start_mark.line + 1}: ghi hai lần {', '.join(doubled)}")
        mapping: dict[Any, Any] = super().construct_mapping(node, deep)
        return mapping


def read_parameters(folder: Path) -> dict[str, Parameter]:
    """Every parameter of the yaml files in a folder, by name. Raises BadLaw."""
    found: dict[str, Parameter] = {}
    for path in sorted(folder.glob("*.yaml")):
        with path.open(encoding="utf-8") as file:
            content = yaml.load(file, _OnceLoader) or {}
        for name, raw in content.items():
            if not name.startswith(f"{path.stem}."):
                raise BadLaw(f"{path.name}: tên «{name}» phải bắt đầu bằng «{path.stem}.»")
            found[name] = _parameter(name, raw, path.name)
    return found


_folders: list[Path] = []
Stamp = tuple[tuple[str, int], ...]


def add_folder(folder: Path) -> None:
    """Values let in here (`read_draft`) are read from this folder beside the house's own; a file that comes later counts at once."""
    if folder not in _folders:
        _folders.append(folder)


def remove_folder(folder: Path) -> None:
    """The values of the folder no longer count."""
    _folders.remove(folder)


def _stamp() -> Stamp:
    """The local files there are and when they were written."""
    return tuple((str(path), path.stat().st_mtime_ns) for folder in _folders for path in sorted(folder.glob("*.yaml")))


def house_parameters() -> Mapping[str, Parameter]:
    """Every parameter of the house's own law files, by name."""
    return _parameters(())


def parameters() -> Mapping[str, Parameter]:
    """Every parameter of the law files by name, with the values let in here."""
    return _parameters(_stamp())


@lru_cache
def _parameters(stamp: Stamp) -> Mapping[str, Parameter]:
    if not stamp:
        return read_parameters(HERE)
    known: Mapping[str, Parameter] = _parameters(())
    for path, _ in stamp:
        known = beside(known, read_draft(Path(path), known))
    return known


def read_draft(path: Path, known: Mapping[str, Parameter]) -> dict[str, Parameter]:
    """The dated values of one yaml file in the form of the law files; each says when it could be known, and a name the house
    knows needs no labels. Raises BadLaw, UnknownLaw."""
    with path.open(encoding="utf-8") as file:
        try:
            content = yaml.load(file, _OnceLoader)
        except yaml.YAMLError as error:
            raise BadLaw(f"{path.name}: không đọc được tệp yaml: {error}") from error
    if not isinstance(content, dict) or not content:
        raise BadLaw(f"{path.name}: tệp không có giá trị nào. Ghi theo mẫu của ansinh/law/*.yaml.")
    found = {}
    for name, raw in content.items():
        if not isinstance(raw, Mapping):
            raise BadLaw(f"{path.name}: {name}: ghi «values:» rồi đến các dòng có ngày")
        own = known.get(str(name))
        if own is None and not raw.get("label_vi"):
            raise UnknownLaw(str(name), list(known), path.name)
        told = {"label_vi": own.label_vi, "label_en": own.label_en} if own else {}
        if any(isinstance(value, Mapping) and not value.get("known_from") for value in raw.get("values") or ()):
            raise BadLaw(f"{path.name}: {name}: thiếu known_from, ngày mức này có thể được biết")
        parameter = _parameter(str(name), {**told, **raw}, path.name)
        found[parameter.name] = replace(
            parameter, values=tuple(replace(value, let_in=path.name) for value in parameter.values)
        )
    return found


def beside(known: Mapping[str, Parameter], added: Mapping[str, Parameter]) -> dict[str, Parameter]:
    """The parameters with other values put beside their own; what became known later replaces what was known before."""
    found = dict(known)
    for name, draft in added.items():
        own = found.get(name)
        values = draft.values if own is None else tuple(sorted((*own.values, *draft.values), key=_first))
        found[name] = draft if own is None else replace(own, values=values)
    return found


def without(known: Mapping[str, Parameter], dropped: Iterable[Dated]) -> dict[str, Parameter]:
    """The parameters as if some values had never been decided: what ended on the day one of them began goes on."""
    gone = list(dropped)
    days = {value.from_day for value in gone}
    found = {}
    for name, parameter in known.items():
        kept = [value for value in parameter.values if value not in gone]
        begins = {value.from_day for value in kept}
        values = tuple(
            replace(value, to_day=None) if value.to_day in days and value.to_day not in begins else value
            for value in kept
        )
        if values:
            found[name] = parameter if values == parameter.values else replace(parameter, values=values)
    return found


def law_version() -> str:
    """Sixteen characters that change when any law file changes; written into snapshots."""
    return _law_version(_stamp())


@lru_cache
def _law_version(stamp: Stamp) -> str:
    digest = hashlib.sha256()
    for path in [*sorted(HERE.glob("*.yaml")), *(Path(told) for told, _ in stamp)]:
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:16]


class Law:
    """The law of a day: `law.poverty.b1_limits.rural` is an engine expression, `law.used` what was asked so far."""

    def __init__(
        self, day: date, known_on: date | None, known: Mapping[str, Parameter], in_force_on: date | None = None
    ) -> None:
        self.day, self.known_on, self.in_force_on = day, known_on, in_force_on
        self.used: dict[str, Dated] = {}
        self._known = known
        self._fields = {name.split(".")[0] for name in known}
        self._read: dict[str, Any] = {}

    def dated(self, name: str) -> Dated:
        """The dated value behind a name: period, unit, reference, status. Raises UnknownLaw, NoLawOnDay."""
        if name not in self._known:
            raise UnknownLaw(name, list(self._known), f"luật ngày {self.day:%d/%m/%Y}")
        return self.used.setdefault(name, self._known[name].on(self.day, self.known_on, self.in_force_on))

    def value(self, name: str) -> Any:
        """The plain value of a name as written in the file: number, word, list or mapping."""
        return self.dated(name).value

    def has(self, name: str) -> bool:
        """Whether the law of this day has the name, without asking for it."""
        return name in self._known and bool(self._known[name].held_on(self.day, self.known_on, self.in_force_on))

    def values(self) -> dict[str, Dated]:
        """Every value of this day by name; a name without one is left out. Two days with the same values have the same law."""
        held = ((name, one.held_on(self.day, self.known_on, self.in_force_on)) for name, one in self._known.items())
        return {name: max(found, key=lambda value: value.known_from) for name, found in held if found}

    def __getattr__(self, field: str) -> Any:
        if field.startswith("_"):
            raise AttributeError(field)
        if field not in self._fields:
            raise UnknownLaw(field, sorted(self._fields), "luật")
        return _Field(self, field)

    def read(self, name: str) -> Any:
        """The value of a name as engine nodes: LawValue, Table, a tuple for a list, or a section with such inside."""
        if name not in self._read:
            dated = self.dated(name)
            parameter = self._known[name]
            self._read[name] = _node(parameter, dated, name, dated.value, (parameter.label_vi, parameter.label_en))
        return self._read[name]

    def __repr__(self) -> str:
        known = f", biết ngày {self.known_on:%d/%m/%Y}" if self.known_on else ""
        return f"<luật ngày {self.day:%d/%m/%Y}{known}>"


class _Field:
    def __init__(self, law: Law, field: str) -> None:
        self._law, self._field = law, field

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        return self._law.read(f"{self._field}.{name}")


class Section:
    """Several values under one name of the law; read by attribute or, for a name that is data, by `section["name"]`."""

    def __init__(self, name: str, content: Mapping[str, Any]) -> None:
        self._name, self._content = name, content

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        return self[name]

    def __getitem__(self, name: str) -> Any:
        if name not in self._content:
            raise UnknownLaw(name, [str(key) for key in self._content], self._name)
        return self._content[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._content)

    @property
    def parts(self) -> tuple[Any, ...]:
        """What is under the name, in the order of the file."""
        return tuple(self._content.values())

    def __len__(self) -> int:
        return len(self._content)


def _node(parameter: Parameter, dated: Dated, path: str, value: Any, labels: tuple[str, str]) -> Any:
    if isinstance(value, Mapping) and "table" in value:
        own = value.get("label_vi", labels[0]), value.get("label_en", labels[1])
        if value["table"].get("named_rows"):
            return _named_rows(dated, path, value["table"], own)
        return _table(dated, path, value["table"], own)
    if isinstance(value, Mapping):
        inner = {
            key: _node(parameter, dated, f"{path}.{key}", part, parameter.labels_of_part(key, labels))
            for key, part in value.items()
        }
        return Section(path, inner)
    if isinstance(value, list):
        return tuple(value)
    return LawValue(path, value, unit=dated.unit_of(path), **_origin(dated, labels))


def _origin(dated: Dated, labels: tuple[str, str]) -> dict[str, Any]:
    return {
        "reference": dated.reference,
        "status": dated.status,
        "label_vi": labels[0],
        "label_en": labels[1],
        "from_day": dated.from_day,
        "to_day": dated.to_day,
        "known_from": dated.known_from,
        "source": dated.source,
    }


def table_rows(table: Mapping[str, Any]) -> dict[tuple[Any, ...], tuple[Any, str]]:
    """The rows of a table in a law file by key: value and label.

    `columns` spreads a row over a second key; `steps_until` lets a row hold for every whole number until the next."""
    rows: dict[tuple[Any, ...], tuple[Any, str]] = {}
    listed = table["rows"]
    for index, row in enumerate(listed):
        keys = [row["key"]]
        if "steps_until" in table:
            following = listed[index + 1]["key"] if index + 1 < len(listed) else table["steps_until"]
            keys = list(range(row["key"], following))
        columns = table.get("columns")
        values = (
            [((), row["value"])]
            if columns is None
            else [((c,), v) for c, v in zip(columns, row["values"], strict=True)]
        )
        for key in keys:
            for column, value in values:
                rows[(key, *column)] = (value, row.get("label_vi", ""))
    return rows


def _named_rows(dated: Dated, path: str, table: Mapping[str, Any], labels: tuple[str, str]) -> Section:
    """Each row a table of its own, read by the remaining keys: `assets.car`."""
    keys = table["keys"][1:]
    tables = {}
    for row in table["rows"]:
        cells = [{"key": column, "value": value} for column, value in zip(table["columns"], row["values"], strict=True)]
        inner = {"keys": keys, "rows": cells, "otherwise": table.get("otherwise")}
        own = f"{labels[0]}, {row['label_vi']}", f"{labels[1]}, {row['key']}"
        tables[row["key"]] = _table(dated, f"{path}.{row['key']}", inner, own)
    return Section(path, tables)


def _table(dated: Dated, path: str, table: Mapping[str, Any], labels: tuple[str, str]) -> Table:
    rows = table_rows(table)
    return Table(
        path,
        keys=tuple(table["keys"]),
        rows={key: cell for key, (cell, _) in rows.items()},
        otherwise=table.get("otherwise"),
        unit=dated.unit_of(path),
        labels={key: label for key, (_, label) in rows.items() if label},
        **_origin(dated, labels),
    )


@lru_cache(maxsize=256)
def _law_on(day: date, known_on: date | None, in_force_on: date | None, stamp: Stamp) -> Law:
    return Law(day, known_on, _parameters(stamp), in_force_on)


def law_on(day: date, known_on: date | None = None, *, in_force_on: date | None = None) -> Law:
    """The law of `day` as known on `known_on` (absent: as known now). A value missing that day raises NoLawOnDay.

    `in_force_on` leaves out what had not entered into force that day (absent: known is enough): what may be paid then."""
    return _law_on(day, known_on, in_force_on, _stamp())


def law_with(
    added: Mapping[str, Parameter], day: date, known_on: date | None = None, *, in_force_on: date | None = None
) -> Law:
    """The law of a day with drafted values put beside the house's own: what a decree would do before it is let in."""
    return Law(day, known_on, beside(parameters(), added), in_force_on)


def _first(value: Dated) -> date:
    return value.from_day
