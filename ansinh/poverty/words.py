"""Values kept in the poverty review and what people call them (Vietnamese, English)."""

Words = dict[str, tuple[str, str]]

CLASSES: Words = {
    "poor": ("hộ nghèo", "poor"),
    "near_poor": ("hộ cận nghèo", "near-poor"),
    "not_poor": ("hộ không nghèo", "not poor"),
}
# The letters of annex I of Circular 07/2021.
CLASS_CODES = {"poor": "N", "near_poor": "CN", "not_poor": "KN"}

LIVING_STANDARDS: Words = {
    "poor": ("hộ nghèo", "poor"),
    "near_poor": ("hộ cận nghèo", "near-poor"),
    "average": ("hộ mức sống trung bình", "average"),
    "better_off": ("hộ khá", "better-off"),
    "rich": ("hộ giàu", "rich"),
}

AREAS: Words = {
    "rural_red_river_delta": ("nông thôn Đồng bằng sông Hồng", "rural Red River Delta"),
    "rural_northern_midlands_mountains": (
        "nông thôn Trung du và miền núi phía Bắc",
        "rural Northern midlands, mountains",
    ),
    "rural_north_central_and_central_coast": (
        "nông thôn Bắc Trung Bộ và duyên hải miền Trung",
        "rural North Central and Central Coast",
    ),
    "rural_central_highlands": ("nông thôn Tây Nguyên", "rural Central Highlands"),
    "rural_south_east": ("nông thôn Đông Nam Bộ", "rural South-East"),
    "rural_mekong_delta": ("nông thôn Đồng bằng sông Cửu Long", "rural Mekong Delta"),
    "urban": ("thành thị", "urban"),
}
URBAN_REGIONS: Words = {
    "red_river_delta": ("Đồng bằng sông Hồng", "Red River Delta"),
    "northern_midlands_mountains": ("Trung du và miền núi phía Bắc", "Northern midlands, mountains"),
    "north_central_and_central_coast": ("Bắc Trung Bộ và duyên hải miền Trung", "North Central and Central Coast"),
    "central_highlands": ("Tây Nguyên", "Central Highlands"),
    "south_east": ("Đông Nam Bộ", "South-East"),
    "mekong_delta": ("Đồng bằng sông Cửu Long", "Mekong Delta"),
    "five_central_cities": ("thành phố trực thuộc trung ương", "centrally run city"),
}

# Form B2: the twelve indicators in the order of the form, by their code; the figure is `is_deprived_of_<code>`.
DEPRIVATIONS: Words = {
    "job": ("Việc làm", "Job"),
    "dependants": ("Người phụ thuộc trong hộ", "Dependants"),
    "nutrition": ("Dinh dưỡng", "Nutrition"),
    "insurance": ("Bảo hiểm y tế", "Health insurance"),
    "adult_schooling": ("Trình độ giáo dục của người lớn", "Adult schooling"),
    "child_schooling": ("Tình trạng đi học của trẻ em", "Child schooling"),
    "housing": ("Chất lượng nhà ở", "Housing quality"),
    "area": ("Diện tích nhà ở bình quân đầu người", "Floor area per person"),
    "water": ("Nguồn nước sinh hoạt", "Water"),
    "toilet": ("Nhà tiêu hợp vệ sinh", "Toilet"),
    "telecom": ("Sử dụng dịch vụ viễn thông", "Telecom"),
    "information": ("Phương tiện phục vụ tiếp cận thông tin", "Information means"),
}
DEPRIVATION_NUMBERS = dict(
    zip(
        DEPRIVATIONS,
        ("1.1", "1.2", "2.1", "2.2", "3.1", "3.2", "4.1", "4.2", "5.1", "5.2", "6.1", "6.2"),
        strict=True,
    )
)

# Form B1, XIII, and table 7.10; the answer is `cause_<code>`.
CAUSES: Words = {
    "no_land": ("Không có đất sản xuất", "No land"),
    "no_capital": ("Không có vốn sản xuất, kinh doanh", "No capital"),
    "no_labour": ("Không có lao động", "No labour"),
    "no_tools": ("Không có công cụ, phương tiện sản xuất", "No tools"),
    "no_knowledge": ("Không có kiến thức về sản xuất", "No knowledge of production"),
    "no_skills": ("Không có kỹ năng lao động, sản xuất", "No skills"),
    "illness": ("Có người ốm đau, bệnh nặng, tai nạn", "Illness or accident"),
    "other": ("Nguyên nhân khác", "Other"),
}

