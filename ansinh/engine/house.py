"""The house: all facts and rules that hold under one law, wired, and the readings of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import pyarrow as pa

from .collect import Declarations, Rule, collect
from .expressions import RuleError, walk
from .facts import Fact, Grain
from .interpret import Interpreter, Record
from .law_nodes import LawValue, Lookup, Table
from .measures import Indicator, Measure, Relation
from .measuring import Measuring
from .plan import plan_for
from .run import Source, copy_sql, run_sql
from .sentence import sentence_of
from .sql import select_text
from .trace import Trace, trace_of
from .wiring import EVERYWHERE, Column, Wiring, WiringError


class House:
    """Facts and rules under one law. Building it refuses what cannot be wired (``WiringError``)."""

    def __init__(self, declared: Declarations, law: Any = None) -> None:
        self.law = law
        self.wiring = Wiring(declared, law)
        self.indicators: Mapping[str, Indicator] = declared.indicators
        self.relations: Sequence[Relation] = declared.relations
        self._interpreter = Interpreter(self.wiring)
        self._measuring = Measuring(self.wiring, self.indicators)
        self._texts: dict[tuple[Any, ...], str] = {}

    @classmethod
    def of(
        cls,
        grains: Iterable[Grain],
        rules: Iterable[Rule] = (),
        law: Any = None,
        indicators: Iterable[Indicator] = (),
    ) -> House:
        """A small house of given parts, without looking into rooms."""
        named = {indicator.name: indicator for indicator in indicators}
        return cls(Declarations({grain.name: grain for grain in grains}, [(rule, ()) for rule in rules], named), law)

    @property
    def grains(self) -> Mapping[str, Grain]:
        return self.wiring.grains

    @property
    def facts(self) -> dict[str, Fact]:
        """Every published fact by name."""
        return {name: column.fact for name, column in self.wiring.columns.items() if column.fact is not None}

    @property
    def rules(self) -> dict[str, Column]:
        """Every rule's figure by name."""
        return {name: column for name, column in self.wiring.columns.items() if column.fact is None}

    def column(self, name: str) -> Column:
        """A fact or figure: its grain, type, unit, label and whether it may be unknown."""
        return self.wiring.column(name)

    def columns(self, *names: str) -> tuple[Fact, ...]:
        """The facts the named figures need, each once, in the order they are met."""
        return tuple(column.fact for column in self._behind(names) if column.fact is not None)

    def law_values(self, *names: str) -> tuple[LawValue | Table, ...]:
        """The numbers and tables of the law the named figures are made of, each once, in the order they are met."""
        met: dict[str, LawValue | Table] = {}
        for column in self._behind(names):
            for node in walk(column.expression) if column.expression is not None else ():
                if isinstance(node, LawValue):
                    met.setdefault(node.path, node)
                elif isinstance(node, Lookup):
                    met.setdefault(node.table.path, node.table)
        return tuple(met.values())

    def _behind(self, names: Iterable[str]) -> list[Column]:
        """The named columns and all they are made of, each once, in the order they are met."""
        met: dict[str, Column] = {}

        def visit(name: str) -> None:
            if name not in met:
                met[name] = self.column(name)
                for need in met[name].needs:
                    visit(need)

        for name in names:
            visit(name)
        return list(met.values())

    def sql(
        self,
        names: Sequence[str] | str,
        *,
        grain: str = "",
        dialect: str = "duckdb",
        tables: Mapping[str, str] | None = None,
    ) -> str:
        """One SELECT giving the grain's key and the named figures, one row for each record of ``grain``.

        ``tables`` says what to read for a grain (a table's name, ``read_parquet('...')``, ``(SELECT ...) AS t``).
        Without it SQLite and PostgreSQL read the grain's own query, the others a table of the grain's name.
        """
        wanted = (names,) if isinstance(names, str) else tuple(names)
        key = (wanted, grain, dialect, tuple(sorted((tables or {}).items())))
        if key not in self._texts:
            columns = [self.column(name) for name in wanted]
            target = self._target(columns, grain)
            plan, outputs = plan_for(self.wiring, dict(zip(wanted, columns, strict=True)))
            self._texts[key] = select_text(plan, outputs, target, dialect, tables).sql(dialect=dialect)
        return self._texts[key]

    def run(
        self,
        names: Sequence[str] | str,
        *,
        grain: str = "",
        tables: Mapping[str, Source],
        memory_limit: str | None = None,
        threads: int | None = None,
    ) -> pa.Table:
        """The key and the named figures of every record of ``grain``, in no order.

        ``tables`` gives each grain as an Arrow table, a DuckDB relation or a Parquet path or glob, with its columns
        named as the facts' ``column``.
        """
        return run_sql(self.sql(names, grain=grain), tables, memory_limit=memory_limit, threads=threads)

    def run_to_parquet(
        self,
        names: Sequence[str] | str,
        *,
        grain: str = "",
        parts: Iterable[Mapping[str, Source]],
        out: Path | str,
        memory_limit: str | None = None,
        threads: int | None = None,
    ) -> int:
        """As ``run``, part after part into ``out/part-00000.parquet`` and on, in constant memory; gives the rows.

        Each part gives every grain needed, members beside their parents (``run.parts_of`` pairs folders of files).
        """
        return copy_sql(self.sql(names, grain=grain), parts, out, memory_limit=memory_limit, threads=threads)

    def values(self, names: Sequence[str], record: Record) -> dict[str, Any]:
        """The named figures of one record, without the steps; ``None`` is unknown."""
        return self._interpreter.values(names, record)

    def trace(self, name: str, record: Record) -> Trace:
        """One figure of one record with every step. ``record`` maps facts to values (a missing one is unknown), and
        ``"members"`` to lists of such records by grain; a member's ``"label"`` is what the trace calls it.
        """
        return trace_of(self._interpreter, self.column(name), record)

    def sentence(self, name: str) -> str:
        """The rule in Vietnamese, with its legal basis."""
        return sentence_of(self.wiring, self.column(name))

    def graph(self, name: str) -> str:
        """What a figure is made of, as an indented tree; what was shown above is not repeated."""
        lines: list[str] = []
        seen: set[str] = set()

        def show(here: str, depth: int) -> None:
            column = self.column(here)
            kind = "fact" if column.fact else "rule"
            again = " (above)" if here in seen and column.needs else ""
            lines.append(f"{'  ' * depth}{here}: {column.type} of {column.grain or 'all'}, {kind}{again}")
            if here not in seen:
                seen.add(here)
                for need in column.needs:
                    show(need, depth + 1)

        show(name, 0)
        return "\n".join(lines)

    def measure_sql(
        self,
        indicator: str | Measure,
        *,
        by: Sequence[str] = (),
        filters: Mapping[str, Any] | None = None,
        where: Callable[..., Any] | None = None,
        dialect: str = "duckdb",
        tables: Mapping[str, str] | None = None,
    ) -> str:
        """Rows of ``by``, then ``value`` and ``unknown`` (records nobody can place); a ratio gives ``numerator`` and
        ``denominator`` instead. ``filters`` keeps records whose column is the value, or one of several.
        """
        return self._measuring.measure_sql(indicator, tuple(by), filters or {}, where, dialect, tables)

    def records_sql(
        self,
        indicator: str | Measure,
        *,
        columns: Sequence[str] = (),
        filters: Mapping[str, Any] | None = None,
        where: Callable[..., Any] | None = None,
        dialect: str = "duckdb",
        tables: Mapping[str, str] | None = None,
    ) -> str:
        """The key (and ``columns``) of every record behind a count or total, with its ``value``; they add up to it."""
        return self._measuring.records_sql(indicator, tuple(columns), filters or {}, where, dialect, tables)

    def check(self, *, known_by: Sequence[str] = ()) -> list[str]:
        """What is wrong with the measures under this law, one sentence each; empty when nothing is.

        ``known_by`` names breakdowns that are worked out elsewhere, such as the units above a commune.
        """
        return self._measuring.check(self.relations, known_by)

    def _target(self, columns: Sequence[Column], grain: str) -> str:
        found = grain or self.wiring.lower_grain((column.grain, column.name) for column in columns)
        if found == EVERYWHERE or found not in self.grains:
            raise RuleError(f"grain {found!r}: name one of {', '.join(self.grains)}")
        visible = self.wiring.ancestors(found)
        for column in columns:
            if column.grain not in (EVERYWHERE, *visible):
                raise WiringError(f"{column.name} is a figure of {column.grain}, which a {found} cannot see")
        return found


@lru_cache(maxsize=32)
def house_on(law: Any, rooms: tuple[str, ...] | None = None) -> House:
    """The house of all rooms (or the given ones) under that law; the same law gives the same house."""
    return House(collect(rooms), law)
