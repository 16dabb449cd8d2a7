"""Text that is broken or meant to harm: a reason for each, the rest unharmed."""

from __future__ import annotations

import csv
import time
from pathlib import Path

import pytest

from tests.sources.reading.hostile import HEADER, ROWS, P, one, put, refused
from tests.sources.reading.writers import write_text, write_xlsx


def test_nul_bytes_are_dropped_and_told(tmp_path: Path) -> None:
    data = write_text(tmp_path / "a.csv", ROWS).read_bytes().replace(P[0].name.encode(), b"A\0B C")
    sheet = one(put(tmp_path / "b.csv", data))
    assert sheet.fields["full_name"][0] == "AB C"
    assert [n.count for n in sheet.notices if n.code == "nul_bytes"] == [1]


def test_very_long_cells_and_very_many_columns(tmp_path: Path) -> None:
    rows = [*ROWS, [13, "Nguyễn Văn Dài", "01/02/1990", "068090000001", "a" * 300_000]]
    assert one(write_text(tmp_path / "a.csv", rows)).fields.height == 13
    refused(put(tmp_path / "b.csv", b"," * 200_000 + b"\n"), "cột")
    refused(put(tmp_path / "c.csv", b"STT,Ho ten\n1," + b"A" * 20_000_000 + b"\n"), "16 MB")


def test_endless_header_costs_nothing(tmp_path: Path) -> None:
    for filler in ("ngày 1 ", "ÐÑ", "º»", "(" * 7):
        rows = [[*HEADER[:4], filler * 5_000], *ROWS[1:]]
        started = time.monotonic()
        assert one(write_text(tmp_path / "a.csv", rows)).status == "read"
        assert time.monotonic() - started < 3


def test_runaway_line(tmp_path: Path) -> None:
    lines = [",".join(map(str, row[:4])) for row in ROWS] + ["x" + "," * 50_000]
    sheet = one(put(tmp_path / "a.csv", "\n".join(lines).encode()))
    assert sheet.status == "read"
    assert sheet.rows.height == 14
    assert sheet.fields["id_number"].to_list()[:12] == [p.number for p in P]


def test_unclosed_quote_swallows_nothing(tmp_path: Path) -> None:
    lines = [",".join(map(str, [*row[:4], "x"])) for row in ROWS * 10]
    lines[3] = lines[3].replace(",x", ',"x')
    sheet = one(put(tmp_path / "a.csv", "\n".join(lines).encode()))
    assert sheet.rows.height == len(lines)
    assert sheet.fields["id_number"].to_list() == [p.number for p in P] * 10


@pytest.mark.parametrize("gap", [1, 2, 7])
@pytest.mark.parametrize("column", [1, 2, 4])
def test_two_open_quotes_swallow_nothing_between_them(
    tmp_path: Path, gap: int, column: int
) -> None:
    """Two stray quotes look like one quoted cell over the rows between them."""
    rows = [
        HEADER,
        *[[str(c) for c in row[:4]] + ['"Thôn 2, xã Hiệp An, Đức Trọng"'] for row in ROWS[1:] * 3],
    ]
    for at in (9, 9 + gap):
        rows[at][column] = '"' + str(rows[at][column]).strip('"').replace(",", " ")
    text = "\n".join(",".join(map(str, row)) for row in rows)
    sheet = one(put(tmp_path / "a.csv", text.encode()))
    assert sheet.rows.height == len(rows)
    assert sheet.fields["id_number"].to_list() == [p.number for p in P] * 3
    assert sheet.fields["address"][0] == "Thôn 2, xã Hiệp An, Đức Trọng"
    (notice,) = [n for n in sheet.notices if n.code == "stray_quotes"]
    assert "dòng 10" in notice.message


def test_cells_over_several_lines_are_no_open_quotes(tmp_path: Path) -> None:
    header = ["Họ và tên", "Ngày sinh", "Số CCCD", "Địa chỉ"]
    rows = [[p.name, p.birth, p.number, f"Thôn 2,\nXã Hiệp An,\nĐức Trọng {n}"]
            for n, p in enumerate(P)]  # fmt: skip
    path = tmp_path / "a.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([header, *rows])
    sheet = one(path)
    assert sheet.rows.height == len(rows) + 1
    assert sheet.fields["address"].to_list()[-1].endswith(f"Đức Trọng {len(rows) - 1}")
    assert not [n for n in sheet.notices if n.code == "stray_quotes"]


def test_control_and_bidi_characters(tmp_path: Path) -> None:
    rows = [HEADER, *[[i, f"\u202e{p.name}\u200b", p.birth, f"\u200e{p.number}", p.place]
                      for i, p in enumerate(P, 1)]]  # fmt: skip
    for path in (write_text(tmp_path / "a.csv", rows), write_xlsx(tmp_path / "a.xlsx", rows)):
        sheet = one(path)
        assert sheet.fields["full_name"].to_list() == [p.name for p in P]
        assert sheet.fields["id_number"].to_list() == [p.number for p in P]
        assert [n.count for n in sheet.notices if n.code == "control_characters"] == [24]
        assert sheet.rows["cells"].to_list()[1][1].startswith("\u202e")


def test_lone_surrogates(tmp_path: Path) -> None:
    text = "\n".join(";".join(map(str, row)) for row in ROWS)
    wide = text.encode("utf-16-le") + "\n13;A".encode("utf-16-le") + b"\x00\xd8"
    for data in (b"\xff\xfe" + wide, text.encode() + b"\n13;A\xed\xa0\x80"):
        sheet = one(put(tmp_path / "a.csv", data))
        assert sheet.status == "read"
        assert sheet.rows.height == 14
        assert sheet.fields["id_number"].to_list()[:12] == [p.number for p in P]


@pytest.mark.parametrize(
    ("line", "cells"),
    [
        ('"Nguyễn ""Tư"" Văn","",7', ['Nguyễn "Tư" Văn', None, "7"]),
        ('"Nguyễn" Văn,"B",7', ["Nguyễn Văn", "B", "7"]),  # as many quotes as cells need
        ('Nguyễn,"Văn,"B",7', ["Nguyễn", '"Văn', "B", "7"]),
    ],
)
def test_quotes_that_alternate_are_told_from_those_astray(
    tmp_path: Path, line: str, cells: list[str | None]
) -> None:
    sheet = one(put(tmp_path / "a.csv", f"{line}\r\n".encode() * 3))
    assert sheet.rows["cells"].to_list() == [cells] * 3


@pytest.mark.parametrize(
    "lines",
    [
        ["a,b,c", "1,2,3"],
        ["a,b", "1,2,3", "4"],  # the first line is not the widest
        ["a,,", "1"],
        ['"a,b",c', "1,2", '"3,4",5'],
        ['a,"b"', '1,"2,3",4'],
        ["a;b,c", *["1,2"] * 3],
        [*["a,b"] * 70_000, "1,2,3"],  # the widest line is far below
    ],
)
def test_lines_of_any_width_are_cut_as_they_stand(tmp_path: Path, lines: list[str]) -> None:
    rows = [[cell or None for cell in row] for row in csv.reader(lines)]
    width = max(max(i + 1 for i, cell in enumerate(row) if cell) for row in rows)
    sheet = one(put(tmp_path / "a.csv", "\n".join(lines).encode()))
    assert sheet.rows["cells"].to_list() == [(row + [None] * width)[:width] for row in rows]
