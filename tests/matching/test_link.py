from __future__ import annotations

import pandas as pd
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.matching import link
from tests.matching.people import population

REFERENCE = population()
COLUMNS = ["record_id", "full_name", "birth_date", "sex", "person_id", "commune"]


def linked(links: pl.DataFrame) -> dict[str, str]:
    return dict(links.filter(pl.col("decision") == "link").select("record_id", "person_id").rows())


def test_people_find_themselves_by_any_two_good_columns() -> None:
    for columns in (["person_id", "full_name"], ["full_name", "birth_date", "sex", "commune"]):
        links = link(REFERENCE, REFERENCE.select("record_id", *columns))
        found = linked(links)
        truth = dict(REFERENCE.select("record_id", "person_id").rows())
        assert all(truth[record] == person for record, person in found.items())
        assert len(found) > 0.95 * REFERENCE.height


@pytest.mark.parametrize("kind", ["polars", "pandas", "arrow"])
def test_answers_in_the_frame_it_was_asked_in(kind: str) -> None:
    records = REFERENCE.head(5).select(COLUMNS)
    asked = {"polars": records, "pandas": records.to_pandas(), "arrow": records.to_arrow()}[kind]
    links = link(REFERENCE, asked)
    assert type(links) is type(asked)
    back = pl.DataFrame(links) if kind != "pandas" else pl.from_pandas(links)
    assert back.columns == [
        "record_id", "reference_id", "person_id", "decision", "method", "probability", "margin",
        "candidates",
    ]  # fmt: skip
    assert back["reference_id"].to_list() == records["record_id"].to_list()


def test_dates_as_dates_and_sex_as_codes() -> None:
    records = REFERENCE.head(60).to_pandas()
    records["birth_date"] = pd.to_datetime(records["birth_date"], format="%d/%m/%Y")
    records["sex"] = records["sex"].map({"Nam": "1", "Nữ": "0"})
    assert len(linked(pl.from_pandas(link(REFERENCE, records)))) == 60


def test_what_cannot_be_known_is_not_linked() -> None:
    nobody = pl.DataFrame(
        {
            "record_id": ["a", "b", "c", "d"],
            "full_name": [None, "Phan Quốc Không", "Nguyễn Thị Lan", None],
            "birth_date": ["01/01/1980", None, None, None],
            "person_id": [None, None, None, "999999999999"],
        }
    )
    assert not linked(link(REFERENCE, nobody))


def test_empty_frames_give_empty_links() -> None:
    assert link(REFERENCE, REFERENCE.head(0)).height == 0
    links = link(REFERENCE.head(0), REFERENCE.head(3))
    assert links["decision"].to_list() == ["none"] * 3


def test_a_number_with_another_persons_name_and_date_is_not_a_link() -> None:
    wrong = REFERENCE.head(1).select(
        "record_id", "person_id",
        full_name=pl.lit("Touprong Ma Brỗi"), birth_date=pl.lit("05/06/1999"),
    )  # fmt: skip
    assert not linked(link(REFERENCE, wrong))


def test_names_without_surname_and_years_without_day() -> None:
    reference = pl.concat(
        [
            REFERENCE.select(COLUMNS),
            pl.DataFrame(
                {
                    "record_id": ["K"], "full_name": ["K'Brôih"], "birth_date": ["12/05/1971"],
                    "sex": ["Nam"], "person_id": ["068071000009"], "commune": ["Xã Lộc Nam"],
                }
            ),
        ]
    )  # fmt: skip
    record = pl.DataFrame(
        {
            "record_id": ["1"], "full_name": ["KBrôih"], "birth_date": ["1971"], "sex": ["Nam"],
            "commune": ["Xã Lộc Nam"],
        }
    )  # fmt: skip
    found = link(reference, record).row(0, named=True)
    assert found["person_id"] == "068071000009"
    assert found["decision"] in {"link", "review"}


def test_two_people_alike_are_left_to_an_officer() -> None:
    twice = pl.concat(
        [
            REFERENCE.select(COLUMNS),
            REFERENCE.head(1).select(COLUMNS).with_columns(
                record_id=pl.lit("copy"), person_id=pl.lit("068000999999")
            ),
        ]
    )  # fmt: skip
    record = REFERENCE.head(1).select("record_id", "full_name", "birth_date", "commune")
    for reference in (twice, twice.reverse()):
        found = link(reference, record).row(0, named=True)
        assert found["decision"] == "review"
        assert found["margin"] == pytest.approx(0.0, abs=1e-6)
        # Of two equal candidates the smaller number is named, whatever the order of the rows.
        numbers = [REFERENCE["person_id"][0], "068000999999"]
        assert found["person_id"] == min(numbers)


@settings(max_examples=3, deadline=None)
@given(st.permutations(range(40)), st.integers(0, 1000))
def test_row_order_and_batches_change_nothing(order: list[int], seed: int) -> None:
    records = REFERENCE.head(40).select("record_id", "full_name", "birth_date", "commune")
    whole = link(REFERENCE, records).sort("record_id")
    shuffled = link(REFERENCE.sample(fraction=1.0, shuffle=True, seed=seed), records[order])
    columns = ["record_id", "reference_id", "person_id", "decision", "method"]
    assert whole.select(columns).equals(shuffled.sort("record_id").select(columns))
    half = pl.concat([link(REFERENCE, records[order[:20]]), link(REFERENCE, records[order[20:]])])
    assert whole.select(columns).equals(half.sort("record_id").select(columns))


def test_of_equal_people_without_numbers_the_lesser_id_is_named_in_any_order() -> None:
    people = REFERENCE.head(30).drop("person_id")
    doubles = people.head(5).with_columns(record_id="A" + pl.col("record_id"))
    records = REFERENCE.head(5).select("record_id", "full_name", "birth_date")
    twice = pl.concat([people, doubles])
    for reference in (twice, twice.reverse(), twice.sample(fraction=1.0, shuffle=True, seed=3)):
        links = link(reference, records)
        assert links["reference_id"].to_list() == doubles["record_id"].to_list()
        assert links["decision"].to_list() == ["review"] * 5


def test_linking_again_with_the_numbers_found_changes_nothing() -> None:
    records = REFERENCE.select("record_id", "full_name", "birth_date", "commune")
    first = link(REFERENCE, records)
    assert link(REFERENCE, records).equals(first)
    sure = first.filter(pl.col("decision") == "link").select("record_id", "person_id")
    again = linked(link(REFERENCE, records.join(sure, on="record_id", how="left")))
    assert sure.height > 300
    assert {row: again.get(row) for row in linked(first)} == linked(first)


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 399), st.sets(st.sampled_from(["sex", "commune", "birth_date"])))
def test_what_many_share_is_no_evidence(index: int, columns: set[str]) -> None:
    year = REFERENCE.with_columns(pl.col("birth_date").str.slice(-4))
    assert not linked(link(REFERENCE, year[index].select("record_id", *sorted(columns))))


def test_unknown_frames_are_refused() -> None:
    with pytest.raises(TypeError, match="polars"):
        link(REFERENCE, [{"full_name": "x"}])
