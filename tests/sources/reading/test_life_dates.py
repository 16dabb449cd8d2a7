"""Birth and death in one cell."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipelines.sources import SOURCES
from pipelines.sources.mentions import to_mentions
from tests.sources.mentioned import day
from tests.sources.reading.people import people
from tests.sources.reading.sheets import read
from tests.sources.reading.writers import Row, write_xlsx

P = people(24)
DEATHS = "civil_status_deaths"


def deaths(asked: str, cells: list[str]) -> list[Row]:
    rows: list[Row] = [
        [i, p.name, cell, p.sex] for i, (p, cell) in enumerate(zip(P, cells, strict=True), 1)
    ]
    return [["STT", "Họ tên người chết", asked, "Giới tính"], *rows]


@pytest.mark.parametrize("sign", [" - ", "-", " – ", "; ", "\n", " mất ngày "])
@pytest.mark.parametrize("asked", ["Ngày sinh - Ngày chết", "Sinh ngày, mất ngày"])
def test_two_dates_in_a_cell(tmp_path: Path, sign: str, asked: str) -> None:
    path = write_xlsx(tmp_path / "a.xlsx", deaths(asked, [f"{p.birth}{sign}2/5/2021" for p in P]))
    sheet = read(path, DEATHS)
    made = to_mentions(SOURCES[DEATHS], sheet).frame
    assert made["birth_date"].to_list() == [day(p) for p in P]
    assert {str(d) for d in made["death_date"]} == {"2021-05-02"}
    assert ("life_dates", 24) in [(n.code, n.count) for n in sheet.notices]


def test_two_years_and_what_is_not_known(tmp_path: Path) -> None:
    cells = [f"{p.birth[-4:]}-2019" for p in P[:20]]
    cells += [f"{P[20].birth[-4:]} - ?", "? - 2019", "2019", ""]
    sheet = read(write_xlsx(tmp_path / "a.xlsx", deaths("Năm sinh - năm mất", cells)), DEATHS)
    made = to_mentions(SOURCES[DEATHS], sheet).frame
    assert made["birth_year"].to_list() == [*(day(p).year for p in P[:21]), None, None, None]
    told = {n.code: n.count for n in sheet.notices}
    assert (told["life_dates"], told["life_date_untold"]) == (20, 1)


def test_a_list_that_does_not_ask_for_deaths(tmp_path: Path) -> None:
    rows: list[Row] = [[i, p.name, f"{p.birth[-4:]}-1990", p.number] for i, p in enumerate(P, 1)]
    header: Row = ["STT", "Họ tên", "Năm sinh - Năm mất", "Số CCCD"]
    sheet = read(write_xlsx(tmp_path / "a.xlsx", [header, *rows]), "veterans")
    made = to_mentions(SOURCES["veterans"], sheet).frame
    assert made["birth_year"].to_list() == [day(p).year for p in P]
    assert made["death_date"].null_count() == made.height


def test_two_dates_that_the_header_does_not_ask_are_no_birth(tmp_path: Path) -> None:
    """`1950 - 1975` under a birth may be of a couple, or when somebody served."""
    rows = deaths("Ngày sinh", [f"{p.birth} - 02/05/2021" for p in P])
    sheet = read(write_xlsx(tmp_path / "a.xlsx", rows), DEATHS)
    assert set(to_mentions(SOURCES[DEATHS], sheet).frame["birth_form"]) == {"invalid"}
