"""Forms in which programs hand lists on: JSON, XML, dBASE, dumps, Word."""

from __future__ import annotations

import json
import struct
from pathlib import Path
from xml.sax.saxutils import escape

import docx
import polars as pl
import pytest

from pipelines.sources.reading import read_file
from pipelines.sources.reading.fonts.charmaps import charmaps
from tests.sources.reading.exchanged import (
    ELDERLY,
    HEADER,
    KEYS,
    LISTED,
    RECORDS,
    TOLD,
    P,
    put,
    same_people,
    told,
)
from tests.sources.reading.writers import Row


def nested() -> list[dict[str, object]]:
    return [{"id": r["stt"], "congDan": {k: r[k] for k in KEYS[1:]}} for r in RECORDS]


@pytest.mark.parametrize(
    "text",
    [
        json.dumps(RECORDS, ensure_ascii=False),
        json.dumps(RECORDS, indent=2),
        json.dumps({"status": 200, "total": 20, "data": RECORDS}, ensure_ascii=False),
        json.dumps({"ketQua": {"danhSach": nested()}}, ensure_ascii=False),
        "\n".join(json.dumps(record, ensure_ascii=False) for record in RECORDS),
        "\ufeff" + json.dumps(RECORDS, ensure_ascii=False),
        json.dumps([KEYS, *LISTED], ensure_ascii=False),
        json.dumps({"columns": KEYS, "rows": LISTED}, ensure_ascii=False),
        json.dumps({str(1000 + i): r for i, r in enumerate(RECORDS)}, ensure_ascii=False),
    ],
    ids=["list", "escaped", "answer", "nested", "lines", "mark", "rows", "columns", "by number"],
)
@pytest.mark.parametrize("name", ["a.json", "a.txt"])
def test_json(tmp_path: Path, text: str, name: str) -> None:
    same_people(put(tmp_path / name, text))


def test_numbers_of_json_keep_their_digits(tmp_path: Path) -> None:
    records = [{"hoTen": p.name, "soCCCD": int("1" + p.number[1:]), "ma": 1.50} for p in P]
    (sheet,) = read_file(put(tmp_path / "a.json", json.dumps(records)), ELDERLY)
    cells = sheet.rows["cells"].to_list()[1:]
    assert [row[1] for row in cells] == ["1" + p.number[1:] for p in P]


@pytest.mark.parametrize("text", ['[{"hoTen": "A", ', '{"ok": [1, 2]}', "[" * 5000 + '{"a":1}'])
def test_json_without_records_is_refused(tmp_path: Path, text: str) -> None:
    (sheet,) = read_file(put(tmp_path / "a.json", text), ELDERLY)
    assert sheet.status == "refused"
    assert "JSON" in sheet.message


def rows_of_xml(record: dict[str, object]) -> str:
    return "".join(f"<{key}>{escape(str(value))}</{key}>" for key, value in record.items())


@pytest.mark.parametrize(
    "body",
    [
        "<DS>" + "".join(f"<NGUOI>{rows_of_xml(r)}</NGUOI>" for r in RECORDS) + "</DS>",
        "<DS>" + "".join(
            "<row " + " ".join(f'{k}="{escape(str(v))}"' for k, v in r.items()) + "/>"
            for r in RECORDS
        ) + "</DS>",
        "<GOI><DONVI><MA>6801</MA></DONVI><DSACH>" + "".join(
            f"<HOSO><CONGDAN>{rows_of_xml(r)}</CONGDAN></HOSO>" for r in RECORDS
        ) + "</DSACH></GOI>",
    ],
    ids=["elements", "attributes", "envelope"],
)  # fmt: skip
def test_xml(tmp_path: Path, body: str) -> None:
    same_people(put(tmp_path / "a.xml", f"<?xml version='1.0' encoding='utf-8'?>{body}"))


def test_one_record_and_none_of_a_schema(tmp_path: Path) -> None:
    """A single person is no list; what describes records is none of them."""
    one = f"<?xml version='1.0'?><DS><NGUOI>{rows_of_xml(RECORDS[0])}</NGUOI></DS>"
    (sheet,) = read_file(put(tmp_path / "a.xml", one), ELDERLY)
    assert told(sheet) == TOLD[:1]
    schema = "".join(f"<Field name='{key}'/>" for key in KEYS)
    rows = "".join(f"<row>{rows_of_xml(record)}</row>" for record in RECORDS)
    same_people(put(tmp_path / "b.xml", f"<xml><Schema>{schema}</Schema><data>{rows}</data></xml>"))


def test_xml_in_utf16(tmp_path: Path) -> None:
    rows = "".join(f"<N>{rows_of_xml(record)}</N>" for record in RECORDS)
    text = f"\ufeff<?xml version='1.0' encoding='utf-16'?><DS>{rows}</DS>"
    same_people(put(tmp_path / "a.xml", text.encode("utf-16-le")))


