"""The Alkire-Foster figures of a household, as whole numbers, so that headcount H, intensity A and M0 = H x A are ratios
of sums. Every indicator weighs the same; the cut-off is the law's; a household stopped by form A lacks nothing.

H = poor / all; A = censored deprivations / deprivations possible among the poor; M0 = censored deprivations / deprivations
possible among all; each summed over households or, times `member_count`, over people."""

from ansinh.engine import Expression, case, figure, if_, or_else
from ansinh.law import Law

UNDER = ("poverty.standard", "nd07_2021")


@figure(label_vi="Thiếu hụt từ ngưỡng số chỉ số trở lên", label_en="Multidimensionally poor")
def is_multidimensionally_poor(
    deprivation_count: Expression, is_screened_out: Expression, has_form_b: Expression, law: Law
) -> Expression:
    """Lacks as many indicators as the law asks of a poor household. Decree 07/2021/NĐ-CP, Article 3, without the income."""
    is_poor = deprivation_count >= law.poverty.min_deprivations
    return case((or_else(is_screened_out, False), False), (has_form_b, is_poor))


@figure(label_vi="Số thiếu hụt của hộ nghèo đa chiều", label_en="Censored deprivations")
def censored_deprivation_count(is_multidimensionally_poor: Expression, deprivation_count: Expression) -> Expression:
    """What a multidimensionally poor household lacks, nought for others: the numerator of A and of M0. Alkire and Foster 2011."""
    return if_(is_multidimensionally_poor, deprivation_count, 0)


@figure(label_vi="Số thiếu hụt có thể có của hộ nghèo đa chiều", label_en="Deprivations possible among the poor")
def possible_deprivations_of_the_poor(is_multidimensionally_poor: Expression, law: Law) -> Expression:
    """How many indicators a multidimensionally poor household could lack, nought for others: the denominator of A. Alkire and Foster 2011."""
    return if_(is_multidimensionally_poor, law.poverty.indicator_count, 0)


@figure(label_vi="Hộ nghèo đa chiều thiếu hụt 1.1: Việc làm", label_en="Poor and deprived: Job")
def is_censored_job(is_multidimensionally_poor: Expression, is_deprived_of_job: Expression) -> Expression:
    """Multidimensionally poor and deprived in indicator 1.1: the censored headcount. Alkire and Foster 2011."""
    return is_multidimensionally_poor & is_deprived_of_job


@figure(label_vi="Hộ nghèo đa chiều thiếu hụt 1.2: Người phụ thuộc trong hộ", label_en="Poor and deprived: Dependants")
def is_censored_dependants(is_multidimensionally_poor: Expression, is_deprived_of_dependants: Expression) -> Expression:
    """Multidimensionally poor and deprived in indicator 1.2: the censored headcount. Alkire and Foster 2011."""
    return is_multidimensionally_poor & is_deprived_of_dependants


@figure(label_vi="Hộ nghèo đa chiều thiếu hụt 2.1: Dinh dưỡng", label_en="Poor and deprived: Nutrition")
def is_censored_nutrition(is_multidimensionally_poor: Expression, is_deprived_of_nutrition: Expression) -> Expression:
    """Multidimensionally poor and deprived in indicator 2.1: the censored headcount. Alkire and Foster 2011."""
    return is_multidimensionally_poor & is_deprived_of_nutrition


@figure(label_vi="Hộ nghèo đa chiều thiếu hụt 2.2: Bảo hiểm y tế", label_en="Poor and deprived: Health insurance")
def is_censored_insurance(is_multidimensionally_poor: Expression, is_deprived_of_insurance: Expression) -> Expression:
    """Multidimensionally poor and deprived in indicator 2.2: the censored headcount. Alkire and Foster 2011."""
    return is_multidimensionally_poor & is_deprived_of_insurance


@figure(
    label_vi="Hộ nghèo đa chiều thiếu hụt 3.1: Trình độ giáo dục của người lớn",
    label_en="Poor and deprived: Adult schooling",
)
def is_censored_adult_schooling(
    is_multidimensionally_poor: Expression, is_deprived_of_adult_schooling: Expression
) -> Expression:
    """Multidimensionally poor and deprived in indicator 3.1: the censored headcount. Alkire and Foster 2011."""
    return is_multidimensionally_poor & is_deprived_of_adult_schooling


@figure(
    label_vi="Hộ nghèo đa chiều thiếu hụt 3.2: Tình trạng đi học của trẻ em",
    label_en="Poor and deprived: Child schooling",
)
def is_censored_child_schooling(
    is_multidimensionally_poor: Expression, is_deprived_of_child_schooling: Expression
) -> Expression:
    """Multidimensionally poor and deprived in indicator 3.2: the censored headcount. Alkire and Foster 2011."""
    return is_multidimensionally_poor & is_deprived_of_child_schooling


@figure(label_vi="Hộ nghèo đa chiều thiếu hụt 4.1: Chất lượng nhà ở", label_en="Poor and deprived: Housing quality")
def is_censored_housing(is_multidimensionally_poor: Expression, is_deprived_of_housing: Expression) -> Expression:
    """Multidimensionally poor and deprived in indicator 4.1: the censored headcount. Alkire and Foster 2011."""
    return is_multidimensionally_poor & is_deprived_of_housing


@figure(
    label_vi="Hộ nghèo đa chiều thiếu hụt 4.2: Diện tích nhà ở bình quân đầu người",
    label_en="Poor and deprived: Floor area per person",
)
def is_censored_area(is_multidimensionally_poor: Expression, is_deprived_of_area: Expression) -> Expression:
    """Multidimensionally poor and deprived in indicator 4.2: the censored headcount. Alkire and Foster 2011."""
    return is_multidimensionally_poor & is_deprived_of_area


@figure(label_vi="Hộ nghèo đa chiều thiếu hụt 5.1: Nguồn nước sinh hoạt", label_en="Poor and deprived: Water")
def is_censored_water(is_multidimensionally_poor: Expression, is_deprived_of_water: Expression) -> Expression:
    """Multidimensionally poor and deprived in indicator 5.1: the censored headcount. Alkire and Foster 2011."""
    return is_multidimensionally_poor & is_deprived_of_water


@figure(label_vi="Hộ nghèo đa chiều thiếu hụt 5.2: Nhà tiêu hợp vệ sinh", label_en="Poor and deprived: Toilet")
def is_censored_toilet(is_multidimensionally_poor: Expression, is_deprived_of_toilet: Expression) -> Expression:
    """Multidimensionally poor and deprived in indicator 5.2: the censored headcount. Alkire and Foster 2011."""
    return is_multidimensionally_poor & is_deprived_of_toilet


@figure(label_vi="Hộ nghèo đa chiều thiếu hụt 6.1: Sử dụng dịch vụ viễn thông", label_en="Poor and deprived: Telecom")
def is_censored_telecom(is_multidimensionally_poor: Expression, is_deprived_of_telecom: Expression) -> Expression:
    """Multidimensionally poor and deprived in indicator 6.1: the censored headcount. Alkire and Foster 2011."""
    return is_multidimensionally_poor & is_deprived_of_telecom


@figure(
    label_vi="Hộ nghèo đa chiều thiếu hụt 6.2: Phương tiện phục vụ tiếp cận thông tin",
    label_en="Poor and deprived: Information means",
)
def is_censored_information(
    is_multidimensionally_poor: Expression, is_deprived_of_information: Expression
) -> Expression:
    """Multidimensionally poor and deprived in indicator 6.2: the censored headcount. Alkire and Foster 2011."""
    return is_multidimensionally_poor & is_deprived_of_information
