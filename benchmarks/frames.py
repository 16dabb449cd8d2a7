"""A made-up province as mention frames, made once and kept in a folder."""

from __future__ import annotations

from pathlib import Path

import polars as pl

from pipelines.sources import SOURCES
from pipelines.sources.mentions import to_mentions, to_reference
from pipelines.sources.reading import read_inbox
from sample_data.generate import generate


def make_frames(folder: Path, *, people: int, seed: int, style: str = "province") -> Path:
    """Generate a province, read it as a run would, and keep frames and truth as parquet.

    Returns the folder of the frames: `population.parquet`, `<source>.parquet`, `truth/`.
    """
    target = folder / f"{style}-{people}-{seed}"
    if (target / "population.parquet").exists():
        return target
    province = target / "province"
    generate(province, people=people, seed=seed, style=style)
    return keep_frames(province, target)


def keep_frames(province: Path, target: Path) -> Path:
    """Read a province's inbox and keep its frames and truth."""
    target.mkdir(parents=True, exist_ok=True)
    parts: dict[str, list[pl.DataFrame]] = {}
    for sheet in read_inbox(province / "inbox"):
        source = SOURCES.get(sheet.source)
        if sheet.status != "read" or source is None or source.kind == "targets":
            continue
        if source.kind == "reference":
            frame = to_reference(source, sheet)
        else:
            frame = to_mentions(source, sheet).frame
        parts.setdefault(source.name, []).append(frame)
    for name, frames in parts.items():
        pl.concat(frames).write_parquet(target / f"{name}.parquet")
    (target / "truth").mkdir(exist_ok=True)
    for path in sorted((province / "truth").glob("*.parquet")):
        (target / "truth" / path.name).write_bytes(path.read_bytes())
    return target
