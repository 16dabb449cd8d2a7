"""Sheets that hold several lists, people in columns, or forms of one person."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from pipelines.sources import SOURCES
from pipelines.sources.mentions import to_mentions
from pipelines.sources.reading import Sheet, read_file
from tests.sources.reading.people import Made, people
from tests.sources.reading.test_encodings import as_windows_shows
from tests.sources.reading.writers import Row, write_text, write_xlsx

P = people(24)
HEADER = ["STT", "Họ và tên", "Ngày sinh", "Giới tính", "Số CCCD", "Địa chỉ"]


def listed(made: list[Made]) -> list[list[Any]]:
    return [[i, p.name, p.birth, p.sex, p.number, p.place] for i, p in enumerate(made, 1)]


def told(sheets: list[Sheet], source: str = "elderly") -> list[tuple[str, str | None, int]]:
    """All people read, in the order of the sheets; none waits."""
    assert {sheet.status for sheet in sheets} <= {"read", "skipped"}, sheets[0].message
    frames = [to_mentions(SOURCES[source], s).frame for s in sheets if s.status == "read"]
    return [r for f in frames for r in f.select("full_name", "person_id", "birth_year").rows()]


def wanted(made: list[Made]) -> list[tuple[str, str, int]]:
    return [(p.name, p.number, int(p.year)) for p in made]


def read(path: Path) -> list[Sheet]:
    return read_file(path, SOURCES["elderly"])


@pytest.mark.parametrize("gap", [[], [None]], ids=["close", "apart"])
@pytest.mark.parametrize("second", [12, 11])
def test_two_lists_side_by_side(tmp_path: Path, gap: list[None], second: int) -> None:
    made = P[: 12 + second]
    left, right = listed(made[:12]), [*listed(made[12:]), *[[]] * (12 - second)]
    rows: list[Row] = [["DANH SÁCH"], [*HEADER, *gap, *HEADER]]
    rows += [[*a, *gap, *b] for a, b in zip(left, right, strict=True)]
    sheets = read(write_xlsx(tmp_path / "a.xlsx", rows))
    assert told(sheets) == wanted(made)
    assert [s.sheet_name for s in sheets] == [
        "Sheet1 (cột 1–6)" if not gap else "Sheet1 (cột 1–7)",
        f"Sheet1 (cột {7 + len(gap)}–{12 + len(gap)})",
    ]
    assert sheets[1].fields["file_row"].to_list() == list(range(3, 3 + second))
    assert sheets[1].columns[0].position == 7 + len(gap)


def other_order(made: list[Made]) -> list[Row]:
    header = ["STT", "Họ và tên", "Số CCCD", "Ngày sinh", "Giới tính"]
    return [header, *[[i, p.name, p.number, p.birth, p.sex] for i, p in enumerate(made, 1)]]


@pytest.mark.parametrize("merges", [(), ("A15:E15",)])
def test_tables_in_another_order_below_each_other(tmp_path: Path, merges: tuple[str, ...]) -> None:
    rows: list[Row] = [HEADER, *listed(P[:12]), [], ["B. GIẢM"], *other_order(P[12:])]
    sheets = read(write_xlsx(tmp_path / "a.xlsx", rows, merges=merges))
    assert told(sheets) == wanted(P)
    assert [s.sheet_name for s in sheets] == ["Sheet1 (dòng 1–13)", "Sheet1 (dòng 14–28)"]
    assert sheets[1].header_row == 16
    assert sheets[1].rows["kind"].to_list()[:3] == ["blank", "title", "header"]


def below_each_other(head: list[str], rows: list[Row], *, first: list[str] = HEADER) -> list[Row]:
    """Twelve people under the usual header, and what stands below under another."""
    return [first, *listed(P[:12]), [], ["UBND XÃ NAM HÀ (12 người)"], head, *rows]


def test_a_table_below_whose_names_stand_elsewhere(tmp_path: Path) -> None:
    """Over the names of the first table stand words that are no declared header."""
    head = ["Stt", "Nơi làm việc", "Họ tên NCT", "Ngày sinh", "Nam/Nữ", "Số CCCD", "Ghi chú"]
    rows: list[Row] = [
        [i, "Tại xã", p.name, p.birth, p.sex, p.number] for i, p in enumerate(P[12:])
    ]
    sheets = read(write_xlsx(tmp_path / "a.xlsx", below_each_other(head, rows)))
    assert told(sheets) == wanted(P)


def test_another_date_in_place_of_the_birth(tmp_path: Path) -> None:
    head = ["STT", "Họ và tên", "Ngày vào hội", "Giới tính", "Số CCCD", "Địa chỉ"]
    rows: list[Row] = [
        [i, p.name, "01/02/1973", p.sex, p.number, p.place] for i, p in enumerate(P[12:])
    ]
    sheets = read(write_xlsx(tmp_path / "a.xlsx", below_each_other(head, rows)))
    assert told(sheets) == [*wanted(P[:12]), *((p.name, p.number, None) for p in P[12:])]


@pytest.mark.parametrize("first", [True, False])
def test_tables_with_headers_of_two_rows(tmp_path: Path, first: bool) -> None:
    """The second row of a header begins no table."""
    tall: list[Row] = [
        ["TT", "Số CCCD", "Họ và tên", "Ngày sinh", None, None, "Giới tính"],
        [None, None, None, "Ngày", "Tháng", "Năm"],
    ]
    made = P[:12] if first else P[12:]
    tall += [[i, int(p.number), p.name, *p.birth.split("/"), p.sex] for i, p in enumerate(made)]
    flat = other_order(P[12:] if first else P[:12])
    both = [*tall, [], ["B"], *flat] if first else [*flat, [], ["B"], *tall]
    assert told(read(write_xlsx(tmp_path / "a.xlsx", both))) == wanted(P)


@pytest.mark.parametrize("font", ["tcvn3", "vni"])
@pytest.mark.parametrize("both", [True, False])
def test_tables_in_old_encodings(tmp_path: Path, font: str, both: bool) -> None:
    def typed(rows: list[Any]) -> list[Any]:
        return [
            [as_windows_shows(c, font) if isinstance(c, str) else c for c in row] for row in rows
        ]

    first: list[Any] = [HEADER, *listed(P[:12])]
    rows = [*(typed(first) if both else first), [], *typed(other_order(P[12:]))]
    sheets = read(write_xlsx(tmp_path / "a.xlsx", rows))
    assert told(sheets) == wanted(P)


def test_people_under_a_header_that_nobody_understands_keep_the_sheet_waiting(
    tmp_path: Path,
) -> None:
    """No summary, though no column of it is known to name anybody."""
    head = ["STT", "Ngày sinh", "Giới tính", "Dân tộc", "Abc", "Xyz"]
    rows: list[Row] = [
        [i, p.birth, p.sex, "Kinh", p.name, q.name]
        for i, (p, q) in enumerate(zip(P[12:], P, strict=False))
    ]
    (sheet,) = read(write_xlsx(tmp_path / "a.xlsx", below_each_other(head, rows)))
    assert sheet.status == "waiting"


def test_a_sheet_of_people_under_such_a_header_waits_beside_another(tmp_path: Path) -> None:
    head = ["STT", "Ngày sinh", "Giới tính", "Dân tộc", "Abc", "Xyz"]
    rows = [
        [i, p.birth, p.sex, "Kinh", p.name, q.name]
        for i, (p, q) in enumerate(zip(P, P[::-1], strict=True))
    ]
    sheets = read(write_xlsx(tmp_path / "a.xlsx", {"A": [HEADER, *listed(P)], "B": [head, *rows]}))
    assert [s.status for s in sheets] == ["read", "waiting"]


COUNTS: list[Row] = [
    ["STT", "Thôn", "Số người", "Nam", "Nữ"],
    [1, "Thôn 1", 10, 4, 6],
    [2, "Thôn 2", 9, 4, 5],
]


@pytest.mark.parametrize("first", [True, False])
def test_a_table_of_counts_beside_the_list(tmp_path: Path, first: bool) -> None:
    people_of = [["DANH SÁCH"], HEADER, *listed(P)]
    rows = [*COUNTS, [], *people_of] if first else [*people_of, [], ["TỔNG HỢP"], *COUNTS]
    sheets = read(write_xlsx(tmp_path / "a.xlsx", rows))
    assert told(sheets) == wanted(P)
    assert sorted(s.status for s in sheets) == ["read", "skipped"]


def test_a_table_of_officers_below_keeps_the_sheet_waiting(tmp_path: Path) -> None:
    header = ["STT", "Họ và tên", "Chức vụ", "Đơn vị"]
    officers: list[Row] = [header, [1, "Lê Thị Hoa", "Chủ tịch", "UBND xã"]]
    (sheet,) = read(write_xlsx(tmp_path / "a.xlsx", [HEADER, *listed(P), [], *officers]))
    assert sheet.status == "waiting"


@pytest.mark.parametrize("count", [3, 24])
def test_one_person_a_column(tmp_path: Path, count: int) -> None:
    turned = [list(row) for row in zip(HEADER, *listed(P[:count]), strict=True)]
    (sheet,) = read(write_xlsx(tmp_path / "a.xlsx", [["DANH SÁCH"], [], *turned]))
    assert told([sheet]) == wanted(P[:count])
    assert sheet.fields["file_row"].to_list() == list(range(2, count + 2))  # columns B, C …
    assert "sideways" in {notice.code for notice in sheet.notices}


def form(p: Made) -> list[list[str]]:
    keys = ("Họ và tên:", "Ngày sinh:", "Giới tính:", "Số CCCD:", "Địa chỉ:")
    return [[k, v] for k, v in zip(keys, (p.name, p.birth, p.sex, p.number, p.place), strict=True)]


def test_a_form_a_sheet(tmp_path: Path) -> None:
    forms = {f"Phiếu {i}": [["PHIẾU THU THẬP"], *form(p)] for i, p in enumerate(P[:8])}
    sheets = read(write_xlsx(tmp_path / "a.xlsx", forms))
    assert told(sheets) == wanted(P[:8])
    assert {s.fields["file_row"][0] for s in sheets} == {2}


@pytest.mark.parametrize("together", [True, False], ids=["one cell", "two cells"])
@pytest.mark.parametrize("numbered", [True, False])
def test_forms_below_each_other(tmp_path: Path, together: bool, numbered: bool) -> None:
    rows: list[Row] = []
    for p in P:
        pairs = [[f"{n}. {k}" if numbered else k, v] for n, (k, v) in enumerate(form(p), 1)]
        rows += [*([[" ".join(pair)] for pair in pairs] if together else pairs), []]
    (sheet,) = read(write_xlsx(tmp_path / "a.xlsx", rows))
    assert told([sheet]) == wanted(P)
    assert sheet.fields["file_row"].to_list() == list(range(1, 6 * 24, 6))


@pytest.mark.parametrize("form_of", ["psql", "mysql"])
def test_records_that_query_tools_write_line_by_line(tmp_path: Path, form_of: str) -> None:
    lines = []
    for i, p in enumerate(P, 1):
        values = {"ho_ten": p.name, "ngay_sinh": p.birth, "gioi_tinh": p.sex, "so_cccd": p.number}
        if form_of == "psql":
            lines += [f"-[ RECORD {i} ]------", *(f"{k:9} | {v}" for k, v in values.items())]
        else:
            lines += [
                f"{'*' * 27} {i}. row {'*' * 27}",
                *(f"{k:>9}: {v}" for k, v in values.items()),
            ]
    path = tmp_path / "a.txt"
    path.write_text("\n".join(lines))
    assert told(read(path)) == wanted(P)


def test_instructions_are_no_form(tmp_path: Path) -> None:
    """A page that explains the columns has their names below each other too."""
    asked = ["Ghi chữ in hoa có dấu", "dd/mm/yyyy", "Nam hoặc Nữ", "12 số", "Thôn, xã"]
    page = [[key, text] for (key, _), text in zip(form(P[0]), asked, strict=True)]
    sheets = read(write_xlsx(tmp_path / "a.xlsx", {"Hướng dẫn": page, "DS": [HEADER, *listed(P)]}))
    assert told(sheets) == wanted(P)


def test_father_and_mother_of_a_form_are_not_its_people(tmp_path: Path) -> None:
    """The same words ask for their names: whom the form is about is not guessed."""
    father, mother = (
        [[f"Thông tin {who}"], *form(p)[:2]] for who, p in (("cha", P[2]), ("mẹ", P[3]))
    )
    rows: list[Row] = [*form(P[0]), *father, *mother]
    sheets = read(write_xlsx(tmp_path / "a.xlsx", rows))
    assert "read" not in {sheet.status for sheet in sheets}


def test_numbers_below_the_names_wait(tmp_path: Path) -> None:
    """Two rows a person: their numbers are not to be passed over as groups."""
    rows: list[Row] = [["STT", "Họ và tên", "Ngày sinh", "Địa chỉ"]]
    for i, p in enumerate(P, 1):
        rows += [[i, p.name, p.birth, p.place], [None, p.number, p.sex]]
    (sheet,) = read(write_xlsx(tmp_path / "a.xlsx", rows))
    assert sheet.status == "waiting"


def test_a_sheet_of_officers_beside_the_list_waits(tmp_path: Path) -> None:
    officers = [["STT", "Họ và tên", "Chức vụ"], [1, "Lê Thị Hoa", "Tổ trưởng"]]
    sheets = {"DS": [HEADER, *listed(P)], "Tổ công tác": officers}
    people_of, beside = read(write_xlsx(tmp_path / "a.xlsx", sheets))
    assert told([people_of]) == wanted(P)
    assert beside.status == "waiting"
    assert "chỉ có họ tên" in beside.message


def test_hidden_sheets_are_told(tmp_path: Path) -> None:
    book = xlsxwriter.Workbook(str(tmp_path / "a.xlsx"))
    for name in ("DS", "Cũ"):
        page = book.add_worksheet(name)
        for at, row in enumerate([HEADER, *listed(P)]):
            page.write_row(at, 0, row)
    page.hide()
    book.close()
    shown, hidden = read(tmp_path / "a.xlsx")
    assert "hidden_sheet" in {notice.code for notice in hidden.notices}
    assert "hidden_sheet" not in {notice.code for notice in shown.notices}


def test_a_wife_named_below_her_husband(tmp_path: Path) -> None:
    rows: list[Row] = [["Số tờ", "Số thửa", "Chủ sử dụng đất", "Năm sinh", "Số CCCD"]]
    for i in range(0, 20, 2):
        man, wife = P[i], P[i + 1]
        rows += [[1, i + 1, f"Ông {man.name}", man.year, man.number],
                 [None, None, f"và vợ là bà {wife.name}", wife.year, wife.number]]  # fmt: skip
    sheets = read_file(write_text(tmp_path / "a.csv", rows), SOURCES["land_parcels"])
    assert told(sheets, "land_parcels") == wanted(
        [person for i in range(0, 20, 2) for person in (P[i + 1], P[i])]
    )
