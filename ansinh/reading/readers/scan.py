"""Pictures of pages: made straight and clean as far as they need it, read by Tesseract in Vietnamese, doubtful words marked."""

import io
import operator
import os
import shutil
from collections import Counter
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from itertools import pairwise

import numpy as np
from PIL import Image, ImageFilter

from ansinh.reading.document import Document
from ansinh.reading.readers.children import NotDone, run
from ansinh.reading.readers.grids import Lattice, Rule, is_figure, lattices
from ansinh.reading.readers.layout import Line, Page, Ruled, join_lines, put_pages
from ansinh.reading.readers.paper import DOUBT_FROM, DOUBT_TO, Paper
from ansinh.reading.readers.source import MOST_SCANNED_PAGES, Source

DPI = 300
LONGEST_SIDE = 5000
MOST_PAGES = MOST_SCANNED_PAGES
_MOST_PIXELS = 120_000_000
_SECONDS = 180
_A4_WIDTH, _COARSE, _FINE = 2480, 1300, 3900
_DOUBTFUL, _DOUBTFUL_FIGURE, _LEAST_SURE = 50.0, 80.0, 15.0
_UPSIDE_DOWN = 55.0
_FIGURES = "0123456789.,-%"
_NOT_VIETNAMESE = str.maketrans("øØ", "gG")  # what Tesseract takes a slanted g for
_LEAST_SKEW = 0.1
_NOISY = 4.0
_INK = 150
_GAP, _LONGEST_SHEET = 24, 12_000
_LONG_ACROSS, _LONG_DOWN, _THICKEST = 150, 72, 16
_INSTALL_TESSERACT = "Cài Tesseract và tiếng Việt trên máy chủ (apt install tesseract-ocr tesseract-ocr-vie), hoặc gửi bản Word, PDF có chữ."
_INSTALL_VIETNAMESE = (
    "Cài tiếng Việt cho Tesseract trên máy chủ (apt install tesseract-ocr-vie), hoặc gửi bản Word, PDF có chữ."
)

Pixels = np.ndarray


def missing() -> str:
    """What must be installed before pictures can be read, as a sentence for the officer; "" when nothing is missing."""
    if not shutil.which("tesseract"):
        return _INSTALL_TESSERACT
    try:
        known = run(["tesseract", "--list-langs"], seconds=20).decode(errors="replace").split()
    except NotDone:
        return _INSTALL_TESSERACT
    return "" if "vie" in known else _INSTALL_VIETNAMESE


@dataclass(slots=True)
class Picture:
    """A page to be recognised: its place in the file, what is seen, and how wide the paper is in points."""

    index: int
    image: Image.Image
    width: float = 595.0


@dataclass(slots=True)
class Recognised:
    """Pages by their place in the file, mean confidence 0-1 (None when no word was read), and notes."""

    pages: dict[int, Page] = field(default_factory=dict)
    confidence: float | None = None
    notes: list[str] = field(default_factory=list)


def read_image(source: Source) -> Document:
    """A picture (png, jpg, tif with one or many pages) as a document. Raises Unreadable."""
    count = _count_frames(source)
    if what := missing():
        raise source.refuse("là ảnh, phải nhận dạng chữ mới đọc được.", what)
    paper = Paper()
    told = min(count, MOST_PAGES)
    if count > told:
        paper.notes.append(f"Tệp có {count} trang ảnh: chỉ nhận dạng {told} trang đầu.")
    read = recognise((Picture(index, _frame(source, index)) for index in range(told)), source, 0, told)
    paper.notes += read.notes
    put_pages(paper, [read.pages[index] for index in sorted(read.pages)])
    if paper.length == 0:
        again = "Chụp hoặc quét lại cho rõ (300 dpi, thẳng trang) rồi gửi lại."
        raise source.refuse("là ảnh không có chữ nào đọc được.", again)
    return paper.document(source, "image", pages=count, confidence=read.confidence)


def _count_frames(source: Source) -> int:
    try:
        with Image.open(io.BytesIO(source.data)) as image:
            return getattr(image, "n_frames", 1)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise source.refuse(*_TOO_LARGE) from None
    except _BROKEN_IMAGE:
        raise source.damaged("ảnh không mở được") from None


def _frame(source: Source, index: int) -> Image.Image:
    try:
        with Image.open(io.BytesIO(source.data)) as image:
            image.seek(index)
            if image.width * image.height > _MOST_PIXELS:
                raise source.refuse(*_TOO_LARGE)
            return _on_white(image)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise source.refuse(*_TOO_LARGE) from None
    except _BROKEN_IMAGE:
        raise source.damaged("ảnh không mở được") from None


