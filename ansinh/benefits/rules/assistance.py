"""Social assistance by the month: a coefficient times the base level, one highest, and the exceptions.

Decree 20/2021/NĐ-CP Articles 5, 6, 8, 20 until 4 October 2026, Decree 335/2026/NĐ-CP Articles 5, 6, 8, 17 since."""

from typing import Any

from ansinh.engine import Expression, age_on, case, divide, figure, highest, highest_of, if_, is_in, or_else, sum_of
from ansinh.law import Law

UNDER = ("assistance.decree",)

DISABLED = ("disabled_extra_severe", "disabled_severe")
CHILDREN = ("orphan", "orphan_in_study", "child_hiv", "child_under_3_difficult_area")
# What the law calls the groups a single parent may draw beside his own allowance.
BESIDE_SINGLE_PARENT = {
    "older": ("older_poor_alone", "older_75_difficult_area", "older_80_without_pension", "older_in_community_care"),
    "disability": DISABLED,
    "hiv_poor": ("hiv_poor",),
}


def _times_base(coefficient: Expression, law: Law) -> Expression:
    return divide(coefficient * law.assistance.base_level, law.assistance.whole, rounding="half_up")


@figure(label_vi="Có lương hưu, trợ cấp BHXH hoặc tuất BHXH", label_en="Draws from social insurance")
def draws_social_insurance(resident_has_pension: Expression, resident_has_survivor_pension: Expression) -> Expression:
    """A pension, a monthly allowance or a survivor allowance of social insurance since before the month. Decree 20/2021/NĐ-CP Article 5.5.c."""
    return resident_has_pension | resident_has_survivor_pension


@figure(label_vi="Còn trong thời gian học được hưởng", label_en="Study that still counts")
def studies_with_right(
    resident_is_studying: Expression,
    resident_birth_date: Expression,
    resident_age_before: Expression,
    law: Law,
) -> Expression:
    """In study, as the decision says unless it is known to have ended; until 22 under Decree 20/2021/NĐ-CP Article 5.2.

    Decree 335/2026/NĐ-CP Article 5.2 has no such age; who had passed it before stays out."""
    studies = or_else(resident_is_studying, True)
    if law.has("assistance.study_until_age"):
        return studies & (resident_age_before < law.assistance.study_until_age)
    ended = law.assistance.study_ended_before
    return studies & (age_on(resident_birth_date, ended.last_day) < ended.until_age)


@figure(label_vi="Hệ số theo điều kiện trong tháng", label_en="Coefficient this month", unit="hundredth")
def title_coefficient(
    title_category: Expression,
    resident_age: Expression,
    resident_age_before: Expression,
    studies_with_right: Expression,
    draws_social_insurance: Expression,
    resident_has_wage: Expression,
    law: Law,
) -> Expression:
    """Hundredths of the base level for the title's group and the person's age; 0 where the age or an income ends it.

    Decree 20/2021/NĐ-CP Articles 5, 6.1, 8; Decree 335/2026/NĐ-CP Articles 5, 6.1; Law on Persons with Disabilities Article 51."""
    of, ages = law.assistance.coefficients, law.assistance.ages
    is_small: Expression = resident_age < ages.small_child_until
    was_child: Expression = resident_age_before < ages.child_until
    is_older: Expression = resident_age >= ages.older_from
    is_child_or_older = (resident_age < ages.child_until) | is_older
    insured_out = draws_social_insurance & (law.assistance.disability_beside == "none")
    earns = draws_social_insurance | resident_has_wage
    older_level = if_(resident_age >= ages.older_higher_from, of.older_poor_alone_higher_age, of.older_poor_alone)
    extra_severe = if_(is_child_or_older, of.extra_severe_child_or_older, of.extra_severe_adult)
    severe = if_(is_child_or_older, of.severe_child_or_older, of.severe_adult)
    under_3 = resident_age_before < ages.child_in_difficult_area_until
    return case(
        (title_category == "disabled_severe", if_(insured_out, 0, severe)),
        (title_category == "disabled_extra_severe", if_(insured_out, 0, extra_severe)),
        (title_category == "older_80_without_pension", _of_80(resident_age, draws_social_insurance, law)),
        (title_category == "older_75_difficult_area", _of_75(resident_age, resident_age_before, law)),
        (title_category == "older_poor_alone", if_(is_older, older_level, 0)),
        (title_category == "older_in_community_care", if_(is_older, of.older_in_community_care, 0)),
        (title_category == "orphan", if_(was_child, if_(is_small, of.orphan_under_4, of.orphan_from_4), 0)),
        (title_category == "orphan_in_study", if_(studies_with_right, of.orphan_in_study, 0)),
        (title_category == "child_hiv", if_(was_child, if_(is_small, of.child_hiv_under_4, of.child_hiv_from_4), 0)),
        (title_category == "child_under_3_difficult_area", if_(under_3, of.child_under_3_difficult_area, 0)),
        (title_category == "hiv_poor", if_(earns, 0, of.hiv_poor)),
        otherwise=0,
    )


