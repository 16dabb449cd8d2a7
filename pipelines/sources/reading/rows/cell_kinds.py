"""What a cell can be told to be by itself, and what the cells of a column are as a rule."""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum
from itertools import accumulate

import numpy as np
import polars as pl

from pipelines.sources.declaration import Field, Source
from pipelines.sources.reading.columns.contents import NAME
from pipelines.sources.reading.columns.readable import sample
from pipelines.sources.reading.headers.meaning import read_header

_SAMPLE = 500  # cells from which it is known what a column holds
_CONFIRMED = 0.1  # share of them that are what the header says: others may be out of place
_NEAR = 2  # columns that cells slip by at most
_USUAL = 0.8  # share of them that tell what a column holds whose header says nothing


class CellKind(IntEnum):
    """What a cell is; `ANY` is a column of which nothing can be told."""

    BLANK = 0
    NUMBER = 1  # of an identity paper: 9, 11 or 12 digits
    DATE = 2
    YEAR = 3
    SEX = 4
    NAME = 5
    PLACE = 6
    COUNT = 7  # a small number
    OTHER = 8
    ANY = 9
    CODE = 10  # a small number for the sex
    VOID = 11  # beyond the table: the cells of the column are blank as a rule


#: Kinds that belong in a column, and those that cannot: what is in neither says nothing.
GOOD: dict[CellKind, frozenset[CellKind]] = {
    CellKind.NAME: frozenset({CellKind.NAME}),
    CellKind.DATE: frozenset({CellKind.DATE, CellKind.YEAR}),
    CellKind.SEX: frozenset({CellKind.SEX}),
    CellKind.NUMBER: frozenset({CellKind.NUMBER}),
    CellKind.PLACE: frozenset({CellKind.PLACE}),
    CellKind.COUNT: frozenset({CellKind.COUNT}),
    CellKind.CODE: frozenset({CellKind.COUNT}),
}
_DATED = {CellKind.DATE, CellKind.YEAR}
_NAMED = {CellKind.NAME, CellKind.PLACE}
BAD: dict[CellKind, frozenset[CellKind]] = {
    CellKind.NAME: frozenset(
        {CellKind.NUMBER, *_DATED, CellKind.SEX, CellKind.COUNT, CellKind.PLACE}
    ),
    CellKind.DATE: frozenset({CellKind.NUMBER, CellKind.SEX, *_NAMED}),
    CellKind.SEX: frozenset({CellKind.NUMBER, *_DATED, *_NAMED}),
    CellKind.CODE: frozenset({CellKind.NUMBER, *_DATED, *_NAMED}),
    CellKind.NUMBER: frozenset({*_DATED, CellKind.SEX, *_NAMED}),
    # Communes are called as people are: `Lâm Hà`.
    CellKind.PLACE: frozenset({CellKind.NUMBER, *_DATED, CellKind.SEX}),
    CellKind.COUNT: frozenset({CellKind.NUMBER, CellKind.DATE, CellKind.SEX, *_NAMED}),
}

_PATTERNS = {
    CellKind.NUMBER: r"^['’\s]*\d{3}[\s.]?\d{3}[\s.]?\d{3}(?:[\s.]?\d{2,3})?\s*$",
    CellKind.DATE: (
        r"^\W*\d{1,2}\s*[/.\-]\s*\d{1,2}\s*[/.\-]\s*(?:19|20)\d\d\s*$|^(?:19|20)\d\d-\d\d-\d\d\b"
        r"|^\d{1,2}[/\-](?:19|20)\d\d$"
    ),
    CellKind.YEAR: r"^\s*(?:19|20)\d\d\s*$",
    CellKind.SEX: r"(?i)^\s*(?:nam|nữ|nu|nử|male|female|trai|gái)\s*$",
    CellKind.NAME: NAME,
    CellKind.PLACE: (
        r"(?i)(?:^|[\s,.\-–])(?:thôn|xóm|xã|phường|huyện|tỉnh|thành phố|thị trấn|tổ|tdp|khu phố|ấp"
        r"|buôn|bon|đường|quận)\s|(?:^|[\s,\-–])(?:x|p|h|tt|tp|q|t)\.\s*\pL|^\d+[/\d]*[a-z]?\s+\pL+\s"
    ),
    CellKind.COUNT: r"^\s*\d{1,6}\s*$",
}
#: Signs of a cell that may not belong in a column: quick to look for in all rows.
_SUSPECT = {
    CellKind.NAME: r"\d|,|^\s*\S{1,4}\s*$|(?i:xã|thôn|phường)",
    CellKind.DATE: r"\pL|^\W*\d{9}",
    CellKind.SEX: r"\d\d\d\d|\S\s+\S",
    CellKind.CODE: r"\d\d\d\d|\S\s+\S",
    CellKind.NUMBER: r"[\pL/\-.]|^\s*\d{4}\s*$",
    CellKind.PLACE: r"^\W*\d[\d/.\s\-]*$|^\s*\pL{1,4}\s*$",
    CellKind.COUNT: r"[\pL/\-]|\d{9}",
}
_OF_FIELD = {
    **dict.fromkeys(
        (Field.FULL_NAME, Field.FATHER_NAME, Field.MOTHER_NAME, Field.SPOUSE_NAME), CellKind.NAME
    ),
    **dict.fromkeys(
        (
            Field.BIRTH_DATE, Field.BIRTH_YEAR, Field.DEATH_DATE, Field.EVENT_DATE,
            Field.FATHER_BIRTH, Field.MOTHER_BIRTH, Field.SPOUSE_BIRTH,
            # Under `Nam` and `Nữ`, unless they are boxes: then nothing is known of them.
            Field.BIRTH_YEAR_MALE, Field.BIRTH_YEAR_FEMALE, Field.SEX_MALE, Field.SEX_FEMALE,
        ),
        CellKind.DATE,
    ),
    **dict.fromkeys(
        (Field.ID_NUMBER, Field.OLD_ID, Field.FATHER_ID, Field.MOTHER_ID, Field.SPOUSE_ID),
        CellKind.NUMBER,
    ),
    **dict.fromkeys(
        (Field.ADDRESS, Field.HAMLET, Field.COMMUNE, Field.DISTRICT), CellKind.PLACE
    ),
    **dict.fromkeys((Field.SERIAL, Field.MAP_SHEET, Field.PARCEL_NUMBER), CellKind.COUNT),
    Field.SEX: CellKind.SEX,
}  # fmt: skip
_BY_CELLS = (CellKind.NUMBER, CellKind.DATE, CellKind.SEX, CellKind.NAME, CellKind.PLACE)


