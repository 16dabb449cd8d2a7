"""One physical table to one `Sheet`: header, columns, rows, text, in that order."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import polars as pl

from pipelines.sources.declaration import COLUMNS_OF, Field, Source
from pipelines.sources.normalise.text import without_null_words
from pipelines.sources.reading.arrangements.families import tells_others
from pipelines.sources.reading.arrangements.spouses_below import spouses_below
from pipelines.sources.reading.arrangements.two_rows import NUMBER_ALONE
from pipelines.sources.reading.columns import (
    combined,
    life_dates,
    mapping,
    stated_unknown,
    told_in_cells,
    unused,
)
from pipelines.sources.reading.columns.understanding import Understanding, understand
from pipelines.sources.reading.files.table import ROW, Table
from pipelines.sources.reading.fonts import legacy
from pipelines.sources.reading.fonts.signs import Signs, signs
from pipelines.sources.reading.fonts.text_repair import Repaired, repair
from pipelines.sources.reading.headers import layout
from pipelines.sources.reading.headers.roles import NAMES
from pipelines.sources.reading.limits import ReadLimits
from pipelines.sources.reading.rows import (
    ages,
    ditto,
    header_shift,
    implied_sex,
    lunar,
    shifted,
    spilled,
    years_of_title,
)
from pipelines.sources.reading.rows.row_kinds import KeyColumns, RowKinds, row_kinds
from pipelines.sources.reading.rows.second_table import header_rows
from pipelines.sources.reading.sheet import (
    EMPTY_FIELDS,
    ColumnUnderstanding,
    Notice,
    Sheet,
    Status,
    field_name,
    no_rows,
)

_TWO_ROWS = 3  # numbers under names that show that people have two rows each
_SPREADSHEETS = frozenset({"xlsx", "xlsm", "xlsb", "xls", "ods", "parquet"})
_NAMES = NAMES | {Field.INDICATOR_CODE}
_NUMBERS = frozenset({Field.ID_NUMBER, Field.OLD_ID, Field.RECORD_CODE})
_DATES = frozenset(
    {
        *COLUMNS_OF[Field.BIRTH_DATE], Field.EVENT_DATE, Field.DEATH_DATE, Field.PERIOD_TO,
        Field.TARGET_TOTAL,
    }
)  # fmt: skip
_ROWS = 1 << 16  # of which the cells are made lists together
_HOW = (
    "Chạy `doisoat check TỆP --source {source} --write-mapping`, sửa nếu cần và xác nhận tệp ánh "
    "xạ, rồi chạy lại."
)


def to_sheet(
    source: Source, table: Table, limits: ReadLimits, confirmed: mapping.Mapping | Path | None
) -> Sheet:
    """Understand one table."""
    blank = Sheet(
        source=source.name, file_name="", sheet_name=table.name, status=Status.SKIPPED, message="",
        sha256=None, bytes=0, file_type=table.file_type, encoding=table.encoding, header_row=None,
        rows=no_rows(), fields=EMPTY_FIELDS, columns=(), notices=table.notices,
    )  # fmt: skip
    if table.skip:
        return replace(blank, message=f"Bỏ qua trang: {table.skip}.")
    if table.frame.is_empty() or not table.cells:
        return replace(blank, message="Không có dữ liệu (trống).")
    header = layout.find_header(source, table)
    whole = table = _filled_down(table, header)
    placed = _in_place(source, table, header, limits)
    table, header, text = placed.table, placed.header, placed.text
    titles = _titles(table, header, text)
    frame, dated = years_of_title.with_years(source, header.texts, titles, text.frame)
    frame, died, lived = life_dates.parted(source, header.texts, frame)
    text = replace(text, frame=frame)
    try:
        known = _mapping(source, header, confirmed)
    except ValueError as error:
        return replace(blank, status=Status.WAITING, message=str(error), rows=_raw(whole))
    told = told_in_cells.gathered(text.frame, header.texts)
    apart = text.frame.with_columns(combined.names(text.frame[name]) for name in told)
    understood = understand(source, header.texts, apart, told)
    if known:
        understood = _confirmed(understood, known, table.first_column)
    rows = _kinds(table, header, understood, text, placed.seen, told)
    rows, understood = _with_second_table(source, table, header, understood, text, rows)
    understood = _with_problems_of_rows(table, understood, text, rows)
    if known is None:
        understood = _with_others(source, table, understood, text)
        if spouses_below(source, table, header):
            understood = understood.with_problem("vợ hoặc chồng ghi ở dòng dưới, không có thửa đất")
    columns = understood.columns(table.first_column)
    sheet = replace(
        blank,
        encoding=_encoding(table, text.encodings),
        header_row=int(table.frame[ROW][header.first]) if header.found else None,
        rows=_raw(whole, rows.kinds),
        columns=columns,
        notices=(
            *_notices(table, header, text, rows, understood),
            *placed.notices,
            *dated,
            *lived,
        ),
        confirmed=known is not None,
        displaced=placed.torn,
    )
    if understood.problems:
        return replace(sheet, status=Status.WAITING, message=_waiting(source, header, understood))
    taken = told_in_cells.taken_apart(table, apart, text.frame.select(told), columns).hstack(died)
    fields = _fields(table, taken, rows.kinds, columns, header.data_from)
    kinds = rows.kinds.slice(header.data_from)
    said = implied_sex.told(titles, header.texts, text.frame.select(table.cells), kinds)
    return _read(source, sheet, fields, said)


@dataclass(frozen=True)
class _Placed:
    """A table whose cells stand under their headers.

    Attributes
    ----------
    seen, text
        The cells below the header: what signs they hold, and decoded.
    notices
        What had to be moved.
    torn
        Rows, as the spreadsheet numbers them, that could not be put right.
    """

    table: Table
    header: layout.Header
    seen: dict[str, Signs]
    text: Repaired
    notices: tuple[Notice, ...]
    torn: tuple[int, ...]


def _in_place(source: Source, table: Table, header: layout.Header, limits: ReadLimits) -> _Placed:
    """Put header and cells over each other: a header moved, cells fell apart, rows slipped."""
    seen, text = _repaired(table, header, limits)
    header, moved = header_shift.over_their_cells(source, header, text.frame)
    parted = _spilled(source, table, header, text)
    if parted.parts:
        table = _with_data(table, header, parted.joined)
        seen, text = _repaired(table, header, limits)
    slipped = shifted.slipped(source, header.texts, text.frame) if header.found else shifted.NONE
    slipped = slipped.with_torn(parted.torn)
    if slipped.places:
        table = _with_data(table, header, slipped.put_back)
        seen, text = _repaired(table, header, limits)
    numbers = table.frame[ROW].slice(header.data_from)
    notices = (*moved, *parted.notices(numbers), *slipped.notices(numbers))
    torn = tuple(numbers.gather(slipped.torn).to_list())
    return _Placed(table, header, seen, text, notices, torn)


def _titles(table: Table, header: layout.Header, text: Repaired) -> list[str | None]:
    """List what stands over the header, decoded, after the sheet's name."""
    usual = legacy.usual(text.encodings.values())
    above = table.frame.head(max(header.first, 0)).select(table.cells).rows()
    return [table.name, *(cell for row in above for cell in layout.decoded_row(list(row), usual))]


