"""PDF files: text in reading order, tables by their ruling lines, pages that are only pictures through OCR."""

import ctypes
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from threading import Lock

import pypdfium2
import pypdfium2.raw as pdfium
from PIL import Image

from ansinh.reading.document import Document
from ansinh.reading.readers import scan
from ansinh.reading.readers.grids import Lattice, Rule, lattices
from ansinh.reading.readers.layout import Line, Page, Ruled, join_lines, put_pages
from ansinh.reading.readers.letters import by_font, mend, old_font, syllables, tidy
from ansinh.reading.readers.paper import Paper
from ansinh.reading.readers.source import MOST_PAGES, Source

# PDFium is one per process and not made for two threads; OCR, which takes longer, goes on beside it.
_ONE_AT_A_TIME = Lock()

_SLACK = 2.5
_THICKEST = 3.0
_SHORTEST = 8.0
_MOST_PATHS = 20_000
_FEW_LETTERS = 25
_PICTURE = 0.3

Place = Callable[[float, float], tuple[float, float]]


def read_pdf(source: Source) -> Document:
    """A PDF as a document; format "pdf", or "scan" when all its pages are pictures. Raises Unreadable when it is locked, damaged,
    or all pictures on a machine without Vietnamese OCR."""
    with _ONE_AT_A_TIME:
        opened = _open(source)
    try:
        return _read(source, opened)
    finally:
        with _ONE_AT_A_TIME:
            opened.close()


def _read(source: Source, opened: pypdfium2.PdfDocument) -> Document:
    count = len(opened)
    told = min(count, MOST_PAGES)
    paper = Paper()
    if count > told:
        paper.notes.append(f"Tệp có {count} trang: chỉ đọc {told} trang đầu. Tách tệp để đọc phần còn lại.")
    pages: list[Page] = []
    pictures: list[int] = []
    for index in range(told):
        with _ONE_AT_A_TIME:
            page, is_picture = _page(opened, index)
        pages.append(page)
        if is_picture:
            pictures.append(index)
        else:
            source.tell(len(pages) - len(pictures), told)
    recognised = _recognise(source, opened, pages, pictures, paper)
    put_pages(paper, pages)
    kind = "scan" if pictures and len(pictures) == told else "pdf"
    if not any(page.items for page in pages):
        raise source.refuse("không có chữ nào (trang trắng).", "Kiểm tra bản gốc, quét lại rồi gửi lại.")
    return paper.document(source, kind, pages=count, confidence=recognised)


def _open(source: Source) -> pypdfium2.PdfDocument:
    try:
        opened = pypdfium2.PdfDocument(source.data)
        if len(opened):
            return opened
        said = "không có trang nào"
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise source.refuse("có mật khẩu, không mở được.", "Bỏ mật khẩu (in lại thành PDF) rồi gửi lại.") from None
        if "security" in str(error).lower():
            raise source.refuse("khóa bằng cách không hỗ trợ.", "In lại thành PDF thường rồi gửi lại.") from None
        said = ""
    raise source.damaged(said)


def _recognise(
    source: Source, opened: pypdfium2.PdfDocument, pages: list[Page], pictures: list[int], paper: Paper
) -> float | None:
    """Put what OCR reads on the pages that are pictures; its mean confidence, None when none was."""
    if not pictures:
        return None
    if missing := scan.missing():
        if len(pictures) == len(pages):
            raise source.refuse("là bản quét (ảnh chụp trang giấy), phải nhận dạng chữ mới đọc được.", missing)
        numbers = ", ".join(str(index + 1) for index in pictures[:20])
        paper.notes.append(f"Trang {numbers} là ảnh quét, chưa đọc được. {missing}")
        return None
    images = (scan.Picture(at, _picture(opened, at), pages[at].width) for at in pictures[: scan.MOST_PAGES])
    if len(pictures) > scan.MOST_PAGES:
        paper.notes.append(f"Có {len(pictures)} trang quét: chỉ nhận dạng {scan.MOST_PAGES} trang đầu.")
    read = scan.recognise(images, source, len(pages) - len(pictures), len(pages))
    for index, page in read.pages.items():
        pages[index] = page
    paper.notes += read.notes
    return read.confidence


def _picture(opened: pypdfium2.PdfDocument, index: int) -> Image.Image:
    with _ONE_AT_A_TIME:
        page = opened[index]
        try:
            longest = max(page.get_size()) / 72
            dpi = min(scan.DPI, scan.LONGEST_SIDE / max(longest, 1))
            return page.render(scale=dpi / 72, grayscale=True).to_pil().copy()
        finally:
            page.close()


def _page(opened: pypdfium2.PdfDocument, index: int) -> tuple[Page, bool]:
    """A page's lines and tables, and whether it is a picture of text rather than text."""
    try:
        page = opened[index]
    except pypdfium2.PdfiumError:
        return Page(index + 1, 595, 842), False
    try:
        width, height = page.get_size()
        told = Page(index + 1, width, height)
        place = _placing(page)
        letters = _letters(page, place)
        seen = [one for one in letters if not one.char.isspace()]
        if _is_picture(page, seen, width * height):
            return told, True
        if len(seen) > 2 * _FEW_LETTERS and _is_garbled(letters) and not scan.missing():
            return told, True
        found = lattices(_rules(page, place, (width, height)), _SLACK)
        told.items = _items(letters, found)
        return told, False
    finally:
        page.close()


