"""What must hold between figures, tested: each finding says the figures, the arithmetic, the tolerance and a verdict.

``examine`` knows only numbers: it serves the house's own figures and those of a report received."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from ansinh.core.numbers import decimal, grouped
from ansinh.core.numbers import figure as written
from ansinh.engine import Relation
from ansinh.engine.measures import Among, Movement, NotBelow, Parts, PercentOfPlan, Reported, Same, Share, Steady, Whole
from ansinh.indicators.api.answers import Figure, figures
from ansinh.indicators.api.catalogue import indicator_named, relations
from ansinh.indicators.api.periods import Period
from ansinh.indicators.models import SealedFigure, Snapshot, Target
from ansinh.places.models import Place

KINDS = {
    "parts": ("Tổng và các phần", "Total and parts"),
    "among": ("Trong tổng số", "Among the total"),
    "whole": ("Các tỷ lệ làm thành 100 %", "Shares of a whole"),
    "share": ("Tỷ lệ và số lượng", "Share and count"),
    "percent_of_plan": ("Phần trăm kế hoạch", "Percent of plan"),
    "not_below": ("Không vượt quá", "Not above"),
    "same": ("Hai cách đếm", "Two ways of counting"),
    "movement": ("Đầu kỳ, tăng, giảm, cuối kỳ", "Before, in, out, now"),
    "steady": ("Biến động so với năm trước", "Change on last year"),
    "communes": ("Các xã và toàn tỉnh", "Communes and province"),
    "target": ("Chỉ tiêu và kết quả đã đạt", "Target and result"),
    "sealed": ("Số đã khóa sổ", "Sealed figure"),
}


@dataclass(frozen=True, slots=True)
class Said:
    """A number as it is printed: its value, its decimals (nought for counts), its unit."""

    value: Decimal | int | None
    decimals: int = 0
    unit: str = ""
    label: str = ""

    @property
    def tolerance(self) -> Decimal:
        """Half of the last digit printed; nought for whole numbers, which are printed in full."""
        return Decimal(0) if self.decimals == 0 else Decimal("0.5").scaleb(-self.decimals)

    @property
    def printed(self) -> Decimal | None:
        return None if self.value is None else _rounded(Decimal(self.value), self.decimals)

    def __str__(self) -> str:
        return _number(self.value, self.decimals)


@dataclass(frozen=True, slots=True)
class Finding:
    """One relation tested: `verdict` is consistent, inconsistent or cannot_tell; `arithmetic` and `said` are Vietnamese."""

    kind: str
    figures: tuple[str, ...]
    verdict: str
    arithmetic: str
    said: str
    difference: Decimal | None = None
    tolerance: Decimal = Decimal(0)


Values = Mapping[str, Said]


def examine(relation: Relation, now: Values, before: Values | None = None, plans: Values | None = None) -> Finding:
    """Test one relation between printed numbers; what is not given makes the verdict `cannot_tell`, never a guess."""
    return _EXAMINERS[type(relation)](relation, now, before or {}, plans or {})


def check(
    *, place: Place, period: Period, snapshot: Snapshot | str | None = None, only: Iterable[str] = ()
) -> list[Finding]:
    """Every relation the house declares, tested on the figures of a place and period; then plans, communes and seals.

    ``only`` keeps relations that name one of these indicators. Relations between figures that only reports give are left out
    while nobody has typed any of them."""
    wanted = set(only)
    told = [one for one in relations() if not wanted or wanted & set(names_in(one))]
    names = list(dict.fromkeys(name for one in told for name in names_in(one)))
    now = figures(names, place=place, period=period, snapshot=snapshot)
    before = figures(names, place=place, period=period.before, snapshot=snapshot)
    plans = _planned(names, place, period.year)
    told = [one for one in told if _is_asked(one, now)]
    findings = [examine(one, _said(now), _said(before), plans) for one in told]
    if place.level != 3:
        findings += _communes(now, place, period, snapshot)
    findings += _targets(now, before, place, period.year)
    findings += _sealed(now, place, period)
    return sorted(findings, key=lambda one: ("inconsistent", "cannot_tell", "consistent").index(one.verdict))


def names_in(relation: Relation) -> tuple[str, ...]:
    """The indicators a relation speaks of, each once."""
    values = [getattr(relation, field) for field in relation.__dataclass_fields__]
    return tuple(
        dict.fromkeys(
            name
            for value in values
            for name in (value if isinstance(value, tuple) else (value,))
            if isinstance(name, str) and name
        )
    )


def _is_asked(relation: Relation, now: Mapping[str, Figure]) -> bool:
    """Whether a relation can be asked: of the figures in it that only reports give, somebody has typed one."""
    reported = [now[name] for name in names_in(relation) if isinstance(now[name].indicator.measure, Reported)]
    return not reported or any(one.value is not None for one in reported)


def _parts(relation: Parts, now: Values, before: Values, plans: Values) -> Finding:
    whole, sides = now.get(relation.total), [now.get(part) for part in relation.parts]
    if missing := _missing(now, (relation.total, *relation.parts)):
        return _cannot("parts", relation, missing)
    assert whole is not None and whole.printed is not None
    known = [side for side in sides if side is not None]
    sum_ = sum((side.printed or Decimal(0) for side in known), Decimal(0))
    difference = whole.printed - sum_
    tolerance = whole.tolerance + sum((side.tolerance for side in known), Decimal(0))
    arithmetic = f"{' + '.join(str(side) for side in known)} = {_number(sum_, whole.decimals)}"
    unit = _unit(whole)
    if abs(difference) <= tolerance:
        said = f"{arithmetic}{unit}, đúng bằng «{whole.label}»."
        return Finding("parts", names_in(relation), "consistent", arithmetic, said, difference, tolerance)
    percent = f" ({decimal(abs(difference) * 100 / whole.printed)} %)" if whole.printed else ""
    amount = f"{_number(abs(difference), whole.decimals)}{unit}{percent}"
    rest = f"còn {amount} chưa được nêu trong phần nào" if difference > 0 else f"các phần vượt tổng số {amount}"
    said = f"{arithmetic}, nhưng «{whole.label}» là {whole}{unit}: {rest}."
    return Finding("parts", names_in(relation), "inconsistent", arithmetic, said, difference, tolerance)


def _among(relation: Among, now: Values, before: Values, plans: Values) -> Finding:
    """Parts above the total are too many even when another part is not known."""
    if missing := _missing(now, (relation.total,)):
        return _cannot("among", relation, missing)
    whole = now[relation.total]
    sides = [side for part in relation.parts if (side := now.get(part)) is not None and side.value is not None]
    sum_ = sum((side.printed or Decimal(0) for side in sides), Decimal(0))
    difference = (whole.printed or Decimal(0)) - sum_
    tolerance = whole.tolerance + sum((side.tolerance for side in sides), Decimal(0))
    holds = difference >= -tolerance
    if holds and (missing := _missing(now, relation.parts)):
        return _cannot("among", relation, missing)
    arithmetic = f"{' + '.join(map(str, sides))} = {_number(sum_, whole.decimals)}"
    end = "không quá" if holds else f"vượt {_number(-difference, whole.decimals)}{_unit(whole)} so với"
    said = f"{arithmetic}{_unit(whole)}, {end} «{whole.label}» {whole}{_unit(whole)}."
    verdict = "consistent" if holds else "inconsistent"
    return Finding("among", names_in(relation), verdict, arithmetic, said, difference, tolerance)


def _whole(relation: Whole, now: Values, before: Values, plans: Values) -> Finding:
    if missing := _missing(now, relation.shares):
        return _cannot("whole", relation, missing)
    sides = [now[share] for share in relation.shares]
    sum_ = sum((side.printed or Decimal(0) for side in sides), Decimal(0))
    difference, tolerance = Decimal(100) - sum_, sum((side.tolerance for side in sides), Decimal(0))
    holds = abs(difference) <= tolerance
    arithmetic = f"{' + '.join(map(str, sides))} = {_number(sum_, 2)}"
    said = f"{arithmetic} %, {'đủ 100 %' if holds else f'lệch {_number(abs(difference), 2)} so với 100 %'}."
    verdict = "consistent" if holds else "inconsistent"
    return Finding("whole", names_in(relation), verdict, arithmetic, said, difference, tolerance)


def _share(relation: Share, now: Values, before: Values, plans: Values) -> Finding:
    if missing := _missing(now, names_in(relation)):
        return _cannot("share", relation, missing)
    share, count, of = now[relation.share], now[relation.count], now[relation.of]
    if not of.value:
        return _cannot("share", relation, f"«{of.label}» bằng 0")
    exact = Decimal(count.value or 0) * 100 / Decimal(of.value)
    return _compared("share", relation, share, exact, f"{count} : {of} × 100 = {decimal(exact, 4)} %")


def _percent_of_plan(relation: PercentOfPlan, now: Values, before: Values, plans: Values) -> Finding:
    plan = now.get(relation.plan) if relation.plan else plans.get(relation.result)
    if missing := _missing(now, (relation.percent, relation.result)):
        return _cannot("percent_of_plan", relation, missing)
    if plan is None or not plan.value:
        return _cannot("percent_of_plan", relation, "chưa có kế hoạch")
    percent, result = now[relation.percent], now[relation.result]
    exact = Decimal(result.value or 0) * 100 / Decimal(plan.value)
    return _compared("percent_of_plan", relation, percent, exact, f"{result} : {plan} × 100 = {decimal(exact, 4)} %")


def _compared(kind: str, relation: Relation, share: Said, exact: Decimal, arithmetic: str) -> Finding:
    assert share.printed is not None
    difference = share.printed - exact
    around = f"sai số làm tròn ±{_number(share.tolerance, share.decimals + 1)}"
    holds = abs(difference) <= share.tolerance
    end = "khớp" if holds else f"lệch {_number(abs(difference), 4)}"
    said = f"{arithmetic}; «{share.label}» ghi {share} %, {around}: {end}."
    verdict = "consistent" if holds else "inconsistent"
    return Finding(kind, names_in(relation), verdict, arithmetic, said, difference, share.tolerance)


def _not_below(relation: NotBelow, now: Values, before: Values, plans: Values) -> Finding:
    if missing := _missing(now, names_in(relation)):
        return _cannot("not_below", relation, missing)
    above, below = now[relation.figure], now[relation.floor]
    difference = (above.printed or Decimal(0)) - (below.printed or Decimal(0))
    tolerance = above.tolerance + below.tolerance
    holds = difference >= -tolerance
    arithmetic = f"{above} {'≥' if holds else '<'} {below}"
    end = "đúng" if holds else f"phần nhiều hơn tổng {_number(-difference, above.decimals)}"
    said = f"«{above.label}» {above}{_unit(above)}, «{below.label}» {below}{_unit(below)}: {end}."
    verdict = "consistent" if holds else "inconsistent"
    return Finding("not_below", names_in(relation), verdict, arithmetic, said, difference, tolerance)


def _same(relation: Same, now: Values, before: Values, plans: Values) -> Finding:
    if missing := _missing(now, names_in(relation)):
        return _cannot("same", relation, missing)
    first, second = now[relation.first], now[relation.second]
    difference = (first.printed or Decimal(0)) - (second.printed or Decimal(0))
    tolerance = first.tolerance + second.tolerance
    holds = abs(difference) <= tolerance
    arithmetic = f"{first} − {second} = {_number(difference, first.decimals)}"
    end = "khớp" if holds else "không khớp"
    said = f"«{first.label}» {first}, «{second.label}» {second}: {end} ({arithmetic})."
    verdict = "consistent" if holds else "inconsistent"
    return Finding("same", names_in(relation), verdict, arithmetic, said, difference, tolerance)


def _movement(relation: Movement, now: Values, before: Values, plans: Values) -> Finding:
    """Fewer households than the arithmetic gives may have left the list; nothing else explains a difference."""
    missing = _missing(now, names_in(relation)) or _missing(before, (relation.figure,), "kỳ trước")
    if missing:
        return _cannot("movement", relation, missing)
    end, start = now[relation.figure], before[relation.figure]
    plus, minus = [now[name] for name in relation.plus], [now[name] for name in relation.minus]
    reckoned = (
        Decimal(start.value or 0) + sum(Decimal(x.value or 0) for x in plus) - sum(Decimal(x.value or 0) for x in minus)
    )
    signs = "".join([*(f" + {x}" for x in plus), *(f" − {x}" for x in minus)])
    arithmetic = f"{start}{signs} = {_number(reckoned, end.decimals)}"
    difference = Decimal(end.value or 0) - reckoned
    if not difference:
        said = f"{arithmetic}, đúng bằng «{end.label}» cuối kỳ."
        return Finding("movement", names_in(relation), "consistent", arithmetic, said, difference)
    amount = f"{_number(abs(difference), end.decimals)}{_unit(end)}"
    if difference < 0 and end.unit == "household":
        why = f"ít hơn {amount}, là hộ đầu kỳ không còn trong danh sách hoặc chưa có kết quả (tách, nhập, chuyển đi, qua đời)"
        said = f"{arithmetic}; cuối kỳ {end}: {why}; đối chiếu cột 4 bảng 7.2, 7.3."
        return Finding("movement", names_in(relation), "cannot_tell", arithmetic, said, difference)
    way = "nhiều" if difference > 0 else "ít"
    said = f"{arithmetic}; cuối kỳ {end}: {way} hơn {amount} không rõ từ đâu."
    return Finding("movement", names_in(relation), "inconsistent", arithmetic, said, difference)


def _steady(relation: Steady, now: Values, before: Values, plans: Values) -> Finding:
    missing = _missing(now, (relation.figure,)) or _missing(before, (relation.figure,), "năm trước")
    if missing:
        return _cannot("steady", relation, missing)
    here, last = now[relation.figure], before[relation.figure]
    if not last.value:
        return _cannot("steady", relation, f"«{here.label}» năm trước bằng 0")
    change = (Decimal(here.value or 0) - Decimal(last.value)) * 100 / Decimal(last.value)
    arithmetic = f"({here} − {last}) : {last} × 100 = {decimal(change)} %"
    way = "không đổi," if not change else "tăng" if change > 0 else "giảm"
    if abs(change) <= relation.percent:
        said = f"«{here.label}» {way} {decimal(abs(change))} % so với năm trước, trong mức {relation.percent} %."
        return Finding("steady", names_in(relation), "consistent", arithmetic, said, change, Decimal(relation.percent))
    said = f"«{here.label}» {way} {decimal(abs(change))} % so với năm trước ({last} → {here}), quá mức {relation.percent} %: cần giải trình."
    return Finding("steady", names_in(relation), "cannot_tell", arithmetic, said, change, Decimal(relation.percent))


_EXAMINERS: dict[type[Relation], Callable[..., Finding]] = {
    Parts: _parts,
    Among: _among,
    Whole: _whole,
    Share: _share,
    PercentOfPlan: _percent_of_plan,
    NotBelow: _not_below,
    Same: _same,
    Movement: _movement,
    Steady: _steady,
}


def _communes(
    now: Mapping[str, Figure], place: Place, period: Period, snapshot: Snapshot | str | None
) -> list[Finding]:
    """The sum of the communes beside the place's own figure, and the targets given to communes beside its target."""
    names = [
        name
        for name, one in now.items()
        if one.numerator is None and "commune" in one.indicator.by and one.value is not None
    ]
    names = [
        name for name in names if now[name].indicator.kind != "ratio" and now[name].indicator.unit != "percentage_point"
    ]
    parted = figures(names, place=place, period=period, by="commune", snapshot=snapshot)
    findings = []
    for name, one in parted.items():
        sum_ = sum((Decimal(row.value or 0) for row in one.rows), Decimal(0))
        whole = _print(now[name])
        arithmetic = f"tổng {len(one.rows)} xã = {_number(sum_, 0)}"
        findings.append(_equal("communes", (name,), whole, sum_, arithmetic))
    for target in Target.objects.filter(place=place, year=period.year, replaced_by__isnull=True):
        shares = Target.objects.filter(indicator=target.indicator, year=target.year, replaced_by__isnull=True)
        below: list[Decimal] = [x.value for x in shares.filter(place__level=3, province=place.province or place)]
        if below and indicator_named(target.indicator).kind != "ratio":
            whole = Said(target.value, 0, "", f"chỉ tiêu giao: {indicator_named(target.indicator).label_vi}")
            sum_ = sum(below, Decimal(0))
            arithmetic = f"tổng giao {len(below)} xã = {_number(sum_, 0)}"
            findings.append(_equal("communes", (target.indicator,), whole, sum_, arithmetic))
    return findings


