"""Form B2: twelve deprivations, ten points each. Decree 07/2021/NĐ-CP, annex; form 3.2, Circular 02/2022/TT-BLĐTBXH."""

from ansinh.engine import Expression, any_of, figure, number_true
from ansinh.law import Law

UNDER = ("poverty.standard", "nd07_2021")


@figure(label_vi="Thiếu hụt 1.1: Việc làm", label_en="Deprived 1.1: Job", form_row="B2.1.1")
def is_deprived_of_job(lacks_job: Expression) -> Expression:
    """A member lacks a job, or works for a wage without a contract. Form 3.2, indicator 1.1."""
    return any_of(lacks_job)


@figure(label_vi="Thiếu hụt 1.2: Người phụ thuộc", label_en="Deprived 1.2: Dependants", form_row="B2.1.2")
def is_deprived_of_dependants(dependant_count: Expression, household_size: Expression, law: Law) -> Expression:
    """More than half of the members are dependants. Form 3.2, indicator 1.2."""
    all_percent: Expression = law.poverty.deprivations.all_percent
    most_percent: Expression = law.poverty.deprivations.dependants_percent_over
    return dependant_count * all_percent > household_size * most_percent


@figure(label_vi="Thiếu hụt 2.1: Dinh dưỡng", label_en="Deprived 2.1: Nutrition", form_row="B2.2.1")
def is_deprived_of_nutrition(is_undernourished: Expression) -> Expression:
    """A child under sixteen is undernourished by height or weight for age. Form 3.2, indicator 2.1; form 3.11."""
    return any_of(is_undernourished)


@figure(label_vi="Thiếu hụt 2.2: Bảo hiểm y tế", label_en="Deprived 2.2: Health insurance", form_row="B2.2.2")
def is_deprived_of_insurance(lacks_insurance: Expression) -> Expression:
    """A member of six or older has no health insurance. Form 3.2, indicator 2.2."""
    return any_of(lacks_insurance)


@figure(label_vi="Thiếu hụt 3.1: Trình độ giáo dục của người lớn", label_en="Deprived 3.1: Adults", form_row="B2.3.1")
def is_deprived_of_adult_schooling(lacks_adult_schooling: Expression) -> Expression:
    """A member of sixteen to under thirty neither learns nor has the diploma for the age. Form 3.2, indicator 3.1."""
    return any_of(lacks_adult_schooling)


@figure(label_vi="Thiếu hụt 3.2: Trẻ em đi học", label_en="Deprived 3.2: Child schooling", form_row="B2.3.2")
def is_deprived_of_child_schooling(lacks_child_schooling: Expression) -> Expression:
    """A child of three to under sixteen is not at the right school level. Form 3.2, indicator 3.2."""
    return any_of(lacks_child_schooling)


@figure(label_vi="Thiếu hụt 4.1: Chất lượng nhà ở", label_en="Deprived 4.1: Housing quality", form_row="B2.4.1")
def is_deprived_of_housing(wall: Expression, pillar: Expression, roof: Expression, law: Law) -> Expression:
    """Two or more of wall, pillars and roof are not durable. Form 3.2, indicator 4.1."""
    weak_parts = number_true(wall == "weak", pillar == "weak", roof == "weak")
    weak_from: Expression = law.poverty.deprivations.housing_weak_parts_from
    return weak_parts >= weak_from


@figure(label_vi="Thiếu hụt 4.2: Diện tích nhà ở", label_en="Deprived 4.2: Floor area", form_row="B2.4.2")
def is_deprived_of_area(area_m2: Expression, household_size: Expression, law: Law) -> Expression:
    """Less floor area per person than the law asks. Form 3.2, indicator 4.2."""
    least: Expression = law.poverty.deprivations.area_m2_under
    return area_m2 < least * household_size


@figure(label_vi="Thiếu hụt 5.1: Nguồn nước sinh hoạt", label_en="Deprived 5.1: Water", form_row="B2.5.1")
def is_deprived_of_water(water: Expression) -> Expression:
    """No clean water: none of piped, bought, drilled-well or protected water. Form 3.2, indicator 5.1."""
    return water == "other"


@figure(label_vi="Thiếu hụt 5.2: Nhà tiêu hợp vệ sinh", label_en="Deprived 5.2: Toilet", form_row="B2.5.2")
def is_deprived_of_toilet(toilet: Expression) -> Expression:
    """No hygienic toilet. Form 3.2, indicator 5.2."""
    return toilet == "other"


@figure(label_vi="Thiếu hụt 6.1: Dịch vụ viễn thông", label_en="Deprived 6.1: Telecom", form_row="B2.6.1")
def is_deprived_of_telecom(is_online: Expression) -> Expression:
    """No member uses the internet. Form 3.2, indicator 6.1."""
    return ~any_of(is_online)


@figure(label_vi="Thiếu hụt 6.2: Phương tiện thông tin", label_en="Deprived 6.2: Information", form_row="B2.6.2")
def is_deprived_of_information(
    televisions: Expression, radios: Expression, computers: Expression, telephones: Expression
) -> Expression:
    """No television, radio, computer or telephone, shared or personal. Form 3.2, indicator 6.2."""
    return ~((televisions > 0) | (radios > 0) | (computers > 0) | (telephones > 0))


@figure(label_vi="Số chỉ số thiếu hụt", label_en="Deprivations", form_row="B2")
def deprivation_count(
    is_deprived_of_job: Expression,
    is_deprived_of_dependants: Expression,
    is_deprived_of_nutrition: Expression,
    is_deprived_of_insurance: Expression,
    is_deprived_of_adult_schooling: Expression,
    is_deprived_of_child_schooling: Expression,
    is_deprived_of_housing: Expression,
    is_deprived_of_area: Expression,
    is_deprived_of_water: Expression,
    is_deprived_of_toilet: Expression,
    is_deprived_of_telecom: Expression,
    is_deprived_of_information: Expression,
) -> Expression:
    """How many of the twelve indicators are lacking; unknown while one is unknown. Form B2."""
    return number_true(
        is_deprived_of_job,
        is_deprived_of_dependants,
        is_deprived_of_nutrition,
        is_deprived_of_insurance,
        is_deprived_of_adult_schooling,
        is_deprived_of_child_schooling,
        is_deprived_of_housing,
        is_deprived_of_area,
        is_deprived_of_water,
        is_deprived_of_toilet,
        is_deprived_of_telecom,
        is_deprived_of_information,
    )


@figure(label_vi="Điểm Phiếu B2", label_en="B2 points", unit="points", form_row="B2")
def b2_points(deprivation_count: Expression, law: Law) -> Expression:
    """The same points for every indicator that is lacking. Form 3.2."""
    points: Expression = law.poverty.b2.points_per_indicator
    return deprivation_count * points
