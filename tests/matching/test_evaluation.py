from __future__ import annotations

from pathlib import Path

import numpy as np
import polars as pl
import pytest

from pipelines.matching import (
    evaluate,
    expected_quality,
    load_model,
    match,
    prepare_reference,
    train,
)  # fmt: skip
from pipelines.matching.charts import calibration, precision_recall
from pipelines.matching.evaluation import expected_interval, within_factor
from pipelines.matching.records import encode_records
from tests.matching.people import mentions_frame, population, reference_frame
from tests.matching.test_match import LIST, record

FRAME = reference_frame()
REFERENCE = prepare_reference(FRAME)


def results_and_truth() -> tuple[pl.DataFrame, pl.DataFrame]:
    rows = [record(index) for index in range(40)]
    rows.append(record(50, full_name="Tôn Nữ Xa Lạ", birth_date="1999"))
    results = match(REFERENCE, mentions_frame(rows), LIST).results
    people = [*population()["person_id"][:40].to_list(), "068000000000"]
    truth = pl.DataFrame(
        {
            "source": ["workers"] * 41, "file": ["a.csv"] * 41, "row": list(range(2, 43)),
            "role": [""] * 41, "person": people, "inside": [True] * 40 + [False],
            "kinds": [""] * 30 + ["dob_day;id_missing"] * 11,
        }
    )  # fmt: skip
    return results, truth


def test_counts_by_group() -> None:
    results, truth = results_and_truth()
    evaluation = evaluate(results, truth, FRAME)
    every = evaluation.groups["all"].row(0, named=True)
    assert (every["mentions"], every["inside"]) == (41, 40)
    assert (every["links"], every["correct"], every["false_links"]) == (40, 40, 0)
    assert every["f1"] == 1
    kinds = dict(evaluation.groups["kind"].select("group", "mentions").rows())
    assert kinds == {"": 30, "dob_day": 11, "id_missing": 11}
    assert set(evaluation.groups) >= {"source", "sex", "age", "ethnic_group", "district"}


def test_a_wrong_link_lowers_precision_and_recall() -> None:
    results, truth = results_and_truth()
    wrong = truth.with_columns(person=pl.col("person").shift(1).fill_null("068000000000"))
    every = evaluate(results, wrong).groups["all"].row(0, named=True)
    assert every["correct"] == 0
    assert every["false_links"] == 40
    assert every["recall"] == 0


def test_calibration_compares_expected_with_observed() -> None:
    results, truth = results_and_truth()
    evaluation = evaluate(results, truth)
    assert evaluation.calibration["observed_false"].to_list() == [0] * 5
    assert within_factor(evaluation)["fits"].all()
    bad = evaluation.calibration.with_columns(observed_false=pl.lit(50))
    contradicted = type(evaluation)(evaluation.groups, bad, evaluation.curve)
    assert not within_factor(contradicted)["fits"].any()


def test_the_model_expects_its_own_precision_and_recall() -> None:
    results, _ = results_and_truth()
    quality = expected_quality(results, "m").row(0, named=True)
    assert quality["links"] == 40
    assert quality["precision_low"] <= quality["precision"] <= 1
    assert quality["recall"] == pytest.approx(1, abs=0.05)
    assert quality["recall_low"] <= quality["recall"]


@pytest.mark.parametrize("expected", [0.0, 0.5, 20.0, 1000.0])
def test_the_interval_of_a_count_allows_a_factor_and_chance(expected: float) -> None:
    low, high = pl.select(
        low=expected_interval(pl.lit(expected))[0], high=expected_interval(pl.lit(expected))[1]
    ).row(0)
    assert 0 <= low <= expected / 2 <= 2 * expected < high
    draws = np.random.default_rng(1).poisson(expected * np.array([0.5, 2.0])[:, None], (2, 4000))
    assert (draws < low).mean(axis=1)[0] < 0.04
    assert (draws > high).mean(axis=1)[1] < 0.04


def test_what_is_missed_lowers_the_expected_recall() -> None:
    results, _ = results_and_truth()
    unsure = results.with_columns(
        outcome=pl.when(pl.int_range(pl.len()) < 10).then(pl.lit("review")).otherwise("outcome"),
        probability=pl.when(pl.int_range(pl.len()) < 10).then(0.5).otherwise("probability"),
    )
    quality = expected_quality(unsure, "m").row(0, named=True)
    assert quality["recall"] == pytest.approx(30 / 35, abs=0.01)
    assert quality["recall_low"] < 30 / (30 + 10)


def test_charts_are_drawn(tmp_path: Path) -> None:
    results, truth = results_and_truth()
    evaluation = evaluate(results, truth)
    for index, chart in enumerate((precision_recall(evaluation), calibration(evaluation))):
        path = tmp_path / f"{index}.svg"
        chart.save(str(path))
        assert path.stat().st_size > 1000


def test_training_learns_what_is_done_to_the_records() -> None:
    rng = np.random.default_rng(1)
    rows = []
    for index in range(400):
        changes: dict[str, object] = {}
        if rng.random() < 0.2:
            changes["birth_date"] = population()["birth_date"][index][-4:]
        if rng.random() < 0.1:
            changes["sex"] = "Nữ" if population()["sex"][index] == "Nam" else "Nam"
        rows.append(record(index, **changes))
    records = encode_records(mentions_frame(rows), REFERENCE)
    model = train(REFERENCE, [("workers", records)], version="t", random_pairs=20_000)
    assert model.provenance["linked_pairs"] == 400
    assert model.fields["birth_date"]["year_only"].m == pytest.approx(0.2, abs=0.06)
    assert model.fields["sex"]["differs"].m == pytest.approx(0.1, abs=0.05)
    assert model == train(REFERENCE, [("workers", records)], version="t", random_pairs=20_000)


def test_without_numbers_candidates_teach_by_their_probability() -> None:
    rows = [
        record(index, person_id=None, sex=None if index % 4 == 0 else population()["sex"][index])
        for index in range(300)
    ]
    records = encode_records(mentions_frame(rows), REFERENCE)
    model = train(REFERENCE, [("workers", records)], version="t", random_pairs=5_000)
    assert model.provenance["linked_pairs"] == 0
    assert model.inside > 0.95
    assert model.fields["birth_date"]["exact"].m > 0.95
    assert model.fields["number"] == load_model().fields["number"]


def test_nothing_to_learn_from() -> None:
    records = encode_records(mentions_frame([{"full_name": "Tôn Nữ Xa Lạ"}]), REFERENCE)
    with pytest.raises(ValueError, match="hardly any"):
        train(REFERENCE, [("workers", records)], version="t", random_pairs=1_000)


def test_the_shipped_model_expects_most_people_inside() -> None:
    assert 0.9 < load_model().inside < 0.99


def test_a_sample_vouches_for_less_than_it_shows() -> None:
    results, truth = results_and_truth()
    labels = truth.select("source", "file", "row", "role", "person").with_columns(
        person=pl.when(truth["inside"]).then("person").otherwise(pl.lit(""))
    )
    every = evaluate(results, labels).groups["all"].row(0, named=True)
    assert (every["inside"], every["precision"]) == (40, 1)
    # Wilson: 40 of 40 vouch for 1 / (1 + z^2 / 40).
    assert every["precision_low"] == pytest.approx(0.91237, abs=1e-5)
