"""Packed files that are broken, locked, lying or meant to harm: a reason for each."""
# ruff: noqa: E501 (rows stand as the sheet shows them)

from __future__ import annotations

import os
import zipfile
from pathlib import Path

from pipelines.sources.reading import ReadLimits, read_file, read_inbox
from tests.sources.reading.hostile import ROWS, WORKERS, put, refused
from tests.sources.reading.writers import write_text, write_xls, write_xlsx


def _zip(path: Path, members: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as book:
        for name, data in members.items():
            book.writestr(name, data)
    return path


def test_zip_of_several_forms(tmp_path: Path) -> None:
    members = {
        "Bảo Lâm/ds.csv": write_text(tmp_path / "x.csv", ROWS).read_bytes(),
        "ds.xlsx": write_xlsx(tmp_path / "x.xlsx", ROWS).read_bytes(),
        "ds.xls": write_xls(tmp_path / "x.xls", ROWS).read_bytes(),
        "hỏng.xlsx": b"PK\x03\x04",
        "../ngoài.csv": b"a",
    }
    sheets = read_file(_zip(tmp_path / "gói.zip", members), WORKERS)
    assert {s.file_name: str(s.status) for s in sheets} == {
        "gói.zip/Bảo Lâm/ds.csv": "read", "gói.zip/ds.xlsx": "read", "gói.zip/ds.xls": "read",
        "gói.zip/hỏng.xlsx": "refused", "gói.zip/../ngoài.csv": "refused",
    }  # fmt: skip
    assert {s.fields.height for s in sheets if s.status == "read"} == {12}
    assert not (tmp_path.parent / "ngoài.csv").exists()


def test_zip_bombs(tmp_path: Path) -> None:
    limits = ReadLimits(unpacked_bytes=3_000_000, ratio_floor=1_000_000, members=20)
    zeros = b"0" * 2_000_000
    refused(_zip(tmp_path / "a.zip", {"a.csv": zeros}), "bom", limits=limits)
    refused(_zip(tmp_path / "b.zip", {f"{i}.csv": os.urandom(200_000) for i in range(18)}), "quá lớn",
            limits=limits)  # fmt: skip
    refused(
        _zip(tmp_path / "c.zip", {f"{i}.csv": b"a" for i in range(30)}), "30 tệp", limits=limits
    )
    refused(_zip(tmp_path / "d.zip", {}), "không chứa")
    inner = _zip(tmp_path / "e.zip", {"a.csv": b"a"})
    for level in range(4):
        inner = _zip(tmp_path / f"e{level}.zip", {"a.zip": inner.read_bytes()})
    (sheet,) = read_file(inner, WORKERS)
    assert sheet.status == "refused"
    assert "lồng" in sheet.message
    workbook = write_xlsx(tmp_path / "f.xlsx", ROWS)
    with zipfile.ZipFile(workbook, "a", zipfile.ZIP_DEFLATED) as book:
        book.writestr("xl/media/bom.bin", b"0" * 2_900_000)
    refused(workbook, "bom", limits=limits)


def test_zip_that_lies_about_its_size(tmp_path: Path) -> None:
    path = _zip(tmp_path / "a.zip", {"a.csv": b"0" * 500_000})
    data = path.read_bytes().replace((500_000).to_bytes(4, "little"), (50).to_bytes(4, "little"))
    (sheet,) = read_file(put(tmp_path / "b.zip", data), WORKERS)
    assert sheet.status in ("refused", "waiting")


def test_zip_with_password_flag(tmp_path: Path) -> None:
    data = bytearray(_zip(tmp_path / "a.zip", {"a.csv": b"abc"}).read_bytes())
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    (sheet,) = read_file(put(tmp_path / "b.zip", bytes(data)), WORKERS)
    assert sheet.status == "refused"
    assert "mật khẩu" in sheet.message


def test_the_same_bytes_in_a_zip_are_a_duplicate(tmp_path: Path) -> None:
    (tmp_path / "workers").mkdir()
    good = write_text(tmp_path / "workers/a.csv", ROWS).read_bytes()
    _zip(tmp_path / "workers/b.zip", {"a.csv": good, "b.csv": good + b"13,A B,,,\n"})
    found = {s.file_name: str(s.status) for s in read_inbox(tmp_path)}
    assert found == {"a.csv": "read", "b.zip/a.csv": "duplicate", "b.zip/b.csv": "read"}
