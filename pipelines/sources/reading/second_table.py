"""A second table further down whose columns stand in another order: never read under the first."""

from __future__ import annotations

from functools import cache

import polars as pl

from pipelines.sources.declaration import Field, Source
from pipelines.sources.normalise.text import fold as fold_cells
from pipelines.sources.reading.fold import SEPARATOR, fold, squeeze
from pipelines.sources.reading.meaning import declared_field
from pipelines.sources.reading.row_kinds import RowKinds

_KNOWN = 3  # cells of a row that are declared headers
_LEAST = {Field.SERIAL, Field.FULL_NAME}  # of another list of people, whatever is beside
_LONGEST = 40
_BELOW = ("data", "footer")  # kinds of rows that the first header, or signatures, stand over


def header_rows(
    source: Source,
    text: pl.DataFrame,
    rows: RowKinds,
    names: tuple[str, ...],
    headers: tuple[str, ...],
) -> tuple[list[int], list[int]]:
    """Rows among the data that are a header themselves, counted from 0.

    Parameters
    ----------
    text
        Cells of the rows from the first of data, decoded.
    names
        Columns of names: a header has a header's word there too, whichever it is.
    headers
        Header of each column.

    Returns
    -------
    repeated, others
        Those that mean over every column what its header does, as on the next page, and the rest.
    """
    if not names or rows.unsure.is_empty():
        return [], []
    letters = fold_cells(pl.col(names[0])).str.replace_all(r"[^a-z0-9]", "")
    worded = letters.is_in(_words(source))
    maybe = (
        text[rows.unsure - (rows.kinds.len() - text.height)]
        .with_columns(at=rows.unsure, kind=rows.kinds.gather(rows.unsure))
        .filter(pl.col("kind").is_in(_BELOW) & worded)
    )
    if maybe.is_empty():
        return [], []
    own = [_field(source, header.rsplit(SEPARATOR, 1)[-1]) for header in headers]
    repeated: list[int] = []
    others: list[int] = []
    for row in maybe.iter_rows(named=True):
        cells = [row[name] for name in text.columns]
        fields = [_field(source, cell) for cell in cells]
        known_fields = set(fields) - {None}
        if known_fields == _LEAST and sum(cell is not None for cell in cells) > _KNOWN:
            others.append(row["at"])  # of people of whom other things are told
            continue
        if len(known_fields) < _KNOWN:
            continue
        same = all(field in (None, known) for field, known in zip(fields, own, strict=True))
        (repeated if same else others).append(row["at"])
    return repeated, others


@cache
def _words(source: Source) -> frozenset[str]:
    """Give the declared headers, folded and without spaces."""
    return frozenset(squeeze(fold(h)) for column in source.columns for h in column.headers)


def _field(source: Source, cell: str | None) -> Field | None:
    """Meaning that a cell has as a header of its own; None where it is none."""
    if not cell or len(cell) > _LONGEST:
        return None
    field = declared_field(source, cell)
    return None if field is Field.SEX_MALE else field
