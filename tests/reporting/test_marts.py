"""Figures add up, trace back to their rows, and refuse to be published when they do not."""

from __future__ import annotations

import hashlib
import hmac
from datetime import date

import duckdb
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipelines.outcomes import Outcome
from pipelines.reporting import FiguresDisagreeError, build_marts
from pipelines.reporting.lines import DECLARED, report_lines
from pipelines.sources.declaration import Agency, Source
from tests.reporting.conftest import EARLIER, Written
from tests.reporting.factory import KEY, PERIOD, REASONS, MadeUp, empty_warehouse

PARTS = " + ".join([*Outcome, "quarantined"])


def build(made: MadeUp, con: duckdb.DuckDBPyConnection | None = None) -> duckdb.DuckDBPyConnection:
    con = made.fill(con or empty_warehouse())
    build_marts(con, period=made.period, run_id="r1", key=KEY)
    return con


def figure(con: duckdb.DuckDBPyConnection, code: str, model: str = "36") -> tuple[object, ...]:
    row = con.execute(
        "SELECT numerator, denominator, remaining FROM mart.indicators"
        " WHERE code = ? AND model = ? AND period = ?",
        [code, model, PERIOD],
    ).fetchone()
    assert row is not None
    return row


def sentence(con: duckdb.DuckDBPyConnection, code: str) -> str:
    row = con.execute(
        "SELECT sentence FROM mart.indicators WHERE code = ? AND period = ? ORDER BY model DESC",
        [code, PERIOD],
    ).fetchone()
    assert row is not None
    return str(row[0])


def notes(con: duckdb.DuckDBPyConnection) -> str:
    rows = con.execute("SELECT message FROM mart.report_notes ORDER BY position").fetchall()
    return "\n".join(message for (message,) in rows)


CON = empty_warehouse()


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["workers", "students", "veterans"]),
            st.sampled_from([*REASONS, "quarantined"]),
            st.integers(1, 4),
            st.sampled_from([None, "Đà Lạt", "Bảo Lộc"]),
            st.sampled_from([None, "Phường 1"]),
        ),
        min_size=1,
        max_size=12,
    )
)
def test_any_mix_of_outcomes_adds_up(
    mix: list[tuple[str, str, int, str | None, str | None]],
) -> None:
    made = MadeUp()
    for source, outcome, n, district, commune in mix:
        made.add(source, outcome, n, district=district, commune=commune)
    for table in ("mention.mentions", "mart.match_results", "mart.quarantine", "mart.indicators"):
        CON.execute(f"DELETE FROM {table}")
    build(made, CON)
    whole = CON.execute(
        f"SELECT sum(total), sum({PARTS}), count(*) FILTER (total <> {PARTS}),"
        " count(*) FILTER (rate = 100 AND verified + updated <> total - out_of_scope),"
        " count(*) FILTER (district IS NULL OR commune IS NULL) FROM mart.match_rates"
    ).fetchone()
    assert whole == (len(made.mentions), len(made.mentions), 0, 0, 0)
    back = CON.execute("SELECT count(DISTINCT (source, file_row)) FROM mart.exceptions").fetchone()
    done = sum(n for _, outcome, n, _, _ in mix if outcome in {"verified", "updated"})
    outside = sum(n for _, outcome, n, _, _ in mix if outcome == "out_of_scope")
    assert back == (len(made.mentions) - done - outside,)


def test_a_mention_without_a_result_stops_the_run() -> None:
    made = MadeUp().add("workers", "verified", 3)
    made.results.pop()
    with pytest.raises(FiguresDisagreeError, match="workers"):
        build(made)


def test_an_outcome_that_nobody_counts_stops_the_run() -> None:
    made = MadeUp().add("workers", "verified", 3)
    made.results[0]["outcome"] = "unheard_of"
    with pytest.raises(FiguresDisagreeError, match="workers"):
        build(made)


def test_two_results_for_one_mention_stop_the_run() -> None:
    made = MadeUp().add("workers", "verified", 3)
    made.results.append(dict(made.results[0]))
    with pytest.raises(FiguresDisagreeError, match="workers"):
        build(made)


