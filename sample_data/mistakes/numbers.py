"""Identification numbers as agencies hold them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sample_data.mistakes.drawing import Texts, assign, label
from sample_data.settings import Mistakes


@dataclass(frozen=True)
class Numbers:
    """Numbers as written, what a reader can make of them, and what was done."""

    written: Texts
    read: Texts
    kinds: Texts


def _typo(number: str, rng: np.random.Generator) -> str:
    at = int(rng.integers(len(number)))
    if rng.random() < 0.3 and at + 1 < len(number) and number[at] != number[at + 1]:
        return number[:at] + number[at + 1] + number[at] + number[at + 2 :]
    digit = (int(number[at]) + int(rng.integers(1, 10))) % 10
    return f"{number[:at]}{digit}{number[at + 1 :]}"


def _punctuated(number: str, rng: np.random.Generator) -> str:
    groups = [number[i : i + 3] for i in range(0, len(number), 3)]
    lot = int(rng.integers(5))
    return (" ".join(groups), ".".join(groups), f"'{number}", f"{number} ", "-".join(groups))[lot]


def misnumber(
    rng: np.random.Generator, right: Texts, old: Texts, relative: Texts, m: Mistakes
) -> Numbers:
    """Numbers as written; `relative` is the number of somebody of the family."""
    kinds, shares = m.group("id_")
    kind = label(kinds, assign(rng, shares, len(right)))
    has_old = old != ""
    kind[(kind == "id_cmnd") & ~has_old] = ""
    kind[(kind == "id_family") & (relative == "")] = ""
    written = np.where(kind == "id_cmnd", old, right)
    written[kind == "id_missing"] = ""
    written = np.where(kind == "id_family", relative, written)
    read = written.copy()
    for at in np.flatnonzero(np.isin(kind, ["id_typo", "id_other"])):
        written[at] = (
            _typo(written[at], rng)
            if kind[at] == "id_typo"
            else (right[at][:6] + f"{int(rng.integers(1_000_000)):06d}")
        )
        read[at] = written[at]
    for at in np.flatnonzero(kind == "id_lost_zero"):
        written[at] = written[at].lstrip("0")
        read[at] = right[at] if len(written[at]) >= 11 else ""
    for at in np.flatnonzero(kind == "id_punct"):
        written[at] = _punctuated(written[at], rng)
    for at in np.flatnonzero(kind == "id_scientific"):
        written[at], read[at] = f"{float(written[at]):.5E}".replace("E+0", "E+"), ""
    for at in np.flatnonzero(kind == "id_letter"):
        written[at] = written[at].replace("0", "O", 1)
    kind[(kind == "id_lost_zero") & (written == right)] = ""
    return Numbers(written, read, kind)
