"""Every form of file from its bytes to its mentions: name, date, number and sex come out right."""

from __future__ import annotations

import unicodedata
import zipfile
from pathlib import Path

import polars as pl
import pytest

from tests.sources.mentioned import HEADER, LISTED, SEX, P, day, expect, expect_people, mentions
from tests.sources.reading.test_encodings import as_bytes, as_windows_shows
from tests.sources.reading.writers import Row, write_ods, write_text, write_xls, write_xlsx


@pytest.mark.parametrize(
    "form", ["csv", "txt", "tsv", "xlsx", "xls", "ods", "parquet", "zip", "utf-16"]
)
def test_every_type_gives_the_same_people(tmp_path: Path, form: str) -> None:
    rows: list[Row] = [HEADER, *LISTED]
    path = tmp_path / f"a.{form}"
    match form:
        case "xlsx":
            write_xlsx(path, rows)
        case "xls":
            write_xls(path, rows)
        case "ods":
            write_ods(path, rows)
        case "parquet":
            columns = dict(zip(HEADER, zip(*LISTED, strict=True), strict=True))
            pl.DataFrame({k: list(v) for k, v in columns.items()}).write_parquet(path)
        case "zip":
            inner = write_xlsx(tmp_path / "trong.xlsx", rows)
            with zipfile.ZipFile(path, "w") as packed:
                packed.write(inner, "danh sách.xlsx")
        case "utf-16":
            path = write_text(tmp_path / "a.csv", rows, delimiter="\t", encoding="utf-16")
        case _:
            write_text(path, rows, delimiter={"csv": ",", "txt": ";", "tsv": "\t"}[form])
    expect_people(mentions(path))


def test_text_whose_columns_are_parted_by_blanks(tmp_path: Path) -> None:
    """An empty cell stays in its place; titles, rules and signatures are no cells of the table."""
    lacking = {3: 2, 7: 4, 8: 3, 9: 4}
    listed = [[("" if lacking.get(i) == c else str(cell)) for c, cell in enumerate(row)]
              for i, row in enumerate(LISTED)]  # fmt: skip
    widths = [max(len(row[c]) for row in [HEADER, *listed]) + 2 for c in range(6)]
    lines = ["".join(cell.ljust(w) for cell, w in zip(row, widths, strict=True)).rstrip()
             for row in [HEADER, *listed]]  # fmt: skip
    rule = "-" * sum(widths)
    text = ["UBND XÃ HIỆP AN", "", lines[0], rule, *lines[1:], rule, " " * 9 + "Người lập biểu"]
    path = tmp_path / "a.txt"
    path.write_text("\r\n".join(text), encoding="utf-8", newline="")
    made = mentions(path)
    expect(made, full_name=[p.name for p in P], file_row=list(range(5, 29)),
           birth_date=[None if lacking.get(i) == 2 else day(p) for i, p in enumerate(P)],
           person_id=[None if lacking.get(i) == 4 else p.number for i, p in enumerate(P)],
           sex=[None if lacking.get(i) == 3 else SEX[p.sex] for i, p in enumerate(P)])  # fmt: skip


def test_titles_footer_blank_rows_and_repeated_header(tmp_path: Path) -> None:
    rows: list[Row] = [
        ["UBND XÃ HIỆP AN"], ["DANH SÁCH NGƯỜI LAO ĐỘNG"], [None], HEADER, *LISTED[:12],
        HEADER, *LISTED[12:], [None], ["Tổng cộng", None, None, None, "24"],
        [None, None, None, None, None, "Người lập biểu"],
    ]  # fmt: skip
    expect_people(mentions(write_xlsx(tmp_path / "a.xlsx", rows)))


def test_name_and_date_in_parts_with_a_box_for_women(tmp_path: Path) -> None:
    apart = [p for p in P if " " in p.name]
    rows: list[Row] = [
        ["STT", "Họ đệm", "Tên", "Ngày sinh", "Tháng sinh", "Năm sinh", "Nữ", "Số định danh"],
        *[
            [i, *p.name.rsplit(" ", 1), *p.birth.split("/"), "x" if p.sex == "Nữ" else None,
             p.number]
            for i, p in enumerate(apart, 1)
        ],
    ]  # fmt: skip
    made = mentions(write_xlsx(tmp_path / "a.xlsx", rows), "students")
    expect(made, full_name=[p.name for p in apart], birth_date=[day(p) for p in apart],
           sex=[SEX[p.sex] for p in apart])  # fmt: skip


