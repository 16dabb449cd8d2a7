-- Records that go back to their agency, one row a record and reason, from results, broken rules and
-- quarantine. A fault in a record that is done is a correction: nothing of it remains to be verified.
-- The id is a keyed hash (HMAC-SHA256) of the register's own key, or of the agency's own values
-- where there is none: the same record keeps it when its row moves, and nobody can search it.
INSERT INTO match.exception_sightings BY NAME
WITH
sent_back AS (
  SELECT *, row_number() OVER () AS mention
  FROM result_rows
  WHERE outcome NOT IN ('verified', 'updated', 'out_of_scope', 'quarantined')
),
told AS (
  SELECT * EXCLUDE (reasons), reason, position
  FROM (
    SELECT *,
      unnest(if(len(reasons) = 0, [outcome], reasons)) AS reason,
      generate_subscripts(if(len(reasons) = 0, [outcome], reasons), 1)::INTEGER AS position
    FROM sent_back
  )
),
judged AS (
  SELECT told.*, coalesce(w.field, '') AS field,
    coalesce(w.severity, 'exception') = 'exception' AS exceptional
  FROM told LEFT JOIN reason_words AS w USING (reason)
),
-- A record whose reasons are all mere notices still goes back, under the first of them.
results AS (
  SELECT DISTINCT ON (mention, reason)
    source, agency, file_name, sheet_name, file_row, role, record_key, district,
    reason, field, 'exception' AS severity, position, NULL::VARCHAR AS message,
    name_key, birth_year, birth_month, birth_day, id_raw
  FROM judged
  QUALIFY exceptional
    OR (position = 1 AND NOT bool_or(exceptional) OVER (PARTITION BY mention))
  ORDER BY mention, reason, position
),
-- What rules found, unless a reason of the record says the same.
faulty AS (
  SELECT
    source, r.agency, file_name, sheet_name, file_row, role, r.record_key, r.district,
    f.rule AS reason, w.field,
    if(r.outcome IN ('verified', 'updated', 'out_of_scope'), 'correction', 'exception') AS severity,
    (1000 + w.place)::INTEGER AS position, w.fault AS message,
    r.name_key, r.birth_year, r.birth_month, r.birth_day, r.id_raw
  FROM mention.findings AS f
  JOIN result_rows AS r USING (source, file_name, sheet_name, file_row, role)
  JOIN rule_words AS w USING (rule)
  WHERE f.period = $period
    AND r.outcome <> 'quarantined'
    AND NOT coalesce(list_contains(r.reasons, w.reason) OR list_contains(r.reasons, f.rule), false)
),
rows_quarantined AS (
  SELECT
    source, file_name, sheet_name, file_row,
    any_value(agency ORDER BY role) AS agency,
    any_value(record_key ORDER BY role) AS record_key,
    any_value(district ORDER BY role) AS district,
    any_value(name_key ORDER BY role) AS name_key,
    any_value(birth_year ORDER BY role) AS birth_year,
    any_value(birth_month ORDER BY role) AS birth_month,
    any_value(birth_day ORDER BY role) AS birth_day,
    any_value(id_raw ORDER BY role) AS id_raw
  FROM result_rows
  WHERE outcome = 'quarantined'
  GROUP BY source, file_name, sheet_name, file_row
),
quarantined AS (
  SELECT
    source, coalesce(r.agency, w.agency, '') AS agency, file_name, sheet_name, file_row,
    '' AS role, record_key, coalesce(district, '') AS district,
    q.rule AS reason, coalesce(rw.field, '') AS field, 'quarantine' AS severity,
    row_number() OVER (
      PARTITION BY source, file_name, sheet_name, file_row ORDER BY rule, column_name
    )::INTEGER AS position,
    q.message, name_key, birth_year, birth_month, birth_day, id_raw
  FROM (
    SELECT DISTINCT source, file_name, sheet_name, file_row, rule, column_name, message
    FROM mart.quarantine WHERE period = $period
  ) AS q
  LEFT JOIN rows_quarantined AS r USING (source, file_name, sheet_name, file_row)
  LEFT JOIN source_words AS w USING (source)
  LEFT JOIN rule_words AS rw USING (rule)
),
named AS (
  SELECT *,
    coalesce(
      nullif(record_key, ''),
      nullif(concat_ws('|', name_key, birth_year, birth_month, birth_day, id_raw), ''),
      concat_ws('|', file_name, sheet_name, file_row)
    ) AS identity
  FROM (
    SELECT * FROM results
    UNION ALL BY NAME SELECT * FROM faulty
    UNION ALL BY NAME SELECT * FROM quarantined
  )
),
numbered AS (
  SELECT *,
    concat_ws(chr(31), source, identity, role, reason, row_number() OVER (
      PARTITION BY source, identity, role, reason
      ORDER BY file_name, sheet_name, file_row, position
    )) AS record
  FROM named
)
SELECT
  $period AS period,
  left(sha256($outer::BLOB || unhex(sha256($inner::BLOB || encode(record)))), 20) AS exception_id,
  source, agency, file_name, sheet_name, file_row, role, record_key, district,
  reason, field, severity, position, message
FROM numbered
ORDER BY source, file_name, sheet_name, file_row, role, position, reason