def _repaired(
    table: Table, header: layout.Header, limits: ReadLimits
) -> tuple[dict[str, Signs], Repaired]:
    """Decode the cells below the header."""
    data = table.frame.slice(header.data_from).select(table.cells)
    seen = {column.name: signs(column) for column in data.iter_columns()}
    spreadsheet = table.file_type in _SPREADSHEETS
    return seen, repair(data, limits, seen, spreadsheet=spreadsheet)


def _spilled(
    source: Source, table: Table, header: layout.Header, text: Repaired
) -> spilled.Spilled:
    """Find cells that fell apart at commas, as they can in a text file alone."""
    if table.file_type != "text" or not header.found:
        return spilled.NONE
    return spilled.spilled(source, header.texts, text.frame)


def _with_data(
    table: Table, header: layout.Header, change: Callable[[pl.DataFrame], pl.DataFrame]
) -> Table:
    """Move cells of the rows below the header to their own columns."""
    above, below = table.frame.head(header.data_from), table.frame.slice(header.data_from)
    moved = change(below.select(table.cells))
    return replace(table, frame=pl.concat([above, below.select(ROW).hstack(moved)]))


def _read(source: Source, sheet: Sheet, fields: pl.DataFrame, said: implied_sex.Told) -> Sheet:
    """Finish a sheet whose columns are settled."""
    if fields.is_empty():
        return replace(sheet, status=Status.SKIPPED, message="Có tiêu đề nhưng không có dữ liệu.")
    message = f"Đọc {fields.height} dòng dữ liệu."
    fields, unknown = stated_unknown.with_precision(fields, sheet.columns)
    fields, old = ages.without_ages(fields, sheet.columns)
    fields, moon = lunar.marked(fields, sheet.columns)
    fields, above = ditto.filled(fields, sheet.columns)
    fields, implied = implied_sex.with_sexes(source, said, fields, sheet.columns)
    return replace(sheet, status=Status.READ, message=message, fields=fields,
                   notices=(*sheet.notices, *unknown, *old, *moon, *above, *implied))  # fmt: skip


