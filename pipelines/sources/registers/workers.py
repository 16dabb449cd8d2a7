"""Workers of the labour-market list (Mẫu 01, 01a)."""

from pipelines.sources import columns
from pipelines.sources.declaration import Agency, Column, Field, Person, Source

SOURCE = Source(
    name="workers",
    agency=Agency.LABOUR,
    title="Người lao động",
    columns=(
        *columns.serial(),
        Column(Field.RECORD_CODE, ("Mã số BHXH", "Mã BHXH", "Mã người lao động", "Mã NLĐ")),
        *columns.person(
            words=("người lao động", "NLĐ", "lao động", "của người lao động"),
            names=("Người lao động",),
        ),
        *columns.residence(),
        Column(Field.STATUS, ("Tình trạng việc làm", "Tình trạng", "Trạng thái")),
    ),
    persons=(Person("", "Người lao động"),),
    key=(Field.RECORD_CODE,),
    indicator="workers",
)
