"""Persons of merit and relatives who draw a benefit.

The mention is the one who draws it; the one who is honoured may be dead and is left aside.
"""

from pipelines.sources import columns
from pipelines.sources.declaration import Agency, Column, Field, Person, Source

SOURCE = Source(
    name="persons_of_merit",
    agency=Agency.LABOUR,
    title="Người có công với cách mạng",
    columns=(
        *columns.serial(),
        Column(Field.RECORD_CODE, ("Số hồ sơ", "Mã hồ sơ", "Số HS", "Mã NCC")),
        *columns.person(
            words=("người có công", "NCC", "đối tượng", "người hưởng", "người hưởng trợ cấp",
                   "đối tượng hưởng"),
            names=("Đối tượng hưởng", "Tên đối tượng", "Người hưởng"),
        ),
        *columns.residence(),
        Column(Field.OWNER_KIND, ("Đối tượng", "Loại đối tượng", "Diện đối tượng")),
        Column(Field.PAYMENT_FORM, ("Hình thức chi trả", "Hình thức nhận")),
        Column(Field.DEATH_DATE, ("Ngày mất", "Ngày chết", "Ngày từ trần")),
        Column(Field.STATUS, ("Tình trạng", "Trạng thái")),
    ),
    persons=(Person("", "Người hưởng"),),
    key=(Field.RECORD_CODE,),
    indicator="persons_of_merit",
)  # fmt: skip
