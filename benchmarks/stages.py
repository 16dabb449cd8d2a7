"""Time, rows and memory of a nightly run by stage, in a process of its own.

    python -m benchmarks stages [--inbox DIR | --people 20000 --seed 1]

Memory is the largest resident size while a stage ran (Linux resets its mark between stages;
elsewhere it is the largest so far).
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path
from typing import Any

from pipelines.job import Job, Order
from pipelines.run import run as run_once
from pipelines.stages import Stage
from sample_data.generate import generate

_RESET, _STATUS = Path("/proc/self/clear_refs"), Path("/proc/self/status")
_AFTER = "documents, publication"


def _reset_peak() -> None:
    if _RESET.exists():
        _RESET.write_text("5")


def peak_gb() -> float:
    """Largest resident memory since the last reset, GB."""
    if _STATUS.exists():
        for line in _STATUS.read_text().splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) * 1024 / 1e9
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 1e9


def _measure(inbox: Path, folder: Path) -> dict[str, Any]:
    """Run once in this process."""
    whole: list[dict[str, Any]] = []
    clock = [time.perf_counter(), time.process_time()]

    def mark(stage: str) -> None:
        now = [time.perf_counter(), time.process_time()]
        row = {"stage": stage, "seconds": now[0] - clock[0], "cpu": now[1] - clock[1]}
        whole.append(row | {"peak_gb": peak_gb()})
        clock[:] = now
        _reset_peak()

    def call(stage: Stage, job: Job) -> None:
        if not whole:
            mark("start")
        stage.run(job)
        mark(stage.name)

    order = Order(
        inbox=inbox,
        warehouse=folder / "warehouse.duckdb",
        out=folder / "out",
        period="2026-11",
        today=date(2026, 11, 23),
    )
    summary = run_once(order, call=call)
    mark(_AFTER)
    return {
        "whole": whole,
        "steps": [[t.stage, t.rows, t.seconds] for t in summary.times],
        "warehouse_mb": order.warehouse.stat().st_size / 1e6,
        "mentions": int(summary.rates["total"].sum()),
    }


def run(inbox: Path | None, *, people: int, seed: int, folder: Path) -> dict[str, Any]:
    """Run in a child process and print what it took; a province is made if none is given."""
    if inbox is None:
        province = folder / f"province-{people}-{seed}" / "province"
        if not (province / "inbox").is_dir():
            generate(province, people=people, seed=seed)
        inbox = province / "inbox"
    with tempfile.TemporaryDirectory() as name:
        done = subprocess.run(
            [sys.executable, "-m", "benchmarks.stages", str(inbox.resolve()), name],
            check=True,
            stdout=subprocess.PIPE,
            text=True,
        )
    figures: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    _show(figures, inbox)
    return figures


def _show(figures: dict[str, Any], inbox: Path) -> None:
    size = sum(p.stat().st_size for p in inbox.rglob("*") if p.is_file()) / 1e6
    print(f"inbox {size:.0f} MB, {figures['mentions']:,} mentions")
    print(f"{'stage':24} {'wall s':>8} {'CPU s':>8} {'peak GB':>8}")
    for row in figures["whole"]:
        print(
            f"{row['stage']:24} {row['seconds']:8.1f} {row['cpu']:8.1f} {row['peak_gb']:8.2f}",
        )
    total = {key: sum(row[key] for row in figures["whole"]) for key in ("seconds", "cpu")}
    peak = max(row["peak_gb"] for row in figures["whole"])
    print(f"{'all':24} {total['seconds']:8.1f} {total['cpu']:8.1f} {peak:8.2f}")
    print(f"\n{'step':24} {'wall s':>8} {'rows':>12} {'rows/s':>12}")
    for step, rows, seconds in figures["steps"]:
        speed = f"{rows / seconds:12,.0f}" if rows and seconds else " " * 12
        print(f"{step:24} {seconds:8.1f} {rows:12,} {speed}")
    print(f"warehouse {figures['warehouse_mb']:.0f} MB")


if __name__ == "__main__":
    print(json.dumps(_measure(Path(sys.argv[1]), Path(sys.argv[2]))))
