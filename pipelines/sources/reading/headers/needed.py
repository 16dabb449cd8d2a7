"""Fields that say who a person is, what officers call them, and how sure reading must be."""

from __future__ import annotations

from pipelines.sources.declaration import Field

THRESHOLD = 0.6  # confidence below which a column that says who a person is must be confirmed

#: Fields that say who a person is: a doubt about them stops the file.
NEEDED = frozenset(
    {
        Field.FULL_NAME, Field.FAMILY_NAME, Field.GIVEN_NAME, Field.BIRTH_DATE, Field.BIRTH_DAY,
        Field.BIRTH_MONTH, Field.BIRTH_YEAR, Field.ID_NUMBER, Field.SEX,
        Field.INDICATOR_CODE, Field.TARGET_TOTAL,
    }
)  # fmt: skip

LABELS = {
    Field.FULL_NAME: "Họ và tên",
    Field.FAMILY_NAME: "Họ, chữ đệm",
    Field.GIVEN_NAME: "Tên",
    Field.BIRTH_DATE: "Ngày, tháng, năm sinh",
    Field.BIRTH_DAY: "Ngày sinh (ngày)",
    Field.BIRTH_MONTH: "Tháng sinh",
    Field.BIRTH_YEAR: "Năm sinh",
    Field.ID_NUMBER: "Số định danh, CCCD, CMND",
    Field.SEX: "Giới tính",
    Field.ADDRESS: "Nơi cư trú",
    Field.INDICATOR_CODE: "Mã chỉ tiêu",
    Field.TARGET_TOTAL: "Tổng số",
}
