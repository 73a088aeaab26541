"""People with merit by the month: own titles added, survivors with limits, one carer, study, gifts.

Ordinance 02/2020/UBTVQH14 Articles 5, 6; levels of Decrees 75/2021, 55/2023, 77/2024, 321/2026/NĐ-CP, annexes I to III.
In the months before a decree's levels are known every holder's amount is unknown."""

from typing import Any

from ansinh.engine import (
    Expression,
    any_of,
    case,
    count_of,
    figure,
    highest,
    highest_of,
    if_,
    is_in,
    lookup,
    or_else,
    sum_of,
)
from ansinh.law import Law

UNDER = ("assistance.decree",)

# Own categories whose level is one line of annex I.
ONE_LINE = {
    "revolutionary_before_1945_full_time": "revolutionary_before_1945_full_time",
    "revolutionary_before_1945_at_home": "revolutionary_before_1945_at_home",
    "revolutionary_of_1945": "revolutionary_of_1945",
    "heroic_mother": "heroic_mother",
    "hero": "hero",
    "imprisoned": "imprisoned",
    "helper_before_august_1945": "helper_before_august_1945",
    "helper_with_order": "helper_with_resistance_order",
    "helper_nurturing": "helper_nurturing",
}
INVALIDS = ("war_invalid", "war_invalid_b")
BY_RATE = (*INVALIDS, "sick_soldier", "toxic_chemical")
SURVIVORS_OF_1945 = ("survivor_of_revolutionary_of_1945", "survivor_of_invalid_from_61")
CARERS = ("heroic_mother_carer", "war_invalid_carer", "sick_soldier_carer", "toxic_chemical_carer")


def _band(begins: Any, lines: Any, rate: Expression) -> Expression:
    """The line of annex I a loss rate falls in; unknown below the lowest."""
    rows = reversed(list(begins))
    return case(*((rate >= begins[row], lines[row]) for row in rows))


def _unknown_for(title_category: Expression, *categories: str) -> Expression:
    return if_(is_in(title_category, *categories), None, 0)


@figure(label_vi="Trợ cấp ưu đãi của diện này", label_en="Own merit allowance of the title", unit="dong/month")
def title_merit(
    title_category: Expression, title_is_drawn: Expression, title_loss_rate: Expression, law: Law
) -> Expression:
    """By category and loss rate; unknown where the rate counts and is not known. Annexes I, II, III of the decree in force."""
    if not law.has("merit.monthly"):
        return if_(title_is_drawn, _unknown_for(title_category, *ONE_LINE, *BY_RATE), 0)
    level, bands = law.merit.monthly, law.merit.loss_bands
    amount = case(
        (title_category == "war_invalid", lookup(law.merit.war_invalid_by_loss_rate, title_loss_rate)),
        (title_category == "war_invalid_b", lookup(law.merit.war_invalid_b_by_loss_rate, title_loss_rate)),
        (title_category == "sick_soldier", _band(bands.sick_soldier, level, title_loss_rate)),
        (title_category == "toxic_chemical", _band(bands.toxic_chemical, level, title_loss_rate)),
        *((title_category == category, level[line]) for category, line in ONE_LINE.items()),
        otherwise=0,
    )
    return if_(title_is_drawn, amount, 0)


