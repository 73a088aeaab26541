"""Prose -> claims: each quantity in its sentence becomes a statement with kind, period, place and what it belongs to.

``relation`` says what a claim is of its ``parent``: ``part`` (of a total, in a ``list``), ``share`` (a percent the parent is of
something), ``plan`` (the plan of the parent's result, or the percent of plan it reached), ``result`` (a change or an earlier value
of the parent), ``money`` (what the parent cost)."""

import re
from bisect import bisect_right

from ansinh.reading.belonging import Placed, relate
from ansinh.reading.claim import Claim
from ansinh.reading.document import Document, Heading
from ansinh.reading.heading import UPPER, heading_of, unit_named
from ansinh.reading.kinds import find_earlier, find_plans, kind_of
from ansinh.reading.sentences import plain_of
from ansinh.reading.standing import Draft, Told, gather
from ansinh.reading.units import unit_in, unit_of

_PLACE = re.compile(
    rf"(?<!\w)(?:(?:riêng|tại|ở|trên địa bàn|trong đó|của|toàn|địa bàn)\s+)?((?:huyện|thị xã|thành phố"
    rf"|TP\.?|Huyện|Thị xã|Thành phố|quận|Quận|xã|Xã|phường|Phường|thị trấn"
    rf"|Thị trấn)\s+(?:[{UPPER}][^\W\d_]*(?:[ -](?=[{UPPER}]))?)+)"
)
_PLACED = re.compile(r"(?:riêng|tại|ở|trên địa bàn|địa bàn|toàn) $", re.I)
_WHOLE = re.compile(r"(?<!\w)(?:toàn tỉnh|cả tỉnh|trên địa bàn tỉnh|toàn thành phố)(?!\w)")
_COUNTRY = re.compile(r"(?<!\w)(?:cả nước|toàn quốc|việt nam có)(?!\w)")
_ASSIGNER = re.compile(
    r"(?<!\w)((?:nghị quyết (?:của )?)?(?:tỉnh ủy|tỉnh uỷ|hđnd tỉnh|hội đồng nhân dân tỉnh|ubnd tỉnh"
    r"|ủy ban nhân dân tỉnh|tỉnh|trung ương|tw|thành phố|thành ủy|huyện|bộ|chính phủ"
    r"|cấp trên)(?: đề ra)?) ?giao|(nghị quyết (?:đại hội|hđnd|hội đồng nhân dân|tỉnh ủy|tỉnh uỷ"
    r"|của tỉnh)[^.;,\d]{0,30})"
)
_LEAD_VERB = re.compile(
    r"(?<!\w)(?:đạt|còn|có|chiếm|giảm|tăng|là|vượt|cho|được|lên|xuống|bằng|hoàn thành|tổng kinh phí"
    r"|kinh phí|phấn đấu)(?: tỷ lệ| được| là)? $"
)
_SUBJECT_END = re.compile(r"[,;.:()\n]| (?=(?:đạt|chiếm|tăng|giảm|với|trong đó|vượt|bằng|tổng) )")
_BARE_OF = re.compile(r"(?<!\w)(?:số|lượng|tổng) (?!số|lượng)([^\W\d_]+)(?: ([^\W\d_]+))?|(?<!\w)(dân) số(?!\w)")
_MEANS = re.compile(r"(?<!\w)(?:kinh phí|tiền|vốn|trị giá|ngân sách|tỷ lệ|tỉ lệ|quỹ)(?!\w)")
_SHARE_BARE = re.compile(r"(?<!\w)(?:chiếm|tỷ lệ)(?: tỷ lệ)? $")
_OUT_OF = re.compile(r" ?(?:trong |trên )(?:tổng |tổng số |số )")


def read_claims(document: Document, heading: Heading | None = None) -> list[Claim]:
    """The quantitative statements of a document's prose, in order; indicators are not yet said."""
    plain = plain_of(document)
    heading = heading or heading_of(document)
    draft = Draft(plain, document, heading, heading.period or "")
    gather(draft)
    draft.claims.extend(_claim(draft, told) for told in draft.told)
    _set_pages(draft)
    _name_bare_units(draft)
    find_earlier(draft)
    find_plans(draft)
    relate(draft.claims, [_placed(draft, told) for told in draft.told])
    return draft.claims


def _is_item_after(draft: Draft, before: Told, told: Told) -> bool:
    """Whether a number stands in an item of a list that begins right after another, or goes on from it."""
    if told.lead[:2] not in ("- ", "+ ", "• ") or told.sentence.paragraph - before.sentence.paragraph != 1:
        return False
    return before.lead[:2] == told.lead[:2] or draft.plain.low[before.sentence.end - 1] == ":"


