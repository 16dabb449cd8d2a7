"""Fill the marts of a period: rates, indicators, exceptions; refuse figures that do not add up."""

from __future__ import annotations

import calendar
from decimal import Decimal

import duckdb
import polars as pl

from pipelines.checks import RULES
from pipelines.job import RunFailed
from pipelines.outcomes import Reason
from pipelines.reporting import sql
from pipelines.reporting.figures import Figure, count_line, notes, sentence
from pipelines.reporting.lines import report_lines
from pipelines.sources import SOURCES

#: Tables of the period that are deleted and made anew.
_TABLES = (
    "mart.match_rates",
    "mart.group_rates",
    "mart.indicators",
    "mart.indicator_districts",
    "mart.report_notes",
    "match.exception_sightings",
)
_BLOCK = 64  # bytes; HMAC-SHA256, RFC 2104


class FiguresDisagreeError(RunFailed):
    """Sums that should be equal are not; nothing may be published."""


def period_end(period: str) -> str:
    """Last day of a period, ISO."""
    year, month = (int(part) for part in period.split("-"))
    return f"{period}-{calendar.monthrange(year, month)[1]:02d}"


def build_marts(con: duckdb.DuckDBPyConnection, *, period: str, run_id: str, key: bytes) -> None:  # noqa: ARG001
    """Fill the rates, the indicators, their breakdowns, the exceptions and the corrections.

    Parameters
    ----------
    con
        Warehouse with `mention.*`, `mart.match_results`, `mart.quarantine` and `mart.files` filled
        for the period.
    period
        `YYYY-MM`.
    run_id
        Part of the interface of a stage; these tables carry none.
    key
        Secret that keys the exception ids.

    Raises
    ------
    FiguresDisagreeError
        If a mention has no result or two, or any sum does not add up.
    """
    end = period_end(period)
    parameters = {"period": period, "period_end": end, **_hmac_pads(key)}
    for table in _TABLES:
        con.execute(f"DELETE FROM {table} WHERE period = ?", [period])  # noqa: S608 - names above
    con.execute(sql.text("macros"))
    provide_words(con)
    sql.run(con, "result_rows", parameters)
    sql.run(con, "register_rows", parameters)
    sql.run(con, "match_rates", parameters)
    sql.run(con, "group_rates", parameters)
    sql.run(con, "exception_sightings", parameters)
    sql.run(con, "sent_back", parameters)
    for name in ("exceptions", "corrections"):
        con.execute(f"DELETE FROM mart.{name}")  # noqa: S608 - names above
        sql.run(con, name, parameters)
    _indicators(con, period, end)
    problems = [problem for (problem,) in sql.run(con, "reconcile", parameters).fetchall()]
    for table in ("result_rows", "register_rows", "sent_back"):
        con.execute(f"DROP TABLE temp.{table}")
    if problems:
        raise FiguresDisagreeError(
            f"Số liệu không cân đối, chưa công bố: {'; '.join(problems)}. "
            "Báo cho nhóm kỹ thuật kèm tên danh sách."
        )


def provide_words(con: duckdb.DuckDBPyConnection) -> None:
    """Make the words of reasons, rules, lists and roles known to SQL, as temporary tables."""
    reasons = pl.DataFrame(
        [
            (r.key, r.text.code, r.text.label, r.text.action, r.text.field, str(r.text.severity))
            for r in Reason
        ],
        schema=["reason", "code", "label", "action", "field", "severity"],
        orient="row",
    )
    sources = pl.DataFrame(
        [
            (s.name, str(s.agency), s.title, s.by_district, place)
            for place, s in enumerate(SOURCES.values())
        ],
        schema=["source", "agency", "title", "by_district", "place"],
        orient="row",
    )
    roles = pl.DataFrame(
        [(s.name, p.role, p.label) for s in SOURCES.values() for p in s.persons],
        schema={"source": pl.String, "role": pl.String, "label": pl.String},
        orient="row",
    )
    rules = pl.DataFrame(
        [
            (
                r.code,
                r.national,
                r.fault,
                r.remedy,
                r.concerns,
                r.reason and r.reason.key,
                str(r.level),
                place,
            )
            for place, r in enumerate(RULES)
        ],
        schema=["rule", "code", "fault", "remedy", "field", "reason", "level", "place"],
        orient="row",
    )
    for name, frame in (
        ("reason_words", reasons), ("rule_words", rules), ("source_words", sources),
        ("role_words", roles),
    ):  # fmt: skip
        con.register("words", frame.to_arrow())
        con.execute(f"CREATE OR REPLACE TEMP TABLE {name} AS SELECT * FROM words")  # noqa: S608
        con.unregister("words")


