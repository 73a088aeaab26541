"""Work as people of the Mekong Delta call it: occupations with their titles, wages and skills, and what enterprises are named; made up.

A title is first as an advertisement says it, then as people say it every day; `said_plainly` takes the diacritics away as hurried hands do."""

from dataclasses import dataclass

from ansinh.core.names import fold


@dataclass(frozen=True)
class Work:
    """An occupation: ISCO-08 unit group, VSIC section and class it is mostly done in, monthly wage in million dong from and to.

    `share` is its weight among jobs begun, `women` the part of women in it, `skills` what is asked for."""

    code: str
    section: str
    activity: str
    titles: tuple[str, ...]
    low: float
    high: float
    share: float
    women: float
    skills: tuple[str, ...] = ()
    certificate: str = ""


def _work(code: str, section: str, activity: str, titles: str, low: float, high: float, share: float, women: float, skills: str = "",
          certificate: str = "") -> Work:  # fmt: skip
    told = tuple(one.strip() for one in titles.split("|"))
    return Work(
        code, section, activity, told, low, high, share, women, tuple(filter(None, skills.split("|"))), certificate
    )


WORKS = (
    _work("8153", "C", "1410", "Công nhân may công nghiệp|Thợ may công nghiệp|Công nhân may|may công nghiệp|đi may", 5.5, 8.5, 15, 0.82,
          "may máy 1 kim|vắt sổ|đọc bản vẽ rập"),
    _work("8156", "C", "1520", "Công nhân sản xuất giày|Công nhân da giày|thợ giày|làm giày", 5.6, 8.2, 12, 0.74, "may mũ giày|gò giày"),
    _work("7511", "C", "1020", "Công nhân chế biến thủy sản|Công nhân phân xưởng tôm|làm tôm|lột tôm", 5.2, 8.0, 10, 0.68,
          "phân cỡ tôm|vệ sinh an toàn thực phẩm"),
    _work("8212", "C", "2610", "Công nhân lắp ráp linh kiện điện tử|Công nhân lắp ráp|lắp ráp điện tử|bó dây điện ô tô", 6.0, 9.0, 7, 0.66,
          "hàn linh kiện|kiểm tra ngoại quan"),
    _work("9329", "C", "1075", "Lao động phổ thông|Công nhân phổ thông|việc phổ thông|lao động tay chân", 4.8, 7.2, 8, 0.5),
    _work("7112", "F", "4100", "Thợ xây|Thợ nề|thợ hồ|làm hồ", 7.0, 11.0, 5, 0.04, "xây tường|tô trát|lát gạch"),
    _work("9313", "F", "4100", "Phụ xây|phụ hồ|Lao động xây dựng", 5.5, 8.0, 4, 0.16),
    _work("7212", "C", "2511", "Thợ hàn|Công nhân hàn|thợ hàn điện|hàn tiện", 7.5, 13.0, 2.2, 0.02, "hàn MIG|hàn TIG|hàn que", "Chứng chỉ hàn 3G"),
    _work("7411", "F", "4321", "Thợ điện dân dụng|Nhân viên điện nước|thợ điện|sửa điện", 7.0, 11.0, 2, 0.02, "lắp đặt điện dân dụng",
          "Chứng chỉ điện dân dụng"),
    _work("7412", "C", "2710", "Thợ điện công nghiệp|Nhân viên bảo trì điện|bảo trì điện", 8.0, 13.0, 1.4, 0.03, "PLC|bảo trì tủ điện",
          "Trung cấp điện công nghiệp"),
    _work("7223", "C", "2592", "Thợ tiện, phay CNC|Thợ cơ khí|thợ tiện", 7.5, 13.0, 1.2, 0.03, "vận hành máy CNC|đọc bản vẽ kỹ thuật"),
    _work("7231", "G", "4542", "Thợ sửa xe máy|Kỹ thuật viên xe máy|sửa xe", 5.5, 9.0, 1.5, 0.02, "sửa chữa động cơ"),
    _work("8332", "H", "4933", "Lái xe tải|Tài xế xe tải|tài xế", 8.0, 14.0, 2, 0.01, "lái xe đường dài", "Giấy phép lái xe hạng C"),
    _work("8322", "H", "4931", "Lái xe ô tô con|Tài xế taxi|lái taxi", 7.0, 11.0, 1, 0.03, "", "Giấy phép lái xe hạng B2"),
    _work("9333", "H", "5224", "Công nhân bốc xếp|Bốc xếp hàng hóa|bốc vác", 6.0, 9.0, 1.6, 0.06),
    _work("4321", "H", "5210", "Nhân viên kho|Thủ kho|giữ kho", 6.5, 9.5, 1.1, 0.4, "Excel|kiểm kê"),
    _work("5223", "G", "4711", "Nhân viên bán hàng|Nhân viên bán hàng siêu thị|bán hàng|đứng bán", 5.0, 8.5, 5, 0.72, "giao tiếp|tính tiền"),
    _work("3322", "G", "4610", "Nhân viên kinh doanh|Nhân viên tiếp thị|đi thị trường", 6.5, 15.0, 2.4, 0.42, "giao tiếp|tin học văn phòng"),
    _work("5131", "I", "5610", "Nhân viên phục vụ nhà hàng|Phục vụ bàn|chạy bàn|bưng bê", 4.8, 7.5, 2.4, 0.64, "giao tiếp"),
    _work("5120", "I", "5610", "Đầu bếp|Phụ bếp|nấu ăn", 6.5, 13.0, 1.2, 0.45, "nấu món Việt", "Chứng chỉ nấu ăn"),
    _work("9112", "N", "8121", "Nhân viên tạp vụ|Nhân viên vệ sinh|tạp vụ|quét dọn", 4.6, 6.5, 1.4, 0.84),
    _work("5414", "N", "8010", "Nhân viên bảo vệ|Bảo vệ|giữ xe", 5.5, 8.0, 1.9, 0.04, "", "Chứng chỉ nghiệp vụ bảo vệ"),
    _work("3313", "M", "6920", "Nhân viên kế toán|Kế toán viên|kế toán", 6.5, 12.0, 1.6, 0.88, "phần mềm MISA|Excel|khai thuế",
          "Trung cấp kế toán trở lên"),
    _work("4110", "N", "8211", "Nhân viên văn phòng|Nhân viên hành chính|văn phòng", 5.8, 9.0, 1.6, 0.74, "tin học văn phòng|soạn thảo văn bản"),
    _work("2512", "J", "6201", "Lập trình viên|Kỹ sư phần mềm|làm IT", 10.0, 25.0, 0.4, 0.22, "Python|JavaScript", "Đại học công nghệ thông tin"),
    _work("2342", "P", "8510", "Giáo viên mầm non|Cô giáo mầm non|giữ trẻ", 5.0, 7.5, 0.9, 0.99, "chăm sóc trẻ", "Cao đẳng sư phạm mầm non"),
    _work("3221", "Q", "8610", "Điều dưỡng|Y tá|Nhân viên y tế", 6.0, 10.0, 0.6, 0.8, "tiêm truyền", "Cao đẳng điều dưỡng"),
    _work("5141", "S", "9631", "Thợ cắt tóc|Thợ làm tóc|hớt tóc|làm tóc", 4.5, 8.0, 1.1, 0.6, "cắt tóc"),
    _work("5142", "S", "9631", "Nhân viên chăm sóc da|Thợ làm móng|làm nail", 5.0, 9.0, 0.8, 0.96, "làm móng"),
    _work("6221", "A", "0322", "Công nhân nuôi trồng thủy sản|Nuôi tôm thẻ chân trắng|nuôi tôm|giữ vuông tôm", 5.5, 9.0, 5.5, 0.3,
          "đo môi trường nước|cho tôm ăn"),
    _work("6111", "A", "0111", "Lao động trồng trọt|Trồng rau màu|làm ruộng|làm rẫy", 4.0, 6.8, 4, 0.48, "chăm sóc cây trồng"),
    _work("6121", "A", "0146", "Lao động chăn nuôi|Chăn nuôi bò|nuôi bò|nuôi heo", 4.0, 7.0, 4, 0.46, "thú y cơ bản"),
    _work("7522", "C", "3100", "Thợ mộc|Công nhân chế biến gỗ|đóng bàn ghế", 6.5, 10.5, 1.2, 0.12, "vận hành máy gỗ"),
    _work("7317", "C", "1629", "Thợ đan lát|Lao động thủ công mỹ nghệ|đan lục bình|làm chỉ xơ dừa", 3.2, 5.5, 2.2, 0.86, "đan lục bình"),
    _work("8183", "C", "1079", "Công nhân đóng gói|Nhân viên đóng gói|đóng gói", 5.3, 7.6, 2.6, 0.66),
    _work("5311", "T", "9700", "Giúp việc gia đình|giúp việc nhà|Chăm sóc người già", 5.0, 8.5, 1.4, 0.97, "nấu ăn|chăm sóc người già"),
)  # fmt: skip
SECTOR_OF = {
    section: "agriculture" if section == "A" else "industry" if section in "BCDEF" else "services"
    for section in "ABCDEFGHIJKLMNOPQRSTU"
}
# Work that is sought abroad under contract: market, people of a hundred, what is done there, employer.
MARKETS = (
    ("japan", 0.58, ("7511", "8212", "7112", "5311", "6111"), "Nghiệp đoàn mẫu (Nhật Bản)"),
    ("taiwan", 0.25, ("8153", "8212", "7223", "5311"), "Công ty TNHH mẫu (Đài Loan)"),
    ("korea", 0.13, ("6111", "7212", "6221"), "Chương trình EPS (Hàn Quốc)"),
    ("other", 0.04, ("7112", "7212"), "Nhà thầu mẫu (thị trường khác)"),
)
_FIRST = (
    "Tân",
    "Hoàng",
    "Phước",
    "Thành",
    "Minh",
    "Kim",
    "Hòa",
    "Đại",
    "Trường",
    "Vạn",
    "Ngọc",
    "Thiên",
    "An",
    "Bình",
    "Sông",
    "Cửu",
    "Duyên",
)
_SECOND = (
    "Phát",
    "Thịnh",
    "Lợi",
    "Hưng",
    "Tiến",
    "Long",
    "Phú",
    "Gia",
    "Khang",
    "Nam",
    "Việt",
    "Hải",
    "Xanh",
    "Nguyên",
    "Đạt",
    "Cường",
    "Vinh",
)
_THIRD = ("", "", "", "1", "2", "Mekong", "Miền Tây", "Duyên Hải", "Đồng Tiến", "Bảo An")
_LINES = {
    "A": "Nông sản", "C": "Sản xuất", "F": "Xây dựng", "G": "Thương mại", "H": "Vận tải", "I": "Nhà hàng", "J": "Công nghệ", "K": "Tài chính",
    "M": "Tư vấn", "N": "Dịch vụ", "P": "Giáo dục", "Q": "Y tế", "S": "Dịch vụ", "T": "Dịch vụ", "O": "Hành chính",
}  # fmt: skip
_LINE_OF_CLASS = {
    "1410": "May mặc",
    "1520": "Da giày",
    "1020": "Thủy sản",
    "2610": "Điện tử",
    "1629": "Thủ công mỹ nghệ",
    "2511": "Cơ khí",
}
_FORM = {
    "state_enterprise": "Công ty TNHH MTV", "private_enterprise": "Công ty TNHH", "foreign_enterprise": "Công ty TNHH", "cooperative": "Hợp tác xã",
    "household_business": "Hộ kinh doanh", "public_body": "Trung tâm", "other": "Cơ sở",
}  # fmt: skip


def organisation_name(kind: str, section: str, activity: str, first: int, second: int, third: int) -> str:
    """What an organisation of a kind is called: its form, its line and two words of luck (numbers chosen by chance)."""
    line = _LINE_OF_CLASS.get(activity, _LINES.get(section, "Dịch vụ"))
    luck = f"{_FIRST[first % len(_FIRST)]} {_SECOND[second % len(_SECOND)]} {_THIRD[third % len(_THIRD)]}".strip()
    foreign = " Việt Nam" if kind == "foreign_enterprise" else ""
    return f"{_FORM[kind]} {line} {luck}{foreign}"


def said_plainly(title: str) -> str:
    """The title as hurried hands write it: small letters, no diacritics."""
    return fold(title)
