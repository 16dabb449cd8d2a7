-- What remains to be verified and goes back to the agency (Model 36, rule 3).
INSERT INTO mart.exceptions BY NAME
SELECT * FROM sent_back WHERE severity <> 'correction'
