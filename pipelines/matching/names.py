"""Distinct names as integer arrays: one row a name, one column a syllable."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace

import numpy as np
import numpy.typing as npt
import polars as pl

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

    def encode(self, column: pl.Series) -> Ints:
        """Ids of names, -1 where missing."""
        values, place = distinct_values(column)
        wanted = prepared(values).alias("name").to_frame()
        found = wanted.join(self.index, on="name", how="left", maintain_order="left")
        ids = found["id"].fill_null(-1).cast(pl.Int32).to_numpy()
        return np.append(ids, np.int32(-1))[place]

    def extend(self, columns: list[pl.Series]) -> Names:
        """Return the dictionary with the names of further columns added; ids stay."""
        seen = pl.concat(
            [prepared(distinct_values(column)[0]).alias("name").to_frame() for column in columns]
        )
        new = seen.unique().drop_nulls().join(self.index, on="name", how="anti").sort("name")
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


def distinct_values(column: pl.Series) -> tuple[pl.Series, Ints]:
    """Return the distinct texts of a column and, for every row, where its text is; -1 if missing.

    A register repeats its names several times over: what is done to text is done once.
    """
    encoded = column.cast(pl.String).to_arrow().dictionary_encode()
    values = pl.Series(column.name, pl.from_arrow(encoded.dictionary), dtype=pl.String)
    return values, encoded.indices.fill_null(-1).to_numpy()


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
    every = [*known["syllable"].to_list(), *new.to_list()]
    table = [forms(syllable) for syllable in every]
    # One numbering for the forms of every depth, syllable by syllable: what is known keeps its
    # number, so that keys made before a register was added still hold.
    numbering: dict[str, int] = {}
    ids = [[numbering.setdefault(form, len(numbering)) for form in row] for row in table]
    depth = np.ascontiguousarray(np.array(ids, dtype=np.int32).T)
    folded = [row[Depth.FOLDED] for row in table]
    letters, carry = polynomial_hash(folded)
    index = pl.DataFrame({"syllable": every, "syllable_id": np.arange(len(every), dtype=np.int32)})
    return replace(
        names, syllable_index=index, depth=depth, text=tuple(folded),
        signature=letter_signature(folded),
        letters_of=np.array([len(text) for text in folded], dtype=np.int16),
        letters=letters, carry=carry,
    )  # fmt: skip


def empty_names(width: int = WIDTH) -> Names:
    """Return a dictionary without names, of at most so many syllables each."""
    return Names(
        index=pl.DataFrame(schema={"name": pl.String, "id": pl.Int32}),
        syllable_index=pl.DataFrame(schema={"syllable": pl.String, "syllable_id": pl.Int32}),
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
    tail: Hashes
    surname: Hashes
    given: Hashes
    unmarked: npt.NDArray[np.bool_]


def _hash(matrix: Ints, seed: int) -> Hashes:
    state = np.full(len(matrix), seed, dtype=np.uint64)
    for column in matrix.T:
        state = mix(state, column.astype(np.int64).view(np.uint64) + np.uint64(2))
    return state.view(np.int64)


def _together(names: Names) -> Hashes:
    state = np.zeros(names.size, dtype=np.uint64)
    for column in names.syllables.T:
        there = column >= 0
        state = np.where(there, state * names.carry[column] + names.letters[column], state)
    return state.view(np.int64)


def name_keys(names: Names) -> NameKeys:
    """Compute every key of every distinct name."""
    if not names.size:
        none = np.zeros(1, dtype=np.int64)
        every = dict.fromkeys(field.name for field in fields(NameKeys) if field.name != "unmarked")
        return NameKeys(**dict.fromkeys(every, none), unmarked=np.zeros(1, dtype=np.bool_))
    folded = names.at(Depth.FOLDED)
    rows = np.arange(names.size)
    last = np.maximum(names.length - 1, 0)
    surname, given = folded[:, :1], folded[rows, last][:, None]
    before = folded[rows, np.maximum(last - 1, 0)][:, None]
    stem = folded.copy()
    stem[rows, last] = -1
    plain = (names.at(Depth.VARIANT) == folded).all(axis=1)
    many = names.length > 1
    return NameKeys(
        exact=_closed(_hash(names.at(Depth.EXACT), 1)),
        folded=_closed(_hash(folded, 2)),
        sound=_closed(_hash(names.at(Depth.SOUND), 3)),
        ordered=_closed(_hash(np.sort(folded, axis=1), 4)),
        spaceless=_closed(_together(names)),
        surname_given=_closed(_hash(np.hstack([surname, given]), 5)),
        stem=_closed(np.where(many, _hash(stem, 6), 0)),
        tail=_closed(np.where(many, _hash(np.hstack([before, given]), 7), 0)),
        surname=_closed(_hash(surname, 8)),
        given=_closed(_hash(given, 9)),
        unmarked=np.append(plain, False),
    )


def _closed(keys: Hashes) -> Hashes:
    return np.append(keys, np.int64(0))