_LETTER = "[A-Za-zÀ-ÖØ-öø-ɏḀ-ỿ]"
#: The plainest writings of a column's kind, which no earlier pattern takes. Such a pattern is made
#: in less time than those above; for a short list that is what telling kinds costs.
_PLAIN = {
    CellKind.NUMBER: r"^[0-9]{9}(?:[0-9]{3})?$",
    CellKind.DATE: r"^(?:[0-9]{1,2}/[0-9]{1,2}/)?(?:19|20)[0-9]{2}$",
    CellKind.SEX: r"^(?:Nam|Nữ)$",
    CellKind.NAME: (
        r"^(?:Nguyễn|Trần|Lê|Phạm|Hoàng|Huỳnh|Phan|Vũ|Võ|Đặng|Bùi|Đỗ|Hồ|Ngô|Dương|Lý|Đinh|Trương)"
        rf"(?: {_LETTER}+){{1,7}}$"
    ),
    CellKind.PLACE: r"^(?:Thôn|Tổ|Xã|Phường|Buôn|Khu phố) [^,]*,",
    CellKind.COUNT: r"^(?:[0-9]{1,3}|[3-9][0-9]{3}|[0-9]{5,6})$",
}
#: As plainly, what can be of no kind that is `BAD` in a column.
_HARMLESS = {
    **_PLAIN,
    CellKind.DATE: rf"^sinh năm [0-9]{{4}}$|{_PLAIN[CellKind.DATE]}",
    CellKind.PLACE: rf"^{_LETTER}[^,]*,",
    CellKind.COUNT: r"^[0-9]{1,6}$",
    CellKind.CODE: r"^[0-9]{1,3}$",
}


def kinds_of(cells: pl.Series) -> pl.Series:
    """Tell each text what it is, as the number of a `CellKind`; no pattern is asked in vain."""
    kinds = np.full(cells.len(), int(CellKind.OTHER), np.uint8)
    blank = cells.is_null() | ~cells.str.contains(r"\S")
    kinds[blank.arg_true().to_numpy()] = int(CellKind.BLANK)
    places = (~blank).arg_true()
    rest = cells.gather(places)
    for kind, pattern in _PATTERNS.items():
        if rest.is_empty():
            break
        fits = rest.str.contains(pattern)
        found = places.filter(fits)
        if not found.is_empty():
            kinds[found.to_numpy()] = int(kind)
            places, rest = places.filter(~fits), rest.filter(~fits)
    return pl.Series("kind", kinds)


def kinds_of_each(columns: Sequence[pl.Series]) -> list[pl.Series]:
    """`kinds_of` of several columns, all of them at once: a query costs more than its rows."""
    flat = kinds_of(pl.concat([pl.Series(dtype=pl.String), *columns]))
    ends = list(accumulate(column.len() for column in columns))
    return [
        flat.slice(end - column.len(), column.len())
        for column, end in zip(columns, ends, strict=True)
    ]


