"""What the poverty review counts: section H of the sector's list, sheets 407-411, forms 7.1-7.11, Alkire-Foster figures.

Stocks are households (or people) in the newest decided review of their commune; flows compare the class signed in a year's
review with the class signed the year before. Rates are made of the two figures they name, never averaged.
"""

from collections.abc import Callable
from functools import partial
from inspect import Parameter, Signature
from typing import Any

from ansinh.engine import (
    Expression,
    Indicator,
    count,
    entered,
    fall,
    is_in,
    is_unknown,
    movement,
    not_below,
    or_else,
    parts,
    ratio,
    share,
    steady,
    total,
    whole,
)
from ansinh.engine.measures import Ratio
from ansinh.poverty.words import CAUSES, DEPRIVATIONS

KHMER = "khmer"
POOR, NEAR_POOR = "poor", "near_poor"
PLACES = ("commune", "district")
GROUPS = ("ethnic_group", "is_urban", "head_sex")
HOUSEHOLDS = (*PLACES, *GROUPS)
MOVED = (*HOUSEHOLDS, "origin")

households_of = partial(Indicator, unit="household", kind="stock", by=HOUSEHOLDS)
households_moved = partial(Indicator, unit="household", kind="flow", by=MOVED)
people_of = partial(Indicator, unit="person", kind="stock", by=HOUSEHOLDS)
children_of = partial(Indicator, unit="child", kind="stock", by=(*PLACES, "is_urban"))
rate_of = partial(Indicator, unit="percent", kind="ratio", by=HOUSEHOLDS)


def review(where: Callable[..., Expression] | None = None) -> Any:
    """A count of households in the review."""
    return count("review", where=where)


households = households_of(
    "poverty.households",
    review(),
    label_vi="Tổng số hộ dân cư",
    label_en="All households",
    code="H01",
    sheet="7.1:1",
    definition_vi="Hộ trong danh sách của kỳ rà soát mới nhất đã được UBND cấp xã công nhận, kể cả hộ chưa khảo sát.",
    said=("tổng số hộ|hộ dân cư|số hộ dân|hộ gia đình toàn tỉnh & hộ - hộ nghèo|hộ cận nghèo|được hỗ trợ",),
)
members = people_of(
    "poverty.members",
    total("review", "member_count"),
    label_vi="Tổng số nhân khẩu",
    label_en="Members of all households",
    sheet="7.1:2",
    definition_vi="Nhân khẩu của các hộ trong kỳ rà soát.",
    said=("nhân khẩu|khẩu & tổng số|toàn tỉnh|hộ dân cư - nghèo|thiếu đói",),
)

# Classes signed by the commune.
poor_households = households_of(
    "poverty.poor_households",
    review(lambda poverty_class: poverty_class == POOR),
    label_vi="Số hộ nghèo",
    label_en="Poor households",
    code="H03",
    sheet="407-410/GN-Sở:100",
    better="lower",
    definition_vi="Hộ được Chủ tịch UBND cấp xã công nhận là hộ nghèo theo chuẩn nghèo đa chiều của ngày đó.",
    also=("poverty.poor.count",),
    said=(
        "hộ nghèo|hội nghèo|hộ đói nghèo|hộ nghèo đa chiều - cận nghèo|hỗ trợ|thoát nghèo|tái nghèo|phát sinh|khmer|dân tộc"
        "|vay vốn|thành viên là|không có khả năng|trẻ em|học sinh|người thuộc",
    ),
)
near_poor_households = households_of(
    "poverty.near_poor_households",
    review(lambda poverty_class: poverty_class == NEAR_POOR),
    label_vi="Số hộ cận nghèo",
    label_en="Near-poor households",
    code="H04",
    sheet="407-410/GN-Sở:200",
    better="lower",
    definition_vi="Hộ được Chủ tịch UBND cấp xã công nhận là hộ cận nghèo.",
    also=("poverty.near_poor.count",),
    said=(
        "hộ cận nghèo|cận nghèo - hỗ trợ|thoát nghèo|tái nghèo|tái cận nghèo|phát sinh|khmer|dân tộc|vay vốn|thành viên là"
        "|không có khả năng|thoát cận nghèo|thoát khỏi|người thuộc|học sinh|trẻ em",
    ),
)
average_households = households_of(
    "poverty.average_households",
    review(lambda living_standard: living_standard == "average"),
    label_vi="Số hộ có mức sống trung bình",
    label_en="Households of average living standard",
    definition_vi="Hộ trên chuẩn cận nghèo, mức sống trung bình theo mốc của tỉnh.",
    also=("poverty.class.average.count",),
    said=("hộ & mức sống trung bình|trung bình - bằng hoặc cao hơn|tỷ lệ",),
)
better_off_households = households_of(
    "poverty.better_off_households",
    review(lambda living_standard: living_standard == "better_off"),
    label_vi="Số hộ có thu nhập khá",
    label_en="Better-off households",
    definition_vi="Hộ trên chuẩn cận nghèo, thu nhập khá theo mốc của tỉnh.",
    also=("poverty.class.fair.count",),
    said=("hộ & thu nhập khá|mức sống khá|hộ khá",),
)
rich_households = households_of(
    "poverty.rich_households",
    review(lambda living_standard: living_standard == "rich"),
    label_vi="Số hộ có thu nhập giàu",
    label_en="Rich households",
    definition_vi="Hộ trên chuẩn cận nghèo, thu nhập giàu có theo mốc của tỉnh.",
    also=("poverty.class.rich.count",),
    said=("hộ & thu nhập giàu|thu nhập giàu có|mức sống giàu|hộ giàu",),
)
multidimensional_households = households_of(
    "poverty.multidimensional_households",
    review(lambda poverty_class: is_in(poverty_class, POOR, NEAR_POOR)),
    label_vi="Số hộ nghèo đa chiều (hộ nghèo và hộ cận nghèo)",
    label_en="Poor and near-poor households",
    code="H01",
    better="lower",
    definition_vi="Hộ nghèo và hộ cận nghèo đã công nhận, theo cách gọi của giai đoạn 2022-2025.",
    also=("poverty.multidimensional.count",),
    said=(
        "hộ nghèo đa chiều & gồm|bao gồm|nghèo và cận nghèo",
        "tổng số hộ nghèo cận nghèo|tổng số hộ nghèo và cận nghèo|tổng số hộ nghèo và hộ cận nghèo"
        "|tổng số hộ nghèo hộ cận nghèo",
    ),
)
poor_members = people_of(
    "poverty.poor_members",
    total("review", "member_count", where=lambda poverty_class: poverty_class == POOR),
    label_vi="Nhân khẩu thuộc hộ nghèo",
    label_en="Members of poor households",
    code="H03",
    better="lower",
    definition_vi="Nhân khẩu của các hộ nghèo đã công nhận.",
    also=("poverty.poor.people",),
    said=(
        "nhân khẩu|khẩu|người & hộ nghèo|người nghèo - cận nghèo|bảo hiểm|bhyt|hỗ trợ|thẻ|vay|quỹ|truyền thông|nhà ở",
    ),
)
near_poor_members = people_of(
    "poverty.near_poor_members",
    total("review", "member_count", where=lambda poverty_class: poverty_class == NEAR_POOR),
    label_vi="Nhân khẩu thuộc hộ cận nghèo",
    label_en="Members of near-poor households",
    code="H04",
    better="lower",
    definition_vi="Nhân khẩu của các hộ cận nghèo đã công nhận.",
    also=("poverty.near_poor.people",),
    said=("nhân khẩu|khẩu & hộ cận nghèo|cận nghèo - bảo hiểm|bhyt|hỗ trợ|thẻ|truyền thông",),
)


