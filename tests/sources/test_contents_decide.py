"""Where a header is wrong, silent or says half of it, the cells decide, or nobody does."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipelines.sources import SOURCES
from pipelines.sources.reading import read_file
from tests.sources.mentioned import day, expect, expect_people, mentions
from tests.sources.reading.people import Made, people
from tests.sources.reading.writers import Row, write_text, write_xlsx

P = people(24, 28)
CODES = {"T/G": ("T", "G"), "1/2": ("1", "2"), "0/1": ("0", "1"), "Ông/Bà": ("Ông", "Bà")}


def code(person: Made, form: str) -> str:
    return CODES[form][person.sex == "Nữ"]


@pytest.mark.parametrize("form", ["text", "dates"])
def test_day_and_month_in_one_column_and_the_year_in_another(tmp_path: Path, form: str) -> None:
    """A spreadsheet that is given `15/03` makes a date of this year of it."""
    header = ["STT", "Họ và tên", "Ngày, tháng sinh", "Năm sinh", "Giới tính", "Số CCCD"]
    rows: list[Row] = [header]
    for i, p in enumerate(P, 1):
        born = day(p)
        first = f"{born:%d/%m}" if form == "text" else born.replace(year=2024)
        rows.append([i, p.name, first, str(born.year), p.sex, p.number])
    made = mentions(write_xlsx(tmp_path / "a.xlsx", rows))
    expect_people(made)


def test_a_day_and_month_that_are_not_known(tmp_path: Path) -> None:
    header = ["STT", "Họ và tên", "Ngày, tháng sinh", "Năm sinh", "Giới tính", "Số CCCD"]
    rows: list[Row] = [header]
    for i, p in enumerate(P, 1):
        rows.append([i, p.name, p.birth[:5] if i % 3 else None, p.birth[-4:], p.sex, p.number])
    made = mentions(write_text(tmp_path / "a.csv", rows))
    forms = ["full" if i % 3 else "year" for i in range(1, len(P) + 1)]
    expect(made, birth_year=[day(p).year for p in P], birth_form=forms)


@pytest.mark.parametrize("unknown", ["0", None])
def test_most_days_unknown_in_three_columns(tmp_path: Path, unknown: str | None) -> None:
    header = ["STT", "Họ và tên", "Ngày sinh", "Tháng sinh", "Năm sinh", "Giới tính", "Số CCCD"]
    rows: list[Row] = [header]
    for i, p in enumerate(P, 1):
        d, m, y = p.birth.split("/")
        whole = i % 3 == 0
        rows.append([i, p.name, d if whole else unknown, m if whole else unknown, y, p.sex,
                     p.number])  # fmt: skip
    made = mentions(write_text(tmp_path / "a.csv", rows))
    forms = ["year" if i % 3 else "full" for i in range(1, len(P) + 1)]
    expect(made, birth_year=[day(p).year for p in P], birth_form=forms)


def test_day_month_and_year_in_columns_that_say_nothing(tmp_path: Path) -> None:
    rows: list[Row] = [[f"F{i}" for i in range(1, 8)]]
    rows += [[i, p.name, *p.birth.split("/"), p.sex, p.number] for i, p in enumerate(P, 1)]
    expect_people(mentions(write_text(tmp_path / "a.csv", rows)))


def test_a_year_alone_is_not_given_the_counts_before_it(tmp_path: Path) -> None:
    """`5 | 3 | 1965`: months go to 12 and days beyond; two columns of small counts do not."""
    rows: list[Row] = [[f"F{i}" for i in range(1, 8)]]
    rows += [[i, p.name, i % 4, i % 3, p.birth[-4:], p.sex, p.number] for i, p in enumerate(P, 1)]
    made = mentions(write_text(tmp_path / "a.csv", rows))
    expect(made, birth_form=["year"] * len(P), birth_year=[day(p).year for p in P])


@pytest.mark.parametrize("written", ["%d/%m/%Y", "%d-%m-%Y", "%Y-%m-%d"])
def test_number_and_date_under_each_others_header(tmp_path: Path, written: str) -> None:
    header = ["STT", "Họ và tên", "Số định danh cá nhân", "Giới tính", "Ngày sinh"]
    rows: list[Row] = [header]
    rows += [[i, p.name, day(p).strftime(written), p.sex, p.number] for i, p in enumerate(P, 1)]
    expect_people(mentions(write_text(tmp_path / "a.csv", rows)))


def test_headers_are_not_exchanged_for_numbers_of_others(tmp_path: Path) -> None:
    header = ["STT", "Họ và tên", "Số định danh cá nhân", "Giới tính", "Ngày sinh"]
    others = [*P[7:], *P[:7]]
    rows: list[Row] = [header]
    rows += [
        [i, p.name, p.birth, p.sex, other.number]
        for i, (p, other) in enumerate(zip(P, others, strict=True), 1)
    ]
    (sheet,) = read_file(write_text(tmp_path / "a.csv", rows), SOURCES["workers"])
    assert sheet.status == "waiting"


@pytest.mark.parametrize("form", CODES)
@pytest.mark.parametrize("header", ["Giới tính", "GT", "F4", ""])
def test_sex_in_codes_that_numbers_and_names_explain(
    tmp_path: Path, form: str, header: str
) -> None:
    rows: list[Row] = [["STT", "Họ và tên", "Ngày sinh", header, "Số CCCD"]]
    rows += [[i, p.name, p.birth, code(p, form), p.number] for i, p in enumerate(P, 1)]
    expect_people(mentions(write_text(tmp_path / "a.csv", rows)))


def test_sex_in_codes_where_no_header_says_anything(tmp_path: Path) -> None:
    """The numbers that explain the codes are found by their cells too."""
    rows: list[Row] = [[f"F{i}" for i in range(1, 6)]]
    rows += [[i, p.name, p.birth, code(p, "0/1"), p.number] for i, p in enumerate(P, 1)]
    expect_people(mentions(write_text(tmp_path / "a.csv", rows)))


def test_two_values_that_are_no_sex_are_left_alone(tmp_path: Path) -> None:
    rows: list[Row] = [["STT", "Họ và tên", "Ngày sinh", "F4", "Số CCCD"]]
    rows += [
        [i, p.name, p.birth, str(i % 5 // 3 if i > 3 else p.sex == "Nữ"), p.number]
        for i, p in enumerate(P, 1)
    ]
    made = mentions(write_text(tmp_path / "a.csv", rows))
    expect(made, sex=[None] * len(P))


def test_two_rows_of_titles_are_no_header(tmp_path: Path) -> None:
    """Titles have words of headers: `năm sinh` over everything would make all columns births."""
    rows: list[Row] = [
        ["HỘI NGƯỜI CAO TUỔI XÃ HIỆP AN"], ["DANH SÁCH HỘI VIÊN, NĂM SINH THEO GIỚI"],
        ["Stt", "Họ và tên", "Nam", "Nữ", "Số CCCD", "Hội viên từ năm"],
    ]  # fmt: skip
    for i, p in enumerate(P, 1):
        year = p.birth[-4:]
        rows.append([i, p.name, year if p.sex == "Nam" else None, year if p.sex == "Nữ" else None,
                     p.number, str(2000 + i % 20)])  # fmt: skip
    made = mentions(write_xlsx(tmp_path / "a.xlsx", rows), "elderly")
    expect(made, birth_year=[day(p).year for p in P], person_id=[p.number for p in P],
           sex=["male" if p.sex == "Nam" else "female" for p in P])  # fmt: skip


@pytest.mark.parametrize(
    "header",
    [
        ["STT", "Họ và tên", "Ngày sinh", "Gioi inh", "Số CCCD"],
        ["STT", "Họ và tên", "Ngày sinh", "Giới tính", "Số GIẤY ỜT tùy thân"],
        ["STT", "Họ và tên", "Ngày sinh", "Giới tính", "MĐD cá nhân"],
        ["TT", "TenDayDu", "date_of_birth", "GTINH", "so_giay_to"],
        ["STT", "Họ và tn", "Ngy sinh", "Phái", "THÔNG TIN CÁ NHÂN / CHỨNG MINH THƯ"],
        ["STT", "Họ tên của anh/chị là gì?", "Ngày sinh của anh/chị", "Anh/chị là nam hay nữ?",
         "Số căn cước của anh/chị"],
    ],
)  # fmt: skip
def test_headers_slightly_wrong_or_asked_as_questions(tmp_path: Path, header: list[str]) -> None:
    rows: list[Row] = [header]
    rows += [[i, p.name, p.birth, p.sex, p.number] for i, p in enumerate(P, 1)]
    expect_people(mentions(write_text(tmp_path / "a.csv", rows)))


@pytest.mark.parametrize(
    ("men", "women"), [("Nam (năm sinh)", "Nữ (năm sinh)"), ("Nam (nnăm sinh)", "Nữ (năm sinh)"),
                       ("Trai", "Gái")],
)  # fmt: skip
def test_births_under_headers_of_both_sexes(tmp_path: Path, men: str, women: str) -> None:
    rows: list[Row] = [["STT", "Họ và tên", men, women, "Số CCCD"]]
    for i, p in enumerate(P, 1):
        under = (p.birth, None) if p.sex == "Nam" else (None, p.birth)
        rows.append([i, p.name, *under, p.number])
    expect_people(mentions(write_text(tmp_path / "a.csv", rows)))


def test_two_columns_of_births_that_complete_each_other(tmp_path: Path) -> None:
    rows: list[Row] = [["STT", "Họ và tên", "Ngày sinh", "Năm sinh", "Giới tính", "Số CCCD"]]
    for i, p in enumerate(P, 1):
        known = (p.birth, None) if i % 2 else (None, p.birth[-4:])
        rows.append([i, p.name, *known, p.sex, p.number])
    made = mentions(write_text(tmp_path / "a.csv", rows))
    expect(made, birth_year=[day(p).year for p in P],
           birth_form=["full" if i % 2 else "year" for i in range(1, len(P) + 1)])  # fmt: skip


def test_a_code_of_what_is_known_explained_in_its_header(tmp_path: Path) -> None:
    header = ["STT", "Họ và tên", "Ngày sinh", "Loại (0: đủ; 1: tháng/năm; 2: chỉ năm)", "Số CCCD"]
    rows: list[Row] = [header]
    for i, p in enumerate(P, 1):
        known = i % 3
        born = (p.birth, f"01{p.birth[2:]}", f"01/01{p.birth[5:]}")[known]
        rows.append([i, p.name, born, str(known), p.number])
    made = mentions(write_text(tmp_path / "a.csv", rows))
    expect(made, birth_form=[("full", "month", "year")[i % 3] for i in range(1, len(P) + 1)])


def test_blank_cells_left_out_at_the_end_of_lines(tmp_path: Path) -> None:
    """Most lines are shorter than the header; every line has one comma, of a decimal."""
    lines = ["STT;Diện tích;Họ và tên;Ngày sinh;Giới tính;Số CCCD;Ghi chú;Nơi cấp"]
    for i, p in enumerate(P, 1):
        end = (";", ";x", ";x;CA Lâm Đồng")[i % 3].rstrip(";")
        lines.append(f"{i};{i}7,5;{p.name};{p.birth};{p.sex};{p.number}{end}")
    path = tmp_path / "a.csv"
    path.write_text("\n".join(lines), "utf-8")
    expect_people(mentions(path))


def test_names_of_classes_and_parents_are_not_the_pupils(tmp_path: Path) -> None:
    header = [
        "STT",
        "Họ đệm",
        "Tên",
        "Họ tên PH",
        "class_name",
        "Ngày sinh",
        "Giới tính",
        "Số ĐDCN",
    ]
    rows: list[Row] = [header]
    pupils = people(80)  # enough for their middle names to tell whose the sexes are
    for i, p in enumerate(pupils, 1):
        parent = pupils[(i + 5) % len(pupils)].name
        family, _, given = p.name.rpartition(" ")
        rows.append([i, family, given, parent, f"Lớp {i % 5}A", p.birth, p.sex, p.number])
    made = mentions(write_text(tmp_path / "a.csv", rows), "students")
    expect(made, full_name=[p.name for p in pupils], birth_date=[day(p) for p in pupils],
           person_id=[p.number for p in pupils])  # fmt: skip


def test_notes_between_the_name_and_the_rest_are_nobodys_names(tmp_path: Path) -> None:
    header = ["STT", "Họ và tên", "Ghi chú", "Ngày sinh", "Giới tính", "Số CCCD"]
    rows: list[Row] = [header]
    rows += [[i, p.name, "Đã cấp" if i % 2 else None, p.birth, p.sex, p.number]
             for i, p in enumerate(P[:3], 1)]  # fmt: skip
    made = mentions(write_xlsx(tmp_path / "a.xlsx", rows))
    expect(made, full_name=[p.name for p in P[:3]], birth_date=[day(p) for p in P[:3]],
           person_id=[p.number for p in P[:3]])  # fmt: skip


def test_a_box_for_women_explained_in_its_header(tmp_path: Path) -> None:
    header = ["STT", "Họ và tên", "Ngày sinh", "GIỚI TÍNH (NỮ ĐÁNH DẤU X)", "Số CCCD"]
    rows: list[Row] = [header]
    rows += [[i, p.name, p.birth, "x" if p.sex == "Nữ" else None, p.number]
             for i, p in enumerate(P, 1)]  # fmt: skip
    expect_people(mentions(write_text(tmp_path / "a.csv", rows)))


def test_a_band_over_the_columns_of_the_mother(tmp_path: Path) -> None:
    """A merged cell over two columns is no title, even alone in its row."""
    rows: list[Row] = [
        ["DANH SÁCH HỌC SINH"], [None, None, None, None, None, "Người mẹ"],
        ["STT", "Họ và tên", "Ngày sinh", "Giới tính", "Số ĐDCN", "Họ và tên", "Số ĐDCN"],
    ]  # fmt: skip
    for i, p in enumerate(P, 1):
        mother = P[(i + 5) % len(P)]
        rows.append([i, p.name, p.birth, p.sex, p.number, mother.name, mother.number])
    path = write_xlsx(tmp_path / "a.xlsx", rows, merges=["A1:G1", "F2:G2"])
    expect_people(mentions(path, "students"))


def test_a_title_that_names_the_teacher_is_no_band(tmp_path: Path) -> None:
    rows: list[Row] = [
        ["DANH SÁCH LỚP 5A"], ["GVCN: Nguyễn Thị Hoa"],
        ["STT", "Họ và tên", "Ngày sinh", "Giới tính", "Số ĐDCN", "Ghi chú"],
    ]  # fmt: skip
    rows += [[i, p.name, p.birth, p.sex, p.number] for i, p in enumerate(P, 1)]
    path = write_xlsx(tmp_path / "a.xlsx", rows, merges=["A1:F1", "A2:D2"])
    expect_people(mentions(path, "students"))


def test_a_title_over_a_header_of_two_rows(tmp_path: Path) -> None:
    """It stands over all columns: its words, `năm sinh` among them, are of none."""
    rows: list[Row] = [
        ["DANH SÁCH HỌC SINH, NĂM SINH THEO GIỚI"],
        ["STT", "Họ và tên", "Sinh", None, "Số ĐDCN", None, None],
        [None, None, "Ngày", "Năm", None, None, None],
    ]
    rows += [[i, p.name, p.birth, p.sex, p.number, "a", "b"] for i, p in enumerate(P, 1)]
    made = mentions(write_xlsx(tmp_path / "a.xlsx", rows), "students")
    expect(made, full_name=[p.name for p in P], birth_date=[day(p) for p in P],
           person_id=[p.number for p in P])  # fmt: skip


def test_heads_of_households_before_the_name(tmp_path: Path) -> None:
    header = ["TT", "Họ tên chủ hộ", "Số ĐDCN chủ hộ", "Họ tên đầy đủ", "Ngày sinh", "Giới tính",
              "Số CCCD"]  # fmt: skip
    rows: list[Row] = [header]
    for i, p in enumerate(P, 1):
        head = P[(i + 5) % len(P)]
        rows.append([i, head.name, head.number, p.name, p.birth, p.sex, p.number])
    expect_people(mentions(write_text(tmp_path / "a.csv", rows)))


def test_a_number_and_the_day_of_its_card_in_one_cell(tmp_path: Path) -> None:
    rows: list[Row] = [["STT", "Họ và tên", "Ngày sinh", "Giới tính", "CCCD (số, ngày cấp)"]]
    rows += [[i, p.name, p.birth, p.sex, f"{p.number} - 28/10/2022"] for i, p in enumerate(P, 1)]
    expect_people(mentions(write_text(tmp_path / "a.csv", rows)))


def test_what_is_asked_first_counts(tmp_path: Path) -> None:
    header = ["STT", "Họ và tên", "Năm sinh (tuổi theo giấy tờ)", "Giới tính", "Số CCCD"]
    rows: list[Row] = [header]
    rows += [[i, p.name, p.birth[-4:], p.sex, p.number] for i, p in enumerate(P, 1)]
    made = mentions(write_text(tmp_path / "a.csv", rows))
    expect(made, birth_year=[day(p).year for p in P], person_id=[p.number for p in P])


def test_holders_who_are_couples_in_one_column(tmp_path: Path) -> None:
    header = ["STT", "Số thửa", "Họ tên vợ chồng chủ sử dụng đất", "Năm sinh", "Giấy tờ tùy thân"]
    rows: list[Row] = [header]
    pairs = list(zip(P[::2], P[1::2], strict=True))
    for i, (one, two) in enumerate(pairs, 1):
        names = f"Ông {one.name}\nBà {two.name}"
        years = f"{one.birth[-4:]}\n{two.birth[-4:]}"
        rows.append([i, i + 100, names, years, f"{one.number}\n{two.number}"])
    made = mentions(write_xlsx(tmp_path / "a.xlsx", rows), "land_parcels")
    assert sorted(made.frame["person_id"]) == sorted(p.number for p in P)
    named = dict(zip(made.frame["person_id"], made.frame["full_name"], strict=True))
    assert named == {p.number: p.name for p in P}
