-- What every check found, also those that held: Great Expectations' verdicts, one row a rule.

CREATE TABLE mart.check_results (
  period VARCHAR NOT NULL,
  source VARCHAR NOT NULL,
  file_name VARCHAR NOT NULL,
  sheet_name VARCHAR NOT NULL,
  rule VARCHAR NOT NULL,
  severity VARCHAR NOT NULL,
  column_name VARCHAR NOT NULL,
  broken_rows BIGINT NOT NULL,
  message VARCHAR NOT NULL,
  examples INTEGER[] NOT NULL,
  run_id VARCHAR NOT NULL
);
COMMENT ON TABLE mart.check_results IS 'One row a rule and sheet (or source, for rules over a delivery): how many rows broke it';
COMMENT ON COLUMN mart.check_results.period IS 'Reporting period, YYYY-MM';
COMMENT ON COLUMN mart.check_results.source IS 'Source name, the folder of the inbox';
COMMENT ON COLUMN mart.check_results.file_name IS 'File, relative to the source''s inbox folder; empty for a rule over all files';
COMMENT ON COLUMN mart.check_results.sheet_name IS 'Sheet of a workbook, empty otherwise';
COMMENT ON COLUMN mart.check_results.rule IS 'Code of the rule';
COMMENT ON COLUMN mart.check_results.severity IS 'quarantine, exception or notice';
COMMENT ON COLUMN mart.check_results.column_name IS 'Column concerned, as the file names it';
COMMENT ON COLUMN mart.check_results.broken_rows IS 'Rows that break the rule; 0 where it holds';
COMMENT ON COLUMN mart.check_results.message IS 'What is wrong and what to do, in Vietnamese, without personal data';
COMMENT ON COLUMN mart.check_results.examples IS 'The first rows, as a spreadsheet program shows them';
COMMENT ON COLUMN mart.check_results.run_id IS 'Run that wrote the row';
