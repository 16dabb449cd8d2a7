-- Candidate pairs of one blocking key: a record and a person who share it.
-- Joins and an aggregate only, so that the same text runs on other engines.
-- Parameter: bound, the largest number of people a key may stand for.
WITH wanted AS (
  SELECT DISTINCT key FROM record_keys
),
sizes AS (
  SELECT p.key, count(*) AS size
  FROM reference_keys AS p
  INNER JOIN wanted AS w ON p.key = w.key
  GROUP BY p.key
)
SELECT r.record, p.person
FROM record_keys AS r
INNER JOIN sizes AS s ON r.key = s.key
INNER JOIN reference_keys AS p ON r.key = p.key
WHERE s.size <= $bound
