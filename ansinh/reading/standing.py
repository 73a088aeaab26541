"""What holds where: whether a stretch of text tells of things done or wanted, and of which time."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from ansinh.reading.claim import Claim
from ansinh.reading.document import Document, Heading
from ansinh.reading.heading import period_of
from ansinh.reading.quantities import Quantity, quantities
from ansinh.reading.sentences import Plain, Sentence, sentences_of

_CUES = re.compile(
    r"(?P<compare>(?<!\w)so (?:với )?(?:[^.;,%()]{0,45}?)(?:cùng kỳ(?: năm)?|(?<!đầu )năm|đầu năm|tháng"
    r"|quý|nhiệm kỳ|giai đoạn)(?: học)? ?(?:\d{1,2}(?: năm |/)\d{4}|\d{4}(?: ?- ?\d{4})?|trước|ngoái"
    r"|[ivx\d]+/\d{4}|(?:đầu |cuối )?năm \d{4})?"
    r"|cùng kỳ(?: năm)? ?(?:\d{4}|trước|ngoái)?|(?:tính |tính từ )?(?:kể )?từ (?:khi|ngày)[^.;,]{0,20}năm \d{4})"
    r"|(?P<span>(?<!\w)(?:từ|kể từ)(?: đầu| cuối| tháng \d{1,2})? ?năm \d{4} (?:đến|tới)(?: hết| nay| cuối"
    r"| đầu| tháng \d{1,2})*(?: ?năm \d{4})?"
    r"|(?:giai đoạn|nhiệm kỳ|thời kỳ|trong \d{1,3} năm|(?<!\d)\d{1,3} năm(?: qua)?) ?\(?(?:từ )?(?:năm )?\d{4} ?(?:-|đến"
    r"|và) ?(?:năm )?\d{4}"
    r"|(?<!\w)từ(?: đầu| cuối)? năm \d{4}(?= (?:các|đã|tỉnh|toàn|ngành|số|có)|,)"
    r"|\((?:từ )?(?:năm )?\d{4} ?(?:-|đến) ?(?:hết |tháng )?(?:\d{1,2}[./])?(?:năm )?\d{4}\))"
    r"|(?P<until>(?<!\w)(?:đến|tới) (?:hết |cuối )?(?:năm )?(?:19|20)\d\d(?![\d.,/]*\d))"
    r"|(?P<estimate>(?<!\w)ước(?! mơ| muốn| vọng| nguyện| lượng)(?: tính)?(?: thực hiện)?(?:(?: đến| hết"
    r"| cuối| cả| trong)* năm \d{4})?)"
    r"|(?P<part>(?<!\w)(?:(?:6|06|sáu) tháng (?:đầu|cuối) năm|(?:6|06|sáu|9|09|chín) tháng(?: qua"
    r"| đầu năm)?|quý (?:iv|iii|ii|i|[1-4])(?!\w)|(?:\d{1,2}) tháng đầu năm)(?:[ /,]*(?:năm )?\d{4})?)"
    r"|(?P<month>(?<!\w)tháng \d{1,2} ?(?:/|năm|-|\.) ?\d{4})"
    r"|(?P<school>năm học \d{4} ?- ?\d{4})"
    r"|(?P<year>(?<!\w)năm \d{4}(?![\d/]))"
    r"|(?P<last>(?<!\w)năm (?:qua|vừa qua)(?!\w))"
    r"|(?P<next>(?<!\w)(?:năm tới|năm tiếp theo|thời gian tới|những năm tới|giai đoạn tới"
    r"|các năm tiếp theo|nhiệm kỳ tới)(?!\w))"
    r"|(?P<target>(?<!\w)(?:phấn đấu|phan dau|đặt mục tiêu|đặt kế hoạch|đặt chỉ tiêu"
    r"|đề ra(?: các)? (?:mục tiêu|chỉ tiêu)|mục tiêu(?! quốc gia)(?= (?:là|quan trọng|cụ thể|đến|năm|chung|phấn|đề ra"
    r"|giảm|tạo|giải|đào|của)|:)"
    r"|chỉ tiêu(?= (?:năm \d{4}|kế hoạch|cụ thể|phấn|đến|chủ yếu|cơ bản)|:)|hướng tới|hướng đến"
    r"|giao (?:chỉ tiêu|kế hoạch)(?= (?:cho|năm|các))"
    r"|có kế hoạch|kế hoạch(?= (?:năm|đến|đưa|giải|tạo|đào|tuyển|giảm|là|hỗ|xây|cho|dạy|sửa|chi"
    r"|tặng)))(?!\w))"
    r"|(?P<will>(?<!\w)(?:sẽ|dự kiến|dự báo|đề xuất(?= (?:bổ sung|hỗ trợ|chi|cấp))|(?:đề nghị"
    r"|yêu cầu)(?= (?:các|ngành|toàn|sở|tỉnh|huyện|địa phương|ubnd|phòng))|cần (?:đạt|phấn đấu|hoàn thành"
    r"|giải quyết)|phải (?:đạt|hoàn thành|giảm))(?!\w))"
    r"|(?P<before>(?:^|[,:;] )(?:trước khi|trước đây|trước đó)(?!\w))"
    r"|(?P<result>(?<!\w)(?:đã(?! qua đào tạo| được đào tạo)|kết quả|(?<!kinh phí )(?<!nguồn vốn )(?<!thời gian )thực hiện(?= (?:được|đạt|là|\d)|:)"
    r"|thực trạng(?= ?:)|thực tế|đến nay|tính đến"
    r"|(?<!thực )(?<!phát )(?<!thể )(?<!xuất )(?<!biểu )hiện(?! hành| đại| thực| tượng| vật)|theo báo cáo"
    r"|ước thực hiện|qua \d{1,3} năm)(?!\w))"
)
_MODES = {
    "target": "target",
    "will": "target",
    "next": "target",
    "result": "result",
    "estimate": "result",
    "before": "prior",
}
_PARTED = re.compile(r"[;.:]|, |(?<!\w)(?:từ|và|so với)(?!\w)")
_PLAN_OF_YEARS = re.compile(
    r"(?<!\w)(?:kế hoạch|nghị quyết|chương trình|đề án|dự án|chuẩn|chiến lược|mục tiêu|quy hoạch|nhiệm vụ"
    r"|phong trào|cuộc vận động|đại hội|phân bổ|định hướng|dự toán|tiêu chí|bộ)(?!\w)[^.;]*$"
)
_ANNOUNCED = re.compile(
    r"(?<!\w)(?<!đã )(?:ban hành|phê duyệt|thông qua) (?:kế hoạch|quyết định|đề án|nghị quyết)(?! này)[^.;]{0,60}"
    r"(?:tặng|thăm|hỗ trợ|tổ chức|chi |mức|chương trình|thực hiện)"
)
_PLAN_DOCUMENT = re.compile(
    r"KẾ HOẠCH|ĐỀ ÁN|CHƯƠNG TRÌNH HÀNH ĐỘNG|(?:[A-Z]|[IVX]+)[.)] ?(?:KẾ HOẠCH|MỤC TIÊU|CHỈ TIÊU|NHIỆM VỤ)"
    r"|(?i:nghị quyết|quyết định).{0,12}?(?i:(?:về |v/v |ban hành |giao |việc |thông qua )*(?:kế hoạch|chỉ tiêu"
    r"|nhiệm vụ|dự toán|phân bổ|phương hướng))"
)
_STANDARD = re.compile(r"(?<!\w)chuẩn[^.;,\d]{0,60}\d{4} ?(?:-|đến) ?\d{4}")
_NO_PLAN_DOCUMENT = re.compile(r"kết quả|tình hình|báo cáo|tổng kết|điều chỉnh", re.I)
_DATELINE = re.compile(r"^.{0,30}ngày \d{1,2} tháng \d{1,2} năm \d{4}\W*$")
_NO_TARGET = re.compile(
    r"(?<!\w)(?:vượt|đạt|hoàn thành|so với|so|thuộc|ngoài|theo|bằng|các|những|nhiều|tất cả|thực hiện"
    r"|%|đã triển khai|đã tổ chức|đã ban hành)(?: [^\W\d]+){0,3} $|% $"
)
_AHEAD_OR_DONE = re.compile(
    r"(?P<done>kết quả|tình hình|đánh giá|thực trạng|tổng kết|sơ kết|hạn chế|tồn tại|ưu điểm|đặc điểm"
    r"|sự cần thiết|căn cứ|khó khăn|thuận lợi"
    r"|thực hiện (?:các )?(?:nhiệm vụ|kế hoạch|công tác|chỉ tiêu|dự toán))"
    r"|(?P<ahead>nhiệm vụ|phương hướng|mục tiêu(?! quốc gia)|chỉ tiêu|kế hoạch|giải pháp|dự báo|dự kiến"
    r"|định hướng|phấn đấu|chương trình công tác)"
)
_DONE = re.compile(r"(?<!\w)(?:vượt|đạt|hoàn thành|tổng kết|kết quả)(?!\w)")
_LEVELS = (
    (re.compile(r"(?:phần|chương) [ivx\d]+\b"), 0),
    (re.compile(r"điều \d{1,2}[.:]"), 1),
    (re.compile(r"[ivx]{1,5}[.)\-/] ?(?!\d)"), 1),
    (re.compile(r"[a-hđ][.)] "), 3),
    (re.compile(r"\d{1,2}[.)/] (?!\d)"), 2),
    (re.compile(r"(?:[ivx]+\.)?\d{1,2}\.\d{1,2}[.)]? "), 4),
    (re.compile(r"[-+*•]"), 6),
)
_ITEM = re.compile(r" ?(?:[-+*•]|[a-hđ][.)]|\(?\d{1,2}[.)])")
_GOES_ON = re.compile(r"[-+*• ]*(?:trong đó|cụ thể|đồng thời|theo đó|ngoài ra)(?!\w)")
_IMPERATIVE = re.compile(
    r"[-+*• ]*(?:giải quyết|hỗ trợ|đào tạo|giảm|nâng|tạo|phấn đấu|tuyển|duy trì|bảo đảm|đảm bảo|tiếp tục"
    r"|đưa|xây dựng|thực hiện|vận động|tăng|phát triển|hoàn thành|huy động)(?!\w)"
)


@dataclass(slots=True)
class State:
    """What is in force where the text is being read: target or result, the period said, the year ahead last spoken of."""

    mode: str = ""
    period: str = ""
    ahead: str = ""

    def copy(self) -> "State":
        return State(self.mode, self.period, self.ahead)


@dataclass(slots=True)
class _Section:
    """What holds below a heading, or below a line that ends with a colon (``is_led``): then as long as its items go on."""

    level: int
    state: State
    is_led: bool = False
    has_items: bool | None = None


@dataclass(slots=True)
class Told:
    """A quantity with the words around it; ``left`` from the number before it or the clause's start, ``right`` to the next."""

    quantity: Quantity
    left: str
    right: str
    sentence: Sentence
    state: State
    is_stated: bool  # mode or period was said in this very sentence
    lead: str = ""  # the whole sentence before the number
    is_plan_pair: bool = False  # of a pair: the second number is the plan
    is_exceeded: bool = False  # of a pair: the first number is more than the second, or both have their unit


