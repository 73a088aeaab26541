"""Result, target, percent of plan, change or prior year: what the words around a number make of it."""

import re
from decimal import Decimal

from ansinh.reading.claim import Claim
from ansinh.reading.standing import Draft, Told

_PLAN = (
    r"(?:kế hoạch|kh(?!\w)|khđr|chỉ tiêu|dự toán|mục tiêu(?! quốc gia)|nghị quyết|nq(?!\w)|nhiệm vụ"
    r"|chỉ tiêu kế hoạch|số được giao|tiến độ|mức giao|số giao)"
)
_PLAN_AFTER = re.compile(
    rf"[)\"”]?,? ?(?:/ ?)?(?:so(?: với)? |của |theo |trên |với |tổng (?:số )?)*(?:số )?(?:lao động |người "
    rf"|tổng |các )?{_PLAN}"
    rf"|[)\"”]? (?:so(?: với)? |của |theo )(?!cùng|năm|tháng|quý|đầu|trước"
    rf"|tổng số dân)[^.;,\d()]{{0,40}}(?:kế hoạch|chỉ tiêu|dự toán)(?! quốc gia)"
)
_PLAN_BEFORE = re.compile(
    rf"(?<!\w)(?:so(?: với)?|vượt|đạt|hoàn thành|bằng|theo) (?:mức "
    rf"|các )?{_PLAN}[^.;,\d]{{0,60}}(?:(?<!\w)(?:đạt|vượt|là|bằng|tới|trên|hơn|được)|) $"
)
_OVER_PLAN = re.compile(r"(?<!\w)vượt(?: mức| trên| hơn| khoảng| gần| thêm)*[^.;,\d]{0,40} $")
_COMPARED_WITH = re.compile(
    r"[)\"”]?,? ?(?:[^.;,\d()]{0,45}? )?\(?so (?:với )?(?!với|tổng|kế hoạch|chỉ tiêu|dự toán|kh(?!\w)"
    r"|nghị quyết|mục tiêu|dân số|số hộ|số người)"
    r"(?:[^.;,()%]{0,30}?)(?:cùng kỳ|cùng thời|năm|tháng|quý|đầu|cuối|trước|giai đoạn|nhiệm kỳ|bình quân|thời điểm|kỳ)"
)
_COMPARED_BEFORE = re.compile(
    r"(?<!\w)so (?:với )?(?:cùng kỳ|cùng thời|năm|tháng|quý|đầu|cuối|thời điểm|giai đoạn|nhiệm kỳ)[^.;:%]{0,60}$"
)
_CHANGED = re.compile(
    r"(?<!\w)(?P<verb>tăng|giảm|tang|giam|cao hơn|thấp hơn|nhiều hơn|ít hơn|gấp|tăng trưởng)(?: thêm| được"
    r"| bình quân| trung bình| tới| đến| trên| hơn| khoảng| gần| tối thiểu| ít nhất| ước| mạnh| nhẹ| từ"
    r"| mỗi năm"
    r"| hàng năm| hằng năm| là| đạt| tương ứng| ròng| tự nhiên| nhanh,? bình quân|, bình quân"
    r"| so (?:với )?[^.;,()]{0,40}?(?: là)?)* ?$"
)
_CHANGE_NOUN = re.compile(
    r"(?<!\w)(?P<verb>(?:mức|tốc độ|tỷ lệ) (?:giảm|tăng)(?: trưởng)?|giảm tỷ lệ|tăng trưởng|tăng tỷ lệ"
    r"|tốc độ tăng)(?! trưởng âm)(?:[^.;,:\d]|(?<!\d)(?:19|20)\d\d(?!\d)){0,80} $"
)
_NOT_CHANGED = re.compile(
    r"việc làm[^.;:,\d]{0,30}tăng thêm[^.;:,\d]{0,12}$|tạo (?:việc )?làm thêm $|(?:còn|xuống|lên"
    r"|xuống còn)(?: khoảng| dưới| hơn| trên| gần)* $|giảm nghèo (?:cho|đa chiều)?[^.;,]{0,20}(?:cho"
    r"|của) $"
)
_PRIOR_BEFORE = re.compile(
    r"(?<!\w)(?:cùng kỳ(?: năm)?(?: (?:trước|ngoái|\d{4}))?|năm trước|năm ngoái|kỳ trước|quý trước"
    r"|tháng trước)(?: (?:là|đạt|có|chỉ|chỉ đạt|chỉ có|còn))*[: ]*$"
)
_PRIOR_AFTER = re.compile(
    r"[^.;,\d()]{0,40}(?:của|trong|vào|ở) (?:cùng kỳ|năm trước|năm ngoái|năm \d{4}|đầu năm|cuối năm"
    r"|kỳ trước|tháng trước)|(?: [^\W\d]+){0,2} (?:cùng kỳ|năm trước)"
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
    r"(?<!\w)(?:kế hoạch|kh|chỉ tiêu|mục tiêu|nghị quyết|dự toán|được giao|tỉnh giao|trung ương giao"
    r"|huyện giao|(?<!bàn )(?<!chuyển )(?<!nhận )giao)(?: năm(?: \d{4})?| giao| được giao| là| đề ra"
    r"| đặt ra| cả năm| tỉnh giao| đào tạo| phải)*[ :]*(?:cho |đạt )?$"
)
_AGAINST_OTHERS = re.compile(
    r"(?: so với)? (?:mức (?:chung|bình quân|trung bình)|bình quân (?:chung|cả nước)|trung bình|(?:của )?cả nước"
    r"|mặt bằng chung|toàn quốc)(?!\w)(?! năm (?:trước|ngoái|\d))"
)
_IS_TARGET = re.compile(r"[^.;,()]{0,60}(?<!\w)là (?:một trong những |những )?(?:mục tiêu|chỉ tiêu)(?!\w)")
_OF_PLAN = re.compile(
    r"kế hoạch|(?<!\w)kh(?!\w)|(?<!\w)vượt|chỉ tiêu giao|được giao|(?<!\w)đạt (?:tỷ lệ )?1\d\d(?:,\d+)? ?%"
)
_DOING = re.compile(r"(?<!\w)(?:hỗ trợ|đào tạo|việc làm|tuyển sinh|đưa|xuất khẩu|cho vay|vận động|dạy nghề)(?!\w)")
_REACHED = re.compile(r"(?:[^.;%\d()]|\d tháng){0,40},? (?:cũng |chỉ |mới |ước )*đạt ")
_PLANNED_UNITS = ("person", "turn", "dong")
_AT_BEGINNING = re.compile(
    r"(?:^|[,:;(]) ?(?:[-+*] )?(?:vào |thời điểm )?đầu (?:năm|kỳ|giai đoạn"
    r"|nhiệm kỳ)[^.;\d]{0,12}(?:\d{4})?[^.;\d]{0,50}$"
)
_AT_END = re.compile(
    r"(?<!\w)(?:cuối (?:năm|kỳ)|đến nay|hiện nay|hiện còn|đến cuối|hết (?:năm|tháng)"
    r"|đến hết)(?!\w)[^.;\d]{0,20}(?:[\d/-]+)?[^.;\d]{0,50}$"
)
_CHANGES_TO = re.compile(r"(?<!\w)(?:đến|lên|xuống|còn|tăng|giảm)(?!\w)[^.;]{0,40}$")


