SELECT * FROM mart.indicator_districts WHERE period = $period
