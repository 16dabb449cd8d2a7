"""Who of several people in a row is its own, and what keeps another from being taken for them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from pipelines.sources import SOURCES
from pipelines.sources.reading import read_file
from pipelines.sources.reading.columns.standing import Standing, person_words, standing
from pipelines.sources.reading.sheet import Sheet
from tests.sources.reading.people import Made, people
from tests.sources.reading.writers import write_text, write_xlsx

P = people(80)
OTHERS = people(80, 87)  # in every row somebody else, of another year


def _read(tmp_path: Path, source: str, head: list[str], rows: list[list[str]]) -> Sheet:
    path = write_text(tmp_path / "a.csv", [head, *rows])
    (sheet,) = read_file(path, SOURCES[source])
    return sheet


def _both(first: list[str], second: list[str]) -> list[list[str]]:
    """Rows with fields of two people, the row's own first."""

    def told(made: Made, fields: list[str]) -> list[str]:
        return [str(getattr(made, field)) for field in fields]

    return [told(p, first) + told(q, second) for p, q in zip(P, OTHERS, strict=True)]


def _takes_own_births_only(
    tmp_path: Path, head: list[str], row: Callable[[Made, Made, str], list[str]]
) -> None:
    """Assert that a date behind another's name is read where it is the row's, and only there."""
    pairs = list(zip(P, OTHERS, strict=True))
    sheet = _read(tmp_path, "workers", head, [row(p, q, p.birth) for p, q in pairs])
    assert sheet.fields["birth_date"].to_list() == [p.birth for p in P]
    sheet = _read(tmp_path, "workers", head, [row(p, q, q.birth) for p, q in pairs])
    assert sheet.status == "read", sheet.message
    assert "birth_date" not in sheet.fields.columns


@pytest.mark.parametrize(
    ("header", "person"),
    [
        ("so cccd nguoi huong", "nguoi huong"),
        ("ho chu dem ten", ""),
        ("ngay thang nam sinh", ""),
        ("chu ho ho ten", "chu ho"),
        ("ma dinh danh cua con", "con"),
        ("owner id no", "owner"),
        ("worker full name", "worker"),
        ("so cmnd cu", ""),
        ("ho ten cu", "cu"),
    ],
)
def test_words_for_a_person_are_what_a_header_does_not_ask(header: str, person: str) -> None:
    assert person_words(header) == person


@pytest.mark.parametrize(
    ("source", "person", "near"),
    [
        ("veterans", "hoi vien", Standing.OWN),
        ("veterans", "member", Standing.OWN),
        ("students", "teacher", Standing.UNKNOWN),
        ("teachers", "teacher", Standing.OWN),
        ("children", "con", Standing.OWN),
        ("veterans", "con", Standing.OTHERS),
        ("social_protection", "con cua doi tuong", Standing.OTHERS),
        ("persons_of_merit", "than nhan liet si nguoi huong", Standing.UNKNOWN),
        ("veterans", "than nhan", Standing.OTHERS),
        ("workers", "can bo", Standing.UNKNOWN),
        ("workers", "giam doc", Standing.OTHERS),
        ("workers", "nguoi vay", Standing.UNKNOWN),
        ("land_parcels", "chu ho", Standing.OWN),
        ("red_cross", "chu ho", Standing.OTHERS),
        ("red_cross", "", Standing.UNSAID),
    ],
)
def test_words_stand_nearer_or_farther_by_the_list(
    source: str, person: str, near: Standing
) -> None:
    assert standing(SOURCES[source], person) is near


NBN = ["name", "birth", "number"]


@pytest.mark.parametrize(
    ("source", "own", "other"),
    [
        ("social_protection", "beneficiary_name beneficiary_dob beneficiary_id_card",
         "caregiver_name caregiver_dob caregiver_id_card"),
        ("workers", "EmployeeFullName DateOfBirth CitizenID",
         "SupervisorName SupervisorDOB SupervisorID"),
        ("veterans", "member_name member_dob member_id_number",
         "secretary_name secretary_dob secretary_id_number"),
        ("students", "FullName DOB NationalID", "TeacherName TeacherDOB TeacherNationalID"),
        ("workers", "fullName dob citizenId", "agentName agentDob agentId"),
    ],
)  # fmt: skip
def test_system_names_of_two_people(tmp_path: Path, source: str, own: str, other: str) -> None:
    sheet = _read(tmp_path, source, [*own.split(), *other.split()], _both(NBN, NBN))
    assert sheet.status == "read", sheet.message
    assert sheet.fields["full_name"].to_list() == [p.name for p in P]
    assert sheet.fields["birth_date"].to_list() == [p.birth for p in P]
    assert sheet.fields["id_number"].to_list() == [p.number for p in P]


