"""In English nothing is left in Vietnamese but what the file itself says."""

from __future__ import annotations

import ast
import csv
import datetime as dt
import html
import re
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import pipelines.sources
from pipelines.checks.english import SENTENCES
from pipelines.checks.rules import BY_CODE
from pipelines.sources import SOURCES, inspect
from pipelines.sources.inspect_english import english
from pipelines.sources.inspect_text import to_text
from tests.checks.conftest import LISTS, TODAY, row_of
from tests.checks.test_sheets import CASES
from tests.sources.reading.people import Made, people
from tests.sources.reading.writers import write_text, write_xlsx

P = people(24)
HEADER = ["STT", "Họ và tên", "Ngày sinh", "Giới tính", "Số CCCD", "Địa chỉ"]
LETTERS = re.compile(r"[À-ÿĂăĐđĨĩŨũƠơƯưẠ-ỹ]")


def row(nth: int, p: Made) -> list[object]:
    return [nth, p.name, p.birth, p.sex, p.number, p.place]


SOUND = [row(nth, p) for nth, p in enumerate(P, 1)]


def waiting(path: Path) -> Path:
    header = ["STT", "Họ và tên", "Ngày sinh", "Số CCCD", "Số căn cước"]
    return write_text(path, [header, *[[r[0], r[1], r[2], r[4], p.number] for r, p in
                                       zip(SOUND, people(24, 300), strict=True)]])  # fmt: skip


def nameless(path: Path) -> Path:
    return write_text(path, [["STT", "Ngày sinh", "Số CCCD"], *[[r[0], r[2], r[4]] for r in SOUND]])


def american(path: Path) -> Path:
    def turned(p: Made) -> object:
        day, month, year = map(int, p.birth.split("/"))
        return dt.date(year, day, month) if day <= 12 else p.birth

    return write_xlsx(path, [HEADER, *[[*r[:2], turned(p), *r[3:]] for r, p in
                                       zip(SOUND, P, strict=True)]])  # fmt: skip


def with_codes(path: Path) -> Path:
    codes = {"Nam": "1", "Nữ": "0"}
    rows = [[*r[:3], codes[str(r[3])], *r[4:], "16"] for r in SOUND]
    footer = [["", "Người lập biểu", "", "", "", "", ""]]
    return write_text(path, [[*HEADER, "Dân tộc"], *rows, [*HEADER, "Dân tộc"], *footer])


def old_letters(path: Path) -> Path:
    text = "\n".join(",".join(map(str, r)) for r in [HEADER, *SOUND])
    path.write_bytes(text.encode("cp1258", errors="replace"))
    return path


def hostile(path: Path) -> Path:
    rows = [[*SOUND[0][:5], "Xã Hiệp An\u202e" + "x" * 40_000], *SOUND[1:]]
    return write_text(path, [HEADER, *rows])


def broken(path: Path) -> Path:
    path.write_bytes(b"PK\x03\x04 no workbook")
    return path


def empty(path: Path) -> Path:
    path.write_bytes(b"")
    return path


def picture(path: Path) -> Path:
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(64))
    return path


def bomb(path: Path) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.csv", b"0" * 50_000_000)
    return path


def told_in_one_cell(path: Path) -> Path:
    header = ["STT", "Họ tên - năm sinh", "Giới tính", "Số CMND", "PID"]
    rows = [[i, f"{p.name} - {p.birth}", f"1 - {p.sex}", 250_000_000 + i, p.number]
            for i, p in enumerate(P, 1)]  # fmt: skip
    return write_xlsx(path, [header, *rows, *[[i] for i in range(25, 30)]])


def couples(path: Path) -> Path:
    header = ["STT", "Họ tên chồng - vợ", "Năm sinh chồng - vợ"]
    men, women = ([p for p in people(80) if p.sex == sex] for sex in ("Nam", "Nữ"))
    rows = [[i, f"{m.name} - {w.name}", f"{m.year} - {w.year}"]
            for i, (m, w) in enumerate(zip(men, women, strict=False), 1)]  # fmt: skip
    return write_xlsx(path, [header, *rows])


FILES: dict[str, Callable[[Path], Path]] = {
    "a.csv": waiting, "b.csv": nameless, "c.xlsx": american, "d.csv": with_codes,
    "e.csv": old_letters, "f.csv": hostile, "g.xlsx": broken, "h.csv": empty, "i.csv": picture,
    "k.zip": bomb, "l.xlsx": told_in_one_cell,
}  # fmt: skip


def said(path: Path, source: str) -> str:
    """Text and page, without what they quote of the file."""
    found = inspect.inspect(path, SOURCES[source], today=TODAY)
    page = html.unescape(inspect.to_html(found, "en"))
    headers = {c.header for s in found.sheets for c in s.sheet.columns}
    for header in sorted(filter(None, headers), key=len, reverse=True):
        page = page.replace(f"<td>{header}</td>", "")
    text = to_text(inspect.inspect(path, SOURCES[source], today=TODAY), "en")
    return re.sub("«.*?»", "", text + page, flags=re.DOTALL)


@pytest.mark.parametrize("name", sorted(FILES))
def test_files_of_every_fate(name: str, tmp_path: Path) -> None:
    text = said(FILES[name](tmp_path / name), "workers")
    assert not LETTERS.findall(text), [x for x in text.splitlines() if LETTERS.search(x)]


def test_couples_in_one_cell(tmp_path: Path) -> None:
    text = said(couples(tmp_path / "a.xlsx"), "civil_status_marriages")
    assert "the husband first" in text
    assert not LETTERS.findall(text), [x for x in text.splitlines() if LETTERS.search(x)]


@pytest.mark.parametrize("source", sorted({source for source, _ in CASES.values()}))
def test_files_that_break_every_rule(source: str, tmp_path: Path) -> None:
    header, sound = LISTS[source]
    faulty = [row_of(source, **changes) for of, changes in CASES.values() if of == source]
    path = tmp_path / "tep.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([header, *sound, *faulty])
    text = said(path, source)
    assert not LETTERS.findall(text), [x for x in text.splitlines() if LETTERS.search(x)]


def test_every_rule_has_its_sentence() -> None:
    assert set(SENTENCES) == set(BY_CODE)
    quoted = {code: re.sub("«.*?»", "", text) for code, text in SENTENCES.items()}
    assert [code for code, text in quoted.items() if LETTERS.search(text)] == []


def _text(node: ast.AST) -> str | None:
    """Return a written string; what is put into it at run time is 7."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(_text(value) or "7" for value in node.values)
    return None


def _sentences() -> Iterator[str]:
    """Sentences that notices and refusals are made with in the code that reads."""
    for folder in ("reading", "normalise"):
        for path in sorted(Path(pipelines.sources.__path__[0], folder).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Call) and ast.unparse(node.func) in (
                    "Notice",
                    "RefusedError",
                ):
                    yield from filter(None, map(_text, node.args))


def test_every_sentence_has_its_english() -> None:
    sentences = list(_sentences())
    assert len(sentences) > 50
    assert not [text for text in sentences if LETTERS.search(english(text))]
