-- Every pair that may be proposed, and its score: what the compiled kernel does, written to be read (DuckDB). Tests hold the two together.
--
-- seeker, vacancy: the columns of the register, `age` in whole years on the day, schooling as a rank, latitude and longitude of the commune.
-- seeker_occupation, vacancy_occupation (id, code, share): which occupations are meant. seeker_skill, vacancy_skill (id, skill, weight).
-- certificate (id, key): what a seeker has, with the lesser ones it covers; required (id, key). moves (id, place): where a seeker would live.
-- w: one row, the weights with what stands beside them.
WITH pair AS (
  SELECT s.id AS seeker_id, v.id AS vacancy_id, s.* EXCLUDE (id), v.* EXCLUDE (id),
    w.road_factor * 111.2 * sqrt(
      (s.latitude - v.place_latitude) ** 2 + ((s.longitude - v.place_longitude) * cos(radians(v.place_latitude))) ** 2
    ) AS km,
    EXISTS (FROM moves m WHERE m.id = s.id AND m.place IN ('*', v.work_commune_id, v.work_province_id)) AS would_move
  FROM seeker s, vacancy v, w
),
allowed AS (
  SELECT pair.*, w.day, coalesce(km <= farthest, province_id = work_province_id) AS is_daily FROM pair, w
  WHERE vacancy_state = 'open' AND opens_on <= day AND expires_on > day AND places_count > hired
    AND seeker_state <> 'ended'
    AND age >= least_age
    AND (NOT (has_night OR is_hazardous) OR age >= adult_age)
    AND NOT EXISTS (FROM required r WHERE r.id = vacancy_id AND r.key NOT IN (SELECT c.key FROM certificate c WHERE c.id = seeker_id))
    AND (NOT has_night OR takes_night)
    AND (NOT has_shifts OR takes_shifts)
    AND (hours_a_week IS NULL OR most_hours_a_week IS NULL OR hours_a_week <= most_hours_a_week)
    AND (best_wage IS NULL OR wage_floor IS NULL OR best_wage >= wage_floor)
    AND (access_need = '' OR list_contains(string_split(accessible_for, ';'), access_need))
    AND (coalesce(km <= farthest, province_id = work_province_id) OR would_move)
),
related AS (
  SELECT a.seeker_id, a.vacancy_id, sum(so.share * vo.share * CASE
      WHEN so.code = vo.code THEN r4 WHEN so.code // 10 = vo.code // 10 THEN r3 WHEN so.code // 100 = vo.code // 100 THEN r2
      WHEN so.code // 1000 = vo.code // 1000 THEN r1 ELSE r0 END) AS near
  FROM allowed a JOIN seeker_occupation so ON so.id = a.seeker_id JOIN vacancy_occupation vo ON vo.id = a.vacancy_id, w
  GROUP BY ALL
),
covered AS (
  SELECT a.seeker_id, a.vacancy_id, sum(vs.weight) FILTER (ss.skill IS NOT NULL) / sum(vs.weight) AS part
  FROM allowed a JOIN vacancy_skill vs ON vs.id = a.vacancy_id
  LEFT JOIN seeker_skill ss ON ss.id = a.seeker_id AND ss.skill = vs.skill
  WHERE a.seeker_id IN (SELECT id FROM seeker_skill)
  GROUP BY ALL
),
terms AS (
  SELECT a.seeker_id, a.vacancy_id,
    w.occupation * ln(least(1, near)) AS occupation,
    w.skills * ln(w.skill_floor + (1 - w.skill_floor) * CASE WHEN c.seeker_id IS NULL THEN w.skills_not_told ELSE coalesce(part, 0) END) AS skills,
    CASE WHEN NOT is_daily THEN -w.moving * if(has_dormitory, 0.5, 1)
      WHEN would_move THEN greatest(-w.distance * (coalesce(km, w.unknown_km) / farthest) ** 1.5, -w.moving * if(has_dormitory, 0.5, 1))
      ELSE -w.distance * (coalesce(km, w.unknown_km) / farthest) ** 1.5 END AS distance,
    -w.wage * (least(1, greatest(0, 1 - (likely_wage / likely_floor - 1) / w.wage_span)) + if(best_wage IS NULL, w.hidden_wage, 0)) AS wage,
    CASE WHEN asked_schooling > schooling THEN -w.education * (asked_schooling - schooling)
      ELSE -w.overeducation * least(3, schooling - asked_schooling) END AS education,
    CASE WHEN asked_months > months THEN -w.experience * (1 - months / asked_months) ELSE 0 END AS experience,
    -w.freshness * greatest(0, least(1, (a.day - opens_on) / 60)) AS freshness,
    -w.congestion * ln(1 + waiting / (places_count - hired)) AS congestion
  FROM allowed a JOIN related USING (seeker_id, vacancy_id) LEFT JOIN covered c USING (seeker_id, vacancy_id), w
  WHERE near >= w.least_related
)
SELECT * FROM terms ORDER BY seeker_id, vacancy_id