def test_the_line_is_told_as_the_province_tells_it() -> None:
    made = MadeUp(EARLIER).add("social_insurance", "verified", 1).add("social_insurance", "review")
    con = build(made)
    made = MadeUp().add("social_insurance", "verified", 30).add("social_insurance", "updated", 2)
    build(made.add("social_insurance", "not_found", 1).add("social_insurance", "quarantined"), con)
    assert sentence(con, "social_insurance.verified") == (
        "Bảo hiểm xã hội tỉnh: Đã rà soát, cập nhật, xác thực giữa CSDLQG về dân cư và CSDLQG về "
        "bảo hiểm 32/34 trường hợp, đạt tỷ lệ 94,12%, hiện còn 02 thông tin cần rà soát, xác thực "
        "(kỳ báo cáo tháng 10 là 50,00%); trong đó đã xác thực 30 trường hợp, đã cập nhật số định "
        "danh 02 trường hợp"
    )


def test_register_entries_count_by_row_and_registration_date() -> None:
    made = MadeUp()
    for day in (date(2010, 1, 1), date(2016, 6, 30), date(2016, 7, 1), date(2020, 8, 31), None):
        made.add("civil_status_marriages", "verified", role="husband", event_date=day)
        made.add("civil_status_marriages", "updated", role="wife", event_date=day, same_row=True)
    made.add("civil_status_births", "not_found", 2, event_date=date(2023, 1, 1))
    made.add("civil_status_births", "quarantined", event_date=date(2010, 1, 1))
    made.target("civil_status.digitized", "Đà Lạt", 10, None, date(2016, 6, 30))
    made.target("civil_status.digitized", "Đà Lạt", 5, date(2016, 7, 1), date(2020, 8, 31))
    made.target("civil_status.digitized", "Đà Lạt", 5, date(2020, 9, 1), date(2024, 3, 31))
    con = build(made)
    assert figure(con, "civil_status.digitized") == (7, 20, 13)
    assert figure(con, "civil_status.digitized.before_2016_07") == (2, 10, 8)
    assert figure(con, "civil_status.digitized.2016_07_2020_08") == (2, 5, 3)
    assert figure(con, "civil_status.marriages") == (5, None, None)
    assert figure(con, "civil_status.births") == (2, None, None)
    assert figure(con, "civil_status.on_population_db") == (5, None, None)
    assert sentence(con, "civil_status.births") == (
        "Sở Tư pháp: Đã số hóa dữ liệu khai sinh 02 trường hợp"
    )


def test_a_total_said_twice_counts_once_and_a_part_is_not_added_to_its_whole() -> None:
    made = MadeUp().add("civil_status_births", "verified", 3, event_date=date(2010, 1, 1))
    made.target("civil_status.digitized", "Đà Lạt", 90, date(1976, 1, 1), date(2024, 3, 31))
    made.target("civil_status.digitized", "Đà Lạt", 40, date(1976, 1, 1), date(2016, 6, 30))
    made.target("civil_status.digitized", "Đà Lạt", 40, date(1976, 1, 1), date(2016, 6, 30))
    con = build(made)
    assert figure(con, "civil_status.digitized") == (3, 90, 87)
    assert figure(con, "civil_status.digitized.before_2016_07") == (3, 40, 37)
    assert figure(con, "civil_status.digitized.2016_07_2020_08") == (0, None, None)


def test_no_rate_for_the_province_while_a_district_has_no_total() -> None:
    made = MadeUp().add("land_parcels", "verified", 3, role="owner")
    made.add("land_parcels", "verified", 2, role="owner", district="Bảo Lộc")
    made.add("land_parcels", "verified", 1, role="owner", district=None)
    made.target("land.parcels", "Đà Lạt", 10)
    con = build(made)
    assert figure(con, "land.parcels") == (6, None, None)
    assert "chưa có tổng số phải thực hiện của Bảo Lộc" in notes(con)
    rows = con.execute(
        "SELECT district, numerator, denominator FROM mart.indicator_districts"
        " WHERE code = 'land.parcels' ORDER BY ALL"
    ).fetchall()
    assert rows == [("", 1, None), ("Bảo Lộc", 2, None), ("Đà Lạt", 3, 10)]


