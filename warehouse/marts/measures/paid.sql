-- Beneficiaries by the way they are paid, of all; an empty form counts those whose record is silent.
SELECT
  district,
  NULL::BIGINT AS verified,
  NULL::BIGINT AS updated,
  count(*) FILTER (coalesce(payment_form, '') = $form) AS numerator,
  count(*) AS denominator
FROM result_rows
WHERE list_contains($sources, source) AND outcome <> 'out_of_scope'
GROUP BY district
