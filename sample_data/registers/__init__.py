"""The registers of the agencies: who is in them and what each row says."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from sample_data.population import Population
from sample_data.registers.civil import adoptions, births, deaths, marriages
from sample_data.registers.common import Register
from sample_data.registers.land import parcels
from sample_data.registers.lists import LISTS, listing
from sample_data.registers.school import children, students

Maker = Callable[[np.random.Generator, Population], Register]

REGISTERS: dict[str, Maker] = {
    "civil_status_births": births,
    "civil_status_deaths": deaths,
    "civil_status_marriages": marriages,
    "civil_status_adoptions": adoptions,
    "students": students,
    "children": children,
    "land_parcels": parcels,
} | {name: listing(name) for name in LISTS}

__all__ = ["REGISTERS", "Register"]
