-- What goes back of records that are done.
INSERT INTO mart.corrections BY NAME
SELECT * FROM sent_back WHERE severity = 'correction'
