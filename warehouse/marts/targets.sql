-- What was stated for a line: its own rows, or its parent's that lie within its dates. A total
-- said twice counts once (the later row), and a span that lies within another is part of it.
WITH
stated AS (
  SELECT DISTINCT ON (code, district, starts, ends)
    lower(trim(indicator_code)) AS code,
    coalesce(district, '') AS district,
    coalesce(period_from, DATE '0001-01-01') AS starts,
    coalesce(period_to, DATE '9999-12-31') AS ends,
    total
  FROM mention.targets
  WHERE period = $period AND total IS NOT NULL
    AND lower(trim(indicator_code)) IN ($code, $parent)
  ORDER BY code, district, starts, ends, file_name DESC, sheet_name DESC, file_row DESC
),
chosen AS (
  SELECT *
  FROM stated
  WHERE code = $code
    OR (
      NOT EXISTS (SELECT 1 FROM stated WHERE code = $code)
      AND ($from::DATE IS NULL OR starts >= $from::DATE)
      AND ($until::DATE IS NULL OR ends <= $until::DATE)
    )
)
SELECT a.district, sum(a.total)::BIGINT AS total
FROM chosen AS a
WHERE NOT EXISTS (
  SELECT 1
  FROM chosen AS b
  WHERE b.district = a.district AND b.starts <= a.starts AND b.ends >= a.ends
    AND (b.starts < a.starts OR b.ends > a.ends)
)
GROUP BY a.district
ORDER BY a.district
