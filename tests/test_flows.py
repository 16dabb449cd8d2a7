"""The same run under a real Prefect server."""

from __future__ import annotations

import asyncio
import shutil
from pathlib import Path

import duckdb
import pytest
from prefect.client.orchestration import get_client
from prefect.testing.utilities import prefect_test_harness

from pipelines import flows
from pipelines.settings import Settings
from warehouse.store import fingerprint


@pytest.fixture(scope="module")
def server() -> object:
    with prefect_test_harness(server_startup_timeout=120):
        yield


@pytest.mark.usefixtures("server")
def test_the_flow_publishes_what_the_command_line_does(province: Path, tmp_path: Path) -> None:
    from pipelines.run import run
    from tests.conftest import order_for

    inbox = tmp_path / "inbox"
    for source in ("population", "veterans"):
        shutil.copytree(province / "inbox" / source, inbox / source)
    plain = order_for(inbox, tmp_path / "plain")
    run(plain)
    folder = tmp_path / "flow"
    flows.nightly(
        inbox=str(inbox),
        warehouse=str(folder / "kho.duckdb"),
        out=str(folder / "out"),
        period="2026-11",
    )
    prints = []
    for path in (plain.warehouse, folder / "kho.duckdb"):
        with duckdb.connect(str(path), read_only=True) as con:
            tables = fingerprint(con)
            # Exception ids hang on each warehouse's own key.
            for keyed in ("mart.exceptions", "match.exception_sightings"):
                tables.pop(keyed)
            prints.append(tables)
    assert prints[0] == prints[1]

    async def stored() -> str:
        async with get_client() as client:
            artifacts = await client.read_artifacts()
            runs = await client.read_flow_runs()
            return " ".join(str(a.data) for a in artifacts) + " ".join(str(r) for r in runs)

    kept = asyncio.run(stored())
    assert "veterans" in kept
    with duckdb.connect(str(plain.warehouse), read_only=True) as con:
        people = con.sql("SELECT full_name, person_id FROM mention.mentions").fetchall()
    assert people
    for name, number in people:
        assert name is None or name not in kept
        assert number is None or number not in kept


@pytest.mark.usefixtures("server")
def test_prefect_never_keeps_what_an_exception_quotes(tmp_path: Path) -> None:
    from types import SimpleNamespace
    from typing import cast

    from prefect import flow

    from pipelines.job import Job, RunFailed
    from pipelines.stages import Stage

    def quoting(_job: Job) -> None:
        raise ValueError("could not read Nguyễn Văn Thử")

    stage = Stage("quoting", "", quoting, retries=2)

    @flow
    def night() -> None:
        flows._through_prefect(stage, cast(Job, SimpleNamespace()))

    with pytest.raises(RunFailed, match="quoting gặp lỗi ValueError"):
        night()

    async def stored() -> str:
        async with get_client() as client:
            runs = [*await client.read_flow_runs(), *await client.read_task_runs()]
            return " ".join(str(run) for run in runs)

    kept = asyncio.run(stored())
    assert "quoting" in kept
    assert "Nguyễn" not in kept


def test_serve_hands_prefect_the_schedule(tmp_path: Path) -> None:
    told: dict[str, object] = {}
    flows.serve(
        tmp_path, tmp_path / "w", tmp_path / "o", Settings(), serve_flow=lambda **k: told.update(k)
    )
    assert told["limit"] == 1
    assert "Asia/Ho_Chi_Minh" in str(told["schedule"])
    assert "0 1 * * *" in str(told["schedule"])
