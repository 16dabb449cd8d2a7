"""Registers of children that give a row to each of a family, under a word: `Trẻ`, `Mẹ`, `Cha`.

Tried only on a sheet that would have to wait, and such a sheet has to: read row by row, parents
would be taken for children. The parents' rows stay, blank: rows keep the numbers that the
spreadsheet shows.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import polars as pl

from pipelines.sources.declaration import Field, Source
from pipelines.sources.reading.arrangements.two_rows import Row, is_somebody, written
from pipelines.sources.reading.files.table import Table
from pipelines.sources.reading.headers.fold import fold
from pipelines.sources.reading.headers.layout import Header
from pipelines.sources.reading.headers.lexicon import Who, kinds, own_kinds
from pipelines.sources.reading.headers.meaning import read_header
from pipelines.sources.reading.headers.persons import who_of
from pipelines.sources.reading.headers.roles import PERSONAL
from pipelines.sources.reading.sheet import Notice

_FEWEST = 3  # families
_LONGEST, _DISTINCT, _SAMPLE = 30, 8, 300
_CARERS = re.compile(r"\b(?:giam ho|cham soc|nuoi duong|do dau|(?:nhan|linh) thay|uy quyen)\b")
#: `Họ và tên mẹ / con`: what is asked of all of them.
_ALL_OF = re.compile(
    r"(?i)[\s(]*(?:của\s+)?(?:mẹ|cha|bố|con|trẻ)(?:\s*[/,&\-]\s*(?:mẹ|cha|bố|con|trẻ))+\)?"
)
_PARENTS = {Who.FATHER: "cha", Who.MOTHER: "mẹ"}

Family = dict[Who, int]  # who → row


def tells_others(source: Source, cells: pl.Series) -> bool:
    """Whether the cells of a column are words for the list's people and for others, in turn.

    Others are a child's parents, and whoever looks after somebody. Of a household all may be of the
    list.
    """
    words = cells.head(_SAMPLE).drop_nulls().unique()
    if not 1 < words.len() <= _DISTINCT or (words.str.len_chars() > _LONGEST).any():
        return False
    told = {fold(word) for word in words}
    own = {word for word in told if _is_own(source, word)}
    others = {word for word in told - own if _CARERS.search(word) or _is_parent(source, word)}
    return bool(own and others) and own | others == told


def _is_own(source: Source, words: str) -> bool:
    return who_of(words) is Who.MAIN or not own_kinds(source).isdisjoint(kinds(words))


def _is_parent(source: Source, words: str) -> bool:
    return _of_children(source) and who_of(words) in _PARENTS


def families(source: Source, table: Table, header: Header) -> list[Table]:
    """Put the parents of a child, who have rows of their own, into the child's row."""
    if not _of_children(source):
        return []
    rows = table.frame.select(table.cells).rows()
    for at in range(len(table.cells)):
        found = _families(rows, header.data_from, at)
        if found:
            return [_joined(source, table, header, rows, found, at)]
    return []


def _of_children(source: Source) -> bool:
    """Whether a register asks for the parents of who is in it."""
    fields = {column.field for column in source.columns}
    return source.kind == "register" and {Field.FATHER_NAME, Field.MOTHER_NAME} <= fields


def _who(cell: str | None) -> Who | None:
    """Whom a word stands for: the child, father or mother; None for others and for none."""
    words = fold(cell) if cell and len(cell) < _LONGEST else ""
    who = who_of(words) if words else Who.UNSAID
    return who if who is Who.MAIN or who in _PARENTS else None


def _families(rows: Sequence[Row], start: int, at: int) -> list[Family]:
    """Rows of child and parents by the words of a column; none where one is of no child.

    What stands in no such row must be nobody.
    """
    named: list[tuple[int, Who]] = []
    for row in range(start, len(rows)):
        who = _who(rows[row][at])
        if who is not None:
            named.append((row, who))
        elif is_somebody(rows[row]):
            return []
    found = _behind(named) if named and named[0][1] is Who.MAIN else _before(named)
    return found if sum(len(family) > 1 for family in found) >= _FEWEST else []


def _behind(named: Sequence[tuple[int, Who]]) -> list[Family]:
    """Families of which the child stands first."""
    found: list[Family] = []
    for row, who in named:
        if who is Who.MAIN:
            found.append({who: row})
        elif who in found[-1]:
            return []
        else:
            found[-1][who] = row
    return found


def _before(named: Sequence[tuple[int, Who]]) -> list[Family]:
    """Families of which a parent stands first, and then the children."""
    found: list[Family] = []
    parents: Family = {}
    last = Who.MAIN
    for row, who in named:
        if who is Who.MAIN:
            found.append({**parents, who: row})
        elif last is Who.MAIN:
            parents = {who: row}
        elif who in parents:
            return []
        else:
            parents[who] = row
        last = who
    return found if last is Who.MAIN else []


def _joined(
    source: Source,
    table: Table,
    header: Header,
    rows: Sequence[Row],
    found: list[Family],
    words: int,
) -> Table:
    """Write each family into the child's row, what is asked of a parent under the parent's word."""
    columns: list[tuple[str, int, Who]] = []  # header, place, whose
    for at, written_text in enumerate(header.texts):
        if at == words:
            continue
        text = _ALL_OF.sub("", written_text).strip() or written_text
        columns.append((text, at, Who.MAIN))
        personal = bool(text) and read_header(source, text).field in PERSONAL
        columns += [
            (f"{text} {word}", at, parent)
            for parent, word in _PARENTS.items()
            if personal and any(parent in f and rows[f[parent]][at] for f in found)
        ]
    changed: dict[int, list[str | None]] = {header.last: [text for text, _, _ in columns]}
    for family in found:
        changed |= {row: [] for who, row in family.items() if who is not Who.MAIN}
        changed[family[Who.MAIN]] = [
            rows[family[who]][at] if who in family else None for _, at, who in columns
        ]
    told = (
        f"Trẻ, mẹ, cha ghi ở các dòng riêng: đã đọc thành {len(found)} dòng; số dòng trong báo cáo "
        "là dòng của trẻ."
    )
    notice = Notice("families_on_rows", len(found), told)
    return written(table, range(header.first, header.data_from), rows, changed, notice)
