"""The commands on a warehouse that a run has published."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import duckdb
import polars as pl
import pytest
from click.testing import CliRunner, Result

from pipelines.cli import cli
from pipelines.matching import load_model
from tests.conftest import Published


def run(name: str, *arguments: object) -> Result:
    return CliRunner().invoke(cli, [name, *map(str, arguments)])


def linked_record(warehouse: Path) -> tuple[str, int, str]:
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        row = connection.execute(
            "SELECT file_name, file_row, person_id FROM mart.match_results"
            " WHERE source = 'civil_status_births' AND outcome = 'verified' ORDER BY ALL LIMIT 1"
        ).fetchone()
    assert row is not None
    return str(row[0]), int(row[1]), str(row[2])


def test_explain(published: Published, tmp_path: Path) -> None:
    name, row, person = linked_record(published.order.warehouse)
    chart = tmp_path / "chart.html"
    result = run(
        "explain", f"civil_status_births:{name}:{row}", "--warehouse", published.order.warehouse,
        "--chart", chart,
    )  # fmt: skip
    assert result.exit_code == 0, result.output
    assert "bit" in result.output
    assert person not in result.output
    assert chart.stat().st_size > 1000


@pytest.mark.parametrize(
    "record", ["civil_status_births", "nothing:3", "civil_status_births:999999"]
)
def test_explain_what_is_not_there(published: Published, record: str) -> None:
    result = run("explain", record, "--warehouse", published.order.warehouse)
    assert result.exit_code == 2


def test_evaluate(published: Published, province: Path, tmp_path: Path) -> None:
    result = run(
        "evaluate", "--warehouse", published.order.warehouse, "--truth", province,
        "--charts", tmp_path,
    )  # fmt: skip
    assert result.exit_code == 0, result.output
    assert "Tất cả" in result.output
    assert "civil_status_births" in result.output
    assert len(list(tmp_path.glob("*.html"))) == 2


def test_evaluate_without_truth(published: Published, tmp_path: Path) -> None:
    arguments = ("--warehouse", published.order.warehouse, "--truth", tmp_path)
    result = run("evaluate", *arguments)
    assert result.exit_code == 1
    assert "đáp án" in result.output


def test_blocking(published: Published) -> None:
    arguments = ("--warehouse", published.order.warehouse, "--source", "civil_status_births")
    result = run("blocking", *arguments)
    assert result.exit_code == 0, result.output
    assert "name_date" in result.output


def test_train(published: Published, tmp_path: Path) -> None:
    out = tmp_path / "model.json"
    result = run(
        "train", "--warehouse", published.order.warehouse, "--out", out, "--name", "thử"
    )  # fmt: skip
    assert result.exit_code == 0, result.output
    assert load_model(out).version == "thử"
    provenance = json.loads(out.read_text(encoding="utf-8"))["provenance"]
    assert provenance["period"] == published.order.period
    assert provenance["linked_pairs"] > 0


def labels_file(province: Path, folder: Path) -> Path:
    """Write a sample of the truth as officers would label it: a spreadsheet of five columns."""
    truth = pl.read_parquet(province / "truth" / "workers.parquet").head(20)
    person = pl.when("inside").then("person")
    path = folder / "nhan.xlsx"
    truth.select("source", "file", "row", "role", person=person).write_excel(path)
    return path


def test_evaluate_on_labels(published: Published, province: Path, tmp_path: Path) -> None:
    labels = labels_file(province, tmp_path)
    result = run("evaluate", "--warehouse", published.order.warehouse, "--labels", labels)
    assert result.exit_code == 0, result.output
    assert re.search(r"^workers +20 ", result.output, re.MULTILINE)


def test_labels_without_the_columns(published: Published, tmp_path: Path) -> None:
    path = tmp_path / "nhan.csv"
    path.write_text("ho_ten\nA\n", encoding="utf-8")
    result = run("evaluate", "--warehouse", published.order.warehouse, "--labels", path)
    assert result.exit_code == 1
    assert "person" in result.output


def test_evaluate_by_the_model_itself(published: Published) -> None:
    result = run("evaluate", "--warehouse", published.order.warehouse)
    assert result.exit_code == 0, result.output
    assert "tự ước lượng" in result.output
    with duckdb.connect(str(published.order.warehouse), read_only=True) as connection:
        measured = connection.execute(
            "SELECT value, counted FROM match.register_measures"
            " WHERE source = 'civil_status_births' AND quantity = 'inside'"
        ).fetchone()
    assert measured is not None
    share = f"{measured[0]:.3f}".replace(".", ",")
    assert re.search(rf"^civil_status_births +{measured[1]} +{share} ", result.output, re.MULTILINE)


@pytest.fixture
def changed(published: Published, tmp_path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open a copy of the published warehouse, `kho.duckdb` in the test's folder."""
    shutil.copy(published.order.warehouse, tmp_path / "kho.duckdb")
    with duckdb.connect(str(tmp_path / "kho.duckdb")) as connection:
        yield connection


def test_a_warehouse_of_an_older_version_is_told(
    changed: duckdb.DuckDBPyConnection, published: Published, tmp_path: Path
) -> None:
    name, row, _ = linked_record(published.order.warehouse)
    changed.execute("DROP TABLE match.register_measures")
    changed.close()
    result = run("evaluate", "--warehouse", tmp_path / "kho.duckdb")
    assert result.exit_code == 1
    assert "Chạy lại" in result.output
    arguments = (f"civil_status_births:{name}:{row}", "--warehouse", tmp_path / "kho.duckdb")
    result = run("explain", *arguments)
    assert result.exit_code == 0
    assert "mô hình chung" not in result.output


def test_a_result_that_was_weighed_otherwise_is_told(
    changed: duckdb.DuckDBPyConnection, published: Published, tmp_path: Path
) -> None:
    name, row, _ = linked_record(published.order.warehouse)
    record = f"civil_status_births:{name}:{row}"
    output = run("explain", record, "--warehouse", published.order.warehouse).output
    assert "Kết quả đã lưu: Đã xác thực" in output
    assert "Lần chạy lưu xác suất" not in output
    changed.execute("UPDATE mart.match_results SET probability = 0.75")
    changed.close()
    output = run("explain", record, "--warehouse", tmp_path / "kho.duckdb").output
    assert "Lần chạy lưu xác suất 0,750000" in output


def test_truth_and_labels_exclude_each_other(published: Published, province: Path) -> None:
    labels = published.order.warehouse
    arguments = ("--warehouse", published.order.warehouse, "--truth", province)
    assert run("evaluate", *arguments, "--labels", labels).exit_code == 2


def test_blocking_leaves_the_number_out_where_it_is_the_truth(
    published: Published, province: Path
) -> None:
    arguments = ("--warehouse", published.order.warehouse, "--source", "civil_status_births")
    guessed = run("blocking", *arguments).output
    known = run("blocking", *arguments, "--truth", province).output
    assert not re.search(r"^number ", guessed, re.MULTILINE)
    assert re.search(r"^number ", known, re.MULTILINE)
    assert int(guessed.split()[-1]) < int(guessed.split()[-3])
