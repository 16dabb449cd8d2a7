"""Sexes that no column holds: told by headers, groups, titles, forms of address, or as above."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest

from pipelines.sources import SOURCES
from pipelines.sources.mentions import to_mentions
from pipelines.sources.reading import read_file
from tests.sources.reading.people import Made, people
from tests.sources.reading.writers import Row, write_text, write_xls, write_xlsx

MEN = [p for p in people(100) if p.sex == "Nam"][:24]
WOMEN = [p for p in people(100, 200) if p.sex == "Nữ"][:24]
HEADER = ["STT", "Họ và tên", "Năm sinh", "Số CCCD", "Thôn"]


def row(nth: int, p: Made) -> Row:
    return [nth, p.name, p.year, p.number, "Thôn 1"]


def mentions(path: Path, source: str) -> pl.DataFrame:
    read = [s for s in read_file(path, SOURCES[source]) if s.status == "read"]
    return pl.concat([to_mentions(SOURCES[source], s).frame for s in read])


def test_rows_over_groups_of_men_and_women(tmp_path: Path) -> None:
    men, women = (list(map(row, range(1, 25), of)) for of in (MEN, WOMEN))
    rows = [["DANH SÁCH HỘI VIÊN"], HEADER, ["I", "NAM"], *men, ["II", "Hội viên nữ"], *women]
    for path in (write_xlsx(tmp_path / "a.xlsx", rows), write_xls(tmp_path / "a.xls", rows)):
        assert mentions(path, "farmers_union")["sex"].to_list() == ["male"] * 24 + ["female"] * 24


@pytest.mark.parametrize(
    ("men", "women"),
    [("Phần I: Nam", "Phần II: Nữ"), ("Giới tính: Nam", "Giới tính: Nữ"), ("Tổ nam", "Tổ nữ"),
     ("I. Trẻ em trai", "II. Trẻ em gái"), ("Bé trai (24 cháu)", "Bé gái (24 cháu)"),
     ("DS CỤ ÔNG", "DS CỤ BÀ")],
)  # fmt: skip
def test_words_over_groups_of_men_and_women(tmp_path: Path, men: str, women: str) -> None:
    rows = [HEADER, [men], *map(row, range(1, 25), MEN), [women], *map(row, range(1, 25), WOMEN)]
    read = mentions(write_xlsx(tmp_path / "a.xlsx", rows), "children")
    assert read["sex"].to_list() == ["male"] * 24 + ["female"] * 24


def test_two_tables_each_under_its_title(tmp_path: Path) -> None:
    men, women = (list(map(row, range(1, 25), of)) for of in (MEN, WOMEN))
    rows = [["DANH SÁCH CỤ ÔNG"], HEADER, *men, [], ["DANH SÁCH CỤ BÀ"], HEADER, *women]
    read = mentions(write_xlsx(tmp_path / "a.xlsx", rows), "elderly")
    assert read["sex"].to_list() == ["male"] * 24 + ["female"] * 24


def test_titles_that_numbers_support_or_contradict(tmp_path: Path) -> None:
    """Few men are called Văn, and a woman may have no Thị: the number tells the sex as well."""
    bare = [p for p in MEN if "Văn" not in p.name]
    rows = [["DANH SÁCH CÁC CỤ ÔNG"], HEADER, *map(row, range(1, 25), bare)]
    read = mentions(write_xlsx(tmp_path / "a.xlsx", rows), "elderly")
    assert read["sex"].to_list() == ["male"] * len(bare)
    turned = {"0": "1", "2": "3"}
    others = [replace(p, number=f"068{turned[p.number[3]]}{p.number[4:]}") for p in bare]
    rows = [["DANH SÁCH CÁC CỤ ÔNG"], HEADER, *map(row, range(1, 25), others)]
    read = mentions(write_xlsx(tmp_path / "b.xlsx", rows), "elderly")
    assert read["sex"].null_count() == read.height


def test_what_a_holder_of_land_is(tmp_path: Path) -> None:
    header = ["Số tờ", "Số thửa", "Vai trò pháp nhân trên GCN", "Họ và tên chủ sử dụng", "Năm sinh"]
    everybody = [p for pair in zip(MEN, WOMEN, strict=True) for p in pair]
    held = [("Chồng" if p.sex == "Nam" else "Vợ") if i % 3 else "Cá nhân"
            for i, p in enumerate(everybody)]  # fmt: skip
    rows = [[7, i, h, p.name, p.year] for i, (h, p) in enumerate(zip(held, everybody, strict=True))]
    read = mentions(write_xlsx(tmp_path / "a.xlsx", [header, *rows]), "land_parcels")
    said = {"Chồng": "male", "Vợ": "female", "Cá nhân": None}
    assert read["sex"].to_list() == [said[h] for h in held]


@pytest.mark.parametrize("group", ["Thôn Phú Nam", "NĂM 2019", "Việt Nam"])
def test_a_row_over_a_group_that_is_no_sex(tmp_path: Path, group: str) -> None:
    rows = [HEADER, [group], *map(row, range(1, 25), MEN), ["Nữ"], *map(row, range(1, 25), WOMEN)]
    read = mentions(write_xlsx(tmp_path / "a.xlsx", rows), "farmers_union")
    assert read["sex"].null_count() == 48, "one group alone tells nothing of where the other ends"


def test_groups_that_the_names_contradict(tmp_path: Path) -> None:
    mixed = [p for pair in zip(MEN, WOMEN, strict=True) for p in pair]
    body = [*map(row, range(1, 25), mixed[:24]), ["NỮ"], *map(row, range(1, 25), mixed[24:])]
    read = mentions(write_xlsx(tmp_path / "a.xlsx", [HEADER, ["NAM"], *body]), "farmers_union")
    assert read["sex"].null_count() == 48


@pytest.mark.parametrize(
    ("title", "told"),
    [("DANH SÁCH HỘI VIÊN NỮ HỘI CỰU CHIẾN BINH", True), ("HỘI VIÊN NAM, NỮ NĂM 2020", False),
     ("DANH SÁCH HỘI VIÊN NĂM 2020", False)],
)  # fmt: skip
def test_the_title_of_a_list_of_women(tmp_path: Path, title: str, *, told: bool) -> None:
    rows = [[title], HEADER, *map(row, range(1, 25), WOMEN)]
    read = mentions(write_xlsx(tmp_path / "a.xlsx", rows), "veterans")
    assert read["sex"].to_list() == ["female" if told else None] * 24


def test_a_title_of_women_over_a_list_of_all(tmp_path: Path) -> None:
    everybody = [p for pair in zip(MEN, WOMEN, strict=True) for p in pair]
    rows = [["QUỸ HỖ TRỢ PHỤ NỮ"], HEADER, *map(row, range(1, 49), everybody)]
    read = mentions(write_xlsx(tmp_path / "a.xlsx", rows), "farmers_union")
    assert read["sex"].null_count() == 48


def test_the_headers_of_a_couple_that_holds_land(tmp_path: Path) -> None:
    header = ["STT", "Số tờ", "Số thửa", "Họ tên chồng", "Năm sinh", "Số CCCD", "Họ tên vợ",
              "Năm sinh", "Số CCCD"]  # fmt: skip
    rows = [
        [i, 7, i, man.name, man.year, man.number, woman.name, woman.year, woman.number]
        for i, (man, woman) in enumerate(zip(MEN, WOMEN, strict=True), 1)
    ]
    read = mentions(write_text(tmp_path / "a.csv", [header, *rows]), "land_parcels")
    assert read.filter(role="owner")["sex"].to_list() == ["male"] * 24
    assert read.filter(role="co_owner")["sex"].to_list() == ["female"] * 24


@pytest.mark.parametrize(
    ("he", "she"),
    [("Thầy", "Cô"), ("Thầy giáo", "cô giáo"), ("Thầy:", "Cô:"), ("Thầy Hiệu trưởng", "Cô")],
)
def test_teachers_who_are_addressed(tmp_path: Path, he: str, she: str) -> None:
    everybody = [*MEN[:10], *WOMEN[:10]]
    header = ["STT", "Họ tên giáo viên", "Ngày sinh", "Số CCCD", "Trường"]
    rows = [
        [i, f"{he if p.sex == 'Nam' else she} {p.name}", p.birth, p.number, "THCS Lê Lợi"]
        for i, p in enumerate(everybody, 1)
    ]
    read = mentions(write_xlsx(tmp_path / "a.xlsx", [header, *rows]), "teachers")
    assert read["sex"].to_list() == ["male"] * 10 + ["female"] * 10
    assert read["full_name"].to_list() == [p.name for p in everybody]


@pytest.mark.parametrize("mark", ["-nt-", "nt", '"', "như trên", "''", '-"-', '" "'])
def test_a_sex_as_above(tmp_path: Path, mark: str) -> None:
    everybody = [*MEN[:12], *WOMEN[:12], *MEN[12:], *WOMEN[12:]]
    header = ["STT", "Họ và tên", "Ngày sinh", "Giới tính", "Số CCCD", "Địa chỉ"]
    rows = [
        [i, p.name, p.birth, p.sex if i % 12 == 1 else mark, p.number,
         "Thôn 2, xã Lộc Bắc, huyện Bảo Lâm" if i == 1 else mark]
        for i, p in enumerate(everybody, 1)
    ]  # fmt: skip
    read = mentions(write_xlsx(tmp_path / "a.xlsx", [header, *rows]), "workers")
    assert read["sex"].to_list() == [{"Nam": "male", "Nữ": "female"}[p.sex] for p in everybody]
    assert set(read["commune_name"]) == {"Xã Lộc Bắc"}


def test_marks_in_a_list_that_was_sorted_since_are_not_filled(tmp_path: Path) -> None:
    everybody = [*MEN[:12], *WOMEN[:12], *MEN[12:], *WOMEN[12:]]
    rows = [[p.name, p.birth, p.sex if i % 12 == 0 else "nt", p.number]
            for i, p in enumerate(everybody)]  # fmt: skip
    rows.sort(key=lambda r: (r[2] == "nt", r[0].split()[-1]))
    path = write_xlsx(tmp_path / "a.xlsx", [["Họ và tên", "Ngày sinh", "Giới tính", "Số"], *rows])
    read = mentions(path, "workers")
    assert read["sex"].null_count() == 44


def test_years_as_above_only_where_numbers_say_so(tmp_path: Path) -> None:
    by_year = sorted([*MEN, *WOMEN], key=lambda p: p.year)
    rows: list[Row] = [["Họ và tên", "Năm sinh", "Số CCCD"]]
    rows += [
        [p.name, p.year if i == 0 or by_year[i - 1].year != p.year else "-nt-", p.number]
        for i, p in enumerate(by_year)
    ]
    read = mentions(write_xlsx(tmp_path / "a.xlsx", rows), "workers")
    assert read["birth_year"].to_list() == [int(p.year) for p in by_year]
    rows = [rows[0], *([name, year, None] for name, year, _ in rows[1:])]
    read = mentions(write_xlsx(tmp_path / "b.xlsx", rows), "workers")
    assert read["birth_year"].null_count() == sum(year == "-nt-" for _, year, _ in rows)


def test_old_men_and_women_named_in_one_row(tmp_path: Path) -> None:
    rows: list[Row] = [
        ["STT", "Cụ ông", None, "Cụ bà", None, "Thôn"],
        [None, "Họ và tên", "Năm sinh", "Họ và tên", "Năm sinh", None],
    ]
    for i, (man, woman) in enumerate(zip(MEN, WOMEN, strict=True), 1):
        his = [man.name, man.year] if i % 5 else [None, None]
        rows.append([i, *his, woman.name, woman.year, "Thôn 4"])
    path = write_xlsx(tmp_path / "a.xlsx", rows, merges=["B1:C1", "D1:E1"])
    read = mentions(path, "elderly")
    men, women = (read.filter(sex=sex) for sex in ("male", "female"))
    assert men["full_name"].to_list() == [p.name for i, p in enumerate(MEN, 1) if i % 5]
    assert women["full_name"].to_list() == [p.name for p in WOMEN]
    assert women["birth_year"].to_list() == [int(p.year) for p in WOMEN]
    assert read.height == len(men) + len(women)


def test_children_named_in_one_row_by_their_number(tmp_path: Path) -> None:
    rows: list[Row] = [
        ["STT", "Chủ hộ", "Trẻ thứ nhất", None, "Trẻ thứ hai", None],
        [None, None, "Họ tên", "Ngày sinh", "Họ tên", "Ngày sinh"],
    ]
    first, second = people(12), people(12, 107)
    for i, (one, other) in enumerate(zip(first, second, strict=True)):
        younger = [other.name, other.birth] if i % 4 else [None, None]
        rows.append([i + 1, MEN[i].name, one.name, one.birth, *younger])
    path = write_xlsx(tmp_path / "a.xlsx", rows, merges=["C1:D1", "E1:F1"])
    read = mentions(path, "children")
    expected = [*first, *(p for i, p in enumerate(second) if i % 4)]
    assert read["full_name"].to_list() == [p.name for p in expected]
    assert read["birth_year"].to_list() == [int(p.year) for p in expected]


@pytest.mark.parametrize("note", ["Giới tính: 1 = nam, 2 = nữ", "Ghi chú: Nam ghi 1, nữ ghi 2"])
@pytest.mark.parametrize("below", [False, True])
def test_codes_that_a_note_explains(tmp_path: Path, note: str, *, below: bool) -> None:
    people = [p for p in [*MEN, *WOMEN] if "Văn" not in p.name and "Thị" not in p.name]
    people = [p for p in people if not p.name.startswith("Ka ")]
    rows = [["Họ và tên", "Quan hệ với chủ hộ", "Năm sinh", "Giới tính"],
            *([p.name, "Con", p.year, 1 if p.sex == "Nam" else 2] for p in people)]  # fmt: skip
    rows = [["SỔ HỘ"], *rows, [note]] if below else [["SỔ HỘ"], [note], *rows]
    read = mentions(write_xlsx(tmp_path / "a.xlsx", rows), "workers")
    said = {"Nam": "male", "Nữ": "female"}
    assert read["sex"].to_list() == [said[p.sex] for p in people]


def test_a_note_that_numbers_contradict_explains_nothing(tmp_path: Path) -> None:
    people = [p for pair in zip(MEN, WOMEN, strict=True) for p in pair]
    rows = [["1 = nữ, 2 = nam"], ["Họ và tên", "Giới tính", "Số CCCD"],
            *([p.name, 1 if p.sex == "Nam" else 2, p.number] for p in people)]  # fmt: skip
    read = mentions(write_xlsx(tmp_path / "a.xlsx", rows), "workers")
    assert read["sex"].to_list() == ["male", "female"] * 24


@pytest.mark.parametrize(("he", "she"), [("Họ tên cụ ông", "Họ tên cụ bà"), ("Nam", "Nữ")])
def test_two_people_of_a_row_each_before_their_own_columns(
    tmp_path: Path, he: str, she: str
) -> None:
    header = [[he, "Năm sinh", "Số CCCD", she, "Năm sinh", "Số CCCD", "Thôn"]]
    merges = []
    if he == "Nam":
        header = [[he, None, None, she, None, None, "Thôn"],
                  [*["Họ tên", "Năm sinh", "Số CCCD"] * 2, None]]  # fmt: skip
        merges = ["A1:C1", "D1:F1"]
    rows = [[m.name, m.year, m.number, w.name, w.year, w.number, "Thôn 4"]
            for m, w in zip(MEN, WOMEN, strict=True)]  # fmt: skip
    read = mentions(write_xlsx(tmp_path / "a.xlsx", [*header, *rows], merges=merges), "elderly")
    assert read["person_id"].to_list() == [p.number for p in [*MEN, *WOMEN]]
    assert read["sex"].to_list() == ["male"] * 24 + ["female"] * 24


@pytest.mark.parametrize("place", [2, 4])
def test_a_number_of_one_of_two_keeps_the_sheet_waiting(tmp_path: Path, place: int) -> None:
    """Whose it is nobody has said."""
    rows: list[Row] = [["Họ tên cụ ông", "Năm sinh", "Họ tên cụ bà", "Năm sinh"]]
    rows += [[m.name, m.year, w.name, w.year] for m, w in zip(MEN, WOMEN, strict=True)]
    for at, row_ in enumerate(rows):
        row_.insert(place, MEN[at - 1].number if at else "Số CCCD")
    (sheet,) = read_file(write_xlsx(tmp_path / "a.xlsx", rows), SOURCES["elderly"])
    assert sheet.status == "waiting"


@pytest.mark.parametrize("header", ["Quan hệ với liệt sĩ", "Mối quan hệ với chủ hộ"])
def test_how_somebody_is_related_tells_the_sex(tmp_path: Path, header: str) -> None:
    words = {"Nam": ["Cha đẻ", "Con trai"], "Nữ": ["Mẹ", "Vợ"]}
    mixed = [p for pair in zip(MEN, WOMEN, strict=True) for p in pair]
    rows = [["STT", "Họ và tên", "Năm sinh", "Số CCCD", header],
            *[[i, p.name, p.year, p.number, words[p.sex][i // 2 % 2] if i % 7 else "Con"]
              for i, p in enumerate(mixed, 1)]]  # fmt: skip
    told = mentions(write_xlsx(tmp_path / "a.xlsx", rows), "persons_of_merit")["sex"].to_list()
    said = {"Nam": "male", "Nữ": "female"}
    assert told == [said[p.sex] if i % 7 else None for i, p in enumerate(mixed, 1)]


def test_how_a_declarant_is_related_tells_nothing_of_the_dead(tmp_path: Path) -> None:
    rows = [["STT", "Họ tên người chết", "Năm sinh", "Người khai", "Quan hệ với người chết"],
            *[[i, p.name, p.year, q.name, "Vợ"]
              for i, (p, q) in enumerate(zip(MEN, WOMEN, strict=True), 1)]]  # fmt: skip
    told = mentions(write_xlsx(tmp_path / "a.xlsx", rows), "civil_status_deaths")["sex"]
    assert told.null_count() == told.len()
