-- Register entries whose people have all been found in the population reference with certainty.
SELECT
  district,
  NULL::BIGINT AS verified,
  NULL::BIGINT AS updated,
  count(*) FILTER (linked) AS numerator,
  NULL::BIGINT AS denominator
FROM register_rows
WHERE list_contains($sources, source)
GROUP BY district
