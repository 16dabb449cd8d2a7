"""Members of the Veterans' Association."""

from pipelines.sources import columns
from pipelines.sources.declaration import Agency, Column, Field, Person, Source

SOURCE = Source(
    name="veterans",
    agency=Agency.VETERANS,
    title="Hội viên cựu chiến binh",
    columns=(
        *columns.serial(),
        Column(Field.RECORD_CODE, ("Số thẻ", "Số thẻ hội viên", "Mã hội viên", "Số hiệu hội viên")),
        *columns.person(
            words=("hội viên", "cựu chiến binh", "CCB", "đồng chí"),
            names=("Hội viên", "Tên hội viên"),
        ),
        *columns.residence(),
        Column(Field.STATUS, ("Trạng thái", "Tình trạng")),
    ),
    persons=(Person("", "Hội viên"),),
    key=(Field.RECORD_CODE,),
    by_district=False,
    indicator="veterans",
)
