"""Fuzz reading: no file may raise, hang, crash, or leave a row without a place.

    python -m benchmarks fuzz --minutes 10 --seed 1

Every case runs in a child process with a time bound, so a hang or a crash of a native reader is a
finding like any other. What fails is kept in `--keep` with the two numbers that make it again.
"""

from __future__ import annotations

import multiprocessing as mp
import re
import tempfile
import time
import traceback
from collections import Counter
from datetime import date
from multiprocessing.connection import Connection
from pathlib import Path
from typing import NamedTuple

import polars as pl

from benchmarks.fuzz_files import Case, make
from pipelines import checks
from pipelines.sources.declaration import Source
from pipelines.sources.mentions import to_mentions, to_reference, to_targets
from pipelines.sources.reading import Kind, ReadLimits, Sheet, Status, read_file

LIMITS = ReadLimits(seconds=20.0)
SECONDS = 30.0  # for one case, then it is a hang
TODAY = date(2026, 11, 23)
_KINDS = {str(kind) for kind in Kind}
_STATUSES = {str(status) for status in Status}


class Answer(NamedTuple):
    """What one case gave."""

    how: str
    name: str
    statuses: list[str]
    problems: list[str]
    seconds: float


def judge(case: Case, folder: Path) -> tuple[list[str], list[str]]:
    """Read a case as a run does; say what became of it and what must not be."""
    path = folder / case.name
    path.write_bytes(case.data)
    sheets = read_file(path, case.source, limits=LIMITS)
    problems = [] if sheets else ["no sheet for the file"]
    for sheet in sheets:
        problems += [*_rows(sheet), *_mentions(case.source, sheet)]
        if "\n" in sheet.message or not sheet.message.strip():
            problems.append("no message of one line")
    problems += _none_lost(case, sheets)
    return [str(sheet.status) for sheet in sheets], problems


def _rows(sheet: Sheet) -> list[str]:
    problems = []
    rows = sheet.rows["file_row"]
    if sheet.status not in _STATUSES:
        problems.append(f"unknown status {sheet.status}")
    if not set(sheet.rows["kind"].unique()) <= _KINDS or sheet.rows["kind"].null_count():
        problems.append("unknown kind of row")
    if rows.null_count() or (rows.len() > 1 and (rows.diff().drop_nulls() != 1).any()):
        problems.append("row numbers are not one after the other")
    if sheet.status == Status.READ:
        data = sheet.rows.filter(pl.col("kind") == "data")["file_row"].to_list()
        if not data or sheet.fields["file_row"].to_list() != data:
            problems.append("fields are not the data rows")
    elif sheet.fields.height:
        problems.append("fields of a sheet that was not read")
    return problems


def _mentions(source: Source, sheet: Sheet) -> list[str]:
    if sheet.status != Status.READ:
        return []
    data = set(sheet.fields["file_row"].to_list())
    if source.kind == "targets":
        made = to_targets(source, sheet)
    elif source.kind == "reference":
        made = to_reference(source, sheet)
    else:
        made = to_mentions(source, sheet).frame
        checked = checks.check(source, sheet, made, today=TODAY)
        if checked.mentions.height != made.height:
            return ["checks lost or made a mention"]
        if not set(checked.quarantine["file_row"].to_list()) <= data:
            return ["quarantined a row that the sheet has not"]
    if set(made["file_row"].to_list()) != data:
        return ["a data row without a mention, or a mention without a row"]
    return []


def _none_lost(case: Case, sheets: list[Sheet]) -> list[str]:
    """Count the rows another way, where that can be done."""
    if len(sheets) != 1 or sheets[0].rows.is_empty():
        return []
    found = sheets[0].rows.height
    if case.rows is not None and found != case.rows:
        return [f"{case.rows} rows written, {found} found"]
    plain = sheets[0].file_type == "text" and b'"' not in case.data and b"\0" not in case.data
    if not plain or case.data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return []
    data = case.data.replace(b"\r\n", b"\n")
    if b"\n" not in data:
        data = data.replace(b"\r", b"\n")
    if b"\r" in data:
        return []
    lines = data.split(b"\n")
    last = max(
        (i for i, line in enumerate(lines, 1) if re.search(rb"[0-9A-Za-z]", line)), default=0
    )
    if found < last and _ends_with(sheets[0], lines[last - 1]):
        return []  # joined to the row above it, it has none of its own
    if not last <= found <= len(lines):
        return [f"rows up to line {last} of {len(lines)} written, {found} found"]
    return []


