"""Rights once, by the law of their own month: funeral, emergency aid, one-offs of people with merit, yearly regimes.

Decree 20/2021/NĐ-CP Articles 11, 13, 14; Decree 335/2026/NĐ-CP Articles 11, 12; Decree 75/2021/NĐ-CP Articles 4, 6, 8, 13, annexes
IV and VI; Ordinance 02/2020/UBTVQH14 Article 6."""

from typing import Any

from ansinh.engine import Expression, any_of, case, divide, figure, if_, is_in
from ansinh.law import Law

UNDER = ("assistance.decree",)

# Kinds of claim and the line of annex IV; where the worshipper has another share, his line.
ONE_OFF = {
    "martyr_award": "martyr",
    "martyr_notification": "martyr_notification",
    "heroic_mother_died": "heroic_mother",
    "hero_died": "hero",
    "imprisoned_died": "imprisoned",
    "helper_medal": "helper_with_resistance_medal",
    "resistance_died": "resistance_or_helper_died",
}
SHARED = {
    "revolutionary_before_1945_died": "revolutionary_before_1945",
    "revolutionary_of_1945_died": "revolutionary_of_1945",
}


def _times(multiple: Expression, level: Expression, law: Law) -> Expression:
    return divide(multiple * level, law.assistance.whole, rounding="half_up")


def _to_thousand(amount: Expression, law: Law) -> Expression:
    """Amounts that are multiples of the base level. Decree 75/2021/NĐ-CP Article 3.2."""
    return divide(amount, law.merit.rounding, rounding="half_up") * law.merit.rounding


def _known(law: Law, name: str, amount: Any) -> Any:
    """The amount, or unknown in a month for which the law has no value."""
    return amount() if law.has(name) else None


@figure(label_vi="Có mai táng phí trợ giúp xã hội", label_en="Claims an assistance funeral")
def has_assistance_funeral(claim_kind: Expression, claim_is_cancelled: Expression) -> Expression:
    """A claim of the month that is not cancelled: only the highest is paid. Decree 20/2021/NĐ-CP Article 11."""
    return any_of((claim_kind == "funeral_assistance") & ~claim_is_cancelled)


@figure(label_vi="Có mai táng phí hưu trí xã hội", label_en="Claims a social pension funeral")
def has_pension_funeral(claim_kind: Expression, claim_is_cancelled: Expression) -> Expression:
    """A claim of the month that is not cancelled: only the highest is paid. Decree 20/2021/NĐ-CP Article 11."""
    return any_of((claim_kind == "funeral_social_pension") & ~claim_is_cancelled)


@figure(label_vi="Có mai táng phí người có công", label_en="Claims a merit funeral")
def has_merit_funeral(claim_kind: Expression, claim_is_cancelled: Expression) -> Expression:
    """A claim of the month that is not cancelled: only the highest is paid. Decree 20/2021/NĐ-CP Article 11."""
    return any_of((claim_kind == "funeral_merit") & ~claim_is_cancelled)


@figure(label_vi="Mai táng phí trợ giúp xã hội được hưởng", label_en="Assistance funeral due", unit="dong")
def assistance_funeral(has_assistance_funeral: Expression, law: Law) -> Expression:
    """Twenty times the base level. Decree 20/2021/NĐ-CP Article 11.2; Decree 335/2026/NĐ-CP Article 11."""
    amount = _times(law.assistance.funeral_multiple, law.assistance.once_base_level, law)
    return if_(has_assistance_funeral, amount, 0)


@figure(label_vi="Mai táng phí hưu trí xã hội được hưởng", label_en="Social pension funeral due", unit="dong")
def pension_funeral(has_pension_funeral: Expression, law: Law) -> Expression:
    """Twenty times the social pension. Decree 176/2025/NĐ-CP Article 5."""
    amount = _known(
        law,
        "assistance.once_social_pension",
        lambda: _times(law.assistance.social_pension_funeral_multiple, law.assistance.once_social_pension, law),
    )
    return if_(has_pension_funeral, amount, 0)


