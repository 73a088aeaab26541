"""Who seems entitled and holds no title, as far as the registers can tell; unknown where they cannot. No one left behind.

Decree 20/2021/NĐ-CP Article 5; Decree 335/2026/NĐ-CP Articles 5, 11; Law 41/2024/QH15 Article 21."""

from ansinh.engine import Expression, any_of, case, figure, if_, is_in, or_else
from ansinh.law import Law

UNDER = ("assistance.decree",)

REASONS = {
    "social_pension": ("đủ tuổi hưu trí xã hội, chưa hưởng", "of the age of the social pension"),
    "older_80": ("từ 80 tuổi không có lương hưu, chưa hưởng", "from 80 without pension"),
    "older_75_difficult_area": (
        "từ 75 tuổi, nghèo hoặc cận nghèo, vùng đặc biệt khó khăn, chưa hưởng",
        "from 75, difficult area",
    ),
    "disability": ("có giấy xác nhận khuyết tật nặng, đặc biệt nặng, chưa hưởng", "severe disability certified"),
    "child_under_3": (
        "trẻ dưới 3 tuổi, nghèo hoặc cận nghèo, vùng đặc biệt khó khăn, chưa hưởng",
        "child under 3, difficult area",
    ),
    "orphan_in_study": ("đủ 16 tuổi, còn đi học, chưa chuyển diện", "former orphan still in study"),
    "none": ("không thấy", "none seen"),
}


@figure(label_vi="Hộ nghèo, cận nghèo", label_en="Poor or near-poor")
def is_poor_or_near(household_class: Expression) -> Expression:
    """By the household's class in force; unknown without one. Decree 07/2021/NĐ-CP."""
    return is_in(household_class, "poor", "near_poor")


@figure(label_vi="Có diện trợ cấp xã hội", label_en="Holds a social allowance title")
def holds_allowance_title(title_coefficient: Expression) -> Expression:
    """A title with a coefficient, drawn or suspended. Decree 20/2021/NĐ-CP Article 5."""
    return any_of(title_coefficient > 0)


@figure(label_vi="Có diện hưu trí xã hội", label_en="Holds a social pension title")
def holds_pension_title(title_category: Expression) -> Expression:
    """Drawn or suspended. Law 41/2024/QH15 Article 21."""
    return any_of(title_category == "social_pension")


@figure(label_vi="Có diện khuyết tật", label_en="Holds a disability title")
def holds_disability_title(title_category: Expression) -> Expression:
    """Drawn or suspended. Decree 20/2021/NĐ-CP Article 5.6."""
    return any_of(is_in(title_category, "disabled_extra_severe", "disabled_severe"))


@figure(label_vi="Có diện trẻ em không có nguồn nuôi dưỡng", label_en="Was an orphan on the allowance")
def holds_orphan_title(title_category: Expression) -> Expression:
    """A child's title of clause 1, drawn or past its age. Decree 20/2021/NĐ-CP Article 5.1."""
    return any_of(title_category == "orphan")


@figure(label_vi="Có thể được hưu trí xã hội", label_en="May have the social pension")
def may_have_social_pension(
    is_not_paid: Expression,
    holds_pension_title: Expression,
    resident_age: Expression,
    is_poor_or_near: Expression,
    draws_social_insurance: Expression,
    resident_pension_dong: Expression,
    monthly_social_allowance: Expression,
    single_parent_allowance: Expression,
    law: Law,
) -> Expression:
    """75, or 70 and poor or near-poor; no pension as high; nothing better drawn. Law 41/2024/QH15 Articles 21, 22.2."""
    if not law.has("assistance.social_pension"):
        return if_(is_not_paid, False, False)
    ages, level = law.assistance.social_pension_ages, law.assistance.social_pension
    is_of_age = (resident_age >= ages.from_age) | ((resident_age >= ages.poor_from_age) & is_poor_or_near)
    is_better_off = (draws_social_insurance & (resident_pension_dong >= level)) | (
        monthly_social_allowance + single_parent_allowance >= level
    )
    return is_of_age & ~(is_not_paid | holds_pension_title | is_better_off)


@figure(label_vi="Có thể được trợ cấp từ 80 tuổi", label_en="May have the allowance from 80")
def may_have_older_80(
    is_not_paid: Expression,
    holds_allowance_title: Expression,
    resident_age: Expression,
    draws_social_insurance: Expression,
    law: Law,
) -> Expression:
    """80 without pension or allowance, before the social pension. Decree 20/2021/NĐ-CP Article 5.5.c."""
    if not law.has("assistance.ages_before_social_pension"):
        return if_(is_not_paid, False, False)
    is_given = law.assistance.coefficients_before_social_pension.older_80_without_pension > 0
    is_of_age = resident_age >= law.assistance.ages_before_social_pension.without_pension_from
    return is_given & is_of_age & ~(is_not_paid | holds_allowance_title | draws_social_insurance)