def _rate(name: str, counted: str, vi: str, en: str, of: str = "poverty.households", **more: Any) -> Indicator:
    definition = more.pop("definition_vi", f"{vi}: lấy tử số «{counted}» chia mẫu số «{of}», làm tròn 2 chữ số khi in.")
    return rate_of(name, ratio(counted, of), label_vi=vi, label_en=en, definition_vi=definition, **more)


def _sides(rate: Indicator) -> tuple[str, str]:
    """The two counts a rate is made of."""
    assert isinstance(rate.measure, Ratio)
    return rate.measure.numerator, rate.measure.denominator


rates = [
    _rate("poverty.poverty_rate", "poverty.poor_households", "Tỷ lệ hộ nghèo", "Poverty rate",
          code="H01", sheet="7.1:4", better="lower", also=("poverty.poor.rate",), said=("hộ nghèo|hội nghèo"
                                        "|nghèo đa chiều|tỷ lệ nghèo|đói nghèo|tỷ lệ đói nghèo - cận nghèo|khmer|dân tộc|thoát nghèo"
                                        "|huyện nghèo|trẻ em|thiếu hụt|giải ngân|hỗ trợ|đi học|tổng số hộ nghèo|tổng hộ nghèo",)),
    _rate("poverty.near_poverty_rate", "poverty.near_poor_households", "Tỷ lệ hộ cận nghèo", "Near-poverty rate",
          code="H04", sheet="7.1:6", better="lower", also=("poverty.near_poor.rate",), said=("hộ cận nghèo|cận nghèo"
                                        " - khmer|dân tộc|thoát nghèo|huyện nghèo|trẻ em|thiếu hụt|giải ngân|đi học"
                                        "|tỷ lệ hộ nghèo hộ cận nghèo|tỷ lệ hộ nghèo cận nghèo"
                                        "|thoát cận nghèo|hỗ trợ",)),
    _rate("poverty.average_rate", "poverty.average_households", "Tỷ lệ hộ có mức sống trung bình",
          "Share of average households", also=("poverty.class.average.rate",), said=("hộ & mức sống trung bình"
                                        "|trung bình - bằng hoặc cao hơn|người có công|gia đình chính sách",)),
    _rate("poverty.better_off_rate", "poverty.better_off_households", "Tỷ lệ hộ có thu nhập khá",
          "Share of better-off households", also=("poverty.class.fair.rate",), said=("hộ & thu nhập khá"
                                        "|mức sống khá|hộ khá",)),
    _rate("poverty.rich_rate", "poverty.rich_households", "Tỷ lệ hộ có thu nhập giàu", "Share of rich households", also=("poverty.class.rich.rate",),
          said=("hộ & thu nhập giàu"
                                        "|thu nhập giàu có|mức sống giàu|hộ giàu",)),
    _rate("poverty.multidimensional_rate", "poverty.multidimensional_households",
          "Tỷ lệ hộ nghèo đa chiều (hộ nghèo và hộ cận nghèo)", "Share of poor and near-poor households", code="H01",
          better="lower", also=("poverty.multidimensional.rate",),
          said=("tỷ lệ nghèo đa chiều|tỷ lệ hộ nghèo đa chiều & trong đó & hộ nghèo & cận nghèo",
                "tỷ lệ hộ nghèo và cận nghèo|tỷ lệ hộ nghèo cận nghèo|tỷ lệ hộ nghèo và hộ cận nghèo|tỷ lệ hộ nghèo hộ cận nghèo",
                "tỷ lệ hộ nghèo|tỷ lệ nghèo & gồm hộ nghèo|bao gồm hộ nghèo|gồm cả hộ cận nghèo & cận nghèo")),
    _rate("poverty.poor_member_rate", "poverty.poor_members", "Tỷ lệ nhân khẩu thuộc hộ nghèo",
          "Share of people in poor households", of="poverty.members", better="lower", said=("nhân khẩu|khẩu nghèo|số khẩu & hộ nghèo"
                                        "|người nghèo|khẩu nghèo & tỷ lệ|chiếm",)),
]  # fmt: skip