@dataclass(slots=True)
class Draft:
    """One document being read."""

    plain: Plain
    document: Document
    heading: Heading
    base: str = ""
    claims: list[Claim] = field(default_factory=list)
    told: list[Told] = field(default_factory=list)

    @property
    def base_year(self) -> int | None:
        last = self.base.split("..")[-1][:4]
        return int(last) if last.isdigit() else None


def gather(draft: Draft) -> None:
    """Fills ``draft.told``: quantities in their sentences, with the state each stands under."""
    plain = draft.plain
    found = quantities(plain)
    sentences = sentences_of(plain)
    starts = [one.start for one in found]
    is_choppy = _is_choppy(sentences)
    sections = _plan_section(draft)
    paragraph = carried = State()
    for sentence in sentences:
        low = plain.low[sentence.start : sentence.end]
        here = found[bisect_left(starts, sentence.start) : bisect_left(starts, sentence.end)]
        if sentence.is_first:
            _close_led(sections, low)
            paragraph = _paragraph_state(sections, carried, low, is_choppy=is_choppy)
            level = _heading_level(draft, sentence, here)
            if level is not None:
                _enter(draft, sections, level, low)
                paragraph, carried = _section_state(sections).copy(), State()
        events = _events(draft, low)
        _settle(paragraph, events, _tell(draft, sentence, here, events, paragraph))
        if (events or here or low.endswith(".")) and not _DATELINE.search(low):
            carried = paragraph.copy()
        if low.rstrip().endswith(":") and (paragraph.mode or paragraph.period):
            sections = [*(one for one in sections if one.level < 5), _Section(5, paragraph.copy(), is_led=True)]


