"""Register of deaths. The mention is the person who died."""

from pipelines.sources import columns
from pipelines.sources.declaration import Agency, Column, Field, Person, Source

SOURCE = Source(
    name="civil_status_deaths",
    agency=Agency.JUSTICE,
    title="Đăng ký khai tử",
    columns=(
        *columns.serial(),
        *columns.entry(("Số khai tử", "Số KT", "Số giấy chứng tử", "Số trích lục")),
        *columns.person(
            words=("người chết", "người được khai tử", "người mất", "của người chết"),
            prefixes=("nkt",),
            names=("Họ, chữ đệm, tên người chết", "Người chết", "Người được khai tử"),
        ),
        *columns.residence(prefixes=("nkt",), words=("người chết",)),
        Column(Field.ADDRESS, ("Nơi cư trú cuối cùng", "Nơi thường trú cuối cùng",
                               "Địa chỉ cuối cùng")),
        Column(
            Field.DEATH_DATE,
            ("Ngày chết", "Ngày mất", "nktNgayChet", "Ngày, tháng, năm chết", "Đã chết vào lúc",
             "Chết ngày", "Ngày tử vong", "Thời gian chết"),
        ),
    ),
    persons=(Person("", "Người chết"),),
    key=(Field.ENTRY_NUMBER, Field.REGISTER_VOLUME, Field.EVENT_PLACE),
    living=False,
    expects_dead=True,
    indicator="civil_status.deaths",
)  # fmt: skip
