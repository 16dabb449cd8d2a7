"""Candidate pairs: who in the reference is worth weighing for a record."""

from __future__ import annotations

from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from importlib.resources import files

import duckdb
import numpy as np
import numpy.typing as npt
import pyarrow as pa

from pipelines.matching.comparison import Records
from pipelines.matching.encoded import Ints, Longs
from pipelines.matching.keys import Key, part, table, together
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
    """Tell which values are certainly none of the wanted ones.

    A table of bits by the last digits of a value stays in the processor's cache, so nearly all
    people of the reference are set aside before the join, whatever the size of the reference.
    """

    def __init__(self, wanted: Longs):
        bits = max(16, len(wanted).bit_length() + 3)
        self._mask = np.int64((1 << bits) - 1)
        self._seen = np.zeros(1 << bits, dtype=np.bool_)
        self._seen[wanted & self._mask] = True

    def passes(self, values: Longs) -> npt.NDArray[np.bool_]:
        """Whether each value may be wanted; a missing one (0) never is."""
        return np.asarray(self._seen.take(values & self._mask) & (values != 0))


class _Parts:
    """Parts of the keys of some people, each worked out when it is first asked for."""

    def __init__(
        self, side: Records | Reference, rows: Ints | slice, holder_household: Longs | None = None
    ):
        self._side, self.rows, self._holder_household = side, rows, holder_household
        self._known: dict[str, Longs] = {}
        self._filters: dict[tuple[str, str], _Filter] = {}

    def __getitem__(self, name: str) -> Longs:
        if name not in self._known:
            side = self._side
            self._known[name] = part(
                name, side.people, side.keys, side.addresses, self.rows, self._holder_household
            )
        return self._known[name]

    def filter(self, name: str, theirs: str, reference: Reference) -> _Filter:
        """Make the filter of people whose part may equal one of these."""
        if (name, theirs) not in self._filters:
            self._filters[name, theirs] = _Filter(_Sieve(self[name]), theirs, reference)
        return self._filters[name, theirs]


class _Filter:
    """Tell which people of the reference certainly hold no part that a record has."""

    def __init__(self, sieve: _Sieve, name: str, reference: Reference):
        self.name = name
        self._sieve, self._people = sieve, reference.people
        found = table(name, reference.keys, reference.addresses)
        # Names are sieved once each, whoever bears them.
        self._table = None if found is None else (sieve.passes(found[0]), found[1])

    def passes(self, rows: slice, parts: _Parts) -> npt.NDArray[np.bool_]:
        """Whether each person of a piece of the reference may hold such a part."""
        if self._table is None:
            return self._sieve.passes(parts[self.name])
        passing, ids = self._table
        return np.asarray(passing.take(getattr(self._people, ids)[rows]))


@dataclass(frozen=True)
class _Question:
    """Who shares a key with some records: the parts that either side puts together, and the bound.

    `rows` are the records, `own` their parts.
    """

    record: tuple[str, ...]
    person: tuple[str, ...]
    bound: int
    rows: Ints
    own: _Parts


@dataclass(frozen=True)
class _Wanted:
    """The keys of the records of a question, and what they and each of their parts let pass."""

    question: _Question
    record: Ints
    key: Longs
    sieve: _Sieve
    filters: tuple[_Filter, ...]

    @classmethod
    def of(cls, reference: Reference, question: _Question) -> _Wanted:
        """Put the records' keys together."""
        own = question.own
        key = together([own[name] for name in question.record])
        there = np.flatnonzero(key)
        return cls(
            question, question.rows[there], key[there], _Sieve(key[there]),
            tuple(
                own.filter(name, theirs, reference)
                for name, theirs in zip(question.record, question.person, strict=True)
            ),
        )  # fmt: skip


_Answer = tuple[Ints, Ints, Ints]

#: People whose keys are worked out at a time: what a processor's cache holds.
_CHUNK = 1 << 16
#: Keys that are joined at a time: they share parts, and all their people are held in memory.
_KEYS = 12


