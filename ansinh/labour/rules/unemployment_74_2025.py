"""The highest unemployment benefit from 2026. Employment Law 74/2025/QH15."""

from ansinh.engine import Expression, divide, figure, lookup
from ansinh.law import Law

UNDER = (("insurance.law", "law74_2025"), ("insurance.base_salary",))


@figure(label_vi="Mức trợ cấp thất nghiệp cao nhất", label_en="Highest unemployment benefit", unit="dong/month")
def unemployment_cap(jobless_wage_region: Expression, law: Law) -> Expression:
    """Five times the minimum wage of the region of the last month paid in, for everybody. Law 74/2025/QH15 Article 39."""
    times, whole = law.insurance.unemployment_cap, law.insurance.whole.hundredth
    return divide(
        lookup(law.insurance.minimum_wage_month, jobless_wage_region) * times.minimum_wages, whole, rounding="half_up"
    )
