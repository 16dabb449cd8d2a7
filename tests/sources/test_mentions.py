"""From understood columns to mentions, source by source: who is mentioned, and with whom."""

from __future__ import annotations

from datetime import date

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.mention import REFERENCE_SCHEMA, SCHEMA
from pipelines.sources import SOURCES
from pipelines.sources.mentions import to_mentions, to_reference, to_targets
from tests.sources.made_mentions import Rows, mentions, only, sheet


def test_a_birth_is_about_the_child_and_its_place_is_where_it_was_registered() -> None:
    (child,) = mentions(
        "civil_status_births",
        {
            "entry_number": ["12"],
            "register_volume": ["01/2019"],
            "event_place": ["UBND Xã Đa Quyn, Huyện Đức Trọng"],
            "event_date": ["18/02/2019"],
            "full_name": ["KA PEN"],
            "birth_date": ["26/01/2019"],
            "sex": ["Nữ"],
            "ethnic_group": ["K'Ho"],
            "father_name": ["K’Chương"],
            "father_birth": ["1994"],
            "mother_name": ["Ka Duyên"],
            "mother_birth": ["05/03/1994"],
            "mother_id": ["068194000123"],
        },
    )
    assert only(child, "role", "full_name", "name_key", "sex") == ("", "Ka Pen", "ka pen", "female")
    assert only(child, "birth_date", "birth_form") == (date(2019, 1, 26), "full")
    assert only(child, "commune", "commune_old", "district") == ("24988", "24989", "Đức Trọng")
    assert only(child, "father_name", "father_birth_year") == ("K'Chương", 1994)
    assert only(child, "mother_birth_year", "mother_id") == (1994, "068194000123")
    assert child["record_key"] == "12|01/2019|UBND Xã Đa Quyn, Huyện Đức Trọng"
    assert child["event_date"] == date(2019, 2, 18)
    assert child["ethnic_group"] == "Cơ Ho"
    assert child["address"] is None


def test_a_marriage_gives_two_who_are_each_others_spouse() -> None:
    husband, wife = mentions(
        "civil_status_marriages",
        {
            "husband.full_name": ["Lê Văn An"],
            "husband.id_number": ["068 088 001 234"],
            "husband.birth_date": ["1988"],
            "wife.full_name": ["Trần Thị Bé"],
            "wife.birth_date": ["5/3/1990"],
            "wife.address": ["P.2, TP.ĐL"],
        },
    )
    assert only(husband, "role", "sex", "spouse_name") == ("husband", "male", "Trần Thị Bé")
    assert only(wife, "role", "sex", "spouse_name") == ("wife", "female", "Lê Văn An")
    assert wife["spouse_id"] == "068088001234"
    assert only(husband, "id_form", "birth_form", "commune") == ("punctuated", "year", None)
    assert wife["commune"] == "24781"
    assert husband["notices"] == ["id_punctuated"]


def test_a_row_without_anybody_still_gives_a_mention() -> None:
    made = mentions(
        "civil_status_marriages", {"husband.full_name": [None], "wife.full_name": [None]}
    )
    assert [only(m, "role", "full_name", "id_form") for m in made] == [
        ("husband", None, "missing"), ("wife", None, "missing"),
    ]  # fmt: skip
    (empty,) = mentions("students", {"full_name": [""], "birth_date": ["-"]})
    assert only(empty, "full_name", "birth_form", "scope") == (None, "missing", "person")


