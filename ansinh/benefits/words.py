"""Values kept in the registers of rights and what people call them (Vietnamese, English)."""

from ansinh.people.words import IDENTITIES as IDENTITIES

# Groups of titles: which law stands behind, which list they are paid on.
GROUPS = {
    "merit": ("người có công", "people with merit"),
    "survivor": ("thân nhân người có công", "survivors of people with merit"),
    "merit_carer": ("người phục vụ người có công", "carers of people with merit"),
    "merit_study": ("ưu đãi học tập", "study of merit families"),
    "assistance": ("trợ giúp xã hội", "social assistance"),
    "care": ("hỗ trợ chăm sóc, nuôi dưỡng", "care support"),
    "social_pension": ("hưu trí xã hội", "social pension"),
    "former_soldier": ("quân nhân phục viên, xuất ngũ", "former soldiers"),
}

# Category of a title: group, Vietnamese, English, code of law.md and of the ministry's files.
CATEGORIES: dict[str, tuple[str, str, str, str]] = {
    # Own titles of people with merit (Ordinance 02/2020, Article 3).
    "revolutionary_before_1945_full_time": ("merit", "Người HĐCM trước 01/01/1945 (thoát ly)", "Revolutionary before 1945, full-time", "hdcm_truoc1945_thoat_ly"),
    "revolutionary_before_1945_at_home": ("merit", "Người HĐCM trước 01/01/1945 (không thoát ly)", "Revolutionary before 1945, at home", "hdcm_truoc1945_khong_thoat_ly"),
    "revolutionary_of_1945": ("merit", "Người HĐCM từ 01/01/1945 đến khởi nghĩa tháng Tám", "Revolutionary of the 1945 insurrection", "tien_khoi_nghia"),
    "heroic_mother": ("merit", "Bà mẹ Việt Nam anh hùng", "Heroic Mother", "bmvnah"),
    "hero": ("merit", "Anh hùng LLVT nhân dân, Anh hùng lao động thời kỳ kháng chiến", "Armed-forces or labour hero", "ah_llvt_ahld"),
    "war_invalid": ("merit", "Thương binh, người hưởng chính sách như thương binh", "War invalid", "tb"),
    "war_invalid_b": ("merit", "Thương binh loại B", "War invalid, class B", "tb_b"),
    "sick_soldier": ("merit", "Bệnh binh", "Sick soldier", "bb"),
    "toxic_chemical": ("merit", "Người HĐKC bị nhiễm chất độc hóa học", "Toxic-chemical victim", "cdhh"),
    "imprisoned": ("merit", "Người HĐCM, HĐKC bị địch bắt tù, đày", "Imprisoned or exiled", "tu_day"),
    "helper_before_august_1945": ("merit", "Người có công giúp đỡ cách mạng (trước CM8, Bằng Có công với nước)", "Helper of the revolution before August 1945", "gdcm_truoc_cm8"),
    "helper_with_order": ("merit", "Người có công giúp đỡ cách mạng (Huân chương Kháng chiến)", "Helper with the Resistance Order", "gdcm_huan_chuong"),
    "helper_nurturing": ("merit", "Người có công giúp đỡ cách mạng sống cô đơn, nuôi dưỡng thêm", "Helper living alone, extra nurturing", "gdcm_nuoi_duong"),
    # Relatives and survivors.
    "relative_of_martyr": ("survivor", "Thân nhân liệt sĩ", "Relative of martyrs", "than_nhan_ls"),
    "remarried_spouse_of_martyr": ("survivor", "Vợ hoặc chồng liệt sĩ lấy chồng hoặc vợ khác", "Remarried spouse of a martyr", "vo_chong_ls_tai_gia"),
    "survivor_of_revolutionary_before_1945": ("survivor", "Tuất người HĐCM trước 01/01/1945", "Survivor of a revolutionary before 1945", "hdcm_truoc1945_tuat"),
    "survivor_of_revolutionary_of_1945": ("survivor", "Tuất người HĐCM tiền khởi nghĩa", "Survivor of a revolutionary of 1945", "tien_khoi_nghia_tuat"),
    "survivor_of_invalid_from_61": ("survivor", "Tuất TB, BB, CĐHH từ 61 % từ trần", "Survivor of an invalid from 61 %", "tuat_tb_bb_cdhh_61"),
    "survivor_nurturing": ("survivor", "Tuất nuôi dưỡng hưởng thêm", "Extra nurturing of a survivor", "tuat_nuoi_duong"),
    "toxic_chemical_child": ("survivor", "Con đẻ người HĐKC bị nhiễm CĐHH", "Child of a toxic-chemical victim", "con_cdhh"),
    # Carers: kept on the person cared for, who draws it.
    "heroic_mother_carer": ("merit_carer", "Người phục vụ Bà mẹ VNAH", "Carer of a Heroic Mother", "bmvnah_nguoi_phuc_vu"),
    "war_invalid_carer": ("merit_carer", "Người phục vụ thương binh từ 81 %", "Carer of a war invalid from 81 %", "tb81_nguoi_phuc_vu"),
    "sick_soldier_carer": ("merit_carer", "Người phục vụ bệnh binh từ 81 %", "Carer of a sick soldier from 81 %", "bb81_nguoi_phuc_vu"),
    "toxic_chemical_carer": ("merit_carer", "Người phục vụ người nhiễm CĐHH từ 81 %", "Carer of a toxic-chemical victim from 81 %", "cdhh81_nguoi_phuc_vu"),
    "study_group_1": ("merit_study", "Học tập hằng tháng, nhóm 1", "Monthly study allowance, group 1", "hoc_nhom1"),
    "study_group_2": ("merit_study", "Học tập hằng tháng, nhóm 2", "Monthly study allowance, group 2", "hoc_nhom2"),
    "former_soldier": ("former_soldier", "Quân nhân, công an phục viên, xuất ngũ (QĐ 142, 53, 62)", "Former soldier on monthly aid", "quan_nhan_142"),
    # Social assistance (Decree 20/2021 Article 5; Decree 335/2026 Article 5).
    "orphan": ("assistance", "Trẻ em dưới 16 tuổi không có nguồn nuôi dưỡng", "Child without support", "k1"),
    "orphan_in_study": ("assistance", "Người từ 16 tuổi thuộc khoản 1 đang đi học", "Former orphan in study", "k2"),
    "child_hiv": ("assistance", "Trẻ em nhiễm HIV/AIDS thuộc hộ nghèo", "Child with HIV, poor household", "k3"),
    "single_parent": ("assistance", "Người đơn thân nghèo đang nuôi con", "Poor single parent", "k4"),
    "older_poor_alone": ("assistance", "Người cao tuổi nghèo không có người phụng dưỡng", "Older, poor, nobody to support", "k5a"),
    "older_75_difficult_area": ("assistance", "Người từ 75 đến dưới 80 tuổi nghèo, cận nghèo ở vùng đặc biệt khó khăn", "75 to 80, poor or near-poor, difficult area", "k5b"),
    "older_80_without_pension": ("assistance", "Người từ 80 tuổi không có lương hưu, trợ cấp", "From 80 without pension", "k5c"),
    "older_in_community_care": ("assistance", "Người cao tuổi được nhận chăm sóc tại cộng đồng", "Older, cared for in the community", "k5d"),
    "disabled_extra_severe": ("assistance", "Người khuyết tật đặc biệt nặng", "Specially severe disability", "k6_dbn"),
    "disabled_severe": ("assistance", "Người khuyết tật nặng", "Severe disability", "k6_n"),
    "child_under_3_difficult_area": ("assistance", "Trẻ em dưới 3 tuổi nghèo, cận nghèo ở vùng đặc biệt khó khăn", "Child under 3, difficult area", "k7"),
    "hiv_poor": ("assistance", "Người nhiễm HIV/AIDS nghèo", "HIV, poor", "k8"),
    # Care support (Decree 20/2021 Article 20; Decree 335/2026 Article 17): kept on who draws it, `cared_for` is whom they care for.
    "care_of_orphan": ("care", "Nhận chăm sóc trẻ em không có nguồn nuôi dưỡng", "Community carer of a child", "cs_tre"),
    "care_of_older": ("care", "Nhận chăm sóc người cao tuổi", "Community carer of an older person", "cs_nct"),
    "disabled_parent": ("care", "Người khuyết tật mang thai hoặc nuôi con dưới 36 tháng", "Disabled parent", "cs_nkt_nuoi_con"),
    "household_of_extra_severe": ("care", "Hộ trực tiếp chăm sóc người khuyết tật đặc biệt nặng", "Household of a specially severe disabled person", "cs_ho_dbn"),
    "taking_in_extra_severe": ("care", "Nhận nuôi dưỡng người khuyết tật đặc biệt nặng", "Taking in a specially severe disabled person", "cs_nhan_dbn"),
    "social_pension": ("social_pension", "Trợ cấp hưu trí xã hội", "Social pension", "htxh"),
}  # fmt: skip
GROUP_OF = {category: group for category, (group, _, _, _) in CATEGORIES.items()}
CATEGORY_LABELS = {category: (vi, en) for category, (_, vi, en, _) in CATEGORIES.items()}
# Categories whose holders no list behind a figure names.
NAMELESS = ("child_hiv", "hiv_poor")
# Age groups of statistics: the age at which it ends, Vietnamese, English.
AGE_GROUPS: dict[str, tuple[int, str, str]] = {
    "under_16": (16, "dưới 16 tuổi", "under 16"),
    "16_to_59": (60, "từ 16 đến 59 tuổi", "16 to 59"),
    "60_to_79": (80, "từ 60 đến 79 tuổi", "60 to 79"),
    "from_80": (1000, "từ 80 tuổi", "80 and over"),
}
AGE_GROUP_LABELS = {group: (vi, en) for group, (_, vi, en) in AGE_GROUPS.items()}

