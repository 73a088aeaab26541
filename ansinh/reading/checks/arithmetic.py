"""What must hold between printed numbers, tested: the arithmetic of the house's own figures and of reports received.

Numbers come as ``Said``; each test gives an ``Examined`` with its verdict. Nothing here knows where a number was found."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from ansinh.core.numbers import decimal, unit_name
from ansinh.reading.checks.intervals import HUNDRED, NOUGHT, Interval, number, rounded, total

CONSISTENT, INCONSISTENT, CANNOT_TELL = "consistent", "inconsistent", "cannot_tell"
_HUNDRED = Interval(HUNDRED, HUNDRED)


@dataclass(frozen=True, slots=True)
class Said:
    """A number as it is printed: its value, its decimals (nought for counts), its unit (a code, or words).

    ``between`` are the bounds that rounding and hedging words leave, where they are not half of the last digit; ``text`` is how
    it was written ("hơn 65.000")."""

    value: Decimal | int | None
    decimals: int = 0
    unit: str = ""
    label: str = ""
    between: Interval | None = None
    text: str = ""

    @property
    def tolerance(self) -> Decimal:
        """Half of the last digit printed; nought for whole numbers, which are printed in full."""
        if self.between is not None:
            return self.between.half_width
        return NOUGHT if self.decimals == 0 else Decimal("0.5").scaleb(-self.decimals)

    @property
    def printed(self) -> Decimal | None:
        return None if self.value is None else rounded(Decimal(self.value), self.decimals)

    @property
    def known(self) -> Decimal:
        """The printed value; an unknown number has none to reckon with. Raises ValueError."""
        if self.printed is None:
            raise ValueError(f"«{self.label}» is not known")
        return self.printed

    @property
    def bounds(self) -> Interval:
        return self.between or Interval(self.known, self.known).widened(self.tolerance)

    def __str__(self) -> str:
        return self.text or ("–" if self.value is None else number(self.value, self.decimals, self.unit))

    @property
    def with_unit(self) -> str:
        return f"{self} {self.unit_name}".strip()

    @property
    def unit_name(self) -> str:
        return unit_name(self.unit)

    def amount(self, value: Decimal) -> str:
        """A difference in its unit; of percents, in points."""
        unit = "điểm %" if self.unit == "percent" else self.unit_name
        return f"{number(abs(value), self.decimals, self.unit)} {unit}".strip()


@dataclass(frozen=True, slots=True)
class Examined:
    """A test made: what was reckoned (``lhs``) beside what is printed (``rhs``), within ``tolerance``. ``arithmetic`` and
    ``said`` are Vietnamese."""

    verdict: str
    arithmetic: str
    said: str
    lhs: Decimal
    rhs: Decimal
    tolerance: Decimal = NOUGHT

    @property
    def difference(self) -> Decimal:
        """The printed number less the reckoned one."""
        return self.rhs - self.lhs


def sum_told(parts: Sequence[Said]) -> tuple[Interval, Decimal, str]:
    """The sum: its bounds, its value, and `24.890 + 6.410 + 3.500 = 34.800`."""
    value = sum((part.known for part in parts), NOUGHT)
    told = number(value, max(part.decimals for part in parts), parts[0].unit)
    return total([part.bounds for part in parts]), value, f"{' + '.join(str(part) for part in parts)} = {told}"


def parts_make(whole: Said, parts: Sequence[Said]) -> Examined:
    """All the parts there are add up to the total."""
    bounds, value, told = sum_told(parts)
    tolerance = bounds.half_width + whole.tolerance
    if bounds.meets(whole.bounds):
        said = f"«{whole.label}» ghi {whole.with_unit}, đúng bằng các phần cộng lại."
        return Examined(CONSISTENT, told, said, value, whole.known, tolerance)
    difference = whole.known - value
    percent = f" ({decimal(abs(difference) * HUNDRED / whole.known)} %)" if whole.known else ""
    amount = f"{whole.amount(difference)}{percent}"
    rest = f"còn {amount} chưa được nêu trong phần nào" if difference > 0 else f"các phần vượt tổng số {amount}"
    said = f"«{whole.label}» ghi {whole.with_unit}, nhưng các phần cộng lại là {_sum_of(told)}: {rest}."
    return Examined(INCONSISTENT, told, said, value, whole.known, tolerance)


def parts_among(whole: Said, parts: Sequence[Said]) -> Examined:
    """Some of the parts, which do not overlap, are together not above the total; that they make it is as good."""
    bounds, value, told = sum_told(parts)
    if len(parts) > 1 and bounds.meets(whole.bounds):
        return parts_make(whole, parts)
    # "Hơn 3,2" and "hơn 14,2" make 17,4 at least, and so may "hơn 17,3": the sum that meets the next step of the total is no alarm.
    slack = (whole.bounds.high - whole.known) / 50 if len(parts) > 1 else NOUGHT
    holds = bounds.low <= whole.bounds.high + slack
    arithmetic = f"{told if len(parts) > 1 else parts[0]} {'≤' if holds else '>'} {whole}"
    said = _among_told(whole, parts, parts[0].with_unit if len(parts) == 1 else _sum_of(told), value, holds=holds)
    tolerance = bounds.half_width + whole.tolerance
    return Examined(CONSISTENT if holds else INCONSISTENT, arithmetic, said, value, whole.known, tolerance)


def _among_told(whole: Said, parts: Sequence[Said], sum_: str, value: Decimal, *, holds: bool) -> str:
    """A part is called by its name where it has one of its own."""
    if len(parts) > 1:
        named, verb = "các phần đã nêu", "cộng lại là"
    else:
        named, verb = "một phần của nó" if parts[0].label == whole.label else f"«{parts[0].label}»", "là"
    if holds:
        return f"«{whole.label}» ghi {whole.with_unit}; {named} {verb} {sum_}, không vượt quá."
    return (
        f"«{whole.label}» ghi {whole.with_unit}, nhưng {named} {verb} {sum_}: vượt {whole.amount(value - whole.known)}."
    )


def _sum_of(told: str) -> str:
    return told.rpartition(" = ")[2]


def _names(shares: Sequence[Said]) -> str:
    """The first two by name, the rest by their number: «A», «B» và 3 tỷ lệ khác."""
    names = list(dict.fromkeys(f"«{one.label}»" for one in shares if one.label))[:2]
    rest = len(shares) - len(names)
    return " và ".join([", ".join(names), *([f"{rest} tỷ lệ khác"] if rest else [])] if names else [f"{rest} tỷ lệ"])


def hundred(shares: Sequence[Said], slack: Decimal = NOUGHT) -> Examined:
    """The shares of all the parts of one whole make 100 %, but for their rounding and ``slack``."""
    bounds, value, told = sum_told(shares)
    difference = HUNDRED - value
    tolerance = bounds.half_width + slack
    if bounds.widened(slack).meets(_HUNDRED):
        return Examined(CONSISTENT, told, f"{_names(shares)} cộng lại đủ 100 %.", value, HUNDRED, tolerance)
    points = f"{number(abs(difference), max(one.decimals for one in shares))} điểm %"
    rest = f"thiếu {points}, có phần không thuộc nhóm nào" if difference > 0 else f"vượt {points}"
    said = f"{_names(shares)} cộng lại {_sum_of(told)} %, không phải 100 %: {rest}."
    return Examined(INCONSISTENT, f"{told}, không phải 100", said, value, HUNDRED, tolerance)


def share_is(share: Said, above: Said, below: Said, *, over: str = "", of: str = "") -> Examined | None:
    """``share`` percent is ``above`` over ``below``, as precisely as it is printed. ``over`` counts from a hundred: "up" what
    exceeds it, "down" what lacks; ``of`` is what the percent is of ("kế hoạch"). None when the divisor may be nought."""
    exact = above.bounds.times(HUNDRED).per(below.bounds)
    if exact is None:
        return None
    told = f"{above} : {below} × 100 = {decimal(exact.middle, max(share.decimals + 2, 2))} %"
    if over:
        exact = exact - _HUNDRED if over == "up" else _HUNDRED - exact
    holds = exact.meets(share.bounds)
    word = {"up": "vượt ", "down": "thiếu "}.get(over, "")
    written, sides = f"«{share.label}» ghi {word}{share} %{f' {of}' if of else ''}", f"{above} trên {below.with_unit}"
    if holds:
        said = f"{written}, khớp với {sides}."
    else:
        places = _telling_apart(share.known, exact.middle, share.decimals)
        points = decimal(abs(share.known - rounded(exact.middle, places)), places)
        if exact.middle < 0:
            word = {"up": "thiếu ", "down": "vượt "}.get(over, "")
        said = f"{written}, nhưng {sides} là {word}{decimal(abs(exact.middle), places)} %: lệch {points} điểm %."
    tolerance = share.tolerance + exact.half_width
    return Examined(CONSISTENT if holds else INCONSISTENT, told, said, exact.middle, share.known, tolerance)


def _telling_apart(one: Decimal, other: Decimal, decimals: int) -> int:
    """How many decimals show that two numbers differ: those printed, at most three more."""
    wide = range(decimals, decimals + 3)
    return next((places for places in wide if rounded(one, places) != rounded(other, places)), decimals + 3)


def not_below(above: Said, below: Said) -> Examined:
    """The first is at least the second."""
    holds = below.bounds.low <= above.bounds.high
    end = "không vượt quá" if holds else f"nhiều hơn {above.amount(below.known - above.known)}"
    said = f"«{below.label}» ghi {below.with_unit}, «{above.label}» ghi {above.with_unit}: phần {end}{'' if holds else ' so với tổng'}."
    arithmetic = f"{above} {'≥' if holds else '<'} {below}"
    tolerance = above.tolerance + below.tolerance
    return Examined(CONSISTENT if holds else INCONSISTENT, arithmetic, said, below.known, above.known, tolerance)


def same(first: Said, second: Said, places: tuple[str, str] = ("một chỗ", "chỗ khác")) -> Examined:
    """Two numbers that should be one; ``places`` says where each stands, where both have one name."""
    holds = first.bounds.meets(second.bounds)
    arithmetic = f"{first} {'=' if first.known == second.known else '≈' if holds else '≠'} {second}"
    difference = first.known - second.known
    if first.label == second.label:
        told = f"«{first.label}»: {places[0]} ghi {first.with_unit}, {places[1]} ghi {second.with_unit}"
    else:
        told = f"«{first.label}» ghi {first.with_unit}, «{second.label}» ghi {second.with_unit}"
    said = f"{told}: {'khớp' if holds else f'lệch {first.amount(difference)}'}."
    tolerance = first.tolerance + second.tolerance
    return Examined(CONSISTENT if holds else INCONSISTENT, arithmetic, said, second.known, first.known, tolerance)


def movement(end: Said, start: Said, plus: Sequence[Said], minus: Sequence[Said]) -> Examined:
    """Before, and who came in, less who went out, is now. Fewer households than that may have left the list; nothing else
    explains a difference."""
    reckoned = start.known + sum(one.known for one in plus) - sum(one.known for one in minus)
    signs = "".join([*(f" + {one}" for one in plus), *(f" − {one}" for one in minus)])
    arithmetic = f"{start}{signs} = {number(reckoned, end.decimals, end.unit)}"
    bounds = total([start.bounds, *(one.bounds for one in plus)])
    for one in minus:
        bounds = bounds - one.bounds
    difference, tolerance = end.known - reckoned, bounds.half_width + end.tolerance
    if bounds.meets(end.bounds):
        said = f"«{end.label}» cuối kỳ ghi {end.with_unit}, đúng bằng đầu kỳ cộng số tăng, trừ số giảm."
        return Examined(CONSISTENT, arithmetic, said, reckoned, end.known, tolerance)
    amount = end.amount(difference)
    written = (
        f"«{end.label}» cuối kỳ ghi {end.with_unit}, nhưng đầu kỳ cộng số tăng, trừ số giảm là {_sum_of(arithmetic)}"
    )
    if difference < 0 and end.unit == "household":
        why = f"ít hơn {amount}, là hộ đầu kỳ không còn trong danh sách hoặc chưa có kết quả (tách, nhập, chuyển đi, qua đời)"
        said = f"{written}: {why}; đối chiếu cột 4 bảng 7.2, 7.3."
        return Examined(CANNOT_TELL, arithmetic, said, reckoned, end.known, tolerance)
    way = "nhiều" if difference > 0 else "ít"
    said = f"{written}: {way} hơn {amount} không rõ từ đâu."
    return Examined(INCONSISTENT, arithmetic, said, reckoned, end.known, tolerance)


def steady(here: Said, last: Said, percent: int) -> Examined:
    """A change larger than ``percent`` wants a reason. Last period's number must not be nought."""
    change = (here.known - last.known) * HUNDRED / last.known
    arithmetic = f"({here} − {last}) : {last} × 100 = {decimal(change)} %"
    way = "không đổi," if not change else "tăng" if change > 0 else "giảm"
    told = f"«{here.label}» {way} {decimal(abs(change))} % so với năm trước"
    if abs(change) <= percent:
        return Examined(CONSISTENT, arithmetic, f"{told}, trong mức {percent} %.", NOUGHT, change, Decimal(percent))
    said = f"{told} ({last} → {here}), quá mức {percent} %: cần giải trình."
    return Examined(CANNOT_TELL, arithmetic, said, NOUGHT, change, Decimal(percent))
