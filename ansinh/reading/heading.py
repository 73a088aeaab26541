"""What a report says of itself: title, issuer, number, day, place, period."""

import re
from collections import Counter
from datetime import date
from functools import lru_cache
from itertools import takewhile
from pathlib import Path

import yaml

from ansinh.reading.document import Document, Heading

UPPER = "A-ZÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝĂĐĨŨƠƯẠẢẤẦẨẪẬẮẰẲẴẶẸẺẼẾỀỂỄỆỈỊỌỎỐỒỔỖỘỚỜỞỠỢỤỦỨỪỬỮỰỲỴỶỸ"  # capitals, for classes of expressions
_PROVINCES = yaml.safe_load((Path(__file__).parent / "data" / "provinces.yaml").read_text())
_NAMES = {said: name for name, others in _PROVINCES.items() for said in (name, *others)}
_BY_UPPER = {name.upper(): province for name, province in _NAMES.items()}
_PROVINCE = re.compile(
    r"(?P<said>(?:tỉnh|TỈNH|Tỉnh|thành phố|Thành phố|THÀNH PHỐ|TP\.?|toàn tỉnh|Sở [^\n,.;]{3,60}?|UBND"
    r"|HĐND)\s+)?(?<!\w)(?P<name>"
    + "|".join(
        sorted({*(re.escape(name) for name in _NAMES), *(re.escape(name) for name in _BY_UPPER)}, key=len, reverse=True)
    )
    + r")(?!\w)"
)
_ISSUER = re.compile(
    rf"(?:(?:ỦY|UỶ) BAN NHÂN DÂN[^\n]*|UBND (?:tỉnh|thành phố|TP\.?|huyện|thị xã|quận|xã|phường"
    rf"|thị trấn)\s+(?:[{UPPER}][^\W\d_]*\s?)+|SỞ [{UPPER}][^\n]*|BỘ [{UPPER}][^\n]*|PHÒNG [{UPPER}][^\n]*"
    rf"|HỘI ĐỒNG NHÂN DÂN[^\n]*)"
    r"|Sở (?:Lao động ?[-–,]? ?[Tt]hương binh (?:và|&) [Xx]ã hội|LĐ ?[-–,]? ?TB ?(?:&|và|-|–)? ?XH|Nội vụ"
    r"|Y tế|Nông nghiệp và Môi trường)"
    rf"(?: (?:tỉnh|thành phố|TP\.?)(?= [{UPPER}]))?(?: [{UPPER}][^\W\d_]+){{0,3}}"
)
_BELOW = re.compile(
    r"(?:(?:ỦY|UỶ) BAN NHÂN DÂN|UBND|Ủy ban nhân dân|Uỷ ban nhân dân)\s+"
    r"(?P<unit>(?:XÃ|PHƯỜNG|THỊ TRẤN|HUYỆN|QUẬN|THỊ XÃ|Xã|xã|Phường|phường|Thị trấn|thị trấn|Huyện|huyện"
    r"|Quận|quận|Thị xã|thị xã)"
    rf"(?:\s+(?:[{UPPER}][^\W\d_]*|\d{{1,2}}))+)"
)
_REGISTERED = re.compile(r"^[ \t]*Số\s{0,3}:\s{0,3}([^\s,;]{1,40})", re.M)
_DAY = re.compile(
    r"(?:ngày\s+(\d{1,2})\s+tháng\s+(\d{1,2})\s+năm\s+(\d{4}))|(?<![\d/.-])(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?!\d)",
    re.I,
)
_DAY_ALONE = re.compile(r"(?:ngày|sáng|chiều|tối)\s+(\d{1,2})[/.-](\d{1,2})(?![/.\d-])", re.I)
_TIME = re.compile(
    r"(?:(?:0?6|sáu) tháng(?: đầu năm| cuối năm)?|(?:0?9|chín) tháng(?: đầu năm)?|quý [ivIV1-4]+|cả năm"
    r"|năm|tháng \d{1,2})(?:[ /,]+(?:năm )?)(?P<year>20\d\d|19\d\d)(?!\d| ?- ?\d)",
    re.I,
)
_REPORTING = re.compile(
    r"(?P<done>tổng kết|kết quả|tình hình|đánh giá|sơ kết|(?<!theo )báo cáo(?! của))"
    r"|(?P<planned>triển khai|(?<!thực hiện )nhiệm vụ|phương hướng|kế hoạch|dự toán|giải pháp|mục tiêu|phấn đấu|dự báo"
    r"|sẽ(?!\w)|chuẩn nghèo|giai đoạn)",
    re.I,
)
_YEAR_GONE = re.compile(r"năm qua|trong năm,|cả năm|năm vừa qua|kế hoạch năm", re.I)
_NEW_YEAR = re.compile(r"(?<!\w)tết(?!\w)", re.I)
_COMPARING = re.compile(r"so với|%|cùng kỳ|\d \w")
_NOT_NOW = re.compile(
    r"triển khai|nhiệm vụ|phương hướng|kế hoạch|dự toán|giải pháp|mục tiêu|phấn đấu|dự báo|so với|cùng kỳ"
    r"|giai đoạn|(?<!\w)sẽ(?!\w)",
    re.I,
)
_PLANNED_NEXT = re.compile(
    r"triển khai|phương hướng|(?<!% )kế hoạch (?:đề|giao|năm|là)|mục tiêu|(?<!nỗ lực )(?<!nỗ lực, )phấn đấu"
    r"|dự báo|dự kiến|(?<!\w)sẽ(?!\w)",
    re.I,
)
_PLANNING = re.compile(
    r"triển khai|(?<!thực hiện )nhiệm vụ|phương hướng|kế hoạch|dự toán|giải pháp|mục tiêu|phấn đấu|dự báo|(?<!\w)sẽ(?!\w)",
    re.I,
)
_SAID_FIRST = re.compile(
    r"(?:^|[\n.]|(?:theo |cụ thể|thông tin|biết|đến nay"
    r"|cùng với đó)[^\n.;]{0,80},)\s{0,8}(?:-\s{0,4})?(?:trong |tính đến (?:hết |cuối )?|hết |đến hết |kết thúc "
    r"|cuối )?(?P<period>(?:(?:6|sáu) tháng đầu năm|(?:9|chín) tháng đầu năm|quý [ivIV1-4]+(?: năm|/)?"
    r"|năm) ?(?P<year>20\d\d))",
    re.I,
)
_AS_OF = re.compile(
    r"(?:tính đến|đến thời điểm|đến)(?: thời điểm| hết| cuối"
    r"| ngày)* (?:\d{1,2}[/.])?(?:tháng )?(?P<month>0?[1-9]|1[0-2])[/.-](?P<year>20\d\d)(?!\d)",
    re.I,
)
_PART = re.compile(
    r"(?P<h1>(?:6|06|sáu) tháng(?: đầu năm)?)|(?P<m9>(?:9|09|chín) tháng)|quý (?P<quarter>iv|iii|ii|i"
    r"|[1-4])(?!\w)|tháng (?P<month>\d{1,2})(?!\w)",
    re.I,
)
_YEAR = re.compile(r"(?:năm|nam|NĂM|/)\s*((?:19|20)\d\d)(?!\d)")
_QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_NO_TEXT = re.compile(r"^#.*$", re.M)
_PROVENANCE = re.compile(r"\|\s*(?P<year>(?:19|20)\d\d)(?:-(?P<month>\d\d))?(?:-(?P<day>\d\d))?(?=[\s|(;]|$)")
_IN_NAME = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")
_ON_DAY = re.compile(r"ngày|sáng|chiều|tối", re.I)
_NO_TITLE = re.compile(
    r"[.:;]$|\d{1,2}[/.-]\d{1,2}[/.-]\d{4}|^Số\s*:|^Lượt|Độc lập|CỘNG HÒA|^Skip|^\||Hotline|[{}\[\]]|\.jpg"
    r"|lượt xem|^(?:date|TP|BP|BBK) ",
    re.I,
)
_LETTERHEAD = re.compile(
    r"(?:.{0,80}[ \t|])?(?:CỘNG H[ÒO][AÀ] XÃ HỘI CHỦ NGHĨA|(?:ỦY|UỶ) BAN NHÂN DÂN|SỞ LAO ĐỘNG|SỞ NỘI VỤ|SỞ Y TẾ"
    r"|PHÒNG LAO ĐỘNG|PHÒNG NỘI VỤ|UBND )"
)
_REPORT = re.compile(rf"BÁO CÁO(?:[ :][^a-z]{{0,150}}| [{UPPER}a-z].{{0,150}})?")
_CITED = re.compile(r"(?:/[A-ZĐ]|số|hành|cấp|giấy phép|trước|kỷ niệm|sinh|thành lập|sửa đổi|\()[^\n,;]{0,16}$")


