"""Where the class the commune signed is not the class the rules give."""

from ansinh.engine import Expression, figure


@figure(label_vi="Kết quả ký khác kết quả theo quy định", label_en="Signed class differs from the class by rule")
def class_differs(poverty_class: Expression, poverty_class_by_rule: Expression) -> Expression:
    """The village and the commune decided otherwise than the points; unknown while either is. Annex V, Circular 02/2022."""
    return poverty_class != poverty_class_by_rule
