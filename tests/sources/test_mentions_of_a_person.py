"""From the columns of one person to values: name, birth, numbers, sex and place together."""

from __future__ import annotations

from datetime import date

import pytest

from tests.sources.made_mentions import Rows, mentions, only


def test_what_stands_beside_a_name_is_read_and_is_not_of_the_name() -> None:
    partner, owner = mentions(
        "land_parcels",
        {
            "owner.full_name": [
                "Ông: Nguyễn Văn An, sinh năm 1965, CMND số: 250123456, địa chỉ thường trú tại "
                "Phường 3 và vợ là Bà: Trần Thị Bé, sinh ngày 05/03/1967, CCCD 068167000123"
            ]
        },
    )
    names = ("full_name", "birth_year", "old_id", "person_id")
    assert only(owner, *names) == ("Nguyễn Văn An", 1965, "250123456", None)
    assert only(partner, *names) == ("Trần Thị Bé", 1967, None, "068167000123")


def test_family_and_given_name_apart_and_a_date_in_three_columns() -> None:
    one, two = mentions(
        "social_protection",
        {
            "family_name": ["Nguyễn Thị", "K'"],
            "given_name": ["Hoà", "Brôih"],
            "birth_day": ["1", "0"],
            "birth_month": ["1", "5"],
            "birth_year": ["1950", "1951"],
            "payment_form": ["Chuyển khoản", "Tiền mặt tại bưu điện"],
        },
    )
    assert only(one, "full_name", "birth_form", "payment_form") == (
        "Nguyễn Thị Hòa", "first_of_january", "account",
    )  # fmt: skip
    assert only(two, "name_key", "birth_form", "birth_month", "payment_form") == (
        "kbroih", "month", 5, "cash",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("codes", "forms"),
    [
        (["0", "1", "2"], ["full", "month", "year"]),  # the grid of social insurance
        ([None, None, "x"], ["full", "full", "year"]),  # a box
        (["0", "0", "1"], ["full", "full", "year"]),  # a box with 1: only 1 January is marked
    ],
)
def test_a_precision_code_leaves_what_is_known(codes: list[str | None], forms: list[str]) -> None:
    made = mentions(
        "social_insurance",
        {
            "full_name": ["Lê A", "Lê B", "Lê C"],
            "birth_date": ["05/03/1980", "01/03/1980", "01/01/1980"],
            "birth_precision": codes,
        },
    )
    assert [m["birth_form"] for m in made] == forms


def test_a_date_in_words_stands_in_for_a_broken_one() -> None:
    broken, differs = mentions(
        "civil_status_births",
        {
            "full_name": ["Lê A", "Lê B"],
            "birth_date": ["31/02/1980", "05/03/1980"],
            "birth_date_words": [
                "Ngày mồng một tháng ba năm một nghìn chín trăm tám mươi",
                "mồng sáu tháng ba năm một nghìn chín trăm tám mươi",
            ],
        },
    )
    assert only(broken, "birth_date", "notices") == (date(1980, 3, 1), ["birth_date_from_words"])
    assert only(differs, "birth_date", "notices") == (
        date(1980, 3, 5), ["birth_date_words_differ"],
    )  # fmt: skip


def test_a_column_of_years_that_differ_from_the_dates_is_not_the_year_of_birth() -> None:
    made = mentions(
        "civil_status_deaths",
        {
            "full_name": ["Lê A", "Lê B", "Lê C"],
            "birth_date": ["05/03/1950", "1960", None],
            "birth_year": ["2011", "2017", "2025"],  # the year of the register
        },
    )
    assert [m["birth_year"] for m in made] == [1950, 1960, None]


def test_years_under_nam_and_nu() -> None:
    made = mentions(
        "elderly",
        {
            "full_name": ["Lê A", "Lê B"],
            "birth_year_male": ["1950", None],
            "birth_year_female": [None, "1948"],
        },
    )
    assert [only(m, "sex", "birth_year", "birth_form") for m in made] == [
        ("male", 1950, "year"), ("female", 1948, "year"),
    ]  # fmt: skip


