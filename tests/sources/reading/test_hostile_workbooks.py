"""Workbooks that are broken, locked, lying or meant to harm: a reason for each."""

from __future__ import annotations

import io
import struct
import time
import zipfile
from pathlib import Path

import msoffcrypto
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipelines.sources import SOURCES
from pipelines.sources.reading import ReadLimits, read_file
from tests.sources.reading.hostile import HEADER, ROWS, WORKERS, P, one, put, refused
from tests.sources.reading.people import people
from tests.sources.reading.writers import Formula, Row, write_text, write_xls, write_xlsx


def test_empty_workbook_is_skipped(tmp_path: Path) -> None:
    assert one(write_xlsx(tmp_path / "a.xlsx", [])).status == "skipped"
    assert one(write_xlsx(tmp_path / "b.xlsx", [HEADER])).status == "skipped"


def test_text_named_as_a_workbook(tmp_path: Path) -> None:
    refused(write_text(tmp_path / "a.xlsx", ROWS), "văn bản")
    refused(write_text(tmp_path / "a.parquet", ROWS), "văn bản")
    refused(write_text(tmp_path / "a.zip", ROWS), ".zip")


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


def test_hundred_thousand_letters_in_a_cell(tmp_path: Path) -> None:
    for filler in ("a" * 100_000, "a," * 50_000, "á" * 30_000):
        rows = [*ROWS, [13, "Nguyễn Văn Dài", "01/02/1990", "068090000001", filler]]
        sheet = one(write_text(tmp_path / "a.csv", rows))
        assert sheet.status == "read"
        assert sheet.fields.height == 13
        assert sheet.fields["address"].str.len_chars().max() == ReadLimits().cell_chars
        assert "long_cells" in {n.code for n in sheet.notices}
        assert sheet.rows["cells"].to_list()[-1][4] == filler


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
    sheet = one(
        _rewritten(started, tmp_path / "c.xlsx", b"</sheetData>", b"</sheetData><!-- \xff -->")
    )
    assert sheet.fields["id_number"].to_list() == [p.number for p in P]
    assert [n.code for n in sheet.notices] == ["hidden_rows"] * bool(hidden)


def test_stray_cell_at_the_last_row(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "a.xlsx", ROWS)
    stray = b'<row r="300000"><c r="B300000" t="inlineStr"><is><t> </t></is></c></row></sheetData>'
    sheet = one(_rewritten(path, tmp_path / "b.xlsx", b"</sheetData>", stray))
    assert sheet.fields.height == 12


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
