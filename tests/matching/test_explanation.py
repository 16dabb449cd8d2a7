"""An explanation says what the run did: the same probability, bit by bit, and why."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import duckdb
import polars as pl
import pytest

from pipelines.matching import Explainer, Explanation, explain, load_model, prepare_reference
from pipelines.matching.charts import waterfall
from pipelines.matching.explanation import Bar
from pipelines.matching.fields import NAME
from pipelines.matching.measures import Care, Measures, Presence, Share
from pipelines.matching.profile import measure_care
from pipelines.matching.records import Register, encode_records
from pipelines.matching.store import read_measures, read_mentions, read_reference
from pipelines.sources import SOURCES
from pipelines.sources.declaration import Source
from tests.conftest import Published
from tests.matching.people import mentions_frame, population, reference_frame
from tests.matching.test_match import record

REFERENCE = prepare_reference(reference_frame())
REGISTERS = [source for source in SOURCES.values() if source.kind == "register"]


@pytest.fixture(scope="module")
def warehouse(published: Published) -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect(str(published.order.warehouse), read_only=True) as connection:
        yield connection


def one_of_each_outcome(con: duckdb.DuckDBPyConnection, source: str) -> pl.DataFrame:
    """Some mentions of a register, by their place among them: row, outcome, probability, person."""
    return con.execute(
        """
        SELECT row, outcome, probability, person_id
        FROM (
          SELECT file_name, sheet_name, file_row, role,
            row_number() OVER (ORDER BY file_name, sheet_name, file_row, role) - 1 AS row
          FROM mention.mentions WHERE source = $source AND NOT quarantined
        )
        JOIN (FROM mart.match_results WHERE source = $source)
          USING (file_name, sheet_name, file_row, role)
        QUALIFY row_number() OVER (PARTITION BY outcome ORDER BY hash(row)) = 1
        ORDER BY row
        """,
        {"source": source},
    ).pl()


@pytest.mark.parametrize("source", REGISTERS, ids=lambda source: source.name)
def test_the_explained_probability_is_the_stored_one(
    published: Published, warehouse: duckdb.DuckDBPyConnection, source: Source
) -> None:
    period = published.order.period
    mentions = read_mentions(warehouse, period, source.name)
    reference = prepare_reference(read_reference(warehouse, period))
    measures = read_measures(warehouse, period, source.name)
    asked = one_of_each_outcome(warehouse, source.name)
    assert asked.height > 1
    explainer = Explainer(reference, mentions, Register.of(source), measures=measures)
    for row, _, probability, person in asked.iter_rows():
        explanation = explainer.explain(row)
        if probability is None:
            assert not explanation.candidates
            continue
        best = explanation.candidates[0]
        assert best.probability == pytest.approx(probability, abs=1e-9)
        # What is shown adds up to it: weights are single precision.
        assert 1 / (1 + 2**-best.total) == pytest.approx(probability, abs=1e-6)
        assert person is None or best.person_id.startswith(person[:3])


def explained(*changes: dict[str, object], measures: Measures | None = None) -> Explanation:
    rows = [record(3, **change) for change in changes]
    return explain(REFERENCE, mentions_frame(rows), 0, Register(once=True), measures=measures)


def bars(explanation: Explanation, part: str) -> list[Bar]:
    return [bar for bar in explanation.candidates[0].bars if part in bar.label]


def test_the_bars_add_up_to_the_probability() -> None:
    explanation = explained({"person_id": None})
    best = explanation.candidates[0]
    assert sum(bar.bits for bar in best.bars) == pytest.approx(best.total)
    assert 1 / (1 + 2**-best.total) == pytest.approx(best.probability, abs=1e-6)
    assert best.probability > 0.9
    frame = explanation.frame().filter(pl.col("candidate") == 1)
    assert frame["end"][-1] == pytest.approx(best.total)
    text = explanation.text()
    assert "tên giống hệt" in text
    assert "bit" in text
    for value in (population()["full_name"][3], population()["person_id"][3]):
        assert value not in text


def test_the_holder_of_a_number_beside_a_sibling_s_name_and_date_is_as_likely() -> None:
    two = pl.int_range(pl.len()).is_in([2, 3])
    home = reference_frame().with_columns(
        spouse_id=pl.when(~two).then("spouse_id"),
        father_name=pl.when(two).then(pl.lit("Lê Văn Sáu")).otherwise("father_name"),
    )
    written = record(2, person_id=population()["person_id"][3], father_name=None)
    explanation = explain(prepare_reference(home), mentions_frame([written]), 0)
    more = [
        sum(bar.bits for bar in candidate.bars if "không rõ ghi nhầm số hay cả người" in bar.label)
        for candidate in explanation.candidates
    ]
    assert min(more) == 0 < max(more)
    for candidate in explanation.candidates:
        assert candidate.probability == pytest.approx(0.5, abs=0.01)
        assert candidate.total == pytest.approx(0, abs=0.05)


def test_another_record_of_the_person_is_a_step_of_its_own() -> None:
    alone, claimed = explained({"person_id": None}), explained({"person_id": None}, {})
    assert bars(alone, "hồ sơ khác") == []
    (lost,) = bars(claimed, "hồ sơ khác")
    assert lost.bits < -1
    total = alone.candidates[0].total + lost.bits
    assert claimed.candidates[0].total == pytest.approx(total, abs=0.1)


def test_a_list_that_names_nearly_everybody_speaks_for_whom_nobody_else_claims() -> None:
    year = int(REFERENCE.people.year[3])
    care = measure_care(load_model(), "", encode_records(mentions_frame([]), REFERENCE), REFERENCE)
    measures = Measures(
        600, 500, Presence(0.9, Share(0.9), Share(0.9)), 0.9, 0.99, 0.01, care, named={year: 0.75}
    )
    (gained,) = bars(explained({"person_id": None}, measures=measures), "không hồ sơ nào khác")
    assert (gained.bits, gained.model_bits) == (pytest.approx(2, abs=0.01), 0)
    claimed = explained({"person_id": None}, {}, measures=measures)
    assert bars(claimed, "cũng nhận người này")[0].bits < -1


def test_what_the_registers_own_measure_changes_is_said() -> None:
    model = load_model()
    field = measure_care(model, "", encode_records(mentions_frame([]), REFERENCE), REFERENCE)
    careless = replace(field.fields["name"], pairs=500, counted=0.3, mistaken=0.3)
    care = Care(1.0, {**field.fields, "name": careless})
    measures = Measures(
        600, 500, Presence(0.55, Share(0.6), Share(0.5)), model.inside, 0.99, 0.01, care
    )
    wrong = {"full_name": "Tôn Nữ Xa Lạ"}
    trained, own = explained(wrong), explained(wrong, measures=measures)
    differs = NAME.levels[NAME.index("differs")].label
    for part, more in (("trước khi so sánh", False), (differs, True)):
        (now,), (before,) = bars(own, part), bars(trained, part)
        assert now.model_bits == before.bits
        assert (now.bits > before.bits) == more
    assert "sai 30,00% trong 500 cặp" in own.text()
    said = "55,00% hồ sơ có người trong dữ liệu dân cư, có ghi số 60,00%, không ghi số 50,00%"
    assert said in own.text()
    assert own.text().count("theo mô hình chung") == sum(
        bar.own for candidate in own.candidates for bar in candidate.bars
    )
    assert "mô hình chung" not in trained.text()


@pytest.mark.parametrize("change", [{"full_name": "Tôn Nữ Xa Lạ"}, {"scope": "organisation"}])
def test_nothing_to_explain(change: dict[str, object]) -> None:
    mentions = mentions_frame([{"full_name": population()["full_name"][3], **change}])
    explanation = explain(REFERENCE, mentions, 0)
    assert explanation.text() == "Không có ứng viên nào trong dữ liệu dân cư."


def test_the_waterfall_is_drawn(tmp_path: Path) -> None:
    path = tmp_path / "chart.svg"
    waterfall(explained({})).save(str(path))
    assert path.stat().st_size > 1000
