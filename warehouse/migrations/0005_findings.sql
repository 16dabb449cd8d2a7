-- Who breaks a rule of severity exception, and what goes back of records that are done.

CREATE TABLE mention.findings (
  period VARCHAR NOT NULL,
  source VARCHAR NOT NULL,
  file_name VARCHAR NOT NULL,
  sheet_name VARCHAR NOT NULL,
  file_row INTEGER NOT NULL,
  role VARCHAR NOT NULL,
  rule VARCHAR NOT NULL
);
COMMENT ON TABLE mention.findings IS 'One row a mention and rule of severity exception that it breaks';
COMMENT ON COLUMN mention.findings.period IS 'Reporting period, YYYY-MM';
COMMENT ON COLUMN mention.findings.source IS 'Source name, the folder of the inbox';
COMMENT ON COLUMN mention.findings.file_name IS 'File, relative to the source''s inbox folder';
COMMENT ON COLUMN mention.findings.sheet_name IS 'Sheet of a workbook, empty otherwise';
COMMENT ON COLUMN mention.findings.file_row IS 'Row as a spreadsheet program shows it, from 1';
COMMENT ON COLUMN mention.findings.role IS 'Which person of the row';
COMMENT ON COLUMN mention.findings.rule IS 'Code of the rule';

CREATE TABLE mart.corrections (
  exception_id VARCHAR NOT NULL,
  period VARCHAR NOT NULL,
  source VARCHAR NOT NULL,
  agency VARCHAR NOT NULL,
  file_name VARCHAR NOT NULL,
  file_row INTEGER NOT NULL,
  role VARCHAR NOT NULL,
  record_key VARCHAR,
  reason VARCHAR NOT NULL,
  field VARCHAR NOT NULL,
  severity VARCHAR NOT NULL,
  first_seen VARCHAR NOT NULL,
  last_seen VARCHAR NOT NULL,
  status VARCHAR NOT NULL,
  sheet_name VARCHAR
);
COMMENT ON TABLE mart.corrections IS 'Faults in records that are verified, updated or out of scope: they go back too, but nothing of them remains to be verified';
COMMENT ON COLUMN mart.corrections.exception_id IS 'Stable over runs: keyed hash of source, record and reason';
COMMENT ON COLUMN mart.corrections.period IS 'Reporting period of the last sighting, YYYY-MM';
COMMENT ON COLUMN mart.corrections.source IS 'Source name, the folder of the inbox';
COMMENT ON COLUMN mart.corrections.agency IS 'Agency that answers for the list';
COMMENT ON COLUMN mart.corrections.file_name IS 'File, relative to the source''s inbox folder';
COMMENT ON COLUMN mart.corrections.file_row IS 'Row as a spreadsheet program shows it, from 1';
COMMENT ON COLUMN mart.corrections.role IS 'Which person of the row';
COMMENT ON COLUMN mart.corrections.record_key IS 'The register''s own key of the record';
COMMENT ON COLUMN mart.corrections.reason IS 'Code of the rule that is broken';
COMMENT ON COLUMN mart.corrections.field IS 'Field concerned, empty if none';
COMMENT ON COLUMN mart.corrections.severity IS 'correction';
COMMENT ON COLUMN mart.corrections.first_seen IS 'Period in which it was first seen';
COMMENT ON COLUMN mart.corrections.last_seen IS 'Period in which it was last seen';
COMMENT ON COLUMN mart.corrections.status IS 'open, or resolved when it is seen no more';
COMMENT ON COLUMN mart.corrections.sheet_name IS 'Sheet of a workbook, empty otherwise';

COMMENT ON COLUMN mart.exceptions.reason IS 'Reason code, or the code of a broken rule';
COMMENT ON COLUMN match.exception_sightings.reason IS 'Reason code, or the code of a broken rule';
COMMENT ON COLUMN match.exception_sightings.severity IS 'quarantine, exception, or correction: a fault in a record that is done';
COMMENT ON COLUMN match.exception_sightings.message IS 'What is wrong, for a broken rule; null where the reason says it';