@pytest.mark.parametrize(
    ("source", "own", "other"),
    [
        ("social_protection", "Họ và tên người nuôi con một mình|Ngày sinh|CCCD",
         "Họ tên con|Ngày sinh của con|Mã định danh của con"),
        ("persons_of_merit", "Họ tên người bị phơi nhiễm|Ngày sinh|Số CCCD",
         "Họ tên con đẻ|Ngày sinh con đẻ|Số CCCD con đẻ"),
        ("persons_of_merit", "Họ tên thân nhân liệt sĩ|Ngày sinh thân nhân|Số CCCD thân nhân",
         "Họ tên liệt sĩ|Ngày sinh liệt sĩ|Số giấy tờ liệt sĩ"),
        ("red_cross", "Tên chủ hộ|Ngày sinh|Số CCCD",
         "Họ tên người nhận thay|Ngày sinh người nhận thay|CCCD người nhận thay"),
        ("population", "Họ tên|Ngày sinh|Số ĐDCN",
         "Họ tên chủ hộ|Ngày sinh chủ hộ|Số ĐDCN chủ hộ"),
    ],
)  # fmt: skip
def test_headers_of_two_people(tmp_path: Path, source: str, own: str, other: str) -> None:
    head = [*own.split("|"), *other.split("|")]
    sheet = _read(tmp_path, source, head, _both(NBN, NBN))
    assert sheet.status == "read", sheet.message
    assert sheet.fields["full_name"].to_list() == [p.name for p in P]
    assert sheet.fields["birth_date"].to_list() == [p.birth for p in P]
    assert sheet.fields["id_number"].to_list() == [p.number for p in P]


@pytest.mark.parametrize(
    "head",
    [
        # Kin first: whether the list is of the parents or of the children is not said.
        "Họ tên con|Ngày sinh con|Họ tên người nuôi|Ngày sinh người nuôi",
        # Less is asked of the first than of the second.
        "Họ tên người vay|Ngày sinh người xem xét|Họ tên người xem xét|CCCD người xem xét",
        "Họ tên người vay|Ngày sinh người vay|Họ tên người cho|Ngày sinh người cho",
    ],
)
def test_equal_strangers_wait(tmp_path: Path, head: str) -> None:
    rows = _both(["name", "birth"], ["name", "birth"])
    sheet = _read(tmp_path, "workers", head.split("|"), rows)
    assert sheet.status == "waiting"


def test_the_number_of_a_head_of_household_is_not_the_members(tmp_path: Path) -> None:
    head = ["Họ và tên", "Ngày sinh", "Số CCCD chủ hộ"]
    sheet = _read(tmp_path, "elderly", head, _both(["name", "birth"], ["number"]))
    assert sheet.status == "read", sheet.message
    assert "id_number" not in sheet.fields.columns


def test_names_of_another_sex_than_the_column_beside_them_wait(tmp_path: Path) -> None:
    """Half of the names of somebody else are of the other sex: `Thị`, `Văn` tell."""
    own = _read(tmp_path, "workers", ["Họ và tên", "Giới tính"], _both(["name", "sex"], []))
    assert own.status == "read", own.message
    rows = [[q.name, p.sex] for p, q in zip(P, OTHERS, strict=True)]
    other = _read(tmp_path, "workers", ["Họ và tên", "Giới tính"], rows)
    assert other.status == "waiting"
    assert "Giới tính" in other.message


def test_numbers_of_the_other_sex_wait(tmp_path: Path) -> None:
    """Without a date of birth the fourth digit still tells whose a number is not."""
    head = ["Họ và tên", "Giới tính", "Số CCCD"]
    own = _read(tmp_path, "workers", head, _both(["name", "sex", "number"], []))
    assert own.status == "read", own.message
    other = _read(tmp_path, "workers", head, _both(["name", "sex"], ["number"]))
    assert other.status == "waiting"
    assert "Số CCCD" in other.message


