-- One row a record and reason over all periods: first and last seen; resolved once the list has come
-- again without it. A list that was not sent resolves nothing.
CREATE OR REPLACE TEMP TABLE sent_back AS
WITH
delivered AS (
  SELECT source, max(period) AS newest FROM mart.match_rates GROUP BY source
),
seen AS (
  SELECT *,
    min(period) OVER (PARTITION BY exception_id) AS first_seen,
    max(period) OVER (PARTITION BY exception_id) AS last_seen
  FROM match.exception_sightings
)
SELECT
  exception_id, period, source, agency, file_name, sheet_name, file_row, role, record_key,
  reason, field, severity, first_seen, last_seen,
  if(last_seen >= coalesce(newest, last_seen), 'open', 'resolved') AS status
FROM seen
LEFT JOIN delivered USING (source)
WHERE period = last_seen
ORDER BY source, file_name, sheet_name, file_row, role, reason, exception_id