# Groups (forms 7.8 and 7.9).
groups = [
    households_of(
        "poverty.khmer_households",
        review(lambda ethnic_group: ethnic_group == KHMER),
        label_vi="Số hộ dân tộc Khmer",
        label_en="Khmer households",
        by=(*PLACES, "is_urban", "head_sex"),
        definition_vi="Hộ có dân tộc ghi trong phiếu rà soát là Khmer.",
        said=("hộ khmer|hộ dân tộc khmer|hộ đồng bào khmer - hộ nghèo|cận nghèo|khmer nghèo|hỗ trợ",),
    ),
    households_of(
        "poverty.khmer_poor_households",
        review(lambda ethnic_group, poverty_class: (ethnic_group == KHMER) & (poverty_class == POOR)),
        label_vi="Số hộ nghèo dân tộc Khmer",
        label_en="Khmer poor households",
        code="H07",
        sheet="7.9",
        by=(*PLACES, "is_urban", "head_sex"),
        better="lower",
        definition_vi="Hộ nghèo có dân tộc ghi trong phiếu rà soát là Khmer.",
        also=("poverty.poor.khmer.count",),
        said=("hộ nghèo|hộ & khmer & hộ nghèo|nghèo - hỗ trợ",),
    ),
    _rate("poverty.khmer_poverty_rate", "poverty.khmer_poor_households", "Tỷ lệ hộ nghèo dân tộc Khmer",
          "Poverty rate of Khmer households", of="poverty.khmer_households", code="H01", better="lower",
          by=(*PLACES, "is_urban", "head_sex"), also=("poverty.poor.khmer.rate",), said=("hộ nghèo|nghèo & khmer",)),
    households_of(
        "poverty.minority_households",
        review(lambda is_ethnic_minority: is_ethnic_minority),
        label_vi="Số hộ dân tộc thiểu số",
        label_en="Ethnic minority households",
        sheet="7.8:2",
        definition_vi="Hộ có dân tộc ghi trong phiếu khác dân tộc Kinh.",
        said=("hộ dân tộc thiểu số|hộ đồng bào dân tộc|hộ dtts - hộ nghèo|cận nghèo",),
    ),
    households_of(
        "poverty.minority_poor_households",
        review(lambda is_ethnic_minority, poverty_class: is_ethnic_minority & (poverty_class == POOR)),
        label_vi="Số hộ nghèo dân tộc thiểu số",
        label_en="Poor ethnic minority households",
        code="H07",
        sheet="7.8:5",
        better="lower",
        definition_vi="Hộ nghèo có dân tộc khác dân tộc Kinh.",
        also=("poverty.poor.minority.count", "poverty.poor.ethnic.count"),
        said=("hộ nghèo|nghèo & dân tộc thiểu số|dtts|đồng bào dân tộc - khmer|cận nghèo|chương trình|vùng|hỗ trợ",),
    ),
    households_of(
        "poverty.minority_near_poor_households",
        review(lambda is_ethnic_minority, poverty_class: is_ethnic_minority & (poverty_class == NEAR_POOR)),
        label_vi="Số hộ cận nghèo dân tộc thiểu số",
        label_en="Near-poor ethnic minority households",
        code="H07",
        sheet="7.8:6",
        better="lower",
        definition_vi="Hộ cận nghèo có dân tộc khác dân tộc Kinh.",
        also=("poverty.near_poor.minority.count", "poverty.near_poor.ethnic.count"),
        said=("cận nghèo & dân tộc thiểu số|dtts|đồng bào dân tộc - chương trình|vùng",),
    ),
    _rate("poverty.minority_poverty_rate", "poverty.minority_poor_households", "Tỷ lệ hộ nghèo dân tộc thiểu số",
          "Poverty rate of ethnic minority households", of="poverty.minority_households", code="H01", better="lower",
          also=("poverty.poor.minority.rate", "poverty.poor.ethnic.rate"),
          said=("hộ nghèo|nghèo"
                                        " & dân tộc thiểu số|dtts|đồng bào dân tộc - khmer|cận nghèo"
                                        "|chương trình|tổng số hộ nghèo|tổng hộ nghèo",)),
    _rate("poverty.minority_share_of_poor", "poverty.minority_poor_households", "Tỷ trọng hộ dân tộc thiểu số trong hộ nghèo",
          "Share of ethnic minority households among the poor", of="poverty.poor_households", code="H07",
          also=("poverty.poor.ethnic.share",),
          said=("hộ nghèo & dân tộc thiểu số|dtts|đồng bào dân tộc & chiếm|tổng số hộ nghèo|tổng hộ nghèo - khmer|cận nghèo",)),
    _rate("poverty.minority_share_of_near_poor", "poverty.minority_near_poor_households",
          "Tỷ trọng hộ dân tộc thiểu số trong hộ cận nghèo", "Share of ethnic minority households among the near-poor",
          of="poverty.near_poor_households", code="H07", also=("poverty.near_poor.ethnic.share",),
          said=("hộ cận nghèo & dân tộc thiểu số|dtts|đồng bào dân tộc & chiếm|tổng số hộ cận nghèo|tổng hộ cận nghèo",)),
    households_of(
        "poverty.urban_poor_households",
        review(lambda is_urban, poverty_class: is_urban & (poverty_class == POOR)),
        label_vi="Số hộ nghèo thành thị",
        label_en="Urban poor households",
        sheet="407-410/GN-Sở:100, cột 2",
        by=(*PLACES, "ethnic_group", "head_sex"),
        better="lower",
        definition_vi="Hộ nghèo ở phường, thị trấn.",
        also=("poverty.poor.urban.count",),
        said=("hộ nghèo & thành thị|đô thị - cận nghèo|tỷ lệ",),
    ),
    households_of(
        "poverty.female_headed_poor_households",
        review(lambda head_sex, poverty_class: (head_sex == "f") & (poverty_class == POOR)),
        label_vi="Số hộ nghèo có chủ hộ là nữ",
        label_en="Poor households headed by a woman",
        by=(*PLACES, "ethnic_group", "is_urban"),
        better="lower",
        definition_vi="Hộ nghèo có chủ hộ ghi giới tính nữ.",
        also=("poverty.poor.female_headed.count",),
        said=("hộ nghèo & chủ hộ & nữ|phụ nữ", "phụ nữ làm chủ hộ|phụ nữ nghèo làm chủ hộ"),
    ),
    households_of(
        "poverty.poor_households_without_labour",
        review(lambda is_without_labour, poverty_class: is_without_labour & (poverty_class == POOR)),
        label_vi="Số hộ nghèo không có khả năng lao động",
        label_en="Poor households without labour",
        code="H07",
        sheet="7.8:7",
        definition_vi="Hộ nghèo được ghi là không có khả năng lao động.",
        also=("poverty.poor.without_labour.count",),
        said=("hộ nghèo & không có khả năng lao động|không còn khả năng lao động|không có lao động - cận nghèo",),
    ),
    households_of(
        "poverty.near_poor_households_without_labour",
        review(lambda is_without_labour, poverty_class: is_without_labour & (poverty_class == NEAR_POOR)),
        label_vi="Số hộ cận nghèo không có khả năng lao động",
        label_en="Near-poor households without labour",
        code="H07",
        sheet="7.8:8",
        definition_vi="Hộ cận nghèo được ghi là không có khả năng lao động.",
        said=("cận nghèo & không có khả năng lao động|không còn khả năng lao động",),
    ),
    households_of(
        "poverty.poor_households_with_merit_member",
        review(lambda has_merit_member, poverty_class: has_merit_member & (poverty_class == POOR)),
        label_vi="Số hộ nghèo có thành viên là người có công",
        label_en="Poor households with a member with merit",
        code="H07",
        sheet="7.8:9",
        better="lower",
        definition_vi="Hộ nghèo có thành viên đang hưởng chính sách ưu đãi người có công.",
        also=("poverty.poor.merit.count",),
        said=("hộ nghèo & thành viên & người có công|ncc", "hộ nghèo & có người có công"
                                        "|gia đình chính sách người có công"
                                        "|thuộc chính sách ưu đãi người có công - cận nghèo"),
    ),
    households_of(
        "poverty.near_poor_households_with_merit_member",
        review(lambda has_merit_member, poverty_class: has_merit_member & (poverty_class == NEAR_POOR)),
        label_vi="Số hộ cận nghèo có thành viên là người có công",
        label_en="Near-poor households with a member with merit",
        code="H07",
        sheet="7.8:10",
        better="lower",
        definition_vi="Hộ cận nghèo có thành viên đang hưởng chính sách ưu đãi người có công.",
        said=("cận nghèo & thành viên & người có công|ncc",),
    ),
]  # fmt: skip

