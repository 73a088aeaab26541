"""A plan as one SQL text: one CTE for each grain and layer, look-ups joined as data, members joined as groups."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlglot import exp, parse_one

from .expressions import Aggregate, Expression, fingerprint, walk
from .facts import Fact, Grain
from .law_nodes import Lookup, Table
from .plan import Plan, Step, refs_in
from .sql_words import DIALECTS, Writer, aggregate, group, scalar, without_members

END = 1_000_000
# PostgreSQL writes each layer into the one above, so what is used twice doubles layer by layer: from here on it keeps them apart.
DEEP = 12
SQL_TYPES = {"int": "BIGINT", "bool": "BOOLEAN", "date": "DATE"}


def select_text(
    plan: Plan, outputs: Mapping[str, Expression], grain: str, dialect: str, tables: Mapping[str, str] | None = None
) -> exp.Select:
    """One row for each key of ``grain``: the key, then ``outputs``. ``tables`` says what to read for each grain."""
    if dialect not in DIALECTS:
        raise ValueError(f"dialect {dialect!r}: the engine writes {', '.join(DIALECTS)}")
    return _Statement(plan, outputs, grain, dialect, tables or {}).build()


@dataclass
class _Layer:
    """The newest CTE of a grain and the columns it has."""

    name: str
    columns: set[str] = field(default_factory=set)


class _Statement:
    def __init__(
        self, plan: Plan, outputs: Mapping[str, Expression], grain: str, dialect: str, tables: Mapping[str, str]
    ) -> None:
        self.plan, self.outputs, self.grain, self.dialect, self.tables = plan, outputs, grain, dialect, tables
        self.ctes: list[tuple[str | exp.Expr, exp.Expr]] = []
        self.layers: dict[str, _Layer] = {}
        self.uses = self._uses()
        self.lookup_count = 0

    def build(self) -> exp.Select:
        for grain in self._grains():
            self._read(self.plan.wiring.grains[grain])
        for level in range(1, self.plan.depth + 1):
            made = {
                grain: self._compute(grain, level, steps)
                for grain in self.layers
                if (steps := self.plan.at(level, grain))
            }
            self.layers.update(made)
        final = _Select(self, self.grain, END)
        for name, expression in self.outputs.items():
            final.add(name, expression)
        query = final.finish(keys=(self.plan.wiring.grains[self.grain].key,))
        keep = True if self.dialect == "postgres" and self.plan.depth > DEEP else None
        for alias, cte in self.ctes:
            query = query.with_(alias, as_=cte, materialized=keep, copy=False)
        return query

    def _uses(self) -> dict[tuple[str, str], int]:
        """The last level at which a grain's layer still needs a column, its own or a parent's."""
        last: dict[tuple[str, str], int] = {}

        def use(grain: str, name: str, level: int) -> None:
            for holder in {grain, self.plan.steps[name].grain}:
                last[holder, name] = max(level, last.get((holder, name), 0))

        for step in self.plan.steps.values():
            if isinstance(step.expression, Aggregate):
                (name,) = step.refs
                use(self.plan.steps[name].grain, name, step.level)
            else:
                for name in step.refs:
                    use(step.grain, name, step.level)
        for expression in self.outputs.values():
            for name in refs_in(expression):
                use(self.grain, name, END)
        return last

    def _grains(self) -> list[str]:
        """Every grain that is read: those of the steps, of the question, and those on the way between them."""
        wiring = self.plan.wiring
        wanted = dict.fromkeys([self.grain, *(step.grain for step in self.plan.steps.values())])
        for grain in list(wanted):
            for parent, way in wiring.ancestors(grain).items():
                if parent in wanted:
                    wanted.update(dict.fromkeys(way))
        return list(wanted)

    def _read(self, grain: Grain) -> None:
        """The facts, cast to the engine's four types, so that any source will do."""
        selected: dict[str, exp.Expr] = {name: exp.column(name, quoted=True) for name in grain.key_columns}
        layer = self.layers[grain.name] = _Layer(f"{grain.name}_0")
        for step in self.plan.at(0, grain.name):
            if step.fact is not None:
                selected[step.name] = self._typed(step.fact)
                layer.columns.add(step.name)
        query = exp.select(*(_named(value, name) for name, value in selected.items())).from_(self._source(grain))
        self.ctes.append((layer.name, query))

    def _typed(self, fact: Fact) -> exp.Expr:
        column = exp.column(fact.column, quoted=True)
        if fact.type_name == "str" or (self.dialect == "sqlite" and fact.type_name != "int"):
            return column
        return exp.cast(column, SQL_TYPES[fact.type_name])

    def _source(self, grain: Grain) -> exp.Expr:
        given = self.tables.get(grain.name)
        if given is None and grain.query and self.dialect in ("sqlite", "postgres"):
            given = f"({grain.query}) AS source"
        if given is None:
            return exp.to_table(grain.name, dialect=self.dialect)
        source: exp.Expr = parse_one(f"SELECT * FROM {given}", dialect=self.dialect).args["from_"].this
        return source

    def _compute(self, grain: str, level: int, steps: list[Step]) -> _Layer:
        """The grain's next layer; the layers it reads are those before this level."""
        select = _Select(self, grain, level)
        for step in steps:
            if step.expression is not None:
                select.add(step.name, step.expression)
        select.bring_along()
        carried = [name for name in sorted(select.seen) if self.uses.get((grain, name), 0) > level]
        for name in carried:
            select.keep(name)
        query = select.finish(keys=self.plan.wiring.grains[grain].key_columns)
        layer = _Layer(f"{grain}_{level}", {*carried, *(step.name for step in steps)})
        self.ctes.append((layer.name, query))
        return layer


