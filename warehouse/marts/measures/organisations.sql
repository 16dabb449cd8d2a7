-- Parcels held by organisations.
SELECT
  district,
  NULL::BIGINT AS verified,
  NULL::BIGINT AS updated,
  count(*) FILTER (organisation) AS numerator,
  NULL::BIGINT AS denominator
FROM register_rows
WHERE list_contains($sources, source)
GROUP BY district
