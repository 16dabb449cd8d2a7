"""Work on distinct values, remembered over columns."""

from __future__ import annotations

import polars as pl
import pytest

from pipelines.sources.normalise import distinct
from pipelines.sources.normalise.dates import read_dates
from pipelines.sources.normalise.distinct import by_distinct, each_by_distinct
from pipelines.sources.normalise.names import normalise_names


class _Counted:
    """Gives the length of each text, and keeps what it was asked."""

    def __init__(self) -> None:
        self.asked: list[str | None] = []

    def __call__(self, values: pl.DataFrame) -> pl.DataFrame:
        self.asked += values["value"].to_list()
        length = pl.col("text").str.len_chars().fill_null(0)
        return values.with_columns(length=length).reverse()


def test_every_row_gets_its_answer_and_every_value_is_worked_on_once() -> None:
    work = _Counted()
    one = pl.Series(["Lan", None, " Hoa Sen ", "Lan"])
    two = pl.Series(["Mai Anh", " Hoa Sen "])
    first, second = each_by_distinct([one, two], work)
    assert first["length"].to_list() == [3, 0, 7, 3]
    assert second["length"].to_list() == [7, 7]
    assert by_distinct(pl.Series(["Lan", "Cúc"]), work)["length"].to_list() == [3, 3]
    assert sorted(text for text in work.asked if text) == [" Hoa Sen ", "Cúc", "Lan", "Mai Anh"]


@pytest.mark.parametrize("values", [[], [None, None]])
def test_columns_without_a_value_have_the_answer_of_nothing(values: list[None]) -> None:
    read = by_distinct(pl.Series(values, dtype=pl.String), _Counted())
    assert read["length"].to_list() == [0 for _ in values]


def test_what_is_remembered_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(distinct, "MOST", 3)
    work = _Counted()
    for start in range(0, 40, 4):
        column = pl.Series(["x" * length for length in range(start, start + 4)])
        assert by_distinct(column, work)["length"].to_list() == list(range(start, start + 4))
        assert distinct._remembered(work)._answers.height <= 3 + 1 + column.len()


def test_answers_that_hang_on_the_column_are_not_remembered_from_another() -> None:
    """Two-figure years and `Ông Tài` are read by the column that they stand in."""
    young, old = pl.Series(["1/2/05", "3/4/2011"]), pl.Series(["1/2/05", "3/4/1930"])
    for column, year in ((young, 2005), (old, 1905), (young, 2005)):
        assert read_dates(column)["year"][0] == year
    plain = pl.Series(["Ông Tài", *(f"Trần Văn {chr(97 + n) * 3}" for n in range(20))])
    titled = pl.Series(["Ông Tài", "Ông Trần Văn Sơn", "Bà Lê Thị Hoa"])
    for column, name in ((plain, "Ông Tài"), (titled, "Tài"), (plain, "Ông Tài")):
        assert normalise_names(column)["name"][0] == name