def _plan_section(draft: Draft) -> list[_Section]:
    """What holds for a whole document that is a plan by its title, or a short news of one: it tells of what is wanted."""
    title, low = draft.heading.title, draft.plain.low
    if _PLAN_DOCUMENT.match(title) and not _NO_PLAN_DOCUMENT.search(title):
        year = re.search(r"(?:NĂM|năm) (\d{4})", title) or re.search(r"năm (\d{4})", low[: len(title) + 300])
        return [_Section(-1, State("target", year[1] if year else draft.base))]
    if not draft.heading.number and len(low) < 4000 and _ANNOUNCED.search(low, 0, 700):
        return [_Section(-1, State("target", draft.base))]
    return []


def _close_led(sections: list[_Section], low: str) -> None:
    """Items below a line that ended with a colon have come to their end when a paragraph is none."""
    if not sections or not sections[-1].is_led:
        return
    is_item = _ITEM.match(low) is not None
    if sections[-1].has_items is None:
        sections[-1].has_items = is_item
    elif sections[-1].has_items and not is_item:
        sections.pop()


def _is_choppy(sentences: Sequence[Sentence]) -> bool:
    """Whether nearly every sentence is a paragraph, as in news: then a year said holds on in the next ones."""
    sizes = Counter(sentence.paragraph for sentence in sentences)
    return sum(size == 1 for size in sizes.values()) > 0.7 * max(1, len(sizes))