def test_numbers_of_two_columns() -> None:
    both, old, broken = mentions(
        "students",
        {
            "full_name": ["Lê A", "Lê B", "Lê C"],
            "id_number": ["068210000001", None, "6,81E+10"],
            "old_id": ["250123456", "25012345", "250999888"],
        },
    )
    assert only(both, "person_id", "old_id", "id_form") == ("068210000001", "250123456", "twelve")
    assert only(old, "person_id", "old_id", "id_form") == (None, "025012345", "old_lost_zero")
    assert only(broken, "old_id", "id_form", "id_raw") == ("250999888", "old", "250999888")


def test_a_record_code_is_taken_for_the_number_only_where_it_fits_the_person() -> None:
    made = mentions(
        "social_insurance",
        {
            "record_code": ["068210000001", "068299000001", "6812345678"],
            "full_name": ["Lê A", "Lê B", "Lê C"],
            "birth_date": ["05/03/2010"] * 3,
            "sex": ["Nam"] * 3,
        },
    )
    assert [m["person_id"] for m in made] == ["068210000001", None, None]
    assert [m["record_key"] for m in made] == ["068210000001", "068299000001", "6812345678"]


def test_two_lost_zeros_come_back_where_the_number_then_fits() -> None:
    made = mentions(
        "students",
        {
            "full_name": ["Lê A", "Lê B"],
            "birth_date": ["05/03/2010", "05/03/2011"],
            "sex": ["Nam", "Nam"],
            "id_number": ["1210000001", "1210000001"],
        },
    )
    assert [only(m, "person_id", "id_form") for m in made] == [
        ("001210000001", "lost_zero"), (None, "malformed"),
    ]  # fmt: skip


def test_a_number_that_contradicts_the_person_is_only_noticed() -> None:
    (made,) = mentions(
        "students",
        {
            "full_name": ["Lê A"],
            "id_number": ["068210000001"],
            "sex": ["Nữ"],
            "birth_date": ["5/3/2010"],
        },
    )
    assert only(made, "person_id", "notices") == ("068210000001", ["id_inconsistent"])


def test_the_file_says_the_district_where_the_row_does_not() -> None:
    columns: Rows = {"full_name": ["Lê A", "Lê B", "Lê C"],
                     "address": [None, "Phường 1", "Quận 1, TP. Hồ Chí Minh"]}  # fmt: skip
    by_name = mentions("students", columns, file_name="HS_2023_Thanh_pho_Bao_Loc.xlsx")
    assert [only(m, "district", "commune_old") for m in by_name] == [
        ("Bảo Lộc", None), ("Bảo Lộc", "24823"), (None, None),
    ]  # fmt: skip
    by_title = mentions("students", columns, title="PHÒNG GD&ĐT THÀNH PHỐ ĐÀ LẠT")
    assert [m["district"] for m in by_title] == ["Đà Lạt", "Đà Lạt", None]
    both = mentions("students", columns, file_name="Bao Loc va Da Lat.xlsx")
    assert [m["district"] for m in both] == [None, None, None]


def test_an_address_in_columns() -> None:
    made = mentions(
        "workers",
        {
            "full_name": ["Lê A", "Lê B", "Lê C"],
            "hamlet": ["Thôn 4", None, "TDP 5"],
            "commune": ["Hiệp An", "2", "24769"],
            "district": ["Đức Trọng", "Đà Lạt", None],
            "province": ["Lâm Đồng", "Lâm Đồng", "Lâm Đồng"],
        },
    )
    assert [only(m, "commune_old", "district", "address_detail") for m in made] == [
        ("24961", "Đức Trọng", "thon 4"), ("24781", "Đà Lạt", None), ("24769", "Đà Lạt", "tdp 5"),
    ]  # fmt: skip


def test_foreigners() -> None:
    made = mentions(
        "social_insurance",
        {
            "full_name": ["John Smith", "Lê A", "Lê B", "Lê C", "Lê D"],
            "nationality": ["Hoa Kỳ", "Việt Nam", "VN", None, "Kinh"],
        },
    )
    assert [m["scope"] for m in made] == ["foreigner", "person", "person", "person", "person"]