def test_more_done_than_there_is_gives_a_note_and_no_rate() -> None:
    made = MadeUp().add("land_parcels", "verified", 3, role="owner").target("land.parcels", None, 2)
    con = build(made)
    assert figure(con, "land.parcels") == (3, 2, None)
    assert con.execute(
        "SELECT rate FROM mart.indicators WHERE code = 'land.parcels'"
    ).fetchone() == (None,)
    assert "lớn hơn tổng số phải thực hiện" in notes(con)


def test_pupils_have_two_denominators() -> None:
    made = MadeUp().add("students", "verified", 5).add("students", "mismatch", 1)
    made.add("students", "updated", 2, person_id=None, id_raw=None)
    made.add("students", "not_found", 2, person_id=None, id_raw=None)
    con = build(made)
    assert figure(con, "students.with_id") == (6, 10, 4)
    assert figure(con, "students.verified") == (5, 6, 1)
    assert figure(con, "students.verified", "32") == (7, 10, 3)
    assert "tính trên tổng số học sinh của danh sách là 05/10, đạt 50,00%" in sentence(
        con, "students.verified"
    )


def test_parcels_owners_and_organisations_are_counted_apart() -> None:
    made = MadeUp().add("land_parcels", "verified", 2, role="owner")
    made.add("land_parcels", "not_found", role="owner")
    made.add("land_parcels", "verified", role="co_owner", same_row=True)
    made.add("land_parcels", "out_of_scope", 4, role="owner", scope="organisation")
    con = build(made)
    assert figure(con, "land.parcels") == (7, None, None)
    assert figure(con, "land.organisations") == (4, None, None)
    assert figure(con, "land.owners_verified") == (3, 4, 1)
    assert figure(con, "land.owners_verified", "35") == (3, 4, 1)


def test_children_count_where_the_reference_has_them() -> None:
    made = MadeUp().person("A", date(2010, 12, 1)).person("B", date(2010, 11, 30))
    made.person("C", date(2020, 1, 1), "Bảo Lộc").person("D", date(1990, 1, 1))
    made.person("E", date(2019, 1, 1))
    made.add("children", "verified", linked_id="A").add("children", "duplicate", linked_id="A")
    made.add("children", "updated", linked_id="C").add("children", "verified", linked_id="D")
    con = build(made)
    # B turned 16 on the last day of the period; D is grown up
    assert figure(con, "children.updated") == (2, 3, 1)
    assert con.execute(
        "SELECT district, numerator, denominator FROM mart.indicator_districts"
        " WHERE code = 'children.updated' ORDER BY ALL"
    ).fetchall() == [("Bảo Lộc", 1, 1), ("Đà Lạt", 1, 2)]


def test_payment_forms_and_the_rest_make_the_whole() -> None:
    made = MadeUp().add("social_protection", "verified", 4, payment_form="account")
    made.add("social_protection", "review", 2, payment_form="cash")
    made.add("social_protection", "verified", 3)
    con = build(made)
    assert [figure(con, f"welfare.paid_{form}", "37")[:2] for form in
            ("by_account", "in_cash", "unstated")] == [(4, 9), (2, 9), (3, 9)]  # fmt: skip


def test_two_figures_for_one_thing_are_noted() -> None:
    con = build(MadeUp().add("workers", "verified", 3).target("workers", None, 268_763))
    assert figure(con, "workers") == (3, 3, 0)
    assert "có hai số liệu cho một nội dung" in notes(con)
    assert "268.763" in notes(con)


def test_lists_that_were_not_sent_have_no_line() -> None:
    con = build(MadeUp().add("veterans", "verified"))
    assert con.execute("SELECT DISTINCT code FROM mart.indicators").fetchall() == [("veterans",)]


