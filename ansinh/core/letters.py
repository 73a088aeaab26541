"""Letters of old fonts, and of files opened in the wrong encoding, to Unicode."""

import re
import unicodedata

_TCVN3 = str.maketrans(
    "¨©®ª«¬\xadµμ¶·¸¹»¼½¾ÆÇÈÉÊËÌÎÏÐÑÒÓÔÕÖ×ØÜÝÞßáâãäåæçèéêëìíîïñòóôõö÷øùúûüýþ§¡¢£¤¥¦",
    "ăâđêôơưààảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵĐĂÂÊÔƠƯ",
)
TONES = GRAVE, ACUTE, TILDE, HOOK, DOT = "\u0300", "\u0301", "\u0303", "\u0309", "\u0323"
_HAT, _BREVE = "\u0302", "\u0306"
_TONES = {"ø": GRAVE, "ù": ACUTE, "õ": TILDE, "û": HOOK, "ï": DOT}
_HATS = {"à": GRAVE, "á": ACUTE, "ã": TILDE, "å": HOOK, "ä": DOT, "â": ""}
_BREVES = {"è": GRAVE, "é": ACUTE, "ü": TILDE, "ú": HOOK, "ë": DOT, "ê": ""}
_VNI_LETTERS = {"ñ": "đ", "ô": "ơ", "ö": "ư", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ"}


def from_tcvn3(text: str) -> str:
    """Text whose bytes were TCVN 5712:1993 (VN3, fonts .VnTime), read as Latin letters, in Unicode."""
    return "".join(chr(ord(one) - 0xF000) if "\uf0a1" <= one <= "\uf0fe" else one for one in text).translate(_TCVN3)


def from_vni(text: str) -> str:
    """Text whose bytes were VNI (fonts VNI-Times), read as Windows-1252, in Unicode."""
    return _VNI_RE.sub(lambda met: _VNI[met.group()], text)


def from_misread_utf8(text: str) -> str:
    """Text whose bytes were UTF-8, read as Windows-1252, in Unicode; as it is when it was not so."""
    try:
        return b"".join(_windows_byte(letter) for letter in text).decode()
    except (UnicodeError, ValueError):
        return text


def _windows_byte(letter: str) -> bytes:
    try:
        return letter.encode("cp1252")
    except UnicodeEncodeError:
        return letter.encode("latin-1")


def _vni_table() -> dict[str, str]:
    bases = {"a": "a", "e": "e", "o": "o", "u": "u", "y": "y", "ô": "ơ", "ö": "ư"}
    pairs = {base + mark: meant + tone for base, meant in bases.items() for mark, tone in _TONES.items()}
    pairs |= {base + mark: base + _HAT + tone for base in "aeo" for mark, tone in _HATS.items()}
    pairs |= {"a" + mark: "a" + _BREVE + tone for mark, tone in _BREVES.items()}
    table = dict(_VNI_LETTERS)
    table |= {letter.upper(): meant.upper() for letter, meant in _VNI_LETTERS.items()}
    for pair, meant in pairs.items():
        whole = unicodedata.normalize("NFC", meant)
        table |= {pair: whole, pair[0] + pair[1].upper(): whole}
        table |= {pair.upper(): whole.upper(), pair[0].upper() + pair[1]: whole.upper()}
    return table


_VNI = _vni_table()
_VNI_RE = re.compile("|".join(sorted(map(re.escape, _VNI), key=len, reverse=True)))