def _placing(page: pypdfium2.PdfPage) -> Place:
    """From the page's own coordinates to points from its top left corner as it is shown."""
    left, bottom, right, top = page.get_cropbox()
    match page.get_rotation():
        case 90:
            return lambda x, y: (y - bottom, x - left)
        case 180:
            return lambda x, y: (right - x, y - bottom)
        case 270:
            return lambda x, y: (top - y, right - x)
        case _:
            return lambda x, y: (x - left, top - y)


@dataclass(slots=True)
class _Letter:
    char: str
    left: float
    top: float
    right: float
    bottom: float
    font: str = ""
    is_shown: bool = True


def _letters(page: pypdfium2.PdfPage, place: Place) -> list[_Letter]:
    """The letters of a page in the order they are drawn, line ends among them."""
    textpage = page.get_textpage()
    try:
        raw, box = textpage.raw, pdfium.FS_RECTF()
        letters = []
        fonts = _Fonts(raw)
        for index in range(textpage.count_chars()):
            code = pdfium.FPDFText_GetUnicode(raw, index)
            char = "-" if code in (2, 0xFFFE) else "" if not 0 < code < 0x110000 else chr(code)
            if char in ("\r", "") or 0xD800 <= code < 0xE000:
                continue
            pdfium.FPDFText_GetLooseCharBox(raw, index, box)
            (x0, y0), (x1, y1) = place(box.left, box.top), place(box.right, box.bottom)
            font, is_shown = ("", True) if char.isspace() else fonts.of(index)
            letters.append(_Letter(char, min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1), font, is_shown))
        return letters
    finally:
        textpage.close()


class _Fonts:
    """The font of letters, asked once for each piece of text."""

    def __init__(self, raw: pdfium.FPDF_TEXTPAGE) -> None:
        self._raw = raw
        self._known: dict[int, tuple[str, bool]] = {}

    def of(self, index: int) -> tuple[str, bool]:
        """The font's name and whether the letter is drawn at all (text under a scanned picture is not)."""
        piece = pdfium.FPDFText_GetTextObject(self._raw, index)
        key = ctypes.addressof(piece.contents) if piece else 0
        if key not in self._known:
            is_shown = not piece or pdfium.FPDFTextObj_GetTextRenderMode(piece) != pdfium.FPDF_TEXTRENDERMODE_INVISIBLE
            self._known[key] = (self._name(index), is_shown)
        return self._known[key]

    def _name(self, index: int) -> str:
        flags = ctypes.c_int()
        size = pdfium.FPDFText_GetFontInfo(self._raw, index, None, 0, flags)
        if not size:
            return ""
        name = ctypes.create_string_buffer(size)
        pdfium.FPDFText_GetFontInfo(self._raw, index, name, size, flags)
        return name.value.decode(errors="replace")


def _is_picture(page: pypdfium2.PdfPage, seen: list[_Letter], area: float) -> bool:
    """The page is an image with hardly a letter, or with letters that are only hidden under it."""
    hidden = sum(not one.is_shown for one in seen)
    if len(seen) - hidden > _FEW_LETTERS:
        return False
    covered = 0.0
    for image in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=4):
        left, bottom, right, top = image.get_bounds()
        covered += max(right - left, 0) * max(top - bottom, 0)
    if hidden and scan.missing():
        return False
    return covered > _PICTURE * area


def _is_garbled(letters: list[_Letter]) -> bool:
    """The file draws letters but does not say which they are."""
    text = "".join(one.char for one in letters)
    unknown = sum(one in "\ufffd" or "\ue000" <= one <= "\uf8ff" for one in text)
    if any(old_font(one.font) for one in letters):
        return False
    return unknown > 0.2 * len(text) or syllables(mend(text)[0]) < 0.3


def _items(letters: list[_Letter], found: list[Lattice]) -> list[Line | Ruled]:
    """Lines outside the tables, and each table where its first letter stands."""
    items: list[Line | Ruled] = []
    cells: dict[int, list[list[_Letter]]] = {}
    line: list[_Letter] = []
    into: list[_Letter] = line
    lattice: Lattice | None = None
    spot = 0

    def end_line() -> None:
        if any(not one.char.isspace() for one in line):
            items.append(_line(line))
        line.clear()

    for letter in letters:
        if letter.char.isspace():
            into.append(letter)
            if letter.char == "\n" and into is line:
                end_line()
            continue
        lattice, spot = _spot_of(letter, found, lattice, spot)
        if lattice is None:
            into = line
            if line and _is_elsewhere(line[-1], letter):
                end_line()
            line.append(letter)
            continue
        end_line()
        if id(lattice) not in cells:
            cells[id(lattice)] = [[] for _ in lattice.spots]
            items.append(Ruled(lattice, []))
        into = cells[id(lattice)][spot]
        into.append(letter)
    end_line()
    for item in items:
        if isinstance(item, Ruled):
            item.texts = [join_lines(_said(cell).split("\n")) for cell in cells[id(item.lattice)]]
    return items


