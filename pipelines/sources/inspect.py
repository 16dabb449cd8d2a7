"""What a run would make of one file, for the officer who holds it: a screenful, or a page to send.

No personal value is shown, only headers, counts and row numbers.
"""

from __future__ import annotations

from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import polars as pl

from pipelines.sources import inspect_text
from pipelines.sources.declaration import Field, Source
from pipelines.sources.reading import Notice, Sheet, Status, read_file
from pipelines.sources.reading.columns import mapping

EXAMPLES = 5
_CERTAIN = 0.6


@dataclass(frozen=True)
class Finding:
    """One rule that rows break: its code, words, count, first row numbers, what follows."""

    code: str
    severity: str
    message: str
    english: str
    column: str
    rows: int
    examples: tuple[int, ...]


@dataclass(frozen=True)
class SheetReport:
    """One sheet with what checking found in it.

    Attributes
    ----------
    kinds
        Rows by kind: data, title, header, footer, blank.
    mentions, quarantined
        People named, and rows that cannot be used.
    """

    sheet: Sheet
    kinds: dict[str, int]
    mentions: int
    quarantined: int
    findings: tuple[Finding, ...]
    notices: tuple[Notice, ...]


@dataclass(frozen=True)
class Inspection:
    """A file as a run would understand it."""

    source: Source
    file_name: str
    sheets: tuple[SheetReport, ...]


def inbox_of(path: Path, source: Source) -> Path:
    """Inbox that a file lies in; the file's own folder where it lies in none."""
    for folder in path.resolve().parents:
        if folder.name == source.name:
            return folder.parent
    return path.resolve().parent


def inspect(path: Path, source: Source, *, today: date) -> Inspection:
    """Read, normalise and check one file; touches nothing."""
    with ThreadPoolExecutor(1) as beside:
        # Loading Great Expectations takes longer than reading: it begins at once, beside it.
        loaded = beside.submit(_load_checks) if source.kind == "register" else None
        sheets = read_file(path, source, mapping=inbox_of(path, source))
        reports = tuple(_report(source, sheet, today, loaded) for sheet in sheets)
    return Inspection(source, path.name, reports)


def _load_checks() -> None:
    from pipelines.checks import library

    library.load()


def _report(source: Source, sheet: Sheet, today: date, loaded: Future[None] | None) -> SheetReport:
    counted = sheet.rows["kind"].value_counts(sort=True) if sheet.rows.height else None
    kinds = dict(counted.sort("kind").iter_rows()) if counted is not None else {}
    if sheet.status != Status.READ or loaded is None:
        return SheetReport(sheet, kinds, 0, 0, (), sheet.notices)
    from pipelines.checks import check, in_english
    from pipelines.sources.mentions import to_mentions

    made = to_mentions(source, sheet)
    loaded.result()
    checked = check(source, sheet, made.frame, today=today)
    findings = tuple(
        Finding(
            r.code, str(r.severity), r.message, in_english(r.code, r.value), r.column, r.rows,
            r.examples[:EXAMPLES],
        )
        for r in checked.rules
        if r.rows
    )  # fmt: skip
    rejected = checked.quarantine.select(pl.col("file_row").n_unique()).item()
    notices = (*sheet.notices, *made.notices)
    return SheetReport(sheet, kinds, made.frame.height, int(rejected), findings, notices)


def to_html(inspection: Inspection, lang: str = "vi") -> str:
    """Describe a file as one self-contained page, for the agency that sent it."""
    return inspect_text.to_html(inspection, lang)


def propose_mapping(path: Path, source: Source) -> list[Path]:
    """Write a mapping for every sheet with columns, leaving open what is in doubt.

    Returns
    -------
    list[Path]
        The files written, in `_mapping` beside the inbox's folders. A mapping that is there
        already is an officer's work and stays.
    """
    inbox = inbox_of(path, source)
    written = []
    for sheet in read_file(path, source):
        headers = tuple(column.header for column in sheet.columns)
        if sheet.status not in (Status.READ, Status.WAITING) or not headers:
            continue
        target = mapping.path_of(inbox, source, mapping.shape_of(headers))
        if not target.exists():
            hints = {at: column.evidence for at, column in enumerate(sheet.columns)}
            mapping.write(inbox, source, headers, _proposal(sheet), hints=hints)
        written.append(target)
    return written


def _proposal(sheet: Sheet) -> dict[int, tuple[Field, str] | None]:
    """Meanings that are certain; None for columns that an officer must settle."""
    taken: dict[tuple[Field, str], int] = {}
    for column in sheet.columns:
        taken[column.field, column.role] = taken.get((column.field, column.role), 0) + 1
    proposal: dict[int, tuple[Field, str] | None] = {}
    for at, column in enumerate(sheet.columns):
        key = (column.field, column.role)
        unknown = column.field is Field.IGNORED and column.confidence == 0.0
        shared = column.field is not Field.IGNORED and taken[key] > 1
        doubtful = column.field is not Field.IGNORED and column.confidence < _CERTAIN
        waits = sheet.status == Status.WAITING
        proposal[at] = None if waits and (unknown or shared or doubtful) else key
    return proposal


def check_file(
    path: Path,
    source: Source,
    *,
    lang: str = "vi",
    html: Path | None = None,
    write_mapping: bool = False,
    today: date,
) -> None:
    """Print what a run would make of a file; write the page and the mapping where asked for."""
    written = propose_mapping(path, source) if write_mapping else []
    inspection = inspect(path, source, today=today)
    inspect_text.show(inspect_text.to_text(inspection, lang))
    if html is not None:
        html.write_text(to_html(inspection, lang), encoding="utf-8")
        inspect_text.show(inspect_text.word("page", lang).format(path=html))
    for target in written:
        inspect_text.show(inspect_text.word("mapping", lang).format(path=target))
