-- Faults of whole files, for the agency that sent them: told once, not record by record.
SELECT DISTINCT
  w.agency, c.file_name, c.sheet_name, c.message
FROM mart.check_results AS c
JOIN source_words AS w USING (source)
JOIN rule_words AS rule USING (rule)
WHERE c.period = $period AND c.severity = 'exception' AND c.broken_rows > 0 AND rule.level = 'sheet'
ORDER BY ALL