def _placed(draft: Draft, told: Told) -> Placed:
    rest = draft.plain.low[told.quantity.end : told.sentence.end]
    is_second = told.quantity.is_second
    return Placed(
        told.left, rest, told.sentence.start, told.sentence.paragraph, is_second, is_second and told.is_plan_pair
    )


def _name_bare_units(draft: Draft) -> None:
    """A number without a unit counts what its words name, else what its neighbour counts."""
    for position, told in enumerate(draft.told):
        if told.quantity.is_bare:
            draft.claims[position].unit = _named_unit(draft, position) or _neighbour_unit(draft, position) or "other"
    for position, told in enumerate(draft.told):
        if told.quantity.is_bare and told.quantity.is_second:
            first, second = draft.claims[position - 1], draft.claims[position]
            first.unit = second.unit = first.unit if first.unit != "other" else second.unit


def _named_unit(draft: Draft, position: int) -> str:
    """The unit that the words before a bare number name: "số hộ nghèo là 292", "trẻ mồ côi: 12", "chiếm 1,9"."""
    told = draft.told[position]
    if _OUT_OF.match(told.right) and position + 1 < len(draft.told):
        return draft.told[position + 1].quantity.unit
    if _SHARE_BARE.search(told.left) and told.quantity.decimals > 0:
        return "percent"
    for found in reversed(list(_BARE_OF.finditer(told.left))):
        unit = unit_of(found[1] or found[3], found[2])
        if unit:
            return unit
    label = re.split(r"[.;,(]|(?<!\w)(?:và|trong đó)(?!\w)", told.left)[-1]
    return "" if _MEANS.search(label) else unit_in(label)


def _neighbour_unit(draft: Draft, position: int) -> str:
    """The unit of a number near it in the sentence, or in the one before when this one goes on with its parts."""
    told = draft.told[position]
    goes_on = told.lead.lstrip(" -+").startswith("trong đó")
    for other in (position - 1, position - 2, position + 1):
        if not 0 <= other < len(draft.told):
            continue
        neighbour, unit = draft.told[other], draft.claims[other].unit
        is_known = not neighbour.quantity.is_bare or (other < position and unit != "other")
        is_item = _is_item_after(draft, neighbour, told)
        is_near = neighbour.sentence is told.sentence or ((goes_on or is_item) and other < position)
        if is_near and is_known and (unit == "percent") == (told.quantity.decimals > 0) and unit != "dong":
            return unit
    return ""


def _claim(draft: Draft, told: Told) -> Claim:
    one = told.quantity
    plain = draft.plain
    kind, direction, is_over = kind_of(draft, told)
    lead = _LEAD_VERB.search(plain.low, max(told.sentence.start, one.lead - 24), one.lead)
    start = lead.start() if lead else one.lead
    end = one.mate.end if one.mate and one.mate.end > one.end else one.end
    place, level = _place(draft, told)
    source = plain.span(start, end)
    assigned = _assigned_by(told)
    return Claim(
        quote=draft.document.text[source[0] : source[1]],
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
        period=_period(draft, told, kind),
        place=place,
        level=level,
        assigned_by=assigned,
        subject=_subject(told),
    )


def _period(draft: Draft, told: Told, kind: str) -> str:
    base = draft.base
    said = told.state.period
    if kind == "prior_year":
        year = re.search(r"năm (\d{4})", told.right[:40]) or re.search(r"năm (\d{4})[^.;\d]*$", told.left)
        if year:
            return year[1]
        return str(draft.base_year - 1) if draft.base_year else ""
    if said:
        return said
    if told.state.mode == "target" and kind == "target" and re.search(r"tới", told.lead):
        return "future"
    return base


def _place(draft: Draft, told: Told) -> tuple[str | None, str]:
    text = draft.plain.text[told.sentence.start : told.quantity.start]
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
        if draft.heading.place and said.endswith(draft.heading.place):
            return draft.heading.place, "province"
        return said, level
    return draft.heading.place, "province" if draft.heading.place else ""


def _assigned_by(told: Told) -> str:
    said = _ASSIGNER.search(told.left[-60:] + told.right[:90])
    return (said[1] or said[2]).strip() if said else ""


def _subject(told: Told) -> str:
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


def _set_pages(draft: Draft) -> None:
    """The page each claim stands on, where the format has pages."""
    if not draft.document.pages:
        return
    blocks = sorted((block.start, block.page or 0) for block in draft.document.blocks)
    starts = [start for start, _ in blocks]
    for claim in draft.claims:
        at = bisect_right(starts, claim.start) - 1
        claim.page = (blocks[at][1] or None) if at >= 0 else None
