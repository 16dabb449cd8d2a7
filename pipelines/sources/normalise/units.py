"""The units of the region by name and code: 329 communes of before July 2025 and the 124 of today.

The table is vendored (`data/units.csv`, its provenance beside it). Nothing here asks the network.
"""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from pipelines.sources.normalise.text import fold_text

#: Units as they stood until 30 June 2025; rows of other vintages are earlier names or districts.
CURRENT = "2025-06"
#: Words before a commune's name → its kind.
COMMUNE_KINDS = {"phường": "p", "xã": "x", "thị trấn": "tt", "đặc khu": "dk"}
_KIND = re.compile(
    r"^(?:(phường|xã|thị trấn|đặc khu)|(?:thành phố|thị xã|huyện))\s+", re.IGNORECASE
)
_BESIDE = re.compile(r"(.+) - (.+)")  # Phường Lâm Viên - Đà Lạt


@dataclass(frozen=True)
class Unit:
    """A commune of either vintage.

    Attributes
    ----------
    kind
        p, x, tt, dk: phường, xã, thị trấn, đặc khu.
    key, spelled
        The name without its kind, folded and with its diacritics, spaces and apostrophes out.
    district
        Official name without its type. Of a unit of today: the district that most of it was in.
    old, new
        Code before and since July 2025; `old` is None for a unit of today.
    """

    name: str
    kind: str
    key: str
    spelled: str
    district: str
    province: str
    old: str | None
    new: str


@dataclass(frozen=True)
class Units:
    """Every unit, found by what an address may hold."""

    old: tuple[Unit, ...]
    new: tuple[Unit, ...]
    old_by_key: dict[str, tuple[Unit, ...]]
    new_by_key: dict[str, tuple[Unit, ...]]
    old_by_code: dict[str, Unit]
    new_by_code: dict[str, Unit]
    districts: dict[str, str]  # key or code → official name
    district_kinds: dict[str, str]  # official name → h, tp, tx
    provinces: dict[str, str]  # district → province before July 2025
    elsewhere: frozenset[str]  # keys of the other provinces

    def kinds_of(self, kind: str) -> list[str]:
        """Districts of a kind (h, tp, tx), all where the kind is empty or another."""
        chosen = [name for name, its in self.district_kinds.items() if its == kind]
        return sorted(chosen or self.district_kinds)

    def keys(self) -> set[str]:
        """Keys of all communes."""
        return set(self.old_by_key) | set(self.new_by_key)


def key_of(text: str) -> str:
    """Return the key of a name: folded, letters and digits only; y = i and dac = dak."""
    letters = re.sub(r"[^a-z0-9]", "", fold_text(text))
    return letters.replace("y", "i").replace("dac", "dak")


def spelled(text: str) -> str:
    """Return the name with its diacritics, lower case, letters and digits only."""
    return re.sub(r"[\W_]", "", text.lower())


def _commune(name: str, district: str, province: str, *, old: str | None, new: str) -> Unit:
    found = _KIND.match(name)
    kind = COMMUNE_KINDS[found[1].lower()] if found and found[1] else ""
    bare = _KIND.sub("", name)
    return Unit(name, kind, key_of(bare), spelled(bare), district, province, old, new)


def _by_key(units: tuple[Unit, ...]) -> dict[str, tuple[Unit, ...]]:
    found = defaultdict(list)
    for unit in units:
        found[unit.key].append(unit)
        # "Phường Lâm Viên, Đà Lạt" and "Phường Lâm Viên" are written for "… Lâm Viên - Đà Lạt".
        beside = _BESIDE.fullmatch(_KIND.sub("", unit.name))
        if beside:
            found[key_of(beside[1])].append(unit)
    return {key: tuple(members) for key, members in found.items()}


@lru_cache(maxsize=1)
def load_units() -> Units:
    """Load the vendored table once."""
    data = files("pipelines.sources.normalise").joinpath("data")
    rows = list(csv.DictReader(data.joinpath("units.csv").read_text("utf-8").splitlines()))
    elsewhere = data.joinpath("provinces.txt").read_text("utf-8").splitlines()
    # The vintage of 2025 first: it is what an address without a hint means.
    rows.sort(key=lambda r: (r["vintage"] != CURRENT, r["is_default"] != "1", r["code"]))
    old: list[Unit] = []
    members: dict[str, list[str]] = defaultdict(list)
    districts: dict[str, str] = {}
    names: dict[str, str] = {}
    kinds: dict[str, str] = {}
    provinces: dict[str, str] = {}
    for row in rows:
        district = _KIND.sub("", row["district"])
        districts.setdefault(key_of(district), district)
        districts.setdefault(row["district_code"], district)
        kinds.setdefault(district, {"T": "tp", "H": "h"}[row["district"][0]])
        if row["district"].startswith("Thị xã"):
            kinds[district] = "tx"
        provinces.setdefault(district, row["province"])
        names[row["new_code"]] = row["new_name"]
        if row["is_default"] == "1":
            old.append(
                _commune(
                    row["name"], district, row["province"], old=row["code"], new=row["new_code"]
                )
            )
            if row["vintage"] == CURRENT:
                members[row["new_code"]].append(district)
        elif not members[row["new_code"]]:
            members[row["new_code"]].append(district)
    new = tuple(
        _commune(names[code], district, provinces[district], old=None, new=code)
        for code, district in sorted(
            (code, _home(names[code], found)) for code, found in members.items()
        )
    )
    olds = tuple(old)
    by_code: dict[str, Unit] = {}
    for unit in olds:
        by_code.setdefault(str(unit.old), unit)
    return Units(
        olds, new, _by_key(olds), _by_key(new), by_code, {u.new: u for u in new},
        districts, kinds, provinces, frozenset(key_of(name) for name in elsewhere),
    )  # fmt: skip


def _home(name: str, districts: list[str]) -> str:
    """Return the district in the unit's name, else the one that most of its communes were in."""
    key = key_of(name)
    own = sorted(d for d in set(districts) if key_of(d) in key)
    return own[0] if own else min(set(districts), key=lambda d: (-districts.count(d), d))
