"""The population reference itself, and the agencies' denominators."""

from __future__ import annotations

import numpy as np
import polars as pl

from sample_data.mistakes.places import NEW, OLD, phrases
from sample_data.population import Population
from sample_data.registers.common import Register, places
from sample_data.tables import names

STATUS = ("Thường trú", "Tạm trú", "Đã chuyển đi")


def population_rows(rng: np.random.Generator, population: Population) -> Register:
    """Everybody in the reference, in random order; a few dates are known by year only."""
    people = population.people
    new_units = population.style.layouts == "foreign"
    province = {code: name for code, name, _ in names()["provinces"]["codes"]}
    frame = people.filter("inside")
    frame = frame[rng.permutation(frame.height)]
    count = frame.height
    lot = rng.random(count)
    old = frame["year"].to_numpy() < 1975
    partial = pl.Series(old & (lot < 0.025))
    first = pl.Series(old & (lot > 0.975))
    ways = phrases(population.units)
    unit = frame["commune"].to_numpy().astype(np.int64)
    frame = frame.with_columns(
        places(population, "commune"),
        month=pl.when(partial).then(0).when(first).then(1).otherwise("month"),
        day=pl.when(partial).then(0).when(first).then(1).otherwise("day"),
        form=pl.Series(np.where(partial.to_numpy(), "year", "full")),
        look=pl.lit(99),
        person="number",
        number_read="number",
        kinds=pl.lit(""),
        sex=pl.when("male").then(pl.lit("male")).otherwise(pl.lit("female")),
        address=pl.format("{}, {}", "detail", ways[NEW if new_units else OLD].gather(unit)),
        birth_place=pl.col("birth_province").replace_strict(province, default=""),
        household=pl.format("68{}", pl.col("household").cast(pl.String).str.zfill(8)),
        status=pl.when("death_known")
        .then(pl.lit("Đã chết"))
        .otherwise(pl.Series(np.array(STATUS)[np.searchsorted([0.97, 0.99], rng.random(count))])),
        death=pl.when("death_known").then(
            pl.col("died").cast(pl.String).str.to_date("%Y%m%d", strict=False)
        ),
        **_kin(rng, people, frame),
    )
    return Register("population", frame)


def _kin(
    rng: np.random.Generator, people: pl.DataFrame, frame: pl.DataFrame
) -> dict[str, pl.Series]:
    """Names and numbers of parents and spouse; the reference does not know all of them."""
    out: dict[str, pl.Series] = {}
    for role, share in (("father", 0.8), ("mother", 0.85), ("spouse", 0.92)):
        index = frame[role].to_numpy()
        known = rng.random(frame.height) < share
        at = np.maximum(index, 0)
        name = (
            people["name"].gather(at).to_numpy()
            if role == "spouse"
            else frame[f"{role}_name"].to_numpy()
        )
        named = known & ((index >= 0) | (role != "spouse"))
        numbered = named & (index >= 0) & (rng.random(frame.height) < 0.75)
        number = people["number"].gather(at).to_numpy()
        out[f"{role}_name"] = pl.Series(np.where(named, name, ""), dtype=pl.String)
        out[f"{role}_number"] = pl.Series(np.where(numbered, number, ""), dtype=pl.String)
    return out


def targets(population: Population, registers: dict[str, Register]) -> Register:
    """Totals that no extract holds: civil-status entries and parcels by district, pupils."""
    until = population.style.until
    spans = (
        ("01/01/1976", "30/06/2016", 1.35),
        ("01/07/2016", "31/08/2020", 1.1),
        ("01/09/2020", f"28/{until[1]:02d}/{until[0]}", 1.04),
    )
    rows: list[dict[str, str]] = []
    civil = [registers[name].rows for name in registers if name.startswith("civil_status")]
    districts = population.units["district"].unique().sort().to_list()
    for district in districts:
        dates = pl.concat(
            [frame.filter(pl.col("place_district") == district)["registered"] for frame in civil]
            or [pl.Series("registered", [], dtype=pl.Date)]
        )
        for start, end, factor in spans:
            low, high = (pl.Series([s]).str.to_date("%d/%m/%Y")[0] for s in (start, end))
            held = int(dates.is_between(low, high).sum())
            rows.append(
                _target(
                    "civil_status.digitized",
                    "Tổng số đăng ký trong sổ hộ tịch",
                    district,
                    start,
                    end,
                    round(held * factor) + 3,
                    "Sở Tư pháp",
                )
            )
        if "land_parcels" in registers:
            held = (
                registers["land_parcels"].rows.filter(pl.col("place_district") == district).height
            )
            rows.append(
                _target(
                    "land.parcels",
                    "Tổng số thửa đất",
                    district,
                    "",
                    "",
                    round(held * 1.9) + 5,
                    "Sở Tài nguyên và Môi trường",
                )
            )
    return Register("targets", pl.DataFrame(rows))


def _target(*values: str | int) -> dict[str, str]:
    keys = ("indicator", "label", "district", "start", "end", "total", "said_by")
    return dict(zip(keys, (str(v) for v in values), strict=True))
