"""Dumps of systems: their dates, logicals, words for nothing, and names of columns."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from pipelines.sources import SOURCES
from pipelines.sources.mentions import Mentions, to_mentions
from pipelines.sources.reading import read_file
from tests.sources.reading.people import Made, people
from tests.sources.reading.writers import Row, write_text

P = people(40, 28)


def mentions(path: Path, source: str) -> Mentions:
    (sheet,) = read_file(path, SOURCES[source])
    assert sheet.status == "read", sheet.message
    return to_mentions(SOURCES[source], sheet)


def day(person: Made) -> dt.date:
    return dt.datetime.strptime(person.birth, "%d/%m/%Y").replace(tzinfo=dt.UTC).date()


def dump(path: Path, header: list[str], rows: list[Row], mark: str = ",") -> Path:
    return write_text(path, [header, *rows], delimiter=mark)


def evening_before(person: Made, hour: int) -> str:
    return f"{day(person) - dt.timedelta(days=1):%Y-%m-%d}T{hour}:00:00.000Z"


@pytest.mark.parametrize("hour", [17, 16])
def test_a_midnight_sent_in_utc_is_the_next_day(tmp_path: Path, hour: int) -> None:
    rows = [[p.name, evening_before(p, hour), p.number] for p in P]
    path = dump(tmp_path / "api.csv", ["fullName", "birthday", "identityNumber"], rows)
    assert mentions(path, "workers").frame["birth_date"].to_list() == [day(p) for p in P]


def test_true_times_in_utc_keep_their_day(tmp_path: Path) -> None:
    rows = [[p.name, f"{day(p)}T{i % 24:02d}:00:00Z", p.number] for i, p in enumerate(P)]
    path = dump(tmp_path / "api.csv", ["fullName", "birthday", "identityNumber"], rows)
    assert mentions(path, "workers").frame["birth_date"].to_list() == [day(p) for p in P]


@pytest.mark.parametrize(("true", "false"), [(".T.", ".F."), ("T", "F")])
@pytest.mark.parametrize("header", ["NU", "GIOITINH"])
def test_logicals_of_dbase(tmp_path: Path, header: str, true: str, false: str) -> None:
    rows = [[p.name, p.birth, true if p.sex == "Nữ" else false] for p in P]
    path = dump(tmp_path / "dbf.csv", ["HOTEN", "NGSINH", header], rows)
    said = {"Nam": "male", "Nữ": "female"}
    assert mentions(path, "elderly").frame["sex"].to_list() == [said[p.sex] for p in P]


def test_days_with_the_time_behind_in_digits(tmp_path: Path) -> None:
    rows = [
        [p.name, f"{p.year}00000000" if i % 3 == 0 else f"{day(p):%Y%m%d}0830", p.number]
        for i, p in enumerate(P)
    ]
    path = dump(tmp_path / "hssk.csv", ["HO_TEN", "NGAY_SINH", "SO_CCCD"], rows)
    frame = mentions(path, "elderly").frame
    assert frame["birth_year"].to_list() == [int(p.year) for p in P]
    known = [None if i % 3 == 0 else day(p) for i, p in enumerate(P)]
    assert frame["birth_date"].to_list() == known


def test_a_word_for_nothing_is_no_surname(tmp_path: Path) -> None:
    parts = [p.name.rpartition(" ")[::2] for p in P]
    rows = [[first or "NULL", last, p.birth, p.number]
            for (first, last), p in zip(parts, P, strict=True)]  # fmt: skip
    path = dump(tmp_path / "hs.csv", ["HO_DEM", "TEN", "NGAY_SINH", "SO_CCCD"], rows)
    names = mentions(path, "students").frame["full_name"].to_list()
    assert names == [p.name for p in P]
    assert any(first == "" for first, _ in parts)


def test_day_month_and_year_of_birth_that_all_say_birth(tmp_path: Path) -> None:
    rows = [[p.name, *p.birth.split("/"), p.number] for p in P]
    path = dump(tmp_path / "te.csv", ["ho_ten", "ns_ngay", "ns_thang", "ns_nam", "so_ddcn"], rows)
    assert mentions(path, "workers").frame["birth_date"].to_list() == [day(p) for p in P]


def test_numbered_columns_of_a_second_holder(tmp_path: Path) -> None:
    one, two = P[:20], P[20:]
    rows = [[a.name, a.year, a.number, b.name, b.year, b.number]
            for a, b in zip(one, two, strict=True)]  # fmt: skip
    header = ["TENCHU", "NAMSINH", "SOCMND", "TENCHU2", "NAMSINH2", "SOCMND2"]
    frame = mentions(dump(tmp_path / "dat.csv", header, rows), "land_parcels").frame
    for role, listed in (("owner", one), ("co_owner", two)):
        of_role = frame.filter(role=role).sort("file_row")
        assert of_role["person_id"].to_list() == [p.number for p in listed]
        assert of_role["birth_year"].to_list() == [int(p.year) for p in listed]


def test_columns_under_a_line_of_dashes(tmp_path: Path) -> None:
    listed = [["ma", "ho_ten", "ngay_sinh", "so_cccd"]]
    listed += [[f"{i:06d}", p.name, str(day(p)), p.number] for i, p in enumerate(P)]
    widths = [max(map(len, column)) for column in zip(*listed, strict=True)]
    lines = [" ".join(c.ljust(w) for c, w in zip(r, widths, strict=True)) for r in listed]
    lines.insert(1, " ".join("-" * width for width in widths))
    path = tmp_path / "query.txt"
    path.write_text("\r\n".join([*lines, "", f"({len(P)} rows affected)"]), encoding="utf-8")
    frame = mentions(path, "workers").frame
    assert frame["file_row"].to_list() == list(range(3, 3 + len(P)))
    assert frame["person_id"].to_list() == [p.number for p in P]
    assert frame["birth_date"].to_list() == [day(p) for p in P]


def test_a_name_that_dbase_has_cut_is_known_by_the_others(tmp_path: Path) -> None:
    head = ["SOKH", "HOTENCHONG", "NGSINHCHON", "CMNDCHONG", "HOTENVO", "NGSINHVO", "CMNDVO"]
    couples = list(zip(people(20), people(20, 100), strict=True))
    rows = [head, *[[i, p.name, p.birth, p.number, q.name, q.birth, q.number]
                    for i, (p, q) in enumerate(couples, 1)]]  # fmt: skip
    source = SOURCES["civil_status_marriages"]
    (sheet,) = read_file(write_text(tmp_path / "kh.csv", rows), source)
    made = to_mentions(source, sheet).frame
    husbands = made.filter(made["role"] == "husband")
    assert husbands["birth_year"].to_list() == [int(p.year) for p, _ in couples]


def test_a_prefix_of_the_system_before_the_parts_of_a_name(tmp_path: Path) -> None:
    head = ["ks_so", "ks_ho", "ks_chu_dem", "ks_ten", "ks_gioi_tinh", "ks_ngay_sinh",
            "ks_so_dinh_danh", "me_ho_ten", "me_nam_sinh"]  # fmt: skip
    listed = [p for p in people(60) if len(p.name.split()) == 3]
    rows = [head, *[[i, *p.name.split(), p.sex, p.birth, p.number, "Trần Thị Lan", "1980"]
                    for i, p in enumerate(listed, 1)]]  # fmt: skip
    source = SOURCES["civil_status_births"]
    (sheet,) = read_file(write_text(tmp_path / "ks.csv", rows), source)
    assert sheet.status == "read", sheet.message
    made = to_mentions(source, sheet).frame
    assert made["full_name"].to_list() == [p.name for p in listed]
    assert made["birth_year"].to_list() == [int(p.year) for p in listed]
    assert made["mother_birth_year"].to_list() == [1980] * len(listed)


def test_of_a_code_and_a_word_for_the_sex_the_word_is_taken(tmp_path: Path) -> None:
    rows = [["PUPIL_CODE", "FULL_NAME", "BIRTH_DATE", "GENDER", "GENDER_NAME"],
            *[[f"HS{i}", p.name, p.birth, int(p.sex == "Nam"), p.sex]
              for i, p in enumerate(P, 1)]]  # fmt: skip
    made = mentions(write_text(tmp_path / "hs.csv", rows), "students").frame
    assert made["sex"].to_list() == ["male" if p.sex == "Nam" else "female" for p in P]


def test_a_second_holder_by_the_number_behind_an_abbreviation(tmp_path: Path) -> None:
    head = ["SHTO", "SHTHUA", "TEN_CSD1", "NSINH_1", "CCCD_1", "TEN_CSD2", "NSINH_2", "CCCD_2"]
    couples = list(zip(P[:20], P[20:], strict=True))
    rows = [head, *[[3, i, p.name, p.year, p.number, *([q.name, q.year, q.number] if i % 2 else
                    [None] * 3)] for i, (p, q) in enumerate(couples, 1)]]  # fmt: skip
    made = mentions(write_text(tmp_path / "dat.csv", rows), "land_parcels").frame
    second = made.filter(made["role"] == "co_owner")
    assert second["full_name"].to_list() == [q.name for _, q in couples[::2]]
    assert second["person_id"].to_list() == [q.number for _, q in couples[::2]]
