"""How good the links are: against truth or labels, or by the model's own expectation."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl

from pipelines.outcomes import Outcome

#: Thresholds at which expected and observed false links are compared.
THRESHOLDS = (0.5, 0.9, 0.99, 0.999, 0.9999)
_PLACE = ("source", "file", "row", "role")
_AGE_BANDS = ((0, "0-5"), (6, "6-17"), (18, "18-34"), (35, "35-59"), (60, "60-79"), (80, "80+"))
#: Expected counts hold within this factor on provinces the model has not seen.
_CALIBRATED_WITHIN = 2.0
#: Standard normal quantile of a two-sided 95% interval.
_Z = 1.959964


@dataclass(frozen=True)
class Evaluation:
    """What is known about the links of a run.

    Attributes
    ----------
    groups
        By dimension (`source`, `sex`, `age`, `ethnic_group`, `district`, `kind`): group, mentions,
        inside, links, correct, false_links, precision, recall, f1; precision_low and recall_low are
        the lower ends of Wilson's 95% interval (JASA 1927), which is what a sample can vouch for.
    calibration
        By threshold: links, expected_false, observed_false.
    curve
        Precision and recall at every threshold that changes them.
    """

    groups: dict[str, pl.DataFrame]
    calibration: pl.DataFrame
    curve: pl.DataFrame


def evaluate(
    results: pl.DataFrame,
    truth: pl.DataFrame,
    reference: pl.DataFrame | None = None,
    *,
    year: int | None = None,
) -> Evaluation:
    """Compare results with truth, or with officers' labels.

    Parameters
    ----------
    results
        Rows of `mart.match_results`.
    truth
        `source, file, row, role, person`: the right number of every mention, empty or null where
        the person is not in the reference; `inside` says so outright and `kinds` names the
        mistakes, where known. Only mentions with a truth are counted.
    reference
        For the groups by sex, age and ethnic group of the person.
    year
        Year that ages are counted at; the latest year of birth by default.
    """
    joined = _joined(results, truth)
    if reference is not None:
        joined = joined.join(_traits(reference, year), on="person", how="left")
    dimensions: dict[str, pl.Expr] = {"source": pl.col("source")}
    for name in ("district", "sex", "age", "ethnic_group"):
        if name in joined.columns:
            dimensions[name] = pl.col(name).fill_null("")
    groups = {"all": _measured(joined, pl.lit("all"))}
    groups |= {name: _measured(joined, value) for name, value in dimensions.items()}
    kinds = joined.with_columns(kind=pl.col("kinds").fill_null("").str.split(";")).explode("kind")
    groups["kind"] = _measured(kinds, pl.col("kind"))
    return Evaluation(groups, _calibration(joined), _curve(joined))


def _place(file: str = "file_name", row: str = "file_row") -> tuple[pl.Expr, ...]:
    """Say where a mention stands (`_PLACE`): truth knows files by name, without their folder."""
    return (
        pl.col("source"),
        pl.col(file).str.split("/").list.last().alias("file"),
        pl.col(row).cast(pl.Int64).alias("row"),
        pl.col("role").fill_null(""),
    )


def _joined(results: pl.DataFrame, truth: pl.DataFrame) -> pl.DataFrame:
    found = results.select(
        *_place(),
        "outcome", "person_id", "probability", "district",
    )  # fmt: skip
    named = pl.col("person").fill_null("") != ""
    known = truth.select(
        *_place("file", "row"),
        "person",
        pl.col("inside") if "inside" in truth.columns else named.alias("inside"),
        pl.col("kinds") if "kinds" in truth.columns else pl.lit("").alias("kinds"),
    )
    linked = pl.col("person_id").is_not_null() & (pl.col("outcome") != Outcome.REVIEW)
    return known.join(found, on=list(_PLACE), how="left").with_columns(
        linked=linked.fill_null(value=False),
        right=((pl.col("person_id") == pl.col("person")) & pl.col("inside")).fill_null(value=False),
    )


def true_people(mentions: pl.DataFrame, truth: pl.DataFrame) -> pl.Series:
    """Return the right number of every mention, in order; null without a truth or outside."""
    known = truth.filter("inside").select(*_place("file", "row"), "person")
    place = mentions.select(_place())
    return place.join(known, on=list(_PLACE), how="left", maintain_order="left")["person"]


def _traits(reference: pl.DataFrame, year: int | None) -> pl.DataFrame:
    now = pl.lit(year) if year is not None else pl.col("birth_year").max()
    age = now - pl.col("birth_year")
    band = pl.lit("")
    for least, label in _AGE_BANDS:
        band = pl.when(age >= least).then(pl.lit(label)).otherwise(band)
    return reference.select(
        pl.col("person_id").alias("person"), "sex", band.alias("age"),
        "ethnic_group",
    ).unique("person", keep="first", maintain_order=True)  # fmt: skip


def _measured(joined: pl.DataFrame, group: pl.Expr) -> pl.DataFrame:
    good = pl.col("linked") & pl.col("right")
    return (
        joined.group_by(group.alias("group"))
        .agg(
            pl.len().alias("mentions"),
            pl.col("inside").sum(),
            pl.col("linked").sum().alias("links"),
            good.sum().alias("correct"),
            ((pl.col("outcome") == Outcome.REVIEW).sum()).alias("review"),
        )
        .with_columns(
            false_links=pl.col("links") - pl.col("correct"),
            precision=pl.when(pl.col("links") > 0).then(pl.col("correct") / pl.col("links")),
            recall=pl.when(pl.col("inside") > 0).then(pl.col("correct") / pl.col("inside")),
            precision_low=_wilson_low(pl.col("correct"), pl.col("links")),
            recall_low=_wilson_low(pl.col("correct"), pl.col("inside")),
        )
        .with_columns(
            f1=2 * pl.col("precision") * pl.col("recall")
            / (pl.col("precision") + pl.col("recall"))
        )
        .sort("group")
    )  # fmt: skip


def _wilson_low(successes: pl.Expr, trials: pl.Expr) -> pl.Expr:
    """Lower end of Wilson's 95% interval of a share; null without trials."""
    share = successes / trials
    spread = _Z * (share * (1 - share) / trials + _Z**2 / (4 * trials**2)).sqrt()
    low = (share + _Z**2 / (2 * trials) - spread) / (1 + _Z**2 / trials)
    return pl.when(trials > 0).then(low.clip(lower_bound=0.0))


