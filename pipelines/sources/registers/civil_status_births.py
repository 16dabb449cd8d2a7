"""Register of births. The mention is the child; parents stand beside it."""

from pipelines.sources import columns
from pipelines.sources.declaration import Agency, Column, Field, Person, Source

SOURCE = Source(
    name="civil_status_births",
    agency=Agency.JUSTICE,
    title="Đăng ký khai sinh",
    columns=(
        *columns.serial(),
        *columns.entry(("Số khai sinh", "Số giấy khai sinh", "Số KS")),
        *columns.person(
            words=("người được khai sinh", "con", "trẻ", "cháu", "của con", "người được ĐKKS"),
            prefixes=("nks",),
            names=("Họ, chữ đệm, tên người được khai sinh", "Người được khai sinh"),
        ),
        Column(Field.BIRTH_PLACE, ("Nơi sinh", "nksNoiSinh", "nksNoiSinhDVHC", "Nơi sinh ĐVHC")),
        *columns.parents(),
        *columns.residence(),
        Column(Field.ADDRESS, ("meNoiCuTru", "Nơi cư trú của mẹ", "Nơi cư trú mẹ",
                               "Nơi cư trú của cha mẹ", "Nơi cư trú của cha, mẹ")),
    ),
    persons=(Person("", "Người được khai sinh"),),
    key=(Field.ENTRY_NUMBER, Field.REGISTER_VOLUME, Field.EVENT_PLACE),
    living=False,
    of_births=True,
    indicator="civil_status.births",
)  # fmt: skip
