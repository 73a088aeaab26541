"""Which column holds what, in the many ways officers write their headings."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from ansinh.core.names import plain_words
from ansinh.people.jobs.sheets import Cells, Sheet, text_of

LABELS = {
    "household_code": "Mã hộ",
    "name": "Họ và tên",
    "role": "Quan hệ với chủ hộ",
    "birth": "Ngày sinh",
    "sex": "Giới tính",
    "ethnicity": "Dân tộc",
    "personal_number": "Số định danh cá nhân",
    "phone": "Điện thoại",
    "hamlet": "Thôn, ấp, khóm",
    "address": "Địa chỉ",
    "commune": "Xã, phường, thị trấn",
    "district": "Huyện",
    "province": "Tỉnh",
    "died_on": "Ngày chết",
}
_BIRTH_BY_SEX = {"birth_male": "Năm sinh nam", "birth_female": "Năm sinh nữ"}
ALL_LABELS = LABELS | _BIRTH_BY_SEX

# Folded headings without punctuation. `~` begins a pattern; all others are whole headings.
_HEADINGS = {
    "household_code": ("ma ho", "ma so ho", "so ho", "ma ho gia dinh", "so so ho khau", "ma ho ngheo", "ma ho dan"),
    "head_name": ("ho ten chu ho", "ho va ten chu ho", "chu ho", "ten chu ho", "~^ho (va )?ten chu ho"),
    "name": ("ho ten", "ho va ten", "ten", "ho ten thanh vien", "ho va ten thanh vien", "ten thanh vien", "ho chu dem va ten", "ho ten khai sinh",
             "ho ten nguoi", "ten doi tuong", "ho ten doi tuong", "ho va ten doi tuong", "nhan khau", "~^ho( va)? ten( cac)? thanh vien", "hoten"),
    "role": ("quan he", "quan he voi chu ho", "qh voi chu ho", "qh chu ho", "moi quan he", "moi quan he voi chu ho",
        "quan he chu ho", "~^quan he voi chu ho", "qhch"),
    "birth": ("ngay sinh", "nam sinh", "ngay thang nam sinh", "ngay thang sinh", "ntns", "sinh ngay",
        "ngay sinh nam sinh", "sinh nam", "ns", "ngaysinh", "namsinh",
              "~^ngay,? ?thang,? ?nam sinh", "~^nam sinh$"),
    "birth_male": ("nam sinh nam", "ngay sinh nam", "ngay thang nam sinh nam"),
    "birth_female": ("nam sinh nu", "ngay sinh nu", "ngay thang nam sinh nu"),
    "sex": ("gioi tinh", "gioi", "phai", "gt", "nam nu", "gioitinh"),
    "ethnicity": ("dan toc", "thanh phan dan toc", "ma dan toc", "dantoc"),
    "personal_number": ("so dinh danh", "so dinh danh ca nhan", "cccd", "so cccd", "can cuoc", "can cuoc cong dan",
        "so can cuoc", "so can cuoc cong dan", "cccd cmnd",
                        "cmnd cccd", "so cmnd cccd", "so cccd cmnd", "ma dinh danh", "ma dinh danh ca nhan",
                        "so cccd ma dinh danh", "dinh danh ca nhan", "ddcn",
                        "cmnd", "so cmnd", "cccd dinh danh", "~^(so )?(cccd|cmnd|can cuoc|dinh danh)", "~so dinh danh"),
    "phone": ("dien thoai", "so dien thoai", "sdt", "dt", "di dong", "dien thoai lien he", "so dt"),
    "hamlet": ("thon", "ap", "khom", "to dan pho", "thon ap", "ap khom", "khom ap", "thon ban", "thon to", "xom",
        "ban", "buon", "khu pho", "to", "thon xom", "thon to dan pho",
               "thon ap khom", "dia ban", "~^(thon|ap|khom|ban|buon)\\b.*(khom|ap|thon|to|pho|ban|buon|xom|lang)"),
    "address": ("dia chi", "noi o", "noi o hien tai", "cho o hien tai", "cho o", "dia chi thuong tru",
        "noi thuong tru", "thuong tru", "so nha", "dia chi hien tai",
                "so nha duong", "ho khau thuong tru", "~^(noi|dia chi) thuong tru", "~^so nha"),
    "commune": ("xa", "phuong", "xa phuong", "xa phuong thi tran", "phuong xa", "phuong xa thi tran", "ten xa",
        "don vi", "ma xa", "ten xa phuong", "~^(xa|phuong)\\b.*(thi tran|phuong|xa|dac khu)"),
    "district": ("huyen", "quan huyen", "huyen thi xa thanh pho", "huyen thi xa", "quan", "ten huyen", "~^(huyen|quan)\\b"),
    "province": ("tinh", "tinh thanh pho", "tinh thanh", "thanh pho", "~^tinh\\b"),
    "died_on": ("ngay chet", "ngay mat", "ngay tu vong", "chet ngay", "ngay qua doi", "tu vong ngay"),
    "order": ("stt", "tt", "so tt", "so thu tu", "thu tu"),
}  # fmt: skip
_WHOLE = {text: field for field, texts in _HEADINGS.items() for text in texts if text[0] != "~"}
_PATTERNS = [(re.compile(text[1:]), field) for field, texts in _HEADINGS.items() for text in texts if text[0] == "~"]
_LOOKED_AT = 40


@dataclass(frozen=True, slots=True)
class Heading:
    """Where the columns are: field to column index, the first row of data, the headings."""

    columns: dict[str, int]
    first_row: int
    texts: list[str]
    is_list_of_heads: bool

    @property
    def is_enough(self) -> bool:
        return "name" in self.columns and bool(
            {"birth", "birth_male", "birth_female", "personal_number"} & set(self.columns)
        )

    @property
    def unknown(self) -> list[str]:
        """Headings of columns nobody knows."""
        used = set(self.columns.values())
        return [text for column, text in enumerate(self.texts) if text and column not in used]

    def claim(
        self, patterns: Sequence[tuple[re.Pattern[str], str]], may_take: Callable[[str, str | None], bool]
    ) -> None:
        """Columns of a list's own beside those of people. `may_take` says of a field and of what the column was known as whether it is
        taken; a column taken is no longer what it was."""
        known = {column: name for name, column in self.columns.items()}
        for column, text in enumerate(self.texts):
            plain = plain_words(text)
            name = next((name for pattern, name in patterns if pattern.search(plain)), None)
            if plain and name and name not in self.columns and may_take(name, known.get(column)):
                self.columns.pop(known.get(column, ""), None)
                self.columns[name] = column


def find_heading(cells: Cells) -> Heading | None:
    """The heading of a table wherever it stands in the first forty rows, over one or two lines; None when there is none."""
    found = [_heading_at(cells, row) for row in range(min(_LOOKED_AT, len(cells)))]
    good = [heading for heading in found if heading and heading.is_enough]
    return max(good, key=lambda heading: len(heading.columns), default=None)


def score(cells: Cells) -> int:
    """How many columns of people are recognised; 0 when the table is not one of people."""
    heading = find_heading(cells)
    return len(heading.columns) if heading else 0


def missing(cells: Cells) -> str:
    """What the best row that could be a heading lacks, in words."""
    found = [heading for row in range(min(_LOOKED_AT, len(cells))) if (heading := _heading_at(cells, row))]
    best = max(found, key=lambda heading: len(heading.columns), default=None)
    known = ", ".join(f"«{ALL_LABELS[field]}»" for field in best.columns if field in ALL_LABELS) if best else ""
    return f"chỉ nhận ra cột {known}" if known else "không nhận ra cột nào"


def right_sheet(sheets: list[Sheet]) -> Sheet | None:
    """The sheet that looks most like a list of people; None when none does."""
    best = max(sheets, key=lambda sheet: score(sheet.cells), default=None)
    return best if best and score(best.cells) else None


def _heading_at(cells: Cells, row: int) -> Heading | None:
    top = [text_of(cell) for cell in cells[row]]
    if sum(map(bool, top)) < 2 or sum(len(text) for text in top) > 1500:
        return None
    one_line = _columns(top)
    if row + 1 < len(cells):
        two_lines = _two_lines(top, [text_of(cell) for cell in cells[row + 1]])
        columns = _columns(two_lines)
        below = _columns([text_of(cell) for cell in cells[row + 1]])
        is_second_line = any(two != one for two, one in zip(two_lines, top, strict=False)) and _is_words(cells[row + 1])
        if is_second_line and len(columns) > len(one_line) and len(columns) >= len(below):
            return _heading(two_lines, columns, cells, row + 2)
    return _heading(top, one_line, cells, row + 1)


def _two_lines(top: list[str], under: list[str]) -> list[str]:
    joined, last = [], ""
    for column in range(max(len(top), len(under))):
        above = top[column] if column < len(top) else ""
        below = under[column] if column < len(under) else ""
        last = above or last
        joined.append(above if not below or below == above else f"{last} {below}")
    return joined


def _is_words(row: list[object]) -> bool:
    texts = [text_of(cell) for cell in row if text_of(cell)]
    return bool(texts) and all(not any(c.isdigit() for c in text) for text in texts)


def _heading(texts: list[str], columns: dict[str, int], cells: Cells, first_row: int) -> Heading | None:
    if not columns:
        return None
    is_list_of_heads = "name" not in columns and "head_name" in columns
    if is_list_of_heads:
        columns["name"] = columns.pop("head_name")
    while first_row < len(cells) and _is_numbering(cells[first_row]):
        first_row += 1
    return Heading(columns, first_row, texts, is_list_of_heads)


def _columns(texts: list[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for column, text in enumerate(texts):
        if (field := field_of(text)) and field not in found:
            found[field] = column
    return found


def field_of(text: str) -> str | None:
    """The field a heading names; None when nobody knows it."""
    plain = plain_words(re.sub(r"\(.*?\)|\[.*?\]", " ", text))
    if not plain or len(plain) > 60:
        return None
    if field := _WHOLE.get(plain):
        return field
    return next((field for pattern, field in _PATTERNS if pattern.search(plain)), None)


def _is_numbering(row: list[object]) -> bool:
    """The line `(1) (2) (3)` or `A B 1 2` that forms print under their headings."""
    marks = [re.sub(r"[()\[\]=+\s]", "", text_of(cell)) for cell in row if text_of(cell)]
    return len(marks) >= 2 and all(re.fullmatch(r"[A-Za-z]|\d{1,2}[a-z]?", mark) for mark in marks)