def _calibration(joined: pl.DataFrame) -> pl.DataFrame:
    weighed = joined.filter(pl.col("probability").is_not_null() & pl.col("person_id").is_not_null())
    rows = []
    for threshold in THRESHOLDS:
        taken = weighed.filter(pl.col("probability") >= threshold)
        rows.append(
            {
                "threshold": threshold,
                "links": taken.height,
                "expected_false": float((1 - taken["probability"]).sum()),
                "observed_false": taken.height - int(taken["right"].sum()),
            }
        )
    return pl.DataFrame(rows)


def _curve(joined: pl.DataFrame) -> pl.DataFrame:
    inside = max(int(joined["inside"].sum()), 1)
    return (
        joined.filter(pl.col("person_id").is_not_null())
        .group_by("probability")
        .agg(pl.len().alias("links"), pl.col("right").sum().alias("correct"))
        .sort("probability", descending=True)
        .with_columns(pl.col("links", "correct").cum_sum())
        .select(
            threshold=pl.col("probability"),
            precision=pl.col("correct") / pl.col("links"),
            recall=pl.col("correct") / inside,
        )
    )


def expected_interval(expected: pl.Expr) -> tuple[pl.Expr, pl.Expr]:
    """Bound what happens when a number of false links is expected.

    The expectation is taken as right within a factor of 2, what calibration is held to; the count
    then varies as a Poisson count does (95%).
    """
    low, high = expected / _CALIBRATED_WITHIN, expected * _CALIBRATED_WITHIN
    return (low - _Z * low.sqrt()).clip(lower_bound=0.0), high + _Z * high.sqrt() + 1.0


def expected_quality(results: pl.DataFrame, model: str) -> pl.DataFrame:
    """Estimate precision and recall from the probabilities alone, by source.

    The expected number of false links is the sum of 1 - p over the links, the expected number of
    people missed the sum of p over the other mentions' best candidates: whom no key brought
    together is not in it. Both within `expected_interval`.

    Returns
    -------
    polars.DataFrame
        Columns of `match.quality` without the period.
    """
    linked = pl.col("person_id").is_not_null() & (pl.col("outcome") != Outcome.REVIEW)
    probability = pl.col("probability").fill_null(0.0)
    counts = (
        results.filter(pl.col("outcome") != Outcome.OUT_OF_SCOPE)
        .group_by("source")
        .agg(
            pl.len().cast(pl.Int64).alias("mentions"),
            linked.sum().cast(pl.Int64).alias("links"),
            (1 - probability).filter(linked).sum().alias("expected_false"),
            probability.filter(~linked).sum().alias("missed"),
        )
        .sort("source")
    )
    links, expected, missed = pl.col("links"), pl.col("expected_false"), pl.col("missed")
    most_false, most_missed = expected_interval(expected)[1], expected_interval(missed)[1]
    right, least_right = links - expected, (links - most_false).clip(lower_bound=0.0)
    return counts.select(
        "source", "mentions", "links", "expected_false",
        precision=pl.when(links > 0).then(right / links),
        precision_low=pl.when(links > 0).then(least_right / links),
        recall=pl.when(right + missed > 0).then(right / (right + missed)),
        recall_low=pl.when(right + missed > 0).then(least_right / (least_right + most_missed)),
        model=pl.lit(model),
    )  # fmt: skip


def within_factor(evaluation: Evaluation) -> pl.DataFrame:
    """Say at which thresholds expected and observed false links agree within the factor.

    A count of which fewer than three are expected is too small to contradict the model unless more
    than six are observed.
    """
    table = evaluation.calibration
    expected, observed = pl.col("expected_false"), pl.col("observed_false")
    small = (expected < 3) & (observed <= 6)
    ratio = observed / pl.max_horizontal(expected, pl.lit(np.finfo(float).tiny))
    fits = ratio.is_between(1 / _CALIBRATED_WITHIN, _CALIBRATED_WITHIN)
    return table.with_columns(ratio=ratio, fits=small | fits)
