"""Members of the Red Cross."""

from pipelines.sources import columns
from pipelines.sources.declaration import Agency, Column, Field, Person, Source

SOURCE = Source(
    name="red_cross",
    agency=Agency.RED_CROSS,
    title="Hội viên chữ thập đỏ",
    columns=(
        *columns.serial(),
        Column(Field.RECORD_CODE, ("Số thẻ", "Số thẻ hội viên", "Mã hội viên")),
        *columns.person(
            words=("hội viên", "tình nguyện viên", "CTĐ", "người hiến máu", "người được trợ giúp"),
            names=("Hội viên", "Tên hội viên"),
        ),
        *columns.residence(),
        Column(Field.STATUS, ("Trạng thái", "Tình trạng")),
    ),
    persons=(Person("", "Hội viên"),),
    key=(Field.RECORD_CODE,),
    by_district=False,
    indicator="red_cross",
)
