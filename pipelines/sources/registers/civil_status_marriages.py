"""Register of marriages. Two people a row."""

from pipelines.sources import columns
from pipelines.sources.declaration import Agency, Field, Person, Source

HUSBAND = ("chồng", "bên nam", "của chồng", "(chồng)", "người chồng", "nam", "ông")
WIFE = ("vợ", "bên nữ", "của vợ", "(vợ)", "người vợ", "nữ", "bà")

SOURCE = Source(
    name="civil_status_marriages",
    agency=Agency.JUSTICE,
    title="Đăng ký kết hôn",
    columns=(
        *columns.serial(),
        *columns.entry(("Số kết hôn", "Số KH", "Số giấy chứng nhận kết hôn", "Số GCN")),
        *columns.person(
            "husband",
            words=HUSBAND,
            prefixes=("chong",),
            names=("Chồng", "Bên nam", "Ông"),
            bare=False,
        ),
        *columns.residence("husband", words=HUSBAND, prefixes=("chong",), bare=False),
        *columns.person(
            "wife", words=WIFE, prefixes=("vo",), names=("Vợ", "Bên nữ", "Bà"), bare=False
        ),
        *columns.residence("wife", words=WIFE, prefixes=("vo",), bare=False),
    ),
    persons=(
        Person("husband", "Chồng", sex="male", spouse="wife"),
        Person("wife", "Vợ", sex="female", spouse="husband"),
    ),
    key=(Field.ENTRY_NUMBER, Field.REGISTER_VOLUME, Field.EVENT_PLACE),
    indicator="civil_status.marriages",
    living=False,
)
