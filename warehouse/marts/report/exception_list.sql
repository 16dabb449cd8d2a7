-- The rows of the exception lists: the agency's own values, never one of the reference. A number
-- keeps its province code only; the rest of it could be searched.
WITH
seen AS (
  SELECT s.*, if(w.by_district, s.district, NULL) AS workbook, w.title
  FROM match.exception_sightings AS s
  JOIN source_words AS w USING (source)
  WHERE s.period = $period
),
written AS (
  SELECT source, file_name, sheet_name, file_row, role,
    full_name, birth_year, birth_month, birth_day, birth_form,
    regexp_replace(coalesce(id_raw, ''), '[^0-9A-Za-zÀ-ỹ]', '', 'g') AS number
  FROM mention.mentions
  WHERE period = $period
),
-- A quarantined row is told once, with the values of its first person.
first_person AS (
  SELECT DISTINCT ON (source, file_name, sheet_name, file_row) *
  FROM written ORDER BY source, file_name, sheet_name, file_row, role
),
placed AS (
  SELECT s.*, v.* EXCLUDE (source, file_name, sheet_name, file_row, role)
  FROM seen AS s LEFT JOIN written AS v USING (source, file_name, sheet_name, file_row, role)
  WHERE s.severity <> 'quarantine'
  UNION ALL BY NAME
  SELECT s.*, v.* EXCLUDE (source, file_name, sheet_name, file_row, role)
  FROM seen AS s LEFT JOIN first_person AS v USING (source, file_name, sheet_name, file_row)
  WHERE s.severity = 'quarantine'
)
SELECT
  p.agency, p.workbook, p.source,
  if(p.severity = 'correction', 'Cần sửa - ' || p.title, p.title) AS title,
  p.file_name, p.sheet_name, p.file_row, coalesce(r.label, '') AS person, p.record_key,
  p.full_name,
  CASE
    WHEN p.birth_form = 'invalid' THEN 'không đọc được'
    WHEN p.birth_year IS NULL THEN ''
    WHEN p.birth_month IS NULL THEN p.birth_year::VARCHAR
    WHEN p.birth_day IS NULL THEN format('{:02d}/{}', p.birth_month, p.birth_year)
    ELSE format('{:02d}/{:02d}/{}', p.birth_day, p.birth_month, p.birth_year)
  END AS birth,
  CASE
    WHEN coalesce(p.number, '') = '' THEN ''
    WHEN length(p.number) IN (9, 12) THEN left(p.number, 3) || repeat('*', length(p.number) - 3)
    ELSE left(p.number, 2) || repeat('*', least(length(p.number) - 2, 18))
  END AS number,
  coalesce(if(p.severity = 'quarantine', 'F53', coalesce(w.code, rule.code)), 'F53') AS code,
  coalesce(p.message, w.label, 'Hồ sơ cần rà soát') AS label,
  if(p.severity = 'quarantine', 'Sửa dòng này rồi gửi lại tệp', coalesce(w.action, rule.remedy, ''))
    AS action,
  p.exception_id, p.severity = 'correction' AS done
FROM placed AS p
LEFT JOIN reason_words AS w ON w.reason = if(p.message IS NULL, p.reason, NULL)
LEFT JOIN rule_words AS rule ON rule.rule = if(p.message IS NULL, NULL, p.reason)
LEFT JOIN role_words AS r
  ON r.source = p.source
  AND r.role = if(p.severity = 'quarantine', nullif(p.role, ''), p.role)
ORDER BY
  p.agency, p.workbook NULLS LAST, p.source, p.severity = 'correction', p.file_name, p.sheet_name, p.file_row, p.role,
  p.position, p.reason, p.exception_id
