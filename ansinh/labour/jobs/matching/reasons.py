"""A match in words: what fits, what costs points, what is missing; and why a pair is not proposed."""

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ansinh.core.language import is_english
from ansinh.labour import words
from ansinh.labour.jobs.matching import kernel
from ansinh.labour.jobs.matching.layout import BAR, BARS, TERMS
from ansinh.labour.jobs.matching.lexicon import MOST_CERTIFICATES, Lexicon
from ansinh.labour.jobs.occupations import occupation_name

_SCHOOLING = list(words.SCHOOLING.values())
_ACCESS = list(words.ACCESS.values())
_FITS, _COSTS = -0.12, -0.6


@dataclass(frozen=True)
class Reason:
    """One term of the score, or one hard condition: its key, what it is called, how many points it takes, and the sentence."""

    key: str
    name: str
    points: float
    text: str

    @property
    def tone(self) -> str:
        """`good` where it fits, `warn` where it costs much, else `quiet`."""
        return "good" if self.points > _FITS else "warn" if self.points < _COSTS else "quiet"


@dataclass(frozen=True)
class Match:
    """A seeker and a vacancy that may be proposed to each other. The points of `reasons` sum to `score`; 0 would be a perfect fit.

    `missing` are skills asked for and not told. `bars` is empty but for matches asked for with what they fail."""

    score: float
    seeker_id: int
    vacancy_id: int
    reasons: list[Reason]
    missing: list[str] = field(default_factory=list)
    bars: list[Reason] = field(default_factory=list)

    @property
    def fit(self) -> int:
        """0 to 100: the score as a percentage, e to its power."""
        return round(100 * float(np.exp(self.score)))

    @property
    def told(self) -> list[Reason]:
        """The reasons worth a line: what fits and what costs; not those that say nothing."""
        return [each for each in self.reasons if each.text]


def match_of(s: np.void, v: np.void, w: np.void, lexicon: Lexicon) -> Match:
    """The pair's score with its reasons, whether or not it may be proposed."""
    terms = np.zeros(len(TERMS), np.float32)
    score, bars = kernel.explain(s, v, w, terms)
    lacked = _lacked(s, v, lexicon)
    reasons = [
        Reason(key, words.MATCH_TERMS[key][is_english()], float(points), _TOLD[key](s, v, w, lexicon))
        for key, points in zip(TERMS, terms, strict=True)
    ]
    return Match(float(score), int(s["id"]), int(v["id"]), reasons, lacked, bars_told(s, v, w, int(bars), lexicon))


def bars_told(s: np.void, v: np.void, w: np.void, bars: int, lexicon: Lexicon) -> list[Reason]:
    """Each hard condition of the bits in words, with its numbers."""
    return [
        Reason(key, words.MATCH_BARS[key][is_english()], -np.inf, _bar(key, s, v, w, lexicon))
        for key in BARS
        if bars & BAR[key]
    ]


def _bar(key: str, s: np.void, v: np.void, w: np.void, lexicon: Lexicon) -> str:
    if key == "certificate":
        return _("Thiếu %(what)s.") % {"what": ", ".join(certificates_lacked(s, v, lexicon))}
    if key == "place":
        km = kernel.kilometres(s, v, w)
        if km >= 0:
            return _("Cách nhà %(km)d km, nhận đi nhiều nhất %(most)d km và không định chuyển đến đó.") % {
                "km": km,
                "most": s["farthest"],
            }
    if key == "wage":
        return _("Lương %(wage)s, mức tối thiểu mong muốn là %(floor)s.") % {
            "wage": _dong(v["wage"]),
            "floor": _dong(s["wage"]),
        }
    if key == "hours":
        return _("%(hours)d giờ một tuần, nhận làm nhiều nhất %(most)d giờ.") % {
            "hours": v["hours"],
            "most": s["hours"],
        }
    text = words.MATCH_BARS[key][is_english()]
    return f"{text[0].upper()}{text[1:]}."


def certificates_lacked(s: np.void, v: np.void, lexicon: Lexicon) -> list[str]:
    """What the required certificates are called that the seeker has not."""
    lacked = int(v["certificates"]) & ~int(s["certificates"])
    named = [label for number, label in enumerate(lexicon.certificates.labels) if lacked >> number & 1]
    return [*named, _("một chứng chỉ ghi bằng lời, cán bộ xem lại")] if lacked >> MOST_CERTIFICATES & 1 else named


def _asked(v: np.void) -> list[int]:
    return [int(skill) for skill in v["asked"] if skill >= 0]


def _lacked(s: np.void, v: np.void, lexicon: Lexicon) -> list[str]:
    if not s["tells_skills"]:
        return []
    bits = int(kernel.missing(s, v))
    return [lexicon.skills.labels[skill] for at, skill in enumerate(_asked(v)) if bits >> at & 1]