@figure(label_vi="Phụ cấp ưu đãi của diện này", label_en="Merit supplement of the title", unit="dong/month")
def title_supplement(
    title_category: Expression,
    title_is_drawn: Expression,
    title_loss_rate: Expression,
    title_is_special: Expression,
    title_seniority_years: Expression,
    law: Law,
) -> Expression:
    """Seniority, Heroic Mother, loss from 81 %; the special one replaces the normal. Ordinance 02/2020/UBTVQH14 Article 24.1."""
    if not law.has("merit.monthly"):
        with_supplement = ("revolutionary_before_1945_full_time", "heroic_mother", *BY_RATE)
        return if_(title_is_drawn, _unknown_for(title_category, *with_supplement), 0)
    level = law.merit.monthly
    has_rate: Expression = title_loss_rate >= law.merit.loss_rates.supplement_from

    def from_81(group: str) -> Expression:
        special, normal = level[f"{group}_from_81_special_supplement"], level[f"{group}_from_81_supplement"]
        return if_(has_rate, if_(title_is_special, special, normal), 0)

    amount = case(
        (is_in(title_category, *INVALIDS), from_81("war_invalid")),
        (title_category == "sick_soldier", from_81("sick_soldier")),
        (title_category == "toxic_chemical", from_81("toxic_chemicals")),
        (title_category == "heroic_mother", level.heroic_mother_supplement),
        (
            title_category == "revolutionary_before_1945_full_time",
            level.revolutionary_before_1945_per_seniority_year * title_seniority_years,
        ),
        otherwise=0,
    )
    return if_(title_is_drawn, amount, 0)


@figure(label_vi="Trợ cấp thân nhân liệt sĩ của diện này", label_en="Martyr relative's allowance", unit="dong/month")
def title_of_martyr(
    title_category: Expression, title_is_drawn: Expression, title_martyr_count: Expression, law: Law
) -> Expression:
    """One, two, three and more martyrs; a remarried spouse. Ordinance 02/2020/UBTVQH14 Article 16.3.a; annex I."""
    if not law.has("merit.monthly"):
        return if_(title_is_drawn, _unknown_for(title_category, "relative_of_martyr", "remarried_spouse_of_martyr"), 0)
    level, further = law.merit.monthly, title_martyr_count - 1
    of_relative = case(
        (further > 1, level.relative_of_3_martyrs),
        (further > 0, level.relative_of_2_martyrs),
        (further == 0, level.relative_of_1_martyr),
    )
    amount = case(
        (title_category == "relative_of_martyr", of_relative),
        (title_category == "remarried_spouse_of_martyr", level.remarried_spouse_of_martyr),
        otherwise=0,
    )
    return if_(title_is_drawn, amount, 0)


@figure(label_vi="Số liệt sĩ của diện này", label_en="Martyrs of the title", unit="martyr")
def title_martyrs(title_category: Expression, title_is_drawn: Expression, title_martyr_count: Expression) -> Expression:
    """How many martyrs stand behind the title while it is drawn. Ordinance 02/2020/UBTVQH14 Article 6."""
    of_title = case(
        (title_category == "relative_of_martyr", title_martyr_count),
        (title_category == "remarried_spouse_of_martyr", 1),
        otherwise=0,
    )
    return if_(title_is_drawn, of_title, 0)


@figure(label_vi="Trợ cấp con đẻ người nhiễm CĐHH của diện này", label_en="Toxic-chemical child", unit="dong/month")
def title_of_toxic_child(
    title_category: Expression, title_is_drawn: Expression, title_loss_rate: Expression, law: Law
) -> Expression:
    """61 to 80 %, or from 81 %; unknown below and without the rate. Annex I."""
    if not law.has("merit.monthly"):
        return if_(title_is_drawn, _unknown_for(title_category, "toxic_chemical_child"), 0)
    level, bands = law.merit.monthly, law.merit.loss_bands
    is_child = (title_category == "toxic_chemical_child") & title_is_drawn
    return if_(is_child, _band(bands.toxic_chemical_child, level, title_loss_rate), 0)


@figure(label_vi="Là suất tuất mức cao được tính", label_en="Survivor title of the higher level")
def title_is_higher_survivor(
    title_category: Expression, title_is_drawn: Expression, title_is_second_of_deceased: Expression
) -> Expression:
    """Of a revolutionary before 1945; of one deceased only one title counts. Ordinance 02/2020/UBTVQH14 Article 6."""
    is_of_it = title_category == "survivor_of_revolutionary_before_1945"
    return is_of_it & title_is_drawn & ~title_is_second_of_deceased


