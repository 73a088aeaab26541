"""What the registers of rights count: sections F and G of the sector's list, sheets 301.1 and 401 of Circular 02/2025.

Stocks are the titles drawn in the last month of the period (December of a year), of the people who live in a place. A person may
hold several titles: figures in turns count titles, figures in people count each person once."""

from functools import partial
from typing import Any

from ansinh.benefits.words import SENSITIVE
from ansinh.engine import Expression, Indicator, count, is_in, not_below, parts, ratio, share

PLACES = ("commune", "district")
HOLDERS = (*PLACES, "held_sex", "held_age_group", "held_ethnicity")
MERIT = ("merit", "survivor", "merit_carer")

titles_of = partial(Indicator, unit="turn", kind="stock", by=(*HOLDERS, "held_category"))
people_of = partial(Indicator, unit="person", kind="stock", by=HOLDERS)
drawn = "đang hưởng (không tạm dừng) trong tháng cuối của kỳ"

# Columns of sheet 301.1: categories, Vietnamese, English.
MERIT_COLUMNS: dict[str, tuple[tuple[str, ...], str, str]] = {
    "before_1945": (
        ("revolutionary_before_1945_full_time", "revolutionary_before_1945_at_home"),
        "Người hoạt động cách mạng trước 01/01/1945",
        "Revolutionaries before 1945",
    ),
    "of_1945": (("revolutionary_of_1945",), "Người hoạt động cách mạng từ 01/01/1945 đến khởi nghĩa", "Revolutionaries of 1945"),
    "heroic_mothers": (("heroic_mother",), "Bà mẹ Việt Nam anh hùng", "Heroic Mothers"),
    "heroes": (("hero",), "Anh hùng lực lượng vũ trang, anh hùng lao động", "Heroes"),
    "war_invalids": (("war_invalid", "war_invalid_b"), "Thương binh, người hưởng chính sách như thương binh", "War invalids"),
    "sick_soldiers": (("sick_soldier",), "Bệnh binh", "Sick soldiers"),
    "toxic_chemical": (("toxic_chemical",), "Người bị nhiễm chất độc hóa học", "Victims of toxic chemicals"),
    "imprisoned": (("imprisoned",), "Người bị địch bắt tù, đày", "Imprisoned or exiled"),
    "helpers": (
        ("helper_before_august_1945", "helper_with_order", "helper_nurturing"),
        "Người có công giúp đỡ cách mạng",
        "Helpers of the revolution",
    ),
}  # fmt: skip
# Columns of sheet 401.
ASSISTANCE_COLUMNS: dict[str, tuple[tuple[str, ...], str, str]] = {
    "orphans": (("orphan",), "Trẻ em dưới 16 tuổi không có nguồn nuôi dưỡng", "Children under 16 without support"),
    "older": (
        ("older_poor_alone", "older_75_difficult_area", "older_80_without_pension", "older_in_community_care"),
        "Người cao tuổi hưởng trợ cấp xã hội",
        "Older people on social assistance",
    ),
    "children_with_hiv": (("child_hiv",), "Trẻ em nhiễm HIV/AIDS thuộc hộ nghèo", "Children with HIV of poor households"),
    "disabled": (
        ("disabled_severe", "disabled_extra_severe"),
        "Người khuyết tật nặng, đặc biệt nặng",
        "People with severe and specially severe disability",
    ),
    "orphans_in_study": (("orphan_in_study",), "Người từ 16 tuổi mồ côi đang đi học", "Former orphans in study"),
    "small_children": (
        ("child_under_3_difficult_area",),
        "Trẻ em dưới 3 tuổi hộ nghèo, cận nghèo vùng khó khăn",
        "Children under 3 of poor and near-poor households in difficult areas",
    ),
    "single_parents": (("single_parent",), "Người đơn thân nghèo đang nuôi con", "Poor single parents"),
    "with_hiv": (("hiv_poor",), "Người nhiễm HIV/AIDS thuộc hộ nghèo", "People with HIV of poor households"),
}  # fmt: skip

