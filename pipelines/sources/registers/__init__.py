"""One module a list; each exports `SOURCE`. A new list is one new module here."""
