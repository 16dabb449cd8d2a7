"""The published file is replaced whole or not at all."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from pipelines.mention import COLUMNS, REFERENCE_COLUMNS
from warehouse.dictionary import dictionary
from warehouse.store import Warehouse, WarehouseBusyError, connect, fingerprint, migrate


@pytest.fixture
def con() -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect()
    migrate(connection)
    return connection


def test_migrations_are_applied_once(con: duckdb.DuckDBPyConnection) -> None:
    assert migrate(con) == 0


@pytest.mark.parametrize(
    ("table", "columns", "own"),
    [
        ("mention.mentions", COLUMNS, {"period", "quarantined"}),
        ("mention.reference", REFERENCE_COLUMNS, {"period"}),
    ],
)
def test_tables_follow_the_one_shape(
    con: duckdb.DuckDBPyConnection, table: str, columns: dict[str, object], own: set[str]
) -> None:
    names = {row[0] for row in con.execute(f"DESCRIBE {table}").fetchall()}
    assert names == set(columns) | own


def test_every_table_and_column_is_commented(con: duckdb.DuckDBPyConnection) -> None:
    silent = con.execute(
        "SELECT schema_name, table_name, column_name FROM duckdb_columns()"
        " WHERE schema_name NOT IN ('main', 'information_schema', 'pg_catalog')"
        " AND NOT internal AND comment IS NULL"
    ).fetchall()
    silent += con.execute(
        "SELECT schema_name, table_name FROM duckdb_tables()"
        " WHERE schema_name <> 'main' AND comment IS NULL"
    ).fetchall()
    assert silent == []


def test_dictionary_names_every_published_table(con: duckdb.DuckDBPyConnection) -> None:
    page = dictionary(con)
    for table in ("match_results", "quarantine", "match_rates", "indicators", "exceptions"):
        assert f"## mart.{table}" in page


def test_the_dictionary_in_the_docs_is_the_warehouses(con: duckdb.DuckDBPyConnection) -> None:
    written = Path(__file__).parents[2] / "docs" / "data-dictionary.md"
    assert written.read_text(encoding="utf-8") == dictionary(con)


def test_extensions_are_never_fetched(tmp_path: Path) -> None:
    with connect(tmp_path / "w.duckdb") as con:
        assert con.sql("SELECT current_setting('autoinstall_known_extensions')").fetchone() == (
            False,
        )


def test_publication_replaces_the_file_while_it_is_read(tmp_path: Path) -> None:
    store = Warehouse(tmp_path / "w.duckdb")
    with store.lock():
        store.publish(store.begin(memory="500MB", threads=1))
    reader = connect(store.path, read_only=True)
    with store.lock():
        con = store.begin(memory="500MB", threads=1)
        con.execute("INSERT INTO mention.targets (period, indicator_code) VALUES ('2026-11', 'x')")
        store.publish(con)
    assert reader.sql("SELECT count(*) FROM mention.targets").fetchone() == (0,)
    # DuckDB shares one instance a path within a process: a newcomer is another process.
    newcomer = (
        "import duckdb, sys; con = duckdb.connect(sys.argv[1], read_only=True);"
        "print(con.sql('SELECT count(*) FROM mention.targets').fetchone()[0])"
    )
    seen = subprocess.run(
        [sys.executable, "-c", newcomer, store.path], capture_output=True, text=True, check=True
    )
    assert seen.stdout.strip() == "1"


def test_a_dead_run_leaves_the_publication_and_is_cleared_away(tmp_path: Path) -> None:
    store = Warehouse(tmp_path / "w.duckdb")
    store.publish(store.begin(memory="500MB", threads=1))
    before = store.path.read_bytes()
    half_done = store.begin(memory="500MB", threads=1)
    half_done.execute("CREATE TABLE mart.half (x INT)")
    half_done.close()
    assert store.path.read_bytes() == before
    with store.begin(memory="500MB", threads=1) as con:
        tables = con.sql("SELECT table_name FROM duckdb_tables()").fetchall()
    assert ("half",) not in tables


def test_two_writers_never_meet(tmp_path: Path) -> None:
    store = Warehouse(tmp_path / "w.duckdb")
    with store.lock(), pytest.raises(WarehouseBusyError), Warehouse(store.path).lock():
        pass


def test_fingerprint_sees_rows_and_not_run_ids(con: duckdb.DuckDBPyConnection) -> None:
    def put(run_id: str, rule: str) -> None:
        con.execute("DELETE FROM mart.quarantine")
        con.execute(
            "INSERT INTO mart.quarantine VALUES ('2026-11', 's', 'f', '', 1, ?, '', 'm', ?)",
            [rule, run_id],
        )

    put("a", "r")
    first = fingerprint(con)
    put("b", "r")
    assert fingerprint(con) == first
    put("b", "other")
    assert fingerprint(con) != first
