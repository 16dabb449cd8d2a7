"""Whether a delivery looks like the one before it.

Distributions are compared by the population stability index, PSI = Σ (p − q) · ln(p / q) over the
classes; 0.1 is commonly read as a small change and 0.25 as a large one.
"""

from pipelines.checks.assertions import between
from pipelines.checks.rule import Criterion, Level, Rule
from pipelines.outcomes import Severity
from pipelines.sources.declaration import Field

_LARGE_CHANGE = 0.25

RULES = (
    Rule(
        code="fewer_rows",
        severity=Severity.EXCEPTION,
        criterion=Criterion.OVER_TIME,
        title="Số dòng không giảm quá 20% so với kỳ trước",
        message="Số dòng chỉ bằng {value} kỳ trước (giảm quá 20%); kiểm tra tệp có gửi thiếu không",
        fact="rows_ratio",
        assertion=between(0.8, None),
        level=Level.DELIVERY,
    ),
    Rule(
        code="more_rows",
        severity=Severity.EXCEPTION,
        criterion=Criterion.OVER_TIME,
        title="Số dòng không tăng quá 50% so với kỳ trước",
        message="Số dòng bằng {value} kỳ trước (tăng quá 50%); kiểm tra tệp có gửi trùng không",
        fact="rows_ratio",
        assertion=between(None, 1.5),
        level=Level.DELIVERY,
    ),
    *(
        Rule(
            code=code,
            severity=Severity.EXCEPTION,
            criterion=Criterion.OVER_TIME,
            title=f"{what} không tăng quá 10 điểm phần trăm so với kỳ trước",
            message=f"{what} tăng {{value}} so với kỳ trước (ngưỡng 10 điểm phần trăm); kiểm tra "
            "cách xuất tệp",
            fact=f"rise:{column}",
            assertion=between(None, 0.1),
            field=field,
            level=Level.DELIVERY,
        )
        for code, what, column, field in (
            ("more_numbers_missing", "Tỷ lệ thiếu số định danh", "person_id", Field.ID_NUMBER),
            ("more_birth_dates_missing", "Tỷ lệ thiếu ngày sinh", "birth_date", Field.BIRTH_DATE),
            ("more_sexes_unknown", "Tỷ lệ không rõ giới tính", "sex", Field.SEX),
            ("more_communes_unknown", "Tỷ lệ không rõ xã, phường", "commune", Field.ADDRESS),
        )
    ),
    *(
        Rule(
            code=code,
            severity=Severity.NOTICE,
            criterion=Criterion.OVER_TIME,
            title=f"Cơ cấu {what} giống kỳ trước",
            message=f"Cơ cấu {what} khác nhiều so với kỳ trước (chỉ số PSI {{value}}, ngưỡng "
            "0,25); kiểm tra phạm vi trích xuất",
            fact=f"psi:{group}",
            assertion=between(None, _LARGE_CHANGE),
            field=field,
            level=Level.DELIVERY,
            shown="number",
        )
        for code, what, group, field in (
            ("sexes_shifted", "giới tính", "sex", Field.SEX),
            ("birth_decades_shifted", "năm sinh", "birth_decade", Field.BIRTH_DATE),
            ("districts_shifted", "địa bàn", "district", Field.ADDRESS),
            ("number_forms_shifted", "dạng số định danh", "id_form", Field.ID_NUMBER),
        )
    ),
)
