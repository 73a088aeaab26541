"""The evidence of the process: how each procedure really goes, and which open dossiers are likely to be late.

The address holds the question: `nam` the year, or `tu` and `den` two days; `xa` a commune. Nobody is named but in the forecast, where
an officer finds the dossier; what fewer than five would tell says «dưới 5»."""

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from ansinh.core import audit, charts
from ansinh.core.cells import Workbook
from ansinh.core.days import read_day, vietnamese_day
from ansinh.core.language import is_english
from ansinh.core.models import ROLES
from ansinh.core.numbers import decimal, grouped
from ansinh.dossiers import words
from ansinh.dossiers.actions.moving import path_of
from ansinh.dossiers.jobs.catalogue import Path, procedures
from ansinh.dossiers.jobs.evidence import (
    FEWEST,
    Bottleneck,
    Evidence,
    Sums,
    days_of,
    evidence,
    procedures_walked,
    years_walked,
)
from ansinh.dossiers.jobs.forecast import Expected, expected
from ansinh.dossiers.models import Dossier
from ansinh.places.models import Place

from .lists import procedure_said, step_said

CHANCES = {
    "tre": ("đã trễ", "late already"),
    "cao": ("rất có thể trễ", "very likely late"),
    "vua": ("có thể trễ", "may be late"),
    "thap": ("ít khả năng trễ", "not likely late"),
    "kip": ("chắc kịp", "in time"),
    "chua-ro": ("chưa đủ số liệu để đoán", "too little to tell"),
}
TONES = {"tre": "bad", "cao": "bad", "vua": "warn", "thap": "", "kip": "good", "chua-ro": "quiet"}
ROWS_A_PAGE, COMMUNES_SHOWN = 50, 20


@dataclass(frozen=True)
class Asked:
    """What the address asks: a period, and perhaps a commune."""

    first: date
    last: date
    commune: Place | None
    years: Sequence[int]
    wrong: str = ""

    @property
    def address(self) -> str:
        """The same question as a query."""
        told = {"tu": vietnamese_day(self.first), "den": vietnamese_day(self.last)} | (
            {"xa": self.commune.pk} if self.commune else {}
        )
        return urlencode(told)

    @property
    def year(self) -> int | None:
        """The whole year asked, when it is one."""
        return self.first.year if (self.first, self.last) == whole_year(self.first.year) else None

    @property
    def said(self) -> str:
        return str(self.year) if self.year else f"{vietnamese_day(self.first)} – {vietnamese_day(self.last)}"

    def evidence(self, procedure: str) -> Evidence:
        return evidence(
            procedure=procedure, first=self.first, last=self.last, commune=self.commune.pk if self.commune else ""
        )


def whole_year(year: int) -> tuple[date, date]:
    """Its first and last day."""
    return date(year, 1, 1), date(year, 12, 31)


def evidence_list(request: HttpRequest) -> HttpResponse:
    """Every procedure with dossiers in the period: how many, on time, how long."""
    asked = _asked(request)
    walked = procedures_walked(first=asked.first, last=asked.last, commune=asked.commune.pk if asked.commune else "")
    rows = [
        {
            "name": name,
            "label": procedure_said(name),
            "sums": sums,
            "cells": _cells(sums),
            "address": _address("evidence", asked, name),
        }
        for name, sums in walked.items()
    ]
    return render(request, "dossiers/evidence_list.html", {"asked": asked, "rows": rows})


def evidence_page(request: HttpRequest, name: str) -> HttpResponse:
    """One procedure: the real path against the drawn one, steps, returns, supplements, communes, the bottleneck."""
    if name not in procedures():
        raise Http404
    asked = _asked(request)
    found = asked.evidence(name)
    path = _drawn(found)
    context = {
        "asked": asked,
        "name": name,
        "procedure": procedure_said(name),
        "found": found,
        "path": path,
        "cells": _cells(found.sums),
        "picture": _picture(found, path) if path else "",
        "steps": _steps(found, path),
        "loops": few(found.loops),
        "loops_share": percent(found.loops, found.sums.received),
        "paths": [
            {"steps": [_step(name, one) for one in names], "count": grouped(count), "days": days(hours)}
            for names, count, hours in found.paths
        ],
        "return_reasons": _reasons(found.return_reasons),
        "supplement_reasons": _reasons(found.supplement_reasons),
        "missing": [(_paper(name, key), few(count)) for key, count in found.missing_papers],
        "bodies": [
            (ROLES[role][is_english()] if role in ROLES else role, few(count), days(hours), few(sent))
            for role, count, hours, sent in found.bodies
        ],
        "communes": _communes(found, asked, name)[:COMMUNES_SHOWN],
        "more_communes": _communes(found, asked, name)[COMMUNES_SHOWN:],
        "bottleneck": _sentence(found, name),
        "few": FEWEST,
    }
    return render(request, "dossiers/evidence.html", context)


