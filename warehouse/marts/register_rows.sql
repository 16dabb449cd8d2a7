-- Rows of the lists, as they were written: one entry, one parcel, one file. A row of two people
-- counts once; a row that cannot be used does not count.
CREATE OR REPLACE TEMP TABLE register_rows AS
SELECT
  source, file_name, sheet_name, file_row,
  coalesce(arg_min(nullif(district, ''), role), '') AS district,
  min(event_date) AS event_date,
  bool_or(scope = 'organisation') AS organisation,
  bool_and(outcome IN ('verified', 'updated', 'out_of_scope'))
    AND bool_or(outcome IN ('verified', 'updated')) AS linked
FROM result_rows
GROUP BY source, file_name, sheet_name, file_row
HAVING bool_or(outcome <> 'quarantined')
