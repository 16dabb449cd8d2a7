"""The analysts' notebook runs on a published warehouse and its answers are the marts' figures."""

from __future__ import annotations

import importlib.util
from collections.abc import Mapping
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from pipelines.reporting import build_marts
from tests.conftest import Published
from tests.reporting.factory import KEY, PERIOD, MadeUp, whole_province
from warehouse.store import connect, migrate

NOTEBOOK = Path(__file__).parents[2] / "notebooks" / "analyst.py"


def loaded() -> ModuleType:
    spec = importlib.util.spec_from_file_location("analyst", NOTEBOOK)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


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
    return loaded()


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
    drawn(found, "failures_chart", "communes_chart", "groups_chart")


def drawn(found: Mapping[str, Any], *charts: str) -> None:
    for chart in charts:
        spec = found[chart].to_dict()
        assert "encoding" in spec or "spec" in spec


def test_the_last_runs_quality_and_one_record_are_shown(
    published: Published, province: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DOISOAT_WAREHOUSE", str(published.order.warehouse))
    monkeypatch.setenv("DOISOAT_TRUTH", str(province))
    _, found = loaded().app.run()
    links = (
        found["con"]
        .execute(
            "SELECT count(*) FROM mart.match_results WHERE person_id IS NOT NULL"
            " AND outcome <> 'review'"
        )
        .fetchone()
    )
    assert (found["quality"]["links"].sum(),) == links
    assert (found["quality"]["pairs"] > 0).all()
    assert set(found["mistakes"]["source"]) == set(found["quality"]["source"])
    assert found["certainty"]["expected_false"].sum() > 0
    assert found["evaluation"].groups["all"]["recall"][0] > 0.9
    best = found["explanation"].candidates[0]
    assert found["record"]["outcome"] == "review"
    assert best.probability == pytest.approx(found["record"]["probability"], abs=1e-9)
    drawn(found, "mistakes_chart", "certainty_chart", "calibration_chart")


def test_a_record_may_be_asked_for(published: Published, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DOISOAT_WAREHOUSE", str(published.order.warehouse))
    monkeypatch.setenv("DOISOAT_RECORD", "workers:none.csv:1")
    _, found = loaded().app.run()
    assert "explanation" not in found


def test_a_missing_warehouse_is_told(
    notebook: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DOISOAT_WAREHOUSE", str(tmp_path / "none.duckdb"))
    _, found = notebook.app.run()
    assert "con" not in found
