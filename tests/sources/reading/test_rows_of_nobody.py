"""Rows of a list that are no people of it: hints, groups, counts, other tables below."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipelines.sources.reading import read_file
from tests.sources.reading.exchanged import (
    ELDERLY,
    HEADER,
    LISTED,
    TOLD,
    P,
    same_people,
    told,
)
from tests.sources.reading.writers import Row, write_xlsx


def hints(*cells: str) -> list[Row]:
    return [HEADER, list(cells), *LISTED]


@pytest.mark.parametrize(
    "row",
    [
        ["Số", "Ghi chữ in hoa có dấu", "Ghi đủ ngày", "Nam hoặc nữ", "Ghi đủ 12 số", "Ghi thôn"],
        ["", "", "dd/mm/yyyy", "Nam/Nữ", "12 số", ""],
        ["Số", "Bắt buộc", "Bắt buộc", "Bắt buộc", "Không bắt buộc", "Bắt buộc"],
        ["-1", "-2", "-3", "-4", "-5", "-6"],
        ["1.0", "2.0", "3.0", "4.0", "5.0", "6.0"],
        ["Cột 1", "Cột 2", "Cột 3", "Cột 4", "Cột 5", "Cột 6"],
        ["-----"] * 6,
        ["......"] * 6,
    ],
)  # fmt: skip
def test_rows_below_the_header_that_are_nobody(tmp_path: Path, row: list[str]) -> None:
    same_people(write_xlsx(tmp_path / "a.xlsx", hints(*row)))


def test_groups_with_their_counts(tmp_path: Path) -> None:
    rows: list[Row] = [HEADER]
    for at, letter in enumerate("AB"):
        rows += [[letter, f"Tổ dân phố {at + 1}", 10], *LISTED[10 * at : 10 * at + 10]]
    sheet = same_people(write_xlsx(tmp_path / "a.xlsx", rows))
    assert sheet.rows["kind"].to_list().count("title") == 2


@pytest.mark.parametrize(
    "between",
    [
        ["I", "Xã Hiệp An", None, 5, 7, 12],
        [None, "GVCN: Nguyễn Thị Hoa", None, None, "0912345678"],
        [None, "Chuyển trang sau", None, None, "12 người"],
        [None, "Trang trước chuyển sang", None, None, "12 người"],
        ["Cộng", 12, 5, 7, None, None],
    ],
)
def test_rows_between_people_that_are_nobody(tmp_path: Path, between: Row) -> None:
    same_people(write_xlsx(tmp_path / "a.xlsx", [HEADER, *LISTED[:12], between, *LISTED[12:]]))


def test_counts_of_men_and_women_below_the_list(tmp_path: Path) -> None:
    below: list[Row] = [[], [None, "Tổng hợp"], [None, "Nam", 10], [None, "Nữ", 10]]
    same_people(write_xlsx(tmp_path / "a.xlsx", [HEADER, *LISTED, *below]))


def test_heads_of_households_over_their_members(tmp_path: Path) -> None:
    rows: list[Row] = [HEADER]
    for at in range(0, 20, 4):
        rows += [
            [at // 4 + 1, f"Hộ ông {P[at].name}"],
            *[[None, *r[1:]] for r in LISTED[at : at + 4]],
        ]
    same_people(write_xlsx(tmp_path / "a.xlsx", rows))


def test_a_narrower_table_below_is_read_by_itself(tmp_path: Path) -> None:
    """Under the headers of the first table its addresses would be numbers."""
    header = ["STT", "Họ và tên", "Ngày sinh", "Giới tính", "Địa chỉ"]
    below: list[Row] = [header, [1, "Trần Văn Bảy", "05/06/1950", "Nam", "Thôn 2"]]
    rows: list[Row] = [HEADER, *LISTED, [], ["B. Khác"], *below]
    first, second = read_file(write_xlsx(tmp_path / "a.xlsx", rows), ELDERLY)
    assert told(first) == TOLD
    assert told(second) == [("Trần Văn Bảy", None, 1950, "male")]


def test_a_table_of_others_below_waits(tmp_path: Path) -> None:
    """Nothing but a name tells who they are: whether they are of the list is not guessed."""
    header = ["STT", "Họ và tên", "Chức vụ", "Đơn vị"]
    below: list[Row] = [header, [1, "Trần Văn Bảy", "Trưởng đoàn", "UBND xã"]]
    rows: list[Row] = [HEADER, *LISTED, [], ["B. Khác"], *below]
    (sheet,) = read_file(write_xlsx(tmp_path / "a.xlsx", rows), ELDERLY)
    assert sheet.status == "waiting"
    assert "dòng 24 là tiêu đề của bảng khác" in sheet.message