def kind_of(draft: Draft, told: Told) -> tuple[str, str, bool]:
    """Kind, direction, whether it is what exceeds the plan."""
    one, left, right = told.quantity, told.left, told.right
    if one.is_second:
        told.is_plan_pair = _is_of_plan(told)
        return ("target" if told.is_plan_pair or told.state.mode == "target" else "result"), "", False
    direction = (
        "" if one.unit_said.startswith("lần") and _AGAINST_OTHERS.match(one.unit_said[3:] + right) else _direction(left)
    )
    if one.unit == "percent" and one.value_max is None and not (direction and not _OVER_PLAN.search(left)):
        over = _OVER_PLAN.search(left) is not None
        if _is_percent_of_plan(told, over=over, is_changed=bool(direction)):
            return "percent_of_plan", "up" if over else "", over and one.value < 100
    if _is_prior(told):
        return "prior_year", "", False
    if _AGAINST_ASIDE.search(left):
        return ("change" if one.unit == "percent" else "prior_year"), "", False
    if _EXCEEDED.search(left) and one.unit != "percent":
        return "change", "up", _PLAN_AFTER.match(right) is not None
    is_assigned = _ASSIGNED_ASIDE.search(left) or (one.unit != "percent" and _ASSIGNED_COUNT.search(left))
    if is_assigned or told.state.mode == "target" or (one.unit != "percent" and _IS_TARGET.match(right)):
        return "target", direction, False
    if direction:
        return "change", direction, False
    if told.state.mode == "prior":
        return "prior_year", "", False
    if one.unit == "percent" and _COMPARED_WITH.match(right) and not _TO.search(left):
        return "change", "", False
    return "result", "", False


