"""The words of a file's inspection, as text and as a page, in Vietnamese and English."""

from __future__ import annotations

from importlib import resources
from typing import TYPE_CHECKING

import click
import jinja2

from pipelines.outcomes import Severity
from pipelines.sources.declaration import Field
from pipelines.sources.inspect_english import english
from pipelines.sources.reading import ColumnUnderstanding, Status
from pipelines.sources.reading.headers.needed import LABELS
from pipelines.sources.registry import load

if TYPE_CHECKING:
    from pipelines.sources.declaration import Source
    from pipelines.sources.inspect import Finding, Inspection, SheetReport

_WORDS: dict[str, tuple[str, str]] = {
    "title": ("Kiểm tra tệp", "Check of file"),
    "list": ("Danh sách", "List"),
    "agency": ("Cơ quan", "Agency"),
    "sheet": ("Trang", "Sheet"),
    "status": ("Kết quả", "Status"),
    "type": ("Loại tệp", "File type"),
    "encoding": ("Bảng mã", "Encoding"),
    "header_row": ("Dòng tiêu đề", "Header row"),
    "none": ("không có", "none"),
    "rows": ("Số dòng", "Rows"),
    "people": ("Số người nêu tên", "People named"),
    "columns": ("Các cột được hiểu như sau", "Columns, as understood"),
    "unused": ("Cột không dùng", "Columns not used"),
    "column": ("Cột", "Column"),
    "header": ("Tiêu đề", "Header"),
    "meaning": ("Hiểu là", "Taken for"),
    "confidence": ("Tin cậy", "Confidence"),
    "evidence": ("Căn cứ", "Evidence"),
    "notices": ("Đã xử lý, cần biết", "Repaired or noticed"),
    "quarantine": ("Dòng không sử dụng được", "Rows that cannot be used"),
    "exception": ("Cần cơ quan kiểm tra lại", "To be checked by the agency"),
    "notice": ("Lưu ý, không bắt buộc sửa", "Noticed, nothing must be done"),
    "examples": ("dòng", "rows"),
    "todo": ("Việc cần làm", "What to do"),
    "page": ("Đã ghi trang: {path}", "Page written: {path}"),
    "mapping": (
        "Tệp ánh xạ: {path} (thay ? bằng ý nghĩa của cột rồi chạy lại)",
        "Mapping: {path} (replace each ? by the column's meaning, then run again)",
    ),
    "read": ("đọc được", "read"),
    "refused": ("không đọc", "refused"),
    "waiting": ("chờ xác nhận cột", "waiting for columns to be confirmed"),
    "duplicate": ("trùng tệp", "duplicate"),
    "skipped": ("bỏ qua", "skipped"),
    "data": ("dữ liệu", "data"),
    "footer": ("cuối bảng", "footer"),
    "blank": ("trống", "blank"),
    "title_rows": ("tiêu đề trên, nhóm", "title or section"),
    "header_rows": ("tiêu đề cột", "header"),
    "todo_ok": ("Không phải làm gì: tệp dùng được.", "Nothing: the file can be used."),
    "todo_quarantine": (
        "Sửa các dòng không sử dụng được nêu trên rồi gửi lại tệp.",
        "Mend the rows that cannot be used and send the file again.",
    ),
    "todo_waiting": (
        "Xác nhận ý nghĩa các cột: thêm --write-mapping, điền vào tệp ánh xạ, chạy lại.",
        "Confirm the columns: add --write-mapping, fill the mapping in, run again.",
    ),
    "todo_refused": ("Gửi lại tệp đúng định dạng.", "Send the file again in a proper format."),
    "todo_exception": (
        "Đối chiếu các dòng cần kiểm tra lại với giấy tờ gốc.",
        "Compare the rows to be checked with the original papers.",
    ),
}

