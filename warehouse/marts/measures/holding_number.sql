-- People whose record holds a well-formed identification number, of all.
SELECT
  district,
  NULL::BIGINT AS verified,
  NULL::BIGINT AS updated,
  count(*) FILTER (person_id IS NOT NULL) AS numerator,
  count(*) AS denominator
FROM result_rows
WHERE list_contains($sources, source) AND outcome <> 'out_of_scope'
GROUP BY district
