"""Reference, births and social insurance as frames, without files: what benchmarks need."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from sample_data.generate import generator
from sample_data.population import Population, make
from sample_data.registers import REGISTERS, Register
from sample_data.registers.reference import population_rows
from sample_data.settings import STYLES

#: Registers that `generate_frames` makes when nothing else is asked for.
BENCHMARKED = ("civil_status_births", "social_insurance")


@dataclass(frozen=True)
class Frames:
    """A made-up province in memory.

    Attributes
    ----------
    reference
        One row a person: person_id, old_id, full_name, birth_date, birth_year, birth_month,
        birth_day, birth_form, sex, ethnic_group, address, address_detail, commune (new code),
        commune_old, commune_name, district, father_name, mother_name, spouse_name and their
        `_id`, deceased.
    records
        By source, the same columns as far as the register has them, with record_id and role.
    truth
        By source: record_id, role, person (empty outside the reference), inside, kinds.
    """

    reference: pl.DataFrame
    records: dict[str, pl.DataFrame]
    truth: dict[str, pl.DataFrame]


def generate_frames(
    *, people: int, seed: int, style: str = "province", sources: tuple[str, ...] = BENCHMARKED
) -> Frames:
    """Make a reference of `people` people and the registers `sources`, with truth."""
    population = make(people, seed, STYLES[style])
    records: dict[str, pl.DataFrame] = {}
    truth: dict[str, pl.DataFrame] = {}
    for source in sources:
        register = REGISTERS[source](generator(seed, source), population)
        parts = [_mentions(register, role, population) for role in register.roles]
        frame = pl.concat(parts)
        truth[source] = frame.select("record_id", "role", "person", "inside", "kinds")
        records[source] = frame.drop("person", "inside", "kinds")
    reference = population_rows(generator(seed, "population"), population).rows
    return Frames(_reference(reference), records, truth)


def _birth(prefix: str = "") -> dict[str, pl.Expr]:
    """Date columns of a mention from year, month, day and form."""
    year, month, day, form = (pl.col(prefix + n) for n in ("year", "month", "day", "form"))
    full = form == "full"
    first = full & (month == 1) & (day == 1)
    kind = form.replace_strict(
        {
            "full": "full",
            "zero": "year",
            "year": "year",
            "month": "month",
            "missing": "missing",
            "impossible": "invalid",
        }
    )
    return {
        "birth_date": pl.when(full).then(pl.date(year, month, day)),
        "birth_year": pl.when(year > 0).then(year),
        "birth_month": pl.when(full | (form == "month")).then(month),
        "birth_day": pl.when(full).then(day),
        "birth_form": pl.when(first).then(pl.lit("first_of_january")).otherwise(kind),
    }


def _empty_as_null(frame: pl.DataFrame) -> pl.DataFrame:
    text = [
        n
        for n, t in frame.schema.items()
        if t == pl.String and n not in ("role", "person", "kinds")
    ]
    return frame.with_columns(pl.when(pl.col(n) != "").then(n).alias(n) for n in text)


def _place(population: Population, prefix: str) -> dict[str, pl.Expr]:
    """Units that the written address says; the old one is unknown where only the new is written."""
    units = population.units
    at = pl.col(f"{prefix}commune").cast(pl.Int64)
    old = pl.col(f"{prefix}unit_form") != 1

    def unit(column: str) -> pl.Expr:
        return at.replace_strict(list(range(units.height)), units[column].to_list(), default=None)

    return {
        "commune": unit("new_code"),
        "commune_old": pl.when(old).then(unit("code")),
        "commune_name": pl.when(old).then(unit("name")).otherwise(unit("new_name")),
        "district": pl.when(old).then(unit("district_short")),
    }


def _mentions(register: Register, role: str, population: Population) -> pl.DataFrame:
    p = f"{role}." if role else ""
    columns = register.rows.columns
    number = pl.col(f"{p}number_read")
    kin = {
        f"{parent}_{ours}": f"{parent}_{theirs}"
        for parent in ("father", "mother")
        for ours, theirs in (("name", "name"), ("id", "number"))
        if f"{parent}_{theirs}" in columns
    }
    event = {"event_date": "registered"} if "registered" in columns else {}
    frame = register.rows.with_row_index("record_id").filter(pl.col(f"{p}index").is_not_null())
    return _empty_as_null(
        frame.select(
            record_id=pl.col("record_id").cast(pl.String).str.zfill(9),
            role=pl.lit(role),
            full_name=f"{p}name",
            **_birth(p),
            sex=f"{p}sex",
            person_id=pl.when(number.str.len_chars() == 12).then(number),
            old_id=pl.when(number.str.len_chars() == 9).then(number),
            id_raw=f"{p}number",
            ethnic_group=f"{p}group",
            address=f"{p}address",
            address_detail=f"{p}detail_written",
            **_place(population, p),
            **{ours: pl.col(theirs) for ours, theirs in kin.items()},
            **{ours: pl.col(theirs) for ours, theirs in event.items()},
            person=f"{p}person",
            inside=f"{p}inside",
            kinds=f"{p}kinds",
        )
    )


def _reference(rows: pl.DataFrame) -> pl.DataFrame:
    kin = {
        f"{role}_{ours}": f"{role}_{theirs}"
        for role in ("father", "mother", "spouse")
        for ours, theirs in (("name", "name"), ("id", "number"))
    }
    return _empty_as_null(
        rows.select(
            person_id="number",
            old_id="old_number",
            full_name="name",
            **_birth(),
            sex="sex",
            ethnic_group="group",
            address="address",
            address_detail="detail",
            commune="place_new_code",
            commune_old="place_code",
            commune_name="place",
            district=pl.col("place_district").str.replace("^(Thành phố|Thị xã|Huyện) ", ""),
            **kin,
            household_id="household",
            head_relation="relation",
            deceased="death_known",
            death_date="death",
        ).sort("person_id")
    )
