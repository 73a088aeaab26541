"""One file looked at in a process of its own: what it holds can hang or break nothing else. Prints JSON, or the bytes of a picture.

    python -m ansinh.reading.by_page text FILE             {"texts": [[page, text], ...], "pages": n or null}
    python -m ansinh.reading.by_page count FILE            {"pages": n}
    python -m ansinh.reading.by_page picture FILE PAGE WIDTH    the page as JPEG, at most WIDTH pixels wide

A file nothing can be read from: {"unreadable": why and what to do, in Vietnamese}."""

import json
import os
import sys
from collections import defaultdict
from pathlib import Path
from typing import BinaryIO

import pypdfium2
from PIL import Image, ImageOps

from ansinh.reading.readers import Unreadable, read_file

_QUALITY = 82
_NO_WORDS = "không có chữ nào đọc được"  # what readers say of a photograph: nothing is wrong with it


def main(arguments: list[str]) -> None:
    """Do what is asked; only the answer goes to the standard output."""
    answer = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    what, path, *more = arguments
    try:
        if what == "picture":
            _picture(Path(path), int(more[0]), int(more[1]), answer)
        else:
            answer.write(json.dumps(_text(Path(path)) if what == "text" else {"pages": _count(Path(path))}).encode())
    except Unreadable as reason:
        answer.write(json.dumps({"unreadable": str(reason)}).encode())
    answer.flush()


def _text(path: Path) -> dict[str, object]:
    try:
        document = read_file(path, name="tệp này")
    except Unreadable as reason:
        if _NO_WORDS in str(reason):
            return {"texts": [], "pages": None}
        raise
    pages: dict[int, list[str]] = defaultdict(list)
    for block in document.blocks:
        pages[block.page or 1].append(document.text[block.start : block.end])
    told = [[page, "\n".join(pieces)] for page, pieces in sorted(pages.items())]
    return {"texts": told, "pages": document.pages}


def _is_pdf(path: Path) -> bool:
    with path.open("rb") as file:
        return b"%PDF-" in file.read(1024)


def _count(path: Path) -> int:
    if _is_pdf(path):
        with pypdfium2.PdfDocument(path) as document:
            return len(document)
    with Image.open(path) as image:
        return getattr(image, "n_frames", 1)


def _picture(path: Path, page: int, width: int, answer: BinaryIO) -> None:
    """The page as it lies before one's eyes, without what a camera wrote into it (where, when, with what)."""
    if _is_pdf(path):
        with pypdfium2.PdfDocument(path) as document:
            sheet = document[page - 1]
            seen = sheet.render(scale=width / max(sheet.get_width(), 1)).to_pil()
    else:
        with Image.open(path) as image:
            image.seek(page - 1)
            image.draft("RGB", (width, width))
            seen = ImageOps.exif_transpose(image).convert("RGB")
    seen.thumbnail((width, 3 * width))
    plain = Image.new("RGB", seen.size, "white")
    plain.paste(seen)
    plain.save(answer, "JPEG", quality=_QUALITY)


if __name__ == "__main__":
    main(sys.argv[1:])