@figure(
    label_vi="Có thể được trợ cấp từ 75 tuổi vùng khó khăn", label_en="May have the allowance from 75, difficult area"
)
def may_have_older_75(
    is_not_paid: Expression,
    holds_allowance_title: Expression,
    resident_age: Expression,
    is_poor_or_near: Expression,
    resident_in_difficult_area: Expression,
    law: Law,
) -> Expression:
    """75 to under 80, poor or near-poor, difficult area, before the social pension. Decree 20/2021/NĐ-CP Article 5.5.b."""
    if not law.has("assistance.ages_before_social_pension"):
        return if_(is_not_paid, False, False)
    ages = law.assistance.ages_before_social_pension
    is_given = law.assistance.coefficients_before_social_pension.older_75_difficult_area > 0
    is_of_age = (resident_age >= ages.difficult_area_from) & (resident_age < ages.without_pension_from)
    is_there = is_of_age & is_poor_or_near & resident_in_difficult_area
    return is_given & is_there & ~(is_not_paid | holds_allowance_title)


@figure(label_vi="Có thể được trợ cấp người khuyết tật", label_en="May have the disability allowance")
def may_have_disability_allowance(
    is_not_paid: Expression,
    holds_disability_title: Expression,
    resident_disability_rank: Expression,
    draws_social_insurance: Expression,
    merit_compared: Expression,
) -> Expression:
    """Certified severe or specially severe, no pension, no merit. Decree 20/2021/NĐ-CP Article 5.6; Disability Law Article 51.1."""
    is_certified = or_else(resident_disability_rank > 1, False)
    is_out = is_not_paid | holds_disability_title | draws_social_insurance
    return is_certified & ~(is_out | (merit_compared > 0))


@figure(label_vi="Có thể được trợ cấp trẻ dưới 3 tuổi", label_en="May have the allowance of a child under 3")
def may_have_child_under_3(
    is_not_paid: Expression,
    holds_allowance_title: Expression,
    resident_age: Expression,
    is_poor_or_near: Expression,
    resident_in_difficult_area: Expression,
    law: Law,
) -> Expression:
    """Under three, poor or near-poor, difficult area, no other title. Decree 20/2021/NĐ-CP Article 5.7; Decree 335/2026 Article 5.7."""
    is_small = resident_age < law.assistance.ages.child_in_difficult_area_until
    return is_small & is_poor_or_near & resident_in_difficult_area & ~(is_not_paid | holds_allowance_title)


@figure(label_vi="Có thể được trợ cấp đi học", label_en="May have the allowance of an orphan in study")
def may_have_orphan_in_study(
    is_not_paid: Expression,
    holds_orphan_title: Expression,
    holds_allowance_title: Expression,
    resident_age_before: Expression,
    resident_is_studying: Expression,
    studies_with_right: Expression,
    law: Law,
) -> Expression:
    """Title of clause 1 past sixteen, known to be in study, no other title. Decree 20/2021/NĐ-CP Article 5.2."""
    is_past: Expression = holds_orphan_title & (resident_age_before >= law.assistance.ages.child_until)
    studies = or_else(resident_is_studying, False) & studies_with_right
    return is_past & studies & ~(is_not_paid | holds_allowance_title)


@figure(label_vi="Có thể được hưởng mà chưa đăng ký", label_en="Seems entitled, not registered", words=REASONS)
def unregistered_reason(
    may_have_social_pension: Expression,
    may_have_older_80: Expression,
    may_have_older_75: Expression,
    may_have_disability_allowance: Expression,
    may_have_child_under_3: Expression,
    may_have_orphan_in_study: Expression,
) -> Expression:
    """The first that holds; none when none does; unknown when none is known to and one cannot be told.

    Decree 20/2021/NĐ-CP Article 5; Law 41/2024/QH15 Article 21."""
    found = {
        "social_pension": may_have_social_pension,
        "older_80": may_have_older_80,
        "older_75_difficult_area": may_have_older_75,
        "disability": may_have_disability_allowance,
        "child_under_3": may_have_child_under_3,
        "orphan_in_study": may_have_orphan_in_study,
    }
    known = [(or_else(holds, False), reason) for reason, holds in found.items()]
    return case(*known, *((~holds, "none") for holds in [_any(*found.values())]))


def _any(first: Expression, *others: Expression) -> Expression:
    for one in others:
        first = first | one
    return first


@figure(label_vi="Có thể được mai táng phí mà chưa lập", label_en="May have a funeral not claimed")
def may_have_funeral(
    resident_died_on: Expression,
    month_first_day: Expression,
    month_last_day: Expression,
    holds_title: Expression,
    has_assistance_funeral: Expression,
    has_pension_funeral: Expression,
    has_merit_funeral: Expression,
) -> Expression:
    """Died this month with a title, no funeral claimed. Decree 20/2021/NĐ-CP Article 11; Decree 335/2026 Article 11."""
    died = or_else((resident_died_on >= month_first_day) & (resident_died_on <= month_last_day), False)
    return died & holds_title & ~(has_assistance_funeral | has_pension_funeral | has_merit_funeral)
