"""Dates of birth as files have them: from a file to the people it names."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
import xlsxwriter

from pipelines.sources import SOURCES
from pipelines.sources.reading import read_file
from tests.sources.mentioned import HEADER, LISTED, SEX, P, day, expect, expect_people, mentions
from tests.sources.reading.people import Made
from tests.sources.reading.writers import Row, write_ods, write_text, write_xls, write_xlsx


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


@pytest.mark.parametrize(
    ("header", "form"),
    [("Họ và tên", "{} (mất năm 2019)"), ("Họ tên, năm vào hội", "{} - 1995")],
)
def test_other_days_in_a_cell_are_nobodys_birth(tmp_path: Path, header: str, form: str) -> None:
    rows: list[Row] = [["STT", header, "Số CCCD"]]
    rows += [[i, form.format(p.name), p.number] for i, p in enumerate(P, 1)]
    made = mentions(write_xlsx(tmp_path / "a.xlsx", rows), "elderly")
    expect(made, full_name=[p.name for p in P], birth_year=[None] * len(P))


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
    "month abbreviated": lambda d, m, y: f"{d}/T{int(m)}/{y}",
    "every part abbreviated": lambda d, m, y: f"ng.{int(d)} th.{int(m)} n.{y}",
    "the year named": lambda d, m, y: f"{int(d)}/{int(m)} năm {y}",
    "in brackets itself": lambda d, m, y: f"({d}/{m}/{y})",
}


@pytest.mark.parametrize("form", WRITTEN)
def test_dates_in_every_spelling(tmp_path: Path, form: str) -> None:
    rows = [[i, p.name, WRITTEN[form](*p.birth.split("/")), p.sex, p.number, p.place]
            for i, p in enumerate(P, 1)]  # fmt: skip
    expect_people(mentions(write_xlsx(tmp_path / "a.xlsx", [HEADER, *rows])))


def test_a_year_of_a_death_or_a_card_is_nobodys_birth(tmp_path: Path) -> None:
    told = ["mất 2020", "chết năm 2020", "cấp 2015", "vào hội 2015", "DA MAT 2020", "chet nam 2020"]
    rows = [[i, p.name, told[i - 1] if i <= len(told) else p.birth, p.sex, p.number, p.place]
            for i, p in enumerate(P, 1)]  # fmt: skip
    frame = mentions(write_xlsx(tmp_path / "a.xlsx", [HEADER, *rows])).frame.head(len(told))
    assert frame["birth_year"].to_list() == [None] * len(told)
    assert frame["birth_form"].to_list() == ["invalid"] * len(told)


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


def test_a_few_american_stamps_and_a_lone_number_are_no_dates(tmp_path: Path) -> None:
    """What nobody can tell is said to be unreadable, not read one way or the other."""
    stamp = f"{day(P[0]).month}/{day(P[0]).day}/{P[0].year} 12:00:00 AM"
    assert day(P[0]).day <= 12
    rows: list[Row] = [[*r[:2], p.birth, *r[3:]] for r, p in zip(LISTED, P, strict=True)]
    rows[0] = [*LISTED[0][:2], stamp, *LISTED[0][3:]]
    rows[1] = [*LISTED[1][:2], "10", *LISTED[1][3:]]
    made = mentions(write_xlsx(tmp_path / "a.xlsx", [HEADER, *rows]))
    expect(made, birth_date=[None, None, *map(day, P[2:])],
           birth_form=["invalid"] * 2 + ["full"] * (len(P) - 2),
           birth_year=[day(P[0]).year, None, *(day(p).year for p in P[2:])])  # fmt: skip
    assert "date_order_unknown" in [n.code for n in made.notices]


def test_two_digits_of_a_year_take_their_century_from_the_number(tmp_path: Path) -> None:
    rows: list[Row] = [[*r[:2], p.birth[:-4] + p.birth[-2:], *r[3:]]
                       for r, p in zip(LISTED, P, strict=True)]  # fmt: skip
    expect_people(mentions(write_text(tmp_path / "a.csv", [HEADER, *rows])))


@pytest.mark.parametrize("short", ["{}", "'{}"])
def test_two_digits_are_years_where_numbers_say_so(tmp_path: Path, short: str) -> None:
    people = [p for p in P if p.year != "2000"]
    rows: list[Row] = [["Họ và tên", "Năm sinh", "Giới tính", "Số CCCD"]]
    rows += [[p.name, short.format(p.year[2:]), p.sex, p.number] for p in people]
    made = mentions(write_xlsx(tmp_path / "a.xlsx", rows))
    expect(made, birth_year=[int(p.year) for p in people])
    rows = [row[:3] for row in rows]
    (sheet,) = read_file(write_xlsx(tmp_path / "b.xlsx", rows), SOURCES["workers"])
    assert sheet.status == "waiting", "they may be ages"


@pytest.mark.parametrize("header", ["Năm sinh (hoặc tuổi)", "Năm sinh"])
def test_ages_among_years_are_nobodys_birth(tmp_path: Path, header: str) -> None:
    """Half of the dead are known by their age: 46 is no year, and an age tells none for certain."""
    rows: list[Row] = [["Họ và tên người chết", header, "Giới tính", "Ngày chết", "Số CCCD"]]
    rows += [
        [p.name, str(2019 - int(p.year)) if i % 2 else p.year, p.sex, "05/03/2019", p.number]
        for i, p in enumerate(P)
    ]
    made = mentions(write_xlsx(tmp_path / "a.xlsx", rows), "civil_status_deaths")
    expect(made, birth_year=[None if i % 2 else int(p.year) for i, p in enumerate(P)])
    (sheet,) = read_file(tmp_path / "a.xlsx", SOURCES["civil_status_deaths"])
    assert ("ages" in {n.code for n in sheet.notices}) == ("tuổi" in header)


def test_years_that_a_spreadsheet_shows_as_numbers(tmp_path: Path) -> None:
    rows: list[Row] = [["Họ và tên", "Năm sinh", "Giới tính"]]
    rows += [[p.name, f"{p.year[0]}.{p.year[1:]}", p.sex] for p in P]
    expect(mentions(write_text(tmp_path / "a.csv", rows)), birth_year=[int(p.year) for p in P])
