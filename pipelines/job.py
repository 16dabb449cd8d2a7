"""What a run carries from stage to stage, and what can stop it."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import duckdb
import polars as pl

from pipelines import __version__
from pipelines.settings import Settings


class RunFailed(Exception):  # noqa: N818 - reads as what it is
    """The run cannot go on; the message is one Vietnamese line that says what to do."""


@dataclass(frozen=True)
class Order:
    """What a run is asked to do."""

    inbox: Path
    warehouse: Path
    out: Path
    period: str  # YYYY-MM
    today: date
    settings: Settings = field(default_factory=Settings)
    correction: str = ""  # why a frozen period is made anew

    def inputs_hash(self) -> str:
        """Hash over the names and contents of the inbox, in name order."""
        digest = hashlib.sha256()
        for path in sorted(p for p in self.inbox.rglob("*") if p.is_file()):
            digest.update(str(path.relative_to(self.inbox)).encode())
            with path.open("rb") as handle:
                digest.update(hashlib.file_digest(handle, "sha256").digest())
        return digest.hexdigest()

    def run_id(self, inputs_hash: str, revision: int) -> str:
        """Name of the run: the same inputs, program, settings and revision give the same name."""
        parts = (inputs_hash, __version__, self.settings.model_dump_json(), str(revision))
        return f"{self.period}-{hashlib.sha256('|'.join(parts).encode()).hexdigest()[:12]}"


@dataclass(frozen=True)
class StageTime:
    """Rows and seconds of one stage."""

    stage: str
    rows: int
    seconds: float


@dataclass
class Job:
    """A run under way: the order, the working copy of the warehouse, and the clock."""

    order: Order
    con: duckdb.DuckDBPyConnection
    run_id: str
    revision: int
    inputs_hash: str
    key: bytes
    times: list[StageTime] = field(default_factory=list)
    _with_run_id: dict[str, bool] = field(default_factory=dict)

    @contextmanager
    def timed(self, stage: str) -> Iterator[Tally]:
        """Add the time and the rows of a block to a stage."""
        tally, start = Tally(), time.perf_counter()
        yield tally
        seconds = time.perf_counter() - start
        for index, known in enumerate(self.times):
            if known.stage == stage:
                total = StageTime(stage, known.rows + tally.rows, known.seconds + seconds)
                self.times[index] = total
                return
        self.times.append(StageTime(stage, tally.rows, seconds))

    @contextmanager
    def whole(self) -> Iterator[None]:
        """Write all that a block appends, or nothing of it."""
        self.con.begin()
        try:
            yield
        except BaseException:
            self.con.rollback()
            raise
        self.con.commit()

    def append(self, table: str, frame: pl.DataFrame) -> None:
        """Insert a frame into a table by column names, with the period (and run) filled in.

        Parameters
        ----------
        table
            Schema-qualified name, one of the warehouse's own.
        frame
            Columns are a subset of the table's.
        """
        if frame.is_empty():
            return
        if table not in self._with_run_id:
            columns = self.con.execute(f"DESCRIBE {table}").fetchall()
            self._with_run_id[table] = "run_id" in {row[0] for row in columns}
        filled = frame.with_columns(period=pl.lit(self.order.period))
        if self._with_run_id[table]:
            filled = filled.with_columns(run_id=pl.lit(self.run_id))
        self.con.register("incoming", filled.to_arrow())
        self.con.execute(f"INSERT INTO {table} BY NAME SELECT * FROM incoming")  # noqa: S608
        self.con.unregister("incoming")


@dataclass
class Tally:
    """Rows that a stage handled."""

    rows: int = 0
