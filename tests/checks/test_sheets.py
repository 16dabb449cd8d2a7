"""Every rule about rows, each broken by one row of a real file."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest

from pipelines.checks.rule import Level
from pipelines.checks.rules import BY_CODE
from pipelines.mention import SCHEMA
from pipelines.outcomes import Severity
from tests.checks.conftest import LISTS, TODAY, Deliver, broken, checked, row_of

#: Rule → list, cells changed in a further row (header → value).
CASES: dict[str, tuple[str, dict[str, str]]] = {
    "name_and_number_missing": ("social_insurance", {"Họ và tên": "", "Số CCCD": ""}),
    "name_unreadable": ("social_insurance", {"Họ và tên": "12345", "Số CCCD": "không có"}),
    "name_of_others": ("social_insurance", {"Họ và tên": "Nguyễn Văn Bình - Trần Thị Hoa"}),
    "name_missing": ("social_insurance", {"Họ và tên": "", "Mã số BHXH": "6801000009"}),
    "number_missing": ("social_insurance", {"Số CCCD": ""}),
    "number_malformed": ("social_insurance", {"Số CCCD": "06808012345678"}),
    "number_irrecoverable": ("social_insurance", {"Số CCCD": "6.81E+10"}),
    "number_lost_zero": ("social_insurance", {"Số CCCD": "68080123459"}),
    "number_punctuated": ("social_insurance", {"Số CCCD": "068 080 123459"}),
    "number_old": ("social_insurance", {"Số CCCD": "250123456"}),
    "number_impossible": ("social_insurance", {"Số CCCD": "068299123456"}),
    "number_birth_year_differs": ("social_insurance", {"Số CCCD": "068081123456"}),
    "number_sex_differs": ("social_insurance", {"Số CCCD": "068180123456"}),
    "number_shared": ("social_insurance", {"Họ và tên": "Đỗ Văn Khang"}),
    "birth_date_missing": ("social_insurance", {"Ngày sinh": ""}),
    "birth_date_partial": ("social_insurance", {"Ngày sinh": "1980"}),
    "birth_date_invalid": ("social_insurance", {"Ngày sinh": "31/02/1980"}),
    "sex_missing": ("social_insurance", {"Giới tính": ""}),
    "sex_unreadable": ("social_insurance", {"Giới tính": "khác lạ"}),
    "name_lost_letters": ("social_insurance", {"Họ và tên": "Nguy?n Văn B?nh"}),
    "name_with_digits": ("social_insurance", {"Họ và tên": "Nguyễn Văn Bình 2"}),
    "name_too_long": ("social_insurance", {"Họ và tên": "Nguyễn Văn Bình " * 5}),
    "name_initials": ("social_insurance", {"Họ và tên": "Ng. V. Bình"}),
    "name_one_syllable": ("social_insurance", {"Họ và tên": "Bình"}),
    "address_missing": ("social_insurance", {"Địa chỉ": ""}),
    "address_unresolved": ("social_insurance", {"Địa chỉ": "Số 5, gần cầu"}),
    "record_key_repeated": ("social_insurance", {"Họ và tên": "Đỗ Văn Khang"}),
    "row_repeated": ("social_insurance", {"STT": "5"}),
    "value_too_long": ("social_insurance", {"Địa chỉ": "Thôn 2, Xã Hiệp An " * 40}),
    "event_before_birth": ("civil_status_births", {"Ngày đăng ký": "20/02/2017"}),
    "event_date_missing": ("civil_status_births", {"Ngày đăng ký": ""}),
    "event_date_out_of_range": ("civil_status_births", {"Ngày đăng ký": "20/02/2047"}),
    "mother_age_implausible": ("civil_status_births", {"Năm sinh mẹ": "2010"}),
    "number_of_relative": ("civil_status_births", {"Số định danh cá nhân": "068191234567"}),
    "death_before_birth": ("civil_status_deaths", {"Ngày chết": "02/01/1930"}),
    "death_after_registration": ("civil_status_deaths", {"Ngày chết": "02/03/2019"}),
    "married_too_young": ("civil_status_marriages", {"Ngày sinh vợ": "22/07/2003"}),
    "number_repeated_in_row": (
        "civil_status_marriages",
        {"Giấy tờ tùy thân chồng": "068190234567"},
    ),
}


#: Rule → list and what normalising may hand on: cells that it reads otherwise or leaves out.
MADE: dict[str, tuple[str, dict[str, object]]] = {
    "birth_date_out_of_range": ("social_insurance", {"birth_date": date(2026, 12, 1)}),
    "age_implausible": ("social_insurance", {"birth_year": 1890, "birth_date": None}),
    "father_age_implausible": ("civil_status_births", {"father_birth_year": 1920}),
}


@pytest.mark.parametrize("source", sorted(LISTS))
def test_sound_rows_break_no_rule(source: str, deliver: Deliver) -> None:
    result = checked(source, *deliver(source))
    rows = {code for code in broken(result) if BY_CODE[code].level is Level.ROW}
    # One of the dead was born in a year, no day being known.
    assert rows == ({"birth_date_partial"} if source == "civil_status_deaths" else set())
    assert not result.mentions["quarantined"].any()
    assert result.quarantine.is_empty()


@pytest.mark.parametrize("code", sorted(CASES))
def test_a_row_breaks_its_rule(code: str, deliver: Deliver) -> None:
    source, changes = CASES[code]
    sound = LISTS[source][1]
    sheet, mentions = deliver(source, [*sound, row_of(source, **changes)])
    result = checked(source, sheet, mentions)
    (found,) = [rule for rule in result.rules if rule.code == code]
    last = len(sound) + 2
    assert last in found.examples
    # The repeated thing is repeated in the first row, all else in the last row alone.
    assert set(found.examples) <= {2, last}
    rejected = BY_CODE[code].severity is Severity.QUARANTINE
    codes = result.mentions.filter(file_row=last)["notices"].explode().to_list()
    assert (code in codes) != rejected
    assert result.quarantine["file_row"].to_list() == ([last] if rejected else [])
    goes_back = BY_CODE[code].severity is Severity.EXCEPTION
    assert (last in result.findings.filter(rule=code)["file_row"].to_list()) == goes_back


def test_who_goes_back_is_told_what_to_do() -> None:
    silent = [
        rule.code
        for rule in BY_CODE.values()
        if rule.severity is Severity.EXCEPTION
        and rule.level in {Level.ROW, Level.ACROSS}
        and not rule.remedy
    ]
    assert silent == []


@pytest.mark.parametrize("code", sorted(MADE))
def test_a_mention_breaks_its_rule(code: str, deliver: Deliver) -> None:
    source, changes = MADE[code]
    sheet, mentions = deliver(source)
    first = pl.col("file_row") == 2
    made = mentions.with_columns(
        pl.when(first).then(pl.lit(value, SCHEMA[name])).otherwise(pl.col(name)).alias(name)
        for name, value in changes.items()
    )
    result = checked(source, sheet, made)
    (found,) = [rule for rule in result.rules if rule.code == code]
    assert found.examples == (2,)


@pytest.mark.parametrize(
    ("born", "used"), [(date(2026, 12, 1), False), (date(1870, 3, 12), False), (TODAY, True)]
)
def test_an_impossible_date_of_birth_does_not_speak_in_matching(
    born: date, used: bool, deliver: Deliver
) -> None:
    sheet, mentions = deliver("social_insurance")
    made = mentions.with_columns(
        birth_date=pl.lit(born), birth_year=pl.lit(born.year, pl.Int16), birth_form=pl.lit("full")
    )
    result = checked("social_insurance", sheet, made)
    told = result.mentions.to_dicts()[0]
    assert (told["birth_date"], told["birth_year"]) == ((born, born.year) if used else (None, None))
    assert told["birth_form"] == ("full" if used else "invalid")
    assert not told["quarantined"]
    assert result.mentions.schema.names() == [*SCHEMA.names(), "quarantined"]


def test_every_rule_about_rows_has_a_case() -> None:
    shown_elsewhere = {"empty_row", "structure_broken", "not_traceable", "cells_beyond_table",
                       "control_characters"}  # fmt: skip
    rules = {code for code, rule in BY_CODE.items() if rule.level is Level.ROW}
    assert rules == CASES.keys() | MADE.keys() | shown_elsewhere


def test_a_name_with_an_impossible_date_is_used_where_anything_else_tells_who_it_is(
    deliver: Deliver,
) -> None:
    header = ["STT", "Họ và tên", "Ngày sinh", "Địa chỉ"]
    rows = [
        ["1", "Nguyễn Văn Bình", "12/03/1980", "Xã Hiệp An, Huyện Đức Trọng"],
        ["2", "Trần Thị Lan", "45/45/45", "Xã Hiệp An, Huyện Đức Trọng"],
        ["3", "Lê Quốc Dũng", "99/99/9999", ""],
        ["4", "Phạm Minh Hạnh", "31/02/1980", ""],
        ["5", "Võ Thị Thu", "", ""],
    ]
    result = checked("elderly", *deliver("elderly", rows, header=header))
    assert result.quarantine.select("file_row", "rule").rows() == [(4, "not_traceable")]


def test_a_shifted_row_is_set_aside(deliver: Deliver) -> None:
    header, sound = LISTS["social_insurance"]
    shifted = ["5", "6801000005", "Nguyễn Văn", "Bình", "12/03/1980", "Nam", "068080123", "x", "y"]
    rows = [[*row, "", ""] for row in [*sound, *sound]]  # eight sound rows to one
    sheet, mentions = deliver("social_insurance", [*rows, shifted], header=[*header, "", ""])
    result = checked("social_insurance", sheet, mentions)
    assert set(result.quarantine["rule"]) == {"structure_broken"}
    assert broken(result)["cells_beyond_table"] == 1


def test_control_characters_are_told(deliver: Deliver) -> None:
    header, sound = LISTS["social_insurance"]
    row = row_of("social_insurance", **{"Địa chỉ": "Xã Hiệp An\u202e, Huyện Đức Trọng"})
    result = checked("social_insurance", *deliver("social_insurance", [*sound, row], header=header))
    assert broken(result)["control_characters"] == 1


def test_quarantine_names_the_column_as_the_file_does(deliver: Deliver) -> None:
    rows = [
        *LISTS["civil_status_marriages"][1],
        row_of("civil_status_marriages", **{"Họ tên chồng": "", "Giấy tờ tùy thân chồng": ""}),
    ]
    result = checked("civil_status_marriages", *deliver("civil_status_marriages", rows))
    (row,) = result.quarantine.to_dicts()
    assert row["column_name"] == "Họ tên chồng"
    assert row["file_row"] == 4
    assert row["message"].startswith("Thiếu cả họ tên và số định danh")
    # The wife of the same row is still matched.
    husband, wife = result.mentions.filter(file_row=4).sort("role")["quarantined"]
    assert (husband, wife) == (True, False)


def test_messages_hold_no_value_of_the_file(deliver: Deliver) -> None:
    row = row_of("social_insurance", **{"Họ và tên": "98765", "Số CCCD": "06808012345678"})
    result = checked(
        "social_insurance", *deliver("social_insurance", [*LISTS["social_insurance"][1], row])
    )
    said = " ".join(
        [*(rule.message for rule in result.rules), *result.quarantine["message"].to_list()]
    )
    for value in ("98765", "06808012345678", "Nguyễn", "6801000001"):
        assert value not in said


def test_an_organisation_is_never_set_aside(deliver: Deliver) -> None:
    header = ["STT", "Số tờ", "Số thửa", "Tên chủ sử dụng đất", "Năm sinh", "Số CCCD"]
    rows = [
        ["1", "12", "101", "Nguyễn Văn Bình", "1980", "068080123456"],
        ["2", "12", "102", "Công ty TNHH Chè Cầu Đất", "", ""],
        ["3", "12", "103", "", "", ""],
    ]
    result = checked("land_parcels", *deliver("land_parcels", rows, header=header))
    assert result.quarantine["file_row"].to_list() == [4]


def test_what_has_no_column_is_not_missed_row_by_row(deliver: Deliver) -> None:
    header = ["STT", "Số tờ", "Số thửa", "Tên chủ sử dụng đất", "Năm sinh", "Số CCCD",
              "Tên vợ/chồng"]  # fmt: skip
    rows = [
        ["1", "12", "101", "Nguyễn Văn Bình", "1980", "068080123456", "Lê Thị Hoa"],
        ["2", "12", "102", "Trần Văn Sáu", "", "068075123456", ""],
    ]
    result = checked("land_parcels", *deliver("land_parcels", rows, header=header))
    missing = {r.code: r.examples for r in result.rules if r.rows and r.code.endswith("_missing")}
    # The wife has neither date nor number, and no columns for them; the second owner has the first.
    assert missing == {"birth_date_missing": (3,)}


@pytest.mark.parametrize("family", ["Nguy?n Văn", "Nguyễn V?n"])
def test_a_name_in_two_columns_is_looked_at_whole(family: str, deliver: Deliver) -> None:
    header, sound = LISTS["social_insurance"]
    parted = [[*row[:2], row[2].rsplit(" ", 1)[0], row[2].rsplit(" ", 1)[1], *row[3:]]
              for row in [*sound, *sound]]  # fmt: skip
    parted[0][2] = family
    sheet, mentions = deliver(
        "social_insurance", parted, header=[*header[:2], "Họ đệm", "Tên", *header[3:]]
    )
    assert broken(checked("social_insurance", sheet, mentions))["name_lost_letters"] == 1
