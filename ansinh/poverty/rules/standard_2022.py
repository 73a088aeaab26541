"""The standard of Decree 07/2021/NĐ-CP (2022-2026): B1 points stand for income, B2 points for deprivations."""

from ansinh.engine import Expression, case, figure, if_, or_else
from ansinh.law import Law
from ansinh.poverty.words import CLASSES, LIVING_STANDARDS

UNDER = ("poverty.standard", "nd07_2021")


@figure(label_vi="Ngưỡng điểm B1 của khu vực", label_en="B1 limit of the area", unit="points")
def b1_limit(is_urban: Expression, law: Law) -> Expression:
    """The most B1 points of a poor or near-poor household. Circular 07/2021, amended by 02/2022."""
    return if_(is_urban, law.poverty.b1_limits.urban, law.poverty.b1_limits.rural)


@figure(label_vi="Phân loại theo điểm", label_en="Class by points", words=CLASSES)
def poverty_class_by_points(b1_points: Expression, b1_limit: Expression, b2_points: Expression, law: Law) -> Expression:
    """The class of a household surveyed on form B; unknown while an answer that matters is missing. Circular 02/2022."""
    is_low = b1_points <= b1_limit
    is_deprived = b2_points >= law.poverty.b2.poor_from
    return case((~is_low, "not_poor"), (is_deprived, "poor"), (~is_deprived, "near_poor"))


@figure(label_vi="Phân loại theo quy định", label_en="Class by rule", words=CLASSES)
def poverty_class_by_rule(
    is_screened_out: Expression, has_form_b: Expression, poverty_class_by_points: Expression
) -> Expression:
    """Not poor when form A stops the survey, else the class by points; unknown while neither form tells. Circular 02/2022."""
    return case((or_else(is_screened_out, False), "not_poor"), (has_form_b, poverty_class_by_points))


@figure(label_vi="Mức sống theo quy định", label_en="Living standard by rule", words=LIVING_STANDARDS)
def living_standard_by_rule(
    poverty_class_by_rule: Expression,
    is_screened_out: Expression,
    living_standard_by_screening: Expression,
    living_standard_by_points: Expression,
) -> Expression:
    """Poor, near-poor, or the province's band above them (average, better-off, rich). The bands are ours to choose."""
    return case(
        (poverty_class_by_rule == "poor", "poor"),
        (poverty_class_by_rule == "near_poor", "near_poor"),
        (or_else(is_screened_out, False), living_standard_by_screening),
        otherwise=living_standard_by_points,
    )


@figure(label_vi="Mức sống của hộ dừng ở Phiếu A", label_en="Band of a screened-out household", words=LIVING_STANDARDS)
def living_standard_by_screening(a_excluded: Expression, a_yes_count: Expression, law: Law) -> Expression:
    """Rich when excluded in column 0 or with many answers yes, else better-off. The bands are ours to choose."""
    is_rich = a_excluded | (a_yes_count >= law.poverty.living_standard.rich_min_yes)
    return case((is_rich, "rich"), (~is_rich, "better_off"))


@figure(label_vi="Mức sống của hộ đã khảo sát Phiếu B", label_en="Band of a surveyed household", words=LIVING_STANDARDS)
def living_standard_by_points(b1_points: Expression, is_urban: Expression, law: Law) -> Expression:
    """Average up to the area's points, else better-off. The bands are ours to choose."""
    most = law.poverty.living_standard.average_max_points
    is_average = b1_points <= if_(is_urban, most.urban, most.rural)
    return case((is_average, "average"), (~is_average, "better_off"))
