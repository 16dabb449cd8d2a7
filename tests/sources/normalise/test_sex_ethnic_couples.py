"""Sex, ethnic groups and two people in one cell."""

from __future__ import annotations

import polars as pl
import pytest

from pipelines.sources.normalise.cells import Cells
from pipelines.sources.normalise.couples import split_names, split_values, title_sex
from pipelines.sources.normalise.ethnic import read_ethnic_group
from pipelines.sources.normalise.name_sex import name_sex
from pipelines.sources.normalise.sex import infer_code, read_sex, sex_column


@pytest.mark.parametrize(
    ("written", "sex"),
    [("Nam", "male"), ("NỮ", "female"), ("F", "female"), ("m", "male"), ("1", None), (None, None),
     ("Nux", "female"), ("N?", "female"), ("N÷", "female"), ("Nữa", "female"), ("Phụ nữ", "female"),
     ("N", None), ("N/A", None), ("nan", None)],
)  # fmt: skip
def test_sex_words(written: str | None, sex: str | None) -> None:
    frame = pl.DataFrame({"v": [written]}, schema={"v": pl.String})
    assert frame.select(read_sex(pl.col("v")).alias("s"))["s"].item() == sex


@pytest.mark.parametrize("female", ["0", "1"])
def test_a_code_means_what_numbers_and_names_say(female: str) -> None:
    male = "1" if female == "0" else "0"
    code = infer_code(
        pl.Series([female, male] * 10),
        pl.Series(["068143120093", "068043120093"] * 5 + [None] * 10),
        pl.Series(["le thi a", "le van b"] * 10),
    )
    assert code is not None
    assert code.meaning == {female: "female", male: "male"}
    assert (code.supporting, code.contradicting) == (20, 0)


def test_thin_or_divided_evidence_gives_no_meaning() -> None:
    nothing = pl.Series([None] * 4, dtype=pl.String)
    assert infer_code(pl.Series(["0", "1", "0", "1"]), nothing, pl.Series(["a b"] * 4)) is None
    names = pl.Series(["le thi a", "le van b"] * 10)
    divided = pl.Series(["0", "0", "1", "1"] * 5)
    assert infer_code(divided, pl.Series([None] * 20, dtype=pl.String), names) is None


@pytest.mark.parametrize(
    ("name", "sex"),
    [("Nguyễn Thị Lan", "female"), ("NGUYEN THI LAN", "female"), ("Thị Sa", "female"),
     ("Ka Brịp", "female"), ("Lê Văn Nam", "male"), ("Trần Vân Anh", None), ("Lê Thi", None),
     ("Văn Quang Vinh", None), (None, None)],
)  # fmt: skip
def test_names_tell_the_sex_by_the_middle_name(name: str | None, sex: str | None) -> None:
    frame = pl.DataFrame({"name": [name]}, schema={"name": pl.String})
    assert frame.select(name_sex(pl.col("name"))).item() == sex


def test_a_short_list_is_believed_where_all_of_it_agrees() -> None:
    ids = pl.Series(["068143120093", "068043120093", "068143120094"])
    names = pl.Series(["a b"] * 3)
    code = infer_code(pl.Series(["0", "1", "0"]), ids, names)
    assert code is not None
    assert code.meaning == {"0": "female", "1": "male"}
    assert infer_code(pl.Series(["0", "1", "1"]), ids, names) is None


def test_ethnic_spellings() -> None:
    written = pl.Series(["K'Ho", "Kơ Ho", "CIL", "Châu Mạ", "Churu", "M'Nông", "kinh", "Sao Hỏa"])
    assert read_ethnic_group(written)[0].to_list() == [
        "Cơ Ho", "Cơ Ho", "Cơ Ho", "Mạ", "Chu Ru", "Mnông", "Kinh", None,
    ]  # fmt: skip


