"""Rows that name no person: totals, signatures, groups, numbers of columns, in any alphabet."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipelines.sources import SOURCES
from pipelines.sources.reading import read_file
from tests.sources.reading.people import people
from tests.sources.reading.test_encodings import as_windows_shows
from tests.sources.reading.writers import Row, write_text, write_xls, write_xlsx

P = people(24)
HEADER = ["STT", "Họ và tên", "Ngày sinh", "Giới tính", "Số CCCD"]
LISTED = [[i, p.name, p.birth, p.sex, p.number] for i, p in enumerate(P, 1)]


def kinds(path: Path, source: str) -> list[str]:
    (sheet,) = read_file(path, SOURCES[source])
    assert sheet.status == "read", sheet.message
    assert sheet.fields.height == len(P)
    return sheet.rows["kind"].to_list()


@pytest.mark.parametrize("font", ["tcvn3", "vni", "viscii"])
def test_totals_sections_and_signatures_in_old_fonts(tmp_path: Path, font: str) -> None:
    """Words in columns of numbers are too few to tell their alphabet: the sheet's tells it."""
    rows: list[Row] = [
        HEADER, [None, "Thôn Một"], *LISTED[:12], [None, "Cộng trang: 12 người"],
        [None, "Lớp Mười A"], *LISTED[12:], [None, "Tổng cộng: 24 người"],
        [None, None, None, None, "Lâm Đồng, ngày 30 tháng 6 năm 2025"],
        [None, "NGƯỜI LẬP BIỂU", None, None, "THỦ TRƯỞNG ĐƠN VỊ"],
        [None, "Nguyễn Thị Kim Loan", None, None, "Trần Văn Hùng"],
    ]  # fmt: skip
    shown = [
        [as_windows_shows(cell, font) if isinstance(cell, str) else cell for cell in row]
        for row in rows[1:]
    ]
    found = kinds(write_xls(tmp_path / "a.xls", [HEADER, *shown]), "workers")
    assert found == [
        "header", "title", *["data"] * 12, "footer", "title", *["data"] * 12, *["footer"] * 4,
    ]  # fmt: skip


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_households_and_groups_between_people(tmp_path: Path, form: str) -> None:
    rows: list[Row] = [
        HEADER, ["I", "TĂNG"], *LISTED[:6], ["A", "Người cao tuổi"], *LISTED[6:12],
        [None, "Hộ ông (bà): Nguyễn Văn Việt - Mã hộ 6808059597"], *LISTED[12:18],
        ["II. TUỔI 70"], *LISTED[18:23], [None, "Hộ bà: Lê Thị Hoa"], LISTED[23],
    ]  # fmt: skip
    write = write_text if form == "csv" else write_xlsx
    found = kinds(write(tmp_path / f"a.{form}", rows), "social_insurance")
    at = [i for i, kind in enumerate(found) if kind == "title"]
    assert at == [1, 8, 15, 22, 28]


def test_a_person_without_number_and_date_stays(tmp_path: Path) -> None:
    """A name without a count may be somebody added by hand."""
    rows: list[Row] = [HEADER, *LISTED[:23], [None, "Nguyễn Văn Thành"]]
    assert kinds(write_xlsx(tmp_path / "a.xlsx", rows), "workers")[-1] == "data"


@pytest.mark.parametrize("start", [1, 6])
def test_columns_are_numbered_anew_on_every_page(tmp_path: Path, start: int) -> None:
    numbers = [[f"({i})" for i in range(1, 6)], [f"({i})" for i in range(start, start + 5)]]
    rows: list[Row] = [HEADER, numbers[0], *LISTED[:12], HEADER, numbers[1], *LISTED[12:]]
    found = kinds(write_xlsx(tmp_path / "a.xlsx", rows), "workers")
    assert [i for i, kind in enumerate(found) if kind == "header"] == [0, 1, 14, 15]


def test_rows_above_the_header_are_repeated_with_it(tmp_path: Path) -> None:
    above = [None, "Người lao động", None, None, "Giấy tờ"]
    rows: list[Row] = [above, HEADER, *LISTED[:12], above, HEADER, *LISTED[12:]]
    found = kinds(write_text(tmp_path / "a.csv", rows), "workers")
    assert [i for i, kind in enumerate(found) if kind != "data"] == [0, 1, 14, 15]


