"""Values kept in the tables of this room and what people call them (Vietnamese, English)."""

DESTINATIONS = {
    "local": ("trong tỉnh", "in the province"),
    "other_province": ("tỉnh khác", "another province"),
    "abroad": ("nước ngoài", "abroad"),
}
# How a person came to the job.
CHANNELS = {
    "exchange": ("giới thiệu, kết nối qua trung tâm", "referred by the centre"),
    "fair": ("phiên giao dịch việc làm", "job fair"),
    "loan": ("vay vốn giải quyết việc làm", "loan for jobs"),
    "contract": ("hợp đồng đi làm việc ở nước ngoài", "contract abroad"),
    "training": ("sau đào tạo nghề", "after training"),
    "employer": ("doanh nghiệp tuyển trực tiếp", "hired directly"),
    "self": ("tự tạo việc làm, tự tìm việc", "own work, found alone"),
}
SECTORS = {
    "agriculture": ("nông, lâm nghiệp và thủy sản", "agriculture"),
    "industry": ("công nghiệp, xây dựng", "industry and construction"),
    "services": ("dịch vụ", "services"),
}
# Whom national programmes and Decision 46/2015/QĐ-TTg put first; a person may be of several groups, kept from the most to the least.
GROUPS = {
    "poor": ("hộ nghèo", "poor household"),
    "near_poor": ("hộ cận nghèo", "near-poor household"),
    "newly_escaped": ("hộ mới thoát nghèo", "household newly out of poverty"),
    "merit": ("người có công, thân nhân", "person with merit or relative"),
    "minority": ("dân tộc thiểu số", "ethnic minority"),
    "disabled": ("người khuyết tật", "disabled"),
    "land_lost": ("bị thu hồi đất", "lost land to the State"),
    "other_policy": ("diện chính sách khác", "another policy group"),
    "none": ("không thuộc diện ưu tiên", "none"),
}
# --- fairs ---
FAIR_KINDS = {
    "regular": ("định kỳ", "regular"),
    "mobile": ("lưu động", "mobile"),
    "online": ("trực tuyến", "online"),
    "thematic": ("chuyên đề", "thematic"),
}
FAIR_STATES = {
    "planned": ("đang chuẩn bị", "being prepared"),
    "open": ("mở đăng ký", "open for registration"),
    "running": ("đang diễn ra", "running"),
    "closed": ("đã kết thúc", "closed"),
    "cancelled": ("đã hủy", "cancelled"),
}
VISIT_CHANNELS = {"place": ("tại chỗ", "at the place"), "online": ("trực tuyến", "online")}
INTERVIEW_STATES = {
    "planned": ("đã xếp lịch", "planned"),
    "done": ("đã phỏng vấn, chờ trả lời", "interviewed, waiting"),
    "absent": ("vắng mặt", "absent"),
    "passed": ("đạt sơ tuyển", "preselected"),
    "failed": ("không đạt", "not chosen"),
    "hired": ("được nhận tại phiên", "hired on the spot"),
    "withdrawn": ("đã rút", "withdrawn"),
}
INTERVIEWED = ("done", "passed", "failed", "hired")