# Movement between two yearly reviews (sheets 407-410, forms 7.2 and 7.3).
movements = [
    households_moved(
        "poverty.escaped_poverty",
        review(lambda movement: is_in(movement, "escaped_to_near_poor", "escaped_poverty")),
        label_vi="Số hộ thoát nghèo",
        label_en="Households that escaped poverty",
        code="H05",
        sheet="407-410/GN-Sở:101; 7.2:2-3",
        better="higher",
        definition_vi="Hộ nghèo của kỳ trước, kỳ này được công nhận cận nghèo hoặc không nghèo.",
        also=("poverty.escaped", "poverty.exits"),
        said=("thoát nghèo|thoát khỏi nghèo|vươn lên thoát nghèo & hộ - mới thoát nghèo|cận nghèo|hỗ trợ|tỷ lệ|vay",),
    ),
    households_moved(
        "poverty.escaped_above_near_poverty",
        review(lambda movement: movement == "escaped_poverty"),
        label_vi="Số hộ nghèo vượt chuẩn cận nghèo",
        label_en="Poor households now above near-poverty",
        code="H05",
        sheet="7.2:3",
        better="higher",
        definition_vi="Hộ nghèo của kỳ trước, kỳ này được công nhận không nghèo.",
        said=("thoát nghèo|hộ nghèo & vượt chuẩn cận nghèo|vượt qua chuẩn cận nghèo|không thuộc diện cận nghèo",),
    ),
    households_moved(
        "poverty.poor_became_near_poor",
        review(lambda movement: movement == "escaped_to_near_poor"),
        label_vi="Số hộ nghèo trở thành hộ cận nghèo",
        label_en="Poor households that became near-poor",
        sheet="7.2:2; 7.3",
        definition_vi="Hộ nghèo của kỳ trước, kỳ này được công nhận cận nghèo.",
        said=(
            "hộ nghèo & chuyển sang cận nghèo|xuống cận nghèo|trở thành hộ cận nghèo|thành hộ cận nghèo|lên cận nghèo",
        ),
    ),
    households_moved(
        "poverty.fell_back_into_poverty",
        review(lambda movement: movement == "fell_back_to_poor"),
        label_vi="Số hộ tái nghèo",
        label_en="Households that fell back into poverty",
        code="H06",
        sheet="407-410/GN-Sở:102; 7.2:6",
        better="lower",
        definition_vi="Hộ nghèo kỳ này, kỳ trước không nghèo, nhưng đã từng là hộ nghèo trước đó.",
        also=("poverty.fell_back",),
        said=("tái nghèo - cận nghèo",),
    ),
    households_moved(
        "poverty.newly_poor",
        review(lambda movement: movement == "new_poor"),
        label_vi="Số hộ nghèo phát sinh mới",
        label_en="Newly poor households",
        code="H06",
        sheet="407-410/GN-Sở:103; 7.2:7",
        better="lower",
        definition_vi="Hộ nghèo kỳ này, kỳ trước không nghèo và chưa từng là hộ nghèo.",
        also=("poverty.newly_poor.count",),
        said=("hộ nghèo|nghèo & phát sinh|phát sinh mới|nghèo mới - cận nghèo|tái nghèo",),
    ),
    households_moved(
        "poverty.near_poor_became_poor",
        review(lambda movement: movement == "fell_to_poor"),
        label_vi="Số hộ cận nghèo trở thành hộ nghèo",
        label_en="Near-poor households that became poor",
        sheet="7.2:5; 7.3",
        better="lower",
        definition_vi="Hộ cận nghèo của kỳ trước, kỳ này được công nhận nghèo.",
        said=("hộ cận nghèo & xuống nghèo|trở thành hộ nghèo|thành hộ nghèo|rơi xuống nghèo",),
    ),
    households_moved(
        "poverty.arrived_poor",
        review(lambda movement: movement == "arrived_poor"),
        label_vi="Số hộ nghèo tăng do tách hộ, chuyển đến",
        label_en="Poor households by split or arrival",
        sheet="7.2:8",
        definition_vi="Hộ mới trong danh sách của xã (tách hộ, chuyển đến) được công nhận nghèo.",
        said=("hộ nghèo & tách hộ|chuyển đến|nhập hộ - cận nghèo",),
    ),
    households_moved(
        "poverty.escaped_near_poverty",
        review(lambda movement: movement == "escaped_near_poverty"),
        label_vi="Số hộ thoát cận nghèo",
        label_en="Households that escaped near-poverty",
        code="H05",
        sheet="407-410/GN-Sở:201; 7.3",
        better="higher",
        definition_vi="Hộ cận nghèo của kỳ trước, kỳ này được công nhận không nghèo.",
        also=("poverty.near_poor.escaped", "poverty.near_poor.exits"),
        said=("thoát cận nghèo|hộ cận nghèo thoát", "thoát nghèo|thoát khỏi|thoát & cận nghèo"),
    ),
    households_moved(
        "poverty.fell_back_into_near_poverty",
        review(lambda movement: movement == "fell_back_to_near_poor"),
        label_vi="Số hộ tái cận nghèo",
        label_en="Households that fell back into near-poverty",
        code="H06",
        sheet="407-410/GN-Sở:202; 7.3",
        better="lower",
        definition_vi="Hộ cận nghèo kỳ này, kỳ trước không nghèo, nhưng đã từng là hộ cận nghèo trước đó.",
        said=("tái cận nghèo",),
    ),
    households_moved(
        "poverty.newly_near_poor",
        review(lambda movement: movement == "new_near_poor"),
        label_vi="Số hộ cận nghèo phát sinh mới",
        label_en="Newly near-poor households",
        code="H06",
        sheet="407-410/GN-Sở:203; 7.3",
        better="lower",
        definition_vi="Hộ cận nghèo kỳ này, kỳ trước không nghèo và chưa từng là hộ cận nghèo.",
        said=("hộ cận nghèo|cận nghèo & phát sinh|phát sinh mới",),
    ),
    households_moved(
        "poverty.arrived_near_poor",
        review(lambda movement: movement == "arrived_near_poor"),
        label_vi="Số hộ cận nghèo tăng do tách hộ, chuyển đến",
        label_en="Near-poor households by split or arrival",
        sheet="7.3",
        definition_vi="Hộ mới trong danh sách của xã (tách hộ, chuyển đến) được công nhận cận nghèo.",
        said=("hộ cận nghèo & tách hộ|chuyển đến|nhập hộ",),
    ),
    Indicator(
        "poverty.poverty_rate_fall",
        fall("poverty.poverty_rate"),
        label_vi="Mức giảm tỷ lệ hộ nghèo",
        label_en="Fall of the poverty rate",
        unit="percentage_point",
        kind="flow",
        by=HOUSEHOLDS,
        code="H02",
        better="higher",
        definition_vi="Tỷ lệ hộ nghèo cuối năm trước trừ tỷ lệ hộ nghèo của kỳ này, tính bằng điểm phần trăm.",
        also=("poverty.poor.reduction",),
        said=(
            "giảm|mức giảm & tỷ lệ hộ nghèo|hộ nghèo|hội nghèo|tỷ lệ nghèo|nghèo đa chiều - cận nghèo|khmer|dân tộc"
            "|huyện nghèo|xã nghèo|xã đặc biệt khó khăn"
            "|giải ngân",
            "tỷ lệ giảm nghèo|mức giảm nghèo - cận nghèo|khmer|dân tộc|huyện nghèo|xã nghèo|giải ngân",
        ),
    ),
    Indicator(
        "poverty.near_poverty_rate_fall",
        fall("poverty.near_poverty_rate"),
        label_vi="Mức giảm tỷ lệ hộ cận nghèo",
        label_en="Fall of the near-poverty rate",
        unit="percentage_point",
        kind="flow",
        by=HOUSEHOLDS,
        code="H04",
        better="higher",
        definition_vi="Tỷ lệ hộ cận nghèo cuối năm trước trừ tỷ lệ của kỳ này, tính bằng điểm phần trăm.",
        also=("poverty.near_poor.reduction",),
        said=("giảm|mức giảm & hộ cận nghèo|cận nghèo - giải ngân",),
    ),
    Indicator(
        "poverty.poor_households_fall",
        fall("poverty.poor_households"),
        label_vi="Số hộ nghèo giảm",
        label_en="Fall of the number of poor households",
        unit="household",
        kind="flow",
        by=GROUPS,
        decimals=0,
        code="H05",
        better="higher",
        definition_vi="Số hộ nghèo cuối năm trước trừ số hộ nghèo của kỳ này.",
        also=("poverty.poor.count_reduction",),
        said=(
            "giảm & hộ nghèo|hội nghèo & phấn đấu|chỉ tiêu|mục tiêu|mỗi năm|hằng năm|hàng năm - cận nghèo|dân tộc|khmer|tỷ lệ",
        ),
    ),
    Indicator(
        "poverty.near_poor_households_fall",
        fall("poverty.near_poor_households"),
        label_vi="Số hộ cận nghèo giảm",
        label_en="Fall of the number of near-poor households",
        unit="household",
        kind="flow",
        by=GROUPS,
        decimals=0,
        code="H05",
        better="higher",
        definition_vi="Số hộ cận nghèo cuối năm trước trừ số hộ cận nghèo của kỳ này.",
        also=("poverty.near_poor.count_reduction",),
        said=("giảm & hộ cận nghèo & phấn đấu|chỉ tiêu|mục tiêu|mỗi năm|hằng năm|hàng năm - tỷ lệ",),
    ),
    Indicator(
        "poverty.minority_poor_households_fall",
        fall("poverty.minority_poor_households"),
        label_vi="Số hộ nghèo dân tộc thiểu số giảm",
        label_en="Fall of the number of poor ethnic minority households",
        unit="household",
        kind="flow",
        by=("is_urban", "head_sex"),
        decimals=0,
        code="H05",
        better="higher",
        definition_vi="Số hộ nghèo dân tộc thiểu số cuối năm trước trừ số của kỳ này.",
        also=("poverty.poor.minority.count_reduction", "poverty.poor.ethnic.count_reduction"),
        said=(
            "giảm & hộ nghèo & dân tộc thiểu số|dtts & phấn đấu|chỉ tiêu|mục tiêu|mỗi năm|hằng năm|hàng năm - khmer|cận nghèo",
        ),
    ),
    Indicator(
        "poverty.minority_poverty_rate_fall",
        fall("poverty.minority_poverty_rate"),
        label_vi="Mức giảm tỷ lệ hộ nghèo dân tộc thiểu số",
        label_en="Fall of the poverty rate of ethnic minority households",
        unit="percentage_point",
        kind="flow",
        by=(*PLACES, "is_urban"),
        code="H02",
        better="higher",
        definition_vi="Tỷ lệ hộ nghèo dân tộc thiểu số cuối năm trước trừ tỷ lệ của kỳ này, tính bằng điểm phần trăm.",
        also=("poverty.poor.minority.reduction", "poverty.poor.ethnic.reduction"),
        said=("giảm|mức giảm & nghèo & dân tộc thiểu số|dtts|đồng bào dân tộc - khmer|cận nghèo",),
    ),
    Indicator(
        "poverty.khmer_poverty_rate_fall",
        fall("poverty.khmer_poverty_rate"),
        label_vi="Mức giảm tỷ lệ hộ nghèo dân tộc Khmer",
        label_en="Fall of the poverty rate of Khmer households",
        unit="percentage_point",
        kind="flow",
        by=(*PLACES, "is_urban"),
        code="H02",
        better="higher",
        definition_vi="Tỷ lệ hộ nghèo Khmer cuối năm trước trừ tỷ lệ của kỳ này, tính bằng điểm phần trăm.",
        also=("poverty.poor.khmer.reduction",),
        said=("giảm|mức giảm & nghèo & khmer",),
    ),
]

