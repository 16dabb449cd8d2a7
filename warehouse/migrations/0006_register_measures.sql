-- What matching measured of each register, beside the results that it led to.

CREATE TABLE match.register_measures (
  period VARCHAR NOT NULL,
  run_id VARCHAR NOT NULL,
  source VARCHAR NOT NULL,
  quantity VARCHAR NOT NULL,
  field VARCHAR NOT NULL,
  value DOUBLE,
  model_value DOUBLE,
  counted BIGINT NOT NULL
);
COMMENT ON TABLE match.register_measures IS 'What the newest run of a period measured of each register and weighed its records by: one row a quantity';
COMMENT ON COLUMN match.register_measures.period IS 'Reporting period, YYYY-MM';
COMMENT ON COLUMN match.register_measures.run_id IS 'Run that measured it';
COMMENT ON COLUMN match.register_measures.source IS 'Source name, the folder of the inbox';
COMMENT ON COLUMN match.register_measures.quantity IS 'records: matched; numbered: share whose number somebody of the reference holds; inside: share whose person is in the reference; accept: least probability of a link; repeated: share of links that are a further record of their person; mistakes_counted: share of mistakes in a field as counted, and mistaken: as believed, shrunk towards the model and bounded; unnamed: m of a relative whom the reference leaves out';
COMMENT ON COLUMN match.register_measures.field IS 'Compared field (number, name, birth_date …), empty for the register as a whole';
COMMENT ON COLUMN match.register_measures.value IS 'The quantity, null where nothing could be counted';
COMMENT ON COLUMN match.register_measures.model_value IS 'What the matching model expects instead; value / model_value is the register''s factor';
COMMENT ON COLUMN match.register_measures.counted IS 'Records, links or pairs that it was counted on';

ALTER TABLE match.quality ADD COLUMN recall_low DOUBLE;
COMMENT ON COLUMN match.quality.recall_low IS 'Lower end of the 95% interval';
