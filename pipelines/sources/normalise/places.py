"""Addresses to units: the commune of today, the older one where it is written, the old district.

Units changed on 1 July 2025: districts went, 329 communes of the region became 124. Agencies write
either vintage, short or long, in one line or in columns, and misspell. Only the region is resolved;
an address elsewhere has no commune.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache, partial

import polars as pl
from rapidfuzz import fuzz, process

from pipelines.sources.normalise.address_lines import PARTS, cut, detail_of, name_part
from pipelines.sources.normalise.distinct import by_distinct
from pipelines.sources.normalise.units import Unit, Units, key_of, load_units, spelled

PLACE_COLUMNS = ("address_detail", "commune", "commune_old", "commune_name", "district")
_ANSWER = pl.Struct(
    {
        "commune": pl.String, "commune_old": pl.String, "commune_name": pl.String,
        "district": pl.String, "used": pl.Int32,
    }
)  # fmt: skip

_HERE = {
    "lamdong": "Lâm Đồng", "ld": "Lâm Đồng", "ldong": "Lâm Đồng", "68": "Lâm Đồng",
    "daknong": "Đắk Nông", "67": "Đắk Nông", "binhthuan": "Bình Thuận", "60": "Bình Thuận",
}  # fmt: skip
_PROVINCE = "Lâm Đồng"
#: Initials that mean other provinces too: believed only after a district of the region.
_SHORT_PROVINCES = {
    "đn": "Đắk Nông", "dn": "Đắk Nông", "đknông": "Đắk Nông", "bt": "Bình Thuận",
    "bth": "Bình Thuận", "lđ": "Lâm Đồng", "ld": "Lâm Đồng", "lâmđ": "Lâm Đồng",
}  # fmt: skip
_COMMUNES, _DISTRICTS = frozenset({"p", "x", "tt", "dk"}), frozenset({"h", "tp", "tx", "q"})
#: Share of letters that a misspelt name must keep, and its lead over the second-best name.
_CLOSE, _LEAD = 84, 6


@dataclass(frozen=True)
class Found:
    """What an address names, and how many parts from the right it took to name it."""

    commune: str | None = None
    commune_old: str | None = None
    commune_name: str | None = None
    district: str | None = None
    used: int = 0


def read_addresses(values: pl.Series, district: str | None = None) -> pl.DataFrame:
    """Resolve one-line addresses.

    Parameters
    ----------
    values
        Addresses as written.
    district
        District that the file is about: settles names that the region has more than once.

    Returns
    -------
    pl.DataFrame
        One row an address: `address_detail` (folded part below the commune), `commune` (code since
        2025-07-01), `commune_old` (older code where an older unit is written), `commune_name`,
        `district` (official name, without its type), null where nothing certain can be said; and
        `line`, the address `clean`.
    """
    return by_distinct(values, _resolver(district))


@lru_cache(maxsize=64)
def _resolver(district: str | None) -> Callable[[pl.DataFrame], pl.DataFrame]:
    return partial(_resolve, district=district)


def _resolve(lines: pl.DataFrame, district: str | None) -> pl.DataFrame:
    """Name each distinct part once, then resolve each distinct combination of names once."""
    frame = cut(lines)
    places = [f"part_{i}" for i in range(PARTS)]
    frame = frame.with_columns(
        pl.col("parts").list.get(-1 - i, null_on_oob=True).alias(name)
        for i, name in enumerate(places)
    )
    distinct = pl.concat([frame[name] for name in places]).unique().drop_nulls().sort()
    tokens = {part: _token(part) for part in distinct}
    named = frame.with_columns(
        pl.col(name).replace_strict(tokens, default=None, return_dtype=pl.String).alias(name)
        for name in places
    )
    combinations = named.select(places).unique().sort(places, nulls_last=True)
    answers = [vars(_find(row, district)) for row in combinations.iter_rows()]
    answered = combinations.with_columns(pl.Series("found", answers, dtype=_ANSWER)).unnest("found")
    joined = named.join(answered, on=places, how="left", nulls_equal=True, maintain_order="left")
    below = pl.col("parts").list.head(
        (pl.col("parts").list.len().cast(pl.Int32) - pl.col("used")).clip(lower_bound=0)
    )
    joined = joined.with_columns(below=below.list.join(", "))
    details = joined.select(pl.col("below").unique()).with_columns(
        address_detail=detail_of(pl.col("below"))
    )
    return joined.join(details, on="below", how="left", maintain_order="left").select(
        "value", *PLACE_COLUMNS, line=lines["text"]
    )


@lru_cache(maxsize=65_536)
def _token(part: str) -> str | None:
    """Return `kind:name` of a part that may name a unit, None for a street or hamlet."""
    kind, name = name_part(part)
    if kind in _DISTRICTS or kind in _COMMUNES or kind == "t":
        return f"{kind}:{name}"
    key = key_of(name)
    known = load_units()
    if key in known.districts or key in _HERE or key in known.elsewhere or key in _commune_keys():
        return f":{name}"
    short = name in _all_initials() or name in _SHORT_PROVINCES
    return f":{name}" if short or _ends_with_district(key) else None


@lru_cache(maxsize=1)
def _commune_keys() -> frozenset[str]:
    return frozenset(load_units().keys())


@lru_cache(maxsize=1)
def _district_keys() -> tuple[str, ...]:
    return tuple(key for key in load_units().districts if not key.isdigit())


def _ends_with_district(key: str) -> tuple[str, str] | None:
    """Cut `hiepanductrong` into a commune and a district, where both are known."""
    if not key.endswith(_district_keys()):
        return None
    known = load_units()
    for district_key, district in known.districts.items():
        if key.endswith(district_key) and len(key) > len(district_key):
            commune = key[: -len(district_key)]
            if any(unit.district == district for unit in known.old_by_key.get(commune, ())):
                return commune, district
    return None


def _find(row: tuple[str | None, ...], hint: str | None) -> Found:
    """Resolve the named parts of an address, the rightmost first."""
    known = load_units()
    tokens = [tuple(token.split(":", 1)) if token else ("", "") for token in row]
    at, province, district = 0, None, None
    kind, name = tokens[0]
    key = key_of(name)
    if kind in ("", "t", "tp") and (key in _HERE or kind == "t"):
        province, at = _HERE.get(key, ""), 1
        if not province:
            return Found(used=_named(row))
    elif kind in ("", "tp") and key in known.elsewhere and key not in known.districts:
        return Found(used=_named(row))
    kind, name = tokens[at]
    if not at and _is_province_for(kind, name, tokens[1]):
        at = 1
        kind, name = tokens[at]
    before_commune = tokens[at + 1][0] in _COMMUNES
    short = not kind and name in _all_initials() and before_commune
    if kind in _DISTRICTS or short or (not kind and key_of(name) in known.districts):
        district = _district(kind, name)
        if district is None:
            # A district that is not of the region: an address elsewhere, or one that is misread.
            return Found(used=at + 1 + int(before_commune))
        at += 1
    kind, name = tokens[at] if at < len(tokens) else ("", "")
    if not name or (kind and kind not in _COMMUNES):
        return Found(district=district, used=at)
    unit = _commune(kind, name, province, district, hint)
    if unit is None:
        return Found(district=district, used=at + int(bool(kind)))
    return Found(unit.new, unit.old, unit.name, district or unit.district, at + 1)


def _is_province_for(kind: str, name: str, left: tuple[str, ...]) -> bool:
    """Whether initials (ĐN, BT) are the province of the district that stands before them."""
    if kind or name not in _SHORT_PROVINCES:
        return False
    district = _district(*left) if left[1] and left[0] not in _COMMUNES else None
    return district is not None and load_units().provinces[district] == _SHORT_PROVINCES[name]


def _named(row: tuple[str | None, ...]) -> int:
    """Count the parts from the right that name units."""
    return next((at for at, token in enumerate(row) if token is None), len(row))


def _district(kind: str, name: str) -> str | None:
    """Return the district of a written name, its initials or a misspelling."""
    known = load_units()
    key = key_of(name)
    if key in known.districts:
        return known.districts[key]
    candidates = known.kinds_of(kind)
    for form in (spelled, key_of):
        short = [d for d in candidates if _initials(d, form) == form(name)]
        # ĐL is Đà Lạt before it is Đức Linh: the province's own districts first.
        short = [d for d in short if known.provinces[d] == _PROVINCE] or short
        if len(short) == 1:
            return short[0]
    return _closest(key, {key_of(d): d for d in candidates})


def _initials(district: str, form: Callable[[str], str]) -> str:
    return "".join(form(word)[0] for word in district.split())


@lru_cache(maxsize=1)
def _all_initials() -> frozenset[str]:
    known = load_units()
    return frozenset(_initials(d, form) for d in known.kinds_of("") for form in (spelled, key_of))


def _commune(
    kind: str, name: str, province: str | None, district: str | None, hint: str | None
) -> Unit | None:
    """Return the commune that is meant, None where it is not certain."""
    known = load_units()
    key = key_of(name)
    if district is None and not known.new_by_key.get(key) and (cut_off := _ends_with_district(key)):
        key, district = cut_off
        name = ""
    if district is not None:
        return _in_district(known, kind, key, name, district)
    older = tuple(
        unit for unit in known.old_by_key.get(key, ()) if province in (None, unit.province)
    )
    old = _preferred(kind, name, older)
    # Đắk Nông and Bình Thuận are written in addresses of before July 2025 only.
    gone = province not in (None, _PROVINCE)
    new = [] if gone else _preferred(kind, name, known.new_by_key.get(key, ()))
    if hint is not None and (near := [unit for unit in old if unit.district == hint]):
        old = near
        if province is None:
            new = [unit for unit in new if unit.new == old[0].new]
    exact = [unit for unit in (*new, *old) if unit.spelled == name]
    if exact:  # Tân Thanh is not Tân Thành where accents are written
        new, old = [u for u in new if u in exact], [u for u in old if u in exact]
    if len(new) == 1:
        # The same name of the same kind meant another commune before: which one, nobody says.
        disputed = hint is None and any(u.kind == kind and u.new != new[0].new for u in old)
        return None if disputed else new[0]
    if len({unit.new for unit in old}) == 1 and not new:
        return old[0]
    if old or new or not kind:
        return None
    return _misspelt(known, kind, key, None)


def _in_district(known: Units, kind: str, key: str, name: str, district: str) -> Unit | None:
    """Return the commune of a district: of the older units first, else of today's."""
    found = (*known.old_by_key.get(key, ()), *known.new_by_key.get(key, ()))
    inside = tuple(u for u in found if u.district == district or _beside(u, district))
    units = _preferred(kind, name, inside)
    if units:
        return units[0]
    return _misspelt(known, kind, key, district)


