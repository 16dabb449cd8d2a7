-- Candidate pairs of one blocking key: a record and a person who share it.
-- A record whose key stands for more people than the bound comes back once, with person -1.
-- Joins and an aggregate only, so that the same text runs on other engines.
-- Parameter: bound, the largest number of people a key may stand for.
WITH crowded AS (
  SELECT key FROM reference_keys GROUP BY key HAVING count(*) > $bound
),
sought AS (
  SELECT r.record, r.key, c.key IS NOT NULL AS common
  FROM record_keys AS r
  LEFT JOIN crowded AS c ON r.key = c.key
)
SELECT s.record, p.person
FROM sought AS s
INNER JOIN reference_keys AS p ON s.key = p.key
WHERE NOT s.common
UNION ALL
SELECT record, -1 AS person
FROM sought
WHERE common
