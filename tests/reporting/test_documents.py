"""The documents open, hold the marts' figures, and never what they must not hold."""

from __future__ import annotations

import re
import zipfile
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import docx
import fastexcel
import openpyxl
import polars as pl
import pytest
import xlsxwriter
from docx.shared import Mm
from docxtpl.template import DocxTemplate

from pipelines.outcomes import Reason
from pipelines.reporting import build_marts, write_outputs
from pipelines.reporting.bulk import pour
from pipelines.reporting.cells import harmless, harmless_text, sheet_name, slug
from pipelines.reporting.facts import RESULTS, gather
from pipelines.reporting.numbers import count, percent
from pipelines.reporting.report import context
from pipelines.reporting.template import PATH, build
from pipelines.reporting.wording import quality
from pipelines.sources import SOURCES
from tests.reporting.conftest import Written
from tests.reporting.factory import KEY, PERIOD, MadeUp, empty_warehouse

NASTY = ["=1+1", "+84", "-x", "@SUM(A1)", "\t=1", "\r=1", "  =1", "＝1", "\x00=1", "\u202e=cmd"]


def text_of(path: Path) -> str:
    document = docx.Document(str(path))
    cells = [c.text for t in document.tables for r in t.rows for c in r.cells]
    return "\n".join([*(p.text for p in document.paragraphs), *cells])


@pytest.mark.parametrize("value", NASTY)
def test_formulas_lose_their_power(value: str) -> None:
    cell = pl.DataFrame({"a": [value]}).select(harmless("a"))["a"][0]
    assert cell == harmless_text(value)
    assert cell.startswith("'") or cell[0] not in "=+-@＝\t\r\x00"
    assert not re.search(r"[\x00-\x08\u202e]", cell)


def test_ordinary_text_stays_as_it_is() -> None:
    for value in ("K'Brẹo", "Nguyễn Thị Ánh - Tư", "068*********", "", "a=b"):
        assert harmless_text(value) == value
    assert len(harmless_text("x" * 100_000)) == 1_000


def test_names_for_files_and_sheets() -> None:
    assert slug("Sở Lao động - Thương binh và Xã hội") == "so-lao-dong-thuong-binh-va-xa-hoi"
    assert slug("../Đà Lạt\\..") == "da-lat"
    taken: set[str] = set()
    long = "Người tham gia bảo hiểm xã hội, bảo hiểm y tế"
    names = [sheet_name(name, taken) for name in (long, long, "a/b:c", "[]")]
    assert len(set(names)) == 4
    assert all(0 < len(name) <= 31 and not re.search(r"[\[\]:*?/\\]", name) for name in names)


def test_every_output_is_written(written: Written) -> None:
    names = {str(path.relative_to(written.out)) for path in written.paths}
    assert {"mo-hinh-36.docx", "mo-hinh-36.xlsx", "bao-cao.html"} <= names
    assert f"ngoai-le/so-tu-phap/ngoai-le_{PERIOD}_da-lat.xlsx" in names
    assert f"ngoai-le/hoi-nong-dan-tinh/ngoai-le_{PERIOD}_toan-tinh.xlsx" in names
    assert all(re.fullmatch(r"[a-z0-9/_.-]+", name) for name in names)
    assert {p for p in written.out.rglob("*") if p.is_file()} == set(written.paths)


def test_same_figures_same_bytes(written: Written, tmp_path: Path) -> None:
    again = write_outputs(written.con, period=PERIOD, out=tmp_path)
    for old, new in zip(written.paths, again, strict=True):
        assert old.read_bytes() == new.read_bytes(), new.name


def test_report_holds_every_sentence(written: Written) -> None:
    text = text_of(written.out / "mo-hinh-36.docx")
    sentences = written.con.execute(
        "SELECT sentence FROM mart.indicators WHERE period = ?", [PERIOD]
    ).fetchall()
    assert sentences
    for (sentence,) in sentences:
        assert sentence in text
    assert "{{" not in text
    assert "{%" not in text
    for heading in ("Phụ lục I\n", "Phụ lục II\n", "Phụ lục III", "Phụ lục IV", "Phụ lục V"):
        assert heading in text


