"""Loads Great Expectations without what no rule of ours touches.

The library imports all that any of its users may need: statistics for tests of distributions
(scipy), pictures of them (altair), databases (sqlalchemy), a class for every expectation and for
every place that data may be fetched from. That is most of the 2.5 s which an officer would wait
before the first rule of a small file is put.
"""

from __future__ import annotations

import gc
import os
import re
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from pkgutil import iter_modules
from types import ModuleType

#: Imported by the library for single expectations, and by name only: nothing of them is used
#: before such an expectation is worked out.
_ON_DEMAND = ("altair", "scipy.stats")
#: Optional to the library: it goes without where there is none.
_OPTIONAL = ("sqlalchemy",)
_FLUENT = "great_expectations.datasource.fluent"
#: Its expectations, some sixty classes, and the places that it fetches data from.
_CLASSES = re.compile(r"expect_.*|.*_datasource|fabric")
#: Of these: what rules are made of (`assertions`), and frames in memory, for facts are such.
_USED = frozenset(
    {
        "expect_column_values_to_be_between", "expect_column_values_to_be_in_set",
        "expect_column_values_to_not_be_in_set", "pandas_datasource", "invalid_datasource",
    }
)  # fmt: skip
_lock = threading.Lock()


class _OnDemand(ModuleType):
    """Stands for a module that is imported when something of it is asked for."""

    def __getattr__(self, name: str) -> object:
        if name.startswith("__"):  # asked for by the import system and by `inspect`
            raise AttributeError(name)
        if sys.modules.get(self.__name__) is self:
            del sys.modules[self.__name__]
        return getattr(import_module(self.__name__), name)


class _Unused(ModuleType):
    """Stands for a module of which nothing is used: any name is a class without an instance."""

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
        # In a thread of its own: exceptions that the imports raise and catch keep the frames of
        # whoever called, and, never searched for again, would keep all the tables in them.
        with _without_garbage_collection(), _left_out(), ThreadPoolExecutor(1) as alone:
            alone.submit(import_module, "great_expectations.expectations").result()


def _unused() -> Iterator[str]:
    """Name the library's modules of expectations and of places for data that no rule needs."""
    library = find_spec("great_expectations")
    for root in (library and library.submodule_search_locations) or ():
        for package in ("expectations.core", "datasource.fluent"):
            for module in iter_modules([str(Path(root, *package.split(".")))]):
                if _CLASSES.fullmatch(module.name) and module.name not in _USED:
                    yield f"great_expectations.{package}.{module.name}"


def _no_readers() -> ModuleType:
    """Stand for what makes a class of every reader of pandas: of none."""
    module = ModuleType(f"{_FLUENT}.dynamic_pandas")
    vars(module)["_generate_pandas_data_asset_models"] = lambda *_, **__: {}
    return module


@contextmanager
def _left_out() -> Iterator[None]:
    """Keep modules from being imported, unless they are there already; afterwards they can be."""
    stands: dict[str, ModuleType | None] = {name: _OnDemand(name) for name in _ON_DEMAND}
    stands |= {name: _Unused(name) for name in _unused()}
    stands[f"{_FLUENT}.dynamic_pandas"] = _no_readers()
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
