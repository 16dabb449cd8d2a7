"""The run as a whole: everything accounted for, nothing half-published, bad input harmless."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import duckdb
import msoffcrypto
import pytest
import xlsxwriter

from pipelines.job import RunFailed
from pipelines.outcomes import Outcome
from pipelines.run import run
from tests.conftest import PERIOD, Published, order_for
from warehouse.store import fingerprint

DOISOAT = Path(sys.executable).with_name("doisoat")


def query(path: Path, sql: str) -> list[tuple[object, ...]]:
    with duckdb.connect(str(path), read_only=True) as con:
        return con.execute(sql).fetchall()


def prints(path: Path) -> dict[str, tuple[int, int]]:
    with duckdb.connect(str(path), read_only=True) as con:
        return fingerprint(con)


def test_every_true_mention_has_a_result_or_is_quarantined(
    published: Published, province: Path
) -> None:
    (lost,) = query(
        published.order.warehouse,
        f"""
        FROM read_parquet('{province}/truth/*.parquet') AS t
        ANTI JOIN mart.match_results AS r
          ON r.source = t.source AND regexp_extract(r.file_name, '[^/]+$') = t.file
          AND r.file_row = t.row AND r.role = coalesce(t.role, '')
        ANTI JOIN mart.quarantine AS q
          ON q.source = t.source AND regexp_extract(q.file_name, '[^/]+$') = t.file
          AND q.file_row = t.row
        SELECT count(*)
        """,
    )
    assert lost == (0,)


def test_links_are_right(published: Published, province: Path) -> None:
    ((linked, false, inside),) = query(
        published.order.warehouse,
        f"""
        FROM read_parquet('{province}/truth/*.parquet') AS t
        LEFT JOIN mart.match_results AS r
          ON r.source = t.source AND regexp_extract(r.file_name, '[^/]+$') = t.file
          AND r.file_row = t.row AND r.role = coalesce(t.role, '')
        SELECT
          count(*) FILTER (r.person_id IS NOT NULL AND r.outcome <> 'review'),
          count(*) FILTER (r.outcome <> 'review' AND r.person_id IS DISTINCT FROM t.person
                           AND r.person_id IS NOT NULL),
          count(*) FILTER (t.inside)
        """,
    )
    assert isinstance(linked, int)
    assert isinstance(inside, int)
    assert linked > 0.9 * inside
    assert isinstance(false, int)
    assert false <= 0.002 * linked


def test_rates_add_up_in_every_group(published: Published) -> None:
    parts = " + ".join([*Outcome, "quarantined"])
    assert (
        query(
            published.order.warehouse,
            f"FROM mart.match_rates WHERE total <> {parts} OR (rate = 100 AND verified + updated"
            " <> total - out_of_scope)",
        )
        == []
    )


def test_published_columns_are_the_contracts(published: Published) -> None:
    wanted = {
        "match_results": "period, source, agency, file_name, sheet_name, file_row, role,"
        " record_key, outcome, method, person_id, probability, margin, candidates, id_status,"
        " name_status, birth_date_status, sex_status, reasons, district, commune, run_id",
        "quarantine": "period, source, file_name, sheet_name, file_row, rule, column_name,"
        " message, run_id",
        "match_rates": "period, source, agency, district, commune, total, verified, updated,"
        " mismatch, review, not_found, duplicate, deceased, out_of_scope, quarantined, rate",
        "indicators": "period, model, code, agency, label, numerator, denominator, rate,"
        " remaining, previous_rate, sentence",
        "exceptions": "exception_id, period, source, agency, file_name, file_row, role,"
        " record_key, reason, field, severity, first_seen, last_seen, status",
    }
    for table, columns in wanted.items():
        found = query(published.order.warehouse, f"DESCRIBE mart.{table}")
        # A table may say more, after what is fixed.
        assert ", ".join(str(row[0]) for row in found).startswith(columns)


def test_every_matched_register_has_its_measures(published: Published) -> None:
    assert (
        query(
            published.order.warehouse,
            """
        WITH matched AS (
          SELECT source, run_id, count(*) AS records FROM mart.match_results
          WHERE outcome <> 'out_of_scope' GROUP BY ALL
        )
        FROM matched ANTI JOIN match.register_measures AS m
          ON m.source = matched.source AND m.run_id = matched.run_id AND m.quantity = 'records'
          AND m.value = matched.records
        """,
        )
        == []
    )
    shares = query(
        published.order.warehouse,
        "SELECT count(*) FILTER (value BETWEEN 0 AND 1), count(value), min(counted)"
        " FROM match.register_measures WHERE quantity NOT IN ('records', 'twins')",
    )
    assert [within == every > 0 and least >= 0 for within, every, least in shares] == [True]


def test_outputs_are_where_the_contract_says(published: Published) -> None:
    for name in ("mo-hinh-36.docx", "mo-hinh-36.xlsx", "bao-cao.html"):
        assert (published.folder / name).stat().st_size > 0
    assert list((published.folder / "ngoai-le").glob("*/*.xlsx"))


def test_a_second_run_changes_nothing(published: Published) -> None:
    before = published.order.warehouse.read_bytes()
    pages = {p: p.stat().st_mtime_ns for p in published.folder.rglob("*")}
    again = run(published.order)
    assert not again.changed
    assert again.run_id == published.summary.run_id
    assert published.order.warehouse.read_bytes() == before
    assert {p: p.stat().st_mtime_ns for p in published.folder.rglob("*")} == pages


@pytest.fixture
def inbox(tmp_path: Path, province: Path) -> Path:
    """A writable copy of a few sources: enough for a run, quick to read."""
    for source in ("population", "veterans", "red_cross", "teachers"):
        shutil.copytree(province / "inbox" / source, tmp_path / "inbox" / source)
    return tmp_path / "inbox"


def bad_files(folder: Path, province: Path) -> dict[str, Path]:
    """One file of every kind that goes wrong, by what is wrong with it."""
    folder.mkdir(parents=True, exist_ok=True)
    files = {
        name: folder / file
        for name, file in {
            "empty": "trong.csv",
            "not a workbook": "khong phai.xlsx",
            "password": "mat khau.xlsx",
            "no known header": "la.csv",
            "bomb": "bom.zip",
            "outside": "ngoai.zip",
            "long cell": "dai.csv",
            "nul": "nul.csv",
            "formula": "cong thuc.csv",
        }.items()
    }
    files["empty"].write_bytes(b"")
    files["not a workbook"].write_text("Đây là văn bản, không phải bảng tính", encoding="utf-8")
    plain = folder.parent / "plain.xlsx"
    with xlsxwriter.Workbook(plain) as book:
        book.add_worksheet().write_row(0, 0, ["Họ và tên", "Ngày sinh"])
    with plain.open("rb") as source, files["password"].open("wb") as target:
        msoffcrypto.OfficeFile(source).encrypt("bí mật", target)
    plain.unlink()
    files["no known header"].write_text("a,b\nx,y\nz,w\n", encoding="utf-8")
    with zipfile.ZipFile(files["bomb"], "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("bom.csv", b"0" * 600_000_000)
    with zipfile.ZipFile(files["outside"], "w") as archive:
        archive.writestr("../../ngoai.csv", "Họ và tên,Ngày sinh\nNguyễn Văn Thử,1/1/1980\n")
    head = "STT,Họ và tên,Ngày sinh,Giới tính,Số CCCD,Địa chỉ\n"
    files["long cell"].write_text(
        f"{head}1,{'A' * 100_000},1/2/1980,Nam,068080123456,\n2,Nguyễn Văn Thử,3/4/1970,Nam,,\n",
        encoding="utf-8",
    )
    files["nul"].write_bytes(f"{head}1,Trần Thị\0 Thử,1/2/1980,Nữ,068180123456,\n".encode())
    files["formula"].write_text(
        f'{head}1,"=HYPERLINK(""http://x"",""Lê Thử"")",1/2/1980,Nam,,\n', encoding="utf-8"
    )
    return files


def test_bad_files_are_named_and_harm_nothing(inbox: Path, tmp_path: Path, province: Path) -> None:
    run(order_for(inbox, tmp_path / "good"))
    bad = bad_files(inbox / "farmers_union", province)
    (inbox / "thư mục lạ").mkdir()
    (inbox / "thư mục lạ" / "tệp.csv").write_text("Họ và tên\nNguyễn Văn Thử\n", encoding="utf-8")
    twice = next((inbox / "teachers").iterdir())
    shutil.copy(twice, twice.with_name("z bản sao" + twice.suffix))
    before = {p: p.read_bytes() for p in inbox.rglob("*") if p.is_file()}

    run(order_for(inbox, tmp_path / "bad"))

    assert {p: p.read_bytes() for p in inbox.rglob("*") if p.is_file()} == before
    told = {
        str(name): (str(status), str(message))
        for name, status, message in query(
            tmp_path / "bad" / "kho.duckdb", "SELECT file_name, status, message FROM mart.files"
        )
    }
    for kind in ("empty", "not a workbook", "password", "bomb", "outside"):
        names = [n for n in told if n.startswith(bad[kind].name)]
        assert names, kind
        assert all(told[n][0] in ("refused", "skipped") and told[n][1] for n in names), kind
    assert told[bad["no known header"].name][0] in ("refused", "waiting")
    assert any("thư mục lạ" in name for name in told)
    assert any(status == "duplicate" for status, _ in told.values())
    for kind in ("long cell", "nul", "formula"):
        assert told[bad[kind].name][0] == "read", kind
    same = "FROM mart.match_results SELECT * EXCLUDE (run_id) WHERE source <> 'farmers_union'"
    good = query(tmp_path / "good" / "kho.duckdb", same + " ORDER BY ALL")
    harmed = query(tmp_path / "bad" / "kho.duckdb", same + " ORDER BY ALL")
    assert harmed == good


@pytest.mark.parametrize("wrong", ["missing", "unreadable", "partly unreadable"])
def test_without_a_reference_nothing_is_published(inbox: Path, tmp_path: Path, wrong: str) -> None:
    order = order_for(inbox, tmp_path)
    run(order)
    before = order.warehouse.read_bytes()
    if wrong != "partly unreadable":
        shutil.rmtree(inbox / "population")
    if wrong != "missing":
        (inbox / "population").mkdir(exist_ok=True)
        (inbox / "population" / "dan cu.xlsx").write_bytes(b"PK\x03\x04 broken")
    done = subprocess.run(
        [DOISOAT, "run", "--inbox", inbox, "--warehouse", order.warehouse, "--out", order.out,
         "--period", PERIOD],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 1
    assert "dân cư" in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
    assert order.warehouse.read_bytes() == before
    assert (order.out / PERIOD / "bao-cao.html").exists()


def test_a_killed_run_leaves_the_publication_whole_and_the_next_completes(
    inbox: Path, tmp_path: Path
) -> None:
    order = order_for(inbox, tmp_path)
    run(order)
    before = order.warehouse.read_bytes()
    shutil.copy(
        next((inbox / "veterans").iterdir()),
        inbox / "veterans" / ("thêm " + next((inbox / "veterans").iterdir()).name),
    )
    added = next(p for p in (inbox / "veterans").iterdir() if p.name.startswith("thêm"))
    added.write_bytes(added.read_bytes() + b"\n")
    command = [DOISOAT, "run", "--inbox", inbox, "--warehouse", order.warehouse, "--out",
               order.out, "--period", PERIOD]  # fmt: skip
    building = order.warehouse.with_name("kho.duckdb.building")
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    deadline = time.monotonic() + 60
    while not building.exists() and time.monotonic() < deadline and process.poll() is None:
        time.sleep(0.02)
    time.sleep(0.3)
    assert process.poll() is None, "the run ended before it could be killed"
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    assert order.warehouse.read_bytes() == before
    assert (order.out / PERIOD / "mo-hinh-36.docx").exists()
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert not building.exists()
    assert order.warehouse.read_bytes() != before


def test_a_frozen_period_is_not_rewritten_without_a_reason(inbox: Path, tmp_path: Path) -> None:
    run(order_for(inbox, tmp_path, "2026-10"))
    run(order_for(inbox, tmp_path, "2026-11"))
    kept = "FROM mart.indicators WHERE period = '2026-10' ORDER BY ALL"
    warehouse = tmp_path / "kho.duckdb"
    october = query(warehouse, kept)
    assert october
    assert not run(order_for(inbox, tmp_path, "2026-10")).changed
    shutil.rmtree(inbox / "veterans")
    with pytest.raises(RunFailed, match="đã chốt"):
        run(order_for(inbox, tmp_path, "2026-10"))
    assert query(warehouse, kept) == october
    run(order_for(inbox, tmp_path, "2026-10", correction="Hội gửi nhầm danh sách"))
    assert query(warehouse, kept) != october
    assert query(warehouse, "SELECT count(*) FROM archive.indicators") == [(len(october),)]
    assert ("Hội gửi nhầm danh sách", 2) in query(warehouse, "SELECT why, revision FROM mart.runs")


def test_several_periods_live_side_by_side_and_rates_remember(inbox: Path, tmp_path: Path) -> None:
    run(order_for(inbox, tmp_path, "2026-10"))
    run(order_for(inbox, tmp_path, "2026-11"))
    remembered = query(
        tmp_path / "kho.duckdb",
        "SELECT count(*) FROM mart.indicators AS n JOIN mart.indicators AS o USING (code, label)"
        " WHERE n.period = '2026-11' AND o.period = '2026-10' AND o.rate IS NOT NULL"
        " AND n.previous_rate IS DISTINCT FROM o.rate",
    )
    assert remembered == [(0,)]
    assert query(
        tmp_path / "kho.duckdb",
        "SELECT DISTINCT first_seen, last_seen FROM mart.exceptions",
    ) == [("2026-10", "2026-11")]


def test_a_quarantined_row_comes_back_when_the_file_is_sent_again(
    inbox: Path, tmp_path: Path
) -> None:
    header = "STT,Họ và tên,Ngày sinh,Giới tính,Số CCCD,Địa chỉ"
    sound = [f"{n},Nguyễn Văn Bình,01/02/19{n + 50},Nam,068050{n:06d}," for n in range(1, 9)]
    file, warehouse = inbox / "veterans" / "them.csv", tmp_path / "kho.duckdb"
    place = "file_name = 'them.csv' AND file_row = 10"
    answered = f"SELECT count(*) FROM mart.match_results WHERE {place}"
    for tenth, quarantined, results in (("9,,01/02/1960,Nam,,", 1, 0), (sound[0], 0, 1)):
        file.write_text("\n".join([header, *sound, tenth]) + "\n", encoding="utf-8")
        run(order_for(inbox, tmp_path))
        set_aside = f"SELECT count(DISTINCT file_row) FROM mart.quarantine WHERE {place}"
        assert query(warehouse, set_aside) == [(quarantined,)]
        assert query(warehouse, answered) == [(results,)]
    assert query(warehouse, f"SELECT DISTINCT rule FROM mention.findings WHERE {place}") == [
        ("row_repeated",)
    ]


def test_two_runs_at_once_are_refused(inbox: Path, tmp_path: Path) -> None:
    from warehouse.store import Warehouse

    order = order_for(inbox, tmp_path)
    with Warehouse(order.warehouse).lock(), pytest.raises(RunFailed, match="đang giữ"):
        run(order)


def test_a_file_that_is_no_warehouse_is_told_in_one_line(inbox: Path, tmp_path: Path) -> None:
    order = order_for(inbox, tmp_path)
    order.warehouse.write_text("không phải kho dữ liệu", encoding="utf-8")
    with pytest.raises(RunFailed, match="kho dữ liệu"):
        run(order)
    assert order.warehouse.read_text(encoding="utf-8") == "không phải kho dữ liệu"
