"""Participants of social and health insurance."""

from pipelines.sources import columns
from pipelines.sources.declaration import Agency, Column, Field, Person, Source

SOURCE = Source(
    name="social_insurance",
    agency=Agency.SOCIAL_INSURANCE,
    title="Người tham gia bảo hiểm xã hội, bảo hiểm y tế",
    columns=(
        *columns.serial(),
        # The number of the old paper book (số sổ) is another number and is left aside.
        Column(
            Field.RECORD_CODE,
            ("Mã số BHXH", "Mã BHXH", "maSoBHXH", "Mã số bảo hiểm xã hội", "Số BHXH", "MSBHXH",
             "Kiểm tra mã số BHXH / Mã số BHXH", "Mã sổ BHXH"),
        ),
        *columns.person(
            words=("người tham gia", "thành viên", "người lao động", "người hưởng"),
            names=("hoTen", "Họ và tên thành viên", "Tên người tham gia"),
        ),
        Column(Field.ID_NUMBER, ("cmnd", "Số CMND/CCCD/ĐDCN", "Số CMND", "soCMND", "Số CMTND")),
        *columns.residence(),
        Column(Field.ADDRESS, ("Địa chỉ nhận hồ sơ", "Địa chỉ liên hệ", "Nơi ở hiện tại")),
        Column(Field.HAMLET, ("Địa chỉ nhận hồ sơ / Số nhà, đường phố, thôn xóm",)),
        Column(Field.COMMUNE, ("Địa chỉ nhận hồ sơ / Xã/phường", "maXa")),
        Column(Field.DISTRICT, ("Địa chỉ nhận hồ sơ / Quận/huyện", "maHuyen")),
        Column(Field.PROVINCE, ("Địa chỉ nhận hồ sơ / Tỉnh/TP", "maTinh")),
        Column(Field.HOUSEHOLD_ID, ("Mã số hộ gia đình", "maHoGiaDinh", "Mã hộ gia đình")),
        Column(Field.DEATH_DATE, ("Ngày chết", "Ngày mất")),
        Column(Field.STATUS, ("Trạng thái", "Tình trạng", "Phương án")),
    ),
    persons=(Person("", "Người tham gia"),),
    key=(Field.RECORD_CODE,),
    indicator="social_insurance.verified",
)  # fmt: skip
