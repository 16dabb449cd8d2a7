"""A generated province is whole: every source, truth for every row, the same for a seed."""

from __future__ import annotations

import io
import unicodedata
import zipfile
from pathlib import Path

import fastexcel
import polars as pl
import pytest

from sample_data import generate, generate_frames
from sample_data.registers import REGISTERS

PEOPLE = 900
STYLES = ("province", "foreign", "odd")


@pytest.fixture(scope="module", params=STYLES)
def province(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp(request.param)
    generate(out, people=PEOPLE, seed=5, style=request.param, meant=True)
    return out


def test_every_source_has_files_and_truth(province: Path) -> None:
    sources = {*REGISTERS, "population", "targets"}
    assert {p.name for p in (province / "inbox").iterdir()} == sources
    assert {p.stem for p in (province / "truth").iterdir()} == set(REGISTERS)
    assert len(sources) == 18


def test_truth_has_one_line_a_mention(province: Path) -> None:
    truth = pl.read_parquet(province / "truth" / "*.parquet")
    assert truth.columns == ["source", "file", "row", "role", "person", "inside", "kinds"]
    assert truth.select("source", "file", "row", "role").is_duplicated().sum() == 0
    assert truth.filter(pl.col("inside") != (pl.col("person") != "")).height == 0
    assert 0.005 < 1 - truth["inside"].mean() < 0.12
    names = {(p.parent.name, p.name) for p in (province / "inbox").rglob("*.*")}
    names.add(("children", "tre_em.csv"))  # a zip's rows are those of the file in it
    assert set(truth.select("source", "file").unique().rows()) <= names


def test_same_seed_same_bytes(province: Path, tmp_path: Path) -> None:
    style = next(name for name in STYLES if name in province.name)
    generate(tmp_path, people=PEOPLE, seed=5, style=style, meant=True)
    made = {p.relative_to(tmp_path): p.read_bytes() for p in tmp_path.rglob("*.*")}
    first = {p.relative_to(province): p.read_bytes() for p in province.rglob("*.*")}
    assert made == first


def test_other_seed_other_people() -> None:
    one, two = (generate_frames(people=300, seed=seed, sources=()).reference for seed in (1, 2))
    assert not set(one["person_id"]) & set(two["person_id"])


def _lines(path: Path) -> list[list[str]]:
    """Physical rows of a workbook, as a spreadsheet program numbers them."""
    book = fastexcel.read_excel(path)
    sheet = book.load_sheet(book.sheet_names[-1], header_row=None, dtypes="string")
    return [[cell or "" for cell in row] for row in sheet.to_polars().rows()]


def test_row_is_what_a_spreadsheet_shows(province: Path) -> None:
    checked = 0
    meant = pl.read_parquet(province / "meant" / "*.parquet").filter(pl.col("role") == "")
    for (source, file), rows in meant.group_by("source", "file"):
        if not str(file).endswith((".xlsx", ".xls", ".ods")):
            continue
        lines = _lines(province / "inbox" / str(source) / str(file))
        for row, number in (
            rows.filter(pl.col("number").str.len_chars() == 12).select("row", "number").iter_rows()
        ):
            line = unicodedata.normalize("NFKC", "|".join(lines[row - 1]))
            digits = "".join(c for c in line if c.isdigit())
            assert number.lstrip("0") in digits or "E+" in line or "O" in line
            checked += 1
    assert checked > 100


def test_numbers_follow_the_law() -> None:
    people = generate_frames(people=2000, seed=3, sources=()).reference
    number = pl.col("person_id")
    century = (pl.col("birth_year") // 100 - 19) * 2 + (pl.col("sex") == "female").cast(pl.Int16)
    wrong = people.filter(
        ~number.str.contains(r"^\d{12}$")
        | (number.str.slice(3, 1).cast(pl.Int16) != century)
        | (number.str.slice(4, 2).cast(pl.Int16) != pl.col("birth_year") % 100)
    )
    assert wrong.height == 0
    assert people["person_id"].n_unique() == people.height == 2000


def test_families_hold_together() -> None:
    people = generate_frames(people=4000, seed=3, sources=()).reference
    child = people.filter(pl.col("mother_id").is_not_null()).join(
        people, left_on="mother_id", right_on="person_id", suffix="_m"
    )
    age = child["birth_year"] - child["birth_year_m"]
    assert child.height > 800
    assert (child["mother_name"] == child["full_name_m"]).all()
    assert age.is_between(15, 50).all()
    siblings = people.filter(pl.col("mother_id").is_not_null() & pl.col("father_id").is_not_null())
    assert not siblings.select("mother_id", "full_name").is_duplicated().any()
    twins = (
        people.filter(pl.col("mother_id").is_not_null()).group_by("mother_id", "birth_date").len()
    )
    assert twins.filter(pl.col("len") > 1).height > 3
    assert people["full_name"].is_duplicated().mean() > 0.1


def test_clean_province_has_no_mistakes() -> None:
    frames = generate_frames(people=500, seed=4, style="clean")
    kinds = pl.concat(frames.truth.values())["kinds"]
    assert set(kinds.unique()) <= {"", "duplicate"}


def test_dirty_province_has_every_kind() -> None:
    frames = generate_frames(people=20_000, seed=4, style="dirty")
    kinds = set(pl.concat(frames.truth.values())["kinds"].str.split(";").explode())
    from sample_data.settings import Mistakes

    names = {name for prefix in ("v_", "m_", "dob_", "id_", "sex_", "addr_")
             for name in Mistakes().group(prefix)[0]}  # fmt: skip
    assert names <= kinds


def test_ethnic_names_follow_their_rules() -> None:
    people = generate_frames(people=20_000, seed=9, sources=()).reference
    ma = people.filter(pl.col("ethnic_group") == "Mạ")
    men = ma.filter(pl.col("sex") == "male")["full_name"].str.contains(r"\bK'")
    women = ma.filter(pl.col("sex") == "female")["full_name"].str.contains(r"\bKa ")
    assert men.mean() > 0.85
    assert women.mean() > 0.85
    mnong = people.filter((pl.col("ethnic_group") == "Mnông") & (pl.col("sex") == "male"))
    assert mnong["full_name"].str.starts_with("Y ").mean() > 0.85


def test_too_few_people_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="at least 100"):
        generate(tmp_path, people=5, seed=1)
    assert not list(tmp_path.iterdir())


def test_committed_province_is_what_the_generator_makes(tmp_path: Path) -> None:
    committed = Path(__file__).parents[2] / "sample_data" / "province"
    generate(tmp_path, people=1800, seed=36)
    for path in sorted(p for p in committed.rglob("*.*") if p.suffix in {".csv", ".txt"}):
        assert path.read_bytes() == (tmp_path / path.relative_to(committed)).read_bytes(), path.name
    archive = committed / "inbox/children/tre_em.zip"
    with zipfile.ZipFile(io.BytesIO(archive.read_bytes())) as opened:
        assert opened.namelist() == ["tre_em.csv"]
    size = sum(p.stat().st_size for p in committed.rglob("*.*"))
    assert size < 2_500_000