class _Select:
    """One layer of one grain: the layer before it, joined to what its new columns need."""

    def __init__(self, statement: _Statement, grain: str, level: int) -> None:
        self.statement, self.grain, self.level = statement, grain, level
        self.wiring = statement.plan.wiring
        self.seen = set(statement.layers[grain].columns)
        self.selected: dict[str, exp.Expr] = {}
        self.joins: dict[str, tuple[str, exp.Expr]] = {}
        self.groups: dict[tuple[str, str], dict[str, exp.Expr]] = {}
        self.lookups: dict[tuple[Any, ...], tuple[str, dict[str, Table]]] = {}
        self.writer = Writer(statement.dialect, self._column, self._lookup)

    def add(self, name: str, expression: Expression) -> None:
        if isinstance(expression, Aggregate):
            self.selected[name] = self._aggregate(name, expression)
        else:
            for node in reversed(list(walk(expression))):
                if isinstance(node, Lookup):
                    self._enrol(node)
            self.selected[name] = self.writer.write(expression)

    def keep(self, name: str) -> None:
        self.selected[name] = self._column(name)

    def bring_along(self) -> None:
        """What later layers ask of parents joined here comes with them: they need not be joined again."""
        for parent in self.wiring.ancestors(self.grain):
            if f"of_{parent}" in self.joins:
                for name in self.statement.layers[parent].columns:
                    if self.statement.uses.get((self.grain, name), 0) > self.level:
                        self.seen.add(name)

    def finish(self, keys: tuple[str, ...]) -> exp.Select:
        """The whole SELECT; its helper CTEs go before it."""
        for (members, alias), columns in self.groups.items():
            self._write_group(members, alias, columns)
        for alias, tables in self.lookups.values():
            self._write_lookup(alias, tables)
        selected: dict[str, exp.Expr] = {key: exp.column(key, table="here", quoted=True) for key in keys}
        selected |= self.selected
        query = exp.select(*(_named(value, name) for name, value in selected.items()))
        query = query.from_(exp.alias_(exp.to_table(self.statement.layers[self.grain].name), "here", table=True))
        for alias, (name, condition) in self.joins.items():
            query = query.join(
                exp.alias_(exp.to_table(name), alias, table=True), on=condition, join_type="left", copy=False
            )
        return query

    def _column(self, name: str) -> exp.Expr:
        if name in self.statement.layers[self.grain].columns:
            return exp.column(name, table="here", quoted=True)
        alias = self._join_parents(self.statement.plan.steps[name].grain)
        self.seen.add(name)
        return exp.column(name, table=alias, quoted=True)

    def _join_parents(self, target: str) -> str:
        """The alias of a parent's newest layer, joined step by step on the way up."""
        here, alias = self.grain, "here"
        for parent in self.wiring.ancestors(self.grain)[target]:
            below, alias, column = alias, f"of_{parent}", self.wiring.grains[here].parents[parent]
            if alias not in self.joins:
                condition = exp.EQ(
                    this=exp.column(column, table=below, quoted=True),
                    expression=exp.column(self.wiring.grains[parent].key, table=alias, quoted=True),
                )
                self.joins[alias] = (self.statement.layers[parent].name, condition)
            here = parent
        return alias

    def _aggregate(self, name: str, node: Aggregate) -> exp.Expr:
        (arg,) = refs_in(node)
        members = self.statement.plan.steps[arg].grain
        alias = f"{members}_by_{self.grain}_{self.level if self.level < END else 'end'}"
        column = self.wiring.grains[members].parents[self.grain]
        if alias not in self.joins:
            condition = exp.EQ(
                this=exp.column(self.wiring.grains[self.grain].key, table="here", quoted=True),
                expression=exp.column(column, table=alias, quoted=True),
            )
            self.joins[alias] = (alias, condition)
        grouped = self.groups.setdefault((members, alias), {})
        grouped[name] = aggregate(node, exp.column(arg, quoted=True))
        value, empty = exp.column(name, table=alias, quoted=True), without_members(node)
        if empty is None:
            return value
        if not node.arg.nullable:
            return exp.Coalesce(this=value, expressions=[empty])
        has_none = exp.Is(this=exp.column(column, table=alias, quoted=True), expression=exp.null())
        return exp.Case().when(has_none, empty).else_(value)

    def _write_group(self, members: str, alias: str, columns: dict[str, exp.Expr]) -> None:
        grain = self.wiring.grains[members]
        column = exp.column(grain.parents[self.grain], quoted=True)
        query = exp.select(column, *(_named(value, name) for name, value in columns.items()))
        query = query.from_(self.statement.layers[members].name).group_by(column.copy())
        self.statement.ctes.append((alias, query))

    def _enrol(self, node: Lookup) -> None:
        """Look-ups by the same keys share one join; one that is another's key was joined before it."""
        by = tuple(fingerprint(key) for key in node.keys)
        if by not in self.lookups:
            self.statement.lookup_count += 1
            self.lookups[by] = (f"lookup_{self.statement.lookup_count}", {})
        alias, tables = self.lookups[by]
        if not any(table is node.table for table in tables.values()):
            tables[f"v{len(tables) + 1}"] = node.table
        if alias not in self.joins:
            equal = [
                exp.EQ(
                    this=group(self.writer.write(key)), expression=exp.column(f"k{number}", table=alias, quoted=True)
                )
                for number, key in enumerate(node.keys, 1)
            ]
            self.joins[alias] = (alias, exp.and_(*equal, wrap=False))

    def _lookup(self, node: Lookup) -> exp.Expr:
        alias, tables = self.lookups[tuple(fingerprint(key) for key in node.keys)]
        column = next(name for name, table in tables.items() if table is node.table)
        value: exp.Expr = exp.column(column, table=alias, quoted=True)
        return exp.cast(value, "BIGINT") if node.type == "int" else value

    def _write_lookup(self, alias: str, tables: dict[str, Table]) -> None:
        keys = dict.fromkeys(key for table in tables.values() for key in table.rows)
        rows = [
            exp.Tuple(
                expressions=[scalar(part) for part in (*key, *(table.rows.get(key) for table in tables.values()))]
            )
            for key in keys
        ]
        names = [*(f"k{number}" for number in range(1, len(next(iter(keys))) + 1)), *tables]
        columns = [exp.to_identifier(name, quoted=True) for name in names]
        header = exp.TableAlias(this=exp.to_identifier(alias), columns=columns)
        self.statement.ctes.append((header, exp.Values(expressions=rows)))


def _named(value: exp.Expr, name: str) -> exp.Expr:
    return exp.alias_(value, name, quoted=True)
