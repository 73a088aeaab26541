"""One-offs by group (sheet 301.2), funerals, convalescence, worship and gifts: turns, and money where it is told."""

from functools import partial
from typing import Any

from ansinh.benefits.words import FUNERALS
from ansinh.engine import Expression, Indicator, count, is_in
from ansinh.payments.facts import ONCE_OF

from .common import LINES, MONEY, Where, lines, money_of

GIFTS = ("merit.new_year_gift", "merit.invalids_day_gift")
# What the groups of one-offs are called in a pattern of `said`.
ONCE_CALLED = {
    "revolutionary": "hoạt động cách mạng|hđcm|thân nhân người hđcm",
    "martyr": "bằng tổ quốc ghi công|bằng tqgc|tqgc",
    "heroic_mother": "thân nhân & bà mẹ việt nam anh hùng|bà mẹ vnah",
    "hero": "thân nhân & anh hùng - bà mẹ",
    "war_invalid": "thương binh",
    "sick_soldier": "bệnh binh",
    "toxic_chemical": "thân nhân|con đẻ & chất độc hóa học|cđhh",
    "imprisoned": "thân nhân & tù đày|địch bắt",
    "helper": "giúp đỡ cách mạng|giúp đỡ cm|người giúp đỡ cm và thân nhân",
    "resistance": "hoạt động kháng chiến|hđkc|người hđkc và thân nhân",
}

turns_of = partial(Indicator, unit="turn", kind="flow", by=LINES)


def once(where: Where) -> Any:
    """A count of the lines of one-offs."""
    return count("payment_line", where=where)


def _once_of(*groups: str) -> Where:
    def where(line_kind: Expression, line_programme: Expression, line_once_of: Expression) -> Expression:
        return (line_kind == "once") & (line_programme == "merit") & is_in(line_once_of, *groups)

    return where


def _claims(*kinds: str) -> Where:
    return lambda line_kind, line_claim_kind: (line_kind == "once") & is_in(line_claim_kind, *kinds)


one_offs = [
    turns_of(
        "payments.once_turns",
        once(_once_of(*ONCE_OF)),
        label_vi="Lượt người hưởng trợ cấp ưu đãi một lần",
        label_en="One-off merit allowances",
        code="F03",
        sheet="301.2/NCC-Sở:1",
        also=("merit.once",),
        said=("một lần|1 lần & người có công|ncc|thân nhân|ưu đãi & lượt|người|trường hợp|đối tượng",),
        definition_vi="Lượt trợ cấp một lần của người có công và thân nhân đã chốt trong kỳ, không kể thờ cúng, điều dưỡng, học tập hằng năm.",
    ),
    *(
        turns_of(
            f"payments.once_{of}_turns",
            once(_once_of(of)),
            label_vi=f"Lượt trợ cấp một lần: {vi}",
            said=(f"một lần|1 lần & {ONCE_CALLED[of]}",) if of in ONCE_CALLED else (),
            label_en=f"One-offs: {en}",
            code="F03",
            sheet=f"301.2/NCC-Sở:{column}" if of != "other" else "",
            definition_vi=f"Lượt trợ cấp một lần của nhóm «{vi}»; mai táng phí và trợ cấp khi từ trần xếp theo diện của người đã mất.",
        )
        for column, (of, (vi, en)) in enumerate(ONCE_OF.items(), start=2)
    ),
    turns_of(
        "payments.funeral_turns",
        once(_claims(*FUNERALS)),
        label_vi="Lượt mai táng phí",
        label_en="Funerals paid",
        code="G05",
        also=("social.funerals",),
        said=("mai táng & người|lượt|đối tượng|trường hợp - đồng",),
        definition_vi="Lượt hỗ trợ mai táng (trợ giúp xã hội, hưu trí xã hội, người có công) đã chốt trong kỳ.",
    ),
    money_of(
        "payments.funeral_dong",
        lines(_claims(*FUNERALS)),
        by=LINES,
        label_vi="Tiền mai táng phí",
        label_en="Money of funerals",
        code="G05",
        also=("social.funerals.amount",),
        said=(f"mai táng & {MONEY}",),
        definition_vi="Tiền hỗ trợ mai táng đã chốt trong kỳ.",
    ),
    turns_of(
        "payments.convalescence_turns",
        once(_claims("convalescence_home", "convalescence_centre")),
        label_vi="Lượt người có công được điều dưỡng",
        label_en="Convalescences of people with merit",
        code="F06",
        also=("merit.convalescence",),
        said=("điều dưỡng - tập trung|tại nhà|tại gia đình|đồng|kinh phí|quà",),
        definition_vi="Lượt điều dưỡng tại nhà và tập trung đã chi trong kỳ.",
    ),
    turns_of(
        "payments.worship_turns",
        once(_claims("worship")),
        label_vi="Lượt trợ cấp thờ cúng liệt sĩ",
        label_en="Worship of martyrs paid",
        code="F08",
        also=("merit.worship",),
        said=("thờ cúng - đồng|kinh phí",),
        definition_vi="Lượt trợ cấp thờ cúng liệt sĩ hằng năm đã chi trong kỳ.",
    ),
    turns_of(
        "payments.gift_turns",
        once(lambda line_kind, line_benefit: is_in(line_kind, "due", "arrears") & is_in(line_benefit, *GIFTS)),
        label_vi="Suất quà Tết, quà 27/7",
        label_en="Gifts of Tết and 27 July",
        code="F12",
        also=("merit.gifts.count.state",),
        said=(
            "quà & chủ tịch nước|quà của chủ tịch nước|quà trung ương & suất|lượt|người|phần|đối tượng - đồng|chính sách|người có công|liệt sĩ",
        ),
        definition_vi="Suất quà của Trung ương cho người có công đã chi trong kỳ.",
    ),
    money_of(
        "payments.gift_dong",
        lines(lambda line_kind, line_benefit: is_in(line_kind, "due", "arrears") & is_in(line_benefit, *GIFTS)),
        by=LINES,
        label_vi="Tiền quà Tết, quà 27/7",
        label_en="Money of gifts of Tết and 27 July",
        code="F12",
        said=(
            "quà & chủ tịch nước|quà của chủ tịch nước|quà trung ương & đồng|kinh phí|số tiền|trị giá - chính sách|người có công|liệt sĩ|ngoài quà",
        ),
        definition_vi="Tiền quà của Trung ương cho người có công đã chi trong kỳ.",
    ),
]
