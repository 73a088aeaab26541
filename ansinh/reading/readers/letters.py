"""Bytes and old fonts to Unicode: which encoding a text came in is found out by which one makes Vietnamese syllables of it."""

import codecs
import re
import unicodedata
from collections.abc import Callable

from ansinh.core.letters import TONES, from_misread_utf8, from_tcvn3, from_vni
from ansinh.reading.readers.source import Source

Convert = Callable[[str], str]

# Letters old fonts use all the time and Vietnamese in Unicode never does.
_SUSPECT = re.compile(r"[¨©®ª«¬\xadµμ¶·¸¹»¼½¾ÆÇËÎÏÐÑÖ×ØÜÞßäåæçëîïñöøûüþ\uf0a1-\uf0fe]")
_WORDS = re.compile(r"[^\s!-@\[-`{-~\xa0–—…“”‘’•]+")
_SYLLABLE = re.compile(
    r"(?:ngh|ng|nh|gh|gi|kh|ph|th|tr|ch|qu|[bcdđghklmnprstvx])?"
    r"(?:uyê|uya|uyu|uây|uôi|ươi|ươu|oai|oay|oao|oeo|iêu|yêu|ai|ao|au|ay|âu|ây|eo|êu|ia|iê|iu|oa|oă|oe|oi|ôi|ơi|oo|ua|uâ|uê"
    r"|ui|uô|uơ|uy|ưa|ưi|ươ|ưu|yê|[aăâeêioôơuưy])(?:ch|nh|ng|[cmnpt])?"
)
_IS_TONE = dict.fromkeys(map(ord, TONES))
_JUNK = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\xad\u200b\u2060\ufeff\ufffe\uffff]")
_SAMPLE = 20_000
_ENOUGH = 0.6

_SAVE_AS_UTF8 = "Mở tệp gốc, lưu thành .docx hoặc văn bản Unicode (UTF-8) rồi gửi lại."


_CONVERSIONS: dict[str, Convert] = {
    "bảng mã cũ TCVN3 (phông .VnTime)": from_tcvn3,
    "bảng mã cũ VNI (phông VNI-Times)": from_vni,
    "UTF-8 bị mở nhầm bảng mã": from_misread_utf8,
}


def syllables(text: str) -> float:
    """The share of words with marked letters that are Vietnamese syllables, 0-1; 1 when no word has one."""
    marked = [word for word in _WORDS.findall(text) if not word.isascii()]
    return sum(map(_is_syllable, marked)) / len(marked) if marked else 1.0


def _is_syllable(word: str) -> bool:
    apart = unicodedata.normalize("NFD", word.lower())
    bare = apart.translate(_IS_TONE)
    return len(apart) - len(bare) <= 1 and bool(_SYLLABLE.fullmatch(unicodedata.normalize("NFC", bare)))


def tidy(text: str) -> str:
    """NFC without control marks, soft hyphens and other letters that are not seen; non-breaking spaces stay."""
    if text.isascii() and text.isprintable():
        return text.strip(" ")
    if not unicodedata.is_normalized("NFC", text):
        text = unicodedata.normalize("NFC", text)
    return _JUNK.sub("", text).strip(" \t\n")


def by_font(text: str, font: str) -> str:
    """Text set in a font that carries an old encoding, in Unicode; as it is when the font's name lies."""
    if text.isascii():
        return text.upper() if _is_capitals(font) else text
    if convert := old_font(font):
        meant = convert(text)
        if syllables(meant) >= syllables(text):
            return meant.upper() if _is_capitals(font) else meant
    return text


def old_font(font: str) -> Convert | None:
    """How letters of a font are to be understood; None for a font of today."""
    name = font.rpartition("+")[2].lower()
    if name.startswith((".vn", "vntime")):
        return from_tcvn3
    return from_vni if name.startswith("vni") else None


def _is_capitals(font: str) -> bool:
    name = font.rpartition("+")[2].split(",")[0].split("-")[0]
    return name.lower().startswith(".vn") and name.endswith("H")


def mend(text: str, least: int = 3) -> tuple[str, str]:
    """Text shown through an old font or a wrong encoding, in Unicode, and what it was (Vietnamese; "" when nothing was wrong).
    Fewer than ``least`` odd letters are left alone."""
    if not _looks_old(text, least):
        return text, ""
    sample = text[:_SAMPLE]
    asis = syllables(sample.replace("\xad", ""))
    best, why = max((syllables(convert(sample)), why) for why, convert in _CONVERSIONS.items())
    convert = _CONVERSIONS[why]
    if best > asis + 0.2 and best >= _ENOUGH:
        return "\n".join(_mend_line(line, convert) for line in text.split("\n")), why
    lines = [_mend_line(line, *_CONVERSIONS.values()) for line in text.split("\n")]
    mended = "\n".join(lines)
    return (mended, "bảng mã cũ ở một số dòng") if mended != text else (text, "")


