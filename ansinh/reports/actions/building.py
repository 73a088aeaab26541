"""From an outline and the indicators to the content of a report."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml
from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from ansinh.core import charts, numbers
from ansinh.core.days import formal_day, vietnamese_day
from ansinh.core.installation import MADE_UP, is_made_up
from ansinh.core.rooms import modules
from ansinh.indicators.api import Figure, Period, check, figures, indicator_named, snapshot_for, target_in_force
from ansinh.indicators.models import Snapshot
from ansinh.places.models import Place, who_serves
from ansinh.reports.actions.sentences import figure_run, fill, holes
from ansinh.reports.documents.content import Block, Chart, Content, Heading, Paragraph, Run, Table

OUTLINES = Path(__file__).resolve().parents[1] / "data"


@dataclass
class Figures:
    """Every figure a report asks, each kind in one pass: now, the year before, the plan."""

    place: Place
    year: int
    snapshot: Snapshot
    names: tuple[str, ...]
    missing: dict[str, str] = field(default_factory=dict)

    @cached_property
    def period(self) -> Period:
        return Period(date(self.year, 1, 1), date(self.year, 12, 31))

    @cached_property
    def now(self) -> dict[str, Figure]:
        return figures(self.names, place=self.place, period=self.period, snapshot=self.snapshot)

    @cached_property
    def before(self) -> dict[str, Figure]:
        return figures(self.names, place=self.place, period=self.period.before, snapshot=self.snapshot)

    def value(self, indicator: str) -> Any:
        told = self.now[indicator]
        if told.value is None:
            self.missing[indicator] = told.missing
        return told.value

    def last(self, indicator: str) -> Any:
        return self.before[indicator].value

    def plan(self, indicator: str, year: int | None = None) -> Any:
        target = target_in_force(indicator, self.place, year or self.year)
        return target.value if target else None

    def unit(self, indicator: str) -> str:
        return indicator_named(indicator).unit

    def label(self, indicator: str) -> str:
        return indicator_named(indicator).label_vi

    def href(self, indicator: str) -> str:
        """The page of the figure for this place, day and snapshot."""
        query = f"?place={self.place.pk}&year={self.year}&snapshot={self.snapshot.pk}"
        return settings.SITE_ADDRESS + reverse("indicator", args=[indicator]) + query


def outline(kind: str) -> dict[str, Any]:
    """The outline of a kind of report, from its yaml."""
    told: dict[str, Any] = yaml.safe_load((OUTLINES / f"{kind}.yaml").read_text())
    return told


def compose(
    *, place: Place, year: int, kind: str = "year_end", snapshot: Snapshot | None = None
) -> tuple[Content, Snapshot]:
    """The content of a report of a place for a year, from the snapshot named or the newest."""
    told = outline(kind)
    kept = snapshot_for(place, snapshot)
    asked = Figures(place, year, kept, tuple(sorted(set(_names(told["blocks"])))))
    last_day = asked.period.to_day
    words = {
        "year": str(year),
        "next_year": str(year + 1),
        "day": "ngày " + vietnamese_day(last_day),
        "place": place.full_name,
    }
    missing: list[tuple[str, str]] = []
    blocks = _numbered(block for said in told["blocks"] for block in _blocks(said, asked, words, missing))
    issued_on = timezone.localdate()
    office = next((one for one in who_serves("poverty", "manage", place, last_day) if one.place == place), None)
    content = Content(
        parent_body=f"UBND {place.full_name}",
        body=office.name_vi if office else f"UBND {place.full_name}",
        number=f"…/BC-{_initials(office.name_vi) if office else 'UBND'}",
        place_name=place.name,
        day_words=formal_day(issued_on),
        title=told["title"],
        subtitle=told["subtitle"].format(**words),
        addressee="",
        blocks=blocks,
        recipients=tuple(told["recipients"]),
        signer_title="Giám đốc" if place.level == 1 else "Chủ tịch",
        signer="",
        missing=tuple(dict.fromkeys(missing)),
        snapshot=kept.pk,
        banner=MADE_UP if is_made_up() else "",
        footnote=f"Số liệu chụp lúc {timezone.localtime(kept.taken_at):%H:%M %d/%m/%Y}, bản chụp {kept.pk}.",
    )
    return content, kept


def _numbered(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """The blocks, tables named by their number."""
    number, found = 0, list[Block]()
    for block in blocks:
        if isinstance(block, Table):
            number += 1
            block = replace(block, caption=f"Bảng {number}. {block.caption}")
        found.append(block)
    return tuple(found)


def _names(blocks: Iterable[dict[str, Any]]) -> Iterator[str]:
    for block in blocks:
        if "sentence" in block:
            yield from (name for name in holes(block["say"]) if "." in name)
        yield from block.get("figures", ())
        if "figure" in block:
            yield block["figure"]
        for pattern in block.get("columns", {}).values():
            yield from (pattern.format(code=code) for code in _codes(block))


def _codes(block: dict[str, Any]) -> dict[str, tuple[str, str]]:
    room, name = block["codes"].split(".")
    told: dict[str, tuple[str, str]] = getattr(modules("words")[room], name)
    return told


def _blocks(said: dict[str, Any], asked: Figures, words: dict[str, str], missing: list[tuple[str, str]]) -> list[Block]:
    match said:
        case {"heading": text}:
            return [Heading(text.format(**words), level=said.get("level", 1))]
        case {"sentence": name, "say": sentence}:
            filled = fill(sentence, asked, words)
            missing += [(asked.label(lack), _why(asked, lack)) for lack in filled.lacks]
            return [] if filled.lacks else [Paragraph(name, filled.runs)]
        case {"prompt": name, "say": text}:
            return [Paragraph(name, (Run(text, is_missing=True),))]
        case {"missing": rows}:
            missing += [(what, why) for what, why in rows]
            told = "; ".join(what[0].lower() + what[1:] for what, _ in rows)
            return [Paragraph(f"missing-{len(missing)}", (Run(f"Hệ thống chưa có số liệu: {told}.", is_missing=True),))]
        case {"findings": name}:
            return _findings(name, asked)
        case {"chart": name}:
            return _chart(name, said, asked, words)
        case {"table": name}:
            made = _table(name, said, asked, words)
            return [made] if made else []
    raise ValueError(f"outline: unknown block {said}")


def _why(asked: Figures, name: str) -> str:
    return asked.now[name].missing or asked.before[name].missing or "chưa có số liệu"


def _table(name: str, said: dict[str, Any], asked: Figures, words: dict[str, str]) -> Table | None:
    caption = said["caption"].format(**words)
    match said["of"]:
        case "targets":
            head = (
                "TT",
                "Chỉ tiêu",
                "ĐVT",
                f"Thực hiện {asked.year - 1}",
                f"Kế hoạch {asked.year}",
                f"Thực hiện {asked.year}",
                "% kế hoạch",
            )
            rows = [_target_row(index, one, asked) for index, one in enumerate(said["figures"], 1)]
            return Table(
                name, caption, head, tuple(rows), text_columns=3, widths=(0.06, 0.32, 0.1, 0.13, 0.13, 0.13, 0.13)
            )
        case "next_targets":
            shown = ("TT", "Chỉ tiêu", "ĐVT", f"Thực hiện {asked.year}", f"Kế hoạch {asked.year + 1}")
            rows = [_next_row(index, one, asked) for index, one in enumerate(said["figures"], 1)]
            return Table(name, caption, shown, tuple(rows), text_columns=3, widths=(0.07, 0.45, 0.12, 0.18, 0.18))
        case "places":
            return _place_table(name, said, asked, caption)
        case _:
            return _code_table(name, said, asked, caption)


def _target_row(index: int, name: str, asked: Figures) -> tuple[Run, ...]:
    views = [figure_run(name, view, asked) for view in ("last_plain", "plan_plain", "plain", "done_plain")]
    return (Run(str(index)), Run(asked.label(name)), Run(numbers.unit_name(asked.unit(name))), *map(_dashed, views))


def _next_row(index: int, name: str, asked: Figures) -> tuple[Run, ...]:
    plan = asked.plan(name, asked.year + 1)
    planned = Run("–" if plan is None else numbers.decimal(plan, 2), indicator=name)
    return (
        Run(str(index)),
        Run(asked.label(name)),
        Run(numbers.unit_name(asked.unit(name))),
        _dashed(figure_run(name, "plain", asked)),
        planned,
    )


def _dashed(run: Run) -> Run:
    return Run("–", indicator=run.indicator) if run.is_missing else run


def _place_table(name: str, said: dict[str, Any], asked: Figures, caption: str) -> Table | None:
    told = figures(said["figures"], place=asked.place, period=asked.period, by=said["by"], snapshot=asked.snapshot)
    if not any(one.rows for one in told.values()):
        return None
    columns = [{row.key: row for row in told[one].rows} for one in said["figures"]]
    head = ("TT", "Địa bàn", *(_short_label(one, asked) for one in said["figures"]))
    rows = []
    for index, row in enumerate(told[said["figures"][0]].rows, 1):
        cells = (
            _cell(one, column.get(row.key), asked, said["by"])
            for one, column in zip(said["figures"], columns, strict=True)
        )
        rows.append((Run(str(index)), Run(row.label_vi), *cells))
    total = (_dashed(figure_run(one, "plain", asked)) for one in said["figures"])
    rows.append((Run(""), Run("Tổng cộng"), *total))
    figure_count = len(said["figures"])
    return Table(name, caption, head, tuple(rows), widths=(0.06, 0.29, *[0.65 / figure_count] * figure_count))


def _short_label(name: str, asked: Figures) -> str:
    unit = numbers.unit_name(asked.unit(name))
    return f"{asked.label(name)} ({unit})" if unit else asked.label(name)


def _cell(name: str, row: Any, asked: Figures, by: str) -> Run:
    if row is None or row.value is None:
        return Run("–", indicator=name)
    text = numbers.grouped(row.value) if isinstance(row.value, int) else numbers.decimal(row.value)
    return Run(text, indicator=name, href=f"{asked.href(name)}&by={by}&cell={row.key}", value=str(row.value))


def _code_table(name: str, said: dict[str, Any], asked: Figures, caption: str) -> Table:
    head = ("TT", said["first"], *said["columns"])
    rows = tuple(
        (
            Run(str(index)),
            Run(label),
            *(_dashed(figure_run(pattern.format(code=code), "plain", asked)) for pattern in said["columns"].values()),
        )
        for index, (code, (label, _)) in enumerate(_codes(said).items(), 1)
    )
    count = len(said["columns"])
    return Table(name, caption, head, rows, widths=(0.07, 0.93 - 0.15 * count, *[0.15] * count))


def _chart(name: str, said: dict[str, Any], asked: Figures, words: dict[str, str]) -> list[Block]:
    one = said["figure"]
    told = figures([one], place=asked.place, period=asked.period, by=said["by"], snapshot=asked.snapshot)[one]
    ranked = sorted(told.rows, key=lambda row: (row.value is None, -(row.value or 0)))
    bars = [
        charts.Bar(row.label_vi, None if row.value is None else float(row.value), numbers.figure(row.value, told.unit))
        for row in ranked
    ]
    caption = said["caption"].format(**words)
    return [Chart(name, caption, charts.bar_chart(bars, title=caption))] if bars else []


def _findings(name: str, asked: Figures) -> list[Block]:
    """What the checks found wrong, each in a sentence; one sentence when nothing is."""
    told = [
        one
        for one in check(place=asked.place, period=asked.period, snapshot=asked.snapshot)
        if one.verdict == "inconsistent"
    ]
    if not told:
        return [Paragraph(f"{name}-0", (Run("Các số liệu đã đối chiếu khớp với nhau."),))]
    return [Paragraph(f"{name}-{index}", (Run(one.said),)) for index, one in enumerate(told)]


def _initials(body: str) -> str:
    """`SLĐTBXH` for `Sở Lao động - Thương binh và Xã hội tỉnh Trà Vinh`."""
    name = body.split(" tỉnh ")[0].split(" thành phố ")[0]
    return "".join(word[0].upper() for word in name.replace("-", " ").split() if word.lower() != "và")
