"""Headers that say what is written where a day or month of birth is not known."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from pipelines.sources import SOURCES
from pipelines.sources.mentions import to_mentions
from pipelines.sources.reading import read_file
from pipelines.sources.reading.sheet import Status
from tests.sources.reading.people import people
from tests.sources.reading.writers import write_text, write_xls, write_xlsx

Known = tuple[int | None, int | None, int | None]


def births(path: Path) -> list[Known]:
    source = SOURCES["workers"]
    (sheet,) = read_file(path, source)
    assert sheet.status == Status.READ, sheet.message
    frame = to_mentions(source, sheet).frame
    return list(frame.select("birth_year", "birth_month", "birth_day").iter_rows())


PARTS = [(1, 1, 1960), (1, 5, 1961), (15, 1, 1962), (20, 11, 1963), (None, 1, 1964), (0, 0, 1965)]
PARTS_KNOWN: list[Known] = [
    (1960, None, None), (1961, 5, None), (1962, 1, 15), (1963, 11, 20), (1964, None, None),
    (1965, None, None),
]  # fmt: skip


def in_three_columns(day: str, month: str, year: str = "Năm sinh") -> list[list[Any]]:
    rows = [
        [i, p.name, d, m, y, p.number]
        for i, (p, (d, m, y)) in enumerate(zip(people(6), PARTS, strict=True), 1)
    ]
    return [["STT", "Họ và tên", day, month, year, "Số CCCD"], *rows]


@pytest.mark.parametrize(
    ("day", "month"),
    [
        ("Ngày sinh (không rõ ghi 1)", "Tháng sinh (không rõ ghi 1)"),
        ("Ngày sinh (không rõ ghi 01)", "Tháng sinh"),
        ("Ngày sinh", "Tháng sinh (nếu không nhớ thì ghi 1)"),
        ("Ngày sinh (ghi 1 nếu không rõ)", "Tháng sinh (ghi 1 nếu không rõ)"),
        ("Ngày sinh (chưa rõ điền 01)", "Tháng sinh (chưa rõ điền 01)"),
    ],
)
def test_a_day_or_month_that_a_header_says_stands_for_unknown(
    tmp_path: Path, day: str, month: str
) -> None:
    path = write_xlsx(tmp_path / "a.xlsx", in_three_columns(day, month))
    assert births(path) == PARTS_KNOWN


def test_without_a_word_of_it_the_first_of_january_stays(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "a.xlsx", in_three_columns("Ngày sinh", "Tháng sinh"))
    assert births(path)[:2] == [(1960, 1, 1), (1961, 5, 1)]


def test_a_zero_for_unknown_leaves_the_first_a_day(tmp_path: Path) -> None:
    headers = "Ngày sinh (không rõ ghi 0)", "Tháng sinh (không rõ ghi 00)"
    path = write_xls(tmp_path / "a.xls", in_three_columns(*headers))
    assert births(path)[:2] == [(1960, 1, 1), (1961, 5, 1)]


WHOLE = ["01/01/1960", "01/05/1961", "15/01/1962", "20/11/1963"]


def in_one_column(header: str) -> list[list[Any]]:
    rows = [[i, p.name, d, p.number] for i, (p, d) in enumerate(zip(people(4), WHOLE, strict=True))]
    return [["STT", "Họ và tên", header, "Số CCCD"], *rows]


@pytest.mark.parametrize(
    "header",
    [
        "Ngày sinh (nếu không rõ ghi 01/01)",
        "Ngày, tháng, năm sinh (không rõ ngày, tháng ghi 01/01)",
        "Ngày sinh (chỉ có năm sinh thì ghi 01/01/năm sinh)",
        "Năm sinh (ghi 01/01 nếu không rõ)",
        "Ngày sinh (không rõ: 01/01)",
    ],
)
def test_the_first_of_january_that_a_header_says_stands_for_a_year(
    tmp_path: Path, header: str
) -> None:
    path = write_text(tmp_path / "a.csv", in_one_column(header))
    assert births(path) == [(1960, None, None), (1961, 5, 1), (1962, 1, 15), (1963, 11, 20)]


@pytest.mark.parametrize("stated", ["15/6", "1900"])
def test_another_number_for_unknown_waits_and_says_what_to_do(tmp_path: Path, stated: str) -> None:
    rows = in_one_column(f"Ngày sinh (không rõ ghi {stated})")
    (sheet,) = read_file(write_text(tmp_path / "a.csv", rows), SOURCES["workers"])
    assert sheet.status == Status.WAITING
    assert "để trống (hoặc ghi 0)" in sheet.message


def test_a_number_of_the_column_is_no_number_for_unknown(tmp_path: Path) -> None:
    path = write_text(tmp_path / "a.csv", in_one_column("Ngày sinh, kể cả không rõ (1)"))
    assert births(path)[:2] == [(1960, 1, 1), (1961, 5, 1)]


def test_a_sheet_that_says_of_each_row_what_is_known_is_believed(tmp_path: Path) -> None:
    rows = in_one_column("Ngày sinh (không rõ ghi 01/01)")
    codes = ["Chỉ có năm sinh hoặc tháng/năm", "0", "1", "0", "2"]
    rows = [[*row, code] for row, code in zip(rows, codes, strict=True)]
    path = write_xlsx(tmp_path / "a.xlsx", rows)
    source = SOURCES["social_insurance"]
    (sheet,) = read_file(path, source)
    assert sheet.status == Status.READ, sheet.message
    read = to_mentions(source, sheet).frame.select("birth_year", "birth_month", "birth_day")
    assert read.rows()[:2] == [(1960, 1, 1), (1961, 5, None)]