DEGREES = {
    "extra_severe": ("đặc biệt nặng", "specially severe"),
    "severe": ("nặng", "severe"),
    "mild": ("nhẹ", "mild"),
}
DISABILITIES = {
    "movement": ("vận động", "movement"),
    "hearing_speech": ("nghe, nói", "hearing, speech"),
    "sight": ("nhìn", "sight"),
    "mental": ("thần kinh, tâm thần", "mental"),
    "intellectual": ("trí tuệ", "intellectual"),
    "other": ("khác", "other"),
}
INCOMES = {
    "pension": ("lương hưu", "pension"),
    "social_insurance": ("trợ cấp BHXH hằng tháng", "monthly social insurance allowance"),
    "survivor": ("tuất hằng tháng của BHXH", "monthly survivor allowance of social insurance"),
    "wage": ("tiền lương, tiền công", "wage"),
    "other": ("trợ cấp hằng tháng khác", "other monthly allowance"),
}
CUSTODIES = {
    "prison": ("chấp hành án phạt tù", "in prison"),
    "detention": ("tạm giam", "in detention"),
    "compulsory": ("biện pháp xử lý hành chính bắt buộc", "compulsory measure"),
}
STOPS = {
    "dead": ("chết", "died"),
    "missing": ("mất tích", "missing"),
    "moved_away": ("chuyển đi nơi khác", "moved away"),
    "over_age": ("hết tuổi", "over age"),
    "no_longer_eligible": ("không còn đủ điều kiện", "no longer eligible"),
    "prison": ("phạt tù", "prison"),
    "refused": ("từ chối hưởng", "refused"),
    "suspended_too_long": ("tạm dừng quá 3 tháng", "suspended over three months"),
    "to_social_pension": ("chuyển hưu trí xã hội", "moved to social pension"),
    "other_group": ("chuyển nhóm, đổi mức", "moved to another group"),
    "wrong": ("hưởng sai", "wrongly granted"),
}
SUSPENSIONS = {
    "not_collected": ("không nhận 3 tháng liên tục", "not collected for three months"),
    "refuses_reassessment": ("không xác định lại", "refuses re-assessment"),
    "detained": ("tạm giam từ 1 tháng", "detained a month or more"),
    "feed": ("chờ xác minh tin báo", "waiting for a report to be checked"),
}
CHANNELS = {
    "account": ("tài khoản ngân hàng", "bank account"),
    "vneid": ("tài khoản an sinh trên VNeID", "VNeID social-security account"),
    "wallet": ("ví điện tử", "wallet"),
    "cash": ("tiền mặt tại điểm chi trả", "cash at a pay point"),
}
CASHLESS = ("account", "vneid", "wallet")
FEEDS = {
    "death": ("tin báo tử", "death"),
    "prison": ("tin thi hành án", "prison"),
    "move": ("tin chuyển nơi cư trú", "move"),
}
# Rights once: programme, Vietnamese, English.
CLAIMS: dict[str, tuple[str, str, str]] = {
    "funeral_assistance": ("assistance", "Hỗ trợ chi phí mai táng (trợ giúp xã hội)", "Funeral support, social assistance"),
    "funeral_social_pension": ("assistance", "Hỗ trợ chi phí mai táng (hưu trí xã hội)", "Funeral support, social pension"),
    "emergency_death": ("relief", "Trợ giúp khẩn cấp: người chết, mất tích", "Emergency aid: death"),
    "emergency_injury": ("relief", "Trợ giúp khẩn cấp: người bị thương nặng", "Emergency aid: serious injury"),
    "funeral_merit": ("merit", "Mai táng phí người có công", "Funeral allowance, merit"),
    "death_of_merit": ("merit", "Trợ cấp một lần khi người có công từ trần (3 tháng)", "One-off at the death of a person with merit"),
    "martyr_award": ("merit", "Trợ cấp một lần khi cấp Bằng Tổ quốc ghi công", "One-off on the award of Tổ quốc ghi công"),
    "martyr_notification": ("merit", "Chi phí báo tử", "Cost of notifying a death"),
    "revolutionary_before_1945_died": ("merit", "Thân nhân người HĐCM trước 1945 chết chưa hưởng", "Revolutionary before 1945 died before enjoying"),
    "revolutionary_of_1945_died": ("merit", "Thân nhân người HĐCM tiền khởi nghĩa chết chưa hưởng", "Revolutionary of 1945 died before enjoying"),
    "heroic_mother_died": ("merit", "Bà mẹ VNAH chết chưa hưởng, truy tặng", "Heroic Mother, posthumous"),
    "hero_died": ("merit", "Anh hùng chết chưa hưởng, truy tặng", "Hero, posthumous"),
    "imprisoned_died": ("merit", "Người tù đày chết chưa hưởng", "Imprisoned, died before enjoying"),
    "helper_medal": ("merit", "Người giúp đỡ cách mạng có Huy chương Kháng chiến", "Helper with the Resistance Medal"),
    "resistance_seniority": ("merit", "Người HĐKC giải phóng dân tộc, theo thâm niên", "Resistance member, by seniority"),
    "resistance_died": ("merit", "Người HĐKC, người giúp đỡ cách mạng chết chưa hưởng", "Resistance member or helper, died before enjoying"),
    "wounded_once": ("merit", "Bị thương từ 5 % đến 20 %", "Wounded 5 to 20 %"),
    "worship": ("merit", "Trợ cấp thờ cúng liệt sĩ hằng năm", "Yearly worship of a martyr"),
    "convalescence_home": ("merit", "Điều dưỡng tại nhà", "Convalescence at home"),
    "convalescence_centre": ("merit", "Điều dưỡng tập trung", "Convalescence at a centre"),
    "study_yearly": ("merit", "Ưu đãi học tập hằng năm", "Yearly study allowance"),
}  # fmt: skip
CLAIM_LABELS = {kind: (vi, en) for kind, (_, vi, en) in CLAIMS.items()}
FUNERALS = ("funeral_assistance", "funeral_social_pension", "funeral_merit")
STUDY_LEVELS = {
    "nursery": ("mầm non", "nursery"),
    "general": ("phổ thông", "general school"),
    "vocational": ("giáo dục nghề nghiệp", "vocational"),
    "university": ("đại học", "university"),
}
SOURCES = {
    "decision": ("quyết định", "decision"),
    "import": ("nhập từ tệp", "import"),
    "dossier": ("hồ sơ", "dossier"),
    "demo": ("dữ liệu mẫu", "made up"),
}
FEED_STATES = {
    "new": ("chờ xử lý", "waiting"),
    "applied": ("đã áp dụng", "applied"),
    "refused": ("không áp dụng", "not applied"),
}
# Never said by name in lists and files: only in the person's own file, to the officers of the place.
SENSITIVE = ("child_hiv", "hiv_poor")
# What the trail says in place of such a category.
KEPT_APART = "kept_apart"
# Acts on a person's rights as the trail keeps them.
ACTS = {
    "title.grant": ("Ghi diện hưởng", "Title granted"),
    "title.change": ("Điều chỉnh diện hưởng", "Title changed"),
    "title.stop": ("Thôi hưởng", "Title stopped"),
    "title.suspend": ("Tạm dừng", "Title suspended"),
    "title.resume": ("Hưởng lại", "Title resumed"),
    "certificate.add": ("Ghi giấy xác nhận khuyết tật", "Certificate recorded"),
    "income.add": ("Ghi thu nhập hằng tháng", "Income recorded"),
    "income.end": ("Thôi thu nhập hằng tháng", "Income ended"),
    "study.add": ("Ghi thời gian đi học", "Study recorded"),
    "custody.add": ("Ghi thời gian giam giữ", "Custody recorded"),
    "identity.set": ("Ghi kết quả xác thực", "Identity answered"),
    "channel.set": ("Đổi hình thức chi trả", "Channel switched"),
    "channel.verify": ("Xác minh tài khoản", "Account verified"),
    "proxy.add": ("Ghi người nhận thay", "Proxy recorded"),
    "proxy.end": ("Chấm dứt ủy quyền", "Proxy ended"),
    "claim.add": ("Ghi trợ cấp một lần", "Claim recorded"),
    "claim.cancel": ("Hủy trợ cấp một lần", "Claim cancelled"),
    "feed.apply": ("Áp dụng tin báo", "Report applied"),
    "feed.refuse": ("Không áp dụng tin báo", "Report refused"),
}
