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
TRAINING_GROUND_LINES = {
    "disabled": ("người khuyết tật", "disabled"),
    "poorest": ("hộ dân tộc thiểu số nghèo, hộ nghèo vùng đặc biệt khó khăn", "poorest"),
    "policy": (
        "dân tộc thiểu số, người có công, hộ nghèo, mất đất, nữ mất việc, ngư dân",
        "minority, merit, poor, land lost, jobless woman, fisherman",
    ),
    "near_poor": ("hộ cận nghèo", "near-poor"),
    "other": ("phụ nữ, lao động nông thôn khác", "another woman or rural worker"),
    "none": ("không thuộc nhóm được hỗ trợ", "no line of support"),
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
TRAINING_FILES = {
    "enrolments": ("danh sách người học", "list of learners"),
    "results": ("kết quả tốt nghiệp, việc làm", "results and work after"),
}
TRAINING_MONEY = {
    "budget": ("ngân sách thường xuyên của ngành", "the sector's own budget"),
    "ntp_poverty": TRAINING_PROGRAMMES["ntp_poverty"],
    "ntp_rural": TRAINING_PROGRAMMES["ntp_rural"],
    "ntp_minority": TRAINING_PROGRAMMES["ntp_minority"],
}

# --- Unemployment insurance ---
UNEMPLOYMENT_STATES = {
    "drawing": ("đang hưởng", "drawing"),
    "suspended": ("tạm dừng", "suspended"),
    "ended": ("đã chấm dứt", "ended"),
    "cancelled": ("đã hủy quyết định", "cancelled"),
    "moved_out": ("đã chuyển đi", "moved away"),
}
UNEMPLOYMENT_EVENTS = {
    "suspended": ("tạm dừng hưởng", "suspended"),
    "resumed": ("tiếp tục hưởng", "resumed"),
    "ended": ("chấm dứt hưởng", "ended"),
    "cancelled": ("hủy quyết định hưởng", "cancelled"),
    "moved_out": ("chuyển nơi hưởng đi", "moved away"),
    "moved_in": ("chuyển nơi hưởng đến", "moved here"),
}
# The five reasons of form 31, in its order.
UNEMPLOYMENT_ENDS = {
    "drawn_out": ("hết thời hạn hưởng", "drawn to the end"),
    "found_job": ("có việc làm", "found a job"),
    "no_notice": ("không thông báo tìm việc trong 3 tháng liên tục", "no notice for three months"),
    "fined": ("bị xử phạt vi phạm pháp luật bảo hiểm thất nghiệp", "fined under the law of the insurance"),
    "other": ("lý do khác", "another reason"),
}
SEARCH_RESULTS = {
    "searching": ("đang tìm việc", "searching"),
    "found_job": ("đã có việc làm", "found a job"),
    "excused": ("được miễn thông báo có lý do", "excused with a reason"),
}
CONTRIBUTION_FAULTS = {
    "name": ("khác họ tên", "another name"),
    "birth": ("khác ngày sinh", "another birth day"),
    "overlap": ("trùng tháng đã ghi", "months already recorded"),
}
UNEMPLOYED_AGES = {
    "to_24": ("đến 24 tuổi", "up to 24"),
    "25_to_40": ("25 đến 40 tuổi", "25 to 40"),
    "over_40": ("trên 40 tuổi", "over 40"),
}

# --- Work abroad, foreigners (owner: abroad) ---
# Where people go under contract; the keys of the indicators `jobs.abroad.market.*`.
MARKETS = {
    "japan": ("Nhật Bản", "Japan"),
    "korea": ("Hàn Quốc", "Korea"),
    "taiwan": ("Đài Loan", "Taiwan"),
    "china": ("Trung Quốc", "China"),
    "macao": ("Ma Cao", "Macao"),
    "singapore": ("Singapore", "Singapore"),
    "malaysia": ("Malaysia", "Malaysia"),
    "philippines": ("Philippines", "the Philippines"),
    "saudi_arabia": ("Ả Rập Xê Út", "Saudi Arabia"),
    "uae": ("Các Tiểu vương quốc Ả Rập Thống nhất", "the Emirates"),
    "romania": ("Rumani", "Romania"),
    "hungary": ("Hungary", "Hungary"),
    "poland": ("Ba Lan", "Poland"),
    "germany": ("Đức", "Germany"),
    "australia": ("Úc", "Australia"),
    "algeria": ("Algeria", "Algeria"),
    "other": ("thị trường khác", "another market"),
}
# Lines of sheets 108 and 109; the Middle East is a line of its own with Africa in 109, and Asia in 108.
REGIONS = {
    "north_east_asia": ("Đông Bắc Á", "North-East Asia"),
    "south_east_asia": ("Đông Nam Á", "South-East Asia"),
    "west_asia": ("Tây Nam Á", "South-West Asia"),
    "middle_east": ("Trung Đông", "the Middle East"),
    "europe": ("Châu Âu", "Europe"),
    "africa": ("Châu Phi", "Africa"),
    "americas": ("Châu Mỹ", "the Americas"),
    "oceania": ("Châu Úc", "Australia and Oceania"),
}
REGION_OF_MARKET = {
    "japan": "north_east_asia", "korea": "north_east_asia", "taiwan": "north_east_asia", "china": "north_east_asia",
    "macao": "north_east_asia", "singapore": "south_east_asia", "malaysia": "south_east_asia",
    "philippines": "south_east_asia", "saudi_arabia": "middle_east", "uae": "middle_east", "romania": "europe",
    "hungary": "europe", "poland": "europe", "germany": "europe", "australia": "oceania", "algeria": "africa",
}  # fmt: skip
CONTINENTS = {
    "europe": ("Châu Âu", "Europe"),
    "asia": ("Châu Á", "Asia"),
    "africa": ("Châu Phi", "Africa"),
    "americas": ("Châu Mỹ", "the Americas"),
    "oceania": ("Châu Úc", "Australia and Oceania"),
}
CONTINENT_OF_REGION = {
    "north_east_asia": "asia", "south_east_asia": "asia", "west_asia": "asia", "middle_east": "asia", "europe": "europe",
    "africa": "africa", "americas": "americas", "oceania": "oceania",
}  # fmt: skip
# Forms of going, Article 5 of Law 69/2020/QH14.
ABROAD_KINDS = {
    "enterprise": ("qua doanh nghiệp dịch vụ", "through a service enterprise"),
    "public_body": ("qua đơn vị sự nghiệp, chương trình nhà nước", "through a public body or programme"),
    "investor": ("theo nhà đầu tư, nhà thầu ra nước ngoài", "with an investor or contractor abroad"),
    "intern": ("thực tập nâng cao tay nghề", "intern raising skills"),
    "direct": ("hợp đồng trực tiếp giao kết", "direct contract"),
}
ABROAD_QUALIFICATIONS = {
    "unskilled": ("lao động phổ thông", "no training"),
    "vocational": ("qua đào tạo nghề", "vocational training"),
    "college": ("cao đẳng, đại học trở lên", "college, university and above"),
}
ABROAD_STATES = {
    "registered": ("đã đăng ký, chưa đi", "registered, not gone"),
    "abroad": ("đang ở nước ngoài", "abroad"),
    "returned": ("đã về nước", "back home"),
    "cancelled": ("không đi, hủy", "did not go, cancelled"),
}
ABROAD_CHANGES = {
    "extension": ("gia hạn hợp đồng", "contract extended"),
    "employer": ("đổi người sử dụng lao động", "another employer"),
    "wage": ("đổi tiền lương", "another wage"),
    "job": ("đổi công việc", "another job"),
    "residence": ("đổi nơi ở, nơi làm việc", "another place"),
    "other": ("thay đổi khác", "another change"),
}
RETURN_KINDS = {
    "term": ("hết hạn hợp đồng", "end of term"),
    "early": ("về trước hạn", "before the term"),
    "expelled": ("bị trục xuất", "expelled"),
    "died": ("chết ở nước ngoài", "died abroad"),
}
ABROAD_VIOLATIONS = {
    "overstay": ("ở lại trái phép sau hợp đồng", "stayed after the contract"),
    "left_contract": ("bỏ trốn khỏi nơi làm việc theo hợp đồng", "left the contract"),
    "no_licence": ("tuyển người đi mà không có giấy phép", "recruits without a licence"),
    "fee_above": ("thu tiền dịch vụ quá mức trần", "fee above the ceiling"),
    "deposit_above": ("thu tiền ký quỹ quá mức trần", "deposit above the ceiling"),
    "no_registration": ("không đăng ký hợp đồng", "contract not registered"),
    "late_report": ("không báo cáo, báo cáo chậm", "no report or late"),
    "other": ("vi phạm khác", "another violation"),
}
# What is paid for before leaving (Decree 61/2015, programmes under Project 4.2).
ABROAD_SUPPORTS = {
    "training": ("đào tạo nghề", "vocational training"),
    "language": ("đào tạo ngoại ngữ", "language"),
    "orientation": ("giáo dục định hướng", "orientation"),
    "living": ("tiền ăn, ở, đi lại, trang cấp trong thời gian đào tạo", "living costs in training"),
    "papers": ("hộ chiếu, thị thực, khám sức khỏe, lý lịch tư pháp", "papers and health check"),
    "loan": ("vay vốn ưu đãi", "loan"),
    "other": ("hỗ trợ khác", "other help"),
}
RETURN_SUPPORTS = {
    "job": ("giới thiệu việc làm", "job found"),
    "training": ("đào tạo lại nghề", "training again"),
    "loan": ("vay vốn sản xuất, khởi nghiệp", "loan for a business"),
    "counselling": ("tư vấn, hòa nhập", "counselling"),
    "relief": ("hỗ trợ rủi ro từ quỹ", "relief from the fund"),
    "other": ("hỗ trợ khác", "other help"),
}
LICENCE_KINDS = {
    "job_service": ("hoạt động dịch vụ việc làm", "job services"),
    "send_abroad": ("dịch vụ đưa người lao động đi làm việc ở nước ngoài", "sending people abroad"),
    "leasing": ("cho thuê lại lao động", "hiring out workers"),
}
LICENCE_ACTS = {
    "new": ("cấp lần đầu", "new"),
    "extended": ("gia hạn", "extended"),
    "reissued": ("cấp lại", "reissued"),
}
LICENCE_ENDS = {
    "replaced": ("thay bằng giấy phép sau", "replaced by the next"),
    "withdrawn": ("thu hồi, nộp lại", "withdrawn"),
}
POSITIONS = {
    "manager": ("nhà quản lý", "manager"),
    "executive": ("giám đốc điều hành", "executive director"),
    "expert": ("chuyên gia", "expert"),
    "technician": ("lao động kỹ thuật", "technical worker"),
}
PERMIT_ACTS = {
    "new": ("cấp mới", "new"),
    "extended": ("gia hạn", "extended"),
    "reissued": ("cấp lại", "reissued"),
    "exempt": ("xác nhận không thuộc diện cấp", "not needed"),
}
PERMIT_ENDS = {
    "replaced": ("thay bằng giấy sau", "replaced by the next"),
    "revoked": ("thu hồi", "revoked"),
    "left": ("thôi làm việc trước hạn", "left before its end"),
}

# --- Conditions at work (owner: conditions) ---
AGREEMENT_KINDS = {
    "enterprise": ("doanh nghiệp", "enterprise"),
    "sector": ("ngành", "sector"),
    "several": ("nhiều doanh nghiệp", "several enterprises"),
    "other": ("khác", "other"),
}
WORKER_ORGANISATIONS = {
    "union": ("công đoàn cơ sở", "trade union"),
    "own": ("tổ chức của người lao động tại doanh nghiệp", "workers' organisation at the enterprise"),
}
DISPUTE_KINDS = {
    "individual": ("cá nhân", "individual"),
    "collective_right": ("tập thể về quyền", "collective, of rights"),
    "collective_interest": ("tập thể về lợi ích", "collective, of interests"),
}
DISPUTE_CAUSES = {
    "wage": ("tiền lương, tiền thưởng", "wages and bonuses"),
    "insurance": ("bảo hiểm xã hội, thất nghiệp, y tế", "insurance"),
    "dismissal": ("chấm dứt hợp đồng, sa thải", "dismissal"),
    "hours": ("thời giờ làm việc, nghỉ ngơi", "hours and rest"),
    "safety": ("an toàn, bữa ăn ca, điều kiện làm việc", "safety and conditions"),
    "compensation": ("bồi thường, kỷ luật", "compensation and discipline"),
    "other": ("nguyên nhân khác", "another cause"),
}
SETTLERS = {
    "mediator": ("hòa giải viên lao động", "labour mediator"),
    "arbitration": ("hội đồng trọng tài lao động", "arbitration council"),
    "court": ("tòa án nhân dân", "court"),
    "parties": ("hai bên tự thương lượng", "the parties themselves"),
}
DISPUTE_RESULTS = {
    "settled": ("hòa giải thành, giải quyết xong", "settled"),
    "failed": ("hòa giải không thành", "not settled"),
    "withdrawn": ("rút yêu cầu", "withdrawn"),
}
STRIKE_LEADERS = {
    "union": ("công đoàn cơ sở lãnh đạo", "led by the union"),
    "own": ("tổ chức của người lao động lãnh đạo", "led by the workers' organisation"),
    "none": ("tự phát", "led by nobody"),
}
STRIKE_CAUSES = {
    "right": ("tranh chấp về quyền", "rights"),
    "interest": ("tranh chấp về lợi ích", "interests"),
    "both": ("cả quyền và lợi ích", "both"),
}
STRIKE_LENGTHS = {
    "under_1_week": ("dưới 1 tuần", "under a week"),
    "1_to_2_weeks": ("từ 1 đến dưới 2 tuần", "one week to two"),
    "over_2_weeks": ("từ 2 tuần trở lên", "two weeks and more"),
}
ACCIDENT_SECTORS = {
    "mining": ("khai khoáng", "mining"),
    "metal": ("luyện kim, cơ khí", "metal and machines"),
    "chemistry": ("hóa chất", "chemistry"),
    "construction": ("xây dựng", "construction"),
    "services": ("dịch vụ", "services"),
    "other": ("ngành khác", "other"),
}
INJURIES = {
    "fall": ("ngã, rơi từ trên cao", "fall"),
    "machine": ("máy, thiết bị cán, kẹp, cuốn", "machine"),
    "struck": ("vật rơi, đổ, văng bắn, va đập", "struck by something"),
    "electric": ("điện giật", "electric shock"),
    "burn": ("bỏng, cháy nổ", "burn or explosion"),
    "poison": ("nhiễm độc, ngạt", "poison or suffocation"),
    "traffic": ("giao thông", "traffic"),
    "drowning": ("đuối nước", "drowning"),
    "other": ("dạng khác", "other"),
}
# The six groups of Decree 44/2016/NĐ-CP, Article 17.
SAFETY_GROUPS = {
    1: ("nhóm 1: người quản lý", "group 1: managers"),
    2: ("nhóm 2: người làm công tác an toàn, vệ sinh lao động", "group 2: safety staff"),
    3: ("nhóm 3: người làm việc có yêu cầu nghiêm ngặt", "group 3: strict work"),
    4: ("nhóm 4: người lao động khác", "group 4: other workers"),
    5: ("nhóm 5: người làm công tác y tế", "group 5: medical staff"),
    6: ("nhóm 6: an toàn, vệ sinh viên", "group 6: safety stewards"),
}
# Bands of sheet 116; under 10 an enterprise need not register its rules.
SIZES = {
    "under_10": ("dưới 10 lao động", "under 10 workers"),
    "10_to_200": ("từ 10 đến dưới 200 lao động", "10 to 200 workers"),
    "200_to_500": ("từ 200 đến 500 lao động", "200 to 500 workers"),
    "over_500": ("trên 500 lao động", "over 500 workers"),
    "unknown": ("chưa rõ quy mô", "size not known"),
}

# --- Matching ---
# How well an officer thinks a job fits a seeker.
GRADES = {
    0: ("không hợp", "does not fit"),
    1: ("hợp một phần, chỉ khi không có việc khác", "fits in part, only for want of another"),
    2: ("hợp, nên giới thiệu", "fits, worth referring"),
    3: ("rất hợp, giới thiệu trước tiên", "fits very well, refer first"),
}
# Terms of the score, in the order they are told.
MATCH_TERMS = {
    "occupation": ("nghề", "occupation"),
    "skills": ("kỹ năng", "skills"),
    "distance": ("quãng đường", "distance"),
    "wage": ("tiền lương", "wage"),
    "education": ("trình độ", "education"),
    "experience": ("kinh nghiệm", "experience"),
    "freshness": ("tin mới", "how new it is"),
    "congestion": ("số người đã ứng tuyển", "those who applied"),
    "words": ("lời ghi", "words of the title"),
}
# Hard conditions, in the order they are asked. Sex and ethnic group are not among them.
MATCH_BARS = {
    "closed": ("việc làm không còn đăng", "the vacancy is not open"),
    "full": ("đã tuyển đủ người", "no places left"),
    "inactive": ("người này không còn tìm việc", "no longer looks for work"),
    "no_consent": ("người này chưa đồng ý cho đơn vị xem", "has not agreed to be shown"),
    "too_young": ("chưa đủ tuổi lao động", "under the age of work"),
    "minor": (
        "chưa đủ 18 tuổi để làm đêm hoặc việc nặng nhọc, độc hại, nguy hiểm",
        "under 18, for night or hazardous work",
    ),
    "certificate": ("thiếu chứng chỉ bắt buộc", "lacks a required certificate"),
    "night": ("không nhận làm đêm", "does not take night work"),
    "shifts": ("không nhận làm ca", "does not take shifts"),
    "hours": ("nhiều giờ hơn mức nhận làm", "more hours than they take"),
    "place": ("quá xa và không định chuyển chỗ ở", "too far, and not willing to move there"),
    "wage": ("lương thấp hơn mức tối thiểu mong muốn", "wage under the least they accept"),
    "access": (
        "nơi làm việc chưa tiếp cận được với dạng khuyết tật này",
        "the workplace is not accessible for this disability",
    ),
}