# The twelve deprivations among poor and near-poor households (forms 7.4-7.7).
GROUPS_OF_CLASS = {POOR: ("hộ nghèo", "poor households"), NEAR_POOR: ("hộ cận nghèo", "near-poor households")}


def _of_class(column: str, poverty_class: str) -> Callable[..., Expression]:
    """Where a yes/no column is true among the households of a class; wired by the column's name."""
    return wired(lambda is_true, signed: is_true & (signed == poverty_class), column, "poverty_class")


def wired(rule: Callable[..., Expression], *columns: str) -> Callable[..., Expression]:
    """The same function, asking for columns of these names."""

    def give(*given: Expression) -> Expression:
        return rule(*given)

    give.__dict__["__signature__"] = Signature([Parameter(name, Parameter.POSITIONAL_OR_KEYWORD) for name in columns])
    return give


deprivations = [
    households_of(
        f"poverty.{group}_deprived_of_{code}",
        review(_of_class(f"is_deprived_of_{code}", group)),
        label_vi=f"Số {group_vi} thiếu hụt: {vi.lower()}",
        label_en=f"{group_en.capitalize()} deprived: {en.lower()}",
        code="H08",
        sheet="7.4" if group == POOR else "7.6",
        better="lower",
        definition_vi=f"Số {group_vi} bị thiếu hụt chỉ số «{vi}» theo Phiếu B2.",
        said=(f"{group_vi} & thiếu hụt|chưa có|không có|chưa được & {vi.lower()}",),
    )
    for group, (group_vi, group_en) in GROUPS_OF_CLASS.items()
    for code, (vi, en) in DEPRIVATIONS.items()
]
deprivation_rates = [
    _rate(f"poverty.{group}_deprived_of_{code}_rate", f"poverty.{group}_deprived_of_{code}",
          f"Tỷ lệ {group_vi} thiếu hụt: {vi.lower()}", f"Share of {group_en} deprived: {en.lower()}",
          of=f"poverty.{group}_households", code="H08", sheet="7.5" if group == POOR else "7.7", better="lower",
          said=(f"{group_vi} & thiếu hụt|chưa có|không có|chưa được & {vi.lower()}",))
    for group, (group_vi, group_en) in GROUPS_OF_CLASS.items()
    for code, (vi, en) in DEPRIVATIONS.items()
]  # fmt: skip
causes = [
    households_of(
        f"poverty.{group}_because_{code}",
        review(_of_class(f"cause_{code}", group)),
        label_vi=f"Số {group_vi} do nguyên nhân: {vi.lower()}",
        label_en=f"{group_en.capitalize()} because: {en.lower()}",
        code="H09",
        sheet="7.10",
        definition_vi=f"Số {group_vi} có đánh dấu nguyên nhân «{vi}»; một hộ có thể có nhiều nguyên nhân.",
        said=(f"{group_vi} & nguyên nhân|do & {vi.lower()}",),
    )
    for group, (group_vi, group_en) in GROUPS_OF_CLASS.items()
    for code, (vi, en) in CAUSES.items()
]

