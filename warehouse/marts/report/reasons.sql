-- How many records remain and go back, by list and reason.
SELECT
  coalesce(w.title, s.source) AS title, s.source, s.agency, s.severity, s.reason,
  coalesce(if(s.severity = 'quarantine', 'F53', coalesce(r.code, rule.code)), 'F53') AS code,
  if(s.severity = 'quarantine', 'Dòng không sử dụng được',
    coalesce(r.label, rule.fault, 'Hồ sơ cần rà soát')) AS label,
  count(DISTINCT (s.file_name, s.sheet_name, s.file_row, s.role)) AS records
FROM match.exception_sightings AS s
LEFT JOIN source_words AS w USING (source)
LEFT JOIN reason_words AS r ON r.reason = if(s.message IS NULL, s.reason, NULL)
LEFT JOIN rule_words AS rule ON rule.rule = if(s.message IS NULL, NULL, s.reason)
WHERE s.period = $period AND s.severity <> 'correction'
GROUP BY ALL
ORDER BY records DESC, s.source, s.reason