def _with_problems_of_rows(
    table: Table, understood: Understanding, text: Repaired, rows: RowKinds
) -> Understanding:
    """Add what keeps rows from being read though each column is understood."""
    if _numbers_below_names(table, understood, text, rows):
        understood = understood.with_problem(
            "số định danh ghi ở dòng dưới họ tên; đề nghị đưa về cùng một dòng"
        )
    for problem in stated_unknown.problems(understood.columns(table.first_column)):
        understood = understood.with_problem(problem)
    return understood


def _with_others(
    source: Source, table: Table, understood: Understanding, text: Repaired
) -> Understanding:
    """Add that others have rows of their own, unless an officer has seen what the columns are."""
    for guess in understood.guesses:
        unused = guess.reading.field is Field.IGNORED
        if unused and tells_others(source, text.frame[table.cells[guess.at]]):
            understood = understood.with_problem(
                f"cột {guess.at + table.first_column} «{guess.header}»: có dòng không phải của "
                "chính chủ (cha, mẹ, người chăm sóc); đề nghị ghi cùng dòng với chính chủ"
            )
    return understood


def _notices(
    table: Table, header: layout.Header, text: Repaired, rows: RowKinds, understood: Understanding
) -> tuple[Notice, ...]:
    return (
        *table.notices,
        *_named(text.notices, header),
        *_row_notices(rows, header.data_from),
        *unused.numbers(understood),
        *unused.births(understood),
    )


def _mapping(
    source: Source, header: layout.Header, confirmed: mapping.Mapping | Path | None
) -> mapping.Mapping | None:
    if isinstance(confirmed, Path):
        return mapping.find(confirmed, source, header.texts)
    if confirmed is not None and confirmed.shape != mapping.shape_of(header.texts):
        return None
    return confirmed


def _confirmed(
    understood: Understanding, known: mapping.Mapping, first_column: int
) -> Understanding:
    """Take the officer's word for every column, once there is one for each."""
    if known.open:
        still = ", ".join(str(at + first_column) for at in known.open)
        return understood.with_problem(f"tệp ánh xạ {known.name} còn cột chưa xác nhận: {still}")
    for guess in understood.guesses:
        field, role = known.columns.get(guess.at, (Field.IGNORED, ""))
        guess.become(field, role, "cán bộ đã xác nhận trong tệp ánh xạ", 1.0)
    return Understanding(understood.guesses, tuple(_taken_twice(understood)))


def _taken_twice(understood: Understanding) -> list[str]:
    """Meanings that a mapping gives to more than one column."""
    seen: dict[tuple[Field, str], int] = {}
    problems = []
    for guess in understood.guesses:
        if guess.reading.field is Field.IGNORED:
            continue
        first = seen.setdefault(guess.key, guess.at)
        if first != guess.at:
            name = field_name(*guess.key)
            problems.append(f"tệp ánh xạ dùng «{name}» cho hai cột {first + 1} và {guess.at + 1}")
    return problems


