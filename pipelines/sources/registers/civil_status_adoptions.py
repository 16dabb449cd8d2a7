"""Register of adoptions. The child and one or two adoptive parents."""

from pipelines.sources import columns
from pipelines.sources.declaration import Agency, Column, Field, Person, Source

CHILD = ("con nuôi", "người con nuôi", "của con nuôi", "trẻ", "người được nhận làm con nuôi",
         "trẻ được nhận làm con nuôi")  # fmt: skip
FATHER = ("cha nuôi", "bố nuôi", "của cha nuôi", "người cha nuôi")
MOTHER = ("mẹ nuôi", "của mẹ nuôi", "người mẹ nuôi")

SOURCE = Source(
    name="civil_status_adoptions",
    agency=Agency.JUSTICE,
    title="Đăng ký nuôi con nuôi",
    columns=(
        *columns.serial(),
        *columns.entry(("Số quyết định", "Số QĐ")),
        *columns.person("adoptee", words=CHILD, prefixes=("nnn", "cn"), names=("Con nuôi",)),
        *columns.person(
            "adoptive_father", words=FATHER, prefixes=("chaNuoi",), names=("Cha nuôi",), bare=False
        ),
        *columns.residence("adoptive_father", words=FATHER, prefixes=("chaNuoi",), bare=False),
        *columns.person(
            "adoptive_mother", words=MOTHER, prefixes=("meNuoi",), names=("Mẹ nuôi",), bare=False
        ),
        *columns.residence("adoptive_mother", words=MOTHER, prefixes=("meNuoi",), bare=False),
        # The household's address: that of the parents, with whom the child lives.
        *columns.residence(),
        Column(Field.BIRTH_PLACE, ("Nơi sinh", "Nơi sinh con nuôi"), "adoptee"),
    ),
    persons=(
        Person("adoptee", "Con nuôi"),
        Person("adoptive_father", "Cha nuôi", sex="male", optional=True, spouse="adoptive_mother"),
        Person("adoptive_mother", "Mẹ nuôi", sex="female", optional=True, spouse="adoptive_father"),
    ),
    key=(Field.ENTRY_NUMBER, Field.REGISTER_VOLUME, Field.EVENT_PLACE),
    living=False,
    indicator="civil_status.adoptions",
)
