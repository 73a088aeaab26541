"""The social pension, from the day it exists. Law 41/2024/QH15 Articles 21, 22; Decrees 176/2025 and 335/2026/NĐ-CP."""

from ansinh.engine import Expression, figure, if_

UNDER = ("assistance.social_pension",)


@figure(label_vi="Trợ cấp hưu trí xã hội", label_en="Social pension", unit="dong/month")
def social_pension(draws_social_pension: Expression, social_pension_level: Expression) -> Expression:
    """The pension where it is no lower than the social allowance, else 0. Law 41/2024/QH15 Article 22.2."""
    return if_(draws_social_pension, social_pension_level, 0)
