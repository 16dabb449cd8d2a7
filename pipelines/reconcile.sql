-- One row of text for every file whose rows do not all end in one result; nothing comes back from
-- a sound run. The sums of the figures are held by the marts themselves.
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
)
SELECT format('{}/{}: {} dòng không thành bản ghi', source, file_name, n) FROM unmentioned
UNION ALL
SELECT format('{}/{}: {} bản ghi không có kết quả', source, file_name, n) FROM unanswered
UNION ALL
SELECT format('{}/{}: {} bản ghi có hai kết quả', source, file_name, n) FROM answered_twice
ORDER BY ALL
