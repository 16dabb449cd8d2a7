"""Tables of names and units, and drawing from them."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

Ints = NDArray[np.int64]
DATA = Path(__file__).with_name("data")

#: Ethnic groups: share of the people, and the district codes where the group lives mostly.
GROUPS: dict[str, tuple[float, tuple[str, ...]]] = {
    "Kinh": (0.765, ()),
    "Cơ Ho": (0.12, ("675", "679", "676", "678", "674", "680")),
    "Mạ": (0.03, ("680", "682", "673", "661")),
    "Chu Ru": (0.016, ("677", "678")),
    "Mnông": (0.012, ("674", "667", "664", "666")),
    "Tày": (0.017, ("676", "678", "682", "662")),
    "Nùng": (0.019, ("678", "676", "674", "663")),
    "Hoa": (0.011, ("678", "679", "677", "596")),
    "Thái": (0.004, ("676", "674", "662")),
    "Mông": (0.003, ("674", "661")),
    "Chăm": (0.003, ("596", "595", "677")),
}
GROUP_NAMES = tuple(GROUPS)
HIGHLAND = tuple(GROUP_NAMES.index(g) for g in ("Cơ Ho", "Mạ", "Chu Ru", "Mnông"))


@cache
def names() -> dict[str, Any]:
    """Read `data/names.toml`."""
    return tomllib.loads((DATA / "names.toml").read_text(encoding="utf-8"))


def units(old_provinces: tuple[str, ...]) -> pl.DataFrame:
    """Communes before 1 July 2025 with their new unit, and a share of the people."""
    frame = pl.read_csv(DATA / "units.csv", infer_schema=False).filter(
        pl.col("province_code").is_in(old_provinces)
    )
    size = pl.col("name").str.slice(0, 2).replace_strict({"Ph": 2.0, "Th": 1.6}, default=1.0)
    spread = 0.5 + (pl.col("code").cast(pl.Int64) * 7919 % 101) / 101
    return frame.with_columns(
        weight=size * spread,
        kind=pl.col("name").str.extract("^(Phường|Thị trấn|Xã|Đặc khu)"),
        short=pl.col("name").str.replace("^(Phường|Thị trấn|Xã|Đặc khu) ", ""),
        district_short=pl.col("district").str.replace("^(Thành phố|Thị xã|Huyện) ", ""),
    )


def ranked(count: int, flat: float = 4.0) -> NDArray[np.float64]:
    """Weights that fall with the rank, summing to 1."""
    weight = 1.0 / (np.arange(count, dtype=np.float64) + flat) ** 0.9
    return np.asarray(weight / weight.sum(), dtype=np.float64)


def draw(rng: np.random.Generator, weights: NDArray[np.float64], size: int) -> Ints:
    """`size` indices drawn with the given weights (inverse of the cumulated weights)."""
    edges = np.cumsum(weights)
    at = np.searchsorted(edges, rng.random(size) * edges[-1], side="right")
    return np.asarray(at, dtype=np.int64)


@dataclass
class Words:
    """A growing vocabulary: distinct strings and their codes."""

    code: dict[str, int]

    @classmethod
    def empty(cls) -> Words:
        """Vocabulary in which code 0 is the empty string."""
        return cls({"": 0})

    def add(self, texts: list[str]) -> Ints:
        """Codes of `texts`, new ones added."""
        return np.array([self.code.setdefault(t, len(self.code)) for t in texts], dtype=np.int64)

    def series(self) -> pl.Series:
        """All strings in the order of their codes."""
        return pl.Series("words", list(self.code), dtype=pl.String)
