"""What a person at the command line meets."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

DOISOAT = Path(sys.executable).with_name("doisoat")


def doisoat(*arguments: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(DOISOAT), *map(str, arguments)], capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize(
    "arguments",
    [
        ["run"],
        ["run", "--inbox", "a", "--warehouse", "b", "--out", "c", "--period", "2026-13"],
        ["check", "không có.csv", "--source", "veterans"],
        ["nothing"],
        ["sample", "x", "--people", "-1"],
    ],
)
def test_wrong_usage_is_status_2(arguments: list[str]) -> None:
    done = doisoat(*arguments)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr


def test_a_missing_inbox_is_one_line_and_status_1(tmp_path: Path) -> None:
    done = doisoat(
        "run", "--inbox", tmp_path / "nowhere", "--warehouse", tmp_path / "w.duckdb",
        "--out", tmp_path / "out",
    )  # fmt: skip
    assert done.returncode == 1
    assert len(done.stderr.strip().splitlines()) == 1
    assert "--inbox" in done.stderr


def test_debug_shows_the_traceback(tmp_path: Path) -> None:
    done = doisoat(
        "run", "--inbox", tmp_path / "nowhere", "--warehouse", tmp_path / "w.duckdb",
        "--out", tmp_path / "out", "--debug",
    )  # fmt: skip
    assert done.returncode == 1
    assert "Traceback" in done.stderr


def test_settings_out_of_bounds_are_wrong_usage(tmp_path: Path) -> None:
    file = tmp_path / "doisoat.toml"
    file.write_text('memory = "a lot"\n', encoding="utf-8")
    done = doisoat(
        "run", "--inbox", tmp_path, "--warehouse", tmp_path / "w.duckdb", "--out", tmp_path / "o",
        "--settings", file,
    )  # fmt: skip
    assert done.returncode == 2
    assert "memory" in done.stderr


def test_check_tells_columns_and_touches_no_warehouse(province: Path, tmp_path: Path) -> None:
    file = next((province / "inbox" / "veterans").iterdir())
    before = set(tmp_path.iterdir())
    done = doisoat("check", file, "--source", "veterans")
    assert done.returncode == 0, done.stderr
    assert "Họ" in done.stdout
    assert set(tmp_path.iterdir()) == before


def test_check_refuses_an_unknown_source(province: Path) -> None:
    file = next((province / "inbox" / "veterans").iterdir())
    assert doisoat("check", file, "--source", "nobody").returncode == 2
