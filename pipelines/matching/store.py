"""Matching on a warehouse: what the commands read from and write beside it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from importlib.resources import files
from pathlib import Path
from typing import Any

import duckdb
import polars as pl

from pipelines.matching.evaluation import Evaluation, evaluate, expected_interval
from pipelines.matching.explanation import Explanation, explain
from pipelines.matching.measures import Measures, measures_of
from pipelines.matching.model import Model, load_model
from pipelines.matching.records import Register, encode_records
from pipelines.matching.reference import Reference, prepare_reference
from pipelines.matching.training import train
from pipelines.outcomes import Outcome
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


#: Probabilities that differ by less are the same: sums may be added up in another order.
_SAME = 1e-6


class AmbiguousRecordError(LookupError):
    """No record, or more than one, lies where one was asked for."""


def _measured(connection: duckdb.DuckDBPyConnection) -> bool:
    """Say whether registers' measures can be stored; a published file may be of an older version.

    It is read-only, so nothing can be migrated here: the next run does.
    """
    found = connection.execute(
        "SELECT 1 FROM duckdb_tables() WHERE schema_name = 'match'"
        " AND table_name = 'register_measures'"
    ).fetchone()
    return found is not None


def read_measures(
    connection: duckdb.DuckDBPyConnection, period: str, source: str
) -> Measures | None:
    """Read what the newest run of a period measured of a register; None if it measured nothing."""
    if not _measured(connection):
        return None
    return measures_of(
        connection.execute(
            "SELECT * FROM match.register_measures WHERE period = ? AND source = ?",
            [period, source],
        ).pl()
    )


def explain_stored(
    warehouse: Path, source: Source, place: Mapping[str, str | int], *, model: Path | None = None
) -> Explanation:
    """Explain a record of the newest period by the figures its result was made with.

    Parameters
    ----------
    place
        Values of `file_row`, `file_name`, `sheet_name`, `role` that are those of one mention alone.
    model
        The model file of the run, the shipped one by default.

    Raises
    ------
    AmbiguousRecordError
        If not exactly one record lies there.
    LookupError
        If nothing has been published.
    """
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        period = latest_period(connection)
        mentions = read_mentions(connection, period, source.name)
        there = mentions.select(pl.all_horizontal(pl.col(n) == v for n, v in place.items()))
        row = there.to_series().arg_true()
        if len(row) != 1:
            raise AmbiguousRecordError(f"Có {len(row)} hồ sơ như vậy: ghi thêm tên tệp hoặc vai.")
        measures = read_measures(connection, period, source.name)
        outcome, stored, used = _stored_result(connection, period, mentions.row(row[0], named=True))
        reference = prepare_reference(read_reference(connection, period))
    explanation = explain(
        reference, mentions, int(row[0]), Register.of(source), model=load_model(model),
        measures=measures,
    )  # fmt: skip
    remarks = [f"Kết quả đã lưu: {Outcome(outcome).label}."]
    found = explanation.candidates[0].probability if explanation.candidates else None
    if abs((found or 0.0) - (stored or 0.0)) > _SAME:
        told = "–" if stored is None else f"{stored:.6f}".replace(".", ",")
        remarks.append(_DIFFERS.format(told, used))
    return replace(explanation, remarks=(*remarks, *explanation.remarks))


def _stored_result(
    connection: duckdb.DuckDBPyConnection, period: str, mention: dict[str, Any]
) -> tuple[str, float | None, str]:
    """Outcome, probability and version of the model of a mention's result."""
    place = [mention[name] for name in ("source", "file_name", "sheet_name", "file_row", "role")]
    row = connection.execute(
        "SELECT outcome, probability, coalesce(model, '?')"
        " FROM mart.match_results LEFT JOIN match.quality USING (period, source)"
        " WHERE period = ? AND source = ? AND file_name = ? AND sheet_name = ? AND file_row = ?"
        " AND role = ?",
        [period, *place],
    ).fetchone()
    assert row is not None  # noqa: S101 - a run gives every mention that it matches a result
    return row


_DIFFERS = (
    "Lần chạy lưu xác suất {}, với mô hình {}: mô hình, phiên bản chương trình hoặc số liệu riêng "
    "của danh sách lúc đó khác với ở đây. Chạy lại `doisoat run` để khớp."
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

    Returns
    -------
    polars.DataFrame
        Columns of `match.quality` but the period; false_low and false_high, the interval of
        expected_false; inside (share of records whose person is in the reference) and pairs (that
        share a number, on which the register's mistakes were counted), null where not measured.

    Raises
    ------
    LookupError
        If the warehouse holds no results, or is of a version that kept no measures.
    """
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        period = latest_period(connection)
        if not _measured(connection):
            raise LookupError("Kho do phiên bản cũ ghi. Chạy lại `doisoat run` rồi thử lại.")
        quality = connection.execute(_QUALITY, {"period": period}).pl()
    low, high = expected_interval(pl.col("expected_false"))
    return quality.with_columns(false_low=low, false_high=high)


_QUALITY = files("pipelines.matching").joinpath("sql", "quality.sql").read_text(encoding="utf-8")


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
