-- Percent with two decimals, half up, in whole numbers so that nothing is lost on the way.
-- 100 only when equal (99.99 at most below); nothing without a denominator or beyond it.
CREATE OR REPLACE TEMP MACRO rate(numerator, denominator) AS
  CASE
    WHEN denominator IS NULL OR denominator = 0 OR numerator > denominator THEN NULL
    WHEN numerator = denominator THEN 100.00::DECIMAL(5, 2)
    ELSE (
      least(9999, (20000 * numerator::HUGEINT + denominator) // (2 * denominator::HUGEINT))
      / 100.0
    )::DECIMAL(5, 2)
  END;