@figure(label_vi="Mai táng phí người có công được hưởng", label_en="Merit funeral due", unit="dong")
def merit_funeral(has_merit_funeral: Expression, resident_has_pension: Expression, law: Law) -> Expression:
    """Ten times the base salary; none where social insurance pays it. Decree 75/2021/NĐ-CP Article 13.1; Ordinance Article 6."""
    amount = _known(
        law, "merit.funeral_multiple", lambda: _times(law.merit.funeral_multiple, law.insurance.base_salary, law)
    )
    return if_(has_merit_funeral & ~resident_has_pension, amount, 0)


@figure(label_vi="Trợ giúp một lần", label_en="Assistance once", unit="dong")
def assistance_once(
    claim_kind: Expression,
    claim_is_cancelled: Expression,
    assistance_funeral: Expression,
    pension_funeral: Expression,
    merit_funeral: Expression,
) -> Expression:
    """The funeral where it is the highest of the person's funerals, else 0. Decree 20/2021/NĐ-CP Article 11.3."""
    is_pension_highest = (pension_funeral >= assistance_funeral) & (pension_funeral > merit_funeral)
    is_assistance_highest = (assistance_funeral > pension_funeral) & (assistance_funeral > merit_funeral)
    return case(
        (claim_is_cancelled, 0),
        (claim_kind == "funeral_assistance", if_(is_assistance_highest, assistance_funeral, 0)),
        (claim_kind == "funeral_social_pension", if_(is_pension_highest, pension_funeral, 0)),
        otherwise=0,
    )


@figure(label_vi="Trợ giúp khẩn cấp", label_en="Emergency aid", unit="dong")
def relief_once(claim_kind: Expression, claim_is_cancelled: Expression, law: Law) -> Expression:
    """Fifty times the base level for a death, ten for a serious injury. Decree 20/2021/NĐ-CP Articles 13, 14."""
    of, level = law.assistance.emergency_multiples, law.assistance.once_base_level
    return case(
        (claim_is_cancelled, 0),
        (claim_kind == "emergency_death", _times(of.death, level, law)),
        (claim_kind == "emergency_injury", _times(of.serious_injury, level, law)),
        otherwise=0,
    )


@figure(label_vi="Số lần mức chuẩn", label_en="Times the base level", unit="hundredth*month")
def claim_multiple(
    claim_kind: Expression,
    claim_is_worshipper: Expression,
    claim_loss_rate: Expression,
    claim_study_level: Expression,
    law: Law,
) -> Expression:
    """Lines of annexes IV and VI, the worshipper's share, study; unknown without the rate or level it needs.

    Decree 75/2021/NĐ-CP Articles 4, 8, 15.5."""
    if not law.has("merit.one_off"):
        return if_(is_in(claim_kind, *ONE_OFF, *SHARED, "wounded_once", "study_yearly"), None, 0)
    of, bands = law.merit.one_off, law.merit.loss_bands

    def share(line: str) -> Expression:
        return if_(claim_is_worshipper, of[f"worshipper_of_{line}"], of[f"relatives_of_{line}"])

    wounded = case(
        (claim_loss_rate > bands.wounded_most, None),
        *((claim_loss_rate >= bands.wounded[row], of[row]) for row in reversed(list(bands.wounded))),
    )
    return case(
        *((claim_kind == kind, of[line]) for kind, line in ONE_OFF.items()),
        *((claim_kind == kind, share(line)) for kind, line in SHARED.items()),
        (claim_kind == "wounded_once", wounded),
        (claim_kind == "study_yearly", _known(law, "merit.study_yearly", lambda: _study(claim_study_level, law))),
        otherwise=0,
    )


def _study(level: Expression, law: Law) -> Expression:
    """One year's books: nursery, or any other school."""
    of = law.merit.study_yearly
    return if_(level == "nursery", of.nursery * law.merit.claim_covers.study, of.school * law.merit.claim_covers.study)


