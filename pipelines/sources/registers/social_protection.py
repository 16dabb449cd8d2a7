"""Beneficiaries of social protection."""

from pipelines.sources import columns
from pipelines.sources.declaration import Agency, Column, Field, Person, Source

SOURCE = Source(
    name="social_protection",
    agency=Agency.LABOUR,
    title="Đối tượng bảo trợ xã hội",
    columns=(
        *columns.serial(),
        Column(
            Field.RECORD_CODE,
            ("Mã đối tượng", "MaDT", "Mã hồ sơ", "Số hồ sơ", "Số QĐ hưởng", "Số quyết định",
             "MaDoiTuong", "ID"),
        ),
        *columns.person(
            words=("đối tượng", "người hưởng", "người được hưởng", "đối tượng hưởng"),
            names=("Đối tượng", "Tên đối tượng", "Người hưởng"),
        ),
        Column(Field.ETHNIC_GROUP, ("MaDanToc",)),
        *columns.residence(),
        Column(
            Field.PAYMENT_FORM,
            ("Hình thức chi trả", "Hình thức nhận", "Phương thức chi trả", "HT chi trả",
             "HinhThucChiTra",
             "Hình thức nhận tiền", "Hình thức nhận trợ cấp"),
        ),
        Column(Field.STATUS, ("Tình trạng", "TinhTrang", "Trạng thái")),
        Column(Field.EVENT_DATE, ("Ngày hưởng", "NgayHuong", "Ngày QĐ", "Thời điểm hưởng")),
    ),
    persons=(Person("", "Đối tượng"),),
    key=(Field.RECORD_CODE,),
    indicator="social_protection.normalised",
)  # fmt: skip
