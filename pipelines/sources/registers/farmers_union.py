"""Members of the Farmers' Union."""

from pipelines.sources import columns
from pipelines.sources.declaration import Agency, Column, Field, Person, Source

SOURCE = Source(
    name="farmers_union",
    agency=Agency.FARMERS,
    title="Hội viên nông dân",
    columns=(
        *columns.serial(),
        Column(Field.RECORD_CODE, ("Số thẻ", "Số thẻ hội viên", "Mã hội viên")),
        *columns.person(
            words=("hội viên", "nông dân"),
            names=("Hội viên", "Tên hội viên"),
        ),
        *columns.residence(),
        Column(Field.STATUS, ("Trạng thái", "Tình trạng")),
    ),
    persons=(Person("", "Hội viên"),),
    key=(Field.RECORD_CODE,),
    by_district=False,
    indicator="farmers_union",
)
