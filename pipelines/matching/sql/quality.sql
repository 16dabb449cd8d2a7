-- How far the links of a period can be trusted, with what was measured of each register.
-- Parameter: period, YYYY-MM.
WITH measured AS (
  SELECT
    source,
    max(value) FILTER (WHERE quantity = 'inside') AS inside,
    max(counted) FILTER (WHERE quantity = 'mistakes_counted') AS pairs
  FROM match.register_measures
  WHERE period = $period
  GROUP BY source
)
SELECT q.* EXCLUDE (period), m.inside, m.pairs
FROM match.quality AS q
LEFT JOIN measured AS m USING (source)
WHERE q.period = $period
ORDER BY q.source
