"""Sex in codes that no header explains: known by the numbers and names beside them."""

from __future__ import annotations

import polars as pl

from pipelines.sources.declaration import Field
from pipelines.sources.normalise.identifiers import read_numbers
from pipelines.sources.normalise.sex import infer_code
from pipelines.sources.reading.columns.contents import few_values
from pipelines.sources.reading.columns.guess import Guess

_SAMPLE = 500
_ENOUGH = 20  # rows whose sex is told beside the code
_SURE = 0.95  # share of them that must agree: half do by chance


def coded_sex(guess: Guess, beside: list[Guess], data: pl.DataFrame) -> bool:
    """Whether a column of two or three values is the sex that numbers and names beside it tell."""
    if not few_values(guess.seen):
        return False
    columns = {g.reading.field: data.to_series(g.at) for g in reversed(beside)}
    nothing = pl.Series([None], dtype=pl.String).new_from_index(0, data.height)
    # The middle name ends the cell where the given name has its own.
    surname = columns.get(Field.FAMILY_NAME, nothing) + " "
    rows = pl.DataFrame(
        {
            "code": data.to_series(guess.at),
            "number": columns.get(Field.ID_NUMBER, nothing),
            "name": columns.get(Field.FULL_NAME, surname),
        }
    ).gather_every(max(1, data.height // _SAMPLE))
    code = infer_code(rows["code"], read_numbers(rows["number"])["person_id"], rows["name"])
    if code is None or len(set(code.meaning.values())) != 2:
        return False
    told = code.supporting + code.contradicting
    return told >= _ENOUGH and code.supporting >= _SURE * told
