"""Candidate pairs: who in the reference is worth weighing for a record."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from importlib.resources import files

import duckdb
import numpy as np
import pyarrow as pa

from pipelines.matching.comparison import Records
from pipelines.matching.encoded import Ints, Longs
from pipelines.matching.keys import Key, part, together
from pipelines.matching.reference import Reference


def _sql(name: str) -> str:
    return files("pipelines.matching").joinpath("sql", name).read_text(encoding="utf-8")


_CANDIDATES = _sql("candidates.sql")


@dataclass(frozen=True)
class Pairs:
    """Candidate pairs, sorted by record and person, each once."""

    record: Ints
    person: Ints

    @property
    def size(self) -> int:
        """Number of pairs."""
        return len(self.record)


def distinct(record: Iterable[Ints], person: Iterable[Ints]) -> Pairs:
    """Put pairs from several keys together, each once."""
    joined = (
        np.concatenate([np.zeros(0, dtype=np.int32), *record]).astype(np.int64) << 32
    ) | np.concatenate([np.zeros(0, dtype=np.int32), *person])
    unique = np.unique(joined)
    return Pairs((unique >> 32).astype(np.int32), (unique & 0xFFFFFFFF).astype(np.int32))


class Blocker:
    """Blocking of one register against the reference, key by key."""

    def __init__(
        self, connection: duckdb.DuckDBPyConnection, records: Records, reference: Reference
    ):
        self._connection = connection
        self._records = records
        self._reference = reference
        holder = np.where(records.number_row >= 0, records.number_row, records.old_number_row)
        household = reference.people.household
        self._holder_household: Longs = (
            np.where(holder >= 0, household[holder], 0)
            if len(household)
            else np.zeros(len(holder), dtype=np.int64)
        )

    def pairs(self, key: Key, rows: Ints) -> tuple[Ints, Ints]:
        """Return the pairs of one key for some of the records.

        A record whose key stands for too many people falls back on the key's narrower form; where
        that is too common as well, the record gets no pair from this key.
        """
        record, person, oversize = self._join(key.record, key.other, rows, key.bound)
        if not len(oversize) or not key.narrower:
            return record, person
        finer = self._join(
            (*key.record, *key.narrower), (*key.other, *key.narrower), oversize, key.bound
        )
        return np.concatenate([record, finer[0]]), np.concatenate([person, finer[1]])

    def _join(
        self, ours: tuple[str, ...], theirs: tuple[str, ...], rows: Ints, bound: int
    ) -> tuple[Ints, Ints, Ints]:
        none = np.zeros(0, dtype=np.int32)
        left = self._record_keys(ours)[rows]
        kept = left != 0
        if not kept.any():
            return none, none, none
        right = self._reference_keys(theirs)
        con = self._connection
        con.register("record_keys", pa.table({"record": rows[kept], "key": left[kept]}))
        con.register(
            "reference_keys",
            pa.table({"person": np.arange(len(right), dtype=np.int32), "key": right}),
        )
        try:
            found = con.execute(_CANDIDATES, {"bound": bound}).fetchnumpy()
        finally:
            con.unregister("record_keys")
            con.unregister("reference_keys")
        record = np.asarray(found["record"], dtype=np.int32)
        person = np.asarray(found["person"], dtype=np.int32)
        fits = person >= 0
        return record[fits], person[fits], np.sort(record[~fits])

    def _record_keys(self, parts: tuple[str, ...]) -> Longs:
        records = self._records
        return together(
            [
                part(name, records.people, records.keys, records.addresses, self._holder_household)
                for name in parts
            ]
        )

    def _reference_keys(self, parts: tuple[str, ...]) -> Longs:
        cache = self._reference.key_cache
        label = "+".join(parts)
        if label not in cache:
            known = self._reference
            cache[label] = together(
                [part(name, known.people, known.keys, known.addresses) for name in parts]
            )
        return cache[label]


def block(blocker: Blocker, keys: tuple[Key, ...], rows: Ints) -> Pairs:
    """Return the distinct pairs of several keys for some of the records."""
    found = [blocker.pairs(key, rows) for key in keys]
    return distinct([record for record, _ in found], [person for _, person in found])
