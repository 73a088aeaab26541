-- The class, living standard and points of every household under the law of 2023, as one would write it by hand for this year
-- alone: limits and ages stand here as numbers; the point tables are joined (`by_area` has the rows that are ticked or not,
-- one line an area; `points_<item>` those counted by number or word; `growth` is form 3.11).
WITH line AS (
  SELECT m.review_id, m.member_line, m.member_sex, m.work_status, m.work_kind, m.wage_contract, m.training, m.pension,
    m.social_allowance, m.is_gravely_ill, m.has_health_insurance, m.uses_internet, m.attends_school, m.school_level,
    m.general_education, m.height_mm, m.weight_g, g.least_height_mm, g.least_weight_g,
    ((year(r.review_day) * 10000 + month(r.review_day) * 100 + day(r.review_day))
      - (year(m.member_birth_date) * 10000 + month(m.member_birth_date) * 100 + day(m.member_birth_date))) // 10000 AS age
  FROM review_member AS m
  JOIN review AS r USING (review_id)
  LEFT JOIN growth AS g ON g.age_months = m.age_months AND g.sex = m.member_sex
),
judged AS (
  SELECT review_id, member_line,
    age >= 15 AS adult,
    age >= 15 AND age < CASE WHEN member_sex = 'm' THEN 60 WHEN member_sex <> 'm' THEN 56 END AS working_age,
    age >= 15 AND work_status = 'working' AS works,
    age < 16 OR social_allowance IN ('older_person', 'disabled') AS dependant,
    CASE WHEN age >= 15 THEN pension <> 'none' WHEN age < 15 THEN coalesce(pension <> 'none', false) END AS pensioner,
    CASE WHEN age >= 15 THEN uses_internet WHEN age < 15 THEN coalesce(uses_internet, false) END AS online,
    age < 16 AND (height_mm < least_height_mm OR (age < 10 AND weight_g < least_weight_g)) AS undernourished,
    age >= 6 AND NOT has_health_insurance AS uninsured,
    age >= 16 AND age < 30 AND NOT (attends_school OR general_education = 'upper_secondary'
      OR (age < 18 AND general_education = 'lower_secondary') OR training <> 'none') AS unschooled,
    age >= 3 AND age < 16
      AND NOT (attends_school AND (school_level IN ('lower_secondary', 'upper_secondary', 'short_course', 'intermediate')
        OR (school_level = 'primary' AND NOT age >= 12) OR (school_level = 'preschool' AND age < 6)))
      AND NOT (age >= 12 AND general_education IN ('lower_secondary', 'upper_secondary')) AS out_of_school,
    work_status, work_kind, wage_contract, training, social_allowance, is_gravely_ill
  FROM line
),
asked AS (
  SELECT *,
    working_age AND work_status <> 'unable' AND social_allowance <> 'disabled' AND NOT is_gravely_ill AS labour,
    working_age AND (work_status = 'jobless' OR (work_status = 'working' AND wage_contract = 'no_contract')) AS lacks_job,
    adult AND training IN ('college', 'university', 'postgraduate') AS college,
    adult AND training = 'intermediate' AS intermediate,
    adult AND training = 'elementary' AS elementary,
    works AND work_kind = 'official' AS official,
    works AND work_kind <> 'official' AND wage_contract = 'contract' AS contract,
    works AND work_kind = 'hired_or_self_employed' AND wage_contract <> 'contract' AS hired
  FROM judged
),
-- A count is unknown when one of the members is; "any" is true when one is, else unknown when one is unknown.
household AS (
  SELECT review_id, count_if(member_line > 0) AS lines,
    CASE WHEN count(labour) = count(*) THEN count_if(labour) END AS labour,
    CASE WHEN count(dependant) = count(*) THEN count_if(dependant) END AS dependants,
    CASE WHEN count(pensioner) = count(*) THEN count_if(pensioner) END AS pensioners,
    CASE WHEN bool_or(college) THEN true WHEN count(college) = count(*) THEN false END AS college,
    CASE WHEN bool_or(intermediate) THEN true WHEN count(intermediate) = count(*) THEN false END AS intermediate,
    CASE WHEN bool_or(elementary) THEN true WHEN count(elementary) = count(*) THEN false END AS elementary,
    CASE WHEN bool_or(official) THEN true WHEN count(official) = count(*) THEN false END AS official,
    CASE WHEN bool_or(contract) THEN true WHEN count(contract) = count(*) THEN false END AS contract,
    CASE WHEN bool_or(hired) THEN true WHEN count(hired) = count(*) THEN false END AS hired,
    CASE WHEN bool_or(lacks_job) THEN true WHEN count(lacks_job) = count(*) THEN false END AS lacks_job,
    CASE WHEN bool_or(undernourished) THEN true WHEN count(undernourished) = count(*) THEN false END AS undernourished,
    CASE WHEN bool_or(uninsured) THEN true WHEN count(uninsured) = count(*) THEN false END AS uninsured,
    CASE WHEN bool_or(unschooled) THEN true WHEN count(unschooled) = count(*) THEN false END AS unschooled,
    CASE WHEN bool_or(out_of_school) THEN true WHEN count(out_of_school) = count(*) THEN false END AS out_of_school,
    CASE WHEN bool_or(online) THEN true WHEN count(online) = count(*) THEN false END AS online
  FROM asked
  GROUP BY review_id
),
answer AS (
  SELECT r.*, h.* EXCLUDE (review_id, lines),
    CASE WHEN h.lines = r.member_count THEN r.member_count END AS size,
    coalesce(r.electricity_kwh, CASE WHEN r.power_source = 'none' THEN 0 END) AS kwh,
    CASE WHEN h.college THEN 'college_or_university' WHEN h.college IS NULL THEN NULL
      WHEN h.intermediate THEN 'intermediate' WHEN h.intermediate IS NULL THEN NULL
      WHEN h.elementary THEN 'elementary' WHEN h.elementary IS NULL THEN NULL ELSE 'none' END AS degree,
    least(r.motorbikes, 3) AS motorbike_row, least(r.televisions, 2) AS television_row,
    least(r.air_conditioners, 2) AS air_conditioner_row, least(r.cattle, 3) AS cattle_row,
    least(h.labour, 5) AS labour_row, least(h.pensioners, 2) AS pensioner_row
  FROM review AS r
  JOIN household AS h USING (review_id)
  WHERE r.has_form_b
),
scored AS (
  SELECT a.review_id, a.is_urban,
    CASE WHEN a.size IS NOT NULL THEN coalesce(p_size.points, 0) END
    + CASE WHEN a.labour IS NOT NULL THEN coalesce(p_labour.points, 0) END
    + CASE WHEN a.dependants IS NOT NULL THEN coalesce(p_dependants.points, 0) END
    + CASE WHEN a.degree IS NOT NULL THEN coalesce(p_degree.points, 0) END
    + CASE WHEN a.official THEN z.civil_servant WHEN NOT a.official THEN 0 END
    + CASE WHEN a.contract THEN z.labour_contract WHEN NOT a.contract THEN 0 END
    + CASE WHEN a.hired THEN z.hired_or_self_employed WHEN NOT a.hired THEN 0 END
    + CASE WHEN a.pensioners IS NOT NULL THEN coalesce(p_pensioners.points, 0) END
    + CASE WHEN a.wall <> 'weak' THEN z.wall WHEN a.wall = 'weak' THEN 0 END
    + CASE WHEN a.pillar <> 'weak' THEN z.column WHEN a.pillar = 'weak' THEN 0 END
    + CASE WHEN a.area_m2 >= 40 * a.size THEN z.floor_area_large WHEN a.area_m2 >= 30 * a.size THEN z.floor_area_middle
        WHEN a.area_m2 >= 20 * a.size THEN z.floor_area_small WHEN a.area_m2 < 20 * a.size THEN 0 END
    + CASE WHEN a.kwh >= 150 THEN z.electricity_largest WHEN a.kwh >= 100 THEN z.electricity_large
        WHEN a.kwh >= 50 THEN z.electricity_middle WHEN a.kwh >= 25 THEN z.electricity_small WHEN a.kwh < 25 THEN 0 END
    + CASE WHEN a.water IS NOT NULL THEN coalesce(p_water.points, 0) END
    + CASE WHEN a.toilet IS NOT NULL THEN coalesce(p_toilet.points, 0) END
    + CASE WHEN a.motorbikes IS NOT NULL
        THEN CASE WHEN a.motorbikes >= 3 AND a.b1_area = 'rural_central_highlands' THEN 30 ELSE coalesce(p_motorbikes.points, 0) END END
    + CASE WHEN a.cars > 0 THEN z.car WHEN a.cars <= 0 THEN 0 END
    + CASE WHEN a.boats > 0 THEN z.boat WHEN a.boats <= 0 THEN 0 END
    + CASE WHEN a.printers > 0 THEN z.printer WHEN a.printers <= 0 THEN 0 END
    + CASE WHEN a.televisions IS NOT NULL THEN coalesce(p_televisions.points, 0) END
    + CASE WHEN a.stereos > 0 THEN z.stereo WHEN a.stereos <= 0 THEN 0 END
    + CASE WHEN a.computers > 0 THEN z.computer WHEN a.computers <= 0 THEN 0 END
    + CASE WHEN a.fridges > 0 THEN z.fridge WHEN a.fridges <= 0 THEN 0 END
    + CASE WHEN a.air_conditioners IS NOT NULL THEN coalesce(p_air_conditioners.points, 0) END
    + CASE WHEN a.washing_machines > 0 THEN z.washing_machine WHEN a.washing_machines <= 0 THEN 0 END
    + CASE WHEN a.water_heaters > 0 THEN z.water_heater WHEN a.water_heaters <= 0 THEN 0 END
    + CASE WHEN a.microwaves > 0 THEN z.microwave WHEN a.microwaves <= 0 THEN 0 END
    + CASE WHEN a.pond_garden_m2 >= 500 THEN z.garden_large WHEN a.pond_garden_m2 >= 300 THEN z.garden_middle WHEN a.pond_garden_m2 < 300 THEN 0 END
    + CASE WHEN a.annual_crop_m2 >= 5000 THEN z.annual_crops_large WHEN a.annual_crop_m2 < 5000 THEN 0 END
    + CASE WHEN a.perennial_crop_m2 >= 5000 THEN z.perennial_crops_large WHEN a.perennial_crop_m2 >= 1000 THEN z.perennial_crops_middle
        WHEN a.perennial_crop_m2 < 1000 THEN 0 END
    + CASE WHEN a.water_surface_m2 >= 5000 THEN z.water_surface_large WHEN a.water_surface_m2 >= 500 THEN z.water_surface_middle
        WHEN a.water_surface_m2 < 500 THEN 0 END
    + CASE WHEN a.forest_m2 >= 10000 THEN z.forest_large WHEN a.forest_m2 >= 5000 THEN z.forest_middle WHEN a.forest_m2 < 5000 THEN 0 END
    + CASE WHEN a.cattle IS NOT NULL THEN coalesce(p_cattle.points, 0) END
    + CASE WHEN a.pigs_goats_sheep >= 10 THEN z.pigs WHEN a.pigs_goats_sheep < 10 THEN 0 END
    + CASE WHEN a.poultry >= 100 THEN z.poultry WHEN a.poultry < 100 THEN 0 END
    + CASE WHEN a.has_aquaculture THEN z.aquaculture WHEN NOT a.has_aquaculture THEN 0 END
    + CASE WHEN a.is_urban THEN p_region.points WHEN NOT a.is_urban THEN 0 END AS b1_points,
    10 * (a.lacks_job::BIGINT
      + (a.dependants * 100 > a.size * 50)::BIGINT
      + a.undernourished::BIGINT
      + a.uninsured::BIGINT
      + a.unschooled::BIGINT
      + a.out_of_school::BIGINT
      + ((a.wall = 'weak')::BIGINT + (a.pillar = 'weak')::BIGINT + (a.roof = 'weak')::BIGINT >= 2)::BIGINT
      + (a.area_m2 < 8 * a.size)::BIGINT
      + (a.water = 'other')::BIGINT
      + (a.toilet = 'other')::BIGINT
      + (NOT a.online)::BIGINT
      + (NOT (a.televisions > 0 OR a.radios > 0 OR a.computers > 0 OR a.telephones > 0))::BIGINT) AS b2_points
  FROM answer AS a
  LEFT JOIN by_area AS z ON z.area = a.b1_area
  LEFT JOIN points_household_size AS p_size ON p_size.row = a.size AND p_size.area = a.b1_area
  LEFT JOIN points_working_age_members AS p_labour ON p_labour.row = a.labour_row AND p_labour.area = a.b1_area
  LEFT JOIN points_dependants AS p_dependants ON p_dependants.row = a.dependants AND p_dependants.area = a.b1_area
  LEFT JOIN points_highest_degree AS p_degree ON p_degree.row = a.degree AND p_degree.area = a.b1_area
  LEFT JOIN points_pensioners AS p_pensioners ON p_pensioners.row = a.pensioner_row AND p_pensioners.area = a.b1_area
  LEFT JOIN points_water AS p_water ON p_water.row = a.water AND p_water.area = a.b1_area
  LEFT JOIN points_toilet AS p_toilet ON p_toilet.row = a.toilet AND p_toilet.area = a.b1_area
  LEFT JOIN points_motorbikes AS p_motorbikes ON p_motorbikes.row = a.motorbike_row AND p_motorbikes.area = a.b1_area
  LEFT JOIN points_televisions AS p_televisions ON p_televisions.row = a.television_row AND p_televisions.area = a.b1_area
  LEFT JOIN points_air_conditioners AS p_air_conditioners
    ON p_air_conditioners.row = a.air_conditioner_row AND p_air_conditioners.area = a.b1_area
  LEFT JOIN points_cattle AS p_cattle ON p_cattle.row = a.cattle_row AND p_cattle.area = a.b1_area
  LEFT JOIN points_region AS p_region ON p_region.row = a.urban_region
),
screened AS (
  SELECT review_id, has_form_b, a_excluded, yes,
    a_excluded OR CASE WHEN yes >= 4 THEN true WHEN yes + open < 4 THEN false END AS stops
  FROM (
    SELECT review_id, has_form_b, a_excluded,
      coalesce(a_vehicle::BIGINT, 0) + coalesce(a_cooling::BIGINT, 0) + coalesce(a_water_heater::BIGINT, 0)
        + coalesce(a_washing::BIGINT, 0) + coalesce(a_rents_out::BIGINT, 0) + coalesce(a_electricity::BIGINT, 0)
        + coalesce(a_floor_area::BIGINT, 0) + coalesce(a_official_or_pension::BIGINT, 0)
        + coalesce(a_labour_contract::BIGINT, 0) AS yes,
      (a_vehicle IS NULL)::BIGINT + (a_cooling IS NULL)::BIGINT + (a_water_heater IS NULL)::BIGINT
        + (a_washing IS NULL)::BIGINT + (a_rents_out IS NULL)::BIGINT + (a_electricity IS NULL)::BIGINT
        + (a_floor_area IS NULL)::BIGINT + (a_official_or_pension IS NULL)::BIGINT
        + (a_labour_contract IS NULL)::BIGINT AS open
    FROM review)
),
classed AS (
  SELECT a.review_id, coalesce(a.stops, false) AS stops, a.a_excluded, a.yes, s.is_urban, s.b1_points, s.b2_points,
    CASE WHEN coalesce(a.stops, false) THEN 'not_poor'
      WHEN a.has_form_b THEN
        CASE WHEN s.b1_points > CASE WHEN s.is_urban THEN 175 ELSE 140 END THEN 'not_poor'
          WHEN s.b1_points IS NULL THEN NULL
          WHEN s.b2_points >= 30 THEN 'poor'
          WHEN s.b2_points < 30 THEN 'near_poor' END
    END AS poverty_class
  FROM screened AS a
  LEFT JOIN scored AS s USING (review_id)
)
SELECT review_id, poverty_class AS poverty_class_by_rule,
  CASE WHEN poverty_class IN ('poor', 'near_poor') THEN poverty_class
    WHEN poverty_class IS NULL THEN NULL
    WHEN stops THEN CASE WHEN a_excluded OR yes >= 8 THEN 'rich' WHEN NOT (a_excluded OR yes >= 8) THEN 'better_off' END
    WHEN b1_points <= CASE WHEN is_urban THEN 260 ELSE 210 END THEN 'average'
    WHEN b1_points IS NOT NULL THEN 'better_off' END AS living_standard_by_rule,
  b1_points, b2_points
FROM classed
