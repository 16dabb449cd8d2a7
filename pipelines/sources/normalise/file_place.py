"""The district that a file is about, by its name, its sheet or the title above its table."""

from __future__ import annotations

import re

import polars as pl

from pipelines.sources.normalise.text import clean, fold_text
from pipelines.sources.normalise.units import load_units
from pipelines.sources.reading.sheet import Kind, Sheet

_KIND = r"(?:huyen|thanh pho|tp|thi xa|tx|h)"


def district_of(sheet: Sheet) -> str | None:
    """Return the one district that a file names, None where it names none or several.

    In the file's name a district may stand bare; in titles only after its kind, for offices and
    letter heads name places of their own.
    """
    names = {" ".join(_words(district)): district for district in load_units().district_kinds}
    known = "|".join(sorted((re.escape(name) for name in names), key=lambda n: (-len(n), n)))
    label = " ".join(_words(f"{sheet.file_name} {sheet.sheet_name}"))
    found = {names[match] for match in re.findall(rf"\b({known})\b", label)}
    if not found and sheet.rows.height:
        titles = sheet.rows.filter(pl.col("kind") == Kind.TITLE)["cells"].list.join(" ")
        text = " ".join(_words(" ".join(clean_texts(titles))))
        found = {names[match] for match in re.findall(rf"\b{_KIND} ({known})\b", text)}
    return found.pop() if len(found) == 1 else None


def clean_texts(texts: pl.Series) -> list[str]:
    """Return the cleaned texts that are not empty."""
    return texts.to_frame("t").select(clean(pl.col("t"))).to_series().drop_nulls().to_list()


def _words(text: str) -> list[str]:
    return re.sub(r"[^a-z0-9]+", " ", fold_text(text).replace("'", "")).split()
