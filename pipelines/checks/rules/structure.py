"""Whether the row and the sheet are built as the list should be."""

from pipelines.checks.assertions import between, holds, is_not
from pipelines.checks.rule import Criterion, Level, Rule
from pipelines.outcomes import Severity

RULES = (
    Rule(
        code="empty_row",
        severity=Severity.QUARANTINE,
        criterion=Criterion.STRUCTURE,
        title="Dòng không trống",
        message="Dòng không có nội dung nào; xóa dòng hoặc nhập lại hồ sơ",
        fact="identity",
        assertion=is_not("empty"),
    ),
    Rule(
        code="structure_broken",
        severity=Severity.QUARANTINE,
        criterion=Criterion.STRUCTURE,
        title="Giá trị đúng cột",
        message="Dòng bị lệch cột: các ô họ tên, ngày sinh, giới tính, số định danh không đọc được "
        "hoặc ghi nội dung của cột khác; đưa các ô về đúng cột, kiểm tra dấu ngăn cách, dấu ngoặc "
        "kép trong dòng rồi gửi lại",
        fact="in_place",
        assertion=holds,
    ),
    Rule(
        code="cells_beyond_table",
        severity=Severity.NOTICE,
        criterion=Criterion.STRUCTURE,
        title="Không có ô ngoài bảng",
        message="Dòng có ô nằm ngoài các cột có tiêu đề; có thể bị lệch cột hoặc ghi chú tự do",
        fact="no_spill",
        assertion=holds,
    ),
    Rule(
        code="control_characters",
        severity=Severity.NOTICE,
        criterion=Criterion.STRUCTURE,
        title="Không có ký tự điều khiển",
        message="Dòng có ký tự điều khiển hoặc ký tự đảo chiều chữ; đã bỏ qua khi đối soát",
        fact="no_control",
        assertion=holds,
    ),
    Rule(
        code="value_too_long",
        severity=Severity.NOTICE,
        criterion=Criterion.STRUCTURE,
        title="Không có ô dài bất thường",
        message="Dòng có ô dài hơn 500 ký tự; có thể nhiều dòng bị dồn vào một ô",
        fact="no_long_value",
        assertion=holds,
    ),
    Rule(
        code="column_missing",
        severity=Severity.EXCEPTION,
        criterion=Criterion.STRUCTURE,
        title="Đủ các cột bắt buộc",
        message="Tệp thiếu cột bắt buộc {value}; bổ sung cột hoặc xác nhận lại ý nghĩa các cột",
        fact="required_columns",
        assertion=holds,
        level=Level.SHEET,
    ),
    Rule(
        code="column_absent",
        severity=Severity.NOTICE,
        criterion=Criterion.STRUCTURE,
        title="Có cột số định danh và cột ngày sinh",
        message="Tệp không có cột {value}; nên bổ sung để đối soát chính xác",
        fact="identifying_columns",
        assertion=holds,
        level=Level.SHEET,
    ),
    Rule(
        code="no_data_rows",
        severity=Severity.EXCEPTION,
        criterion=Criterion.STRUCTURE,
        title="Có dòng dữ liệu",
        message="Tệp không có dòng dữ liệu nào",
        fact="rows",
        assertion=between(1, None),
        level=Level.SHEET,
        shown="count",
    ),
    Rule(
        code="many_quarantined",
        severity=Severity.EXCEPTION,
        criterion=Criterion.STRUCTURE,
        title="Ít dòng không sử dụng được",
        message="{value} số dòng không sử dụng được (ngưỡng 5%); xem lại cách xuất tệp và ý nghĩa "
        "các cột",
        fact="share_quarantined",
        assertion=between(None, 0.05),
        level=Level.SHEET,
    ),
)
