"""What the commands train, explain, evaluate and blocking do, and print.

The command line declares them and loads this module when one of them is called: matching takes
half a second to load, and charts a quarter.
"""

from __future__ import annotations

import re
from pathlib import Path

import click
import duckdb
import polars as pl

from pipelines.matching.evaluation import Evaluation, true_people, within_factor
from pipelines.matching.key_report import blocking_report
from pipelines.matching.model import save_model
from pipelines.matching.reference import prepare_reference
from pipelines.matching.store import (
    AmbiguousRecordError,
    evaluate_warehouse,
    explain_stored,
    latest_period,
    read_labels,
    read_mentions,
    read_quality,
    read_reference,
    read_truth,
    train_on_warehouse,
)  # fmt: skip
from pipelines.sources import SOURCES

_RECORD = re.compile(r"^(?P<source>\w+):(?:(?P<file>.*):)?(?P<row>\d+)(?::(?P<role>\w+))?$")

_PLACE = {"file_name": "file", "role": "role"}


def _decimal(value: float | None, places: int = 4) -> str:
    return "–" if value is None else f"{value:.{places}f}".replace(".", ",")


def _table(rows: list[list[str]]) -> str:
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    lines = []
    for row in rows:
        first, *rest = zip(row, widths, strict=True)
        lines.append("  ".join([first[0].ljust(first[1]), *(c.rjust(w) for c, w in rest)]))
    return "\n".join(lines)


def _group_table(title: str, frame: pl.DataFrame) -> str:
    rows = [[title, "hồ sơ", "liên kết", "sai", "chính xác", "≥", "độ phủ", "≥", "F1"]]
    rows += [
        [
            str(row["group"]) or "(không rõ)", str(row["mentions"]), str(row["links"]),
            str(row["false_links"]), _decimal(row["precision"], 5),
            _decimal(row["precision_low"], 5), _decimal(row["recall"]),
            _decimal(row["recall_low"]), _decimal(row["f1"]),
        ]
        for row in frame.iter_rows(named=True)
    ]  # fmt: skip
    return _table(rows)


_TITLES = {
    "all": "Tất cả", "source": "Nguồn", "sex": "Giới tính", "age": "Nhóm tuổi",
    "ethnic_group": "Dân tộc", "district": "Huyện", "kind": "Loại lỗi",
}  # fmt: skip


def evaluation_text(evaluation: Evaluation) -> str:
    """Write an evaluation for a terminal."""
    parts = [
        _group_table(title, evaluation.groups[name])
        for name, title in _TITLES.items() if name in evaluation.groups
    ]  # fmt: skip
    rows = [["Ngưỡng", "liên kết", "sai dự kiến", "sai thực tế", "đạt"]]
    rows += [
        [
            _decimal(row["threshold"]), str(row["links"]), _decimal(row["expected_false"], 1),
            str(row["observed_false"]), "có" if row["fits"] else "không",
        ]
        for row in within_factor(evaluation).iter_rows(named=True)
    ]  # fmt: skip
    note = "≥: đầu dưới của khoảng tin cậy 95% (Wilson), khi đáp án chỉ là một mẫu."
    return "\n\n".join([*parts, note, _table(rows)])


def quality_text(quality: pl.DataFrame) -> str:
    """Write what the model itself expects of its links, for a terminal."""
    rows = [["Nguồn", "hồ sơ", "trong dân cư", "cặp đo", "liên kết", "sai dự kiến", "(khoảng)",
             "trên 10.000", "chính xác", "≥", "độ phủ", "≥"]]  # fmt: skip
    rows += [
        [
            row["source"], str(row["mentions"]), _decimal(row["inside"], 3),
            "–" if row["pairs"] is None else str(row["pairs"]), str(row["links"]),
            _decimal(row["expected_false"], 1),
            f"{_decimal(row['false_low'], 0)}–{_decimal(row['false_high'], 0)}",
            _decimal(1e4 * row["expected_false"] / row["links"] if row["links"] else None, 2),
            _decimal(row["precision"], 5), _decimal(row["precision_low"], 5),
            _decimal(row["recall"]), _decimal(row["recall_low"]),
        ]
        for row in quality.iter_rows(named=True)
    ]  # fmt: skip
    return (
        "Không có đáp án hay nhãn: mô hình tự ước lượng từ xác suất của từng liên kết.\n"
        "Trong dân cư: tỷ lệ hồ sơ có người trong dữ liệu dân cư; cặp đo: cặp trùng số định danh "
        "mà lỗi của danh sách được đếm trên đó.\n"
        "Khoảng và ≥: khoảng 95%, kể cả khi mô hình sai 2 lần.\n\n" + _table(rows)
    )