FIELDS: dict[Field, tuple[str, str]] = {
    Field.FULL_NAME: ("Họ và tên", "full name"),
    Field.FAMILY_NAME: ("Họ, chữ đệm", "family and middle name"),
    Field.GIVEN_NAME: ("Tên", "given name"),
    Field.BIRTH_DATE: ("Ngày, năm sinh", "date of birth"),
    Field.BIRTH_DAY: ("Ngày sinh (ngày)", "day of birth"),
    Field.BIRTH_MONTH: ("Tháng sinh", "month of birth"),
    Field.BIRTH_YEAR: ("Năm sinh", "year of birth"),
    Field.BIRTH_PRECISION: ("Mã chỉ có năm sinh", "precision of the date"),
    Field.BIRTH_DAY_FLAG: ("Ô biết ngày sinh", "whether the day is known"),
    Field.BIRTH_MONTH_FLAG: ("Ô biết tháng sinh", "whether the month is known"),
    Field.BIRTH_DATE_WORDS: ("Ngày sinh bằng chữ", "date of birth in words"),
    Field.NAME_MALE: ("Họ và tên (nam)", "name (male)"),
    Field.NAME_FEMALE: ("Họ và tên (nữ)", "name (female)"),
    Field.BIRTH_YEAR_MALE: ("Năm sinh (nam)", "year of birth (male)"),
    Field.BIRTH_YEAR_FEMALE: ("Năm sinh (nữ)", "year of birth (female)"),
    Field.SEX: ("Giới tính", "sex"),
    Field.SEX_MALE: ("Ô Nam", "box male"),
    Field.SEX_FEMALE: ("Ô Nữ", "box female"),
    Field.ID_NUMBER: ("Số định danh, CCCD, CMND", "identification number"),
    Field.OLD_ID: ("Số CMND", "old identity number"),
    Field.ETHNIC_GROUP: ("Dân tộc", "ethnic group"),
    Field.NATIONALITY: ("Quốc tịch", "nationality"),
    Field.ADDRESS: ("Nơi cư trú", "address"),
    Field.HAMLET: ("Thôn, tổ", "hamlet"),
    Field.COMMUNE: ("Xã, phường", "commune"),
    Field.DISTRICT: ("Huyện", "district"),
    Field.PROVINCE: ("Tỉnh", "province"),
    Field.COMMUNE_CODE: ("Mã xã", "commune code"),
    Field.BIRTH_PLACE: ("Nơi sinh", "place of birth"),
    Field.FATHER_NAME: ("Họ tên cha", "father's name"),
    Field.FATHER_BIRTH: ("Năm sinh cha", "father's birth"),
    Field.FATHER_ID: ("Số định danh cha", "father's number"),
    Field.MOTHER_NAME: ("Họ tên mẹ", "mother's name"),
    Field.MOTHER_BIRTH: ("Năm sinh mẹ", "mother's birth"),
    Field.MOTHER_ID: ("Số định danh mẹ", "mother's number"),
    Field.SPOUSE_NAME: ("Họ tên vợ/chồng", "spouse's name"),
    Field.SPOUSE_BIRTH: ("Năm sinh vợ/chồng", "spouse's birth"),
    Field.SPOUSE_ID: ("Số định danh vợ/chồng", "spouse's number"),
    Field.DEATH_DATE: ("Ngày chết", "date of death"),
    Field.SERIAL: ("Số thứ tự", "running number"),
    Field.RECORD_CODE: ("Mã hồ sơ", "record code"),
    Field.ENTRY_NUMBER: ("Số đăng ký", "entry number"),
    Field.REGISTER_VOLUME: ("Quyển số", "register volume"),
    Field.EVENT_DATE: ("Ngày đăng ký", "date of registration"),
    Field.EVENT_PLACE: ("Nơi đăng ký", "place of registration"),
    Field.MAP_SHEET: ("Tờ bản đồ", "map sheet"),
    Field.PARCEL_NUMBER: ("Số thửa", "parcel number"),
    Field.CERTIFICATE_NUMBER: ("Số phát hành GCN", "certificate number"),
    Field.OWNER_KIND: ("Loại đối tượng", "kind of holder"),
    Field.OWNER_ROLE: ("Vai trò", "role of the holder"),
    Field.ORGANISATION_NAME: ("Tên tổ chức", "organisation"),
    Field.PAYMENT_FORM: ("Hình thức chi trả", "form of payment"),
    Field.STATUS: ("Trạng thái", "status"),
    Field.HOUSEHOLD_ID: ("Mã hộ", "household"),
    Field.HEAD_RELATION: ("Quan hệ với chủ hộ", "relation to the head"),
    Field.RESIDENCE_STATUS: ("Tình trạng cư trú", "residence status"),
    Field.INDICATOR_CODE: ("Mã chỉ tiêu", "indicator"),
    Field.PERIOD_FROM: ("Từ ngày", "from"),
    Field.PERIOD_TO: ("Đến ngày", "to"),
    Field.TARGET_TOTAL: ("Tổng số", "total"),
    Field.STATED_BY: ("Nguồn số liệu", "stated by"),
    Field.LABEL: ("Nội dung", "label"),
    Field.IGNORED: ("không dùng", "not used"),
}

#: Names of meanings as sentences of reading quote them, and in English.
_LABELS = {vietnamese.lower(): named for vietnamese, named in FIELDS.values()} | {
    vietnamese.lower(): FIELDS[field][1] for field, vietnamese in LABELS.items()
}
_LABELS |= {
    person.label.lower(): f"the {person.role.replace('_', ' ')}"
    for source in load().values()
    for person in source.persons
    if person.role
}
_KIND_WORDS = {"title": "title_rows", "header": "header_rows"}


def word(key: str, lang: str) -> str:
    """One phrase in one language."""
    return _WORDS[key][0 if lang == "vi" else 1]


def said(text: str, lang: str) -> str:
    """Give a message of reading in the language asked for."""
    return text if lang == "vi" else english(text, _LABELS)


def told(finding: Finding, lang: str) -> str:
    """Give a rule's sentence in the language asked for."""
    return finding.message if lang == "vi" else finding.english


def list_of(source: Source, lang: str) -> str:
    """Name the list; its title is Vietnamese, its name is not."""
    return f"{source.title} ({source.name})" if lang == "vi" else source.name


def agency_of(source: Source, lang: str) -> str:
    """Name the agency that answers for the list."""
    return source.agency.value if lang == "vi" else source.agency.name.lower().replace("_", " ")