def test_a_disputed_code_is_settled_by_its_column() -> None:
    old, told = read_ethnic_group(pl.Series(["01", "04", "16"] + ["28"] * 3))
    assert old.to_list()[:4] == ["Kinh", "Hoa", "Cơ Ho", "Mạ"]
    assert [n.code for n in told] == ["ethnic_code"]
    new, told = read_ethnic_group(pl.Series(["1", "4", "15", "35", "27"]))
    assert new.to_list() == ["Kinh", "Mường", "Cơ Ho", "Chu Ru", "Mạ"]
    neither, told = read_ethnic_group(pl.Series(["01", "04"]))
    assert neither.to_list() == ["Kinh", None]
    assert [n.code for n in told] == ["ethnic_code_unknown"]


@pytest.mark.parametrize(
    ("cell", "first", "second"),
    [
        ("Ông Nguyễn Văn A và bà Trần Thị B", "Ông Nguyễn Văn A", "bà Trần Thị B"),
        ("Nguyễn Văn A; Trần Thị B", "Nguyễn Văn A", "Trần Thị B"),
        ("Hộ ông Lê Văn C và vợ là bà Đỗ Thị D", "Hộ ông Lê Văn C", "bà Đỗ Thị D"),
        ("Ông K'Brôih - Bà Ka Nhi", "Ông K'Brôih", "Bà Ka Nhi"),
        ("Ông A\nBà Trần Thị B", "Ông A", "Bà Trần Thị B"),
        ("Ông/Bà: Lê Quý Đôn", "Ông/Bà: Lê Quý Đôn", None),
        ("Ông và bà", "Ông và bà", None),
        ("Nguyễn Văn Vàng", "Nguyễn Văn Vàng", None),
        (None, None, None),
    ],
)
def test_couples(cell: str | None, first: str | None, second: str | None) -> None:
    assert split_names(pl.Series([cell], dtype=pl.String)).row(0) == (first, second)


@pytest.mark.parametrize(
    ("cell", "kind", "pair"),
    [
        ("1965; 1967", "date", ("1965", "1967")),
        ("1965-1967", "date", ("1965", "1967")),
        ("05/03/1965, 07/08/1967", "date", ("05/03/1965", "07/08/1967")),
        ("05/03/1965", "date", ("05/03/1965", None)),
        ("250123456; 068143120093", "number", ("250123456", "068143120093")),
        ("250123456", "number", ("250123456", None)),
        ("Nam, Nữ", "sex", ("Nam", "Nữ")),
    ],
)
def test_values_of_a_couple(cell: str, kind: str, pair: tuple[str, str | None]) -> None:
    assert split_values(pl.Series([cell]), kind).row(0) == pair


def test_forms_of_address_say_the_sex() -> None:
    cells = pl.Series(["Ông A B", "Hộ bà C D", "Ông/Bà E F", "Bà Thị Hoa", "G H", None])
    assert title_sex(cells).to_list() == ["male", "female", None, None, None, None]


def test_punctuated_numbers_are_parted_too() -> None:
    parted = split_values(pl.Series(["266669692\n068-163-506-363"]), "number")
    assert parted.row(0) == ("266669692", "068-163-506-363")


def people(columns: dict[str, list[str | None]]) -> Cells:
    return Cells(pl.DataFrame(columns, schema=dict.fromkeys(columns, pl.String)))


def nobody(n: int) -> pl.Series:
    return pl.Series([None] * n, dtype=pl.String)


def test_one_box_means_the_other_sex_where_it_is_empty() -> None:
    cells = people({"sex_female": ["x", None, "X", ""]})
    read, _ = sex_column(cells, None, nobody(4), nobody(4))
    assert read.to_list() == ["female", "male", "female", "male"]
    empty = people({"sex_female": [None, None]})
    assert sex_column(empty, None, nobody(2), nobody(2))[0].to_list() == [None, None]


@pytest.mark.parametrize(("woman", "man"), [("Nữ", "Nam"), ("F", "M"), ("1", "2"), ("x", "o")])
def test_words_and_codes_that_fill_a_box_are_no_marks(woman: str, man: str) -> None:
    numbers = pl.Series(["068143120093", "068043120093"] * 5)
    cells = people({"sex_female": [woman, man] * 5})
    sex, _ = sex_column(cells, None, numbers, pl.Series([None] * 10, dtype=pl.String))
    assert sex.to_list() == ["female", "male"] * 5
    unproved, _ = sex_column(cells, None, nobody(10), nobody(10))
    assert unproved.to_list() in (["female", "male"] * 5, [None] * 10)