def train_and_tell(warehouse: Path, out: Path, version: str) -> None:
    """Train a model on the newest period of a warehouse and write it to a file."""
    try:
        model, reference = train_on_warehouse(warehouse, dict(SOURCES), version=version)
    except (LookupError, ValueError) as error:
        raise click.ClickException(str(error.args[0])) from error
    save_model(model, out)
    click.echo(
        f"Đã ghi mô hình {model.version}: {reference.size} người, "
        f"{model.provenance['linked_pairs']} cặp có số định danh làm mẫu."
    )


def explain_and_tell(record: str, warehouse: Path, model: Path | None, chart: Path | None) -> None:
    """Print how one record was weighed; `record` is `SOURCE:[FILE:]ROW[:ROLE]`."""
    asked = _RECORD.match(record)
    if asked is None or asked["source"] not in SOURCES:
        raise click.UsageError("Hồ sơ viết là NGUỒN:DÒNG, ví dụ civil_status_births:12")
    place: dict[str, str | int] = {"file_row": int(asked["row"])}
    place |= {name: asked[part] for name, part in _PLACE.items() if asked[part]}
    try:
        explanation = explain_stored(warehouse, SOURCES[asked["source"]], place, model=model)
    except AmbiguousRecordError as error:
        raise click.UsageError(str(error.args[0])) from error
    except LookupError as error:
        raise click.ClickException(str(error.args[0])) from error
    click.echo(explanation.text())
    if chart is not None and explanation.candidates:
        from pipelines.matching.charts import waterfall

        waterfall(explanation).save(str(chart))


def evaluate_and_tell(
    warehouse: Path, truth: Path | None, labels: Path | None, charts: Path | None
) -> None:
    """Print how good the links are by truth, by officers' labels, or by the model's own word."""
    if truth is not None and labels is not None:
        raise click.UsageError("Chỉ chọn một: --truth hoặc --labels.")
    try:
        if truth is None and labels is None:
            if charts is not None:
                raise click.UsageError("Biểu đồ cần --truth hoặc --labels.")
            click.echo(quality_text(read_quality(warehouse)))
            return
        known = read_truth(truth) if truth is not None else read_labels(Path(str(labels)))
        evaluation = evaluate_warehouse(warehouse, known)
    except LookupError as error:
        raise click.ClickException(str(error.args[0])) from error
    click.echo(evaluation_text(evaluation))
    if charts is not None:
        from pipelines.matching.charts import calibration, precision_recall

        charts.mkdir(parents=True, exist_ok=True)
        precision_recall(evaluation).save(str(charts / "do-chinh-xac-do-phu.html"))
        calibration(evaluation).save(str(charts / "hieu-chuan.html"))


def blocking_and_tell(warehouse: Path, name: str, truth: Path | None) -> None:
    """Print what every blocking key costs and misses for one list."""
    if name not in SOURCES:
        raise click.UsageError(f"Không có nguồn {name}.")
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        try:
            period = latest_period(connection)
            known = read_truth(truth) if truth is not None else None
        except LookupError as error:
            raise click.ClickException(str(error.args[0])) from error
        mentions = read_mentions(connection, period, name)
        reference = prepare_reference(read_reference(connection, period))
    if mentions.is_empty():
        raise click.ClickException(f"Nguồn {name} không có hồ sơ nào trong kỳ {period}.")
    right = None if known is None else true_people(mentions, known)
    rows = [["khóa", "hồ sơ", "cặp", "giây", "cặp đúng", "chỉ khóa này", "mất"]]
    rows += [
        [
            row["key"], str(row["records"]), str(row["pairs"]), _decimal(row["seconds"], 2),
            str(row["true_pairs"]), str(row["only_here"]),
            "" if row["lost"] is None else str(row["lost"]),
        ]
        for row in blocking_report(reference, mentions, right).iter_rows(named=True)
    ]  # fmt: skip
    click.echo(_table(rows))
