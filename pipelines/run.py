"""The nightly run, once: stages on a working copy, then one publication.

Nothing here knows Prefect; `pipelines.flows` passes the same stages through tasks.
"""

from __future__ import annotations

import json
import os
import secrets
import shutil
from collections import defaultdict
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import polars as pl

from pipelines import __version__, checks, matching, reporting
from pipelines.job import Job, Order, RunFailed, StageTime
from pipelines.outcomes import Severity
from pipelines.sources import SOURCES
from pipelines.stages import STAGES, Stage
from warehouse.store import Warehouse, WarehouseBusyError, fingerprint

_DOCUMENTS = ("mo-hinh-36.docx", "mo-hinh-36.xlsx", "bao-cao.html", "kiem-tra.html")

#: How a stage is called: directly, or through a Prefect task.
Call = Callable[[Stage, Job], None]


@dataclass(frozen=True)
class Summary:
    """What a run did. Figures are counts; nothing personal."""

    run_id: str
    period: str
    changed: bool
    times: tuple[StageTime, ...]
    rates: pl.DataFrame  # source, agency, total, the outcomes, quarantined, rate
    files: pl.DataFrame  # source, file_name, sheet_name, status, message of those not read
    outputs: tuple[Path, ...]


def run(order: Order, *, call: Call | None = None) -> Summary:
    """Read, check, match, publish and report one period.

    Raises
    ------
    RunFailed
        If the run cannot go on. What was published before is untouched.
    """
    if not order.inbox.is_dir():
        raise RunFailed(f"Không có thư mục hộp nhận {order.inbox}. Kiểm tra lại --inbox.")
    store = Warehouse(order.warehouse)
    try:
        with store.lock():
            return _locked(order, store, call or _directly)
    except WarehouseBusyError:
        raise RunFailed(
            f"Một lượt chạy khác đang giữ {order.warehouse}. Đợi lượt đó xong rồi chạy lại."
        ) from None
    except duckdb.IOException:
        raise RunFailed(
            f"Không mở hoặc ghi được {order.warehouse}. Kiểm tra quyền ghi, dung lượng đĩa và "
            "tệp có đúng là kho dữ liệu DuckDB không."
        ) from None


def _directly(stage: Stage, job: Job) -> None:
    stage.run(job)


def _locked(order: Order, store: Warehouse, call: Call) -> Summary:
    started = datetime.now(UTC)
    _recover(order.out / order.period)
    inputs_hash = order.inputs_hash()
    con = store.begin(memory=order.settings.memory, threads=order.settings.threads)
    try:
        before = fingerprint(con)
        revision = _revision(con, order, inputs_hash)
        job = Job(
            order=order,
            con=con,
            run_id=order.run_id(inputs_hash, revision),
            revision=revision,
            inputs_hash=inputs_hash,
            key=_key(store.path),
        )
        for stage in STAGES:
            call(stage, job)
        changed = fingerprint(con) != before
        folder = _write_outputs(job)
        if changed:
            _record(job, started)
        summary = _summary(job, changed)
        if changed:
            store.publish(con)
        _publish_folder(folder, order.out / order.period, replace=changed)
    finally:
        with suppress(duckdb.Error):
            con.close()
        store.discard()
    return summary


def _revision(con: duckdb.DuckDBPyConnection, order: Order, inputs_hash: str) -> int:
    """Decide whether the period may be written, and under which revision.

    The newest period is open. One that a later period has followed is frozen: the same inputs
    change nothing, other inputs need a reason and make a new revision.
    """
    rows = con.execute(
        "SELECT period, max(revision), arg_max(inputs_hash, finished_at) FROM mart.runs"
        " GROUP BY period ORDER BY period"
    ).fetchall()
    known = {period: (revision, inputs) for period, revision, inputs in rows}
    if order.period not in known:
        return 1
    revision, inputs = known[order.period]
    frozen = max(known) > order.period
    if not frozen or inputs == inputs_hash:
        return int(revision)
    if not order.correction:
        raise RunFailed(
            f"Kỳ {order.period} đã chốt. Muốn lập bản đính chính, chạy lại với "
            '--correct "lý do đính chính".'
        )
    con.execute(
        "INSERT INTO archive.indicators BY NAME"
        " SELECT *, ? AS revision FROM mart.indicators WHERE period = ?",
        [revision, order.period],
    )
    return int(revision) + 1


