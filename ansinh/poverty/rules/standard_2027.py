"""The standard of Decree 351/2025/NĐ-CP (2027-2030). Its forms and list of indicators are not published yet: the class is
told from the income and the number of deprivations as reported."""

from ansinh.engine import Expression, case, figure, if_
from ansinh.law import Law
from ansinh.poverty.words import CLASSES

UNDER = ("poverty.standard", "nd351_2025")


@figure(label_vi="Phân loại theo quy định", label_en="Class by rule", words=CLASSES)
def poverty_class_by_rule(
    income_per_person_dong: Expression, deprivation_count_reported: Expression, is_urban: Expression, law: Law
) -> Expression:
    """Poor, near-poor or not poor; unknown without the income. Decree 351/2025/NĐ-CP."""
    line = if_(is_urban, law.poverty.income_line.urban.upper, law.poverty.income_line.rural.upper)
    is_low = income_per_person_dong <= line
    is_deprived = deprivation_count_reported >= law.poverty.min_deprivations
    return case((~is_low, "not_poor"), (is_deprived, "poor"), (~is_deprived, "near_poor"))
