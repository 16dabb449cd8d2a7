"""Files that are broken, locked, lying or meant to harm: a reason for each, the rest unharmed."""
# ruff: noqa: E501 (rows stand as the sheet shows them)

from __future__ import annotations

import csv
import io
import os
import struct
import time
import zipfile
from pathlib import Path

import msoffcrypto
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipelines.sources import SOURCES
from pipelines.sources.reading import ReadLimits, Sheet, read_file, read_inbox
from tests.sources.reading.people import people
from tests.sources.reading.writers import Formula, Row, write_text, write_xls, write_xlsx

P = people(12)
HEADER = ["STT", "Họ và tên", "Ngày sinh", "Số CCCD", "Địa chỉ"]
ROWS = [HEADER, *[[i, p.name, p.birth, p.number, p.place] for i, p in enumerate(P, 1)]]
WORKERS = SOURCES["workers"]


def one(path: Path, **options: object) -> Sheet:
    (sheet,) = read_file(path, WORKERS, **options)  # type: ignore[arg-type]
    return sheet


def refused(path: Path, word: str, **options: object) -> None:
    sheet = one(path, **options)
    assert sheet.status == "refused", sheet.message
    assert word in sheet.message
    assert sheet.file_name == path.name
    assert sheet.fields.is_empty()
    assert sheet.rows.is_empty()


def put(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


def test_empty_files(tmp_path: Path) -> None:
    for name in ("a.csv", "a.xlsx", "a.zip", "a.parquet"):
        refused(put(tmp_path / name, b""), "rỗng")
    refused(put(tmp_path / "b.csv", b" \n \n"), "rỗng")


def test_empty_workbook_is_skipped(tmp_path: Path) -> None:
    assert one(write_xlsx(tmp_path / "a.xlsx", [])).status == "skipped"
    assert one(write_xlsx(tmp_path / "b.xlsx", [HEADER])).status == "skipped"


def test_text_named_as_a_workbook(tmp_path: Path) -> None:
    refused(write_text(tmp_path / "a.xlsx", ROWS), "văn bản")
    refused(write_text(tmp_path / "a.parquet", ROWS), "văn bản")
    refused(write_text(tmp_path / "a.zip", ROWS), ".zip")


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"%PDF-1.7 ...", "PDF"),
        (b"\x89PNG\r\n\x1a\n....", "PNG"),
        (b"Rar!\x1a\x07\x00", "RAR"),
        (b"PK\x03\x04 broken", "nén"),
        (b"PAR1 broken PAR1", "parquet"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "hỏng"),
        (bytes(range(256)) * 40 + b"\0" * 4000, "NUL"),
    ],
)
def test_things_that_are_no_list(tmp_path: Path, data: bytes, word: str) -> None:
    refused(put(tmp_path / "a.csv", data), word)


