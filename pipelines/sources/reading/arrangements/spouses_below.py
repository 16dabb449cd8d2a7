"""Lists of parcels whose holder's wife or husband stands in the row below, without the parcel.

Read row by row, the second would hold a parcel that nobody knows. The second row stays, blank: rows
keep the numbers that the spreadsheet shows.
"""

from __future__ import annotations

import re

import polars as pl

from pipelines.sources.declaration import Field, Source
from pipelines.sources.reading.arrangements.two_rows import written
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
_MAN = r"(?i)^\s*(?:(?:hộ|và|cùng)\s+)?(?:ông|chồng)\b"
_WOMAN = r"(?i)^\s*(?:(?:hộ|và|cùng)\s+)?(?:bà|vợ)\b"


def spouses_below(source: Source, table: Table, header: Header) -> list[Table]:
    """Put the spouse of a holder, who has the row below, into the holder's row."""
    if all(person.role != "co_owner" for person in source.persons) or not header.found:
        return []
    readings = [read_header(source, text) for text in header.texts]
    keys = [table.cells[at] for at, reading in enumerate(readings) if reading.field in _KEYS]
    asked = {r.field: at for at, r in enumerate(readings) if r.role == "owner"}
    others = any(reading.role == "co_owner" for reading in readings)
    if others or not keys or Field.FULL_NAME not in asked:
        return []
    below = table.frame.slice(header.data_from)
    couples = _couples(below, keys, table.cells[asked[Field.FULL_NAME]])
    if len(couples) < _FEWEST:
        return []
    rows = table.frame.select(table.cells).rows()
    moved = [(field, at) for field, at in asked.items() if field in _ASKED]
    texts = [*header.texts, *(_ASKED[field] for field, _ in moved)]
    changed: dict[int, list[str | None]] = {header.last: list(texts)}
    for row in (header.data_from + couple for couple in couples):
        changed[row] = [*rows[row], *(_told(rows[row + 1][at], field) for field, at in moved)]
        changed[row + 1] = []
    message = (
        f"Vợ hoặc chồng ghi ở dòng dưới, không có thửa đất: {len(couples)} cặp đã đọc thành một "
        "dòng; số dòng trong báo cáo là dòng đầu của mỗi cặp."
    )
    notice = Notice("spouses_below", len(couples), message)
    return [written(table, range(header.first, header.data_from), rows, changed, notice)]


def _told(cell: str | None, field: Field) -> str | None:
    """Return what is told of the second person, the name without the word that joins it."""
    return _JOINED.sub("", cell) if cell and field is Field.FULL_NAME else cell


def _couples(data: pl.DataFrame, keys: list[str], name: str) -> list[int]:
    """Rows of a holder above that of the spouse; none where one without a parcel is another's."""
    cell, keyed, man, woman = (pl.col(it) for it in ("cell", "keyed", "man", "woman"))
    seen = data.select(
        cell=pl.col(name).fill_null(""),
        keyed=pl.any_horizontal(pl.col(keys).fill_null("") != ""),
    ).with_columns(man=cell.str.contains(_MAN), woman=cell.str.contains(_WOMAN))
    above_keyed, above_man, above_woman = (
        it.shift(1, fill_value=False) for it in (keyed, man, woman)
    )
    apart = (above_man & woman) | (above_woman & man)
    told = seen.select(alone=(cell != "") & ~keyed & (man | woman), spouse=above_keyed & apart)
    if (told["alone"] & ~told["spouse"]).any():
        return []
    return [row - 1 for row in (told["alone"] & told["spouse"]).arg_true()]