# Children of poor and near-poor households (form 7.11).
CHILD_LACKS = {
    "insurance": ("bảo hiểm y tế", "health insurance", "is_child_without_insurance"),
    "nutrition": ("dinh dưỡng", "nutrition", "is_undernourished"),
    "schooling": ("đi học", "schooling", "lacks_child_schooling"),
}
children = [
    *(
        children_of(
            f"poverty.children_in_{group}_households",
            count("review_member", where=_of_class("is_child", group)),
            label_vi=f"Số trẻ em trong {group_vi}",
            label_en=f"Children in {group_en}",
            code="H10",
            sheet="7.11",
            definition_vi=f"Trẻ em dưới 16 tuổi vào ngày khảo sát, thành viên của {group_vi}.",
            also=(f"children.{group}.count",),
            said=(f"trẻ em & {group_vi} - bảo hiểm|thẻ|học sinh|hỗ trợ|thiếu hụt|tỷ lệ|quà|tặng",),
        )
        for group, (group_vi, group_en) in GROUPS_OF_CLASS.items()
    ),
    *(
        children_of(
            f"poverty.children_in_{group}_households_lacking_{code}",
            count("review_member", where=_of_class(column, group)),
            label_vi=f"Số trẻ em trong {group_vi} thiếu hụt {vi}",
            label_en=f"Children in {group_en} lacking {en}",
            code="H10",
            sheet="7.11",
            better="lower",
            definition_vi=f"Trẻ em trong {group_vi} bị thiếu hụt {vi} theo Phiếu B2.",
            said=(f"trẻ em & {group_vi} & thiếu hụt|chưa có|không được|không có & {vi}",),
        )
        for group, (group_vi, group_en) in GROUPS_OF_CLASS.items()
        for code, (vi, en, column) in CHILD_LACKS.items()
    ),
]