def test_xml_with_entities_is_refused(tmp_path: Path) -> None:
    bomb = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x "Nguyễn"><!ENTITY y "&x;&x;">]><a>&y;</a>'
    (sheet,) = read_file(put(tmp_path / "a.xml", bomb), ELDERLY)
    assert sheet.status == "refused"
    assert "ENTITY" in sheet.message


def test_workbook_of_excel_2003(tmp_path: Path) -> None:
    """Cells left out are given by their place, merged ones by how far they reach."""

    def cell(at: int, value: object, more: str = "") -> str:
        data = f'<Data ss:Type="String">{escape(str(value))}</Data>'
        return f'<Cell ss:Index="{at}"{more}>{data}</Cell>'

    rows = "".join(
        f"<Row>{''.join(cell(at, v) for at, v in enumerate(row, 2))}</Row>" for row in LISTED
    )
    top = cell(2, "DANH SÁCH NGƯỜI CAO TUỔI", ' ss:MergeAcross="5"')
    header = "".join(cell(at, text) for at, text in enumerate(HEADER, 2))
    sheet = same_people(
        put(
            tmp_path / "a.xls",
            '<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" '
            'xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet ss:Name="Xã">'
            f'<Table><Row>{top}</Row><Row ss:Index="4">{header}</Row>{rows}</Table></Worksheet>'
            "</Workbook>",
        )
    )
    assert sheet.sheet_name == "Xã"
    assert sheet.header_row == 4


def dbf(header: list[str], rows: list[list[str]], marks: str = "") -> bytes:
    """A table of FoxPro in the font TCVN3; `marks` tell which records are deleted."""

    def font(text: str) -> bytes:
        return charmaps()["tcvn3"].to_latin1(text).encode("latin-1", "replace")

    widths = [max(len(font(row[at])) for row in rows) for at in range(len(header))]
    start, size = 33 + 32 * len(header), 1 + sum(widths)
    data = struct.pack("<4BIHH20x", 3, 124, 5, 1, len(rows), start, size)
    for name, width in zip(header, widths, strict=True):
        kind = b"D" if name.startswith("NGAY") else b"C"
        data += struct.pack("<11sc4xB15x", name.encode(), kind, width)
    data += b"\r"
    for at, row in enumerate(rows):
        data += (marks[at : at + 1] or " ").encode()
        data += b"".join(font(v).ljust(w) for v, w in zip(row, widths, strict=True))
    return data + b"\x1a"


DBF_ROWS = [
    [str(i), p.name, p.birth[6:] + p.birth[3:5] + p.birth[:2], p.sex, p.number, p.place]
    for i, p in enumerate(P, 1)
]


DBF_HEADER = ["STT", "HOTEN", "NGAYSINH", "GIOITINH", "SOCCCD", "DIACHI"]


def test_dbase_in_an_old_font(tmp_path: Path) -> None:
    sheet = same_people(put(tmp_path / "NCT.DBF", dbf(DBF_HEADER, DBF_ROWS)))
    assert "TCVN3" in sheet.encoding
    assert sheet.fields["birth_date"][0] == "1950-01-01"


def test_deleted_and_missing_records_of_dbase_are_told(tmp_path: Path) -> None:
    data = dbf(DBF_HEADER, DBF_ROWS, marks="  *")
    (sheet,) = read_file(put(tmp_path / "a.dbf", data[:-80]), ELDERLY)
    notices = {notice.code: notice.count for notice in sheet.notices}
    assert notices["deleted_rows"] == 1
    assert notices["truncated"] == len(P) - 1 - sheet.fields.height


def literal(value: object) -> str:
    return str(value) if isinstance(value, int) else "'" + str(value).replace("'", "''") + "'"


def row_literals(row: Row) -> str:
    return "(" + ", ".join(map(literal, row)) + ")"


@pytest.mark.parametrize(
    "text",
    [
        "".join(f"INSERT INTO nct ({', '.join(KEYS)}) VALUES {row_literals(r)};\n" for r in LISTED),
        "CREATE TABLE `nct` (\n" + ",\n".join(f"  `{k}` varchar(99)" for k in KEYS)
        + ",\n  PRIMARY KEY (`stt`)\n) ENGINE=InnoDB;\nINSERT INTO `nct` VALUES "
        + ",".join(row_literals(r).replace("''", "\\'") for r in LISTED) + ";\n",
        "USE [NCT]\nGO\n" + "".join(
            f"INSERT [dbo].[NCT] ({', '.join(f'[{k}]' for k in KEYS)}) VALUES ("
            + ", ".join(["N" + literal(v) if isinstance(v, str) else literal(v) for v in r]) + ")\n"
            for r in LISTED
        ),
        f"COPY public.nct ({', '.join(KEYS)}) FROM stdin;\n"
        + "".join("\t".join(map(str, r)) + "\n" for r in LISTED) + "\\.\n",
    ],
    ids=["insert", "mysql", "sql server", "copy"],
)  # fmt: skip
def test_dumps_of_databases(tmp_path: Path, text: str) -> None:
    same_people(put(tmp_path / "a.sql", text))