_TOO_LARGE = ("là ảnh quá lớn.", "Quét lại ở 300 dpi rồi gửi lại.")
_BROKEN_IMAGE = (OSError, ValueError, SyntaxError, EOFError)


def _on_white(image: Image.Image) -> Image.Image:
    """The picture in grey; what is transparent is paper. Turned as the camera was held."""
    turn = {3: 180, 6: 270, 8: 90}.get(image.getexif().get(0x0112, 1), 0)
    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        whole = image.convert("RGBA")
        image = Image.alpha_composite(Image.new("RGBA", whole.size, "white"), whole)
    grey = image.convert("L")
    return grey.rotate(turn, expand=True) if turn else grey


def recognise(pictures: Iterable[Picture], source: Source, done: int, total: int) -> Recognised:
    """Read pictures, one process for each core; pages that failed are empty and noted. Progress counts on from ``done``."""
    told = Recognised()
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    known: list[tuple[float, int]] = []
    with ThreadPoolExecutor(cores) as pool:
        for index, read in _in_order(pool, pictures, cores + 1):
            told.pages[index] = read.page
            told.notes += read.notes
            known += read.known
            done += 1
            source.tell(done, total)
    letters = sum(length for _, length in known)
    told.confidence = round(sum(sure * length for sure, length in known) / letters / 100, 4) if letters else None
    return told


def _in_order(pool: ThreadPoolExecutor, pictures: Iterable[Picture], most: int) -> Iterator[tuple[int, "_Read"]]:
    """Results in the order of the pictures, no more than ``most`` of them in memory."""
    waiting: list[tuple[int, Future[_Read]]] = []
    for picture in pictures:
        waiting.append((picture.index, pool.submit(_read, picture)))
        if len(waiting) >= most:
            index, first = waiting.pop(0)
            yield index, first.result()
    for index, first in waiting:
        yield index, first.result()


