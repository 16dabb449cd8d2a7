"""Dates beside words: what is clearly set off is read, what may be of another event is not."""

from __future__ import annotations

import polars as pl
import pytest

from pipelines.mention import BirthForm
from pipelines.sources.normalise.dates import read_dates


@pytest.mark.parametrize(
    ("written", "date"),
    [
        ("30/08/1983, Bình Định", (1983, 8, 30)),
        ("30/08/1983 - TP. Hồ Chí Minh", (1983, 8, 30)),
        ("30-08-1983; Phường 8, Đà Lạt", (1983, 8, 30)),
        ("30.08.1983 tại xã Hiệp An", (1983, 8, 30)),
        ("Bình Định, 30/08/1983", (1983, 8, 30)),
        ("Bình Định (30/08/1983)", (1983, 8, 30)),
        ("Phường 8, Đà Lạt - ngày 30/08/1983", (1983, 8, 30)),
        ("30 tháng 08 năm 1983, Hà Nội", (1983, 8, 30)),
        ("08/1983, Hà Nội", (1983, 8, None)),
        ("1983, Phường 8", (1983, None, None)),
        ("1983-08-30, Xã A/Huyện B", (1983, 8, 30)),
    ],
)
def test_a_date_set_off_from_words(written: str, date: tuple[int | None, ...]) -> None:
    read = read_dates(pl.Series([written]))
    assert read.select("year", "month", "day").row(0) == date


@pytest.mark.parametrize(
    "written",
    [
        "chết ngày 30/08/2001, tại nhà",
        "30/08/1983, sửa thành 30/09/1983",
        "30/08/1983, mất 02/03/2001",
        "30/08/1983, nhà 12/4/90",
        "Bình Định, 30/08/1983 hoặc 1984",
    ],
)
def test_a_date_of_something_else_or_one_of_two_is_none(written: str) -> None:
    assert read_dates(pl.Series([written]))["form"].to_list() == [BirthForm.INVALID]
