-- Verified and updated among those whose record holds a well-formed number.
SELECT
  district,
  count(*) FILTER (outcome = 'verified') AS verified,
  count(*) FILTER (outcome = 'updated') AS updated,
  count(*) FILTER (outcome IN ('verified', 'updated')) AS numerator,
  count(*) AS denominator
FROM result_rows
WHERE list_contains($sources, source) AND outcome <> 'out_of_scope' AND person_id IS NOT NULL
GROUP BY district
