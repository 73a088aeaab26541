"""What a claim belongs to: parts to their whole, shares to their count, changes and plans to their result, money to what it paid."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from ansinh.reading.claim import Claim

_PARTS = re.compile(
    r"(?<!\w)(?:(?P<among>trong (?:tổng )?số (?:đó|này)|trong đó(?! (?:bao )?gồm)|riêng)"
    r"|(?P<all>(?:trong đó )?(?:bao )?gồm(?: có)?(?! cả)|chia ra|cụ thể(?: là)?(?=[ :]|$)|phân theo|chia theo))(?!\w)"
)
_LED = re.compile(
    r"(?<!\w)(?:trong đó|bao gồm|gồm|cụ thể(?= ?:)|chia ra|phân theo|chia theo)(?: như sau| là| có)?[^.;\d]{0,40}: ?$"
)
_ITEM = re.compile(r" ?(?:[-+*•]|[a-hđ][.)]|\d{1,2}[.)])(?= ?[^\W\d])")
_REST = re.compile(r"(?<!\w)còn lại(?!\w)[^.;\d]{0,70}\d")
_SHARE = re.compile(
    r"(?<!\w)(?:chiếm|tỷ lệ|tỉ lệ|tỷ trọng|bằng|tương đương|tương ứng)(?: [^\W\d]+){0,4} $|\( ?(?:(?:chiếm"
    r"|đạt|tỷ lệ|bằng)[^.;\d]{0,12})?$|(?<!\w)đạt(?: tỷ lệ)? $"
)
_FROM = re.compile(r"(?<!\w)từ(?: [^\W\d]+){0,2} $")
_MONEY_OF = re.compile(
    r"(?<!\w)(?:kinh phí|số tiền|tổng tiền|trị giá|giá trị|tổng vốn|số vốn|nguồn vốn|tiền|doanh số|dư nợ"
    r"|vốn|với|chi)(?!\w)"
)
# What overlaps other parts: of each list at most one such part adds up with the others.
_TRAIT = re.compile(
    r"^\W*(?:có |số |là )*(?:lao động |học viên |hộ |người )?(?:nữ|phụ nữ|dân tộc|đồng bào|người dân tộc"
    r"|dtts|khmer|đảng viên|khuyết tật)(?!\w)"
)
_COUNTED = ("person", "turn", "household", "enterprise", "dossier", "house", "other")
_PEOPLE = ("person", "turn")


@dataclass(frozen=True, slots=True)
class Placed:
    """A claim's words: ``left`` from the number before it in its sentence, ``rest`` to the sentence's end."""

    left: str
    rest: str
    sentence: int
    paragraph: int
    is_second: bool = False
    is_of_plan: bool = False


@dataclass(slots=True)
class _List:
    """An open enumeration: its whole, its parts so far, how many parentheses stood open when it began."""

    number: int
    whole: int
    is_among: bool
    depth: int
    parts: list[int] = field(default_factory=list)


@dataclass(slots=True)
class _Links:
    """Claims being linked, in the order of the text."""

    claims: Sequence[Claim]
    placed: Sequence[Placed]
    lists: int = 0
    open: list[_List] = field(default_factory=list)
    counts: list[int | None] = field(
        default_factory=lambda: [None]
    )  # the last count, outside and inside each parenthesis
    main: int | None = None
    items: _List | None = None  # the list whose parts are items below one another
    made: list[_List] = field(default_factory=list)

    @property
    def count(self) -> int | None:
        return self.counts[-1]

    @property
    def depth(self) -> int:
        return len(self.counts)


def relate(claims: Sequence[Claim], placed: Sequence[Placed]) -> None:
    """Sets ``parent``, ``relation``, ``list`` and ``is_among`` of each claim; ``placed`` goes with ``claims`` one to one."""
    links = _Links(claims, placed)
    for position, (claim, words) in enumerate(zip(claims, placed, strict=True)):
        _begin(links, position)
        if words.is_second:
            _link_second(links, position)
        elif claim.kind in ("change", "prior_year") and links.count is None:
            links.counts[-1] = position if claim.unit != "percent" else None
        elif (
            claim.kind == "prior_year"
            and _is_share(links, position)
            and claims[links.counts[-1] or 0].kind == "prior_year"
        ):
            _link(links, position, "share")
        elif claim.kind == "prior_year" and _FROM.search(words.left):
            continue
        elif claim.kind == "percent_of_plan":
            _link(links, position, "plan")
        elif claim.kind in ("change", "prior_year"):
            _link(links, position, "result", _counted_alike(links, position))
        elif _is_share(links, position):
            _link(links, position, "share")
        else:
            _link_amount(links, position)
    for one in links.made:
        if one.is_among and sum(claims[part].value for part in one.parts) == claims[one.whole].value:
            for part in one.parts:
                claims[part].is_among = False


def _begin(links: _Links, position: int) -> None:
    """Closes what the words before the claim close: sentences, parentheses, semicolons."""
    words = links.placed[position]
    before = links.placed[position - 1] if position else None
    if before is None or before.sentence != words.sentence:
        _begin_sentence(links, position)
    if words.is_second:
        return
    for letter in words.left:
        if letter == "(":
            links.counts.append(links.count)
        elif letter == ")" and links.depth > 1:
            links.counts.pop()
            links.open = [one for one in links.open if one.depth <= links.depth]
        elif letter == ";" and len(links.open) > 1:
            links.open.pop()


def _begin_sentence(links: _Links, position: int) -> None:
    """A sentence begins anew, unless it goes on with the parts of the one before or is an item of its list."""
    words = links.placed[position]
    before = links.placed[position - 1] if position else None
    is_next = before is not None and words.paragraph - before.paragraph <= 1
    is_item = is_next and _ITEM.match(words.left) is not None
    led = _LED.search(before.rest) if is_item and before is not None else None
    links.open = []
    if led:
        links.items = _new_list(links, position, is_among=not _PARTS.search(led[0])["all"])  # type: ignore[index]
    elif not is_item:
        links.items = None
    if links.items is not None:
        links.open = [links.items]
    goes_on = is_next and _PARTS.match(words.left.lstrip(" ,-+("))
    links.counts = [links.main if goes_on else None]
    if not goes_on and (before is None or before.paragraph != words.paragraph):
        links.main = None


def _new_list(links: _Links, position: int, *, is_among: bool) -> _List | None:
    """A list of which the claim is the first part; None when nothing before it can be the whole."""
    whole = _whole_for(links, position)
    if whole is None:
        return None
    links.lists += 1
    links.made.append(_List(links.lists, whole, is_among, links.depth))
    return links.made[-1]


def _counted_alike(links: _Links, position: int) -> int | None:
    """The nearest claim of the sentence that counts the same thing a change is given in; None for percents."""
    claim, sentence = links.claims[position], links.placed[position].sentence
    for candidate in range(position - 1, max(-1, position - 6), -1):
        other = links.claims[candidate]
        if links.placed[candidate].sentence != sentence or claim.unit == "percent":
            return None
        is_same = other.unit == claim.unit and other.unit_said.split()[:1] == claim.unit_said.split()[:1]
        if is_same and other.kind in ("result", "target") and not links.placed[candidate].is_second:
            return candidate
    return None


def _link(links: _Links, position: int, relation: str, to: int | None = None) -> None:
    """To a claim, else to the count before it, when no other clause stands between."""
    count = links.count if to is None else to
    if count is not None and count != position and ";" not in links.placed[position].left:
        claim, parent = links.claims[position], links.claims[count]
        if parent.unit == "percent" and claim.unit != "percent":
            return
        claim.parent, claim.relation = count, relation
        if relation == "share":
            _follow(claim, parent)


def _link_second(links: _Links, position: int) -> None:
    """The second of "454/1.800": the plan of the first, or the whole it is part of."""
    if links.placed[position].is_of_plan:
        links.claims[position].parent, links.claims[position].relation = position - 1, "plan"
        return
    first = links.claims[position - 1]
    if first.parent is None:
        first.parent, first.relation = position, "part"


def _is_share(links: _Links, position: int) -> bool:
    claim, words = links.claims[position], links.placed[position]
    if claim.unit != "percent" or links.count is None or links.claims[links.count].unit == "percent":
        return False
    return len(words.left) < 90 and ";" not in words.left and _SHARE.search(words.left) is not None


def _link_amount(links: _Links, position: int) -> None:
    """A count, a sum or a rate of its own: money of a count, part of a list, and itself what follows is about."""
    claim, words = links.claims[position], links.placed[position]
    count = links.count
    if (
        claim.unit == "dong"
        and count is not None
        and links.claims[count].unit != "dong"
        and _MONEY_OF.search(words.left)
    ):
        _link(links, position, "money")
    _open_list(links, position)
    _join_list(links, position)
    is_rate_after_count = claim.unit == "percent" and count is not None and links.claims[count].unit != "percent"
    is_plan_of_count = claim.kind == "target" and count is not None and links.claims[count].kind in ("result", "change")
    if not is_rate_after_count and not is_plan_of_count:
        links.counts[-1] = position
    _link_from(links, position)
    if claim.parent is None or links.main is None:
        links.main = position


def _link_from(links: _Links, position: int) -> None:
    """ "từ 7,19% xuống 1,36%": the first is an earlier value of the second."""
    if not position or links.placed[position - 1].sentence != links.placed[position].sentence:
        return
    claim, before = links.claims[position], links.claims[position - 1]
    if before.kind == "prior_year" and before.unit == claim.unit and before.parent in (None, position):
        before.parent, before.relation = position, "result"


def _open_list(links: _Links, position: int) -> None:
    """A list begins after "trong đó", "gồm", or a parenthesis behind a count."""
    words = links.placed[position]
    marker = next(reversed(list(_PARTS.finditer(words.left))), None)
    is_in_parenthesis = words.left.rfind("(") > words.left.rfind(")") and links.claims[position].unit in _COUNTED
    if marker is None and not is_in_parenthesis:
        return
    is_among = not (marker and marker["all"]) and not _REST.search(words.rest)
    opened = _new_list(links, position, is_among=is_among)
    if opened is not None:
        links.open.append(opened)


def _whole_for(links: _Links, position: int) -> int | None:
    """The nearest claim before that this one can be part of."""
    claims = links.claims
    for candidate in range(position - 1, max(-1, position - 6), -1):
        if links.placed[candidate].paragraph < links.placed[position].paragraph - 1:
            return None
        other = claims[candidate]
        is_of_other_kind = other.kind in ("change", "percent_of_plan") and other.kind != claims[position].kind
        is_aside = other.relation == "share" or (other.kind == "prior_year" and other.parent is not None)
        if is_of_other_kind or is_aside or links.placed[candidate].is_second:
            continue
        if _are_alike(other, claims[position]) and other.value >= claims[position].value * Decimal("0.98"):
            return candidate
        if other.relation not in ("part", "money"):
            return None
    return None


def _are_alike(one: Claim, other: Claim) -> bool:
    return one.unit == other.unit or (one.unit in _PEOPLE and other.unit in _PEOPLE)


def _join_list(links: _Links, position: int) -> None:
    """The claim takes its place in the innermost list it can belong to; a list that is full is closed."""
    claims = links.claims
    claim = claims[position]
    while links.open:
        inner = links.open[-1]
        total = claims[inner.whole].value
        is_full = bool(inner.parts) and abs(sum(claims[part].value for part in inner.parts) - total) <= total * Decimal(
            "0.005"
        )
        if is_full or (claim.value > total * Decimal("1.02") and not inner.parts):
            links.open.pop()
            links.items = None if inner is links.items else links.items
            continue
        if inner.whole == position or not _are_alike(claims[inner.whole], claim):
            return
        claim.parent, claim.relation, claim.is_among = inner.whole, "part", inner.is_among
        label = re.split(r"[;,:(]|trong đó", links.placed[position].left)[-1]
        if _TRAIT.match(label) and inner.parts:
            links.lists += 1
            claim.list, claim.is_among = links.lists, True
        else:
            inner.parts.append(position)
            claim.list = inner.number
        _follow(claim, claims[inner.whole])
        return


def _follow(claim: Claim, parent: Claim) -> None:
    """A share or a part of an earlier year's value is of that year too."""
    if parent.kind == "prior_year" and claim.kind == "result":
        claim.kind, claim.period = "prior_year", parent.period
