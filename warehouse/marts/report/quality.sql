SELECT coalesce(w.title, q.source) AS title, q.mentions, q.links, q.expected_false, q.precision,
  q.precision_low, q.recall
FROM match.quality AS q
LEFT JOIN source_words AS w USING (source)
WHERE q.period = $period
ORDER BY coalesce(w.place, 1000), q.source
