INSERT INTO mart.group_rates BY NAME
WITH grouped AS (
  SELECT source, outcome, unnest([
    {'dimension': 'sex', 'value': coalesce(sex, '')},
    {'dimension': 'ethnic_group', 'value': coalesce(ethnic_group, '')},
    {'dimension': 'age_band', 'value': CASE
      WHEN birth_year IS NULL OR birth_year > year($period_end::DATE) THEN ''
      WHEN year($period_end::DATE) - birth_year < 6 THEN '0–5'
      WHEN year($period_end::DATE) - birth_year < 16 THEN '6–15'
      WHEN year($period_end::DATE) - birth_year < 30 THEN '16–29'
      WHEN year($period_end::DATE) - birth_year < 45 THEN '30–44'
      WHEN year($period_end::DATE) - birth_year < 60 THEN '45–59'
      ELSE '60 trở lên'
    END}
  ], recursive := true)
  FROM result_rows
  WHERE outcome <> 'out_of_scope'
),
counted AS (
  SELECT
    $period AS period, source, dimension, value,
    count(*) AS total,
    count(*) FILTER (outcome = 'verified') AS verified,
    count(*) FILTER (outcome = 'updated') AS updated,
    count(*) FILTER (outcome = 'not_found') AS not_found,
    count(*) FILTER (outcome = 'review') AS review
  FROM grouped
  GROUP BY source, dimension, value
)
SELECT *, rate(verified + updated, total) AS rate
FROM counted
ORDER BY source, dimension, value