def test_marks_under_the_columns_of_men_and_women(tmp_path: Path) -> None:
    rows: list[Row] = [
        ["STT", "Họ và tên", "Nam", "Nữ", "Ngày sinh", "Số CCCD"],
        *[
            [i, p.name, *(("x", None) if p.sex == "Nam" else (None, "x")), p.birth, p.number]
            for i, p in enumerate(P, 1)
        ],
    ]
    expect_people(mentions(write_xls(tmp_path / "a.xls", rows), "farmers_union"))


@pytest.mark.parametrize("female", ["0", "1"])
def test_what_a_sex_code_means_is_told(tmp_path: Path, female: str) -> None:
    male = "1" if female == "0" else "0"
    rows = [[*row[:3], female if row[3] == "Nữ" else male, *row[4:]] for row in LISTED]
    made = mentions(write_text(tmp_path / "a.csv", [HEADER, *rows]))
    expect_people(made)
    (told,) = [n for n in made.notices if n.code == "sex_code"]
    assert f"{male} = Nam" in told.message
    assert f"{female} = Nữ" in told.message


@pytest.mark.parametrize(("header", "male"), [("hv_gioitinh", "True"), ("NuGioi", "FALSE")])
def test_true_and_false_of_a_database(tmp_path: Path, header: str, male: str) -> None:
    """Under a sex either may mean either; under `nữ giới` true means a woman."""
    female = {"True": "False", "FALSE": "TRUE"}[male]
    rows = [[*row[:3], female if row[3] == "Nữ" else male, *row[4:]] for row in LISTED]
    head = [*HEADER[:3], header, *HEADER[4:]]
    expect_people(mentions(write_text(tmp_path / "a.csv", [head, *rows])))


def test_numbers_as_people_and_programs_write_them(tmp_path: Path) -> None:
    written = [
        "068 203 001 234", "'068203001235", "68203001236", "6,81E+10", "250123456", "50123456",
        "068203001237.0", "０６８２０３００１２３８", None, "chưa có",
    ]  # fmt: skip
    numbers = [*written, *[p.number for p in P[10:]]]
    rows = [[*row[:4], number, row[5]] for row, number in zip(LISTED, numbers, strict=True)]
    frame = mentions(write_text(tmp_path / "a.csv", [HEADER, *rows], delimiter=";")).frame.head(10)
    assert frame["person_id"].to_list() == [
        "068203001234", "068203001235", "068203001236", None, None, None, "068203001237",
        "068203001238", None, None,
    ]  # fmt: skip
    assert frame["old_id"].to_list()[4:6] == ["250123456", "050123456"]
    assert frame["id_form"].to_list()[3] == "irrecoverable"
    assert frame["id_form"].to_list()[8] == "missing"


@pytest.mark.parametrize("name", ["tcvn3", "vni", "viscii", "vps", "cp1258"])
@pytest.mark.parametrize("saved", ["bytes", "unicode"])
def test_old_alphabets(tmp_path: Path, name: str, saved: str) -> None:
    if saved == "bytes":
        text = "\r\n".join(";".join(map(str, row)) for row in [HEADER, *LISTED])
        path = tmp_path / "a.csv"
        path.write_bytes(as_bytes(text, name))
    else:
        body = [[as_windows_shows(str(c), name) for c in row] for row in LISTED]
        path = write_xlsx(tmp_path / "a.xlsx", [HEADER, *body])
    made = mentions(path)
    names = [(n or "").casefold() for n in made.frame["full_name"]]
    assert names == [p.name.casefold() for p in P]
    expect(made, person_id=[p.number for p in P], sex=[SEX[p.sex] for p in P])


@pytest.mark.parametrize("name", ["tcvn3", "vni"])
@pytest.mark.parametrize("header", ["CMND/CCCD", "Số CMT", "Giấy CMND"])
@pytest.mark.parametrize("sign", ["", " ", "."])
def test_old_cards_in_old_alphabets(tmp_path: Path, name: str, header: str, sign: str) -> None:
    numbers = [f"250{i:06d}" for i, _ in enumerate(P, 123_456)]
    rows = [["STT", "Họ và tên", "Năm sinh", header]]
    rows += [[str(i), p.name, p.year, sign.join((n[:3], n[3:6], n[6:]))]
             for i, (p, n) in enumerate(zip(P, numbers, strict=True))]  # fmt: skip
    (tmp_path / "a.csv").write_bytes(as_bytes("\n".join(map(";".join, rows)), name))
    made = mentions(tmp_path / "a.csv")
    expect(made, full_name=[p.name for p in P], old_id=numbers)


def test_decomposed_letters_and_utf8_taken_for_windows(tmp_path: Path) -> None:
    rows = [[r[0], unicodedata.normalize("NFD", str(r[1])), *r[2:]] for r in LISTED]
    expect_people(mentions(write_text(tmp_path / "a.csv", [HEADER, *rows])))
    shown = [[_taken_for_windows(str(c)) for c in row] for row in LISTED]
    expect_people(mentions(write_xlsx(tmp_path / "b.xlsx", [HEADER, *shown])))