def test_report_has_the_official_form(written: Written) -> None:
    document = docx.Document(str(written.out / "mo-hinh-36.docx"))
    section = document.sections[0]
    assert (round(section.page_width / Mm(1)), round(section.page_height / Mm(1))) == (297, 210)
    assert round(section.left_margin / Mm(1)) == 30
    assert section.different_first_page_header_footer
    assert "PAGE" in section.header._element.xml
    assert not section.first_page_header.paragraphs[0].text
    assert document.styles["Normal"].font.name == "Times New Roman"
    head = [cell.text for cell in document.tables[1].rows[0].cells]
    assert head == ["TT", "Mô hình", "Cơ quan chủ trì, phối hợp", "Mục tiêu, nội dung", "Lộ trình",
                    "Tiến độ", "Kết quả", "Khó khăn, vướng mắc", "Giải pháp tiếp theo"]  # fmt: skip
    models = [row.cells[1].text.split(":")[0] for row in document.tables[1].rows[1:]]
    assert models == ["Mô hình 36", "Mô hình 35", "Mô hình 32", "Mô hình 37"]


def test_the_row_of_model_36_is_short_and_its_lines_follow_the_table(written: Written) -> None:
    document = docx.Document(str(written.out / "mo-hinh-36.docx"))
    whole = gather(written.con, PERIOD).by().row(0, named=True)
    short, where = document.tables[1].rows[1].cells[6].text.split("\n")
    assert f"{count(whole['done'])}/{count(whole['people'])} bản ghi" in short
    assert f"đạt tỷ lệ {percent(whole['rate'])}" in short
    assert "nêu ngay sau bảng này" in where
    below = [p.text.removeprefix("- ") for p in document.paragraphs]
    sentences = written.con.execute(
        "SELECT sentence FROM mart.indicators WHERE period = ? AND model = '36'", [PERIOD]
    ).fetchall()
    assert {sentence for (sentence,) in sentences} <= set(below)
    assert f"Kết quả {count(len(sentences))} chỉ tiêu" in where


def test_template_asks_for_nothing_that_the_report_lacks(written: Written) -> None:
    asked = DocxTemplate(str(PATH)).get_undeclared_template_variables()
    assert asked == set(context(gather(written.con, PERIOD), date(2026, 11, 23)))


def test_committed_template_is_what_the_script_makes(tmp_path: Path) -> None:
    build(tmp_path / "made.docx")
    assert PATH.read_bytes() == (tmp_path / "made.docx").read_bytes()


def test_outcomes_of_the_report_add_up(written: Written) -> None:
    document = docx.Document(str(written.out / "mo-hinh-36.docx"))
    (table,) = [t for t in document.tables if t.rows[0].cells[1].text == "Tổng số"
                and t.rows[0].cells[2].text == "Đã xác thực"]  # fmt: skip
    rows = [[c.text for c in row.cells] for row in table.rows[1:]]
    counts = [[int(n.replace(".", "")) for n in row[1:11]] for row in rows]
    assert all(row[0] == sum(row[1:]) for row in counts)
    assert [sum(column) for column in zip(*counts[:-1], strict=True)] == counts[-1]


def test_workbook_adds_up_and_is_set_for_print(written: Written) -> None:
    book = openpyxl.load_workbook(written.out / "mo-hinh-36.xlsx")
    assert [sheet.title for sheet in book] == [
        "Chỉ tiêu", "Theo cơ quan", "Theo huyện", "Theo xã", "Theo kỳ", "Chỉ tiêu theo huyện",
        "Chỉ tiêu theo kỳ", "Tệp đã nhận",
    ]  # fmt: skip
    totals = []
    for name in ("Theo cơ quan", "Theo huyện", "Theo xã"):
        sheet = book[name]
        head = [cell.value for cell in sheet[3]]
        at = head.index("Tổng số")
        rows = [[c.value for c in row] for row in sheet.iter_rows(min_row=4)]
        assert all(row[at] == sum(row[at + 1 : at + 1 + len(RESULTS)]) for row in rows)
        totals.append(sum(row[at] for row in rows))
        assert sheet.freeze_panes == "C4"
        assert sheet.auto_filter.ref
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.page_setup.paperSize == 9
        assert sheet.cell(4, head.index("Tỷ lệ") + 1).number_format == "0.00%"
        assert sheet.cell(4, at + 1).number_format == "#,##0"
    assert len(set(totals)) == 1


