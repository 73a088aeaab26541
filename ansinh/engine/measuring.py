"""Measures as SQL: the value, the value by breakdowns, and the records behind it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields
from typing import Any

from sqlglot import exp

from .expressions import Expression, Ref, RuleError
from .language import is_in, is_unknown
from .measures import Count, Indicator, Measure, Ratio, Relation, Total
from .plan import plan_for
from .sql import select_text
from .wiring import EVERYWHERE, Column, Wiring, WiringError

Tables = Mapping[str, str] | None
Filters = Mapping[str, Any]


class Measuring:
    def __init__(self, wiring: Wiring, indicators: Mapping[str, Indicator]) -> None:
        self.wiring, self.indicators = wiring, indicators
        self._bound: dict[tuple[Callable[..., Any], str], Column] = {}

    def measure(self, indicator: str | Measure) -> Measure:
        """The measure of an indicator's name; refuses a name nobody declares."""
        if not isinstance(indicator, str):
            return indicator
        if indicator not in self.indicators:
            raise WiringError(f"no indicator {indicator!r}; there are {', '.join(sorted(self.indicators))}")
        return self.indicators[indicator].measure

    def measure_sql(
        self,
        indicator: str | Measure,
        by: tuple[str, ...],
        filters: Filters,
        where: Callable[..., Any] | None,
        dialect: str,
        tables: Tables,
    ) -> str:
        measure = self.measure(indicator)
        if isinstance(measure, Ratio):
            return self._ratio(measure, by, filters, where, dialect, tables).sql(dialect=dialect)
        return self._grouped(measure, by, filters, where, dialect, tables).sql(dialect=dialect)

    def records_sql(
        self,
        indicator: str | Measure,
        columns: tuple[str, ...],
        filters: Filters,
        where: Callable[..., Any] | None,
        dialect: str,
        tables: Tables,
    ) -> str:
        measure = self.measure(indicator)
        if isinstance(measure, Ratio):
            raise RuleError(
                f"{indicator} is a ratio: ask for the records of {measure.numerator} or {measure.denominator}"
            )
        measure = _counted(measure)
        rows, conditions = self._rows(measure, columns, filters, where, dialect, tables)
        key = self.wiring.grains[measure.grain].key
        selected = [exp.column(name, quoted=True) for name in dict.fromkeys((key, *columns))]
        return (
            exp.select(*selected, exp.column("_value").as_("value")).from_(rows).where(*conditions).sql(dialect=dialect)
        )

    def check(self, relations: Sequence[Relation], known_by: Sequence[str]) -> list[str]:
        problems = []
        for indicator in self.indicators.values():
            try:
                if isinstance(indicator.measure, Count | Total | Ratio):
                    by = tuple(name for name in indicator.by if name not in known_by)
                    self.measure_sql(indicator.name, by, {}, None, "duckdb", None)
            except Exception as error:  # the law refuses with errors of its own, and they belong into the list
                problems.append(f"{indicator.name}: {error}")
        for relation in relations:
            for name in _figures(relation):
                if name not in self.indicators:
                    problems.append(f"{type(relation).__name__} names {name!r}, which is no indicator")
        return problems

    def _ratio(
        self,
        measure: Ratio,
        by: tuple[str, ...],
        filters: Filters,
        where: Callable[..., Any] | None,
        dialect: str,
        tables: Tables,
    ) -> exp.Select:
        """Both counts by the same breakdowns; a group only one of them has shows the other as 0."""
        sides = []
        for name, column in ((measure.numerator, "numerator"), (measure.denominator, "denominator")):
            inner = self._grouped(self.measure(name), by, filters, where, dialect, tables).subquery(column)
            zero = {"numerator": "0", "denominator": "0"} | {column: '"value"'}
            keys = [exp.column(key, quoted=True) for key in by]
            values: list[exp.Expr] = [exp.maybe_parse(text, dialect="duckdb").as_(name) for name, text in zero.items()]
            sides.append(exp.select(*keys, *values).from_(inner))
        both = exp.union(sides[0], sides[1], distinct=False).subquery("both_sides")
        sums = [_sum(name).as_(name) for name in ("numerator", "denominator")]
        keys = [exp.column(key, quoted=True) for key in by]
        query = exp.select(*keys, *sums).from_(both)
        return query.group_by(*(key.copy() for key in keys)) if keys else query

    def _grouped(
        self,
        measure: Measure,
        by: tuple[str, ...],
        filters: Filters,
        where: Callable[..., Any] | None,
        dialect: str,
        tables: Tables,
    ) -> exp.Select:
        rows, conditions = self._rows(_counted(measure), by, filters, where, dialect, tables, keep_unknown=True)
        keys = [exp.column(key, quoted=True) for key in by]
        sums = [_sum(f"_{name}").as_(name) for name in ("value", "unknown")]
        query = exp.select(*keys, *sums).from_(rows).where(*conditions)
        return query.group_by(*(key.copy() for key in keys)) if keys else query

    def _rows(
        self,
        measure: Count | Total,
        columns: tuple[str, ...],
        filters: Filters,
        where: Callable[..., Any] | None,
        dialect: str,
        tables: Tables,
        *,
        keep_unknown: bool = False,
    ) -> tuple[exp.Subquery, list[exp.Expr]]:
        """One row a record: its key, the columns asked for, ``_is_counted``, ``_value``; and which rows to take."""
        counted = self._bind(measure.where or _always, "_is_counted")
        value = self._bind(measure.value, "_value") if isinstance(measure, Total) else self._bind(_one, "_value")
        chosen = self.wiring.bind(where or _always, "_is_chosen")
        kept = [self._filter(measure.grain, name, wanted) for name, wanted in filters.items()]
        wanted = {name: self._named(measure.grain, name) for name in columns}
        wanted |= {column.name: column for column in (counted, value, chosen, *kept)}
        for column in wanted.values():
            if column.grain not in (EVERYWHERE, *self.wiring.ancestors(measure.grain)):
                raise WiringError(f"{column.name} is a figure of {column.grain}, which a {measure.grain} cannot see")
        plan, outputs = plan_for(self.wiring, wanted)
        inner = select_text(plan, outputs, measure.grain, dialect, tables)
        conditions: list[exp.Expr] = [exp.column(column.name, quoted=True) for column in (chosen, *kept)]
        is_counted, amount = exp.column("_is_counted"), exp.column("_value")
        if not keep_unknown:
            return inner.subquery("records"), [*conditions, is_counted, exp.Not(this=amount.is_(exp.null()))]
        unknown = exp.or_(is_counted.is_(exp.null()), exp.and_(is_counted.copy(), amount.is_(exp.null())))
        outer = exp.select(
            *(exp.column(name, quoted=True) for name in dict.fromkeys(columns)),
            *(exp.column(column.name, quoted=True) for column in (chosen, *kept)),
            exp.Case().when(is_counted.copy(), amount.copy()).as_("_value"),
            exp.Case().when(unknown, exp.Literal.number(1)).else_(exp.Literal.number(0)).as_("_unknown"),
        ).from_(inner.subquery("every_record"))
        return outer.subquery("records"), conditions

    def _named(self, grain: str, name: str) -> Column:
        """The column of that name; a grain's name (``by=("commune",)``) stands for the fact that holds its key."""
        if name in self.wiring.columns or name not in self.wiring.grains:
            return self.wiring.column(name)
        way = (grain, *self.wiring.ancestors(grain).get(name, ()))
        key = self.wiring.grains[way[-2]].parents[name] if len(way) > 1 else self.wiring.grains[name].key
        return self.wiring.column(key, f"{name} is known by its key, which must be a fact: ")

    def _filter(self, grain: str, name: str, wanted: Any) -> Column:
        column = self._named(grain, name)
        values = tuple(wanted) if isinstance(wanted, tuple | list | set | frozenset) else (wanted,)

        def condition(figure: Expression) -> Expression:
            known = [value for value in values if value is not None]
            if not known:
                return is_unknown(figure) if values else is_unknown(figure) & ~is_unknown(figure)
            return is_in(figure, *known) | is_unknown(figure) if None in values else is_in(figure, *known)

        bound = condition(Ref(column.name, column.type, nullable=column.nullable))
        return Column(f"_is_{name}", column.grain, "bool", "", bound.nullable, column.label, bound, needs=(name,))

    def _bind(self, rule: Callable[..., Any], name: str) -> Column:
        key = (rule, name)
        if key not in self._bound:
            self._bound[key] = self.wiring.bind(rule, name)
        return self._bound[key]


def _counted(measure: Measure) -> Count | Total:
    """Only counts and totals have records of their own."""
    if isinstance(measure, Count | Total):
        return measure
    raise RuleError(f"a {type(measure).__name__} counts no records: it is made of other figures or typed")


def _sum(name: str) -> exp.Cast:
    return exp.cast(exp.Coalesce(this=exp.Sum(this=exp.column(name)), expressions=[exp.Literal.number(0)]), "BIGINT")


def _always() -> bool:
    return True


def _one() -> int:
    return 1


def _figures(relation: Relation) -> list[str]:
    names: list[str] = []
    for field in fields(relation):
        value = getattr(relation, field.name)
        names += [value] if isinstance(value, str) else value if isinstance(value, tuple) else []
    return [name for name in names if name]