def _ends_with(sheet: Sheet, line: bytes) -> bool:
    """Whether the last row was joined of several lines, and holds all the words of one."""
    joined = any(notice.code == "broken_lines" for notice in sheet.notices)
    cells = sheet.rows["cells"].to_list()[-1]
    written = " ".join(cell for cell in cells if cell)
    words = re.findall(rb"[0-9A-Za-z]+", line)
    return joined and all(word.decode() in written for word in words)


def _work(pipe: Connection) -> None:
    """Child: take numbers, give back what was found."""
    import great_expectations  # noqa: F401 - seconds that are no case's

    pipe.send("ready")
    with tempfile.TemporaryDirectory() as name:
        while (numbers := pipe.recv()) is not None:
            case = make(*numbers)
            start = time.perf_counter()
            try:
                statuses, problems = judge(case, Path(name))
            except BaseException:  # noqa: BLE001 - finding them is what this is for
                statuses, problems = [], [traceback.format_exc(limit=-4)]
            seconds = time.perf_counter() - start
            pipe.send(Answer(case.how, case.name, statuses, problems, seconds))


class Child:
    """A process that reads cases, started anew when one kills or holds it."""

    def __init__(self) -> None:
        self._context = mp.get_context("spawn")
        self._start()

    def _start(self) -> None:
        self._pipe, theirs = self._context.Pipe()
        self._process = self._context.Process(target=_work, args=(theirs,), daemon=True)
        self._process.start()
        theirs.close()
        self._pipe.recv()

    def run(self, seed: int, number: int) -> Answer:
        self._pipe.send((seed, number))
        problem = f"hang: no answer in {SECONDS:.0f} s"
        if self._pipe.poll(SECONDS):
            try:
                answer: Answer = self._pipe.recv()
            except EOFError:
                self._process.join(10)
                problem = f"crash: the process ended with {self._process.exitcode}"
            else:
                return answer
        self._process.kill()
        self._process.join()
        self._start()
        case = make(seed, number)
        return Answer(case.how, case.name, [], [problem], SECONDS)

    def stop(self) -> None:
        self._pipe.send(None)
        self._process.join(10)


def run(*, minutes: float, seed: int, keep: Path, first: int = 0) -> int:
    """Try cases for so long; print figures; return how many failed."""
    child, end = Child(), time.monotonic() + 60 * minutes
    statuses: Counter[str] = Counter()
    kinds: Counter[str] = Counter()
    slowest: list[tuple[float, int, str]] = []
    failed, number, spent = 0, first, 0.0
    while time.monotonic() < end:
        how, name, became, problems, seconds = child.run(seed, number)
        statuses.update(became)
        kinds[name.rsplit(".", 1)[-1]] += 1
        spent += seconds
        slowest = sorted([*slowest, (seconds, number, how)], reverse=True)[:5]
        if problems:
            failed += 1
            _keep(keep, seed, number, how, problems)
            print(f"FAILED --seed {seed} case {number} ({how}): {problems[0]}", flush=True)
        number += 1
    child.stop()
    print(
        f"cases {number - first} (seed {seed}, from {first}), failed {failed}, {spent:.0f} s in all"
    )
    print("sheets: " + ", ".join(f"{k} {v}" for k, v in sorted(statuses.items())))
    print("names: " + ", ".join(f"{k} {v}" for k, v in sorted(kinds.items())))
    for seconds, at, how in slowest:
        print(f"slowest: {seconds:6.2f} s  case {at}  {how}")
    return failed


def _keep(folder: Path, seed: int, number: int, how: str, problems: list[str]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    case = make(seed, number)
    stem = f"{seed}-{number}-{case.source.name}"
    (folder / f"{stem}-{case.name}").write_bytes(case.data)
    (folder / f"{stem}.why.txt").write_text(how + "\n" + "\n".join(problems) + "\n")
