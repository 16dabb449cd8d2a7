"""Where the header stands on the sheet: under titles, on one row or several, over the data."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from pipelines.sources.declaration import Field, Source
from pipelines.sources.reading.columns.contents import is_name
from pipelines.sources.reading.files.table import ROW, Table
from pipelines.sources.reading.fonts import legacy
from pipelines.sources.reading.headers.below_header import numbered_rows, numbers_columns
from pipelines.sources.reading.headers.fold import SEPARATOR, fold
from pipelines.sources.reading.headers.lexicon import Who
from pipelines.sources.reading.headers.meaning import EXACT, Reading, read_header
from pipelines.sources.reading.headers.persons import whose

SEARCHED = 60  # rows in which a header is looked for
_FIRST = 16  # of these, those in which it nearly always stands
_BELOW = 6  # rows from the last of a header on that are looked at too
_TALLEST = 3  # rows of a header
_NARROW = 4  # columns of a table of which two that are understood make a header
_CLEAR = 0.45  # score a column at which a header is beyond doubt
_LONGEST_HEADER = 160
_NAMED = 0.6  # share of the cells under a header of names
_READ = 300  # characters of a cell that a header may need
_DATA_CELL = re.compile(r"^\W*\d[\d\s./\-:]{3,}$|^\d{4}-\d{2}-\d{2}")
_SPACES = re.compile(r"[\s\u00a0\u200b\ufeff]+")

Row = list[str | None]


@dataclass(frozen=True)
class Header:
    """Header found on a sheet; indices count rows of the frame from 0.

    Attributes
    ----------
    first, last
        Header rows; 0 and -1 where there is none.
    texts
        Header of each column, rows joined, empty where silent.
    skipped
        Rows right below that only number the columns.
    """

    first: int
    last: int
    texts: tuple[str, ...]
    skipped: int = 0

    @property
    def found(self) -> bool:
        """Whether the sheet has a header at all."""
        return self.last >= self.first

    @property
    def data_from(self) -> int:
        """First row of data; 0 where there is no header."""
        return self.last + 1 + self.skipped


def usual_encoding(rows: list[Row]) -> str:
    """Name the encoding of a table's first rows taken together: few words tell nothing."""
    texts = [cell[:_READ] for row in rows for cell in row if cell and not cell.isascii()]
    return legacy.decide(legacy.sample_of(texts)).name if texts else legacy.UNICODE


def decoded_row(row: Row, usual: str) -> Row:
    """Header rows may be in an old encoding even where no column is."""
    row = [cell[:_READ] if cell else cell for cell in row]
    texts = [cell for cell in row if cell and not cell.isascii()]
    if not texts:
        return row
    plain = (legacy.UNICODE, legacy.UNDECIDED)
    name = legacy.decide(legacy.sample_of(texts)).name
    if name in plain:
        name = usual
    if name in plain:
        return row
    return [legacy.better(cell, name) if cell else cell for cell in row]


def _clean(cell: str | None) -> str:
    if not cell:
        return ""
    text = unicodedata.normalize("NFC", cell[:_READ])
    return _SPACES.sub(" ", text).strip()


def _cleaned(written: list[Row], usual: str) -> list[list[str]]:
    return [_unnumbered([_clean(cell) for cell in decoded_row(row, usual)]) for row in written]


_NUMBER_OF_COLUMN = re.compile(r"^[(\[]?(\d{1,2})[.):\]]\s*(?=\D)|(?<=\D)\s*[(\[](\d{1,2})[)\]]$")


def _unnumbered(row: list[str]) -> list[str]:
    """Take the columns' running numbers from a header row: `1. STT`, `Ngày sinh (3)`."""
    filled = [cell for cell in row if cell]
    found = [m for cell in filled if (m := _NUMBER_OF_COLUMN.search(cell))]
    numbers = [int(m.group(1) or m.group(2)) for m in found]
    rising = all(a < b for a, b in pairwise(numbers))
    enough = len(found) >= max(3, len(filled) / 2) or 1 < len(found) == len(filled)
    if not enough or not rising:
        return row
    return [_NUMBER_OF_COLUMN.sub("", cell).strip() if cell else cell for cell in row]


