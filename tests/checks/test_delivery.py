"""Figures of a sheet, and deliveries beside each other."""

from __future__ import annotations

import json
from dataclasses import asdict

import polars as pl
import pytest

from pipelines.checks import PreviousDelivery, check_delivery, delivery
from pipelines.checks.delivery import compare
from pipelines.sources import SOURCES
from tests.checks.conftest import LISTS, Deliver, broken, checked, row_of

HEADER = LISTS["social_insurance"][0]


def people(count: int, **columns: list[str]) -> list[list[str]]:
    """Rows of sound people, one column given value by value, the values in turn."""
    rows = []
    for number in range(count):
        row = row_of("social_insurance", STT=str(number + 1))
        row[1] = f"68{number:08d}"
        row[5] = f"068080{number:06d}"
        for name, values in columns.items():
            row[HEADER.index(name)] = values[number % len(values)]
        rows.append(row)
    return rows


@pytest.mark.parametrize(
    ("code", "columns"),
    [
        ("many_numbers_missing", {"Số CCCD": ["", "", "068080123456"]}),
        ("many_birth_dates_missing", {"Ngày sinh": ["", "12/03/1980"]}),
        ("many_sexes_unknown", {"Giới tính": ["", "Nam"]}),
        ("many_first_of_january", {"Ngày sinh": ["01/01/1980", "12/03/1980"]}),
        ("many_names_plain", {"Họ và tên": ["Nguyen Van Binh", "Tran Van Sau", "Lê Văn Bảy"]}),
        ("many_addresses_unresolved", {"Địa chỉ": ["gần cầu", "Xã Hiệp An, Huyện Đức Trọng"]}),
        ("many_birth_years_differ", {"Ngày sinh": ["12/03/1985", "12/03/1980"]}),
        ("many_sexes_differ", {"Giới tính": ["Nữ", "Nam", "Nam", "Nam", "Nam"]}),
        ("many_quarantined", {"Họ và tên": ["", "Lê Văn Bảy"], "Số CCCD": ["", "068080123456"]}),
    ],
)  # fmt: skip
def test_a_share_beyond_its_bound_is_told_for_the_file(
    code: str, columns: dict[str, list[str]], deliver: Deliver
) -> None:
    result = checked("social_insurance", *deliver("social_insurance", people(60, **columns)))
    assert broken(result)[code] == 60
    (found,) = [rule for rule in result.rules if rule.code == code]
    assert "%" in found.message
    assert "{" not in found.message


@pytest.mark.parametrize(("every", "told"), [(20, "row"), (2, "file")])
def test_a_fault_of_the_file_is_not_sent_back_record_by_record(
    every: int, told: str, deliver: Deliver
) -> None:
    early = {"Ngày đăng ký": "20/02/2017"}
    rows = [row_of("civil_status_births", **(early if n % every == 0 else {})) for n in range(60)]
    result = checked("civil_status_births", *deliver("civil_status_births", rows))
    back = result.findings.filter(rule="event_before_birth").height
    assert broken(result)["event_before_birth"] == 60 // every
    assert (back, "many_events_before_birth" in broken(result)) == (
        (60 // every, False) if told == "row" else (0, True)
    )


def test_sound_shares_are_not_told(deliver: Deliver) -> None:
    result = checked("social_insurance", *deliver("social_insurance", people(60)))
    assert not [code for code in broken(result) if code.startswith("many_")]


def test_absent_columns_are_told_once_for_the_file(deliver: Deliver) -> None:
    header = ["STT", "Họ và tên", "Giới tính", "Địa chỉ"]
    rows = [[r[0], r[2], r[4], r[6]] for r in people(30)]
    result = checked("social_insurance", *deliver("social_insurance", rows, header=header))
    (absent,) = [rule for rule in result.rules if rule.code == "column_absent"]
    assert absent.rows == 30
    assert "«Số định danh cá nhân»" in absent.message
    assert "«Ngày sinh»" in absent.message
    assert "column_missing" not in broken(result)


def test_a_delivery_survives_being_kept(deliver: Deliver) -> None:
    _, mentions = deliver("social_insurance", people(50))
    kept = json.dumps(asdict(delivery(mentions)), sort_keys=True)
    assert PreviousDelivery(**json.loads(kept)) == delivery(mentions)
    assert delivery(mentions).rows == 50
    assert delivery(mentions).shares["missing:person_id"] == 0


def test_the_same_delivery_again_breaks_nothing(deliver: Deliver) -> None:
    _, mentions = deliver("social_insurance", people(150))
    results = check_delivery(SOURCES["social_insurance"], mentions, delivery(mentions))
    assert results
    assert not [result for result in results if result.rows]


@pytest.mark.parametrize(
    ("code", "count", "columns"),
    [
        ("fewer_rows", 159, {}),
        ("more_rows", 301, {}),
        ("more_numbers_missing", 200, {"Số CCCD": ["", "068080123456"]}),
        ("more_birth_dates_missing", 200, {"Ngày sinh": ["", "12/03/1980"]}),
        ("more_sexes_unknown", 200, {"Giới tính": ["", "Nam"]}),
        ("sexes_shifted", 200, {"Giới tính": ["Nữ"]}),
        ("birth_decades_shifted", 200, {"Ngày sinh": ["12/03/2005"], "Số CCCD": ["068205123456"]}),
        ("districts_shifted", 200, {"Địa chỉ": ["Phường 2, Thành phố Đà Lạt, Lâm Đồng"]}),
        ("number_forms_shifted", 200, {"Số CCCD": ["250123456"]}),
        ("more_communes_unknown", 200, {"Địa chỉ": ["gần cầu"]}),
    ],
)
def test_a_change_from_one_delivery_to_the_next_is_told(
    code: str, count: int, columns: dict[str, list[str]], deliver: Deliver
) -> None:
    source = SOURCES["social_insurance"]
    _, before = deliver("social_insurance", people(200), name="truoc.csv")
    _, now = deliver("social_insurance", people(count, **columns), name="nay.csv")
    found = {r.code: r for r in check_delivery(source, now, delivery(before)) if r.rows}
    assert code in found
    assert "{" not in found[code].message


def test_one_sheet_is_compared_with_a_delivery_of_one_sheet_only(deliver: Deliver) -> None:
    sheet, mentions = deliver("social_insurance", people(20))
    one = checked("social_insurance", sheet, mentions, PreviousDelivery(rows=40))
    several = checked("social_insurance", sheet, mentions, PreviousDelivery(rows=40, sheets=2))
    assert "fewer_rows" in broken(one)
    assert "fewer_rows" not in broken(several)


def test_few_people_are_not_compared_by_shares() -> None:
    figures = compare(
        PreviousDelivery(30, {"sex:male": 1.0, "missing:sex": 0.9}),
        PreviousDelivery(30, {"sex:female": 1.0, "missing:sex": 0.0}),
    )
    assert figures["rows_ratio"] == 1
    assert {value for name, value in figures.items() if name != "rows_ratio"} == {None}


def test_nobody_delivered_is_a_delivery() -> None:
    from pipelines.mention import SCHEMA

    empty = delivery(pl.DataFrame(schema=SCHEMA))
    assert empty.rows == 0
    results = check_delivery(SOURCES["elderly"], pl.DataFrame(schema=SCHEMA), PreviousDelivery(10))
    assert [r.code for r in results if r.rows] == ["fewer_rows"]