def heading_of(document: Document, name: str = "") -> Heading:
    """What the document says of itself; what it does not say is None or empty."""
    return _heading_of(document.text, name or document.name)


@lru_cache(maxsize=8)
def _heading_of(source: str, name: str) -> Heading:
    text = _NO_TEXT.sub(lambda line: " " * len(line[0]), source)
    head = text[:2500]
    title = _title(head)
    told_year, told_month, told_day = _provenance(source)
    day, why_day = _day(head)
    if day and told_year and day.year != told_year:
        day, why_day = None, ""
    if told_day and day is None:
        day, why_day = told_day, "ngày: dòng ghi nguồn"
    issuer = _ISSUER.search(head)
    registered = _REGISTERED.search(head)
    place, why_place = _place(text, title, issuer[0] if issuer else "")
    latest = day.year if day else told_year
    period, why_period = _period(text, title, day, latest)
    if period is None and told_year:
        period, why_period = (f"{told_year}-{told_month:02}" if told_month else str(told_year)), "kỳ: dòng ghi nguồn"
    if period is None and (found := _IN_NAME.search(name)):
        period, why_period = found[1], f"kỳ theo tên tệp: «{name}»"
    return Heading(
        title=title,
        issuer=" ".join(issuer[0].split()).strip(" ,(") if issuer else "",
        number=registered[1] if registered else "",
        day=day,
        place=place,
        period=period,
        reasons=tuple(reason for reason in (why_place, why_period, why_day) if reason),
    )


