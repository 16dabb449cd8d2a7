"""Loads Great Expectations without what no rule of ours touches.

The library imports all that any of its users may need: statistics for tests of distributions
(scipy), pictures of them (altair), databases (sqlalchemy), a class for every place that data may be
fetched from. That is most of the 2.5 s which an officer would wait before the first rule of a small
file is put.
"""

from __future__ import annotations

import gc
import os
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from types import ModuleType

#: Imported by the library for single expectations, and by name only: nothing of them is used
#: before such an expectation is worked out.
_ON_DEMAND = ("altair", "scipy.stats")
#: Optional to the library: it goes without where there is none.
_OPTIONAL = ("sqlalchemy",)
#: Places to fetch data from: facts are frames in memory (`pandas_datasource`).
_SOURCES = (
    "alloy_datasource", "aurora_datasource", "bigquery_datasource", "citus_datasource",
    "databricks_sql_datasource", "fabric", "fabric_datasource", "neon_datasource",
    "pandas_azure_blob_storage_datasource", "pandas_dbfs_datasource",
    "pandas_file_path_datasource", "pandas_filesystem_datasource",
    "pandas_google_cloud_storage_datasource", "pandas_s3_datasource", "postgres_datasource",
    "redshift_datasource", "snowflake_datasource", "spark_azure_blob_storage_datasource",
    "spark_datasource", "spark_dbfs_datasource", "spark_file_path_datasource",
    "spark_filesystem_datasource", "spark_google_cloud_storage_datasource", "spark_s3_datasource",
    "sql_datasource", "sql_server_datasource", "sqlite_datasource",
)  # fmt: skip
_FLUENT = "great_expectations.datasource.fluent"
_lock = threading.Lock()


class _OnDemand(ModuleType):
    """Stands for a module that is imported when something of it is asked for."""

    def __getattr__(self, name: str) -> object:
        if name.startswith("__"):  # asked for by the import system and by `inspect`
            raise AttributeError(name)
        if sys.modules.get(self.__name__) is self:
            del sys.modules[self.__name__]
        return getattr(import_module(self.__name__), name)


class _NoSources(ModuleType):
    """Stands for a module of data sources: any name is a class of which there is no instance."""

    def __getattr__(self, name: str) -> type:
        if name.startswith("__"):
            raise AttributeError(name)
        made = type(name, (), {"__module__": self.__name__})
        setattr(self, name, made)
        return made


def load() -> None:
    """Import Great Expectations, with which nothing goes over the network; once is enough."""
    with _lock:
        if "great_expectations" in sys.modules:
            return
        os.environ["GX_ANALYTICS_ENABLED"] = "false"
        with _without_garbage_collection(), _left_out():
            import_module("great_expectations.expectations")


@contextmanager
def _left_out() -> Iterator[None]:
    """Keep modules from being imported, unless they are there already; afterwards they can be."""
    stands: dict[str, ModuleType | None] = {name: _OnDemand(name) for name in _ON_DEMAND}
    stands |= {name: _NoSources(name) for name in (f"{_FLUENT}.{source}" for source in _SOURCES)}
    stands |= dict.fromkeys(_OPTIONAL)  # None: "there is no such module"
    stands = {name: stand for name, stand in stands.items() if name not in sys.modules}
    modules: dict[str, ModuleType | None] = sys.modules  # type: ignore[assignment]
    modules.update(stands)
    try:
        yield
    finally:
        for name, stand in stands.items():
            if name in modules and modules[name] is stand:
                del modules[name]


@contextmanager
def _without_garbage_collection() -> Iterator[None]:
    """Spare the search for garbage among half a million objects that stay: a fifth of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()  # nor at every later search, nor at the end of the program
        if was_on:
            gc.enable()