def _is_elsewhere(before: _Letter, letter: _Letter) -> bool:
    return not before.char.isspace() and abs(before.bottom - letter.bottom) > 1.5 * (letter.bottom - letter.top)


def _spot_of(letter: _Letter, found: list[Lattice], last: Lattice | None, at: int) -> tuple[Lattice | None, int]:
    """The table and the cell a letter stands in, looked for first where the one before it was."""
    x, y = (letter.left + letter.right) / 2, (letter.top + letter.bottom) / 2
    if last and (spot := last.spots[at]).left <= x <= spot.right and spot.top <= y <= spot.bottom:
        return last, at
    for lattice in found:
        left, top, right, bottom = lattice.frame
        if left <= x <= right and top <= y <= bottom:
            for index, spot in enumerate(lattice.spots):
                if spot.left <= x <= spot.right and spot.top <= y <= spot.bottom:
                    return lattice, index
    return None, 0


def _line(letters: list[_Letter]) -> Line:
    seen = [one for one in letters if not one.char.isspace()]
    left, right = min(one.left for one in seen), max(one.right for one in seen)
    top, bottom = min(one.top for one in seen), max(one.bottom for one in seen)
    return Line(" ".join(tidy(_said(letters)).split(" ")).strip(), left, top, right, bottom)


def _said(letters: list[_Letter]) -> str:
    """The letters as text, those of old fonts in Unicode."""
    if not any(old_font(one.font) for one in letters):
        return "".join(one.char for one in letters)
    pieces: list[tuple[str, str]] = []
    for one in letters:
        font = pieces[-1][0] if one.char.isspace() and pieces else one.font
        if pieces and pieces[-1][0] == font:
            pieces[-1] = (font, pieces[-1][1] + one.char)
        else:
            pieces.append((font, one.char))
    return "".join(by_font(text, font) for font, text in pieces)


def _rules(page: pypdfium2.PdfPage, place: Place, size: tuple[float, float]) -> Iterator[Rule]:
    """The straight lines drawn on a page, upright or across, and the sides of drawn boxes."""
    for number, path in enumerate(page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_PATH], max_depth=4)):
        if number > _MOST_PATHS:
            return
        yield from _rules_of(path, place, size)


def _rules_of(path: pypdfium2.PdfObject, place: Place, size: tuple[float, float]) -> Iterator[Rule]:
    matrix = path.get_matrix()
    holder = path.container
    while holder is not None:
        matrix = matrix.multiply(holder.get_matrix())
        holder = holder.container
    for points in _shapes(path):
        placed = [place(*matrix.on_point(x, y)) for x, y in points]
        xs, ys = [x for x, _ in placed], [y for _, y in placed]
        wide, high = max(xs) - min(xs), max(ys) - min(ys)
        if wide > 0.98 * size[0] and high > 0.98 * size[1]:
            continue
        if high <= _THICKEST and wide >= _SHORTEST:
            yield Rule(False, (min(ys) + max(ys)) / 2, min(xs), max(xs))
        elif wide <= _THICKEST and high >= _SHORTEST:
            yield Rule(True, (min(xs) + max(xs)) / 2, min(ys), max(ys))
        else:
            yield from _sides(placed)


def _sides(placed: list[tuple[float, float]]) -> Iterator[Rule]:
    for (x0, y0), (x1, y1) in pairwise(placed):
        if abs(y0 - y1) < 0.5 and abs(x0 - x1) >= _SHORTEST:
            yield Rule(False, (y0 + y1) / 2, min(x0, x1), max(x0, x1))
        elif abs(x0 - x1) < 0.5 and abs(y0 - y1) >= _SHORTEST:
            yield Rule(True, (x0 + x1) / 2, min(y0, y1), max(y0, y1))


def _shapes(path: pypdfium2.PdfObject) -> Iterator[list[tuple[float, float]]]:
    """The corners of each figure of a path, closed ones with their first corner again at the end; curves are no rules."""
    points: list[tuple[float, float]] = []
    is_curved = False
    x, y = ctypes.c_float(), ctypes.c_float()
    for index in range(min(pdfium.FPDFPath_CountSegments(path), _MOST_PATHS)):
        segment = pdfium.FPDFPath_GetPathSegment(path, index)
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        form = pdfium.FPDFPathSegment_GetType(segment)
        if form == pdfium.FPDF_SEGMENT_MOVETO:
            if len(points) > 1 and not is_curved:
                yield points
            points, is_curved = [], False
        is_curved = is_curved or form == pdfium.FPDF_SEGMENT_BEZIERTO
        points.append((x.value, y.value))
        if pdfium.FPDFPathSegment_GetClose(segment):
            points.append(points[0])
    if len(points) > 1 and not is_curved:
        yield points