def _taken_for_windows(text: str) -> str:
    """UTF-8 as a program shows it that takes it for Windows-1252."""
    shown = (bytes([byte]).decode("cp1252", errors="ignore") or chr(byte) for byte in text.encode())
    return "".join(shown)


def test_names_of_every_people_with_titles_saints_and_nicknames(tmp_path: Path) -> None:
    written = {
        "Ông K’Brôih": "K'Brôih", "Ka Rèm": "Ka Rèm", "Cil Múp Ha Thương": "Cil Múp Ha Thương",
        "Maria Nguyễn Thị Hoa": "Nguyễn Thị Hoa", "Nguyễn Văn A (Tư)": "Nguyễn Văn A",
        "HỘ ÔNG HOÀNG VĂN ĐÔNG": "Hoàng Văn Đông", "Ðỗ Văn Ðạt": "Đỗ Văn Đạt",
        "Trần Thị Thuỷ": "Trần Thị Thủy", "Bà Hồ Thị Gái": "Hồ Thị Gái",
        "Touneh Ma Đào": "Touneh Ma Đào", "LÊ  QUÝ\u00a0ĐÔN": "Lê Quý Đôn",
    }  # fmt: skip
    rows = [[i, name, P[i].birth, None, P[i].number, P[i].place]
            for i, name in enumerate(written, 1)]  # fmt: skip
    made = mentions(write_xlsx(tmp_path / "a.xlsx", [HEADER, *rows]))
    expect(made, full_name=list(written.values()))


def test_addresses_of_both_vintages(tmp_path: Path) -> None:
    written = {
        "P.2, TP.ĐL": ("24781", "Đà Lạt"), "x. Hiệp An - Đức Trọng": ("24967", "Đức Trọng"),
        "Thôn Tân Văn, Xã Đạ Huoai 2, Tỉnh Lâm Đồng": ("25105", "Đạ Huoai"),
        "TT Đạ M'ri, H. Đạ Huoai, Lâm Đồng": ("25105", "Đạ Huoai"),
        "Phường Lang Biang-Đà Lạt": ("24846", "Đà Lạt"),
        "285/25 Lê Hồng Phong, Phường 3, Thành phố Đà Lạt": ("24781", "Đà Lạt"),
    }  # fmt: skip
    rows = [[i, P[i].name, P[i].birth, P[i].sex, P[i].number, address]
            for i, address in enumerate(written, 1)]  # fmt: skip
    made = mentions(write_xlsx(tmp_path / "a.xlsx", [HEADER, *rows]))
    assert list(zip(made.frame["commune"], made.frame["district"], strict=True)) == list(
        written.values()
    )


def test_a_header_of_three_rows(tmp_path: Path) -> None:
    rows: list[Row] = [
        ["STT", "Người lao động", None, None, None, "Địa chỉ"],
        [None, "Họ và tên", "Ngày sinh", "Giấy tờ", None, None],
        [None, None, None, "Số CCCD", "Ngày cấp", None],
        *[[i, p.name, p.birth, p.number, "05/03/2021", p.place] for i, p in enumerate(P, 1)],
    ]
    merges = ["A1:A3", "B1:E1", "B2:B3", "C2:C3", "D2:E2", "F1:F3"]
    made = mentions(write_xlsx(tmp_path / "a.xlsx", rows, merges=merges))
    expect(made, full_name=[p.name for p in P], birth_date=[day(p) for p in P],
           person_id=[p.number for p in P])  # fmt: skip
    assert made.frame["file_row"].to_list() == list(range(4, 28))


def test_a_line_that_names_the_delimiter(tmp_path: Path) -> None:
    path = write_text(tmp_path / "a.csv", [HEADER, *LISTED], delimiter=";")
    path.write_bytes(b"sep=;\r\n" + path.read_bytes())
    made = mentions(path)
    expect_people(made)
    assert made.frame["file_row"].to_list()[0] == 3


@pytest.mark.parametrize("mark", ["+", "có", "đ", "(x)", "×"])
def test_any_sign_marks_a_box_for_women(tmp_path: Path, mark: str) -> None:
    header = [{"Giới tính": "Nữ"}.get(h, h) for h in HEADER]
    rows = [[i, p.name, p.birth, mark if p.sex == "Nữ" else "", p.number, p.place]
            for i, p in enumerate(P, 1)]  # fmt: skip
    expect_people(mentions(write_xlsx(tmp_path / "a.xlsx", [header, *rows])))


