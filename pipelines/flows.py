"""Prefect round the stages: when the run starts and which stage is tried again, never the work.

Tasks take the stage's name only as a label and return nothing, so Prefect's database holds names,
times and counts. It also keeps what an exception says: an unexpected one, which may quote a value,
goes on as its type alone.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

# No network at run time: read by Prefect when it is imported.
os.environ.setdefault("DO_NOT_TRACK", "1")
os.environ.setdefault("PREFECT_SERVER_ANALYTICS_ENABLED", "false")

from prefect import flow, task
from prefect.artifacts import create_markdown_artifact, create_table_artifact
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import State, TaskRun
from prefect.schedules import Cron
from prefect.tasks import Task

from pipelines.job import Job, Order, RunFailed
from pipelines.run import Summary
from pipelines.run import run as run_once
from pipelines.settings import TIME_ZONE, Settings
from pipelines.stages import Stage


def _could_pass(_task: Task[..., object], _run: TaskRun, state: State[object]) -> bool:
    """Try again only what a second try can cure: a share or disk that did not answer."""
    try:
        state.result()
    except OSError:
        return True
    except Exception:  # noqa: BLE001 - any other failure is final, and is raised by the flow
        return False
    return False


def _through_prefect(stage: Stage, job: Job) -> None:
    """Call a stage as a Prefect task. The job stays in this process and is not stored."""

    @task(
        name=stage.name,
        retries=stage.retries,
        retry_delay_seconds=30,
        retry_condition_fn=_could_pass,
        cache_policy=NO_CACHE,
        persist_result=False,
        log_prints=False,
    )
    def work() -> None:
        try:
            stage.run(job)
        except (RunFailed, OSError):
            raise
        except Exception as error:  # noqa: BLE001 - its text may hold a person's data
            raise RunFailed(f"Bước {stage.name} gặp lỗi {type(error).__name__}") from None

    work()


@flow(name="nightly", persist_result=False, log_prints=False)
def nightly(
    inbox: str, warehouse: str, out: str, period: str | None = None, settings: str | None = None
) -> None:
    """Run a period once under Prefect; without one, the current month in the province."""
    now = datetime.now(TIME_ZONE)
    order = Order(
        inbox=Path(inbox),
        warehouse=Path(warehouse),
        out=Path(out),
        period=period or f"{now:%Y-%m}",
        today=now.date(),
        settings=Settings.load(Path(settings) if settings else None),
    )
    _artifacts(run_once(order, call=_through_prefect))


def _artifacts(summary: Summary) -> None:
    """Leave the rates and the run's summary on the server: counts only."""
    create_table_artifact(
        key="ty-le-doi-soat",
        table=summary.rates.to_dicts(),
        description=f"Kỳ {summary.period}: kết quả đối soát theo nguồn",
    )
    lines = [f"# Lượt chạy {summary.run_id}", "", "| Bước | Số dòng | Giây |", "|---|---|---|"]
    lines += [f"| {t.stage} | {t.rows} | {t.seconds:.1f} |" for t in summary.times]
    if not summary.changed:
        lines += ["", "Dữ liệu vào không đổi: không công bố lại."]
    create_markdown_artifact(key="luot-chay", markdown="\n".join(lines))


def serve(
    inbox: Path,
    warehouse: Path,
    out: Path,
    settings: Settings,
    *,
    settings_file: Path | None = None,
    serve_flow: Callable[..., object] | None = None,
) -> None:
    """Keep the nightly schedule under Prefect until stopped."""
    (serve_flow or nightly.serve)(
        name="hang-dem",
        schedule=Cron(settings.schedule, timezone=str(TIME_ZONE)),
        parameters={
            "inbox": str(inbox.resolve()),
            "warehouse": str(warehouse.resolve()),
            "out": str(out.resolve()),
            "settings": str(settings_file.resolve()) if settings_file else None,
        },
        limit=1,
    )