OFFICES = (
    ("Người tổng hợp", "Trưởng ban"), ("Trưởng thôn", "Bí thư chi bộ"),
    ("Thư ký", "Chi hội trưởng"), ("Người đối chiếu", "Xác nhận của UBND xã"),
    ("Đại diện gia đình", "TM. BAN CHẤP HÀNH"),
    ("Giáo viên chủ nhiệm", "Phó hiệu trưởng"), ("Cán bộ tư pháp - hộ tịch", "KT. CHỦ TỊCH"),
    ("GVCN", "HIỆU TRƯỞNG"), ("Lập biểu", "Phụ trách kế toán"),
    ("(Ký, ghi rõ họ tên)", "(Ký, đóng dấu)"),
)  # fmt: skip


@pytest.mark.parametrize("offices", OFFICES, ids=lambda pair: str(pair[0]))
@pytest.mark.parametrize("font", ["unicode", "tcvn3"])
def test_who_signs_and_their_names_are_no_people(
    tmp_path: Path, offices: tuple[str, str], font: str
) -> None:
    rows: list[Row] = [
        HEADER, *LISTED, [None], [None, offices[0], None, None, offices[1]], [None],
        [None, "Hoàng Thị Lệ Thu", None, None, "Nguyễn Hữu Cảnh"], [None, "Lê Đình Phong"],
    ]  # fmt: skip
    shown = [
        [as_windows_shows(c, font) if isinstance(c, str) and font != "unicode" else c for c in row]
        for row in rows
    ]
    found = kinds(write_xls(tmp_path / "a.xls", shown), "workers")
    assert [kind for kind in found[25:] if kind != "blank"] == ["footer"] * 3


def test_signatures_on_every_page(tmp_path: Path) -> None:
    signed: list[Row] = [
        [None, "Người lập biểu", None, None, "Thủ trưởng"], [None, "Lê Đình Phong"],
        ["Trang 1/2"], ["UBND XÃ HIỆP AN"],
    ]  # fmt: skip
    again = [cell.upper() for cell in HEADER]
    rows: list[Row] = [HEADER, *LISTED[:12], *signed, again, *LISTED[12:]]
    found = kinds(write_xlsx(tmp_path / "a.xlsx", rows), "workers")
    assert "data" not in found[13:18]
    assert found[17] == "header"


def test_people_below_a_subtotal_stay_without_number_and_date(tmp_path: Path) -> None:
    rows: list[Row] = [
        HEADER, *LISTED[:22], [None, "Cộng thôn 1: 22 người"], [None, "Cán bộ thôn"],
        [23, P[22].name], [24, P[23].name], [None, "Tổng cộng: 24 người"],
    ]  # fmt: skip
    found = kinds(write_xlsx(tmp_path / "a.xlsx", rows), "workers")
    assert found[23:] == ["footer", "title", "data", "data", "footer"]


def test_people_known_by_name_and_office_alone_stay(tmp_path: Path) -> None:
    """Office words beside a name are a person's work, not a signature."""
    header = ["Họ và tên", "Chức vụ", "Địa chỉ"]
    rows: list[Row] = [header, *[[p.name, "Cán bộ, công chức xã", p.place] for p in P]]
    assert kinds(write_xlsx(tmp_path / "a.xlsx", rows), "workers") == ["header", *["data"] * 24]


@pytest.mark.parametrize(
    "group",
    [[1, "Thôn Tân Phú"], [None, "VI. XÃ HIỆP AN"], [1, "Buôn Đạ Nghịt (12 người)"],
     ["Lớp 10A1"] * 5, [None, "Khác"],
     [None, "Đối tượng khác"], ["Năm 2014"] * 5, [None, "Tổng tiền"], ["Cộng mang sang"]],
    ids=str,
)  # fmt: skip
@pytest.mark.parametrize("font", ["unicode", "vni", "tcvn3"])
def test_groups_and_sums_between_people(tmp_path: Path, group: Row, font: str) -> None:
    rows: list[Row] = [HEADER, *LISTED[:12], group, *LISTED[12:]]
    if font != "unicode":
        rows = [[as_windows_shows(c, font) if isinstance(c, str) else c for c in row]
                for row in rows]  # fmt: skip
    found = kinds(write_xlsx(tmp_path / "a.xlsx", rows), "workers")
    assert [i for i, kind in enumerate(found) if kind != "data"] == [0, 13]


@pytest.mark.parametrize(
    "above",
    [[None, "(Chữ in hoa, có dấu)", "(dd/mm/yyyy)", None, "(theo CCCD)"],
     ["VD", "Nguyễn Văn A", "01/01/1990", "Nam", "068090000001"],
     ["Ví dụ:", "NGUYỄN VĂN A", "15/08/1990", "Nam", "068090000001"],
     ["STT", "HO_TEN", "NGAY_SINH", "GIOI_TINH", "SO_CCCD"]],
    ids=["instructions", "VD", "Ví dụ", "field names"],
)  # fmt: skip
def test_what_shows_how_to_fill_in_is_nobody(tmp_path: Path, above: Row) -> None:
    found = kinds(write_xlsx(tmp_path / "a.xlsx", [HEADER, above, *LISTED]), "workers")
    assert found[1] != "data"


