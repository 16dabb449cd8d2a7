"""Files that are no list, or beyond a bound: a reason for each, the rest unharmed."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipelines.sources.reading import ReadLimits, read_file, read_inbox
from tests.sources.reading.hostile import ROWS, WORKERS, one, put, refused
from tests.sources.reading.writers import write_text, write_xlsx


def test_empty_files(tmp_path: Path) -> None:
    for name in ("a.csv", "a.xlsx", "a.zip", "a.parquet"):
        refused(put(tmp_path / name, b""), "rỗng")
    refused(put(tmp_path / "b.csv", b" \n \n"), "rỗng")


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"%PDF-1.7 ...", "PDF"),
        (b"\x89PNG\r\n\x1a\n....", "PNG"),
        (b"Rar!\x1a\x07\x00", "RAR"),
        (b"PK\x03\x04 broken", "nén"),
        (b"PAR1 broken PAR1", "parquet"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "hỏng"),
        (bytes(range(256)) * 40 + b"\0" * 4000, "NUL"),
    ],
)
def test_things_that_are_no_list(tmp_path: Path, data: bytes, word: str) -> None:
    refused(put(tmp_path / "a.csv", data), word)


def test_no_known_header_waits_and_names_the_way_out(tmp_path: Path) -> None:
    rows = [["alpha", "beta"], *[[f"u{i}", f"v{i}"] for i in range(10)]]
    sheet = one(write_text(tmp_path / "a.csv", rows))
    assert sheet.status == "waiting"
    assert "Họ và tên" in sheet.message
    assert "--write-mapping" in sheet.message
    assert sheet.rows.height == 11
    assert sheet.fields.is_empty()


def test_time_bound(tmp_path: Path) -> None:
    refused(write_xlsx(tmp_path / "a.xlsx", ROWS), "quá lâu", limits=ReadLimits(seconds=0.0))


def test_size_bound_and_missing_file(tmp_path: Path) -> None:
    refused(write_text(tmp_path / "a.csv", ROWS), "giới hạn", limits=ReadLimits(file_bytes=10))
    (sheet,) = read_file(tmp_path / "không có.csv", WORKERS)
    assert sheet.status == "refused"


def test_inbox_accounts_for_every_file(tmp_path: Path) -> None:
    good = write_text(tmp_path / "x.csv", ROWS).read_bytes()
    for name, data in {
        "workers/a.csv": good,
        "workers/b.csv": good,
        "workers/huyện/c.csv": good + b"13,A B,,,\n",
        "workers/gói.zip": b"",
        "workers/~$a.xlsx": b"x",
        "lạ/d.csv": good,
        "e.csv": good,
        "_mapping/workers/x.json": b"{}",
    }.items():
        (tmp_path / "in" / name).parent.mkdir(parents=True, exist_ok=True)
        put(tmp_path / "in" / name, data)
    (tmp_path / "secret.csv").write_bytes(good + b"14,A B,,,\n")
    (tmp_path / "in/workers/liên kết.csv").symlink_to(tmp_path / "secret.csv")
    before = {p: p.read_bytes() for p in (tmp_path / "in").rglob("*") if p.is_file()}
    found = [(s.source, s.file_name, str(s.status)) for s in read_inbox(tmp_path / "in")]
    assert found == [
        ("workers", "a.csv", "read"),
        ("workers", "b.csv", "duplicate"),
        ("workers", "gói.zip", "refused"),
        ("workers", "huyện/c.csv", "read"),
        ("workers", "liên kết.csv", "refused"),
        ("", "e.csv", "refused"),
        ("", "lạ/d.csv", "refused"),
    ]
    assert {p: p.read_bytes() for p in before} == before


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.binary(max_size=400), suffix=st.sampled_from(["csv", "xlsx", "xls", "zip", "txt"]))
def test_any_bytes_give_sheets(tmp_path: Path, data: bytes, suffix: str) -> None:
    sheets = read_file(put(tmp_path / f"f.{suffix}", data), WORKERS)
    assert sheets
    assert all(s.message for s in sheets)
