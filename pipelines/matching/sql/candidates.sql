-- Candidate pairs of one blocking key: a record and a person who share it.
-- A record whose key stands for more people than the bound comes back once, with person -1.
-- Joins and an aggregate only, so that the same text runs on other engines.
-- Parameter: bound, the largest number of people a key may stand for.
WITH wanted AS (
  SELECT DISTINCT key FROM record_keys
),
held AS (
  SELECT p.key, p.person
  FROM reference_keys AS p
  INNER JOIN wanted AS w ON p.key = w.key
),
sizes AS (
  SELECT key, count(*) AS size FROM held GROUP BY key
)
SELECT r.record, p.person
FROM record_keys AS r
INNER JOIN sizes AS s ON r.key = s.key
INNER JOIN held AS p ON r.key = p.key
WHERE s.size <= $bound
UNION ALL
SELECT r.record, -1 AS person
FROM record_keys AS r
INNER JOIN sizes AS s ON r.key = s.key
WHERE s.size > $bound