def test_every_declared_line_is_reached(written: Written) -> None:
    codes = written.con.execute(
        "SELECT model || ' ' || code FROM mart.indicators WHERE period = ?", [PERIOD]
    ).fetchall()
    assert len(codes) == len(set(codes)) == len(DECLARED)
    sums = written.con.execute(
        """
        SELECT count(*) FROM mart.indicators AS i
        JOIN (SELECT period, model, code, sum(numerator) AS n FROM mart.indicator_districts
              GROUP BY ALL) AS d USING (period, model, code)
        WHERE i.numerator <> d.n
        """
    ).fetchone()
    assert sums == (0,)


def test_the_rate_before_comes_from_the_latest_earlier_period(written: Written) -> None:
    rows = written.con.execute(
        """
        SELECT count(*), count(*) FILTER (now.previous_rate IS DISTINCT FROM old.rate)
        FROM mart.indicators AS now
        JOIN mart.indicators AS old USING (model, code)
        WHERE now.period = ? AND old.period = ?
        """,
        [PERIOD, EARLIER],
    ).fetchone()
    assert rows == (len(DECLARED), 0)


def test_group_rates_add_up_in_every_dimension(written: Written) -> None:
    rows = written.con.execute(
        """
        SELECT DISTINCT dimension, sum(total) FROM mart.group_rates WHERE period = ? GROUP BY 1
        """,
        [PERIOD],
    ).fetchall()
    people = written.con.execute(
        "SELECT sum(total - out_of_scope) FROM mart.match_rates WHERE period = ?", [PERIOD]
    ).fetchone()
    assert {total for _, total in rows} == set(people or ())
    assert len(rows) == 3


def snapshot(con: duckdb.DuckDBPyConnection) -> list[list[tuple[object, ...]]]:
    marts = ("match_rates", "indicators", "exceptions", "group_rates", "indicator_districts")
    tables = [*(f"mart.{name}" for name in marts), "mart.report_notes", "match.exception_sightings"]
    return [con.execute(f"FROM {table} ORDER BY ALL").fetchall() for table in tables]


def test_a_second_build_changes_nothing() -> None:
    made = MadeUp().add("workers", "mismatch", 3).add("workers", "quarantined", 2)
    con = build(made.add("students", "review", 2).target("workers", None, 9))
    before = snapshot(con)
    build_marts(con, period=PERIOD, run_id="r2", key=KEY)
    assert snapshot(con) == before


def test_exceptions_keep_their_first_sighting_and_are_resolved() -> None:
    con = build(MadeUp(EARLIER).add("workers", "not_found", 3).add("veterans", "not_found"))
    made = MadeUp(row=5 + 40)  # the rows have moved, the keys have not
    for nth, outcome in enumerate(("not_found", "verified", "not_found", "mismatch"), start=6):
        made.add("workers", outcome, record_key=f"HS{nth:06d}")
    build(made, con)
    rows = con.execute(
        "SELECT source, record_key, reason, first_seen, last_seen, status, period"
        " FROM mart.exceptions ORDER BY ALL"
    ).fetchall()
    assert rows == [
        ("veterans", "HS000009", "no_candidate", EARLIER, EARLIER, "open", EARLIER),
        ("workers", "HS000006", "no_candidate", EARLIER, PERIOD, "open", PERIOD),
        ("workers", "HS000007", "no_candidate", EARLIER, EARLIER, "resolved", EARLIER),
        ("workers", "HS000008", "no_candidate", EARLIER, PERIOD, "open", PERIOD),
        ("workers", "HS000009", "birth_date_mismatch", PERIOD, PERIOD, "open", PERIOD),
        ("workers", "HS000009", "name_mismatch", PERIOD, PERIOD, "open", PERIOD),
    ]