def test_husbands_with_the_names_of_women_wait(tmp_path: Path) -> None:
    men = [p for p in people(160) if p.sex == "Nam"]
    women = [p for p in people(160) if p.sex == "Nữ"]
    rows = [[w.name, m.name] for m, w in zip(men[:70], women[:70], strict=False)]
    head = ["Họ tên chồng", "Họ tên vợ"]
    sheet = _read(tmp_path, "civil_status_marriages", head, rows)
    assert sheet.status == "waiting"
    swapped = [[husband, wife] for wife, husband in rows]
    assert _read(tmp_path, "civil_status_marriages", head, swapped).status == "read"


def test_a_lone_column_between_anothers_name_and_the_own_one(tmp_path: Path) -> None:
    """It follows the other's name: it is the row's person's only where its cells say so."""
    head = ["Họ tên người ký", "Ngày sinh", "Họ và tên", "Số CCCD"]
    _takes_own_births_only(tmp_path, head, lambda p, q, birth: [q.name, birth, p.name, p.number])
    unsure = [[q.name, q.birth, p.name] for p, q in zip(P, OTHERS, strict=True)]
    sheet = _read(tmp_path, "workers", head[:3], unsure)
    assert "birth_date" not in sheet.fields.columns


@pytest.mark.parametrize(
    ("number", "old"),
    [
        ("citizenId", "oldIdentityNumber"),
        ("Số CCCD", "Số CMND cũ"),
        ("Số định danh cá nhân", "Số định danh trước đây"),
        ("Số căn cước", "Số thẻ cũ (CMND)"),
    ],
)
def test_a_number_that_another_replaced_is_the_old_one(
    tmp_path: Path, number: str, old: str
) -> None:
    rows = [[p.name, p.birth, p.number, f"25{i:07d}"] for i, p in enumerate(P)]
    sheet = _read(tmp_path, "population", ["Họ và tên", "Ngày sinh", number, old], rows)
    assert sheet.status == "read", sheet.message
    assert sheet.fields["id_number"].to_list() == [p.number for p in P]
    assert sheet.fields["old_id"].to_list() == [row[3] for row in rows]


def test_what_was_so_once_gives_way(tmp_path: Path) -> None:
    head = ["Họ tên trước đây", "Họ và tên", "Ngày sinh cũ", "Ngày sinh"]
    rows = [[q.name, p.name, q.birth, p.birth] for p, q in zip(P, OTHERS, strict=True)]
    sheet = _read(tmp_path, "veterans", head, rows)
    assert sheet.status == "read", sheet.message
    assert sheet.fields["full_name"].to_list() == [p.name for p in P]
    assert sheet.fields["birth_date"].to_list() == [p.birth for p in P]


def test_two_writings_of_one_thing_are_one(tmp_path: Path) -> None:
    plain = str.maketrans("ễầạỗốỳằíâọêơữĐàăôáơ", "eaaooyaiaoeouDaaoao")
    head = ["Họ và tên", "Họ tên không dấu", "Năm sinh", "Ngày sinh"]
    rows = [[p.name, p.name.upper().translate(plain), p.year, p.birth] for p in P]
    sheet = _read(tmp_path, "veterans", head, rows)
    assert sheet.status == "read", sheet.message
    assert sheet.fields["full_name"].to_list() == [p.name for p in P]
    assert sheet.fields["birth_date"].to_list() == [p.birth for p in P]


def test_years_of_old_men_and_women_stand_in_two_columns(tmp_path: Path) -> None:
    head = ["Họ và tên cụ", "Sinh năm ông", "Sinh năm bà"]
    rows = [[p.name, p.year if p.sex == "Nam" else "", p.year if p.sex == "Nữ" else ""] for p in P]
    sheet = _read(tmp_path, "elderly", head, rows)
    assert sheet.status == "read", sheet.message
    assert {"birth_year_male", "birth_year_female"} <= set(sheet.fields.columns)
    couples = [[p.name, p.year, q.year] for p, q in zip(P, OTHERS, strict=True)]
    assert _read(tmp_path, "elderly", head, couples).status == "waiting"


def test_a_person_in_the_title_over_all_columns_is_nobodys(tmp_path: Path) -> None:
    title = "DANH SÁCH HỌC SINH - GIÁO VIÊN CHỦ NHIỆM: LÊ THỊ MAI"
    head = [title] * 3
    rows = [["Họ và tên", "Ngày sinh", "Số định danh"], *[[p.name, p.birth, p.number] for p in P]]
    path = write_xlsx(tmp_path / "a.xlsx", [head, *rows], merges=["A1:C1"])
    (sheet,) = read_file(path, SOURCES["students"])
    assert sheet.status == "read", sheet.message
    assert sheet.fields["full_name"].to_list() == [p.name for p in P]


