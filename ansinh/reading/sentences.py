"""Text as it is read: one line of plain words with its way back to the source, sentences, page furniture, short forms."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import pairwise

from ansinh.reading.document import Document
from ansinh.reading.heading import UPPER, heading_of

__all__ = ["Plain", "Sentence", "heading_of", "lacks_diacritics", "plain_of", "sentences_of", "short_forms"]

JOIN = "\x1f"  # stands inside a number where a thin space, an unbreakable space or the end of a line did
_NOT_PROSE = ("cell", "furniture", "header", "footer")
_SPACES = dict.fromkeys(
    map(ord, "\t\r\x0b\x0c\u00a0\u2002\u2003\u2007\u2008\u2009\u200a\u202f\u3000\u200b\ufeff\u00ad"), " "
)
_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−"), "-")
_PLAIN: dict[int, str] = {**_SPACES, **_DASHES, ord("÷"): "-", ord("％"): "%"}
_IN_NUMBER = re.compile(r"(?<![\d.,])(\d{1,3})[\u00a0\u2007\u2009\u202f](?=\d{3}(?!\d))")
_GAPS = re.compile(r" {2,}")
_DIACRITICS = re.compile(r"[à-ỹÀ-ỸđơưăâêôĐƠƯ]")
_LETTERS = re.compile(r"[^\W\d_]")

_TONES = ("oà òa", "oá óa", "oả ỏa", "oã õa", "oạ ọa", "oè òe", "oé óe", "uỳ ùy", "uý úy", "uỷ ủy", "uỹ ũy", "uỵ ụy")
_SLIPS = ("tỉ tỷ", "kì kỳ", "hoach hoạch", "chiêm chiếm", "đat đạt", "giãm giảm", "giàm giảm", "tâng tăng")
_SPELLING = dict(pair.split() for pair in (*_TONES, *_SLIPS))
_SPELT = re.compile(
    rf"(?<!q)(?:{'|'.join(pair.split()[0] for pair in _TONES)})(?!\w)|(?<!\w)(?:{'|'.join(p.split()[0] for p in _SLIPS)})(?!\w)"
)
_BULLET = re.compile(
    r"\s*(?:[-+*•●○▪◦·–—]\s*\S|\d{1,2}(?:\.\d{1,2})*\s*[.)/]\s|[a-zđ]\)|[IVX]{1,5}\s*[.)]|\(?\d{1,2}\)"
    r"|phần\s+[IVX\d]|[|])",
    re.I,
)
_ENDS = re.compile(r"[.!?…:;][\"”’')\]]*\s*$")
_BREAK = re.compile(
    rf"(?:(?<=[!?…])|(?<=[^\W\d_]{{2}}\.)|(?<=[\d%)\"”’\]]\.)|(?<=\.[\"”’)]))\s+(?=[{UPPER}\"“‘(\d\[+•-])|\n+"
)
_SHORT = re.compile(
    r"(?:\b(?:TP|Tp|tp|TX|Tx|TT|Th|ThS|TS|PGS|GS|BS|Mr|Mrs|Ms|vv|v\.v|St|Tr|tr|Số|No|KP|Ths|đ/c|Đ/c|Q|P|H|X|Hg)\.)$"
)
_NUMBERED = re.compile(r"\s*(?:[-+*•]\s*)?(?:Điều |ĐIỀU )?(?:[IVX]{1,5}|\d{1,2}|[a-zA-Z])(?:\.\d{1,2})*[.)/]?")
_FURNITURE = re.compile(
    r"^\W*(?:#\s*source:|nguồn\s*:|theo\s*:?\s*https?:|https?://|www\.|ảnh\s*:|tin\s*,\s*ảnh|bài\s*,\s*ảnh"
    r"|ảnh\s+minh\s+họa|tác\s+giả\s*:"
    r"|số\s+lượt\s+(?:xem|truy\s+cập|đọc)|lượt\s+(?:xem|truy\s+cập|đọc)|đã\s+xem|lượt\s+thích"
    r"|thống\s+kê\s+truy\s+cập|đang\s+(?:online|truy\s+cập|trực\s+tuyến)\b"
    r"|trực\s+tuyến\s*:|online\s*:|hôm\s+(?:nay|qua)\s*:|(?:trong\s+)?(?:tuần|tháng)(?:\s+(?:này"
    r"|trước))?\s*:\s*[\d.,]+\s*$|tất\s+cả\s*:\s*[\d.,]+|tổng\s+(?:số\s+)?(?:lượt\s+)?truy\s+cập"
    r"|tổng\s+truy\s+cập|khách\s*:?\s*\d+\s*$|bình\s+chọn|bình\s+luận|\(\d+\)\s*bình\s+luận|địa\s+chỉ\s*:"
    r"|trụ\s+sở\s*:|điện\s+thoại|đt\s*:|tel\b|fax\b|e?-?mail\b|hotline|đường\s+dây\s+nóng\s*:"
    r"|(?:©|copyright|bản\s+quyền)|giấy\s+phép|chịu\s+trách\s+nhiệm|ghi\s+rõ\s+nguồn|reset\s+captcha"
    r"|gửi\s+bình\s+luận|ý\s+kiến\s+bạn\s+đọc|từ\s+khóa\s*:|tags?\s*:|trang\s+\d+\s*(?:/\s*\d+)?\s*$"
    r"|\d{1,4}\s*$|cỡ\s+chữ|chia\s+sẻ\s*:?|in\s+trang|in\s+bài|nơi\s+nhận\s*:|tải\s+(?:về|xuống)"
    r"|kích\s+thước\s*:|dung\s+lượng)"
    r"|^.{0,40}\d\s+lượt\s+(?:xem|truy\s+cập|đọc|thích|tải)\W*$|\b\d{4} ?©|^.{0,60}(?:điện\s+thoại|đt|tel"
    r"|fax)\s*:?\s*\(?[\d. ()-]{7,}",
    re.I,
)
_DEFINED = re.compile(
    r"\(\s*(?:gọi\s+tắt\s+là|sau\s+đây\s+(?:gọi|viết)\s+(?:tắt\s+)?là"
    r"|viết\s+tắt\s+là)?\s*[:\"“]?\s*([A-ZĐƯƠ][A-ZĐƯƠa-z&-]{0,9}[A-ZĐƯƠ])\s*[\"”]?\s*\)"
)
_WORD = re.compile(r"[^\W\d_]+")
_LONGEST = 1200  # characters; what runs on longer is no sentence of anybody's, and is cut where it can be


@dataclass(frozen=True, slots=True)
class Sentence:
    """``plain.text[start:end]``; ``paragraph`` numbers paragraphs, ``is_first`` opens one, ``is_alone`` is a paragraph of itself."""

    start: int
    end: int
    paragraph: int
    is_first: bool
    is_alone: bool = False


@dataclass(slots=True)
class Plain:
    """A document's prose with single spaces, plain dashes and a line end only where a paragraph ends.

    ``low`` is the same in lower case, letter for letter. ``source(i)`` is the offset in the document of position ``i``."""

    text: str
    low: str
    starts: list[int] = field(default_factory=list)
    offsets: list[int] = field(default_factory=list)

    def source(self, position: int) -> int:
        at = bisect_right(self.starts, position) - 1
        return self.offsets[at] + position - self.starts[at]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The stretch of the document behind ``text[start:end]``."""
        return self.source(start), self.source(end - 1) + 1


