"""Registers as old programs print them: two lines of header, ruled, drawn, page by page."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from pipelines.sources import SOURCES
from pipelines.sources.mentions import to_mentions
from pipelines.sources.reading import read_file
from tests.sources.reading.people import Made, people
from tests.sources.reading.sheets import read

P = people(40)
WIDTHS = (5, 24, 7, 7, 14, 24)
UPPER = ("STT", "Họ và tên", "Năm sinh", "", "Số CCCD", "Địa chỉ")
LOWER = ("", "", "Nam", "Nữ", "", "")
Cells = tuple[str, ...]
Line = Callable[[Cells], str]


def cells(nth: int, p: Made) -> Cells:
    years = (p.year, "") if p.sex == "Nam" else ("", p.year)
    return (str(nth), p.name, *years, p.number, p.place.split(",")[0])


def blanks(row: Cells) -> str:
    """A text wider than its column runs on where nothing follows it."""
    text = ""
    for cell, start in zip(row, (0, 6, 31, 39, 47, 62), strict=True):
        text = text.ljust(start) + cell if cell else text
    return text


def barred(bar: str, *, outer: bool) -> Line:
    def line(row: Cells) -> str:
        text = bar.join(f" {c.ljust(w)[:w]} " for c, w in zip(row, WIDTHS, strict=True))
        return f"{bar}{text}{bar}" if outer else text.rstrip()

    return line


def spanned(bar: str) -> Line:
    """As `barred`, the header over two columns without a bar between them."""
    plain = barred(bar, outer=True)

    def line(row: Cells) -> str:
        text = plain(row)
        return f"{text[:36]}{' Năm sinh':<19}{text[55:]}" if row == UPPER else text

    return line


def printed(line: Line, rule: str, size: int, header: list[str]) -> Iterator[str]:
    """Pages with a title, the header, people and their count."""
    for start in range(0, len(P), size):
        page = P[start : start + size]
        yield from ("HỘI NGƯỜI CAO TUỔI HUYỆN ĐỨC TRỌNG", f"{' ' * 34}DANH SÁCH HỘI VIÊN")
        yield from (
            f"{' ' * 36}Trang {start // size + 1}/{-(-len(P) // size)}",
            rule,
            *header,
            rule,
        )
        yield from (line(cells(start + at, p)) for at, p in enumerate(page, 1))
        yield from (rule, f"Cộng trang: {len(page)} người", "")
    yield from (f"Tổng cộng: {len(P)} người", "", f"{' ' * 8}Người lập{' ' * 30}Chủ tịch")


def expect_people(path: Path) -> None:
    sheet = read(path, "elderly")
    made = to_mentions(SOURCES["elderly"], sheet).frame
    sexes = {"Nam": "male", "Nữ": "female"}
    found = made.select("full_name", "birth_year", "sex", "person_id").rows()
    assert found == [(p.name, int(p.year), sexes[p.sex], p.number) for p in P]
    lines = path.read_text(encoding="utf-8").splitlines()
    rows = dict(made.select("person_id", "file_row").rows())
    assert all(p.number in lines[rows[p.number] - 1] for p in P)


FORMS: dict[str, tuple[Line, str]] = {
    "blanks": (blanks, "-" * 90),
    "equals": (blanks, "=" * 90),
    "bars": (barred("|", outer=True), "+" + "-" * 91 + "+"),
    "box": (barred("│", outer=True), "├" + "─" * 91 + "┤"),
    "inner bars": (barred("│", outer=False), "─" * 91),
    "spanned": (spanned("│"), "├" + "─" * 91 + "┤"),
    "spanned bars": (spanned("|"), "-" * 93),
}


@pytest.mark.parametrize("size", [12, 40])
@pytest.mark.parametrize("form", FORMS)
def test_years_under_the_columns_of_men_and_women(tmp_path: Path, form: str, size: int) -> None:
    line, rule = FORMS[form]
    path = tmp_path / "a.txt"
    lines = printed(line, rule, size, [line(UPPER), line(LOWER)])
    path.write_text("\n".join(lines), encoding="utf-8")
    expect_people(path)


def test_a_line_drawn_within_the_header(tmp_path: Path) -> None:
    line, rule = FORMS["spanned"]
    within = line(LOWER).replace("Nam", "───").replace("Nữ", "──")
    path = tmp_path / "a.txt"
    lines = printed(line, rule, 12, [line(UPPER), within, line(LOWER)])
    path.write_text("\n".join(lines), encoding="utf-8")
    expect_people(path)


def test_cells_over_two_lines_where_people_are_ruled_off(tmp_path: Path) -> None:
    line, rule = FORMS["spanned bars"]
    lines = [rule, line(UPPER), line(LOWER), rule]
    for nth, p in enumerate(P, 1):
        number, name, *others = cells(nth, p)
        first, _, last = name.rpartition(" ")
        lines += [
            line((number, first or last, *others)),
            line(("", last if first else "", *[""] * 4)),
        ]
        lines.append(rule)
    path = tmp_path / "a.txt"
    path.write_text("\n".join(lines), encoding="utf-8")
    expect_people(path)


def test_columns_under_dashes_below_two_lines_of_header(tmp_path: Path) -> None:
    widths = (4, 22, 5, 5, 12, 24)

    def line(row: Cells) -> str:
        return " ".join(c.ljust(w)[:w] for c, w in zip(row, widths, strict=True)).rstrip()

    upper = line(("STT", "Họ và tên", "-----", "", "Số CCCD", "Địa chỉ")).replace("-----", "Năm s")
    upper = upper.replace("Năm s      ", "Năm sinh   ")
    header = ["DANH SÁCH NGƯỜI CAO TUỔI XÃ HIỆP AN, HUYỆN ĐỨC TRỌNG", upper, line(LOWER)]
    lines = [
        *header,
        " ".join("-" * w for w in widths),
        *(line(cells(i, p)) for i, p in enumerate(P, 1)),
    ]
    path = tmp_path / "a.txt"
    path.write_text("\n".join([*lines, "", f"({len(P)} rows affected)"]), encoding="utf-8")
    expect_people(path)


def test_a_cell_that_runs_into_the_next_keeps_the_file_waiting(tmp_path: Path) -> None:
    """Whose year stands under which column nothing tells any more."""
    line, rule = FORMS["blanks"]
    lines = list(printed(line, rule, 40, [line(UPPER), line(LOWER)]))
    at = next(i for i, text in enumerate(lines) if text.startswith("7 "))
    lines[at] = lines[at].replace(P[6].name, f"{P[6].name} Nguyễn Hoàng Phạm ", 1)
    path = tmp_path / "a.txt"
    path.write_text("\n".join(lines), encoding="utf-8")
    assert [s.status for s in read_file(path, SOURCES["elderly"])] == ["waiting"]


def wrapped(pages: int) -> list[str]:
    """What SQL*Plus prints where a row is wider than its line."""
    header = ["   STT HO_TEN", f"{'-' * 6} {'-' * 30}", "NAM_SINH   GIOI_TINH  SO_CCCD",
              f"{'-' * 10} {'-' * 10} {'-' * 12}", "DIA_CHI", "-" * 40]  # fmt: skip
    lines = [""]
    for nth, p in enumerate(P):
        if nth % -(-len(P) // pages) == 0:
            lines += header
        lines += [
            f"{nth + 1:>6} {p.name}",
            f"{p.year:<10} {p.sex:<10} {p.number}",
            p.place[:40],
            "",
        ]
    return [*lines, f"{len(P)} rows selected."]


@pytest.mark.parametrize("pages", [1, 4])
def test_records_on_several_lines_each_under_its_dashes(tmp_path: Path, pages: int) -> None:
    path = tmp_path / "a.lst.txt"
    path.write_text("\n".join(wrapped(pages)).replace("NAM_SINH  ", "NGAY_SINH "), encoding="utf-8")
    sheet = read(path, "elderly")
    made = to_mentions(SOURCES["elderly"], sheet).frame
    assert made["person_id"].to_list() == [p.number for p in P]
    assert made["full_name"].to_list() == [p.name for p in P]
    assert made["file_row"][0] == 8


def test_a_record_without_one_of_its_lines_keeps_the_file_waiting(tmp_path: Path) -> None:
    lines = wrapped(1)
    del lines[lines.index(P[20].place[:40], 80)]
    path = tmp_path / "a.txt"
    path.write_text("\n".join(lines), encoding="utf-8")
    assert [s.status for s in read_file(path, SOURCES["elderly"])] == ["waiting"]
