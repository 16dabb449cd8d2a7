"""Normalisers: text, names, dates, numbers, sex, ethnic groups, places.

Each takes a column as written and gives normalised columns, row by row, working on every distinct
value once. Keys are expressions over normalised names.
"""

from pipelines.sources.normalise.date_columns import read_date_column, whole_dates
from pipelines.sources.normalise.dates import read_dates
from pipelines.sources.normalise.distinct import by_distinct
from pipelines.sources.normalise.ethnic import read_ethnic_group
from pipelines.sources.normalise.identifiers import (
    contradicts,
    number_birth_year,
    number_sex,
    read_numbers,
)
from pipelines.sources.normalise.names import compact_key, name_key, normalise_names
from pipelines.sources.normalise.organisations import is_organisation
from pipelines.sources.normalise.places import read_addresses, read_commune_codes, read_districts
from pipelines.sources.normalise.text import clean, clean_column, fold

__all__ = [
    "by_distinct", "clean", "clean_column", "compact_key", "contradicts", "fold",
    "is_organisation", "name_key", "normalise_names", "number_birth_year", "number_sex",
    "read_addresses", "read_commune_codes", "read_date_column", "read_dates", "read_districts",
    "read_ethnic_group", "read_numbers", "whole_dates",
]  # fmt: skip
