"""A small question that keeps machines from filling the desk: figures in a picture, and the same in words for who cannot see it.

Nothing of the answer stands in the page; a question is answered once, well or badly. Made here, asked of no other server."""

import base64
import io
import random
from collections.abc import MutableMapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from secrets import SystemRandom, token_urlsafe
from typing import Any

from django.core.cache import caches
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _
from PIL import Image, ImageDraw, ImageFilter, ImageFont

from ansinh import core
from ansinh.core.language import is_english
from ansinh.core.names import fold

MOST_KEPT = 5
WIDTH, HEIGHT, FIGURES = 220, 72, 5
_SALT = "ansinh.dossiers.puzzle"
_FONT = Path(core.__file__).parent / "fonts" / "LiberationSans-Bold.ttf"
_NUMBERS = (
    ("không", "nought"), ("một", "one"), ("hai", "two"), ("ba", "three"), ("bốn", "four"), ("năm", "five"), ("sáu", "six"),
    ("bảy", "seven"), ("tám", "eight"), ("chín", "nine"), ("mười", "ten"), ("mười một", "eleven"), ("mười hai", "twelve"),
)  # fmt: skip
_secret = SystemRandom()


@dataclass(frozen=True)
class Puzzle:
    """A question as it is shown: its id, a picture as a data address, the same asked in words."""

    id: str
    picture: str
    words: str


def ask(session: MutableMapping[str, Any]) -> Puzzle:
    """A new question; the session keeps what answers it, as a hash."""
    figures = "".join(_secret.choice("23456789") for _place in range(FIGURES))
    one, other = _secret.randint(3, 12), _secret.randint(2, 9)
    name = token_urlsafe(9)
    kept = dict(list(session.get("puzzles", {}).items())[-(MOST_KEPT - 1) :])
    session["puzzles"] = kept | {name: [_hashed(name, figures), _hashed(name, str(one + other))]}
    language = is_english()
    words = _("%(one)s cộng %(other)s bằng mấy?") % {"one": _NUMBERS[one][language], "other": _NUMBERS[other][language]}
    return Puzzle(
        name, "data:image/png;base64," + base64.b64encode(draw(figures)).decode(), words[0].upper() + words[1:]
    )


def is_answered(session: MutableMapping[str, Any], name: str, answer: str) -> bool:
    """Whether the answer is right; the question is gone either way."""
    kept = dict(session.get("puzzles", {}))
    answers = kept.pop(name, ())
    session["puzzles"] = kept
    told = _hashed(name, _plain(answer))
    return sum(constant_time_compare(told, right) for right in answers) > 0


def draw(figures: str) -> bytes:
    """The figures as a picture, turned and crossed so that a machine has work to read them."""
    chance = random.Random(_secret.random())
    picture = Image.new("L", (WIDTH, HEIGHT), 250)
    for place, figure in enumerate(figures):
        tile = Image.new("L", (46, 60), 0)
        ImageDraw.Draw(tile).text((23, 28), figure, font=_font(chance.randint(36, 44)), fill=255, anchor="mm")
        turned = tile.rotate(chance.uniform(-24, 24), resample=Image.Resampling.BICUBIC, expand=True)
        picture.paste(chance.randint(20, 70), (8 + place * 40 + chance.randint(-3, 3), chance.randint(-1, 8)), turned)
    pen = ImageDraw.Draw(picture)
    for _line in range(5):
        ends = [(chance.randint(0, WIDTH), chance.randint(0, HEIGHT)) for _end in range(2)]
        pen.line(ends, fill=chance.randint(90, 150), width=2)
    for _dot in range(260):
        pen.point((chance.randint(0, WIDTH - 1), chance.randint(0, HEIGHT - 1)), fill=chance.randint(60, 180))
    out = io.BytesIO()
    picture.filter(ImageFilter.GaussianBlur(0.6)).save(out, "PNG", optimize=True)
    return out.getvalue()


def count(name: str, who: str) -> int:
    """How often something was noted of somebody in this hour."""
    return int(caches["limits"].get(_key(name, who), 0))


def note(name: str, who: str) -> None:
    """Note something of somebody for an hour."""
    caches["limits"].set(_key(name, who), count(name, who) + 1, 3600)


def _plain(answer: str) -> str:
    """The answer as figures: "mười bảy", "17" and " 1 7" are the same."""
    digits = "".join(answer.split())
    return digits if digits.isdigit() else _spoken().get(fold(answer), digits)


@lru_cache
def _spoken() -> dict[str, str]:
    """Numbers up to 21 as they are said."""
    said = {fold(word): str(number) for number, pair in enumerate(_NUMBERS) for word in pair}
    units = {3: "ba", 4: "bốn", 5: "lăm", 6: "sáu", 7: "bảy", 8: "tám", 9: "chín"}
    said |= {fold(f"mười {word}"): str(10 + unit) for unit, word in units.items()}
    said |= {fold(text): str(number) for text, number in (("hai mươi", 20), ("hai mươi mốt", 21), ("hai mốt", 21))}
    english = (
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen",
        "twenty",
        "twenty-one",
    )
    return said | {word: str(number) for number, word in enumerate(english, start=13)}


@lru_cache
def _font(size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(_FONT), size)


def _hashed(name: str, answer: str) -> str:
    return salted_hmac(_SALT, f"{name}\n{answer}", algorithm="sha256").hexdigest()


def _key(name: str, who: str) -> str:
    return f"portal:{name}:{salted_hmac(_SALT, who, algorithm='sha256').hexdigest()[:32]}"
