"""Lines of text files that a line break within a cell has cut, quoted or not."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path

import pytest

from pipelines.sources import SOURCES
from pipelines.sources.mentions import to_mentions
from pipelines.sources.reading import Sheet, read_file
from tests.sources.reading.people import Made, people

P = people(40, 28)
HEADER = ["Họ và tên", "Ngày sinh", "Giới tính", "Số CCCD", "Địa chỉ"]
BREAKS: dict[str, Callable[[Made], list[str]]] = {
    "name": lambda p: [p.name.replace(" ", "\n", 1), p.birth, p.sex, p.number, p.place],
    "birth": lambda p: [p.name, p.birth + "\n", p.sex, p.number, p.place],
    "place": lambda p: [p.name, p.birth, p.sex, p.number, p.place.replace(" ", "\n", 1)],
}


def rows(broken: str, every: int) -> list[list[str]]:
    """People one a row; every so many, but the last, have a break in a cell."""
    made = [[p.name, p.birth, p.sex, p.number, p.place] for p in P]
    return [
        row if i % every or i + 1 == len(P) else BREAKS[broken](p)
        for i, (p, row) in enumerate(zip(P, made, strict=True))
    ]


def read(path: Path, text: str) -> Sheet:
    path.write_text(text, encoding="utf-8", newline="")
    (sheet,) = read_file(path, SOURCES["workers"])
    assert sheet.status == "read", sheet.message
    frame = to_mentions(SOURCES["workers"], sheet).frame
    found = zip(frame["full_name"], frame["person_id"], frame["birth_year"], strict=True)
    assert list(found) == [(p.name, p.number, int(p.year)) for p in P]
    return sheet


@pytest.mark.parametrize("broken", BREAKS)
@pytest.mark.parametrize("every", [2, 13])
@pytest.mark.parametrize("counted", [False, True])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_breaks_that_nothing_quotes(
    tmp_path: Path, broken: str, every: int, *, counted: bool, end: str
) -> None:
    listed = [HEADER, *rows(broken, every)]
    if counted:
        listed = [["STT", *HEADER], *[[str(i), *row] for i, row in enumerate(listed[1:], 1)]]
    sheet = read(tmp_path / "a.csv", end.join(";".join(row) for row in listed) + end)
    assert {"group_rows", "broken_lines"} & {n.code for n in sheet.notices}
    lines = sum("\n" in "".join(row) for row in listed) + len(listed)
    assert sheet.rows.height == lines  # every line keeps its number


@pytest.mark.parametrize("broken", BREAKS)
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_breaks_in_quotes_in_half_of_the_rows(tmp_path: Path, broken: str, delimiter: str) -> None:
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter, lineterminator="\n").writerows([HEADER, *rows(broken, 2)])
    sheet = read(tmp_path / "a.csv", text.getvalue())
    assert sheet.notices == ()


def test_a_name_behind_a_break_in_the_last_cell_is_no_row(tmp_path: Path) -> None:
    """The program writes blank cells at the end of its rows: none of them is one cell alone."""
    listed = [[*row, "gửi\nNguyễn Văn Bình" if i % 3 == 0 else ""]
              for i, row in enumerate(rows("place", 99))]  # fmt: skip
    listed[0][4] = P[0].place
    read(tmp_path / "a.csv", "\n".join(";".join(r) for r in [[*HEADER, "Ghi chú"], *listed]))


def test_blank_cells_left_out_at_the_end_break_nothing(tmp_path: Path) -> None:
    listed = [[p.name, p.birth, p.sex, p.number, *[p.place, "x"][: i % 3]]
              for i, p in enumerate(P)]  # fmt: skip
    sheet = read(
        tmp_path / "a.csv", "\n".join(";".join(r) for r in [[*HEADER, "Ghi chú"], *listed])
    )
    assert sheet.notices == ()


@pytest.mark.parametrize("end", ["\n", "\n\n"])
@pytest.mark.parametrize("cut", [2, 5, 16, 30])
def test_the_row_in_which_a_file_was_cut_off_is_a_row(tmp_path: Path, cut: int, end: str) -> None:
    """It belongs to nobody else, also where every line has a blank one below it."""
    listed = [[f"B68{i:08}", p.name, p.birth, p.sex, p.number, p.place, "x"]
              for i, p in enumerate(P)]  # fmt: skip
    whole = end.join(";".join(row) for row in [["Mã số BHXH", *HEADER, "Ghi chú"], *listed])
    last = ";".join(["B6800000099", P[0].name, P[0].birth])[:cut]
    (tmp_path / "a.csv").write_text(f"{whole}{end}{last}", encoding="utf-8", newline="")
    (sheet,) = read_file(tmp_path / "a.csv", SOURCES["workers"])
    assert "broken_lines" not in {notice.code for notice in sheet.notices}
    assert sheet.rows.height == (len(P) + 1) * len(end) + 1
    made = to_mentions(SOURCES["workers"], sheet).frame.head(len(P))
    assert made["person_id"].to_list() == [p.number for p in P]
