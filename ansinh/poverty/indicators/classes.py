"""Classes the commune signed: households and people of each, their rates, and how well they were signed."""

from ansinh.engine import is_in, is_unknown, total

from .common import NEAR_POOR, POOR, households_of, people_of, rate, review

counts = [
    households_of(
        "poverty.households",
        review(),
        label_vi="Tổng số hộ dân cư",
        label_en="All households",
        code="H01",
        sheet="7.1:1",
        definition_vi="Hộ trong danh sách của kỳ rà soát mới nhất đã được UBND cấp xã công nhận, kể cả hộ chưa khảo sát.",
        said=("tổng số hộ|hộ dân cư|số hộ dân|hộ gia đình toàn tỉnh & hộ - hộ nghèo|hộ cận nghèo|được hỗ trợ",),
    ),
    people_of(
        "poverty.members",
        total("review", "member_count"),
        label_vi="Tổng số nhân khẩu",
        label_en="Members of all households",
        sheet="7.1:2",
        definition_vi="Nhân khẩu của các hộ trong kỳ rà soát.",
        said=("nhân khẩu|khẩu & tổng số|toàn tỉnh|hộ dân cư - nghèo|thiếu đói",),
    ),
    households_of(
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
    ),
    households_of(
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
    ),
    households_of(
        "poverty.average_households",
        review(lambda living_standard: living_standard == "average"),
        label_vi="Số hộ có mức sống trung bình",
        label_en="Households of average living standard",
        definition_vi="Hộ trên chuẩn cận nghèo, mức sống trung bình theo mốc của tỉnh.",
        also=("poverty.class.average.count",),
        said=("hộ & mức sống trung bình|trung bình - bằng hoặc cao hơn|tỷ lệ",),
    ),
    households_of(
        "poverty.better_off_households",
        review(lambda living_standard: living_standard == "better_off"),
        label_vi="Số hộ có thu nhập khá",
        label_en="Better-off households",
        definition_vi="Hộ trên chuẩn cận nghèo, thu nhập khá theo mốc của tỉnh.",
        also=("poverty.class.fair.count",),
        said=("hộ & thu nhập khá|mức sống khá|hộ khá",),
    ),
    households_of(
        "poverty.rich_households",
        review(lambda living_standard: living_standard == "rich"),
        label_vi="Số hộ có thu nhập giàu",
        label_en="Rich households",
        definition_vi="Hộ trên chuẩn cận nghèo, thu nhập giàu có theo mốc của tỉnh.",
        also=("poverty.class.rich.count",),
        said=("hộ & thu nhập giàu|thu nhập giàu có|mức sống giàu|hộ giàu",),
    ),
    households_of(
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
    ),
    people_of(
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
    ),
    people_of(
        "poverty.near_poor_members",
        total("review", "member_count", where=lambda poverty_class: poverty_class == NEAR_POOR),
        label_vi="Nhân khẩu thuộc hộ cận nghèo",
        label_en="Members of near-poor households",
        code="H04",
        better="lower",
        definition_vi="Nhân khẩu của các hộ cận nghèo đã công nhận.",
        also=("poverty.near_poor.people",),
        said=("nhân khẩu|khẩu & hộ cận nghèo|cận nghèo - bảo hiểm|bhyt|hỗ trợ|thẻ|truyền thông",),
    ),
]

rates = [
    rate("poverty.poverty_rate", "poverty.poor_households", "Tỷ lệ hộ nghèo", "Poverty rate",
         code="H01", sheet="7.1:4", better="lower", also=("poverty.poor.rate",), said=("hộ nghèo|hội nghèo"
                                        "|nghèo đa chiều|tỷ lệ nghèo|đói nghèo|tỷ lệ đói nghèo - cận nghèo|khmer|dân tộc|thoát nghèo"
                                        "|huyện nghèo|trẻ em|thiếu hụt|giải ngân|hỗ trợ|đi học|tổng số hộ nghèo|tổng hộ nghèo",)),
    rate("poverty.near_poverty_rate", "poverty.near_poor_households", "Tỷ lệ hộ cận nghèo", "Near-poverty rate",
         code="H04", sheet="7.1:6", better="lower", also=("poverty.near_poor.rate",), said=("hộ cận nghèo|cận nghèo"
                                        " - khmer|dân tộc|thoát nghèo|huyện nghèo|trẻ em|thiếu hụt|giải ngân|đi học"
                                        "|tỷ lệ hộ nghèo hộ cận nghèo|tỷ lệ hộ nghèo cận nghèo"
                                        "|thoát cận nghèo|hỗ trợ",)),
    rate("poverty.average_rate", "poverty.average_households", "Tỷ lệ hộ có mức sống trung bình",
         "Share of average households", also=("poverty.class.average.rate",), said=("hộ & mức sống trung bình"
                                        "|trung bình - bằng hoặc cao hơn|người có công|gia đình chính sách",)),
    rate("poverty.better_off_rate", "poverty.better_off_households", "Tỷ lệ hộ có thu nhập khá",
         "Share of better-off households", also=("poverty.class.fair.rate",), said=("hộ & thu nhập khá"
                                        "|mức sống khá|hộ khá",)),
    rate("poverty.rich_rate", "poverty.rich_households", "Tỷ lệ hộ có thu nhập giàu", "Share of rich households", also=("poverty.class.rich.rate",),
         said=("hộ & thu nhập giàu"
                                        "|thu nhập giàu có|mức sống giàu|hộ giàu",)),
    rate("poverty.multidimensional_rate", "poverty.multidimensional_households",
         "Tỷ lệ hộ nghèo đa chiều (hộ nghèo và hộ cận nghèo)", "Share of poor and near-poor households", code="H01",
         better="lower", also=("poverty.multidimensional.rate",),
         said=("tỷ lệ nghèo đa chiều|tỷ lệ hộ nghèo đa chiều & trong đó & hộ nghèo & cận nghèo",
               "tỷ lệ hộ nghèo và cận nghèo|tỷ lệ hộ nghèo cận nghèo|tỷ lệ hộ nghèo và hộ cận nghèo|tỷ lệ hộ nghèo hộ cận nghèo",
               "tỷ lệ hộ nghèo|tỷ lệ nghèo & gồm hộ nghèo|bao gồm hộ nghèo|gồm cả hộ cận nghèo & cận nghèo")),
    rate("poverty.poor_member_rate", "poverty.poor_members", "Tỷ lệ nhân khẩu thuộc hộ nghèo",
         "Share of people in poor households", of="poverty.members", better="lower", said=("nhân khẩu|khẩu nghèo|số khẩu & hộ nghèo"
                                        "|người nghèo|khẩu nghèo & tỷ lệ|chiếm",)),
]  # fmt: skip

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
