"""Supports that follow from a class or a right: the health card, electricity, study cost. Shown, not paid from a list.

Law on Health Insurance Articles 12, 22; Decree 146/2018 and 188/2025/NĐ-CP; Decision 28/2014/QĐ-TTg; Decree 238/2025/NĐ-CP."""

from typing import Any

from ansinh.engine import Expression, any_of, case, figure, highest, if_, is_in, or_else
from ansinh.law import Law

UNDER = ("assistance.decree",)

# Why the State pays a card, in the order of the law.
CARDS = {
    "pensioner": ("hưu trí, trợ cấp BHXH (quỹ BHXH đóng)", "pensioner, paid by social insurance"),
    "merit": ("người có công", "person with merit"),
    "survivor": ("thân nhân người có công", "survivor of a person with merit"),
    "child_under_6": ("trẻ em dưới 6 tuổi", "child under 6"),
    "social_allowance": ("bảo trợ xã hội", "social allowance"),
    "poor": ("hộ nghèo", "poor household"),
    "difficult_area": ("người ở địa bàn đặc biệt khó khăn", "specially difficult area"),
    "social_pension": ("hưu trí xã hội (LH)", "social pension (LH)"),
    "near_poor": ("hộ cận nghèo (CN)", "near-poor household (CN)"),
    "student": ("học sinh, sinh viên", "student"),
    "household": ("hộ gia đình tự đóng", "paid by the household"),
}


@figure(label_vi="Trẻ em có thẻ Nhà nước đóng", label_en="Child with a card of the State")
def is_child_with_card(resident_age_before: Expression, law: Law) -> Expression:
    """Under six when the month begins. Law on Health Insurance Article 12.3."""
    return resident_age_before < law.support.child_card_until


@figure(label_vi="Đang hưởng trợ cấp xã hội", label_en="Draws a social allowance")
def draws_social_allowance(monthly_social_allowance: Expression, single_parent_allowance: Expression) -> Expression:
    """A monthly allowance of Article 6. Decree 20/2021/NĐ-CP Article 9."""
    return monthly_social_allowance + single_parent_allowance > 0


@figure(label_vi="Nhóm đóng bảo hiểm y tế", label_en="Group of the health card", words=CARDS)
def health_card_group(
    resident_has_pension: Expression,
    merit_allowance: Expression,
    survivor_allowance: Expression,
    is_child_with_card: Expression,
    draws_social_allowance: Expression,
    household_class: Expression,
    resident_in_difficult_area: Expression,
    social_pension_level: Expression,
    resident_is_studying: Expression,
) -> Expression:
    """The first group of the law the person belongs to: one card. Law on Health Insurance Article 12, 13."""
    return case(
        (resident_has_pension, "pensioner"),
        (merit_allowance > 0, "merit"),
        (survivor_allowance > 0, "survivor"),
        (is_child_with_card, "child_under_6"),
        (draws_social_allowance, "social_allowance"),
        (household_class == "poor", "poor"),
        (resident_in_difficult_area, "difficult_area"),
        (social_pension_level > 0, "social_pension"),
        (household_class == "near_poor", "near_poor"),
        (or_else(resident_is_studying, False), "student"),
        otherwise="household",
    )


@figure(label_vi="Nhà nước đóng, hỗ trợ đóng BHYT", label_en="Paid by the State", unit="percent")
def health_card_share(health_card_group: Expression, law: Law) -> Expression:
    """Percent of the contribution, the least the law asks; 0 where social insurance or the household pays. Decree 188/2025 Article 6."""
    whole, part = law.support.health_card_whole, law.support.health_card
    return case(
        (is_in(health_card_group, "merit", "survivor"), whole.merit),
        (health_card_group == "child_under_6", whole.child_under_6),
        (health_card_group == "social_allowance", whole.social_allowance),
        (health_card_group == "poor", whole.poor),
        (health_card_group == "difficult_area", whole.difficult_area),
        (health_card_group == "social_pension", whole.social_pension),
        (health_card_group == "near_poor", part.near_poor),
        (health_card_group == "student", part.student),
        otherwise=0,
    )


