"""Pupils of the education database."""

from pipelines.sources import columns
from pipelines.sources.declaration import Agency, Column, Field, Person, Source

SOURCE = Source(
    name="students",
    agency=Agency.EDUCATION,
    title="Học sinh",
    columns=(
        *columns.serial(),
        Column(
            Field.RECORD_CODE,
            ("Mã định danh Bộ GD&ĐT", "Mã định danh Bộ GDĐT", "Mã học sinh", "Mã HS",
             "Mã định danh của Bộ", "Mã định danh học sinh", "Mã định danh Bộ"),
        ),
        *columns.person(
            words=("học sinh", "HS", "của học sinh", "trẻ", "cháu"), names=("Học sinh",)
        ),
        *columns.parents(),
        *columns.residence(),
        Column(Field.HAMLET, ("Tổ/thôn Hộ khẩu thường trú",)),
        Column(Field.BIRTH_PLACE, ("Nơi sinh", "Nơi sinh chi tiết")),
        Column(Field.STATUS, ("Trạng thái", "Trạng thái học sinh", "Tình trạng")),
    ),
    persons=(Person("", "Học sinh"),),
    key=(Field.RECORD_CODE,),
    indicator="students.verified",
)  # fmt: skip
