"""The one shape that every source becomes: a person named in a row (a *mention*).

A marriage gives two mentions, a parcel one or two, an adoption up to three. Checks, matching and
reports see only this shape and know no source by name.
"""

from __future__ import annotations

from enum import StrEnum

import polars as pl


class BirthForm(StrEnum):
    """How much of a date of birth is written, and how."""

    FULL = "full"
    FIRST_OF_JANUARY = "first_of_january"  # a full date that often stands for "year only"
    MONTH = "month"
    YEAR = "year"
    MISSING = "missing"
    INVALID = "invalid"  # something is written, no date can be read from it


class IdForm(StrEnum):
    """What the written identification number is."""

    TWELVE = "twelve"
    PUNCTUATED = "punctuated"  # 12 digits once spaces, points, quotes are gone
    LOST_ZERO = "lost_zero"  # 11 digits, padded to 12
    OLD = "old"  # CMND, 9 digits
    OLD_LOST_ZERO = "old_lost_zero"  # 8 digits, padded to 9
    IRRECOVERABLE = "irrecoverable"  # 6.81E+10
    MALFORMED = "malformed"
    MISSING = "missing"


class Scope(StrEnum):
    """Whether a mention belongs in the reconciliation of people."""

    PERSON = "person"
    ORGANISATION = "organisation"
    FOREIGNER = "foreigner"


#: Where the mention stands: unique over a run.
KEY = ("source", "file_name", "sheet_name", "file_row", "role")

#: Column → (type, meaning). The warehouse takes its comments from here.
COLUMNS: dict[str, tuple[pl.DataType, str]] = {
    "source": (pl.String(), "Source name, the folder of the inbox"),
    "agency": (pl.String(), "Agency that answers for the list, as the report prints it"),
    "file_name": (pl.String(), "File, relative to the source's inbox folder"),
    "sheet_name": (pl.String(), "Sheet of a workbook, empty otherwise"),
    "file_row": (pl.Int32(), "Row as a spreadsheet program shows it, from 1"),
    "role": (pl.String(), "Which person of the row; empty where a row names one"),
    "record_key": (pl.String(), "The register's own key of the record, as written"),
    "full_name": (pl.String(), "Name, normalised for display: NFC, single spaces, Đ, tone place"),
    "name_key": (pl.String(), "Name for comparison: lower case, no diacritics or apostrophes"),
    "birth_date": (pl.Date(), "Date of birth where day, month and year are written"),
    "birth_year": (pl.Int16(), "Year of birth"),
    "birth_month": (pl.Int8(), "Month of birth"),
    "birth_day": (pl.Int8(), "Day of birth"),
    "birth_form": (pl.String(), "BirthForm: full, first_of_january, month, year, missing, invalid"),
    "sex": (pl.String(), "male or female"),
    "person_id": (pl.String(), "Identification number (số ĐDCN), 12 digits after repair"),
    "old_id": (pl.String(), "Older number (CMND), 9 digits"),
    "id_raw": (pl.String(), "Number as the agency wrote it"),
    "id_form": (pl.String(), "IdForm: what the written number is"),
    "ethnic_group": (pl.String(), "Ethnic group, official name"),
    "address": (pl.String(), "Address, one line, as written after text repair"),
    "address_detail": (pl.String(), "Folded part of the address below the commune"),
    "commune": (pl.String(), "Commune code, units since 2025-07-01"),
    "commune_old": (pl.String(), "Commune code, units before 2025-07-01, where it is known"),
    "commune_name": (pl.String(), "Name of the commune, old unit if known, else new"),
    "district": (pl.String(), "District (units before 2025-07-01), official name without prefix"),
    "father_name": (pl.String(), "Father's name, normalised"),
    "father_birth_year": (pl.Int16(), "Father's year of birth"),
    "father_id": (pl.String(), "Father's identification number"),
    "mother_name": (pl.String(), "Mother's name, normalised"),
    "mother_birth_year": (pl.Int16(), "Mother's year of birth"),
    "mother_id": (pl.String(), "Mother's identification number"),
    "spouse_name": (pl.String(), "Spouse's name, normalised"),
    "spouse_id": (pl.String(), "Spouse's identification number, 12 digits"),
    "event_date": (pl.Date(), "Date of registration, decision or issue"),
    "death_date": (pl.Date(), "Date of death"),
    "scope": (pl.String(), "Scope: person, organisation, foreigner"),
    "payment_form": (pl.String(), "How a benefit is paid: account, cash"),
    "notices": (pl.List(pl.String()), "Codes of what normalising repaired or noticed"),
}

SCHEMA = pl.Schema({name: dtype for name, (dtype, _) in COLUMNS.items()})

#: The population reference: the mention's columns that describe a person, and its own.
REFERENCE_COLUMNS: dict[str, tuple[pl.DataType, str]] = {
    name: COLUMNS[name]
    for name in (
        "person_id", "old_id", "full_name", "name_key", "birth_date", "birth_year", "birth_month",
        "birth_day", "birth_form", "sex", "ethnic_group", "address", "address_detail", "commune",
        "commune_old", "commune_name", "district", "father_name", "father_birth_year", "father_id",
        "mother_name", "mother_birth_year", "mother_id", "spouse_name", "spouse_id", "death_date",
        "file_name", "sheet_name", "file_row",
    )
} | {
    "household_id": (pl.String(), "Household"),
    "head_relation": (pl.String(), "Relation to the head of the household"),
    "deceased": (pl.Boolean(), "The reference says dead or missing"),
}  # fmt: skip

REFERENCE_SCHEMA = pl.Schema({name: dtype for name, (dtype, _) in REFERENCE_COLUMNS.items()})
