"""A header that lost its first cell: every text of it stands one column left of what it heads."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import polars as pl

from pipelines.sources.declaration import Source
from pipelines.sources.reading.headers.layout import Header
from pipelines.sources.reading.rows.cell_kinds import GOOD, CellKind, said_kinds, shares_of_kinds
from pipelines.sources.reading.sheet import Notice

_FEWEST = 3  # headers whose cells can be told
_NEARLY_ALL, _HARDLY_ANY = 0.8, 0.1  # shares of cells that are what a header says


def over_their_cells(
    source: Source, header: Header, data: pl.DataFrame
) -> tuple[Header, list[Notice]]:
    """Move the texts one column to the right where all of them say so, and none stays in place.

    Parameters
    ----------
    data
        The rows below the header, decoded, text columns only, in the order of its texts.
    """
    texts = header.texts
    if not header.found or texts[-1]:
        return header, []
    said = {at: kind for at, kind in enumerate(said_kinds(source, texts)) if kind in GOOD}
    names = {at: kind for at, kind in said.items() if kind is CellKind.NAME}
    if len(said) < _FEWEST or not names:
        return header, []
    # Names first: hardly any list goes beyond them.
    if not _beside(names, data) or not _beside(said, data):
        return header, []
    message = (
        "Dòng tiêu đề thiếu ô đầu, lệch sang trái một cột so với dữ liệu; đã đọc theo dữ liệu."
    )
    return replace(header, texts=("", *texts[:-1])), [Notice("header_shifted", 1, message)]


def _beside(said: Mapping[int, CellKind], data: pl.DataFrame) -> bool:
    """Whether what headers say stands in the columns right of them, and not in their own."""
    places = sorted({at + by for at in said for by in (0, 1)})
    shares = dict(zip(places, shares_of_kinds(data[:, places]), strict=True))
    here = [_fitting(shares[at], kind) for at, kind in said.items()]
    beside = [_fitting(shares[at + 1], kind) for at, kind in said.items()]
    return max(here) <= _HARDLY_ANY and min(beside) >= _NEARLY_ALL


def _fitting(shares: dict[CellKind, float], kind: CellKind) -> float:
    return sum(shares.get(good, 0.0) for good in GOOD[kind])