def _of_80(age: Expression, draws_social_insurance: Expression, law: Law) -> Any:
    """The group the social pension took over; its ages and coefficients end with it."""
    if not law.has("assistance.ages_before_social_pension"):
        return 0
    ages, of = law.assistance.ages_before_social_pension, law.assistance.coefficients_before_social_pension
    return if_((age >= ages.without_pension_from) & ~draws_social_insurance, of.older_80_without_pension, 0)


def _of_75(age: Expression, age_before: Expression, law: Law) -> Any:
    if not law.has("assistance.ages_before_social_pension"):
        return 0
    ages, of = law.assistance.ages_before_social_pension, law.assistance.coefficients_before_social_pension
    is_of_age = (age >= ages.difficult_area_from) & (age_before < ages.without_pension_from)
    return if_(is_of_age, of.older_75_difficult_area, 0)


@figure(label_vi="Trợ cấp xã hội của diện này", label_en="Social allowance of the title", unit="dong/month")
def title_allowance(title_is_drawn: Expression, title_coefficient: Expression, law: Law) -> Expression:
    """Coefficient times base level while the title is drawn. Decree 20/2021/NĐ-CP Article 6.1."""
    return if_(title_is_drawn, _times_base(title_coefficient, law), 0)


@figure(
    label_vi="Trợ cấp người đơn thân nuôi con của diện này", label_en="Single parent, of the title", unit="dong/month"
)
def title_single_parent(
    title_category: Expression, title_is_drawn: Expression, title_child_count: Expression, law: Law
) -> Expression:
    """The base level for each child the decision names; unknown without their number. Decree 20/2021/NĐ-CP Article 6.1."""
    coefficient = law.assistance.coefficients.single_parent_per_child * title_child_count
    return if_((title_category == "single_parent") & title_is_drawn, _times_base(coefficient, law), 0)


@figure(label_vi="Tuổi người được chăm sóc đến cuối tháng", label_en="Age of the cared-for", unit="year")
def cared_age(title_cared_birth_date: Expression, month_last_day: Expression) -> Expression:
    """Completed years on the last day; unknown where nobody is named. Decree 20/2021/NĐ-CP Article 20."""
    return age_on(title_cared_birth_date, month_last_day)


@figure(label_vi="Người được chăm sóc còn là trẻ em", label_en="The cared-for is still a child")
def cared_was_child(title_cared_birth_date: Expression, day_before_month: Expression, law: Law) -> Expression:
    """Under sixteen when the month begins: the support ends the month after. Decree 20/2021/NĐ-CP Article 20.1."""
    return age_on(title_cared_birth_date, day_before_month) < law.assistance.ages.child_until


@figure(label_vi="Hệ số hỗ trợ chăm sóc trong tháng", label_en="Coefficient of the care this month", unit="hundredth")
def title_care_coefficient(
    title_category: Expression,
    cared_age: Expression,
    cared_was_child: Expression,
    title_is_pregnant: Expression,
    title_child_count: Expression,
    law: Law,
) -> Expression:
    """Of the care and the age of the one cared for; unknown where that age counts and is not known.

    Decree 20/2021/NĐ-CP Article 20; Decree 335/2026/NĐ-CP Article 17."""
    of, ages, children = law.assistance.care_coefficients, law.assistance.ages, title_child_count
    orphan = if_(cared_age < ages.small_child_until, of.orphan_under_4, of.orphan_from_4)
    is_higher = or_else(children > 1, False) | (title_is_pregnant & (children > 0))
    is_parent = title_is_pregnant | (children > 0)
    parent = case((is_higher, of.disabled_parent_higher), (is_parent, of.disabled_parent), otherwise=0)
    is_child = cared_age < ages.child_until
    taking_in = if_(is_child, of.taking_in_extra_severe_child, of.taking_in_extra_severe_adult)
    return case(
        (title_category == "household_of_extra_severe", of.household_of_extra_severe),
        (title_category == "care_of_orphan", if_(cared_was_child, orphan, 0)),
        (title_category == "care_of_older", of.older_in_community_care),
        (title_category == "disabled_parent", parent),
        (title_category == "taking_in_extra_severe", taking_in),
        otherwise=0,
    )


