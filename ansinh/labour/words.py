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
