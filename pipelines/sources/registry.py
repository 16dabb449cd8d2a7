"""Finds the declarations: every module of `registers` is one list."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Mapping
from types import MappingProxyType

from pipelines.sources import registers
from pipelines.sources.declaration import Source

#: The order in which reports and the contract name them; lists added later follow by name.
ORDER = (
    "population", "civil_status_births", "civil_status_deaths", "civil_status_marriages",
    "civil_status_adoptions", "social_insurance", "students", "teachers", "land_parcels",
    "social_protection", "children", "persons_of_merit", "workers", "elderly", "farmers_union",
    "veterans", "red_cross", "targets",
)  # fmt: skip


def load() -> Mapping[str, Source]:
    """Import every declaration.

    Raises
    ------
    ValueError
        A module declares no `SOURCE`, or one whose name is not the module's.
    """
    found: dict[str, Source] = {}
    for module in pkgutil.iter_modules(registers.__path__):
        loaded = importlib.import_module(f"{registers.__name__}.{module.name}")
        source = getattr(loaded, "SOURCE", None)
        if not isinstance(source, Source) or source.name != module.name:
            raise ValueError(f"registers/{module.name}.py must export SOURCE named {module.name!r}")
        found[source.name] = source
    known = {name: place for place, name in enumerate(ORDER)}
    ordered = sorted(found, key=lambda name: (known.get(name, len(known)), name))
    return MappingProxyType({name: found[name] for name in ordered})
