-- Rates of all periods with the words for their lists; place: the lists' own order.
SELECT r.*, coalesce(w.title, r.source) AS title, coalesce(w.place, 1000) AS place
FROM mart.match_rates AS r
LEFT JOIN source_words AS w USING (source)
WHERE r.period <= $period
ORDER BY r.period, place, r.source, r.district, r.commune
