"""People as integers: every field of a mention or of the reference as one array."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import polars as pl

from pipelines.matching.names import Names

Ints = npt.NDArray[np.int32]
Longs = npt.NDArray[np.int64]

#: Columns that hold names, all in one dictionary.
NAME_COLUMNS = ("full_name", "father_name", "mother_name", "spouse_name")


@dataclass(frozen=True)
class Encoded:
    """One item a person in every array; 0 (names: -1) stands for missing."""

    name: Ints
    father: Ints
    mother: Ints
    spouse: Ints
    year: npt.NDArray[np.int16]
    month: npt.NDArray[np.int8]
    day: npt.NDArray[np.int8]
    sex: npt.NDArray[np.int8]  # 1 male, 2 female
    number: Longs
    old_number: Longs
    father_number: Longs
    mother_number: Longs
    spouse_number: Longs
    father_year: npt.NDArray[np.int16]
    mother_year: npt.NDArray[np.int16]
    commune: Longs
    commune_old: Longs
    district: Longs
    hamlet: Longs
    ethnic_group: Longs
    household: Longs
    address: Ints  # of no known commune

    @property
    def size(self) -> int:
        """Number of people."""
        return len(self.name)

    def take(self, rows: Ints) -> Chosen:
        """Return the people at the given positions."""
        return Chosen(self, rows)


class Chosen:
    """Some of the people: the array of a field is looked up when it is first asked for."""

    def __init__(self, people: Encoded, rows: Ints):
        self._people, self._rows = people, rows
        self.size = len(rows)

    def __getattr__(self, field: str) -> npt.NDArray[Any]:
        values: npt.NDArray[Any] = getattr(self._people, field).take(self._rows)
        setattr(self, field, values)
        return values


def _column(frame: pl.DataFrame, name: str, dtype: pl.DataType | type[pl.DataType]) -> pl.Series:
    if name in frame.columns:
        return frame[name].cast(dtype, strict=False)
    return pl.Series(name, [None], dtype=dtype).new_from_index(0, frame.height)


def category(column: pl.Series) -> Longs:
    """Hash text to 64 bits; the same text gives the same value in one process, missing gives 0."""
    hashed = column.hash(1).to_numpy().view(np.int64)
    nothing = (column.is_null() | (column == "")).fill_null(value=True).to_numpy()
    return np.where(nothing, 0, hashed)


def digits(column: pl.Series) -> Longs:
    """Read an identification number as an integer; anything but digits gives 0."""
    return column.cast(pl.Int64, strict=False).fill_null(0).to_numpy()


def _year(frame: pl.DataFrame, name: str) -> npt.NDArray[np.int16]:
    return _column(frame, name, pl.Int16).fill_null(0).to_numpy().astype(np.int16)


def _part(frame: pl.DataFrame, name: str) -> npt.NDArray[np.int8]:
    return _column(frame, name, pl.Int8).fill_null(0).to_numpy().astype(np.int8)


def encode(
    frame: pl.DataFrame, names: Names, addresses: Names, address: pl.Series
) -> tuple[Encoded, Names, Names]:
    """Encode a frame of the mention or reference shape.

    Parameters
    ----------
    frame
        Any subset of the columns of `pipelines.mention`; absent ones count as missing.
    names, addresses
        Dictionaries of names and free addresses.
    address
        The free address of every row.

    Returns
    -------
    tuple
        The people, and both dictionaries with what the frame holds added.
    """
    text = {
        name: _column(frame, name, pl.String)
        for name in (
            *NAME_COLUMNS, "sex", "person_id", "old_id", "father_id", "mother_id", "spouse_id",
            "commune", "commune_old", "district", "address_detail", "ethnic_group", "household_id",
        )
    }  # fmt: skip
    names, (name, father, mother, spouse) = names.add([text[column] for column in NAME_COLUMNS])
    addresses, (home,) = addresses.add([address])
    sex = text["sex"].replace_strict({"male": 1, "female": 2}, default=0, return_dtype=pl.Int8)
    people = Encoded(
        name=name,
        father=father,
        mother=mother,
        spouse=spouse,
        year=_year(frame, "birth_year"),
        month=_part(frame, "birth_month"),
        day=_part(frame, "birth_day"),
        sex=sex.fill_null(0).to_numpy(),
        number=digits(text["person_id"]),
        old_number=digits(text["old_id"]),
        father_number=digits(text["father_id"]),
        mother_number=digits(text["mother_id"]),
        spouse_number=digits(text["spouse_id"]),
        father_year=_year(frame, "father_birth_year"),
        mother_year=_year(frame, "mother_birth_year"),
        commune=category(text["commune"]),
        commune_old=category(text["commune_old"]),
        district=category(text["district"]),
        hamlet=category(text["address_detail"]),
        ethnic_group=category(text["ethnic_group"]),
        household=category(text["household_id"]),
        address=home,
    )
    return people, names, addresses
