"""The population reference: extract of the national population database."""

from pipelines.sources import columns
from pipelines.sources.declaration import Agency, Column, Field, Source

SOURCE = Source(
    name="population",
    agency=Agency.POLICE,
    title="Dữ liệu dân cư",
    kind="reference",
    columns=(
        *columns.serial(),
        *columns.person(),
        *columns.residence(),
        *columns.parents(),
        Column(
            Field.SPOUSE_NAME,
            ("Họ tên vợ/chồng", "Họ tên vợ (chồng)", "Họ tên vợ hoặc chồng", "Tên vợ/chồng"),
        ),
        Column(
            Field.SPOUSE_ID,
            ("Số ĐDCN vợ/chồng", "Số định danh vợ/chồng", "Số ĐDCN vợ (chồng)", "CCCD vợ/chồng"),
        ),
        Column(Field.BIRTH_PLACE, ("Nơi đăng ký khai sinh", "Nơi sinh", "Nơi ĐKKS")),
        Column(
            Field.HOUSEHOLD_ID,
            ("Số hộ khẩu/Mã hộ", "Số hồ sơ cư trú", "Mã hộ", "Mã hộ gia đình", "Số hộ khẩu",
             "Số sổ hộ khẩu"),
        ),
        Column(
            Field.HEAD_RELATION,
            ("Quan hệ với chủ hộ", "Mối quan hệ với chủ hộ", "QH với chủ hộ", "Quan hệ chủ hộ"),
        ),
        Column(
            Field.RESIDENCE_STATUS,
            ("Tình trạng", "Tình trạng cư trú", "Trạng thái", "Trạng thái cư trú"),
        ),
        Column(
            Field.DEATH_DATE,
            ("Ngày chết", "Ngày mất", "Ngày, tháng, năm chết hoặc mất tích", "Ngày chết/mất tích"),
        ),
    ),
    key=(Field.ID_NUMBER,),
    living=False,
    by_district=False,
)  # fmt: skip
