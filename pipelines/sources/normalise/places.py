"""Addresses to units: the commune of today, the older one where it is written, the old district.

Units changed on 1 July 2025: districts went, 329 communes of the region became 124. Agencies write
either vintage, short or long, in one line or in columns. Only the region is resolved; an address
elsewhere has no commune. The table is vendored (`data/units.csv`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

import polars as pl
from rapidfuzz import fuzz, process

from pipelines.sources.normalise.text import by_distinct, clean, fold

_TYPES = r"(?:phuong|xa|thi tran|dac khu)"
_DISTRICT_TYPES = r"(?:thanh pho|thi xa|huyen|quan)"
#: Abbreviations over folded text, longest first.
_ABBREVIATIONS = (
    (r"\bt\.?\s*p\.?\s*(?:d\.?\s?l|da lat)\b", "thanh pho da lat"),
    (r"\bt\.?\s*p\.?\s*(?:b\.?\s?l|bao loc)\b", "thanh pho bao loc"),
    (r"\btp\b\.?\s*|\bt\.\s*p\.\s*", "thanh pho "),
    (r"\btt\b\.?\s*|\bt\.\s*t\.\s*", "thi tran "),
    (r"\btx\b\.?\s*|\bt\.\s*x\.\s*", "thi xa "),
    (r"\bp\.?\s*(\d{1,2})\b", "phuong ${1}"),
    (r"\bp\.\s*", "phuong "),
    (r"\bx\.\s*", "xa "),
    (r"\bh\.\s*", "huyen "),
    (r"\bq\.\s*", "quan "),
    (r"\bphuong 0(\d)\b", "phuong ${1}"),
)
#: Share of letters that a misspelt name must keep, and its lead on the second-best name.
_CLOSE, _LEAD = 88, 6
_ELSEWHERE = (
    "an giang|bac ninh|bac lieu|ben tre|binh dinh|binh duong|binh phuoc|ca mau|can tho|cao bang|"
    "da nang|dak lak|dac lac|dien bien|dong nai|dong thap|gia lai|ha giang|ha nam|ha noi|ha tinh|"
    "hai duong|hai phong|hau giang|hoa binh|ho chi minh|hcm|hue|hung yen|khanh hoa|kien giang|"
    "kon tum|lai chau|lang son|lao cai|long an|nam dinh|nghe an|ninh binh|ninh thuan|phu tho|"
    "phu yen|quang binh|quang nam|quang ngai|quang ninh|quang tri|soc trang|son la|tay ninh|"
    "thai binh|thai nguyen|thanh hoa|thua thien hue|tien giang|tra vinh|tuyen quang|vinh long|"
    "vinh phuc|yen bai|vung tau|ba ria vung tau|bac giang|bac kan|sai gon"
)

PLACE_COLUMNS = ("address_detail", "commune", "commune_old", "commune_name", "district")


@dataclass(frozen=True)
class Units:
    """The table of units in the forms that looking up needs (all keys folded)."""

    table: pl.DataFrame  # code, name, district, new_code, new_name, key, district_key, vintage
    new: pl.DataFrame  # new_key, new_code, new_name, district of most of it
    districts: dict[str, str]  # key → official name without prefix
    old_keys: tuple[str, ...]
    new_keys: tuple[str, ...]
    old_codes: frozenset[str]
    new_codes: frozenset[str]


@lru_cache(maxsize=1)
def units() -> Units:
    """Load the vendored table once."""
    path = files("pipelines.sources.normalise").joinpath("data", "units.csv")
    table = (
        pl.read_csv(path.read_bytes(), infer_schema=False)
        .with_columns(pl.col("name").str.strip_chars().str.replace_all(r"\s+", " "))
        .with_columns(
            key=_apostrophes_gone("name"),
            district_key=_apostrophes_gone("district"),
            type=fold(pl.col("name")).str.extract(rf"^({_TYPES})"),
            district=pl.col("district").str.replace(r"^(?:Thành phố|Thị xã|Huyện)\s+", ""),
            new_code=pl.col("new_code").replace("", None),
            new_key=_apostrophes_gone("new_name"),
        )
        # The newest vintage first, so that `first` prefers it.
        .sort(pl.col("vintage") != "2025-06", pl.col("is_default") != "1", "code", "new_code")
    )
    current = table.filter(pl.col("vintage") == "2025-06")
    new = (
        current.group_by("new_key", "new_code", "new_name", "district")
        .len()
        .sort("len", "district", descending=[True, False])
        .group_by("new_code", maintain_order=True)
        .first()
        .sort("new_code")
    )
    districts = dict(table.select("district_key", "district").unique().sort("district").iter_rows())
    return Units(
        table=table,
        new=new,
        districts=districts,
        old_keys=tuple(sorted(set(table["key"]), key=lambda k: (-len(k), k))),
        new_keys=tuple(sorted(set(new["new_key"]), key=lambda k: (-len(k), k))),
        old_codes=frozenset(table["code"]),
        new_codes=frozenset(new["new_code"]),
    )


def _apostrophes_gone(column: str) -> pl.Expr:
    """Key of a unit's name: folded, K'Nàng = Knàng, without its type."""
    cleaned = clean(pl.col(column)).str.replace_all(r"'\s*", "")
    folded = fold(cleaned).str.replace_all(r"[^a-z0-9]+", " ").str.strip_chars()
    return folded.str.replace(rf"^(?:{_TYPES}|{_DISTRICT_TYPES})\s+", "")


def read_addresses(values: pl.Series) -> pl.DataFrame:
    """Resolve one-line addresses.

    Returns
    -------
    pl.DataFrame
        One row an address: `address_detail` (folded part below the commune), `commune` (code since
        2025-07-01), `commune_old` (older code where an older unit is written), `commune_name`,
        `district` (official name, without its type). Null where nothing certain can be said.
    """
    return by_distinct(values, _resolve)


def _resolve(addresses: pl.DataFrame) -> pl.DataFrame:
    known = units()
    frame = _split(addresses, known)
    by_old = _old_lookup(known)
    found = frame.join(
        by_old, on=["old_key", "district_key", "old_type"], how="left", nulls_equal=True
    ).join(
        known.new.select(
            "new_key",
            now_code="new_code",
            now_name="new_name",
            now_district="district",
        ),
        on="new_key",
        how="left",
    )
    # A district was written: the old unit. None: the unit of today, unless only an old one fits.
    has_district = pl.col("district_key").is_not_null()
    old = (has_district | pl.col("now_code").is_null()) & pl.col("code").is_not_null()
    here = ~pl.col("elsewhere")
    resolved = found.with_columns(
        commune=pl.when(here).then(
            pl.when(old).then(pl.col("new_code")).otherwise(pl.col("now_code"))
        ),
        commune_old=pl.when(here & old).then(pl.col("code")),
        commune_name=pl.when(here).then(
            pl.when(old).then(pl.col("name")).otherwise(pl.col("now_name"))
        ),
        district=pl.when(here).then(
            pl.coalesce(
                pl.col("district_key").replace_strict(
                    known.districts, default=None, return_dtype=pl.String
                ),
                pl.when(old).then(pl.col("district")).otherwise(pl.col("now_district")),
            )
        ),
    )
    return resolved.select(addresses.columns[0], *PLACE_COLUMNS).unique("value", keep="first")


def _split(addresses: pl.DataFrame, known: Units) -> pl.DataFrame:
    """Find district, commune and the detail below it in each address."""
    text = fold(clean(pl.col("value")).str.replace_all(r"'\s*", ""))
    for pattern, full in _ABBREVIATIONS:
        text = text.str.replace_all(pattern, full)
    text = text.str.replace_all(r"[^a-z0-9/,;-]+", " ").str.replace_all(r"\s*[,;-]+\s*", ", ")
    districts = _alternatives(sorted(known.districts, key=lambda k: (-len(k), k)))
    olds, news = _alternatives(known.old_keys), _alternatives(known.new_keys)
    both = _alternatives(
        sorted({*known.old_keys, *(k for k in known.new_keys)}, key=lambda k: (-len(k), k))
    )
    frame = addresses.with_columns(text=text.str.strip_chars(" ,"))
    # "phuong lam vien, da lat" is one unit of today.
    for key in known.new_keys:
        head, _, tail = key.rpartition(" da lat") if key.endswith(" da lat") else ("", "", "")
        if head and not tail:
            frame = frame.with_columns(
                text=pl.col("text").str.replace(rf"\bphuong {head}, da lat\b", f"phuong {key}")
            )
    frame = frame.with_columns(
        bare=pl.col("text").str.replace(r",?\s*(?:tinh )?lam dong$", ""),
        elsewhere=pl.col("text")
        .str.contains(rf"(?:^|, )(?:tinh |thanh pho )?(?:{_ELSEWHERE})$")
        .fill_null(value=False),
    )
    frame = frame.with_columns(
        new_key=pl.col("bare").str.extract(rf"{_TYPES} ({news})$", 1),
    ).with_columns(
        district_key=pl.when(pl.col("new_key").is_null()).then(
            pl.coalesce(
                pl.col("bare").str.extract(rf"{_DISTRICT_TYPES} ({districts})\b", 1),
                pl.col("bare").str.extract(rf"(?:,|^)\s*({districts})$", 1),
                pl.col("bare").str.extract(rf"{_TYPES} (?:{both}) ({districts})$", 1),
            )
        )
    )
    frame = frame.with_columns(
        old_key=pl.coalesce(
            pl.col("bare").str.extract(rf"{_TYPES} ({olds})(?:,|$| {_DISTRICT_TYPES})", 1),
            pl.col("bare").str.extract(rf"{_TYPES} ({olds}) (?:{districts})$", 1),
            pl.col("bare").str.extract(
                rf"(?:,|^)\s*({olds}), (?:{_DISTRICT_TYPES} )?(?:{districts})$", 1
            ),
        ),
        old_type=pl.col("bare").str.extract(rf"({_TYPES}) (?:{olds})(?:,|$| )", 1),
        new_key=pl.coalesce(
            "new_key",
            pl.when(pl.col("district_key").is_null()).then(
                pl.col("bare").str.extract(rf"{_TYPES} ({news})(?:,|$)", 1)
            ),
            pl.when(pl.col("district_key").is_null()).then(
                pl.col("bare").str.extract(rf"(?:,|^)\s*({news})$", 1)
            ),
        ),
    )
    frame = _mend_spelling(frame, known)
    return frame.with_columns(address_detail=_detail())


def _alternatives(keys: tuple[str, ...] | list[str]) -> str:
    return "|".join(re.escape(key).replace(r"\ ", " ") for key in keys)


def _mend_spelling(frame: pl.DataFrame, known: Units) -> pl.DataFrame:
    """Read a misspelt commune by the names of its district, where one is clearly closest."""
    written = pl.col("bare").str.extract(rf"{_TYPES} ([^,]+)(?:,|$)", 1)
    odd = (
        frame.filter(
            pl.col("old_key").is_null() & pl.col("new_key").is_null() & ~pl.col("elsewhere")
        )
        .select(written=written, district_key="district_key")
        .drop_nulls("written")
        .unique()
        .sort("written", "district_key", nulls_last=True)
    )
    mended = []
    for text, district in odd.iter_rows():  # distinct misspellings: a handful
        if district is None:
            choices: list[str] = list(known.new_keys)
        else:
            choices = (
                known.table.filter(pl.col("district_key") == district)["key"]
                .unique()
                .sort()
                .to_list()
            )
        best = process.extract(text, choices, scorer=fuzz.ratio, limit=2)
        clear = (
            best and best[0][1] >= _CLOSE and (len(best) == 1 or best[0][1] - best[1][1] >= _LEAD)
        )
        # Numbers are not misspelt: Phường 1 is not Phường 11.
        if clear and re.sub(r"\D", "", text) == re.sub(r"\D", "", best[0][0]):
            mended.append((text, district, best[0][0]))
    if not mended:
        return frame
    lookup = pl.DataFrame(mended, schema=["written", "district_key", "mended"], orient="row").cast(
        pl.String
    )
    return (
        frame.with_columns(written=written)
        .join(lookup, on=["written", "district_key"], how="left", nulls_equal=True)
        .with_columns(
            old_key=pl.coalesce(
                "old_key", pl.when(pl.col("district_key").is_not_null()).then("mended")
            ),
            new_key=pl.coalesce(
                "new_key", pl.when(pl.col("district_key").is_null()).then("mended")
            ),
        )
        .drop("written", "mended")
    )


def _detail() -> pl.Expr:
    """Part of the address below the commune."""
    before = pl.col("bare").str.extract(rf"^(.*?)(?:^|,\s*|\s){_TYPES} ", 1)
    detail = pl.coalesce(before, pl.col("bare").str.extract(r"^(.*?), ", 1))
    return detail.str.strip_chars(" ,").replace("", None)


def _old_lookup(known: Units) -> pl.DataFrame:
    """Old units by name, district and type; each also without what an address may leave out.

    A name without a district counts only where it is the region's only one.
    """
    columns = ("code", "name", "district", "new_code")
    nothing = pl.lit(None, dtype=pl.String)
    current = known.table.filter(pl.col("vintage") == "2025-06")

    def by(table: pl.DataFrame, *keys: str) -> pl.DataFrame:
        grouped = table.group_by(*keys, maintain_order=True).agg(
            *(pl.col(c).first() for c in columns), places=pl.col("code").n_unique()
        )
        if "district_key" not in keys:
            grouped = grouped.filter(pl.col("places") == 1).with_columns(district_key=nothing)
        if "type" not in keys:
            grouped = grouped.with_columns(type=nothing)
        return grouped.select(*columns, "district_key", old_key="key", old_type="type")

    return pl.concat(
        [
            by(known.table, "key", "district_key", "type"),
            by(known.table, "key", "district_key"),
            by(current, "key", "type"),
            by(current, "key"),
        ]
    )


def read_commune_codes(codes: pl.Series) -> pl.DataFrame:
    """Resolve a column of commune codes, all of one vintage.

    A code can change its meaning (25138 was Quảng Trị, is Đạ Tẻh 2), so the column's own codes say
    which vintage it is: one that exists only among the old units makes it old.
    """
    known = units()
    frame = pl.DataFrame({"code": codes.cast(pl.String)}).with_columns(
        pl.col("code").str.strip_chars().str.replace(r"\.0$", "").str.zfill(5)
    )
    seen = set(frame["code"].drop_nulls().to_list())
    old_only = len(seen & (known.old_codes - known.new_codes))
    if old_only:
        lookup = known.table.unique("code", keep="first", maintain_order=True).select(
            "code",
            commune="new_code",
            commune_old="code",
            commune_name="name",
            district="district",
        )
    else:
        lookup = known.new.select(
            code="new_code",
            commune="new_code",
            commune_old=pl.lit(None, dtype=pl.String),
            commune_name="new_name",
            district="district",
        )
    return frame.join(lookup, on="code", how="left", maintain_order="left").drop("code")


def read_districts(values: pl.Series) -> pl.Series:
    """Return the official name of each written district, null where it is not of the region."""
    return by_distinct(values, _read_districts)["district"]


def _read_districts(frame: pl.DataFrame) -> pl.DataFrame:
    known = units()
    text = fold(clean(pl.col("value")))
    for pattern, full in _ABBREVIATIONS:
        text = text.str.replace_all(pattern, full)
    key = text.str.replace_all(r"[^a-z0-9]+", " ").str.strip_chars()
    key = key.str.replace(rf"^{_DISTRICT_TYPES}\s+", "")
    return frame.with_columns(
        district=key.replace_strict(known.districts, default=None, return_dtype=pl.String)
    )