def test_a_couple_in_one_cell_becomes_owner_and_co_owner() -> None:
    partner, owner = mentions(
        "land_parcels",
        {
            "commune_code": ["24769"],
            "map_sheet": ["12"],
            "parcel_number": ["7"],
            "owner.full_name": ["Hộ ông Nguyễn Văn An và vợ là bà Trần Thị Bé"],
            "owner.birth_date": ["1965; 1967"],
            "owner.id_number": ["250123456; 068167000123"],
            "owner.address": ["Thôn 4, xã Hiệp An, Đức Trọng"],
        },
    )
    names = ("role", "full_name", "birth_year", "sex", "spouse_name", "commune", "record_key")
    assert only(owner, *names) == (
        "owner", "Nguyễn Văn An", 1965, "male", "Trần Thị Bé", "24967", "24769|12|7",
    )  # fmt: skip
    assert only(partner, *names) == (
        "co_owner", "Trần Thị Bé", 1967, "female", "Nguyễn Văn An", "24967", "24769|12|7",
    )  # fmt: skip
    assert only(owner, "old_id", "person_id") == ("250123456", None)
    assert only(partner, "old_id", "person_id") == (None, "068167000123")


def test_a_couple_moves_into_the_empty_columns_of_the_spouse_and_no_others() -> None:
    made = mentions(
        "land_parcels",
        {
            "owner.full_name": ["Ông Lý Văn Bình - Bà Lê Thị Cúc", "Lê Văn An", "Lê Văn Ba"],
            "owner.birth_date": ["1965\n1967", "1950 - 1952", "1970"],
            "owner.id_number": [None, None, None],
            "co_owner.full_name": [None, "Bùi Thị Na", None],
            "co_owner.birth_date": [None, None, None],
        },
    )
    assert [only(m, "file_row", "role", "full_name", "birth_year") for m in made] == [
        (2, "co_owner", "Lê Thị Cúc", 1967),
        (2, "owner", "Lý Văn Bình", 1965),
        (3, "co_owner", "Bùi Thị Na", 1952),
        (3, "owner", "Lê Văn An", 1950),
        (4, "owner", "Lê Văn Ba", 1970),
    ]


def test_an_organisation_is_out_of_scope() -> None:
    made = mentions(
        "land_parcels",
        {
            "owner.full_name": ["Công ty TNHH Lâm Viên và Cộng sự", "Lê Văn An", None, "Lê Văn Ba"],
            "owner_kind": [None, "Tổ chức", None, "Hộ gia đình, cá nhân"],
            "organisation_name": [None, None, "Trường Tiểu học Lê Lợi", None],
        },
    )
    assert [only(m, "scope", "full_name") for m in made if m["role"] == "owner"] == [
        ("organisation", "Công Ty Tnhh Lâm Viên Và Cộng Sự"),
        ("organisation", "Lê Văn An"),
        ("organisation", "Trường Tiểu học Lê Lợi"),
        ("person", "Lê Văn Ba"),
    ]
    assert len(made) == 4


def test_people_whose_names_begin_as_schools_and_temples_do() -> None:
    names = ["Trường Đình Dương", "Lâm Trường", "Đình Văn Lộc", "Trường Mầm non 1", "Công ty Chè"]
    born = {"birth_date": ["25/06/2010", "01/02/1990", None, None, "05/06/1980"]}
    number = {"id_number": [None, None, "068062874599", None, None]}
    made = mentions("social_insurance", {"full_name": names, **born, **number})
    assert [m["scope"] for m in made] == ["person"] * 3 + ["organisation"] * 2


def test_a_parcels_commune_gives_its_district_and_not_the_owners_commune() -> None:
    (owner,) = mentions(
        "land_parcels", {"commune_code": ["24769"], "owner.full_name": ["Lê Văn An"]}
    )
    assert only(owner, "commune", "district") == (None, "Đà Lạt")


def test_an_adopted_child_has_no_parents_by_the_register_and_the_adopters_are_a_couple() -> None:
    child, father, mother = sorted(
        mentions(
            "civil_status_adoptions",
            {
                "adoptee.full_name": ["Đặng Minh Đăng"],
                "adoptive_father.full_name": ["Nguyễn Văn Tám"],
                "adoptive_mother.full_name": ["Lê Ngọc Ánh"],
                "address": ["Xã Đại Lào, Thành phố Bảo Lộc"],
            },
        ),
        key=lambda m: ["adoptee", "adoptive_father", "adoptive_mother"].index(str(m["role"])),
    )
    assert only(child, "father_name", "mother_name", "spouse_name") == (None, None, None)
    assert only(father, "sex", "spouse_name") == ("male", "Lê Ngọc Ánh")
    assert only(mother, "sex", "spouse_name") == ("female", "Nguyễn Văn Tám")
    assert child["district"] == mother["district"] == "Bảo Lộc"
    single = mentions(
        "civil_status_adoptions",
        {"adoptee.full_name": ["A B"], "adoptive_father.full_name": [None],
         "adoptive_mother.full_name": ["Lê Thị C"]},
    )  # fmt: skip
    assert [m["role"] for m in single] == ["adoptee", "adoptive_mother"]


