"""Prose -> claims: each quantity in its sentence becomes a statement with kind, period, place and what it belongs to.

``relation`` says what a claim is of its ``parent``: ``part`` (of a total, in a ``list``), ``share`` (a percent the parent is of
something), ``plan`` (the plan of the parent's result, or the percent of plan it reached), ``result`` (a change or an earlier value
of the parent), ``money`` (what the parent cost)."""

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from decimal import Decimal

from ansinh.reading.belonging import Placed, relate
from ansinh.reading.claim import Claim
from ansinh.reading.document import Document, Heading
from ansinh.reading.heading import UPPER, heading_of, period_of, unit_named
from ansinh.reading.quantities import Quantity, quantities, unit_in, unit_of
from ansinh.reading.sentences import Plain, Sentence, plain_of, sentences_of

_PLAN = r"(?:kế hoạch|kh(?!\w)|khđr|chỉ tiêu|dự toán|mục tiêu(?! quốc gia)|nghị quyết|nq(?!\w)|nhiệm vụ|chỉ tiêu kế hoạch|số được giao|tiến độ|mức giao|số giao)"
_PLAN_AFTER = re.compile(
    rf"[)\"”]?,? ?(?:/ ?)?(?:so(?: với)? |của |theo |trên |với |tổng (?:số )?)*(?:số )?(?:lao động |người |tổng |các )?{_PLAN}"
    rf"|[)\"”]? (?:so(?: với)? |của |theo )(?!cùng|năm|tháng|quý|đầu|trước|tổng số dân)[^.;,\d()]{{0,40}}(?:kế hoạch|chỉ tiêu|dự toán)(?! quốc gia)"
)
_PLAN_BEFORE = re.compile(
    rf"(?<!\w)(?:so(?: với)?|vượt|đạt|hoàn thành|bằng|theo) (?:mức |các )?{_PLAN}[^.;,\d]{{0,60}}(?:(?<!\w)(?:đạt|vượt|là|bằng|tới|trên|hơn|được)|) $"
)
_OVER_PLAN = re.compile(r"(?<!\w)vượt(?: mức| trên| hơn| khoảng| gần| thêm)*[^.;,\d]{0,40} $")
_COMPARED_WITH = re.compile(
    r"[)\"”]?,? ?(?:[^.;,\d()]{0,45}? )?\(?so (?:với )?(?!với|tổng|kế hoạch|chỉ tiêu|dự toán|kh(?!\w)|nghị quyết|mục tiêu|dân số|số hộ|số người)"
    r"(?:[^.;,()%]{0,30}?)(?:cùng kỳ|cùng thời|năm|tháng|quý|đầu|cuối|trước|giai đoạn|nhiệm kỳ|bình quân|thời điểm|kỳ)"
)
_COMPARED_BEFORE = re.compile(
    r"(?<!\w)so (?:với )?(?:cùng kỳ|cùng thời|năm|tháng|quý|đầu|cuối|thời điểm|giai đoạn|nhiệm kỳ)[^.;:%]{0,60}$"
)
_CHANGED = re.compile(
    r"(?<!\w)(?P<verb>tăng|giảm|tang|giam|cao hơn|thấp hơn|nhiều hơn|ít hơn|gấp|tăng trưởng)(?: thêm| được| bình quân| trung bình| tới| đến| trên| hơn| khoảng| gần| tối thiểu| ít nhất| ước| mạnh| nhẹ| từ| mỗi năm"
    r"| hàng năm| hằng năm| là| đạt| tương ứng| ròng| tự nhiên| nhanh,? bình quân|, bình quân| so (?:với )?[^.;,()]{0,40}?(?: là)?)* ?$"
)
_CHANGE_NOUN = re.compile(
    r"(?<!\w)(?P<verb>(?:mức|tốc độ|tỷ lệ) (?:giảm|tăng)(?: trưởng)?|giảm tỷ lệ|tăng trưởng|tăng tỷ lệ|tốc độ tăng)(?! trưởng âm)(?:[^.;,:\d]|(?<!\d)(?:19|20)\d\d(?!\d)){0,80} $"
)
_NOT_CHANGED = re.compile(
    r"việc làm[^.;:,\d]{0,30}tăng thêm[^.;:,\d]{0,12}$|tạo (?:việc )?làm thêm $|(?:còn|xuống|lên|xuống còn)(?: khoảng| dưới| hơn| trên| gần)* $|giảm nghèo (?:cho|đa chiều)?[^.;,]{0,20}(?:cho|của) $"
)
_PRIOR_BEFORE = re.compile(
    r"(?<!\w)(?:cùng kỳ(?: năm)?(?: (?:trước|ngoái|\d{4}))?|năm trước|năm ngoái|kỳ trước|quý trước|tháng trước)(?: (?:là|đạt|có|chỉ|chỉ đạt|chỉ có|còn))*[: ]*$"
)
_PRIOR_AFTER = re.compile(
    r"[^.;,\d()]{0,40}(?:của|trong|vào|ở) (?:cùng kỳ|năm trước|năm ngoái|năm \d{4}|đầu năm|cuối năm|kỳ trước|tháng trước)|(?: [^\W\d]+){0,2} (?:cùng kỳ|năm trước)"
)
_AGAINST = re.compile(r"(?<!\w)so với(?: mức| con số)? $")
_AGAINST_ASIDE = re.compile(r"(?<!\w)so (?:với )?(?:cùng kỳ|năm trước|năm \d{4}|kỳ trước)[^.;,()]{0,14} \( ?$")
_COMPLETED = re.compile(r"(?<!\w)hoàn thành(?: đạt| được| trên| khoảng| gần)* $")
_EXCEEDED = re.compile(r"(?<!\w)vượt(?: thêm)? $")
_FROM = re.compile(r"(?<!\w)từ(?: mức| khoảng| hơn| trên| gần| chỗ| con số| chỉ)* $")
_TO = re.compile(r"(?<!\w)(?:lên|xuống|còn)(?: còn| mức| đến| khoảng| trên| hơn| dưới)* $")
_FROM_TO = re.compile(r"(?<!\w)(?:(?<!trở )xuống|(?<!trở )lên|còn|đến|tăng|giảm|sang|thành|tới)(?!\w)")
_ASSIGNED_ASIDE = re.compile(
    r"[(;,] ?(?:kế hoạch|kh|chỉ tiêu|mục tiêu)(?: năm(?: \d{4})?| giao| được giao| là| đề ra)*[: ]+$"
)
_ASSIGNED_COUNT = re.compile(
    r"(?<!\w)(?:kế hoạch|kh|chỉ tiêu|mục tiêu|nghị quyết|dự toán|được giao|tỉnh giao|trung ương giao|huyện giao|(?<!bàn )(?<!chuyển )(?<!nhận )giao)(?: năm(?: \d{4})?| giao| được giao| là| đề ra| đặt ra| cả năm| tỉnh giao| đào tạo| phải)*[ :]*(?:cho |đạt )?$"
)
_IS_TARGET = re.compile(r"[^.;,()]{0,60}(?<!\w)là (?:một trong những |những )?(?:mục tiêu|chỉ tiêu)(?!\w)")
_ASSIGNED_AFTER = re.compile(r"[^.;,\d()]{0,30}(?:theo kế hoạch (?:đề ra|được giao)|kế hoạch giao|được giao)(?!\w)")