def _hmac_pads(key: bytes) -> dict[str, bytes]:
    """Return the two padded keys of HMAC; keys of at most one block, as RFC 2104 has them."""
    if not 0 < len(key) <= _BLOCK:
        raise ValueError(f"the key of exception ids must have 1 to {_BLOCK} bytes")
    block = key.ljust(_BLOCK, b"\0")
    return {
        "inner": bytes(b ^ 0x36 for b in block),
        "outer": bytes(b ^ 0x5C for b in block),
    }


def _indicators(con: duckdb.DuckDBPyConnection, period: str, end: str) -> None:
    before = con.execute(
        "SELECT max(period) FROM mart.indicators WHERE period < ?", [period]
    ).fetchone()
    earlier = before[0] if before else None
    known: dict[tuple[str, str], tuple[int, Decimal | None]] = {
        (model, code): (numerator, value)
        for model, code, numerator, value in con.execute(
            "SELECT model, code, numerator, rate FROM mart.indicators WHERE period = ?", [earlier]
        ).fetchall()
    }
    by_district: dict[tuple[str, str, str], Decimal | None] = {
        (model, code, district): value
        for model, code, district, value in con.execute(
            "SELECT model, code, district, rate FROM mart.indicator_districts WHERE period = ?",
            [earlier],
        ).fetchall()
    }
    told: list[tuple[str, str]] = []
    for line in report_lines(SOURCES.values()):
        figure = count_line(con, line, period, end)
        if figure is None:
            continue
        numerator, value = known.get((line.model, line.code), (None, None))
        _store(con, period, figure, earlier, value)
        _store_districts(con, period, figure, by_district)
        told += [(line.code, note) for note in notes(figure, numerator)]
    _store_notes(con, period, told)


def _store(
    con: duckdb.DuckDBPyConnection,
    period: str,
    figure: Figure,
    earlier: str | None,
    value: Decimal | None,
) -> None:
    line, whole = figure.line, figure.whole
    previous = (earlier, value) if earlier is not None and value is not None else None
    con.execute(
        "INSERT INTO mart.indicators VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            period, line.model, line.code, str(line.agency), line.label, whole.numerator,
            whole.denominator, whole.rate, whole.remaining, value,
            sentence(figure, period, previous),
        ],
    )  # fmt: skip


def _store_districts(
    con: duckdb.DuckDBPyConnection,
    period: str,
    figure: Figure,
    previous: dict[tuple[str, str, str], Decimal | None],
) -> None:
    line = figure.line
    rows = [
        [
            period, line.model, line.code, district, tally.numerator, tally.denominator,
            tally.rate, tally.remaining, previous.get((line.model, line.code, district)),
        ]
        for district, tally in figure.districts.items()
    ]  # fmt: skip
    if rows:
        con.executemany(
            "INSERT INTO mart.indicator_districts VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", rows
        )


def _store_notes(con: duckdb.DuckDBPyConnection, period: str, told: list[tuple[str, str]]) -> None:
    """Store the notes in order; a note told by two models of one code is told once."""
    unread = con.execute(
        "SELECT '', format('Tệp {}{}: {}', if(source = '', '', source || '/'), file_name, message)"
        " FROM mart.files WHERE period = ? AND status IN ('refused', 'waiting') ORDER BY ALL",
        [period],
    ).fetchall()
    rows = [
        [period, position, code, message]
        for position, (code, message) in enumerate(dict.fromkeys([*told, *unread]), start=1)
    ]
    if rows:
        con.executemany("INSERT INTO mart.report_notes VALUES (?, ?, ?, ?)", rows)
