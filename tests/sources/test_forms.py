"""Every form of file from its bytes to its mentions: name, date, number and sex come out right."""

from __future__ import annotations

import datetime as dt
import unicodedata
import zipfile
from pathlib import Path

import polars as pl
import pytest
import xlsxwriter

from pipelines.sources import SOURCES
from pipelines.sources.mentions import Mentions, to_mentions
from pipelines.sources.reading import read_file
from tests.sources.reading.people import Made, people
from tests.sources.reading.test_encodings import as_bytes, as_windows_shows
from tests.sources.reading.writers import Row, write_ods, write_text, write_xls, write_xlsx

P = people(24, 28)  # nobody born on 1 January, few on a day and month of one number
HEADER = ["STT", "Họ và tên", "Ngày sinh", "Giới tính", "Số CCCD", "Địa chỉ"]
LISTED = [[i, p.name, p.birth, p.sex, p.number, p.place] for i, p in enumerate(P, 1)]
SEX = {"Nam": "male", "Nữ": "female"}


def mentions(path: Path, source: str = "workers") -> Mentions:
    (sheet,) = read_file(path, SOURCES[source])
    assert sheet.status == "read", sheet.message
    made = to_mentions(SOURCES[source], sheet)
    assert set(made.frame["file_row"]) == set(sheet.fields["file_row"])
    return made


def day(person: Made) -> dt.date:
    return dt.datetime.strptime(person.birth, "%d/%m/%Y").replace(tzinfo=dt.UTC).date()


def expect(made: Mentions, **columns: list[object]) -> None:
    for name, values in columns.items():
        assert made.frame[name].to_list() == values, name


def expect_people(made: Mentions) -> None:
    expect(made, full_name=[p.name for p in P], birth_date=[day(p) for p in P],
           person_id=[p.number for p in P], sex=[SEX[p.sex] for p in P])  # fmt: skip


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


def test_unknown_day_and_month_stored_as_one(tmp_path: Path) -> None:
    header = ["STT", "Họ và tên", "Chỉ có năm sinh hoặc tháng/năm", "Ngày, tháng, năm sinh", "Nữ",
              "Mã số BHXH", "Số CCCD"]  # fmt: skip
    kinds = ["0", "1", "2"]
    rows: list[Row] = [header]
    for i, p in enumerate(P):
        _, month, year = p.birth.split("/")
        shown = (p.birth, f"01/{month}/{year}", f"01/01/{year}")[i % 3]
        box = "x" if p.sex == "Nữ" else ""
        rows.append([i + 1, p.name, kinds[i % 3], shown, box, f"68{i:08d}", p.number])
    made = mentions(write_xlsx(tmp_path / "d02.xlsx", rows), "social_insurance")
    expect(made, birth_form=[("full", "month", "year")[i % 3] for i in range(len(P))],
           birth_year=[int(p.year) for p in P],
           birth_month=[None if i % 3 == 2 else day(p).month for i, p in enumerate(P)],
           sex=[SEX[p.sex] for p in P])  # fmt: skip


@pytest.mark.parametrize(("known", "unknown"), [("1", "0"), ("0", "1"), ("True", "False")])
def test_flags_of_an_unknown_day_and_month(tmp_path: Path, known: str, unknown: str) -> None:
    header = ["ID", "HoTen", "GioiTinh", "NgaySinh", "ThangSinh", "NamSinh", "IsMonth", "IsDate",
              "SoCMND", "MaHC"]  # fmt: skip
    rows: list[Row] = [header]
    for i, p in enumerate(P):
        date, month, year = map(int, p.birth.split("/"))
        shown, flags = (
            ((date, month), (known, known)),
            ((1, month), (known, unknown)),
            ((1, 1), (unknown, unknown)),
        )[i % 3]
        rows.append([str(i), p.name, p.sex, *shown, year, *flags, p.number, "25057"])
    made = mentions(write_xlsx(tmp_path / "btxh.xlsx", rows), "social_protection")
    expect(made, birth_form=[("full", "month", "year")[i % 3] for i in range(len(P))],
           birth_month=[None if i % 3 == 2 else day(p).month for i, p in enumerate(P)],
           birth_day=[None if i % 3 else day(p).day for i, p in enumerate(P)])  # fmt: skip


