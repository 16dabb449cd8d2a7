-- Every mention of the period with its one result: an outcome, or quarantined.
CREATE OR REPLACE TEMP TABLE result_rows AS
SELECT
  source, m.agency, file_name, sheet_name, file_row, role, m.record_key,
  CASE WHEN m.quarantined THEN 'quarantined' ELSE r.outcome END AS outcome,
  r.reasons,
  r.person_id AS linked_id,
  coalesce(r.district, m.district, '') AS district,
  coalesce(r.commune, m.commune_name, '') AS commune,
  m.name_key, m.birth_date, m.birth_year, m.birth_month, m.birth_day, m.sex, m.ethnic_group,
  m.person_id, m.id_raw, m.event_date, m.scope, m.payment_form
FROM mention.mentions AS m
LEFT JOIN (SELECT * FROM mart.match_results WHERE period = $period) AS r
  USING (source, file_name, sheet_name, file_row, role)
WHERE m.period = $period
