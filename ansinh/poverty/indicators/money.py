"""Money of sheet 411: no record of this house gives it."""

from ansinh.engine import Indicator, entered

PROGRAMME = (
    "chương trình mục tiêu quốc gia giảm nghèo|chương trình mtqg giảm nghèo|ctmtqg giảm nghèo|giảm nghèo bền vững"
)
MONEY = {
    "411_100": (
        "Kinh phí giảm nghèo, tổng số",
        "Money for poverty reduction",
        "100",
        "tổng kinh phí|kinh phí|nguồn lực & công tác giảm nghèo|giảm nghèo - chương trình mục tiêu|giải ngân",
    ),
    "411_110": (
        "Kinh phí Chương trình MTQG giảm nghèo bền vững",
        "National target programme",
        "110",
        f"{PROGRAMME} & tổng kinh phí|kinh phí thực hiện|kinh phí|nguồn vốn - giải ngân|được giao|phân bổ|chính sách",
    ),
    "411_111": (
        "Ngân sách trung ương (CTMTQG)",
        "Central budget (programme)",
        "111",
        f"{PROGRAMME} & ngân sách trung ương|vốn trung ương|nstw",
    ),
    "411_112": (
        "Ngân sách địa phương (CTMTQG)",
        "Local budget (programme)",
        "112",
        f"{PROGRAMME} & ngân sách địa phương|vốn địa phương|ngân sách tỉnh|nsđp|đối ứng",
    ),
    "411_113": (
        "Nguồn khác (CTMTQG)",
        "Other sources (programme)",
        "113",
        f"{PROGRAMME} & nguồn khác|huy động|xã hội hóa|cộng đồng đóng góp",
    ),
    "411_210": (
        "Kinh phí thực hiện chính sách giảm nghèo hiện hành",
        "Current poverty policies",
        "210",
        "chính sách giảm nghèo|chính sách hỗ trợ hộ nghèo|chính sách an sinh & kinh phí|số tiền",
    ),
    "411_211": (
        "Ngân sách trung ương (chính sách hiện hành)",
        "Central budget (policies)",
        "211",
        "chính sách giảm nghèo & ngân sách trung ương",
    ),
    "411_212": (
        "Ngân sách địa phương (chính sách hiện hành)",
        "Local budget (policies)",
        "212",
        "chính sách giảm nghèo & ngân sách địa phương",
    ),
    "411_213": (
        "Nguồn khác (chính sách hiện hành)",
        "Other sources (policies)",
        "213",
        "chính sách giảm nghèo & nguồn khác",
    ),
}
money = [
    Indicator(
        f"poverty.money_{code}",
        entered(),
        label_vi=vi,
        label_en=en,
        unit="million_dong",
        kind="flow",
        by=(),
        code="H17",
        sheet=f"411/GN-Sở:{row}",
        definition_vi="Số do đơn vị quản lý kinh phí báo, nhập kèm nguồn; không có sổ nào của hệ thống cho ra số này.",
        said=(said,),
    )
    for code, (vi, en, row, said) in MONEY.items()
]
