"""What an officer sees of a run on a terminal: progress, figures, where the outputs lie."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

from rich.console import Console
from rich.table import Table

from pipelines.job import Job, Order
from pipelines.matching.commands import evaluation_text
from pipelines.matching.store import evaluate_warehouse, read_truth
from pipelines.outcomes import QUARANTINED, Outcome
from pipelines.reporting.numbers import percent, rate, thousands
from pipelines.run import Summary, run
from pipelines.sources import SOURCES
from pipelines.stages import STAGES, Stage

#: Wide enough for the table of rates where no terminal says how wide it is.
_PLAIN_WIDTH = 160
_TITLE_WIDTH = 34
_CONSOLE = Console(highlight=False, width=None if sys.stdout.isatty() else _PLAIN_WIDTH)

#: Headings of the table of rates: the outcomes' labels, short.
_SHORT = {
    Outcome.VERIFIED: "Xác thực",
    Outcome.UPDATED: "Cập nhật",
    Outcome.MISMATCH: "Sai lệch",
    Outcome.REVIEW: "Xem xét",
    Outcome.NOT_FOUND: "Không thấy",
    Outcome.DUPLICATE: "Trùng",
    Outcome.DECEASED: "Đã chết",
    Outcome.OUT_OF_SCOPE: "Ngoài",
    QUARANTINED: "Không dùng",
}


def run_and_tell(order: Order) -> Summary:
    """Run with progress on a terminal and plain lines otherwise, then print the figures."""

    def call(stage: Stage, job: Job) -> None:
        title = f"[{STAGES.index(stage) + 1}/{len(STAGES)}] {stage.title}"
        if _CONSOLE.is_terminal:
            with _CONSOLE.status(title):
                stage.run(job)
        else:
            stage.run(job)
        _CONSOLE.print(f"{title}: xong", markup=False)

    summary = run(order, call=call)
    _tell_rates(summary)
    _tell_files(summary)
    _tell_outputs(order, summary)
    return summary


def _tell_rates(summary: Summary) -> None:
    table = Table(title=f"Kết quả đối soát kỳ {summary.period} (số bản ghi)")
    table.add_column("Danh sách", no_wrap=True, max_width=_TITLE_WIDTH)
    for label in ("Tổng", *_SHORT.values(), "Tỷ lệ"):
        table.add_column(label, justify="right", min_width=len(label))
    for row in summary.rates.iter_rows(named=True):
        scope = row["total"] - row[Outcome.OUT_OF_SCOPE]
        table.add_row(
            SOURCES[row["source"]].title,
            thousands(row["total"]),
            *(thousands(row[name]) for name in _SHORT),
            percent(rate(row[Outcome.VERIFIED] + row[Outcome.UPDATED], scope)),
        )
    _CONSOLE.print(table)


def _tell_files(summary: Summary) -> None:
    for row in summary.files.iter_rows(named=True):
        place = "/".join(p for p in (row["source"], row["file_name"], row["sheet_name"]) if p)
        _CONSOLE.print(f"! {place}: {row['message']}", markup=False)


def _tell_outputs(order: Order, summary: Summary) -> None:
    if not summary.changed:
        _CONSOLE.print("Dữ liệu vào không đổi: kết quả đã công bố giữ nguyên.")
    _CONSOLE.print(f"Kho dữ liệu: {order.warehouse}", markup=False, soft_wrap=True)
    for path in summary.outputs:
        _CONSOLE.print(f"Kết quả: {path}", markup=False, soft_wrap=True)
    folder = order.out / summary.period / "ngoai-le"
    _CONSOLE.print(f"Danh sách trả lại cơ quan: {folder}", markup=False, soft_wrap=True)
    seconds = " · ".join(f"{t.stage} {t.seconds:.1f}s" for t in summary.times)
    _CONSOLE.print(f"Thời gian: {seconds}", markup=False, soft_wrap=True)


def evaluate_and_tell(warehouse: Path, truth: Path) -> None:
    """Print precision, recall and F1 of the links by source against a made-up province's truth."""
    evaluation = evaluate_warehouse(warehouse, read_truth(truth))
    groups = {name: evaluation.groups[name] for name in ("all", "source")}
    _CONSOLE.print()
    _CONSOLE.print("So với đáp án của tỉnh giả lập:")
    _CONSOLE.print(evaluation_text(replace(evaluation, groups=groups)), markup=False)
