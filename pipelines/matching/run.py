"""Match one register against a prepared reference: the stage that the nightly run calls."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Protocol

import numpy as np
import polars as pl

from pipelines.matching.decision import (
    Thresholds,
    best_candidates,
    decide_distinct,
    evidence,
)  # fmt: skip
from pipelines.matching.duplicates import RANK, noted, repeated_records, shared_numbers
from pipelines.matching.encoded import Ints, Longs
from pipelines.matching.engine import find_candidates, probabilities
from pipelines.matching.model import Model, load_model
from pipelines.matching.posterior import Prior, share_inside
from pipelines.matching.profile import register_model
from pipelines.matching.records import encode_records, expected_life
from pipelines.matching.reference import Reference
from pipelines.matching.scoring import Context
from pipelines.matching.settings import MatchSettings
from pipelines.mention import KEY, SCHEMA, Scope
from pipelines.outcomes import Outcome
from pipelines.sources.declaration import Source

#: Columns of a result, in order: those of `mart.match_results` but period and run.
RESULT_COLUMNS = (
    "source", "agency", "file_name", "sheet_name", "file_row", "role", "record_key", "outcome",
    "method", "person_id", "probability", "margin", "candidates", "id_status", "name_status",
    "birth_date_status", "sex_status", "reasons", "district", "commune",
)  # fmt: skip


#: Columns of a mention that results and duplicates read.
_KEPT = (*RESULT_COLUMNS[:7], "person_id", "district", "commune_name")
#: Where fewer people than this have a relative in the reference, nobody is taken for a sibling.
HARDLY_ANY = 0.05


class RunSettings(Protocol):
    """What matching needs of an installation's settings."""

    @property
    def false_links(self) -> float: ...
    @property
    def threads(self) -> int: ...
    @property
    def model(self) -> Path | None: ...


@lru_cache(maxsize=4)
def _model_of(path: Path | None) -> Model:
    return load_model(path)


def model_version(settings: RunSettings | None = None) -> str:
    """Version of the model that the settings choose."""
    return _model_of(settings.model if settings else None).version


def match(
    reference: Reference,
    mentions: pl.DataFrame,
    source: Source,
    *,
    model: Model | None = None,
    settings: RunSettings | MatchSettings | None = None,
    mark: Callable[[str], None] = lambda _: None,
) -> pl.DataFrame:
    """Give every mention of one register its outcome.

    Parameters
    ----------
    reference
        `prepare_reference` of the population.
    mentions
        Rows of `pipelines.mention.SCHEMA`, all of one source.
    source
        The list's declaration: who is in it, and whether they should be alive.
    model
        Weights; by default the model that the settings choose, or the shipped one.
    mark
        Called at the end of each stage, for benchmarks: `encode`, `candidates`, `decide`.

    Returns
    -------
    polars.DataFrame
        One row a mention in the order given, columns `RESULT_COLUMNS`.
    """
    if isinstance(settings, MatchSettings):
        own, path = settings, None
    elif settings is None:
        own, path = MatchSettings(), None
    else:
        own = MatchSettings(false_links=settings.false_links, threads=settings.threads)
        path = settings.model
    chosen = model or _model_of(path)
    life = expected_life(source)
    once = len(source.persons) == 1
    decided = decide_all(
        reference, mentions, chosen, own, source=source.name, life=life, once=once,
        living=source.living, expects_dead=source.expects_dead, mark=mark,
    )  # fmt: skip
    return decided.select(
        *(name for name in RESULT_COLUMNS[:9]),
        pl.col("person_of_link").alias("person_id"),
        *RESULT_COLUMNS[10:19],
        pl.col("commune_name").alias("commune"),
    )


@dataclass(frozen=True)
class _Weighed:
    """What is left of candidates and encoded mentions once they are weighed, row by row."""

    best: pl.DataFrame
    evidence: pl.DataFrame
    number: Longs
    partner: Ints
    thresholds: Thresholds


