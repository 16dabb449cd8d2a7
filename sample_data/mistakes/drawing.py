"""Which mention gets which mistake."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Codes = NDArray[np.int64]
Texts = NDArray[np.object_]


def assign(rng: np.random.Generator, shares: list[float], size: int) -> Codes:
    """Index of the mistake that each mention gets, -1 for none; shares above 1 in sum are cut."""
    edges = np.cumsum(shares)
    lot = rng.random(size) * max(1.0, float(edges[-1]) if len(edges) else 1.0)
    code = np.searchsorted(edges, lot, side="right").astype(np.int64)
    return np.where(code < len(shares), code, -1)


def label(kinds: list[str], code: Codes) -> Texts:
    """Names of the kinds, empty for none."""
    return np.array([*kinds, ""], dtype=object)[code]
