-- One row of text for every sum that does not agree; nothing comes back from a sound run.
WITH
data_rows AS (
  SELECT source, file_name, sheet_name, file_row
  FROM raw.rows
  WHERE period = $period AND kind = 'data'
),
read_files AS (
  SELECT source, file_name, sheet_name
  FROM mart.files
  WHERE period = $period AND status = 'read' AND source NOT IN ('population', 'targets')
),
unmentioned AS (
  SELECT d.source, d.file_name, count(*) AS n
  FROM data_rows AS d
  JOIN read_files USING (source, file_name, sheet_name)
  ANTI JOIN (SELECT * FROM mention.mentions WHERE period = $period) AS m
    USING (source, file_name, sheet_name, file_row)
  GROUP BY ALL
),
unanswered AS (
  SELECT m.source, m.file_name, count(*) AS n
  FROM mention.mentions AS m
  ANTI JOIN (SELECT * FROM mart.match_results WHERE period = $period) AS r
    USING (source, file_name, sheet_name, file_row, role)
  WHERE m.period = $period AND NOT m.quarantined
  GROUP BY ALL
),
answered_twice AS (
  SELECT source, file_name, count(*) - count(DISTINCT (sheet_name, file_row, role)) AS n
  FROM mart.match_results
  WHERE period = $period
  GROUP BY ALL
  HAVING n > 0
),
rates AS (
  SELECT
    source,
    sum(total) AS total,
    sum(verified + updated + mismatch + review + not_found + duplicate + deceased
        + out_of_scope + quarantined) AS parts
  FROM mart.match_rates
  WHERE period = $period
  GROUP BY source
),
mentions AS (
  SELECT source, count(*) AS n FROM mention.mentions WHERE period = $period GROUP BY source
)
SELECT format('{}/{}: {} dòng không thành bản ghi', source, file_name, n) FROM unmentioned
UNION ALL
SELECT format('{}/{}: {} bản ghi không có kết quả', source, file_name, n) FROM unanswered
UNION ALL
SELECT format('{}/{}: {} bản ghi có hai kết quả', source, file_name, n) FROM answered_twice
UNION ALL
SELECT format('{}: tổng {} khác các phần {} hoặc số bản ghi {}', source, total, parts, n)
FROM rates
FULL JOIN mentions USING (source)
WHERE total IS DISTINCT FROM parts OR total IS DISTINCT FROM n
ORDER BY ALL
