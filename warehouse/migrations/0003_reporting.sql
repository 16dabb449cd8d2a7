-- What the report needs beyond the published tables: breakdowns, notes, and every sighting of an
-- exception, from which mart.exceptions is made.

ALTER TABLE mart.exceptions ADD COLUMN sheet_name VARCHAR;
COMMENT ON COLUMN mart.exceptions.sheet_name IS 'Sheet of a workbook, empty otherwise';

CREATE TABLE match.exception_sightings (
  period VARCHAR NOT NULL,
  exception_id VARCHAR NOT NULL,
  source VARCHAR NOT NULL,
  agency VARCHAR NOT NULL,
  file_name VARCHAR NOT NULL,
  sheet_name VARCHAR NOT NULL,
  file_row INTEGER NOT NULL,
  role VARCHAR NOT NULL,
  record_key VARCHAR,
  district VARCHAR NOT NULL,
  reason VARCHAR NOT NULL,
  field VARCHAR NOT NULL,
  severity VARCHAR NOT NULL,
  position INTEGER NOT NULL,
  message VARCHAR
);
COMMENT ON TABLE match.exception_sightings IS 'Every exception of every period: what that period''s lists held; mart.exceptions is made from it';
COMMENT ON COLUMN match.exception_sightings.period IS 'Reporting period, YYYY-MM';
COMMENT ON COLUMN match.exception_sightings.exception_id IS 'Stable over runs: keyed hash of source, record and reason';
COMMENT ON COLUMN match.exception_sightings.source IS 'Source name, the folder of the inbox';
COMMENT ON COLUMN match.exception_sightings.agency IS 'Agency that answers for the list';
COMMENT ON COLUMN match.exception_sightings.file_name IS 'File, relative to the source''s inbox folder';
COMMENT ON COLUMN match.exception_sightings.sheet_name IS 'Sheet of a workbook, empty otherwise';
COMMENT ON COLUMN match.exception_sightings.file_row IS 'Row as a spreadsheet program shows it, from 1';
COMMENT ON COLUMN match.exception_sightings.role IS 'Which person of the row; empty for the row as a whole';
COMMENT ON COLUMN match.exception_sightings.record_key IS 'The register''s own key of the record';
COMMENT ON COLUMN match.exception_sightings.district IS 'District of the record, empty where it does not say';
COMMENT ON COLUMN match.exception_sightings.reason IS 'Reason code, or the rule for a quarantined row';
COMMENT ON COLUMN match.exception_sightings.field IS 'Field concerned, empty if none';
COMMENT ON COLUMN match.exception_sightings.severity IS 'quarantine or exception';
COMMENT ON COLUMN match.exception_sightings.position IS 'Place of the reason among those of the record, from 1';
COMMENT ON COLUMN match.exception_sightings.message IS 'What is wrong, for a quarantined row; null where the reason says it';

CREATE TABLE mart.indicator_districts (
  period VARCHAR NOT NULL,
  model VARCHAR NOT NULL,
  code VARCHAR NOT NULL,
  district VARCHAR NOT NULL,
  numerator BIGINT NOT NULL,
  denominator BIGINT,
  rate DECIMAL(5, 2),
  remaining BIGINT,
  previous_rate DECIMAL(5, 2)
);
COMMENT ON TABLE mart.indicator_districts IS 'The report''s figures by district; numerators add up to those of mart.indicators';
COMMENT ON COLUMN mart.indicator_districts.period IS 'Reporting period, YYYY-MM';
COMMENT ON COLUMN mart.indicator_districts.model IS 'Model of the province''s list (36, 35, 37, 32)';
COMMENT ON COLUMN mart.indicator_districts.code IS 'Code of the line';
COMMENT ON COLUMN mart.indicator_districts.district IS 'District (units before 2025-07-01); empty where the record does not say';
COMMENT ON COLUMN mart.indicator_districts.numerator IS 'Count done';
COMMENT ON COLUMN mart.indicator_districts.denominator IS 'Count to be done; null where nobody has stated it';
COMMENT ON COLUMN mart.indicator_districts.rate IS 'Numerator / denominator, percent, two decimals half up';
COMMENT ON COLUMN mart.indicator_districts.remaining IS 'Denominator - numerator';
COMMENT ON COLUMN mart.indicator_districts.previous_rate IS 'Rate of the previous published period';

CREATE TABLE mart.group_rates (
  period VARCHAR NOT NULL,
  source VARCHAR NOT NULL,
  dimension VARCHAR NOT NULL,
  value VARCHAR NOT NULL,
  total BIGINT NOT NULL,
  verified BIGINT NOT NULL,
  updated BIGINT NOT NULL,
  not_found BIGINT NOT NULL,
  review BIGINT NOT NULL,
  rate DECIMAL(5, 2)
);
COMMENT ON TABLE mart.group_rates IS 'Rates by sex, age band and ethnic group, so that nobody is missed unseen; organisations and foreigners aside';
COMMENT ON COLUMN mart.group_rates.period IS 'Reporting period, YYYY-MM';
COMMENT ON COLUMN mart.group_rates.source IS 'Source name, the folder of the inbox';
COMMENT ON COLUMN mart.group_rates.dimension IS 'sex, age_band or ethnic_group';
COMMENT ON COLUMN mart.group_rates.value IS 'The group; empty where the record does not say';
COMMENT ON COLUMN mart.group_rates.total IS 'Mentions in scope';
COMMENT ON COLUMN mart.group_rates.verified IS 'Number, name, date of birth and sex agree';
COMMENT ON COLUMN mart.group_rates.updated IS 'Missing or outdated number resolved with certainty';
COMMENT ON COLUMN mart.group_rates.not_found IS 'No one in the reference fits';
COMMENT ON COLUMN mart.group_rates.review IS 'Not certain: an officer must look';
COMMENT ON COLUMN mart.group_rates.rate IS '(verified + updated) / total, percent, two decimals half up';

CREATE TABLE mart.report_notes (
  period VARCHAR NOT NULL,
  position INTEGER NOT NULL,
  code VARCHAR NOT NULL,
  message VARCHAR NOT NULL
);
COMMENT ON TABLE mart.report_notes IS 'What a reader of the figures must know: two figures for one thing, missing denominators, files not read';
COMMENT ON COLUMN mart.report_notes.period IS 'Reporting period, YYYY-MM';
COMMENT ON COLUMN mart.report_notes.position IS 'Order of the note';
COMMENT ON COLUMN mart.report_notes.code IS 'Code of the line concerned, empty if none';
COMMENT ON COLUMN mart.report_notes.message IS 'The note, in Vietnamese, without personal data';