@dataclass(slots=True)
class _Read:
    page: Page
    known: list[tuple[float, int]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _Word:
    """A word, how sure Tesseract is (0-100), its box in points, and the line it was found in."""

    text: str
    sure: float
    left: float
    top: float
    right: float
    bottom: float
    line: tuple[str, ...]

    @property
    def marked(self) -> str:
        least = _DOUBTFUL_FIGURE if any(map(str.isdigit, self.text)) else _DOUBTFUL
        return self.text if self.sure >= least else f"{DOUBT_FROM}{self.text}{DOUBT_TO}"


def _read(picture: Picture) -> _Read:
    image = _sized(picture.image)
    try:
        page, words = _page(picture, image)
        if _sureness(words) < _UPSIDE_DOWN and (turn := _turned(image)):
            other, again = _page(picture, image.rotate(-turn, expand=True, fillcolor=255))
            if _sureness(again) > _sureness(words):
                page, words = other, again
    except NotDone as error:
        height = picture.width * image.height / image.width
        return _Read(Page(picture.index + 1, picture.width, height), notes=[_not_read(picture.index, error)])
    return _Read(page, [(word.sure, len(word.text)) for word in words])


def _not_read(index: int, error: NotDone) -> str:
    return f"Trang {index + 1} không nhận dạng được ({error})."


def _sureness(words: list[_Word]) -> float:
    letters = sum(len(word.text) for word in words)
    return sum(word.sure * len(word.text) for word in words) / letters if letters else 0.0


def _sized(image: Image.Image) -> Image.Image:
    """The picture twice as large where it is coarse for a page, smaller where it is finer than anything needs."""
    narrow = min(image.size)
    factor = 2.0 if narrow < _COARSE else _A4_WIDTH / narrow if narrow > _FINE else 1.0
    if factor == 1.0:
        return image
    width, height = (max(round(side * factor), 1) for side in image.size)
    return image.resize((width, height), Image.Resampling.LANCZOS)


def _page(picture: Picture, image: Image.Image) -> tuple[Page, list[_Word]]:
    """Lines outside ruled tables, and the tables, whose cells are read one under the other: side by side they run together."""
    image = _straight(image)
    if _noise(image) > _NOISY:
        image = _cleaned(image)
    scale = picture.width / image.width
    page = Page(picture.index + 1, picture.width, image.height * scale)
    rules, image = _without_rules(image)
    found = lattices((Rule(one.is_upright, one.at * scale, one.low * scale, one.high * scale) for one in rules), 2.5)
    tables = [_cells(image, lattice, scale) for lattice in found]
    for lattice in found:
        image.paste(255, _pixels(lattice.frame, scale))
    words = [*_page_words(image, scale)]
    page.items += _lines(words)
    for lattice, cells in zip(found, tables, strict=True):
        at = sum(isinstance(item, Ruled) or item.top < lattice.frame[1] for item in page.items)
        page.items.insert(at, Ruled(lattice, [_text(cell) for cell in cells]))
    words += (word for cells in tables for cell in cells for word in cell)
    return page, words if _is_writing(words) else []


def _is_writing(words: list[_Word]) -> bool:
    """More than a few words that nobody could be sure of, as a photograph or a stain gives."""
    return sum(word.sure >= _DOUBTFUL and any(map(str.isalnum, word.text)) for word in words) >= 3


def _pixels(box: tuple[float, float, float, float], scale: float) -> tuple[int, int, int, int]:
    left, top, right, bottom = (round(side / scale) for side in box)
    return left, top, right, bottom


def _lines(words: list[_Word]) -> list[Line]:
    """Words as lines in Tesseract's order; where two columns stand side by side, first the left one, then the right one."""
    rows: dict[tuple[str, ...], list[_Word]] = {}
    for word in words:
        rows.setdefault(word.line, []).append(word)
    told: list[Line] = []
    right: list[Line] = []
    middle = 0.0
    for row in rows.values():
        parts = _columns(row)
        if len(parts) == 2:
            middle = (parts[0].right + parts[1].left) / 2
            told.append(parts[0])
            right.append(parts[1])
        elif right and parts[0].right < middle:
            told.append(parts[0])
        elif right and parts[0].left > middle:
            right.append(parts[0])
        else:
            told += [*right, *parts]
            right = []
    return told + right


def _columns(row: list[_Word]) -> list[Line]:
    """A line, or its two halves when words stand on both sides of a wide gap."""
    gaps = [after.left - before.right for before, after in pairwise(row)]
    widest = max(range(len(gaps)), key=gaps.__getitem__, default=0)
    if gaps and gaps[widest] > 2 * max(word.bottom - word.top for word in row):
        halves = row[: widest + 1], row[widest + 1 :]
        if all(sum(word.text.isalpha() for word in half) >= 2 for half in halves):
            return [_line(half) for half in halves]
    return [_line(row)]


def _line(words: list[_Word]) -> Line:
    return Line(
        " ".join(word.marked for word in words),
        min(word.left for word in words),
        min(word.top for word in words),
        max(word.right for word in words),
        max(word.bottom for word in words),
    )


def _text(cell: list[_Word]) -> str:
    lines: dict[tuple[str, ...], list[_Word]] = {}
    for word in cell:
        lines.setdefault(word.line, []).append(word)
    return join_lines(" ".join(word.marked for word in line) for line in lines.values())


def _cells(image: Image.Image, lattice: Lattice, scale: float) -> list[list[_Word]]:
    """The words of each cell; short ones are read again as figures."""
    pieces = []
    for index, spot in enumerate(lattice.spots):
        piece = _trimmed(image.crop(_pixels((spot.left, spot.top, spot.right, spot.bottom), scale)))
        if piece:
            pieces.append((index, piece))
    told = _words_of(pieces)
    _read_again(lattice, pieces, told)
    return [told.get(index, []) for index in range(len(lattice.spots))]


def _words_of(pieces: list[tuple[int, Image.Image]], *how: str) -> dict[int, list[_Word]]:
    """The words of each piece of a page by its number."""
    told: dict[int, list[_Word]] = {}
    while pieces:
        sheet, places, pieces = _stacked(pieces)
        for word in _words(sheet, 1, "6", *how):
            middle = (word.top + word.bottom) / 2
            for index, top, bottom in places:
                if top <= middle < bottom:
                    told.setdefault(index, []).append(word)
    return told


def _figure_columns(lattice: Lattice, told: dict[int, list[_Word]]) -> set[int]:
    """Columns most of whose short cells hold a figure."""
    words: dict[int, list[str]] = {}
    for index, spot in enumerate(lattice.spots):
        if len(told.get(index, ())) == 1:
            words.setdefault(spot.columns[0], []).append(told[index][0].text)
    return {column for column, said in words.items() if sum(map(is_figure, said)) * 2 > len(said)}


def _read_again(lattice: Lattice, pieces: list[tuple[int, Image.Image]], told: dict[int, list[_Word]]) -> None:
    """Cells of one word, smaller and without Vietnamese letters, where S is never a 5. What two of three readings say stands; one
    is enough for a cell of no figure in a column of figures."""
    columns = _figure_columns(lattice, told)
    short = [(index, piece) for index, piece in pieces if len(told.get(index, ())) <= 1]
    again = _words_of([(index, _smaller(piece, 0.7)) for index, piece in short], "-l", "eng")
    unlike = [(index, piece) for index, piece in short if _said(told, index) != _said(again, index)]
    digits = ("-c", f"tessedit_char_whitelist={_FIGURES}")
    third = _words_of([(index, _smaller(piece, 0.6)) for index, piece in unlike], *digits)
    for index, _ in unlike:
        figures = Counter(said for one in (again, third, told) if is_figure(said := _said(one, index)))
        text, votes = max(figures.items(), key=operator.itemgetter(1), default=("", 0))
        if votes > 1 or (votes and lattice.spots[index].columns[0] in columns):
            word = (again.get(index) or third.get(index) or told[index])[0]
            told[index] = [replace(word, text=text, sure=_DOUBTFUL_FIGURE if votes > 1 else _DOUBTFUL)]


def _said(told: dict[int, list[_Word]], index: int) -> str:
    return " ".join(word.text for word in told.get(index, ()))


def _smaller(piece: Image.Image, factor: float) -> Image.Image:
    return piece.resize(
        (max(round(piece.width * factor), 1), max(round(piece.height * factor), 1)), Image.Resampling.LANCZOS
    )


def _trimmed(piece: Image.Image) -> Image.Image | None:
    """The part with ink on it; None without any."""
    y, x = np.nonzero(np.asarray(piece) < _INK + 20)
    if len(y) < 12:
        return None
    return piece.crop((int(x.min()), int(y.min()), int(x.max()) + 1, int(y.max()) + 1))


def _stacked(
    pieces: list[tuple[int, Image.Image]],
) -> tuple[Image.Image, list[tuple[int, float, float]], list[tuple[int, Image.Image]]]:
    """A sheet with pieces one under the other, where each stands on it, and the pieces that had no room."""
    height, taken = _GAP, 0
    while taken < len(pieces) and (taken == 0 or height + pieces[taken][1].height < _LONGEST_SHEET):
        height += pieces[taken][1].height + _GAP
        taken += 1
    sheet = Image.new("L", (max(piece.width for _, piece in pieces[:taken]) + 2 * _GAP, height), 255)
    places, top = [], _GAP
    for index, piece in pieces[:taken]:
        sheet.paste(piece, (_GAP, top))
        places.append((index, top - _GAP / 2, top + piece.height + _GAP / 2))
        top += piece.height + _GAP
    return sheet, places, pieces[taken:]


# Tesseract


def _tesseract(image: Image.Image, *how: str) -> str:
    given = f"P5 {image.width} {image.height} 255\n".encode() + image.tobytes()
    command = ["tesseract", "stdin", "stdout", "--dpi", str(DPI), *how]
    return run(command, seconds=_SECONDS, given=given, OMP_THREAD_LIMIT="1").decode(errors="replace")


def _page_words(image: Image.Image, scale: float) -> list[_Word]:
    """The words of a page; none where hardly any ink is left."""
    return _words(image, scale, "3") if _trimmed(image) else []


def _words(image: Image.Image, scale: float, mode: str, *how: str) -> list[_Word]:
    """The words of a picture, read in Vietnamese unless ``how`` names another language."""
    words = []
    language = () if "-l" in how else ("-l", "vie")
    for row in _tesseract(image, *language, *how, "--psm", mode, "tsv").splitlines()[1:]:
        level, _, block, paragraph, line, _, left, top, width, height, sure, text = row.split("\t", 11)
        if level == "5" and text.strip() and float(sure) >= _LEAST_SURE:
            x, y = int(left) * scale, int(top) * scale
            right, bottom = x + int(width) * scale, y + int(height) * scale
            words.append(
                _Word(
                    text.strip().translate(_NOT_VIETNAMESE), float(sure), x, y, right, bottom, (block, paragraph, line)
                )
            )
    return words


def _turned(image: Image.Image) -> int:
    """By how many degrees clockwise the page must be turned to stand upright: 0, 90, 180 or 270."""
    try:
        told = _tesseract(image, "--psm", "0")
    except NotDone:
        return 0
    return next((int(line.split(":")[1]) for line in told.splitlines() if line.startswith("Rotate:")), 0)


# The picture


def _straight(image: Image.Image) -> Image.Image:
    angle = _skew(image)
    if abs(angle) < _LEAST_SKEW:
        return image
    return image.rotate(angle, Image.Resampling.BICUBIC, fillcolor=255)


def _skew(image: Image.Image) -> float:
    """By how many degrees lines fall to the right, -3 to 3: the turn that makes the rows of ink sharpest."""
    small = image.resize((1000, max(1, round(1000 * image.height / image.width))), Image.Resampling.BOX)
    pixels = np.asarray(small)
    y, x = np.nonzero(pixels < min(_INK, int(np.median(pixels)) - 40))
    if len(x) < 200:
        return 0.0
    if len(x) > 60_000:
        step = len(x) // 60_000 + 1
        y, x = y[::step], x[::step]
    best = max(np.arange(-3, 3.01, 0.25), key=lambda angle: _sharpness(x, y, angle))
    return float(max(np.arange(best - 0.2, best + 0.21, 0.05), key=lambda angle: _sharpness(x, y, angle)))


def _sharpness(x: Pixels, y: Pixels, angle: float) -> float:
    rows = np.bincount(np.round(y - x * np.tan(np.radians(angle)) + 100).astype(int).clip(0))
    return float(np.sum(np.diff(rows.astype(float)) ** 2))


def _noise(image: Image.Image) -> float:
    """How uneven the bare paper in the middle of the page is: the spread of its grey, 0-255, around the calm of its surroundings."""
    width, height = image.size
    middle = image.crop(
        (width // 5, height // 5, width // 5 + min(1200, width // 2), height // 5 + min(1200, height // 2))
    )
    seen = np.asarray(middle, dtype=np.int16)
    calm = np.asarray(middle.filter(ImageFilter.MedianFilter(5)), dtype=np.int16)
    bare = (
        np.asarray(middle.filter(ImageFilter.MedianFilter(3)).filter(ImageFilter.MinFilter(9))) > np.median(calm) - 60
    )
    return float(np.std((seen - calm)[bare])) if bare.sum() > 1000 else 0.0


def _cleaned(image: Image.Image) -> Image.Image:
    """Specks away, then black where darker than the surroundings, white elsewhere."""
    calm = image.filter(ImageFilter.MedianFilter(3))
    around = np.asarray(calm.filter(ImageFilter.BoxBlur(30)), dtype=np.float32)
    return Image.fromarray(np.where(np.asarray(calm) < 0.8 * around, 0, 255).astype(np.uint8))


def _without_rules(image: Image.Image) -> tuple[list[Rule], Image.Image]:
    """The ruling lines of a page in pixels, and the page without them."""
    pixels = np.array(image)
    ink = pixels < _INK
    found = []
    for is_upright, least in ((False, _LONG_ACROSS), (True, _LONG_DOWN)):
        for top, bottom, low, high in _strokes(ink.T if is_upright else ink, least):
            found.append((Rule(is_upright, (top + bottom) / 2, low, high), top, bottom))
    if sum(rule.is_upright for rule, _, _ in found) == 0:
        return [], image
    for rule, top, bottom in found:
        across, along = slice(max(top - 2, 0), bottom + 3), slice(int(rule.low), int(rule.high) + 1)
        pixels[(along, across) if rule.is_upright else (across, along)] = 255
    return [rule for rule, _, _ in found], Image.fromarray(pixels)


def _strokes(ink: Pixels, least: int) -> list[tuple[int, int, int, int]]:
    """Straight thin strokes along rows, at least so long: first and last row, first and last column."""
    height, width = ink.shape
    if width <= least:
        return []
    sums = np.zeros((height, width + 1), np.int32)
    np.cumsum(ink, axis=1, out=sums[:, 1:])
    full = sums[:, least:] - sums[:, :-least] >= 0.95 * least
    done: list[list[int]] = []
    growing: list[list[int]] = []
    for row in np.nonzero(full.any(axis=1))[0]:
        edges = np.flatnonzero(np.diff(np.concatenate(([0], full[row].astype(np.int8), [0]))))
        for low, end in zip(edges[::2], edges[1::2], strict=True):
            high = int(end) - 2 + least
            known = next((one for one in growing if row - one[1] <= 3 and low <= one[3] and high >= one[2]), None)
            if known:
                known[1], known[2], known[3] = int(row), min(known[2], int(low)), max(known[3], high)
            else:
                growing.append([int(row), int(row), int(low), high])
        done += [one for one in growing if row - one[1] > 3]
        growing = [one for one in growing if row - one[1] <= 3]
    return [(one[0], one[1], one[2], one[3]) for one in done + growing if one[1] - one[0] < _THICKEST]
