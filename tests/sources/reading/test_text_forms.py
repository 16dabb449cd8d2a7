"""Forms in which text and pages hand lists on: quoted, drawn, packed, named as something else."""

from __future__ import annotations

import csv
import gzip
from email.message import EmailMessage
from pathlib import Path
from xml.sax.saxutils import escape

import pytest

from pipelines.sources.reading import read_file
from tests.sources.mentioned import P, expect_people, mentions
from tests.sources.reading.exchanged import (
    ELDERLY,
    HEADER,
    LISTED,
    put,
    same_people,
)
from tests.sources.reading.writers import write_text


def page() -> str:
    rows = [HEADER, *LISTED]
    cells = ("".join(f"<td>{escape(str(cell))}</td>" for cell in row) for row in rows)
    return "<html><body><table>" + "".join(f"<tr>{row}</tr>" for row in cells) + "</table></body>"


def test_web_archive(tmp_path: Path) -> None:
    message = EmailMessage()
    message.set_content("Báo cáo")
    message.add_alternative(page(), subtype="html", cte="quoted-printable")
    same_people(put(tmp_path / "a.xls", message.as_bytes()))


def test_a_letter_is_refused(tmp_path: Path) -> None:
    message = EmailMessage()
    message["Subject"] = "Danh sách"
    message.set_content("Xin gửi danh sách.")
    message.add_attachment(b"%PDF-1.7", maintype="application", subtype="pdf", filename="a.pdf")
    (sheet,) = read_file(put(tmp_path / "a.eml", message.as_bytes()), ELDERLY)
    assert sheet.status == "refused"
    assert "đính kèm" in sheet.message


@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_text_named_xls(tmp_path: Path, delimiter: str) -> None:
    """Systems call their text so; Excel opens it with a warning."""
    sheet = same_people(write_text(tmp_path / "a.xls", [HEADER, *LISTED], delimiter=delimiter))
    assert "named_xls" in {notice.code for notice in sheet.notices}


@pytest.mark.parametrize("delimiter", ["~", "^", "#"])
def test_unusual_delimiters(tmp_path: Path, delimiter: str) -> None:
    same_people(write_text(tmp_path / "a.txt", [HEADER, *LISTED], delimiter=delimiter))


def test_lines_that_are_quoted_as_a_whole(tmp_path: Path) -> None:
    plain = write_text(tmp_path / "b.csv", [HEADER, *LISTED]).read_text()
    lines = ['"' + line.replace('"', '""') + '"' for line in plain.splitlines()]
    same_people(put(tmp_path / "a.csv", "\r\n".join(lines)))


def test_cells_that_a_database_has_filled_up_with_blanks(tmp_path: Path) -> None:
    header = ["HO_TEN".ljust(28), "NGSINH    ", "PHAI", "CCCD".ljust(12)]
    rows = [[p.name.ljust(28), p.birth, p.sex.ljust(4), p.number] for p in P]
    path = tmp_path / "khaitu.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, quoting=csv.QUOTE_ALL).writerows([header, *rows])
    expect_people(mentions(path, "workers"))


def test_cells_kept_from_a_spreadsheet_by_a_formula(tmp_path: Path) -> None:
    rows = [HEADER, *[[n, name, f'="{b}"', s, f'="{i}"', a] for n, name, b, s, i, a in LISTED]]
    same_people(put(tmp_path / "a.csv", "\n".join(";".join(map(str, row)) for row in rows)))


@pytest.mark.parametrize("signs", ["│─┌┬┐├┼┤└┴┘", "|-+++++++++", "║═╔╦╗╠╬╣╚╩╝"])
def test_tables_drawn_in_a_terminal(tmp_path: Path, signs: str) -> None:
    bar, line, corners = signs[0], signs[1], signs[2:]
    rows = [[str(cell) for cell in row] for row in (HEADER, *LISTED)]
    widths = [max(len(row[at]) for row in rows) for at in range(6)]

    def ruled(left: str, middle: str, right: str) -> str:
        return left + middle.join(line * (w + 2) for w in widths) + right

    def drawn(row: list[str]) -> str:
        return bar + bar.join(f" {c.ljust(w)} " for c, w in zip(row, widths, strict=True)) + bar

    text = [ruled(*corners[:3]), drawn(rows[0]), ruled(*corners[3:6]), *map(drawn, rows[1:])]
    same_people(put(tmp_path / "a.txt", "\n".join([*text, ruled(*corners[6:]), ""])))


def test_gzip(tmp_path: Path) -> None:
    data = write_text(tmp_path / "b.csv", [HEADER, *LISTED]).read_bytes()
    sheet = same_people(put(tmp_path / "a.csv.gz", gzip.compress(data)))
    assert sheet.file_name == "a.csv.gz"


def test_gzip_bombs_are_refused(tmp_path: Path) -> None:
    (sheet,) = read_file(put(tmp_path / "a.csv.gz", gzip.compress(bytes(60_000_000))), ELDERLY)
    assert sheet.status == "refused"
    assert "quá lớn" in sheet.message