def _filled_down(table: Table, header: layout.Header) -> Table:
    """Write merged data cells into every row that they cover."""
    frame = table.frame
    top = int(frame[ROW][0])
    values: dict[str, dict[int, str]] = {}
    for first_row, first_column, last_row, last_column in table.merged:
        at, column = first_row - top, first_column - table.first_column
        if at < header.data_from or last_row == first_row or last_column != first_column:
            continue
        if not 0 <= column < len(table.cells) or at >= frame.height:
            continue
        text = frame[table.cells[column]][at]
        for below in range(at + 1, min(last_row - top + 1, frame.height)):
            values.setdefault(table.cells[column], {})[below] = text
    if not values:
        return table
    filled = [
        frame[name].scatter(list(cells), list(cells.values())) for name, cells in values.items()
    ]
    count = sum(len(cells) for cells in values.values())
    notice = Notice("merged_cells", count, f"{count} ô gộp dọc: mỗi dòng nhận giá trị của ô gộp.")
    return replace(table, frame=frame.with_columns(filled), notices=(*table.notices, notice))


def _kinds(
    table: Table,
    header: layout.Header,
    understood: Understanding,
    text: Repaired,
    seen: dict[str, Signs],
    gathered: list[str],
) -> RowKinds:
    serial, names, numbers, dates = (
        _columns_of(table, understood, fields)
        for fields in (frozenset({Field.SERIAL}), _NAMES, _NUMBERS, _DATES)
    )
    told = tuple(name for name in names if name in gathered)
    keys = KeyColumns(names, numbers, dates, serial[0] if serial else None, told)
    encoding = legacy.usual(text.encodings.values())
    padded = {name for name, about in seen.items() if about.padded}
    plain = [n for n, d in text.encodings.items() if d.name in legacy.PLAIN]
    encodings = dict.fromkeys(plain if encoding != legacy.UNICODE else (), encoding)
    return row_kinds(table, header, keys, text.frame, encodings, padded)


def _columns_of(
    table: Table, understood: Understanding, fields: frozenset[Field]
) -> tuple[str, ...]:
    return tuple(table.cells[g.at] for g in understood.guesses if g.reading.field in fields)


def _with_second_table(
    source: Source,
    table: Table,
    header: layout.Header,
    understood: Understanding,
    text: Repaired,
    rows: RowKinds,
) -> tuple[RowKinds, Understanding]:
    """Mark the header's words that stand among the rows again; of other columns they are asked."""
    usual = legacy.usual(text.encodings.values())
    again, others = header_rows(source, text.frame, rows, header.texts, usual)
    if again:
        kinds = rows.kinds.scatter(again, "header")
        rows = replace(rows, kinds=kinds, repeated=rows.repeated + len(again))
    if others:
        at = ", ".join(str(table.frame[ROW][row]) for row in others[:5])
        understood = understood.with_problem(
            f"dòng {at} là tiêu đề của bảng khác, thứ tự cột khác; tách thành tệp hoặc trang riêng"
        )
    return rows, understood


def _numbers_below_names(
    table: Table, understood: Understanding, text: Repaired, rows: RowKinds
) -> bool:
    """Whether rows that name nobody hold numbers under the names: each person has two rows."""
    first = rows.kinds.len() - text.frame.height
    groups = text.frame.filter(rows.kinds.slice(first) == "title")
    names = _columns_of(table, understood, _NAMES)
    if groups.height < _TWO_ROWS or not names:
        return False
    number = pl.any_horizontal(pl.col(names).str.contains(NUMBER_ALONE))
    return int(groups.select(number.fill_null(value=False).sum()).item()) >= _TWO_ROWS


def _raw(table: Table, kinds: pl.Series | None = None) -> pl.DataFrame:
    kind = pl.lit("data") if kinds is None else pl.lit(kinds)
    cells = pl.concat_arr(table.cells).arr.to_list().alias("cells")
    rows = table.frame.with_columns(kind.alias("kind"))
    # What making lists needs beside them is then used again: memory that is new costs most.
    return pl.concat(part.select(ROW, "kind", cells) for part in rows.iter_slices(_ROWS))


