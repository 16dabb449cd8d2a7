SELECT period, model, code, agency, label, numerator, denominator, rate, remaining
FROM mart.indicators WHERE period <= $period ORDER BY period