def test_exception_ids_are_keyed_hashes_and_unique(written: Written) -> None:
    made = MadeUp().add("workers", "not_found", 2, record_key="K1")
    con = build(made)
    expected = {
        hmac.digest(KEY, "\x1f".join(("workers", "K1", "", "no_candidate", n)).encode(), "sha256")
        .hex()[:20]
        for n in "12"
    }  # fmt: skip
    ids = {row[0] for row in con.execute("SELECT exception_id FROM mart.exceptions").fetchall()}
    assert ids == expected
    assert hashlib.sha256(b"K1").hexdigest()[:20] not in ids
    build_marts(con, period=PERIOD, run_id="r", key=b"another key")
    others = {row[0] for row in con.execute("SELECT exception_id FROM mart.exceptions").fetchall()}
    assert not ids & others
    twice = written.con.execute(
        "SELECT count(*) - count(DISTINCT exception_id) FROM mart.exceptions"
    ).fetchone()
    assert twice == (0,)


def test_a_record_without_a_key_keeps_its_id_when_its_row_moves() -> None:
    ids = []
    for row in (5, 70):
        con = build(MadeUp(row=row).add("workers", "not_found", record_key=None, id_raw="123"))
        ids.append(con.execute("SELECT exception_id FROM mart.exceptions").fetchall())
    assert ids[0] == ids[1]


def test_records_that_are_done_do_not_go_back() -> None:
    made = MadeUp().add("workers", "verified", reasons=["exact", "birth_date_partial"])
    made.add("workers", "updated").add("workers", "out_of_scope")
    made.add("workers", "mismatch", reasons=["normalised"])  # nothing but a notice: still goes
    made.add("workers", "review", reasons=[])
    con = build(made)
    rows = con.execute("SELECT file_row, reason FROM mart.exceptions ORDER BY ALL").fetchall()
    assert rows == [(9, "normalised"), (10, "review")]


def test_a_broken_rule_goes_back_with_its_record() -> None:
    made = MadeUp().add("workers", "not_found", rules=("death_before_birth", "name_missing"))
    made.add("workers", "mismatch", reasons=["id_malformed"], rules=("number_malformed",))
    made.add("workers", "verified", rules=("death_before_birth",))
    made.add("workers", "quarantined", rules=("birth_date_invalid",))
    con = build(made)
    columns = "file_row, reason, field, severity"
    assert con.execute(f"SELECT {columns} FROM mart.exceptions ORDER BY ALL").fetchall() == [
        (6, "death_before_birth", "death_date", "exception"),
        (6, "name_missing", "full_name", "exception"),
        (6, "no_candidate", "", "exception"),
        (7, "id_malformed", "person_id", "exception"),  # what the rule says too: told once
        (9, "name_or_number", "", "quarantine"),
    ]
    corrections = con.execute(f"SELECT {columns}, status FROM mart.corrections").fetchall()
    assert corrections == [(8, "death_before_birth", "death_date", "correction", "open")]


def test_rules_never_make_more_exceptions_than_remain() -> None:
    made = MadeUp()
    for outcome in REASONS:
        made.add("workers", outcome, 3, rules=("number_shared", "event_before_birth"))
    con = build(made)
    remaining, listed = con.execute(
        "SELECT (SELECT sum(total - verified - updated - out_of_scope) FROM mart.match_rates),"
        " (SELECT count(DISTINCT (file_row, role)) FROM mart.exceptions)"
    ).fetchall()[0]
    assert listed == remaining == 3 * (len(REASONS) - 3)
    assert con.execute("SELECT count(*) FROM mart.corrections").fetchone() == (3 * 3 * 2,)


def test_a_new_list_gets_its_line_from_its_declaration() -> None:
    youth = Source(
        name="youth_union", agency=Agency.PROVINCE, title="Đoàn viên", columns=(),
        indicator="youth_union",
    )  # fmt: skip
    (line,) = report_lines([youth])[len(DECLARED) :]
    assert (line.code, line.model, line.agency) == ("youth_union", "36", Agency.PROVINCE)
    assert line.sources == ("youth_union",)
    assert line.done == ("Đã rà soát, cập nhật, xác thực với CSDLQG về dân cư dữ liệu đoàn viên")