def _paragraph_state(sections: list[_Section], carried: State, low: str, *, is_choppy: bool) -> State:
    """What a new paragraph stands under: its section, or what the paragraph before wanted when it goes on with that."""
    state = _section_state(sections).copy()
    if carried.mode == "target":
        return carried.copy() if _IMPERATIVE.match(low) or _GOES_ON.match(low) else state
    if is_choppy and not state.period:
        state.period = carried.period
    return state


def _section_state(sections: list[_Section]) -> State:
    return sections[-1].state if sections else State()


def _heading_level(draft: Draft, sentence: Sentence, here: list[Quantity]) -> int | None:
    """How deep a heading stands, None when the sentence is no heading."""
    text = draft.plain.text[sentence.start : sentence.end].strip()
    low = text.lower()
    level = next((level for pattern, level in _LEVELS if pattern.match(low)), None)
    if level == 6 or (here and not text.isupper()) or (sentence.start < 300 and text in draft.heading.title):
        return None
    if text.isupper() and len(text) > 6:
        return 1 if level is None else level
    if level is not None and len(text) < 200 and not text.endswith((".", ";")):
        return level
    is_short = sentence.is_alone and len(text) < 90 and not text.endswith((".", ";", ",", ":"))
    said = _AHEAD_OR_DONE.search(low) if is_short else None
    if said and said.start() < 40 and not _DONE.search(low):
        return 5
    return None


def _enter(draft: Draft, sections: list[_Section], level: int, low: str) -> None:
    """A heading closes those as deep as itself and sets what holds below it."""
    while sections and sections[-1].level >= level:
        sections.pop()
    state = _section_state(sections).copy()
    years = re.findall(r"(?<!\d)(?:19|20)\d\d(?!\d)", _STANDARD.sub("", low))
    base = draft.base_year
    said = _AHEAD_OR_DONE.search(low)
    if said and said["done"]:
        state.mode, state.period = "result", period_of(low, years[0]) if years else ""
    elif years and base and int(years[0]) > base:
        state.mode, state.period, state.ahead = "target", years[0], years[0]
    elif said and not _DONE.search(low):
        state.mode = "target"
        state.period = years[0] if years else state.ahead or _year_ahead(draft)
    elif years:
        state.period = period_of(low, years[0])
    sections.append(_Section(level, state))


