"""Children of the child-management list."""

from pipelines.sources import columns
from pipelines.sources.declaration import Agency, Column, Field, Person, Source

SOURCE = Source(
    name="children",
    agency=Agency.LABOUR,
    title="Trẻ em",
    columns=(
        *columns.serial(),
        Column(Field.RECORD_CODE, ("Mã trẻ", "Mã trẻ em", "Mã số trẻ em", "MaTre")),
        *columns.person(
            words=("trẻ", "trẻ em", "của trẻ", "cháu", "em"), names=("Tên trẻ", "Trẻ em")
        ),
        Column(Field.ID_NUMBER, ("Mã định danh",)),
        *columns.parents(),
        *columns.residence(),
        Column(Field.HOUSEHOLD_ID, ("Mã hộ", "Mã hộ gia đình")),
        Column(Field.BIRTH_PLACE, ("Nơi sinh",)),
        Column(Field.STATUS, ("Trạng thái", "Tình trạng")),
    ),
    persons=(Person("", "Trẻ em"),),
    key=(Field.RECORD_CODE,),
    indicator="children.updated",
)
