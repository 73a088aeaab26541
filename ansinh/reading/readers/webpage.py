"""Web pages (.html, and the .mht and "Word" files that are web pages inside): the text, tables as grids, menus set aside."""

import re
from collections.abc import Iterable
from email import message_from_bytes, policy

import lxml.html
from lxml import etree

from ansinh.reading.document import Document
from ansinh.reading.readers.grids import Box, Grid, is_layout
from ansinh.reading.readers.letters import decode
from ansinh.reading.readers.paper import Paper, kind_of
from ansinh.reading.readers.source import Source

_SILENT = {
    "script",
    "style",
    "noscript",
    "template",
    "svg",
    "iframe",
    "object",
    "select",
    "button",
    "input",
    "textarea",
}
_SILENT |= {"head", "canvas", "audio", "video", "map"}
_ASIDE = {"nav", "footer", "aside", "form", "menu", "dialog"}
_ASIDE_ROLES = {"navigation", "banner", "contentinfo", "search", "complementary", "menu", "menubar"}
_ASIDE_NAMES = re.compile(
    r"(?:^|[\s_-])(?:menu|nav|navbar|navigation|footer|foot|sidebar|breadcrumbs?|share|social|comments?|related|widget|banner"
    r"|advert|ads|counter|copyright|pagination|toolbar|lienquan|tinlienquan|tin-lien-quan|luotxem|luot-xem)(?:$|[\s_-])",
    re.IGNORECASE,
)
_BLOCKS = {"p", "div", "section", "article", "main", "header", "body", "html", "center", "blockquote", "pre", "address"}
_BLOCKS |= {
    "ul",
    "ol",
    "li",
    "dl",
    "dt",
    "dd",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "figure",
    "figcaption",
    "hr",
    "details",
}
_BLOCKS |= {"summary", "fieldset", "caption", "form", "nav", "footer", "aside", "menu", "td", "th", "tr", "tbody"}
_HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.IGNORECASE)
_CHARSET = re.compile(rb"""<meta[^>]*charset\s*=\s*["']?([\w-]+)""", re.IGNORECASE)
_MOST_LINKS = 0.7
_DEEPEST = 200


def read_webpage(source: Source, kind: str = "html") -> Document:
    """A web page as a document. Raises Unreadable when no text is in it."""
    text, notes = _letters(source, source.data)
    return _read(source, text, notes, kind)


def read_web_archive(source: Source) -> Document:
    """A saved web page (.mht) as a document: its first page of HTML. Raises Unreadable."""
    for part in message_from_bytes(source.data, policy=policy.default).walk():
        if part.get_content_type() == "text/html":
            data = part.get_payload(decode=True)
            text, notes = _letters(source, data if isinstance(data, bytes) else b"")
            return _read(source, text, notes, "html")
    raise source.refuse("là trang web lưu (.mht) nhưng không có nội dung.", "Mở tệp, lưu thành .docx rồi gửi lại.")


def _letters(source: Source, data: bytes) -> tuple[str, list[str]]:
    said = _CHARSET.search(data, 0, 4096)
    encoding = said.group(1).decode().lower() if said else ""
    if encoding in ("windows-1258", "cp1258"):
        data = data.decode("cp1258", errors="replace").encode()
    return decode(source, data)


def _read(source: Source, text: str, notes: Iterable[str], kind: str) -> Document:
    parser = lxml.html.HTMLParser(no_network=True, remove_comments=True, remove_pis=True, encoding="utf-8")
    try:
        root = lxml.html.document_fromstring(text.encode(), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError):
        raise source.damaged("không phải trang web") from None
    page = _Page()
    page.paper.notes += notes
    page.read(root)
    return page.paper.document(source, kind)


class _Page:
    """A web page on its way to a paper: inline text is gathered until a block begins or ends."""

    def __init__(self) -> None:
        self.paper = Paper()
        self._line: list[str] = []
        self._kind = ""
        self._aside: list[str] = []

    def read(self, root: lxml.html.HtmlElement) -> None:
        title = " ".join("".join(root.xpath("//head/title[1]//text()")).split())
        if title and not root.xpath("//h1[normalize-space()]"):
            self.paper.put(title, "heading")
        self._walk(root, 0)
        self._end_line()
        for text in self._aside:
            self.paper.put(text, "furniture")

    def _walk(self, node: lxml.html.HtmlElement, depth: int) -> None:
        if not isinstance(node.tag, str) or depth > _DEEPEST:
            return
        tag = node.tag.rpartition(":")[2].lower()
        if tag in _SILENT or _HIDDEN.search(node.get("style", "")) or node.get("hidden") is not None:
            return
        if _is_aside(node, tag):
            self._end_line()
            self._aside += filter(None, (" ".join(piece.split()) for piece in _lines(node)))
        elif tag == "table":
            self._end_line()
            self._table(node, depth)
        elif tag == "br":
            self._end_line(goes_on=True)
        elif tag in _BLOCKS:
            self._block(node, tag, depth)
        else:
            self._inline(node, depth)

    def _block(self, node: lxml.html.HtmlElement, tag: str, depth: int) -> None:
        self._end_line()
        kind = "heading" if tag in _HEADINGS else "list" if tag == "li" else self._kind
        before, self._kind = self._kind, kind
        if tag == "li" and node.getparent().tag == "ol":
            self._line.append(f"{1 + sum(1 for one in node.itersiblings('li', preceding=True))}. ")
        self._inline(node, depth)
        self._end_line()
        self._kind = before

    def _inline(self, node: lxml.html.HtmlElement, depth: int) -> None:
        self._line.append(_flat(node.text))
        for child in node:
            self._walk(child, depth + 1)
            self._line.append(_flat(child.tail))

    def _end_line(self, *, goes_on: bool = False) -> None:
        """End of a paragraph. After a break inside one, a line that begins small goes on with it (found when it comes)."""
        text = _collapse("".join(self._line))
        if goes_on:
            self._line = [text, "\n"] if text else []
            return
        self._line = []
        paragraph = ""
        for line in filter(None, map(str.strip, text.split("\n"))):
            if paragraph and line[0].islower() and kind_of(line) != "list" and paragraph[-1] not in ".;:!?":
                paragraph += " " + line
                continue
            self.paper.put(paragraph, self._kind)
            paragraph = line
        self.paper.put(paragraph, self._kind)

    def _table(self, table: lxml.html.HtmlElement, depth: int) -> None:
        for caption in table.iterchildren("caption"):
            self._block(caption, "caption", depth)
        grid = _grid(table, depth)
        if depth > _DEEPEST or is_layout(grid) or _is_page_frame(table):
            for cell in _own_cells(table):
                self._block(cell, "td", depth + 1)
        else:
            self.paper.put_grid(grid)


