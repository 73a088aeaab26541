"""Each word of the language as SQL that DuckDB, PostgreSQL, Spark and SQLite read the same way.

What engines do differently is written out: whole numbers are BIGINT, rounding and ages are arithmetic, unknown is NULL.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from sqlglot import exp

from .expressions import Aggregate, Call, Expression, Literal, Ref, Scalar
from .law_nodes import LawValue, Lookup

DIALECTS = ("duckdb", "postgres", "spark", "sqlite")
COMPARISONS: dict[str, type[exp.Binary]] = {
    "lt": exp.LT,
    "le": exp.LTE,
    "gt": exp.GT,
    "ge": exp.GTE,
    "eq": exp.EQ,
    "ne": exp.NEQ,
}
ARITHMETIC: dict[str, type[exp.Binary]] = {"add": exp.Add, "sub": exp.Sub, "mul": exp.Mul}


class Writer:
    """Writes expressions for one dialect; ``column`` says where a name is found, ``lookup`` where a look-up's value."""

    def __init__(
        self,
        dialect: str,
        column: Callable[[str], exp.Expr],
        lookup: Callable[[Lookup], exp.Expr],
    ) -> None:
        self.dialect, self.column, self.lookup = dialect, column, lookup

    def write(self, node: Expression) -> exp.Expr:
        """The SQL of an expression; columns and whole numbers in it are BIGINT."""
        if isinstance(node, Ref):
            return self.column(node.name)
        if isinstance(node, Literal | LawValue):
            value = scalar(node.value)
            return exp.cast(value, "BIGINT") if node.type == "int" else value
        if isinstance(node, Lookup):
            return self._lookup(node)
        if not isinstance(node, Call):
            raise TypeError(f"{node!r} has no SQL inside a row")
        return self._call(node)

    def _call(self, node: Call) -> exp.Expr:
        if node.op in COMPARISONS:
            left, right = (self._bare(arg) for arg in node.args)
            return COMPARISONS[node.op](this=group(left), expression=group(right))
        if node.op in ARITHMETIC:
            left, right = (self.write(arg) for arg in node.args)
            return ARITHMETIC[node.op](this=group(left), expression=group(right))
        method: Callable[[Call], exp.Expr] = getattr(self, f"_{node.op}")
        return method(node)

    def _bare(self, node: Expression) -> exp.Expr:
        """A constant beside a BIGINT needs no cast."""
        return scalar(node.value) if isinstance(node, Literal | LawValue) else self.write(node)

    def _and(self, node: Call) -> exp.Expr:
        return exp.and_(*(group(self.write(arg)) for arg in node.args), wrap=False)

    def _or(self, node: Call) -> exp.Expr:
        return exp.or_(*(group(self.write(arg)) for arg in node.args), wrap=False)

    def _not(self, node: Call) -> exp.Expr:
        return exp.Not(this=group(self.write(node.args[0])))

    def _neg(self, node: Call) -> exp.Expr:
        return exp.Neg(this=group(self.write(node.args[0])))

    def _case(self, node: Call) -> exp.Expr:
        result = exp.Case()
        for condition, value in zip(node.args[:-1:2], node.args[1:-1:2], strict=True):
            result = result.when(self.write(condition), self.write(value))
            if condition.nullable:
                result = result.when(is_null(self.write(condition)), exp.null())
        return result.else_(self.write(node.args[-1]))

    def _highest(self, node: Call) -> exp.Expr:
        return self._extreme(node, "MAX" if self.dialect == "sqlite" else "GREATEST")

    def _lowest(self, node: Call) -> exp.Expr:
        return self._extreme(node, "MIN" if self.dialect == "sqlite" else "LEAST")

    def _extreme(self, node: Call, function: str) -> exp.Expr:
        """Engines differ on NULL in GREATEST, so it is kept out."""
        best = exp.Anonymous(this=function, expressions=[self.write(arg) for arg in node.args])
        unknown = [is_null(self.write(arg)) for arg in node.args if arg.nullable]
        return exp.Case().when(exp.or_(*unknown, wrap=False), exp.null()).else_(best) if unknown else best

    def _divide(self, node: Call) -> exp.Expr:
        a, b = node.args
        constant = b.value if isinstance(b, Literal | LawValue) and isinstance(b.value, int) else 0
        if constant > 0:
            upper, lower = self.write(a), self._bare(b)
        else:
            is_negative = exp.LT(this=group(self.write(b)), expression=number(0))
            upper = exp.Case().when(is_negative, exp.Neg(this=group(self.write(a)))).else_(self.write(a))
            lower = exp.Nullif(this=exp.Abs(this=self.write(b)), expression=number(0))
        if node.option == "down":
            return self._floor(upper, lower)
        if node.option == "up":
            return exp.Neg(this=group(self._floor(exp.Neg(this=group(upper)), lower)))
        twice = exp.Mul(this=number(2), expression=group(exp.Abs(this=upper.copy())))
        rounded = self._quotient(
            exp.Add(this=twice, expression=group(lower.copy())), exp.Mul(this=number(2), expression=group(lower))
        )
        is_negative = exp.LT(this=group(upper), expression=number(0))
        return exp.Case().when(is_negative, exp.Neg(this=group(rounded))).else_(rounded.copy())

    def _floor(self, upper: exp.Expr, lower: exp.Expr) -> exp.Expr:
        """The quotient rounded down for a positive divisor, whatever the engine's / and % do with signs."""
        upper, lower = group(upper), group(lower)
        rest = group(exp.Add(this=_mod(upper, lower), expression=lower.copy()))
        exact = group(exp.Sub(this=upper.copy(), expression=_mod(rest, lower)))
        return self._quotient(exact, lower)

    def _quotient(self, upper: exp.Expr, lower: exp.Expr) -> exp.Expr:
        """The whole quotient of two numbers that are not below 0, or that divide without rest."""
        upper, lower = group(upper), group(lower.copy())
        if self.dialect in ("duckdb", "spark"):
            return exp.IntDiv(this=upper, expression=lower)
        return exp.Div(this=upper, expression=lower, typed=True, safe=False)

    def _age_on(self, node: Call) -> exp.Expr:
        """Years between, less one before the birthday; as month * 100 + day, 29 February falls due on 1 March."""
        born, day = (self.write(arg) for arg in node.args)
        years = exp.Sub(this=self._part("YEAR", day), expression=self._part("YEAR", born))
        is_before = exp.LT(this=self._month_day(day), expression=self._month_day(born))
        return exp.Sub(this=years, expression=exp.Case().when(is_before, number(1)).else_(number(0)))

    def _year_of(self, node: Call) -> exp.Expr:
        return self._part("YEAR", self.write(node.args[0]))

    def _month_day(self, day: exp.Expr) -> exp.Expr:
        month = exp.Mul(this=self._part("MONTH", day), expression=number(100))
        return group(exp.Add(this=month, expression=self._part("DAY", day)))

    def _part(self, part: str, day: exp.Expr) -> exp.Expr:
        if self.dialect == "sqlite":
            mark = {"YEAR": "%Y", "MONTH": "%m", "DAY": "%d"}[part]
            found: exp.Expr = exp.Anonymous(this="STRFTIME", expressions=[exp.Literal.string(mark), day.copy()])
        else:
            found = exp.Extract(this=exp.var(part), expression=day.copy())
        return exp.cast(found, "BIGINT")

    def _is_unknown(self, node: Call) -> exp.Expr:
        return is_null(self.write(node.args[0]))

    def _or_else(self, node: Call) -> exp.Expr:
        return exp.Coalesce(this=self.write(node.args[0]), expressions=[self.write(node.args[1])])

    def _is_in(self, node: Call) -> exp.Expr:
        value, *others = node.args
        return exp.In(this=group(self.write(value)), expressions=[self._bare(other) for other in others])

    def _number_true(self, node: Call) -> exp.Expr:
        ones = [self._one(arg, keep_unknown=node.nullable and arg.nullable) for arg in node.args]
        total: exp.Expr = ones[0]
        for one in ones[1:]:
            total = exp.Add(this=total, expression=one)
        return total

    def _one(self, node: Expression, *, keep_unknown: bool) -> exp.Expr:
        found = exp.Case().when(self.write(node), exp.cast(number(1), "BIGINT"))
        if keep_unknown:
            found = found.when(is_null(self.write(node)), exp.null())
        return found.else_(number(0))

    def _lookup(self, node: Lookup) -> exp.Expr:
        """The joined value; unmatched keys give the table's otherwise, unknown keys stay unknown."""
        value = self.lookup(node)
        if node.table.otherwise is None:
            return value
        found = exp.Coalesce(this=value, expressions=[scalar(node.table.otherwise)])
        unknown = [is_null(self.write(key)) for key in node.keys if key.nullable]
        return exp.Case().when(exp.or_(*unknown, wrap=False), exp.null()).else_(found) if unknown else found


