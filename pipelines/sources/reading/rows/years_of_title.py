"""Days and months of a register of one year, which its title or its sheet's name tells.

`15/03` under `Ngày đăng ký`, `Ngày chết`, or of the births of a register of births, in a sheet
named `Năm 2019`. The year is taken only for a column in which no date has one, where title and name
tell one year and no other.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

import polars as pl

from pipelines.sources.declaration import Field, Source
from pipelines.sources.normalise.dates import read_dates
from pipelines.sources.reading.headers.fold import fold
from pipelines.sources.reading.headers.meaning import read_header
from pipelines.sources.reading.sheet import Notice

_EVENTS = (Field.EVENT_DATE, Field.DEATH_DATE)
_FEWEST = 3  # dates
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
#: What a title says of its whole list; not of a day on which it was drawn up, nor of several years.
_OF_LIST = re.compile(
    r"(?<!tu )(?<!den )(?<!tu dau )(?<!den het )(?<!thang \d )(?<!thang \d\d )"
    r"\bnam ((?:19|20)\d\d)\b"
    r"|^(?:\D*[a-z]\s)?((?:19|20)\d\d)$"
)
_DATE = r"^\s*(\d{1,2})\s*[-/.]\s*(\d{1,2})\s*$"


def with_years(
    source: Source, headers: tuple[str, ...], titles: Iterable[str | None], data: pl.DataFrame
) -> tuple[pl.DataFrame, tuple[Notice, ...]]:
    """Write the year behind the days and months of whole columns.

    Parameters
    ----------
    titles
        The sheet's name and the cells over the header.
    data
        The rows below the header.
    """
    fields = [read_header(source, header).field for header in headers]
    wanted = {*_EVENTS, *((Field.BIRTH_DATE,) if source.of_births else ())}
    at = {f: n for f, n in zip(fields, data.columns, strict=True) if f in wanted}
    lacking = {field: name for field, name in at.items() if _lacks_years(data[name])}
    year = _of(titles) if lacking else None
    if year and Field.BIRTH_DATE in lacking and not _registered_in(year, data, at, lacking):
        del lacking[Field.BIRTH_DATE]
    if year is None or not lacking:
        return data, ()
    for name in lacking.values():
        dated = pl.col(name).str.replace(_DATE, f"${{1}}/${{2}}/{year}")
        data = data.with_columns(dated)
    count = sum(int(data[name].str.contains(rf"/{year}$").sum()) for name in lacking.values())
    notices = [Notice("year_of_title", count, f"{count} ngày không ghi năm: lấy năm {year} của "
                      "tên bảng hoặc tên trang, nơi chỉ nêu một năm.")]  # fmt: skip
    if Field.BIRTH_DATE in lacking:
        data, late = _without_later(data, lacking[Field.BIRTH_DATE], at[Field.EVENT_DATE])
        notices += late
    return data, tuple(notices)


def _registered_in(
    year: str, data: pl.DataFrame, at: dict[Field, str], lacking: dict[Field, str]
) -> bool:
    """Whether births were registered in a year: without a day of it they may be of any."""
    if Field.EVENT_DATE not in at:
        return False
    years = read_dates(data[at[Field.EVENT_DATE]])["year"]
    known = years.drop_nulls()
    return Field.EVENT_DATE in lacking or (known.len() > 0 and bool((known == int(year)).all()))


def _lacks_years(column: pl.Series) -> bool:
    """Whether all dates are a day and a month, and days above 12 show which is which."""
    dates = column.filter(column.str.contains(r"\d").fill_null(value=False))
    day, month = (dates.str.extract(_DATE, group).cast(pl.Int32) for group in (1, 2))
    if dates.len() < _FEWEST or day.null_count():
        return False
    possible = day.is_between(1, 31) & month.is_between(1, 12)
    return bool(possible.all() and (day > 12).any())


def _of(titles: Iterable[str | None]) -> str | None:
    """Return the one year that titles tell, which they say to be of the list."""
    texts = list(map(fold, filter(None, titles)))
    years = {year for text in texts for year in _YEAR.findall(text)}
    said = {one or other for text in texts for one, other in _OF_LIST.findall(text)}
    return years.pop() if years == said and len(said) == 1 else None


def _without_later(
    data: pl.DataFrame, born: str, registered: str
) -> tuple[pl.DataFrame, list[Notice]]:
    """Use no birth of a year in which it was registered before it: it was in the year before."""
    births, events = (read_dates(data[name])["date"] for name in (born, registered))
    later = births.is_not_null() & (births > events).fill_null(value=True)
    count = int(later.sum())
    message = (
        f"{count} ngày sinh không ghi năm, không có ngày đăng ký ở sau trong năm ấy: không dùng."
    )
    notices = [Notice("born_after_event", count, message)] if count else []
    return data.with_columns(data[born].set(later, None)), notices
