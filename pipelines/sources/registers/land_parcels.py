"""Parcels and who holds them: a person, a couple, a household or an organisation."""

from pipelines.sources import columns
from pipelines.sources.declaration import Agency, Column, Field, Person, Source

OWNER = ("chủ sử dụng", "chủ sử dụng đất", "chủ hộ", "người sử dụng đất", "chủ sở hữu", "chủ đất",
         "chủ")  # fmt: skip
CO_OWNER = ("vợ/chồng", "vợ (chồng)", "vợ hoặc chồng", "vợ/chồng đồng sử dụng", "đồng sử dụng",
            "đồng sở hữu", "người đồng sử dụng", "của vợ/chồng", "vợ chồng", "chủ 2",
            "chủ sử dụng 2")  # fmt: skip

SOURCE = Source(
    name="land_parcels",
    agency=Agency.LAND,
    title="Thửa đất và người sử dụng đất",
    columns=(
        *columns.serial(),
        Column(Field.RECORD_CODE, ("Mã định danh thửa đất", "Mã thửa đất", "thuaDatId")),
        # The parcel's commune, not where its holder lives.
        Column(
            Field.COMMUNE_CODE,
            ("Mã xã", "Mã ĐVHC cấp xã", "Mã ĐVHC", "Mã phường/xã", "maXa", "Mã đơn vị hành chính"),
        ),
        Column(
            Field.MAP_SHEET,
            ("Số tờ bản đồ", "Tờ bản đồ", "Số hiệu tờ trên bản đồ địa chính", "Số tờ", "Tờ BĐ",
             "Số tờ BĐ", "Tờ bản đồ số", "Tờ số", "Số hiệu tờ bản đồ", "Tờ", "soHieuToBanDo"),
        ),
        Column(
            Field.PARCEL_NUMBER,
            ("Số thửa", "Số thứ tự thửa trên bản đồ địa chính", "Thửa đất số", "Thửa", "Thửa số",
             "Số thửa đất", "Số thứ tự thửa", "Số hiệu thửa đất", "soThuTuThua", "Thửa đất"),
        ),
        Column(
            Field.CERTIFICATE_NUMBER,
            ("Số phát hành GCN", "Số phát hành", "Số seri GCN", "Số seri", "Số GCN", "soPhatHanh",
             "Số phát hành giấy chứng nhận"),
        ),
        Column(
            Field.OWNER_KIND,
            ("Loại đối tượng", "Pháp nhân trên GCN", "Pháp nhân", "Đối tượng sử dụng",
             "Loại chủ sử dụng", "Đối tượng sử dụng đất", "loaiDoiTuong"),
        ),
        Column(
            Field.OWNER_ROLE,
            ("Vai trò pháp nhân trên GCN", "Vai trò pháp nhân", "Vai trò"),
        ),
        Column(Field.ORGANISATION_NAME, ("Tên tổ chức", "Tổ chức", "tenToChuc")),
        *columns.person(
            "owner",
            words=OWNER,
            names=("Tên chủ sử dụng đất", "Tên chủ sử dụng", "Chủ sử dụng", "Chủ sử dụng đất",
                   "Người sử dụng đất", "Tên người sử dụng đất", "Tên chủ", "Chủ hộ",
                   "Người sử dụng, quản lý đất", "Người sử dụng đất, chủ sở hữu tài sản",
                   "Họ và tên chủ sử dụng/\nHọ tên người đại diện tổ chức"),
        ),
        *columns.residence("owner", words=OWNER),
        *columns.person(
            "co_owner",
            words=CO_OWNER,
            names=("Tên vợ/chồng đồng sử dụng", "Tên vợ/chồng", "Tên vợ (chồng)", "Vợ/chồng",
                   "Tên người đồng sử dụng"),
            bare=False,
        ),
        *columns.residence("co_owner", words=CO_OWNER, bare=False),
        Column(Field.EVENT_DATE, ("Ngày cấp GCN", "Ngày cấp giấy chứng nhận", "Ngày vào sổ")),
    ),
    persons=(
        Person("owner", "Người sử dụng đất", spouse="co_owner"),
        Person("co_owner", "Vợ hoặc chồng cùng sử dụng", optional=True, spouse="owner"),
    ),
    key=(Field.COMMUNE_CODE, Field.MAP_SHEET, Field.PARCEL_NUMBER),
    indicator="land.owners_verified",
)  # fmt: skip