def test_a_first_of_the_month_is_no_unknown_day(tmp_path: Path) -> None:
    """Flags that no day or month of 1 bears out say nothing."""
    header = ["HoTen", "NgaySinh", "ThangSinh", "NamSinh", "IsMonth", "IsDate", "SoCMND"]
    rows = [[p.name, *map(int, p.birth.split("/")), "1", "1", p.number] for p in P]
    made = mentions(write_xlsx(tmp_path / "btxh.xlsx", [header, *rows]), "social_protection")
    expect(made, birth_date=[day(p) for p in P])


def test_year_under_the_columns_of_men_and_women(tmp_path: Path) -> None:
    rows: list[Row] = [
        ["STT", "Họ và tên", "Năm sinh", None, "Số CCCD"],
        [None, None, "Nam", "Nữ", None],
        *[
            [i, p.name, p.year if p.sex == "Nam" else None, p.year if p.sex == "Nữ" else None,
             p.number]
            for i, p in enumerate(P, 1)
        ],
    ]  # fmt: skip
    path = write_xlsx(tmp_path / "nct.xlsx", rows, merges=["C1:D1", "A1:A2", "B1:B2", "E1:E2"])
    made = mentions(path, "elderly")
    expect(made, birth_year=[int(p.year) for p in P], birth_form=["year"] * len(P),
           sex=[SEX[p.sex] for p in P])  # fmt: skip


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


def test_couples_in_one_cell(tmp_path: Path) -> None:
    pairs = [
        ("Nguyễn Văn An", "Trần Thị Bé", 1965, 1967, "250123456", "068167120093"),
        ("K'Brôih", "Ka Nhi", 1980, 1982, "068080000011", "068182000022"),
        ("Lê Hữu Nghĩa", "Phạm Ngọc Ánh", 1975, 1979, "068075000033", "068179000044"),
    ]
    header = ["STT", "Số tờ bản đồ", "Số thửa", "Tên chủ sử dụng đất", "Năm sinh", "Số CCCD/CMND",
              "Địa chỉ"]  # fmt: skip
    rows: list[Row] = [header]
    for i, p in enumerate(P):
        a, b, born, her, number, other = pairs[i % 3]
        if i % 2:
            rows.append([i + 1, "5", str(i + 1), f"Ông {p.name}", p.year, p.number, p.place])
        else:
            rows.append([i + 1, "5", str(i + 1), f"Ông {a} và bà {b}", f"{born}; {her}",
                         f"{number}; {other}", p.place])  # fmt: skip
    made = mentions(write_xlsx(tmp_path / "a.xlsx", rows), "land_parcels")
    first = made.frame.filter(pl.col("file_row") == 2).sort("role")
    assert first.select("role", "full_name", "birth_year", "sex", "person_id", "old_id").rows() == [
        ("co_owner", "Trần Thị Bé", 1967, "female", "068167120093", None),
        ("owner", "Nguyễn Văn An", 1965, "male", None, "250123456"),
    ]
    alone = made.frame.filter(pl.col("file_row") == 3)
    assert alone["role"].to_list() == ["owner"]
    assert made.frame.height == 24 + 12
    assert [n.count for n in made.notices if n.code == "couples_split"] == [12]


def test_organisations_that_own_land_are_out_of_scope(tmp_path: Path) -> None:
    header = ["STT", "Số tờ", "Số thửa", "Tên chủ sử dụng", "Ngày sinh", "Số CCCD"]
    rows: list[Row] = [header]
    rows += [[i, "1", str(i), p.name, p.birth, p.number] for i, p in enumerate(P, 1)]
    rows += [[25, "1", "25", "UBND xã Hiệp An", None, None],
             [26, "1", "26", "Công ty TNHH Trà Cầu Đất", None, None]]  # fmt: skip
    made = mentions(write_xlsx(tmp_path / "a.xlsx", rows), "land_parcels")
    owners = made.frame.filter(pl.col("role") == "owner")
    assert owners["scope"].to_list() == ["person"] * 24 + ["organisation"] * 2