_CUES = re.compile(
    r"(?P<compare>(?<!\w)so (?:với )?(?:[^.;,%()]{0,45}?)(?:cùng kỳ(?: năm)?|(?<!đầu )năm|đầu năm|tháng|quý|nhiệm kỳ|giai đoạn)(?: học)? ?(?:\d{1,2}(?: năm |/)\d{4}|\d{4}(?: ?- ?\d{4})?|trước|ngoái|[ivx\d]+/\d{4}|(?:đầu |cuối )?năm \d{4})?"
    r"|cùng kỳ(?: năm)? ?(?:\d{4}|trước|ngoái)?|(?:tính |tính từ )?(?:kể )?từ (?:khi|ngày)[^.;,]{0,20}năm \d{4})"
    r"|(?P<span>(?<!\w)(?:từ|kể từ)(?: đầu| cuối| tháng \d{1,2})? ?năm \d{4} (?:đến|tới)(?: hết| nay| cuối| đầu| tháng \d{1,2})*(?: ?năm \d{4})?"
    r"|(?:giai đoạn|nhiệm kỳ|thời kỳ|trong \d+ năm|\d+ năm(?: qua)?) ?\(?(?:từ )?(?:năm )?\d{4} ?(?:-|đến|và) ?(?:năm )?\d{4}"
    r"|(?<!\w)từ(?: đầu| cuối)? năm \d{4}(?= (?:các|đã|tỉnh|toàn|ngành|số|có)|,)"
    r"|\((?:từ )?(?:năm )?\d{4} ?(?:-|đến) ?(?:hết |tháng )?(?:\d{1,2}[./])?(?:năm )?\d{4}\))"
    r"|(?P<until>(?<!\w)(?:đến|tới) (?:hết |cuối )?(?:năm )?(?:19|20)\d\d(?![\d.,/]*\d))"
    r"|(?P<estimate>(?<!\w)ước(?! mơ| muốn| vọng| nguyện| lượng)(?: tính)?(?: thực hiện)?(?:(?: đến| hết| cuối| cả| trong)* năm \d{4})?)"
    r"|(?P<part>(?<!\w)(?:(?:6|06|sáu) tháng (?:đầu|cuối) năm|(?:6|06|sáu|9|09|chín) tháng(?: qua| đầu năm)?|quý (?:iv|iii|ii|i|[1-4])(?!\w)|(?:\d{1,2}) tháng đầu năm)(?:[ /,]*(?:năm )?\d{4})?)"
    r"|(?P<month>(?<!\w)tháng \d{1,2} ?(?:/|năm|-|\.) ?\d{4})"
    r"|(?P<school>năm học \d{4} ?- ?\d{4})"
    r"|(?P<year>(?<!\w)năm \d{4}(?![\d/]))"
    r"|(?P<last>(?<!\w)năm (?:qua|vừa qua)(?!\w))"
    r"|(?P<next>(?<!\w)(?:năm tới|năm tiếp theo|thời gian tới|những năm tới|giai đoạn tới|các năm tiếp theo|nhiệm kỳ tới)(?!\w))"
    r"|(?P<target>(?<!\w)(?:phấn đấu|phan dau|đặt mục tiêu|đặt kế hoạch|đặt chỉ tiêu|đề ra(?: các)? (?:mục tiêu|chỉ tiêu)|mục tiêu(?! quốc gia)(?= (?:là|cụ thể|đến|năm|chung|phấn|đề ra|giảm|tạo|giải|đào|của)|:)"
    r"|chỉ tiêu(?= (?:năm \d{4}|kế hoạch|cụ thể|phấn|đến|chủ yếu|cơ bản)|:)|hướng tới|hướng đến|có kế hoạch|kế hoạch(?= (?:năm|đến|đưa|giải|tạo|đào|tuyển|giảm|là|hỗ|xây|cho|dạy|sửa|chi|tặng)))(?!\w))"
    r"|(?P<will>(?<!\w)(?:sẽ|dự kiến|dự báo|đề xuất(?= (?:bổ sung|hỗ trợ|chi|cấp))|(?:đề nghị|yêu cầu)(?= (?:các|ngành|toàn|sở|tỉnh|huyện|địa phương|ubnd|phòng))|cần (?:đạt|phấn đấu|hoàn thành|giải quyết)|phải (?:đạt|hoàn thành|giảm))(?!\w))"
    r"|(?P<before>(?:^|[,:;] )(?:trước khi|trước đây|trước đó)(?!\w))"
    r"|(?P<result>(?<!\w)(?:đã|kết quả|thực hiện đạt|thực tế|đến nay|tính đến|(?<!thực )(?<!phát )(?<!thể )(?<!xuất )(?<!biểu )hiện(?! hành| đại| thực| tượng| vật)|theo báo cáo|ước thực hiện|qua \d+ năm)(?!\w))"
)
_PLAN_OF_YEARS = re.compile(
    r"(?<!\w)(?:kế hoạch|nghị quyết|chương trình|đề án|dự án|chuẩn|chiến lược|mục tiêu|quy hoạch|nhiệm vụ|phong trào|cuộc vận động|đại hội|phân bổ|định hướng|dự toán|tiêu chí|bộ)(?!\w)[^.;]*$"
)
_PLAN_DOCUMENT = re.compile(r"KẾ HOẠCH|ĐỀ ÁN|CHƯƠNG TRÌNH HÀNH ĐỘNG")
_DATELINE = re.compile(r"^.{0,30}ngày \d{1,2} tháng \d{1,2} năm \d{4}\W*$")
_NO_TARGET = re.compile(
    r"(?<!\w)(?:vượt|đạt|hoàn thành|so với|so|thuộc|ngoài|theo|bằng|các|những|nhiều|tất cả|thực hiện|%)(?: [^\W\d]+){0,3} $|% $"
)
_AHEAD_OR_DONE = re.compile(
    r"(?P<done>kết quả|tình hình|đánh giá|thực trạng|tổng kết|sơ kết|hạn chế|tồn tại|ưu điểm|đặc điểm|sự cần thiết|căn cứ|khó khăn|thuận lợi"
    r"|thực hiện (?:các )?(?:nhiệm vụ|kế hoạch|công tác|chỉ tiêu|dự toán))"
    r"|(?P<ahead>nhiệm vụ|phương hướng|mục tiêu(?! quốc gia)|chỉ tiêu|kế hoạch|giải pháp|dự báo|dự kiến|định hướng|phấn đấu|chương trình công tác)"
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
_PLACE = re.compile(
    rf"(?<!\w)(?:(?:riêng|tại|ở|trên địa bàn|trong đó|của|toàn|địa bàn)\s+)?((?:huyện|thị xã|thành phố|TP\.?|Huyện|Thị xã|Thành phố|quận|Quận|xã|Xã|phường|Phường|thị trấn|Thị trấn)\s+(?:[{UPPER}][^\W\d_]*(?:[ -](?=[{UPPER}]))?)+)"
)
_PLACED = re.compile(r"(?:riêng|tại|ở|trên địa bàn|địa bàn|toàn) $", re.I)
_WHOLE = re.compile(r"(?<!\w)(?:toàn tỉnh|cả tỉnh|trên địa bàn tỉnh|toàn thành phố)(?!\w)")
_COUNTRY = re.compile(r"(?<!\w)(?:cả nước|toàn quốc|việt nam có)(?!\w)")
_ASSIGNER = re.compile(
    r"(?<!\w)((?:nghị quyết (?:của )?)?(?:tỉnh ủy|tỉnh uỷ|hđnd tỉnh|hội đồng nhân dân tỉnh|ubnd tỉnh|ủy ban nhân dân tỉnh|tỉnh|trung ương|tw|thành phố|thành ủy|huyện|bộ|chính phủ|cấp trên)(?: đề ra)?) ?giao|(nghị quyết (?:đại hội|hđnd|hội đồng nhân dân|tỉnh ủy|tỉnh uỷ|của tỉnh)[^.;,\d]{0,30})"
)
_LEAD_VERB = re.compile(
    r"(?<!\w)(?:đạt|còn|có|chiếm|giảm|tăng|là|vượt|cho|được|lên|xuống|bằng|hoàn thành|tổng kinh phí|kinh phí|phấn đấu)(?: tỷ lệ| được| là)? $"
)
_SUBJECT_END = re.compile(r"[,;.:()\n]| (?=(?:đạt|chiếm|tăng|giảm|với|trong đó|vượt|bằng|tổng) )")


_OF_PLAN = re.compile(
    r"kế hoạch|(?<!\w)kh(?!\w)|(?<!\w)vượt|chỉ tiêu giao|được giao|(?<!\w)đạt (?:tỷ lệ )?1\d\d(?:,\d+)? ?%"
)
_DOING = re.compile(r"(?<!\w)(?:hỗ trợ|đào tạo|việc làm|tuyển sinh|đưa|xuất khẩu|cho vay|vận động|dạy nghề)(?!\w)")
_BARE_OF = re.compile(r"(?<!\w)(?:số|lượng|tổng) (?!số|lượng)([^\W\d_]+)(?: ([^\W\d_]+))?|(?<!\w)(dân) số(?!\w)")
_REACHED = re.compile(r"[^.;%\d()]{0,40},? (?:cũng |chỉ |mới |ước )*đạt ")
_PLANNED_UNITS = ("person", "turn", "dong")
_AT_BEGINNING = re.compile(
    r"(?:^|[,:;(]) ?(?:[-+*] )?(?:vào |thời điểm )?đầu (?:năm|kỳ|giai đoạn|nhiệm kỳ)[^.;\d]{0,12}(?:\d{4})?[^.;\d]{0,50}$"
)
_AT_END = re.compile(
    r"(?<!\w)(?:cuối (?:năm|kỳ)|đến nay|hiện nay|hiện còn|đến cuối|hết (?:năm|tháng)|đến hết)(?!\w)[^.;\d]{0,20}(?:[\d/-]+)?[^.;\d]{0,50}$"
)
_CHANGES_TO = re.compile(r"(?<!\w)(?:đến|lên|xuống|còn|tăng|giảm)(?!\w)[^.;]{0,40}$")
_MEANS = re.compile(r"(?<!\w)(?:kinh phí|tiền|vốn|trị giá|ngân sách|tỷ lệ|tỉ lệ|quỹ)(?!\w)")
_SHARE_BARE = re.compile(r"(?<!\w)(?:chiếm|tỷ lệ)(?: tỷ lệ)? $")
_OUT_OF = re.compile(r" ?(?:trong |trên )(?:tổng |tổng số |số )")
_GOES_ON = re.compile(r"[-+*• ]*(?:trong đó|cụ thể|đồng thời|theo đó|ngoài ra)(?!\w)")
_IMPERATIVE = re.compile(
    r"[-+*• ]*(?:giải quyết|hỗ trợ|đào tạo|giảm|nâng|tạo|phấn đấu|tuyển|duy trì|bảo đảm|đảm bảo|tiếp tục|đưa|xây dựng|thực hiện|vận động|tăng|phát triển|hoàn thành|huy động)(?!\w)"
)


@dataclass(slots=True)
class _State:
    """What is in force where the text is being read: target or result, the period said, the year ahead last spoken of."""

    mode: str = ""
    period: str = ""
    ahead: str = ""

    def copy(self) -> "_State":
        return _State(self.mode, self.period, self.ahead)


@dataclass(slots=True)
class _Section:
    level: int
    state: _State


@dataclass(slots=True)
class _Told:
    """A quantity with the words around it; ``left`` from the number before it or the clause's start, ``right`` to the next."""

    quantity: Quantity
    left: str
    right: str
    sentence: Sentence
    state: _State
    is_stated: bool  # mode or period was said in this very sentence
    lead: str = ""  # the whole sentence before the number
    is_plan_pair: bool = False  # of a pair: the second number is the plan
    is_exceeded: bool = False  # of a pair: the first number is more than the second, or both have their unit


@dataclass(slots=True)
class _Reader:
    """One document being read."""

    plain: Plain
    document: Document
    heading: Heading
    base: str = ""
    claims: list[Claim] = field(default_factory=list)
    told: list[_Told] = field(default_factory=list)

    @property
    def base_year(self) -> int | None:
        last = self.base.split("..")[-1][:4]
        return int(last) if last.isdigit() else None


def read_claims(document: Document, heading: Heading | None = None) -> list[Claim]:
    """The quantitative statements of a document's prose, in order; indicators are not yet said."""
    plain = plain_of(document)
    heading = heading or heading_of(document)
    reader = _Reader(plain, document, heading, heading.period or "")
    _gather(reader)
    for told in reader.told:
        reader.claims.append(_claim(reader, told))
    _name_bare_units(reader)
    _find_earlier(reader)
    _find_plans(reader)
    relate(reader.claims, [_placed(reader, told) for told in reader.told])
    return reader.claims


def _placed(reader: _Reader, told: _Told) -> Placed:
    rest = reader.plain.low[told.quantity.end : told.sentence.end]
    is_second = told.quantity.is_second
    return Placed(
        told.left, rest, told.sentence.start, told.sentence.paragraph, is_second, is_second and told.is_plan_pair
    )


def _name_bare_units(reader: _Reader) -> None:
    """A number without a unit counts what its words name, else what its neighbour in the sentence counts."""
    for position, told in enumerate(reader.told):
        one = told.quantity
        if not one.is_bare:
            continue
        named = [unit_of(found[1] or found[3], found[2]) for found in _BARE_OF.finditer(told.left)]
        unit = next((unit for unit in reversed(named) if unit), "")
        if _SHARE_BARE.search(told.left) and one.decimals > 0:
            unit = "percent"
        if _OUT_OF.match(told.right) and position + 1 < len(reader.told):
            unit = reader.told[position + 1].quantity.unit
        label = re.split(r"[.;,(]|(?<!\w)(?:và|trong đó)(?!\w)", told.left)[-1]
        if not unit and not _MEANS.search(label):
            unit = unit_in(label)
        near = [other for other in (position - 1, position - 2, position + 1) if 0 <= other < len(reader.told)]
        for other in near:
            neighbour = reader.told[other]
            if unit or neighbour.sentence is not told.sentence or neighbour.quantity.is_bare:
                continue
            is_rate = neighbour.quantity.unit == "percent"
            if is_rate == (one.decimals > 0) and neighbour.quantity.unit != "dong":
                unit = neighbour.quantity.unit
        reader.claims[position].unit = unit or "other"
    for position, told in enumerate(reader.told):
        if told.quantity.is_bare and told.quantity.is_second:
            first, second = reader.claims[position - 1], reader.claims[position]
            known = first.unit if first.unit != "other" else second.unit
            first.unit = second.unit = known


def _goes_with_earlier(reader: _Reader, position: int) -> bool:
    """Whether the claim is one more of the same earlier time: nothing new is said between."""
    if not position:
        return False
    claims, mine, before = reader.claims, reader.told[position], reader.told[position - 1]
    is_same = (
        before.sentence is mine.sentence
        and not mine.is_stated
        and claims[position].period == claims[position - 1].period
    )
    if (
        not is_same
        or claims[position - 1].kind != "prior_year"
        or _FROM.search(before.left)
        or _AGAINST.search(before.left)
    ):
        return False
    return not (_TO.search(mine.left) or ";" in mine.left or _PRIOR_BEFORE.search(before.left))


def _has_later(reader: _Reader, position: int) -> bool:
    """Whether the sentence or the next says what the number became by the end of the time."""
    claims, told = reader.claims, reader.told
    for later in range(position + 1, min(position + 9, len(claims))):
        near = told[later].sentence.start <= told[position].sentence.end + 160
        if near and claims[later].unit == claims[position].unit and _AT_END.search(told[later].lead[-120:]):
            return True
    return False


def _find_plans(reader: _Reader) -> None:
    """A percent reached right after what was done is of the plan, unless it is the quotient of the two counts before it."""
    claims, told = reader.claims, reader.told
    for position, claim in enumerate(claims):
        mine = told[position]
        if (
            claim.unit != "percent"
            or claim.kind != "result"
            or not position
            or told[position - 1].sentence is not mine.sentence
        ):
            continue
        is_reached = _REACHED.fullmatch(mine.left)
        if claims[position - 1].unit == "percent" or not (is_reached or mine.left == " ("):
            continue
        same = [other for other in range(position) if told[other].sentence is mine.sentence]
        second = told[position - 1].quantity.is_second
        if (
            second
            and claims[position - 1].unit in (*_PLANNED_UNITS, *(("household", "house") if is_reached else ()))
            and _is_quotient(claims[position - 2], claims[position - 1], claim)
        ):
            claims[position - 1].kind, claim.kind = "target", "percent_of_plan"
            told[position - 1].is_plan_pair = True
        elif is_reached and any(claims[other].kind == "percent_of_plan" for other in same):
            claim.kind = "percent_of_plan"
        elif (
            is_reached
            and claim.value != 100
            and claims[position - 1].kind == "result"
            and claims[position - 1].unit in _PLANNED_UNITS
        ):
            if not any(_is_quotient(claims[position - 1], claims[other], claim) for other in same):
                claim.kind = "percent_of_plan"


def _is_quotient(one: Claim, other: Claim, percent: Claim) -> bool:
    if not other.value or other.unit == "percent":
        return False
    return abs(one.value * 100 / other.value - percent.value) <= Decimal(1).scaleb(-percent.decimals)


def _find_earlier(reader: _Reader) -> None:
    """A result of an earlier year that a later one of the same sentence or the next is set against is a prior year's."""
    claims, told = reader.claims, reader.told
    base = reader.base_year
    if base is None:
        return
    for position, claim in enumerate(claims):
        if claim.kind == "result" and _AT_BEGINNING.search(told[position].lead) and _has_later(reader, position):
            claim.kind = "prior_year"
            continue
        if claim.kind == "result" and _goes_with_earlier(reader, position):
            claim.kind = "prior_year"
            continue
        year = claim.period[:4]
        if (
            claim.kind != "result"
            or ".." in claim.period
            or not year.isdigit()
            or int(year) >= base
            or not told[position].is_stated
        ):
            continue
        if _TO.search(told[position].left):
            continue
        around = [
            other
            for other in (position - 1, position - 2)
            if other >= 0 and told[other].sentence is told[position].sentence and "(" in told[position].left
        ]
        for later in (*around, *range(position + 1, min(position + 9, len(claims)))):
            other = claims[later]
            if (
                told[later].sentence.start > told[position].sentence.end + 160
                or told[later].sentence.paragraph != told[position].sentence.paragraph
            ):
                break
            is_later = other.period[:4].isdigit() and ".." not in other.period and int(other.period[:4]) >= base
            if told[later].sentence is told[position].sentence and _CHANGES_TO.search(told[later].left):
                is_later = is_later or (".." not in other.period and other.period[:4] > year)
            if (
                other.kind in ("result", "change")
                and is_later
                and (other.kind == "change" or other.unit == claim.unit)
                and (told[later].is_stated or later < position)
            ):
                claim.kind = "prior_year"
                break


def _gather(reader: _Reader) -> None:
    """Quantities in their sentences, with the state each stands under."""
    plain = reader.plain
    found = quantities(plain)
    sentences = sentences_of(plain)
    starts = [one.start for one in found]
    sections = [_Section(-1, _State("target", reader.base))] if _PLAN_DOCUMENT.match(reader.heading.title) else []
    paragraph = _State()
    carried = _State()
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
            level = _heading_level(reader, sentence, here)
            if level is not None:
                _enter(reader, sections, level, low)
                carried = _State()
                paragraph = _section_state(sections).copy()
                if not here:
                    continue
        events = _events(reader, low)
        at_end = _tell(reader, sentence, here, events, paragraph)
        _settle(paragraph, events, at_end)
        if (events or here or low.endswith(".")) and not _DATELINE.search(low):
            carried = paragraph.copy()
        if low.rstrip().endswith(":") and (paragraph.mode or paragraph.period):
            sections = [one for one in sections if one.level < 5] + [_Section(5, paragraph.copy())]


def _section_state(sections: list[_Section]) -> _State:
    return sections[-1].state if sections else _State()


def _heading_level(reader: _Reader, sentence: Sentence, here: list[Quantity]) -> int | None:
    """How deep a heading stands, None when the sentence is no heading."""
    text = reader.plain.text[sentence.start : sentence.end].strip()
    low = text.lower()
    level = next((level for pattern, level in _LEVELS if pattern.match(low)), None)
    if level == 6 or (here and not text.isupper()) or (sentence.start < 300 and text in reader.heading.title):
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


def _enter(reader: _Reader, sections: list[_Section], level: int, low: str) -> None:
    """A heading closes those as deep as itself and sets what holds below it."""
    while sections and sections[-1].level >= level:
        sections.pop()
    state = _section_state(sections).copy()
    years = [year for year in re.findall(r"(?<!\d)(?:19|20)\d\d(?!\d)", low)]
    base = reader.base_year
    said = _AHEAD_OR_DONE.search(low)
    if said and said["done"]:
        state.mode, state.period = "result", period_of(low, years[0]) if years else ""
    elif years and base and int(years[0]) > base:
        state.mode, state.period, state.ahead = "target", years[0], years[0]
    elif said and not _DONE.search(low):
        state.mode = "target"
        state.period = years[0] if years else state.ahead or _year_ahead(reader)
    elif years:
        state.period = period_of(low, years[0])
    sections.append(_Section(level, state))


def _year_ahead(reader: _Reader) -> str:
    """The year after the one reported on when the document speaks of it, else none."""
    base = reader.base_year
    return str(base + 1) if base and f"năm {base + 1}" in reader.plain.low else ""


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


def _events(reader: _Reader, low: str) -> list[_Event]:
    """What a sentence says of mode and time, in order."""
    events = []
    base = reader.base_year
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
                else reader.base or (f"{reader.heading.day:%Y-%m}" if reader.heading.day else "")
            )
            event.period = f"{years[0]}..{end}" if end and end[:4] >= years[0] else years[0]
            if (
                base
                and len(years) > 1
                and (int(years[0]) > base or (int(years[1]) > max(base, _latest(reader)) and cue.start() < 15))
            ):
                event.mode = "target"
        elif name == "last":
            event.period = _year_past(reader)
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


