"""One file that analysts read, and the copy that a run builds beside it.

DuckDB lets no reader in while a writer holds the file, and a run that dies half-way must leave the
last publication whole. So a run never writes the published file: it copies it, works on the copy
and renames the copy over it at the end. Readers that hold the old file keep it.
"""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path

import duckdb

#: Tables whose rows of a period a run replaces as a whole.
PERIOD_TABLES = (
    "raw.rows",
    "mention.mentions",
    "mention.findings",
    "mention.reference",
    "mention.targets",
    "mention.deliveries",
    "match.quality",
    "match.register_measures",
    "mart.match_results",
    "mart.quarantine",
    "mart.files",
    "mart.check_results",
)


class WarehouseBusyError(Exception):
    """Another run holds the warehouse."""


def connect(
    path: Path | str, *, memory: str = "2GB", threads: int = 2, read_only: bool = False
) -> duckdb.DuckDBPyConnection:
    """Open a DuckDB file within a memory bound, with no extension ever fetched over a network."""
    return duckdb.connect(
        str(path),
        read_only=read_only,
        config={
            "memory_limit": memory,
            "threads": threads,
            "autoinstall_known_extensions": False,
            "preserve_insertion_order": True,
        },
    )


def migrate(con: duckdb.DuckDBPyConnection) -> int:
    """Bring the schema to the newest version, each migration once and whole.

    Returns
    -------
    int
        Number of migrations applied now.
    """
    con.execute(
        "CREATE TABLE IF NOT EXISTS main.migrations"
        " (name VARCHAR PRIMARY KEY, applied_at TIMESTAMPTZ DEFAULT current_timestamp)"
    )
    done = {name for (name,) in con.execute("SELECT name FROM main.migrations").fetchall()}
    folder = files("warehouse").joinpath("migrations")
    pending = sorted(f.name for f in folder.iterdir() if f.name.endswith(".sql"))
    applied = 0
    for name in pending:
        if name in done:
            continue
        con.execute("BEGIN")
        con.execute(folder.joinpath(name).read_text(encoding="utf-8"))
        con.execute("INSERT INTO main.migrations (name) VALUES (?)", [name])
        con.execute("COMMIT")
        applied += 1
    return applied


class Warehouse:
    """A published warehouse file and the way to replace it whole."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.building = path.with_name(path.name + ".building")

    @contextmanager
    def lock(self) -> Iterator[None]:
        """Hold the warehouse for one writer; the lock goes with the process, even a killed one.

        Raises
        ------
        WarehouseBusyError
            If another run holds it.
        """
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with self.path.with_name(self.path.name + ".lock").open("w") as handle:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as error:
                raise WarehouseBusyError from error
            yield

    def begin(self, *, memory: str, threads: int) -> duckdb.DuckDBPyConnection:
        """Copy the published file, if there is one, and open the copy for writing."""
        self.discard()
        if self.path.exists():
            shutil.copyfile(self.path, self.building)
        con = connect(self.building, memory=memory, threads=threads)
        # A copy that dies is thrown away, so its log is folded into the file seldom: each time
        # packs again the last rows of every table.
        con.execute("SET checkpoint_threshold = '256MB'")
        migrate(con)
        return con

    def publish(self, con: duckdb.DuckDBPyConnection) -> None:
        """Close the copy and rename it over the published file."""
        con.execute("CHECKPOINT")
        con.close()
        with self.building.open("rb") as handle:
            os.fsync(handle.fileno())
        self.building.replace(self.path)

    def discard(self) -> None:
        """Remove what a dead run left behind."""
        for leftover in (self.building, self.building.with_name(self.building.name + ".wal")):
            leftover.unlink(missing_ok=True)
        temporary = self.building.with_name(self.building.name + ".tmp")
        if temporary.exists():
            shutil.rmtree(temporary)


def clear_period(con: duckdb.DuckDBPyConnection, period: str) -> None:
    """Delete the rows of a period from every table that a run fills."""
    for table in PERIOD_TABLES:
        con.execute(f"DELETE FROM {table} WHERE period = ?", [period])  # noqa: S608 - names above


def fingerprint(con: duckdb.DuckDBPyConnection) -> dict[str, tuple[int, int]]:
    """Count and order-free hash of every table's rows, run ids and times aside.

    Two warehouses with the same fingerprint publish the same figures.
    """
    tables = con.execute(
        "SELECT table_schema, table_name FROM information_schema.tables"
        " WHERE table_schema IN ('raw', 'mention', 'match', 'mart', 'archive')"
        " AND table_type = 'BASE TABLE' AND table_name <> 'runs' ORDER BY ALL"
    ).fetchall()
    result: dict[str, tuple[int, int]] = {}
    for schema, table in tables:
        columns = [
            f'"{row[0]}"'
            for row in con.execute(f'DESCRIBE "{schema}"."{table}"').fetchall()
            if row[0] != "run_id"
        ]
        row = con.execute(
            f"SELECT count(*), coalesce(sum(hash({', '.join(columns)})), 0)::HUGEINT"  # noqa: S608
            f' FROM "{schema}"."{table}"'
        ).fetchone()
        assert row is not None  # noqa: S101 - an aggregate always gives a row
        result[f"{schema}.{table}"] = (row[0], row[1])
    return result
