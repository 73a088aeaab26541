"""What the room of labour pays: the unemployment benefit and the support of training, from the insurance fund."""

from ansinh.engine import Benefit

_FUND = {"programme": "unemployment", "purse": "unemployment_fund"}

unemployment = [
    Benefit(
        "unemployment.benefit", "unemployment_benefit", grain="jobless_month", **_FUND, group="unemployment",
        label_vi="Trợ cấp thất nghiệp", label_en="Unemployment benefit",
        article="Luật Việc làm 38/2013/QH13 Điều 50; Luật Việc làm 74/2025/QH15 Điều 39",
    ),
    Benefit(
        "unemployment.training", "unemployment_training", grain="jobless_course", **_FUND, group="unemployment_training",
        label_vi="Hỗ trợ học nghề cho người thất nghiệp", label_en="Training support of the unemployed",
        article="Luật Việc làm 38/2013/QH13 Điều 55; QĐ 17/2021/QĐ-TTg Điều 3",
    ),
]  # fmt: skip
