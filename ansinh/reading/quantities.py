"""Numbers as they are written: value, unit, comparator, ranges, pairs. What is a date, a code, an age or an enumerator is no quantity."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from ansinh.reading.sentences import JOIN, Plain

_NUMBER = re.compile(
    rf"\d{{1,3}}(?:\.{JOIN}?\d{{3}})+(?:,{JOIN}?\d+)?(?!\d)|\d{{1,3}}(?:,{JOIN}?\d{{3}})+(?:\.\d+)?(?![\d,])"
    rf"|\d{{1,3}}(?:{JOIN}\d{{3}})+(?:,\d+)?(?!\d)|\d+(?:[.,]{JOIN}?\d+)?"
)
_VIETNAMESE = re.compile(r"(?<![\d.,/])(?:\d{1,3}\.\d{3}(?![\d/])|\d+,\d{1,2}(?![\d]))")
_ENGLISH = re.compile(r"(?<![\d.,])\d{1,3}(?:,\d{3})+(?!\d)")
_THOUSANDS = re.compile(rf"\d{{1,3}}(?:([.,{JOIN}]){JOIN}?\d{{3}})+")

_SCALES = {
    "nghìn tỷ": 12, "ngàn tỷ": 12, "nghìn tỉ": 12, "ngàn tỉ": 12, "trăm tỷ": 11, "trăm tỉ": 11, "chục tỷ": 10, "tỷ": 9, "tỉ": 9, "ty": 9,
    "trăm triệu": 8, "chục triệu": 7, "triệu": 6, "trieu": 6, "tr": 6, "trăm nghìn": 5, "trăm ngàn": 5, "vạn": 4, "nghìn": 3, "ngàn": 3,
    "ngà": 3, "nghin": 3, "ngan": 3, "nghì": 3, "trăm": 2, "chục": 1,
}  # fmt: skip
_SCALE = re.compile(
    r" ?("
    + "|".join(sorted(_SCALES, key=len, reverse=True))
    + r")(?=\.? ?đ(?:ồng)?(?!\w)|(?! lệ| trọng| suất|\w))(?:(?<=tr)\.)?"
)
_PERCENT = re.compile(r" ?(?:điểm ?)?(?:%|phần trăm(?!\w))")
_PER = r"(?: ?/ ?(?:0?1 )?[^\W\d_]+(?: (?:nghèo|lao động|gia đình|dân|mô hình))?){0,3}"
_MONEY = re.compile(
    rf" ?(?:(?P<dong>đồng(?! chí| bào| hồ| bằng|\w)|vnđ|vnd|đ(?!\w)|dong(?!\w))|(?P<foreign>usd|đô la(?: mỹ)?|đô(?!\w)|euro|eur|yên|won|đài tệ|nhân dân tệ|kíp|baht))"
    rf"(?P<per>{_PER})"
)
_WORDS = re.compile(r" ?([^\W\d_]+)(?: ([^\W\d_]+))?(?: ([^\W\d_]+))?")
_MEASURE = re.compile(
    r" ?(?:‰|ha|hec ?ta|m2|m²|m3|m³|km2|km²|km|kg|kwh|mw|tấn|tạ|lít|gb|mét|m)(?:vuông|khối)?(?!\w)(?:/[^\W\d_]+(?:/[^\W\d_]+)?)?"
)

PERSON = (
    "người|lao động|học sinh|học viên|sinh viên|hssv|đối tượng|mẹ|bà mẹ|cụ|em|cháu|trẻ|trẻ em|nạn nhân|bệnh nhân|cán bộ|công chức|viên chức"
    "|thương binh|thương bệnh|thương|bệnh binh|liệt sĩ|liệt sỹ|thân nhân|hội viên|đoàn viên|đảng viên|công nhân|thành viên|đại biểu|giáo viên|giảng viên|nhà giáo"
    "|bác sĩ|bác sỹ|nhân viên|cộng tác viên|tình nguyện viên|thanh niên|phụ nữ|nam|nữ|nhân khẩu|khẩu|cá nhân|công dân|thực tập sinh|chuyên gia"
    "|lđ|nlđ|đvtn|tntn|tnxp|cnlđ|cbcc|cbccvc|hs|sv|hv|ccb|trại viên|người mẹ|thầy|thầy giáo|cô giáo|thầy thuốc|y sĩ|y bác|dược sĩ|kỹ sư|tiến sĩ|thạc sĩ|chuyên viên|lãnh đạo|giám đốc|chủ hộ|chủ doanh|chủ cơ|chức sắc|già làng|trưởng bản|trưởng ấp|quân nhân|bộ đội|tân binh|dân quân|dân công|công an|cảnh sát|huấn luyện|phóng viên|nhà báo|văn nghệ|hòa giải viên|hoà giải viên|tù nhân|thiếu nhi|thanh thiếu|nhi đồng|phụ huynh|cha mẹ|bố mẹ|nhân sự|nhân lực|mồ côi|tâm thần|đồng bào|tiểu thương|thương nhân|xã viên|tổ viên|du khách|khách|ứng cử|thợ|nghiên cứu sinh|bé|cựu thanh|cựu tù|nguyên lãnh|sĩ quan|hạ sĩ|thai phụ|sản phụ|bà con|hướng dẫn viên|hội thẩm|người nghiện|con nghiện|lưu học|sinh viên|nạn nhân|thanh tra viên|cán sự|bảo mẫu|tình nguyện|cộng tác|lực lượng|ngư dân|nông dân|người dân|thí sinh|ứng viên|chiến sĩ|chiến sỹ|bà|đồng chí|đ|cựu chiến binh|anh hùng|tu nghiệp sinh|nhà khoa học"
    "|điều dưỡng|tuyên truyền viên|báo cáo viên|trưởng thôn|vợ|bị can|phạm nhân|con nuôi|trẻ mồ côi|nghệ nhân|vận động viên|lao động nữ|con nuôi|con đẻ|con liệt|con thương|con em|con hộ"
    "|nguoi|lao dong|hoc sinh|hoc vien|sinh vien|doi tuong|dân|ncc|nct|nkt|bệnh binh|gia sư|cử tri|học bổng sinh|kiểm huấn viên|cán bộ công chức|ccvc"
)  # fmt: skip
_COUNTED = {
    "person": PERSON.replace("|đ|", "|"),
    "turn": "lượt|lươt|luot",
    "household": "hộ|hộ gia đình|gia đình|ho|hộ dân",
    "enterprise": "doanh nghiệp|công ty|dn|doanh nghiep|đơn vị sử|cơ sở kinh|cơ sở sản|tập đoàn",
    "dossier": "hồ sơ|bộ hồ sơ|lượt hồ sơ|ho so",
    "house": "căn|căn nhà|nhà|ngôi nhà|nhà ở|ngôi|nhà tình nghĩa|nhà tình thương|nhà đại đoàn kết",
    "other": "nhà vệ sinh|nhà tiêu|nhà xuất bản|nhà hàng|nhà nghỉ|nhà khách|nhà mạng|nhà máy|nhà trường|nhà văn hóa|nhà văn hoá|nhà trẻ|nhà thầu|nhà đầu tư|nhà xưởng|hộ chiếu|trẻ sinh|con bò|con lợn|con gia súc|con trâu|con dê"
    "|con gia cầm|con đường|con giống|nam sinh|người máy|dân tộc|bà con|em bé|căn cước|con heo|con gà|đối tượng chính sách xã",
}
_UNIT_OF = {said: unit for unit, words in _COUNTED.items() for said in words.split("|")}
# Words after a number that do not name what is counted.
_SMALL = frozenset(
    "và là của tại trong so với đến theo ở do thì mà từ cho để được bị có không đã đang sẽ chưa còn chỉ cũng hoặc hay nhưng nên khi nếu vì bởi"
    " trên dưới hơn kém này đó kia ấy nay trở qua ngoài trước sau giữa về vào ra lên xuống đạt chiếm tăng giảm vượt gồm bao bằng thuộc như thông nhằm"
    " riêng cùng đều rồi mới nhất cuối đầu gần khoảng tương ứng các những mỗi tuy song trừ kể tính hết quyết".split()
)
# What is numbered or measured out in time, sorts or headings, and not counted as work done.
_NOT_COUNTED = frozenset(
    "tháng năm ngày giờ phút giây tuần quý tuổi thập thế nhóm lĩnh nội giải nhiệm mặt khâu trụ cấp loại hình yếu chiều khu bên phương đặc vấn nguyên"
    " trọng bước khía kỳ vòng chữ con_số mức thứ độ bậc hạng chương chủ biện nhân_tố đột giai thang nam_tháng thang nam".split()
)
_NOT_COUNTED_PAIRS = frozenset(
    "mục tiêu|điểm cầu|điểm nghẽn|điểm mới|điểm sáng|năm nay|dân tộc anh|phần chính|phần quan|dịch vụ xã|tiêu chuẩn đánh|cách mạng|quan điểm|nhân tố|tiêu chí|cuộc vận"
    "|cấp độ|chính sách lớn|bộ tiêu|cửa liên|nước|cửa".split("|")
)
_COUNTED_THOUGH = frozenset(
    "cấp xã|loại thuốc|nhóm trẻ|khu công|khu nhà|khu tái|giải pháp sáng|giải nhất|giải nhì|giải ba|giải khuyến|giải thưởng|mức sống|chương trình|mặt trận"
    "|hình ảnh|phương tiện|bên liên|khu vui|khu dân|nhóm nghề|nhóm cộng|nhóm hộ|bước_|khu phố|khu nghĩa|giải thể|cấp ủy|khu chợ|mặt hàng|giải a".split(
        "|"
    )
) - {"chương trình"}
# A number after these is a name, a date or an address.
_LABELS = frozenset(
    "số|năm|tháng|ngày|quý|điều|mục|chương|phần|phụ lục|biểu|mẫu|mẫu số|bảng|hình|quyển|kỳ|khóa|khoá|đợt|vòng|cấp|loại|hạng|tổ|ấp|thôn|phường|quận|xóm"
    "|đề án|dự án|tiểu dự án|nghị quyết|quyết định|thông tư|nghị định|chỉ thị|kết luận|chương trình|công văn|thông báo|tờ trình|pháp lệnh|luật|hướng dẫn"
    "|giai đoạn|bước|lớp|khối|bậc|nhóm|mức độ|cấp độ|tiêu chí|hợp phần|nội dung|quốc lộ|tỉnh lộ|đường|km|ngõ|hẻm|kiệt|lô|thứ|lần thứ|lúc|hồi|khoản|điểm"
    "|câu|bài|tập|kênh|khu phố|khu vực|tổ dân phố|tiểu khu|vùng|công nghiệp|thế hệ|top|đội|bản|khu|mã|tờ|trang|sư đoàn|trung đoàn|tiểu đoàn|binh đoàn"
    "|quân khu|nhiệm kỳ|cột|dòng|ô|kế hoạch số|tp|q|p|mục tiêu số|giải|tuyến|ca|hotline|tài khoản|nhà máy|thủy điện|ngân hàng|công ty|chỉ số|từ khoá"
    "|rằm|mùng|mồng|xuân|thu|hè|tết|thế kỷ|thập niên|nq|qđ|tt|nđ|đa|da|ct|kh số|khóa thứ".split("|")
)
_STRONG = frozenset(
    "số|năm|tháng|đề án|tiểu dự án|nghị quyết|quyết định|thông tư|nghị định|chỉ thị|kết luận|công văn|giai đoạn|quốc lộ|mẫu số|lần thứ|thứ|nhiệm kỳ|tiêu chí"
    "|phụ lục|phường|quận|ngày|quý|quân khu|nq|qđ|nđ|mức độ|cấp độ|thế hệ|sư đoàn|trung đoàn|kế hoạch số|khu phố|tổ dân phố|thế kỷ".split(
        "|"
    )
)

_DATES = re.compile(
    r"(?<![\d,])(?:\d{1,2}([/.-])\d{1,2}\1(?:19|20)?\d{2}(?![\d.,]*\d)"
    r"|(?:0?[1-9]|1[0-2]) ?[/.-] ?(?:19|20)\d{2}(?![\d%]|[.,]\d)"
    r"|(?:19|20)\d{2} ?(?:-|đến|và|,) ?(?:năm )?(?:19|20)\d{2}(?![\d%]|[.,]\d)"
    r"|(?:19|20)\d{2} ?- ?\d{2}(?![\d%]|[.,]\d)"
    r"|\d{1,2}(?: ?(?:h(?![^\W\d])|giờ(?!\w)|:(?=\d))(?: ?[0-5]\d)?)(?::[0-5]\d)?(?![\d]| làm| công)"
    r"|24 ?/ ?(?:24|7)(?!\d)|(?<=gmt)\+\d+|(?<=gmt )\+ ?\d+"
    r"|\d+[a-z]?(?:/\d{4})?/(?:[a-zđ]{2,}\d*(?:-[a-zđ]+)*|[a-zđ]{1,3}-[a-zđ]+)(?![\w])(?<!/người)(?<!/năm)(?<!/tháng)(?<!/hộ)"
    r")"
    r"|(?<!\w)ngày (?:\d{1,2}(?:(?:, ?| và | ?- ?| đến )(?:ngày )?\d{1,2})+|\d{1,2})(?= ?(?:tháng|/|\.\d{1,2}(?!\d)|-\d{1,2}(?!\d)))(?:(?:/|\.|-| tháng )\d{1,2}(?!\d))?"
    r"|(?<!\w)ngày \d{1,2} ?[-/.] ?(?:0?[1-9]|1[0-2])(?![\d.,]*\d)"
    r"|(?<!\w)tháng (?:0?[1-9]|1[0-2])(?![\d.,]*\d)(?:(?:, ?| và | ?- ?| đến (?:tháng )?)\d{1,2}(?![\d.,]*[\d%]))*(?! ?[%])"
    r"|(?<!\w)(?:các |những )năm \d{4}(?:(?:, ?| và | ?- ?)\d{4})*"
)
_DAY_MONTH = re.compile(r"(?:0?[1-9]|[12]\d|3[01])([/.-])(?:0?[1-9]|1[0-2])(?![\d%/]|[.,]\d)")
_BEFORE_DATE = re.compile(
    r"(?:sáng|chiều|tối|trưa|ngày|đêm|hôm|nay|đến|hết|dịp|mừng|lễ|trước|sau|vào|từ|sĩ|sỹ|niệm|nữ|nhi|tật|động|tết|\(|-|nam|quốc khánh) ?\(?$"
)
_URL = re.compile(r"(?:https?://|www\.)\S+|\S+@\S+\.\S+|(?<!\d)0\d{2,4}[ .-]?\d{3,4}[ .-]?\d{3,4}(?![\d])")
_ENUMERATOR = re.compile(
    r"(?:^|(?<=\n))[ ]*(?:[-+*•][ ]*)?(?:\(?\d{1,2}(?:\.\d{1,2})*(?:[.)/:]|(?= ?-))(?![\d%])|(?:[ivx]+\.)(?:\d{1,2}[.)]?)+|\d{1,2}(?:\.\d{1,2})+(?= [^\W\d]))"
    r"|\(\d{1,2}\)(?= ?[^\W\d])|(?<=[.;:] )\d{1,2}(?:\.\d{1,2})*[.)](?= [^\W\d])"
)
_LEFT_WORDS = re.compile(r"(?:(?:([^\W\d_]+) )?([^\W\d_]+) )?([^\W\d_]+)[ :]*$")
_RATE_BASE = re.compile(
    r" ?(?:người|trẻ|ca|cán bộ|giường(?: bệnh)?|bác sĩ|bác sỹ|vụ|cộng tác viên|đối tượng|công chức|lao động|hộ|trẻ em|giáo viên|học sinh)? ?/ ?(?:1\.000|10\.000|100\.000|1\.000\.000|1000|10000|100000|100|(?:1|một|\d) ?(?:vạn|triệu|nghìn)) ?(?:dân|trẻ|người|ca|nhân khẩu|lao động|hộ)(?!\w)[^\W\d_ ]*"
)
_GLUED_VERB = re.compile(r"(?<!\w)(?:chiếm|đạt|là|còn|có|trên|hơn|gần|khoảng|tăng|giảm|cho|được|với|gồm)$")
_COMPARED = re.compile(
    r"(?<!\w)(?:(?P<about>gần hơn|trên dưới|hơn kém|khoảng chừng|khoảng|khoang|xấp xỉ|xấp xĩ|ước tính|ước khoảng|ước đạt|ước có|ước thực hiện|ước|chừng|(?<=\()trung bình)"
    r"|(?P<over>hơn|hown|trên|tren|không dưới|không thấp hơn|không ít hơn|ít nhất|tối thiểu(?: là| đạt)?|vượt ngưỡng|vượt mốc|vượt con số)"
    r"|(?P<under>không quá|không vượt quá|không cao hơn|tối đa(?: là)?|dưới|duoi|chưa đến|chưa tới|chưa đầy|thấp hơn)"
    r"|(?P<nearly>gần đạt|gần bằng|gần|ngót|suýt soát|sát))(?P<rest> (?:là|mức|tới|đến))? $"
)
_ESTIMATED = re.compile(
    r"(?<!\w)ước(?! mơ| muốn| vọng| nguyện| lượng)(?: tính)?(?:(?: đến| hết| cuối| cả| trong)* (?:năm|tháng|quý)(?: \d{4})?)?[^\d.;,:()]{0,40}$"
)
_AFTER_OVER = re.compile(r"[^.;,()\d]{0,30}?(?<!\w)trở lên")
_CONDITION = re.compile(
    r"(?<!\w)(?:xã|thôn|bản|ấp|huyện|đơn vị|địa phương|địa bàn|nơi|hộ|doanh nghiệp|cơ sở|người|trường|công ty|đối tượng|tật|khuyết tật|thương tật|suy giảm)"
    r" (?:[^\W\d_]+ ){0,4}?(?:có (?:từ |trên |dưới )?$|có (?:tỷ lệ|mức|số|thu nhập|quy mô)[^,;.\d]{0,60}(?:trên|dưới|từ|cao hơn|thấp hơn) $|sử dụng (?:từ|trên|dưới) $)"
)
_DISABILITY = re.compile(
    r"(?<!\w)(?:thương tật|tổn thương cơ thể|suy giảm khả năng lao động|mất sức(?: lao động)?|khuyết tật)(?: [^\W\d_]+){0,3} $"
)
_RANGE = re.compile(r" ?(?:-|đến|tới|->|~) ?$")
_AMOUNT_OF_MEANS = re.compile(
    r"(?<!\w)(?:kinh phí|tiền|vốn|trị giá|giá trị|ngân sách|quỹ|doanh số|dư nợ|thu nhập|lương|chi|thu|nợ|mức)(?!\w)"
)

_DIGITS = {
    "không": 0,
    "một": 1,
    "mốt": 1,
    "hai": 2,
    "ba": 3,
    "bốn": 4,
    "tư": 4,
    "năm": 5,
    "lăm": 5,
    "nhăm": 5,
    "sáu": 6,
    "bảy": 7,
    "bẩy": 7,
    "tám": 8,
    "chín": 9,
}
_IN_WORDS = re.compile(
    r"(?<!\w)(?:(?:"
    + "|".join(_DIGITS)
    + r"|mười|mươi|trăm|nghìn|ngàn|linh|lẻ|triệu)(?!\w) ?){2,}|(?<!\w)mười (?=người|hộ|căn|doanh nghiệp)"
)
_HAS_WORDS = re.compile(r"(?:mười|mươi|trăm|nghìn|ngàn)(?!\w)")


@dataclass(slots=True)
class Quantity:
    """A number in ``Plain.text``: ``start:end`` the numeral with scale and unit, ``lead`` where its comparator begins.

    ``unit`` is a key of ``claim.UNITS``, "other", or "" when no unit follows (``is_bare``). ``mate`` is the second number of "454/1.800"."""

    start: int
    end: int
    value: Decimal
    decimals: int
    unit: str
    unit_said: str = ""
    lead: int = 0
    comparator: str = "exact"
    value_max: Decimal | None = None
    mate: "Quantity | None" = None
    is_second: bool = False
    is_plain: bool = False  # a small whole number without separators
    is_points: bool = False
    per: str = ""
    is_twice: bool = False  # both numbers of a pair have their unit: "131.000 con/96.880 con"

    @property
    def is_bare(self) -> bool:
        return not self.unit


@dataclass(frozen=True, slots=True)
class _Unit:
    factor: int  # power of ten
    unit: str
    said: str
    end: int
    is_known: bool = True
    per: str = ""
    is_points: bool = False
    is_measure: bool = False


def unit_of(*words: str | None) -> str:
    """The unit that a noun of one or two words counts in; "" for a noun we do not know."""
    said = [word for word in words if word]
    return _UNIT_OF.get(" ".join(said)) or (_UNIT_OF.get(said[0], "") if said else "")


def unit_in(words: str) -> str:
    """The unit of the first noun in the words that we know to be counted; "" when there is none."""
    said = words.split()
    for at, word in enumerate(said[:4]):
        unit = _UNIT_OF.get(" ".join(said[at : at + 2])) or _UNIT_OF.get(word)
        if unit:
            return unit
    return ""


def quantities(plain: Plain) -> list[Quantity]:
    """The quantities of a text in order, those that cannot be claims left out."""
    low = plain.low
    masked = _masks(low)
    found: list[Quantity] = []
    numbers = list(_NUMBER.finditer(low))
    style = _style(low)
    at = 0
    while at < len(numbers):
        number = numbers[at]
        one, taken = _read(low, numbers, at, masked, style)
        if one is not None:
            found.append(one)
            if one.mate is not None:
                found.append(one.mate)
        at += taken
        del number
    if _HAS_WORDS.search(low):
        found.extend(_in_words(low))
        found.sort(key=lambda one: one.start)
    return found


class _Spans:
    """Stretches that hold no quantity, asked in order of place."""

    def __init__(self, spans: list[tuple[int, int]]) -> None:
        self.spans = sorted(spans)
        self.at = 0

    def holds(self, position: int) -> bool:
        while self.at < len(self.spans) and self.spans[self.at][1] <= position:
            self.at += 1
        return self.at < len(self.spans) and self.spans[self.at][0] <= position


def _masks(low: str) -> _Spans:
    spans = [found.span() for pattern in (_DATES, _URL, _ENUMERATOR) for found in pattern.finditer(low)]
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return _Spans(merged)


def _read(low: str, numbers: list[re.Match[str]], at: int, masked: _Spans, style: str) -> tuple[Quantity | None, int]:
    """The quantity at a number, and how many numbers it takes up."""
    number = numbers[at]
    start = number.start()
    if masked.holds(start) or _is_glued(low, start):
        return None, 1
    day = _DAY_MONTH.match(low, start)
    if day and _is_day(low, day):
        return None, 2 if day[1] in "/-" else 1
    unit = _unit_at(low, number.end())
    joined = _joined_numbers(low, numbers, at, unit, style)
    if joined is not None:
        one, taken = joined
        return (one if one and not _is_no_quantity(low, one, one.unit_said, number) else None), taken
    value, decimals = _value(number[0], unit, style)
    one = _quantity(low, number.start(), unit.end, value, decimals, unit)
    one.is_plain = number[0].isdigit() and len(number[0]) < 5
    taken = 1
    while (
        unit.factor >= 3
        and at + taken < len(numbers)
        and numbers[at + taken].start() - one.end in (0, 1)
        and unit.unit in ("", "dong")
    ):
        after = numbers[at + taken]
        lower = _unit_at(low, after.end())
        if not 0 < lower.factor < unit.factor or low[one.end : after.start()].strip():
            break
        more, digits = _value(after[0], lower, style)
        one.value += more
        one.decimals, one.end, one.unit, one.unit_said = digits, lower.end, lower.unit or "dong", lower.said
        unit = lower
        taken += 1
    if _is_no_quantity(low, one, unit.said, number):
        base = _RATE_BASE.match(low, number.end())
        return None, 1 if base is None else 1
    base = _RATE_BASE.match(low, number.end())
    if base:
        one.unit, one.unit_said, one.end = "other", low[number.end() : base.end()].strip(), base.end()
        one.per = "base"
        while at + taken < len(numbers) and numbers[at + taken].start() < base.end():
            taken += 1
    elif at + taken < len(numbers) and one.unit == "dong" and low[one.end : numbers[at + taken].start()].strip() == "/":
        taken += 1
    return one, taken


def _joined_numbers(
    low: str, numbers: list[re.Match[str]], at: int, unit: _Unit, style: str
) -> tuple[Quantity | None, int] | None:
    """Ranges ("1-1,5%", "từ 700 USD đến 8.000 USD") and pairs ("454/1.800 người"); None when the number stands alone."""
    if at + 1 >= len(numbers):
        return None
    first, second = numbers[at], numbers[at + 1]
    if second.start() - unit.end > 6 and second.start() - first.end() > 6:
        return None
    has_unit = unit.factor or unit.unit
    between = low[(unit.end if has_unit else first.end()) : second.start()]
    joiner = between.strip()
    if joiner not in ("-", "đến", "tới", "/", "->", "~", "- đến"):
        return None
    later = _unit_at(low, second.end())
    if joiner == "/":
        if unit.unit == "percent" or (unit.unit == "dong" and later.unit != "dong"):
            return None
        if _RATE_BASE.match(low, first.end()):
            return None
        return _pair(low, first, second, unit if has_unit else None, later, style), 2
    if has_unit and unit.unit not in ("percent", "dong", "other") and joiner == "-":
        return None
    if has_unit and later.unit and later.unit != unit.unit:
        return None
    if not later.unit and not later.factor and not has_unit:
        return None
    shared = later if not has_unit else (unit if not (later.factor or later.unit) else later)
    low_unit = unit if has_unit and (unit.factor or unit.unit == shared.unit) else shared
    if has_unit and not unit.factor and later.factor and unit.unit == "":
        low_unit = shared
    lowest, digits = _value(first[0], _Unit(low_unit.factor, shared.unit, "", 0), style)
    highest, more = _value(second[0], shared, style)
    if lowest > highest and not has_unit and shared.factor:
        lowest, digits = _value(first[0], _Unit(0, shared.unit, "", 0), style)
    if lowest > highest and joiner == "-" and not has_unit:
        return None
    if lowest >= highest:
        return None
    one = _quantity(low, first.start(), later.end, lowest, max(digits, more), shared)
    one.value_max, one.comparator = highest, "range"
    lead = low[max(0, first.start() - 4) : first.start()]
    if lead.endswith("từ "):
        one.lead = first.start() - 3
    one.is_plain = first[0].isdigit() and len(first[0]) < 4
    return one, 2


def _pair(
    low: str, first: re.Match[str], second: re.Match[str], own: _Unit | None, unit: _Unit, style: str
) -> Quantity | None:
    """Two numbers of one unit over each other."""
    if not unit.unit and not unit.factor and own is not None:
        unit = _Unit(own.factor, own.unit, own.said, second.end())
    is_year = second[0].isdigit() and len(second[0]) == 4 and second[0][:2] in ("19", "20")
    if is_year and not unit.is_known:
        return None
    if own is not None and own.per:
        return None
    if unit.said and _is_sort(low, second.end(), unit):
        return None
    value, decimals = _value(first[0], own if own is not None and own.factor else unit, style)
    whole, digits = _value(second[0], unit, style)
    one = _quantity(low, first.start(), unit.end, value, decimals, unit)
    one.is_twice = own is not None
    one.mate = _quantity(low, second.start(), unit.end, whole, digits, unit)
    one.mate.is_second = True
    one.mate.lead = one.lead
    one.mate.comparator = "exact"
    return one


def _quantity(low: str, start: int, end: int, value: Decimal, decimals: int, unit: _Unit) -> Quantity:
    one = Quantity(start, end, value, decimals, unit.unit, unit.said, start, per=unit.per, is_points=unit.is_points)
    left = low[max(0, start - 60) : start]
    said = _COMPARED.search(left)
    if said:
        one.comparator = str(
            said.lastgroup
            if said.lastgroup != "rest"
            else next(k for k, v in said.groupdict().items() if v and k != "rest")
        )
        one.lead = start - (len(left) - said.start())
    elif _ESTIMATED.search(left):
        one.comparator = "about"
    if one.comparator == "exact" and _AFTER_OVER.match(low, end, end + 40):
        one.comparator = "over"
    return one


def _unit_at(low: str, at: int) -> _Unit:
    """The scale and unit that follow a number."""
    percent = _PERCENT.match(low, at)
    if percent:
        return _Unit(0, "percent", percent[0].strip(), percent.end(), is_points="điểm" in percent[0])
    factor, end = 0, at
    scale = _SCALE.match(low, at)
    if scale:
        factor, end = _SCALES[scale[1]], scale.end()
    money = _MONEY.match(low, end)
    if money:
        return _Unit(factor, "dong" if money["dong"] else "other", money[0].strip(), money.end(), per=money["per"])
    measure = _MEASURE.match(low, end)
    if measure:
        return _Unit(factor, "other", measure[0].strip(), measure.end(), is_measure=True)
    noun = _noun_at(low, end)
    if noun is not None:
        return _Unit(factor, noun[0], noun[1], noun[2], is_known=noun[3])
    if factor >= 6 or (factor == 3 and _AMOUNT_OF_MEANS.search(low, max(0, at - 70), at)):
        return _Unit(factor, "dong", low[at:end].strip(), end)
    return _Unit(factor, "", "", end, is_known=False)


def _noun_at(low: str, at: int) -> tuple[str, str, int, bool] | None:
    """What is counted: unit, words, where they end, whether the noun is one we know."""
    words = _WORDS.match(low, at)
    if not words:
        return None
    first, second, third = words[1], words[2], words[3]
    if low[at] != " " and first not in _UNIT_OF and first != "lần":
        return None
    for said, end in (
        (f"{first} {second} {third}", words.end(3)),
        (f"{first} {second}", words.end(2)),
        (first, words.end(1)),
    ):
        unit = _UNIT_OF.get(said)
        if unit:
            if unit == "turn" and second == "hồ":
                return "dossier", "lượt hồ sơ", words.end(2), True
            if unit == "turn" and second:
                return unit, f"lượt {second}", words.end(2), True
            return unit, said, end, True
    if first in _SMALL:
        return None
    if first == "trường" and second == "hợp" and third and _UNIT_OF.get(third) == "person":
        return "person", words[0].strip(), words.end(3), True
    if first in ("đơn", "cơ") and "doanh nghiệp" in low[at : at + 28]:
        return (
            "enterprise",
            low[at : low.index("doanh nghiệp", at) + 12].strip(),
            low.index("doanh nghiệp", at) + 12,
            True,
        )
    if second and second not in _SMALL:
        return "other", f"{first} {second}", words.end(2), False
    return "other", first, words.end(1), False


def _value(said: str, unit: _Unit, style: str = "") -> tuple[Decimal, int]:
    """The number in base units, and how many decimals its digits reach."""
    said = (
        said.replace(JOIN, "\x1e") if JOIN in said and not re.search(rf"[.,]{JOIN}", said) else said.replace(JOIN, "")
    )
    groups = re.fullmatch(r"(\d{1,3})((?:[.,\x1e]\d{3})+)(?:([.,])(\d+))?", said)
    whole, fraction = said, ""
    if groups:
        separators = {letter for letter in groups[2] if not letter.isdigit()}
        is_single = len(groups[2]) == 4 and not groups[3]
        is_decimal = is_single and (
            groups[1] == "0"
            or (
                "." in separators
                and style == "english"
                and (unit.unit == "percent" or unit.factor > 0 or unit.is_measure)
            )
            or (
                "," in separators
                and style != "english"
                and (unit.unit == "percent" or unit.factor > 0 or unit.is_measure)
            )
            or (unit.unit == "percent" and len(groups[1]) <= 2)
        )
        if is_decimal:
            whole, fraction = groups[1], groups[2][1:]
        else:
            whole, fraction = groups[1] + re.sub(r"\D", "", groups[2]), groups[4] or ""
    elif "," in said or "." in said:
        whole, fraction = re.split(r"[.,]", said, maxsplit=1)
    value = Decimal(f"{whole}.{fraction}" if fraction else whole).scaleb(unit.factor)
    value = value.quantize(Decimal(1)) if value == value.to_integral_value() and value < 10**18 else value
    return value, len(fraction) - unit.factor


def _style(low: str) -> str:
    """ "english" when commas part the thousands and points the decimals, as in reports written on a foreign keyboard."""
    here = len(_VIETNAMESE.findall(low))
    return "english" if here == 0 and _ENGLISH.search(low) else ""


def _is_glued(low: str, start: int) -> bool:
    """A number inside a word or a code: "covid-19", "k15", "/2024"."""
    if not start:
        return False
    before = low[start - 1]
    if before.isalpha() and _GLUED_VERB.search(low, max(0, start - 8), start):
        return False
    if before.isalpha() or before == "_" or before == "#":
        return True
    if before in "-/." and start > 1 and (low[start - 2].isalpha() or low[start - 2].isdigit()):
        return not (
            before == "-" and low[start - 2].isalpha() and low[max(0, start - 4) : start - 1] in ("đạt",)
        ) and not (before == "." and low[start - 2].isalpha())
    return False


def _is_day(low: str, day: re.Match[str]) -> bool:
    """Whether "27/7" is a day: said as one, and counting nothing."""
    left = low[max(0, day.start() - 14) : day.start()]
    noun = _unit_at(low, day.end())
    is_counting = noun.is_known or noun.factor > 0
    if day[1] == ".":
        return bool(re.search(r"(?:ngày|sáng|chiều|tối|hết|trước|sau|đến|từ) $", left)) and not is_counting
    if day[1] == "-":
        return bool(re.search(r"(?:ngày|sáng|chiều|tối|hôm|dịp) \(?$", left)) and not is_counting
    if _BEFORE_DATE.search(left):
        return not is_counting
    return not noun.unit


def _is_no_quantity(low: str, one: Quantity, said: str, number: re.Match[str]) -> bool:
    """Whether the number is a date, a name, an age, a threshold or counts what is no work."""
    start = number.start()
    digits = number[0]
    left = _LEFT_WORDS.search(low, max(0, start - 30), start)
    after = low[number.end() : number.end() + 1]
    if after.isalpha() and one.end == number.end():
        return True
    if digits.isdigit() and len(digits) <= 5 and one.unit not in ("percent", "dong"):
        if left and _is_label(left, one, digits):
            return True
        if len(digits) == 4 and digits[:2] in ("19", "20") and (one.unit in ("", "other") or not _is_known(said)):
            return True
    if one.unit == "other" and _is_sort(low, number.end(), _Unit(0, one.unit, said, one.end)) and one.mate is None:
        return True
    window = low[max(0, start - 90) : start]
    if one.comparator in ("over", "under", "range") or window.endswith("từ "):
        if _CONDITION.search(window):
            return True
    if one.unit == "percent" and _DISABILITY.search(window[:-3] if window.endswith("từ ") else window):
        return True
    return window.endswith("/ ") or (low[start - 1 : start] == "/" and one.mate is None)


def _is_known(said: str) -> bool:
    return said in _UNIT_OF or said.startswith("lượt")


def _is_label(left: re.Match[str], one: Quantity, digits: str) -> bool:
    """Whether the words before make the number a name: "đề án 06", "phường 3"."""
    third, second, first = left[1], left[2], left[3]
    for said in (first, f"{second} {first}" if second else "", f"{third} {second} {first}" if third else ""):
        if said in _LABELS:
            if (said == "kỳ" and second == "cùng") or (
                said == "số" and second in ("tổng", "thiểu", "con", "dân", "lượng")
            ):
                return False
            if said in _STRONG:
                return True
            if one.unit in ("", "other"):
                return len(digits) < 4
            return False
    return False


def _is_sort(low: str, at: int, unit: _Unit) -> bool:
    """Whether what is counted is time, ages, sorts or headings."""
    words = _WORDS.match(low, at)
    if not words or unit.unit != "other":
        return False
    pair = f"{words[1]} {words[2]}"
    if pair in _COUNTED_THOUGH:
        return False
    if words[1] == "lần":
        left = low[max(0, at - 40) : at]
        return not re.search(r"(?:gấp|tăng|cao hơn|giảm|hơn|lên)(?: [^\W\d_]+){0,3} [\d.,]+ ?$", left)
    return words[1] in _NOT_COUNTED or pair in _NOT_COUNTED_PAIRS or words[1] in _NOT_COUNTED_PAIRS


def _in_words(low: str) -> Iterator[Quantity]:
    """Numbers written out that count something known: "ba mươi hai hộ"."""
    for found in _IN_WORDS.finditer(low):
        if re.search(r"(?:hàng|vài|mấy|thứ|năm|\() ?$", low[max(0, found.start() - 6) : found.start()]):
            continue
        end = found.end() - 1 if found[0].endswith(" ") else found.end()
        if low[max(0, end - 1) : end] == " ":
            continue
        value = _spoken(found[0].split())
        unit = _unit_at(low, end)
        if value is None or not unit.is_known or unit.factor:
            continue
        yield _quantity(low, found.start(), unit.end, Decimal(value), 0, unit)


def _spoken(words: list[str]) -> int | None:
    """The whole number the words say, None when they say none."""
    total, group, digit = 0, 0, None
    for word in words:
        if word in _DIGITS:
            if digit is not None:
                return None
            digit = _DIGITS[word]
        elif word == "mười" and digit is None:
            group += 10
        elif word == "mươi" and digit is not None:
            group, digit = group + digit * 10, None
        elif word == "trăm" and digit is not None:
            group, digit = group + digit * 100, None
        elif word in ("linh", "lẻ"):
            continue
        elif word in ("nghìn", "ngàn", "triệu"):
            total += (group + (digit or 0)) * (1_000_000 if word == "triệu" else 1000)
            group, digit = 0, None
        else:
            return None
    told = total + group + (digit or 0)
    return told if told > 9 else None
