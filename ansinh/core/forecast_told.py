"""A forecast as people read it: in words, as a picture, and as the table behind the picture."""

from decimal import Decimal
from itertools import accumulate

from django.utils.translation import gettext as _

from ansinh.core.charts import Month, fan_chart
from ansinh.core.days import month_text
from ansinh.core.forecast import WITHIN, Outlook
from ansinh.core.language import language_code
from ansinh.core.numbers import figure as written
from ansinh.core.numbers import grouped

Plan = int | Decimal | None


def sentences(told: Outlook, unit: str, plan: Plan = None) -> list[str]:
    """What the forecast says, a sentence a line: so far, the model, the year before, how the model did in the past; or why not."""
    lines = [_so_far(told, unit, plan)] if told.known else []
    if told.total is not None and told.low is not None and told.high is not None:
        words = _("Dự báo cả năm %(year)s: %(total)s; %(within)s %% khả năng nằm từ %(low)s đến %(high)s%(plan)s.")
        lines.append(
            words
            % {
                "year": told.year, "total": _number(told.total, unit), "within": WITHIN, "low": grouped(round(told.low), language_code()),
                "high": grouped(round(told.high), language_code()), "plan": _beside(told.total, plan),
            }
        )  # fmt: skip
    if told.naive_total is not None:
        words = _("Nếu các tháng còn lại như năm trước: %(total)s%(plan)s.")
        lines.append(words % {"total": _number(told.naive_total, unit), "plan": _beside(told.naive_total, plan)})
    if told.share_total is not None:
        words = _("Nếu các tháng đã qua chiếm cùng phần của cả năm như năm trước: %(total)s%(plan)s.")
        lines.append(words % {"total": _number(told.share_total, unit), "plan": _beside(told.share_total, plan)})
    return [*lines, *_tested(told), *([told.why] if told.why else [])]


def _so_far(told: Outlook, unit: str, plan: Plan) -> str:
    words = _("Đến hết tháng %(month)s: %(sum)s%(plan)s.")
    return words % {
        "month": month_text(told.known[-1][0]), "sum": _number(told.so_far, unit), "plan": _beside(told.so_far, plan),
    }  # fmt: skip


def _tested(told: Outlook) -> list[str]:
    if told.tested is None:
        return []
    tested = told.tested
    words = _(
        "Thử trên chính các năm đã qua của chuỗi, %(times)s lần: khoảng dự báo đúng %(held)s lần (%(share)s %%, mong đợi %(within)s %%);"
        " sai bình quân %(error)s tổng năm, cách lấy như năm trước sai %(naive)s."
    )
    percents = {name: written(Decimal(str(round(value, 2))), "percent", language_code()) for name, value in (
        ("error", tested.error), ("naive", tested.naive_error))}  # fmt: skip
    lines = [
        words
        % {
            "times": tested.times,
            "held": tested.held,
            "share": round(100 * tested.held / tested.times),
            "within": WITHIN,
            **percents,
        }
    ]
    if tested.error >= tested.naive_error:
        lines.append(_("Với chuỗi này mô hình chưa hơn cách lấy như năm trước: nên tin con số theo năm trước."))
    return lines


def picture(told: Outlook, unit: str, title: str, plan: Plan = None) -> str:
    """The sum running through the year with its shade, the year before and the plan, as SVG; empty when nothing can be drawn."""
    if not told.ahead:
        return ""
    known = dict(
        zip((month for month, _value in told.known), accumulate(value for _month, value in told.known), strict=True)
    )
    naive = accumulate((one.naive for one in told.ahead), initial=told.so_far)
    next(naive)
    months = [Month(f"T{month % 100}", known=float(value)) for month, value in known.items()]
    months += [
        Month(f"T{one.month % 100}", expected=one.sum, low=one.sum_low, high=one.sum_high, before=float(total))
        for one, total in zip(told.ahead, naive, strict=True)
    ]
    if known:  # the line of the year before begins where what is known ends
        last = months[len(known) - 1]
        months[len(known) - 1] = Month(last.label, known=last.known, before=last.known)
    names = (
        _("đã có"),
        _("dự báo"),
        _("khoảng %(within)s %%") % {"within": WITHIN},
        _("các tháng còn lại như năm trước"),
    )
    drawn = (float(plan), _("kế hoạch %(value)s") % {"value": _number(plan, unit)}) if plan else None
    return fan_chart(months, title=title, names=names, plan=drawn)


def table(told: Outlook) -> list[tuple[str, str, str, str]]:
    """The months of the year: month, what is known or expected, the interval, the same month a year before."""
    language = language_code()
    rows = [(month_text(month), grouped(value, language), "", "") for month, value in told.known]
    for one in told.ahead:
        between = (
            f"{grouped(round(one.low), language)} – {grouped(round(one.high), language)}"
            if one.low is not None and one.high is not None
            else ""
        )
        expected = grouped(round(one.value), language) if one.value is not None else "–"
        rows.append((month_text(one.month), expected, between, grouped(one.naive, language)))
    return rows


def _beside(value: float | int, plan: Plan) -> str:
    if not plan:
        return ""
    percent = Decimal(str(round(value, 4))) * 100 / Decimal(plan)
    return _(", bằng %(percent)s kế hoạch") % {"percent": written(percent, "percent", language_code())}


def _number(value: float | int | Decimal, unit: str) -> str:
    return written(round(value), unit, language_code())