def test_values_in_calls_and_nothing_in_dumps(tmp_path: Path) -> None:
    values = ",\n".join(
        f"({i}, N'{p.name.replace(chr(39), chr(39) * 2)}', CAST(N'{p.year}-02-03' AS Date), NULL)"
        for i, p in enumerate(P, 1)
    )
    text = f"INSERT INTO [nct] ([STT], [HoTen], [NgaySinh], [SoCCCD]) VALUES {values};"
    (sheet,) = read_file(put(tmp_path / "a.sql", text), ELDERLY)
    assert [row[:3] for row in sheet.rows["cells"].to_list()[1:]] == [
        [str(i), p.name, f"{p.year}-02-03"] for i, p in enumerate(P, 1)
    ]
    assert sheet.fields.height == len(P)


def test_tables_of_a_word_document(tmp_path: Path) -> None:
    """Paragraphs are titles; groups of columns are merged as in a workbook."""
    document = docx.Document()
    document.add_paragraph("UBND XÃ HIỆP AN")
    document.add_paragraph("DANH SÁCH NGƯỜI CAO TUỔI")
    table = document.add_table(2 + len(P), 6)
    upper = ["STT", "Họ và tên", "Năm sinh", "", "Số CCCD", "Địa chỉ"]
    lower = ["", "", "Nam", "Nữ", "", ""]
    rows = [
        [str(i), p.name, p.year if p.sex == "Nam" else "", p.year if p.sex == "Nữ" else "",
         p.number, p.place]
        for i, p in enumerate(P, 1)
    ]  # fmt: skip
    for at, row in enumerate([upper, lower, *rows]):
        for column, text in enumerate(row):
            table.cell(at, column).text = text
    for column in (0, 1, 4, 5):
        table.cell(0, column).merge(table.cell(1, column)).text = upper[column]
    table.cell(0, 2).merge(table.cell(0, 3)).text = "Năm sinh"
    document.add_paragraph("Người lập biểu")
    path = tmp_path / "a.docx"
    document.save(str(path))
    sheet = same_people(path)
    assert sheet.rows["kind"].to_list() == [
        "title", "title", "header", "header", *["data"] * len(P), "footer"
    ]  # fmt: skip


def test_a_letter_in_word_is_refused(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("Kính gửi: UBND các xã")
    document.save(str(tmp_path / "a.docx"))
    (sheet,) = read_file(tmp_path / "a.docx", ELDERLY)
    assert sheet.status == "refused"
    assert ".xlsx" in sheet.message


@pytest.mark.parametrize(
    ("data", "what", "advice"),
    [
        (b"%PDF-1.7", "PDF", ".xlsx"),
        (b"7z\xbc\xaf\x27\x1c", "7z", ".zip"),
        (b"Rar!\x1a\x07\x00", "RAR", ".zip"),
        (b"\0\1\0\0Standard Jet DB\0", "Access", ".xlsx"),
        (b"\0\1\0\0Standard ACE DB\0", "Access", ".xlsx"),
        (b"TAPE\0\0\3\0", "SQL Server", ".xlsx"),
        (b"{\\rtf1", "RTF", ".docx"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"), "Word", ".docx"),
        (bytes(257) + b"ustar", "tar", ".zip"),
        (b'ID;PWXL;N;E\r\nC;Y1;X1;K"STT"\r\nE\r\n', "SYLK", ".xlsx"),
        (b'TABLE\r\n0,1\r\n"EXCEL"\r\nVECTORS\r\n0,2\r\n', "DIF", ".xlsx"),
    ],
)
def test_what_is_not_read_says_what_to_do(
    tmp_path: Path, data: bytes, what: str, advice: str
) -> None:
    (sheet,) = read_file(put(tmp_path / "a.bin", data.ljust(600, b"\0")), ELDERLY)
    assert sheet.status == "refused"
    assert what in sheet.message
    assert advice in sheet.message


def test_every_record_keeps_its_row_number(tmp_path: Path) -> None:
    sheet = same_people(put(tmp_path / "a.json", json.dumps(RECORDS)))
    assert sheet.rows["file_row"].to_list() == list(range(1, len(P) + 2))
    assert sheet.fields["file_row"].equals(pl.Series(range(2, len(P) + 2), dtype=pl.Int32))