def aggregate(node: Aggregate, arg: exp.Expr) -> exp.Expr:
    """What one group of members gives; unknown members make it unknown (see the words' descriptions)."""
    one = exp.Case().when(arg, number(1)).else_(number(0))
    if node.op in ("any_of", "all_of"):
        decided = exp.Max if node.op == "any_of" else exp.Min
        if node.op == "all_of":
            one = exp.Case().when(exp.Not(this=group(arg.copy())), number(0)).else_(number(1))
        outcome = exp.EQ(this=decided(this=one), expression=number(1))
        if not node.arg.nullable:
            return outcome
        known = exp.true() if node.op == "any_of" else exp.false()
        test = outcome if node.op == "any_of" else exp.Not(this=group(outcome))
        rest = exp.false() if node.op == "any_of" else exp.true()
        return exp.Case().when(test, known).when(_all_known(arg), rest)
    if node.op == "highest_of":
        found: exp.Expr = exp.Max(this=arg.copy())
    else:
        found = exp.cast(exp.Sum(this=one if node.op == "count_of" else arg.copy()), "BIGINT")
    return exp.Case().when(_all_known(arg), found) if node.arg.nullable else found


def without_members(node: Aggregate) -> exp.Expr | None:
    """What a parent without members has; ``None`` when that is unknown."""
    empty = {"count_of": number(0), "sum_of": number(0), "any_of": exp.false(), "all_of": exp.true()}
    return empty.get(node.op)


def scalar(value: Scalar | None) -> exp.Expr:
    """A constant as SQL."""
    if value is None:
        return exp.null()
    if isinstance(value, bool):
        return exp.true() if value else exp.false()
    if isinstance(value, int):
        return number(value)
    if isinstance(value, date):
        return exp.cast(exp.Literal.string(value.isoformat()), "DATE")
    return exp.Literal.string(value)


def number(value: int) -> exp.Expr:
    return exp.Literal.number(value)


def is_null(node: exp.Expr) -> exp.Expr:
    return exp.Is(this=group(node), expression=exp.null())


def group(node: exp.Expr) -> exp.Expr:
    """In brackets when it is more than a name, a number, a function or a CASE."""
    loose = exp.Binary | exp.Unary | exp.In
    return exp.paren(node, copy=False) if isinstance(node, loose) and not isinstance(node, exp.Paren) else node


def _mod(upper: exp.Expr, lower: exp.Expr) -> exp.Expr:
    return exp.Mod(this=upper.copy(), expression=lower.copy())


def _all_known(arg: exp.Expr) -> exp.Expr:
    return exp.EQ(this=exp.Count(this=exp.Star()), expression=exp.Count(this=arg.copy()))