def test_surname_middle_and_given_name_in_english(tmp_path: Path) -> None:
    named = [(p, q) for p, q in zip(P, OTHERS, strict=True) if len(p.name.split(" ")) > 2]
    names = [p.name.split(" ") for p, _ in named]
    rows = [[n[0], " ".join(n[1:-1]), n[-1], p.birth, q.name]
            for n, (p, q) in zip(names, named, strict=True)]  # fmt: skip
    head = ["Surname", "MiddleName", "GivenName", "DOB", "TeacherName"]
    sheet = _read(tmp_path, "students", head, rows)
    assert sheet.status == "read", sheet.message
    wanted = [" ".join(n[:-1]) for n in names]
    assert sheet.fields["family_name"].to_list() == wanted


def test_what_stands_behind_anothers_name_must_go_with_the_row(tmp_path: Path) -> None:
    """A date behind the name of who signs is the row's unless cells object; numbers must prove."""
    head = ["Họ và tên", "Số CCCD", "Cán bộ tiếp nhận", "Ngày sinh"]
    _takes_own_births_only(tmp_path, head, lambda p, q, birth: [p.name, p.number, q.name, birth])
    unsure = [[p.name, q.name, str(250_000_000 + i)]
              for i, (p, q) in enumerate(zip(P, OTHERS, strict=True))]  # fmt: skip
    sheet = _read(tmp_path, "workers", [head[0], head[2], "Số CMND"], unsure)
    assert sheet.status == "waiting"
    assert "Cán bộ tiếp nhận" in sheet.message


def test_an_officer_whose_name_alone_is_left_is_not_the_row(tmp_path: Path) -> None:
    """Those who give and take a child in charge are never of the list; neither is who manages."""
    head = ["Họ tên người giám hộ", "Ngày sinh người giám hộ", "Họ tên giám đốc"]
    rows = [[p.name, p.birth, q.name] for p, q in zip(P, OTHERS, strict=True)]
    sheet = _read(tmp_path, "social_protection", head, rows)
    assert sheet.status == "waiting"


def test_a_number_of_an_heir_fills_no_gap(tmp_path: Path) -> None:
    head = ["Họ và tên", "Ngày sinh", "ho_ten_nguoi_thua_ke", "gt_nguoi_thua_ke"]
    rows = [[p.name, p.birth, q.name, q.sex] for p, q in zip(P, OTHERS, strict=True)]
    sheet = _read(tmp_path, "farmers_union", head, rows)
    assert sheet.status == "read", sheet.message
    assert "sex" not in sheet.fields.columns


def test_whole_names_in_two_columns_wait(tmp_path: Path) -> None:
    """`Tên` over whole names is another name, no part of the one beside it."""
    rows = [[p.name, q.name, p.birth] for p, q in zip(P, OTHERS, strict=True)]
    sheet = _read(tmp_path, "students", ["Họ và tên", "Tên", "Ngày sinh"], rows)
    assert sheet.status == "waiting"


def test_what_is_asked_of_an_unknown_person_fills_no_gap_by_itself(tmp_path: Path) -> None:
    head = ["Họ và tên", "Ngày sinh", "Số CCCD bên cho thuê"]
    own = [[p.name, p.birth, p.number] for p in P]
    assert "id_number" in _read(tmp_path, "workers", head, own).fields.columns
    others = _both(["name", "birth"], ["number"])
    sheet = _read(tmp_path, "workers", head, others)
    assert sheet.status == "read", sheet.message
    assert "id_number" not in sheet.fields.columns


@pytest.mark.parametrize("header", ["Tên (công nhân)", "Tên công nhân", "laborer_name"])
def test_names_of_the_list_own_people_in_short(tmp_path: Path, header: str) -> None:
    head = [header, "Ngày sinh", "Họ tên người thừa kế"]
    rows = [[p.name, p.birth, q.name] for p, q in zip(P, OTHERS, strict=True)]
    sheet = _read(tmp_path, "workers", head, rows)
    assert sheet.status == "read", sheet.message
    assert sheet.fields["full_name"].to_list() == [p.name for p in P]