def _merge_fill(rows: list[list[str]], table: Table, top: int) -> list[list[str]]:
    """Write a merged cell's text into all its columns, where the file tells of merging."""
    filled = [list(row) for row in rows]
    top += int(table.frame[ROW][0]) - 1 if ROW in table.frame.columns else 0
    for first_row, first_column, last_row, last_column in table.merged:
        row, column = first_row - 1 - top, first_column - table.first_column
        if not 0 <= row < len(rows) or column < 0 or column >= len(rows[row]):
            continue
        text = rows[row][column]
        for below in range(row, min(last_row - top, len(rows))):
            for right in range(column, min(last_column - table.first_column + 1, len(rows[row]))):
                filled[below][right] = text
    return filled


def _texts(table: Table, rows: list[list[str]], first: int, last: int) -> list[str]:
    """Join the rows of a header column by column, with what the file tells of merging."""
    lines = rows[first : last + 1]
    known = _merge_fill(lines, table, first) if table.merged else lines
    return _join(known, merges_known=known != lines)


def _join(rows: list[list[str]], *, merges_known: bool) -> list[str]:
    """Join the rows of a header column by column, groups spread to the right."""
    groups = [list(row) for row in rows]
    if not merges_known:
        for upper in range(len(rows) - 1):
            carried = ""
            for column, text in enumerate(groups[upper]):
                below = any(groups[lower][column] for lower in range(upper + 1, len(rows)))
                if text:
                    # With nothing of its own below it reaches down, not to the right.
                    carried = text if below else ""
                elif below:
                    groups[upper][column] = carried
    joined = []
    for column in range(len(rows[0])):
        parts: list[str] = []
        for row in groups:
            if row[column] and row[column] not in parts:
                parts.append(row[column])
        joined.append(SEPARATOR.join(parts))
    return joined


def _data_cells(cells: list[str]) -> int:
    """Count the cells that look like data."""
    return sum(1 for cell in cells if _DATA_CELL.match(cell) or len(cell) > _LONGEST_HEADER)


def _score(source: Source, headers: list[str], data: int, *, guessing: bool) -> float:
    """How much a block of rows is a header: meanings found, less what looks like data."""
    readings = [read_header(source, header, guessing=guessing) for header in headers]
    known = {(r.field, r.role) for r in readings if r.field is not Field.IGNORED}
    if not known:
        return 0.0
    good = 0.0
    seen: set[tuple[Field, str]] = set()
    for reading in readings:
        key = (reading.field, reading.role)
        repeated = key in seen and reading.field is not Field.IGNORED
        good += _worth(reading) * (0.3 if repeated else 1.0)
        seen.add(key)
    return good - 1.5 * data


def _worth(reading: Reading) -> float:
    if reading.field is Field.IGNORED:
        return 0.4 * reading.confidence
    return reading.confidence if reading.confidence >= EXACT else 0.8 * reading.confidence


def find_header(source: Source, table: Table) -> Header:
    """Find the header rows under the titles, or say that there is none."""
    head = table.frame.head(SEARCHED).select(table.cells)
    written = [list(row) for row in head.rows()]
    usual = usual_encoding(written)
    rows = _cleaned(written[:_FIRST], usual)
    width = len(table.cells)
    best = _best_block(source, table, rows, width, guessing=False)
    if best is None or best.score < _CLEAR * width or best.last + _BELOW > len(rows):
        rows += _cleaned(written[_FIRST:], usual)
        best = _best_block(source, table, rows, width, guessing=False)
    if best is None or best.score < _CLEAR * width:
        best = _best_block(source, table, rows, width, guessing=True) or best
    if best is None:
        best = _over_names(source, rows) or _unknown_header(rows)
    if best is None:
        return Header(0, -1, ("",) * width)
    best = _with_upper_row(source, table, rows, best)
    best = _with_band(source, table, rows, best)
    best = _with_lower_rows(source, table, rows, best)
    below = rows[best.last + 1 : best.last + 3]
    return Header(best.first, best.last, tuple(best.texts), numbered_rows(below))


