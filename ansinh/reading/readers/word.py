"""Word files (.docx, .docm): the body in order with its automatic numbers, tables, notes, headers, text boxes, changes accepted."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from lxml import etree

from ansinh.reading.document import Document
from ansinh.reading.readers.grids import Box, Grid, is_layout
from ansinh.reading.readers.letters import by_font, old_font, tidy
from ansinh.reading.readers.packed import Package
from ansinh.reading.readers.paper import Paper
from ansinh.reading.readers.source import Source

_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_ROMAN = {
    "m": 1000,
    "cm": 900,
    "d": 500,
    "cd": 400,
    "c": 100,
    "xc": 90,
    "l": 50,
    "xl": 40,
    "x": 10,
    "ix": 9,
    "v": 5,
    "iv": 4,
    "i": 1,
}
_PLACEHOLDER = re.compile(r"%([1-9])")
_DEEPEST = 60


def read_word(source: Source, kind: str = "docx", notes: Iterable[str] = ()) -> Document:
    """A .docx as a document. Raises Unreadable when it is damaged, locked or no Word file."""
    package = Package(source)
    reader = _Word(package)
    reader.paper.notes += notes
    reader.read()
    return reader.paper.document(source, kind)


@dataclass(slots=True)
class _Style:
    based: str = ""
    font: str = ""
    numbers: tuple[str, int] | None = None
    is_heading: bool = False
    is_hidden: bool = False


@dataclass(slots=True)
class _Level:
    format: str = "decimal"
    text: str = ""
    start: int = 1
    style: str = ""


@dataclass(slots=True)
class _List:
    levels: dict[int, _Level] = field(default_factory=dict)
    counts: dict[int, int] = field(default_factory=dict)


class _Word:
    """One Word file on its way to a paper."""

    def __init__(self, package: Package) -> None:
        self.package = package
        self.paper = Paper()
        self.main = _target(package, "", "officeDocument") or "word/document.xml"
        if self.main not in package:
            raise package.source.damaged("không có phần nội dung")
        self.root = package.xml(self.main)
        self.w = self.root.tag.rpartition("}")[0] + "}"
        self.default_font = ""
        self.default_style = ""
        self.styles = self._styles()
        self.lists = self._lists()
        self.changes = self.hidden = self.converted = 0
        self._restarted: set[str] = set()

    def read(self) -> None:
        body = self.root.find(f"{self.w}body")
        if body is None:
            raise self.package.source.damaged("không có phần nội dung")
        self._put_blocks(body)
        for part, name in (("footnotes", "footnote"), ("endnotes", "endnote")):
            self._put_notes(part, name)
        for kind in ("header", "footer"):
            self._put_edges(kind)
        self._tell()

    def _tell(self) -> None:
        notes = self.paper.notes
        if self.changes:
            notes.append(
                f"Văn bản còn {self.changes} chỗ sửa đang theo dõi (Track Changes): đã đọc như đã chấp nhận mọi chỗ sửa."
            )
        if self.hidden:
            notes.append(f"Có {self.hidden} đoạn chữ ẩn trong Word: không đọc.")
        if self.converted:
            notes.append("Văn bản dùng phông chữ cũ (.VnTime hoặc VNI): đã đổi sang Unicode, nên soát lại tên riêng.")
        if any(name.endswith("vbaProject.bin") for name in self.package.names):
            notes.append("Tệp có macro: không chạy, chỉ đọc nội dung.")

    # Blocks

    def _put_blocks(self, holder: etree._Element, kind: str = "") -> None:
        for one in self._blocks(holder):
            if one.tag == f"{self.w}tbl":
                self._put_table(one, kind)
            else:
                self._put_paragraph(one, kind)

    def _blocks(self, holder: etree._Element) -> Iterator[etree._Element]:
        """Paragraphs and tables in order, through content controls; what was deleted or moved away left out."""
        w = self.w
        for child in holder:
            if child.tag in (f"{w}p", f"{w}tbl"):
                yield child
            elif child.tag in (f"{w}sdt", f"{w}sdtContent", f"{w}customXml", f"{w}ins", f"{w}moveTo", f"{w}smartTag"):
                yield from self._blocks(child)

    def _put_paragraph(self, paragraph: etree._Element, kind: str) -> None:
        text, boxes = self._paragraph(paragraph)
        self.paper.put(text, kind or self._kind(paragraph, text))
        for inside in boxes:
            self._put_blocks(inside, kind)

    def _put_table(self, table: etree._Element, kind: str) -> None:
        grid = self._grid(table)
        if is_layout(grid) or kind:
            self._put_laid_out(grid, kind)
        else:
            self.paper.put_grid(grid)

    def _put_laid_out(self, grid: Grid, kind: str) -> None:
        seen: set[int] = set()
        for one in (one for row in grid for one in row):
            if id(one) not in seen:
                seen.add(id(one))
                for part in one.parts:
                    if isinstance(part, str):
                        for line in part.split("\n"):
                            self.paper.put(line, kind)
                    elif is_layout(part) or kind:
                        self._put_laid_out(part, kind)
                    else:
                        self.paper.put_grid(part)

    def _put_notes(self, part: str, name: str) -> None:
        path = _target(self.package, self.main, part)
        if path in self.package:
            for note in self.package.xml(path).iterchildren(f"{self.w}{name}"):
                if note.get(f"{self.w}type", "normal") == "normal":
                    self._put_blocks(note, "note")

    def _put_edges(self, kind: str) -> None:
        """Headers or footers, each wording once; a bare page number is none."""
        seen: set[str] = set()
        for path in _targets(self.package, self.main, kind):
            if path not in self.package:
                continue
            for paragraph in self.package.xml(path).iter(f"{self.w}p"):
                text = tidy(self._paragraph(paragraph)[0])
                if text and text not in seen and any(map(str.isalpha, text)):
                    seen.add(text)
                    self.paper.put(text, kind)

    # Tables

    def _grid(self, table: etree._Element, depth: int = 0) -> Grid:
        grid: Grid = []
        above: dict[int, Box] = {}
        for row in self._rows(table):
            line = self._row(row, above, depth)
            above = dict(enumerate(line))
            grid.append(line)
        return grid

    def _row(self, row: etree._Element, above: dict[int, Box], depth: int) -> list[Box]:
        w = self.w
        line = [Box([]) for _ in range(_number(row.find(f"{w}trPr/{w}gridBefore"), w, 0))]
        for cell in self._cells(row):
            span = _number(cell.find(f"{w}tcPr/{w}gridSpan"), w, 1)
            merged = cell.find(f"{w}tcPr/{w}vMerge")
            if merged is not None and merged.get(f"{w}val", "continue") != "restart" and len(line) in above:
                one = above[len(line)]
            elif (
                (beside := cell.find(f"{w}tcPr/{w}hMerge")) is not None and line and beside.get(f"{w}val") != "restart"
            ):
                one = line[-1]
            else:
                one = Box(self._cell_parts(cell, depth))
            line += [one] * span
        return line

    def _rows(self, table: etree._Element) -> Iterator[etree._Element]:
        w = self.w
        for child in table:
            if child.tag == f"{w}tr":
                if child.find(f"{w}trPr/{w}del") is not None:
                    self.changes += 1
                else:
                    self.changes += child.find(f"{w}trPr/{w}ins") is not None
                    yield child
            elif child.tag in (f"{w}sdt", f"{w}sdtContent", f"{w}customXml"):
                yield from self._rows(child)

    def _cells(self, row: etree._Element) -> Iterator[etree._Element]:
        for child in row:
            if child.tag == f"{self.w}tc":
                yield child
            elif child.tag in (f"{self.w}sdt", f"{self.w}sdtContent", f"{self.w}customXml"):
                yield from self._cells(child)

    def _cell_parts(self, cell: etree._Element, depth: int) -> list[str | Grid]:
        parts: list[str | Grid] = []
        for one in self._blocks(cell):
            if one.tag == f"{self.w}tbl":
                if depth < _DEEPEST:
                    parts.append(self._grid(one, depth + 1))
                continue
            text, boxes = self._paragraph(one)
            for inside in boxes:
                text = "\n".join([text, *(self._paragraph(p)[0] for p in inside.iter(f"{self.w}p"))])
            if not text.strip():
                continue
            if parts and isinstance(parts[-1], str):
                parts[-1] += "\n" + text
            else:
                parts.append(text)
        return parts

    # Paragraphs

    def _paragraph(self, paragraph: etree._Element) -> tuple[str, list[etree._Element]]:
        """The text with its automatic number before it, and the text boxes anchored in it."""
        w = self.w
        properties = paragraph.find(f"{w}pPr")
        style = self._own(properties, "pStyle") or self.default_style
        pieces: list[tuple[str, str]] = []
        boxes: list[etree._Element] = []
        self._runs(paragraph, self._font_of(style), pieces, boxes)
        text = self._said(pieces)
        if text.strip() and (mark := self._mark(properties, style)):
            text = f"{mark} {text.lstrip()}"
        return text, boxes

    def _runs(
        self, holder: etree._Element, font: str, pieces: list[tuple[str, str]], boxes: list[etree._Element]
    ) -> None:
        w = self.w
        for child in holder:
            tag = child.tag.rpartition("}")[2]
            if child.tag == f"{w}r":
                self._run(child, font, pieces, boxes)
            elif tag in ("ins", "moveTo"):
                self.changes += 1
                self._runs(child, font, pieces, boxes)
            elif tag in ("del", "moveFrom"):
                self.changes += 1
            elif tag in ("hyperlink", "smartTag", "sdt", "sdtContent", "fldSimple", "customXml", "dir", "bdo"):
                self._runs(child, font, pieces, boxes)
            elif tag in ("oMath", "oMathPara"):
                pieces.append(("", "".join(one.text or "" for one in child.iter("{*}t"))))
            elif tag == "AlternateContent":
                boxes += self._text_boxes(child)

    def _run(self, run: etree._Element, font: str, pieces: list[tuple[str, str]], boxes: list[etree._Element]) -> None:
        w = self.w
        properties = run.find(f"{w}rPr")
        if properties is not None:
            if self._is_hidden(properties):
                self.hidden += any((one.text or "").strip() for one in run.iter(f"{w}t"))
                return
            font = self._font(properties) or self._font_of(self._own(properties, "rStyle")) or font
        for child in run:
            tag = child.tag.rpartition("}")[2]
            if tag == "t":
                pieces.append((font, child.text or ""))
            elif mark := _MARKS.get(tag):
                pieces.append((font, mark))
            elif tag == "sym":
                pieces.append(("", _symbol(child.get(f"{w}char", ""))))
            elif tag in ("drawing", "pict", "object", "AlternateContent"):
                boxes += self._text_boxes(child)

    def _text_boxes(self, holder: etree._Element) -> list[etree._Element]:
        """Text boxes of a drawing; of two drawings of the same box (for new and old Word) the first."""
        if holder.tag.endswith("}AlternateContent"):
            choices = [one for one in holder if one.tag.endswith(("}Choice", "}Fallback"))]
            found = [self._text_boxes(one) for one in choices]
            return next((one for one in found if one), [])
        boxes: list[etree._Element] = []
        for child in holder:
            boxes += [child] if child.tag == f"{self.w}txbxContent" else self._text_boxes(child)
        return boxes

    def _said(self, pieces: list[tuple[str, str]]) -> str:
        """Pieces side by side in one font are read together: VNI writes a letter and its mark as two."""
        if not any(old_font(font) for font, _ in pieces):
            return "".join(text for _, text in pieces)
        runs: list[tuple[str, str]] = []
        for font, text in pieces:
            if runs and runs[-1][0] == font:
                runs[-1] = (font, runs[-1][1] + text)
            else:
                runs.append((font, text))
        meant = [by_font(text, font) for font, text in runs]
        self.converted += any(said != text for said, (_, text) in zip(meant, runs, strict=True))
        return "".join(meant)

    def _kind(self, paragraph: etree._Element, text: str) -> str:
        properties = paragraph.find(f"{self.w}pPr")
        if properties is None:
            return ""
        style = self.styles.get(self._own(properties, "pStyle"))
        if (style and style.is_heading) or properties.find(f"{self.w}outlineLvl") is not None:
            return "heading"
        return "list" if self._numbers(properties, self._own(properties, "pStyle")) else ""

    def _own(self, properties: etree._Element | None, name: str) -> str:
        one = None if properties is None else properties.find(f"{self.w}{name}")
        return "" if one is None else one.get(f"{self.w}val", "")

    def _is_hidden(self, properties: etree._Element) -> bool:
        one = properties.find(f"{self.w}vanish")
        if one is not None:
            return one.get(f"{self.w}val", "true") not in ("0", "false", "off")
        style = self.styles.get(self._own(properties, "rStyle"))
        return bool(style and style.is_hidden)

    def _font(self, properties: etree._Element | None) -> str:
        fonts = None if properties is None else properties.find(f"{self.w}rFonts")
        if fonts is None:
            return ""
        return fonts.get(f"{self.w}ascii") or fonts.get(f"{self.w}hAnsi") or ""

    def _font_of(self, style: str) -> str:
        for _ in range(20):
            known = self.styles.get(style)
            if known is None:
                break
            if known.font:
                return known.font
            style = known.based
        return "" if style and style not in self.styles else self.default_font

    # Styles and automatic numbers

    def _styles(self) -> dict[str, _Style]:
        path = _target(self.package, self.main, "styles")
        if path not in self.package:
            return {}
        w = self.w
        root = self.package.xml(path)
        self.default_font = self._font(root.find(f"{w}docDefaults/{w}rPrDefault/{w}rPr"))
        styles = {}
        for one in root.iterchildren(f"{w}style"):
            properties, own = one.find(f"{w}pPr"), one.find(f"{w}rPr")
            name = self._own(one, "name").lower()
            style = _Style(self._own(one, "basedOn"), self._font(own))
            style.numbers = self._own_numbers(properties)
            style.is_heading = name.startswith(("heading", "title", "tiêu đề")) or (
                properties is not None and properties.find(f"{w}outlineLvl") is not None
            )
            style.is_hidden = own is not None and own.find(f"{w}vanish") is not None
            key = one.get(f"{w}styleId", "")
            styles[key] = style
            if one.get(f"{w}type") == "paragraph" and one.get(f"{w}default") in ("1", "true", "on"):
                self.default_style = key
        return styles

    def _own_numbers(self, properties: etree._Element | None) -> tuple[str, int] | None:
        w = self.w
        one = None if properties is None else properties.find(f"{w}numPr")
        if one is None:
            return None
        level = one.find(f"{w}ilvl")
        return self._own(one, "numId"), -1 if level is None else _number(level, w, 0)

    def _numbers(self, properties: etree._Element | None, style: str) -> tuple[str, int] | None:
        """The list and level a paragraph is numbered by, its own or its style's."""
        numbers = self._own_numbers(properties)
        own_level = numbers[1] if numbers else -1
        named, at = style, style
        for _ in range(20):
            if numbers and numbers[0]:
                break
            known = self.styles.get(at)
            if known is None:
                return None
            numbers, named, at = known.numbers, at, known.based
        if not numbers or numbers[0] in ("", "0") or numbers[0] not in self.lists:
            return None
        levels = self.lists[numbers[0]].levels
        by_style = next((level for level, one in levels.items() if one.style and one.style == named), 0)
        return numbers[0], max(own_level, numbers[1]) if max(own_level, numbers[1]) >= 0 else by_style

    def _lists(self) -> dict[str, _List]:
        """Lists by number id. Those of one abstract list count on together, as in Word."""
        path = _target(self.package, self.main, "numbering")
        if path not in self.package:
            return {}
        w = self.w
        root = self.package.xml(path)
        abstract = {
            one.get(f"{w}abstractNumId", ""): _List(dict(map(self._level, one.iterchildren(f"{w}lvl"))))
            for one in root.iterchildren(f"{w}abstractNum")
        }
        lists = {}
        for one in root.iterchildren(f"{w}num"):
            base = abstract.get(self._own(one, "abstractNumId"), _List())
            overrides = list(one.iterchildren(f"{w}lvlOverride"))
            if overrides:
                base = _List(dict(base.levels))
                for override in overrides:
                    self._override(base, override)
            lists[one.get(f"{w}numId", "")] = base
        return lists

    def _override(self, base: _List, override: etree._Element) -> None:
        w = self.w
        at = int(override.get(f"{w}ilvl", "0"))
        if (own := override.find(f"{w}lvl")) is not None:
            base.levels[at] = self._level(own)[1]
        if at in base.levels and (start := override.find(f"{w}startOverride")) is not None:
            known = base.levels[at]
            base.levels[at] = _Level(known.format, known.text, _number(start, w, 1), known.style)

    def _level(self, one: etree._Element) -> tuple[int, _Level]:
        w = self.w
        level = _Level(
            self._own(one, "numFmt") or "decimal",
            self._own(one, "lvlText"),
            _number(one.find(f"{w}start"), w, 1),
            self._own(one, "pStyle"),
        )
        return int(one.get(f"{w}ilvl", "0")), level

    def _mark(self, properties: etree._Element | None, style: str) -> str:
        """The number or bullet Word prints before a paragraph; counting goes on with it."""
        numbers = self._numbers(properties, style)
        if numbers is None:
            return ""
        one, at = self.lists[numbers[0]], numbers[1]
        level = one.levels.get(at)
        if level is None:
            return ""
        if level.format == "bullet":
            return level.text if level.text in ("-", "+", "*") else "-"
        one.counts[at] = one.counts.get(at, level.start - 1) + 1
        for deeper in [known for known in one.counts if known > at]:
            del one.counts[deeper]
        if level.format == "none":
            return level.text if "%" not in level.text else ""
        return _PLACEHOLDER.sub(lambda met: self._counted(one, int(met.group(1)) - 1), level.text)

    def _counted(self, one: _List, at: int) -> str:
        level = one.levels.get(at, _Level())
        return _counted(one.counts.get(at, level.start), level.format)


