"""Year-end reports as communes send them: made from the records' own figures, in prose and tables, on several kinds of files.

Some are wrong on purpose, the way reports are: a share typed over, parts that do not add up, a target already passed, last year's
figure left standing. `SLIPS` says which commune makes which."""

import random
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from io import BytesIO

import docx

from ansinh.core.cells import Workbook
from ansinh.core.numbers import decimal, grouped
from ansinh.indicators.api import Period, figures
from ansinh.indicators.models import Snapshot
from ansinh.places.models import Place

FIGURES_BY_NAME = {
    "households": "poverty.households",
    "poor": "poverty.poor_households",
    "near_poor": "poverty.near_poor_households",
    "khmer_poor": "poverty.khmer_poor_households",
    "escaped": "poverty.escaped_poverty",
    "newly_poor": "poverty.newly_poor",
    "merit": "benefits.merit_titles",
    "assisted": "benefits.assistance_people",
    "older": "benefits.assistance_older",
    "disabled": "benefits.assistance_disabled",
    "cards": "benefits.people_with_account",
    "jobs": "jobs.created",
    "jobs_here": "jobs.created.local",
    "jobs_away": "jobs.created.other_province",
    "jobs_abroad": "jobs.abroad",
    "trained": "training.enrolled.rural",
}
FIGURES = tuple(FIGURES_BY_NAME.values())
FORMATS = ("docx", "txt", "docx", "xlsx", "html")
NOT_SENT = 3  # communes whose report has not come


@dataclass(frozen=True)
class Letter:
    """A file a commune sent."""

    place: Place
    name: str
    data: bytes


@dataclass
class Facts:
    """What a commune writes down: the records' figures, and its own plans, which no record of the house gives."""

    place: Place
    year: int
    households: int
    poor: int
    near_poor: int
    khmer_poor: int
    escaped: int
    newly_poor: int
    merit: int
    assisted: int
    older: int
    disabled: int
    cards: int
    jobs: int
    jobs_here: int
    jobs_away: int
    jobs_abroad: int
    jobs_plan: int
    jobs_next: int
    trained: int
    poor_rate: Decimal = field(init=False, default=Decimal(0))
    near_poor_rate: Decimal = field(init=False, default=Decimal(0))
    jobs_done: Decimal = field(init=False, default=Decimal(0))

    def __post_init__(self) -> None:
        self.poor_rate, self.near_poor_rate = (_percent(part, self.households) for part in (self.poor, self.near_poor))
        self.jobs_done = _percent(self.jobs, self.jobs_plan)


def _wrong_rate(told: Facts) -> None:
    told.poor_rate += Decimal("0.30")


def _wrong_parts(told: Facts) -> None:
    told.jobs_away += 20


def _low_target(told: Facts) -> None:
    told.jobs_next = max(0, told.jobs - 40)


def _wrong_count(told: Facts) -> None:
    told.near_poor += 7
    told.near_poor_rate = _percent(told.near_poor, told.households)


def _wrong_plan(told: Facts) -> None:
    told.jobs_plan += 30


SLIPS: Mapping[int, Callable[[Facts], None]] = {
    2: _wrong_rate,
    5: _wrong_parts,
    7: _low_target,
    11: _wrong_count,
    14: _wrong_plan,
}


def letters(communes: list[Place], *, year: int, snapshot: Snapshot, seed: int = 2023) -> Iterator[Letter]:
    """A report of each commune but the last few, in the order given."""
    period = Period(date(year, 1, 1), date(year, 12, 31))
    for number, commune in enumerate(communes[: len(communes) - NOT_SENT]):
        told = facts_of(commune, period, snapshot, random.Random(f"{seed}-{commune.pk}"))
        if slip := SLIPS.get(number):
            slip(told)
        form = FORMATS[number % len(FORMATS)]
        yield Letter(commune, f"BC-{year}-{commune.slug}.{form}", _WRITERS[form](told, number % 2))


