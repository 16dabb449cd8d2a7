"""The engine: records in, scored candidates and their probabilities out.

1. Pairs that share a number, or name and full date of birth, are weighed. What they decide beyond
   doubt leaves the pool.
2. All other records are blocked on many small keys.
3. All candidates of a record stand against each other; records that claim one person compete; the
   two people of a couple speak for each other.
"""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace

import duckdb
import numpy as np
import numpy.typing as npt
import pyarrow as pa

from pipelines.matching.blocking import Blocker, Pairs, block, distinct
from pipelines.matching.encoded import Ints, Longs
from pipelines.matching.fields import BIRTH_DATE, FIELDS, NAME, NUMBER
from pipelines.matching.keys import FIRST, SECOND
from pipelines.matching.model import Model
from pipelines.matching.name_levels import Levels
from pipelines.matching.posterior import (
    Candidates,
    Doubles,
    Prior,
    competition,
    couple,
    posterior,
)  # fmt: skip
from pipelines.matching.reference import Reference, siblings
from pipelines.matching.scoring import PAIR_SCHEMA, Context, score
from pipelines.matching.settings import MatchSettings

_NUMBER, _NAME, _DATE = (FIELDS.index(item) for item in (NUMBER, NAME, BIRTH_DATE))
#: The first keys bring hardly more than one pair a record: so many times as many fit a batch.
_FIRST_BATCH = 2
#: A candidate so many bits behind the best cannot change any decision.
_PRUNE = 40.0
#: A companion's candidate is worth a pair of its own from this weight (bits above even odds).
_COUPLE_FROM = -12.0

#: Lists repeat people to very different degrees. At a smaller share, that another record claims the
#: person would alone tell two people apart who agree equally well (0.99 is 6.6 bits, this is 5.6),
#: in a list that names few as in one that names nearly all.
_REPEATED_AT_LEAST = 0.02


@dataclass(frozen=True)
class Scored:
    """Scored pairs, sorted by record and person."""

    record: Ints
    person: Ints
    levels: Levels
    weight: Doubles
    kin_weight: Doubles

    def take(self, rows: npt.NDArray[np.generic]) -> Scored:
        """Return some of the pairs, by position or by a mask."""
        chosen = np.flatnonzero(rows) if rows.dtype == np.bool_ else rows.astype(np.intp)
        return Scored(
            self.record.take(chosen), self.person.take(chosen),
            self.levels.T.take(chosen, axis=1).T, self.weight.take(chosen),
            self.kin_weight.take(chosen),
        )  # fmt: skip

    def candidates(self) -> Candidates:
        """Group the pairs by record."""
        return Candidates.of(self.record, self.person, self.weight, self.kin_weight)


def score_pairs(pairs: Pairs, context: Context, settings: MatchSettings) -> Scored:
    """Score pairs, a batch at a time and several batches at once."""
    size = settings.pairs_per_batch

    def scored(start: int) -> pa.RecordBatch:
        piece = slice(start, start + size)
        arrays = [pa.array(pairs.record[piece]), pa.array(pairs.person[piece])]
        return score(pa.RecordBatch.from_arrays(arrays, schema=PAIR_SCHEMA), context)

    with ThreadPoolExecutor(settings.threads) as pool:
        parts = list(pool.map(scored, range(0, max(pairs.size, 1), size)))
    table = pa.Table.from_batches(parts)

    def column(name: str) -> npt.NDArray[np.generic]:
        return np.asarray(table.column(name).to_numpy())

    return Scored(
        record=column("record").astype(np.int32, copy=False),
        person=column("person").astype(np.int32, copy=False),
        levels=np.stack([column(item.key).astype(np.int8, copy=False) for item in FIELDS]).T,
        weight=column("weight").astype(np.float64),
        kin_weight=column("kin_weight").astype(np.float64),
    )


def _merged(parts: list[Scored]) -> Scored:
    joined = Scored(
        np.concatenate([part.record for part in parts]),
        np.concatenate([part.person for part in parts]),
        np.concatenate([part.levels for part in parts]),
        np.concatenate([part.weight for part in parts]),
        np.concatenate([part.kin_weight for part in parts]),
    )
    return joined.take(np.argsort(_packed(joined), kind="stable"))


def _pruned(scored: Scored) -> Scored:
    """Leave out candidates too far behind to matter; the best two of a record always stay."""
    if not len(scored.record):
        return scored
    groups = scored.candidates()
    best = np.maximum.reduceat(scored.weight, groups.starts)[groups.group]
    rest = np.where(scored.weight < best, scored.weight, -np.inf)
    second = np.maximum.reduceat(rest, groups.starts)[groups.group]
    relative = scored.kin_weight >= best - _PRUNE
    return scored.take((scored.weight >= np.minimum(best - _PRUNE, second)) | relative)


def _easy(scored: Scored, prior: Prior, threshold: float) -> Ints:
    """Find the records that the first keys decide beyond doubt.

    Name and date must agree as far as they are written: no pair that other keys might find can then
    come near.
    """
    if not len(scored.record):
        return np.zeros(0, dtype=np.int32)
    probability = posterior(scored.candidates(), np.zeros(len(scored.record)), prior)
    return scored.record[(probability >= threshold) & _agrees(scored)]


def _agrees(scored: Scored) -> npt.NDArray[np.bool_]:
    """Whether name and date agree as far as they are written."""
    name, date = scored.levels[:, _NAME], scored.levels[:, _DATE]
    return np.asarray((name <= NAME.index("spacing")) & (date <= BIRTH_DATE.index("january")))


