-- The one shape (pipelines.mention) as tables; a test holds the two in step.

CREATE TABLE mention.mentions (
  period VARCHAR NOT NULL,
  source VARCHAR,
  agency VARCHAR,
  file_name VARCHAR,
  sheet_name VARCHAR,
  file_row INTEGER,
  role VARCHAR,
  record_key VARCHAR,
  full_name VARCHAR,
  name_key VARCHAR,
  birth_date DATE,
  birth_year SMALLINT,
  birth_month TINYINT,
  birth_day TINYINT,
  birth_form VARCHAR,
  sex VARCHAR,
  person_id VARCHAR,
  old_id VARCHAR,
  id_raw VARCHAR,
  id_form VARCHAR,
  ethnic_group VARCHAR,
  address VARCHAR,
  address_detail VARCHAR,
  commune VARCHAR,
  commune_old VARCHAR,
  commune_name VARCHAR,
  district VARCHAR,
  father_name VARCHAR,
  father_birth_year SMALLINT,
  father_id VARCHAR,
  mother_name VARCHAR,
  mother_birth_year SMALLINT,
  mother_id VARCHAR,
  spouse_name VARCHAR,
  spouse_id VARCHAR,
  event_date DATE,
  death_date DATE,
  scope VARCHAR,
  payment_form VARCHAR,
  notices VARCHAR[],
  quarantined BOOLEAN NOT NULL
);
COMMENT ON TABLE mention.mentions IS 'One row a person named in a row of an extract, normalised';
COMMENT ON COLUMN mention.mentions.period IS 'Reporting period, YYYY-MM';
COMMENT ON COLUMN mention.mentions.source IS 'Source name, the folder of the inbox';
COMMENT ON COLUMN mention.mentions.agency IS 'Agency that answers for the list, as the report prints it';
COMMENT ON COLUMN mention.mentions.file_name IS 'File, relative to the source''s inbox folder';
COMMENT ON COLUMN mention.mentions.sheet_name IS 'Sheet of a workbook, empty otherwise';
COMMENT ON COLUMN mention.mentions.file_row IS 'Row as a spreadsheet program shows it, from 1';
COMMENT ON COLUMN mention.mentions.role IS 'Which person of the row; empty where a row names one';
COMMENT ON COLUMN mention.mentions.record_key IS 'The register''s own key of the record, as written';
COMMENT ON COLUMN mention.mentions.full_name IS 'Name, normalised for display: NFC, single spaces, Đ, tone place';
COMMENT ON COLUMN mention.mentions.name_key IS 'Name for comparison: lower case, no diacritics or apostrophes';
COMMENT ON COLUMN mention.mentions.birth_date IS 'Date of birth where day, month and year are written';
COMMENT ON COLUMN mention.mentions.birth_year IS 'Year of birth';
COMMENT ON COLUMN mention.mentions.birth_month IS 'Month of birth';
COMMENT ON COLUMN mention.mentions.birth_day IS 'Day of birth';
COMMENT ON COLUMN mention.mentions.birth_form IS 'BirthForm: full, first_of_january, month, year, missing, invalid';
COMMENT ON COLUMN mention.mentions.sex IS 'male or female';
COMMENT ON COLUMN mention.mentions.person_id IS 'Identification number (số ĐDCN), 12 digits after repair';
COMMENT ON COLUMN mention.mentions.old_id IS 'Older number (CMND), 9 digits';
COMMENT ON COLUMN mention.mentions.id_raw IS 'Number as the agency wrote it';
COMMENT ON COLUMN mention.mentions.id_form IS 'IdForm: what the written number is';
COMMENT ON COLUMN mention.mentions.ethnic_group IS 'Ethnic group, official name';
COMMENT ON COLUMN mention.mentions.address IS 'Address, one line, as written after text repair';
COMMENT ON COLUMN mention.mentions.address_detail IS 'Folded part of the address below the commune';
COMMENT ON COLUMN mention.mentions.commune IS 'Commune code, units since 2025-07-01';
COMMENT ON COLUMN mention.mentions.commune_old IS 'Commune code, units before 2025-07-01, where it is known';
COMMENT ON COLUMN mention.mentions.commune_name IS 'Name of the commune, old unit if known, else new';
COMMENT ON COLUMN mention.mentions.district IS 'District (units before 2025-07-01), official name without prefix';
COMMENT ON COLUMN mention.mentions.father_name IS 'Father''s name, normalised';
COMMENT ON COLUMN mention.mentions.father_birth_year IS 'Father''s year of birth';
COMMENT ON COLUMN mention.mentions.father_id IS 'Father''s identification number';
COMMENT ON COLUMN mention.mentions.mother_name IS 'Mother''s name, normalised';
COMMENT ON COLUMN mention.mentions.mother_birth_year IS 'Mother''s year of birth';
COMMENT ON COLUMN mention.mentions.mother_id IS 'Mother''s identification number';
COMMENT ON COLUMN mention.mentions.spouse_name IS 'Spouse''s name, normalised';
COMMENT ON COLUMN mention.mentions.spouse_id IS 'Spouse''s identification number, 12 digits';
COMMENT ON COLUMN mention.mentions.event_date IS 'Date of registration, decision or issue';
COMMENT ON COLUMN mention.mentions.death_date IS 'Date of death';
COMMENT ON COLUMN mention.mentions.scope IS 'Scope: person, organisation, foreigner';
COMMENT ON COLUMN mention.mentions.payment_form IS 'How a benefit is paid: account, cash';
COMMENT ON COLUMN mention.mentions.notices IS 'Codes of what normalising repaired or noticed';
COMMENT ON COLUMN mention.mentions.quarantined IS 'Left out of matching because the row cannot be used';

