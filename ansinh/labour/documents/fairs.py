"""The timetable of a fair on paper and as a workbook: by booth and hour, and by visitor. Only people the reader may see stand in it."""

import io
from itertools import groupby
from pathlib import Path
from typing import Any

from ansinh.core.cells import Workbook
from ansinh.core.days import vietnamese_day
from ansinh.core.papers import set_paper
from ansinh.labour.models import FairSession, Interview
from ansinh.labour.words import FAIR_KINDS, VISIT_CHANNELS

_PAGE = Path(__file__).parents[1] / "templates" / "labour" / "print" / "fairs_timetable.typ"
BY_BOOTH = ("Gian", "Đơn vị tuyển dụng", "Giờ", "Chỗ", "Họ và tên", "Năm sinh", "Việc làm", "Tham gia", "Mã vé")
BY_VISITOR = ("Họ và tên", "Năm sinh", "Mã vé", "Tham gia", "Giờ", "Gian", "Đơn vị tuyển dụng", "Việc làm")


def timetable_pdf(session: FairSession) -> bytes:
    """The timetable as PDF, A4: a table for each booth to hang on it. The same timetable gives the same bytes."""
    rows = _rows(session)
    booths = [
        {
            "title": f"Gian {number}: {organisation}",
            "rows": [[one["time"], str(one["seat"] or ""), one["name"], str(one["born"]), one["job"], one["channel"]] for one in met],
        }
        for (number, organisation), met in groupby(rows, key=lambda one: (one["number"], one["organisation"]))
    ]  # fmt: skip
    return set_paper(_PAGE, {"title": session.name, "about": _about(session), "code": session.code, "booths": booths})


def timetable_workbook(session: FairSession) -> bytes:
    """The timetable as XLSX: a sheet by booth and hour, a sheet by visitor."""
    rows = _rows(session)
    kept = io.BytesIO()
    book = Workbook(kept)
    strong = book.add_format({"bold": True})
    head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True})
    plain = book.add_format({"align": "left"})
    by_booth = [
        (one["number"], one["organisation"], one["time"], one["seat"] or "", one["name"], one["born"], one["job"], one["channel"], one["code"])
        for one in rows
    ]  # fmt: skip
    by_visitor = [
        (
            one["name"],
            one["born"],
            one["code"],
            one["channel"],
            one["time"],
            one["number"],
            one["organisation"],
            one["job"],
        )
        for one in sorted(rows, key=lambda one: (one["key"], one["code"], one["time"]))
    ]
    for name, heads, told in (("Theo gian", BY_BOOTH, by_booth), ("Theo người", BY_VISITOR, by_visitor)):
        sheet = book.add_worksheet(name)
        sheet.write_string(0, 0, session.name, strong)
        sheet.write_string(1, 0, _about(session))
        for place, heading in enumerate(heads):
            sheet.write_string(3, place, heading, head)
            sheet.set_column(place, place, 30 if heading in ("Đơn vị tuyển dụng", "Họ và tên", "Việc làm") else 11)
        for line, cells in enumerate(told, start=4):
            for place, cell in enumerate(cells):
                sheet.write(line, place, cell, plain)
        sheet.freeze_panes(4, 0)
        sheet.repeat_rows(3)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
    book.close()
    return kept.getvalue()


def _about(session: FairSession) -> str:
    when = f"{session.from_time:%H:%M}–{session.to_time:%H:%M} ngày {vietnamese_day(session.day)}"
    where = session.venue or session.commune.full_name
    return (
        f"Phiên {FAIR_KINDS[session.kind][0]}, mã {session.code}, {when}, {where}, mỗi lượt {session.slot_minutes} phút"
    )


def _rows(session: FairSession) -> list[dict[str, Any]]:
    """The interviews inside the reader's scope in the order of booths, hours and seats."""
    found = (
        Interview.objects.filter(session=session, slot__isnull=False)
        .exclude(state="withdrawn")
        .order_by("booth__number", "slot", "seat")
        .values_list(
            "booth__number", "booth__organisation__name", "slot", "seat", "person__name", "person__name_key", "person__birth_year",
            "vacancy__title", "visitor__channel", "visitor__code",
        )
    )  # fmt: skip
    names = ("number", "organisation", "slot", "seat", "name", "key", "born", "job", "channel", "code")
    rows: list[dict[str, Any]] = [dict(zip(names, row, strict=True)) for row in found]
    for row in rows:
        row["time"], row["channel"] = session.slot_time(row["slot"]), VISIT_CHANNELS[row["channel"]][0]
    return rows