def _equal(kind: str, names: tuple[str, ...], whole: Said, sum_: Decimal, arithmetic: str) -> Finding:
    difference = Decimal(whole.value or 0) - sum_
    holds = difference == 0
    end = "khớp" if holds else f"lệch {_number(difference, whole.decimals)}"
    said = f"«{whole.label}» {whole}; {arithmetic}: {end}."
    return Finding(kind, names, "consistent" if holds else "inconsistent", arithmetic, said, difference)


def _targets(now: Mapping[str, Figure], before: Mapping[str, Figure], place: Place, year: int) -> list[Finding]:
    """A target set lower than what the year before (or, for next year's target, this year) already reached."""
    findings = []
    rows = Target.objects.filter(place=place, year__in=(year, year + 1), replaced_by__isnull=True)
    for target in rows.order_by("year", "indicator"):
        indicator = indicator_named(target.indicator)
        reached = (before if target.year == year else now).get(target.indicator)
        if not indicator.better or reached is None:
            continue
        names = (target.indicator,)
        if reached.value is None:
            said = (
                f"Chỉ tiêu «{indicator.label_vi}» năm {target.year}: chưa có kết quả năm {target.year - 1} để so sánh."
            )
            findings.append(Finding("target", names, "cannot_tell", "", said))
            continue
        plan, result = Said(target.value, indicator.decimals), _print(reached)
        is_below = target.value < reached.value if indicator.better == "higher" else target.value > reached.value
        arithmetic = f"chỉ tiêu {target.year}: {plan}; đã đạt {target.year - 1}: {result}"
        end = "thấp hơn mức đã đạt" if is_below else "không thấp hơn mức đã đạt"
        said = f"Chỉ tiêu «{indicator.label_vi}» năm {target.year} là {plan}, năm {target.year - 1} đã đạt {result}: {end}."
        difference = Decimal(target.value) - Decimal(reached.value)
        verdict = "inconsistent" if is_below else "consistent"
        findings.append(Finding("target", names, verdict, arithmetic, said, difference))
    return findings


