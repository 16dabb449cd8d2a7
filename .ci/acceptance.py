"""Run the pipeline on a made-up province with truth and hold it to its promises.

python .ci/acceptance.py FOLDER      # holds province-20k.tar.xz and score.py
"""

from __future__ import annotations

import json
import subprocess
import sys
import tarfile
import tempfile
import time
from pathlib import Path

import duckdb

DOISOAT = str(Path(sys.executable).with_name("doisoat"))


def run(province: Path, work: Path) -> float:
    """Run a period once; return the seconds it took."""
    start = time.perf_counter()
    subprocess.run(  # noqa: S603
        [DOISOAT, "run", "--inbox", province / "inbox", "--warehouse", work / "kho.duckdb",
         "--out", work / "out", "--period", "2026-11"],
        check=True,
    )  # fmt: skip
    return time.perf_counter() - start


def snapshot(work: Path) -> dict[str, int]:
    """Hash every published table, run ids and times aside."""
    from warehouse.store import connect, fingerprint

    with connect(work / "kho.duckdb", read_only=True) as con:
        return {name: hash(value) for name, value in fingerprint(con).items()}


def main(folder: Path) -> int:
    """Return 0 when every promise holds."""
    with tempfile.TemporaryDirectory() as scratch:
        work = Path(scratch)
        with tarfile.open(folder / "province-20k.tar.xz") as archive:
            archive.extractall(work, filter="data")
        province = work / "province-20k"
        print(f"run: {run(province, work):.1f} s")
        first = snapshot(work)
        print(f"second run: {run(province, work):.1f} s")
        score = subprocess.run(  # noqa: S603
            [sys.executable, folder / "score.py", work / "kho.duckdb", province, "--json"],
            check=True, capture_output=True, text=True,
        )  # fmt: skip
        rows = json.loads(score.stdout)
        for row in rows:
            print("\t".join(str(row[k]) for k in ("source", "n", "lost", "linked", "false", "f1")))
        total = next(row for row in rows if row["source"] == "ALL")
        with duckdb.connect(str(work / "kho.duckdb"), read_only=True) as con:
            outcomes = {
                o for (o,) in con.sql("FROM mart.match_results SELECT DISTINCT outcome").fetchall()
            }
        promises = {
            "no row is lost": total["lost"] == 0,
            "F1 at least 0.97": total["f1"] >= 0.97,
            "at most one false link in 1,000": total["false"] <= total["linked"] / 1000,
            "every outcome occurs": len(outcomes) == 8,
            "a second run changes nothing": snapshot(work) == first,
        }
    failed = [name for name, holds in promises.items() if not holds]
    for name, holds in promises.items():
        print("ok  " if holds else "FAIL", name)
    print(f"{len(promises) - len(failed)} passed, {len(failed)} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]).resolve()))
