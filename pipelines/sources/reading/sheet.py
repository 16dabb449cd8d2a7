"""What reading hands on: a sheet, its rows, and how its columns were understood."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import polars as pl

from pipelines.sources.declaration import Field


class Status(StrEnum):
    """What became of a file or sheet."""

    READ = "read"
    REFUSED = "refused"  # not what it says it is, or beyond a limit
    WAITING = "waiting"  # an officer must confirm what the columns mean
    DUPLICATE = "duplicate"  # the same bytes were read under another name
    SKIPPED = "skipped"  # nothing to read: empty or instructions


class Kind(StrEnum):
    """What a physical row is; only data rows go on."""

    DATA = "data"
    TITLE = "title"
    HEADER = "header"
    FOOTER = "footer"
    BLANK = "blank"


@dataclass(frozen=True)
class ColumnUnderstanding:
    """How one column of a file was taken.

    Attributes
    ----------
    position
        Column number as a spreadsheet shows it, from 1 for column A.
    header
        Header as written, rows of a merged header joined by ` / `.
    field, role
        What the column means and whose it is; `Field.IGNORED` where it is not used.
    confidence
        0 to 1.
    evidence
        Why, in Vietnamese, without values of the file.
    """

    position: int
    header: str
    field: Field
    role: str
    confidence: float
    evidence: str


@dataclass(frozen=True)
class Notice:
    """Something that an officer should know, with how often it occurred."""

    code: str
    count: int
    message: str


ROWS_SCHEMA = pl.Schema(
    {"file_row": pl.Int32(), "kind": pl.String(), "cells": pl.List(pl.String())}
)
EMPTY_FIELDS = pl.DataFrame(schema={"file_row": pl.Int32()})


@dataclass(frozen=True)
class Sheet:
    """One sheet of one file, or one file that could not be read.

    Attributes
    ----------
    rows
        Every physical row: `file_row` as a spreadsheet shows it, `kind`, `cells` untouched.
    fields
        Data rows only: `file_row` and one text column per understood column, named `field` or
        `role.field`; text decoded to Unicode, digits untouched, spreadsheet dates as ISO text.
    confirmed
        An officer's mapping says what the columns mean.
    displaced
        `file_row` of the data rows whose cells stand under headers that they contradict: no value
        of them may be used.
    """

    source: str
    file_name: str
    sheet_name: str
    status: str
    message: str
    sha256: str | None
    bytes: int
    file_type: str
    encoding: str
    header_row: int | None
    rows: pl.DataFrame
    fields: pl.DataFrame
    columns: tuple[ColumnUnderstanding, ...]
    notices: tuple[Notice, ...]
    confirmed: bool = False
    displaced: tuple[int, ...] = ()


def field_name(field: Field, role: str) -> str:
    """Name of a column of `Sheet.fields`."""
    return f"{role}.{field.value}" if role else field.value


def no_rows() -> pl.DataFrame:
    """Rows of a file of which nothing was read."""
    return pl.DataFrame(schema=ROWS_SCHEMA)