class Links(HTMLParser):
    """Everything in a page that a browser would fetch or run."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in {"script", "iframe", "object", "embed", "link"}:
            self.found.append(tag)
        for name, value in attrs:
            fetched = name in {"src", "href", "xlink:href", "action", "srcset"}
            if fetched and value and not value.startswith("#"):
                self.found.append(value)


def test_page_needs_no_network(written: Written) -> None:
    page = (written.out / "bao-cao.html").read_text(encoding="utf-8")
    links = Links()
    links.feed(page)
    assert links.found == []
    urls = set(re.findall(r"https?://[^\s\"'<)]+", page))
    assert urls <= {"http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink"}
    assert not re.search(r"url\((?!#)|@import", page)
    assert page.count("<svg") == 6
    assert "Tệp có mật khẩu: bỏ mật khẩu rồi gửi lại" in page
    assert "81,42%" in page


def test_nothing_personal_outside_the_lists(written: Written) -> None:
    with zipfile.ZipFile(written.out / "mo-hinh-36.xlsx") as book:
        workbook = "".join(book.read(n).decode() for n in book.namelist() if n.endswith(".xml"))
    page = (written.out / "bao-cao.html").read_text(encoding="utf-8")
    for text in (workbook, page, text_of(written.out / "mo-hinh-36.docx")):
        assert "Mộng Ngọc" not in text
        assert not re.search(r"\b0683\d{8}\b", text)


def rows_of(path: Path) -> list[dict[str, object]]:
    book = openpyxl.load_workbook(path)
    rows = []
    for sheet in book.worksheets[1:]:
        head = [str(cell.value) for cell in sheet[1]]
        rows += [
            {"sheet": sheet.title, **dict(zip(head, (c.value for c in row), strict=True))}
            for row in sheet.iter_rows(min_row=2)
        ]
    return rows


def test_lists_hold_exactly_the_exceptions(written: Written) -> None:
    ids = [
        row["Mã sai lệch"]
        for path in written.paths
        if "ngoai-le" in path.parts
        for row in rows_of(path)
    ]
    expected = written.con.execute(
        "SELECT exception_id FROM mart.exceptions WHERE status = 'open'"
    ).fetchall()
    assert sorted(map(str, ids)) == sorted(row[0] for row in expected)


def test_lists_show_the_agencys_own_values_and_none_of_the_reference(tmp_path: Path) -> None:
    elsewhere = "099999999999"
    made = MadeUp().add("workers", "mismatch", linked_id=elsewhere, full_name="=HYPERLINK(1)")
    made.add("workers", "review", linked_id=elsewhere, id_raw="68300001234", birth_day=None)
    made.add("workers", "deceased", linked_id=elsewhere, id_raw="251 489 529", full_name="\tK'Tư")
    made.add("workers", "not_found", id_raw="6.81E+10", birth_form="invalid")
    made.add("workers", "quarantined", full_name=None, message="+Thiếu họ tên", id_raw=None)
    made.add("workers", "review", district=None)
    con = made.fill(empty_warehouse())
    build_marts(con, period=PERIOD, run_id="r", key=KEY)
    paths = write_outputs(con, period=PERIOD, out=tmp_path)
    lists = [path for path in paths if "ngoai-le" in path.parts]
    assert [path.name for path in lists] == [
        f"ngoai-le_{PERIOD}_chua-ro-huyen.xlsx", f"ngoai-le_{PERIOD}_da-lat.xlsx"
    ]  # fmt: skip
    rows = rows_of(lists[1])
    told = [
        (r["Dòng"], r["Họ, chữ đệm, tên"], r["Ngày sinh"], r["Số giấy tờ (che)"], r["Mã lỗi"])
        for r in rows
    ]
    assert told == [
        (6, "'=HYPERLINK(1)", "17/05/2000", "068*********", "S11"),
        (6, "'=HYPERLINK(1)", "17/05/2000", "068*********", "S12"),
        (7, "Ka Thị Mộng Ngọc", "05/2000", "68*********", "N22"),
        (8, "'\tK'Tư", "17/05/2000", "251******", "T40"),
        (9, "Ka Thị Mộng Ngọc", "không đọc được", "68****", "N20"),
        (10, None, "17/05/2000", None, "F53"),
    ]
    deceased = next(r for r in rows if r["Mã lỗi"] == "T40")
    assert deceased["Nội dung cần rà soát"] == "Hồ sơ cần rà soát tình trạng của đối tượng"
    quarantined = next(r for r in rows if r["Mã lỗi"] == "F53")
    assert quarantined["Nội dung cần rà soát"] == "'+Thiếu họ tên"
    for path in lists:
        with zipfile.ZipFile(path) as book:
            text = "".join(book.read(n).decode() for n in book.namelist() if n.endswith(".xml"))
        assert "099" not in re.sub(r"[0-9a-f]{20}", "", text)
        assert not re.search(r"chết|probability|margin|0\.999", text)
        assert "<f>" not in text


def test_faults_of_records_that_are_done_have_a_sheet_of_their_own(tmp_path: Path) -> None:
    made = MadeUp().add("workers", "not_found", rules=("death_before_birth",))
    made.add("workers", "verified", rules=("event_before_birth",))
    con = made.fill(empty_warehouse())
    build_marts(con, period=PERIOD, run_id="r", key=KEY)
    paths = write_outputs(con, period=PERIOD, out=tmp_path)
    (path,) = (path for path in paths if "ngoai-le" in path.parts)
    told = [(r["sheet"], r["Dòng"], r["Mã lỗi"], r["Việc cần làm"]) for r in rows_of(path)]
    title = SOURCES["workers"].title
    assert told == [
        (title, 6, "N20", Reason.NO_CANDIDATE.text.action),
        (title, 6, "F51", "Kiểm tra lại sổ gốc"),
        (f"Cần sửa - {title}"[:31].strip(), 7, "F51", "Kiểm tra lại sổ gốc"),
    ]
    guide = openpyxl.load_workbook(path).worksheets[0]
    lines = [str(cell.value) for (cell,) in guide.iter_rows(max_col=1)]
    assert any("không tính vào số còn lại" in line for line in lines)
    assert "Ngày sinh sau ngày đăng ký, ngày quyết định hoặc ngày cấp (đã xác thực)" in lines


def test_faults_of_a_whole_file_are_told_to_its_agency(tmp_path: Path) -> None:
    made = MadeUp().add("workers", "not_found").add("teachers", "not_found")
    made.check("workers", "many_events_before_birth", 200, "=40% hồ sơ có ngày sinh muộn")
    made.check("workers", "column_absent", 0, "không thiếu cột nào")
    made.check("workers", "number_shared", 3, "số dùng chung")
    con = made.fill(empty_warehouse())
    build_marts(con, period=PERIOD, run_id="r", key=KEY)
    told = {}
    for path in write_outputs(con, period=PERIOD, out=tmp_path):
        if "ngoai-le" in path.parts:
            guide = openpyxl.load_workbook(path).worksheets[0]
            lines = [str(cell.value) for (cell,) in guide.iter_rows(max_col=1)]
            told[path.parent.name] = [line for line in lines if "cả tệp" in line]
    assert told == {
        slug(str(SOURCES["workers"].agency)): [
            "Lỗi của cả tệp workers.xlsx, trang Sheet1: '=40% hồ sơ có ngày sinh muộn"
        ],
        slug(str(SOURCES["teachers"].agency)): [],
    }


def test_a_province_with_nothing_to_tell_still_gets_its_documents(tmp_path: Path) -> None:
    con = MadeUp().add("veterans", "verified", 2).file("veterans").fill(empty_warehouse())
    build_marts(con, period=PERIOD, run_id="r", key=KEY)
    paths = write_outputs(con, period=PERIOD, out=tmp_path)
    assert [path.name for path in paths] == ["mo-hinh-36.docx", "mo-hinh-36.xlsx", "bao-cao.html"]
    text = text_of(paths[0])
    assert "02/02 trường hợp, đạt tỷ lệ 100,00%" in text
    assert "Mô hình 37" not in text


def test_poured_rows_read_back_as_they_were(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    frame = pl.DataFrame(
        {
            "n": list(range(25_000)),
            "text": [f"<{n}> & 'a' \"b\"\nĐ" if n % 3 else "" for n in range(25_000)],
            "reply": pl.Series([None] * 25_000, dtype=pl.Null),
        }
    )
    with xlsxwriter.Workbook(str(path)) as book:
        sheet, style = book.add_worksheet(), book.add_format({"bold": True})
        for at, name in enumerate(frame.columns):
            sheet.write_string(0, at, name)
            sheet.write_blank(1, at, None, style)
    pour(path, {1: frame}, widths=[8, 20, 8])
    back = openpyxl.load_workbook(path)["Sheet1"]
    assert back.max_row == 25_001
    rows = list(back.iter_rows(min_row=2, values_only=True))
    assert rows == [(n, text or None, None) for n, text, _ in frame.iter_rows()]
    assert back["B25001"].font.bold
    again = fastexcel.read_excel(path).load_sheet(0, dtypes="string").to_polars()
    assert again["text"].to_list() == [text or None for text in frame["text"]]


def test_estimates_never_claim_more_than_they_say() -> None:
    row = {"title": "Học sinh", "mentions": 3_267, "links": 3_157, "expected_false": 0.02,
           "precision": 0.9999968, "precision_low": 0.99963, "recall": 1.0}  # fmt: skip
    told = quality(row)
    assert told["precision"] == "99,999% (ít nhất 99,963%)"
    assert told["recall"] == "100,000%"
    assert told["false"] == "< 0,1"