CREATE TABLE mention.reference (
  period VARCHAR NOT NULL,
  person_id VARCHAR,
  old_id VARCHAR,
  full_name VARCHAR,
  name_key VARCHAR,
  birth_date DATE,
  birth_year SMALLINT,
  birth_month TINYINT,
  birth_day TINYINT,
  birth_form VARCHAR,
  sex VARCHAR,
  ethnic_group VARCHAR,
  address VARCHAR,
  address_detail VARCHAR,
  commune VARCHAR,
  commune_old VARCHAR,
  commune_name VARCHAR,
  district VARCHAR,
  father_name VARCHAR,
  father_birth_year SMALLINT,
  father_id VARCHAR,
  mother_name VARCHAR,
  mother_birth_year SMALLINT,
  mother_id VARCHAR,
  spouse_name VARCHAR,
  spouse_id VARCHAR,
  death_date DATE,
  file_name VARCHAR,
  sheet_name VARCHAR,
  file_row INTEGER,
  household_id VARCHAR,
  head_relation VARCHAR,
  deceased BOOLEAN
);
COMMENT ON TABLE mention.reference IS 'The population reference, normalised';
COMMENT ON COLUMN mention.reference.period IS 'Reporting period, YYYY-MM';
COMMENT ON COLUMN mention.reference.person_id IS 'Identification number (số ĐDCN), 12 digits after repair';
COMMENT ON COLUMN mention.reference.old_id IS 'Older number (CMND), 9 digits';
COMMENT ON COLUMN mention.reference.full_name IS 'Name, normalised for display: NFC, single spaces, Đ, tone place';
COMMENT ON COLUMN mention.reference.name_key IS 'Name for comparison: lower case, no diacritics or apostrophes';
COMMENT ON COLUMN mention.reference.birth_date IS 'Date of birth where day, month and year are written';
COMMENT ON COLUMN mention.reference.birth_year IS 'Year of birth';
COMMENT ON COLUMN mention.reference.birth_month IS 'Month of birth';
COMMENT ON COLUMN mention.reference.birth_day IS 'Day of birth';
COMMENT ON COLUMN mention.reference.birth_form IS 'BirthForm: full, first_of_january, month, year, missing, invalid';
COMMENT ON COLUMN mention.reference.sex IS 'male or female';
COMMENT ON COLUMN mention.reference.ethnic_group IS 'Ethnic group, official name';
COMMENT ON COLUMN mention.reference.address IS 'Address, one line, as written after text repair';
COMMENT ON COLUMN mention.reference.address_detail IS 'Folded part of the address below the commune';
COMMENT ON COLUMN mention.reference.commune IS 'Commune code, units since 2025-07-01';
COMMENT ON COLUMN mention.reference.commune_old IS 'Commune code, units before 2025-07-01, where it is known';
COMMENT ON COLUMN mention.reference.commune_name IS 'Name of the commune, old unit if known, else new';
COMMENT ON COLUMN mention.reference.district IS 'District (units before 2025-07-01), official name without prefix';
COMMENT ON COLUMN mention.reference.father_name IS 'Father''s name, normalised';
COMMENT ON COLUMN mention.reference.father_birth_year IS 'Father''s year of birth';
COMMENT ON COLUMN mention.reference.father_id IS 'Father''s identification number';
COMMENT ON COLUMN mention.reference.mother_name IS 'Mother''s name, normalised';
COMMENT ON COLUMN mention.reference.mother_birth_year IS 'Mother''s year of birth';
COMMENT ON COLUMN mention.reference.mother_id IS 'Mother''s identification number';
COMMENT ON COLUMN mention.reference.spouse_name IS 'Spouse''s name, normalised';
COMMENT ON COLUMN mention.reference.spouse_id IS 'Spouse''s identification number, 12 digits';
COMMENT ON COLUMN mention.reference.death_date IS 'Date of death';
COMMENT ON COLUMN mention.reference.file_name IS 'File, relative to the source''s inbox folder';
COMMENT ON COLUMN mention.reference.sheet_name IS 'Sheet of a workbook, empty otherwise';
COMMENT ON COLUMN mention.reference.file_row IS 'Row as a spreadsheet program shows it, from 1';
COMMENT ON COLUMN mention.reference.household_id IS 'Household';
COMMENT ON COLUMN mention.reference.head_relation IS 'Relation to the head of the household';
COMMENT ON COLUMN mention.reference.deceased IS 'The reference says dead or missing';