def test_truncated_workbook(tmp_path: Path) -> None:
    whole = write_xlsx(tmp_path / "a.xlsx", ROWS).read_bytes()
    refused(put(tmp_path / "b.xlsx", whole[: len(whole) // 2]), "hỏng")
    old = write_xls(tmp_path / "a.xls", ROWS).read_bytes()
    assert one(put(tmp_path / "b.xls", old[:700])).status == "refused"


def test_password(tmp_path: Path) -> None:
    plain = write_xlsx(tmp_path / "a.xlsx", ROWS)
    locked = tmp_path / "b.xlsx"
    with plain.open("rb") as source, locked.open("wb") as target:
        msoffcrypto.OfficeFile(source).encrypt("bí mật", target)
    refused(locked, "mật khẩu")


def test_web_table_named_as_a_workbook(tmp_path: Path) -> None:
    cells = "".join("<tr>" + "".join(f"<td>{c}</td>" for c in row) + "</tr>" for row in ROWS)
    page = f"<html><head><style>td {{x}}</style></head><table>{cells}</table></html>"
    sheet = one(put(tmp_path / "a.xls", page.encode()))
    assert sheet.status == "read"
    assert sheet.fields["id_number"].to_list() == [p.number for p in P]
    assert sheet.fields["file_row"].to_list() == list(range(2, 14))
    assert "html" in {n.code for n in sheet.notices}
    refused(put(tmp_path / "b.xls", b"<html><p>no table</p></html>"), "HTML")


def test_workbook_under_the_wrong_of_two_names(tmp_path: Path) -> None:
    new = write_xlsx(tmp_path / "a.xlsx", ROWS).rename(tmp_path / "b.xls")
    old = write_xls(tmp_path / "c.xls", ROWS).rename(tmp_path / "d.xlsx")
    assert one(new).status == one(old).status == "read"


def test_no_known_header_waits_and_names_the_way_out(tmp_path: Path) -> None:
    rows = [["alpha", "beta"], *[[f"u{i}", f"v{i}"] for i in range(10)]]
    sheet = one(write_text(tmp_path / "a.csv", rows))
    assert sheet.status == "waiting"
    assert "Họ và tên" in sheet.message
    assert "--write-mapping" in sheet.message
    assert sheet.rows.height == 11
    assert sheet.fields.is_empty()


def test_nul_bytes_are_dropped_and_told(tmp_path: Path) -> None:
    data = write_text(tmp_path / "a.csv", ROWS).read_bytes().replace(P[0].name.encode(), b"A\0B C")
    sheet = one(put(tmp_path / "b.csv", data))
    assert sheet.fields["full_name"][0] == "AB C"
    assert [n.count for n in sheet.notices if n.code == "nul_bytes"] == [1]


def test_hundred_thousand_letters_in_a_cell(tmp_path: Path) -> None:
    for filler in ("a" * 100_000, "a," * 50_000, "á" * 30_000):
        rows = [*ROWS, [13, "Nguyễn Văn Dài", "01/02/1990", "068090000001", filler]]
        sheet = one(write_text(tmp_path / "a.csv", rows))
        assert sheet.status == "read"
        assert sheet.fields.height == 13
        assert sheet.fields["address"].str.len_chars().max() == ReadLimits().cell_chars
        assert "long_cells" in {n.code for n in sheet.notices}
        assert sheet.rows["cells"].to_list()[-1][4] == filler


def test_very_long_cells_and_very_many_columns(tmp_path: Path) -> None:
    rows = [*ROWS, [13, "Nguyễn Văn Dài", "01/02/1990", "068090000001", "a" * 300_000]]
    assert one(write_text(tmp_path / "a.csv", rows)).fields.height == 13
    refused(put(tmp_path / "b.csv", b"," * 200_000 + b"\n"), "cột")
    refused(put(tmp_path / "c.csv", b"STT,Ho ten\n1," + b"A" * 20_000_000 + b"\n"), "16 MB")


def test_endless_header_costs_nothing(tmp_path: Path) -> None:
    for filler in ("ngày 1 ", "ÐÑ", "º»", "(" * 7):
        rows = [[*HEADER[:4], filler * 5_000], *ROWS[1:]]
        started = time.monotonic()
        assert one(write_text(tmp_path / "a.csv", rows)).status == "read"
        assert time.monotonic() - started < 3


def test_runaway_line(tmp_path: Path) -> None:
    lines = [",".join(map(str, row[:4])) for row in ROWS] + ["x" + "," * 50_000]
    sheet = one(put(tmp_path / "a.csv", "\n".join(lines).encode()))
    assert sheet.status == "read"
    assert sheet.rows.height == 14
    assert sheet.fields["id_number"].to_list()[:12] == [p.number for p in P]


def test_unclosed_quote_swallows_nothing(tmp_path: Path) -> None:
    lines = [",".join(map(str, [*row[:4], "x"])) for row in ROWS * 10]
    lines[3] = lines[3].replace(",x", ',"x')
    sheet = one(put(tmp_path / "a.csv", "\n".join(lines).encode()))
    assert sheet.rows.height == len(lines)
    assert sheet.fields["id_number"].to_list() == [p.number for p in P] * 10


@pytest.mark.parametrize("gap", [1, 2, 7])
@pytest.mark.parametrize("column", [1, 2, 4])
def test_two_open_quotes_swallow_nothing_between_them(
    tmp_path: Path, gap: int, column: int
) -> None:
    """Two stray quotes look like one quoted cell over the rows between them."""
    rows = [
        HEADER,
        *[[str(c) for c in row[:4]] + ['"Thôn 2, xã Hiệp An, Đức Trọng"'] for row in ROWS[1:] * 3],
    ]
    for at in (9, 9 + gap):
        rows[at][column] = '"' + str(rows[at][column]).strip('"').replace(",", " ")
    text = "\n".join(",".join(map(str, row)) for row in rows)
    sheet = one(put(tmp_path / "a.csv", text.encode()))
    assert sheet.rows.height == len(rows)
    assert sheet.fields["id_number"].to_list() == [p.number for p in P] * 3
    assert sheet.fields["address"][0] == "Thôn 2, xã Hiệp An, Đức Trọng"
    (notice,) = [n for n in sheet.notices if n.code == "stray_quotes"]
    assert "dòng 10" in notice.message


def test_cells_over_several_lines_are_no_open_quotes(tmp_path: Path) -> None:
    header = ["Họ và tên", "Ngày sinh", "Số CCCD", "Địa chỉ"]
    rows = [[p.name, p.birth, p.number, f"Thôn 2,\nXã Hiệp An,\nĐức Trọng {n}"]
            for n, p in enumerate(P)]  # fmt: skip
    path = tmp_path / "a.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([header, *rows])
    sheet = one(path)
    assert sheet.rows.height == len(rows) + 1
    assert sheet.fields["address"].to_list()[-1].endswith(f"Đức Trọng {len(rows) - 1}")
    assert not [n for n in sheet.notices if n.code == "stray_quotes"]


def test_formulas_give_their_values(tmp_path: Path) -> None:
    rows = [HEADER, [1, Formula("=A1"), "01/02/1990", "068090000001", "x"], *ROWS[1:]]
    sheet = one(write_xlsx(tmp_path / "a.xlsx", rows))
    assert sheet.fields["full_name"][0] == "giá trị"


def test_external_links_and_macros_are_ignored(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "a.xlsx", ROWS)
    with zipfile.ZipFile(path, "a") as book:
        book.writestr("xl/externalLinks/externalLink1.xml", "<externalLink/>")
        book.writestr("xl/vbaProject.bin", b"\xd0\xcf\x11\xe0")
    assert one(path).fields.height == 12


def _rewritten(path: Path, target: Path, old: bytes, new: bytes) -> Path:
    with zipfile.ZipFile(path) as book, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as copy:
        for name in book.namelist():
            data = book.read(name)
            if name == "xl/worksheets/sheet1.xml":
                assert old in data
                data = data.replace(old, new)
            copy.writestr(name, data)
    return target


def test_wrong_dimension(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "a.xlsx", ROWS)
    wrong = _rewritten(
        path, tmp_path / "b.xlsx", b'<dimension ref="A1:E13"', b'<dimension ref="A1:B2"'
    )
    assert one(wrong).fields["id_number"].to_list() == [p.number for p in P]
    vast = _rewritten(
        path, tmp_path / "c.xlsx", b'<dimension ref="A1:E13"', b'<dimension ref="A1:XFD1048576"'
    )
    assert one(vast).fields.height == 12


def test_absurd_extent(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "a.xlsx", ROWS)
    far = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    started = time.monotonic()
    refused(_rewritten(path, tmp_path / "b.xlsx", b"</sheetData>", far), "kích thước")
    assert time.monotonic() - started < 5


@pytest.mark.parametrize("reference", [b'"O2147483648"', b'"AB99999999"', b"'B1073741824'"])
def test_reference_beyond_the_last_row(tmp_path: Path, reference: bytes) -> None:
    path = write_xlsx(tmp_path / "a.xlsx", ROWS)
    far = _rewritten(path, tmp_path / "b.xlsx", b'<c r="B5"', b"<c r=" + reference)
    refused(far, "kích thước")


@pytest.mark.parametrize("hidden", [b"", b' hidden="1"'])
def test_bytes_that_are_no_utf8_between_the_rows(tmp_path: Path, hidden: bytes) -> None:
    path = write_xlsx(tmp_path / "a.xlsx", ROWS)
    started = _rewritten(path, tmp_path / "b.xlsx", b'<row r="3"', b'<row r="3"' + hidden)
    sheet = one(_rewritten(started, tmp_path / "c.xlsx", b"</sheetData>", b"</sheetData><!-- \xff -->"))
    assert sheet.fields["id_number"].to_list() == [p.number for p in P]
    assert [n.code for n in sheet.notices] == ["hidden_rows"] * bool(hidden)


def test_stray_cell_at_the_last_row(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "a.xlsx", ROWS)
    stray = b'<row r="300000"><c r="B300000" t="inlineStr"><is><t> </t></is></c></row></sheetData>'
    sheet = one(_rewritten(path, tmp_path / "b.xlsx", b"</sheetData>", stray))
    assert sheet.fields.height == 12


def test_control_and_bidi_characters(tmp_path: Path) -> None:
    rows = [HEADER, *[[i, f"\u202e{p.name}\u200b", p.birth, f"\u200e{p.number}", p.place]
                      for i, p in enumerate(P, 1)]]  # fmt: skip
    for path in (write_text(tmp_path / "a.csv", rows), write_xlsx(tmp_path / "a.xlsx", rows)):
        sheet = one(path)
        assert sheet.fields["full_name"].to_list() == [p.name for p in P]
        assert sheet.fields["id_number"].to_list() == [p.number for p in P]
        assert [n.count for n in sheet.notices if n.code == "control_characters"] == [24]
        assert sheet.rows["cells"].to_list()[1][1].startswith("\u202e")


def test_lone_surrogates(tmp_path: Path) -> None:
    text = "\n".join(";".join(map(str, row)) for row in ROWS)
    wide = text.encode("utf-16-le") + "\n13;A".encode("utf-16-le") + b"\x00\xd8"
    for data in (b"\xff\xfe" + wide, text.encode() + b"\n13;A\xed\xa0\x80"):
        sheet = one(put(tmp_path / "a.csv", data))
        assert sheet.status == "read"
        assert sheet.rows.height == 14
        assert sheet.fields["id_number"].to_list()[:12] == [p.number for p in P]


def _zip(path: Path, members: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as book:
        for name, data in members.items():
            book.writestr(name, data)
    return path


def test_zip_of_several_forms(tmp_path: Path) -> None:
    members = {
        "Bảo Lâm/ds.csv": write_text(tmp_path / "x.csv", ROWS).read_bytes(),
        "ds.xlsx": write_xlsx(tmp_path / "x.xlsx", ROWS).read_bytes(),
        "ds.xls": write_xls(tmp_path / "x.xls", ROWS).read_bytes(),
        "hỏng.xlsx": b"PK\x03\x04",
        "../ngoài.csv": b"a",
    }
    sheets = read_file(_zip(tmp_path / "gói.zip", members), WORKERS)
    assert {s.file_name: str(s.status) for s in sheets} == {
        "gói.zip/Bảo Lâm/ds.csv": "read", "gói.zip/ds.xlsx": "read", "gói.zip/ds.xls": "read",
        "gói.zip/hỏng.xlsx": "refused", "gói.zip/../ngoài.csv": "refused",
    }  # fmt: skip
    assert {s.fields.height for s in sheets if s.status == "read"} == {12}
    assert not (tmp_path.parent / "ngoài.csv").exists()


def test_zip_bombs(tmp_path: Path) -> None:
    limits = ReadLimits(unpacked_bytes=3_000_000, ratio_floor=1_000_000, members=20)
    zeros = b"0" * 2_000_000
    refused(_zip(tmp_path / "a.zip", {"a.csv": zeros}), "bom", limits=limits)
    refused(_zip(tmp_path / "b.zip", {f"{i}.csv": os.urandom(200_000) for i in range(18)}), "quá lớn",
            limits=limits)  # fmt: skip
    refused(
        _zip(tmp_path / "c.zip", {f"{i}.csv": b"a" for i in range(30)}), "30 tệp", limits=limits
    )
    refused(_zip(tmp_path / "d.zip", {}), "không chứa")
    inner = _zip(tmp_path / "e.zip", {"a.csv": b"a"})
    for level in range(4):
        inner = _zip(tmp_path / f"e{level}.zip", {"a.zip": inner.read_bytes()})
    (sheet,) = read_file(inner, WORKERS)
    assert sheet.status == "refused"
    assert "lồng" in sheet.message
    workbook = write_xlsx(tmp_path / "f.xlsx", ROWS)
    with zipfile.ZipFile(workbook, "a", zipfile.ZIP_DEFLATED) as book:
        book.writestr("xl/media/bom.bin", b"0" * 2_900_000)
    refused(workbook, "bom", limits=limits)


def test_zip_that_lies_about_its_size(tmp_path: Path) -> None:
    path = _zip(tmp_path / "a.zip", {"a.csv": b"0" * 500_000})
    data = path.read_bytes().replace((500_000).to_bytes(4, "little"), (50).to_bytes(4, "little"))
    (sheet,) = read_file(put(tmp_path / "b.zip", data), WORKERS)
    assert sheet.status in ("refused", "waiting")


def test_zip_with_password_flag(tmp_path: Path) -> None:
    data = bytearray(_zip(tmp_path / "a.zip", {"a.csv": b"abc"}).read_bytes())
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    (sheet,) = read_file(put(tmp_path / "b.zip", bytes(data)), WORKERS)
    assert sheet.status == "refused"
    assert "mật khẩu" in sheet.message


def test_time_bound(tmp_path: Path) -> None:
    refused(write_xlsx(tmp_path / "a.xlsx", ROWS), "quá lâu", limits=ReadLimits(seconds=0.0))


def test_size_bound_and_missing_file(tmp_path: Path) -> None:
    refused(write_text(tmp_path / "a.csv", ROWS), "giới hạn", limits=ReadLimits(file_bytes=10))
    (sheet,) = read_file(tmp_path / "không có.csv", WORKERS)
    assert sheet.status == "refused"


def test_inbox_accounts_for_every_file(tmp_path: Path) -> None:
    good = write_text(tmp_path / "x.csv", ROWS).read_bytes()
    for name, data in {
        "workers/a.csv": good,
        "workers/b.csv": good,
        "workers/huyện/c.csv": good + b"13,A B,,,\n",
        "workers/gói.zip": b"",
        "workers/~$a.xlsx": b"x",
        "lạ/d.csv": good,
        "e.csv": good,
        "_mapping/workers/x.json": b"{}",
    }.items():
        (tmp_path / "in" / name).parent.mkdir(parents=True, exist_ok=True)
        put(tmp_path / "in" / name, data)
    (tmp_path / "secret.csv").write_bytes(good + b"14,A B,,,\n")
    (tmp_path / "in/workers/liên kết.csv").symlink_to(tmp_path / "secret.csv")
    before = {p: p.read_bytes() for p in (tmp_path / "in").rglob("*") if p.is_file()}
    found = [(s.source, s.file_name, str(s.status)) for s in read_inbox(tmp_path / "in")]
    assert found == [
        ("workers", "a.csv", "read"),
        ("workers", "b.csv", "duplicate"),
        ("workers", "gói.zip", "refused"),
        ("workers", "huyện/c.csv", "read"),
        ("workers", "liên kết.csv", "refused"),
        ("", "e.csv", "refused"),
        ("", "lạ/d.csv", "refused"),
    ]
    assert {p: p.read_bytes() for p in before} == before


def test_the_same_bytes_in_a_zip_are_a_duplicate(tmp_path: Path) -> None:
    (tmp_path / "workers").mkdir()
    good = write_text(tmp_path / "workers/a.csv", ROWS).read_bytes()
    _zip(tmp_path / "workers/b.zip", {"a.csv": good, "b.csv": good + b"13,A B,,,\n"})
    found = {s.file_name: str(s.status) for s in read_inbox(tmp_path)}
    assert found == {"a.csv": "read", "b.zip/a.csv": "duplicate", "b.zip/b.csv": "read"}


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.binary(max_size=400), suffix=st.sampled_from(["csv", "xlsx", "xls", "zip", "txt"]))
def test_any_bytes_give_sheets(tmp_path: Path, data: bytes, suffix: str) -> None:
    sheets = read_file(put(tmp_path / f"f.{suffix}", data), WORKERS)
    assert sheets
    assert all(s.message for s in sheets)


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data())
def test_damaged_workbooks_give_sheets(tmp_path: Path, data: st.DataObject) -> None:
    held = io.BytesIO()
    held.write(_WORKBOOK)
    for _ in range(data.draw(st.integers(1, 6))):
        held.seek(data.draw(st.integers(0, len(_WORKBOOK) - 1)))
        held.write(data.draw(st.binary(min_size=1, max_size=8)))
    sheets = read_file(put(tmp_path / "f.xlsx", held.getvalue()), WORKERS)
    assert all(s.message for s in sheets)


def _small_workbook() -> bytes:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        return write_xlsx(Path(folder) / "a.xlsx", ROWS).read_bytes()


_WORKBOOK = _small_workbook()


def _old_workbook(tmp_path: Path) -> bytes:
    rows: list[Row] = [["STT", "Họ và tên", "Ngày sinh", "Số CCCD"]]
    rows += [[i, p.name, p.birth, p.number] for i, p in enumerate(people(59), 1)]
    return write_xls(tmp_path / "a.xls", rows).read_bytes()


@pytest.mark.parametrize("damage", ["ring", "column", "extent"])
def test_an_old_workbook_without_end_is_refused(tmp_path: Path, damage: str) -> None:
    """Chains of sectors closed to a ring, and cells beyond any sheet, would fill the memory."""
    data = bytearray(_old_workbook(tmp_path))
    match damage:
        case "ring":  # the table of sectors: each is followed by the first
            at = (struct.unpack_from("<I", data, 76)[0] + 1) * 512
            data[at : at + 512] = bytes(512)
        case "column":  # of the first cell
            at = data.index(struct.pack("<HHHH", 0x00FD, 10, 0, 0))
            struct.pack_into("<H", data, at + 6, 60_000)
        case _:  # how far the sheet says that it reaches
            at = data.index(struct.pack("<HH", 0x0200, 14))
            struct.pack_into("<I", data, at + 8, 4_000_000_000)
    path = tmp_path / "b.xls"
    path.write_bytes(data)
    (sheet,) = read_file(path, SOURCES["workers"])
    assert sheet.status == "refused"
    assert "Excel" in sheet.message


def test_an_old_workbook_that_is_sound_is_read(tmp_path: Path) -> None:
    path = tmp_path / "b.xls"
    path.write_bytes(_old_workbook(tmp_path))
    (sheet,) = read_file(path, SOURCES["workers"])
    assert sheet.status == "read"
    assert sheet.fields.height == 59


@pytest.mark.parametrize(
    ("line", "cells"),
    [
        ('"Nguyễn ""Tư"" Văn","",7', ['Nguyễn "Tư" Văn', None, "7"]),
        ('"Nguyễn" Văn,"B",7', ["Nguyễn Văn", "B", "7"]),  # as many quotes as cells need
        ('Nguyễn,"Văn,"B",7', ["Nguyễn", '"Văn', "B", "7"]),
    ],
)
def test_quotes_that_alternate_are_told_from_those_astray(
    tmp_path: Path, line: str, cells: list[str | None]
) -> None:
    sheet = one(put(tmp_path / "a.csv", f"{line}\r\n".encode() * 3))
    assert sheet.rows["cells"].to_list() == [cells] * 3


@pytest.mark.parametrize(
    "lines",
    [
        ["a,b,c", "1,2,3"],
        ["a,b", "1,2,3", "4"],  # the first line is not the widest
        ["a,,", "1"],
        ['"a,b",c', "1,2", '"3,4",5'],
        ['a,"b"', '1,"2,3",4'],
        ["a;b,c", *["1,2"] * 3],
        [*["a,b"] * 70_000, "1,2,3"],  # the widest line is far below
    ],
)
def test_lines_of_any_width_are_cut_as_they_stand(tmp_path: Path, lines: list[str]) -> None:
    rows = [[cell or None for cell in row] for row in csv.reader(lines)]
    width = max(max(i + 1 for i, cell in enumerate(row) if cell) for row in rows)
    sheet = one(put(tmp_path / "a.csv", "\n".join(lines).encode()))
    assert sheet.rows["cells"].to_list() == [(row + [None] * width)[:width] for row in rows]
