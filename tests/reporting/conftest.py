"""Two periods of a made-up province, counted and written once for the tests that only read."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import duckdb
import pytest

from pipelines.reporting import build_marts, write_outputs
from tests.reporting.factory import KEY, PERIOD, empty_warehouse, whole_province

EARLIER = "2026-10"


@dataclass(frozen=True)
class Written:
    con: duckdb.DuckDBPyConnection
    out: Path
    paths: list[Path]


@pytest.fixture(scope="session")
def written(tmp_path_factory: pytest.TempPathFactory) -> Written:
    con = empty_warehouse()
    for period, more in ((EARLIER, 0), (PERIOD, 3)):
        whole_province(period, more).fill(con)
        build_marts(con, period=period, run_id=f"{period}-r", key=KEY)
    out = tmp_path_factory.mktemp("out")
    return Written(con, out, write_outputs(con, period=PERIOD, out=out))
