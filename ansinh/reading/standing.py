"""What holds where: whether a stretch of text tells of things done or wanted, and of which time."""

import re
from bisect import bisect_right
from dataclasses import dataclass, field

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
    r"|(?:giai đoạn|nhiệm kỳ|thời kỳ|trong \d+ năm|\d+ năm(?: qua)?) ?\(?(?:từ )?(?:năm )?\d{4} ?(?:-|đến"
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
    r"|đề ra(?: các)? (?:mục tiêu|chỉ tiêu)|mục tiêu(?! quốc gia)(?= (?:là|cụ thể|đến|năm|chung|phấn|đề ra"
    r"|giảm|tạo|giải|đào|của)|:)"
    r"|chỉ tiêu(?= (?:năm \d{4}|kế hoạch|cụ thể|phấn|đến|chủ yếu|cơ bản)|:)|hướng tới|hướng đến"
    r"|có kế hoạch|kế hoạch(?= (?:năm|đến|đưa|giải|tạo|đào|tuyển|giảm|là|hỗ|xây|cho|dạy|sửa|chi"
    r"|tặng)))(?!\w))"
    r"|(?P<will>(?<!\w)(?:sẽ|dự kiến|dự báo|đề xuất(?= (?:bổ sung|hỗ trợ|chi|cấp))|(?:đề nghị"
    r"|yêu cầu)(?= (?:các|ngành|toàn|sở|tỉnh|huyện|địa phương|ubnd|phòng))|cần (?:đạt|phấn đấu|hoàn thành"
    r"|giải quyết)|phải (?:đạt|hoàn thành|giảm))(?!\w))"
    r"|(?P<before>(?:^|[,:;] )(?:trước khi|trước đây|trước đó)(?!\w))"
    r"|(?P<result>(?<!\w)(?:đã|kết quả|thực hiện đạt|thực tế|đến nay|tính đến"
    r"|(?<!thực )(?<!phát )(?<!thể )(?<!xuất )(?<!biểu )hiện(?! hành| đại| thực| tượng| vật)|theo báo cáo"
    r"|ước thực hiện|qua \d+ năm)(?!\w))"
)
_PLAN_OF_YEARS = re.compile(
    r"(?<!\w)(?:kế hoạch|nghị quyết|chương trình|đề án|dự án|chuẩn|chiến lược|mục tiêu|quy hoạch|nhiệm vụ"
    r"|phong trào|cuộc vận động|đại hội|phân bổ|định hướng|dự toán|tiêu chí|bộ)(?!\w)[^.;]*$"
)
_PLAN_DOCUMENT = re.compile(r"KẾ HOẠCH|ĐỀ ÁN|CHƯƠNG TRÌNH HÀNH ĐỘNG")
_DATELINE = re.compile(r"^.{0,30}ngày \d{1,2} tháng \d{1,2} năm \d{4}\W*$")
_NO_TARGET = re.compile(
    r"(?<!\w)(?:vượt|đạt|hoàn thành|so với|so|thuộc|ngoài|theo|bằng|các|những|nhiều|tất cả|thực hiện"
    r"|%)(?: [^\W\d]+){0,3} $|% $"
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
    (re.compile(r"[ivx]{1,5}[.)\-/] ?(?!\d)"), 1),
    (re.compile(r"[a-hđ][.)] "), 3),
    (re.compile(r"\d{1,2}[.)/] (?!\d)"), 2),
    (re.compile(r"(?:[ivx]+\.)?\d{1,2}\.\d{1,2}[.)]? "), 4),
    (re.compile(r"[-+*•]"), 6),
)
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
    level: int
    state: State


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
    """Quantities in their sentences, with the state each stands under."""
    plain = draft.plain
    found = quantities(plain)
    sentences = sentences_of(plain)
    starts = [one.start for one in found]
    sections = [_Section(-1, State("target", draft.base))] if _PLAN_DOCUMENT.match(draft.heading.title) else []
    paragraph = State()
    carried = State()
    count_by_paragraph: dict[int, int] = {}
    for sentence in sentences:
        count_by_paragraph[sentence.paragraph] = count_by_paragraph.get(sentence.paragraph, 0) + 1
    is_choppy = sum(count == 1 for count in count_by_paragraph.values()) > 0.7 * max(1, len(count_by_paragraph))
    for sentence in sentences:
        low = plain.low[sentence.start : sentence.end]
        first, last = bisect_right(starts, sentence.start - 1), bisect_right(starts, sentence.end - 1)
        here = found[first:last]
        if sentence.is_first:
            section = _section_state(sections)
            paragraph = section.copy()
            if carried.mode == "target" and (_IMPERATIVE.match(low) or _GOES_ON.match(low)):
                paragraph = carried.copy()
            elif is_choppy and not paragraph.period and carried.mode != "target":
                paragraph.period = carried.period
            level = _heading_level(draft, sentence, here)
            if level is not None:
                _enter(draft, sections, level, low)
                carried = State()
                paragraph = _section_state(sections).copy()
                if not here:
                    continue
        events = _events(draft, low)
        at_end = _tell(draft, sentence, here, events, paragraph)
        _settle(paragraph, events, at_end)
        if (events or here or low.endswith(".")) and not _DATELINE.search(low):
            carried = paragraph.copy()
        if low.rstrip().endswith(":") and (paragraph.mode or paragraph.period):
            sections = [one for one in sections if one.level < 5] + [_Section(5, paragraph.copy())]


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
    years = [year for year in re.findall(r"(?<!\d)(?:19|20)\d\d(?!\d)", low)]
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

    @property
    def leads(self) -> bool:
        """Whether it stands where a sentence says what it is about, so that the next sentences are about it too."""
        return self.at < 26


