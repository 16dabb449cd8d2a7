"""Denominators that no extract holds: one small list, stated by the agencies."""

from pipelines.sources.declaration import Agency, Column, Field, Source

SOURCE = Source(
    name="targets",
    agency=Agency.PROVINCE,
    title="Chỉ tiêu, tổng số phải thực hiện",
    kind="targets",
    persons=(),
    columns=(
        Column(Field.SERIAL, ("STT", "TT")),
        Column(
            Field.INDICATOR_CODE,
            ("Mã chỉ tiêu", "Chỉ tiêu", "Mã", "Mã dòng báo cáo", "indicator", "code"),
            required=True,
        ),
        Column(Field.LABEL, ("Nội dung", "Tên chỉ tiêu", "Diễn giải", "label")),
        Column(
            Field.DISTRICT,
            ("Huyện/thành phố", "Huyện", "Địa bàn", "Đơn vị hành chính", "Huyện, thành phố",
             "district"),
        ),
        Column(Field.PERIOD_FROM, ("Từ ngày", "Từ", "Ngày bắt đầu", "from")),
        Column(Field.PERIOD_TO, ("Đến ngày", "Đến", "Ngày kết thúc", "Tính đến ngày", "to")),
        Column(
            Field.TARGET_TOTAL,
            ("Tổng số phải thực hiện", "Tổng số", "Số lượng", "Tổng", "Chỉ tiêu giao", "Phải làm",
             "Số phải thực hiện", "total"),
            required=True,
        ),
        Column(Field.STATED_BY, ("Nguồn", "Cơ quan cung cấp", "Đơn vị cung cấp", "source")),
    ),
    living=False,
    by_district=False,
)  # fmt: skip
