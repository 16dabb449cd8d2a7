-- One line of text for every sum that does not agree; nothing comes back from sound figures.
WITH
received AS (
  SELECT source, count(*) AS n, count(*) FILTER (NOT quarantined) AS usable
  FROM mention.mentions WHERE period = $period GROUP BY source
),
answered AS (
  SELECT source, count(*) AS n FROM mart.match_results WHERE period = $period GROUP BY source
),
counted AS (
  SELECT
    source,
    sum(total) AS total,
    sum(verified + updated + mismatch + review + not_found + duplicate + deceased
        + out_of_scope + quarantined) AS parts
  FROM mart.match_rates WHERE period = $period GROUP BY source
),
uneven AS (
  SELECT source, count(*) AS n
  FROM mart.match_rates
  WHERE period = $period
    AND total <> verified + updated + mismatch + review + not_found + duplicate + deceased
      + out_of_scope + quarantined
  GROUP BY source
)
SELECT format('{}: nhận {} bản ghi, báo cáo {}', source, r.n, coalesce(c.total, 0)) AS problem
FROM received AS r FULL JOIN counted AS c USING (source)
WHERE r.n IS DISTINCT FROM c.total
UNION ALL
SELECT format('{}: {} bản ghi dùng được, {} kết quả', source, coalesce(r.usable, 0),
              coalesce(a.n, 0))
FROM received AS r FULL JOIN answered AS a USING (source)
WHERE coalesce(r.usable, 0) <> coalesce(a.n, 0)
UNION ALL
SELECT format('{}: {} địa bàn có tổng khác các phần', source, n) FROM uneven
UNION ALL
SELECT format('{}: số sai lệch {} lớn hơn số còn lại {}', source, e.n, l.n)
FROM (
  SELECT source, count(DISTINCT (file_name, sheet_name, file_row, role)) AS n
  FROM match.exception_sightings
  WHERE period = $period AND severity = 'exception'
  GROUP BY source
) AS e
JOIN (
  SELECT source, sum(total - verified - updated - out_of_scope - quarantined) AS n
  FROM mart.match_rates WHERE period = $period GROUP BY source
) AS l USING (source)
WHERE e.n <> l.n
ORDER BY ALL
