"""What holds for any delivery whatever."""

from __future__ import annotations

from datetime import date

import great_expectations.expectations as gxe
import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipelines.checks import check, suites
from pipelines.checks.assertions import is_not
from pipelines.checks.judging import judge_facts, rules_for
from pipelines.checks.rule import Criterion, Rule
from pipelines.mention import SCHEMA, BirthForm, IdForm, Scope
from pipelines.outcomes import Severity
from pipelines.sources import SOURCES
from pipelines.sources.declaration import Field
from pipelines.sources.reading import ColumnUnderstanding, Sheet
from tests.checks.conftest import TODAY

REGISTERS = [name for name, source in SOURCES.items() if source.kind == "register"]
_dates = st.none() | st.dates(date(1860, 1, 1), date(2040, 1, 1))
_mention = st.fixed_dictionaries(
    {
        "full_name": st.sampled_from([None, "Nguyễn Văn Bình", "K'Brẻo", "Bình", "Ng V Bình"]),
        "person_id": st.sampled_from([None, "068080123456", "068180123456", "068299123456"]),
        "old_id": st.sampled_from([None, "250123456"]),
        "birth_date": _dates,
        "birth_year": st.none() | st.integers(1850, 2050),
        "birth_form": st.sampled_from([form.value for form in BirthForm]),
        "id_form": st.sampled_from([form.value for form in IdForm]),
        "sex": st.sampled_from([None, "male", "female"]),
        "scope": st.sampled_from([scope.value for scope in Scope]),
        "event_date": _dates,
        "death_date": _dates,
        "address": st.sampled_from([None, "Xã Hiệp An"]),
        "mother_id": st.sampled_from([None, "068080123456"]),
        "mother_birth_year": st.none() | st.integers(1850, 2050),
        "notices": st.sampled_from([[], ["id_lost_zero"]]),
    }
)


def sheet_of(source: str, rows: int) -> Sheet:
    numbers = pl.Series("file_row", range(2, rows + 2), dtype=pl.Int32)
    cells = pl.DataFrame(
        {"file_row": numbers, "kind": ["data"] * rows, "cells": [["x"]] * rows},
        schema={"file_row": pl.Int32, "kind": pl.String, "cells": pl.List(pl.String)},
    )
    fields = pl.DataFrame({"file_row": numbers, "full_name": ["x"] * rows})
    columns = tuple(
        ColumnUnderstanding(place, str(field), field, "", 1.0, "")
        for place, field in enumerate(Field, 1)
    )
    return Sheet(source, "tep.csv", "", "read", "", None, 0, "csv", "UTF-8", 1, cells,
                 fields, columns, ())  # fmt: skip


def mentions_of(source: str, drawn: list[dict[str, object]]) -> pl.DataFrame:
    """One mention of every person of the list for each row; what is drawn belongs to the first."""
    rows = [
        {**values, "source": source, "agency": "x", "file_name": "tep.csv", "sheet_name": "",
         "file_row": number, "role": person.role}
        for number, values in enumerate(drawn, 2)
        for person in SOURCES[source].persons
    ]  # fmt: skip
    return pl.DataFrame(rows, schema_overrides=SCHEMA).select(
        (
            pl.col(name)
            if name in (rows[0] if rows else {})
            else pl.lit(None, dtype=kind).alias(name)
        )
        for name, kind in SCHEMA.items()
    )


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(REGISTERS), st.lists(_mention, min_size=1, max_size=12))
def test_nothing_is_lost_or_added_and_the_same_comes_out_again(
    source: str, drawn: list[dict[str, object]]
) -> None:
    mentions, sheet = mentions_of(source, drawn), sheet_of(source, len(drawn))
    first = check(SOURCES[source], sheet, mentions, today=TODAY)
    again = check(SOURCES[source], sheet, mentions, today=TODAY)
    key = ["file_row", "role"]
    assert first.mentions.select(key).rows() == mentions.select(key).rows()
    assert first.mentions.equals(again.mentions)
    assert first.quarantine.equals(again.quarantine)
    assert first.rules == again.rules
    # What is set aside is a row of the sheet, has a reason, and is nobody who can be found.
    aside = first.mentions.filter("quarantined")
    assert set(aside["file_row"]) == set(first.quarantine["file_row"])
    usable = pl.col("person_id").is_not_null() & pl.col("full_name").is_not_null()
    assert aside.filter(usable | (pl.col("scope") == Scope.ORGANISATION.value)).is_empty()
    assert first.quarantine.select("file_row", "rule").is_duplicated().sum() == 0
    assert first.quarantine.rows() == sorted(first.quarantine.rows())
    # Notices that were there stay there, before the new ones.
    for kept, before in zip(first.mentions["notices"], mentions["notices"], strict=True):
        assert kept.to_list()[: len(before)] == before.to_list()


