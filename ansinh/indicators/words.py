"""Values of this room and what people call them (Vietnamese, English)."""

KINDS = {
    "stock": ("tại một ngày", "on a day"),
    "flow": ("trong kỳ", "over a period"),
    "ratio": ("tỷ lệ", "ratio"),
}
VERDICTS = {
    "consistent": ("khớp", "consistent"),
    "inconsistent": ("không khớp", "inconsistent"),
    "cannot_tell": ("chưa kết luận được", "cannot tell"),
}
DIMENSIONS = {
    "commune": ("Xã, phường, thị trấn", "Commune"),
    "district": ("Huyện, thị xã, thành phố", "District"),
}
YES_NO = {True: ("có", "yes"), False: ("không", "no"), None: ("chưa rõ", "unknown")}
UNKNOWN = ("chưa rõ", "unknown")
# Families of indicators, the first word of their names, in the order of the sector's list.
ROOMS = {
    "jobs": ("Việc làm, đi làm việc ở nước ngoài", "Jobs and work abroad"),
    "labour": ("Thị trường và quan hệ lao động", "Labour market and relations"),
    "unemployment_insurance": ("Bảo hiểm thất nghiệp", "Unemployment insurance"),
    "insurance": ("Bảo hiểm xã hội", "Social insurance"),
    "safety": ("An toàn, vệ sinh lao động", "Safety at work"),
    "training": ("Giáo dục nghề nghiệp", "Vocational training"),
    "merit": ("Người có công", "People with merit"),
    "fund": ("Quỹ Đền ơn đáp nghĩa, Quỹ Vì người nghèo", "Funds"),
    "benefits": ("Người có công, trợ giúp xã hội trong sổ", "Merit and social assistance on the registers"),
    "social": ("Bảo trợ xã hội", "Social protection"),
    "relief": ("Cứu trợ, hỗ trợ khó khăn", "Relief"),
    "health_insurance": ("Bảo hiểm y tế", "Health insurance"),
    "payments": ("Chi trả", "Payments"),
    "poverty": ("Giảm nghèo", "Poverty reduction"),
    "housing": ("Nhà ở hộ nghèo, cận nghèo", "Houses of poor households"),
    "credit": ("Tín dụng chính sách", "Policy loans"),
    "children": ("Trẻ em", "Children"),
    "gender": ("Bình đẳng giới", "Gender equality"),
    "drugs": ("Cai nghiện ma túy", "Drug rehabilitation"),
    "prostitution": ("Phòng, chống mại dâm", "Prostitution"),
    "trafficking": ("Phòng, chống mua bán người", "Trafficking"),
    "evils": ("Phòng, chống tệ nạn xã hội", "Social evils"),
    "inspections": ("Thanh tra, kiểm tra", "Inspections"),
    "citizens": ("Tiếp công dân", "Citizens received"),
    "complaints": ("Khiếu nại, tố cáo", "Complaints"),
    "dossiers": ("Thủ tục hành chính, dịch vụ công", "Procedures and online services"),
    "people": ("Dữ liệu đối tượng, dân cư", "Data of people"),
    "reports": ("Văn bản tham mưu", "Documents prepared"),
    "targets": ("Chỉ tiêu được giao", "Targets set"),
}
SOURCES = {
    "so": ("Có sổ", "On registers"),
    "bao-cao": ("Chỉ từ báo cáo", "From reports only"),
    "tat-ca": ("Tất cả", "All"),
}
ACTS = {
    "snapshot.take": ("Chụp số liệu", "Snapshot taken"),
    "target.set": ("Giao chỉ tiêu", "Target set"),
    "figure.enter": ("Nhập số liệu", "Figure entered"),
    "figure.seal": ("Khóa sổ số liệu", "Figures sealed"),
}
