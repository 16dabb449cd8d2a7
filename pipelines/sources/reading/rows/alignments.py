"""How the cells of one row may have slipped from under their headers: the only way that fits.

Someone who pastes over a table inserts or deletes a cell, and all that stands to the right of it,
or a block of it, moves by a column or two.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from functools import cached_property

from pipelines.sources.reading.rows.cell_kinds import BAD, GOOD, CellKind

STEPS = (1, -1, 2, -2)  # columns that cells have moved to the right
_PARTLY = 2  # cells that fit another header, of a row that is out of place in no way that is known


@dataclass(frozen=True)
class Alignment:
    """Where the cells of a row stand.

    Attributes
    ----------
    step
        Columns that cells have moved to the right; 0 where no way, or more than one, explains them.
    places
        Place of each header's cell; None where it has none, or where it cannot be told.
    misfits
        Cells that contradict the header over them as the row stands.
    fitting
        Cells among those moved that are what their header says.
    torn
        It is out of place, and cannot be put right.
    """

    step: int
    places: tuple[int | None, ...]
    misfits: int
    fitting: int
    torn: bool = False


@dataclass(frozen=True)
class Pattern:
    """The kinds of a row's cells, held against what the columns hold.

    Attributes
    ----------
    needed
        Whether each header asks who somebody is.
    known
        Headers of few values, with the places whose cell is one of them.
    """

    kinds: Sequence[CellKind]
    usual: Sequence[CellKind]
    needed: Sequence[bool]
    known: Set[tuple[int, int]]

    def good(self, header: int, place: int) -> bool:
        """Whether a cell is what a header says."""
        kind = self.kinds[place]
        return kind in GOOD.get(self.usual[header], ()) or (
            kind is not CellKind.BLANK and (header, place) in self.known
        )

    def bad(self, header: int, place: int) -> bool:
        """Whether a cell cannot stand under a header."""
        kind, usual = self.kinds[place], self.usual[header]
        if usual is CellKind.VOID:
            return kind is not CellKind.BLANK
        return kind in BAD.get(usual, ()) and (header, place) not in self.known

    @cached_property
    def misfits(self) -> list[int]:
        """Places whose cells contradict their headers, or stand under none."""
        return [at for at in range(len(self.kinds)) if self.bad(at, at)]

    @property
    def told(self) -> int:
        """Count of the misfits that stand under a header."""
        return sum(self.usual[at] is not CellKind.VOID for at in self.misfits)


def align(row: Pattern) -> Alignment:
    """Find the only way in which all cells of a row stand under headers that they fit."""
    best: list[tuple[int, int, list[int | None]]] = []
    most = -1
    if row.told:
        for step, fitting, places in _ways(row):
            total = sum(at is not None and row.good(header, at) for header, at in enumerate(places))
            if total > most:
                best, most = [], total
            if total == most:
                best.append((step, fitting, places))
    if not best or most <= sum(row.good(at, at) for at in range(len(row.kinds))):
        return Alignment(0, (), row.told, 0, torn=row.told >= _PARTLY and _partly(row))
    ways = [tuple(_filled(row, places)) for _, _, places in best]
    told = [set(of_header) for of_header in zip(*ways, strict=True)]
    settled = tuple(of_header.pop() if len(of_header) == 1 else None for of_header in told)
    open_ = [header for header, left in enumerate(told) if left]
    step, fitting, _ = best[0]
    if any(row.needed[header] for header in open_) or len({way[0] for way in best}) > 1:
        return Alignment(0, (), row.told, 0, torn=True)
    return Alignment(step, settled, row.told, fitting)


def _filled(row: Pattern, places: list[int | None]) -> Iterator[int | None]:
    """Leave out blank cells: which of them is a header's makes no difference."""
    for at in places:
        yield None if at is None or row.kinds[at] is CellKind.BLANK else at


def _ways(row: Pattern) -> Iterator[tuple[int, int, list[int | None]]]:
    """Ways without a misfit in which no filled cell is lost: step, moved cells that fit, places."""
    last, first = row.misfits[-1], row.misfits[0]
    for step in STEPS:
        for start in range(first + 1):
            for end in range(max(start, last - max(step, 0)), len(row.kinds)):
                places = _moved(row, step, start, end)
                if places is None or any(
                    at is not None and row.bad(header, at) for header, at in enumerate(places)
                ):
                    continue
                moved = [(h, at) for h, at in enumerate(places) if at not in (None, h)]
                fitting = sum(row.good(h, at) for h, at in moved if at is not None)
                if fitting:
                    yield step, fitting, places


def _moved(row: Pattern, step: int, start: int, end: int) -> list[int | None] | None:
    """Place of each header's cell where those from `start` to `end` moved; None if one is lost.

    To the right: blank cells were put in at `start`, and the cells of the headers up to `end` have
    moved over those behind. To the left: the cells of the first headers are gone, and the last
    places are blank.
    """
    width = len(row.kinds)
    places: list[int | None] = list(range(width))
    if step > 0:
        if end + step >= width or not _blank(row, start, start + step):
            return None
        for header in range(start, end + 1):
            places[header] = header + step
        for header in range(end + 1, end + step + 1):
            places[header] = None
        return places
    if end + step < start or not _blank(row, end + step + 1, end + 1):
        return None
    for header in range(start, end + 1):
        places[header] = header + step if header + step >= start else None
    return places


def _blank(row: Pattern, start: int, end: int) -> bool:
    return all(kind is CellKind.BLANK for kind in row.kinds[start:end])


def _partly(row: Pattern) -> bool:
    """Whether several cells that contradict their headers fit those as far away as each other."""
    width = len(row.kinds)
    return any(
        sum(
            0 <= at - step < width and row.good(at - step, at) and not row.good(at, at)
            for at in row.misfits
        )
        >= _PARTLY
        for step in STEPS
    )
