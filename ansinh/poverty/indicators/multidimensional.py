"""Alkire-Foster over people, with equal weights and the cut-off of the law; a household stopped by form A lacks nothing."""

from ansinh.engine import or_else, ratio, total
from ansinh.poverty.words import DEPRIVATIONS

from .common import people_of, rate, rate_of, wired

POSSIBLE = "poverty.possible_deprivations"
alkire_foster = [
    people_of(
        "poverty.multidimensionally_poor_members",
        total("review", "member_count", where=lambda is_multidimensionally_poor: is_multidimensionally_poor),
        label_vi="Nhân khẩu nghèo đa chiều",
        label_en="Multidimensionally poor people",
        better="lower",
        definition_vi="Nhân khẩu của hộ thiếu hụt từ số chỉ số tối thiểu của luật trở lên; hộ dừng ở Phiếu A là không thiếu hụt.",
    ),
    people_of(
        "poverty.deprivations_of_the_poor",
        total(
            "review", lambda censored_deprivation_count, member_count: censored_deprivation_count * or_else(member_count, 0)
        ),
        label_vi="Tổng số thiếu hụt của người nghèo đa chiều",
        label_en="Deprivations of multidimensionally poor people",
        unit="count",
        better="lower",
        definition_vi="Số chỉ số thiếu hụt của hộ nhân số nhân khẩu, cộng trên các hộ nghèo đa chiều.",
    ),
    people_of(
        "poverty.possible_deprivations_of_the_poor",
        total(
            "review",
            lambda possible_deprivations_of_the_poor, member_count: (
                possible_deprivations_of_the_poor * or_else(member_count, 0)
            ),
        ),
        label_vi="Số thiếu hụt tối đa của người nghèo đa chiều",
        label_en="Possible deprivations of multidimensionally poor people",
        unit="count",
        definition_vi="Số chỉ số của luật nhân số nhân khẩu của các hộ nghèo đa chiều.",
    ),
    people_of(
        POSSIBLE,
        total("review", lambda member_count, law: law.poverty.indicator_count * or_else(member_count, 0)),
        label_vi="Số thiếu hụt tối đa của toàn bộ nhân khẩu",
        label_en="Possible deprivations of all people",
        unit="count",
        definition_vi="Số chỉ số của luật nhân tổng số nhân khẩu.",
    ),
    rate("poverty.mpi_headcount", "poverty.multidimensionally_poor_members", "Tỷ lệ nghèo đa chiều H",
         "Multidimensional headcount H", of="poverty.members", better="lower"),
    rate("poverty.mpi_intensity", "poverty.deprivations_of_the_poor", "Cường độ nghèo đa chiều A",
         "Intensity of multidimensional poverty A", of="poverty.possible_deprivations_of_the_poor", better="lower",
         said=("cường độ nghèo đa chiều|cường độ thiếu hụt",)),
    rate_of(
        "poverty.mpi",
        ratio("poverty.deprivations_of_the_poor", POSSIBLE, unit="index"),
        label_vi="Chỉ số nghèo đa chiều M0",
        label_en="Multidimensional poverty index M0",
        said=("chỉ số nghèo đa chiều|chỉ số nghèo đa chiều điều chỉnh",),
        unit="index",
        decimals=4,
        better="lower",
        definition_vi="M0 = H × A: tổng thiếu hụt của người nghèo đa chiều chia số thiếu hụt tối đa của toàn bộ nhân khẩu.",
    ),
    *(
        people_of(
            f"poverty.poor_members_deprived_of_{code}",
            total("review", "member_count", where=wired(lambda is_censored: is_censored, f"is_censored_{code}")),
            label_vi=f"Nhân khẩu nghèo đa chiều thiếu hụt: {vi.lower()}",
            label_en=f"Multidimensionally poor people deprived: {en.lower()}",
            better="lower",
            definition_vi=f"Nhân khẩu của hộ nghèo đa chiều bị thiếu hụt chỉ số «{vi}».",
        )
        for code, (vi, en) in DEPRIVATIONS.items()
    ),
    *(
        rate(f"poverty.censored_headcount_{code}", f"poverty.poor_members_deprived_of_{code}",
             f"Tỷ lệ nghèo đa chiều và thiếu hụt: {vi.lower()}", f"Censored headcount: {en.lower()}",
             of="poverty.members", better="lower")
        for code, (vi, en) in DEPRIVATIONS.items()
    ),
    *(
        rate(f"poverty.contribution_{code}", f"poverty.poor_members_deprived_of_{code}",
             f"Đóng góp vào M0: {vi.lower()}", f"Contribution to M0: {en.lower()}",
             of="poverty.deprivations_of_the_poor")
        for code, (vi, en) in DEPRIVATIONS.items()
    ),
]  # fmt: skip