# What people of a column are called in a pattern of `said`.
CALLED = {
    "before_1945": "trước 01/01/1945|trước năm 1945|lão thành cách mạng",
    "of_1945": "tiền khởi nghĩa|từ 01/01/1945",
    "heroic_mothers": "bà mẹ việt nam anh hùng|bà mẹ vnah|mẹ vnah|bmvnah",
    "heroes": "anh hùng lực lượng vũ trang|anh hùng llvt|anh hùng lao động",
    "war_invalids": "thương binh",
    "sick_soldiers": "bệnh binh",
    "toxic_chemical": "chất độc hóa học|chất độc hoá học|da cam|cđhh",
    "imprisoned": "tù đày|địch bắt",
    "helpers": "giúp đỡ cách mạng",
    "orphans": "không có nguồn nuôi dưỡng|mồ côi|bị bỏ rơi|dưới 16 tuổi",
    "older": "người cao tuổi|nct|người già",
    "children_with_hiv": "trẻ em nhiễm hiv|trẻ em bị nhiễm hiv",
    "disabled": "người khuyết tật|nkt|khuyết tật nặng|khuyết tật đặc biệt nặng",
    "orphans_in_study": "từ 16 đến 22 tuổi|từ 16 tuổi đến 22 tuổi|trên 16 tuổi đang học",
    "small_children": "trẻ em dưới 3 tuổi|trẻ em dưới 03 tuổi|trẻ dưới 3 tuổi",
    "single_parents": "đơn thân",
    "with_hiv": "nhiễm hiv|hiv aids",
}
SHORT_NAMES = {"older": "elderly", "small_children": "children_under3", "with_hiv": "hiv"}
TURNS_OF_OTHERS = "quà|thăm|tặng|điều dưỡng|khám|hồ sơ|vay|đào tạo|một lần|thân nhân"
ALLOWANCE = "trợ cấp|hằng tháng|hàng tháng|trợ giúp xã hội|thường xuyên"
ASSISTED = "bảo trợ xã hội|btxh|trợ cấp xã hội|trợ giúp xã hội|tgxh|btxh tại cộng đồng"
MONTHLY = "hằng tháng|hàng tháng|thường xuyên"


def _of(*categories: str) -> Any:
    """A count of the titles of these categories that are drawn."""

    def where(held_category: Expression, held_is_suspended: Expression) -> Expression:
        return is_in(held_category, *categories) & ~held_is_suspended

    return count("held_title", where=where)


def _of_groups(*groups: str) -> Any:
    """A count of the drawn titles of these groups."""

    def where(held_group: Expression, held_is_suspended: Expression) -> Expression:
        return is_in(held_group, *groups) & ~held_is_suspended

    return count("held_title", where=where)


