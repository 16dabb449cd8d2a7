"""What no single list shows."""

from __future__ import annotations

import polars as pl

from pipelines.checks import check_across
from pipelines.mention import SCHEMA
from tests.checks.conftest import LISTS, Deliver, row_of


def test_nothing_is_found_where_lists_agree(deliver: Deliver) -> None:
    frames = [deliver(source, name=f"{source}.csv")[1] for source in sorted(LISTS)]
    assert check_across(pl.concat(frames)).rules == ()
    assert check_across(pl.DataFrame(schema=SCHEMA)).rules == ()


def test_registers_that_contradict_each_other(deliver: Deliver) -> None:
    births = row_of("civil_status_births")
    _, born = deliver("civil_status_births", [births, *LISTS["civil_status_births"][1][1:]])
    dead_child = row_of(
        "civil_status_deaths",
        **{"Số định danh cá nhân": births[7], "Ngày sinh": "12/01/2018", "Giới tính": "Nữ",
           "Ngày chết": "15/02/2018", "Ngày đăng ký": "16/02/2018"},
    )  # fmt: skip
    dead_mother = row_of(
        "civil_status_deaths",
        **{"Số": "2", "Số định danh cá nhân": births[10], "Ngày sinh": "1991", "Giới tính": "Nữ",
           "Ngày chết": "15/02/2017", "Ngày đăng ký": "16/02/2017"},
    )  # fmt: skip
    groom = row_of(
        "civil_status_deaths",
        **{"Số": "3", "Số định danh cá nhân": "068086123456", "Ngày sinh": "07/06/1986",
           "Ngày chết": "15/02/2014", "Ngày đăng ký": "16/02/2014"},
    )  # fmt: skip
    _, died = deliver("civil_status_deaths", [dead_child, dead_mother, groom], name="chet.csv")
    _, married = deliver("civil_status_marriages", name="cuoi.csv")
    found = check_across(pl.concat([born, died, married]))
    assert {(r.code, r.source, r.file_name, r.examples) for r in found.rules} == {
        ("birth_registered_after_death", "civil_status_births", "tep.csv", (2,)),
        ("birth_after_mothers_death", "civil_status_births", "tep.csv", (2,)),
        ("marriage_after_death", "civil_status_marriages", "cuoi.csv", (2,)),
    }
    assert found.findings.select("source", "file_row", "role", "rule").rows() == [
        ("civil_status_births", 2, "", "birth_after_mothers_death"),
        ("civil_status_births", 2, "", "birth_registered_after_death"),
        ("civil_status_marriages", 2, "husband", "marriage_after_death"),
    ]


def test_a_date_of_birth_that_the_birth_register_contradicts(deliver: Deliver) -> None:
    births = row_of("civil_status_births")
    _, born = deliver("civil_status_births")
    dead = row_of(
        "civil_status_deaths",
        **{"Số định danh cá nhân": births[7], "Ngày sinh": "12/01/2017", "Giới tính": "Nữ"},
    )
    _, died = deliver("civil_status_deaths", [dead], name="chet.csv")
    found = check_across(pl.concat([born, died]))
    assert found.findings.is_empty()  # a notice: nobody is sent back for it
    assert [(r.code, r.source) for r in found.rules] == [
        ("birth_date_differs_from_register", "civil_status_deaths")
    ]


def test_one_code_in_two_files(deliver: Deliver) -> None:
    _, first = deliver("social_insurance", name="dot1.csv")
    _, second = deliver("social_insurance", [row_of("social_insurance")], name="dot2.csv")
    found = check_across(pl.concat([first, second]))
    assert [(r.code, r.file_name, r.rows, r.examples) for r in found.rules] == [
        ("record_key_in_several_files", "dot1.csv", 1, (2,)),
        ("record_key_in_several_files", "dot2.csv", 1, (2,)),
    ]
