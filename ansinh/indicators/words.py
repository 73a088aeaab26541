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
ROOMS = {
    "poverty": ("Giảm nghèo", "Poverty reduction"),
    "benefits": ("Người có công, trợ giúp xã hội", "Merit and social assistance"),
    "payments": ("Chi trả", "Payments"),
}
ACTS = {
    "snapshot.take": ("Chụp số liệu", "Snapshot taken"),
    "target.set": ("Giao chỉ tiêu", "Target set"),
    "figure.enter": ("Nhập số liệu", "Figure entered"),
    "figure.seal": ("Khóa sổ số liệu", "Figures sealed"),
}
