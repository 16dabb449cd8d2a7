"""Great Expectations without a network and without leaving anything behind."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

SCRIPT = """
import socket

def refuse(*args, **kwargs):
    raise SystemExit("reached for the network")

socket.socket.connect = socket.socket.connect_ex = socket.getaddrinfo = refuse

from pipelines.checks import suites
assert "great_expectations" not in __import__("sys").modules, "loaded before it is needed"

import polars as pl
from pipelines.checks.rules import BY_CODE

rule = BY_CODE["number_malformed"]
facts = pl.DataFrame({suites.KEY: [0, 1, 2], rule.fact: ["twelve", "malformed", None]})
(finding,) = suites.validate(suites.suite("offline", [rule]), facts)
assert finding.rows == (1,), finding
"""


def test_checking_needs_no_network_and_writes_nothing(tmp_path: Path) -> None:
    environment = {**os.environ, "HOME": str(tmp_path), "PYTHONWARNINGS": "ignore",
                   "PYTHONPATH": str(Path(__file__).parents[2])}  # fmt: skip
    environment.pop("GX_ANALYTICS_ENABLED", None)
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT], cwd=tmp_path, env=environment, capture_output=True,
        text=True, timeout=120, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert done.stdout == ""
    left = {path.name for path in tmp_path.iterdir()} - {".cache"}
    assert left == set()
