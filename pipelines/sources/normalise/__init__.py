"""Normalisers: text, names, dates, numbers, sex, ethnic groups, places."""

from pipelines.sources.normalise.dates import read_dates
from pipelines.sources.normalise.identifiers import number_birth_year, number_sex, read_numbers
from pipelines.sources.normalise.names import name_key, normalise_names
from pipelines.sources.normalise.text import by_distinct, clean, fold

__all__ = [
    "by_distinct",
    "clean",
    "fold",
    "name_key",
    "normalise_names",
    "number_birth_year",
    "number_sex",
    "read_dates",
    "read_numbers",
]
