"""Of whom a list is where its columns name two, and names that have no column of their own."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import polars as pl
import pytest

from pipelines.sources import SOURCES
from pipelines.sources.mentions import to_mentions
from pipelines.sources.reading import read_file
from pipelines.sources.reading.sheet import Sheet
from tests.sources.reading.people import Made, people
from tests.sources.reading.sheets import read as read_one
from tests.sources.reading.writers import Row, write_ods, write_text, write_xls, write_xlsx

P = people(40)
OTHERS = people(40, 87)  # in every row somebody else, of another year
MEN = [p for p in people(140) if p.sex == "Nam"][:40]
WOMEN = [p for p in people(140) if p.sex == "Nữ"][:40]
SEX = {"Nam": "male", "Nữ": "female"}
TELLS = {"name": "name", "birth": "birth", "year": "year", "sex": "sex", "id": "number"}


def _sheets(path: Path, columns: list[str], rows: list[list[Any]]) -> list[Sheet]:
    """A header of two rows, groups merged: `Group|Leaf`, or one text over both rows."""
    parts = [column.partition("|") for column in columns]
    upper = [group for group, _, _ in parts]
    lower = [leaf or None for _, _, leaf in parts]
    merges, start = [], 0
    for at in range(1, len(upper) + 1):
        if at < len(upper) and upper[at] == upper[start] and lower[at]:
            continue
        if at - start > 1:
            merges.append(f"{chr(65 + start)}1:{chr(64 + at)}1")
        elif not lower[start]:
            merges.append(f"{chr(65 + start)}1:{chr(65 + start)}2")
        start = at
    top = [text if at == 0 or text != upper[at - 1] else None for at, text in enumerate(upper)]
    return read_file(write_xlsx(path, [top, lower, *rows], merges=merges), SOURCES[path.stem])


def _grouped(path: Path, columns: list[str], rows: list[list[Any]]) -> Sheet:
    (sheet,) = _sheets(path, columns, rows)
    return sheet


def _people(sheet: Sheet, role: str | None = None) -> pl.DataFrame:
    assert sheet.status == "read", sheet.message
    made = to_mentions(SOURCES[sheet.source], sheet).frame
    return made if role is None else made.filter(pl.col("role") == role)


def _told(made: Made, fields: str) -> list[str]:
    return [str(getattr(made, TELLS[field])) for field in fields.split()]


@pytest.mark.parametrize(
    ("dead", "heir"),
    [
        ("Người để lại thừa kế (đã chết)", "Người nhận thừa kế"),
        ("Người để lại di sản", "Người được hưởng di sản"),
        ("Bên chuyển nhượng", "Bên nhận chuyển nhượng"),
        ("Họ tên người tặng cho", "Người nhận tặng cho"),
        ("Chủ đất cũ (đã mất)", "Người được thừa kế"),
        ("Người chuyển quyền", "Người nhận quyền sử dụng đất"),
    ],
)
def test_land_is_of_who_gets_it(tmp_path: Path, dead: str, heir: str) -> None:
    columns = [
        "STT",
        dead,
        *(f"{heir}|{leaf}" for leaf in ("Họ và tên", "Ngày sinh", "Giới tính", "Số CCCD")),
        "Thửa",
        "Tờ",
    ]
    rows = [
        [i, q.name, *_told(p, "name birth sex id"), 10 + i, 3]
        for i, (p, q) in enumerate(zip(P, OTHERS, strict=True))
    ]
    made = _people(_grouped(tmp_path / "land_parcels.xlsx", columns, rows), "owner")
    assert made["full_name"].to_list() == [p.name for p in P]
    assert made["person_id"].to_list() == [p.number for p in P]
    assert made["sex"].to_list() == [SEX[p.sex] for p in P]
    assert made["birth_date"].null_count() == 0


@pytest.mark.parametrize(
    ("source", "barest", "fullest"),
    [
        ("land_parcels", "Người đứng đơn", "Người được ủy thác"),
        ("workers", "Người trực tiếp", "Người lĩnh tiền"),
        ("elderly", "Danh tính", "Người chăm sóc"),
        ("red_cross", "Người gửi", "Người được uỷ quyền"),
        ("social_protection", "Người đề cử", "Người bảo lãnh"),
    ],
)
def test_a_name_alone_beside_somebody_told_of_in_full_waits(
    tmp_path: Path, source: str, barest: str, fullest: str
) -> None:
    columns = [
        "STT",
        barest,
        *(f"{fullest}|{leaf}" for leaf in ("Họ và tên", "Ngày sinh", "Giới tính", "Số CCCD")),
    ]
    rows = [
        [i, q.name, *_told(p, "name birth sex id")]
        for i, (p, q) in enumerate(zip(P, OTHERS, strict=True))
    ]
    for sheet in _sheets(tmp_path / f"{source}.xlsx", columns, rows):
        names = sheet.fields.to_dict(as_series=False) if sheet.status == "read" else {}
        assert [q.name for q in OTHERS] not in names.values()


def test_a_name_in_the_lists_own_words_stands_beside_somebody_told_of_in_full(
    tmp_path: Path,
) -> None:
    columns = [
        "STT",
        "Họ tên trẻ",
        *(f"Người giám hộ|{leaf}" for leaf in ("Họ và tên", "Năm sinh", "Số CCCD")),
    ]
    rows = [
        [i, p.name, *_told(q, "name year id")]
        for i, (p, q) in enumerate(zip(P, OTHERS, strict=True))
    ]
    made = _people(_grouped(tmp_path / "children.xlsx", columns, rows))
    assert made["full_name"].to_list() == [p.name for p in P]
    assert made["person_id"].null_count() == len(P)


@pytest.mark.parametrize(
    ("holder", "name", "other", "other_name"),
    [
        ("Người sử dụng đất", "Họ tên chồng/chủ hộ", "Vợ (chồng) đồng sử dụng", "Họ tên"),
        ("Người sử dụng đất", "Họ tên vợ/chủ hộ", "Chồng (vợ) đồng sử dụng", "Họ và tên"),
        ("Chủ sử dụng đất", "Họ tên chồng", "Đồng sử dụng", "Họ tên vợ"),
        ("Chủ sử dụng đất", "Họ tên vợ", "Đồng sử dụng", "Họ tên chồng"),
        ("Chủ sở hữu", "Chồng (chủ hộ)", "Người đồng sở hữu", "Vợ"),
        ("Chủ sử dụng", "Họ và tên chồng hoặc chủ hộ", "Vợ/chồng", "Họ tên"),
    ],
)
def test_the_group_says_who_of_a_couple_holds_the_land(
    tmp_path: Path, holder: str, name: str, other: str, other_name: str
) -> None:
    columns = [
        "STT",
        "Số tờ",
        "Số thửa",
        f"{holder}|{name}",
        f"{holder}|Năm sinh",
        f"{holder}|CMND/CCCD",
        f"{other}|{other_name}",
        f"{other}|Năm sinh",
        f"{other}|CMND/CCCD",
    ]
    rows = [
        [i, 3, 10 + i, *_told(p, "name year id"), *_told(q, "name year id")]
        for i, (p, q) in enumerate(zip(P, OTHERS, strict=True))
    ]
    sheet = _grouped(tmp_path / "land_parcels.xlsx", columns, rows)
    for role, those in (("owner", P), ("co_owner", OTHERS)):
        made = _people(sheet, role)
        assert made["full_name"].to_list() == [p.name for p in those]
        assert made["person_id"].to_list() == [p.number for p in those]
        assert made["birth_year"].to_list() == [int(p.year) for p in those]


@pytest.mark.parametrize(
    ("columns", "source"),
    [
        (["Họ và tên|Nam", "Họ và tên|Nữ"], "persons_of_merit"),
        (["Họ tên hội viên|Nam", "Họ tên hội viên|Nữ"], "veterans"),
        (["Họ, chữ đệm và tên|Ông", "Họ, chữ đệm và tên|Bà"], "elderly"),
        (["Họ tên trẻ|Trai", "Họ tên trẻ|Gái"], "children"),
        (["Họ tên nam|", "Họ tên nữ|"], "workers"),
        (["Nam|", "Nữ|"], "red_cross"),
        (["Họ và tên (Nữ)|", "Họ và tên (Nam)|"], "teachers"),
    ],
)  # fmt: skip
def test_names_in_the_column_of_their_sex(tmp_path: Path, columns: list[str], source: str) -> None:
    men_first = "Nữ" not in columns[0]
    head = ["STT", *(c.removesuffix("|") for c in columns), "Năm sinh", "CCCD"]
    rows = []
    for i, p in enumerate(P, 1):
        names = [p.name, None] if (p.sex == "Nam") == men_first else [None, p.name]
        rows.append([i, *names, p.year, p.number])
    if any(c.endswith("|") for c in columns):
        path = write_xlsx(tmp_path / f"{source}.xlsx", [head, *rows])
        (sheet,) = read_file(path, SOURCES[source])
    else:
        sheet = _grouped(tmp_path / f"{source}.xlsx", head, rows)
    made = _people(sheet)
    assert made["full_name"].to_list() == [p.name for p in P]
    assert made["sex"].to_list() == [SEX[p.sex] for p in P]
    assert made["person_id"].to_list() == [p.number for p in P]


def test_names_of_men_and_women_in_one_row_wait(tmp_path: Path) -> None:
    head = ["STT", "Họ và tên|Nam", "Họ và tên|Nữ", "Năm sinh"]
    rows = [[i, m.name, w.name, m.year] for i, (m, w) in enumerate(zip(MEN, WOMEN, strict=True))]
    assert _grouped(tmp_path / "elderly.xlsx", head, rows).status == "waiting"


CELLS = {
    "lines": "{p.name}\nSinh ngày: {p.birth}\nCCCD: {p.number}",
    "labels": "Họ và tên: {p.name}\nNgày sinh: {p.birth}\nSố CCCD: {p.number}",
    "commas": "{p.name}, sinh ngày {p.birth}, CCCD số {p.number}",
    "dashes": "{p.name} - {p.birth} - {p.number}",
    "semicolons": "{p.name}; năm sinh: {p.birth}; số định danh: {p.number}",
    "reversed": "{p.name}\nĐDCN {p.number}\nsinh {p.birth}",
}


@pytest.mark.parametrize("cell", CELLS.values(), ids=list(CELLS))
@pytest.mark.parametrize(
    ("man", "woman"),
    [
        ("Thông tin người chồng", "Thông tin người vợ"),
        ("Lý lịch bên nam", "Lý lịch bên nữ"),
        ("Chú rể", "Cô dâu"),
        ("Nhân thân của chồng", "Nhân thân của vợ"),
        ("Hồ sơ chồng", "Hồ sơ vợ"),
        ("Bên nam: họ tên, ngày sinh, CCCD", "Bên nữ: họ tên, ngày sinh, CCCD"),
    ],
)
def test_a_whole_person_in_a_cell(tmp_path: Path, cell: str, man: str, woman: str) -> None:
    head = ["STT", "Số đăng ký", "Ngày đăng ký", man, woman]
    rows = [
        [i, 100 + i, "05/06/2023", cell.format(p=m), cell.format(p=w)]
        for i, (m, w) in enumerate(zip(MEN, WOMEN, strict=True))
    ]
    path = write_xls(tmp_path / "a.xls", [head, *rows])
    (sheet,) = read_file(path, SOURCES["civil_status_marriages"])
    for role, those in (("husband", MEN), ("wife", WOMEN)):
        made = _people(sheet, role)
        assert made["full_name"].to_list() == [p.name for p in those]
        assert made["person_id"].to_list() == [p.number for p in those]
        assert made["birth_date"].dt.strftime("%d/%m/%Y").to_list() == [p.birth for p in those]


@pytest.mark.parametrize(
    "called",
    [
        "khách hàng",
        "người vay",
        "bên vay",
        "thuê bao",
        "người gửi tiết kiệm",
        "hộ vay vốn",
        "thành viên tổ",
        "người được bảo hiểm",
    ],
)
def test_who_borrows_or_buys_is_the_row_and_the_heir_is_not(tmp_path: Path, called: str) -> None:
    head = [
        "STT",
        f"Tên {called}",
        "Ngày sinh",
        "CCCD/CMND",
        "Số tiền vay",
        "Người thừa kế",
        "CCCD người thừa kế",
    ]
    rows = [
        [i, *_told(p, "name birth id"), "500.000", *_told(q, "name id")]
        for i, (p, q) in enumerate(zip(P, OTHERS, strict=True))
    ]
    (sheet,) = read_file(write_ods(tmp_path / "a.ods", [head, *rows]), SOURCES["farmers_union"])
    made = _people(sheet)
    assert made["full_name"].to_list() == [p.name for p in P]
    assert made["person_id"].to_list() == [p.number for p in P]


def test_heads_named_in_a_column_of_their_own(tmp_path: Path) -> None:
    """Only the row of the head has no member; a head beside every member is not the row."""
    header = ["STT", "Chủ hộ", "Thành viên", "Quan hệ với chủ hộ", "Ngày sinh", "Số CCCD"]
    relation = ["Chủ hộ", "Vợ", "Con", "Con"]
    rows = [
        [
            i,
            None if i % 4 else p.name,
            p.name if i % 4 else None,
            relation[i % 4],
            p.birth,
            p.number,
        ]
        for i, p in enumerate(P)
    ]
    source = SOURCES["workers"]
    (sheet,) = read_file(write_xlsx(tmp_path / "a.xlsx", [header, *rows]), source)
    assert sheet.status == "read", sheet.message
    assert to_mentions(source, sheet).frame["full_name"].to_list() == [p.name for p in P]
    rows = [
        [i, P[i // 4 * 4].name, p.name, relation[i % 4], p.birth, p.number] for i, p in enumerate(P)
    ]
    (sheet,) = read_file(write_xlsx(tmp_path / "b.xlsx", [header, *rows]), source)
    assert sheet.status == "read", sheet.message
    assert to_mentions(source, sheet).frame["full_name"].to_list() == [p.name for p in P]


def test_a_parent_named_as_whose_child_it_is_is_not_the_child(tmp_path: Path) -> None:
    mothers = [p for p in people(100, 200) if p.sex == "Nữ"][:24]
    rows: list[Row] = [["STT", "Họ tên, giới tính, ngày sinh", "Con của"]]
    for i, (child, mother) in enumerate(zip(people(24), mothers, strict=True), 1):
        whole = f"{child.name} ({child.sex}), sinh ngày {child.birth}"
        rows.append([i, whole, f"chị {mother.name}"])
    sheet = read_one(write_xlsx(tmp_path / "a.xlsx", rows), "civil_status_births")
    made = to_mentions(SOURCES["civil_status_births"], sheet).frame
    assert made["full_name"].to_list() == [p.name for p in people(24)]
    assert made["birth_year"].to_list() == [int(p.year) for p in people(24)]


def test_numbers_that_were_floats_tell_the_sex_by_their_own_digits(tmp_path: Path) -> None:
    rows: list[Row] = [["Mã NV", "Họ tên", "Ngày sinh", "Giới tính", "Số CCCD"]]
    for i, p in enumerate(people(24), 1):
        rows.append([f"NV{i:04}", p.name, p.birth, p.sex, f"{int(p.number)}.0"])
    sheet = read_one(write_text(tmp_path / "a.csv", rows), "workers")
    made = to_mentions(SOURCES["workers"], sheet).frame
    assert made["person_id"].to_list() == [p.number for p in people(24)]


def test_a_number_behind_a_fathers_name_is_the_childs_by_births_under_nam_and_nu(
    tmp_path: Path,
) -> None:
    rows: list[Row] = [["STT", "Họ và tên trẻ", "Ngày tháng năm sinh", None, "Họ tên cha (mẹ)",
                        "Số định danh"], [None, None, "Nam", "Nữ", None, None]]  # fmt: skip
    for i, p in enumerate(people(24), 1):
        born = [p.birth, None] if p.sex == "Nam" else [None, p.birth]
        rows.append([i, p.name, *born, people(24, 103)[i - 1].name, p.number])
    sheet = read_one(write_xlsx(tmp_path / "a.xlsx", rows, merges=["C1:D1"]), "students")
    made = to_mentions(SOURCES["students"], sheet).frame
    assert made["person_id"].to_list() == [p.number for p in people(24)]


@pytest.mark.parametrize("own", ["Người vay", "Họ tên người vay", "Khách hàng"])
@pytest.mark.parametrize("heir", ["Người thừa kế", "Họ tên người thừa kế"])
def test_heirs_with_columns_of_their_own(tmp_path: Path, own: str, heir: str) -> None:
    """As a page of the web that a bank's program calls a workbook."""
    rows = [["STT", own, "Năm sinh", "Số CCCD", heir, "Năm sinh", "Số CCCD"]]
    rows += [[str(i), p.name, p.year, p.number, q.name, q.year, q.number]
             for i, (p, q) in enumerate(zip(P, OTHERS, strict=True))]  # fmt: skip
    cells = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
    path = tmp_path / "a.xls"
    path.write_text(f"<html><meta charset=utf-8><table>{cells}</table></html>", encoding="utf-8")
    (sheet,) = read_file(path, SOURCES["farmers_union"])
    assert sheet.status == "read", sheet.message
    made = to_mentions(SOURCES["farmers_union"], sheet).frame
    assert made["full_name"].to_list() == [p.name for p in P]
    assert made["birth_year"].to_list() == [int(p.year) for p in P]
    assert made["person_id"].to_list() == [p.number for p in P]