@figure(label_vi="Số tháng thâm niên được tính", label_en="Months of seniority counted", unit="month")
def seniority_months_counted(claim_seniority_months: Expression, law: Law) -> Expression:
    """Six odd months and more make a year, fewer count as six. Decree 75/2021/NĐ-CP Article 4.4."""
    if not law.has("merit.resistance_seniority"):
        return if_(claim_seniority_months == 0, 0, None)
    terms, year = law.merit.resistance_seniority, law.merit.months_a_year
    whole = divide(claim_seniority_months, year, rounding="down") * year
    odd = claim_seniority_months - whole
    return case(
        (odd >= terms.full_year_from, whole + terms.full_year_from + terms.shorter_counts),
        (odd > 0, whole + terms.shorter_counts),
        otherwise=whole,
    )


@figure(label_vi="Trợ cấp một lần chưa làm tròn", label_en="One-off before rounding", unit="dong")
def merit_unrounded(
    claim_kind: Expression, claim_multiple: Expression, seniority_months_counted: Expression, law: Law
) -> Expression:
    """The multiple, or 0.3 for each year of resistance, times the base level. Decree 75/2021/NĐ-CP annex IV."""
    level = law.merit.base_level
    if not law.has("merit.resistance_seniority"):
        return if_(claim_kind == "resistance_seniority", None, _times(claim_multiple, level, law))
    each = law.merit.resistance_seniority.per_year * level
    by = law.merit.months_a_year * law.merit.whole.hundredth
    by_seniority = divide(seniority_months_counted * each, by, rounding="half_up")
    return if_(claim_kind == "resistance_seniority", by_seniority, _times(claim_multiple, level, law))


@figure(label_vi="Trợ cấp một lần theo số lần mức chuẩn", label_en="One-off as a multiple", unit="dong")
def merit_multiple(merit_unrounded: Expression, law: Law) -> Expression:
    """To the thousand. Decree 75/2021/NĐ-CP Article 3.2."""
    return _to_thousand(merit_unrounded, law) if law.has("merit.rounding") else if_(merit_unrounded == 0, 0, None)


@figure(label_vi="Chế độ hằng năm của người có công", label_en="Yearly regime of merit", unit="dong")
def merit_yearly(claim_kind: Expression, law: Law) -> Expression:
    """Worship; convalescence at home and at a centre, to the thousand. Decree 75/2021/NĐ-CP Articles 6, 13.2."""

    def rest(place: str) -> Expression:
        return _to_thousand(_times(law.merit.convalescence[place], law.merit.convalescence_base_level, law), law)

    worship = _known(law, "merit.worship", lambda: law.merit.worship * law.merit.claim_covers.worship)
    return case(
        (claim_kind == "worship", worship),
        (claim_kind == "convalescence_home", _known(law, "merit.convalescence", lambda: rest("home"))),
        (claim_kind == "convalescence_centre", _known(law, "merit.convalescence", lambda: rest("centre"))),
        otherwise=0,
    )


@figure(label_vi="Ba tháng trợ cấp khi người có công từ trần", label_en="Months at the death of merit", unit="dong")
def merit_at_death(merit_allowance: Expression, merit_supplement: Expression, law: Law) -> Expression:
    """Three months of the current allowance and supplement, the carer's left out. Decree 131/2021/NĐ-CP Article 121.2."""
    monthly = merit_allowance + merit_supplement
    return monthly * law.merit.death_months if law.has("merit.death_months") else if_(monthly == 0, 0, None)


@figure(label_vi="Trợ cấp một lần người có công", label_en="Merit once", unit="dong")
def merit_once(
    claim_kind: Expression,
    claim_is_cancelled: Expression,
    merit_funeral: Expression,
    assistance_funeral: Expression,
    pension_funeral: Expression,
    merit_at_death: Expression,
    merit_multiple: Expression,
    merit_yearly: Expression,
) -> Expression:
    """What the claim gives; a funeral only where it is the highest. Ordinance 02/2020/UBTVQH14 Article 6; Decree 75/2021/NĐ-CP."""
    is_highest = (merit_funeral >= assistance_funeral) & (merit_funeral >= pension_funeral)
    return case(
        (claim_is_cancelled, 0),
        (claim_kind == "funeral_merit", if_(is_highest, merit_funeral, 0)),
        (claim_kind == "death_of_merit", merit_at_death),
        otherwise=merit_multiple + merit_yearly,
    )
