"""Parcels and who holds them: a person, a couple, an organisation."""

from __future__ import annotations

import numpy as np
import polars as pl

from sample_data.population import Population
from sample_data.registers.civil import absent
from sample_data.registers.common import Register, choose, mentions, places

ORGANISATIONS = (
    "Công ty TNHH Một thành viên Lâm nghiệp",
    "Ủy ban nhân dân xã",
    "Trường Tiểu học Kim Đồng",
    "Ban quản lý rừng phòng hộ",
    "Công ty Cổ phần Chè",
    "Nhà thờ Giáo xứ",
    "Chùa Linh Quang",
    "Hợp tác xã Nông nghiệp",
    "Trung tâm Phát triển quỹ đất",
)
USES = ("CLN", "ONT", "HNK", "LUC", "ODT", "RSX")


def parcels(rng: np.random.Generator, population: Population) -> Register:
    """One row a parcel: owner, and the spouse as co-owner in part of them."""
    eligible = (pl.col("relation") == "Chủ hộ") & (pl.col("year") <= population.style.until[0] - 24)
    owner = choose(rng, population, eligible, population.style.coverage.parcels)
    owner = np.repeat(owner, 1 + (rng.random(len(owner)) < 0.25))
    spouse = population.people["spouse"].gather(owner).to_numpy().astype(np.int64)
    alone = (spouse < 0) | (rng.random(len(owner)) > population.style.coverage.co_owner)
    frame = pl.concat(
        [
            mentions(rng, population, owner, "land_parcels", "owner", v_prefix=0.0),
            mentions(
                rng, population, np.maximum(spouse, 0), "land_parcels", "co_owner", v_prefix=0.0
            ),
        ],
        how="horizontal",
    )
    company = pl.Series(rng.random(len(owner)) < population.style.coverage.organisations)
    organisation = np.array(ORGANISATIONS)[rng.integers(0, len(ORGANISATIONS), len(owner))]
    unit = population.people["commune"].gather(owner)
    frame = (
        frame.with_columns(absent(frame, "co_owner", pl.Series(alone) | company), unit=unit)
        .with_columns(absent(frame, "owner", company))
        .with_columns(
            organisation=pl.when(company).then(pl.Series(organisation)).otherwise(pl.lit("")),
            kind=pl.when(company)
            .then(pl.lit("Tổ chức"))
            .when(pl.col("co_owner.index").is_not_null())
            .then(pl.lit("Vợ chồng"))
            .otherwise(pl.lit("Cá nhân")),
            household=pl.Series(rng.random(len(owner)) < 0.12)
            & pl.col("owner.index").is_not_null(),
            sheet=pl.Series(rng.integers(1, 95, len(owner))).cast(pl.String),
            parcel=pl.Series(rng.integers(1, 900, len(owner))).cast(pl.String),
            area=pl.Series(np.round(rng.gamma(1.2, 4000, len(owner)) + 60, 1)).cast(pl.String),
            use=pl.Series(np.array(USES)[rng.integers(0, len(USES), len(owner))]),
            certificate=pl.format(
                "{} {}",
                pl.Series(np.array(["BA", "CH", "DD", "DK", "CS"])[rng.integers(0, 5, len(owner))]),
                pl.Series(rng.integers(100_000, 999_999, len(owner))),
            ),
        )
        .with_columns(places(population, "unit"))
        .sort("unit", maintain_order=True)
    )
    return Register("land_parcels", frame, ("owner", "co_owner"))
