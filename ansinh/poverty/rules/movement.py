"""How households move between the classes from one year to the next. Tables 7.2 and 7.3, Circular 02/2022/TT-BLĐTBXH.

Both years count as signed: what was recognised, not what the points would have said."""

from ansinh.engine import Expression, case, figure, is_in, is_unknown
from ansinh.poverty.words import MOVEMENTS


@figure(label_vi="Hộ mới trong danh sách của xã", label_en="New to the list")
def has_arrived(origin: Expression, previous_class: Expression) -> Expression:
    """Split from another household or moved in, or merged without a class of its own a year ago. Table 7.2, column 8."""
    return is_in(origin, "split", "moved_in") | ((origin == "merged") & is_unknown(previous_class))


@figure(
    label_vi="Diễn biến so với năm trước", label_en="Movement since last year", words=MOVEMENTS, form_row="7.2, 7.3"
)
def movement(
    previous_class: Expression,
    poverty_class: Expression,
    was_poor_before: Expression,
    was_near_poor_before: Expression,
    has_arrived: Expression,
) -> Expression:
    """Where the household stands in tables 7.2 and 7.3; unknown while either class is, or whether it fell back."""
    is_poor, is_near = poverty_class == "poor", poverty_class == "near_poor"
    is_above = poverty_class == "not_poor"
    was_poor, was_near = previous_class == "poor", previous_class == "near_poor"
    return case(
        (has_arrived & is_poor, "arrived_poor"),
        (has_arrived & is_near, "arrived_near_poor"),
        (has_arrived & is_above, "arrived_not_poor"),
        (was_poor & is_poor, "stayed_poor"),
        (was_poor & is_near, "escaped_to_near_poor"),
        (was_poor & is_above, "escaped_poverty"),
        (was_near & is_poor, "fell_to_poor"),
        (was_near & is_near, "stayed_near_poor"),
        (was_near & is_above, "escaped_near_poverty"),
        (is_above, "stayed_not_poor"),
        (is_poor & was_poor_before, "fell_back_to_poor"),
        (is_poor, "new_poor"),
        (is_near & was_near_poor_before, "fell_back_to_near_poor"),
        (is_near, "new_near_poor"),
    )


@figure(label_vi="Thoát nghèo trong năm", label_en="Escaped poverty this year", form_row="407: 101")
def has_escaped_poverty(movement: Expression) -> Expression:
    """Poor a year ago and not poor now, near-poor or above. Sheet 407-410, row 101; table 7.2, columns 2 and 3."""
    return is_in(movement, "escaped_to_near_poor", "escaped_poverty")
