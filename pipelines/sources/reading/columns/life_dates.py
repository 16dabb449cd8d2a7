"""Birth and death in one cell, `12/3/1931 - 2/5/1990` or `1931-1990`, as the header asks both."""

from __future__ import annotations

import polars as pl

from pipelines.sources.declaration import Field, Source
from pipelines.sources.reading.headers.asked import asks_birth_and_death
from pipelines.sources.reading.headers.fold import SEPARATOR, fold
from pipelines.sources.reading.headers.meaning import read_header
from pipelines.sources.reading.sheet import Notice

_DATE = r"(?:\d{1,2}\s*[/.\-]\s*){0,2}(?:1[89]|20)\d\d"
_PARTING = r"\s*(?:[-–—;,~→\n]|đến|mất|chết|hy sinh)\s*(?:năm|ngày)?\s*"
_BOTH = rf"(?i)^\s*(?:sinh\s*(?:năm|ngày)?\s*)?({_DATE}){_PARTING}({_DATE})\s*$"
_BORN = rf"^\s*({_DATE})\s*[-–—;,~→]\s*\?*\s*$"
_DIED = rf"^\s*\?*\s*[-–—;,~→]\s*({_DATE})\s*$"
_MOST = 0.6  # share of the filled cells that tell both


def parted(
    source: Source, headers: tuple[str, ...], data: pl.DataFrame
) -> tuple[pl.DataFrame, pl.DataFrame, tuple[Notice, ...]]:
    """Leave births alone in columns that tell of a birth and a death.

    Returns
    -------
    tuple
        The data; the deaths, in a column named as their field, where the list asks for them and
        has no column of them; notices. A date alone, which may be either, is not used.
    """
    deaths: dict[str, pl.Series] = {}
    notices: list[Notice] = []
    for header, name in zip(headers, data.columns, strict=True):
        if not asks_birth_and_death(fold(header.rsplit(SEPARATOR, 1)[-1])):
            continue
        cells = data.select(
            written=(pl.col(name).str.strip_chars() != "").fill_null(value=False),
            both=pl.col(name).str.contains(_BOTH).fill_null(value=False),
            born=pl.coalesce(pl.col(name).str.extract(pattern) for pattern in (_BOTH, _BORN)),
            died=pl.coalesce(pl.col(name).str.extract(_BOTH, 2), pl.col(name).str.extract(_DIED)),
        )
        both = int(cells["both"].sum())
        if not both or both < _MOST * int(cells["written"].sum()):
            continue
        data = data.with_columns(cells["born"].alias(name))
        deaths.setdefault(Field.DEATH_DATE, cells["died"])
        notices.append(Notice("life_dates", both, f"Tách ngày sinh và ngày mất của {both} ô."))
        untold = int((cells["written"] & cells["born"].is_null() & cells["died"].is_null()).sum())
        if untold:
            message = f"{untold} ô chỉ ghi một ngày, không rõ sinh hay mất: không dùng."
            notices.append(Notice("life_date_untold", untold, message))
    asked = any(column.field is Field.DEATH_DATE for column in source.columns)
    told = any(read_header(source, header).field is Field.DEATH_DATE for header in headers)
    return data, pl.DataFrame(deaths if asked and not told else {}), tuple(notices)
