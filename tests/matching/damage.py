"""A made-up list and a damaged copy, in the manner of FEBRL: no numbers, mistakes in every field.

Free addresses of no known unit, names of two words, full dates. A copy holds several
mistakes: typed letters, names and parts of the address that changed places, values lost or
another's altogether.
"""

from __future__ import annotations

import numpy as np
import polars as pl

_STARTS = [*"bcdfghjklmnprstvwz", "br", "cl", "dr", "gr", "pl", "sh", "st", "tr"]
_VOWELS = ["a", "e", "i", "o", "u", "ai", "ee", "ou"]
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_FIELDS = ("surname", "given", "number", "street", "place", "code", "birth_date")

Row = dict[str, str | None]


def people_and_copy(size: int, seed: int) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Return a list and a damaged copy in another order; equal `record_id` is the same person."""
    rng = np.random.default_rng(seed)
    made = _people(rng, size)
    copied = [_damaged(rng, made[index], made) for index in rng.permutation(size)]
    return _frame(made), _frame(copied)


def _frame(rows: list[Row]) -> pl.DataFrame:
    raw = pl.DataFrame(rows, schema=dict.fromkeys(["record_id", *_FIELDS], pl.String))
    return raw.select(
        "record_id",
        "birth_date",
        full_name=pl.concat_str("surname", "given", separator=" ", ignore_nulls=True),
        commune="place",
        address=pl.concat_str("number", "street", "code", separator=" ", ignore_nulls=True),
    )


def _people(rng: np.random.Generator, size: int) -> list[Row]:
    surnames, given = _words(rng, size // 3), _words(rng, size // 6)
    streets, places = _words(rng, size // 2), _words(rng, size // 4)
    return [
        {
            "record_id": f"p{index:05d}",
            "surname": _common(rng, surnames),
            "given": _common(rng, given),
            "number": str(rng.integers(1, 400)),
            "street": f"{_common(rng, streets)} {rng.choice(['street', 'road', 'close'])}",
            "place": _common(rng, places),
            "code": str(rng.integers(2000, 3500)),
            "birth_date": f"{rng.integers(1, 29):02d}/{rng.integers(1, 13):02d}/"
            f"{rng.integers(1930, 2000)}",
        }
        for index in range(size)
    ]


def _words(rng: np.random.Generator, size: int) -> list[str]:
    return [
        "".join(
            f"{rng.choice(_STARTS)}{rng.choice(_VOWELS)}" for _ in range(int(rng.integers(2, 5)))
        )
        for _ in range(size)
    ]


def _common(rng: np.random.Generator, words: list[str]) -> str:
    """Draw a word, the first ones far more often than the last."""
    return words[int(len(words) * rng.random() ** 2)]


def _damaged(rng: np.random.Generator, person: Row, everybody: list[Row]) -> Row:
    row = dict(person)
    for _ in range(int(rng.integers(1, 6))):
        field = str(rng.choice(_FIELDS))
        value, kind = row[field], rng.random()
        if value is None:
            continue
        if kind < 0.12:
            row[field] = None
        elif kind < 0.2:
            row[field] = everybody[int(rng.integers(len(everybody)))][field]
        else:
            row[field] = _mistyped(rng, value)
    if rng.random() < 0.07:
        row["surname"], row["given"] = row["given"], row["surname"]
    if rng.random() < 0.05:
        row["street"], row["place"] = row["place"], row["street"]
    return row


def _mistyped(rng: np.random.Generator, text: str) -> str:
    """Type one character wrongly: left out, added, another one, or two that change places."""
    letters = "0123456789" if text[0].isdigit() else _LETTERS
    place, kind = int(rng.integers(len(text))), int(rng.integers(4))
    new = str(rng.choice(list(letters)))
    before, here, after = text[:place], text[place], text[place + 1 :]
    return (
        before + (after or here),
        before + new + here + after,
        before + new + after,
        before + after[:1] + here + after[1:],
    )[kind]