CREATE TABLE mention.targets (
  period VARCHAR NOT NULL,
  indicator_code VARCHAR,
  label VARCHAR,
  district VARCHAR,
  period_from DATE,
  period_to DATE,
  total BIGINT,
  stated_by VARCHAR,
  file_name VARCHAR,
  sheet_name VARCHAR,
  file_row INTEGER
);
COMMENT ON TABLE mention.targets IS 'Denominators that no extract holds, as stated';
COMMENT ON COLUMN mention.targets.period IS 'Reporting period, YYYY-MM';
COMMENT ON COLUMN mention.targets.indicator_code IS 'Code of the report line';
COMMENT ON COLUMN mention.targets.label IS 'What is counted';
COMMENT ON COLUMN mention.targets.district IS 'District, official name without prefix';
COMMENT ON COLUMN mention.targets.period_from IS 'First day covered';
COMMENT ON COLUMN mention.targets.period_to IS 'Last day covered';
COMMENT ON COLUMN mention.targets.total IS 'Total to be done';
COMMENT ON COLUMN mention.targets.stated_by IS 'Who stated it';
COMMENT ON COLUMN mention.targets.file_name IS 'File, relative to the source''s inbox folder';
COMMENT ON COLUMN mention.targets.sheet_name IS 'Sheet of a workbook, empty otherwise';
COMMENT ON COLUMN mention.targets.file_row IS 'Row as a spreadsheet program shows it, from 1';

CREATE TABLE mention.deliveries (
  period VARCHAR NOT NULL,
  source VARCHAR NOT NULL,
  summary VARCHAR NOT NULL
);
COMMENT ON TABLE mention.deliveries IS 'Summary of a source''s delivery, to compare the next one with';
COMMENT ON COLUMN mention.deliveries.period IS 'Reporting period, YYYY-MM';
COMMENT ON COLUMN mention.deliveries.source IS 'Source name';
COMMENT ON COLUMN mention.deliveries.summary IS 'Row count, shares and distributions, JSON';