@figure(label_vi="Hỗ trợ chăm sóc của diện này", label_en="Care support of the title", unit="dong/month")
def title_care(title_is_drawn: Expression, title_care_coefficient: Expression, law: Law) -> Expression:
    """Coefficient times base level while the title is drawn. Decree 20/2021/NĐ-CP Article 20; Decree 335/2026/NĐ-CP Article 17."""
    return if_(title_is_drawn, _times_base(title_care_coefficient, law), 0)


@figure(label_vi="Hưu trí xã hội của diện này", label_en="Social pension of the title", unit="dong/month")
def title_pension(
    title_category: Expression,
    title_is_drawn: Expression,
    resident_age: Expression,
    draws_social_insurance: Expression,
    resident_pension_dong: Expression,
    law: Law,
) -> Expression:
    """From 75, or 70 as the decision found; not beside a pension as high. Law 41/2024/QH15 Article 21; Decree 176/2025/NĐ-CP Article 2.

    0 before 1 July 2025."""
    is_of_it = (title_category == "social_pension") & title_is_drawn
    if not law.has("assistance.social_pension"):
        return if_(is_of_it, 0, 0)  # nothing, yet still a figure of each title
    level = law.assistance.social_pension
    is_of_age = resident_age >= law.assistance.social_pension_ages.poor_from_age
    return if_(is_of_it & is_of_age & ~(draws_social_insurance & (resident_pension_dong >= level)), level, 0)


def _of_groups(
    categories: tuple[str, ...], title_category: Expression, amount: Expression, held: Expression
) -> Expression:
    return if_(held, highest_of(if_(is_in(title_category, *categories), amount, 0)), 0)


def _beside_merit(amount: Expression, merit: Expression, reading: Expression) -> Expression:
    """The amount, or nothing where the law file reads that only the highest is paid and merit is as high."""
    return case((amount == 0, 0), (reading == "both", amount), (merit >= amount, 0), otherwise=amount)


@figure(label_vi="Trợ cấp ưu đãi dùng để so mức cao nhất", label_en="Merit allowances compared", unit="dong/month")
def merit_compared(
    merit_allowance: Expression, survivor_allowance: Expression, nurturing_allowance: Expression
) -> Expression:
    """What the person draws each month by the Ordinance, supplements and carers apart. Decree 20/2021/NĐ-CP Article 6.2."""
    return merit_allowance + survivor_allowance + nurturing_allowance


@figure(label_vi="Trợ cấp diện khuyết tật được tính", label_en="Disability allowance counted", unit="dong/month")
def disability_level(
    title_category: Expression,
    title_allowance: Expression,
    holds_title: Expression,
    merit_compared: Expression,
    law: Law,
) -> Expression:
    """The highest of the disability titles; none beside a merit allowance. Law on Persons with Disabilities Article 51.1."""
    amount = _of_groups(DISABLED, title_category, title_allowance, holds_title)
    reading = law.assistance.disability_beside
    return case((amount == 0, 0), (reading == "both", amount), (merit_compared > 0, 0), otherwise=amount)


@figure(label_vi="Trợ cấp diện từ 80 tuổi được tính", label_en="Allowance from 80 counted", unit="dong/month")
def older_80_level(
    title_category: Expression,
    title_allowance: Expression,
    holds_title: Expression,
    merit_compared: Expression,
    law: Law,
) -> Expression:
    """Also beside a merit allowance, as the law file reads it. Decree 20/2021/NĐ-CP Article 5.5.c."""
    amount = _of_groups(("older_80_without_pension",), title_category, title_allowance, holds_title)
    return _beside_merit(amount, merit_compared, law.assistance.older_80_beside_merit)


@figure(label_vi="Trợ cấp người cao tuổi khác, HIV được tính", label_en="Older and HIV counted", unit="dong/month")
def older_or_hiv_level(
    title_category: Expression,
    title_allowance: Expression,
    holds_title: Expression,
    merit_compared: Expression,
    law: Law,
) -> Expression:
    """The highest of the other titles a single parent may draw beside his own. Decree 20/2021/NĐ-CP Article 6.2."""
    kinds = law.assistance.exclusivity.paid_beside_single_parent
    listed = tuple(category for kind in kinds for category in BESIDE_SINGLE_PARENT[kind])
    others = tuple(one for one in listed if one not in (*DISABLED, "older_80_without_pension"))
    amount = _of_groups(others, title_category, title_allowance, holds_title)
    return _beside_merit(amount, merit_compared, law.assistance.beside_merit)


