"""Headers that ask two things in one cell: day and place of birth, a name and another name."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipelines.sources import SOURCES
from pipelines.sources.mentions import to_mentions
from pipelines.sources.reading import read_file
from pipelines.sources.reading.headers.beside_name import without_other_names
from tests.sources.reading.people import people
from tests.sources.reading.writers import write_text, write_xls, write_xlsx

P = people(40)
PLACES = (
    "Bình Định", "Hà Nội", "Lâm Đồng", "TP. Hồ Chí Minh", "Thái Bình",
    "xã Hiệp An, huyện Đức Trọng", "Phường 8, Đà Lạt", "Cao Bằng",
)  # fmt: skip
MEN = [p for p in people(140) if p.sex == "Nam"][:40]
WOMEN = [p for p in people(140) if p.sex == "Nữ"][:40]


@pytest.mark.parametrize(
    ("header", "cell"),
    [
        ("Ngày sinh, nơi sinh", "{birth}, {place}"),
        ("Ngày, tháng, năm sinh; nơi sinh", "{birth}; {place}"),
        ("Nơi sinh, ngày sinh", "{place}, {birth}"),
        ("Ngày sinh - quê quán", "{birth} - {place}"),
        ("Quê quán, ngày sinh", "{place} ({birth})"),
        ("Ngày và nơi sinh", "{birth} tại {place}"),
        ("Ngày sinh (nơi sinh)", "{birth} ({place})"),
        ("Năm sinh, nguyên quán", "{birth}\n{place}"),
        ("Ngày sinh", "{birth}, {place}"),
        ("Sinh ngày, tại", "{birth} {place}"),
        ("Nơi sinh và ngày sinh", "{place} - {birth}"),
    ],
)
def test_the_day_is_read_beside_the_place(tmp_path: Path, header: str, cell: str) -> None:
    head = ["TT", "Họ và tên", header, "Giới tính", "CCCD"]
    rows = [
        [i, p.name, cell.format(birth=p.birth, place=PLACES[i % len(PLACES)]), p.sex, p.number]
        for i, p in enumerate(P)
    ]
    (sheet,) = read_file(write_xlsx(tmp_path / "a.xlsx", [head, *rows]), SOURCES["workers"])
    assert sheet.status == "read", sheet.message
    made = to_mentions(SOURCES["workers"], sheet).frame
    assert made["full_name"].to_list() == [p.name for p in P]
    assert made["birth_date"].dt.strftime("%d/%m/%Y").to_list() == [p.birth for p in P]
    assert made["person_id"].to_list() == [p.number for p in P]


@pytest.mark.parametrize("header", ["Nơi sinh", "Thông tin khi sinh", "Sinh ra lúc nào, ở đâu"])
def test_no_date_of_birth_is_left_without_a_word(tmp_path: Path, header: str) -> None:
    """What the header does not ask plainly is either read or told."""
    rows = [[p.name, f"Khoa sản 2, viện tỉnh ngày {p.birth}, ca 3", p.number] for p in P]
    head = ["Họ và tên", header, "CCCD"]
    (sheet,) = read_file(write_text(tmp_path / "a.csv", [head, *rows]), SOURCES["workers"])
    told = [n.count for n in sheet.notices if n.code == "unused_births"]
    assert "birth_date" in sheet.fields.columns or told == [1] or sheet.status == "waiting"
    messages = [n.message for n in sheet.notices if n.code == "unused_births"]
    assert all(f"«{header}»" in message for message in messages)


@pytest.mark.parametrize(
    ("header", "left"),
    [
        ("Họ tên, chữ đệm chú rể", "Họ tên chú rể"),
        ("Họ và tên (bí danh)", "Họ và tên"),
        ("Họ và tên, tên gọi khác (nếu có)", "Họ và tên"),
        ("HỌ VÀ TÊN / BÍ DANH", "HỌ VÀ TÊN"),
        ("Họ tên - tên thường gọi", "Họ tên"),
        ("Ho va ten (ten khac)", "Ho va ten"),
        ("Họ và tên khai sinh và tên thường gọi", "Họ và tên khai sinh"),
        ("Họ tên hội viên (biệt danh)", "Họ tên hội viên"),
        ("Họ và tên\n(tên thánh)", "Họ và tên"),
        # Nothing beside a whole name:
        ("Họ, chữ đệm, tên", "Họ, chữ đệm, tên"),
        ("Họ, chữ đệm và tên", "Họ, chữ đệm và tên"),
        ("Bí danh", "Bí danh"),
        ("Họ và tên thường gọi", "Họ và tên thường gọi"),
        ("Tên khác", "Tên khác"),
    ],
)
def test_another_name_asked_beside_the_name(header: str, left: str) -> None:
    assert without_other_names(header) == left


@pytest.mark.parametrize(
    ("header", "cell"),
    [
        ("Họ và tên (bí danh)", "{} (Tư Hòa)"),
        ("Họ tên, bí danh", "{}, bí danh Tư"),
        ("Họ và tên, tên gọi khác (nếu có)", "{}"),
        ("Họ tên hội viên (tên thường gọi)", "{} (Ba Dũng)"),
        ("HỌ VÀ TÊN/BÍ DANH", "{} (tức Sáu Dân)"),
        ("Họ và tên - biệt danh", "{} (Út)"),
    ],
)
def test_names_with_an_alias_beside_them(tmp_path: Path, header: str, cell: str) -> None:
    head = ["STT", header, "Năm sinh", "Số CCCD", "Bí danh khác"]
    rows = [
        [i, cell.format(p.name) if i % 2 else p.name, p.year, p.number, "Năm"]
        for i, p in enumerate(P)
    ]
    (sheet,) = read_file(write_xlsx(tmp_path / "a.xlsx", [head, *rows]), SOURCES["veterans"])
    assert sheet.status == "read", sheet.message
    made = to_mentions(SOURCES["veterans"], sheet).frame
    assert made["full_name"].to_list() == [p.name for p in P]
    assert made["birth_year"].to_list() == [int(p.year) for p in P]


@pytest.mark.parametrize(
    ("man", "woman"),
    [
        ("Họ tên, chữ đệm chú rể", "Họ tên, chữ đệm cô dâu"),
        ("Họ và tên, tên đệm chồng", "Họ và tên, tên đệm vợ"),
        ("Họ tên (tên khác) bên nam", "Họ tên (tên khác) bên nữ"),
        ("Họ tên chồng (bí danh)", "Họ tên vợ (bí danh)"),
        ("Họ và tên của chồng, tên thường gọi", "Họ và tên của vợ, tên thường gọi"),
    ],
)
def test_another_name_asked_of_a_couple(tmp_path: Path, man: str, woman: str) -> None:
    head = ["TT", man, "Năm sinh", "CCCD", woman, "Năm sinh", "CCCD"]
    rows = [
        [i, m.name, m.year, m.number, w.name, w.year, w.number]
        for i, (m, w) in enumerate(zip(MEN, WOMEN, strict=True))
    ]
    source = SOURCES["civil_status_marriages"]
    (sheet,) = read_file(write_xls(tmp_path / "a.xls", [head, *rows]), source)
    assert sheet.status == "read", sheet.message
    made = to_mentions(source, sheet).frame.sort("role", "file_row")
    assert made["full_name"].to_list() == [p.name for p in (*MEN, *WOMEN)]
    assert made["person_id"].to_list() == [p.number for p in (*MEN, *WOMEN)]
