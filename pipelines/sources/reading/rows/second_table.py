"""A second table further down whose columns stand in another order: never read under the first."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import polars as pl

from pipelines.sources.declaration import Field, Source
from pipelines.sources.normalise.text import fold as fold_cells
from pipelines.sources.reading.headers.fold import SEPARATOR, fold, squeeze
from pipelines.sources.reading.headers.layout import decoded_row
from pipelines.sources.reading.headers.meaning import MEANT, declared_field, read_header
from pipelines.sources.reading.rows.row_kinds import RowKinds

_KNOWN = 3  # things that a header asks
_LEAST = {Field.SERIAL, Field.FULL_NAME}  # of another list of people, whatever is beside
LONGEST = 60  # letters of a header


def header_rows(
    source: Source,
    text: pl.DataFrame,
    rows: RowKinds,
    headers: tuple[str, ...],
    usual: str,
) -> tuple[list[int], list[int]]:
    """Rows among the data that are a header themselves, counted from 0.

    Parameters
    ----------
    text
        Cells of the rows from the first of data, decoded column by column.
    headers
        Header of each column.
    usual
        Encoding in which cells may be that are not.

    Returns
    -------
    repeated, others
        Those that mean over every column what its header does, as on the next page, and the rest.
    """
    if rows.unsure.is_empty():
        return [], []
    below = text[rows.unsure - (rows.kinds.len() - text.height)].with_columns(
        at=rows.unsure, kind=rows.kinds.gather(rows.unsure)
    )
    own = [_meaning(source, header.rsplit(SEPARATOR, 1)[-1]) for header in headers]
    repeated: list[int] = []
    others: list[int] = []
    for *cells, at, _ in _worded(source, below, text.columns).rows():
        row = decoded_row(cells, usual)
        if not heads_people(source, row):
            continue
        meant = [_meaning(source, cell) for cell in row]
        same = all(field in (None, known) for field, known in zip(meant, own, strict=True))
        (repeated if same else others).append(at)
    return repeated, others


def _worded(source: Source, rows: pl.DataFrame, cells: list[str]) -> pl.DataFrame:
    """Rows of several words, none of which begins with a digit, one of them a declared header."""
    several = pl.sum_horizontal(pl.col(cells).is_not_null()) >= _KNOWN
    numbered = pl.any_horizontal(pl.col(cells).str.contains(r"^\s*\d").fill_null(value=False))
    worded = rows.filter((pl.col("kind") != "header") & several & ~numbered)
    if worded.is_empty():
        return worded
    texts = pl.concat([worded[name] for name in cells]).drop_nulls().unique().alias("text")
    letters = fold_cells(pl.col("text")).str.replace_all(r"[^a-z0-9]", "")
    known = texts.to_frame().filter(letters.is_in(_words(source)))["text"].implode()
    return worded.filter(pl.any_horizontal(pl.col(cells).is_in(known).fill_null(value=False)))


@cache
def _words(source: Source) -> frozenset[str]:
    """Give the declared headers, folded and without spaces."""
    return frozenset(squeeze(fold(h)) for column in source.columns for h in column.headers)


def may_head(row: Sequence[str | None]) -> bool:
    """Whether a row is words throughout: quick to ask of every row."""
    filled = [cell for cell in row if cell]
    return len(filled) >= _KNOWN and not any(cell[:1].isdigit() for cell in filled)


def heads_people(source: Source, row: Sequence[str | None]) -> bool:
    """Whether a row of words is a header: several ask for what is needed, most in declared words.

    A number and a name tell of a list of people of whom other things are told.
    """
    declared = {_declared(source, cell) for cell in row} - {None}
    asked = {_meaning(source, cell) for cell in row} - {None, Field.IGNORED}
    several = sum(bool(cell) for cell in row) > _KNOWN
    return (len(declared) > 1 and len(asked) >= _KNOWN) or (declared == _LEAST and several)


def _declared(source: Source, cell: str | None) -> Field | None:
    """Meaning that a cell has as a declared header; None where it is none."""
    if not cell or len(cell) > LONGEST:
        return None
    field = declared_field(source, cell)
    return None if field is Field.SEX_MALE else field


def _meaning(source: Source, cell: str | None) -> Field | None:
    """Meaning of a cell as a header, also that it is not needed; None where nobody can tell."""
    if not cell or len(cell) > LONGEST:
        return None
    reading = read_header(source, cell.strip(), guessing=False)
    unsaid = reading.confidence < MEANT or reading.field is Field.SEX_MALE
    return None if unsaid else reading.field