def plain_of(document: Document) -> Plain:
    """The prose of a document: tables, headers, footers and page furniture left out."""
    source = document.text
    clean = _IN_NUMBER.sub(rf"\1{JOIN}", source).translate(_PLAIN)
    pieces: list[tuple[int, int, str]] = []  # start, end in the source, what joins it to the piece before
    before = ""
    is_wrapped = _is_hard_wrapped(clean)
    skipped = [(block.start, block.end) for block in document.blocks if block.kind in _NOT_PROSE]
    for start, end in _lines(clean, skipped):
        line = clean[start:end]
        if not line.strip():
            before = ""
            continue
        if line.lstrip()[0] in "|#" or (len(line) < 240 and _FURNITURE.search(line)):
            before = ""
            continue
        pieces.append((start, end, _joint(before, line, is_wrapped=is_wrapped)))
        before = line
    return _joined(clean, pieces)


def sentences_of(plain: Plain) -> list[Sentence]:
    """Sentences in order. A semicolon does not end one; a paragraph does."""
    return [part for sentence in _sentences(plain) for part in _cut(plain.text, sentence)]


def _cut(text: str, sentence: Sentence) -> Iterator[Sentence]:
    """A sentence, or stretches of it no longer than one may be: after a semicolon, else after a space, else anywhere."""
    start = sentence.start
    while sentence.end - start > _LONGEST:
        window = text[start : start + _LONGEST]
        end = start + (window.rfind("; ") + 1 or window.rfind(" ") + 1 or _LONGEST)
        yield replace(sentence, start=start, end=end, is_first=sentence.is_first and start == sentence.start)
        start = end
    yield replace(sentence, start=start, is_first=sentence.is_first and start == sentence.start)


def _sentences(plain: Plain) -> list[Sentence]:
    found: list[Sentence] = []
    paragraph = 0
    start = 0
    text = plain.text
    is_first = True
    for cut in _BREAK.finditer(text):
        ends_paragraph = "\n" in cut[0]
        if not ends_paragraph and (
            (cut.start() - start < 9 and _NUMBERED.fullmatch(text, start, cut.start()))
            or _SHORT.search(text[max(start, cut.start() - 6) : cut.start()])
        ):
            continue
        if cut.start() > start:
            found.append(Sentence(start, cut.start(), paragraph, is_first, is_first and ends_paragraph))
            is_first = False
        if ends_paragraph:
            paragraph += 1
            is_first = True
        start = cut.end()
    if start < len(text):
        found.append(Sentence(start, len(text), paragraph, is_first, is_first))
    return found


