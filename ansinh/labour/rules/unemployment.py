"""Unemployment benefit: how many months, how much, in which it is paid. Employment Law 38/2013/QH13 until 2025, 74/2025/QH15 from 2026.

The law that counts is that of the right's own month, when the contract ended; each month paid asks it again."""

from ansinh.engine import Expression, case, divide, figure, if_, lowest, or_else
from ansinh.law import Law

UNDER = (("insurance.law",), ("insurance.base_salary",))


@figure(label_vi="Số tháng hưởng trợ cấp thất nghiệp", label_en="Months of unemployment benefit", unit="month")
def unemployment_months(jobless_paid_months: Expression, law: Law) -> Expression:
    """3 months for 12 to 36 paid in, 1 more for each further 12, at most 12; 0 below 12. Law 38/2013/QH13 Article 50; 74/2025/QH15 Article 39."""
    terms = law.insurance.unemployment_months
    further = divide(jobless_paid_months - terms.first_paid_until, terms.further_paid, rounding="down")
    return case(
        (jobless_paid_months < terms.paid_least, 0),
        (jobless_paid_months <= terms.first_paid_until, terms.first_benefit),
        otherwise=lowest(terms.first_benefit + further * terms.further_benefit, terms.benefit_most),
    )


@figure(label_vi="Số tháng đóng được bảo lưu", label_en="Months paid in that are kept", unit="month")
def unemployment_kept_months(jobless_paid_months: Expression, law: Law) -> Expression:
    """Months beyond 36 that do not make a whole 12. Unknown beyond what gives the most months, and from 2026: no text was read.

    Decree 28/2015/NĐ-CP Article 18."""
    terms = law.insurance.unemployment_months
    if not law.has("insurance.odd_months_kept"):
        return if_(jobless_paid_months < terms.paid_least, jobless_paid_months, None)
    further = divide(jobless_paid_months - terms.first_paid_until, terms.further_paid, rounding="down")
    odd = jobless_paid_months - terms.first_paid_until - further * terms.further_paid
    drawn = terms.first_benefit + further * terms.further_benefit
    return case(
        (jobless_paid_months < terms.paid_least, jobless_paid_months),
        (jobless_paid_months <= terms.first_paid_until, 0),
        ((drawn > terms.benefit_most) | ((drawn == terms.benefit_most) & (odd > 0)), None),
        otherwise=odd,
    )


@figure(label_vi="60 % tiền lương bình quân", label_en="60 % of the average wage", unit="dong/month")
def unemployment_share(jobless_average_wage_dong: Expression, law: Law) -> Expression:
    """60 % of the average wage of the last six months paid in, to the dong. Law 38/2013/QH13 Article 50; 74/2025/QH15 Article 39."""
    return divide(
        jobless_average_wage_dong * law.insurance.unemployment_rate, law.insurance.whole.percent, rounding="half_up"
    )


@figure(label_vi="Mức trợ cấp thất nghiệp một tháng", label_en="Unemployment benefit a month", unit="dong/month")
def unemployment_level(unemployment_share: Expression, unemployment_cap: Expression) -> Expression:
    """The share of the wage, at most the cap. Law 38/2013/QH13 Article 50; 74/2025/QH15 Article 39."""
    return lowest(unemployment_share, unemployment_cap)


@figure(label_vi="Hưởng mức tối đa", label_en="Draws the highest benefit")
def is_at_unemployment_cap(unemployment_share: Expression, unemployment_cap: Expression) -> Expression:
    """Whether the cap is what counts. Law 38/2013/QH13 Article 50; 74/2025/QH15 Article 39."""
    return unemployment_share >= unemployment_cap


@figure(label_vi="Thôi trợ cấp thất nghiệp vì chết, chấp hành án", label_en="Not paid: died, or in prison")
def is_not_drawing(
    resident_died_on: Expression, month_first_day: Expression, resident_is_in_prison: Expression
) -> Expression:
    """Died before the month, or in prison since before it. Law 38/2013/QH13 Article 53."""
    return or_else(resident_died_on < month_first_day, False) | resident_is_in_prison


@figure(label_vi="Trợ cấp thất nghiệp", label_en="Unemployment benefit", unit="dong/month")
def unemployment_benefit(
    unemployment_level: Expression,
    jobless_month_is_suspended: Expression,
    jobless_month_is_cancelled: Expression,
    is_not_drawing: Expression,
) -> Expression:
    """Dong of the benefit month that begins in the month; none where suspended, cancelled, or the person is not paid.

    Law 38/2013/QH13 Articles 50, 53; 74/2025/QH15 Article 39."""
    is_paid = ~(jobless_month_is_suspended | jobless_month_is_cancelled | is_not_drawing)
    return if_(is_paid, unemployment_level, 0)


@figure(
    label_vi="Hỗ trợ học nghề cho người thất nghiệp", label_en="Training support of the unemployed", unit="dong/month"
)
def unemployment_training(
    jobless_course_fee_dong: Expression,
    jobless_course_months: Expression,
    jobless_course_is_cancelled: Expression,
    is_not_drawing: Expression,
    law: Law,
) -> Expression:
    """The fee of the month, at most the month's share of a short course or a month of a longer one; unknown from 2026.

    Decision 17/2021/QĐ-TTg Article 3."""
    is_paid = ~(jobless_course_is_cancelled | is_not_drawing)
    if not law.has("insurance.training_support"):
        return if_(is_paid & (jobless_course_fee_dong > 0), None, 0)
    terms = law.insurance.training_support
    a_month = divide(terms.short_course, jobless_course_months, rounding="down")
    most = if_(jobless_course_months <= terms.short_months, a_month, terms.a_month)
    return if_(is_paid, lowest(jobless_course_fee_dong, most), 0)
