"""What a run writes together stands together or not at all."""

from __future__ import annotations

import duckdb
import polars as pl
import pytest

from pipelines.job import Job
from tests.conftest import PERIOD, Published


@pytest.fixture
def job(published: Published) -> Job:
    con = duckdb.connect()
    for table in ("a", "b"):
        con.execute(f"CREATE TABLE {table} (period VARCHAR, n BIGINT CHECK (n < 10))")
    return Job(order=published.order, con=con, run_id="r", revision=1, inputs_hash="", key=b"")


def rows(job: Job) -> list[tuple[object, ...]]:
    return job.con.execute("FROM a UNION ALL FROM b ORDER BY ALL").fetchall()


def both(job: Job, first: int, second: int) -> None:
    with job.whole():
        job.append("a", pl.DataFrame({"n": [first]}))
        job.append("b", pl.DataFrame({"n": [second]}))


def test_all_or_nothing(job: Job) -> None:
    both(job, 1, 2)
    before = [(PERIOD, 1), (PERIOD, 2)]
    assert rows(job) == before
    with pytest.raises(duckdb.ConstraintException):
        both(job, 3, 11)
    assert rows(job) == before