def _beside(unit: Unit, district: str) -> bool:
    """Whether a unit of today carries the district in its name (Phường Lang Biang - Đà Lạt)."""
    return unit.old is None and unit.key.endswith(key_of(district))


def _preferred(kind: str, name: str, units: tuple[Unit, ...]) -> list[Unit]:
    """Keep the units of the written kind, then those of the written accents, if there are any."""
    kept = [unit for unit in units if unit.kind == kind] or list(units)
    return [unit for unit in kept if unit.spelled == name] or kept


def _misspelt(known: Units, kind: str, key: str, district: str | None) -> Unit | None:
    """Return the unit whose name is clearly closest to a misspelt one."""
    units = [u for u in (*known.old, *known.new) if district is None or u.district == district]
    if kind:
        units = [u for u in units if u.kind == kind] or units
    by_key: dict[str, Unit] = {}
    for unit in units:
        by_key.setdefault(unit.key, unit)
    best = _closest(key, {k: k for k in by_key})
    if best is None:
        return None
    found = by_key[best]
    same = {u.new for u in units if u.key == best}
    return found if len(same) == 1 else None


def _closest(key: str, choices: dict[str, str]) -> str | None:
    """Return the choice clearly closest to a key. Numbers are not misspelt: 1 is not 11."""
    digits = "".join(c for c in key if c.isdigit())
    fitting = sorted(c for c in choices if "".join(x for x in c if x.isdigit()) == digits)
    letters = [c for c in fitting if not c.isdigit()]
    best = process.extract(key, letters, scorer=fuzz.ratio, limit=2)
    if not best or best[0][1] < _CLOSE or (len(best) > 1 and best[0][1] - best[1][1] < _LEAD):
        return None
    return choices[best[0][0]]