def in_a_sentence(place: Place) -> str:
    """The unit's name inside a sentence: xã Châu Điền."""
    return place.full_name[0].lower() + place.full_name[1:]


def facts_of(commune: Place, period: Period, snapshot: Snapshot, chance: random.Random) -> Facts:
    """What the commune's officer has before them: the records as of the snapshot, and their own notebook for plans."""
    now = figures(FIGURES, place=commune, period=period, snapshot=snapshot)
    counts = {mine: int(now[name].value or 0) for mine, name in FIGURES_BY_NAME.items()}
    jobs = counts["jobs"]
    return Facts(
        place=commune, year=period.year, jobs_plan=max(1, jobs - chance.randint(1, 25)), jobs_next=jobs + chance.randint(5, 30), **counts,
    )  # fmt: skip


def _percent(part: int, whole: int) -> Decimal:
    return (Decimal(part) * 100 / Decimal(whole or 1)).quantize(Decimal("0.01"), ROUND_HALF_UP)


def paragraphs(told: Facts, manner: int) -> list[str]:
    """The report's text, in one of two manners."""
    n, rate = grouped, decimal
    jobs = (
        f"Trong năm, toàn xã giải quyết việc làm cho {n(told.jobs)} lao động, đạt {rate(told.jobs_done)}% kế hoạch "
        f"(kế hoạch {n(told.jobs_plan)} lao động); bao gồm: làm việc trong tỉnh {n(told.jobs_here)} lao động, ngoài tỉnh "
        f"{n(told.jobs_away)} lao động và đi làm việc ở nước ngoài {n(told.jobs_abroad)} lao động."
        if manner
        else f"Số lao động được tạo việc làm trong năm là {n(told.jobs)} người/{n(told.jobs_plan)} người, đạt {rate(told.jobs_done)}% "
        f"chỉ tiêu giao, gồm {n(told.jobs_here)} người làm việc trong tỉnh, {n(told.jobs_away)} người đi làm việc ngoài tỉnh và "
        f"{n(told.jobs_abroad)} người đi làm việc ở nước ngoài theo hợp đồng."
    )
    return [
        "ỦY BAN NHÂN DÂN " + told.place.full_name.upper(),
        f"{told.place.full_name}, ngày 15 tháng 12 năm {told.year}",
        "BÁO CÁO",
        f"Kết quả công tác lao động, người có công và xã hội năm {told.year}; nhiệm vụ năm {told.year + 1}",
        f"I. KẾT QUẢ THỰC HIỆN NĂM {told.year}",
        "1. Lao động, việc làm",
        jobs,
        f"Đã phối hợp mở lớp, đào tạo nghề cho {n(told.trained)} lao động nông thôn.",
        "2. Người có công và bảo trợ xã hội",
        f"Xã đang quản lý, chi trả trợ cấp ưu đãi hằng tháng cho {n(told.merit)} lượt người có công và thân nhân; trợ cấp xã hội hằng tháng "
        f"cho {n(told.assisted)} đối tượng, trong đó có {n(told.older)} người cao tuổi và {n(told.disabled)} người khuyết tật. "
        f"Đến nay có {n(told.cards)} đối tượng thụ hưởng chính sách được cấp thẻ ATM.",
        "3. Giảm nghèo",
        f"Qua rà soát, toàn xã có {n(told.households)} hộ dân cư; hộ nghèo còn {n(told.poor)} hộ, chiếm tỷ lệ {rate(told.poor_rate)}%, "
        f"trong đó hộ nghèo dân tộc Khmer {n(told.khmer_poor)} hộ; hộ cận nghèo còn {n(told.near_poor)} hộ, chiếm tỷ lệ "
        f"{rate(told.near_poor_rate)}%. Trong năm có {n(told.escaped)} hộ thoát nghèo, phát sinh mới {n(told.newly_poor)} hộ nghèo.",
        f"II. NHIỆM VỤ NĂM {told.year + 1}",
        f"Phấn đấu giải quyết việc làm cho {n(told.jobs_next)} lao động; đào tạo nghề cho {n(told.trained + 5)} lao động nông thôn; "
        "100% đối tượng bảo trợ xã hội được hưởng chính sách kịp thời.",
    ]