# Where a household stands in tables 7.2 and 7.3: its class a year ago against its class now.
MOVEMENTS: Words = {
    "stayed_poor": ("vẫn là hộ nghèo", "still poor"),
    "escaped_to_near_poor": ("hộ nghèo trở thành hộ cận nghèo", "poor to near-poor"),
    "escaped_poverty": ("hộ nghèo vượt chuẩn cận nghèo", "poor to not poor"),
    "fell_to_poor": ("hộ cận nghèo trở thành hộ nghèo", "near-poor to poor"),
    "stayed_near_poor": ("vẫn là hộ cận nghèo", "still near-poor"),
    "escaped_near_poverty": ("thoát cận nghèo", "near-poor to not poor"),
    "fell_back_to_poor": ("tái nghèo", "fell back into poverty"),
    "new_poor": ("hộ nghèo phát sinh mới", "newly poor"),
    "fell_back_to_near_poor": ("tái cận nghèo", "fell back to near-poor"),
    "new_near_poor": ("hộ cận nghèo phát sinh mới", "newly near-poor"),
    "stayed_not_poor": ("vẫn là hộ không nghèo", "still not poor"),
    "arrived_poor": ("hộ nghèo tăng do tách hộ, chuyển đến", "poor by split or arrival"),
    "arrived_near_poor": ("hộ cận nghèo tăng do tách hộ, chuyển đến", "near-poor by split or arrival"),
    "arrived_not_poor": ("hộ không nghèo tăng do tách hộ, chuyển đến", "not poor by split or arrival"),
}
ORIGINS: Words = {
    "same": ("hộ cũ", "same household"),
    "split": ("tách hộ", "split from another"),
    "moved_in": ("chuyển đến", "moved in"),
    "merged": ("nhập hộ", "merged"),
}
COMMUNE_STATES: Words = {
    "listing": ("lập danh sách", "listing"),
    "surveying": ("đang khảo sát", "surveying"),
    "meeting": ("họp thôn", "village meetings"),
    "notice": ("niêm yết", "public notice"),
    "decided": ("đã công nhận", "decided"),
    "reported": ("đã báo cáo", "reported"),
}
SEXES: Words = {"m": ("nam", "male"), "f": ("nữ", "female")}
ETHNIC_GROUPS: Words = {
    "kinh": ("Kinh", "Kinh"),
    "khmer": ("Khmer", "Khmer"),
    "hoa": ("Hoa", "Hoa"),
    "other": ("dân tộc khác", "other"),
}
# Codes of the General Statistics Office's list; every other code is `other`.
ETHNIC_GROUP_CODES = {1: "kinh", 4: "hoa", 5: "khmer"}

# Answers of form B1: the code ticked on paper, the value of the fact, what people call it.
Answers = dict[int, tuple[str, str, str]]

