SELECT
  coalesce(w.title, q.source) AS title, q.rule,
  any_value(q.message ORDER BY q.message) AS message,
  count(DISTINCT (q.file_name, q.sheet_name, q.file_row)) AS rows
FROM mart.quarantine AS q
LEFT JOIN source_words AS w USING (source)
WHERE q.period = $period
GROUP BY coalesce(w.place, 1000), coalesce(w.title, q.source), q.rule
ORDER BY rows DESC, coalesce(w.place, 1000), q.rule