def _is_page_frame(table: lxml.html.HtmlElement) -> bool:
    """A table that holds other tables and long text: the page itself is laid out with it."""
    return any(
        len(cell.text_content()) > 1500 or (cell.xpath(".//table") and len(cell) > 3) for cell in _own_cells(table)
    )


def _own_cells(table: lxml.html.HtmlElement) -> Iterable[lxml.html.HtmlElement]:
    return (cell for row in _own_rows(table) for cell in row.iterchildren("td", "th"))


def _own_rows(table: lxml.html.HtmlElement) -> Iterable[lxml.html.HtmlElement]:
    for child in table:
        if child.tag == "tr":
            yield child
        elif child.tag in ("thead", "tbody", "tfoot"):
            yield from child.iterchildren("tr")


def _grid(table: lxml.html.HtmlElement, depth: int) -> Grid:
    grid: Grid = []
    below: dict[int, tuple[Box, int]] = {}
    for row in _own_rows(table):
        line: list[Box] = []
        for cell in row.iterchildren("td", "th"):
            _fill_from_above(line, below)
            one = Box(_parts(cell, depth))
            for _ in range(_span(cell, "colspan")):
                if (down := _span(cell, "rowspan") - 1) > 0:
                    below[len(line)] = (one, down)
                line.append(one)
        _fill_from_above(line, below)
        grid.append(line)
    return grid


def _fill_from_above(line: list[Box], below: dict[int, tuple[Box, int]]) -> None:
    while len(line) in below:
        one, left = below.pop(len(line))
        if left > 1:
            below[len(line)] = (one, left - 1)
        line.append(one)


def _span(cell: lxml.html.HtmlElement, name: str) -> int:
    said = cell.get(name, "1").strip()
    return max(1, min(int(said), 200)) if said.isdecimal() else 1


def _parts(cell: lxml.html.HtmlElement, depth: int) -> list[str | Grid]:
    inner = [one for one in cell.iter("table") if next(one.iterancestors("table")) is next(cell.iterancestors("table"))]
    said = "\n".join(_lines(cell))
    grids = [_grid(one, depth + 1) for one in inner] if depth < _DEEPEST else []
    return [*([said] if said else []), *grids]


def _lines(node: lxml.html.HtmlElement) -> list[str]:
    """The visible text of an element without the tables in it, a line for each block or break."""
    pieces: list[str] = []

    def walk(one: lxml.html.HtmlElement) -> None:
        if (
            not isinstance(one.tag, str)
            or one.tag in _SILENT
            or one.tag == "table"
            or _HIDDEN.search(one.get("style", ""))
        ):
            return
        is_block = one.tag in _BLOCKS or one.tag == "br"
        pieces.append("\n" if is_block else "")
        pieces.append(_flat(one.text))
        for child in one:
            walk(child)
            pieces.append(_flat(child.tail))
        pieces.append("\n" if is_block else "")

    walk(node)
    return [line.strip() for line in _collapse("".join(pieces)).split("\n") if line.strip()]


def _is_aside(node: lxml.html.HtmlElement, tag: str) -> bool:
    if tag in ("body", "html", "main", "article"):
        return False
    if tag in _ASIDE and (tag != "form" or len(node.text_content()) < 400):
        return True
    if node.get("role", "").lower() in _ASIDE_ROLES:
        return True
    named = f"{node.get('id', '')} {node.get('class', '')}"
    if _ASIDE_NAMES.search(named) and len(node.text_content()) < 3000:
        return True
    return tag in ("ul", "ol", "div", "td") and _is_links(node)


def _is_links(node: lxml.html.HtmlElement) -> bool:
    """Nearly all of it is links, and there are some."""
    links = node.xpath(".//a")
    if len(links) < 4:
        return False
    whole = len("".join(node.text_content().split()))
    linked = sum(len("".join(link.text_content().split())) for link in links)
    return linked > _MOST_LINKS * whole


_SPACES = re.compile(r"[ \t\r\f\v]+")
_AROUND_BREAK = re.compile(r" *\n *")


def _flat(text: str | None) -> str:
    """Text between tags: line ends are spaces; non-breaking spaces stay."""
    return re.sub(r"[ \t\r\n\f]+", " ", text) if text else ""


def _collapse(text: str) -> str:
    return _AROUND_BREAK.sub("\n", _SPACES.sub(" ", text)).strip(" \n")
