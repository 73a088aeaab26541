"""Who is of working age: from the least age to work to the age of retirement of the year, which rises by months."""

from ansinh.engine import Expression, figure, if_
from ansinh.law import Law


@figure(label_vi="Trong độ tuổi lao động", label_en="Of working age")
def supply_is_of_working_age(supply_age_months: Expression, supply_sex: Expression, law: Law) -> Expression:
    """By months of age at the end of the year; a birth month that is not known counts as the middle of the year. Article 169 of the Labour
    Code 45/2019/QH14, Decree 135/2020/NĐ-CP."""
    retirement = law.market.retirement_age
    until = if_(supply_sex == "m", retirement.male, retirement.female)
    return (supply_age_months >= law.labour.working_age.least * law.market.months_in_year) & (supply_age_months < until)