@pytest.mark.parametrize("codes", [("T", "G"), ("B", "G"), ("01", "02")])
def test_sex_in_letters_that_numbers_explain(tmp_path: Path, codes: tuple[str, str]) -> None:
    rows = [[i, p.name, p.birth, codes[p.sex == "Nữ"], p.number, p.place]
            for i, p in enumerate(P, 1)]  # fmt: skip
    expect_people(mentions(write_xlsx(tmp_path / "a.xlsx", [HEADER, *rows])))


@pytest.mark.parametrize("form", ["1 - {}", "{} (1)", "Giới tính {}", "{} giới", "{}."])
def test_sex_among_codes_and_words(tmp_path: Path, form: str) -> None:
    rows = [[i, p.name, p.birth, form.format(p.sex), p.number, p.place]
            for i, p in enumerate(P, 1)]  # fmt: skip
    expect_people(mentions(write_xlsx(tmp_path / "a.xlsx", [HEADER, *rows])))


@pytest.mark.parametrize(
    "form", ["7. {}", "7) {}", "- {}", "+ {}", "{} - tên khác: Ba", '"{}"', "{} (tức Năm Râu)"]
)
def test_names_among_numbers_signs_and_aliases(tmp_path: Path, form: str) -> None:
    rows = [[i, form.format(p.name), p.birth, p.sex, p.number, p.place]
            for i, p in enumerate(P, 1)]  # fmt: skip
    expect_people(mentions(write_xlsx(tmp_path / "a.xlsx", [HEADER, *rows])))


def test_foreign_adopters_come_again_and_again(tmp_path: Path) -> None:
    fathers = ("Hans Müller", "Pierre Dubois", "Lars Erik Johansson")
    rows: list[Row] = [["STT", "Họ tên con nuôi", "Ngày sinh con nuôi", "Họ tên cha nuôi"]]
    rows += [[i, p.name, p.birth, fathers[i % 3]] for i, p in enumerate(P, 1)]
    made = mentions(write_xlsx(tmp_path / "a.xlsx", rows), "civil_status_adoptions")
    expect(made, full_name=[n for i, p in enumerate(P, 1) for n in (p.name, fathers[i % 3])])


def test_twelve_digits_under_an_unknown_header_beside_old_cards(tmp_path: Path) -> None:
    rows: list[Row] = [["PID", "HO_VA_TEN", "NGAY_SINH", "SO_CMND_9_SO"]]
    rows += [[p.number, p.name, p.birth, 250_000_000 + i] for i, p in enumerate(P)]
    made = mentions(write_text(tmp_path / "a.csv", rows), "workers")
    expect(made, person_id=[p.number for p in P],
           old_id=[str(250_000_000 + i) for i in range(len(P))])  # fmt: skip


def test_papers_in_words_complete_a_column_of_numbers(tmp_path: Path) -> None:
    issued = "Cục Cảnh sát QLHC về TTXH cấp ngày 10/05/2021"
    rows: list[Row] = [["STT", "Họ tên người chết", "Ngày, tháng, năm sinh", "Số định danh cá nhân",
                        "Giấy tờ tùy thân", "Thời gian chết"]]  # fmt: skip
    old = {i: f"2518912{i:02}" for i in range(0, len(P), 4)}
    rows += [
        [i, p.name, p.birth, None if i in old else p.number,
         f"Chứng minh nhân dân số {old[i]}" if i in old
         else f"Căn cước công dân số {p.number}, {issued}", "05/06/2024"]
        for i, p in enumerate(P)
    ]  # fmt: skip
    made = mentions(write_xls(tmp_path / "a.xls", rows), "civil_status_deaths")
    expect(made, old_id=[old.get(i) for i in range(len(P))],
           person_id=[None if i in old else p.number for i, p in enumerate(P)])  # fmt: skip


def test_two_people_in_a_cell_and_whose_kin_somebody_is_are_told(tmp_path: Path) -> None:
    """In a list of one person a row nobody can say which of the two the row is about."""
    told = [f"{P[0].name} / Trần Văn Sáu", f"{P[1].name} và Lê Thị Tư", f"con ông {P[2].name}",
            f"vợ ông {P[3].name}", f"mẹ cháu {P[4].name}"]  # fmt: skip
    rows: list[Row] = [[*r[:1], name, *r[2:]] for r, name in zip(LISTED, told, strict=False)]
    made = mentions(write_xlsx(tmp_path / "a.xlsx", [HEADER, *rows, *LISTED[5:]]))
    expect(made, full_name=[None] * 5 + [p.name for p in P[5:]])
    assert [n.count for n in made.notices if n.code == "name_of_others"] == [5]
    assert [i for i, n in enumerate(made.frame["notices"]) if "name_of_others" in n] == [
        0,
        1,
        2,
        3,
        4,
    ]