def _year_ahead(draft: Draft) -> str:
    """The year after the one reported on when the document speaks of it, else none."""
    base = draft.base_year
    return str(base + 1) if base and f"năm {base + 1}" in draft.plain.low else ""


@dataclass(slots=True)
class _Event:
    """A word that says of what follows that it is wanted or done, or of which time it is."""

    at: int
    end: int
    name: str
    mode: str = ""
    period: str = ""
    is_told_whole: bool = False  # years from one to another, both said
    is_due: bool = False  # "vào năm 2030", "đến năm 2025": by when, which says nothing against its being wanted

    @property
    def leads(self) -> bool:
        """Whether it stands where a sentence says what it is about, so that the next sentences are about it too."""
        return self.at < 26


def _events(draft: Draft, low: str) -> list[_Event]:
    """What a sentence says of mode and time, in order."""
    events = []
    for cue in _CUES.finditer(low):
        name, said = str(cue.lastgroup), cue[0]
        years = re.findall(r"\d{4}", said)
        event = _Event(cue.start(), cue.end(), name, is_due=low.endswith(("vào ", "đến "), 0, cue.start()))
        if name == "compare" or (name == "span" and _PLAN_OF_YEARS.search(low, max(0, cue.start() - 60), cue.start())):
            continue
        is_plan_noun = name == "target" and said.startswith(("kế hoạch", "chỉ tiêu", "mục tiêu"))
        if is_plan_noun and _NO_TARGET.search(low, max(0, cue.start() - 30), cue.start()):
            continue
        if name in _MODES:
            event.mode = _MODES[name]
        if name == "span":
            _set_span(draft, event, years)
        elif name == "last":
            event.period = _year_past(draft)
        elif name == "next":
            event.period = str(draft.base_year + 1) if draft.base_year and said.startswith("năm t") else "future"
        elif name in ("result", "estimate"):
            event.period = years[0] if years else ""
        elif name not in _MODES:
            _set_time(draft, event, said, years)
        events.append(event)
    return events


def _set_span(draft: Draft, event: _Event, years: list[str]) -> None:
    """Years from one to another; to the time reported on when only the first is said. Wanted when they reach ahead."""
    day, base = draft.heading.day, draft.base_year
    end = years[1] if len(years) > 1 else draft.base or (f"{day:%Y-%m}" if day else "")
    event.is_told_whole = len(years) > 1
    event.period = f"{years[0]}..{end}" if end[:4] >= years[0] else years[0]
    if base and len(years) > 1:
        reaches_ahead = int(years[1]) > max(base, day.year if day else 0) and event.at < 15
        event.mode = "target" if int(years[0]) > base or reaches_ahead else ""


def _set_time(draft: Draft, event: _Event, said: str, years: list[str]) -> None:
    """A year, a month or a part of a year; a whole year ahead of the one reported on is wanted."""
    base = draft.base_year
    year = years[0] if years else str(base or "")
    event.period = period_of(said, year) if year and event.name in ("part", "month") else year
    if base and year and int(year) > base and event.name in ("year", "until", "school"):
        event.mode = "target"


def _year_past(draft: Draft) -> str:
    """The year that "năm qua" means: the one reported on, the one before when the text is of a year's first months."""
    day = draft.heading.day
    if day and day.month <= 3 and draft.base_year and draft.base_year >= day.year:
        return str(day.year - 1)
    return draft.base[:4]


