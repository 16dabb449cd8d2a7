"""Distinct names as integer arrays: one row a name, one column a syllable."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
import polars as pl

from pipelines.matching.numbering import first_rows, numbered
from pipelines.matching.syllables import Depth, forms, letter_signature, polynomial_hash

Ints = npt.NDArray[np.int32]
Hashes = npt.NDArray[np.int64]

#: Longest name in syllables; what follows is left out of the comparison (about 1 in 100,000).
WIDTH = 8
_MIX = np.uint64(0x9E3779B97F4A7C15)


def mix(state: npt.NDArray[np.uint64], value: npt.NDArray[np.uint64]) -> npt.NDArray[np.uint64]:
    """Add one integer to an order-dependent 64-bit hash."""
    mixed = (state ^ value) * _MIX
    return np.asarray(mixed ^ (mixed >> np.uint64(29)), dtype=np.uint64)


@dataclass(frozen=True)
class Names:
    """A dictionary of distinct names.

    Attributes
    ----------
    index
        Columns `name` (lower case) and `id` (row of the arrays below).
    syllable_index
        Columns `syllable` and `syllable_id`.
    form_ids
        Number of each form that a syllable takes, at whatever depth.
    depth
        (depths, syllables): id of each syllable's form at each depth.
    text
        (syllables): folded form, for edit distance.
    signature, letters_of
        (syllables): which letters the folded form holds, as bits, and how many.
    syllables
        (names, width): syllable ids, -1 beyond the end.
    length
        (names): number of syllables.
    """

    index: pl.DataFrame
    syllable_index: pl.DataFrame
    form_ids: dict[str, int]
    depth: Ints
    text: tuple[str, ...]
    signature: npt.NDArray[np.uint32]
    letters_of: npt.NDArray[np.int16]
    letters: npt.NDArray[np.uint64]
    carry: npt.NDArray[np.uint64]
    syllables: Ints
    length: npt.NDArray[np.int8]

    @property
    def size(self) -> int:
        """Number of distinct names."""
        return len(self.length)

    @property
    def width(self) -> int:
        """Longest name in syllables."""
        return int(self.syllables.shape[1])

    def at(self, depth: Depth, names: Ints | slice = slice(None)) -> Ints:
        """Syllable forms at a depth, -1 beyond the end, for the names asked for."""
        ids = self.syllables[names]
        return np.asarray(np.where(ids >= 0, self.depth[depth][ids], -1), dtype=np.int32)

    def add(self, columns: list[pl.Series]) -> tuple[Names, list[Ints]]:
        """Return the dictionary with the names of some columns added, and the columns as ids.

        Ids of the names that it holds stay. A missing name has id -1.
        """
        found = [_distinct_values(column) for column in columns]
        written = prepared(pl.concat([values for values, _ in found])).alias("name").to_frame()
        grown = self._with_names(written)
        ids = written.join(grown.index, on="name", how="left", maintain_order="left")["id"]
        each = np.split(
            ids.fill_null(-1).to_numpy(), np.cumsum([len(values) for values, _ in found])[:-1]
        )
        return grown, [own.take(place) for own, (_, place) in zip(each, found, strict=True)]

    def _with_names(self, written: pl.DataFrame) -> Names:
        new = written.unique().drop_nulls().join(self.index, on="name", how="anti").sort("name")
        if new.is_empty():
            return self
        lists = new.with_columns(syllable=pl.col("name").str.split(" ").list.head(self.width))
        long = lists.with_row_index("row").explode("syllable")
        grown = _with_syllables(self, long["syllable"])
        ids = (
            long.join(grown.syllable_index, on="syllable", how="left", maintain_order="left")
            .with_columns(place=pl.int_range(pl.len(), dtype=pl.Int32).over("row"))
            .select("row", "place", "syllable_id")
        )
        matrix = np.full((new.height, self.width), -1, dtype=np.int32)
        matrix[ids["row"].to_numpy(), ids["place"].to_numpy()] = ids["syllable_id"].to_numpy()
        number = pl.int_range(self.size, self.size + new.height, dtype=pl.Int32, eager=True)
        return replace(
            grown,
            index=pl.concat([self.index, new.with_columns(id=number)]),
            syllables=np.concatenate([self.syllables, matrix]),
            length=np.concatenate([self.length, (matrix >= 0).sum(axis=1).astype(np.int8)]),
        )


def _distinct_values(column: pl.Series) -> tuple[pl.Series, Ints]:
    """Return the distinct texts of a column and, for every row, where its text is.

    A register repeats its names several times over: what is done to text is done once.
    """
    text = column.cast(pl.String)
    place, count = numbered(text.hash(1).to_numpy())
    return text.gather(first_rows(place, count)).alias("name"), place


def prepared(column: pl.Series) -> pl.Series:
    """Lower case and single spaces; empty becomes missing."""
    text = column.cast(pl.String).str.to_lowercase().str.replace_all(r"\s+", " ")
    text = text.str.strip_chars()
    return text.set(text == "", None)


def _with_syllables(names: Names, syllables: pl.Series) -> Names:
    known = names.syllable_index
    new = (
        syllables.alias("syllable").unique().sort().to_frame()
        .join(known, on="syllable", how="anti", maintain_order="left")["syllable"]
    )  # fmt: skip
    if new.is_empty():
        return names
    table = [forms(syllable) for syllable in new]
    # One numbering for the forms of every depth, syllable by syllable: what is known keeps its
    # number, so that keys made before a register was added still hold.
    numbering = dict(names.form_ids)
    ids = [[numbering.setdefault(form, len(numbering)) for form in row] for row in table]
    folded = [row[Depth.FOLDED] for row in table]
    letters, carry = polynomial_hash(folded)
    length = np.array([len(text) for text in folded], dtype=np.int16)
    number = pl.int_range(len(known), len(known) + len(new), dtype=pl.Int32, eager=True)
    return replace(
        names,
        syllable_index=pl.concat(
            [known, new.to_frame("syllable").with_columns(syllable_id=number)]
        ),
        form_ids=numbering,
        depth=np.hstack([names.depth, np.array(ids, dtype=np.int32).T]),
        text=(*names.text, *folded),
        signature=np.append(names.signature, letter_signature(folded)),
        letters_of=np.append(names.letters_of, length),
        letters=np.append(names.letters, letters),
        carry=np.append(names.carry, carry),
    )


def empty_names(width: int = WIDTH) -> Names:
    """Return a dictionary without names, of at most so many syllables each."""
    return Names(
        index=pl.DataFrame(schema={"name": pl.String, "id": pl.Int32}),
        syllable_index=pl.DataFrame(schema={"syllable": pl.String, "syllable_id": pl.Int32}),
        form_ids={},
        depth=np.zeros((len(Depth), 0), dtype=np.int32),
        text=(),
        signature=np.zeros(0, dtype=np.uint32),
        letters_of=np.zeros(0, dtype=np.int16),
        letters=np.zeros(0, dtype=np.uint64),
        carry=np.zeros(0, dtype=np.uint64),
        syllables=np.zeros((0, width), dtype=np.int32),
        length=np.zeros(0, dtype=np.int8),
    )


@dataclass(frozen=True)
class NameKeys:
    """One 64-bit key a name for every way in which two names may agree as a whole.

    0 is none. The arrays have one more item than there are names, so that a missing name (-1) finds
    the key of nothing.
    """

    exact: Hashes
    folded: Hashes
    sound: Hashes
    ordered: Hashes
    spaceless: Hashes
    surname_given: Hashes
    stem: Hashes
    surname: Hashes
    given: Hashes
    unmarked: npt.NDArray[np.bool_]


def _hash(matrix: Ints, seed: int) -> Hashes:
    state = np.full(len(matrix), seed, dtype=np.uint64)
    for column in matrix.T:
        state = mix(state, column.astype(np.int64).view(np.uint64) + np.uint64(2))
    return state.view(np.int64)


def _together(names: Names, rows: slice) -> Hashes:
    syllables = names.syllables[rows]
    state = np.zeros(len(syllables), dtype=np.uint64)
    for column in syllables.T:
        there = column >= 0
        state = np.where(there, state * names.carry[column] + names.letters[column], state)
    return state.view(np.int64)


def name_keys(names: Names, known: NameKeys | None = None) -> NameKeys:
    """Compute every key of every distinct name.

    Parameters
    ----------
    known
        Keys of the dictionary before its last names were added: only those of the rest are worked
        out.
    """
    start = 0 if known is None else len(known.exact) - 1
    if known is not None and start == names.size:
        return known
    further = _keys(names, slice(start, None))
    before = {} if known is None else {key: [getattr(known, key)[:start]] for key in further}
    return NameKeys(
        **{
            key: np.concatenate([*before.get(key, []), new, np.zeros(1, dtype=new.dtype)])
            for key, new in further.items()
        }
    )


def _keys(names: Names, rows: slice) -> dict[str, npt.NDArray[np.generic]]:
    folded, length = names.at(Depth.FOLDED, rows), names.length[rows]
    every = np.arange(len(length))
    last = np.maximum(length - 1, 0)
    surname, given = folded[:, :1], folded[every, last][:, None]
    stem = folded.copy()
    stem[every, last] = -1
    return {
        "exact": _hash(names.at(Depth.EXACT, rows), 1),
        "folded": _hash(folded, 2),
        "sound": _hash(names.at(Depth.SOUND, rows), 3),
        "ordered": _hash(np.sort(folded, axis=1), 4),
        "spaceless": _together(names, rows),
        "surname_given": _hash(np.hstack([surname, given]), 5),
        "stem": np.where(length > 1, _hash(stem, 6), 0),
        "surname": _hash(surname, 8),
        "given": _hash(given, 9),
        "unmarked": (names.at(Depth.VARIANT, rows) == folded).all(axis=1),
    }
