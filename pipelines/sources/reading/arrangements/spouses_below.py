"""Lists of parcels whose holder's wife or husband stands in the row below, without the parcel.

Read row by row, the second would hold a parcel that nobody knows. The second row stays, blank: rows
keep the numbers that the spreadsheet shows.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipelines.sources.declaration import Field, Source
from pipelines.sources.reading.arrangements.two_rows import Row, written
from pipelines.sources.reading.files.table import Table
from pipelines.sources.reading.headers.layout import Header
from pipelines.sources.reading.headers.meaning import read_header
from pipelines.sources.reading.sheet import Notice

_FEWEST = 3  # couples
_KEYS = frozenset(
    {Field.SERIAL, Field.RECORD_CODE, Field.MAP_SHEET, Field.PARCEL_NUMBER,
     Field.CERTIFICATE_NUMBER}
)  # fmt: skip
#: What is asked of the second person, and the header under which it then stands.
_ASKED = {
    Field.FULL_NAME: "Tên vợ/chồng",
    Field.BIRTH_DATE: "Ngày sinh vợ/chồng",
    Field.ID_NUMBER: "Số CCCD vợ/chồng",
    Field.ADDRESS: "Địa chỉ vợ/chồng",
}
_JOINED = re.compile(r"(?i)^\s*(?:và|cùng)\s+(?:(?:vợ|chồng)(?:\s+là)?\s*:?\s*)?")
_MAN = re.compile(r"(?i)^\s*(?:(?:hộ|và|cùng)\s+)?(?:ông|chồng)\b")
_WOMAN = re.compile(r"(?i)^\s*(?:(?:hộ|và|cùng)\s+)?(?:bà|vợ)\b")


def spouses_below(source: Source, table: Table, header: Header) -> list[Table]:
    """Put the spouse of a holder, who has the row below, into the holder's row."""
    if all(person.role != "co_owner" for person in source.persons) or not header.found:
        return []
    readings = [read_header(source, text) for text in header.texts]
    keys = [at for at, reading in enumerate(readings) if reading.field in _KEYS]
    asked = {r.field: at for at, r in enumerate(readings) if r.role == "owner"}
    others = any(reading.role == "co_owner" for reading in readings)
    if others or not keys or Field.FULL_NAME not in asked:
        return []
    rows = table.frame.select(table.cells).rows()
    couples = _couples(rows, header.data_from, keys, asked[Field.FULL_NAME])
    if len(couples) < _FEWEST:
        return []
    moved = [(field, at) for field, at in asked.items() if field in _ASKED]
    whole: dict[int, list[str | None]] = {
        at: [] for at in range(header.first, header.data_from) if at != header.last
    }
    whole[header.last] = [*header.texts, *(_ASKED[field] for field, _ in moved)]
    for row in couples:
        whole[row] = [*rows[row], *(_told(rows[row + 1][at], field) for field, at in moved)]
        whole[row + 1] = []
    message = (
        f"Vợ hoặc chồng ghi ở dòng dưới, không có thửa đất: {len(couples)} cặp đã đọc thành một "
        "dòng; số dòng trong báo cáo là dòng đầu của mỗi cặp."
    )
    notice = Notice("spouses_below", len(couples), message)
    return [written(table, [whole.get(at, list(row)) for at, row in enumerate(rows)], notice)]


def _told(cell: str | None, field: Field) -> str | None:
    """Return what is told of the second person, the name without the word that joins it."""
    return _JOINED.sub("", cell) if cell and field is Field.FULL_NAME else cell


def _couples(rows: Sequence[Row], start: int, keys: list[int], name: int) -> list[int]:
    """Rows of a holder above that of the spouse; none where one without a parcel is another's."""
    found: list[int] = []
    for row in range(start, len(rows)):
        cell = rows[row][name]
        if not cell or any(rows[row][at] for at in keys):
            continue
        above = rows[row - 1][name] or ""
        apart = (_MAN.match(above) and _WOMAN.match(cell)) or (
            _WOMAN.match(above) and _MAN.match(cell)
        )
        if row > start and any(rows[row - 1][at] for at in keys) and apart:
            found.append(row - 1)
        elif _MAN.match(cell) or _WOMAN.match(cell):
            return []
    return found
