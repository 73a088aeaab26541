"""Form A: which households are not surveyed further. Annex II, Circular 02/2022/TT-BLĐTBXH."""

from ansinh.engine import Expression, case, figure, is_unknown, number_true
from ansinh.law import Law

UNDER = ("poverty.standard", "nd07_2021")


@figure(label_vi="Số câu trả lời Có của Phiếu A", label_en="Answers yes on form A", unit="answer", form_row="A.D")
def a_yes_count(
    a_vehicle: Expression,
    a_cooling: Expression,
    a_water_heater: Expression,
    a_washing: Expression,
    a_rents_out: Expression,
    a_electricity: Expression,
    a_floor_area: Expression,
    a_official_or_pension: Expression,
    a_labour_contract: Expression,
) -> Expression:
    """How many of the nine questions are known to be answered yes. Form A, column D."""
    return number_true(
        a_vehicle,
        a_cooling,
        a_water_heater,
        a_washing,
        a_rents_out,
        a_electricity,
        a_floor_area,
        a_official_or_pension,
        a_labour_contract,
        known_only=True,
    )


@figure(label_vi="Số câu chưa trả lời của Phiếu A", label_en="Open questions on form A", unit="answer")
def a_open_count(
    a_vehicle: Expression,
    a_cooling: Expression,
    a_water_heater: Expression,
    a_washing: Expression,
    a_rents_out: Expression,
    a_electricity: Expression,
    a_floor_area: Expression,
    a_official_or_pension: Expression,
    a_labour_contract: Expression,
) -> Expression:
    """How many of the nine questions have no answer. Form A, columns 1-9."""
    return number_true(
        is_unknown(a_vehicle),
        is_unknown(a_cooling),
        is_unknown(a_water_heater),
        is_unknown(a_washing),
        is_unknown(a_rents_out),
        is_unknown(a_electricity),
        is_unknown(a_floor_area),
        is_unknown(a_official_or_pension),
        is_unknown(a_labour_contract),
    )


@figure(label_vi="Dừng ở Phiếu A, không khảo sát Phiếu B", label_en="Not surveyed after form A", form_row="A.E")
def is_screened_out(a_excluded: Expression, a_yes_count: Expression, a_open_count: Expression, law: Law) -> Expression:
    """Yes when excluded in column 0 or with enough answers yes; unknown while open answers could decide it. Form A, column E."""
    stop_from = law.poverty.form_a.stop_from_yes
    could_be = a_yes_count + a_open_count >= stop_from
    return a_excluded | case((a_yes_count >= stop_from, True), (~could_be, False))
