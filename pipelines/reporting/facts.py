"""What the documents tell about a period, gathered once from the marts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import duckdb
import polars as pl

from pipelines.outcomes import QUARANTINED, QUARANTINED_LABEL, Outcome
from pipelines.reporting import sql
from pipelines.reporting.cells import slug
from pipelines.reporting.lines import report_lines
from pipelines.reporting.marts import provide_words
from pipelines.reporting.numbers import rate
from pipelines.sources import SOURCES

#: Result → words, in the order of the report; every mention has exactly one.
RESULTS: dict[str, str] = {
    **{str(outcome): outcome.label for outcome in Outcome},
    QUARANTINED: QUARANTINED_LABEL,
}

FILE_STATUS = {
    "read": "Đã đọc",
    "refused": "Không nhận",
    "waiting": "Chờ xác nhận cột",
    "duplicate": "Trùng tệp đã gửi",
    "skipped": "Không có dữ liệu",
}

DIMENSIONS = {"sex": "Giới tính", "age_band": "Nhóm tuổi", "ethnic_group": "Dân tộc"}
_SEX = {"male": "Nam", "female": "Nữ"}
UNKNOWN = "Chưa rõ"


@dataclass(frozen=True)
class Facts:
    """Frames behind the documents of one period; counts only, nobody's data."""

    period: str
    indicators: pl.DataFrame  # mart.indicators, in the order of the lines
    indicator_districts: pl.DataFrame  # mart.indicator_districts with agency and label
    rates: pl.DataFrame  # mart.match_rates of the period, with title and place
    trend: pl.DataFrame  # period, title, the results, total, rate: by list
    indicator_trend: pl.DataFrame  # lines by period
    files: pl.DataFrame
    quarantine: pl.DataFrame  # title, rule, message, rows
    reasons: pl.DataFrame  # title, agency, code, label, records
    groups: pl.DataFrame  # dimension, value, total, done, not_found, review, rate
    quality: pl.DataFrame  # title, precision, recall …; may be empty
    notes: tuple[str, ...]

    def by(self, *keys: str) -> pl.DataFrame:
        """Rates of the period added up over everything but the keys."""
        return roll(self.rates, keys)


def gather(con: duckdb.DuckDBPyConnection, period: str) -> Facts:
    """Read the marts; the connection may be read-only."""
    con.execute(sql.text("macros"))
    provide_words(con)

    def frame(name: str) -> pl.DataFrame:
        return sql.run(con, f"report/{name}", {"period": period}).pl()

    rates = frame("rates").with_columns(
        pl.col("district", "commune").replace("", UNKNOWN),
    )
    rates = vietnamese_order(rates, ["commune", "district"]).sort("place", maintain_order=True)
    notes = con.execute(
        "SELECT message FROM mart.report_notes WHERE period = ? ORDER BY position", [period]
    ).fetchall()
    indicators = _in_line_order(frame("indicators"))
    return Facts(
        period=period,
        indicators=indicators,
        indicator_districts=_districts(frame("indicator_districts"), indicators),
        rates=rates.filter(pl.col("period") == period),
        trend=roll(rates, ("period", "place", "title")).sort("period", "place"),
        indicator_trend=_in_line_order(frame("trend")),
        files=frame("files").with_columns(
            pl.col("status").replace(FILE_STATUS).alias("status_label")
        ),
        quarantine=frame("quarantine_rules"),
        reasons=frame("reasons"),
        groups=_groups(frame("groups")),
        quality=frame("quality"),
        notes=tuple(message for (message,) in notes),
    )


def roll(frame: pl.DataFrame, keys: Sequence[str]) -> pl.DataFrame:
    """Add counts up by the keys and work out the rate of the sums."""
    counts = ["total", *RESULTS]
    if not keys:
        summed = frame.select(pl.col(counts).sum())
    else:
        summed = frame.group_by(keys, maintain_order=True).agg(pl.col(counts).sum())
    done = summed["verified"] + summed["updated"]
    people = summed["total"] - summed["out_of_scope"]
    values = [rate(a, b) for a, b in zip(done, people, strict=True)]
    return summed.with_columns(
        done=done,
        people=people,
        remaining=people - done,
        rate=pl.Series(values, dtype=pl.Decimal(5, 2)),
    )


def vietnamese_order(frame: pl.DataFrame, names: Sequence[str]) -> pl.DataFrame:
    """Sort by names as a Vietnamese reader looks them up; what is unknown comes last."""
    for name in names:
        values = frame[name].unique().to_list()
        keys = {value: (value in {"", UNKNOWN}, slug(value), value) for value in values}
        places = {value: at for at, value in enumerate(sorted(values, key=keys.__getitem__))}
        frame = (
            frame.with_columns(pl.col(name).replace_strict(places).alias("_at"))
            .sort("_at", maintain_order=True)
            .drop("_at")
        )
    return frame


def _in_line_order(frame: pl.DataFrame) -> pl.DataFrame:
    lines = report_lines(SOURCES.values())
    places = pl.DataFrame(
        {
            "model": [line.model for line in lines],
            "code": [line.code for line in lines],
            "line": list(range(len(lines))),
        }
    )
    return frame.join(places, on=["model", "code"], how="left").sort(
        "line", "code", nulls_last=True, maintain_order=True
    )


def _districts(frame: pl.DataFrame, indicators: pl.DataFrame) -> pl.DataFrame:
    named = frame.with_columns(pl.col("district").replace("", UNKNOWN))
    words = indicators.select("model", "code", "agency", "label", "line")
    return vietnamese_order(
        named.join(words, on=["model", "code"], how="inner"), ["district"]
    ).sort("line", maintain_order=True)


def _groups(frame: pl.DataFrame) -> pl.DataFrame:
    """Put the words in; age bands in their order, the others from the largest group down."""
    bands = pl.col("value").str.extract(r"^(\d+)").cast(pl.Int64)
    within = pl.when(pl.col("dimension") == "age_band").then(bands).otherwise(-pl.col("total"))
    places = {name: at for at, name in enumerate(DIMENSIONS)}
    return frame.sort(
        pl.col("dimension").replace_strict(places), within, "value", nulls_last=True
    ).with_columns(
        pl.col("value").replace(_SEX).replace("", UNKNOWN),
        pl.col("dimension").replace(DIMENSIONS).alias("dimension_label"),
    )
