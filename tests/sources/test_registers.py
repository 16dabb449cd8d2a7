"""The declarations hold together, and a new list needs one new file."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from pipelines.sources import SOURCES, registers, registry
from pipelines.sources.declaration import Field, Source
from pipelines.sources.reading import read as reading
from pipelines.sources.reading import read_file, read_inbox
from pipelines.sources.reading.headers.meaning import read_header
from tests.sources.reading.people import people
from tests.sources.reading.writers import write_text

EIGHTEEN = [
    "population", "civil_status_births", "civil_status_deaths", "civil_status_marriages",
    "civil_status_adoptions", "social_insurance", "students", "teachers", "land_parcels",
    "social_protection", "children", "persons_of_merit", "workers", "elderly", "farmers_union",
    "veterans", "red_cross", "targets",
]  # fmt: skip


def test_the_contract_s_lists_in_order() -> None:
    assert list(SOURCES) == EIGHTEEN
    assert all(name == source.name for name, source in SOURCES.items())


@pytest.mark.parametrize("source", SOURCES.values(), ids=lambda s: s.name)
def test_every_declared_header_is_understood(source: Source) -> None:
    roles = {person.role for person in source.persons} | {""}
    for column in source.columns:
        assert column.headers
        assert column.role in roles
        for header in column.headers:
            reading = read_header(source, header)
            assert reading.field is not Field.IGNORED, (column.field, header)


@pytest.mark.parametrize("source", SOURCES.values(), ids=lambda s: s.name)
def test_words_for_officers(source: Source) -> None:
    assert source.title
    assert source.agency.value
    if source.kind == "register":
        assert source.persons
        assert all(person.label for person in source.persons)
        assert any(not person.optional for person in source.persons)
        declared = {column.field for column in source.columns}
        assert set(source.key) <= declared


MODULE = '''"""Members of the Women's Union."""

from pipelines.sources import columns
from pipelines.sources.declaration import Agency, Column, Field, Person, Source

SOURCE = Source(
    name="womens_union",
    agency=Agency.PROVINCE,
    title="Hội viên phụ nữ",
    columns=(
        *columns.serial(),
        Column(Field.RECORD_CODE, ("Số thẻ hội viên",)),
        *columns.person(words=("hội viên",)),
        *columns.residence(),
    ),
    persons=(Person("", "Hội viên", sex="female"),),
    key=(Field.RECORD_CODE,),
    by_district=False,
)
'''


def test_one_new_file_is_a_new_list(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "more").mkdir()
    (tmp_path / "more/womens_union.py").write_text(MODULE, encoding="utf-8")
    monkeypatch.setattr(registers, "__path__", [*registers.__path__, str(tmp_path / "more")])
    found = registry.load()
    monkeypatch.delitem(sys.modules, "pipelines.sources.registers.womens_union")
    assert list(found) == [*EIGHTEEN, "womens_union"]
    monkeypatch.setattr(reading, "SOURCES", found)
    folder = tmp_path / "inbox/womens_union"
    folder.mkdir(parents=True)
    rows = [["TT", "Họ tên hội viên", "NS", "CCCD", "Thôn"]]
    rows += [[str(i), p.name, p.year, p.number, "Thôn 1"] for i, p in enumerate(people(9), 1)]
    write_text(folder / "ds.csv", rows)
    (sheet,) = read_inbox(tmp_path / "inbox")
    assert sheet.status == "read"
    assert sheet.fields["id_number"].to_list() == [p.number for p in people(9)]


def test_a_module_without_its_declaration_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "broken_list.py").write_text("SOURCE = None\n", encoding="utf-8")
    monkeypatch.setattr(registers, "__path__", [*registers.__path__, str(tmp_path)])
    with pytest.raises(ValueError, match="broken_list"):
        registry.load()
    monkeypatch.delitem(sys.modules, "pipelines.sources.registers.broken_list")


def test_targets_are_read(tmp_path: Path) -> None:
    rows = [
        ["Mã chỉ tiêu", "Tên chỉ tiêu", "Địa bàn", "Từ", "Tính đến ngày", "Tổng số", "Nguồn"],
        ["land.parcels", "Tổng số thửa", "Huyện Di Linh", "", "31/03/2024", "1.000", "Sở TNMT"],
        ["students.plan", "Học sinh", "", "", "31/03/2024", "2.000", "Sở GDĐT"],
    ]
    (sheet,) = read_file(write_text(tmp_path / "ct.csv", rows), SOURCES["targets"])
    assert sheet.status == "read", sheet.message
    assert sheet.fields["indicator_code"].to_list() == ["land.parcels", "students.plan"]
    assert sheet.fields["target_total"].to_list() == ["1.000", "2.000"]
