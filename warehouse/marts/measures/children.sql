-- Children of the reference under 16 at the end of the period who are on the list and verified.
-- A child counts once, where the reference has it live, on both sides of the fraction.
WITH
children AS (
  SELECT DISTINCT ON (person_id) person_id, coalesce(district, '') AS district
  FROM mention.reference
  WHERE period = $period
    AND NOT coalesce(deceased, false)
    AND CASE
      WHEN birth_date IS NOT NULL
        THEN birth_date > $period_end::DATE - INTERVAL 16 YEAR AND birth_date <= $period_end::DATE
      ELSE birth_year BETWEEN year($period_end::DATE) - 15 AND year($period_end::DATE)
    END
  ORDER BY person_id, file_name, file_row
),
listed AS (
  SELECT linked_id AS person_id, bool_or(outcome = 'verified') AS verified
  FROM result_rows
  WHERE list_contains($sources, source) AND outcome IN ('verified', 'updated')
  GROUP BY linked_id
)
SELECT
  district,
  count(*) FILTER (verified) AS verified,
  count(*) FILTER (NOT verified) AS updated,
  count(verified) AS numerator,
  count(*) AS denominator
FROM children
LEFT JOIN listed USING (person_id)
GROUP BY district
