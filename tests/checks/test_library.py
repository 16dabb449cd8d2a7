"""Great Expectations is loaded without what no rule touches, and nothing else misses it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

SCRIPT = """
import gc, sys
from pipelines.checks import library

library.load()
assert gc.isenabled()
brought = [name for name in ("scipy.stats", "altair", "sqlalchemy") if name in sys.modules]
assert brought == [], brought
core = "great_expectations.expectations.core.expect_"
built = sorted(name.removeprefix(core) for name in sys.modules if name.startswith(core))
assert len(built) == 3, built

from great_expectations.expectations.core import expect_column_kl_divergence_to_be_less_than as one
assert one.stats.norm.cdf(0) == 0.5, "the stand-in gives what is asked of the module"
assert one.alt.Chart.__module__.startswith("altair")

import altair.vegalite, scipy.stats, sqlalchemy.orm
assert scipy.stats.norm is one.stats.norm and altair.Chart is one.alt.Chart
"""
FORGETS = """
import gc, weakref
from pipelines.checks import library

class Table: ...

def check() -> weakref.ref:
    table = Table()
    library.load()
    return weakref.ref(table)

held = check()
gc.collect()
assert held() is None, "the imports hold what their caller held"
"""
HELP = """
import sys
from click.testing import CliRunner
from pipelines.cli import cli

assert CliRunner().invoke(cli, ["--help"]).exit_code == 0
heavy = [name for name in ("polars", "duckdb", "pydantic", "pandas") if name in sys.modules]
assert heavy == [], heavy
"""


def run(script: str) -> None:
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    done = subprocess.run(
        [sys.executable, "-c", script], env=environment, capture_output=True, text=True,
        timeout=120, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr


def test_what_no_rule_touches_is_imported_when_it_is_asked_for() -> None:
    run(SCRIPT)


def test_loading_holds_nothing_of_its_callers() -> None:
    run(FORGETS)


def test_help_loads_nothing_that_a_command_alone_needs() -> None:
    run(HELP)