def _occupation(s: np.void, v: np.void, w: np.void, lexicon: Lexicon) -> str:
    if s["unknown"] or v["unknown"]:
        return _("Chưa rõ nghề của một bên.")
    digits, ours, theirs = _nearest(s, v, w)
    name = occupation_name(f"{theirs:04d}")
    if digits == 4:
        return _("Đúng nghề: %(name)s.") % {"name": name}
    said = {"name": name, "own": occupation_name(f"{ours:04d}"), "group": occupation_name(f"{theirs:04d}"[:digits])}
    if digits >= 2:
        return _("Nghề gần: %(name)s và %(own)s cùng nhóm %(group)s.") % said
    return _("Khác nghề: %(name)s, còn người này là %(own)s.") % said


def _nearest(s: np.void, v: np.void, w: np.void) -> tuple[int, int, int]:
    """The pair of occupations that gives most to the term: digits in common, the seeker's code, the vacancy's."""
    pairs = [
        (float(one * other * w["related"][_in_common(int(a), int(b))]), _in_common(int(a), int(b)), int(a), int(b))
        for one, a in zip(s["shares"], s["codes"], strict=True)
        if one > 0
        for other, b in zip(v["shares"], v["codes"], strict=True)
        if other > 0
    ]
    return max(pairs)[1:]


def _in_common(a: int, b: int) -> int:
    return next((digits for digits, width in ((4, 1), (3, 10), (2, 100), (1, 1000)) if a // width == b // width), 0)


def _skills(s: np.void, v: np.void, w: np.void, lexicon: Lexicon) -> str:
    asked = _asked(v)
    if not asked:
        return _("Việc không nêu kỹ năng.")
    if not s["tells_skills"]:
        return _("Người tìm việc chưa nêu kỹ năng; việc cần %(what)s.") % {
            "what": ", ".join(lexicon.skills.labels[one] for one in asked)
        }
    lacked = set(_lacked(s, v, lexicon))
    has = [lexicon.skills.labels[one] for one in asked if lexicon.skills.labels[one] not in lacked]
    text = _("Có %(has)d trên %(asked)d kỹ năng") % {"has": len(has), "asked": len(asked)}
    return f"{text}: {', '.join(has)}." if has else f"{text}."


def _distance(s: np.void, v: np.void, w: np.void, lexicon: Lexicon) -> str:
    km = float(kernel.kilometres(s, v, w))
    if kernel.is_daily(s, v, km):
        if km < 0:
            return _("Trong tỉnh, chưa rõ xã.")
        return _("Ngay trong xã.") if km < 1 else _("Cách nhà khoảng %(km)d km.") % {"km": round(km)}
    return _("Phải chuyển chỗ ở, đơn vị có chỗ ở.") if v["dormitory"] else _("Phải chuyển chỗ ở.")


def _wage(s: np.void, v: np.void, w: np.void, lexicon: Lexicon) -> str:
    if v["wage"] <= 0:
        return _("Việc không ghi lương.")
    said = {"wage": _dong(v["wage"]), "floor": _dong(s["wage"])}
    if s["wage"] > 0:
        return _("Lương đến %(wage)s, mức tối thiểu mong muốn là %(floor)s.") % said
    return _("Lương đến %(wage)s.") % said


def _education(s: np.void, v: np.void, w: np.void, lexicon: Lexicon) -> str:
    said = {"needs": _SCHOOLING[v["education"]][is_english()], "has": _SCHOOLING[s["education"]][is_english()]}
    if v["education"] > s["education"]:
        return _("Việc cần trình độ %(needs)s, người này có %(has)s.") % said
    if s["education"] > v["education"] + 2:
        return _("Trình độ %(has)s cao hơn yêu cầu nhiều.") % said
    return _("Đủ trình độ.")


def _experience(s: np.void, v: np.void, w: np.void, lexicon: Lexicon) -> str:
    if v["months"] == 0:
        return _("Không cần kinh nghiệm.")
    said = {"needs": v["months"], "has": s["months"]}
    if v["months"] > s["months"]:
        return _("Việc cần %(needs)d tháng kinh nghiệm, người này có %(has)d.") % said
    return _("Đủ kinh nghiệm: cần %(needs)d tháng, có %(has)d.") % said


def _freshness(s: np.void, v: np.void, w: np.void, lexicon: Lexicon) -> str:
    return ""


def _congestion(s: np.void, v: np.void, w: np.void, lexicon: Lexicon) -> str:
    if v["crowd"] < 1:
        return ""
    count = round(float(v["crowd"]))
    return ngettext("Đang có %(count)d đơn chờ trên mỗi chỗ.", "Đang có %(count)d đơn chờ trên mỗi chỗ.", count) % {
        "count": count
    }


def _dong(thousands: float) -> str:
    """`7,5 triệu đồng`."""
    millions = f"{thousands / 1000:.1f}".removesuffix(".0")
    return _("%(millions)s triệu đồng") % {"millions": millions if is_english() else millions.replace(".", ",")}


_TOLD: dict[str, Callable[[np.void, np.void, np.void, Lexicon], str]] = {
    "occupation": _occupation, "skills": _skills, "distance": _distance, "wage": _wage, "education": _education,
    "experience": _experience, "freshness": _freshness, "congestion": _congestion, "words": _freshness,
}  # fmt: skip
assert tuple(_TOLD) == TERMS