def decide_all(
    reference: Reference,
    mentions: pl.DataFrame,
    model: Model,
    settings: MatchSettings,
    *,
    source: str,
    life: int,
    once: bool,
    living: bool,
    expects_dead: bool,
    mark: Callable[[str], None] = lambda _: None,
) -> pl.DataFrame:
    """Run the whole of matching on mentions: candidates, probabilities, decisions.

    Parameters
    ----------
    mark
        As in `match`.

    Returns
    -------
    polars.DataFrame
        What results are made of and `person` (row of the reference), one row a mention, in order.
    """
    weighed = _weigh(reference, mentions, model, settings, source, life, once=once, mark=mark)
    decided = _decide(
        reference, mentions, weighed, once=once, living=living, expects_dead=expects_dead
    )
    mark("decide")
    return decided


def _weigh(
    reference: Reference,
    mentions: pl.DataFrame,
    model: Model,
    settings: MatchSettings,
    source: str,
    life: int,
    *,
    once: bool,
    mark: Callable[[str], None],
) -> _Weighed:
    records = encode_records(mentions, reference, life)
    mark("encode")
    in_scope = np.flatnonzero((mentions["scope"] == Scope.PERSON).to_numpy()).astype(np.int32)
    if settings.by_register:
        model = register_model(model, source, records, reference)
    context = Context(records, reference, model.weights(source))
    scored = find_candidates(reference, context, in_scope, model, settings)
    mark("candidates")
    if settings.by_register:
        prior = Prior.of(model, reference.size)
        inside = share_inside(scored.candidates(), prior, len(in_scope))
        model = model.model_copy(update={"inside": inside})
    probability, bonus = probabilities(scored, reference, records, model, once=once)
    best = best_candidates(scored, probability, bonus, mentions.height, reference)
    thresholds = thresholds_of(model, settings)
    seen = evidence(mentions, best, scored, reference, thresholds)
    return _Weighed(best, seen, records.people.number, records.partner, thresholds)


def thresholds_of(model: Model, settings: MatchSettings) -> Thresholds:
    """Say from where on the model's probabilities make a link or a review."""
    return Thresholds(
        accept=model.threshold(settings.false_links),
        review=settings.review_from,
        relatives=model.relatives >= HARDLY_ANY,
    )


def _decide(
    reference: Reference,
    mentions: pl.DataFrame,
    weighed: _Weighed,
    *,
    once: bool,
    living: bool,
    expects_dead: bool,
) -> pl.DataFrame:
    """Decide mention by mention: columns of the result, `person` and `linked`."""
    decided, which = decide_distinct(
        weighed.evidence, living=living, expects_dead=expects_dead,
        relatives=weighed.thresholds.relatives,
    )  # fmt: skip
    person = weighed.best["person"]
    linked = decided["linked"].to_numpy()[which]
    rank = decided["outcome"].replace_strict(RANK, return_dtype=pl.Int32).to_numpy()[which]
    entry = _first_entry(person.fill_null(-1).to_numpy(), reference)
    repeated = repeated_records(mentions, linked, rank, entry, weighed.partner, once=once)
    wrong = linked & (decided["number_level"] != "equal").to_numpy()[which] & ~repeated
    shared = shared_numbers(weighed.number, wrong & once)
    named = linked | (decided["outcome"] == Outcome.REVIEW).to_numpy()[which]
    which += len(decided) * (repeated + 2 * shared)
    return mentions.select(name for name in _KEPT if name in mentions.columns).with_columns(
        *noted(decided).select(pl.exclude("number_level").gather(which)),
        *weighed.best.select("probability", "margin", "candidates", "person"),
        person_of_link=reference.person_id.gather(person.set(pl.Series(~named), None)),
    )


def _first_entry(person: Ints, reference: Reference) -> Ints:
    """First entry of the reference with the person's number, which may stand there twice."""
    if not reference.size:
        return person
    first = reference.by_number.find(reference.people.number[person])
    return np.where((first >= 0) & (person >= 0), first, person)


__all__ = ["KEY", "RESULT_COLUMNS", "SCHEMA", "decide_all", "match", "model_version"]