def _events(draft: Draft, low: str) -> list[_Event]:
    """What a sentence says of mode and time, in order."""
    events = []
    base = draft.base_year
    for cue in _CUES.finditer(low):
        name, said = str(cue.lastgroup), cue[0]
        if name == "compare":
            continue
        years = re.findall(r"\d{4}", said)
        event = _Event(cue.start(), cue.end(), name)
        if name == "target":
            if _NO_TARGET.search(low[max(0, cue.start() - 30) : cue.start()]) and said.startswith(
                ("kế hoạch", "chỉ tiêu", "mục tiêu")
            ):
                continue
            event.mode = "target"
        elif name == "will":
            event.mode = "target"
        elif name in ("result", "estimate"):
            event.mode = "result"
            event.period = years[0] if years else ""
        elif name == "before":
            event.mode = "prior"
        elif name == "span":
            if _PLAN_OF_YEARS.search(low, max(0, cue.start() - 60), cue.start()):
                continue
            end = (
                years[1]
                if len(years) > 1
                else draft.base or (f"{draft.heading.day:%Y-%m}" if draft.heading.day else "")
            )
            event.period = f"{years[0]}..{end}" if end and end[:4] >= years[0] else years[0]
            if (
                base
                and len(years) > 1
                and (int(years[0]) > base or (int(years[1]) > max(base, _latest(draft)) and cue.start() < 15))
            ):
                event.mode = "target"
        elif name == "last":
            event.period = _year_past(draft)
        elif name == "next":
            event.mode = "target"
            event.period = str(base + 1) if base and said.startswith("năm t") else "future"
        else:
            year = years[0] if years else (str(base) if base else "")
            event.period = period_of(said, year) if year and name in ("part", "month") else year
            if base and year and int(year) > base and name in ("year", "until", "school"):
                event.mode = "target"
        events.append(event)
    return events


def _latest(draft: Draft) -> int:
    return draft.heading.day.year if draft.heading.day else 0


def _year_past(draft: Draft) -> str:
    """The year that "năm qua" means: the one reported on, the one before when the text is of a year's first months."""
    day = draft.heading.day
    if day and day.month <= 3 and draft.base_year and draft.base_year >= day.year:
        return str(day.year - 1)
    return draft.base[:4]


def _tell(draft: Draft, sentence: Sentence, here: list[Quantity], events: list[_Event], paragraph: State) -> State:
    """Each quantity of a sentence with its words and its state; gives the state the sentence ends in."""
    plain = draft.plain
    low = plain.low
    state = _begun(draft, paragraph, events)
    at = 0
    before_end = sentence.start
    outside: tuple[int, State] | None = None
    for position, one in enumerate(here):
        offset = one.start - sentence.start
        is_stated = False
        if outside is not None and low.rfind(")", outside[0], one.start) >= 0:
            state, outside = outside[1], None
        opened = low.rfind("(", before_end, one.start)
        if outside is None and opened >= 0 and low.find(")", opened, one.start) < 0:
            while at < len(events) and events[at].end <= opened - sentence.start:
                _apply(state, events[at])
                at += 1
            outside = (opened, state.copy())
        while at < len(events) and events[at].end <= offset:
            _apply(state, events[at])
            is_stated = True
            at += 1
        if one.is_second:
            first = draft.told[-1]
            is_exceeded = first.quantity.value > one.value or first.quantity.is_twice
            draft.told.append(
                Told(
                    one, first.left, first.right, sentence, first.state, is_stated, first.lead, is_exceeded=is_exceeded
                )
            )
            continue
        after = here[position + 1 : position + 3]
        next_start = next((other.start for other in after if not other.is_second), sentence.end)
        left, right = low[before_end : one.lead], low[one.end : next_start]
        mine = state.copy()
        if (
            at < len(events)
            and events[at].at < next_start - sentence.start
            and events[at].name in ("year", "part", "month", "span", "until")
        ):
            gap = low[one.end : sentence.start + events[at].at]
            if not re.search(r"[;.:]|, |từ|và", gap) and not re.search(r"so với", gap):
                mine.period = events[at].period
                mine.mode = events[at].mode or mine.mode
        draft.told.append(Told(one, left, right, sentence, mine, is_stated, low[sentence.start : one.lead]))
        before_end = one.end
    for event in events[at:]:
        _apply(state, event)
    return state


def _begun(draft: Draft, paragraph: State, events: list[_Event]) -> State:
    """The state a sentence begins in: that of its paragraph, unless it begins with a year already over."""
    state = paragraph.copy()
    if (
        state.mode == "target"
        and events
        and events[0].leads
        and events[0].name in ("year", "part", "month", "estimate")
        and not events[0].mode
    ):
        if draft.base_year and int(events[0].period[:4]) <= draft.base_year:
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
            state.mode = "target" if event.period >= state.period else ""
        state.period = event.period


def _settle(paragraph: State, events: list[_Event], at_end: State) -> None:
    """What of a sentence's state holds for the next ones of the paragraph."""
    for event in events:
        if event.name in ("year", "part", "month", "next", "until", "last") and (event.leads or event.mode == "target"):
            if event.leads:
                paragraph.period = event.period
                paragraph.mode = event.mode
        elif event.name == "target" and at_end.mode == "target":
            paragraph.mode, paragraph.period = "target", at_end.period
        elif event.name == "result" and paragraph.mode == "target":
            paragraph.mode = "result"
            paragraph.period = "" if paragraph.period == paragraph.ahead else paragraph.period
    paragraph.ahead = at_end.ahead