def doubts_of(document: Document, heading: Heading) -> list[str]:
    """Sentences for the officer: that the file seems to hold several reports, or that it does not say its time."""
    doubts = []
    titles = _titles_of_reports(document.text)
    if len(titles) > 1:
        told = "; ".join(f"«{title}»" for title in titles)
        doubts.append(f"Tệp này có vẻ gồm {len(titles)} báo cáo: {told}. Nên tách ra từng tệp rồi gửi lại.")
    if heading.period is None and re.search(r"(?<!\d)\d{1,24}(?!\d)", document.text):
        doubts.append(
            "Báo cáo không nói năm nào: các số liệu chưa gắn được với kỳ. Ghi kỳ báo cáo vào tên báo cáo hoặc chọn kỳ khi gửi."
        )
    return doubts


def _titles_of_reports(text: str) -> list[str]:
    """The titles of reports, each under a letterhead of its own: a national motto or an issuer, then a line BÁO CÁO.

    The same title under the same letterhead, as on a cover and the page after it, is one report."""
    titles: dict[tuple[str, ...], str] = {}
    lines = [" ".join(line.split()) for line in text.split("\n")]
    letterhead: list[str] = []
    for at, line in enumerate(lines):
        if _LETTERHEAD.match(line):
            letterhead.append(line)
        elif letterhead and _REPORT.fullmatch(line):
            after = next((more for more in lines[at + 1 : at + 4] if more), "")
            title = f"{line} {after}" if len(line) < 20 else line
            titles.setdefault((*letterhead, title), title[:120])
            letterhead = []
    return list(titles.values())