def _latest(reader: _Reader) -> int:
    return reader.heading.day.year if reader.heading.day else 0


def _year_past(reader: _Reader) -> str:
    """The year that "năm qua" means: the one reported on, the one before when the text is of a year's first months."""
    day = reader.heading.day
    if day and day.month <= 3 and reader.base_year and reader.base_year >= day.year:
        return str(day.year - 1)
    return reader.base[:4]


def _tell(reader: _Reader, sentence: Sentence, here: list[Quantity], events: list[_Event], paragraph: _State) -> _State:
    """Each quantity of a sentence with its words and its state; gives the state the sentence ends in."""
    plain = reader.plain
    low = plain.low
    state = _begun(reader, paragraph, events)
    at = 0
    before_end = sentence.start
    outside: tuple[int, _State] | None = None
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
            first = reader.told[-1]
            is_exceeded = first.quantity.value > one.value or first.quantity.is_twice
            reader.told.append(
                _Told(
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
        reader.told.append(_Told(one, left, right, sentence, mine, is_stated, low[sentence.start : one.lead]))
        before_end = one.end
    for event in events[at:]:
        _apply(state, event)
    return state


def _begun(reader: _Reader, paragraph: _State, events: list[_Event]) -> _State:
    """The state a sentence begins in: that of its paragraph, unless it begins with a year already over."""
    state = paragraph.copy()
    if (
        state.mode == "target"
        and events
        and events[0].leads
        and events[0].name in ("year", "part", "month", "estimate")
        and not events[0].mode
    ):
        if reader.base_year and int(events[0].period[:4]) <= reader.base_year:
            state.mode = ""
    return state


def _apply(state: _State, event: _Event) -> None:
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


def _settle(paragraph: _State, events: list[_Event], at_end: _State) -> None:
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


def _claim(reader: _Reader, told: _Told) -> Claim:
    one = told.quantity
    plain = reader.plain
    kind, direction, is_over = _kind(reader, told)
    lead = _LEAD_VERB.search(plain.low, max(told.sentence.start, one.lead - 24), one.lead)
    start = lead.start() if lead else one.lead
    end = one.mate.end if one.mate and one.mate.end > one.end else one.end
    place, level = _place(reader, told)
    source = plain.span(start, end)
    assigned = _assigned_by(told)
    return Claim(
        quote=reader.document.text[source[0] : source[1]],
        start=source[0],
        end=source[1],
        number=plain.span(one.start, one.end),
        sentence=plain.span(told.sentence.start, told.sentence.end),
        value=one.value,
        value_max=one.value_max,
        unit=one.unit or "other",
        unit_said=one.unit_said,
        comparator=one.comparator,
        decimals=one.decimals,
        kind=kind,
        direction=direction,
        is_over_plan=is_over,
        period=_period(reader, told, kind),
        place=place,
        level=level,
        assigned_by=assigned,
        subject=_subject(told),
        page=_page(reader.document, source[0]),
    )


def _kind(reader: _Reader, told: _Told) -> tuple[str, str, bool]:
    """Kind, direction, whether it is what exceeds the plan."""
    one, left, right = told.quantity, told.left, told.right
    is_target = told.state.mode == "target"
    if one.is_second:
        told.is_plan_pair = _is_of_plan(told)
        return ("target" if told.is_plan_pair or told.state.mode == "target" else "result"), "", False
    changed = _CHANGED.search(left)
    noun = None if changed else _CHANGE_NOUN.search(left)
    if (changed or noun) and _NOT_CHANGED.search(left):
        changed = noun = None
    direction = ""
    if changed or noun:
        verb = (changed or noun)["verb"]  # type: ignore[index]
        direction = "down" if re.search("giảm|giam|thấp|ít", verb) else "up"
    if one.unit == "percent" and one.value_max is None:
        over = _OVER_PLAN.search(left)
        if (_PLAN_AFTER.match(right) and not changed) or (over and _PLAN_AFTER.match(right)):
            return "percent_of_plan", "up" if over else "", bool(over) and one.value < 100
        if not changed and _PLAN_BEFORE.search(left) and not _ASSIGNED_ASIDE.search(left):
            return "percent_of_plan", "up" if over else "", bool(over) and one.value < 100
        if (over or _COMPLETED.search(left)) and not changed and not _COMPARED_WITH.match(right):
            return "percent_of_plan", "up" if over else "", bool(over) and one.value < 100
        if one.value > 100 and not _COMPARED_WITH.match(right) and not _COMPARED_BEFORE.search(left) and not changed:
            return "percent_of_plan", "", False
    if _PRIOR_BEFORE.search(left) and one.comparator != "range":
        return "prior_year", "", False
    if _AGAINST.search(left) and (_PRIOR_AFTER.match(right) or len(left) < 25):
        return "prior_year", "", False
    if _AGAINST_ASIDE.search(left):
        return ("change" if one.unit == "percent" else "prior_year"), "", False
    if _EXCEEDED.search(left) and one.unit != "percent":
        return "change", "up", bool(_PLAN_AFTER.match(right))
    if _FROM.search(left) and _FROM_TO.search(right) and not re.search(r"[.;]", right):
        return "prior_year", "", False
    if _ASSIGNED_ASIDE.search(left) or (one.unit != "percent" and _ASSIGNED_COUNT.search(left)):
        return "target", direction, False
    if is_target or (one.unit != "percent" and _IS_TARGET.match(right)):
        return "target", direction, False
    if told.state.mode == "prior" and not changed:
        return "prior_year", "", False
    if changed or noun:
        return "change", direction, False
    if one.unit == "percent" and _COMPARED_WITH.match(right) and not _TO.search(left):
        return "change", "", False
    return "result", "", False


def _is_of_plan(told: _Told) -> bool:
    """Whether the second of two numbers is the plan, and not the whole."""
    one = told.quantity
    left = re.split(r"[;.]", told.left)[-1]
    if one.unit == "dong" or told.is_exceeded or _OF_PLAN.search(left[-60:] + told.right[:80]):
        return True
    return one.unit in ("person", "turn", "household") and "(" not in left[-4:] and bool(_DOING.search(left[-60:]))


def _period(reader: _Reader, told: _Told, kind: str) -> str:
    base = reader.base
    said = told.state.period
    if kind == "prior_year":
        year = re.search(r"năm (\d{4})", told.right[:40]) or re.search(r"năm (\d{4})[^.;\d]*$", told.left)
        if year:
            return year[1]
        return str(reader.base_year - 1) if reader.base_year else ""
    if said:
        return said
    if told.state.mode == "target" and kind == "target" and re.search(r"tới", told.lead):
        return "future"
    return base


def _place(reader: _Reader, told: _Told) -> tuple[str | None, str]:
    text = reader.plain.text[told.sentence.start : told.quantity.start]
    low = told.lead or text.lower()
    if _COUNTRY.search(low) and not _WHOLE.search(low):
        return None, "country"
    named = None
    for found in _PLACE.finditer(text):
        if unit_named(found[1]) and (found.start() == 0 or _PLACED.search(text[: found.start(1)])):
            named = found
    if named and not _WHOLE.search(low, named.end()):
        said = unit_named(named[1])
        kind = said.lower()
        level = "commune" if kind.startswith(("xã", "phường", "thị trấn")) else "district"
        if reader.heading.place and said.endswith(reader.heading.place):
            return reader.heading.place, "province"
        return said, level
    return reader.heading.place, "province" if reader.heading.place else ""


def _assigned_by(told: _Told) -> str:
    said = _ASSIGNER.search(told.left[-60:] + told.right[:90])
    return (said[1] or said[2]).strip() if said else ""


def _subject(told: _Told) -> str:
    """The noun phrase the number speaks of: what follows a count, what stands before a percent or a sum."""
    one = told.quantity
    if one.unit in ("percent", "dong") or one.is_bare:
        words = re.sub(
            r"(?:\b(?:đạt|là|chiếm|còn|có|tỷ lệ|lên|khoảng|ước)\s*)+$",
            "",
            re.split(r"[;.:]|, ", told.left.strip(" ,(-+"))[-1].strip(),
        )
        return words.strip(" ,()")[-90:] or told.left.strip(" ,();:")[-60:]
    end = _SUBJECT_END.search(told.right)
    after = (told.right[: end.start()] if end else told.right).partition(" so ")[0]
    words = f"{one.unit_said} {after.strip()}".strip()
    before = re.split(r"[;.,:(]", told.left)[-1].strip()
    return (f"{before} {words}" if len(words) < 24 and before else words)[-110:].strip()


def _page(document: Document, start: int) -> int | None:
    if not document.pages:
        return None
    return next((block.page for block in document.blocks if block.start <= start < block.end), None)