merit = [
    titles_of(
        "benefits.merit_titles",
        _of_groups(*MERIT),
        label_vi="Lượt người hưởng trợ cấp ưu đãi người có công hằng tháng",
        label_en="Monthly merit titles",
        code="F02",
        sheet="301.1/NCC-Sở:1",
        said=(
            f"người có công|ncc|ưu đãi & {MONTHLY} & trợ cấp|ưu đãi|hưởng & lượt",
            f"hưởng trợ cấp ưu đãi & người có công|ưu đãi & {MONTHLY} & lượt|lượt người",
        ),
        definition_vi=f"Diện người có công, thân nhân và người phục vụ {drawn}; một người có nhiều diện tính nhiều lượt.",
    ),
    *(
        titles_of(
            f"benefits.merit_{name}",
            _of(*categories),
            label_vi=f"{vi}, hưởng hằng tháng",
            label_en=f"{en}, monthly",
            code="F11" if name == "heroic_mothers" else "F02",
            sheet=f"301.1/NCC-Sở:{column}",
            said=(
                f"{CALLED[name]} & {MONTHLY}|trợ cấp",
                f"{CALLED[name]} & hưởng trợ cấp ưu đãi & {MONTHLY}",
                f"{CALLED[name]} & lượt - {TURNS_OF_OTHERS}",
            ),
            definition_vi=f"Diện «{vi}» {drawn}.",
        )
        for column, (name, (categories, vi, en)) in enumerate(MERIT_COLUMNS.items(), start=2)
    ),
    titles_of(
        "benefits.merit_relatives",
        _of_groups("survivor", "merit_carer"),
        label_vi="Thân nhân người có công và diện khác, hưởng hằng tháng",
        label_en="Relatives of people with merit and others, monthly",
        code="F02",
        sheet="301.1/NCC-Sở:11",
        also=("merit.allowance.relatives",),
        said=(
            f"thân nhân & {MONTHLY}|tuất|trợ cấp - bảo hiểm|thẻ|quà|một lần",
            "thân nhân & lượt - quà|thăm|tặng|điều dưỡng|khám|hồ sơ|một lần",
        ),
        definition_vi=f"Thân nhân liệt sĩ, thân nhân người có công, con đẻ người nhiễm chất độc hóa học, suất người phục vụ {drawn}.",
    ),
    people_of(
        "benefits.merit_people_registered",
        count("held_title", where=lambda held_group, held_is_first_of_merit: is_in(held_group, "merit", "survivor") & held_is_first_of_merit),
        label_vi="Người có công và thân nhân đang quản lý",
        label_en="People with merit and relatives on the register",
        code="F01",
        sheet="M100",
        said=("người có công và thân nhân|người có công & thân nhân & đang quản lý|quản lý - chi trả|bảo hiểm|quà|điều dưỡng",),
        definition_vi="Người có ít nhất một diện người có công hoặc thân nhân trong sổ, kể cả đang tạm dừng; mỗi người tính một lần.",
    ),
]  # fmt: skip

assistance = [
    titles_of(
        "benefits.assistance_people",
        _of_groups("assistance"),
        label_vi="Người hưởng trợ cấp xã hội hằng tháng tại cộng đồng",
        label_en="People on monthly social assistance in the community",
        unit="person",
        code="G01",
        sheet="401/BTXH-Sở:1",
        also=("social.recipients", "social.allowance.people"),
        said=(
            "trợ cấp xã hội hằng tháng tại cộng đồng|trợ cấp hằng tháng tại cộng đồng & đối tượng|người & hưởng",
            f"{ASSISTED} & {MONTHLY}|tại cộng đồng|trợ cấp|chi trả cho|hưởng & đối tượng|người|lượt"
            " - quà|thẻ|đột xuất|cơ sở|hưu trí|tập trung|đồng|người có công|thôi hưởng|tăng mới",
        ),
        definition_vi=f"Diện trợ giúp xã hội {drawn}; mỗi người chỉ hưởng một diện.",
    ),
    *(
        titles_of(
            f"benefits.assistance_{name}",
            _of(*categories),
            label_vi=vi,
            label_en=en,
            unit="person",
            code="G01",
            sheet=f"401/BTXH-Sở:{column}",
            also=(f"social.recipients.{name}", f"social.allowance.{SHORT_NAMES.get(name, name)}"),
            said=(f"{CALLED[name]} & {ALLOWANCE} - bảo hiểm|quà|thẻ|chúc thọ|hưu trí",),
            sensitivity="sensitive" if set(categories) & set(SENSITIVE) else "ordinary",
            definition_vi=f"Diện «{vi}» {drawn}.",
        )
        for column, (name, (categories, vi, en)) in enumerate(ASSISTANCE_COLUMNS.items(), start=2)
    ),
    titles_of(
        "benefits.care_titles",
        _of_groups("care"),
        label_vi="Hộ, cá nhân nhận chăm sóc, nuôi dưỡng tại cộng đồng",
        label_en="Households and people paid for care in the community",
        code="G04",
        also=("social.care.households", "social.allowance.carers"),
        said=("nhận chăm sóc|nhận nuôi dưỡng|chăm sóc nuôi dưỡng & hộ|cá nhân|gia đình|người",),
        definition_vi=f"Diện hỗ trợ kinh phí chăm sóc, nuôi dưỡng {drawn}.",
    ),
    titles_of(
        "benefits.social_pension_people",
        _of_groups("social_pension"),
        label_vi="Người hưởng trợ cấp hưu trí xã hội",
        label_en="People on social pension",
        unit="person",
        code="G03",
        also=("social.pension.recipients", "social_pension.recipients"),
        said=("hưu trí xã hội",),
        definition_vi=f"Diện trợ cấp hưu trí xã hội {drawn}.",
    ),
]

