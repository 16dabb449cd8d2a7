"""Builds `templates/mo-hinh-36.docx`, the form of the report; officers may edit it in Word.

Made anew by `python -c "from pipelines.reporting.template import build; build()"`. Layout after
Nghị định 30/2020/NĐ-CP, Phụ lục I: A4, margins 20/20/30/15 mm, Times New Roman 13–14, page number
top centre, not on page 1.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from pipelines.reporting.archive import steady

PATH = Path(__file__).with_name("templates") / "mo-hinh-36.docx"

_FONT = "Times New Roman"
_LEFT, _CENTRE, _RIGHT = (
    WD_ALIGN_PARAGRAPH.LEFT,
    WD_ALIGN_PARAGRAPH.CENTER,
    WD_ALIGN_PARAGRAPH.RIGHT,
)
#: Header, width in mm.
_MAIN = (
    ("TT", 9), ("Mô hình", 26), ("Cơ quan chủ trì, phối hợp", 27), ("Mục tiêu, nội dung", 29),
    ("Lộ trình", 17), ("Tiến độ", 22), ("Kết quả", 62), ("Khó khăn, vướng mắc", 32),
    ("Giải pháp tiếp theo", 28),
)  # fmt: skip
_MAIN_SIZE = 12
#: Rows of the table: model, name, agencies, aim, schedule, progress. Words that officers keep.
_MODELS = (
    (
        "36", "Số hóa, tạo lập dữ liệu trên nền CSDLQG về dân cư",
        "Chủ trì: Công an tỉnh. Phối hợp: các sở, ban, ngành, hội, đoàn thể; UBND các cấp",
        "Rà soát, số hóa, tạo lập dữ liệu chuyên ngành; xác thực với CSDLQG về dân cư",
        "Theo kế hoạch của tỉnh",
        "Đang tổ chức triển khai tại Bước 2/3 của kế hoạch",
    ),
    (
        "35", "Số hóa hồ sơ, dữ liệu đất đai",
        "Chủ trì: Sở Tài nguyên và Môi trường. Phối hợp: Công an tỉnh, UBND cấp huyện",
        "Xác thực thông tin người sử dụng đất với CSDLQG về dân cư",
        "Theo kế hoạch của tỉnh", "Đang tổ chức triển khai",
    ),
    (
        "32", "Xác thực dữ liệu ngành giáo dục",
        "Chủ trì: Sở Giáo dục và Đào tạo. Phối hợp: Công an tỉnh",
        "Xác thực thông tin học sinh, giáo viên với CSDLQG về dân cư",
        "Theo kế hoạch của tỉnh", "Đang tổ chức triển khai",
    ),
    (
        "37", "Chi trả an sinh xã hội không dùng tiền mặt",
        "Chủ trì: Sở Lao động - Thương binh và Xã hội. Phối hợp: Công an tỉnh",
        "Chi trả trợ cấp qua tài khoản cho đối tượng an sinh xã hội",
        "Theo kế hoạch của tỉnh", "Đang tổ chức triển khai",
    ),
)  # fmt: skip
_FIGURES = (("Đã thực hiện", 30), ("Tổng số", 30), ("Tỷ lệ", 24), ("Còn lại", 28), ("Kỳ trước", 24))
_FIGURE_TAGS = ("numerator", "denominator", "rate", "remaining", "previous")
_OUTCOMES = (
    ("Danh sách", 38), ("Tổng số", 20), ("Đã xác thực", 20), ("Đã cập nhật", 20), ("Sai lệch", 19),
    ("Cần xem xét", 19), ("Không tìm thấy", 19), ("Trùng", 17), ("Đã chết, mất tích", 18),
    ("Ngoài phạm vi", 18), ("Không sử dụng", 19), ("Tỷ lệ", 19),
)  # fmt: skip
_OUTCOME_TAGS = (
    "title", "total", "verified", "updated", "mismatch", "review", "not_found", "duplicate",
    "deceased", "out_of_scope", "quarantined", "rate",
)  # fmt: skip


def build(path: Path = PATH) -> None:
    """Write the template."""
    document = Document()
    _page(document)
    _heading(document)
    _main_table(document)
    _sentences(document)
    _signature(document)
    _annex(document, "I", "KẾT QUẢ THEO CƠ QUAN")
    _by_agency(document)
    _annex(document, "II", "KẾT QUẢ THEO HUYỆN, THÀNH PHỐ")
    _by_district(document)
    _annex(document, "III", "KẾT QUẢ ĐỐI SOÁT THEO DANH SÁCH")
    _loop_table(
        document, _OUTCOMES, "row in outcomes", [f"row.{t}" for t in _OUTCOME_TAGS], size=11
    )
    _paragraph(
        document, "Tỷ lệ = (đã xác thực + đã cập nhật)/(tổng số - ngoài phạm vi). Mỗi bản ghi được "
        "tính một lần, vào đúng một cột.", size=12, italic=True,
    )  # fmt: skip
    _annex(document, "IV", "KẾT QUẢ THEO GIỚI TÍNH, NHÓM TUỔI, DÂN TỘC")
    _loop_table(
        document,
        (("Nhóm", 44), ("Giá trị", 60), ("Tổng số", 36), ("Đã xác thực, cập nhật", 42),
         ("Không tìm thấy", 34), ("Tỷ lệ", 30)),
        "row in groups",
        [f"row.{t}" for t in ("dimension", "value", "total", "done", "not_found", "rate")],
        texts=2,
    )  # fmt: skip
    _annex(document, "V", "CHẤT LƯỢNG DỮ LIỆU")
    _quality(document)
    path.parent.mkdir(parents=True, exist_ok=True)
    buffer = io.BytesIO()
    document.save(buffer)
    steady(buffer, path)


def _page(document: Any) -> None:
    style = document.styles["Normal"]
    style.font.name, style.font.size = _FONT, Pt(13)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), _FONT)
    style.paragraph_format.space_after = Pt(3)
    style.paragraph_format.space_before = Pt(0)
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(297), Mm(210)
    section.top_margin = section.bottom_margin = Mm(20)
    section.left_margin, section.right_margin = Mm(30), Mm(15)
    section.header_distance = Mm(10)
    section.different_first_page_header_footer = True
    paragraph = section.header.paragraphs[0]
    paragraph.alignment = _CENTRE
    run = paragraph.add_run()
    for kind, text in (("begin", None), (None, "PAGE"), ("end", None)):
        element = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            element.set(qn("w:fldCharType"), kind)
        else:
            element.text = text
        run._r.append(element)
    _font(run, 13)
    properties = document.core_properties
    properties.author, properties.title = "", "Báo cáo Mô hình 36"
    properties.comments = ""


def _font(run: Any, size: float, *, bold: bool = False, italic: bool = False) -> None:
    run.font.name, run.font.size, run.bold, run.italic = _FONT, Pt(size), bold, italic
    run._r.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), _FONT)


def _paragraph(
    parent: Any, text: str, *, size: float = 13, bold: bool = False, italic: bool = False,
    align: Any = _LEFT, keep: bool = False,
) -> Any:  # fmt: skip
    paragraph = parent.add_paragraph()
    paragraph.alignment = align
    paragraph.paragraph_format.keep_with_next = keep
    _font(paragraph.add_run(text), size, bold=bold, italic=italic)
    return paragraph


def _put(cell: Any, text: str, *, first: bool = True, **how: Any) -> Any:
    """Write into a cell: its first paragraph, or a further one."""
    if not first:
        return _paragraph(cell, text, **how)
    paragraph = cell.paragraphs[0]
    paragraph.alignment = how.get("align", _LEFT)
    _font(
        paragraph.add_run(text), how.get("size", 13),
        bold=how.get("bold", False), italic=how.get("italic", False),
    )  # fmt: skip
    return paragraph


def _table(document: Any, widths: Sequence[float], *, borders: bool = True) -> Any:
    """Make an empty table of fixed column widths in mm."""
    table = document.add_table(rows=0, cols=len(widths))
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    if borders:
        table.style = "Table Grid"
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
    margins = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        element = OxmlElement(f"w:{side}")
        element.set(qn("w:w"), "57")  # 1 mm, in twentieths of a point
        element.set(qn("w:type"), "dxa")
        margins.append(element)
    table._tbl.tblPr.append(margins)
    return table


def _row(table: Any, widths: Sequence[float], *, head: bool = False, whole: bool = True) -> Any:
    row = table.add_row()
    for cell, width in zip(row.cells, widths, strict=True):
        cell.width = Mm(width)
    properties = row._tr.get_or_add_trPr()
    if whole:
        properties.append(OxmlElement("w:cantSplit"))
    if head:
        properties.append(OxmlElement("w:tblHeader"))
    return row


def _heading(document: Any) -> None:
    widths = (112, 140)
    table = _table(document, widths, borders=False)
    row = _row(table, widths)
    left, right = row.cells
    _put(left, "UBND TỈNH LÂM ĐỒNG", align=_CENTRE)
    _put(left, "TỔ CÔNG TÁC ĐỀ ÁN 06", first=False, bold=True, align=_CENTRE)
    _underlined(_put(left, "Số:        /BC-TCT", first=False, align=_CENTRE), left, 1)
    _put(right, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", bold=True, align=_CENTRE)
    _put(right, "Độc lập - Tự do - Hạnh phúc", first=False, bold=True, size=14, align=_CENTRE)
    _underlined(
        _put(
            right, "Lâm Đồng, ngày      tháng      năm {{ year }}", first=False, italic=True,
            size=14, align=_CENTRE,
        ),
        right, 1,
    )  # fmt: skip
    _paragraph(document, "")
    _paragraph(document, "BÁO CÁO", bold=True, size=14, align=_CENTRE, keep=True)
    _paragraph(
        document, "Kết quả thực hiện Mô hình 36 và các mô hình liên quan, kỳ báo cáo tháng "
        "{{ month }} năm {{ year }}", bold=True, size=14, align=_CENTRE,
    )  # fmt: skip
    _paragraph(document, "(Số liệu đối soát tính đến ngày {{ until }})", italic=True, align=_CENTRE)


def _underlined(_: Any, cell: Any, which: int) -> None:
    """Draw the short rule under a line of the heading, as a border of that paragraph."""
    paragraph = cell.paragraphs[which]
    paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = Mm(0)
    rule = cell.add_paragraph()
    cell._tc.remove(rule._p)
    paragraph._p.addnext(rule._p)
    inset = Mm(42)
    rule.paragraph_format.left_indent = rule.paragraph_format.right_indent = inset
    rule.paragraph_format.line_spacing = Pt(4)
    borders = OxmlElement("w:pBdr")
    line = OxmlElement("w:top")
    for name, value in (("val", "single"), ("sz", "6"), ("space", "1"), ("color", "000000")):
        line.set(qn(f"w:{name}"), value)
    borders.append(line)
    rule._p.get_or_add_pPr().append(borders)


def _main_table(document: Any) -> None:
    widths = [width for _, width in _MAIN]
    table = _table(document, widths)
    head = _row(table, widths, head=True)
    for cell, (title, _) in zip(head.cells, _MAIN, strict=True):
        _put(cell, title, bold=True, size=_MAIN_SIZE, align=_CENTRE)
    for place, (model, name, *words) in enumerate(_MODELS, start=1):
        if model != "36":
            _put(_row(table, widths).cells[0], f"{{%tr if lines_{model} %}}")
        cells = _row(table, widths).cells
        _put(cells[0], str(place), size=_MAIN_SIZE, align=_CENTRE)
        for cell, text in zip(cells[1:6], (f"Mô hình {model}: {name}", *words), strict=True):
            _put(cell, text, size=_MAIN_SIZE)
        if model == "36":
            for cell, loop in zip(cells[6:], ("summary", "notes", "steps"), strict=True):
                _list(cell, f"line in {loop}")
        else:
            _list(cells[6], f"line in lines_{model}")
            _put(_row(table, widths).cells[0], "{%tr endif %}")


def _sentences(document: Any) -> None:
    """Write the many lines of Model 36 below the table: a cell of them would run over pages."""
    _paragraph(document, "")
    _paragraph(
        document, "KẾT QUẢ TỪNG CHỈ TIÊU CỦA MÔ HÌNH 36", bold=True, align=_CENTRE, keep=True
    )
    _paragraph(document, "{%p for line in lines_36 %}")
    _paragraph(document, "- {{ line }}")
    _paragraph(document, "{%p endfor %}")


def _list(cell: Any, loop: str) -> None:
    _put(cell, f"{{%p for {loop} %}}")
    _put(cell, "- {{ line }}", first=False, size=_MAIN_SIZE)
    _put(cell, "{%p endfor %}", first=False)


def _signature(document: Any) -> None:
    _paragraph(document, "")
    widths = (126, 126)
    left, right = _row(_table(document, widths, borders=False), widths).cells
    _put(left, "Nơi nhận:", size=12, bold=True, italic=True)
    for text in ("- UBND tỉnh (để báo cáo);", "- Các sở, ban, ngành liên quan;", "- Lưu: VT."):
        _put(left, text, first=False, size=11)
    _put(right, "TM. TỔ CÔNG TÁC", bold=True, size=14, align=_CENTRE)
    _put(right, "TỔ TRƯỞNG", first=False, bold=True, size=14, align=_CENTRE)


def _annex(document: Any, number: str, title: str) -> None:
    heading = document.add_paragraph()
    heading.alignment = _CENTRE
    heading.paragraph_format.keep_with_next = True
    heading.add_run().add_break(WD_BREAK.PAGE)
    _font(heading.add_run(f"Phụ lục {number}"), 14, bold=True)
    _paragraph(document, title, bold=True, size=14, align=_CENTRE, keep=True)
    _paragraph(
        document, "(Kèm theo Báo cáo Mô hình 36, kỳ báo cáo tháng {{ month }} năm {{ year }})",
        italic=True, size=14, align=_CENTRE, keep=True,
    )  # fmt: skip


def _loop_table(
    document: Any, columns: Sequence[tuple[str, float]], loop: str, tags: Sequence[str],
    *, size: float = 12, texts: int = 1,
) -> None:  # fmt: skip
    """Make a table with one repeated row; the first `texts` columns are words, the rest figures."""
    widths = [width for _, width in columns]
    table = _table(document, widths)
    head = _row(table, widths, head=True)
    for cell, (title, _) in zip(head.cells, columns, strict=True):
        _put(cell, title, bold=True, size=size, align=_CENTRE)
    _put(_row(table, widths).cells[0], f"{{%tr for {loop} %}}", size=size)
    for at, (cell, tag) in enumerate(zip(_row(table, widths).cells, tags, strict=True)):
        _put(cell, f"{{{{ {tag} }}}}", size=size, align=_LEFT if at < texts else _RIGHT)
    _put(_row(table, widths).cells[0], "{%tr endfor %}", size=size)


def _by_agency(document: Any) -> None:
    _grouped_table(document, ("Cơ quan, chỉ tiêu", 116), "agencies", "agency", "label")


def _by_district(document: Any) -> None:
    _grouped_table(document, ("Chỉ tiêu, huyện, thành phố", 116), "lines", "line", "district")


def _grouped_table(
    document: Any, first: tuple[str, float], groups: str, group: str, name: str
) -> None:
    """Make a table of figures under a bold line for each group."""
    columns = (first, *_FIGURES)
    widths = [width for _, width in columns]
    table = _table(document, widths)
    head = _row(table, widths, head=True)
    for cell, (title, _) in zip(head.cells, columns, strict=True):
        _put(cell, title, bold=True, size=12, align=_CENTRE)
    _put(_row(table, widths).cells[0], f"{{%tr for {group} in {groups} %}}")
    banner = _row(table, widths).cells
    merged = banner[0].merge(banner[-1])
    paragraph = _put(merged, f"{{{{ {group}.name }}}}", size=12, bold=True)
    paragraph.paragraph_format.keep_with_next = True
    _put(_row(table, widths).cells[0], f"{{%tr for row in {group}.rows %}}")
    cells = _row(table, widths).cells
    _put(cells[0], f"{{{{ row.{name} }}}}", size=12)
    for cell, tag in zip(cells[1:], _FIGURE_TAGS, strict=True):
        _put(cell, f"{{{{ row.{tag} }}}}", size=12, align=_RIGHT)
    _put(_row(table, widths).cells[0], "{%tr endfor %}")
    _put(_row(table, widths).cells[0], "{%tr endfor %}")


def _quality(document: Any) -> None:
    _paragraph(document, "{%p if quality %}")
    _paragraph(document, "1. Độ tin cậy ước tính của kết quả đối soát", bold=True, keep=True)
    _loop_table(
        document,
        (("Danh sách", 76), ("Bản ghi", 28), ("Đã liên kết", 28), ("Liên kết sai ước tính", 34),
         ("Độ chính xác", 56), ("Độ đầy đủ", 28)),
        "row in quality",
        [f"row.{t}" for t in ("title", "mentions", "links", "false", "precision", "recall")],
    )  # fmt: skip
    _paragraph(document, "{%p endif %}")
    _paragraph(document, "2. Dòng không sử dụng được", bold=True, keep=True)
    _paragraph(document, "{%p if quarantine %}")
    _loop_table(
        document, (("Danh sách", 70), ("Lý do", 152), ("Số dòng", 30)), "row in quarantine",
        [f"row.{t}" for t in ("title", "message", "rows")], texts=2,
    )  # fmt: skip
    _paragraph(document, "{%p else %}")
    _paragraph(document, "Không có.")
    _paragraph(document, "{%p endif %}")
    _paragraph(document, "")
    _paragraph(document, "3. Nội dung cần rà soát đã gửi các cơ quan", bold=True, keep=True)
    _loop_table(
        document, (("Cơ quan", 70), ("Nội dung", 152), ("Số hồ sơ", 30)), "row in reasons",
        [f"row.{t}" for t in ("agency", "label", "records")], texts=2,
    )  # fmt: skip
