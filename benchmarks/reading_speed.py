"""Reading and normalising beside the least that any program needs for the same files.

    python -m benchmarks reading --inbox DIR [--repeat 3] [--only population]

Text files: read_file with to_mentions or to_reference, against DuckDB loading the same bytes as
text columns of a table. Spreadsheets: read_file against fastexcel reading every sheet as strings.
Both sides take turns in one process; medians of wall and of CPU time (all threads), because wall
time says little on a busy machine. Reading and normalising are timed one after the other, and once
more together as the run does it: the next file is read while the last one is normalised.
Goals: 3 times DuckDB, 1.3 times fastexcel.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import _lru_cache_wrapper, partial
from pathlib import Path

import duckdb
import fastexcel

from benchmarks.stages import peak_gb
from pipelines.sources import SOURCES
from pipelines.sources.declaration import Source
from pipelines.sources.mentions import to_mentions, to_reference, to_targets
from pipelines.sources.normalise.distinct import forget
from pipelines.sources.reading import Sheet, ahead, read_file

_TEXT, _BOOKS = (".csv", ".txt", ".tsv"), (".xlsx", ".xls", ".ods", ".xlsb")
GOAL_TEXT, GOAL_BOOKS = 3.0, 1.3
_MANY = 1_000  # entries of a cache that has room for more than a vocabulary's parts
Files = list[tuple[Path, Source]]


@dataclass
class Clock:
    """Wall and CPU seconds of every repetition of one side."""

    wall: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)

    def time(self, work: Callable[[], None]) -> None:
        wall, cpu = time.perf_counter(), time.process_time()
        work()
        self.wall.append(time.perf_counter() - wall)
        self.cpu.append(time.process_time() - cpu)

    @property
    def medians(self) -> tuple[float, float]:
        return statistics.median(self.wall), statistics.median(self.cpu)


def _duckdb_loads(files: Files) -> None:
    """Load each file as text into a table of its own, as DuckDB takes it unasked."""
    with duckdb.connect() as con:
        for path, _ in files:
            con.execute(
                "CREATE OR REPLACE TABLE loaded AS SELECT * FROM read_csv(?, all_varchar = true)",
                [str(path)],
            )


def _loadable(files: Files) -> Files:
    """Leave out, on both sides, what DuckDB refuses (another encoding, titles above)."""
    kept = []
    for path, source in files:
        try:
            _duckdb_loads([(path, source)])
        except duckdb.Error:
            print(f"left out: {source.name}/{path.name} (DuckDB does not load it)")
        else:
            kept.append((path, source))
    return kept


def _normalise(source: Source, sheet: Sheet) -> None:
    if sheet.status != "read":
        return
    if source.kind == "register":
        to_mentions(source, sheet)
    elif source.kind == "reference":
        to_reference(source, sheet)
    else:
        to_targets(source, sheet)


def _read(reader: ThreadPoolExecutor, path: Path, source: Source, into: list[Sheet]) -> None:
    into.extend(reader.submit(read_file, path, source).result())


class _Parts:
    """Our side, with reading and normalising apart."""

    def __init__(self) -> None:
        self.read, self.normalise = Clock(), Clock()
        self.rows = 0

    def run(self, files: Files) -> None:
        read, normalise = Clock(), Clock()
        self.rows = 0
        with ThreadPoolExecutor(1) as reader:  # reading has a thread of its own in a run as well
            for path, source in files:
                sheets: list[Sheet] = []
                read.time(partial(_read, reader, path, source, sheets))
                self.rows += sum(sheet.rows.height for sheet in sheets)
                for sheet in sheets:
                    normalise.time(partial(_normalise, source, sheet))
        for total, part in ((self.read, read), (self.normalise, normalise)):
            total.wall.append(sum(part.wall))
            total.cpu.append(sum(part.cpu))


def _together(files: Files) -> None:
    """Read and normalise as the run does, one file ahead."""
    for sheet in ahead(sheet for path, source in files for sheet in read_file(path, source)):
        _normalise(SOURCES[sheet.source], sheet)


def _fastexcel_reads(files: Files) -> None:
    for path, _ in files:
        reader = fastexcel.read_excel(str(path))
        for name in reader.sheet_names:
            reader.load_sheet(name, header_row=None, dtypes="string").to_arrow()


def _found(inbox: Path, suffixes: tuple[str, ...], only: tuple[str, ...]) -> Files:
    return [
        (path, source)
        for name, source in SOURCES.items()
        if not only or name in only
        for path in sorted((inbox / name).rglob("*"))
        if path.suffix.lower() in suffixes
    ]


def _forget_all() -> None:
    """Let a side start as a run does: no text is known yet, whether a value, word or header."""
    forget()
    for name, module in list(sys.modules.items()):
        for thing in vars(module).values() if name.startswith("pipelines.sources") else ():
            if isinstance(thing, _lru_cache_wrapper) and _remembers_texts(thing):
                thing.cache_clear()


def _remembers_texts(cache: _lru_cache_wrapper[object]) -> bool:
    """Whether it keeps what was made of many texts; the others keep vocabularies."""
    return (cache.cache_parameters()["maxsize"] or 0) >= _MANY


def _compare(title: str, files: Files, theirs: Callable[[Files], None], *, repeat: int,
             goal: float, normalise: bool) -> None:  # fmt: skip
    if not files:
        return
    size = sum(path.stat().st_size for path, _ in files) / 1e6
    parts, other, ours = _Parts(), Clock(), Clock()
    theirs(files[:1])
    for _ in range(repeat):
        other.time(lambda: theirs(files))
        _forget_all()
        parts.run(files)
        if normalise:
            _forget_all()
            ours.time(lambda: _together(files))
    print(f"\n{title}: {len(files)} files, {size:.0f} MB, {parts.rows:,} rows, medians of {repeat}")
    print(f"{'':34} {'wall s':>8} {'CPU s':>8} {'x wall':>8} {'x CPU':>8}")
    base = other.medians
    _line(theirs.__name__.strip("_").replace("_", " "), base, base)
    _line("read_file", parts.read.medians, base)
    _line("normalise", parts.normalise.medians, base)
    measured = ours if normalise else parts.read
    wall, cpu = measured.medians
    word = "both, one file ahead" if normalise else "read_file"
    met = "met" if max(wall / base[0], cpu / base[1]) <= goal else "not met"
    _line(f"= {word}", (wall, cpu), base)
    print(f"goal at most {goal} times: {met}; peak memory so far {peak_gb():.2f} GB")


def _line(name: str, seconds: tuple[float, float], base: tuple[float, float]) -> None:
    wall, cpu = seconds
    print(f"{name:34} {wall:8.2f} {cpu:8.2f} {wall / base[0]:8.2f} {cpu / base[1]:8.2f}")


def run(inbox: Path, *, repeat: int, only: tuple[str, ...] = ()) -> None:
    """Print both comparisons for the files of an inbox."""
    for path, source in _found(inbox, _BOOKS, only)[:1] or _found(inbox, _TEXT, ("targets",)):
        for sheet in read_file(path, source):  # vocabularies and models are loaded once a process
            _normalise(source, sheet)
    books, texts = _found(inbox, _BOOKS, only), _loadable(_found(inbox, _TEXT, only))
    _compare("spreadsheets", books, _fastexcel_reads, repeat=repeat, goal=GOAL_BOOKS,
             normalise=False)  # fmt: skip
    _compare("text files", texts, _duckdb_loads, repeat=repeat, goal=GOAL_TEXT, normalise=True)
