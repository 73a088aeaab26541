"""What the house pays people: monthly rights of a person, and rights once."""

from ansinh.engine import Benefit

_ASSISTANCE = {"programme": "assistance", "purse": "province_assistance"}
_MERIT = {"programme": "merit", "purse": "central_merit"}

monthly = [
    Benefit(
        "assistance.social_allowance", "monthly_social_allowance", **_ASSISTANCE, group="assistance",
        label_vi="Trợ cấp xã hội hằng tháng", label_en="Monthly social allowance",
        article="NĐ 20/2021/NĐ-CP Điều 6; NĐ 335/2026/NĐ-CP Điều 6",
    ),
    Benefit(
        "assistance.single_parent", "single_parent_allowance", **_ASSISTANCE, group="assistance",
        label_vi="Trợ cấp người đơn thân nghèo nuôi con", label_en="Single parent allowance",
        article="NĐ 20/2021/NĐ-CP Điều 5 khoản 4, Điều 6; NĐ 335/2026/NĐ-CP Điều 5, Điều 6",
    ),
    Benefit(
        "assistance.care_support", "care_support", **_ASSISTANCE, group="care",
        label_vi="Hỗ trợ kinh phí chăm sóc, nuôi dưỡng", label_en="Care support",
        article="NĐ 20/2021/NĐ-CP Điều 20; NĐ 335/2026/NĐ-CP Điều 17",
    ),
    Benefit(
        "assistance.social_pension", "social_pension", **_ASSISTANCE, group="social_pension",
        label_vi="Trợ cấp hưu trí xã hội", label_en="Social pension",
        article="Luật Bảo hiểm xã hội 41/2024/QH15 Điều 21, 22; NĐ 176/2025/NĐ-CP Điều 3",
    ),
    Benefit(
        "merit.own_allowance", "merit_allowance", **_MERIT, group="merit",
        label_vi="Trợ cấp ưu đãi người có công hằng tháng", label_en="Monthly merit allowance",
        article="Pháp lệnh 02/2020/UBTVQH14 Điều 5, 6; NĐ 75/2021/NĐ-CP Phụ lục I, II, III",
    ),
    Benefit(
        "merit.supplement", "merit_supplement", **_MERIT, group="merit",
        label_vi="Phụ cấp ưu đãi hằng tháng", label_en="Monthly merit supplement",
        article="Pháp lệnh 02/2020/UBTVQH14 Điều 24; NĐ 75/2021/NĐ-CP Phụ lục I",
    ),
    Benefit(
        "merit.carer", "merit_carer_allowance", **_MERIT, group="merit_carer",
        label_vi="Trợ cấp người phục vụ", label_en="Carer allowance",
        article="Pháp lệnh 02/2020/UBTVQH14 Điều 6; NĐ 75/2021/NĐ-CP Phụ lục I",
    ),
    Benefit(
        "merit.survivor", "survivor_allowance", **_MERIT, group="survivor",
        label_vi="Trợ cấp tuất hằng tháng", label_en="Monthly survivor allowance",
        article="Pháp lệnh 02/2020/UBTVQH14 Điều 6, 16; NĐ 75/2021/NĐ-CP Phụ lục I",
    ),
    Benefit(
        "merit.nurturing", "nurturing_allowance", **_MERIT, group="survivor",
        label_vi="Trợ cấp tuất nuôi dưỡng", label_en="Nurturing allowance of a survivor",
        article="Pháp lệnh 02/2020/UBTVQH14 Điều 6, 16; NĐ 75/2021/NĐ-CP Phụ lục I",
    ),
    Benefit(
        "merit.study", "merit_study_allowance", **_MERIT, group="merit_study",
        label_vi="Trợ cấp ưu đãi học tập hằng tháng", label_en="Monthly study allowance",
        article="Pháp lệnh 02/2020/UBTVQH14 Điều 5; NĐ 75/2021/NĐ-CP Phụ lục I",
    ),
    Benefit(
        "merit.former_soldier", "former_soldier_aid", **_MERIT, group="former_soldier",
        label_vi="Trợ cấp quân nhân, công an phục viên, xuất ngũ", label_en="Former soldier's aid",
        article="QĐ 142/2008/QĐ-TTg; QĐ 62/2011/QĐ-TTg; TT 103/2026/TT-BQP Điều 3",
    ),
    Benefit(
        "merit.new_year_gift", "new_year_gift", **_MERIT, every="year", group="gift",
        label_vi="Quà Tết của Chủ tịch nước", label_en="President's New Year gift", article="QĐ 01/QĐ-CTN năm 2026",
    ),
    Benefit(
        "merit.invalids_day_gift", "invalids_day_gift", **_MERIT, every="year", group="gift",
        label_vi="Quà 27/7 của Chủ tịch nước", label_en="President's gift on 27 July", article="QĐ-CTN hằng năm",
    ),
]  # fmt: skip

once = [
    Benefit(
        "assistance.once", "assistance_once", grain="claim", every="once", **_ASSISTANCE, group="once",
        label_vi="Hỗ trợ mai táng trợ giúp xã hội", label_en="Funeral support of social assistance",
        article="NĐ 20/2021/NĐ-CP Điều 11; NĐ 335/2026/NĐ-CP Điều 11, 31",
    ),
    Benefit(
        "relief.once", "relief_once", grain="claim", every="once", programme="relief", purse="relief", group="once",
        label_vi="Trợ giúp khẩn cấp", label_en="Emergency aid",
        article="NĐ 20/2021/NĐ-CP Điều 13, 14; NĐ 335/2026/NĐ-CP Điều 12",
    ),
    Benefit(
        "merit.once", "merit_once", grain="claim", every="once", **_MERIT, group="once",
        label_vi="Trợ cấp một lần, chế độ hằng năm của người có công", label_en="Merit once and yearly",
        article="NĐ 75/2021/NĐ-CP Điều 4, 6, 8, 13, Phụ lục IV, VI; NĐ 131/2021/NĐ-CP Điều 121",
    ),
]  # fmt: skip