def _looks_old(text: str, least: int) -> bool:
    """The text has too many letters that Vietnamese does not have."""
    if text.isascii():
        return False
    odd = len(_SUSPECT.findall(text))
    return odd >= least and odd * 50 > len(text) - len(text.encode("ascii", "ignore"))


def _mend_line(line: str, *conversions: Convert) -> str:
    """The line converted in the way that makes most syllables; as it is when that is no clear gain."""
    if line.isascii():
        return line
    asis = syllables(line.replace("\xad", ""))
    best, meant = max(((syllables(told), told) for told in (convert(line) for convert in conversions)), key=_first)
    return meant if best > asis + 0.1 or (best >= 0.99 and asis < best) else line


def _first(one: tuple[float, str]) -> float:
    return one[0]


def decode(source: Source, data: bytes | None = None) -> tuple[str, list[str]]:
    """Bytes as NFC text with "\\n" at line ends, and notes on what was converted. UTF-8 that is NFC comes back letter for letter.

    Raises Unreadable where the letters are lost or the encoding is none we know."""
    data = source.data if data is None else data
    text, why = _decode(source, data)
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    notes = [f"Tệp dùng {why}: đã đổi sang Unicode."] if why else []
    mended, why = mend(text)
    if why:
        notes.append(f"Chữ trong tệp là {why}: đã đổi sang Unicode, nên soát lại tên riêng.")
    _refuse_lost_letters(source, mended)
    if not unicodedata.is_normalized("NFC", mended):
        mended = unicodedata.normalize("NFC", mended)
        notes.append("Chữ và dấu trong tệp để rời (Unicode tổ hợp): đã ghép lại.")
    return mended, notes


def _decode(source: Source, data: bytes) -> tuple[str, str]:
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            try:
                return data.decode(encoding), "" if encoding == "utf-8-sig" else "bảng mã UTF-16"
            except UnicodeDecodeError:
                raise source.damaged("bảng mã không khớp") from None
    if data.count(b"\x00") > len(data) // 5:
        return _utf16(source, data), "bảng mã UTF-16"
    try:
        return data.decode(), ""
    except UnicodeDecodeError:
        return _one_byte(source, data)


_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def _utf16(source: Source, data: bytes) -> str:
    order = "utf-16-le" if data[1::2].count(0) >= data[0::2].count(0) else "utf-16-be"
    try:
        return data.decode(order)
    except UnicodeDecodeError:
        raise source.damaged("bảng mã không khớp") from None


def _one_byte(source: Source, data: bytes) -> tuple[str, str]:
    """The reading that makes most syllables: UTF-8 with broken places, Windows-1258, TCVN3, VNI."""
    loose = data.decode(errors="replace")
    latin, windows = data.decode("latin-1"), data.decode("cp1252", errors="replace")
    readings = (
        ("bảng mã Windows-1258", unicodedata.normalize("NFC", data.decode("cp1258", errors="replace"))),
        ("bảng mã cũ TCVN3", from_tcvn3(latin)),
        ("bảng mã cũ VNI", from_vni(windows)),
        ("bảng mã UTF-8 hỏng vài chỗ (các chữ hỏng hiện là �)", loose),
    )
    score, why, text = max(((syllables(text[:_SAMPLE]), why, text) for why, text in readings), key=lambda one: one[0])
    if score < _ENOUGH:
        raise source.refuse("dùng bảng mã không nhận ra, chữ không đọc được.", _SAVE_AS_UTF8)
    return text, why


_LOST = re.compile(r"[^\W\d_]\?+[^\W\d_]")
_VIQR = re.compile(r"[aeouy][\^(+][`'?~.]?(?![\s\d])|\bdd[aeiouy]", re.IGNORECASE)
_UTF7 = re.compile(r"\+[A-Za-z0-9/]{3,}-")


def _refuse_lost_letters(source: Source, text: str) -> None:
    """Raises Unreadable for text whose marks are gone or written as signs of the keyboard."""
    sample = text[:_SAMPLE]
    words = sample.count(" ") + sample.count("\n") + 1
    if sample.isascii() and len(_UTF7.findall(sample)) * 8 > words > 4:
        raise source.refuse("ghi tiếng Việt bằng mã UTF-7 cũ (chữ có dấu thành «+…-»), không đọc được.", _SAVE_AS_UTF8)
    if sample.isascii() and len(_VIQR.findall(sample)) * 5 > words > 4:
        raise source.refuse("ghi dấu tiếng Việt bằng ký hiệu (kiểu VIQR: «Vie^.t Nam»), không đọc được.", _SAVE_AS_UTF8)
    if len(_LOST.findall(sample)) * 8 > words > 4:
        raise source.refuse("đã mất dấu tiếng Việt (chữ có dấu thành dấu «?»), không khôi phục được.", _SAVE_AS_UTF8)
