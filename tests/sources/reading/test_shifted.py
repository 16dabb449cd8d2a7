"""Rows whose cells stand a column or two away from their headers."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from pipelines.checks.sheets import check
from pipelines.sources import SOURCES
from pipelines.sources.mentions import to_mentions
from pipelines.sources.reading import Sheet
from tests.sources.reading.people import Made, people
from tests.sources.reading.sheets import read
from tests.sources.reading.test_encodings import as_windows_shows
from tests.sources.reading.writers import Row, write_ods, write_text, write_xls, write_xlsx

P = people(40)
TODAY = date(2026, 11, 23)
COUPLES = list(zip(people(24), people(24, 100), strict=True))
HEADER = ["STT", "Họ và tên", "Ngày sinh", "Giới tính", "Số CCCD", "Địa chỉ"]
WRITERS: dict[str, Callable[[Path, list[Row]], Path]] = {
    "xlsx": lambda path, rows: write_xlsx(path, rows),
    "xls": lambda path, rows: write_xls(path, rows),
    "ods": lambda path, rows: write_ods(path, rows),
    "csv": lambda path, rows: write_text(path, rows),
}


def listed(made: list[Made]) -> list[list[Any]]:
    return [[i, p.name, p.birth, p.sex, p.number, p.place] for i, p in enumerate(made, 1)]


def gap(at: int, width: int = 1) -> Callable[[list[Any]], list[Any]]:
    """Cells put in before a place: all behind moves to the right."""
    return lambda row: [*row[:at], *[None] * width, *row[at:]]


def cut(at: int, width: int = 1) -> Callable[[list[Any]], list[Any]]:
    """Cells deleted: all behind moves to the left."""
    return lambda row: [*row[:at], *row[at + width :]]


def told(sheet: Sheet, source: str = "elderly") -> list[tuple[Any, ...]]:
    frame = to_mentions(SOURCES[source], sheet).frame
    return frame.select("full_name", "birth_year", "sex", "person_id").rows()


def wanted(made: list[Made], **without: None) -> list[tuple[Any, ...]]:
    sexes = {"Nam": "male", "Nữ": "female"}
    return [
        (p.name, int(p.year) if "birth" not in without else None,
         sexes[p.sex] if "sex" not in without else None, p.number)
        for p in made
    ]  # fmt: skip


def notices(sheet: Sheet) -> list[tuple[str, int]]:
    return [(n.code, n.count) for n in sheet.notices]


@pytest.mark.parametrize("form", WRITERS)
@pytest.mark.parametrize(
    "move", [gap(1), gap(0), gap(2), gap(1, 2), cut(0)], ids=["1", "0", "2", "two", "cut"]
)
@pytest.mark.parametrize("run", [range(18, 40), range(10, 18)], ids=["to the end", "within"])
def test_a_run_of_rows_is_put_back(
    tmp_path: Path, form: str, move: Callable[[list[Any]], list[Any]], run: range
) -> None:
    rows = [move(row) if at in run else row for at, row in enumerate(listed(P))]
    path = WRITERS[form](tmp_path / f"a.{form}", [["DANH SÁCH"], HEADER, *rows])
    sheet = read(path, "elderly")
    assert told(sheet) == wanted(P)
    assert ("shifted_rows", len(run)) in notices(sheet)
    assert f"dòng {run[0] + 3}–{run[-1] + 3}" in sheet.notices[-1].message
    as_written = [c for c in sheet.rows["cells"].to_list()[run[0] + 2] if c]
    assert as_written == [str(c) for c in move(listed(P)[run[0]]) if c is not None]


@pytest.mark.parametrize(
    ("move", "without"),
    [(gap(3), {}), (cut(2), {"birth": None}), (cut(3), {"sex": None}), (gap(4), {}), (gap(5), {})],
    ids=["sex", "no birth", "no sex", "number", "address"],
)
def test_from_any_column_on(
    tmp_path: Path, move: Callable[[list[Any]], list[Any]], without: dict[str, None]
) -> None:
    rows = [move(row) if at >= 18 else row for at, row in enumerate(listed(P))]
    sheet = read(write_xlsx(tmp_path / "a.xlsx", [HEADER, *rows]), "elderly")
    assert told(sheet) == [*wanted(P[:18]), *wanted(P[18:], **without)]


def test_one_row_that_leaves_no_doubt(tmp_path: Path) -> None:
    rows = [gap(1)(row) if at == 7 else row for at, row in enumerate(listed(P))]
    sheet = read(write_xlsx(tmp_path / "a.xlsx", [HEADER, *rows]), "elderly")
    assert told(sheet) == wanted(P)
    assert notices(sheet) == [("shifted_rows", 1)]


def test_a_shift_in_an_old_alphabet(tmp_path: Path) -> None:
    rows = [gap(1)(row) if at >= 18 else row for at, row in enumerate(listed(P))]
    old = [[as_windows_shows(c, "tcvn3") if isinstance(c, str) else c for c in r] for r in rows]
    sheet = read(write_xlsx(tmp_path / "a.xlsx", [HEADER, *old]), "elderly")
    assert told(sheet) == wanted(P)


def test_holders_of_land(tmp_path: Path) -> None:
    header = ["STT", "Số tờ", "Số thửa", "Diện tích", "Chủ sử dụng đất", "Năm sinh", "Số CCCD",
              "Vợ/chồng", "Năm sinh vợ/chồng", "Số CCCD vợ/chồng", "Xã"]  # fmt: skip
    rows = [
        [i, i % 30, 10 * i, f"{i},5", a.name, a.year, a.number, b.name, b.year, b.number,
         ("Lộc Bắc", "Lộc Châu")[i % 2]]
        for i, (a, b) in enumerate(COUPLES, 1)
    ]  # fmt: skip
    rows = [gap(4)(row) if at >= 15 else row for at, row in enumerate(rows)]
    sheet = read(write_xlsx(tmp_path / "a.xlsx", [header, *rows]), "land_parcels")
    frame = to_mentions(SOURCES["land_parcels"], sheet).frame
    assert sorted(frame["person_id"].to_list()) == sorted(p.number for c in COUPLES for p in c)
    assert sheet.fields["owner.commune"].to_list() == ["Lộc Châu", "Lộc Bắc"] * 12


MARRIAGE = ["STT", "Họ tên chồng", "Họ tên vợ", "Ngày sinh chồng", "Ngày sinh vợ", "Số CCCD chồng",
            "Số CCCD vợ", "Ngày đăng ký"]  # fmt: skip


def married() -> list[list[Any]]:
    return [
        [i, a.name, b.name, a.birth, b.birth, a.number, b.number, "01/02/2018"]
        for i, (a, b) in enumerate(COUPLES, 1)
    ]


def test_whose_cell_is_gone_is_not_guessed(tmp_path: Path) -> None:
    """One of two names is gone; nothing tells whether it was the husband's or the wife's."""
    rows = [cut(1)(row) if at >= 15 else row for at, row in enumerate(married())]
    path = write_xlsx(tmp_path / "a.xlsx", [MARRIAGE, *rows])
    sheet = read(path, "civil_status_marriages")
    assert sheet.displaced == tuple(range(17, 26))
    assert notices(sheet)[-1] == ("displaced_rows", 9)
    source = SOURCES["civil_status_marriages"]
    checked = check(source, sheet, to_mentions(source, sheet).frame, None, today=TODAY)
    set_aside = checked.quarantine
    assert set(set_aside["rule"]) == {"structure_broken"}
    assert sorted(set(set_aside["file_row"])) == list(range(17, 26))
    assert (
        not checked.mentions.filter(~checked.mentions["quarantined"])["file_row"]
        .is_in(list(range(17, 26)))
        .any()
    )


def test_couples_are_put_back(tmp_path: Path) -> None:
    rows = [gap(1)(row) if at >= 15 else row for at, row in enumerate(married())]
    sheet = read(write_xlsx(tmp_path / "a.xlsx", [MARRIAGE, *rows]), "civil_status_marriages")
    assert sheet.fields["husband.full_name"].to_list() == [a.name for a, _ in COUPLES]
    assert sheet.fields["wife.id_number"].to_list() == [b.number for _, b in COUPLES]


def untouched(path: Path, source: str = "elderly") -> Sheet:
    sheet = read(path, source)
    assert {"shifted_rows", "displaced_rows"}.isdisjoint(n.code for n in sheet.notices)
    assert not sheet.displaced
    return sheet


@pytest.mark.parametrize(
    ("at", "cell"),
    [(4, "không có"), (4, "1965"), (2, "chưa rõ"), (3, "12/03/1965"), (5, "068065000123"),
     (6, "đã chuyển đi"), (6, "0912345678"), (6, "Nguyễn Thị Hoa")],
)  # fmt: skip
def test_odd_cells_are_no_shift(tmp_path: Path, at: int, cell: str) -> None:
    rows = [[*row, None] for row in listed(P)]
    for row in rows[::7]:
        row[at] = cell
    untouched(write_xlsx(tmp_path / "a.xlsx", [HEADER, *rows]))


def test_columns_that_look_alike_are_left_alone(tmp_path: Path) -> None:
    """Nothing tells that the dates of birth stand under the days of the cards."""
    header = ["STT", "Họ và tên", "Số CCCD", "Ngày sinh", "Ngày cấp", "Ghi chú"]
    rows = [[i, p.name, p.number, p.birth, "02/03/2021", "a"] for i, p in enumerate(P, 1)]
    rows = [[*r[:3], None, r[3], None] if at >= 18 else r for at, r in enumerate(rows)]
    sheet = untouched(write_xlsx(tmp_path / "a.xlsx", [header, *rows]))
    assert sheet.fields["birth_date"].to_list()[18:] == [None] * 22


def test_a_row_of_exchanged_cells_is_no_shift(tmp_path: Path) -> None:
    rows = listed(P)
    rows[5][2], rows[5][4] = rows[5][4], rows[5][2]
    untouched(write_xlsx(tmp_path / "a.xlsx", [HEADER, *rows]))


@pytest.mark.parametrize(
    ("move", "open_"), [(gap(1), False), (gap(4), True), (cut(0), False)], ids=["1", "4", "cut"]
)
def test_years_under_men_and_women(
    tmp_path: Path, move: Callable[[list[Any]], list[Any]], open_: bool
) -> None:
    header = ["TT", "Họ tên", "Nam", "Nữ", "CCCD", "Địa chỉ", "Ghi chú"]
    rows: list[list[Any]] = [
        [i, p.name, *((p.year, None) if p.sex == "Nam" else (None, p.year)), p.number, p.place]
        for i, p in enumerate(P, 1)
    ]
    rows = [move(row) if at >= 12 else row for at, row in enumerate(rows)]
    sheet = read(write_xls(tmp_path / "a.xls", [header, *rows]), "elderly")
    unsure = {row - 2 for row in sheet.displaced}
    right = zip(told(sheet), wanted(P), strict=True)
    assert all(a == b for at, (a, b) in enumerate(right) if at not in unsure)
    # A woman's year behind a blank cell may be a man's that has moved.
    women = {at for at in range(12, 40) if P[at].sex == "Nữ"}
    assert unsure == (women if open_ else set())


def test_codes_of_the_sex(tmp_path: Path) -> None:
    header = ["STT", "Mã số BHXH", "Họ và tên", "Ngày sinh", "Giới tính", "Số CCCD", "Đơn vị"]
    rows: list[list[Any]] = [
        [i, f"{6801000000 + i}", p.name, p.birth, int(p.sex == "Nam"), p.number, f"Công ty {i % 3}"]
        for i, p in enumerate(P, 1)
    ]
    rows = [cut(3)(row) if at >= 25 else row for at, row in enumerate(rows)]
    sheet = read(write_xlsx(tmp_path / "a.xlsx", [header, *rows]), "social_insurance")
    assert told(sheet, "social_insurance") == [*wanted(P[:25]), *wanted(P[25:], birth=None)]


def test_a_silent_column_over_slipped_cells_says_nothing(tmp_path: Path) -> None:
    """Most numbers stand under the days of joining: those are no column of numbers."""
    header = ["Số thẻ", "Họ và tên", "Ngày sinh", "GT", "Số CCCD", "Ngày vào hội", "Chức vụ",
              "Địa chỉ"]  # fmt: skip
    rows: list[list[Any]] = [
        [f"NCT{i:04d}", p.name, p.birth, p.sex, p.number, "01/06/2015", "HV", p.place]
        for i, p in enumerate(P, 1)
    ]
    rows = [gap(0)(row) if at >= 8 else row for at, row in enumerate(rows)]
    sheet = read(write_xls(tmp_path / "a.xls", [header, *rows]), "elderly")
    assert told(sheet) == wanted(P)