def read_commune_codes(codes: pl.Series, agreed: pl.Series | None = None) -> pl.DataFrame:
    """Resolve a column of commune codes, all of one vintage.

    A code can change its meaning (25138 was Quảng Trị, is Đạ Tẻh 2), so the column decides which
    vintage it is: by the communes of today that the rows' addresses name, where they name any, else
    by codes that only one vintage has.

    Parameters
    ----------
    codes
        Codes as written, with or without leading zeros.
    agreed
        Commune of today by the row's address, null where it has none.
    """
    known = load_units()
    frame = by_distinct(codes, _commune_codes)
    lookup = known.old_by_code if _is_old(frame["code"], agreed) else known.new_by_code
    rows = [(c, u.new, u.old, u.name, u.district) for c, u in sorted(lookup.items())]
    names = ("code", *PLACE_COLUMNS[1:])
    table = pl.DataFrame(rows, schema=dict.fromkeys(names, pl.String), orient="row")
    return frame.join(table, on="code", how="left", maintain_order="left").drop("code")


def _commune_codes(written: pl.DataFrame) -> pl.DataFrame:
    bare = pl.col("text").str.replace(r"\.0$", "").str.strip_chars("'")
    return written.with_columns(code=bare.str.zfill(5))


def _is_old(codes: pl.Series, agreed: pl.Series | None) -> bool:
    """Whether a column of codes is of the vintage before July 2025."""
    known = load_units()
    if agreed is not None:
        pairs = pl.DataFrame({"code": codes, "agreed": agreed}).drop_nulls()
        as_old = {code: unit.new for code, unit in known.old_by_code.items()}
        by_old = (
            pairs["code"].replace_strict(as_old, default=None, return_dtype=pl.String)
            == pairs["agreed"]
        ).sum()
        by_new = (pairs["code"] == pairs["agreed"]).sum()
        if by_old != by_new:
            return by_old > by_new
    seen = set(codes.unique().drop_nulls())
    old_only = len(seen & (known.old_by_code.keys() - known.new_by_code.keys()))
    return old_only > 0


def read_districts(values: pl.Series) -> pl.Series:
    """Return the official name of each written district, null where it is not of the region."""
    return by_distinct(values, _districts)["district"]


def _districts(written: pl.DataFrame) -> pl.DataFrame:
    found = [None if text is None else district_in(text) for text in written["value"]]
    return written.with_columns(district=pl.Series(found, dtype=pl.String))


def district_in(text: str) -> str | None:
    """Return the district that a text names by itself: `Huyện Bảo Lâm`, `TP.ĐL`, `678`."""
    kind, name = name_part(" ".join(text.lower().split()))
    if kind in _COMMUNES or not name:
        return None
    key = key_of(name)
    return load_units().districts.get(key) or (_district(kind, name) if kind else None)
