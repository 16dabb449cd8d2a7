"""Matching on a warehouse: what the commands read from and write beside it."""

from __future__ import annotations

from pathlib import Path

import duckdb
import polars as pl

from pipelines.matching.evaluation import Evaluation, evaluate
from pipelines.matching.measures import Measures, measures_of
from pipelines.matching.model import Model
from pipelines.matching.records import Register, encode_records
from pipelines.matching.reference import Reference, prepare_reference
from pipelines.matching.training import train
from pipelines.sources.declaration import Source


def latest_period(connection: duckdb.DuckDBPyConnection) -> str:
    """Return the newest period of the warehouse.

    Raises
    ------
    LookupError
        If nothing has been published.
    """
    row = connection.execute("SELECT max(period) FROM mart.match_results").fetchone()
    if row is None or row[0] is None:
        raise LookupError("Kho dữ liệu chưa có kỳ báo cáo nào. Chạy `doisoat run` trước.")
    return str(row[0])


def read_reference(connection: duckdb.DuckDBPyConnection, period: str) -> pl.DataFrame:
    """Read the population reference of a period."""
    return connection.execute(
        "SELECT * EXCLUDE (period) FROM mention.reference WHERE period = ?"
        " ORDER BY person_id, file_name, file_row",
        [period],
    ).pl()


def read_mentions(connection: duckdb.DuckDBPyConnection, period: str, source: str) -> pl.DataFrame:
    """Read the mentions of a register that were matched."""
    return connection.execute(
        "SELECT * EXCLUDE (period, quarantined) FROM mention.mentions"
        " WHERE period = ? AND source = ? AND NOT quarantined"
        " ORDER BY file_name, sheet_name, file_row, role",
        [period, source],
    ).pl()


def read_measures(
    connection: duckdb.DuckDBPyConnection, period: str, source: str
) -> Measures | None:
    """Read what the newest run of a period measured of a register; None if it measured nothing.

    A warehouse that an earlier version published, read-only, has no such table yet.
    """
    known = connection.execute(
        "SELECT 1 FROM duckdb_tables() WHERE schema_name = 'match'"
        " AND table_name = 'register_measures'"
    ).fetchone()
    if known is None:
        return None
    return measures_of(
        connection.execute(
            "SELECT * FROM match.register_measures WHERE period = ? AND source = ?",
            [period, source],
        ).pl()
    )


def read_truth(folder: Path) -> pl.DataFrame:
    """Read the truth of a made-up province: `<folder>/*.parquet` or `<folder>/truth/*.parquet`.

    Raises
    ------
    LookupError
        If the folder holds no truth.
    """
    inner = folder / "truth" if (folder / "truth").is_dir() else folder
    found = sorted(inner.glob("*.parquet"))
    if not found:
        raise LookupError(f"Không thấy tệp đáp án (*.parquet) trong {inner}.")
    columns = ("source", "file", pl.col("row").cast(pl.Int64), "role", "person", "inside", "kinds")
    return pl.concat([pl.read_parquet(path).select(columns) for path in found])


def read_labels(path: Path) -> pl.DataFrame:
    """Read officers' labels: a csv or xlsx file with `source, file, row, role, person`.

    `person` is the right number, empty where the person is not in the reference.

    Raises
    ------
    LookupError
        If the file is no such table.
    """
    try:
        if path.suffix.lower() == ".csv":
            labels = pl.read_csv(path, infer_schema=False)
        else:
            labels = pl.read_excel(path, infer_schema_length=0)
        return labels.select(
            "source", "file", pl.col("row").cast(pl.Int64), "role",
            person=pl.col("person").cast(pl.String).str.strip_chars(),
        )  # fmt: skip
    except (pl.exceptions.PolarsError, ValueError, OSError) as error:
        raise LookupError(
            f"Không đọc được nhãn trong {path.name}: cần tệp csv hoặc xlsx có các cột "
            "source, file, row (số dòng), role, person (số định danh đúng, để trống nếu không có)."
        ) from error


def evaluate_warehouse(warehouse: Path, known: pl.DataFrame) -> Evaluation:
    """Evaluate the newest period against truth or labels (`evaluation.evaluate`).

    Raises
    ------
    LookupError
        If the warehouse holds no results.
    """
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        period = latest_period(connection)
        results = connection.execute(
            "SELECT * FROM mart.match_results WHERE period = ?", [period]
        ).pl()
        reference = read_reference(connection, period)
    return evaluate(results, known, reference)


def read_quality(warehouse: Path) -> pl.DataFrame:
    """Read how far the model itself trusts the links of the newest period, by source.

    Raises
    ------
    LookupError
        If the warehouse holds no results.
    """
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        return connection.execute(
            "SELECT * EXCLUDE (period) FROM match.quality WHERE period = ? ORDER BY source",
            [latest_period(connection)],
        ).pl()


def train_on_warehouse(
    warehouse: Path, sources: dict[str, Source], *, version: str
) -> tuple[Model, Reference]:
    """Train a model on the newest period of a warehouse.

    Raises
    ------
    LookupError
        If the warehouse holds no results.
    """
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        period = latest_period(connection)
        reference = prepare_reference(read_reference(connection, period))
        registers = []
        for source in sources.values():
            mentions = read_mentions(connection, period, source.name)
            if source.kind == "register" and mentions.height:
                registers.append(
                    (source.name, encode_records(mentions, reference, Register.of(source).life))
                )
    counts: dict[str, str | int | float] = {
        f"mentions_{name}": records.people.size for name, records in registers
    }
    model = train(reference, registers, version=version, provenance={"period": period, **counts})
    return model, reference