def test_reference() -> None:
    columns: Rows = {
        "id_number": ["068167000123", "068188000456"],
        "old_id": ["251315832", None],
        "full_name": ["ÔNG THỊ MAI", "Lê Văn B"],
        "birth_date": ["07/05/1967", "01/01/1988"],
        "sex": ["Nữ", "Nam"],
        "address": ["Thôn 3, Xã Đông Thanh, Huyện Lâm Hà, Tỉnh Lâm Đồng"] * 2,
        "commune_code": ["24901", "24901"],
        "household_id": ["6800002470"] * 2,
        "head_relation": ["Vợ", "Con"],
        "spouse_name": ["Hoàng Văn Phúc", None],
        "residence_status": ["Thường trú", "Đã chết"],
        "death_date": [None, "05/06/2020"],
    }
    frame = to_reference(SOURCES["population"], sheet("population", columns))
    assert frame.schema == REFERENCE_SCHEMA
    first, second = frame.to_dicts()
    assert only(first, "full_name", "old_id", "deceased") == ("Ông Thị Mai", "251315832", False)
    assert only(first, "commune_old", "district", "address_detail") == ("24901", "Lâm Hà", "thon 3")
    assert only(second, "deceased", "death_date", "birth_form") == (
        True, date(2020, 6, 5), "first_of_january",
    )  # fmt: skip


def test_targets() -> None:
    columns: Rows = {
        "indicator_code": ["land.parcels", "civil_status.digitized"],
        "district": ["Huyện Bảo Lâm", "Toàn tỉnh"],
        "period_from": [None, "7/2016"],
        "period_to": ["31/03/2024", "8/2020"],
        "target_total": ["1.000", "1,704,191"],
        "stated_by": ["Sở TNMT", "Sở Tư pháp"],
    }
    frame = to_targets(SOURCES["targets"], sheet("targets", columns))
    assert frame.select("district", "period_from", "period_to", "total").rows() == [
        ("Bảo Lâm", None, date(2024, 3, 31), 1000),
        (None, date(2016, 7, 1), date(2020, 8, 31), 1704191),
    ]
    assert frame["file_row"].to_list() == [2, 3]


CELL = st.none() | st.text(max_size=25) | st.sampled_from(
    ["Ông A và bà B", "1965; 1967", "x", "0", "2", "068088001234", "Phường 1", "Tổ chức"]
)  # fmt: skip


NAMES = ("full_name", "birth_date", "id_number", "sex", "address")


@settings(deadline=None, max_examples=25)
@given(st.sampled_from(sorted(n for n, s in SOURCES.items() if s.kind == "register")), st.data())
def test_every_data_row_gives_a_mention_of_everybody_who_is_not_optional(
    name: str, data: st.DataObject
) -> None:
    source = SOURCES[name]
    columns = [f"{p.role}.{f}" if p.role else f for p in source.persons for f in NAMES]
    rows = data.draw(st.lists(st.tuples(*[CELL] * len(columns)), min_size=1, max_size=5))
    made = to_mentions(
        source, sheet(name, {c: [r[i] for r in rows] for i, c in enumerate(columns)})
    ).frame
    assert made.schema == SCHEMA
    for person in source.persons:
        if not person.optional:
            found = made.filter(pl.col("role") == person.role)["file_row"].to_list()
            assert found == list(range(2, len(rows) + 2))
    assert made.select("file_row", "role").is_duplicated().sum() == 0