def _provenance(source: str) -> tuple[int | None, int | None, date | None]:
    """Year, month and day a first line beginning with "#" gives for where the text was published."""
    line = source[: source.find("\n")] if source.startswith("#") else ""
    said = _PROVENANCE.search(line)
    if said is None:
        return None, None, None
    year, month = int(said["year"]), int(said["month"]) if said["month"] else None
    try:
        return year, month, date(year, month, int(said["day"])) if month and said["day"] else None
    except ValueError:
        return year, None, None


def period_of(said: str, year: str) -> str:
    """ "2024-H1", "2024-9M", "2024-Q3", "2024-05" or "2024": the part of a year that words name."""
    part = _PART.search(said)
    if part is None:
        return year
    if part["h1"]:
        return f"{year}-H2" if "cuối năm" in said.lower() else f"{year}-H1"
    if part["m9"]:
        return f"{year}-9M"
    if part["quarter"]:
        return f"{year}-Q{_QUARTERS[part['quarter'].lower()]}"
    return f"{year}-{int(part['month']):02}" if 1 <= int(part["month"]) <= 12 else year


def _title(head: str) -> str:
    lines = [" ".join(line.split()) for line in head.split("\n")]
    lines = [line for line in lines if line]
    for at, line in enumerate(lines[:25]):
        if re.match(r"(?:BÁO CÁO|KẾ HOẠCH|TỜ TRÌNH|NGHỊ QUYẾT|QUYẾT ĐỊNH|CHƯƠNG TRÌNH|THÔNG BÁO)\b", line):
            after = takewhile(
                lambda more: not re.match(r"[IVX\d]+[.)]|Kính gửi|Thực hiện|Phần", more), lines[at + 1 : at + 4]
            )
            rest = [more for more in after if more.isupper() or len(more) > 12]
            return " ".join([line, *rest[:2]]) if len(line) < 40 else line
    return next((line for line in lines[:8] if 20 <= len(line) <= 220 and not _NO_TITLE.search(line)), "")


def _day(head: str) -> tuple[date | None, str]:
    """The day a document bears: under its head, on a line of its own, or of the meeting it tells of first."""
    for said in _DAY.finditer(head):
        day, month, year = (int(part) for part in (said.groups()[:3] if said[1] else said.groups()[3:]))
        begin = head.rfind("\n", 0, said.start()) + 1
        end = head.find("\n", said.end())
        is_own_line = (end if end >= 0 else len(head)) - begin < 70
        is_event = said.start() < 1200 and _ON_DAY.search(head, max(0, said.start() - 12), said.start() + 5)
        if (
            1990 <= year <= 2100
            and (is_own_line or is_event)
            and not _CITED.search(head, max(begin, said.start() - 40), said.start())
        ):
            try:
                return date(year, month, day), f"ngày: «{said[0]}»"
            except ValueError:
                continue
    alone = _DAY_ALONE.search(head)
    years = [found[1] for found in _YEAR.finditer(head, 0, alone.end() + 200)] if alone else []
    if alone and years:
        month = int(alone[2])
        try:
            return date(
                int(min(years) if month > 9 else max(years)), month, int(alone[1])
            ), f"ngày: «{alone[0]}», năm theo bài"
        except ValueError:
            pass
    return None, ""


def _place(text: str, title: str, issuer: str) -> tuple[str | None, str]:
    """The province named by the issuer or the title, else the one the text speaks of as its own."""
    if (below := _BELOW.match(issuer)) and (unit := unit_named(below["unit"])):
        return _capitalised(unit), f"nơi: «{below[0]}»"
    for part in (issuer, title):
        named = _PROVINCE.search(part)
        if named:
            return _name(named["name"]), f"nơi: «{named[0]}»"
    votes: Counter[str] = Counter()
    for named in _PROVINCE.finditer(text[:20000]):
        votes[_name(named["name"])] += 3 if named["said"] else 1
    if not votes or re.search(r"(?<!\w)(?:cả nước|toàn quốc|Việt Nam)", title):
        return None, ""
    best, weight = votes.most_common(1)[0]
    others = sum(votes.values()) - weight
    if weight >= 3 and weight > others:
        return best, f"nơi: nhắc đến {best} nhiều nhất"
    return None, ""