def where(finding: Finding, lang: str) -> str:
    """Name the first rows that break a rule, and say whether there are more."""
    rows = ", ".join(map(str, finding.examples))
    more = "…" if finding.rows > len(finding.examples) else ""
    return f"{word('examples', lang)} {rows}{more}" if rows else ""


def show(text: str) -> None:
    """Print for the officer."""
    click.echo(text)


def meaning(column: ColumnUnderstanding, inspection: Inspection, lang: str) -> str:
    """Say what a column is taken for, and whose."""
    label = FIELDS[column.field][0 if lang == "vi" else 1]
    whose = {p.role: p.label for p in inspection.source.persons}.get(column.role, "")
    if not column.role:
        return label
    return f"{label} ({whose.lower() if lang == 'vi' else column.role.replace('_', ' ')})"


def rows_line(report: SheetReport, lang: str) -> str:
    """Rows by kind in one line."""
    order = ("data", "title", "header", "footer", "blank")
    return ", ".join(
        f"{report.kinds[kind]} {word(_KIND_WORDS.get(kind, kind), lang)}"
        for kind in order
        if report.kinds.get(kind)
    )


def todo(report: SheetReport, lang: str) -> list[str]:
    """Say what the officer or the agency should do."""
    status = report.sheet.status
    if status == Status.WAITING:
        return [word("todo_waiting", lang)]
    if status == Status.REFUSED:
        return [word("todo_refused", lang)]
    steps = []
    if report.quarantined:
        steps.append(word("todo_quarantine", lang))
    if any(f.severity == Severity.EXCEPTION for f in report.findings):
        steps.append(word("todo_exception", lang))
    return steps or [word("todo_ok", lang)]


def to_text(inspection: Inspection, lang: str = "vi") -> str:
    """Write a screenful of plain text."""
    source = inspection.source
    lines = [
        f"{word('title', lang)}: {inspection.file_name}",
        f"{word('list', lang)}: {list_of(source, lang)} · "
        f"{word('agency', lang)}: {agency_of(source, lang)}",
    ]
    for report in inspection.sheets:
        lines += ["", *_sheet_lines(inspection, report, lang)]
    return "\n".join(lines)


def _sheet_lines(inspection: Inspection, report: SheetReport, lang: str) -> list[str]:
    sheet = report.sheet
    name = sheet.sheet_name or sheet.file_name
    lines = [
        f"── {word('sheet', lang)} «{name}»: {word(str(sheet.status), lang)}",
        f"   {said(sheet.message, lang)}",
    ]
    if sheet.rows.height:
        row = sheet.header_row or word("none", lang)
        lines += [
            f"   {word('type', lang)}: {sheet.file_type} · {word('encoding', lang)}: "
            f"{said(sheet.encoding, lang)} · {word('header_row', lang)}: {row}",
            f"   {word('rows', lang)}: {rows_line(report, lang)}",
        ]
    if report.mentions:
        lines.append(f"   {word('people', lang)}: {report.mentions}")
    used = [c for c in sheet.columns if c.field is not Field.IGNORED]
    unused = [c for c in sheet.columns if c.field is Field.IGNORED]
    if used:
        lines.append(f"   {word('columns', lang)}:")
    for column in used:
        taken = meaning(column, inspection, lang)
        lines.append(
            f"   {column.position:>4}  {taken:<32} {column.confidence:.2f}  "
            f"{said(column.evidence, lang)}"
        )
    if unused:
        named = (f"{c.position} «{c.header}»" if c.header else f"{c.position}" for c in unused)
        lines.append(f"   {word('unused', lang)}: {', '.join(named)}")
    lines += [f"   ! {said(notice.message, lang)}" for notice in report.notices]
    lines += _finding_lines(report, lang)
    lines += [f"   → {word('todo', lang)}: {step}" for step in todo(report, lang)]
    return lines


def _finding_lines(report: SheetReport, lang: str) -> list[str]:
    lines = []
    for severity in Severity:
        found = [f for f in report.findings if f.severity == severity]
        if not found:
            continue
        total = f": {report.quarantined}" if severity == Severity.QUARANTINE else ""
        lines.append(f"   {word(str(severity), lang)}{total}")
        for finding in found:
            first = where(finding, lang)
            shown = f" ({first})" if first else ""
            lines.append(f"   {finding.rows:>6}  {told(finding, lang)}{shown}")
    return lines


def to_html(inspection: Inspection, lang: str = "vi") -> str:
    """One self-contained page."""
    page = resources.files(__package__).joinpath("inspect_page.html").read_text("utf-8")
    environment = jinja2.Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True)
    return environment.from_string(page).render(
        inspection=inspection,
        lang=lang,
        word=lambda key: word(key, lang),
        said=lambda text: said(text, lang),
        told=lambda finding: told(finding, lang),
        where=lambda finding: where(finding, lang),
        list_name=list_of(inspection.source, lang),
        agency=agency_of(inspection.source, lang),
        meaning=lambda column: meaning(column, inspection, lang),
        rows_line=lambda report: rows_line(report, lang),
        todo=lambda report: todo(report, lang),
        severities=[str(severity) for severity in Severity],
    )