_MARKS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "softHyphen": "\xad"}


def _symbol(code: str) -> str:
    """A letter put in as a symbol; those of symbol fonts have no meaning of their own."""
    try:
        letter = chr(int(code, 16))
    except ValueError:
        return ""
    return "" if "\ue000" <= letter <= "\uf8ff" else letter


def _number(one: etree._Element | None, w: str, otherwise: int) -> int:
    try:
        return otherwise if one is None else max(0, min(int(one.get(f"{w}val", otherwise)), 1000))
    except ValueError:
        return otherwise


def _counted(number: int, form: str) -> str:
    match form:
        case "lowerLetter" | "upperLetter":
            letters = chr(97 + (number - 1) % 26) * ((number - 1) // 26 + 1)
            return letters.upper() if form == "upperLetter" else letters
        case "lowerRoman" | "upperRoman":
            return _roman(number).upper() if form == "upperRoman" else _roman(number)
        case "decimalZero":
            return f"{number:02d}"
        case _:
            return str(number)


def _roman(number: int) -> str:
    said = ""
    for letters, value in _ROMAN.items():
        count, number = divmod(number, value)
        said += letters * count
    return said


def _targets(package: Package, part: str, kind: str) -> list[str]:
    """The parts another part is related to by a kind ("header", "footnotes"), in the order of their names."""
    folder, _, name = part.rpartition("/")
    path = f"{folder}/_rels/{name}.rels" if folder else f"_rels/{name}.rels"
    if path not in package:
        return []
    found = []
    for one in package.xml(path).iter(_RELATION):
        if one.get("Type", "").endswith(f"/{kind}") and one.get("TargetMode") != "External":
            target = one.get("Target", "")
            found.append(target.lstrip("/") if target.startswith("/") else "/".join(filter(None, (folder, target))))
    return sorted(found)


def _target(package: Package, part: str, kind: str) -> str:
    return next(iter(_targets(package, part, kind)), "")