# --- market: supply, demand and who reports (forms 01, 02 and 04 of Circular 01/2022/TT-BLĐTBXH, 01/PLI of Decree 145/2020/NĐ-CP) ---
LABOUR_STATUSES = {
    "employed": ("có việc làm", "employed"),
    "unemployed": ("thất nghiệp", "unemployed"),
    "inactive": ("không tham gia hoạt động kinh tế", "outside the labour force"),
}
GENERAL_EDUCATION = {
    "none": ("chưa học xong tiểu học", "primary school not finished"),
    "primary": ("tốt nghiệp tiểu học", "primary school"),
    "lower_secondary": ("tốt nghiệp trung học cơ sở", "lower secondary school"),
    "upper_secondary": ("tốt nghiệp trung học phổ thông", "upper secondary school"),
}
QUALIFICATIONS = {
    "untrained": ("chưa qua đào tạo", "untrained"),
    "skilled": ("công nhân kỹ thuật không có bằng", "skilled worker without a certificate"),
    "short_course": ("chứng chỉ nghề dưới 3 tháng", "certificate of a course under 3 months"),
    "elementary": ("sơ cấp", "elementary vocational"),
    "intermediate": ("trung cấp", "intermediate vocational"),
    "college": ("cao đẳng", "college"),
    "university": ("đại học", "university"),
    "postgraduate": ("trên đại học", "postgraduate"),
}
EMPLOYMENT_STATUSES = {
    "employer": ("chủ cơ sở sản xuất, kinh doanh", "employer"),
    "own_account": ("tự làm", "own-account worker"),
    "family": ("lao động gia đình", "contributing family worker"),
    "employee": ("làm công ăn lương", "employee"),
}
UNEMPLOYED_FOR = {
    "under_3_months": ("dưới 3 tháng", "under 3 months"),
    "3_to_12_months": ("từ 3 tháng đến 1 năm", "3 months to 1 year"),
    "over_a_year": ("trên 1 năm", "over a year"),
}
INACTIVE_REASONS = {
    "studying": ("đi học", "studying"),
    "retired": ("hưu trí", "retired"),
    "housework": ("nội trợ", "housework"),
    "disabled": ("khuyết tật", "disabled"),
    "other": ("khác", "other"),
}
HALVES = {1: ("6 tháng đầu năm", "first half"), 2: ("6 tháng cuối năm", "second half")}
# Bands of form 02.
SIZE_BANDS = {
    "under_10": ("dưới 10 người", "under 10"),
    "10_50": ("10 - 50 người", "10 to 50"),
    "51_100": ("51 - 100 người", "51 to 100"),
    "101_300": ("101 - 300 người", "101 to 300"),
    "301_500": ("301 - 500 người", "301 to 500"),
    "501_1000": ("501 - 1.000 người", "501 to 1,000"),
    "1001_3000": ("1.001 - 3.000 người", "1,001 to 3,000"),
    "3001_10000": ("3.001 - 10.000 người", "3,001 to 10,000"),
    "over_10000": ("trên 10.000 người", "over 10,000"),
}
# Columns 8 to 11 of 01/PLI.
JOB_POSITIONS = {
    "manager": ("nhà quản lý", "manager"),
    "high": ("chuyên môn kỹ thuật bậc cao", "higher professional"),
    "middle": ("chuyên môn kỹ thuật bậc trung", "middle professional"),
    "other": ("khác", "other"),
}
CONTRACT_TERMS = {
    "indefinite": ("không xác định thời hạn", "without a term"),
    "fixed": ("xác định thời hạn", "fixed term"),
    "other": ("loại khác (mùa vụ, thử việc)", "other (seasonal, trial)"),
}
MARKET_FILES = {
    "organisations": ("danh sách đơn vị", "list of organisations"),
    "supply": ("phiếu cung lao động", "forms of labour supply"),
    "demand": ("phiếu nhu cầu tuyển dụng", "forms of labour demand"),
    "workforce": ("báo cáo 01/PLI", "report 01/PLI"),
}
# The job exchange. Schooling goes from least to most: a vacancy asks for one of them or more.
SCHOOLING = {
    "none": ("không yêu cầu, chưa qua trường lớp", "none"),
    "primary": ("tiểu học", "primary school"),
    "lower_secondary": ("trung học cơ sở", "lower secondary school"),
    "upper_secondary": ("trung học phổ thông", "upper secondary school"),
    "elementary": ("sơ cấp, chứng chỉ nghề", "elementary vocational"),
    "intermediate": ("trung cấp", "intermediate vocational"),
    "college": ("cao đẳng", "college"),
    "university": ("đại học", "university"),
    "postgraduate": ("trên đại học", "postgraduate"),
}
# Kinds of disability of Decree 28/2012/NĐ-CP a workplace may be ready for.
ACCESS = {
    "mobility": ("vận động", "mobility"),
    "hearing": ("nghe, nói", "hearing, speech"),
    "sight": ("nhìn", "sight"),
    "mental": ("thần kinh, tâm thần", "mental"),
    "intellectual": ("trí tuệ", "intellectual"),
    "other": ("khuyết tật khác", "other"),
}
VACANCY_STATES = {
    "draft": ("đang soạn", "draft"),
    "waiting": ("chờ duyệt", "waiting for review"),
    "open": ("đang tuyển", "open"),
    "closed": ("đã đóng", "closed"),
    "expired": ("hết hạn", "expired"),
    "refused": ("không được đăng", "refused"),
}
FRAUD_SIGNS = {
    "shared_phone": ("số điện thoại này đứng dưới nhiều đơn vị", "the telephone stands under several organisations"),
    "asks_fee": ("lời đăng đòi tiền người tìm việc", "the text asks seekers for money"),
    "high_wage": ("lương cao hơn hẳn mức thường của nghề", "the wage is far above the usual one"),
    "inactive": ("đơn vị đã ngừng hoạt động", "the organisation is no longer active"),
    "no_tax_number": ("đơn vị chưa có mã số thuế", "the organisation has no tax number"),
    "sex_or_age": ("đặt điều kiện giới tính hoặc tuổi mà luật cấm", "a condition of sex or age the law forbids"),
}
SEEKER_STATES = {
    "waiting": ("chờ cán bộ xác nhận", "waiting for an officer"),
    "active": ("đang tìm việc", "looking for work"),
    "ended": ("thôi tìm việc", "ended"),
}
SEEKER_CHANNELS = {
    "online": ("tự đăng ký trên mạng", "registered online"),
    "desk": ("tại trung tâm", "at the centre"),
    "commune": ("tại xã, phường", "in the commune"),
    "fair": ("tại phiên giao dịch việc làm", "at a job fair"),
    "insurance": ("khi hưởng trợ cấp thất nghiệp", "with an unemployment claim"),
}
APPLICATION_KINDS = {
    "applied": ("tự ứng tuyển", "applied"),
    "referred": ("trung tâm giới thiệu", "referred by the centre"),
    "invited": ("đơn vị mời", "invited by the employer"),
}
APPLICATION_STATES = {
    "sent": ("đã gửi", "sent"),
    "interview": ("hẹn phỏng vấn", "interview"),
    "offered": ("được nhận, chờ đi làm", "offered"),
    "hired": ("đã đi làm", "hired"),
    "refused": ("không nhận", "refused"),
    "withdrawn": ("đã rút", "withdrawn"),
}
COUNSEL_SUBJECTS = {
    "job": ("việc làm", "jobs"),
    "training": ("học nghề", "training"),
    "law": ("chính sách, pháp luật lao động", "labour law and policy"),
    "abroad": ("đi làm việc ở nước ngoài", "work abroad"),
    "unemployment": ("bảo hiểm thất nghiệp", "unemployment insurance"),
}
LOAN_FUNDS = {
    "national": ("Quỹ quốc gia về việc làm", "National Employment Fund"),
    "entrusted": ("vốn địa phương ủy thác", "money entrusted by the province"),
}
# Who carries the loans out, the lines of sheet 105.
LOAN_ASSOCIATIONS = {
    "people": ("Ủy ban nhân dân các cấp", "People's Committees"),
    "women": ("Hội Liên hiệp Phụ nữ", "Women's Union"),
    "farmers": ("Hội Nông dân", "Farmers' Union"),
    "veterans": ("Hội Cựu chiến binh", "Veterans' Association"),
    "youth": ("Đoàn Thanh niên", "Youth Union"),
    "unions": ("Liên đoàn Lao động", "Trade unions"),
    "cooperatives": ("Liên minh Hợp tác xã", "Cooperative Alliance"),
    "disabled": ("tổ chức của người khuyết tật, Hội Người mù", "associations of disabled and blind people"),
    "other": ("tổ chức khác", "other"),
}
LOAN_EFFECTS = {
    "made": ("tạo việc làm", "made"),
    "kept": ("duy trì việc làm", "kept"),
    "enlarged": ("mở rộng việc làm", "enlarged"),
}

