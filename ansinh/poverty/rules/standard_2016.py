"""The standard of Decision 59/2015/QĐ-TTg (2016-2021): income per person, and how many of ten indicators are lacking."""

from ansinh.engine import Expression, case, figure, if_
from ansinh.law import Law
from ansinh.poverty.words import CLASSES

UNDER = ("poverty.standard", "qd59_2015")


@figure(label_vi="Phân loại theo quy định", label_en="Class by rule", words=CLASSES)
def poverty_class_by_rule(
    income_per_person_dong: Expression, deprivation_count_reported: Expression, is_urban: Expression, law: Law
) -> Expression:
    """Poor, near-poor or not poor; unknown without the income. Article 2, Decision 59/2015/QĐ-TTg."""
    lines = law.poverty.income_line
    is_poor_by_income = income_per_person_dong <= if_(is_urban, lines.urban.poor_by_income, lines.rural.poor_by_income)
    is_low = income_per_person_dong <= if_(is_urban, lines.urban.upper, lines.rural.upper)
    is_deprived = deprivation_count_reported >= law.poverty.min_deprivations
    return case((is_poor_by_income, "poor"), (~is_low, "not_poor"), (is_deprived, "poor"), (~is_deprived, "near_poor"))