class Blocker:
    """Blocking of one register against the reference."""

    def __init__(
        self,
        connection: duckdb.DuckDBPyConnection,
        records: Records,
        reference: Reference,
        threads: int = 1,
    ):
        self._connection = connection
        self._records = records
        self._reference = reference
        self._threads = threads
        holder = np.where(records.number_row >= 0, records.number_row, records.old_number_row)
        household = reference.people.household
        self._holder_household: Longs = (
            np.where(holder >= 0, household[holder], 0)
            if len(household)
            else np.zeros(len(holder), dtype=np.int64)
        )

    def pairs(self, keys: tuple[Key, ...], rows: Ints) -> tuple[Ints, Ints]:
        """Return the pairs of some keys for some of the records; a pair may come several times.

        A record whose key stands for too many people falls back on the key's narrower form; where
        that is too common as well, the record gets no pair from this key.
        """
        own = self._own(rows)
        found = self._answers(
            [_Question(key.record, key.other, key.bound, rows, own) for key in keys]
        )
        found += self._answers(
            [
                _Question(
                    (*key.record, *key.narrower), (*key.other, *key.narrower), key.bound,
                    oversize, self._own(oversize),
                )
                for key, (_, _, oversize) in zip(keys, found, strict=True)
                if len(oversize) and key.narrower
            ]
        )  # fmt: skip
        none = np.zeros(0, dtype=np.int32)
        return (
            np.concatenate([none, *(record for record, _, _ in found)]),
            np.concatenate([none, *(person for _, person, _ in found)]),
        )

    def claimants(self, keys: Iterable[Key], persons: Ints) -> npt.NDArray[np.intp]:
        """Find the records that a key might bring together with some people, bounds aside."""
        every = np.arange(self._records.people.size, dtype=np.int32)
        own, theirs = self._own(every), _Parts(self._reference, persons)
        found = np.zeros(len(every), dtype=np.bool_)
        for key in keys:
            wanted = together([theirs[name] for name in key.other])
            held = together([own[name] for name in key.record])
            found |= np.isin(held, wanted[wanted != 0])
        return np.flatnonzero(found)

    def _own(self, rows: Ints) -> _Parts:
        return _Parts(self._records, rows, self._holder_household)

    def _answers(self, questions: list[_Question]) -> list[_Answer]:
        """Pairs of every question, and the records whose key stands for too many people."""
        found: list[_Answer] = []
        with ThreadPoolExecutor(self._threads) as pool:
            for start in range(0, len(questions), _KEYS):
                wanted = list(
                    pool.map(partial(_Wanted.of, self._reference), questions[start : start + _KEYS])
                )
                pieces = pool.map(
                    partial(_held, self._reference, wanted),
                    range(0, max(self._reference.size, 1), _CHUNK),
                )
                found += pool.map(self._join, wanted, zip(*pieces, strict=True))
        return found

    def _join(self, wanted: _Wanted, held: tuple[tuple[Ints, Longs], ...]) -> _Answer:
        people = np.concatenate([people for people, _ in held])
        right = np.concatenate([key for _, key in held])
        if not len(people):
            return people, people, people
        # A cursor of its own, so that several keys can be joined at once.
        with self._connection.cursor() as con:
            con.register("record_keys", pa.table({"record": wanted.record, "key": wanted.key}))
            con.register("reference_keys", pa.table({"person": people, "key": right}))
            found = con.execute(_CANDIDATES, {"bound": wanted.question.bound}).fetchnumpy()
        record = np.asarray(found["record"], dtype=np.int32)
        person = np.asarray(found["person"], dtype=np.int32)
        fits = person >= 0
        return record[fits], person[fits], np.sort(record[~fits])


def _held(reference: Reference, wanted: list[_Wanted], start: int) -> list[tuple[Ints, Longs]]:
    """People of a piece of the reference whose keys may be wanted, and these keys, by question.

    A key is put together only for people each of whose parts is a part of some record's key.
    """
    rows = slice(start, min(start + _CHUNK, reference.size))
    parts = _Parts(reference, rows)
    passing: dict[_Filter, npt.NDArray[np.bool_]] = {}
    found = []
    for each in wanted:
        for item in each.filters:
            if item not in passing:
                passing[item] = item.passes(rows, parts)
        possible = np.flatnonzero(np.logical_and.reduce([passing[item] for item in each.filters]))
        people = (possible + start).astype(np.int32)
        chosen = _Parts(reference, people)
        key = together([chosen[item.name] for item in each.filters])
        kept = np.flatnonzero(each.sieve.passes(key))
        found.append((people[kept], key[kept]))
    return found


def block(blocker: Blocker, keys: tuple[Key, ...], rows: Ints) -> Pairs:
    """Return the distinct pairs of several keys for some of the records."""
    record, person = blocker.pairs(keys, rows)
    return distinct([record], [person])
