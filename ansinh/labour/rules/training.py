"""What is paid for one learner of a course: the course up to a ceiling, meals, travel. Decision 46/2015/QĐ-TTg."""

from ansinh.engine import Expression, case, figure, if_, is_in, lookup, lowest
from ansinh.labour.words import TRAINING_GROUND_LINES
from ansinh.law import Law

UNDER = ("training.tuition_most",)


@figure(label_vi="Nhóm hỗ trợ học nghề", label_en="Line of support", words=TRAINING_GROUND_LINES)
def training_ground(
    support_level: Expression,
    support_programme: Expression,
    support_group: Expression,
    support_other_ground: Expression,
    support_is_minority: Expression,
    support_is_special_area: Expression,
    support_is_female: Expression,
    support_is_rural: Expression,
) -> Expression:
    """The line with the highest ceiling of all a learner stands in; none outside short courses with state money. Decision 46/2015/QĐ-TTg."""
    is_short = is_in(support_level, "under_3_months", "elementary")
    is_with_state_money = is_in(support_programme, "decision_46", "ntp_poverty", "ntp_rural", "ntp_minority")
    is_poor, is_of_minority = support_group == "poor", support_is_minority | (support_group == "minority")
    is_of_policy = is_in(support_group, "merit", "land_lost") | is_in(
        support_other_ground, "jobless_woman", "fisherman"
    )
    return case(
        (~is_short | ~is_with_state_money, "none"),
        (support_group == "disabled", "disabled"),
        (is_poor & (is_of_minority | support_is_special_area), "poorest"),
        (is_poor | is_of_minority | is_of_policy, "policy"),
        (support_group == "near_poor", "near_poor"),
        (support_is_female | support_is_rural, "other"),
        otherwise="none",
    )


@figure(label_vi="Chi phí đào tạo được hỗ trợ", label_en="Course paid for", unit="dong")
def training_tuition(support_tuition_dong: Expression, training_ground: Expression, law: Law) -> Expression:
    """What the course costs, no more than the ceiling of the line. Decision 46/2015/QĐ-TTg."""
    most = lookup(law.training.tuition_most, training_ground)
    return if_(training_ground == "none", 0, lowest(support_tuition_dong, most))


@figure(label_vi="Được tiền ăn, tiền đi lại", label_en="Is given meals and travel")
def training_has_subsistence(training_ground: Expression, law: Law) -> Expression:
    """Whether the line is one of those given meals and travel. Decision 46/2015/QĐ-TTg."""
    return lookup(law.training.subsistence, training_ground) == "có"


@figure(label_vi="Tiền ăn", label_en="Meals", unit="dong")
def training_meals(training_has_subsistence: Expression, support_days: Expression, law: Law) -> Expression:
    """So much for each day learnt. Decision 46/2015/QĐ-TTg."""
    return if_(training_has_subsistence, law.training.meals * support_days, 0)


@figure(label_vi="Tiền đi lại", label_en="Travel", unit="dong")
def training_travel(
    training_has_subsistence: Expression,
    support_group: Expression,
    support_is_special_area: Expression,
    support_distance_km: Expression,
    law: Law,
) -> Expression:
    """Once a course, from a distance on; nearer and more for the disabled and difficult areas. Decision 46/2015/QĐ-TTg."""
    pay, begins = law.training.travel, law.training.travel_from
    is_special = (support_group == "disabled") | support_is_special_area
    return case(
        (~training_has_subsistence, 0),
        (is_special & (support_distance_km >= begins.special), pay.special),
        (~is_special & (support_distance_km >= begins.far), pay.far),
        otherwise=0,
    )


@figure(label_vi="Hỗ trợ học nghề", label_en="Training support", unit="dong")
def training_support(training_tuition: Expression, training_meals: Expression, training_travel: Expression) -> Expression:  # fmt: skip
    """Course, meals and travel together. Decision 46/2015/QĐ-TTg."""
    return training_tuition + training_meals + training_travel
