"""Match one register against a prepared reference: the stage that the nightly run calls."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Protocol

import numpy as np
import polars as pl

from pipelines.matching.coverage import measure_named, named_people
from pipelines.matching.decision import (
    Thresholds,
    best_candidates,
    decide_distinct,
    evidence,
)  # fmt: skip
from pipelines.matching.duplicates import RANK, noted, repeated_records, shared_numbers
from pipelines.matching.encoded import Ints, Longs
from pipelines.matching.engine import find_candidates, probabilities
from pipelines.matching.families import family_model
from pipelines.matching.measures import Care, Measures, Presence
from pipelines.matching.model import Model, load_model
from pipelines.matching.posterior import Prior
from pipelines.matching.presence import measure_presence, register_prior
from pipelines.matching.profile import measure_care, register_model
from pipelines.matching.records import Register, encode_records, in_scope
from pipelines.matching.reference import Reference
from pipelines.matching.scoring import Context
from pipelines.matching.settings import MatchSettings
from pipelines.matching.twins import measure_twins, with_twins
from pipelines.mention import KEY, SCHEMA
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


@dataclass(frozen=True)
class Matched:
    """One register matched.

    Attributes
    ----------
    results
        One row a mention in the order given, columns `RESULT_COLUMNS`.
    measures
        What the register showed of itself; None where it was matched by the model as given.
    """

    results: pl.DataFrame
    measures: Measures | None


def match(
    reference: Reference,
    mentions: pl.DataFrame,
    source: Source,
    *,
    model: Model | None = None,
    settings: RunSettings | MatchSettings | None = None,
    mark: Callable[[str], None] = lambda _: None,
) -> Matched:
    """Match one register and say what it showed of itself.

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
    """
    if isinstance(settings, MatchSettings):
        own, path = settings, None
    elif settings is None:
        own, path = MatchSettings(), None
    else:
        own = MatchSettings(false_links=settings.false_links, threads=settings.threads)
        path = settings.model
    matcher = Matcher(reference, model or _model_of(path), own)
    decided = decide_all(matcher, mentions, Register.of(source), mark=mark)
    results = decided.mentions.select(
        *(name for name in RESULT_COLUMNS[:9]),
        pl.col("person_of_link").alias("person_id"),
        *RESULT_COLUMNS[10:19],
        pl.col("commune_name").alias("commune"),
    )
    return Matched(results, decided.measures)


@dataclass(frozen=True)
class Matcher:
    """What every register is matched against, and by what."""

    reference: Reference
    model: Model
    settings: MatchSettings


@dataclass(frozen=True)
class Decided:
    """What was decided of a register.

    Attributes
    ----------
    mentions
        What results are made of and `person` (row of the reference), one row a mention, in order.
    measures
        As in `Matched`.
    """

    mentions: pl.DataFrame
    measures: Measures | None


@dataclass(frozen=True)
class _Weighed:
    """What is left of candidates and encoded mentions once they are weighed, row by row."""

    best: pl.DataFrame
    evidence: pl.DataFrame
    number: Longs
    partner: Ints
    thresholds: Thresholds
    records: int
    care: Care | None
    presence: Presence | None
    named: Mapping[int, float]
    twins: float


def decide_all(
    matcher: Matcher,
    mentions: pl.DataFrame,
    register: Register,
    *,
    mark: Callable[[str], None] = lambda _: None,
) -> Decided:
    """Run the whole of matching on mentions: candidates, probabilities, decisions.

    Parameters
    ----------
    mark
        As in `match`.
    """
    weighed = _weigh(matcher, mentions, register, mark)
    decided = _decide(matcher.reference, mentions, weighed, register)
    mark("decide")
    return Decided(decided, _measures(matcher.model, weighed, decided))


def _weigh(
    matcher: Matcher, mentions: pl.DataFrame, register: Register, mark: Callable[[str], None]
) -> _Weighed:
    reference, model, settings = matcher.reference, matcher.model, matcher.settings
    records = encode_records(mentions, reference, register.life)
    mark("encode")
    rows, care = in_scope(mentions), None
    if settings.by_register:
        model = family_model(model, reference)
        care = measure_care(model, register.source, records, reference)
        model = register_model(model, register.source, care)
    context = Context(records, reference, model.weights(register.source))
    scored = find_candidates(reference, context, rows, model, settings)
    mark("candidates")
    prior, presence, named, twins = Prior.of(model, reference.size), None, {}, 1.0
    if settings.by_register:
        presence = measure_presence(scored.candidates(), context, prior, rows)
        prior = register_prior(prior, presence, context)
        twins = measure_twins(scored, context, prior, rows)
        scored = with_twins(scored, twins)
        named = measure_named(scored.candidates(), prior, reference)
        prior = replace(prior, named=named_people(named, reference))
    probability, bonus = probabilities(scored, context, model, prior, once=register.once)
    best = best_candidates(scored, probability, bonus, mentions.height, reference)
    thresholds = thresholds_of(model, settings)
    seen = evidence(mentions, best, scored, reference, thresholds)
    number, partner = records.people.number, records.partner
    return _Weighed(
        best, seen, number, partner, thresholds, len(rows), care, presence, named, twins
    )


def _measures(model: Model, weighed: _Weighed, decided: pl.DataFrame) -> Measures | None:
    """Put together what the register showed; None where it was matched by the model as given."""
    if weighed.care is None or weighed.presence is None:
        return None
    links = int(decided["linked"].sum())
    repeated = int((decided["outcome"] == Outcome.DUPLICATE).sum())
    return Measures(
        records=weighed.records,
        links=links,
        inside=weighed.presence,
        inside_expected=model.inside,
        accept=weighed.thresholds.accept,
        repeated=repeated / max(links, 1),
        care=weighed.care,
        named=weighed.named,
        twins=weighed.twins,
    )


def thresholds_of(model: Model, settings: MatchSettings) -> Thresholds:
    """Say from where on the model's probabilities make a link or a review."""
    return Thresholds(
        accept=settings.accept,
        review=settings.review_from,
        relatives=model.relatives >= HARDLY_ANY,
    )


def _decide(
    reference: Reference, mentions: pl.DataFrame, weighed: _Weighed, register: Register
) -> pl.DataFrame:
    """Decide mention by mention: columns of the result, `person` and `linked`."""
    once = register.once
    decided, which = decide_distinct(
        weighed.evidence, living=register.living, expects_dead=register.expects_dead,
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
    if not reference.by_number.repeated:
        return person
    first = reference.by_number.find(reference.people.number[person])
    return np.where((first >= 0) & (person >= 0), first, person)


__all__ = [
    "KEY", "RESULT_COLUMNS", "SCHEMA", "Matcher", "decide_all", "match",
    "model_version",
]  # fmt: skip