# Alkire-Foster over people, with equal weights and the cut-off of the law; a household stopped by form A lacks nothing.
POSSIBLE = "poverty.possible_deprivations"
alkire_foster = [
    people_of(
        "poverty.multidimensionally_poor_members",
        total("review", "member_count", where=lambda is_multidimensionally_poor: is_multidimensionally_poor),
        label_vi="Nhân khẩu nghèo đa chiều",
        label_en="Multidimensionally poor people",
        better="lower",
        definition_vi="Nhân khẩu của hộ thiếu hụt từ số chỉ số tối thiểu của luật trở lên; hộ dừng ở Phiếu A là không thiếu hụt.",
    ),
    people_of(
        "poverty.deprivations_of_the_poor",
        total(
            "review", lambda censored_deprivation_count, member_count: censored_deprivation_count * or_else(member_count, 0)
        ),
        label_vi="Tổng số thiếu hụt của người nghèo đa chiều",
        label_en="Deprivations of multidimensionally poor people",
        unit="count",
        better="lower",
        definition_vi="Số chỉ số thiếu hụt của hộ nhân số nhân khẩu, cộng trên các hộ nghèo đa chiều.",
    ),
    people_of(
        "poverty.possible_deprivations_of_the_poor",
        total(
            "review",
            lambda possible_deprivations_of_the_poor, member_count: (
                possible_deprivations_of_the_poor * or_else(member_count, 0)
            ),
        ),
        label_vi="Số thiếu hụt tối đa của người nghèo đa chiều",
        label_en="Possible deprivations of multidimensionally poor people",
        unit="count",
        definition_vi="Số chỉ số của luật nhân số nhân khẩu của các hộ nghèo đa chiều.",
    ),
    people_of(
        POSSIBLE,
        total("review", lambda member_count, law: law.poverty.indicator_count * or_else(member_count, 0)),
        label_vi="Số thiếu hụt tối đa của toàn bộ nhân khẩu",
        label_en="Possible deprivations of all people",
        unit="count",
        definition_vi="Số chỉ số của luật nhân tổng số nhân khẩu.",
    ),
    _rate("poverty.mpi_headcount", "poverty.multidimensionally_poor_members", "Tỷ lệ nghèo đa chiều H",
          "Multidimensional headcount H", of="poverty.members", better="lower"),
    _rate("poverty.mpi_intensity", "poverty.deprivations_of_the_poor", "Cường độ nghèo đa chiều A",
          "Intensity of multidimensional poverty A", of="poverty.possible_deprivations_of_the_poor", better="lower",
          said=("cường độ nghèo đa chiều|cường độ thiếu hụt",)),
    rate_of(
        "poverty.mpi",
        ratio("poverty.deprivations_of_the_poor", POSSIBLE, unit="index"),
        label_vi="Chỉ số nghèo đa chiều M0",
        label_en="Multidimensional poverty index M0",
        said=("chỉ số nghèo đa chiều|chỉ số nghèo đa chiều điều chỉnh",),
        unit="index",
        decimals=4,
        better="lower",
        definition_vi="M0 = H × A: tổng thiếu hụt của người nghèo đa chiều chia số thiếu hụt tối đa của toàn bộ nhân khẩu.",
    ),
    *(
        people_of(
            f"poverty.poor_members_deprived_of_{code}",
            total("review", "member_count", where=wired(lambda is_censored: is_censored, f"is_censored_{code}")),
            label_vi=f"Nhân khẩu nghèo đa chiều thiếu hụt: {vi.lower()}",
            label_en=f"Multidimensionally poor people deprived: {en.lower()}",
            better="lower",
            definition_vi=f"Nhân khẩu của hộ nghèo đa chiều bị thiếu hụt chỉ số «{vi}».",
        )
        for code, (vi, en) in DEPRIVATIONS.items()
    ),
    *(
        _rate(f"poverty.censored_headcount_{code}", f"poverty.poor_members_deprived_of_{code}",
              f"Tỷ lệ nghèo đa chiều và thiếu hụt: {vi.lower()}", f"Censored headcount: {en.lower()}",
              of="poverty.members", better="lower")
        for code, (vi, en) in DEPRIVATIONS.items()
    ),
    *(
        _rate(f"poverty.contribution_{code}", f"poverty.poor_members_deprived_of_{code}",
              f"Đóng góp vào M0: {vi.lower()}", f"Contribution to M0: {en.lower()}",
              of="poverty.deprivations_of_the_poor")
        for code, (vi, en) in DEPRIVATIONS.items()
    ),
]  # fmt: skip

