"""Model 36's figures, and the documents that carry them."""

from __future__ import annotations

from pathlib import Path

import duckdb

from pipelines.reporting.marts import FiguresDisagreeError, build_marts


def write_outputs(con: duckdb.DuckDBPyConnection, *, period: str, out: Path) -> list[Path]:
    return []


__all__ = ["FiguresDisagreeError", "build_marts", "write_outputs"]