everyone = [
    people_of(
        "benefits.people",
        count("held_title", where=lambda held_is_first: held_is_first),
        label_vi="Đối tượng thụ hưởng chính sách hằng tháng",
        label_en="People with a monthly right",
        definition_vi="Người có ít nhất một diện hưởng hằng tháng trong sổ, kể cả đang tạm dừng; mỗi người tính một lần.",
        said=(
            "đối tượng & thụ hưởng chính sách|hưởng chính sách|hưởng chế độ & hằng tháng|hàng tháng|tổng số - thẻ"
            "|tài khoản",
        ),
    ),
    people_of(
        "benefits.people_with_account",
        count("held_title", where=lambda held_is_first, held_is_cashless: held_is_first & held_is_cashless),
        label_vi="Đối tượng thụ hưởng chính sách có thẻ ATM, tài khoản",
        label_en="People with a monthly right who have a card or account",
        better="higher",
        definition_vi="Trong số đó, người đã đăng ký nhận qua tài khoản ngân hàng, tài khoản an sinh VNeID hoặc ví điện tử.",
        also=("payments.cards",),
        said=(
            "thẻ atm|tài khoản|mở tài khoản|cấp tài khoản & đối tượng|người|thụ hưởng|hưởng chính sách"
            " - chi trả qua|đồng|tỷ lệ",
        ),
    ),
    Indicator(
        "benefits.account_rate",
        ratio("benefits.people_with_account", "benefits.people"),
        label_vi="Tỷ lệ đối tượng thụ hưởng có thẻ ATM, tài khoản",
        label_en="Share of people with a monthly right who have a card or account",
        unit="percent",
        kind="ratio",
        by=HOLDERS,
        better="higher",
        definition_vi="Đối tượng có tài khoản chia đối tượng thụ hưởng hằng tháng, làm tròn 2 chữ số khi in.",
        also=("payments.cards_rate",),
        said=("thẻ atm|có tài khoản|mở tài khoản|được cấp tài khoản & đối tượng|người|thụ hưởng",),
    ),
    titles_of(
        "benefits.suspended_titles",
        count("held_title", where=lambda held_is_suspended: held_is_suspended),
        label_vi="Diện hưởng đang tạm dừng",
        label_en="Suspended titles",
        better="lower",
        said=("tạm dừng|tạm đình chỉ & trợ cấp|hưởng - thất nghiệp",),
        definition_vi="Diện hưởng trong sổ có quyết định tạm dừng còn hiệu lực trong tháng cuối của kỳ.",
    ),
]

relations = [
    parts("benefits.merit_titles", (*(f"benefits.merit_{name}" for name in MERIT_COLUMNS), "benefits.merit_relatives")),
    parts("benefits.assistance_people", tuple(f"benefits.assistance_{name}" for name in ASSISTANCE_COLUMNS)),
    share("benefits.account_rate", "benefits.people_with_account", "benefits.people"),
    not_below("benefits.people", "benefits.people_with_account"),
    not_below("benefits.people", "benefits.merit_people_registered"),
]
