"""What form B says of each member and, counted, of the household. Form 3.1 part B, Circular 02/2022/TT-BLĐTBXH."""

from ansinh.engine import Expression, age_on, count_of, figure, if_, is_in, lookup, or_else
from ansinh.law import Law, Section

UNDER = ("poverty.standard", "nd07_2021")


def _is_between(age: Expression, ages: Section) -> Expression:
    from_age: Expression = ages.from_age
    until_age: Expression = ages.until_age
    return (age >= from_age) & (age < until_age)


@figure(label_vi="Tuổi của thành viên", label_en="Age of the member", unit="year")
def member_age(member_birth_date: Expression, review_day: Expression) -> Expression:
    """Completed years on the day of the survey. Form 3.1, B.4."""
    return age_on(member_birth_date, review_day)


@figure(label_vi="Là trẻ em", label_en="Is a child")
def is_child(member_age: Expression, law: Law) -> Expression:
    """Under sixteen. Decree 07/2021, annex."""
    until_age: Expression = law.poverty.deprivations.child_until_age
    return member_age < until_age


@figure(label_vi="Ở tuổi được hỏi việc làm, đào tạo", label_en="Of an age to be asked about work")
def is_asked_as_adult(member_age: Expression, law: Law) -> Expression:
    """Fifteen or older: younger members leave training, work, pension and internet blank, which means no. Form 3.1, B.15."""
    from_age: Expression = law.poverty.form_b.adult_questions_from_age
    return member_age >= from_age


@figure(label_vi="Số nhân khẩu khi đủ dòng thành viên", label_en="Household size", unit="person", form_row="B1.1")
def household_size(member_count: Expression, member_line: Expression) -> Expression:
    """The members on the form; unknown until every one of them has a line. Form 3.3, item 1."""
    return if_(count_of(member_line > 0) == member_count, member_count, None)


@figure(label_vi="Trong độ tuổi lao động", label_en="Of working age")
def is_of_working_age(member_age: Expression, member_sex: Expression, law: Law) -> Expression:
    """Between the first working year and the retirement age of the year. Labour Code 2019, Articles 3 and 169."""
    ages = law.poverty.working_age
    from_age: Expression = ages.from_age
    until_age = if_(member_sex == "m", ages.until_age.male, ages.until_age.female)
    return (member_age >= from_age) & (member_age < until_age)


@figure(label_vi="Lao động được tính điểm", label_en="Counts as labour")
def is_labour(
    is_of_working_age: Expression, work_status: Expression, social_allowance: Expression, is_gravely_ill: Expression
) -> Expression:
    """Of working age, able, not disabled with an allowance, not gravely ill. Form 3.3, item 2."""
    return is_of_working_age & (work_status != "unable") & (social_allowance != "disabled") & ~is_gravely_ill


@figure(label_vi="Số người trong độ tuổi lao động", label_en="Members of working age", unit="person", form_row="B1.2")
def working_age_count(is_labour: Expression) -> Expression:
    """Members of working age who can work. Form 3.3, item 2."""
    return count_of(is_labour)


@figure(label_vi="Là người phụ thuộc", label_en="Is a dependant")
def is_dependant(is_child: Expression, social_allowance: Expression) -> Expression:
    """A child under sixteen, or an older or disabled person on a monthly social allowance. Form 3.3, item 3."""
    return is_child | is_in(social_allowance, "older_person", "disabled")


@figure(label_vi="Số người phụ thuộc", label_en="Dependants", unit="person", form_row="B1.3")
def dependant_count(is_dependant: Expression) -> Expression:
    """Dependants in the household. Form 3.3, item 3."""
    return count_of(is_dependant)


@figure(label_vi="Hưởng lương hưu, BHXH hoặc trợ cấp NCC hằng tháng", label_en="Draws a pension or merit allowance")
def is_pensioner(pension: Expression, is_asked_as_adult: Expression) -> Expression:
    """Draws a pension, monthly social insurance or merit allowance. Form 3.3, item 6."""
    draws = is_in(pension, "pension", "social_insurance", "merit")
    return if_(is_asked_as_adult, draws, or_else(draws, False))


@figure(label_vi="Số người hưởng lương hưu, trợ cấp", label_en="Pensioners", unit="person", form_row="B1.6")
def pensioner_count(is_pensioner: Expression) -> Expression:
    """Members who draw a pension, monthly social insurance or merit allowance. Form 3.3, item 6."""
    return count_of(is_pensioner)


