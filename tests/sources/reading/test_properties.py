"""What must hold for any list: nothing lost, no digit changed, every row accounted for."""

from __future__ import annotations

import re
from pathlib import Path

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipelines.sources import SOURCES
from pipelines.sources.reading import read_file
from tests.sources.reading.people import people
from tests.sources.reading.writers import write_ods, write_text, write_xls, write_xlsx

WORKERS = SOURCES["workers"]
HEADER = ["STT", "Họ và tên", "Ngày sinh", "Số CCCD", "Địa chỉ"]
TITLES = [["UBND XÃ"], [None], ["DANH SÁCH NGƯỜI LAO ĐỘNG", None, "năm 2024"], ["Số: 12/DS"]]
FOOTERS = [["Tổng cộng: 9"], [None, None, "Ngày 5 tháng 3 năm 2024"], [None, "Người lập biểu"]]

text = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Cf", "Co", "Cn")), max_size=12
)
odd = st.sampled_from([None, "", " ", "a;b", 'c"d', "e\nf", "0068", "6,81E+10", "x,y", "'068"])
row = st.lists(st.one_of(text, odd), min_size=5, max_size=5)
QUICK = settings(
    max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def table(above: int, odd_rows: list[list[str | None]], below: int) -> list[list[object]]:
    made = people(9)
    return [
        *TITLES[:above],
        HEADER,
        *[[i, p.name, p.birth, p.number, p.place] for i, p in enumerate(made, 1)],
        *odd_rows,
        *FOOTERS[:below],
    ]


@QUICK
@given(above=st.integers(0, 4), rows=st.lists(row, max_size=6), below=st.integers(0, 3),
       form=st.sampled_from(["csv", "tsv", "xlsx"]))  # fmt: skip
def test_every_row_has_one_kind_and_every_cell_is_kept(
    tmp_path: Path, above: int, rows: list[list[str | None]], below: int, form: str
) -> None:
    content = table(above, rows, below)
    path = tmp_path / f"a.{form}"
    if form == "xlsx":
        write_xlsx(path, content)
    else:
        write_text(path, content, delimiter="," if form == "csv" else "\t")
    (sheet,) = read_file(path, WORKERS)
    assert sheet.status == "read", sheet.message
    kinds = set(sheet.rows["kind"].unique())
    assert kinds <= {"data", "title", "header", "footer", "blank"}
    assert sheet.rows["file_row"].to_list() == list(range(1, sheet.rows.height + 1))
    data = sheet.rows.filter(pl.col("kind") == "data")["file_row"]
    assert sheet.fields["file_row"].to_list() == data.to_list()
    # What was written is there, cell by cell, up to empty rows at the end.
    for written, cells in zip(content, sheet.rows["cells"].to_list(), strict=False):
        for value, cell in zip(written, cells, strict=False):
            shown = "" if value is None else str(value)
            if form == "xlsx" and "\r" in shown:
                continue
            assert (cell or "") == shown
    lost = content[sheet.rows.height :]
    assert all(value in (None, "") for line in lost for value in line)


@QUICK
# No dates of birth beside them: numbers that contradict dates make the sheet wait.
@given(numbers=st.lists(st.from_regex(r"[0-9]{8,12}", fullmatch=True), min_size=5, max_size=30),
       form=st.sampled_from(["csv", "xlsx", "xls", "ods"]), as_number=st.booleans())  # fmt: skip
def test_no_digit_ever_changes(
    tmp_path: Path, numbers: list[str], form: str, as_number: bool
) -> None:
    made = people(len(numbers))
    typed = [int(n) if as_number and form != "csv" else n for n in numbers]
    header = [title for title in HEADER if title != "Ngày sinh"]
    rows = [
        header,
        *[[i, p.name, n, p.place] for i, (p, n) in enumerate(zip(made, typed, strict=True))],
    ]
    writer = {"csv": write_text, "xlsx": write_xlsx, "xls": write_xls, "ods": write_ods}[form]
    (sheet,) = read_file(writer(tmp_path / f"a.{form}", rows), WORKERS)
    assert sheet.fields["id_number"].to_list() == [str(n) for n in typed]


@pytest.mark.parametrize("name", ["decimal", "integer", "text", "float"])
def test_parquet_numbers(tmp_path: Path, name: str) -> None:
    made = people(12)
    frame = pl.DataFrame(
        {
            "Họ và tên": [p.name for p in made],
            "Số CCCD": [p.number for p in made],
            "Ngày sinh": [p.birth for p in made],
        }
    ).with_columns(pl.col("Ngày sinh").str.to_date("%d/%m/%Y"))
    kind = {
        "decimal": pl.Decimal(20, 0),
        "integer": pl.Int64,
        "text": pl.String,
        "float": pl.Float64,
    }
    frame = frame.with_columns(pl.col("Số CCCD").cast(kind[name]))
    frame.write_parquet(tmp_path / "a.parquet")
    (sheet,) = read_file(tmp_path / "a.parquet", WORKERS)
    wanted = [p.number if name == "text" else str(int(p.number)) for p in made]
    assert sheet.fields["id_number"].to_list() == wanted
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\d", d) for d in sheet.fields["birth_date"])
    assert sheet.fields["file_row"].to_list() == list(range(2, 14))


def test_reading_twice_gives_the_same(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "a.xlsx", table(3, [], 2))
    (one,), (two,) = read_file(path, WORKERS), read_file(path, WORKERS)
    assert one.rows.equals(two.rows)
    assert one.fields.equals(two.fields)
    assert (one.columns, one.notices, one.sha256) == (two.columns, two.notices, two.sha256)
