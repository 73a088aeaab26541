"""What must hold between figures, tested: each finding says the figures, the arithmetic, the tolerance and a verdict.

``examine`` knows only numbers; its arithmetic is that of the reports received (``ansinh.reading.checks.arithmetic``)."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from ansinh.engine import Relation
from ansinh.engine.measures import (
    Among,
    Movement,
    NotBelow,
    Parts,
    PercentOfPlan,
    Reported,
    Same,
    Share,
    Steady,
    Whole,
    names_in,
)
from ansinh.indicators.api.answers import Figure, figures, typed_names
from ansinh.indicators.api.catalogue import catalogue, indicator_named, relations
from ansinh.indicators.api.periods import Period
from ansinh.indicators.models import SealedFigure, Snapshot, Target
from ansinh.places.models import Place
from ansinh.reading.checks import arithmetic
from ansinh.reading.checks.arithmetic import Examined, Said
from ansinh.reading.checks.intervals import number

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
    told = [one for one in _asked(place, period) if not wanted or wanted & set(names_in(one))]
    names = list(dict.fromkeys(name for one in told for name in names_in(one)))
    now = figures(names, place=place, period=period, snapshot=snapshot)
    before = figures(names, place=place, period=period.before, snapshot=snapshot)
    plans = _planned(names, place, period.year)
    findings = [examine(one, _said(now), _said(before), plans) for one in told]
    if place.level != 3:
        findings += _communes(now, place, period, snapshot)
    findings += _targets(now, before, place, period.year)
    findings += _sealed(now, place, period)
    return sorted(findings, key=lambda one: ("inconsistent", "cannot_tell", "consistent").index(one.verdict))


def _asked(place: Place, period: Period) -> list[Relation]:
    """The relations that can be asked: without figures that only reports give, or with one that somebody typed."""
    typed = typed_names(place, period)
    reported = {name for name, one in catalogue().items() if isinstance(one.measure, Reported)}
    return [one for one in relations() if not (mine := reported.intersection(names_in(one))) or mine & typed]


def _parts(relation: Parts, now: Values, before: Values, plans: Values) -> Finding:
    if missing := _missing(now, (relation.total, *relation.parts)):
        return _cannot("parts", relation, missing)
    return _found("parts", relation, arithmetic.parts_make(now[relation.total], _sides(now, relation.parts)))


def _among(relation: Among, now: Values, before: Values, plans: Values) -> Finding:
    """Parts above the total are too many even when another part is not known."""
    if missing := _missing(now, (relation.total,)):
        return _cannot("among", relation, missing)
    known = [part for part in relation.parts if not _missing(now, (part,))]
    told = arithmetic.parts_among(now[relation.total], _sides(now, known)) if known else None
    missing = _missing(now, relation.parts)
    if told is None or (missing and told.verdict == arithmetic.CONSISTENT):
        return _cannot("among", relation, missing)
    return _found("among", relation, told)


def _whole(relation: Whole, now: Values, before: Values, plans: Values) -> Finding:
    if missing := _missing(now, relation.shares):
        return _cannot("whole", relation, missing)
    return _found("whole", relation, arithmetic.hundred(_sides(now, relation.shares)))


def _share(relation: Share, now: Values, before: Values, plans: Values) -> Finding:
    if missing := _missing(now, names_in(relation)):
        return _cannot("share", relation, missing)
    share, count, of = now[relation.share], now[relation.count], now[relation.of]
    told = arithmetic.share_is(share, count, of)
    return _found("share", relation, told) if told else _cannot("share", relation, f"«{of.label}» bằng 0")


def _percent_of_plan(relation: PercentOfPlan, now: Values, before: Values, plans: Values) -> Finding:
    plan = now.get(relation.plan) if relation.plan else plans.get(relation.result)
    if missing := _missing(now, (relation.percent, relation.result)):
        return _cannot("percent_of_plan", relation, missing)
    known = plan is not None and plan.value is not None
    told = arithmetic.share_is(now[relation.percent], now[relation.result], plan) if known and plan else None
    return (
        _found("percent_of_plan", relation, told) if told else _cannot("percent_of_plan", relation, "chưa có kế hoạch")
    )


def _not_below(relation: NotBelow, now: Values, before: Values, plans: Values) -> Finding:
    if missing := _missing(now, names_in(relation)):
        return _cannot("not_below", relation, missing)
    return _found("not_below", relation, arithmetic.not_below(now[relation.figure], now[relation.floor]))


def _same(relation: Same, now: Values, before: Values, plans: Values) -> Finding:
    if missing := _missing(now, names_in(relation)):
        return _cannot("same", relation, missing)
    return _found("same", relation, arithmetic.same(now[relation.first], now[relation.second]))


def _movement(relation: Movement, now: Values, before: Values, plans: Values) -> Finding:
    missing = _missing(now, names_in(relation)) or _missing(before, (relation.figure,), "kỳ trước")
    if missing:
        return _cannot("movement", relation, missing)
    end, start = now[relation.figure], before[relation.figure]
    plus, minus = _sides(now, relation.plus), _sides(now, relation.minus)
    return _found("movement", relation, arithmetic.movement(end, start, plus, minus))


def _steady(relation: Steady, now: Values, before: Values, plans: Values) -> Finding:
    missing = _missing(now, (relation.figure,)) or _missing(before, (relation.figure,), "năm trước")
    if missing:
        return _cannot("steady", relation, missing)
    here, last = now[relation.figure], before[relation.figure]
    if not last.value:
        return _cannot("steady", relation, f"«{here.label}» năm trước bằng 0")
    return _found("steady", relation, arithmetic.steady(here, last, relation.percent))


def _sides(values: Values, names: Sequence[str]) -> list[Said]:
    return [values[name] for name in names]


def _found(kind: str, relation: Relation, told: Examined) -> Finding:
    return Finding(kind, names_in(relation), told.verdict, told.arithmetic, told.said, told.difference, told.tolerance)


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
        told = f"tổng {len(one.rows)} xã = {number(sum_, 0)}"
        findings.append(_equal("communes", (name,), whole, sum_, told))
    for target in Target.objects.filter(place=place, year=period.year, replaced_by__isnull=True):
        shares = Target.objects.filter(indicator=target.indicator, year=target.year, replaced_by__isnull=True)
        below: list[Decimal] = [x.value for x in shares.filter(place__level=3, province=place.province or place)]
        if below and indicator_named(target.indicator).kind != "ratio":
            whole = Said(target.value, 0, "", f"chỉ tiêu giao: {indicator_named(target.indicator).label_vi}")
            sum_ = sum(below, Decimal(0))
            told = f"tổng giao {len(below)} xã = {number(sum_, 0)}"
            findings.append(_equal("communes", (target.indicator,), whole, sum_, told))
    return findings


def _equal(kind: str, names: tuple[str, ...], whole: Said, sum_: Decimal, told: str) -> Finding:
    difference = Decimal(whole.value or 0) - sum_
    holds = difference == 0
    end = "khớp" if holds else f"lệch {number(difference, whole.decimals)}"
    said = f"«{whole.label}» {whole}; {told}: {end}."
    return Finding(kind, names, "consistent" if holds else "inconsistent", told, said, difference)


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
        told = f"chỉ tiêu {target.year}: {plan}; đã đạt {target.year - 1}: {result}"
        end = "thấp hơn mức đã đạt" if is_below else "không thấp hơn mức đã đạt"
        said = f"Chỉ tiêu «{indicator.label_vi}» năm {target.year} là {plan}, năm {target.year - 1} đã đạt {result}: {end}."
        difference = Decimal(target.value) - Decimal(reached.value)
        verdict = "inconsistent" if is_below else "consistent"
        findings.append(Finding("target", names, verdict, told, said, difference))
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
            findings.append(Finding("sealed", (sealed.indicator,), "inconsistent", f"{before} ≠ {told}", said))
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
