-- People of the lists: verified and updated, of all who are people.
SELECT
  district,
  count(*) FILTER (outcome = 'verified') AS verified,
  count(*) FILTER (outcome = 'updated') AS updated,
  count(*) FILTER (outcome IN ('verified', 'updated')) AS numerator,
  count(*) FILTER (outcome <> 'out_of_scope') AS denominator
FROM result_rows
WHERE list_contains($sources, source)
GROUP BY district
