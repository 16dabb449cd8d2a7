"""The SQL of the marts: read from its files, run with named parameters."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

import duckdb

_PARAMETER = re.compile(r"\$(\w+)")
_COMMENT = re.compile(r"--[^\n]*")


@cache
def text(name: str) -> str:
    """Return the statement of `warehouse/marts/<name>.sql`."""
    return files("warehouse").joinpath("marts", f"{name}.sql").read_text(encoding="utf-8")


def run(
    con: duckdb.DuckDBPyConnection, name: str, parameters: Mapping[str, object]
) -> duckdb.DuckDBPyConnection:
    """Run a statement with those of the parameters that it names."""
    statement = text(name)
    wanted = set(_PARAMETER.findall(_COMMENT.sub("", statement)))
    return con.execute(statement, {key: parameters[key] for key in sorted(wanted)})
