-- Layers of the warehouse. Analysts need only `mart`.

CREATE SCHEMA raw;
CREATE SCHEMA mention;
CREATE SCHEMA quarantine;
CREATE SCHEMA match;
CREATE SCHEMA mart;
CREATE SCHEMA archive;

CREATE TABLE raw.rows (
  period VARCHAR NOT NULL,
  source VARCHAR NOT NULL,
  file_name VARCHAR NOT NULL,
  sheet_name VARCHAR NOT NULL,
  file_row INTEGER NOT NULL,
  kind VARCHAR NOT NULL,
  cells VARCHAR[] NOT NULL
);
COMMENT ON TABLE raw.rows IS 'Every physical row of every file read, cells as text, untouched';
COMMENT ON COLUMN raw.rows.period IS 'Reporting period, YYYY-MM';
COMMENT ON COLUMN raw.rows.source IS 'Source name, the folder of the inbox';
COMMENT ON COLUMN raw.rows.file_name IS 'File, relative to the source''s inbox folder';
COMMENT ON COLUMN raw.rows.sheet_name IS 'Sheet of a workbook, empty otherwise';
COMMENT ON COLUMN raw.rows.file_row IS 'Row as a spreadsheet program shows it, from 1';
COMMENT ON COLUMN raw.rows.kind IS 'data, title, header, footer or blank: only data rows go on';
COMMENT ON COLUMN raw.rows.cells IS 'The cells as text, left to right';

CREATE TABLE mart.match_results (
  period VARCHAR NOT NULL,
  source VARCHAR NOT NULL,
  agency VARCHAR NOT NULL,
  file_name VARCHAR NOT NULL,
  sheet_name VARCHAR NOT NULL,
  file_row INTEGER NOT NULL,
  role VARCHAR NOT NULL,
  record_key VARCHAR,
  outcome VARCHAR NOT NULL,
  method VARCHAR NOT NULL,
  person_id VARCHAR,
  probability DOUBLE,
  margin DOUBLE,
  candidates INTEGER NOT NULL,
  id_status VARCHAR NOT NULL,
  name_status VARCHAR NOT NULL,
  birth_date_status VARCHAR NOT NULL,
  sex_status VARCHAR NOT NULL,
  reasons VARCHAR[] NOT NULL,
  district VARCHAR,
  commune VARCHAR,
  run_id VARCHAR NOT NULL
);
COMMENT ON TABLE mart.match_results IS 'One row a mention: what the reconciliation found';
COMMENT ON COLUMN mart.match_results.period IS 'Reporting period, YYYY-MM';
COMMENT ON COLUMN mart.match_results.source IS 'Source name, the folder of the inbox';
COMMENT ON COLUMN mart.match_results.agency IS 'Agency that answers for the list';
COMMENT ON COLUMN mart.match_results.file_name IS 'File, relative to the source''s inbox folder';
COMMENT ON COLUMN mart.match_results.sheet_name IS 'Sheet of a workbook, empty otherwise';
COMMENT ON COLUMN mart.match_results.file_row IS 'Row as a spreadsheet program shows it, from 1';
COMMENT ON COLUMN mart.match_results.role IS 'Which person of the row; empty where a row names one';
COMMENT ON COLUMN mart.match_results.record_key IS 'The register''s own key of the record';
COMMENT ON COLUMN mart.match_results.outcome IS 'verified, updated, mismatch, review, not_found, duplicate, deceased or out_of_scope';
COMMENT ON COLUMN mart.match_results.method IS 'number, old_number, exact, fuzzy, manual or none';
COMMENT ON COLUMN mart.match_results.person_id IS 'Identification number of the person linked; for review the best candidate';
COMMENT ON COLUMN mart.match_results.probability IS 'Probability (0-1) that the link is right';
COMMENT ON COLUMN mart.match_results.margin IS 'Match weight above the second-best candidate, bits';
COMMENT ON COLUMN mart.match_results.candidates IS 'Candidates that were weighed';
COMMENT ON COLUMN mart.match_results.id_status IS 'Agreement of the number: match, variant, partial, mismatch, missing';
COMMENT ON COLUMN mart.match_results.name_status IS 'Agreement of the name: match, variant, partial, mismatch, missing';
COMMENT ON COLUMN mart.match_results.birth_date_status IS 'Agreement of the date of birth: match, variant, partial, mismatch, missing';
COMMENT ON COLUMN mart.match_results.sex_status IS 'Agreement of the sex: match, variant, partial, mismatch, missing';
COMMENT ON COLUMN mart.match_results.reasons IS 'Reason codes, the deciding one first';
COMMENT ON COLUMN mart.match_results.district IS 'District of the record (units before 2025-07-01)';
COMMENT ON COLUMN mart.match_results.commune IS 'Commune of the record';
COMMENT ON COLUMN mart.match_results.run_id IS 'Run that wrote the row';

