"""The monthly report of the centre (form 31) and the half-yearly and yearly ones (forms 30 and 32), from the registers.

Circular 28/2015/TT-BLĐTBXH as amended by Circular 15/2023 (VBHN 3305). A figure no register gives is None."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.db import connection
from django.db.models import Count, F, Q, QuerySet, Sum

from ansinh.core.days import first_day, last_day, month_of
from ansinh.core.numbers import grouped
from ansinh.dossiers.models import Dossier
from ansinh.engine.vietnamese import upper_first
from ansinh.labour.models import Contribution, SearchNotice, TrainingSupport, UnemploymentEvent, UnemploymentRight
from ansinh.labour.words import UNEMPLOYED_AGES, UNEMPLOYMENT_ENDS
from ansinh.law import law_on
from ansinh.places.models import Place, predecessor_ids

SHORT_MONTHS = 6  # form 31 tells decisions of 3 to 6 months from those of 7 to 12


@dataclass(frozen=True)
class Line:
    """A line of a form: its number, words, depth below its number, and one figure for each column."""

    number: str
    label: str
    depth: int
    values: tuple[int | float | None, ...]

    @property
    def shown(self) -> list[str]:
        """The figures as people read them; a dash where no register gives one."""
        return [
            "–" if value is None else grouped(value) if isinstance(value, int) else f"{value:g}".replace(".", ",")
            for value in self.values
        ]


def form_31(province: Place, month: int) -> list[Line]:
    """The month, and the year up to its end."""
    spans = [(first_day(month), last_day(month)), (date(month // 100, 1, 1), last_day(month))]
    return _lined(_rows_31, [_Counted(province, *span) for span in spans])


def form_32(province: Place, year: int, *, half: bool) -> list[Line]:
    """The first half of a year, or the whole year."""
    return _lined(_rows_32, [_Counted(province, date(year, 1, 1), date(year, 6, 30) if half else date(year, 12, 31))])


class _Counted:
    """The records of a province between two days, both in."""

    def __init__(self, province: Place, first: date, last: date) -> None:
        self.places = sorted(predecessor_ids([province.pk]))
        self.first, self.last = first, last
        self.rights = self._in(UnemploymentRight.objects.all(), "decided_on").filter(moved_from=None)
        self.courses = self._in(TrainingSupport.objects.all(), "decided_on")
        self.dossiers = Dossier.objects.filter(
            province__in=self.places, procedure="unemployment_benefit", received_at__date__range=(first, last)
        )

    def _in(self, rows: QuerySet, day: str, province: str = "province") -> QuerySet:
        return rows.filter(**{f"{province}__in": self.places, f"{day}__range": (self.first, self.last)})

    def refused(self) -> int:
        return self.dossiers.filter(rulings__outcome="refused", rulings__signed_at__isnull=False).distinct().count()

    @cached_property
    def by_age(self) -> Counter[tuple[str, str]]:
        """Decisions by sex and age group."""
        found = self.rights.values_list("person__sex", "decided_on", "person__birth_year", "person__birth_month")
        return Counter((sex, _age_group(*told)) for sex, *told in found)

    def events(self, kind: str, **more: Any) -> int:
        return self._in(UnemploymentEvent.objects.filter(kind=kind, **more), "day", "right__province").count()

    def counselled(self, **more: Any) -> int:
        rows = self._in(SearchNotice.objects.filter(was_counselled=True, **more), "told_on", "right__province")
        return rows.values("right__person").distinct().count()

    def trained(self, *, drawing: bool | None = None, cancelled: bool = False) -> QuerySet:
        if cancelled:
            return self._in(TrainingSupport.objects.filter(is_cancelled=True), "cancelled_on")
        rows = self.courses.filter(is_cancelled=False)
        if drawing is None:
            return rows
        while_drawing = Q(right__first_month__lte=F("first_month"), right__last_month__gte=F("first_month"))
        return rows.filter(while_drawing) if drawing else rows.exclude(while_drawing, right__isnull=False)

    def decided(self, first: int, last: int) -> tuple[int, int]:
        """Decisions of so many months, and their dong over all those months."""
        found = self.rights.filter(months__range=(first, last)).aggregate(
            count=Count("pk"), dong=Sum(F("months") * F("amount_dong"))
        )
        return found["count"], found["dong"] or 0

    def course_dong(self, *, drawing: bool) -> int:
        return self.trained(drawing=drawing).aggregate(dong=Sum(F("months") * F("dong_a_month")))["dong"] or 0

    def paid(self, benefit: str) -> int:
        """What pay-runs closed in the months of the period recognised of a benefit."""
        places = ", ".join(f"'{place}'" for place in self.places)
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT COALESCE(SUM(l.amount_dong), 0) FROM payments_line l JOIN payments_run r ON r.id = l.run_id"
                f" WHERE r.state = 'closed' AND l.kind IN ('due', 'arrears', 'once', 'recovery') AND l.province_id IN ({places})"
                " AND l.benefit = %s AND r.month BETWEEN %s AND %s",
                [benefit, month_of(self.first), month_of(self.last)],
            )
            return int(cursor.fetchone()[0])

    def average(self, column: str) -> float | None:
        found = self.rights.aggregate(total=Sum(column), count=Count("pk"))
        return found["total"] / found["count"] if found["count"] else None

    def at_cap(self) -> int:
        """Decisions that gave less than the share of the wage: the cap counted."""
        rate = law_on(self.last).value("insurance.unemployment_rate")
        whole = law_on(self.last).value("insurance.whole")["percent"]
        return self.rights.filter(average_wage_dong__gte=(F("amount_dong") + 1) * whole / rate).count()

    def insured(self) -> QuerySet:
        """Contributions that reach the last month of the period."""
        month = month_of(self.last)
        return Contribution.objects.filter(person__province__in=self.places, from_month__lte=month, to_month__gte=month)


_Row = tuple[str, str, int, int | float | None]


def _rows_31(of: _Counted) -> Iterable[_Row]:
    yield "1", "Số người nộp hồ sơ hưởng trợ cấp thất nghiệp", 0, of.dossiers.count()
    yield (
        "",
        "Trong đó: người ở địa phương khác",
        1,
        of.dossiers.exclude(subject=None).exclude(subject__province__in=of.places).count(),
    )
    yield "2", "Số người không đủ điều kiện hưởng", 0, of.refused()
    yield "3", "Số người có quyết định hưởng trợ cấp thất nghiệp", 0, of.rights.count()
    for sex, said in (("m", "Nam"), ("f", "Nữ")):
        yield "", said, 1, sum(of.by_age[sex, group] for group in UNEMPLOYED_AGES)
        for group, (label, _en) in UNEMPLOYED_AGES.items():
            yield "", f"{said} {label}", 2, of.by_age[sex, group]
    yield "4", "Số người bị hủy quyết định hưởng", 0, of.events("cancelled")
    yield "5", "Số người chuyển nơi hưởng: chuyển đi", 0, of.events("moved_out")
    yield "", "Chuyển đến", 1, of.events("moved_in")
    yield "6", "Số người tạm dừng hưởng", 0, of.events("suspended")
    yield "7", "Số người tiếp tục hưởng", 0, of.events("resumed")
    yield "8", "Số người chấm dứt hưởng", 0, of.events("ended")
    for reason, (label, _en) in UNEMPLOYMENT_ENDS.items():
        yield "", upper_first(label), 1, of.events("ended", reason=reason)
    yield from _helped(of, "9", "10", "11")
    for label, first, last in (("3 đến 6 tháng", 1, SHORT_MONTHS), ("7 đến 12 tháng", SHORT_MONTHS + 1, 12)):
        count, dong = of.decided(first, last)
        number = "12" if first == 1 else ""
        yield number, f"Tiền chi trợ cấp thất nghiệp theo quyết định {label}: số quyết định", 0 if number else 1, count
        yield "", "Số tiền (đồng)", 2, dong
    yield "", "Hỗ trợ học nghề, người đang hưởng trợ cấp thất nghiệp (đồng)", 1, of.course_dong(drawing=True)
    yield "", "Hỗ trợ học nghề, người không hưởng trợ cấp thất nghiệp (đồng)", 1, of.course_dong(drawing=False)
    yield "", "Trợ cấp thất nghiệp đã ghi sổ ở các kỳ chi trả đã chốt (đồng)", 1, of.paid("unemployment.benefit")
    yield "", "Hỗ trợ học nghề đã ghi sổ ở các kỳ chi trả đã chốt (đồng)", 1, of.paid("unemployment.training")
    average = of.average("amount_dong")
    yield "13", "Mức hưởng bình quân (triệu đồng)", 0, None if average is None else round(average / 1_000_000, 3)
    yield "14", "Số người hưởng mức tối đa", 0, of.at_cap()
    months = of.average("months")
    yield "15", "Số tháng hưởng bình quân", 0, None if months is None else round(months, 2)


def _rows_32(of: _Counted) -> Iterable[_Row]:
    insured = of.insured()
    yield (
        "1",
        "Số đơn vị sử dụng lao động có người tham gia",
        0,
        insured.values("organisation", "employer").distinct().count(),
    )
    yield "2", "Số người thuộc diện tham gia bảo hiểm thất nghiệp", 0, None
    yield "3", "Số người đã tham gia bảo hiểm thất nghiệp", 0, insured.values("person").distinct().count()
    yield "4", "Số hợp đồng: không xác định thời hạn", 0, insured.filter(contract_months=None).count()
    yield "", "Xác định thời hạn từ 12 tháng", 1, insured.filter(contract_months__gte=12).count()
    yield "", "Dưới 12 tháng", 1, insured.filter(contract_months__lt=12).count()
    yield "5", "Số người nộp hồ sơ hưởng trợ cấp thất nghiệp", 0, of.dossiers.count()
    yield "6", "Số người chuyển nơi hưởng: chuyển đi", 0, of.events("moved_out")
    yield "", "Chuyển đến", 1, of.events("moved_in")
    yield "7", "Số người có quyết định hưởng trợ cấp thất nghiệp", 0, of.rights.count()
    yield "8", "Số tiền trợ cấp thất nghiệp theo quyết định (đồng)", 0, of.decided(1, 12)[1]
    yield "", "Đã ghi sổ ở các kỳ chi trả đã chốt (đồng)", 1, of.paid("unemployment.benefit")
    yield from _helped(of, "9", "10", "11")
    yield "12", "Số người được hỗ trợ đào tạo để duy trì việc làm", 0, None


def _helped(of: _Counted, counsel: str, trained: str, cancelled: str) -> Iterable[_Row]:
    yield counsel, "Số người được tư vấn, giới thiệu việc làm", 0, of.counselled()
    yield "", "Trong đó: được giới thiệu việc làm", 1, of.counselled(was_referred=True)
    yield trained, "Số người có quyết định hỗ trợ học nghề", 0, of.trained().count()
    yield "", "Trong đó: đang hưởng trợ cấp thất nghiệp", 1, of.trained(drawing=True).count()
    yield cancelled, "Số người bị hủy quyết định hỗ trợ học nghề", 0, of.trained(cancelled=True).count()


def _lined(rows: Any, counted: Sequence[_Counted]) -> list[Line]:
    columns = [list(rows(of)) for of in counted]
    return [
        Line(number, label, depth, tuple(column[place][3] for column in columns))
        for place, (number, label, depth, _) in enumerate(columns[0])
    ]


def _age_group(day: date, year: int, month: int | None) -> str:
    age = day.year - year - ((month or 0) > day.month)
    return "to_24" if age <= 24 else "25_to_40" if age <= 40 else "over_40"