@figure(label_vi="Là suất tuất mức thường được tính", label_en="Survivor title of the lower level")
def title_is_lower_survivor(
    title_category: Expression, title_is_drawn: Expression, title_is_second_of_deceased: Expression
) -> Expression:
    """Of a revolutionary of 1945 or an invalid from 61 %, whose levels are the same. Ordinance 02/2020/UBTVQH14 Article 6."""
    return is_in(title_category, *SURVIVORS_OF_1945) & title_is_drawn & ~title_is_second_of_deceased


@figure(label_vi="Mức tuất của diện này khi đứng một mình", label_en="Survivor amount of the title", unit="dong/month")
def title_survivor(
    title_of_martyr: Expression,
    title_of_toxic_child: Expression,
    title_is_higher_survivor: Expression,
    title_is_lower_survivor: Expression,
    law: Law,
) -> Expression:
    """Before the limit of two is applied to the person. Annex I."""
    higher, lower = _survivor_levels(law)
    other = case((title_is_higher_survivor, higher), (title_is_lower_survivor, lower), otherwise=0)
    return title_of_martyr + title_of_toxic_child + other


def _survivor_levels(law: Law) -> tuple[Any, Any]:
    if not law.has("merit.monthly"):
        return None, None
    level = law.merit.monthly
    lower = highest(level.survivor_of_revolutionary_of_1945, level.survivor_of_invalid_from_61)
    return level.survivor_of_revolutionary_before_1945, lower


@figure(label_vi="Tuất nuôi dưỡng của diện này", label_en="Nurturing allowance of the title", unit="dong/month")
def title_nurturing(title_category: Expression, title_is_drawn: Expression, law: Law) -> Expression:
    """The extra allowance of a survivor alone or without parents. Annex I."""
    level = law.merit.monthly.survivor_nurturing if law.has("merit.monthly") else None
    return if_((title_category == "survivor_nurturing") & title_is_drawn, level, 0)


@figure(label_vi="Trợ cấp người phục vụ của diện này", label_en="Carer allowance of the title", unit="dong/month")
def title_carer(
    title_category: Expression, title_is_drawn: Expression, title_is_special: Expression, law: Law
) -> Expression:
    """Higher where the wound or illness is specially severe. Annex I."""
    if not law.has("merit.monthly"):
        return if_(title_is_drawn, _unknown_for(title_category, *CARERS), 0)
    level = law.merit.monthly
    of_invalid = if_(title_is_special, level.war_invalid_from_81_special_carer, level.war_invalid_from_81_carer)
    of_soldier = if_(title_is_special, level.sick_soldier_from_81_special_carer, level.sick_soldier_from_81_carer)
    amount = case(
        (title_category == "heroic_mother_carer", level.heroic_mother_carer),
        (title_category == "war_invalid_carer", of_invalid),
        (title_category == "sick_soldier_carer", of_soldier),
        (title_category == "toxic_chemical_carer", level.toxic_chemicals_from_81_carer),
        otherwise=0,
    )
    return if_(title_is_drawn, amount, 0)


@figure(label_vi="Ưu đãi học tập của diện này", label_en="Study allowance of the title", unit="dong/month")
def title_study(
    title_category: Expression, title_is_drawn: Expression, resident_is_studying: Expression, law: Law
) -> Expression:
    """By group, unless the study is known to have ended. Annex I."""
    if not law.has("merit.monthly"):
        return if_(title_is_drawn, _unknown_for(title_category, "study_group_1", "study_group_2"), 0)
    level = law.merit.monthly
    amount = case(
        (title_category == "study_group_1", level.study_group_1),
        (title_category == "study_group_2", level.study_group_2),
        otherwise=0,
    )
    return if_(title_is_drawn & or_else(resident_is_studying, True), amount, 0)


@figure(
    label_vi="Trợ cấp quân nhân xuất ngũ của diện này", label_en="Former soldier's aid of the title", unit="dong/month"
)
def title_former_soldier(
    title_category: Expression, title_is_drawn: Expression, title_seniority_years: Expression, law: Law
) -> Expression:
    """By whole years of service, fifteen to under twenty; unknown before July 2026. Circular 103/2026/TT-BQP Article 3."""
    is_of_it = (title_category == "former_soldier") & title_is_drawn
    if not law.has("merit.former_soldier_monthly"):
        return if_(is_of_it, None, 0)
    return if_(is_of_it, lookup(law.merit.former_soldier_monthly, title_seniority_years), 0)