CREATE TABLE mart.quarantine (
  period VARCHAR NOT NULL,
  source VARCHAR NOT NULL,
  file_name VARCHAR NOT NULL,
  sheet_name VARCHAR NOT NULL,
  file_row INTEGER NOT NULL,
  rule VARCHAR NOT NULL,
  column_name VARCHAR,
  message VARCHAR NOT NULL,
  run_id VARCHAR NOT NULL
);
COMMENT ON TABLE mart.quarantine IS 'One row a rejected row and rule: rows that cannot be used';
COMMENT ON COLUMN mart.quarantine.period IS 'Reporting period, YYYY-MM';
COMMENT ON COLUMN mart.quarantine.source IS 'Source name, the folder of the inbox';
COMMENT ON COLUMN mart.quarantine.file_name IS 'File, relative to the source''s inbox folder';
COMMENT ON COLUMN mart.quarantine.sheet_name IS 'Sheet of a workbook, empty otherwise';
COMMENT ON COLUMN mart.quarantine.file_row IS 'Row as a spreadsheet program shows it, from 1';
COMMENT ON COLUMN mart.quarantine.rule IS 'Code of the rule that was broken';
COMMENT ON COLUMN mart.quarantine.column_name IS 'Column concerned, as the file names it';
COMMENT ON COLUMN mart.quarantine.message IS 'What is wrong and what to do, in Vietnamese, without personal data';
COMMENT ON COLUMN mart.quarantine.run_id IS 'Run that wrote the row';

CREATE TABLE mart.match_rates (
  period VARCHAR NOT NULL,
  source VARCHAR NOT NULL,
  agency VARCHAR NOT NULL,
  district VARCHAR NOT NULL,
  commune VARCHAR NOT NULL,
  total BIGINT NOT NULL,
  verified BIGINT NOT NULL,
  updated BIGINT NOT NULL,
  mismatch BIGINT NOT NULL,
  review BIGINT NOT NULL,
  not_found BIGINT NOT NULL,
  duplicate BIGINT NOT NULL,
  deceased BIGINT NOT NULL,
  out_of_scope BIGINT NOT NULL,
  quarantined BIGINT NOT NULL,
  rate DECIMAL(5, 2)
);
COMMENT ON TABLE mart.match_rates IS 'Counts by source, district and commune; outcomes and quarantined add up to total. Empty district or commune: not known from the record';
COMMENT ON COLUMN mart.match_rates.period IS 'Reporting period, YYYY-MM';
COMMENT ON COLUMN mart.match_rates.source IS 'Source name, the folder of the inbox';
COMMENT ON COLUMN mart.match_rates.agency IS 'Agency that answers for the list';
COMMENT ON COLUMN mart.match_rates.district IS 'District (units before 2025-07-01); empty where the record does not say';
COMMENT ON COLUMN mart.match_rates.commune IS 'Commune; empty where the record does not say';
COMMENT ON COLUMN mart.match_rates.total IS 'Mentions received';
COMMENT ON COLUMN mart.match_rates.verified IS 'Number, name, date of birth and sex agree';
COMMENT ON COLUMN mart.match_rates.updated IS 'Missing or outdated number resolved with certainty';
COMMENT ON COLUMN mart.match_rates.mismatch IS 'Linked with certainty, a field disagrees';
COMMENT ON COLUMN mart.match_rates.review IS 'Not certain: an officer must look';
COMMENT ON COLUMN mart.match_rates.not_found IS 'No one in the reference fits';
COMMENT ON COLUMN mart.match_rates.duplicate IS 'A further record of a person or number of the same list';
COMMENT ON COLUMN mart.match_rates.deceased IS 'Linked to a person whom the reference holds as dead or missing';
COMMENT ON COLUMN mart.match_rates.out_of_scope IS 'Not a person of the population reference (organisation, foreigner)';
COMMENT ON COLUMN mart.match_rates.quarantined IS 'Rows that cannot be used';
COMMENT ON COLUMN mart.match_rates.rate IS '(verified + updated) / (total - out_of_scope), percent, two decimals half up; 100 only when equal';