def test_husband_and_wife_are_two_mentions(tmp_path: Path) -> None:
    rows: list[Row] = [
        ["Số", "Ngày đăng ký", "Chồng", None, None, "Vợ", None, None],
        [None, None, *["Họ và tên", "Ngày sinh", "Số giấy tờ tùy thân"] * 2],
        *[
            [f"{i}/2015", "05/03/2015", p.name, p.birth, p.number, q.name, q.birth, q.number]
            for i, (p, q) in enumerate(zip(P[:12], P[12:], strict=True), 1)
        ],
    ]  # fmt: skip
    path = write_xlsx(tmp_path / "kh.xlsx", rows, merges=["C1:E1", "F1:H1", "A1:A2", "B1:B2"])
    frame = mentions(path, "civil_status_marriages").frame
    husbands, wives = (frame.filter(role=role) for role in ("husband", "wife"))
    assert husbands["full_name"].to_list() == [p.name for p in P[:12]]
    assert husbands["spouse_name"].to_list() == [p.name for p in P[12:]]
    assert wives["person_id"].to_list() == [p.number for p in P[12:]]
    assert set(husbands["sex"]) == {"male"}
    assert set(wives["sex"]) == {"female"}


def test_a_child_with_parents_whose_year_alone_is_known(tmp_path: Path) -> None:
    header = ["Số", "Quyển số", "Họ tên trẻ", "Ngày sinh", "Giới tính", "Họ tên mẹ", "Năm sinh mẹ",
              "Họ tên cha", "Năm sinh cha"]  # fmt: skip
    mother, father = P[::2], P[1::2]
    rows: list[Row] = [header]
    for i, (m, f) in enumerate(zip(mother, father, strict=True), 1):
        rows.append([str(i), "01/2008", m.name, f"{i:02d}/03/2008", m.sex, m.name, "1980", f.name,
                     "1978"])  # fmt: skip
    made = mentions(write_text(tmp_path / "ks.csv", rows), "civil_status_births")
    expect(made, full_name=[p.name for p in mother], mother_name=[p.name for p in mother],
           father_name=[p.name for p in father], mother_birth_year=[1980] * 12,
           father_birth_year=[1978] * 12,
           birth_date=[dt.date(2008, 3, i) for i in range(1, 13)])  # fmt: skip


@pytest.mark.parametrize("form", ["xlsx", "xls", "ods"])
def test_true_dates_and_numbers_that_lost_their_zero(tmp_path: Path, form: str) -> None:
    rows: list[Row] = [HEADER, *[[r[0], r[1], day(p), r[3], int(p.number), r[5]]
                                 for r, p in zip(LISTED, P, strict=True)]]  # fmt: skip
    write = {"xlsx": write_xlsx, "xls": write_xls, "ods": write_ods}[form]
    made = mentions(write(tmp_path / f"a.{form}", rows))
    expect_people(made)
    assert set(made.frame["id_form"]) == {"lost_zero"}


def test_serial_numbers_for_dates(tmp_path: Path) -> None:
    epoch = dt.date(1899, 12, 30)
    rows = [
        [r[0], r[1], str((day(p) - epoch).days), *r[3:]] for r, p in zip(LISTED, P, strict=True)
    ]
    expect_people(mentions(write_text(tmp_path / "a.csv", [HEADER, *rows])))


def test_dates_that_a_spreadsheet_took_for_american(tmp_path: Path) -> None:
    def shown(person: Made) -> object:
        born = day(person)
        if born.day > 12:
            return person.birth  # no such month: stays text
        return dt.date(born.year, born.day, born.month)

    rows: list[Row] = [HEADER, *[[r[0], r[1], shown(p), *r[3:]]
                                 for r, p in zip(LISTED, P, strict=True)]]  # fmt: skip
    made = mentions(write_xlsx(tmp_path / "a.xlsx", rows))
    expect_people(made)
    assert [n for n in made.notices if "date" in n.code], [n.code for n in made.notices]


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


