"""Candidate pairs: who in the reference is worth weighing for a record."""

from __future__ import annotations

from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from importlib.resources import files

import duckdb
import numpy as np
import numpy.typing as npt
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
    # Sorting 64-bit integers is several times faster than `np.unique`, which hashes them.
    joined.sort()
    unique = joined[np.flatnonzero(np.diff(joined, prepend=-1))]
    return Pairs((unique >> 32).astype(np.int32), (unique & 0xFFFFFFFF).astype(np.int32))


class _Sieve:
    """Tell which keys are certainly none of the wanted ones.

    A table of bits by the last digits of a key stays in the processor's cache, so nearly all people
    of the reference are set aside before the join, whatever the size of the reference.
    """

    def __init__(self, wanted: Longs):
        bits = max(16, len(wanted).bit_length() + 3)
        self._mask = np.int64((1 << bits) - 1)
        self._seen = np.zeros(1 << bits, dtype=np.bool_)
        self._seen[wanted & self._mask] = True

    def passing(self, keys: Longs) -> npt.NDArray[np.intp]:
        """Positions of the keys that may be wanted; a missing key (0) never is."""
        return np.flatnonzero(self._seen[keys & self._mask] & (keys != 0))


#: People whose keys are worked out at a time: what a processor's cache holds.
_CHUNK = 1 << 16


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

    def claimants(self, keys: Iterable[Key], persons: Ints) -> npt.NDArray[np.intp]:
        """Find the records that a key might bring together with some people, bounds aside."""
        known, every = self._reference, np.arange(self._records.people.size, dtype=np.int32)
        found = np.zeros(len(every), dtype=np.bool_)
        for key in keys:
            theirs = together(
                [part(name, known.people, known.keys, known.addresses, persons)
                 for name in key.other]
            )  # fmt: skip
            found |= np.isin(self._record_keys(key.record, every), theirs[theirs != 0])
        return np.flatnonzero(found)

    def _join(
        self, ours: tuple[str, ...], theirs: tuple[str, ...], rows: Ints, bound: int
    ) -> tuple[Ints, Ints, Ints]:
        left = self._record_keys(ours, rows)
        there = np.flatnonzero(left)
        left = left[there]
        none = np.zeros(0, dtype=np.int32)
        people, right = self._reference_keys(theirs, _Sieve(left)) if len(left) else (none, left)
        if not len(people):
            return none, none, none
        # A cursor of its own, so that several keys can be joined at once.
        with self._connection.cursor() as con:
            con.register("record_keys", pa.table({"record": rows[there], "key": left}))
            con.register("reference_keys", pa.table({"person": people, "key": right}))
            found = con.execute(_CANDIDATES, {"bound": bound}).fetchnumpy()
        record = np.asarray(found["record"], dtype=np.int32)
        person = np.asarray(found["person"], dtype=np.int32)
        fits = person >= 0
        return record[fits], person[fits], np.sort(record[~fits])

    def _record_keys(self, parts: tuple[str, ...], rows: Ints) -> Longs:
        own = self._records
        return together(
            [
                part(name, own.people, own.keys, own.addresses, rows, self._holder_household)
                for name in parts
            ]
        )

    def _reference_keys(self, parts: tuple[str, ...], sieve: _Sieve) -> tuple[Ints, Longs]:
        """People of the reference whose key may be wanted, and their keys."""
        known = self._reference
        persons, values = [np.zeros(0, dtype=np.int32)], [np.zeros(0, dtype=np.int64)]
        for start in range(0, known.size, _CHUNK):
            rows = slice(start, start + _CHUNK)
            key = together(
                [part(name, known.people, known.keys, known.addresses, rows) for name in parts]
            )
            kept = sieve.passing(key)
            persons.append((kept + start).astype(np.int32))
            values.append(key[kept])
        return np.concatenate(persons), np.concatenate(values)


def block(blocker: Blocker, keys: tuple[Key, ...], rows: Ints, threads: int = 1) -> Pairs:
    """Return the distinct pairs of several keys for some of the records."""
    with ThreadPoolExecutor(threads) as pool:
        found = list(pool.map(lambda key: blocker.pairs(key, rows), keys))
    return distinct([record for record, _ in found], [person for _, person in found])