@figure(label_vi="Trợ cấp ưu đãi hằng tháng", label_en="Monthly merit allowance", unit="dong/month")
def merit_allowance(title_merit: Expression) -> Expression:
    """Every own category added. Ordinance 02/2020/UBTVQH14 Article 6."""
    return sum_of(title_merit)


@figure(label_vi="Phụ cấp ưu đãi hằng tháng", label_en="Monthly merit supplement", unit="dong/month")
def merit_supplement(title_supplement: Expression) -> Expression:
    """The supplements of every own category added. Ordinance 02/2020/UBTVQH14 Article 6."""
    return sum_of(title_supplement)


@figure(label_vi="Trợ cấp người phục vụ", label_en="Carer allowance", unit="dong/month")
def merit_carer_allowance(title_carer: Expression, holds_title: Expression) -> Expression:
    """The highest only. Ordinance 02/2020/UBTVQH14 Article 6."""
    return if_(holds_title, highest_of(title_carer), 0)


@figure(label_vi="Số liệt sĩ là thân nhân", label_en="Martyrs of the person", unit="martyr")
def martyr_count(title_martyrs: Expression) -> Expression:
    """All martyrs whose relative the person is. Ordinance 02/2020/UBTVQH14 Article 6."""
    return sum_of(title_martyrs)


@figure(label_vi="Số suất tuất mức cao", label_en="Survivor titles of the higher level")
def higher_survivor_count(title_is_higher_survivor: Expression) -> Expression:
    """Titles after revolutionaries before 1945. Ordinance 02/2020/UBTVQH14 Article 6."""
    return count_of(title_is_higher_survivor)


@figure(label_vi="Số suất tuất mức thường", label_en="Survivor titles of the lower level")
def lower_survivor_count(title_is_lower_survivor: Expression) -> Expression:
    """Titles after revolutionaries of 1945 and invalids from 61 %. Ordinance 02/2020/UBTVQH14 Article 6."""
    return count_of(title_is_lower_survivor)


@figure(
    label_vi="Số suất tuất người có công khác được hưởng", label_en="Other survivor allowances allowed", unit="item"
)
def survivor_limit(martyr_count: Expression, law: Law) -> Expression:
    """Two without a martyr, one beside one martyr, none beside two. Ordinance 02/2020/UBTVQH14 Article 6."""
    limits = law.merit.exclusivity
    with_martyr = if_(martyr_count == 1, limits.other_beside_one_martyr, limits.other_beside_two_martyrs)
    return if_(martyr_count == 0, limits.survivor_most, with_martyr)


@figure(label_vi="Trợ cấp tuất của người có công khác", label_en="Other survivor allowances", unit="dong/month")
def other_survivor_allowance(
    survivor_limit: Expression, higher_survivor_count: Expression, lower_survivor_count: Expression, law: Law
) -> Expression:
    """The highest within the limit. Ordinance 02/2020/UBTVQH14 Article 6."""
    higher, lower = _survivor_levels(law)
    first = case((higher_survivor_count > 0, higher), (lower_survivor_count > 0, lower), otherwise=0)
    second = case(
        (higher_survivor_count > 1, higher),
        (higher_survivor_count + lower_survivor_count > 1, lower),
        otherwise=0,
    )
    return case((first == 0, 0), (survivor_limit > 1, first + second), (survivor_limit > 0, first), otherwise=0)


@figure(label_vi="Trợ cấp tuất hằng tháng", label_en="Monthly survivor allowance", unit="dong/month")
def survivor_allowance(
    title_of_martyr: Expression, title_of_toxic_child: Expression, other_survivor_allowance: Expression
) -> Expression:
    """Martyrs' relatives in full, at most two others with them, and a toxic-chemical victim's child. Ordinance 02/2020 Article 6."""
    return sum_of(title_of_martyr) + sum_of(title_of_toxic_child) + other_survivor_allowance


