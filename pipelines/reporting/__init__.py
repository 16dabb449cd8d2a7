"""Model 36's figures, and the documents that carry them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import duckdb

from pipelines.reporting.facts import gather
from pipelines.reporting.lists import write_lists
from pipelines.reporting.marts import FiguresDisagreeError, build_marts, period_end
from pipelines.reporting.page import write_page
from pipelines.reporting.report import write_report
from pipelines.reporting.workbook import write_workbook


def write_outputs(
    con: duckdb.DuckDBPyConnection, *, period: str, out: Path, today: date | None = None
) -> list[Path]:
    """Write the documents of a period into an empty folder.

    Parameters
    ----------
    today
        Day of the run: the figures stand as of it, or of the period's end if that is earlier.

    Returns
    -------
    list of Path
        `mo-hinh-36.docx`, `mo-hinh-36.xlsx`, `bao-cao.html` and the exception lists under
        `ngoai-le/`.
    """
    facts = gather(con, period)
    report, workbook, page = (
        out / name for name in ("mo-hinh-36.docx", "mo-hinh-36.xlsx", "bao-cao.html")
    )
    end = date.fromisoformat(period_end(period))
    write_report(facts, report, until=min(today or end, end))
    write_workbook(facts, workbook)
    write_page(facts, page)
    return [report, workbook, page, *write_lists(con, period=period, out=out / "ngoai-le")]


__all__ = ["FiguresDisagreeError", "build_marts", "write_outputs"]
