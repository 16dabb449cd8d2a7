"""Several things and several people in one cell or row: from a file to the people it names."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from pipelines.sources import SOURCES
from pipelines.sources.reading import read_file
from tests.sources.mentioned import SEX, P, day, expect, mentions
from tests.sources.reading.people import people
from tests.sources.reading.writers import Row, write_text, write_xlsx


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
    "nothing asked": (["Nội dung"], ["Họ tên cô dâu: {w.name}, {w.year}, CCCD {w.number}\n"
                                     "Họ tên chú rể: {m.name}, {m.year}, CCCD {m.number}"]),
    "addressed": (["Hai bên nam nữ"], ["Anh {m.name}, sinh năm {m.year}, CCCD {m.number} và chị "
                                       "{w.name}, sinh năm {w.year}, CCCD {w.number}"]),
    "a cell each": (["Chồng", "Vợ"],
                    ["Chồng: {m.name}, sinh năm {m.year}, dân tộc Kinh, CCCD {m.number}",
                     "Vợ: {w.name}, sinh năm {w.year}, dân tộc Kinh, CCCD {w.number}"]),
    "a cell each, otherwise": (["Chú rể", "Cô dâu"],
                               ["Chú rể: {m.name} - {m.year} - {m.number}",
                                "Cô dâu: {w.name} - {w.year} - {w.number}"]),
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