@dataclass(frozen=True)
class _Block:
    """Rows that may be the header."""

    score: float
    first: int
    last: int
    texts: list[str]
    dense: bool  # every row is filled in most columns, as where words are broken over rows

    @property
    def order(self) -> tuple[float, int, int]:
        """Best block first: meanings found, then few rows, then high up."""
        height = self.last - self.first
        cost = 0.05 if self.dense else 0.35
        return (-(self.score - cost * height), height, self.first)


def _best_block(
    source: Source, table: Table, rows: list[list[str]], width: int, *, guessing: bool
) -> _Block | None:
    least = (0.8, 1.2, 1.5)[(width > 1) + (width > _NARROW)]
    best: _Block | None = None
    for first in range(len(rows)):
        if best and best.score >= _CLEAR * width and first > best.last + 1:
            break
        for height in range(1, _TALLEST + 1):
            block = rows[first : first + height]
            if len(block) < height or not all(map(any, block)):
                break
            if height > 1 and (
                _is_banner(block, width) or _counts(block[-1]) or _heads_a_group(block, width)
            ):
                break
            texts = _texts(table, rows, first, first + height - 1)
            headers = [text for text in texts if text]
            cells = [cell for row in block for cell in row if cell]
            data = _data_cells(cells)
            dense = min(sum(map(bool, row)) for row in block) >= 0.7 * width
            most = len(headers) - 1.5 * data  # the score if every header were certain
            found = _Block(most, first, first + height - 1, texts, dense)
            if data > 0.3 * len(cells) or (best and found.order >= best.order):
                continue
            found = replace(found, score=_score(source, headers, data, guessing=guessing))
            if found.score > least and (best is None or found.order < best.order):
                best = found
    return best


def _counts(row: list[str]) -> bool:
    """Whether a row filled from side to side has a bare number, as rows of data do."""
    return all(row) and any(cell.isdecimal() for cell in row)


def _heads_a_group(block: list[list[str]], width: int) -> bool:
    """Whether the last row is one text under a filled row: `Thôn 3`, over the first people."""
    header, last = block[-2:]
    at = [i for i, cell in enumerate(last) if cell]
    filled = sum(map(bool, header))
    return width > 3 and len(at) == 1 and bool(header[at[0]]) and filled >= 0.8 * width


def _is_banner(block: list[list[str]], width: int) -> bool:
    """Whether a row is a title: one text, alone or over all columns of a filled row below it."""
    return width > 3 and any(
        (sum(map(bool, row)) == 1 or (all(row) and len(set(row)) == 1))
        and (sum(map(bool, below)) >= 0.8 * width or _TITLE.match(fold(next(filter(None, row)))))
        for row, below in pairwise(block)
        if any(row)
    )


def _with_upper_row(source: Source, table: Table, rows: list[list[str]], block: _Block) -> _Block:
    """Add the row above whose cells run down into the header's blank ones: `STT`, merged or not."""
    first = block.first - 1
    if first < 0 or block.last - first >= _TALLEST or _is_banner(rows[first : first + 2], 4):
        return block
    open_ = [i for i, cell in enumerate(rows[block.first]) if not cell and rows[first][i]]
    known = [i for i in open_ if read_header(source, rows[first][i], guessing=False).confidence > 0]
    if not known or known != open_:
        return block
    return replace(block, first=first, texts=_texts(table, rows, first, block.last))


def _with_band(source: Source, table: Table, rows: list[list[str]], block: _Block) -> _Block:
    """Add the row above that gathers columns under the people they are of: `Người mẹ`, `Cha`.

    Titles are merged cells too, but name nobody; only merging tells how far a band reaches.
    """
    first = block.first - 1
    if first < 0 or block.last - first >= _TALLEST or not table.merged:
        return block
    width, reach = len(table.cells), _merged_from(table, first)
    bands = [i for i, cell in enumerate(rows[first]) if cell]
    people = [i for i in bands if _names_other(source, rows[first][i])]
    parting = all(1 < reach.get(i, 1) < width for i in people)
    # What stands over the running number too is a title: `GVCN: …`.
    if not people or 0 in people or 2 * len(people) < len(bands) or not parting:
        return block
    return replace(block, first=first, texts=_texts(table, rows, first, block.last))