def test_two_columns_with_marks_or_years() -> None:
    cells = people({"sex_male": ["x", None, None], "sex_female": [None, "x", None]})
    assert sex_column(cells, None, nobody(3), nobody(3))[0].to_list() == ["male", "female", None]
    years = people({"birth_year_male": ["1950", None], "birth_year_female": [None, "1948"]})
    assert sex_column(years, None, nobody(2), nobody(2))[0].to_list() == ["male", "female"]


def test_the_role_and_the_form_of_address_tell_the_sex() -> None:
    cells = people({"full_name": ["Ông Nguyễn Văn A", "Bà Lê Thị B", "Lê C", "Ông Thị D"]})
    read, _ = sex_column(cells, None, nobody(4), nobody(4))
    assert read.to_list() == ["male", "female", None, None]
    assert sex_column(cells, "female", nobody(4), nobody(4))[0].to_list()[2:] == ["female"] * 2


def test_a_coded_column_says_what_it_was_taken_for() -> None:
    cells = people({"sex": ["2", "1"] * 10})
    keys = pl.Series(["le thi a", "le van b"] * 10)
    read, told = sex_column(cells, None, nobody(20), keys)
    assert read.to_list() == ["female", "male"] * 10
    assert [(n.code, n.count) for n in told] == [("sex_code", 20)]
    assert "1 = Nam, 2 = Nữ" in told[0].message
    unread, told = sex_column(cells, None, nobody(20), nobody(20))
    assert unread.null_count() == 20
    assert [n.code for n in told] == ["sex_code_unknown"]


def test_one_letter_is_read_by_its_column() -> None:
    keys = pl.Series(["le thi a", "le van b"] * 10)
    assert sex_column(people({"sex": ["Nữ", "N"] * 10}), None, nobody(20), keys)[0][1] == "male"
    assert sex_column(people({"sex": ["N", "Nam"] * 10}), None, nobody(20), keys)[0][0] == "female"


def test_one_date_with_spaces_is_not_of_two_people() -> None:
    parts = split_values(pl.Series(["12 / 12 / 1963"]), "date")
    assert parts.row(0) == ("12 / 12 / 1963", None)


MANY = ["Lê Thị A", "Lê Văn B", "Trần Thị C", "Trần Văn D", "Mai E"] * 6


@pytest.mark.parametrize(("written", "blank"), [("Nữ", "male"), ("Nam", "female")])
def test_blanks_are_the_sex_that_a_column_never_writes(written: str, blank: str) -> None:
    names = pl.Series(MANY if written == "Nữ" else [n.replace(" Văn", " T").replace(" Thị", " Văn")
                      .replace(" T ", " Thị ") for n in MANY])  # fmt: skip
    marks = pl.Series([written, None, written, "", None] * 6)
    cells = Cells(pl.DataFrame({"full_name": names, "sex": marks}), "")
    sex, notices = sex_column(cells, None, pl.Series([None] * 30, dtype=pl.String), names)
    said = {"Nữ": "female", "Nam": "male"}[written]
    assert sex.to_list() == [said, blank, said, blank, blank] * 6
    assert [(n.code, n.count) for n in notices] == [("sex_left_blank", 18)]


@pytest.mark.parametrize("names", [["Lê Thị A"] * 30, ["Mai E"] * 30, MANY[:4]])
def test_blanks_of_which_nothing_tells_stay_blank(names: list[str]) -> None:
    """Cells forgotten in a list of women, names that tell no sex, too few of them."""
    marks = pl.Series(["Nữ" if i % 2 == 0 else None for i in range(len(names))])
    cells = Cells(pl.DataFrame({"full_name": pl.Series(names), "sex": marks}), "")
    nobody = pl.Series([None] * len(names), dtype=pl.String)
    sex, notices = sex_column(cells, None, nobody, pl.Series(names))
    assert sex.null_count() == len(names) // 2
    assert not notices