@figure(label_vi="Mức hưởng BHYT cao nhất", label_en="Highest benefit level", unit="percent")
def health_card_benefit(
    resident_has_pension: Expression,
    merit_allowance: Expression,
    survivor_allowance: Expression,
    is_child_with_card: Expression,
    draws_social_allowance: Expression,
    household_class: Expression,
    resident_in_difficult_area: Expression,
    social_pension_level: Expression,
    resident_age: Expression,
    law: Law,
) -> Expression:
    """Percent of the cost, the highest of the person's groups; unknown for a pensioner, whose level is not in the law files.

    Law on Health Insurance Article 22; Resolution 261/2025/QH15 Article 2.1.a; Decree 20/2021/NĐ-CP Article 9."""
    of, whole = law.support.health_benefit, law.support.health_benefit_whole
    from_75: Any = of["social_pension_from_75"] if "social_pension_from_75" in list(of) else of.others
    is_75 = (
        resident_age >= law.assistance.social_pension_ages.from_age
        if law.has("assistance.social_pension_ages")
        else False
    )
    return case(
        (merit_allowance > 0, whole.merit),
        (is_child_with_card, whole.child_under_6),
        (draws_social_allowance, whole.social_allowance),
        (household_class == "poor", of.poor),
        (resident_in_difficult_area, whole.difficult_area),
        (
            (social_pension_level > 0) & is_75,
            highest(from_75, if_(household_class == "near_poor", of.near_poor, of.others)),
        ),
        (survivor_allowance > 0, whole.survivor),
        (household_class == "near_poor", of.near_poor),
        (resident_has_pension, None),
        otherwise=of.others,
    )


@figure(label_vi="Hộ có người hưởng trợ cấp xã hội", label_en="Household with a social allowance")
def household_has_social_allowance(draws_social_allowance: Expression) -> Expression:
    """A member draws one this month. Decision 28/2014/QĐ-TTg."""
    return any_of(draws_social_allowance)


@figure(label_vi="Điện được hỗ trợ", label_en="Electricity supported", unit="kwh/household/month")
def electricity_support_kwh(
    household_class: Expression, household_has_social_allowance: Expression, law: Law
) -> Expression:
    """30 kWh for a poor household; unknown for another with a social allowance, whose use nobody keeps. Decision 28/2014/QĐ-TTg."""
    return case(
        (household_class == "poor", law.support.electricity.paid_kwh),
        (household_has_social_allowance, None),
        otherwise=0,
    )


@figure(label_vi="Hỗ trợ tiền điện", label_en="Electricity support", unit="dong/month")
def electricity_support(
    household_class: Expression, household_has_social_allowance: Expression, law: Law
) -> Expression:
    """Unknown where something is due: the price of the first tier since 2016 is not in the law files. Decision 28/2014/QĐ-TTg."""
    amount = law.support.electricity_month if law.has("support.electricity_month") else None
    return case((household_class == "poor", amount), (household_has_social_allowance, None), otherwise=0)


@figure(label_vi="Hỗ trợ chi phí học tập một tháng", label_en="Study cost a month", unit="dong/person/month")
def study_cost_support(
    resident_is_pupil: Expression, is_not_paid: Expression, household_class: Expression, law: Law
) -> Expression:
    """A pupil of a poor household; other groups are not in the registers. Decree 238/2025/NĐ-CP Article 19.10; Decree 81/2021 Article 18."""
    is_due = resident_is_pupil & ~is_not_paid & (household_class == "poor")
    return if_(is_due, law.support.study_cost if law.has("support.study_cost") else None, 0)


@figure(label_vi="Hỗ trợ chi phí học tập cả năm, nhiều nhất", label_en="Study cost a year, at most", unit="dong/person")
def study_cost_support_year(study_cost_support: Expression, law: Law) -> Expression:
    """The monthly amount for the months of a school year, in two payments. Decree 238/2025/NĐ-CP Article 19.10."""
    if not law.has("support.study_cost_months"):
        return if_(study_cost_support == 0, 0, None)
    return study_cost_support * law.support.study_cost_months
