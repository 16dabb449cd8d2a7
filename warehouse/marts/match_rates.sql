INSERT INTO mart.match_rates BY NAME
WITH counted AS (
  SELECT
    $period AS period, source, agency, district, commune,
    count(*) AS total,
    count(*) FILTER (outcome = 'verified') AS verified,
    count(*) FILTER (outcome = 'updated') AS updated,
    count(*) FILTER (outcome = 'mismatch') AS mismatch,
    count(*) FILTER (outcome = 'review') AS review,
    count(*) FILTER (outcome = 'not_found') AS not_found,
    count(*) FILTER (outcome = 'duplicate') AS duplicate,
    count(*) FILTER (outcome = 'deceased') AS deceased,
    count(*) FILTER (outcome = 'out_of_scope') AS out_of_scope,
    count(*) FILTER (outcome = 'quarantined') AS quarantined
  FROM result_rows
  GROUP BY source, agency, district, commune
)
SELECT *, rate(verified + updated, total - out_of_scope) AS rate
FROM counted
ORDER BY source, agency, district, commune