def _fields(
    table: Table,
    text: pl.DataFrame,
    kinds: pl.Series,
    columns: tuple[ColumnUnderstanding, ...],
    first_data: int,
) -> pl.DataFrame:
    sources: dict[str, list[str]] = {}
    for c in columns:
        if c.field is not Field.IGNORED:
            cell = table.cells[c.position - table.first_column]
            sources.setdefault(field_name(c.field, c.role), []).append(cell)
    used = [
        _joined(cells).alias(name)
        if name.endswith(Field.FAMILY_NAME) and len(cells) > 1
        else pl.coalesce(cells).alias(name)
        for name, cells in sources.items()
    ]
    extra = [pl.col(name) for name in text.columns if name not in table.cells]
    used = [u for u in used if u.meta.output_name() not in text.columns] + extra
    fields = text.select(table.frame[ROW].slice(first_data), *used)
    return fields.filter(kinds.slice(first_data) == "data")


def _joined(cells: list[str]) -> pl.Expr:
    """Surname and middle name of two columns as one text."""
    parts = [without_null_words(pl.col(c)) for c in cells]
    text = pl.concat_str(parts, separator=" ", ignore_nulls=True)
    return pl.when(text != "").then(text)


def _encoding(table: Table, encodings: dict[str, legacy.Decision]) -> str:
    """Name the file's encoding and, by column, the older ones."""
    by_name: dict[str, list[str]] = {}
    for column, decision in encodings.items():
        if decision.name != legacy.UNICODE:
            by_name.setdefault(legacy.title(decision.name), []).append(_letter(column))
    if not by_name:
        return "UTF-8" if table.encoding == "8-bit" else table.encoding
    parts = [f"{name} (cột {', '.join(columns)})" for name, columns in by_name.items()]
    base = "" if table.encoding == "8-bit" else f"{table.encoding}; "
    return base + "; ".join(parts)


def _letter(column: str) -> str:
    return str(int(column.removeprefix("c")) + 1)


def _named(notices: tuple[Notice, ...], header: layout.Header) -> list[Notice]:
    """Say columns by their header instead of their place."""
    named = []
    for notice in notices:
        message = notice.message
        for at in range(len(header.texts) - 1, -1, -1):
            shown = f"«{header.texts[at]}»" if header.texts[at] else f"cột {at + 1}"
            message = message.replace(f"c{at},", f"{shown},").replace(f"c{at}.", f"{shown}.")
            message = message.replace(f"c{at};", f"{shown};")
        named.append(replace(notice, message=message))
    return named


def _row_notices(rows: RowKinds, first_data: int) -> list[Notice]:
    kinds, repeated, unused = rows.kinds, rows.repeated, rows.unused
    notices = []
    if unused:
        message = f"Bỏ {unused} dòng chỉ có số thứ tự, chưa ghi ai."
        notices.append(Notice("unused_rows", unused, message))
    if repeated:
        message = f"Tiêu đề lặp lại {repeated} lần giữa bảng; đã bỏ qua."
        notices.append(Notice("repeated_header", repeated, message))
    footers = int((kinds == "footer").sum())
    if footers:
        message = f"Bỏ {footers} dòng cuối bảng (cộng, ký tên)."
        notices.append(Notice("footer_rows", footers, message))
    if rows.examples:
        message = f"Bỏ {rows.examples} dòng ví dụ ở đầu bảng (không phải người thật)."
        notices.append(Notice("example_rows", rows.examples, message))
    groups = int((kinds.slice(first_data) == "title").sum()) - rows.examples
    if groups:
        message = f"Bỏ {groups} dòng tên nhóm giữa bảng (không nêu người nào)."
        notices.append(Notice("group_rows", groups, message))
    return notices


def _waiting(source: Source, header: layout.Header, understood: Understanding) -> str:
    what = "; ".join(understood.problems)
    start = "Không tìm thấy dòng tiêu đề. " if not header.found else ""
    return f"{start}Chưa đọc, chờ xác nhận cột: {what}. " + _HOW.format(source=source.name)
