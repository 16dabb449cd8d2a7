"""Work on every distinct value once, in whichever column, sheet or file of a run it stands.

Registers name the same people, places and days again and again: what was made of a value is kept.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from threading import Lock

import polars as pl

from pipelines.sources.normalise.text import clean_column

#: Takes a frame with distinct `value` and its `text` (`clean`), and returns it with more columns,
#: `value` among them; values that it leaves out are answered with null. What it answers depends on
#: the value alone, never on the others beside it.
Work = Callable[[pl.DataFrame], pl.DataFrame]

#: Values that a normaliser remembers: beyond, it forgets all and begins anew. Bounds the memory.
MOST = 400_000


def by_distinct(values: pl.Series, work: Work) -> pl.DataFrame:
    """Return what a normaliser makes of each value.

    Parameters
    ----------
    values
        One value a row.
    work
        The normaliser; one that lives as long as the module, for its answers are remembered.

    Returns
    -------
    pl.DataFrame
        One row a value, in order, with the columns that `work` adds.
    """
    return each_by_distinct([values], work)[0]


def each_by_distinct(columns: Sequence[pl.Series], work: Work) -> list[pl.DataFrame]:
    """`by_distinct` of several columns, with the work on all of them done at once."""
    known = _remembered(work)
    filled = [column for column in columns if not is_empty(column)]
    found = iter(known.of_columns(filled) if filled else ())
    return [known.of_nothing(c.len()) if is_empty(c) else next(found) for c in columns]


def is_empty(column: pl.Series) -> bool:
    """Whether a column holds nothing: most sheets lack most columns."""
    return column.null_count() == column.len()


class _Remembered:
    """Answers of one normaliser, found by the code that a categorical type gives each value."""

    def __init__(self, work: Work) -> None:
        self._work = work
        self._lock = Lock()
        self._nothing = _of_nothing(work)
        self._forget()

    def _forget(self) -> None:
        self._codes = pl.Categorical(pl.Categories.random())
        self._keepalive = pl.Series([], dtype=self._codes)  # codes live as long as a series has any
        self._answers = self._nothing  # row 0: of null; row n + 1: of the value with code n

    def of_nothing(self, rows: int) -> pl.DataFrame:
        return pl.DataFrame([answer.new_from_index(0, rows) for answer in self._nothing])

    def of_columns(self, columns: Sequence[pl.Series]) -> list[pl.DataFrame]:
        with self._lock:
            if self._answers.height > MOST:
                self._forget()
            coded = [c.cast(pl.String).cast(self._codes).to_physical() for c in columns]
            self._learn(max(int(str(c.max())) for c in coded))
            answers = self._answers
        return [answers[(codes + 1).fill_null(0)] for codes in coded]

    def _learn(self, last: int) -> None:
        """Work on the values that were not met before: codes are given in order of appearance."""
        known = self._answers.height - 1
        if last < known:
            return
        codes = pl.int_range(known, last + 1, dtype=pl.UInt32, eager=True)
        values = codes.cat.to(self._codes).cast(pl.String)
        self._answers = pl.concat([self._answers, _answers(self._work, values)]).rechunk()


def _answers(work: Work, values: pl.Series) -> pl.DataFrame:
    """Put distinct values to a normaliser; what it leaves out has no answer."""
    asked = values.alias("value").to_frame()
    made = work(asked.with_columns(clean_column(asked["value"]).alias("text")))
    if not made["value"].equals(asked["value"]):
        made = asked.join(made, on="value", how="left", nulls_equal=True, maintain_order="left")
    return made.drop("value", "text", strict=False)


@lru_cache(maxsize=64)
def _of_nothing(work: Work) -> pl.DataFrame:
    """Return what a normaliser answers to null: the same in every run."""
    return _answers(work, pl.Series([None], dtype=pl.String))


@lru_cache(maxsize=64)
def _remembered(work: Work) -> _Remembered:
    return _Remembered(work)


def forget() -> None:
    """Forget what was made of any value, as a new process would have it."""
    _remembered.cache_clear()
