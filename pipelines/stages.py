"""The stages of the nightly run, in order. Each reads the tables before it and owns those it fills.

A stage can be run again: it clears what it fills first.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from itertools import groupby
from operator import attrgetter
from pathlib import Path

import polars as pl

from pipelines import checks, matching, reporting
from pipelines.job import Job, RunFailed
from pipelines.matching.store import read_mentions, read_reference
from pipelines.mention import SCHEMA
from pipelines.sources import SOURCES
from pipelines.sources.declaration import Source
from pipelines.sources.mentions import to_mentions, to_reference, to_targets
from pipelines.sources.reading import Notice, Sheet, read_inbox
from warehouse.store import clear_period


@dataclass(frozen=True)
class Stage:
    """A step of the run: its name in the log, what an officer sees, and the work."""

    name: str
    title: str
    run: Callable[[Job], None]
    retries: int = 0  # only where another try can help: files on a network share


def read(job: Job) -> None:
    """Read, normalise and check every file; fill raw, mention, quarantine and files."""
    clear_period(job.con, job.order.period)
    compared = []
    for source, sheets in groupby(_sheets(job), key=attrgetter("source")):
        frames = [frame for sheet in sheets if (frame := _store_sheet(job, sheet)) is not None]
        if frames:
            compared.append(_store_list(job, source, pl.concat(frames)))
    _require_reference(job)
    if compared:
        with job.timed("check"):
            across = checks.check_across(pl.concat(compared))
            _store_rules(job, across.rules)
            job.append("mention.findings", across.findings)


def _sheets(job: Job) -> Iterator[Sheet]:
    """Yield the sheets of the inbox, list by list, with what reading them takes on the clock."""
    sheets = iter(read_inbox(job.order.inbox))
    while True:
        with job.timed("read") as tally:
            sheet = next(sheets, None)
            tally.rows = 0 if sheet is None else sheet.rows.height
        if sheet is None:
            return
        yield sheet


def _store_list(job: Job, source: str, mentions: pl.DataFrame) -> pl.DataFrame:
    """Store a list once all its files are read, and compare it with its previous delivery.

    In one go: DuckDB packs a table's last rows anew for every few that join them.

    Returns
    -------
    pl.DataFrame
        What the comparison of all lists with each other needs: no list is held whole until then.
    """
    with job.timed("store"):
        job.append("mention.mentions", mentions)
    with job.timed("check"):
        previous = _previous(job, source)
        if previous:
            found = checks.check_delivery(SOURCES[source], mentions, previous)
            _store_rules(job, found, source=source)
        summary = json.dumps(asdict(checks.delivery(mentions)), sort_keys=True)
        job.append("mention.deliveries", pl.DataFrame({"source": source, "summary": summary}))
        return mentions.select(checks.COMPARED)


def _store_rules(
    job: Job, rules: Sequence[checks.RuleResult], *, source: str = "", sheet: Sheet | None = None
) -> None:
    """Keep what every rule found; a rule says itself where, or the sheet it was put to does."""
    rows = [
        {
            "source": rule.source or source or (sheet.source if sheet else ""),
            "file_name": rule.file_name or (sheet.file_name if sheet else ""),
            "sheet_name": rule.sheet_name or (sheet.sheet_name if sheet else ""),
            "rule": rule.code,
            "severity": str(rule.severity),
            "column_name": rule.column,
            "broken_rows": rule.rows,
            "message": rule.message,
            "examples": list(rule.examples),
        }
        for rule in rules
    ]
    if rows:
        schema = {"examples": pl.List(pl.Int32)}
        job.append("mart.check_results", pl.DataFrame(rows, schema_overrides=schema))


def _store_sheet(job: Job, sheet: Sheet) -> pl.DataFrame | None:
    """Take one sheet from its rows to its mentions, and say in `mart.files` what was made of it.

    Returns
    -------
    pl.DataFrame or None
        The mentions, still to be stored; none where the sheet is no register's or was not read.
    """
    where = (pl.lit(sheet.source), pl.lit(sheet.file_name), pl.lit(sheet.sheet_name))
    with job.timed("store") as tally:
        placed = sheet.rows.with_columns(source=where[0], file_name=where[1], sheet_name=where[2])
        job.append("raw.rows", placed)
        tally.rows = placed.height
    mentions: pl.DataFrame | None = None
    notices: tuple[Notice, ...] = ()
    made, rejected = 0, 0
    if sheet.status == "read":
        source = SOURCES[sheet.source]
        if source.kind == "register":
            checked, notices = _mentions(job, source, sheet)
            mentions, made = checked.mentions, checked.mentions.height
            rejected = checked.quarantine.select("file_row").n_unique()
        else:
            made = _others(job, source, sheet)
    _store_file(job, sheet, notices, made, rejected)
    return mentions


def _mentions(job: Job, source: Source, sheet: Sheet) -> tuple[checks.Checked, tuple[Notice, ...]]:
    with job.timed("normalise") as tally:
        normal = to_mentions(source, sheet, latest_year=job.order.today.year)
        tally.rows = normal.frame.height
    _require(
        set(sheet.fields["file_row"].to_list()) == set(normal.frame["file_row"].to_list()),
        f"Số dòng của tệp {sheet.source}/{sheet.file_name} không khớp sau khi chuẩn hóa",
    )
    with job.timed("check") as tally:
        checked = checks.check(source, sheet, normal.frame, today=job.order.today)
        tally.rows = checked.mentions.height
    with job.timed("store"):
        job.append("mart.quarantine", checked.quarantine)
        job.append("mention.findings", checked.findings)
        _store_rules(job, checked.rules, sheet=sheet)
    told = tuple(Notice(rule.code, rule.rows, rule.message) for rule in checked.rules if rule.rows)
    return checked, (*normal.notices, *told)


def _others(job: Job, source: Source, sheet: Sheet) -> int:
    with job.timed("normalise") as tally:
        if source.kind == "reference":
            table, frame = (
                "mention.reference",
                to_reference(source, sheet, latest_year=job.order.today.year),
            )
        else:
            table, frame = "mention.targets", to_targets(source, sheet)
        tally.rows = frame.height
    with job.timed("check"):
        if source.kind == "reference":
            rules = checks.check_reference(source, sheet, frame, today=job.order.today)
        else:
            rules = checks.check_targets(sheet, frame)
    with job.timed("store"):
        job.append(table, frame)
        _store_rules(job, rules, sheet=sheet)
    return frame.height


def _previous(job: Job, source: str) -> checks.PreviousDelivery | None:
    row = job.con.execute(
        "SELECT summary FROM mention.deliveries WHERE source = ? AND period < ?"
        " ORDER BY period DESC LIMIT 1",
        [source, job.order.period],
    ).fetchone()
    return checks.PreviousDelivery(**json.loads(row[0])) if row else None


def _store_file(
    job: Job, sheet: Sheet, notices: Sequence[Notice], made: int, rejected: int
) -> None:
    data_rows = sheet.rows.filter(pl.col("kind") == "data").height
    record = {
        "source": sheet.source,
        "file_name": sheet.file_name,
        "sheet_name": sheet.sheet_name,
        "status": sheet.status,
        "message": sheet.message,
        "sha256": sheet.sha256,
        "bytes": sheet.bytes,
        "file_type": sheet.file_type,
        "encoding": sheet.encoding,
        "header_row": sheet.header_row,
        "data_rows": data_rows,
        "skipped_rows": sheet.rows.height - data_rows,
        "mentions": made,
        "quarantined_rows": rejected,
        "columns": [{**asdict(c), "field": str(c.field)} for c in sheet.columns],
        "notices": [asdict(n) for n in (*sheet.notices, *notices)],
    }
    job.append("mart.files", pl.DataFrame([record], infer_schema_length=None))


def _require_reference(job: Job) -> None:
    """Stop the run when there is nobody to match against, or only a part of the people.

    A part would make everyone else "not found" and the rates wrong without a word.
    """
    period = [job.order.period]
    people = job.con.execute(
        "SELECT count(*) FROM mention.reference WHERE period = ?", period
    ).fetchone()
    unread = job.con.execute(
        "SELECT string_agg(concat_ws('/', file_name, nullif(sheet_name, '')) || ': ' || message,"
        " '; ' ORDER BY file_name, sheet_name)"
        " FROM mart.files WHERE period = ? AND source = 'population'"
        " AND status IN ('refused', 'waiting')",
        period,
    ).fetchone()
    told = str(unread[0]) if unread and unread[0] else ""
    if people and people[0] and not told:
        return
    reason = told or "thư mục population không có tệp nào có dữ liệu"
    raise RunFailed(
        f"Không đọc được đầy đủ dữ liệu dân cư ({' '.join(reason.split())}). Sửa, xác nhận cột "
        "hoặc bỏ tệp đó khỏi thư mục population rồi chạy lại; số liệu đã công bố giữ nguyên."
    )


def match(job: Job) -> None:
    """Link the mentions of every register to the reference; fill `mart.match_results`."""
    period = job.order.period
    job.con.execute("DELETE FROM mart.match_results WHERE period = ?", [period])
    job.con.execute("DELETE FROM match.quality WHERE period = ?", [period])
    job.con.execute("DELETE FROM match.register_measures WHERE period = ?", [period])
    with job.timed("reference") as tally:
        people = read_reference(job.con, period)
        reference = matching.prepare_reference(people)
        tally.rows = people.height
    del people
    version = matching.model_version(job.order.settings)
    for source in SOURCES.values():
        if source.kind != "register":
            continue
        mentions = read_mentions(job.con, period, source.name)
        if mentions.is_empty():
            continue
        with job.timed("match") as tally:
            matched = matching.match(
                reference, mentions.cast(SCHEMA), source, settings=job.order.settings
            )
            tally.rows = matched.results.height
        with job.timed("store"), job.whole():
            job.append("mart.match_results", matched.results)
            job.append("match.quality", matching.expected_quality(matched.results, version))
            if matched.measures:
                measures = matching.measures_frame(source.name, matched.measures)
                job.append("match.register_measures", measures)


def marts(job: Job) -> None:
    """Count: rates, indicators and exceptions of the period."""
    with job.timed("marts"):
        reporting.build_marts(job.con, period=job.order.period, run_id=job.run_id, key=job.key)


def reconcile(job: Job) -> None:
    """Check that every data row ended somewhere, exactly once, and that the sums agree."""
    with job.timed("reconcile"):
        sql = Path(__file__).with_name("reconcile.sql").read_text(encoding="utf-8")
        problems = job.con.execute(sql, {"period": job.order.period}).fetchall()
    _require(not problems, "; ".join(text for (text,) in problems))


def _require(holds: bool, what: str) -> None:
    if not holds:
        raise RunFailed(
            f"Số liệu không cân đối, chưa công bố: {what}. Gửi tên tệp cho nhóm kỹ thuật."
        )


#: The run, as a table of contents.
STAGES = (
    Stage("read", "Đọc, chuẩn hóa, kiểm tra tệp", read, retries=2),
    Stage("match", "Đối soát với dữ liệu dân cư", match),
    Stage("marts", "Tính tỷ lệ, chỉ tiêu, danh sách sai lệch", marts),
    Stage("reconcile", "Kiểm tra cân đối", reconcile),
)