def usual_kinds(source: Source, headers: Sequence[str], data: pl.DataFrame) -> list[CellKind]:
    """Tell what the cells of every column are as a rule, by its header and by themselves.

    A header counts where some of its cells are what it says: which of them are out of place is
    asked afterwards.
    """
    said = said_kinds(source, headers)
    written = [column.drop_nulls() for column in data]
    named = {at: sample(written[at], _SAMPLE) for at, header in enumerate(headers) if header}
    plain = _plainly(said, named)
    shares = _shares({at: cells for at, cells in named.items() if at not in plain})
    kinds = []
    for at, header in enumerate(headers):
        if not header:
            empty = 2 * written[at].len() < data.height
            kinds.append(CellKind.VOID if empty else CellKind.ANY)
            continue
        kind = plain.get(at) or _confirmed(said[at], shares.get(at, {}))
        # What a silent header has over it may be its neighbour's, slipped.
        beside = {*said[max(0, at - _NEAR) : at], *said[at + 1 : at + 1 + _NEAR]}
        kinds.append(kind if said[at] or kind not in beside else CellKind.ANY)
    return kinds


def said_kinds(source: Source, headers: Sequence[str]) -> list[CellKind | None]:
    """Kind of cells that each header asks for; None where it asks for none that can be told."""
    return [_OF_FIELD.get(read_header(source, h).field) if h else None for h in headers]


def shares_of_kinds(data: pl.DataFrame) -> list[dict[CellKind, float]]:
    """Tell of each column what part of its filled cells, of a sample, is of which kind."""
    cells = {at: sample(column.drop_nulls(), _SAMPLE) for at, column in enumerate(data)}
    return list(_shares(cells).values())


def _plainly(said: Sequence[CellKind | None], columns: dict[int, pl.Series]) -> dict[int, CellKind]:
    """Columns that their plainest cells alone confirm to be what their headers say."""
    asked = {at: kind for at, column in columns.items() if (kind := said[at]) in _PLAIN and kind}
    if not asked:
        return {}
    counts = pl.select(
        pl.lit(columns[at]).str.contains(_PLAIN[kind]).sum().alias(str(at))
        for at, kind in asked.items()
    ).row(0)
    return {
        at: kind
        for (at, kind), count in zip(asked.items(), counts, strict=True)
        if count > _CONFIRMED * columns[at].len() + 1
    }


def _shares(columns: dict[int, pl.Series]) -> dict[int, dict[CellKind, float]]:
    """Count of each column what part of its cells is of which kind."""
    return {
        at: {CellKind(kind): count / kinds.len() for kind, count in kinds.value_counts().rows()}
        for at, kinds in zip(columns, kinds_of_each(list(columns.values())), strict=True)
    }


def _confirmed(said: CellKind | None, shares: dict[CellKind, float]) -> CellKind:
    if not said:
        return next((kind for kind in _BY_CELLS if shares.get(kind, 0.0) >= _USUAL), CellKind.ANY)
    for kind in (said, CellKind.CODE) if said is CellKind.SEX else (said,):
        if sum(shares.get(fitting, 0.0) for fitting in GOOD[kind]) >= _CONFIRMED:
            return kind
    return CellKind.ANY


def suspects(data: pl.DataFrame, usual: Sequence[CellKind]) -> pl.Series:
    """Tell which rows may have a cell that cannot be what its column holds; errs to yes."""
    tests = [
        pl.col(name).str.contains(_SUSPECT[kind]).fill_null(value=False)
        for name, kind in zip(data.columns, usual, strict=True)
        if kind in _SUSPECT
    ]
    if not tests:
        return pl.repeat(False, data.height, dtype=pl.Boolean, eager=True)
    return data.select(pl.any_horizontal(tests)).to_series()


def contradicting(rows: pl.DataFrame, usual: Sequence[CellKind]) -> pl.Series:
    """Tell which rows have a cell that cannot be what its column holds.

    Only cells that are not plainly harmless are asked what they are, each distinct one once.
    """
    asked = {name: k for name, k in zip(rows.columns, usual, strict=True) if k in BAD}
    none = pl.repeat(False, rows.height, dtype=pl.Boolean, eager=True)
    if not asked:
        return none
    doubtful = rows.select(
        pl.col(name).filter(~pl.col(name).str.contains(_HARMLESS[k])).unique().implode()
        for name, k in asked.items()
    )
    texts = [doubtful[name][0] for name in asked]
    found = {
        name: cells.filter(kinds.is_in([int(kind) for kind in BAD[k]]))
        for (name, k), cells, kinds in zip(asked.items(), texts, kinds_of_each(texts), strict=True)
    }
    bad = {name: cells for name, cells in found.items() if not cells.is_empty()}
    if not bad:
        return none
    tests = [pl.col(n).is_in(v.implode()).fill_null(value=False) for n, v in bad.items()]
    return rows.select(pl.any_horizontal(tests)).to_series()
