-- Rates by sex, age band and ethnic group over all lists.
SELECT
  dimension, value, sum(total)::BIGINT AS total,
  sum(verified + updated)::BIGINT AS done,
  sum(not_found)::BIGINT AS not_found, sum(review)::BIGINT AS review,
  rate(sum(verified + updated), sum(total)) AS rate
FROM mart.group_rates
WHERE period = $period
GROUP BY dimension, value
ORDER BY dimension DESC, total DESC, value