def _sealed(now: Mapping[str, Figure], place: Place, period: Period) -> list[Finding]:
    """A figure that today's snapshot gives differently from the one published."""
    rows = SealedFigure.objects.filter(
        place=place, from_day=period.from_day, to_day=period.to_day, replaced_by__isnull=True
    )
    findings = []
    for sealed in rows.filter(indicator__in=list(now)):
        told = _print(now[sealed.indicator])
        before = Said(sealed.value, told.decimals, told.unit, told.label)
        if told.printed != before.printed:
            said = f"«{told.label}» đã khóa sổ {before} (ảnh chụp {sealed.snapshot_id}), nay tính được {told}."
            arithmetic = f"{before} ≠ {told}"
            findings.append(Finding("sealed", (sealed.indicator,), "inconsistent", arithmetic, said))
    return findings


def _said(found: Mapping[str, Figure]) -> dict[str, Said]:
    return {name: _print(one) for name, one in found.items()}


def _print(one: Figure) -> Said:
    return Said(one.value, one.indicator.decimals, one.indicator.unit, one.indicator.label_vi)


def _planned(names: Iterable[str], place: Place, year: int) -> dict[str, Said]:
    """The targets in force."""
    rows = Target.objects.filter(place=place, year=year, replaced_by__isnull=True).order_by("resolved_on", "pk")
    values = dict(rows.values_list("indicator", "value"))
    told = {name: indicator_named(name) for name in names}
    return {name: Said(values.get(name), one.decimals, one.unit, one.label_vi) for name, one in told.items()}


def _missing(values: Values, names: Iterable[str], when: str = "") -> str:
    """Which of the figures are not there, in words; empty when all are."""
    lacking = [name for name in names if values.get(name) is None or values[name].value is None]
    labels = ", ".join(f"«{values[name].label or name}»" if name in values else f"«{name}»" for name in lacking)
    return f"chưa có {labels}{' ' + when if when else ''}" if lacking else ""


def _cannot(kind: str, relation: Relation, why: str) -> Finding:
    return Finding(kind, names_in(relation), "cannot_tell", "", f"Chưa kết luận được: {why}.")


def _rounded(value: Decimal, decimals: int) -> Decimal:
    return value.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)


def _number(value: Decimal | int | None, decimals: int) -> str:
    if value is None:
        return "–"
    rounded = _rounded(Decimal(value), decimals)
    return decimal(rounded, decimals) if decimals else grouped(int(rounded))


def _unit(said: Said) -> str:
    name = written(0, said.unit)[2:] if said.unit else ""
    return f" {name}" if name else ""