@figure(label_vi="Đang làm việc", label_en="Is working")
def is_working(is_asked_as_adult: Expression, work_status: Expression) -> Expression:
    """Fifteen or older and working. Form 3.1, B.15."""
    return is_asked_as_adult & (work_status == "working")


@figure(label_vi="Trẻ em suy dinh dưỡng", label_en="Undernourished child", form_row="B2.2.1")
def is_undernourished(
    is_child: Expression,
    member_age: Expression,
    age_months: Expression,
    member_sex: Expression,
    height_mm: Expression,
    weight_g: Expression,
    law: Law,
) -> Expression:
    """Under sixteen and too short, or under ten and too light, for age and sex. Form 3.11; weighed until ten."""
    is_short = height_mm < lookup(law.poverty.nutrition_height, age_months, member_sex)
    is_light = weight_g < lookup(law.poverty.nutrition_weight, age_months, member_sex)
    weighed_until_age: Expression = law.poverty.deprivations.weight_until_age
    return is_child & (is_short | ((member_age < weighed_until_age) & is_light))


@figure(label_vi="Thiếu bảo hiểm y tế", label_en="Lacks health insurance", form_row="B2.2.2")
def lacks_insurance(member_age: Expression, has_health_insurance: Expression, law: Law) -> Expression:
    """Six or older without health insurance. Form 3.2, indicator 2.2."""
    from_age: Expression = law.poverty.deprivations.insurance_from_age
    return (member_age >= from_age) & ~has_health_insurance


@figure(label_vi="Trẻ em thiếu bảo hiểm y tế", label_en="Child without health insurance", form_row="7.11")
def is_child_without_insurance(is_child: Expression, lacks_insurance: Expression) -> Expression:
    """A child from six to under sixteen without health insurance. Table 7.11."""
    return is_child & lacks_insurance


@figure(label_vi="Người lớn thiếu trình độ giáo dục", label_en="Lacks adult schooling", form_row="B2.3.1")
def lacks_adult_schooling(
    member_age: Expression,
    attends_school: Expression,
    general_education: Expression,
    training: Expression,
    law: Law,
) -> Expression:
    """Sixteen to under thirty, not in school or training, and without the diploma for the age. Form 3.2, indicator 3.1."""
    is_in_age = _is_between(member_age, law.poverty.deprivations.adult_schooling)
    adult_from_age: Expression = law.poverty.school_levels.upper_secondary_from_age
    is_younger = member_age < adult_from_age
    has_diploma = (
        (general_education == "upper_secondary")
        | (is_younger & (general_education == "lower_secondary"))
        | (training != "none")
    )
    return is_in_age & ~(attends_school | has_diploma)


@figure(label_vi="Trẻ em không học đúng cấp", label_en="Child not at the right school level", form_row="B2.3.2")
def lacks_child_schooling(
    member_age: Expression,
    attends_school: Expression,
    school_level: Expression,
    general_education: Expression,
    law: Law,
) -> Expression:
    """Three to under sixteen and not in the school level of the age or a higher one. Form 3.2, indicator 3.2."""
    levels = law.poverty.school_levels
    is_in_age = _is_between(member_age, law.poverty.deprivations.child_schooling)
    older_from_age: Expression = levels.lower_secondary_from_age
    is_older = member_age >= older_from_age
    has_lower_secondary = is_older & is_in(general_education, "lower_secondary", "upper_secondary")
    is_beyond = is_in(school_level, "lower_secondary", "upper_secondary", "short_course", "intermediate")
    is_at_level: Expression = (
        is_beyond
        | ((school_level == "primary") & ~is_older)
        | ((school_level == "preschool") & (member_age < levels.primary_from_age))
    )
    return is_in_age & ~(attends_school & is_at_level) & ~has_lower_secondary


@figure(label_vi="Thiếu việc làm", label_en="Lacks a job", form_row="B2.1.1")
def lacks_job(is_of_working_age: Expression, work_status: Expression, wage_contract: Expression) -> Expression:
    """Of working age and able, and jobless or in wage work without a contract. Form 3.2, indicator 1.1."""
    is_without_contract = (work_status == "working") & (wage_contract == "no_contract")
    return is_of_working_age & ((work_status == "jobless") | is_without_contract)


@figure(label_vi="Dùng internet (trẻ em để trống là không)", label_en="Uses the internet", form_row="B2.6.1")
def is_online(uses_internet: Expression, is_asked_as_adult: Expression) -> Expression:
    """Uses the internet; a child whose answer is blank does not. Form 3.1, B.13."""
    return if_(is_asked_as_adult, uses_internet, or_else(uses_internet, False))
