SELECT * FROM mart.indicators WHERE period = $period