@pytest.mark.parametrize(
    "beside", [[None] * 4, [None, None, "Nam", None], [0, None, 0, None], ["#N/A"] * 4], ids=str
)
def test_rows_of_a_form_that_nobody_filled_in(tmp_path: Path, beside: Row) -> None:
    forms: list[Row] = [[i, *beside] for i in range(25, 40)]
    path = write_xlsx(tmp_path / "a.xlsx", [HEADER, *LISTED, *forms, [None, "Tổng cộng: 24"]])
    assert kinds(path, "workers")[25:] == [*["blank"] * 15, "footer"]
    (sheet,) = read_file(path, SOURCES["workers"])
    assert [n.count for n in sheet.notices if n.code == "unused_rows"] == [15]


def test_a_numbered_row_with_an_address_of_its_own_stays(tmp_path: Path) -> None:
    rows: list[Row] = [[*HEADER, "Địa chỉ"], *[[*row, "Thôn 1"] for row in LISTED[:23]],
                       [24, None, None, "Nam", None, "Thôn 9"]]  # fmt: skip
    assert kinds(write_xlsx(tmp_path / "a.xlsx", rows), "workers")[-1] == "data"


@pytest.mark.parametrize("count", [1, 2, 3])
def test_signatures_below_a_few_people(tmp_path: Path, count: int) -> None:
    rows: list[Row] = [
        HEADER, *LISTED[:count], [None], [None, f"Tổng cộng: {count}"],
        [None, "Người lập biểu", None, None, "Chủ tịch"], [None, "Lê Thị Lệ Thu"],
    ]  # fmt: skip
    (sheet,) = read_file(write_xlsx(tmp_path / "a.xlsx", rows), SOURCES["workers"])
    assert sheet.fields["full_name"].to_list() == [p.name for p in P[:count]]


def test_signatures_below_people_told_in_one_cell(tmp_path: Path) -> None:
    rows: list[Row] = [
        ["Họ tên (năm sinh)", "Địa chỉ"], *[[f"{p.name} ({p.year})", p.place] for p in P],
        ["Nơi nhận:"], ["- Lưu: VT"], [None, "Người tổng hợp"], [None, "Lê Thị Lệ Thu"],
    ]  # fmt: skip
    found = kinds(write_xlsx(tmp_path / "a.xlsx", rows), "workers")
    assert found == ["header", *["data"] * 24, *["footer"] * 4]


def test_a_header_of_names_over_names_alone(tmp_path: Path) -> None:
    rows: list[Row] = [
        ["(Kèm theo Công văn số 12/UBND)"], [None, "Họ và tên", "Việc được giao"],
        *[[None, p.name, "Thu hội phí"] for p in P], [None, None, None, "Người lập biểu"],
    ]  # fmt: skip
    found = kinds(write_xlsx(tmp_path / "a.xlsx", rows), "veterans")
    assert found == ["title", "header", *["data"] * 24, "footer"]


def test_words_end_a_list_that_counts_nobody(tmp_path: Path) -> None:
    rows: list[Row] = [
        HEADER[1:], *[row[1:] for row in LISTED], ["(*) Trường hợp đã chuyển đi"],
        ["Cán bộ phụ trách"], ["Lê Thị Na"],
    ]  # fmt: skip
    found = kinds(write_xlsx(tmp_path / "a.xlsx", rows), "workers")
    assert found[25:] == ["footer"] * 3


SIGNED: dict[str, list[Row]] = {
    "one": [["NGƯỜI LẬP BIỂU", None], [None, None], ["Nguyễn Văn Tám", None]],
    "two": [["NGƯỜI LẬP BIỂU", "CHỦ TỊCH"], [None, None], ["Nguyễn Văn Tám", "Lê Văn Chín"]],
    "below": [["NGƯỜI LẬP BIỂU", "KẾ TOÁN"], ["Nguyễn Văn Tám", "Lê Thị Bảy"], ["CHỦ TỊCH", None],
              ["Lê Văn Chín", None]],
    "words": [["Điều tra viên", None], ["(Đã ký)", None], ["Nguyễn Văn Tám", None]],
    "plain": [["CHU TICH", None], ["Nguyen Van Tam", None]],
    "union": [["T/M BAN CHẤP HÀNH", None], ["CHỦ TỊCH", None], ["Lê Văn Chín", None]],
}  # fmt: skip


