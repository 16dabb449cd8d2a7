"""Sex, ethnic groups and two people in one cell."""

from __future__ import annotations

import polars as pl
import pytest

from pipelines.sources.normalise.couples import split_names, split_values, title_sex
from pipelines.sources.normalise.ethnic import read_ethnic_group
from pipelines.sources.normalise.sex import infer_code, read_sex


@pytest.mark.parametrize(
    ("written", "sex"),
    [("Nam", "male"), ("NỮ", "female"), ("F", "female"), ("m", "male"), ("1", None), (None, None)],
)
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


def test_ethnic_spellings() -> None:
    written = pl.Series(["K'Ho", "Kơ Ho", "CIL", "Châu Mạ", "Churu", "M'Nông", "kinh", "Sao Hỏa"])
    assert read_ethnic_group(written).to_list() == [
        "Cơ Ho", "Cơ Ho", "Cơ Ho", "Mạ", "Chu Ru", "Mnông", "Kinh", None,
    ]  # fmt: skip


def test_a_disputed_code_is_settled_by_its_column() -> None:
    assert read_ethnic_group(pl.Series(["01", "04", "16"])).to_list() == ["Kinh", "Hoa", "Cơ Ho"]
    assert read_ethnic_group(pl.Series(["1", "4", "15"])).to_list() == ["Kinh", "Mường", "Cơ Ho"]
    assert read_ethnic_group(pl.Series(["01", "04"])).to_list() == ["Kinh", None]


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