def _tell(draft: Draft, sentence: Sentence, here: list[Quantity], events: list[_Event], paragraph: State) -> State:
    """Adds each quantity of a sentence with its words and its state; gives the state the sentence ends in.

    What is said inside parentheses holds only there."""
    low = draft.plain.low
    state = _begun(draft, paragraph, events)
    at, before_end = 0, sentence.start
    outside: tuple[int, State] | None = None
    for position, one in enumerate(here):
        if one.is_second:
            first = draft.told[-1]
            is_exceeded = first.quantity.value > one.value or first.quantity.is_twice
            draft.told.append(replace(first, quantity=one, is_exceeded=is_exceeded))
            continue
        if outside is not None and low.rfind(")", outside[0], one.start) >= 0:
            state, outside = outside[1], None
        opened = low.rfind("(", before_end, one.start)
        if outside is None and opened >= 0 and low.find(")", opened, one.start) < 0:
            at, _ = _pass(state, events, at, opened - sentence.start)
            outside = (opened, state.copy())
        at, is_stated = _pass(state, events, at, one.start - sentence.start)
        next_start = next((other.start for other in here[position + 1 :] if not other.is_second), sentence.end)
        left, right = low[before_end : one.lead], low[one.end : next_start]
        mine = _with_time_after(state, events[at : at + 1], right, one.end - sentence.start)
        draft.told.append(Told(one, left, right, sentence, mine, is_stated, low[sentence.start : one.lead]))
        before_end = one.end
    _pass(state, events, at, len(low))
    return state


def _pass(state: State, events: list[_Event], at: int, until: int) -> tuple[int, bool]:
    """Lets the events up to a place take force; the next event's position, and whether there was any."""
    first = at
    while at < len(events) and events[at].end <= until:
        _apply(state, events[at])
        at += 1
    return at, at > first


def _with_time_after(state: State, following: list[_Event], right: str, end: int) -> State:
    """The state of a number whose time is said right after it: "cho 5.000 lao động trong năm 2020"."""
    mine = state.copy()
    for event in following:
        gap = right[: max(0, event.at - end)]
        is_near = event.at < end + len(right) and event.name in ("year", "part", "month", "span", "until")
        is_aside = "(" in gap and right[event.end - end : event.end - end + 1] != ")"
        if is_near and not is_aside and not _PARTED.search(gap):
            mine.period, mine.mode = event.period, event.mode or mine.mode
    return mine


def _begun(draft: Draft, paragraph: State, events: list[_Event]) -> State:
    """The state a sentence begins in: that of its paragraph, unless it begins with a year already over."""
    state = paragraph.copy()
    first = events[0] if events else None
    if state.mode != "target" or first is None or first.mode or not first.leads or not draft.base_year:
        return state
    if first.name in ("year", "part", "month") and first.period[:4] <= str(draft.base_year):
        state.mode = ""
    return state


def _apply(state: State, event: _Event) -> None:
    """The event takes force for what follows it in the sentence."""
    if event.mode:
        if event.mode == "target" and not event.period and state.mode != "target" and state.ahead:
            state.period = state.ahead
        state.mode = event.mode
        if event.mode == "target" and event.period[:4].isdigit():
            state.ahead = event.period
    if event.period:
        if state.mode == "target" and not event.mode and event.name in ("year", "part", "month"):
            state.mode = "target" if event.is_due or event.period >= state.period else ""
        state.period = event.period


def _settle(paragraph: State, events: list[_Event], at_end: State) -> None:
    """What of a sentence's state holds for the next ones of the paragraph."""
    has_many_years = len({event.period[:4] for event in events if event.name in ("year", "part", "month")}) > 1
    for event in events:
        holds_on = event.name in ("year", "part", "month", "next", "until", "last") or event.is_told_whole
        if holds_on and (event.leads or event.mode == "target"):
            if event.leads and not has_many_years:
                paragraph.period = event.period
                paragraph.mode = event.mode or (paragraph.mode if event.name == "until" or event.is_due else "")
        elif event.name in ("target", "will") and at_end.mode == "target":
            paragraph.mode, paragraph.period = "target", at_end.period
        elif event.name == "result" and paragraph.mode == "target":
            paragraph.mode = "result"
            paragraph.period = "" if paragraph.period == paragraph.ahead else paragraph.period
    paragraph.ahead = at_end.ahead