def _direction(left: str) -> str:
    """ "up" or "down" when the words before a number say that it is by how much something rose or fell."""
    changed = _CHANGED.search(left) or _CHANGE_NOUN.search(left)
    if changed is None or _NOT_CHANGED.search(left):
        return ""
    return "down" if re.search("giảm|giam|thấp|ít", changed["verb"]) else "up"


def _is_percent_of_plan(told: Told, *, over: bool, is_changed: bool) -> bool:
    left, right = told.left, told.right
    if _PLAN_AFTER.match(right) and (over or not is_changed):
        return True
    if is_changed:
        return False
    if _PLAN_BEFORE.search(left) and not _ASSIGNED_ASIDE.search(left):
        return True
    if _COMPARED_WITH.match(right):
        return False
    if over or _COMPLETED.search(left):
        return True
    return told.quantity.value > 100 and not _COMPARED_BEFORE.search(left)


def _is_prior(told: Told) -> bool:
    """Whether the words say that the number is of the time before."""
    left, right = told.left, told.right
    if _PRIOR_BEFORE.search(left) and told.quantity.comparator != "range":
        return True
    if _AGAINST.search(left) and (_PRIOR_AFTER.match(right) or len(left) < 25):
        return True
    is_bound = right.startswith((" trở lên", " trở xuống"))
    return bool(_FROM.search(left) and _FROM_TO.search(right) and not is_bound and not re.search(r"[.;]", right))


def _is_of_plan(told: Told) -> bool:
    """Whether the second of two numbers is the plan, and not the whole."""
    one = told.quantity
    left = re.split(r"[;.]", told.left)[-1]
    if one.unit_said.startswith(("chỉ tiêu", "tiêu chí")):
        return False
    if one.unit == "dong" or told.is_exceeded or _OF_PLAN.search(left[-60:] + told.right[:80]):
        return True
    return one.unit in ("person", "turn", "household") and "(" not in left[-4:] and bool(_DOING.search(left[-60:]))


def find_plans(draft: Draft) -> None:
    """A percent reached right after what was done is of the plan, unless it is the quotient of the two counts before it."""
    for position in range(1, len(draft.claims)):
        claim, before = draft.claims[position], draft.claims[position - 1]
        mine, its = draft.told[position], draft.told[position - 1]
        if (
            claim.unit != "percent"
            or claim.kind != "result"
            or before.unit == "percent"
            or its.sentence is not mine.sentence
        ):
            continue
        is_reached = _REACHED.fullmatch(mine.left) is not None
        if its.quantity.is_second and (is_reached or mine.left == " ("):
            units = (*_PLANNED_UNITS, "household", "house") if is_reached else _PLANNED_UNITS
            if before.unit in units and _is_quotient(draft.claims[position - 2], before, claim):
                before.kind, claim.kind, its.is_plan_pair = "target", "percent_of_plan", True
                continue
        if is_reached and _is_reached_of_plan(draft, position):
            claim.kind = "percent_of_plan"