PILLARS: Answers = {
    1: ("concrete", "bê tông cốt thép", "reinforced concrete"),
    2: ("brick", "gạch/đá", "brick or stone"),
    3: ("durable", "sắt/thép/gỗ bền chắc", "iron, steel or durable wood"),
    4: ("weak", "vật liệu khác", "other"),
}
ROOFS: Answers = {
    1: ("concrete", "bê tông cốt thép", "reinforced concrete"),
    2: ("tile", "ngói", "tiles"),
    3: ("durable", "tấm lợp kim loại chuyên dụng", "metal sheets"),
    4: ("weak", "vật liệu khác", "other"),
}
WALLS: Answers = {
    1: ("concrete", "bê tông cốt thép", "reinforced concrete"),
    2: ("brick", "gạch/đá", "brick or stone"),
    3: ("durable", "gỗ/kim loại bền chắc", "durable wood or metal"),
    4: ("weak", "vật liệu khác", "other"),
}
TOILETS: Answers = {
    1: ("septic", "tự hoại/bán tự hoại", "septic"),
    2: ("improved_pit", "thấm dội, VIP, hai ngăn", "pour-flush, VIP or double vault"),
    3: ("other", "loại khác hoặc không có", "other or none"),
}
POWER_SOURCES: Answers = {
    1: ("grid", "điện lưới", "grid"),
    2: ("generator", "máy phát", "generator"),
    3: ("other", "nguồn khác", "other"),
    4: ("none", "chưa có điện", "none"),
}
WATERS: Answers = {
    1: ("piped_or_bought", "nước máy, nước đóng chai/bình, nước mua", "piped, bottled or bought"),
    2: ("drilled_well", "giếng khoan", "drilled well"),
    3: ("protected_well_or_spring", "giếng đào, khe/mó được bảo vệ", "protected well or spring"),
    4: ("other", "nguồn khác", "other"),
}
SCHOOL_LEVELS: Answers = {
    1: ("preschool", "mầm non", "pre-school"),
    2: ("primary", "tiểu học", "primary"),
    3: ("lower_secondary", "trung học cơ sở", "lower secondary"),
    4: ("upper_secondary", "trung học phổ thông", "upper secondary"),
    5: ("short_course", "đào tạo ngắn hạn", "short course"),
    6: ("intermediate", "trung cấp", "intermediate vocational"),
    7: ("college", "cao đẳng", "college"),
    8: ("university", "đại học trở lên", "university"),
}
GENERAL_EDUCATION: Answers = {
    1: ("none", "chưa tốt nghiệp tiểu học", "below primary"),
    2: ("primary", "tốt nghiệp tiểu học", "primary"),
    3: ("lower_secondary", "tốt nghiệp THCS", "lower secondary"),
    4: ("upper_secondary", "tốt nghiệp THPT", "upper secondary"),
}
TRAININGS: Answers = {
    1: ("none", "chưa qua đào tạo", "none"),
    2: ("elementary", "sơ cấp, chứng chỉ nghề", "elementary, certificate"),
    3: ("intermediate", "trung cấp", "intermediate"),
    4: ("college", "cao đẳng", "college"),
    5: ("university", "đại học", "university"),
    6: ("postgraduate", "sau đại học", "postgraduate"),
}
# The rows of form B1, item 4: what the household's highest degree counts as.
DEGREES: Words = {
    "college_or_university": ("cao đẳng, đại học trở lên", "college, university or higher"),
    "intermediate": ("trung cấp nghề, trung học chuyên nghiệp", "intermediate vocational"),
    "elementary": ("sơ cấp nghề", "elementary vocational"),
    "none": ("không có bằng nghề", "none"),
}
SOCIAL_ALLOWANCES: Answers = {
    0: ("none", "không", "none"),
    1: ("older_person", "người cao tuổi", "older person"),
    2: ("disabled", "người khuyết tật", "disabled person"),
    3: ("orphan", "trẻ mồ côi", "orphan"),
}
WORK_STATUSES: Answers = {
    1: ("working", "đang làm việc", "working"),
    2: ("jobless", "không có việc làm", "jobless"),
    3: ("unable", "không có khả năng lao động", "unable to work"),
    4: ("studying", "đang đi học", "studying"),
    5: ("unwilling", "không muốn làm việc", "does not want work"),
    6: ("retired_or_home", "nghỉ hưu, nội trợ", "retired or at home"),
}
WORK_KINDS: Answers = {
    1: ("official", "công chức, viên chức", "civil servant"),
    2: ("enterprise", "doanh nghiệp", "enterprise"),
    3: ("hired_or_self_employed", "làm thuê cho hộ, tự làm phi nông nghiệp", "hired by a household or self-employed"),
    4: ("other", "việc khác", "other"),
}
WAGE_CONTRACTS: Answers = {
    1: ("contract", "làm công ăn lương có hợp đồng", "wage work with a contract"),
    2: ("no_contract", "làm công ăn lương không hợp đồng", "wage work without a contract"),
    3: ("no_wage", "không làm công ăn lương", "no wage work"),
}
PENSIONS: Answers = {
    0: ("none", "không", "none"),
    1: ("pension", "lương hưu", "pension"),
    2: ("social_insurance", "trợ cấp BHXH hằng tháng", "monthly social insurance"),
    3: ("merit", "trợ cấp ưu đãi người có công hằng tháng", "merit allowance"),
}


def words_of(answers: Answers) -> Words:
    """The values of an answer and what people call them."""
    return {value: (vietnamese, english) for value, vietnamese, english in answers.values()}


# Section XIV of form B, in the order of the paper.
POLICIES = {
    1: ("y tế", "health"),
    2: ("giáo dục", "education"),
    3: ("đào tạo nghề", "training"),
    4: ("việc làm", "jobs"),
    5: ("nhà ở", "housing"),
    6: ("nước sạch, vệ sinh môi trường", "water and sanitation"),
    7: ("đất sản xuất", "land"),
    8: ("tín dụng", "credit"),
    9: ("sinh kế", "livelihood"),
    10: ("thông tin", "information"),
    11: ("trợ giúp pháp lý", "legal aid"),
    12: ("tiền điện", "electricity"),
    13: ("khác", "other"),
}
RELATIONS: Answers = {
    1: ("head", "chủ hộ", "head"),
    2: ("spouse", "vợ/chồng", "spouse"),
    3: ("child", "con", "child"),
    4: ("parent", "bố/mẹ", "parent"),
    5: ("other", "khác", "other"),
}
# The answers ticked by code on form B, by column.
CODED: dict[str, Answers] = {
    "pillar": PILLARS,
    "roof": ROOFS,
    "wall": WALLS,
    "toilet": TOILETS,
    "power_source": POWER_SOURCES,
    "water": WATERS,
    "school_level": SCHOOL_LEVELS,
    "general_education": GENERAL_EDUCATION,
    "training": TRAININGS,
    "social_allowance": SOCIAL_ALLOWANCES,
    "work_status": WORK_STATUSES,
    "work_kind": WORK_KINDS,
    "wage_contract": WAGE_CONTRACTS,
    "pension": PENSIONS,
}