CREATE TABLE mart.indicators (
  period VARCHAR NOT NULL,
  model VARCHAR NOT NULL,
  code VARCHAR NOT NULL,
  agency VARCHAR NOT NULL,
  label VARCHAR NOT NULL,
  numerator BIGINT NOT NULL,
  denominator BIGINT,
  rate DECIMAL(5, 2),
  remaining BIGINT,
  previous_rate DECIMAL(5, 2),
  sentence VARCHAR NOT NULL
);
COMMENT ON TABLE mart.indicators IS 'The report''s figures, one row a line';
COMMENT ON COLUMN mart.indicators.period IS 'Reporting period, YYYY-MM';
COMMENT ON COLUMN mart.indicators.model IS 'Model of the province''s list (36, 35, 37, 32)';
COMMENT ON COLUMN mart.indicators.code IS 'Code of the line';
COMMENT ON COLUMN mart.indicators.agency IS 'Agency that answers for the line';
COMMENT ON COLUMN mart.indicators.label IS 'What is counted, in Vietnamese';
COMMENT ON COLUMN mart.indicators.numerator IS 'Count done';
COMMENT ON COLUMN mart.indicators.denominator IS 'Count to be done; null where nobody has stated it';
COMMENT ON COLUMN mart.indicators.rate IS 'Numerator / denominator, percent, two decimals half up';
COMMENT ON COLUMN mart.indicators.remaining IS 'Denominator - numerator';
COMMENT ON COLUMN mart.indicators.previous_rate IS 'Rate of the previous published period';
COMMENT ON COLUMN mart.indicators.sentence IS 'The line of the report, in Vietnamese';

CREATE TABLE mart.exceptions (
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
  status VARCHAR NOT NULL
);
COMMENT ON TABLE mart.exceptions IS 'Records that go back to their agency, one row a record and reason';
COMMENT ON COLUMN mart.exceptions.exception_id IS 'Stable over runs: keyed hash of source, record and reason';
COMMENT ON COLUMN mart.exceptions.period IS 'Reporting period of the last sighting, YYYY-MM';
COMMENT ON COLUMN mart.exceptions.source IS 'Source name, the folder of the inbox';
COMMENT ON COLUMN mart.exceptions.agency IS 'Agency that answers for the list';
COMMENT ON COLUMN mart.exceptions.file_name IS 'File, relative to the source''s inbox folder';
COMMENT ON COLUMN mart.exceptions.file_row IS 'Row as a spreadsheet program shows it, from 1';
COMMENT ON COLUMN mart.exceptions.role IS 'Which person of the row';
COMMENT ON COLUMN mart.exceptions.record_key IS 'The register''s own key of the record';
COMMENT ON COLUMN mart.exceptions.reason IS 'Reason code';
COMMENT ON COLUMN mart.exceptions.field IS 'Field concerned, empty if none';
COMMENT ON COLUMN mart.exceptions.severity IS 'quarantine or exception';
COMMENT ON COLUMN mart.exceptions.first_seen IS 'Period in which it was first seen';
COMMENT ON COLUMN mart.exceptions.last_seen IS 'Period in which it was last seen';
COMMENT ON COLUMN mart.exceptions.status IS 'open, or resolved when it is seen no more';