def _is_reached_of_plan(draft: Draft, position: int) -> bool:
    claim, before = draft.claims[position], draft.claims[position - 1]
    sentence = draft.told[position].sentence
    same = [one for one, told in zip(draft.claims[:position], draft.told, strict=False) if told.sentence is sentence]
    if any(one.kind == "percent_of_plan" for one in same):
        return True
    if (
        "," not in draft.told[position].left
        or claim.value == 100
        or before.kind != "result"
        or before.unit not in _PLANNED_UNITS
    ):
        return False
    return not any(_is_quotient(before, other, claim) for other in same)


def _is_quotient(one: Claim, other: Claim, percent: Claim) -> bool:
    if not other.value or other.unit == "percent":
        return False
    return abs(one.value * 100 / other.value - percent.value) <= Decimal(1).scaleb(-percent.decimals)


def find_earlier(draft: Draft) -> None:
    """A result of an earlier time that a later one near it is set against is a prior year's."""
    for position, claim in enumerate(draft.claims):
        if claim.kind != "result" or draft.base_year is None:
            continue
        begins = _AT_BEGINNING.search(draft.told[position].lead) and _has_later(draft, position)
        if begins or _goes_with_earlier(draft, position) or _is_set_against(draft, position):
            claim.kind = "prior_year"


def _is_set_against(draft: Draft, position: int) -> bool:
    """Whether a result of a year gone by stands beside one of the year reported on, in its sentence or the next."""
    claims, told = draft.claims, draft.told
    claim, mine = claims[position], told[position]
    if (
        ".." in claim.period
        or not _is_before(claim.period, draft.base_year)
        or not mine.is_stated
        or _TO.search(mine.left)
    ):
        return False
    before = [at for at in (position - 1, position - 2) if at >= 0 and told[at].sentence is mine.sentence]
    for later in (*(before if "(" in mine.left else ()), *range(position + 1, min(position + 9, len(claims)))):
        other, its = claims[later], told[later]
        if its.sentence.start > mine.sentence.end + 160 or its.sentence.paragraph != mine.sentence.paragraph:
            return False
        is_like = other.kind == "change" or (other.kind == "result" and other.unit == claim.unit)
        is_later = (
            ".." not in other.period and other.period[:4].isdigit() and not _is_before(other.period, draft.base_year)
        )
        if its.sentence is mine.sentence and _CHANGES_TO.search(its.left):
            is_later = is_later or (".." not in other.period and other.period[:4] > claim.period[:4])
        if is_like and is_later and (its.is_stated or later < position):
            return True
    return False


def _is_before(period: str, year: int | None) -> bool:
    return year is not None and period[:4].isdigit() and int(period[:4]) < year


def _goes_with_earlier(draft: Draft, position: int) -> bool:
    """Whether the claim is one more of the same earlier time: nothing new is said between."""
    if not position or draft.claims[position - 1].kind != "prior_year":
        return False
    mine, before = draft.told[position], draft.told[position - 1]
    if before.sentence is not mine.sentence or mine.is_stated:
        return False
    is_same_time = draft.claims[position].period == draft.claims[position - 1].period
    is_turned = _TO.search(mine.left) or ";" in mine.left
    is_aside = _FROM.search(before.left) or _AGAINST.search(before.left) or _PRIOR_BEFORE.search(before.left)
    return is_same_time and not (is_turned or is_aside)


def _has_later(draft: Draft, position: int) -> bool:
    """Whether the sentence or the next says what the number became by the end of the time."""
    claims, told = draft.claims, draft.told
    for later in range(position + 1, min(position + 9, len(claims))):
        near = told[later].sentence.start <= told[position].sentence.end + 160
        if near and claims[later].unit == claims[position].unit and _AT_END.search(told[later].lead[-120:]):
            return True
    return False