def lacks_diacritics(text: str) -> bool:
    """Whether a text long enough to judge is written without Vietnamese marks."""
    letters = len(_LETTERS.findall(text[:20000]))
    return letters >= 80 and len(_DIACRITICS.findall(text[:20000])) < 0.05 * letters


@lru_cache(maxsize=64)
def short_forms(text: str) -> dict[str, str]:
    """Short form -> the words it stands for (lower case), as the text itself defines them: "tai nạn lao động (TNLĐ)"."""
    found: dict[str, str] = {}
    for defined in _DEFINED.finditer(text):
        short = defined[1]
        words = [word.group().lower() for word in _WORD.finditer(text[max(0, defined.start() - 90) : defined.start()])]
        said = _words_of(short, words)
        if said:
            found.setdefault(short, said)
    return found


def _words_of(short: str, words: list[str]) -> str:
    """The last words whose initials make the short form; small words between them may be left out of it."""
    initials = [letter for letter in short.lower() if letter.isalpha()]
    at = len(words) - 1
    for letter in reversed(initials):
        while (
            at >= 0
            and words[at][0] != letter
            and words[at] in ("và", "của", "các", "về", "cho", "ở", "với", "đối", "thuộc")
        ):
            at -= 1
        if at < 0 or words[at][0] != letter:
            return ""
        at -= 1
    return " ".join(words[at + 1 :]) if len(initials) > 1 else ""


def _lines(clean: str, skipped: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Lines of the text that hold prose, without what was skipped."""
    start = 0
    at = 0
    skipped = sorted(skipped)
    while start <= len(clean):
        end = clean.find("\n", start)
        end = len(clean) if end < 0 else end
        while at < len(skipped) and skipped[at][1] <= start:
            at += 1
        if not (at < len(skipped) and skipped[at][0] < end and skipped[at][1] > start):
            yield start, end
        start = end + 1


def _is_hard_wrapped(clean: str) -> bool:
    """Whether lines end where the page did: many lines go on in lower case."""
    lines = [line.strip() for line in clean[:20000].split("\n")]
    pairs = [(one, two) for one, two in pairwise(lines) if one and two]
    going_on = sum(two[0].islower() and not _BULLET.match(two) for _, two in pairs)
    return going_on >= 4 and going_on >= 0.3 * len(pairs)


def _joint(before: str, line: str, *, is_wrapped: bool) -> str:
    """A space where a line goes on with the one before, a line end where a new paragraph begins."""
    if not before or _BULLET.match(line):
        return "\n"
    if _NUMBERED.fullmatch(before.strip()):
        return " "
    first = line.lstrip()[0]
    if is_wrapped:
        is_title = line.strip().isupper() or before.strip().isupper() or (len(before) < 45 and not first.islower())
        return (
            "\n"
            if is_title and not (line.strip().isupper() and before.strip().isupper()) and not first.isdigit()
            else " "
        )
    if before.rstrip()[-1] in ".!?…":
        return "\n"
    if first.islower() or (first.isdigit() and before.rstrip()[-1].islower() and len(before) > 30):
        return " "
    return "\n"


def _joined(clean: str, pieces: list[tuple[int, int, str]]) -> Plain:
    """The pieces in one string, runs of spaces made one."""
    out: list[str] = []
    starts: list[int] = []
    offsets: list[int] = []
    length = 0

    def put(text: str, offset: int) -> None:
        nonlocal length
        if text:
            starts.append(length)
            offsets.append(offset)
            out.append(text)
            length += len(text)

    for start, end, joint in pieces:
        while start < end and clean[start] == " ":
            start += 1
        while end > start and clean[end - 1] == " ":
            end -= 1
        if out:
            before = out[-1]
            in_number = (
                joint == " "
                and len(before) > 1
                and before[-1] in ".,"
                and before[-2].isdigit()
                and clean[start : start + 3].isdigit()
            )
            put(JOIN if in_number else joint, max(start - 1, 0))
        at = start
        for gap in _GAPS.finditer(clean, start, end):
            put(clean[at : gap.start() + 1], at)
            at = gap.end()
        put(clean[at:end], at)
    text = "".join(out)
    return Plain(text, _lowered(text), starts or [0], offsets or [0])


def _lowered(text: str) -> str:
    """Lower case in one spelling, letter for letter: tone marks where they are now put, slips of words that decide mended."""
    low = text.lower()
    if len(low) != len(text):
        low = "".join(letter.lower() if len(letter.lower()) == 1 else letter for letter in text)
    return _SPELT.sub(lambda found: _SPELLING[found[0]], low)
