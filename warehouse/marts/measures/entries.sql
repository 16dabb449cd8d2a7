-- Rows of the lists (register entries, parcels), within a window of registration dates.
SELECT
  district,
  NULL::BIGINT AS verified,
  NULL::BIGINT AS updated,
  count(*) FILTER (
    ($from::DATE IS NULL OR event_date >= $from::DATE) AND ($until::DATE IS NULL OR event_date <= $until::DATE)
  ) AS numerator,
  NULL::BIGINT AS denominator
FROM register_rows
WHERE list_contains($sources, source)
GROUP BY district