# How well the review itself was done.
quality = [
    households_of(
        "poverty.class_differs_from_rule",
        review(lambda class_differs: class_differs),
        label_vi="Số hộ có kết quả ký khác kết quả tính theo điểm",
        label_en="Households whose signed class differs from the rule",
        better="lower",
        definition_vi="Hộ có kết quả công nhận khác kết quả tính theo Phiếu A, B1, B2; mỗi hộ phải ghi lý do.",
    ),
    households_of(
        "poverty.not_surveyed_households",
        review(lambda poverty_class: is_unknown(poverty_class)),
        label_vi="Số hộ chưa có kết quả phân loại",
        label_en="Households without a class",
        better="lower",
        definition_vi="Hộ trong danh sách nhưng chưa khảo sát hoặc chưa đủ câu trả lời để phân loại.",
        said=("chưa xếp loại|chưa phân loại|chưa có kết quả phân loại|chưa khảo sát|chưa được khảo sát & hộ",),
    ),
]

# Money of sheet 411: no record of this house gives it.
PROGRAMME = (
    "chương trình mục tiêu quốc gia giảm nghèo|chương trình mtqg giảm nghèo|ctmtqg giảm nghèo|giảm nghèo bền vững"
)
MONEY = {
    "411_100": (
        "Kinh phí giảm nghèo, tổng số",
        "Money for poverty reduction",
        "100",
        "tổng kinh phí|kinh phí|nguồn lực & công tác giảm nghèo|giảm nghèo - chương trình mục tiêu|giải ngân",
    ),
    "411_110": (
        "Kinh phí Chương trình MTQG giảm nghèo bền vững",
        "National target programme",
        "110",
        f"{PROGRAMME} & tổng kinh phí|kinh phí thực hiện|kinh phí|nguồn vốn - giải ngân|được giao|phân bổ|chính sách",
    ),
    "411_111": (
        "Ngân sách trung ương (CTMTQG)",
        "Central budget (programme)",
        "111",
        f"{PROGRAMME} & ngân sách trung ương|vốn trung ương|nstw",
    ),
    "411_112": (
        "Ngân sách địa phương (CTMTQG)",
        "Local budget (programme)",
        "112",
        f"{PROGRAMME} & ngân sách địa phương|vốn địa phương|ngân sách tỉnh|nsđp|đối ứng",
    ),
    "411_113": (
        "Nguồn khác (CTMTQG)",
        "Other sources (programme)",
        "113",
        f"{PROGRAMME} & nguồn khác|huy động|xã hội hóa|cộng đồng đóng góp",
    ),
    "411_210": (
        "Kinh phí thực hiện chính sách giảm nghèo hiện hành",
        "Current poverty policies",
        "210",
        "chính sách giảm nghèo|chính sách hỗ trợ hộ nghèo|chính sách an sinh & kinh phí|số tiền",
    ),
    "411_211": (
        "Ngân sách trung ương (chính sách hiện hành)",
        "Central budget (policies)",
        "211",
        "chính sách giảm nghèo & ngân sách trung ương",
    ),
    "411_212": (
        "Ngân sách địa phương (chính sách hiện hành)",
        "Local budget (policies)",
        "212",
        "chính sách giảm nghèo & ngân sách địa phương",
    ),
    "411_213": (
        "Nguồn khác (chính sách hiện hành)",
        "Other sources (policies)",
        "213",
        "chính sách giảm nghèo & nguồn khác",
    ),
}
money = [
    Indicator(
        f"poverty.money_{code}",
        entered(),
        label_vi=vi,
        label_en=en,
        unit="million_dong",
        kind="flow",
        by=(),
        code="H17",
        sheet=f"411/GN-Sở:{row}",
        definition_vi="Số do đơn vị quản lý kinh phí báo, nhập kèm nguồn; không có sổ nào của hệ thống cho ra số này.",
        said=(said,),
    )
    for code, (vi, en, row, said) in MONEY.items()
]

relations = [
    parts(
        "poverty.households",
        (
            "poverty.poor_households",
            "poverty.near_poor_households",
            "poverty.average_households",
            "poverty.better_off_households",
            "poverty.rich_households",
        ),
    ),
    parts("poverty.multidimensional_households", ("poverty.poor_households", "poverty.near_poor_households")),
    whole(
        (
            "poverty.poverty_rate",
            "poverty.near_poverty_rate",
            "poverty.average_rate",
            "poverty.better_off_rate",
            "poverty.rich_rate",
        )
    ),
    *(share(rate.name, *_sides(rate)) for rate in rates),
    share("poverty.minority_share_of_poor", "poverty.minority_poor_households", "poverty.poor_households"),
    share(
        "poverty.minority_share_of_near_poor", "poverty.minority_near_poor_households", "poverty.near_poor_households"
    ),
    share("poverty.khmer_poverty_rate", "poverty.khmer_poor_households", "poverty.khmer_households"),
    not_below("poverty.households", "poverty.khmer_households"),
    not_below("poverty.poor_households", "poverty.khmer_poor_households"),
    not_below("poverty.minority_poor_households", "poverty.khmer_poor_households"),
    not_below("poverty.poor_households", "poverty.urban_poor_households"),
    not_below("poverty.poor_members", "poverty.poor_households"),
    parts("poverty.escaped_poverty", ("poverty.escaped_above_near_poverty", "poverty.poor_became_near_poor")),
    movement(
        "poverty.poor_households",
        plus=(
            "poverty.near_poor_became_poor",
            "poverty.fell_back_into_poverty",
            "poverty.newly_poor",
            "poverty.arrived_poor",
        ),
        minus=("poverty.escaped_poverty",),
    ),
    movement(
        "poverty.near_poor_households",
        plus=(
            "poverty.poor_became_near_poor",
            "poverty.fell_back_into_near_poverty",
            "poverty.newly_near_poor",
            "poverty.arrived_near_poor",
        ),
        minus=("poverty.escaped_near_poverty", "poverty.near_poor_became_poor"),
    ),
    parts("poverty.money_411_100", ("poverty.money_411_110", "poverty.money_411_210")),
    parts("poverty.money_411_110", ("poverty.money_411_111", "poverty.money_411_112", "poverty.money_411_113")),
    parts("poverty.money_411_210", ("poverty.money_411_211", "poverty.money_411_212", "poverty.money_411_213")),
    steady("poverty.households", percent=5),
    steady("poverty.poor_households", percent=50),
    steady("poverty.near_poor_households", percent=50),
]