# Vocational training.
INSTITUTION_KINDS = {
    "college": ("trường cao đẳng", "college"),
    "intermediate": ("trường trung cấp", "intermediate school"),
    "centre": ("trung tâm giáo dục nghề nghiệp", "centre of vocational training"),
    "other": ("cơ sở khác có đăng ký", "other registered facility"),
}
MANAGED_BY = {"central": ("trung ương", "central"), "local": ("địa phương", "local")}
STAFF_ROLES = {"teacher": ("nhà giáo", "teacher"), "manager": ("cán bộ quản lý", "manager")}
STAFF_CONTRACTS = {
    "permanent": ("biên chế", "permanent"),
    "contract": ("hợp đồng từ 1 năm trở lên", "contract of a year or more"),
}
STAFF_LEVELS = {
    "postgraduate": ("trên đại học", "postgraduate"),
    "university": ("đại học", "university"),
    "college": ("cao đẳng", "college"),
    "intermediate": ("trung cấp", "intermediate"),
    "other": ("trình độ khác", "other"),
}
TRAINING_LEVELS = {
    "under_3_months": ("dưới 3 tháng", "under 3 months"),
    "elementary": ("sơ cấp", "elementary"),
    "intermediate": ("trung cấp", "intermediate"),
    "college": ("cao đẳng", "college"),
}
# With whose money a course is held; `own` is the learner's or the enterprise's, without state money.
TRAINING_PROGRAMMES = {
    "decision_46": ("Quyết định 46/2015/QĐ-TTg", "Decision 46/2015"),
    "ntp_poverty": ("Chương trình MTQG giảm nghèo bền vững", "poverty programme"),
    "ntp_rural": ("Chương trình MTQG nông thôn mới", "new countryside programme"),
    "ntp_minority": ("Chương trình MTQG vùng dân tộc thiểu số, miền núi", "minority areas programme"),
    "order": ("đặt hàng, giao nhiệm vụ", "ordered by a body"),
    "own": ("xã hội hóa, người học tự trả", "without state money"),
}
# Of the policy groups those that Decision 46 names and the common list does not.
TRAINING_GROUNDS = {
    "jobless_woman": ("lao động nữ bị mất việc làm", "woman who lost her job"),
    "fisherman": ("ngư dân", "fisherman"),
}
SCHOOLS_LEFT = {
    "lower_secondary": ("vừa tốt nghiệp trung học cơ sở", "just out of lower secondary"),
    "upper_secondary": ("vừa tốt nghiệp trung học phổ thông", "just out of upper secondary"),
}
TRAINING_RESULTS = {"graduated": ("tốt nghiệp", "graduated"), "left": ("bỏ học", "left")}
WORK_AFTER = {
    "hired": ("được tuyển dụng", "hired"),
    "own": ("tự tạo việc làm", "own work"),
    "none": ("chưa có việc làm", "no work yet"),
}
MONEY_FROM = {
    "central": ("ngân sách trung ương", "central budget"),
    "local": ("ngân sách địa phương", "local budget"),
    "other": ("nguồn khác", "other sources"),
}
MONEY_FOR = {"investment": ("chi đầu tư", "investment"), "recurrent": ("chi thường xuyên", "recurrent")}
TRAINING_MONEY = {
    "budget": ("ngân sách thường xuyên của ngành", "the sector's own budget"),
    "ntp_poverty": TRAINING_PROGRAMMES["ntp_poverty"],
    "ntp_rural": TRAINING_PROGRAMMES["ntp_rural"],
    "ntp_minority": TRAINING_PROGRAMMES["ntp_minority"],
}
