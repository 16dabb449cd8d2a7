"""From probabilities to the best candidate of each mention, and to what is decided of it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import polars as pl
import pyarrow as pa

from pipelines.matching.encoded import Ints, Longs
from pipelines.matching.engine import Scored
from pipelines.matching.fields import (
    ADDRESS,
    BIRTH_DATE,
    FIELDS,
    NAME,
    NUMBER,
    SEX,
    ComparedField,
)  # fmt: skip
from pipelines.matching.outcome_rules import decide
from pipelines.matching.posterior import Candidates, Doubles
from pipelines.matching.reference import Reference
from pipelines.mention import BirthForm, IdForm, Scope
from pipelines.outcomes import FieldStatus
from pipelines.sources.normalise import contradicts

#: From this probability a second candidate is a reason of its own for review.
_RIVAL = 0.01
_BEST = {
    "record": pl.Int32(),
    "pair": pl.Int64(),
    "person": pl.Int32(),
    "probability": pl.Float64(),
    "runner_up": pl.Float64(),
    "margin": pl.Float64(),
    "candidates": pl.Int32(),
}
#: Fields whose level a decision reads, and the columns of the result that say how they agree.
_DECIDING = (NUMBER, NAME, BIRTH_DATE, SEX, ADDRESS)
_STATUS = {
    NUMBER: "id_status", NAME: "name_status", BIRTH_DATE: "birth_date_status", SEX: "sex_status",
}  # fmt: skip
_WORDS = {"id_form": IdForm, "birth_form": BirthForm, "scope": Scope}
#: What is decided of a mention.
DECIDED = ("outcome", "linked", "method", *_STATUS.values(), "reasons", "number_level")


@dataclass(frozen=True)
class Thresholds:
    """What parts links, reviews and the rest.

    Attributes
    ----------
    accept, review
        Least probability of a link, and of a candidate that an officer should see.
    relatives
        People of the reference have relatives in it, who share surname, home and parents.
    """

    accept: float
    review: float
    relatives: bool = True


def best_candidates(
    scored: Scored, probability: Doubles, bonus: Doubles, rows: int, reference: Reference
) -> pl.DataFrame:
    """Choose each record's best candidate.

    Returns
    -------
    polars.DataFrame
        One row a record, in order: pair, person (row of the reference), probability, runner_up (its
        probability), margin (bits to the second candidate; without one, to nobody), candidates.
        Null where nobody was weighed. Equal candidates rank by their number.
    """
    total = scored.weight + bonus
    groups = scored.candidates()
    number = reference.people.number
    best = _leading(total, groups, number)
    count = np.diff(np.append(groups.starts, len(total)))
    several = count > 1
    rest = total.copy()
    rest[best] = -np.inf
    runner_up = np.where(several, _leading(rest, groups, number), best)
    chance = np.clip(probability[best], 1e-30, 1 - 1e-15)
    margin = np.where(several, total[best] - total[runner_up], np.log2(chance / (1 - chance)))
    found = pl.DataFrame(
        {
            "record": scored.record[best],
            "pair": best,
            "person": scored.person[best],
            "probability": probability[best],
            "runner_up": np.where(several, probability[runner_up], 0.0),
            "margin": np.clip(margin, -100.0, 200.0),
            "candidates": count.astype(np.int32),
        },
        schema=_BEST,
    )
    every = pl.DataFrame({"record": np.arange(rows, dtype=np.int32)})
    return every.join(found, on="record", how="left", maintain_order="left").with_columns(
        pl.col("candidates").fill_null(0)
    )


def _leading(total: Doubles, groups: Candidates, number: Longs) -> npt.NDArray[np.int64]:
    """Position of each record's best candidate; equal ones rank by number, then by position."""
    if not len(total):
        return np.zeros(0, dtype=np.int64)
    top = np.maximum.reduceat(total, groups.starts)
    tied = np.flatnonzero(total == top[groups.group])
    group = groups.group[tied]
    result = np.zeros(len(groups.starts), dtype=np.int64)
    result[group] = tied
    # Ties are rare: only they are sorted, the first of them last so that it stays.
    rows = np.flatnonzero((np.bincount(group) > 1)[group])
    person = groups.person[tied[rows]]
    order = rows[np.lexsort((person, number[person], group[rows]))[::-1]]
    result[group[order]] = tied[order]
    return result


