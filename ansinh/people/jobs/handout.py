"""People out to files: the register in the columns officers use, and the rows of a file that were sent back."""

import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from typing import Any
from xml.sax.saxutils import escape

from django.db.models import Case, IntegerField, Value, When
from xlsxwriter.utility import xl_col_to_name

from ansinh.core.cells import Workbook, csv_writer
from ansinh.core.days import vietnamese_day
from ansinh.people.jobs.headings import LABELS
from ansinh.people.models import Membership, Person
from ansinh.people.words import ETHNICITIES, ROLES, SEXES

HEADER = ["STT", *LABELS.values()]
_CHUNK = 5000
_SHEET = "xl/worksheets/sheet1.xml"


def people_lines(commune_ids: Iterable[str] | None = None) -> Iterator[list[str]]:
    """One line a living or dead person inside the acting scope, household by household with the head first, in the columns of `HEADER`."""
    members = Membership.objects.filter(to_day=None).select_related(
        "person", "household__commune__parent", "household__commune__province"
    )
    housed = Membership._base_manager.filter(to_day=None).values("person")
    alone = Person.objects.exclude(pk__in=housed).select_related("commune__parent", "commune__province")
    if commune_ids is not None:
        members, alone = members.filter(household__commune__in=commune_ids), alone.filter(commune__in=commune_ids)
    number = 0
    ordered = members.order_by("household__province", "household__code", "household_id", _head_first(), "id")
    for membership in ordered.iterator(chunk_size=_CHUNK):
        number += 1
        yield _line(number, membership.person, membership)
    for person in alone.order_by("province", "name_key", "id").iterator(chunk_size=_CHUNK):
        number += 1
        yield _line(number, person, None)


def _head_first() -> Any:
    return Case(When(role="head", then=Value(0)), default=Value(1), output_field=IntegerField())


def _line(number: int, person: Person, membership: Membership | None) -> list[str]:
    household = membership.household if membership else None
    commune = household.commune if household else person.commune
    district = commune.parent.full_name if commune.parent and commune.parent.level == 2 else ""
    values = {
        "household_code": household.code if household else "",
        "name": person.name,
        "role": ROLES[membership.role][0] if membership else "",
        "birth": str(person.birth),
        "sex": SEXES[person.sex][0],
        "ethnicity": ETHNICITIES[person.ethnicity][0],
        "personal_number": person.personal_number or "",
        "phone": person.phone,
        "hamlet": household.hamlet if household else "",
        "address": household.address if household else "",
        "commune": commune.full_name,
        "district": district,
        "province": commune.province.full_name if commune.province else "",
        "died_on": vietnamese_day(person.died_on) if person.died_on else "",
    }
    return [str(number), *(values[name] for name in LABELS)]


def write_csv(target: Any, header: Sequence[str], lines: Iterable[Sequence[str]]) -> int:
    """Lines as CSV (UTF-8 with BOM, as Excel opens it) into a binary file; gives their number."""
    text = io.TextIOWrapper(target, encoding="utf-8-sig", newline="", write_through=True)
    writer = csv_writer(text)
    writer.writerow(header)
    count = 0
    for line in lines:
        writer.writerow(line)
        count += 1
    text.flush()
    text.detach()
    return count


def write_xlsx(
    target: Any,
    header: Sequence[str],
    lines: Iterable[Sequence[str]],
    *,
    widths: Sequence[int] = (),
    sheet_name: str = "Danh sách",
) -> int:
    """Lines as a workbook, every cell text, into a binary file; gives their number."""
    book = Workbook(target, {"constant_memory": True})
    sheet, bold, plain = (
        book.add_worksheet(sheet_name),
        book.add_format({"bold": True, "text_wrap": True}),
        book.add_format({"num_format": "@"}),
    )
    for column, label in enumerate(header):
        sheet.set_column(column, column, widths[column] if column < len(widths) else 18, plain)
        sheet.write_string(0, column, label, bold)
    sheet.freeze_panes(1, 0)
    count = 0
    for count, line in enumerate(lines, start=1):
        for column, cell in enumerate(line):
            if cell:
                sheet.write_string(count, column, cell)
    book.close()
    return count


def write_long_xlsx(target: Any, header: Sequence[str], lines: Iterable[Sequence[str]]) -> int:
    """As `write_xlsx`, of clean text and for hundreds of thousands of lines: the head is xlsxwriter's, the lines are written into its sheet as
    they come, in constant memory."""
    head = io.BytesIO()
    write_xlsx(head, header, [["·"] * len(header)])
    letters, count = [xl_col_to_name(column) for column in range(len(header))], 0
    with zipfile.ZipFile(head) as made, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as book:
        for part in made.namelist():
            if part != _SHEET:
                book.writestr(part, made.read(part))
        sheet = re.sub("<dimension[^>]*/>", "", made.read(_SHEET).decode())
        (above, sample), (_, below) = sheet.split('<row r="2"', 1), sheet.rsplit("</sheetData>", 1)
        style = re.search(r'<c r="A2"( s="\d+")?', sample)
        opening = [f'<c r="{letter}%d"{(style and style[1]) or ""} t="inlineStr"><is><t>' for letter in letters]
        with book.open(_SHEET, "w") as rows:
            rows.write(above.encode())
            for count, line in enumerate(lines, start=1):
                number = count + 1
                cells = [
                    f"{start % number}{escape(cell)}</t></is></c>"
                    for start, cell in zip(opening, line, strict=True)
                    if cell
                ]
                rows.write(f'<row r="{number}">{"".join(cells)}</row>'.encode())
            rows.write(f"</sheetData>{below}".encode())
    return count


def write_refused(target: Any, refused: dict[str, Any]) -> int:
    """The rows sent back, in their own columns, with the row number, the reason and the offered correction beside each."""
    header = [*refused["header"], "Dòng trong tệp", "Lý do trả lại", "Gợi ý sửa"]
    width = len(refused["header"])
    lines = (
        [*(cells + [""] * width)[:width], str(number), reason, offer]
        for number, reason, offer, cells in refused["rows"]
    )
    return write_xlsx(target, header, lines, widths=[*[16] * width, 10, 70, 40], sheet_name="Trả lại")