@pytest.mark.parametrize("signed", SIGNED)
@pytest.mark.parametrize("beside", ["Địa chỉ", None, "STT"])
def test_signers_below_a_list_of_names_alone(
    tmp_path: Path, signed: str, beside: str | None
) -> None:
    """Nothing but their place tells them from the people of the list."""
    if beside == "STT":
        rows: list[Row] = [[beside, "Họ và tên"], *[[i, p.name] for i, p in enumerate(P, 1)]]
        rows += [[None, row[0]] for row in SIGNED[signed]]
    else:
        rows = [["Họ và tên", beside], *[[p.name, p.place if beside else None] for p in P]]
        rows += SIGNED[signed] if beside else [row[:1] for row in SIGNED[signed]]
    found = kinds(write_xlsx(tmp_path / "a.xlsx", rows), "workers")
    assert found[: len(P) + 1] == ["header", *["data"] * len(P)]
    assert "data" not in found[len(P) + 1 :]


def test_people_below_an_office_within_the_list_stay(tmp_path: Path) -> None:
    """Only the last few can have signed."""
    names = [[p.name, p.place] for p in P]
    rows: list[Row] = [["Họ và tên", "Địa chỉ"], *names[:10], ["Cán bộ hưu trí", None], *names[10:]]
    assert kinds(write_xlsx(tmp_path / "a.xlsx", rows), "workers")[12:] == ["data"] * 14


EXAMPLES: dict[str, list[Row]] = {
    "filler": [[1, "Nguyễn Văn A", "01/01/1990", "Nam", "012345678901"]],
    "masked": [[1, "Nguyễn Văn A", "01/01/1990", "Nam", "079xxxxxxxxx"],
               [2, "Trần Thị B", "02/02/1992", "Nữ", "079xxxxxxxxx"]],
    "nothing": [["1", "NGUYỄN VĂN A", "01/01/1990", "Nam", None]],
    "hint": [[1, "Nguyễn Văn X", "dd/mm/yyyy", "Nam/Nữ", "12 chữ số"]],
}  # fmt: skip


@pytest.mark.parametrize("shown", EXAMPLES)
def test_an_unmarked_example_is_no_person(tmp_path: Path, shown: str) -> None:
    rows: list[Row] = [HEADER, *EXAMPLES[shown], *LISTED]
    (sheet,) = read_file(write_xlsx(tmp_path / "a.xlsx", rows), SOURCES["workers"])
    many = len(EXAMPLES[shown])
    assert sheet.rows["kind"].to_list() == ["header", *["title"] * many, *["data"] * len(P)]
    assert [(n.code, n.count) for n in sheet.notices] == [("example_rows", many)]


def test_a_short_name_with_a_number_of_its_own_is_a_person(tmp_path: Path) -> None:
    somebody = [1, "Nguyễn Văn A", "05/03/1990", "Nam", "068090003179"]
    rows: list[Row] = [HEADER, somebody, *LISTED]
    (sheet,) = read_file(write_xlsx(tmp_path / "a.xlsx", rows), SOURCES["workers"])
    assert sheet.fields.height == len(P) + 1


def test_a_list_in_which_all_names_are_cut_short_has_no_examples(tmp_path: Path) -> None:
    rows: list[Row] = [["Họ và tên", "Năm sinh"], *[[f"Lê Văn {c}", 1950 + i] for i, c in
                                                     enumerate("ABCDXABCDX")]]  # fmt: skip
    (sheet,) = read_file(write_xlsx(tmp_path / "a.xlsx", rows), SOURCES["workers"])
    assert sheet.fields.height == 10


@pytest.mark.parametrize("counts", [[None, None], [5, 3]])
def test_sections_of_any_words_with_their_counts(tmp_path: Path, counts: list[int | None]) -> None:
    """`I | Thương binh | | 5 | 3`: words like a name, and a letter where people have numbers."""
    rows: list[list[object]] = [["STT", "Họ và tên", "Năm sinh", "Nam", "Nữ", "Số CCCD"]]
    for letter, words in (("I", "Thương binh"), ("II", "Bệnh binh"), ("III", "Lão Thành")):
        rows.append([letter, words, None, *counts, None])
        for i, p in enumerate(P[:8], 1):
            marks = ["x", None] if p.sex == "Nam" else [None, "x"]
            rows.append([i, p.name, p.birth[-4:], *marks, p.number])
    (sheet,) = read_file(write_xlsx(tmp_path / "a.xlsx", rows), SOURCES["persons_of_merit"])
    assert sheet.status == "read", sheet.message
    places = [row for row in range(3, 29) if row not in (11, 20)]
    assert sheet.fields["file_row"].to_list() == places
