"""Matching by stage: seconds, pairs, links, recall, memory; each register in a process of its own.

    python -m benchmarks matching [--people 20000 --seed 1]

Every process prepares the reference itself and matches one register, so that its peak memory is
that of this register alone. Frames are read from parquet before the clock starts.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import pyarrow as pa

from benchmarks.curve import at_any_threshold
from benchmarks.stages import peak_gb
from pipelines.matching import MatchSettings, load_model, prepare_reference
from pipelines.matching.evaluation import evaluate, true_people
from pipelines.matching.run import match
from pipelines.sources import SOURCES

#: Columns of mentions and reference that matching does not look at.
_UNREAD = (
    "name_key", "birth_date", "id_raw", "address", "event_date", "death_date", "payment_form",
    "notices", "head_relation",
)  # fmt: skip
_STAGES = ("encode", "candidates", "decide")


def _read(path: Path) -> pl.DataFrame:
    """Read the columns that matching looks at."""
    written = pl.read_parquet_schema(path)
    return pl.read_parquet(path, columns=[name for name in written if name not in _UNREAD])


def measure(folder: Path, source: str) -> dict[str, Any]:
    """Match one register in this process; return times, memory and quality."""
    people = _read(folder / "population.parquet")
    mentions = _read(folder / f"{source}.parquet")
    size = people.height
    pa.array(np.zeros(1))  # Arrow loads pandas the first time; a run has loaded it long before.
    clock, busy = [time.perf_counter()], [time.process_time()]

    def mark(_: str) -> None:
        clock.append(time.perf_counter())
        busy.append(time.process_time())

    reference = prepare_reference(people)
    del people
    mark("reference")
    results = match(
        reference, mentions, SOURCES[source], model=load_model(), settings=MatchSettings(),
        mark=mark,
    ).results  # fmt: skip
    peak = peak_gb()
    truth = pl.read_parquet(folder / "truth" / f"{source}.parquet")
    quality = evaluate(results, truth).groups["all"].row(0, named=True)
    best = results.select(person="person_id", weight="probability")
    steps = [after - before for before, after in pairwise(clock)]
    return {
        "source": source, "people": size, "records": mentions.height,
        "reference": steps[0], "reference_cpu": busy[1] - busy[0],
        **dict(zip(_STAGES, steps[1:], strict=True)),
        "seconds": clock[-1] - clock[1], "cpu_seconds": busy[-1] - busy[1], "peak_gb": peak,
        **{name: quality[name] for name in ("recall", "precision", "f1", "false_links")},
        **at_any_threshold(best, true_people(results, truth)),
    }  # fmt: skip


def measure_apart(module: str, folder: Path, source: str) -> dict[str, Any]:
    """Run a benchmark module's measurement of one register in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", module, str(folder.resolve()), source],
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    row: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return row


def run(folder: Path, only: tuple[str, ...] = ()) -> pl.DataFrame:
    """Match every register of a folder of frames; print and return a row each."""
    table = []
    for path in sorted(folder.glob("*.parquet")):
        if path.stem == "population" or (only and path.stem not in only):
            continue
        row = measure_apart("benchmarks.matching", folder, path.stem)
        table.append(row)
        print(
            f"{row['source']:24} {row['records']:>8} records  encode {row['encode']:5.1f} "
            f"candidates {row['candidates']:5.1f} decide {row['decide']:5.1f} = "
            f"{row['seconds']:5.1f} s ({row['cpu_seconds']:5.1f} CPU)  "
            f"recall {row['recall']:.4f} false {row['false_links']:>3}  "
            f"peak {row['peak_gb']:.2f} GB",
            flush=True,
        )
    frame = pl.DataFrame(table)
    prepared = frame.sort("reference").row(0, named=True)
    print(
        f"all lists: {frame['seconds'].sum():.1f} s ({frame['cpu_seconds'].sum():.1f} CPU), and "
        f"once the reference of {prepared['people']} people: {prepared['reference']:.1f} s "
        f"({prepared['reference_cpu']:.1f} CPU)"
    )
    return frame


if __name__ == "__main__":
    print(json.dumps(measure(Path(sys.argv[1]), sys.argv[2])))
