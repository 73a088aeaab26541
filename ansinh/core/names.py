"""Vietnamese names: folding for search and a key for sorting, the same on every database."""

import re
import unicodedata

_LETTERS = "0123456789aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_ORDER = {letter: index + 2 for index, letter in enumerate(_LETTERS)}
_TONES = {"\u0300": 1, "\u0309": 2, "\u0303": 3, "\u0301": 4, "\u0323": 5}
_SHAPES = {"\u0306", "\u0302", "\u031b"}
_TELEX_FREE = str.maketrans({"đ": "d", "Đ": "d"})


def clean_text(text: str) -> str:
    """Text in NFC with single spaces and no invisible characters."""
    if text.isprintable():
        return " ".join(unicodedata.normalize("NFC", text).split())
    kept = (c for c in unicodedata.normalize("NFC", text) if c.isspace() or unicodedata.category(c) not in ("Cf", "Cc"))
    return " ".join("".join(kept).split())


def fold(text: str) -> str:
    """Lower case without diacritics, đ as d: what search compares."""
    plain = unicodedata.normalize("NFD", text.translate(_TELEX_FREE))
    return " ".join("".join(c for c in plain if not unicodedata.combining(c)).casefold().split())


def plain_words(text: str) -> str:
    """The folded words of a text without its punctuation: what headings and set phrases are compared by."""
    return " ".join(re.sub(r"[^a-z0-9]+", " ", fold(text)).split())


def _word_key(word: str) -> tuple[bytes, bytes]:
    letters, tones = bytearray(), bytearray()
    for syllable_part in unicodedata.normalize("NFD", word.casefold()):
        if syllable_part in _TONES:
            tones[-1:] = bytes([_TONES[syllable_part]])
        elif syllable_part in _SHAPES and letters:
            base = unicodedata.normalize("NFC", _LETTERS[letters[-1] - 2] + syllable_part)
            letters[-1] = _ORDER.get(base, letters[-1])
        elif not unicodedata.combining(syllable_part):
            letters.append(_ORDER.get(syllable_part, 1))
            tones.append(0)
    return bytes(letters), bytes(tones)


def sort_key(name: str) -> str:
    """Hex text that sorts names as Vietnamese does: given name first, then family and middle names; tones break ties."""
    words = clean_text(name).split()
    turned = words[-1:] + words[:-1]
    letters, tones = zip(*(_word_key(w) for w in turned), strict=True) if turned else ((), ())
    return (b"\x01".join(letters) + b"\x00" + b"\x01".join(tones)).hex()


def place_sort_key(name: str) -> str:
    """Hex text that sorts place names in reading order."""
    words = clean_text(name).split()
    letters, tones = zip(*(_word_key(w) for w in words), strict=True) if words else ((), ())
    return (b"\x01".join(letters) + b"\x00" + b"\x01".join(tones)).hex()


def slug(name: str) -> str:
    """`tra-vinh` for `Trà Vinh`."""
    return "-".join("".join(c if c.isalnum() else " " for c in fold(name)).split())
