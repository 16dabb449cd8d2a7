"""Writing a whole province: inbox, truth, and what was meant by each cell."""

from __future__ import annotations

import importlib.util
import zlib
from collections.abc import Iterator
from dataclasses import replace
from importlib import import_module
from pathlib import Path

import numpy as np
import polars as pl

from sample_data.files import write
from sample_data.layout import Grid, Layout, grid
from sample_data.population import make
from sample_data.registers import REGISTERS, Register
from sample_data.registers.reference import population_rows, targets
from sample_data.settings import STYLES

TRUTH_COLUMNS = ("source", "file", "row", "role", "person", "inside", "kinds")


def generate(
    out: Path, *, people: int, seed: int, style: str = "province", meant: bool = False
) -> None:
    """Write `inbox/<source>/…` and `truth/<source>.parquet` under `out`.

    Parameters
    ----------
    people
        Size of the population reference.
    style
        `province`, `clean`, `dirty` (same layouts, other rates), `foreign` (other headers,
        layouts, encodings and rates) or `odd` (files without any template).
    meant
        Also write `meant/<source>.parquet`: name, date, number and sex that each mention's cells
        stand for, to measure reading.

    Raises
    ------
    ValueError
        Unknown style, or fewer than 100 people.
    """
    if style not in STYLES or people < 100:
        raise ValueError(f"style: {', '.join(STYLES)}; at least 100 people")
    population = make(people, seed, STYLES[style])
    layouts: dict[str, tuple[Layout, ...]] = import_module(
        f"sample_data.layouts.{STYLES[style].layouts}"
    ).LAYOUTS
    registers: dict[str, Register] = {}
    for source, maker in REGISTERS.items():
        register = maker(generator(seed, source), population)
        registers[source] = Register(
            source, register.rows.select(_needed(register)), register.roles
        )
        _deliver(register, layouts[source], out, generator(seed, source + "/files"), meant)
    reference = population_rows(generator(seed, "population"), population)
    told = []
    for sheet, frame in _grids(reference, layouts["population"], generator(seed, "files")):
        write(sheet, out / "inbox" / "population")
        told.append(_told("population", sheet, frame, ""))
    if meant:
        pl.concat(told).write_parquet(out / "meant" / "population.parquet", statistics=False)
    for sheet, _ in _grids(targets(population, registers), layouts["targets"], generator(seed, "")):
        write(sheet, out / "inbox" / "targets")


def generator(seed: int, purpose: str) -> np.random.Generator:
    """One generator a purpose, so that a change to one source leaves the others as they were."""
    return np.random.default_rng([seed, zlib.crc32(purpose.encode())])


def _needed(register: Register) -> list[str]:
    """Keep what the targets count."""
    return [c for c in ("place_district", "registered") if c in register.rows.columns]


def _deliver(
    register: Register,
    layouts: tuple[Layout, ...],
    out: Path,
    rng: np.random.Generator,
    meant: bool,
) -> None:
    """Write a register's files, its truth and what was meant."""
    told: list[pl.DataFrame] = []
    for sheet, frame in _grids(register, layouts, rng):
        write(sheet, out / "inbox" / register.source)
        told += [_told(register.source, sheet, frame, role) for role in register.roles]
    truth = pl.concat(told).sort("file", "row", "role")
    for folder, columns in (("truth", TRUTH_COLUMNS), ("meant", tuple(truth.columns))):
        if folder == "truth" or meant:
            (out / folder).mkdir(parents=True, exist_ok=True)
            truth.select(columns).write_parquet(
                out / folder / f"{register.source}.parquet", statistics=False
            )


def _told(source: str, sheet: Grid, frame: pl.DataFrame, role: str) -> pl.DataFrame:
    """Truth of one role in one file; rows that leave the person out have none."""
    p = f"{role}." if role else ""
    held = _held(sheet.layout, p)
    return (
        frame.with_columns(row=sheet.rows)
        .filter(pl.col(f"{p}index").is_not_null())
        .select(
            source=pl.lit(source),
            file=pl.lit(sheet.layout.inner or sheet.file),
            row="row",
            role=pl.lit(role),
            person=f"{p}person",
            inside=f"{p}inside",
            kinds=f"{p}kinds",
            name=f"{p}name",
            **{
                name: pl.col(p + column)
                if name in held
                else pl.lit(None, dtype=frame.schema[p + column])
                for name, column in _MEANT.items()
            },
        )
    )


#: Meaning → column; null in `meant` where the layout has no cell for it.
_MEANT = {
    "year": "year",
    "month": "month",
    "day": "day",
    "form": "form",
    "number": "number_read",
    "sex": "sex",
    "commune": "commune",
}


def _held(layout: Layout, prefix: str) -> set[str]:
    """List what the columns of a layout say about the person."""
    used: set[str] = set()
    for head in layout.heads:
        names = set(head.value.meta.root_names())
        if "household" not in names:  # "Hộ ông …" tells the sex in some rows only
            used |= names
    written = {"commune": "address", "number": "number", "form": "year"}
    return {name for name in _MEANT if prefix + written.get(name, name) in used}


def _grids(
    register: Register, layouts: tuple[Layout, ...], rng: np.random.Generator
) -> Iterator[tuple[Grid, pl.DataFrame]]:
    """Share a register's rows out to its layouts, and each layout's to its files."""
    rest = register.rows
    for i, layout in enumerate(_usable(layouts)):
        if i + 1 < len(_usable(layouts)):
            later = pl.Series(rng.random(rest.height) > layout.share)
            keep = (
                ~later
                if layout.where is None
                else ~later & rest.select(layout.where.alias("w"))["w"]
            )
            part, rest = rest.filter(keep), rest.filter(~keep)
        else:
            part = rest
        if "{district}" not in layout.file:
            yield grid(layout, part), part
            continue
        for (district,), frame in sorted(
            part.group_by("place_district"), key=lambda g: str(g[0][0])
        ):
            yield grid(layout, frame, str(district)), frame


def _usable(layouts: tuple[Layout, ...]) -> list[Layout]:
    """Put restricted layouts first, as the last takes what is left; `.xls` needs xlwt."""
    order = sorted(layouts, key=lambda layout: layout.where is None)
    if importlib.util.find_spec("xlwt") is None:
        order = [_without_xls(layout) for layout in order]
    return order


def _without_xls(layout: Layout) -> Layout:
    return replace(layout, file=layout.file + "x") if layout.file.endswith(".xls") else layout
