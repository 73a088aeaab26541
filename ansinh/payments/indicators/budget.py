"""The department's own budget: no register gives it."""

from ansinh.engine import from_reports

BUDGET = "dự toán|ngân sách|kinh phí"
budget = [
    from_reports("payments.budget.allocated", "Dự toán ngân sách được giao", "Budget allotted",
                 "Dự toán chi ngân sách nhà nước giao cho ngành trong kỳ.", unit="dong", kind="flow", code="M07",
                 also=("budget.allocated",), said=(f"{BUDGET} & dự toán giao|được giao|giao đầu năm|bổ sung"
                                        " - chương trình mục tiêu|đào tạo nghề|giảm nghèo",)),
    from_reports("payments.budget.spent", "Dự toán ngân sách đã thực hiện, giải ngân", "Budget spent",
                 "Chi ngân sách nhà nước của ngành đã thực hiện trong kỳ.", unit="dong", kind="flow", code="M07",
                 also=("budget.spent",), said=(f"{BUDGET} & giải ngân|đã chi|thực hiện chi - chương trình mục tiêu"
                                        "|đào tạo nghề|giảm nghèo",)),
    from_reports("payments.budget.spent_rate", "Tỷ lệ giải ngân dự toán ngân sách", "Share of the budget spent",
                 "Chi ngân sách đã thực hiện trên dự toán được giao.", unit="percent", kind="ratio", code="M07", better="higher",
                 also=("budget.spent_rate",), said=(f"{BUDGET}|vốn & giải ngân - chương trình mục tiêu|đào tạo nghề"
                                        "|giảm nghèo|đầu tư công|xây dựng cơ bản|nông thôn mới",)),
]  # fmt: skip
