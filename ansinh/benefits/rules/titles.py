"""When a title is drawn, and what one title gives in a month. Decree 20/2021/NĐ-CP Article 8; Ordinance 02/2020/UBTVQH14."""

from ansinh.engine import Expression, age_on, count_of, figure, or_else

UNDER = ("assistance.decree",)


@figure(label_vi="Tuổi đến cuối tháng", label_en="Age at the end of the month", unit="year")
def resident_age(resident_birth_date: Expression, month_last_day: Expression) -> Expression:
    """Completed years on the last day: a level changes in the month its age is reached. Decree 20/2021/NĐ-CP Article 8.1."""
    return age_on(resident_birth_date, month_last_day)


@figure(label_vi="Tuổi khi bắt đầu tháng", label_en="Age when the month begins", unit="year")
def resident_age_before(resident_birth_date: Expression, day_before_month: Expression) -> Expression:
    """Completed years on the day before: a right ends the month after its age is reached. Decree 20/2021/NĐ-CP Article 8.2."""
    return age_on(resident_birth_date, day_before_month)


@figure(label_vi="Đã chết trước tháng", label_en="Died before the month")
def died_before_month(resident_died_on: Expression, month_first_day: Expression) -> Expression:
    """The month of the death is still paid; what is due after it is not. Decree 20/2021/NĐ-CP Article 8.2."""
    return or_else(resident_died_on < month_first_day, False)


@figure(label_vi="Không được trả trong tháng", label_en="Not paid this month")
def is_not_paid(died_before_month: Expression, resident_is_in_prison: Expression) -> Expression:
    """Died before the month, or in prison since before it. Circular 02/2021/TT-BLĐTBXH Article 2.1; Ordinance 02/2020 Article 54."""
    return died_before_month | resident_is_in_prison


@figure(label_vi="Đang hưởng", label_en="Is drawn")
def title_is_drawn(title_is_suspended: Expression, is_not_paid: Expression) -> Expression:
    """Not suspended, and the person is paid this month. Circular 02/2021/TT-BLĐTBXH Article 2."""
    return ~(title_is_suspended | is_not_paid)


@figure(label_vi="Có diện hưởng trong tháng", label_en="Holds a title this month")
def holds_title(title_id: Expression) -> Expression:
    """At least one title, drawn or not. Decree 20/2021/NĐ-CP Article 8; Ordinance 02/2020/UBTVQH14 Article 3."""
    return count_of(title_id > 0) > 0


@figure(label_vi="Mức của một diện hưởng trong tháng", label_en="What the title gives in a month", unit="dong/month")
def title_amount(
    title_allowance: Expression,
    title_single_parent: Expression,
    title_care: Expression,
    title_pension: Expression,
    title_merit: Expression,
    title_supplement: Expression,
    title_survivor: Expression,
    title_nurturing: Expression,
    title_carer: Expression,
    title_study: Expression,
    title_former_soldier: Expression,
) -> Expression:
    """Dong a month of this title alone, allowance and supplement, before it is set against the person's others.

    Decree 20/2021/NĐ-CP Article 6; Decree 75/2021/NĐ-CP annexes I to III."""
    assistance = title_allowance + title_single_parent + title_care + title_pension
    merit = title_merit + title_supplement + title_survivor + title_nurturing + title_carer + title_study
    return assistance + merit + title_former_soldier