@pytest.mark.parametrize("header", [
    ["Người vay", "Số CCCD", "Người thừa kế", "Năm sinh"],
    ["Người đã mất", "Năm sinh", "Người thừa kế", "Năm sinh"],
])  # fmt: skip
def test_heirs_of_whom_more_is_asked_wait(tmp_path: Path, header: list[str]) -> None:
    asked = {"Số CCCD": "number", "Năm sinh": "year"}
    rows = [[p.name, getattr(p, asked[header[1]]), q.name, q.year]
            for p, q in zip(P, OTHERS, strict=True)]  # fmt: skip
    (sheet,) = read_file(write_xlsx(tmp_path / "a.xlsx", [header, *rows]), SOURCES["farmers_union"])
    assert sheet.status == "waiting"


def test_names_of_others_beside_a_header_that_only_says_who_keep_the_sheet_waiting(
    tmp_path: Path,
) -> None:
    """One of the two would be left out, and nothing tells which."""
    rows: list[Row] = [["STT", "Họ tên, giới tính, ngày sinh", "Trẻ"]]
    for i, (p, other) in enumerate(zip(P, OTHERS, strict=True), 1):
        rows.append([i, f"{p.name} ({p.sex}), sinh ngày {p.birth}", other.name])
    path = write_xlsx(tmp_path / "a.xlsx", rows)
    assert [s.status for s in read_file(path, SOURCES["civil_status_births"])] == ["waiting"]
