"""The highest unemployment benefit until the end of 2025. Employment Law 38/2013/QH13."""

from ansinh.engine import Expression, divide, figure, if_, lookup
from ansinh.law import Law

UNDER = (("insurance.law", "law38_2013"), ("insurance.base_salary",))


@figure(label_vi="Mức trợ cấp thất nghiệp cao nhất", label_en="Highest unemployment benefit", unit="dong/month")
def unemployment_cap(jobless_is_state_pay: Expression, jobless_wage_region: Expression, law: Law) -> Expression:
    """Five times the base salary for State pay, five times the regional minimum wage for others. Law 38/2013/QH13 Article 50.1."""
    times, whole = law.insurance.unemployment_cap, law.insurance.whole.hundredth
    by_salary = divide(law.insurance.base_salary * times.base_salaries, whole, rounding="half_up")
    by_wage = divide(
        lookup(law.insurance.minimum_wage_month, jobless_wage_region) * times.minimum_wages, whole, rounding="half_up"
    )
    return if_(jobless_is_state_pay, by_salary, by_wage)
