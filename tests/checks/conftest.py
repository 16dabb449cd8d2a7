"""Deliveries written to real files and taken through reading and normalising."""

from __future__ import annotations

import csv
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from pipelines.checks import Checked, PreviousDelivery, check
from pipelines.sources import SOURCES
from pipelines.sources.mentions import to_mentions
from pipelines.sources.reading import Sheet, read_file

TODAY = date(2026, 11, 23)

#: Header and sound rows of some lists; the people are made up.
LISTS: dict[str, tuple[list[str], list[list[str]]]] = {
    "social_insurance": (
        ["STT", "Mã số BHXH", "Họ và tên", "Ngày sinh", "Giới tính", "Số CCCD", "Địa chỉ"],
        [
            ["1", "6801000001", "Nguyễn Văn Bình", "12/03/1980", "Nam", "068080123456",
             "Thôn 2, Xã Hiệp An, Huyện Đức Trọng, Lâm Đồng"],
            ["2", "6801000002", "Trần Thị Lan", "25/11/1991", "Nữ", "068191234567",
             "Tổ 3, Phường 2, Thành phố Đà Lạt, Lâm Đồng"],
            ["3", "6801000003", "Lê Quốc Dũng", "30/06/2001", "Nam", "068201345678",
             "Thôn 5, Xã Lộc Châu, Thành phố Bảo Lộc, Lâm Đồng"],
            ["4", "6801000004", "Phạm Minh Hạnh", "08/09/1975", "Nữ", "068175456789",
             "Thôn 1, Xã Đạ Ròn, Huyện Đơn Dương, Lâm Đồng"],
        ],
    ),
    "civil_status_births": (
        ["STT", "Số", "Quyển số", "Ngày đăng ký", "Họ, chữ đệm, tên người được khai sinh",
         "Ngày sinh", "Giới tính", "Số định danh cá nhân", "Họ tên mẹ", "Năm sinh mẹ",
         "Số định danh mẹ", "Nơi đăng ký"],
        [
            ["1", "12", "01/2018", "20/02/2018", "Nguyễn Gia Hân", "12/01/2018", "Nữ",
             "068318123456", "Trần Thị Lan", "1991", "068191234567", "UBND Xã Hiệp An"],
            ["2", "13", "01/2018", "22/02/2018", "Lê Hoàng Nam", "02/02/2018", "Nam",
             "068218234567", "Phạm Thị Thu", "1988", "068188345678", "UBND Xã Hiệp An"],
            ["3", "12", "01/2018", "05/03/2018", "Võ Anh Thư", "20/02/2018", "Nữ",
             "068318345678", "Hồ Thị Mai", "1990", "068190456789", "UBND Xã Lộc Châu"],
        ],
    ),
    "civil_status_deaths": (
        ["STT", "Số", "Quyển số", "Ngày đăng ký", "Họ tên người chết", "Ngày sinh", "Giới tính",
         "Số định danh cá nhân", "Ngày chết", "Nơi đăng ký"],
        [
            ["1", "1", "01/2019", "10/01/2019", "Trần Văn Sáu", "1940", "Nam", "068040123456",
             "02/01/2019", "UBND Xã Hiệp An"],
            ["2", "2", "01/2019", "12/02/2019", "Lê Thị Bảy", "15/08/1938", "Nữ", "068138234567",
             "11/02/2019", "UBND Xã Hiệp An"],
        ],
    ),
    "civil_status_marriages": (
        ["STT", "Số", "Quyển số", "Ngày đăng ký", "Họ tên chồng", "Ngày sinh chồng",
         "Giấy tờ tùy thân chồng", "Họ tên vợ", "Ngày sinh vợ", "Giấy tờ tùy thân vợ"],
        [
            ["1", "5", "01/2015", "11/09/2015", "Nguyễn Minh Tài", "07/06/1986", "068086123456",
             "Trần Thị Ba", "22/07/1990", "068190234567"],
            ["2", "6", "01/2015", "12/09/2015", "Hoàng Văn Khoa", "09/05/1985", "068085345678",
             "Lê Thị Gái", "05/02/1989", "068189456789"],
        ],
    ),
}  # fmt: skip

Deliver = Callable[..., tuple[Sheet, pl.DataFrame]]


def row_of(source: str, **changes: str) -> list[str]:
    """The first sound row of a list with some cells changed, by their header."""
    header, rows = LISTS[source]
    cells = list(rows[0])
    for name, value in changes.items():
        cells[header.index(name)] = value
    return cells


@pytest.fixture
def deliver(tmp_path: Path) -> Deliver:
    """Writes a list, reads it, makes its mentions."""

    def write(
        source: str,
        rows: Sequence[Sequence[str]] | None = None,
        *,
        header: Sequence[str] | None = None,
        name: str = "tep.csv",
    ) -> tuple[Sheet, pl.DataFrame]:
        known, sound = LISTS.get(source, ([], []))
        path = tmp_path / name
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([header or known, *(rows if rows is not None else sound)])
        (sheet,) = read_file(path, SOURCES[source])
        assert sheet.status == "read", sheet.message
        return sheet, to_mentions(SOURCES[source], sheet).frame

    return write


def checked(
    source: str, sheet: Sheet, mentions: pl.DataFrame, previous: PreviousDelivery | None = None
) -> Checked:
    return check(SOURCES[source], sheet, mentions, previous, today=TODAY)


def broken(result: Checked) -> dict[str, int]:
    """Broken rules → rows."""
    return {rule.code: rule.rows for rule in result.rules if rule.rows}
