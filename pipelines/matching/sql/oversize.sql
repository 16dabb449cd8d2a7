-- Records whose blocking key stands for more people than the bound allows.
WITH wanted AS (
  SELECT DISTINCT key FROM record_keys
),
sizes AS (
  SELECT p.key, count(*) AS size
  FROM reference_keys AS p
  INNER JOIN wanted AS w ON p.key = w.key
  GROUP BY p.key
)
SELECT r.record
FROM record_keys AS r
INNER JOIN sizes AS s ON r.key = s.key
WHERE s.size > $bound
