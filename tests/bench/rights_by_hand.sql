-- Every monthly benefit of December 2023 for everybody, as one who knows the law and DuckDB would write it for that one month.
-- Reads: resident, title (the grains), war_invalid (loss_rate, a, b). Unknown is NULL. No social pension and no gift that month.
WITH person AS (
  SELECT resident_id, resident_birth_date AS born, resident_has_wage AS earns,
    resident_has_pension OR resident_has_survivor_pension AS insured,
    coalesce(resident_is_studying, true) AS studies,
    resident_is_in_prison OR coalesce(resident_died_on < DATE '2023-12-01', false) AS is_not_paid,
    born > DATE '2007-12-31' AS is_child, born > DATE '2007-11-30' AS was_child, born > DATE '2019-12-31' AS is_small,
    born <= DATE '1963-12-31' AS is_60, born <= DATE '1943-12-31' AS is_80
  FROM resident
),
drawn AS (
  SELECT t.resident_id, t.title_category AS category, t.title_loss_rate AS rate, t.title_is_special AS special,
    t.title_martyr_count AS martyrs, t.title_child_count AS children, t.title_is_pregnant AS pregnant,
    t.title_seniority_years AS years, t.title_cared_birth_date AS cared_born, t.title_is_second_of_deceased AS second,
    p.* EXCLUDE (resident_id, is_not_paid)
  FROM title AS t JOIN person AS p USING (resident_id) WHERE NOT (t.title_is_suspended OR p.is_not_paid)
),
of_title AS (
  SELECT resident_id, category, second, martyrs,
    CASE category
      WHEN 'disabled_severe' THEN if(insured, 0, if(is_child OR is_60, 720000, 540000))
      WHEN 'disabled_extra_severe' THEN if(insured, 0, if(is_child OR is_60, 900000, 720000))
      WHEN 'older_80_without_pension' THEN if(is_80 AND NOT insured, 360000, 0)
      WHEN 'older_75_difficult_area' THEN if(born <= DATE '1948-12-31' AND born > DATE '1943-11-30', 360000, 0)
      WHEN 'older_poor_alone' THEN if(is_80, 720000, if(is_60, 540000, 0))
      WHEN 'older_in_community_care' THEN if(is_60, 1080000, 0)
      WHEN 'orphan' THEN if(was_child, if(is_small, 900000, 540000), 0)
      WHEN 'orphan_in_study' THEN if(studies AND born > DATE '2001-11-30', 540000, 0)
      WHEN 'child_hiv' THEN if(was_child, if(is_small, 900000, 720000), 0)
      WHEN 'child_under_3_difficult_area' THEN if(born > DATE '2020-11-30', 540000, 0)
      WHEN 'hiv_poor' THEN if(insured OR earns, 0, 540000)
      ELSE 0 END AS allowance,
    if(category = 'single_parent', 360000 * children, 0) AS single_parent,
    CASE category
      WHEN 'household_of_extra_severe' THEN 360000
      WHEN 'care_of_older' THEN 540000
      WHEN 'care_of_orphan' THEN CASE WHEN cared_born > DATE '2019-12-31' THEN 900000 WHEN cared_born > DATE '2007-11-30' THEN 540000
        WHEN cared_born IS NOT NULL THEN 0 END
      WHEN 'disabled_parent' THEN CASE WHEN children > 1 OR (pregnant AND children > 0) THEN 720000
        WHEN pregnant AND children IS NULL THEN NULL WHEN pregnant OR children > 0 THEN 540000 WHEN children IS NOT NULL THEN 0 END
      WHEN 'taking_in_extra_severe' THEN CASE WHEN cared_born > DATE '2007-12-31' THEN 900000 WHEN cared_born IS NOT NULL THEN 540000 END
      ELSE 0 END AS care,
    CASE category
      WHEN 'war_invalid' THEN a
      WHEN 'war_invalid_b' THEN b
      WHEN 'sick_soldier' THEN CASE WHEN rate >= 91 THEN 5235000 WHEN rate >= 81 THEN 4700000 WHEN rate >= 71 THEN 3927000
        WHEN rate >= 61 THEN 3406000 WHEN rate >= 51 THEN 2673000 WHEN rate >= 41 THEN 2145000 END
      WHEN 'toxic_chemical' THEN CASE WHEN rate >= 81 THEN 4685000 WHEN rate >= 61 THEN 3658000 WHEN rate >= 41 THEN 2610000
        WHEN rate >= 21 THEN 1562000 END
      WHEN 'revolutionary_before_1945_full_time' THEN 2297000
      WHEN 'revolutionary_before_1945_at_home' THEN 3899000
      WHEN 'revolutionary_of_1945' THEN 2125000
      WHEN 'heroic_mother' THEN 6165000
      WHEN 'hero' THEN 1722000
      WHEN 'imprisoned' THEN 1233000
      WHEN 'helper_before_august_1945' THEN 2055000
      WHEN 'helper_with_order' THEN 1208000
      WHEN 'helper_nurturing' THEN 1644000
      ELSE 0 END AS merit,
    CASE
      WHEN category IN ('war_invalid', 'war_invalid_b') THEN CASE WHEN rate >= 81 THEN if(special, 2113000, 1031000)
        WHEN rate IS NOT NULL THEN 0 END
      WHEN category IN ('sick_soldier', 'toxic_chemical') THEN CASE WHEN rate >= 81 THEN if(special, 2055000, 1031000)
        WHEN rate IS NOT NULL THEN 0 END
      WHEN category = 'heroic_mother' THEN 1722000
      WHEN category = 'revolutionary_before_1945_full_time' THEN 390000 * years
      ELSE 0 END AS supplement,
    CASE category
      WHEN 'relative_of_martyr' THEN CASE WHEN martyrs >= 3 THEN 6165000 WHEN martyrs = 2 THEN 4110000 WHEN martyrs = 1 THEN 2055000 END
      WHEN 'remarried_spouse_of_martyr' THEN 2055000
      WHEN 'toxic_chemical_child' THEN CASE WHEN rate >= 81 THEN 2055000 WHEN rate >= 61 THEN 1233000 END
      ELSE 0 END AS survivor,
    CASE category
      WHEN 'heroic_mother_carer' THEN 2055000
      WHEN 'toxic_chemical_carer' THEN 2055000
      WHEN 'war_invalid_carer' THEN if(special, 2640000, 2055000)
      WHEN 'sick_soldier_carer' THEN if(special, 2640000, 2055000)
      ELSE 0 END AS carer,
    CASE WHEN studies AND category = 'study_group_1' THEN 2055000 WHEN studies AND category = 'study_group_2' THEN 1031000 ELSE 0 END
      AS study
  FROM drawn LEFT JOIN war_invalid ON war_invalid.loss_rate = drawn.rate
),
of_person AS (
  SELECT resident_id,
    coalesce(max(allowance) FILTER (category IN ('disabled_severe', 'disabled_extra_severe')), 0) AS disability,
    coalesce(max(allowance) FILTER (category = 'older_80_without_pension'), 0) AS from_80,
    coalesce(max(allowance) FILTER
      (category IN ('older_poor_alone', 'older_75_difficult_area', 'older_in_community_care', 'hiv_poor')), 0) AS older_or_hiv,
    coalesce(max(allowance) FILTER
      (category IN ('orphan', 'orphan_in_study', 'child_hiv', 'child_under_3_difficult_area')), 0) AS child,
    if(count(single_parent) = count(*), sum(single_parent), NULL) AS single_parent,
    if(count(care) = count(*), sum(care), NULL) AS care,
    if(count(merit) = count(*), sum(merit), NULL) AS merit,
    if(count(supplement) = count(*), sum(supplement), NULL) AS supplement,
    if(count(survivor) = count(*), sum(survivor), NULL) AS survivor,
    max(carer) AS carer, max(study) AS study,
    if(bool_or(category = 'survivor_nurturing'), 1644000, 0) AS nurturing,
    if(bool_or(category = 'former_soldier'), NULL, 0) AS former_soldier,
    count(*) FILTER (category = 'survivor_of_revolutionary_before_1945' AND NOT second) AS higher,
    count(*) FILTER (category IN ('survivor_of_revolutionary_of_1945', 'survivor_of_invalid_from_61') AND NOT second) AS lower,
    if(bool_or(category = 'relative_of_martyr' AND martyrs IS NULL), NULL,
      coalesce(sum(martyrs) FILTER (category = 'relative_of_martyr'), 0) + count(*) FILTER (category = 'remarried_spouse_of_martyr'))
      AS martyrs
  FROM of_title GROUP BY resident_id
),
with_survivor AS (
  SELECT * EXCLUDE (survivor), survivor + CASE
      WHEN higher + lower = 0 THEN 0
      WHEN martyrs = 0 THEN CASE WHEN higher > 1 THEN 4110000 WHEN higher = 1 AND lower > 0 THEN 3208000 WHEN higher = 1 THEN 2055000
        WHEN lower > 1 THEN 2306000 ELSE 1153000 END
      WHEN martyrs = 1 THEN if(higher > 0, 2055000, 1153000)
      WHEN martyrs IS NOT NULL THEN 0 END AS survivor
  FROM of_person
),
compared AS (
  SELECT *, merit + survivor + nurturing AS beside,
    CASE WHEN disability = 0 OR beside > 0 THEN 0 WHEN beside = 0 THEN disability END AS disability_level,
    CASE WHEN older_or_hiv = 0 OR beside >= older_or_hiv THEN 0 WHEN beside IS NOT NULL THEN older_or_hiv END AS older_or_hiv_level,
    CASE WHEN child = 0 OR beside >= child THEN 0 WHEN beside IS NOT NULL THEN child END AS child_level,
    CASE WHEN single_parent = 0 OR beside >= single_parent THEN 0 WHEN beside IS NOT NULL THEN single_parent END AS single_parent_level,
    if(disability_level IS NULL OR older_or_hiv_level IS NULL, NULL, greatest(disability_level, from_80, older_or_hiv_level)) AS level,
    child_level > 0 AND child_level > level + single_parent_level AS child_is_higher
  FROM with_survivor
)
SELECT p.resident_id,
  if(c.resident_id IS NULL, 0, CASE WHEN child_is_higher THEN child_level WHEN child_is_higher IS NULL THEN NULL ELSE level END)::BIGINT
    AS monthly_social_allowance,
  if(c.resident_id IS NULL, 0, CASE WHEN child_is_higher THEN 0 WHEN child_is_higher IS NULL THEN NULL ELSE single_parent_level END)::BIGINT
    AS single_parent_allowance,
  if(c.resident_id IS NULL, 0, c.care)::BIGINT AS care_support,
  if(c.resident_id IS NULL, 0, c.merit)::BIGINT AS merit_allowance,
  if(c.resident_id IS NULL, 0, c.supplement)::BIGINT AS merit_supplement,
  coalesce(c.carer, 0)::BIGINT AS merit_carer_allowance,
  if(c.resident_id IS NULL, 0, c.survivor)::BIGINT AS survivor_allowance,
  coalesce(c.nurturing, 0)::BIGINT AS nurturing_allowance,
  coalesce(c.study, 0)::BIGINT AS merit_study_allowance,
  if(c.resident_id IS NULL, 0, c.former_soldier)::BIGINT AS former_soldier_aid,
  0::BIGINT AS new_year_gift,
  0::BIGINT AS invalids_day_gift
FROM resident AS p LEFT JOIN compared AS c ON c.resident_id = p.resident_id