def _rows(told: Facts) -> list[tuple[str, str, int | Decimal, int | Decimal | None, Decimal | None]]:
    """The annex: indicator, unit, done, plan, percent of plan."""
    return [
        ("Số lao động được giải quyết việc làm", "Người", told.jobs, told.jobs_plan, told.jobs_done),
        ("Số lao động đi làm việc ở nước ngoài theo hợp đồng", "Người", told.jobs_abroad, None, None),
        ("Tổng số hộ dân cư", "Hộ", told.households, None, None),
        ("Số hộ nghèo", "Hộ", told.poor, None, None),
        ("Tỷ lệ hộ nghèo", "%", told.poor_rate, None, None),
        ("Số hộ cận nghèo", "Hộ", told.near_poor, None, None),
        ("Tỷ lệ hộ cận nghèo", "%", told.near_poor_rate, None, None),
        ("Số người hưởng trợ cấp xã hội hằng tháng", "Người", told.assisted, None, None),
    ]


def _as_text(told: Facts, manner: int) -> bytes:
    return "\n\n".join(paragraphs(told, manner)).encode()


def _as_html(told: Facts, manner: int) -> bytes:
    body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs(told, manner))
    return f"<!doctype html><html lang=vi><meta charset=utf-8><title>Báo cáo</title><body>{body}</body></html>".encode()


def _as_word(told: Facts, manner: int) -> bytes:
    paper = docx.Document()
    for paragraph in paragraphs(told, manner):
        paper.add_paragraph(paragraph)
    paper.add_paragraph(f"Phụ lục. Một số chỉ tiêu năm {told.year}")
    table = paper.add_table(rows=1, cols=6, style="Table Grid")
    for cell, head in zip(table.rows[0].cells, _HEADS, strict=True):
        cell.text = head.format(year=told.year)
    for number, (name, unit, done, plan, percent) in enumerate(_rows(told), 1):
        said = (str(number), name, unit, *("" if value is None else _written(value) for value in (plan, done, percent)))
        for cell, text in zip(table.add_row().cells, said, strict=True):
            cell.text = text
    kept = BytesIO()
    paper.save(kept)
    return kept.getvalue()


def _as_sheet(told: Facts, manner: int) -> bytes:
    kept = BytesIO()
    with Workbook(kept) as book:
        sheet = book.add_worksheet("Phụ lục")
        sheet.write(0, 0, "ỦY BAN NHÂN DÂN " + told.place.full_name.upper())
        sheet.write(2, 0, f"BÁO CÁO MỘT SỐ CHỈ TIÊU LAO ĐỘNG, NGƯỜI CÓ CÔNG VÀ XÃ HỘI NĂM {told.year}")
        sheet.write_row(4, 0, [head.format(year=told.year) for head in _HEADS])
        for number, (name, unit, done, plan, percent) in enumerate(_rows(told), 1):
            values = ["" if value is None else _written(value) for value in (plan, done, percent)]
            sheet.write_row(4 + number, 0, [number, name, unit, *values])
    return kept.getvalue()


_HEADS = ("TT", "Chỉ tiêu", "Đơn vị tính", "Kế hoạch năm {year}", "Thực hiện năm {year}", "% so với kế hoạch")
_WRITERS: Mapping[str, Callable[[Facts, int], bytes]] = {
    "txt": _as_text, "html": _as_html, "docx": _as_word, "xlsx": _as_sheet,
}  # fmt: skip


def _written(value: int | Decimal) -> str:
    return decimal(value) if isinstance(value, Decimal) else grouped(value)