def unit_named(said: str) -> str:
    """Kind and name of a unit, as far as the name is written with capitals: "xã Châu Điền" of "xã Châu Điền đang"; else empty."""
    words = said.split()
    kind = 2 if words[0].lower() in ("thị", "thành") else 1
    end = kind
    while end < len(words) and (words[end][0].isupper() or words[end].isdigit()):
        end += 1
    return " ".join(words[:end]) if end > kind else ""


def _capitalised(unit: str) -> str:
    """XÃ CHÂU ĐIỀN -> Xã Châu Điền; Thị trấn keeps its small letter."""
    words = " ".join(word.capitalize() for word in unit.split())
    return words.replace("Thị Trấn", "Thị trấn", 1).replace("Thị Xã", "Thị xã", 1)


def _name(said: str) -> str:
    return _NAMES.get(said) or _BY_UPPER.get(said.upper(), said)


def _period(text: str, title: str, day: date | None, latest: int | None) -> tuple[str | None, str]:
    """The time reported on: what is summed up, else what the title says, else what the text begins with, else its day."""
    head = text[:3000]
    for said in _TIME.finditer(head):
        begin = max(0, said.start() - 160, head.rfind("\n", 0, said.start()), head.rfind(". ", 0, said.start()))
        words = [*_REPORTING.finditer(head, begin, said.start())]
        if (
            words
            and words[-1]["done"]
            and not _COMPARING.search(head, words[-1].end(), said.start())
            and not _is_after(said["year"], latest)
        ):
            return period_of(said[0], said["year"]), f"kỳ: «{said[0]}»"
    year = _YEAR.search(title)
    if year and len(title) < 200 and not _PLANNING.search(title) and not _is_after(year[1], latest):
        return period_of(title, year[1]), f"kỳ theo tên: «{title}»"
    begins = next(
        (said for said in _SAID_FIRST.finditer(text[:2000])
         if not _is_after(said["year"], latest) and not _PLANNED_NEXT.search(text, said.end(), said.end() + 80)), None
    )  # fmt: skip
    for said in _AS_OF.finditer(text[:4000]):
        if (begins is not None and begins["year"] >= said["year"]) or _is_after(said["year"], latest):
            continue
        if latest is None or int(said["year"]) >= latest - 1:
            month = int(said["month"])
            return said["year"] if month == 12 else f"{said['year']}-{month:02}", f"kỳ: «{said[0]}»"
    if begins is not None:
        return period_of(begins["period"], begins["year"]), f"kỳ: «{begins['period'].strip()}»"
    votes = Counter(
        found[1]
        for found in _YEAR.finditer(text[:8000])
        if not _is_after(found[1], latest) and not _NOT_NOW.search(text, max(0, found.start() - 30), found.end() + 50)
    )
    often = [one for one, count in votes.items() if count >= max(votes.values()) * 0.5] if votes else []
    if often and (latest is None or max(votes.values()) >= 3):
        return max(often), f"kỳ: {max(often)} là năm cuối được nhắc nhiều"
    if day and day.month <= 2 and _tells_of_year_gone(text, head, day.year):
        return str(day.year - 1), f"kỳ: năm trước ngày {day:%d/%m/%Y}"
    if day:
        return f"{day.year}-{day.month:02}", f"kỳ theo ngày {day:%d/%m/%Y}"
    if year and latest is None:
        return year[1], f"kỳ theo tên: «{title}»"
    return None, ""


def _tells_of_year_gone(text: str, head: str, year: int) -> bool:
    """Whether a text of a year's first months speaks of the whole year before, and not of its own year or New Year."""
    is_of_before = text.count(f"năm {year - 1}") >= text.count(f"năm {year}")
    return is_of_before and _YEAR_GONE.search(text) is not None and not _NEW_YEAR.search(head)


def _is_after(year: str, latest: int | None) -> bool:
    return latest is not None and int(year) > latest