@settings(max_examples=10, deadline=None)
@given(st.lists(_mention, min_size=2, max_size=10), st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_no_verdict(
    drawn: list[dict[str, object]], random: object
) -> None:
    source = "social_insurance"
    mentions, sheet = mentions_of(source, drawn), sheet_of(source, len(drawn))
    shuffled = mentions.sample(fraction=1, shuffle=True, seed=7)
    one = check(SOURCES[source], sheet, mentions, today=TODAY)
    other = check(SOURCES[source], sheet, shuffled, today=TODAY)
    assert one.mentions.equals(other.mentions.sort("file_row", "role"))
    assert one.quarantine.equals(other.quarantine)
    assert one.rules == other.rules


def test_an_empty_sheet_is_checked() -> None:
    result = check(
        SOURCES["elderly"], sheet_of("elderly", 0), pl.DataFrame(schema=SCHEMA), today=TODAY
    )
    assert result.mentions.is_empty()
    assert "no_data_rows" in {rule.code for rule in result.rules if rule.rows}


def test_rules_follow_the_declaration() -> None:
    marriages = {rule.code for rule in rules_for(SOURCES["civil_status_marriages"])}
    students = {rule.code for rule in rules_for(SOURCES["students"])}
    assert {"married_too_young", "number_repeated_in_row", "event_before_birth"} <= marriages
    assert not {"married_too_young", "number_repeated_in_row", "death_before_birth"} & students


def test_a_rule_that_cannot_be_worked_out_stops_the_program() -> None:
    rule = Rule(
        code="odd",
        severity=Severity.NOTICE,
        criterion=Criterion.VALIDITY,
        title="",
        message="",
        fact="absent",
        assertion=lambda fact: gxe.ExpectColumnValuesToBeBetween(column=fact, min_value=0),
    )
    with pytest.raises(suites.CheckError, match="odd"):
        suites.validate(suites.suite("odd", [rule]), pl.DataFrame({suites.KEY: [0]}))


def test_great_expectations_reports_every_failing_value_with_its_key() -> None:
    rule = Rule(
        code="even",
        severity=Severity.NOTICE,
        criterion=Criterion.VALIDITY,
        title="",
        message="",
        fact="n",
        assertion=lambda fact: gxe.ExpectColumnValuesToBeBetween(column=fact, max_value=49),
    )
    table = pl.DataFrame({suites.KEY: range(100, 400), "n": [n % 100 for n in range(300)]})
    (finding,) = suites.validate(suites.suite("even", [rule]), table)
    assert not finding.held
    assert finding.rows == tuple(100 + n for n in range(300) if n % 100 > 49)


def test_rules_that_expect_the_same_are_judged_by_their_own_facts() -> None:
    def rule(code: str, fact: str) -> Rule:
        return Rule(
            code=code,
            severity=Severity.NOTICE,
            criterion=Criterion.VALIDITY,
            title="",
            message="",
            fact=fact,
            assertion=is_not("torn", "burnt"),
        )

    facts = pl.DataFrame({"cover": ["torn", "whole", None], "page": ["whole", "wet", "burnt"]})
    verdict = judge_facts((rule("cover_bad", "cover"), rule("page_bad", "page")), facts)
    assert verdict.broken["cover_bad"].to_list() == [True, False, False]
    assert verdict.broken["page_bad"].to_list() == [False, False, True]