@figure(label_vi="Trợ cấp diện trẻ em được tính", label_en="Children's allowance counted", unit="dong/month")
def child_level(
    title_category: Expression,
    title_allowance: Expression,
    holds_title: Expression,
    merit_compared: Expression,
    law: Law,
) -> Expression:
    """The highest of the titles that are not drawn beside a single parent's. Decree 20/2021/NĐ-CP Article 6.2."""
    amount = _of_groups(CHILDREN, title_category, title_allowance, holds_title)
    return _beside_merit(amount, merit_compared, law.assistance.beside_merit)


@figure(label_vi="Trợ cấp đơn thân nuôi con được tính", label_en="Single parent counted", unit="dong/month")
def single_parent_level(title_single_parent: Expression, merit_compared: Expression, law: Law) -> Expression:
    """The base level for each child. Decree 20/2021/NĐ-CP Articles 5.4, 6.1."""
    return _beside_merit(sum_of(title_single_parent), merit_compared, law.assistance.beside_merit)


@figure(
    label_vi="Mức cao nhất được hưởng cùng trợ cấp đơn thân",
    label_en="Highest beside a single parent's",
    unit="dong/month",
)
def level_beside_single_parent(
    disability_level: Expression, older_80_level: Expression, older_or_hiv_level: Expression
) -> Expression:
    """One highest of the older, disability and HIV titles. Decree 20/2021/NĐ-CP Article 6.2."""
    return highest(disability_level, older_80_level, older_or_hiv_level)


@figure(label_vi="Hưởng theo diện của trẻ em vì cao hơn", label_en="The child's title is the higher")
def child_title_is_higher(
    child_level: Expression, level_beside_single_parent: Expression, single_parent_level: Expression
) -> Expression:
    """Only the highest is paid: a child's title alone, or the others with the single parent's. Decree 20/2021/NĐ-CP Article 6.2."""
    return (child_level > 0) & (child_level > level_beside_single_parent + single_parent_level)


@figure(label_vi="Hưu trí xã hội theo diện", label_en="Social pension by title", unit="dong/month")
def social_pension_level(
    title_pension: Expression, holds_title: Expression, merit_compared: Expression, law: Law
) -> Expression:
    """The pension before it is set against the social allowance; also beside merit. Decree 176/2025/NĐ-CP Article 2."""
    amount = if_(holds_title, highest_of(title_pension), 0)
    if not law.has("assistance.social_pension_beside_merit"):
        return amount
    return _beside_merit(amount, merit_compared, law.assistance.social_pension_beside_merit)


@figure(label_vi="Hưởng hưu trí xã hội thay trợ cấp xã hội", label_en="The social pension is the one paid")
def draws_social_pension(
    social_pension_level: Expression,
    child_title_is_higher: Expression,
    child_level: Expression,
    level_beside_single_parent: Expression,
    single_parent_level: Expression,
) -> Expression:
    """It is due and no lower than the social allowance. Law 41/2024/QH15 Article 22.2; Decree 335/2026/NĐ-CP Article 31.1."""
    allowance = if_(child_title_is_higher, child_level, level_beside_single_parent + single_parent_level)
    return (social_pension_level > 0) & (social_pension_level >= allowance)


@figure(label_vi="Trợ cấp xã hội hằng tháng", label_en="Monthly social allowance", unit="dong/month")
def monthly_social_allowance(
    draws_social_pension: Expression,
    child_title_is_higher: Expression,
    child_level: Expression,
    level_beside_single_parent: Expression,
) -> Expression:
    """One highest level; 0 where the social pension is paid. Decree 20/2021/NĐ-CP Article 6; Decree 335/2026/NĐ-CP Article 6."""
    return case((draws_social_pension, 0), (child_title_is_higher, child_level), otherwise=level_beside_single_parent)


@figure(label_vi="Trợ cấp người đơn thân nghèo nuôi con", label_en="Single parent allowance", unit="dong/month")
def single_parent_allowance(
    draws_social_pension: Expression, child_title_is_higher: Expression, single_parent_level: Expression
) -> Expression:
    """Beside the older, disability or HIV allowance, never beside another. Decree 20/2021/NĐ-CP Articles 5.4, 6.2."""
    return if_(draws_social_pension | child_title_is_higher, 0, single_parent_level)


@figure(label_vi="Hỗ trợ chăm sóc, nuôi dưỡng hằng tháng", label_en="Monthly care support", unit="dong/month")
def care_support(title_care: Expression, holds_title: Expression, law: Law) -> Expression:
    """Added for each person cared for, or the highest, as the law file reads it; on top of the disability allowance.

    Decree 20/2021/NĐ-CP Article 20; Decree 335/2026/NĐ-CP Article 17."""
    is_added = law.assistance.care_support_combine == "added"
    return if_(is_added, sum_of(title_care), if_(holds_title, highest_of(title_care), 0))