def evidence_book(request: HttpRequest, name: str) -> HttpResponse:
    """The same figures as a workbook; leaves a trace."""
    if name not in procedures():
        raise Http404
    asked = _asked(request)
    found = asked.evidence(name)
    with transaction.atomic():
        audit.record(
            "export",
            f"evidence:{name}",
            detail={
                "first": str(asked.first),
                "last": str(asked.last),
                "commune": asked.commune.pk if asked.commune else "",
            },
        )
    content = _workbook(found, asked, name)
    response = HttpResponse(content, content_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
    response["Content-Disposition"] = (
        f'attachment; filename="bang-chung-{name}-{asked.first:%Y%m%d}-{asked.last:%Y%m%d}.xlsx"'
    )
    return response


def forecast(request: HttpRequest) -> HttpResponse:
    """Open dossiers, the soonest due first, with how likely each is to be late and why."""
    chosen = {"band": request.GET.get("kn", ""), "name": request.GET.get("thu-tuc", "")}
    address = urlencode({key: value for key, value in (("kn", chosen["band"]), ("thu-tuc", chosen["name"])) if value})
    found = expected()
    codes: dict[int, list[Any]] = {
        pk: told
        for pk, *told in Dossier.objects.filter(state__in=words.RUNNING, is_sensitive=False).values_list(
            "pk", "code", "procedure", "applicant_name", "commune__full_name", "due_on"
        )
    }
    rows = [(one, codes[one.dossier]) for one in found if one.dossier in codes]
    counts = {key: sum(chance_of(one) == key for one, _told in rows) for key in CHANCES}
    names = sorted({told[1] for _one, told in rows}, key=procedure_said)
    kept = [pair for pair in rows if chosen["band"] in ("", chance_of(pair[0])) and chosen["name"] in ("", pair[1][1])]
    page = Paginator(kept, ROWS_A_PAGE).get_page(request.GET.get("trang"))
    return render(
        request,
        "dossiers/evidence_forecast.html",
        {
            "lines": [_line(one, *told) for one, told in page],
            "page": page,
            "chosen": chosen,
            "kept": address,
            "counts": [
                (key, said[is_english()], TONES[key], counts[key]) for key, said in CHANCES.items() if counts[key]
            ],
            "names": [(name, procedure_said(name)) for name in names],
        },
    )


def chance_of(one: Expected) -> str:
    """In which words the chance of being late is told."""
    if one.left < 0:
        return "tre"
    if one.chance is None:
        return "chua-ro"
    return next(key for key, least in (("cao", 80), ("vua", 50), ("thap", 20), ("kip", 0)) if one.chance >= least)


def few(count: int) -> str:
    """A count, or that it is below FEWEST."""
    return grouped(count) if count >= FEWEST or count == 0 else _("dưới %(few)s") % {"few": FEWEST}


def percent(part: int, whole: int) -> str:
    """The share of a count that may be told."""
    return f"{decimal(100 * part / whole, 1)} %" if whole >= FEWEST and (part >= FEWEST or part == 0) else "–"


def days(hours: float | None) -> str:
    """`2,2 ngày`: working days of eight hours."""
    return "–" if hours is None else _("%(days)s ngày") % {"days": decimal(days_of(hours), 1)}


def days_and_hours(hours: float | None) -> str:
    """`2,2 ngày (18 giờ)`."""
    return (
        "–"
        if hours is None
        else _("%(days)s ngày (%(hours)s giờ)") % {"days": decimal(days_of(hours), 1), "hours": grouped(round(hours))}
    )


def _asked(request: HttpRequest) -> Asked:
    years = years_walked()
    first, last = whole_year(years[0] if years else timezone.localdate().year)
    wrong = ""
    try:
        if raw := request.GET.get("nam"):
            first, last = whole_year(int(raw))
        first = read_day(request.GET["tu"]) if request.GET.get("tu") else first
        last = read_day(request.GET["den"]) if request.GET.get("den") else last
    except ValueError:
        wrong = _("Ngày không đọc được. Ghi năm, hoặc hai ngày như 01/07/2026.")
    if last < first:
        first, last, wrong = last, first, ""
    commune = Place.objects.filter(pk=request.GET.get("xa", "")).first()
    return Asked(first, last, commune, years, wrong)


def _address(page: str, asked: Asked, name: str) -> str:
    return f"{reverse(page, args=[name])}?{asked.address}"


def _cells(sums: Sums) -> dict[str, str]:
    """The figures of a row of sums as people read them."""
    return {
        "received": few(sums.received),
        "settled": few(sums.settled),
        "early": few(sums.early),
        "in_time": few(sums.in_time),
        "late": few(sums.late),
        "pending": few(sums.pending),
        "pending_late": few(sums.pending_late),
        "withdrawn": few(sums.withdrawn),
        "without_limit": few(sums.without_limit),
        "on_time": f"{decimal(sums.on_time, 1)} %" if sums.on_time is not None else "–",
        "median": days(sums.median_hours),
        "p90": days(sums.p90_hours),
        "waited": days(sums.waited_hours),
        "returned": percent(sums.returned, sums.received),
        "supplemented": percent(sums.supplemented, sums.received),
    }


def _drawn(found: Evidence) -> Path | None:
    """The path the law drew for the newest dossier of the way most of them went."""
    return path_of(Dossier._base_manager.get(pk=found.usual)) if found.usual else None


def _limit_said(path: Path, stage: str) -> str:
    limit = path.limit(stage)
    return (
        _("không có hạn riêng")
        if limit.count is None
        else _("hạn %(count)s %(unit)s") % {"count": limit.count, "unit": words.UNITS[limit.unit][is_english()]}
    )


def _picture(found: Evidence, path: Path) -> str:
    """The drawn path with the passages that were really made."""
    numbers = {(stage.key, step.key): number for number, (stage, step) in enumerate(path.steps, start=1)}
    times = {(one.stage, one.key): one for one in found.steps}
    stops = [charts.Stop(_("Tiếp nhận"), few(found.sums.received) + " " + _("hồ sơ"))]
    before = ""
    for stage, step in path.steps:
        time = times.get((stage.key, step.key))
        label = (stage.label_vi, stage.label_en)[is_english()]
        part = f"{_limit_said(path, stage.key)} · {label}" if stage.key != before else ""
        note = (
            _("nửa số: %(median)s; 9/10: %(p90)s") % {"median": days(time.median_hours), "p90": days(time.p90_hours)}
            if time
            else _("chưa ai qua")
        )
        stops.append(charts.Stop((step.label_vi, step.label_en)[is_english()], note, part))
        before = stage.key
    stops.append(charts.Stop(_("Kết thúc"), _("%(count)s đã giải quyết") % {"count": few(found.sums.settled)}))
    numbers |= {("", ""): 0}
    ways = []
    for way in found.ways:
        start = numbers.get((way.from_stage, way.from_key))
        end = len(stops) - 1 if way.to_key == "" and way.from_key else numbers.get((way.to_stage, way.to_key))
        if start is None or end is None or way.count < FEWEST:
            continue
        ways.append(charts.Way(start, end, way.share, f"{decimal(100 * way.share, 1)} %"))
    title = _("Đường đi thật của hồ sơ so với đường quy định: %(name)s") % {"name": procedure_said(found.procedure)}
    return mark_safe(charts.path_chart(stops, ways, title=title))


def _steps(found: Evidence, path: Path | None) -> list[dict[str, Any]]:
    drawn = {(stage.key, step.key) for stage, step in path.steps} if path else set()
    return [
        {
            "label": step_said(found.procedure, one.stage, one.key),
            "role": ROLES[one.role][is_english()] if one.role in ROLES else one.role,
            "walks": few(one.walks),
            "median": days_and_hours(one.median_hours),
            "p90": days_and_hours(one.p90_hours),
            "waited": days(one.waited_hours),
            "returned": percent(one.returned, one.walks),
            "over": percent(one.over, one.walks),
            "share": f"{decimal(100 * one.share, 0)} %",
            "again": few(one.again),
            "open": few(one.open),
            "is_drawn": (one.stage, one.key) in drawn,
        }
        for one in sorted(found.steps, key=lambda one: ((one.stage, one.key) not in drawn, one.number))
    ]


def _step(procedure: str, name: str) -> str:
    stage, _slash, key = name.partition("/")
    return step_said(procedure, stage, key)


def _reasons(counted: Iterable[tuple[str, int]]) -> list[tuple[str, str]]:
    return [(words.RETURN_REASONS.get(key, (key, key))[is_english()], few(count)) for key, count in counted]


def _paper(procedure: str, key: str) -> str:
    declared = procedures().get(procedure)
    found = next((one for one in declared.components if one.key == key), None) if declared else None
    return (found.label_vi, found.label_en)[is_english()] if found else key


def _communes(found: Evidence, asked: Asked, name: str) -> list[dict[str, Any]]:
    places = dict(Place.objects.filter(pk__in=[key for key, _sums in found.communes]).values_list("pk", "full_name"))
    here = reverse("evidence", args=[name])
    period = {"tu": vietnamese_day(asked.first), "den": vietnamese_day(asked.last)}
    return [
        {"name": places.get(key, key), "cells": _cells(sums), "address": f"{here}?{urlencode({**period, 'xa': key})}"}
        for key, sums in sorted(found.communes, key=lambda pair: -(pair[1].median_hours or 0))
    ]


def _sentence(found: Evidence, name: str) -> str:
    """The worst bottleneck in one sentence or two."""
    worst = found.bottleneck
    if worst is None:
        return ""
    told = {
        "step": step_said(name, worst.stage, worst.key),
        "body": _stage_said(name, worst),
        "median": days(worst.median_hours),
        "over": few(worst.over),
        "walks": grouped(worst.walks),
    }
    if not worst.over:
        return (
            _(
                "Lâu nhất là bước «%(step)s» (%(body)s): nửa số hồ sơ mất từ %(median)s làm việc trở lên. Không lượt nào quá hạn của khâu."
            )
            % told
        )
    first = _(
        "Chậm nhất là bước «%(step)s» (%(body)s): nửa số hồ sơ mất từ %(median)s làm việc trở lên, %(over)s trên %(walks)s lượt quá hạn của khâu."
    )
    if worst.on_time_now is None or worst.on_time_then is None:
        return first % told
    saved = {
        "saved": decimal(worst.saved_days, 2),
        "now": decimal(worst.on_time_now, 1),
        "then": decimal(worst.on_time_then, 1),
    }
    if saved["now"] == saved["then"]:
        second = _("Nếu khâu này luôn xong trong hạn, mỗi hồ sơ nhanh hơn bình quân %(saved)s ngày làm việc.")
    else:
        second = _(
            "Nếu khâu này luôn xong trong hạn, mỗi hồ sơ nhanh hơn bình quân %(saved)s ngày làm việc, "
            "tỷ lệ giải quyết trong hạn từ %(now)s %% lên %(then)s %%."
        )
    return f"{first % told} {second % saved}"


def _stage_said(name: str, worst: Bottleneck) -> str:
    stage = procedures()[name].stage(worst.stage)
    return (stage.label_vi, stage.label_en)[is_english()]


def _line(one: Expected, code: str, procedure: str, applicant: str, commune: str, due_on: date) -> dict[str, Any]:
    key = chance_of(one)
    return {
        "code": code,
        "procedure": procedure_said(procedure),
        "applicant": applicant,
        "commune": commune,
        "due_on": due_on,
        "tone": TONES[key],
        "chance": CHANCES[key][is_english()],
        "percent": None if one.chance is None or key == "tre" else round(one.chance),
        "of": one.of,
        "where": _("ở xã này") if one.in_commune else _("trong tỉnh"),
        "step": step_said(procedure, one.stage, one.key),
        "why": _why(one),
    }


def _why(one: Expected) -> str:
    """`bước này thường mất 4 ngày làm việc, đã ở đây 1 ngày; hạn còn 2 ngày`."""
    told = {
        "usual": decimal(one.usual, 0) if one.usual is not None else "",
        "spent": decimal(one.spent, 0),
        "left": decimal(abs(one.left), 0),
    }
    parts = [_("bước này thường mất %(usual)s ngày làm việc") % told] if one.usual is not None else []
    parts.append(_("đã ở đây %(spent)s ngày") % told)
    parts.append(
        _("quá hạn %(left)s ngày làm việc") % told if one.left < 0 else _("hạn còn %(left)s ngày làm việc") % told
    )
    if one.is_waiting:
        parts.append(_("đang chờ người nộp bổ sung, chưa tính ngày"))
    return "; ".join(parts)


def _workbook(found: Evidence, asked: Asked, name: str) -> bytes:
    """The figures of the page, a sheet a table."""
    out = io.BytesIO()
    with Workbook(out, {"in_memory": True}) as book:
        bold = book.add_format({"bold": True})
        where = asked.commune.full_name if asked.commune else _("Toàn phạm vi được xem")
        _sheet(
            book,
            bold,
            _("Tổng hợp"),
            (_("Nội dung"), _("Số liệu")),
            [
                (_("Thủ tục"), procedure_said(name)),
                (_("Tiếp nhận"), asked.said),
                (_("Nơi"), where),
                *((label, _cells(found.sums)[key]) for key, label in _sum_labels().items()),
                (_("Điểm nghẽn"), _sentence(found, name)),
            ],
        )
        heads = (
            _("Bước"),
            _("Vai trò"),
            _("Lượt"),
            _("Nửa số hồ sơ"),
            _("9/10 hồ sơ"),
            _("Chờ người nộp"),
            _("Bị trả lại"),
            _("Quá hạn của khâu"),
            _("Phần thời gian"),
            _("Làm lại"),
            _("Đang ở bước"),
        )
        columns = ("label", "role", "walks", "median", "p90", "waited", "returned", "over", "share", "again", "open")
        _sheet(
            book, bold, _("Các bước"), heads, [[one[key] for key in columns] for one in _steps(found, _drawn(found))]
        )
        _sheet(book, bold, _("Lý do trả lại"), (_("Lý do"), _("Lượt")), _reasons(found.return_reasons))
        _sheet(
            book,
            bold,
            _("Bổ sung"),
            (_("Lý do, giấy tờ"), _("Lượt")),
            [
                *_reasons(found.supplement_reasons),
                *((_paper(name, key), few(count)) for key, count in found.missing_papers),
            ],
        )
        columns_of_communes = (_("Xã"), *(label for label in _sum_labels().values()))
        _sheet(
            book,
            bold,
            _("Theo xã"),
            columns_of_communes,
            [(one["name"], *(one["cells"][key] for key in _sum_labels())) for one in _communes(found, asked, name)],
        )
    return out.getvalue()


def _sheet(book: Any, bold: Any, title: str, heads: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    sheet = book.add_worksheet(title)
    sheet.write_row(0, 0, heads, bold)
    for line, row in enumerate(rows, start=1):
        for place, cell in enumerate(row):
            sheet.write_string(line, place, cell)
    sheet.set_column(0, 0, 42)
    sheet.set_column(1, len(heads), 18)
    sheet.freeze_panes(1, 1)


def _sum_labels() -> dict[str, str]:
    return {
        "received": _("Tiếp nhận"),
        "settled": _("Đã giải quyết"),
        "early": _("Trước hạn"),
        "in_time": _("Đúng hạn"),
        "late": _("Quá hạn"),
        "pending": _("Đang giải quyết"),
        "pending_late": _("Đang giải quyết, đã quá hạn"),
        "withdrawn": _("Đã rút"),
        "without_limit": _("Không có hạn"),
        "on_time": _("Tỷ lệ đúng hạn"),
        "median": _("Nửa số hồ sơ"),
        "p90": _("9/10 hồ sơ"),
        "returned": _("Bị trả lại bước trước"),
        "supplemented": _("Phải bổ sung"),
    }
