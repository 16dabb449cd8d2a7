"""Sheets as they were read, held against what was put into them."""

from __future__ import annotations

from pathlib import Path

from pipelines.sources import SOURCES
from pipelines.sources.reading import Sheet, read_file


def read(path: Path, source: str) -> Sheet:
    sheets = read_file(path, SOURCES[source])
    taken = [s for s in sheets if s.status == "read"]
    assert taken, [(s.status, s.message) for s in sheets]
    assert len(taken) == 1
    return taken[0]


def columns(sheet: Sheet) -> dict[str, list[str | None]]:
    return {name: sheet.fields[name].to_list() for name in sheet.fields.columns}


def expect(sheet: Sheet, first_row: int, **wanted: list[str | None]) -> None:
    found = columns(sheet)
    count = len(next(iter(wanted.values())))
    assert found["file_row"] == list(range(first_row, first_row + count))
    for name, values in wanted.items():
        key = name.replace("__", ".")
        assert key in found, (key, [(c.header, c.field.value, c.evidence) for c in sheet.columns])
        assert found[key] == values, key