def test_dates_counted_from_1904(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(
        path, {"date_1904": True, "default_date_format": "dd/mm/yyyy"}
    ) as book:
        sheet = book.add_worksheet()
        for at, row in enumerate([HEADER, *LISTED]):
            sheet.write_row(at, 0, [row[0], row[1], "Ngày sinh" if not at else None, *row[3:]])
        for at, person in enumerate(P, 1):
            sheet.write_datetime(at, 2, day(person))
    expect_people(mentions(path))


def test_a_date_in_words_where_the_date_is_missing(tmp_path: Path) -> None:
    header = ["Số", "Họ tên trẻ", "Ngày sinh", "Ngày sinh bằng chữ", "Giới tính", "Họ tên mẹ"]
    rows: list[Row] = [
        header,
        *[
            [str(i), p.name, p.birth if i % 2 else None,
             "Ngày năm tháng ba năm một nghìn chín trăm tám mươi lăm", p.sex, "Lê Thị Mẹ"]
            for i, p in enumerate(P)
        ],
    ]  # fmt: skip
    made = mentions(write_xlsx(tmp_path / "ks.xlsx", rows), "civil_status_births")
    expect(made, birth_date=[day(p) if i % 2 else dt.date(1985, 3, 5) for i, p in enumerate(P)])


def test_a_line_that_names_the_delimiter(tmp_path: Path) -> None:
    path = write_text(tmp_path / "a.csv", [HEADER, *LISTED], delimiter=";")
    path.write_bytes(b"sep=;\r\n" + path.read_bytes())
    made = mentions(path)
    expect_people(made)
    assert made.frame["file_row"].to_list()[0] == 3


APART = [p for p in P if " " in p.name]
TOLD = {
    "Họ tên (năm sinh, số CCCD)": "{name} ({year}, {number})",
    "Họ tên - năm sinh - số CCCD": "{name} - {year} - {number}",
    "Họ tên; ngày sinh; số CCCD": "{name}; {birth}; {number}",
    "Họ và tên\nNgày sinh\nSố CCCD": "{name}\n{birth}\n{number}",
    "Số CCCD - Họ và tên - ngày sinh": "{number} - {name} - {birth}",
    "Họ tên | Ngày sinh | Số định danh": "{name} | {birth} | {number}",
    "Họ tên, giới tính, năm sinh, số CCCD": "{name} - {sex} - {year}, CCCD {number}",
    "Thông tin người dân": "{name}, sinh ngày {birth}, số CCCD {number} cấp ngày 10/05/2021",
    "Họ và tên": "{name} ({year}) {number}",
}


@pytest.mark.parametrize("source", ["workers", "land_parcels"])
@pytest.mark.parametrize("header", TOLD, ids=str)
def test_a_person_told_in_one_cell(tmp_path: Path, header: str, source: str) -> None:
    cells = [
        TOLD[header].format(name=p.name, year=p.year, birth=p.birth, number=p.number, sex=p.sex)
        for p in P
    ]
    rows: list[Row] = [["STT", header, "Địa chỉ"]]
    rows += [[i, cell, p.place] for i, (cell, p) in enumerate(zip(cells, P, strict=True), 1)]
    made = mentions(write_xlsx(tmp_path / "a.xlsx", rows), source)
    expect(made, full_name=[p.name for p in P], person_id=[p.number for p in P],
           birth_year=[day(p).year for p in P])  # fmt: skip
    if "{birth}" in TOLD[header]:
        expect(made, birth_date=[day(p) for p in P])
    if "{sex}" in TOLD[header]:
        expect(made, sex=[SEX[p.sex] for p in P])


@pytest.mark.parametrize(
    ("header", "form"),
    [("Họ và tên", "{} (mất năm 2019)"), ("Họ tên, năm vào hội", "{} - 1995")],
)
def test_other_days_in_a_cell_are_nobodys_birth(tmp_path: Path, header: str, form: str) -> None:
    rows: list[Row] = [["STT", header, "Số CCCD"]]
    rows += [[i, form.format(p.name), p.number] for i, p in enumerate(P, 1)]
    made = mentions(write_xlsx(tmp_path / "a.xlsx", rows), "elderly")
    expect(made, full_name=[p.name for p in P], birth_year=[None] * len(P))


MEN = [p for p in people(80) if p.sex == "Nam"][:20]
WOMEN = [p for p in people(80) if p.sex == "Nữ"][:20]
COUPLES: dict[str, tuple[list[str], list[str]]] = {
    "in one line": (["Họ tên, năm sinh chồng - vợ", "Số CMND chồng - vợ"],
                    ["{m.name} ({m.year}) - {w.name} ({w.year})", "{m.number} - {w.number}"]),
    "the wife first": (["Họ và tên\nVợ\nChồng", "Năm sinh\nVợ\nChồng", "CCCD số\nVợ\nChồng"],
                       ["{w.name}\n{m.name}", "{w.year}\n{m.year}", "{w.number}\n{m.number}"]),
    "a couple": (["Họ tên vợ chồng", "Năm sinh vợ chồng", "CCCD vợ chồng"],
                 ["{m.name} - {w.name}", "{m.year} - {w.year}", "{m.number} - {w.number}"]),
    "both sides": (["Họ tên hai bên nam, nữ", "Năm sinh", "Giấy tờ tùy thân"],
                   ["{m.name}\n{w.name}", "{m.year}\n{w.year}", "{m.number}\n{w.number}"]),
    "nobody named": (["Họ và tên", "Năm sinh", "Số CCCD"],
                     ["{m.name} / {w.name}", "{m.year} / {w.year}", "{m.number} / {w.number}"]),
    "all in one": (["Chồng - vợ"],
                   ["{m.name}, {m.year}, {m.number}\n{w.name}, {w.year}, {w.number}"]),
    "with words": (["Họ tên, năm sinh, CCCD của hai vợ chồng"],
                   ["Chồng: {m.name}, sinh năm {m.year}, CCCD {m.number}; "
                    "Vợ: {w.name}, sinh năm {w.year}, CCCD {w.number}"]),
}  # fmt: skip


@pytest.mark.parametrize("form", COUPLES)
def test_husband_and_wife_in_one_cell(tmp_path: Path, form: str) -> None:
    heads, cells = COUPLES[form]
    rows: list[Row] = [["STT", *heads, "Ngày đăng ký"]]
    rows += [
        [i, *(cell.format(m=m, w=w) for cell in cells), "05/03/2012"]
        for i, (m, w) in enumerate(zip(MEN, WOMEN, strict=True), 1)
    ]
    made = mentions(write_xlsx(tmp_path / "a.xlsx", rows), "civil_status_marriages")
    both = [p for pair in zip(MEN, WOMEN, strict=True) for p in pair]
    expect(made, role=["husband", "wife"] * 20, full_name=[p.name for p in both],
           birth_year=[day(p).year for p in both], person_id=[p.number for p in both])  # fmt: skip


def test_couples_over_two_lines_of_a_text_file(tmp_path: Path) -> None:
    """Every record takes two lines, each of as many cells as a record has."""
    rows: list[Row] = [["STT", "Chồng - vợ", "Ngày đăng ký"]]
    rows += [
        [i, f"{m.name}, {m.year}, {m.number}\n{w.name}, {w.year}, {w.number}", "05/03/2012"]
        for i, (m, w) in enumerate(zip(MEN, WOMEN, strict=True), 1)
    ]
    made = mentions(write_text(tmp_path / "a.csv", rows), "civil_status_marriages")
    both = [p for pair in zip(MEN, WOMEN, strict=True) for p in pair]
    expect(made, full_name=[p.name for p in both], person_id=[p.number for p in both])


def test_two_in_a_cell_wait_where_nothing_tells_who_is_first(tmp_path: Path) -> None:
    names = [(m.name, MEN[i - 1].name) for i, m in enumerate(MEN)]
    rows: list[Row] = [
        ["STT", "Họ tên vợ chồng"],
        *[[i, " - ".join(n)] for i, n in enumerate(names)],
    ]
    (sheet,) = read_file(write_xlsx(tmp_path / "a.xlsx", rows), SOURCES["civil_status_marriages"])
    assert sheet.status == "waiting"


WRITTEN = {
    "19 tháng 01, 1956": lambda d, m, y: f"{d} tháng {m}, {y}",
    "in brackets": lambda d, m, y: f"{d}/{m}/{y} (theo CCCD)",
    "backslash": lambda d, m, y: f"{d}\\{m}\\{y}",
    "doubled": lambda d, m, y: f"{d}//{m}//{y}",
    "weekday": lambda d, m, y: f"Thứ Hai, {d} Tháng {m} {y}",
    "Thg": lambda d, m, y: f"{d}-Thg{int(m)}-{y}",
    "iso with time": lambda d, m, y: f"{y}-{m}-{d}T00:00:00+07:00",
    "without signs": lambda d, m, y: f"{y}{m}{d}",
    "in English": lambda d, m, y: f"{d}-{dt.date(2000, int(m), 1):%b}-{y}",
    "dashes": lambda d, m, y: f"{d}–{m}–{y}",
    "place behind": lambda d, m, y: f"{d}/{m}/{y} tại Đà Lạt",
    "age behind": lambda d, m, y: f"{d}/{m}/{y} (60 tuổi)",
    "every part named": lambda d, m, y: f"Ngày: {d} Tháng: {m} Năm: {y}",
    "in brackets itself": lambda d, m, y: f"({d}/{m}/{y})",
}


@pytest.mark.parametrize("form", WRITTEN)
def test_dates_in_every_spelling(tmp_path: Path, form: str) -> None:
    rows = [[i, p.name, WRITTEN[form](*p.birth.split("/")), p.sex, p.number, p.place]
            for i, p in enumerate(P, 1)]  # fmt: skip
    expect_people(mentions(write_xlsx(tmp_path / "a.xlsx", [HEADER, *rows])))


@pytest.mark.parametrize("mark", ["+", "có", "đ", "(x)", "×"])
def test_any_sign_marks_a_box_for_women(tmp_path: Path, mark: str) -> None:
    header = [{"Giới tính": "Nữ"}.get(h, h) for h in HEADER]
    rows = [[i, p.name, p.birth, mark if p.sex == "Nữ" else "", p.number, p.place]
            for i, p in enumerate(P, 1)]  # fmt: skip
    expect_people(mentions(write_xlsx(tmp_path / "a.xlsx", [header, *rows])))


def test_a_year_of_a_death_or_a_card_is_nobodys_birth(tmp_path: Path) -> None:
    told = ["mất 2020", "chết năm 2020", "cấp 2015", "vào hội 2015"]
    rows = [[i, p.name, told[i - 1] if i <= len(told) else p.birth, p.sex, p.number, p.place]
            for i, p in enumerate(P, 1)]  # fmt: skip
    frame = mentions(write_xlsx(tmp_path / "a.xlsx", [HEADER, *rows])).frame.head(len(told))
    assert frame["birth_year"].to_list() == [None] * len(told)
    assert frame["birth_form"].to_list() == ["invalid"] * len(told)


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


@pytest.mark.parametrize(
    ("cell", "whose"),
    [
        ("CMND: ; CMND: 250123456", "co_owner"),
        ("; CMND: 250123456", "co_owner"),
        ("không có; CMND: 250123456", "co_owner"),
        ("CMND: 250123456; ", "owner"),
        ("Bà Trần Thị Bé CMND: 250123456", "co_owner"),
        ("Ông Lê Văn An CMND: 250123456", "owner"),
        ("CMND (vợ): 250123456", "co_owner"),
        ("CCCD: 068167000123", "co_owner"),
        ("CCCD: 068065000123", "owner"),
        ("CMND: 250123456", None),
        ("CCCD: 068170000123", None),  # her sex, nobody's year
    ],
)
def test_the_only_number_beside_a_couple(tmp_path: Path, cell: str, whose: str | None) -> None:
    """It is of whom the cell names, whose place it has, or whom its digits tell; else nobody's."""
    rows: list[Row] = [["Tờ bản đồ", "Thửa đất", "Chủ sử dụng", "Giấy tờ chủ sử dụng"]]
    couple = "Ông Lê Văn An, Năm sinh: 1965; Bà Trần Thị Bé, Ngày sinh: 02/11/1967"
    both = "CMND: 250999991; CMND: 250999992"
    rows += [[7, at, couple, shown] for at, shown in enumerate([*[both] * 8, cell], 1)]
    made = mentions(write_xlsx(tmp_path / "a.xlsx", rows), "land_parcels")
    last = made.frame.filter(file_row=10).select("role", number=pl.coalesce("person_id", "old_id"))
    found = dict(last.iter_rows())
    assert set(found) == {"owner", "co_owner"}
    assert [role for role, number in found.items() if number] == ([whose] if whose else [])
    told = [n.count for n in made.notices if n.code == "couple_number_untold"]
    assert told == ([] if whose else [1])


@pytest.mark.parametrize(
    "cell",
    ["30/08/2021, cấp tại Công an tỉnh", "30/08/2021 (nơi cấp: CA tỉnh)", "30/08/2021 Công an tỉnh",
     "cấp ngày 30/08/2021", "30-08-2021 do Cục Cảnh sát cấp"],
)  # fmt: skip
def test_a_day_on_which_a_card_was_issued_is_nobodys_birth(tmp_path: Path, cell: str) -> None:
    rows = [[i, p.name, cell if i == 1 else p.birth, p.sex, p.number, p.place]
            for i, p in enumerate(P, 1)]  # fmt: skip
    made = mentions(write_xlsx(tmp_path / "a.xlsx", [HEADER, *rows]))
    first = made.frame.row(0, named=True)
    assert [first[f"birth_{part}"] for part in ("date", "year", "month", "day")] == [None] * 4
    assert "birth_date_invalid" in first["notices"]
    assert made.frame["birth_date"].to_list()[1:] == [day(p) for p in P[1:]]


@pytest.mark.parametrize(
    "headers",
    [("Nam sinh năm", "Nữ sinh năm"), ("Nam sinh ngày", "Nữ sinh ngày"),
     ("Nam, sinh ngày tháng năm", "Nữ, sinh ngày tháng năm")],
)  # fmt: skip
def test_births_of_men_and_of_women_after_their_sex(
    tmp_path: Path, headers: tuple[str, str]
) -> None:
    rows: list[Row] = [["Stt", "Họ tên", *headers, "Ghi chú"]]
    rows += [
        [i, p.name, *((p.birth, None) if p.sex == "Nam" else (None, p.birth)), "x"]
        for i, p in enumerate(P, 1)
    ]
    path = write_text(tmp_path / "a.txt", rows, delimiter="\t", encoding="utf-16")
    expect(mentions(path, "farmers_union"), birth_date=[day(p) for p in P],
           sex=[SEX[p.sex] for p in P])  # fmt: skip


def test_a_year_of_birth_in_two_words_says_no_sex(tmp_path: Path) -> None:
    rows: list[Row] = [["Stt", "Họ tên", "Năm sinh (năm)", "Địa chỉ"]]
    rows += [[i, p.name, p.year, p.place] for i, p in enumerate(P, 1)]
    (sheet,) = read_file(write_xlsx(tmp_path / "a.xlsx", rows), SOURCES["farmers_union"])
    assert "birth_year_male" not in sheet.fields.columns


@pytest.mark.parametrize(
    "form",
    [
        "0 giờ 02 phút ngày {}",
        "lúc 8h10 ngày {}",
        "8g10' {}",
        "16:31 {}",
        "23 giờ 14 phút, ngày {}",
    ],
)
def test_the_time_of_birth_of_a_child_beside_its_mother(tmp_path: Path, form: str) -> None:
    rows: list[Row] = [["STT", "Số giấy", "Họ tên mẹ", "Năm sinh mẹ", "Thời gian sinh con",
                        "Giới tính con", "Dự kiến đặt tên con"]]  # fmt: skip
    rows += [[i, f"{i:03}", "Lê Thị Na", 1994, form.format(p.birth), p.sex, p.name]
             for i, p in enumerate(P, 1)]  # fmt: skip
    made = mentions(write_xlsx(tmp_path / "a.xlsx", rows), "civil_status_births")
    expect(made, full_name=[p.name for p in P], birth_date=[day(p) for p in P],
           mother_birth_year=[1994] * len(P))  # fmt: skip


@pytest.mark.parametrize(("older", "read"), [(25, True), (2, False)])
def test_years_of_whom_a_child_lives_with(tmp_path: Path, older: int, read: bool) -> None:
    """They are left aside where they are a generation before the child's; else the file waits."""
    rows: list[Row] = [["TT", "Họ và tên cháu", "Ngày tháng năm sinh", "Lớp", "Đang ở với",
                        "Năm sinh", "Địa chỉ"]]  # fmt: skip
    rows += [[i, p.name, p.birth, 4, f"Mẹ {P[-i].name}", int(p.year) - older, p.place]
             for i, p in enumerate(P, 1)]  # fmt: skip
    path = write_xlsx(tmp_path / "a.xlsx", rows)
    (sheet,) = read_file(path, SOURCES["children"])
    assert (sheet.status == "read") is read
    if read:
        expect(mentions(path, "children"), birth_date=[day(p) for p in P])


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