def _key(warehouse: Path) -> bytes:
    """Secret beside the warehouse that keys exception ids: stable over runs, useless without it."""
    path = warehouse.with_name(warehouse.name + ".key")
    if not path.exists():
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as handle:
            handle.write(secrets.token_bytes(32))
    return path.read_bytes()


def _write_outputs(job: Job) -> Path:
    folder = job.order.out / f".{job.order.period}.building"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    with job.timed("documents") as tally:
        tally.rows = len(
            reporting.write_outputs(
                job.con, period=job.order.period, out=folder, today=job.order.today
            )
        )
        page = checks.checks_page(_check_results(job), period=job.order.period)
        (folder / "kiem-tra.html").write_text(page, encoding="utf-8")
    return folder


def _check_results(job: Job) -> dict[str, list[checks.RuleResult]]:
    """Return what the checks found, under the name of the list and the file."""
    found: dict[str, list[checks.RuleResult]] = defaultdict(list)
    rows = job.con.execute(
        "SELECT rule, severity, message, column_name, broken_rows, examples, source, file_name,"
        " sheet_name FROM mart.check_results WHERE period = ?"
        " ORDER BY source, file_name, sheet_name, rule, column_name",
        [job.order.period],
    ).fetchall()
    for code, severity, message, column, broken, examples, source, file, sheet in rows:
        title = SOURCES[source].title if source else "Giữa các danh sách"
        heading = " · ".join(part for part in (title, file, sheet) if part)
        found[heading].append(
            checks.RuleResult(
                code, Severity(severity), message, column, broken, tuple(examples), source, file,
                sheet,
            )
        )  # fmt: skip
    return found


def _publish_folder(folder: Path, target: Path, *, replace: bool) -> None:
    """Put a finished folder in the place of the published one; leave an unchanged one alone."""
    made = {p.relative_to(folder) for p in folder.rglob("*")}
    if (
        not replace
        and target.exists()
        and made == {p.relative_to(target) for p in target.rglob("*")}
    ):
        shutil.rmtree(folder)
        return
    old = _previous_folder(target)
    if target.exists():
        target.rename(old)
    folder.rename(target)
    shutil.rmtree(old, ignore_errors=True)


def _previous_folder(target: Path) -> Path:
    return target.with_name(f".{target.name}.previous")


def _recover(target: Path) -> None:
    """Bring back the published folder if a run died between its two renames."""
    old = _previous_folder(target)
    if old.exists():
        if target.exists():
            shutil.rmtree(old)
        else:
            old.rename(target)


def _record(job: Job, started: datetime) -> None:
    record = {
        "revision": job.revision,
        "why": job.order.correction if job.revision > 1 else "",
        "started_at": started,
        "finished_at": datetime.now(UTC),
        "version": __version__,
        "settings": json.dumps(job.order.settings.model_dump(mode="json"), sort_keys=True),
        "model": matching.model_version(job.order.settings),
        "inputs_hash": job.inputs_hash,
        "stages": [asdict(t) for t in job.times],
    }
    job.con.execute("DELETE FROM mart.runs WHERE run_id = ?", [job.run_id])
    job.append("mart.runs", pl.DataFrame([record], infer_schema_length=None))


def _summary(job: Job, changed: bool) -> Summary:
    period = job.order.period
    rates = job.con.execute(
        "SELECT source, agency, sum(total)::BIGINT AS total, sum(verified)::BIGINT AS verified,"
        " sum(updated)::BIGINT AS updated, sum(mismatch)::BIGINT AS mismatch,"
        " sum(review)::BIGINT AS review, sum(not_found)::BIGINT AS not_found,"
        " sum(duplicate)::BIGINT AS duplicate, sum(deceased)::BIGINT AS deceased,"
        " sum(out_of_scope)::BIGINT AS out_of_scope, sum(quarantined)::BIGINT AS quarantined"
        " FROM mart.match_rates WHERE period = ? GROUP BY ALL ORDER BY ALL",
        [period],
    ).pl()
    files = job.con.execute(
        "SELECT source, file_name, sheet_name, status, message FROM mart.files"
        " WHERE period = ? AND status <> 'read' ORDER BY ALL",
        [period],
    ).pl()
    target = job.order.out / period
    return Summary(
        run_id=job.run_id,
        period=period,
        changed=changed,
        times=tuple(job.times),
        rates=rates,
        files=files,
        outputs=tuple(target / n for n in _DOCUMENTS),
    )
