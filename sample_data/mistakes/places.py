"""Addresses: old units, new units, shortened, moved, missing."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl

from sample_data.mistakes.drawing import Codes, Texts, assign, label
from sample_data.settings import Mistakes

#: Ways to write one commune; the last are shortened and often without what lies below the commune.
OLD, NEW, DISTRICT_MISSING, SHORT = 0, 1, 2, 3


@dataclass(frozen=True)
class Places:
    """Addresses as written; `commune` is the unit meant, -1 where nothing is written."""

    text: pl.Series
    detail: pl.Series
    commune: Codes
    form: Codes
    kinds: Texts


def phrases(units: pl.DataFrame) -> list[pl.Series]:
    """Text of every unit in every way of writing."""
    c = pl.col
    province = pl.format("Tỉnh {}", c("province"))
    initials = c("province").replace({"Lâm Đồng": "LĐ", "Đắk Nông": "ĐN", "Bình Thuận": "BT"})
    abbreviated = c("kind").replace(
        {"Phường": "P.", "Xã": "x. ", "Thị trấn": "TT. ", "Đặc khu": "ĐK "}
    )
    town = c("district").str.starts_with("Thành phố")
    borough = (
        pl.when(c("district").str.starts_with("Thị xã")).then(pl.lit("TX.")).otherwise(pl.lit("H."))
    )
    district = (
        pl.when(town)
        .then(pl.format("TP. {}", c("district_short")))
        .otherwise(pl.format("{} {}", borough, c("district_short")))
    )
    city = c("district_short").replace({"Đà Lạt": "ĐL", "Bảo Lộc": "BL", "Phan Thiết": "PT"})
    forms = [
        pl.format("{}, {}, {}", c("name"), c("district"), province),
        pl.format("{}, {}", c("new_name"), pl.lit("Tỉnh Lâm Đồng")),
        pl.format("{}, {}", c("name"), province),
        pl.format("{}{}, {}, {}", abbreviated, c("short"), district, c("province")),
        pl.format("{}{} - {} - {}", abbreviated, c("short"), district, initials),
        pl.format("{}, {}", c("name"), c("district_short")),
        pl.format(
            "{}{}, {}",
            abbreviated,
            c("short"),
            pl.when(town).then(pl.format("TP.{}", city)).otherwise(pl.format("{}", district)),
        ),
    ]
    return [units.select(form.alias("text")).to_series() for form in forms]


def misplace(
    rng: np.random.Generator, commune: Codes, detail: pl.Series, units: pl.DataFrame, m: Mistakes
) -> Places:
    """Addresses as written."""
    size, count = len(commune), units.height
    moved = rng.random(size) < m.addr_moved
    near = np.clip(commune + rng.integers(-3, 4, size), 0, count - 1)
    away = np.where(rng.random(size) < 0.6, near, rng.integers(0, count, size))
    commune = np.where(moved, away, commune)
    ways = ("addr_new", "addr_short", "addr_district_missing", "addr_missing")
    kinds = list(ways)
    way = label(kinds, assign(rng, [getattr(m, k) for k in kinds], size))
    form = np.select(
        [way == "addr_new", way == "addr_district_missing", way == "addr_short"],
        [NEW, DISTRICT_MISSING, SHORT + rng.integers(0, 4, size)],
        OLD,
    )
    table = pl.concat(phrases(units))
    below = detail.zip_with(pl.Series((form < SHORT) | (rng.random(size) < 0.5)), _blank(size))
    unit = table.gather(form * count + commune)
    frame = pl.DataFrame({"below": below, "unit": unit, "missing": way == "addr_missing"})
    text = frame.select(
        pl.when("missing")
        .then(pl.lit(""))
        .when(pl.col("below") == "")
        .then("unit")
        .otherwise(pl.format("{}, {}", "below", "unit"))
        .alias("text")
    ).to_series()
    kinds_done = np.where(
        moved & (way != ""), "addr_moved;" + way, np.where(moved, "addr_moved", way)
    )
    commune = np.where(way == "addr_missing", -1, commune)
    return Places(text, below, commune, form, kinds_done.astype(object))


def _blank(size: int) -> pl.Series:
    return pl.Series("blank", [""], dtype=pl.String).new_from_index(0, size)
