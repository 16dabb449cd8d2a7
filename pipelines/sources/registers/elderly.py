"""Members of the Association of the Elderly."""

from pipelines.sources import columns
from pipelines.sources.declaration import Agency, Column, Field, Person, Source

SOURCE = Source(
    name="elderly",
    agency=Agency.ELDERLY,
    title="Người cao tuổi",
    columns=(
        *columns.serial(),
        Column(Field.RECORD_CODE, ("Số thẻ", "Số thẻ hội viên", "Mã hội viên")),
        *columns.person(
            words=("hội viên", "người cao tuổi", "NCT", "cụ"),
            names=("Hội viên", "Tên hội viên"),
        ),
        *columns.residence(),
        Column(Field.STATUS, ("Trạng thái", "Tình trạng")),
    ),
    persons=(Person("", "Người cao tuổi"),),
    key=(Field.RECORD_CODE,),
    by_district=False,
    indicator="elderly",
)