CREATE TABLE match.quality (
  period VARCHAR NOT NULL,
  source VARCHAR NOT NULL,
  mentions BIGINT NOT NULL,
  links BIGINT NOT NULL,
  expected_false DOUBLE,
  precision DOUBLE,
  precision_low DOUBLE,
  recall DOUBLE,
  model VARCHAR NOT NULL
);
COMMENT ON TABLE match.quality IS 'How far the links of a source can be trusted, by the model itself';
COMMENT ON COLUMN match.quality.period IS 'Reporting period, YYYY-MM';
COMMENT ON COLUMN match.quality.source IS 'Source name';
COMMENT ON COLUMN match.quality.mentions IS 'Mentions matched';
COMMENT ON COLUMN match.quality.links IS 'Links accepted';
COMMENT ON COLUMN match.quality.expected_false IS 'Expected false links: sum of 1 - probability';
COMMENT ON COLUMN match.quality.precision IS 'Estimated precision of the links';
COMMENT ON COLUMN match.quality.precision_low IS 'Lower end of the 95% interval';
COMMENT ON COLUMN match.quality.recall IS 'Estimated recall of the links';
COMMENT ON COLUMN match.quality.model IS 'Version of the matching model';

CREATE TABLE archive.indicators (
  period VARCHAR NOT NULL,
  revision INTEGER NOT NULL,
  model VARCHAR,
  code VARCHAR,
  agency VARCHAR,
  label VARCHAR,
  numerator BIGINT,
  denominator BIGINT,
  rate DECIMAL(5, 2),
  remaining BIGINT,
  previous_rate DECIMAL(5, 2),
  sentence VARCHAR
);
COMMENT ON TABLE archive.indicators IS 'Indicators of a frozen period as they stood before a correction';
COMMENT ON COLUMN archive.indicators.period IS 'Reporting period, YYYY-MM';
COMMENT ON COLUMN archive.indicators.revision IS 'Revision that was replaced';
COMMENT ON COLUMN archive.indicators.model IS 'Model of the province''s list';
COMMENT ON COLUMN archive.indicators.code IS 'Code of the line';
COMMENT ON COLUMN archive.indicators.agency IS 'Agency';
COMMENT ON COLUMN archive.indicators.label IS 'What is counted';
COMMENT ON COLUMN archive.indicators.numerator IS 'Count done';
COMMENT ON COLUMN archive.indicators.denominator IS 'Count to be done';
COMMENT ON COLUMN archive.indicators.rate IS 'Percent';
COMMENT ON COLUMN archive.indicators.remaining IS 'Denominator - numerator';
COMMENT ON COLUMN archive.indicators.previous_rate IS 'Rate of the previous period';
COMMENT ON COLUMN archive.indicators.sentence IS 'The line of the report';

-- Rejected rows with their cells, for those who put them right.
CREATE VIEW quarantine.rows AS
SELECT q.period, q.source, q.file_name, q.sheet_name, q.file_row, q.rule, q.message, r.cells
FROM mart.quarantine AS q
JOIN raw.rows AS r USING (period, source, file_name, sheet_name, file_row);
COMMENT ON VIEW quarantine.rows IS 'Rejected rows with their cells and the rule that each breaks';
COMMENT ON COLUMN quarantine.rows.period IS 'Reporting period, YYYY-MM';
COMMENT ON COLUMN quarantine.rows.source IS 'Source name';
COMMENT ON COLUMN quarantine.rows.file_name IS 'File, relative to the source''s inbox folder';
COMMENT ON COLUMN quarantine.rows.sheet_name IS 'Sheet of a workbook, empty otherwise';
COMMENT ON COLUMN quarantine.rows.file_row IS 'Row as a spreadsheet program shows it, from 1';
COMMENT ON COLUMN quarantine.rows.rule IS 'Code of the rule that was broken';
COMMENT ON COLUMN quarantine.rows.message IS 'What is wrong and what to do, in Vietnamese';
COMMENT ON COLUMN quarantine.rows.cells IS 'The cells as text, left to right';