def find_candidates(
    reference: Reference, context: Context, rows: Ints, model: Model, settings: MatchSettings
) -> Scored:
    """Block and score records against the reference.

    Parameters
    ----------
    rows
        Records that belong in the matching at all.
    """
    prior = Prior.of(model, reference.size)
    done = np.zeros(context.records.people.size, dtype=np.bool_)
    kept, rest = [score_pairs(distinct([], []), context, settings)], []
    with duckdb.connect(config={"threads": settings.threads}) as connection:
        connection.execute("SET enable_progress_bar = false")
        blocker = Blocker(connection, context.records, reference, settings.threads)
        for batch in _batches(rows, settings.records_per_batch * _FIRST_BATCH):
            first = score_pairs(block(blocker, FIRST, batch), context, settings)
            done[_easy(first, prior, settings.easy)] = True
            decided = done[first.record]
            kept.append(first.take(decided))
            rest.append(Pairs(first.record[~decided], first.person[~decided]))
        for batch in _batches(rows[~done[rows]], settings.records_per_batch):
            pairs = block(blocker, SECOND, batch)
            found = [pairs, *(_of_records(pairs, batch) for pairs in rest)]
            pairs = distinct([pair.record for pair in found], [pair.person for pair in found])
            kept.append(_pruned(score_pairs(pairs, context, settings)))
    scored = _with_couples(_merged(kept), reference, context, prior, settings)
    return _with_holders(scored, context, settings)


def _batches(rows: Ints, size: int) -> Iterator[Ints]:
    return (rows[start : start + size] for start in range(0, len(rows), size))


def _of_records(pairs: Pairs, batch: Ints) -> Pairs:
    """Pairs of some records; both are sorted."""
    start, end = np.searchsorted(pairs.record, [batch[0], batch[-1] + 1])
    return Pairs(pairs.record[start:end], pairs.person[start:end])


def _with_couples(
    scored: Scored, reference: Reference, context: Context, prior: Prior, settings: MatchSettings
) -> Scored:
    """Add the spouses of one person's candidates to the candidates of the other."""
    partner = context.records.partner
    if not (partner >= 0).any() or not len(scored.record):
        return scored
    likely = scored.weight >= np.log2(prior.people) + _COUPLE_FROM
    other, spouse = partner[scored.record], reference.spouse_row[scored.person]
    asked = likely & (other >= 0) & (spouse >= 0)
    return _with_pairs(scored, distinct([other[asked]], [spouse[asked]]), context, settings)


def _with_holders(scored: Scored, context: Context, settings: MatchSettings) -> Scored:
    """Let the holder of a number claim a record that bears a brother's or sister's name and date.

    Either the number was copied from the sibling's row, or all the rest was: the record does not
    tell, so that the holder's claim is as good as the sibling's.
    """
    bearers = _bearers(scored, context)
    if not len(bearers):
        return scored
    record, claim = scored.record[bearers], scored.weight[bearers]
    holder = context.records.holder(record)
    scored = _with_pairs(scored, distinct([record], [holder]), context, settings)
    weight = scored.weight.copy()
    place = np.searchsorted(_packed(scored), _packed(Pairs(record, holder)))
    np.maximum.at(weight, place, claim)
    return replace(scored, weight=weight)


def _bearers(scored: Scored, context: Context) -> npt.NDArray[np.intp]:
    """Find the pairs whose name and date agree while the number is that of a brother or sister."""
    clear = _agrees(scored) & (scored.levels[:, _NUMBER] == NUMBER.index("relative"))
    rows = np.flatnonzero(clear)
    person = scored.person[rows]
    return rows[siblings(context.reference, context.records.holder(scored.record[rows]), person)]


def _packed(pairs: Scored | Pairs) -> Longs:
    """Record and person in one integer: sorted pairs stay so."""
    return np.asarray((pairs.record.astype(np.int64) << 32) | pairs.person)


def _with_pairs(scored: Scored, pairs: Pairs, context: Context, settings: MatchSettings) -> Scored:
    """Score sorted pairs that are not among the scored ones, and add them."""
    known, wanted = _packed(scored), _packed(pairs)
    missing = known[np.minimum(np.searchsorted(known, wanted), len(known) - 1)] != wanted
    added = Pairs(pairs.record[missing], pairs.person[missing])
    return _merged([scored, score_pairs(added, context, settings)]) if added.size else scored


def probabilities(
    scored: Scored, context: Context, model: Model, prior: Prior, *, once: bool
) -> tuple[Doubles, Doubles]:
    """Weigh all candidates against each other.

    Parameters
    ----------
    prior
        What holds of each record before anything is compared.
    once
        The list names a person once, so records of the same person compete.

    Returns
    -------
    tuple of arrays
        The probability of every pair, and the bits gained or lost by couple and competition.
    """
    candidates = scored.candidates()
    records, reference = context.records, context.reference
    bonus = np.zeros(len(scored.record))
    probability = posterior(candidates, bonus, prior)
    if (records.partner >= 0).any():
        bonus = bonus + couple(
            candidates, probability, records.partner, reference.spouse_row,
            people=reference.size, couples=model.couples,
        )  # fmt: skip
        probability = posterior(candidates, bonus, prior)
    if once:
        repeated = max(model.repeated, _REPEATED_AT_LEAST)
        named = np.zeros(reference.size) if prior.named is None else prior.named
        bonus = bonus + competition(candidates, probability, named, repeated)
        probability = posterior(candidates, bonus, prior)
    return probability, bonus
