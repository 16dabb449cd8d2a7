"""The analysts' notebook runs on a published warehouse and its answers are the marts' figures."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

from pipelines.reporting import build_marts
from tests.reporting.factory import KEY, PERIOD, MadeUp, whole_province
from warehouse.store import connect, migrate

NOTEBOOK = Path(__file__).parents[2] / "notebooks" / "analyst.py"


@pytest.fixture
def notebook(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    path = tmp_path / "kho.duckdb"
    con = connect(path)
    migrate(con)
    missed = MadeUp.add(whole_province(), "workers", "not_found", 60, ethnic_group="Mnông")
    missed.fill(con)
    build_marts(con, period=PERIOD, run_id="r", key=KEY)
    con.close()
    monkeypatch.setenv("DOISOAT_WAREHOUSE", str(path))
    spec = importlib.util.spec_from_file_location("analyst", NOTEBOOK)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_three_questions_are_answered(notebook: ModuleType) -> None:
    _, found = notebook.app.run()
    con = found["con"]
    assert found["period"] == PERIOD
    exceptions = con.execute("SELECT count(*) FROM mart.exceptions").fetchone()
    assert (found["failures"]["records"].sum(),) == exceptions
    people = con.execute("SELECT sum(total - out_of_scope) FROM mart.match_rates").fetchone()
    assert (found["communes"]["people"].sum(),) == people
    assert found["communes"]["rate"].is_sorted()
    assert "Mnông" in found["missed"]["value"].to_list()
    for chart in ("failures_chart", "communes_chart", "groups_chart"):
        spec = found[chart].to_dict()
        assert "encoding" in spec or "spec" in spec


def test_a_missing_warehouse_is_told(
    notebook: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DOISOAT_WAREHOUSE", str(tmp_path / "none.duckdb"))
    _, found = notebook.app.run()
    assert "con" not in found