@figure(label_vi="Trợ cấp tuất nuôi dưỡng", label_en="Nurturing allowance of a survivor", unit="dong/month")
def nurturing_allowance(title_nurturing: Expression, holds_title: Expression) -> Expression:
    """One only. Ordinance 02/2020/UBTVQH14 Article 6."""
    return if_(holds_title, highest_of(title_nurturing), 0)


@figure(label_vi="Trợ cấp ưu đãi học tập hằng tháng", label_en="Monthly study allowance", unit="dong/month")
def merit_study_allowance(title_study: Expression, holds_title: Expression) -> Expression:
    """The highest only. Ordinance 02/2020/UBTVQH14 Article 6."""
    return if_(holds_title, highest_of(title_study), 0)


@figure(label_vi="Trợ cấp quân nhân, công an xuất ngũ", label_en="Former soldier's aid", unit="dong/month")
def former_soldier_aid(title_former_soldier: Expression) -> Expression:
    """By years of service. Decisions 142/2008 and 62/2011/QĐ-TTg; Circular 103/2026/TT-BQP."""
    return sum_of(title_former_soldier)


@figure(label_vi="Diện được quà mức cao", label_en="Title with the higher gift")
def title_has_higher_gift(
    title_category: Expression,
    title_is_drawn: Expression,
    title_loss_rate: Expression,
    title_martyr_count: Expression,
    law: Law,
) -> Expression:
    """By category, from 81 %, from two martyrs. Decision 01/QĐ-CTN of 5 January 2026."""
    groups, from_81 = law.merit.gift_groups, law.merit.loss_bands.supplement["from"]
    by_rate = is_in(title_category, *groups.by_loss_rate) & (title_loss_rate >= from_81)
    by_martyrs = is_in(title_category, *groups.by_martyrs) & (title_martyr_count > 1)
    return title_is_drawn & (is_in(title_category, *groups.higher) | by_rate | by_martyrs)


@figure(label_vi="Diện được quà", label_en="Title with a gift")
def title_has_gift(title_category: Expression, title_is_drawn: Expression, law: Law) -> Expression:
    """On either list. Decision 01/QĐ-CTN of 5 January 2026."""
    groups = law.merit.gift_groups
    listed = (*groups.higher, *groups.by_loss_rate, *groups.by_martyrs, *groups.lower)
    return title_is_drawn & is_in(title_category, *listed)


@figure(label_vi="Có diện được quà mức cao", label_en="Has the higher gift")
def has_higher_gift(title_has_higher_gift: Expression) -> Expression:
    """One title of the higher list is enough. Decision 01/QĐ-CTN of 5 January 2026."""
    return any_of(title_has_higher_gift)


@figure(label_vi="Có diện được quà", label_en="Has a gift")
def has_gift(title_has_gift: Expression) -> Expression:
    """One title of either list is enough. Decision 01/QĐ-CTN of 5 January 2026."""
    return any_of(title_has_gift)


def _gift(levels: Any, has_higher_gift: Expression, has_gift: Expression) -> Expression:
    """One gift, the higher; 0 in a month without a gift."""
    is_given = levels.higher > 0
    return case((~(is_given & has_gift), 0), (has_higher_gift, levels.higher), otherwise=levels.lower)


@figure(label_vi="Quà Tết của Chủ tịch nước", label_en="President's New Year gift", unit="dong")
def new_year_gift(has_higher_gift: Expression, has_gift: Expression, law: Law) -> Expression:
    """In the month of the President's decision; one gift, the higher. Decision 01/QĐ-CTN of 5 January 2026."""
    return _gift(law.merit.new_year_gift, has_higher_gift, has_gift)


@figure(label_vi="Quà 27/7 của Chủ tịch nước", label_en="President's gift on 27 July", unit="dong")
def invalids_day_gift(has_higher_gift: Expression, has_gift: Expression, law: Law) -> Expression:
    """In July; one gift, the higher. The President's Decision of the year."""
    return _gift(law.merit.invalids_day_gift, has_higher_gift, has_gift)