CREATE TABLE mart.files (
  period VARCHAR NOT NULL,
  source VARCHAR NOT NULL,
  file_name VARCHAR NOT NULL,
  sheet_name VARCHAR NOT NULL,
  status VARCHAR NOT NULL,
  message VARCHAR NOT NULL,
  sha256 VARCHAR,
  bytes BIGINT,
  file_type VARCHAR,
  encoding VARCHAR,
  header_row INTEGER,
  data_rows BIGINT NOT NULL,
  skipped_rows BIGINT NOT NULL,
  mentions BIGINT NOT NULL,
  quarantined_rows BIGINT NOT NULL,
  columns STRUCT(position INTEGER, header VARCHAR, field VARCHAR, role VARCHAR, confidence DOUBLE, evidence VARCHAR)[],
  notices STRUCT(code VARCHAR, count BIGINT, message VARCHAR)[],
  run_id VARCHAR NOT NULL
);
COMMENT ON TABLE mart.files IS 'What was read: one row a sheet, and one for every file that was refused';
COMMENT ON COLUMN mart.files.period IS 'Reporting period, YYYY-MM';
COMMENT ON COLUMN mart.files.source IS 'Source name; empty for a file in a folder of no source';
COMMENT ON COLUMN mart.files.file_name IS 'File, relative to the source''s inbox folder';
COMMENT ON COLUMN mart.files.sheet_name IS 'Sheet of a workbook, empty otherwise';
COMMENT ON COLUMN mart.files.status IS 'read, refused, waiting (columns to be confirmed), duplicate or skipped (no data)';
COMMENT ON COLUMN mart.files.message IS 'What happened and what to do, in Vietnamese';
COMMENT ON COLUMN mart.files.sha256 IS 'SHA-256 of the file';
COMMENT ON COLUMN mart.files.bytes IS 'Size of the file';
COMMENT ON COLUMN mart.files.file_type IS 'What the file is by its contents';
COMMENT ON COLUMN mart.files.encoding IS 'Encoding of the text, with legacy encodings by column';
COMMENT ON COLUMN mart.files.header_row IS 'Row of the header, from 1';
COMMENT ON COLUMN mart.files.data_rows IS 'Rows of data';
COMMENT ON COLUMN mart.files.skipped_rows IS 'Title, header, footer and blank rows';
COMMENT ON COLUMN mart.files.mentions IS 'Mentions made of the data rows';
COMMENT ON COLUMN mart.files.quarantined_rows IS 'Rows in quarantine';
COMMENT ON COLUMN mart.files.columns IS 'How each column was understood, with the evidence';
COMMENT ON COLUMN mart.files.notices IS 'What was noted or repaired, with counts';
COMMENT ON COLUMN mart.files.run_id IS 'Run that wrote the row';

CREATE TABLE mart.runs (
  run_id VARCHAR NOT NULL,
  period VARCHAR NOT NULL,
  revision INTEGER NOT NULL,
  why VARCHAR NOT NULL,
  started_at TIMESTAMPTZ NOT NULL,
  finished_at TIMESTAMPTZ NOT NULL,
  version VARCHAR NOT NULL,
  settings VARCHAR NOT NULL,
  model VARCHAR NOT NULL,
  inputs_hash VARCHAR NOT NULL,
  stages STRUCT(stage VARCHAR, rows BIGINT, seconds DOUBLE)[] NOT NULL
);
COMMENT ON TABLE mart.runs IS 'Runs that published, with settings, row counts and seconds';
COMMENT ON COLUMN mart.runs.run_id IS 'Run';
COMMENT ON COLUMN mart.runs.period IS 'Reporting period, YYYY-MM';
COMMENT ON COLUMN mart.runs.revision IS 'Revision of the period: 1, and one more for every correction';
COMMENT ON COLUMN mart.runs.why IS 'Why a published period was corrected; empty otherwise';
COMMENT ON COLUMN mart.runs.started_at IS 'Start';
COMMENT ON COLUMN mart.runs.finished_at IS 'End of the last stage before publication';
COMMENT ON COLUMN mart.runs.version IS 'Version of doisoat';
COMMENT ON COLUMN mart.runs.settings IS 'Settings, JSON';
COMMENT ON COLUMN mart.runs.model IS 'Version of the matching model';
COMMENT ON COLUMN mart.runs.inputs_hash IS 'Hash over the names and contents of the files read';
COMMENT ON COLUMN mart.runs.stages IS 'Rows and seconds of every stage';
