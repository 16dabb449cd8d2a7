"""Teachers and managers of schools."""

from pipelines.sources import columns
from pipelines.sources.declaration import Agency, Column, Field, Person, Source

SOURCE = Source(
    name="teachers",
    agency=Agency.EDUCATION,
    title="Giáo viên, cán bộ quản lý",
    columns=(
        *columns.serial(),
        Column(
            Field.RECORD_CODE,
            ("Mã giáo viên", "Mã GV", "Mã cán bộ", "Mã định danh Bộ GD&ĐT", "Mã CB-GV-NV",
             "Mã CBGVNV", "Mã nhân sự", "Số hiệu viên chức"),
        ),
        *columns.person(
            words=("giáo viên", "GV", "cán bộ", "CBGV", "viên chức"),
            names=("Giáo viên", "Họ tên cán bộ, giáo viên"),
        ),
        *columns.residence(),
        Column(Field.STATUS, ("Trạng thái", "Tình trạng", "Trạng thái làm việc")),
    ),
    persons=(Person("", "Giáo viên"),),
    key=(Field.RECORD_CODE,),
    indicator="teachers.verified",
)  # fmt: skip