def evidence(
    mentions: pl.DataFrame,
    best: pl.DataFrame,
    scored: Scored,
    reference: Reference,
    thresholds: Thresholds,
) -> pl.DataFrame:
    """Collect all that a decision reads of each mention and its best candidate, as small values.

    Returns
    -------
    polars.DataFrame
        One row a mention. Levels as positions in their field, one beyond the last where nobody was
        weighed; forms and scope as categories; the rest as yes or no. So there are only a few
        hundred distinct rows, and each of them is decided once (`decide_distinct`).
    """
    known = best["pair"].is_not_null().to_numpy()
    pair: npt.NDArray[np.int64] = best["pair"].fill_null(0).to_numpy()
    person: Ints = best["person"].fill_null(0).to_numpy()
    some = len(reference.person_id) > 0
    col = pl.col
    return mentions.select(
        *(_level(item, scored, pair, known).alias(f"{item.key}_level") for item in _DECIDING),
        *(col(name).cast(pl.Enum([str(v) for v in values])) for name, values in _WORDS.items()),
        dead=pl.Series(reference.deceased[person] & known) if some else pl.lit(value=False),
        parts_apart=_parts_apart(mentions, reference, person) if some else pl.lit(0, pl.Int8),
        likely=(best["probability"] >= thresholds.accept).fill_null(value=False),
        possible=(best["probability"] >= thresholds.review).fill_null(value=False),
        rivalled=(best["runner_up"] >= _RIVAL).fill_null(value=False),
        numbered=col("person_id").is_not_null(),
        inconsistent=contradicts(col("person_id"), col("sex"), col("birth_year")),
    )


def _level(
    item: ComparedField,
    scored: Scored,
    pair: npt.NDArray[np.int64],
    known: npt.NDArray[np.bool_],
) -> pl.Series:
    if not len(scored.record):
        return pl.Series(np.full(len(pair), len(item.levels), dtype=np.int8))
    levels = scored.levels[:, FIELDS.index(item)][pair]
    return pl.Series(np.where(known, levels, np.int8(len(item.levels))))


def _parts_apart(mentions: pl.DataFrame, reference: Reference, person: Ints) -> pl.Series:
    """Count the parts of the date of birth (day, month, year) that both write and that differ."""
    theirs = reference.people
    count = np.zeros(len(person), dtype=np.int8)
    for name, values in (("year", theirs.year), ("month", theirs.month), ("day", theirs.day)):
        written = mentions[f"birth_{name}"].fill_null(0).to_numpy()
        other = values[person]
        count += (written != other) & (written != 0) & (other != 0)
    return pl.Series(count)


def decide_distinct(
    seen: pl.DataFrame, *, living: bool, expects_dead: bool, relatives: bool
) -> tuple[pl.DataFrame, Longs]:
    """Decide every distinct row of `evidence` once.

    Returns
    -------
    tuple
        The distinct decisions, columns `DECIDED`, and for every mention which of them is its own.
    """
    code = np.zeros(seen.height, dtype=np.int64)
    for column in seen:
        values = column.to_physical().cast(pl.Int64).fill_null(-1).to_numpy() + 1
        code = code * (int(values.max(initial=0)) + 1) + values
    which = pa.array(code).dictionary_encode().indices.to_numpy().astype(np.int64)
    first = np.zeros(which.max(initial=-1) + 1, dtype=np.int64)
    first[which[::-1]] = np.arange(len(which))[::-1]
    decided = decide(
        _worded(seen[first]), living=living, expects_dead=expects_dead, relatives=relatives
    )
    return decided.select(DECIDED), which


def _worded(seen: pl.DataFrame) -> pl.DataFrame:
    """Write levels and statuses as words; nobody weighed: no level, status missing."""
    columns = [seen[name].cast(pl.String) for name in _WORDS]
    for item in _DECIDING:
        keys = pl.Series([*(level.key for level in item.levels), ""])
        columns.append(keys.gather(seen[f"{item.key}_level"]).alias(f"{item.key}_level"))
    for item, status in _STATUS.items():
        words = [*(str(level.status) for level in item.levels), str(FieldStatus.MISSING)]
        columns.append(pl.Series(words).gather(seen[f"{item.key}_level"]).alias(status))
    return seen.with_columns(columns)