def _names_other(source: Source, text: str) -> bool:
    """Whether a text is of somebody beside the row's person, and no title."""
    return whose(source, text) not in (Who.UNSAID, Who.MAIN) and not _TITLE.search(fold(text))


_TITLE = re.compile(r"danh sach|bao cao|so theo doi|\b(?:bang|bieu|phu luc|ubnd|hoi|truong|so)\b")


def _merged_from(table: Table, at: int) -> dict[int, int]:
    """First column of each merged cell that begins in a row, and columns that it spans."""
    return {column: width for first, _, column, width in _merged(table) if first == at}


def _merged(table: Table) -> Iterator[tuple[int, int, int, int]]:
    """First and last row of each merged cell, its first column, all from 0, and its width."""
    top = int(table.frame[ROW][0]) if ROW in table.frame.columns else 1
    for first_row, first, last_row, last in table.merged:
        yield first_row - top, last_row - top, first - table.first_column, last - first + 1


def _with_lower_rows(source: Source, table: Table, rows: list[list[str]], block: _Block) -> _Block:
    """Add the rows that part the groups of the header's last row."""
    first, last = block.first, block.last
    while last + 1 < len(rows) and last - first < _TALLEST:
        groups = _groups(table, last, rows[last])
        if not _parts_groups(source, rows[last], rows[last + 1], groups):
            break
        last += 1
    if last == block.last:
        return block
    return replace(block, last=last, texts=_texts(table, rows, first, last))


def _groups(table: Table, at: int, row: list[str]) -> set[int]:
    """Columns under a cell of a row that is merged over several columns, or runs on blank."""
    if not table.merged:
        return {i for i in range(1, len(row)) if not row[i] and any(row[:i])} | {
            i - 1 for i in range(1, len(row)) if not row[i] and row[i - 1]
        }
    return {
        under
        for _, last, column, width in _merged(table)
        if last == at and width > 1
        for under in range(column, column + width)
    }


def _parts_groups(source: Source, row: list[str], below: list[str], groups: set[int]) -> bool:
    """Whether the next row has words under groups only: several, or some that are known."""
    filled = [i for i, cell in enumerate(below) if cell]
    if not filled or not set(filled) <= groups or any(_HAS_DIGIT.search(below[i]) for i in filled):
        return False
    if len(filled) > 1:
        return not numbers_columns(below)
    heads = [f"{row[i]}{SEPARATOR}{below[i]}" if row[i] else below[i] for i in filled]
    readings = [read_header(source, head, guessing=False) for head in heads]
    known = sum(r.confidence > 0 and r.field is not Field.IGNORED for r in readings)
    return known >= 0.5 * len(filled)


_HAS_DIGIT = re.compile(r"\d{2}")


def _over_names(source: Source, rows: list[list[str]]) -> _Block | None:
    """Take a row with a declared header of names over names for a header, whatever is beside it."""
    for at, row in enumerate(rows[:-1]):
        for column, cell in enumerate(row):
            below = [line[column] for line in rows[at + 1 : at + 21] if line[column]]
            named = sum(is_name(cell) is not None for cell in below)
            if not below or named < _NAMED * len(below):
                continue
            reading = read_header(source, cell, guessing=False)
            if reading.field is Field.FULL_NAME and reading.confidence >= EXACT:
                return _Block(0.0, at, at, row, dense=True)
    return None


def _unknown_header(rows: list[list[str]]) -> _Block | None:
    """Take a row of words over columns of numbers or dates for a header in words unknown to us."""
    for at, row in enumerate(rows[:-3]):
        below = rows[at + 1 : at + 21]
        filled = [i for i, cell in enumerate(row) if cell]
        if len(filled) < max(2, 0.7 * len(row)) or any(_DATA_CELL.match(row[i]) for i in filled):
            continue
        if any(len(row[i]) > _LONGEST_HEADER // 2 for i in filled):
            continue
        contrast = [
            sum(bool(_DATA_CELL.match(line[i])) for line in below) >= 0.7 * len(below)
            for i in filled
        ]
        if any(contrast):
            return _Block(0.0, at, at, row, dense=True)
    return None
