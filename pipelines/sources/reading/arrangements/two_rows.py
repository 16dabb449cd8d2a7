"""Lists that give two rows to what is one: a couple, or a person told of below the name too.

Tried only on a sheet that would have to wait. The second row of each stays, blank: rows keep the
numbers that the spreadsheet shows.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

import polars as pl

from pipelines.sources.declaration import Field, Source
from pipelines.sources.reading.columns.contents import NAME, is_name
from pipelines.sources.reading.files.table import ROW, Table, laid_out
from pipelines.sources.reading.headers.fold import fold
from pipelines.sources.reading.headers.layout import Header
from pipelines.sources.reading.headers.meaning import read_header
from pipelines.sources.reading.headers.roles import PERSONAL, main_role
from pipelines.sources.reading.sheet import Notice

_FEWEST = 3  # couples, or people with a number below
#: An identification number alone, or after what it is called.
NUMBER_ALONE = (
    r"(?i)^\W*(?:(?:số\s*)?(?:cccd|cmnd|cmt|đdcn|căn cước(?: công dân)?|định danh(?: cá nhân)?|"
    r"số)[\s:.\-]*)?(\d{9}(?:\d{3})?)\W*$"
)
_DATE = re.compile(r"(?:\d{1,2}\D\d{1,2}\D)?\d{4}|\d{4}-\d\d-\d\d.*")
_HUSBAND = frozenset({"chong", "nam", "ong", "ben nam", "chu re", "nguoi chong", "ho chong"})
_WIFE = frozenset({"vo", "nu", "ba", "ben nu", "co dau", "nguoi vo", "ho vo"})
_BOTH = re.compile(
    r"(?i)[\s(]*(?:của\s+)?(?:hai\s+)?(?:vợ|chồng)\s*(?:[,/&\-]|và)?\s*(?:vợ|chồng)\)?"
)
_LABELLED = re.compile(r"(?s)^\s*([^:\d]{2,12}?)\s*[:\-]\s*(\S.*)$")
_WORDS = {"husband": "chồng", "wife": "vợ"}

Row = tuple[str | None, ...]


def couples(source: Source, table: Table, header: Header) -> list[Table]:
    """Put husband and wife, who have a row each under a word that says who is who, into one row."""
    if not {"husband", "wife"} <= {p.role for p in source.persons}:
        return []
    rows = table.frame.select(table.cells).rows()
    below = table.frame.slice(header.data_from)
    for at, name in enumerate(table.cells):
        pairs = _pairs(rows, header.data_from, at)
        if pairs:
            return [_coupled(source, table, header, rows, pairs, at)]
        if int(below[name].str.contains(_LABELLED.pattern).sum()) < 2 * _FEWEST:
            continue
        apart = _words_apart(rows, header.data_from, at)
        pairs = _pairs(apart, header.data_from, len(table.cells))
        if pairs:
            wider = replace(header, texts=(*header.texts, ""))
            return [_coupled(source, table, wider, apart, pairs, len(table.cells))]
    return []


def _words_apart(rows: Sequence[Row], start: int, at: int) -> list[Row]:
    """Part the word from the name in cells as `Chồng: Nguyễn Văn A`, into a column of its own."""
    parted: list[Row] = []
    for row, cells in enumerate(rows):
        found = _LABELLED.match(cells[at] or "") if row >= start else None
        word, rest = found.groups() if found else (None, cells[at])
        parted.append((*cells[:at], rest, *cells[at + 1 :], word))
    return parted


def _role(cell: str | None) -> str:
    words = fold(cell) if cell and len(cell) < 20 else ""
    return "husband" if words in _HUSBAND else "wife" if words in _WIFE else ""


def _pairs(rows: Sequence[Row], start: int, at: int) -> list[tuple[int, int]]:
    """Rows of husband and wife, in this order, by the words of a column; none where one is alone.

    What stands in no such row must be nobody.
    """
    pairs: list[tuple[int, int]] = []
    row = start
    while row < len(rows):
        role = _role(rows[row][at])
        if not role:
            if is_somebody(rows[row]):
                return []
            row += 1
            continue
        if row + 1 == len(rows) or {role, _role(rows[row + 1][at])} != {"husband", "wife"}:
            return []
        pairs.append((row, row + 1) if role == "husband" else (row + 1, row))
        row += 2
    return pairs if len(pairs) >= _FEWEST else []


def is_somebody(row: Row) -> bool:
    """Whether a row without a word tells of a person: by a number, or a date beside other cells."""
    cells = [cell.strip() for cell in row if cell and cell.strip()]
    dated = len(cells) > 1 and any(map(_DATE.fullmatch, cells))
    return dated or any(re.match(NUMBER_ALONE, cell) for cell in cells)


def _coupled(
    source: Source,
    table: Table,
    header: Header,
    rows: Sequence[Row],
    pairs: list[tuple[int, int]],
    words: int,
) -> Table:
    """Write each couple into its first row: once what is of both, twice what is of each."""
    texts: list[str | None] = []
    columns: list[tuple[int, int | None]] = []  # place, and whose: 0 husband, 1 wife, None both
    for at, text in enumerate(header.texts):
        plain = _BOTH.sub("", text).strip() or text
        if at == words:
            continue
        if read_header(source, plain).field in PERSONAL or _differ(rows, pairs, at):
            texts += [f"{plain} ({word})" for word in _WORDS.values()]
            columns += [(at, 0), (at, 1)]
        else:
            texts.append(text)
            columns.append((at, None))
    changed: dict[int, list[str | None]] = {}
    for pair in pairs:
        first, second = min(pair), max(pair)
        changed[first] = [
            rows[pair[who]][at] if who is not None else rows[first][at] or rows[second][at]
            for at, who in columns
        ]
        changed[second] = []
    told = (
        f"Mỗi cặp ghi trên hai dòng (chồng, vợ): đã đọc thành {len(pairs)} dòng; số dòng trong báo "
        "cáo là dòng đầu của mỗi cặp."
    )
    notice = Notice("couples_on_two_rows", len(pairs), told)
    return written(
        table, range(header.first, header.data_from), rows, {header.last: texts, **changed}, notice
    )


def _differ(rows: Sequence[Row], pairs: list[tuple[int, int]], at: int) -> bool:
    """Whether the two rows of some couple hold different things in a column."""
    return any(len({rows[a][at], rows[b][at]} - {None}) > 1 for a, b in pairs)


def written(
    table: Table,
    heads: range,
    rows: Sequence[Row],
    changed: dict[int, list[str | None]],
    notice: Notice,
) -> Table:
    """Lay out the rows of a table anew, each under its own number.

    Parameters
    ----------
    heads
        Places of the header's rows, counted from 0: they become blank unless changed.
    changed
        Place of a row → its new cells.
    """
    whole: dict[int, list[str | None]] = {at: [] for at in heads} | changed
    laid = [whole.get(at, list(row)) for at, row in enumerate(rows)]
    frame = laid_out(laid, max(map(len, laid))).with_columns(table.frame[ROW])
    return replace(table, frame=frame, merged=(), notices=(*table.notices, notice))


def numbers_below(source: Source, table: Table, header: Header) -> list[Table]:
    """Put the number that stands alone below each name into the row of the name."""
    data = table.frame.slice(header.data_from)
    for at, name in enumerate(table.cells):
        others = [other for other in table.cells if other != name]
        told = data.select(
            number=pl.col(name).str.extract(NUMBER_ALONE, 1).fill_null(""),
            named=pl.col(name).str.contains(NAME).fill_null(value=False),
            alone=pl.all_horizontal(pl.col(others).is_null()),
        ).with_columns(below=pl.col("number") != "")
        below = told.filter("below")
        follows = told.select(pl.col("named").shift(1, fill_value=False))["named"]
        everyone = below.height == int(told["named"].sum())
        if below.height < _FEWEST or not everyone or not below["alone"].all():
            continue
        called = _name_header(source, header.texts[at])
        if called and follows.filter(told["below"]).all():
            return [_beside(source, table, header, at, called, told["number"])]
    return []


def _name_header(source: Source, text: str) -> str:
    """Find the part of a header that asks for the name; empty where none does."""
    parts = [text, *re.split(r"\s*[\n/,;()]\s*|\s+-\s+|\s+(?=(?i:số|cccd|cmnd)\b)", text)]
    return next((p for p in parts if read_header(source, p).field is Field.FULL_NAME), "")


def _beside(
    source: Source, table: Table, header: Header, at: int, called: str, numbers: pl.Series
) -> Table:
    """Add a column of the numbers, each in the row above its own, which becomes blank."""
    role = main_role(source)
    own = [c.headers for c in source.columns if (c.field, c.role) == (Field.ID_NUMBER, role)]
    rows = table.frame.select(table.cells).rows()
    texts: list[str | None] = list(header.texts)
    texts[at] = called
    changed = {header.last: [*texts, own[0][0] if own else "Số định danh"]}
    for row, number in enumerate(numbers.to_list(), header.data_from):
        if number:
            changed[row - 1] = [*rows[row - 1], number]
            changed[row] = []
    count = int((numbers != "").sum())
    message = f"Số định danh ghi ở dòng dưới họ tên của {count} người: đã đọc cùng dòng họ tên."
    notice = Notice("numbers_below_names", count, message)
    return written(table, range(header.first, header.last + 1), rows, changed, notice)


def stacked(source: Source, table: Table, header: Header) -> list[Table]:
    """Put what stands below each name, as the second half of a header asks, beside it.

    `Họ tên / Ngày sinh | Số CCCD / Nơi cấp`, in a header of one row or of two.
    """
    rows = table.frame.select(table.cells).rows()
    start, halves = _halves(source, rows, header)
    below = [at for at, (_, second) in enumerate(halves) if second]
    names = [at for at, (first, _) in enumerate(halves) if _asks_name(source, first)]
    pairs = _stacks(rows, start, names[0]) if len(names) == 1 and below else []
    # Of what nobody needs the second half may stay where it is: `Chức danh`, `Bậc 3/7` below.
    beside = {
        at for at, (first, second) in enumerate(halves)
        if not second and read_header(source, first).field is not Field.IGNORED
    }  # fmt: skip
    if not pairs or any(rows[row + 1][at] for row in pairs for at in beside):
        return []
    texts: list[str | None] = [first for first, _ in halves]
    changed = {header.last: texts + [halves[at][1] for at in below]}
    for row in pairs:
        changed[row] = [*rows[row], *(rows[row + 1][at] for at in below)]
        changed[row + 1] = []
    message = (
        f"Mỗi người ghi trên hai dòng: đã đọc thành {len(pairs)} dòng; số dòng trong báo cáo là "
        "dòng đầu của mỗi người."
    )
    notice = Notice("people_on_two_rows", len(pairs), message)
    return [written(table, range(header.first, start), rows, changed, notice)]


def _halves(
    source: Source, rows: Sequence[Row], header: Header
) -> tuple[int, list[tuple[str, str]]]:
    """Return where the data begin, and what each column asks in the first row and in the second."""
    cells = rows[header.last]
    written = [
        cell if cell and fold(cell) == fold(text) else text  # where lines are parted
        for text, cell in zip(header.texts, cells, strict=True)
    ]
    halves = [_parted(text) for text in written]
    below = rows[header.data_from] if header.data_from < len(rows) else ()
    asked = [read_header(source, text or "").field for text in below]
    if any(second for _, second in halves) or not PERSONAL.intersection(asked):
        return header.data_from, halves
    return header.data_from + 1, [
        (text, under or "") for text, under in zip(written, below, strict=True)
    ]


def _parted(text: str) -> tuple[str, str]:
    """Part a header that asks two things, one a row; the second is empty where it is one."""
    first, *others = re.split(r"\s*[/\n]\s*", text.strip())
    return (first, others[0]) if len(others) == 1 else (text, "")


def _asks_name(source: Source, text: str) -> bool:
    return read_header(source, text).field is Field.FULL_NAME


def _names_over(cell: str, below: str) -> bool:
    """Whether a cell is a name; a rare one is known by the number below it."""
    return is_name(cell) is not None or bool(
        re.match(NUMBER_ALONE, below)
        and re.search(r"[^\W\d_]", cell)
        and not re.search(r"\d", cell)
    )


def _stacks(rows: Sequence[Row], start: int, at: int) -> list[int]:
    """Rows that name somebody, each with a row below that does not; none where one is alone."""
    pairs: list[int] = []
    row = start
    while row < len(rows):
        below = rows[row + 1][at] if row + 1 < len(rows) else None
        if _names_over(rows[row][at] or "", below or ""):
            if not below or is_name(below):
                return []
            pairs.append(row)
            row += 2
        elif is_somebody(rows[row]):
            return []
        else:
            row += 1
    return pairs if len(pairs) >= _FEWEST else []
